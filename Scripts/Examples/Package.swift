// swift-tools-version: 6.2
import PackageDescription

let library: Target.Dependency = .product(name: "SNN", package: "swift-snn")
let examples = [
  "ann-to-snn", "delayed-recall", "iris-trainer", "mnist-cnn", "online-learning", "own-loop",
  "own-neuron",
]

let package = Package(
  name: "examples",
  dependencies: [.package(name: "swift-snn", path: "../..")],
  targets: examples.map { .executableTarget(name: $0, dependencies: [library]) }
)

// The documentation's Swift, which Scripts/snippets.sh puts there.
if Context.environment["SNN_SNIPPETS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "snippets", dependencies: [library], path: ".build/snippets",
      // A block that shows a value need not use it.
      swiftSettings: [.unsafeFlags(["-suppress-warnings"])]))
}
