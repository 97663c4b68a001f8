"""A ledger that real calls have filled, and the page that `deferred ui` serves of it, asked by plain HTTP."""

import http.client
import threading
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest

import deferred
from deferred.storage import open_ledger
from deferred.ui.server import Server
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import CLAUDE

EVIL = '<script>document.title="owned"</script>"><img src=x onerror=alert(1)> \x00\x1b[2J'


class Visitor:
    """Asks a server of pages, as a browser would."""

    def __init__(self, address):
        self.address, parts = address, urlsplit(address)
        self.host, self.base = parts.netloc, parts.path.rstrip("/")

    def get(self, path="/", **headers):
        """Ask for a page; a path without a token is completed."""
        return self._asked("GET", self.base + path, headers)

    def post(self, path, form=None, **headers):
        """Press a button."""
        given = {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded", **headers}
        return self._asked("POST", self.base + path, given, urlencode(form or {}))

    def bare(self, path, **headers):
        """Ask for a path just as it is."""
        return self._asked("GET", path, headers)

    def _asked(self, method, path, headers, body=None):
        asked = {"Host": self.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, {name: value for name, value in asked.items() if value is not None})
            reply = connection.getresponse()
            return SimpleNamespace(status=reply.status, headers=dict(reply.getheaders()), text=reply.read().decode())
        finally:
            connection.close()


@pytest.fixture
def serve(sim):
    """Serve the pages of a ledger; gives its visitor."""
    started = []

    def begin(cache=".deferred", **settings):
        ledger = open_ledger(cache)
        server = Server(ledger, (sim.host,), {"cache": cache, **settings})
        thread = threading.Thread(target=server.run)
        thread.start()
        started.append((server, thread, ledger))
        return Visitor(server.address)

    yield begin
    for server, thread, ledger in started:
        server.stop()
        thread.join(20)
        ledger.close()
        assert not thread.is_alive()


def fill(claude, gpt, **settings):
    """Make two runs: one with a hostile prompt and a refused call, and one with tags."""
    with deferred.batch(name="first <b>run</b>", **settings):
        ask_claude(claude, f"hostile {EVIL}")
        ask_claude(claude, "Äpfel & Birnen.")
        claude.messages.create(model=CLAUDE, max_tokens=9, messages=[])
    with deferred.batch(name="second", tags={"team": "search"}, **settings):
        for number in range(3):
            with deferred.tag(row=f"row-{number}"):
                ask_gpt(gpt, f"question {number}.")


@pytest.fixture
def visitor(sim, claude, gpt, serve):
    """The visitor of a ledger with two runs."""
    fill(claude, gpt)
    return serve()
