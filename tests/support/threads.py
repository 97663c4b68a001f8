"""Work in other threads and contexts."""

import contextvars
import threading


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    return contextvars.Context().run(work)


def ended_within(seconds, work):
    """Whether some work ends in time: a hang must not take the suite with it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()
