#!/usr/bin/env python3
"""What the server takes in: reports per second of its processor, a morning's storm, idle connections, bytes, nothing lost.

usage: make bench-load        (or: python3 Benchmarks/load.py [--database URL] [--json FILE])
ENGINE=postgresql copies the country into a PostgreSQL of its own (`parta migrate --from`), which ends with the measurement.
AGENTS=320000 is the country's computers; what is made of it is kept in .build/bench-load. ONLY=kept,fresh,bytes,idle,kill,kill-database,
forget,peer,storm,soak runs some parts; ROW_SECONDS=30 is how long a rate is measured, STORM=320000 how many computers start in the storm,
IDLE=10000 how many connections stand, KILLS=5 how often the server is ended under load, SOAK_MINUTES=10 how long a mixed day goes on (the
target speaks of 120). PEER=2000 is how many computers report to OCS Inventory's server (as root; see
load_peer.py). PARTA and LOAD name other programs than the release build's.

All agents have keys of their own, seal what they send and check the server's pin in TLS; server and agents share this machine's
processors, so that a rate by the clock says little, and the one per second of the server's own processor says what a server of
its own would do.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time

import scan
from load_bed import Country, Server, say
from load_cluster import Cluster
from load_forget import forget
from load_peer import peer
from load_rows import idle, kill, kill_database, pc_day, rate, soak, storm, targets

FOLDER = os.environ.get("BENCH_FOLDER") or os.path.join(scan.ROOT, ".build", "bench-load")
PARTS = ("kept", "fresh", "storm", "idle", "bytes", "kill", "kill-database", "forget", "soak", "peer")
ENGINES = ("sqlite", "postgresql")


def number(name, default):
    return int(os.environ.get(name, default))


def programs():
    shown = subprocess.run([os.path.join(scan.ROOT, "scripts", "release.sh"), "--show-bin-path"],
                           check=True, capture_output=True, text=True).stdout.strip()
    return [os.path.abspath(os.environ.get(name, os.path.join(shown, file)))
            for name, file in (("PARTA", "parta"), ("LOAD", "parta-load"))]


def parts(parta, load, country):
    """Each part with what it measures, in the order in which they run: the small ones first."""
    agents = min(country.agents, 20_000)
    seconds = number("ROW_SECONDS", 30)
    serve = lambda: Server(parta, country.database, load)
    yield "kept", lambda: rate(serve, country, "kept", agents, seconds, envelopes=10, connections="kept")
    yield "fresh", lambda: rate(serve, country, "fresh", agents, seconds, envelopes=1, connections="fresh")
    yield "bytes", lambda: pc_day(serve, country, min(country.agents, 500))
    yield "idle", lambda: idle(serve, number("IDLE", 10_000))
    yield "kill", lambda: kill(serve, country, agents, number("KILLS", 5))
    if country.cluster:
        yield "kill-database", lambda: kill_database(serve, country, agents, number("KILLS", 5))
    yield "forget", lambda: forget(serve, country, agents)
    yield "peer", lambda: peer(FOLDER, number("PEER", 2_000))
    yield "storm", lambda: storm(serve, country, min(country.agents, number("STORM", 320_000)))
    yield "soak", lambda: soak(serve, country, agents, number("SOAK_MINUTES", 10))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="", help="sqlite:NAME.sqlite with NAME.keys beside it, not a country made now")
    parser.add_argument("--json")
    asked = parser.parse_args()
    if asked.database and not asked.database.startswith("sqlite:"):
        sys.exit("this release serves sqlite:PATH only")
    parta, load = programs()
    country = Country(parta, FOLDER, number("AGENTS", 320_000), asked.database.removeprefix("sqlite:"))
    wanted = os.environ.get("ONLY", ",".join(PARTS)).split(",")
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"ONLY names {', '.join(sorted(unknown))}; there is {', '.join(PARTS)}")
    engine = os.environ.get("ENGINE", ENGINES[0])
    if engine not in ENGINES:
        sys.exit(f"ENGINE is {engine}; there is {', '.join(ENGINES)}")
    if engine == "sqlite":
        return measure(parta, load, country, wanted, engine, asked.json)
    cluster = Cluster()
    try:
        country.move(parta, cluster)
        return measure(parta, load, country, wanted, engine, asked.json)
    finally:
        cluster.end()


def measure(parta, load, country, wanted, engine, path):
    held = country.counts()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} before; "
          f"{held['agent']} agents and {held['envelope']} envelopes in the database ({engine})\n")
    figures, missed = {}, []
    for name, part in parts(parta, load, country):
        if name not in wanted:
            continue
        say(name)
        started = time.perf_counter()
        figures[name] = part()
        say(f"  took {time.perf_counter() - started:.0f} s")
    print("| what | figure | to reach | met |")
    print("|---|---:|---:|---|")
    for name, rows in figures.items():
        for key, what, limit, is_met, show in targets(name, engine):
            value = rows[key]
            met = is_met(value, limit)
            print(f"| {what} | {show(value)} | {show(limit) if limit is not None else '-'} "
                  f"| {'' if limit is None else 'yes' if met else 'no'} |")
            if limit is not None and not met:
                missed.append(what)
    if path:
        with open(path, "w") as file:
            json.dump(figures, file, indent=2)
    print(f"\nnot met: {', '.join(missed) or 'none'}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
