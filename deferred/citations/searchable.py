"""A text made ready for search: markup and misread letters give way to what is meant, then case, accents and hyphens.

Markup, entities and escapes are blanked in place: a text is as long afterwards as before, so that a place in one is the
same place in the other. A row of a table is one line with bars between its cells. What no longer matters in the folded
text is case, accents, ligatures, and the line breaks and hyphens of PDFs.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain, islice

HIDDEN = "\u200b"  # stands for what is not shown
SHOWN = "\u2060"  # stands for the rest of what is shown as one sign: `&nbsp;`
_BLOCKS = (
    "address article aside blockquote body br caption center dd details div dl dt figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section select summary table tbody tfoot "
    "thead title tr ul"
)
_INLINE = (
    "a abbr b big bdi bdo button cite code del dfn em font i img input ins kbd label mark meta link q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_INLINE_NAMES = frozenset(_INLINE.split())
_NAMES = "|".join(sorted(f"td th {_BLOCKS} {_INLINE}".split(), key=len, reverse=True))
_ATTRIBUTES = r"""(?:\s+[^\s<>="'/]{1,40}(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{_NAMES})(?P<attributes>{_ATTRIBUTES})\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>|<!doctype[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ROW = re.compile(r"<tr\b[^<>]*>.*?(?=</tr\b|<tr\b|</t(?:able|body|head|foot)\b|\Z)", re.IGNORECASE | re.DOTALL)
_READ = re.compile(r"""\b(?:href|content|value|datetime|alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});|\\u[0-9a-fA-F]{4}")
_CHOICE = re.compile(r"""\btype\s*=\s*["']?(?:checkbox|radio)\b""", re.IGNORECASE)
_CHOSEN = re.compile(r"\s(?:checked|selected)\b", re.IGNORECASE)
_SOFT_HYPHENS = "\xad\u2010\u2011"
_NEXT_OBJECT = re.compile(r'(?<=\}),(?=\s?\{\s?")')
_UNSPACED = re.compile(r"[\u3040-\u309f\u3400-\u9fff]")
_NEXT_ELEMENT = re.compile(r"</(\w+)>(?=<\1[\s>])")


def readable(text: str) -> str:
    """Give a text as it is shown, in the same number of characters."""
    if "<" in text:
        text = _UNSEEN.sub(lambda unseen: _blank(unseen[0]), text)
        text = _ROW.sub(lambda row: row[0].replace("\n", " "), text)
        text = _without_tags(text)
        text = _NEXT_ELEMENT.sub(lambda end: end[0][:-1] + "\n", text)
    if "&" in text or "\\u" in text:
        text = _ENTITY.sub(_shown, text)
    return _NEXT_OBJECT.sub("\n", text) if '"' in text else text


def joined_to(text: str, place: int) -> bool:
    """Tell whether a sign is of the word beside it; what is written without spaces, as Japanese is, parts no words."""
    sign = text[place : place + 1] if place >= 0 else ""
    return sign.isalnum() and not _UNSPACED.match(sign)


def extended(text: str, end: int) -> int:
    """Give where a sign ends that is written with several characters, of which the first one was found."""
    while text.startswith(SHOWN, end):
        end += 1
    return end


def _blank(text: str) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in text)


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    position = 0
    fresh = True  # whether the line that is being written is empty so far
    for tag in _TAG.finditer(text):
        between = text[position : tag.start()]
        fresh = not between.rpartition("\n")[2].strip() and (fresh or "\n" in between)
        sign = _sign_of(tag, fresh=fresh)
        pieces += [between, sign]
        fresh = (fresh and not sign.strip(HIDDEN).strip()) or "\n" in sign
        position = tag.end()
    return "".join([*pieces, text[position:]])


def _sign_of(tag: re.Match[str], *, fresh: bool) -> str:
    """Give what stands for a tag: a bar before a cell, a new line before a paragraph, nothing for what is inline."""
    name, size = tag["name"].lower(), len(tag[0])
    if name in {"sub", "sup"} and not tag["close"] and tag.string[tag.end() : tag.end() + 1].isdigit():
        return "^".ljust(size, HIDDEN)  # a note or a power, and no part of the number before it
    if not tag["close"] and (name == "option" or (name == "input" and _CHOICE.search(tag[0]))):
        return ("☑" if _CHOSEN.search(tag[0]) else "☐").ljust(size, HIDDEN)
    if name in _INLINE_NAMES:
        return _attributes(tag)
    if name in {"td", "th"}:
        return (" " if tag["close"] else "|").ljust(size)
    if name == "dt" and tag["close"]:
        return ":".ljust(size)
    goes_on = name == "dd" or (name == "tr" and tag["close"])
    return (" " if fresh or goes_on else "\n").ljust(size)


def _attributes(tag: re.Match[str]) -> str:
    """Keep what an attribute says to readers, such as an address."""
    shown = [HIDDEN] * len(tag[0])
    for said in _READ.finditer(tag[0], len(tag["name"])):
        first, last = said.span(1) if said[1] is not None else said.span(2)
        shown[first - 1 : last + 1] = [" ", *tag[0][first:last], " "]
    return "".join(shown)


def _shown(entity: re.Match[str]) -> str:
    written = entity[0]
    said = json.loads(f'"{written}"') if written[0] == "\\" else html.unescape(written)
    if len(said) > 1 or "\ud800" <= said <= "\udfff":
        return written
    beside = entity.string[entity.start() - 1 : entity.start()] + entity.string[entity.end() : entity.end() + 1]
    if said in _SOFT_HYPHENS and beside.isalpha():
        return HIDDEN * len(written)  # as a hyphen between letters is left out
    return said.ljust(len(written), SHOWN)


_MISREAD = re.compile(r"[0-9.,/](?:(?<=[0-9])(?:[OI]+(?:[0-9.,/]|\b)|l+[0-9])|(?<![0-9])O+[0-9O])")
_MISREAD_FIRST = re.compile(r"l(?<!\w.)l*[0-9]")  # l9th; on its own, and from its letter on, it is fast
_FEWEST = 2  # numbers with a letter in them by which a text is known to be read by a machine
_NUMBER = re.compile(r"(?<![A-Za-zÀ-ÿ\d])[\dOolI][\dOolI.,/:-]*[\dOolI](?=(?:th|st|nd|rd)?(?![A-Za-zÀ-ÿ\d]))")
_LETTERS = str.maketrans("OolI", "0011")
_IN_WORD = (
    (re.compile(r"(?<=[a-z])[I1]+(?=[a-z])|(?<=[A-Z])[1I](?=[a-z]{2})|(?<=[a-z])[1I]+(?=[1I]?[a-z])"), "l"),
    (re.compile(r"(?<=[A-Za-z])0(?=[a-z])"), "o"),
    (re.compile(r"\b0(?=[a-z]{3})"), "O"),
)


def mended(text: str) -> str:
    """Give a text as it was before a machine read it; one that is no scan is left as it is."""
    misread = chain(_MISREAD.finditer(text), _MISREAD_FIRST.finditer(text))
    if len(list(islice(misread, _FEWEST))) < _FEWEST:
        return text
    text = _NUMBER.sub(_digits, text)
    for pattern, letter in _IN_WORD:
        text = pattern.sub(partial(_letters, letter), text)
    return text


def _letters(letter: str, found: re.Match[str]) -> str:
    return letter * len(found[0])


def _digits(found: re.Match[str]) -> str:
    """Read letters in a number as digits: "2O.OO" is 20.00; a word stays."""
    written = found[0]
    return written.translate(_LETTERS) if re.search(r"\d|[lOI][.,][lOI]", written) else written


_BLURRED = str.maketrans("01i|258工ロ一杜曰", "olllzsbエ口ー社日")


def blurred(page: Searchable) -> Searchable:
    """Give a text with one sign for all that scans take for one another: 0 and O, 1, l and I, 5 and S, 8 and B."""
    alike = copy(page)
    alike.folded = page.folded.translate(_BLURRED)
    return alike


# Only what changes a text's length is looked at one by one; the rest is folded character by character, all at once.
_IRREGULAR = re.compile(
    r"[\u200b-\u200d\u2060\ufeff\x02\xad\u2010\u2011\u0300-\u036f\ufb00-\ufb06ß№ıÆæŒœØøŁłİ\xbd\xbc\xbe\u215b-\u215e\u2122-]"
    r"[\u200b\u2060]*\s*|\s\s+"
)
_HYPHENS = "-\xad\u2010\u2011\x02"
_INVISIBLE = "\xad\x02\u200b\u200c\u200d\u2060\ufeff"
_WRITTEN_OUT = {
    "ß": "ss",
    "Æ": "ae",
    "æ": "ae",
    "Œ": "oe",
    "œ": "oe",
    "Ø": "o",
    "ø": "o",
    "Ł": "l",
    "ł": "l",
    "ı": "i",
    "№": "no",
}
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75", "⅛": ".125", "⅜": ".375", "⅝": ".625", "⅞": ".875"}
_ALIKE = {**dict.fromkeys("‘’‚‛`´′", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‒–—―−", "-")}
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\.\.\.)\s+(?=[^a-z])|(?<=\.\.\.)\s+(?=[A-Z])|(?<=;)\s+|\n\s*\n|\n(?=\s*(?:[-*•\u2022]|\d+[.)])\s)"
)


class _Fold(dict[int, int]):
    """Letters without accents, straight quotes, plain hyphens; worked out when a character is first met."""

    def __missing__(self, code: int) -> int:
        if chr(code).isspace():
            self[code] = ord(" ")
            return self[code]
        character = _ALIKE.get(chr(code)) or unicodedata.normalize("NFKD", chr(code))[0]
        lower = character.lower()
        self[code] = ord(lower) if len(lower) == 1 else code
        return self[code]


_FOLD = _Fold()


class Searchable:
    """A text, its folded form, and the way back from one to the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._folded_at, self._text_at = _fold_with_offsets(text)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of the folded text into one of the text."""
        return self._back(start), self._back(max(start, end - 1)) + 1

    def forward(self, offset: int) -> int:
        """Turn an offset of the text into one of the folded text."""
        piece = max(0, bisect_right(self._text_at, offset) - 1)
        return min(self._folded_at[piece] + offset - self._text_at[piece], len(self.folded))

    def occurrences(self, needle: str, left: int = 0, right: int | None = None) -> Iterator[int]:
        """Give where a folded string stands in the folded text, or in a piece of it."""
        position = self.folded.find(needle, left, right)
        while position >= 0:
            yield position
            position = self.folded.find(needle, position + 1, right)

    def line_at(self, offset: int) -> int:
        """Tell which line an offset of the text is on."""
        return bisect_right(self.line_starts, offset) - 1

    def line(self, number: int) -> tuple[int, int]:
        """Give where a line of the text begins and ends."""
        last = number + 1 >= len(self.line_starts)
        return self.line_starts[number], len(self.text) if last else self.line_starts[number + 1] - 1

    def line_text(self, number: int) -> str:
        """Give a line of the text."""
        return self.text[slice(*self.line(number))]

    def line_of(self, folded: int) -> int:
        """Tell which line an offset of the folded text is on."""
        return self.line_at(self.original(folded, folded + 1)[0])

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Give the sentence (or heading, or item of a list) around a span of the text."""
        left, right = max(0, start - 600), min(len(self.text), end + 600)
        for cut in _SENTENCE.finditer(self.text, left, right):
            if cut.end() <= start:
                left = cut.end()
            elif cut.start() >= end:
                right = cut.start()
                break
        return left, right

    @cached_property
    def line_starts(self) -> list[int]:
        """Where the lines of the text begin."""
        starts, position = [0], self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def _back(self, offset: int) -> int:
        piece = bisect_right(self._folded_at, offset) - 1
        place = self._text_at[piece] + offset - self._folded_at[piece]
        # A ligature is one character of the text and two of the folded text.
        return min(place, self._text_at[piece + 1] - 1) if piece + 1 < len(self._text_at) else place


@lru_cache(4096)
def fold(text: str) -> str:
    """Fold a short string as a whole text is folded."""
    return _fold_with_offsets(text)[0].strip()


def _fold_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    pieces: list[str] = []
    folded_at, text_at = [0], [0]
    length = position = 0
    for match in _IRREGULAR.finditer(text):
        start, end = match.span()
        if (replacement := _replacement(text, start, end)) is None:
            continue
        pieces.append(text[position:start])
        length += start - position
        if replacement == " " and pieces[-1].endswith(" "):
            replacement = ""
        pieces.append(replacement)
        folded_at += (length, length + len(replacement))
        text_at += (start, end)
        length += len(replacement)
        position = end
    pieces.append(text[position:])
    joined = "".join(pieces)
    return joined.translate(_FOLD), folded_at, text_at


def _replacement(text: str, start: int, end: int) -> str | None:
    """Tell what stands in the folded text for an irregular piece; None where it stays as it is."""
    first = text[start]
    if first in _HYPHENS:
        return _without_hyphen(text, start, end)
    if first in _INVISIBLE or unicodedata.combining(first):
        return " " if text[end - 1].isspace() else ""
    if first in _FRACTIONS and not re.search(r"\d\s$", text[max(0, start - 2) : start]):
        whole = "" if text[start - 1 : start].isdigit() else "0"
        return whole + _FRACTIONS[first] + (" " if text[end - 1].isspace() else "")
    if first in _WRITTEN_OUT or not first.isspace():
        letters = _WRITTEN_OUT.get(first) or unicodedata.normalize("NFKD", first).replace("\u2044", "/")
        return letters + (" " if text[end - 1].isspace() else "")
    return " "


def _without_hyphen(text: str, start: int, end: int) -> str | None:
    """Join words cut at a line end, and `e-mail` with `email`; leave `A-120`, `well - known` and `pre- and`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut = "\n" in text[start:end] or "\r" in text[start:end]
    spaced = text[end - 1].isspace()
    touching = not spaced or cut
    if before.isalpha() and after.isalpha() and touching:
        return ""
    if text[start] in _INVISIBLE:
        return "" if touching else " "
    amount = re.search(r"[.,]\d\d$", text[max(0, start - 3) : start])
    if before.isalnum() and after.isdigit() and cut and not amount:
        return "-"  # an identifier cut at its hyphen; 12.50- is a negative amount
    if text[start] != "-" or text[end - 1] in _INVISIBLE:
        return "-" + (" " if spaced else "")
    return "- " if end > start + 2 or cut else None


@dataclass(frozen=True)
class Hit:
    """A place in a text that states a value; `start` and `end` are offsets of the text itself.

    Attributes:
        start, end: where.
        strength: 1 for the value as it is, less the more had to be read into it.
        note: how it is written there, in words.
        distinctive: whether this could hardly stand there for another reason.
        unit: the word beside a number that says of what it is.
        currency: the currency beside a number.
        plain: a number as written, where it is nothing but digits.
        quantity: the names of what its unit measures.
        converted: whether it is in another unit than the field is named for.
        in_row: whether it speaks only for the row of a table or list that it is in.
    """

    start: int
    end: int
    strength: float = 1.0
    note: str = ""
    distinctive: bool = False
    unit: str = ""
    currency: str = ""
    plain: str = ""
    quantity: str = ""
    converted: bool = False
    in_row: bool = False
