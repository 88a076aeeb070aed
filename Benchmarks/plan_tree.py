"""Money for everything: how much dearer the plan's network is than the least that any network connecting the same can cost.

Streets, points and roads of 2,000 to 150,000 places, of which six in a hundred are sites to connect; a fifth of the links lie in
ducts that are there and cost nothing. The solver is run alone (Benchmarks/Planning): `parta plan fiber` reads 200,000 rows a file.
"""

import os
import random
import statistics
import subprocess

import plan_instances
import plan_run

SECONDS = 50
KINDS, SIZES = ("grid", "geometric", "roads"), (2_000, 20_000, 150_000)


def ducts(kind, count, seed):
    instance = plan_instances.make(kind, count, 4, seed)
    draw = random.Random(f"ducts {kind} {count} {seed}")
    instance.weights = [weight if draw.random() < 0.06 else 0 for weight in instance.weights]
    instance.links = [(a, b, 0.0 if draw.random() < 0.2 else cost) for a, b, cost in instance.links]
    instance.budget = 1e12
    return instance


def program(folder):
    build = os.path.join(folder, "build")
    package = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Planning")
    subprocess.run(["swift", "build", "-q", "-c", "release", "--scratch-path", build, "--product", "RolloutRun"], cwd=package,
                   check=True)
    return os.path.join(build, "release", "RolloutRun")


def measure(folder, small):
    solver = program(folder)
    print("\n## The cheapest network that connects everything\n\n"
          "| kind | places | links | sites | of no cost | cost | least | above, % | s wall | s processor | MB |\n"
          "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    above = []
    for kind in KINDS:
        for count in SIZES[:1] if small else SIZES:
            instance = ducts(kind, count, 1)
            line = plan_run.command(solver, instance, folder, "--seconds", "5" if small else str(SECONDS))
            answer = plan_run.run(line, folder)
            sites = sum(weight > 0 for place, weight in enumerate(instance.weights) if place not in instance.sources)
            if answer["sites_connected"] != sites:
                raise SystemExit(f"error: {answer['sites_connected']} of {sites} sites are connected")
            above.append(100 * (answer["spent"] / answer["least_cost"] - 1))
            free = sum(link[2] == 0 for link in instance.links)
            print(f"| {kind} | {count:,} | {len(instance.links):,} | {sites:,} | {free:,} | {answer['spent']:,.0f} "
                  f"| {answer['least_cost']:,.0f} | {above[-1]:.3f} | {answer['wall']:.0f} | {answer['processor']:.0f} "
                  f"| {answer['peak']:.0f} |", flush=True)
    print(f"\nmedian {statistics.median(above):.2f} %, worst {max(above):.2f} % (to reach: median 0.5 % within 60 s)", flush=True)
