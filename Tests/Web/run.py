"""Every page of the real server in a real browser: in three languages, on a screen and on a phone; then what people do there.

    run.py --parta PROGRAM [--schools 60] [--pictures FOLDER] [--small FOLDER] [--only WORD]

Prints one line a page and a journey, and ends with 1 where anything is wrong.
"""

import argparse
import collections
import json
import pathlib
import sys
import tempfile
import traceback

import bed as beds
import browser as browsers
import journeys_access  # noqa: F401 (each journey enters itself)
import journeys_pages  # noqa: F401
import pictures
import steps

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGES, WIDTHS = ("kk", "ru", "en"), (1280, 360)
KINDS = ["names", "labels", "headings", "structure", "contrast", "legible", "target", "width", "language", "text", "policy",
         "outside", "console"]


# Of which pages the documentation shows a phone, and in which language.
PHONE = {"overview": "kk", "map": "ru", "school": "kk", "plan": "ru"}


def pages(bed):
    """Name, address, and whether it is kept as a small picture."""
    yield "sign-in", "/sign-in", True
    yield "overview", "/", True
    yield "overview of an area", "/?area=Kazakhstan%2F" + bed.region.replace(" ", "%20"), False
    yield "overview of nothing", "/?area=Empty%20region", False
    yield "map", "/map", True
    yield "school", "/school?id=" + bed.school, True
    yield "school of nothing", "/school?id=" + beds.NOWHERE, False
    yield "tables", "/lists", True
    for name in ("schools", "lines", "coverage", "stock", "rooms?school=" + bed.school, "devices?school=" + bed.school,
                 "computers?school=" + bed.school, "assets?school=" + bed.school, "platforms?school=" + bed.school, "programmes",
                 "programmes-stages", "indicators", "agents", "enrollments", "lines-slots?school=" + bed.school):
        yield "table " + name.split("?")[0], "/lists/" + name, name == "schools"
    yield "programmes", "/programmes", False
    yield "programme", "/programme?id=" + bed.programme, True
    yield "plans", "/plans", True
    yield "plan", "/plan?id=1&sum=300%20000%20000", True
    yield "plan in phases", "/plan?id=2&sum=much", False
    if bed.has_purchases:
        yield "plan of purchases", "/plan?id=3&sum=1000000", False
    yield "plans compared", "/plans/compare?first=1&second=2", True
    yield "map of a plan", "/map?plan=2", True
    yield "agents", "/agents", True
    yield "nothing there", "/school?id=nobody", False


def foreign(text, language, catalogues):
    """Sentences of another language's catalogue on a page."""
    own = " ".join(catalogues[language].values())
    for other in catalogues:
        for key, sentence in catalogues[other].items():
            if (other != language and len(sentence) >= 12 and "{" not in sentence and sentence not in own and sentence in text
                    and not key.startswith("language.")):
                yield f"language: {key} stands in {other}"


def look(web, bed, folder, small, only):
    catalogues = {one: json.loads((ROOT / f"web/catalogue/{one}.json").read_text()) for one in LANGUAGES}
    rows, failures = [], []
    for name, address, is_kept in pages(bed):
        if only and not name.startswith(only):
            continue
        counts, opened = collections.Counter(), 0
        for language in LANGUAGES:
            for width in WIDTHS:
                web.width(width)
                web.open(f"{address}{'&' if '?' in address else '?'}lang={language}")
                if address.startswith("/map"):
                    steps.map_ready(web)
                wrong = web.findings()
                if web.script("return document.documentElement.lang") != language:
                    wrong.append("language: the page says another one")
                wrong += foreign(steps.text(web), language, catalogues)
                opened += 1
                for one in sorted(set(wrong)):
                    counts[one.split(":")[0]] += 1
                    failures.append(f"{name} ({language}, {width} px): {one}")
                file = folder / f"{name.replace(' ', '-')}-{language}-{width}.png"
                web.picture(file)
                if small and is_kept and (language, width) in (("en", 1280), (PHONE.get(name), 360)):
                    pictures.keep(file, small / f"{name.replace(' ', '-')}-{language}{'-phone' if width == 360 else ''}.png")
        rows.append((name, opened, counts))
    return rows, failures


def walk(web, bed, tokens, only):
    failures = []
    for journey in steps.ALL:
        name = journey.__name__.replace("_", " ")
        if only not in (None, "people", name):
            continue
        web.width(1280)
        web.findings()
        try:
            journey(web, bed, tokens)
            wrong = web.outside() + [f"policy: {one}" for one in web.script("return window.__violations || []")]
            if wrong:
                raise AssertionError("; ".join(wrong))
            print(f"  done    {name}")
        except Exception as error:  # A journey that breaks off is a finding, and the others are still walked.
            print(f"  FAILED  {name}")
            place = traceback.extract_tb(error.__traceback__)[-1]
            failures.append(f"{name}: {str(error).splitlines()[0] if str(error) else type(error).__name__} ({pathlib.Path(place.filename).name}:{place.lineno})")
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parta", required=True)
    parser.add_argument("--schools", type=int, default=60)
    parser.add_argument("--pictures", type=pathlib.Path, default=ROOT / ".build/web-test")
    parser.add_argument("--small", type=pathlib.Path)
    parser.add_argument("--only", help="pages of this name, one journey, or people: all journeys")
    asked = parser.parse_args()
    asked.pictures.mkdir(parents=True, exist_ok=True)
    if asked.small:
        asked.small.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="parta-web.", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        bed = beds.Bed(asked.parta, folder, asked.schools, str(ROOT / "norms/kz-small-schools.yaml"))
        tokens = {
            "admin": bed.token("admin", "admin"), "revoked": bed.token("revoked", "reader", "--area", "Kazakhstan"),
            "expired": bed.token("expired", "reader", "--area", "Kazakhstan"),
            "reader": bed.token("reader", "reader", "--area", f"Kazakhstan/{bed.region}"),
            "planner": bed.token("planner", "planner", "--area", "Kazakhstan"),
            "elsewhere": bed.token("elsewhere", "planner", "--area", f"Kazakhstan/{bed.region}"),
            "school": bed.token("school", "school", "--school", bed.school),
        }
        bed.expire("expired")
        web = None
        try:
            tokens["public"] = bed.serve("--web", str(ROOT / "web"), "--public-read-only")
            web = browsers.Browser(bed.serve("--web", str(ROOT / "web")), folder)
            print(f"{asked.schools + 1} schools, {web.driver.capabilities['browserName']} {web.driver.capabilities['browserVersion']}\n")
            web.width(1280)
            steps.sign_in(web, tokens["admin"])
            rows, failures = ([], []) if asked.only == "people" else look(web, bed, asked.pictures, asked.small, asked.only)
            if rows:
                print(f"{'page':24}{'shown':>6}  " + "  ".join(KINDS))
            for name, opened, counts in rows:
                print(f"{name:24}{opened:>6}  " + "  ".join(f"{counts[kind]:>{len(kind)}}" for kind in KINDS))
            print("\nWhat people do:")
            failures += walk(web, bed, tokens, asked.only)
        finally:
            if web:
                web.close()
            bed.stop()
        outside = browsers.asked_outside(folder, web.origin)
        print(f"\nrequests of pages to outside, by Chromium's own log of its network: {len(outside)}")
        failures += [f"outside: {one}" for one in outside]
    print(f"pictures: {asked.pictures}")
    for one in failures:
        print("wrong: " + one, file=sys.stderr)
    print(f"{len(failures)} findings" if failures else "nothing found wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
