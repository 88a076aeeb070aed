"""What stands in classrooms, as its descriptors say it. One function or entry per fixture; make.py writes the files.

Interfaces are (class, driver, what the kernel makes of it, options); answers are (category, confidence, product).
"""

from make import edid

ACM = ("020201", "cdc_acm", "acm")
DATA = ("0A0000", "cdc_acm")
MTP = ("060101", "usbfs", None, {"name": "MTP"})
ADB = ("FF4201", None, None, {"name": "ADB Interface"})


def hid(code="030000", *inputs, **options):
    return (code, "usbhid", "hid", {"inputs": inputs, **options})


def storage(model="Flash Disk      ", **options):
    return ("080650", "usb-storage", "disk", {"model": model, **options})


def audio(streams="pc"):
    return [("010100", "snd-usb-audio", "sound", {"streams": streams}), ("010200", "snd-usb-audio"),
            ("010200", "snd-usb-audio")]


def serial_chip(code, driver, tty):
    return (code, driver, "usb_serial", {"serial_driver": tty})


UVC = [("0E0100", "uvcvideo", "video"), ("0E0200", "uvcvideo")]

BOARD, ROBOT, LAB = "microcontroller_board", "robotics_kit", "lab_sensor"

# name: (port, ids, manufacturer, product, serial, interfaces, answer, further arguments)
SINGLE = {
    # Robotics
    "lego-robot-inventor": ("1-1", "0694:0010", "LEGO System A/S", "LEGO Technic Large Hub in FS Mode", "3268395C3131",
                            [ACM, DATA], (ROBOT, "certain", "MINDSTORMS Robot Inventor hub"), {"revision": "0200"}),
    "lego-ev3": ("1-2", "0694:0005", "LEGO Group", "EV3", "0016533d3d1e", [hid()],
                 (ROBOT, "certain", "MINDSTORMS EV3"), {"speed": "480"}),
    "lego-nxt": ("1-2", "0694:0002", None, None, "00165308a1b2", [("FFFFFF",)],
                 (ROBOT, "certain", "MINDSTORMS NXT"), {}),
    "vex-v5-brain": ("1-3", "2888:0501", "VEX Robotics, Inc", "VEX Robotics V5 Brain - 3A2B1C", "3A2B1C",
                     [ACM, DATA, ACM, DATA], (ROBOT, "certain", "V5 Brain"), {"device_class": "ef"}),
    "thymio": ("1-4", "0617:000a", "Mobsya", "Thymio-II", None, [ACM, DATA], (ROBOT, "certain", "Thymio-II"), {}),
    # Boards
    "microbit": ("1-1", "0d28:0204", "Arm", "BBC micro:bit CMSIS-DAP",
                 "9906360200052820a1b2c3d4e5f60718000000006e052820",
                 [storage("VFS             ", vendor="MBED    ", sectors=131200), ACM, DATA,
                  hid(label="Arm BBC micro:bit CMSIS-DAP"), ("FF0003",)],
                 (BOARD, "certain", "BBC micro:bit"), {"device_class": "ef", "revision": "1000"}),
    "daplink-board": ("1-1", "0d28:0204", "ARM", "DAPLink CMSIS-DAP",
                      "0240000041114e45005b700bb0d70001c3c1000097969900",
                      [storage("VFS             ", vendor="MBED    "), ACM, DATA, hid()],
                      (BOARD, "likely", "Board with DAPLink debugger"), {"device_class": "ef"}),
    "arduino-uno": ("1-2", "2341:0043", "Arduino (www.arduino.cc)", None, "85735313932351D0F0A1", [ACM, DATA],
                    (BOARD, "certain", "Uno"), {"device_class": "02", "revision": "0001"}),
    "arduino-leonardo": ("1-2", "2341:8036", "Arduino LLC", "Arduino Leonardo", None,
                         [ACM, DATA, hid("030000", "KEY+KEYBOARD", "MOUSE")], (BOARD, "certain", "Leonardo"),
                         {"device_class": "ef"}),
    "raspberry-pi-pico": ("1-3", "2e8a:0003", "Raspberry Pi", "RP2 Boot", "E0C912952D54",
                          [storage("RP2             ", vendor="RPI     ", sectors=262144), ("FF0000",)],
                          (BOARD, "certain", "Pico (RP2040 bootloader)"), {}),
    "esp32-s3": ("1-3", "303a:1001", "Espressif", "USB JTAG/serial debug unit", "34:85:18:AA:BB:CC",
                 [ACM, DATA, ("FFFF01",)], (BOARD, "certain", "ESP32 board (built-in USB)"), {"device_class": "ef"}),
    # Serial chips: whatever hangs on them
    "serial-ch340": ("1-4", "1a86:7523", None, "USB2.0-Serial", None, [serial_chip("FF0102", "ch341", "ch341-uart")],
                     ("serial_adapter", "possible", "CH340 serial adapter"), {"device_class": "ff",
                                                                              "revision": "0254"}),
    "serial-cp2102": ("1-4", "10c4:ea60", "Silicon Labs", "CP2102 USB to UART Bridge Controller", "0001",
                      [serial_chip("FF0000", "cp210x", "cp210x")],
                      ("serial_adapter", "possible", "CP210x serial adapter"), {}),
    "serial-ft232": ("1-4", "0403:6001", "FTDI", "FT232R USB UART", "A50285BI",
                     [serial_chip("FFFFFF", "ftdi_sio", "ftdi_sio")],
                     ("serial_adapter", "possible", "FT232 serial adapter"), {"revision": "0600"}),
    "serial-pl2303": ("1-4", "067b:2303", "Prolific Technology Inc.", "USB-Serial Controller", None,
                      [serial_chip("FF0000", "pl2303", "pl2303")],
                      ("serial_adapter", "possible", "PL2303 serial adapter"), {}),
    # Science rooms
    "vernier-go-link": ("1-5", "08f7:0003", "Vernier Software & Technology", "Go! Link", None, [hid()],
                        (LAB, "certain", "Go!Link"), {"speed": "1.5"}),
    "vernier-labquest-mini": ("1-5", "08f7:0008", "Vernier", "LabQuest Mini", None, [("FF0000",)],
                              (LAB, "certain", "LabQuest Mini"), {}),
    "ld-pocket-cassy": ("1-5", "0f11:1010", "LD DIDACTIC", "Pocket-CASSY", None, [hid(hid_driver="hid-generic")],
                        (LAB, "certain", "Pocket-CASSY"), {}),
    "rigol-ds1054z": ("1-6", "1ab1:04ce", "Rigol Technologies.", "DS1000Z Series", "DS1ZA171812345",
                      [("FE0301", "usbtmc", "usbtmc")], ("measuring_instrument", "certain", "DS1000Z oscilloscope"),
                      {"speed": "480"}),
    "saleae-clone": ("1-6", "0925:3881", None, None, None, [("FFFFFF",)],
                     ("measuring_instrument", "likely", "Logic analyser (Saleae Logic or clone)"), {"speed": "480"}),
    "bresser-biolux": ("1-7", "18ec:3366", "ARKMICRO", "USB PC CAMERA", None, UVC,
                       ("microscope", "certain", "Biolux NV"), {"device_class": "ef", "speed": "480"}),
    "microscope-by-name": ("1-7", "0c45:6366", "Sonix Technology Co., Ltd.", "USB 2.0 Digital Microscope", "SN0001",
                           UVC,
                           ("microscope", "certain", "USB 2.0 Digital Microscope"), {"device_class": "ef",
                                                                                     "speed": "480"}),
    "ipevo-ziggi": ("1-7", "1778:0210", "IPEVO Inc.", "IPEVO Ziggi-HD", None, UVC + audio("c")[:2],
                    ("document_camera", "certain", "IPEVO Ziggi-HD"), {"device_class": "ef", "speed": "480"}),
    # Tablets
    "samsung-mtp": ("1-8", "04e8:6860", "SAMSUNG", "SAMSUNG_Android", "R52M70ABCDE", [MTP],
                    ("phone_or_tablet", "possible", "SAMSUNG_Android"), {"speed": "480", "revision": "0400"}),
    "samsung-mtp-adb": ("1-8", "04e8:6860", "SAMSUNG", "SAMSUNG_Android", "R52M70ABCDE", [MTP, ACM, DATA, ADB],
                        ("phone_or_tablet", "possible", "SAMSUNG_Android"), {"speed": "480", "device_class": "ef"}),
    "ipad": ("1-8", "05ac:12ab", "Apple Inc.", "iPad", "0000802000123A4401D8002E",
             [("060101", None, None, {"name": "PTP"}), ("FFFE02", None, None, {"name": "Apple USB Multiplexor"})],
             ("tablet", "certain", "iPad"), {"speed": "480"}),
    "lenovo-tab-m10": ("1-8", "17ef:7bdf", "LENOVO", "Lenovo TB-X505F", "HA15ABCD", [MTP],
                       ("tablet", "certain", "Lenovo TB-X505F"), {"speed": "480"}),
    "google-mtp": ("1-8", "18d1:4ee1", "Google", "Pixel 6", "1A051FDF6001AB", [MTP],
                   ("phone_or_tablet", "possible", "Pixel 6"), {"speed": "480"}),
    # Drawing, input
    "wacom-intuos-s": ("1-9", "056a:0374", "Wacom Co.,Ltd.", "Intuos S", "8AE00P1012345",
                       [hid("030000", "TABLET", "TABLET+TABLET_PAD", hid_driver="wacom", label="Wacom Intuos S Pen"),
                        hid("030101", hid_driver="wacom")],
                       ("drawing_tablet", "certain", "Intuos S"), {}),
    "huion-h640p": ("1-9", "256c:006d", "HUION", "Huion Tablet_H640P", None,
                    [hid("030000", "TABLET", hid_driver="uclogic"), hid("030001", "KEY+KEYBOARD",
                                                                        hid_driver="uclogic")],
                    ("drawing_tablet", "certain", "Huion Tablet_H640P"), {}),
    "keyboard": ("1-10", "046d:c31c", "Logitech", "USB Keyboard", None,
                 [hid("030101", "KEY+KEYBOARD"), hid("030000", "KEY")], ("keyboard", "likely", "USB Keyboard"),
                 {"speed": "1.5"}),
    "mouse": ("1-10", "046d:c077", "Logitech", "USB Optical Mouse", None, [hid("030102", "MOUSE")],
              ("mouse", "likely", "USB Optical Mouse"), {"speed": "1.5"}),
    "gamepad": ("1-10", "0079:0006", "DragonRise Inc.", "Generic   USB  Joystick  ", None, [hid("030000", "JOYSTICK")],
                ("game_controller", "certain", "USB gamepad"), {"speed": "1.5"}),
    "barcode-scanner": ("1-10", "1eab:0103", "Newland Auto-ID", "HR200 HIDKBW", "HR2002012345",
                        [hid("030101", "KEY+KEYBOARD")], ("other", "likely", "Barcode scanner"), {}),
    "smart-board": ("1-11", "0b8c:0001", "SMART Technologies ULC", "SMART Board 800 Series", "A0123456789",
                    [hid("030000", "TOUCHSCREEN")], ("interactive_panel", "certain", "SMART Board 800 Series"), {}),
    "irtouch-frame": ("1-11", "6615:0020", "IRTOUCHSYSTEMS", "IRTOUCH InfraRed TouchScreen", None,
                      [hid("030000", "TOUCHSCREEN")], ("touch", "certain", "Infrared touch screen"), {}),
    # Sound and pictures
    "headset-h390": ("1-12", "046d:0a44", "Logitech Inc", "Logitech USB Headset H390", "00000000",
                     audio() + [hid("030000", "KEY")], ("headset", "certain", "Logitech USB Headset H390"), {}),
    "sound-adapter": ("1-12", "0d8c:0014", "C-Media Electronics Inc.", "USB Audio Device", None,
                      audio() + [hid("030000", "KEY")], ("headset", "possible", "USB sound adapter"), {}),
    "jabra-speak-410": ("1-12", "0b0e:0410", "GN Netcom A/S", "Jabra SPEAK 410 USB", "745C4B123456x010900",
                        audio() + [hid("030000", "KEY")], ("speaker", "certain", "SPEAK 410"), {}),
    "webcam-c270": ("1-12", "046d:0825", None, None, "5A2B4E90", UVC + audio("c")[:2],
                    ("camera", "certain", "HD Webcam C270"), {"device_class": "ef", "speed": "480"}),
    # Paper
    "printer-epson-l3250": ("1-13", "04b8:118a", "EPSON", "L3250 Series", "583236463130123456",
                            [("FFFFFF",), ("070102", "usblp", "printer",
                                           {"ieee1284": "MFG:EPSON;CMD:ESCPL2;MDL:L3250 Series;"})],
                            ("printer", "certain", "L3250"), {"speed": "480"}),
    "scanner-lide-110": ("1-13", "04a9:1909", "Canon", "CanoScan", None, [("FFFFFF",)],
                         ("scanner", "certain", "CanoScan LiDE"), {"speed": "480"}),
    "printer-3d-prusa-mk3": ("1-13", "2c99:0002", "Prusa Research (prusa3d.com)", "Original Prusa i3 MK3",
                             "CZPX1018X004XC12345", [ACM, DATA], ("printer_3d", "certain", "Original Prusa i3 MK3"),
                             {"device_class": "02"}),
    # Lines
    "ethernet-rtl8153": ("1-14", "0bda:8153", "Realtek", "USB 10/100/1000 LAN", "000001",
                         [("FFFF00", "r8152", "net", {"address": "00:e0:4c:68:12:34"})],
                         ("network_adapter", "certain", "RTL8153 Gigabit Ethernet"), {"speed": "5000"}),
    "wifi-tl-wn722n": ("1-14", "2357:010c", "Realtek", "802.11n NIC", "00E04C0001",
                       [("FFFFFF", "r8188eu", "wlan", {"address": "50:3e:aa:12:34:56"})],
                       ("wifi_adapter", "certain", "TL-WN722N v2/v3"), {"speed": "480"}),
    "modem-huawei-hilink": ("1-14", "12d1:14dc", "HUAWEI_MOBILE", "HUAWEI_MOBILE", None,
                            [("020600", "cdc_ether", "net", {"address": "0c:5b:8f:27:9a:64", "speed": "425"}),
                             ("0A0600", "cdc_ether"), storage("TF CARD Storage ", vendor="HUAWEI  ")],
                            ("modem", "certain", "E3372 (HiLink)"), {"speed": "480"}),
    "modem-huawei-driver-disc": ("1-14", "12d1:1f01", "HUAWEI_MOBILE", "HUAWEI_MOBILE", "0123456789ABCDEF",
                                 [storage("Mass Storage    ", vendor="HUAWEI  ", type="5")],
                                 ("modem", "certain", "Modem showing its driver disc"), {"speed": "480"}),
    # Power, keys, drives
    "ups-apc": ("1-15", "051d:0002", "American Power Conversion", "Back-UPS ES 700G FW:871.O4 .I USB FW:O4",
                "5B1234T12345  ",
                [("030000", "usbhid", "hiddev", {})],
                ("ups", "certain", "Back-UPS ES 700G FW:871.O4 .I USB FW:O4"), {"speed": "1.5"}),
    "rutoken": ("1-15", "0a89:0030", "Aktiv", "Rutoken ECP", None, [("0B0000",)],
                ("smartcard_reader", "certain", "Rutoken"), {"speed": "480"}),
    "fingerprint-u-are-u": ("1-15", "05ba:000a", "DigitalPersona, Inc.", "U.are.U\u00ae 4500 Fingerprint Reader",
                            "{1C5A6B7D-0000-0000}", [("FFFFFF",)], ("fingerprint_reader", "certain", "U.are.U"), {}),
    "stick-kingston": ("1-16", "0951:1666", "Kingston", "DataTraveler 3.0", "60A44C413FAEB2B0C9F3A1D4",
                       [storage("DataTraveler 3.0", vendor="Kingston")], ("storage", "certain", "DataTraveler 3.0"),
                       {"speed": "5000"}),
    # Junk serials
    "junk-serial-oem": ("1-16", "058f:6387", "Generic", "Mass Storage", "To be filled by O.E.M.", [storage()],
                        ("storage", "likely", "Mass Storage"), {"speed": "480"}),
    "junk-serial-zeroes": ("1-16", "0bda:0129", "Generic", "USB2.0-CRW", "000000000000", [("FF0650", "rtsx_usb")],
                           ("storage", "certain", "Memory card reader"), {"speed": "480", "removable": "fixed"}),
    "junk-serial-sequence": ("1-16", "13fe:4200", "UFD 2.0", "Silicon-Power8G", "0123456789ABCDEF", [storage()],
                             ("storage", "certain", "Silicon-Power8G"), {"speed": "480"}),
    # Hostile names. Escapes are those of the agent: what is not printable stands as \xNN, a backslash as \x5c.
    "hostile-long-name": ("1-16", "058f:6387", "Ж" * 60, "Ж" * 100, "L" * 126, [storage()],
                          ("storage", "likely", "Ж" * 100), {"speed": "480"}),
    "hostile-terminal": ("1-16", "058f:6387", "\x1b]0;owned\x07", "\x1b[2J\x1b[31mUSB\x9b1m", "\x1b[6n", [storage()],
                         ("storage", "likely", "\\x1b[2J\\x1b[31mUSB\\xc2\\x9b1m"), {"speed": "480"}),
    "hostile-script": ("1-16", "058f:6387", "<b>Maker</b>", "<script>alert(1)</script>", "\"><img src=x>", [storage()],
                       ("storage", "likely", "<script>alert(1)</script>"), {"speed": "480"}),
    "hostile-formula": ("1-16", "058f:6387", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "+1+1", [storage()],
                        ("storage", "likely", "=cmd|' /C calc'!A0"), {"speed": "480"}),
    "hostile-invalid-utf8": ("1-16", "058f:6387", b"Good\xff\xfe", b"Caf\xe9 \xc3\x28 Stick", b"\x80\x81", [storage()],
                             ("storage", "likely", "Caf\\xe9 \\xc3( Stick"), {"speed": "480"}),
    "hostile-line-feed": ("1-16", "058f:6387", "Maker\r\nX-Header: 1", "Stick\nE: PARTA_CATEGORY=tablet", "a\tb",
                          [storage()],
                          ("storage", "likely", "Stick\\x0aE: PARTA_CATEGORY=tablet"), {"speed": "480"}),
    "hostile-key-characters": ("1-16", "058f:6387", "*", "x:nBBC micro:bit:if070101?[a-z]*", "*:*", [storage()],
                               ("storage", "likely", "x:nBBC micro:bit:if070101?[a-z]*"), {"speed": "480"}),
    "hostile-direction": ("1-16", "058f:6387", "Maker", "USB\u202eexe.kcitS", "1", [storage()],
                          ("storage", "likely", "USB\\xe2\\x80\\xaeexe.kcitS"), {"speed": "480"}),
}

PANEL_86 = edid("GSM", 0xC0A3, "86TR3DK", 190, 107, 3840, 2160, cta=True)
PANEL_65 = edid("SBI", 0x6501, "SBID-MX265", 143, 80, 3840, 2160, serial="A034HW12345", cta=True)


def plug(tree, name, port=None, answered=True):
    at, ids, manufacturer, product, serial, interfaces, answer, more = SINGLE[name]
    tree.usb(port or at, ids, manufacturer, product, serial, interfaces, answer if answered else None, **more)


def single(name):
    return lambda tree: plug(tree, name)


def hub(tree, port):
    tree.usb(port, "05e3:0610", "GenesysLogic", "USB2.1 Hub", None, [("090002", "hub")],
             ("hub", "certain", "USB2.1 Hub"), speed="480", device_class="09", max_child=4)


def hub_with_devices(tree):
    """Hubs behind hubs: what hangs on them is found, and counted once."""
    hub(tree, "1-2")
    plug(tree, "microbit", "1-2.1")
    hub(tree, "1-2.4")
    plug(tree, "arduino-uno", "1-2.4.1")
    plug(tree, "mouse", "1-2.4.2")


def twins(tree):
    """Two sticks of one batch with the same serial, and two boards without any."""
    plug(tree, "junk-serial-sequence", "1-1")
    plug(tree, "junk-serial-sequence", "1-2")
    plug(tree, "serial-ch340", "1-3")
    plug(tree, "serial-ch340", "1-4")


def display_monitor(tree):
    tree.display("DP-1", edid("DEL", 0xA0D9, "DELL P2419H", 53, 30, 1920, 1080, 2019, "7LR2M13"),
                 ("display", "certain", "DELL P2419H"))


def display_projector(tree):
    tree.display("HDMI-A-1", edid("SEC", 0xA821, "EPSON PJ", 0, 0, 1280, 800, 2018),
                 ("projector", "certain", "EPSON PJ"))


def display_panel(tree):
    tree.display("HDMI-A-1", PANEL_86, ("interactive_panel", "likely", "86TR3DK"))


def classroom(tree):
    """One of each that a school's room must be able to show."""
    for port, name in enumerate(
        ["lego-robot-inventor", "microbit", "arduino-uno", "vernier-go-link", "samsung-mtp", "wacom-intuos-s",
         "serial-ch340", "smart-board"], 1,
    ):
        plug(tree, name, f"1-{port}", answered=name != "smart-board")
    # The panel and its touch, of one maker, are one device: the display stands for both.
    tree.display("HDMI-A-1", PANEL_65, ("interactive_panel", "certain", "SBID-MX265"))


FIXTURES = {name: single(name) for name in SINGLE} | {
    "hub-with-devices": hub_with_devices,
    "twins": twins,
    "display-monitor": display_monitor,
    "display-projector": display_projector,
    "display-panel": display_panel,
    "classroom": classroom,
}
