"""The SDK of OpenAI as a client of another member of the family, for commands that run without the script."""

from __future__ import annotations

import importlib
import os
from typing import Any

from deferred.capture.openai import OpenAiSdk
from deferred.core.errors import DeferredError
from deferred.providers.openai.family import OPENAI, Member
from deferred.providers.openai_clients import USABLE

_API_VERSION = "2025-03-01-preview"  # the first that lists batches by a filter (Azure's batch guide, 2026-08)


class MemberSdk(OpenAiSdk):
    """The SDK of OpenAI, with the address and the key of a member."""

    def __init__(self, member: Member) -> None:
        """`member` is the row of the member."""
        self._member = member
        self.provider, self.home, self.key_variables = member.name, member.home, (member.key_variable,)

    def provider_at(self, netloc: str, said: str) -> str:
        """Return the member."""
        del netloc, said
        return self.provider

    def make_client(self, address: str | None) -> Any:
        """Make a client with the key of the environment."""
        key = os.environ.get(self._member.key_variable, "").strip()
        if not key:
            message = f"{self._member.key_variable} is not set"
            raise DeferredError(message)
        if not (address or self.home):
            message = f"the address of {self._member.title} is not known; give it: --base-url"
            raise DeferredError(message)
        module, address = importlib.import_module(self.module), address or self.home
        if self._member.creation.has_deployments and not address.endswith("/v1"):
            version = os.environ.get("OPENAI_API_VERSION", _API_VERSION)
            return module.AzureOpenAI(base_url=address, api_key=key, api_version=version)
        return module.OpenAI(base_url=address, api_key=key)


SDKS = {name: MemberSdk(member) for name, member in USABLE.items() if name != OPENAI.name}
