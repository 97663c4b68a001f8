"""The simulated xAI API, by hand over plain HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from deferred.simulator import Faults, Simulator

from .family_client import httpx, over_http

Json = dict[str, Any]
BATCHES = "/v1/batches"
MODEL = "grok-4.3"


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(speaks="xai") as simulator:
        yield simulator


@pytest.fixture
def http(sim: Simulator) -> Iterator[Any]:
    with over_http(sim) as client:
        yield client


def body(text: str = "What is 2 + 2?", **more: Any) -> Json:
    return {"model": MODEL, "messages": [{"role": "user", "content": text}]} | more


def create(http: Any, name: str = "nonce", **more: Any) -> str:
    answer = http.post(BATCHES, json={"name": name} | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["batch_id"]


def add(http: Any, batch_id: str, rows: dict[str, Json], kind: str = "chat_get_completion") -> Any:
    requests = [{"batch_request_id": name, "batch_request": {kind: asked}} for name, asked in rows.items()]
    return http.post(f"{BATCHES}/{batch_id}/requests", json={"batch_requests": requests})


def upload(http: Any, *lines: Any) -> str:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return http.post("/v1/files", files={"file": ("in.jsonl", raw)}, data={"purpose": "batch"}).json()["id"]


def line(custom_id: str, **more: Any) -> Json:
    return {"custom_id": custom_id, "method": "POST", "url": "/v1/chat/completions", "body": body(custom_id)} | more


def look(http: Any, batch_id: str) -> Json:
    return http.get(f"{BATCHES}/{batch_id}").json()


def counters(http: Any, batch_id: str) -> Json:
    return {name[4:]: count for name, count in look(http, batch_id)["state"].items() if count}


def results(http: Any, batch_id: str) -> dict[str, Json]:
    found: dict[str, Json] = {}
    token: str | None = None
    while True:
        query = {"limit": 2} | ({"pagination_token": token} if token else {})
        page = http.get(f"{BATCHES}/{batch_id}/results", params=query).json()
        found |= {one["batch_request_id"]: one["batch_result"] for one in page["results"]}
        token = page["pagination_token"]
        if token is None:
            return found


def test_a_container_is_filled_step_by_step(sim: Simulator, http: Any) -> None:
    sim.latency = 100
    batch_id = create(http)
    shown = look(http, batch_id)
    assert "status" not in shown
    assert (shown["name"], len(shown["create_time"]), counters(http, batch_id)) == ("nonce", len("2026-08-28"), {})
    answer = add(http, batch_id, {"b": body("b"), "a": body("a")})
    assert (answer.status_code, answer.content) == (200, b"")
    assert counters(http, batch_id) == {"requests": 2, "pending": 2}
    sim.clock.advance(100)
    assert counters(http, batch_id) == {"requests": 2, "success": 2}
    add(http, batch_id, {"c": body("c")})
    assert counters(http, batch_id) == {"requests": 3, "pending": 1, "success": 2}
    sim.clock.advance(100)
    assert list(results(http, batch_id)) == ["a", "b", "c"]  # sorted, two a page
    assert (sim.meter.rows_billed, len(sim.jobs), len(sim.bodies("xai"))) == (3, 1, 3)
    assert not sim.meter.billed_twice()


def test_additions_may_be_repeated_but_not_changed(sim: Simulator, http: Any) -> None:
    batch_id = create(http)
    sim.faults.lost_responses["add"] = 1
    with pytest.raises(httpx.HTTPError):
        add(http, batch_id, {"a": body("a")})
    assert add(http, batch_id, {"a": body("a"), "b": body("b")}).status_code == 200
    assert counters(http, batch_id) == {"requests": 2, "success": 2}
    assert add(http, batch_id, {"a": body("other")}).status_code == 412
    twice = [{"batch_request_id": "c", "batch_request": {"chat_get_completion": body("c")}}] * 2
    assert http.post(f"{BATCHES}/{batch_id}/requests", json={"batch_requests": twice}).status_code == 400
    bad = add(http, batch_id, {"d": body("d"), "e": body("e", model="grok-4.5")})
    assert (bad.status_code, bad.json()["error"]) == (400, "Model grok-4.5 is not supported for batch processing.")
    assert sim.meter.rows_billed == 2


def test_a_file_fills_a_container(sim: Simulator, http: Any) -> None:
    sim.latency = 100
    responses = line("r", url="/v1/responses", body={"model": MODEL, "input": "say this", "max_output_tokens": 50})
    file_id = upload(http, line("a"), responses)
    assert http.get(f"/v1/files/{file_id}").json()["purpose"] == ""
    batch_id = create(http, input_file_id=file_id)
    assert (look(http, batch_id)["input_file_id"], counters(http, batch_id)) == (file_id, {})
    sim.clock.advance(50)
    assert counters(http, batch_id) == {"requests": 2, "pending": 2}
    sim.clock.advance(50)
    found = results(http, batch_id)
    reply = found["r"]["response"]["chat_get_completion"]
    assert (reply["object"], "say this" in reply["choices"][0]["message"]["content"]) == ("chat.completion", True)
    ticks = sum(one["response"]["chat_get_completion"]["usage"]["cost_in_usd_ticks"] for one in found.values())
    assert Decimal(ticks).scaleb(-10) == sim.meter.total
    assert add(http, batch_id, {"x": body()}).status_code == 412


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((line("a"), b"no json"), "JSONL file validation failed: line 2"),
        ((line("a"), line("a")), "duplicate custom_id"),
        ((line("a", url="/v1/embeddings"),), "unsupported endpoint"),
        ((line("a", body=body(model="grok-4.5")),), "Model grok-4.5 is not supported"),
        ((b"",), "0 requests"),
    ],
)
def test_a_bad_file_is_told_of_in_the_container(
    sim: Simulator, http: Any, lines: tuple[Any, ...], message: str
) -> None:
    batch_id = create(http, input_file_id=upload(http, *lines))
    shown = look(http, batch_id)
    assert message in shown["cancel_by_xai_message"]
    assert (shown["state"]["num_requests"], results(http, batch_id), sim.meter.rows_billed) == (0, {}, 0)


def test_errors_are_nothing_but_text(sim: Simulator, http: Any) -> None:
    sim.faults.error_rows = ["b"]
    batch_id = create(http)
    add(http, batch_id, {"a": body("a"), "b": body("b")})
    assert counters(http, batch_id) == {"requests": 2, "success": 1, "error": 1}
    assert results(http, batch_id)["b"] == {"error": "A simulated failure."}
    assert sim.meter.rows_billed == 1
    listed = http.get(f"{BATCHES}/{batch_id}/requests").json()["batch_request_metadata"]
    assert {one["batch_request_id"]: one["state"] for one in listed} == {"a": "succeeded", "b": "failed"}


def test_a_row_may_stay_pending_for_ever(sim: Simulator, http: Any) -> None:
    batch_id = create(http)
    add(http, batch_id, {"a": body("a"), "stuck": body("b", temperature=99)})
    sim.clock.advance(10 * 86_400)
    assert counters(http, batch_id) == {"requests": 2, "success": 1, "pending": 1}


def test_a_cancel_stops_what_waits(sim: Simulator, http: Any) -> None:
    sim.latency = 1000
    batch_id = create(http)
    add(http, batch_id, {f"{n}": body(f"{n}") for n in range(10)})
    sim.clock.advance(500)
    assert http.post(f"{BATCHES}/{batch_id}:cancel").json()["cancel_time"]
    shown = counters(http, batch_id)
    assert (shown["requests"], shown["success"] + shown["cancelled"]) == (10, 10)
    assert len(results(http, batch_id)) == shown["success"] == sim.meter.rows_billed
    assert add(http, batch_id, {"x": body()}).status_code == 403


def test_counters_may_take_a_cancel_back(sim: Simulator, http: Any) -> None:
    sim.latency, sim.faults = 15, Faults(cancel_ignored=1)
    batch_id = create(http)
    add(http, batch_id, {f"{n}": body(f"{n}") for n in range(5)})
    http.post(f"{BATCHES}/{batch_id}:cancel")
    assert counters(http, batch_id) == {"requests": 5, "cancelled": 5}
    sim.clock.advance(20)
    assert counters(http, batch_id) == {"requests": 5, "success": 5}
    assert len(results(http, batch_id)) == sim.meter.rows_billed == 5


def test_containers_are_found_by_name(sim: Simulator, http: Any) -> None:
    sim.faults.lost_responses["create"] = 1
    with pytest.raises(httpx.HTTPError):
        create(http, "needle")
    for number in range(3):
        create(http, f"{number}")
    names, token = [], ""
    while token is not None:
        page = http.get(BATCHES, params={"limit": 2, "pagination_token": token}).json()
        names += [one["name"] for one in page["batches"]]
        token = page["pagination_token"]
    assert names == ["needle", "0", "1", "2"]
    assert http.get(BATCHES, params={"limit": 1001}).status_code == 400


def test_keys_and_shapes(sim: Simulator, http: Any) -> None:
    answer = http.get(BATCHES, headers={"Authorization": "Bearer invalid"})
    assert (answer.status_code, set(answer.json())) == (400, {"code", "error"})
    assert http.get(f"{BATCHES}/nobody").status_code == 404
    assert http.post(BATCHES, json={}).status_code == 400
    assert http.post(BATCHES, json={"name": "a", "completion_window": "24h"}).status_code == 400
    late = [("file", ("a.jsonl", b"{}")), ("expires_after", (None, "3600"))]
    assert http.post("/v1/files", files=late).status_code == 400
    early = http.post("/v1/files", files=late[::-1]).json()
    assert early["expires_at"] - early["created_at"] == 3600
    assert http.post("/v1/chat/completions", json=body(model="grok-4.5")).status_code == 200
    refused = http.post("/v1/chat/completions", json=body(model="does-not-exist"))
    assert (refused.status_code, set(refused.json())) == (404, {"code", "error"})
    assert (len(sim.live_calls), sim.meter.live_billed) == (2, 1)


def test_its_host_leads_here() -> None:
    with Simulator() as sim:
        headers = {"Authorization": "Bearer key", "x-simulated-host": "api.x.ai"}
        with httpx.Client(base_url=sim.url, headers=headers) as http:
            batch_id = create(http)
            add(http, batch_id, {"a": body()})
            assert http.post(f"{BATCHES}/{batch_id}:cancel").status_code == 200
        assert sim.jobs[0].provider == "xai"


@pytest.mark.parametrize(("fault", "state"), [("fail_batch", "pending"), ("expire_batch", "error")])
def test_a_container_may_end_badly(sim: Simulator, http: Any, fault: str, state: str) -> None:
    sim.faults.done_share = 0.0
    setattr(sim.faults, fault, 1)
    batch_id = create(http)
    assert add(http, batch_id, {"a": body()}).status_code == 200
    assert counters(http, batch_id) == {"requests": 1, state: 1}
    assert bool(look(http, batch_id)["cancel_by_xai_message"]) == (fault == "fail_batch")
    assert sim.meter.rows_billed == 0
