"""A country with keys, `parta serve` on it over TLS, and `parta-load` against that."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

# As many computers in a school, and so few devices and days, that making the country takes minutes.
COMPUTERS = 40
OPTIONS = ["--computers-per-school", str(COMPUTERS), "--devices-per-computer", "2", "--days", "1", "--device-days", "1"]


def say(line):
    print(line, file=sys.stderr, flush=True)


class Country:
    """A database whose computers have real keys, and the file of them that parta-load goes by."""

    def __init__(self, parta, folder, agents, given=""):
        self.path = os.path.abspath(given) if given else os.path.join(folder, f"country-{agents}.sqlite")
        self.keys = self.path.removesuffix(".sqlite") + ".keys"
        self.database = f"sqlite:{self.path}"
        if given and not (os.path.exists(self.path) and os.path.exists(self.keys)):
            raise SystemExit(f"{self.path} and {self.keys} are wanted; parta example country --keys makes both")
        if not (os.path.exists(self.path) and os.path.exists(self.keys)):
            for left in (self.path, self.keys):
                if os.path.exists(left):
                    os.unlink(left)
            os.makedirs(folder, exist_ok=True)
            say(f"making {self.path}")
            # Some wait for approval or are revoked, and have no key here.
            schools = max(1, round(agents * 1.04 / COMPUTERS))
            subprocess.run([parta, "example", "country", "--database", self.database, "--keys", self.keys, "--schools",
                            str(schools), *OPTIONS], check=True)
        with open(self.keys) as file:
            self.agents = sum(1 for _ in file)
        self.cluster = None

    def move(self, parta, cluster):
        """Goes on in PostgreSQL, copied by parta itself; the file and its keys stay for the next time."""
        say(f"copying {self.path} to PostgreSQL")
        subprocess.run([parta, "migrate", "--from", self.database, "--to", cluster.url], check=True, stdout=subprocess.DEVNULL)
        # As after some hours, when its own autovacuum has been there.
        cluster.query("VACUUM ANALYZE")
        keys = self.keys + ".postgresql"
        shutil.copyfile(self.keys, keys)
        self.keys, self.database, self.cluster = keys, cluster.url, cluster

    def missing(self, acknowledged):
        """Which of the acknowledged envelopes the database does not hold as they were sent."""
        if self.cluster:
            held = {" ".join(row) for row in self.cluster.query(
                "SELECT agent_id, stream, seq, encode(digest, 'hex') FROM parta.envelope")}
            yield from (line for line in acknowledged if line not in held)
            return
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as base:
            for line in acknowledged:
                agent, stream, number, digest = line.split()
                held = base.execute("SELECT digest FROM envelope WHERE agent_id = ? AND stream = ? AND seq = ?",
                                    (agent, stream, int(number))).fetchone()
                if held is None or held[0].hex() != digest:
                    yield line

    def counts(self):
        if self.cluster:
            return {name: int(self.cluster.query(f"SELECT count(*) FROM parta.{name}")[0][0]) for name in ("agent", "envelope")}
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as base:
            return {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("agent", "envelope")}


class Server:
    """`parta serve` over TLS on loopback, with room for as many connections as are tried."""

    def __init__(self, parta, database, load):
        self.parta, self.database, self.load = parta, database, load
        self.process = self.address = self.pin = None

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.parta, "serve", "--database", self.database, "--listen", "127.0.0.1:0", "--ndt7-listen", "127.0.0.1:0",
             "--tls", "on", "--max-connections", "20000", "--max-connections-per-address", "20000"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.search(r"reports at (https://127\.0\.0\.1:\d+)", line)
            if found:
                self.address = found[1]
                break
        else:
            raise SystemExit("parta serve did not say where it listens")
        self.log = open(os.devnull, "w")
        # What it says from now on must not fill the pipe and stop it.
        self.reader = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=self.log)
        shown = subprocess.run([self.parta, "region", "--database", self.database, "--format", "json"], check=True,
                               capture_output=True, text=True)
        self.pin = json.loads(shown.stdout)["pins"][0]
        self.settle()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.reader.wait()
        self.log.close()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def processor(self):
        """Seconds of processor that the server has taken."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, name="VmRSS"):
        """Bytes."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(rf"{name}:\s+(\d+) kB", file.read())[1]) * 1024

    def settle(self):
        """Waits until the server rests: when it starts it forgets what is due."""
        before = self.processor()
        while True:
            time.sleep(2)
            now = self.processor()
            if now - before < 0.1:
                return
            before = now

    def command(self, name, options):
        return [self.load, name, "--server", self.address, "--pin", self.pin, "--server-pid", str(self.process.pid), *options]

    def run(self, country, mode, **options):
        """One run of parta-load: its figures."""
        command = self.command("run", ["--agents", country.keys, "--mode", mode, "--json"])
        for key, value in options.items():
            command += [f"--{key}", str(value)]
        say("  " + " ".join([mode] + [f"{key} {value}" for key, value in options.items()]))
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"parta-load ended with {done.returncode}")
        return json.loads(done.stdout)
