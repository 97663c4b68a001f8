"""Law 8: secrets stay out of the ledger, logs and events, and no key goes to another host."""

import anthropic
import pytest

import deferred
from deferred.simulator import Simulator
from tests.support import engine
from tests.support.calls import ask_claude, errors_of
from tests.support.models import CLAUDE

pytestmark = pytest.mark.usefixtures("no_session_left")
SECRET = "very-secret-0123456789"


@pytest.mark.parametrize("name", ["Authorization", "x-api-key", "Helicone-Auth", "Cookie", "cf-access-client-secret"])
def test_secrets_in_headers_of_single_calls_reach_no_file_and_no_event(sim, claude, tmp_path, name):
    events = []
    with deferred.batch(on_event=lambda event: events.append(repr(event))):
        ask_claude(claude, "x", extra_headers={name: SECRET})
    assert events
    assert not any(SECRET in text for text in events)
    assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [request.headers.get(name.lower()) for request in sim.requests if request.operation == "create"] != [None]


def test_a_redirect_to_another_host_takes_no_key_along():
    from deferred.capture.connection import HttpConnection
    from deferred.capture.http_clients import http_module, own_client

    client = anthropic.Anthropic(api_key="k")
    module = http_module(client._client)
    client.close()
    seen = []

    def answer(request):
        seen.append((request.url.host, request.headers.get("x-api-key"), request.headers.get("authorization")))
        if request.url.path == "/go":
            return module.Response(302, headers={"location": "https://evil.org/here"})
        return module.Response(200, json={})

    keys = {"x-api-key": SECRET, "authorization": SECRET}
    with module.Client(transport=module.MockTransport(answer)) as theirs:
        connection = HttpConnection(own_client(theirs), lambda method, url, headers: (url, {**keys, **headers}, None))
        assert connection.request("GET", "https://api.anthropic.com/go").status == 200
        connection.close()
    assert seen == [("api.anthropic.com", SECRET, SECRET), ("evil.org", None, None)]


def test_a_password_in_the_base_url_is_refused(sim):
    client = anthropic.Anthropic(base_url=sim.url.replace("//", "//user:pw@"))
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="password"):
        ask_claude(client)


@pytest.mark.slow
def test_a_ledger_that_names_another_host_is_not_sent_the_key(sim, claude, earlier):
    earlier(["one"])
    with Simulator() as elsewhere_:
        engine.change_jobs_on_disk(base_url=elsewhere_.url, run="another")
        with deferred.batch(name="mine"):
            errors_of([ask_claude(claude, "one")], 2)
        assert elsewhere_.requests == []  # the simulator hides the key in what it notes: "authorization": "***"


def test_no_key_is_found_in_any_file_or_log(sim, tmp_path, caplog):
    secret = "sk-ant-very-secret-0123456789"
    caplog.set_level(0)
    with deferred.batch() as session:
        claude = ask_claude(anthropic.Anthropic(api_key=secret), "x")
        mcp = anthropic.Anthropic(api_key=secret).beta.messages.create(
            model=CLAUDE,
            max_tokens=9,
            messages=[{"role": "user", "content": "x"}],
            mcp_servers=[{"type": "url", "name": "n", "url": "https://example.org", "authorization_token": secret}],
            betas=["mcp-client-2025-04-04"],
        )
    assert claude.content
    assert mcp.id
    texts = [str(session.report), str(session.status()), str(session.results()), caplog.text]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert not any(secret in text for text in texts)
    assert not any(secret.encode() in data for data in files)
