"""Both plans against the optimum, their bounds and published ways of choosing: shares, gaps, seconds, memory.

usage: make bench-plan [SMALL=1] [ONLY=shares,country,large,tree,equip,forest]     (or: python3 Benchmarks/plan.py)
SECONDS=15 is what HiGHS gets for an instance; what it finds is kept in .build/bench-plan/optimum and used again. PARTA=FILE measures
that program instead of the release build, SOLVER=1 the solver alone, which is built in a minute (Benchmarks/Planning; no equipping).
highspy, numpy and scipy come from PyPI into .build/bench-plan/venv.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".build", "bench-plan")
PEERS = ["highspy==1.15.1", "numpy==2.4.6", "scipy==1.17.1"]
PARTS = ("shares", "country", "large", "tree", "equip", "forest")


def into_environment():
    """Starts again inside an environment that has HiGHS and scipy, one thread each."""
    venv = os.path.join(FOLDER, "venv")
    python, stamp = os.path.join(venv, "bin", "python"), os.path.join(venv, "peers.txt")
    wanted = "\n".join(PEERS)
    if not os.path.exists(stamp) or open(stamp).read() != wanted:
        print(f"making {venv} with {', '.join(PEERS)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "-q", "--disable-pip-version-check", "install", *PEERS], check=True)
        with open(stamp, "w") as file:
            file.write(wanted)
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BENCH_PLAN_INSIDE="1")
    os.execv(python, [python, os.path.abspath(__file__)])


def program():
    if os.environ.get("SOLVER") == "1":
        build = os.path.join(FOLDER, "build")
        subprocess.run(["swift", "build", "-q", "-c", "release", "--scratch-path", build, "--product", "RolloutRun"],
                       cwd=os.path.join(ROOT, "Benchmarks", "Planning"), check=True)
        return os.path.join(build, "release", "RolloutRun")
    if "PARTA" in os.environ:
        return os.path.abspath(os.environ["PARTA"])
    shown = subprocess.run([os.path.join(ROOT, "scripts", "release.sh"), "--show-bin-path"], check=True,
                           capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "parta")


def main():
    import plan_country
    import plan_equip
    import plan_shares
    import plan_tree

    alone = os.environ.get("SOLVER") == "1"
    only = [part for part in os.environ.get("ONLY", "").split(",") if part]
    only = only or [part for part in PARTS if part != "equip" or not alone]
    unknown = [part for part in only if part not in PARTS]
    if unknown:
        sys.exit(f"error: ONLY knows {', '.join(PARTS)}, not {', '.join(unknown)}")
    small = os.environ.get("SMALL") == "1"
    parta = program()
    os.makedirs(FOLDER, exist_ok=True)
    if "shares" in only:
        plan_shares.measure(parta, FOLDER, small, float(os.environ.get("SECONDS") or (5 if small else 15)))
    if "country" in only:
        plan_country.country(parta, FOLDER, small)
    if "large" in only:
        plan_country.large(parta, FOLDER, small)
    if "tree" in only:
        plan_tree.measure(FOLDER, small)
    if "equip" in only:
        plan_equip.measure(parta, FOLDER, small)
    if "forest" in only:
        print("\n## The shortest tree over points on the sphere, against scipy\n", flush=True)
        for points in [10_000] if small else [100_000, 1_000_000]:
            subprocess.run([sys.executable, os.path.join(ROOT, "Benchmarks", "spanning_forest.py"), "--inside",
                            "--points", str(points), "--runs", "3" if points <= 100_000 else "1"], check=True)


if __name__ == "__main__":
    if os.environ.get("BENCH_PLAN_INSIDE") != "1":
        into_environment()
    main()
