"""What is odd about each member of OpenAI's family: the facts that a client falls over."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from deferred.simulator import Faults

from .family_client import Client, Speak

QUESTION = [{"role": "user", "content": "What is 2 + 2?"}]


def failed(client: Client, *lines: Any) -> dict[str, Any]:
    shown = client.look(client.batch(*lines))
    assert shown["status"].lower() == "failed"
    return shown


def share(row: Any) -> Decimal:
    """What of the live price of gpt-4o was billed."""
    return row.cost * 1_000_000 / (row.usage.input * Decimal("2.5") + row.usage.output * 10)


# Groq


def test_groq_counts_bad_lines_as_failed_and_lists_them_bare(speak: Speak) -> None:
    sim, client = speak("groq")
    other = client.line("mixed", client.body(model="gpt-4o-mini"))
    wrong = client.line("wrong", url="/openai/v1/chat/completions")
    shown = client.look(client.batch(client.line("a"), b"no json", wrong, other))
    assert shown["status"] == "completed"
    assert [(one["code"], one["line"]) for one in shown["errors"]] == [("invalid_json_line", 2), ("invalid_url", 3)]
    assert shown["request_counts"] == {"total": 4, "completed": 2, "failed": 2}
    assert {row["custom_id"] for row in client.rows(shown)["output"]} == {"a", "mixed"}
    assert sim.meter.rows_billed == 2


def test_groq_pages_by_cursor_and_shows_no_metadata(speak: Speak) -> None:
    sim, client = speak("groq")
    batch = client.batch(client.line(), metadata={"nonce": "1"}, completion_window="7d")
    assert (batch["metadata"], batch["completion_window"]) == (None, "7d")
    assert set(client("GET", "/batches").json()) == {"object", "data"}
    sim.faults.metadata_kept = True
    assert client.batch(client.line("b", client.body("b")), metadata={"nonce": "1"})["metadata"] == {"nonce": "1"}
    for number in range(20):
        client.batch(client.line("a", client.body(f"{number}")))
    first = client("GET", "/batches").json()
    assert set(first["paging"]) == {"next_cursor"}
    assert client("GET", "/batches", params={"cursor": first["paging"]["next_cursor"]}).json().get("paging") is None
    assert set(client("GET", "/files").json()) == {"object", "data"}
    two = [job["id"] for job in first["data"][3:5]]
    assert [job["id"] for job in client("GET", "/batches", params={"id": two}).json()["data"]] == two


def test_groq_refuses_batches_on_the_free_plan(speak: Speak) -> None:
    _, client = speak("groq", faults=Faults(plan_forbidden=True))
    answer = client.upload(client.line())
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_available_for_plan")
    assert client("POST", "/chat/completions", json=client.body()).status_code == 200


# Together


def test_together_uploads_elsewhere_and_refuses_a_second_copy(speak: Speak) -> None:
    _, client = speak("together")
    assert client("POST", "/files", files={"file": ("a", b"{}")}, data={"purpose": "batch-api"}).status_code == 404
    first = client.upload(client.line()).json()
    assert first["LineCount"] == 1
    again = client.upload(client.line())
    assert (again.status_code, again.json()["file_id"]) == (409, first["id"])
    nameless = client("POST", "/files/upload", files={"file": ("a", b"{}")}, data={"purpose": "batch-api"})
    assert nameless.status_code == 400


def test_together_shows_a_job_of_its_own_kind(speak: Speak) -> None:
    sim, client = speak("together", latency=100)
    answer = client.create(
        client.upload(client.line(), client.line("b", client.body("b"))).json()["id"], metadata={"a": "b"}
    )
    assert (answer.status_code, list(answer.json())) == (201, ["job"])
    job = answer.json()["job"]
    assert not {"metadata", "request_counts", "output_file_id", "error"} & set(job)
    assert datetime.fromisoformat(job["created_at"]).tzinfo
    assert isinstance(client("GET", "/batches").json(), list)
    assert client("POST", f"/batches/{job['id']}/cancel").json()["status"] == "CANCELING"
    assert client("GET", "/batches/nobody").json()["error"] == "Job not found"
    again = client("POST", f"/batches/{job['id']}/cancel")
    assert (again.status_code, again.json()["error"]) == (
        409,
        "Cannot cancel job - already in terminal state: CANCELLED",
    )
    assert sim.meter.rows_billed == 0


def test_together_rows_and_failures(speak: Speak) -> None:
    sim, client = speak("together")
    batch = client.batch(client.line("good"), client.line("bad", client.body(model="does-not-exist")))
    rows = client.rows(batch)
    assert set(rows["error"][0]) == {"id", "custom_id", "error"}
    assert rows["error"][0]["error"]["code"] == "batch_client_error"
    answer = rows["output"][0]["response"]
    assert (set(answer), answer["body"]["choices"][0]["message"]["tool_calls"]) == ({"status_code", "body"}, [])
    assert answer["body"]["usage"]["reasoning_tokens"] == 0
    assert sim.meter.rows_billed == 1
    assert [share(row) for row in sim.meter.rows] == [1]  # no discount
    shown = client.look(client.create("file-unknown").json()["job"])
    assert shown["status"] == "FAILED"
    assert "Cannot find file" in shown["error"]
    assert "output_file_id" not in shown


def test_together_turns_nameless_clients_away(speak: Speak) -> None:
    _, client = speak("together")
    for agent in ("python-httpx/0.28", ""):
        answer = client("GET", "/batches", headers={"User-Agent": agent})
        assert (answer.status_code, answer.text) == (403, "error code: 1010")


# DeepInfra


def test_deepinfra_counts_late_and_from_nought(speak: Speak) -> None:
    sim, client = speak("deepinfra", latency=100)
    batch = client.batch(client.line())
    assert (batch["request_counts"], batch["model"], batch["usage"]) == (None, None, None)
    sim.clock.advance(100)
    shown = client.look(batch)
    assert shown["request_counts"] == {"total": 1, "completed": 1, "failed": 0}
    assert (shown["output_file_id"], shown["error_file_id"]) == (f"{batch['id']}_output", f"{batch['id']}_error")
    assert client.content(shown["error_file_id"]) == []
    sim.latency = 0
    entries = failed(client, b"no json", client.line("a"), client.line("a"))["errors"]["data"]
    assert [(one["code"], one["line"]) for one in entries] == [("invalid_json", 0), ("duplicate_custom_id", 2)]


def test_deepinfra_error_rows_and_refusals(speak: Speak) -> None:
    sim, client = speak("deepinfra", faults=Faults(error_rows=["b"], error_status=400))
    batch = client.batch(
        client.line("a"), client.line("b", client.body("b")), client.line("c", client.body(stream=True))
    )
    errors = {row["custom_id"]: row for row in client.rows(batch)["error"]}
    assert errors["b"]["response"] is None
    assert {name: row["error"]["code"] for name, row in errors.items()} == {"b": "400", "c": "500"}
    usage = client.rows(batch)["output"][0]["response"]["body"]["usage"]
    assert Decimal(str(usage["estimated_cost"])) == sim.meter.total
    assert isinstance(client.create("x", completion_window="48h").json()["detail"], list)
    unknown = client.create("file-unknown")
    assert (unknown.status_code, unknown.json()) == (404, {"detail": {"error": "file not found"}})
    assert isinstance(client("GET", "/batches", headers={"Authorization": ""}).json()["detail"], str)
    assert client("DELETE", f"/batches/{batch['id']}").status_code == 405
    other = Client(sim, "deepinfra", "/v1")
    with contextlib.closing(other.http):
        assert other.look(batch)["status"] == "completed"


# The others


def test_parasail_sends_readers_to_another_host_without_the_key(speak: Speak) -> None:
    _, client = speak("parasail")
    shown = client.look(client.batch(client.line()))
    answer = client("GET", f"/files/{shown['output_file_id']}/content")
    assert answer.status_code == 302
    there = answer.headers["location"]
    assert there.startswith("http://localhost:")
    assert client.http.get(there, headers={"Authorization": ""}).status_code == 400  # a header of the name, even so
    assert len(client.content(shown["output_file_id"])) == 1  # redirects leave the key behind
    assert client("DELETE", "/files/never-was").json()["deleted"]
    assert shown["metadata"] is None


def test_doubleword_leaves_nulls_out_and_searches(speak: Speak) -> None:
    _, client = speak("doubleword")
    wanted = client.batch(client.line(), completion_window="1h", metadata={"nonce": "NEEDLE"})
    client.batch(client.line())
    assert "output_file_id" not in wanted
    assert None not in wanted.values()
    found = client("GET", "/batches", params={"search": "needle"}).json()["data"]
    assert [one["id"] for one in found] == [wanted["id"]]
    assert client.create("x", completion_window="2h").status_code == 400


def test_dashscope_keeps_two_metadata_keys_and_one_thinking(speak: Speak) -> None:
    sim, client = speak("dashscope", faults=Faults(error_rows=["b"], error_status=429))
    batch = client.batch(
        client.line("a"), client.line("b", client.body("b")), metadata={"ds_name": "needle 1", "mine": "2"}
    )
    assert batch["metadata"] == {"ds_name": "needle 1"}
    assert batch["input_file_id"].startswith("file-batch-")
    rows = client.rows(batch)
    assert sorted(row["response"]["status_code"] for row in rows["output"]) == [200, 429]
    assert "error" not in rows
    other = client.batch(client.line(), completion_window="14d")
    found = client("GET", "/batches", params={"ds_name": "needle"}).json()["data"]
    assert [one["id"] for one in found] == [batch["id"]]
    by_file = {"input_file_ids": f"x,{other['input_file_id']}"}
    assert [one["id"] for one in client("GET", "/batches", params=by_file).json()["data"]] == [other["id"]]
    failed(client, client.line("a"), client.line("b", client.body(enable_thinking=True)))
    sim.clock.advance(31 * 86_400)
    assert client("GET", "/batches").json()["data"] == []


def test_zhipu_has_urls_of_its_own_and_deletes_input_files(speak: Speak) -> None:
    sim, client = speak("zhipu")
    assert client.endpoint == "/v4/chat/completions"
    assert client.create("x", endpoint="/v1/chat/completions").status_code == 400
    failed(client, client.line(url="/v1/chat/completions"))
    batch = client.batch(client.line())
    client.look(batch)
    assert client("GET", f"/files/{batch['input_file_id']}").status_code == 404
    kept = client.batch(client.line("a", client.body("kept")), auto_delete_input_file=False)
    client.look(kept)
    assert client("GET", f"/files/{kept['input_file_id']}").status_code == 200
    assert {row.endpoint for row in sim.meter.rows} == {"/v1/chat/completions"}


def test_moonshot_lists_without_ids_and_takes_other_windows(speak: Speak) -> None:
    sim, client = speak("moonshot")
    batch = client.batch(client.line(), completion_window="12h", metadata={"nonce": "1"})
    assert batch["metadata"] == {"nonce": "1"}
    assert set(client("GET", "/batches").json()) == {"object", "data", "has_more"}
    assert client.create("x", completion_window="11h").status_code == 400
    assert batch["expires_at"] - batch["created_at"] == 12 * 3600
    client.look(batch)
    client("POST", "/chat/completions", json=client.body())
    assert [share(row) for row in sim.meter.rows] == [Decimal("0.6"), 1]


def test_siliconflow_queues_counts_nothing_and_streams(speak: Speak) -> None:
    sim, client = speak("siliconflow")
    batch = client.batch(client.line("a", client.body(stream=True)))
    assert (batch["status"], batch["file_name"]) == ("in_queue", "in.jsonl")
    shown = client.look(batch)
    assert (shown["status"], shown["request_counts"]) == ("completed", None)
    failed(client, *(client.line(f"r{number}", client.body()) for number in range(5001)))
    sim.faults.wrapped_upload = True
    assert set(client.upload(client.line()).json()) == {"code", "message", "status", "data"}


def test_novita_writes_its_own_words(speak: Speak) -> None:
    sim, client = speak("novita", latency=100)
    batch = client.batch(client.line(), completion_window="48h", metadata={"a": "b"})
    assert (batch["status"], batch["metadata"], batch["output_file_id"]) == ("VALIDATING", None, "")
    assert datetime.fromisoformat(batch["created_at"])
    assert isinstance(batch["expires_at"], dict)
    sim.clock.advance(50)
    assert client.look(batch)["status"] == "PROGRESS"
    sim.clock.advance(50)
    shown = client.look(batch)
    assert (shown["total"], shown["completed"], shown["failed"], shown["errors"]) == (1, 1, 0, "")
    sim.latency = 0
    assert failed(client, client.line(), b"no json")["errors"] == "line 2: This line is not parseable as valid JSON."


def test_perplexity_knows_repeats_by_their_key(speak: Speak) -> None:
    sim, client = speak("perplexity")
    file_id = client.upload(client.line()).json()["id"]
    first = client.create(file_id, {"Idempotency-Key": "one"}).json()
    assert client.create(file_id, {"Idempotency-Key": "one"}).json()["id"] == first["id"]
    assert client.create(file_id, {"Idempotency-Key": "two"}).json()["id"] != first["id"]
    assert len(sim.jobs) == 2
    assert client.create(file_id, output_expires_after={"seconds": 3600}).status_code == 400
    assert client.create(file_id, endpoint="/v1/chat/completions").status_code == 400
    assert client("POST", "/chat/completions", json={"model": "sonar", "messages": QUESTION}).status_code == 404
    shown = failed(client, client.line("a"), b"", client.line("b", client.body("b")))
    assert [one["line"] for one in shown["errors"]["data"]] == [2]


def test_llama_stack_knows_repeats_by_a_field(speak: Speak) -> None:
    _, client = speak("llama-stack")
    file_id = client.upload(client.line()).json()["id"]
    ids = {client.create(file_id, idempotency_key="one").json()["id"] for _ in range(2)}
    assert len(ids) == 1


def test_a_proxy_may_want_to_know_where_to(speak: Speak) -> None:
    _, client = speak("litellm", faults=Faults(needs_routing=True))
    assert client.upload(client.line()).status_code == 400
    assert client.upload(client.line(), data={"target_model_names": "gpt-4o"}).status_code == 200
    assert client.upload(client.line(), headers={"custom-llm-provider": "openai"}).status_code == 200


# Azure


def test_azure_runs_batches_on_batch_deployments_alone(speak: Speak) -> None:
    _, client = speak("azure")
    shown = failed(client, client.line("a", client.body(model="gpt-4o")))
    assert (shown["errors"]["data"][0]["code"], shown["output_file_id"]) == ("invalid_request", "")
    answer = client("POST", "/chat/completions", json=client.body())
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "OperationNotSupported")
    shown = client.look(client.batch(client.line(url="/chat/completions"), endpoint="/chat/completions"))
    assert shown["status"] == "completed"
    assert client.content(shown["error_file_id"]) == []
    row = client.content(shown["output_file_id"])[0]
    assert set(row) == {"custom_id", "response", "error"}
    assert (row["response"]["body"]["model"], "prompt_filter_results" in row["response"]["body"]) == (
        "gpt-4o-2024-08-06",
        True,
    )


def test_azures_older_route_wants_a_version_and_writes_otherwise(speak: Speak) -> None:
    sim, client = speak("azure", latency=100)
    batch = client.batch(client.line())
    older = Client(sim, "azure", "/openai")
    with contextlib.closing(older.http):
        assert older("GET", f"/batches/{batch['id']}").status_code == 404
        older.http.params = {"api-version": "2025-03-01-preview"}
        shown = older.look(batch)
        assert (shown["status"], shown["request_counts"]) == ("Validating", None)
        assert datetime.fromisoformat(shown["created_at"])
        assert older.upload(older.line()).json()["status"] == "pending"
        deployed = older("POST", "/deployments/gpt-4o/chat/completions", json={"messages": QUESTION})
        assert deployed.status_code == 200
        assert older("POST", "/responses", json={"model": "gpt-4o", "input": "hello"}).status_code == 200
    assert [row.model for row in sim.meter.rows] == ["gpt-4o", "gpt-4o"]


def test_azure_fails_fast_and_never_expires(speak: Speak) -> None:
    sim, client = speak("azure", latency=10 * 86_400, faults=Faults(enqueued_limit=20))
    batch = client.batch(client.line())
    answer = client.create(client.upload(client.line("b")).json()["id"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "token_limit_exceeded")
    sim.clock.advance(5 * 86_400)
    assert client.look(batch)["status"] == "in_progress"


def test_azure_bounds_files_that_stay(speak: Speak) -> None:
    _, client = speak("azure")
    hours = {"expires_after[seconds]": "3600", "expires_after[anchor]": "created_at"}
    assert client.upload(client.line(), data=hours).status_code == 400
    month = hours | {"expires_after[seconds]": "2592000"}
    for _ in range(500):
        assert client.upload(client.line()).status_code == 200
    answer = client.upload(client.line())
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "quotaExceeded")
    assert client.upload(client.line(), data=month).status_code == 200


@pytest.mark.parametrize("key", ["api-key", "Authorization"])
def test_azure_takes_either_key(speak: Speak, key: str) -> None:
    _, client = speak("azure")
    del client.http.headers["api-key"]
    client.http.headers[key] = "key" if key == "api-key" else "Bearer token"
    assert client("GET", "/batches").status_code == 200
    client.http.headers[key] = "Bearer token" if key == "api-key" else "key"
    assert client("GET", "/batches").status_code == 401


def test_dashscope_lines_have_a_bound_of_their_own(speak: Speak) -> None:
    _, client = speak("dashscope")
    shown = failed(client, client.line("a", client.body("x" * 6_000_001)))
    assert "too long" in json.dumps(shown["errors"])
