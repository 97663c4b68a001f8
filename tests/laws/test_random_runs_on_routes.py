"""Laws 1 and 3 in random runs that mix routes, faults and kills: nothing is bought twice, and no limit is passed."""

import json
import random
import threading
from decimal import Decimal

import pytest

from tests.support import engine
from tests.support.models import CLAUDE, GEMINI, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")
SCRIPT = """
import json, anthropic, openai, deferred
from google import genai
claude, gpt, gemini = anthropic.Anthropic(max_retries=0), openai.OpenAI(max_retries=0), genai.Client()
asks = {{
    "claude": lambda text: claude.messages.create(
        model={claude!r}, max_tokens=64, messages=[{{"role": "user", "content": text}}]),
    "chat": lambda text: gpt.chat.completions.create(
        model={gpt!r}, max_completion_tokens=64, messages=[{{"role": "user", "content": text}}]),
    "responses": lambda text: gpt.responses.create(model="gpt-6.2-sol", input=text, max_output_tokens=64),
    "gemini": lambda text: gemini.models.generate_content(
        model={gemini!r}, contents=text, config={{"max_output_tokens": 64}}),
}}
replies, errors = [], []
with deferred.batch(name="run", **{settings!r}):
    for kind, text in {calls!r}:
        try:
            replies.append(asks[kind](text))
        except deferred.DeferredError as error:
            errors.append(error)
    errors += [deferred.future(reply).exception() for reply in replies]
print(json.dumps([(type(error).__name__, str(error)) for error in errors]))
"""
# What a call may end with here: its answer, what the provider refused it with, or an error that names the remedy.
ENDS = {"NoneType", "JobFailed", "CostLimitExceeded", "NotBatchable"}
REFUSED = {"InternalServerError", "RateLimitError", "ServerError", "ClientError", "APIStatusError"}


class RandomRun:
    """A script of random calls, random faults, and the requests as which arrive it is killed."""

    def __init__(self, sim, scripts, folder, seed):
        self.sim, self.scripts, self.folder, self.chance = sim, scripts, folder, random.Random(seed)
        self.limit = Decimal(str(round(self.chance.uniform(0.0002, 0.003), 5)))
        self.left, self.pid, self.known = 0, None, threading.Event()
        sim.latency = 0.05
        sim.on(self.chance.choice(["request", "answered"]), self._seen)

    def fault(self):
        """Let the providers misbehave."""
        faults, chance = self.sim.faults, self.chance
        faults.flex_full = chance.randrange(6)
        faults.lost_responses = {"live": chance.randrange(3), "create": chance.randrange(2)}
        faults.status_on = {"live": (chance.choice([429, 500, 503]), chance.randrange(4), {})}
        faults.no_flex, faults.no_windows = chance.random() < 0.2, chance.random() < 0.2

    def script(self):
        """Return the code of the script; it is the same in each process."""
        settings = {
            "within": self.chance.choice(["24h", "8h", "2h", "15m"]),
            "cost_limit": float(self.limit),
            "unbatchable": "live",
            "adopt_grace": 0.2,
        }
        kinds = ["claude", "chat", "responses", "gemini"]
        calls = [(self.chance.choice(kinds), f"text {n}") for n in range(self.chance.randint(1, 12))]
        return SCRIPT.format(settings=settings, calls=calls, claude=CLAUDE, gpt=GPT, gemini=GEMINI)

    def ends(self, code):
        """Run the script, killed up to three times, until it ends; return how its calls ended."""
        status = -9
        for _ in range(self.chance.randint(1, 3)):
            if status == -9:
                status = self._killed(code)
                self.sim.clock.advance(60)
        out = (self.folder / "out").read_text() if status == 0 else self.scripts.run(code, self.folder)
        return json.loads(out.splitlines()[-1])

    def _killed(self, code):
        self.known.clear()
        self.left = self.chance.randint(1, 30)
        self.pid = self.scripts.start(code, self.folder)
        self.known.set()
        status = self.scripts.wait(self.pid)
        assert status in {0, -9}, (self.folder / "out").read_text()
        self.left = 0
        return status

    def _seen(self, **_):
        self.left -= 1
        if self.left == 0:
            self.known.wait(10)
            self.scripts.kill(self.pid)


def hold_in_a_random_run(sim, scripts, folder, seed):
    """Compare what a random run has counted with the provider's meter."""
    run = RandomRun(sim, scripts, folder, seed)
    run.fault()
    ends = run.ends(run.script())
    assert {name for name, _ in ends} <= ENDS | REFUSED, ends
    assert sim.meter.billed_twice() == []
    assert sim.meter.total <= run.limit
    assert engine.money_on_disk("run") >= sim.meter.total


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))])
def test_a_killed_run_that_mixes_routes_buys_nothing_twice_and_holds_its_limit(sim, scripts, tmp_path, seed):
    hold_in_a_random_run(sim, scripts, tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 1100))
def test_a_thousand_killed_runs_buy_nothing_twice_and_hold_their_limits(sim, scripts, tmp_path, seed):
    hold_in_a_random_run(sim, scripts, tmp_path, seed)
