"""Progress beside other software: bars of tqdm keep their lines and so does ours; a log gets a line a minute."""

import io
import sys
import threading

import pyte
import pytest
from tqdm import tqdm

import deferred
from deferred.report import screen
from tests.support.calls import ask_claude
from tests.support.threads import ended_within

PICTURE = "anthropic  claude-haiku-4-5  3 calls  at the provider\n0 of 3 answered\n"


class Terminal(io.StringIO):
    """A terminal of 60 columns and 12 lines; `lines` are what its user sees."""

    encoding = "utf-8"

    def __init__(self):
        super().__init__()
        self._shown = pyte.Screen(60, 12)
        self._shown.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self._shown)

    def isatty(self):
        return True

    def write(self, text):
        self._stream.feed(text)
        return len(text)

    @property
    def lines(self):
        return [line.rstrip() for line in self._shown.display if line.strip()]


@pytest.fixture
def plug_in(monkeypatch):
    """Put a terminal in place of stderr and stdout; the test does it itself, for pytest sets both when it begins."""

    def plugged_in():
        made = Terminal()
        monkeypatch.setattr(sys, "stderr", made)
        monkeypatch.setattr(sys, "stdout", made)
        return made, screen.Screen(made)

    return plugged_in


def bar(count=4, **more):
    """A bar that is drawn at each step."""
    return tqdm(range(count), ascii=True, mininterval=0, bar_format="{desc}{n_fmt} of {total_fmt}", **more)


def test_a_bar_that_was_there_before_keeps_its_line_and_ours_is_above(plug_in):
    terminal, place = plug_in()
    with bar(desc="rows ", file=terminal) as bars, place.others_above():
        for n in range(1, 4):
            bars.update()
            assert place.is_one_line
            place.show(f"{n} of 3 answered")
            assert terminal.lines == ["1 of 3 answered", f"rows {n} of 4"]
        place.show(PICTURE, last=True)
    assert terminal.lines == ["1 of 3 answered", *PICTURE.splitlines(), "rows 3 of 4"]


def test_above_bars_a_line_is_written_each_minute(plug_in, monkeypatch):
    ticks = iter([0.0, 59.0, 61.0, 62.0])
    monkeypatch.setattr(screen.real_time, "ticks", lambda: next(ticks))
    terminal, place = plug_in()
    with bar(desc="rows ", file=terminal):
        for n in range(4):
            place.show(f"{n} of 3 answered")
    assert terminal.lines == ["0 of 3 answered", "2 of 3 answered", "rows 0 of 4"]


def test_a_bar_of_the_block_takes_the_place_of_the_picture_and_gives_it_back(plug_in):
    terminal, place = plug_in()
    with place.others_above():
        place.show(PICTURE)
        assert terminal.lines == PICTURE.splitlines()
        with bar(desc="rows ") as bars:
            bars.update()
            assert terminal.lines == ["rows 1 of 4"]
            place.show("0 of 3 answered")
        assert not place.is_one_line
        place.show(PICTURE)
        place.show(PICTURE, last=True)
    assert terminal.lines == ["0 of 3 answered", "rows 1 of 4", *PICTURE.splitlines()]


@pytest.mark.parametrize("leave", [True, False])
def test_a_bar_that_comes_and_goes_between_two_pictures_spoils_none(plug_in, leave):
    terminal, place = plug_in()
    with place.others_above():
        for _ in range(2):
            place.show(PICTURE)
            with bar(1, desc="rows ", leave=leave) as bars:
                bars.update()
        place.show(PICTURE)
    assert terminal.lines == [*["rows 1 of 1"] * (2 * leave), *PICTURE.splitlines()]


def test_two_bars_one_inside_the_other_and_what_tqdm_writes(plug_in):
    terminal, place = plug_in()
    with place.others_above(), bar(2, desc="files ") as outer:
        place.show("0 of 3 answered")
        with bar(3, desc="rows ", leave=False) as inner:
            inner.update()
            tqdm.write("a word of the program")
            inner.update()
            assert terminal.lines == ["0 of 3 answered", "a word of the program", "files 0 of 2", "rows 2 of 3"]
        outer.update()
    place.show(PICTURE, last=True)
    assert terminal.lines == ["0 of 3 answered", "a word of the program", "files 1 of 2", *PICTURE.splitlines()]


def test_bars_in_one_thread_and_pictures_in_another_end(plug_in):
    _, place = plug_in()

    def draw():
        for n in range(300):
            place.show(PICTURE if n % 2 else "0 of 3 answered")

    def loop():
        with place.others_above():
            for _ in range(30):
                for _ in bar(5, leave=False):
                    print("a word")

    thread = threading.Thread(target=draw, daemon=True)
    thread.start()
    assert ended_within(60, loop)
    thread.join(60)
    assert not thread.is_alive()


def test_a_bar_in_a_file_is_no_bar_of_the_terminal(plug_in):
    _, place = plug_in()
    with bar(file=io.StringIO()):
        assert not place.is_one_line


def test_a_loop_of_tqdm_in_a_block_shows_both(sim, claude, plug_in, monkeypatch):
    monkeypatch.setattr(screen, "_EVERY", 0.01)
    terminal, _ = plug_in()
    sim.latency = 0.2
    with deferred.batch(progress=True):
        for n in bar(3, desc="texts "):
            assert ask_claude(claude, f"text {n}").content
    assert "texts 3 of 3" in terminal.lines
    assert any("done" in line for line in terminal.lines)
    assert terminal.lines[-1].startswith("3 of 3 answered")


# -- without a terminal ------------------------------------------------------------------------------------------------


def test_without_a_terminal_a_long_run_is_a_line_a_minute_and_a_short_one_none(sim, claude, monkeypatch):
    monkeypatch.delenv("DEFERRED_PROGRESS")
    written = {}
    for seconds in (60.0, 0.05):
        written[seconds] = io.StringIO()
        monkeypatch.setattr(sys, "stderr", written[seconds])
        monkeypatch.setattr(screen, "_EVERY_LINE", seconds)
        sim.latency = 0.5
        with deferred.batch():
            ask_claude(claude, f"each {seconds} s")
    assert written[60.0].getvalue() == ""
    lines = written[0.05].getvalue().splitlines()
    assert lines[0].startswith("deferred: 0 of 1 answered, ")
    assert "; waiting for 1 job" in lines[0]
    assert lines[-1].startswith("deferred: 1 of 1 answered, ")


def test_progress_false_writes_no_line(sim, claude, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(screen, "_EVERY_LINE", 0.01)
    sim.latency = 0.3
    with deferred.batch(progress=False):
        ask_claude(claude)
    assert stream.getvalue() == ""


def test_no_color_is_obeyed(sim, claude, monkeypatch):
    from deferred.report import progress

    monkeypatch.setenv("NO_COLOR", "1")
    console = progress._console(colours=True)
    with console.capture() as captured:
        console.print("done", style="green")
    assert captured.get() == "done\n"
