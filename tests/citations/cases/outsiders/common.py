"""What these documents share: short names of types, models of odd shapes, filling prose, and the marks.

Marks are those of `tests/citations/cases/outsiders/first/marked.py`: `[[path|text]]`, `+path`, `?path`.
"""

from __future__ import annotations

import random
import re
from datetime import date, datetime, time, timedelta  # noqa: F401 - the documents take them from here
from decimal import Decimal
from enum import Enum, IntEnum
from types import SimpleNamespace
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union, get_args

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, RootModel, TypeAdapter, create_model, field_validator

from tests.citations.cases.outsiders.first.marked import unmarked
from tests.citations.evaluation.case import Case, Place, leaves

S, I, F, D, B, O = str, int, float, Decimal, bool, Optional


def M(name: str, /, **fields: Any) -> type[BaseModel]:
    """Make a model; what is optional need not be given."""
    made = {key: (kind, None if type(None) in get_args(kind) else ...) for key, kind in fields.items()}
    return create_model(name, **made)


def E_(name: str, *values: str) -> type[Enum]:
    """Make an enum; its members are named after their values."""
    return Enum(name, {re.sub(r"\W+", "_", one).upper(): one for one in values})


class Collector:
    """Collects the cases of one half."""

    def __init__(self, kind: str) -> None:
        self.kind, self.cases = kind, []

    def __call__(
        self, name: str, domain: str, language: str, difficulty: str, model: Any, value: Any, *documents: str
    ) -> None:
        read = [unmarked(document) for document in documents]
        plain = [text for text, _ in read]
        made = Case(name, self.kind, TypeAdapter(model).validate_python(value), plain, "openai")
        for index, (_, marks) in enumerate(read):
            for mark, start, end in marks:
                goal = {"+": made.required, "?": made.optional}.get(mark[0], made.places)
                goal.setdefault(mark.lstrip("+?"), []).append(Place(index, start, end, plain[index][start:end], None))
        known = {path for path, _, _ in leaves(made.parsed)}
        unknown = {*made.places, *made.required, *made.optional} - known
        assert not unknown, f"{name}: {unknown}"
        made.kind = f"{self.kind}: {difficulty}"
        self.cases.append(made)


_WORDS = "the group continued to make progress in its markets while costs remained under control and demand for bulk materials held up well despite weather that was less kind than in earlier periods so that margins in the second half were broadly as the board had foreseen".split()


def PROSE(seed: int, sentences: int) -> str:
    rng = random.Random(seed)
    made = []
    for _ in range(sentences):
        words = rng.choices(_WORDS, k=rng.randint(9, 18))
        if rng.random() < 0.4:
            words.insert(
                5,
                rng.choice(
                    [
                        f"£{rng.randint(2, 99)}m",
                        f"{rng.randint(1, 40)} per cent",
                        f"{rng.randint(1990, 2024)}",
                        f"{rng.randint(100, 9000):,}",
                    ]
                ),
            )
        made.append(" ".join(words).capitalize() + ".")
    return " ".join(made)


class _Card(BaseModel):
    kind: Literal["card"]
    last4: str
    amount: Decimal


class _Iban(BaseModel):
    kind: Literal["iban"]
    iban: str
    amount: Decimal


class _Cash(BaseModel):
    kind: Literal["cash"]
    amount: Decimal
    received_by: str


class _Payments(BaseModel):
    payments: list[Annotated[Union[_Card, _Iban, _Cash], Field(discriminator="kind")]]


class _Aliased(BaseModel):
    model_config = ConfigDict(frozen=True)
    number: str = Field(alias="RechnungsNr")
    issued: date = Field(validation_alias=AliasChoices("datum", "rechnungsdatum"))
    customer_no: str = Field(alias="Kd-Nr")
    total: Decimal = Field(validation_alias="gesamt", description="Rechnungsbetrag brutto")
    payment_term: timedelta = Field(alias="zahlung", title="Zahlungsziel")


class _Grid(BaseModel):
    matrix: list[list[float]]
    labels: tuple[str, str]
    scores: dict[str, list[int]]
    n: int


T = TypeVar("T")


class _Entry(BaseModel, Generic[T]):
    code: str
    payload: T


class _Goods(BaseModel):
    name: str
    price: Decimal


class _Catalogue(RootModel[list[_Entry[_Goods]]]):
    pass


class _Normalised(BaseModel):
    email: str
    country: str
    phone: str
    price: Decimal
    tags: list[str]
    name: str

    @field_validator("email")
    @classmethod
    def _mail(cls, value: str) -> str:
        return value.strip().lower()

    @field_validator("country")
    @classmethod
    def _country(cls, value: str) -> str:
        return {"germany": "DE"}.get(value, value)

    @field_validator("phone")
    @classmethod
    def _phone(cls, value: str) -> str:
        return "+49" + "".join(filter(str.isdigit, value)).removeprefix("0")

    @field_validator("price", mode="before")
    @classmethod
    def _price(cls, value: str) -> str:
        return value.removeprefix("EUR ").replace(",", ".")

    @field_validator("tags", mode="before")
    @classmethod
    def _tags(cls, value: str) -> list[str]:
        return [tag.strip() for tag in value.split(";")]

    @field_validator("name")
    @classmethod
    def _name(cls, value: str) -> str:
        last, first = value.title().split(", ")
        return f"{first} {last}"


class _Priority(IntEnum):
    HIGH = 1
    NORMAL = 2
    LOW = 3


class _State(str, Enum):
    TODO = "todo"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class _Ticket(BaseModel):
    priority: _Priority
    state: _State
    colour: Literal["RED", "GREEN", "BLUE"]
    flags: list[str]
    assignee: str
    estimate: timedelta
    size: Annotated[str, Field(pattern="^x?[sml]l?$")]


class _Base(BaseModel):
    model_config = ConfigDict(frozen=True)
    holder: str
    issued: date
    expires: date


class _Permit(_Base):
    ref: str
    max_tonnes: int
    area: tuple[str, float]
    contact: str
    hours: dict[str, str]


class _Value(BaseModel):
    name: str
    value: Union[float, str]
    ref: Optional[str] = None


class _Mixed(BaseModel):
    results: list[_Value]
    fasting: Optional[bool] = None
    lab_no: int


SHAPES = SimpleNamespace(
    Payments=_Payments,
    Aliased=_Aliased,
    Grid=_Grid,
    Catalogue=_Catalogue,
    Normalised=_Normalised,
    Ticket=_Ticket,
    Permit=_Permit,
    Mixed=_Mixed,
)
