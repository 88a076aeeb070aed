"""How well devices are classified: every id of five upstream packages, and the project's own fixtures.

usage: make bench-quality        (or: python3 Benchmarks/quality.py [--packages DIR] [--fixtures DIR])

The packages are downloaded and unpacked, never installed: nut-server would start daemons, and their hwdb files must not
leak into the runs that do without them. Three runs, since what a PC has decides what can be known:

  bare       what the kernel and systemd alone tell, with names as upstream writes them
  nameless   the same devices without manufacturer, product and interface strings, as many cheap ones come
  packages   as bare, with the properties that the packages' own hwdb files and rules set where they are installed

Firm means `likely` or `certain`; `possible` answers are counted apart. Precision: of the firm answers of a category,
how many were right. Recall: of a category's devices, how many got it firmly. Weaker: `phone_or_tablet` for a tablet.
What was missed goes to .build/quality/missed.json, by id and by family. Fixtures are counted apart: their answers were
written with the rules, so they show what was broken, not how good the rules are.
"""

import argparse
import collections
import ctypes
import glob
import json
import os
import subprocess

import scan
import umockdev_bed
import upstream_ids
from umockdev_text import Machine

PER_MACHINE = 250
FOLDER = os.path.join(scan.ROOT, ".build", "quality")
HARDWARE_RULES = os.path.join(scan.ROOT, "hwdb.d")
# Runs, and how many rows of confusions each prints.
ARMS = {"bare": 16, "nameless": 8, "packages": 8}
FAMILIES = 16


def unpacked():
    """The packages' files, downloaded once."""
    root = os.path.join(FOLDER, "root")
    for package in upstream_ids.PACKAGES:
        if glob.glob(os.path.join(FOLDER, f"{package}_*.deb")):
            continue
        os.makedirs(root, exist_ok=True)
        if subprocess.run(["apt-get", "download", "--quiet=2", package], cwd=FOLDER).returncode != 0:
            raise SystemExit(f"error: {package} could not be downloaded; run `apt-get update`, or unpack the packages "
                             f"{', '.join(upstream_ids.PACKAGES)} elsewhere and give --packages DIR")
        archive = glob.glob(os.path.join(FOLDER, f"{package}_*.deb"))[0]
        subprocess.run(["dpkg-deb", "--extract", archive, root], check=True)
    return root


class SystemNames:
    """systemd's own hwdb, whose properties udevd gives to every USB device; says nothing where there is none."""

    def __init__(self):
        self.library = ctypes.CDLL("libudev.so.1")
        for name in ("udev_new", "udev_hwdb_new", "udev_hwdb_get_properties_list_entry", "udev_list_entry_get_next"):
            getattr(self.library, name).restype = ctypes.c_void_p
        for name in ("udev_list_entry_get_name", "udev_list_entry_get_value"):
            getattr(self.library, name).restype = ctypes.c_char_p
        self.database = self.library.udev_hwdb_new(ctypes.c_void_p(self.library.udev_new()))

    def properties(self, vendor, product):
        found = {}
        if not self.database:
            return found
        entry = self.library.udev_hwdb_get_properties_list_entry(
            ctypes.c_void_p(self.database), f"usb:v{vendor:04X}p{product:04X}".encode(), 0)
        while entry:
            name, value = (call(ctypes.c_void_p(entry)).decode("utf-8", "replace") for call in (
                self.library.udev_list_entry_get_name, self.library.udev_list_entry_get_value))
            found[name] = value
            entry = self.library.udev_list_entry_get_next(ctypes.c_void_p(entry))
        return found


def arranged(entry, arm, names):
    """The entry's device as one of the three runs shows it."""
    device = entry.device
    properties = {name: value for name, value in names.properties(entry.vendor, entry.product).items()
                  if name not in upstream_ids.PACKAGE_PROPERTIES}
    if arm == "packages":
        properties |= entry.properties
    if arm == "nameless":
        device = device.nameless()
    return device.with_properties(properties)


def scan_command(program):
    return [program, "scan", "--format", "json", "--hwdb", HARDWARE_RULES]


def answers(program, entries, arm, names):
    """What the scan says: for each id, its devices."""
    found = collections.defaultdict(list)
    for start in range(0, len(entries), PER_MACHINE):
        machine = Machine()
        for entry in entries[start:start + PER_MACHINE]:
            machine.plug(arranged(entry, arm, names))
        for device in json.loads(umockdev_bed.run(machine, scan_command(program)))["devices"]:
            if device["bus"] == "gateway":
                continue  # The host's own: umockdev hides its devices and not its network.
            if device["bus"] == "usb" and device["port"] in machine.ports:
                found[int(device["vendor_id"], 16), int(device["product_id"], 16)].append(device)
            elif device["category"] != "hub":
                found["elsewhere"].append(device)
    return found


def outcome(entry, answer):
    if answer is None:
        return "missing"
    if answer["category"] == "unknown":
        return "unknown"
    firm = answer["confidence"] != "possible"
    if answer["category"] == entry.truth:
        return "firm" if firm else "possible"
    if answer["category"] == entry.weaker:
        return "weaker"
    return "wrong" if firm else "wrong possible"


def share(part, whole):
    return f"{part / whole:.1%}" if whole else "-"


COLUMNS = {"recall": ("firm",), "right but possible": ("possible",), "weaker": ("weaker",), "wrong": ("wrong",),
           "wrong but possible": ("wrong possible",), "unknown": ("unknown", "missing")}


def table(first, groups, precision=None):
    """A row for each group of outcomes, in shares of its ids; `precision` adds a column of its own."""
    extra = ["precision"] if precision else []
    print("| " + " | ".join([first, "ids", *extra, *COLUMNS]) + " |\n|---|" + "---:|" * (1 + len(extra) + len(COLUMNS)))
    for name, counts in sorted(groups.items(), key=lambda item: -item[1].total()):
        cells = [precision(name, counts)] if precision else []
        cells += [share(sum(counts[outcome] for outcome in outcomes), counts.total()) for outcomes in COLUMNS.values()]
        print(f"| {name} | {counts.total():,} | " + " | ".join(cells) + " |")
    print()


def by_category(rows):
    groups, firm = collections.defaultdict(collections.Counter), collections.Counter()
    for entry, result, answer in rows:
        groups[entry.truth][result] += 1
        if answer and answer["confidence"] != "possible":
            firm[answer["category"]] += 1
    table("category", groups, lambda name, counts: share(counts["firm"], firm[name]))


def by_package(rows):
    groups = collections.defaultdict(collections.Counter)
    for entry, result, _ in rows:
        groups[entry.source][result] += 1
    table("package", groups)


def report(arm, entries, found):
    rows, confusions, missed = [], collections.defaultdict(list), []
    for entry in entries:
        answer, *others = found.get((entry.vendor, entry.product)) or [None]
        result = outcome(entry, answer)
        category = answer["category"] if answer else "missing"
        rows.append((entry, result, answer))
        if others:
            print(f"Counted {len(others) + 1} times: {entry.id} {entry.label}")
        if result not in ("firm", "possible"):
            confusions[entry.truth, category, answer["confidence"] if answer else "-"].append(entry)
            missed.append({
                "id": entry.id, "label": entry.label, "source": entry.source, "truth": entry.truth, "outcome": result,
                "answer": category, "rule": answer and answer["rule"], "confidence": answer and answer["confidence"],
                "interfaces": [interface.code for interface in entry.device.interfaces]})
    print(f"## {arm}\n")
    by_category(rows)
    if arm == "bare":
        by_package(rows)
    print("| is | answered | sure | ids | for example |\n|---|---|---|---:|---|")
    for (truth, category, sure), those in sorted(confusions.items(), key=lambda item: -len(item[1]))[:ARMS[arm]]:
        print(f"| {truth} | {category} | {sure} | {len(those)} | {those[0].id} {those[0].label} |")
    print(f"\nDevices that a scan made up: {len(found['elsewhere'])}\n")
    return missed


def families(missed):
    """What to add to the hwdb first: the misses by truth, vendor and answer."""
    groups = collections.defaultdict(list)
    for miss in missed:
        groups[miss["truth"], miss["id"][:4], miss["answer"], miss["confidence"]].append(miss)
    return [{"truth": truth, "vendor": vendor, "answer": answer, "confidence": confidence, "count": len(those),
             "ids": [miss["id"] for miss in those], "labels": sorted({miss["label"] for miss in those})[:8]}
            for (truth, vendor, answer, confidence), those in sorted(groups.items(), key=lambda item: -len(item[1]))]


def fixtures(program, folder):
    """How many devices of the fixtures are answered as their golden answers say; the others are printed."""
    total, agreed = 0, 0
    for path in sorted(glob.glob(os.path.join(folder, "*.umockdev"))):
        with open(path.replace(".umockdev", ".expected.json"), encoding="utf-8") as file:
            wanted = json.load(file)
        told = json.loads(umockdev_bed.run_recorded(["--device", path], scan_command(program)))["devices"]
        for device in wanted:
            total += 1
            same = [other for other in told if all(other.get(key) == value for key, value in device.items())]
            if same:
                told.remove(same[0])
                agreed += 1
            else:
                print(f"{os.path.basename(path)}: nothing in the scan is {json.dumps(device, ensure_ascii=False)}")
        for device in (other for other in told if other["bus"] == "usb"):
            print(f"{os.path.basename(path)}: not expected: {device['category']} {device.get('product')}")
    return total, agreed


def main():
    arguments = argparse.ArgumentParser(description="How well devices are classified")
    arguments.add_argument("--packages", help="where the packages are unpacked already")
    arguments.add_argument("--fixtures", default=os.path.join(scan.ROOT, "Tests", "Fixtures", "umockdev"))
    given = arguments.parse_args()
    program, names, entries = scan.agent(), SystemNames(), upstream_ids.known(given.packages or unpacked())
    entries.sort(key=lambda entry: (entry.source, entry.vendor, entry.product))
    sources = collections.Counter(entry.source for entry in entries)
    print(f"{len(entries):,} USB ids: " + ", ".join(f"{count:,} of {name}" for name, count in sources.items()) + "\n")
    missed = {arm: report(arm, entries, answers(program, entries, arm, names)) for arm in ARMS}
    groups = families(missed["bare"])
    print("## What to teach first (bare)\n\n| is | vendor | answered | sure | ids | for example |")
    print("|---|---|---|---|---:|---|")
    for group in groups[:FAMILIES]:
        print(f"| {group['truth']} | {group['vendor']} | {group['answer']} | {group['confidence']} | {group['count']} "
              f"| {'; '.join(group['labels'][:2])} |")
    total, agreed = fixtures(program, given.fixtures)
    print(f"\nFixtures: {agreed} of {total} devices as written in their expected answers")
    os.makedirs(FOLDER, exist_ok=True)
    with open(os.path.join(FOLDER, "missed.json"), "w", encoding="utf-8") as file:
        json.dump({"families": groups, **missed}, file, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main()
