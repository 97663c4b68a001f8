"""The simulator of Vertex AI: the importer, the states of jobs, lists by label, and the part of Cloud Storage."""

import json

import httpx2
import pytest

from deferred.simulator import Simulator, vertex_importer

HEADERS = {"authorization": "Bearer token"}
PLACE = "/v1/projects/p/locations/l"
MODEL = "publishers/google/models/gemini-2.5-flash"
HELLO = {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}


@pytest.fixture
def sim():
    with Simulator(speaks="vertex", latency=60) as made:
        yield made


def send(sim, method, path, **more):
    return httpx2.request(method, sim.url + path, **{"headers": HEADERS, **more})


def upload(sim, lines, name="in.jsonl", **query):
    data = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return send(
        sim, "POST", "/upload/storage/v1/b/b/o", content=data, params={"uploadType": "media", "name": name, **query}
    )


def create(sim, labels=None, uri="gs://b/in.jsonl", **more):
    body = {
        "displayName": "d",
        "model": MODEL,
        "labels": labels or {},
        "inputConfig": {"instancesFormat": "jsonl", "gcsSource": {"uris": [uri]}},
        "outputConfig": {"predictionsFormat": "jsonl", "gcsDestination": {"outputUriPrefix": "gs://b/out"}},
    }
    return send(sim, "POST", f"{PLACE}/batchPredictionJobs", json={**body, **more})


def look(sim, name):
    return send(sim, "GET", f"{PLACE}/batchPredictionJobs/{name.rpartition('/')[2]}").json()


def results(sim, directory):
    bucket, _, prefix = directory.removeprefix("gs://").partition("/")
    listed = send(sim, "GET", f"/storage/v1/b/{bucket}/o", params={"prefix": prefix}).json()["items"]
    texts = [
        send(sim, "GET", f"/storage/v1/b/b/o/{one['name'].replace('/', '%2F')}", params={"alt": "media"}).text
        for one in listed
        if one["name"].endswith(".jsonl")
    ]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def test_a_job_runs_and_its_rows_have_what_was_beside_their_requests(sim):
    assert upload(sim, [{"custom_id": name, "request": HELLO} for name in ("a", "000000", "b")]).status_code == 200
    name = create(sim).json()["name"]
    assert look(sim, name)["state"] == "JOB_STATE_PENDING"
    assert "completionStats" not in look(sim, name)
    sim.clock.advance(61)
    shown = look(sim, name)
    assert (shown["state"], shown["completionStats"]["successfulCount"]) == ("JOB_STATE_SUCCEEDED", "3")
    rows = results(sim, shown["outputInfo"]["gcsOutputDirectory"])
    assert {row["custom_id"] for row in rows} == {"a", "b", 0}
    assert all(row["response"]["candidates"] for row in rows)
    assert sim.meter.rows_billed == 3


def test_an_object_is_not_written_twice_where_there_must_be_none(sim):
    assert upload(sim, [], ifGenerationMatch="0").status_code == 200
    assert upload(sim, [], ifGenerationMatch="0").status_code == 412
    assert upload(sim, []).status_code == 200


def test_jobs_are_listed_by_their_labels(sim):
    upload(sim, [{"request": HELLO}])
    names = [create(sim, {"n": value}).json()["name"] for value in ("one", "two")]
    for wanted, found in (('labels.n="one"', names[:1]), ("labels.n:*", names[::-1]), ('labels.m="one"', [])):
        page = send(sim, "GET", f"{PLACE}/batchPredictionJobs", params={"filter": wanted}).json()
        assert [one["name"] for one in page.get("batchPredictionJobs", [])] == found
    assert send(sim, "GET", f"{PLACE}/batchPredictionJobs", params={"filter": "size>1"}).status_code == 400


def test_one_bad_line_fails_the_whole_job_and_nothing_is_billed(sim):
    upload(sim, [{"request": HELLO}, {"request": {**HELLO, "tools": [{"googleSearch": {}}]}}])
    name = create(sim).json()["name"]
    sim.clock.advance(61)
    shown = look(sim, name)
    assert (shown["state"], shown["error"]["code"]) == ("JOB_STATE_FAILED", 3)
    assert sim.meter.rows_billed == 0


def test_work_that_may_not_be_written_is_billed_and_lost(sim):
    sim.faults.write_forbidden = 1
    upload(sim, [{"request": HELLO}])
    name = create(sim).json()["name"]
    sim.clock.advance(61)
    shown = look(sim, name)
    assert (shown["state"], shown["error"]["code"], sim.meter.rows_billed) == ("JOB_STATE_FAILED", 7, 1)
    assert shown["completionStats"]["successfulCount"] == "1"
    assert sim.stored == [shown["name"].replace("projects/123456789/locations/l/", ""), "gs://b/in.jsonl"]


@pytest.mark.parametrize(
    "more",
    [{"displayName": ""}, {"model": "gemini-2.5-flash"}, {"labels": {"N": "x"}}, {"name": "mine"},
     {"model": "publishers/google/models/does-not-exist"}],
)  # fmt: skip
def test_a_job_that_is_no_job_is_refused(sim, more):
    upload(sim, [{"request": HELLO}])
    assert create(sim, **more).status_code in {400, 404}


def test_who_shows_no_token_is_refused(sim):
    assert send(sim, "GET", f"{PLACE}/batchPredictionJobs", headers={}).status_code == 401


def line(**schema):
    return json.dumps({"request": {**HELLO, "generationConfig": {"responseSchema": schema}}}).encode() + b"\n"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (line(type="STRING") + line(type="NUMBER"), "different response schemas"),
        (line(type="STRING") + line(type=["STRING"]), "is str in one line and list in another"),
        (line(properties={}), "has no fields"),
        (line(default=None), "is null"),
        (line(**{"$ref": "x"}), "no name of a field"),
    ],
)
def test_the_importer_makes_one_table_of_a_file(lines, why):
    with pytest.raises(vertex_importer.ImportFailed, match=why):
        vertex_importer.import_lines(lines)
