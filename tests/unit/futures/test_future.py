"""A future may be asked, waited for and called back as those of `concurrent.futures`."""

import asyncio
import threading

import anthropic
import pydantic
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, read
from tests.support.models import GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.mark.timeout(60)
def test_whoever_asks_whether_it_is_done_waits_for_it(sim, claude, monkeypatch):
    engine.patience(monkeypatch, watched=0.2)
    with deferred.batch():
        future = deferred.future(ask_claude(claude))
        while not future.done():
            threading.Event().wait(0.01)
        assert read(future.result())


@pytest.mark.timeout(60)
def test_whoever_is_called_back_waits_for_it(sim, claude, monkeypatch):
    engine.patience(monkeypatch, watched=0.2)
    with deferred.batch():
        arrived = threading.Event()
        deferred.future(ask_claude(claude)).add_done_callback(lambda _: arrived.set())
        assert arrived.wait(30)


@pytest.mark.timeout(60)
def test_a_bar_that_is_drawn_for_every_call_makes_no_jobs_of_one(sim, claude):
    with deferred.batch(linger=0.1):
        futures = []
        for n in range(5):
            futures.append(deferred.future(ask_claude(claude, f"n {n}")))
            futures[-1].add_done_callback(print)
            assert not any(future.done() for future in futures)
            threading.Event().wait(0.2)
    assert len(sim.jobs) == 1


@pytest.mark.timeout(60)
@pytest.mark.parametrize("wait", ["result", "wait", "awaited"])
def test_a_future_whose_wait_ran_out_can_be_waited_for_again(sim, claude, wait):
    """Only the future is kept, as with `concurrent.futures`: its call was taken back, and it ended as cancelled."""
    with deferred.batch(linger=5):
        future = deferred.future(ask_claude(claude))
        with pytest.raises(TimeoutError):
            if wait == "result":
                future.result(timeout=0.01)
            elif wait == "awaited":
                asyncio.run(asyncio.wait_for(future.awaited(), 0.01))
            elif deferred.wait([future], timeout=0.01).not_done:
                raise TimeoutError
        future.done()
    assert read(future.result())


@pytest.mark.timeout(60)
@pytest.mark.parametrize("seconds", [-0.5, -1])
def test_a_negative_timeout_has_run_out(sim, claude, seconds):
    def timed_out(_):
        with pytest.raises(TimeoutError):
            deferred.future(ask_claude(claude)).result(timeout=seconds)
        return True

    with deferred.batch():
        assert all(deferred.map(timed_out, range(2)))
        assert timed_out(0)


def test_futures_of_replies_follow_concurrent_futures(sim, claude):
    called = threading.Event()
    with deferred.batch() as session:
        good, bad = (
            ask_claude(claude, "good"),
            claude.messages.create(
                model="claude-does-not-exist", max_tokens=9, messages=[{"role": "user", "content": "x"}]
            ),
        )
        future = deferred.future(good)
        assert not future.done()
        with pytest.raises(TimeoutError):
            future.result(timeout=0)
        future.add_done_callback(lambda _: called.set())
        session.flush()
        assert future.result(timeout=10) is good
        assert isinstance(deferred.future(bad).exception(10), anthropic.NotFoundError)
        assert called.wait(10)
        assert deferred.future(good) is future


def test_an_awaited_future_gives_the_reply(sim, claude):
    async def main():
        async with deferred.batch():
            return await deferred.future(ask_claude(claude, "hello"))

    assert "hello" in asyncio.run(main()).content[0].text


def test_something_that_is_no_reply_has_no_future():
    with pytest.raises(TypeError, match="not a reply"):
        deferred.future("text")


def test_an_attribute_error_while_a_reply_is_made_is_not_taken_for_a_missing_attribute(sim, claude, gpt):
    class Answer(pydantic.BaseModel):
        sentiment: str

        @pydantic.field_validator("sentiment")
        @classmethod
        def broken(cls, value):
            return value.no_such_method()

    with deferred.batch():
        reply = gpt.chat.completions.parse(
            model=GPT, messages=[{"role": "user", "content": "Fine."}], response_format=Answer
        )
    with pytest.raises(RuntimeError, match="no_such_method") as caught:
        _ = reply.choices
    assert isinstance(caught.value.__cause__, AttributeError)
    with pytest.raises(RuntimeError, match="no_such_method"):
        hasattr(reply, "choices")
    with pytest.raises(AttributeError, match="no_such_method"):
        deferred.future(reply).result()
