"""Make the reply from an answer with the SDK's own code, as from a live response with that body."""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from deferred.capture.connection import Account
from deferred.capture.http_clients import http_module
from deferred.capture.request import RAW, CapturedRequest
from deferred.capture.stainless_sdk import StainlessSdk
from deferred.core.call import Answer
from deferred.futures.future import Future
from deferred.providers.base import read_json

# The class that `parse` returns instead of the class that it passes to `request`.
_PARSED = {
    "Message": ("types", "ParsedMessage"),
    "BetaMessage": ("types.beta.parsed_beta_message", "ParsedBetaMessage"),
    "ChatCompletion": ("types.chat", "ParsedChatCompletion"),
    "Response": ("types.responses", "ParsedResponse"),
}


def _cast_to(caught: CapturedRequest) -> Any:
    if "x-stainless-override-cast-to" in caught.headers:
        return caught.client._maybe_override_cast_to(caught.cast_to, caught.options)
    return caught.cast_to


def _without_body(caught: CapturedRequest) -> Any:
    """Return the options that parsing needs, without the body: bodies do not stay in memory."""
    options = caught.options
    kind: Any = type(options)
    light = _bare_options(kind, options.method, options.url, caught.headers.get(RAW))
    if not callable(options.post_parser):
        return light
    light = copy.copy(light)
    light.post_parser = options.post_parser
    return light


@lru_cache(maxsize=256)
def _bare_options(kind: Any, method: str, url: str, raw: str | None) -> Any:
    # Constructing one takes the SDK 40 microseconds, so calls that parse nothing share it.
    return kind.construct(method=method, url=url, headers={"X-Stainless-Raw-Response": raw} if raw else {})


def reply_class(caught: CapturedRequest) -> Any:
    """Return the class of the object that the captured call returns."""
    sdk, raw = caught.sdk, caught.headers.get(RAW)
    if raw == "true":
        return sys.modules[f"{sdk.module}._legacy_response"].LegacyAPIResponse
    if raw == "raw":
        return sys.modules[f"{sdk.module}._response"].APIResponse
    parsed = _PARSED.get(getattr(caught.cast_to, "__name__", "")) if callable(caught.options.post_parser) else None
    found = getattr(sys.modules.get(f"{sdk.module}.{parsed[0]}"), parsed[1], None) if parsed else None
    return found or caught.cast_to


def _finished(value: Any) -> Any:
    """Return the result of a coroutine that never suspends, such as reading a loaded response."""
    if not inspect.iscoroutine(value):
        return value
    try:
        value.send(None)
    except StopIteration as done:
        return done.value
    value.close()
    message = "the SDK suspended while reading a response that is loaded already"
    raise RuntimeError(message)


def rebuilder(caught: CapturedRequest, account: Account) -> _Rebuild:
    """Return the function that makes the reply of a captured call; calls without their own parser share one."""
    cast_to, options = _cast_to(caught), _without_body(caught)
    key = (cast_to, id(options), caught.path)
    found: _Rebuild | None = account.rebuilds.get(key)
    if found is None:
        found = _Rebuild(caught.sdk, account, cast_to, options, caught.path)
        if not callable(options.post_parser):
            account.rebuilds[key] = found
    return found


def _adder(models: Any) -> Callable[[Any, str | None], None] | None:
    """Return the function that sets the request's id on a reply; None in versions that set it differently."""
    several = getattr(models, "add_response_ids", None)
    if several is not None:
        return lambda made, request_id: several(made, request_id=request_id, workspace_id=None)
    one: Callable[[Any, str | None], None] | None = getattr(models, "add_request_id", None)
    return one


def _maker(client: Any, cast_to: Any) -> Callable[[dict[str, Any]], Any]:
    """Return the function that makes a reply of JSON: a plan, unless a tracer has replaced the SDK's own method."""

    def by_the_sdk(data: dict[str, Any]) -> Any:
        return client._process_response_data(data=data, cast_to=cast_to, response=None)

    if not type(client)._process_response_data.__module__.endswith("._base_client"):
        return by_the_sdk
    from deferred.capture.proved_plans import Maker  # noqa: PLC0415 - imports pydantic, as an SDK has done by now

    return Maker(cast_to, by_the_sdk)


class _Rebuild:
    """Make the reply from an answer with the SDK's own code, as from a live response with that body."""

    __slots__ = (
        "_add_request_id",
        "_cast_to",
        "_client",
        "_http",
        "_is_plain",
        "_make",
        "_options",
        "_path",
        "_sdk",
    )

    def __init__(self, sdk: StainlessSdk, account: Account, cast_to: Any, options: Any, path: str) -> None:
        self._sdk, self._client, self._http = sdk, account.client, account.http
        self._cast_to, self._options, self._path = cast_to, options, path
        models = sys.modules[f"{sdk.module}._models"]
        self._add_request_id = _adder(models)
        self._is_plain = (
            self._add_request_id is not None
            and not options.headers
            and not callable(options.post_parser)
            and not self._client._strict_response_validation
            and isinstance(cast_to, type)
            and issubclass(cast_to, models.BaseModel)
        )
        self._make = _maker(self._client, cast_to) if self._is_plain else None

    def __call__(self, answer: Answer, future: Future) -> Any:
        plain = self._plain(answer) if answer.ok and self._is_plain else None
        if plain is not None:
            return plain
        response = self._response(answer, future)
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
        """Make an ordinary reply without an HTTP response, which would take half of the time and is not needed.

        None for a body that is no object, which the SDK treats differently.
        """
        data = read_json(answer.body)
        if not isinstance(data, dict):
            return None
        assert self._make is not None
        assert self._add_request_id is not None
        made = self._make(data)
        self._add_request_id(made, answer.request_id)
        return made

    def _response(self, answer: Answer, future: Future) -> Any:
        module = http_module(self._http)
        url = str(self._client.base_url).rstrip("/") + self._path
        request = module.Request("POST", url, headers=self._headers(future), content=_body_of(future))
        headers = {"content-type": "application/json"}
        if answer.request_id:
            headers |= {"request-id": answer.request_id, "x-request-id": answer.request_id}
        response = module.Response(answer.status, content=answer.body, headers=headers, request=request)
        response.elapsed = timedelta(0)  # the SDK and its users may read it, as on a live response
        return response

    def _headers(self, future: Future) -> dict[str, str]:
        """Return the known headers of the request; a live call would send more."""
        sent = {name.lower(): value for name, value in self._client.default_headers.items() if isinstance(value, str)}
        return {**sent, **dict(future.call.target.headers), **dict(self._options.headers or {})}


def _body_of(future: Future) -> bytes:
    return b"" if future.hooks is None else future.hooks.read_request(future.call) or b""
