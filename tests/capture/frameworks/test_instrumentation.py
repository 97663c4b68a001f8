"""Tracers wrap the SDKs and read each reply at once: inside a block they still see every call, and waves stay one job."""

import asyncio
import functools
import re
from concurrent.futures import ThreadPoolExecutor

import anthropic
import openai
import pytest
from openai.resources.chat.completions import AsyncCompletions, Completions

import deferred
from tests.capture.frameworks.ground import MARKS, QUESTIONS, live_then_deferred, rows
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import GPT

pytestmark = [
    *MARKS,
    # OpenLLMetry's own models, on import
    pytest.mark.filterwarnings("ignore:Support for class-based `config`"),
]


# -- who watches ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def spans():
    """Spans of OpenTelemetry, kept in memory."""
    pytest.importorskip("opentelemetry.sdk")
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept = InMemorySpanExporter()
    kept.provider = TracerProvider()
    kept.provider.add_span_processor(SimpleSpanProcessor(kept))
    return kept


@pytest.fixture(params=["opentelemetry.instrumentation.openai_v2", "opentelemetry.instrumentation.openai"])
def opentelemetry(request, spans, monkeypatch):
    """Either of the two instrumentors of the openai SDK: OpenTelemetry's own, and OpenLLMetry's."""
    module = pytest.importorskip(request.param)
    for cls in (Completions, AsyncCompletions):  # what uninstrument() leaves behind is put back after it
        monkeypatch.setattr(cls, "create", cls.__dict__["create"])
    instrumentor = module.OpenAIInstrumentor()
    instrumentor.instrument(tracer_provider=spans.provider)
    yield
    instrumentor.uninstrument()


@pytest.fixture
def traced():
    """Logfire, sending nothing, with its spans kept in memory."""
    logfire = pytest.importorskip("logfire")
    from logfire.testing import TestExporter
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    kept = TestExporter()
    logfire.configure(send_to_logfire=False, console=False, additional_span_processors=[SimpleSpanProcessor(kept)])
    logfire.kept = kept
    yield logfire
    logfire.shutdown()


def tokens(spans):
    """The output tokens that each span of a call tells of."""
    told = [span.attributes.get("gen_ai.usage.output_tokens") for span in spans.get_finished_spans()]
    return [number for number in told if number is not None]


# -- scripts that know of none of them -----------------------------------------------------------------------------------


def in_threads(ask):
    """Ask in a thread pool."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(ask, QUESTIONS))


def gpt_says(client, text):
    """Ask OpenAI, and read at once."""
    return ask_gpt(client, text).choices[0].message.content


def claude_says(client, text):
    """Ask Anthropic, and read at once."""
    return ask_claude(client, text).content[0].text


def listed(ask):
    """Make all calls, then read."""
    return [reply.choices[0].message.content for reply in [ask(text) for text in QUESTIONS]]


def one_by_one(caplog):
    """The files that were named because their calls went out one by one."""
    told = [record.getMessage() for record in caplog.records if "one by one" in record.getMessage()]
    assert all("deferred.map" in words for words in told)
    return [re.search(r"(\w+\.py):", words).group(1) for words in told]


async def gathered():
    """Ask OpenAI in asyncio."""
    async with openai.AsyncOpenAI() as client:
        replies = await asyncio.gather(*(ask_gpt(client, text) for text in QUESTIONS))
    return [reply.choices[0].message.content for reply in replies]


# -- OpenTelemetry -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("opentelemetry")
def test_opentelemetry_in_threads_sees_every_call_of_one_job(same, gpt, spans):
    live_then_deferred(same, lambda: in_threads(functools.partial(gpt_says, gpt)))
    assert rows(same) == [5]
    assert len(tokens(spans)) == 10
    assert set(tokens(spans)[:5]) == set(tokens(spans)[5:])


@pytest.mark.usefixtures("opentelemetry")
def test_opentelemetry_in_asyncio_sees_every_call_of_one_job(same, spans):
    live_then_deferred(same, lambda: asyncio.run(gathered()))
    assert rows(same) == [5]
    assert len(tokens(spans)) == 10


@pytest.mark.usefixtures("opentelemetry")
def test_opentelemetry_under_map_sees_every_call_of_one_job(same, gpt, spans):
    with deferred.batch():
        assert len(list(deferred.map(functools.partial(gpt_says, gpt), QUESTIONS))) == 5
    assert rows(same) == [5]
    assert len(tokens(spans)) == 5


@pytest.mark.usefixtures("opentelemetry")
def test_opentelemetry_over_a_list_of_calls_sees_every_call_of_one_job(same, gpt, spans):
    live_then_deferred(same, lambda: listed(functools.partial(ask_gpt, gpt)))
    assert rows(same) == [5]
    assert len(tokens(spans)) == 10


@pytest.mark.usefixtures("opentelemetry")
def test_opentelemetry_over_a_loop_that_reads_at_once_is_one_job_each_and_the_line_is_named(same, gpt, spans, caplog):
    live_then_deferred(same, lambda: [gpt_says(gpt, text) for text in QUESTIONS])
    assert rows(same) == [1] * 5
    assert len(tokens(spans)) == 10
    assert one_by_one(caplog) == ["calls.py"]


@pytest.mark.usefixtures("opentelemetry")
def test_a_traced_call_is_of_the_sdks_class_and_the_tracer_is_as_it_was_afterwards(same, gpt):
    traced = vars(Completions)["create"]
    with deferred.batch():
        reply = ask_gpt(gpt)
        assert isinstance(reply, openai.types.chat.ChatCompletion)
        assert same.jobs == []
        with pytest.raises(deferred.NotBatchable, match="a batch cannot stream"):
            ask_gpt(gpt, stream=True)
        raw = gpt.chat.completions.with_raw_response.create(model=GPT, messages=[{"role": "user", "content": "raw"}])
    assert reply.choices[0].message.content
    assert raw.parse().choices[0].message.content
    assert type(reply) is openai.types.chat.ChatCompletion
    assert vars(Completions)["create"] is traced


# -- logfire -------------------------------------------------------------------------------------------------------------


def calls_seen(logfire):
    """How many ended calls Logfire knows of."""
    return sum(1 for span in logfire.kept.exported_spans if (span.attributes or {}).get("logfire.span_type") == "span")


@pytest.mark.parametrize("level", ["class", "instance"])
def test_logfire_begun_inside_the_block_sees_every_call_of_one_job(same, traced, level):
    client = openai.OpenAI()
    with deferred.batch(), traced.instrument_openai(client if level == "instance" else openai.OpenAI):
        in_threads(functools.partial(gpt_says, client))
    assert rows(same) == [5]
    assert same.live_calls == []
    assert calls_seen(traced) == 5


def test_logfire_on_an_instance_sees_every_call_of_one_job(same, traced):
    client = openai.OpenAI()
    with traced.instrument_openai(client):
        live_then_deferred(same, lambda: in_threads(functools.partial(gpt_says, client)))
    assert rows(same) == [5]
    assert calls_seen(traced) == 10


def test_logfire_on_an_instance_of_anthropic_sees_every_call_of_one_job(same, traced):
    """Its spans give each request a `traceparent` of its own, by which no job is known."""
    client = anthropic.Anthropic()
    with traced.instrument_anthropic(client):
        live_then_deferred(same, lambda: in_threads(functools.partial(claude_says, client)))
    assert rows(same) == [5]
    assert calls_seen(traced) == 10


def test_logfire_on_the_classes_leaves_lists_of_calls_one_job(same, traced):
    """It wraps the method that we catch, below us: such calls make one job, and no spans."""
    gpt, claude = openai.OpenAI(), anthropic.Anthropic()
    with traced.instrument_openai(openai.OpenAI), traced.instrument_anthropic(anthropic.Anthropic):

        def script():
            replies = [(ask_gpt(gpt, text), ask_claude(claude, text)) for text in QUESTIONS]
            return [(one.choices[0].message.content, two.content[0].text) for one, two in replies]

        live_then_deferred(same, script)
    assert sorted(rows(same)) == [5, 5]
    assert calls_seen(traced) == 10  # the live ones


@pytest.mark.parametrize("level", ["class", "instance"])
def test_logfire_over_async_openai_sees_every_call_of_one_job(same, traced, level):
    async def main():
        async with openai.AsyncOpenAI() as client:
            with traced.instrument_openai(client if level == "instance" else openai.AsyncOpenAI):
                replies = await asyncio.gather(*(ask_gpt(client, text) for text in QUESTIONS))
        return [reply.choices[0].message.content for reply in replies]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]
    assert calls_seen(traced) == 10


# -- by hand -------------------------------------------------------------------------------------------------------------


class Watched:
    """What Langfuse and its like do: the client's method is replaced by one that reads the usage after each call."""

    def __init__(self, client):
        self.seen = []
        self._create = client.chat.completions.create  # a bound method, taken before the block
        client.chat.completions.create = self.create

    def create(self, **arguments):
        """Ask, and note what it cost."""
        reply = self._create(**arguments)
        self.seen.append((reply.id, reply.model, reply.usage.total_tokens))
        return reply


def test_a_wrapper_that_reads_the_usage_sees_every_call_of_one_job_in_threads(same, gpt):
    watched = Watched(gpt)
    live_then_deferred(same, lambda: in_threads(functools.partial(gpt_says, gpt)))
    assert rows(same) == [5]
    assert sorted(watched.seen[:5]) == sorted(watched.seen[5:])


def test_a_wrapper_that_reads_the_usage_sees_every_call_of_one_job_under_map(same, gpt):
    watched = Watched(gpt)
    with deferred.batch():
        assert len(list(deferred.map(functools.partial(gpt_says, gpt), QUESTIONS))) == 5
    assert rows(same) == [5]
    assert len(watched.seen) == 5


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_wrapper_of_the_class_that_reads_the_usage_sees_every_call_of_one_job_in_a_list(
    same, gpt, claude, monkeypatch, provider
):
    seen = []
    cls = {"openai": Completions, "anthropic": anthropic.resources.Messages}[provider]
    create = cls.create

    def watched(self, **arguments):
        reply = create(self, **arguments)
        seen.append(reply.usage.model_dump()["completion_tokens" if provider == "openai" else "output_tokens"])
        return reply

    monkeypatch.setattr(cls, "create", watched)
    ask = {"openai": functools.partial(ask_gpt, gpt), "anthropic": functools.partial(ask_claude, claude)}[provider]
    live_then_deferred(same, lambda: [reply.id for reply in [ask(text) for text in QUESTIONS]])
    assert rows(same) == [5]
    assert sorted(seen[:5]) == sorted(seen[5:])


def test_a_wrapper_that_reads_the_usage_in_a_list_of_calls_is_named_with_the_remedy(same, gpt, caplog):
    Watched(gpt)
    live_then_deferred(same, lambda: listed(functools.partial(ask_gpt, gpt)))
    assert rows(same) == [1] * 5
    assert one_by_one(caplog) == ["test_instrumentation.py"]
