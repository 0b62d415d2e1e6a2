#!/usr/bin/env bash
# Measures the accuracies that README states: every coding on every data set.
#
#   Scripts/results.sh                    all (about an hour on two cores)
#   Scripts/results.sh iris landsat       some data sets
#
# Iris and the breast-cancer sets: 10 × stratified 10-fold cross-validation, seeds 0–9, mean and
# standard deviation over repetitions.  Landsat: its official split, weight seeds 0–9, each trained
# on all 4,435 training rows and tested once.  CODINGS can be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
swift build -c release -Xcc -march=native --product snntrain >&2
codings=${CODINGS:-direct rate temporal phase burst population}
datasets=("$@")
[ $# -gt 0 ] || datasets=(iris breast-cancer breast-cancer-original landsat)

field() { sed -nE "s/^ *\"$1\" *: *([-0-9.e]+),?$/\1/p" | head -1; }

for dataset in "${datasets[@]}"; do
  for coding in $codings; do
    if [ "$dataset" = landsat ]; then
      for seed in 0 1 2 3 4 5 6 7 8 9; do
        .build/release/snntrain train landsat --coding "$coding" --seed "$seed" --json -q |
          field accuracy
      done | awk -v d="$dataset" -v c="$coding" '
        {s += $1; q += $1 * $1; n++; if (n == 1 || $1 < lo) lo = $1; if ($1 > hi) hi = $1}
        END {m = s / n; v = (q - n * m * m) / (n - 1); if (v < 0) v = 0
          printf "%s %s %.2f ± %.2f (%.2f–%.2f, %d seeds)\n", d, c, 100 * m, 100 * sqrt(v), 100 * lo, 100 * hi, n}'
    else
      .build/release/snntrain train "$dataset" --coding "$coding" --folds 10 --repeats 10 --json -q |
        awk -v d="$dataset" -v c="$coding" -F' *: *' '
          /"accuracyMean"/ {m = $2 + 0} /"accuracySD"/ {v = $2 + 0}
          END {printf "%s %s %.2f ± %.2f\n", d, c, 100 * m, 100 * v}'
    fi
  done
done
