"""A scenario is a list of named steps, done one after another, each with a time limit; every one leaves a line of JSON.

The first line names all steps that are planned, so that the table outside can tell "failed" from "not reached".
"""

import json
import signal
import time
import traceback

# A step that hangs is a failure like any other. Emulated, on a busy machine, an installation takes most of a minute.
LIMIT = 240


class Trouble(Exception):
    """What a step found wrong, in a sentence."""


class TooLong(BaseException):
    """No Exception, so that nothing on the way takes it for trouble of its own."""


class TooSlow(Exception):
    """A time that this machine, which others may be busy on, did not reach: shown and counted, and the scenario goes on."""


def expect(truth, sentence):
    if not truth:
        raise Trouble(sentence)


class Scenario:
    def __init__(self):
        self.steps = []

    def step(self, name, needed=False, limit=LIMIT):
        """Adds a step. `needed`: where it fails there is no use in going on. It may return a text, shown in the table."""
        def add(function):
            self.steps.append((name, function, needed, limit))
            return function
        return add

    def then(self, other):
        """Goes on with the steps of another scenario."""
        self.steps += other.steps

    def play(self, results):
        """Does all steps; `results` is a file for lines of JSON. Returns whether all went well."""
        def write(**record):
            # ASCII, and on its way before the next step begins: the current may be cut in it.
            results.write(json.dumps(record) + "\n")
            results.flush()

        def too_long(signal_number, frame):
            raise TooLong

        signal.signal(signal.SIGALRM, too_long)
        write(plan=[name for name, *_ in self.steps])
        good = True
        for name, function, needed, limit in self.steps:
            began = time.monotonic()
            signal.alarm(limit)
            slow = False
            try:
                found, passed = function() or "", True
            except TooSlow as figure:
                found, passed, slow = str(figure), True, True
            except Trouble as trouble:
                found, passed = str(trouble), False
            except TooLong:
                found, passed = f"not done after {limit} s", False
            except Exception:
                found, passed = traceback.format_exc(), False
            finally:
                signal.alarm(0)
            write(step=name, passed=passed, slow=slow, seconds=round(time.monotonic() - began, 1), found=found)
            good = good and passed
            if needed and not passed:
                break
        return good
