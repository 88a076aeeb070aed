#!/usr/bin/env bash
# The package test on the classroom PC of Tests/Classroom: installed from a stick, devices plugged in, the current cut, upgraded,
# purged; then an image is made and two PCs are copied from it. README.md here says more.
# usage: vm.sh [--debs DIRECTORY] [PART...]
#   --debs DIRECTORY   where the packages lie (default: dist)
#   PART               classroom, image (default: both)
# OLD_DEBS names the directory of the release to upgrade from; VM_SECONDS (1500) limits one boot; VM_IDLE_SECONDS (0) is for how
# long the idle agent's opens are traced at least.
# What a run left is in .build/packages/vm: one directory a PC with results.jsonl, serial.log and files.tar (the journal).
set -euo pipefail
packages_directory=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$packages_directory/../.." && pwd)
classroom_directory=$repository/Tests/Classroom
classroom_cache=$repository/.build/classroom
. "$classroom_directory/machine/image.sh"
. "$classroom_directory/machine/boot.sh"
. "$packages_directory/machine/debs.sh"

from=$repository/dist
parts=()
while [ $# -gt 0 ]; do
    case $1 in
        --debs) from=${2:?--debs wants a directory}; shift ;;
        -*) echo "error: there is no option $1; see the head of $0" >&2; exit 64 ;;
        *) parts+=("$1") ;;
    esac
    shift
done
[ ${#parts[@]} -gt 0 ] || parts=(classroom image)
debs_find "$from"
idle_seconds=${VM_IDLE_SECONDS:-0}
seconds=$((${VM_SECONDS:-1500} + idle_seconds))
work=$repository/.build/packages/vm
lesson=$work/lesson
# The last step of first_lesson.py: what it promised is on the disk, and devices come and go.
cut_sign='"what is acknowledged, written down"'
# From there to the cut, in seconds; a plug takes some.
cut_after=20

machine=
server=
finish() {
    [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
}
trap finish EXIT

tables=()
status=0

# lesson SCENARIO DIRECTORY: the same stick each time, another scenario on it.
lesson() {
    cat >"$lesson/job.json" <<END
{"scenario": "$1", "results": "/dev/virtio-ports/lesson.results", "keep": "/var/lib/classroom/kept",
 "files_port": "/dev/virtio-ports/lesson.files", "idle_seconds": $idle_seconds}
END
    machine_lesson "$2" "$lesson"
}

# played NAME TITLE DIRECTORY BEGAN: keeps what the boot left under its own name.
played() {
    local kept=$work/$1
    mkdir -p "$kept"
    mv "$3"/results.jsonl "$3"/files.tar "$3"/serial.log "$kept/"
    tables+=("$2, $((SECONDS - $4)) s=$kept/results.jsonl")
}

# boot NAME TITLE DIRECTORY [QEMU ARGUMENT...]
boot() {
    local name=$1 title=$2 directory=$3 began=$SECONDS ended=0
    shift 3
    echo "$title" >&2
    machine_boot "$directory" "$seconds" "$@" || ended=$?
    [ "$ended" -eq 0 ] || { echo "error: $title: the PC ended with $ended (limit $seconds s)" >&2; status=1; }
    played "$name" "$title" "$directory" "$began"
}

# As boot, but the current is cut when everything before the last step is done.
boot_and_cut() {
    local name=$1 title=$2 directory=$3 began=$SECONDS emulator
    echo "$title" >&2
    machine_boot "$directory" "$seconds" -pidfile "$directory/pid" 2>"$directory/emulator.log" &
    emulator=$!
    until grep -qs "\"step\": $cut_sign" "$directory/results.jsonl" || ! kill -0 "$emulator" 2>/dev/null; do sleep 1; done
    if kill -0 "$emulator" 2>/dev/null; then
        machine=$(cat "$directory/pid")
        sleep "$cut_after"
        kill -KILL "$machine" 2>/dev/null || true
        # The step that the cut ended went well as long as it lasted: it never ends by itself but in trouble.
        python3 "$packages_directory/table.py" --cut "$directory/results.jsonl"
    fi
    wait "$emulator" 2>/dev/null || true
    machine=
    played "$name" "$title" "$directory" "$began"
}

classroom_image
rm -rf "$work"
mkdir -p "$lesson"
cp -r "$packages_directory/guest" "$lesson/guest"
mv "$lesson/guest/start" "$lesson/start"
# The devices and the hands that plug them are the classroom test's.
cp "$classroom_directory"/guest/*.py "$lesson/guest/"
cp -r "$classroom_directory/gadgets" "$lesson/"
cp "$repository/examples/aktobe-schools.csv" "$lesson/schools.csv"
debs_lay "$from" "$lesson"
for version in old new; do
    (cd "$lesson/debs/$version" && apt-ftparchive packages . >Packages)
done
# The signed repository, where `make apt-repo` has made one of these packages.
[ ! -d "$from/apt" ] || cp -r "$from/apt" "$lesson/apt"

if [[ " ${parts[*]} " == *" classroom "* ]]; then
    machine_new "$work/pc"
    lesson first_lesson "$work/pc"
    boot_and_cut first "A PC, installed from a stick, until its current is cut" "$work/pc"
    lesson second_lesson "$work/pc"
    boot second "The same PC, booted again" "$work/pc"
fi

if [[ " ${parts[*]} " == *" image "* ]]; then
    # The region is outside, where every PC reaches it: 10.0.2.2 is this host's loopback to a PC with a user-mode network.
    dpkg-deb --extract "$lesson"/debs/new/parta-aggregator_*.deb "$work/region"
    parta=$work/region/usr/bin/parta
    export PARTA_DATABASE=sqlite:$work/region.sqlite
    "$parta" import schools "$lesson/schools.csv" >/dev/null 2>&1
    "$parta" serve --tls on --listen 127.0.0.1:0 --ndt7-listen 127.0.0.1:0 2>"$work/region.log" &
    server=$!
    port=
    for _ in $(seq 300); do
        port=$(sed -n 's/.*reports at https:[^ ,]*:\([0-9]*\).*/\1/p' "$work/region.log")
        [ -z "$port" ] || break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    [ -n "$port" ] || { echo "error: the region did not start:" >&2; cat "$work/region.log" >&2; exit 1; }
    code=$("$parta" enrollment new --school KZ-AKT-DEMO-001 --uses 3 --expected 3 2>/dev/null)
    printf 'PARTA_SERVER=https://10.0.2.2:%s\nPARTA_CODE=%s\nPARTA_ROOM=12\n' "$port" "$code" >"$lesson/enrollment"

    network() { printf '%s\n' -netdev user,id=school -device "virtio-net-pci,netdev=school,mac=$1"; }
    machine_new "$work/image"
    lesson image_lesson "$work/image"
    mapfile -t card < <(network 00:16:3e:0a:00:01)
    boot golden "A PC on which the image is made" "$work/image" "${card[@]}"
    for number in 2 3; do
        machine_copy "$work/image" "$work/copy-$number"
        # A copy gets a network and nothing else; no file of the stick is used.
        lesson copy_lesson "$work/copy-$number"
        mapfile -t card < <(network "00:16:3e:0a:00:0$number")
        machine_serial=CLASSROOM-$number machine_uuid=6b0e1f9a-52c4-4d0e-9d3b-2f1f4f0c7a1$number \
            boot "copied-$number" "PC $number, made from the image" "$work/copy-$number" "${card[@]}"
    done
    "$parta" agents --format json >"$work/agents.json"
    python3 "$packages_directory/copies.py" "$work" >"$work/copies.jsonl" || status=1
    tables+=("What the region counts=$work/copies.jsonl")
fi

python3 "$packages_directory/table.py" "${tables[@]}" || status=1
if [ "$status" -eq 0 ]; then
    rm -rf "$work"/pc "$work"/image "$work"/copy-* "$work/lesson" "$work/region"
else
    echo "journals, consoles and disks: $work" >&2
fi
exit "$status"
