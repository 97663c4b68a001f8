"""What clients are made of (keys, hooks, auths, headers, transports) goes with their jobs, and harms no other call."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
import uuid

import anthropic
import openai
import pytest
from google import genai

import deferred
from deferred.capture import connection as http_connection
from deferred.capture.http_clients import http_module, own_client, transport_of, with_params
from deferred.providers.base import Lost, Reply
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.clocks import FastClock, put_in_place
from tests.support.models import GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def http(gpt):
    """The HTTP library of the SDK: httpx, or httpx2."""
    return http_module(gpt._client)


@pytest.fixture
def fast(sim, monkeypatch):
    """Hours of waiting that pass at once, with the pauses that users have."""
    return put_in_place(monkeypatch, FastClock(sim), ["DEFERRED_POLL_INTERVAL"])


def error_of(reply, timeout=20):
    """What a call ended with, None for a reply; a call that does not end fails the test."""
    return deferred.future(reply).exception(timeout)


def sent_with(sim, name):
    """The values that a header had in all requests."""
    return {request.headers.get(name) for request in sim.requests}


def tagged_by(http, tenant):
    """An auth that says whose a request is, as gateways want it."""

    class Tenant(http.Auth):
        def auth_flow(self, request):
            request.headers["x-tenant"] = tenant
            yield request

    return Tenant()


# -- each account pays for its own calls -------------------------------------------------------------------------------


def key_of(tenant):
    """Make a function that gives a key: all are made on this line."""
    return lambda: tenant


def test_keys_from_functions_made_on_one_line_pay_for_their_own_calls(sim):
    with (
        openai.OpenAI(api_key=key_of("a")) as one,
        openai.OpenAI(api_key=key_of("b")) as other,
        deferred.batch() as session,
    ):
        ask_gpt(one, "for a"), ask_gpt(other, "for b")
    assert [job.count for job in engine.jobs(session)] == [1, 1]
    assert len({job.account for job in sim.jobs}) == 2


def test_clients_that_ask_one_object_for_keys_share_a_job(sim):
    class Vault:
        def key(self):
            return "k"

    vault = Vault()
    with deferred.batch():
        for n in range(3):
            with openai.OpenAI(api_key=vault.key) as client:  # a bound method is made anew each time
                ask_gpt(client, f"n {n}")
    assert [job.count for job in sim.jobs] == [3]


def hook_for(tenant):
    """Make a hook that seems to say all about itself, and closes over a tenant."""

    class Tag:
        def __init__(self):
            self.name = "tag"

        def __call__(self, request):
            request.headers["x-tenant"] = tenant

    return Tag()


def test_hooks_of_classes_made_in_one_function_are_told_apart(sim, http):
    one, other = (http.Client(event_hooks={"request": [hook_for(tenant)]}) for tenant in "ab")
    with openai.OpenAI(http_client=one) as first, openai.OpenAI(http_client=other) as second, deferred.batch():
        ask_gpt(first, "1"), ask_gpt(second, "2")
    assert sent_with(sim, "x-tenant") == {"a", "b"}


def test_auths_of_classes_made_in_one_function_are_told_apart(http):
    assert transport_of(http.Client(auth=tagged_by(http, "a"))) != transport_of(http.Client(auth=tagged_by(http, "a")))


@pytest.mark.parametrize("by", ["hook", "auth", "params", "auth of the request"])
def test_http_clients_below_the_sdks_share_no_job(sim, http, by):
    made = {
        "hook": lambda tenant: {"event_hooks": {"request": [hook_for(tenant)]}},
        "auth": lambda tenant: {"auth": tagged_by(http, tenant)},
        "params": lambda tenant: {"params": {"tenant": tenant}},
        "auth of the request": lambda tenant: {},
    }[by]
    keys = {"authorization": "Bearer test-key"}

    def ask(tenant):
        body = {"model": GPT, "messages": [{"role": "user", "content": tenant}]}
        more = {"auth": tagged_by(http, tenant)} if by == "auth of the request" else {}
        with http.Client(headers=keys, **made(tenant)) as client:
            return client.post(sim.url + "/v1/chat/completions", json=body, **more)

    with deferred.batch() as session:
        answers = list(deferred.map(ask, "ab"))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(engine.jobs(session)) == 2
    if by != "params":
        assert sent_with(sim, "x-tenant") == {"a", "b"}
    assert sim.live_calls == []


# -- what an HTTP client adds reaches the provider -----------------------------------------------------------------------


def test_the_auth_of_an_http_client_goes_with_every_request(sim, http):
    with openai.OpenAI(http_client=http.Client(auth=tagged_by(http, "a"))) as client, deferred.batch():
        assert error_of(ask_gpt(client)) is None
    assert sent_with(sim, "x-tenant") == {"a"}


@pytest.mark.parametrize("kind", ["auth", "hook"])
def test_what_an_async_http_client_adds_goes_with_every_request(sim, http, kind):
    async def hook(request):
        await asyncio.sleep(0)
        request.headers["x-tenant"] = "a"

    async def main():
        more = {"auth": tagged_by(http, "a")} if kind == "auth" else {"event_hooks": {"request": [hook]}}
        async with openai.AsyncOpenAI(http_client=http.AsyncClient(**more)) as client, deferred.batch():
            return await ask_gpt(client)

    assert asyncio.run(main()).choices
    assert sent_with(sim, "x-tenant") == {"a"}


def test_an_auth_that_only_an_async_client_runs_is_refused(sim, http):
    class Token(http.Auth):
        async def async_auth_flow(self, request):
            request.headers["x-tenant"] = "a"
            yield request

    async def main():
        async with openai.AsyncOpenAI(http_client=http.AsyncClient(auth=Token())) as client, deferred.batch():
            with pytest.raises(deferred.NotBatchable, match="give a sync client"):
                await ask_gpt(client)

    asyncio.run(main())
    assert sim.requests == []


@pytest.mark.parametrize("given", ["client_args", "httpx_client", "async_client_args"])
def test_what_a_google_client_adds_goes_with_every_request(sim, given):
    args = {"headers": {"x-tenant": "a"}, "params": {"tenant": "a"}, "cookies": {"tenant": "a"}}
    if given == "httpx_client":
        client = genai.Client()
        client.close()
        try:
            client = genai.Client(http_options={given: http_module(client._api_client._httpx_client).Client(**args)})
        except ValueError:
            pytest.skip("this google-genai takes no HTTP client")
    else:
        client = genai.Client(http_options={given: args})
    asked = []
    sim.on("request", lambda request=None, **_: asked.append(request))
    with deferred.batch():
        assert error_of(ask_gemini(client)) is None
    client.close()
    assert sent_with(sim, "x-tenant") == {"a"}
    assert all(request.headers.get("cookie") and request.query["tenant"] == "a" for request in asked)


def test_an_address_keeps_its_own_parameters_beside_those_of_the_client(http):
    client = http.Client(params={"tenant": "a", "alt": "json"})
    assert with_params(client, "https://x.org/f?alt=media") == "https://x.org/f?tenant=a&alt=media"
    assert with_params(http.Client(), "https://x.org/f?alt=media&b=%2F") == "https://x.org/f?alt=media&b=%2F"


@pytest.mark.parametrize("status", [307, 401])
def test_a_body_in_pieces_is_sent_again_where_a_redirect_or_an_auth_asks_for_it(http, status):
    seen = []

    def answer(request):
        seen.append(request.read())
        if len(seen) == 1:
            challenge = {"www-authenticate": 'Digest realm="r", nonce="n", qop="auth"'}
            return http.Response(status, headers={"location": "/there"} if status == 307 else challenge)
        return http.Response(200, json={})

    theirs = http.Client(transport=http.MockTransport(answer), auth=http.DigestAuth("user", "word"))
    connection = http_connection.HttpConnection(own_client(theirs), lambda method, url, headers: (url, headers, None))
    body = http_connection.Body(4, lambda: iter([b"ab", b"cd"]))
    assert connection.request("POST", "https://x.org/here", body=body).status == 200
    connection.close()
    assert seen == [b"abcd", b"abcd"]


# -- headers -------------------------------------------------------------------------------------------------------------


def test_headers_that_are_not_ascii_go_out_as_live_and_harm_no_other_call(sim):
    odd = {"extra_headers": {"X-Title": "Café"}}
    with anthropic.Anthropic(max_retries=0) as client:
        with contextlib.suppress(UnicodeEncodeError):  # old SDKs do not take it
            assert ask_claude(client, "odd", **odd).content
        live = sent_with(sim, "x-title")
        with deferred.batch():
            good, titled = ask_claude(client, "good"), ask_claude(client, "titled", **odd)
    assert error_of(good) is None
    if live:
        assert error_of(titled) is None
        assert sent_with(sim, "x-title") == {None, *live}
    else:
        assert "UnicodeEncodeError" in str(error_of(titled))


def test_a_client_with_a_header_that_is_not_ascii_works_as_live(sim):
    with anthropic.Anthropic(default_headers={"X-Title": "Café"}, max_retries=0) as client:
        try:
            assert ask_claude(client, "live").content
        except UnicodeEncodeError:
            pytest.skip("this anthropic does not take it live either")
        with deferred.batch():
            assert ask_claude(client).content
    assert len(sent_with(sim, "x-title")) == 1


@pytest.mark.parametrize("key", ["sk-abc\n", "sk-a\0bc"])
def test_a_key_that_no_header_can_hold_ends_its_calls_and_is_not_told(sim, gpt, caplog, key):
    with openai.OpenAI(api_key=key) as broken, deferred.batch():
        replies = [ask_gpt(broken, f"n {n}") for n in range(2)]
        good = ask_gpt(gpt)
    errors = [error_of(reply) for reply in replies]
    assert error_of(good) is None
    assert all(isinstance(error, deferred.JobFailed) for error in errors)
    assert "header authorization holds what HTTP does not allow, such as a line end" in str(errors[0])
    assert "chat.completions.create at" in str(errors[0])
    assert "sk-a" not in str(errors[0]) + caplog.text
    assert len(sim.jobs) == 1


def test_a_request_that_cannot_be_written_ends_its_calls_only(sim, gpt):
    with openai.OpenAI(default_headers={"x-tenant": "a"}) as broken, deferred.batch():
        good, bad = ask_gpt(gpt), ask_gpt(broken, extra_headers={"x-other": "a\r\nb"})
    assert error_of(good) is None
    assert "the header x-other holds" in str(error_of(bad))


@pytest.mark.parametrize("name", ["X-Client-Request-Id", "x-request-id", "X-Correlation-ID"])
def test_ids_of_requests_do_not_make_a_job_of_each_call(sim, gpt, name):
    with deferred.batch():
        for n in range(3):
            ask_gpt(gpt, f"n {n}", extra_headers={name: str(uuid.uuid4())})
    assert [job.count for job in sim.jobs] == [3]


# -- what is raised by code of the user's --------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", [2, 5])
def test_a_key_function_that_fails_once_stops_nothing(sim, gpt, failing):
    sim.latency, asked = 0.3, []

    def key():
        asked.append(1)
        if len(asked) == failing:
            message = "the token service is down for a moment"
            raise RuntimeError(message)
        return "k"

    with openai.OpenAI(api_key=key) as client, deferred.batch():
        replies = [ask_gpt(client), ask_gpt(gpt, "other")]
    assert [error_of(reply) for reply in replies] == [None, None]
    assert len(asked) > failing
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("kind", ["key", "hook", "transport"])
def test_code_of_the_users_that_always_fails_ends_its_own_calls_and_is_named(sim, gpt, http, kind):
    def fail(*_):
        message = "no token today"
        raise RuntimeError(message)

    class Transport(http.BaseTransport):
        handle_request = fail

    made = {
        "key": lambda: openai.OpenAI(api_key=lambda: fail()),
        "hook": lambda: openai.OpenAI(http_client=http.Client(event_hooks={"request": [fail]})),
        "transport": lambda: openai.OpenAI(http_client=http.Client(transport=Transport())),
    }[kind]
    with made() as broken, deferred.batch():
        bad, good = ask_gpt(broken), ask_gpt(gpt, "good")
    error = error_of(bad)
    assert error_of(good) is None
    assert isinstance(error, deferred.JobFailed)
    assert "RuntimeError: no token today" in str(error)
    assert "chat.completions.create at" in str(error)
    assert "not deferred's own fault" in str(error)
    assert isinstance(error.__cause__, RuntimeError)


def test_a_response_hook_that_raises_for_one_502_stops_nothing(sim, http):
    sim.latency, sim.faults.status_on = 0.3, {"poll": (502, 1, {})}
    own = http.Client(event_hooks={"response": [lambda response: response.raise_for_status()]})
    with openai.OpenAI(http_client=own) as client, deferred.batch():
        assert error_of(ask_gpt(client)) is None


def test_a_status_that_a_hook_raises_is_the_sdk_s_own_error(sim, http):
    sim.faults.status_on = {"upload": (403, 10, {})}
    own = http.Client(event_hooks={"response": [lambda response: response.raise_for_status()]})
    with openai.OpenAI(http_client=own) as client, deferred.batch():
        reply = ask_gpt(client)
    with pytest.raises(openai.PermissionDeniedError):
        str(reply)


def test_a_response_hook_that_fails_at_a_creation_buys_nothing_twice(sim, http):
    struck = []

    def fail_once(response):
        if response.request.method == "POST" and response.request.url.path.endswith("/batches") and not struck:
            struck.append(1)
            message = "cannot log this"
            raise KeyError(message)

    own = http.Client(event_hooks={"response": [fail_once]})
    with openai.OpenAI(http_client=own) as client, deferred.batch():
        assert error_of(ask_gpt(client)) is None
    assert struck
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("sdk", ["anthropic", "openai", "async"])
def test_a_hook_that_looks_at_the_body_sees_it_as_live(sim, claude, gpt, sdk):
    seen, http = [], http_module((gpt if sdk == "openai" else claude)._client)

    async def look(request):
        seen.append(await request.aread())

    async def main():
        http_client = http.AsyncClient(event_hooks={"request": [look]})
        async with anthropic.AsyncAnthropic(http_client=http_client) as client, deferred.batch():
            return await ask_claude(client, "hello there")

    if sdk == "async":
        assert asyncio.run(main()).content
    else:
        own = http.Client(event_hooks={"request": [lambda request: seen.append(request.content)]})
        made, ask = {"anthropic": (anthropic.Anthropic, ask_claude), "openai": (openai.OpenAI, ask_gpt)}[sdk]
        with made(http_client=own) as client, deferred.batch():
            assert error_of(ask(client, "hello there")) is None
    assert any(b"hello there" in body for body in seen)


def test_a_job_whose_looks_break_here_for_good_is_given_up_and_kept(sim, http, fast):
    """It is at the provider, and paid: another run picks it up."""
    sim.latency = 7200

    def fail_at_looks(request):
        if request.method == "GET":
            message = "no token any more"
            raise RuntimeError(message)

    own = http.Client(event_hooks={"request": [fail_at_looks]})
    with openai.OpenAI(http_client=own) as client, deferred.batch(name="kept"):
        reply = ask_gpt(client)
    error = error_of(reply)
    assert 600 <= fast.passed < 1800
    assert "no token any more" in str(error)
    assert "It stays in the ledger" in str(error)
    with openai.OpenAI() as client, deferred.batch(name="kept"):
        assert error_of(ask_gpt(client)) is None
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("operation", ["poll", "results"])
def test_a_look_that_is_refused_for_good_ends_the_wait(sim, claude, fast, operation):
    sim.faults.status_on = {operation: (403, 10**6, {})}
    with deferred.batch():
        reply = ask_claude(claude)
    assert "It stays in the ledger" in str(error_of(reply))
    assert fast.passed < 1800


def test_middleware_is_named_and_not_passed_over(sim):
    def redact(request, call_next):
        return call_next(request)

    with anthropic.Anthropic() as plain:
        if not hasattr(plain, "with_middleware"):
            pytest.skip("this anthropic has no middleware")
        with deferred.batch():
            with pytest.raises(deferred.NotBatchable, match=r"middleware \(redact\)"):
                ask_claude(plain.with_middleware(redact))
            assert ask_claude(plain).content
    assert len(sim.jobs) == 1


# -- answers that say nothing --------------------------------------------------------------------------------------------


def test_a_key_that_may_not_list_is_not_looked_with_for_ever(sim, gpt, fast):
    """Whether the job was created nobody can say: it stays in the ledger, and the next run looks for it."""
    sim.faults.lost_responses, sim.faults.status_on = {"create": 1}, {"list": (403, 10**6, {})}
    with deferred.batch(name="unseen"):
        reply = ask_gpt(gpt)
    error = error_of(reply)
    assert "cannot be listed" in str(error)
    assert 600 <= fast.passed < 1800
    sim.faults.status_on = {}
    with deferred.batch(name="unseen"):
        assert error_of(ask_gpt(gpt)) is None
    assert len(sim.jobs) == 1


def test_after_a_creation_that_nobody_can_see_others_are_still_created(sim, claude, monkeypatch):
    engine.patience(monkeypatch, no_access=0.5)
    sim.faults.lost_responses, sim.faults.status_on = {"create": 1}, {"list": (403, 10**6, {})}
    with deferred.batch(max_requests=1):
        replies = [ask_claude(claude, f"n {n}") for n in range(3)]
    errors = [error_of(reply) for reply in replies]
    assert [error is None for error in errors].count(True) == 2


@pytest.mark.parametrize("body", [b"null", b"[]", b"{}", b'{"id": null, "name": 7}'])
@pytest.mark.parametrize("ask", [ask_claude, ask_gpt, ask_gemini])
def test_a_creation_answered_without_a_name_is_looked_for(sim, claude, gpt, gemini, monkeypatch, ask, body):
    struck, original = [], http_connection.HttpConnection.request

    def changed(self, method, url, **more):
        reply = original(self, method, url, **more)
        if method == "POST" and url.endswith(("/batches", ":batchGenerateContent")) and not struck:
            struck.append(1)
            return Reply(reply.status, reply.headers, body)
        return reply

    monkeypatch.setattr(http_connection.HttpConnection, "request", changed)
    client = {ask_claude: claude, ask_gpt: gpt, ask_gemini: gemini}[ask]
    with deferred.batch():
        assert error_of(ask(client)) is None
    assert struck
    assert len(sim.jobs) == 1


def test_a_reply_says_its_name_or_counts_as_none():
    assert Reply(200, {}, b'{"file": {"name": "files/1"}}').named("file", "name") == "files/1"
    with pytest.raises(Lost, match=r"has no file\.name"):
        Reply(200, {}, b'{"file": null}').named("file", "name")


def test_a_certificate_that_is_not_trusted_ends_calls_instead_of_waiting_for_ever(http):
    import ssl

    def refuse(request):
        try:
            message = "certificate verify failed"
            raise ssl.SSLCertVerificationError(message)
        except ssl.SSLError as error:
            raise http.ConnectError(str(error)) from error

    with openai.OpenAI(http_client=http.Client(transport=http.MockTransport(refuse))) as client, deferred.batch():
        reply = ask_gpt(client)
    assert "certificate verify failed" in str(error_of(reply))


# -- recover -------------------------------------------------------------------------------------------------------------


def recover(cwd, provider="openai", *more, **env):
    """Run `deferred recover` as a shell does."""
    command = [sys.executable, "-m", "deferred", "recover", provider, *more]
    env = {**os.environ, **env}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False, env=env)


@pytest.mark.slow
def test_recover_without_a_network_says_so_in_a_line(sim, tmp_path):
    done = recover(tmp_path, OPENAI_BASE_URL="http://127.0.0.1:9/v1", DEFERRED_HOSTS="127.0.0.1:9")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "openai at http://127.0.0.1:9/v1" in line
    assert "ConnectError" in line


@pytest.mark.slow
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_recover_asks_at_the_address_that_scripts_use(sim, claude, gpt, gemini, tmp_path, provider):
    with deferred.batch(cache="lost"):
        ask_claude(claude), ask_gpt(gpt), ask_gemini(gemini)
    done = recover(tmp_path, provider, "--cache", "found")
    assert "1 rows recovered" in done.stdout


def test_recover_sends_no_key_to_an_address_that_nobody_vouched_for(sim, tmp_path):
    done = recover(tmp_path, DEFERRED_HOSTS="")
    assert "the environment names the host" in done.stderr
    assert sim.requests == []


def test_waiting_ends_for_threads_too_when_a_hook_always_fails(sim, http):
    def fail(_):
        raise ValueError

    errors = []
    with openai.OpenAI(http_client=http.Client(event_hooks={"request": [fail]})) as client, deferred.batch():

        def ask():
            try:
                str(ask_gpt(client))
            except deferred.DeferredError as error:
                errors.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(errors) == 3


def test_a_key_that_is_put_into_the_client_later_pays_for_later_calls_alone(sim):
    with anthropic.Anthropic(api_key="tenant-a") as client, deferred.batch() as session:
        first = ask_claude(client, "for a")
        client.api_key = "tenant-b"
        second = ask_claude(client, "for b")
    assert (bool(first.content), bool(second.content)) == (True, True)
    assert len({job.credential for job in engine.jobs(session)}) == 2
    assert len({job.account for job in sim.jobs}) == 2
