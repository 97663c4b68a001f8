"""Commands on a ledger in a database."""

import json

import pytest
from typer.testing import CliRunner

import deferred
from deferred.cli import app
from deferred.core.errors import WrongInput
from deferred.storage.postgres import schema
from tests.support import postgres
from tests.support.calls import ask_claude, read


def invoke(*arguments):
    """Run a command in this process."""
    done = CliRunner().invoke(app.app, list(arguments), catch_exceptions=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_ledger_is_made_once_and_making_it_again_changes_nothing(address):
    name = address.partition("schema=")[2]
    assert f"schema {name}, has version 2" in invoke("ledger", "create", address)
    made = postgres.execute(postgres.server(), f"SELECT * FROM {name}.meta")
    invoke("ledger", "create", address)
    invoke("ledger", "migrate", address, "--grant", "postgres")
    assert postgres.execute(postgres.server(), f"SELECT * FROM {name}.meta") == made


def test_a_ledger_of_the_first_version_is_refused_until_it_is_migrated_and_keeps_what_it_has(
    sim, claude, address, table, monkeypatch
):
    with monkeypatch.context() as before:
        before.setattr(schema, "VERSION", 1)
        before.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        invoke("ledger", "create", address)
    made = table("SELECT ledger FROM {s}.meta")
    with pytest.raises(deferred.LedgerError, match="deferred ledger migrate"), deferred.batch(cache=address):
        ask_claude(claude)
    assert "has version 2" in invoke("ledger", "migrate", address)
    with deferred.batch(cache=address, name="run"), deferred.tag(row="r1"):
        reply = ask_claude(claude)
    assert read(reply)
    assert (table("SELECT ledger FROM {s}.meta"), table("SELECT count(*) FROM {s}.row_ids")) == (made, [(1,)])


def test_only_an_address_of_a_database_is_taken(tmp_path):
    with pytest.raises(WrongInput, match="postgresql://"):
        invoke("ledger", "create", str(tmp_path))


def test_an_unknown_role_is_named(address):
    with pytest.raises(deferred.LedgerError, match="has no role 'nobody_of_the_kind'"):
        invoke("ledger", "create", address, "--grant", "nobody_of_the_kind")


def test_jobs_and_doctor_read_a_ledger_in_a_database(sim, claude, address):
    with deferred.batch(cache=address, name="run"):
        read(ask_claude(claude))
    [job] = json.loads(invoke("jobs", "--cache", address, "--json"))
    assert job["run"] == "run"
    found = json.loads(invoke("doctor", "--cache", address, "--json"))["ledger"]
    shown = {name: row["words"] for name, row in found.items()}
    assert (shown["schema"], shown["jobs"]) == (address.partition("schema=")[2], "1, none open")
    assert shown["tls"] in {"yes", "no"}
    assert {"host", "role", "server"} <= shown.keys()


@pytest.mark.parametrize("words", [["jobs"], ["spend"], ["results"], ["clear", "--older-than", "30d"], ["wait", "run"]])
def test_a_command_makes_no_ledger_in_a_schema_that_has_none(address, table, words):
    name = address.partition("schema=")[2]
    done = CliRunner().invoke(app.app, [*words, "--cache", address])
    assert f"there is no ledger in the schema {name}" in f"{done.output}{done.exception}"
    assert table(f"SELECT 1 FROM pg_tables WHERE schemaname = '{name}'") == []
