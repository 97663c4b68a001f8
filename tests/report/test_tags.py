"""Tags: what calls are for is in the report, the ledger and at the provider, with what it cost."""

import json
from decimal import Decimal

import pytest

import deferred
from deferred.report.html_report import page
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt


def costs(session):
    return {tag: (tally.calls, tally.cost) for tag, tally in session.report.tags.items()}


def test_each_tag_is_told_with_its_calls_and_its_cost(sim, claude, gpt):
    with deferred.batch(tags={"team": "search"}) as session:
        replies = [ask_claude(claude, "a")]
        with deferred.tag(ticket="A-12"):
            replies += [ask_claude(claude, "b"), ask_gpt(gpt, "c")]
        with deferred.tag(team="ads"):
            replies += [ask_claude(claude, "d")]
    assert all(replies)
    found = costs(session)
    assert {tag: calls for tag, (calls, _) in found.items()} == {"team=search": 3, "team=ads": 1, "ticket=A-12": 2}
    assert found["team=search"][1] + found["team=ads"][1] == session.report.cost == sim.meter.total
    assert "  ticket=A-12: 2 calls, " in str(session.report)
    assert json.loads(json.dumps(session.report.to_dict()))["tags"]["team=ads"]["calls"] == 1


def test_the_ledger_keeps_what_each_tag_cost(sim, claude, gpt):
    with deferred.batch(tags={"team": "search"}) as session:
        assert ask_claude(claude, "a").content
        with deferred.tag(ticket="A-12"):
            assert ask_claude(claude, "b").content
    with deferred.batch(tags={"team": "search"}, within="15m", name="flex") as flex:
        assert ask_gpt(gpt).choices
    spent = [Decimal(job.tag_costs["team=search"]) for job in engine.jobs_on_disk()]
    assert sum(spent) == session.report.cost + flex.report.cost == sim.meter.total
    assert [job.tags for job in engine.jobs_on_disk()] == [
        {"team": "search"}, {"team": "search", "ticket": "A-12"}, {"team": "search"}
    ]  # fmt: skip


def test_a_job_carries_at_the_provider_the_tags_that_all_its_calls_share(sim, gpt, gemini):
    with deferred.batch(tags={"team": "search"}):
        with deferred.tag(ticket='A "12"'):
            replies = [ask_gpt(gpt, "a"), ask_gemini(gemini, "a")]
        replies += [ask_gpt(gpt, "b")]
    assert all(replies)
    bodies = [one.body for one in sim.requests if one.operation == "create"]
    [gpt_job] = [body["metadata"] for body in bodies if "metadata" in body]
    assert gpt_job.keys() == {"team", "deferred_job"}
    [title] = [body["batch"]["displayName"] for body in bodies if "batch" in body]
    assert title.endswith(' team=search ticket=A "12"')


@pytest.mark.parametrize("provider", ["openai", "google"])
def test_a_tagged_job_is_found_again(sim, gpt, gemini, provider):
    sim.faults.lost_responses = {"create": 1}
    with deferred.batch(tags={"team": "search"}):
        assert ask_gpt(gpt) if provider == "openai" else ask_gemini(gemini)
    assert len(sim.jobs) == 1


def test_inner_blocks_add_their_tags(sim, claude):
    with deferred.batch(tags={"team": "search"}) as session:
        with deferred.batch(tags={"ticket": "A-12"}):
            ask_claude(claude, "a")
        ask_claude(claude, "b")
    assert {tag: calls for tag, (calls, _) in costs(session).items()} == {"team=search": 2, "ticket=A-12": 1}


def test_tags_come_from_the_environment_too(sim, claude, monkeypatch):
    monkeypatch.setenv("DEFERRED_TAGS", "team=search, ticket=A-12")
    with deferred.batch() as session:
        ask_claude(claude)
    assert costs(session).keys() == {"team=search", "ticket=A-12"}


def test_a_run_without_tags_tells_none(sim, claude):
    with deferred.batch() as session:
        ask_claude(claude)
    assert costs(session) == {}
    assert "=" not in str(session.report)


@pytest.mark.parametrize(
    "bad", [{"team": 1}, {"a b": "x"}, {"": "x"}, {"team": "x\ny"}, {"team": "x" * 513}, dict.fromkeys("abcdefghijklmnop", "x"),
            "team", ["team"]],
)  # fmt: skip
def test_what_is_no_tag_is_refused(bad):
    with pytest.raises(ValueError, match="tags="):
        deferred.batch(tags=bad)
    if isinstance(bad, dict):
        with pytest.raises(ValueError, match="tag: "), deferred.tag(**bad):
            pass


def test_tags_change_no_key_so_answers_are_found(sim, claude):
    for tags in ({"team": "search"}, {"team": "ads"}):
        with deferred.batch(tags=tags, name="run") as session:
            assert ask_claude(claude).content
    assert (len(sim.jobs), session.status()["cached"]) == (1, 1)


def test_the_page_shows_what_each_tag_and_each_route_cost(sim, gpt):
    with deferred.batch(tags={"team": "search"}, within="15m", unbatchable="live") as session:
        assert ask_gpt(gpt).choices
    shown = page(session.report)
    assert "Cost by tag" in shown
    assert "team=search" in shown
    assert "Cost by route" not in shown  # there is one
