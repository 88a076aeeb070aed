"""A computer that was made from the image: nobody does anything but to plug in the network."""

import network
from steps import Scenario, expect
from system import AGENT_UNIT, agent_id, wait_active

SCENARIO = Scenario()
step = SCENARIO.step


@step("a copy becomes an agent of its own by itself", needed=True)
def _():
    network.up()
    wait_active(AGENT_UNIT, 120)
    seconds = network.wait_delivered()
    agent = agent_id()
    expect(agent, "the agent has no id")
    return f"{agent} after {seconds} s"
