"""What labels mean: words of documents and of field names that say the same, and those that exclude one another.

It is a help, not a dictionary: a label in words of which none is here speaks neither for nor against a field.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from deferred.citations.searchable import fold

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_COMPOUNDS: dict[str, str] = _TABLES["compounds"]
_SETS = {name: frozenset(words.split()) for name, words in _TABLES["sets"].items()}
GENERIC, UNITS, MEASURES, LOCATORS = (_SETS[name] for name in ("generic", "units", "measures", "locators"))
MONEY, COUNTED, NUMERIC, DATES, SIZES = (_SETS[name] for name in ("money", "counted", "numeric", "dates", "sizes"))
RIVALS = tuple(frozenset(group.split()) for group in _TABLES["rivals"]["groups"])
PREDICATES: dict[str, dict[str, str]] = _TABLES["predicates"]


def _groups(table: str) -> tuple[tuple[str, ...], ...]:
    lines = _TABLES[table]["groups"].strip().splitlines()
    return tuple(tuple(fold(one.strip()) for one in line.split(",")) for line in lines)


CHOICES, COUNTRIES = tuple(map(frozenset, _groups("choices"))), _groups("countries")
_RELATED = _groups("related")
_WORD = re.compile(r"[^\W_]+(?:['/.][^\W_]+)*|[§%#]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+|(?<=[a-z])(?=\d)")
_KEY = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # exitCode, GrossWeight
_ENDINGS = (
    "ations ation ically ments ment ables able ingly ings ing edly ies ied ers als ally ably ances ance ences ence "
    "ives ive ities ity ions ion ors ed er or es ly al s e y"
).split()

_SHORT = 3  # letters of a beginning that is no word's but its own
_DOUBLING = frozenset({"ing", "ed", "er", "ings", "ers"})  # subletting is of sublet


@lru_cache(65536)
def stem(word: str) -> str:
    """Cut a word to what its forms share: renews, renewal and renewed are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - shorter says nothing
            cut = word[: -len(ending)]
            doubled = ending in _DOUBLING and cut[-1:] == cut[-2:-1] and cut[-1] in "bdgmnprt"
            return cut[:-1] if doubled else cut
    return word


def singular(word: str) -> str:
    """Cut a plain plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004


def _phrases() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for concept, phrases in _TABLES["concepts"].items():
        for phrase in phrases.split(","):
            words = tuple(_WORD.findall(phrase))
            found.setdefault(words, concept)
    for words, concept in list(found.items()):
        found.setdefault(tuple(map(singular, words)), concept)
    return found


_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))
_STARTS = frozenset(words[0] for words in _PHRASES)
CONCEPTS = frozenset(_TABLES["concepts"])


@lru_cache(8192)
def terms(text: str) -> tuple[str, ...]:
    """Give the terms of a piece of text: a concept where its words are known, else the stem of the word."""
    words = _WORD.findall(fold(_KEY.sub(" ", text)))
    found: list[str] = []
    position = 0
    while position < len(words):
        length, term = _term(words, position)
        if term:
            found.append(term)
        if length > 1:  # "amount due" is a total, and an amount too
            parts = words[position : position + length]
            found += [word for word in map(singular, parts) if word in GENERIC]
            found += [_PHRASES[word,] for word in parts if _PHRASES.get((word,)) in _SETS["papers"] - {term}]
        position += length
    return tuple(found)


@lru_cache(8192)
def name_terms(name: str) -> tuple[str, ...]:
    """Give the terms of a field's name, in whatever case it is written."""
    return terms(" ".join(_CAMEL.split(name)))


@lru_cache(4096)
def related(word: str) -> tuple[tuple[str, bool], ...]:
    """Give the beginnings of what else a text says of what a folded word means, and whether that is its opposite."""
    groups = [group for group in _RELATED if any(_begins(word, one) for one in group)]
    found = {one.lstrip("!"): one[0] == "!" for group in groups for one in group if not _begins(word, one)}
    return tuple(found.items())


def _begins(word: str, beginning: str) -> bool:
    return (
        beginning in {word, singular(word)}
        or (word.startswith(beginning) and len(beginning) > _SHORT)
        or stem(word) == beginning
    )


@lru_cache(8192)
def words_of_name(name: str) -> tuple[str, ...]:
    """Give the words of a field's name, folded."""
    return tuple(_WORD.findall(fold(" ".join(_CAMEL.split(name)))))


def _term(words: list[str], position: int) -> tuple[int, str]:
    word = singular(words[position])
    if words[position] in _STARTS or word in _STARTS:
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            phrase = words[position : position + length]
            if concept := _PHRASES.get(tuple(phrase)) or _PHRASES.get(tuple(map(singular, phrase))):
                return length, concept
    for beginning, concept in _COMPOUNDS.items():
        if word.startswith(beginning) and len(word) > len(beginning) + 1:
            return 1, concept
    return 1, "" if word in _SETS["empty"] else (word if word in GENERIC else stem(word))


@dataclass(frozen=True)
class Predicate:
    """How a text speaks of what a name says: the words for it, and those that deny it without a "not"."""

    says: re.Pattern[str]
    denies: re.Pattern[str] | None

    def is_told(self, text: str) -> bool:
        """Tell whether a folded text speaks of it at all."""
        return bool(self.says.search(text))

    def is_denied(self, text: str) -> bool:
        """Tell whether a folded text denies it in a word: what is "charged separately" is not included."""
        return bool(self.denies and self.denies.search(text))


@lru_cache(1024)
def predicate_of(names: tuple[str, ...]) -> Predicate | None:
    """Give what a field's names say of their subject; None where they say no more than that there is one."""
    for name in names:
        words = words_of_name(name)
        for table in PREDICATES.values():
            if len(words) > 1 and set(table["names"].split()) & set(words):
                return Predicate(_any_of(table["says"]), _any_of(table["denies"]) if table["denies"] else None)
    return None


def _any_of(words: str) -> re.Pattern[str]:
    """Read a list of words; an asterisk stands for any ending, and an underscore for a space."""
    ways = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")
