"""OpenTelemetry: spans and metrics where the program has set it up, nothing at all where it has not."""

import subprocess
import sys
from collections import Counter

import pytest

import deferred
from deferred.report import telemetry
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.models import CLAUDE

pytest.importorskip("opentelemetry.sdk", reason="opentelemetry-sdk is not installed")

from opentelemetry import trace
from opentelemetry.metrics import _internal as metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def spans(monkeypatch):
    """Set up tracing for one test; gives the spans that have ended."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    yield exporter.get_finished_spans
    provider.shutdown()


@pytest.fixture
def measured(monkeypatch):
    """Set up metrics for one test; gives the points of a metric."""
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader])
    monkeypatch.setattr(metrics, "_METER_PROVIDER", provider)

    def points(name):
        for resource in reader.get_metrics_data().resource_metrics:
            for metric in resource.scope_metrics[0].metrics:
                if metric.name == name:
                    return list(metric.data.data_points)
        return []

    yield points
    provider.shutdown()


def test_a_session_and_each_of_its_jobs_are_a_span_with_what_they_used(sim, claude, gpt, spans):
    with deferred.batch(cost_limit=1, name="traced") as session:
        for n in range(3):
            ask_claude(claude, f"n {n}")
        ask_gpt(gpt, max_completion_tokens=50)
    by_name = {span.name: span for span in spans()}
    assert set(by_name) == {"deferred.batch", "chat claude-haiku-4-5", "chat gpt-5-mini"}
    whole, job = by_name["deferred.batch"], by_name["chat claude-haiku-4-5"]
    tally = session.report.models[CLAUDE]
    assert job.parent.span_id == whole.context.span_id
    assert job.kind is trace.SpanKind.CLIENT
    assert job.attributes["gen_ai.operation.name"] == "chat"
    assert job.attributes["gen_ai.provider.name"] == "anthropic"
    assert job.attributes["gen_ai.request.model"] == CLAUDE
    assert job.attributes["gen_ai.usage.input_tokens"] == tally.input_tokens > 0
    assert job.attributes["gen_ai.usage.output_tokens"] == tally.output_tokens > 0
    assert job.attributes["deferred.calls.answered"] == 3
    assert job.attributes["deferred.cost_usd"] == pytest.approx(float(tally.cost))
    assert job.attributes["deferred.batch.id"] in {one["batch_id"] for one in session.report.jobs}
    assert whole.start_time <= job.start_time < job.end_time <= whole.end_time
    assert whole.attributes["deferred.run"] == "traced"
    assert whole.attributes["deferred.calls"] == 4
    assert whole.attributes["deferred.cost_usd"] == pytest.approx(float(session.report.cost))


def test_the_session_is_under_the_span_that_is_current(sim, claude, spans):
    with trace.get_tracer("test").start_as_current_span("mine") as mine, deferred.batch():
        ask_claude(claude)
    whole = next(span for span in spans() if span.name == "deferred.batch")
    assert whole.parent.span_id == mine.get_span_context().span_id


def test_a_job_that_ends_badly_is_an_error(sim, gpt, spans):
    sim.faults.fail_batch = 1
    with deferred.batch():
        ask_gpt(gpt)
    (bad,) = [span for span in spans() if span.status.status_code is trace.StatusCode.ERROR]
    assert bad.attributes["error.type"] == "failed"
    assert bad.attributes["deferred.outcome"].startswith("failed: ")


def test_tokens_calls_and_cost_are_metrics(sim, claude, gemini, measured):
    with deferred.batch() as session:
        for n in range(3):
            ask_claude(claude, f"n {n}")
        ask_gemini(gemini)
        gemini.models.embed_content(model="gemini-embedding-001", contents=["hello"])
    report = session.report
    tokens = Counter()
    for point in measured("gen_ai.client.token.usage"):
        tokens[point.attributes["gen_ai.provider.name"], point.attributes["gen_ai.token.type"]] += point.sum
    haiku = report.models[CLAUDE]
    assert tokens["anthropic", "input"] == haiku.input_tokens
    assert tokens["anthropic", "output"] == haiku.output_tokens
    assert tokens["gcp.gemini", "input"] > 0
    assert sum(point.value for point in measured("deferred.calls")) == 5
    assert sum(point.value for point in measured("deferred.cost")) == pytest.approx(float(report.cost))
    assert {point.attributes["gen_ai.operation.name"] for point in measured("gen_ai.client.operation.duration")} == {
        "chat",
        "generate_content",
        "embeddings",
    }


def test_no_call_has_a_span_of_its_own(sim, claude, spans):
    with deferred.batch():
        for n in range(50):
            ask_claude(claude, f"n {n}")
    assert len(spans()) == 2


def test_an_exporter_that_fails_costs_no_answers(sim, claude, monkeypatch, caplog):
    class Broken(TracerProvider):
        def get_tracer(self, *args, **more):
            tracer = super().get_tracer(*args, **more)
            start = tracer.start_span
            tracer.start_span = lambda name, **facts: start(name) if name == "deferred.batch" else 1 / 0
            return tracer

    monkeypatch.setattr(trace, "_TRACER_PROVIDER", Broken())
    with deferred.batch():
        reply = ask_claude(claude)
    assert reply.content
    assert caplog.text.count("nothing more is traced: ZeroDivisionError") == 1


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("/v1/messages?beta=true", "chat"),
        ("/v1/chat/completions", "chat"),
        ("/v1/responses", "chat"),
        ("/v1/completions", "text_completion"),
        ("/v1/embeddings", "embeddings"),
        ("/v1/moderations", "moderation"),
        ("generateContent", "generate_content"),
        ("/v1beta/models/x:embedContent", "embeddings"),
    ],
)
def test_operations_have_the_names_of_the_conventions(endpoint, name):
    assert telemetry.operation(endpoint) == name


@pytest.mark.parametrize("imports", ["", "import opentelemetry.trace, opentelemetry.metrics"])
def test_nothing_is_done_where_it_was_not_set_up(imports):
    code = f"""if True:
        import sys
        {imports or "pass"}
        from deferred.report import telemetry
        assert telemetry.of(0.0, None) is None
        assert {bool(imports)} or "opentelemetry" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.PIPE)
