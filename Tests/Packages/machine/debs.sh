# The packages that are tried. Sourced.
#
#   debs_find DIRECTORY          sets $debs to the two packages in there; 66 where they are not
#   debs_lay DIRECTORY LESSON    debs/new in the lesson: them; debs/old: what is upgraded from, the package of $OLD_DEBS (a
#                                directory with those of the previous release), else, before the first release, the same with a lower version

debs_find() {
    local package
    debs=()
    for package in parta-agent parta-aggregator; do
        # The newest, where several builds lie together.
        local file
        # shellcheck disable=SC2012 # names of Debian packages have no odd characters.
        file=$(ls -1t "$1/${package}"_*.deb 2>/dev/null | head -n 1)
        [ -n "$file" ] || { echo "error: there is no ${package}_*.deb in $1; make it with: make deb" >&2; return 66; }
        debs+=("$file")
    done
}

debs_lay() {
    debs_find "$1" || return
    mkdir -p "$2/debs/new" "$2/debs/old"
    cp "${debs[@]}" "$2/debs/new/"
    if [ -n "${OLD_DEBS:-}" ]; then
        debs_find "$OLD_DEBS" || return
        cp "${debs[@]}" "$2/debs/old/"
        return
    fi
    local file tree release
    # Behind a release there is something true to upgrade from.
    release=$(git -C "$packages_directory" describe --tags --match 'v[0-9]*' --abbrev=0 HEAD~ 2>/dev/null || true)
    if [ -n "$release" ]; then
        echo "error: an upgrade from $release is to be tried: name the directory of its packages, such as one where" \
            "\`make deb\` has run at that tag, with OLD_DEBS=DIRECTORY" >&2
        return 66
    fi
    for file in "${debs[@]}"; do
        tree=$(mktemp -d)
        dpkg-deb --raw-extract "$file" "$tree/tree"
        # A tilde sorts before everything, also before the end.
        sed -i 's/^Version: .*/&~before/' "$tree/tree/DEBIAN/control"
        dpkg-deb --root-owner-group -Zgzip -z1 --build "$tree/tree" "$2/debs/old/" >/dev/null
        rm -rf "$tree"
    done
}
