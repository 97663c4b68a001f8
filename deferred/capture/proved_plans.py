"""Use the plan of a class once it has built an object that equals the SDK's own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deferred.capture.construction import Plan, Unfit, plan_of
from deferred.capture.sdk_values import same

if TYPE_CHECKING:
    from pydantic import BaseModel

log = logging.getLogger("deferred")


class Maker:
    """Makes the objects of one class from JSON: by its plan where that is proved and fits, else by the SDK."""

    __slots__ = ("_by_the_sdk", "_cls", "_is_proved", "_plan")

    def __init__(self, cls: type[BaseModel], by_the_sdk: Callable[[dict[str, Any]], Any]) -> None:
        """`by_the_sdk` makes an object as the SDK does."""
        self._cls, self._by_the_sdk = cls, by_the_sdk
        self._plan = _plan(cls)
        self._is_proved = False

    def __call__(self, data: dict[str, Any]) -> Any:
        """Make an object of JSON, as the `json` module reads it."""
        if self._plan is None:
            return self._by_the_sdk(data)
        try:
            made = self._plan(data)
        except Unfit:
            return self._by_the_sdk(data)
        return made if self._is_proved else self._proved(made, data)

    def _proved(self, made: Any, data: dict[str, Any]) -> Any:
        """Compare the first object with the SDK's own: a later version may construct in another way."""
        expected = self._by_the_sdk(data)
        self._is_proved = same(made, expected)
        if not self._is_proved:
            log.info("deferred: %s is built by the SDK, which differs from its plan", self._cls.__name__)
            self._plan = None
        return expected


def _plan(cls: type[BaseModel]) -> Plan | None:
    try:
        return plan_of(cls)
    except Unfit:
        return None
