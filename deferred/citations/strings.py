"""Names, phrases and identifiers as documents write them: reordered, abbreviated, spaced, with or without a suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from deferred.citations.names import SUFFIXES, TITLES, as_person, by_given_name
from deferred.citations.searchable import Hit, Searchable, blurred, fold, joined_to
from deferred.citations.thresholds import DOUBTFUL, FEW, GUESSED, MANY, OTHERWISE, PLAIN, SHORT

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SAME = (
    ("and", "und", "et", "y", "e"),
    ("street", "st", "str", "strasse"),
    ("avenue", "ave", "av"),
    ("road", "rd"),
    ("boulevard", "blvd"),
    ("suite", "ste"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("saint", "st", "sankt"),
    ("number", "no", "nr"),
    ("limited", "ltd"),
    ("incorporated", "inc"),
    ("corporation", "corp"),
    ("company", "co"),
    ("department", "dept"),
    ("international", "intl"),
    ("versus", "vs", "v"),
)
_OTHERS = {word: words for words in _SAME for word in words}
_NOT_BEFORE = re.compile(r"\b(?:not|never|no|non|un|isn't|without|nicht|kein|pas|ne)\b[ -]?(?:\w+ )?$")
_CODE = 3  # characters of a code, whose case counts
_SHORTEST_NOUN = 4
_SHORT_PHRASE = 4  # words; longer ones are sentences
_HEAD = 16  # words of a phrase by which it is found
_GAP = re.compile(r"([^\w]{0,4})(?:(?:&|and|und|et|y)[^\w]{1,2})?")
_GAP_AT_MOST = 12  # characters between words, and of another way to write a word
_SIGNED = re.compile(r"[+#*-]$|^[#@]")  # B+, C#, A-: the sign is part of it
_SHORTEST_COMPACT = 7
_FORMS = re.compile("株式会社|有限会社|合同会社|合資会社")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SHORTEST_MISREAD = 6


def string_hits(value: str, page: Searchable, *, inflected: bool = False) -> list[Hit]:
    """Give where a text says a string: as it is, else spaced otherwise, else as a name is written.

    Args:
        value: the string.
        page: the text.
        inflected: whether other endings count ("annually" for ANNUAL), as for the members of an enum.
    """
    words = _WORD.findall(fold(value))
    if not words or sum(map(len, words)) * 2 < len(value.strip()) or _SIGNED.search(value.strip()):
        return _literal(value, page)
    if re.search(r"[^\W\d_]-[^\W\d_]", value):
        words = _WORD.findall(fold(value.replace("-", " ")))
    ways = (
        _phrases,
        _other_number,
        _without_suffix,
        _compact,
        _spaced,
        as_person,
        _shortened,
        _by_initials,
        by_given_name,
    )
    found: list[Hit] = []
    for way in ways:
        found = list(way(value, words, page))
        if found:
            break
    if inflected and len(words) == 1 and len(words[0]) > 3:  # noqa: PLR2004 - short stems are in everything
        found += [hit for hit in _inflected(words[0], page) if all(hit.start != other.start for other in found)]
    return [hit for hit in found if not _denied(value, words, page, hit)]


def misread_hits(value: str, page: Searchable) -> list[Hit]:
    """Give where a string stands as a scan may have it, in a blurred text: "FlSK" for Fisk."""
    alike = blurred(Searchable(value)).folded
    words = _WORD.findall(alike)
    if sum(map(len, words)) < _SHORTEST_MISREAD:
        return []
    orders = [words, words[-1:] + words[:-1]] if 1 < len(words) <= _SHORT_PHRASE else [words]
    spans = [page.original(*span) for order in orders for span in phrase_spans(order, page)]
    plain = sorted(_WORD.findall(fold(value)))  # what stands there as it is was ruled out for another reason
    misread = [span for span in spans if sorted(_WORD.findall(fold(page.text[slice(*span)]))) != plain]
    return [Hit(*span, GUESSED, "with letters misread", True) for span in misread]


def written_out(value: str) -> str:
    """Give a string as it is written without umlauts: Mueller for Müller."""
    return value.translate(_WRITTEN_OUT)


def distinctive(value: str) -> bool:
    """Tell whether a string is unlikely to stand in a text by chance."""
    words = _WORD.findall(fold(value))
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    if digits and letters:
        return len(words) > 1 and letters + digits >= 5  # noqa: PLR2004 - INV-1
    if digits:
        return digits >= 6  # noqa: PLR2004 - shorter numbers are years, counts, pages
    return len(words) > 1 or len(value) >= 9  # noqa: PLR2004 - one short word is any word


def phrase_spans(words: Sequence[str], page: Searchable) -> Iterator[tuple[int, int]]:
    """Give where words stand one after another, in offsets of the folded text, whatever is between them."""
    if len(words) == 1 and words[0] not in _OTHERS:
        yield from _single(words[0], page)
        return
    text, last = page.folded, 0
    for start, begun in _beginnings(words[:_HEAD], page):
        if start >= last and not joined_to(text, start - 1):
            ends = [end for end in _reached(words[1:], text, begun) if not joined_to(text, end)]
            if ends:
                last = max(ends)
                yield start, last


def _beginnings(head: Sequence[str], page: Searchable) -> Iterator[tuple[int, int]]:
    """Give where the first word of a phrase stands, and ends: near the rarest of the words it begins with."""
    telling = sorted({word for word in head if word not in _OTHERS}, key=lambda word: (len(word), word))[-3:]
    anchor = min(telling, key=page.folded.count) if len(telling) > 1 else "".join(telling)
    before = sum(len(word) + _GAP_AT_MOST for word in head[: head.index(anchor)]) if anchor else 0
    seen = -1
    for way in () if anchor else _ways(head[0]):
        yield from ((place, place + len(way)) for place in page.occurrences(way))
    for count, place in enumerate(page.occurrences(anchor) if anchor else ()):
        if count > 5 * MANY:
            return
        left, right = max(seen + 1, place - before), place + len(head[0])
        found = {(place, way) for way in _ways(head[0]) for place in page.occurrences(way, left, right)}
        yield from ((place, place + len(way)) for place, way in sorted(found))
        seen = max(seen, place)


def _ways(word: str) -> tuple[str, ...]:
    return (word, *_OTHERS.get(word, ()))


def _reached(words: Sequence[str], text: str, place: int) -> set[int]:
    """Give where the last of some words may end, if each follows the one before, with a few signs between."""
    places = {place, place + 1} if text[place : place + 1] == "." else {place}
    for word in words:
        begun = {gap.end(group) for at in places if (gap := _GAP.match(text, at)) for group in (0, 1)}
        begun -= {at for at in places if word.isdigit() and text[at - 1 : at].isdigit()}  # 100 is not 1-0-0
        ends = {at + len(way) for at in begun for way in _ways(word) if text.startswith(way, at)}
        places = ends | {end + 1 for end in ends if word in _OTHERS and text.startswith(".", end)}
        if not places:
            break
    return places


def _single(word: str, page: Searchable) -> Iterator[tuple[int, int]]:
    text = page.folded
    for count, place in enumerate(page.occurrences(word)):
        end = place + len(word)
        if count > 5 * MANY:
            return
        inside = joined_to if len(word) > 1 else _is_alnum
        if not inside(text, place - 1) and not inside(text, end):
            yield place, end


def _is_alnum(text: str, place: int) -> bool:
    return text[max(0, place) : place + 1].isalnum()


def _literal(value: str, page: Searchable) -> list[Hit]:
    needle = fold(value)
    text = page.folded
    found: list[Hit] = []
    for place in page.occurrences(needle) if needle else ():
        end = place + len(needle)
        inside = (needle[0].isalnum() and text[place - 1 : place].isalnum()) or (
            needle[-1].isalnum() and text[end : end + 1].isalnum()
        )
        span = page.original(place, end)
        otherwise = value.isupper() and len(value) <= _CODE and page.text[slice(*span)] != value
        if not inside and not otherwise and len(found) < MANY:
            found.append(Hit(*page.original(place, end), distinctive=len(needle) > 4))  # noqa: PLR2004
    return found


def _phrases(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    exact = distinctive(value)
    for start, end in phrase_spans(words, page):
        if ":" not in value and _part_of_identifier(page.folded, start, end, words):
            continue  # but 09:00-17:30 are two times of day
        if len(words) > 1 and "@" not in value and "@" in (page.folded[start - 1 : start], page.folded[end : end + 1]):
            continue  # ana.ruiz@example.org is an address, and no name
        span = page.original(start, end)
        written = page.text[slice(*span)]
        strength = _by_case(value, written) if len(words) == 1 else 1.0
        if strength:
            yield Hit(*span, strength, "", exact)


def _by_case(value: str, written: str) -> float:
    """Weigh one word by its case: Mark is not mark, and IT is not it."""
    if value.isupper() and len(value) <= 3 and written != value:  # noqa: PLR2004 - codes
        return 0.0
    return DOUBTFUL if value.istitle() and written.islower() else 1.0


def _other_number(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find "harriers" for "harrier", and the other way round."""
    last = words[-1]
    if not last.isalpha() or len(last) < _SHORTEST_NOUN or len(words) > _SHORT_PHRASE:
        return
    for other in (last.removesuffix("s"),) if last.endswith("s") else (last + "s", last + "es"):
        for start, end in phrase_spans([*words[:-1], other], page):
            span = page.original(start, end)
            strength = _by_case(value, page.text[slice(*span)]) * OTHERWISE if len(words) == 1 else OTHERWISE
            yield Hit(*span, strength, "singular or plural", distinctive(value))


def _part_of_identifier(text: str, start: int, end: int, words: list[str]) -> bool:
    """Tell whether digits go on before or after: 120 in 120.50, in A-120, in 1,120."""
    starts, ends = words[0].isdigit(), words[-1].isdigit()
    before = starts and re.search(r"(?:\d[.,']|\w[-/_])$", text[max(0, start - 2) : start])
    after = ends and re.match(r"[.,']\d|[-/_]\w", text[end : end + 2])
    return bool(before or after)


def _without_suffix(_: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find "Acme" for "Acme, Inc.", and "Jane Doe" for "Dr. Jane Doe"."""
    kept = [bare for word in words if (bare := _FORMS.sub("", word))]
    while len(kept) > 1 and (kept[-1] in SUFFIXES or kept[-1] in TITLES):
        kept.pop()
    while len(kept) > 1 and (kept[0] in TITLES or kept[0] == "the"):
        kept.pop(0)
    if kept and kept != words and sum(map(len, kept)) > 2:  # noqa: PLR2004 - letters alone are no name
        for start, end in phrase_spans(kept, page):
            span = page.original(start, end)
            joined = _is_alnum(page.folded, start - 1) or _is_alnum(page.folded, end)
            if not joined and not page.text[slice(*span)].islower():
                yield Hit(*span, OTHERWISE, "without its suffix or title", distinctive(" ".join(kept)))


def _compact(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find identifiers, phone numbers and IBANs with other spacing."""
    characters = "".join(words)
    if len(characters) < _SHORTEST_COMPACT or sum(map(str.isdigit, characters)) * 2 < len(characters):
        return
    phone = re.fullmatch(r"[\d\s()+./-]+", value.strip())
    ways = [characters]
    if phone:
        ways += [characters[1:], "0" + characters[2:], characters[2:], characters[3:], "0" + characters[3:]]
    elif re.fullmatch(r"https?.*|www.*", value):
        return
    for way in ways:
        if len(way) < _SHORTEST_COMPACT:
            continue
        # The first character comes before the look back, so that the search is a fast one.
        spaced = r"[\s().\-/]{0,3}".join(map(re.escape, way[1:]))
        pattern = re.compile(rf"{re.escape(way[0])}(?<![^\W_].)[\s().\-/]{{0,3}}{spaced}(?![^\W_])")
        spans = [page.original(*match.span()) for match in pattern.finditer(page.folded)]
        if spans:
            yield from (Hit(*span, OTHERWISE, "spaced otherwise", True) for span in spans)
            return


def _spaced(_: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find a name of signs that are written without spaces where it has one between its parts: 水野　哲也."""
    if len(words) == 1 and len(words[0]) >= FEW and not words[0].isascii():
        pattern = re.compile(" ?".join(map(re.escape, words[0])))
        for match in pattern.finditer(page.folded):
            if not joined_to(page.folded, match.start() - 1) and not joined_to(page.folded, match.end()):
                yield Hit(*page.original(*match.span()), OTHERWISE, "spaced otherwise", True)


def _shortened(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find words that are cut short, or end otherwise: "Industriestr. 14a", "PRLV Mutuelle" of a "Prélèvement"."""
    telling = [word for word in words if len(word) >= _CODE or word.isdigit()]
    if not 1 < len(words) <= _HEAD or not telling:
        return
    for word in sorted(telling, key=len, reverse=True):
        for start in islice(page.occurrences(word), MANY):
            tokens = list(_WORD.finditer(page.folded, max(0, start - SHORT), start + len(word) + SHORT))
            first = next((n for n, token in enumerate(tokens) if token.start() == start), 0) - words.index(word)
            found = tokens[max(0, first) : first + len(words)]
            if len(found) == len(words) and all(map(_is_short_for, [one[0] for one in found], words)):
                yield Hit(
                    *page.original(found[0].start(), found[-1].end()), GUESSED, "in shortened words", distinctive(value)
                )
        if page.folded.count(word):
            return


def _by_initials(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find words by their initials, all of them or some beside the others: "OIEO", and "paroxysmal AF"."""
    runs = [(first, last) for first in range(len(words)) for last in range(first + 2, len(words) + 1)]
    for first, last in runs if 1 < len(words) <= _SHORT_PHRASE + 1 else ():
        short, kept = "".join(word[0] for word in words[first:last]), [*words[:first], *words[last:]]
        telling = max(map(len, kept)) > _SHORTEST_NOUN if kept else len(short) >= FEW
        for start, end in (
            phrase_spans([*words[:first], short, *words[last:]], page) if telling and short.isalpha() else ()
        ):
            span = page.original(start, end)
            if short.upper() in page.text[slice(*span)]:
                yield Hit(*span, GUESSED, "by its initials", distinctive(value))


def _is_short_for(short: str, word: str) -> bool:
    """Tell whether a word is another one, cut short or with another ending."""
    if short == word or short.isdigit() or word.isdigit():
        return short == word
    shared = next((n for n, (a, b) in enumerate(zip(short, word, strict=False)) if a != b), min(len(short), len(word)))
    letters = iter(word)
    return shared >= max(_SHORTEST_NOUN, len(word) // 2) or (shared > 0 and all(letter in letters for letter in short))


def _inflected(word: str, page: Searchable) -> Iterator[Hit]:
    root = word[:-1] if word[-1] in "ey" else word
    pattern = re.compile(re.escape(root) + r"(?:e?d|e?s|ing|ly|y|e|al|ally|ied|ies|ment|er)?(?![^\W_])")
    for count, place in enumerate(page.occurrences(root)):
        if count > 5 * MANY:
            return
        match = pattern.match(page.folded, place)
        if match and not page.folded[place - 1 : place].isalnum():
            yield Hit(*page.original(*match.span()), PLAIN, "in another form of the word")


def _denied(value: str, words: list[str], page: Searchable, hit: Hit) -> bool:
    """Tell whether a single word is said not to hold: "not approved"."""
    if len(words) > 1 or not words[0].isalpha() or "not" in fold(value):
        return False
    line = page.forward(page.line(page.line_at(hit.start))[0])
    start = page.forward(hit.start)
    return bool(_NOT_BEFORE.search(page.folded[max(line, start - 24) : start]))
