"""The system that packages are tried on: programs, apt, units, the journal, and what lies where."""

import json
import os
import subprocess
import time
from pathlib import Path

from steps import Trouble, expect

LESSON = Path("/srv/lesson")
DEBS = LESSON / "debs"
AGENT, AGGREGATOR = "parta-agent", "parta-aggregator"
AGENT_UNIT, AGGREGATOR_UNIT = "parta-agent.service", "parta.service"
ENROLLMENT = Path("/etc/parta/enrollment")
# As docs/install.md has it where no network is, for the package that recommends others.
ALONE = "--no-install-recommends"
# debconf is never to ask here; a question that would be asked is answered by its default.
SILENT = {"DEBIAN_FRONTEND": "noninteractive", "DEBCONF_NONINTERACTIVE_SEEN": "true", "LC_ALL": "C.UTF-8"}


def run(*words, status=0, stdin=None, **environment):
    """A program's standard output; `status` is the exit status that is expected, None for any."""
    finished = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, errors="backslashreplace", input=stdin,
        env=os.environ | environment)
    expect(status is None or finished.returncode == status,
           f"`{' '.join(map(str, words))}` ended with {finished.returncode}: "
           f"{(finished.stderr or finished.stdout)[-1500:]}")
    return finished.stdout


def said(*words):
    """Exit status, and both outputs together."""
    finished = subprocess.run(
        [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="backslashreplace", env=os.environ | SILENT)
    return finished.returncode, finished.stdout


def apt(*words):
    return run("apt-get", "--yes", "--quiet", *words, **SILENT)


def package_file(package, version="new"):
    """The .deb of a package: the one that is being tried, or ("old") the one that it replaces."""
    found = sorted((DEBS / version).glob(f"{package}_*.deb"))
    expect(len(found) == 1, f"{DEBS / version} has {len(found)} files of {package}, and wants one")
    return found[0]


def version(package):
    return run("dpkg-query", "--show", "--showformat=${Version}", package)


def expect_configured(package):
    state = run("dpkg-query", "--show", "--showformat=${db:Status-Status}", package, status=None)
    expect(state == "installed", f"{package} is {state or 'not there'} where it should be installed and configured")


def preseed(package, **answers):
    """Answers to debconf's questions, as an administrator of many computers gives them."""
    kinds = {"code": "password"}
    lines = [f"{package} {package}/{key} {kinds.get(key, 'string')} {value}" for key, value in answers.items()]
    run("debconf-set-selections", stdin="\n".join(lines) + "\n")


def unit(name, *properties):
    """Properties of a unit as systemd has them."""
    text = run("systemctl", "show", "--property", ",".join(properties), name)
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def is_active(name):
    return unit(name, "ActiveState")["ActiveState"] == "active"


def journal(name, since=None):
    words = ["journalctl", "--boot", "--no-pager", "--output=cat", "--unit", name]
    return run(*words, *(["--since", f"@{since}"] if since else []))


def wait(what, ready, seconds=60, look=None, pause=0.2):
    """Asks until `ready()` is true, with pauses (in seconds), and says how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        found = ready()
        if found:
            return round(time.monotonic() - began, 1)
        time.sleep(pause)
    raise Trouble(f"not within {seconds} s: {what}" + (f"; {look()}" if look else ""))


def wait_active(name, seconds=60):
    return wait(f"{name} is active", lambda: is_active(name), seconds, lambda: journal(name)[-1500:])


def stop_and_start(name):
    """Restarts a unit; answers how long it took to stop, in seconds."""
    began = time.monotonic()
    run("systemctl", "stop", name)
    stopped = round(time.monotonic() - began, 2)
    result = unit(name, "Result")["Result"]
    expect(result == "success", f"{name} stopped with the result {result}")
    run("systemctl", "start", name)
    return stopped


# What the system itself writes while packages come and go; all else that a package leaves behind is its own.
NOT_OURS = (
    "/dev", "/proc", "/run", "/srv", "/sys", "/tmp", "/var/cache/apt", "/var/cache/debconf", "/var/cache/ldconfig",
    "/var/cache/man", "/var/lib/apt", "/var/lib/classroom", "/var/lib/dpkg/info", "/var/lib/dpkg/triggers",
    "/var/lib/dpkg/updates", "/var/log", "/var/tmp", "/root",
)
# systemd makes these for the first DynamicUser service or persistent timer of a system, and uses them for all.
NOT_OURS_ALONE = {"/var/lib/private", "/var/cache/private", "/var/log/private", "/var/lib/systemd/timers"}


def files():
    """Every path that a package could have made, users and groups, and what debconf and systemd's helper remember."""
    found = set()
    for directory, directories, names in os.walk("/"):
        if directory in NOT_OURS:
            directories.clear()
            continue
        found |= {os.path.join(directory, name) for name in names + directories}
    found = {path for path in found if not path.startswith(tuple(place + "/" for place in NOT_OURS))}
    for file in ("/etc/passwd", "/etc/group", "/etc/shadow"):
        found |= {f"{file}: {line.split(':')[0]}" for line in Path(file).read_text().splitlines()}
    for file in Path("/var/cache/debconf").glob("*.dat"):
        found |= {f"{file.name}: {line[6:]}" for line in file.read_text().splitlines() if line.startswith("Name: ")}
    # Backups that tools make of what was there before, and the byte code of Python.
    return {path for path in found
            if path not in NOT_OURS_ALONE and "__pycache__" not in path
            and not (path.startswith(("/etc/", "/var/lib/dpkg/")) and path.endswith(("-", "-old")))}


def agent_doctor():
    """The agent's doctor: its findings that are neither well nor skipped, as sentences."""
    status, text = said("parta-agent", "doctor", "--format", "json")
    expect(text.startswith("["), f"parta-agent doctor ended with {status}: {text[-800:]}")
    return [f"{row['check']}: {row['result']} {row.get('word')}, {row.get('detail')}" for row in json.loads(text)
            if row["result"] not in ("ok", "skipped")]


def agent_id():
    """Who this computer is; None before the agent has a key."""
    return json.loads(run("parta-agent", "status", "--format", "json")).get("agent")
