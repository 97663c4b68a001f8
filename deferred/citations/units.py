"""Units of measure, which are of one kind and how many of the smallest each is, and lengths of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from deferred.citations.searchable import Searchable
from deferred.citations.vocabulary import singular

_SIZES = {
    "mass": {"mg milligram": 1, "g gram": 1000, "kg kgs kilogram kilo": 1_000_000, "t tonne": 1_000_000_000},
    "length": {"mm millimeter": 1, "cm centimeter": 10, "m meter metre": 1000, "km kilometer kilometre": 1_000_000},
    "time": {  # in months of thirty days
        "second sec s": 1,
        "minute min": 60,
        "hour hr h": 3600,
        "day": 86_400,
        "week": 604_800,
        "month": 2_592_000,
        "quarter": 7_776_000,
        "year": 31_104_000,
    },
    "volume": {"ml milliliter millilitre": 1, "cl": 10, "dl": 100, "l liter litre": 1000},
    "data": {"mb mib": 1, "gb gib": 1024, "tb tib": 1024 * 1024},
    "power": {"w watt": 1, "kw kilowatt": 1000, "mw megawatt": 1_000_000},
    "current": {"na": 1, "ua": 1000, "ma milliampere": 1_000_000, "a amp ampere": 1_000_000_000},
    "voltage": {"mv millivolt": 1, "v volt": 1000, "kv kilovolt": 1_000_000},
    "frequency": {"hz hertz": 1, "khz": 1000, "mhz": 1_000_000, "ghz": 1_000_000_000},
}
_UNITS = {
    name: (kind, size) for kind, sizes in _SIZES.items() for names, size in sizes.items() for name in names.split()
}
_IN_ENGLISH = {
    name: unit
    for unit, names in {
        "day": "tag tage tagen arbeitstage werktage kalendertage jour jours dia dias",
        "week": "woche wochen semaine semaines semana semanas",
        "month": "monat monate monaten mois mes meses",
        "year": "jahr jahre jahren an ans annee annees ano anos",
        "hour": "stunde stunden heure heures hora horas",
        "minute": "minuten minuto minutos minuti",
        "liter": "litro litros litres liters",
        "piece": "stuck stk pieza piezas pcs",
    }.items()
    for name in names.split()
}
# Units that are only known to be others: 12 lb are no 12 kg.
_FOREIGN = {
    name: kind
    for kind, names in {
        "mass": "lb lbs pound oz ounce stone cwt",
        "length": "inch inches foot feet ft yard yd mile mi",
        "volume": "gallon gal pint quart floz",
        "speed": "mph knot knots kmh kph kmph",
        "area": "sqft sqm acre acres hectare hectares",
        "temperature": "°f fahrenheit °c celsius",
    }.items()
    for name in names.split()
}
_QUANTITIES = {
    "v": "voltage volts potential",
    "kv": "voltage volts",
    "a": "current amperage amps",
    "w": "power wattage watts consumption",
    "kw": "power wattage output",
    "mw": "power output",
    "hz": "frequency",
    "khz": "frequency",
    "mhz": "frequency",
    "ghz": "frequency",
    "bar": "pressure",
    "psi": "pressure",
    "rpm": "speed rotation",
    "db": "noise loudness",
    "kwh": "energy consumption",
    "kg": "weight mass",
    "lb": "weight mass",
    "°c": "temperature",
    "°f": "temperature",
    "m²": "area",
    "sqm": "area",
    "sqft": "area",
    "yearold": "age",
}
_CAPITAL = re.compile(r"[ \xa0]?(?:[km]?[VAW])\b")
# A letter alone is a unit only as it is written: "5 m", "4 A", but not "4 a day".
_LETTER = re.compile(r"[ \xa0]?(?:[mglths]|[LVAW])(?![^\W_]|['’²³/^])")
_POWERS = {
    3: frozenset("thousands kusd keur kgbp teur tsd".split()),
    6: frozenset("millions musd meur mgbp mchf mio mln usdm eurm gbpm".split()),
    9: frozenset("billions bnusd bneur bngbp mrd usdbn eurbn".split()),
}


def in_english(unit: str) -> str:
    """Give the English singular of a unit in another language, or of any word."""
    return _IN_ENGLISH.get(unit) or singular(unit)


def is_unit(word: str) -> bool:
    """Tell whether a word is a unit of measure."""
    return (in_english(word) in _UNITS and word != "a") or word in {
        "mg",
        "%",
        "lb",
        "lbs",
        "oz",
        "mmol",
        "kwh",
        "bar",
        "px",
        "pt",
    }


def is_same(unit: str, other: str) -> bool:
    """Tell whether two words are names of one unit: kilos are kg."""
    return unit in _UNITS and _UNITS[unit] == _UNITS.get(in_english(other))


def others(words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Give the size of the unit that a field is named for, and size and name of the others of its kind."""
    for word in words - {"a"}:  # which is seldom the ampere
        kind, size = _UNITS.get(in_english(word), ("", 0))
        for unit, (other, amount) in _UNITS.items():
            if kind and other == kind and amount != size:
                yield size, amount, unit


_ONE = r"(?:an?|one|un[ae]?|ein(?:e[mnr]?)?|1)"
_PARTS = {  # what is said of a unit, and how much of it that is
    Decimal("0.25"): (r"(?:a )?quarter of an? {}", r"viertel{}", r"(?:un )?quart d'{}", r"(?:un )?cuarto de {}"),
    Decimal("0.5"): (
        r"half an? {}",
        r"an? half {}",
        rf"(?:{_ONE} )?halbe[nrs]? {{}}",
        r"(?:une )?demi ?{}",
        r"medi[ao] {}",
    ),
    Decimal(1): (rf"{_ONE} {{}}",),
    Decimal("1.5"): (
        rf"{_ONE} {{}} and a half",
        r"one and a half {}",
        r"anderthalb {}",
        r"(?:une )?{} et demie?",
        r"(?:una? )?{} y medi[ao]",
        "1{}半",
    ),
}


def in_parts(amount: Decimal, unit: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where a folded text says one, a half or a quarter of a unit in words: "an hour and a half", "una semana"."""
    names = [name for name, english in _IN_ENGLISH.items() if english == unit]
    known = "|".join(re.escape(name) for name in (unit + "s", unit, *sorted(names, key=len, reverse=True)))
    for way in _PARTS.get(amount, ()):
        for match in re.finditer(rf"(?<![\w.,]){way.format(f'(?:{known})')}(?!\w)", text):
            more = amount == 1 and re.match(r" (?:and a|et|y|und)\b", text[match.end() :])
            if not more:
                yield match.span()


def quantity(unit: str, written: str) -> str:
    """Give the names of what a unit measures: 230 V are a voltage; "a" is only a unit where it is a capital."""
    if len(unit) == 1 and not _CAPITAL.match(written):
        return ""
    return _QUANTITIES.get(unit, "")


def powers(words: frozenset[str]) -> list[int]:
    """Give the power of ten that a field is named for: `revenue_musd` and `sales_in_millions` count millions."""
    return [power for power, names in _POWERS.items() if words & names]


def letter(written: str) -> str:
    """Give the unit of one letter that follows a number, folded; empty where it is none."""
    match = _LETTER.match(written)
    return match.group().strip().lower() if match else ""


def is_other_letter(unit: str, words: frozenset[str]) -> bool:
    """Tell whether a unit of one letter is not the one that a field is named for: 5 m are not 5 mm."""
    kind = _UNITS.get(unit)
    named = {_UNITS[singular(word)] for word in words if singular(word) in _UNITS}
    return bool(kind and kind not in named and any(other == kind[0] for other, _ in named))


def is_other(unit: str, words: frozenset[str]) -> bool:
    """Tell whether a unit is not the one that a field is named for, but of its kind: 6 months are not 6 days."""
    if foreign := _FOREIGN.get(unit) or _FOREIGN.get(in_english(unit)):
        return _is_foreign(unit, foreign, words)
    known = _UNITS.get(in_english(unit))
    named = [_UNITS[singular(word)] for word in words if singular(word) in _UNITS]
    if known is None or len(unit) == 1 or known in named:
        return False
    kinds = {kind for kind, _ in named} | {_FOREIGN[word] for word in words & _FOREIGN.keys()}
    return known[0] in kinds


def _is_foreign(unit: str, kind: str, words: frozenset[str]) -> bool:
    if words & {unit, in_english(unit), unit.strip("°"), *_SPELLED.get(unit, "").split()}:
        return False
    if kind == "area" and {"m", "2"} <= words:
        return True  # area_m2
    if kind == "temperature":
        return bool(words & {"c", "f", "celsius", "fahrenheit", "kelvin"})
    return any(_UNITS.get(singular(word), ("",))[0] == kind or _FOREIGN.get(word) == kind for word in words)


_SPELLED = {
    "lb": "lbs pound pounds",
    "lbs": "lb pound pounds",
    "oz": "ounce ounces",
    "ft": "feet foot",
    "feet": "ft foot",
    "foot": "ft feet",
    "mi": "mile miles",
    "inch": "in inches",
    "inches": "in inch",
    "gal": "gallon gallons",
    "°f": "fahrenheit",
    "°c": "celsius",
}


SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_SHORT = {
    **dict.fromkeys(["s", "sec", "sek", "seg"], "second"),
    **dict.fromkeys(["m", "min", "minuto", "minuut", "minuten"], "minute"),
    **dict.fromkeys(["h", "hr", "std", "uur"], "hour"),
    **dict.fromkeys(["d", "dzien", "dni", "giorno", "giorni", "dag", "dagen"], "day"),
    **dict.fromkeys(["w", "wk", "settimana", "settimane"], "week"),
}
_PIECE = re.compile(r"(\d+)(?:[.,](\d+))? ?([a-z]{1,10})\b\.?|(\d+)([dhms])(?=\d)")
_JOINT = re.compile(r",? ?(?:and |und |et |y |e )?")
_ISO = re.compile(r"\bp(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?(?![\w-])")


def unit_of_time(word: str) -> str:
    """Give the English name of a unit of time, or of its short form; empty where it is none."""
    unit = in_english(word)
    return unit if unit in SECONDS else _SHORT.get(unit, "") or _SHORT.get(word, "")


def lengths_of_time(page: Searchable) -> dict[timedelta, list[tuple[int, int]]]:
    """Give where lengths of time are written in pieces, or as machines do, in offsets of the folded text."""
    found: dict[timedelta, list[tuple[int, int]]] = {}
    for start, end, length in (*_in_pieces(page.folded), *_of_machines(page.folded)):
        found.setdefault(length, []).append((start, end))
    return found


def _in_pieces(text: str) -> Iterator[tuple[int, int, timedelta]]:
    """Give the sums of pieces that follow one another, each of a smaller unit than the one before."""
    start, end, length, smallest = 0, -1, timedelta(), 0
    for piece in _PIECE.finditer(text):
        size = SECONDS.get(unit_of_time(piece[3] or piece[5]), 0)
        follows = end >= 0 and bool(_JOINT.fullmatch(text, end, piece.start())) and 0 < size < smallest
        if not size:
            continue
        amount = float(f"{piece[1] or piece[4]}.{piece[2] or 0}")
        start, length = (start, length) if follows else (piece.start(), timedelta())
        end, smallest, length = piece.end(), size, length + timedelta(seconds=amount * size)
        yield start, end, length


def _of_machines(text: str) -> Iterator[tuple[int, int, timedelta]]:
    for match in _ISO.finditer(text):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if any(match.groups()):
            length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
            yield match.start(), match.end(), length
