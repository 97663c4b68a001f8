"""Laws 1 and 3 under random faults and restarts: hypothesis chooses what goes wrong, and when."""

import contextlib
import shutil
import tempfile

import anthropic
import openai
from google import genai
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import deferred
from deferred.simulator import Simulator
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

# Faults that lose no row for good, so that nothing may be billed twice after any of them.
FAULTS = [
    ("status_on", {"poll": (502, 2, {})}),
    ("status_on", {"create": (500, 1, {})}),
    ("status_on", {"create": (429, 1, {"retry-after": "0.01"})}),
    ("status_on", {"upload": (503, 1, {})}),
    ("status_on", {"list": (502, 1, {})}),
    ("status_on", {"results": (500, 1, {})}),
    ("refuse_before", {"create": 1}),
    ("refuse_before", {"poll": 2}),
    ("lost_responses", {"create": 1}),
    ("lost_responses", {"upload": 1}),
    ("lost_responses", {"results": 1}),
    ("cut_results", 1),
    ("duplicate_rows", True),
    ("unknown_rows", 2),
    ("unknown_status", 1),
    ("status_case", True),
    ("batch_gone", 1),
    ("list_lag", 0.1),
]


class Chaos(RuleBasedStateMachine):
    """A script that is run again and again while the providers misbehave."""

    @initialize(
        provider=st.sampled_from(["anthropic", "openai", "google"]),
        count=st.integers(1, 6),
        latency=st.sampled_from([0.0, 0.05]),
    )
    def start(self, provider, count, latency):
        self.stack = contextlib.ExitStack()
        self.folder = tempfile.mkdtemp()
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.sim = self.stack.enter_context(Simulator(latency=latency))
        self.provider, self.count = provider, count
        url = self.sim.url
        if provider == "anthropic":
            self.client, self.ask = self.stack.enter_context(anthropic.Anthropic(api_key="k", base_url=url)), ask_claude
        elif provider == "openai":
            self.client, self.ask = self.stack.enter_context(openai.OpenAI(api_key="k", base_url=url + "/v1")), ask_gpt
        else:
            self.client, self.ask = genai.Client(api_key="k", http_options={"base_url": url}), ask_gemini
        self.sessions = []

    def block(self, **more):
        """A block with this machine's ledger."""
        quick = {"poll_interval": 0.01, "adopt_grace": 0.3, "linger": 0.01, "progress": False}
        return deferred.batch(name="run", cache=f"{self.folder}/ledger", hosts=[self.sim.host], **quick, **more)

    def calls(self):
        """The script's calls."""
        return [self.ask(self.client, f"question {n}.") for n in range(self.count)]

    @rule(fault=st.sampled_from(FAULTS))
    def go_wrong(self, fault):
        setattr(self.sim.faults, fault[0], fault[1])

    @rule()
    def run_to_the_end(self):
        with self.block():
            replies = self.calls()
        for n, reply in enumerate(replies):
            assert f"question {n}." in reply.model_dump_json()

    @rule()
    def leave_by_an_exception(self):
        with contextlib.suppress(ZeroDivisionError), self.block() as session:
            self.sessions.append(session)
            self.calls()
            session.flush()
            _ = 1 / 0

    @rule()
    def leave_without_waiting(self):
        with self.block(wait=False) as session:
            self.sessions.append(session)
            self.calls()

    @invariant()
    def nothing_is_billed_twice(self):
        if hasattr(self, "sim"):
            assert self.sim.meter.billed_twice() == []

    def teardown(self):
        if not hasattr(self, "sim"):
            return
        try:
            self.sim.faults = type(self.sim.faults)()
            self.run_to_the_end()
            for session in self.sessions:
                engine.wait_until_idle(session, 20)
            assert self.sim.meter.rows_billed == self.count
            assert self.sim.live_calls == []
        finally:
            self.stack.close()


TestChaos = Chaos.TestCase
TestChaos.settings = settings(
    max_examples=20, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
