"""How long a model of 30 fields takes over a document of 100 pages."""

from __future__ import annotations

import random
import statistics
import time
from datetime import date, timedelta

from pydantic import create_model

from deferred.citations.citation import Source
from deferred.citations.mapping import map_fields

_WORDS = (
    "the party shall deliver notice under this clause within period of service and any amount payable by tenant "
    "or supplier including costs fees interest according to schedule annexed hereto provided that written consent "
    "is given before date"
).split()


def _page(rng: random.Random, number: int) -> str:
    lines = [f"Page {number} of 100"]
    for _ in range(42):
        words = rng.choices(_WORDS, k=11)
        if rng.random() < 0.3:
            words[5] = f"{rng.randint(1, 99_999):,}.{rng.randint(0, 99):02}"
        if rng.random() < 0.1:
            words[7] = (date(2020, 1, 1) + timedelta(days=rng.randint(0, 2000))).strftime("%d %B %Y")
        lines.append(" ".join(words))
    return "\n".join(lines)


def subject() -> tuple[object, Source]:
    """Make a model of 30 fields of five types and the document they are scattered over."""
    rng = random.Random(7)
    pages = [_page(rng, number + 1) for number in range(100)]
    fields, values = {}, {}
    for index in range(30):
        name = f"item_{'abcdefghijklmnopqrstuvwxyzABCD'[index]}"
        value, text = _value(rng, index)
        fields[name], values[name] = (type(value), ...), value
        page = rng.randrange(100)
        pages[page] += f"\n{name.replace('_', ' ').title()}: {text}\n"
    text, starts = "", []
    for page in pages:
        starts.append(len(text))
        text += page + "\n\f"
    return create_model("Thirty", **fields)(**values), Source(0, "long", text, tuple(starts))


def _value(rng: random.Random, index: int) -> tuple[object, str]:
    if index % 5 == 0:
        amount = rng.randint(100_000, 9_999_999) / 100
        return amount, f"EUR {amount:,.2f}"
    if index % 5 == 1:
        day = date(2030, 1, 1) + timedelta(days=rng.randint(0, 300))
        return day, day.strftime("%B %d, %Y")
    if index % 5 == 2:
        name = f"{rng.choice(['Ilse', 'Omar', 'Wren'])} {rng.choice(['Quandt', 'Baptiste', 'Okafor'])}{index}"
        return name, name
    if index % 5 == 3:
        return index, str(index)
    code = f"REF-{rng.randint(10_000, 99_999)}"
    return code, code


def measure(times: int = 15) -> tuple[float, float, int]:
    """Give the median and best milliseconds of one mapping, and the document's length."""
    parsed, source = subject()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        map_fields(parsed, "", [], [source])
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), min(taken), len(source.text)


def report() -> str:
    median, best, length = measure()
    return f"30 fields over {length / 1000:.0f} KB (100 pages): median {median:.1f} ms, best {best:.1f} ms"
