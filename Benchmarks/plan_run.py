"""Runs of `parta plan fiber` on files: what it says, processor and wall seconds, memory, and how its best plan grew."""

import json
import os
import pty
import re
import selectors
import subprocess
import time

import plan_instances

PROGRESS = re.compile(r"step (\d+): ([\d\s,.]+) connected")


def command(parta, instance, folder, *more):
    sites, links = instance.write(folder)
    line = [parta, "plan", "fiber", "--sites", sites, "--links", links, "--budget", repr(instance.budget), "--format", "json"]
    return line + (["--max-hops", str(instance.hops)] if instance.hops else []) + list(more)


def run(line, folder, watch=False):
    """The answer, with `wall`, `processor` seconds, `peak` MB and, watched on a terminal, `told`: seconds and value."""
    path = os.path.join(folder, "answer.json")
    told = []
    start = time.perf_counter()
    with open(path, "w") as out:
        if watch:
            leader, follower = pty.openpty()
            child = subprocess.Popen(line, stdout=out, stderr=follower, stdin=subprocess.DEVNULL)
            os.close(follower)
            told = follow(leader, start)
            noise = ""
        else:
            child = subprocess.Popen(line, stdout=out, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
            noise = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode != 0:
        raise SystemExit(f"error: {' '.join(line)} ended with {child.returncode}: {noise}")
    with open(path) as file:
        answer = json.load(file)
    answer.update(wall=wall, processor=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024, told=told)
    return answer


def follow(leader, start):
    """Reads progress until the program closes its terminal."""
    told, text = [], ""
    with selectors.DefaultSelector() as waiting:
        waiting.register(leader, selectors.EVENT_READ)
        while True:
            waiting.select()
            try:
                read = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            now = time.perf_counter() - start
            text += read.decode(errors="replace")
            *lines, text = re.split(r"\r", text)
            for line in lines + [text]:
                found = PROGRESS.search(line)
                if found:
                    told.append((now, float(re.sub(r"[\s,]", "", found[2]))))
    os.close(leader)
    return told


def start_up(parta, folder, rounds=7):
    """Processor and wall seconds that reading two sites and ending takes: what is not the instance's own."""
    tiny = plan_instances.Instance("tiny", [(48, 60), (48, 61)], [1, 1], {0}, [(0, 1, 1.0)], budget=1.0)
    runs = [run(command(parta, tiny, folder), folder) for _ in range(rounds)]
    middle = rounds // 2
    return sorted(each["processor"] for each in runs)[middle], sorted(each["wall"] for each in runs)[middle]
