#!/usr/bin/env bash
# Builds the examples once, unoptimised, and runs each for a moment; fails when one does.
set -euo pipefail
folder="$(cd "$(dirname "$0")" && pwd)"
swift build --package-path "$folder"
bin="$(swift build --package-path "$folder" --show-bin-path)"

run() {
  echo "example: $*"
  "$bin/$1" "${@:2}"
}

run ann-to-snn 1 1
run delayed-recall 0 1
run iris-trainer 1
run online-learning 1 5
run own-loop 1
run own-neuron 1
# 66 says that MNIST is not on this machine, which is no fault of the example.
run mnist-cnn 1 64 || [ $? -eq 66 ]
echo "example: all ran"
