"""Error against the shaped rate, with iperf3 beside it on the same line."""

from concurrent.futures import ThreadPoolExecutor

from line_bed import Bed, say
from line_figures import DIRECTIONS, PAYLOAD_OF_FRAME, keep, mbps, median, met, percent, rate, table, text

# Lines that leave the machine idle are measured side by side; the fast ones alone.
TOGETHER, ALONE = [0.5, 1, 5, 20], [100, 500]
TARGET = 0.05


def one_line(programs, shaped, runs):
    found = []
    with Bed(programs) as bed:
        near = bed.near[0]
        near.join(down=shaped, up=shaped)
        for number in range(runs):
            say(f"a: {shaped} Mbps, {number + 1} of {runs}")
            found.append({"iperf_download": near.iperf(down=True), "iperf_upload": near.iperf(down=False),
                          "test": near.measure(full=True)})
    return found


def measure(programs, runs, parallel):
    runs = runs or 3
    with ThreadPoolExecutor(max_workers=parallel) as pool:
        found = dict(zip(TOGETHER, pool.map(lambda shaped: one_line(programs, shaped, runs), TOGETHER)))
    for shaped in ALONE:
        found[shaped] = one_line(programs, shaped, runs)
    keep("a", found)

    print(f"### Error against the shaped rate\n\nShaped by tbf on a veth pair, which counts Ethernet frames: at most "
          f"{percent(PAYLOAD_OF_FRAME)} of it is TCP payload. Medians of {runs}.\n")
    rows, holds = [], True
    for shaped, results in found.items():
        for direction in DIRECTIONS:
            tests = [result["test"] for result in results]
            figures = [mbps(test, direction) for test in tests]
            figure, peer = median(figures), median(result[f"iperf_{direction}"] for result in results)
            within = abs(figure / shaped - 1) <= TARGET and (direction == "download" or max(figures) <= shaped)
            holds &= within
            rows.append([f"{shaped:g}", direction, text(figure, ".3g"), percent(figure / shaped - 1, "+.1f"),
                         percent(max((value / shaped - 1 for value in figures), key=abs), "+.1f"),
                         text(median(rate(test, direction).get("mean_mbps") for test in tests), ".3g"),
                         text(peer, ".3g"), percent(peer / shaped - 1, "+.1f"), met(within)])
    table(["shaped Mbps:", "direction", "measured Mbps:", "error:", "worst:", "ten-second mean:", "iperf3:",
           "iperf3 error:", ""], rows)
    print(f"To reach: 5 % each, upload never above the line: {met(holds)}.\n")
