"""A claim is held until it is let go."""

import fcntl
import os
import signal
import subprocess
import sys

import pytest

from deferred.storage import sqlite as ledgers

pytestmark = pytest.mark.usefixtures("no_session_left")


PROBE = "import sys; from pathlib import Path; from deferred.storage.locks import is_held; print(is_held(Path(sys.argv[1])))"


@pytest.mark.timeout(60)
def test_a_claim_is_not_lost_to_a_process_that_only_looks_whether_there_is_one(tmp_path, monkeypatch):
    """Between the opening of the file and its lock the other process found it free, and removed it."""
    ledger, lock, probed = ledgers.SqliteLedger.open(tmp_path / "ledger"), fcntl.flock, []

    def probed_first(handle, how):
        if not probed:
            (path,) = (tmp_path / "ledger" / "locks").iterdir()
            probed.append(
                subprocess.run([sys.executable, "-c", PROBE, path], capture_output=True, text=True, check=True).stdout
            )
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", probed_first)
    assert ledger.claims.hold("nonce")
    assert probed == ["False\n"]
    monkeypatch.undo()
    other = ledgers.SqliteLedger.open(tmp_path / "ledger")
    assert not other.claims.hold("nonce")
    ledger.claims.release("nonce")
    assert other.claims.hold("nonce")
    other.close()
    ledger.close()


FORKED = """
import os, sys, time
from deferred.storage.sqlite import SqliteLedger
ledger = SqliteLedger.open(sys.argv[1])
assert ledger.claims.hold("nonce")
if os.fork() == 0:
    print("forked", flush=True)
    time.sleep(60)
    os._exit(0)
time.sleep(60)
"""


@pytest.mark.timeout(60)
def test_a_claim_ends_with_its_process_though_a_child_forked_from_it_lives_on(tmp_path):
    folder = str(tmp_path / "ledger")
    parent = subprocess.Popen(
        [sys.executable, "-c", FORKED, folder], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert parent.stdout.readline() == "forked\n"
        other = ledgers.SqliteLedger.open(folder)
        assert not other.claims.hold("nonce")
        parent.kill()
        parent.wait()
        assert other.claims.hold("nonce")
        other.close()
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
        parent.stdout.close()


def test_a_new_claim_is_not_lost_to_a_process_that_loses_the_processor_while_it_looks(tmp_path, monkeypatch):
    """The spool of a living process was removed, and its jobs were not claimed: each look takes a lock for a moment."""
    ledger, lock, tries = ledgers.SqliteLedger.open(tmp_path / "ledger"), fcntl.flock, []

    def locked_for_long(handle, how):
        tries.append(handle)
        if len(tries) < 200:
            raise BlockingIOError
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", locked_for_long)
    assert ledger.claims.hold("nonce")
    ledger.close()
