// swift-tools-version: 6.2
import PackageDescription

// One fuzzer per parser of untrusted bytes: `Scripts/fuzz.sh` builds and runs them.  A new one is a
// name here, a file in Sources/Fuzz… and a folder of seeds among the corpora of SNNFormatsTests.
let parsers = ["Safetensors", "NPY", "NPZ", "Index", "Pickle", "PyTorch"]

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "swift-snn", path: "../..")],
  targets: [
    .target(name: "FuzzSupport", dependencies: [.product(name: "SNN", package: "swift-snn")])
  ]
    + parsers.map { parser in
      .executableTarget(name: "Fuzz\(parser)", dependencies: ["FuzzSupport"])
    }
)
