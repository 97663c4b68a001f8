"""A provider is added by its own folder and one line: `toy/` and the line in the fixture, and nothing in the package."""

import importlib.util
import itertools
import json
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

import deferred
from deferred import providers
from deferred.capture.connection import HttpConnection
from deferred.core import profile
from deferred.core.call import Call, Target, canonical
from deferred.report import telemetry
from tests.unit.providers.toy.batch import Toy
from tests.unit.providers.toy.profile import PROFILE

# Whichever of the two the SDKs have brought along.
httpx = importlib.import_module("httpx2" if importlib.util.find_spec("httpx2") else "httpx")


class Server(ThreadingHTTPServer):
    """The toy's side: it answers each row with its text in capitals; `lose` names texts that get no answer once."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.jobs, self.numbers = {}, itertools.count(1)
        self.lose, self.silent, self.looks = set(), 0, 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, row):
        text = row["body"]["ask"]
        if text in self.lose:
            self.lose.remove(text)
            return {"name": row["name"]}
        if text == "bad":
            return {"name": row["name"], "status": 400, "said": {"error": {"message": "the toy does not like it"}}}
        return {"name": row["name"], "status": 200, "said": {"toy_text": text.upper(), "units": 1_000}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"] or 0)) or b"{}")
        server = self.server
        if self.path == "/jobs":
            name = f"toy-{next(server.numbers)}"
            server.jobs[name] = asked
            if server.silent:
                server.silent -= 1
                self.close_connection = True
                return
            self.reply({"id": name})
        else:
            self.reply({})

    def do_GET(self):
        server, parts = self.server, self.path.strip("/").split("/")
        if len(parts) == 1:
            self.reply({"jobs": [{"id": name, "name": job["name"]} for name, job in server.jobs.items()]})
        elif len(parts) == 2:
            server.looks += 1
            self.reply({"over": server.looks > 2, "done": 0})
        else:
            rows = server.jobs[parts[1]]["rows"]
            self.send("\n".join(json.dumps(server.say(row)) for row in reversed(rows)).encode())

    def reply(self, value):
        self.send(json.dumps(value).encode())

    def send(self, raw):
        self.send_response(200)
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@pytest.fixture
def toy():
    """The toy, registered, and its server."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    providers.add(Toy(), PROFILE)
    yield server
    del providers.PROVIDERS["toy"], profile._PROFILES["toy"]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask(toy):
    """Ask the toy in the block that is open, as a capture of its SDK would."""
    http = httpx.Client(trust_env=False)
    connection = HttpConnection(http, lambda method, url, headers: (url, headers, None))
    target = Target("toy", toy.url, "/ask", "nobody", connection=connection)

    def asked(session, text):
        body = {"model": "toy-1", "ask": text}
        call = Call(target, "toy-1", json.dumps(body).encode(), "toy.ask", "script.py:1")
        return session.submit(call, canonical(body))

    yield asked
    http.close()


@pytest.fixture
def block(tmp_path, monkeypatch):
    """A block with a price for the toy's model: 2 dollars for a million units in, 4 out."""
    monkeypatch.chdir(tmp_path)
    prices = {"toy-1": {"input": 2, "output": 4}}
    return lambda **more: deferred.batch(
        prices=prices, poll_interval=0.01, linger=0.05, adopt_grace=0.3, progress=False, on_failure="log", **more
    )


def test_calls_of_a_new_provider_go_through_the_engine_in_its_jobs(toy, ask, block):
    texts = ["one", "two", "three", "four", "five"]
    with block(cost_limit=100, max_input_tokens=5_000) as session:
        futures = [ask(session, text) for text in texts]
    assert [json.loads(future.answer().body)["toy_text"] for future in futures] == [text.upper() for text in texts]
    assert sorted(len(job["rows"]) for job in toy.jobs.values()) == [2, 3]  # at most 3 in a job
    assert [result.text for result in session.results()] == [text.upper() for text in texts]
    assert {result.provider for result in session.results()} == {"toy"}
    assert session.report.cost == 5 * Decimal("0.006")
    assert session.report.to_dict()["cost_usd"] == pytest.approx(5 * 0.006)


def test_a_second_run_buys_nothing(toy, ask, block):
    for _ in range(2):
        with block() as session:
            future = ask(session, "one")
        assert future.answer().ok
    assert len(toy.jobs) == 1
    assert session.report.cost == 0


def test_a_create_without_an_answer_is_found_again(toy, ask, block):
    toy.silent = 1
    with block() as session:
        future = ask(session, "one")
    assert future.answer().ok
    assert len(toy.jobs) == 1


def test_a_row_that_is_lost_is_sent_again_and_a_bad_one_fails(toy, ask, block):
    toy.lose = {"one"}
    with block() as session:
        lost, bad = ask(session, "one"), ask(session, "bad")
    assert json.loads(lost.answer().body)["toy_text"] == "ONE"
    assert bad.answer().status == 400
    assert "the toy does not like it" in session.results().failed[0].error


def test_a_limit_holds_for_its_calls(toy, ask, block):
    with pytest.raises(deferred.CostLimitExceeded), block(cost_limit=0.0001, max_input_tokens=5_000) as session:
        ask(session, "one").answer()
    assert toy.jobs == {}


def test_what_is_read_of_a_job_knows_it_by_its_profile(toy):
    job = SimpleNamespace(provider="toy", model="toy-1", endpoint="/ask", base_url=toy.url)
    assert telemetry.attributes(SimpleNamespace(job=job))["gen_ai.provider.name"] == "toys"
    found = deferred.result({"toy_text": "hello", "units": 3})
    assert (found.provider, found.text, found.usage.input_tokens) == ("toy", "hello", 3)
