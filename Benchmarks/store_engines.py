"""The same questions of the same country, kept by SQLite and by PostgreSQL."""

import os
import statistics
import subprocess
import time

from load_cluster import Cluster
from store_server import Server
from store_table import QUESTIONS, WHERE

# Rounds of a question, each of both engines in turn; in so many seconds, but at least three.
ROUNDS, SECONDS = 20, 15


def compare(parta, path, where, raw, say):
    cluster = Cluster()
    try:
        say("copying the country to PostgreSQL")
        started = time.perf_counter()
        subprocess.run([parta, "migrate", "--from", f"sqlite:{path}", "--to", cluster.url], check=True, stdout=subprocess.DEVNULL)
        spent = time.perf_counter() - started
        cluster.query("VACUUM ANALYZE")
        size = int(cluster.query("SELECT pg_database_size('parta')")[0][0])
        print(f"\n### The same questions of PostgreSQL, in ms\n\nCopied in {spent / 60:.1f} minutes, each table proven equal: "
              f"{os.path.getsize(path) / 1e9:.1f} GB in SQLite, {size / 1e9:.1f} in PostgreSQL. Asked in turn.\n", flush=True)
        with Server(parta, path) as file, Server(parta, path, cluster.url) as server:
            for one in (file, server):
                one.settle()
                work_out(parta, one.database, say)
            ask(file, server, where, raw, say)
    finally:
        cluster.end()


def work_out(parta, database, say):
    """Every school's figures: what a server does by the hour."""
    say("working out every school's figures")
    for command in ("coverage", "lines", "programmes"):
        subprocess.run([parta, command, "--database", database, "--format", "json"], check=True, stdout=subprocess.DEVNULL)


def ask(file, server, where, raw, say):
    print("| question | of | rows | SQLite p50 | PostgreSQL p50 | times as long | the same answer |")
    print("|---|---|---:|---:|---:|---:|---|")
    for name, address, more, _ in QUESTIONS:
        tokens = [one.token(name) for one in (file, server)]
        for place in WHERE:
            say(f"{name} of a {place}")
            figures, bodies, begun = [[], []], [None, None], time.perf_counter()
            for turn in range(1 + ROUNDS):
                for number, one in enumerate((file, server)):
                    spent, bodies[number] = one.timed(address, {**where[place], **more}, tokens[number])
                    # The first finds nothing in its caches.
                    if turn:
                        figures[number].append(spent)
                if turn >= 3 and time.perf_counter() - begun > SECONDS:
                    break
            here, there = (statistics.median(spent) for spent in figures)
            same = bodies[0]["rows"] == bodies[1]["rows"]
            raw["engines"].append({"question": name, "of": place, "sqlite": figures[0], "postgresql": figures[1], "same": same})
            if not same:
                raw["unanswered"].append(f"{name} of a {place}: the engines answer otherwise")
            print(f"| {name} | {place} | {len(bodies[0]['rows']):,} | {here:.1f} | {there:.1f} | {there / here:.1f} "
                  f"| {'yes' if same else '**no**'} |", flush=True)
