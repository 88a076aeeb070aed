"""A PostgreSQL 15 server for measurements alone: durable as a real one, heard on a socket in its own directory."""

import os
import shutil
import signal
import subprocess
import tempfile
import time

PROGRAMS = "/usr/lib/postgresql/15/bin"
# What a server of its own with some memory would be given; durability is PostgreSQL's default, nothing is turned off.
SETTINGS = ["listen_addresses=", "shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=15min", "max_connections=50",
            "wal_compression=on"]
# How often a start is tried.
STARTS = 20


class Cluster:
    """Runs as a user without rights, since PostgreSQL refuses root; its directory goes at the end."""

    def __init__(self):
        if not os.access(f"{PROGRAMS}/postgres", os.X_OK):
            raise SystemExit("there is no PostgreSQL 15 here; install the package postgresql-15")
        self.folder = tempfile.mkdtemp(prefix="parta-pg-", dir="/tmp")
        self.process = None
        if os.geteuid() == 0:
            os.chown(self.folder, 65534, 65534)
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "parta", "-A", "trust", "-E", "UTF8", "--locale=C",
                 "--no-instructions")
        self.start()
        self.url = f"postgresql:///parta?host={self.folder}&user=parta"
        self.query("CREATE DATABASE parta", "postgres")

    def as_user(self, program, *words):
        command = [f"{PROGRAMS}/{program}", *words]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", *command]
        return command

    def run(self, program, *words):
        subprocess.run(self.as_user(program, *words), check=True, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self):
        # What a killed one left in the middle of a write may hold its shared memory a moment longer than it lived.
        for _ in range(STARTS):
            self.begin()
            if self.is_ready(600):
                return
            time.sleep(0.5)
        self.fail()

    def begin(self):
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        with open(f"{self.folder}/log", "a") as log:
            self.process = subprocess.Popen(
                self.as_user("postgres", "-D", f"{self.folder}/data", "-k", self.folder, *settings), cwd=self.folder,
                stdout=log, stderr=log)

    def is_ready(self, tries):
        for _ in range(tries):
            if self.process.poll() is not None:
                return False
            # It waits itself: 0 is an answer, 1 a refusal while it starts, 2 none.
            if subprocess.run(self.as_user("pg_isready", "-q", "-h", self.folder, "-t", "1"), cwd=self.folder).returncode == 0:
                return True
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        return False

    def fail(self):
        with open(f"{self.folder}/log") as log:
            raise SystemExit("PostgreSQL did not start:\n" + "".join(log.readlines()[-5:]))

    def kill(self):
        """As a failing computer would end it: all of its processes by SIGKILL, and nothing is tidied up."""
        workers = self.workers()
        self.process.kill()
        self.process.wait()
        for worker in workers:
            try:
                os.kill(worker, signal.SIGKILL)
            except ProcessLookupError:
                continue
        # The next one looks at this and would think that the old one still runs.
        pid = f"{self.folder}/data/postmaster.pid"
        if os.path.exists(pid):
            os.unlink(pid)

    def query(self, sql, database="parta"):
        done = subprocess.run(
            self.as_user("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "parta", "-d", database,
                         "-c", sql), check=True, cwd=self.folder, capture_output=True, text=True)
        return [line.split("|") for line in done.stdout.splitlines()]

    def stats(self):
        """Each of its processes: its number, whether it is the first one, and the fields of its `stat` behind the name."""
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/stat") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(entry) == self.process.pid or int(fields[1]) == self.process.pid:
                yield int(entry), int(entry) == self.process.pid, fields

    def workers(self):
        return [number for number, is_first, _ in self.stats() if not is_first]

    def processor(self):
        """Seconds of processor that all of its processes have taken, those that have ended too."""
        ticks = sum(sum(int(field) for field in fields[11:15 if is_first else 13]) for _, is_first, fields in self.stats())
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
