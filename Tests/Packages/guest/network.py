"""The network of a virtual machine that has one: a router at 10.0.2.2, behind which the test's own aggregator listens."""

import json
from pathlib import Path

from system import AGENT_UNIT, journal, run, wait

ADDRESS, ROUTER = "10.0.2.15/24", "10.0.2.2"


def up():
    run("modprobe", "virtio_net")
    run("udevadm", "settle")
    card = next(path.name for path in Path("/sys/class/net").iterdir() if (path / "device").exists())
    run("ip", "link", "set", card, "up")
    run("ip", "address", "replace", ADDRESS, "dev", card)
    run("ip", "route", "replace", "default", "via", ROUTER)


def wait_delivered(seconds=180):
    """Waits until this computer is enrolled and nothing waits for delivery; answers the seconds."""
    def delivered():
        status = json.loads(run("parta-agent", "status", "--format", "json"))
        return status.get("school") and (status.get("outbox") or {}).get("pending") == 0

    return wait("enrolled and delivered", delivered, seconds, lambda: journal(AGENT_UNIT)[-1500:], pause=1)
