"""Random programs of loops, branches, functions, state and early ends: look-ahead changes nothing, and wastes little."""

import json
import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from deferred.core.profile import simulated_variables
from deferred.lookahead import lockdown
from deferred.simulator import Simulator
from tests.lookahead import grammar

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(lockdown.why_not()), reason=f"no isolation here: {lockdown.why_not()}"),
]
PROGRAMS = int(os.environ.get("DEFERRED_PROGRAMS", "12"))
STAKE = 0.0019  # the most that four of the programs' calls can cost
FEWEST, MOST = 2, 30  # calls of a program
RUN = """
with deferred.batch(name="run", {settings}) as session:
    run()
"""
HEAD = """
import warnings
warnings.simplefilter("ignore")
def run():
    try:
        main("", 0)
    except (ValueError, RuntimeError, IndexError, TypeError, AttributeError) as error:
        out.append(["left by", repr(error)])
"""
ORDER = "print(json.dumps(out))"
REPORT = "print(json.dumps(session.report.to_dict()))"


class Run:
    """What a program got, and what it sent."""

    def __init__(self, text, sim):
        found, *more = text.splitlines()[-2:] if sim.jobs else text.splitlines()[-1:]
        self.got = json.loads(found)
        self.report = json.loads(more[0]) if more else {}
        self.prompts = Counter(_prompt(row.body) for job in sim.jobs for row in job.rows)
        self.jobs = len(sim.jobs)

    @property
    def asked(self):
        """The prompts of the calls that the program made."""
        return Counter(text for text, _ in self.got if text != "left by")


def _prompt(body):
    return body["messages"][0]["content"]


def run(scripts, folder, program, ending):
    """Run a program."""
    folder.mkdir(exist_ok=True)
    text = grammar.LIBRARY + HEAD + program + ending
    (folder / "script.py").write_text(text)
    with Simulator() as sim:
        env = {**simulated_variables(sim.host, key="test-key"), "DEFERRED_HOSTS": sim.host, "DEFERRED_CACHE": "0",
               "DEFERRED_LINGER": "0.02", "DEFERRED_POLL_INTERVAL": "0.005"}  # fmt: skip
        return Run(scripts.run(text, folder, **env), sim)


def assert_alike(bare, ahead):
    """A run with look-ahead got what the bare one did, bought each call once, and no more in vain than it says."""
    told = ahead.report["look_ahead"]
    assert ahead.got == bare.got
    assert bare.asked - ahead.prompts == Counter()
    assert (ahead.prompts - bare.asked).total() == told["in_vain"]
    assert told["in_vain_usd"] + told["in_vain_most_usd"] <= max(STAKE, ahead.report["cost_usd"])
    assert told["off"] == "" or "were not made when it was their turn" in told["off"] or "no longer" in told["off"]


@pytest.mark.timeout(60 + 60 * PROGRAMS)
def test_random_programs_do_the_same_and_buy_nothing_twice(scripts, sim, tmp_path):
    sums = Counter()

    # A program that fails is in the message. To make it shorter would take hundreds of runs.
    @settings(max_examples=PROGRAMS, deadline=None, derandomize=not os.environ.get("DEFERRED_RANDOM"),
              suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate])  # fmt: skip
    @given(grammar.programs())
    def check(program):
        bare = run(scripts, tmp_path / "bare", program, f"\nrun()\n{ORDER}\n")
        assume(FEWEST <= bare.asked.total() <= MOST)
        batch = RUN.format(settings=f"look_ahead=True, look_ahead_stake={STAKE}")
        ahead = run(scripts, tmp_path / "ahead", program, f"\n{batch}\n{ORDER}\n{REPORT}\n")
        assert_alike(bare, ahead)
        told = ahead.report["look_ahead"]
        vain = told["in_vain"]
        sums.update(programs=1, calls=bare.asked.total(), jobs=ahead.jobs, vain=vain, ended=bool(told["off"]))
        sums["most in vain of one program"] = max(sums["most in vain of one program"], vain)
        sums["programs with calls in vain"] += vain > 0

    check()
    print(dict(sums))
