#!/usr/bin/env bash
# Compares what `snntrain train --dry-run` says with what the training then takes: the share of the
# memory and of the time per epoch, 1 where the plan is right.  Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release -Xcc -march=native --product snntrain >/dev/null
snntrain=.build/release/snntrain
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

field() { grep -o "\"$1\" : [0-9.e-]*" "$2" | head -1 | grep -o '[0-9.e-]*$'; }

compare() {
  "$snntrain" train "$@" --dry-run --json -q >"$scratch/plan.json"
  command time -f %M -o "$scratch/kilobytes" \
    "$snntrain" train "$@" --out "$scratch/run" --json -q >"$scratch/run.json"
  awk -v name="$*" -v bytes="$(field peakBytes "$scratch/plan.json")" \
    -v kilobytes="$(tail -1 "$scratch/kilobytes")" \
    -v planned="$(field secondsPerEpoch "$scratch/plan.json")" \
    -v taken="$(field secondsPerEpoch "$scratch/run.json")" \
    'BEGIN { printf "memory %.2f  time %.2f  %s\n", bytes / 1024 / kilobytes, planned / taken, name }'
}

compare iris --epochs 10
compare breast-cancer --epochs 10
compare landsat --epochs 3
compare landsat --coding rate --epochs 3
compare mnist --epochs 1
compare mnist --model cnn --epochs 1
