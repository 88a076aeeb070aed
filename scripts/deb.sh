#!/usr/bin/env bash
# Packs the release binaries into dist/parta-agent_*.deb and dist/parta-aggregator_*.deb; debug symbols go to dist/debug.
# The same commit and the same binaries give the same bytes.
# usage: scripts/deb.sh
#   PARTA_DEB_VERSION  another version than that of the release and the commit, such as for trying an upgrade
set -euo pipefail
cd "$(dirname "$0")/.."

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

# The release stands in one place. What is no release sorts before or after it, by the time of its commit.
release=$(sed -n 's/.*static let text = "\(.*\)".*/\1/p' Sources/Reports/Version.swift)
commit=$(date --date "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S).$(git rev-parse --short=8 HEAD)
if ! git rev-parse --quiet --verify "refs/tags/v$release" >/dev/null; then
    version="$release~git$commit"
elif [ "$(git rev-parse "v$release^{commit}")" = "$(git rev-parse HEAD)" ]; then
    version=$release
else
    version="$release+git$commit"
fi
version=${PARTA_DEB_VERSION:-$version}

built=$(scripts/release.sh --show-bin-path)
work=$PWD/.build/deb
tree=$work/parta
rm -rf "$work"
mkdir -p "$tree"

# What is packed lies beside debian/ as it does in the checkout.
cp -a packaging/debian "$tree/debian"
cp -a CHANGELOG.md LICENSE docs examples hwdb.d norms packaging web "$tree/"
cp systemd/parta-agent.service "$tree/debian/parta-agent.service"
for unit in parta.service parta-setup.service parta-backup.timer; do
    cp "systemd/$unit" "$tree/debian/parta-aggregator.$unit"
done
# Only its timer starts it: nothing for the packages' scripts to start, stop or enable.
mkdir -p "$tree/stage/aggregator/units"
cp systemd/parta-backup.service "$tree/stage/aggregator/units/"

day=$(date --date "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
lay_out() { # PROGRAM FOLDER
    local program=$1 stage=$tree/stage/$2
    mkdir -p "$stage"/bin "$stage"/completions/{bash,fish,zsh}
    cp "$built/$program" "$stage/bin/"
    scripts/man-pages.py "$built/$program" "$stage/man" "$day" "$release" "packaging/man/$program.txt"
    # Read by a shell, not run: Debian wants no interpreter line.
    "$built/$program" --generate-completion-script bash | sed '1{/^#!/d}' >"$stage/completions/bash/$program"
    "$built/$program" --generate-completion-script fish >"$stage/completions/fish/$program.fish"
    "$built/$program" --generate-completion-script zsh >"$stage/completions/zsh/_$program"
}
lay_out parta-agent agent
lay_out parta aggregator
# No command of its own: parta starts it.
mkdir -p "$tree/stage/aggregator/lib"
cp "$built/parta-exchange" "$tree/stage/aggregator/lib/"
scripts/notices.sh >"$tree/stage/NOTICE"

# A page with a slip in it reads badly on every computer: none gets in.
for page in "$tree"/stage/*/man/*; do
    slips=$(man --warnings --encoding=UTF-8 --local-file -Tutf8 -Z "$page" 2>&1 >/dev/null)
    [ -z "$slips" ] || { echo "error: $page: $slips" >&2; exit 65; }
done

cat >"$tree/debian/changelog" <<END
parta ($version) unstable; urgency=medium

  * What is new stands in CHANGELOG.md.

 -- $(sed -n 's/^Maintainer: //p' packaging/debian/control)  $(date --utc --rfc-email --date "@$SOURCE_DATE_EPOCH")
END

# What debhelper packs keeps its time unless that is later than the commit's: the checkout's times are nobody's business.
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
(cd "$tree" && dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1) || {
    tail -40 "$work/log" >&2
    echo "error: the packages could not be made; the whole log is $work/log" >&2
    exit 70
}

mkdir -p dist/debug
rm -f dist/parta-*.deb dist/parta_*.buildinfo dist/debug/*.deb
find "$work" -maxdepth 1 -name 'parta-*-dbgsym_*.deb' -exec mv {} dist/debug/ \;
cp "$work"/parta-*.deb "$work"/parta_*.buildinfo dist/
stat --format='%n: %s bytes' dist/*.deb
