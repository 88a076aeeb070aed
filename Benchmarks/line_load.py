"""What a line test costs: throughput of both programs, CPU and memory of the agent, tests at once on one server."""

import json
import os
import re
import subprocess
import threading
import time

from line_bed import Bed, say
from line_figures import DIRECTIONS, keep, mbps, median, met, percent, share, table, text

TICKS = os.sysconf("SC_CLK_TCK")
# The idle line is probed for two seconds before any payload runs: this much of it is certainly idle.
IDLE_FROM, IDLE_UNTIL = 0.5, 1.5


def cpu_seconds(process):
    with open(f"/proc/{process}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_kb(process):
    """VmRSS and RssAnon; None once it has ended."""
    try:
        with open(f"/proc/{process}/status", encoding="utf-8") as file:
            found = dict(re.findall(r"^(VmRSS|RssAnon):\s+(\d+)", file.read(), re.M))
    except (FileNotFoundError, ProcessLookupError):
        return None
    return (int(found["VmRSS"]), int(found["RssAnon"])) if len(found) == 2 else None


class Watch:
    """Samples a process's memory twenty times a second until told to stop."""

    def __init__(self, process):
        self.process, self.samples, self.ended = process, [], threading.Event()
        self.started = time.monotonic()
        self.thread = threading.Thread(target=self.sample)
        self.thread.start()

    def sample(self):
        while not self.ended.wait(0.05):
            if found := memory_kb(self.process):
                self.samples.append((time.monotonic() - self.started, *found))

    def stop(self):
        self.ended.set()
        self.thread.join()
        return self.samples


def watched(command, server=None):
    """One full test, with the agent's CPU and memory, and the server's CPU."""
    before = cpu_seconds(server) if server else 0
    agent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    watch = Watch(agent.pid)
    output = agent.stdout.read()
    samples = watch.stop()
    _, _, usage = os.wait4(agent.pid, 0)
    agent.returncode = 0
    if not output.strip():
        raise SystemExit("measure gave no answer")
    idle = [sample for sample in samples if IDLE_FROM <= sample[0] <= IDLE_UNTIL]
    loaded = [sample for sample in samples if sample[0] > IDLE_UNTIL]
    return {"test": json.loads(output), "cpu": usage.ru_utime + usage.ru_stime,
            "server_cpu": cpu_seconds(server) - before if server else None,
            "idle_kb": [median(sample[column] for sample in idle) for column in (1, 2)],
            "peak_kb": [max(sample[column] for sample in loaded) for column in (1, 2)]}


def gigabytes(test):
    return (test["bytes_received"] + test["bytes_sent"]) / 1e9


def loopback(programs, runs, _parallel):
    runs = runs or 3
    found = []
    with Bed(programs) as bed:
        command = [*bed.inside(os.path.join(programs, "parta-agent")), "measure", "--server", bed.url, "--full",
                   "--format", "json"]
        for number in range(runs):
            say(f"e: loopback, {number + 1} of {runs}")
            found.append(watched(command, server=bed.server.pid))
    keep("e", found)
    print(f"### Loopback\n\nOne client and one server process, not shaped, medians of {runs}.\n")
    rows, reached = [], True
    for direction, target in zip(DIRECTIONS, (5, 2)):
        gbps = median(mbps(result["test"], direction) for result in found) / 1000
        reached &= gbps >= target
        rows.append([direction, text(gbps, ".2f"), target, met(gbps >= target)])
    table(["direction", "Gbps:", "to reach:", ""], rows)
    moved = [gigabytes(result["test"]) for result in found]
    client = median(result["cpu"] / size for result, size in zip(found, moved))
    server = median(result["server_cpu"] / size for result, size in zip(found, moved))
    print(f"CPU seconds a GB, both directions together: client {client:.2f}, server {server:.2f}.\n")


def agent_cost(programs, runs, _parallel):
    runs = runs or 3
    found = {}
    for name, down, up in [("20/5 Mbps", 20, 5), ("100/100 Mbps", 100, 100), ("500/500 Mbps", 500, 500),
                           ("not shaped", None, None)]:
        with Bed(programs) as bed:
            bed.near[0].join(down=down, up=up)
            found[name] = []
            for number in range(runs):
                say(f"f: {name}, {number + 1} of {runs}")
                found[name].append(watched(bed.near[0].agent(True)))
    keep("f", found)
    print(f"### What a test costs the agent\n\nA full test over a veth pair, medians of {runs}; idle is the same process "
          "while it probes the idle line, sampled every 50 ms.\n")
    rows, reached = [], True
    for name, results in found.items():
        size = [gigabytes(result["test"]) for result in results]
        rss, anonymous = (max(result["peak_kb"][column] - result["idle_kb"][column] for result in results) / 1000
                          for column in (0, 1))
        reached &= rss <= 8
        rows.append([name, text(median(size), ".3f"), text(median(result["cpu"] for result in results), ".2f"),
                     text(median(result["cpu"] / moved for result, moved in zip(results, size)), ".2f"),
                     text(median(result["idle_kb"][0] for result in results) / 1000),
                     text(max(result["peak_kb"][0] for result in results) / 1000), text(rss, "+.1f"),
                     text(anonymous, "+.1f"), met(rss <= 8)])
    table(["line", "GB moved:", "CPU s:", "CPU s a GB:", "idle RSS MB:", "peak RSS MB:", "above idle MB:",
           "of it anonymous:", ""], rows)
    print(f"To reach: at most 8 MB above idle: {met(reached)}.\n")


def at_once(programs, count):
    """So many full tests at the same time, each behind a line of its own."""
    with Bed(programs, ends=count) as bed:
        for near in bed.near:
            near.join(down=20, up=20)
        before, started = cpu_seconds(bed.server.pid), time.monotonic()
        watch = Watch(bed.server.pid)
        agents = [subprocess.Popen(near.agent(True), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                  for near in bed.near]
        outputs = [agent.communicate()[0] for agent in agents]
        wall = time.monotonic() - started
        samples = watch.stop()
        return {"tests": [json.loads(output) for output in outputs if output.strip()], "count": count,
                "cores": (cpu_seconds(bed.server.pid) - before) / wall, "peak_kb": max(sample[1] for sample in samples)}


def server_load(programs, runs, _parallel):
    counts = [1, 10, 20, 40, 60] if not runs or runs > 2 else [1, 5]
    found = []
    for count in counts:
        say(f"g: {count} at once")
        found.append(at_once(programs, count))
    keep("g", found)
    alone = {direction: mbps(found[0]["tests"][0], direction) for direction in DIRECTIONS}
    print(f"### Tests at once on one server\n\nEach behind a line of its own at 20 Mbps both ways; server, kernel and all "
          f"clients share {os.cpu_count()} cores. Within 5 % of what a test alone reads "
          f"({alone['download']:.2f} down, {alone['upload']:.2f} up).\n")
    rows, largest = [], 0
    for result in found:
        figures = {direction: [test.get(f"{direction}_mbps") or 0 for test in result["tests"]]
                   for direction in DIRECTIONS}
        right = sum(all(abs(figures[direction][index] / alone[direction] - 1) <= 0.05 for direction in DIRECTIONS)
                    for index in range(len(result["tests"])))
        if right == result["count"]:
            largest = max(largest, result["count"])
        rows.append([result["count"], share(right, result["count"]),
                     *(text(form(figures[direction]), ".2f") for direction in DIRECTIONS for form in (median, min)),
                     text(result["cores"], ".2f"), text(result["peak_kb"] / 1000)])
    table(["tests at once:", "within 5 %:", "down median:", "worst:", "up median:", "worst:", "server's cores:",
           "server's RSS MB:"], rows)
    print(f"All within 5 %: up to {largest} at once.\n")
