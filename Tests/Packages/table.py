#!/usr/bin/env python3
"""Tells what the steps of one or more scenarios found, as a table; status 1 where a step failed or was not reached.
A time that was not reached is "not met" and changes no status: it says as much of the machine.

usage: table.py NAME=RESULTS...   RESULTS: lines of JSON as guest/steps.py writes them
       table.py --cut RESULTS     notes that the last planned step, which never ends by itself, was ended by a cut of the current
"""

import json
import sys
from pathlib import Path


def records_of(path):
    records = []
    for line in Path(path).read_text().splitlines() if Path(path).exists() else []:
        try:
            records.append(json.loads(line))
        except ValueError:
            # The last line of a machine whose current was cut while it wrote.
            break
    return records


def note_cut(path):
    records = records_of(path)
    last = records[0]["plan"][-1]
    if all(record.get("step") != last for record in records):
        records.append({"step": last, "passed": True, "seconds": "", "found": "cut"})
        Path(path).write_text("".join(json.dumps(record) + "\n" for record in records))


def rows(path):
    """(step, verdict, seconds, found) of every step that was planned, in order."""
    records = records_of(path)
    planned, done = [], {}
    for record in records:
        if "plan" in record:
            planned += record["plan"]
        else:
            done[record["step"]] = record
    for name in [*planned, *(name for name in done if name not in planned)]:
        record = done.get(name)
        if record is None:
            yield name, "not reached", "", ""
        else:
            verdict = "not met" if record.get("slow") else "pass" if record["passed"] else "FAIL"
            yield name, verdict, record["seconds"], record["found"]
    if not records:
        yield "(it never began: see the console)", "FAIL", "", ""


def main(words):
    if words[:1] == ["--cut"]:
        note_cut(words[1])
        return 0
    good, slow = True, 0
    for word in words:
        name, _, path = word.partition("=")
        print(f"\n{name}")
        for step, verdict, seconds, found in rows(path):
            good = good and verdict in ("pass", "not met")
            slow += verdict == "not met"
            lines = str(found).strip().splitlines() or [""]
            # A passed step is one line; a failed one says all.
            print(f"  {verdict:<12}{seconds!s:>6} s  {step}" + (f": {lines[0][:240]}" if verdict in ("pass", "not met") and lines[0] else ""))
            if verdict == "FAIL":
                for line in lines:
                    print(f"                       {line}")
    if slow:
        print(f"\n{slow} time was not reached on this machine, which is no fault by itself: see what else it does")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
