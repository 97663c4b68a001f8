"""`pool=`: calls are cancelled while others are being put, and while the database does not answer."""

import os
import signal
import sys
import threading
import time

import pytest

import deferred
from tests.many_hosts.test_pool import until
from tests.support import networks, postgres
from tests.support.calls import ask_claude, errors_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_session_left")]
WAITING = "SELECT count(*) FROM {s}.pooled"
SLOW = (
    "CREATE FUNCTION {s}.slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END'",
    "CREATE TRIGGER slow BEFORE INSERT ON {s}.pooled FOR EACH STATEMENT EXECUTE FUNCTION {s}.slowly()",
)


class Away:
    """A way to the database that can be held: nothing is refused, and nothing is answered."""

    def __init__(self):
        psycopg = pytest.importorskip("psycopg")
        known = psycopg.conninfo.conninfo_to_dict(postgres.server())
        if str(known.get("host", "")).startswith("/"):
            pytest.skip("the server has no port")
        self._forward = networks.Forward("127.0.0.1", int(known.get("port", 5432)))
        self.server = f"postgresql://{known.get('user', 'postgres')}@127.0.0.1:{self._forward.port}/{known['dbname']}"

    def signal(self, number):
        os.kill(self._forward._process.pid, number)

    def close(self):
        self.signal(signal.SIGCONT)
        self._forward.close()


@pytest.fixture
def way():
    found = Away()
    yield found
    found.close()


def is_in(thread, name):
    """Whether a thread executes a function of this name."""
    frame = sys._current_frames().get(thread.ident)
    while frame is not None and frame.f_code.co_name != name:
        frame = frame.f_back
    return frame is not None


def in_thread(fn):
    """Call a function in a thread; gives the thread, and a list that gets what it returns."""
    found = []
    thread = threading.Thread(target=lambda: found.append(fn()))
    thread.start()
    return thread, found


def test_while_cancel_waits_for_the_database_the_engine_goes_on(sim, claude, address, table, way):
    through = f"{way.server}?{address.partition('?')[2]}"
    with deferred.batch(cache=through, name="run", pool=60, linger=0.0) as session:
        reply = ask_claude(claude, "question.")
        session.flush()
        until(lambda: table(WAITING) == [(1,)])
        way.signal(signal.SIGSTOP)
        cancelling, _ = in_thread(session.cancel)
        until(lambda: is_in(cancelling, "withdraw"))
        looking, seen = in_thread(session.engine.outlook)
        looking.join(2)
        seen_meanwhile = len(seen)
        way.signal(signal.SIGCONT)
        cancelling.join(20)
        assert seen_meanwhile == 1
        assert not cancelling.is_alive()
        with pytest.raises(deferred.DeferredError, match="cancel"):
            deferred.future(reply).result(5)
    assert table(WAITING) == [(0,)]
    assert sim.jobs == []


def test_a_long_put_does_not_hold_up_a_cancel_and_ends_with_it(sim, claude, address, table):
    with deferred.batch(cache=address, name="run", pool=60, linger=0.0) as session:
        for statement in SLOW:
            table(statement)
        replies = [ask_claude(claude, f"question {n}.") for n in range(4000)]  # eight statements
        session.flush()
        until(lambda: table(WAITING) != [(0,)])
        began = time.monotonic()
        session.cancel()
        assert time.monotonic() - began < 4
        assert {type(error) for error in errors_of(replies, 5)} == {deferred.JobFailed}
    assert table(WAITING) == [(0,)]
    assert sim.jobs == []


@pytest.mark.parametrize("when", ["before", "while"])
def test_a_database_that_is_away_for_some_seconds_as_calls_are_put_and_cancelled_keeps_none_of_them(
    sim, claude, address, table, way, when
):
    through = f"{way.server}?{address.partition('?')[2]}"
    with deferred.batch(cache=through, name="run", pool=60, linger=0.0) as session:
        replies = [ask_claude(claude, f"question {n}.") for n in range(20)]
        if when == "before":
            session.flush()
            until(lambda: table(WAITING) == [(20,)])
        way.signal(signal.SIGSTOP)
        if when == "while":
            session.flush()
            until(lambda: any(is_in(thread, "put") for thread in threading.enumerate()))
        cancelling, _ = in_thread(session.cancel)
        cancelling.join(3)  # for so long it is away
        way.signal(signal.SIGCONT)
        cancelling.join(20)
        assert not cancelling.is_alive()
        assert {type(error) for error in errors_of(replies, 5)} == {deferred.JobFailed}
    assert table(WAITING) == [(0,)]
    assert sim.jobs == []
