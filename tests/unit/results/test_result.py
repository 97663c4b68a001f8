"""`deferred.result`: one record of any reply, whichever SDK and endpoint, of a session or from elsewhere."""

import asyncio
import copy
import datetime as dt
import enum
import json
import pickle
import time
from decimal import Decimal
from typing import Literal

import anthropic
import openai
import pytest
from google import genai
from google.genai import types
from pydantic import BaseModel, Field

import deferred
from deferred.pricing.prices import Usage
from tests.support import engine
from tests.support.models import CLAUDE, GEMINI, GPT

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("ignore:The 'output_format' parameter is deprecated"),  # by anthropic 0.x, for betas
]
TEXT = "supplier: Harbour Timber Ltd\ntotal: 99.25\n"
READ = "Read this.\n\n" + TEXT


class Invoice(BaseModel):
    """What the tests ask for."""

    supplier: str
    total: float


EXPECTED = Invoice(supplier="Harbour Timber Ltd", total=99.25)
MESSAGES = [{"role": "user", "content": READ}]
MESSAGE = {"model": CLAUDE, "max_tokens": 500, "messages": MESSAGES}
FORCED = {
    "tools": [{"name": "invoice", "input_schema": Invoice.model_json_schema()}],
    "tool_choice": {"type": "tool", "name": "invoice"},
}
FUNCTION = {"type": "function", "function": {"name": "invoice", "parameters": Invoice.model_json_schema()}}
AS_INVOICE = {"response_mime_type": "application/json", "response_schema": Invoice}
SCHEMA = {"type": "json_schema", "schema": Invoice.model_json_schema()}
IN_WORDS = [{"role": "user", "content": f"{READ}\nAnswer with {json.dumps(Invoice.model_json_schema())}"}]


def gemini_tool():
    declared = types.FunctionDeclaration(name="invoice", parameters_json_schema=Invoice.model_json_schema())
    calling = types.FunctionCallingConfig(mode="ANY", allowed_function_names=["invoice"])
    return types.GenerateContentConfig(
        tools=[types.Tool(function_declarations=[declared])],
        tool_config=types.ToolConfig(function_calling_config=calling),
    )


# Ways to ask for an invoice: the call, and whether the session knows what was asked for.
WAYS = {
    "anthropic parse": (lambda c, g, m: c.messages.parse(**MESSAGE, output_format=Invoice), True),
    "anthropic beta parse": (lambda c, g, m: c.beta.messages.parse(**MESSAGE, output_format=Invoice), True),
    "anthropic schema": (lambda c, g, m: c.messages.create(**MESSAGE, output_config={"format": SCHEMA}), False),
    "anthropic tool": (lambda c, g, m: c.messages.create(**MESSAGE, **FORCED), False),
    "anthropic words": (lambda c, g, m: c.messages.create(**{**MESSAGE, "messages": IN_WORDS}), False),
    "anthropic raw": (lambda c, g, m: c.messages.with_raw_response.create(**MESSAGE, **FORCED), False),
    "openai chat parse": (
        lambda c, g, m: g.chat.completions.parse(model=GPT, messages=MESSAGES, response_format=Invoice), True
    ),
    "openai chat tool": (
        lambda c, g, m: g.chat.completions.create(
            model=GPT, messages=MESSAGES, tools=[FUNCTION],
            tool_choice={"type": "function", "function": {"name": "invoice"}},
        ), False
    ),
    "openai chat words": (
        lambda c, g, m: g.chat.completions.create(model=GPT, messages=IN_WORDS), False
    ),
    "openai responses parse": (
        lambda c, g, m: g.responses.parse(model=GPT, input=READ, text_format=Invoice), True
    ),
    "openai responses tool": (
        lambda c, g, m: g.responses.create(
            model=GPT, input=MESSAGES, tools=[{**FUNCTION["function"], "type": "function", "strict": False}],
            tool_choice={"type": "function", "name": "invoice"},
        ), False
    ),
    "gemini schema": (
        lambda c, g, m: m.models.generate_content(model=GEMINI, contents=READ, config=AS_INVOICE), True
    ),
    "gemini schema object": (
        lambda c, g, m: m.models.generate_content(
            model=GEMINI, contents=READ, config=types.GenerateContentConfig(**AS_INVOICE)
        ), True
    ),
    "gemini tool": (
        lambda c, g, m: m.models.generate_content(model=GEMINI, contents=READ, config=gemini_tool()), False
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_reply_of_a_session_gives_the_value_where_it_stands_and_what_it_cost(sim, claude, gpt, gemini, way):
    ask, is_known = WAYS[way]
    with deferred.batch():
        reply = ask(claude, gpt, gemini)
    found = deferred.result(reply, model=None if is_known else Invoice)
    assert (found.parsed, found.error, found.is_success) == (EXPECTED, None, True)
    assert type(found.parsed) is Invoice
    assert found.citation_mappings.keys() == {"supplier", "total"}
    quote = found.citation_mappings["supplier"][0]
    assert "Harbour Timber Ltd" in quote.text
    assert found.sources[0].text.startswith(READ)
    assert found.sources[0].text[quote.start : quote.end] == quote.text
    assert found.provider in {"anthropic", "openai", "google"}
    assert found.model in {CLAUDE, GPT, GEMINI}
    assert found.usage.input_tokens > 0
    assert found.cost_usd > 0
    assert found.batch_id == sim.jobs[0].id
    assert found.cached is False
    assert "test_result.py:" in found.where
    assert sim.live_calls == []


@pytest.mark.parametrize("way", WAYS)
def test_a_reply_from_elsewhere_gives_the_same(sim, claude, gpt, gemini, way):
    ask, is_known = WAYS[way]
    reply = ask(claude, gpt, gemini)
    found = deferred.result(reply, model=None if is_known else Invoice, request={"messages": MESSAGES})
    assert (found.parsed, found.error) == (EXPECTED, None)
    quote = found.citation_mappings["supplier"][0]
    assert "Harbour Timber Ltd" in READ[quote.start : quote.end]
    assert found.usage.output_tokens > 0
    assert found.cost_usd > 0
    assert (found.batch_id, found.where) == (None, "")


def test_a_live_reply_costs_twice_what_a_batch_does(sim, claude):
    with deferred.batch():
        reply = claude.messages.create(**MESSAGE)
    elsewhere = copy.deepcopy(reply)
    assert deferred.result(elsewhere).cost_usd == deferred.result(reply).cost_usd
    elsewhere.usage.service_tier = "standard"
    assert deferred.result(elsewhere).cost_usd == 2 * deferred.result(reply).cost_usd


def test_endpoints_without_text_have_a_result_too(sim, gpt, gemini):
    with deferred.batch():
        replies = [
            gpt.embeddings.create(model="text-embedding-3-small", input="x"),
            gpt.moderations.create(model="omni-moderation-latest", input="x"),
            gpt.completions.create(model="gpt-3.5-turbo-instruct", prompt="x"),
            gemini.models.embed_content(model="gemini-embedding-001", contents=["x"]),
            gemini.models.embed_content(model="gemini-embedding-001", contents=["x", "y"]),
        ]
    for found in (deferred.result(reply) for reply in [*replies, *(copy.copy(reply) for reply in replies)]):
        assert (found.parsed, found.error, found.citations) == (None, None, [])
        assert bool(found.text) is ("choices" in found.body)


def test_an_object_of_instructor_knows_its_reply(sim):
    instructor = pytest.importorskip("instructor", minversion="1.17")
    clients = [
        (instructor.from_openai(openai.OpenAI()), {"model": GPT}),
        (instructor.from_anthropic(anthropic.Anthropic()), {"model": CLAUDE, "max_tokens": 300}),
        (instructor.from_genai(genai.Client()), {"model": GEMINI}),
    ]
    with deferred.batch():
        invoices = [client.create(response_model=Invoice, messages=MESSAGES, **more) for client, more in clients]
    invoices += [client.create(response_model=Invoice, messages=MESSAGES, **more) for client, more in clients]
    for number, invoice in enumerate(invoices):
        found = deferred.result(invoice)
        assert found.parsed is invoice
        assert (found.error, found.usage.input_tokens > 0) == (None, True)
        assert bool(found.batch_id) is (number < len(clients))
        assert bool(found.citation_mappings) is (number < len(clients))
    assert deferred.result(invoices[-1], request={"messages": MESSAGES}).citation_mappings.keys() == {
        "supplier", "total"
    }  # fmt: skip


def test_lists_and_coroutines_of_instructor_know_their_reply_too(sim):
    instructor = pytest.importorskip("instructor", minversion="1.17")
    client = instructor.from_openai(openai.OpenAI())
    waiting = instructor.from_genai(genai.Client(), use_async=True)

    async def ask():
        async with deferred.batch():
            return await waiting.create(response_model=Invoice, messages=MESSAGES, model=GEMINI)

    with deferred.batch():
        several = client.create(response_model=list[Invoice], messages=MESSAGES, model=GPT)
    for value, field in ((several, "[0].supplier"), (asyncio.run(ask()), "supplier")):
        found = deferred.result(value)
        assert found.parsed is value
        assert field in found.citation_mappings
        assert found.batch_id in {job.id for job in sim.jobs}


def test_async_replies_of_every_sdk_know_their_request(sim):
    async def ask():
        async with anthropic.AsyncAnthropic() as claude, openai.AsyncOpenAI() as gpt, deferred.batch():
            return await asyncio.gather(
                claude.messages.parse(**MESSAGE, output_format=Invoice),
                gpt.responses.parse(model=GPT, input=READ, text_format=Invoice),
                genai.Client().aio.models.generate_content(
                    model=GEMINI, contents=READ, config=types.GenerateContentConfig(**AS_INVOICE)
                ),
            )

    for reply in asyncio.run(ask()):
        found = deferred.result(reply)
        assert found.parsed == EXPECTED
        assert found.citation_mappings.keys() == {"supplier", "total"}
        assert found.batch_id
        assert deferred.future(reply).result() is reply


def test_a_reply_after_calls_of_functions_is_the_last_calls(sim, gemini):
    def weather(city: str) -> str:
        """Tell the weather."""
        return f"supplier: {city}"

    config = types.GenerateContentConfig(tools=[weather])
    with deferred.batch() as session:
        reply = gemini.models.generate_content(model=GEMINI, contents="city: Oslo", config=config)
    found = deferred.result(reply)
    assert (found.text, found.batch_id) == (reply.text, sim.jobs[-1].id)
    assert "city: Oslo" in [source.text for source in found.sources]
    assert engine.records(session)


def test_a_future_a_task_and_an_exception_have_a_result(sim, claude):
    task = deferred.task(lambda: claude.messages.parse(**MESSAGE, output_format=Invoice))
    with deferred.batch():
        future = task.submit()
        reply = claude.messages.parse(**MESSAGE, output_format=Invoice)
    assert deferred.result(future).parsed == EXPECTED
    assert deferred.result(deferred.future(reply)).parsed == EXPECTED
    assert deferred.result(ValueError("no luck")).error == "no luck"


# -- what fails ----------------------------------------------------------------------------------------------------------


def test_a_failed_call_gives_a_result_instead_of_raising(sim, claude, gpt, gemini):
    with deferred.batch() as session:
        replies = [
            claude.messages.create(model=CLAUDE, max_tokens=9, messages=[]),
            gpt.chat.completions.create(model=GPT, messages=[]),
        ]
    for reply in replies:
        found = deferred.result(reply, model=Invoice)
        assert "HTTP 400" in found.error
        assert (found.parsed, found.text, found.is_success, found.citation_mappings) == (None, "", False, {})
    assert [found.error for found in session.results()] == [deferred.result(reply).error for reply in replies]
    with pytest.raises(anthropic.BadRequestError) as refused:
        _ = replies[0].content
    assert "at least one message" in deferred.result(refused.value).error


def said(text, **more):
    """Make a Message that says this."""
    return {"type": "message", "content": [{"type": "text", "text": text}], "stop_reason": "end_turn", **more}


class Line(BaseModel):
    amount: float


class Order(BaseModel):
    lines: list[Line]
    ordered: dt.date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"lines": [{"amount": 1}, {"amount": "much"}], "ordered": "2026-01-02"}', ["lines[1].amount", "'much'"]),
        ('{"lines": []}', ["ordered", "required"]),
        ('{"lines": "x", "ordered": "soon"}', ["lines", "ordered", "'soon'"]),
        ("[]", ["Order"]),
        ("There was no order.", ["no JSON", "There was no order."]),
        ("", ["empty"]),
        ('{"lines": [{"amount": 1}', ["no JSON"]),
    ],
)
def test_what_is_wrong_is_an_error_that_names_the_field(text, words):
    found = deferred.result(said(text), model=Order)
    assert found.parsed is None
    assert found.is_success is False
    assert [word for word in words if word not in found.error] == []
    assert found.citation_mappings == found.unmapped == {}


def test_of_many_problems_the_first_are_named_and_the_rest_counted():
    found = deferred.result(said(json.dumps({"lines": [{"amount": "x"}] * 9, "ordered": "2026-01-02"})), model=Order)
    assert "lines[2].amount" in found.error
    assert "6 more" in found.error
    assert "lines[3]" not in found.error


GEMINI_PART = {"content": {"parts": [{"text": "{"}]}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (said('{"lines": [', stop_reason="max_tokens"), ["max_tokens", "Order"]),
        ({"type": "message", "content": [], "stop_reason": "refusal"}, ["refused"]),
        (
            said("I would rather not.", stop_reason="refusal", stop_details={"explanation": "cyber"}),
            ["refused", "cyber"],
        ),
        ({"choices": [{"finish_reason": "length", "message": {"content": '{"li'}}]}, ["cut off", "length"]),
        ({"choices": [{"finish_reason": "stop", "message": {"content": None, "refusal": "I cannot."}}]}, ["I cannot."]),
        ({"choices": [{"finish_reason": "content_filter", "message": {"content": ""}}]}, ["filter"]),
        ({"output": [{"type": "message", "content": [{"type": "refusal", "refusal": "No."}]}]}, ["refused", "No."]),
        ({"output": [], "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}, ["max_output"]),
        ({"output": [], "status": "failed", "error": {"code": "server_error", "message": "Oh."}}, ["Oh."]),
        ({"candidates": [{**GEMINI_PART, "finishReason": "MAX_TOKENS"}]}, ["max_output_tokens"]),
        ({"candidates": [{"finishReason": "SAFETY"}]}, ["SAFETY"]),
        ({"promptFeedback": {"blockReason": "OTHER"}}, ["blocked", "OTHER"]),
    ],
)
def test_a_refusal_and_a_reply_cut_off_say_so(body, words):
    found = deferred.result(body, model=Order)
    assert found.parsed is None
    assert [word for word in words if word not in found.error] == []


def test_without_a_model_a_reply_that_says_nothing_is_an_error_and_one_cut_off_is_not():
    assert "max_tokens" in deferred.result({"type": "message", "content": [], "stop_reason": "max_tokens"}).error
    assert deferred.result(said("Once upon", stop_reason="max_tokens")).error is None
    assert "refused" in deferred.result(said("", stop_reason="refusal")).error


def test_rows_of_a_batch_that_was_made_by_hand_are_replies(sim, claude):
    request = {"custom_id": "a", "params": MESSAGE | {"output_config": {"format": SCHEMA}}}
    refused = {"custom_id": "b", "params": MESSAGE | {"messages": []}}
    batch = claude.messages.batches.create(requests=[request, refused])
    rows = {row.custom_id: deferred.result(row, model=Invoice) for row in claude.messages.batches.results(batch.id)}
    assert (rows["a"].parsed, rows["a"].error) == (EXPECTED, None)
    assert "at least one message" in rows["b"].error
    line = {"custom_id": "c", "response": {"status_code": 200, "body": {"choices": [{"message": {"content": "Hi."}}]}}}
    assert deferred.result(line).text == "Hi."
    line = {"key": "d", "response": {"candidates": [{"content": {"parts": [{"text": "Ho."}]}}]}}
    assert deferred.result(line).text == "Ho."


def test_an_empty_response_of_the_sdk_is_a_reply_and_its_other_objects_are_not(claude):
    assert deferred.result(types.GenerateContentResponse()).text == ""
    for other in (types.Part(text="x"), anthropic.types.TextBlock(type="text", text="x"), claude):
        with pytest.raises(TypeError, match="not a reply"):
            deferred.result(other)


def test_inside_a_function_of_several_calls_a_result_is_there_for_the_next_step(sim, claude):
    def steps(number):
        first = claude.messages.parse(
            **{**MESSAGE, "messages": [{"role": "user", "content": f"{READ} {number}"}]}, output_format=Invoice
        )
        supplier = deferred.result(first).parsed.supplier
        return claude.messages.create(**{**MESSAGE, "messages": [{"role": "user", "content": f"{supplier} {number}"}]})

    with deferred.batch():
        replies = list(deferred.map(steps, range(4)))
    assert all("Harbour Timber Ltd" in deferred.result(reply).text for reply in replies)
    assert [len(job.rows) for job in sim.jobs] == [4, 4]


@pytest.mark.parametrize("kind", ["message_batch", "batch", "list", "file"])
def test_other_objects_of_the_apis_are_no_replies(kind):
    with pytest.raises(TypeError, match="not a reply"):
        deferred.result({"id": "x", "type": kind, "object": kind, "data": [{"id": "file-1"}]})


@pytest.mark.parametrize("reply", ["text", 5, None, [], {}, {"a": 1}, object(), Invoice(supplier="", total=0)])
def test_what_is_no_reply_is_refused(reply):
    with pytest.raises(TypeError, match="not a reply"):
        deferred.result(reply)


def test_without_the_request_the_reason_says_how_to_give_it():
    found = deferred.result(said('{"supplier": "A", "total": 1}'), model=Invoice)
    assert "request=..." in found.unmapped["supplier"]
    given = deferred.result(said('{"supplier": "A", "total": 1}'), model=Invoice, request={"messages": []})
    assert "request=" not in given.unmapped["supplier"]


@pytest.mark.parametrize("request_", ["", "no json", "[]", b"5", 5, [], MESSAGES])
def test_a_request_that_is_none_is_refused_at_once(request_):
    with pytest.raises(ValueError, match="request="):
        deferred.result(said("x"), request=request_)


# -- where the value stands ----------------------------------------------------------------------------------------------

WHOLE = '{"lines": [{"amount": 1.5}], "ordered": "2026-01-02"}'


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"  {WHOLE}\n",
        f"```json\n{WHOLE}\n```",
        f"```\n{WHOLE}\n```",
        f"Here you are:\n\n```json\n{WHOLE}\n```\nAnything else?",
        f"Here you are: {WHOLE} Anything else?",
        f"The schema was {{}} and [1] says {WHOLE}.",
        f'First I thought {{"lines": [], "ordered": "2020-01-01"}}, but it is {WHOLE}',
        f'The form is {{"lines": [...], "ordered": ...}}, so: {WHOLE}',
        f"A set {{of words}} and {{an open one. {WHOLE}",
    ],
)
def test_json_is_found_in_text(text):
    found = deferred.result(said(text), model=Order)
    assert found.parsed == Order(lines=[Line(amount=1.5)], ordered=dt.date(2026, 1, 2))


@pytest.mark.parametrize(
    "text",
    ['{"lines": [{"amount": 1}', '[{"amount": 1}, {"amount": 2}', 'First {"amount": 1}, then {"amount": 2',
     '{"a": 1 "line": {"amount": 2}}', '{"a": {"amount": 1} "b": 2}', '{"line": {"amount": 1}, "text": "never'],
)  # fmt: skip
def test_a_piece_of_broken_json_is_never_taken_for_the_answer(text):
    assert deferred.result(said(text), model=Line).parsed is None


def test_line_ends_within_strings_are_let_through():
    assert deferred.result(said('{"supplier": "A\nB", "total": 1}'), model=Invoice).parsed.supplier == "A\nB"


class Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("model", "text", "value"),
    [
        (list[Line], '[{"amount": 1}, {"amount": 2}]', [Line(amount=1), Line(amount=2)]),
        (Invoice | Line, '{"amount": 3}', Line(amount=3)),
        (dict[str, Decimal], '{"a": "1.50"}', {"a": Decimal("1.50")}),
        (int, "42", 42),
        (Literal["yes", "no"], "yes", "yes"),
        (Colour, "red\n", Colour.RED),
        (str, "Just words.", "Just words."),
    ],
)
def test_any_type_can_be_asked_for(model, text, value):
    assert deferred.result(said(text), model=model).parsed == value


def test_several_calls_of_a_tool_are_a_list_and_the_fitting_one_a_value():
    calls = [{"type": "tool_use", "name": "f", "input": one} for one in ({"x": 1}, {"amount": 2})]
    body = {"type": "message", "content": calls, "stop_reason": "tool_use"}
    assert deferred.result(body, model=Line).parsed == Line(amount=2)
    body["content"][0]["input"] = {"amount": 1}
    assert deferred.result(body, model=list[Line]).parsed == [Line(amount=1), Line(amount=2)]


def test_what_instructor_asked_for_and_what_a_request_says_need_no_model():
    assert deferred.result(said('{"amount": 3}'), request={"output_format": Line, "messages": []}).parsed.amount == 3
    body = {"candidates": [{"content": {"parts": [{"text": '{"amount": 3}'}]}}]}
    config = types.GenerateContentConfig(response_schema=Line)
    assert deferred.result(body, request={"contents": "x", "config": config}).parsed == Line(amount=3)


# -- kept on disk --------------------------------------------------------------------------------------------------------


class Aliased(BaseModel):
    supplier: str = Field(alias="theSupplier")
    total: Decimal


def test_saved_and_read_again_nothing_is_lost(sim, claude, tmp_path):
    source = {"type": "text", "media_type": "text/plain", "data": TEXT}
    block = {"type": "document", "title": "a.txt", "source": source, "citations": {"enabled": True}}
    content = [block, {"type": "text", "text": "Read it."}]
    with deferred.batch():
        reply = claude.messages.parse(
            **{**MESSAGE, "messages": [{"role": "user", "content": content}]}, output_format=Invoice
        )
    found = deferred.result(reply)
    found.save_json(tmp_path / "r.json")
    plain = deferred.Result.from_json(tmp_path / "r.json")
    again = deferred.Result.from_json(tmp_path / "r.json", model=Invoice)
    assert plain.parsed == {"supplier": "Harbour Timber Ltd", "total": 99.25}
    assert again.parsed == found.parsed == EXPECTED
    for read in (plain, again):
        assert read == found
        for name in ("text", "citations", "citation_mappings", "unmapped", "usage", "cost_usd", "model", "provider",
                     "batch_id", "cached", "error", "is_success", "sources", "notes", "body", "where"):  # fmt: skip
            assert getattr(read, name) == getattr(found, name), name
    assert {one.kind for one in again.citation_mappings["total"]} == {"char_location"}
    again.save_json(tmp_path / "s.json")
    assert (tmp_path / "s.json").read_text() == (tmp_path / "r.json").read_text()


def test_a_failed_result_is_kept_too(tmp_path):
    found = deferred.result(said('{"theSupplier": "A"}'), model=Aliased)
    found.save_json(tmp_path / "r.json")
    read = deferred.Result.from_json(tmp_path / "r.json")
    assert (read.parsed, read.error) == (None, found.error)
    assert "total" in deferred.Result.from_json(tmp_path / "r.json", model=Aliased).error
    assert deferred.Result.from_json(tmp_path / "r.json", model=dict[str, str]).parsed == {"theSupplier": "A"}


def test_names_on_the_wire_and_decimals_survive(tmp_path):
    found = deferred.result(said('{"theSupplier": "A", "total": "1.50"}'), model=Aliased)
    found.save_json(tmp_path / "r.json")
    assert deferred.Result.from_json(tmp_path / "r.json", model=Aliased).parsed == found.parsed


def test_a_lone_surrogate_survives_in_a_file_that_any_reader_of_json_takes(tmp_path):
    """A model that is cut in the middle of an emoji leaves half of it."""
    found = deferred.result(said("Tea \ud83d, café", model=CLAUDE))
    assert found.text == "Tea \ud83d, café"
    found.save_json(tmp_path / "r.json")
    assert "café" in (tmp_path / "r.json").read_text("utf-8")
    read = deferred.Result.from_json(tmp_path / "r.json")
    assert (read, read.text, read.body) == (found, found.text, found.body)


def test_reading_it_as_another_type_is_an_error_with_the_field(tmp_path):
    deferred.result(said('{"supplier": "A", "total": 1}'), model=Invoice).save_json(tmp_path / "r.json")
    read = deferred.Result.from_json(tmp_path / "r.json", model=Order)
    assert read.parsed is None
    assert "ordered" in read.error


@pytest.mark.parametrize("text", ["{}", "[]", "5", '{"model": 1}', "no json"])
def test_a_file_of_something_else_is_refused(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ValueError, match=r"x\.json was not written|Expecting value"):
        deferred.Result.from_json(tmp_path / "x.json")


# -- the results of a session --------------------------------------------------------------------------------------------


def test_the_results_of_a_session_are_these_and_sorted_by_whether_they_hold_what_was_asked(sim, claude):
    sim.reply_with(lambda *_: None)
    with deferred.batch() as session:
        claude.messages.parse(**MESSAGE, output_format=Invoice)
        claude.messages.parse(**{**MESSAGE, "max_tokens": 4}, output_format=Invoice)
        claude.messages.create(**MESSAGE)
    results = session.results()
    assert [type(one) for one in results] == [deferred.Result] * 3
    assert [one.parsed for one in results] == [EXPECTED, None, None]
    assert "max_tokens" in results.failed[0].error
    assert len(results.completed) == 2
    assert results[0].citation_mappings.keys() == {"supplier", "total"}


def test_an_answer_from_an_earlier_run_still_has_its_request(sim, claude):
    for _ in range(2):
        with deferred.batch(name="run") as session:
            claude.messages.parse(**MESSAGE, output_format=Invoice)
    (found,) = session.results()
    assert (found.cached, found.cost_usd) == (True, 0)
    assert found.sources[0].text == READ
    assert found.citation_mappings.keys() == {"supplier", "total"}


def test_a_request_that_was_kept_out_of_every_file_has_no_sources(sim, claude):
    servers = [{"type": "url", "name": "n", "url": "https://example.org", "authorization_token": "secret"}]
    with deferred.batch(cache=False):
        reply = claude.beta.messages.create(**MESSAGE, mcp_servers=servers, betas=["mcp-client-2025-04-04"])
    found = deferred.result(reply, model=str)
    assert found.sources == ()
    assert deferred.result(reply, request={"messages": MESSAGES}).sources[0].text == READ


def test_a_private_ledger_lasts_as_long_as_its_replies(sim, claude):
    with deferred.batch(cache=False):
        reply = claude.messages.parse(**MESSAGE, output_format=Invoice)
    assert deferred.result(reply).sources[0].text == READ


def test_blocks_inside_one_another_know_the_request(sim, claude):
    with deferred.batch(), deferred.batch() as inner:
        reply = claude.messages.parse(**MESSAGE, output_format=Invoice)
        assert deferred.result(reply).parsed == EXPECTED
    assert inner.results()[0].citation_mappings.keys() == {"supplier", "total"}


@pytest.mark.slow
def test_ten_thousand_results_are_cheap_until_they_are_read():
    """Nothing is parsed or mapped before it is asked for."""
    body = said('{"supplier": "A", "total": 1}', usage={"input_tokens": 9, "output_tokens": 9}, model=CLAUDE)
    deferred.result(body)
    began = time.process_time()
    results = [deferred.result(body, model=Invoice, request={"messages": MESSAGES}) for _ in range(10_000)]
    assert time.process_time() - began < 5
    assert not any({"reading", "_outcome", "_mapping"} & vars(one).keys() for one in results)
    assert results[-1].usage == Usage(9, 9)


def test_results_can_be_copied_and_sent_to_other_processes(sim, claude):
    with deferred.batch(cache=False) as session:
        claude.messages.parse(**MESSAGE, output_format=Invoice)
    for found in (pickle.loads(pickle.dumps(session.results()))[0], copy.deepcopy(session.results()[0])):
        assert found == session.results()[0]
        assert found.parsed == EXPECTED
        assert found.citation_mappings.keys() == {"supplier", "total"}


def test_what_a_key_is_never_stands_in_a_repr(sim, claude):
    with deferred.batch():
        reply = claude.messages.create(**MESSAGE)
    assert TEXT not in repr(deferred.result(reply))
