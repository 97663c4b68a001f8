"""A script run in a process of its own: one tracing tool, the calls of each SDK live and in a block, and what it saw.

What such tools patch they do not put back, so no two of them share a process. `python traced.py TOOL` prints JSON: for each
SDK and way to call it the answers, the tool's spans of the calls, the live calls, and the calls of each job.
"""

import contextlib
import json
import os
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor

from tests.support.models import CLAUDE, GEMINI, GPT

TEXTS = [f"question {n}" for n in range(4)]


class Tool:
    """A tool: `spans` gives `[ok, tokens]` of each call since it was asked last."""

    sdks = ("openai", "anthropic", "google")

    def client(self, client):
        """Wrap a client, where the tool wraps clients."""
        return client

    @contextlib.contextmanager
    def tracing(self):
        """Trace what runs in here."""
        yield


class Sentry(Tool):
    """sentry-sdk: its integrations replace methods, and how threads start."""

    def __init__(self):
        import sentry_sdk
        from sentry_sdk.transport import Transport

        items = self._items = []

        class Kept(Transport):
            def capture_envelope(self, envelope):
                items.extend(item.payload.json for item in envelope.items if item.type == "span")

        sentry_sdk.init(dsn="http://key@127.0.0.1:9/1", traces_sample_rate=1.0, transport=Kept)
        self._sdk = sentry_sdk

    @contextlib.contextmanager
    def tracing(self):
        with self._sdk.start_transaction(name="script"):
            yield

    def spans(self):
        spans = [span for item in self._items for span in item["items"]]
        self._items.clear()
        tokens = "gen_ai.usage.output_tokens"
        return [[span["status"] == "ok", span["attributes"].get(tokens, {}).get("value")] for span in spans]


class OpenTelemetry(Tool):
    """Instrumentors of OpenTelemetry, with spans kept in memory."""

    def __init__(self):
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import SimpleSpanProcessor
        from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

        self._kept, self.provider = InMemorySpanExporter(), TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self._kept))
        self.instrument()

    def spans(self):
        spans = self._kept.get_finished_spans()
        self._kept.clear()
        return [[span.status.status_code.name != "ERROR", self.tokens(span.attributes)] for span in spans]

    def tokens(self, attributes):
        """Give the output tokens that a span tells of."""
        return attributes.get("llm.token_count.completion")


class OpenInference(OpenTelemetry):
    """openinference, for the three SDKs."""

    def instrument(self):
        from openinference.instrumentation.anthropic import AnthropicInstrumentor
        from openinference.instrumentation.google_genai import GoogleGenAIInstrumentor
        from openinference.instrumentation.openai import OpenAIInstrumentor

        for instrumentor in (AnthropicInstrumentor, GoogleGenAIInstrumentor, OpenAIInstrumentor):
            instrumentor().instrument(tracer_provider=self.provider)


class Langfuse(OpenTelemetry):
    """langfuse, whose module for openai replaces methods of the SDK."""

    sdks = ("openai",)

    def instrument(self):
        import langfuse
        import langfuse.openai

        langfuse.Langfuse(
            public_key="pk", secret_key="sk", base_url="http://127.0.0.1:9", tracer_provider=self.provider
        )

    def tokens(self, attributes):
        return json.loads(attributes["langfuse.observation.usage_details"])["completion_tokens"]


class LangSmith(Tool):
    """langsmith, which wraps one client."""

    def __init__(self):
        import langsmith
        from langsmith import wrappers

        os.environ["LANGSMITH_TRACING"] = "true"
        runs = self._runs = {}

        class Kept(langsmith.Client):
            def create_run(self, name, inputs, run_type, **more):
                runs.setdefault(str(more.get("id")), [True, None])

            def update_run(self, run_id, **more):
                usage = ((more.get("outputs") or {}).get("usage_metadata") or {}).get("output_tokens")
                runs[str(run_id)] = [not more.get("error"), usage]

        self._client = Kept(api_url="http://127.0.0.1:9", api_key="key", auto_batch_tracing=False)
        self._wrappers = wrappers

    def client(self, client):
        wrap = {"OpenAI": "wrap_openai", "Anthropic": "wrap_anthropic", "Client": "wrap_gemini"}[type(client).__name__]
        return getattr(self._wrappers, wrap)(client, tracing_extra={"client": self._client})

    def spans(self):
        spans = list(self._runs.values())
        self._runs.clear()
        return spans


class MLflow(Tool):
    """mlflow's autologging."""

    def __init__(self):
        import mlflow
        import mlflow.anthropic
        import mlflow.gemini
        import mlflow.openai

        mlflow.set_tracking_uri(f"sqlite:///{tempfile.mkdtemp()}/mlflow.db")
        for flavour in (mlflow.openai, mlflow.anthropic, mlflow.gemini):
            flavour.autolog()
        self._mlflow, self._known = mlflow, set()

    def spans(self):
        self._mlflow.flush_trace_async_logging()
        traces = self._mlflow.search_traces(return_type="list", max_results=500)
        new = [trace for trace in traces if trace.info.trace_id not in self._known]
        self._known.update(trace.info.trace_id for trace in new)
        return [
            [str(trace.info.status).endswith("OK"), (trace.info.token_usage or {}).get("output_tokens")]
            for trace in new
        ]


class DDTrace(Tool):
    """ddtrace."""

    def __init__(self):
        from ddtrace import patch
        from ddtrace.trace import TraceFilter, tracer

        spans = self._spans = []

        class Kept(TraceFilter):
            def process_trace(self, trace):
                spans.extend(trace)

        tracer.configure(trace_processors=[Kept()])
        patch(openai=True, anthropic=True, google_genai=True, futures=True, raise_errors=True)

    def spans(self):
        names = ("openai.request", "anthropic.request", "google_genai.request")
        spans = [[span.error == 0, None] for span in self._spans if span.name in names]
        self._spans.clear()
        return spans


class Weave(Tool):
    """weave, whose client for its server notes the calls here."""

    def __init__(self):
        from unittest import mock

        from weave.integrations import patch_anthropic, patch_google_genai, patch_openai
        from weave.trace.context.weave_client_context import set_weave_client_global
        from weave.trace.weave_client import WeaveClient

        ended = self._ended = []

        class Kept(WeaveClient):
            def finish_call(self, call, output=None, exception=None, **more):
                ended.append([exception is None, None])

        server = mock.MagicMock()
        for made in (server.obj_create, server.file_create, server.table_create):
            made.return_value.digest = "a" * 43
        set_weave_client_global(Kept("entity", "project", server, ensure_project_exists=False))
        for patch in (patch_openai, patch_anthropic, patch_google_genai):
            patch()

    def spans(self):
        spans = list(self._ended)
        self._ended.clear()
        return spans


class Bare(Tool):
    """No tool."""

    def spans(self):
        return []


TOOLS = {
    "none": Bare, "sentry": Sentry, "openinference": OpenInference, "langfuse": Langfuse, "langsmith": LangSmith,
    "mlflow": MLflow, "ddtrace": DDTrace, "weave": Weave,
}  # fmt: skip


def asker(sdk, tool):
    """Give a client of an SDK, as functions that ask, and that read."""
    if sdk == "openai":
        import openai

        gpt = tool.client(openai.OpenAI())
        return (
            lambda text: gpt.chat.completions.create(
                model=GPT, messages=[{"role": "user", "content": text}], max_completion_tokens=200
            ),
            lambda reply: reply.choices[0].message.content,
        )
    if sdk == "anthropic":
        import anthropic

        claude = tool.client(anthropic.Anthropic())
        return (
            lambda text: claude.messages.create(
                model=CLAUDE, max_tokens=200, messages=[{"role": "user", "content": text}]
            ),
            lambda reply: reply.content[0].text,
        )
    from google import genai

    gemini = tool.client(genai.Client())
    return (
        lambda text: gemini.models.generate_content(model=GEMINI, contents=text),
        lambda reply: reply.text,
    )


def in_a_list(ask, read):
    """Make all calls, then read."""
    return [read(reply) for reply in [ask(text) for text in TEXTS]]


def in_threads(ask, read):
    """Ask and read in a pool."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda text: read(ask(text)), TEXTS))


def measure(tool, simulator, sdk, way):
    """Run a script live and in a block."""
    import deferred

    ask, read = asker(sdk, tool)
    with tool.tracing():
        answers = way(ask, read)
    seen, lives, jobs = tool.spans(), len(simulator.live_calls), len(simulator.jobs)
    with tool.tracing(), deferred.batch(fresh=True) as session:
        batched = way(ask, read)
    return {
        "same": batched == answers and all(answers),
        "live": [lives, len(simulator.live_calls)],
        "jobs": [len(job.rows) for job in simulator.jobs[jobs:]],
        "calls": session.status()["calls"],
        "spans": [sorted(seen, key=str), sorted(tool.spans(), key=str)],
    }


def main(name):
    """Measure one tool."""
    from deferred.core.profile import simulated_variables
    from deferred.simulator import Simulator

    warnings.simplefilter("ignore")
    os.chdir(tempfile.mkdtemp())
    with Simulator() as simulator:
        simulator.occurrence = lambda _sha256: 1
        os.environ.update(simulated_variables(simulator.host, key="key"))
        os.environ.update(DEFERRED_HOSTS=simulator.host, DEFERRED_POLL_INTERVAL="0.01", DEFERRED_LINGER="0.3")
        tool = TOOLS[name]()
        found = {
            f"{sdk} {way.__name__}": measure(tool, simulator, sdk, way)
            for sdk in tool.sdks for way in (in_a_list, in_threads)
        }  # fmt: skip
    print("\n" + json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
