"""Prints the tests that failed in a run, one a line, as `swift test --filter` takes them.

usage: failed-tests.py RESULTS.xml
Ends with 1 when the file cannot be read, as when the run itself broke off: then there is nothing to run again.
"""
import re
import sys
import xml.etree.ElementTree as tree


def main(path):
    try:
        cases = tree.parse(path).iter("testcase")
    except (OSError, tree.ParseError) as error:
        print(f"error: {path}: {error}", file=sys.stderr)
        return 1
    failed = [case for case in cases if case.find("failure") is not None]
    for case in failed:
        function = case.get("name").split("(")[0]
        # A suite within a suite stands behind a slash for the filter, and behind a dot in the file.
        suites = "[./]".join(re.escape(name) for name in case.get("classname").split("."))
        print(f"^{suites}/{re.escape(function)}\\(")
    return 0 if failed else 1


sys.exit(main(sys.argv[1]))
