"""The choice of a route for a captured call: what the request says, else the cheapest that is in time."""

from __future__ import annotations

from dataclasses import replace

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.call import Call
from deferred.core.errors import NotBatchable
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route, cheapest, in_short, in_words
from deferred.engine.routes import known_routes, more_time, said_of_route


def route_of(call: Call, settings: Settings) -> Route:
    """Return the route of a call: what the request names, else the cheapest in time.

    Raises:
        NotBatchable: no discounted route is in time, or the request asks for a dear one, and full price is not allowed.
    """
    body = said_of_route(call.body)
    asked = profile_of(call.target.provider).routes.asked(body) if body else None
    if asked is None:
        return _chosen(call, settings)
    if asked.kind is Kind.LIVE and settings.unbatchable != "live":
        why = "it asks for a tier that answers at once, for more than the ordinary price"
        raise NotBatchable(call.method, call.where, why, _without_tier())
    return replace(asked, is_asked=True)


def routes_of(call: Call, settings: Settings) -> list[Route]:
    """Return the routes by which a call may be sent in the end, if the first one has no room or does not take it."""
    first = route_of(call, settings)
    others = [] if first == BATCH or first.is_asked else known_routes(call)
    is_live = "live" in {settings.alone, settings.on_time_limit} or (others and settings.unbatchable == "live")
    return [first, *others, *([LIVE] if is_live else [])]


def is_stored_unasked(call: Call, route: Route) -> bool:
    """Whether a call that asks the provider not to store it goes into a batch, which is stored whatever it asks."""
    return route is BATCH and profile_of(call.target.provider).routes.forbids_storing(said_of_route(call.body))


def _chosen(call: Call, settings: Settings) -> Route:
    if settings.within >= BATCH.seconds:
        return BATCH
    known = known_routes(call)
    route = cheapest(known, settings.within)
    if route is not None:
        return route
    if settings.unbatchable == "live":
        return LIVE
    why = f"no discounted answer comes within {in_short(settings.within)}. For this call there is: {in_words(known)}"
    quickest = min(known, key=lambda one: one.seconds)
    raise NotBatchable(call.method, call.where, why, more_time(quickest.seconds))


def _without_tier() -> str:
    live = remedies.setting("unbatchable", "live")
    return f"Leave the tier out, make the call outside the block, or send it as it is: {live}."
