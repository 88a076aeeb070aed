"""The cost of a scan at 10, 100 and 1,000 devices, against `udevadm info --export-db` in the same run.

usage: make bench-scale        (or: python3 Benchmarks/scan_scale.py [ROUNDS])

Each size is one synthetic machine under `umockdev-run`; the programs run in turn inside that one test bed, so that
setting it up is in neither figure, and the redirection of file accesses is in both. Before anything is timed, both must
see every device. To reach: at most twice udevadm at each size, and linear growth.
"""

import json
import math
import os
import statistics
import subprocess
import sys

import scan
import umockdev_bed
from umockdev_text import Machine
from usb_kinds import classroom

SIZES = (10, 100, 1000)
TARGET = 2.0
HARDWARE_RULES = os.path.join(scan.ROOT, "hwdb.d")


def machine(count):
    built = Machine()
    for device in classroom(count):
        built.plug(device)
    return built


def commands(program):
    return {"scan": [program, "scan", "--format", "json", "--hwdb", HARDWARE_RULES],
            "udevadm": ["udevadm", "info", "--export-db"]}


def inside(program, rounds):
    """Runs within the test bed: what both programs see, and `rounds` runs of each in turn, as JSON."""
    run = commands(program)
    seen = json.loads(subprocess.run(run["scan"], check=True, capture_output=True).stdout)
    exported = subprocess.run(run["udevadm"], check=True, capture_output=True).stdout
    figures = {name: [] for name in run}
    for _ in range(rounds):
        for name, command in run.items():
            figures[name].append(scan.measure(command))
    print(json.dumps({
        "devices": [device.get("port") for device in seen["devices"] if device["category"] != "hub"],
        "failed": [outcome for outcome in seen["collectors"] if outcome["status"] == "failed"],
        "records": sum(line.startswith(b"P: ") for line in exported.splitlines()), "figures": figures}))


def measured(program, count, rounds):
    """Both programs at one size, after checking that each saw the whole machine."""
    built = machine(count)
    result = json.loads(umockdev_bed.run(
        built, [sys.executable, os.path.abspath(__file__), "--inside", program, str(rounds)]))
    if result["records"] != len(built.records):
        raise SystemExit(f"udevadm saw {result['records']} of {len(built.records)} records")
    if result["failed"]:
        raise SystemExit(f"collectors failed at {count} devices: {result['failed']}")
    missing = built.ports - set(result["devices"])
    if missing:
        raise SystemExit(f"the scan left out {len(missing)} of {count} devices, such as {sorted(missing)[:5]}")
    return result


def exponent(low, high, name, middle):
    """The growth exponent between two sizes: 1 is linear, 2 quadratic; fixed cost pulls it below 1."""
    return math.log(middle[high][name] / middle[low][name]) / math.log(high / low)


def main():
    if sys.argv[1:2] == ["--inside"]:
        return inside(sys.argv[2], int(sys.argv[3]))
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = scan.agent()
    middle, met = {}, True
    print(f"{rounds} rounds in turn, medians; {os.cpu_count()} cores; both under umockdev, which slows file accesses\n")
    print("| devices | udev records | scan ms | scan CPU ms | scan peak MB | udevadm ms | scan / udevadm | rounds |")
    print("|---:|---:|---:|---:|---:|---:|---:|---|")
    for count in SIZES:
        result = measured(program, count, rounds)
        mine, theirs = result["figures"]["scan"], result["figures"]["udevadm"]
        wall, cpu, peak, _ = (statistics.median(column) for column in zip(*mine))
        reference = statistics.median(run[0] for run in theirs)
        ratios = [one[0] / other[0] for one, other in zip(mine, theirs)]
        middle[count] = {"scan": wall, "udevadm": reference}
        met = met and statistics.median(ratios) <= TARGET
        print(f"| {count:,} | {result['records']:,} | {wall * 1000:.1f} | {cpu * 1000:.1f} | {peak:.1f} "
              f"| {reference * 1000:.1f} | {statistics.median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |",
              flush=True)
    print("\n| growth of wall time | scan | udevadm |\n|---|---:|---:|")
    for low, high in zip(SIZES, SIZES[1:]):
        print(f"| exponent {low:,} to {high:,} | {exponent(low, high, 'scan', middle):.2f} "
              f"| {exponent(low, high, 'udevadm', middle):.2f} |")
        cost = {name: (middle[high][name] - middle[low][name]) / (high - low) * 1e6 for name in ("scan", "udevadm")}
        print(f"| us for each device more | {cost['scan']:.0f} | {cost['udevadm']:.0f} |")
    print(f"\nAt most {TARGET:.0f} times udevadm at each size: {'reached' if met else 'NOT reached'}")


if __name__ == "__main__":
    main()
