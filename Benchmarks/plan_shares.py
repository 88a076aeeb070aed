"""Shares of the optimum and printed gaps on instances of up to 500 places and 12,500 links, beside emulated peers.

What is counted as the optimum: HiGHS has proven it, or our own bound meets our plan, or the plan connects all that can be
reached. Elsewhere the share is of the least bound there is, HiGHS's or ours, so that it is less than the share of the optimum. A
plan of HiGHS above our bound would be a fault of ours, and ends the run.
"""

import hashlib
import json
import os
import statistics
import sys

import plan_instances
import plan_optimum
import plan_peers
import plan_run

SIZES = ((50, 4), (50, 16), (200, 4), (200, 20), (500, 4), (500, 50))
DIVISORS = (5, 10, 20, 50, 100)
HOPS = (0, 5, 15)
# Where less than this share of the least bound is shown, HiGHS gets so many times as long to lower it.
DOUBTFUL, LONGER = 0.96, 20


def instances(small):
    for kind in plan_instances.KINDS:
        for count, degree in SIZES[:3] if small else SIZES:
            graph = plan_instances.make(kind, count, degree, seed=1)
            for divisor in DIVISORS:
                for hops in HOPS[:2] if small else HOPS:
                    yield graph.at(divisor, hops)


def key(instance):
    text = repr((instance.weights, sorted(instance.sources), instance.links, instance.budget, instance.hops))
    return f"{instance.name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def reference(instance, folder, seconds):
    """HiGHS's answer, from the run before if there is one that had as long."""
    path = os.path.join(folder, "optimum", key(instance) + ".json")
    if os.path.exists(path):
        with open(path) as file:
            kept = json.load(file)
        if kept["proven"] or kept["limit"] >= seconds:
            return kept
    answer = {**plan_optimum.optimum(instance, seconds), "limit": seconds}
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(answer, file)
    return answer


def row(parta, instance, folder, start, seconds):
    answer = plan_run.run(plan_run.command(parta, instance, folder), folder)
    value, bound = answer["weight_connected"], answer["upper_bound"]
    exact = {"found": 0.0, "bound": bound, "proven": False}
    reached = len(answer["sites"]) - len(instance.sources)
    by = "all" if answer["sites_connected"] == reached else "ours" if answer["gap"] <= 1e-9 else ""
    if by != "all":
        exact = reference(instance, folder, seconds)
        if not exact["proven"] and value < DOUBTFUL * min(bound, exact["bound"]):
            exact = reference(instance, folder, LONGER * seconds)
    if exact["found"] > bound * (1 + 1e-6):
        sys.exit(f"error: {instance.name}: HiGHS has a plan of {exact['found']}, above our bound of {bound}")
    if exact["proven"]:
        by = "HiGHS"
    best = max(value, exact["bound"]) if exact["proven"] else max(value, min(bound, exact["bound"]))
    shares = {name: worth / best if best else 1.0 for name, worth in plan_peers.shares(instance).items()}
    return {**instance.traits, "name": instance.name, "hops": instance.hops, "value": value, "bound": bound, "best": best,
            "by": by, "shares": {"ours": value / best if best else 1.0, **shares}, "gap": answer["gap"],
            "seconds": max(0.0, answer["processor"] - start[0]), "wall": max(0.0, answer["wall"] - start[1])}


def table(title, rows, group):
    names = list(rows[0]["shares"])
    print(f"\n### {title}\n\n| | instances | " + " | ".join(names) + " | gap: median | gap: mean | s: median | s: worst |")
    print("|---|---:|" + "---:|" * (len(names) + 4))
    for label in sorted({group(each) for each in rows}, key=lambda text: (len(text), text)) + ["all"]:
        some = [each for each in rows if label in ("all", group(each))]
        cells = [f"{100 * statistics.mean(each['shares'][name] for each in some):.2f}"
                 f" ({100 * min(each['shares'][name] for each in some):.1f})" for name in names]
        gaps, seconds = [each["gap"] for each in some], [each["seconds"] for each in some]
        print(f"| {label} | {len(some)} | " + " | ".join(cells) + f" | {100 * statistics.median(gaps):.2f} | "
              f"{100 * statistics.mean(gaps):.2f} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |")
    sys.stdout.flush()


def budget(each):
    return f"1/{each['divisor']}"


def hops(each):
    return f"{each['hops']} hops" if each["hops"] else "any hops"


def measure(parta, folder, small, seconds):
    start = plan_run.start_up(parta, folder)
    rows = []
    for instance in instances(small):
        rows.append(row(parta, instance, folder, start, seconds))
        print(f"{instance.name}: {100 * rows[-1]['shares']['ours']:.2f} % {rows[-1]['by'] or 'of a bound'}, "
              f"{rows[-1]['seconds']:.2f} s", file=sys.stderr, flush=True)
    with open(os.path.join(folder, "shares.json"), "w") as file:
        json.dump(rows, file, indent=1)
    report(rows, start)


def report(rows, start):
    print("\n## Rollout: shares of the optimum, in percent, mean (and worst)\n")
    print(f"Start of the program, reading two sites: {1000 * start[0]:.0f} ms of processor; it is not in the seconds below, "
          "which are of processor, reading and writing files included.")
    known = [each for each in rows if each["by"]]
    for name, text in (("HiGHS", "by HiGHS"), ("ours", "by our bound alone"), ("all", "since all is connected")):
        print(f"Proven {text}: {sum(each['by'] == name for each in rows)} of {len(rows)}.")
    table("Of the optimum, where it is known, by budget", known, budget)
    table("The same by hop limit", known, hops)
    binding = [each for each in known if each["by"] != "all"]
    table("The same where not all can be connected", binding, budget)
    open_ones = [each for each in rows if not each["by"]]
    if open_ones:
        table("Of the least bound, where the optimum is not known", open_ones, budget)
    table("Of the optimum or else the least bound", rows, budget)
    table("The same by kind and density", rows, lambda each: f"{each['kind']}, {'dense' if each['dense'] else 'sparse'}")
