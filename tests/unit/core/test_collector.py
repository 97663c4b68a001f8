"""The garbage collector is relaxed while a block is open, and put back as it was."""

import gc
import threading

import pytest

import deferred
from tests.support.calls import ask_claude

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def thresholds():
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def a_block():
    return deferred.batch(cache=False, progress=False, name="collector")


def test_old_objects_are_looked_at_less_often_while_a_block_is_open_and_young_ones_as_often():
    with a_block():
        young, middle, old = gc.get_threshold()
    assert (young, old) == (USUAL[0], USUAL[2])
    assert middle > USUAL[1]


def test_the_thresholds_are_put_back_at_the_end_of_the_outermost_block():
    with a_block():
        relaxed = gc.get_threshold()
        with a_block():
            pass
        assert gc.get_threshold() == relaxed
    assert gc.get_threshold() == USUAL


def test_the_thresholds_are_put_back_when_the_block_fails():
    with pytest.raises(KeyError), a_block():
        raise KeyError
    assert gc.get_threshold() == USUAL


def test_a_block_of_another_thread_keeps_the_collector_relaxed():
    is_open, may_end = threading.Event(), threading.Event()

    def other():
        with a_block():
            is_open.set()
            may_end.wait(10)

    with a_block():
        relaxed = gc.get_threshold()
        thread = threading.Thread(target=other)
        thread.start()
        is_open.wait(10)
    assert gc.get_threshold() == relaxed
    may_end.set()
    thread.join()
    assert gc.get_threshold() == USUAL


@pytest.mark.parametrize("chosen", [(50_000, 20, 20), (0, 0, 0), (700, 10, 1000)])
def test_thresholds_that_the_program_has_chosen_are_kept(chosen):
    gc.set_threshold(*chosen)
    with a_block():
        assert gc.get_threshold() == chosen
    assert gc.get_threshold() == chosen


def test_thresholds_that_the_program_chooses_inside_a_block_stay():
    with a_block():
        gc.set_threshold(5_000, 50, 50)
    assert gc.get_threshold() == (5_000, 50, 50)


def test_a_collector_that_is_off_stays_off():
    gc.disable()
    try:
        with a_block():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_cycles_of_young_objects_are_found_while_a_block_is_open():
    class Node:
        alive = 0

        def __init__(self):
            Node.alive += 1
            self.me = self

        def __del__(self):
            Node.alive -= 1

    with a_block():
        for _ in range(10_000):
            Node()
        assert Node.alive < 2_000


def kept_objects(count=300_000):
    """Make the collector come to the older objects, as a program does that keeps what it makes."""
    return [[] for _ in range(count)]


def test_the_collector_stays_relaxed_while_the_replies_of_a_block_are_read(sim, claude):
    with a_block():
        relaxed = gc.get_threshold()
        replies = [ask_claude(claude, f"question {n}.") for n in range(5)]
    kept = []
    for reply in replies:
        assert gc.get_threshold() == relaxed
        assert reply.content
        kept += kept_objects(40_000)
    assert gc.get_threshold() == relaxed
    kept += kept_objects()
    assert gc.get_threshold() == USUAL


def test_the_thresholds_are_put_back_if_the_replies_of_a_block_are_not_read(sim, claude):
    with a_block():
        replies = [ask_claude(claude, f"question {n}.") for n in range(5)]
    kept = kept_objects()
    assert gc.get_threshold() == USUAL
    assert len(replies) + len(kept)


def test_thresholds_that_the_program_chooses_before_it_reads_the_replies_stay(sim, claude):
    with a_block():
        reply = ask_claude(claude, "a question.")
    gc.set_threshold(5_000, 50, 50)
    assert reply.content
    kept = kept_objects(600_000)
    assert gc.get_threshold() == (5_000, 50, 50)
    assert kept


def test_a_block_that_opens_before_the_replies_of_another_are_read_puts_the_thresholds_back(sim, claude):
    with a_block():
        ask_claude(claude, "a question.")
    with a_block():
        assert gc.get_threshold() != USUAL
    assert gc.get_threshold() == USUAL
