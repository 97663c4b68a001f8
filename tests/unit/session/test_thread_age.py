"""The age of a thread is that of the code that it works for."""

from __future__ import annotations

import _thread
import threading

from deferred.session import thread_age


def ages(start, count=1):
    found, done = [], threading.Semaphore(0)

    def work():
        found.append(thread_age.own())
        done.release()

    for _ in range(count):
        start(work)
        done.acquire()
    return found


def test_a_thread_that_starts_later_has_a_larger_number():
    before = thread_age.newest()
    numbers = ages(lambda work: threading.Thread(target=work).start(), 20)
    assert before < numbers[0]
    assert numbers == sorted(set(numbers))


def test_a_thread_that_threading_does_not_know_has_a_number_too():
    before = thread_age.newest()
    assert all(before < number for number in ages(lambda work: _thread.start_new_thread(work, ()), 20))


def test_a_running_thread_is_not_newer_than_the_newest():
    assert thread_age.own() <= thread_age.newest()


def test_a_thread_can_take_the_age_of_another():
    mine, found = thread_age.own(), []

    def work():
        thread_age.give(mine)
        found.append(thread_age.own())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [mine]
