"""Anthropic refuses citations together with a schema; inside a session the two go together, and nothing else changes."""

import asyncio
import base64
import json

import anthropic
import pydantic
import pytest
from anthropic.types.beta.parsed_beta_message import ParsedBetaMessage
from anthropic.types.parsed_message import ParsedMessage
from pydantic import BaseModel

import deferred
from deferred.capture.schema_instruction import without_schema
from deferred.config import settings
from tests.support import engine
from tests.support.models import CLAUDE
from tests.support.places import DOCS

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("ignore:The 'output_format' parameter is deprecated"),  # by anthropic 0.x, for betas
]
TEXT = "supplier: Harbour Timber Ltd\nname: Oak\namount: 12.5\ntotal: 99.25\ndue: 2026-05-01\n"


class Line(BaseModel):
    """A model inside another."""

    name: str
    amount: float


class Invoice(BaseModel):
    """What the tests ask for."""

    supplier: str
    total: float
    first: Line


def document(text=TEXT, *, cited=True, **more):
    source = {"type": "text", "media_type": "text/plain", "data": text}
    return {"type": "document", "title": "a.txt", "source": source, "citations": {"enabled": cited}, **more}


def asked(*blocks, **more):
    content = [*(blocks or [document()]), {"type": "text", "text": "Read the invoice."}]
    return {"model": CLAUDE, "max_tokens": 500, "messages": [{"role": "user", "content": content}], **more}


def sent(sim):
    """Give the bodies of all rows that arrived."""
    return [row.body for job in sim.jobs for row in job.rows]


def answer(*blocks, stop="end_turn"):
    """Make a Message of texts; a text in a tuple is cited."""
    place = {"type": "char_location", "cited_text": "total: 99.25", "document_index": 0, "document_title": "a.txt",
             "start_char_index": 52, "end_char_index": 64}  # fmt: skip
    content = [
        {"type": "text", "text": block[0], "citations": [place]} if isinstance(block, tuple)
        else {"type": "text", "text": block} if isinstance(block, str) else block
        for block in blocks
    ]  # fmt: skip
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5-20251001",
            "content": content, "stop_reason": stop, "stop_sequence": None,
            "usage": {"input_tokens": 9, "output_tokens": 9}}  # fmt: skip


def test_the_sdk_alone_is_refused(sim, claude):
    with pytest.raises(anthropic.BadRequestError, match="citations"):
        claude.messages.parse(**asked(), output_format=Invoice)


@pytest.mark.parametrize("api", ["messages", "beta.messages"])
def test_parse_gives_the_sdks_type_with_the_value_on_its_first_text_and_the_citations_untouched(sim, claude, api):
    resource = claude.messages if api == "messages" else claude.beta.messages
    with deferred.batch():
        reply = resource.parse(**asked(), output_format=Invoice)
        plain = resource.create(**asked(), system="x")
    expected = Invoice(supplier="Harbour Timber Ltd", total=99.25, first=Line(name="Oak", amount=12.5))
    assert reply.parsed_output == expected
    assert type(reply.parsed_output) is Invoice
    assert type(reply.parsed_output.first) is Line
    assert "Parsed" in type(reply).__name__
    assert isinstance(reply, ParsedMessage if api == "messages" else ParsedBetaMessage)
    assert [block.parsed_output is not None for block in reply.content] == [True] + [False] * (len(reply.content) - 1)
    cited = [block for block in reply.content if block.citations]
    assert [block.text for block in cited] == ["Harbour Timber Ltd", "99.25", "Oak", "12.5"]
    for block in cited:
        (one,) = block.citations
        assert one.cited_text == TEXT[one.start_char_index : one.end_char_index]
    assert type(cited[0].citations[0]).__module__.startswith("anthropic.types")
    assert type(plain).__name__ in {"Message", "BetaMessage"}


def test_what_comes_back_is_what_the_sdk_makes_of_one_block(sim, claude):
    """The same answer in one block is parsed by the SDK alone; ours differs from it in nothing."""
    whole = json.dumps({"supplier": "H", "total": 1, "first": {"name": "n", "amount": 2}})
    sim.reply_with(lambda *_: answer(whole))
    live = claude.messages.parse(**asked(document(cited=False)), output_format=Invoice)
    with deferred.batch():
        ours = claude.messages.parse(**asked(), output_format=Invoice)
    assert type(ours.content[0]) is type(live.content[0])
    assert type(ours) is type(live)
    assert ours == live
    assert ours.to_dict(warnings=False) == live.to_dict(warnings=False)
    assert ours.content[0].model_fields_set == live.content[0].model_fields_set


def test_json_in_many_pieces_and_with_words_around_it_is_parsed(sim, claude):
    pieces = ["Here it is:\n```json\n", '{"supplier": "H', ("arbour",), '", "tot', 'al": ', ("99.", ), "25",
              ', "first": {"name": "n", "amount": 2}}', "\n```\nAsk me for more."]  # fmt: skip
    sim.reply_with(lambda *_: answer(*pieces))
    with deferred.batch():
        reply = claude.messages.parse(**asked(), output_format=Invoice)
    assert reply.parsed_output == Invoice(supplier="Harbour", total=99.25, first=Line(name="n", amount=2))
    assert [block.text for block in reply.content] == [
        piece if isinstance(piece, str) else piece[0] for piece in pieces
    ]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"supplier": "H", "total": "much", "first": {"name": "n", "amount": 2}}', "total"),
        ("No invoice here.", "JSON"),
    ],
)
def test_what_does_not_validate_raises_what_the_sdk_raises(sim, claude, text, field):
    sim.reply_with(lambda *_: answer(text[:9], (text[9:],)))
    with deferred.batch():
        reply = claude.messages.parse(**asked(), output_format=Invoice)
    with pytest.raises(pydantic.ValidationError, match=field):
        _ = reply.content
    found = deferred.result(reply)
    assert found.parsed is None
    assert field in found.error


def test_a_turn_that_calls_a_tool_first_is_no_error(sim, claude):
    call = {"type": "tool_use", "id": "t", "name": "look", "input": {}}
    sim.reply_with(lambda *_: answer("Let me look.", call, stop="tool_use"))
    tools = [{"name": "look", "input_schema": {"type": "object"}}]
    with deferred.batch():
        reply = claude.messages.parse(**asked(tools=tools), output_format=Invoice)
    assert (reply.parsed_output, reply.content[0].text, reply.stop_reason) == (None, "Let me look.", "tool_use")


def test_thinking_comes_before_the_value(sim, claude):
    with deferred.batch():
        reply = claude.messages.parse(
            **asked(max_tokens=3000, thinking={"type": "enabled", "budget_tokens": 1024}), output_format=Invoice
        )
    assert [block.type for block in reply.content][:2] == ["thinking", "text"]
    assert reply.parsed_output.supplier == "Harbour Timber Ltd"


def test_async_parse_works_too(sim):
    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch():
            return await asyncio.gather(
                *(client.messages.parse(**asked(), output_format=Invoice) for _ in range(3)),
                client.beta.messages.parse(**asked(), output_format=Invoice),
            )

    replies = asyncio.run(main())
    assert {reply.parsed_output.total for reply in replies} == {99.25}


def test_a_raw_response_parses_to_the_same(sim, claude):
    with deferred.batch():
        raw = claude.beta.messages.with_raw_response.parse(**asked(), output_format=Invoice)
    assert raw.parse().parsed_output.total == 99.25


def test_other_types_than_models_are_parsed(sim, claude):
    sim.reply_with(lambda *_: answer('[{"name": "a", "amount": 1}, ', ('{"name": "b", "amount": 2}',), "]"))
    with deferred.batch():
        reply = claude.messages.parse(**asked(), output_format=list[Line])
    assert reply.parsed_output == [Line(name="a", amount=1), Line(name="b", amount=2)]


# -- what is sent --------------------------------------------------------------------------------------------------------


def test_only_the_schema_moves_into_the_instructions(sim, claude):
    with deferred.batch():
        claude.messages.parse(**asked(system="Be brief."), output_format=Invoice)
    (body,) = sent(sim)
    assert body.keys() == {"model", "max_tokens", "messages", "system"}
    assert body["messages"] == asked()["messages"]
    assert body["system"].startswith("Be brief.\n\nAnswer with nothing but one JSON value")
    schema = json.loads(body["system"][body["system"].index("{") :])
    assert schema["properties"]["first"] == {"$ref": "#/$defs/Line"}


def test_create_with_a_schema_is_rewritten_too_and_keeps_what_stands_beside_it(sim, claude):
    config = {"format": {"type": "json_schema", "schema": Invoice.model_json_schema()}, "effort": "low"}
    system = [{"type": "text", "text": "Long.", "cache_control": {"type": "ephemeral"}}]
    with deferred.batch():
        reply = claude.messages.create(**asked(output_config=config, system=system))
    (body,) = sent(sim)
    assert body["output_config"] == {"effort": "low"}
    assert body["system"][0] == system[0]
    assert '"$defs"' in body["system"][1]["text"]
    assert type(reply).__name__ == "Message"
    assert deferred.result(reply, model=Invoice).parsed.total == 99.25


def test_the_order_in_which_an_sdk_writes_a_schema_changes_nothing_but_that_of_the_fields_is_kept():
    schema = {"type": "object", "properties": {"z": {"type": "string", "title": "Z"}, "properties": {"type": "null"}},
              "required": ["z"]}  # fmt: skip
    turned = dict(reversed(schema.items())) | {"properties": {"z": {"title": "Z", "type": "string"},
                                                              "properties": {"type": "null"}}}  # fmt: skip
    config = [{"output_config": {"format": {"type": "json_schema", "schema": one}}} for one in (schema, turned)]
    first, second = (without_schema({**asked(), **one}, "{schema}")["system"] for one in config)
    assert first == second
    assert first.index('"z"') < first.index('"properties": {"type": "null"}')


def test_search_results_and_documents_of_tools_count_as_cited(sim, claude):
    found = {"type": "search_result", "source": "kb", "title": "KB", "citations": {"enabled": True},
             "content": [{"type": "text", "text": TEXT}]}  # fmt: skip
    result = {"type": "tool_result", "tool_use_id": "t", "content": [found]}
    call = {"type": "tool_use", "id": "t", "name": "look", "input": {}}
    turns = [{"role": "user", "content": "Look."}, {"role": "assistant", "content": [call]}]
    arguments = asked(result, tools=[{"name": "look", "input_schema": {"type": "object"}}])
    arguments["messages"] = turns + arguments["messages"]
    with pytest.raises(anthropic.BadRequestError, match="citations"):
        claude.messages.parse(**arguments, output_format=Invoice)
    with deferred.batch():
        reply = claude.messages.parse(**arguments, output_format=Invoice)
    assert reply.parsed_output.total == 99.25


@pytest.mark.parametrize(
    "arguments", [asked(document(cited=False)), {**asked(), "messages": [{"role": "user", "content": TEXT}]}]
)
def test_a_request_without_citations_is_sent_word_for_word(sim, claude, arguments):
    with deferred.batch():
        claude.messages.parse(**arguments, output_format=Invoice)
    assert sent(sim)[0]["output_config"]["format"]["type"] == "json_schema"
    assert "system" not in sent(sim)[0]


def test_citations_without_a_schema_are_sent_word_for_word(sim, claude):
    with deferred.batch():
        claude.messages.create(**asked())
    assert sent(sim) == [asked()]


def test_the_live_fallback_sends_the_rewritten_request(sim, claude):
    with deferred.batch(alone="live"):
        reply = claude.messages.parse(**asked(), output_format=Invoice)
        assert reply.parsed_output.total == 99.25
    assert (len(sim.live_calls), sim.jobs) == (1, [])
    assert "output_config" not in sim.live_calls[0].body


def test_a_call_that_no_batch_carries_goes_live_rewritten(sim, claude):
    query = {"extra_query": {"trace": "1"}}  # which a batch cannot carry
    with deferred.batch(unbatchable="live") as session:
        reply = claude.messages.parse(**asked(), output_format=Invoice, **query)
    assert reply.parsed_output.total == 99.25
    assert len(engine.live_calls(session)) == 1
    assert "output_config" not in sim.live_calls[0].body


def test_run_again_it_is_found_by_the_key_of_the_rewritten_request(sim, claude):
    for _ in range(2):
        with deferred.batch(name="run") as session:
            reply = claude.messages.parse(**asked(), output_format=Invoice)
        assert reply.parsed_output.total == 99.25
    assert (len(sim.jobs), session.status()["cached"]) == (1, 1)
    assert deferred.result(reply).citation_mappings.keys() >= {"supplier", "total"}


# -- the words of the instruction ----------------------------------------------------------------------------------------


def test_the_instruction_can_be_worded_anew(sim, claude, monkeypatch):
    with deferred.batch(schema_instruction="Antworte nur mit JSON: {schema} {sic}"):
        claude.messages.parse(**asked(), output_format=Invoice)
    monkeypatch.setenv("DEFERRED_SCHEMA_INSTRUCTION", "From outside {schema}")
    with deferred.batch():
        claude.messages.parse(**asked(), output_format=Invoice)
    systems = [body["system"] for body in sent(sim)]
    assert systems[0].startswith("Antworte nur mit JSON: {")
    assert systems[0].endswith("} {sic}")
    assert systems[1].startswith("From outside {")


def test_the_page_of_settings_quotes_the_instruction_as_it_is():
    page = (DOCS / "settings.md").read_text("utf-8")
    assert " ".join(settings.SCHEMA_INSTRUCTION.split()) in " ".join(page.split())


@pytest.mark.parametrize("value", ["no place for it", "", None, 5])
def test_an_instruction_without_a_place_for_the_schema_is_refused(value):
    with pytest.raises(ValueError, match=r"schema_instruction=.*\{schema\}"):
        settings.resolve({"schema_instruction": value}, {})


def test_a_pdf_is_cited_by_page(sim, claude):
    streams = [b"BT (supplier: Harbour) Tj (name: Oak) Tj ET", b"BT (amount: 12.5) Tj (total: 99.25) Tj ET"]
    pdf = b"%PDF-1.4\n" + b"".join(b"stream\n" + stream + b"\nendstream\n" for stream in streams)
    source = {"type": "base64", "media_type": "application/pdf", "data": base64.b64encode(pdf).decode()}
    block = {"type": "document", "source": source, "title": "a.pdf", "citations": {"enabled": True}}
    with deferred.batch():
        reply = claude.messages.parse(**asked(block), output_format=Invoice)
    cited = {block.text: block.citations[0] for block in reply.content if block.citations}
    assert (cited["99.25"].start_page_number, cited["99.25"].end_page_number) == (2, 3)
    assert {(one.text, one.page, one.end_page) for one in deferred.result(reply).citations} >= {
        ("supplier: Harbour\r\nname: Oak\r\n", 1, 1)
    }
