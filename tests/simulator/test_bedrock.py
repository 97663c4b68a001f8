"""Simulated Bedrock: what is refused, which job a repeated create gives, and what is left in the bucket."""

import hashlib
import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from deferred.simulator import Simulator

ROLE = "arn:aws:iam::123456789012:role/r"
DATE = "20261128T120000Z"
INPUT = "s3://our-bucket/x/input.jsonl"


@pytest.fixture
def sim():
    with Simulator(speaks="bedrock") as made:
        made.limits.bedrock_records = 1
        yield made


def send(sim, method, path, body=None, **headers):
    """Send a request with a signature of the right shape; headers that are None are left out."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
    service = "bedrock" if path.startswith(("/model", "/model-invocation")) else "s3"
    signature = f"AWS4-HMAC-SHA256 Credential=AKID/{DATE[:8]}/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature={'0' * 64}"  # fmt: skip
    signed = {"authorization": signature, "x-amz-date": DATE, "x-amz-content-sha256": hashlib.sha256(data).hexdigest()}
    given = {name: value for name, value in {**signed, **headers}.items() if value is not None}
    try:
        with urlopen(Request(sim.url + path, data or None, given, method=method)) as answer:
            return answer.status, answer.read(), answer.headers
    except HTTPError as error:
        return error.code, error.read(), error.headers


def create(sim, **more):
    asked = {
        "jobName": "job", "clientRequestToken": "token", "roleArn": ROLE, "modelId": "anthropic.claude-haiku-4-5",
        "inputDataConfig": {"s3InputDataConfig": {"s3Uri": INPUT}},
        "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://our-bucket/x/output/"}}, **more,
    }  # fmt: skip
    status, body, headers = send(sim, "POST", "/model-invocation-job", asked)
    return status, json.loads(body), headers.get("x-amzn-errortype", "").partition(":")[0]


def upload(sim, *records):
    lines = b"".join(json.dumps(record).encode() + b"\n" for record in records)
    assert send(sim, "PUT", "/our-bucket/x/input.jsonl", lines)[0] == 200


def record(name="a"):
    messages = [{"role": "user", "content": "x"}]
    return {"recordId": name, "modelInput": {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 9, "messages": messages}}  # fmt: skip


@pytest.mark.parametrize("lacking", [{"authorization": None}, {"x-amz-date": None}, {"authorization": "Bearer key"}])
@pytest.mark.parametrize("path", ["/model-invocation-jobs", "/our-bucket/key"])
def test_what_is_not_signed_is_refused(sim, lacking, path):
    assert send(sim, "GET", path, **lacking)[0] == 403


def test_an_object_that_is_signed_without_its_body_is_refused(sim):
    assert send(sim, "PUT", "/our-bucket/key", b"x", **{"x-amz-content-sha256": "UNSIGNED-PAYLOAD"})[0] == 403


def test_a_repeated_token_gives_the_same_job(sim):
    upload(sim, record())
    first, second = create(sim), create(sim)
    assert first == second
    assert len(sim.jobs) == 1


def test_a_name_that_is_taken_is_a_conflict(sim):
    upload(sim, record())
    create(sim)
    status, _, kind = create(sim, clientRequestToken="another")
    assert (status, kind) == (400, "ConflictException")


@pytest.mark.parametrize(
    "wrong",
    [{"jobName": "a b"}, {"roleArn": "r"}, {"modelId": "MODEL"}, {"clientRequestToken": "-"}, {"jobName": None},
     {"unknown": 1}, {"inputDataConfig": {"s3InputDataConfig": {"s3Uri": "gs://our-bucket/x"}}}],
)  # fmt: skip
def test_what_does_not_fit_its_pattern_is_refused(sim, wrong):
    status, _, kind = create(sim, **wrong)
    assert (status, kind) == (400, "ValidationException")


@pytest.mark.parametrize(
    ("records", "least", "words"),
    [
        ((), 1, "less than the required minimum"),
        ((record(),), 2, "minimum: 2, found: 1"),
        (({"custom_id": "a"}, record()), 1, "another format"),
    ],
)
def test_a_bad_file_fails_the_whole_job(sim, records, least, words):
    sim.limits.bedrock_records = least
    upload(sim, *records)
    _, made, _ = create(sim)
    shown = json.loads(send(sim, "GET", f"/model-invocation-job/{made['jobArn'].rpartition('/')[2]}")[1])
    assert shown["status"] == "Failed"
    assert words in shown["message"]
    assert sim.meter.rows == []


def test_results_and_a_manifest_are_beside_each_other(sim):
    upload(sim, record("a"), record("b"))
    name = create(sim)[1]["jobArn"].rpartition("/")[2]
    assert json.loads(send(sim, "GET", f"/model-invocation-job/{name}")[1])["status"] == "Completed"
    place = f"x/output/{name}"
    assert sim.stored == [f"s3://our-bucket/{key}" for key in ("x/input.jsonl", f"{place}/input.jsonl.out", f"{place}/manifest.json.out")]  # fmt: skip
    lines = send(sim, "GET", f"/our-bucket/{place}/input.jsonl.out")[1].splitlines()
    assert {json.loads(line)["recordId"] for line in lines} == {"a", "b"}


def test_a_job_that_has_ended_cannot_be_stopped(sim):
    upload(sim, record())
    name = create(sim)[1]["jobArn"].rpartition("/")[2]
    send(sim, "GET", f"/model-invocation-job/{name}")
    assert send(sim, "POST", f"/model-invocation-job/{name}/stop")[0] == 409


def test_a_list_goes_on_where_a_page_ended(sim):
    for name in "abc":
        send(sim, "PUT", f"/our-bucket/{name}", b"x")
    first = send(sim, "GET", "/our-bucket?list-type=2&max-keys=2")[1].decode()
    assert (first.count("<Key>"), "<NextContinuationToken>b<" in first) == (2, True)
    rest = send(sim, "GET", "/our-bucket?list-type=2&continuation-token=b")[1].decode()
    assert (rest.count("<Key>"), "<Key>c<" in rest) == (1, True)
