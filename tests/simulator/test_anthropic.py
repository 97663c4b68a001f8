"""The simulated Anthropic API, driven by the real SDK and by plain HTTP."""

from __future__ import annotations

import base64
from typing import Any

import anthropic
import pytest

from deferred.simulator import Simulator

from .conftest import Http, message

DOCUMENT = "Invoice 17 from Acme.\nTotal: 42.50\nThe invoice is due on 2026-05-01. Paid by card."


def document(**more: Any) -> dict[str, Any]:
    source = {"type": "text", "media_type": "text/plain", "data": DOCUMENT}
    return {"type": "document", "source": source, "title": "invoice.txt", "citations": {"enabled": True}} | more


def asked(*blocks: dict[str, Any], text: str = "When is it due?") -> list[dict[str, Any]]:
    return [{"role": "user", "content": [*blocks, {"type": "text", "text": text}]}]


def test_a_live_message_quotes_the_question(claude: Any) -> None:
    reply = claude.messages.create(**message("Why is the sky blue?"))
    assert "Why is the sky blue?" in reply.content[0].text
    assert reply.stop_reason == "end_turn"
    assert reply.usage.input_tokens > 0


def test_identical_calls_get_different_samples_and_a_batch_counts_on(
    claude: Any, claude_batch: Any, lines: Any
) -> None:
    texts = [claude.messages.create(**message()).content[0].text for _ in range(2)]
    batch = claude_batch({"a": message(), "b": message()})
    texts += [
        row["result"]["message"]["content"][0]["text"]
        for row in sorted(lines("anthropic", batch), key=lambda r: r["custom_id"])
    ]
    assert [text[-10:] for text in texts] == ["(sample 1)", "(sample 2)", "(sample 3)", "(sample 4)"]


def test_a_batched_message_is_the_live_one_but_for_its_service_tier(claude: Any, lines: Any) -> None:
    live = claude.messages.create(**message()).model_dump()
    with Simulator() as other, anthropic.Anthropic(api_key="key", base_url=other.url) as client:
        batch = client.messages.batches.create(requests=[{"custom_id": "a", "params": message()}])
        [row] = list(client.messages.batches.results(batch.id))
    batched = row.result.message.model_dump()
    assert batched["usage"].pop("service_tier") == "batch"
    assert live["usage"].pop("service_tier") == "standard"
    assert {k: v for k, v in batched.items() if v is not None} == {k: v for k, v in live.items() if v is not None}


def test_a_batch_goes_from_in_progress_to_ended(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    sim.latency = 60
    batch = claude_batch({"a": message(), "b": message()})
    assert batch.processing_status == "in_progress"
    assert claude.messages.batches.retrieve(batch.id).request_counts.processing == 2
    with pytest.raises(anthropic.AnthropicError):
        list(claude.messages.batches.results(batch.id))
    sim.clock.advance(61)
    ended = claude.messages.batches.retrieve(batch.id)
    assert ended.processing_status == "ended"
    assert ended.request_counts.succeeded == 2
    assert {row.custom_id for row in claude.messages.batches.results(batch.id)} == {"a", "b"}


def test_polls_carry_retry_after_only_when_asked_and_only_until_the_end(sim: Simulator, http_to: Http) -> None:
    sim.latency = 60
    requests = [{"custom_id": "a", "params": message()}]
    _, batch, _ = http_to("anthropic", "POST", "/v1/messages/batches", {"requests": requests})
    path = f"/v1/messages/batches/{batch['id']}"
    assert "retry-after" not in http_to("anthropic", "GET", path)[2]
    sim.retry_after = 10
    assert http_to("anthropic", "GET", path)[2]["retry-after"] == "10"
    sim.clock.advance(61)
    assert "retry-after" not in http_to("anthropic", "GET", path)[2]


def test_results_come_shuffled_the_same_way_for_the_same_seed(claude_batch: Any, lines: Any) -> None:
    names = [f"row-{number}" for number in range(30)]
    batch = claude_batch({name: message() for name in names})
    got = [row["custom_id"] for row in lines("anthropic", batch)]
    assert sorted(got) == sorted(names)
    assert got != names


@pytest.mark.parametrize(
    ("requests", "words"),
    [
        ([], "List should have at least 1 item after validation, not 0"),
        ([{"params": {}}], "requests.0.custom_id: Field required"),
        ([{"custom_id": "a b", "params": {}}], "String should match pattern"),
        ([{"custom_id": "a" * 65, "params": {}}], "String should have at most 64 characters"),
        ([{"custom_id": "a", "params": {}}] * 2, "Duplicate custom_id found: a"),
    ],
)
def test_bad_custom_ids_refuse_the_whole_batch(sim: Simulator, http_to: Http, requests: Any, words: str) -> None:
    status, body, _ = http_to("anthropic", "POST", "/v1/messages/batches", {"requests": requests})
    assert (status, body["type"], body["error"]["type"]) == (400, "error", "invalid_request_error")
    assert words in body["error"]["message"]
    assert not sim.jobs


def test_too_many_bytes_are_413_and_too_many_rows_400(sim: Simulator, http_to: Http) -> None:
    sim.limits.anthropic_requests, sim.limits.anthropic_bytes = 2, 500
    rows = [{"custom_id": str(number), "params": {}} for number in range(3)]
    assert http_to("anthropic", "POST", "/v1/messages/batches", {"requests": rows})[0] == 400
    rows[0]["params"] = {"x": "y" * 500}
    status, body, _ = http_to("anthropic", "POST", "/v1/messages/batches", {"requests": rows})
    assert (status, body["error"]["type"]) == (413, "request_too_large")


@pytest.mark.parametrize(
    ("params", "kind", "words"),
    [
        ({"stream": True}, "invalid_request_error", "stream=True"),
        ({"messages": None}, "invalid_request_error", "messages: Field required"),
        ({"model": "claude-does-not-exist-9"}, "not_found_error", "model: claude-does-not-exist-9"),
        ({"max_tokens": 0}, "invalid_request_error", "max_tokens"),
        ({"max_tokens": 100_000}, "invalid_request_error", "100000 > 64000"),
        ({"wrong_field": 1}, "invalid_request_error", "wrong_field: Extra inputs are not permitted"),
        ({"model": "claude-opus-5", "temperature": 0.5}, "invalid_request_error", "temperature"),
    ],
)
def test_bad_params_become_errored_rows_that_cost_nothing(
    sim: Simulator,
    claude: Any,
    claude_batch: Any,
    params: Any,
    kind: str,
    words: str,
) -> None:
    batch = claude_batch({"good": message(), "bad": message(**params)})
    rows = {row.custom_id: row.result for row in claude.messages.batches.results(batch.id)}
    assert rows["good"].type == "succeeded"
    assert rows["bad"].error.error.type == kind
    assert words in rows["bad"].error.error.message
    assert claude.messages.batches.retrieve(batch.id).request_counts.errored == 1
    assert sim.meter.rows_billed == 1


def test_stream_false_is_accepted_in_a_batch(claude_batch: Any, lines: Any) -> None:
    [row] = lines("anthropic", claude_batch({"a": message(stream=False)}))
    assert row["result"]["type"] == "succeeded"


def test_batches_are_listed_newest_first_in_pages(claude: Any, claude_batch: Any) -> None:
    made = [claude_batch({"a": message()}).id for _ in range(5)]
    assert [batch.id for batch in claude.messages.batches.list(limit=2)] == made[::-1]
    page = claude.messages.batches.list(limit=2, before_id=made[1])
    assert [batch.id for batch in page.data] == [made[3], made[2]]
    assert page.has_more


def test_cancel_keeps_what_ran_and_cancels_the_rest_for_free(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    sim.latency = 100
    batch = claude_batch({f"row-{n}": message() for n in range(10)})
    sim.clock.advance(57.5)
    cancelled = claude.messages.batches.cancel(batch.id)
    assert cancelled.processing_status == "canceling"
    assert cancelled.cancel_initiated_at is not None
    ended = claude.messages.batches.retrieve(batch.id)
    assert (ended.request_counts.succeeded, ended.request_counts.canceled) == (5, 5)
    assert sim.meter.rows_billed == 5


def test_a_batch_that_lasts_over_a_day_expires(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    sim.latency = 10 * 86_400
    batch = claude_batch({"a": message()})
    sim.clock.advance(86_401)
    ended = claude.messages.batches.retrieve(batch.id)
    assert (ended.processing_status, ended.request_counts.expired) == ("ended", 1)
    assert ended.ended_at == ended.expires_at


def test_results_are_gone_after_29_days(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    batch = claude_batch({"a": message()})
    sim.clock.advance(30 * 86_400)
    shown = claude.messages.batches.retrieve(batch.id)
    assert shown.archived_at is not None
    assert shown.results_url is None


def test_only_ended_batches_can_be_deleted(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    sim.latency = 10
    batch = claude_batch({"a": message()})
    with pytest.raises(anthropic.BadRequestError, match="In progress batches cannot be deleted"):
        claude.messages.batches.delete(batch.id)
    sim.clock.advance(11)
    assert claude.messages.batches.delete(batch.id).type == "message_batch_deleted"
    with pytest.raises(anthropic.NotFoundError):
        claude.messages.batches.retrieve(batch.id)


def test_keys_are_accounts_and_bad_keys_are_refused(sim: Simulator, claude: Any, claude_batch: Any) -> None:
    batch = claude_batch({"a": message()})
    stranger = claude.with_options(api_key="another")
    assert list(stranger.messages.batches.list()) == []
    with pytest.raises(anthropic.NotFoundError):
        stranger.messages.batches.retrieve(batch.id)
    with pytest.raises(anthropic.AuthenticationError, match="invalid x-api-key"):
        claude.with_options(api_key="invalid-key").messages.batches.list()
    assert "key" not in {value for request in sim.requests for value in request.headers.values()}


def test_streams_carry_the_same_text(claude: Any) -> None:
    with claude.messages.stream(
        **message(thinking={"type": "enabled", "budget_tokens": 1024}, max_tokens=2000)
    ) as stream:
        streamed = stream.get_final_message()
    assert [block.type for block in streamed.content] == ["thinking", "text"]
    assert streamed.content[1].text.endswith("(sample 1)")


def test_a_tiny_bound_cuts_the_answer(claude: Any) -> None:
    reply = claude.messages.create(**message(max_tokens=3))
    assert reply.stop_reason == "max_tokens"
    assert reply.usage.output_tokens == 3


def test_a_forced_tool_is_called_with_arguments_from_the_prompt(claude: Any) -> None:
    schema = {"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]}
    tools = [{"name": "other", "input_schema": {"type": "object"}}, {"name": "save", "input_schema": schema}]
    choice = {"type": "tool", "name": "save"}
    reply = claude.messages.create(**message("Total: 42.50", tools=tools, tool_choice=choice))
    assert (reply.stop_reason, reply.content[0].name, reply.content[0].input) == ("tool_use", "save", {"total": 42.5})


def test_citations_point_at_exact_text(claude: Any) -> None:
    reply = claude.messages.create(**message(messages=asked(document())))
    [citation] = [one for block in reply.content for one in block.citations or ()]
    assert citation.cited_text == DOCUMENT[citation.start_char_index : citation.end_char_index]
    assert "due on 2026-05-01" in citation.cited_text
    assert (citation.document_index, citation.document_title) == (0, "invoice.txt")


def test_block_and_page_citations_say_where(claude: Any) -> None:
    blocks = document(
        source={"type": "content", "content": [{"type": "text", "text": t} for t in ("Nothing.", DOCUMENT)]}
    )
    pdf = document(source={"type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQ="})
    reply = claude.messages.create(**message(messages=asked(blocks, pdf)))
    block, page = [one for part in reply.content for one in part.citations or ()]
    assert (block.type, block.start_block_index, block.end_block_index) == ("content_block_location", 1, 2)
    assert block.cited_text == DOCUMENT
    assert (page.type, page.document_index, page.start_page_number, page.end_page_number) == ("page_location", 1, 1, 2)


def pdf_of(*pages: str) -> str:
    streams = [f"stream\nBT ({page}) Tj ET\nendstream\n" for page in pages]
    return base64.b64encode(("%PDF-1.4\n" + "".join(streams)).encode()).decode()


def test_a_cited_page_of_a_pdf_holds_the_quote(claude: Any) -> None:
    source = {"type": "base64", "media_type": "application/pdf", "data": pdf_of("Nothing here.", "It is due in May.")}
    reply = claude.messages.create(**message(messages=asked(document(source=source))))
    [citation] = [one for part in reply.content for one in part.citations or ()]
    assert (citation.cited_text, citation.start_page_number) == ("It is due in May.\r\n", 2)


def test_json_asked_for_in_words_is_cited_value_by_value(claude: Any) -> None:
    schema = '{"type":"object","properties":{"total":{"type":"number"},"due":{"type":"string","format":"date"}},"required":["total","due"]}'
    reply = claude.messages.create(
        **message(messages=asked(document(), text=f"Answer with JSON for this schema: {schema}"))
    )
    assert "".join(block.text for block in reply.content) == '{"total":42.5,"due":"2026-05-01"}'
    cited = {block.text: block.citations[0].cited_text for block in reply.content if block.citations}
    assert "Total: 42.50" in cited["42.5"]
    assert set(cited) == {"42.5", "2026-05-01"}


@pytest.mark.parametrize(
    "extra", [{"output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}}}]
)
def test_citations_with_a_schema_are_refused(claude: Any, extra: Any) -> None:
    with pytest.raises(anthropic.BadRequestError, match="citations"):
        claude.messages.create(**message(messages=asked(document())), extra_body=extra)


def test_citations_on_some_documents_only_are_refused(claude: Any) -> None:
    with pytest.raises(anthropic.BadRequestError, match="all or none"):
        claude.messages.create(**message(messages=asked(document(), document(citations={"enabled": False}))))


def test_tokens_can_be_counted_and_models_listed(claude: Any) -> None:
    body = {name: value for name, value in message().items() if name != "max_tokens"}
    assert claude.messages.count_tokens(**body).input_tokens > 0
    assert "claude-haiku-4-5-20251001" in [model.id for model in claude.models.list()]
