"""Claude's batches on Vertex AI keep the contract, by the same promises as the others; tables of rows and prices."""

import json
from decimal import Decimal

import anthropic
import pytest

from deferred.capture import sdk_of
from deferred.core.call import Call, Target
from deferred.core.job import Job
from deferred.core.routing import LIVE
from deferred.pricing import prices
from deferred.pricing.rates import rates
from deferred.providers.base import UNCLEAR
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.providers.vertex.batch import LABEL, Vertex
from deferred.providers.vertex_anthropic import rows
from deferred.providers.vertex_anthropic.batch import VertexAnthropic
from tests.support.vertex import BUCKET, Token
from tests.unit.providers.bucket_contract import VertexContract

NAME, MODEL = "vertex-anthropic", "claude-haiku-4-5@20251001"


class TestVertexAnthropic(VertexContract):
    name, endpoint, model = NAME, "/v1/messages", MODEL
    bucket_headers = ((BUCKET_HEADER, BUCKET),)

    @staticmethod
    def body(text):
        messages = [{"role": "user", "content": text}]
        return {"messages": messages, "max_tokens": 50, "anthropic_version": "vertex-2023-10-16"}

    @pytest.fixture(autouse=True)
    def opened(self, sim, monkeypatch):
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", sim.url)
        sdk = sdk_of(NAME)
        client = anthropic.AnthropicVertex(
            project_id="p", region="us-east5", credentials=Token(), base_url=f"{sim.url}/v1"
        )
        account = sdk.open_account(client, sdk.base_url_of(client))
        self.use(sim, VertexAnthropic(), account)
        yield
        account.connection.close()

    def test_the_create_names_the_publisher_and_the_job_in_its_label(self):
        job = self.created()
        (asked,) = [one.body for one in self.sim.requests if one.operation == "create"]
        assert asked["labels"] == {LABEL: job.nonce}
        assert asked["model"] == f"publishers/anthropic/models/{MODEL}"

    def test_the_counter_of_tokens_is_told_the_model(self):
        job, _ = self.planned()
        assert self.provider.count(self.connection, job, MODEL, json.dumps(self.body("x")).encode()) > 0
        assert self.sim.requests[-1].path.endswith("/publishers/anthropic/models/count-tokens:rawPredict")
        assert self.sim.requests[-1].body["model"] == MODEL

    def test_the_jobs_of_another_publisher_are_not_listed(self):
        job = self.created()
        assert list(self.provider.all_of_ours(self.connection, job)) == [job.batch_id]
        assert list(Vertex().all_of_ours(self.connection, job)) == []


BASE = "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/"
JOB = Job("n" * 16, NAME, BASE + "us-east5", "/v1/messages", "c", "m", [], 1, 1, 0.0, batch_id="b")
GOOD = {"type": "message", "id": "msg_1", "content": [{"type": "text", "text": "x"}]}
OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "m"}}
LINES = {
    "a message": ({"status": "", "response": GOOD}, 200, None),
    "a message alone": ({"response": GOOD}, 200, None),
    "a message in a body": ({"status": "", "response": {"body": GOOD}}, 200, None),
    "a message in a body with a status": ({"status": "", "response": {"status_code": 200, "body": GOOD}}, 200, None),
    "an error of Anthropic": ({"status": 'Bad Request: {"type": "error", "error": {"type": "invalid_request_error", "message": "m"}}'}, 400, "m"),
    "an error of a kind of its own": ({"status": 'Failed: {"type": "error", "error": {"type": "overloaded_error", "message": "m"}}'}, 529, "m"),
    "an error of an unknown kind": ({"status": 'Too Many Requests: {"type": "error", "error": {"type": "new_error", "message": "m"}}'}, 429, "m"),
    "an error of Google": ({"status": 'Error: {"error": {"code": 8, "message": "m"}}'}, 429, "m"),
    "an error in the response": ({"status": "", "response": OVERLOADED}, 529, "m"),
    "words of HTTP": ({"status": "Too Many Requests: slow down"}, 429, "Too Many Requests: slow down"),
    "other words": ({"status": "Something broke"}, 500, "Something broke"),
    "words in braces": ({"status": "Bad Request: {no json"}, 400, "Bad Request: {no json"),
    "an empty response": ({"status": "Bad Request: m", "response": {}}, 400, "Bad Request: m"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_each_line_is_an_answer_with_a_status(name):
    line, status, message = LINES[name]
    row = rows.row_of({"custom_id": "rname", **line}, JOB)
    assert (row.custom_id, row.answer.status) == ("name", status)
    found = json.loads(row.answer.body)
    assert (found == GOOD) if message is None else (found["error"]["message"] == message)


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"status": ""},
        {"response": []},
        {"status": "Bad", "response": GOOD},
        {"response": {"id": "x"}},
        {"status": 5},
    ],
)
def test_a_line_of_another_shape_is_unclear(line):
    assert rows.row_of({"custom_id": "rname", **line}, JOB).lost.startswith(UNCLEAR)


@pytest.mark.parametrize("text", ['{"messages":[],"max_tokens":5}', '{ "messages": [1.0, 12345678901234567890] }'])
def test_a_line_has_the_request_as_it_is(text):
    line = rows.line_of("n", text.encode())
    assert line == b'{"custom_id":"rn","request":' + text.encode() + b"}\n"
    assert len(line) - len(text) <= VertexAnthropic.limits.row_bytes


def asked(content="x", **more):
    return {"messages": [{"role": "user", "content": content}], "max_tokens": 5, **more}


def used(**arguments):
    return asked([{"type": "tool_use", "id": "i", "name": "f", "input": arguments}])


APART = {
    "tools": (asked(), asked(tools=[{"name": "f", "input_schema": {"type": "object"}}])),
    "schemas": (asked(), asked(output_config={"format": {"type": "json_schema", "schema": {}}})),
    "texts and blocks": (asked(), asked([{"type": "text", "text": "x"}])),
    "systems": (asked(system="x"), asked(system=[{"type": "text", "text": "x"}])),
    "arguments": (used(a=1), used(a="1")),
    "what a table may not hold": (asked(), asked(metadata={"user_id": None})),
}


@pytest.mark.parametrize("name", APART)
def test_what_one_table_might_not_hold_is_in_jobs_apart(name):
    one, other = APART[name]
    assert rows.kinship(one) != rows.kinship(other)


def test_other_requests_share_a_job():
    assert rows.kinship(asked()) == rows.kinship(asked("y", temperature=1))
    assert rows.kinship(used(a=1)) == rows.kinship(used(a=2.5))


@pytest.mark.parametrize("body", [{}, {"messages": None}, {"messages": [None, "x"]}, asked([None, "x"])])
def test_requests_of_another_shape_have_a_job_too(body):
    assert rows.kinship(body)


@pytest.mark.parametrize("model", [MODEL, "claude-haiku-4-5", "claude-opus-4-6"])
def test_a_batch_costs_half(model):
    batch, live = rates(NAME, model), rates(NAME, model, LIVE)
    assert (batch["input_mtok"] * 2, batch["output_mtok"] * 2) == (live["input_mtok"], live["output_mtok"])
    assert live == rates("anthropic", model.partition("@")[0], LIVE)


def test_a_region_costs_a_tenth_more():
    def bound(place):
        body = json.dumps(asked()).encode()
        return prices.bound(Call(Target(NAME, BASE + place, "/v1/messages", "c"), MODEL, body, "m", "w"), None, None)

    assert bound("us-east5") == bound("global") * Decimal("1.1") > 0


def test_four_jobs_of_a_project_run_at_a_time():
    assert VertexAnthropic.limits.parallel == 4
