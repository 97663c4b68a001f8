"""Shared fixtures: the simulator in place of the providers, and the SDKs' clients that talk to it."""

import functools
import gc
import time

import anthropic
import certifi
import openai
import pytest
import typer.main
import typer.testing
from google import genai
from hypothesis import settings

from tests.support import browsers, engine, postgres
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.clocks import FastClock, put_in_place
from tests.support.processes import Scripts

# A slow machine is no broken promise.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def few_certificates(tmp_path_factory):
    """Let clients trust one authority: to read all of them takes each client 16 ms, and the simulator speaks HTTP."""
    end = "-----END CERTIFICATE-----\n"
    bundle = tmp_path_factory.mktemp("tls") / "one.pem"
    bundle.write_text(certifi.contents().partition(end)[0] + end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(bundle))
        yield


@pytest.fixture(scope="session", autouse=True)
def short_pauses():
    """Send a wave soon after its last call: half a second for each is a fifth of the time of all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEFERRED_LINGER", "0.05")
        yield


@pytest.fixture(scope="session", autouse=True)
def commands_made_once():
    """Make the command line once: to read the signatures of all commands takes 30 ms, and tests run hundreds."""
    made = functools.cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", made)
        patch.setattr(typer.testing, "_get_command", made)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once():
    """Let processes of tests keep what Python compiles: to compile the package takes each of them 200 ms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


def pytest_collection_finish():
    """Leave modules, classes and tests out of what the garbage collector walks through: they stay to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def sim(deferred_simulator):
    """The simulator, in a working directory of the test's own."""
    return deferred_simulator


@pytest.fixture
def claude(sim):
    """A sync Anthropic client of the simulator."""
    with anthropic.Anthropic() as client:
        yield client


@pytest.fixture
def gpt(sim):
    """A sync OpenAI client of the simulator."""
    with openai.OpenAI() as client:
        yield client


@pytest.fixture
def ask_of(claude, gpt, gemini):
    """Give the function that asks a provider, with its client."""
    asks = {"anthropic": (ask_claude, claude), "openai": (ask_gpt, gpt), "google": (ask_gemini, gemini)}
    return lambda provider: functools.partial(*asks[provider])


@pytest.fixture
def gemini(sim):
    """A Gemini client of the simulator, sync and async."""
    client = genai.Client()
    yield client
    client.close()


@pytest.fixture
def no_session_left():
    """Fail a test that leaves a session open or an attribute patched."""
    yield
    assert engine.opened() == []
    end = time.monotonic() + 5
    while engine.patches() and time.monotonic() < end:  # a library's thread may take a moment to end, and tells nobody
        time.sleep(0.01)
    assert engine.patches() == []


@pytest.fixture
def clock(sim, monkeypatch):
    """The engine's clock for sessions of this test; polls at their own pace."""
    return put_in_place(monkeypatch, FastClock(sim))


@pytest.fixture(scope="session")
def zygote():
    """The zygote of all scripts of a worker: to import the SDKs takes seconds."""
    started = Scripts()
    yield started
    started.close()


@pytest.fixture(scope="module")
def scripts(zygote):
    """What starts scripts; those that a module leaves running end with it."""
    yield zygote
    zygote.kill_all()


@pytest.fixture(autouse=True)
def nothing_asks_on():
    """End what a test has left waiting: another simulator may get the port at which it goes on asking."""
    yield
    engine.end_what_waits()


@pytest.fixture(scope="module")  # no longer: while it is there, asyncio finds a loop running in this thread
def browser():
    """Chromium without a window; skip where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = browsers.program()
    if program is None:
        pytest.skip("no Chromium is installed (CHROMIUM names one)")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def address(tmp_path, monkeypatch):
    """The address of a ledger in PostgreSQL of the test's own; bodies lie in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with postgres.schema(postgres.server()) as found:
        yield found


@pytest.fixture
def table(address):
    """Give the rows of a query, or execute a statement, in that schema."""
    server, name = postgres.server(), address.partition("schema=")[2]
    return lambda asked: postgres.execute(server, asked.replace("{s}", name))


@pytest.fixture
def sums(address):
    """Check invariant I1 of that ledger; gives a row for each run."""
    return lambda: postgres.assert_sums(address)
