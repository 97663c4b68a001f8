"""`deferred verify`: what is believed of a provider holds at the simulator, and each belief that is false is found."""

import io
import json
import re
import sys

import pytest

from deferred.cli import recording, verify
from tests.support.commandline import here
from tests.support.models import CLAUDE, GEMINI, GPT

MODELS = {"anthropic": CLAUDE, "openai": GPT, "google": GEMINI}
BELIEFS = [
    "the list shows a new batch, and that it is ours",
    "the batch ends well",
    "each request has one row, with its custom_id",
    "good rows are answered, and a wrong row fails alone",
    "the status counts rows as they ended",
    "each answer states its usage",
    "a cancelled batch ends, and keeps the answers that it has",
]

CITED = "a schema given as an instruction is kept to, and its values are cited"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(verify, "_BETWEEN_LOOKS", 0.02)
    monkeypatch.setattr(verify, "_LONGEST_LAG", 0.2)


def verified(provider="openai", *more):
    """Verify a provider; gives what was seen, and whether it holds, by belief."""
    done = here("verify", provider, "--model", MODELS[provider], "--yes", "--json", *more)
    assert not done.stderr, done.stderr
    found = {one["belief"]: (one["seen"], one["holds"]) for one in json.loads(done.stdout)}
    assert done.returncode == (not all(holds for _, holds in found.values()))
    return found


def wrong(found):
    return [belief for belief, (_, holds) in found.items() if not holds]


@pytest.mark.parametrize("provider", MODELS)
def test_all_that_is_believed_holds_and_little_is_paid(sim, provider):
    sim.latency = 0.3
    found = verified(provider)
    assert wrong(found) == []
    assert [belief for belief in found if belief in BELIEFS] == BELIEFS
    asked = 2 + (CITED in found)
    assert (CITED in found) == (provider == "anthropic")
    assert (len(sim.jobs), sim.meter.rows_billed, sim.live_calls) == (2, asked, [])
    assert found[BELIEFS[-1]][0] in {f"{word}; 0 of {asked} had been answered" for word in ("ended", "cancelled")}


PLAIN = {"type": "text", "text": '{"place": "garden"}'}
ELSEWHERE = {**PLAIN, "citations": [{"type": "char_location", "cited_text": "Coffee", "document_index": 0}]}
PROSE = {**PLAIN, "text": "In the garden.", "citations": [{"type": "char_location", "cited_text": "Place: garden"}]}


@pytest.mark.parametrize("block", [PLAIN, ELSEWHERE, PROSE])
def test_an_answer_without_citations_or_without_its_schema_is_found(sim, block):
    usage = {"input_tokens": 1, "output_tokens": 1}
    whole = {"id": "m", "type": "message", "role": "assistant", "model": CLAUDE, "stop_reason": "end_turn"}
    sim.reply_with(lambda *_asked: {**whole, "usage": usage, "content": [block]})
    assert CITED in wrong(verified("anthropic"))


def test_an_error_in_place_of_a_cited_answer_is_found(sim):
    sim.faults.error_rows = {2}
    assert CITED in wrong(verified("anthropic"))


def test_a_provider_that_refuses_the_batch_for_a_wrong_row_is_asked_without_it(sim):
    assert verified("google")["a wrong row costs nothing"][1]
    assert [len(job.rows) for job in sim.jobs] == [2, 2]


FALSE = {
    "list": ({"list_lag": 1e6}, BELIEFS[0]),
    "expires": ({"expire_batch": True}, BELIEFS[1]),
    "fails": ({"fail_batch": True}, BELIEFS[1]),
    "a row is lost": ({"drop_rows": {1}}, BELIEFS[2]),
    "foreign rows": ({"unknown_rows": 1}, BELIEFS[2]),
    "a good row fails": ({"error_rows": {0}}, BELIEFS[3]),
    "a good row fails, counts": ({"error_rows": {0}}, BELIEFS[4]),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_found(sim, name):
    faults, belief = FALSE[name]
    for fault, value in faults.items():
        setattr(sim.faults, fault, value)
    assert belief in wrong(verified())


def test_answers_without_usage_are_found(sim):
    bare = {"id": "x", "object": "chat.completion", "choices": [], "created": 1, "model": GPT}
    sim.reply_with(lambda *_asked: bare)
    assert BELIEFS[5] in wrong(verified())


def test_it_asks_before_it_costs_something(sim, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    done = here("verify", "openai", "--model", GPT)
    assert done.returncode != 0
    assert "two batches" in done.stderr
    assert sim.requests == []


def test_a_batch_that_does_not_end_is_cancelled_and_said(sim):
    sim.latency = 3600.0
    done = here("verify", "openai", "--model", GPT, "--yes", "--timeout", "0.1")
    assert done.returncode == 1
    assert "it is cancelled" in done.stderr
    sim.clock.advance(3600)
    assert sim.meter.rows_billed == 0


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x/v1/files/file-tQzXbRkLmNpOqRsT/content", "/v1/files/ID/content"),  # an id without a digit
        ("https://x/v1/messages/batches/msgbatch_01AbC/cancel?beta=true", "/v1/messages/batches/ID/cancel?beta"),
        ("https://x/v1beta/models/gemini-2.5-flash:batchGenerateContent", "/v1beta/models/ID"),
        ("https://acme-secret.example/openai/v1/batches", "/openai/v1/batches"),
    ],
)
def test_no_path_of_a_recording_has_an_id(url, path):
    assert recording._path(url) == path


def test_the_recording_tells_what_happened_and_names_nobody(sim, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-SECRET-1")
    verified("openai", "--record", str(tmp_path / "record.jsonl"))
    text = (tmp_path / "record.jsonl").read_text()
    exchanges = [json.loads(line) for line in text.splitlines()]
    assert {"POST /v1/batches", "GET /v1/batches/ID", "POST /v1/batches/ID/cancel", "GET /v1/files/ID/content"} <= {
        f"{one['method']} {one['path'].partition('?')[0]}" for one in exchanges
    }
    assert [one for one in exchanges if isinstance(one["answer"], dict) and one["answer"].get("status") == "completed"]
    assert not re.search(r"SECRET|batch_\w|file-\w|Say yes|deferred-|[0-9a-f]{16}|127\.0\.0\.1", text)


def test_what_is_no_provider_is_refused_with_the_other_command():
    done = here("verify", "gw:4000", "--model", "x", "--yes")
    assert (done.returncode, "deferred doctor --host" in done.stderr) == (2, True)


def test_a_refusal_is_said_and_recorded(sim, tmp_path):
    sim.faults.status_on["create"] = (403, 1, {})
    done = here("verify", "anthropic", "--model", CLAUDE, "--yes", "--record", str(tmp_path / "record.jsonl"))
    assert done.returncode == 1
    assert "anthropic could not be checked to the end: HTTP 403" in done.stderr
    assert '"status": 403' in (tmp_path / "record.jsonl").read_text()
