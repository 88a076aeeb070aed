# The systems that packages are tried on: each laid out once by mmdebstrap, kept as an archive, unpacked for each run.
# Sourced. Needs $packages_directory (where these files are) and $packages_cache (keeps systems between runs).
#
#   system_names                what can be laid out
#   system_scenario NAME        what is played there (a module of guest/)
#   system_archive NAME         lays it out unless this recipe's is there; sets $system_archive; 69 when no mirror answers
#   system_unpack DIRECTORY     a fresh copy of $system_archive

# What stands on such a PC anyway, and python3 for the guest's side of the test. Nothing is fetched while packages are being
# tried, so what they depend on has to be among these.
system_packages=(
    adduser apt ca-certificates dbus debconf iproute2 kmod libpq5 libsqlite3-0 libstdc++6 libsystemd0 libudev1 openssl python3
    systemd systemd-sysv udev zlib1g
)

system_names() {
    printf '%s\n' bookworm trixie noble bullseye
}

system_scenario() {
    case $1 in
        bullseye) echo refused ;;
        *) echo packages ;;
    esac
}

# Lines for sources.list. A Debian host's own mirror serves its suite; Debian's others come from the same place.
system_sources() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null |
        sort --unique | head -n 1)
    case $1 in
        # Debian ships no keyring of Ubuntu's: who answers is proven by TLS instead, which is enough to lay out a test.
        noble) echo "deb [trusted=yes] https://archive.ubuntu.com/ubuntu noble main universe" ;;
        *) echo "deb ${mirror:-http://deb.debian.org/debian} $1 main" ;;
    esac
}

system_archive() {
    local name=$1 recipe
    # What decides how a system looks: what is in it, and the lines that lay it out.
    recipe=$({
        echo "${system_packages[@]}"
        declare -f system_archive system_sources
        cat "$packages_directory/machine/lesson.service"
    } | sha256sum | cut -c 1-16)
    system_archive=$packages_cache/system-$name-$recipe.tar
    local unfinished=$packages_cache/unfinished-$name.tar
    [ ! -e "$system_archive" ] || return 0

    echo "Laying out $name (once; kept as $system_archive)" >&2
    mkdir -p "$packages_cache"
    rm -f "$packages_cache/system-$name"-*
    # shellcheck disable=SC2016 # $1 is the root directory that mmdebstrap hands to a hook.
    system_sources "$name" | mmdebstrap --quiet --variant=minbase \
        --include="$(IFS=,; echo "${system_packages[*]}")" \
        --aptopt='APT::Install-Recommends "false"' \
        --customize-hook="copy-in $packages_directory/machine/lesson.service /etc/systemd/system" \
        --customize-hook='chroot "$1" systemctl --quiet enable lesson.service' \
        --customize-hook='chroot "$1" systemctl --quiet mask getty.target console-getty.service apt-daily.timer \
            apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer' \
        --customize-hook='echo classroom >"$1/etc/hostname"' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/etc/apt/apt.conf.d/99mmdebstrap' \
        "$name" "$unfinished" - || { rm -f "$unfinished"; return 69; }
    mv "$unfinished" "$system_archive"
}

system_unpack() {
    mkdir -p "$1"
    tar --extract --numeric-owner --file "$system_archive" --directory "$1"
}
