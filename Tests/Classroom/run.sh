#!/usr/bin/env bash
# The classroom test: a Debian with systemd and udevd boots in a virtual machine, USB devices with real ids are plugged in
# and out, and what parta-agent says of them is judged. Adding a device is adding a file to gadgets/.
# usage: run.sh [--gadgets-only] [--daemon] [PROGRAMS]
#   PROGRAMS        the directory of the programs to judge, built with a static standard library (default: .build/release)
#   --gadgets-only  no agent at all: only whether the kernel plays the gadgets as described
#   --daemon        a second stage: the daemon and a region run in there while everything is plugged in once more
# CLASSROOM_SECONDS limits the machine's run (default 900). What it left is in .build/classroom/artefacts.
set -euo pipefail
classroom_directory=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$classroom_directory/../.." && pwd)
classroom_cache=$repository/.build/classroom
. "$classroom_directory/machine/image.sh"
. "$classroom_directory/machine/boot.sh"

stages=(scan)
programs=$repository/.build/release
while [ $# -gt 0 ]; do
    case $1 in
        --gadgets-only) stages=() ;;
        --daemon) stages+=(daemon) ;;
        -*) echo "error: there is no option $1; see the head of $0" >&2; exit 64 ;;
        *) programs=$1 ;;
    esac
    shift
done
needed=()
[[ " ${stages[*]} " != *" scan "* ]] || needed+=(parta-agent)
[[ " ${stages[*]} " != *" daemon "* ]] || needed+=(parta)
for program in "${needed[@]}"; do
    [ -x "$programs/$program" ] || { echo "error: there is no $programs/$program; make it with: make release" >&2; exit 66; }
done

classroom_image
artefacts=$classroom_cache/artefacts
lesson=$classroom_cache/lesson
machine_new "$artefacts"
rm -rf "$lesson"
mkdir -p "$lesson/guest"
cp "$classroom_directory"/guest/*.py "$lesson/guest/"
cp "$classroom_directory/guest/start" "$lesson/start"
cp -r "$classroom_directory/gadgets" "$lesson/"
cp -r "$repository/hwdb.d" "$lesson/"
cp "$repository/examples/aktobe-schools.csv" "$lesson/schools.csv"
for program in "${needed[@]}"; do
    strip --strip-all -o "$lesson/$program" "$programs/$program"
done
python3 "$classroom_directory/job.py" "${stages[@]}" >"$lesson/job.json"
machine_lesson "$artefacts" "$lesson"

began=$SECONDS
status=0
seconds=${CLASSROOM_SECONDS:-900}
machine_boot "$artefacts" "$seconds" || status=$?
[ "$status" -ne 124 ] || echo "error: the classroom PC was still running after $seconds s" >&2
echo "The classroom PC ran for $((SECONDS - began)) s (${machine_accelerator[*]})"
python3 "$classroom_directory/verify.py" "$artefacts/results.jsonl" "$classroom_directory/gadgets" || status=1
if [[ " ${stages[*]} " == *" daemon "* ]]; then
    python3 "$classroom_directory/verify_daemon.py" "$artefacts/results.jsonl" "$artefacts/files.tar" \
        "$classroom_directory/gadgets" || status=1
fi
if [ "$status" -ne 0 ]; then
    echo "The end of its serial console (all of it in $artefacts/serial.log):" >&2
    tail -n 40 "$artefacts/serial.log" >&2 || true
    exit 1
fi
rm -f "$artefacts/disk.qcow2" "$artefacts/lesson.tar"
