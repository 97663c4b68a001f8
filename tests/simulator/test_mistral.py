"""The simulated Mistral API, by hand over plain HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from deferred.simulator import Faults, Simulator

from .family_client import httpx, over_http

Json = dict[str, Any]
JOBS = "/v1/batch/jobs"
MODEL = "mistral-small-latest"


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(speaks="mistral") as simulator:
        yield simulator


@pytest.fixture
def http(sim: Simulator) -> Iterator[Any]:
    with over_http(sim) as client:
        yield client


def body(text: str = "What is 2 + 2?", **more: Any) -> Json:
    return {"messages": [{"role": "user", "content": text}]} | more


def upload(http: Any, *lines: Any) -> Any:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return http.post("/v1/files", files={"file": ("in.jsonl", raw)}, data={"purpose": "batch"})


def create(http: Any, **more: Any) -> Any:
    return http.post(JOBS, json={"endpoint": "/v1/chat/completions", "model": MODEL} | more)


def by_file(http: Any, rows: dict[Any, Json], **more: Any) -> Json:
    stored = upload(http, *({"custom_id": name, "body": asked} for name, asked in rows.items())).json()
    answer = create(http, input_files=[stored["id"]], **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def content(http: Any, file_id: str) -> list[Json]:
    return [json.loads(line) for line in http.get(f"/v1/files/{file_id}/content").text.splitlines()]


def test_a_job_of_a_file(sim: Simulator, http: Any) -> None:
    sim.latency = 100
    job = by_file(http, {"a": body(), "b": body("another")}, metadata={"nonce": "1"})
    assert (job["status"], job["total_requests"], job["metadata"]) == ("QUEUED", 0, {"nonce": "1"})
    sim.clock.advance(50)
    assert http.get(f"{JOBS}/{job['id']}").json()["status"] == "RUNNING"
    sim.clock.advance(50)
    shown = http.get(f"{JOBS}/{job['id']}").json()
    assert (shown["status"], shown["completed_requests"], shown["succeeded_requests"]) == ("SUCCESS", 2, 2)
    assert (shown["outputs"], shown["error_file"], shown["errors"]) == (None, None, [])
    rows = content(http, shown["output_file"])
    assert {row["custom_id"] for row in rows} == {"a", "b"}
    assert rows[0]["response"]["body"]["model"] == MODEL
    assert len(http.get(f"{JOBS}/{job['id']}?inline=true").json()["outputs"]) == 2
    assert sim.meter.rows_billed == 2
    address = http.get(f"/v1/files/{shown['output_file']}/url").json()["url"]
    assert http.get(address, headers={"Authorization": ""}).text.count("\n") == 2


def test_inline_requests_answer_in_the_job(sim: Simulator, http: Any) -> None:
    requests = [{"custom_id": f"{n}", "body": body(f"say {n}")} for n in range(3)]
    job = create(http, requests=requests).json()
    assert len(job["input_files"]) == 1
    shown = http.get(f"{JOBS}/{job['id']}").json()
    assert {row["custom_id"] for row in shown["outputs"]} == {"0", "1", "2"}
    assert create(http, requests=requests * 3334).status_code == 422
    assert {row.model for row in sim.meter.rows} == {MODEL}


def test_a_row_is_billed_as_the_live_call_that_it_replaces(sim: Simulator, http: Any) -> None:
    create(http, requests=[{"custom_id": "a", "body": body()}])
    answer = http.post("/v1/chat/completions", json=body(model=MODEL))
    assert answer.json()["choices"][0]["message"]["content"]
    batched, live = sim.meter.rows
    assert batched.sha256 == live.sha256
    assert len(sim.live_calls) == 1


def test_failed_rows_hold_their_error_as_a_string(sim: Simulator, http: Any) -> None:
    sim.faults.error_rows, sim.faults.error_status = ["b"], 400
    job = by_file(http, {"a": body(), "b": body("another")})
    shown = http.get(f"{JOBS}/{job['id']}").json()
    assert (shown["status"], shown["succeeded_requests"], shown["failed_requests"]) == ("SUCCESS", 1, 1)
    (row,) = content(http, shown["error_file"])
    assert (row["custom_id"], row["response"]["status_code"], row["error"]) == ("b", 400, None)
    assert json.loads(row["response"]["body"])["type"] == "invalid_request_file"
    assert sim.meter.rows_billed == 1


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        {"custom_id": "a"},
        {"body": body(temperature=1.6)},
        {"body": body(max_tokens=-1)},
        {"body": {"messages": [{"role": "pirate", "content": "x"}]}},
    ],
)
def test_one_bad_line_refuses_the_whole_file(http: Any, line: Any) -> None:
    answer = upload(http, {"custom_id": "good", "body": body()}, line)
    assert (answer.status_code, answer.json()["detail"]) == (422, "Invalid file format.")
    assert answer.json()["errors"][0]["loc"] == ["line", 1]


def test_ids_may_be_absent_or_twice(http: Any) -> None:
    lines = [{"custom_id": "dup", "body": body("1")}, {"custom_id": "dup", "body": body("2")}, {"body": body("3")}]
    job = create(http, input_files=[upload(http, *lines).json()["id"]]).json()
    rows = content(http, http.get(f"{JOBS}/{job['id']}").json()["output_file"])
    assert sorted(str(row["custom_id"]) for row in rows) == ["None", "dup", "dup"]


NOBODY = "ca1cd668-91bd-4abb-accb-3541709c0db1"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"input_files": [NOBODY]}, 404),
        ({"input_files": ["file-1"]}, 422),
        ({"input_files": [NOBODY], "endpoint": "/v1/responses"}, 422),
        ({"input_files": [NOBODY], "timeout_hours": 169}, 422),
        ({"input_files": [NOBODY], "model": "does-not-exist"}, 422),
        ({"input_files": [NOBODY], "completion_window": "24h"}, 422),
        ({"input_files": [NOBODY], "metadata": {"k" * 33: "v"}}, 422),
        ({"input_files": [NOBODY], "metadata": {"k": "v" * 513}}, 422),
        ({}, 422),
    ],
)
def test_bad_jobs_are_refused_and_before_the_key_is_looked_at(http: Any, more: Json, status: int) -> None:
    assert create(http, **more).status_code == status
    http.headers["Authorization"] = "Bearer invalid"
    assert create(http, **more).status_code == (401 if status == 404 else 422)
    assert http.get(JOBS).json() == {"detail": "Invalid API Key"}


def test_jobs_are_listed_by_number_of_page_newest_first(sim: Simulator, http: Any) -> None:
    made = [create(http, requests=[{"body": body(f"{n}")}], metadata={"n": f"{n}"}).json()["id"] for n in range(5)]
    page = http.get(JOBS, params={"page": 1, "page_size": 2}).json()
    assert ([job["id"] for job in page["data"]], page["total"]) == (made[2:0:-1], 5)
    assert [job["id"] for job in http.get(JOBS, params={"order_by": "created"}).json()["data"]] == made
    assert http.get(JOBS, params={"metadata": '{"n": "1"}'}).json()["total"] == 5  # overlooked
    sim.clock.advance(1000)
    later = create(http, requests=[{"body": body("later")}]).json()["id"]
    after = datetime.fromtimestamp(sim.clock.now() - 500, UTC).isoformat()
    assert [job["id"] for job in http.get(JOBS, params={"created_after": after}).json()["data"]] == [later]


@pytest.mark.parametrize("late", [0, 1])
def test_a_cancelled_job_may_hold_all_rows(sim: Simulator, http: Any, late: int) -> None:
    sim.latency, sim.faults = 1000, Faults(cancel_ignored=late)
    job = by_file(http, {f"{n}": body(f"{n}") for n in range(8)})
    sim.clock.advance(500)
    assert http.post(f"{JOBS}/{job['id']}/cancel").json()["status"] == "CANCELLATION_REQUESTED"
    shown = http.get(f"{JOBS}/{job['id']}").json()
    assert shown["status"] == "CANCELLED"
    rows = content(http, shown["output_file"])
    assert len(rows) == 8 if late else 0 < len(rows) < 8
    assert shown["error_file"] is None  # of what never ran there is no word
    assert sim.meter.rows_billed == len(rows)
    assert http.post(f"{JOBS}/{job['id']}/cancel").status_code == 400
    assert http.delete(f"{JOBS}/{job['id']}").json()["deleted"]
    assert http.get(f"{JOBS}/{job['id']}").status_code == 404


def test_jobs_fail_and_run_out_of_time(sim: Simulator, http: Any) -> None:
    sim.faults.fail_batch = 1
    shown = http.get(f"{JOBS}/{by_file(http, {'a': body()})['id']}").json()
    assert (shown["status"], shown["errors"][0]["count"], shown["output_file"]) == ("FAILED", 1, None)
    sim.latency = 10 * 3600
    job = by_file(http, {"a": body()}, timeout_hours=1)
    sim.clock.advance(3700)
    assert http.get(f"{JOBS}/{job['id']}").json()["status"] == "TIMEOUT_EXCEEDED"


def test_a_lost_answer_leaves_a_job_that_its_metadata_tells(sim: Simulator, http: Any) -> None:
    sim.faults.lost_responses["create"] = 1
    with pytest.raises(httpx.HTTPError):
        create(http, requests=[{"body": body()}], metadata={"nonce": "needle"})
    (job,) = http.get(JOBS).json()["data"]
    assert job["metadata"] == {"nonce": "needle"}


def test_live_refusals_have_its_shape(http: Any) -> None:
    answer = http.post("/v1/chat/completions", json=body(model="does-not-exist"))
    assert (answer.status_code, answer.json()["object"]) == (404, "error")
    answer = http.post("/v1/chat/completions", json=body(model=MODEL, temperature=1.6))
    assert (answer.status_code, "detail" in answer.json()) == (422, True)


def test_its_hosts_lead_here() -> None:
    with Simulator() as sim:
        headers = {"Authorization": "Bearer key", "x-simulated-host": "api.eu.mistral.ai"}
        with httpx.Client(base_url=sim.url, headers=headers) as http:
            assert create(http, requests=[{"body": body()}]).json()["object"] == "batch"
        assert sim.jobs[0].provider == "mistral"
