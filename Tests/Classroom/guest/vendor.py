"""A function of a maker's own protocol, played through FunctionFS: interfaces of any class, control requests answered.

Options: interfaces = [{class, subclass, protocol, endpoints = ["bulk-in", "bulk-out", "interrupt-in"], name?,
report?}, ...]; a report (see reports.py) makes it an HID interface.
Every control request that reads gets zeros and every one that writes is accepted: enough for drivers that ask the chip
for its version before they make a tty of it (ch341). Formats: linux/usb/functionfs.h; USB 2.0, chapter 9.
"""

import os
import select
import struct
import subprocess

from reports import REPORTS
from responder import Responder

DESCRIPTORS_MAGIC_V2 = 3
STRINGS_MAGIC = 2
HAS_FULL_SPEED, HAS_HIGH_SPEED, ALL_CONTROL_RECIPIENTS = 1, 2, 64
EVENT = struct.Struct("<BBHHHB3x")
SETUP_EVENT = 4
GET_DESCRIPTOR, HID, HID_REPORT = 6, 0x21, 0x22
ENGLISH = 0x409
TRANSFER_TYPES = {"bulk": 2, "interrupt": 3}
# Largest packet by transfer type, at full and at high speed.
PACKET_SIZES = {"bulk": (64, 512), "interrupt": (8, 8)}


class Vendor(Responder):
    """The user-space half of one FunctionFS function; stands ready before the gadget is bound."""

    def __init__(self, function, options, scratch):
        self.mountpoint = scratch / "functionfs"
        self.mountpoint.mkdir(exist_ok=True)
        name = function.name.removeprefix("ffs.")
        subprocess.run(["mount", "-t", "functionfs", name, self.mountpoint], check=True)
        control = os.open(self.mountpoint / "ep0", os.O_RDWR)
        self.interfaces = interfaces = options["interfaces"]
        os.write(control, descriptors(interfaces))
        os.write(control, strings(interfaces))
        self.listen(control, select.POLLIN)

    def answer(self):
        """Answers one control request; other events need no answer."""
        event = os.read(self.descriptor, EVENT.size)
        request_type, request, value, index, length, kind = EVENT.unpack(event)
        if kind != SETUP_EVENT:
            return
        if not request_type & 0x80:
            os.read(self.descriptor, length)
        elif request == GET_DESCRIPTOR and value >> 8 == HID_REPORT:
            os.write(self.descriptor, REPORTS[self.interfaces[index]["report"]].descriptor[:length])
        else:
            os.write(self.descriptor, bytes(length))

    def close(self):
        super().close()
        subprocess.run(["umount", self.mountpoint], check=True)


def descriptors(interfaces):
    """The descriptor blob for both speeds."""
    blobs = [speed_descriptors(interfaces, speed) for speed in (0, 1)]
    counts = [sum(1 + len(interface["endpoints"]) + ("report" in interface) for interface in interfaces)] * 2
    flags = HAS_FULL_SPEED | HAS_HIGH_SPEED | ALL_CONTROL_RECIPIENTS
    body = struct.pack("<II", *counts) + b"".join(blobs)
    return struct.pack("<III", DESCRIPTORS_MAGIC_V2, 12 + len(body), flags) + body


def speed_descriptors(interfaces, speed):
    blob = b""
    address = 0
    named = 0
    for number, interface in enumerate(interfaces):
        named += "name" in interface
        codes = (int(interface[key], 16) for key in ("class", "subclass", "protocol"))
        text = named if "name" in interface else 0
        blob += struct.pack("<9B", 9, 4, number, 0, len(interface["endpoints"]), *codes, text)
        if "report" in interface:
            size = len(REPORTS[interface["report"]].descriptor)
            blob += struct.pack("<BBHBBBH", 9, HID, 0x0111, 0, 1, HID_REPORT, size)
        for endpoint in interface["endpoints"]:
            address += 1
            transfer, direction = endpoint.split("-")
            blob += struct.pack(
                "<BBBBHB", 7, 5, address | (0x80 if direction == "in" else 0), TRANSFER_TYPES[transfer],
                PACKET_SIZES[transfer][speed], 8 if transfer == "interrupt" else 0,
            )
    return blob


def strings(interfaces):
    names = [interface["name"] for interface in interfaces if "name" in interface]
    body = b""
    if names:
        body = struct.pack("<H", ENGLISH) + b"".join(name.encode() + b"\0" for name in names)
    return struct.pack("<IIII", STRINGS_MAGIC, 16 + len(body), len(names), 1 if names else 0) + body
