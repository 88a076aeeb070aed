#!/usr/bin/env bash
# Feeds each parser that strangers can reach with whatever makes it take new paths, SECONDS each, and says what that found.
# Usage: scripts/fuzz.sh [TARGET ...]   (SECONDS=600 by default; PARALLEL=2 at once)
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${SECONDS_EACH:-600}
parallel=${PARALLEL:-2}
known=(envelope report edid frames csv bundle descriptors)
targets=("$@")
if ((${#targets[@]} == 0)); then targets=("${known[@]}"); fi
scratch=.build-fuzz
# Optimised as released, so that more is tried; testable, so that inner parsers are reached.
PARTA_FUZZ=1 swift build --scratch-path "$scratch" --configuration release --sanitize fuzzer -Xswiftc -enable-testing \
    --product Fuzz
program=$scratch/release/Fuzz
work=$scratch/fuzz
mkdir -p "$work"

# One target: its corpus grows in $scratch; what the repository keeps is the seed.
fuzz_one() {
    local target=$1
    local grown=$work/$target seeds=Tests/Fuzz/corpus/$target
    mkdir -p "$grown" "$seeds" "$work/found-$target"
    touch "$work/$target.started"
    PARTA_FUZZ_TARGET=$target "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -max_len=65536 \
        -artifact_prefix="$work/found-$target/" -print_final_stats=1 "$grown" "$seeds" >"$work/$target.log" 2>&1 || true
}

running=0
for target in "${targets[@]}"; do
    fuzz_one "$target" &
    running=$((running + 1))
    if ((running >= parallel)); then
        wait -n
        running=$((running - 1))
    fi
done
wait

printf '%-12s %12s %10s %9s %8s %8s\n' target executions per-second coverage corpus crashes
failed=0
for target in "${targets[@]}"; do
    log=$work/$target.log
    field() { sed -n "s/^stat::$1: *//p" "$log" | tail -n 1; }
    coverage=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 | cut -d' ' -f2 || true)
    crashes=$(find "$work/found-$target" -type f -newer "$work/$target.started" | wc -l)
    printf '%-12s %12s %10s %9s %8s %8s\n' "$target" "$(field number_of_executed_units)" \
        "$(field average_exec_per_sec)" "${coverage:--}" "$(find "$work/$target" -type f | wc -l)" "$crashes"
    if ((crashes > 0)) || [[ -z $(field number_of_executed_units) ]]; then failed=1; fi
done
if ((failed)); then
    echo "What was found lies in $work/found-TARGET; replay it with PARTA_FUZZ_TARGET=TARGET $program FILE" >&2
fi
exit $failed
