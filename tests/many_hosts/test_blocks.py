"""A block with cache="postgresql://...": what it does with a folder, it does with a database."""

import sys

import pytest

import deferred
from deferred.core.job import Job
from deferred.engine.state import ActiveJob
from tests.support.calls import ask_claude, read

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_a_block_keeps_its_answers_in_the_database(sim, claude, address, table):
    with deferred.batch(cache=address, name="run", cost_limit=5) as session:
        replies = [ask_claude(claude, f"question {n}.") for n in range(3)]
    assert session.status()["calls"] == 3
    said = [read(reply) for reply in replies]
    with deferred.batch(cache=address, name="again"):
        assert [read(ask_claude(claude, f"question {n}.")) for n in range(3)] == said
    assert len(sim.jobs) == 1
    assert table("SELECT state, holder FROM {s}.jobs") == [("collected", None)]
    assert table("SELECT count(*) FROM {s}.members") == [(0,)]


def test_the_environment_names_the_database(sim, claude, address, table, monkeypatch):
    monkeypatch.setenv("DEFERRED_CACHE", address)
    with deferred.batch(name="run"):
        read(ask_claude(claude))
    assert table("SELECT count(*) FROM {s}.answers") == [(1,)]


def test_without_psycopg_the_error_says_what_to_install(address, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(deferred.LedgerError) as refused, deferred.batch(cache=address):
            pass
    assert 'pip install "deferred[postgres]"' in str(refused.value)


@pytest.mark.slow
def test_psycopg_is_not_imported_without_such_an_address(scripts, tmp_path):
    code = "import sys, deferred\nwith deferred.batch(name='run'):\n    pass\nprint('psycopg' in sys.modules)"
    assert scripts.run(code, tmp_path).strip() == "False"


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True], ids=["folder", "database"])
def test_two_limits_in_one_run_are_told_once_in_the_process_that_comes_later(sim, scripts, tmp_path, request, shared):
    cache = request.getfixturevalue("address") if shared else str(tmp_path / "ledger")
    code = "import deferred\nwith deferred.batch(name='run', part=True, cost_limit={}, cache={!r}):\n    pass"
    with deferred.batch(name="run", cost_limit=5, cache=cache):
        other = scripts.run(code.format(3, cache), tmp_path)
        same = scripts.run(code.format(5, cache), tmp_path)
        none = scripts.run(code.format(None, cache), tmp_path)
    assert other.count("cost_limit of the run 'run' is $3 here, and $5 in other processes") == 1
    assert same == ""
    assert "is none here, and $5 in other processes" in none


@pytest.mark.parametrize("shared", [False, True], ids=["folder", "database"])
def test_a_job_of_another_host_is_looked_at_less_and_less_often(sim, request, monkeypatch, tmp_path, shared):
    cache = request.getfixturevalue("address") if shared else str(tmp_path / "ledger")
    monkeypatch.delenv("DEFERRED_POLL_INTERVAL")
    job = Job("0" * 16, "openai", "", "", "", "", [], 1, 1, 0.0)
    with deferred.batch(cache=cache, name="run") as session:
        followed, jobs = ActiveJob(job, None, "", (), ""), session.engine._shared
        pauses = [jobs._seconds_to_next_look(followed) for _ in range(12)]
    assert (pauses[0], pauses == sorted(pauses)) == (2.0, True)
    assert pauses[-1] == (60.0 if shared else 2.0)
