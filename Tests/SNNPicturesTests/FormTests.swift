import SNNPictures
import Testing

/// What holds of every picture, whatever it shows.
@Suite struct FormTests {
  @Test(arguments: Gallery.allCases) func isAnAccessibleImage(_ work: Gallery) throws {
    let root = try tree(of: work.picture.svg)
    #expect(root.name == "svg")
    #expect(root.attributes["xmlns"] == "http://www.w3.org/2000/svg")
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["class"] == "snn-picture")
    let title = try #require(root.children.first)
    #expect(title.name == "title" && !title.label.isEmpty)
  }

  @Test(arguments: Gallery.allCases) func isAtMostAMegabyte(_ work: Gallery) {
    #expect(work.picture.svg.utf8.count <= 1_000_000)
  }

  @Test(arguments: Gallery.allCases) func keepsLabelsInsideAndApart(_ work: Gallery) throws {
    let root = try tree(of: work.picture.svg)
    let view = (root.attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    try #require(view.count == 4)
    let boxes = root.all("text").compactMap(TextBox.init)
    #expect(boxes.count == root.all("text").count && !boxes.isEmpty)
    for (index, box) in boxes.enumerated() {
      #expect(
        box.left >= 0 && box.right <= view[2] && box.top >= 0 && box.bottom <= view[3],
        "clipped: \(box)")
      for other in boxes[(index + 1)...] {
        #expect(!box.overlaps(other), "“\(box.text)” lies on “\(other.text)”")
      }
    }
  }

  @Test(arguments: Gallery.allCases) func drawsOnlyNumbers(_ work: Gallery) throws {
    let root = try tree(of: work.picture.svg)
    let places = [
      "d", "x", "y", "cx", "cy", "r", "width", "height", "transform", "fill-opacity",
      "stroke-opacity", "stroke-width", "viewBox",
    ]
    for element in root.all {
      for place in places {
        let value = element.attributes[place] ?? ""
        #expect(!value.contains("nan") && !value.contains("inf"))
      }
    }
    for rectangle in root.all("rect") {
      #expect((rectangle.number("width") ?? -1) >= 0 && (rectangle.number("height") ?? -1) >= 0)
    }
  }

  @Test(arguments: Gallery.allCases) func leavesThePageAlone(_ work: Gallery) throws {
    let root = try tree(of: work.picture.svg)
    #expect(root.all("script").isEmpty)
    #expect(root.all.allSatisfy { $0.attributes["id"] == nil }, "ids meet those of other pictures")
    #expect(
      root.all.allSatisfy { element in
        element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && !$0.hasSuffix("href") }
      })
    for style in root.all("style") {
      let selectors = style.text.replacing("\n", with: "").split { "{}".contains($0) }
        .filter { !$0.contains(":") || $0.hasPrefix("@") }
      for selector in selectors where !["0%", "90%,100%"].contains(selector) {
        #expect(
          selector.hasPrefix(".snn-picture") || selector.hasPrefix("@media (prefers-")
            || selector.hasPrefix("@media screen and (prefers-")
            || selector.hasPrefix("@keyframes snn-"), "\(selector)")
      }
    }
  }

  @Test(arguments: Gallery.allCases) func followsLightAndDark(_ work: Gallery) throws {
    let style = try #require(tree(of: work.picture.svg).all("style").first).text
    #expect(style.contains("@media (prefers-color-scheme:dark)"))
    let uses = style.matches(of: /var\((--snn-[a-z0-9]+)\)/).map { $0.1 }
    for name in Set(uses) {
      // Once for light and once for dark.
      #expect(style.matches(of: /(--snn-[a-z0-9]+):#/).count { $0.1 == name } == 2, "\(name)")
    }
  }
}
