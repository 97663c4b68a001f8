"""Events say how far a run is."""

import threading

import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_events_say_to_the_end_how_many_calls_are_done(sim, claude):
    seen, over = [], threading.Event()

    def note(event):
        seen.append((event.kind, event.done))
        if event.kind == "collected":
            over.set()

    with deferred.batch(on_event=note):
        for n in range(4):
            ask_claude(claude, f"n {n}")
    assert over.wait(10)
    assert seen[-2:] == [("ended", 4), ("collected", 4)]
