"""Law 5: the body in the batch is the body that the live call would have sent."""

import enum
import inspect
import io
import json
import uuid

import anthropic
import openai
import pydantic
import pytest

import deferred
from tests.capture.fidelity.ways import rows_sent
from tests.support.calls import ask_gpt, http_module
from tests.support.models import CLAUDE

pytestmark = pytest.mark.usefixtures("no_session_left")
PATHS = {
    "anthropic": ("/v1/messages", anthropic.Anthropic, anthropic.types.Message),
    "openai": ("/chat/completions", openai.OpenAI, openai.types.chat.ChatCompletion),
}
BODY = {"model": "", "max_tokens": 50, "messages": [{"role": "user", "content": "Who?"}]}
TAKES_CONTENT = "content" in inspect.signature(openai.OpenAI.post).parameters
needs_content = pytest.mark.skipif(not TAKES_CONTENT, reason="this version of the SDKs has no content=")


def post(sdk, **given):
    """Post to a generation endpoint, as code that uses the SDK's own `post` does."""
    path, client, kind = PATHS[sdk]
    with client(max_retries=0) as made:
        return made.post(path, cast_to=kind, **given)


def body_for(sdk):
    return {**BODY, "model": {"anthropic": CLAUDE, "openai": "gpt-4o-mini"}[sdk]}


@needs_content
@pytest.mark.parametrize("kind", [bytes, bytearray, str])
@pytest.mark.parametrize("sdk", list(PATHS))
def test_a_body_given_as_bytes_is_sent_as_it_is(sim, sdk, kind):
    raw = json.dumps(body_for(sdk))
    with deferred.batch(cache=False):
        reply = post(sdk, content=raw if kind is str else kind(raw.encode()))
    assert reply.id
    assert type(reply) is PATHS[sdk][2]
    assert rows_sent(sim, sdk) == [body_for(sdk)]


@needs_content
@pytest.mark.parametrize(
    "content", [b"[1]", b"{", io.BytesIO(b"{}"), iter([b"{}"])], ids=["list", "half", "file", "parts"]
)
def test_a_body_that_is_no_json_object_is_refused(sim, content):
    with deferred.batch(cache=False), pytest.raises(deferred.NotBatchable, match="no JSON object"):
        post("openai", content=content)
    assert (sim.jobs, sim.live_calls) == ([], [])


@pytest.mark.parametrize("sdk", list(PATHS))
def test_a_body_given_as_a_model_is_sent_where_live_sends_it(sim, sdk):
    class Body(pydantic.BaseModel):
        model: str
        max_tokens: int
        messages: list

    body = Body(**body_for(sdk))
    try:
        post(sdk, body=body)
    except TypeError:
        with deferred.batch(cache=False), pytest.raises(TypeError):
            post(sdk, body=body)
        return
    with deferred.batch(cache=False):
        post(sdk, body=body)
    assert rows_sent(sim, sdk) == [body_for(sdk)]


def test_a_body_with_a_generator_is_sent_as_live(sim):
    def messages():
        yield {"role": "user", "content": "Who?"}

    with deferred.batch(cache=False), openai.OpenAI() as client:
        client.chat.completions.create(model="gpt-4o-mini", messages=messages(), max_tokens=50)
    assert rows_sent(sim, "openai") == [body_for("openai")]


class Colour(enum.Enum):
    RED = "red"


class Word(enum.StrEnum):
    RED = "red"


@pytest.mark.parametrize("value", [Colour.RED, uuid.UUID(int=5), Word.RED], ids=["enum", "uuid", "str enum"])
@pytest.mark.parametrize("place", ["argument", "nested"])
def test_what_the_sdk_cannot_encode_is_refused_as_live(sim, gpt, value, place):
    more = {"user": value} if place == "argument" else {"extra_body": {"metadata": [{"a": value}]}}
    live = attempt(lambda: ask_gpt(gpt, **more))
    with deferred.batch(cache=False):
        kept = attempt(lambda: ask_gpt(gpt, **more))
    assert kept == live
    assert len(rows_sent(sim, "openai")) == (live is None)


def attempt(call):
    """Give the class of what a call raises; None where it gives a reply."""
    try:
        call()
    except TypeError as error:
        return type(error)
    return None


def test_a_deeply_nested_body_is_sent_as_live(sim, gpt):
    deep = "x"
    for _ in range(300):
        deep = [deep]
    with deferred.batch(cache=False):
        ask_gpt(gpt, extra_body={"deep": deep})
    assert rows_sent(sim, "openai")[0]["deep"] == deep


def test_embedding_nothing_is_what_it_is_live(sim, gemini):
    assert gemini.models.embed_content(model="gemini-embedding-001", contents=[]).embeddings == []
    with deferred.batch():
        reply = gemini.models.embed_content(model="gemini-embedding-001", contents=[])
    assert reply.embeddings == []
    assert sim.jobs == []


@pytest.mark.parametrize("first", ["the sdk", "httpx"])
def test_the_answer_of_another_gemini_model_is_not_given(sim, gemini, first):
    address = f"{sim.url}/v1beta/models/{{}}:generateContent"

    def by_httpx(model):
        body = {"contents": [{"role": "user", "parts": [{"text": "Name a tea."}]}]}
        return http_module().post(address.format(model), headers={"x-goog-api-key": "k"}, json=body).json()

    def by_sdk(model):
        return gemini.models.generate_content(model=model, contents="Name a tea.").text

    ask = by_sdk if first == "the sdk" else by_httpx
    for model in ("gemini-2.5-flash", "gemini-2.5-pro", "gemini-2.5-flash"):
        with deferred.batch(name="run"):
            assert ask(model)
    assert [job.model for job in sim.jobs] == ["gemini-2.5-flash", "gemini-2.5-pro"]
