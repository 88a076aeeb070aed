"""Figures of line tests, and how they are put down."""

import json
import math
import os
import statistics

from line_bed import ROOT, say

# Of an Ethernet frame as tbf counts it, and of an IP packet as the emulator does: TCP with timestamps at an MTU of 1500.
PAYLOAD_OF_FRAME, PAYLOAD_OF_PACKET = 1448 / 1514, 1448 / 1500
DIRECTIONS = ("download", "upload")


def mbps(test, direction):
    """The headline figure; nothing when the direction gave none, which no table can hide."""
    value = test.get(f"{direction}_mbps")
    if value is None:
        raise SystemExit(f"no {direction} figure: {test.get('problem')}")
    return value


def rate(test, direction):
    """What the test says of a direction beyond the headline figure."""
    return test.get(direction) or {}


def percentile(values, share):
    """The nearest rank: a figure that was measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def text(value, form=".1f", unit=""):
    return "-" if value is None else f"{value:{form}}{unit}"


def percent(value, form=".1f"):
    return text(None if value is None else 100 * value, form, " %")


def share(count, whole):
    return "-" if whole == 0 else f"{count}/{whole}"


def met(holds):
    return "met" if holds else "NOT met"


def table(columns, rows):
    """Markdown; a column whose name ends with `:` holds numbers."""
    print("| " + " | ".join(name.rstrip(":") for name in columns) + " |")
    print("|" + "|".join("---:" if name.endswith(":") else "---" for name in columns) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)


def keep(name, raw):
    """All that was measured, for whoever wants to look closer."""
    folder = os.path.join(ROOT, ".build", "bench-line")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{name}.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(raw, file, indent=1)
    say(f"kept {path}")
