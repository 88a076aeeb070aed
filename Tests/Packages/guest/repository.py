"""apt on a repository that lies on a disk beside the computer, as on a stick; nothing else is asked."""

from pathlib import Path

from system import LESSON, apt

LIST = Path("/etc/apt/sources.list.d/parta.list")
# Only the stick: without a network the system's own sources do not answer.
ONLY = ("-o", f"Dir::Etc::SourceList={LIST}", "-o", "Dir::Etc::SourceParts=-")


def use(name):
    """Names the repository ("old" or "new") and reads it."""
    LIST.write_text(f"deb [trusted=yes] file:{LESSON}/debs/{name} ./\n")
    apt("update", *ONLY)


def install(*packages):
    apt("install", *ONLY, *packages)
