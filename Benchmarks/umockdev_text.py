"""Synthetic USB machines in umockdev's text format, as `umockdev-record --all` prints recorded ones.

A `Machine` has controllers, root hubs and hubs; `plug` hangs a `UsbDevice` on a port and writes the records that the
kernel (attributes, links, nodes) and udevd (the `ID_` properties of its usb_id builtin) would make of it:

    P: path below /sys      N: node below /dev      E: property      A: attribute      H: binary attribute      L: link

No device description is copied from a recording: all follow from the descriptors given. What stands below an interface
(tty, hidraw, block, ...) is added by the functions of `usb_children`.
"""

import dataclasses
import struct

SPEEDS = {"1.5": 0x0110, "12": 0x0110, "480": 0x0200, "5000": 0x0300}
ROOT_PORTS = 8
DIRECT_PORTS = 4
HUB_PORTS = 7


@dataclasses.dataclass
class Interface:
    """One interface: class, subclass and protocol as six hexadecimal digits, and functions that add its children."""
    code: str
    driver: str = ""
    name: str = ""
    children: tuple = ()
    endpoints: int = 2

    @property
    def numbers(self):
        return tuple(int(self.code[at:at + 2], 16) for at in (0, 2, 4))


@dataclasses.dataclass
class UsbDevice:
    """What a device says of itself; `removable` is what its port says, `extra` properties are udev rules' work."""
    vendor: int
    product: int
    interfaces: list
    manufacturer: str = ""
    name: str = ""
    serial: str = ""
    release: int = 0x0100
    speed: str = "480"
    device_class: str = "000000"
    removable: str = "removable"
    maxchild: int = 0
    extra: dict = dataclasses.field(default_factory=dict)

    def with_properties(self, extra):
        return dataclasses.replace(self, extra=extra)

    def nameless(self):
        """The same device, saying nothing of itself in words."""
        silent = [dataclasses.replace(interface, name="") for interface in self.interfaces]
        return dataclasses.replace(self, manufacturer="", name="", interfaces=silent)


def attribute(value):
    """An attribute's text with C escapes, as umockdev reads it back, ended by the newline that the kernel prints."""
    escaped = value.encode("utf-8", "surrogateescape").decode("latin-1")
    return "".join(
        character if " " <= character <= "~" and character != "\\" else f"\\{ord(character):03o}"
        for character in escaped) + "\\n"


def property_text(value):
    """A property's text: umockdev reads one UTF-8 line as it is, so what is neither becomes a question mark."""
    return "".join(
        "?" if character in "\r\n" or "\udc80" <= character <= "\udcff" else character for character in value)


def encoded(text):
    """udev's `_ENC` form: what its whitelist does not hold becomes \\xNN; UTF-8 stays."""
    allowed = "#+-.:=@_"
    return "".join(
        character if character.isalnum() or character in allowed else
        "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape")) for character in text)


def replaced(text):
    """udev's plain form: blanks and forbidden characters become one underscore."""
    kept = "".join(character if character.isalnum() or character in "#+-.:=@_" else " " for character in text)
    return "_".join(kept.split())


def record(path, subsystem, properties=(), attributes=(), links=(), node="", binary=()):
    """One device's lines. `properties`, `attributes`, `links` and `binary` (bytes) are mappings."""
    lines = [f"P: {path}"]
    if node:
        lines.append(f"N: {node}")
    known = dict(properties, SUBSYSTEM=subsystem)
    if node:
        known["DEVNAME"] = f"/dev/{node}"
    if "dev" in (attributes := dict(attributes)):
        known["MAJOR"], known["MINOR"] = attributes["dev"].split(":")
    lines += [f"E: {key}={property_text(known[key])}" for key in sorted(known)]
    lines += [f"A: {key}={attribute(attributes[key])}" for key in sorted(attributes)]
    lines += [f"H: {key}={value.hex().upper()}" for key, value in sorted(dict(binary).items())]
    lines += [f"L: {key}={value}" for key, value in sorted(dict(links).items())]
    return "\n".join(lines) + "\n"


def upward(path, target):
    """The relative link from a device's directory to a path below /sys."""
    return "../" * path.count("/") + target


class Machine:
    """A PC under construction: `plug` devices, then `text()` is a file for `umockdev-run --device`.

    `ports` are those of the devices plugged, hubs apart. With `udevd=False` the `ID_` properties are left out, as on a
    machine whose udev has no database.
    """

    def __init__(self, udevd=True):
        self.udevd = udevd
        self.records = []
        self.ports = set()
        self._buses = 0
        self._device_numbers = {}
        self._counters = {}
        self._paths = {}
        self._free = iter(self._ports())

    def text(self):
        return "\n".join(self.records)

    def count(self, name, start=0):
        """The next number of a kind of kernel object (ttyACM, input, host, ...)."""
        number = self._counters.get(name, start)
        self._counters[name] = number + 1
        return number

    def plug(self, device, port=None):
        """Hangs a device on `port` (such as `1-2.3`), or on the next free one, and answers the port."""
        if port is None:
            port = next(self._free)
            while device.removable == "fixed" and "." in port:  # Those hubs can be unplugged, and all that is behind.
                port = next(self._free)
        bus, _, chain = port.partition("-")
        while self._buses < int(bus):
            self._controller()
        above = port.rpartition(".")[0] if "." in chain else f"usb{bus}"
        path = f"{self._paths[above]}/{port}"
        self._add(device, path, port, int(bus), chain, device.removable)
        self.ports.add(port)
        return port

    def plug_hub(self, port, vendor=0x05e3, product=0x0608):
        """Hangs a hub on `port`, behind which `plug` finds ports of its own."""
        hub = UsbDevice(vendor, product, [Interface("090000", "hub", endpoints=1)], name="USB2.0 Hub",
                        device_class="090001", maxchild=HUB_PORTS)
        self.plug(hub, port)
        self.ports.remove(port)
        return port

    def _ports(self):
        """Free ports in order: four of each root hub, then those of a hub on each of its other four."""
        bus = 0
        while True:
            bus += 1
            yield from (f"{bus}-{port}" for port in range(1, DIRECT_PORTS + 1))
            for port in range(DIRECT_PORTS + 1, ROOT_PORTS + 1):
                hub = self.plug_hub(f"{bus}-{port}")
                yield from (f"{hub}.{below}" for below in range(1, HUB_PORTS + 1))

    def _controller(self):
        self._buses += 1
        slot = f"/devices/pci0000:00/0000:00:{self._buses + 15:02x}.0"
        self.records.append(record(
            slot, "pci",
            {"DRIVER": "xhci_hcd", "PCI_CLASS": "C0330", "PCI_ID": "8086:A36D", "PCI_SLOT_NAME": slot[-12:],
             "MODALIAS": "pci:v00008086d0000A36Dsv000017AAsd00003136bc0Csc03i30"},
            {"class": "0x0c0330", "vendor": "0x8086", "device": "0xa36d"},
            {"driver": upward(slot, "bus/pci/drivers/xhci_hcd")}))
        root = UsbDevice(0x1d6b, 0x0002, [Interface("090000", "hub", endpoints=1)], "Linux 6.1.0-18-amd64 xhci-hcd",
                         "xHCI Host Controller", slot[-12:], 0x0601, device_class="090001", maxchild=ROOT_PORTS)
        self._add(root, f"{slot}/usb{self._buses}", f"usb{self._buses}", self._buses, "0", "unknown")

    def _add(self, device, path, port, bus, chain, removable):
        self._paths[port] = path
        number = self._device_numbers[bus] = self._device_numbers.get(bus, 0) + 1
        vendor, product = f"{device.vendor:04x}", f"{device.product:04x}"
        kind = tuple(int(device.device_class[at:at + 2], 16) for at in (0, 2, 4))
        identity = {"PRODUCT": f"{device.vendor:x}/{device.product:x}/{device.release:x}",
                    "TYPE": "/".join(map(str, kind))}
        properties = dict(identity, DEVTYPE="usb_device", DRIVER="usb", BUSNUM=f"{bus:03}", DEVNUM=f"{number:03}")
        if self.udevd:
            properties |= self._usb_id(device, vendor, product) | device.extra
        attributes = {
            "authorized": "1", "bConfigurationValue": "1", "bDeviceClass": device.device_class[0:2],
            "bDeviceSubClass": device.device_class[2:4], "bDeviceProtocol": device.device_class[4:6],
            "bNumConfigurations": "1", "bNumInterfaces": f"{len(device.interfaces):2}",
            "bcdDevice": f"{device.release:04x}", "busnum": str(bus), "dev": f"189:{(bus - 1) * 128 + number - 1}",
            "devnum": str(number), "devpath": chain, "idProduct": product, "idVendor": vendor,
            "maxchild": str(device.maxchild), "removable": removable, "speed": device.speed,
            "version": f"{SPEEDS[device.speed] >> 8:2}.{SPEEDS[device.speed] & 0xff:02x}"}
        strings = {"manufacturer": device.manufacturer, "product": device.name, "serial": device.serial}
        attributes |= {key: value for key, value in strings.items() if value}
        self.records.append(record(
            path, "usb", properties, attributes, {"driver": upward(path, "bus/usb/drivers/usb")},
            f"bus/usb/{bus:03}/{number:03}", {"descriptors": descriptors(device, kind)}))
        stem = f"{bus}-0" if chain == "0" else port
        for at, interface in enumerate(device.interfaces):
            self._add_interface(device, interface, f"{path}/{stem}:1.{at}", at, identity)

    def _add_interface(self, device, interface, path, at, identity):
        number = interface.numbers
        code = "v{:04X}p{:04X}d{:04X}dc{}dsc{}dp{}ic{:02X}isc{:02X}ip{:02X}in{:02X}".format(
            device.vendor, device.product, device.release, *(device.device_class[i:i + 2].upper() for i in (0, 2, 4)),
            *number, at)
        properties = dict(identity, DEVTYPE="usb_interface", INTERFACE="/".join(map(str, number)),
                          MODALIAS=f"usb:{code}")
        links = {}
        if interface.driver:
            properties["DRIVER"] = interface.driver
            links["driver"] = upward(path, f"bus/usb/drivers/{interface.driver}")
        attributes = {
            "authorized": "1", "bAlternateSetting": " 0", "bInterfaceClass": interface.code[0:2],
            "bInterfaceSubClass": interface.code[2:4], "bInterfaceProtocol": interface.code[4:6],
            "bInterfaceNumber": f"{at:02x}", "bNumEndpoints": f"{interface.endpoints:02x}", "modalias": f"usb:{code}"}
        if interface.name:
            attributes["interface"] = interface.name
        self.records.append(record(path, "usb", properties, attributes, links))
        for add in interface.children:
            add(self, device, path)

    @staticmethod
    def _usb_id(device, vendor, product):
        """What udevd's usb_id builtin says of a USB device."""
        maker, name = device.manufacturer or vendor, device.name or product
        properties = {
            "ID_BUS": "usb", "ID_MODEL": replaced(name), "ID_MODEL_ENC": encoded(name), "ID_MODEL_ID": product,
            "ID_REVISION": f"{device.release:04x}", "ID_USB_INTERFACES": ":" + "".join(
                f"{code}:" for code in dict.fromkeys(interface.code for interface in device.interfaces)),
            "ID_VENDOR": replaced(maker), "ID_VENDOR_ENC": encoded(maker), "ID_VENDOR_ID": vendor,
            "ID_SERIAL": "_".join(filter(None, (replaced(maker), replaced(name), replaced(device.serial))))}
        if device.serial:
            properties["ID_SERIAL_SHORT"] = replaced(device.serial)
        return properties


def descriptors(device, kind):
    """The bytes of sysfs's `descriptors`: device, configuration and interfaces with their endpoints (USB 2.0, 9.6)."""
    strings = [1 + at if text else 0 for at, text in enumerate((device.manufacturer, device.name, device.serial))]
    head = struct.pack("<BBHBBBBHHHBBBB", 18, 1, SPEEDS[device.speed], *kind, 64, device.vendor, device.product,
                       device.release, *strings, 1)
    body = b""
    for at, interface in enumerate(device.interfaces):
        name = 4 if interface.name else 0
        body += struct.pack("<BBBBBBBBB", 9, 4, at, 0, interface.endpoints, *interface.numbers, name)
        for endpoint in range(interface.endpoints):
            address = (0x80 if endpoint % 2 == 0 else 0) | (at * 2 + endpoint + 1) & 0x0f
            body += struct.pack("<BBBBHB", 7, 5, address, 3 if interface.numbers[0] in (3, 9) else 2, 64, 1)
    return head + struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), len(device.interfaces), 1, 0, 0x80, 50) + body
