#!/usr/bin/env python3
"""Judges the second stage: what the region counted after the daemon had watched every gadget come and go.

usage: verify_daemon.py RESULTS.jsonl FILES.tar GADGETS_DIRECTORY
"""

import json
import sys
import tarfile
import tomllib
from pathlib import Path

# Seconds that a service may take to stop.
STOP_LIMIT = 5


def judge(record, gadgets):
    if record["status"] != 0:
        yield f"the daemon ended with {record['status']}"
    if record["stop_seconds"] > STOP_LIMIT:
        yield f"the daemon took {record['stop_seconds']} s to stop, {STOP_LIMIT} are allowed"
    for gadget in gadgets:
        ids = (gadget["vendor"], gadget["product"])
        count = sum((device.get("vendor_id"), device.get("product_id")) == ids for device in record["devices"])
        if count != 1:
            yield f"the region counts {count} of {ids[0]}:{ids[1]} {gadget.get('name', '')!r}, 1 was plugged in"


def leaks(archive, gadgets):
    """Serials of what may be somebody's own, in plain text in anything that was kept by agent or region."""
    serials = [gadget["serial"] for gadget in gadgets if gadget["expect"].get("personal")]
    with tarfile.open(archive) as files:
        for member in files:
            # The journal holds what the kernel says of each device, which is not ours.
            if not member.isfile() or member.name.endswith("journal.txt"):
                continue
            content = files.extractfile(member).read()
            for serial in serials:
                if len(serial) > 4 and serial.encode() in content:
                    yield f"{member.name} holds the serial {serial} as it is"


def main(results_file, archive, gadgets_directory):
    records = [json.loads(line) for line in Path(results_file).read_text().splitlines()]
    gadgets = [tomllib.loads(file.read_text()) for file in sorted(Path(gadgets_directory).glob("*.toml"))]
    record = next((record for record in records if record["stage"] == "daemon"), None)
    wrong = ["the stage was not played to its end"]
    if record is not None:
        wrong = [*judge(record, gadgets), *leaks(archive, gadgets)]
    print("The daemon's stage:", "ok" if not wrong else "not ok", *wrong, sep="\n  " if wrong else " ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
