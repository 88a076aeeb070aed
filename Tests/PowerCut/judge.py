"""Looks at one disk that a power cut left: do the databases open, and is everything there that was promised."""

import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Promises:
    """What had been said to be done when the current failed, over all rounds so far."""

    stream: str = ""
    # Numbers up to these were sealed, or delivered.
    sealed: int = 0
    delivered: int = 0
    # Scans recorded, and codes handed out.
    rounds: int = 0
    codes: int = 0
    # The last two count from the round's beginning in a mark.
    rounds_before: int = 0
    codes_before: int = 0

    def take(self, mark):
        self.stream = mark.get("stream", self.stream)
        self.sealed = max(self.sealed, mark.get("sealed", 0))
        self.delivered = max(self.delivered, mark.get("delivered", 0))
        self.rounds = max(self.rounds, self.rounds_before + mark.get("rounds", 0))
        self.codes = max(self.codes, self.codes_before + mark.get("codes", 0))

    @property
    def count(self):
        return self.sealed + self.delivered + self.rounds + self.codes


@dataclass
class Finding:
    """What one disk showed. `unopened` and `wrong` are sentences; the numbers of acknowledged reports that
    the region lacks are `lost`, other promises that were not kept are counted in `missing`.
    """

    unopened: list = field(default_factory=list)
    lost: set = field(default_factory=set)
    missing: int = 0
    wrong: list = field(default_factory=list)
    # What is on the disk, for the next round's promises.
    rounds: int = 0
    codes: int = 0

    def miss(self, count, sentence):
        if count > 0:
            self.missing += count
            self.wrong.append(sentence)

    @property
    def is_good(self):
        return not self.unopened and not self.wrong


class Judge:
    """Takes files out of disk images without mounting them, and asks the real programs and SQLite about them."""

    def __init__(self, programs, schools, scratch):
        self.programs = Path(programs)
        self.schools = Path(schools)
        self.scratch = Path(scratch)

    def look(self, image, promises):
        finding = Finding()
        files = self.scratch / "files"
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir(parents=True)
        self.mount(image, files, finding)
        if not promises.count:
            self.look_at_beginning(files / "region.sqlite", finding)
            return finding
        region = self.look_at_region(files / "region.sqlite", finding)
        if region is not None:
            finding.codes = region["codes"][0][0]
            finding.miss(
                promises.codes - finding.codes, f"{promises.codes} codes were handed out, {finding.codes} are there")
        # While the agent has promised nothing its files are still being made.
        if promises.rounds:
            outbox = self.look_at_outbox(files / "agent", finding)
            if outbox is not None and region is not None:
                compare(outbox, region, promises, finding)
        return finding

    def mount(self, image, files, finding):
        """What a mount would do: the file system's journal is replayed; then it must be whole without mending."""
        subprocess.run(["e2fsck", "-y", "-E", "journal_only", image], capture_output=True)
        checked = subprocess.run(["e2fsck", "-f", "-n", image], capture_output=True, text=True)
        if checked.returncode != 0:
            finding.unopened.append(f"the file system is damaged: {checked.stdout.strip()}")
        # Standard error is not looked at: who does not run it as root hears that owners cannot be kept.
        subprocess.run(["debugfs", "-R", f"rdump / {files}", image], capture_output=True, check=True)

    def look_at_beginning(self, path, finding):
        """Before the first promise the database may lack anything, but the next command must be able to go on with it."""
        if path.exists():
            self.ask(finding, "parta", "import", "schools", str(self.schools), database=path)
            rows(path, finding, {})

    def look_at_outbox(self, state, finding):
        """The agent's own view first, on the files as the cut left them; then SQLite's, row by row."""
        path = state / "outbox.sqlite"
        if not path.exists():
            finding.unopened.append("there is no outbox")
            return None
        answer = self.ask(finding, "parta-agent", "status", "--format", "json", "--state", str(state))
        if answer is not None and (json.loads(answer).get("outbox") or {}).get("kept_aside"):
            finding.unopened.append("the agent had moved a damaged outbox aside")
        return rows(path, finding, {
            "stream": "SELECT name, next_seq, rounds FROM stream",
            "envelopes": "SELECT seq, acknowledged_at IS NOT NULL FROM envelope",
        })

    def look_at_region(self, path, finding):
        if not path.exists():
            finding.unopened.append("there is no region's database")
            return None
        self.ask(finding, "parta", "agents", "--format", "json", database=path)
        return rows(path, finding, {
            "envelopes": "SELECT stream, seq FROM envelope",
            "ranges": "SELECT stream, ranges FROM stream",
            "codes": "SELECT count(*) FROM enrollment",
        })

    def ask(self, finding, program, *words, database=None):
        """What a program says; none where it could not open what it was asked about."""
        environment = {**os.environ, "PARTA_DATABASE": f"sqlite:{database}"}
        done = subprocess.run([self.programs / program, *words], capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            finding.unopened.append(f"{program} {words[0]} ended with {done.returncode}: {done.stderr.strip()}")
            return None
        return done.stdout


def rows(path, finding, questions):
    """What SQLite finds in a database that is whole; none where it is not."""
    try:
        with sqlite3.connect(path) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchall()
            if verdict != [("ok",)]:
                finding.unopened.append(f"{path.name} is damaged: {verdict[:3]}")
                return None
            return {name: database.execute(question).fetchall() for name, question in questions.items()}
    except sqlite3.Error as error:
        finding.unopened.append(f"{path.name} does not open: {error}")
        return None


def compare(outbox, region, promises, finding):
    """Whether what the agent and the region promised each other is in the two databases."""
    (stream, next_seq, finding.rounds), = outbox["stream"]
    if stream != promises.stream:
        finding.wrong.append(f"the outbox's stream is {stream}, it was {promises.stream}")
    held = {seq for name, seq in region["envelopes"] if name == promises.stream}
    noted = set()
    for name, text in region["ranges"]:
        if name == promises.stream:
            noted = numbers(json.loads(text))
    kept = {seq for seq, _ in outbox["envelopes"]}

    lost = set(range(1, promises.delivered + 1)) - (held & noted)
    if lost:
        finding.wrong.append(f"delivered, and the region lacks {sorted(lost)}")
    # Needs no mark: both databases lie on one disk, and the agent notes what the region has said it holds.
    claimed = {seq for seq, acknowledged in outbox["envelopes"] if acknowledged} - held - lost
    if claimed:
        finding.wrong.append(f"acknowledged by the outbox's own word, and the region lacks {sorted(claimed)}")
    finding.lost = lost | claimed
    gone = set(range(1, promises.sealed + 1)) - kept - held
    finding.miss(len(gone - lost), f"sealed, and neither database has {sorted(gone - lost)}")
    finding.miss(promises.sealed + 1 - next_seq, f"numbers from {next_seq} on would be given a second time")
    finding.miss(promises.rounds - finding.rounds, f"{promises.rounds} scans were recorded, {finding.rounds} are there")


def numbers(ranges):
    """The numbers of ranges as they stand on the wire."""
    return {seq for low, high in ranges for seq in range(low, high + 1)}
