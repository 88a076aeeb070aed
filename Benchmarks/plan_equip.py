"""Equipping a country's schools with a norm of 60 items under a budget: seconds of the whole command, gap, memory."""

import os
import subprocess

import plan_run

CATEGORIES = ("computer tablet drawing_tablet interactive_panel display projector printer printer_3d scanner camera document_camera "
              "microscope headset speaker robotics_kit microcontroller_board lab_sensor measuring_instrument network_adapter router "
              "storage keyboard mouse ups hub local_network wifi").split()
BASES = ("per_room", "per_seat", "per_pupils", "per_room")


def norm(path):
    """Three rooms of twenty items each, prices from 4,000 to 1.5 million."""
    lines = ['id: bench-60', 'version: "1"', 'country: Nowhere', 'source: made for a benchmark', 'date: 2026-11-01',
             'example: true', 'names: {kk: "60", ru: "60", en: "60"}', 'types: [small, ordinary, support]', 'threshold:',
             '  pupils: 80', '  above: all', '  below: all', '  exactly: all', 'sets:', '  all:']
    item = 0
    for room in ("digital", "robotics", "science"):
        lines += [f"    - kind: {room}", f'      names: {{kk: "{room}", ru: "{room}", en: "{room}"}}', "      seats: 12", "      items:"]
        for place in range(20):
            basis = BASES[place % 4]
            pupils = ", pupils: 20" if basis == "per_pupils" else ""
            price = 4_000 + (item * item * 7_919) % 1_496_000
            lines.append(f"        - {{category: {CATEGORIES[item % len(CATEGORIES)]}, basis: {basis}, count: 1{pupils},\n"
                         f"           price: {{amount: {price}, currency: KZT, year: 2026}}}}")
            item += 1
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def country(parta, folder, schools):
    """A database with the schools and a computer each: what is there is not what is measured."""
    path = os.path.join(folder, f"equip-{schools}.sqlite")
    if not os.path.exists(path):
        making = path + ".new"
        if os.path.exists(making):
            os.remove(making)
        subprocess.run([parta, "example", "country", "--database", f"sqlite:{making}", "--schools", str(schools),
                        "--computers-per-school", "1", "--devices-per-computer", "1", "--days", "1"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.rename(making, path)
    return f"sqlite:{path}"


def measure(parta, folder, small):
    schools = 200 if small else 8_000
    database = country(parta, folder, schools)
    path = os.path.join(folder, "norm-60.yaml")
    norm(path)
    print(f"\n## Equipping {schools:,} schools with a norm of 60 items\n")
    print("| budget | value | gap | s wall | s processor | peak MB |\n|---|---:|---:|---:|---:|---:|")
    line = [parta, "plan", "equip", "--database", database, "--norm", path, "--present", "registered", "--by", "district",
            "--format", "json"]
    whole = plan_run.run(line, folder)["capital"]
    for divisor in (2, 10, 50):
        answer = plan_run.run(line + ["--budget", str(round(whole / divisor))], folder)
        print(f"| 1/{divisor} of all that is missing | {answer['value']:,.0f} | {100 * answer['gap']:.5f} % | {answer['wall']:.2f} | "
              f"{answer['processor']:.2f} | {answer['peak']:.0f} |", flush=True)
