#!/usr/bin/env bash
# The power-cut test: the agent and the aggregator write to one disk of the classroom PC until the current fails; then every
# flush of that disk is a cut that may be looked at. README.md here says how, and what it does not see.
# usage: run.sh [--without-sync agent|region] [PROGRAMS]
#   PROGRAMS        the directory of the programs to judge, built with a static standard library (default: .build/release)
#   --without-sync  the test of the test: copies of the programs that never wait for the disk, which it must find out
# ROUNDS (20) cuts of the current; POINTS (60) flushes to look at in each, two disks a flush; SEED (1) chooses when and
# which; SECONDS_WRITING ("5 30") how long they write before the cut, from and to.
# The last run's rounds that went wrong stay in .build/power-cut.
set -euo pipefail
power_cut_directory=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$power_cut_directory/../.." && pwd)
classroom_directory=$repository/Tests/Classroom
classroom_cache=$repository/.build/classroom
. "$classroom_directory/machine/image.sh"
. "$classroom_directory/machine/boot.sh"

programs=$repository/.build/release
without_sync=
while [ $# -gt 0 ]; do
    case $1 in
        --without-sync) without_sync=${2:?agent or region}; shift ;;
        -*) echo "error: there is no option $1; see the head of $0" >&2; exit 64 ;;
        *) programs=$1 ;;
    esac
    shift
done
for program in parta-agent parta; do
    [ -x "$programs/$program" ] || { echo "error: there is no $programs/$program; make it with: make release" >&2; exit 66; }
done
rounds=${ROUNDS:-20}
points=${POINTS:-60}
RANDOM=${SEED:-1}
read -r seconds_least seconds_most <<<"${SECONDS_WRITING:-5 30}"

# The file system ends before the disk does: marks lie behind it.
filesystem_bytes=$((64 * 1024 * 1024))
disk_bytes=$((filesystem_bytes + 1024 * 1024))
# A sparse file; a round writes some tens of MB.
log_bytes=$((8 * 1024 * 1024 * 1024))
# Until the PC has booted and its programs write, emulated and on a busy machine.
boot_seconds=400

classroom_image
work=$repository/.build/power-cut
lesson=$work/lesson
rm -rf "$work"
mkdir -p "$lesson" "$work/programs"
cp "$power_cut_directory/guest/start" "$power_cut_directory/guest/marks.py" "$lesson/"
cp -r "$repository/hwdb.d" "$lesson/"
cp "$repository/examples/aktobe-schools.csv" "$lesson/schools.csv"
cat >"$lesson/job.json" <<<"{\"school\": \"KZ-AKT-DEMO-001\", \"filesystem_bytes\": $filesystem_bytes, \"offline_rounds\": 2}"
for program in parta-agent parta; do
    strip --strip-all -o "$work/programs/$program" "$programs/$program"
    cp "$work/programs/$program" "$lesson/"
done
case $without_sync in
    agent) broken=parta-agent ;;
    region) broken=parta ;;
    "") broken= ;;
    *) echo "error: --without-sync wants agent or region, not $without_sync" >&2; exit 64 ;;
esac
if [ -n "$broken" ]; then
    # The same length, so that nothing else in the program moves.
    LC_ALL=C sed -i 's/PRAGMA synchronous = FULL/PRAGMA synchronous = OFF /g' "$lesson/$broken"
    ! cmp -s "$lesson/$broken" "$work/programs/$broken" || { echo "error: $broken sets no synchronous=FULL" >&2; exit 70; }
fi

machine=
finish() {
    [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
}
trap finish EXIT

# What a round in directory $1 left to read, under the sentence $2.
trouble() {
    echo "error: $2; what the PC said (all of it in $1/machine):" >&2
    cat "$1/machine/results.jsonl" "$1/machine/emulator.log" >&2 || true
    tail -n 20 "$1/machine/serial.log" >&2 || true
}

# One round in directory $1, whose before.img is there: boots, lets them write for $2 seconds, cuts the current.
write_and_cut() {
    local directory=$1 seconds=$2 emulator waited=0
    truncate --size "$log_bytes" "$directory/writes.log"
    # The emulator writes to a copy that nobody looks at: what it leaves there was never cut.
    cp --sparse=always "$directory/before.img" "$directory/live.img"
    machine_new "$directory/machine"
    machine_lesson "$directory/machine" "$lesson"
    local disk="driver=blklogwrites,node-name=data,log-sector-size=512"
    disk+=",file.driver=file,file.filename=$directory/live.img,log.driver=file,log.filename=$directory/writes.log"
    machine_boot "$directory/machine" $((boot_seconds + seconds + 60)) -pidfile "$directory/machine/pid" \
        -blockdev "$disk" \
        -device virtio-blk-pci,drive=data,serial=data,write-cache=on,discard=off,write-zeroes=off \
        2>"$directory/machine/emulator.log" &
    emulator=$!
    until grep -qs '"writing"' "$directory/machine/results.jsonl"; do
        if ! kill -0 "$emulator" 2>/dev/null || [ "$waited" -ge "$boot_seconds" ]; then
            machine=$(cat "$directory/machine/pid" 2>/dev/null || true)
            trouble "$directory" "nothing was being written after $waited s"
            return 1
        fi
        sleep 1
        waited=$((waited + 1))
    done
    machine=$(cat "$directory/machine/pid")
    sleep "$seconds"
    kill -KILL "$machine" 2>/dev/null || true
    wait "$emulator" || true
    machine=
    if grep -q '"failed"' "$directory/machine/results.jsonl"; then
        trouble "$directory" "a program failed before the current did"
        return 1
    fi
}

previous=
for round in $(seq "$rounds"); do
    directory=$work/round-$round
    mkdir "$directory"
    if [ -z "$previous" ]; then
        truncate --size "$disk_bytes" "$directory/before.img"
        mke2fs -q -F -t ext4 "$directory/before.img" $((filesystem_bytes / 1024))k
    else
        # On with the disk as the cut left it.
        mv "$previous/after.img" "$directory/before.img"
        cp "$previous/promises.json" "$directory/"
    fi
    write_and_cut "$directory" $((seconds_least + RANDOM % (seconds_most - seconds_least + 1)))
    python3 "$power_cut_directory/replay.py" "$directory" "$work/programs" "$lesson/schools.csv" \
        --points "$points" --seed $((RANDOM * 1000 + round)) --filesystem-bytes "$filesystem_bytes"
    python3 "$power_cut_directory/table.py" --round "$directory/verdict.json"
    # What explains a fault stays: the disk before, the log, the verdict.
    rm -rf "$directory/machine/disk.qcow2" "$directory/machine/lesson.tar" "$directory/live.img"
    if python3 "$power_cut_directory/table.py" --is-good "$directory/verdict.json"; then
        rm -f "$directory/writes.log" "$directory/before.img"
    fi
    previous=$directory
done
python3 "$power_cut_directory/table.py" "$work"/round-*/verdict.json
