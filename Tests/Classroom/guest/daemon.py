"""The second stage: a region and the agent's daemon run on this PC while everything is plugged in and out.

Kept for the machine outside: what the region counts in the end, how the daemon stopped, its state directory.
"""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

KEPT = Path("/var/lib/classroom")
STATE = KEPT / "state"
# Seconds until a program of ours must have said or done what it was started for.
PATIENCE = 120


class Region:
    """`parta serve` on loopback with one school, and the command line beside it."""

    def __init__(self, program, schools):
        os.environ["PARTA_DATABASE"] = f"sqlite:{KEPT}/region.sqlite"
        self.program = program
        self.log = KEPT / "serve.log"
        with open(self.log, "wb") as log:
            self.server = subprocess.Popen(
                [program, "serve", "--listen", "127.0.0.1:0", "--ndt7-listen", "127.0.0.1:0", "--no-pages"],
                stdout=log, stderr=log)
        self.url = self.wait_for_address()
        self.ask("import", "schools", schools)

    def wait_for_address(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.server.poll() is None:
            if said := re.search(r"reports at (http:[^ ,]*)", self.log.read_text(errors="replace")):
                return said[1]
            time.sleep(0.2)
        raise RuntimeError(f"the aggregator did not say where it listens: {self.log.read_text(errors='replace')}")

    def ask(self, *words):
        return subprocess.run([self.program, *words], check=True, capture_output=True, text=True).stdout

    def stop(self):
        self.server.terminate()
        self.server.wait(timeout=PATIENCE)


def follow(job, results, port, descriptions, play):
    """Plays every device before the running daemon and writes down what the region counts in the end.

    `job`: agent, aggregator, hwdb, schools (paths), school (an id), settle_seconds (how long a device stays put).
    """
    STATE.mkdir(parents=True)
    region = Region(job["aggregator"], job["schools"])
    enrollment = KEPT / "enrollment"
    code = region.ask("enrollment", "new", "--school", job["school"]).strip()
    subprocess.run([job["agent"], "enroll", region.url, code, "--enrollment-file", enrollment], check=True)
    with open(KEPT / "agent.log", "wb") as log:
        agent = subprocess.Popen(
            [job["agent"], "run", "--state", STATE, "--enrollment-file", enrollment, "--hwdb", job["hwdb"]],
            stdout=log, stderr=log)
    try:
        for description in descriptions:
            def look(stage, id=description["id"]):
                # A device that is pulled before it settled need not be seen: it stays for the agent's quiet period.
                time.sleep(job["settle_seconds"])
                if agent.poll() is not None:
                    raise RuntimeError(f"the daemon ended with {agent.returncode} at {id}, {stage}")

            play(description, port, results, look)
    finally:
        began = time.monotonic()
        agent.send_signal(signal.SIGTERM)
        status = agent.wait(timeout=PATIENCE)
        stopped = round(time.monotonic() - began, 2)
    devices = json.loads(region.ask("devices", "--school", job["school"], "--format", "json"))
    region.stop()
    results.write(stage="daemon", status=status, stop_seconds=stopped, devices=devices)
