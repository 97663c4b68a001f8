"""The batch APIs: a folder for each, with its adapter and its profile, and a line here that adds both."""

from __future__ import annotations

from typing import Literal

from deferred.core.job import Job
from deferred.core.profile import Profile, register
from deferred.core.routing import Kind
from deferred.providers.anthropic.batch import Anthropic
from deferred.providers.anthropic.profile import PROFILE as ANTHROPIC
from deferred.providers.base import Provider
from deferred.providers.google.batch import Gemini
from deferred.providers.google.profile import PROFILE as GEMINI
from deferred.providers.openai.background import BackgroundResponses
from deferred.providers.openai.batch import OpenAI
from deferred.providers.openai.profile import PROFILE as OPENAI

# The values that type checkers offer for `deferred.document(provider=...)`; they read literals only.
DocumentShapeName = Literal["anthropic", "openai", "openai-chat", "google"]
PROVIDERS: dict[str, Provider] = {}
_BACKGROUND: dict[str, Provider] = {}


def add(provider: Provider, profile: Profile, background: Provider | None = None) -> None:
    """Register a provider: its batch API, its profile, and its background responses if it has them."""
    PROVIDERS[provider.name] = provider
    if background is not None:
        _BACKGROUND[provider.name] = background
    register(profile)


def adapter_of(job: Job) -> Provider:
    """Return what sends and reads a job."""
    return (_BACKGROUND if job.route.startswith(Kind.BACKGROUND) else PROVIDERS)[job.provider]


add(Anthropic(), ANTHROPIC)
add(OpenAI(), OPENAI, BackgroundResponses())
add(Gemini(), GEMINI)
