"""google-genai: requests in the API client, below the methods of `Models` and below what tracers patch."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from typing import Any

from deferred.capture import bypass
from deferred.capture.google_account import provider_of, root_of, why_not_client
from deferred.capture.google_requests import METHODS, OTHERS, VERBS, Parker, parker_here
from deferred.core.call import Call, Target
from deferred.core.call_site import caller
from deferred.session import current, outsiders

_JOBS = {"batchGenerateContent", "asyncBatchEmbedContent"}
_JOBS_OF_VERTEX = "batchPredictionJobs"  # their list has the same path


def _request_wrapper(name: str) -> Callable[..., Any]:
    def request(wrapped: Callable[..., Any], api: Any, args: Any, kwargs: Any) -> Any:
        parker = _parker_of(api, args, kwargs)
        if parker is None:
            return _past_the_methods(wrapped, api, args, kwargs)
        return getattr(parker, name)(*args, **kwargs)

    return request


def _parker_of(api: Any, args: Any, kwargs: Any) -> Parker | None:
    """Return what answers a request: that of the method above, or one for a method that was bound before the block."""
    _, verb = _path_and_verb(args, kwargs)
    if verb not in METHODS or bypass.is_allowed():
        return None
    session = current.owner()
    if parker_here() is not None or session is None:
        return parker_here()
    session.refuse_late(f"google-genai: {METHODS[verb]}", caller(), args)
    return None if why_not_client(session, api) else Parker(api, session, caller())


def _path_and_verb(args: Any, kwargs: Any) -> tuple[str, str]:
    path = str(args[1] if len(args) > 1 else kwargs.get("path", ""))
    return path, path.partition("?")[0].rpartition(":")[2]


def _past_the_methods(wrapped: Callable[..., Any], api: Any, args: Any, kwargs: Any) -> Any:
    """Refuse requests that no batch carries, or pass them on: http_guard does not see aiohttp."""
    session = current.owner()
    path, verb = _path_and_verb(args, kwargs)
    if session is not None and _creates_a_job(verb, args, kwargs) and not bypass.is_allowed():
        session.refuse_own_job("google-genai: batches.create", caller())
    if bypass.is_allowed() or verb not in VERBS:
        return wrapped(*args, **kwargs)
    if session is None:
        given = wrapped(*args, **kwargs)
        return _of_an_outsider(api, given, path, args) if inspect.iscoroutine(given) else given
    session.refuse_late(f"google-genai: {verb}", caller(), args)
    if verb != "streamGenerateContent" or session.settings.unbatchable != "live":
        why = OTHERS.get(verb) or why_not_client(session, api)
        session.refuse(f"google-genai: {verb}", caller(), why)
    with bypass.allowed():
        given = wrapped(*args, **kwargs)
    return _let_through(given) if inspect.iscoroutine(given) else given


def _creates_a_job(verb: str, args: Any, kwargs: Any) -> bool:
    method = str(args[0] if args else kwargs.get("http_method", "")).lower()
    return verb in _JOBS or (verb == _JOBS_OF_VERTEX and method == "post")


async def _of_an_outsider(api: Any, given: Any, path: str, args: Any) -> Any:
    """Count a live call of an outsider that aiohttp carries; the HTTP guard counts the others."""
    uses_aiohttp = getattr(api, "_use_aiohttp", None)
    if uses_aiohttp is None or not uses_aiohttp():
        return await given
    try:
        charge = outsiders.admit(f"google-genai: {path}", caller(), lambda: _outside_call(api, path, args))
    except BaseException:
        given.close()
        raise
    errors: Any = sys.modules["google.genai.errors"]
    try:
        reply = await given
    except errors.APIError as error:
        if charge is not None:
            charge.settle(error.code, None)
        raise
    body = getattr(reply, "body", None)  # a stream has none
    if charge is not None and isinstance(body, str):
        charge.settle(200, body.encode())
    return reply


def _outside_call(api: Any, path: str, args: Any) -> Call:
    request = api._build_request("post", path, dict(args[2]), None)
    root, address = root_of(api, request.url), request.url.rpartition("/models/")[2]
    model, _, verb = address.partition(":")
    # An embedding has no output: the bytes of all contents bound its cost.
    endpoint = "embedContent" if "mbed" in verb else "generateContent"
    target = Target(provider_of(api), root, endpoint, "live")
    return Call(target, f"models/{model.partition('?')[0]}", json.dumps(request.data).encode(), verb, caller())


async def _let_through(given: Any) -> Any:
    with bypass.allowed():
        return await given


TARGETS = [
    *[(f"BaseApiClient.{name}", _request_wrapper(name)) for name in ("request", "async_request")],
    *[(f"BaseApiClient.{name}", _past_the_methods) for name in ("request_streamed", "async_request_streamed")],
]
