"""Keeps the curves of real tests over the lines of tables b, c and d, so that the estimates can be tried without a network.

usage: python3 Benchmarks/line_curves.py FOLDER [--runs N] [--parallel N] [--seed N], as root

Writes FOLDER/LINE-DIRECTION-SEED.csv. The programs are those of `make bench-line`, and CurveRecorder beside them.
"""

import argparse
import os
import re
from concurrent.futures import ThreadPoolExecutor

from line_bed import Bed, programs, run, say
from line_early import MOODY, SATELLITE, STEADY
from line_figures import DIRECTIONS


def record(folder, line, options):
    name = re.sub(r"[^a-z0-9]+", "-", line.name.lower()).strip("-")
    with Bed(folder) as bed:
        near = bed.near[0]
        for seed in range(options.seed, options.seed + options.runs):
            for direction in DIRECTIONS:
                say(f"{name} {direction}, seed {seed}")
                near.emulate(line.down, line.up, seed)
                curve = run(*near.inside(os.path.join(folder, "CurveRecorder"), bed.url, direction))
                with open(os.path.join(options.folder, f"{name}-{direction}-{seed}.csv"), "w", encoding="utf-8") as file:
                    file.write(curve)
        near.end_emulator()


def main():
    parser = argparse.ArgumentParser(description="Curves of real line tests, as CSV.")
    parser.add_argument("folder")
    parser.add_argument("--lines", default="", help="only lines whose name holds this")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1, help="of the first run's line")
    parser.add_argument("--parallel", type=int, default=4)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    folder = programs()
    wanted = [line for line in STEADY + MOODY + [SATELLITE] if options.lines in line.name]
    with ThreadPoolExecutor(max_workers=options.parallel) as pool:
        list(pool.map(lambda line: record(folder, line, options), wanted))


if __name__ == "__main__":
    main()
