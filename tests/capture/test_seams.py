"""What is caught, and what is left alone."""

import asyncio
import os

import anthropic
import openai
import pytest
from google.genai import types

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, http_module
from tests.support.models import CLAUDE, CLAUDE_LARGE, GEMINI, GPT
from tests.support.processes import run

pytestmark = pytest.mark.usefixtures("no_session_left")


# -- after the block ---------------------------------------------------------------------------------------------------


# -- what is caught ----------------------------------------------------------------------------------------------------


def test_bound_methods_copies_and_subclasses_made_earlier_are_caught(sim):
    class Mine(anthropic.Anthropic):
        pass

    client = Mine()
    bound = client.messages.create
    raw = client.messages.with_raw_response
    message = {"model": CLAUDE, "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}
    with deferred.batch():
        replies = [bound(**message), client.with_options(timeout=3).messages.create(**message)]
        parsed = raw.create(**message).parse()
    assert all(reply.content for reply in [*replies, parsed])
    assert sim.live_calls == []
    assert [len(job.rows) for job in sim.jobs] == [2, 1] or [len(job.rows) for job in sim.jobs] == [3]


def test_clients_made_for_every_call_share_one_job(sim):
    with deferred.batch():
        for n in range(5):
            ask_claude(anthropic.Anthropic(), f"n {n}")
    assert [len(job.rows) for job in sim.jobs] == [5]


def test_two_accounts_never_share_a_job(sim):
    with deferred.batch():
        for key in ("one", "two"):
            ask_claude(anthropic.Anthropic(api_key=key))
    assert len(sim.jobs) == 2


def test_a_client_closed_inside_the_block_has_its_answers(sim):
    with deferred.batch(), anthropic.Anthropic() as client:
        reply = ask_claude(client)
    assert reply.content[0].text


def test_module_level_openai_is_caught(sim, monkeypatch):
    monkeypatch.setattr(openai, "api_key", "k")
    monkeypatch.setattr(openai, "_client", None)
    with deferred.batch():
        reply = openai.chat.completions.create(model=GPT, messages=[{"role": "user", "content": "x"}])
    assert reply.choices
    assert sim.live_calls == []
    monkeypatch.setattr(openai, "_client", None)


def test_long_answers_need_no_streaming_inside_a_block(sim, claude):
    long = {"model": CLAUDE_LARGE, "max_tokens": 60_000, "messages": [{"role": "user", "content": "x"}]}
    with pytest.raises(ValueError, match="Streaming is required"):
        claude.messages.create(**long)
    with deferred.batch():
        reply = claude.messages.create(**long)
    assert reply.content


def test_chats_of_gemini_run_a_turn_for_each_wave(sim, gemini):
    with deferred.batch():
        chat = gemini.chats.create(model=GEMINI)
        assert chat.send_message("first").text
        assert chat.send_message("second").text
    assert [len(job.rows) for job in sim.jobs] == [1, 1]
    assert len(sim.bodies("google")[1]["contents"]) == 3


def test_python_functions_as_gemini_tools_are_called_between_waves(sim, gemini):
    asked = []

    def weather(city: str) -> str:
        """Say the weather of a city."""
        asked.append(city)
        return "sunny"

    def answer(provider, endpoint, body):
        if len(body["contents"]) > 1:
            return {
                "candidates": [
                    {"content": {"role": "model", "parts": [{"text": "It is sunny."}]}, "finishReason": "STOP"}
                ]
            }
        call = {"functionCall": {"name": "weather", "args": {"city": "Oslo"}}}
        return {"candidates": [{"content": {"role": "model", "parts": [call]}, "finishReason": "STOP"}]}

    sim.reply_with(answer)
    with deferred.batch():
        reply = ask_gemini(gemini, "Weather in Oslo?", config=types.GenerateContentConfig(tools=[weather]))
    assert asked == ["Oslo"]
    assert reply.text == "It is sunny."
    assert sim.live_calls == []


@pytest.mark.slow
def test_an_sdk_first_imported_inside_the_block_is_caught(sim):
    script = """
        import sys, deferred
        with deferred.batch():
            assert "anthropic" not in sys.modules and "openai" not in sys.modules
            import anthropic, openai
            from google import genai
            a = anthropic.Anthropic().messages.create(
                model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "x"}])
            o = openai.OpenAI().chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": "x"}])
            g = genai.Client().models.generate_content(model="gemini-2.5-flash", contents="x")
        print(a.content[0].text, o.choices[0].message.content, g.text)
        assert "request" not in vars(anthropic.Anthropic)
    """
    run(script)
    assert sim.live_calls == []
    assert len(sim.jobs) == 3


# -- the tripwire ------------------------------------------------------------------------------------------------------


def test_a_tracer_on_the_instance_is_caught_at_the_wire(sim, gpt):
    original = gpt.request
    gpt.request = lambda *args, **kwargs: original(*args, **kwargs)
    gpt.chat.completions._post = gpt.post
    with deferred.batch():
        reply = ask_gpt(gpt)
    assert reply.choices[0].message.content
    assert sim.live_calls == []
    assert len(sim.jobs) == 1


def test_a_call_by_plain_http_is_parked_in_a_job(sim):
    http = http_module()
    body = {"model": GPT, "messages": [{"role": "user", "content": "plain"}]}
    with deferred.batch(), http.Client(headers={"authorization": "Bearer k"}) as client:
        answer = client.post(f"{sim.url}/v1/chat/completions", json=body)
    assert answer.status_code == 200
    assert "plain" in answer.json()["choices"][0]["message"]["content"]
    assert (sim.live_calls, len(sim.jobs)) == ([], 1)
    assert sim.bodies("openai") == [body]


def test_an_async_call_by_plain_http_is_parked_in_a_job(sim):
    http = http_module()
    body = {"model": CLAUDE, "max_tokens": 9, "messages": [{"role": "user", "content": "plain"}]}

    async def main():
        async with (
            deferred.batch(),
            http.AsyncClient(headers={"x-api-key": "k", "anthropic-version": "2023-06-01"}) as client,
        ):
            answers = await asyncio.gather(*(client.post(f"{sim.url}/v1/messages", json=body) for _ in range(3)))
            return [answer.json()["content"][0]["text"] for answer in answers]

    assert len(asyncio.run(main())) == 3
    assert (sim.live_calls, [len(job.rows) for job in sim.jobs]) == ([], [3])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_with_the_session_is_refused_with_a_clear_error(sim):
    script = """
        import os, anthropic, deferred
        with deferred.batch():
            child = os.fork()
            if child == 0:
                try:
                    anthropic.Anthropic().messages.create(
                        model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "x"}])
                except deferred.DeferredError as error:
                    os._exit(7 if "forked" in str(error) else 8)
                os._exit(9)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    """
    run(script)
    assert sim.requests == []


# -- what is refused, what is left alone -------------------------------------------------------------------------------

MESSAGES = [{"role": "user", "content": "x"}]


def test_unbatchable_live_sends_them_and_the_report_names_them(sim, gpt, gemini):
    with deferred.batch(unbatchable="live") as session:
        text = "".join(
            chunk.choices[0].delta.content or ""
            for chunk in gpt.chat.completions.create(model=GPT, messages=MESSAGES, stream=True)
            if chunk.choices
        )
        parts = [chunk.text for chunk in gemini.models.generate_content_stream(model=GEMINI, contents="x")]
        batched = ask_gpt(gpt, "batched")
    assert text
    assert parts
    assert batched.choices
    assert len(sim.live_calls) == 2
    assert len(session.report.live) == 2
    assert "full price" in str(session.report)


def test_async_unbatchable_live_goes_live(sim):
    client = openai.AsyncOpenAI()

    async def main():
        async with deferred.batch(unbatchable="live"), client:
            stream = await client.chat.completions.create(model=GPT, messages=MESSAGES, stream=True)
            return [chunk async for chunk in stream]

    assert asyncio.run(main())
    assert len(sim.live_calls) == 1


def test_calls_that_are_not_generation_go_through_untouched(sim, claude, gpt, gemini):
    with deferred.batch():
        assert gpt.models.list().data
        assert gpt.files.create(file=("x.jsonl", b'{"a": 1}\n'), purpose="fine-tune").id
        assert claude.messages.count_tokens(model=CLAUDE, messages=MESSAGES).input_tokens
        assert gemini.models.count_tokens(model=GEMINI, contents="x").total_tokens
    assert sim.jobs == []


def test_two_loops_of_the_same_async_client_both_work(sim):
    """The engine never uses the user's event loop: it may be gone at the next poll."""
    client = anthropic.AsyncAnthropic()
    with deferred.batch():
        first = asyncio.run(ask_claude(client, "one"))
        second = asyncio.run(ask_claude(client, "two"))
    assert "one" in first.content[0].text
    assert "two" in second.content[0].text
