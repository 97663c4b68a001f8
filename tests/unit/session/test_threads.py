"""Threads that a block starts carry its session, also where other tools patch how threads start."""

import asyncio
import contextvars
import functools
import threading

import pytest

import deferred
from tests.support.calls import ask_gpt
from tests.support.threads import ended_within

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def takes_the_function_of_run(monkeypatch):
    """A tool that does with `run` of each thread what sentry-sdk does: takes its function, and passes the thread."""
    start, seen = threading.Thread.start, []

    @functools.wraps(start)
    def patched(thread):
        function = getattr(thread.run, "__func__", thread.run)

        def run():
            seen.append(threading.current_thread().name)
            return function(threading.current_thread())

        thread.run = run
        return start(thread)

    monkeypatch.setattr(threading.Thread, "start", patched)
    return seen


def test_a_tool_that_takes_the_function_of_a_threads_run_does_not_stop_the_engine(sim, gpt, takes_the_function_of_run):
    replies = []

    def script():
        with deferred.batch():
            replies.append(ask_gpt(gpt, "hello"))

    assert ended_within(20, functools.partial(contextvars.Context().run, script))
    assert replies[0].choices[0].message.content
    assert "deferred-engine" in takes_the_function_of_run


def test_a_thread_of_the_users_runs_where_a_tool_takes_the_function_of_its_run(sim, gpt, takes_the_function_of_run):
    replies = []
    with deferred.batch() as session:
        ask_in_thread = functools.partial(threading.Thread, target=lambda: replies.append(ask_gpt(gpt, "hello")))
        inside = ask_in_thread()
        inside.start()
        inside.join()
        outside = ask_in_thread()
        contextvars.Context().run(outside.start)
        outside.join()
    assert len(replies) == 2
    assert session.status()["calls"] == 2


class Counted(threading.Thread):
    """A thread with a `run` of its own."""

    def run(self):
        """Note which thread runs."""
        self.seen = self.name


def test_the_run_of_a_subclass_still_knows_its_thread(sim, takes_the_function_of_run):
    thread = Counted(name="mine")
    with deferred.batch():
        thread.start()
        thread.join()
    assert thread.seen == "mine"


class Profiled:
    """What the lock profiler of ddtrace puts in place of a class: an object without attributes of its own to set."""

    __slots__ = ("_kind",)

    def __init__(self, kind):
        self._kind = kind

    def __call__(self, *args, **kwargs):
        return self._kind(*args, **kwargs)


@pytest.mark.parametrize("module", [threading, asyncio])
def test_a_block_opens_where_a_profiler_has_replaced_the_semaphores(sim, gpt, monkeypatch, module):
    for name in ("Semaphore", "BoundedSemaphore"):
        for owner in {module, getattr(module, "locks", module)}:
            monkeypatch.setattr(owner, name, Profiled(getattr(module, name)))
    with deferred.batch(widen=8):
        reply, semaphore = ask_gpt(gpt, "hello"), module.Semaphore(2)
    assert reply.choices[0].message.content
    assert semaphore._value == 2
