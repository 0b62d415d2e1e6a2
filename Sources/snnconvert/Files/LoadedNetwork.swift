import SNN

/// A network read from a file, with what is known of it besides.
struct LoadedNetwork {
  var graph: NetworkGraph
  /// The names of the classes; empty where they are not known.
  var classNames: [String] = []
  /// Tensors of the file that are not in the network.
  var unusedTensors: [String] = []
  /// What had to be taken for granted, each a sentence without a full stop.
  var remarks: [String] = []

  init(_ graph: NetworkGraph) { self.graph = graph }

  init(_ network: SpecifiedNetwork) {
    graph = network.graph
    classNames = network.classNames
    unusedTensors = network.unusedTensors
    remarks = network.remarks
  }
}
