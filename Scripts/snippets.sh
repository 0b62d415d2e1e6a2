#!/usr/bin/env bash
# Compiles the Swift of the documentation: every ```swift block of README and of the articles in
# Sources/SNN/SNN.docc, as a target of Scripts/Examples whose library it shares.
#
#   Scripts/snippets.sh                 compiles; fails when a block does not
#   Scripts/snippets.sh run             also runs every program
#   Scripts/snippets.sh run Surrogates  … those of one article
#
# A block that begins with an import begins a program; the blocks after it go on in its scope.  An
# article whose blocks have no import is one program.  Errors are told by article and line.
set -euo pipefail
cd "$(dirname "$0")/.."
package=Scripts/Examples
folder="$package/.build/snippets"
rm -rf "$folder"
mkdir -p "$folder"

while IFS= read -r article; do
  name="$(basename "$article" .md)"
  awk -v name="$name" -v article="$article" '
    function begin() { if (open) body = body "}\n"; open = 1; count++
      body = body "func " name "_" count "() throws {\n"
      print "  (\"" name "\", " name "_" count ")," >> list }
    BEGIN { list = "'"$folder"'/programs"; open = 0; count = 0 }
    /^ *```/ {
      if (inside) { inside = 0; body = body block; block = "" }
      else if ($0 ~ /^ *```swift *$/) { inside = 1; first = 1 }
      next
    }
    inside {
      isImport = $0 ~ /^ *import /
      if (first) {
        if (isImport || !open) begin()
        block = "#sourceLocation(file: \"" article "\", line: " NR ")\n"
        first = 0
      }
      if (isImport) { if (!($0 in imports)) { imports[$0]; print }; block = block "\n" }
      else block = block $0 "\n"
    }
    END { if (open) print body "}\n#sourceLocation()" }' "$article" >"$folder/$name.swift"
  [ -s "$folder/$name.swift" ] || rm "$folder/$name.swift"
done < <(echo README.md; find Sources/SNN/SNN.docc -name '*.md' | sort)

cat >"$folder/main.swift" <<SWIFT
let programs: [(article: String, body: () throws -> Void)] = [
$(cat "$folder/programs")
]
for program in programs
where CommandLine.arguments.dropFirst().allSatisfy({ \$0 == program.article }) {
  print("---", program.article)
  try program.body()
}
SWIFT
rm "$folder/programs"

export SNN_SNIPPETS=1
swift build --package-path "$package" --product snippets
echo "snippets: $(ls "$folder" | grep -vc '^main.swift$') articles compile"
[ "${1:-}" = run ] || exit 0
program="$(swift build --package-path "$package" --show-bin-path)/snippets"
cd "$folder"  # for the files that programs write
"$program" "${@:2}"
