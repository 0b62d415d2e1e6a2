#!/usr/bin/env bash
# Feeds parsers with made-up files: fuzz.sh [TARGET] [SECONDS]
#   TARGET   a parser in lower case, such as npz; all of them, one after the other, unless told
#   SECONDS  for each, 60 unless told; 0 only replays the corpora
# fuzz.sh --merge TARGET makes what was found the corpus that is committed, the smallest that reaches
# as much.  A crash leaves its input in Scripts/Fuzz/.build/crashes.
set -euo pipefail
cd "$(dirname "$0")/Fuzz"
merge=false
if [ "${1:-}" = --merge ]; then merge=true; shift; fi
parsers=$(sed -n 's/^let parsers = \[\(.*\)\]$/\1/p' Package.swift | tr -d '",')
targets=${1:-$(tr '[:upper:]' '[:lower:]' <<<"$parsers")}
seconds=${2:-60}

# A crash would otherwise leave a process behind that explains it and holds the output open.
export SWIFT_BACKTRACE=enable=no

for target in $targets; do
  name=$(grep -ix "$target" <<<"$(tr ' ' '\n' <<<"$parsers")") ||
    { echo "fuzz: no parser $target; there are: $parsers" >&2; exit 64; }
  # Only the native build system knows the fuzzer, and of two --sanitize only the last would count.
  swift build --build-system native -c release --product "Fuzz$name" \
    --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address 2>&1 |
    { grep -v 'Cannot export local symbol' >&2 || true; }
  binary=$(swift build --build-system native -c release --show-bin-path)/Fuzz$name
  # Where the parser's tests have it; those of SNNFormats where none has.
  corpus=$(find ../../Tests/*/Corpus -mindepth 1 -maxdepth 1 -name "$target")
  corpus=${corpus:-../../Tests/SNNFormatsTests/Corpus/$target}
  found=.build/corpora/$target
  mkdir -p "$corpus" "$found" .build/crashes
  options=(-rss_limit_mb=512 -timeout=5 -artifact_prefix=.build/crashes/"$target"-)
  # libhdf5 itself leaks, in files that are sound too; the process that reads one ends with it.
  if [ "$target" = hdf5 ]; then options+=(-detect_leaks=0); fi
  if [ -f "$target.dict" ]; then options+=(-dict="$target.dict"); fi
  if $merge; then
    smallest=$(mktemp -d)
    "$binary" -merge=1 "${options[@]}" "$smallest" "$corpus" "$found"
    rm -rf "$corpus"
    mv "$smallest" "$corpus"
    chmod -R u=rwX,go=rX "$corpus"
  elif [ "$seconds" -eq 0 ]; then
    "$binary" -runs=0 "${options[@]}" "$corpus"
  else
    "$binary" -max_total_time="$seconds" -print_final_stats=1 "${options[@]}" "$found" "$corpus"
  fi
done
