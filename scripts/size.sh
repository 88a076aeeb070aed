#!/usr/bin/env bash
# The stripped static release agent against its budget in bytes.
# usage: scripts/size.sh BUDGET
set -euo pipefail
budget=$1
scripts/release.sh parta-agent
built=$(scripts/release.sh --show-bin-path)/parta-agent
stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
strip --strip-all -o "$stripped" "$built"
size=$(stat --format=%s "$stripped")
echo "parta-agent, static and stripped: $size bytes of $budget"
if [ "$size" -gt "$budget" ]; then
    echo "error: the agent is $((size - budget)) bytes over its budget; see what was added since the last green run" >&2
    exit 1
fi
