#!/usr/bin/env bash
# Runs all tests that are built, one after the other, and ends with what failed, so that the end of a log says enough.
# A test that failed is run once more, alone: lines are shaped and programs killed in real time, and on a shared machine a
# neighbour can break what the code did right. What fails twice fails the run; what fails once is named, and one to mend.
# usage: scripts/test.sh [--filter SUITE]
set -uo pipefail
cd "$(dirname "$0")/.."
results=.build/test-results
rm -rf "$results"
mkdir -p "$results"

# Runs what fits a filter, all without one; leaves NAME.log and NAME-swift-testing.xml.
run() {
    local name=$1
    shift
    swift test --skip-build --no-parallel --xunit-output "$results/$name.xml" "$@" 2>&1 | tee "$results/$name.log"
}
# The lines of a log that say what was expected and where.
what_failed() {
    grep -aE -A 3 '^.{0,8}Test .* recorded an issue|^.{0,8}(Test|Suite) .* failed after|Fatal error|error: Exited' "$1" | head -n 200
}

run all "$@" && exit 0
failed=$(python3 scripts/failed-tests.py "$results/all-swift-testing.xml") || failed=
count=$(grep -c . <<<"$failed")
if [ -n "$failed" ] && [ "$count" -le 5 ]; then
    echo "$count failed and are run once more, alone:" >&2
    again=0
    while read -r test; do
        echo "  $test" >&2
        run again --filter "$test" >/dev/null || { again=1; what_failed "$results/again.log" >&2; }
    done <<<"$failed"
    if [ "$again" -eq 0 ]; then
        echo "warning: these passed alone. What they said at first:" >&2
        what_failed "$results/all.log" >&2
        exit 0
    fi
fi
echo "What failed (all of it in $results/all.log):" >&2
what_failed "$results/all.log" >&2
exit 1
