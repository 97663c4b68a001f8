"""The laws for Claude on Vertex AI, whose jobs read and write a bucket: one job, paid once, each error its own call's."""

import asyncio

import anthropic
import pytest

import deferred
from tests.support import troubles
from tests.support.troubles import assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike
from tests.support.vertex import BUCKET, Token, simulated

pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT = 30
MODEL = "claude-haiku-4-5@20251001"
SCRIPT = """
import json, os, anthropic, deferred
from google.auth import credentials

class Token(credentials.Credentials):
    def refresh(self, request):
        self.token = "token"

os.environ["STORAGE_EMULATOR_HOST"] = "{url}"
client = anthropic.AnthropicVertex(project_id="p", region="us-east5", credentials=Token(), base_url="{url}/v1")
with deferred.batch(name="run", bucket="gs://our-bucket/batches"):
    replies = [client.messages.create(model="claude-haiku-4-5@20251001", max_tokens=99,
                                      messages=[{{"role": "user", "content": f"question {{n}}."}}]) for n in range(12)]
print(json.dumps([reply.content[0].text for reply in replies]))
"""


@pytest.fixture
def sim(tmp_path, monkeypatch):
    """A simulator of Vertex AI and of Cloud Storage, which is trusted."""
    with simulated(tmp_path, monkeypatch, DEFERRED_BUCKET=BUCKET) as made:
        yield made


def client_of(sim, kind=anthropic.AnthropicVertex, **more):
    given = {"project_id": "p", "region": "us-east5", "credentials": Token(), **more}
    return kind(base_url=f"{sim.url}/v1", **given)


def ask(client, text, **more):
    messages = [{"role": "user", "content": text}]
    return client.messages.create(**{"model": MODEL, "max_tokens": 99, "messages": messages, **more})


def text_of(reply):
    return reply.content[0].text


def test_thirty_calls_are_one_job_and_the_second_run_is_free(sim):
    client = client_of(sim)
    costs = []
    for _ in range(2):
        with deferred.batch(name="run", cost_limit=5) as run:
            replies = [ask(client, f"question {n}.") for n in range(COUNT)]
        assert all(isinstance(reply, anthropic.types.Message) for reply in replies)
        assert_paid_once(sim, [text_of(reply) for reply in replies], COUNT)
        costs.append(run.report.cost)
    assert len(sim.jobs) == 1
    assert costs == [sim.meter.total, 0]


def test_thirty_calls_of_an_async_client_are_one_job(sim):
    client = client_of(sim, anthropic.AsyncAnthropicVertex)

    async def run():
        async with deferred.batch(name="run"):
            return await asyncio.gather(*(ask(client, f"question {n}.") for n in range(COUNT)))

    assert_paid_once(sim, [text_of(reply) for reply in asyncio.run(run())], COUNT)
    assert len(sim.jobs) == 1


FAULTS = {
    **troubles.BUCKET_FAULTS,
    "the token is refused for a while": {"status_on": {"poll": (401, 2, {})}},
    "a state is unknown": {"unknown_status": 2},
    "the job fails for a reason of the provider's own": {"fail_batch": 1},
}


@at_each_fault(FAULTS)
def test_whatever_goes_wrong_is_paid_once(sim, fault):
    strike(sim, FAULTS[fault])
    client = client_of(sim)
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(client, f"question {n}.") for n in range(6)]
    assert_paid_once(sim, [text_of(reply) for reply in replies], 6)


@pytest.mark.slow
@at_each_point()
def test_a_killed_run_pays_for_nothing_twice(sim, scripts, tmp_path, point):
    said = said_after_a_kill(sim, scripts, tmp_path, SCRIPT.format(url=sim.url), point)
    assert_paid_once(sim, said, 12)


@pytest.mark.parametrize(
    ("status", "kind"), [(400, anthropic.BadRequestError), (413, anthropic.APIStatusError)], ids=["400", "413"]
)
def test_a_call_that_the_provider_refuses_fails_alone(sim, status, kind):
    sim.faults.error_rows, sim.faults.error_status = {2}, status
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(client, f"question {n}.") for n in range(5)]
    found = [deferred.future(reply).exception() for reply in replies]
    assert [error is None for error in found] == [True, True, False, True, True]
    assert isinstance(found[2], kind)
    assert found[2].status_code == status
    assert sim.meter.billed_twice() == []


def test_rows_of_a_cancelled_job_are_kept(sim):
    sim.faults.cancelled_elsewhere = 1
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(client, f"question {n}.") for n in range(6)]
    assert sum(deferred.future(reply).exception() is None for reply in replies) == 3
    assert (sim.meter.rows_billed, len(sim.jobs)) == (3, 1)


def test_work_that_could_not_be_written_is_counted_and_not_bought_again(sim):
    sim.faults.write_forbidden = 1
    client = client_of(sim)
    with deferred.batch(name="run", cost_limit=5) as run:
        replies = [ask(client, f"question {n}.") for n in range(4)]
    errors = [deferred.future(reply).exception() for reply in replies]
    assert all("storage.objects.create" in str(error) for error in errors)
    assert len(sim.jobs) == 1
    assert run.report.unproved >= sim.meter.total > 0


def test_two_clients_with_equal_credentials_of_a_service_account_share_a_job(sim):
    def client():
        token = Token()
        token.service_account_email = "s@p.iam.gserviceaccount.com"
        return client_of(sim, credentials=token)

    with deferred.batch(name="run"):
        replies = [ask(client(), f"question {n}.") for n in range(4)]
    assert_paid_once(sim, [text_of(reply) for reply in replies], 4)
    assert len(sim.jobs) == 1


def test_another_access_token_pays_for_nothing_again(sim):
    for token in ("first", "second"):
        client = client_of(sim, access_token=token, credentials=None)
        with deferred.batch(name="run"):
            replies = [ask(client, f"question {n}.") for n in range(4)]
        assert_paid_once(sim, [text_of(reply) for reply in replies], 4)


def test_gemini_and_claude_are_in_one_block(sim):
    from google import genai

    gemini = genai.Client(
        vertexai=True, project="p", location="us-east5", credentials=Token(), http_options={"base_url": sim.url}
    )
    claude = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(claude, "Name a tea."), gemini.models.generate_content(model="gemini-2.5-flash", contents="Hi.")]
    assert ("Name a tea." in text_of(replies[0]), "Hi." in replies[1].text, sim.live_calls) == (True, True, [])
    assert sorted(job.provider for job in sim.jobs) == ["vertex", "vertex-anthropic"]


def test_what_was_collected_is_deleted(sim):
    client = client_of(sim)
    with deferred.batch(name="run", retention="collected"):
        replies = [ask(client, f"question {n}.") for n in range(12)]
    assert all(text_of(reply) for reply in replies)
    assert sim.stored == []


def test_no_token_is_in_the_ledger(sim, tmp_path):
    clients = [client_of(sim), client_of(sim, access_token="secret token", credentials=None)]
    with deferred.batch(name="run"):
        assert all(text_of(reply) for reply in [ask(client, "question 0.") for client in clients])
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"token 1" not in held
    assert b"secret token" not in held
