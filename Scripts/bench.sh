#!/usr/bin/env bash
# Times one training step and one inference pass on both sides, in turn, and prints the ratios.
#
#   Scripts/bench.sh                                our side alone
#   Scripts/bench.sh PYTHON PEERS.py [FRAMEWORK …]  with the peers' side, run by that Python
#
# PEERS.py is called as `PYTHON PEERS.py WORKLOAD FRAMEWORK THREADS` and must print one JSON line
# with train_step_s and inference_s.  WORKLOADS, ROUNDS and THREADS can be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-}
peers=${2:-}
frameworks=("${@:3}")
[ ${#frameworks[@]} -gt 0 ] || frameworks=(snntorch spikingjelly)
workloads=${WORKLOADS:-iris landsat mlp}
rounds=${ROUNDS:-3}
threads=${THREADS:-2}

Scripts/setup.sh
swift build -c release -Xcc -march=native --product snntrain >&2

seconds() { sed -nE "s/.*\"$1\": *([0-9.e-]+).*/\1/p" | tail -1; }
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

for workload in $workloads; do
  ours=() && declare -A theirs=()
  for ((round = 0; round < rounds; round++)); do
    ours+=("$(.build/release/snntrain benchmark "$workload" --threads "$threads" | seconds train_step_s)")
    [ -n "$python" ] || continue
    for framework in "${frameworks[@]}"; do
      step=$("$python" "$peers" "$workload" "$framework" "$threads" 2>/dev/null | seconds train_step_s)
      theirs[$framework]+="$step "
    done
  done
  own=$(printf '%s\n' "${ours[@]}" | median)
  printf '%-10s %-14s %12.6f s per training step\n' "$workload" swift-snn "$own"
  [ -n "$python" ] || continue
  for framework in "${frameworks[@]}"; do
    peer=$(printf '%s\n' ${theirs[$framework]} | median)
    awk -v w="$workload" -v f="$framework" -v p="$peer" -v o="$own" \
      'BEGIN {printf "%-10s %-14s %12.6f s per training step, %.1f times ours\n", w, f, p, p / o}'
  done
done
