"""google-genai: the methods of `Models` are caught, run on a stand-in for the API client that records or replays.

The SDK's own converters make the body and its own parser makes the reply. Below the method no lazy answer is
possible: the SDK reads the response inside it (continuation, automatic function calling).
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import orjson

from deferred import patching
from deferred.capture import bypass, eager
from deferred.capture.accounts import accounts_of
from deferred.capture.connection import Account, HttpConnection
from deferred.capture.credentials import TRACING, fingerprint, source_of, split_secrets
from deferred.capture.http_clients import http_module, own_client, way_of, with_params
from deferred.capture.unbatchable import refuser
from deferred.core.call import Answer, Call
from deferred.core.call_site import caller
from deferred.core.errors import DeferredError
from deferred.futures import placeholder
from deferred.futures.future import Future
from deferred.futures.waiting import CombinedFuture
from deferred.providers.google.profile import PROFILE
from deferred.results.sdk_reply import asked_in
from deferred.session import current
from deferred.session.protocol import BlockSession
from deferred.session.task import task_placeholder

_NONE: Mapping[str, str] = MappingProxyType({})
_TRANSPORT_HEADERS = ("x-goog-api-client", "user-agent", "x-server-timeout", *TRACING)
is_own = PROFILE.wire.is_own
_METHODS = {"generateContent": "models.generate_content", "batchEmbedContents": "models.embed_content"}
_OTHERS = {
    "streamGenerateContent": "a batch cannot stream",
    "embedContent": "its batch form takes embed_content only through batchEmbedContents",
    "generateAnswer": "the provider's batch API does not take this endpoint",
    "predict": "the provider's batch API does not take this endpoint",
    "predictLongRunning": "the provider's batch API does not take this endpoint",
}
_JOBS = {"batchGenerateContent", "asyncBatchEmbedContent"}
# What generates without a model in its address.
AGENTS = re.compile(r"/(interactions|decisions|triggers/[^/]+/executions)$")
VERBS = frozenset({*_METHODS, *_OTHERS})


class _Captured(BaseException):
    """Carries a request out of the SDK's own method; a BaseException, so that nothing on the way keeps it."""

    def __init__(self, path: str, body: dict[str, Any], http_options: Any) -> None:
        super().__init__(path)
        self.path, self.body, self.http_options = path, body, http_options


class _StandIn:
    """Stands for the SDK's API client; everything but the requests is the real one's."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class _Recorder(_StandIn):
    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        del method
        raise _Captured(path, body, http_options)


class _Parker(_StandIn):
    """Puts each request into the session's jobs and waits for its answer, inside the SDK's own loop."""

    def __init__(self, real: Any, session: BlockSession, where: str, asked: Any = None) -> None:
        super().__init__(real)
        self._session, self._where, self._asked = session, where, asked
        self._last: list[Future] = []

    def answered(self, reply: Any) -> Any:
        """Let the last call be known as the one behind the reply, which the SDK has made by itself."""
        if len(self._last) == 1:
            self._last[0].stands_behind(reply)
        return reply

    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        del method
        futures = _submit(self._session, self._real, _Captured(path, body, http_options), self._where, self._asked)
        self._last = futures
        return _http_response(self._httpx_client, [future.answer() for future in futures], path)

    async def async_request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        del method
        futures = _submit(self._session, self._real, _Captured(path, body, http_options), self._where, self._asked)
        self._last = futures
        await asyncio.gather(*(future.ended() for future in futures))
        return _http_response(self._httpx_client, [future.answer(0) for future in futures], path)


class _Replayer(_Parker):
    """Gives the stored answer to the first request; a continuation after it is a new call of the session."""

    def __init__(
        self, real: Any, session: BlockSession, where: str, answers: list[Answer], body: Callable[[], bytes]
    ) -> None:
        super().__init__(real, session, where)
        self._answers: list[Answer] | None = answers
        self._body = body

    def request(self, method: str, path: str, body: dict[str, Any], http_options: Any = None) -> Any:
        if self._answers is not None:
            answers, self._answers = self._answers, None
            return _http_response(self._httpx_client, answers, path)
        # The replay was made without the contents, which are not kept in memory: the first request has them.
        first = orjson.loads(self._body())
        held = {name: first[name] for name in ("contents", "systemInstruction", "cachedContent") if name in first}
        return super().request(method, path, {**first, **body, **held}, http_options)


def _wrapper(name: str) -> Callable[..., Any]:
    def method(wrapped: Callable[..., Any], models: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if bypass.is_allowed() or isinstance(models._api_client, _StandIn):
            return wrapped(*args, **kwargs)
        where = caller()
        if session is None:
            current.note_outsider(f"google-genai: models.{name}", where)
            return wrapped(*args, **kwargs)
        session.refuse_late(f"google-genai: models.{name}", where, kwargs)
        why = _why_not_client(session, models._api_client)
        if why:
            session.refuse(f"google-genai: models.{name}", where, why)
            with bypass.allowed():
                return wrapped(*args, **kwargs)
        if _has_functions(kwargs.get("config")):
            return _loop(session, models, where, args, kwargs)
        return _defer(session, models, name, where, args, kwargs)

    return method


def _async_wrapper(name: str) -> Callable[..., Any]:
    def method(wrapped: Callable[..., Any], models: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if bypass.is_allowed() or isinstance(models._api_client, _StandIn):
            return wrapped(*args, **kwargs)
        where = caller()
        if session is None:
            current.note_outsider(f"google-genai: models.{name}", where)
            return wrapped(*args, **kwargs)

        async def suspended() -> Any:
            session.refuse_late(f"google-genai: aio.models.{name}", where, kwargs)
            why = _why_not_client(session, models._api_client)
            if why:
                session.refuse(f"google-genai: aio.models.{name}", where, why)
                with bypass.allowed():
                    return await wrapped(*args, **kwargs)
            parker = _Parker(models._api_client, session, where, asked_in(kwargs))
            return parker.answered(await getattr(type(models)(parker), name)(*args, **kwargs))

        return suspended()

    return method


def _door_wire(wrapped: Callable[..., Any], _api: Any, args: Any, kwargs: Any) -> Any:
    """Refuse what reaches the API client past the methods above: aiohttp is not seen by the tripwire."""
    session = current.owner()
    path = str(args[1] if len(args) > 1 else kwargs.get("path", ""))
    verb = path.partition("?")[0].rpartition(":")[2]
    if session is not None and verb in _JOBS and not bypass.is_allowed():
        session.refuse_own_job("google-genai: batches.create", caller())
    if session is None or bypass.is_allowed() or verb not in VERBS:
        return wrapped(*args, **kwargs)
    session.refuse_late(f"google-genai: {verb}", caller(), args)
    if verb != "streamGenerateContent" or session.settings.unbatchable != "live":
        session.refuse(f"google-genai: {verb}", caller(), _OTHERS.get(verb, "it does not come through client.models"))
    with bypass.allowed():
        given = wrapped(*args, **kwargs)
    return _let_through(given) if inspect.iscoroutine(given) else given


async def _let_through(given: Any) -> Any:
    with bypass.allowed():
        return await given


def _loop(session: BlockSession, models: Any, where: str, args: Any, kwargs: Any) -> Any:
    """Let the SDK call the user's functions in a task: what it asks after them goes out with the next wave."""
    parker = _Parker(models._api_client, session, where, asked_in(kwargs))
    parked = type(models)(parker)
    kind = sys.modules["google.genai.types"].GenerateContentResponse

    def run(*given: Any, **named: Any) -> Any:
        return parker.answered(parked.generate_content(*given, **named))

    return task_placeholder(run, args, kwargs, kind)


def _defer(session: BlockSession, models: Any, name: str, where: str, args: Any, kwargs: Any) -> Any:
    api = models._api_client
    try:
        getattr(type(models)(_Recorder(api)), name)(*args, **kwargs)
    except _Captured as captured:
        request = captured
    else:
        message = f"google-genai made no request for models.{name} at {where}, so it could not be caught"
        raise DeferredError(message)
    futures = _submit(session, api, request, where, asked_in(kwargs))
    replay = _replay(session, models, name, where, kwargs, futures)
    if not futures:  # embeddings of nothing
        return replay([])
    pending = _placeholder(futures, replay, name)
    return placeholder.pending_future(pending).result() if eager.is_wanted() else pending


def _placeholder(futures: list[Future], replay: Callable[[list[Answer]], Any], name: str) -> Any:
    types = sys.modules["google.genai.types"]
    kind = types.EmbedContentResponse if name == "embed_content" else types.GenerateContentResponse
    first, *rest = futures
    if not rest:
        first.built_by(lambda answer, _: replay([answer]))
        return first.placeholder(kind)

    whole = CombinedFuture(futures)
    whole.built_by(lambda _, __: replay([future.answer(0) for future in futures]))
    return whole.placeholder(kind)


def _replay(
    session: BlockSession, models: Any, name: str, where: str, kwargs: dict[str, Any], futures: list[Future]
) -> Callable[[list[Answer]], Any]:
    api, model, config = models._api_client, kwargs.get("model"), _without_body(kwargs.get("config"))

    def replay(answers: list[Answer]) -> Any:
        stand_in = _Replayer(api, session.root, where, answers, lambda: session.body_of(futures[0]))
        return getattr(type(models)(stand_in), name)(model=model, contents="-", config=config)

    return replay


def _without_body(config: Any) -> Any:
    """Copy the config without its instructions: only what shapes the reply is kept in memory."""
    if config is None:
        return None
    heavy = ("system_instruction", "systemInstruction", "cached_content", "cachedContent")
    if isinstance(config, dict):
        return {name: value for name, value in config.items() if name not in heavy}
    return config.model_copy(
        update={name: None for name in ("system_instruction", "cached_content") if hasattr(config, name)}
    )


def _submit(session: BlockSession, api: Any, captured: _Captured, where: str, asked: Any) -> list[Future]:
    """Submit a captured request: one call, or for embeddings one for each content."""
    account, url, body, headers = _address(session, api, captured)
    model, _, verb = urlsplit(url).path.rpartition("/models/")[2].partition(":")
    _refuse_path(session, verb, url, where)
    if verb == "batchEmbedContents":
        endpoint, bodies = "embedContent", body["requests"]
    else:
        endpoint, bodies = "generateContent", [body]
    target = account.target(endpoint, headers)
    method = f"google-genai: {_METHODS[verb]}"
    # As the SDK writes it: what it refuses is refused, and what orjson could not hold is sent.
    calls = (Call(target, f"models/{model}", json.dumps(one).encode(), method, where) for one in bodies)
    futures = [session.submit(call, _canonical(call.body), keep=True) for call in calls]
    for future in futures:
        future.call.asked = asked
    return futures


def _canonical(body: bytes) -> bytes:
    return json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")).encode()


def _refuse_path(session: BlockSession, verb: str, url: str, where: str) -> None:
    if verb not in _METHODS or urlsplit(url).query:
        session.refuse(f"google-genai: {verb}", where, _OTHERS.get(verb, "its batch API does not take this address"))
        message = f"google-genai: {verb} at {where} can only go live outside the block"
        raise DeferredError(message)


def _address(session: BlockSession, api: Any, captured: _Captured) -> tuple[Account, str, dict[str, Any], Any]:
    """Let the SDK say where and with which headers it would send this request, extra_body merged."""
    request = api._build_request("post", captured.path, dict(captured.body), captured.http_options)
    base_url = request.url.rpartition("/models/")[0]
    own = {name.lower(): value for name, value in api._http_options.headers.items()}
    extra = {
        name.lower(): str(value)
        for name, value in request.headers.items()
        if own.get(name.lower()) != value and not name.lower().startswith(_TRANSPORT_HEADERS)
    }
    secret, plain = split_secrets(extra)
    account = account_of(session, api, base_url, secret)
    assert account is not None  # a client without one was refused
    return account, request.url, request.data, tuple(sorted(plain.items()))


def account_of(session: BlockSession, api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Give the door of an API client, which all clients of its account share; None where it cannot be followed."""
    theirs = _http_of(api)
    way = "" if theirs is None else way_of(theirs)
    known = ("google", base_url, api.api_key, _own_headers(api), way, *sorted(secret.items()))
    return accounts_of(session).get(known, lambda: open_account(api, base_url, secret))


def open_account(api: Any, base_url: str, secret: Mapping[str, str] = _NONE) -> Account | None:
    """Open the door of an API client; None where its transport cannot be followed."""
    theirs = _http_of(api)
    http = None if theirs is None else own_client(theirs, whole=True)
    if http is None:
        return None

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        del method
        return with_params(theirs, url), {**dict(api._http_options.headers), **headers, **secret}, None

    credential = fingerprint("google", base_url, source_of(api.api_key), _own_headers(api), *sorted(secret.items()))
    return Account(api, "google", base_url, credential, HttpConnection(http, prepare), http, way_of(theirs))


def _http_of(api: Any) -> Any:
    options = api._http_options
    given = getattr(options, "httpx_client", None) or getattr(options, "httpx_async_client", None)
    if given is None and getattr(options, "async_client_args", None) and not getattr(options, "client_args", None):
        given = api._async_httpx_client
    return given or api._httpx_client


def _own_headers(api: Any) -> tuple[tuple[str, str], ...]:
    headers = {name.lower(): str(value) for name, value in api._http_options.headers.items()}
    return tuple(sorted(pair for pair in headers.items() if pair[0] not in {"user-agent", "x-goog-api-client"}))


def _why_not_client(session: BlockSession, api: Any) -> str:
    if api.vertexai:
        return "Vertex AI batches are not supported yet"
    if not api.api_key:
        return "only clients with an API key are supported yet"
    netloc = urlsplit(api._http_options.base_url).netloc.lower()
    if not is_own(netloc) and not session.knows_host(netloc):
        return f'{netloc} is not known to have a batch API (hosts=["{netloc}"] says that it has)'
    if account_of(session, api, base_url_of(api)) is None:
        return "its HTTP transport cannot be used from another thread; give it a sync one (http_options.httpx_client)"
    return ""


def base_url_of(api: Any) -> str:
    """Give the address of an API client, version included."""
    return str(api._build_request("get", "models/-", {}, None).url).rpartition("/models/")[0]


def _has_functions(config: Any) -> bool:
    """Whether the SDK would call Python functions by itself, and so make several requests."""
    tools = config.get("tools") if isinstance(config, dict) else getattr(config, "tools", None)
    return any(callable(tool) for tool in tools or ())


def _http_response(http: Any, answers: list[Answer], path: str) -> Any:
    """Give what the SDK's API client gives for these answers, or raise what it raises."""
    for answer in answers:
        if not answer.ok:
            module = http_module(http)
            headers = {"content-type": "application/json"}
            request = module.Request("POST", path)
            response = module.Response(answer.status, content=answer.body, headers=headers, request=request)
            sys.modules["google.genai.errors"].APIError.raise_for_response(response)
    if ":batchEmbedContents" in path:
        parts = [orjson.loads(answer.body) for answer in answers]
        body = orjson.dumps({"embeddings": [part.get("embedding", part) for part in parts]})
    else:
        body = answers[0].body
    kind = sys.modules["google.genai.types"].HttpResponse
    return kind(headers={"content-type": "application/json"}, body=body.decode())


_NO_BATCH = "the provider's batch API does not take this endpoint"
TARGETS: patching.Targets = {
    "google.genai.models": [
        *[(f"Models.{name}", _wrapper(name)) for name in ("generate_content", "embed_content")],
        *[(f"AsyncModels.{name}", _async_wrapper(name)) for name in ("generate_content", "embed_content")],
        *[(f"{cls}.generate_content_stream",
           refuser("google-genai: models.generate_content_stream", "a batch cannot stream",
                   is_ours=lambda models: isinstance(models._api_client, _StandIn)))
          for cls in ("Models", "AsyncModels")],
    ],
    "google.genai.live": [("?AsyncLive.connect", refuser("google-genai: aio.live.connect"))],
    "google.genai.live_music": [("?AsyncLiveMusic.connect", refuser("google-genai: aio.live.music.connect"))],
    "google.genai._api_client": [
        (f"BaseApiClient.{name}", _door_wire)
        for name in ("request", "async_request", "request_streamed", "async_request_streamed")
    ],
}  # fmt: skip
patching.register(TARGETS)
