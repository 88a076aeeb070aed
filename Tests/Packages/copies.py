#!/usr/bin/env python3
"""Judges the PCs that were made from one image by what the region counts; lines of JSON as guest/steps.py writes them.

usage: copies.py DIRECTORY   as vm.sh leaves it: agents.json, and results.jsonl of each PC
"""

import json
import re
import sys
from pathlib import Path


def id_of(results):
    """The agent id in what the PC's only step found."""
    for line in results.read_text().splitlines():
        found = re.match(r"([0-9a-f]{8,})", str(json.loads(line).get("found", "")))
        if found:
            return found[1]
    return None


def main(directory):
    work = Path(directory)
    agents = {row["agent"]: row for row in json.loads((work / "agents.json").read_text())}
    copies = [id_of(work / name / "results.jsonl") for name in ("copied-2", "copied-3")]
    wrong = []
    if None in copies or len(set(copies)) != len(copies):
        wrong.append(f"the two PCs say that they are {copies}")
    for agent in copies:
        row = agents.get(agent, {})
        if not row.get("reports"):
            wrong.append(f"the region has no report of {agent}")
        if row.get("suspected_clone") or row.get("cloned_from"):
            wrong.append(f"the region takes {agent} for a clone: {row}")
    # The one that was sealed away, and one for each copy.
    if len(agents) != 3:
        wrong.append(f"the region counts {len(agents)} agents, 3 are right")
    name = "two PCs of one disk are two agents, and neither is taken for a clone"
    found = "; ".join(wrong) or ", ".join(str(agent)[:12] for agent in copies)
    print(json.dumps({"plan": [name]}))
    print(json.dumps({"step": name, "passed": not wrong, "seconds": "", "found": found}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
