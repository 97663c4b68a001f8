"""OpenTelemetry for programs that have set it up: a span for each session and each job, and metrics of both.

Nothing is imported here: unless the program has imported OpenTelemetry and set a provider, nothing is done.
Names follow the GenAI semantic conventions; `deferred.*` is used where they define none.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from deferred.core.job import RAN_ITS_ROWS
from deferred.core.profile import profile_of
from deferred.engine.events import Event
from deferred.engine.state import ActiveJob
from deferred.report.report import Report

log = logging.getLogger("deferred")

_NOT_SET_UP = {"ProxyTracerProvider", "NoOpTracerProvider", "_ProxyMeterProvider", "NoOpMeterProvider"}
_OPERATIONS = {
    "embeddings": "embeddings",
    "embedContent": "embeddings",
    "batchEmbedContents": "embeddings",
    "generateContent": "generate_content",
    "moderations": "moderation",  # the conventions have no name for it
    "completions": "text_completion",
    "generations": "generate_content",
    "edits": "generate_content",
}


def of(began_at: float, now: Callable[[], float]) -> Telemetry | None:
    """Begin to trace a session; returns None if the program has not set up OpenTelemetry."""
    if "opentelemetry" not in sys.modules:
        return None
    trace = _set_up("opentelemetry.trace", "get_tracer_provider")
    metrics = _set_up("opentelemetry.metrics", "get_meter_provider")
    return Telemetry(began_at, now, trace, metrics) if trace is not None or metrics is not None else None


def _set_up(name: str, provider: str) -> Any:
    module: Any = sys.modules.get(name)
    return module if module is not None and type(getattr(module, provider)()).__name__ not in _NOT_SET_UP else None


class Telemetry:
    """The spans and metrics of one session. Calls have no spans, because there may be a hundred thousand."""

    def __init__(self, began_at: float, now: Callable[[], float], trace: Any, metrics: Any) -> None:
        """Begin the session's span, under the current span; `trace` or `metrics` may be None."""
        self._now, self._trace = now, trace
        self._spans: dict[str, Any] = {}
        self._off = False
        self._meters = None if metrics is None else _Meters(metrics.get_meter("deferred"))
        if trace is not None:
            self._tracer = trace.get_tracer("deferred")
            self._span = self._tracer.start_span("deferred.batch", start_time=_nanos(began_at))

    def take(self, event: Event, active: ActiveJob) -> None:
        """Note an event of a job. An error in a tracer does not stop the run."""
        self._try(lambda: self._note(event, active))

    def end(self, report: Report) -> None:
        """End the session's span; the spans of jobs that still run end with the jobs."""
        if self._trace is not None:
            self._try(lambda: self._end_session(report))

    def _note(self, event: Event, active: ActiveJob) -> None:
        if self._trace is not None and event.job.nonce not in self._spans:
            self._spans[event.job.nonce] = self._begin(active)
        if event.kind != "collected":
            return
        span = self._spans.pop(event.job.nonce, None)
        if span is not None:
            self._end_job(span, active)
        if self._meters is not None:
            self._meters.count(active, self._now())

    def _begin(self, active: ActiveJob) -> Any:
        facts = attributes(active)
        model = facts.get("gen_ai.request.model", "")
        return self._tracer.start_span(
            f"{facts['gen_ai.operation.name']} {model}".strip(),
            context=self._trace.set_span_in_context(self._span),
            kind=self._trace.SpanKind.CLIENT,
            attributes=facts,
            start_time=_nanos(active.job.planned_at),
        )

    def _end_job(self, span: Any, active: ActiveJob) -> None:
        job, tally = active.job, active.collection.totals
        span.set_attributes({f"deferred.tag.{name}": value for name, value in job.tags.items()})
        span.set_attributes(
            {
                "gen_ai.usage.input_tokens": tally.input_tokens,
                "gen_ai.usage.output_tokens": tally.output_tokens,
                "deferred.batch.id": job.label,
                "deferred.calls": job.count,
                "deferred.calls.answered": tally.calls,
                "deferred.cost_usd": float(tally.cost),
                "deferred.outcome": job.outcome,
            }
        )
        if job.outcome not in RAN_ITS_ROWS:
            span.set_attribute("error.type", job.outcome.partition(":")[0])
            span.set_status(self._trace.Status(self._trace.StatusCode.ERROR, job.outcome))
        span.end(end_time=_nanos(self._now()))

    def _end_session(self, report: Report) -> None:
        self._span.set_attributes(
            {
                "deferred.run": report.run,
                "deferred.calls": report.calls,
                "deferred.calls.answered": report.answered,
                "deferred.calls.failed": report.failed,
                "deferred.jobs": len(report.jobs),
                "deferred.cost_usd": float(report.cost),
                "deferred.saved_usd": float(report.saved),
            }
        )
        self._span.end(end_time=_nanos(self._now()))

    def _try(self, act: Callable[[], None]) -> None:
        if self._off:
            return
        try:
            act()
        except Exception as error:  # noqa: BLE001 - an exporter's fault must not cost the run its answers
            self._off = True
            log.warning("deferred: nothing more is traced: %s: %s", type(error).__name__, error)


class _Meters:
    """The metrics, counted once for each job."""

    def __init__(self, meter: Any) -> None:
        self._tokens = meter.create_histogram("gen_ai.client.token.usage", "{token}", "Tokens of a job's calls")
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration", "s", "From plan to answers of a job"
        )
        self._calls = meter.create_counter("deferred.calls", "{call}", "Calls answered by jobs")
        self._cost = meter.create_counter("deferred.cost", "{USD}", "What these calls cost")

    def count(self, active: ActiveJob, now: float) -> None:
        """Count an ended job."""
        facts, tally = attributes(active), active.collection.totals
        self._tokens.record(tally.input_tokens, {**facts, "gen_ai.token.type": "input"})
        self._tokens.record(tally.output_tokens, {**facts, "gen_ai.token.type": "output"})
        self._duration.record(max(0.0, now - active.job.planned_at), facts)
        self._calls.add(tally.calls, facts)
        self._cost.add(float(tally.cost), facts)


def attributes(active: ActiveJob) -> dict[str, Any]:
    """Return the attributes of a job's span and metrics."""
    job = active.job
    models = [job.model] if job.model else list(active.progress.models)
    facts = {
        "gen_ai.operation.name": operation(job.endpoint),
        "gen_ai.provider.name": profile_of(job.provider).telemetry_name or job.provider,
        "server.address": urlsplit(job.base_url).hostname or "",
    }
    return facts if len(models) != 1 else {**facts, "gen_ai.request.model": models[0].removeprefix("models/")}


def operation(endpoint: str) -> str:
    """Return the operation of an endpoint, as named by the conventions."""
    path = endpoint.partition("?")[0].rstrip("/")
    last = path.rpartition("/")[2].rpartition(":")[2]
    if path.endswith("chat/completions"):
        return "chat"
    return _OPERATIONS.get(last, "chat")


def _nanos(seconds: float) -> int:
    return int(seconds * 1_000_000_000)
