"""Requests to LLM providers that are not served, by whatever library: refused inside a block, because they go live.

Without this they would be paid in full, outside of the limit and the report. Some SDKs make an error of their own of
whatever their HTTP client raises; they are watched above it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from deferred import patching
from deferred.capture import bypass
from deferred.capture.other_hosts import provider_that_generates
from deferred.capture.sdk import SdkAdapter
from deferred.core.call_site import caller
from deferred.session import current, guard

_WHY = "{} is not served yet, so this call would be sent at full price, outside of the cost limit and the report"
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
    why = _WHY.format(provider)
    return _refused(f"{provider}: POST {parts.path}", why, parts.netloc.rpartition("@")[2])


def _refuse_unseen(url: str, verb: str, *, but: str = "") -> bool:
    """Refuse a request of a library of which nothing is captured, to a provider that is served too.

    `but` names a provider whose SDK uses that library, and is captured above it.
    """
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
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


def _passing(wrapped: Callable[..., Any], is_live: bool, args: Any, kwargs: Any) -> Any:  # noqa: FBT001 - private
    if not is_live:
        return wrapped(*args, **kwargs)
    with bypass.allowed():  # it was told of, and is not to be told of again below
        return wrapped(*args, **kwargs)


async def _passing_async(wrapped: Callable[..., Any], is_live: bool, args: Any, kwargs: Any) -> Any:  # noqa: FBT001 - private
    if not is_live:
        return await wrapped(*args, **kwargs)
    with bypass.allowed():
        return await wrapped(*args, **kwargs)


def _of_stainless(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    return _passing(wrapped, _is_live_of_stainless(client, args, kwargs), args, kwargs)


def _of_stainless_async(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    return _passing_async(wrapped, _is_live_of_stainless(client, args, kwargs), args, kwargs)


def _is_live_of_stainless(client: Any, args: Any, kwargs: Any) -> bool:
    options = args[1] if len(args) > 1 else kwargs.get("options")
    if options is None:
        return False
    base = str(client.base_url)
    return refuse_if_it_generates(
        urljoin(base if base.endswith("/") else f"{base}/", options.url.lstrip("/")), options.method
    )


def _of_mistral(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    del client
    return _passing(wrapped, _is_live_request(args, kwargs), args, kwargs)


def _of_mistral_async(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    del client
    return _passing_async(wrapped, _is_live_request(args, kwargs), args, kwargs)


def _is_live_request(args: Any, kwargs: Any) -> bool:
    request = args[1] if len(args) > 1 else kwargs.get("request")
    return request is not None and refuse_if_it_generates(str(request.url), str(request.method))


def _of_xai(wrapped: Callable[..., Any], chat: Any, args: Any, kwargs: Any) -> Any:
    """Watch xAI's own SDK, which speaks gRPC."""
    del chat
    return _passing(
        wrapped, _refused(f"xai_sdk: chat.{wrapped.__name__}", _WHY.format("xAI"), "api.x.ai"), args, kwargs
    )


def _of_urllib3(wrapped: Callable[..., Any], pool: Any, args: Any, kwargs: Any) -> Any:
    verb = str(args[0] if args else kwargs.get("method", ""))
    address = str(args[1] if len(args) > 1 else kwargs.get("url", ""))
    whole = address if "://" in address else f"https://{pool.host}{address}"  # a proxy is given whole addresses
    return _passing(wrapped, _refuse_unseen(whole, verb), args, kwargs)


def _of_urllib(wrapped: Callable[..., Any], handler: Any, args: Any, kwargs: Any) -> Any:
    del handler
    request = args[1] if len(args) > 1 else kwargs.get("req")
    is_live = request is not None and _refuse_unseen(request.full_url, request.get_method())
    return _passing(wrapped, is_live, args, kwargs)


def _of_aiohttp(wrapped: Callable[..., Any], session: Any, args: Any, kwargs: Any) -> Any:
    verb = str(args[0] if args else kwargs.get("method", ""))
    address = str(args[1] if len(args) > 1 else kwargs.get("str_or_url", ""))
    base = getattr(session, "_base_url", None)
    is_live = _refuse_unseen(address if base is None else urljoin(str(base), address), verb, but="google")
    return _passing_async(wrapped, is_live, args, kwargs)


_STAINLESS = [("?SyncAPIClient.request", _of_stainless), ("?AsyncAPIClient.request", _of_stainless_async)]
_SAMPLES = ("sample", "sample_batch", "stream", "stream_batch", "parse", "defer", "defer_batch")
TARGETS: patching.Targets = {
    **{
        f"{sdk}._base_client": list(_STAINLESS)
        for sdk in ("groq", "together", "cerebras.cloud.sdk", "perplexity", "fireworks")
    },
    "mistralai.client.basesdk": [
        ("?BaseSDK.do_request", _of_mistral),
        ("?BaseSDK.do_request_async", _of_mistral_async),
    ],
    "xai_sdk.sync.chat": [(f"?Chat.{name}", _of_xai) for name in _SAMPLES],
    "xai_sdk.aio.chat": [(f"?Chat.{name}", _of_xai) for name in _SAMPLES],
    "urllib3.connectionpool": [("?HTTPConnectionPool.urlopen", _of_urllib3)],
    "urllib.request": [("?AbstractHTTPHandler.do_open", _of_urllib)],
    "aiohttp.client": [("?ClientSession._request", _of_aiohttp)],
}
_sdks: tuple[SdkAdapter, ...] = ()


def watch(sdks: tuple[SdkAdapter, ...]) -> None:
    """Watch other libraries for generation requests, to the providers of these SDKs too, while a session is open."""
    global _sdks  # noqa: PLW0603 - which SDKs there are is one fact of the process
    _sdks = sdks
    patching.register(TARGETS)
