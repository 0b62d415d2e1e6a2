#!/usr/bin/env bash
# Builds an example for this machine and runs it:  Scripts/Examples/run.sh delayed-recall [ARGUMENTS]
set -euo pipefail
folder="$(cd "$(dirname "$0")" && pwd)"
"$folder/../setup.sh"
swift build --package-path "$folder" -c release -Xcc -march=native --product "$1" >&2
exec "$folder/.build/release/$1" "${@:2}"
