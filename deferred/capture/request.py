"""One captured request of a client: its options, and its body as the SDK would send it."""

from __future__ import annotations

import contextlib
import copy
import json
import marshal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson

from deferred.capture.credentials import TRACING
from deferred.capture.request_options import is_mapping
from deferred.capture.sdk_values import ABSENT
from deferred.capture.stainless_sdk import StainlessSdk
from deferred.config.settings import Settings
from deferred.core.call import canonical, sorted_json
from deferred.providers.base import may_hold_long_number

RAW = "x-stainless-raw-response"
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
_NOT_SENT: dict[str, Any] = {}


@dataclass(slots=True)
class CapturedRequest:
    """One request of a client.

    `options` are sent: the given options, or a prepared or changed copy; `headers` are given for this request alone;
    `encoded` is the body and its canonical form, if the body was plain JSON; `objection` is why the body could not be
    read; `with_files` are the options with files, before the files were put into the body.
    """

    sdk: StainlessSdk
    client: Any
    cast_to: Any
    options: Any
    stream: bool
    headers: dict[str, str]
    path: str
    encoded: tuple[bytes, bytes] | None = None
    objection: str = ""
    with_files: Any = None
    _body: dict[str, Any] | None = None

    @property
    def method(self) -> str:
        """The SDK's name of the called method."""
        name = self.sdk.endpoints.get(self.path) or self.sdk.unbatchable.get(self.path, f"POST {self.path}")
        return _method_name(self.sdk.module, name, getattr(self.cast_to, "__name__", "").startswith("Beta"))

    @property
    def body(self) -> dict[str, Any]:
        """The body as a dict; its values may still be anything that the SDK takes."""
        if self._body is None:
            extra = getattr(self.options, "extra_json", None)
            data = self._data()
            self._body = _as_sent({**data, **extra} if extra else data)
        return self._body

    def _data(self) -> dict[str, Any]:
        data = self.options.json_data
        if data is None:
            data = getattr(self.options, "content", None) or {}
        elif not isinstance(data, (dict, bytes)):
            data = _sdk_dumps(self.sdk)(data)  # for example a model, which only the SDK's encoder knows
        if isinstance(data, (str, bytes, bytearray)):
            with contextlib.suppress(ValueError):
                data = json.loads(data)
        if isinstance(data, dict):
            return data
        self.objection = "its body is no JSON object, or one that can be read only once"
        return {}

    @property
    def query(self) -> dict[str, Any]:
        """The query parameters."""
        if not self.options.params and "?" not in self.options.url:
            return _NOT_SENT
        return {**dict(self.options.params or {}), **dict(parse_qsl(self.options.url.partition("?")[2]))}

    def is_plain(self) -> bool:
        """Read a plain JSON body; False if only the SDK can read it: models, dates, generators, omitted values."""
        options = self.options
        if options.json_data is not None and not isinstance(options.json_data, dict):
            return False
        if not (options.params or options.files or getattr(options, "extra_json", None)):
            self.encoded = _plainly(self.body)
        return self.encoded is not None

    def prepared(self) -> Any:
        """Let the SDK merge `extra_body` and drain generators, once: the body is read here and never again."""
        prepare = getattr(self.client, "_copy_and_prepare", None)
        return self.options if prepare is None else prepare(self.options)

    def goes_as(self, options: Any) -> None:
        """Send these options instead."""
        self.options, self.encoded, self._body = options, None, None

    def inline_files(self) -> str:
        """Put uploaded files into the body, which a batch carries; return why that is not possible."""
        options = self.options
        if not options.files:
            return ""
        try:
            body = self.sdk.with_files(self.path, self.body, options.files)
        except (ValueError, OSError) as error:
            return str(error)
        inlined = copy.copy(options)
        inlined.json_data, inlined.files = body, None
        if getattr(options, "extra_json", None):
            inlined.extra_json = None  # it is in the body already
        self.goes_as(inlined)
        self.with_files = options
        return ""

    def adapt(self, settings: Settings) -> None:
        """Let the adapter of the SDK change the options."""
        # The SDK's code that reads a stream does not expect the reply of a changed request.
        options = None if self.stream else self.sdk.adapt(self.client, self.options, self.body, settings)
        if options is not None:
            self.goes_as(options)

    def header(self, name: str) -> str:
        """Return a header of the request, or of its client; empty if there is none."""
        ours = {key.lower(): value for key, value in self.client.default_headers.items()}
        given = self.headers.get(name) or ours.get(name)
        return given if isinstance(given, str) else ""

    def encode(self) -> tuple[bytes, bytes]:
        """Return the body as the SDK would have sent it, and its canonical form."""
        if self.encoded is None:
            self.encoded = encoded(self.sdk, self.body)
        return self.encoded

    def meaningful(self) -> dict[str, str]:
        """Return the headers that change what the provider does; the connection sends the client's own headers."""
        given = {
            name.lower(): value
            for name, value in self.client._custom_headers.items()
            if name.lower() in {"anthropic-beta", "openai-beta"}
        }
        given.update(self.headers)
        return _meaningful(given)

    def meaningful_alone(self) -> dict[str, str]:
        """Return the headers of this request alone that change what the provider does."""
        return _meaningful(self.headers)

    def given_to(self, wrapped: Callable[..., Any], args: Any, kwargs: Any, *, once: bool = False) -> Any:
        """Call the original `request`; `once` forbids retries, which may be billed beyond the reservation."""
        options = self.with_files or self.options
        if once:
            options = copy.copy(options)
            options.max_retries = 0
        if len(args) > 1:
            args = (args[0], options, *args[2:])
        else:
            kwargs = {**kwargs, "options": options}
        return wrapped(*args, **kwargs)


def _meaningful(given: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in given.items()
        if not name.startswith(_TRANSPORT_HEADERS) and type(value).__name__ not in ABSENT
    }


def catch(sdk: StainlessSdk, client: Any, args: Any, kwargs: Any) -> CapturedRequest | None:
    """Read the arguments of `request(cast_to, options, *, stream, stream_cls)`; None where nothing is generated."""
    options = _options(args, kwargs)
    path = _generation_path(sdk, client, options)
    if path is None:
        return None
    given = options.headers
    headers = {name.lower(): value for name, value in given.items()} if is_mapping(given) else {}
    cast_to = args[0] if args else kwargs["cast_to"]
    return CapturedRequest(sdk, client, cast_to, options, bool(kwargs.get("stream", False)), headers, path)


def posts_to(path: str, args: Any, kwargs: Any) -> bool:
    """Whether a request is a POST to this path."""
    options = _options(args, kwargs)
    return options.method.lower() == "post" and _path(options) == path


def _options(args: Any, kwargs: Any) -> Any:
    return args[1] if len(args) > 1 else kwargs["options"]


def _path(options: Any) -> str:
    path: str = options.url.partition("?")[0].rstrip("/")
    if "//" in path:  # a whole address instead of a path
        path = "/" + path.partition("//")[2].partition("/")[2]
    return path


def _generation_path(sdk: StainlessSdk, client: Any, options: Any) -> str | None:
    if options.method.lower() != "post":
        return None
    path = _path(options)
    if path in sdk.endpoints or path in sdk.unbatchable or sdk.also_unbatchable.search(path):
        return path
    return None if sdk.manages.match(path) else _unknown_to_us(sdk, client, path)


def _unknown_to_us(sdk: StainlessSdk, client: Any, path: str) -> str | None:
    """Return an unknown path at the provider's own host, which counts as generation; None at other hosts."""
    return path if sdk.known_host(client.base_url.netloc.decode()) else None


@lru_cache(maxsize=256)
def _method_name(module: str, name: str, is_beta: bool) -> str:  # noqa: FBT001 - remembered
    return f"{module}: beta.{name}" if is_beta else f"{module}: {name}"  # one text for all calls


def _as_sent(body: dict[str, Any]) -> dict[str, Any]:
    body = {name: value for name, value in body.items() if type(value).__name__ not in ABSENT}
    if not body.get("stream", True):
        del body["stream"]  # batch APIs refuse it
    return body


def encoded(sdk: StainlessSdk, body: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return a body as the SDK writes it, and its canonical form."""
    return _plainly(body) or _by_the_sdk(sdk, body)


def _plainly(body: dict[str, Any]) -> tuple[bytes, bytes] | None:
    """Encode plain JSON; None for values that only the SDK's encoder knows: a model, a date, a generator."""
    try:
        raw = orjson.dumps(body, option=_DUMP)
        if b"null" not in raw:  # orjson writes NaN as null, where the SDK refuses it
            marshal.dumps(body, 2)  # accepts JSON's types, but no Enum or UUID, which orjson would write
            return raw, orjson.dumps(body, option=_DUMP | orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError):
        pass
    return None


def _by_the_sdk(sdk: StainlessSdk, body: dict[str, Any]) -> tuple[bytes, bytes]:
    raw = _sdk_dumps(sdk)(body)
    if may_hold_long_number(raw):  # orjson would round it, and two requests would look the same
        return raw, sorted_json(json.loads(raw))
    try:
        return raw, canonical(orjson.loads(raw))
    except ValueError:  # nested too deep for it
        return raw, sorted_json(json.loads(raw))


def _sdk_dumps(sdk: StainlessSdk) -> Callable[[Any], bytes]:
    own = sys.modules.get(f"{sdk.module}._utils._json")
    if own is not None:
        dumps: Callable[[Any], bytes] = own.openapi_dumps
        return dumps
    # Old versions of the SDKs used the format of httpx.
    return lambda body: json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
