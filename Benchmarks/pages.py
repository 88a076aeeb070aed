#!/usr/bin/env python3
"""How long the server takes for each page: `parta serve` on an existing database, asked over one connection.

    pages.py [--parta PROGRAM] --database FILE [--times 40] [--json FILE]

Each page is asked for until it is shown (a page whose figures are being worked out says so at once, with 202, and asks for
itself again), then so many times more; `first` is how long until it was shown, `p95` is of the others. What is asked for the
first time in a minute is read from the database; that is `cold`: a page asked with another area each time, which nobody has
asked before. The target is 300 ms of each answer of the server, p95, cold ones too; `coming` says how many of these were the
page that says that figures are being worked out, and `first` how long that then took.
"""

import argparse
import http.cookies
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import store_server

TARGET_MS = 300


class Session:
    """A browser that is signed in."""

    def __init__(self, server, token):
        self.server, self.cookies = server, {}
        form = self.ask("GET", "/sign-in")[2].decode()
        proof = re.search(r'name="form_token" value="([^"]+)"', form)[1]
        self.ask("POST", "/sign-in", urllib.parse.urlencode({"form_token": proof, "token": token, "next": "/"}))

    def ask(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.server.connection.request(method, path, body, headers)
        answer = self.server.connection.getresponse()
        text = answer.read()
        spent = (time.perf_counter() - started) * 1000
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, spent, text


def percentile(figures, share):
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def pages(base):
    """Name, address, and addresses that nobody has asked for (of other areas or schools) for what is cold."""
    schools = [row[0] for row in base.execute("SELECT id FROM school WHERE closed_on IS NULL ORDER BY id LIMIT 4000")]
    some = schools[:: max(1, len(schools) // 30)][:30]
    areas = [f"{country}/{region}/{district}" for country, region, district in base.execute(
        "SELECT DISTINCT country, region, district FROM school WHERE district IS NOT NULL LIMIT 30")]
    programme = base.execute("SELECT id FROM programme ORDER BY id LIMIT 1").fetchone()
    of = lambda path, name, values: [f"{path}{'&' if '?' in path else '?'}{name}={urllib.parse.quote(one)}" for one in values]
    yield "overview", "/", of("/", "area", areas)
    yield "map", "/map", of("/map", "area", areas)
    yield "map's schools", "/map/data", of("/map/data", "area", areas)
    yield "school", "/school?id=" + some[0], of("/school", "id", some[1:])
    yield "tables", "/lists", []
    for name in ("schools", "lines", "coverage"):
        yield name, "/lists/" + name, of("/lists/" + name, "area", areas)
    # Of a whole country the page asks for an area.
    stock = of("/lists/stock", "area", areas)
    yield "stock of a district", stock[0], stock[1:]
    yield "devices of a school", "/lists/devices?school=" + some[0], of("/lists/devices", "school", some[1:])
    yield "programmes", "/programmes", []
    if programme:
        yield "programme", "/programme?id=" + urllib.parse.quote(programme[0]), []
    yield "plans", "/plans", []
    yield "agents", "/agents", of("/agents", "area", areas)


def measure(session, path, others, times):
    begun, answers = time.perf_counter(), []
    while True:
        status, spent, body = session.ask("GET", path)
        answers.append(spent)
        if status not in (202, 503):
            break
        if time.perf_counter() - begun > 300:
            return None
        time.sleep(0.5)
    if status != 200:
        sys.exit(f"{path} is answered {status}: {body[:200]!r}")
    first = (time.perf_counter() - begun) * 1000
    warm = [session.ask("GET", path)[1] for _ in range(times)]
    cold, coming = [], 0
    for other in others:
        status, spent, _ = session.ask("GET", other)
        if status not in (200, 202, 503):
            sys.exit(f"{other} is answered {status}")
        cold.append(spent)
        coming += status != 200
    return {"first_ms": first, "p50_ms": percentile(warm, 0.5), "p95_ms": percentile(warm, 0.95), "bytes": len(body),
            "cold_p95_ms": percentile(cold, 0.95) if cold else None, "coming": coming, "cold": len(cold),
            "slowest_answer_ms": max(answers + warm + cold)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parta", default=".build/release/parta")
    parser.add_argument("--database", required=True, type=pathlib.Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--json", type=pathlib.Path)
    asked = parser.parse_args()
    with sqlite3.connect(f"file:{asked.database}?mode=ro", uri=True) as base:
        schools, = base.execute("SELECT count(*) FROM school").fetchone()
        devices, = base.execute("SELECT count(*) FROM device").fetchone()
        addresses = list(pages(base))
    rows, tokens = {}, 0
    with store_server.Server(asked.parta, asked.database) as server:
        for name, path, others in addresses:
            # A token may ask 600 times in ten minutes, and so may an address without one.
            session = Session(server, server.token(f"pages {name}"))
            rows[name] = measure(session, path, others, asked.times)
    print(f"{schools} schools, {devices} devices, {asked.times} warm requests a page\n")
    print("| page | kB | first, ms | p50 | p95 | cold p95 | of these coming |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    slow = []
    for name, row in rows.items():
        if row is None:
            print(f"| {name} | - | not within five minutes | | | | |")
            slow.append(name)
            continue
        cold = "-" if row["cold_p95_ms"] is None else f"{row['cold_p95_ms']:.0f}"
        print(f"| {name} | {row['bytes'] / 1000:.0f} | {row['first_ms']:.0f} | {row['p50_ms']:.1f} | {row['p95_ms']:.1f} | {cold} "
              f"| {row['coming']} of {row['cold']} |")
        if max(row["p95_ms"], row["cold_p95_ms"] or 0) > TARGET_MS:
            slow.append(name)
    if asked.json:
        asked.json.write_text(json.dumps({"schools": schools, "devices": devices, "pages": rows}, indent=2))
    print(f"\nabove {TARGET_MS} ms: {', '.join(slow) or 'none'}")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
