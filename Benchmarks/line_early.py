"""Tests that stop early: against the full test they stand for, and on lines that change their mind.

A full test tells what the early rule would have said on the way (`early`): pairs on the same packets. Tests that really
stop early run beside them on a line of the same kind, so that nobody has to believe the pairs.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from line_bed import Bed, say
from line_figures import (DIRECTIONS, PAYLOAD_OF_PACKET, keep, mbps, median, met, percent, percentile, rate, share, table,
                          text)


@dataclass
class Line:
    """A kind of line: what it is called, its two settings for the emulator, its lasting rates in Mbps."""
    name: str
    down: str
    up: str
    rates: dict

    @staticmethod
    def alike(name, mbps_both, settings):
        words = f"rate={mbps_both}M,{settings}"
        return Line(name, words, words, {direction: mbps_both for direction in DIRECTIONS})

    def truth(self, direction):
        """The payload rate that lasts."""
        return self.rates[direction] * PAYLOAD_OF_PACKET


STEADY = [Line.alike(f"{mbps_both} Mbps", mbps_both, "delay=20") for mbps_both in (5, 20, 50, 100)]
MOODY = [
    Line.alike("20 Mbps, CV 20 %, 2 s", 20, "delay=20,cv=0.2,correlation=2"),
    Line.alike("20 Mbps, CV 20 %, 5 s", 20, "delay=20,cv=0.2,correlation=5"),
    Line.alike("20 Mbps, 8 MB at 50", 20, "delay=20,queue=250000,burst=8M,peak=50M"),
]
SATELLITE = Line("10/2 Mbps, 600 ms", "rate=10M,delay=300,queue=750000", "rate=2M,delay=300,queue=150000",
                 {"download": 10, "upload": 2})


def runs_on(programs, line, runs, label):
    """Full and early-stopped tests in turn, each on a fresh line with a seed of its own."""
    found = []
    with Bed(programs) as bed:
        near = bed.near[0]
        for number in range(runs):
            say(f"{label}: {line.name}, {number + 1} of {runs}")
            near.emulate(line.down, line.up, seed=2 * number + 1)
            full = near.measure(full=True)
            near.emulate(line.down, line.up, seed=2 * number + 2)
            found.append({"full": full, "stopped": near.measure(full=False)})
        near.end_emulator()
    return found


def together(programs, lines, runs, parallel, label):
    with ThreadPoolExecutor(max_workers=parallel) as pool:
        results = list(pool.map(lambda line: runs_on(programs, line, runs, label), lines))
    keep(label, {line.name: result for line, result in zip(lines, results)})
    return list(zip(lines, results))


def holds(interval, truth):
    low, high = interval.get("low_mbps"), interval.get("high_mbps")
    return low is not None and high is not None and low <= truth <= high


def paired_bytes(full, direction):
    """Bytes until the early rule would have stopped over all of them; all where it would not have stopped."""
    whole = rate(full, direction).get("bytes") or 0
    early = rate(full, direction).get("early")
    return (early["bytes"] if early else whole), whole


def width(interval):
    low, high = interval.get("low_mbps"), interval.get("high_mbps")
    return None if low is None or high is None else high - low


def relative(value, whole):
    return None if value is None or not whole else value / whole


def bytes_used(results, direction):
    """Of the tests that really stopped, as a share of what the full ones moved."""
    stopped, full = (sum(rate(result[kind], direction).get("bytes") or 0 for result in results)
                     for kind in ("stopped", "full"))
    return relative(stopped, full)


def steady(programs, runs, parallel):
    runs = runs or 30
    print(f"### Stopped early against the same full test\n\nThe emulated line at 40 ms, {runs} runs a rate, each a fresh "
          "line: the early rule's answer within the full test (paired), then tests that really stopped.\n")
    rows, real, reached = [], [], True
    for line, results in together(programs, STEADY, runs, parallel, "b"):
        for direction in DIRECTIONS:
            fulls = [result["full"] for result in results]
            pairs = [(rate(full, direction)["early"], mbps(full, direction))
                     for full in fulls if rate(full, direction).get("early")]
            errors = [abs(early["mbps"] / full - 1) for early, full in pairs]
            moved = [paired_bytes(full, direction) for full in fulls]
            used = relative(sum(early for early, _ in moved), sum(whole for _, whole in moved))
            worst = percentile(errors, 0.95) if errors else None
            row_holds = bool(errors) and used <= 0.30 and worst <= 0.06
            reached &= row_holds
            rows.append([line.name, direction, text(median(mbps(full, direction) for full in fulls), ".2f"),
                         share(len(pairs), len(fulls)), text(median(early["seconds"] for early, _ in pairs), ".1f"),
                         percent(used, ".0f"), percent(median(errors)), percent(worst),
                         percent(max(errors, default=None)),
                         share(sum(holds(early, full) for early, full in pairs), len(pairs)), met(row_holds)])
            real.append(really_stopped(line, direction, results))
    table(["line", "direction", "full Mbps:", "would stop:", "after s:", "bytes:", "error median:", "p95:", "worst:",
           "interval holds the full:", ""], rows)
    table(["line", "direction", "stopped:", "bytes:", "median Mbps:", "p95 error against the full's median:",
           "interval holds it:"], real)
    print(f"To reach: at most 30 % of the bytes, p95 error at most 6 %: {met(reached)}.\n")


def really_stopped(line, direction, results):
    full = median(mbps(result["full"], direction) for result in results)
    tests = [result["stopped"] for result in results]
    stopped = [test for test in tests if rate(test, direction).get("stopped_early")]
    used = bytes_used(results, direction)
    figures = [mbps(test, direction) for test in tests]
    return [line.name, direction, share(len(stopped), len(tests)), percent(used, ".0f"), text(median(figures), ".2f"),
            percent(percentile([abs(figure / full - 1) for figure in figures], 0.95)),
            share(sum(holds(rate(test, direction), full) for test in tests), len(tests))]


def moody(programs, runs, parallel):
    runs = runs or 30
    print(f"### Lines that change\n\nThe emulated line at 40 ms, {runs} runs each. A test is right when it ran on, or when "
          "its interval holds the rate that lasts (the mean of a wandering rate, the sustained rate of a bucket) as TCP "
          "payload.\n")
    rows, reached = [], True
    for line, results in together(programs, MOODY, runs, parallel, "c"):
        for direction in DIRECTIONS:
            truth = line.truth(direction)
            early = [rate(result["full"], direction).get("early") for result in results]
            real = [rate(result["stopped"], direction) for result in results]
            real = [found if found.get("stopped_early") else None for found in real]
            used = bytes_used(results, direction)
            whole = [rate(result["full"], direction) for result in results]
            rows.append([line.name, direction, "full", share(len(whole), len(whole)),
                         share(sum(holds(answer, truth) for answer in whole), len(whole)), "-",
                         percent(relative(median(width(answer) for answer in whole), truth), ".0f"), "-", "-", ""])
            for kind, answers, figure in [("paired", early, "mbps"), ("stopped", real, None)]:
                on = sum(answer is None for answer in answers)
                good = on + sum(holds(answer, truth) for answer in answers if answer)
                own = sum(holds(answer, mbps(result["full"], direction))
                          for answer, result in zip(answers, results) if answer) if figure else None
                wide = median(width(answer) for answer in answers if answer)
                row_holds = good >= 0.95 * len(answers)
                reached &= row_holds
                rows.append([line.name, direction, kind, share(on, len(answers)),
                             share(good - on, len(answers) - on), "-" if own is None else share(own, len(answers) - on),
                             percent(relative(wide, truth), ".0f"),
                             "-" if figure else percent(used, ".0f"), percent(good / len(answers), ".0f"),
                             met(row_holds)])
    table(["line", "direction", "test", "ran on:", "interval holds the rate:", "interval holds the full test:",
           "interval's width:", "bytes of the full:", "right:", ""], rows)
    print(f"To reach: right in 95 % of runs: {met(reached)}.\n")


def satellite(programs, runs, parallel):
    runs = runs or 10
    [(line, results)] = together(programs, [SATELLITE], runs, parallel, "d")
    print(f"### 10/2 Mbps at 600 ms\n\nThe emulated line with a queue of one round trip, {runs} runs.\n")
    rows, reached = [], True
    for direction in DIRECTIONS:
        shaped = line.rates[direction]
        fulls = [rate(result["full"], direction) for result in results]
        figures = [full.get("steady_mbps") for full in fulls]
        errors = [abs(figure / shaped - 1) for figure in figures if figure is not None]
        wrong = sum(bool(full.get("early")) and abs(full["early"]["mbps"] / shaped - 1) > 0.10 for full in fulls)
        wrong += sum(bool(rate(result["stopped"], direction).get("stopped_early"))
                     and abs(mbps(result["stopped"], direction) / shaped - 1) > 0.10 for result in results)
        row_holds = len(errors) == len(fulls) and max(errors) <= 0.10 and wrong == 0
        reached &= row_holds
        rows.append([direction, shaped, text(median(full.get("mean_mbps") for full in fulls), ".2f"),
                     text(median(figures), ".2f"), share(len(errors), len(fulls)), percent(max(errors, default=None)),
                     sum(bool(full.get("ramp_limited")) for full in fulls),
                     share(sum(bool(full.get("early")) for full in fulls), len(fulls)),
                     share(sum(bool(rate(result["stopped"], direction).get("stopped_early")) for result in results),
                           len(results)), wrong, met(row_holds)])
    table(["direction", "shaped:", "mean Mbps:", "steady Mbps:", "steady found:", "worst error:", "ramp limited:",
           "would stop early:", "did stop:", "of them off by 10 %:", ""], rows)
    print(f"To reach: steady within 10 % of the line, never stopped early wrongly: {met(reached)}.\n")
