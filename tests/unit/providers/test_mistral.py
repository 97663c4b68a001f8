"""Mistral's Batch API keeps the contract; what is its own is here: status words, rows in strings, and how a job is found."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from deferred.capture import from_environment
from deferred.core import real_time
from deferred.core.call import Call, Target
from deferred.core.errors import InputUnbounded, UnknownPrice
from deferred.core.job import Job
from deferred.core.profile import profile_of
from deferred.core.routing import LIVE
from deferred.core.usage import Usage
from deferred.pricing.prices import bound
from deferred.pricing.rates import rates
from deferred.providers import PROVIDERS
from deferred.providers.base import Reply, State, Status, Unexpected
from deferred.providers.mistral.batch import Mistral
from deferred.simulator import Simulator
from tests.unit.providers.contract import ProviderContract

MODEL = "mistral-small-latest"
FILE, BATCH = "5cdf78f8-1ab4-4c3d-9d38-2dd9735dac5f", "ca1cd668-91bd-4abb-accb-3541709c0db1"


class MistralContract(ProviderContract):
    name, model, counts_tokens = "mistral", MODEL, False

    @pytest.fixture(autouse=True)
    def opened(self, monkeypatch):
        monkeypatch.setenv("MISTRAL_API_KEY", "key")
        with Simulator(speaks="mistral") as self.sim:
            self.provider = PROVIDERS[self.name]
            account = from_environment.account(self.name, f"{self.sim.url}/v1", [self.sim.host])
            self.base_url, self.credential, self.connection = account.base_url, account.credential, account.connection
            yield
            account.connection.close()


class TestMistral(MistralContract):
    endpoint = "/v1/chat/completions"

    @staticmethod
    def body(text):
        return {"model": MODEL, "messages": [{"role": "user", "content": text}]}

    def test_what_it_leaves_behind_can_be_deleted_and_is_gone(self):
        job, status = self.ended()
        names = self.provider.leftovers(job, status.results)
        assert names == [job.file_id, *status.results, f"batch/jobs/{job.batch_id}"]
        for name in [*names, *names]:  # what is gone already is no error
            self.provider.delete(self.connection, job, name)
        assert self.found(job) == []

    def test_another_job_of_the_same_file_or_the_same_name_is_this_job(self):
        job = self.created()
        assert self.found(replace(job, nonce="f" * 16)) == [job.batch_id]
        assert self.found(replace(job, file_id=FILE)) == [job.batch_id]


class TestMistralEmbeddings(MistralContract):
    endpoint, model = "/v1/embeddings", "mistral-embed"

    @staticmethod
    def body(text):
        return {"model": "mistral-embed", "input": text}


class Says:
    """A connection that gives answers in turn, the last one again and again, and keeps what it was asked."""

    def __init__(self, *bodies, lines=()):
        self.bodies, self.asked, self.given = list(bodies), [], lines

    def request(self, method, url, *, body=None, headers=None):
        self.asked.append((method, url, body))
        found = self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
        return Reply(200, {}, json.dumps(found).encode())


def job(**more):
    facts = {"file_id": FILE, "batch_id": BATCH, **more}
    address = "https://api.mistral.ai/v1"
    return Job("0" * 16, "mistral", address, "/v1/chat/completions", "c", MODEL, [], 2, 2, 0.0, **facts)


def shown(**more):
    """A job as the service shows it (recorded August 2026)."""
    return {
        "id": BATCH, "object": "batch", "input_files": [FILE], "metadata": None, "endpoint": "/v1/chat/completions",
        "model": MODEL, "agent_id": None, "output_file": None, "error_file": None, "errors": [], "outputs": None,
        "status": "QUEUED", "created_at": 1787150442, "total_requests": 0, "completed_requests": 0,
        "succeeded_requests": 0, "failed_requests": 0, "started_at": None, "completed_at": None, **more,
    }  # fmt: skip


RAN = {"output_file": "o", "total_requests": 2, "completed_requests": 2, "succeeded_requests": 1, "failed_requests": 1}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Status(State.RUNNING, "queued")),
        ({"status": "RUNNING", "succeeded_requests": 1}, Status(State.RUNNING, "running", 1)),
        ({"status": "CANCELLATION_REQUESTED"}, Status(State.RUNNING, "cancellation requested")),
        ({"status": "REVIEWED"}, Status(State.RUNNING, "reviewed")),
        (
            {"status": "SUCCESS", **RAN, "error_file": "e"},
            Status(State.ENDED, "success", 1, 1, results=("o", "e")),
        ),
        ({"status": "success", **RAN}, Status(State.ENDED, "success", 1, 1, results=("o",))),
        ({"status": "TIMEOUT_EXCEEDED", **RAN}, Status(State.ENDED, "timeout exceeded", 1, 1, results=("o",))),
        ({"status": "CANCELLED"}, Status(State.ENDED, "cancelled")),
        ({"status": "FAILED", **RAN}, Status(State.ENDED, "failed", 1, 1, results=("o",))),
    ],
)
def test_each_word_of_its_status_is_read(told, expected):
    assert Mistral().check(Says(shown(**told)), job()) == expected


def test_a_job_that_failed_says_all_that_its_errors_say():
    errors = [{"message": "Too many requests: 7", "count": 1}, {"message": "Bad file", "count": 2}]
    status = Mistral().check(Says(shown(status="FAILED", errors=errors)), job())
    assert (status.state, status.gone_wrong) == (State.FAILED, "Too many requests: 7; Bad file")
    assert (status.refusal.status, json.loads(status.refusal.body)["message"]) == (400, status.gone_wrong)


def test_a_create_names_file_endpoint_model_and_metadata_that_fit():
    says = Says(shown())
    tags = {"team": "search", "k" * 33: "too long", "empty": "", "long": "v" * 513}
    assert Mistral().create(says, job(batch_id=None, tags=tags), None) == BATCH
    assert says.asked == [
        (
            "POST",
            "https://api.mistral.ai/v1/batch/jobs",
            {
                "input_files": [FILE],
                "endpoint": "/v1/chat/completions",
                "metadata": {"team": "search", "deferred_job": "0" * 16},
                "model": MODEL,
            },
        )
    ]


def test_a_row_that_failed_holds_its_error_as_json_in_a_string():
    error = {"object": "error", "message": "no", "type": "invalid_request_file", "code": "3310"}
    line = {"id": "batch-1", "custom_id": "a", "response": {"status_code": 400, "body": json.dumps(error)}}

    class File(Says):
        def lines(self, url, *, headers=None):
            import contextlib

            return contextlib.nullcontext(iter([json.dumps({**line, "error": None}).encode()]))

    (row,) = Mistral().collect(File(), job(), Status(State.ENDED, "", results=("e",)))
    assert (row.custom_id, row.answer.status, json.loads(row.answer.body)) == ("a", 400, error)


def page(*jobs, **more):
    return {"data": list(jobs), "object": "list", **more}


def other(number):
    return shown(id=f"other-{number}", input_files=["another"], metadata={"deferred_job": f"{number:016}x"})


NAMED = shown(input_files=["another"], metadata={"deferred_job": "0" * 16})


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([page(other(1), NAMED, total=2)], True),
        ([page(other(1), shown(), total=2)], True),  # by its file
        ([page(other(1), other(2), total=3), page(NAMED, total=3)], True),  # the server gives fewer than asked for
        ([page(other(1), other(2)), page(other(2), NAMED), page()], True),  # a job was created meanwhile
        ([page(other(1), other(2), total=2)], False),
        ([page(other(1)), page(other(1))], False),  # the same page again and again
        ([page(shown(input_files=None, metadata="x"), total=1)], False),
        ([page(total=0)], False),
    ],
)
def test_a_job_is_found_by_its_name_or_its_file_on_any_page(pages, found):
    says = Says(*pages)
    assert Mistral().find(says, job(), 60) == ([BATCH] if found else [])
    asked = says.asked[0][1].partition("?")[2].split("&")
    assert asked[:3] == ["page=0", "page_size=100", "order_by=-created"]
    assert "metadata" not in says.asked[0][1]
    since = datetime.fromisoformat(asked[3].removeprefix("created_after="))
    assert since < datetime.fromtimestamp(real_time.now(), UTC) - timedelta(days=1)  # its clock may be another


@pytest.mark.parametrize("listed", [{}, [{}], {"data": [{"object": "batch"}]}, page({"id": "m", "choices": []})])
def test_a_list_that_makes_no_sense_says_nothing_of_a_job(listed):
    with pytest.raises(Unexpected):
        Mistral().find(Says(listed), job(), 60)


# -- its profile -------------------------------------------------------------------------------------------------------


def test_its_prices_are_half_of_the_published_ones():
    half, whole = rates("mistral", "mistral-large-2512"), rates("mistral", "mistral-large-2512", LIVE)
    assert {name: rate * 2 for name, rate in half.items()} == whole
    assert profile_of("mistral").prices.batch.source


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({}, None),
        ({"tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]}, None),
        ({"content": [{"type": "text", "text": "hello"}]}, None),
        ({"content": [{"type": "document_url", "document_url": "https://x/y.pdf"}]}, InputUnbounded),
        ({"content": [{"type": "image_url", "image_url": "https://x/y.png"}]}, InputUnbounded),
        ({"content": [{"type": "file", "file_id": FILE}]}, InputUnbounded),
        ({"content": [{"type": "input_audio", "input_audio": "AAAA"}]}, UnknownPrice),
        ({"content": [{"type": "resource_link", "uri": "https://x/y"}]}, UnknownPrice),
        ({"tools": [{"type": "document_library", "library_ids": ["a"]}]}, UnknownPrice),
        ({"tools": [{"type": "connector", "connector_id": "a"}]}, UnknownPrice),
        ({"tools": [{"type": "image_generation"}]}, UnknownPrice),
        ({"guardrails": [{"block_on_error": True}]}, UnknownPrice),
    ],
)
def test_under_a_limit_only_what_tokens_bound_has_a_price(more, error):
    content = more.pop("content", "hello")
    body = {"model": MODEL, "max_tokens": 10, "messages": [{"role": "user", "content": content}], **more}
    target = Target("mistral", "https://api.mistral.ai/v1", "/v1/chat/completions", "c")
    call = Call(target, MODEL, json.dumps(body).encode(), "mistralai: chat.complete", "script.py:1")
    if error is None:
        assert 0 < bound(call, None, None) < Decimal("0.001")
        return
    with pytest.raises(error) as refused:
        bound(call, None, None)
    assert type(refused.value) is error


def test_its_usage_is_read():
    usage = {"prompt_tokens": 27, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 20}}
    assert profile_of("mistral").prices.usage({"usage": usage}) == Usage(27, 2, 20)


@pytest.mark.parametrize(
    ("body", "is_error"),
    [
        ({"object": "error", "message": "no", "type": "x", "param": None, "code": "3310"}, True),
        ({"detail": "Invalid API Key"}, True),
        ({"detail": "of a story", "title": "no error"}, False),
        ({"id": "x", "object": "chat.completion", "choices": []}, False),
    ],
)
def test_its_errors_are_known_by_their_shape(body, is_error):
    assert profile_of("mistral").replies.is_error(body) is is_error
