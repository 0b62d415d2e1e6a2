#!/usr/bin/env bash
# Writes Sources/SNNONNX/Schema/onnx-subset.pb.swift from Sources/SNNONNX/onnx-subset.proto.
#
# Needs protoc (apt-get install protobuf-compiler); builds the Swift plugin of the version that
# Package.resolved names, which takes about two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
swift package resolve
checkout=.build/checkouts/swift-protobuf
swift build --package-path "$checkout" --scratch-path .build-protobuf --product protoc-gen-swift
plugin=$(swift build --package-path "$checkout" --scratch-path .build-protobuf --show-bin-path)
protoc --plugin="$plugin/protoc-gen-swift" --proto_path=Sources/SNNONNX \
  --swift_opt=Visibility=Internal --swift_opt=UseAccessLevelOnImports=true \
  --swift_out=Sources/SNNONNX/Schema onnx-subset.proto
