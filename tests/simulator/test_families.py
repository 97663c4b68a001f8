"""The members of OpenAI's family, each by hand over plain HTTP: the whole protocol, and what is odd about it."""

from __future__ import annotations

import contextlib

import pytest

from deferred.simulator import Faults, Simulator
from deferred.simulator.families import MEMBERS, member_at
from deferred.simulator.family_knobs import Bounds

from .family_client import Client, Speak, httpx

everyone = pytest.mark.parametrize("name", sorted(MEMBERS))


@everyone
def test_a_batch_from_upload_to_results(speak: Speak, name: str) -> None:
    sim, client = speak(name, faults=Faults(error_rows=["c"], error_status=400))
    batch = client.batch(*(client.line(one, client.body(f"say {one}")) for one in "abc"))
    assert batch["status"].lower() in {"validating", "in_queue"}
    shown = client.look(batch)
    assert shown["status"].lower() == "completed"
    rows = client.rows(batch)
    answered = [row["custom_id"] for row in rows["output"] if (row.get("response") or {}).get("status_code") == 200]
    assert sorted(answered) == ["a", "b"]
    everywhere = [row["custom_id"] for kind in rows.values() for row in kind]
    assert sorted(everywhere) == ["a", "b", "c"]
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (2, 0)
    assert {row.provider for row in sim.meter.rows} == {name}
    assert not sim.meter.billed_twice()


@everyone
def test_live_calls_cost_the_live_price(speak: Speak, name: str) -> None:
    sim, client = speak(name)
    model = {"model": "gpt-4o"}
    path = client.member.live[0].removeprefix("/v1")
    asked = client.body() | model
    answer = client("POST", path, json=asked)
    assert answer.status_code == 200, answer.text
    assert (sim.meter.rows_billed, sim.meter.live_billed) == (0, 1)
    assert [call.provider for call in sim.live_calls] == [name]
    answer = client("POST", path, json=asked | {"model": "does-not-exist"})
    assert answer.status_code == 404
    assert "does not exist" in answer.text


@everyone
def test_jobs_are_listed_in_the_members_pages(speak: Speak, name: str) -> None:
    sim, client = speak(name)
    made = [client.batch(client.line(f"r{number}", client.body(f"{number}")))["id"] for number in range(25)]
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = client("GET", "/batches", params={"after": cursor, "cursor": cursor} if cursor else {}).json()
        jobs = page if isinstance(page, list) else page["data"]
        found += [job["id"] for job in jobs]
        paging = {} if isinstance(page, list) else page.get("paging") or {}
        cursor = paging.get("next_cursor") if "has_more" not in page else jobs[-1]["id"] if page["has_more"] else None
        if cursor is None:
            break
        if client.member.lists.paging == "offset":
            cursor = str(len(found))
    assert found == (made[::-1] if client.member.lists.newest_first else made)
    sim.faults.list_order = "newest"
    first = client("GET", "/batches").json()
    assert (first if isinstance(first, list) else first["data"])[0]["id"] == made[-1]


@everyone
def test_a_cancelled_job_keeps_what_ran_and_cannot_be_cancelled_again(speak: Speak, name: str) -> None:
    sim, client = speak(name, latency=1000)
    batch = client.batch(*(client.line(f"r{n}", client.body(f"{n}")) for n in range(10)))
    sim.clock.advance(600)
    assert client.look(batch)["status"].lower() in {"in_progress", "progress"}
    asked = client("POST", f"/batches/{batch['id']}/cancel")
    assert asked.json()["status"].lower() in {"cancelling", "canceling"}
    assert client.look(batch)["status"].lower() == "cancelled"
    assert 0 < len(client.rows(batch)["output"]) < 10
    assert sim.meter.rows_billed == len(client.rows(batch)["output"])
    again = client("POST", f"/batches/{batch['id']}/cancel")
    assert again.status_code == client.member.refusals.ended


@everyone
def test_a_cancel_may_come_too_late(speak: Speak, name: str) -> None:
    sim, client = speak(name, latency=1000, faults=Faults(cancel_ignored=1))
    batch = client.batch(*(client.line(f"r{n}", client.body(f"{n}")) for n in range(5)))
    sim.clock.advance(500)
    client("POST", f"/batches/{batch['id']}/cancel")
    sim.clock.advance(600)
    assert client.look(batch)["status"].lower() == "completed"
    assert len(client.rows(batch)["output"]) == 5


@everyone
def test_the_old_faults_strike_here_too(speak: Speak, name: str) -> None:
    sim, client = speak(name)
    file_id = client.upload(client.line()).json()["id"]
    sim.faults.lost_responses["create"] = 1
    sim.faults.refuse_before["list"] = 1
    with pytest.raises(httpx.HTTPError):
        client.create(file_id)
    assert len(sim.jobs) == 1  # it was made, though nobody was told
    with pytest.raises(httpx.HTTPError):
        client("GET", "/batches")
    sim.faults.unknown_status, sim.faults.late_files, sim.faults.cut_results = 1, 1, 1
    sim.latency = 100
    batch = client.batch(client.line("b", client.body("another")))
    assert client.look(batch)["status"] == "queued_for_review"
    sim.clock.advance(100)
    assert not client.look(batch).get("output_file_id")
    output = client.look(batch)["output_file_id"]
    with pytest.raises(httpx.HTTPError):
        client.content(output)
    assert len(client.content(output)) == 1


@everyone
def test_keys_are_asked_for(speak: Speak, name: str) -> None:
    _, client = speak(name)
    for header in ({"Authorization": "", "api-key": ""}, {"Authorization": "Bearer invalid", "api-key": ""}):
        answer = client("GET", "/batches", headers=header)
        assert answer.status_code == 401
        is_json = answer.headers["content-type"].startswith("application/json")
        assert is_json == (name != "parasail")


@everyone
def test_what_is_wrong_with_a_request_is_refused_at_once(speak: Speak, name: str) -> None:
    sim, client = speak(name)
    status = client.member.refusals.invalid
    assert client.upload(client.line(), data={"purpose": "assistants"}).status_code == status
    file_id = client.upload(client.line()).json()["id"]
    assert client.create(file_id, endpoint="/v1/audio/nothing").status_code == status
    assert client.create(file_id, completion_window="90d").status_code == status
    unknown = client.create(file_id, shape="round")
    assert unknown.status_code == (client.member.creates.status if client.member.creates.ignores_others else status)
    sim.limits.members[name] = Bounds(requests=1, bytes=5000)
    assert client.upload(client.line(), b" " * 6000).status_code == 413
    failed = client.look(client.batch(client.line("a"), client.line("b", client.body("b"))))
    assert failed["status"].lower() == "failed"
    assert sim.meter.rows_billed <= 1


@everyone
def test_the_host_that_a_request_was_for_decides(name: str) -> None:
    host = next(iter(MEMBERS[name].hosts), name)  # a server of one's own has a name alone
    with Simulator() as sim:
        host = host if host[0] != "." else "my-resource" + host
        client = Client(sim, name)
        with contextlib.closing(client.http):
            client.http.headers["x-simulated-host"] = host
            batch = client.batch(client.line())
            assert client.look(batch)["status"].lower() == "completed"
        assert sim.jobs[0].provider == name
        there = Client(sim, name, f"/at/{host}{MEMBERS[name].bases[0]}")
        with contextlib.closing(there.http):
            assert there.look(batch)["id"] == batch["id"]
            assert len(there.rows(batch)["output"]) == 1
        assert member_at(host + ":443") == (name if MEMBERS[name].hosts else None)


def test_a_plain_simulator_is_openai() -> None:
    with Simulator() as sim, httpx.Client(base_url=sim.url, headers={"Authorization": "Bearer key"}) as http:
        assert http.get("/v1/batches").json()["object"] == "list"
        assert http.get("/openai/v1/batches").status_code == 404
        assert http.get("/v1/batches", headers={"x-simulated-host": "api.openai.com"}).status_code == 200
    with pytest.raises(ValueError, match="speaks is one of"):
        Simulator(speaks="somebody")
