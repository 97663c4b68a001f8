"""One file per batch API; adding a provider is one file here and one line in this table."""

from __future__ import annotations

from deferred.providers.anthropic.batch import Anthropic
from deferred.providers.base import Provider
from deferred.providers.google.batch import Gemini
from deferred.providers.openai.batch import OpenAI

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (Anthropic(), OpenAI(), Gemini())}
