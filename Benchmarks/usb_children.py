"""What the kernel hangs below a USB interface: each function adds the records of one kind of child to a `Machine`.

They have the signature that `Interface.children` wants: (machine, device, path of the interface).
"""

import functools

from umockdev_text import encoded, record, replaced, upward

PEN = {"ID_INPUT": "1", "ID_INPUT_TABLET": "1"}
PAD = {"ID_INPUT": "1", "ID_INPUT_TABLET": "1", "ID_INPUT_TABLET_PAD": "1"}
TOUCHSCREEN = {"ID_INPUT": "1", "ID_INPUT_TOUCHSCREEN": "1"}
TOUCHPAD = {"ID_INPUT": "1", "ID_INPUT_TOUCHPAD": "1"}
MOUSE = {"ID_INPUT": "1", "ID_INPUT_MOUSE": "1"}
KEYBOARD = {"ID_INPUT": "1", "ID_INPUT_KEY": "1", "ID_INPUT_KEYBOARD": "1"}
BUTTONS = {"ID_INPUT": "1", "ID_INPUT_KEY": "1"}
JOYSTICK = {"ID_INPUT": "1", "ID_INPUT_JOYSTICK": "1"}

# The first items of HID report descriptors: usage page and usage of the top collection (HID Usage Tables 1.4).
POWER_DEVICE = bytes.fromhex("05840904a101c0")
DIGITIZER_PEN = bytes.fromhex("050d0902a101c0")
VENDOR_DEFINED = bytes.fromhex("0600ff0901a101c0")
GENERIC_MOUSE = bytes.fromhex("05010902a101c0")
GENERIC_KEYBOARD = bytes.fromhex("05010906a101c0")
GENERIC_GAMEPAD = bytes.fromhex("05010905a101c0")


def udev_names(machine, device, number=None):
    """The identity that udevd copies to a USB device's children."""
    if not machine.udevd:
        return {}
    vendor, product = f"{device.vendor:04x}", f"{device.product:04x}"
    names = {"ID_BUS": "usb", "ID_VENDOR_ID": vendor, "ID_MODEL_ID": product,
             "ID_VENDOR": replaced(device.manufacturer or vendor), "ID_MODEL": replaced(device.name or product),
             "ID_MODEL_ENC": encoded(device.name or product)}
    if number is not None:
        names["ID_USB_INTERFACE_NUM"] = f"{number:02x}"
    return names


def beside(path):
    """The `device` link of a node two directories below the device at `path`."""
    return {"device": f"../../../{path.rpartition('/')[2]}"}


def title(device):
    return f"{device.manufacturer} {device.name}".strip()


def hid(machine, device, path, inputs=(), report=VENDOR_DEFINED, driver="hid-generic"):
    """A HID device with its hidraw node, and an input device for each (suffix of the name, udev's `ID_INPUT_`)."""
    node = machine.count("hidraw")
    below = f"{path}/0003:{device.vendor:04X}:{device.product:04X}.{node + 1:04X}"
    machine.records.append(record(
        below, "hid",
        {"DRIVER": driver, "HID_ID": f"0003:{device.vendor:08X}:{device.product:08X}", "HID_NAME": title(device),
         "HID_UNIQ": device.serial, "MODALIAS": f"hid:b0003g0001v{device.vendor:08X}p{device.product:08X}"},
        links={"driver": upward(below, f"bus/hid/drivers/{driver}")}, binary={"report_descriptor": report}))
    machine.records.append(record(
        f"{below}/hidraw/hidraw{node}", "hidraw", {}, {"dev": f"240:{node}"}, beside(below),
        f"hidraw{node}"))
    for suffix, kinds in inputs:
        input_device(machine, device, below, suffix, kinds)


def with_inputs(*inputs, report=VENDOR_DEFINED, driver="hid-generic"):
    """`hid` with inputs, for `Interface.children`."""
    return functools.partial(hid, inputs=inputs, report=report, driver=driver)


def input_device(machine, device, path, suffix, kinds):
    number = machine.count("input", 3)
    name = " ".join(filter(None, (title(device), suffix)))
    below = f"{path}/input/input{number}"
    direct = "ID_INPUT_TOUCHSCREEN" in kinds or suffix == "Pen"
    kinds = kinds if machine.udevd else {}
    machine.records.append(record(
        below, "input",
        {"PRODUCT": f"3/{device.vendor:x}/{device.product:x}/111", "NAME": f'"{name}"', **kinds,
         "PROP": "2" if direct else "0", "MODALIAS": f"input:b0003v{device.vendor:04X}p{device.product:04X}e0111"},
        {"name": name, "properties": "2" if direct else "0"}))
    machine.records.append(record(
        f"{below}/event{number}", "input", {**kinds, **udev_names(machine, device)}, {"dev": f"13:{64 + number}"},
        {"device": f"../../input{number}"}, f"input/event{number}"))


def acm(machine, device, path):
    """A CDC ACM serial port."""
    number = machine.count("ttyACM")
    machine.records.append(record(
        f"{path}/tty/ttyACM{number}", "tty", udev_names(machine, device, 0), {"dev": f"166:{number}"},
        beside(path), f"ttyACM{number}"))


def usb_serial(machine, device, path, driver):
    """A serial bridge's port: the usb-serial device and its tty."""
    number = machine.count("ttyUSB")
    port = f"{path}/ttyUSB{number}"
    machine.records.append(record(
        port, "usb-serial", {"DRIVER": driver}, {"port_number": "0"},
        {"driver": upward(port, f"bus/usb-serial/drivers/{driver}")}))
    machine.records.append(record(
        f"{port}/tty/ttyUSB{number}", "tty", udev_names(machine, device, 0), {"dev": f"188:{number}"},
        {"device": f"../../../ttyUSB{number}"}, f"ttyUSB{number}"))


def disk(machine, device, path, sectors=31_260_672):
    """A mass storage disk below its SCSI host."""
    host = machine.count("host", 2)
    letters = machine.count("sd", 1)
    name = "sd" + (chr(96 + letters // 26) if letters >= 26 else "") + chr(97 + letters % 26)
    unit = f"{path}/host{host}/target{host}:0:0/{host}:0:0:0"
    machine.records.append(record(
        unit, "scsi", {"DEVTYPE": "scsi_device", "DRIVER": "sd", "MODALIAS": "scsi:t-0x00"},
        {"vendor": f"{device.manufacturer[:8]:8}", "model": f"{device.name[:16]:16}", "rev": "1.00", "type": "0"}))
    minor = letters * 16
    machine.records.append(record(
        f"{unit}/block/{name}", "block",
        {"DEVTYPE": "disk", **udev_names(machine, device), **({"ID_TYPE": "disk"} if machine.udevd else {})},
        {"dev": f"{8 + minor // 256}:{minor % 256}", "size": str(sectors), "removable": "1", "ro": "0"},
        {"device": f"../../../{host}:0:0:0"}, name))


def net(machine, device, path, wireless=False):
    """A network interface with a locally made-up, documentation-range MAC."""
    number = machine.count("net")
    name = f"{'wlx' if wireless else 'enx'}00005e0053{number % 256:02x}"
    if number > 255:
        name = f"{name}{number // 256}"
    properties = {"INTERFACE": name, "IFINDEX": str(number + 2), **udev_names(machine, device)}
    attributes = {"address": f"00:00:5e:00:53:{number % 256:02x}", "addr_assign_type": "0", "ifindex": str(number + 2),
                  "operstate": "down", "type": "1"}
    if wireless:
        properties["DEVTYPE"] = "wlan"
    machine.records.append(record(
        f"{path}/net/{name}", "net", properties, attributes, beside(path)))


def video(machine, device, path):
    number = machine.count("video")
    capabilities = {"ID_V4L_CAPABILITIES": ":capture:", "ID_V4L_PRODUCT": device.name} if machine.udevd else {}
    machine.records.append(record(
        f"{path}/video4linux/video{number}", "video4linux", {**udev_names(machine, device, 0), **capabilities},
        {"dev": f"81:{number}", "index": "0", "name": device.name}, beside(path),
        f"video{number}"))


def sound(machine, device, path, directions="pc"):
    """A sound card with a PCM node for playback (`p`) and capture (`c`)."""
    number = machine.count("card", 1)
    card = f"{path}/sound/card{number}"
    machine.records.append(record(
        card, "sound", udev_names(machine, device, 0), {"id": f"Card{number}", "number": str(number)},
        beside(path)))
    for direction in directions:
        node = f"pcmC{number}D0{direction}"
        machine.records.append(record(
            f"{card}/{node}", "sound", {}, {"dev": f"116:{number * 32 + (16 if direction == 'p' else 24)}"},
            {"device": f"../../card{number}"}, f"snd/{node}"))


def microphone(machine, device, path):
    """A sound card that only captures, as webcams have."""
    sound(machine, device, path, "c")


def printer(machine, device, path):
    number = machine.count("lp")
    machine.records.append(record(
        f"{path}/usbmisc/lp{number}", "usbmisc", {}, {"dev": f"180:{number}"},
        beside(path), f"usb/lp{number}"))
