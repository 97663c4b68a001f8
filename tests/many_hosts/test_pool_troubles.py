"""`pool=`: what providers do to jobs of many processes: full queues, jobs that are too large, rows without an answer."""

import json

import pytest

from tests.many_hosts.test_killed_hosts import STOP_ONCE
from tests.many_hosts.test_pool import ends
from tests.many_hosts.test_pool_stopped import STOPS
from tests.support.hosts import go_on, wait_until_stopped

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_session_left")]
GPT_WORKER = """
import json, openai, deferred
client = openai.OpenAI()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True, pool=2{more}):
    replies = [client.chat.completions.create(model="gpt-5-mini", messages=[{{"role": "user", "content": text}}])
               for text in texts]
said = []
for text, reply in zip(texts, replies):
    try:
        said.append(text in reply.choices[0].message.content)
    except Exception as error:
        said.append(type(error).__name__)
print(json.dumps(said))
"""
GEMINI_WORKER = """
import json, deferred
from google import genai
client = genai.Client()
texts = [f"question {{n}}." for n in range({first}, {last})]
with deferred.batch(name="run", part=True, pool=2{more}):
    replies = [client.models.generate_content(model="gemini-2.5-flash", contents=text) for text in texts]
said = []
for text, reply in zip(texts, replies):
    try:
        said.append(text in reply.text)
    except Exception as error:
        said.append(type(error).__name__)
print(json.dumps(said))
"""


def start(host, count, calls, code=GPT_WORKER, more=""):
    """Start workers with calls of their own, each on a host of its own; gives pairs of host and pid."""
    hosts = [host(f"host{n}") for n in range(count)]
    codes = [code.format(first=n * calls, last=(n + 1) * calls, more=more) for n in range(count)]
    return [(one, one.start(text)) for one, text in zip(hosts, codes, strict=True)]


def test_a_pooled_job_that_the_provider_refuses_as_too_large_is_split_and_all_are_answered(sim, host, sums):
    sim.faults.answer_instead = {
        "create": (413, {"error": {"message": "too large", "type": "invalid_request_error"}}, 1)
    }
    assert ends(start(host, 3, 4)) == [[True] * 4] * 3
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 12
    sums()


@pytest.mark.parametrize("status", [None, 429])
def test_a_full_queue_of_the_provider_makes_a_pooled_job_smaller_and_all_are_answered(sim, host, sums, status):
    sim.faults.enqueued_limit, sim.faults.enqueued_status = 60, status
    assert ends(start(host, 3, 4)) == [[True] * 4] * 3
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 12
    sums()


def test_a_pooled_job_that_expires_is_sent_again_and_billed_once(sim, host, sums):
    sim.faults.expire_batch = 1
    assert ends(start(host, 3, 4)) == [[True] * 4] * 3
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 12
    sums()


def test_rows_that_fail_for_the_provider_are_sent_again(sim, host, sums):
    sim.faults.error_rows = 5
    assert ends(start(host, 3, 4)) == [[True] * 4] * 3
    assert sim.meter.billed_twice() == []
    sums()


def test_rows_that_are_lost_on_the_way_are_sent_again_by_one_process(sim, host, sums):
    sim.faults.drop_rows = 3
    assert ends(start(host, 3, 4)) == [[True] * 4] * 3
    assert sim.meter.rows_billed == 12 + 3
    sums()


def test_answers_that_cannot_be_matched_to_calls_are_bought_again_by_no_process(sim, host, sums):
    sim.faults.no_keys = True
    assert ends(start(host, 3, 4, GEMINI_WORKER)) == [["JobFailed"] * 4] * 3
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 12
    sums()


def test_answers_that_nobody_can_read_are_not_bought_again_by_a_process_that_looks_late(sim, host, sums):
    """The job was over before the process saw that its calls had left the pool, and no open job had them any more."""
    sim.faults.no_keys = True
    put = "deferred.storage.postgres.pool.WaitingCalls"
    stops = STOPS.format(stop_once=STOP_ONCE, owner=put, name="put", when="after")
    late, first = host("late"), host("first")
    pid = late.start(stops + GEMINI_WORKER.format(first=0, last=4, more=""))
    wait_until_stopped(pid)
    assert ends([(first, first.start(GEMINI_WORKER.format(first=4, last=8, more="")))]) == [["JobFailed"] * 4]
    go_on(pid)
    assert ends([(late, pid)]) == [["JobFailed"] * 4]
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 8)
    sums()


def test_a_row_that_fails_each_time_is_the_error_of_its_own_call_alone(sim, host, sums):
    sim.faults.error_rows = lambda row: (500, "no") if "question 6." in json.dumps(row.body) else False
    good = [True] * 4
    assert ends(start(host, 3, 4)) == [good, [True, True, "InternalServerError", True], good]
    assert sim.meter.rows_billed == 11
    assert 3 <= len(sim.jobs) <= 6  # whoever makes the job sends it again twice, and perhaps its own process too
    sums()


MODELS = """
import json, openai, deferred
client = openai.OpenAI()
asked = [(f"question {{n}}.", model) for n in range({first}, {last}) for model in ("gpt-5-mini", "gpt-5-nano", "gpt-4.1-mini")]
with deferred.batch(name="run", part=True, pool=1, max_parallel=1{more}):
    replies = [client.chat.completions.create(model=model, messages=[{{"role": "user", "content": text}}])
               for text, model in asked]
print(json.dumps([text in reply.choices[0].message.content for (text, _), reply in zip(asked, replies)]))
"""


def test_jobs_that_wait_for_a_place_while_another_process_leads_keep_no_call_waiting(sim, host, sums):
    sim.latency = 3.0
    assert ends(start(host, 2, 2, MODELS)) == [[True] * 6] * 2
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 12
    sums()
