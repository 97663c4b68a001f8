"""Build the models of an SDK from JSON by plans, which are compiled once for each class.

The SDK reads the annotations of a class again for each object, and validates unions by pydantic; a plan does neither. A
plan builds what fits the class exactly. For any other value it raises `Unfit`, and the SDK builds the object.

An SDK constructs a model in two ways. Outside of a union it keeps a value of the wrong type as it is, and gives an
absent field its default. Inside a union (`Optional[...]` is one) pydantic validates. A plan exists for each way.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

Plan: TypeAlias = Callable[[Any], Any]

_SCALARS = (str, int, float, bool)
_UNIONS = (typing.Union, types.UnionType)
_ANY = (object, Any)
_EXACT = 1 << 53  # smaller integers are exact as floats
_TAKEN = "_fields_set"  # an argument of the SDK's `construct`, to which a key of this name would be given
_put = object.__setattr__
_new = object.__new__
_absent = object()


class Unfit(Exception):  # no error: the SDK builds the object
    """A value or a class that no plan can build exactly as the SDK does."""


class Missing(Unfit):
    """A value that lacks a required field: pydantic refuses it."""


@cache  # of the classes that the SDKs return
def plan_of(cls: type[BaseModel]) -> Plan:
    """Compile the plan of a model class.

    Returns:
        A function from a JSON value, as the `json` module reads it, to an object of the class.

    Raises:
        Unfit: the class is more than fields: it has validators, private attributes or its own construction.
    """
    plan = _compiled(cls, validated=False)
    if plan is _unfit:
        raise Unfit
    return plan


@cache
def _model(cls: type[BaseModel], *, validated: bool) -> Plan:
    # Compiled at the first use: a class may hold itself, and one that is unfit spoils only what holds an object of it.
    plan: Plan | None = None

    def build(value: Any) -> Any:
        nonlocal plan
        if plan is None:
            plan = _compiled(cls, validated=validated)
        return plan(value)

    return build


@cache
def _compiled(cls: type[BaseModel], *, validated: bool) -> Plan:
    try:
        _assert_is_plain(cls)
        return _fields_plan(cls, validated=validated)
    except Unfit:
        return _unfit


def _fields_plan(cls: type[BaseModel], *, validated: bool) -> Plan:
    if not getattr(cls, "__pydantic_fields_complete__", cls.__pydantic_complete__):
        cls.model_rebuild()
    fields = cls.model_fields
    rows = [_row(name, field, validated=validated) for name, field in fields.items()]
    keys = {key for _, key, *_ in rows}
    # The SDK takes a field by its alias, and keeps the alias among the unknown fields too; pydantic does not.
    known = keys if validated else keys.intersection(fields)
    has_alias = known != keys
    names = set(fields) if all(name == key for name, key, *_ in rows) else None

    def build(value: Any) -> Any:
        if type(value) is not dict:
            raise Unfit
        found = {}
        for name, key, only, plan, null, absent in rows:
            held = value.get(key, _absent)
            if held is _absent:
                held = absent
            elif type(held) is not only:
                held = null if held is None else plan(held)
            if held is PydanticUndefined:
                raise Missing
            found[name] = held
        given = {name for name, key, *_ in rows if key in value} if names is None else names.intersection(value)
        extra = _unknown(value, known) if len(given) != len(value) or has_alias else {}
        if validated:
            given.update(extra)  # pydantic counts these among the set fields, the SDK does not
        return _assembled(cls, found, given, extra)

    return build


def _unknown(value: dict[str, Any], known: set[str]) -> dict[str, Any]:
    extra = {key: held for key, held in value.items() if key not in known}
    if _TAKEN in extra:
        raise Unfit
    return extra


def _assembled(cls: type[BaseModel], found: dict[str, Any], given: set[str], extra: dict[str, Any]) -> BaseModel:
    made = _new(cls)
    _put(made, "__dict__", found)
    _put(made, "__pydantic_private__", None)
    _put(made, "__pydantic_extra__", extra)
    _put(made, "__pydantic_fields_set__", given)
    return made


def _unfit(_: Any) -> Any:
    raise Unfit


def _row(name: str, field: Any, *, validated: bool) -> tuple[str, str, type | None, Plan, Any, Any]:
    """Return a field's name, key, and plan, what null becomes, and what it is if absent; undefined is missing.

    The type before the plan is that of values which the plan leaves as they are: most need no call of it.
    """
    if field.alias != field.validation_alias or field.default_factory is not None:
        raise Unfit
    key = field.alias or name
    default = field.default
    if default is not None and default is not PydanticUndefined and type(default) not in _SCALARS:
        raise Unfit
    plan, takes_none = _value(_unmarked(field.annotation, field.metadata), validated=validated)
    only = _LEFT_AS_IT_IS.get(plan)
    if validated:
        return name, key, only, plan, None if takes_none else PydanticUndefined, default
    # The SDK gives null, and an absent field without a default, the default or None.
    given = None if default is PydanticUndefined else default
    return name, key, only, plan, given, given


def _unmarked(kind: Any, metadata: Any = ()) -> Any:
    """Remove the SDK's own marks from an annotation; any other mark may constrain values."""
    while True:
        if typing.get_origin(kind) is typing.Annotated:
            metadata = (*metadata, *kind.__metadata__)
            kind = kind.__origin__
        elif type(kind).__name__ == "TypeAliasType":  # of `typing`, or of `typing_extensions` before Python 3.12
            kind = kind.__value__
        else:
            break
    if any(type(mark).__name__ not in {"PropertyInfo", "UnionDiscriminator"} for mark in metadata):
        raise Unfit
    return kind


def _value(kind: Any, *, validated: bool) -> tuple[Plan, bool]:
    """Return the plan for values of an annotation that are not null, and whether null is one of them."""
    origin = typing.get_origin(kind)
    if origin in _UNIONS:
        members = [_unmarked(member) for member in typing.get_args(kind)]
        others = [member for member in members if member is not types.NoneType]
        plan = _union(others)
        if not validated and len(others) == 1:
            plan = _lenient(plan, others[0])
        return plan, types.NoneType in members
    if kind in _ANY:
        return _as_it_is, True
    if kind in _SCALARS:
        return _SCALAR_PLANS[kind], False
    if origin is Literal:
        return _literal(frozenset(typing.get_args(kind))), False
    if origin is list:
        return _list(_unmarked(typing.get_args(kind)[0]), validated=validated), False
    if origin is dict:
        return _dict(*typing.get_args(kind), validated=validated), False
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, validated=validated), False
    raise Unfit


def _as_it_is(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Plan:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise Unfit
        return value

    return check


def _float(value: Any) -> Any:
    if type(value) is int and abs(value) < _EXACT:
        return float(value)
    if type(value) is not float:
        raise Unfit
    return value


_SCALAR_PLANS: Mapping[Any, Plan] = {kind: _exactly(kind) for kind in _SCALARS} | {float: _float}
_LEFT_AS_IT_IS: Mapping[Plan, type] = {plan: kind for kind, plan in _SCALAR_PLANS.items()}


def _is_one_of(value: Any, allowed: frozenset[Any]) -> bool:
    return type(value) is str and value in allowed


def _literal(allowed: frozenset[Any]) -> Plan:
    def check(value: Any) -> Any:
        if type(value) is not str or value not in allowed:  # as `_is_one_of`, without a call for each value
            raise Unfit
        return value

    return check


def _list(kind: Any, *, validated: bool) -> Plan:
    plan, takes_none = _value(kind, validated=validated)
    only = kind if kind in _SCALARS else None

    def build(value: Any) -> Any:
        if type(value) is not list:
            raise Unfit
        if only is not None and all(type(held) is only for held in value):
            return value
        if None in value and not takes_none:
            raise Unfit
        return [None if held is None else plan(held) for held in value]

    return build


def _dict(key: Any, kind: Any, *, validated: bool) -> Plan:
    if key is not str:
        raise Unfit
    plan, takes_none = _value(_unmarked(kind), validated=validated)

    def build(value: Any) -> Any:
        if type(value) is not dict or (not takes_none and None in value.values()):
            raise Unfit
        return {name: None if held is None else plan(held) for name, held in value.items()}

    return build


def _lenient(plan: Plan, kind: Any) -> Plan:
    """Build a model as outside of a union where pydantic refuses it, which is what the SDK does then."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return plan
    unchecked = _model(kind, validated=False)

    def build(value: Any) -> Any:
        try:
            return plan(value)
        except Missing:
            return unchecked(value)

    return build


# -- unions ------------------------------------------------------------------------------------------------------------


def _union(members: list[Any]) -> Plan:
    """Return the plan of a union, which pydantic validates: exactly one member takes a value."""
    if len(members) == 1:
        return _value(members[0], validated=True)[0]
    models = [member for member in members if isinstance(member, type) and issubclass(member, BaseModel)]
    by_type: dict[type, Plan] = {}
    for member in members:
        if member not in models:
            _add(by_type, member)
    if float in by_type and bool not in by_type:
        by_type.setdefault(int, _float)
    if models:
        if dict in by_type:
            raise Unfit
        by_type[dict] = _one_of(models)

    def build(value: Any) -> Any:
        plan = by_type.get(type(value))
        if plan is None:
            raise Unfit
        return plan(value)

    return build


def _add(by_type: dict[type, Plan], member: Any) -> None:
    """Add a member of a union by the type of its values; two members of one type are too much for a plan."""
    origin = typing.get_origin(member)
    kind = str if origin is Literal else origin or member
    plan = _value(member, validated=True)[0]
    if kind not in (*_SCALARS, list, dict):
        raise Unfit
    if kind in by_type:
        if kind is not str:
            raise Unfit
        plan = _SCALAR_PLANS[str] if member is str or by_type[str] is _SCALAR_PLANS[str] else _unfit
    by_type[kind] = plan


def _one_of(models: list[type[BaseModel]]) -> Plan:
    """Return the plan of several model classes, which the words of their literal fields tell apart."""
    told = [(_words(model), _model(model, validated=True)) for model in models]
    key = _telling([words for words, _ in told])
    if key is None:
        return _only_fitting(told)
    plans = {word: plan for words, plan in told for word in words[key]}

    def build(value: Any) -> Any:
        word = value.get(key)
        if type(word) is not str or word not in plans:
            raise Unfit
        return plans[word](value)

    return build


def _only_fitting(told: list[tuple[dict[str, frozenset[Any]], Plan]]) -> Plan:
    def build(value: Any) -> Any:
        fitting = [plan for words, plan in told if all(_is_one_of(value.get(key), words[key]) for key in words)]
        if len(fitting) != 1:
            raise Unfit
        return fitting[0](value)

    return build


def _telling(words: list[dict[str, frozenset[Any]]]) -> str | None:
    """Return a literal field that each class requires, with words that no other class of the union has."""
    for key in words[0]:
        listed = [word for of_one in words for word in of_one.get(key, ())]
        if all(key in of_one for of_one in words) and len(set(listed)) == len(listed):
            return key
    return None


def _words(model: type[BaseModel]) -> dict[str, frozenset[Any]]:
    return {
        field.alias or name: frozenset(typing.get_args(kind))
        for name, field in model.model_fields.items()
        if field.is_required() and typing.get_origin(kind := _unmarked(field.annotation, field.metadata)) is Literal
    }


# -- which classes -----------------------------------------------------------------------------------------------------


def _assert_is_plain(cls: type[BaseModel]) -> None:
    """Raise `Unfit` for a class that is more than fields."""
    base = _sdk_base(cls)
    has_more = (
        cls.model_config != base.model_config
        or cls.__private_attributes__
        or cls.__pydantic_custom_init__
        or cls.__pydantic_post_init__
        or cls.__pydantic_root_model__
        or cls.__pydantic_generic_metadata__["origin"]
        or any(getattr(cls.__pydantic_decorators__, kind) for kind in _DECORATORS)
        or hasattr(cls, "build")
        or cls.__new__ is not object.__new__
        or "__pydantic_extra__" in {name for parent in cls.__mro__[: cls.__mro__.index(base)] for name in vars(parent)}
    )
    if has_more or cls.construct.__func__ is not base.construct.__func__:  # type: ignore[attr-defined]
        raise Unfit


_DECORATORS = ("validators", "field_validators", "root_validators", "model_validators")


def _sdk_base(cls: type[BaseModel]) -> type[BaseModel]:
    """Return the base of all models of the SDK, which defines how they are constructed."""
    lineage = cls.__mro__
    base: type[BaseModel] = lineage[lineage.index(BaseModel) - 1]
    if base is cls or "construct" not in vars(base):
        raise Unfit
    return base
