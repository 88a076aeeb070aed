"""How published tools choose under a budget, emulated by us from their descriptions: each gives the weight it connects.

A tree first, then a choice: leaf-dropping (Giga's cost model: Prim's tree, then the dearest leaf goes until the money does), frozen
tree (ITU's platform: Kruskal's tree, then the best choice on it, here exact), sequencer (networkplanner: along a given tree, the
branch with the most demand below it per length first). And without a tree: ratio-greedy, the site that brings most for the
cheapest way to it. None of them knows hop limits: what hangs too deep is dropped first, or not built.
"""

import heapq

import numpy


class Places:
    """Neighbours of each place, all sources being place 0, the cheapest of parallel links."""

    def __init__(self, instance):
        others = [place for place in range(len(instance.points)) if place not in instance.sources]
        number = {place: index + 1 for index, place in enumerate(others)}
        self.weight = [0] + [instance.weights[place] for place in others]
        self.near = [{} for _ in self.weight]
        self.hops = instance.hops or len(self.weight)
        self.budget = instance.budget + 1e-9 * max(1, instance.budget)
        for a, b, cost in instance.links:
            a, b = number.get(a, 0), number.get(b, 0)
            if a != b:
                self.near[a][b] = min(cost, self.near[a].get(b, cost))
                self.near[b][a] = min(cost, self.near[b].get(a, cost))

    def shortest_tree(self):
        """Prim's tree from the root (Kruskal's has the same links): order of joining, parent and link's cost of each place."""
        parent, cost, order, done = {}, {0: 0.0}, [], set()
        queue = [(0.0, 0, 0)]
        while queue:
            price, place, above = heapq.heappop(queue)
            if place in done:
                continue
            done.add(place)
            parent[place], cost[place] = above, price
            order.append(place)
            for other, length in self.near[place].items():
                if other not in done:
                    heapq.heappush(queue, (length, other, place))
        depth = {0: 0}
        for place in order[1:]:
            depth[place] = depth[parent[place]] + 1
        return [place for place in order if depth[place] <= self.hops], parent, cost


def leaf_dropping(places):
    order, parent, cost = places.shortest_tree()
    below = {place: 0 for place in order}
    for place in order[1:]:
        below[parent[place]] += 1
    spent = sum(cost[place] for place in order)
    weight = sum(places.weight[place] for place in order)
    leaves = [(-cost[place], place) for place in order[1:] if below[place] == 0]
    heapq.heapify(leaves)
    while spent > places.budget and leaves:
        _, place = heapq.heappop(leaves)
        spent -= cost[place]
        weight -= places.weight[place]
        below[parent[place]] -= 1
        if below[parent[place]] == 0 and parent[place] != 0:
            heapq.heappush(leaves, (-cost[parent[place]], parent[place]))
    return weight


def frozen_tree(places):
    """The tree knapsack over the shortest tree, exact: for each weight the least money, depth first."""
    order, parent, cost = places.shortest_tree()
    children = {place: [] for place in order}
    for place in order[1:]:
        children[parent[place]].append(place)
    start = numpy.full(sum(places.weight[place] for place in order) + 1, numpy.inf)
    start[0] = 0.0
    # Each frame: a place, the least money without it, with it and what was looked at below it, and the children to come.
    frames = [[0, None, start, iter(children[0])]]
    while True:
        place, without, money, rest = frames[-1]
        child = next(rest, None)
        if child is not None:
            weight = places.weight[child]
            joined = numpy.full_like(money, numpy.inf)
            joined[weight:] = money[:len(money) - weight] + cost[child]
            joined[joined > places.budget] = numpy.inf
            frames.append([child, money, joined, iter(children[child])])
            continue
        frames.pop()
        if not frames:
            return int(numpy.flatnonzero(money <= places.budget)[-1])
        frames[-1][2] = numpy.minimum(without, money)


def sequencer(places):
    order, parent, cost = places.shortest_tree()
    demand = {place: places.weight[place] for place in order}
    length = {place: cost[place] for place in order}
    children = {place: [] for place in order}
    for place in reversed(order[1:]):
        demand[parent[place]] += demand[place]
        length[parent[place]] += length[place]
        children[parent[place]].append(place)
    spent, weight = 0.0, 0
    frontier = [(-demand[place] / max(length[place], 1e-9), place) for place in children[0]]
    heapq.heapify(frontier)
    while frontier:
        _, place = heapq.heappop(frontier)
        if spent + cost[place] > places.budget:
            continue
        spent += cost[place]
        weight += places.weight[place]
        for child in children[place]:
            heapq.heappush(frontier, (-demand[child] / max(length[child], 1e-9), child))
    return weight


def ratio_greedy(places):
    """Always the site with the most weight per cost of its cheapest way from what is built."""
    count = len(places.weight)
    distance, above, hops = [float("inf")] * count, [-1] * count, [0] * count
    built, spent, weight = {0}, 0.0, 0
    distance[0], queue = 0.0, [(0.0, 0)]
    while True:
        while queue:
            length, place = heapq.heappop(queue)
            if length > distance[place] or hops[place] >= places.hops:
                continue
            for other, cost in places.near[place].items():
                if other not in built and length + cost < distance[other]:
                    distance[other], above[other], hops[other] = length + cost, place, hops[place] + 1
                    heapq.heappush(queue, (length + cost, other))
        open_places = [place for place in range(count)
                       if place not in built and spent + distance[place] <= places.budget and hops[place] <= places.hops]
        if not open_places:
            return weight
        place = max(open_places, key=lambda site: (places.weight[site] / max(distance[site], 1e-9), -site))
        spent += distance[place]
        way = []
        while place not in built:
            way.append(place)
            place = above[place]
        for place in way:
            built.add(place)
            weight += places.weight[place]
            distance[place] = 0.0
        depth = {place: hops[place] for place in way}
        for place in reversed(way):
            hops[place] = depth[place]
            heapq.heappush(queue, (0.0, place))


PEERS = {"leaf-dropping": leaf_dropping, "sequencer": sequencer, "ratio-greedy": ratio_greedy, "frozen tree": frozen_tree}


def shares(instance):
    places = Places(instance)
    return {name: method(places) for name, method in PEERS.items()}
