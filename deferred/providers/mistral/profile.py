"""The profile of Mistral: that of a member of OpenAI's family, with errors of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from deferred.core.phantom import PhantomWriter
from deferred.core.profile import Media, Phantoms, Sdk
from deferred.providers.mistral.member import MISTRAL
from deferred.providers.openai.member_profile import profile_for

_LIKE = profile_for(MISTRAL)
# Sound is charged by the hour; what libraries, connectors and resources put into a prompt only the provider knows.
_BOUNDLESS = frozenset(["input_audio", "document_library", "connector", "resource", "resource_link"])
_GUESSED = frozenset(["/v1/chat/completions", "/v1/embeddings"])


def _why_boundless(endpoint: str, body: Mapping[str, Any], model: str) -> str | None:
    """Return what a request costs that no number of tokens bounds; None for an ordinary one."""
    del endpoint, model
    messages = [one for one in body.get("messages") or () if isinstance(one, Mapping)]
    parts = [part for message in messages for part in _objects(message.get("content"))]
    kinds = [str(one.get("type")) for one in (*parts, *_objects(body.get("tools")))]
    named = next((kind for kind in kinds if kind in _BOUNDLESS), "guardrails" if body.get("guardrails") else "")
    return f"{named} is charged by more than tokens, or by tokens that are not in the request" if named else None


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _is_error(body: Mapping[str, Any]) -> bool:
    """Whether an object is an error: of its own, or of FastAPI, which checks keys and values."""
    return body.get("object") == "error" or body.keys() == {"detail"}


def _phantom(
    endpoint: str, asked: Mapping[str, Any], like: Mapping[str, Any] | None, writer: PhantomWriter
) -> Mapping[str, Any] | None:
    """Write a phantom where OpenAI's has the same shape; its SDK wants an id in each."""
    made = _LIKE.phantoms.answer(endpoint, asked, like, writer) if endpoint in _GUESSED else None
    return None if made is None else {"id": "phantom", **made}


PROFILE = replace(
    _LIKE,
    media=Media(made=_why_boundless),
    replies=replace(_LIKE.replies, is_error=_is_error),
    phantoms=Phantoms(_phantom, state=_LIKE.phantoms.state, inner=_LIKE.phantoms.inner),
    sdk=Sdk("mistralai.client", "mistralai", least=(3,), below=(4,), is_extra=True),
    telemetry_name="mistral_ai",
)
