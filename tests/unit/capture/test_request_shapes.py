"""What calls of one client, path and headers have in common is found once, and anew once something of it changes."""

import deferred
from deferred.capture import request_shapes
from deferred.capture.accounts import accounts_of
from deferred.session import current
from tests.support.calls import ask_claude as ask


def shapes(client):
    [session] = current.opened
    return accounts_of(session).clients[id(client)].shapes


def test_calls_alike_share_one_shape(claude):
    with deferred.batch():
        for text in "abc":
            ask(claude, text)
        assert len(shapes(claude)) == 1
        ask(claude, "d", extra_headers={"anthropic-beta": "one"})
        assert len(shapes(claude)) == 2


def test_a_key_that_is_set_later_is_another_account(sim, claude):
    with deferred.batch():
        ask(claude, "a")
        claude.api_key = "another-key"
        ask(claude, "b")
    assert len(sim.jobs) == 2


def test_a_header_of_the_client_that_is_set_later_counts(sim, claude):
    with deferred.batch():
        ask(claude, "a")
        claude._custom_headers["anthropic-beta"] = "later"
        ask(claude, "b")
    assert len(sim.jobs) == 2


def test_headers_that_differ_with_each_call_are_not_kept_for_ever(sim, claude):
    with deferred.batch():
        for number in range(request_shapes._MOST + 9):
            ask(claude, str(number), extra_headers={"traceparent": str(number)})
        assert len(shapes(claude)) <= request_shapes._MOST
    assert len(sim.jobs) == 1


def test_a_credential_of_one_call_is_its_own_account(sim, claude):
    with deferred.batch():
        ask(claude, "a", extra_headers={"x-api-key": "of-this-call"})
        ask(claude, "b")
        ask(claude, "c", extra_headers={"x-api-key": "of-this-call"})
    assert sorted(len(job.rows) for job in sim.jobs) == [1, 2]
