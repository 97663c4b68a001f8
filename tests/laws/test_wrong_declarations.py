"""A host that is declared as another member than it is: nothing is bought twice or lost, and each call ends clearly."""

import openai
import pytest

import deferred
from deferred.providers.openai_clients import USABLE
from deferred.simulator import Simulator
from deferred.simulator.families import MEMBERS as SPOKEN
from tests.support.clocks import FastClock, put_in_place

pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT = 3
SPEAKERS = ["openai", "xai", "mistral", *SPOKEN]
# Of each way to be wrong one pair, and all of them among the slow tests.
FEW = {
    ("openai", "groq"),
    ("openai", "xai"),
    ("xai", "openai"),
    ("mistral", "groq"),
    ("zhipu", "together"),
    ("groq", "novita"),
}
PAIRS = [(speaks, declared) for speaks in SPEAKERS for declared in USABLE if declared != speaks]


def ask(client, endpoints, number):
    """Make a call that the declared member's batches take."""
    model, text = "gpt-4o", f"question {number}."
    if "/chat/completions" in endpoints:
        return client.chat.completions.create(model=model, messages=[{"role": "user", "content": text}])
    return client.responses.create(model=model, input=text)


def words(reply):
    """Read a reply."""
    return reply.output_text if hasattr(reply, "output_text") else reply.choices[0].message.content


@pytest.mark.parametrize(
    ("speaks", "declared"),
    [pytest.param(*pair, marks=() if pair in FEW else pytest.mark.slow) for pair in PAIRS],
    ids=["-as-".join(pair) for pair in PAIRS],
)
def test_a_wrong_declaration_buys_nothing_twice_and_ends_each_call(speaks, declared, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "1")
    with Simulator(speaks=speaks) as sim:
        put_in_place(monkeypatch, FastClock(sim), ["DEFERRED_POLL_INTERVAL"])
        base = SPOKEN[speaks].bases[0] if speaks in SPOKEN else "/v1"
        client = openai.OpenAI(base_url=sim.url + base, api_key="key", max_retries=0)
        for _ in range(2):
            with deferred.batch(name="run", hosts=[f"{sim.host}={declared}"], time_limit="72h", on_failure="log"):
                replies = [ask(client, USABLE[declared].endpoints, number) for number in range(COUNT)]
            errors = [deferred.future(reply).exception() for reply in replies]
            assert sim.meter.billed_twice() == []
            answered = [error is None for error in errors]
            assert all(answered) or (not any(answered) and sim.meter.rows_billed == 0)
            assert [f"question {number}." in words(reply) for number, reply in enumerate(replies) if answered[0]] in (
                [],
                [True] * COUNT,
            )
