"""The batch APIs: a folder for each, with its adapter and its profile, and a line here that adds both."""

from __future__ import annotations

from deferred.core.job import Job
from deferred.core.profile import Profile, register
from deferred.core.routing import Kind
from deferred.providers.anthropic.batch import Anthropic
from deferred.providers.anthropic.profile import PROFILE as ANTHROPIC
from deferred.providers.base import Provider
from deferred.providers.bedrock.batch import Bedrock
from deferred.providers.bedrock.profile import PROFILE as BEDROCK
from deferred.providers.google.batch import Gemini
from deferred.providers.google.profile import PROFILE as GEMINI
from deferred.providers.mistral.batch import Mistral
from deferred.providers.mistral.profile import PROFILE as MISTRAL
from deferred.providers.openai.background import BackgroundResponses
from deferred.providers.openai.batch import OpenAI
from deferred.providers.openai.member_profile import profile_for
from deferred.providers.openai.members import MEMBERS
from deferred.providers.openai.profile import PROFILE as OPENAI
from deferred.providers.openai_clients import MODULE as CLIENT_MODULE
from deferred.providers.openai_clients import USABLE
from deferred.providers.vertex.batch import Vertex
from deferred.providers.vertex.profile import PROFILE as VERTEX
from deferred.providers.vertex_anthropic.batch import VertexAnthropic
from deferred.providers.vertex_anthropic.profile import PROFILE as VERTEX_ANTHROPIC
from deferred.providers.xai.batch import XAi
from deferred.providers.xai.profile import PROFILE as XAI

__all__ = ["CLIENT_MODULE", "PROVIDERS", "USABLE", "adapter_of", "add"]

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
add(Mistral(), MISTRAL)
add(Vertex(), VERTEX)
add(VertexAnthropic(), VERTEX_ANTHROPIC)
add(Bedrock(), BEDROCK)
for _member in MEMBERS.values():
    if _member.name not in PROVIDERS:
        add(OpenAI(_member), profile_for(_member))
add(XAi(), XAI)
