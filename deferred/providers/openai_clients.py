"""What a client of OpenAI's SDK can be used with, by name: the family, and others that take its requests."""

from __future__ import annotations

from deferred.core.hosts import is_one_of
from deferred.providers.mistral.member import MISTRAL
from deferred.providers.openai.members import MEMBERS
from deferred.providers.xai.profile import XAI

MODULE = "openai"
USABLE = {**MEMBERS, MISTRAL.name: MISTRAL, XAI.name: XAI}


def usable_at(netloc: str) -> str:
    """Return the name of the one that a host belongs to; empty if it is nobody's own."""
    return next((one.name for one in USABLE.values() if is_one_of(netloc, one.hosts)), "")
