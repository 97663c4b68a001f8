"""Law 1: a run survives kill -9 at any instant. Killed on the simulator's signal: the package holds no kill hooks."""

import json
import random
import threading

import pytest

COUNT, AN_HOUR = 12, 3600.0
CALL = {
    "anthropic": "client.messages.create(model='claude-haiku-4-5', max_tokens=64, messages=[{'role': 'user', 'content': text}])",
    "openai": "client.chat.completions.create(model='gpt-5-mini', messages=[{'role': 'user', 'content': text}])",
    "google": "client.models.generate_content(model='gemini-2.5-flash', contents=text)",
    "embeddings": "client.models.embed_content(model='gemini-embedding-001', contents=text)",
}
CLIENT = {
    "anthropic": ("anthropic.Anthropic()", "anthropic.AsyncAnthropic()"),
    "openai": ("openai.OpenAI()", "openai.AsyncOpenAI()"),
    "google": ("genai.Client()", "genai.Client().aio"),
    "embeddings": ("genai.Client()", "genai.Client().aio"),
}
READ = {
    "anthropic": "reply.content[0].text",
    "openai": "reply.choices[0].message.content",
    "google": "reply.text",
    "embeddings": "f'{text} {len(reply.embeddings[0].values)}'",
}
SYNC = """
import json, anthropic, openai, deferred
from google import genai
client = {client}
texts = [f"question {{n}}." for n in range({count})]
with deferred.batch(name="run"):
    replies = [{call} for text in texts]
print(json.dumps([{read} for reply, text in zip(replies, texts)]))
"""
ASYNC = """
import asyncio, json, anthropic, openai, deferred
from google import genai
texts = [f"question {{n}}." for n in range({count})]
async def main():
    client = {client}
    async with deferred.batch(name="run"):
        return await asyncio.gather(*({call} for text in texts))
replies = asyncio.run(main())
print(json.dumps([{read} for reply, text in zip(replies, texts)]))
"""
# Where the child is killed: as a request arrives, when it was acted on, or when its answer is about to leave.
# The points between which money is spent are in every run, the others where there is time for slow tests.
ALWAYS = {("request", "create", 1), ("batch_created", None, 1), ("answered", "create", 1), ("answered", "results", 1)}
POINTS = [
    ("request", "upload", 1),
    ("answered", "upload", 1),
    ("request", "create", 1),
    ("batch_created", None, 1),
    ("answered", "create", 1),
    ("request", "poll", 1),
    ("answered", "poll", 1),
    ("request", "poll", 2),
    ("answered", "poll", 2),
    ("request", "poll", 3),
    ("answered", "poll", 3),
    ("batch_ended", None, 1),
    ("request", "results", 1),
    ("answered", "results", 1),
]


def script(provider, kind="sync", count=COUNT):
    """An ordinary script of `count` calls."""
    form, client = (SYNC, CLIENT[provider][0]) if kind == "sync" else (ASYNC, CLIENT[provider][1])
    return form.format(client=client, call=CALL[provider], read=READ[provider], count=count)


class Killer:
    """Kills a script once, at a point of its conversation with the simulator."""

    def __init__(self, sim, scripts, event, operation, nth):
        self.pid, self.left, self.operation = None, nth, operation
        self._scripts, self._known = scripts, threading.Event()
        sim.on(event, self._see)

    def aim(self, pid):
        """Say whom to kill."""
        self.pid = pid
        self._known.set()

    def _see(self, request=None, **_):
        if self.operation is not None and not request.operation.endswith(self.operation):
            return
        self.left -= 1
        if self.left == 0:
            self._known.wait(10)
            self._scripts.kill(self.pid)


def assert_right(out, sim, count=COUNT):
    """Every reply is right, none was billed twice, none is lost."""
    texts = json.loads(out.splitlines()[-1])
    assert [f"question {n}." in text for n, text in enumerate(texts)] == [True] * count
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == count
    assert sim.live_calls == []


@pytest.mark.parametrize("kind", ["sync", pytest.param("async", marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "point",
    [pytest.param(point, marks=() if point in ALWAYS else pytest.mark.slow) for point in POINTS],
    ids=lambda point: "-".join(map(str, point)),
)
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google", "embeddings"])
def test_a_killed_run_pays_for_nothing_twice(sim, scripts, tmp_path, provider, point, kind):
    if "upload" in point and provider in {"anthropic", "google"}:
        pytest.skip("no file is uploaded")
    if "results" in point and provider == "google":
        pytest.skip("the answers come with the poll; `embeddings` is the file form")
    sim.latency = AN_HOUR if "poll" in point else 0.05  # however slow this machine is, the nth look comes
    killer = Killer(sim, scripts, *point)
    killer.aim(pid := scripts.start(script(provider, kind), tmp_path))
    assert scripts.wait(pid) == -9
    sim.clock.advance(sim.latency)
    assert_right(scripts.run(script(provider, kind), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_a_run_killed_at_random_instants_again_and_again_pays_once(sim, scripts, tmp_path, provider, seed):
    sim.latency = 0.1
    chance = random.Random(f"{provider} {seed}")
    for _ in range(3):
        pid = scripts.start(script(provider), tmp_path)
        timer = threading.Timer(chance.uniform(0.02, 0.5), scripts.kill, [pid])
        timer.start()
        scripts.wait(pid)
        timer.cancel()
    assert_right(scripts.run(script(provider), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_killed_while_looking_for_a_lost_job_it_still_pays_once(sim, scripts, tmp_path, provider):
    sim.latency, sim.faults.lost_responses = 0.3, {"create": 1}
    Killer(sim, scripts, "answered", "list", 1).aim(pid := scripts.start(script(provider), tmp_path))
    assert scripts.wait(pid) == -9
    assert_right(scripts.run(script(provider), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_killed_in_the_gap_with_a_lagging_list_it_still_pays_once(sim, scripts, tmp_path, provider):
    """The gap between the provider's accept and our record of it, where every peer pays twice."""
    sim.latency, sim.faults.list_lag = 0.05, 0.6
    Killer(sim, scripts, "batch_created", None, 1).aim(pid := scripts.start(script(provider), tmp_path))
    assert scripts.wait(pid) == -9
    assert_right(scripts.run(script(provider), tmp_path, DEFERRED_ADOPT_GRACE="1.0"), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_two_processes_started_together_share_one_purchase(sim, scripts, tmp_path, provider):
    sim.latency = 0.2
    pids = [scripts.start(script(provider, count=300), tmp_path, out=name) for name in ("first", "second")]
    assert [scripts.wait(pid) for pid in pids] == [0, 0], [
        (tmp_path / name).read_text()[-2000:] for name in ("first", "second")
    ]
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 300


def test_a_stopped_process_keeps_its_claim_and_a_second_one_waits(sim, scripts, tmp_path):
    """A laptop that sleeps between claim and create: SIGSTOP while another runs the script."""
    import os
    import signal

    sim.latency = 0.05
    stopped = threading.Event()
    pid = None

    def stop(request):
        if request.operation == "create" and not stopped.is_set():
            os.kill(pid, signal.SIGSTOP)
            stopped.set()

    sim.on("request", stop)
    pid = scripts.start(script("openai"), tmp_path)
    assert stopped.wait(10)
    other = scripts.start(script("openai"), tmp_path)
    threading.Timer(1.0, os.kill, [pid, signal.SIGCONT]).start()
    assert (scripts.wait(pid), scripts.wait(other)) == (0, 0)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == COUNT
