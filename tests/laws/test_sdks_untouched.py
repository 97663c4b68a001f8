"""Law 6: outside the block the SDKs are untouched."""

import asyncio
import inspect
import sys
import threading

import openai
import pytest
import wrapt

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.processes import run

pytestmark = pytest.mark.usefixtures("no_session_left")


def attributes():
    """Every attribute that a session may patch."""
    found = {}
    for module, rows in engine.patch_table().items():
        for path, _ in rows:
            owner = sys.modules.get(module)
            *parents, name = path.removeprefix("?").split(".")
            for parent in parents:
                owner = getattr(owner, parent, None)
            if owner is not None:
                found[module, path] = (vars(owner).get(name), inspect.getattr_static(owner, name, None))
    return found


def test_after_the_block_every_attribute_is_the_original_again(sim):
    before = attributes()
    finders = list(sys.meta_path)
    with deferred.batch():
        assert attributes() != before
        with deferred.batch():
            pass
    assert attributes() == before
    assert sys.meta_path == finders


def test_after_an_exception_every_attribute_is_the_original_again(sim, claude):
    before = attributes()
    with pytest.raises(ZeroDivisionError), deferred.batch():
        ask_claude(claude)
        _ = 1 / 0
    assert attributes() == before


def test_a_wrapper_put_under_us_is_there_again(sim, gpt, monkeypatch):
    seen = []

    def trace(wrapped, instance, args, kwargs):
        seen.append("call")
        return wrapped(*args, **kwargs)

    theirs = wrapt.wrap_function_wrapper(openai.OpenAI, "request", trace)
    try:
        with deferred.batch():
            reply = ask_gpt(gpt)
        assert vars(openai.OpenAI)["request"] is theirs
        assert reply.id
    finally:
        del openai.OpenAI.request


def test_a_wrapper_put_over_us_stays_and_ours_is_taken_out(sim, gpt):
    with deferred.batch():
        theirs = wrapt.wrap_function_wrapper(
            openai.OpenAI, "request", lambda wrapped, _, args, kwargs: wrapped(*args, **kwargs)
        )
        reply = ask_gpt(gpt)
    try:
        assert reply.id
        assert theirs.__wrapped__ is inspect.getattr_static(openai._base_client.SyncAPIClient, "request")
    finally:
        del openai.OpenAI.request


def test_create_itself_is_never_replaced(sim, gpt):
    before = openai.resources.chat.completions.Completions.create
    with deferred.batch():
        assert openai.resources.chat.completions.Completions.create is before


def test_importing_deferred_imports_no_sdk():
    run(
        "import sys, deferred; assert not {'openai', 'anthropic', 'google.genai', 'httpx', 'httpx2', 'pydantic'} & set(sys.modules)"
    )


def test_a_thread_that_ends_when_the_loop_has_stopped_leaves_nothing_patched(sim):
    """As the worker threads of anyio do, which end with the loop that they serve."""
    go = threading.Event()

    async def main():
        async with deferred.batch():
            thread = threading.Thread(target=go.wait)
            thread.start()
        return thread

    loop = asyncio.new_event_loop()
    thread = loop.run_until_complete(main())
    assert engine.patches()
    go.set()
    thread.join()
    loop.close()
    assert engine.patches() == []
