"""The classroom PC, until its current is cut: installed from a stick, enrolled by file, devices plugged in, left idle."""

import json
import time
import tomllib
from pathlib import Path

import host
import idle
import region
import repository
from gadget import Gadget
from raw import RawDevice
from steps import Scenario, TooSlow, expect
from system import AGENT, AGENT_UNIT, AGGREGATOR, AGGREGATOR_UNIT, LESSON, agent_id, journal, run, wait, wait_active

SCENARIO = Scenario()
step = SCENARIO.step
seen = {}
# One each of what is told apart by ids, by class, by child, and without a function of the kernel's own.
GADGETS = ("arduino-uno", "keyboard", "usb-stick", "webcam")
# What the next boot is held to, on the disk before the cut.
PROMISES = Path("/var/lib/classroom/promises.json")
FIRST_REPORT_SECONDS = 30
# For how long opens are traced at least.
IDLE_SECONDS = json.loads((LESSON / "job.json").read_text()).get("idle_seconds", 0)


def plugged(name, port):
    """Plugs a device in, waits until the region counts it, and pulls it out; answers how long that took."""
    description = tomllib.loads((LESSON / "gadgets" / f"{name}.toml").read_text()) | {"id": name}
    device = (RawDevice if "raw" in description else Gadget)(description, Path("/run/classroom"))
    ids = (description["vendor"], description["product"])
    try:
        device.build()
        device.plug(host.CONTROLLER)
        host.wait_plugged(port)
        host.wait_for_children(port, description["expect"].get("children", []))
        seconds = wait(
            f"the region counts {ids[0]}:{ids[1]}",
            lambda: any((row.get("vendor_id"), row.get("product_id")) == ids for row in region.devices()),
            120, lambda: journal(AGENT_UNIT)[-1200:], pause=1)
    finally:
        device.unplug()
        host.wait_unplugged(port)
        device.remove()
    return seconds


@step("both packages from a stick: the aggregator", needed=True)
def _():
    repository.use("old")
    repository.install(AGGREGATOR)
    wait_active(AGGREGATOR_UNIT)
    wait("https answers", region.answers)
    region.import_schools()
    seen["code"] = region.new_code(uses=2)


@step(f"both packages from a stick: the agent; from apt to its first report <= {FIRST_REPORT_SECONDS} s", needed=True)
def _():
    region.write_enrollment(seen["code"], room="12")
    began = time.monotonic()
    repository.install(AGENT)
    installed = time.monotonic() - began
    region.wait_for_report()
    reported = time.monotonic() - began
    found = f"{reported:.1f} s, of which apt {installed:.1f} s"
    if reported > FIRST_REPORT_SECONDS:
        raise TooSlow(found)
    return found


@step("systemd-analyze security")
def _():
    lines = [run("systemd-analyze", "security", "--no-pager", name).strip().splitlines()[-1].strip("→ ")
             for name in (AGENT_UNIT, AGGREGATOR_UNIT)]
    return "; ".join(lines)


@step("devices plugged in arrive at the region", needed=True, limit=600)
def _():
    Path("/run/classroom").mkdir(exist_ok=True)
    seen["opens"] = idle.Opens()
    seen["port"] = host.prepare()
    return ", ".join(f"{name} {plugged(name, seen['port'])} s" for name in GADGETS)


@step("idle: resident <= 28 MB, RssAnon <= 4 MB")
def _():
    resident, private = idle.memory()
    expect(resident <= 28_000 and private <= 4_096, f"VmRSS {resident} kB, RssAnon {private} kB")
    return f"VmRSS {resident} kB, RssAnon {private} kB"


@step("idle: no wake-up in 60 s")
def _():
    # Deliveries of what was just plugged are over when a stretch is quiet; scheduled events may fall into one minute.
    counts = []
    for _ in range(3):
        counts.append(idle.wake_ups(60))
        if counts[-1] == 0:
            break
    expect(counts[-1] == 0, f"{counts} voluntary context switches in minutes one after another")
    return f"voluntary context switches in {len(counts)} minutes one after another: {', '.join(map(str, counts))}"


@step("no device node opened since the first device was plugged in", limit=240 + IDLE_SECONDS)
def _():
    opens = seen["opens"]
    time.sleep(max(0, IDLE_SECONDS - opens.seconds()))
    traced = round(opens.seconds())
    count, devices = len(opens.paths()), opens.devices()
    opens.end()
    expect(count, "no open at all was seen: the record is not one")
    expect(not devices, f"opened: {devices}")
    return f"{count} opens traced in {traced} s, none of a device"


@step("what is acknowledged, written down", needed=True)
def _():
    PROMISES.parent.mkdir(parents=True, exist_ok=True)
    promised = {
        "agent": agent_id(), "agents": {row["agent"]: row["reports"] for row in region.agents()},
        "devices": sorted(region.device_ids()),
    }
    PROMISES.write_text(json.dumps(promised))
    run("sync", PROMISES, PROMISES.parent)
    return f"{sum(promised['agents'].values())} reports, {len(promised['devices'])} devices"


@step("devices come and go until the current is cut", limit=900)
def _():
    # Never ends: a failure is to end by itself.
    while True:
        plugged("mouse", seen["port"])
        time.sleep(1)
