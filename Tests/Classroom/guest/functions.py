"""The functions a gadget is made of: what each kind needs in configfs before it is bound.

A gadget file names a kind and its options; `prepare` fills the function's directory. Kinds that the kernel cannot play
alone (a maker's own protocol) bring a responder: see vendor.py.
"""

from reports import REPORTS
from vendor import Vendor

# Backing file of every mass storage function; its size is of no interest to anyone.
STORAGE_SIZE = 4 << 20


def write(path, value):
    """Writes one configfs attribute, naming it when the kernel refuses."""
    data = value if isinstance(value, bytes) else str(value).encode()
    try:
        with open(path, "wb", buffering=0) as attribute:
            attribute.write(data)
    except OSError as error:
        raise RuntimeError(f"the kernel refused {data!r} for {path}: {error}") from error


def nothing(function, options, scratch):
    """For kinds whose defaults do: acm, midi."""


def hid(function, options, scratch):
    report = REPORTS[options.get("report", "vendor")]
    write(function / "protocol", report.protocol)
    write(function / "subclass", report.subclass)
    write(function / "report_length", report.length)
    write(function / "report_desc", report.descriptor)


def mass_storage(function, options, scratch):
    backing = scratch / "storage.img"
    with open(backing, "wb") as image:
        image.truncate(STORAGE_SIZE)
    write(function / "lun.0/removable", 1)
    write(function / "lun.0/file", backing)
    if "inquiry" in options:
        write(function / "lun.0/inquiry_string", options["inquiry"])


def ethernet(function, options, scratch):
    write(function / "dev_addr", "02:00:5e:00:53:01")
    write(function / "host_addr", options.get("address", "02:00:5e:00:53:02"))


def printer(function, options, scratch):
    write(function / "pnp_string", options.get("pnp", "MFG:Parta;MDL:Test;CLS:PRINTER;"))


def vendor(function, options, scratch):
    return Vendor(function, options, scratch)


# Kind in the gadget file: the function driver's name and what fills its directory.
KINDS = {
    "acm": ("acm", nothing),
    "ecm": ("ecm", ethernet),
    "hid": ("hid", hid),
    "mass_storage": ("mass_storage", mass_storage),
    "midi": ("midi", nothing),
    "printer": ("printer", printer),
    "rndis": ("rndis", ethernet),
    "vendor": ("ffs", vendor),
}
