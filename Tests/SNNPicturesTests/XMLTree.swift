import Foundation
import FoundationXML

/// An element of a picture, read by a parser that takes nothing but well-formed XML.
final class XMLElement {
  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [XMLElement] = []
  fileprivate(set) var text = ""

  fileprivate init(_ name: String, _ attributes: [String: String]) {
    (self.name, self.attributes) = (name, attributes)
  }

  /// The element and all within it, in the order of the document.
  var all: [XMLElement] { [self] + children.flatMap(\.all) }

  func all(_ name: String) -> [XMLElement] { all.filter { $0.name == name } }

  func number(_ attribute: String) -> Double? { attributes[attribute].flatMap(Double.init) }

  func has(_ style: String) -> Bool {
    (attributes["class"] ?? "").split(separator: " ").contains { $0 == style }
  }

  /// What is written, without what only a resting pointer shows.
  var label: String { text }
}

/// Reads a picture; throws where it is not well-formed.
func tree(of svg: String) throws -> XMLElement {
  let reader = Reader()
  let parser = XMLParser(data: Data(svg.utf8))
  parser.delegate = reader
  let parsed = parser.parse()
  guard parsed, let root = reader.root else {
    throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
  }
  return root
}

private final class Reader: NSObject, XMLParserDelegate {
  var root: XMLElement?
  private var open: [XMLElement] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = XMLElement(name, attributes)
    open.last?.children.append(element)
    if root == nil { root = element }
    open.append(element)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
}
