"""Placeholders: instances of the SDK's own class that become the reply in place when they are first used.

A proxy was rejected: it is not the class, and its leaves are refused by json, re and str.join. A placeholder
is an object of a subclass of the SDK's class; its first use waits, copies the reply's state and
sets `__class__` to the real one, so that nothing of the placeholder is left.
"""

from __future__ import annotations

import contextlib
from abc import ABCMeta
from typing import Any

_HANDLE = "__deferred_future__"
_classes: dict[type, type] = {}
_ABSENT = object()
_STATE = ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
# Attributes that answer without waiting: isinstance, type checks of frameworks, and our own checks.
_QUIET = frozenset({"__class__", "__deferred_future__", "__weakref__", "__init_subclass__", "__subclasshook__"})


def placeholder(cls: type, future: Any) -> Any:
    """Make an instance of `cls` that waits for `future` when it is used."""
    pending: Any = object.__new__(_class_for(cls))
    object.__setattr__(pending, _HANDLE, future)  # not in its dict, which would have to be created for it
    return pending


def can_stand_for(cls: Any) -> bool:
    """Whether an instance of `cls` can change its class in place: not with `__slots__`, not for built-in types."""
    return cls in _classes or (isinstance(cls, type) and hasattr(cls, "__dict__") and _layout_is_open(cls))


def is_pending(value: Any) -> bool:
    """Whether `value` is a placeholder that has not become its reply yet."""
    return type(value) in _pending_classes


def pending_future(value: Any) -> Any:
    """Return the future of a placeholder that has not become its reply yet."""
    return object.__getattribute__(value, _HANDLE)


def become(pending: Any, reply: Any) -> None:
    """Turn the placeholder into `reply`, state and class."""
    own = object.__getattribute__(pending, "__dict__")
    for name in _STATE:
        held = getattr(reply, name, _ABSENT)
        if held is not _ABSENT:
            object.__setattr__(pending, name, held)
    own.update(vars(reply))
    object.__setattr__(pending, "__class__", type(reply))
    own.pop(_HANDLE, None)


_pending_classes: set[type] = set()


def _class_for(cls: type) -> type:
    made = _classes.get(cls)
    if made is None:
        # ABCMeta.__new__ rather than type(cls): pydantic's metaclass would build a schema for every class.
        maker: Any = ABCMeta.__new__ if issubclass(type(cls), ABCMeta) else type.__new__
        metaclass = type(cls) if issubclass(type(cls), ABCMeta) else type
        # Only methods that the class has: `copy`, for example, treats a class without __copy__ differently.
        methods = {name: method for name, method in _METHODS.items() if hasattr(cls, name)}
        names = {**methods, "__slots__": (), "__module__": cls.__module__, "__qualname__": cls.__qualname__}
        names["__hash__"] = _hash_of(cls)
        made = _classes.setdefault(cls, maker(metaclass, cls.__name__, (cls,), names))
        _pending_classes.add(made)
    return made


def _hash_of(cls: type) -> Any:
    """Return the class's own `__hash__`; a hash by identity needs no wait and never changes."""
    own: Any = cls.__hash__
    return own if own is None or own is object.__hash__ else _forward("__hash__")


def _layout_is_open(cls: type) -> bool:
    return any("__dict__" in base.__dict__ for base in cls.__mro__) and not issubclass(
        cls, (int, str, tuple, list, dict)
    )


def _resolve(pending: Any) -> Any:
    # A second thread may have turned it into the reply between the look-up of the method and this line.
    if is_pending(pending):
        try:
            pending_future(pending).result()
        except AttributeError as error:
            # Python would take it for a reply without this attribute, and say so, or let `hasattr` be false.
            message = f"the reply could not be made: AttributeError: {error}"
            raise RuntimeError(message) from error
    return pending


def _getattribute(self: Any, name: str) -> Any:
    if name in _QUIET:
        return object.__getattribute__(self, name)
    if _is_probe(name) and not hasattr(type(self), name):
        message = f"{type(self).__name__!r} object has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(_resolve(self), name)


def _is_probe(name: str) -> bool:
    # Names that numpy, pandas and Jupyter look up on every object (__array__, _typ, _repr_html_): no fields of a reply.
    return (name.startswith("_") and name.endswith("_")) or name == "_typ"


def _setattr(self: Any, name: str, value: Any) -> None:
    setattr(_resolve(self), name, value)


def _delattr(self: Any, name: str) -> None:
    delattr(_resolve(self), name)


def _repr(self: Any) -> str:
    # A debugger or a log line must not start a wait of hours; only an answered call is shown in full.
    future = pending_future(self) if is_pending(self) else None
    if future is not None and not future.is_over:
        return f"<pending {type(self).__name__}>"
    with contextlib.suppress(Exception):  # repr never raises; the error comes when the reply is used
        return repr(_resolve(self))
    return f"<failed {type(self).__name__}>"


def _forward(name: str) -> Any:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(type(_resolve(self)), name)(self, *args, **kwargs)

    method.__name__ = name
    return method


_METHODS: dict[str, Any] = {
    "__getattribute__": _getattribute,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__repr__": _repr,
    **{
        name: _forward(name)
        for name in (
            "__str__",
            "__eq__",
            "__ne__",
            "__iter__",
            "__format__",
            "__copy__",
            "__deepcopy__",
            "__reduce_ex__",
            "__reduce__",
            "__getstate__",
            "__dir__",
            "__rich_repr__",
        )
    },
}
