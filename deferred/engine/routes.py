"""Routes: send each call the way that was chosen for it, and another way if the provider refuses that one."""

from __future__ import annotations

import json
import logging
import re
from collections import defaultdict
from collections.abc import Collection
from itertools import groupby
from typing import Any

from deferred.core import remedies
from deferred.core.call import Call
from deferred.core.errors import NotBatchable, UnknownPrice
from deferred.core.grouping import Group
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route, cheapest, in_short, in_words, possible
from deferred.engine.context import EngineContext
from deferred.engine.live import LiveSender
from deferred.engine.pool import Maker
from deferred.engine.reservations import BudgetGuard
from deferred.engine.state import ActiveJob, PendingCall, Wave
from deferred.engine.steps import ROUTE_REFUSED

log = logging.getLogger("deferred")

# One pattern looks for all words in the time that `in` takes for one.
_SAYS = re.compile(rb'"(?:background|service_tier|serviceTier|store)"')
_NO_ROUTE = "no discounted route is in time"


def said_of_route(body: bytes) -> dict[str, Any]:
    """Return a body that says something of its route; else nothing: most bodies need not be parsed."""
    found = json.loads(body) if _SAYS.search(body) else None
    return found if isinstance(found, dict) else {}


def known_routes(call: Call, without: Collection[str] = ()) -> list[Route]:
    """Return the discounted routes that take a call; `without` names those that refused its model."""
    routes = profile_of(call.target.provider).routes
    return possible(routes, call.target.endpoint, call.model, {*without, *routes.excluded(said_of_route(call.body))})


def more_time(seconds: float) -> str:
    """Return the remedy of a call for which no route is in time; `seconds` are those of the quickest one."""
    within, live = remedies.setting("within", in_short(seconds)), remedies.setting("unbatchable", "live")
    return f"Give it more time ({within}), make it outside the block, or send it at full price: {live}."


class RouteSender:
    """Sends waves of calls: in jobs, as background responses, or at once on a cheaper tier."""

    def __init__(
        self, context: EngineContext, maker: Maker, live: LiveSender, budget: BudgetGuard, deadline: float | None
    ) -> None:
        """`maker` makes jobs, `live` sends calls at once, `budget` bounds them; `deadline` is that of the run."""
        self._context, self._maker, self._live, self._budget = context, maker, live, budget
        self._deadline = deadline
        self._settings = context.settings
        self._refused: set[tuple[str, str, str]] = set()  # provider, model and name of a route that it does not take

    def send(self, calls: list[PendingCall], reason: str, wave: Wave | None = None) -> None:
        """Send calls of one group. Needs the engine's lock."""
        calls = self._without_refused(calls)
        if not calls:
            return
        if self._settings.on_time_limit == "live" and self._deadline is not None:
            calls = self._hurried(calls, self._deadline - self._context.clock.now())
        if all(call.route is BATCH for call in calls):
            self._maker.prepare(calls, reason, wave)
            return
        for _, some in groupby(sorted(calls, key=_name), key=_name):
            self._send_by_one(list(some), reason, wave)

    def send_by(self, calls: list[PendingCall], route: Route) -> None:
        """Send calls by another route than their own, for which was no room in time."""
        groups: defaultdict[Group, list[PendingCall]] = defaultdict(list)
        for call in calls:
            if self._takes(call, route):
                groups[self._context.group_of(call)].append(call)
        for some in groups.values():
            self.send(some, "no capacity")

    def send_again(self, calls: list[PendingCall], before: ActiveJob) -> None:
        """Send calls of a closed job again, by another route if the provider does not take them on that one."""
        if before.job.outcome == ROUTE_REFUSED:
            for call in calls:
                self.find_another(call)
            return
        for kind, some in groupby(sorted(calls, key=_name), key=lambda call: call.route.kind):
            if kind is Kind.BATCH:
                self._maker.send_again(list(some), before)
            elif kind is Kind.BACKGROUND:
                for call in some:
                    self._maker.send_again([call], before)
            else:
                self._send_by_one(list(some), "sent again", None)

    def find_another(self, call: PendingCall) -> None:
        """Send a call by the next route, because the provider does not take its model on this one: nothing was paid."""
        provider = call.target.provider
        self._refused.add((provider, call.model, call.route.name))
        known = self._known(call)
        route = cheapest(known, self._settings.within)
        if route is None and self._settings.unbatchable != "live":
            why = f"{provider} does not take {call.model} as {call.route.name}"
            call.fail(
                NotBatchable(call.method, call.where, f"{why}. There is: {in_words(known)}", more_time(BATCH.seconds))
            )
            return
        log.info("deferred: %s does not take %s as %s", provider, call.model, call.route.name)
        if self._takes(call, route or LIVE):
            self._send_by_one([call], "another route", None)

    def _without_refused(self, calls: list[PendingCall]) -> list[PendingCall]:
        """Send calls elsewhere whose route has refused another call of their model; returns the others."""
        if not self._refused:
            return calls
        refused = {call.key for call in calls if self._is_refused(call)}
        for call in calls:
            if call.key in refused:
                self.find_another(call)
        return [call for call in calls if call.key not in refused]

    def _is_refused(self, call: PendingCall) -> bool:
        asked = (call.target.provider, call.model, call.route.name)
        return asked in self._refused and not call.route.is_asked

    def _takes(self, call: PendingCall, route: Route) -> bool:
        """Give a call another route; False if its cost there has no bound, so that it fails."""
        try:
            self._budget.reroute(call, route)
        except UnknownPrice as error:
            call.fail(error)
            return False
        return True

    def _known(self, call: PendingCall) -> list[Route]:
        asked = (call.target.provider, call.model)
        without = [name for provider, model, name in self._refused if (provider, model) == asked]
        return known_routes(call.call._replace(body=self._context.body_of(call)), without)

    def _hurried(self, calls: list[PendingCall], left: float) -> list[PendingCall]:
        """Choose a faster route for calls whose own does not end in time; batches are cancelled then."""
        return [
            call
            for call in calls
            if self._is_in_time(call, left) or self._takes(call, cheapest(self._known(call), left) or LIVE)
        ]

    def _is_in_time(self, call: PendingCall, left: float) -> bool:
        return call.route.kind in {Kind.BATCH, Kind.LIVE} or call.route.is_asked or call.route.seconds <= left

    def _send_by_one(self, calls: list[PendingCall], reason: str, wave: Wave | None) -> None:
        if calls[0].route.kind in {Kind.BATCH, Kind.BACKGROUND}:
            self._maker.prepare(calls, reason, wave)
            return
        for call in calls:
            self._live.send(call, _NO_ROUTE)


def _name(call: PendingCall) -> str:
    return call.route.name
