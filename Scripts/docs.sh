#!/usr/bin/env bash
# Builds the documentation as a site of plain files in .build/docs; a warning is an error.
# A path as argument is where the site will lie on its server:  Scripts/docs.sh swift-snn
#
# To look at it:  SNN_DOCS=1 swift package --disable-sandbox preview-documentation --target SNN
set -euo pipefail
cd "$(dirname "$0")/.."

# The pictures of an article are what its own Swift draws.
Scripts/snippets.sh run Surrogates >/dev/null
mkdir -p Sources/SNN/SNN.docc/Resources
cp Scripts/Examples/.build/snippets/surrogate-*.svg Sources/SNN/SNN.docc/Resources

export SNN_DOCS=1
swift package --allow-writing-to-directory .build/docs generate-documentation --target SNN \
  --output-path .build/docs --transform-for-static-hosting --hosting-base-path "${1:-/}" \
  --warnings-as-errors
echo "docs: $(find .build/docs -name index.html | wc -l) pages in .build/docs"
