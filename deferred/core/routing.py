"""Routing: the ways in which an answer can be bought, and the cheapest one that is in time. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

_A_DAY = 86_400.0


class Kind(StrEnum):
    """How a call is sent."""

    BATCH = "batch"
    BACKGROUND = "background"
    FLEX = "flex"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Route:
    """A way to buy an answer.

    Attributes:
        kind: how the call is sent.
        seconds: the longest that an answer takes, as the provider says.
        share: the price, as a share of that of an ordinary call.
        window: the provider's name for the time that it takes, or for the tier that serves a live call.
        is_asked: whether the request itself names it.
    """

    kind: Kind
    seconds: float
    share: Decimal
    window: str = ""
    is_asked: bool = field(default=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the hash once: prices are looked up by route, several times for each answer."""
        object.__setattr__(self, "_hash", hash((self.kind, self.seconds, self.share, self.window)))

    def __hash__(self) -> int:
        """Return the stored hash."""
        return self._hash

    @property
    def name(self) -> str:
        """Its name in the ledger and in reports, such as "background 8h"."""
        return f"{self.kind} {self.window}".rstrip()

    @property
    def saves(self) -> str:
        """The discount in words, such as "-40 %"."""
        return f"-{(1 - self.share) * 100:.0f} %"


BATCH = Route(Kind.BATCH, _A_DAY, Decimal("0.5"))
LIVE = Route(Kind.LIVE, 0.0, Decimal(1))


@dataclass(frozen=True, slots=True)
class Offer:
    """A discounted route besides batches, and the calls that it takes.

    Attributes:
        route: the route.
        endpoints: the endpoints, as jobs name them.
        takes: whether it takes a model; one that the provider then refuses costs nothing.
    """

    route: Route
    endpoints: frozenset[str]
    takes: Callable[[str], bool]


def _no_route(body: Mapping[str, Any]) -> Route | None:
    del body
    return None


def _unchanged(body: dict[str, Any], route: Route) -> dict[str, Any]:
    del route
    return body


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of a provider besides batches and ordinary calls.

    Attributes:
        offers: the routes, those that are preferred at an equal price first.
        asked: returns the route that a request names itself; None if it names none.
        excluded: returns the names of routes that a request rules out.
        written: writes a request as it is sent on a route.
        is_unsupported: whether an error says that the route does not take the model.
        forbids_storing: whether a request asks the provider not to store it.
    """

    offers: tuple[Offer, ...] = ()
    asked: Callable[[Mapping[str, Any]], Route | None] = _no_route
    excluded: Callable[[Mapping[str, Any]], Collection[str]] = lambda _body: ()
    written: Callable[[dict[str, Any], Route], dict[str, Any]] = _unchanged
    is_unsupported: Callable[[int, bytes], bool] = field(default=lambda _status, _body: False)
    forbids_storing: Callable[[Mapping[str, Any]], bool] = field(default=lambda _body: False)

    def rewritten(self, body: bytes, route: Route) -> bytes:
        """Write the body of a request as it is sent on a route; numbers of any length stay as they are."""
        return json.dumps(self.written(json.loads(body), route), ensure_ascii=False).encode("utf-8", "surrogatepass")

    def named(self, name: str) -> Route:
        """Return a route by its name; a name that is not known is a batch."""
        known = (BATCH, LIVE, *(offer.route for offer in self.offers))
        return next((route for route in known if route.name == name), BATCH)


def possible(routes: Routes, endpoint: str, model: str, without: Collection[str] = ()) -> list[Route]:
    """Return the discounted routes that take a call, batches first; `without` names routes that refused it."""
    offers = [offer.route for offer in routes.offers if endpoint in offer.endpoints and offer.takes(model)]
    return [route for route in (BATCH, *offers) if route.name not in without]


def cheapest(routes: Iterable[Route], within: float) -> Route | None:
    """Return the cheapest route that answers within so many seconds; the first of equally cheap ones."""
    return min((route for route in routes if route.seconds <= within), key=lambda route: route.share, default=None)


def in_words(routes: Iterable[Route]) -> str:
    """List routes with their times and prices, slowest first."""
    listed = sorted(routes, key=lambda route: -route.seconds)
    return ", ".join(f"{route.name} (within {in_short(route.seconds)}, {route.saves})" for route in listed)


def in_short(seconds: float) -> str:
    """Write a time as the setting `within` takes it, such as "8h"."""
    return f"{seconds / 3600:g}h" if seconds >= 3600 else f"{seconds / 60:g}m"  # noqa: PLR2004 - an hour
