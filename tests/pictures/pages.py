"""Make pictures of the pages that `deferred ui` serves, and of the pages to send: each light and dark, wide and narrow."""

import contextlib
import re
import threading
from pathlib import Path

import anthropic
import openai
from pydantic import BaseModel

import deferred
from deferred.cli import app
from deferred.storage import open_ledger
from deferred.ui.server import Server
from tests.support import browsers
from tests.support.models import CLAUDE, GPT

SIZES = {1280: 800, 400: 800}
ADDRESSES = {
    "runs": "",
    "run": "run/{run}",
    "open": "run/{open}",
    "results": "results?run={run}",
    "search": "results?q=kettle",
    "result": "result/{nonce}/0",
    "spending": "spending?by=model",
}


class Review(BaseModel):
    """What is read from a review."""

    product: str
    stars: int


def fill(sim):
    """Make runs: one that is done, with values, failures and tags, and one that goes on."""
    claude, gpt = anthropic.Anthropic(), openai.OpenAI()
    refused = (400, "prompt is too long: 213400 tokens > 200000 maximum")
    sim.faults.error_rows = lambda row: row.index in {7, 19} and refused
    with deferred.batch(name="reviews", max_requests=40, tags={"team": "search"}, progress=False):
        for number in range(60):
            with deferred.tag(row=f"review-{number}"):
                claude.messages.parse(
                    model=CLAUDE, max_tokens=99, output_format=Review,
                    messages=[{"role": "user", "content": f"product: kettle {number}\nstars: {number % 5 + 1}\nIt boils, and it sings."}],
                )  # fmt: skip
        for number in range(30):
            gpt.responses.create(model=GPT, input=f"Is review {number} happy or not, and why?", max_output_tokens=200)
    sim.faults.error_rows = lambda row: False
    with deferred.batch(name="judges-of-the-second-experiment", progress=False):
        claude.messages.create(model=CLAUDE, max_tokens=99, messages=[{"role": "user", "content": "Well?"}])
    sim.latency = 3600
    with deferred.batch(name="goes on", wait=False, cost_limit=5, max_requests=20, progress=False):
        for number in range(50):
            gpt.responses.create(model=GPT, input=f"Is kettle {number} any good?", max_output_tokens=200)


@contextlib.contextmanager
def served(ledger, host):
    """Serve the pages of a ledger; gives their address."""
    server = Server(ledger, (host,), {})
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.address
    finally:
        server.stop()
        thread.join()


def photograph(sim, folder):
    """Make all pictures of the ledger in this folder; gives their paths."""
    from playwright.sync_api import sync_playwright
    from typer.testing import CliRunner

    CliRunner().invoke(app.app, ["results", "reviews", "--html", "results.html"])
    folder.mkdir(exist_ok=True)
    ledger = open_ledger(".deferred")
    with contextlib.closing(ledger), served(ledger, sim.host) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.program(), args=["--no-sandbox"])
        names = {run.name: run.id for run in ledger.runs.all()}
        nonce = ledger.jobs.all(run=names["reviews"])[0].nonce
        places = {
            name: address + path.format(run=names["reviews"], open=names["goes on"], nonce=nonce)
            for name, path in ADDRESSES.items()
        }
        places["sent"] = Path("results.html").resolve().as_uri()
        made = [
            _picture(chromium, place, (width, height), scheme, folder / f"{name}-{scheme}-{width}.png")
            for name, place in places.items()
            for scheme in ("light", "dark")
            for width, height in SIZES.items()
        ]
        chromium.close()
    return made


def _picture(chromium, place, size, scheme, path):
    view = chromium.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    view.goto(place)
    hidden = re.sub(r"/[^/]{20,}/", "/", place)
    assert view.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{hidden} is wider than its window"
    view.screenshot(path=path)
    view.close()
    return path
