"""Every USB id that five Debian packages know, with what it is: the truth that classification is measured against.

The packages say which program can drive a device, not what a buyer would call it, so a label is read into a category
here, from upstream's own comment and file only; nothing here looks at Parta's hardware rules. What upstream itself
calls a shared id (a bare serial bridge) has the truth `serial_adapter`.
"""

import collections
import dataclasses
import glob
import os
import re

import usb_kinds as kind

PACKAGES = ("libmtp-common", "libgphoto2-6", "libwacom-common", "nut-server", "libsigrok4")
PACKAGE_PROPERTIES = {"ID_MTP_DEVICE", "ID_MEDIA_PLAYER", "ID_GPHOTO2", "GPHOTO2_DRIVER", "ID_SIGROK"}


@dataclasses.dataclass
class Known:
    """One id: `label` is upstream's name, `truth` a category, `weaker` an answer that says less but nothing false."""
    source: str
    vendor: int
    product: int
    label: str
    truth: str
    device: object
    weaker: str = ""
    properties: dict = dataclasses.field(default_factory=dict)

    @property
    def id(self):
        return f"{self.vendor:04x}:{self.product:04x}"


def words(*alternatives):
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


# Read into a category in this order; what none fits is a phone or something that cannot be told from one.
PHONES = words(
    "sgh-", "nokia n80", "p90[56]i", "w6610", "i908", "live walkman", "fonepad", "padfone")
CAMERAS = words(
    "gopro", "alpha-", "slt-", "ilce-", "dsc-", "zv-", "camera", "coolpix", "powershot", "eos ", "lumix", "hero",
    "nex-", "hdr-", "fdr-", "handycam", "dcr-")
PLAYERS = words(
    "zen\\b", "zune", "sansa", "gogear", "nwz?-", "nw[dz]-", "walkman", "yp-", "yh-", "yepp", "iriver", "i-?audio",
    "gigabeat", "lyra", "music player", "media ?(?:cent|play)", "gmini", "cowon", "alneo", "mp3", "mmp", "trekstor",
    "muvo", "ibead", "dell dj", "dj itty", "pocket dj", "thomson", "rca\\b", "philips", "creative", "toshiba gig",
    "xmp3", "xdp-", "a&k", "astell", "fiio", "hiby", "nox a1", "medion md", "vibez", "insignia", "kenwood", "sirius",
    "stiletto", "jukebox", "ipod", "dunlop", "pioneer",
    "archos (?:gmini|av|\\d{3}\\b(?!.*(?:g[489]|xs$|neon|titan|xenon|cobalt|oxygen|power|it2|turbo)))",
    "archos (?:\\d{3}(?:cam|hdd|wifi|f|tv)|5 \\(|vision|xs)",
    "audio\\b", "iaudio", "sony psp", "gp2x", "t1[05]\\b", "panasonic", "maxfield", "memorex", "denver",
    "samsung (?:yp|yh)", "m:?robe", "rockchip", "technika", "tevion", "coby", "spod", "ibiza", "nextar", "mymusix",
    "gigaware", "freescape", "switch lite", "ouya", "oculus", "parrot", "qemu", "pocket tunes", "adf-drive", "netronix")
APPLIANCES = words(
    "garmin", "tomtom", "watch", "vivo(?:active|smart)", "forerunner", "fenix", "simulator", "rider", "isabella",
    "pagepro", "photo ?frame", "picture frame", "amazon kindle$", "kindle paperwhite", "e-?reader", "qualisys",
    "navigation", "scanner", "android tv", "archos tv", "wyplayer", "recon", "jetson", "boox", "supernote",
    "tolino vision", "glowlight")
TABLETS = words(
    "ipad", "tabs?\\d?\\b", "touchpad", "multipad", "stylistic", "streak 7", "sero 7", "chagall", "vi8", "rct\\d{4}",
    "md99000", "p10606", "yb1-", "a[3-7][56]00-[fh]", "tablets?", "galaxy tab", "a[1-3]-[a8]", "zenpad", "excite",
    "thrive", "vtab", "ellipsis", "aquaris m10", "storio", "surftab", "olipad", "8o g9", "alldocube",
    "cintiq companion", "k00e", "k010", "sl101", "galaxy note (?:8|10)", "mediapad", "matepad", "memo ?pad", "memo\\b",
    "idea ?tab", "ideapad", "xoom", "nexus (?:7|9|10)", "pixel c", "kindle fire", "fire (?:hd|7|8|10)", "iconia",
    "transformer", "tf\\d{3}", "eee pad", "slider", "venue (?:7|8|10|11)", "lifetab", "tegra note", "shield", "arnova",
    "hudl", "kobo arc", "tolino tab", "nook (?:hd|color|tab)", "kurio", "mi ?pad", "yoga", "yt3", "tb-?[x\\d]",
    "a7-[35]", "a10-70", "a8-50", "s5000-", "me\\d{3}[a-z]?\\b", "lenovo b[68]", "thinkpad", "nokia n1\\b", "sm-t",
    "gt-p\\d", "tx201", "g pad", "pad\\b", "slate", "folio",
    "archos (?:(?:70|80|90|97|101|133)(?!\\d)|\\d+b? ?(?:g[89]|xs\\b))")


READINGS = ((PHONES, "phone_or_tablet"), (CAMERAS, "camera"), (APPLIANCES, "other"), (TABLETS, "tablet"),
            (PLAYERS, "other"))


def media_kind(label):
    """What a device of libmtp's list is, by upstream's name for it."""
    for pattern, category in READINGS:
        if pattern.search(label):
            return category
    return "phone_or_tablet"


def split(label):
    """Maker and product as a device would say them, from upstream's label: first word, and the rest without remarks."""
    plain = " ".join(re.sub(r"\([^)]*\)|\bMTP(?:\+\w+)*", " ", label).split())
    maker, _, product = plain.partition(" ")
    return maker, product or plain


def hwdb(path):
    """(label, vendor, product, properties) of each `usb:` record of a hwdb file, whose comments are the labels."""
    label, keys, properties = "", [], {}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in [*file, "\n"]:
            text = line.strip()
            if line.startswith("#"):
                label = text.lstrip("# ")
            elif match := re.match(r"usb:v([0-9A-F]{4})p([0-9A-F]{4})", text):
                keys.append(tuple(int(digits, 16) for digits in match.groups()))
            elif line.startswith(" ") and "=" in text:
                name, _, value = text.partition("=")
                properties[name] = value
            elif not text:
                yield from ((label, *key, properties) for key in keys)
                label, keys, properties = "", [], {}


def mtp_known(source, label, vendor, product, properties):
    truth, (maker, name) = media_kind(label), split(label)
    if vendor == 0x05ac:
        device = kind.apple(vendor, product, "Apple Inc.", name)
    elif truth == "camera":
        device = kind.ptp_camera(vendor, product, maker, name)
    elif truth == "other":
        device = kind.media_player(vendor, product, maker, name)
    else:
        device = kind.mtp(vendor, product, maker, name, label)
    weaker = "phone_or_tablet" if truth == "tablet" else ""
    return Known(source, vendor, product, label, truth, device, weaker, properties)


def libmtp(root):
    for label, vendor, product, properties in hwdb(f"{root}/lib/udev/hwdb.d/69-libmtp.hwdb"):
        yield mtp_known("libmtp", label, vendor, product, properties)


def libgphoto2(root):
    for label, vendor, product, properties in hwdb(f"{root}/lib/udev/hwdb.d/20-libgphoto2-6.hwdb"):
        if "ID_MEDIA_PLAYER" in properties or vendor == 0x05ac or APPLIANCES.search(label):
            yield mtp_known("libgphoto2", label, vendor, product, properties)
            continue
        make = kind.ptp_camera if properties.get("GPHOTO2_DRIVER") == "PTP" else kind.old_camera
        yield Known("libgphoto2", vendor, product, label, "camera", make(vendor, product, *split(label)),
                    properties=properties)


def libwacom(root):
    for path in sorted(glob.glob(f"{root}/usr/share/libwacom/*.tablet")):
        with open(path, encoding="utf-8") as file:
            facts = dict(re.findall(r"^(\w+)=(.*)$", file.read(), re.MULTILINE))
        built_in = "System" in facts.get("IntegratedIn", "")
        for match in re.finditer(r"\busb:([0-9a-f]{4}):([0-9a-f]{4})", facts.get("DeviceMatch", "")):
            vendor, product = (int(digits, 16) for digits in match.groups())
            maker, name = split(facts["Name"])
            device = kind.pen_tablet(
                vendor, product, "Wacom Co.,Ltd." if vendor == 0x056a else maker, name,
                facts.get("Stylus") != "false", facts.get("Touch") == "true", facts.get("Buttons", "0") != "0",
                built_in)
            truth = "touch" if built_in else "other" if facts.get("Class") == "Remote" else "drawing_tablet"
            yield Known("libwacom", vendor, product, facts["Name"], truth, device)


def rules(path):
    """(label, vendor, product) of each id of libsigrok's rules: a paragraph's first word is the maker, the first
    comment since the id before it names the device."""
    maker, own = "", []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                own.append(line.strip("# \n"))
                maker = maker or own[0].partition(" ")[0]
            elif match := re.search(r'idVendor}=="(\w{4})", ATTRS{idProduct}=="(\w{4})"', line):
                name = own[0] if own else name
                label = name if name.lower().startswith(maker.lower()) else f"{maker} {name}"
                yield label, *(int(digits, 16) for digits in match.groups())
                own = []
            elif not line.strip():
                maker, own = "", []


def nut(root):
    """The maker heads a block (`# Eaton`), model and driver stand above each id (`#  T500  - bcmxcp_usb`).

    Makers without a heading of their own stand in the block before: another vendor id there has its maker in the model.
    """
    maker, owner = "", None
    with open(f"{root}/lib/udev/rules.d/62-nut-usbups.rules", encoding="utf-8") as file:
        label, driver = "", ""
        for line in file:
            if head := re.match(r"# (\S.*)", line):
                maker, owner = head[1], None
            elif model := re.match(r"#  (.*?)\s+- (\S+)$", line):
                label, driver = model.groups()
            elif match := re.search(r'idVendor}=="(\w{4})", ATTR{idProduct}=="(\w{4})"', line):
                vendor, product = (int(digits, 16) for digits in match.groups())
                if maker == "Arduino":  # Boards that somebody programmed as a UPS: still boards.
                    board = kind.cdc(vendor, product, "Arduino LLC", "Arduino Leonardo")
                    yield Known("nut", vendor, product, label, "microcontroller_board", board)
                    continue
                owner = owner or vendor
                name = re.sub(r"^(?:e\.g\. )?(?:\?|various|USB IDs|http|TS Shara UPSes).*|^e\.g\. ", "", label)
                by, name = (maker, name) if maker and vendor == owner else split(name)
                yield Known("nut", vendor, product, f"{by}: {label}", "ups",
                            kind.ups(vendor, product, by, name, driver))
            elif not line.strip():
                maker, owner = "", None


SHARED = {(0x0403, 0x6001): "ftdi_sio", (0x0403, 0x6010): "ftdi_sio", (0x0403, 0x6014): "ftdi_sio",
          (0x067b, 0x2303): "pl2303", (0x10c4, 0xea60): "cp210x"}
USBTMC = (0x0957, 0x1ab1, 0xf4ec, 0xf4ed, 0x0aad)
CABLES = ((0x10c4, 0xea80), (0x1a86, 0xe008), (0x04fc, 0x0201), (0x1244, 0xd237), (0x0820, 0x0001))
SERIAL = ((0x04d8, 0xfb00), (0x04d8, 0x000a))


def libsigrok(root):
    properties = {"ID_SIGROK": "1"}
    for label, vendor, product in rules(f"{root}/lib/udev/rules.d/60-libsigrok.rules"):
        maker, name = split(label)
        if driver := SHARED.get((vendor, product)):
            device = kind.bridge(vendor, product, "", "USB Serial", driver)
            yield Known("libsigrok", vendor, product, label, "serial_adapter", device, properties=properties)
        elif (vendor, product) in SERIAL:
            yield Known("libsigrok", vendor, product, label, "measuring_instrument",
                        kind.cdc(vendor, product, maker, name), "serial_adapter", properties)
        else:
            tmc = vendor in USBTMC or (vendor, product) == (0x05ff, 0x1023)
            code = "fe0301" if tmc else "030000" if (vendor, product) in CABLES else "ffffff"
            yield Known("libsigrok", vendor, product, label, "measuring_instrument",
                        kind.instrument(vendor, product, maker, name, code), properties=properties)


def known(root):
    """Each id once. Where packages disagree: sigrok's shared bridges, then instruments, UPS, tablets, and libmtp before
    libgphoto2, which repeats its list, except for cameras. Properties are those of all packages together."""
    chosen, properties = {}, collections.defaultdict(dict)
    for source in (libsigrok, nut, libwacom, libmtp, libgphoto2):
        for entry in source(root):
            key = entry.vendor, entry.product
            properties[key] |= entry.properties
            earlier = chosen.setdefault(key, entry)
            if earlier.source == "libmtp" and entry.source == "libgphoto2" and entry.truth == "camera":
                chosen[key] = entry
    for key, entry in chosen.items():
        entry.properties = {name: value for name, value in properties[key].items() if name in PACKAGE_PROPERTIES}
    return list(chosen.values())
