"""USB devices of the kinds that a classroom has, with the interfaces and children that such devices really show."""

import functools
import itertools

import usb_children as child
from umockdev_text import Interface, UsbDevice


def storage(vendor, product, manufacturer, name, serial=""):
    interface = Interface("080650", "usb-storage", children=(child.disk,))
    return UsbDevice(vendor, product, [interface], manufacturer, name, serial)


def keyboard(vendor, product, manufacturer, name):
    inputs = child.with_inputs(("", child.KEYBOARD), report=child.GENERIC_KEYBOARD)
    return UsbDevice(vendor, product, [Interface("030101", "usbhid", children=(inputs,), endpoints=1)],
                     manufacturer, name, speed="1.5")


def mouse(vendor, product, manufacturer, name):
    inputs = child.with_inputs(("", child.MOUSE), report=child.GENERIC_MOUSE)
    return UsbDevice(vendor, product, [Interface("030102", "usbhid", children=(inputs,), endpoints=1)],
                     manufacturer, name, speed="1.5")


def bridge(vendor, product, manufacturer, name, driver, code="ff0000"):
    """A serial bridge, run by a kernel driver such as `ch341-uart`, `cp210x`, `ftdi_sio`, `pl2303`."""
    module = driver.partition("-")[0]
    port = functools.partial(child.usb_serial, driver=driver)
    return UsbDevice(vendor, product, [Interface(code, module, children=(port,))], manufacturer, name, speed="12")


def cdc(vendor, product, manufacturer, name, serial=""):
    """A board that is a serial port of its own (CDC ACM)."""
    control = Interface("020201", "cdc_acm", children=(child.acm,), endpoints=1)
    return UsbDevice(vendor, product, [control, Interface("0a0000", "cdc_acm")], manufacturer, name,
                     serial, speed="12", device_class="020000")


def daplink(name, serial):
    """A debugger with disk, serial port and HID, as the micro:bit has."""
    return UsbDevice(0x0d28, 0x0204, [
        Interface("080650", "usb-storage", children=(child.disk,)),
        Interface("020201", "cdc_acm", children=(child.acm,), endpoints=1), Interface("0a0000", "cdc_acm"),
        Interface("030000", "usbhid", "CMSIS-DAP", (child.with_inputs(),))],
        "ARM", name, serial, speed="12", device_class="ef0201")


def webcam(vendor, product, manufacturer, name, microphone=True):
    interfaces = [Interface("0e0100", "uvcvideo", children=(child.video,), endpoints=1),
                  Interface("0e0200", "uvcvideo")]
    if microphone:
        interfaces += [Interface("010100", "snd-usb-audio", children=(child.microphone,), endpoints=0),
                       Interface("010200", "snd-usb-audio", endpoints=1)]
    return UsbDevice(vendor, product, interfaces, manufacturer, name, device_class="ef0201")


def headset(vendor, product, manufacturer, name):
    return UsbDevice(vendor, product, [
        Interface("010100", "snd-usb-audio", children=(child.sound,), endpoints=0),
        Interface("010200", "snd-usb-audio", endpoints=1), Interface("010200", "snd-usb-audio", endpoints=1),
        Interface("030000", "usbhid", children=(child.with_inputs(("", child.BUTTONS)),))],
        manufacturer, name, speed="12")


def printer(vendor, product, manufacturer, name, serial=""):
    interface = Interface("070102", "usblp", children=(child.printer,))
    return UsbDevice(vendor, product, [interface], manufacturer, name, serial)


def ethernet(vendor, product, manufacturer, name, serial=""):
    interface = Interface("ffff00", "r8152", children=(child.net,))
    return UsbDevice(vendor, product, [interface], manufacturer, name, serial, speed="5000")


def mtp(vendor, product, manufacturer, name, mode=""):
    """An Android device or media player; the label's mode (`MTP+ADB`) and the id's parity choose among real layouts:
    the kernel's old MTP gadget was vendor specific with the string "MTP", today's and most cameras' are still image."""
    main = Interface("060101", name="MTP", endpoints=3) if product % 2 else Interface("ffff00", name="MTP", endpoints=3)
    interfaces = [main]
    if "ADB" in mode:
        interfaces.append(Interface("ff4201", name="ADB Interface"))
    if "UMS" in mode or "CDROM" in mode:
        interfaces.append(Interface("080650", "usb-storage", children=(child.disk,)))
    return UsbDevice(vendor, product, interfaces, manufacturer, name, f"{vendor:04x}{product:04x}a1b2c3d4")


def media_player(vendor, product, manufacturer, name):
    """A player from before Android: still image or vendor specific, without an interface string."""
    interface = Interface("060101" if product % 2 else "ff0000", endpoints=3)
    return UsbDevice(vendor, product, [interface], manufacturer, name, f"{vendor:04x}{product:04x}00000001")


def apple(vendor, product, manufacturer, name):
    return UsbDevice(vendor, product, [Interface("060101", name="PTP", endpoints=3),
                                       Interface("fffe02", name="Apple USB Multiplexor")],
                     manufacturer, name, f"{product:04x}" + "0123456789abcdef" * 2 + "0123")


def ptp_camera(vendor, product, manufacturer, name):
    return UsbDevice(vendor, product, [Interface("060101", endpoints=3)], manufacturer, name)


def old_camera(vendor, product, manufacturer, name):
    return UsbDevice(vendor, product, [Interface("ff0000", endpoints=3)], manufacturer, name, speed="12",
                     device_class="ff0000")


def pen_tablet(vendor, product, manufacturer, name, pen=True, touch=False, pad=False, built_in=False):
    """A tablet of libwacom's list: pen, finger and pad are input devices of their own."""
    inputs = []
    if pen:
        inputs.append(("Pen", child.PEN))
    if pad:
        inputs.append(("Pad", child.PAD))
    driver = "wacom" if vendor == 0x056a else "hid-generic"
    interfaces = [Interface("030000" if vendor != 0x056a or product >= 0x300 else "030102", "usbhid", endpoints=1,
                            children=(child.with_inputs(*inputs, report=child.DIGITIZER_PEN, driver=driver),))]
    if touch:
        finger = ("Finger", child.TOUCHSCREEN if built_in else child.TOUCHPAD)
        interfaces.append(Interface("030000", "usbhid", endpoints=1, children=(
            child.with_inputs(finger, report=child.DIGITIZER_PEN, driver=driver),)))
    return UsbDevice(vendor, product, interfaces, manufacturer, name, speed="12",
                     removable="fixed" if built_in else "removable")


def ups(vendor, product, manufacturer, name, driver):
    """A UPS by its driver in NUT: power device class HID, HID as a pipe for a serial protocol, or vendor specific."""
    if driver in ("bcmxcp_usb", "richcomm_usb", "riello_usb"):
        interfaces = [Interface("ff0000")]
    else:
        report = child.POWER_DEVICE if driver == "usbhid-ups" else child.VENDOR_DEFINED
        interfaces = [Interface("030000", "usbhid", endpoints=1, children=(child.with_inputs(report=report),))]
    return UsbDevice(vendor, product, interfaces, manufacturer, name, speed="1.5")


def instrument(vendor, product, manufacturer, name, code):
    children = (child.with_inputs(),) if code == "030000" else ()
    interface = Interface(code, "usbhid" if children else "", children=children)
    return UsbDevice(vendor, product, [interface], manufacturer, name)


def classroom(count):
    """`count` devices, a classroom's mix over and over, each with a serial of its own where such devices have one."""
    for number, make in zip(range(count), itertools.cycle([
        lambda at: keyboard(0x046d, 0xc31c, "Logitech", "USB Keyboard"),
        lambda at: mouse(0x046d, 0xc077, "Logitech", "USB Optical Mouse"),
        lambda at: daplink("BBC micro:bit CMSIS-DAP", f"99060360{at:08x}4e45003d8005000000480000"),
        lambda at: bridge(0x1a86, 0x7523, "", "USB Serial", "ch341-uart", "ff0102"),
        lambda at: mtp(0x04e8, 0x6860, "SAMSUNG", "SAMSUNG_Android", "MTP+ADB"),
        lambda at: cdc(0x0694, 0x0010, "LEGO System A/S", "LEGO Technic Large Hub", f"{at:012x}"),
        lambda at: webcam(0x046d, 0x0825, "", "Logitech Webcam C270"),
        lambda at: UsbDevice(0x08f7, 0x0003, [Interface("030000", "usbhid", children=(child.with_inputs(),))],
                             "Vernier", "Go! Link", speed="1.5"),
        lambda at: storage(0x0951, 0x1666, "Kingston", "DataTraveler 3.0", f"E0D55EA5{at:08X}"),
        lambda at: ethernet(0x0bda, 0x8153, "Realtek", "USB 10/100/1000 LAN", f"{at:012x}"),
        lambda at: pen_tablet(0x056a, 0x037a, "Wacom Co.,Ltd.", "CTL-472"),
        lambda at: headset(0x046d, 0x0a38, "Logitech Inc.", "Headset H340"),
    ])):
        yield make(number)
