"""`parta serve` on a database, asked over one connection."""

import http.client
import json
import os
import re
import socket
import subprocess
import time
import urllib.parse

WARM = 2
# A question is asked so often, or as often as fits into so many seconds, but at least thrice.
TIMES, SECONDS = 30, 20


class Server:
    def __init__(self, parta, path, database=None):
        self.parta, self.path, self.database = parta, path, database or f"sqlite:{path}"
        self.process = self.connection = None

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.parta, "serve", "--database", self.database, "--listen", "127.0.0.1:0", "--ndt7-listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.search(r"reports at http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=600)
                return self
        raise SystemExit("parta serve did not say where it listens")

    def __exit__(self, *_):
        if self.connection:
            self.connection.close()
        self.process.terminate()
        self.process.wait()

    def token(self, name):
        """One for each question: a token may ask 600 times in ten minutes."""
        made = subprocess.run(
            [self.parta, "token", "new", "--database", self.database, "--name", f"bench {name} {time.time()}", "--role",
             "admin", "--area", "Kazakhstan", "--days", "1"], check=True, capture_output=True, text=True)
        return re.search(r"\S{40,}", made.stdout)[0]

    def processor(self):
        """Seconds of processor that the server has taken."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self):
        """Waits until the server rests: it forgets what is due when it starts, and of a country made in one night much is.

        Returns the seconds that took.
        """
        started, before = time.perf_counter(), self.processor()
        while True:
            time.sleep(5)
            now = self.processor()
            if now - before < 0.25:
                return time.perf_counter() - started
            before = now

    def connect(self):
        """Anew: the server closes a connection that was silent for seconds, and questions share one."""
        self.connection.close()
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def once(self, address, token):
        self.connect()
        self.connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status} {body[:200].decode(errors='replace')}")
        return body

    def timed(self, path, parameters, token):
        """Milliseconds of one answer, and what it says."""
        address = path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")
        started = time.perf_counter()
        self.connect()
        self.connection.request("GET", address, headers={"Authorization": f"Bearer {token}"})
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status} {body[:200].decode(errors='replace')}")
        return spent, json.loads(body)

    def ask(self, path, parameters, token, target):
        """Milliseconds of each answer, the bytes of one, and its rows (of all that match where there are pages)."""
        address = path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")
        headers = {"Authorization": f"Bearer {token}"}
        self.connect()
        figures, begun = [], time.perf_counter()
        for turn in range(WARM + TIMES):
            started = time.perf_counter()
            self.connection.request("GET", address, headers=headers)
            answer = self.connection.getresponse()
            body = answer.read()
            spent = (time.perf_counter() - started) * 1000
            if answer.status != 200:
                return None, 0, f"{answer.status} {body[:200].decode(errors='replace')}"
            if turn >= WARM or spent > 10 * target:
                figures.append(spent)
            if len(figures) >= 3 and time.perf_counter() - begun > SECONDS:
                break
        return figures, len(body), len(json.loads(body)["rows"])
