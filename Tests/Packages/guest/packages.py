"""Both packages in the life they have on one computer without a network: installed, wronged, upgraded, purged."""

import json
import re
import socket
import stat
import time
from pathlib import Path

import recovery
import region
from steps import Scenario, expect
from system import (
    AGENT, AGENT_UNIT, AGGREGATOR, AGGREGATOR_UNIT, ALONE, ENROLLMENT, agent_doctor, agent_id, apt, expect_configured,
    files, is_active, journal, package_file, preseed, run, said, stop_and_start, unit, version, wait, wait_active,
)

SCENARIO = Scenario()
step = SCENARIO.step
# What one step leaves for a later one.
seen = {}

ADMIN_TOKEN = Path("/etc/parta/admin-token")
AGENT_ENV = Path("/etc/parta/agent.env")
STOP_SECONDS = 5


@step("no network but loopback", needed=True)
def _():
    names = [link["ifname"] for link in json.loads(run("ip", "-json", "link"))]
    expect(names == ["lo"], f"there are {names}: what follows would not show an installation without a network")
    seen["before"] = files()


@step("the aggregator with its port taken: configured, and a sentence", needed=True)
def _():
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("0.0.0.0", region.PORT))
    holder.listen()
    try:
        apt("install", package_file(AGGREGATOR, "old"))
        expect_configured(AGGREGATOR)
        wait("the journal names the port", lambda: str(region.PORT) in journal(AGGREGATOR_UNIT), 30)
        expect(not is_active(AGGREGATOR_UNIT), "the service is active without its port")
        lines = [line for line in journal(AGGREGATOR_UNIT).splitlines() if str(region.PORT) in line]
    finally:
        holder.close()
    return lines[-1]


@step("it comes up by itself when the port is free, with TLS", needed=True)
def _():
    seconds = wait("https answers", region.answers, 60, lambda: journal(AGGREGATOR_UNIT)[-1500:])
    wait_active(AGGREGATOR_UNIT)
    return f"{region.URL}/healthz after {seconds} s"


@step("the first admin token: only root reads it, and it is good")
def _():
    wait("the token is there", ADMIN_TOKEN.exists, 60, lambda: journal("parta-setup.service")[-1500:])
    about = ADMIN_TOKEN.stat()
    mode = stat.S_IMODE(about.st_mode)
    expect((about.st_uid, about.st_gid) == (0, 0) and mode & 0o077 == 0,
           f"{ADMIN_TOKEN} belongs to {about.st_uid}:{about.st_gid} and has the mode {mode:o}")
    token = [line for line in ADMIN_TOKEN.read_text().splitlines() if line and not line.startswith("#")][-1].strip()
    expect(region.get("/api/schools")[0] == 401, "the API answers without a token")
    status, body = region.get("/api/schools", token)
    expect(status == 200, f"the API answers {status} to the admin's token: {body[:300]}")
    return f"mode {mode:o}"


@step("parta doctor is green, right after the installation")
def _():
    # The setup makes a first backup; none is made by hand before this.
    wait("the setup is done", lambda: unit("parta-setup.service", "ActiveState")["ActiveState"] in ("inactive", "failed"), 90)
    troubles = region.doctor()
    expect(not troubles, "; ".join(troubles))
    # Where the container's host may raise no limit, systemd gives what it can, and libdispatch complains.
    limits = Path(f"/proc/{unit(AGGREGATOR_UNIT, 'MainPID')['MainPID']}/limits").read_text()
    if re.search(r"^Max nice priority +24 ", limits, re.M) is None:
        return "the host gives no LimitNICE=: complaints about priorities are not looked for"
    noise = [name for name in ("parta-setup.service", "parta-backup.service") if "thread priority" in journal(name)]
    expect(not noise, f"complaints about priorities stand in the journal of {noise}")


@step("nothing secret is readable for others")
def _():
    open_files = [str(path) for path in [*Path("/var/lib/parta").rglob("*"), Path("/etc/parta/backup.key")]
                  if path.is_file() and path.parent.stat().st_mode & 0o005 and path.stat().st_mode & 0o044]
    expect(not open_files, f"others may read {open_files}")


@step("a sealed backup, and it opens with the key")
def _():
    run("systemctl", "start", "parta-backup.service")
    made = sorted(Path("/var/backups/parta").glob("*.backup"))
    expect(len(made) == 1, f"{len(made)} backups of one day in /var/backups/parta")
    target = Path("/tmp/restored")
    target.mkdir()
    run("parta", "restore", made[0], "--key", "/etc/parta/backup.key", "--database", f"sqlite:{target}/parta.sqlite")
    return f"{made[0].stat().st_size} bytes"


@step("schools and codes", needed=True)
def _():
    region.import_schools()
    seen["code"] = region.new_code(uses=10)


@step("the agent with a mistyped code: configured, waits, and says so")
def _():
    seen["before agent"] = files()
    typed = seen["code"]
    wrong = typed[:-1] + ("A" if typed[-1] != "A" else "B")
    preseed(AGENT, server=region.URL, code=wrong, room="12", label="INV-1")
    text = apt("install", ALONE, package_file(AGENT, "old")) + journal(AGENT_UNIT)
    expect_configured(AGENT)
    wait_active(AGENT_UNIT)
    expect(not ENROLLMENT.exists(), "a code that cannot be right was kept")
    told = [line for line in (agent_doctor()) if "not_enrolled" in line]
    expect(told, f"the doctor does not say that the computer is not enrolled: {agent_doctor()}; {text[-500:]}")
    return told[0]


@step("purge of the agent: nothing is left")
def _():
    apt("purge", AGENT)
    left = sorted(files() - seen["before agent"])
    expect(not left, f"left behind: {left}")


@step("a code that the region does not know: configured, waits, and says so")
def _():
    other = Path("/tmp/other.sqlite")
    run("parta", "import", "schools", "/srv/lesson/schools.csv", "--database", f"sqlite:{other}")
    code = run("parta", "enrollment", "new", "--school", region.SCHOOL, "--database", f"sqlite:{other}").strip()
    preseed(AGENT, server=region.URL, code=code, room="12", label="INV-1")
    apt("install", ALONE, package_file(AGENT, "old"))
    expect_configured(AGENT)
    wait_active(AGENT_UNIT)
    lines = []

    def complained():
        lines[:] = [line for line in journal(AGENT_UNIT).splitlines() if "enrol" in line]
        return lines

    wait("the journal speaks of the enrolment", complained, 60)
    expect(not region.agents(), "another region's code enrolled a computer")
    apt("purge", AGENT)
    return lines[-1]


@step("the agent preseeded: enrols, reports, and debconf forgets the code")
def _():
    preseed(AGENT, server=region.URL, code=seen["code"], room="12", label="INV-1")
    apt("install", ALONE, package_file(AGENT, "old"))
    row = region.wait_for_report()
    for file in Path("/var/cache/debconf").glob("*.dat*"):
        expect(seen["code"] not in file.read_text(errors="replace"), f"{file} holds the code")
    expect(row["room"] == "12" and row["label"] == "INV-1", f"room or label was lost: {row}")
    expect(row["agent"] == agent_id(), "the agent has another id than the region saw")
    seen["first agent"] = row["agent"]


@step("purge, and an enrolment by file before the package: first report")
def _():
    apt("purge", AGENT)
    region.write_enrollment(seen["code"], room="14")
    began = time.monotonic()
    apt("install", ALONE, package_file(AGENT, "old"))
    installed = time.monotonic() - began
    row = region.wait_for_report(known={seen["first agent"]})
    expect(row["room"] == "14", f"the file's room was lost: {row}")
    seen["agent"] = row["agent"]
    return f"installed in {installed:.1f} s, reported after {time.monotonic() - began:.1f} s"


@step("the agent's doctor: nothing fails")
def _():
    left = agent_doctor()
    expect(not [line for line in left if ": failure" in line], "; ".join(left))
    return "; ".join(left) or "all ok"


@step("nonsense in agent.env: it runs, doctor and journal name the line")
def _():
    AGENT_ENV.write_text(AGENT_ENV.read_text() + "PARTA_TESTS_PER_DAY=many\nPARTA_METERED=perhaps\nno assignment\n")
    began = int(time.time())
    run("systemctl", "restart", AGENT_UNIT)
    wait_active(AGENT_UNIT)
    wait("the journal names the setting",
         lambda: "PARTA_TESTS_PER_DAY" in journal(AGENT_UNIT, began), 30, lambda: journal(AGENT_UNIT, began)[-800:])
    told = [line for line in agent_doctor() if "PARTA_TESTS_PER_DAY" in line]
    expect(told, f"the doctor does not name the setting: {agent_doctor()}")
    return told[0]


@step("upgrade keeps keys, data and settings", needed=True)
def _():
    before = {package: version(package) for package in (AGENT, AGGREGATOR)}
    fingerprint = region.rows("region", "show")
    enrolled = {row["agent"] for row in region.agents()}
    apt("install", ALONE, package_file(AGENT), package_file(AGGREGATOR))
    for package, old in before.items():
        expect_configured(package)
        expect(version(package) != old, f"{package} is still {old}")
    wait_active(AGGREGATOR_UNIT)
    wait_active(AGENT_UNIT)
    wait("https answers", region.answers)
    expect(region.rows("region", "show") == fingerprint, "the region's keys have changed")
    expect({row["agent"] for row in region.agents()} == enrolled, "agents were lost or doubled")
    expect(agent_id() == seen["agent"], "the agent has another key")
    expect("PARTA_TESTS_PER_DAY=many" in AGENT_ENV.read_text(), "the administrator's settings were overwritten")
    return ", ".join(f"{package} {old} -> {version(package)}" for package, old in before.items())


@step("both stop within 5 s, also with a client in the middle of a request")
def _():
    with region.half_a_request():
        seconds = {name: stop_and_start(name) for name in (AGENT_UNIT, AGGREGATOR_UNIT)}
    expect(max(seconds.values()) <= STOP_SECONDS, f"{seconds}")
    wait("https answers", region.answers)
    return ", ".join(f"{name} {value} s" for name, value in seconds.items())


@step("systemd-analyze security: agent <= 1.5, aggregator <= 2.0")
def _():
    found = {}
    for name, bound in ((AGENT_UNIT, 1.5), (AGGREGATOR_UNIT, 2.0)):
        text = run("systemd-analyze", "security", "--no-pager", name)
        found[name] = float(text.split("Overall exposure level")[1].split(":")[1].split()[0])
        expect(found[name] <= bound, f"{name}: {found[name]}")
    return ", ".join(f"{name} {value}" for name, value in found.items())


@step("reconfigured without a code: the enrolment stands, its room is changed, and it is said")
def _():
    preseed(AGENT, server=region.URL, room="15")
    status, text = said("dpkg-reconfigure", "--frontend=noninteractive", AGENT)
    expect(status == 0 and "PARTA_ROOM" in text, f"it ended with {status} and said: {text[-500:]}")
    lines = ENROLLMENT.read_text().splitlines()
    expect("PARTA_ROOM=15" in lines and f"PARTA_CODE={seen['code']}" in lines, f"the file is now {lines}")
    expect(stat.S_IMODE(ENROLLMENT.stat().st_mode) == 0o600, "others may read it")
    wait_active(AGENT_UNIT)
    status, text = said("dpkg-reconfigure", "--frontend=noninteractive", AGENT)
    expect(status == 0 and "as it is" in text, f"the second time it ended with {status} and said: {text[-500:]}")
    expect(agent_id() == seen["agent"], "the agent has another key")
    return text.strip().splitlines()[-1]


@step("remove and install again: the same agent goes on")
def _():
    apt("remove", AGENT)
    expect(not Path("/usr/bin/parta-agent").exists(), "the program is still there")
    apt("install", ALONE, package_file(AGENT))
    wait_active(AGENT_UNIT)
    expect(agent_id() == seen["agent"], "the agent has another key")
    began = int(time.time())
    run("parta-agent", "status")
    apt("remove", AGGREGATOR)
    expect(recovery.DATABASE.exists(), "removing the package took the database along")
    apt("install", package_file(AGGREGATOR))
    wait("https answers", region.answers, 60, lambda: journal(AGGREGATOR_UNIT, began)[-800:])
    expect(seen["agent"] in {row["agent"] for row in region.agents()}, "the region has forgotten the agent")


SCENARIO.then(recovery.SCENARIO)


@step("purge of both: nothing is left but backups and what opens them")
def _():
    backups = Path("/var/backups/parta")
    apt("purge", AGENT, AGGREGATOR)
    left = {path for path in files() - seen["before"] if not path.startswith(str(backups))}
    # Said in the package's last words: a purge by mistake must not be the end of a region.
    left -= {"/etc/parta", *map(str, Path("/etc/parta").glob("backup*.key"))}
    # Debian's policy: accounts stay, so that their number is not given to another one that could then read old files.
    left -= {f"{file}: parta" for file in ("/etc/passwd", "/etc/group", "/etc/shadow")}
    expect(not left, f"left behind: {sorted(left)}")
    status, text = said("systemctl", "list-unit-files", "--no-legend", "parta*")
    expect(not text.strip(), f"units are left: {text}")
