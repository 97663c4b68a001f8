"""Law 5: the body in the batch is the body that the same call sends live."""

from __future__ import annotations

from typing import Any

import pytest

import deferred
from tests.support.models import GEMINI

from . import calls
from .calls import CALLS, asked, talk
from .stub import Stub
from .ways import Way, client, creates, exact, live_bodies, rows_sent

pytestmark = pytest.mark.filterwarnings("ignore:The 'output_format' parameter is deprecated:DeprecationWarning")
MARKS = ("anthropic-", "openai-", "x-team", "x-goog-user-project")  # headers that change what the provider does


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.id)
def test_the_body_in_the_batch_is_the_body_the_live_call_sends(call: Way, stub: Stub, simulator: Any) -> None:
    call.live(stub.url)
    call.deferred(simulator.url)
    assert sorted(map(exact, rows_sent(simulator, call.provider))) == sorted(map(exact, live_bodies(stub)))
    assert simulator.live_calls == []
    assert creates(simulator)


def test_stream_false_is_the_one_thing_that_is_left_out(stub: Stub, simulator: Any) -> None:
    call = Way("anthropic", "stream-false", calls.message(stream=False))
    call.live(stub.url)
    call.deferred(simulator.url)
    [live], [batched] = stub.sent, rows_sent(simulator, "anthropic")
    assert live.body == {**batched, "stream": False}


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_a_call_is_read_once_and_when_it_is_made(provider: str, simulator: Any) -> None:
    turns = [{"role": "user", "content": "before"}]
    contents = ["before"]
    with client(provider, simulator.url) as one, deferred.batch(cache=False):
        if provider == "anthropic":
            one.messages.create(**asked(messages=turns))
        elif provider == "openai":
            one.chat.completions.create(**talk(messages=turns))
        else:
            one.models.generate_content(model=GEMINI, contents=contents)
        turns[0]["content"] = contents[0] = "after"
    [row] = rows_sent(simulator, provider)
    assert "before" in exact(row)
    assert "after" not in exact(row)


def test_a_thousand_rows_arrive_each_once(simulator: Any) -> None:
    with client("openai", simulator.url) as one, deferred.batch(cache=False):
        for seed in range(1000):
            one.chat.completions.create(**talk(seed=seed))
    assert sorted(row["seed"] for row in rows_sent(simulator, "openai")) == list(range(1000))
    assert len(creates(simulator)) == 1


def _betas(client: Any) -> Any:
    return client.beta.messages.create(**asked(betas=["files-api-2025-04-14", "context-1m-2025-08-07"]))


def _beta_parse(client: Any) -> Any:
    return client.beta.messages.parse(**asked(output_format=calls.Person, betas=["files-api-2025-04-14"]))


def _client_betas(client: Any) -> Any:
    return client.with_options(default_headers={"anthropic-beta": "from-the-client"}).messages.create(**asked())


def _openai_copy(client: Any) -> Any:
    return client.with_options(organization="org-9", project="proj-9").chat.completions.create(**talk())


HEADERS = [
    Way("anthropic", "plain", calls.message()),
    Way("anthropic", "betas", _betas),
    Way("anthropic", "beta-parse", _beta_parse),
    Way("anthropic", "betas-of-the-client", _client_betas),
    Way("anthropic", "extra-headers", calls.message(extra_headers={"anthropic-beta": "a-1,b-2", "X-Team": "a"})),
    Way(
        "anthropic",
        "raw",
        lambda client: client.messages.with_raw_response.create(**asked(extra_headers={"x-team": "a"})),
    ),
    Way("anthropic", "betas", _betas, is_async=True),
    Way("openai", "extra-headers", calls.chat(extra_headers={"OpenAI-Beta": "x=1", "OpenAI-Project": "proj-1"})),
    Way("openai", "organization-of-a-copy", _openai_copy),
    Way("openai", "extra-headers", calls.ask(extra_headers={"OpenAI-Organization": "org-1"}), is_async=True),
    Way("google", "headers", calls.generate_with({"http_options": {"headers": {"X-Team": "a"}}})),
    Way("google", "headers", calls.generate_with({"http_options": {"headers": {"X-Team": "a"}}}), is_async=True),
]


@pytest.mark.parametrize("call", HEADERS, ids=lambda call: call.id)
def test_the_headers_that_change_the_answer_reach_the_request_that_creates_the_batch(
    call: Way, stub: Stub, simulator: Any
) -> None:
    call.live(stub.url)
    call.deferred(simulator.url)
    [live], [create] = stub.sent, creates(simulator)
    assert _marked(create.headers) == _marked(live.headers)
    assert {"x-api-key", "authorization", "x-goog-api-key"} & set(create.headers)


def test_calls_with_other_betas_are_other_batches(simulator: Any) -> None:
    with client("anthropic", simulator.url) as one, deferred.batch(cache=False):
        for beta in ("a-1", "b-2", "a-1"):
            one.beta.messages.create(**asked(betas=[beta]))
        one.messages.create(**asked())
    sent = {create.headers.get("anthropic-beta"): len(create.body["requests"]) for create in creates(simulator)}
    assert sent == {"a-1": 2, "b-2": 1, None: 1}


def test_beta_messages_go_to_the_beta_batches(simulator: Any) -> None:
    Way("anthropic", "betas", _betas).deferred(simulator.url)
    [create] = creates(simulator)
    assert (create.path, create.query) == ("/v1/messages/batches", {"beta": "true"})


@pytest.mark.parametrize("options", [{}, {"api_version": "v1alpha"}], ids=["default", "v1alpha"])
def test_a_gemini_batch_speaks_the_version_of_the_api_that_the_call_speaks(
    options: dict[str, str], stub: Stub, simulator: Any
) -> None:
    call = Way("google", "version", calls.generate_with({"http_options": options}))
    call.live(stub.url)
    call.deferred(simulator.url)
    paths = [request.path for request in simulator.requests]
    assert stub.sent[0].path.replace(":generateContent", ":batchGenerateContent") in paths


def _marked(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.startswith(MARKS)}


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_what_the_sdk_refuses_to_write_is_refused_as_it_refuses_it(provider: str, stub: Stub, simulator: Any) -> None:
    make = calls.message if provider == "anthropic" else calls.chat
    call = Way(provider, "nan", make(extra_body={"number": float("nan")}))
    with pytest.raises(ValueError) as live:  # noqa: PT011 - the SDKs' words differ
        call.live(stub.url)
    with pytest.raises(type(live.value), match=str(live.value)):
        call.deferred(simulator.url)
    assert rows_sent(simulator, provider) == []


def test_a_long_answer_needs_no_stream_in_a_batch(simulator: Any) -> None:
    Way("anthropic", "long", calls.message(max_tokens=64_000)).deferred(simulator.url)
    assert rows_sent(simulator, "anthropic") == [asked(max_tokens=64_000)]


def test_instructor_sends_what_it_sends_live(stub: Stub, simulator: Any) -> None:
    instructor = pytest.importorskip("instructor")

    async def ask(one: Any) -> Any:
        patched = instructor.from_openai(one, mode=instructor.Mode.JSON_SCHEMA)
        return await patched.chat.completions.create(**talk(response_model=calls.Person, max_retries=0))

    call = Way("openai", "instructor", ask, is_async=True)
    assert call.live(stub.url).model_dump() == call.deferred(simulator.url).model_dump() == {"name": "Ada", "age": 36}
    assert list(map(exact, rows_sent(simulator, "openai"))) == list(map(exact, live_bodies(stub)))
