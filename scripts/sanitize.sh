#!/usr/bin/env bash
# The suites under ThreadSanitizer and AddressSanitizer, each built in a path of its own; a result line is left for fault-test.
# usage: scripts/sanitize.sh [FILTER]   ONLY=thread|address
set -uo pipefail
cd "$(dirname "$0")/.."
filter=${1:-OutboxTests|AgentTests|AggregatorTests|ReportsTests|NDT7Tests|SQLiteStoreTests}
failed=0
suppressions=$PWD/Tests/Sanitizers/thread.txt
# Whether the passing over that thread.txt asks for is still called for, and still does what it says.
control() {
    local program
    program=$(mktemp)
    swiftc -sanitize=thread -o "$program" Tests/Sanitizers/MutexControl.swift || return 1
    # Only where two tasks wait for each other, which on a busy machine takes some tries.
    local seen=
    for _ in 1 2 3 4 5 6 7 8; do
        if "$program" 2>&1 | grep -q 'WARNING: ThreadSanitizer'; then seen=1; break; fi
    done
    [ -n "$seen" ] || echo "note: this toolchain sees what a Mutex guards; Tests/Sanitizers/thread.txt can go" >&2
    if TSAN_OPTIONS=suppressions=$suppressions "$program" 2>&1 | grep -q 'WARNING: ThreadSanitizer'; then
        echo "error: Tests/Sanitizers/thread.txt no longer fits what this toolchain calls a closure" >&2
        rm -f "$program"
        return 1
    fi
    rm -f "$program"
}
if [ "${ONLY:-thread}" = thread ]; then control || exit 1; fi
for kind in thread address; do
    [ -z "${ONLY:-}" ] || [ "$ONLY" = "$kind" ] || continue
    [ "$kind" = thread ] && { name=TSan; path=.build-tsan; more=; } || { name=ASan; path=.build-asan; more=--disable-xctest; }
    mkdir -p $path
    # Leaks are not asked for: what lives as long as the process (event loops, statics) would drown the rest.
    # shellcheck disable=SC2086
    PARTA_SANITIZED=$kind TSAN_OPTIONS=halt_on_error=0:suppressions=$suppressions ASAN_OPTIONS=detect_leaks=0 \
        swift test --scratch-path $path --sanitize $kind --no-parallel $more --filter "$filter" > $path/log.txt 2>&1
    code=$?
    found=$(grep -acE '^(WARNING: ThreadSanitizer|==[0-9]+==ERROR: AddressSanitizer)' $path/log.txt)
    run=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\} in .*/\1/p' $path/log.txt | tail -n 1)
    met=met
    [ "$code" -eq 0 ] && [ "$found" -eq 0 ] && [ "${run:-0}" -gt 0 ] || { met="not met"; failed=1; }
    echo "FAULT | $name run of the suites | clean | ${run:-0} tests ($filter), $found findings, exit $code | $met" |
        sed 's/OutboxTests|/OutboxTests, /; s/Tests|/Tests, /g' | tee $path/result.txt
done
exit $failed
