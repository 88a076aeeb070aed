"""HID report descriptors (Device Class Definition for HID 1.11, appendices B and E; usage tables 1.4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """What an HID function tells: boot protocol, subclass (1: boot interface), report size in bytes, descriptor."""

    protocol: int
    subclass: int
    length: int
    descriptor: bytes


KEYBOARD = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810395057501"
    "050819012905910295017503910395067508150025650507190029658100c0"
)
MOUSE = bytes.fromhex(
    "05010902a1010901a100050919012903150025019503750181029501750581010501093009311581257f750895028106c0c0"
)
# One input and one output report of 64 bytes on a page of the maker's own: robot hubs, DAPLink, lab interfaces.
VENDOR = bytes.fromhex("0600ff0901a101150026ff007508954009018102954009019102c0")
# A pen with in-range, tip, barrel switch, position and pressure on the digitizer page.
PEN = bytes.fromhex(
    "050d0901a1010920a1000932094209441500250175019503810295058103"
    "0501093009311500260040751095028102050d09301500260008751095018102c0c0"
)
GAMEPAD = bytes.fromhex(
    "05010905a10105091901290815002501750195088102050109300931150026ff00750895028102c0"
)

REPORTS = {
    "keyboard": Report(1, 1, 8, KEYBOARD),
    "mouse": Report(2, 1, 4, MOUSE),
    "vendor": Report(0, 0, 64, VENDOR),
    "pen": Report(0, 0, 7, PEN),
    "gamepad": Report(0, 0, 3, GAMEPAD),
}
