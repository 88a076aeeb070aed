"""One USB device, built in configfs from its description, plugged into and pulled out of the kernel's dummy host."""

import subprocess
from pathlib import Path

from functions import KINDS, write

GADGETS = Path("/sys/kernel/config/usb_gadget")
ENGLISH = "0x409"
# The far end of a network gadget is moved in here: on a real cable it is not part of this PC.
FAR_END = "far-end"


class Gadget:
    """A described device that can be plugged in (`plug`) and pulled out (`unplug`) once."""

    def __init__(self, description, scratch):
        self.description = description
        self.root = GADGETS / description["id"]
        self.scratch = Path(scratch)
        self.functions = []
        self.responders = []

    def build(self):
        described = self.description
        self.root.mkdir()
        write(self.root / "idVendor", "0x" + described["vendor"])
        write(self.root / "idProduct", "0x" + described["product"])
        # bDeviceClass, -SubClass, -Protocol; 000000: look at the interfaces.
        code = bytes.fromhex(described.get("class", "000000"))
        for attribute, value in zip(("bDeviceClass", "bDeviceSubClass", "bDeviceProtocol"), code):
            write(self.root / attribute, value)
        strings = self.root / "strings" / ENGLISH
        strings.mkdir()
        for key, attribute in {"manufacturer": "manufacturer", "name": "product", "serial": "serialnumber"}.items():
            if key in described:
                write(strings / attribute, described[key])
        configuration = self.root / "configs/c.1"
        configuration.mkdir()
        for number, options in enumerate(described["function"]):
            driver, prepare = KINDS[options["kind"]]
            function = self.root / "functions" / f"{driver}.{described['id']}{number}"
            function.mkdir()
            self.functions.append(function)
            responder = prepare(function, options, self.scratch)
            if responder is not None:
                self.responders.append(responder)
            (configuration / function.name).symlink_to(function)

    def plug(self, controller):
        write(self.root / "UDC", controller)
        for function in self.functions:
            if (function / "ifname").exists():
                subprocess.run(["udevadm", "settle"], check=True)
                name = (function / "ifname").read_text().strip()
                subprocess.run(["ip", "link", "set", name, "netns", FAR_END], check=True)

    def unplug(self):
        if (self.root / "UDC").read_text().strip():
            write(self.root / "UDC", "\n")

    def remove(self):
        """Takes the description out of configfs, innermost first, however far `build` came."""
        for responder in self.responders:
            responder.close()
        configuration = self.root / "configs/c.1"
        for function in self.functions:
            (configuration / function.name).unlink(missing_ok=True)
            function.rmdir()
        for directory in (configuration, self.root / "strings" / ENGLISH, self.root):
            if directory.exists():
                directory.rmdir()
