// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in our own checks only: the setting would break packages that depend on us.
let strict: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["SNN_CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

// Scripts/docs.sh asks for it; nobody who uses the library should have to fetch it.
let documentation: [Package.Dependency] =
  Context.environment["SNN_DOCS"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

let package = Package(
  name: "swift-snn",
  products: [
    .library(name: "SNN", targets: ["SNN"]),
    .library(name: "SNNONNX", targets: ["SNNONNX"]),
    .library(name: "SNNKeras", targets: ["SNNKeras"]),
    .executable(name: "snntrain", targets: ["snntrain"]),
    .executable(name: "snnconvert", targets: ["snnconvert"]),
  ],
  traits: [
    .trait(
      name: "DoublePrecision",
      description: "Every tensor in Double: slower, for gradient checks."),
    .trait(
      name: "HDF5",
      description: "Keras models are read, with the library libhdf5: see SNNKeras."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // Of SNNONNX alone; the traits are of no use to it.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
  ] + documentation,
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CLAPACKE", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(name: "CLanes"),
    .target(
      name: "SNNKernels", dependencies: ["COpenBLAS", "CLAPACKE", "CZlib", "CSystem", "CLanes"],
      swiftSettings: strict),
    .target(name: "SNNTensor", dependencies: ["SNNKernels"], swiftSettings: strict),
    .target(name: "SNNLayers", dependencies: ["SNNTensor"], swiftSettings: strict),
    .target(name: "SNNSpiking", dependencies: ["SNNLayers"], swiftSettings: strict),
    .target(
      name: "SNNData", dependencies: ["SNNFormats", "SNNTensor", "SNNKernels"],
      swiftSettings: strict),
    .target(name: "SNNFormats", dependencies: ["SNNTensor", "SNNKernels"], swiftSettings: strict),
    .target(
      name: "SNNTraining", dependencies: ["SNNSpiking", "SNNData", "SNNFormats"],
      swiftSettings: strict),
    .target(
      name: "SNNConversion", dependencies: ["SNNTraining", "SNNKernels"], swiftSettings: strict),
    .target(name: "SNNPictures", dependencies: ["SNNTraining"], swiftSettings: strict),
    .target(
      name: "SNN", dependencies: ["SNNTraining", "SNNConversion", "SNNPictures"],
      swiftSettings: strict),
    .target(
      name: "SNNONNX",
      dependencies: [
        "SNNConversion", "SNNFormats", "SNNTensor", "SNNKernels",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ], exclude: ["onnx-subset.proto"], swiftSettings: strict),
    .target(
      name: "SNNHDF5",
      dependencies: [
        "SNNFormats", "SNNTensor", "SNNKernels",
        .target(name: "CHDF5", condition: .when(traits: ["HDF5"])),
      ], swiftSettings: strict),
    .target(
      name: "SNNKeras", dependencies: ["SNNConversion", "SNNHDF5"], swiftSettings: strict),
    .target(
      name: "SNNCommandLine",
      dependencies: [
        "SNN",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "snntrain",
      dependencies: [
        "SNN", "SNNCommandLine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Mustache", package: "swift-mustache"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "snnconvert",
      dependencies: [
        "SNN", "SNNCommandLine", "SNNKeras", "SNNONNX",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ], swiftSettings: strict),
    .target(
      name: "SNNTestSupport", dependencies: ["SNNConversion", "SNNSpiking", "SNNFormats"],
      path: "Tests/SNNTestSupport", swiftSettings: strict),
    .testTarget(
      name: "SNNKernelsTests", dependencies: ["SNNKernels", "SNNTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SNNTensorTests", dependencies: ["SNNTensor", "SNNTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SNNLayersTests", dependencies: ["SNNLayers", "SNNTestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SNNSpikingTests", dependencies: ["SNNSpiking", "SNNTestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SNNDataTests", dependencies: ["SNNData", "SNNFormats", "SNNTensor"],
      swiftSettings: strict),
    .testTarget(
      name: "SNNFormatsTests", dependencies: ["SNNFormats", "SNNTensor", "SNNTestSupport"],
      resources: [.copy("Fixtures"), .copy("Corpus")], swiftSettings: strict),
    .testTarget(
      name: "SNNTrainingTests", dependencies: ["SNNTraining", "SNNTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SNNConversionTests", dependencies: ["SNNConversion", "SNNTestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SNNPicturesTests", dependencies: ["SNNPictures", "SNNTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "SNNTrainTests",
      dependencies: ["snntrain", "SNNData", "SNNFormats", "SNNTensor", "SNNTestSupport"],
      swiftSettings: strict),
    .executableTarget(
      name: "SNNKerasReader", dependencies: ["SNNKeras"], path: "Tests/SNNKerasReader",
      swiftSettings: strict),
    .testTarget(
      name: "SNNKerasTests", dependencies: ["SNNKeras", "SNNKerasReader", "SNNTestSupport"],
      resources: [.copy("Fixtures"), .copy("Corpus")], swiftSettings: strict),
    .testTarget(
      name: "SNNONNXTests",
      dependencies: [
        "SNNONNX", "SNNConversion", "SNNTestSupport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ], resources: [.copy("Fixtures"), .copy("Corpus")], swiftSettings: strict),
    .testTarget(
      name: "SNNConvertTests",
      dependencies: ["snnconvert", "SNNConversion", "SNNFormats", "SNNTensor", "SNNTestSupport"],
      swiftSettings: strict),
  ]
)
