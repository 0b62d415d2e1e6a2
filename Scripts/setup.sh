#!/usr/bin/env bash
# Installs what building needs and is missing: OpenBLAS, LAPACKE, zlib, HDF5 and pkg-config, by
# apt.  (HDF5 is only needed with the trait of that name, which the tests take.)
# Swift itself must be there.  Does nothing on a machine that has everything.
set -euo pipefail

if ! command -v swift >/dev/null; then
  echo "error: swift is not on the PATH" >&2
  echo "hint: install Swift 6.2 or newer from https://www.swift.org/install" >&2
  exit 69
fi

missing=()
command -v pkg-config >/dev/null || missing+=(pkg-config)
if [ ${#missing[@]} -gt 0 ] || ! pkg-config --exists openblas; then missing+=(libopenblas-dev); fi
if [ ${#missing[@]} -gt 0 ] || ! pkg-config --exists lapacke; then missing+=(liblapacke-dev); fi
if [ ${#missing[@]} -gt 0 ] || ! pkg-config --exists zlib; then missing+=(zlib1g-dev); fi
if [ ${#missing[@]} -gt 0 ] || ! pkg-config --exists hdf5; then missing+=(libhdf5-dev); fi
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "error: ${missing[*]} missing, and there is no apt-get to install them" >&2
  echo "hint: install OpenBLAS, LAPACKE, zlib, HDF5 and pkg-config with your package manager" >&2
  exit 69
fi
echo "installing ${missing[*]}" >&2
run=()
if [ "$(id -u)" -ne 0 ]; then run=(sudo); fi
"${run[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
