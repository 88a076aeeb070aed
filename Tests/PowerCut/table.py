#!/usr/bin/env python3
"""Says what the rounds found.

usage: table.py --round VERDICT     one line on one round
       table.py --is-good VERDICT   only the exit status
       table.py VERDICT...          the line of the table; status 1 where anything was damaged or missing
"""

import json
import sys
from pathlib import Path


def is_good(verdict):
    return not verdict["wrong"] and not any(verdict[key] for key in ("unopened", "lost", "missing"))


def main(words):
    verdicts = {Path(word).parent.name: json.loads(Path(word).read_text()) for word in words if word[:2] != "--"}
    total = {
        key: sum(verdict[key] for verdict in verdicts.values())
        for key in ("flushes", "writes", "acknowledged", "promises", "disks", "unopened", "lost", "missing")
    }
    good = all(is_good(verdict) for verdict in verdicts.values())
    if "--is-good" in words:
        return 0 if good else 1
    if "--round" in words:
        (name, verdict), = verdicts.items()
        print(f"{name}: {verdict['writes']} writes, {verdict['flushes']} flushes, {verdict['acknowledged']} reports "
              f"acknowledged, {verdict['promises']} other promises; {verdict['disks']} disks looked at: "
              f"{verdict['unopened']} did not open, {verdict['lost']} reports lost, {verdict['missing']} promises not kept",
              flush=True)
        for sentence in verdict["wrong"][:6]:
            print(f"  {sentence}", flush=True)
        return 0
    print(f"| power cut of the classroom PC while writing, {len(verdicts)} rounds, and a replay of its block writes "
          f"({total['writes']} writes, {total['flushes']} flushes, {total['disks']} disks looked at) "
          f"| {total['unopened']} did not open; of {total['acknowledged']} acknowledged reports {total['lost']} lost; "
          f"of {total['promises']} other promises {total['missing']} not kept |")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
