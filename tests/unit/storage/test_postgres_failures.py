"""When the database is not there, or is not as it should be: a clear error, nothing secret in it, and nothing lost."""

# ruff: noqa: E402 - the module is skipped before its imports where psycopg is not installed

import contextlib
import logging
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")  # before what needs it is imported

import deferred
from deferred.config import settings
from deferred.core.call import Answer
from deferred.core.caps import Caps
from deferred.core.errors import LedgerError
from deferred.core.job import JobState
from deferred.storage import Leases, open_ledger
from deferred.storage.base import Draft
from deferred.storage.postgres import address as addresses
from deferred.storage.postgres import database, job_rows, schema
from tests.support import postgres
from tests.unit.storage.contract import ONE, draft, live

QUICK = Leases(patience=2, opening=0.2)


@pytest.fixture
def server():
    """The address of a server, without a query."""
    return postgres.server()


@pytest.fixture
def ledger(address):
    """A ledger that waits for two seconds."""
    opened = open_ledger(address, QUICK)
    yield opened
    opened.close()


def refused(address):
    """Give the words of the error with which a ledger is not opened."""
    with pytest.raises(LedgerError) as said:
        open_ledger(address, QUICK)
    return str(said.value)


# -- what cannot be opened ---------------------------------------------------------------------------------------------


def test_no_server(server):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        words = refused(f"postgresql://me:hush@127.0.0.1:{nobody.getsockname()[1]}/test?schema=x")
    assert "asked again for" in words
    assert "postgresql://127.0.0.1:" in words
    assert "hush" not in words


def test_a_database_that_does_not_exist_is_an_error_at_once(server):
    assert "Create the database" in refused(server.replace("/test", "/nothing_of_the_kind"))


def test_a_role_that_may_not_connect_is_an_error_at_once(server):
    words = refused(server.replace("postgres@", "nobody_of_the_kind:hush@"))
    assert "Check role and password" in words
    assert "hush" not in words


def test_a_role_that_may_not_create_is_told_who_may(server, address):
    name = f"r_{os.getpid()}"
    postgres.execute(server, f"DROP ROLE IF EXISTS {name}", f"CREATE ROLE {name} LOGIN")
    try:
        theirs = address.replace("postgres@", f"{name}@")
        assert "deferred ledger create URL --grant ROLE" in refused(theirs)
        ours = open_ledger(address, QUICK)
        schema.grant(ours._database, name)
        ours.close()
        granted = open_ledger(theirs, QUICK)
        granted.answers.store([("key", Answer(200, b"{}"))])
        granted.jobs.plan(draft("a", run=granted.runs.open("name", {}).run.id), Caps(Decimal(5)))
        granted.close()
    finally:
        postgres.execute(server, f"DROP OWNED BY {name} CASCADE", f"DROP ROLE {name}")


@pytest.mark.parametrize(
    "grant", ["GRANT CREATE ON SCHEMA {s} TO PUBLIC", "GRANT INSERT ON {s}.answers TO PUBLIC"], ids=["schema", "table"]
)
def test_a_schema_that_everybody_may_write_is_refused(server, address, ledger, grant):
    postgres.execute(server, grant.format(s=address.partition("schema=")[2]))
    assert "every role of the server may write" in refused(address)


def test_an_old_server_is_refused(address, monkeypatch):
    monkeypatch.setattr(database, "OLDEST", 990_000)
    assert "needs 99 or newer" in refused(address)


@pytest.mark.parametrize(
    ("change", "words"),
    [("version = 0", "deferred ledger migrate URL"), ("min_version = 99", "pip install -U deferred")],
)
def test_a_schema_of_another_version_is_refused(server, address, ledger, change, words):
    name = address.partition("schema=")[2]
    postgres.execute(server, f"UPDATE {name}.meta SET {change}")
    assert words in refused(address)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("postgresql://me:hush@host/db?schema=no-name", "is no name of a schema"),
        ("postgresql://me:hush@host/db?bodies=all", "bodies=shared"),
        ("postgresql://me:hush@host/db?options=-csearch_path%3Dx", "connection pooler"),
        ("postgresql://me:hush@host/db?nonsense=1", "nonsense"),
        ("postgresql://me:hu?sh@host/db", "percent-encoded"),
        ("postgresql://me:hush@[host/db", "percent-encoded"),
    ],
)
def test_an_address_that_is_wrong_is_refused_without_showing_it(given, words):
    said = refused(given)
    assert words in said
    assert "hush" not in said
    assert "hu?sh" not in said


def test_no_message_or_display_of_a_setting_holds_a_password():
    found = settings.resolve({"cache": "postgresql://me:hush@host/db?password=hush"})
    assert "hush" not in repr(found)
    assert "postgresql://host/db" in repr(found)


def test_a_project_file_cannot_say_where_prompts_go(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[tool.deferred]\ncache = "postgresql://me:hush@host/db"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="on the word of a project file") as said:
        deferred.batch()
    assert "hush" not in str(said.value)


@pytest.mark.parametrize(
    ("given", "environment", "mode"),
    [
        ("postgresql://db.example/x", {}, "require"),
        ("postgresql://db.example/x?sslmode=disable", {}, "disable"),
        ("postgresql://db.example/x?sslmode=verify-full", {}, "verify-full"),
        ("postgresql://db.example/x", {"PGSSLMODE": "verify-full"}, None),
        ("postgresql://db.example/x", {"PGSSLMODE": "prefer"}, "require"),
        ("postgresql://127.0.0.1,db.example/x", {}, "require"),
        ("postgresql:///x", {"PGHOST": "db.example"}, "require"),
        ("postgresql://127.0.0.1/x", {}, None),
        ("postgresql://[::1]/x", {}, None),
        ("postgresql://%2Fvar%2Frun/x", {}, None),
    ],
)
def test_traffic_to_other_hosts_is_encrypted_unless_the_address_says_otherwise(given, environment, mode):
    assert addresses.parse(given, environment).given.get("sslmode") == mode


def test_a_connection_that_turns_out_not_to_be_encrypted_is_refused(address, monkeypatch):
    monkeypatch.setenv("PGSSLMODE", "disable")  # the address itself does not say so
    monkeypatch.setattr(database, "are_local", lambda _hosts: False)
    assert "is not encrypted" in refused(address)


def test_bodies_are_kept_where_a_home_cannot_be_written_too_and_only_their_owner_can_read_them(
    address, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ledger = open_ledger(address, QUICK)
    assert ledger.folder.parent == tmp_path
    assert ledger.folder.stat().st_mode & 0o077 == 0
    assert open_ledger(f"{address}&spool={tmp_path}/own/bodies", QUICK).folder == tmp_path / "own" / "bodies"


# -- what fails later --------------------------------------------------------------------------------------------------


@pytest.fixture
def cut(server, address):
    """End the server's sessions of this test, as a restart does."""
    name = address.partition("schema=")[2]

    def end(ledger):
        found = ledger._database._held[0].info.backend_pid
        postgres.execute(server, f"SELECT pg_terminate_backend({found})")
        return name

    return end


def test_a_session_that_the_server_has_ended_is_opened_again(ledger, cut):
    ledger.answers.store([("key", Answer(200, b"{}"))])
    cut(ledger)
    assert ledger.answers.get("key").body == b"{}"
    run = ledger.runs.open("name", {}).run.id
    cut(ledger)
    assert ledger.jobs.plan(draft("a", run=run), Caps(Decimal(5))).taken == ("a",)
    assert ledger.runs.money(run).committed == 1


class LosesItsCommit:
    """A connection of which the next COMMIT is done, and its answer lost."""

    def __init__(self, monkeypatch):
        self.left, self.lost = 0, 0
        execute = psycopg.Connection.execute

        def lose(connection, asked, *given, **more):
            done = execute(connection, asked, *given, **more)
            if asked == b"COMMIT" and self.left:
                self.left, self.lost = self.left - 1, self.lost + 1
                message = "server closed the connection unexpectedly"
                raise psycopg.OperationalError(message)
            return done

        monkeypatch.setattr(psycopg.Connection, "execute", lose)


@pytest.fixture
def commits(monkeypatch):
    """Lose the answers to commits."""
    return LosesItsCommit(monkeypatch)


def test_a_plan_whose_commit_was_not_answered_is_not_made_twice(ledger, commits):
    run = ledger.runs.open("name", {}).run.id
    ledger.answers.store([("stored", Answer(200, b"{}"))])
    ledger.jobs.plan(draft("owned", run=run), Caps(Decimal(5)))
    wanted = draft("a", "b", "stored", "owned", "dear", run=run)
    commits.left = 1
    planned = ledger.jobs.plan(wanted, Caps(Decimal(3)))
    assert commits.lost == 1
    assert (planned.taken, planned.stored, set(planned.owned), planned.waiting) == (
        ("a", "b"), {"stored"}, {"owned"}, ("dear",),
    )  # fmt: skip
    assert ledger.runs.money(run).committed == 3
    assert ledger.jobs.get(wanted.job.nonce, rows=True) == wanted.job


def test_every_write_can_be_said_twice(ledger, commits):
    def twice(act, *given, **more):
        commits.left = 1
        done = act(*given, **more)
        assert commits.left == 0
        return done

    joined = twice(ledger.runs.open, "name", {}, fresh=True)
    assert joined.is_new
    assert len(ledger.runs.all()) == 1
    run = joined.run.id
    wanted = draft("a", run=run)
    job = wanted.job
    twice(ledger.jobs.plan, wanted, Caps(Decimal(9)))
    twice(ledger.jobs.attempt, job)
    twice(ledger.jobs.unattempt, job)
    twice(ledger.jobs.attempt, job)
    job.state = JobState.SUBMITTED
    twice(ledger.jobs.record, job, "batch_1")
    twice(ledger.jobs.save, job)
    twice(ledger.jobs.bound, job.nonce, Decimal(2))
    assert ledger.runs.money(run).committed == 2
    twice(ledger.jobs.let_go, job.nonce)
    assert twice(ledger.jobs.adopt, job.nonce).keys == ["a"]
    twice(ledger.jobs.keep_rows, job.nonce, 0, [b"1", b"2"])
    assert ledger.jobs.kept_rows(job.nonce) == [b"1", b"2"]
    twice(ledger.answers.store, [("a", Answer(200, b"{}"))])
    job.spent = "0.5"
    twice(ledger.jobs.close, job)
    assert ledger.runs.money(run) == (Decimal("0.5"), Decimal("0.5"))
    call = live("b", run=run)
    assert twice(ledger.live.enter, call, ONE, Caps(Decimal(9))).may_be_sent
    twice(ledger.live.settle, call, Decimal("0.25"))
    twice(ledger.live.leave, call)
    assert ledger.runs.money(run) == (Decimal("0.75"), Decimal("0.75"))
    assert twice(ledger.claims.hold, "create-x")
    twice(ledger.claims.release, "create-x")
    assert twice(ledger.claims.hold, "create-x")
    twice(ledger.runs.add_found, "name", ["z"])
    assert twice(ledger.runs.leave, joined, complete=True)
    assert ledger.check() == []


def test_a_database_that_stays_away_is_an_error_after_the_patience_and_says_that_it_waits(ledger, monkeypatch, caplog):
    def away(*_given, **_more):
        message = "connection refused"
        raise psycopg.OperationalError(message)

    ledger.answers.count()
    ledger._database.close()
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(psycopg, "connect", away)
        with pytest.raises(LedgerError, match="run the script again"):
            ledger.answers.count()
    assert "does not answer" in caplog.text


def test_an_error_that_does_not_pass_is_told_at_once_with_its_state(ledger, server, address):
    postgres.execute(server, f"DROP TABLE {address.partition('schema=')[2]}.answers")
    with pytest.raises(LedgerError, match="SQLSTATE 42P01"):
        ledger.answers.count()


def test_a_forked_child_uses_a_connection_and_a_membership_of_its_own(ledger):
    run = ledger.runs.open("name", {}).run.id
    job = draft("a", run=run).job
    ledger.jobs.plan(Draft(job, {"a": ONE}), Caps(Decimal(5)))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = b"failed"
        try:
            is_own = ledger.jobs.adopt(job.nonce) is None and not ledger.claims.are_sure(job.nonce)
            is_own = is_own and ledger.jobs.plan(draft("b", run=run), Caps(Decimal(5))).taken == ("b",)
            said = b"right" if is_own else b"wrong"
        finally:
            os.write(writing, said)
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 10) == b"right"
    assert ledger.claims.are_sure(job.nonce)
    assert ledger.jobs.close(job)
    assert ledger.runs.money(run).committed == 1


def test_nothing_is_kept_in_a_session_so_that_a_pooler_may_change_it_at_any_time(ledger, address, monkeypatch):
    asked = []
    execute = psycopg.Cursor.execute

    def note(cursor, query, *given, **more):
        asked.append(query.decode() if isinstance(query, bytes) else query)
        return execute(cursor, query, *given, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", note)
    run = ledger.runs.open("name", {}).run.id
    job = draft("a", run=run).job
    ledger.jobs.plan(Draft(job, {"a": ONE}), Caps(Decimal(5)))
    ledger.jobs.attempt(job)
    ledger.jobs.close(job)
    text = " ".join(asked).upper()
    for word in ("PREPARE", "TEMP ", "LISTEN", "PG_TRY_ADVISORY", "PG_ADVISORY_LOCK", "DECLARE"):
        assert word not in text
    assert "SET " not in text.replace("SET LOCAL", "").replace("UPDATE SET", "") or all(
        "UPDATE" in one or "SET LOCAL" in one for one in asked if "SET " in one.upper()
    )
    assert ledger._database._held[0].prepare_threshold is None


def test_a_renewal_does_not_wait_for_a_statement_that_takes_long(ledger, monkeypatch):
    monkeypatch.setattr(database, "_BUSY", 0.05)
    ledger.runs.open("name", {})
    before = ledger.members.trusted_until
    busy, done = threading.Event(), threading.Event()

    def keep():
        with ledger._database.kept_from_others():
            busy.set()
            done.wait(20)

    thread = threading.Thread(target=keep)
    thread.start()
    busy.wait(20)
    ledger.members.beat()
    assert ledger.members.trusted_until > before
    done.set()
    thread.join()


class StoppedOnce(Caps):
    """Caps of a process that is stopped for two seconds while it admits calls, once."""

    stops = [2.0]  # noqa: RUF012 - of the one test

    def room(self, *given):
        if self.stops:
            time.sleep(self.stops.pop())
        return super().room(*given)


def test_a_process_that_is_stopped_while_it_admits_calls_keeps_no_budget_from_others(ledger, address, monkeypatch):
    monkeypatch.setattr(job_rows, "_END_IF_STOPPED", "SET LOCAL idle_in_transaction_session_timeout = '200ms'")
    other, run = open_ledger(address, Leases(patience=10, opening=10)), ledger.runs.open("name", {}).run.id
    budget = {"day": Decimal(1)}
    with contextlib.closing(other), ThreadPoolExecutor(1) as threads:
        stopped = threads.submit(other.jobs.plan, draft("a", run=run), StoppedOnce(None, budget))
        while StoppedOnce.stops:
            time.sleep(0.01)
        began = time.monotonic()
        assert ledger.jobs.plan(draft("b", run=run), Caps(None, budget)).taken == ("b",)
        assert time.monotonic() - began < 1.5
        assert stopped.result().waiting == ("a",)
