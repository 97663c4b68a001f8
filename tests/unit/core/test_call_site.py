"""A call is named by the user's line, also where only a library's code makes it."""

import asyncio
import functools
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

import deferred
from tests.support.models import CLAUDE


def line_of_this():
    return sys._getframe(1).f_lineno


def started(ask):
    thread = threading.Thread(target=ask)
    thread.start(), (line := line_of_this())
    thread.join()
    return line


def timed(ask):
    timer = threading.Timer(0.001, ask)
    timer.start(), (line := line_of_this())
    timer.join()
    return line


def in_an_executor(ask):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(ask), (line := line_of_this())
    return line


def in_a_pool(ask):
    with ThreadPool(1) as pool:
        pool.apply(ask), (line := line_of_this())
    return line


def off_the_loop(ask):
    async def main():
        await asyncio.to_thread(ask), (line := line_of_this())
        return line

    return asyncio.run(main())


def by_a_library_of_a_library(ask):
    def pool():
        thread = threading.Thread(target=functools.partial(threading.Thread.run, threading.Thread(target=ask)))
        thread.start(), (line := line_of_this())
        thread.join()
        return line

    return pool()


@pytest.mark.parametrize(
    "way",
    [started, timed, in_an_executor, in_a_pool, off_the_loop, by_a_library_of_a_library],
    ids=lambda way: way.__name__,
)
def test_a_call_on_another_thread_is_named_by_the_line_that_started_it(sim, claude, way):
    ask = functools.partial(
        claude.messages.create, model=CLAUDE, max_tokens=9, messages=[{"role": "user", "content": "x"}]
    )
    with deferred.batch() as session:
        line = way(ask)
    [result] = session.results()
    assert result.where == f"{Path(__file__)}:{line}"
