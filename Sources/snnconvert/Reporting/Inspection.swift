import Foundation
import SNN
import SNNCommandLine

/// What is said of a file and of the network in it.
struct Inspection {
  let file: NetworkFile
  /// The network, if the file or a spec says what it computes.
  let network: LoadedNetwork?

  init(_ file: NetworkFile, _ network: LoadedNetwork?) {
    self.file = file
    self.network = network
  }

  /// A spec to start from.
  var template: String {
    SpecTemplate(file.tensors.map { ($0.name, $0.type, $0.shape) }).text
  }

  private var numberCount: Int { file.tensors.reduce(0) { $0 + $1.shape.elementCount } }

  // MARK: Tables

  /// Everything in words and tables.
  var text: String {
    let tensors = file.tensors
    let head = """
      format    \(file.format)
      tensors   \(tensors.count) with \(counted(numberCount, "number"))
      """
    let rows = tensors.map {
      [printable($0.name, limit: 200), $0.type, "\($0.shape)", "\($0.shape.elementCount)"]
    }
    let table = TextTable(
      [.words("tensor"), .words("type"), .words("shape"), .numbers("numbers")], rows)
    let list = head + "\n\n" + table.text
    guard let network else {
      let reason = file.whatIsMissing
      return list + "\n\n\(reason.prefix(1).uppercased() + reason.dropFirst()); a spec starts like "
        + "this:\n\n" + template
    }
    return list + "\n\n" + layers(of: network)
  }

  private func layers(of network: LoadedNetwork) -> String {
    let graph = network.graph
    let head = """
      input     \(graph.inputShape)
      output    \(graph.outputShape)\
      \(network.classNames.isEmpty ? "" : ": \(shortList(network.classNames))")
      layers    \(graph.nodes.count - 1) with \(counted(graph.parameterCount, "parameter"))
      """
    let rows = graph.nodes.enumerated().dropFirst().map { place, node in
      let names = node.inputs.map { printable(graph.nodes[$0].name, limit: 40) }
      return [
        printable(node.name, limit: 200), node.operation.kindName, "\(node.shape)",
        "\(node.operation.parameterCount)",
        node.inputs == [place - 1] ? "" : names.joined(separator: ", "),
      ]
    }
    let columns: [TextTable.Column] = [
      .words("layer"), .words("kind"), .words("shape"), .numbers("parameters"), .words("takes"),
    ]
    return head + "\n\n" + TextTable(columns, rows).text
  }

  // MARK: JSON

  private struct Document: Encodable {
    struct Tensor: Encodable {
      let name: String
      let type: String
      let shape: [Int]
    }
    struct Layer: Encodable {
      let name: String
      let kind: String
      let inputs: [Int]
      let shape: [Int]
      let parameters: Int
    }
    let schema = 1
    let format: String
    let numbers: Int
    let tensors: [Tensor]
    /// The first is the input; `inputs` are places in this list.
    let layers: [Layer]?
    let classes: [String]?
    let parameters: Int?
    let unused: [String]?
    let remarks: [String]?
    let template: String?
  }

  /// One JSON document.
  func document() throws -> String {
    let document = Document(
      format: file.format, numbers: numberCount,
      tensors: file.tensors.map {
        Document.Tensor(
          name: $0.name, type: $0.type, shape: $0.shape.dimensions)
      },
      layers: network?.graph.nodes.map {
        Document.Layer(
          name: $0.name, kind: $0.operation.kindName, inputs: $0.inputs,
          shape: $0.shape.dimensions, parameters: $0.operation.parameterCount)
      },
      classes: network.flatMap { $0.classNames.isEmpty ? nil : $0.classNames },
      parameters: network?.graph.parameterCount, unused: network?.unusedTensors,
      remarks: network?.remarks, template: network == nil ? template : nil)
    return try jsonText(document)
  }
}
