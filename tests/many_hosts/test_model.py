"""A model of two hosts that want one call: every order of their steps is walked, with each defence on and off.

The owner plans a job, may stop anywhere for any time, and may die anywhere. The other host follows the job, takes it over
once the lease is over, and buys the call itself where the job was surely never created, or was not found twice.
A call is bought twice for good if both creates count, and nobody cancels the owner's any more.
"""

from collections import deque
from typing import NamedTuple

import pytest

TERM = "the term of a job, in every write"
TRUST = "the look at the lease before the last byte of a create"
LATE = "a create that comes late is recorded, and cancelled if its job was given up"
CONNECTION = "one connection for a create, which lives for less than takeover_grace"
FILE = "the input file is deleted between the two looks"
ALL = frozenset({TERM, TRUST, LATE, CONNECTION})


class State(NamedTuple):
    """What the two hosts, the database and the provider are at."""

    owner: str = "planned"
    other: str = "not there"
    is_dead: bool = False  # the owner
    has_lease: bool = True
    is_taken_over: bool = False
    is_attempted: bool = False
    is_recorded: bool = False  # the id of the owner's batch is in the database
    is_closed: bool = False
    is_answered: bool = False
    is_connected: bool = False
    has_file: bool = True
    is_bought: bool = False  # by the owner
    is_cancelled: bool = False
    is_bought_again: bool = False


def steps_of_owner(s, has):
    """Give what the owner may do next."""
    if s.is_dead or s.owner == "done":
        return
    yield "the owner dies", s._replace(is_dead=True)
    if s.owner == "planned":
        is_refused = TERM in has and (s.is_taken_over or s.is_closed)
        yield (
            "writes its attempt",
            s._replace(owner="done" if is_refused else "attempting", is_attempted=s.is_attempted or not is_refused),
        )
    elif s.owner == "attempting":
        yield "connects", s._replace(owner="connected", is_connected=True)
    elif s.owner == "connected":
        is_refused = TRUST in has and not s.has_lease
        yield "looks at its lease", s._replace(owner="done" if is_refused else "sure")
    elif s.owner == "sure":
        arrives = (s.is_connected or CONNECTION not in has) and (s.has_file or FILE not in has)
        yield "sends the last byte", s._replace(owner="created" if arrives else "done", is_bought=arrives)
    elif s.owner == "created":
        if not s.is_closed:
            may_write = LATE in has or TERM not in has or not s.is_taken_over
            yield "records its batch", s._replace(owner="done", is_recorded=s.is_recorded or may_write)
        else:
            yield "comes late", s._replace(owner="done", is_cancelled=s.is_cancelled or LATE in has)


def steps_of_owner_and_time(s, has):
    """Give what the owner may do, and what happens without anybody's doing."""
    yield from steps_of_owner(s, has)
    if s.has_lease and not (s.owner == "done" and s.is_closed):
        yield "the lease is over", s._replace(has_lease=False)
    if s.owner == "done" and s.is_recorded and not s.is_dead and not s.is_taken_over and not s.is_closed:
        yield "the owner collects", s._replace(is_answered=True, is_closed=True)


def steps_of_other(s, has):
    """Give what the other host may do next."""
    if s.other == "not there":
        yield "the other follows", s._replace(other="following")
    elif s.other == "following" and s.is_closed:
        yield "the job is over", s._replace(other="done" if s.is_answered else "free to buy")
    elif s.other == "following" and not s.has_lease and not s.is_taken_over:
        yield "the other takes over", s._replace(other="driving", is_taken_over=True)
    elif s.other in {"driving", "looks again"}:
        yield from looks(s, has)
    elif s.other == "waiting":  # for takeover_grace: a connection that was open at its beginning is closed by now
        yield "takeover_grace is over", s._replace(other="looks again", is_connected=False)
    elif s.other == "free to buy":
        yield "the other buys", s._replace(other="done", is_bought_again=True)


def looks(s, has):
    """Look for a batch of the job that was taken over."""
    is_listed = s.is_recorded or (s.is_bought and not s.is_cancelled)
    if is_listed:
        yield "finds it", s._replace(other="done", is_answered=True, is_closed=True)
    elif not s.is_attempted or s.other == "looks again":
        yield "gives it up", s._replace(other="free to buy", is_closed=True)
    else:
        yield "does not find it", s._replace(other="waiting", has_file=s.has_file and FILE not in has)


def is_bought_twice(s, has):
    """Whether both purchases stay: the owner's will not be cancelled any more."""
    will_cancel = LATE in has and not s.is_dead and s.owner == "created"
    return s.is_bought and s.is_bought_again and not s.is_cancelled and not will_cancel


def walk(has):
    """Walk all states; gives their number, and the steps to one in which a call stays bought twice, if there is any."""
    before, queue, bad = {State(): None}, deque([State()]), None
    while queue:
        state = queue.popleft()
        if bad is None and is_bought_twice(state, has):
            bad = state
        for step, after in (*steps_of_owner_and_time(state, has), *steps_of_other(state, has)):
            if after not in before:
                before[after] = (state, step)
                queue.append(after)
    path = []
    while bad is not None and before[bad] is not None:
        bad, step = before[bad]
        path.append(step)
    return len(before), path[::-1]


def test_with_all_defences_no_order_of_steps_buys_a_call_twice():
    states, path = walk(ALL)
    assert path == []
    assert states > 100  # so that there was something to walk


def test_deleting_the_file_between_the_looks_holds_however_long_a_connection_lives():
    assert walk((ALL - {CONNECTION}) | {FILE})[1] == []


@pytest.mark.parametrize("missing", [TRUST, CONNECTION])
def test_without_it_there_is_an_order_of_steps_that_buys_a_call_twice(missing):
    assert "the other buys" in walk(ALL - {missing})[1]


def test_with_late_creates_recorded_only_a_host_that_also_dies_can_buy_twice():
    assert "the owner dies" in walk(ALL - {CONNECTION})[1]
    assert "the owner dies" not in walk(ALL - {CONNECTION, LATE})[1]


def test_with_terms_a_job_that_was_never_attempted_when_it_was_taken_over_is_never_created():
    assert "does not find it" in walk(ALL - {TRUST})[1]  # it was attempted: the other has looked for it
    assert "does not find it" not in walk(ALL - {TRUST, TERM})[1]


def test_the_look_at_the_lease_is_what_holds_where_connections_live_long():
    """With it, only a stop between the look and the last byte can buy twice; without it, a stop anywhere before."""
    with_it, without = walk(ALL - {CONNECTION})[1], walk(ALL - {CONNECTION, TRUST})[1]
    assert with_it.index("looks at its lease") < with_it.index("the lease is over")
    assert len(without) <= len(with_it)


def test_a_lease_alone_does_not_hold():
    assert walk(frozenset())[1] != []
