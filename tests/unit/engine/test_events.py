"""Events say how far a run is."""

import threading

import pytest

import deferred
from deferred.futures.callbacks import on_callback_thread
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

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


READ_AGAIN = {
    "a row is missing": {"drop_rows": {1}},
    "the results are not there at first": {"status_on": {"results": (404, 3, {})}},
    "the results file is empty": {"empty_results": 1},
    "the files are named late": {"late_files": 3},
}


@pytest.mark.parametrize("ask", [ask_claude, ask_gpt, ask_gemini])
@pytest.mark.parametrize("why", READ_AGAIN)
def test_a_job_that_has_ended_does_not_run_again_while_its_rows_are_read(sim, claude, gpt, gemini, ask, why):
    client = {ask_claude: claude, ask_gpt: gpt, ask_gemini: gemini}[ask]
    for fault, value in READ_AGAIN[why].items():
        setattr(sim.faults, fault, value)
    seen, over = {}, threading.Event()
    with deferred.batch(on_event=lambda event: seen.setdefault(event.job.nonce, []).append(event.kind)):
        for n in range(4):
            ask(client, f"n {n}")
    on_callback_thread(over.set)  # after all events
    assert over.wait(10)
    for kinds in seen.values():
        assert kinds[kinds.index("ended") :] == ["ended", "collected"]
