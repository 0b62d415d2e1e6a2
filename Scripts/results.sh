#!/usr/bin/env bash
# Measures the accuracies that README states.
#
#   Scripts/results.sh                    all (some two hours on two cores)
#   Scripts/results.sh iris landsat       some of: iris breast-cancer breast-cancer-original landsat
#                                         landsat-online mnist yin-yang delayed-recall
#
# Iris and the breast-cancer sets: 10 × stratified 10-fold cross-validation, seeds 0–9, mean and
# standard deviation over repetitions, for every coding.  The others: their official split, each
# seed trained on all training rows and tested once.  CODINGS can be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh
swift build -c release -Xcc -march=native --product snntrain >&2
codings=${CODINGS:-direct rate temporal phase burst population}
names=("$@")
[ $# -gt 0 ] || names=(
  iris breast-cancer breast-cancer-original landsat landsat-online mnist yin-yang delayed-recall)

field() { sed -nE "s/^ *\"$1\" *: *([-0-9.e]+),?$/\1/p" | head -1; }

# seeds NAME FIRST LAST TRAIN-ARGUMENTS…: mean ± standard deviation of the test accuracy.
seeds() {
  local name=$1 first=$2 last=$3 seed
  shift 3
  for ((seed = first; seed <= last; seed++)); do
    .build/release/snntrain train "$@" --seed "$seed" --json -q | field accuracy
  done | awk -v n="$name" '
    {s += $1; q += $1 * $1; each = each sprintf(" %.2f", 100 * $1)}
    END {m = s / NR; v = NR > 1 ? (q - NR * m * m) / (NR - 1) : 0; if (v < 0) v = 0
      printf "%s %.2f ± %.2f (%s)\n", n, 100 * m, 100 * sqrt(v), substr(each, 2)}'
}

folds() {
  .build/release/snntrain train "$1" --coding "$2" --folds 10 --repeats 10 --json -q |
    awk -v n="$1 $2" -F' *: *' '
      /"accuracyMean"/ {m = $2 + 0} /"accuracySD"/ {v = $2 + 0}
      END {printf "%s %.2f ± %.2f\n", n, 100 * m, 100 * v}'
}

for name in "${names[@]}"; do
  case "$name" in
    iris | breast-cancer | breast-cancer-original)
      for coding in $codings; do folds "$name" "$coding"; done ;;
    landsat)
      for coding in $codings; do seeds "landsat $coding" 0 9 landsat --coding "$coding"; done ;;
    landsat-online)
      for method in bptt ottt eprop; do
        seeds "landsat $method" 0 2 landsat --method "$method" --loss step-membrane
      done ;;
    mnist)
      for model in mlp cnn; do seeds "mnist $model" 0 2 mnist --model "$model"; done ;;
    yin-yang) seeds "yin-yang temporal" 0 2 yin-yang --coding temporal ;;
    delayed-recall) Scripts/Examples/run.sh delayed-recall ;;
    *)
      echo "results: no data set $name" >&2
      exit 64 ;;
  esac
done
