"""Law 1 on routes that no provider lists: what may have been bought counts in full, and is not bought again unasked."""

import json
import random
import threading
from decimal import Decimal

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_gpt, errors_of
from tests.support.troubles import Killer

pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT = 6
SCRIPT = """
import json, openai, deferred
client = openai.OpenAI()
with deferred.batch(name="run", within={within!r}, cost_limit=1, resend_lost={resend}):
    replies = [client.responses.create(model="gpt-6.2-sol", input=f"question {{n}}.", max_output_tokens=64)
               if {background} else
               client.chat.completions.create(model="gpt-5-mini", max_completion_tokens=64,
                                              messages=[{{"role": "user", "content": f"question {{n}}."}}])
               for n in range({count})]
    errors = [deferred.future(reply).exception() for reply in replies]
print(json.dumps([type(error).__name__ if error else "" for error in errors]))
"""


def background(*, resend=False, count=COUNT):
    return SCRIPT.format(within="8h", background=True, resend=resend, count=count)


def flex(*, resend=False, count=COUNT):
    return SCRIPT.format(within="15m", background=False, resend=resend, count=count)


def outcomes(out):
    return json.loads(out.splitlines()[-1])


# Where the process is killed, and how many calls may be unknown then: those whose create it had sent, unanswered.
ALWAYS = {("response_created", None, 1), ("answered", "response", 1)}
POINTS = [
    ("request", "live", 1),
    ("response_created", None, 1),
    ("answered", "live", 1),
    ("answered", "live", 3),
    ("request", "response", 1),
    ("answered", "response", 1),
    ("answered", "response", 4),
]


@pytest.mark.parametrize(
    "point",
    [pytest.param(point, marks=() if point in ALWAYS else pytest.mark.slow) for point in POINTS],
    ids=lambda point: "-".join(map(str, point)),
)
def test_a_killed_run_fetches_what_exists_and_buys_nothing_twice(sim, scripts, tmp_path, point):
    sim.latency = 0.3
    Killer(sim, scripts, *point).aim(pid := scripts.start(background(), tmp_path))
    assert scripts.wait(pid) == -9
    sim.clock.advance(60)
    found = outcomes(scripts.run(background(), tmp_path))
    assert set(found) <= {"", "JobFailed"}
    assert sim.meter.billed_twice() == []
    # What has no answer was sent and is unknown, or, if it was not created, costs nothing.
    assert sim.meter.rows_billed >= found.count("")
    assert found.count("JobFailed") <= 8  # creates at a time
    assert engine.money_on_disk("run") >= sim.meter.total


def test_what_a_killed_run_left_unknown_is_bought_again_only_where_that_is_asked(sim, scripts, tmp_path):
    Killer(sim, scripts, "response_created", None, 1).aim(pid := scripts.start(background(count=1), tmp_path))
    assert scripts.wait(pid) == -9
    assert outcomes(scripts.run(background(count=1), tmp_path)) == ["JobFailed"]
    assert outcomes(scripts.run(background(count=1), tmp_path)) == ["JobFailed"]
    assert len(sim.meter.rows) == 1
    assert outcomes(scripts.run(background(count=1, resend=True), tmp_path)) == [""]
    assert len(sim.meter.rows) == 2


@pytest.mark.parametrize(
    "point",
    [
        pytest.param(("request", "live", 1), marks=pytest.mark.slow),
        ("answered", "live", 1),
        pytest.param(("answered", "live", 4), marks=pytest.mark.slow),
    ],
)
def test_a_killed_run_of_flex_calls_buys_nothing_twice(sim, scripts, tmp_path, point):
    sim.faults.slow = 0.05
    Killer(sim, scripts, *point).aim(pid := scripts.start(flex(), tmp_path))
    assert scripts.wait(pid) == -9
    found = outcomes(scripts.run(flex(), tmp_path))
    assert set(found) <= {"", "JobFailed"}
    assert sim.meter.billed_twice() == []
    assert outcomes(scripts.run(flex(resend=True), tmp_path)) == [""] * COUNT


def test_a_run_killed_while_it_waits_for_capacity_sends_its_calls_anew(sim, scripts, tmp_path):
    sim.faults.flex_full = True
    refused = threading.Semaphore(0)
    sim.on("answered", lambda request, **_: refused.release() if request.operation == "live" else None)
    pid = scripts.start(flex(), tmp_path, DEFERRED_POLL_INTERVAL="5")
    assert all(refused.acquire(timeout=20) for _ in range(COUNT))
    while engine.owned_keys_on_disk():  # until what waits is written down
        threading.Event().wait(0.01)
    scripts.kill(pid)
    scripts.wait(pid)
    sim.faults.flex_full = 0
    assert outcomes(scripts.run(flex(), tmp_path)) == [""] * COUNT
    assert (sim.meter.billed_twice(), len(sim.meter.rows)) == ([], COUNT)


@pytest.mark.parametrize("lost", [True, False], ids=["its answer was lost", "it was refused at the door"])
def test_a_lost_create_of_a_background_response_counts_in_full_and_is_told(sim, gpt, lost):
    if lost:
        sim.faults.lost_responses = {"live": 1}
    else:
        sim.faults.refuse_before = {"live": 1}
    with deferred.batch(within="8h", cost_limit=1) as session:
        [error] = errors_of([gpt.responses.create(model="gpt-6.2-sol", input="x", max_output_tokens=64)], 20)
    assert isinstance(error, deferred.JobFailed)
    assert "resend_lost=True" in str(error)
    assert "counts in full" in str(error)
    assert engine.committed(session) >= sim.meter.total
    assert engine.committed(session) > 0
    assert len(sim.meter.rows) == int(lost)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_create_that_the_provider_failed_at_may_exist(sim, gpt, status):
    sim.faults.status_on = {"live": (status, 1, {})}
    with deferred.batch(within="8h"):
        [error] = errors_of([gpt.responses.create(model="gpt-6.2-sol", input="x")], 20)
    assert isinstance(error, deferred.JobFailed)
    assert sum(one.operation == "live" for one in sim.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_create_for_which_was_no_room_is_sent_again(sim, gpt, status):
    sim.faults.status_on = {"live": (status, 2, {})}
    with deferred.batch(within="8h"):
        assert gpt.responses.create(model="gpt-6.2-sol", input="x").output_text
    assert dict(sim.meter.by_route) == {"background 8h": 1}


def test_an_answer_that_cannot_be_fetched_any_more_counts_as_paid(sim, gpt, clock):
    sim.latency = 60
    with deferred.batch(within="8h", cost_limit=1) as session:
        sim.faults.status_on = {"response": (404, 10**6, {})}
        [error] = errors_of([gpt.responses.create(model="gpt-6.2-sol", input="x", max_output_tokens=64)], 60)
    assert isinstance(error, deferred.JobFailed)
    assert engine.committed(session) >= sim.meter.total > 0
    assert clock.passed < 3600


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))])
def test_a_limit_holds_in_random_runs_that_mix_routes_and_faults(sim, gpt, gemini, claude, seed):
    from tests.support.calls import ask_claude, ask_gemini

    chance = random.Random(seed)
    limit = Decimal(str(round(chance.uniform(0.0002, 0.003), 5)))
    sim.faults.flex_full = chance.randrange(6)
    sim.faults.lost_responses = {"live": chance.randrange(3), "create": chance.randrange(2)}
    sim.faults.status_on = {"live": (chance.choice([429, 500, 503]), chance.randrange(4), {})}
    sim.faults.no_flex, sim.faults.no_windows = chance.random() < 0.2, chance.random() < 0.2
    runs = {}  # what was billed before each: a part whose calls all have answers ends its run
    for part in range(2):
        within = chance.choice(["24h", "8h", "2h", "15m"])
        with deferred.batch(
            within=within,
            cost_limit=limit,
            name="run",
            unbatchable="live",
            resend_lost=chance.random() < 0.3,
            adopt_grace=0.2,
        ) as session:
            before = runs.setdefault(engine.run_of(session), sim.meter.total)
            replies = []
            for n in range(12):
                ask = chance.choice([ask_gpt, ask_gemini, ask_claude, _respond])
                client = {ask_gemini: gemini, ask_claude: claude}.get(ask, gpt)
                more = {"max_completion_tokens": 64} if ask is ask_gpt else {}
                more |= {"config": {"max_output_tokens": 64}} if ask is ask_gemini else {}
                try:
                    replies.append(ask(client, f"{part} {n}", **more))
                except deferred.DeferredError:
                    continue
            found = errors_of(replies, 30)
        assert "pending" not in found
        assert sim.meter.total - before <= limit
        assert engine.committed(session) >= sim.meter.total - before


def _respond(client, text):
    return client.responses.create(model="gpt-6.2-sol", input=text, max_output_tokens=64)
