"""Bedrock's batches keep the contract, by the same promises as the others; tables of its rows, states, places and addresses."""

import json
from dataclasses import replace

import anthropic
import pytest

from deferred.capture import bedrock_account, sdk_of
from deferred.core.hosts import is_one_of
from deferred.core.job import Job
from deferred.providers.base import UNCLEAR, Lost, Refused, Reply, State, Status, Unexpected
from deferred.providers.bedrock import bucket, rows
from deferred.providers.bedrock.batch import ROLE_HEADER, Bedrock, jobs_url
from deferred.providers.bedrock.profile import HOSTS, PROFILE
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.providers.refusals import At, Then, rule_of, rule_of_job
from deferred.simulator import Simulator
from tests.unit.providers.bucket_contract import BucketContract
from tests.unit.providers.contract import Garbled

BUCKET, ROLE = "s3://our-bucket/batches", "arn:aws:iam::123456789012:role/batches"
MODEL = "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
KEYS = {"aws_region": "eu-west-1", "aws_access_key": "AKID", "aws_secret_key": "secret"}


class TestBedrock(BucketContract):
    name, endpoint, model = "bedrock", "/v1/messages", MODEL
    bucket_headers = ((BUCKET_HEADER, BUCKET), (ROLE_HEADER, ROLE))
    counts_tokens = False

    @staticmethod
    def body(text):
        messages = [{"role": "user", "content": text}]
        return {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 9, "messages": messages}

    @pytest.fixture
    def sim(self):
        with Simulator(speaks="bedrock") as made:
            made.limits.bedrock_records = 1
            yield made

    @pytest.fixture(autouse=True)
    def opened(self, sim, monkeypatch):
        pytest.importorskip("botocore", reason="botocore, which signs requests to AWS, is not installed")
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", sim.url)
        sdk = sdk_of("bedrock")
        client = anthropic.AnthropicBedrock(base_url=sim.url, **KEYS)
        account = sdk.open_account(client, sdk.base_url_of(client))
        self.use(sim, Bedrock(), account)
        yield
        account.connection.close()

    def test_the_create_says_all_that_a_job_needs(self):
        job = self.created()
        (asked,) = [one.body for one in self.sim.requests if one.operation == "create"]
        assert asked == {
            "jobName": f"deferred-{job.nonce}",
            "clientRequestToken": job.nonce,
            "roleArn": ROLE,
            "modelId": MODEL,
            "inputDataConfig": {
                "s3InputDataConfig": {"s3Uri": f"{BUCKET}/{job.nonce}/input.jsonl", "s3InputFormat": "JSONL"}
            },
            "outputDataConfig": {"s3OutputDataConfig": {"s3Uri": f"{BUCKET}/{job.nonce}/output/"}},
        }

    def test_a_repeated_create_gives_the_same_job(self):
        job = self.created()
        assert self.provider.create(self.connection, job, None) == job.batch_id
        assert len(self.sim.jobs) == 1

    def test_a_job_that_no_list_shows_is_found_by_its_token(self):
        job = self.created()
        self.sim.faults.list_lag, job.attempted_at = 3600.0, 1.0
        assert self.found(job) == [job.batch_id]
        assert len(self.sim.jobs) == 1

    def test_a_job_whose_create_was_never_tried_is_not_made_by_looking_for_it(self):
        job, held = self.planned()
        job.file_id = self.provider.upload(self.connection, job, held)
        assert self.found(job) == []
        assert self.sim.jobs == []

    def test_a_create_that_is_refused_while_a_job_is_looked_for_is_no_job(self):
        job, held = self.planned()
        job.file_id, job.attempted_at = self.provider.upload(self.connection, job, held), 1.0
        job.headers = [[BUCKET_HEADER, BUCKET], [ROLE_HEADER, "no role"]]
        assert self.found(job) == []

    @pytest.mark.parametrize("kind", ["ConflictException", "ServiceQuotaExceededException", "AccessDeniedException"])
    def test_other_refusals_prove_nothing(self, kind):
        job = self.created()
        self.sim.faults.list_lag, job.attempted_at = 3600.0, 1.0
        self.sim.faults.status_on["create"] = (400, 1, {"x-amzn-errortype": kind})
        with pytest.raises(Refused):
            self.found(job)
        assert self.found(job) == [job.batch_id]

    def test_a_row_of_unknown_shape_is_unclear_and_a_cut_line_is_passed_over(self):
        job, _ = self.ended()
        lines = [b'{"recordId": "c"', b'{"recordId": "a"}', b'{"recordId": "b", "error": []}', b"[1]", b"5"]
        given = list(self.provider.collect(Garbled(lines=lines), job, Status(State.ENDED, "", results=("file",))))
        assert [row.custom_id for row in given] == ["a", "b"]
        assert all(row.is_unclear for row in given)

    def test_the_manifest_is_not_among_the_results(self):
        job, status = self.ended()
        place = f"{BUCKET}/{job.nonce}/output/{job.batch_id}"
        assert status.results == (f"{place}/input.jsonl.out",)
        assert f"{place}/manifest.json.out" in self.sim.stored

    def test_too_few_records_fail_the_job_with_the_remedy(self):
        self.sim.limits.bedrock_records = 100
        _, status = self.ended()
        assert (status.state, status.code) == (State.FAILED, "too_few_records")
        assert "minimum: 100, found: 4" in status.gone_wrong
        assert "this one had 4. Nothing was run or charged." in status.gone_wrong
        assert rule_of_job("bedrock", status.code, status.gone_wrong).then is Then.FINAL

    def test_without_its_input_the_results_are_what_is_left(self):
        job, status = self.ended()
        job.file_id = None
        assert self.provider.leftovers(job, status.results) == list(status.results)

    def test_a_refusal_of_the_bucket_is_told_by_its_words(self):
        job, held = self.planned()
        job.headers = [[BUCKET_HEADER, "s3://missing"], [ROLE_HEADER, ROLE]]
        with pytest.raises(Refused, match="Amazon S3: The specified bucket does not exist"):
            self.provider.upload(self.connection, job, held)

    def test_a_refusal_names_its_kind_in_the_body(self):
        job, _ = self.planned()
        job.batch_id = "none"
        with pytest.raises(Refused) as raised:
            self.look(job)
        assert json.loads(raised.value.body)["code"] == "ResourceNotFoundException"

    def test_keys_go_to_no_other_host(self):
        for url in ("https://example.com/model-invocation-jobs", "s3://UP", "s3://x@example.com/y", "s3:///y"):
            with pytest.raises(Lost, match=r"neither the account's host|no name of a bucket"):
                self.connection.request("GET", url)


JOB = Job("n" * 16, "bedrock", "https://x", "/v1/messages", "c", "m", [], 1, 1, 0.0, batch_id="b")
GOOD = {"id": "msg_1", "type": "message", "content": []}
LINES = {
    "an answer": ({"modelOutput": GOOD}, 200, None),
    "an error": ({"error": {"errorCode": 400, "errorMessage": "m"}}, 400, "m"),
    "an error in words": ({"error": {"errorCode": "429", "errorMessage": "m"}}, 429, "m"),
    "an error without a code": ({"error": {"errorMessage": "m"}}, 500, "m"),
    "an error with an odd code": ({"error": {"errorCode": "x", "errorMessage": "m"}}, 500, "m"),
    "an error that says 200": ({"error": {"errorCode": 200, "errorMessage": "m"}}, 500, "m"),
    "an error without words": ({"error": {"errorCode": 400}}, 400, "{'errorCode': 400}"),
}


@pytest.mark.parametrize("name", LINES)
def test_each_line_is_an_answer_with_a_status(name):
    line, status, message = LINES[name]
    row = rows.row_of({"recordId": "name", "modelInput": {}, **line}, JOB)
    assert (row.custom_id, row.answer.status) == ("name", status)
    if message is not None:
        assert json.loads(row.answer.body)["error"]["message"] == message


@pytest.mark.parametrize("line", [{}, {"modelOutput": {}}, {"error": "x"}, {"modelOutput": GOOD, "error": {"a": 1}}])
def test_a_line_of_another_shape_is_unclear(line):
    assert rows.row_of({"recordId": "name", **line}, JOB).lost.startswith(UNCLEAR)


def test_a_line_holds_the_body_as_it_is():
    body = b'{"max_tokens": 9,  "messages": []}'
    assert rows.line_of("n", body) == b'{"recordId":"n","modelInput":' + body + b"}\n"


class Says:
    """A connection that answers each request with the next of these."""

    def __init__(self, *bodies):
        self.bodies, self.asked = list(bodies), []

    def request(self, method, url, **_):
        self.asked.append(f"{method} {url}")
        return Reply(200, {}, self.bodies.pop(0))


PLACE = {"outputDataConfig": {"s3OutputDataConfig": {"s3Uri": "s3://b/x/output/"}}}
NOTHING, ONE = (
    b"<ListBucketResult></ListBucketResult>",
    b"<ListBucketResult><Key>x/a.jsonl.out</Key></ListBucketResult>",
)
STATES = {
    "Submitted": (State.RUNNING, NOTHING),
    "Validating": (State.RUNNING, NOTHING),
    "Scheduled": (State.RUNNING, NOTHING),
    "InProgress": (State.RUNNING, NOTHING),
    "Stopping": (State.RUNNING, NOTHING),
    "Anything": (State.RUNNING, NOTHING),
    "Completed": (State.ENDED, ONE),
    "PartiallyCompleted": (State.ENDED, ONE),
    "PARTIALLY_COMPLETED": (State.ENDED, ONE),
    "Stopped": (State.ENDED, NOTHING),
    "Expired": (State.ENDED, NOTHING),
    "Failed": (State.FAILED, NOTHING),
}


@pytest.mark.parametrize("words", STATES)
def test_each_word_is_a_state(words):
    state, listed = STATES[words]
    counts = {} if words == "Failed" else {"successRecordCount": 3, "errorRecordCount": 1}
    job = {"jobArn": "arn:x/b", "status": words, "message": "why", **counts, **PLACE}
    status = Bedrock().check(Says(json.dumps(job).encode(), listed), JOB)
    assert (status.state, status.results) == (state, ("s3://b/x/a.jsonl.out",) if listed is ONE else ())
    if state is not State.FAILED:
        assert (status.done, status.failed) == (3, 1)


def test_a_failed_job_with_results_has_them_read():
    job = {"jobArn": "arn:x/b", "status": "Failed", "message": "why", **PLACE}
    assert Bedrock().check(Says(json.dumps(job).encode(), ONE), JOB).state is State.ENDED


def test_a_failed_job_whose_work_was_lost_is_counted_and_not_bought_again():
    job = {"jobArn": "arn:x/b", "status": "Failed", "message": "why", "successRecordCount": 2, **PLACE}
    status = Bedrock().check(Says(json.dumps(job).encode(), NOTHING), JOB)
    assert status.state is State.ENDED
    held = replace(JOB, keys=["0" * 40])
    assert [row.is_unclear for row in Bedrock().collect(Says(), held, status)] == [True]


@pytest.mark.parametrize("body", [b"[]", b'{"id": "msg_1", "type": "message"}'])
def test_an_answer_that_is_no_job_is_unexpected(body):
    with pytest.raises(Unexpected):
        Bedrock().check(Says(body), JOB)


def test_a_list_that_is_not_filtered_gives_no_job_of_others():
    page = {"invocationJobSummaries": [{"jobArn": "arn:x/1", "jobName": "deferred-" + "0" * 16},
                                       {"jobArn": "arn:x/2", "jobName": "somebody"}]}  # fmt: skip
    assert Bedrock().find(Says(json.dumps(page).encode()), JOB, 1.0) == []
    assert list(Bedrock().all_of_ours(Says(json.dumps(page).encode()), JOB)) == ["1"]


def test_objects_are_listed_page_by_page():
    more = b"<ListBucketResult><Key>x/a%20b+c</Key><NextContinuationToken>1/2+3&amp;4=</NextContinuationToken></ListBucketResult>"
    says = Says(more, ONE)
    assert list(bucket.objects_below(says, "s3://b/x")) == ["s3://b/x/a b c", "s3://b/x/a.jsonl.out"]
    assert says.asked[1] == (
        "GET s3://b/?continuation-token=1%2F2%2B3%264%3D&encoding-type=url&list-type=2&prefix=x%2F"
    )


@pytest.mark.parametrize(
    ("at", "status", "body", "then"),
    [
        (At.CREATE, 400, {"code": "ValidationException", "message": "m"}, Then.FINAL),
        (At.CREATE, 403, {"code": "AccessDeniedException", "message": "m"}, Then.FINAL),
        (At.CREATE, 400, {"code": "ConflictException", "message": "m"}, Then.LOOK),
        (At.CREATE, 400, {"code": "ServiceQuotaExceededException", "message": "m"}, Then.AGAIN),
        (At.CREATE, 429, {"code": "ThrottlingException", "message": "m"}, Then.AGAIN),
        (At.CREATE, 500, {"code": "InternalServerException", "message": "m"}, Then.LOOK),
        (At.UPLOAD, 503, {"code": "SlowDown", "message": "m"}, Then.AGAIN),
        (At.UPLOAD, 403, {"code": "AccessDenied", "message": "m"}, Then.FINAL),
        (At.POLL, 404, {"code": "ResourceNotFoundException", "message": "m"}, Then.GONE),
    ],
)
def test_what_follows_a_refusal(at, status, body, then):
    assert rule_of(at, "bedrock", Refused(status, json.dumps(body).encode(), {})).then is then


@pytest.mark.parametrize(
    ("base_url", "jobs"),
    [
        ("https://bedrock-runtime.eu-west-1.amazonaws.com", "https://bedrock.eu-west-1.amazonaws.com"),
        ("https://bedrock-runtime.x.amazonaws.com.example.com", "https://bedrock-runtime.x.amazonaws.com.example.com"),
        ("http://gateway:4000/aws", "http://gateway:4000/aws"),
    ],
)
def test_where_jobs_are(base_url, jobs):
    assert jobs_url(base_url) == jobs


@pytest.mark.parametrize(
    ("storage", "uri", "address"),
    [
        ("https://s3.eu-west-1.amazonaws.com", "s3://b-x/k/e%20y", "https://b-x.s3.eu-west-1.amazonaws.com/k/e%20y"),
        ("https://s3.eu-west-1.amazonaws.com", "s3://b.x/key?a=b", "https://s3.eu-west-1.amazonaws.com/b.x/key?a=b"),
        ("http://localhost:9", "s3://b-x/?list-type=2", "http://localhost:9/b-x/?list-type=2"),
    ],
)
def test_where_objects_are(storage, uri, address):
    assert bedrock_account._address_in(storage, uri) == address


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("bedrock-runtime.eu-west-1.amazonaws.com", True),
        ("bedrock.eu-west-1.amazonaws.com", True),
        ("bedrock-runtime.amazonaws.com", False),
        ("bedrock-runtime.x.amazonaws.com.example.com", False),
        ("s3.eu-west-1.amazonaws.com", False),
    ],
)
def test_which_hosts_are_its_own(host, is_own):
    assert is_one_of(host, HOSTS) is is_own


def test_a_live_call_names_the_model_in_its_address():
    url = PROFILE.wire.live_url("https://bedrock-runtime.x.amazonaws.com", "/v1/messages", MODEL)
    assert url == f"https://bedrock-runtime.x.amazonaws.com/model/{MODEL}/invoke"
