"""A text made ready for search: case, accents, ligatures, and the line breaks and hyphens of PDFs no longer matter."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

# Only what changes a text's length is looked at one by one; the rest is folded character by character, all at once.
_IRREGULAR = re.compile(
    r"[\u200b-\u200d\u2060\ufeff\x02\xad\u2010\u2011\u0300-\u036f\ufb00-\ufb06ß№ıÆæŒœØøŁłİ\xbd\xbc\xbe\u2122-]"
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
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
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

    def occurrences(self, needle: str) -> Iterator[int]:
        """Give where a folded string stands in the folded text."""
        position = self.folded.find(needle)
        while position >= 0:
            yield position
            position = self.folded.find(needle, position + 1)

    def line_at(self, offset: int) -> int:
        """Tell which line an offset of the text is on."""
        return bisect_right(self.line_starts, offset) - 1

    def line(self, number: int) -> tuple[int, int]:
        """Give where a line of the text begins and ends."""
        last = number + 1 >= len(self.line_starts)
        return self.line_starts[number], len(self.text) if last else self.line_starts[number + 1] - 1

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
