"""A clock whose hours pass at once: waiting that nobody cuts short moves the time of engine and simulator."""

from tests.support import engine

_AT_ONCE = 900.0  # seconds: what a busy machine has not begun yet gets another moment before more of them pass


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
        if condition.wait(0.01) or seconds is None or was_busy or engine.is_busy():
            return  # something is on its way, which takes no time on this clock
        skipped = min(seconds, _AT_ONCE)
        self.passed += skipped
        self._sim.clock.advance(skipped)


def put_in_place(monkeypatch, clock, pauses=("DEFERRED_POLL_INTERVAL", "DEFERRED_ADOPT_GRACE")):
    """Let the sessions of a test go by this clock, with these pauses as long as users have them."""
    for name in pauses:
        monkeypatch.delenv(name)
    engine.use_clock(clock, monkeypatch.setattr)
    return clock
