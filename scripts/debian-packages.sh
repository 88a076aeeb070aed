#!/usr/bin/env bash
# Installs the Debian packages that a target needs; does nothing when they are there.
# usage: scripts/debian-packages.sh PURPOSE PACKAGE...
set -euo pipefail
purpose=$1
shift

missing=()
for package in "$@"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "error: $purpose needs the Debian packages ${missing[*]}; there is no sudo here, so install them as root:" >&2
        echo "  apt-get install ${missing[*]}" >&2
        exit 69
    fi
    as_root=(sudo)
fi
echo "Installing Debian packages for $purpose: ${missing[*]}" >&2
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >/dev/null
