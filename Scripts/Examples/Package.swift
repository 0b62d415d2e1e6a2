// swift-tools-version: 6.2
import Foundation
import PackageDescription

let names = [
  "ann-to-snn", "delayed-recall", "iris-trainer", "mnist-cnn", "online-learning", "own-loop",
  "own-neuron",
]
// Made by Scripts/snippets.sh from the documentation, to see that its Swift compiles.
let snippets = "Snippets/Documentation"
let hasSnippets = FileManager.default.fileExists(
  atPath: "\(Context.packageDirectory)/\(snippets)/Script.swift")

let package = Package(
  name: "examples",
  dependencies: [.package(name: "swift-snn", path: "../..")],
  targets: names.map {
    .executableTarget(name: $0, dependencies: [.product(name: "SNN", package: "swift-snn")])
  }
    + (hasSnippets
      ? [
        .executableTarget(
          name: "Documentation", dependencies: [.product(name: "SNN", package: "swift-snn")],
          path: snippets)
      ] : [])
)
