#!/usr/bin/env python3
"""Replays one round's log of block writes and judges what a power cut would have left at chosen flushes.

usage: replay.py ROUND_DIRECTORY PROGRAMS SCHOOLS --points N --seed S --filesystem-bytes B
In ROUND_DIRECTORY: before.img (the disk at the round's start), writes.log, promises.json (of the rounds before; may be
missing). Leaves there: after.img (the disk as the cut left it), promises.json, verdict.json.
"""

import argparse
import dataclasses
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "guest"))

from judge import Judge, Promises  # noqa: E402
from marks import read_mark  # noqa: E402
from writes import WriteLog, chosen  # noqa: E402


def copy(source, destination):
    subprocess.run(["cp", "--sparse=always", "--reflink=auto", source, destination], check=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("programs", type=Path)
    parser.add_argument("schools", type=Path)
    parser.add_argument("--points", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--filesystem-bytes", type=int, required=True)
    options = parser.parse_args()
    directory = options.directory

    log = WriteLog(directory / "writes.log", options.filesystem_bytes, read_mark)
    intervals = list(log.intervals())
    kept = directory / "promises.json"
    promises = Promises(**json.loads(kept.read_text())) if kept.exists() else Promises()
    before = dataclasses.replace(promises)
    lost = set()
    judge = Judge(options.programs, options.schools, directory)
    points = set(chosen(intervals, options.points, options.seed))
    verdict = {
        "flushes": len(intervals) - 1, "writes": sum(len(interval.writes) for interval in intervals),
        "marks": sum(len(interval.marks) for interval in intervals), "disks": 0, "unopened": 0, "lost": 0, "missing": 0,
        "wrong": [],
    }
    growing, cut = directory / "growing.img", directory / "cut.img"
    copy(directory / "before.img", growing)
    with open(growing, "r+b") as disk:
        for index, interval in enumerate(intervals):
            for mark in interval.marks:
                promises.take(mark)
            if index in points:
                disk.flush()
                # Nothing of what was not flushed arrived, and some of it did.
                for kind, keep in ("none", None), ("some", random.Random(f"{options.seed}.{index}")):
                    copy(growing, cut)
                    if keep is not None:
                        with open(cut, "r+b") as torn:
                            log.apply(interval.writes, torn, keep)
                    if index == len(intervals) - 1 and keep is not None:
                        copy(cut, directory / "after.img")
                    finding = judge.look(cut, promises)
                    verdict["disks"] += 1
                    verdict["unopened"] += bool(finding.unopened)
                    lost |= finding.lost
                    # A promise that several disks do not keep is one; the worst disk says how many there are at least.
                    verdict["missing"] = max(verdict["missing"], finding.missing)
                    for sentence in finding.unopened + finding.wrong:
                        verdict["wrong"].append(f"flush {index}, {kind} of the rest: {sentence}")
            log.apply(interval.writes, disk)
    verdict["lost"] = len(lost)
    verdict["acknowledged"] = promises.delivered - before.delivered
    verdict["promises"] = promises.count - before.count - verdict["acknowledged"]
    if not promises.count:
        sys.exit(f"error: nothing was promised in {directory}: the programs did not get to writing")
    # What the next round counts from: what is on the disk, which is at least what was promised.
    promises.rounds_before, promises.codes_before = finding.rounds, finding.codes
    kept.write_text(json.dumps(dataclasses.asdict(promises)))
    (directory / "verdict.json").write_text(json.dumps(verdict, indent=1))
    for leftover in (growing, cut):
        leftover.unlink()
    shutil.rmtree(directory / "files", ignore_errors=True)


if __name__ == "__main__":
    main()
