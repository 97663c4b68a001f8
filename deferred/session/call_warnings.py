"""Warnings about calls, each once in a block."""

from __future__ import annotations

import contextlib
import logging

from deferred.config.settings import Settings
from deferred.core.call import Call
from deferred.core.errors import UnknownPrice
from deferred.core.routing import Route
from deferred.pricing import prices
from deferred.session.route_choice import is_stored_unasked

log = logging.getLogger("deferred")


class CallWarnings:
    """Warns about what the calls of a block leave out, or ask for in vain."""

    def __init__(self, settings: Settings) -> None:
        """Nothing was warned of yet."""
        self._settings = settings
        self._warned: set[str] = set()

    def of_no_max_tokens(self, call: Call) -> None:
        """Warn, under a cost limit or a budget, of a call that does not limit the length of its answer."""
        if not self._settings.caps or call.model in self._warned or prices.states_its_output(call):
            return
        self._warned.add(call.model)
        with contextlib.suppress(UnknownPrice):
            most = prices.bound(call, self._settings.prices, self._settings.max_input_tokens)
            log.warning(
                "deferred: %s at %s does not limit the length of its answer, so the longest answer of the model is "
                "reserved for each call: $%.2f, where %s. Set max_tokens=... (or max_completion_tokens, "
                "max_output_tokens), and more calls fit at a time.",
                call.method, call.where, most, self._settings.caps,
            )  # fmt: skip

    def of_sharing(self, call: Call) -> None:
        """Warn that equal calls of a part are bought once."""
        if "part" not in self._warned:
            self._warned.add("part")
            log.warning(
                "deferred: %s at %s is the same request as one made before, and in a part of a run (part=True) equal "
                "requests are bought once. For separate samples: with deferred.sample(n):",
                call.method, call.where,
            )  # fmt: skip

    def of_storage(self, call: Call, route: Route) -> None:
        """Warn of a call that asks the provider not to store it, and goes into a batch, which is stored."""
        if b'"store"' not in call.body or self._settings.retention == "collected" or "store" in self._warned:
            return
        if is_stored_unasked(call, route):
            self._warned.add("store")
            log.warning(
                "deferred: %s at %s asks not to be stored (store=False), but a batch keeps its requests and answers at "
                'the provider for weeks, and is outside of zero data retention. retention="collected" deletes them as '
                "soon as the answers are here.",
                call.method, call.where,
            )  # fmt: skip
