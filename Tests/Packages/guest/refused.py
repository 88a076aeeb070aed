"""A system that is too old: neither package gets in, and both say why."""

from steps import Scenario, expect
from system import AGENT, AGGREGATOR, package_file, run, said

SCENARIO = Scenario()
step = SCENARIO.step


def state(package):
    return run("dpkg-query", "--show", "--showformat=${db:Status-Status}", package, status=None)


@step("apt refuses, and names what is too old")
def _():
    for package in (AGENT, AGGREGATOR):
        status, text = said("apt-get", "--yes", "install", package_file(package))
        expect(status != 0 and not state(package), f"{package} was installed: {text[-500:]}")
        told = [line.strip() for line in text.splitlines() if "libc6" in line or "libsystemd0" in line]
        expect(told, f"what is missing is not named: {text[-500:]}")
    return told[0]


@step("dpkg refuses, in one sentence")
def _():
    for package in (AGENT, AGGREGATOR):
        status, text = said("dpkg", "--install", package_file(package))
        expect(status != 0 and state(package) in ("", "not-installed"), f"{package} is {state(package)}: {text[-500:]}")
        told = [line for line in text.splitlines() if "too old" in line]
        expect(told, f"no sentence says why: {text[-500:]}")
    return told[0]
