"""Values as different writers put them; written without a look at how the mapper reads them."""

from __future__ import annotations

import random
import textwrap
from datetime import date

ENGLISH = ("January February March April May June July August September October November December").split()
GERMAN = ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember").split()
FRENCH = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()
SPANISH = ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre").split()
COMPANIES = ["Halvorsen & Pike Ltd", "Norrland Timber AB", "Quillfeather LLC", "Tessaro S.p.A.", "Brightwell Dairy Co.", "Ostrava Castings a.s.",
             "Mirabeau Optique SARL", "Kestrel Analytics, Inc.", "Wolff Fördertechnik GmbH", "Pemberton-Hale plc", "Saltmarsh Boatyard", "Zhu & Daughters"]  # fmt: skip
PEOPLE = [("Ingrid", "Solheim"), ("Tobias", "Wrenfield"), ("Amara", "Okonjo"), ("Lucía", "Berenguer"), ("Pavel", "Hradil"), ("Mei", "Tanaka"),
          ("Declan", "Moriarty"), ("Sunniva", "Aas"), ("Rafael", "Quintero"), ("Noor", "Haddad")]  # fmt: skip
TOWNS = ["Aldersgate", "Pontivy", "Västervik", "Olomouc", "Durango", "Invercargill", "Lausitz", "Trowbridge"]
GOODS = ["Walnut veneer sheet", "Copper elbow 15 mm", "Linen bolt, undyed", "Bearing housing type K", "Glass carboy", "Hex spacer M6",
         "Oak stave", "Archival box", "Ceramic insulator", "Brass finial", "Felt washer", "Larch plank"]  # fmt: skip


def day(rng: random.Random, start: int = 2019, end: int = 2027) -> date:
    return date(rng.randint(start, end), rng.randint(1, 12), rng.randint(1, 28))


def clear_day(rng: random.Random) -> date:
    """A day that no order of day and month can mistake."""
    return date(rng.randint(2019, 2027), rng.randint(1, 12), rng.randint(13, 28))


def ordinal(number: int) -> str:
    return f"{number}{'th' if 10 <= number % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def write_day(when: date, rng: random.Random, style: str | None = None) -> str:
    month = ENGLISH[when.month - 1]
    ways = {
        "iso": when.isoformat(),
        "long": f"{when.day} {month} {when.year}",
        "us": f"{month} {when.day}, {when.year}",
        "ordinal": f"{month} {ordinal(when.day)}, {when.year}",
        "of": f"the {ordinal(when.day)} day of {month} {when.year}",
        "short": f"{when.day:02}-{month[:3]}-{when.year % 100:02}",
        "abbreviated": f"{month[:3]} {when.day:02}, {when.year}",
        "german": f"{when.day}. {GERMAN[when.month - 1]} {when.year}",
        "french": f"{when.day} {FRENCH[when.month - 1]} {when.year}",
        "spanish": f"{when.day} de {SPANISH[when.month - 1]} de {when.year}",
        "points": f"{when.day:02}.{when.month:02}.{when.year}",
    }
    if when.day > 12:
        ways |= {
            "slash": f"{when.day:02}/{when.month:02}/{when.year}",
            "slash-us": f"{when.month}/{when.day}/{when.year}",
        }
    return ways[style or rng.choice(list(ways))]


def grouped(number: float, style: str, places: int = 2) -> str:
    text = f"{abs(number):,.{places}f}"
    if style == "point":
        return text
    swapped = text.replace(",", "_").replace(".", ",")
    return (
        swapped.replace("_", {"comma": ".", "space": "\u202f", "swiss": "'"}[style])
        if style != "swiss"
        else text.replace(",", "'")
    )


def write_money(amount: float, rng: random.Random, style: str, sign: str) -> str:
    number = grouped(amount, style)
    return (
        rng.choice([f"{sign}{number}", f"{sign} {number}"])
        if sign in "$€£"
        else rng.choice([f"{sign} {number}", f"{number} {sign}"])
    )


def cents(rng: random.Random, low: int, high: int) -> float:
    """An amount that is not round, so that it stands in a document for one reason only."""
    return rng.randint(low * 100, high * 100) / 100 + 0.0 if (rng.random() < 2) else 0.0


def wrapped(text: str, width: int, rng: random.Random) -> str:
    """Break lines as a PDF's text layer does, now and then inside a word. Marks stay whole."""
    safe = text.replace("{{", "\x00").replace("}}", "\x01")
    lines = textwrap.wrap(safe, width, break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines).replace("\x00", "{{").replace("\x01", "}}")


def filler(rng: random.Random, sentences: int) -> str:
    """Text that is beside the point."""
    kept = rng.sample(_FILLER, min(sentences, len(_FILLER)))
    return " ".join(kept)


_FILLER = [
    "Headings are for convenience and do not affect how anything here is read.",
    "Neither side may hand over its rights without a letter from the other.",
    "Where a word is capitalised it bears the meaning set out in Annex C.",
    "Complaints are heard in the first instance by the regional office.",
    "Rain on the second morning moved the gathering indoors.",
    "The catalogue was printed on uncoated stock and sewn by hand.",
    "Visitors should sign the book in the lobby before going further.",
    "Our couriers do not carry cash and cannot wait at the door.",
    "Samples were kept below freezing between collection and assay.",
    "Minutes of the earlier gathering were read and accepted.",
    "The roof was last inspected by a surveyor of the council.",
    "Readers with questions may write to the secretariat.",
]
