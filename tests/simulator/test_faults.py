"""Every fault does what it says, to every provider it says."""

from __future__ import annotations

import http.client
from typing import Any

import pytest

from deferred.simulator import Faults, Simulator

from .conftest import Http, chat, content, message

PROVIDERS = ["anthropic", "openai", "google"]
POLLS = {"anthropic": "/v1/messages/batches/{}", "openai": "/v1/batches/{}", "google": "/v1beta/{}"}
LISTS = {"anthropic": "/v1/messages/batches", "openai": "/v1/batches", "google": "/v1beta/batches"}
TEXTS = [f"Question {number}" for number in range(8)]


def poll(http_to: Http, provider: str, batch: Any) -> tuple[int, Any, dict[str, str]]:
    return http_to(provider, "GET", POLLS[provider].format(batch.name if provider == "google" else batch.id))


def listed(http_to: Http, provider: str) -> int:
    _, page, _ = http_to(provider, "GET", LISTS[provider])
    return len(page.get("data") or page.get("operations") or ())


def status_of(provider: str, shown: Any) -> str:
    name = {"anthropic": "processing_status", "openai": "status"}.get(provider)
    return str(shown[name] if name else shown["metadata"]["state"])


def row_name(row: Any) -> str | None:
    return row.get("custom_id") or row.get("key")


def succeeded(row: Any) -> bool:
    if "result" in row:
        return bool(row["result"]["type"] == "succeeded")
    return "candidates" in (row.get("response") or {}) or (row.get("response") or {}).get("status_code") == 200


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_lost_create_response_leaves_the_batch_behind(sim: Simulator, many: Any, provider: str) -> None:
    sim.faults.lost_responses = {"create": 1}
    with pytest.raises(Exception, match=r"(?i)connection|disconnect"):
        many[provider](TEXTS)
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_refused_create_leaves_nothing_behind(sim: Simulator, many: Any, provider: str) -> None:
    sim.faults.refuse_before = {"create": 1}
    with pytest.raises(Exception, match=r"(?i)connection|disconnect"):
        many[provider](TEXTS)
    assert not sim.jobs
    assert many[provider](TEXTS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_forced_statuses_carry_headers_and_are_used_up(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    batch = many[provider](TEXTS)
    sim.faults.status_on["poll"] = (503, 2, {"retry-after": "7"})
    answers = [poll(http_to, provider, batch) for _ in range(3)]
    assert [status for status, _, _ in answers] == [503, 503, 200]
    assert answers[0][2]["retry-after"] == "7"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_answer_instead_is_given_so_often_and_nothing_is_done(sim: Simulator, many: Any, provider: str) -> None:
    sim.faults.answer_instead = {"create": (404, {"error": {"message": "no such file", "code": 404}}, 1)}
    with pytest.raises(Exception, match="no such file"):
        many[provider](TEXTS)
    assert not sim.jobs
    assert many[provider](TEXTS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_cut_results_break_off_in_the_middle(sim: Simulator, many: Any, lines: Any, provider: str) -> None:
    batch = many[provider](TEXTS)
    sim.faults.cut_results = 1
    with pytest.raises(http.client.IncompleteRead):
        lines(provider, batch)
    assert len(lines(provider, batch)) == len(TEXTS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_rows_can_fail_expire_vanish_repeat_and_be_strangers(
    sim: Simulator,
    many: Any,
    lines: Any,
    provider: str,
) -> None:
    sim.faults = Faults(
        error_rows={0},
        error_status=429,
        expire_rows=lambda row: row.index == 1,
        credit_rows=["row-2"],
        drop_rows={3},
        duplicate_rows={4},
        unknown_rows=1,
    )
    rows = lines(provider, many[provider](TEXTS))
    names = [row_name(row) for row in rows]
    good = {row_name(row) for row in rows if succeeded(row)}
    assert good == {"row-4", "row-5", "row-6", "row-7"}
    assert names.count("row-4") == 2
    assert "row-3" not in names
    assert "somebody-elses-0" in names
    assert sim.meter.rows_billed == 5


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_malformed_line_loses_its_row(sim: Simulator, many: Any, lines: Any, provider: str) -> None:
    sim.faults.malformed_line = 1
    batch = many[provider](TEXTS)
    with pytest.raises(ValueError, match=r"JSON|EOF|Unterminated|delimiter|Expecting"):
        lines(provider, batch)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_results_can_be_empty(sim: Simulator, many: Any, lines: Any, provider: str) -> None:
    sim.faults.empty_results = True
    assert lines(provider, many[provider](TEXTS)) == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_batch_can_expire_half_way(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.faults.expire_batch = 1
    _, shown, _ = poll(http_to, provider, many[provider](TEXTS))
    assert status_of(provider, shown) in {"ended", "expired", "BATCH_STATE_EXPIRED"}
    assert sim.meter.rows_billed == (0 if provider == "google" else 4)


@pytest.mark.parametrize("provider", ["openai", "google"])
def test_a_job_can_fail_as_a_whole(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.faults.fail_batch = 1
    _, shown, _ = poll(http_to, provider, many[provider](TEXTS))
    assert status_of(provider, shown) in {"failed", "BATCH_STATE_FAILED"}
    assert sim.meter.total == 0


@pytest.mark.parametrize("provider", ["openai", "google"])
def test_a_lost_upload_leaves_a_file_behind(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.faults.lost_responses = {"upload": 1}
    with pytest.raises(Exception, match=r"(?i)connection|disconnect"):
        many[provider](TEXTS)
    path = "/v1/files" if provider == "openai" else "/v1beta/files"
    page = http_to(provider, "GET", path)[1]
    assert len(page.get("data") or page["files"]) == 1
    assert not sim.jobs


@pytest.mark.parametrize("provider", PROVIDERS)
def test_somebody_else_can_cancel(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.faults.cancelled_elsewhere = 1
    _, shown, _ = poll(http_to, provider, many[provider](TEXTS))
    assert status_of(provider, shown) in {"ended", "cancelled", "BATCH_STATE_CANCELLED"}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_statuses_can_be_strange(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.latency = 100
    batch = many[provider](TEXTS)
    sim.faults.unknown_status = 1
    strange, usual = (status_of(provider, poll(http_to, provider, batch)[1]) for _ in range(2))
    assert strange.lower().endswith("queued_for_review")
    sim.faults.status_case = True
    assert status_of(provider, poll(http_to, provider, batch)[1]) == usual.swapcase()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_batch_can_be_gone_and_late_in_lists(sim: Simulator, many: Any, http_to: Http, provider: str) -> None:
    sim.faults.list_lag = 30
    batch = many[provider](TEXTS)
    assert listed(http_to, provider) == 0
    sim.clock.advance(31)
    assert listed(http_to, provider) == 1
    sim.faults.batch_gone = 1
    assert [poll(http_to, provider, batch)[0] for _ in range(2)] == [404, 200]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_creates_can_be_rate_limited(sim: Simulator, many: Any, provider: str) -> None:
    sim.faults.rate_limited_create = 1
    with pytest.raises(Exception, match=r"429|simulated"):
        many[provider](TEXTS)
    assert many[provider](TEXTS)


def test_the_server_clock_can_be_wrong(sim: Simulator, many: Any, http_to: Http) -> None:
    sim.faults.clock_skew = 3600
    batch = many["openai"](TEXTS)
    _, shown, headers = poll(http_to, "openai", batch)
    assert shown["created_at"] - sim.jobs[0].created == pytest.approx(3600, abs=2)
    assert "date" in headers


def test_enqueued_limits_fail_or_refuse(sim: Simulator, many: Any, http_to: Http) -> None:
    sim.latency, sim.faults.enqueued_limit = 100, 150
    first = many["openai"](TEXTS)
    second = many["openai"](TEXTS)
    sim.clock.advance(21)
    assert poll(http_to, "openai", second)[1]["errors"]["data"][0]["code"] == "token_limit_exceeded"
    assert poll(http_to, "openai", first)[1]["status"] == "in_progress"
    sim.faults.enqueued_status = 429
    with pytest.raises(Exception, match="429"):
        many["openai"](TEXTS)
    many["google"](TEXTS)
    with pytest.raises(Exception, match="429"):
        many["google"](TEXTS)


def test_files_can_be_late_and_empty_ids_odd(sim: Simulator, many: Any, http_to: Http) -> None:
    sim.faults.file_lag, sim.faults.empty_error_file_id = 1, True
    assert poll(http_to, "openai", many["openai"](TEXTS))[1]["errors"]["data"][0]["message"].startswith(
        "Cannot find file"
    )
    assert poll(http_to, "openai", many["openai"](TEXTS))[1]["error_file_id"] == ""


def test_gemini_rows_can_come_without_keys(sim: Simulator, many: Any, lines: Any) -> None:
    sim.faults.no_keys = True
    assert all("key" not in row for row in lines("google", many["google"](TEXTS)))


def test_all_bad_lines_can_be_reported_at_once(sim: Simulator, gpt: Any, gpt_batch: Any) -> None:
    sim.faults.all_validation_errors = True
    batch = gpt_batch({str(number): chat(stream=True) for number in range(4)})
    assert [error.line for error in gpt.batches.retrieve(batch.id).errors.data] == [1, 2, 3, 4]


def test_listeners_hear_of_a_batch_before_its_client_does(sim: Simulator, many: Any) -> None:
    heard: list[str] = []
    sim.on("request", lambda request: heard.append(request.operation))
    sim.on("batch_created", lambda job: heard.append(job.provider))
    sim.on("answered", lambda request, response: heard.append(f"{request.operation} {response.status}"))
    many["anthropic"](TEXTS)
    assert heard == ["create", "anthropic", "create 200"]


def test_a_hook_can_answer_for_the_model(sim: Simulator, http_to: Http, many: Any, lines: Any) -> None:
    sim.reply_with(lambda provider, _endpoint, body: (418, {"error": provider}) if "7" in str(body) else None)
    assert http_to("anthropic", "POST", "/v1/messages", message("7"))[0] == 418
    assert http_to("google", "POST", "/v1/models/m:generateContent", content("8"))[0] == 200
    rows = lines("openai", many["openai"](TEXTS))
    assert [row["response"]["body"] for row in rows if not succeeded(row)] == [{"error": "openai"}]


def test_a_stopped_simulator_starts_again_where_it_was(sim: Simulator, many: Any, http_to: Http) -> None:
    batch, port = many["anthropic"](TEXTS), sim.port
    sim.stop()
    with pytest.raises(OSError, match=r"(?i)refused"):
        poll(http_to, "anthropic", batch)
    assert sim.start().port == port
    assert poll(http_to, "anthropic", batch)[0] == 200
