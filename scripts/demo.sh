#!/usr/bin/env bash
# The main job once, on this machine: devices and line, reported to an aggregator and queried.
# KEEP=1 leaves the aggregator up and says how to query it.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=$(swift build --show-bin-path)
parta=$programs/parta
agent=$programs/parta-agent
state=$(mktemp -d "${TMPDIR:-/tmp}/parta-demo.XXXXXX")
server=

finish() {
    local code=$?
    if [ -n "$server" ] && { [ "$code" -ne 0 ] || [ "${KEEP:-}" != 1 ]; }; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    if [ "$code" -ne 0 ]; then
        echo "The demo failed; the aggregator's log:" >&2
        cat "$state/serve.log" >&2 2>/dev/null || true
    fi
    [ "${KEEP:-}" = 1 ] && [ "$code" -eq 0 ] || rm -rf "$state"
}
trap finish EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

export PARTA_DATABASE=sqlite:$state/parta.sqlite

say "1. An aggregator with an embedded database"
"$parta" serve --listen 127.0.0.1:0 --ndt7-listen 127.0.0.1:0 >"$state/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    url=$(sed -n 's/.*reports at \(http:[^ ,]*\).*/\1/p' "$state/serve.log" | head -n 1)
    [ -z "$url" ] || break
    kill -0 "$server" 2>/dev/null || { echo "the aggregator did not start" >&2; exit 1; }
    sleep 0.1
done
[ -n "$url" ] || { echo "the aggregator did not say where it listens within 10 seconds" >&2; exit 1; }
cat "$state/serve.log"

say "2. Schools of a made-up registry (examples/aktobe-schools.csv)"
"$parta" import schools examples/aktobe-schools.csv

say "3. An enrolment code for one school, and this machine enrols with it"
school=$(sed -n '/^[^#]/p' examples/aktobe-schools.csv | sed -n '2{s/,.*//;p}')
code=$("$parta" enrollment new --school "$school" --room 12)
echo "parta enrollment new --school $school --room 12   # a code of six groups, good once"
"$agent" enroll "$url" "$code" --label DEMO-1 --enrollment-file "$state/enrollment"

say "4. This machine's devices and line: scanned, measured under a lease, stored, delivered"
"$agent" once --state "$state/agent" --enrollment-file "$state/enrollment"

for query in schools computers devices lines; do
    say "parta $query"
    "$parta" "$query" --school "$school"
done

if [ "${KEEP:-}" = 1 ]; then
    say "The aggregator stays up (process $server). Query it with:"
    echo "  export PARTA_DATABASE=$PARTA_DATABASE"
    echo "  $parta devices --format json"
    echo "  $parta --help"
    echo "End it with: kill $server; rm -r $state"
fi
