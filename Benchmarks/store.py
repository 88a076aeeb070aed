"""The store at a country's size: how long each question takes, what imports and exports cost, what the database holds.

usage: make bench-store        (or: python3 Benchmarks/store.py)
SCHOOLS=8000 COMPUTERS=40 DEVICES=16 DAYS=365 DEVICE_DAYS=365 SEED=1 AS_OF=2026-11-21 change the country; a database of the
same parameters is kept in .build/bench-store and used again. DATABASE=PATH measures on that one instead, which is brought up to
date with this release's tables. ONLY=questions,past,commands,import,exports,size,engines
runs some parts; `engines` asks SQLite and a copy of the country in PostgreSQL in turn.

Questions are asked of `parta serve` over one connection that stays open, so no program's start is in their figures; what a
command takes from its start to its last byte, all rows and not a page of them, stands in a table of its own. Before the first
question every school's figures are worked out as of today, as a server does every hour: that time is printed. So is the time of
the first question about a past day or a longer period, by which it is worked out; those after it are in the tables.
"""

import contextlib
import json
import os
import platform
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse
from datetime import date, timedelta

import scan
import store_engines
import store_size
from store_server import Server
from store_table import (EXPORTS, EXPORT_SECONDS, IMPORT_SECONDS, OF_NO_DAY, OF_PERIODS, PAGED, PAST_DAYS, PERIOD_DAYS, QUESTIONS,
                         TARGETS, WHERE)

FOLDER = os.path.join(scan.ROOT, ".build", "bench-store")
PARTS = ("questions", "past", "commands", "import", "exports", "size", "engines")


def say(line):
    print(line, file=sys.stderr, flush=True)


def program():
    if "PARTA" in os.environ:
        return os.path.abspath(os.environ["PARTA"])
    shown = subprocess.run([os.path.join(scan.ROOT, "scripts", "release.sh"), "--show-bin-path"],
                           check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "parta")


def parameters():
    days = os.environ.get("DAYS", "365")
    return {"schools": os.environ.get("SCHOOLS", "8000"), "computers-per-school": os.environ.get("COMPUTERS", "40"),
            "devices-per-computer": os.environ.get("DEVICES", "16"), "seed": os.environ.get("SEED", "1"), "days": days,
            "device-days": os.environ.get("DEVICE_DAYS", days), "as-of": os.environ.get("AS_OF", "2026-11-21")}


def country(parta):
    """The database of this country: as it is given or kept, or made now."""
    if "DATABASE" in os.environ:
        return os.path.abspath(os.environ["DATABASE"])
    options = parameters()
    name = "-".join(options.values())
    path = os.path.join(FOLDER, f"country-{name}.sqlite")
    if not os.path.exists(path):
        os.makedirs(FOLDER, exist_ok=True)
        say(f"making {path}")
        command = [parta, "example", "country", "--database", f"sqlite:{path}"]
        for key, value in options.items():
            command += [f"--{key}", value]
        started = time.perf_counter()
        # Not a pipe: the command draws its progress where it is wanted.
        subprocess.run(command, check=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        with open(path + ".seconds", "w") as file:
            file.write(f"{time.perf_counter() - started:.0f} s, {peak:.0f} MB of memory at most")
    else:
        say(f"using {path}")
    return path


def described(path):
    """What is asked about: how it was made, and what is in it."""
    made = ""
    if "DATABASE" not in os.environ:
        made = ", ".join(f"{key} {value}" for key, value in parameters().items())
        try:
            with open(path + ".seconds") as file:
                made += f"; made in {file.read()}"
        except FileNotFoundError:
            pass
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        counts = ", ".join(
            f"{database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,} {words}"
            for table, words in (("school", "schools"), ("computer", "computers"), ("device", "devices"),
                                 ("line_test", "line tests"), ("seen_month", "computer-months")))
    return f"{counts}; {os.path.getsize(path) / 1e9:.2f} GB" + (f"; {made}" if made else "")


def warm(server):
    """Has every school's figures worked out: what a server does every hour, half an hour after another."""
    say("working out every school's figures")
    started, token, asked = time.perf_counter(), server.token("warm"), 1
    # Gives some the day of today, by which the others are known to be of an earlier one; where none were ever worked out, all
    # are now, which takes longer than a server lets an answer take.
    for list in ("coverage", "lines"):
        subprocess.run([server.parta, list, "--limit", "1", "--database", server.database], check=True,
                       stdout=subprocess.DEVNULL)
    with contextlib.closing(sqlite3.connect(f"file:{server.path}?mode=ro", uri=True)) as database:
        before = None
        while True:
            old = database.execute(
                "SELECT count(*) FROM school_figures WHERE stale = 1 OR day < (SELECT max(day) FROM school_figures)"
            ).fetchone()[0]
            if old == 0 or old == before:
                break
            before = old
            # Each answer brings ten schools up to date.
            for _ in range(max(1, old // 10)):
                if asked % 500 == 0:
                    token = server.token("warm")
                server.once("/api/coverage?limit=1", token)
                asked += 1
    print(f"\nEvery school's figures were worked out in {time.perf_counter() - started:.0f} s before ({asked:,} questions).",
          flush=True)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def places(parta, path):
    """A school, a district and the country to ask about: those in the middle of their kind by size."""
    shown = subprocess.run([parta, "schools", "--database", f"sqlite:{path}", "--format", "json"],
                           check=True, capture_output=True)
    schools = json.loads(shown.stdout)
    districts = {}
    for school in schools:
        area = school["area"]
        name = "/".join(part for part in (area["country"], area["region"], area["district"]) if part)
        districts.setdefault(name, []).append(school)
    middle = sorted(districts, key=lambda name: sum(one["computers"] for one in districts[name]))[len(districts) // 2]
    school = sorted(districts[middle], key=lambda one: one["computers"])[len(districts[middle]) // 2]
    say(f"school {school['id']} ({school['computers']} computers), district {middle} ({len(districts[middle])} schools)")
    return {"school": {"school": school["id"]}, "district": {"area": middle}, "country": {}}, schools


def past(server, where, raw):
    """What was asked of today, asked of an earlier day, and of a period that begins earlier than the one nobody names."""
    last = date.fromisoformat(parameters()["as-of"])
    then, since = (last - timedelta(days=days) for days in (PAST_DAYS, PERIOD_DAYS))
    # All schools at once as a command does it: a server works out few of them for an answer, and the rest by the hour.
    run = scan.measure([server.parta, "coverage", "--as-of", f"{then}", "--database", server.database, "--format", "json"])
    print(f"\nThe first `parta coverage --as-of {then}` took {run[0]:.0f} s.", flush=True)
    for when, asked, is_asked in ((f"as of {then}", {"as_of": f"{then}"}, lambda name: name not in OF_NO_DAY),
                                  (f"since {since}", {"since": f"{since}"}, lambda name: name in OF_PERIODS)):
        started = time.perf_counter()
        server.once("/api/lines?" + urllib.parse.urlencode(asked), server.token(when))
        print(f"\nThe first question about lines {when} took {time.perf_counter() - started:.0f} s.", flush=True)
        questions(server, where, raw, when, asked, is_asked)


def questions(server, where, raw, when="", when_asked={}, is_asked=lambda name: True):
    print(f"\n### Questions{' ' * bool(when)}{when}, in ms, over one connection, warm\n")
    print("| question | of | rows | answer kB | p50 | p95 | to reach | times |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for name, path, more, _ in QUESTIONS:
        if not is_asked(name):
            continue
        token = server.token(name)
        for place in WHERE:
            say(f"{name} of a {place}")
            figures, size, rows = server.ask(path, {**where[place], **more, **when_asked}, token, TARGETS[place])
            if figures is None:
                print(f"| {name} | {place} | | | | | {TARGETS[place]} | **not answered**: {rows} |", flush=True)
                raw["unanswered"].append(f"{name}{' ' * bool(when)}{when} of a {place}: not answered")
                continue
            raw["questions"].append({"question": f"{name}{' ' * bool(when)}{when}", "of": place, "ms": figures, "bytes": size, "rows": rows})
            late = percentile(figures, 0.95)
            mark = "" if late <= TARGETS[place] else " **missed**"
            print(f"| {name} | {place} | {rows:,} | {size / 1000:,.0f} | {statistics.median(figures):.1f} | {late:.1f}{mark} "
                  f"| {TARGETS[place]} | {len(figures)} |", flush=True)


def commands(parta, path, where, raw):
    print("\n### Commands, from start to last byte, every row\n")
    print("| command | of | output kB | wall ms | CPU ms | peak MB | times |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for name, _, _, command in QUESTIONS:
        for place in WHERE if command else ():
            options = [part for key, value in where[place].items() for part in (f"--{key}", value)]
            if place == "country" and name in PAGED:
                continue
            full = [parta, *command, "--database", f"sqlite:{path}", "--format", "json", *options]
            say(" ".join(full[1:]))
            first = scan.measure(full)
            # What takes long is said once: its start is no part of it worth measuring.
            runs = [first] if first[0] > 5 else [scan.measure(full) for _ in range(5)]
            wall, cpu, peak, size = (statistics.median(column) for column in zip(*runs))
            raw["commands"].append({"command": command, "of": place, "runs": runs})
            print(f"| `parta {' '.join(command)}` | {place} | {size / 1000:,.0f} | {wall * 1000:,.0f} | {cpu * 1000:,.0f} "
                  f"| {peak:.0f} | {len(runs)} |", flush=True)
    empty = [scan.measure([parta, "--version"]) for _ in range(20)]
    print(f"\nThe program's own start and end take {statistics.median(run[0] for run in empty) * 1000:.0f} ms of each.")


def imports(parta, schools, raw):
    os.makedirs(FOLDER, exist_ok=True)
    rows = os.path.join(FOLDER, "schools.csv")
    keys = ["id", "name_kk", "name_ru", "name_en", "type", "supported_by", "latitude", "longitude", "pupils", "rural"]
    with open(rows, "w", encoding="utf-8") as file:
        file.write(",".join(keys + ["country", "region", "district"]) + "\n")
        for school in schools:
            cells = [school[key] for key in keys] + [school["area"][key] for key in ("country", "region", "district")]
            file.write(",".join('"' + ("" if cell is None else str(cell)).replace('"', '""') + '"' for cell in cells) + "\n")
    print("\n### Importing the country's schools\n")
    print("| what | schools | wall ms | peak MB | to reach |")
    print("|---|---:|---:|---:|---:|")
    database = os.path.join(FOLDER, "import.sqlite")
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(database + suffix):
            os.remove(database + suffix)
    for what in ("into an empty database", "again, nothing to change"):
        run = scan.measure([parta, "import", "schools", rows, "--database", f"sqlite:{database}"])
        raw["import"].append({"what": what, "run": run})
        mark = "" if run[0] <= IMPORT_SECONDS else " **missed**"
        print(f"| {what} | {len(schools):,} | {run[0] * 1000:,.0f}{mark} | {run[2]:.0f} | {IMPORT_SECONDS * 1000:,} |", flush=True)


def clear(file):
    """GLPI takes a directory, the others a file."""
    if os.path.isdir(file):
        shutil.rmtree(file)
    elif os.path.exists(file):
        os.remove(file)


def written(file):
    if os.path.isdir(file):
        return sum(entry.stat().st_size for entry in os.scandir(file))
    return os.path.getsize(file) if os.path.exists(file) else 0


def exports(parta, path, where, raw):
    print("\n### Exports of the country\n")
    print("| what | MB | seconds | `parta`'s peak MB | to reach |")
    print("|---|---:|---:|---:|---:|")
    for name, command in EXPORTS:
        file = os.path.join(FOLDER, "export")
        names = {"FILE": file, "DISTRICT": where["district"]["area"]}
        full = [parta, *(names.get(part, part) for part in command), "--database", f"sqlite:{path}"]
        say(" ".join(full[1:]))
        clear(file)
        try:
            wall, _, peak, size = scan.measure(full)
        except SystemExit as failure:
            print(f"| {name} | | **failed** | | {failure} |", flush=True)
            continue
        size = written(file) or size
        raw["exports"].append({"what": name, "seconds": wall, "peak_mb": peak, "bytes": size})
        mark = "" if wall <= EXPORT_SECONDS else " **missed**"
        print(f"| {name} | {size / 1e6:,.1f} | {wall:.1f}{mark} | {peak:.0f} | {EXPORT_SECONDS} s |", flush=True)


def summary(raw):
    """What was to be reached and was not, in one place."""
    late = [f"{one['question']} of a {one['of']}: {percentile(one['ms'], 0.95):.0f} ms"
            for one in raw["questions"] if percentile(one["ms"], 0.95) > TARGETS[one["of"]]]
    late += [f"import {one['what']}: {one['run'][0]:.1f} s" for one in raw["import"] if one["run"][0] > IMPORT_SECONDS]
    late += [f"{one['what']}: {one['seconds']:.0f} s" for one in raw["exports"] if one["seconds"] > EXPORT_SECONDS]
    late += raw["unanswered"]
    asked = len(raw["unanswered"]) + sum(len(raw[part]) for part in ("questions", "import", "exports"))
    print(f"\nOf {asked} figures with a target {asked - len(late)} are met" + ("." if not late else "; missed:\n"))
    for line in late:
        print(f"- {line}")


def main():
    only = os.environ.get("ONLY", ",".join(PARTS)).split(",")
    parta = program()
    path = country(parta)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    begun = time.perf_counter()
    raw = {part: [] for part in (*PARTS, "unanswered")}
    # A server brings the tables of an older release's database up to date.
    with Server(parta, path) as server:
        print(f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at the beginning; "
              f"SQLite; a made-up country of {described(path)}")
        say("waiting until nothing is left to forget")
        print(f"\nWhat a region has forgotten by then was forgotten in {server.settle():.0f} s before.", flush=True)
        if "questions" in only:
            warm(server)
    where, schools = places(parta, path)
    try:
        if "questions" in only:
            with Server(parta, path) as server:
                server.settle()
                questions(server, where, raw)
        if "past" in only:
            with Server(parta, path) as server:
                server.settle()
                past(server, where, raw)
        if "commands" in only:
            commands(parta, path, where, raw)
        if "import" in only:
            imports(parta, schools, raw)
        if "exports" in only:
            exports(parta, path, where, raw)
        if "engines" in only:
            store_engines.compare(parta, path, where, raw, say)
        if "size" in only:
            store_size.report(path, int(parameters()["days"]), raw, say)
        print(f"\nIn all {(time.perf_counter() - begun) / 60:.0f} minutes; load {os.getloadavg()[0]:.1f} at the end.")
        summary(raw)
    finally:
        os.makedirs(FOLDER, exist_ok=True)
        with open(os.path.join(FOLDER, "results.json"), "w") as file:
            json.dump(raw, file)


if __name__ == "__main__":
    main()
