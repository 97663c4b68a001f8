"""Processes started inside a block: forked or spawned, their calls are refused, never sent live in silence."""

import concurrent.futures
import multiprocessing
import pickle
import subprocess
import sys

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")
# A fork server takes the process object as a spawned child does, but keeps the environment of the first test.
METHODS = [method for method in ("fork", "spawn") if method in multiprocessing.get_all_start_methods()]
each_method = pytest.mark.parametrize("method", METHODS)
each_child = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def ask(text):
    """Ask in a child, and give the answer or the error as words."""
    try:
        with anthropic.Anthropic() as client:
            return ask_claude(client, text).content[0].text
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def ask_in_a_block_of_its_own(text):
    """Do as the error says."""
    with deferred.batch():
        return ask(text)


def count_models(_):
    """Make a call that generates nothing."""
    with anthropic.Anthropic() as client:
        return len(client.models.list().data)


class Asker(multiprocessing.get_context("spawn").Process):
    """A process of the user's own class."""

    def __init__(self, pipe):
        super().__init__()
        self.pipe = pipe

    def run(self):
        """Ask, and tell."""
        self.pipe.send(ask("hello"))


def pool(method):
    """One worker that is started in this way."""
    return concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method))


@pytest.mark.slow
@each_child
@each_method
def test_calls_of_a_process_pool_inside_the_block_are_refused(sim, method):
    with deferred.batch(), pool(method) as workers:
        answer = workers.submit(ask, "hello").result(60)
    assert answer.startswith("NotBatchable: anthropic: messages.create at ")
    assert "calls.py:" in answer
    assert "open a deferred.batch() in each process" in answer
    assert sim.requests == []


@pytest.mark.slow
@each_child
@each_method
def test_a_pool_of_multiprocessing_is_refused_too(sim, method):
    with deferred.batch(), multiprocessing.get_context(method).Pool(1) as workers:
        (answer,) = workers.map(ask, ["hello"])
    assert answer.startswith("NotBatchable: ")
    assert sim.requests == []


@pytest.mark.slow
@each_child
@each_method
def test_a_block_of_its_own_is_what_such_a_process_needs(sim, method):
    with deferred.batch(), pool(method) as workers:
        assert "hello" in workers.submit(ask_in_a_block_of_its_own, "hello").result(60)
    assert [len(job.rows) for job in sim.jobs] == [1]
    assert sim.live_calls == []


@pytest.mark.slow
@each_child
@each_method
def test_calls_that_generate_nothing_pass(sim, method):
    with deferred.batch(), pool(method) as workers:
        assert workers.submit(count_models, None).result(60) > 0


@pytest.mark.slow
def test_a_process_of_the_users_own_class_is_refused(sim):
    here, there = multiprocessing.get_context("spawn").Pipe()
    with deferred.batch():
        process = Asker(there)
        process.start()
        assert here.recv().startswith("NotBatchable: ")
        process.join()
    assert not hasattr(process, "_deferred_mark")
    assert sim.requests == []


@pytest.mark.slow
def test_processes_started_outside_any_block_know_nothing_of_us(sim):
    with pool("spawn") as workers:
        assert "hello" in workers.submit(ask, "hello").result(60)
    assert len(sim.live_calls) == 1


def test_a_refusal_travels_between_processes_whole():
    refused = deferred.NotBatchable("anthropic: messages.create", "a.py:3", "a batch cannot stream", "Leave it out.")
    again = pickle.loads(pickle.dumps(refused))
    assert (type(again), str(again), again.why) == (deferred.NotBatchable, str(refused), "a batch cannot stream")


FORKED = """
import os, sys, anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch() as session:
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=20, messages=[{"role": "user", "content": "x"}])
    child = os.fork()
    if child == 0 and "leave" not in sys.argv:
        try:
            if "read" in sys.argv:
                reply.content
            elif "done" in sys.argv:
                while not deferred.future(reply).done():
                    pass
            elif "completed" in sys.argv:
                list(deferred.as_completed([reply]))
            else:
                session.wait()
        except deferred.DeferredError as error:
            print("refused:", error, flush=True)
            os._exit(0)
if child == 0:
    os._exit(0)
print(os.waitpid(child, 0)[1], reply.content[0].text)
"""


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("does", ["read", "done", "completed", "session", "leave"])
def test_a_forked_child_waits_for_no_thread_of_its_parent(sim, does):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED, does], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.splitlines()[-1].startswith("0 You wrote")
    assert ("refused: " in done.stdout) is (does != "leave")
