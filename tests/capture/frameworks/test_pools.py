"""Libraries that run functions for people, in threads, greenlets and loops of their own: answers as live, none live."""

import textwrap

import pytest

from tests.capture.frameworks.ground import MARKS, QUESTIONS, live_then_deferred, rows
from tests.support import processes
from tests.support.calls import ask_claude, read
from tests.support.models import CLAUDE

pytestmark = [*MARKS, pytest.mark.filterwarnings("ignore")]  # what libraries warn of is theirs


def test_joblib_with_threads_is_one_job(same, claude):
    joblib = pytest.importorskip("joblib", reason="joblib is not installed")

    def script():
        asks = (joblib.delayed(lambda text: read(ask_claude(claude, text)))(text) for text in QUESTIONS)
        return joblib.Parallel(n_jobs=8, backend="threading", pre_dispatch="all", batch_size=1)(asks)

    live_then_deferred(same, script)
    assert rows(same) == [5]


def test_dask_with_threads_is_one_job(same, claude):
    dask = pytest.importorskip("dask", reason="dask is not installed")

    def script():
        asks = [dask.delayed(lambda text: read(ask_claude(claude, text)))(text) for text in QUESTIONS]
        return list(dask.compute(*asks, scheduler="threads", num_workers=8))

    live_then_deferred(same, script)
    assert rows(same) == [5]


@pytest.mark.parametrize("strategy", ["thread_local", "threading"])
def test_polars_sends_nothing_live(same, claude, strategy):
    polars = pytest.importorskip("polars", reason="polars is not installed")

    def script():
        frame = polars.DataFrame({"text": QUESTIONS}).lazy()
        ask = polars.col("text").map_elements(
            lambda text: read(ask_claude(claude, text)), return_dtype=polars.String, strategy=strategy
        )
        return frame.select(ask).collect()["text"].to_list()

    live_then_deferred(same, script)
    assert sum(rows(same)) == 5


def test_a_loop_in_a_loop_of_nest_asyncio_is_one_job(same):
    """It patches asyncio for good, so it runs in a process of its own."""
    pytest.importorskip("nest_asyncio", reason="nest_asyncio is not installed")
    processes.run(
        textwrap.dedent("""
        import asyncio, anthropic, deferred, nest_asyncio
        nest_asyncio.apply()
        client = anthropic.AsyncAnthropic()

        async def ask(text):
            messages = [{"role": "user", "content": text}]
            reply = await client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=messages)
            return reply.content[0].text

        async def ask_all():
            return await asyncio.gather(*(ask(f"question {n}") for n in range(5)))

        async def main():
            live = asyncio.run(ask_all())
            with deferred.batch() as session:
                assert asyncio.run(ask_all()) == live
            async with deferred.batch() as session:
                assert asyncio.get_event_loop().run_until_complete(ask_all()) == live

        asyncio.run(main())
        """)
    )
    assert (rows(same), len(same.live_calls)) == ([5], 5)


@pytest.mark.parametrize("patched", [True, False], ids=["monkey-patched", "plain"])
def test_greenlets_of_gevent_send_nothing_live(same, patched):
    """It patches the standard library for good, so it runs in a process of its own."""
    pytest.importorskip("gevent", reason="gevent is not installed")
    processes.run(
        textwrap.dedent(f"""
        import gevent, gevent.monkey
        if {patched}:
            gevent.monkey.patch_all()
        import anthropic, deferred
        client = anthropic.Anthropic()

        def ask(text):
            messages = [{{"role": "user", "content": text}}]
            reply = client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=messages)
            return reply.content[0].text

        def ask_all():
            greenlets = [gevent.spawn(ask, f"question {{n}}") for n in range(5)]
            gevent.joinall(greenlets, raise_error=True)
            return [greenlet.value for greenlet in greenlets]

        live = ask_all()
        with deferred.batch() as session:
            assert ask_all() == live
        assert session.status()["calls"] == 5
        """)
    )
    assert (sum(rows(same)), len(same.live_calls)) == (5, 5)


def test_a_streamlit_script_with_a_block_is_one_job(same):
    testing = pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")

    def page():
        import anthropic
        import streamlit

        import deferred

        client = anthropic.Anthropic()
        with deferred.batch() as session:
            replies = [
                client.messages.create(
                    model=CLAUDE, max_tokens=64, messages=[{"role": "user", "content": f"question {n}"}]
                )
                for n in range(5)
            ]
        for reply in replies:
            streamlit.write(reply.content[0].text)
        streamlit.metric("calls", session.report.calls)

    ran = testing.AppTest.from_function(page, default_timeout=60).run()
    assert not ran.exception
    assert len(ran.markdown) == 5
    assert ran.metric[0].value == "5"
    assert (rows(same), same.live_calls) == ([5], [])
