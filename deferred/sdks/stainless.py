"""SDKs of the Stainless generator (anthropic, openai): catch a call where `request` dispatches, rebuild its reply.

Everything a user or framework can hold on to (`create`, `parse`, raw responses, bound methods, copies of the client)
ends in `request` of the concrete client class, with the same signature in all supported versions.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import inspect
import json
import re
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

import orjson

from deferred import lazy
from deferred import session as sessions
from deferred.call import Answer, Call, Target
from deferred.future import Future
from deferred.ordinary import UNBILLED, Reservation
from deferred.sdks import live, now
from deferred.sdks.door import (
    TRACING,
    Door,
    HttpConnection,
    Prepare,
    fingerprint,
    http_module,
    own_client,
    run_now,
    source_of,
    split_secrets,
    way_of,
)
from deferred.sdks.replies import asked_by
from deferred.settings import Settings
from deferred.where import caller

# What `parse` gives instead of the class that it asks `request` for.
_PARSED = {
    "Message": ("types", "ParsedMessage"),
    "BetaMessage": ("types.beta.parsed_beta_message", "ParsedBetaMessage"),
    "ChatCompletion": ("types.chat", "ParsedChatCompletion"),
    "Response": ("types.responses", "ParsedResponse"),
}
_NONE: Mapping[str, str] = MappingProxyType({})
_LONG_NUMBER = re.compile(rb"\d{19}")
_RAW = "x-stainless-raw-response"
_TRANSPORT_HEADERS = (
    "x-stainless-",
    "idempotency-key",
    "content-type",
    "content-length",
    "accept",
    "user-agent",
    *TRACING,
)
_DUMP = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


@dataclass(frozen=True)
class Sdk:
    """What differs between the SDKs of this generator."""

    module: str
    sync_class: str
    provider: str
    # Generation endpoints: path -> name of the method; None says that no batch carries it.
    endpoints: Mapping[str, str]
    unbatchable: Mapping[str, str]
    also_unbatchable: re.Pattern[str]
    # Gives the path and headers of the batch endpoint for a caught request.
    address: Callable[[str, dict[str, str], Any], tuple[str, dict[str, str]]]
    # Says why a body cannot go into a batch, or nothing.
    objection: Callable[[dict[str, Any]], str]
    known_host: Callable[[str], bool]
    foreign_classes: frozenset[str]
    # Gives what identifies the account that a client pays with.
    account: Callable[[Any], tuple[Any, ...]]
    # Gives the objects from which a client takes its credentials at each request, where it was given any.
    sources: Callable[[Any], tuple[Any, ...]] = lambda _client: ()
    # Query parameters that the batch endpoint takes too.
    batch_query: frozenset[str] = frozenset()
    # Gives the options that go out instead, for a body and the settings; None where they stay as they are.
    adapt: Callable[[Any, dict[str, Any], Settings], Any] = lambda _options, _body, _settings: None


@dataclass(frozen=True, slots=True)
class Seen:
    """One request on its way through `request`; `headers` are those given for it alone."""

    cast_to: Any
    options: Any
    stream: bool
    headers: dict[str, str]

    @classmethod
    def of(cls, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Seen:
        """Read the arguments of `request(cast_to, options, *, stream, stream_cls)`."""
        cast_to = args[0] if args else kwargs["cast_to"]
        options = args[1] if len(args) > 1 else kwargs["options"]
        given = options.headers
        headers = {name.lower(): value for name, value in given.items()} if isinstance(given, Mapping) else {}
        return cls(cast_to, options, bool(kwargs.get("stream", False)), headers)


def wrapper(sdk: Sdk) -> Callable[..., Any]:
    """Make what stands in for `request` of a sync client."""

    def request(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
        session = sessions.owner()
        if session is None or live.is_allowed():
            return wrapped(*args, **kwargs)
        seen = Seen.of(args, kwargs)
        path = _generation_path(sdk, seen)
        if path is None:
            return wrapped(*args, **kwargs)
        prepared = _prepare(client, seen.options)
        seen, prepared, args, kwargs = _adapted(sdk, session, seen, prepared, args, kwargs)
        why = _why_not(sdk, session, client, seen, prepared, path)
        if why:
            reservation = _refuse(sdk, session, client, seen, prepared, path, caller(), why)
            with live.allowed():
                if reservation is None:
                    return wrapped(*args, **kwargs)
                with _counted(reservation) as counted:
                    return counted(wrapped(*_once(args), **_once(kwargs)))
        return _defer(sdk, session, client, seen, prepared, path)

    return request


def async_wrapper(sdk: Sdk) -> Callable[..., Any]:
    """Make what stands in for `request` of an async client."""

    def request(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
        session = sessions.owner()
        seen = Seen.of(args, kwargs) if session is not None and not live.is_allowed() else None
        path = _generation_path(sdk, seen) if seen is not None else None
        if session is None or seen is None or path is None:
            return wrapped(*args, **kwargs)
        where = caller()  # the caller's frames are there now, but no longer when the coroutine is resumed

        async def suspended() -> Any:
            prepared = _prepare(client, seen.options)
            if hasattr(prepared, "__await__"):
                prepared = await prepared
            sent, prepared, given, named = _adapted(sdk, session, seen, prepared, args, kwargs)
            why = _why_not(sdk, session, client, sent, prepared, path)
            if why:
                reservation = _refuse(sdk, session, client, sent, prepared, path, where, why)
                with live.allowed():
                    if reservation is None:
                        return await wrapped(*given, **named)
                    with _counted(reservation) as counted:
                        return counted(await wrapped(*_once(given), **_once(named)))
            future = _submit(sdk, session, client, sent, prepared, path, where)
            return await future.awaited()

        return suspended()

    return request


def _generation_path(sdk: Sdk, seen: Seen) -> str | None:
    if seen.options.method.lower() != "post":
        return None
    path = seen.options.url.partition("?")[0].rstrip("/")
    if "//" in path:  # a whole address instead of a path
        path = "/" + path.partition("//")[2].partition("/")[2]
    is_generation = path in sdk.endpoints or path in sdk.unbatchable or sdk.also_unbatchable.search(path)
    return path if is_generation else None


def _prepare(client: Any, options: Any) -> Any:
    # Merges extra_body and drains generators, once: the body is read here and never again.
    prepare = getattr(client, "_copy_and_prepare", None)
    return options if prepare is None else prepare(options)


def _adapted(
    sdk: Sdk, session: sessions.Session, seen: Seen, prepared: Any, args: Any, kwargs: Any
) -> tuple[Seen, Any, Any, Any]:
    """Let the SDK's room change what goes out; then a live call sends the changed request too."""
    # A stream is read piece by piece, by code of the SDK that would not know what to make of a changed request.
    options = None if seen.stream else sdk.adapt(prepared, _raw_body(prepared), session.settings)
    if options is None:
        return seen, prepared, args, kwargs
    args = (args[0], options, *args[2:]) if len(args) > 1 else args
    kwargs = {**kwargs, "options": options} if "options" in kwargs else kwargs
    return replace(seen, options=options), options, args, kwargs


def _method(sdk: Sdk, path: str, seen: Seen) -> str:
    name = sdk.endpoints.get(path) or sdk.unbatchable.get(path, f"POST {path}")
    return _method_name(sdk.module, name, getattr(seen.cast_to, "__name__", "").startswith("Beta"))


@lru_cache(maxsize=256)
def _method_name(module: str, name: str, is_beta: bool) -> str:  # noqa: FBT001 - remembered
    return f"{module}: beta.{name}" if is_beta else f"{module}: {name}"  # one text for all calls


def _why_not(sdk: Sdk, session: sessions.Session, client: Any, seen: Seen, prepared: Any, path: str) -> str:
    if path not in sdk.endpoints:
        return "the provider's batch API does not take this endpoint"
    if seen.stream or seen.headers.get(_RAW) == "stream":
        return "a batch cannot stream"
    if prepared.files:
        return "it uploads files with the request"
    foreign = _foreign(sdk.foreign_classes, _class_of(client))
    if foreign:
        return f"batches of {foreign} are not supported yet"
    account = _known(sdk, session, client)
    if account.why:
        return account.why
    query = {**dict(prepared.params or {}), **dict(parse_qsl(seen.options.url.partition("?")[2]))}
    query = {name: value for name, value in query.items() if name not in sdk.batch_query}
    if query:
        return f"it has query parameters ({', '.join(query)}), which a batch cannot carry"
    return sdk.objection(_raw_body(prepared))


def _class_of(client: Any) -> Any:
    return type(client)


@lru_cache(maxsize=256)
def _foreign(classes: frozenset[str], kind: Any) -> str:
    """Name the class of another company's cloud that a client's class derives from."""
    return next((cls.__name__ for cls in kind.__mro__ if cls.__name__ in classes), "")


@dataclass(slots=True)
class _Account:
    """What is known of a client as it stands: why no batch carries its calls, or the door of its account."""

    client: weakref.ref[Any]
    state: tuple[Any, ...]
    why: str
    door: Door | None


def _known(sdk: Sdk, session: sessions.Session, client: Any) -> _Account:
    """Look a client over once, and again when it was changed: that takes longer than all else about a call."""
    state = (
        client._base_url,
        sdk.account(client),
        tuple(client._custom_headers.items()),
        tuple(client._custom_query.items()),
        client._client,
        session.settings,
    )
    known = session.root.accounts.get(id(client))
    if known is None or known.client() is not client or not _same(known.state, state):
        why = _why_not_client(sdk, session, client)
        door = None if why else door_of(sdk, session, client)
        if not why and door is None:
            why = (
                "its HTTP transport cannot be used from another thread; give a sync client for the same account and "
                f"address: deferred.batch(clients=[{sdk.sync_class}(...)])"
            )
        forget = functools.partial(_forget, session.root.accounts, id(client))
        known = session.root.accounts[id(client)] = _Account(weakref.ref(client, forget), state, why, door)
    return known


def _forget(accounts: dict[int, Any], name: int, _: Any) -> None:
    accounts.pop(name, None)


def _same(before: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return before[0] is now[0] and before[4] is now[4] and before[1:4] == now[1:4] and before[5] == now[5]


def _why_not_client(sdk: Sdk, session: sessions.Session, client: Any) -> str:
    if client.base_url.userinfo:
        return "its base URL holds a password, which must not be written down; give it as a header"
    netloc = _netloc(client.base_url)
    if not _is_known(sdk, session, client):
        return f'{netloc} is not known to have a batch API (hosts=["{netloc}"] says that it has)'
    return ""


def _refuse(
    sdk: Sdk, session: sessions.Session, client: Any, seen: Seen, prepared: Any, path: str, where: str, why: str
) -> Reservation | None:
    """Refuse a call that no batch can carry, or let it go live; under a limit what it can cost must be known."""
    method = _method(sdk, path, seen)

    def call() -> Call | None:
        body = _raw_body(prepared)
        model = str(body.get("model", ""))
        is_foreign = bool(_foreign(sdk.foreign_classes, _class_of(client)))
        has_price = model in (session.settings.prices or {})
        if path not in sdk.endpoints or (not has_price and (is_foreign or not _is_known(sdk, session, client))):
            return None  # elsewhere the same model may have another price
        target = Target(sdk.provider, str(client.base_url).rstrip("/"), sdk.address(path, {}, seen.cast_to)[0], "live")
        return Call(target, model, _encode(sdk, body)[0], method, where)

    return session.refuse(method, where, why, call)


def _is_known(sdk: Sdk, session: sessions.Session, client: Any) -> bool:
    netloc = _netloc(client.base_url)
    return sdk.known_host(netloc) or session.knows_host(netloc)


def _once(arguments: Any) -> Any:
    """Let the SDK send a live call once: a repeated one may be billed again, past what was reserved for it."""

    def one(value: Any) -> Any:
        if not hasattr(value, "max_retries"):
            return value
        options = copy.copy(value)
        options.max_retries = 0
        return options

    if isinstance(arguments, dict):
        return {name: one(value) for name, value in arguments.items()}
    return tuple(one(value) for value in arguments)


@contextlib.contextmanager
def _counted(reservation: Reservation) -> Iterator[Callable[[Any], Any]]:
    """Replace what was reserved for a live call by what it did cost, where the reply or the refusal says so."""

    def count(reply: Any) -> Any:
        dump = getattr(reply, "model_dump_json", None)  # a stream, or a raw response, does not say
        if dump is not None:
            reservation.settle_by(Answer(200, dump().encode()))
        return reply

    try:
        yield count
    except Exception as error:
        if getattr(error, "status_code", None) in UNBILLED:
            reservation.settle(Decimal(0))
        raise


def _netloc(base_url: Any) -> str:
    return f"{base_url.host}:{base_url.port}" if base_url.port else str(base_url.host)


def _raw_body(prepared: Any) -> dict[str, Any]:
    data, extra = prepared.json_data or {}, getattr(prepared, "extra_json", None) or {}
    return {**data, **extra}


def _defer(sdk: Sdk, session: sessions.Session, client: Any, seen: Seen, prepared: Any, path: str) -> Any:
    future = _submit(sdk, session, client, seen, prepared, path, caller())
    kind = _reply_class(sdk, seen)
    if now.is_wanted() or not lazy.can_stand_for(kind):
        return future.result()
    if future.done() and future.error is not None and not isinstance(future.error, Exception):
        raise future.error
    return future.placeholder(kind)


def _submit(
    sdk: Sdk, session: sessions.Session, client: Any, seen: Seen, prepared: Any, path: str, where: str
) -> Future:
    raw = _raw_body(prepared)
    body, canonical = _encode(sdk, raw)
    secret, meaningful = split_secrets(_meaningful(client, seen))
    endpoint, headers = sdk.address(path, meaningful, seen.cast_to)
    door = door_of(sdk, session, client, secret) if secret else _known(sdk, session, client).door
    assert door is not None  # a client without one was refused
    target = door.target(endpoint, tuple(sorted(headers.items())))
    call = Call(target, _model(raw, body), body, _method(sdk, path, seen), where)
    future = session.submit(call, canonical)
    future.info.asked = asked_by(seen.options.post_parser)
    future.built_by(_rebuild(sdk, door, _cast_to(client, seen), _without_body(seen), path))
    return future


def _model(raw: dict[str, Any], body: bytes) -> str:
    named = raw.get("model")
    return named if type(named) is str else str(orjson.loads(body).get("model", ""))


def _encode(sdk: Sdk, body: dict[str, Any]) -> tuple[bytes, bytes]:
    """Give the body as the SDK would have sent it, and its canonical form."""
    body = {name: value for name, value in body.items() if type(value).__name__ not in {"Omit", "NotGiven"}}
    if not body.get("stream", True):
        del body["stream"]  # the one thing that a batch API itself requires to be left out
    try:
        raw = orjson.dumps(body, option=_DUMP)
        if b"null" not in raw:  # orjson writes NaN as null, where the SDK refuses it
            return raw, orjson.dumps(body, option=_DUMP | orjson.OPT_SORT_KEYS)
    except TypeError:
        pass  # something that only the SDK's own encoder knows: a model, a date, a generator
    raw = _sdk_dumps(sdk)(body)
    if _LONG_NUMBER.search(raw):  # orjson would round it, and two requests would look the same
        return raw, json.dumps(json.loads(raw), sort_keys=True, separators=(",", ":")).encode()
    return raw, sessions.canonical(orjson.loads(raw))


def _sdk_dumps(sdk: Sdk) -> Callable[[Any], bytes]:
    own = sys.modules.get(f"{sdk.module}._utils._json")
    if own is not None:
        dumps: Callable[[Any], bytes] = own.openapi_dumps
        return dumps
    # Old versions of the SDKs used httpx's way.
    return lambda body: json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _meaningful(client: Any, seen: Seen) -> dict[str, str]:
    """Give the headers of this call that change what the provider does: the client's own go with the connection."""
    given = {name.lower(): value for name, value in client._custom_headers.items()}
    given = {name: value for name, value in given.items() if name in {"anthropic-beta", "openai-beta"}}
    given.update(seen.headers)
    return {
        name: str(value)
        for name, value in given.items()
        if not name.startswith(_TRANSPORT_HEADERS) and type(value).__name__ not in {"Omit", "NotGiven"}
    }


def _cast_to(client: Any, seen: Seen) -> Any:
    if "x-stainless-override-cast-to" in seen.headers:
        return client._maybe_override_cast_to(seen.cast_to, seen.options)
    return seen.cast_to


def _without_body(seen: Seen) -> Any:
    """Give what parsing needs of the options: bodies do not stay in memory."""
    options = seen.options
    kind: Any = type(options)
    light = _bare_options(kind, options.method, options.url, seen.headers.get(_RAW))
    if not callable(options.post_parser):
        return light
    light = copy.copy(light)
    light.post_parser = options.post_parser
    return light


@lru_cache(maxsize=256)
def _bare_options(kind: Any, method: str, url: str, raw: str | None) -> Any:
    # Constructing one takes the SDK 40 microseconds, so calls that parse nothing share it.
    return kind.construct(method=method, url=url, headers={"X-Stainless-Raw-Response": raw} if raw else {})


def _reply_class(sdk: Sdk, seen: Seen) -> Any:
    raw = seen.headers.get(_RAW)
    if raw == "true":
        return sys.modules[f"{sdk.module}._legacy_response"].LegacyAPIResponse
    if raw == "raw":
        return sys.modules[f"{sdk.module}._response"].APIResponse
    parsed = _PARSED.get(getattr(seen.cast_to, "__name__", "")) if callable(seen.options.post_parser) else None
    found = getattr(sys.modules.get(f"{sdk.module}.{parsed[0]}"), parsed[1], None) if parsed else None
    return found or seen.cast_to


def _finished(value: Any) -> Any:
    """Give the result of a coroutine that never suspends, as reading a loaded response does not."""
    if not inspect.iscoroutine(value):
        return value
    try:
        value.send(None)
    except StopIteration as done:
        return done.value
    value.close()
    message = "the SDK suspended while reading a response that is loaded already"
    raise RuntimeError(message)


def _rebuild(sdk: Sdk, door: Door, cast_to: Any, options: Any, path: str) -> _Rebuild:
    """Give what makes replies; calls that have no parser of their own share one."""
    key = (cast_to, id(options), path)
    found = door.rebuilds.get(key)
    if found is None:
        found = _Rebuild(sdk, door.client, door.http, cast_to, options, path)
        if not callable(options.post_parser):
            door.rebuilds[key] = found
    return found


def _adder(models: Any) -> Callable[[Any, str | None], None] | None:
    """Give what puts the id of the request on a reply; None in a version that does it in another way."""
    several = getattr(models, "add_response_ids", None)
    if several is not None:
        return lambda made, request_id: several(made, request_id=request_id, workspace_id=None)
    one: Callable[[Any, str | None], None] | None = getattr(models, "add_request_id", None)
    return one


class _Rebuild:
    """Makes the reply of an answer with the SDK's own code, as a live response with that body would be made."""

    __slots__ = ("_add_request_id", "_cast_to", "_client", "_http", "_is_plain", "_options", "_path", "_sdk")

    def __init__(self, sdk: Sdk, client: Any, http: Any, cast_to: Any, options: Any, path: str) -> None:
        self._sdk, self._client, self._http = sdk, client, http
        self._cast_to, self._options, self._path = cast_to, options, path
        models = sys.modules[f"{sdk.module}._models"]
        self._add_request_id = _adder(models)
        self._is_plain = (
            self._add_request_id is not None
            and not options.headers
            and not callable(options.post_parser)
            and not client._strict_response_validation
            and isinstance(cast_to, type)
            and issubclass(cast_to, models.BaseModel)
        )

    def __call__(self, answer: Answer) -> Any:
        plain = self._plain(answer) if answer.ok and self._is_plain else None
        if plain is not None:
            return plain
        response = self._response(answer)
        if not answer.ok:
            raise self._client._make_status_error_from_response(response) from None
        if self._options.headers:
            return _finished(
                self._client._process_response(
                    cast_to=self._cast_to, options=self._options, response=response, stream=False, stream_cls=None,
                    retries_taken=0,
                )
            )  # fmt: skip
        responses = sys.modules[f"{self._sdk.module}._response"]
        return responses.APIResponse(
            raw=response, client=self._client, cast_to=self._cast_to, stream=False, stream_cls=None,
            options=self._options,
        ).parse()  # fmt: skip

    def _plain(self, answer: Answer) -> Any:
        """Make an ordinary reply without the HTTP response, which would take half of the time and is never seen.

        None for a body that is no object, which the SDK has ways of its own with.
        """
        data = json.loads(answer.body)
        if not isinstance(data, dict):
            return None
        made = self._client._process_response_data(data=data, cast_to=self._cast_to, response=None)
        assert self._add_request_id is not None
        self._add_request_id(made, answer.request_id)
        return made

    def _response(self, answer: Answer) -> Any:
        module = http_module(self._http)
        url = str(self._client.base_url).rstrip("/") + self._path
        request = module.Request("POST", url, headers=dict(self._options.headers or {}))
        headers = {"content-type": "application/json"}
        if answer.request_id:
            headers |= {"request-id": answer.request_id, "x-request-id": answer.request_id}
        response = module.Response(answer.status, content=answer.body, headers=headers, request=request)
        response.elapsed = timedelta(0)  # what the SDK and its users may read, where a live response has its time
        return response


def door_of(sdk: Sdk, session: sessions.Session, client: Any, secret: Mapping[str, str] = _NONE) -> Door | None:
    """Give the door of a client, which all clients of its account share; None for a transport nobody can follow."""
    known = (
        type(client),
        str(client.base_url),
        sdk.account(client),
        _own_headers(client),
        _own_query(client),
        way_of(client._client),
        tuple(map(id, sdk.sources(client))),
        client._strict_response_validation,
    )

    def open_it() -> Door | None:
        speaker = next((own for own in session.settings.clients if _stands_for(own, client)), client)
        return open_door(sdk, client, speaker, secret)

    return session.door((*known, *sorted(secret.items())), open_it)


def open_door(sdk: Sdk, client: Any, speaker: Any, secret: Mapping[str, str] = _NONE) -> Door | None:
    """Open the door of `client`, through the HTTP client of `speaker`; None where that cannot be followed.

    `secret` are headers of single calls that may carry a credential: they go with every request, and into no file.
    """
    http = own_client(speaker._client)
    if http is None:
        return None
    base_url = str(client.base_url).rstrip("/")
    sources = [source_of(part) for part in sdk.account(client)]
    known = [*_own_query(client), *sorted(secret.items())]
    credential = fingerprint(sdk.provider, base_url, sources, _own_headers(client), *known)
    # As it is now: a key that is put into the client later is another account's.
    connection = HttpConnection(http, _preparer(copy.copy(speaker), secret))
    way = " ".join([way_of(client._client), *(str(id(source)) for source in sdk.sources(client))])
    return Door(client, sdk.provider, base_url, credential, connection, client._client, way)


def _own_headers(client: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in client._custom_headers.items()))


def _own_query(client: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in client._custom_query.items()))


def _stands_for(own: Any, client: Any) -> bool:
    return str(getattr(own, "base_url", "")) == str(client.base_url)


def _preparer(client: Any, secret: Mapping[str, str]) -> Prepare:
    """Let the SDK itself say how it would address and authorise a request: keys rotate, accounts have many forms."""
    final = _final_request_options(client)

    def prepare(method: str, url: str, headers: dict[str, str]) -> tuple[str, dict[str, str], Any]:
        options = final.construct(method=method.lower(), url=url, headers={**headers, **secret})
        options = run_now(client._prepare_options(options))
        request = client._build_request(options)
        run_now(client._prepare_request(request))
        return str(request.url), dict(request.headers), client.custom_auth

    return prepare


def _final_request_options(client: Any) -> Any:
    for cls in type(client).__mro__:
        module = sys.modules.get(cls.__module__.partition(".")[0] + "._models")
        if module is not None and hasattr(module, "FinalRequestOptions"):
            return module.FinalRequestOptions
    message = f"{type(client).__name__} is not a client of a supported SDK"
    raise TypeError(message)
