"""Copying a ledger into a database, mending it, and what others may see of it."""

import hashlib
import json
import re
from decimal import Decimal

import pytest

import deferred
from deferred.core.errors import WrongInput
from deferred.storage import open_ledger
from tests.cli.test_ledger import invoke
from tests.support import engine, postgres
from tests.support.calls import ask_claude, read

pytestmark = pytest.mark.usefixtures("no_session_left")


def script(claude, **settings):
    """Make three calls in a run."""
    with deferred.batch(name="run", **settings) as session:
        replies = [ask_claude(claude, f"question {n}.") for n in range(3)]
    return [read(reply) for reply in replies], session


# -- copy --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bodies", ["local", "shared"])
def test_a_copied_run_is_not_bought_again_and_its_money_stays_counted(sim, claude, address, table, tmp_path, bodies):
    said, _ = script(claude, cost_limit=1)
    spent = sim.meter.total
    url = f"{address}&bodies={bodies}"
    assert invoke("ledger", "copy", ".deferred", url) == "1 runs, 1 jobs and 3 answers were copied\n"
    assert script(claude, cache=url)[0] == said
    assert len(sim.jobs) == 1
    assert table("SELECT committed, spent FROM {s}.runs WHERE is_over")[0] == (spent, spent)
    assert table("SELECT count(*) > 0 FROM {s}.segments") == [(bodies == "shared",)]
    [job] = json.loads(invoke("jobs", "--cache", url, "--json"))
    assert (job["calls"], job["run"]) == (3, "run")


def test_copying_again_changes_nothing(sim, claude, address, table):
    script(claude)
    invoke("ledger", "copy", ".deferred", address)
    before = [table(f"SELECT * FROM {{s}}.{name}") for name in ("runs", "jobs", "job_rows", "open_rows")]
    assert invoke("ledger", "copy", ".deferred", address) == "0 runs, 0 jobs and 3 answers were copied\n"
    assert [table(f"SELECT * FROM {{s}}.{name}") for name in ("runs", "jobs", "job_rows", "open_rows")] == before


def test_what_was_cleared_still_counts_for_budgets_in_the_copy_and_once(sim, claude, address, monkeypatch):
    with deferred.batch(name="run"):
        assert ask_claude(claude, "one.").content
    invoke("clear", "--older-than", "0.001s")
    for _ in range(2):
        invoke("ledger", "copy", ".deferred", address)
    monkeypatch.setenv("DEFERRED_BUDGET", "month=1")
    [month] = json.loads(invoke("spend", "--json", "--cache", address))["budgets"]
    assert month["used_usd"] == pytest.approx(float(sim.meter.total))


def test_a_job_that_is_still_at_the_provider_is_collected_from_the_copy(sim, claude, address, sums):
    sim.latency = 3600.0
    with pytest.raises(deferred.Pending):
        script(claude, detach=0, cost_limit=1)
    invoke("ledger", "copy", ".deferred", address)
    sim.clock.advance(3600)
    said, _ = script(claude, cache=address, cost_limit=1)
    assert ["question" in text for text in said] == [True] * 3
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 3)
    sums()


def test_a_live_call_that_was_lost_stays_lost_in_the_copy(sim, claude, address):
    sim.faults.lost_responses = {"live": 1}
    with (
        deferred.batch(name="run", alone="live", cost_limit=1),
        pytest.raises(deferred.JobFailed),
    ):
        read(ask_claude(claude, "question."))
    invoke("ledger", "copy", ".deferred", address)
    with deferred.batch(name="run", cache=address, cost_limit=1):
        reply = ask_claude(claude, "question.")
    with pytest.raises(deferred.DeferredError, match="resend_lost"):
        read(reply)
    assert sim.meter.live_billed == 1


@pytest.mark.parametrize("in_use", ["the folder", "the database"])
def test_a_ledger_that_is_in_use_is_not_copied(sim, claude, address, in_use):
    script(claude)
    user = open_ledger(True if in_use == "the folder" else address)
    assert user.claims.hold("anything")
    with pytest.raises(deferred.LedgerError, match="a process uses the ledger"):
        invoke("ledger", "copy", ".deferred", address)
    user.close()
    invoke("ledger", "copy", ".deferred", address)


def test_two_unfinished_runs_of_one_name_are_not_mixed(sim, claude, address):
    sim.latency = 3600.0
    for cache in (True, address):
        with pytest.raises(deferred.Pending):
            script(claude, detach=0, cache=cache)
    with pytest.raises(deferred.LedgerError, match="both ledgers have an unfinished run named 'run'"):
        invoke("ledger", "copy", ".deferred", address)


def test_a_folder_that_is_not_there_is_named(address, tmp_path):
    with pytest.raises(WrongInput, match="there is no ledger in"):
        invoke("ledger", "copy", str(tmp_path / "nothing"), address)


# -- mend --------------------------------------------------------------------------------------------------------------


def test_sums_that_were_lost_are_raised_again_and_never_lowered(sim, claude, address, table, sums):
    script(claude, cache=address, cost_limit=1)
    ((right,),) = table("SELECT committed FROM {s}.runs")
    assert invoke("ledger", "mend", address) == "nothing had to be mended\n"
    table("UPDATE {s}.runs SET committed = 0, spent = 0")
    assert f"counts ${right.normalize():f} now" in invoke("ledger", "mend", address)
    assert table("SELECT committed, spent FROM {s}.runs") == [(right, right)]
    table("UPDATE {s}.runs SET committed = committed + 7")
    invoke("ledger", "mend", address)
    assert table("SELECT committed FROM {s}.runs") == [(right + Decimal(7),)]


def test_keys_that_closed_jobs_had_taken_are_freed_and_no_others(sim, claude, address, table):
    script(claude, cache=address)
    ((nonce,),) = table("SELECT nonce FROM {s}.jobs")
    table(f"INSERT INTO {{s}}.open_rows VALUES ('\\x01', '{nonce}'), ('\\x02', 'gone')")
    ledger = open_ledger(address)
    assert "keys are taken by jobs that are closed" in " ".join(ledger.check())
    assert invoke("ledger", "mend", address) == "2 keys that closed jobs had taken were freed\n"
    assert ledger.check() == []
    ledger.close()


# -- what others see ---------------------------------------------------------------------------------------------------


def test_members_are_shown_with_host_lease_and_runs(sim, claude, address):
    assert invoke("ledger", "members", address) == "no process uses the ledger\n"
    with deferred.batch(name="run", cache=address):
        read(ask_claude(claude))
        [row] = json.loads(invoke("ledger", "members", address, "--json"))
        assert (row["runs"], row["jobs"]) == (["run"], 0)
        assert 0 < row["lease_left"] <= 120
        assert "lease 1" in invoke("ledger", "members", address)


def test_jobs_are_shown_with_the_process_that_drives_them_and_its_lease(sim, claude, address):
    sim.latency = 1.0
    with deferred.batch(name="run", cache=address) as session:
        reply = ask_claude(claude)
        session.flush()
        engine.wait_until_submitted(session, 10)
        [row] = json.loads(invoke("jobs", "--cache", address, "--json"))
        table = invoke("jobs", "--cache", address)
    assert re.fullmatch(r"\S+ pid \d+, lease 1[12]\d s", row["driven_by"])
    assert row["driven_by"].partition(",")[0] in table  # the lease may be another second shorter
    assert "driven by" in table.splitlines()[0]
    assert read(reply)
    assert "driven by" not in invoke("jobs", "--cache", address)


def test_no_fingerprint_that_is_quick_to_guess_is_in_a_shared_ledger(sim, claude, address, table, tmp_path):
    folder = str(tmp_path / "folder")
    script(claude, cache=folder)
    script(claude, cache=address)
    [plain] = {job.credential for job in open_ledger(folder).jobs.all()}
    [stored] = {job.credential for job in open_ledger(address).jobs.all()}
    assert stored == hashlib.scrypt(plain.encode(), salt=b"deferred", n=2**14, r=8, p=1, dklen=8).hex()
    assert plain not in str(table("SELECT * FROM {s}.jobs"))


def test_a_job_of_a_shared_ledger_is_collected_by_the_command_as_of_the_same_account(sim, claude, address):
    sim.latency = 3600.0
    with pytest.raises(deferred.Pending):
        script(claude, cache=address, detach=0)
    sim.clock.advance(3600)
    invoke("collect", "--cache", address)
    assert script(claude, cache=address)[1].report.cached == 3
    assert sim.meter.rows_billed == 3


@pytest.fixture
def reader(address):
    """A role that may log in, and nothing else; it is dropped at the end."""
    server, name = postgres.server(), f"reader_{address.partition('schema=')[2]}"
    postgres.execute(server, f'CREATE ROLE "{name}" LOGIN')
    yield name
    postgres.execute(server, f'DROP OWNED BY "{name}"', f'DROP ROLE "{name}"')


def test_a_role_that_may_read_the_views_reads_neither_requests_nor_answers(sim, claude, address, reader):
    psycopg = pytest.importorskip("psycopg")
    script(claude, cache=f"{address}&bodies=shared")
    assert "v_runs, v_jobs, v_members" in invoke("ledger", "create", address, "--grant-views", reader)
    schema = address.partition("schema=")[2]
    asked = f'SET ROLE "{reader}"'
    [(name, jobs)] = postgres.execute(postgres.server(), asked, f"SELECT name, jobs FROM {schema}.v_runs")
    assert (name, jobs) == ("run", 1)
    assert postgres.execute(postgres.server(), asked, f"SELECT state, run FROM {schema}.v_jobs") == [
        ("collected", "run")
    ]
    for table in ("answers", "segments", "pooled", "jobs", "kept_rows", "job_rows"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            postgres.execute(postgres.server(), asked, f"SELECT * FROM {schema}.{table}")
