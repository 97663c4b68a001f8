"""google-genai: the methods of `Models` are captured, and run with a stand-in for the API client.

The stand-in records or replays requests: the SDK's converters make the body, and its parser makes the reply. Below
the method no lazy answer is possible, because the SDK reads the response there (continuation, function calling). A
method that a tracer has replaced, or that calls the user's functions, runs as it is, in a task; its requests are
answered in the API client, below what tracers patch.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MethodType
from typing import Any

from deferred import patching
from deferred.capture import bypass, eager, google_account, google_api_client, google_requests, vertex_account
from deferred.capture.connection import Account
from deferred.capture.google_account import HOST, why_not_client
from deferred.capture.google_requests import (
    VERBS,
    Captured,
    GoogleRequest,
    Parker,
    Recorder,
    Replayer,
    SentLive,
    parking,
    submit,
)
from deferred.capture.sdk import Ask, Build, Header, HttpCall
from deferred.capture.unbatchable import refuser
from deferred.core.call import Answer, Call
from deferred.core.call_site import caller
from deferred.core.errors import DeferredError
from deferred.futures import placeholder
from deferred.futures.future import Future
from deferred.futures.waiting import CombinedFuture
from deferred.providers.google.profile import PROFILE
from deferred.results.sdk_reply import asked_in
from deferred.session import current, outsiders
from deferred.session.protocol import BlockSession
from deferred.session.task import task_placeholder

# Generating endpoints without a model in their address.
_AGENTS = re.compile(r"/(interactions|decisions|triggers/[^/]+/executions)$")
_ADDRESS = re.compile(r"/models/(?P<model>[^/:]+):(?P<verb>\w+)$")


def _wrapper(name: str) -> Callable[..., Any]:
    def method(wrapped: Callable[..., Any], models: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if bypass.is_allowed():
            return wrapped(*args, **kwargs)
        where = caller()
        if session is None:
            outsiders.note(f"google-genai: models.{name}", where)
            return wrapped(*args, **kwargs)
        session.refuse_late(f"google-genai: models.{name}", where, kwargs)
        why = why_not_client(session, models._api_client)
        if why:
            session.refuse(f"google-genai: models.{name}", where, why)
            with bypass.allowed():
                return wrapped(*args, **kwargs)
        call = MethodCall(session, models, wrapped, name, where, kwargs)
        if _has_functions(kwargs.get("config")) or not _is_the_sdks_own(wrapped, type(models), name):
            return _in_task(call, args)
        return _defer(call, args)

    return method


def _is_the_sdks_own(method: Any, owner: type, name: str) -> bool:
    """Whether no tracer has replaced a method, or the private method that it calls."""
    if type(method) is not MethodType:
        return False
    called = [method.__func__, vars(owner).get(f"_{name}")]
    return all(one is None or patching.is_function_of("google.genai", one) for one in called)


def _async_wrapper(name: str) -> Callable[..., Any]:
    def method(wrapped: Callable[..., Any], models: Any, args: Any, kwargs: Any) -> Any:
        session = current.owner()
        if bypass.is_allowed():
            return wrapped(*args, **kwargs)
        where = caller()
        if session is None:
            outsiders.note(f"google-genai: models.{name}", where)
            return wrapped(*args, **kwargs)

        async def suspended() -> Any:
            session.refuse_late(f"google-genai: aio.models.{name}", where, kwargs)
            why = why_not_client(session, models._api_client)
            if why:
                session.refuse(f"google-genai: aio.models.{name}", where, why)
                with bypass.allowed():
                    return await wrapped(*args, **kwargs)
            parker = Parker(models._api_client, session, where, asked_in(kwargs))
            with parking(parker):
                return parker.answered(await wrapped(*args, **kwargs))

        return suspended()

    return method


@dataclass(frozen=True, slots=True)
class MethodCall:
    """One call of a method of `Models`, with its arguments by name."""

    session: BlockSession
    models: Any
    method: Any
    name: str
    where: str
    kwargs: dict[str, Any]

    @property
    def kind(self) -> type:
        """The class of its reply."""
        types = sys.modules["google.genai.types"]
        found: type = types.EmbedContentResponse if self.name == "embed_content" else types.GenerateContentResponse
        return found

    @property
    def function(self) -> Callable[..., Any]:
        """The SDK's own function, below whatever is patched."""
        found: Callable[..., Any] = self.method.__func__
        return found


def _in_task(call: MethodCall, args: Any) -> Any:
    """Run the method in a task: it reads replies, as tracers do, or calls the user's functions between requests."""
    parker = Parker(call.models._api_client, call.session, call.where, asked_in(call.kwargs))

    def run(*given: Any, **named: Any) -> Any:
        with parking(parker):
            return parker.answered(call.method(*given, **named))

    return run(*args, **call.kwargs) if eager.is_wanted() else task_placeholder(run, args, call.kwargs, call.kind)


def _defer(call: MethodCall, args: Any) -> Any:
    api = call.models._api_client
    try:
        call.function(type(call.models)(Recorder(api)), *args, **call.kwargs)
    except Captured as captured:
        request = captured
    else:
        message = f"google-genai made no request for models.{call.name} at {call.where}, so it could not be captured"
        raise DeferredError(message)
    try:
        futures = submit(call.session, api, request, call.where, asked_in(call.kwargs))
    except SentLive:
        with bypass.allowed():
            return call.method(*args, **call.kwargs)
    if not futures:  # embeddings of nothing
        return _replay(call)([], None)
    pending = _placeholder(futures, call)
    return placeholder.pending_future(pending).result() if eager.is_wanted() else pending


# Makes the reply from its answers; requests on the way are made with the body of this future.
Replay = Callable[[list[Answer], Future | None], Any]


def _placeholder(futures: list[Future], call: MethodCall) -> Any:
    first, *rest = futures
    if not rest:
        first.built_by(SDK.reply(call))
        return first.placeholder(call.kind)
    replay = _replay(call)

    whole = CombinedFuture(futures)
    whole.built_by(lambda _, __: replay([future.answer(0) for future in futures], first))
    return whole.placeholder(call.kind)


def _replay(call: MethodCall) -> Replay:
    # Nothing here may reference the call: its arguments hold the body.
    session, models, function, where = call.session, call.models, call.function, call.where
    model, config = call.kwargs.get("model"), _without_body(call.kwargs.get("config"))

    def replay(answers: list[Answer], future: Future | None) -> Any:
        def body() -> bytes:
            assert future is not None  # without a call there is no continuation
            return session.body_of(future)

        stand_in = Replayer(models._api_client, session.root, where, answers, body)
        return function(type(models)(stand_in), model=model, contents="-", config=config)

    return replay


def _without_body(config: Any) -> Any:
    """Copy the config without its instructions: only the fields that shape the reply stay in memory."""
    if config is None:
        return None
    heavy = ("system_instruction", "systemInstruction", "cached_content", "cachedContent")
    if isinstance(config, dict):
        return {name: value for name, value in config.items() if name not in heavy}
    return config.model_copy(
        update={name: None for name in ("system_instruction", "cached_content") if hasattr(config, name)}
    )


def _has_functions(config: Any) -> bool:
    """Whether the SDK would call Python functions itself, and so make several requests."""
    tools = config.get("tools") if isinstance(config, dict) else getattr(config, "tools", None)
    return any(callable(tool) for tool in tools or ())


def _contents(types: Any, contents: Any) -> Any:
    """Parse contents in wire format, where bytes are base64; other objects are left to the SDK."""
    if isinstance(contents, list):
        return [_contents(types, one) for one in contents]
    if isinstance(contents, dict) and "parts" in contents:
        return types.Content.model_validate_json(json.dumps(contents))
    return contents


_TARGETS: patching.Targets = {
    "google.genai.models": [
        *[(f"Models.{name}", _wrapper(name)) for name in ("generate_content", "embed_content")],
        *[(f"AsyncModels.{name}", _async_wrapper(name)) for name in ("generate_content", "embed_content")],
        *[(f"{cls}.generate_content_stream",
           refuser("google-genai: models.generate_content_stream", "a batch cannot stream"))
          for cls in ("Models", "AsyncModels")],
    ],
    "google.genai.live": [("?AsyncLive.connect", refuser("google-genai: aio.live.connect"))],
    "google.genai.live_music": [("?AsyncLiveMusic.connect", refuser("google-genai: aio.live.music.connect"))],
    "google.genai._api_client": google_api_client.TARGETS,
}  # fmt: skip


class GoogleSdk:
    """The SDK of Google, for the Gemini Developer API."""

    provider = google_account.PROVIDER
    module = "google.genai"
    home, key_variables = PROFILE.wire.home, PROFILE.wire.key_variables
    targets = _TARGETS
    providers = frozenset([google_account.PROVIDER, vertex_account.PROVIDER])

    def provider_at(self, netloc: str, said: str) -> str:
        """Return whose API a host speaks; `said` is what the user says of it, if anything."""
        del netloc
        return said or self.provider

    def takes(self, provider: str, path: str) -> bool:
        """Return True: what no batch takes is recognised as such."""
        del provider, path
        return True

    def known_host(self, netloc: str) -> bool:
        """Whether a host belongs to the provider."""
        return netloc == HOST

    def split(self, provider: str, body: dict[str, Any]) -> dict[str, str]:
        """Return nothing: any calls may share a job."""
        del provider, body
        return {}

    def read(self, request: GoogleRequest, where: str) -> Iterator[tuple[Call, bytes]]:
        """Read a captured request into its calls, each with the canonical form of its body."""
        return google_requests.read(request, where)

    def reply(self, request: MethodCall) -> Build:
        """Return the function that makes the reply of a method that is one call."""
        replay = _replay(request)
        return lambda answer, future: replay([answer], future)

    def account_of(self, session: BlockSession, client: Any) -> Account | None:
        """Return the account of a client; None if its transport cannot be copied."""
        return google_account.account_of(session, client._api_client, self.base_url_of(client))

    def open_account(self, client: Any, address: str) -> Account | None:
        """Open a separate account for a client; None if its transport cannot be copied."""
        return google_account.open_account(client._api_client, address)

    def recognise(self, root: str, request: Any) -> HttpCall | None:
        """Recognise a generation request outside of the SDK's methods, or a stream of the SDK.

        A stream of the SDK is sent when it is read, but it was counted when it was made.
        """
        path = request.url.path
        found = _ADDRESS.search(path)
        if found and found["verb"] in VERBS:
            # Batches of Vertex AI need a project and a bucket, which a bare request does not name.
            is_plain = found["verb"] == "generateContent" and "/publishers/" not in path
            is_counted = ":streamGenerateContent" in path and "x-goog-api-client" in request.headers
            base_url, model = root + path[: found.start()], f"models/{found['model']}"
            return HttpCall(base_url, "generateContent", model, batchable=is_plain, is_counted=is_counted)
        if _AGENTS.search(path):
            return HttpCall(root, path.rpartition("/")[2], batchable=False)
        return None

    def objection(self, body: dict[str, Any], header: Header) -> str:
        """Return an empty text: requests that no batch carries have other addresses."""
        del body, header
        return ""

    def make_client(self, address: str | None) -> Any:
        """Make a client with the key of the environment."""
        root, _, version = (address or "").rpartition("/")
        options = {"base_url": root, "api_version": version} if address else None
        made: Any = importlib.import_module(self.module).Client(http_options=options)
        if not made._api_client.api_key:
            message = "only clients with an API key are supported yet"
            raise DeferredError(message)
        return made

    def address_of(self, client: Any) -> str:
        """Return the address that a client was made for, without the version."""
        return str(client._api_client._http_options.base_url)

    def base_url_of(self, client: Any) -> str:
        """Return the address of a client's calls, version included."""
        return google_account.base_url_of(client._api_client)

    def asker(self, client: Any) -> Ask:
        """Return a function that makes calls of a client from methods and their arguments."""
        types = importlib.import_module("google.genai.types")
        kinds = {"generate_content": types.GenerateContentConfig, "embed_content": types.EmbedContentConfig}

        def ask(endpoint: str, body: dict[str, Any]) -> Any:
            config = kinds[endpoint].model_validate_json(json.dumps(body["config"])) if body["config"] else None
            method = getattr(client.models, endpoint)
            return method(model=body["model"], contents=_contents(types, body["contents"]), config=config)

        return ask


SDK = GoogleSdk()
