"""Ghosts: the leaves of a phantom's reply. What is asked of one is answered as the phantom leans.

A ghost is a text or a number. Made into another text or number it stays a ghost; compared, searched or tested it gives
the answer of its side, so that children whose phantoms lean differently part where the script asks what the answer is.
Only children see ghosts.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable
from typing import Any

from deferred.core.phantom import Lean

_DEEPEST = 12
_BYTE_ORDER_MARK = "\ufeff"  # json asks every text for it
_NATURAL = Lean(None, 41, 1)


class Ghost(str):  # noqa: SLOT000 - it has its lean beside the text
    """A text of a phantom."""

    lean: Lean = _NATURAL

    def _like(self, value: Any) -> Any:
        if type(value) is str:
            return ghost(value, self.lean)
        if isinstance(value, (list, tuple)):
            return type(value)(self._like(one) for one in value)
        return value

    def _ask(self, natural: Any) -> Any:
        return natural if self.lean.yes is None else self.lean.yes

    def __eq__(self, other: object) -> bool:
        natural = str.__eq__(self, other)
        if natural is True or natural is NotImplemented or isinstance(other, Ghost):
            return natural is True
        return bool(self._ask(False))

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    __hash__ = str.__hash__

    def __contains__(self, other: Any) -> bool:
        natural = str.__contains__(self, other)
        return natural if isinstance(other, Ghost) else bool(self._ask(natural))

    def __lt__(self, other: Any) -> bool:
        return bool(self._ask(str.__lt__(self, other)))

    def __gt__(self, other: Any) -> bool:
        return bool(self._ask(str.__gt__(self, other)))

    def __le__(self, other: Any) -> bool:
        return bool(self._ask(str.__le__(self, other)))

    def __ge__(self, other: Any) -> bool:
        return bool(self._ask(str.__ge__(self, other)))

    def __int__(self) -> int:
        return self.lean.number

    def __float__(self) -> float:
        return float(self.lean.number)

    def __radd__(self, other: Any) -> Any:
        return self._like(str.__add__(str(other), self)) if isinstance(other, str) else NotImplemented

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> Any:
        return str, (str.__str__(self),)


def _flow(name: str) -> Any:
    plain = getattr(str, name)

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self._like(plain(self, *args, **kwargs))

    return method


def _question(name: str) -> Any:
    plain = getattr(str, name)

    def method(self: Any, *args: Any) -> bool:
        natural = plain(self, *args)
        return bool(natural if args and args[0] == _BYTE_ORDER_MARK else self._ask(natural))

    return method


_TEXTS = (
    "lower upper strip lstrip rstrip title capitalize casefold swapcase replace removeprefix removesuffix split rsplit "
    "splitlines partition rpartition translate zfill center ljust rjust expandtabs join format __add__ __getitem__ "
    "__mul__ __rmul__ __mod__"
)
_QUESTIONS = "startswith endswith isdigit isalpha isnumeric isdecimal isalnum isupper islower isspace"
for _name in _TEXTS.split():
    setattr(Ghost, _name, _flow(_name))
for _name in _QUESTIONS.split():
    setattr(Ghost, _name, _question(_name))


def ghost(value: str, lean: Lean) -> Ghost:
    """Make a ghost of a text."""
    made = Ghost(value)
    made.lean = lean
    return made


def _compared(plain: Any, *, is_negative: bool) -> Any:
    def method(self: Any, other: Any) -> Any:
        natural = plain(self, other)
        if self.lean.yes is None or (natural is NotImplemented and not isinstance(other, (int, float))):
            return natural
        return self.lean.yes is not is_negative

    return method


def _computed(plain: Any) -> Any:
    def method(self: Any, *args: Any) -> Any:
        value = plain(self, *args)
        return value if value is NotImplemented else number(type(self).base, value, self.lean)

    return method


def _number_class(base: type) -> Any:
    names: dict[str, Any] = {"lean": _NATURAL, "base": base, "__hash__": base.__hash__}
    for name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
        names[name] = _compared(getattr(base, name), is_negative=name == "__ne__")
    for name in ("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__neg__", "__abs__"):
        names[name] = _computed(getattr(base, name))
    return type(f"Ghost{base.__name__.title()}", (base,), names)


_NUMBERS = {int: _number_class(int), float: _number_class(float)}


def number(base: Any, value: float, lean: Lean) -> Any:
    """Make a ghost of a number."""
    made = _NUMBERS[base](value)
    made.lean = lean
    return made


class Haunting:
    """Makes ghosts of the leaves of replies that phantoms made."""

    def __init__(self, mark: re.Pattern[str], inner: frozenset[str]) -> None:
        """`mark` finds a phantom's marker; `inner` are fields whose leaves are the model's own."""
        self._mark, self._inner = mark, inner

    def haunt(self, value: Any, lean: Lean, *, inside: bool = False, depth: int = 0) -> Any:
        """Return a value with ghosts for leaves; fields such as the role or the id of a reply stay plain."""
        kind = type(value)
        if kind is str:
            return ghost(value, lean) if inside or self._mark.search(value) else value
        if kind in _NUMBERS:
            return number(kind, value, lean) if inside else value
        if depth > _DEEPEST:
            return value
        if kind is list:
            value[:] = [self.haunt(one, lean, inside=inside, depth=depth + 1) for one in value]
        elif kind is dict:
            self._haunt_fields(value, lean, inside=inside, depth=depth)
        elif hasattr(kind, "model_fields") or hasattr(kind, "__pydantic_fields__"):
            self._haunt_fields(vars(value), lean, inside=inside, depth=depth)
        return value

    def _haunt_fields(self, fields: dict[str, Any], lean: Lean, *, inside: bool, depth: int) -> None:
        for name, one in list(fields.items()):
            fields[name] = self.haunt(one, lean, inside=inside or name in self._inner, depth=depth + 1)


def haunt_json(haunting: Haunting) -> None:
    """Let what `json.loads` reads of a ghost be ghosts too, in this process."""
    old = json.loads
    plain = types.FunctionType(old.__code__, old.__globals__, "loads", old.__defaults__, old.__closure__)
    plain.__kwdefaults__ = old.__kwdefaults__

    def loads(text: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(text, Ghost):
            return plain(text, *args, **kwargs)
        return haunting.haunt(plain(str.__str__(text), *args, **kwargs), text.lean, inside=True)

    # Its code is changed, not its name: in `json.loads(reply.text)` the function was looked up before the fork.
    old.__globals__["_deferred_loads"] = loads
    old.__kwdefaults__, old.__defaults__ = {}, None
    old.__code__ = _redirect().__code__


def _redirect() -> Callable[..., Any]:
    return lambda *args, **kwargs: _deferred_loads(*args, **kwargs)  # type: ignore[name-defined]  # noqa: F821, PLW0108
