"""Read replies of the SDKs, from a session or elsewhere, as the provider's JSON, and the type that a call asked for."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deferred.core.profile import Replies, profile_of, profiles, sdks

Json = dict[str, Any]
BEDROCK = "bedrock"  # responses of Converse are read, though no batch carries its calls
_ARGUMENTS = ("output_format", "response_format", "text_format", "response_model")


@dataclass(frozen=True)
class Reply:
    """A reply as its provider's JSON, and the value that the SDK has parsed already."""

    provider: str
    body: Json
    parsed: Any = None


def reply_of(reply: Any) -> Reply | None:
    """Read an object of one of the SDKs, or a response as JSON; None for anything else."""
    if isinstance(reply, Mapping):
        body = _of_a_row(reply)
        provider = provider_of(body)
        return None if provider is None else Reply(provider, dict(body))
    provider = _provider_of_class(type(reply))
    if provider is None:
        return None
    if hasattr(reply, "http_response") and hasattr(reply, "parse"):  # of `with_raw_response`
        return reply_of(reply.http_response.json())
    if not hasattr(reply, "model_dump"):
        return None
    looks = profile_of(provider).replies
    body = _dumped(looks, reply)
    if _is_of_family(body, looks) or type(reply).__name__ in looks.bare:
        return Reply(provider, body, _parsed(reply))
    return reply_of(body) if _of_a_row(body) is not body else None


def _is_of_family(body: Json, looks: Replies) -> bool:
    """Whether a response has the shape of a provider's; several providers share one."""
    provider = provider_of(body)
    return provider is not None and profile_of(provider).replies.reader == looks.reader


def _of_a_row(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the response inside a row of a batch's results; any other object is returned unchanged."""
    inner: Any = body.get("result") or body.get("response")
    if not isinstance(inner, Mapping):
        return body
    found = inner.get("message") or inner.get("error") or inner.get("body") or inner
    return found if isinstance(found, Mapping) else body


def _provider_of_class(cls: type) -> str | None:
    roots = {base.__module__.partition(".")[0] for base in cls.__mro__}
    return next((provider for provider, sdk in sdks() if sdk.root in roots), None)


def _dumped(looks: Replies, reply: Any) -> Json:
    body: Json = reply.model_dump(
        mode="json", by_alias=True, exclude_none=looks.drops_none, exclude=set(looks.beside) or None, warnings=False
    )
    return body


def _parsed(reply: Any) -> Any:
    """Return the value that the SDK has parsed, from its place in the reply."""
    for name in ("parsed_output", "output_parsed", "parsed"):
        found = getattr(reply, name, None)
        if found is not None:
            return found
    choices = getattr(reply, "choices", None) or ()
    message = getattr(choices[0], "message", None) if choices else None
    return getattr(message, "parsed", None)


def provider_of(body: Mapping[str, Any]) -> str | None:
    """Recognise the provider of a response by its shape."""
    if isinstance(body.get("output"), Mapping):
        return BEDROCK
    known = profiles()
    found = next((profile for profile in known if profile.replies.is_answer(body)), None)
    found = found or next((profile for profile in known if profile.replies.is_error(body)), None)
    return None if found is None else found.name


def asked_by(post_parser: Any) -> Any:
    """Return the type that the SDK's parser was made for, from the parser's closure."""
    if not inspect.isfunction(post_parser):
        return None
    held = inspect.getclosurevars(inspect.unwrap(post_parser)).nonlocals
    return next((held[name] for name in _ARGUMENTS if is_type(held.get(name))), None)


def asked_in(request: Any) -> Any:
    """Return the type that a request asks for, if the request holds the type itself."""
    if not isinstance(request, Mapping):
        return None
    config = request.get("config")
    places = [request.get(name) for name in _ARGUMENTS]
    places.append(config.get("response_schema") if isinstance(config, Mapping) else _schema_of(config))
    return next((place for place in places if is_type(place)), None)


def _schema_of(config: Any) -> Any:
    return getattr(config, "response_schema", None)


def is_type(value: Any) -> bool:
    """Whether a value is a type that can be asked for: a class, or a form like `list[Line]`; never a schema."""
    if value is None or isinstance(value, (str, bytes, Mapping)) or type(value).__name__ in {"NotGiven", "Omit"}:
        return False
    return not any(isinstance(value, schema) for schema in _schema_classes())


def _schema_classes() -> Iterator[type]:
    """Yield the schema classes of the imported SDKs."""
    for _, sdk in sdks():
        module, name = sdk.schema_class or ("", "")
        found = getattr(sys.modules.get(module), name, None) if module else None
        if found is not None:
            yield found
