"""The scan against its peers: wall time, CPU and peak memory of whole processes, in one run.

usage: make bench        (or: python3 Benchmarks/scan.py [ROUNDS])
Each round runs every program once, in turn, so that a machine that slows down slows all of them. Printed are medians and
the median of the per-round ratios to `udevadm info --export-db`.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REFERENCE = "udevadm info --export-db"


def agent():
    shown = subprocess.run(
        ["swift", "build", "--configuration", "release", "--static-swift-stdlib", "--show-bin-path"],
        cwd=ROOT, check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "parta-agent")


def measure(command):
    """Wall seconds, CPU seconds, peak memory in MB and output bytes of one run, as the kernel accounts for it."""
    read, write = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.close(read)
        os.execvp(command[0], command)
    os.close(write)
    size = 0
    while chunk := os.read(read, 1 << 16):
        size += len(chunk)
    os.close(read)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, size


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = agent()
    commands = {
        "parta-agent scan": [program, "scan", "--format", "json"],
        REFERENCE: ["udevadm", "info", "--export-db"],
        "lshw -json": ["lshw", "-json"],
        "hwinfo --short": ["hwinfo", "--short"],
        "inxi -Fxxx": ["inxi", "-Fxxx"],
    }
    runs = {name: [] for name in commands}
    for command in commands.values():
        measure(command)
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(measure(command))

    scan = json.loads(subprocess.run(commands["parta-agent scan"], check=True, capture_output=True).stdout)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    print(f"{rounds} rounds in turn, medians; {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
          f"{len(scan['devices'])} devices reported by the scan\n")
    print("| program | wall ms | CPU ms | peak MB | output kB | wall / udevadm |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, figures in runs.items():
        wall, cpu, peak, size = (statistics.median(column) for column in zip(*figures))
        ratio = statistics.median(
            mine[0] / reference[0] for mine, reference in zip(figures, runs[REFERENCE]))
        print(f"| `{name}` | {wall * 1000:.1f} | {cpu * 1000:.1f} | {peak:.1f} | {size / 1000:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
