"""An answer of another kind than was asked for is never taken for a batch, a file or a list."""

import pytest

import deferred
from deferred.capture import connection as http_connection
from deferred.core.job import Job
from deferred.providers import PROVIDERS
from deferred.providers.base import Reply, Unexpected
from tests.capture.fidelity import stub
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of
from tests.support.models import CLAUDE

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(60)]
ASK = {"anthropic": ask_claude, "openai": ask_gpt, "google": ask_gemini}
OTHERS = {
    "a message": {**stub.message(), "id": "msg_01"},
    "a chat completion": stub.chat(),
    "a response": stub.response(),
    "a content": stub.content(),
    "embeddings": stub.embeddings(),
    "an error": {"error": {"message": "the gateway is tired", "code": 500}},
    "a model": {"type": "model", "id": CLAUDE, "name": "models/gemini", "object": "model"},
}


@pytest.fixture(params=sorted(ASK))
def provider(request):
    return request.param


@pytest.fixture(params=sorted(OTHERS))
def other(request):
    return OTHERS[request.param]


@pytest.fixture
def asked(sim, claude, gpt, gemini):
    """Ask a provider two questions in a block; gives the errors of the replies, and the session."""
    clients = {"anthropic": claude, "openai": gpt, "google": gemini}

    def ask(provider, **settings):
        with deferred.batch(**settings) as session:
            replies = [ASK[provider](clients[provider], f"n {n}") for n in range(2)]
        return errors_of(replies), session

    return ask


def times(sim, operation):
    """How often the simulator was asked to do this."""
    return len([request for request in sim.requests if request.operation == operation])


def test_an_ordinary_message_that_answers_the_creation_is_no_batch(sim, asked, clock, provider, other):
    sim.faults.answer_instead = {"create": (200, other, 10**6)}
    found, session = asked(provider, cost_limit=1, max_input_tokens=1000)
    assert all(isinstance(one, deferred.JobFailed) for one in found)
    assert all("Is a batch API at" in str(one) for one in found)
    assert times(sim, "create") == 1  # the answer may have been paid for
    assert times(sim, "poll") == 0
    assert clock.passed < 300
    assert engine.committed(session) > 0


def test_a_batch_that_was_created_behind_another_answer_is_found(sim, asked, monkeypatch, provider):
    struck, original = [], http_connection.HttpConnection.request

    def changed(self, method, url, **more):
        reply = original(self, method, url, **more)
        if method == "POST" and url.endswith(("/batches", ":batchGenerateContent")) and not struck:
            struck.append(1)
            return Reply(200, reply.headers, b'{"id": "msg_01", "type": "message", "content": []}')
        return reply

    monkeypatch.setattr(http_connection.HttpConnection, "request", changed)
    found, _ = asked(provider)
    assert found == [None] * 2
    assert struck
    assert len(sim.jobs) == 1


def test_an_answer_of_another_kind_is_no_list_without_the_job(sim, asked, provider, other):
    sim.faults.lost_responses, sim.faults.answer_instead = {"create": 1}, {"list": (200, other, 3)}
    found, _ = asked(provider)
    assert found == [None] * 2
    assert len(sim.jobs) == 1
    assert times(sim, "list") == 4


def test_a_list_of_other_things_is_no_list_of_batches(sim, asked, provider):
    models = {"object": "list", "data": [{"id": "m", "object": "model", "type": "model", "created_at": "2026-01-01T00:00:00Z"}],
              "models": [{"name": "models/m"}], "has_more": False}  # fmt: skip
    sim.faults.lost_responses, sim.faults.answer_instead = {"create": 1}, {"list": (200, models, 3)}
    found, _ = asked(provider)
    assert found == [None] * 2
    assert len(sim.jobs) == 1


def test_where_neither_creation_nor_list_is_of_batches_the_calls_end_soon(sim, asked, clock, provider, other):
    sim.faults.answer_instead = {"create": (200, other, 10**6), "list": (200, other, 10**6)}
    found, _ = asked(provider)
    assert all("Is a batch API at" in str(one) for one in found)
    assert times(sim, "create") == 1
    assert clock.passed < 300


def test_an_answer_of_another_kind_to_a_poll_is_no_end_and_no_failure(sim, asked, provider, other):
    sim.faults.answer_instead = {"poll": (200, other, 3)}
    found, _ = asked(provider)
    assert found == [None] * 2
    assert (len(sim.jobs), times(sim, "create")) == (1, 1)


def test_polls_that_are_never_answered_in_kind_end_the_wait_and_the_job_stays(sim, asked, clock, provider):
    sim.latency, sim.faults.answer_instead = 60, {"poll": (200, OTHERS["a message"], 10**6)}
    found, _ = asked(provider, name="run")
    assert all("does not answer as a batch API does" in str(one) for one in found)
    assert 600 <= clock.passed < 900
    sim.faults.answer_instead = {}
    found, _ = asked(provider, name="run")
    assert found == [None] * 2
    assert len(sim.jobs) == 1


def test_an_answer_of_another_kind_to_an_upload_is_no_file(sim, asked, clock, other):
    sim.faults.answer_instead = {"upload": (200, {**other, "id": "file-1"}, 10**6)}
    found, _ = asked("openai")
    assert all("Is a batch API at" in str(one) for one in found)
    assert (times(sim, "upload"), times(sim, "create")) == (4, 0)
    assert clock.passed < 60


def test_one_answer_of_another_kind_to_an_upload_fails_no_job(sim, asked, clock, other):
    sim.faults.answer_instead = {"upload": (200, {**other, "id": "file-1"}, 1)}
    assert asked("openai")[0] == [None] * 2


class Says:
    def __init__(self, body):
        self.body = body

    def request(self, method, url, *, body=None, headers=None):
        return Reply(200, {"x-goog-upload-url": "https://x/v1/upload"}, self.body)


@pytest.mark.parametrize("name", ["operations/1", "models/gemini", "files/1"])
def test_a_gemini_name_of_another_kind_is_no_batch(name):
    job = Job("n" * 16, "google", "https://x/v1", "embedContent", "c", "models/m", [], 0, 0, 0.0, file_id="files/1")
    with pytest.raises(Unexpected):
        PROVIDERS["google"].create(Says(b'{"name": "%s"}' % name.encode()), job, None)
    if not name.startswith("files/"):
        with pytest.raises(Unexpected):
            PROVIDERS["google"].upload(Says(b'{"file": {"name": "%s"}}' % name.encode()), job, ())
