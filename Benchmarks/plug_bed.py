"""A USB bus of made-up devices for a running program, plugged and unplugged by commands.

usage: umockdev-wrapper /usr/bin/python3 Benchmarks/plug_bed.py PROGRAM [ARGUMENT...]

Starts the program in a umockdev test bed, where it sees these devices and no others and hears of them as of real ones.
Reads commands, one a line, and answers each with a line on standard output; the program keeps standard error:

    plug PORT VENDOR PRODUCT SERIAL     a device on a port such as 1-2; ids in hexadecimal
    unplug PORT
    replug PORT                         out and in again at once
    rename OLD NEW                      a network interface gets another name, as `ip link set name` does
    burst COUNT                         this many events on ports 2-1 to 2-20; those with an even number are there at the end
    stop                                SIGTERM; also at the end of the input. The answer is the program's exit code.
"""

import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402 (the version comes first)

# A datagram socket's queue holds net.unix.max_dgram_qlen events; a device's coming is two of them at most.
with open("/proc/sys/net/unix/max_dgram_qlen", encoding="ascii") as limit:
    LISTENED = max(1, int(limit.read()) // 2)

ROOT_HUB = ["idVendor", "1d6b", "idProduct", "0002", "bDeviceClass", "09", "removable", "unknown"]


class Bed:
    """The test bed and what is plugged into it."""

    def __init__(self):
        self.bed = UMockdev.Testbed.new()
        self.hub = self.bed.add_device("usb", "usb1", None, ROOT_HUB, ["DEVTYPE", "usb_device"])
        self.plugged = {}
        self.interface = None

    def plug(self, port, vendor, product, serial):
        """Makes the device; umockdev sends its `add`."""
        attributes = ["idVendor", vendor, "idProduct", product, "serial", serial, "bDeviceClass", "00",
                      "removable", "removable"]
        self.plugged[port] = self.bed.add_device("usb", port, self.hub, attributes, ["DEVTYPE", "usb_device"])

    def unplug(self, port):
        """As the kernel does it: the directory goes, then everybody is told."""
        path = self.plugged.pop(port)
        self.bed.uevent(path, "remove")
        self.bed.remove_device(path)

    def replug(self, port):
        self.bed.uevent(self.plugged[port], "remove")
        self.bed.uevent(self.plugged[port], "add")

    def rename(self, old, new):
        """Below a device of its own, so that the interface is no virtual one."""
        if self.interface is None:
            self.interface = self.bed.add_device("platform", "ethernet0", None, [], [])
            self.bed.add_device("net", old, self.interface, ["address", "00:00:5e:00:53:01", "type", "1"], [])
            return
        self.bed.remove_device(f"{self.interface}/{old}")
        path = self.bed.add_device("net", new, self.interface, ["address", "00:00:5e:00:53:01", "type", "1"], [])
        self.bed.uevent(path, "move")

    def burst(self, count):
        ports = [f"2-{number}" for number in range(1, 21)]
        for index in range(count - 10):
            if index % LISTENED == 0:
                self.let_listen()
            port = ports[index % 20]
            if port in self.plugged:
                self.unplug(port)
            else:
                self.plug(port, "2341", "0043", f"UNO-{port}")
        # Ten events are left to put things right, at most: even ports in, odd ports out.
        sent = count - 10
        for number, port in enumerate(ports, start=1):
            if (number % 2 == 0) != (port in self.plugged):
                self.plug(port, "2341", "0043", f"UNO-{port}") if number % 2 == 0 else self.unplug(port)
                sent += 1
        while sent < count:
            self.bed.uevent(self.hub, "change")
            sent += 1

    def let_listen(self):
        """Waits until the program has read what was sent: the library ends the bed when its socket's queue is full, where the
        kernel would only drop the event."""
        for _ in range(1000):
            if not self.unread():
                return
            time.sleep(0.01)

    def unread(self):
        """Bytes that wait in the bed's sockets, which lie in its own directory."""
        lines = subprocess.run(["ss", "-xaH"], capture_output=True, text=True, check=True).stdout.splitlines()
        return sum(int(line.split()[2]) for line in lines if self.bed.get_root_dir() in line)

    def do(self, words):
        if words[0] not in ("plug", "unplug", "replug", "rename", "burst"):
            raise SystemExit(f"no such command: {' '.join(words)}")
        arguments = [int(word) if words[0] == "burst" else word for word in words[1:]]
        getattr(self, words[0])(*arguments)


def main():
    bed = Bed()
    # The program's standard output would get between the answers.
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    print(f"started {program.pid}", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words == ["stop"]:
            break
        bed.do(words)
        print(f"done {' '.join(words)}", flush=True)
    program.send_signal(signal.SIGTERM)
    print(f"ended {program.wait()}", flush=True)


if __name__ == "__main__":
    main()
