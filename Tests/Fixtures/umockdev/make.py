#!/usr/bin/env python3
"""Writes the fixtures beside it: NAME.umockdev and NAME.expected.json from NAME's description in devices.py.

A fixture is what umockdev-record would print of the device: every node the kernel makes below it, with attributes as
sysfs has them and E: lines as udevd gives them. An expected file lists what a scan must report of the buses usb and
display (not root hubs, host controllers and graphics cards, which are there only as parents), sorted by port, displays
last. It says what the describer believes of the real device, not what the program answers today.

Run it after editing devices.py; a test compares nothing, the files are committed as they are.
"""

import json
import pathlib

HOST = "/devices/pci0000:00/0000:00:14.0"
ALLOWED = set(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#+-.:=@_")


def attribute(value):
    """An attribute's bytes as a g_strescape'd line; sysfs ends every value with a line feed."""
    data = value if isinstance(value, bytes) else str(value).encode()
    names = {0x0A: "\\n", 0x09: "\\t", 0x0D: "\\r", 0x08: "\\b", 0x0C: "\\f", 0x5C: "\\\\", 0x22: '\\"'}
    return "".join(names.get(b) or (chr(b) if 0x20 <= b < 0x7F else f"\\{b:03o}") for b in data) + "\\n"


def spans(data):
    """Bytes as (text, is_valid) pieces of one character each."""
    while data:
        for length in (1, 2, 3, 4):
            try:
                yield data[:length].decode(), data[:length]
                data = data[length:]
                break
            except UnicodeDecodeError:
                continue
        else:
            yield None, data[:1]
            data = data[1:]


def encoded(value):
    """What udev's ID_MODEL_ENC holds: everything but the plainest characters as \\xNN."""
    out = ""
    for text, raw in spans(value):
        plain = text is not None and (len(raw) > 1 or raw[0] in ALLOWED)
        out += text if plain else "".join(f"\\x{b:02x}" for b in raw)
    return out[:255]


def replaced(value):
    """What udev's ID_MODEL holds: blanks joined to one underscore, other characters replaced by it."""
    joined = b"_".join(value.split())
    return "".join(t if t is not None and (len(r) > 1 or r[0] in ALLOWED) else "_" for t, r in spans(joined))


class Tree:
    """The nodes of one fixture, in the order in which they are written."""

    def __init__(self):
        self.blocks = []
        self.expected = []
        self.counters = {}
        self.host_written = False

    def next(self, what, start=0):
        self.counters[what] = self.counters.get(what, start - 1) + 1
        return self.counters[what]

    def node(self, path, subsystem, properties=(), attributes=(), driver=None, links=(), binary=(), file=None):
        lines = [f"P: {path}"]
        if file:
            lines.append(f"N: {file}")
            lines.append(f"E: DEVNAME=/dev/{file}")
        lines += [f"E: {key}={value}" for key, value in properties]
        lines.append(f"E: SUBSYSTEM={subsystem}")
        lines += [f"A: {key}={attribute(value)}" for key, value in attributes]
        lines += [f"H: {key}={value.hex().upper()}" for key, value in binary]
        if driver:
            depth = path.count("/")
            lines.append(f"L: driver={'../' * depth}bus/{subsystem}/drivers/{driver}")
        lines += [f"L: {key}={value}" for key, value in links]
        self.blocks.append("\n".join(lines))

    def expect(self, category, confidence, product, vendor_id=None, product_id=None, port=""):
        self.expected.append((port, {
            "category": category, "confidence": confidence, "vendor_id": vendor_id, "product_id": product_id,
            "product": product,
        }))

    def host(self):
        if self.host_written:
            return
        self.host_written = True
        self.node(
            HOST, "pci", [("DRIVER", "xhci_hcd"), ("PCI_CLASS", "C0330"), ("PCI_ID", "8086:A36D")],
            [("class", "0x0c0330"), ("vendor", "0x8086"), ("device", "0xa36d")], driver="xhci_hcd",
        )
        self.node(
            f"{HOST}/usb1", "usb",
            [("DEVTYPE", "usb_device"), ("BUSNUM", "001"), ("DEVNUM", "001"), ("PRODUCT", "1d6b/2/601"),
             ("TYPE", "9/0/1"), ("ID_BUS", "usb"), ("ID_MODEL_ID", "0002"), ("ID_VENDOR_ID", "1d6b"),
             ("ID_USB_INTERFACES", ":090000:")],
            [("idVendor", "1d6b"), ("idProduct", "0002"), ("bDeviceClass", "09"), ("bDeviceSubClass", "00"),
             ("bDeviceProtocol", "01"), ("bNumInterfaces", " 1"), ("manufacturer", "Linux 6.1.0-18-amd64 xhci-hcd"),
             ("product", "xHCI Host Controller"), ("serial", "0000:00:14.0"), ("speed", "480"), ("maxchild", "16"),
             ("removable", "unknown"), ("busnum", "1"), ("devnum", "1"), ("devpath", "0")],
            driver="usb", file="bus/usb/001/001",
        )
        self.node(
            f"{HOST}/usb1/1-0:1.0", "usb",
            [("DEVTYPE", "usb_interface"), ("INTERFACE", "9/0/0"), ("DRIVER", "hub")],
            [("bInterfaceClass", "09"), ("bInterfaceSubClass", "00"), ("bInterfaceProtocol", "00"),
             ("bInterfaceNumber", "00")],
            driver="hub",
        )

    def usb(self, port, ids, manufacturer=None, product=None, serial=None, interfaces=(), answer=None, speed="12",
            device_class="00", revision="0100", removable="removable", max_child=0):
        """One USB device with its interfaces; `interfaces` are (class, driver, kind, options)."""
        self.host()
        vendor_id, product_id = ids.split(":")
        number = self.next("devnum", 2)
        bus, rest = port.split("-")
        steps = rest.split(".")
        path = f"{HOST}/usb{bus}"
        for index in range(len(steps)):
            path += f"/{bus}-{'.'.join(steps[:index + 1])}"
        as_bytes = [v.encode() if isinstance(v, str) else v for v in (manufacturer, product, serial)]
        maker, model, number_text = as_bytes
        seen = list(dict.fromkeys(i[0].lower() for i in interfaces))
        model_text, maker_text = (replaced(model) if model else product_id), (replaced(maker) if maker else vendor_id)
        properties = [
            ("DEVTYPE", "usb_device"), ("BUSNUM", f"{int(bus):03}"), ("DEVNUM", f"{number:03}"), ("MAJOR", 189),
            ("MINOR", number - 1), ("PRODUCT", f"{int(vendor_id, 16):x}/{int(product_id, 16):x}/{int(revision, 16):x}"),
            ("TYPE", f"{int(device_class, 16)}/0/0"), ("ID_BUS", "usb"), ("ID_VENDOR", maker_text),
            ("ID_VENDOR_ENC", encoded(maker) if maker else vendor_id), ("ID_VENDOR_ID", vendor_id),
            ("ID_MODEL", model_text), ("ID_MODEL_ENC", encoded(model) if model else product_id),
            ("ID_MODEL_ID", product_id), ("ID_REVISION", revision),
            ("ID_SERIAL", "_".join(filter(None, [maker_text, model_text,
                                                 replaced(number_text) if number_text else ""]))),
        ]
        if number_text:
            properties.append(("ID_SERIAL_SHORT", replaced(number_text)))
        properties.append(("ID_USB_INTERFACES", ":" + "".join(f"{i}:" for i in seen)))
        attributes = [
            ("idVendor", vendor_id), ("idProduct", product_id), ("bcdDevice", revision), ("bDeviceClass", device_class),
            ("bDeviceSubClass", "00"), ("bDeviceProtocol", "00"), ("bNumConfigurations", "1"),
            ("bConfigurationValue", "1"), ("bNumInterfaces", f"{len(interfaces):2}"), ("speed", speed),
            ("version", " 2.00"), ("removable", removable), ("busnum", bus), ("devnum", number), ("devpath", rest),
            ("maxchild", max_child), ("bMaxPower", "100mA"), ("power/control", "auto"), ("power/runtime_status",
                                                                                         "active"),
        ]
        for name, value in (("manufacturer", maker), ("product", model), ("serial", number_text)):
            if value is not None:
                attributes.append((name, value))
        self.node(path, "usb", properties, attributes, driver="usb", file=f"bus/usb/{int(bus):03}/{number:03}")
        for index, entry in enumerate(interfaces):
            code, driver, kind, options = (*entry, None, None, None)[:4]
            self.interface(path, port, index, code, driver, kind, options or {}, ids, maker_text, model_text, serial)
        if answer:
            category, confidence, name = answer
            self.expect(category, confidence, name, vendor_id, product_id, port)
        return path

    def interface(self, device, port, index, code, driver, kind, options, ids, maker, model, serial):
        path = f"{device}/{port}:1.{index}"
        parts = [code[0:2].lower(), code[2:4].lower(), code[4:6].lower()]
        vendor_id, product_id = ids.split(":")
        properties = [
            ("DEVTYPE", "usb_interface"), ("INTERFACE", "/".join(str(int(p, 16)) for p in parts)),
            ("PRODUCT", f"{int(vendor_id, 16):x}/{int(product_id, 16):x}/100"),
        ]
        if driver:
            properties.append(("DRIVER", driver))
        attributes = [
            ("bInterfaceClass", parts[0]), ("bInterfaceSubClass", parts[1]), ("bInterfaceProtocol", parts[2]),
            ("bInterfaceNumber", f"{index:02x}"), ("bAlternateSetting", " 0"), ("bNumEndpoints", "02"),
        ]
        if "name" in options:
            attributes.append(("interface", options["name"]))
        self.node(path, "usb", properties, attributes, driver=driver)
        if kind:
            getattr(self, kind)(path, ids, options, model)

    # What the kernel makes of an interface, one method per kind.

    def acm(self, path, ids, options, model):
        name = f"ttyACM{self.next('ttyACM')}"
        self.node(f"{path}/tty/{name}", "tty", self.tty_properties(ids, model, "cdc_acm"), file=name,
                  links=[("device", "../../../" + path.rsplit("/", 1)[1])])

    def usb_serial(self, path, ids, options, model):
        name = f"ttyUSB{self.next('ttyUSB')}"
        driver = options.get("serial_driver", "ch341-uart")
        self.node(f"{path}/{name}", "usb-serial", [("DRIVER", driver)], driver=driver)
        self.node(f"{path}/{name}/tty/{name}", "tty", self.tty_properties(ids, model, driver), file=name)

    def tty_properties(self, ids, model, driver):
        vendor_id, product_id = ids.split(":")
        return [("ID_BUS", "usb"), ("ID_VENDOR_ID", vendor_id), ("ID_MODEL_ID", product_id), ("ID_MODEL", model),
                ("ID_USB_DRIVER", driver)]

    def hid(self, path, ids, options, model):
        vendor_id, product_id = (part.upper() for part in ids.split(":"))
        instance = self.next("hid", 1)
        device = f"{path}/0003:{vendor_id}:{product_id}.{instance:04X}"
        label = options.get("label", model.replace("_", " "))
        driver = options.get("hid_driver", "hid-generic")
        self.node(
            device, "hid",
            [("DRIVER", driver), ("HID_ID", f"0003:0000{vendor_id}:0000{product_id}"), ("HID_NAME", label)],
            driver=driver,
        )
        raw = f"hidraw{self.next('hidraw')}"
        self.node(f"{device}/hidraw/{raw}", "hidraw", file=raw)
        for kind in options.get("inputs", ()):
            number = self.next("input", 5)
            flags = [("ID_INPUT", 1)] + [(f"ID_INPUT_{k}", 1) for k in kind.split("+")]
            bus = [("ID_BUS", "usb"), ("ID_VENDOR_ID", vendor_id.lower()), ("ID_MODEL_ID", product_id.lower())]
            node = f"{device}/input/input{number}"
            self.node(
                node, "input", [("NAME", f'"{label}"'), ("PRODUCT", f"3/{vendor_id}/{product_id}/110")] + flags,
                [("name", label), ("id/bustype", "0003"), ("id/vendor", vendor_id.lower()),
                 ("id/product", product_id.lower()), ("phys", "usb-0000:00:14.0/input0")],
            )
            event = f"event{number}"
            self.node(f"{node}/{event}", "input", flags + bus, file=f"input/{event}")

    def disk(self, path, ids, options, model):
        host = self.next("scsi", 4)
        letter = chr(ord("a") + self.next("disk", 1))
        node = f"{path}/host{host}/target{host}:0:0/{host}:0:0:0"
        self.node(node, "scsi", [("DEVTYPE", "scsi_device"), ("DRIVER", "sd")],
                  [("vendor", options.get("vendor", "Generic ")), ("model", options.get("model", "Flash Disk      ")),
                   ("type", options.get("type", "0"))], driver="sd")
        if options.get("type") == "5":
            name = f"sr{self.next('sr')}"
            extra = [("ID_CDROM", 1)]
        else:
            name, extra = f"sd{letter}", []
        self.node(
            f"{node}/block/{name}", "block",
            [("DEVTYPE", "disk"), ("ID_BUS", "usb"), ("ID_TYPE", "cd" if extra else "disk"), ("ID_MODEL",
                                                                                              model)] + extra,
            [("size", options.get("sectors", 30277632)), ("removable", "1"), ("ro", "0"), ("queue/rotational", "0")],
            file=name,
        )

    def net(self, path, ids, options, model):
        address = options.get("address", "00:e0:4c:68:00:01")
        name = "enx" + address.replace(":", "")
        self.network(path, name, address, [], [("speed", options.get("speed", "1000")), ("duplex", "full")])

    def wlan(self, path, ids, options, model):
        address = options.get("address", "50:3e:aa:00:00:01")
        name = "wlx" + address.replace(":", "")
        phy = f"{path}/ieee80211/phy{self.next('phy')}"
        self.node(phy, "ieee80211", (), [("name", phy.rsplit("/", 1)[1])])
        self.network(path, name, address, [("DEVTYPE", "wlan")], [])

    def network(self, path, name, address, properties, attributes):
        number = self.next("ifindex", 3)
        self.node(
            f"{path}/net/{name}", "net", properties + [("INTERFACE", name), ("IFINDEX", number)],
            [("address", address), ("addr_assign_type", "0"), ("addr_len", "6"), ("type", "1"), ("operstate", "up"),
             ("carrier", "1"), ("ifindex", number)] + attributes,
            links=[("device", "../../../" + path.rsplit("/", 1)[1])],
        )

    def video(self, path, ids, options, model):
        for index in range(2):
            name = f"video{self.next('video')}"
            capture = ":capture:" if index == 0 else ":"
            self.node(f"{path}/video4linux/{name}", "video4linux",
                      [("ID_V4L_CAPABILITIES", capture), ("ID_V4L_PRODUCT", model)],
                      [("name", model.replace("_", " ")), ("index", index)], file=name)

    def sound(self, path, ids, options, model):
        number = self.next("card", 1)
        card = f"{path}/sound/card{number}"
        self.node(card, "sound", [("SOUND_INITIALIZED", 1)], [("id", "Device"), ("number", number)])
        self.node(f"{card}/controlC{number}", "sound", file=f"snd/controlC{number}")
        for direction in options.get("streams", "pc"):
            pcm = f"pcmC{number}D0{direction}"
            self.node(f"{card}/{pcm}", "sound", (), [("pcm_class", "generic")], file=f"snd/{pcm}")

    def printer(self, path, ids, options, model):
        name = f"lp{self.next('lp')}"
        self.node(f"{path}/usbmisc/{name}", "usbmisc", (), [("ieee1284_id", options.get("ieee1284", ""))],
                  file=f"usb/{name}")

    def usbtmc(self, path, ids, options, model):
        name = f"usbtmc{self.next('usbtmc')}"
        self.node(f"{path}/usbmisc/{name}", "usbmisc", file=name)

    def hiddev(self, path, ids, options, model):
        self.hid(path, ids, options, model)
        name = f"hiddev{self.next('hiddev')}"
        self.node(f"{path}/usbmisc/{name}", "usbmisc", file=f"usb/{name}")

    def display(self, connector, edid, answer):
        """A connected output of the graphics card with the display's EDID."""
        card = "/devices/pci0000:00/0000:00:02.0"
        if not self.counters.get("graphics"):
            self.counters["graphics"] = 1
            self.node(card, "pci", [("DRIVER", "i915"), ("PCI_CLASS", "30000"), ("PCI_ID", "8086:3E92")],
                      [("class", "0x030000"), ("vendor", "0x8086"), ("device", "0x3e92")], driver="i915")
            self.node(f"{card}/drm/card0", "drm", [("DEVTYPE", "drm_minor")], file="dri/card0")
        self.node(f"{card}/drm/card0/card0-{connector}", "drm", [("DEVTYPE", "drm_connector")],
                  [("status", "connected"), ("enabled", "enabled"), ("dpms", "On")], binary=[("edid", edid)])
        self.expect(*answer, port=f"~{connector}")

    def write(self, name):
        folder = pathlib.Path(__file__).parent
        (folder / f"{name}.umockdev").write_text("\n\n".join(self.blocks) + "\n\n", encoding="utf-8")
        answers = [answer for _, answer in sorted(self.expected, key=lambda pair: pair[0])]
        text = json.dumps(answers, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.expected.json").write_text(text, encoding="utf-8")


def edid(maker, product, name, width_cm, height_cm, width, height, year=2022, serial=None, cta=False):
    """An EDID 1.4 base block, with a CTA-861 block on request (VESA E-EDID 1.4, CTA-861-G)."""
    base = bytearray(128)
    base[0:8] = bytes.fromhex("00FFFFFFFFFFFF00")
    packed = 0
    for letter in maker:
        packed = packed << 5 | ord(letter) - 64
    base[8:10] = packed.to_bytes(2, "big")
    base[10:12] = product.to_bytes(2, "little")
    base[16:21] = bytes([20, year - 1990, 1, 4, 0xB5])
    base[21], base[22] = width_cm, height_cm
    wide, high = width_cm * 10, height_cm * 10
    timing = bytearray(18)
    timing[0:2] = (14850).to_bytes(2, "little")
    timing[2], timing[4] = width & 255, width >> 8 << 4
    timing[5], timing[7] = height & 255, height >> 8 << 4
    timing[12], timing[13], timing[14] = wide & 255, high & 255, wide >> 8 << 4 | high >> 8
    timing[17] = 0x1E
    descriptors = [bytes(timing), text_descriptor(0xFC, name)]
    if serial:
        descriptors.append(text_descriptor(0xFF, serial))
    descriptors.append(bytes([0, 0, 0, 0xFD, 0, 24, 75, 30, 140, 60, 1, 10]) + b" " * 6)
    for index, descriptor in enumerate(descriptors):
        base[54 + 18 * index:72 + 18 * index] = descriptor
    base[126] = 1 if cta else 0
    base[127] = -sum(base) & 255
    if not cta:
        return bytes(base)
    block = bytearray(128)
    block[0:4] = bytes([2, 3, 8, 0])
    block[4:8] = bytes([2 << 5 | 3, 97, 0x90, 4])
    block[127] = -sum(block) & 255
    return bytes(base + block)


def text_descriptor(tag, text):
    data = text.encode("ascii")[:13]
    return bytes([0, 0, 0, tag, 0]) + (data + b"\n" + b" " * 13)[:13]


if __name__ == "__main__":
    import devices

    for fixture, describe in devices.FIXTURES.items():
        tree = Tree()
        describe(tree)
        tree.write(fixture)
    print(f"{len(devices.FIXTURES)} fixtures written")
