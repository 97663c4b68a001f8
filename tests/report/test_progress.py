"""Progress: what a terminal shows, that prints survive it, and that nothing it meets breaks a run."""

import io
import logging
import os
import re
import subprocess
import sys
import threading
from decimal import Decimal

import pytest

import deferred
from deferred import Event
from deferred.core.job import Job, JobState
from deferred.engine.state import ActiveJob
from deferred.report import progress, screen
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.engine import Outlook
from tests.support.models import CLAUDE, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


class Terminal(io.StringIO):
    """A terminal that obeys the two movements that progress uses."""

    encoding = "utf-8"

    def __init__(self):
        super().__init__()
        self.lines, self.frames = [""], []

    def isatty(self):
        return True

    def write(self, text):
        for piece in re.findall(r"\x1b\[(?:\d+A|J)|\x1b\[[\d;]*m|\n|[^\x1b\n\r]+|\x1b", text):
            self.obey(piece)
        self.frames.append(self.shown())
        return len(text)

    def obey(self, piece):
        if piece == "\n":
            self.lines.append("")
        elif piece.endswith("A") and piece.startswith("\x1b["):
            del self.lines[len(self.lines) - int(piece[2:-1]) :]  # each time "erase below" follows
            self.lines[-1:] = [""]
        elif not piece.startswith("\x1b["):
            self.lines[-1] += piece

    def shown(self):
        return "\n".join(self.lines)


class Broken(Terminal):
    """A terminal whose other end is gone."""

    def write(self, text):
        raise BrokenPipeError(32, "Broken pipe")


def job(name="a", count=3, **more):
    given = {"provider": "anthropic", "model": CLAUDE, "planned_at": 1000.0} | more
    return Job(nonce=name, base_url="", endpoint="", credential="", headers=[], count=count, size=0, **given)


@pytest.fixture
def plug_in(monkeypatch):
    """Put a terminal in place of stderr and stdout; the test does it itself, for pytest sets both when it begins."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(screen, "_EVERY", 0.01)

    def plugged_in(kind=Terminal):
        screen = kind()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(sys, "stdout", screen)
        return screen

    return plugged_in


def drawn(*events, **settings):
    """Draw some events and stop."""
    drawing = progress.Progress(*engine.session_to_draw(**settings))
    for event in events:
        drawing.take(event)
    drawing.stop()


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_a_job_is_a_line_and_the_whole_is_the_last(plug_in):
    terminal = plug_in()
    other = job("b", 1, provider="openai", model=GPT)
    drawn(Event("running", job(), "in progress", 2), Event("planned", other))
    first, second, total, end = terminal.shown().split("\n")
    assert re.split("  +", first) == ["anthropic", CLAUDE, "3 calls", "in progress", "2/3", "1 min 30 s"]
    assert re.split("  +", second) == ["openai", GPT, "1 call", "sending", "0/1", "1 min 30 s"]
    assert total == "2 of 5 answered, 1 failed, 1 min 31 s, cost $0.5000, saved $0.5000"
    assert end == ""


def test_the_cost_stands_against_the_limit(plug_in):
    terminal = plug_in()
    drawn(Event("planned", job()), cost_limit=Decimal(5))
    assert "cost $0.5000 of $5 allowed, saved $0.5000" in terminal.shown()


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        ("planned", "", "sending"),
        ("submitted", "", "at the provider"),
        ("running", "validating", "validating"),
        ("ended", "completed", "fetching the answers"),
        ("collected", "completed", "done"),
        ("collected", "expired", "expired"),
        ("collected", "split", "split"),
        ("waiting", "for another process", "waiting for another process"),
        ("waiting", "the queue is full", "waiting: the queue is full"),
    ],
)
def test_states_are_words(kind, words, shown):
    assert progress._state(Event(kind, job(), words)) == shown


def test_a_job_of_several_models_says_how_many(plug_in):
    terminal = plug_in()
    mixed = job(model="")
    drawing = progress.Progress(*engine.session_to_draw(models=[(mixed, ("one", "two"))]))
    drawing.take(Event("planned", mixed))
    drawing.stop()
    assert "2 models" in terminal.shown()


def test_more_jobs_than_lines_leave_out_those_that_are_over(plug_in):
    plug_in()
    lines = [progress.Line(job(str(n), state=JobState.COLLECTED if n < 10 else "submitted"), "m") for n in range(20)]
    shown, hidden = progress._that_fit(lines, 13)
    assert [line.job.nonce for line in shown] == [str(n) for n in range(10, 20)]
    assert len(hidden) == 10
    assert progress._that_fit(lines, None) == (lines, [])


def test_other_peoples_words_are_shown_as_they_are_and_obeyed_by_nobody(plug_in):
    terminal = plug_in()
    drawn(Event("running", job(model="[red]m[/red]"), "\x1b]0;title\x07 [bold]words[/bold]\r\nmore"))
    shown = terminal.shown()
    assert "[red]m[/red]" in shown
    assert "]0;title  [bold]words[/bold]  more" in shown
    assert "\x1b" not in shown


def test_letters_that_the_terminal_lacks_are_replaced(plug_in):
    terminal = plug_in()
    terminal.encoding = "ascii"
    drawn(Event("running", job(model="modèle"), "x"))
    assert "mod?le" in terminal.shown()


def test_what_is_waited_for_is_said_in_words():
    outlook = Outlook(unsent=3, held=40, ready=2, at_work=5, next_look=1030.5)
    assert progress.awaited(outlook, 1000.0) == [
        "5 jobs (next look in 31 s)",
        "capacity for 2 more jobs",
        "money: 40 calls until other jobs turn out cheaper",
        "more calls: 3 not sent yet",
    ]
    assert progress.awaited(Outlook(at_work=1, next_look=990.0), 1000.0) == ["1 job (next look in 0 s)"]
    assert progress.awaited(Outlook(), 1000.0) == []


def test_the_last_line_says_what_is_waited_for_and_the_one_before_the_time_left(plug_in):
    terminal = plug_in()
    outlook = Outlook(at_work=1, next_look=1120.0, deadline=1090.0 + 3600)
    drawn(Event("running", job(), "in progress", 2), outlook=outlook)
    *_, total, waiting, _ = terminal.shown().split("\n")
    assert ", 1 min 31 s (1 h 0 min left), cost" in total
    assert waiting == "waiting for 1 job (next look in 30 s)"


def test_a_deadline_that_is_over_is_said_to_be(plug_in):
    terminal = plug_in()
    drawn(Event("planned", job()), outlook=Outlook(deadline=1000.0))
    assert "(no time left)" in terminal.shown()


def test_many_jobs_never_make_a_picture_higher_than_the_terminal(plug_in):
    plug_in()
    session = engine.session_to_draw(outlook=Outlook(at_work=100, next_look=1100.0))
    drawing = progress.Progress(*session)
    drawing._thread = threading.current_thread()  # nothing is drawn behind the test's back
    for number in range(100):
        drawing.take(Event("running", job(str(number)), "in progress"))
    console = progress._console(colours=False)
    for rows in (5, 24, 60):
        picture = drawing._picture(console, rows)
        assert picture.count("\n") <= rows - 1
        assert "more" in picture
        assert "waiting for 100 jobs" in picture
    assert drawing._picture(console, None).count("\n") == 102


def test_the_picture_that_stays_is_no_longer_than_a_page(plug_in):
    terminal = plug_in()
    drawn(*(Event("collected", job(str(number), state=JobState.COLLECTED), "completed") for number in range(300)))
    lines = terminal.shown().rstrip().split("\n")
    assert len(lines) < 40
    assert re.match(r"and 2\d\d more", lines[-2])


# -- notebooks ---------------------------------------------------------------------------------------------------------

CELL = """
import deferred, anthropic
with deferred.batch() as session:
    for n in range(3):
        anthropic.Anthropic().messages.create(
            model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": f"<b>{n}"}])
session.report
"""


@pytest.fixture
def cell(sim, monkeypatch):
    """Run code as a cell of Jupyter; gives the messages that the browser would get."""
    manager = pytest.importorskip("jupyter_client.manager", reason="ipykernel is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    monkeypatch.delenv("DEFERRED_PROGRESS")
    kernel, client = manager.start_new_kernel()
    yield lambda code: messages_of(client, code)
    client.stop_channels()
    kernel.shutdown_kernel(now=True)


def messages_of(client, code):
    """Run a cell; gives what it showed, in order."""
    messages = []
    client.execute_interactive(code, timeout=60, output_hook=messages.append)
    return messages


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of jupyter_client's own making
def test_a_notebook_gets_one_picture_that_changes_and_the_report_as_a_page(cell):
    messages = cell(CELL)
    kinds = [message["msg_type"] for message in messages]
    assert "error" not in kinds
    assert kinds.count("display_data") == 1
    shown = [one["content"] for one in messages if one["msg_type"] in {"display_data", "update_display_data"}]
    assert len({one["transient"]["display_id"] for one in shown}) == 1
    assert "3 of 3 answered" in shown[-1]["data"]["text/html"]
    assert "\x1b" not in shown[-1]["data"]["text/plain"]
    (result,) = [one["content"]["data"] for one in messages if one["msg_type"] == "execute_result"]
    assert result["text/html"].startswith('<div class="deferred-report">')
    assert result["text/plain"].startswith("3 calls: 3 answered")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_notebook_is_left_alone_when_progress_is_off(cell):
    messages = cell(CELL.replace("batch()", "batch(progress=False)"))
    assert [one for one in messages if one["msg_type"] == "display_data"] == []


# -- sessions ----------------------------------------------------------------------------------------------------------


def test_a_session_draws_its_jobs_and_stops_when_the_block_is_left(sim, claude, gpt, plug_in):
    terminal = plug_in()
    with deferred.batch(progress=True, cost_limit=1):
        for n in range(3):
            ask_claude(claude, f"n {n}")
        ask_gpt(gpt, "one", max_completion_tokens=100)
    shown = terminal.shown()
    assert re.search(r"anthropic +claude-haiku-4-5 +3 calls +done +3/3", shown)
    assert re.search(r"openai +gpt-5-mini +1 call +done +1/1", shown)
    assert "4 of 4 answered" in shown
    assert (sys.stdout, sys.stderr) == (terminal, terminal)
    assert not [thread for thread in threading.enumerate() if thread.name == "deferred-progress"]


def test_prints_inside_the_block_stay_whole_above_the_drawing(sim, claude, plug_in):
    terminal = plug_in()
    sim.latency = 0.3
    with deferred.batch(progress=True):
        reply = ask_claude(claude)
        deferred.future(reply).wait(30)
        print("printed inside")
        print("half a", end=" ")
        print("line", file=sys.stderr)
        again = ask_claude(claude, "another")
        assert again.content
    lines = terminal.shown().split("\n")
    assert lines[:2] == ["printed inside", "half a line"]
    assert lines[2].startswith("anthropic")
    assert any("0 of 1 answered" in frame for frame in terminal.frames)


def test_stdout_stays_itself_while_something_is_drawn(plug_in):
    terminal = plug_in()
    with screen.Screen(terminal).others_above():
        assert isinstance(sys.stdout, Terminal)
        assert sys.stdout.encoding == "utf-8"
        assert sys.stdout.isatty()
        sys.stdout.writelines(["a", "b\n"])
    assert terminal.shown() == "ab\n"


def test_stdout_that_goes_to_a_file_is_left_alone(plug_in, monkeypatch, tmp_path):
    terminal = plug_in()
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", file)
        with screen.Screen(terminal).others_above():
            assert sys.stdout is file
            assert sys.stderr is not terminal


def test_a_stream_put_in_place_meanwhile_is_not_taken_away(plug_in, monkeypatch):
    terminal = plug_in()
    other = io.StringIO()
    with screen.Screen(terminal).others_above():
        monkeypatch.setattr(sys, "stdout", other)
    assert sys.stdout is other


def test_a_forked_child_prints_without_our_lock(plug_in):
    terminal = plug_in()
    place = screen.Screen(terminal)
    place._process = os.getpid() + 1  # as a child sees it
    with place._lock:
        thread = threading.Thread(target=place.above, args=(terminal, "from the child\n"))
        thread.start()
        thread.join(10)
    assert terminal.shown() == "from the child\n"


def test_two_sessions_at_once_share_no_terminal(plug_in):
    terminal = plug_in()
    one, two = progress.Progress(*engine.session_to_draw()), progress.Progress(*engine.session_to_draw())
    with progress._one_at_a_time:
        one.take(Event("planned", job()))
        one.stop()
    assert terminal.shown() == ""
    two.take(Event("planned", job()))
    two.stop()
    assert "sending" in terminal.shown()


# -- whether to draw ---------------------------------------------------------------------------------------------------


def test_progress_true_and_false_decide_and_none_asks_the_terminal(plug_in, monkeypatch):
    def places():
        return [type(progress.place_for(choice)).__name__ for choice in (True, False, None)]

    plug_in()
    assert places() == ["Screen", "NoneType", "Screen"]
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert places() == ["LogLines", "NoneType", "LogLines"]


@pytest.mark.parametrize("stream", [None, object()])
def test_no_stderr_is_no_terminal(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    assert progress.place_for(None) is None


def test_a_closed_stderr_is_no_terminal(monkeypatch):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    assert progress.place_for(None) is None


def test_nothing_is_drawn_where_the_same_is_logged_to_a_terminal(plug_in):
    terminal = plug_in()
    logger, handler = logging.getLogger("deferred"), logging.StreamHandler(terminal)
    logger.addHandler(handler)
    try:
        assert progress.place_for(None) is not None
        logger.setLevel(logging.INFO)
        assert progress.place_for(None) is None
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


def test_a_stderr_that_is_no_terminal_gets_the_last_picture_alone_and_only_when_asked(monkeypatch):
    for choice, lines in ((None, 0), (True, 2)):
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        drawn(Event("planned", job()), Event("collected", job(), "completed", 3), progress=choice)
        assert stream.getvalue().count("\n") == lines
        assert "\x1b" not in stream.getvalue()


def test_a_dumb_terminal_gets_no_movements(plug_in, monkeypatch):
    terminal = plug_in()
    monkeypatch.setenv("TERM", "dumb")
    drawn(Event("planned", job()))
    assert len(terminal.frames) == 1


def test_a_session_without_a_terminal_logs_each_change(sim, claude, caplog, capsys):
    with caplog.at_level(logging.INFO, "deferred"), deferred.batch():
        ask_claude(claude)
    assert "1 calls: submitted" in caplog.text
    assert capsys.readouterr() == ("", "")


def test_log_lines_tell_changes_not_looks(sim, claude, caplog):
    sim.latency = 0.5
    with caplog.at_level(logging.INFO, "deferred"), deferred.batch(poll_interval=0.02):
        ask_claude(claude)
    looks = [line for line in caplog.messages if "running in progress" in line]
    assert len([request for request in sim.requests if request.operation == "poll"]) > 3
    assert len(looks) == 1
    assert looks[0].endswith("running in progress, 0 of 1 finished")


def test_events_are_public_and_typed(sim, claude):
    seen = []
    with deferred.batch(on_event=seen.append) as session:
        ask_claude(claude)
    session.wait()
    assert {type(event) for event in seen} == {deferred.Event}
    assert [event.kind for event in seen][:2] == ["planned", "submitted"]
    assert {event.job.provider for event in seen} == {"anthropic"}


def test_rich_is_not_imported_unless_something_is_drawn():
    code = """if True:
        import sys
        from types import SimpleNamespace
        from deferred.report.progress import Progress
        from deferred import Event
        drawing = Progress(SimpleNamespace(), None, lambda: 0.0, lambda: None, lambda: None)
        drawing.take(Event("planned", None))
        drawing.stop()
        assert "rich" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.PIPE)


# -- what goes wrong ---------------------------------------------------------------------------------------------------


def test_a_broken_stderr_is_logged_once_and_the_run_goes_on(sim, claude, plug_in, monkeypatch, caplog):
    plug_in(Broken)
    with deferred.batch(progress=True):
        replies = [ask_claude(claude, f"n {n}") for n in range(3)]
        assert replies[0].content
        ask_claude(claude, "a second job")
    assert replies[2].content
    assert caplog.text.count("progress is no longer drawn: BrokenPipeError") == 1


def test_an_error_in_the_drawing_is_logged_once_and_the_run_goes_on(sim, claude, plug_in, monkeypatch, caplog):
    plug_in()
    monkeypatch.setattr(progress, "_state", lambda event: 1 / 0)
    with deferred.batch(progress=True):
        reply = ask_claude(claude)
    assert reply.content
    assert caplog.text.count("progress is no longer drawn: ZeroDivisionError") == 1


def test_a_block_left_by_an_exception_stops_the_drawing_too(sim, claude, plug_in):
    terminal = plug_in()
    sim.latency = 3600
    block = deferred.batch(progress=True)
    session = block.__enter__()
    ask_claude(claude)
    session.flush()
    engine.wait_until_submitted(session, 10)
    block.__exit__(RuntimeError, RuntimeError(), None)
    frames = len(terminal.frames)
    sim.clock.advance(3601)
    assert sys.stdout is terminal
    assert len(terminal.frames) == frames


# -- how long it will take ---------------------------------------------------------------------------------------------


def test_a_fourth_run_says_when_it_will_probably_be_over(sim, claude, plug_in):
    for run in range(4):
        terminal = plug_in()
        sim.latency = 0.3
        with deferred.batch(progress=True):
            ask_claude(claude, f"run {run}")
        seen = re.findall(r"over by \d\d:\d\d probably", "\n".join(terminal.frames))
        assert bool(seen) == (run == 3)


def test_rows_that_are_being_read_are_counted(plug_in):
    active = ActiveJob(job(count=20_000), None, "", (), "")
    line = progress.Line(active.job, CLAUDE, "fetching the answers", 20_000, active)
    assert line.so_far == 0
    active.collection.settled.update(map(str, range(4_000)))
    assert line.so_far == 4_000
