"""Each public name in use, with its type: mypy and pyright, both strict, complain of lines marked `wrong` only."""

# pyright: strict, reportUnknownMemberType=false

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

from anthropic import Anthropic, AsyncAnthropic
from anthropic.types import Message
from google import genai
from google.genai.types import PartDict
from openai import OpenAI
from openai.types.responses import Response
from pydantic import BaseModel

import deferred


class Letter(BaseModel):
    sender: str


claude, gpt, gemini = Anthropic(), OpenAI(), genai.Client()


def ask(text: str) -> Message:
    return claude.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": text}])


async def ask_later(text: str) -> Message:
    client = AsyncAnthropic()
    return await client.messages.create(model="m", max_tokens=9, messages=[{"role": "user", "content": text}])


@deferred.task
def length(text: str, more: int = 0) -> int:
    return len(text) + more


@deferred.task
async def length_later(text: str) -> int:
    return len(text)


class Reader:
    @deferred.task
    def read(self, text: str) -> bytes:
        return text.encode()


@deferred.batch(cost_limit=5)
def decorated(text: str) -> int:
    return len(text)


@deferred.batch(cost_limit=Decimal(5))
async def decorated_later(text: str) -> int:
    return len(text)


# A block and its session


def blocks() -> None:
    with deferred.batch(cost_limit=5, linger=0.1, alone="wait", cache=Path("ledger"), tags={"team": "a"}) as session:
        assert_type(session, deferred.Session)
    assert_type(session.results(), deferred.Results)
    assert_type(session.results()[0], deferred.Result[Any])
    assert_type(session.results()[:1], deferred.Results)
    assert_type(session.results().failed, deferred.Results)
    assert_type(session.status()["calls"], Any)
    assert_type(session.plan().most_usd, Decimal | None)
    assert_type(session.report.cost, Decimal)
    assert_type(session.wait(timeout=5), None)
    assert_type(session.flush(), None)
    assert_type(decorated("a"), int)
    deferred.batch(alone="never")  # wrong
    deferred.batch(linger="soon")  # wrong
    deferred.batch(colour="red")  # wrong
    decorated(5)  # wrong


async def blocks_of_coroutines() -> None:
    async with deferred.batch(within="15m") as session:
        assert_type(session, deferred.Session)
    assert_type(await decorated_later("a"), int)


def surroundings(settings: deferred.Settings) -> None:
    with deferred.tag(team="search", row=17), deferred.sample({"n": 1}), deferred.pending_as(RuntimeError):
        assert_type(deferred.guard(), None)
    assert_type(settings.cost_limit, Decimal | None)
    assert_type(settings.budget, Mapping[str, Decimal])
    with deferred.batch(budget={"month": 200}), deferred.batch(budget="month=200"), deferred.batch(budget=None):
        pass
    with deferred.batch(budget=200):  # wrong
        pass
    with deferred.tag(team=5):  # wrong
        pass


def on_event(event: deferred.Event) -> None:
    kind: str = event.kind
    assert_type((event.words, event.done), tuple[str, int])
    print(kind)
    deferred.batch(on_event=on_event)


# Functions of several calls


def tasks() -> None:
    assert_type(length("a", more=1), int)
    assert_type(length.submit("a"), deferred.Future[int])
    assert_type(length.submit("a").result(timeout=5), int)
    assert_type(length.submit("a").exception(), BaseException | None)
    assert_type(length.submit("a", length.submit("b")).done(), bool)  # futures among the arguments are resolved
    assert_type(length.map(["a"]), deferred.Mapped[int])
    assert_type(list(length.map(["a"])), list[int])
    assert_type(list(deferred.map(length, ["a"])), list[int])
    assert_type(list(deferred.map(ask, ["a"])), list[Message])
    assert_type(list(deferred.map(lambda text, n: text * n, ["a"], [2])), list[str])
    assert_type(Reader().read("a"), bytes)
    assert_type(Reader().read.submit("a"), deferred.Future[bytes])
    task: deferred.Task[[str], int] = deferred.task(lambda text: len(text))
    assert_type(task("a"), int)
    deferred.map(length, [5])  # wrong
    length(5)  # wrong
    Reader().read(5)  # wrong
    deferred.task(5)  # wrong


async def tasks_of_coroutines() -> None:
    assert_type(await length_later("a"), int)
    assert_type(length_later.submit("a"), deferred.Future[int])
    assert_type(await length_later.submit("a"), int)
    assert_type(await length_later.map(["a"]), list[int])
    assert_type(await deferred.map(ask_later, ["a"]), list[Message])
    assert_type([one async for one in deferred.map(ask_later, ["a"])], list[Message])
    assert_type(await deferred.map(length_later, ["a"]), list[int])
    together: tuple[int, Message] = await asyncio.gather(length_later.submit("a"), ask_later("b"))
    print(together)


# Replies and their futures


def waiting(replies: list[Message], response: Response, callback: Callable[[deferred.Future[Message]], None]) -> None:
    assert_type(deferred.future(response), deferred.Future[Response])
    assert_type(deferred.future(length.submit("a")), deferred.Future[int])
    done, not_done = deferred.wait(replies, timeout=5, return_when="FIRST_COMPLETED")
    assert_type(done, list[Message])
    assert_type(not_done, list[Message])
    assert_type(deferred.as_completed(replies, timeout=5), Iterator[Message])
    assert_type(deferred.wait([length.submit("a")]).done, list[deferred.Future[int]])
    assert_type(next(deferred.as_completed([length.submit("a")])).result(), int)
    deferred.future(replies[0]).add_done_callback(callback)
    deferred.future(response).add_done_callback(callback)  # wrong
    deferred.wait(replies, return_when="NEVER")  # wrong
    deferred.wait(replies[0], timeout="5")  # wrong


async def awaiting(reply: Message, replies: deferred.Mapped[int]) -> None:
    assert_type(await deferred.future(reply), Message)
    every: AsyncIterator[int] = replies
    print(every)


def records(reply: Message) -> None:
    assert_type(deferred.result(reply), deferred.Result[Any])
    found = deferred.result(reply, model=Letter)
    assert_type(found, deferred.Result[Letter])
    assert_type(found.parsed, Letter | None)
    assert_type(found.cost_usd, Decimal | None)
    assert_type(found.citations, list[deferred.Citation])
    assert_type(found.citation_mappings["sender"][0].text, str)
    assert_type(deferred.Result.from_json("a.json", model=Letter).parsed, Letter | None)


# Documents, in the messages of the SDKs


def documents() -> None:
    claude.messages.create(
        model="m",
        max_tokens=9,
        messages=[
            {
                "role": "user",
                "content": [
                    deferred.document("a.pdf", citations=True),
                    deferred.document("a.pdf", citations=True, provider="anthropic"),
                    deferred.document(Path("a.png"), provider="anthropic"),
                    deferred.document("a.txt"),
                    {"type": "text", "text": "Read this."},
                ],
            }
        ],
    )
    gpt.responses.create(
        model="m",
        input=[
            {
                "role": "user",
                "content": [
                    deferred.document("a.pdf", provider="openai"),
                    deferred.document("a.pdf"),
                    {"type": "input_text", "text": "Read this."},
                ],
            }
        ],
    )
    gpt.chat.completions.create(
        model="m",
        messages=[
            {
                "role": "user",
                "content": [
                    deferred.document("a.pdf", provider="openai-chat"),
                    deferred.document("a.pdf"),
                    {"type": "text", "text": "Read this."},
                ],
            }
        ],
    )
    gemini.models.generate_content(model="m", contents=[deferred.document("a.pdf", provider="google"), "Read this."])
    gemini.models.generate_content(model="m", contents=[deferred.document("a.pdf"), "Read this."])
    assert_type(deferred.document("a.pdf", provider="google"), PartDict)
    deferred.document("a.pdf", provider="nobody")  # wrong
    deferred.document("a.pdf", citations=True, provider="google")  # wrong


# Errors


def errors(error: BaseException) -> None:
    match error:
        case deferred.Pending():
            assert_type((error.run, error.left, error.retry_after), tuple[str, int, float])
        case deferred.Stopped():
            raise error
        case deferred.CostLimitExceeded() | deferred.TimeLimitExceeded() | deferred.UnknownPrice():
            known: deferred.DeferredError = error
            print(known)
        case deferred.NotBatchable() | deferred.CanaryFailed() | deferred.JobFailed():
            known = error
        case deferred.LedgerError() | deferred.DryRun():
            known = error
        case _:
            pass
