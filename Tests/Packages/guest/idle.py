"""What the agent costs while nothing happens: memory, wake-ups of all its threads, and files that it opens."""

import re
import time
from pathlib import Path

from system import AGENT_UNIT, unit

TRACING = Path("/sys/kernel/tracing")
# Devices of no hardware, which the C library and the service manager use.
HARMLESS = {"/dev/null", "/dev/random", "/dev/urandom", "/dev/log"}


def process():
    return int(unit(AGENT_UNIT, "MainPID")["MainPID"])


def memory():
    """(VmRSS, RssAnon) in kB."""
    text = Path(f"/proc/{process()}/status").read_text()
    return tuple(int(re.search(rf"^{key}:\s+(\d+)", text, re.M)[1]) for key in ("VmRSS", "RssAnon"))


def switches():
    """Voluntary context switches of all threads since they began: what slept and woke."""
    return sum(int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", file.read_text(), re.M)[1])
               for file in Path(f"/proc/{process()}/task").glob("*/status"))


def wake_ups(seconds):
    before = switches()
    time.sleep(seconds)
    return switches() - before


class Opens:
    """Every path that the agent asks the kernel to open, from now on; the kernel itself keeps the record (a kprobe)."""

    def __init__(self):
        self.began = time.monotonic()
        (TRACING / "kprobe_events").write_text("p:agent_opens do_sys_openat2 name=+0($arg2):ustring\n")
        (TRACING / "options/event-fork").write_text("1")
        threads = [path.name for path in Path(f"/proc/{process()}/task").iterdir()]
        (TRACING / "set_event_pid").write_text(" ".join(threads))
        (TRACING / "trace").write_text("")
        (TRACING / "events/kprobes/agent_opens/enable").write_text("1")

    def paths(self):
        return re.findall(r'name="([^"]*)"', (TRACING / "trace").read_text())

    def seconds(self):
        """For how long they have been recorded."""
        return time.monotonic() - self.began

    def devices(self):
        """Device nodes among them."""
        return sorted({path for path in self.paths() if path.startswith("/dev/") and path not in HARMLESS})

    def end(self):
        (TRACING / "events/kprobes/agent_opens/enable").write_text("0")
        (TRACING / "kprobe_events").write_text("")
