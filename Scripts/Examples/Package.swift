// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "examples",
  dependencies: [.package(name: "swift-snn", path: "../..")],
  targets: [
    .executableTarget(
      name: "delayed-recall", dependencies: [.product(name: "SNN", package: "swift-snn")])
  ]
)
