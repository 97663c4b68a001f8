"""A plan of code that reads each reply before the next call says how many jobs that makes, and the remedy."""

import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")
TEXTS = [f"text {n}" for n in range(7)]
ROWS = {f"row {n}": "text" for n in range(5)}


def read(client, text):
    return ask_claude(client, text).content[0].text


def over_a_list(client):
    for text in TEXTS:
        read(client, text)


def over_pairs(client):
    for _, text in enumerate(zip(TEXTS, range(4), strict=False)):
        print(ask_claude(client, str(text)).content)


def over_numbers(client):
    count = 9
    for number in range(2, count):
        read(client, str(number))


def over_places(client):
    for place in range(len(TEXTS)):
        read(client, TEXTS[place])


def over_a_dict(client):
    for name, text in ROWS.items():
        read(client, name + text)


def in_a_comprehension(client):
    texts = TEXTS[:3]
    return [read(client, text) for text in texts]


def in_a_generator(client):
    texts = TEXTS[:3]
    return sum(len(read(client, text)) for text in texts)


def over_what_is_not_known(client):
    for text in (one for one in TEXTS if one):
        read(client, text)


def after_a_loop(client):
    for _ in range(3):
        pass
    read(client, "once")


TURNS = {
    over_a_list: 7, over_pairs: 4, over_numbers: 7, over_places: 7, over_a_dict: 5, in_a_comprehension: 3,
    in_a_generator: 3, over_what_is_not_known: None, after_a_loop: None,
}  # fmt: skip


@pytest.mark.parametrize("code", TURNS, ids=lambda code: code.__name__)
def test_a_plan_knows_the_turns_of_a_loop_that_reads_at_once(sim, claude, code):
    with deferred.batch(dry_run=True, cost_limit=5) as session:
        code(claude)
    plan = session.plan()
    assert plan.to_dict()["turns"] == TURNS[code]
    count = "a job for each call" if TURNS[code] is None else f"{TURNS[code]} jobs"
    assert f"so a loop makes {count}, one after the other" in str(plan)
    assert "list(deferred.map(function, items))" in str(plan)
    assert "look_ahead=True" in str(plan)


def test_code_that_makes_several_calls_before_it_reads_is_not_told_of_single_jobs(sim, claude):
    with deferred.batch(dry_run=True) as session:
        for _ in range(3):
            replies = [ask_claude(claude, text) for text in TEXTS]
            print(replies[0].content)
    assert "first wave only" in str(session.plan())
    assert "one after the other" not in str(session.plan())
