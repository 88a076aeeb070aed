#!/usr/bin/env python3
"""Writes the lesson's job: how the programs are called inside the classroom PC.

usage: job.py [scan] [daemon]: the stages to play; without any, the gadgets alone
"""

import json
import sys

LESSON = "/srv/lesson"
AGENT = f"{LESSON}/parta-agent"
HARDWARE_KNOWLEDGE = f"{LESSON}/hwdb.d"
# Of examples/aktobe-schools.csv.
SCHOOL = "KZ-AKT-DEMO-001"

# A unit has no HOME, and the scan keeps its compiled knowledge below it, as it does for a technician at a terminal.
job = {"environment": {"HOME": "/root"}, "scan": None}
if "scan" in sys.argv[1:]:
    job["scan"] = [AGENT, "scan", "--format", "json", "--hwdb", HARDWARE_KNOWLEDGE]
if "daemon" in sys.argv[1:]:
    job["daemon"] = {
        "agent": AGENT, "aggregator": f"{LESSON}/parta", "hwdb": HARDWARE_KNOWLEDGE,
        "schools": f"{LESSON}/schools.csv", "school": SCHOOL, "settle_seconds": 5,
    }
json.dump(job, sys.stdout)
