"""The laws for Gemini on Vertex AI, whose jobs read and write a bucket: one job, paid once, each error its own call's."""

import asyncio
import json

import pytest
from google import genai

import deferred
from tests.support import troubles
from tests.support.troubles import assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike
from tests.support.vertex import BUCKET, Token, simulated

pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT = 30
MODEL = "gemini-2.5-flash"
SCRIPT = """
import json, os, deferred
from google import genai
from google.auth import credentials

class Token(credentials.Credentials):
    def refresh(self, request):
        self.token = "token"

os.environ["STORAGE_EMULATOR_HOST"] = "{url}"
client = genai.Client(vertexai=True, project="p", location="us-central1", credentials=Token(),
                      http_options={{"base_url": "{url}"}})
with deferred.batch(name="run", bucket="gs://our-bucket/batches"):
    replies = [client.models.generate_content(model="gemini-2.5-flash", contents=f"question {{n}}.") for n in range(12)]
print(json.dumps([reply.text for reply in replies]))
"""


@pytest.fixture
def sim(tmp_path, monkeypatch):
    """A simulator of Vertex AI and of Cloud Storage, which is trusted."""
    with simulated(tmp_path, monkeypatch, DEFERRED_BUCKET=BUCKET) as made:
        yield made


def client_of(sim, **more):
    given = {"project": "p", "location": "us-central1", "credentials": Token(), **more}
    return genai.Client(vertexai=True, http_options={"base_url": sim.url}, **given)


def ask(client, text, **config):
    return client.models.generate_content(model=MODEL, contents=text, config=config or None)


def test_thirty_calls_are_one_job_and_the_second_run_is_free(sim):
    client = client_of(sim)
    costs = []
    for _ in range(2):
        with deferred.batch(name="run", cost_limit=5) as run:
            replies = [ask(client, f"question {n}.") for n in range(COUNT)]
        assert all(isinstance(reply, genai.types.GenerateContentResponse) for reply in replies)
        assert_paid_once(sim, [reply.text for reply in replies], COUNT)
        costs.append(run.report.cost)
    assert len(sim.jobs) == 1
    assert costs == [sim.meter.total, 0]


def test_thirty_calls_of_an_async_client_are_one_job(sim):
    client = client_of(sim)

    async def run():
        async with deferred.batch(name="run"):
            calls = (client.aio.models.generate_content(model=MODEL, contents=f"question {n}.") for n in range(COUNT))
            return await asyncio.gather(*calls)

    assert_paid_once(sim, [reply.text for reply in asyncio.run(run())], COUNT)
    assert len(sim.jobs) == 1


FAULTS = {
    **troubles.BUCKET_FAULTS,
    "the token is refused for a while": {"status_on": {"poll": (401, 2, {})}},
    "words are in small letters": {"status_case": True},
    "a state is unknown": {"unknown_status": 2},
    "names do not come back": {"no_keys": True},
    "the job fails for a reason of the provider's own": {"fail_batch": 1},
}


@at_each_fault(FAULTS)
def test_whatever_goes_wrong_is_paid_once(sim, fault):
    strike(sim, FAULTS[fault])
    client = client_of(sim)
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(client, f"question {n}.") for n in range(6)]
    assert_paid_once(sim, [reply.text for reply in replies], 6)


@pytest.mark.slow
@at_each_point()
def test_a_killed_run_pays_for_nothing_twice(sim, scripts, tmp_path, point):
    said = said_after_a_kill(sim, scripts, tmp_path, SCRIPT.format(url=sim.url), point)
    assert_paid_once(sim, said, 12)


def test_a_call_that_the_provider_refuses_fails_alone(sim):
    sim.faults.error_rows, sim.faults.error_status = {2}, 400
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(client, f"question {n}.") for n in range(5)]
    found = [deferred.future(reply).exception() for reply in replies]
    assert [type(error).__name__ for error in found] == ["NoneType", "NoneType", "ClientError", "NoneType", "NoneType"]
    assert (found[2].code, found[2].status) == (400, "INVALID_ARGUMENT")
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
        replies = [ask(client, f"question {n}.", max_output_tokens=50) for n in range(4)]
    errors = [deferred.future(reply).exception() for reply in replies]
    assert all("storage.objects.create" in str(error) for error in errors)
    assert len(sim.jobs) == 1
    assert run.report.unproved >= sim.meter.total > 0


def test_calls_with_different_schemas_are_in_different_jobs(sim):
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [
            ask(client, f"question {n}.", response_mime_type="application/json", response_schema=schema)
            for n, schema in enumerate(
                [{"type": "OBJECT", "properties": {name: {"type": "STRING"}}} for name in "aabb"]
            )
        ]
    assert [list(json.loads(reply.text)) for reply in replies] == [["a"], ["a"], ["b"], ["b"]]
    assert sorted(job.count for job in sim.jobs) == [2, 2]


def test_two_clients_with_equal_credentials_of_a_service_account_share_a_job(sim):
    def client():
        token = Token()
        token.service_account_email = "s@p.iam.gserviceaccount.com"
        return client_of(sim, credentials=token)

    with deferred.batch(name="run"):
        replies = [ask(client(), f"question {n}.") for n in range(4)]
    assert_paid_once(sim, [reply.text for reply in replies], 4)
    assert len(sim.jobs) == 1


def test_what_was_collected_is_deleted(sim):
    client = client_of(sim)
    with deferred.batch(name="run", retention="collected"):
        replies = [ask(client, f"question {n}.") for n in range(12)]
    assert all(reply.text for reply in replies)
    assert sim.stored == []


def test_no_token_is_in_the_ledger(sim, tmp_path):
    client = client_of(sim)
    with deferred.batch(name="run"):
        assert ask(client, "question 0.").text
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"token 1" not in held
