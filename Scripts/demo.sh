#!/usr/bin/env bash
# Installs what is missing, builds for this machine, and trains a spiking network on Iris.
# Arguments go to snntrain: Scripts/demo.sh landsat --coding phase
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
swift build -c release -Xcc -march=native --product snntrain
.build/release/snntrain train "${@:-iris}"
echo
echo "the command is .build/release/snntrain; try: .build/release/snntrain train --help"
