"""The table of refusals, whole: which one, at which step, of which provider, is tried again, and how often."""

import json

import pytest

from deferred.core.call import Answer
from deferred.providers import refusals
from deferred.providers.refusals import SPENT, At, Then, rule_of, rule_of_job

LETTERS = {
    "a": Then.AGAIN, "l": Then.LOOK, "s": Then.SLOWER, "h": Then.HALVES, "g": Then.GONE, ".": Then.FINAL,
}  # fmt: skip
# What follows a refusal with nothing but a status; upper case: it is tried again without end, else so often or so long.
GRID = """
         400 401 402 403 404 408 409 410 413 422 425 429 499 500 502 503 504 529
upload    h   .   .   .   .   a   a   .   h   h   a   s   .   a   a   a   a   a
create    h   .   .   .   .   l   l   .   h   h   a   s   .   l   l   l   l   l
list      a   a   a   a   a   A   A   a   a   a   A   A   a   A   A   A   A   A
poll      a   a   a   a   g   A   A   g   a   a   A   A   a   A   A   A   A   A
results   a   a   a   a   a   A   A   a   a   a   A   A   a   A   A   A   A   A
cancel    A   A   A   A   A   A   A   A   A   A   A   A   A   A   A   A   A   A
row       .   .   .   .   .   a   a   .   .   .   a   a   .   a   a   a   a   a
live      .   .   .   .   .   .   .   .   .   .   .   a   .   .   .   a   .   a
"""
BOUNDS = {
    (At.UPLOAD, Then.AGAIN): (None, 3600), (At.UPLOAD, Then.SLOWER): (20, None), (At.UPLOAD, Then.HALVES): (32, None),
    (At.CREATE, Then.AGAIN): (None, 3600), (At.CREATE, Then.SLOWER): (20, None), (At.CREATE, Then.HALVES): (32, None),
    (At.CREATE, Then.LOOK): (None, 3600), (At.ROW, Then.AGAIN): (2, None), (At.LIVE, Then.AGAIN): (3, None),
    (At.LIST, Then.AGAIN): (None, 600), (At.POLL, Then.AGAIN): (None, 600), (At.RESULTS, Then.AGAIN): (None, 600),
    (At.POLL, Then.GONE): (None, None),
}  # fmt: skip


def grid():
    head, *lines = GRID.strip().splitlines()
    for line in lines:
        step, *letters = line.split()
        for status, letter in zip(head.split(), letters, strict=True):
            yield At(step), int(status), letter


def refusal(status, **error):
    return Answer(status, json.dumps({"error": {"message": "no", **error}}).encode())


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google", "another"])
@pytest.mark.parametrize(("at", "status", "letter"), list(grid()))
def test_a_status_at_a_step_is_tried_again_as_the_table_says(provider, at, status, letter):
    if (provider, at, status) == ("google", At.ROW, 499):
        letter = "a"
    rule = rule_of(at, provider, refusal(status))
    assert rule.then is LETTERS[letter.lower()]
    endless = letter.isupper() or rule.then is Then.FINAL
    assert (rule.tries, rule.seconds) == ((None, None) if endless else BOUNDS[at, rule.then])


BUYING = [At.UPLOAD, At.CREATE, At.ROW, At.LIVE]
LOOKING = [At.LIST, At.POLL, At.RESULTS, At.CANCEL]


def spent(code):
    """A refusal with this code, in each of the places where providers have it."""
    yield {"error": {"type": "rate_limit_error", "message": "no", "details": {"error_code": code}}}
    yield {"error": {"message": "no", "type": code, "code": None}}
    yield {"type": "error", "error": {"type": code, "message": "no"}}
    yield [{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "details": [{"reason": code}]}}]


SPENT_IN_WORDS = [
    "Your credit balance is too low to access the Anthropic API.",
    "You have reached your specified API usage limits.",
    "Your prepayment credits are depleted. Please go to AI Studio.",
    "Your project has exceeded its monthly spending cap.",
]


@pytest.mark.parametrize("status", [400, 402, 403, 429])
@pytest.mark.parametrize("code", sorted(SPENT))
def test_a_spend_limit_does_not_pass_by_waiting_and_no_row_is_to_blame(code, status):
    for body in spent(code):
        said = Answer(status, json.dumps(body).encode())
        assert {rule_of(at, "anthropic", said).then for at in BUYING} == {Then.FINAL}
        assert rule_of_job("openai", code, "no").then is Then.FINAL
        for at in LOOKING:  # what was bought already is not given up at once
            rule = rule_of(at, "openai", said)
            assert (rule.then, rule.seconds) == (Then.AGAIN, 600)


@pytest.mark.parametrize("words", SPENT_IN_WORDS)
def test_a_spend_limit_is_known_by_its_words_where_it_has_no_code(words):
    for status in (400, 429):
        assert {rule_of(at, "google", refusal(status, message=words)).then for at in BUYING} == {Then.FINAL}


@pytest.mark.parametrize("code", ["ramp_limit_exceeded", "rate_limit_exceeded", "RESOURCE_EXHAUSTED", "slow_down"])
def test_a_limit_of_rate_passes_by_waiting(code):
    assert rule_of(At.CREATE, "anthropic", refusal(429, code=code)).then is Then.SLOWER
    assert rule_of(At.ROW, "anthropic", refusal(429, code=code)).then is Then.AGAIN


NO_FILE = [
    (404, {"error": {"message": "No such File object: file-1"}}, ""),
    (404, {"detail": "Input file not found"}, ""),
    (404, {"error": {"message": "file-1 does not exist"}}, ""),
    (400, {"error": {"message": "Cannot find file file-1, or organization org-1 does not have access to it"}}, ""),
    (403, {"error": {"message": "You do not have permission to access the File x or it may not exist."}}, "google"),
    (400, {"error": {"message": "The File x is not in an ACTIVE state and usage is not allowed."}}, "google"),
]


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
@pytest.mark.parametrize(("status", "body", "only"), NO_FILE)
def test_a_file_that_is_not_there_yet_is_asked_for_twenty_times(provider, status, body, only):
    rule = rule_of(At.CREATE, provider, Answer(status, json.dumps(body).encode()), "file-1")
    expected = (
        (Then.AGAIN, 20) if only in {"", provider} else (rule_of(At.CREATE, provider, refusal(status)).then, None)
    )
    assert (rule.then, rule.tries if rule.then is Then.AGAIN else None) == expected


def test_a_model_that_is_not_there_is_final():
    said = refusal(404, message="models/x is not found for API version v1beta")
    assert rule_of(At.CREATE, "google", said, "files/1").then is Then.FINAL


@pytest.mark.parametrize("status", [400, 429])
def test_a_full_queue_of_tokens_is_known_by_its_code_whatever_its_status(status):
    rule = rule_of(At.CREATE, "openai", refusal(status, code="token_limit_exceeded"))
    assert (rule.then, rule.tries) == (Then.QUEUE, 20)


JOBS = [
    ("token_limit_exceeded", "Enqueued token limit reached", Then.QUEUE),
    ("expired", "the job ended as expired, without results", Then.AGAIN),
    ("passing", "the service is unavailable", Then.AGAIN),
    ("invalid_request", "Cannot find file file-1", Then.AGAIN),
    ("failed", "No such File object: file-1", Then.AGAIN),
    ("passing", "Your prepayment credits are depleted.", Then.FINAL),
    ("billing_hard_limit_reached", "Billing hard limit has been reached", Then.FINAL),
    ("invalid_json_line", "line 1 is no JSON", Then.FINAL),
    ("failed", "the provider gave no reason", Then.FINAL),
    ("archived", "the time is over", Then.FINAL),
]


@pytest.mark.parametrize(("code", "words", "then"), JOBS)
def test_a_job_that_failed_as_a_whole_is_sent_again_as_the_table_says(code, words, then):
    rule = rule_of_job("openai", code, words)
    assert (rule.then, rule.tries if then is Then.AGAIN else None) == (then, 2 if then is Then.AGAIN else None)


OF_BEDROCK = {
    "ServiceQuotaExceededException": Then.AGAIN,
    "ConflictException": Then.LOOK,
    "ValidationException": Then.FINAL,
}


@pytest.mark.parametrize("code", OF_BEDROCK)
def test_what_bedrock_refuses_is_sent_in_no_smaller_parts(code):
    assert rule_of(At.CREATE, "bedrock", refusal(400, code=code)).then is OF_BEDROCK[code]


def test_the_tests_above_reach_every_rule():
    found = [rule_of(at, provider, refusal(status)) for at, status, _ in grid() for provider in ("openai", "google")]
    found += [rule_of(At.CREATE, only, Answer(s, json.dumps(body).encode()), "file-1") for s, body, only in NO_FILE]
    found += [rule_of_job("openai", code, words) for code, words, _ in JOBS]
    found += [rule_of(at, "anthropic", refusal(429, code="enforced_spend_limit_reached")) for at in (At.POLL, At.ROW)]
    found += [rule_of(At.CREATE, "bedrock", refusal(400, code=code)) for code in OF_BEDROCK]
    found += [rule_of(At.CREATE, "bedrock", refusal(status)) for status in (400, 429)]
    found += [rule_of(At.UPLOAD, "xai", Answer(400, b'{"code": "invalid", "error": "Incorrect API key provided."}'))]
    assert [rule for rule in refusals.TABLE if rule not in found] == []
