"""`deferred spend` and `deferred jobs`: what was bought, when, for what, and what failed."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

import deferred
from deferred.core.errors import WrongInput
from tests.cli.test_jobs import invoke
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import CLAUDE, CLAUDE_LARGE, GPT


@pytest.fixture
def ledger(sim, claude, gpt):
    """A ledger with two runs: of two models and a failed call, and of one model with tags."""
    with deferred.batch(name="first"):
        ask_claude(claude, "one.")
        ask_claude(claude, "two.", model=CLAUDE_LARGE)
        claude.messages.create(model=CLAUDE, max_tokens=9, messages=[])
    with deferred.batch(name="second", tags={"team": "search"}):
        ask_gpt(gpt, "one.")
    return sim


def spent(by):
    told = json.loads(invoke("spend", "--by", by, "--json"))
    return {row["name"]: Decimal(str(row["spent_usd"])) for row in told[by]}, told["total"]


@pytest.mark.parametrize("by", ["day", "run", "model", "tag"])
def test_what_was_spent_adds_up_to_the_bill_whichever_way(ledger, by):
    found, total = spent(by)
    assert sum(found.values()) == pytest.approx(ledger.meter.total)
    assert total["spent_usd"] == pytest.approx(float(ledger.meter.total))
    assert (total["jobs"], total["calls"]) == (2, 4)


def test_it_is_told_by_day_run_model_and_tag(ledger):
    assert spent("day")[0].keys() == {dt.datetime.now().astimezone().date().isoformat()}
    assert spent("run")[0].keys() == {"first", "second"}
    models = spent("model")[0]
    assert models.keys() == {CLAUDE, CLAUDE_LARGE, GPT}
    assert {name: cost == pytest.approx(ledger.meter.by_model[name]) for name, cost in models.items()} == dict.fromkeys(
        models, True
    )
    assert spent("tag")[0].keys() == {"team=search", "(no tag)"}


def test_people_read_it_as_a_table_with_the_total(ledger):
    lines = [line.split() for line in invoke("spend", "--by", "run").splitlines()]
    assert lines[0] == ["run", "jobs", "calls", "spent", "open,", "at", "most"]
    assert [line[0] for line in lines[1:]] == ["first", "second", "total"]
    assert lines[-1][1:3] == ["2", "4"]


@pytest.mark.parametrize("where", ["environment", "project"])
def test_where_a_budget_is_set_it_says_how_much_of_it_is_used(ledger, monkeypatch, where):
    assert "budget" not in invoke("spend")
    if where == "project":
        Path("pyproject.toml").write_text("[tool.deferred.budget]\nmonth = 200\n")
    else:
        monkeypatch.setenv("DEFERRED_BUDGET", "month=200")
    assert "of the budget of $200 a month is spent or reserved; it ends 20" in invoke("spend").splitlines()[-1]
    [month] = json.loads(invoke("spend", "--json"))["budgets"]
    assert month["used_usd"] == pytest.approx(float(ledger.meter.total))
    assert month["left_usd"] == pytest.approx(200 - float(ledger.meter.total))


def test_jobs_older_than_asked_for_do_not_count(ledger):
    engine.change_jobs_on_disk(planned_at=1.0)
    assert json.loads(invoke("spend", "--since", "30d", "--json"))["total"]["jobs"] == 0
    assert json.loads(invoke("spend", "--json"))["total"]["jobs"] == 2
    with pytest.raises(WrongInput, match="--since"):
        invoke("spend", "--since", "yesterday")
    with pytest.raises(WrongInput, match="--by 'week' is not one of day, run, model, tag"):
        invoke("spend", "--by", "week")


@pytest.mark.slow
def test_what_open_jobs_may_cost_is_told_beside_it(sim, scripts, tmp_path):
    sim.latency = 3600
    script = "import anthropic, deferred\nwith deferred.batch(name='run', cost_limit=1, wait=False):\n    anthropic.Anthropic()"
    scripts.run(
        f"{script}.messages.create(model='{CLAUDE}', max_tokens=9, messages=[dict(role='user', content='a')])\n",
        tmp_path,
    )
    [row] = json.loads(invoke("spend", "--by", "model", "--json"))["model"]
    assert (row["name"], row["spent_usd"], 0 < row["reserved_usd"] < 0.01) == (CLAUDE, 0.0, True)


def test_jobs_names_models_failed_calls_starts_and_totals(ledger):
    rows = json.loads(invoke("jobs", "--json"))
    assert [(row["model"], row["calls"], row["failed"]) for row in rows] == [
        (f"{CLAUDE}, {CLAUDE_LARGE}", 3, 1), (GPT, 1, 0)
    ]  # fmt: skip
    head, *_, total = invoke("jobs").splitlines()
    assert head.split() == ["run", "job", "provider", "model", "state", "calls", "failed", "cost", "started", "age"]
    assert total.split()[:3] == ["total", "4", "1"]
    assert dt.datetime.now().astimezone().strftime("%Y-%m-%d") in invoke("jobs")


def test_a_cost_too_small_to_show_does_not_look_like_nothing(ledger):
    engine.change_jobs_on_disk(spent="0.00000001")
    assert invoke("jobs").count("<$0.0001") == 3


@pytest.fixture
def unpriced(sim, gpt):
    """A ledger with a run whose price nobody knows, and one with a model of which the price is known besides."""
    with deferred.batch(name="unknown") as session:
        for n in range(3):
            ask_gpt(gpt, f"n {n}", model="my-own-model")
    with deferred.batch(name="both"):
        ask_gpt(gpt, "one.", model="my-own-model")
        ask_gpt(gpt, "two.")
    return session


def test_a_cost_that_is_not_known_is_not_shown_as_nothing(unpriced):
    assert "cost unknown" in str(unpriced.report)
    assert "$0.00" not in str(unpriced.report)
    assert unpriced.report.to_dict()["unpriced_calls"] == 3
    shown = invoke("jobs")
    assert " $0.00" not in shown
    of_both = [line for line in shown.splitlines() if line.startswith(("both", "total"))]
    assert len(of_both) == 3
    assert sum(" + unknown" in line for line in of_both) == 1  # the total; its jobs have one model each
    assert "cost unknown" in invoke("watch", "unknown")


@pytest.mark.parametrize(("by", "cells"), [
    ("run", {"unknown": "unknown", "both": "+ unknown", "total": "+ unknown"}),
    ("model", {"my-own-model": "unknown", GPT: "$", "total": "+ unknown"}),
])  # fmt: skip
def test_spending_tells_the_costs_that_are_not_known(unpriced, by, cells):
    lines = {line.split()[0]: line for line in invoke("spend", "--by", by).splitlines()}
    for name, cell in cells.items():
        assert cell in lines[name]
        assert " $0.00" not in lines[name]
    assert "unknown" not in lines.get(GPT, "")
    rows = json.loads(invoke("spend", "--by", by, "--json"))
    assert rows["total"]["unpriced_calls"] == 4


def test_under_a_limit_the_bound_counts_where_an_answer_tells_no_usage(sim, gpt):
    bare = {"id": "x", "object": "chat.completion", "choices": [], "created": 1, "model": GPT}
    sim.reply_with(lambda *_asked: bare)
    with deferred.batch(name="limited", cost_limit=1) as session:
        ask_gpt(gpt, max_completion_tokens=10)
    assert session.report.unpriced == session.stats.run.unpriced == 0  # the one for the report, the other for progress
    assert "unknown" not in invoke("spend")


def test_the_cost_of_a_live_call_that_is_not_known_is_not_shown_as_nothing(sim, gpt):
    with deferred.batch(name="live", unbatchable="live") as session:
        ask_gpt(gpt, model="my-own-model", service_tier="priority")
    assert len(sim.live_calls) == 1
    assert session.report.unpriced == 1
    assert "live" in (row := next(line for line in invoke("spend", "--by", "run").splitlines() if "live" in line))
    assert "unknown" in row
