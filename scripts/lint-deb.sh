#!/usr/bin/env bash
# Debian's own checks of the packages in dist/: no error and no warning may stand.
# usage: scripts/lint-deb.sh [PACKAGE.deb...]
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- dist/*.deb
[ -e "$1" ] || { echo "error: there are no packages in dist/; make them with: make deb" >&2; exit 65; }

as_root=()
[ "$(id -u)" -ne 0 ] || as_root=(--allow-root)
lintian "${as_root[@]}" --tag-display-limit 0 --fail-on error,warning "$@"
echo "lintian: 0 errors, 0 warnings in $# packages"
