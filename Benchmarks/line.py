"""The truth about the line: how exact a test is, what it costs, and when it may stop early.

usage: make bench-line        (or: python3 Benchmarks/line.py [--only a,b] [--runs N] [--parallel N], as root)

    a  error against the shaped rate, iperf3 beside        e  loopback throughput
    b  stopped early against the same full test            f  CPU and memory of the agent
    c  the same on lines whose rate changes                g  tests at once on one server
    d  10/2 Mbps at 600 ms

Prints Markdown on standard output and how far it is on standard error; all results go to .build/bench-line as JSON.
"""

import argparse
import os
import platform
import time

import line_early
import line_load
import line_rates
from line_bed import CONGESTION_CONTROL, programs, say

TABLES = {
    "a": line_rates.measure, "b": line_early.steady, "c": line_early.moody, "d": line_early.satellite,
    "e": line_load.loopback, "f": line_load.agent_cost, "g": line_load.server_load,
}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(description="Line tests on lines of known rates, delays and moods.")
    parser.add_argument("--only", default=",".join(TABLES), help="tables, such as a,e")
    parser.add_argument("--runs", type=int, help="runs of each line, in place of the table's own number")
    parser.add_argument("--parallel", type=int, default=4, help="lines measured at the same time where they are slow")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := [name for name in wanted if name not in TABLES]:
        parser.error(f"no table {', '.join(unknown)}: there are {', '.join(TABLES)}")
    if os.geteuid() != 0:
        parser.error("network namespaces need root")
    folder = programs()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    for name in wanted:
        started, load = time.monotonic(), os.getloadavg()[0]
        TABLES[name](folder, options.runs, options.parallel)
        command = f"make bench-line ONLY={name}" + (f" RUNS={options.runs}" if options.runs else "")
        print(f"`{command}`, {time.strftime('%d %B %Y')}; {processor()}, {os.cpu_count()} cores, {memory:.0f} GB, "
              f"Linux {platform.release()}, {CONGESTION_CONTROL}; load {load:.1f} when it began.\n", flush=True)
        say(f"{name}: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
