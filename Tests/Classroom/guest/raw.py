"""One USB device given byte by byte: gadgetfs takes its descriptors, and every control request is answered here.

Same steps as `Gadget`: build, plug, unplug, remove. Formats: linux/usb/gadgetfs.h; USB 2.0, chapter 9.
"""

import os
import select
import struct
import subprocess
from pathlib import Path

from configurations import CONFIGURATIONS
from responder import Responder

EVENT = struct.Struct("<BBHHHI")
SETUP_EVENT = 3
GET_DESCRIPTOR, STRING, ENGLISH = 6, 3, 0x409


class RawDevice(Responder):
    """A described device that can be plugged in (`plug`) and pulled out (`unplug`) once."""

    def __init__(self, description, scratch):
        self.description = description
        self.mountpoint = Path(scratch) / "gadgetfs"
        self.configuration, self.class_answer, self.refused = CONFIGURATIONS[description["raw"]]
        self.strings = [description.get(key) for key in ("manufacturer", "name", "serial")]

    def build(self):
        self.mountpoint.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "gadgetfs", "gadgetfs", self.mountpoint], check=True)

    def plug(self, controller):
        # One file, named after the only controller that is free.
        node, = self.mountpoint.iterdir()
        control = os.open(node, os.O_RDWR)
        # The same configuration for both speeds.
        os.write(control, bytes(4) + self.configuration + self.configuration + self.device_descriptor())
        # Hang-up here only says that the host gave up on a request.
        self.listen(control, select.POLLIN | select.POLLHUP)

    def device_descriptor(self):
        described = self.description
        texts = (index if text is not None else 0 for index, text in enumerate(self.strings, start=1))
        return struct.pack(
            "<BBH3BBHHHBBBB", 18, 1, 0x0200, *bytes.fromhex(described.get("class", "000000")), 64,
            int(described["vendor"], 16), int(described["product"], 16), 0x0100, *texts, 1,
        )

    def answer(self):
        """Answers one control request: texts, what the class asks for, zeros for the rest; writes are accepted."""
        request_type, request, value, _, length, kind = EVENT.unpack(os.read(self.descriptor, EVENT.size))
        if kind != SETUP_EVENT:
            return
        if not request_type & 0x80:
            os.read(self.descriptor, length)
        elif request == GET_DESCRIPTOR and value >> 8 == STRING:
            os.write(self.descriptor, self.text(value & 0xFF)[:length])
        elif request in self.refused:
            # To read where the host waits for an answer is how gadgetfs is told to stall.
            os.read(self.descriptor, 0)
        else:
            os.write(self.descriptor, self.class_answer.ljust(length, b"\0")[:length])

    def text(self, index):
        body = struct.pack("<H", ENGLISH) if index == 0 else self.strings[index - 1].encode("utf-16-le")
        return struct.pack("<BB", 2 + len(body), STRING) + body

    def unplug(self):
        # Closing the control endpoint pulls the cable.
        self.close()

    def remove(self):
        subprocess.run(["umount", self.mountpoint], check=True)
