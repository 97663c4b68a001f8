"""Work in other threads and contexts."""

import _thread
import threading
from concurrent.futures import Future

from tests.support import engine


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    outcome = Future()

    def run():
        engine.be_older_than_all_blocks()
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    _thread.start_new_thread(run, ())
    return outcome.result()


def ended_within(seconds, work):
    """Whether some work ends in time: a hang must not take the suite with it. What it raises is raised here."""
    errors = []

    def run():
        try:
            work()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    return not thread.is_alive()
