"""A clock whose hours pass at once: waiting that nobody cuts short moves the time of engine and simulator."""

import os
import threading
import time

from tests.support import engine

_AT_ONCE = 900.0  # seconds: what a busy machine has not begun yet gets another moment before more of them pass
_WORK = 0.002  # seconds of a core in 5 ms: more than waiting threads use for looking at this clock


class FastClock(engine.Clock):
    """Skips every wait; `passed` is how many seconds were skipped."""

    def __init__(self, sim):
        self.passed = 0.0
        self._sim = sim

    def now(self):
        return super().now() + self.passed

    def ticks(self):
        return super().ticks() + self.passed

    def wait(self, condition, seconds):
        was_busy = engine.is_busy()  # what ends meanwhile may bring a shorter wait than this one
        if _is_notified_or_others_run(condition) or seconds is None or was_busy or engine.is_busy():
            return  # something is on its way, which takes no time on this clock
        skipped = min(seconds, _AT_ONCE)
        self.passed += skipped
        self._sim.clock.advance(skipped)


def _is_notified_or_others_run(condition):
    """Whether `condition` is notified, or a thread of this process has work that a busy machine lets wait.

    Looked at twice: who holds the condition's lock keeps a thread from notifying it, and such a thread seems idle.
    """
    for _ in range(2):
        before = time.process_time()
        if condition.wait(0.005) or time.process_time() - before > _WORK or _other_threads_run():
            return True
    return False


def _other_threads_run():
    """Whether another thread of this process runs, or would if a core were free; False where no /proc tells."""
    own = str(threading.get_native_id())
    return any(_state(thread) in {b"R", b"D"} for thread in _threads() if thread != own)


def _threads():
    try:
        return os.listdir("/proc/self/task")  # noqa: PTH208 - a path for each takes ten times as long, and this is asked often
    except FileNotFoundError:
        return []


def _state(thread):
    try:
        with open(f"/proc/self/task/{thread}/stat", "rb", buffering=0) as file:  # noqa: PTH123 - as above
            return file.read(400).rpartition(b") ")[2][:1]
    except OSError:  # it has ended
        return b""


def put_in_place(monkeypatch, clock, pauses=("DEFERRED_POLL_INTERVAL", "DEFERRED_ADOPT_GRACE")):
    """Let the sessions of a test go by this clock, with these pauses as long as users have them."""
    for name in pauses:
        monkeypatch.delenv(name)
    engine.use_clock(clock, monkeypatch.setattr)
    return clock
