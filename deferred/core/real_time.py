"""The real time: test tools replace the functions of `time`, some of them in C, but not what is used here."""

from __future__ import annotations

import ctypes
import threading
import time

_clock_gettime = time.clock_gettime  # replaced in C by time-machine, for the clock that `now` reads alone


class _Timespec(ctypes.Structure):
    """Seconds and nanoseconds, as the C library gives them."""

    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


_c_clock_gettime = ctypes.PyDLL(None).clock_gettime
_c_clock_gettime.argtypes = (ctypes.c_int, ctypes.POINTER(_Timespec))


def now() -> float:
    """Return seconds since the epoch."""
    time_now = _Timespec()
    _c_clock_gettime(time.CLOCK_REALTIME, ctypes.byref(time_now))
    return float(time_now.seconds + time_now.nanoseconds / 1e9)


def ticks() -> float:
    """Return seconds of a monotonic clock."""
    return _clock_gettime(time.CLOCK_MONOTONIC)


def sleep(seconds: float) -> None:
    """Sleep."""
    threading.Event().wait(seconds)
