"""The optimum of a rollout instance, or the best bound that HiGHS reaches in a time: a reference that shares no code with ours.

Up to six hops: an arc at each number of hops, which leaves a place only if one has come to it with one hop less (after Gouveia's
hop-indexed model; Jabrayilov and Mutzel, arXiv 1806.10697, describe a compact one). Else arcs chosen, with one flow that comes
from the root to every place that is connected, or with places' depths where there is a hop limit; and before the search directed
cuts of the linear relaxation (no connected place is cut off from the root by arcs that are not chosen), separated by maximum flows.
"""

import time

import highspy
import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra, maximum_flow

# Up to so many hops, and variables, arcs are indexed by hops: beyond, its first relaxation alone would take minutes.
MOST_HOPS = 6
MOST_VARIABLES = 40_000


def arcs(instance):
    """The cheapest arc between any two places, all sources being place 0; places beyond the budget are left out."""
    number = {}
    for place in range(len(instance.points)):
        number[place] = 0 if place in instance.sources else len(number) - sum(s in number for s in instance.sources) + 1
    cheapest = {}
    for a, b, cost in instance.links:
        for tail, head in ((number[a], number[b]), (number[b], number[a])):
            if head != 0 and tail != head:
                cheapest[tail, head] = min(cost, cheapest.get((tail, head), cost))
    count = max(number.values()) + 1
    weight = numpy.zeros(count)
    for place, worth in enumerate(instance.weights):
        if number[place] != 0:
            weight[number[place]] = worth
    keys = sorted(cheapest)
    tails, heads = (numpy.array([key[side] for key in keys], dtype=int) for side in (0, 1))
    costs = numpy.array([cheapest[key] for key in keys])
    graph = csr_matrix((costs + 1e-12, (tails, heads)), shape=(count, count))
    reach = dijkstra(graph, indices=0)
    kept = reach[tails] + costs <= instance.budget + 1e-9
    return tails[kept], heads[kept], costs[kept], weight


class Model:
    """A HiGHS model of binary arcs under the budget that gathers weight."""

    def __init__(self, instance, seconds):
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        self.end = time.perf_counter() + seconds
        self.tails, self.heads, self.costs, self.weight = arcs(instance)
        self.budget, self.hops = instance.budget, instance.hops

    def columns(self, costs, gains, upper=1.0):
        first = self.highs.getNumCol()
        count = len(costs)
        none = numpy.array([], dtype=numpy.int32)
        self.highs.addCols(count, -numpy.asarray(gains, float), numpy.zeros(count), numpy.full(count, upper), 0,
                           none, none, numpy.array([], dtype=float))
        return numpy.arange(first, first + count)

    def row(self, low, high, columns, values):
        self.highs.addRow(low, high, len(columns), numpy.asarray(columns, dtype=numpy.int32),
                          numpy.asarray(values, dtype=float))

    def whole(self, columns):
        self.highs.changeColsIntegrality(len(columns), numpy.asarray(columns, dtype=numpy.int32),
                                         numpy.array([highspy.HighsVarType.kInteger] * len(columns)))

    def left(self):
        return self.end - time.perf_counter()

    def solve(self):
        """Value of the best found, the bound, and whether they meet."""
        self.highs.setOptionValue("mip_rel_gap", 1e-9)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(1.0, self.left()))
        self.highs.run()
        info = self.highs.getInfo()
        found = -info.objective_function_value if info.primal_solution_status == 2 else 0.0
        proven = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        bound = found if proven else -info.mip_dual_bound
        return found, min(bound, float(self.weight.sum())), proven


def by_cuts(model, seconds):
    tails, heads, costs, weight = model.tails, model.heads, model.costs, model.weight
    chosen = model.columns(costs, weight[heads])
    model.row(-highspy.kHighsInf, model.budget, chosen, costs)
    entering = {}
    for arc, head in enumerate(heads):
        entering.setdefault(int(head), []).append(arc)
    for ways in entering.values():
        model.row(-highspy.kHighsInf, 1, ways, numpy.ones(len(ways)))
    for arc, (tail, head) in enumerate(zip(tails, heads)):
        if tail != 0:  # what leaves a place has come to it, and not from where it goes
            ways = [way for way in entering.get(int(tail), []) if tails[way] != head]
            model.row(-highspy.kHighsInf, 0, [arc] + ways, [1.0] + [-1.0] * len(ways))
    separate(model, entering, until=model.end - 0.5 * seconds)
    hang(model, chosen, entering)
    model.whole(chosen)
    return model.solve()


def hang(model, chosen, entering):
    """What makes whole solutions forests from the root: depths within the hop limit, or a flow."""
    tails, heads, count = model.tails, model.heads, len(model.weight)
    none = -highspy.kHighsInf
    if model.hops:
        depth = model.columns(model.weight, numpy.zeros(count), upper=float(model.hops))
        for arc, (tail, head) in enumerate(zip(tails, heads)):
            columns, values = [depth[head], chosen[arc]], [1.0, -float(model.hops + 1)]
            if tail != 0:
                columns, values = columns + [depth[tail]], values + [-1.0]
            model.row(-float(model.hops), highspy.kHighsInf, columns, values)
        return
    flow = model.columns(model.costs, numpy.zeros(len(tails)), upper=float(count))
    leaving = {}
    for arc, tail in enumerate(tails):
        leaving.setdefault(int(tail), []).append(arc)
    for place, ways in entering.items():  # each connected place keeps one unit
        out = leaving.get(place, [])
        columns = [*flow[ways], *flow[out], *chosen[ways]]
        model.row(0, 0, columns, [1.0] * len(ways) + [-1.0] * len(out) + [-1.0] * len(ways))
    for arc in range(len(tails)):
        model.row(none, 0, [flow[arc], chosen[arc]], [1.0, -float(len(entering))])


def separate(model, entering, until):
    """Adds cuts that the relaxation breaks, until none is or the time is over."""
    tails, heads, count = model.tails, model.heads, len(model.weight)
    scale = 100_000
    while time.perf_counter() < until:
        model.highs.setOptionValue("time_limit", model.highs.getRunTime() + max(1.0, until - time.perf_counter()))
        model.highs.run()
        if model.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        value = numpy.array(model.highs.getSolution().col_value)
        capacity = numpy.rint(value * scale).astype(numpy.int32) + 1
        graph = csr_matrix((capacity, (tails, heads)), shape=(count, count))
        added = 0
        for place, ways in sorted(entering.items(), key=lambda entry: -value[entry[1]].sum()):
            wanted = value[ways].sum()
            if wanted < 0.05 or time.perf_counter() > until:
                break
            flow = maximum_flow(graph, 0, place)
            if flow.flow_value >= wanted * scale - 0.01 * scale:
                continue
            rest = graph - flow.flow
            rest.data[rest.data <= 1] = 0
            rest.eliminate_zeros()
            back = csr_matrix(rest.T)
            side = numpy.zeros(count, bool)
            side[breadth_first_order(back, place, return_predecessors=False)] = True
            if side[0]:
                continue
            cut = numpy.flatnonzero(side[heads] & ~side[tails])
            own = set(cut.tolist())
            minus = [way for way in ways if way not in own]
            both = own.intersection(ways)
            columns = [arc for arc in own if arc not in both] + minus
            model.row(0, highspy.kHighsInf, columns, [1.0] * (len(columns) - len(minus)) + [-1.0] * len(minus))
            added += 1
            if added >= 150:
                break
        if added == 0:
            return


def by_hops(model):
    tails, heads, costs, weight = model.tails, model.heads, model.costs, model.weight
    limit = min(model.hops, len(weight) - 1)
    steps, money, gains, entering, arriving = [], [], [], {}, {}
    fewest = dijkstra(csr_matrix((numpy.ones(len(tails)), (tails, heads)), shape=(len(weight),) * 2), indices=0)
    for arc, (tail, head) in enumerate(zip(tails.tolist(), heads.tolist())):
        for hop in range(1, limit + 1):
            if (tail == 0) != (hop == 1) or fewest[tail] > hop - 1:
                continue
            arriving.setdefault((head, hop), []).append((len(steps), tail))
            entering.setdefault(head, []).append(len(steps))
            steps.append((arc, hop))
            money.append(costs[arc])
            gains.append(weight[head])
    chosen = model.columns(money, gains)
    model.row(-highspy.kHighsInf, model.budget, chosen, money)
    for ways in entering.values():
        model.row(-highspy.kHighsInf, 1, ways, numpy.ones(len(ways)))
    for column, (arc, hop) in enumerate(steps):
        if hop > 1:  # it has come to the tail with one hop less, and not from where it goes
            ways = [way for way, tail in arriving.get((int(tails[arc]), hop - 1), []) if tail != heads[arc]]
            model.row(-highspy.kHighsInf, 0, [column] + ways, [1.0] + [-1.0] * len(ways))
    model.whole(chosen)
    return model.solve()


def optimum(instance, seconds):
    """Value of HiGHS's best plan, its bound, whether it is proven, seconds."""
    start = time.perf_counter()
    model = Model(instance, seconds)
    if 0 < model.hops <= MOST_HOPS and len(model.costs) * model.hops <= MOST_VARIABLES:
        found, bound, proven = by_hops(model)
    else:
        found, bound, proven = by_cuts(model, seconds)
    return {"found": found, "bound": bound, "proven": proven, "seconds": time.perf_counter() - start}
