"""Anthropic's own API in the clouds of AWS and Google: batched by the same adapter, with their own credentials."""

import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude, read

pytestmark = pytest.mark.usefixtures("no_session_left")
AWS = {"aws_region": "eu-west-1", "aws_access_key": "AKID", "aws_secret_key": "secret", "workspace_id": "w-1"}


class Forwarder(ThreadingHTTPServer):
    """Passes requests on to the simulator, and keeps each as it came."""

    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.seen = target, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Keep the tests' output clean."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        lower = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((self.command, self.path, lower, body))
        headers = {"x-api-key": "key", "anthropic-version": "2023-06-01", "content-type": "application/json"}
        request = Request(self.server.target + self.path, body or None, headers, method=self.command)
        with urlopen(request) as answer:
            content = answer.read()
        self.send_response(answer.status)
        self.send_header("content-length", str(len(content)))
        self.send_header("date", answer.headers["date"])
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_DELETE = do_GET  # noqa: N815 - as http.server names them


@pytest.fixture
def front(sim, monkeypatch):
    server = Forwarder(sim.url)
    monkeypatch.setenv("DEFERRED_HOSTS", f"127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


def signature_of(method, url, headers, body):
    """Sign a request as AWS does, with the date that it has."""
    auth = pytest.importorskip("botocore.auth", reason="botocore is not installed")
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    signed = headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    request = AWSRequest(method, url, {name: headers[name] for name in signed if name != "host"}, body)
    request.context["timestamp"] = headers["x-amz-date"]
    signer = auth.SigV4Auth(Credentials("AKID", "secret"), "aws-external-anthropic", "eu-west-1")
    return signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_each_request_to_aws_is_signed_with_its_body(front, sim, kind):
    pytest.importorskip("boto3", reason="boto3, with which the SDK signs, is not installed")

    async def run():
        client = anthropic.AsyncAnthropicAWS(base_url=front.url, **AWS)
        async with deferred.batch(name="run"):
            return await asyncio.gather(*(ask_claude(client, f"{n}.") for n in range(3)))

    if kind == "async":
        replies = asyncio.run(run())
    else:
        client = anthropic.AnthropicAWS(base_url=front.url, **AWS)
        with deferred.batch(name="run"):
            replies = [ask_claude(client, f"{n}.") for n in range(3)]
    assert all(map(read, replies))
    assert (len(sim.jobs), sim.live_calls) == (1, [])
    assert {"GET", "POST"} == {method for method, *_ in front.seen}
    for method, path, headers, body in front.seen:
        assert headers["anthropic-workspace-id"] == "w-1"
        assert "x-api-key" not in headers
        stated = headers["authorization"].rpartition("Signature=")[2]
        assert stated == signature_of(method, front.url + path, headers, body)


@pytest.mark.parametrize("kind", [anthropic.AnthropicGoogleCloud, anthropic.AsyncAnthropicGoogleCloud])
def test_requests_to_google_carry_its_token(front, sim, kind):
    client = kind(base_url=front.url, project="p", workspace_id="w", token_provider=lambda: "token-1")

    async def run():
        async with deferred.batch(name="run"):
            return await ask_claude(client)

    if kind is anthropic.AsyncAnthropicGoogleCloud:
        assert read(asyncio.run(run()))
    else:
        with deferred.batch(name="run"):
            reply = ask_claude(client)
        assert read(reply)
    assert {headers["authorization"] for _, _, headers, _ in front.seen} == {"Bearer token-1"}
    assert len(sim.jobs) == 1


def test_two_workspaces_are_two_accounts(front, sim):
    pytest.importorskip("boto3", reason="boto3, with which the SDK signs, is not installed")
    with deferred.batch(name="run"):
        replies = [
            ask_claude(anthropic.AnthropicAWS(base_url=front.url, **{**AWS, "workspace_id": name}))
            for name in ("w-1", "w-2")
        ]
    assert all(map(read, replies))
    assert len(sim.jobs) == 2


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("aws-external-anthropic.eu-west-1.api.aws", True),
        ("claude.googleapis.com", True),
        ("aws-external-anthropic.api.aws", False),
        ("aws-external-anthropic.x.y.api.aws", False),
        ("aws-external-anthropic.x.api.aws.example.com", False),
        ("claude.googleapis.com.example.com", False),
    ],
)
def test_their_hosts_are_known_and_no_others(host, is_known):
    from deferred.core.profile import profile_of

    assert profile_of("anthropic").wire.is_own(host) is is_known
