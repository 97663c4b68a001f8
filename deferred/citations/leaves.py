"""The single values of a parsed model: each with its path, the words it is known by, and its way through the JSON."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, RootModel, SecretBytes, SecretStr
from pydantic.fields import FieldInfo  # noqa: TC002 - as for the types of this project

from deferred.citations.spans import ANY, Key

_DEEPEST = 100
_WRITTEN_OUT = re.compile(r"(?<![aeiouqAEIOUQ])([aouAOU])e(?=[^\W\d_aeiou])")

Step = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class Leaf:
    """A value that is not made of others.

    Attributes:
        path: `lines[0].amount`, `totals['net']`; Python's names, dictionary keys as `repr` writes them.
        value: the value itself.
        names: field name, alias, title, or the key of a dictionary.
        description: the field's description.
        parents: names of the fields it lies in, the outermost first.
        group: path of the object or list item it belongs to.
        route: for every step the keys that its JSON may use.
    """

    path: str
    value: Any
    names: tuple[str, ...] = ()
    description: str = ""
    parents: tuple[str, ...] = ()
    group: str = ""
    route: tuple[Step, ...] = ()

    def inside(self, suffix: str, value: Any, step: Step, names: tuple[str, ...], description: str = "") -> Leaf:
        """Give what lies one step further in; an item of a list keeps the names of the list."""
        parents = self.parents if names == self.names else self.parents + self.names[:1]
        path = self.path + suffix
        return Leaf(path.removeprefix("."), value, names, description, parents, self.path, (*self.route, step))


def leaves(parsed: Any) -> list[Leaf]:
    """Give every value of a parsed model (or list, dictionary, dataclass) that is neither None nor empty.

    What lies deeper than any reply is left out: it may hold itself.
    """
    return list(_walk(Leaf("", parsed), _DEEPEST))


def is_secret(value: Any) -> bool:
    """Tell whether a value hides itself; it is not searched for, because a quote would show it."""
    return isinstance(value, SecretStr | SecretBytes)


def _walk(leaf: Leaf, depth: int) -> Iterator[Leaf]:
    for inner in _children(leaf):
        if inner is leaf:
            if not _is_empty(leaf.value):
                yield leaf
        elif depth:
            yield from _walk(inner, depth - 1)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | bytes) and not value.strip())


def _children(leaf: Leaf) -> Iterator[Leaf]:  # noqa: C901 - one line for every kind of container
    value = leaf.value
    if isinstance(value, RootModel):
        yield from _children(dataclasses.replace(leaf, value=value.root))
    elif isinstance(value, BaseModel):
        yield from _fields_of_model(leaf, value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield _named(leaf, part.name, getattr(value, part.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            word = key.value if isinstance(key, Enum) else key
            yield leaf.inside(f"[{word!r}]", inner, ((str(word),),), (str(word),))
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for index, name in enumerate(value._fields):
            yield leaf.inside(f".{name}", value[index], ((name,), (index,)), (name,))
    elif isinstance(value, AbstractSet) or (
        isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)
    ):
        for index, inner in enumerate(value):
            step: Step = ((ANY,),) if isinstance(value, AbstractSet) else ((index,),)
            yield leaf.inside(f"[{index}]", inner, step, leaf.names, leaf.description)
    else:
        # A root that hides in another: the caller compares with the leaf it gave.
        yield leaf


def _named(leaf: Leaf, name: str, value: Any) -> Leaf:
    return leaf.inside(f".{name}", value, ((name,),), (name,))


def _fields_of_model(leaf: Leaf, model: BaseModel) -> Iterator[Leaf]:
    for name, info in type(model).model_fields.items():
        keys = _keys(name, info)
        words = [key for way in keys for key in way if isinstance(key, str)]
        value, titles = getattr(model, name), [info.title] if info.title else []
        # What denies a label is not known in words enough to find yes and no under more names.
        names = tuple(dict.fromkeys([*words, *titles]))
        names = names if isinstance(value, bool) else _names(names)
        yield leaf.inside(f".{name}", value, keys, names, info.description or "")
    for name in type(model).model_computed_fields:
        with contextlib.suppress(Exception):  # it is the user's code, and what it cannot work out has no value
            yield leaf.inside(f".{name}", getattr(model, name), ((name,),), _names([name]))
    for name, value in (model.model_extra or {}).items():
        yield _named(leaf, name, value)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    """Give names, and those whose umlauts are written out as their letters alone: `groesse` is read as Größe is."""
    plain = [_WRITTEN_OUT.sub(lambda match: match[1], word) for word in words]
    return tuple(dict.fromkeys([*words, *plain]))


def _keys(name: str, info: FieldInfo) -> Step:
    """Give the ways a field may be written in JSON, its own name first."""
    ways: list[tuple[Key, ...]] = [(name,)]
    for alias in (info.alias, info.validation_alias, info.serialization_alias):
        for choice in alias.choices if isinstance(alias, AliasChoices) else [alias]:
            if isinstance(choice, AliasPath):
                ways.append(tuple(choice.path))
            elif choice:
                ways.append((choice,))
    return tuple(dict.fromkeys(ways))
