"""A golden image is made: the package, an enrolment file, and nothing that is this computer's own."""

from pathlib import Path

import network
import repository
from steps import Scenario, expect
from system import AGENT, AGENT_UNIT, ENROLLMENT, agent_id, run, said, wait_active

SCENARIO = Scenario()
step = SCENARIO.step
STATE = Path("/var/lib/parta-agent")


@step("the agent runs and is enrolled on the computer that the image is made on", needed=True)
def _():
    network.up()
    ENROLLMENT.parent.mkdir(exist_ok=True)
    ENROLLMENT.write_text((Path("/srv/lesson") / "enrollment").read_text())
    ENROLLMENT.chmod(0o600)
    repository.use("new")
    repository.install(AGENT)
    wait_active(AGENT_UNIT)
    return f"enrolled and delivered after {network.wait_delivered()} s as {agent_id()}"


@step("parta-agent seal --discard says what it removed, and no key is left", needed=True)
def _():
    run("systemctl", "stop", AGENT_UNIT)
    status, text = said("parta-agent", "seal", "--discard")
    expect(status == 0, f"seal ended with {status}: {text}")
    expect(text.strip(), "seal did not say what it removed")
    left = [path for path in STATE.rglob("*") if path.name in ("key", "enrollment.json") or "outbox" in path.name]
    expect(not left, f"the image still holds {left}")
    expect(ENROLLMENT.exists(), "the enrolment file is gone: copies could not enrol by themselves")
    run("truncate", "-s", "0", "/etc/machine-id")
    run("sync")
    return " ".join(text.split())
