"""The same PC after its current was cut: all there, started beside the log-in, upgraded, purged."""

import json
from pathlib import Path

import host
import region
import repository
from first_lesson import PROMISES, plugged
from steps import Scenario, expect
from system import (
    AGENT, AGENT_UNIT, AGGREGATOR, AGGREGATOR_UNIT, NOT_OURS_ALONE, agent_id, apt, expect_configured, files, is_active,
    run, said, stop_and_start, version, wait, wait_active,
)

SCENARIO = Scenario()
step = SCENARIO.step
STOP_SECONDS = 5


@step("after the cut both run by themselves", needed=True)
def _():
    wait_active(AGGREGATOR_UNIT, 120)
    wait_active(AGENT_UNIT, 120)
    wait("https answers", region.answers)


@step("not on the way to the log-in: no unit of ours in the critical chain, no ordering cycle")
def _():
    wait("the boot is finished", lambda: "running" in said("systemctl", "is-system-running")[1]
         or "degraded" in said("systemctl", "is-system-running")[1], 120)
    chain = run("systemd-analyze", "critical-chain", "--no-pager", "multi-user.target", "graphical.target", status=None)
    expect("multi-user.target" in chain, f"there is no chain: {chain}")
    # The mount of the agent's credentials may be listed: systemd makes it when the agent starts, behind the target, and orders
    # it before local-fs.target by rule.
    names = [line.lstrip(" └─├│").split()[0] for line in chain.splitlines() if "@" in line and line.strip()]
    expect(not [name for name in names if name.startswith("parta")], chain)
    before = run("systemctl", "show", "--property=After", "multi-user.target")
    ours = [name for name in before.removeprefix("After=").split()
            if name.startswith("parta") and not name.endswith(".timer")]
    expect(not ours, f"multi-user.target waits for {ours}")
    cycles = [line for line in run("journalctl", "--boot", "--output=cat").splitlines() if "ordering cycle" in line]
    expect(not cycles, "; ".join(cycles))
    return next(line.strip() for line in chain.splitlines() if "multi-user.target" in line)


@step("everything acknowledged is there", needed=True)
def _():
    promised = json.loads(PROMISES.read_text())
    now = {row["agent"]: row["reports"] for row in region.agents()}
    short = [f"{agent}: {now.get(agent, 0)} of {count}" for agent, count in promised["agents"].items()
             if now.get(agent, 0) < count]
    expect(not short, f"reports were lost: {short}")
    devices = region.device_ids()
    missing = set(promised["devices"]) - devices
    expect(not missing, f"devices were lost: {missing}")
    expect(agent_id() == promised["agent"], "the agent has another key")
    troubles = [line for line in region.doctor() if line.startswith(("database", "keys"))]
    expect(not troubles, "; ".join(troubles))
    return f"{sum(now.values())} reports, {len(devices)} devices"


@step("the agent goes on: another device arrives", limit=400)
def _():
    Path("/run/classroom").mkdir(exist_ok=True)
    return f"midi-keyboard {plugged('midi-keyboard', host.prepare())} s"


@step("upgrade from the stick keeps keys and data", needed=True, limit=400)
def _():
    promised = json.loads(PROMISES.read_text())
    before = {package: version(package) for package in (AGENT, AGGREGATOR)}
    repository.use("new")
    repository.install(AGENT, AGGREGATOR)
    for package, old in before.items():
        expect_configured(package)
        expect(version(package) != old, f"{package} is still {old}")
    wait_active(AGGREGATOR_UNIT)
    wait_active(AGENT_UNIT)
    wait("https answers", region.answers)
    expect(agent_id() == promised["agent"], "the agent has another key")
    expect(set(promised["agents"]) == {row["agent"] for row in region.agents()}, "agents were lost or doubled")
    return ", ".join(f"{package} {old} -> {version(package)}" for package, old in before.items())


@step(f"both stop within {STOP_SECONDS} s")
def _():
    seconds = {name: stop_and_start(name) for name in (AGENT_UNIT, AGGREGATOR_UNIT)}
    expect(max(seconds.values()) <= STOP_SECONDS, f"{seconds}")
    return ", ".join(f"{name} {value} s" for name, value in seconds.items())


@step("purge leaves nothing but backups and what opens them", limit=400)
def _():
    apt("purge", AGENT, AGGREGATOR)
    left = {path for path in files() if "parta" in path and path not in NOT_OURS_ALONE}
    left -= {"/etc/parta", "/etc/parta/backup.key", "/var/backups/parta", str(repository.LIST), str(repository.KEYRING)}
    left -= {f"{file}: parta" for file in ("/etc/passwd", "/etc/group", "/etc/shadow")}
    left -= {path for path in left if path.startswith("/var/backups/parta/") and path.endswith(".backup")}
    expect(not left, f"left behind: {sorted(left)}")
    expect(not is_active(AGENT_UNIT) and not is_active(AGGREGATOR_UNIT), "something still runs")
