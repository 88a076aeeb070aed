#!/usr/bin/env bash
# Builds release programs as they are packed: static but for the system's own libraries, and with no path of the checkout in
# them, so that the same commit gives the same bytes wherever it is built.
# usage: scripts/release.sh PRODUCT...
#        scripts/release.sh --show-bin-path
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(--configuration release --static-swift-stdlib
    -Xcc "-ffile-prefix-map=$PWD=." -Xcxx "-ffile-prefix-map=$PWD=."
    -Xswiftc -file-prefix-map -Xswiftc "$PWD=.")
if [ "${1:-}" = --show-bin-path ]; then
    exec swift build "${flags[@]}" --show-bin-path
fi
for product in "$@"; do
    swift build "${flags[@]}" --product "$product"
done
