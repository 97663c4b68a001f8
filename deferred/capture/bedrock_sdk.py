"""anthropic as a client of Amazon Bedrock: patched attributes, calls with a batch form, and bodies of InvokeModel."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any

from deferred import patching
from deferred.capture import bedrock_account
from deferred.capture.anthropic import AnthropicSdk
from deferred.capture.connection import Prepare
from deferred.capture.request import CapturedRequest, encoded
from deferred.capture.sdk import Header
from deferred.capture.stainless import AddressedRequest, async_wrapper, wrapper
from deferred.core.call import Call
from deferred.providers.bedrock.batch import ROLE_HEADER
from deferred.providers.bedrock.profile import PROFILE
from deferred.providers.bucket_jobs import BUCKET_HEADER
from deferred.session.protocol import BlockSession

_VERSION = "bedrock-2023-05-31"
_NO_TOOLS = ("tools", "tool_choice", "mcp_servers")
_RUNTIME = re.compile(r"https://bedrock-runtime\.(?P<region>[\w-]+)\.amazonaws\.com")


class BedrockSdk(AnthropicSdk):
    """The SDK of Anthropic, for Amazon Bedrock."""

    sync_class = "anthropic.AnthropicBedrock"
    provider = PROFILE.name
    home, key_variables = PROFILE.wire.home, PROFILE.wire.key_variables
    foreign_classes = frozenset[str]()

    @property
    def targets(self) -> patching.Targets:
        """The attributes that are patched while a session is open."""
        return {
            "anthropic": [
                ("?AnthropicBedrock.request", wrapper(self)),
                ("?AsyncAnthropicBedrock.request", async_wrapper(self)),
            ],
        }

    def known_host(self, netloc: str) -> bool:
        """Whether a host belongs to Bedrock."""
        return PROFILE.wire.is_own(netloc)

    def address(self, path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
        """Return the path of a call; its betas are in its body."""
        del cast_to
        return path, {name: value for name, value in headers.items() if name != "anthropic-beta"}

    def objection(self, body: dict[str, Any], header: Header) -> str:
        """Return why a body cannot go into a batch; empty if it can."""
        if tools := [name for name in _NO_TOOLS if body.get(name)]:
            return f"batches of Bedrock take no tools ({', '.join(tools)})"
        config = body.get("output_config")
        if body.get("output_format") or (isinstance(config, Mapping) and config.get("format")):
            return "batches of Bedrock take no structured output"
        version = str(body.get("anthropic_version") or _default_version())  # in the body here, and no header
        of_anthropic = version if version[0].isdigit() else ""
        return super().objection(body, lambda name: of_anthropic if name == "anthropic-version" else header(name))

    def why_not(self, session: BlockSession, caught: CapturedRequest) -> str:
        """Return why no batch of a session carries a captured request; empty if one can."""
        client = caught.client
        why = bedrock_account.why_not(session, client)
        return why or bedrock_account.why_not_headers(caught.meaningful_alone(), client)

    def kept_apart(self, session: BlockSession, provider: str, caught: Any) -> dict[str, str]:
        """Return headers that are not sent: the bucket and the role of the jobs."""
        del provider, caught
        settings = session.settings
        return {BUCKET_HEADER: str(settings.bucket), ROLE_HEADER: str(settings.role_arn)}

    def identity(self, client: Any) -> tuple[Any, ...]:
        """Return the identity of the account that a client pays with."""
        return bedrock_account.identity(client)

    def sources(self, client: Any) -> tuple[Any, ...]:
        """Return nothing: what supplies credentials is found by AWS's own rules."""
        del client
        return ()

    def find_address(self, client: Any) -> None:
        """Do nothing: a client has its address from the beginning."""

    def preparer(self, client: Any, prepare: Prepare) -> Prepare:
        """Return the function that addresses and signs requests."""
        del prepare
        return bedrock_account.preparer(client)

    def read(self, request: AddressedRequest, where: str) -> list[tuple[Call, bytes]]:
        """Read a captured request into its call.

        The model, which is not in the body, is part of what it is known by; the version that an SDK adds is not.
        """
        caught = request.caught
        model, body = _invoked(caught)
        raw, _ = encoded(self, {"anthropic_version": _default_version(), **body})
        _, canonical = encoded(self, {**body, "model": model})
        return [(Call(request.target, model, raw, request.method, where), canonical)]

    def make_client(self, address: str | None) -> Any:
        """Make a client with the credentials of the environment, in the region that the address names."""
        found = _RUNTIME.fullmatch((address or "").rstrip("/"))
        given = {"aws_region": found["region"]} if found else {}
        return importlib.import_module(self.module).AnthropicBedrock(base_url=address, **given)


def _default_version() -> str:
    """Return the version that the SDK writes into bodies: Bedrock's own in older ones, that of the API in 2.14."""
    module = importlib.import_module("anthropic.lib.bedrock._client")
    return str(getattr(module, "DEFAULT_VERSION", None) or getattr(module, "ANTHROPIC_API_VERSION", _VERSION))


def _invoked(caught: CapturedRequest) -> tuple[str, dict[str, Any]]:
    """Return the model and the body that the SDK would have sent, as its `_prepare_options` makes it; no version."""
    body = {name: value for name, value in caught.body.items() if name not in {"model", "stream"}}
    if betas := caught.headers.get("anthropic-beta"):
        body.setdefault("anthropic_beta", str(betas).split(","))
    return str(caught.body.get("model", "")), body


SDK = BedrockSdk()
