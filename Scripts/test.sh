#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and with the package's traits the gradient
# checks in double precision and the reading of Keras files.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
swift test
swift test --traits DoublePrecision,HDF5 \
  --filter 'Gradient|Golden|Surrogate|LaneNumber|SNNKerasTests|modelsOfKeras'
