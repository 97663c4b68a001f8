"""anthropic: clients of Claude on Vertex AI, whose batches are jobs of Vertex AI with a bucket."""

from __future__ import annotations

import importlib
import json
import re
import sys
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from deferred import patching
from deferred.capture import vertex_account
from deferred.capture.anthropic import AnthropicSdk
from deferred.capture.connection import Prepare
from deferred.capture.sdk import Header, HttpCall
from deferred.capture.stainless import AddressedRequest, async_wrapper, wrapper
from deferred.core.call import Call
from deferred.core.errors import DeferredError
from deferred.core.hosts import root_of
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.providers.vertex.batch import SHAPE_HEADER
from deferred.providers.vertex.bucket import storage_url
from deferred.providers.vertex_anthropic.profile import PROFILE
from deferred.providers.vertex_anthropic.rows import kinship
from deferred.session.protocol import BlockSession

_CLIENT = "anthropic.lib.vertex._client"
_VERSION = "vertex-2023-10-16"  # of SDKs that do not tell theirs
_BETA = "betas are not known to work in batches of Claude on Vertex AI"
_GLOBAL = "batches of Claude on Vertex AI run in a region, and not at the location global (region=...)"
_NO_PROJECT = "batches of Vertex AI need a project (project_id=..., or ANTHROPIC_VERTEX_PROJECT_ID)"
_LOADING = threading.Lock()
_ADDRESS = re.compile(r"(?P<root>.*)/projects/(?P<project>[^/]+)/locations/(?P<region>[^/]+)")
_CALL = re.compile(
    r"/publishers/anthropic/models/(?!count-tokens:)(?P<model>[^/:]+):(?P<verb>rawPredict|streamRawPredict)$"
)


@dataclass(frozen=True, slots=True)
class _Rotating:
    """A credential of a client: another one makes another account, but its text is part of no account's name."""

    held: Any

    def __str__(self) -> str:
        return ""


class AnthropicVertexSdk(AnthropicSdk):
    """The SDK of Anthropic, for Vertex AI."""

    sync_class = "anthropic.AnthropicVertex"
    provider = PROFILE.name
    home, key_variables = PROFILE.wire.home, PROFILE.wire.key_variables
    endpoints = MappingProxyType({"/v1/messages": "messages.create"})
    foreign_classes = frozenset()

    @property
    def targets(self) -> patching.Targets:
        """The attributes that are patched while a session is open."""
        return {
            "anthropic": [
                ("?AnthropicVertex.request", wrapper(self)),
                ("?AsyncAnthropicVertex.request", async_wrapper(self)),
            ]
        }

    def known_host(self, netloc: str) -> bool:
        """Whether a host belongs to Vertex AI."""
        return PROFILE.wire.is_own(netloc)

    def provider_at(self, netloc: str, said: str) -> str:
        """Return whose API a host speaks: who speaks as Vertex AI has the models of all publishers."""
        del netloc
        return self.provider if said in {"", vertex_account.PROVIDER} else said

    def base_url(self, client: Any) -> str:
        """Return the address of a client's calls: project and location included."""
        return f"{super().base_url(client)}/projects/{client.project_id}/locations/{client.region}"

    def why_not(self, session: BlockSession, caught: Any) -> str:
        """Return why no batch of a session carries a captured request; empty if one can."""
        client = caught.client
        if client.region == "global":
            return _GLOBAL
        why = vertex_account.why_not_bucket(session)
        if why:
            return why
        self.find_address(client)
        return "" if client.project_id else _NO_PROJECT

    def find_address(self, client: Any) -> None:
        """Load the credentials of the environment, as the SDK does at its first request; they may name the project."""
        if client.access_token is not None or client.credentials:
            return
        with _LOADING:  # threads share a client: credentials that were loaded twice would look like two accounts
            if not client.credentials:
                client.credentials, project = sys.modules[_CLIENT].load_auth(project_id=client.project_id)
                client.project_id = client.project_id or project

    def identity(self, client: Any) -> tuple[Any, ...]:
        """Return the source of a client's credentials, and what the client pays with."""
        held = client.credentials
        of_account = ("token",) if client.access_token is not None else vertex_account.named(held)
        return (*of_account, client.project_id, client.region, _Rotating(client.access_token), _Rotating(held))

    def sources(self, client: Any) -> tuple[Any, ...]:
        """Return what tells a client's credentials from others of this process; nothing if they have a name."""
        if client.access_token is not None:
            return (_one(client.access_token),)
        if vertex_account.is_named(client.credentials):
            return ()
        refresh = getattr(client.credentials, "refresh_token", None)
        return (_one(refresh) if isinstance(refresh, str) else client.credentials,)

    def preparer(self, client: Any, prepare: Prepare) -> Prepare:
        """Let a token go to Vertex AI and to the bucket, and to nobody else."""
        home, storage = self.base_url(client), storage_url()

        def guarded(method: str, url: str, headers: dict[str, str]) -> tuple[str, Any, Any]:
            if vertex_account.is_of_storage(url, storage):
                _, sent, auth = prepare("GET", home, {})
                return url, [pair for pair in sent if pair[0].lower() == b"authorization"], auth
            if root_of(url) != root_of(home):
                message = f"{urlsplit(url).netloc} is neither the account's host nor that of its bucket"
                raise ValueError(message)
            return prepare(method, url, headers)

        return guarded

    def address(self, path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
        """Return the endpoint and headers of a captured request; Vertex AI has one endpoint for all."""
        del path, cast_to
        return "/v1/messages", headers

    def objection(self, body: dict[str, Any], header: Header) -> str:
        """Return why a body cannot go into a batch; empty if it can. `header` gives the request's headers."""
        has_betas = header("anthropic-beta") or body.get("anthropic_beta") or body.get("betas")
        return super().objection(body, header) or (_BETA if has_betas else "")

    def kept_apart(self, session: BlockSession, provider: str, caught: Any) -> dict[str, str]:
        """Return headers that are not sent: what the calls of one job have in common."""
        del provider
        # Only the SDK's encoder knows what a model among the values will be.
        body = caught.body if caught.encoded is not None else json.loads(caught.encode()[0])
        return {BUCKET_HEADER: str(session.settings.bucket), SHAPE_HEADER: kinship(body)}

    def read(self, request: AddressedRequest, where: str) -> list[tuple[Call, bytes]]:
        """Read a captured request into its call: the SDK puts the model into the address, and a version into the body.

        It does so when it sends the request.
        """
        body = request.caught.body
        sent = {name: value for name, value in body.items() if name != "model"}
        sent.setdefault("anthropic_version", _version())
        caught = replace(request.caught, encoded=None, _body=sent)
        [(call, _)] = super().read(request._replace(caught=caught), where)
        # The call is known by the body with its model, and without the version, which changes with the SDK.
        return [(call._replace(model=str(body.get("model", ""))), request.caught.encode()[1])]

    def recognise(self, root: str, request: Any) -> HttpCall | None:
        """Recognise a request for a message that does not come through the SDK's methods: it names no bucket."""
        path = request.url.path
        found = _CALL.search(path)
        if found is None:
            return None
        return HttpCall(root + path[: found.start()], found["verb"], found["model"], batchable=False)

    def make_client(self, address: str | None) -> Any:
        """Make a client with the credentials of the environment, for the project in the address or in the variables."""
        made = importlib.import_module(self.module).AnthropicVertex
        found = _ADDRESS.fullmatch(address or "")
        if address is not None and found is None:
            message = f"{address} names no project and location of Vertex AI"
            raise DeferredError(message)
        client = made(**({} if found is None else _options(found)))
        self.find_address(client)
        return client


def _options(found: re.Match[str]) -> dict[str, str]:
    return {"base_url": found["root"], "project_id": found["project"], "region": found["region"]}


def _version() -> str:
    own = vars(sys.modules[_CLIENT])
    return str(own.get("ANTHROPIC_API_VERSION") or own.get("DEFAULT_VERSION") or _VERSION)


@lru_cache(maxsize=256)
def _one(text: str) -> str:
    """Return one object for all equal texts: sources are told apart by their identity."""
    return text


SDK = AnthropicVertexSdk()
