#!/usr/bin/env bash
# The package test: each system is booted in systemd-nspawn without a network, and both packages live a whole life there
# (guest/packages.py). README.md here says more.
# usage: nspawn.sh [--debs DIRECTORY] [SYSTEM...]     as root
#   --debs DIRECTORY   where the packages lie (default: dist)
#   SYSTEM             bookworm, trixie, noble; bullseye, which is too old (default: all that a mirror has)
# OLD_DEBS names the directory of the release to upgrade from; PACKAGES_SECONDS (900) limits one system's run.
# What a run left is in .build/packages/SYSTEM: results.jsonl, console.log, journal.txt.
set -euo pipefail
packages_directory=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$packages_directory/../.." && pwd)
packages_cache=$repository/.build/packages
. "$packages_directory/machine/system.sh"
. "$packages_directory/machine/debs.sh"

from=$repository/dist
systems=()
while [ $# -gt 0 ]; do
    case $1 in
        --debs) from=${2:?--debs wants a directory}; shift ;;
        -*) echo "error: there is no option $1; see the head of $0" >&2; exit 64 ;;
        *) systems+=("$1") ;;
    esac
    shift
done
if [ ${#systems[@]} -eq 0 ]; then mapfile -t systems < <(system_names); fi
[ "$(id -u)" -eq 0 ] || { echo "error: systemd-nspawn wants root; run this with sudo" >&2; exit 77; }
debs_find "$from"
seconds=${PACKAGES_SECONDS:-900}

# boot ROOT LOG: boots it until it switches itself off. Where no systemd runs, nspawn wants a /run/systemd all the same; in a
# mount namespace of its own nobody else sees it.
boot() {
    # shellcheck disable=SC2016 # expanded by the inner shell.
    timeout --kill-after=10 "$seconds" unshare --mount bash -c '
        [ -d /run/systemd/system ] || { mkdir -p /run/systemd; mount -t tmpfs tmpfs /run/systemd; }
        exec systemd-nspawn --quiet --boot --directory="$1" --machine=parta-packages --register=no --keep-unit \
            --private-network --console=pipe --link-journal=no --resolv-conf=off --timezone=off \
            systemd.show_status=no
    ' _ "$1" >"$2" 2>&1 </dev/null
}

tables=()
untested=()
status=0
for system in "${systems[@]}"; do
    artefacts=$packages_cache/$system
    root=$artefacts/root
    rm -rf "$artefacts"
    mkdir -p "$artefacts"
    if ! system_archive "$system"; then
        untested+=("$system")
        continue
    fi
    system_unpack "$root"
    lesson=$root/srv/lesson
    mkdir -p "$lesson"
    cp -r "$packages_directory/guest" "$lesson/guest"
    mv "$lesson/guest/start" "$lesson/start"
    cp "$repository/examples/aktobe-schools.csv" "$lesson/schools.csv"
    debs_lay "$from" "$lesson"
    cat >"$lesson/job.json" <<END
{"scenario": "$(system_scenario "$system")", "results": "/srv/lesson/results.jsonl", "keep": "/srv/lesson/kept"}
END
    began=$SECONDS
    ended=0
    boot "$root" "$artefacts/console.log" || ended=$?
    [ "$ended" -eq 0 ] || { echo "error: $system ended with $ended after $((SECONDS - began)) s (limit $seconds s)" >&2; status=1; }
    cp "$lesson/results.jsonl" "$artefacts/" 2>/dev/null || true
    cp "$lesson"/kept/* "$artefacts/" 2>/dev/null || true
    rm -rf "$root"
    tables+=("$system, $((SECONDS - began)) s=$artefacts/results.jsonl")
done

[ ${#tables[@]} -eq 0 ] || python3 "$packages_directory/table.py" "${tables[@]}" || status=1
for system in ${untested[@]+"${untested[@]}"}; do
    echo "not tested: $system (no mirror of it was reached)"
done
[ ${#tables[@]} -gt 0 ] || status=1
[ "$status" -eq 0 ] || echo "journals and consoles: $packages_cache/SYSTEM/" >&2
exit "$status"
