"""The batch APIs: a folder each, with the adapter and the profile, and a line here that adds both."""

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

# What type checkers offer for `deferred.document(provider=...)`: they read literals only.
DocumentShapeName = Literal["anthropic", "openai", "openai-chat", "google"]
PROVIDERS: dict[str, Provider] = {}


def add(provider: Provider, profile: Profile) -> None:
    """Make a provider known: its batch API, and all else that depends on it."""
    PROVIDERS[provider.name] = provider
    register(profile)


add(Anthropic(), ANTHROPIC)
add(OpenAI(), OPENAI)
add(Gemini(), GEMINI)
