"""apt on a repository that lies on a disk beside the computer, as on a stick; nothing else is asked (docs/install.md)."""

from pathlib import Path

from system import ALONE, LESSON, apt, run

LIST = Path("/etc/apt/sources.list.d/parta.list")
KEYRING = Path("/usr/share/keyrings/parta.gpg")
# Only the stick: without a network the system's own sources do not answer.
ONLY = ("-o", f"Dir::Etc::SourceList={LIST}", "-o", "Dir::Etc::SourceParts=-")
# As `make apt-repo` lays it out, signed.
SIGNED = LESSON / "apt"


def use(name):
    """Names the repository and reads it: "new", which is the signed one where there is one, or "old" to upgrade from."""
    if name == "new" and SIGNED.exists():
        run("install", "-m", "644", SIGNED / "parta.gpg", KEYRING)
        LIST.write_text(f"deb [signed-by={KEYRING}] file:{SIGNED} stable main\n")
    else:
        LIST.write_text(f"deb [trusted=yes] file:{LESSON}/debs/{name} ./\n")
    apt(*ONLY, "update")


def install(*packages):
    apt(*ONLY, ALONE, "install", *packages)
