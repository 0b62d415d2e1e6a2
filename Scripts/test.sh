#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and the gradient checks in double precision.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
swift test
swift test --traits DoublePrecision --filter 'Gradient|Golden|Surrogate|LaneNumber'
