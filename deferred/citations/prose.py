"""What a text says without saying it in the value's own words: clauses for booleans, joined values, paraphrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from deferred.citations import polarity
from deferred.citations.searchable import Hit, Searchable, fold
from deferred.citations.thresholds import DOUBTFUL, MANY, OTHERWISE, PLAIN, SHORT
from deferred.citations.vocabulary import PREDICATES, Predicate, predicate_of, related, stem, words_of_name

_SMALL = frozenset(
    (
        "is has are was were be have had does do did can may should will shall a an the of for to in on by with "
        "and or flag whether if required allowed permitted enabled included include present indicator true false "
        "provided applicable applies any that this it its at from as not been also their they which who than then "
        "these those such into upon under over per all each there our we your you der die das und mit fur von le "
        "la les des un une el los las de"
    ).split()
)
_PREDICATES = {word for table in PREDICATES.values() for word in table["names"].split()}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PREFIXES = ("non", "un", "in", "im", "dis", "ir", "nie", "nicht", "ex")
_SPLIT = re.compile(r"\s*(?:;|\n|,| - | / |\band\b|\bet\b|\bund\b|(?<=[.!?])\s)\s*")
_FORM = re.compile(r":\s*\S{1,12}\s*$|\t|\||\S {3,}\S|[☐☑☒✓✗✔✘]|\[[ xX]?\]")
_ENTRY = re.compile(r"[-*•] |\d+[.)] |[\w /-]{1,30}:(?:\s|$)")
# A line of a chat, or its head.
_STAMPED = re.compile(r"(?i)^\W?\d{1,2}[:/.]\d{2}\b|\b\d{1,2}:\d{2}(?: ?[ap]\.?m\b\.?)?\W*$")
_TO_COME = re.compile(r"(?i)\b(?:no|not|without|of|the|an?|and|or|nor|keine?|ohne|und|oder|der|die|das|sans|et|sin|y)$")
_KEY_BEFORE = re.compile(r"""["'<]?[\w.-]*$""")
_KEYED = re.compile(
    r"""[\w.-]*(?:["']?\s*[:=]\s*(["'])[^"'\n]{0,40}?\1|["']\s*:\s*\w+|>[^<>\n]{1,40}</[\w.-]+>|=\w+)(?=[\s,;}\]/<>]|$)"""
)
_KEYS = re.compile(r"""["'][\w.-]+["']\s*:|<[\w.-]+>|\s[\w.-]+=(?=["'])""")
_CLOSING = re.compile(r"</[\w.-]*$")
_ANSWERED = re.compile(r"\s*(?:(?:a|answer|antwort|reponse|r)\s?[:.]\s*)?(?P<answer>[^.;?!]{1,80}[.]?)")
_NAME = re.compile(r"\b[A-ZÀ-Þ]\w+ (?:of|de|des|du|di|del|der|OF|DE|DES|DU|DI|DEL|DER) (?P<last>[A-ZÀ-Þ]\w+)")
_ABLE = re.compile(r"(?:able|ible)(?:$|[_A-Z])")
_POSSIBLE = re.compile(
    r"\b(?:can|cannot|can't|may|must|shall|will|able|eligible|possible|accept\w*|\w+[ai]ble)\b|\[|☐|☑|: "
)
_NEGATIVE = frozenset("no not non without sin ohne sans senza sem".split())
_SHORTEST_ROOT = 5  # letters
_SHORT_WORD = 3  # letters of a word that stands by itself: VAT, pet


@lru_cache(8192)
def content_words(text: str) -> tuple[str, ...]:
    """Give the stems of the words that carry meaning, each once."""
    words = (word for word in _WORD.findall(fold(text)) if word not in _SMALL and (len(word) > 2 or word.isdigit()))  # noqa: PLR2004
    return tuple(dict.fromkeys(word if word.isdigit() else stem(word) for word in words))


@dataclass(frozen=True)
class Clause:
    """A clause about a boolean: where it is in the text, what it says, and how sure it is to be about it."""

    start: int
    end: int
    positive: bool
    strength: float
    note: str = "its label's words, and their polarity"
    in_row: bool = False


def clause_hits(value: bool, names: Sequence[str], description: str, page: Searchable) -> tuple[list[Hit], bool]:  # noqa: FBT001 - the value
    """Find clauses that state a boolean by its label's words and their polarity.

    Returns:
        The hits, and whether there are clauses that say the opposite.
    """
    return that_say(value, clauses_about(names, description, page))


def none_of(names: Sequence[str], page: Searchable) -> list[Hit]:
    """Give where a text says that there is none of what a field counts: "no defects"."""
    return [
        replace(hit, note="there is none") for hit in clause_hits(False, names, "", page)[0] if hit.strength > DOUBTFUL
    ]


def that_say(value: bool, clauses: Sequence[Clause]) -> tuple[list[Hit], bool]:  # noqa: FBT001 - the value
    """Choose the surest of the clauses that state a value; gives also whether there are any that say the opposite."""
    best = max((one.strength for one in clauses if one.positive == value), default=0.0)
    opposed = max((one.strength for one in clauses if one.positive != value), default=0.0)
    said = [one for one in clauses if one.positive == value and one.strength == best >= opposed]
    return [Hit(one.start, one.end, one.strength, one.note, True, in_row=one.in_row) for one in said], bool(opposed)


def clauses_about(names: Sequence[str], description: str, page: Searchable) -> list[Clause]:
    """Find the clauses that have a label's words and affirm or deny them; those that do neither are left out."""
    found: list[Clause] = []
    able = any(_ABLE.search(name) for name in names)
    predicate = predicate_of(tuple(names))
    for needed, negative, trust in word_sets(names, description):
        for start, end in _clauses(needed, page):
            affirms = polarity.polarity(page.folded[start:end], needed, predicate)
            if affirms is None or _is_part_of_name(needed, page, start, end):
                continue
            strength = trust if not able or _POSSIBLE.search(page.folded, start, end) else DOUBTFUL * trust
            first, last = page.original(start, end)
            of_record = _entry(page, first + 1) is not None and _is_of_record(page, first, last)
            found.append(Clause(first, last, affirms != negative, strength, in_row=of_record))
        if any(one.strength > DOUBTFUL for one in found):
            break
    return found or list(_loosely(names, page))


def _is_part_of_name(needed: list[str], page: Searchable, start: int, end: int) -> bool:
    """Tell whether a label of one word stands in a name only: a "Court of Appeal" is no appeal."""
    text = page.text[slice(*page.original(start, end))]
    named = [match for match in _NAME.finditer(text) if fold(match["last"]).startswith(needed[0])]
    return len(needed) == 1 and len(named) == page.folded.count(needed[0], start, end) > 0


def word_sets(names: Sequence[str], description: str) -> Iterator[tuple[list[str], bool, float]]:
    """Give the words that a boolean is known by: their beginnings, whether they deny it, and how far to trust them."""
    for name in names:
        words, negative, needed = words_of_name(name), is_negative(name), telling(name)
        if needed and (len(needed) > 1 or len(needed[0]) > _SHORT_WORD):
            yield [stem(word) for word in needed], negative, 1.0
        if len(needed) > 1:  # "gluten-free" is folded to one word
            yield [stem("".join(needed))], negative, 1.0
        if len(words) != len(needed) and len(words) > 1:  # a key that is written isGift
            yield ["".join(words)], negative, 1.0
        for word in needed:
            for other, opposite in related(word):
                yield [other if one == word else stem(one) for one in needed], negative != opposite, OTHERWISE
    said = [
        word
        for word in content_words(description)
        if word not in {"document", "contract", "agreement", "field", "value", "stat"}
    ]
    if 2 <= len(said) <= 6:  # noqa: PLR2004 - longer ones are explanations
        yield said, False, PLAIN


def is_negative(name: str) -> bool:
    """Tell whether a name denies what it names."""
    return not _NEGATIVE.isdisjoint(words_of_name(name))


def telling(name: str) -> list[str]:
    """Give the words of a name that a text has to have."""
    words = words_of_name(name)
    small = _SMALL | _PREDICATES if len(words) > 1 else _SMALL  # "accepted" alone is all that there is
    found = [word for word in words if word not in small and word not in _NEGATIVE]
    return [word for word in found if len(word) > 2] or found  # noqa: PLR2004 - "se" is in every text


def _roots(names: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Give fewer and shorter words that a boolean is known by, where no clause has all of them."""
    for name in names:
        without = is_negative(name) != (words_of_name(name)[-1:] == ("free",))
        whole = [word for word in telling(name) if word != "free" and len(word) >= _SHORT_WORD]
        roots = [stem(word)[: max(_SHORTEST_ROOT, 2 * len(word) // 3)] for word in whole]
        if roots:
            yield roots, without
        for forms in (whole, roots) if len(roots) > 1 else ():
            fewer = (forms[:left] + forms[left + 1 :] for left in range(len(forms)))
            yield from ((kept, without) for kept in sorted(fewer, key=lambda kept: -len("".join(kept))))


def _loosely(names: Sequence[str], page: Searchable) -> Iterator[Clause]:
    """Find the one clause that has the roots of a label's words, or of all but one of them."""
    predicate = predicate_of(tuple(names))
    for needed, negative in _roots(names):
        spans = list(islice(_clauses(needed, page), 2))
        affirms = _said_loosely(page.folded[slice(*spans[0])], needed, predicate) if len(spans) == 1 else None
        if affirms is not None and not _is_part_of_name(needed, page, *spans[0]):
            note = "most of its label's words, and their polarity"
            yield Clause(*page.original(*spans[0]), affirms != negative, DOUBTFUL, note)
            return


def _said_loosely(clause: str, needed: list[str], predicate: Predicate | None) -> bool | None:
    """Tell what a clause says of a label; what it denies it denies, whatever the label says of its subject."""
    affirms = polarity.polarity(clause, needed, predicate)
    return False if affirms is None and polarity.polarity(clause, needed) is False else affirms


def mentions(needed: Sequence[str], page: Searchable) -> Iterator[int]:
    """Give where the longest of some words stands in the text: one that is everywhere is a figure of speech."""
    rarest = max(needed, key=len)
    for place in islice(page.occurrences(rarest), MANY + 1):
        if _begins_word(page.folded, place):
            yield page.original(place, place + 1)[0]


def has_words(text: str, needed: Sequence[str]) -> bool:
    """Tell whether a folded text has all of some words."""
    return all(_has_word(text, word) for word in needed)


def _clauses(needed: list[str], page: Searchable) -> Iterator[tuple[int, int]]:
    """Give the clauses (in the folded text) that have all the words."""
    seen: set[tuple[int, int]] = set()
    for place in mentions(needed, page) if all(word in page.folded for word in needed) else ():
        if _CLOSING.search(page.text, max(0, place - SHORT), place):
            continue
        first, last = _entry(page, place) or _own_lines(page, *page.sentence(place, place + 1), place)
        span = page.forward(first), page.forward(last)
        if span not in seen and has_words(page.folded[slice(*span)], needed):
            seen.add(span)
            start, end = _trimmed(page.folded, *span)
            yield start, _end_of_answer(page.folded, end)


def _entry(page: Searchable, place: int) -> tuple[int, int] | None:
    """Give the entry of a text of machines that a word is the key of: `"paid": true`, `<paid>yes</paid>`."""
    before = _KEY_BEFORE.search(page.text, max(0, place - SHORT), place)
    match = _KEYED.match(page.text, place)
    return (before.start(), match.end()) if before and match else None


def _is_of_record(page: Searchable, start: int, end: int) -> bool:
    """Tell whether an entry stands in a line with others: what it says, it says of that record only."""
    line = page.line_text(page.line_at(start))
    return any(match.group() not in page.text[start:end] for match in _KEYS.finditer(line))


def _own_lines(page: Searchable, first: int, last: int, place: int) -> tuple[int, int]:
    """Keep to the line, and to those that its sentence runs on to: entries of a form are no one clause."""
    top = bottom = page.line_at(place)
    start, end = page.line(top)
    if re.search(r"\?\s*\S{1,12}\s*$", page.text[start:end]):
        return start, end  # a question and its answer
    while page.line_starts[top] > first and _runs_on(page.line_text(top - 1), page.line_text(top)):
        top -= 1
    while page.line(bottom)[1] < last and _runs_on(page.line_text(bottom), page.line_text(bottom + 1)):
        bottom += 1
    return max(first, page.line(top)[0]), min(last, page.line(bottom)[1])


def _runs_on(above: str, below: str) -> bool:
    """Tell whether a sentence runs on from one line to the next."""
    above, below = above.strip(), below.strip()
    if not above or not below or above[-1] in ".!?:;" or _FORM.search(above) or _FORM.search(below):
        return False
    if _ENTRY.match(below) or _STAMPED.search(above) or _STAMPED.search(below):
        return False
    small = sum(word.islower() for word in above.split())
    full = len(above) >= SHORT and small >= len(above.split()) / 2
    return below[0].islower() or above[-1] in ",-" or bool(_TO_COME.search(above)) or full


def _end_of_answer(text: str, end: int) -> int:
    """Add to a question the answer that follows it, as far as its first full stop."""
    follows = _ANSWERED.match(text, end) if text[end - 1 : end] == "?" else None
    return follows.end() if follows and polarity.answer(follows["answer"]) is not None else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _begins_word(text: str, place: int) -> bool:
    if not text[place - 1 : place].isalnum():
        return True
    return any(
        text.endswith(prefix, 0, place) and not text[place - len(prefix) - 1 : place - len(prefix)].isalnum()
        for prefix in _PREFIXES
    )


def _has_word(text: str, word: str) -> bool:
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if _begins_word(text, place) and (len(word) > _SHORT_WORD or not text[end : end + 1].isalpha()):
            return True
        place = text.find(word, place + 1)
    return False


def parts(value: str) -> list[str]:
    """Cut a value that may have been put together into what it was made of."""
    found = [part.strip(" .,;") for part in _SPLIT.split(value)]
    return [part for part in found if len(content_words(part)) >= 1 and len(part) > 3]  # noqa: PLR2004 - words, not scraps


def coverage(value: str, text: str) -> float:
    """Give the share of a value's content words that a text has; its numbers must all be there."""
    words = content_words(value)
    if not words:
        return 0.0
    if any(word.isdigit() and word not in content_words(text) for word in words):
        return 0.0
    return shared_words(value, text) / len(words)


def shared_words(value: str, text: str) -> int:
    """Count the content words of a value that a text has."""
    others = frozenset(content_words(text))
    words = frozenset(content_words(value))
    return len(words & others)


def sentences_like(value: str, page: Searchable, least: float) -> list[Hit]:
    """Find sentences that have most of a value's content words."""
    words = sorted(content_words(value), key=len, reverse=True)
    best: dict[tuple[int, int], float] = {}
    for word in words[:4]:
        for count, place in enumerate(page.occurrences(word)):
            if count > 40:  # noqa: PLR2004 - a word so common does not find anything
                break
            span = page.sentence(*page.original(place, place + len(word)))
            if span not in best:
                best[span] = coverage(value, page.text[slice(*span)])
    found = [(share, span) for span, share in best.items() if share >= least]
    found.sort(key=lambda pair: (-pair[0], pair[1][1] - pair[1][0]))
    return [Hit(*_trimmed(page.text, *span), round(share, 2), "in other words") for share, span in found[:1]]
