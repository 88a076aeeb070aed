#!/usr/bin/env bash
# The notices of the packages that are linked in, which the Apache License asks to hand on, one after the other.
# usage: scripts/notices.sh > NOTICE
set -euo pipefail
cd "$(dirname "$0")/.."
for package in .build/checkouts/*/; do
    name=$(basename "$package")
    [ -f "$package/NOTICE.txt" ] || continue
    printf '%s\n%s\n\n' "$name" "$(printf '%s' "$name" | tr -c '\n' '=')"
    cat "$package/NOTICE.txt"
    printf '\n\n'
done
