"""The batch APIs: a folder for each, with its adapter and its profile, and a line here that adds both."""

from __future__ import annotations

from typing import Literal

from deferred.core.profile import Profile, register
from deferred.providers.anthropic.batch import Anthropic
from deferred.providers.anthropic.profile import PROFILE as ANTHROPIC
from deferred.providers.base import Provider
from deferred.providers.google.batch import Gemini
from deferred.providers.google.profile import PROFILE as GEMINI
from deferred.providers.openai.batch import OpenAI
from deferred.providers.openai.profile import PROFILE as OPENAI

# The values that type checkers offer for `deferred.document(provider=...)`; they read literals only.
DocumentShapeName = Literal["anthropic", "openai", "openai-chat", "google"]
PROVIDERS: dict[str, Provider] = {}


def add(provider: Provider, profile: Profile) -> None:
    """Register a provider: its batch API and its profile."""
    PROVIDERS[provider.name] = provider
    register(profile)


add(Anthropic(), ANTHROPIC)
add(OpenAI(), OPENAI)
add(Gemini(), GEMINI)
