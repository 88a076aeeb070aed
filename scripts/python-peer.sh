#!/usr/bin/env bash
# Makes a Python environment with what a file of requirements pins; does nothing when it is there.
# usage: scripts/python-peer.sh [REQUIREMENTS VENV]; without them Tests/Peers/requirements.txt and .build/venv
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=${1:-Tests/Peers/requirements.txt}
venv=${2:-.build/venv}

# The stamp is written last, so that a venv that was interrupted is made again.
if cmp --silent "$requirements" "$venv/requirements.txt"; then exit 0; fi

echo "Making $venv with the $(grep --count '^[A-Za-z]' "$requirements") packages of $requirements" >&2
mkdir -p .build
rm -rf "$venv"
/usr/bin/python3 -m venv "$venv"
if ! "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 3 --requirement "$requirements"; then
    rm -rf "$venv"
    echo "error: the Python packages of the tests cannot be installed: see whether PyPI (pypi.org, or the index that pip is" >&2
    echo "configured with) can be reached from here, then run the same command again" >&2
    exit 69
fi
cp "$requirements" "$venv/requirements.txt"
