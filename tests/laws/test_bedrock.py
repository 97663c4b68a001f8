"""The laws for Claude on Amazon Bedrock, whose jobs read and write a bucket: one job, paid once, each error its own call's."""

import asyncio

import anthropic
import pytest

import deferred
from deferred.simulator import Simulator
from tests.support import troubles
from tests.support.troubles import assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike

pytest.importorskip("botocore", reason="botocore, which signs requests to AWS, is not installed")
pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT = 30
MODEL = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
BUCKET, ROLE = "s3://our-bucket/batches", "arn:aws:iam::123456789012:role/batches"
KEYS = {"aws_region": "us-east-1", "aws_access_key": "AKID", "aws_secret_key": "a-secret-of-aws"}
SCRIPT = """
import json, os, anthropic, deferred

os.environ["AWS_ENDPOINT_URL_S3"] = "{url}"
client = anthropic.AnthropicBedrock(base_url="{url}", aws_region="us-east-1", aws_access_key="AKID",
                                    aws_secret_key="a-secret-of-aws")
with deferred.batch(name="run", bucket="s3://our-bucket/batches", role_arn="arn:aws:iam::123456789012:role/batches"):
    replies = [client.messages.create(model="global.anthropic.claude-haiku-4-5-20251001-v1:0", max_tokens=100,
                                      messages=[{{"role": "user", "content": f"question {{n}}."}}]) for n in range(12)]
print(json.dumps([reply.content[0].text for reply in replies]))
"""


@pytest.fixture
def sim(tmp_path, monkeypatch):
    """A simulator of Bedrock and of S3, which is trusted, and takes jobs of any size."""
    with Simulator(speaks="bedrock", latency=0.05) as made:
        made.limits.bedrock_records = 1
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{made.host}=bedrock")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        monkeypatch.setenv("DEFERRED_BUCKET", BUCKET)
        monkeypatch.setenv("DEFERRED_ROLE_ARN", ROLE)
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", made.url)
        monkeypatch.delenv("AWS_BEARER_TOKEN_BEDROCK", raising=False)
        yield made


def client_of(sim, kind=anthropic.AnthropicBedrock, **more):
    return kind(base_url=sim.url, **{**KEYS, **more})


def ask(client, text, **more):
    given = {"model": MODEL, "max_tokens": 100, **more}
    return client.messages.create(messages=[{"role": "user", "content": text}], **given)


def said_in(replies):
    return [reply.content[0].text for reply in replies]


def test_thirty_calls_are_one_job_and_the_second_run_is_free(sim):
    client = client_of(sim)
    costs = []
    for _ in range(2):
        with deferred.batch(name="run", cost_limit=5) as run:
            replies = [ask(client, f"question {n}.") for n in range(COUNT)]
        assert all(isinstance(reply, anthropic.types.Message) for reply in replies)
        assert_paid_once(sim, said_in(replies), COUNT)
        costs.append(run.report.cost)
    assert len(sim.jobs) == 1
    assert costs == [sim.meter.total, 0]


def test_thirty_calls_of_an_async_client_are_one_job(sim):
    client = client_of(sim, anthropic.AsyncAnthropicBedrock)

    async def run():
        async with deferred.batch(name="run"):
            return await asyncio.gather(*(ask(client, f"question {n}.") for n in range(COUNT)))

    assert_paid_once(sim, said_in(asyncio.run(run())), COUNT)
    assert len(sim.jobs) == 1


FAULTS = {
    **troubles.BUCKET_FAULTS,
    "a lost job is in no list": {"lost_responses": {"create": 1}, "list_lag": 3600.0},
    "a lost job is in no list, and lost again": {"lost_responses": {"create": 3}, "list_lag": 3600.0},
    "a new job is not there yet": {"batch_gone": 1},
    "the key is refused for a while": {"status_on": {"poll": (403, 2, {})}},
    "there is no room for a job": {
        "status_on": {"create": (400, 1, {"x-amzn-errortype": "ServiceQuotaExceededException"})}
    },
    "words are in capital letters": {"status_case": True},
    "a state is unknown": {"unknown_status": 2},
    "rows of somebody else are there": {"unknown_rows": 2},
}


@at_each_fault(FAULTS)
def test_whatever_goes_wrong_is_paid_once(sim, fault):
    strike(sim, FAULTS[fault])
    client = client_of(sim)
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(client, f"question {n}.") for n in range(6)]
    assert_paid_once(sim, said_in(replies), 6)
    assert len(sim.jobs) == 1


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
    assert [type(error) for error in found if error is not None] == [anthropic.BadRequestError]
    assert found[2].body["error"] == {"type": "invalid_request_error", "message": "A simulated failure."}
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("fate", ["cancelled_elsewhere", "expire_batch"])
def test_rows_of_a_job_that_ended_early_are_kept(sim, fate):
    setattr(sim.faults, fate, 1)
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(client, f"question {n}.") for n in range(6)]
    assert sum(deferred.future(reply).exception() is None for reply in replies) in {3, 6}
    assert sim.meter.billed_twice() == []


def test_a_job_below_the_least_size_fails_with_the_remedy_and_buys_nothing(sim):
    sim.limits.bedrock_records = 100
    client = client_of(sim)
    with deferred.batch(name="run", cost_limit=5) as run:
        replies = [ask(client, f"question {n}.") for n in range(4)]
    for reply in replies:
        error = str(deferred.future(reply).exception())
        assert "minimum: 100, found: 4" in error
        assert "more calls of this model into one block" in error
    assert (len(sim.jobs), sim.meter.total, run.report.cost) == (1, 0, 0)


def test_a_refused_create_is_told_at_once_and_in_no_smaller_parts(sim):
    refused = (400, {"message": "The role cannot be assumed."}, 9)
    sim.faults.answer_instead["create"] = refused
    client = client_of(sim)
    with deferred.batch(name="run"):
        replies = [ask(client, f"question {n}.") for n in range(4)]
    assert all("role cannot be assumed" in str(deferred.future(reply).exception()) for reply in replies)
    assert [one.operation for one in sim.requests] == ["upload", "create"]


def test_each_model_has_its_own_job_by_the_id_as_it_was_written(sim):
    client = client_of(sim)
    models = [MODEL, "us.anthropic.claude-haiku-4-5-20251001-v1:0"]
    with deferred.batch(name="run"):
        replies = [ask(client, "the same question.", model=model) for model in models * 2]
    assert all(said_in(replies))
    assert sorted((job.model, job.count) for job in sim.jobs) == [(MODEL, 2), (models[1], 2)]


def test_buckets_keep_jobs_apart(sim):
    client = client_of(sim)
    with deferred.batch(name="run"):
        first = ask(client, "question 0.")
        with deferred.batch(bucket="s3://another.bucket"):
            second = ask(client, "question 1.")
    assert_paid_once(sim, said_in([first, second]), 2)
    assert {uri.split("/")[2] for uri in sim.stored} == {"our-bucket", "another.bucket"}


def test_two_accounts_have_two_jobs(sim):
    with deferred.batch(name="run"):
        replies = [ask(client_of(sim, aws_access_key=key), f"question {n}.") for n, key in enumerate(["AKA", "AKB"])]
    assert_paid_once(sim, said_in(replies), 2)
    assert sorted(job.account for job in sim.jobs) == ["AKA", "AKB"]


def test_credentials_of_the_environment_are_found(sim, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKENV")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    client = anthropic.AnthropicBedrock(base_url=sim.url, aws_region="us-east-1")
    with deferred.batch(name="run"):
        reply = ask(client, "question 0.")
    assert_paid_once(sim, said_in([reply]), 1)
    assert sim.jobs[0].account == "AKENV"


def test_what_was_collected_is_deleted(sim):
    client = client_of(sim)
    with deferred.batch(name="run", retention="collected"):
        replies = [ask(client, f"question {n}.") for n in range(12)]
    assert all(said_in(replies))
    assert sim.stored == []


def test_no_secret_is_in_the_ledger_or_in_a_request(sim, tmp_path):
    client = client_of(sim, aws_session_token="a-token-of-aws")
    with deferred.batch(name="run"):
        assert ask(client, "question 0.").content
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"a-secret-of-aws" not in held
    assert b"a-token-of-aws" not in held
    assert {one.headers["x-amz-security-token"] for one in sim.requests} == {"a-token-of-aws"}
    assert "a-secret-of-aws" not in str([(one.headers, one.body) for one in sim.requests])
