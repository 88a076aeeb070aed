#!/usr/bin/env bash
# Faults and attacks with full counts, as one table: what to reach, what was counted, met or not.
# Ends with 1 where a row is not met or missing. SMALL=1 keeps the small counts of `make test` (every row that counts is then
# "not met"); ONLY='disks|attacks' runs these alone and takes the other rows from their logs of before. The rows of
# `make power-cut-test` and `make sanitize` are taken from what those two left.
set -uo pipefail
cd "$(dirname "$0")/.."

export PARTA_FAULTS=1
if [ "${SMALL:-}" != 1 ]; then
    export PARTA_FAULT_ROUNDS=${PARTA_FAULT_ROUNDS:-500} PARTA_KILL_ROUNDS=${PARTA_KILL_ROUNDS:-100}
    export PARTA_ATTACK_ROUNDS=${PARTA_ATTACK_ROUNDS:-20} PARTA_CONNECTIONS=${PARTA_CONNECTIONS:-10000}
    export PARTA_CLONES=${PARTA_CLONES:-30} PARTA_NIGHTS=${PARTA_NIGHTS:-30} PARTA_RESTORE_ROUNDS=${PARTA_RESTORE_ROUNDS:-20}
fi
logs=.build/fault-test
table=$logs/table.txt
mkdir -p "$logs"
: > "$table"

# run LOG FILTER: the suites that match, one after another; 10,000 connections want as many files.
run() {
    ulimit -S -n "$(ulimit -H -n)" 2>/dev/null || true
    if [ -z "${ONLY:-}" ] || echo "$1" | grep -qE "^($ONLY)\$"; then
        swift test --skip-build --no-parallel --filter "$2" > "$logs/$1.txt" 2>&1
    fi
    grep -a '^FAULT | ' "$logs/$1.txt" | sed 's/^FAULT | //' >> "$table"
    grep -qaE 'Test run with [0-9]+ tests? in .* passed' "$logs/$1.txt"
}

# passes NAME TO_REACH LOG FILTER [WORDS]: a row from tests that count nothing themselves, with a line of theirs that holds WORDS.
passes() {
    local name=$1 reach=$2 log=$3 words=${5:-} met="not met" count said=
    run "$log" "$4" && met=met
    count=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\} in .*/\1/p' "$logs/$log.txt" | tail -n 1)
    [ "${count:-0}" -gt 0 ] || met="not met"
    [ -z "$words" ] || said="; $(grep -a -- "$words" "$logs/$log.txt" | head -n 1)"
    echo "$name | $reach | ${count:-0} tests$said | $met" >> "$table"
}

# kept NAME TO_REACH LOG MAKE: the line that another target left in its log, when it was run.
kept() {
    local line
    line=$(grep -a '^FAULT | ' "$3" 2>/dev/null | tail -n 1 | sed 's/^FAULT | //')
    echo "${line:-$1 | $2 | not run: make $4 | missing}" >> "$table"
}

# The line of `make power-cut-test`, from the verdicts that its rounds left.
power_cuts() {
    local name="power cut of the classroom PC while writing" reach="20 rounds, everything opens, 0 acknowledged lost"
    local verdicts=(.build/power-cut/round-*/verdict.json) line met=met
    if [ -e Tests/PowerCut/table.py ] && [ -e "${verdicts[0]}" ]; then
        line=$(python3 Tests/PowerCut/table.py "${verdicts[@]}") && [ ${#verdicts[@]} -ge 20 ] || met="not met"
        echo "$line" | sed "s/^| \(.*\) | \(.*\) |\$/\1 | $reach | \2 | $met/" >> "$table"
    else
        echo "$name | $reach | not run: make power-cut-test | missing" >> "$table"
    fi
}

run agent-kills 'CommandTests.AgentFaultTests'
run aggregator-kills 'AggregatorTests.KilledAggregatorTests'
power_cuts
run restores 'CommandTests.RestoredRegionTests|AggregatorTests.FleetFaultTests'
passes "copied, restored and moved state" "each thing told once" identities \
    'AgentTests.CloneTests|AggregatorTests.(IdentityTests|RestoredStateTests)'
run disks 'CommandTests.DiskFaultTests'
passes "outbox: full tmpfs, read-only, garbage, torn writes" "keeps what was there, says so, recovers" outbox \
    'OutboxTests.(FullDiskTests|RoomTests|OpeningTests)'
passes "180 days offline, then 1 Mbps" "all arrives, paced" backlog 'AgentTests.BacklogTests' '180 days offline, upload 1.0'
run attacks 'AggregatorTests.(EnvelopeAttackTests|MemoryAttackTests|ConnectionAttackTests)'
passes "middleman, forged and old statements, clock at 1970" "told nothing, refused with a reason" trust \
    'AgentTests.(TLSTests|CertificateDatesTests|StandingTests)'
for kind in TSan ASan; do
    small=$(echo $kind | tr '[:upper:]' '[:lower:]')
    kept "$kind run of the suites" clean ".build-$small/result.txt" sanitize
done

# What must be in it, by the beginning of each row's name.
while read -r name; do
    grep -q "^$name" "$table" || echo "$name | | no line: see $logs | missing" >> "$table"
done <<'ROWS'
agent SIGKILLed at random moments
power cut
aggregator SIGKILLed under load
restore of a day-old backup
a PC set back to its image every night
cloned disks
agent with a year-old pin
agent on a full, read-only, garbled disk
aggregator on a full disk
replayed, re-signed, truncated
zip bombs, 10 MB strings
slowloris
10,000 connections let in
10,000 connections at the usual limits
ROWS

echo "| fault or attack | to reach | counted | |"
echo "|---|---|---|---|"
sed 's/^/| /; s/$/ |/' "$table"
if grep -qE '\| (not met|missing)$' "$table"; then
    echo "not all rows are met; logs in $logs" >&2
    exit 1
fi
