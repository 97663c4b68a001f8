"""Requests to LLM providers that are not served, by whatever library: refused inside a block, because they go live.

Without this they would be paid in full, outside of the limit and the report. Some SDKs make an error of their own of
whatever their HTTP client raises; they are watched above it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from deferred import patching
from deferred.capture import bypass
from deferred.capture.other_hosts import provider_that_generates
from deferred.capture.sdk import SdkAdapter
from deferred.core.call_site import caller
from deferred.core.hosts import plainly
from deferred.providers.openai_clients import USABLE, usable_at
from deferred.session import current, guard

_WHY = "{} is not served yet, so this call would be sent at full price, outside of the cost limit and the report"
_NOT_CAPTURED = "calls of this kind by this library cannot be put aside; use openai.OpenAI(base_url={!r})"
_GRPC = (
    "xai_sdk speaks gRPC, which cannot be put aside, so this call would be sent at full price; batches of xAI are made "
    'by OpenAI\'s client: openai.OpenAI(base_url="https://api.x.ai/v1", api_key=...), chat.completions.create'
)
_UNSEEN = "it is sent by a library whose requests cannot be put aside; use the provider's SDK, or httpx"


def refuse_if_it_generates(url: str, verb: str) -> bool:
    """Refuse a request that generates at such a provider; True if the settings let it be sent live.

    Raises:
        NotBatchable: it is made inside a block, or anywhere where `deferred.guard()` is on.
    """
    if verb.upper() != "POST" or bypass.is_allowed():
        return False
    parts = urlsplit(url)
    provider = provider_that_generates(parts.hostname or "", parts.path)
    if not provider:
        return False
    served = USABLE.get(usable_at(parts.hostname or ""))
    why = _WHY.format(provider) if served is None else _NOT_CAPTURED.format(served.home)
    return _refused(f"{provider}: POST {parts.path}", why, parts.netloc.rpartition("@")[2])


def _refuse_unseen(url: str, verb: str, *, but: str = "") -> bool:
    """Refuse a request of a library of which nothing is captured, to a provider that is served too.

    `but` names a provider whose SDK uses that library, and is captured above it.
    """
    parts = urlsplit(url)
    netloc = plainly(parts.netloc, parts.scheme)
    for sdk in _sdks if verb.upper() == "POST" else ():
        request = SimpleNamespace(url=parts, headers={})
        if sdk.provider != but and sdk.known_host(netloc) and sdk.recognise(f"{parts.scheme}://{netloc}", request):
            return _refused(f"HTTP POST {parts.path}", _UNSEEN)
    return refuse_if_it_generates(url, verb)


def _refused(method: str, why: str, netloc: str = "") -> bool:
    session = current.owner()
    if session is None:
        if not bypass.is_allowed():
            guard.refuse(method, caller())
        return False
    if bypass.is_allowed() or (netloc and session.knows_host(netloc)):
        return False
    session.refuse(method, caller(), why)
    return True


# -- what each library is about to send --------------------------------------------------------------------------------
# Each tells whether the request of a call is sent live, if it generates; what is refused raises.

IsLive: TypeAlias = Callable[[Callable[..., Any], Any, Any, Any], bool]


def _of_stainless(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> bool:
    del wrapped
    options = _given(args, kwargs, 1, "options")
    if options is None:
        return False
    base = str(client.base_url)
    address = urljoin(base if base.endswith("/") else f"{base}/", options.url.lstrip("/"))
    return refuse_if_it_generates(address, options.method)


def _of_xai(wrapped: Callable[..., Any], chat: Any, args: Any, kwargs: Any) -> bool:
    """Watch xAI's own SDK, which speaks gRPC: nothing else sees what it sends, not even at a host that is declared."""
    del chat, args, kwargs
    return _refused(f"xai_sdk: chat.{wrapped.__name__}", _GRPC)


def _of_urllib3(wrapped: Callable[..., Any], pool: Any, args: Any, kwargs: Any) -> bool:
    del wrapped
    address = str(_given(args, kwargs, 1, "url"))
    whole = address if "://" in address else f"https://{pool.host}{address}"  # a proxy is given whole addresses
    return _refuse_unseen(whole, str(_given(args, kwargs, 0, "method")))


def _of_urllib(wrapped: Callable[..., Any], handler: Any, args: Any, kwargs: Any) -> bool:
    del wrapped, handler
    request = _given(args, kwargs, 1, "req")
    return request is not None and _refuse_unseen(request.full_url, request.get_method())


def _of_aiohttp(wrapped: Callable[..., Any], session: Any, args: Any, kwargs: Any) -> bool:
    del wrapped
    address, base = str(_given(args, kwargs, 1, "str_or_url")), getattr(session, "_base_url", None)
    whole = address if base is None else urljoin(str(base), address)
    return _refuse_unseen(whole, str(_given(args, kwargs, 0, "method")), but="google")


def _given(args: Any, kwargs: Any, place: int, name: str) -> Any:
    return args[place] if len(args) > place else kwargs.get(name)


# -- how each library is watched ---------------------------------------------------------------------------------------


def _watched(is_live: IsLive) -> Callable[..., Any]:
    """Make the wrapper of a function that sends."""

    def send(wrapped: Callable[..., Any], owner: Any, args: Any, kwargs: Any) -> Any:
        if not is_live(wrapped, owner, args, kwargs):
            return wrapped(*args, **kwargs)
        with bypass.allowed():  # it was told of, and is not to be told of again below
            return wrapped(*args, **kwargs)

    return send


def _watched_async(is_live: IsLive) -> Callable[..., Any]:
    """Make the wrapper of a coroutine function that sends."""

    def send(wrapped: Callable[..., Any], owner: Any, args: Any, kwargs: Any) -> Any:
        live = is_live(wrapped, owner, args, kwargs)  # at the call, where the line that makes it is known
        return _awaited(wrapped, args, kwargs) if live else wrapped(*args, **kwargs)

    return send


async def _awaited(wrapped: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    with bypass.allowed():
        return await wrapped(*args, **kwargs)


_SAMPLES = ("sample", "sample_batch", "stream", "stream_batch", "parse", "defer", "defer_batch")
TARGETS: patching.Targets = {
    **{
        f"{sdk}._base_client": [
            ("?SyncAPIClient.request", _watched(_of_stainless)),
            ("?AsyncAPIClient.request", _watched_async(_of_stainless)),
        ]
        for sdk in ("cerebras.cloud.sdk", "perplexity", "fireworks")
    },
    **{f"xai_sdk.{kind}.chat": [(f"?Chat.{name}", _watched(_of_xai)) for name in _SAMPLES] for kind in ("sync", "aio")},
    "urllib3.connectionpool": [("?HTTPConnectionPool.urlopen", _watched(_of_urllib3))],
    "urllib.request": [("?AbstractHTTPHandler.do_open", _watched(_of_urllib))],
    "aiohttp.client": [("?ClientSession._request", _watched_async(_of_aiohttp))],
}
_sdks: tuple[SdkAdapter, ...] = ()


def watch(sdks: tuple[SdkAdapter, ...]) -> None:
    """Watch other libraries for generation requests, to the providers of these SDKs too, while a session is open."""
    global _sdks  # noqa: PLW0603 - which SDKs there are is one fact of the process
    _sdks = sdks
    patching.register(TARGETS)
