"""Which API of a simulator a request is meant for: one port serves all, and some of their paths are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from deferred.simulator.anthropic_api import AnthropicApi
from deferred.simulator.base import Api, Host
from deferred.simulator.bedrock_api import SIGNED_BY, BedrockApi
from deferred.simulator.families import MEMBERS, member_at
from deferred.simulator.family_api import SIGNED, FamilyApi
from deferred.simulator.gemini_api import GeminiApi
from deferred.simulator.mistral_api import MistralApi
from deferred.simulator.openai_api import OpenAiApi
from deferred.simulator.vertex_api import VertexApi, is_of_vertex
from deferred.simulator.wire import Request
from deferred.simulator.xai_api import XaiApi

HOST_HEADER = "x-simulated-host"  # the host that a request was for, before it was sent here instead
AT = "/at/"  # or the same host in the path: /at/api.groq.com/openai/v1
# Who has an API of his own in OpenAI's place, and the hosts where.
OTHERS: dict[str, tuple[Callable[[Host], Api], tuple[str, ...]]] = {
    "mistral": (MistralApi, ("api.mistral.ai", "api.eu.mistral.ai", "api.us.mistral.ai")),
    "xai": (XaiApi, ("api.x.ai",)),
    "vertex": (VertexApi, ("aiplatform.googleapis.com", "storage.googleapis.com")),
    "bedrock": (BedrockApi, tuple(f"{name}.us-east-1.amazonaws.com" for name in ("bedrock", "bedrock-runtime", "s3"))),
}
SPEAKS = ("openai", *MEMBERS, *OTHERS)


def speaker_at(host: str) -> str | None:
    """Name who answers at a host, with or without a port; None for the three first providers and for strangers."""
    name = host.lower().partition(":")[0]
    return next((speaker for speaker, (_, hosts) in OTHERS.items() if name in hosts), member_at(host))


def base_of(speaks: str) -> str:
    """Give the path in the base URL of a client of this API."""
    return MEMBERS[speaks].bases[0] if speaks in MEMBERS else "" if speaks in {"vertex", "bedrock"} else "/v1"


class ApiTable:
    """The APIs of a simulator, each made when the first request for it comes."""

    def __init__(self, host: Host, speaks: str) -> None:
        """`speaks` names who answers where OpenAI would."""
        if speaks not in SPEAKS:
            message = f"speaks is one of {', '.join(SPEAKS)}, not {speaks!r}"
            raise ValueError(message)
        self._host, self._speaks = host, speaks
        first: tuple[Api, ...] = (AnthropicApi(host), OpenAiApi(host), GeminiApi(host))
        self._apis = {api.name: api for api in first}

    def api_for(self, request: Request) -> tuple[Api, Request]:
        """Give the API that a request is meant for, and the request as that API knows it."""
        if request.path.startswith(AT):  # a base URL can name a host where nobody can set a header
            host, _, path = request.path.removeprefix(AT).partition("/")
            headers = request.headers | {HOST_HEADER: host}
            request = replace(request, path="/" + path, headers=headers)
        return self._api(self._provider_of(request)), request

    def _provider_of(self, request: Request) -> str:
        asked = request.headers.get(HOST_HEADER, "")
        named = asked if asked in SPEAKS else speaker_at(asked)  # a server of one's own has a name, and no host
        if named is not None:
            return named
        if self._speaks == "bedrock" and SIGNED_BY in request.headers:
            return self._speaks
        if is_of_vertex(request.path):
            return "vertex"
        if request.path.startswith(SIGNED):
            name = request.path.removeprefix(SIGNED).partition("/")[0]
            return name if name in SPEAKS else "openai"
        if self._speaks != "openai" and request.path.startswith("/v1/batches/"):
            return self._speaks  # whatever verb is behind a colon
        provider = provider_of(request)
        return self._speaks if provider == "openai" else provider

    def _api(self, name: str) -> Api:
        if name not in self._apis:
            make = OTHERS[name][0] if name in OTHERS else partial(FamilyApi, member=MEMBERS[name])
            self._apis[name] = make(self._host)
        return self._apis[name]


def provider_of(request: Request) -> str:
    """Tell which of the three first providers a request is meant for."""
    path, headers = request.path, request.headers
    if path.startswith("/v1/messages") or "anthropic-version" in headers:
        return "anthropic"
    google = ("/v1beta", "/upload/", "/download/")
    if "x-goog-api-key" in headers or "key" in request.query or path.startswith(google) or ":" in path:
        return "google"
    return "openai"
