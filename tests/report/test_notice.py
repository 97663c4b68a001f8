"""The notice of a run that is done: what is posted, when, and that a failure changes nothing and shows no secret."""

import http.server
import json
import threading

import pytest

import deferred
from deferred.report import notice
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def hook():
    """A server that notes what is posted to it; `status` is what it answers."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            server.posted.append((self.path, self.headers["content-type"], json.loads(body)))
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *args):
            """Write nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.posted, server.status = [], 200
        server.address = f"http://127.0.0.1:{server.server_port}/services/SECRET"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_run_that_is_done_is_told_of_once_with_its_numbers(sim, claude, hook):
    with deferred.batch(name="nightly", notify=hook.address, cost_limit=5) as session:
        for n in range(3):
            ask_claude(claude, f"n {n}")
        with deferred.batch(cost_limit=1):
            ask_claude(claude, "inner")
    ((path, kind, body),) = hook.posted
    assert (path, kind) == ("/services/SECRET", "application/json")
    assert body["text"] == f"deferred: nightly: {str(session.report).splitlines()[0]}"
    told = {name: body[name] for name in ("run", "calls", "answered", "failed", "cost_limit_usd")}
    assert told == {"run": "nightly", "calls": 4, "answered": 4, "failed": 0, "cost_limit_usd": 5.0}
    assert body["cost_usd"] == float(session.report.cost) > 0


def test_chats_get_a_text_and_nothing_that_they_do_not_know(sim, claude):
    with deferred.batch() as session:
        ask_claude(claude)
    assert list(notice.contents("hooks.slack.com", session.report)) == ["text"]
    assert list(notice.contents("discord.com", session.report)) == ["content"]


def test_a_block_that_an_error_ends_is_told_of_too(sim, claude, hook):
    with pytest.raises(KeyError), deferred.batch(notify=hook.address):
        ask_claude(claude)
        raise KeyError
    assert [body["calls"] for _, _, body in hook.posted] == [1]


def test_a_detached_run_is_told_of_when_it_is_done_and_not_before(sim, claude, hook):
    sim.latency = 3600

    def script():
        with deferred.batch(name="nightly", notify=hook.address, detach=0):
            ask_claude(claude)

    with pytest.raises(deferred.Pending):
        script()
    assert hook.posted == []
    sim.clock.advance(3700)
    script()
    assert [body["answered"] for _, _, body in hook.posted] == [1]


def test_a_dry_run_tells_nobody(sim, claude, hook):
    with deferred.batch(notify=hook.address, dry_run=True):
        ask_claude(claude)
    assert hook.posted == []


@pytest.mark.parametrize("trouble", ["status 500", "URLError"])
def test_a_notice_that_is_not_taken_is_logged_without_the_secret_and_the_run_is_as_it_is(
    sim, claude, hook, caplog, trouble
):
    hook.status = 500
    address = hook.address if trouble == "status 500" else "http://127.0.0.1:9/services/SECRET"
    with deferred.batch(notify=address) as session:
        ask_claude(claude)
    assert session.report.answered == 1
    (said,) = [line for line in caplog.messages if "notice" in line]
    assert f"the notice to 127.0.0.1 was not taken ({trouble})" in said
    assert "SECRET" not in caplog.text


@pytest.mark.parametrize("value", ["", "ftp://host/x", "http://example.com/x", "hooks.slack.com/x", 5, "https://"])
def test_an_address_that_is_none_is_refused_without_being_shown(value):
    with pytest.raises(ValueError, match="notify") as refused:
        deferred.batch(notify=value)
    assert "example.com/x" not in str(refused.value)


def test_a_project_file_tells_nobody(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[tool.deferred]\nnotify = "https://evil.example/x"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"notify=.*DEFERRED_NOTIFY"), deferred.batch():
        pass
