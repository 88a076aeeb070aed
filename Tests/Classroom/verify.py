#!/usr/bin/env python3
"""Judges what a classroom PC wrote down: one line a gadget, and an exit status that says whether all of it was right.

usage: verify.py RESULTS.jsonl GADGETS_DIRECTORY
"""

import json
import sys
import tomllib
import unicodedata
from pathlib import Path

# Bytes; no text of a descriptor may be longer in what the agent says.
TEXT_LIMIT = 256


def devices(record):
    return record.get("scan", {}).get("devices", [])


def texts(value):
    """Every string in a parsed JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def is_harmless(text):
    """Whether a terminal and a reader may be shown the text: printable, no formatting characters, bounded."""
    invisible = ("Cc", "Cf", "Zl", "Zp")
    return len(text.encode()) <= TEXT_LIMIT and not any(unicodedata.category(c) in invisible for c in text)


def judge_udev(gadget, view):
    """What the kernel and udev made of the gadget, without which the agent's answer would prove nothing."""
    found = set(filter(None, (view["ID_USB_INTERFACES"] or "").split(":")))
    wanted = set(gadget["expect"]["interfaces"])
    if found != wanted:
        yield f"udev shows interfaces {sorted(found)}, described were {sorted(wanted)}"
    missing = set(gadget["expect"].get("children", [])) - set(view["children"])
    if missing:
        yield f"the kernel made no {', '.join(sorted(missing))} of it"


def judge_answer(record):
    """Whether the agent answered at all."""
    if record.get("status") != 0 or "scan" not in record:
        said = record.get("unreadable") or record.get("messages", "")
        yield f"the agent ended with {record.get('status')} when {record['stage']}: {said.strip()[:300]}"


def judge_device(gadget, before, plugged):
    """The one entry that this gadget must be: returns it (or none) and what is wrong."""
    known = {device["id"] for device in before}
    added = [device for device in plugged if device["id"] not in known]
    ids = (gadget["vendor"], gadget["product"])
    own = [device for device in added if (device.get("vendor_id"), device.get("product_id")) == ids]
    wrong = []
    if not own:
        wrong.append("not listed")
    if len(own) > 1:
        wrong.append(f"counted {len(own)} times")
    for stranger in (device for device in added if device not in own):
        wrong.append(f"also listed as {stranger['category']} on {stranger['bus']} ({stranger['rule']})")
    if not own:
        return None, wrong
    device = own[0]
    expect = gadget["expect"]
    if device["category"] != expect["category"]:
        wrong.append("another category")
    if device["confidence"] not in expect["confidence"]:
        wrong.append(f"not {' or '.join(expect['confidence'])}")
    if not device.get("rule"):
        wrong.append("no rule named")
    serial = gadget.get("serial")
    if expect.get("personal") and serial in str(device.get("serial")):
        wrong.append("shows the serial of what may be somebody's own")
    elif serial and is_harmless(serial) and not expect.get("personal") and device.get("serial") != serial:
        wrong.append(f"serial {device.get('serial')!r}, not {serial!r}")
    wrong += [f"shows {text!r}" for text in texts(device) if not is_harmless(text)]
    return device, wrong


def judge(gadget, before, plugged, unplugged):
    """A gadget's line: what was said of it, and everything that is wrong."""
    wrong = list(judge_udev(gadget, plugged["udev"]))
    device = None
    # A run without an agent still proves that the gadgets work.
    if "status" in plugged:
        wrong += [*judge_answer(plugged), *judge_answer(unplugged)]
        if not wrong or "scan" in plugged:
            device, more = judge_device(gadget, devices(before), devices(plugged))
            wrong += more
        was = {device["id"]: device for device in devices(before)}
        left = {device["id"]: device for device in devices(unplugged)}
        for other in left.keys() - was.keys():
            wrong.append(f"still listed after unplugging: {left[other]['category']} on {left[other]['bus']}")
        for other in was.keys() - left.keys():
            wrong.append(f"unplugging took along: {was[other]['category']} on {was[other]['bus']}")
    return device, wrong


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main(results_file, gadgets_directory):
    records = [json.loads(line) for line in Path(results_file).read_text().splitlines()]
    stages = {(record.get("gadget"), record["stage"]): record for record in records}
    before = stages.get((None, "before"), {"stage": "before"})
    rows = [("gadget", "ids", "expected", "answer", "confidence", "rule", "verdict")]
    failed = 0
    for file in sorted(Path(gadgets_directory).glob("*.toml")):
        gadget = tomllib.loads(file.read_text())
        confidence = gadget["expect"]["confidence"]
        gadget["expect"]["confidence"] = [confidence] if isinstance(confidence, str) else confidence
        plugged, unplugged = stages.get((file.stem, "plugged")), stages.get((file.stem, "unplugged"))
        if plugged and unplugged:
            device, wrong = judge(gadget, before, plugged, unplugged)
        else:
            device, wrong = None, ["was not played to the end"]
        device = device or {}
        failed += bool(wrong)
        rows.append((
            file.stem, f"{gadget['vendor']}:{gadget['product']}", gadget["expect"]["category"],
            device.get("category", "-"), device.get("confidence", "-"), device.get("rule", "-"),
            "not ok: " + "; ".join(wrong) if wrong else "ok",
        ))
    table(rows)
    messages = (record.get("messages", "").strip() for record in records)
    for message in filter(None, dict.fromkeys(messages)):
        print(f"The agent also said: {message[:500]}")
    complete = (None, "done") in stages
    for record in records:
        if "trouble" in record:
            print(f"\nThe lesson broke off at {record.get('gadget', 'its end')}:\n{record['trouble']}")
    trouble = list(judge_answer(before)) if "status" in before else []
    print("\n".join(trouble), end="\n" if trouble else "")
    print(f"\n{len(rows) - 1 - failed} of {len(rows) - 1} gadgets ok")
    return 0 if complete and not failed and not trouble else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
