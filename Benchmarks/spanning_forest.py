"""The shortest tree over points on the sphere: ours, and scipy's Delaunay triangulation with its minimum spanning tree.

usage: make bench-forest        (or: python3 Benchmarks/spanning_forest.py [--points 100000] [--runs 3])

Both get the same points in the same run, one core each. scipy's Delaunay is planar, on degrees, so its tree may be longer;
`hull` is the way to an exact one with scipy: the convex hull of the unit vectors. scipy comes from PyPI into .build/forest.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".build", "forest")
RUN = os.path.join(ROOT, "Benchmarks", "Planning")


def into_environment():
    """Starts again inside an environment that has scipy."""
    python = os.path.join(FOLDER, "venv", "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", os.path.join(FOLDER, "venv")], check=True)
        subprocess.run([python, "-m", "pip", "-q", "install", "numpy", "scipy"], check=True)
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    os.execv(python, [python, os.path.abspath(__file__), "--inside"] + sys.argv[1:])


def points(kind, count, random):
    """Degrees north and east: schools around 400 towns of a country, or anywhere on the Earth."""
    if kind == "country":
        towns = numpy.column_stack([random.uniform(41, 55, 400), random.uniform(47, 87, 400)])
        return towns[random.integers(0, 400, count)] + random.normal(0, 0.35, (count, 2))
    north = numpy.degrees(numpy.arcsin(random.uniform(-1, 1, count)))
    return numpy.column_stack([north, random.uniform(-180, 180, count)])


def vectors(degrees):
    north, east = numpy.radians(degrees[:, 0]), numpy.radians(degrees[:, 1])
    return numpy.column_stack(
        [numpy.cos(north) * numpy.cos(east), numpy.cos(north) * numpy.sin(east), numpy.sin(north)])


def spanning(triangles, unit):
    """Length in km of the shortest tree over the triangles' edges."""
    edges = numpy.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    edges.sort(axis=1)
    edges = numpy.unique(edges, axis=0)
    chord = numpy.linalg.norm(unit[edges[:, 0]] - unit[edges[:, 1]], axis=1)
    km = numpy.maximum(2 * 6371.0088 * numpy.arcsin(numpy.minimum(1, chord / 2)), 1e-12)
    graph = coo_matrix((km, (edges[:, 0], edges[:, 1])), shape=(len(unit), len(unit))).tocsr()
    return minimum_spanning_tree(graph).sum()


def measured(body):
    start = time.perf_counter()
    km = body()
    return time.perf_counter() - start, km


def ours(program, path):
    seconds, km, _ = subprocess.run([program, path], check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(km)


def main(options):
    subprocess.run(["swift", "build", "-q", "-c", "release", "--scratch-path", FOLDER + "/build"], cwd=RUN, check=True)
    program = os.path.join(FOLDER, "build", "release", "SpanningForestRun")
    path = os.path.join(FOLDER, "points.bin")
    print(f"{options.points} points; the median of {options.runs} runs each; scipy {scipy.__version__}")
    print(f"{'':10}{'ours':>9}{'scipy':>9}{'ratio':>7}{'hull':>9}   km: ours, scipy, hull")
    for kind in ["country", "globe"]:
        degrees = points(kind, options.points, numpy.random.default_rng(1))
        numpy.ascontiguousarray(degrees).tofile(path)
        unit = vectors(degrees)
        rows = {"ours": [], "scipy": [], "hull": []}
        for _ in range(options.runs):
            rows["ours"].append(ours(program, path))
            rows["scipy"].append(measured(lambda: spanning(Delaunay(degrees).simplices, unit)))
            rows["hull"].append(measured(lambda: spanning(ConvexHull(vectors(degrees)).simplices, unit)))
        seconds = {name: statistics.median(run[0] for run in runs) for name, runs in rows.items()}
        km = {name: runs[0][1] for name, runs in rows.items()}
        print(
            f"{kind:10}{seconds['ours']:9.2f}{seconds['scipy']:9.2f}{seconds['scipy'] / seconds['ours']:7.1f}"
            f"{seconds['hull']:9.2f}   {km['ours']:.3f}, {km['scipy']:.3f}, {km['hull']:.3f}")
        if abs(km["ours"] - km["hull"]) > 1e-6 * km["hull"]:
            sys.exit(f"the two exact trees differ: {km}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.inside:
        into_environment()
    import numpy
    import scipy
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial import ConvexHull, Delaunay
    main(options)
