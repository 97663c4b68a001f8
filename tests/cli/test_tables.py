"""`deferred results --csv` and `--export`: every call of a run from the ledger alone, joined to its row."""

import csv
import json
from pathlib import Path

import pytest

import deferred
from deferred.core.errors import DeferredError
from tests.cli.test_jobs import invoke
from tests.support.calls import ask_claude, ask_gpt
from tests.support.commandline import here
from tests.support.models import CLAUDE


def read_csv(path):
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_run_is_written_as_its_session_would_write_it(sim, claude, gpt):
    with deferred.batch(name="run") as session:
        with deferred.tag(row="a"):
            ask_claude(claude, "one.")
        with deferred.tag(row="b"):
            ask_gpt(gpt, "two.")
    session.results().to_csv("session.csv")
    assert invoke("results", "run", "--csv", "ledger.csv") == "2 answers written to ledger.csv\n"
    assert sorted(map(str, read_csv("ledger.csv"))) == sorted(map(str, read_csv("session.csv")))


def test_calls_without_an_answer_are_written_with_the_command_that_sends_them_again(sim, claude):
    with deferred.batch(name="run"):
        ask_claude(claude, "one.")
        claude.messages.create(model=CLAUDE, max_tokens=9, messages=[])
    said = invoke("results", "run", "--csv", "out.csv", "--export", "out.jsonl")
    assert said.splitlines() == [
        f"1 answers, and 1 calls without an answer written to out.{kind}" for kind in ("csv", "jsonl")
    ]
    rows = read_csv("out.csv")
    assert [(row["row"], row["text"] != "") for row in rows] == [("0", True), ("1", False)]
    assert "without an answer to it; send it again: deferred retry run" in rows[1]["error"]
    lines = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [(line["row_id"], line["prompt"], line["response"] is None) for line in lines] == [
        (0, "one.", False),
        (1, "", True),
    ]


@pytest.mark.slow
def test_a_run_under_way_is_written_with_what_is_still_at_the_provider(sim, scripts, tmp_path):
    sim.latency = 3600
    script = "import anthropic, deferred\nwith deferred.batch(name='run', wait=False), deferred.tag(row=8):\n    anthropic.Anthropic()"
    scripts.run(
        f"{script}.messages.create(model='{CLAUDE}', max_tokens=9, messages=[dict(role='user', content='hello.')])\n",
        tmp_path,
    )
    invoke("results", "run", "--csv", "out.csv")
    [row] = read_csv("out.csv")
    assert (row["row"], row["prompt"]) == ("8", "hello.")
    assert "is at the provider" in row["error"]


def test_a_call_sent_again_by_retry_keeps_its_row(sim, gpt):
    sim.faults.error_rows = lambda row: (400, "not today")
    with deferred.batch(name="run"), deferred.tag(row=17):
        ask_gpt(gpt, "hello.")
    sim.faults.error_rows = None
    assert here("retry", "run").returncode == 0
    invoke("results", "run", "--csv", "out.csv")
    [row] = read_csv("out.csv")
    assert (row["row"], row["prompt"], row["error"]) == ("17", "hello.", "")


def test_answers_that_a_run_found_stored_cost_it_nothing(sim, claude):
    for name in ("first", "second"):
        with deferred.batch(name=name):
            ask_claude(claude, "hello.")
    invoke("results", "second", "--csv", "out.csv")
    [row] = read_csv("out.csv")
    assert (row["cached"], float(row["cost_usd"]), row["prompt"]) == ("true", 0.0, "hello.")


def test_values_of_a_model_are_columns(sim, claude, tmp_path, monkeypatch):
    (tmp_path / "shapes_of_csv.py").write_text("import pydantic\nclass Tea(pydantic.BaseModel):\n    cold: bool\n")
    with deferred.batch(name="run"):
        ask_claude(claude, "tea")
    invoke("results", "run", "--csv", "out.csv", "--model", "shapes_of_csv:Tea")
    [row] = read_csv("out.csv")
    assert "there is no Tea in it" in row["error"]


@pytest.mark.parametrize("option", ["--csv", "--export"])
def test_a_file_that_cannot_be_written_is_named_and_nothing_is_replaced_by_nothing(sim, claude, tmp_path, option):
    with deferred.batch(name="empty"):
        pass
    (tmp_path / "out").write_text("good")
    with pytest.raises(DeferredError, match=f"{option} out: there is no answer to write"):
        invoke("results", "empty", option, "out")
    assert (tmp_path / "out").read_text() == "good"
    with deferred.batch(name="run"):
        ask_claude(claude)
    with pytest.raises(DeferredError, match=f"{option} no/such"):
        invoke("results", "run", option, "no/such")


@pytest.mark.parametrize("option", ["--csv", "--export"])
def test_a_folder_in_place_of_a_file_is_named_and_stays(sim, claude, option):
    with deferred.batch(name="run"):
        ask_claude(claude)
    done = here("results", "run", option, ".")
    assert (done.returncode, done.stderr.strip()) == (1, f"deferred: {option} .: Is a directory")
    assert not list(Path.cwd().parent.glob("*.part"))


@pytest.mark.parametrize("options", [("--csv", "--export"), ("--export", "--html"), ("--csv", "--html")])
def test_two_options_that_name_one_file_write_nothing(sim, claude, tmp_path, options):
    with deferred.batch():
        ask_claude(claude)
    first, second = options
    done = here("results", first, "out", second, "./out")
    assert done.returncode == 2
    assert f"{first} and {second} name one file" in done.stderr
    assert not (tmp_path / "out").exists()
