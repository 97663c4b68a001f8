"""Construct an SDK's request options from what is given and the class's defaults: pydantic copies each default anew.

That takes 25 microseconds a call. The defaults that a call leaves are the same each time, so options with known names
are put together from them. The first options of each set of names are compared with the SDK's own.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deferred.capture.sdk_values import NOT_GIVEN, is_not_given, same
from deferred.session import current

_SHARED = frozenset({str, int, float, bool, type(None), tuple})  # defaults that need no copy
_mappings: dict[type, bool] = {}
_put = object.__setattr__
_new = object.__new__


@dataclass(frozen=True, slots=True)
class Template:
    """The fields of options with certain given names: the default of each other field, and how some are copied."""

    cls: Any
    defaults: dict[str, Any]
    copied: tuple[tuple[str, Callable[[Any], Any]], ...]

    def filled(self, given: Mapping[str, Any]) -> Any:
        """Put options together from the given values."""
        found = self.defaults.copy()
        for name, value in given.items():
            found[name] = value if type(value) in _SHARED or not is_mapping(value) else _stripped(value)
        for name, copy_of in self.copied:
            found[name] = copy_of(found[name])
        made = _new(self.cls)
        _put(made, "__dict__", found)
        _put(made, "__pydantic_private__", None)
        _put(made, "__pydantic_extra__", None)
        _put(made, "__pydantic_fields_set__", set(given))
        return made


def template_of(example: Any) -> Template | None:
    """Make a template of options that the SDK has constructed; None if they hold more than fields."""
    given = example.__pydantic_fields_set__
    if example.__pydantic_extra__ is not None or example.__pydantic_private__ is not None:
        return None
    fields = type(example).model_fields
    if list(fields) != list(vars(example)) or any(fields[name].default_factory for name in set(fields) - given):
        return None
    defaults = {name: None if name in given else fields[name].default for name in fields}
    copied = [name for name, value in defaults.items() if type(value) not in _SHARED and not is_not_given(value)]
    return Template(type(example), defaults, tuple((name, _copier(defaults[name])) for name in copied))


def _copier(default: Any) -> Callable[[Any], Any]:
    """Return what copies a default; for a dictionary of plain values that is no more than its own method."""
    is_flat = type(default) is dict and all(type(value) in _SHARED for value in default.values())
    return dict.copy if is_flat else copy.deepcopy


class KnownOptions:
    """The templates of the options that calls have had, by the names of what they give."""

    def __init__(self) -> None:
        """Nothing is known at the start."""
        self._templates: dict[tuple[Any, ...], Template | None] = {}

    def construct(self, wrapped: Callable[..., Any], cls: Any, args: Any, kwargs: Any) -> Any:
        """Stand in for `FinalRequestOptions.construct` of the SDK."""
        if args or current.owner() is None:
            return wrapped(*args, **kwargs)
        names = (cls, *kwargs)
        template = self._templates.get(names)
        if template is not None:
            return template.filled(kwargs)
        made = wrapped(**kwargs)
        if names not in self._templates:
            self._templates[names] = _proved(template_of(made), made, kwargs)
        return made


def _proved(template: Template | None, made: Any, kwargs: Mapping[str, Any]) -> Template | None:
    return template if template is not None and same(template.filled(kwargs), made) else None


def is_mapping(value: Any) -> bool:
    """Whether a value is a mapping; remembered by its type, because the look at the abstract class takes long."""
    found = _mappings.get(type(value))
    if found is None:
        found = _mappings[type(value)] = isinstance(value, Mapping)
    return found


def _stripped(value: Any) -> Any:
    """Leave out what is not given, as the SDK does."""
    return {name: held for name, held in value.items() if type(held).__name__ != NOT_GIVEN}


def targets() -> list[tuple[str, Callable[..., Any]]]:
    """Return what is patched of an SDK while a session is open."""
    return [("?_models.FinalRequestOptions.construct", KnownOptions().construct)]
