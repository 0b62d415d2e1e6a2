import Foundation
import SNNFormats
import SNNTensor
import SNNTestSupport
import Testing

/// What Python says a file holds (`Scripts/fixtures-pytorch.py`).
struct PyTorchOracle: Decodable {
  struct Stored: Decodable {
    let name: String
    let type: String
    let shape: [Int]
    let values: [Double]
  }

  struct Module: Decodable {
    let name: String
    let className: String
    let children: [Module]
    let parameters: [String]
    let buffers: [String]
    let attributes: [String: Attribute]
    let hooks: Bool

    enum CodingKeys: String, CodingKey {
      case name, children, parameters, buffers, attributes, hooks
      case className = "class"
    }
  }

  /// A plain value; objects stand for numbers with a fraction and for what is not plain.
  enum Attribute: Decodable {
    case plain(PyTorchAttribute)
    case list([Attribute])
    case other

    private struct Object: Decodable { let number: Double? }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .plain(.none)
      } else if let value = try? container.decode(Bool.self) {
        self = .plain(.bool(value))
      } else if let value = try? container.decode(Int.self) {
        self = .plain(.integer(value))
      } else if let value = try? container.decode(String.self) {
        self = .plain(.text(value))
      } else if let values = try? container.decode([Attribute].self) {
        self = .list(values)
      } else {
        let number = try container.decode(Object.self).number
        self = number.map { .plain(.number($0)) } ?? .other
      }
    }

    func matches(_ found: PyTorchAttribute) -> Bool {
      switch (self, found) {
      case (.plain(let value), _): value == found
      case (.list(let values), .sequence(let others)):
        values.count == others.count && zip(values, others).allSatisfy { $0.matches($1) }
      case (.other, .other(let words)): !words.isEmpty
      default: false
      }
    }
  }

  let tensors: [Stored]
  let module: Module?

  init(_ name: String) throws {
    let bytes = try fixture("PyTorch/\(name).json")
    self = try JSONDecoder().decode(PyTorchOracle.self, from: Data(bytes))
  }

  func expect(_ tensors: [StoredTensor]) {
    #expect(tensors.map(\.name) == self.tensors.map(\.name))
    for (found, wanted) in zip(tensors, self.tensors) {
      #expect(found.elementType == wanted.type, "\(wanted.name)")
      #expect(found.tensor.shape == Shape(wanted.shape), "\(wanted.name)")
      #expect(found.tensor.scalars == wanted.values.map { Scalar($0) }, "\(wanted.name)")
    }
  }
}

func pyTorchError(_ bytes: [UInt8]) -> FormatError? {
  error { () throws(FormatError) in _ = try PyTorchFile(parsing: bytes, name: "model.pt") }
}

@Suite struct PyTorchTests {
  static let weights = [
    "types", "views", "state", "parallel", "compiled", "averaged", "checkpoint", "under-model",
    "under-model_state_dict", "under-net", "under-ema", "attributed", "state-legacy",
    "views-legacy",
  ]
  static let modules = [
    "sequential", "parallel-module", "under-model-module", "tied", "custom", "module-legacy",
  ]

  @Test(arguments: weights + modules) func readsTheNumbersPythonHas(_ name: String) throws {
    let oracle = try PyTorchOracle(name)
    let path = try fixturePath("PyTorch/\(name).pt")
    let file = try PyTorchFile(contentsOf: path)
    #expect(file.source == path)
    #expect(!oracle.tensors.isEmpty)
    oracle.expect(file.tensors)
    let weights = try WeightFile(contentsOf: path)
    #expect(weights.format == "PyTorch")
    oracle.expect(weights.tensors)
    for tensor in oracle.tensors { #expect(file[tensor.name]?.name == tensor.name) }
    #expect(file["other"] == nil)
  }

  @Test(arguments: weights) func weightsHaveNoModules(_ name: String) throws {
    #expect(try PyTorchFile(parsing: fixture("PyTorch/\(name).pt"), name: name).module == nil)
  }

  @Test(arguments: modules) func readsTheModulesPythonHas(_ name: String) throws {
    let oracle = try #require(try PyTorchOracle(name).module)
    let file = try PyTorchFile(parsing: fixture("PyTorch/\(name).pt"), name: name)
    let found = try #require(file.module)
    // The whole of a wrapper's is the model in it.
    expect(
      found, oracle.className.hasSuffix("DataParallel") ? oracle.children[0] : oracle, in: file)
  }

  private func expect(
    _ found: PyTorchModule, _ wanted: PyTorchOracle.Module, in file: PyTorchFile,
    path: [String] = []
  ) {
    let place = path.joined(separator: ".")
    #expect(found.className == wanted.className, "\(place)")
    #expect(found.name == path.last ?? "")
    #expect(found.hasHooks == wanted.hooks, "\(place)")
    #expect(found.parameters.map(\.name) == wanted.parameters, "\(place)")
    #expect(found.buffers.map(\.name) == wanted.buffers, "\(place)")
    #expect(Set(found.attributes.keys) == Set(wanted.attributes.keys), "\(place)")
    for (name, attribute) in wanted.attributes {
      #expect(found.attributes[name].map { attribute.matches($0) } == true, "\(place) \(name)")
    }
    for tensor in found.parameters {
      let flat = file[(path + [tensor.name]).joined(separator: ".")]
      #expect(flat?.tensor == tensor.tensor, "\(place) \(tensor.name)")
      #expect(found[tensor: tensor.name]?.tensor == tensor.tensor)
    }
    #expect(found.children.map(\.name) == wanted.children.map(\.name), "\(place)")
    for (child, other) in zip(found.children, wanted.children) {
      expect(child, other, in: file, path: path + [other.name])
    }
  }

  /// What turning a module into a layer needs.
  @Test func attributesHaveTypes() throws {
    let file = try PyTorchFile(parsing: fixture("PyTorch/sequential.pt"), name: "sequential.pt")
    let model = try #require(file.module)
    let features = try #require(model.children.first)
    let conv = try #require(features[child: "conv"])
    #expect(conv.integers("kernel_size") == [3, 2] && conv.integers("padding") == [1, 0])
    #expect(conv.integer("groups") == 2 && conv.integers("groups") == [2])
    #expect(conv.text("padding_mode") == "zeros" && conv.integer("padding_mode") == nil)
    #expect(conv[tensor: "bias"] == nil && conv[tensor: "weight"]?.tensor.shape == [4, 1, 3, 2])
    let same = try #require(features[child: "same"])
    #expect(same.text("padding") == "same" && same.integers("padding") == nil)
    let norm = try #require(features[child: "bn"])
    #expect(norm.number("eps") == 1e-3 && norm.bool("affine") == true)
    #expect(norm[tensor: "running_mean"]?.tensor.shape == [4])
    let average = try #require(features[child: "average"])
    #expect(average.bool("count_include_pad") == false && average.bool("ceil_mode") == false)
    #expect(average.number("stride") == 1 && average.number("ceil_mode") == nil)
    #expect(model[child: "1"]?.attributes["output_size"] == .sequence([.none, .integer(1)]))
    #expect(model[child: "1"]?.integers("output_size") == nil)
    #expect(model[child: "99"] == nil && conv.bool("eps") == nil && conv.text("groups") == nil)
  }

  /// Where a number has no neighbour along an axis, how far away it would be says nothing.
  @Test(
    arguments: [
      ([1, 2], [1 << 62, 2], [0, 2]), ([1, 2], [.max, 5], [0, 5]), ([2, 1], [3, .max], [0, 3]),
      ([2, 1, 2], [3, 1 << 62, 2], [0, 2, 3, 5]),
    ] as [([Int], [Int], [Scalar])])
  func stridesOfSingleNumbersDoNotMatter(_ sizes: [Int], _ strides: [Int], _ wanted: [Scalar])
    throws
  {
    let view = tensor(sizes: numbers(sizes), strides: numbers(strides))
    let file = try PyTorchFile(parsing: torchFile(dictionary(entry("w", view))), name: "model.pt")
    #expect(file["w"]?.tensor == Tensor(wanted, shape: Shape(sizes)))
  }

  /// One tensor of two names is read once and shared.
  @Test func tiedWeightsAreEqual() throws {
    let file = try PyTorchFile(parsing: fixture("PyTorch/tied.pt"), name: "tied.pt")
    #expect(file["0.weight"]?.tensor == file["2.weight"]?.tensor)
    #expect(file.module?.children.map(\.className).count == 4)
  }
}
