"""Time of a child: its clock is ahead by other hours and days than those of its siblings, and sleeping takes no time.

So a request that holds a date or a time is another one in each child, and is never bought ahead.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import Any

from deferred.lookahead.process import ChildClock

_BILLION = 1_000_000_000
_SECONDS = ("time", "monotonic", "perf_counter", "clock_gettime")
_real_datetime, _real_date = dt.datetime, dt.date


def clock_functions(clock: ChildClock) -> dict[Any, Any]:
    """Return what stands for the functions and classes of the system's clock."""
    made: dict[Any, Any] = {time.sleep: clock.sleep, time.strftime: _strftime(clock)}
    for name in _SECONDS:
        made[getattr(time, name)] = _shifted(getattr(time, name), clock, 1)
        made[getattr(time, f"{name}_ns")] = _shifted(getattr(time, f"{name}_ns"), clock, _BILLION)
    for name in ("localtime", "gmtime", "ctime"):
        made[getattr(time, name)] = _of_now(getattr(time, name), clock)
    made[_real_datetime], made[_real_date] = _datetime_class(clock), _date_class(clock)
    return made


def shift_timestamps(clock: ChildClock) -> None:
    """Shift the clock that pandas reads by itself."""
    kind: Any = getattr(sys.modules.get("pandas"), "Timestamp", None)
    for name in ("now", "today", "utcnow"):
        if hasattr(kind, name):
            setattr(kind, name, staticmethod(_later(getattr(kind, name), clock)))


def _later(real: Callable[..., Any], clock: ChildClock) -> Callable[..., Any]:
    return lambda *args, **kwargs: real(*args, **kwargs) + dt.timedelta(seconds=clock.ahead)


def _shifted(real: Callable[..., Any], clock: ChildClock, unit: int) -> Callable[..., Any]:
    if unit == 1:
        return lambda *which: real(*which) + clock.ahead
    return lambda *which: real(*which) + int(clock.ahead * unit)


def _of_now(real: Callable[..., Any], clock: ChildClock) -> Callable[..., Any]:
    return lambda seconds=None: real(clock.now() if seconds is None else seconds)


def _strftime(clock: ChildClock) -> Callable[..., str]:
    real, local = time.strftime, time.localtime
    return lambda form, when=None: real(form, local(clock.now()) if when is None else when)


class _OfDatetime(type):
    """What the real class made is an instance of the replaced one."""

    def __instancecheck__(cls, one: Any) -> bool:
        return isinstance(one, _real_datetime)

    def __subclasscheck__(cls, one: Any) -> bool:
        return issubclass(one, _real_datetime)


class _OfDate(type):
    """As above, for dates."""

    def __instancecheck__(cls, one: Any) -> bool:
        return isinstance(one, _real_date)

    def __subclasscheck__(cls, one: Any) -> bool:
        return issubclass(one, _real_date)


def _datetime_class(clock: ChildClock) -> Any:
    class datetime(dt.datetime, metaclass=_OfDatetime):  # noqa: N801 - users see its name
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return _real_datetime.now(tz) + dt.timedelta(seconds=clock.ahead)

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

    return datetime


def _date_class(clock: ChildClock) -> Any:
    class date(dt.date, metaclass=_OfDate):  # noqa: N801 - users see its name
        @classmethod
        def today(cls) -> Any:
            return _real_date.fromtimestamp(clock.now())

    return date
