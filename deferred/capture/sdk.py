"""The SDKs of the Stainless generator (anthropic, openai): what differs between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deferred.config.settings import Settings


@dataclass(frozen=True)
class Sdk:
    """What differs between the SDKs of this generator."""

    module: str
    sync_class: str
    provider: str
    # Generation endpoints: path -> name of the method; None says that no batch carries it.
    endpoints: Mapping[str, str]
    unbatchable: Mapping[str, str]
    also_unbatchable: re.Pattern[str]
    # What else is posted without anything being generated; at the provider's own host the rest is refused.
    manages: re.Pattern[str]
    # Where jobs are created: one of the user's own is not counted, so that it is refused under a limit.
    batches: str
    # Gives the path and headers of the batch endpoint for a caught request.
    address: Callable[[str, dict[str, str], Any], tuple[str, dict[str, str]]]
    # Says why a body cannot go into a batch, or nothing.
    objection: Callable[[dict[str, Any]], str]
    known_host: Callable[[str], bool]
    foreign_classes: frozenset[str]
    # Gives what identifies the account that a client pays with.
    identity: Callable[[Any], tuple[Any, ...]]
    # Gives the objects from which a client takes its credentials at each request, where it was given any.
    sources: Callable[[Any], tuple[Any, ...]] = lambda _client: ()
    # Query parameters that the batch endpoint takes too.
    batch_query: frozenset[str] = frozenset()
    # Gives the options that go out instead, for a body and the settings; None where they stay as they are.
    adapt: Callable[[Any, dict[str, Any], Settings], Any] = lambda _options, _body, _settings: None
