# The classroom PC's disk: a Debian with systemd, udevd and a kernel, laid out without mounting anything.
# Sourced. Needs $classroom_directory (where these files are) and $classroom_cache (keeps images between runs).
#
#   classroom_image    makes the image unless this recipe's is there; sets $classroom_disk (ext4),
#                      $classroom_kernel and $classroom_initrd.

classroom_suite=bookworm
# What a school PC has anyway (libgcc, libstdc++, SQLite, libsystemd, libudev come with these), libpq for the region, which
# the power-cut test runs here too, and python3 for the
# guest's side of the test.
classroom_packages=(
    dbus iproute2 kmod libpq5 libsqlite3-0 libstdc++6 libsystemd0 libudev1 linux-image-amd64 python3 systemd systemd-sysv udev
)
classroom_disk_size=2G

# The Debian mirror that this host's apt uses, so that a host behind a local mirror needs no settings of its own;
# nothing (and with it mmdebstrap's default) where this host's apt has another suite.
classroom_mirrors() {
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Identifier: Packages' 'Origin: Debian' 2>/dev/null |
        grep -E "^deb [^ ]+ $classroom_suite(-security|-updates)? " | sort --unique || true
}

# The recipe's files: what they say decides whether a cached image is still right.
classroom_recipe() {
    cat "$classroom_directory/machine/image.sh" "$classroom_directory/machine/classroom.service"
}

classroom_image() {
    local recipe
    recipe=$(classroom_recipe | sha256sum | cut -c 1-16)
    local directory=$classroom_cache/image-$recipe
    classroom_disk=$directory/root.img
    classroom_kernel=$directory/vmlinuz
    classroom_initrd=$directory/initrd.img
    [ ! -e "$directory/complete" ] || return 0

    echo "Laying out Debian $classroom_suite for the classroom PC (once; kept in $directory)" >&2
    # Images of earlier recipes are of no more use, and neither is half of one.
    rm -rf "$classroom_cache"/image-*
    mkdir -p "$directory"
    # Only what the initrd needs to find the disk: building and unpacking every module takes minutes under emulation.
    mkdir -p "$directory/overlay/etc/initramfs-tools/conf.d"
    echo 'MODULES=list' >"$directory/overlay/etc/initramfs-tools/conf.d/classroom"
    printf '%s\n' virtio_pci virtio_blk ext4 >"$directory/overlay/etc/initramfs-tools/modules"

    local mirrors
    mirrors=$(classroom_mirrors)
    # shellcheck disable=SC2016 # $1 is the root directory that mmdebstrap hands to a hook.
    mmdebstrap --quiet --variant=minbase \
        --include="$(IFS=,; echo "${classroom_packages[*]}")" \
        --aptopt='APT::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --essential-hook="copy-in $directory/overlay/etc/initramfs-tools /etc" \
        --customize-hook="copy-in $classroom_directory/machine/classroom.service /etc/systemd/system" \
        --customize-hook='chroot "$1" systemctl --quiet enable classroom.service' \
        --customize-hook='chroot "$1" systemctl --quiet mask getty.target apt-daily.timer apt-daily-upgrade.timer \
            dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer' \
        --customize-hook='echo classroom >"$1/etc/hostname"' \
        "$classroom_suite" "$directory/root.tar" ${mirrors:+-} <<<"$mirrors"

    # Ownership and device nodes survive in fakeroot's memory, so no user needs to be root.
    mkdir "$directory/tree"
    truncate --size "$classroom_disk_size" "$classroom_disk"
    # shellcheck disable=SC2016 # expanded by the inner shell.
    fakeroot -- bash -euo pipefail -c '
        tar --extract --file "$1/root.tar" --directory "$1/tree"
        mke2fs -q -F -t ext4 -L classroom -d "$1/tree" "$2"
    ' _ "$directory" "$classroom_disk"
    cp "$(realpath "$directory"/tree/boot/vmlinuz-*)" "$classroom_kernel"
    cp "$(realpath "$directory"/tree/boot/initrd.img-*)" "$classroom_initrd"
    rm -rf "$directory/tree" "$directory/root.tar" "$directory/overlay"
    touch "$directory/complete"
}
