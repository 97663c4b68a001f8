"""The engine does with each refusal what the table of `providers/refusals.py` says."""

import anthropic
import openai
import pytest
from google.genai import errors

import deferred
from deferred.core.job import Job
from deferred.providers import PROVIDERS
from deferred.providers.base import State, Status
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(60)]
ASK = {"anthropic": ask_claude, "openai": ask_gpt, "google": ask_gemini}
REFUSED = (anthropic.APIStatusError, openai.APIStatusError, errors.APIError)


@pytest.fixture
def asked(sim, claude, gpt, gemini):
    """Ask a provider some questions in a block; gives the errors of the replies."""
    clients = {"anthropic": claude, "openai": gpt, "google": gemini}

    def ask(provider, count=3, **settings):
        with deferred.batch(**settings):
            replies = [ASK[provider](clients[provider], f"n {n}") for n in range(count)]
        return errors_of(replies)

    return ask


def times(sim, operation):
    """How often the simulator was asked to do this."""
    return len([request for request in sim.requests if request.operation == operation])


def error(message, **more):
    return {"error": {"message": message, **more}}


NOT_THERE_YET = {
    "no such file object": ("openai", 404, error("No such File object: file-abc", type="invalid_request_error")),
    "input file not found": ("openai", 404, {"detail": "Input file not found"}),
    "a file that may not exist": ("google", 403, error("You do not have permission to access the File x or it may not exist.")),
    "a file that is not active": ("google", 400, error("The File x is not in an ACTIVE state and usage is not allowed.")),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_THERE_YET)
def test_a_file_that_is_not_found_right_after_its_upload_fails_no_job(sim, asked, clock, name):
    provider, status, body = NOT_THERE_YET[name]
    sim.faults.answer_instead = {"create": (status, body, 3)}
    assert asked(provider) == [None] * 3
    assert times(sim, "create") == 4
    assert sim.meter.rows_billed == 3


def test_a_file_that_is_named_in_a_404_is_waited_for(sim, asked, clock):
    def name_it(request):
        if request.operation == "create" and times(sim, "create") == 1:
            body = error(f"{request.body['input_file_id']} is unknown here")
            sim.faults.answer_instead = {"create": (404, body, 1)}

    sim.on("request", name_it)
    assert asked("openai") == [None] * 3
    assert times(sim, "create") == 2


def test_a_file_that_is_never_found_is_told_after_twenty_tries_and_is_not_sent_in_halves(sim, asked, clock):
    sim.faults.answer_instead = {"create": (400, error("Cannot find file file-abc"), 10**6)}
    assert [type(one) for one in asked("openai")] == [openai.BadRequestError] * 3
    assert times(sim, "create") == 20
    assert times(sim, "upload") == 1


SPENT = {
    "insufficient_quota": ("openai", 429, error("You exceeded your current quota", type="insufficient_quota", code="insufficient_quota")),
    "billing_hard_limit_reached": ("openai", 400, error("Billing hard limit has been reached", code="billing_hard_limit_reached")),
    "enforced_spend_limit_reached": ("anthropic", 429, error("no", type="rate_limit_error", details={"error_code": "enforced_spend_limit_reached"})),
    "contract_spend_limit_reached": ("anthropic", 429, error("no", type="rate_limit_error", details={"error_code": "contract_spend_limit_reached"})),
    "linked_organization_spend_limit_reached": ("anthropic", 402, error("no", type="billing_error", details={"error_code": "linked_organization_spend_limit_reached"})),
    "organization_on_hold": ("anthropic", 400, error("no", type="invalid_request_error", details={"error_code": "organization_on_hold"})),
    "credit balance": ("anthropic", 400, error("Your credit balance is too low", type="invalid_request_error")),
    "prepayment credits": ("google", 429, error("Your prepayment credits are depleted.", code=429, status="RESOURCE_EXHAUSTED")),
}  # fmt: skip


@pytest.mark.parametrize("operation", ["create", "upload"])
@pytest.mark.parametrize("name", SPENT)
def test_a_spend_limit_that_does_not_pass_by_waiting_is_told_at_once(sim, asked, clock, name, operation):
    provider, status, body = SPENT[name]
    if operation == "upload" and provider != "openai":
        return  # three rows need no file there
    sim.faults.answer_instead = {operation: (status, body, 10**6)}
    found = asked(provider, 4)
    assert all(isinstance(one, REFUSED) for one in found)
    assert len(found) == 4
    assert times(sim, operation) == 1  # neither waited for, nor sent in halves
    assert clock.passed < 5


@pytest.mark.parametrize("provider", ASK)
def test_a_row_without_money_is_not_sent_again(sim, asked, provider):
    sim.faults.credit_rows = True
    assert all(isinstance(one, REFUSED) for one in asked(provider))
    assert len(sim.jobs) == 1


def test_a_batch_that_fails_for_want_of_quota_raises_the_sdks_rate_limit_error(sim, asked):
    def refuse(job):
        job.life.failure = [
            {"code": "insufficient_quota", "message": "You exceeded your quota", "param": None, "line": None}
        ]

    sim.on("batch_created", refuse)
    assert [type(one) for one in asked("openai")] == [openai.RateLimitError] * 3
    assert len(sim.jobs) == 1


def test_a_live_call_without_quota_is_sent_once(sim, gpt):
    sim.faults.answer_instead = {"live": (429, SPENT["insufficient_quota"][2], 10**6)}
    with deferred.batch(alone="live"):
        (found,) = errors_of([ask_gpt(gpt)])
    assert isinstance(found, openai.RateLimitError)
    assert times(sim, "live") == 1


def test_a_spend_limit_at_a_poll_leaves_the_job_after_ten_minutes_and_the_next_run_reads_it(sim, asked, clock):
    sim.latency = 60
    sim.faults.answer_instead = {"poll": (429, SPENT["insufficient_quota"][2], 10**6)}
    found = asked("openai", name="run")
    assert all("It stays in the ledger" in str(one) for one in found)
    assert 600 <= clock.passed < 900
    sim.faults.answer_instead = {}
    assert asked("openai", name="run") == [None] * 3
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("status", [499, 409, 503, 504])
def test_a_gemini_row_that_was_cancelled_in_a_job_that_nobody_cancelled_is_sent_again(sim, asked, status):
    sim.faults.error_rows, sim.faults.error_status = 2, status
    assert asked("google") == [None] * 3
    assert len(sim.jobs) == 2
    assert sim.meter.billed_twice() == []


def test_a_gemini_row_that_is_cancelled_each_time_raises_the_sdks_error_after_three_jobs(sim, asked):
    sim.faults.error_rows, sim.faults.error_status = True, 499
    found = asked("google", 1)
    assert [(type(one), one.status) for one in found] == [(errors.ClientError, "CANCELLED")]
    assert len(sim.jobs) == 3


@pytest.mark.parametrize(("words", "lost"), [("cancelled", "cancelled"), ("succeeded", "")])
def test_a_gemini_row_of_a_cancelled_job_is_cancelled_with_it(words, lost):
    job = Job("n" * 16, "google", "https://x/v1", "generateContent", "c", "m", [], 1, 1, 0.0, batch_id="b")
    line = {"metadata": {"key": "k"}, "error": {"code": 1, "message": "cancelled"}}
    (row,) = PROVIDERS["google"].collect(None, job, Status(State.ENDED, words, inline=(line,)))
    assert (row.lost, row.answer is None) == (lost, bool(lost))


@pytest.mark.parametrize(("code", "jobs"), [(10, 2), (8, 2), (1, 2), (14, 2), (3, 1), (7, 1)])
def test_a_gemini_job_that_fails_as_a_whole_is_sent_again_where_that_may_help(sim, asked, code, jobs):
    failed = {
        "done": True,
        "metadata": {"state": "BATCH_STATE_FAILED"},
        "error": {"code": code, "message": "it failed"},
    }
    sim.faults.answer_instead = {"poll": (200, failed, 1)}
    found = asked("google")
    assert len(sim.jobs) == jobs
    assert [one is None for one in found] == [jobs > 1] * 3
