"""Runs a command in a umockdev test bed made of a synthetic `Machine`."""

import os
import subprocess
import tempfile

# umockdev 0.17.16 takes a time that grows with the square of a file's length: many short files instead of a long one.
RECORDS_PER_FILE = 60
MEMORY = "/dev/shm"


def run(machine, command):
    """The standard output (bytes) of a command that sees the machine's devices and no others."""
    directory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="parta-bench.", dir=directory) as scratch:
        arguments = []
        for start in range(0, len(machine.records), RECORDS_PER_FILE):
            path = os.path.join(scratch, f"{start:06}.umockdev")
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(machine.records[start:start + RECORDS_PER_FILE]))
            arguments += ["--device", path]
        return run_recorded(arguments, command, scratch)


def run_recorded(arguments, command, scratch=None):
    """The same for `umockdev-run`'s own arguments, such as `--device FILE`; its test bed is made below `scratch`."""
    environment = dict(os.environ, TMPDIR=scratch) if scratch else None
    done = subprocess.run(["umockdev-run", *arguments, "--", *command], stdout=subprocess.PIPE, env=environment)
    if done.returncode != 0:
        raise SystemExit(f"error: {' '.join(command)} ended with {done.returncode} in the test bed")
    return done.stdout
