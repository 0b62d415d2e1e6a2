import Foundation
import SNNPictures
import SNNTestSupport
import SNNTraining
import Testing

/// Text from outside, and pictures of nothing.
@Suite struct TextTests {
  @Test(arguments: ["<script>", "&amp;", "a \"b\" 'c'", "]]>", "<!--", "Ünïcode 中文 🙂"])
  func namesArriveAsTheyAre(_ name: String) throws {
    let picture = try tree(of: Picture.raster(of: [(name, .ones([2, 1, 2]))], title: name).svg)
    #expect(picture.all("text").contains { $0.label == name })
    #expect(picture.children.first?.label == name)
  }

  @Test(arguments: ["\u{0}", "\u{1B}", "\u{7F}", "\u{202E}", "\u{FFFF}", "\n"])
  func charactersThatSteerAreReplaced(_ character: String) throws {
    let svg = Picture.raster(of: [("a\(character)b", .ones([2, 1, 2]))]).svg
    let names = try tree(of: svg).all("text").map(\.label)
    #expect(names.allSatisfy { !$0.contains(character) })
    #expect(names.contains { $0.hasPrefix("a") && $0.hasSuffix("b") && $0.count > 2 })
  }

  @Test func longNamesAreWholeInATip() throws {
    let name = String(repeating: "long ", count: 30)
    let picture = try tree(of: Picture.raster(of: [(name, .ones([2, 1, 2]))]).svg)
    let label = try #require(picture.all("text").first { $0.label.contains("…") })
    #expect(label.label.count < 60)
    #expect(label.children.first?.name == "title" && label.children.first?.label == name)
  }

  @Test(arguments: Gallery.allCases.filter { $0.rawValue.hasPrefix("no") })
  func nothingIsSaid(_ work: Gallery) throws {
    let picture = try tree(of: work.picture.svg)
    #expect(picture.all("text").contains { $0.label.hasPrefix("There ") })
  }

  @Test func aFileHoldsThePicture() throws {
    let picture = Gallery.rasterSmall.picture
    try withTemporaryFolder { folder in
      let path = folder + "/spikes.svg"
      try picture.save(to: path)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix("<?xml") && text.contains(picture.svg))
      #expect(throws: FormatError.self) { try picture.save(to: folder + "/none/spikes.svg") }
    }
  }
}
