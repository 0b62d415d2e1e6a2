#!/usr/bin/env bash
# The project's rules: formatting, no warnings, unsafe code in one place, imports only downward.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
complain() { echo "check: $1" >&2; echo "$2" >&2; failed=1; }

swift format lint --strict -r Sources Tests Package.swift Scripts/Examples/Package.swift \
  Scripts/Examples/Sources Scripts/Fuzz/Package.swift Scripts/Fuzz/Sources || failed=1

# SNNHDF5 is the door to a C library, as SNNKernels is to the others; apart, so that this one, which
# hostile files can crash, is in nobody's program who does not ask for it.
unsafe=$(grep -rnP '(?<!\w)(unsafe(?!-)|@unchecked)(?!\w)' --include='*.swift' Sources |
  grep -vE '^Sources/SNN(Kernels|HDF5)/' | grep -vE '^[^:]*:[0-9]+: *//' || true)
[ -z "$unsafe" ] || complain "unsafe code outside Sources/SNNKernels and Sources/SNNHDF5" "$unsafe"

# What each target may import of ours; a line per target, lower floors only.
allowed() {
  case "$1" in
    SNNKernels) echo "COpenBLAS CLAPACKE CZlib CSystem CLanes" ;;
    SNNTensor) echo "SNNKernels" ;;
    SNNLayers) echo "SNNTensor" ;;
    SNNFormats) echo "SNNTensor SNNKernels" ;;
    SNNData) echo "SNNFormats SNNTensor SNNKernels" ;;
    SNNSpiking) echo "SNNLayers SNNTensor" ;;
    SNNTraining) echo "SNNSpiking SNNData SNNFormats SNNTensor" ;;
    SNNConversion) echo "SNNTraining SNNSpiking SNNLayers SNNData SNNFormats SNNTensor SNNKernels" ;;
    SNNONNX) echo "SNNConversion SNNLayers SNNFormats SNNTensor SNNKernels" ;;
    SNNHDF5) echo "CHDF5 SNNFormats SNNTensor SNNKernels" ;;
    SNNKeras) echo "SNNConversion SNNHDF5 SNNFormats SNNTensor" ;;
    SNNPictures) echo "SNNTraining SNNSpiking SNNLayers SNNData SNNTensor" ;;
    SNN) echo "SNNTraining SNNConversion SNNPictures" ;;
    SNNCommandLine) echo "SNN" ;;
    snntrain) echo "SNN SNNCommandLine" ;;
    snnconvert) echo "SNN SNNCommandLine SNNKeras SNNONNX" ;;
  esac
}
for folder in Sources/*/; do
  target=$(basename "$folder")
  case "$target" in C*) continue ;; esac
  imports=$(grep -rhoE '^ *(@[_a-z]+ )*((public|internal|package) )?import +[A-Za-z0-9]+' \
    --include='*.swift' "$folder" | awk '{print $NF}' | sort -u)
  for module in $imports; do
    case "$module" in
      SNN* | COpenBLAS | CLAPACKE | CZlib | CHDF5 | CSystem | CLanes)
        [[ " $(allowed "$target") " == *" $module "* ]] ||
          complain "$target must not import $module" "imports run strictly downward: kernels, tensor, layers, spiking, training"
        ;;
    esac
  done
done

# Words go through Console, which knows what to do when nobody listens.
prints=$(grep -rnE '^\s*(Swift\.)?print\(|FileHandle\.standard(Output|Error)' \
  --include='*.swift' Sources | grep -v '^Sources/SNNCommandLine/Reporting/Console.swift:' |
  grep -vE '^[^:]*:[0-9]+: *//' || true)
[ -z "$prints" ] || complain "output beside Console" "$prints"

long=$(find Sources Tests -name '*.swift' ! -name 'EmbeddedFiles.swift' ! -name '*.pb.swift' -exec wc -l {} + |
  awk '$2 != "total" && $1 > 400')
[ -z "$long" ] || complain "files over 400 lines" "$long"

SNN_CI=1 swift build --build-tests || failed=1

[ "$failed" -eq 0 ] && echo "check: all rules kept"
exit "$failed"
