"""Thread age: whether a thread is older than a block, by the numbers that CPython gives to the states of threads."""

from __future__ import annotations

import ctypes
import sys
from threading import local

# The numbers rise: a thread that Python meets later has a larger one. The ids of `threading` and of the system are
# used again, and a native thread, as in Rust, gets a new state each time it enters Python.
# https://docs.python.org/3/c-api/init.html, read on 2026-11-27.
_interpreter = ctypes.pythonapi.PyInterpreterState_Get
_first = ctypes.pythonapi.PyInterpreterState_ThreadHead  # the state that was made last
_here = ctypes.pythonapi.PyThreadState_Get
_number = ctypes.pythonapi.PyThreadState_GetID
_interpreter.restype = _first.restype = _here.restype = ctypes.c_void_p
_first.argtypes = _number.argtypes = (ctypes.c_void_p,)
_number.restype = ctypes.c_uint64


class _Age(local):
    """The number of this thread, or of the thread for which it was started."""

    number: int | None = None


_age = _Age()


def newest() -> int:
    """Return the number of the newest thread of this process: threads with a larger number start later."""
    return int(_number(_first(_interpreter())))


def own() -> int:
    """Return the number of this thread, or of the thread whose age it was given."""
    number = _age.number
    if number is None:
        number = _age.number = int(_number(_here()))
    return number


def give(number: int) -> None:
    """Give this thread the age of another one: it works for code that is as old as that thread."""
    _age.number = number


def is_in_greenlet() -> bool:
    """Whether a greenlet runs here (gevent, eventlet): its thread may be old, while the greenlet is new."""
    greenlet = sys.modules.get("greenlet")
    return greenlet is not None and greenlet.getcurrent().parent is not None
