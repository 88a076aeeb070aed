"""A made-up country with what pages must survive in it, and the real server on it."""

import csv
import re
import sqlite3
import subprocess
import sys
import time

HOSTILE = "<script>document.title='ran'</script>\u202eevil\u202c\"'`&lt;img src=x onerror=1>\u0301"
# 256 bytes, as long as a device may call itself, and without a place to break.
LONG = ("ÄӘ" * 64).encode()[:256].decode()
NOWHERE = "web-nowhere"


class Bed:
    """Schools, tokens and a server; everything is gone with its folder."""

    def __init__(self, parta, folder, schools, norm):
        self.parta, self.folder, self.norm = parta, folder, norm
        self.file = folder / "country.sqlite"
        self.database = f"sqlite:{self.file}"
        self.processes = []
        self.run("example", "country", "--schools", str(schools), "--computers-per-school", "8", "--days", "90",
                 "--seed", "7")
        self.add_hostile()
        self.add_plans()

    def run(self, *words, check=True, program=None):
        done = subprocess.run([program or self.parta, *words, *(() if program else ("--database", self.database))],
                              capture_output=True, text=True)
        if check and done.returncode:
            sys.exit(f"parta {' '.join(words)} ended with {done.returncode}: {done.stderr}")
        return done

    def add_hostile(self):
        """A school with a hostile name and no coordinates in an area without any figure; two hostile devices."""
        file = self.folder / "schools.csv"
        with file.open("w", newline="") as text:
            rows = csv.writer(text)
            rows.writerow(["id", "name_kk", "name_ru", "name_en", "country", "region", "district", "type", "made_up"])
            rows.writerow([NOWHERE, "Мектеп " + HOSTILE, "Школа " + HOSTILE, "School " + HOSTILE, "Kazakhstan",
                           "Empty region", "Empty district", "ordinary", "yes"])
        imported = self.run("import", "schools", str(file), check=False)
        if imported.returncode:
            sys.exit(f"the hostile school was not taken in: {imported.stderr}")
        with sqlite3.connect(self.file) as base:
            where, = base.execute(
                "SELECT school_id FROM assignment JOIN device ON device.agent_id = assignment.agent_id "
                "GROUP BY school_id ORDER BY count(*) DESC LIMIT 1").fetchone()
            ids = base.execute(
                "SELECT device.agent_id, device_id, category FROM device JOIN assignment ON assignment.agent_id = device.agent_id "
                "WHERE school_id = ? ORDER BY category = 'tablet' DESC LIMIT 2", (where,)).fetchall()
            for (agent, device, _), name in zip(ids, (HOSTILE, LONG)):
                base.execute("UPDATE device SET product = ?, vendor = ? WHERE agent_id = ? AND device_id = ?",
                             (name, name[:60], agent, device))
            self.hostile_category = ids[0][2]
            region, district = base.execute("SELECT region, district FROM school WHERE id = ?", (where,)).fetchone()
            self.other, self.other_region = base.execute(
                "SELECT id, region FROM school WHERE region <> ? AND id LIKE 'made-%' LIMIT 1", (region,)).fetchone()
            self.programme, = base.execute("SELECT id FROM programme ORDER BY id LIMIT 1").fetchone()
            self.placed, = base.execute("SELECT count(*) FROM school WHERE latitude IS NOT NULL").fetchone()
        self.school, self.region, self.district = where, region, district

    def add_plans(self):
        """Nodes of fiber in every region, two plans of fiber, in one phase and in two, and one of purchases."""
        file = self.folder / "nodes.csv"
        with sqlite3.connect(self.file) as base:
            nodes = base.execute("SELECT min(id), avg(latitude), avg(longitude) FROM school WHERE latitude IS NOT NULL "
                                 "GROUP BY region").fetchall()
        with file.open("w", newline="") as text:
            rows = csv.writer(text)
            rows.writerow(["node_id", "latitude", "longitude", "infrastructure_type", "node_status"])
            rows.writerows([f"node-{name}", latitude, longitude, "fiber", "operational"] for name, latitude, longitude in nodes)
        self.run("import", "nodes", str(file))
        fiber = ["plan", "fiber", "--need", "fiber", "--cost-per-km", "1000000", "--longest-link", "400", "--currency", "KZT",
                 "--steps", "200"]
        self.run(*fiber, "--budget", "2000000000", "--save", "Fiber, two thousand million")
        self.run(*fiber, "--phases", "500000000,700000000", "--save", HOSTILE[:60])
        norm = ["--norm", str(self.norm)] if self.norm else []
        self.has_purchases = self.run("plan", "equip", *norm, "--budget", "50000000", "--save", "Equipment", check=False).returncode == 0

    def token(self, name, role, *scope, days="1"):
        made = self.run("token", "new", "--name", name, "--role", role, "--days", days, *scope)
        return re.search(r"parta_\S+", made.stdout)[0]

    def expire(self, name):
        with sqlite3.connect(self.file) as base:
            base.execute("UPDATE reader_token SET expires_at = ? WHERE name = ?", (int(time.time()) - 60, name))

    def revoke(self, name):
        with sqlite3.connect(self.file) as base:
            number, = base.execute("SELECT id FROM reader_token WHERE name = ?", (name,)).fetchone()
        self.run("token", "revoke", str(number))

    def serve(self, *options):
        """The address of a server of its own."""
        process = subprocess.Popen(
            [self.parta, "serve", "--database", self.database, "--listen", "127.0.0.1:0", "--ndt7-listen",
             "127.0.0.1:0", "--norm", self.norm, *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        for line in process.stderr:
            found = re.search(r"reports at (http://127\.0\.0\.1:\d+)", line)
            if found:
                # What else it says is read, so that it never waits for a reader.
                subprocess.Popen(["cat"], stdin=process.stderr, stdout=(self.folder / "serve.log").open("a"))
                return found[1]
        sys.exit("parta serve did not say where it listens")

    def stop(self):
        for process in self.processes:
            process.terminate()
            process.wait()
