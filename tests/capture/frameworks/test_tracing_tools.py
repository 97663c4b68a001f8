"""Tracing tools, the real ones: answers, live calls and spans are those of the bare run, and each wave is one job."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

# The modules that a tool needs.
NEEDED = {
    "sentry": ["sentry_sdk"],
    "openinference": [f"openinference.instrumentation.{sdk}" for sdk in ("openai", "anthropic", "google_genai")],
    "langfuse": ["langfuse"],
    "langsmith": ["langsmith"],
    "mlflow": ["mlflow.gemini"],
    "ddtrace": ["ddtrace"],
    "weave": ["weave"],
}
READS_AT_ONCE = {"langsmith"}  # they wrap one client: in a list of calls each is its own job
BELOW_US = {("openinference", "openai")}  # they replace the method that we replace too: such calls have no spans


def has(module):
    """Whether a module is installed."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # its package is not
        return False


@pytest.fixture(scope="module", params=NEEDED)
def measured(request):
    """What a tool saw, and what its calls became."""
    missing = [module for module in NEEDED[request.param] if not has(module)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    script = [sys.executable, str(Path(__file__).with_name("traced.py")), request.param]
    done = subprocess.run(script, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr
    return request.param, json.loads(done.stdout.splitlines()[-1])


def test_answers_are_those_of_the_bare_run_and_no_call_goes_live(measured):
    _, found = measured
    for ran in found.values():
        assert ran["same"]
        assert ran["live"][0] == ran["live"][1]
        assert ran["calls"] == 4


def test_each_wave_is_one_job(measured):
    tool, found = measured
    for way, ran in found.items():
        is_one_by_one = tool in READS_AT_ONCE and way.endswith("in_a_list")
        assert ran["jobs"] == ([1, 1, 1, 1] if is_one_by_one else [4]), way


def test_spans_are_those_of_the_bare_run_none_with_a_false_error(measured):
    tool, found = measured
    for way, ran in found.items():
        live, batched = ran["spans"]
        assert len(live) == 4, way
        assert all(is_ok for is_ok, _ in live)
        assert batched == ([] if (tool, way.partition(" ")[0]) in BELOW_US else live), way
