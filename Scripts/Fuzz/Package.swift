// swift-tools-version: 6.2
import PackageDescription

// One fuzzer per parser of untrusted bytes: `Scripts/fuzz.sh` builds and runs them.  A new one is a
// name here, a file in Sources/Fuzz… and a folder of seeds in the Corpus of the parser's tests.
let parsers = ["Safetensors", "NPY", "NPZ", "Index", "Pickle", "PyTorch", "Keras", "HDF5", "ONNX"]

// What a parser needs beside the product SNN.
let products: [String: Target.Dependency] = [
  "Keras": .product(name: "SNNKeras", package: "swift-snn"),
  "HDF5": .product(name: "SNNKeras", package: "swift-snn"),
  "ONNX": .product(name: "SNNONNX", package: "swift-snn"),
]

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "swift-snn", path: "../..", traits: ["HDF5"])],
  targets: [
    .target(name: "FuzzSupport", dependencies: [.product(name: "SNN", package: "swift-snn")])
  ]
    + parsers.map { parser in
      .executableTarget(
        name: "Fuzz\(parser)",
        dependencies: ["FuzzSupport"] + (products[parser].map { [$0] } ?? []))
    }
)
