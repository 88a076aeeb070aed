"""The parts of bench-load, each a dictionary of figures, and what they are to reach."""

import json
import os
import statistics
import subprocess
import threading
import time

from load_bed import say

PARALLEL = 16
# Of the figures of a soak: the last quarter against the second, so that caches are warm in both.
FLAT = 1.10


def prime(server, country, agents):
    """Each agent's first report carries its scan: sent once, so that what is measured is a day like any other."""
    server.run(country, "first-day", envelopes=50, connections="kept", parallel=PARALLEL, only=agents, seconds=7200)


def per_second(run):
    return run["accepted"] / run["server_processor_seconds"]


def errors(run):
    return run["lost"] + sum(run["refused"].values()) + sum(run["failed"].values())


def rate(serve, country, name, agents, seconds, envelopes, connections):
    if not primed(country, agents):
        with serve() as server:
            prime(server, country, agents)
    with serve() as server:
        before = country.cluster.processor() if country.cluster else None
        run = server.run(country, "delta", envelopes=envelopes, connections=connections, parallel=PARALLEL, only=agents,
                         seconds=seconds)
        taken = country.cluster.processor() - before if country.cluster else None
    return {**run, "per_second": per_second(run), "errors": errors(run), "per_second_clock": run["accepted"] / run["seconds"],
            "per_second_database": run["accepted"] / taken if taken else None}


def primed(country, agents):
    """Whether the first so many have sent their scan."""
    with open(country.keys) as file:
        for _ in range(agents):
            if file.readline().split()[2] == "-":
                return False
    return True


def storm(serve, country, agents):
    """Ten minutes of starts, each computer with a connection of its own, as fast as the server takes them."""
    if not primed(country, agents):
        with serve() as server:
            prime(server, country, agents)
    with serve() as server:
        run = server.run(country, "boot-storm", envelopes=1, connections="fresh", parallel=64, only=agents, seconds=7200,
                         count=100_000_000)
    return {**run, "per_second": per_second(run), "errors": errors(run), "share": run["accepted"] / agents,
            "per_second_clock": run["accepted"] / run["seconds"]}


def pc_day(serve, country, agents):
    with serve() as server:
        prime(server, country, agents)
        run = server.run(country, "pc-day", connections="agent", parallel=PARALLEL, only=agents)
    return {**run, "http_each": run["http_bytes"] / agents, "tls_each": (run["tls_bytes"] - run["http_bytes"]) / agents,
            "errors": errors(run)}


def idle(serve, connections):
    with serve() as server:
        done = subprocess.run(server.command("idle", ["--connections", str(connections)]), stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"parta-load ended with {done.returncode}")
        return json.loads(done.stdout)


class Alarm(threading.Thread):
    """Does something so many seconds after the server has begun to work: a country's keys take their reader a while."""

    def __init__(self, server, seconds, action):
        super().__init__(daemon=True)
        self.server, self.seconds, self.action, self.ended = server, seconds, action, threading.Event()
        self.idle = server.processor() + 0.5
        self.start()

    def run(self):
        while self.server.processor() < self.idle:
            if self.ended.wait(0.05):
                return
        if not self.ended.wait(self.seconds):
            self.action()

    def cancel(self):
        self.ended.set()
        self.join()


def kill(serve, country, agents, rounds):
    """Ends the server in the middle of its work, again and again, every third time by asking it to; then looks for all that it
    had acknowledged."""
    acknowledged, path = [], country.keys + ".acknowledged"
    for turn in range(rounds):
        with serve() as server:
            alarm = Alarm(server, 1 + turn * 0.37, server.process.terminate if turn % 3 == 2 else server.kill)
            try:
                server.run(country, "delta", envelopes=4, connections="kept", parallel=PARALLEL, only=agents, seconds=60,
                           acknowledged=path)
            finally:
                alarm.cancel()
        with open(path) as file:
            acknowledged += file.read().splitlines()
        os.unlink(path)
    # A server that starts takes the write-ahead log in; then everything has to be there.
    with serve():
        missing = list(country.missing(acknowledged))
    for line in missing[:5]:
        say(f"  acknowledged and not held: {line}")
    return {"rounds": rounds, "asked": rounds // 3, "acknowledged": len(acknowledged), "missing": len(missing)}


def kill_database(serve, country, agents, rounds):
    """Ends PostgreSQL in the middle of the work, again and again, and starts it anew; the server goes on all the while. Then looks
    for all that it had acknowledged."""
    acknowledged, path, refused, after = [], country.keys + ".acknowledged", 0, 0
    with serve() as server:
        for turn in range(rounds):
            def fail():
                country.cluster.kill()
                country.cluster.start()
            alarm = Alarm(server, 1 + turn * 0.37, fail)
            run = server.run(country, "delta", envelopes=4, connections="kept", parallel=PARALLEL, only=agents, seconds=12,
                             acknowledged=path)
            alarm.join()
            refused += sum(run["put_off"].values())
            with open(path) as file:
                acknowledged += file.read().splitlines()
            os.unlink(path)
            # Nobody has started anything but the database.
            run = server.run(country, "delta", envelopes=4, connections="kept", parallel=PARALLEL, only=agents, seconds=2,
                             acknowledged=path)
            after += run["accepted"]
            with open(path) as file:
                acknowledged += file.read().splitlines()
            os.unlink(path)
    missing = list(country.missing(acknowledged))
    for line in missing[:5]:
        say(f"  acknowledged and not held: {line}")
    return {"rounds": rounds, "refused": refused, "after": after, "acknowledged": len(acknowledged), "missing": len(missing)}


def soak(serve, country, agents, minutes):
    """A mixed day over and over: hourly reports, storms and returns from a week without the Internet."""
    memory, runs, done = [], [], threading.Event()
    with serve() as server:
        def watch():
            while not done.wait(5):
                memory.append(server.memory())
        watcher = threading.Thread(target=watch)
        watcher.start()
        end = time.perf_counter() + minutes * 60
        parts = [("steady-day", {"connections": "fresh"}), ("boot-storm", {"connections": "fresh"}),
                 ("offline-return", {"connections": "agent", "days": 7, "envelopes": 64}),
                 ("delta", {"connections": "kept", "envelopes": 10})]
        while (left := end - time.perf_counter()) > 1:
            mode, options = parts[len(runs) % len(parts)]
            runs.append(server.run(country, mode, parallel=PARALLEL, only=agents, seconds=min(30, left), **options))
        done.set()
        watcher.join()
    quarter = max(1, len(memory) // 4)
    before, after = statistics.median(memory[quarter:2 * quarter] or memory), statistics.median(memory[-quarter:])
    return {"minutes": minutes, "accepted": sum(run["accepted"] for run in runs), "errors": sum(errors(run) for run in runs),
            "growth": after / before, "bytes_before": before, "bytes_after": after,
            "peak": max(run["server_peak_bytes"] for run in runs),
            # By the minute, to see what grows and when.
            "memory": memory[::12]}


def at_least(value, limit):
    return limit is None or value >= limit


def at_most(value, limit):
    return limit is None or value <= limit


def whole(value):
    return f"{value:,.0f}"


def megabytes(value):
    return f"{value / 1e6:,.0f} MB"


def milliseconds(value):
    return f"{value:,.0f} ms"


def ratio(value):
    return f"{value:.2f}"


# What is otherwise where the database is a server of its own.
POSTGRES_TARGETS = {
    "kept": ("per_second", 3000),
    "fresh": ("per_second", 800),
}


def targets(name, engine):
    rows = TARGETS[name]
    if engine == "postgresql" and name == "forget":
        return rows + [("database", "CPU-seconds of PostgreSQL for them", None, at_most, ratio),
                       ("log_each", "bytes of its write-ahead log for each", None, at_most, whole),
                       ("bytes_each", "bytes of an envelope there, with its indices", None, at_most, whole)]
    if engine != "postgresql" or name not in POSTGRES_TARGETS:
        return rows
    key, limit = POSTGRES_TARGETS[name]
    rows = [(row[0], row[1], limit, *row[3:]) if row[0] == key else row for row in rows]
    return rows + [("per_second_database", "the same per CPU-second of PostgreSQL", None, at_least, whole)]


# Of each part: the figure, what it is, its target, how they compare, how it is shown.
TARGETS = {
    "kept": [
        ("per_second", "delta reports per CPU-second of the server, 10 a POST, kept connections", 5000, at_least, whole),
        ("errors", "errors there", 0, at_most, whole),
        ("p99_ms", "p99 of their acknowledgement", None, at_most, milliseconds),
    ],
    "fresh": [
        ("per_second", "delta reports per CPU-second of the server, 1 a POST, fresh TLS connections", 1000, at_least, whole),
        ("errors", "errors there", 0, at_most, whole),
        ("p99_ms", "p99 of their acknowledgement", None, at_most, milliseconds),
    ],
    "storm": [
        ("agents", "agents in the boot storm", None, at_least, whole),
        ("share", "share of them accepted", 1, at_least, ratio),
        ("per_second_clock", "accepted per second by the clock", None, at_least, whole),
        ("p99_ms", "p99 of the acknowledgement", 500, at_most, milliseconds),
        ("server_peak_bytes", "server's memory at most", 400e6, at_most, megabytes),
    ],
    "idle": [("bytes_each", "bytes of an idle TLS connection", 45_000, at_most, whole)],
    "bytes": [
        ("http_each", "HTTP bytes of a PC's day: report, line test, sign of life", 4_000, at_most, whole),
        ("tls_each", "bytes of TLS beside", None, at_most, whole),
    ],
    "kill": [
        ("rounds", "times the server was ended under load", None, at_least, whole),
        ("asked", "of these by SIGTERM, else by SIGKILL", None, at_least, whole),
        ("acknowledged", "reports acknowledged until then", None, at_least, whole),
        ("missing", "of these missing", 0, at_most, whole),
    ],
    "kill-database": [
        ("rounds", "times PostgreSQL was ended by SIGKILL under load, and started again", None, at_least, whole),
        ("refused", "requests told to come again meanwhile, in 15 to 60 s", None, at_least, whole),
        ("after", "reports taken after each return, the server never started anew", 1, at_least, whole),
        ("acknowledged", "reports acknowledged in all", None, at_least, whole),
        ("missing", "of these missing", 0, at_most, whole),
    ],
    "forget": [
        ("reports", "reports of a week that is old", None, at_least, whole),
        ("left", "of these held after the daily step", 0, at_most, whole),
        ("server", "CPU-seconds of the server for forgetting them", None, at_most, ratio),
        ("idle", "CPU-seconds of a server that starts and finds nothing due", None, at_most, ratio),
    ],
    "peer": [
        ("agents", "computers that report to OCS Inventory's server (Apache, MariaDB; no TLS)", None, at_least, whole),
        ("first_per_second", "their first inventories per CPU-second of that server and its database", None, at_least, whole),
        ("next_per_second", "their next inventories, likewise", None, at_least, whole),
        ("next_database_share", "share of its database in that", None, at_most, ratio),
        ("held", "share of the computers that its database holds", 1, at_least, ratio),
    ],
    "soak": [
        ("minutes", "minutes of a mixed day", None, at_least, whole),
        ("accepted", "reports accepted", None, at_least, whole),
        ("errors", "errors", 0, at_most, whole),
        ("growth", "memory in the last quarter against the second", FLAT, at_most, ratio),
    ],
}
