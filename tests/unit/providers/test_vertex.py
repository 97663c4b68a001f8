"""Vertex AI's batches keep the contract, by the same promises as the others; tables of its rows, states and importer."""

import json

import pytest
from google import genai

from deferred.capture import sdk_of
from deferred.core.hosts import is_one_of
from deferred.core.job import Job
from deferred.providers.base import UNCLEAR, Reply, State
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.providers.vertex import importer, rows
from deferred.providers.vertex.batch import LABEL, Vertex
from deferred.providers.vertex.profile import HOSTS
from deferred.simulator import vertex_importer
from tests.support.vertex import BUCKET, Token
from tests.unit.providers.bucket_contract import VertexContract


class TestVertex(VertexContract):
    name, endpoint, model = "vertex", "generateContent", "models/gemini-2.5-flash"
    bucket_headers = ((BUCKET_HEADER, BUCKET),)

    @staticmethod
    def body(text):
        return {"contents": [{"role": "user", "parts": [{"text": text}]}]}

    @pytest.fixture(autouse=True)
    def opened(self, sim, monkeypatch):
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", sim.url)
        sdk = sdk_of("vertex")
        client = genai.Client(
            vertexai=True, project="p", location="l", credentials=Token(), http_options={"base_url": sim.url}
        )
        account = sdk.open_account(client, sdk.base_url_of(client))
        self.use(sim, Vertex(), account)
        yield
        account.connection.close()

    def test_the_create_names_the_job_in_its_label_and_its_own_place_for_results(self):
        job = self.created()
        (asked,) = [one.body for one in self.sim.requests if one.operation == "create"]
        assert asked["labels"] == {LABEL: job.nonce}
        assert asked["model"] == "publishers/google/models/gemini-2.5-flash"
        assert asked["outputConfig"]["gcsDestination"]["outputUriPrefix"] == f"{BUCKET}/{job.nonce}/output"

    def test_tags_that_can_be_labels_are(self):
        job, held = self.planned()
        job.tags = {"team": "search", "Ticket": "A 12", LABEL: "x"}
        job.file_id = self.provider.upload(self.connection, job, held)
        self.provider.create(self.connection, job, held)
        assert self.sim.jobs[0].metadata == {"team": "search", LABEL: job.nonce}

    def test_rows_in_many_files_are_all_read(self):
        job, status = self.ended([f"text {n}" for n in range(20)])
        assert len(status.results) == 2
        assert len(self.rows_of(job, status)) == 20

    def test_rows_without_their_names_have_their_labels(self):
        self.sim.faults.no_keys = True
        job, status = self.ended()
        assert {row.custom_id for row in self.rows_of(job, status)} == set(job.by_custom_id())

    def test_a_job_without_its_bucket_fails_as_a_whole(self):
        job, held = self.planned()
        job.file_id = self.provider.upload(self.connection, job, held)
        job.file_id = "gs://missing/x/input.jsonl"
        job.batch_id = self.provider.create(self.connection, job, held)
        status = self.look(job)
        assert (status.state, status.code) == (State.FAILED, "failed")
        assert "does not exist" in status.gone_wrong

    def test_without_its_input_the_results_are_what_is_left(self):
        job, status = self.ended()
        job.file_id = None
        assert self.provider.leftovers(job, status.results) == [job.batch_id, *status.results]

    def test_a_list_that_is_not_filtered_gives_no_job_of_others(self):
        job, _ = self.planned()
        page = {
            "batchPredictionJobs": [{"name": "projects/1/locations/l/batchPredictionJobs/9", "labels": {LABEL: "x"}}]
        }

        class Overlooks:
            def request(self, *_, **__):
                return Reply(200, {}, json.dumps(page).encode())

        assert self.provider.find(Overlooks(), job, 1.0) == []


JOB = Job(
    "n" * 16,
    "vertex",
    "https://x/v1beta1/projects/p/locations/l",
    "generateContent",
    "c",
    "m",
    [],
    1,
    1,
    0.0,
    batch_id="b",
)
GOOD = {"candidates": [{"content": {"parts": [{"text": "x"}]}}], "responseId": "i"}
LINES = {
    "a response": ({"status": "", "response": GOOD}, 200, None),
    "without usage": ({"response": {"candidates": []}}, 200, None),
    "a status with JSON": ({"status": 'Bad Request: {"error": {"code": 400, "message": "m", "status": "INVALID_ARGUMENT"}}'}, 400, "m"),
    "a status with a list": ({"status": 'Bad Request: [{"error": {"code": 400, "message": "m"}}]'}, 400, "m"),
    "a code of gRPC": ({"status": 'Error: {"code": 8, "message": "m"}'}, 429, "m"),
    "words of HTTP": ({"status": "Too Many Requests: slow down"}, 429, "Too Many Requests: slow down"),
    "other words": ({"status": "Something broke"}, 500, "Something broke"),
    "words in braces": ({"status": "Bad Request: {no json"}, 400, "Bad Request: {no json"),
    "an empty response": ({"status": "Bad Request: m", "response": {}}, 400, "Bad Request: m"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_each_line_is_an_answer_with_a_status(name):
    line, status, message = LINES[name]
    row = rows.row_of({"custom_id": "rname", "request": {}, **line}, JOB)
    assert (row.custom_id, row.answer.status) == ("name", status)
    if message is not None:
        assert json.loads(row.answer.body)["error"]["message"] == message


@pytest.mark.parametrize("line", [{}, {"status": ""}, {"response": []}, {"status": "Bad Request", "response": GOOD}])
def test_a_line_of_another_shape_is_unclear(line):
    assert rows.row_of({"custom_id": "rname", **line}, JOB).lost.startswith(UNCLEAR)


BODIES = [
    {"contents": []},
    {},
    {"contents": [], "labels": {"team": "x"}},
    {"contents": [{"parts": [{"text": '"labels"}'}]}]},
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("write", [lambda body: json.dumps(body), lambda body: json.dumps(body, indent=1)])
def test_a_line_has_its_name_twice_and_the_request_as_it_was(body, write):
    line = json.loads(rows.line_of("n", write(body).encode()))
    own = line["request"]["labels"].pop(rows.LABEL)
    assert (line["custom_id"], own) == ("rn", "rn")
    assert line["request"] == {"labels": {}, **body}


@pytest.mark.parametrize("text", ['{"contents":[],"generationConfig":{}}', '{"generationConfig": { }, "contents": []}'])
def test_settings_that_are_empty_are_left_out_as_the_importer_takes_none(text):
    line = json.loads(rows.line_of("n", text.encode()))
    assert line["request"] == {"contents": [], "labels": {rows.LABEL: "rn"}}


def test_a_call_of_a_function_without_arguments_is_written_without_them():
    body = {
        "contents": [
            {"parts": [{"functionCall": {"name": "f", "args": {}}}, {"functionCall": {"name": "g", "args": {"a": 1}}}]}
        ]
    }
    (turn,) = json.loads(rows.line_of("n", json.dumps(body).encode()))["request"]["contents"]
    assert turn["parts"] == [{"functionCall": {"name": "f"}}, {"functionCall": {"name": "g", "args": {"a": 1}}}]
    assert importer.objection(importer.importable(body)) == ""


def with_schema(schema):
    return {"contents": [{"parts": [{"text": "x"}]}], "generationConfig": {"responseJsonSchema": schema}}


STRING = {"type": "string"}
DEEP = STRING
for _ in range(10):
    DEEP = {"type": "array", "items": DEEP}
REFUSED = {
    "a reference": with_schema({"$ref": "#/x"}),
    "definitions": with_schema({"type": "object", "$defs": {"x": STRING}}),
    "its dialect": with_schema({"$schema": "https://json-schema.org/draft/2020-12/schema", **STRING}),
    "a name with a space": with_schema({"type": "object", "properties": {"a b": STRING}}),
    "no properties": with_schema({"type": "object", "properties": {}}),
    "a null": with_schema({"type": "string", "default": None}),
    "a null in a list": with_schema({"enum": ["a", None]}),
    "types": with_schema({"type": ["string", "null"]}),
    "depth": with_schema({"type": "object", "properties": {"a": {"type": "object", "properties": {"b": DEEP}}}}),
    "search": {"contents": [{"parts": [{"text": "x"}]}], "tools": [{"googleSearch": {}}]},
    "a list of several types": {"contents": [{"parts": [{"functionCall": {"name": "f", "args": {"a": [1, "b"]}}}]}]},
    "arguments of two functions": {"contents": [{"parts": [{"functionCall": {"name": name, "args": {"a": value}}} for name, value in (("f", 1), ("g", "1"))]}]},
    "no result": {"contents": [{"parts": [{"functionResponse": {"name": "f", "response": {}}}]}]},
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_fail_the_whole_job_is_known_before(name):
    assert importer.objection(REFUSED[name])
    if name != "types":  # alone in its file the importer has no other type to compare it with
        with pytest.raises(vertex_importer.ImportFailed):
            vertex_importer.import_lines(rows.line_of("n", json.dumps(REFUSED[name]).encode()))


TAKEN = [
    {"contents": [{"role": "user", "parts": [{"text": "x"}]}]},
    with_schema({"type": "object", "properties": {"a": {"type": "array", "items": STRING}}, "required": ["a"]}),
    {"contents": [], "tools": [{"functionDeclarations": [{"name": "f", "description": "d"}]}]},
]


@pytest.mark.parametrize("body", TAKEN)
def test_other_requests_are_imported(body):
    assert importer.objection(body) == ""
    assert vertex_importer.import_lines(rows.line_of("n", json.dumps(body).encode()))


def called(**args):
    return {"contents": [{"parts": [{"functionCall": {"name": "f", "args": args}}]}]}


def test_requests_share_a_job_if_they_fit_into_one_table():
    assert importer.kinship(TAKEN[0]) == ""
    assert importer.kinship(with_schema(STRING)) == importer.kinship(with_schema(dict(STRING)))
    assert importer.kinship(with_schema(STRING)) != importer.kinship(with_schema({"type": "number"}))
    assert importer.kinship(called(a=1)) == importer.kinship(called(a=2.5))
    assert importer.kinship(called(a=1)) != importer.kinship(called(a="1"))


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("aiplatform.googleapis.com", True),
        ("us-central1-aiplatform.googleapis.com", True),
        ("aiplatform.eu.rep.googleapis.com", True),
        ("-aiplatform.googleapis.com", False),
        ("evil.com", False),
        ("us-central1-aiplatform.googleapis.com.evil.com", False),
        ("storage.googleapis.com", False),
    ],
)
def test_its_hosts_are_known(host, is_own):
    assert is_one_of(host, HOSTS) is is_own
