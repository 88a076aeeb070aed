#!/usr/bin/env bash
# A signed repository of the packages in dist/, as static files in dist/apt: for a web server, or a stick.
# usage: scripts/apt-repo.sh
#   PARTA_APT_KEY   the key to sign with, as gpg names it, from the caller's keyring; default: one of the repository's own,
#                   made at first use in PARTA_APT_HOME
#   PARTA_APT_HOME  where that key lies (default: ~/.local/share/parta/apt-key), outside any checkout
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 TZ=UTC

shopt -s nullglob
packages=(dist/parta-*.deb)
[ ${#packages[@]} -gt 0 ] || { echo "error: there are no packages in dist/; make them with: make deb" >&2; exit 65; }

key=${PARTA_APT_KEY:-}
if [ -z "$key" ]; then
    export GNUPGHOME=${PARTA_APT_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/parta/apt-key}
    mkdir -p "$GNUPGHOME"
    chmod 700 "$GNUPGHOME"
    key="Parta packages"
    if ! gpg --batch --quiet --list-secret-keys "$key" >/dev/null 2>&1; then
        gpg --batch --quiet --passphrase '' --quick-generate-key "$key" ed25519 sign never
        echo "a key to sign packages with was made in $GNUPGHOME: keep a copy, computers trust no other" >&2
    fi
fi

# Laid out aside and put in place at once: a computer that reads meanwhile finds the old one or the new one, whole.
work=dist/apt.new
rm -rf "$work"
mkdir -p "$work/pool"
cp "${packages[@]}" "$work/pool/"
gpg --batch --quiet --export "$key" >"$work/parta.gpg"
[ -s "$work/parta.gpg" ] || { echo "error: gpg knows no key \"$key\"; name one with PARTA_APT_KEY" >&2; exit 65; }

cd "$work"
for architecture in amd64 arm64; do
    folder=dists/stable/main/binary-$architecture
    mkdir -p "$folder"
    apt-ftparchive --arch "$architecture" packages pool >"$folder/Packages"
    gzip --best --no-name --keep "$folder/Packages"
done
# No end of validity: a stick in a drawer stays good.
apt-ftparchive \
    -o APT::FTPArchive::Release::Origin=Parta -o APT::FTPArchive::Release::Label=Parta \
    -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename=stable \
    -o APT::FTPArchive::Release::Architectures="amd64 arm64" -o APT::FTPArchive::Release::Components=main \
    release dists/stable >Release
mv Release dists/stable/Release
gpg --batch --quiet --yes --local-user "$key" --clearsign --output dists/stable/InRelease dists/stable/Release
gpg --batch --quiet --yes --local-user "$key" --armor --detach-sign --output dists/stable/Release.gpg dists/stable/Release
cd - >/dev/null
rm -rf dist/apt
mv "$work" dist/apt

cat <<'END'
dist/apt is ready. From a web server: copy it there, and on each computer, as root:
  wget -O /usr/share/keyrings/parta.gpg https://HOST/apt/parta.gpg
  echo 'deb [signed-by=/usr/share/keyrings/parta.gpg] https://HOST/apt stable main' > /etc/apt/sources.list.d/parta.list
From a stick: copy it there as "apt", and on each computer, as root:
  install -m 644 /media/STICK/apt/parta.gpg /usr/share/keyrings/parta.gpg
  echo 'deb [signed-by=/usr/share/keyrings/parta.gpg] file:/media/STICK/apt stable main' > /etc/apt/sources.list.d/parta.list
Then: apt update && apt install parta-agent
END
