"""The simulated Gemini Developer API, driven by the real SDK and by plain HTTP."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from google.genai import errors

from deferred.simulator import Simulator
from tests.support.models import GEMINI

from .conftest import Http, content

MODEL = GEMINI
INLINE = {"contents": [{"role": "user", "parts": [{"text": "hello"}]}], "metadata": {"key": "a"}}


def create(requests: Any, name: str = "run") -> dict[str, Any]:
    return {"batch": {"displayName": name, "inputConfig": {"requests": {"requests": requests}}}}


def test_live_methods_answer_the_sdk(gemini: Any) -> None:
    assert "Say hello" in gemini.models.generate_content(model=MODEL, contents="Say hello").text
    chunks = gemini.models.generate_content_stream(model=MODEL, contents="Say hello")
    assert "".join(chunk.text or "" for chunk in chunks).endswith("(sample 2)")
    found = gemini.models.embed_content(
        model="gemini-embedding-001", contents=["one", "two"], config={"output_dimensionality": 8}
    )
    assert [len(one.values) for one in found.embeddings] == [8, 8]
    assert gemini.models.count_tokens(model=MODEL, contents="hello").total_tokens > 0


def test_candidates_tools_thoughts_and_bounds(gemini: Any) -> None:
    def ask(text: str = "hello", **config: Any) -> Any:
        return gemini.models.generate_content(model=MODEL, contents=text, config=config)

    assert ask(max_output_tokens=2).candidates[0].finish_reason == "MAX_TOKENS"
    assert len(ask(candidate_count=2).candidates) == 2
    thought, said = ask(thinking_config={"include_thoughts": True}).candidates[0].content.parts
    assert thought.thought
    assert not said.thought
    schema = {"type": "OBJECT", "properties": {"n": {"type": "INTEGER"}}, "required": ["n"]}
    tools = [{"function_declarations": [{"name": "save", "parameters": schema}]}]
    [call] = ask("n: 7", tools=tools, tool_config={"function_calling_config": {"mode": "ANY"}}).function_calls
    assert (call.name, call.args) == ("save", {"n": 7})


def test_a_file_batch_echoes_keys_and_is_named_by_its_job(gemini: Any, gemini_batch: Any, lines: Any) -> None:
    job = gemini_batch({"a": content("one"), "b": content("two")})
    done = gemini.batches.get(name=job.name)
    assert done.state.name == "JOB_STATE_SUCCEEDED"
    assert done.dest.file_name == f"files/batch-{job.name.removeprefix('batches/')}"
    rows = {row["key"]: row["response"] for row in lines("google", job)}
    assert "one" in rows["a"]["candidates"][0]["content"]["parts"][0]["text"]
    assert gemini.files.download(file=done.dest.file_name)


def test_an_inline_batch_echoes_metadata_in_a_double_nest(gemini: Any, http_to: Http) -> None:
    job = gemini.batches.create(model=MODEL, src=[INLINE], config={"display_name": "run"})
    _, shown, _ = http_to("google", "GET", f"/v1beta/{job.name}")
    [row] = shown["response"]["inlinedResponses"]["inlinedResponses"]
    assert row["metadata"] == {"key": "a"}
    assert shown["metadata"]["state"] == "BATCH_STATE_SUCCEEDED"
    assert shown["metadata"]["output"]["inlinedResponses"] == shown["response"]["inlinedResponses"]
    [typed] = gemini.batches.get(name=job.name).dest.inlined_responses
    assert typed.response.text.endswith("(sample 1)")


def test_the_operation_has_no_done_until_it_ends(sim: Simulator, http_to: Http) -> None:
    sim.latency = 100
    rows = [{"request": content(), "metadata": {"key": "a"}}]
    _, job, _ = http_to("google", "POST", f"/v1beta/models/{MODEL}:batchGenerateContent", create(rows))
    states = [job["metadata"]["state"]]
    assert "done" not in job
    assert job["metadata"]["batchStats"] == {"requestCount": "1", "pendingRequestCount": "1"}
    for seconds in (50, 51):
        sim.clock.advance(seconds)
        states.append(http_to("google", "GET", f"/v1/{job['name']}")[1]["metadata"]["state"])
    assert states == ["BATCH_STATE_PENDING", "BATCH_STATE_RUNNING", "BATCH_STATE_SUCCEEDED"]


def test_snake_case_is_accepted(http_to: Http) -> None:
    rows = [{"request": content(generation_config={"max_output_tokens": 2}), "metadata": {"key": "a"}}]
    body = {"batch": {"display_name": "run", "input_config": {"requests": {"requests": rows}}}}
    status, job, _ = http_to("google", "POST", f"/v1beta/models/{MODEL}:batchGenerateContent", body)
    assert (status, job["metadata"]["displayName"]) == (200, "run")
    _, shown, _ = http_to("google", "GET", f"/v1beta/{job['name']}")
    [row] = shown["response"]["inlinedResponses"]["inlinedResponses"]
    assert row["response"]["candidates"][0]["finishReason"] == "MAX_TOKENS"


@pytest.mark.parametrize(
    "bad", [{"contents": []}, {"contents": [{"role": "user"}]}, content(custom=1), content(stream=False)]
)
def test_a_malformed_row_refuses_the_whole_batch(sim: Simulator, gemini_batch: Any, bad: Any) -> None:
    with pytest.raises(errors.ClientError, match="400 INVALID_ARGUMENT"):
        gemini_batch({"good": content(), "bad": bad})
    assert not sim.jobs


def test_unknown_models_are_404_and_big_inline_batches_400(sim: Simulator, http_to: Http) -> None:
    rows = [{"request": content()}]
    path = "/v1beta/models/{}:batchGenerateContent"
    status, body, _ = http_to("google", "POST", path.format("does-not-exist"), create(rows))
    assert (status, body["error"]["status"]) == (404, "NOT_FOUND")
    sim.limits.gemini_inline_bytes = 10
    assert http_to("google", "POST", path.format(MODEL), create(rows))[0] == 400


def test_jobs_are_listed_newest_first_in_pages(gemini: Any, gemini_batch: Any) -> None:
    made = [gemini_batch({"a": content()}).name for _ in range(3)]
    assert [job.name for job in gemini.batches.list(config={"page_size": 2})] == made[::-1]
    assert gemini.batches.list(config={"page_size": 1})[0].display_name == "run"


def test_a_cancelled_job_has_an_error_and_no_results(
    sim: Simulator, gemini: Any, gemini_batch: Any, http_to: Http
) -> None:
    sim.latency = 100
    job = gemini_batch({"a": content()})
    sim.clock.advance(50)
    assert http_to("google", "POST", f"/v1beta/{job.name}:cancel", {})[:2] == (200, {})
    _, shown, _ = http_to("google", "GET", f"/v1beta/{job.name}")
    assert (shown["metadata"]["state"], shown["done"], shown["error"]["code"]) == ("BATCH_STATE_CANCELLED", True, 13)
    assert "response" not in shown
    assert sim.meter.total == 0


def test_a_job_that_lasts_over_two_days_expires_without_results(sim: Simulator, gemini: Any, gemini_batch: Any) -> None:
    sim.latency = 3 * 86_400
    job = gemini_batch({"a": content()})
    sim.clock.advance(2 * 86_400 + 1)
    done = gemini.batches.get(name=job.name)
    assert done.state.name == "JOB_STATE_EXPIRED"
    assert done.dest is None
    assert sim.meter.rows_billed == 0


def test_deleting_a_job_takes_its_output_along(gemini: Any, gemini_batch: Any) -> None:
    job = gemini.batches.get(name=gemini_batch({"a": content()}).name)
    gemini.batches.delete(name=job.name)
    for look in (lambda: gemini.batches.get(name=job.name), lambda: gemini.files.download(file=job.dest.file_name)):
        with pytest.raises(errors.ClientError, match="404"):
            look()


def test_files_that_do_not_exist_are_forbidden(gemini: Any) -> None:
    stored = gemini.files.upload(file=io.BytesIO(b"{}"), config={"mime_type": "application/jsonl"})
    assert gemini.files.get(name=stored.name).state.name == "ACTIVE"
    gemini.files.delete(name=stored.name)
    with pytest.raises(errors.ClientError, match="403"):
        gemini.files.get(name=stored.name)


def test_embeddings_batch_from_a_file_keeps_keys(gemini: Any, http_to: Http) -> None:
    body = {"content": {"parts": [{"text": "hello"}]}, "outputDimensionality": 4}
    rows = "\n".join(json.dumps({"key": key, "request": body}) for key in "ab").encode()
    stored = gemini.files.upload(file=io.BytesIO(rows), config={"mime_type": "application/jsonl"})
    batch = {"batch": {"displayName": "run", "inputConfig": {"fileName": stored.name}}}
    _, job, _ = http_to("google", "POST", "/v1beta/models/gemini-embedding-001:asyncBatchEmbedContent", batch)
    _, shown, _ = http_to("google", "GET", f"/v1beta/{job['name']}")
    _, raw, _ = http_to("google", "GET", f"/download/v1beta/{shown['response']['responsesFile']}:download?alt=media")
    found = {row["key"]: row["response"]["embedding"]["values"] for row in map(json.loads, raw.splitlines())}
    assert [len(found[key]) for key in "ab"] == [4, 4]


@pytest.mark.filterwarnings("ignore:.*experimental")
def test_embeddings_batch_inline_through_the_sdk(gemini: Any) -> None:
    source = {"inlined_requests": {"contents": ["one", "two"], "config": {"output_dimensionality": 4}}}
    job = gemini.batches.create_embeddings(model="gemini-embedding-001", src=source, config={"display_name": "run"})
    done = gemini.batches.get(name=job.name)
    assert [len(one.response.embedding.values) for one in done.dest.inlined_embed_content_responses] == [4, 4]


def test_keys_are_accounts_and_bad_keys_are_refused(gemini_batch: Any, http_to: Http) -> None:
    job = gemini_batch({"a": content()})
    assert http_to("google", "GET", f"/v1beta/{job.name}", x_goog_api_key="other")[0] == 404
    assert http_to("google", "GET", "/v1beta/batches", x_goog_api_key="other")[1] == {}
    status, body, _ = http_to("google", "GET", "/v1beta/batches", x_goog_api_key="invalid")
    assert (status, body["error"]["details"][0]["reason"]) == (400, "API_KEY_INVALID")


def test_a_batched_answer_is_byte_for_byte_the_live_one(gemini_batch: Any, lines: Any) -> None:
    [row] = lines("google", gemini_batch({"a": content()}))
    with Simulator() as other:
        live = Http(other)("google", "POST", f"/v1beta/models/{MODEL}:generateContent", content())[1]
    assert row["response"] == live
