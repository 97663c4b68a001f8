"""`pool=` with a canary, warm caches, samples, and several providers and endpoints in one run."""

import json

import pytest

from tests.many_hosts.test_pool import ends

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_session_left")]
BEGIN = """
import json, anthropic, openai, deferred
from google import genai
claude, gpt, gemini = anthropic.Anthropic(), openai.OpenAI(), genai.Client()
def ask(text, **more):
    return claude.messages.create(model="claude-haiku-4-5", max_tokens=64,
                                  messages=[{"role": "user", "content": text}], **more)
def said_by(reply, text):
    try:
        return text in reply.content[0].text
    except Exception as error:
        return type(error).__name__
"""
CANARY = (
    BEGIN
    + """
texts = [f"question {n}." for n in range(FIRST, FIRST + 10)]
try:
    with deferred.batch(name="run", part=True, pool=2, canary=3):
        replies = [ask(text) for text in texts]
except deferred.DeferredError as error:
    print(type(error).__name__)
print(json.dumps([said_by(reply, text) for reply, text in zip(replies, texts)]))
"""
)
WARM = (
    BEGIN
    + """
system = [{"type": "text", "text": "You are brief. " * 600, "cache_control": {"type": "ephemeral", "ttl": "1h"}}]
texts = [f"question {n}." for n in range(FIRST, FIRST + 25)]
with deferred.batch(name="run", part=True, pool=2, warm=True):
    replies = [ask(text, system=system) for text in texts]
print(json.dumps([said_by(reply, text) for reply, text in zip(replies, texts)]))
"""
)
SAMPLES = (
    BEGIN
    + """
with deferred.batch(name="run", part=True, pool=2):
    replies = []
    for n in range(3):
        with deferred.sample(SAMPLE + n):
            replies.append(ask("the same."))
print(json.dumps([said_by(reply, "the same") for reply in replies]))
"""
)
EQUAL = (
    BEGIN
    + """
with deferred.batch(name="run", part=True, pool=2):
    replies = [ask("the same.") for n in range(3)]
print(json.dumps([said_by(reply, "the same") for reply in replies]))
"""
)
MIXED = (
    BEGIN
    + """
texts = [f"question {n}." for n in range(FIRST, FIRST + 3)]
with deferred.batch(name="run", part=True, pool=2, cost_limit=10):
    claudes = [ask(text) for text in texts]
    gpts = [gpt.chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": text}]) for text in texts]
    responses = [gpt.responses.create(model="gpt-5-mini", input=text, max_output_tokens=64) for text in texts]
    geminis = [gemini.models.generate_content(model="gemini-2.5-flash", contents=text,
               config={"max_output_tokens": 64}) for text in texts]
    vectors = [gpt.embeddings.create(model="text-embedding-3-small", input=[text, text + "!"]) for text in texts]
    more = [gemini.models.embed_content(model="gemini-embedding-001", contents=text) for text in texts]
print(json.dumps([said_by(reply, text) for reply, text in zip(claudes, texts)]
    + [text in reply.choices[0].message.content for reply, text in zip(gpts, texts)]
    + [text in reply.output_text for reply, text in zip(responses, texts)]
    + [text in reply.text for reply, text in zip(geminis, texts)]
    + [len(reply.data) == 2 for reply in vectors] + [len(reply.embeddings[0].values) > 1 for reply in more]))
"""
)


def start(host, *codes):
    """Start scripts, each on a host of its own; gives pairs of host and pid."""
    hosts = [host(f"host{n}") for n in range(len(codes))]
    return [(one, one.start(code)) for one, code in zip(hosts, codes, strict=True)]


def test_canaries_of_all_processes_go_first_and_the_others_follow(sim, host, sums):
    codes = [CANARY.replace("FIRST", str(n * 10)) for n in range(3)]
    assert ends(start(host, *codes)) == [[True] * 10] * 3
    assert [job.count for job in sim.jobs] == [9, 21]
    assert sim.meter.rows_billed == 30
    sums()


def test_a_canary_that_fails_stops_its_own_process_before_it_sends_more(sim, host, sums, table):
    bad = (400, {"type": "error", "error": {"type": "invalid_request_error", "message": "refused"}})
    numbers = [f"question {n}." for n in range(10)]
    sim.reply_with(lambda provider, endpoint, body: bad if any(n in json.dumps(body) for n in numbers) else None)
    bad_ones, good_ones = ends(start(host, *(CANARY.replace("FIRST", str(n * 10)) for n in range(2))))
    assert bad_ones == ["BadRequestError"] * 3 + ["CanaryFailed"] * 7
    assert good_ones == [True] * 10
    assert sim.meter.rows_billed == 10
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    sums()


def test_one_call_of_each_process_warms_the_cache_before_the_others_go(sim, host, sums):
    codes = [WARM.replace("FIRST", str(n * 25)) for n in range(2)]
    assert ends(start(host, *codes)) == [[True] * 25] * 2
    assert [job.count for job in sim.jobs] == [2, 48]
    assert sim.meter.rows_billed == 50
    sums()


def test_samples_of_several_processes_are_bought_each(sim, host, sums):
    codes = [SAMPLES.replace("SAMPLE", str(n * 3)) for n in range(2)]
    assert ends(start(host, *codes)) == [[True] * 3] * 2
    assert [job.count for job in sim.jobs] == [6]
    assert sim.meter.rows_billed == 6
    sums()


def test_equal_calls_of_several_processes_are_bought_once(sim, host, sums, table):
    assert ends(start(host, EQUAL, EQUAL, EQUAL)) == [[True] * 3] * 3
    assert sim.meter.rows_billed == 1  # in parts of a run, `deferred.sample` tells which are samples
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    sums()


def test_calls_to_three_providers_and_embeddings_make_one_job_for_each_endpoint(sim, host, sums, table):
    codes = [MIXED.replace("FIRST", str(n * 3)) for n in range(3)]
    assert ends(start(host, *codes)) == [[True] * 18] * 3
    assert [job.count for job in sim.jobs] == [9] * 6
    assert sim.meter.billed_twice() == []
    assert table("SELECT count(*) FROM {s}.pooled") == [(0,)]
    sums()
