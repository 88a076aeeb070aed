"""Made instances of the rollout problem: sites with pupils, sources, candidate links with a cost; the same for the same seed.

Four kinds of graph, each sparse and dense: `geometric` (places anywhere, joined to their nearest), `grid` (streets with holes),
`roads` (districts around a town, villages along its roads, farms off them, detours), `random` (links between any two places,
with costs that follow no map: the kind that published instances are of).
"""

import csv
import math
import os
import random
from dataclasses import dataclass, field

KINDS = ("geometric", "grid", "roads", "random")


@dataclass
class Instance:
    name: str
    points: list
    weights: list
    sources: set
    links: list
    budget: float = 0.0
    hops: int = 0
    traits: dict = field(default_factory=dict)

    @property
    def cost(self):
        return sum(link[2] for link in self.links)

    def at(self, divisor, hops):
        """The same graph with one `divisor`-th of all links' cost to spend, and a hop limit (0: none)."""
        return Instance(f"{self.name}-b{divisor}-h{hops}", self.points, self.weights, self.sources, self.links,
                        round(self.cost / divisor, 3), hops, {**self.traits, "divisor": divisor})

    def write(self, folder):
        """`sites.csv` and `links.csv` as `parta plan fiber` reads them; their paths."""
        os.makedirs(folder, exist_ok=True)
        sites, links = os.path.join(folder, "sites.csv"), os.path.join(folder, "links.csv")
        with open(sites, "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["site_id", "lat", "lon", "weight", "is_source"])
            for index, (north, east) in enumerate(self.points):
                source = "yes" if index in self.sources else "no"
                rows.writerow([f"s{index}", f"{north:.6f}", f"{east:.6f}", self.weights[index], source])
        with open(links, "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["from", "to", "cost"])
            rows.writerows([f"s{a}", f"s{b}", repr(cost)] for a, b, cost in self.links)
        return sites, links


def kilometres(a, b):
    return math.hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2)))


def nearest(points, count):
    """Pairs of each point and its nearest ones, by cells, so that 100,000 points take seconds."""
    side = max(1, int(math.sqrt(len(points) / max(4, count))))
    low = [min(point[axis] for point in points) for axis in (0, 1)]
    span = [max(1e-9, max(point[axis] for point in points) - low[axis]) / side * 1.000001 for axis in (0, 1)]
    cells = {}
    home = [(int((point[0] - low[0]) / span[0]), int((point[1] - low[1]) / span[1])) for point in points]
    for index, cell in enumerate(home):
        cells.setdefault(cell, []).append(index)
    pairs = set()
    for index, (row, column) in enumerate(home):
        ring, found = 1, []
        while len(found) <= count and ring <= side + 1:
            found = [other for r in range(row - ring, row + ring + 1) for c in range(column - ring, column + ring + 1)
                     for other in cells.get((r, c), ()) if other != index]
            ring += 1
        found.sort(key=lambda other: (kilometres(points[index], points[other]), other))
        pairs.update((min(index, other), max(index, other)) for other in found[:count])
    return sorted(pairs)


def weights(draw, count):
    """Pupils: many small schools, few large ones."""
    return [int(15 + 1500 * draw.random() ** 3) for _ in range(count)]


def joined(points, links):
    """The links, and one more from each part that does not hang together to its nearest place of another part."""
    parent = list(range(len(points)))

    def root(place):
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for a, b in links:
        parent[root(a)] = root(b)
    main = [place for place in range(len(points)) if root(place) == root(0)]
    for place in range(len(points)):
        if root(place) != root(0):
            other = min(main, key=lambda known: kilometres(points[place], points[known]))
            links.append((min(place, other), max(place, other)))
            parent[root(place)] = root(0)
    return links


def geometric(draw, count, degree):
    points = [(48 + 3 * draw.random(), 60 + 4 * draw.random()) for _ in range(count)]
    return points, [(a, b, 1.0) for a, b in joined(points, nearest(points, max(2, degree * 2 // 3)))]


def grid(draw, count, degree):
    """A grid of which one place in six is missing; dense ones have long links across."""
    side = math.ceil(math.sqrt(count * 6 / 5))
    cells = [(row, column) for row in range(side) for column in range(side)]
    cells = sorted(draw.sample(cells, count))
    points = [(49 + row * 0.04, 66 + column * 0.06) for row, column in cells]
    index = {cell: place for place, cell in enumerate(cells)}
    reach = 1 if degree <= 4 else max(2, round((math.sqrt(1 + degree) - 1) / 2))
    links = []
    for (row, column), place in index.items():
        for down in range(0, reach + 1):
            for right in range(-reach, reach + 1):
                if (down, right) <= (0, 0) or (reach == 1 and abs(down) + abs(right) != 1):
                    continue
                other = index.get((row + down, column + right))
                if other is not None:
                    links.append((place, other))
    return points, [(a, b, 1.0) for a, b in joined(points, links)]


def roads(draw, count, degree):
    """Districts: a town in the middle, roads out of it with villages along them, cross roads, and farms off the roads.

    The last number of a link is its ground: laying along a road is cheap, across country dear.
    """
    points, links = [], []
    while len(points) < count:
        middle = (47 + 5 * draw.random(), 58 + 14 * draw.random())
        town = len(points)
        points.append(middle)
        for _ in range(draw.randint(3, 6)):
            heading, last, at = 2 * math.pi * draw.random(), town, middle
            for _ in range(draw.randint(2, 7)):
                if len(points) >= count:
                    break
                heading += draw.gauss(0, 0.25)
                step = 0.03 + 0.09 * draw.random()
                at = (at[0] + step * math.cos(heading), at[1] + 1.5 * step * math.sin(heading))
                points.append(at)
                links.append((last, len(points) - 1, 1.0))
                last = len(points) - 1
                if draw.random() < 0.35 and len(points) < count:
                    points.append((at[0] + draw.gauss(0, 0.03), at[1] + draw.gauss(0, 0.04)))
                    links.append((last, len(points) - 1, 1.6))
    known = {(min(a, b), max(a, b)) for a, b, _ in links}
    across = [pair for pair in nearest(points, max(2, degree * 2 // 3)) if pair not in known]
    links += [(a, b, 2.2) for a, b in across]
    every = joined(points, [(a, b) for a, b, _ in links])
    return points, links + [(a, b, 2.2) for a, b in every[len(links):]]


def anywhere(draw, count, degree):
    points = [(48 + 3 * draw.random(), 60 + 4 * draw.random()) for _ in range(count)]
    pairs = {(draw.randrange(place), place) for place in range(1, count)}
    while len(pairs) < count * degree // 2:
        a, b = sorted(draw.sample(range(count), 2))
        pairs.add((a, b))
    return points, [(a, b, None) for a, b in sorted(pairs)]


def make(kind, count, degree, seed, sources=1):
    """One graph: `count` places with about `degree` links each; budget and hop limit are still to be set."""
    draw = random.Random(f"{kind} {count} {degree} {seed}")
    points, ways = {"geometric": geometric, "grid": grid, "roads": roads, "random": anywhere}[kind](draw, count, degree)
    links = []
    for a, b, ground in ways:
        if ground is None:
            cost = float(draw.randint(1, 10))
        else:
            cost = round(2.0 * ground * max(0.05, kilometres(points[a], points[b])) * (0.8 + 0.5 * draw.random()), 2)
        links.append((a, b, cost))
    chosen = {0} if sources == 1 else set(draw.sample(range(count), sources))
    name = f"{kind}-{count}-{len(links)}-{seed}"
    return Instance(name, points, weights(draw, count), chosen, links,
                    traits={"kind": kind, "count": count, "dense": degree > 8, "seed": seed})
