"""Remember, by its shape, which data an SDK's transformation leaves as it is: each look takes 150 microseconds.

The transformation renames keys, and replaces dates, files and models, as annotations say. It depends on the keys of
plain JSON and the types of its values, never on the values: one look at a shape serves all data of that shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from deferred.capture.sdk_values import ABSENT, same
from deferred.session import current

Shape: TypeAlias = Any  # a class, or a tuple of the shapes inside

_LEAVES = frozenset({str, int, float, bool, type(None)})
_MOST = 1_000  # shapes of one type; data with ever new keys, such as metadata, is no use to remember


class NotPlain(Exception):
    """A value that is not JSON, such as a model, a date or a generator."""


class Unchanged:
    """The shapes that the transformation leaves as they are, by the type for which the data is transformed."""

    def __init__(self) -> None:
        """Nothing is known at the start."""
        self._known: dict[int, tuple[Any, set[Shape]]] = {}

    def transform(self, wrapped: Callable[..., Any], _: Any, args: Any, kwargs: Any) -> Any:
        """Stand in for `transform(data, expected_type)` of the SDK."""
        found = self._lookup(args)
        if found is None:
            return wrapped(*args, **kwargs)
        given, shape, shapes = found
        if shape in shapes:
            return given
        return _noted(wrapped(*args, **kwargs), given, shape, shapes)

    async def async_transform(self, wrapped: Callable[..., Any], _: Any, args: Any, kwargs: Any) -> Any:
        """Stand in for `async_transform(data, expected_type)` of the SDK."""
        found = self._lookup(args)
        if found is None:
            return await wrapped(*args, **kwargs)
        given, shape, shapes = found
        if shape in shapes:
            return given
        return _noted(await wrapped(*args, **kwargs), given, shape, shapes)

    def _lookup(self, args: Any) -> tuple[dict[str, Any], Shape, set[Shape]] | None:
        """Return the given arguments, their shape, and the known shapes; None where the SDK itself has to look."""
        if len(args) != 2 or type(args[0]) is not dict or current.owner() is None:  # noqa: PLR2004 - data and type
            return None
        data, kind = args
        given = {name: value for name, value in data.items() if type(value).__name__ not in ABSENT}
        try:
            shape = shape_of(given)
        except (NotPlain, RecursionError):
            return None
        _, shapes = self._known.setdefault(id(kind), (kind, set()))  # the type is held, so its number stays its own
        return given, shape, shapes


def _noted(transformed: Any, given: dict[str, Any], shape: Shape, shapes: set[Shape]) -> Any:
    """Record a shape that was left as it is; gives what the SDK made."""
    if len(shapes) < _MOST and same(transformed, given):
        shapes.add(shape)
    return transformed


def shape_of(value: Any) -> Shape:
    """Return the keys and types of plain JSON.

    Raises:
        NotPlain: it is not plain.
    """
    kind = type(value)
    if kind in _LEAVES:
        return kind
    if kind is dict:
        return (dict, *value, *map(shape_of, value.values()))
    if kind is list:
        return (list, frozenset(map(shape_of, value)))
    raise NotPlain


def targets() -> list[tuple[str, Callable[..., Any]]]:
    """Return what is patched of an SDK: the seam exists in some versions only."""
    memory = Unchanged()
    return [
        ("?_utils._transform.transform", memory.transform),
        ("?_utils._transform.async_transform", memory.async_transform),
    ]
