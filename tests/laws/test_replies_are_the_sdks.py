"""Law 4: replies are the SDK's own, before and after the first touch."""

import copy
import json

import anthropic
import openai
import pydantic
import pytest

import deferred
from tests.support.calls import ask_gpt
from tests.support.models import CLAUDE, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_replies_of_parse_are_of_the_parsed_class_before_they_are_touched(sim, gpt, claude):
    class Answer(pydantic.BaseModel):
        text: str

    message = [{"role": "user", "content": "x"}]
    with deferred.batch():
        chat = gpt.chat.completions.parse(model=GPT, messages=message, response_format=Answer)
        response = gpt.responses.parse(model=GPT, input="x", text_format=Answer)
        assert isinstance(chat, openai.types.chat.ParsedChatCompletion)
        assert isinstance(response, openai.types.responses.ParsedResponse)
        assert sim.requests == []
    assert chat.choices[0].message.parsed
    assert response.output_parsed


def test_what_a_raw_reply_and_an_error_say_of_their_request_is_what_was_asked(sim, gpt, claude):
    def look():
        message = [{"role": "user", "content": "hello"}]
        raw = gpt.chat.completions.with_raw_response.create(
            model=GPT, messages=message, extra_headers={"x-my-tag": "7"}
        )
        yield raw.http_request
        for ask in (
            lambda: gpt.chat.completions.create(model=GPT, messages=[]).id,
            lambda: claude.messages.create(model=CLAUDE, max_tokens=5, messages=[]).id,
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


BODY = {"model": "", "max_tokens": 50, "messages": [{"role": "user", "content": "Who?"}]}


class Frozen(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True)
    text: str


class Hashed(pydantic.BaseModel):
    text: str

    def __hash__(self):
        return hash(self.text)


@pytest.mark.parametrize("kind", [Frozen, Hashed])
def test_pending_models_have_the_hash_of_their_class(sim, gpt, kind):
    def read(n):
        return kind(text=ask_gpt(gpt, f"n {n}").choices[0].message.content[:3])

    read.__annotations__["return"] = kind
    task = deferred.task(read)
    with deferred.batch():
        pending = [task(0), task(1)]
        assert {hash(one) for one in pending} == {hash(kind(text=pending[0].text))}


def test_pending_replies_have_no_hash_where_the_class_has_none(sim, gpt):
    with deferred.batch(), pytest.raises(TypeError, match="unhashable"):
        hash(ask_gpt(gpt))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_pending_raw_response_is_hashed_by_identity_and_copied(sim, gpt, copied):
    with deferred.batch():
        pending = gpt.chat.completions.with_raw_response.create(model=GPT, messages=BODY["messages"])
        kept = {pending: 1}
        assert deferred.future(pending).done() is False  # hashing waits for nothing
        if copied is copy.copy:
            assert copied(pending).parse().choices
        assert pending.parse().choices
        assert kept[pending] == 1
