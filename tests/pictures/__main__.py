"""Make the README's pictures: `python -m tests.pictures [FOLDER]`. The providers are the simulator; hours pass at once.

`python -m tests.pictures --pages FOLDER` makes those of all pages instead, light and dark, 400 and 1280 pixels wide.

The progress display is a frame of a run under way, as SVG; the report is its page in a headless Chromium, as PNG.
"""

import contextlib
import io
import os
import re
import runpy
import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from deferred.cli import demo
from deferred.report import progress
from deferred.simulator import Simulator
from tests.pictures import pages
from tests.support import browsers, engine
from tests.support.clocks import FastClock

HERE = Path(__file__).parent
WIDTH, COLUMNS = 1100, 96


class Stopping(FastClock):
    """Lets time fly only until a given moment, so that a picture can be taken of it."""

    def __init__(self, sim):
        super().__init__(sim)
        self.until = 0.0

    def wait(self, condition, seconds):
        under_way = engine.is_running()
        if self.passed >= self.until or not under_way:  # the script is at work, which takes no time here
            condition.wait(0.01)
        else:
            super().wait(condition, None if seconds is None else min(seconds, self.until - self.passed))

    def fly_to(self, seconds):
        """Let time pass up to so many seconds after the beginning."""
        self.until = seconds
        while self.passed < seconds:
            time.sleep(0.01)


def main(folder=HERE):
    """Make all pictures in a folder; gives their paths."""
    folder = Path(folder).resolve()
    with tempfile.TemporaryDirectory() as place, Simulator(latency=2400) as sim:
        os.environ.update(demo.environment_of(sim.host), COLUMNS=str(COLUMNS))
        with contextlib.chdir(shutil.copytree(HERE, Path(place, "project"))):
            with contextlib.redirect_stderr(io.StringIO()):  # no terminal: the frames are not drawn, but taken
                frame, report = run(sim)
            page = report.save("run.html").resolve()
            made = [draw(frame, folder / "progress.svg")]
            return made + [photograph(page, folder / f"report-{scheme}.png", scheme) for scheme in ("light", "dark")]


def run(sim):
    """Run the script, some of whose calls are refused; gives a frame of its progress, and its report."""
    clock, frames = Stopping(sim), []
    engine.use_clock(clock, setattr)
    sim.faults.error_rows = lambda row: row.index in {7, 19} and (400, "prompt is too long: 213400 tokens > 200000")

    def meanwhile(session):
        clock.fly_to(1500)
        frames.append(picture(session))
        clock.until = float("inf")

    report = runpy.run_path("reviews.py")["run"](meanwhile)
    return frames[0], report


def picture(session):
    """Take the picture of a run's progress that a terminal would show now."""
    return engine.draw(session, progress._console(colours=True), 24)


def draw(frame, path):
    """Write a frame of a terminal as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(frame.rstrip("\n")))
    svg = console.export_svg(title="python reviews.py")
    path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))  # nothing is loaded from elsewhere
    return path


def photograph(page, path, scheme):
    """Make a picture of a page, in light or in dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.program(), args=["--no-sandbox"])
        view = chromium.new_page(viewport={"width": WIDTH, "height": 600}, color_scheme=scheme)
        view.goto(page.as_uri())
        view.screenshot(path=path, full_page=True)
        chromium.close()
    return path


def of_pages(folder):
    """Make pictures of the pages of `deferred ui`, and of those to send."""
    folder = Path(folder).resolve()
    with tempfile.TemporaryDirectory() as place, Simulator() as sim, contextlib.chdir(place):
        os.environ.update(demo.environment_of(sim.host))
        pages.fill(sim)
        return pages.photograph(sim, folder)


if __name__ == "__main__":
    for made in of_pages(sys.argv[2]) if sys.argv[1:2] == ["--pages"] else main(*sys.argv[1:2]):
        print(made)
