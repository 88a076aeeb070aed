"""Hot-plug: from the plug to a durable row, what an idle agent wakes for, and what memory it keeps.

usage: make bench-hotplug        (or: python3 Benchmarks/hotplug.py [PLUGS [IDLE_SECONDS]])

The static release agent runs in a umockdev test bed (Benchmarks/plug_bed.py), enrolled with an aggregator of its own.
Its log line "appeared" comes after the outbox's commit (WAL, synchronous=FULL); the row is read back with SQLite. Wake-ups
are voluntary context switches of all threads; what slept is not disturbed by counting them.
"""

import glob
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import scan

SETTLE_SECONDS = 0.250
TARGET_MS, TARGET_WAKE_UPS, TARGET_KB = 50, 0, 4096


class Lines:
    """The lines of a pipe, one by one."""

    def __init__(self, pipe):
        self.pipe = pipe

    def until(self, mark):
        for line in self.pipe:
            if mark in line:
                return line
        raise SystemExit(f"the program ended without saying {mark!r}")


def development_parta():
    subprocess.run(["swift", "build", "--product", "parta"], cwd=scan.ROOT, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run(["swift", "build", "--show-bin-path"], cwd=scan.ROOT, check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "parta")


def enrol(parta, agent, folder, environment):
    """A running aggregator with one made-up school, and an enrolment file for it."""
    server = subprocess.Popen(
        [parta, "serve", "--listen", "127.0.0.1:0", "--ndt7-listen", "127.0.0.1:0"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    url = re.search(r"reports at (http:[^ ,]*)", Lines(server.stderr).until("reports at "))[1]
    with open(f"{folder}/schools.csv", "w", encoding="utf-8") as file:
        file.write("id,name_en,country\nT-1,Test school,Kazakhstan\n")

    def run(*command):
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    run(parta, "import", "schools", f"{folder}/schools.csv")
    code = run(parta, "enrollment", "new", "--school", "T-1")
    run(agent, "enroll", url, code, "--enrollment-file", f"{folder}/enrollment")
    return server


def switches(process):
    """Voluntary context switches by thread."""
    counted = {}
    for path in glob.glob(f"/proc/{process}/task/*/status"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        counted[os.path.dirname(path)] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.M)[1])
    return counted


def anonymous_kb(process):
    with open(f"/proc/{process}/status", encoding="utf-8") as file:
        return int(re.search(r"^RssAnon:\s+(\d+)", file.read(), re.M)[1])


def rows(folder):
    database = sqlite3.connect(f"file:{folder}/state/outbox.sqlite?mode=ro", uri=True)
    try:
        return database.execute("SELECT count(*) FROM device_day").fetchone()[0]
    finally:
        database.close()


def main():
    plugs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    idle = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    agent, parta = scan.agent(), development_parta()
    with tempfile.TemporaryDirectory(prefix="parta-bench.") as folder:
        environment = dict(os.environ, PARTA_DATABASE=f"sqlite:{folder}/parta.sqlite",
                           PARTA_HWDB=os.path.join(scan.ROOT, "hwdb.d"))
        server = enrol(parta, agent, folder, environment)
        # Debian's own Python: the bindings of umockdev are packages of Debian.
        bed = subprocess.Popen(
            ["umockdev-wrapper", "/usr/bin/python3", os.path.join(scan.ROOT, "Benchmarks", "plug_bed.py"), agent, "run",
             "--state", f"{folder}/state", "--enrollment-file", f"{folder}/enrollment"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        log, answers = Lines(bed.stderr), Lines(bed.stdout)
        try:
            process = int(answers.until("started").split()[1])
            log.until("delivered")
            after_settling = []
            for number in range(plugs):
                before = rows(folder)
                bed.stdin.write(f"plug 1-{number + 1} 2341 0043 UNO-{number}\n")
                bed.stdin.flush()
                answers.until("done")
                # The device settles a quiet period after its last event, which the bed has just sent.
                settled = time.monotonic() + SETTLE_SECONDS
                log.until("appeared")
                after_settling.append((time.monotonic() - settled) * 1000)
                if rows(folder) != before + 1:
                    raise SystemExit("the log said a device appeared, and the outbox has no row")
                log.until("delivered")
            # The connection to the aggregator closes a moment after the delivery.
            time.sleep(10)
            before = switches(process)
            time.sleep(idle)
            after = switches(process)
            woken = sum(after[thread] - before.get(thread, 0) for thread in after)
            kept = anonymous_kb(process)
        finally:
            bed.stdin.close()
            bed.wait()
            server.terminate()
            server.wait()
    median = statistics.median(after_settling)
    print(f"{plugs} plugs, {len(after)} threads, {os.cpu_count()} cores; the bed slows file accesses\n")
    print("| figure | measured | to reach | |\n|---|---:|---:|---|")
    for name, value, target, unit in [
            ("settled to durable, median ms", median, TARGET_MS, ".1f"),
            (f"wake-ups in {idle} s idle", woken, TARGET_WAKE_UPS, "d"),
            ("RssAnon kB", kept, TARGET_KB, "d")]:
        print(f"| {name} | {value:{unit}} | {target} | {'reached' if value <= target else 'NOT reached'} |")
    print(f"\nsettled to durable: {min(after_settling):.1f} to {max(after_settling):.1f} ms")


if __name__ == "__main__":
    main()
