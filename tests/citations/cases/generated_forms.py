"""Generated cases: forms put together at random from fields under many labels, with fields left out and decoys put in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import create_model

from tests.citations.cases.writing import COMPANIES, GOODS, PEOPLE, TOWNS, clear_day, filler, grouped, write_day
from tests.citations.evaluation.case import SHAPES, Case

SEEDS = range(500, 560)
LATER_SEEDS = range(900, 960)


@dataclass(frozen=True)
class Spec:
    """A field: its name, the labels of documents for it, sentences for it, and how it is made and written."""

    name: str
    labels: tuple[str, ...]
    sentences: tuple[str, ...]
    make: Callable[[random.Random], Any]
    write: Callable[[Any, random.Random], str]


def _amount(low: int, high: int) -> Callable[[random.Random], Decimal]:
    return lambda rng: Decimal(rng.randint(low * 100, high * 100)) / 100


def _money(value: Decimal, rng: random.Random) -> str:
    number = grouped(float(value), "point")
    return rng.choice([f"${number}", f"USD {number}", number, f"$ {number}", f"{number} USD"])


def _whole(value: int, rng: random.Random) -> str:
    return f"{value:,}"


def _percent(value: float, rng: random.Random) -> str:
    return f"{value * 100:g}{rng.choice(['%', ' %', ' percent'])}"


def _person(rng: random.Random) -> str:
    return " ".join(rng.choice(PEOPLE))


def _written_person(value: str, rng: random.Random) -> str:
    first, last = value.split()
    return rng.choice([value, value, f"{last}, {first}", value.upper(), f"{first} Q. {last}"])


def _day(value: date, rng: random.Random) -> str:
    return write_day(value, rng, rng.choice(["long", "us", "iso", "short", "abbreviated", "slash"]))


def _plain(value: Any, rng: random.Random) -> str:
    return str(value)


_OWN = (
    Spec("supplier_name", ("Supplier", "Vendor", "Sold by", "Remit to"), ("The goods are supplied by {0}.", "Your supplier is {0}."), lambda r: r.choice(COMPANIES[:6]), _plain),
    Spec("buyer_name", ("Buyer", "Customer", "Bill to", "Client"), ("The buyer is {0}.", "Goods are invoiced to our client {0}."), lambda r: r.choice(COMPANIES[6:]), _plain),
    Spec("order_number", ("Order no.", "PO number", "Order #", "Purchase order"), ("This relates to order {0}.",), lambda r: f"PO-{r.randint(10_000, 99_999)}", _plain),
    Spec("invoice_date", ("Invoice date", "Date of invoice", "Issued", "Date of issue"), ("The invoice was issued on {0}.",), clear_day, _day),
    Spec("due_date", ("Due date", "Payment due", "Pay by", "Due"), ("Payment is due on {0}.", "Please pay by {0}."), clear_day, _day),
    Spec("net_amount", ("Net amount", "Subtotal", "Amount before tax"), ("The net amount comes to {0}.",), _amount(100, 9_000), _money),
    Spec("vat_amount", ("VAT", "VAT amount", "Tax"), ("VAT of {0} is added.",), _amount(10, 900), _money),
    Spec("total_amount", ("Total", "Total amount", "Amount due", "Grand total", "Total payable"), ("The total amount is {0}.", "In total {0} is payable."), _amount(9_001, 20_000), _money),
    Spec("discount_rate", ("Discount", "Discount rate", "Rebate"), ("A discount of {0} is granted.",), lambda r: r.choice([0.02, 0.05, 0.125]), _percent),
    Spec("quantity", ("Quantity", "Qty", "Number of units"), ("The quantity ordered is {0}.",), lambda r: r.randint(11, 480), _whole),
    Spec("project_manager", ("Project manager", "Manager", "Project lead"), ("The project manager is {0}.", "{0} manages the project."), _person, _written_person),
    Spec("delivery_city", ("Delivery city", "City of delivery", "Town"), ("Goods are delivered to the city of {0}.",), lambda r: r.choice(TOWNS), _plain),
    Spec("warranty_months", ("Warranty", "Warranty period", "Guarantee"), ("The warranty runs for {0}.",), lambda r: r.choice([12, 18, 36]), lambda v, r: f"{v} months"),
    Spec("contract_start", ("Start date", "Commencement date", "Effective date"), ("The contract starts on {0}.", "The contract takes effect on {0}."), clear_day, _day),
    Spec("contract_end", ("End date", "Expiry date", "Expires"), ("The contract ends on {0}.", "The contract expires on {0}."), clear_day, _day),
    Spec("penalty_per_day", ("Penalty per day", "Late penalty"), ("Delay costs a penalty of {0} per day.",), _amount(20, 99), _money),
    Spec("interest_rate", ("Interest rate", "Interest", "Rate of interest"), ("Late sums bear interest at {0}.",), lambda r: r.choice([0.04, 0.0725, 0.09]), _percent),
    Spec("product", ("Product", "Item", "Article", "Description"), ("The product is {0}.",), lambda r: r.choice(GOODS), _plain),
    Spec("weight_kg", ("Weight", "Net weight", "Mass"), ("It has a weight of {0}.",), lambda r: r.randint(101, 980) / 10, lambda v, r: f"{v} kg"),
    Spec("phone", ("Phone", "Telephone", "Tel."), ("Call us by phone on {0}.",), lambda r: f"+44 20 {r.randint(2000, 9999)} {r.randint(1000, 9999)}", lambda v, r: r.choice([v, v.replace(" ", "-")])),
)  # fmt: skip
_DECOYS = (
    "Customs tariff {0}: see annex", "Insured value: USD {1:,}.00", "Fax: +44 20 7000 {0}", "Page {2} of {3}", "Form {0}-B, revision {2}", "Registered in 19{4}",
    "Hotline open {2} hours", "Printed on 3 January 2015", "Last order: 4 March 2011", "Freight: $ {1:,}.75", "Deposit received: USD {1:,}.20", "Room {0}", "Batch {0}/{4}",
)  # fmt: skip


def cases() -> Iterator[Case]:
    yield from made(SEEDS)


def later_cases() -> Iterator[Case]:
    yield from made(LATER_SEEDS)


def made(seeds: range) -> Iterator[Case]:
    for seed in seeds:
        rng = random.Random(f"forms/{seed}")
        chosen = rng.sample(_OWN, rng.randint(6, 12))
        values = {spec.name: spec.make(rng) for spec in chosen}
        left_out = {spec.name for spec in chosen if rng.random() < 0.15}
        layout = rng.choice([_colons, _cells, _pipes, _above, _sentences, _pairs])
        parts = layout([(spec, values[spec.name]) for spec in chosen if spec.name not in left_out], rng)
        decoys = [
            text.format(
                rng.randint(100, 999),
                rng.randint(21_000, 99_000),
                rng.randint(1, 9),
                rng.randint(10, 40),
                rng.randint(10, 79),
            )
            for text in rng.sample(_DECOYS, rng.randint(2, 5))
        ]
        for decoy in decoys:
            parts.insert(rng.randint(0, len(parts)), decoy + ("." if layout is _sentences else ""))
        text = (" " if layout is _sentences else "\n").join(parts)
        model = create_model("Form", **{name: (type(value), ...) for name, value in values.items()})
        if seed % 3 == 0 and (pair := _swappable(values, left_out, rng)):
            values, text = _swapped(values, text, pair)
        yield Case(
            f"form-{seed}",
            f"forms: {layout.__name__[1:]}",
            model(**values),
            [f"{text}\n\n{filler(rng, 3)}"],
            SHAPES[seed % len(SHAPES)],
            seed,
        )


_PAIRS = (("supplier_name", "buyer_name"), ("net_amount", "total_amount"), ("vat_amount", "net_amount"), ("invoice_date", "due_date"), ("contract_start", "contract_end"),
          ("due_date", "contract_end"), ("interest_rate", "discount_rate"))  # fmt: skip


def _swappable(values: dict[str, Any], left_out: set[str], rng: random.Random) -> tuple[str, str] | None:
    pairs = [pair for pair in _PAIRS if all(name in values and name not in left_out for name in pair)]
    return rng.choice(pairs) if pairs else None


def _swapped(values: dict[str, Any], text: str, pair: tuple[str, str]) -> tuple[dict[str, Any], str]:
    """The model mixed two fields up: each value stands under the other's label, and is no evidence there."""
    one, two = pair
    text = (
        text.replace(f"{{{{{one}|", "{{!\0|").replace(f"{{{{{two}|", f"{{{{!{one}|").replace("{{!\0|", f"{{{{!{two}|")
    )
    return values | {one: values[two], two: values[one]}, text


Filled = list[tuple[Spec, Any]]


def _mark(spec: Spec, value: Any, rng: random.Random) -> str:
    return f"{{{{{spec.name}|{spec.write(value, rng)}}}}}"


def _colons(filled: Filled, rng: random.Random) -> list[str]:
    return [f"{rng.choice(spec.labels)}: {_mark(spec, value, rng)}" for spec, value in filled]


def _cells(filled: Filled, rng: random.Random) -> list[str]:
    return [f"{rng.choice(spec.labels):<24}{_mark(spec, value, rng)}" for spec, value in filled]


def _pipes(filled: Filled, rng: random.Random) -> list[str]:
    return [f"| {rng.choice(spec.labels)} | {_mark(spec, value, rng)} |" for spec, value in filled]


def _above(filled: Filled, rng: random.Random) -> list[str]:
    return [f"{rng.choice(spec.labels)}\n{_mark(spec, value, rng)}\n" for spec, value in filled]


def _sentences(filled: Filled, rng: random.Random) -> list[str]:
    return [rng.choice(spec.sentences).format(_mark(spec, value, rng)) for spec, value in filled]


def _pairs(filled: Filled, rng: random.Random) -> list[str]:
    """Two to a line."""
    single = _colons(filled, rng)
    return ["     ".join(single[place : place + 2]) for place in range(0, len(single), 2)]
