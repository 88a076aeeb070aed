"""A country's plan as it grows: 8,000 schools and 500 sources along roads; and 100,000 sites on a grid with holes."""

import os

import plan_instances
import plan_run


def grown(answer, seconds):
    """The value that stood after so long."""
    return max((value for at, value in answer["told"] if at <= seconds), default=0.0)


def report(title, instance, answer, start, marks):
    told = answer["told"]
    print(f"\n### {title}\n\n{len(instance.points) - len(instance.sources):,} sites, {len(instance.sources):,} sources, "
          f"{len(instance.links):,} links\n\n| | |\n|---|---:|")
    if not told:
        print("| first plan | not within the time |")
    else:
        final = answer["weight_connected"]
        print(f"| first plan, s from the program's start (which alone takes {start[1]:.2f}) | {told[0][0]:.2f} |")
        print(f"| first plan, share of the final one | {100 * told[0][1] / final:.2f} % |")
        for mark in marks:
            print(f"| after {mark} s, share of the final one | {100 * grown(answer, mark) / final:.2f} % |")
        longest = max(b[0] - a[0] for a, b in zip([(0, 0)] + told, told + [(answer["wall"], 0)]))
        print(f"| longest time without a word of progress, s | {longest:.1f} |")
    print(f"| ended after, s wall (processor) | {answer['wall']:.1f} ({answer['processor']:.1f}) |")
    print(f"| connected, of all weight | {100 * answer['weight_connected'] / sum(instance.weights):.1f} % |")
    print(f"| gap | {100 * answer['gap']:.2f} % |")
    print(f"| peak memory, MB | {answer['peak']:.0f} |", flush=True)


def country(parta, folder, small):
    count, sources = (900, 60) if small else (8_500, 500)
    graph = plan_instances.make("roads", count, 6, seed=8, sources=sources)
    start = plan_run.start_up(parta, folder)
    print("\n## A country under a budget")
    seconds = 20 if small else 60
    for divisor, hops in ((20, 0),) if small else ((10, 0), (50, 0), (20, 6)):
        instance = graph.at(divisor, hops)
        line = plan_run.command(parta, instance, folder, "--seconds", str(seconds))
        answer = plan_run.run(line, folder, watch=True)
        limit = f", at most {hops} hops" if hops else ""
        report(f"1/{divisor} of all links' cost{limit}, {seconds} s", instance, answer, start, (1, 10, 30))
    answer = plan_run.run(plan_run.command(parta, instance, folder), folder, watch=True)
    report("The same without --seconds: the search ends by itself", instance, answer, start, (10,))


def large(parta, folder, small):
    """What files of the greatest size that is read (200,000 rows) bring."""
    print("\n## 100,000 sites from files")
    count, sources = (10_000, 100) if small else (100_000, 1_000)
    graph = plan_instances.make("grid", count, 4, seed=9, sources=sources)
    start = plan_run.start_up(parta, folder)
    instance = graph.at(20, 0)
    line = plan_run.command(parta, instance, folder, "--seconds", "60")
    answer = plan_run.run(line, folder, watch=True)
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in ("sites.csv", "links.csv")) / 1e6
    report(f"1/20 of all links' cost, 60 s, {size:.1f} MB of files", instance, answer, start, (10, 30))
