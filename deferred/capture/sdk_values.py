"""Values of the SDKs: which of them stand for nothing, and when two are the same. No SDK is imported."""

from __future__ import annotations

from typing import Any

NOT_GIVEN = "NotGiven"
ABSENT = frozenset({"Omit", NOT_GIVEN})  # the classes of values that are not sent, by name: each SDK has its own
_OF_A_MODEL = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")


def is_not_given(value: Any) -> bool:
    """Whether a value stands for an argument that was not given."""
    return type(value).__name__ == NOT_GIVEN


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, with the classes, the order, the set fields and the unknown fields of all inside.

    Arguments that were not given are the same, whichever objects stand for them.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if hasattr(one, "__pydantic_fields_set__"):
        return all(same(getattr(one, part), getattr(other, part)) for part in _OF_A_MODEL)
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return is_not_given(one) or bool(one == other)
