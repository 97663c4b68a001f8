"""Tools for tests: those that stop the clock, forbid sockets or answer HTTP; a block works as without them."""

import datetime as dt

import pytest

import deferred
from tests.capture.frameworks.ground import MARKS, QUESTIONS, live_then_deferred, rows
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, http_module, read
from tests.support.threads import ended_within

pytestmark = MARKS
THEN = dt.datetime(2012, 1, 14, tzinfo=dt.UTC)


def frozen_by_freezegun():
    """Stop the clock with freezegun."""
    return pytest.importorskip("freezegun", reason="freezegun is not installed").freeze_time(THEN)


def frozen_by_time_machine():
    """Stop the clock with time-machine."""
    tool = pytest.importorskip("time_machine", reason="time-machine is not installed")
    return tool.travel(THEN, tick=False)


FREEZERS = {"freezegun": frozen_by_freezegun, "time-machine": frozen_by_time_machine}


@pytest.fixture(params=FREEZERS)
def frozen(request):
    """A context in which the clock stands still."""
    return FREEZERS[request.param]()


def test_a_stopped_clock_changes_no_answer_and_no_job(same, claude, frozen):
    def script():
        assert dt.datetime.now(dt.UTC) == THEN
        return [read(reply) for reply in [ask_claude(claude, text) for text in QUESTIONS]]

    def run():
        with frozen:
            live_then_deferred(same, script)

    assert ended_within(60, run)
    assert rows(same) == [5]


def test_calls_that_depend_on_each_other_are_two_waves_where_the_clock_is_stopped(same, claude, frozen):
    def talk(text):
        return read(ask_claude(claude, read(ask_claude(claude, text))))

    def run():
        with frozen, deferred.batch():
            assert len(list(deferred.map(talk, QUESTIONS))) == 5

    assert ended_within(60, run)
    assert rows(same) == [5, 5]


def test_a_time_limit_holds_where_the_clock_is_stopped(same, claude, frozen):
    same.latency = 30
    errors = []

    def run():
        with frozen, deferred.batch(time_limit=0.3) as session:
            ask_claude(claude)
        errors.extend(session.report.failures)

    assert ended_within(60, run)
    assert "time limit" in errors[0].words


def test_sockets_that_are_forbidden_but_to_this_machine_change_nothing(same, claude):
    tool = pytest.importorskip("pytest_socket", reason="pytest-socket is not installed")
    tool.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    try:
        live_then_deferred(same, lambda: [read(reply) for reply in [ask_claude(claude, text) for text in QUESTIONS]])
    finally:
        tool._remove_restrictions()
    assert rows(same) == [5]


def test_respx_answers_what_it_mocks_and_no_job_is_bought(same, gemini):
    """respx mocks httpx alone; the SDKs that speak httpx2 pass it by."""
    respx = pytest.importorskip("respx", reason="respx is not installed")
    import openai

    if http_module().__name__ != "httpx":
        pytest.skip("the SDKs speak httpx2, which respx does not mock")
    with respx.mock(assert_all_called=False) as mocked, openai.OpenAI(max_retries=0) as gpt:
        mocked.route().respond(500)
        with pytest.raises(openai.InternalServerError):
            ask_gpt(gpt)
    assert ask_gemini(gemini).text
