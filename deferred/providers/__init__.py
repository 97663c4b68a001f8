"""One file per batch API; adding a provider is one file here and one line in this table."""

from __future__ import annotations

from deferred.providers.anthropic import Anthropic
from deferred.providers.gemini import Gemini
from deferred.providers.openai import OpenAI
from deferred.providers.wire import Provider

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (Anthropic(), OpenAI(), Gemini())}
