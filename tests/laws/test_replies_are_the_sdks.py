"""Law 4: replies are the SDK's own, before and after the first touch."""

import json

import anthropic
import openai
import pydantic
import pytest

import deferred

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_replies_of_parse_are_of_the_parsed_class_before_they_are_touched(sim, gpt, claude):
    class Answer(pydantic.BaseModel):
        text: str

    message = [{"role": "user", "content": "x"}]
    with deferred.batch():
        chat = gpt.chat.completions.parse(model="gpt-5-mini", messages=message, response_format=Answer)
        response = gpt.responses.parse(model="gpt-5-mini", input="x", text_format=Answer)
        assert isinstance(chat, openai.types.chat.ParsedChatCompletion)
        assert isinstance(response, openai.types.responses.ParsedResponse)
        assert sim.requests == []
    assert chat.choices[0].message.parsed
    assert response.output_parsed


def test_what_a_raw_reply_and_an_error_say_of_their_request_is_what_was_asked(sim, gpt, claude):
    def look():
        message = [{"role": "user", "content": "hello"}]
        raw = gpt.chat.completions.with_raw_response.create(
            model="gpt-5-mini", messages=message, extra_headers={"x-my-tag": "7"}
        )
        yield raw.http_request
        for ask in (
            lambda: gpt.chat.completions.create(model="gpt-5-mini", messages=[]).id,
            lambda: claude.messages.create(model="claude-haiku-4-5", max_tokens=5, messages=[]).id,
        ):
            with pytest.raises((openai.BadRequestError, anthropic.BadRequestError)) as caught:
                ask()
            yield caught.value.request

    def seen():
        return [
            (json.loads(request.content), request.headers.get("x-my-tag"), request.headers.get("content-type"))
            for request in look()
        ]

    live = seen()
    with deferred.batch():
        assert seen() == live
