"""This PC's side of the cable: the dummy controller's port, what udev says of what is plugged in there, the agent."""

import json
import os
import subprocess
import time
from pathlib import Path

CONTROLLER = "dummy_udc.0"
# Seconds; emulated on a busy machine, a module that must be loaded first takes most of them.
WAIT = 60


def prepare():
    """Loads the controller and waits until udev is done with it; returns the sysfs path of its only port."""
    subprocess.run(["modprobe", "--all", "dummy_hcd", "libcomposite"], check=True)
    subprocess.run(["ip", "netns", "add", "far-end"], check=True)
    bus = next(Path("/sys/devices/platform/dummy_hcd.0").glob("usb*"))
    subprocess.run(["udevadm", "wait", f"--timeout={WAIT}", "--settle", bus], check=True)
    return bus / f"{bus.name.removeprefix('usb')}-1"


def wait_plugged(port):
    subprocess.run(["udevadm", "wait", f"--timeout={WAIT}", "--settle", port], check=True)


def wait_unplugged(port):
    subprocess.run(["udevadm", "wait", f"--timeout={WAIT}", "--removed", "--settle", port], check=True)


def kernel_messages():
    """The kernel's last words, for a report of trouble."""
    log = subprocess.run(["dmesg"], check=True, capture_output=True).stdout
    return "\n".join(log.decode(errors="backslashreplace").splitlines()[-15:])


def wait_for_children(port, subsystems):
    """Waits until the drivers have made what they make of such a device (a disk takes a second), or WAIT seconds.

    What is still missing then shows in `udev_view`, and is judged outside.
    """
    end = time.monotonic() + WAIT
    while not set(subsystems) <= children(port) and time.monotonic() < end:
        time.sleep(0.2)
    subprocess.run(["udevadm", "settle", f"--timeout={WAIT}"], check=True)


def children(port):
    """The subsystems of everything below the device in sysfs."""
    found = set()
    for directory, _, files in os.walk(port):
        subsystem = Path(directory, "subsystem")
        if "uevent" in files and subsystem.exists() and Path(directory) != port:
            found.add(subsystem.resolve().name)
    return found


def udev_view(port):
    """What udev's database says of the device, and which class devices the kernel's drivers made of it."""
    text = subprocess.run(
        ["udevadm", "info", "--query=property", f"--path={port}"], check=True, capture_output=True
    ).stdout.decode(errors="backslashreplace")
    properties = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    kept = ("ID_USB_INTERFACES", "ID_VENDOR_ID", "ID_MODEL_ID", "ID_VENDOR", "ID_MODEL", "ID_SERIAL_SHORT")
    return {key: properties.get(key) for key in kept} | {"children": sorted(children(port))}


def scan(command):
    """What the agent lists now: its exit status, the parsed answer, and what it said on standard error.

    Without a command (a run of the gadgets alone) nothing is said.
    """
    if command is None:
        return {}
    finished = subprocess.run(command, capture_output=True, timeout=2 * WAIT)
    answer = {"status": finished.returncode, "messages": finished.stderr.decode(errors="backslashreplace")}
    try:
        answer["scan"] = json.loads(finished.stdout)
    except ValueError as error:
        answer["unreadable"] = f"{error}: {finished.stdout[:2000]!r}"
    return answer
