"""The simulated OpenAI API, driven by the real SDK and by plain HTTP."""

from __future__ import annotations

import base64
import json
from array import array
from typing import Any

import openai
import pytest

from deferred.simulator import Simulator
from tests.support.bodies import png

from .conftest import Http, chat, lines_of


def line(**more: Any) -> dict[str, Any]:
    return {"custom_id": "b", "method": "POST", "url": "/v1/chat/completions", "body": chat()} | more


GOOD = line(custom_id="a")


def test_every_live_endpoint_answers_the_sdk(gpt: Any) -> None:
    assert "Say hello" in gpt.chat.completions.create(**chat("Say hello")).choices[0].message.content
    assert "Say hello" in gpt.responses.create(model="gpt-5-nano", input="Say hello").output_text
    assert "Say hello" in gpt.completions.create(model="gpt-3.5-turbo-instruct", prompt="Say hello").choices[0].text
    assert not gpt.moderations.create(input="a kitten").results[0].flagged
    assert "gpt-4o" in [model.id for model in gpt.models.list()]


def test_embeddings_have_the_asked_width_and_encoding(gpt: Any, http_to: Http) -> None:
    body = {"model": "text-embedding-3-small", "input": ["one", "two"], "dimensions": 16}
    floats = gpt.embeddings.create(**body)
    assert [len(one.embedding) for one in floats.data] == [16, 16]
    assert sum(number**2 for number in floats.data[0].embedding) == pytest.approx(1)
    packed = http_to("openai", "POST", "/v1/embeddings", body | {"encoding_format": "base64"})[1]
    assert array("f", base64.b64decode(packed["data"][0]["embedding"])).tolist() == pytest.approx(
        floats.data[0].embedding
    )


def test_several_choices_logprobs_and_required_tools(gpt: Any) -> None:
    reply = gpt.chat.completions.create(**chat(n=3, logprobs=True, top_logprobs=2))
    assert len({choice.message.content for choice in reply.choices}) == 3
    assert "".join(one.token for one in reply.choices[0].logprobs.content) == reply.choices[0].message.content
    function = {"name": "save", "parameters": {"type": "object", "properties": {"n": {"type": "integer"}}}}
    reply = gpt.chat.completions.create(
        **chat("n: 7", tools=[{"type": "function", "function": function}], tool_choice="required")
    )
    assert reply.choices[0].finish_reason == "tool_calls"
    assert json.loads(reply.choices[0].message.tool_calls[0].function.arguments) == {"n": 7}


def test_a_tiny_bound_cuts_the_answer(gpt: Any) -> None:
    assert gpt.chat.completions.create(**chat(max_completion_tokens=2)).choices[0].finish_reason == "length"
    reply = gpt.responses.create(model="gpt-5-nano", input="hello", max_output_tokens=2)
    assert (reply.status, reply.incomplete_details.reason) == ("incomplete", "max_output_tokens")


def test_streams_carry_the_same_text(gpt: Any) -> None:
    chunks = gpt.chat.completions.create(**chat(), stream=True)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text.endswith("(sample 1)")
    with gpt.responses.stream(model="gpt-5-nano", input="hello") as stream:
        assert stream.get_final_response().output_text.endswith("(sample 1)")


def test_a_batch_goes_through_its_statuses(sim: Simulator, gpt: Any, gpt_batch: Any) -> None:
    sim.latency = 100
    batch = gpt_batch({"a": chat()}, metadata={"deferred_batch": "nonce"})
    seen = [batch.status]
    assert batch.request_counts.total == 0
    for seconds in (1, 30, 66, 10):
        sim.clock.advance(seconds)
        seen.append(gpt.batches.retrieve(batch.id).status)
    assert seen == ["validating", "validating", "in_progress", "finalizing", "completed"]
    [listed] = gpt.batches.list().data
    assert listed.metadata == {"deferred_batch": "nonce"}


def test_refused_rows_lie_in_the_error_file_with_error_null(gpt: Any, gpt_batch: Any, lines: Any) -> None:
    batch = gpt_batch({"good — ü/1": chat(), "bad": chat(temperature=3)})
    rows = {row["custom_id"]: row for row in lines("openai", batch)}
    assert rows["good — ü/1"]["response"]["status_code"] == 200
    assert rows["bad"]["error"] is None
    assert rows["bad"]["response"]["status_code"] == 400
    assert set(rows["bad"]["response"]["body"]["error"]) == {"message", "type", "param", "code"}
    done = gpt.batches.retrieve(batch.id)
    assert (done.request_counts.total, done.request_counts.completed, done.request_counts.failed) == (2, 1, 1)
    [error] = gpt.files.content(done.error_file_id).text.splitlines()
    assert json.loads(error)["custom_id"] == "bad"


def test_file_ids_are_null_when_there_is_nothing_in_them(gpt: Any, gpt_batch: Any) -> None:
    good = gpt.batches.retrieve(gpt_batch({"a": chat()}).id)
    bad = gpt.batches.retrieve(gpt_batch({"a": chat(temperature=3)}).id)
    assert (good.error_file_id, bad.output_file_id) == (None, None)
    assert bad.status == "completed"


@pytest.mark.parametrize(
    ("second", "code", "param"),
    [
        (b"{oops", "invalid_json_line", None),
        (line(custom_id="a"), "duplicate_custom_id", "custom_id"),
        ({"method": "POST", "url": "/v1/chat/completions", "body": chat()}, "missing_required_parameter", "custom_id"),
        (line(body=None), "missing_required_parameter", "body"),
        (line(body=chat(model="gpt-4.1")), "mismatched_model", "body.model"),
        (line(url="/v1/responses"), "invalid_url", "url"),
        (line(body=chat(model="does-not-exist")), "model_not_found", "body.model"),
        (line(body={"messages": []}), "invalid_request", "body.model"),
        (line(body=chat(stream=True)), "streaming_unsupported", "body.stream"),
    ],
)
def test_one_bad_line_fails_the_batch_after_it_was_accepted(
    sim: Simulator,
    gpt: Any,
    http_to: Http,
    second: Any,
    code: str,
    param: str,
) -> None:
    data = json.dumps(GOOD).encode() + b"\n" + (second if isinstance(second, bytes) else json.dumps(second).encode())
    _, stored = http_to.upload(data)
    batch = gpt.batches.create(input_file_id=stored["id"], endpoint="/v1/chat/completions", completion_window="24h")
    assert batch.status == "validating"
    failed = gpt.batches.retrieve(batch.id)
    [error] = failed.errors.data
    assert (failed.status, error.code, error.param, error.line) == ("failed", code, param, 2)
    assert (failed.output_file_id, failed.error_file_id, failed.request_counts.total) == (None, None, 0)
    assert sim.meter.total == 0


def test_unknown_and_wrong_files_fail_the_batch(gpt: Any, http_to: Http) -> None:
    _, stored = http_to.upload(json.dumps(GOOD).encode(), purpose="user_data")
    for name in ("file-none", stored["id"]):
        batch = gpt.batches.create(input_file_id=name, endpoint="/v1/chat/completions", completion_window="24h")
        [error] = gpt.batches.retrieve(batch.id).errors.data
        assert error.code == "invalid_request"
        assert "Cannot find file" in error.message


def test_uploads_that_are_no_jsonl_are_refused(sim: Simulator, http_to: Http) -> None:
    for data in (b"", b"hello"):
        status, body = http_to.upload(data)
        assert status == 400
        assert "Invalid file format" in body["error"]["message"]
    sim.limits.openai_bytes = 10
    assert http_to.upload(json.dumps(GOOD).encode())[0] == 413


def test_too_many_lines_or_embedding_inputs_fail_the_batch(sim: Simulator, gpt: Any, gpt_batch: Any) -> None:
    sim.limits.openai_requests, sim.limits.openai_embedding_inputs = 2, 3
    batch = gpt_batch({str(number): chat() for number in range(3)})
    assert gpt.batches.retrieve(batch.id).status == "failed"
    body = {"model": "text-embedding-3-small", "input": ["x", "y"]}
    batch = gpt_batch({"a": body, "b": body}, url="/v1/embeddings")
    assert gpt.batches.retrieve(batch.id).errors.data[0].code == "too_many_tasks"


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"endpoint": "/v1/nothing"}, "endpoint"),
        ({"completion_window": "1h"}, "completion_window"),
        ({"metadata": {"a" * 65: "b"}}, "metadata"),
        ({"metadata": {str(number): "x" for number in range(17)}}, "metadata"),
    ],
)
def test_bad_create_arguments_are_refused_at_once(http_to: Http, change: Any, param: str) -> None:
    body = {"input_file_id": "file-x", "endpoint": "/v1/chat/completions", "completion_window": "24h"} | change
    status, answer, _ = http_to("openai", "POST", "/v1/batches", body)
    assert (status, answer["error"]["param"], answer["error"]["code"]) == (400, param, "invalid_value")


def test_cancel_leaves_unrun_rows_in_the_error_file_and_refuses_twice(
    sim: Simulator,
    gpt: Any,
    gpt_batch: Any,
    lines: Any,
) -> None:
    sim.latency = 100
    batch = gpt_batch({f"row-{n}": chat() for n in range(10)})
    sim.clock.advance(57.5)
    assert gpt.batches.cancel(batch.id).status == "cancelling"
    done = gpt.batches.retrieve(batch.id)
    assert (done.status, done.request_counts.completed) == ("cancelled", 5)
    rows = lines("openai", batch)
    assert sorted(row["custom_id"] for row in rows) == sorted(f"row-{n}" for n in range(10))
    assert sum(row["response"] is None and row["error"]["code"] == "batch_cancelled" for row in rows) == 5
    with pytest.raises(openai.ConflictError, match="Cannot cancel a batch with status 'cancelled'"):
        gpt.batches.cancel(batch.id)


def test_a_batch_that_lasts_over_a_day_expires_with_what_it_has(
    sim: Simulator, gpt: Any, gpt_batch: Any, lines: Any
) -> None:
    sim.latency = 2 * 86_400
    batch = gpt_batch({f"row-{n}": chat() for n in range(10)})
    sim.clock.advance(86_401)
    assert gpt.batches.retrieve(batch.id).status == "expired"
    codes = [(row["error"] or {}).get("code") for row in lines("openai", batch)]
    assert codes.count("batch_expired") == 10 - sim.meter.rows_billed
    assert sim.meter.rows_billed == 4


def test_files_and_batches_are_listed_in_pages_and_deleted(gpt: Any, gpt_batch: Any) -> None:
    made = [gpt_batch({"a": chat()}) for _ in range(3)]
    assert [batch.id for batch in gpt.batches.list(limit=2)] == [batch.id for batch in made[::-1]]
    files = list(gpt.files.list(purpose="batch", limit=2))
    assert [stored.id for stored in files] == [batch.input_file_id for batch in made[::-1]]
    assert gpt.files.delete(files[0].id).deleted
    with pytest.raises(openai.NotFoundError):
        gpt.files.retrieve(files[0].id)
    with pytest.raises(openai.NotFoundError, match="No batch found with id 'batch_none'"):
        gpt.batches.retrieve("batch_none")


def test_keys_are_accounts_and_bad_keys_are_refused(gpt: Any, gpt_batch: Any) -> None:
    batch = gpt_batch({"a": chat()})
    stranger = gpt.with_options(api_key="another")
    assert stranger.batches.list().data == []
    with pytest.raises(openai.NotFoundError):
        stranger.files.retrieve(batch.input_file_id)
    with pytest.raises(openai.AuthenticationError, match="Incorrect API key"):
        gpt.with_options(api_key="invalid").batches.list()


def test_usage_of_a_batch_is_the_sum_of_its_rows(gpt: Any, http_to: Http, gpt_batch: Any, lines: Any) -> None:
    batch = gpt_batch({str(number): chat(f"Question {number}") for number in range(4)})
    rows = [row["response"]["body"]["usage"] for row in lines("openai", batch)]
    usage = http_to("openai", "GET", f"/v1/batches/{batch.id}")[1]["usage"]
    assert usage["input_tokens"] == sum(row["prompt_tokens"] for row in rows)
    assert usage["total_tokens"] == sum(row["total_tokens"] for row in rows)


def test_unknown_fields_of_a_body_are_refused(gpt: Any, gpt_batch: Any, lines: Any) -> None:
    with pytest.raises(openai.BadRequestError, match="Unknown parameter: 'custom'"):
        gpt.chat.completions.create(**chat(), extra_body={"custom": 1})
    [row] = lines("openai", gpt_batch({"a": chat(custom=1)}))
    assert row["response"]["status_code"] == 400


def test_blank_lines_in_a_file_do_no_harm(gpt: Any, http_to: Http) -> None:
    _, stored = http_to.upload(lines_of({"a": chat()}) + b"\n\n")
    batch = gpt.batches.create(input_file_id=stored["id"], endpoint="/v1/chat/completions", completion_window="24h")
    assert gpt.batches.retrieve(batch.id).request_counts.completed == 1


PIXEL = base64.b64decode(png(1024, 1024))
TINY = {"image_url": f"data:image/png;base64,{png(8, 8)}"}


def test_pictures_are_made_live_and_told_by_kind(gpt: Any) -> None:
    made = gpt.images.generate(model="gpt-image-1", prompt="a cat", n=2, quality="high", size="1536x1024")
    assert [base64.b64decode(one.b64_json)[:4] for one in made.data] == [b"\x89PNG"] * 2
    assert (made.usage.output_tokens, made.usage.input_tokens_details.image_tokens) == (2 * 6_208, 0)
    assert (made.size, made.quality) == ("1536x1024", "high")
    free = gpt.images.generate(model="gpt-image-2", prompt="a cat", quality="high", size="1024x1024")
    assert free.usage.output_tokens == 7_024  # as OpenAI's calculator says


def test_edits_are_taken_as_a_form_and_as_json(gpt: Any, http_to: Http) -> None:
    asked = {"model": "gpt-image-1", "prompt": "a hat", "n": 2, "quality": "low"}
    posted = gpt.images.edit(image=[PIXEL, PIXEL], mask=PIXEL, **asked)
    assert posted.usage.input_tokens_details.image_tokens == 3 * (65 + 129)
    images = [{"image_url": "data:image/png;base64," + base64.b64encode(PIXEL).decode()}] * 2
    status, told, _ = http_to("openai", "POST", "/v1/images/edits", asked | {"images": images, "mask": images[0]})
    assert (status, told["usage"]) == (200, posted.usage.model_dump())
    assert not http_to.simulator.meter.billed_twice(2)


def test_pictures_are_streamed_live(gpt: Any) -> None:
    events = list(gpt.images.generate(model="gpt-image-1", prompt="a cat", stream=True))
    assert [event.type for event in events] == ["image_generation.completed"]


@pytest.mark.parametrize(
    ("path", "more", "word"),
    [
        ("generations", {"size": "100x100"}, "size"),
        ("generations", {"quality": "ultra"}, "quality"),
        ("generations", {"n": 11}, "n"),
        ("generations", {"images": [TINY]}, "images"),
        ("generations", {"response_format": "url"}, "response_format"),
        ("generations", {"prompt": "x" * 33_000}, "prompt"),
        ("edits", {}, "images"),
        ("edits", {"images": []}, "images"),
        ("edits", {"images": [TINY] * 17}, "images"),
        ("edits", {"images": [{}]}, "images"),
        ("edits", {"images": [TINY | {"file_id": "file-1"}]}, "images"),
        ("edits", {"images": [{"image_url": "data:text/plain;base64,aGk="}]}, "images"),
        ("edits", {"images": [{"image_url": "data:image/png;base64,aGk="}]}, "images"),
        ("edits", {"image": "x", "images": [TINY]}, "image"),
    ],
)
def test_pictures_are_refused_by_the_field_that_is_wrong(http_to: Http, path: str, more: Any, word: str) -> None:
    asked = {"model": "gpt-image-1", "prompt": "a cat"} | more
    status, told, _ = http_to("openai", "POST", f"/v1/images/{path}", asked)
    assert (status, told["error"]["param"]) == (400, word)
