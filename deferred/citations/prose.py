"""What a text says without saying it in the value's own words: clauses for booleans, joined values, paraphrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from deferred.citations.searchable import Searchable, fold
from deferred.citations.strings import Hit
from deferred.citations.vocabulary import stem, words_of_name

_SMALL = frozenset(
    (
        "is has are was were be have had does do did can may should will shall a an the of for to in on by with "
        "and or flag whether if required allowed permitted enabled included include present indicator true false "
        "provided applicable applies any that this it its at from as not been also their they which who than then "
        "these those such into upon under over per all each there our we your you der die das und mit fur von le "
        "la les des un une el los las de"
    ).split()
)
_NEGATION = re.compile(r"\b(?:not|never|neither|nor|cannot|none|nicht|pas|nunca|n/a)\b|n't\b")
_DENIAL = re.compile(
    r"\b(?:exclud\w+|prohibit\w*|forbid\w*|forbidden|waiv\w*|lacks?|absent|decline[sd]?|refus\w*)\b"
)  # a denial that is negated is none: "shall not be refused"
# These deny what follows them, not what precedes.
_NONE_OF = re.compile(r"\b(?:no|without|kein\w*|ohne|aucun\w*|sans|sin|ningun\w*)\b")
_EXCEPTION = re.compile(
    r"\b(?:unless|except|provided that|save (?:as|where|that)|other than|until|if and only|sofern|sauf|salvo|"
    r"not only|no later than|not less than|not more than|no more than|no less than|not limited)\b"
)
_GAP = r"^[\s:=|.?\t>*-]{0,12}"
_ANSWER = re.compile(
    _GAP
    + r"(?P<no>no\b|false\b|none\b|n/a\b|☐|\[ ?\]|✗|✘|nein\b|non\b|n\b|0\b|not applicable)|"
    + _GAP
    + r"(?P<yes>yes\b|true\b|☑|☒|✓|✔|\[ ?x ?\]|ja\b|oui\b|si\b|y\b|1\b|"
    r"included\b|required\b|applicable\b|enabled\b)"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PREFIXES = ("non", "un", "in", "im", "dis", "ir")
_SPLIT = re.compile(r"\s*(?:;|\n|,| - | / |\band\b|\bet\b|\bund\b|(?<=[.!?])\s)\s*")
_MANY = 60  # clauses with the same words, beyond which they are a figure of speech
_ABLE = re.compile(r"(?:able|ible)(?:$|[_A-Z])")
_POSSIBLE = re.compile(
    r"\b(?:can|cannot|can't|may|must|shall|will|able|eligible|possible|accept\w*|\w+[ai]ble)\b|\[|☐|☑|: "
)
_PASSING = 0.6  # what a clause says of being able that only tells what happens: "hazard pay is returned monthly"
_ALSO = {  # what a label's word is also called; all are beginnings of words
    stem("hazardous"): ("dangerous",),
    "hazard": ("dangerous",),
    stem("dangerous"): ("hazardous",),
    "return": ("sent back", "send back", "taken back", "brought back"),
    "refund": ("paid back", "pay back", "repaid", "reimburs", "money back"),
    "flamm": ("inflammable", "combustible"),
    "toxic": ("poison",),
    "extend": ("prolong",),
    "transfer": ("assign",),
    "assign": ("transfer",),
    "sublet": ("underlet", "sublease"),
    "smok": ("cigarette",),
    "confidential": ("secret",),
}
_IDIOMS = (
    (
        frozenset({"auto", "renew"}),
        re.compile(
            r"\b(?:renews|renewing|(?:shall|will|does|do) (?:not |then )?(?:be )?renew(?:ed)?|"
            r"(?:is|are) (?:not )?renewed|rolls over|continues from (?:year|month) to|verlangert sich|"
            r"se renouvelle|se renueva|si rinnova)\b"
        ),
    ),
)
_BY_CHOICE = re.compile(r"\b(?:may|option\w*|request\w*|agree[sd]?|if|mutual\w*)\b")
_CLAUSE = re.compile(r"[.!?;]\s|\n\s*\n|,\s(?:but|and|however|while|whereas|although)\b")


@lru_cache(8192)
def content_words(text: str) -> tuple[str, ...]:
    """Give the stems of the words that carry meaning, each once."""
    words = (word for word in _WORD.findall(fold(text)) if word not in _SMALL and (len(word) > 2 or word.isdigit()))  # noqa: PLR2004
    return tuple(dict.fromkeys(word if word.isdigit() else stem(word) for word in words))


def clause_hits(value: bool, names: Sequence[str], description: str, page: Searchable) -> tuple[list[Hit], bool]:  # noqa: FBT001 - the value
    """Find clauses that state a boolean by its label's words and their polarity.

    Returns:
        The hits, and whether there are clauses that say the opposite.
    """
    found: list[Hit] = []
    opposed = 0.0
    able = any(_ABLE.search(name) for name in names)
    for needed, negative, trust in _word_sets(names, description):
        for start, end in _clauses(needed, page):
            positive = _polarity(page, start, end, needed) != negative
            strength = trust if not able or _POSSIBLE.search(page.folded, start, end) else _PASSING * trust
            if positive == value:
                found.append(Hit(*page.original(start, end), strength, "its label's words, and their polarity", True))
            else:
                opposed = max(opposed, strength)
        if max([opposed, *(hit.strength for hit in found)]) > _PASSING:
            break
    if not found and not opposed:
        found = list(_idioms(value, names, page))
    best = max((hit.strength for hit in found), default=0.0)
    return ([] if opposed > best else [hit for hit in found if hit.strength == best]), bool(opposed)


def _word_sets(names: Sequence[str], description: str) -> Iterator[tuple[list[str], bool, float]]:
    for name in names:
        words = words_of_name(name)
        negative = bool({"no", "not", "non", "without"} & set(words))
        telling = [word for word in words if word not in _SMALL and word not in {"no", "non", "without"}]
        if telling and (len(telling) > 1 or len(telling[0]) > 3):  # noqa: PLR2004 - a short word is in every text
            yield [stem(word) for word in telling], negative, 1.0
        if len(telling) > 1:  # "gluten-free" is folded to one word
            yield [stem("".join(telling))], negative, 1.0
        for word in telling:
            for other in _ALSO.get(stem(word), ()):
                yield (
                    [(other if " " in other else stem(other)) if one == word else stem(one) for one in telling],
                    negative,
                    0.9,
                )
    words = [
        word
        for word in content_words(description)
        if word not in {"document", "contract", "agreement", "field", "value", "stat"}
    ]
    if 2 <= len(words) <= 6:  # noqa: PLR2004 - longer ones are explanations
        yield words, False, 0.8


def _idioms(value: bool, names: Sequence[str], page: Searchable) -> Iterator[Hit]:  # noqa: FBT001 - the value
    """Find clauses that say it without the label's words: "renews for successive periods" is a renewal by itself."""
    stems = {stem(word) for name in names for word in words_of_name(name)}
    for needed, says in _IDIOMS:
        if not needed <= stems or stems & {"not", "no"}:
            continue
        for match in says.finditer(page.folded):
            first, last = page.sentence(*page.original(*match.span()))
            start, end = _trimmed(page.folded, page.forward(first), page.forward(last))
            clause = _own_clause(page.folded[start:end], match.start() - start, match.end() - start)
            if not _BY_CHOICE.search(clause) and bool(_NEGATION.search(clause)) != value:
                yield Hit(*page.original(start, end), 0.8, "in other words, and their polarity", True)


def _clauses(needed: list[str], page: Searchable) -> Iterator[tuple[int, int]]:
    """Give the clauses (in the folded text) that have all the words."""
    rarest = max(needed, key=len)
    seen: set[tuple[int, int]] = set()
    for count, place in enumerate(page.occurrences(rarest)):
        if count > _MANY:
            return
        if not _begins_word(page.folded, place):
            continue
        first, last = page.sentence(*page.original(place, place + len(rarest)))
        first, last = _line_of_list(page, first, last, page.original(place, place + 1)[0])
        span = page.forward(first), page.forward(last)
        if span not in seen and all(_has_word(page.folded[slice(*span)], word) for word in needed):
            seen.add(span)
            yield _trimmed(page.folded, *span)


def _line_of_list(page: Searchable, first: int, last: int, place: int) -> tuple[int, int]:
    """Keep to the line where lines are entries of a form and not of a paragraph."""
    start, end = page.line(page.line_at(place))
    line = page.text[start:end]
    if re.search(r"\?\s*\S{1,12}\s*$", line):
        return start, end  # a question and its answer
    form = re.search(r":\s*\S{1,12}\s*$|\t|\||\S {3,}\S|[☐☑☒✓✗✔✘]|\[[ xX]?\]", line)
    return (max(first, start), min(last, end)) if form else (first, last)


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
        if _begins_word(text, place):
            return True
        place = text.find(word, place + 1)
    return False


def _polarity(page: Searchable, start: int, end: int, needed: list[str]) -> bool:
    """Tell whether a clause affirms: an answer beside the label, else whether it is negated an even number of times."""
    clause = page.folded[start:end]
    last = max(clause.find(word) for word in needed)
    rest = clause[last:]
    tail = rest[match.end() :] if (match := re.match(r"[^\W_]*", rest)) else rest
    # The words between the label and its answer: "Auto-renewal of the term: No".
    answer = _ANSWER.match(tail) or _ANSWER.match(tail[tail.rfind(":") :] if ":" in tail else "")
    if answer:
        return answer.group("yes") is not None
    before = re.search(r"(☑|☒|✓|✔|\[ ?x ?\])|(☐|✗|✘|\[ ?\])\s*$", clause[: min(clause.find(word) for word in needed)])
    if before:
        return before.group(1) is not None
    first = min(clause.find(word) for word in needed)
    main = _own_clause(clause, first, last)
    prefixed = any(re.search(r"\b(?:non|un|in|dis|im|ir)-?" + re.escape(word), main) for word in needed)
    reach = max(main.find(word) for word in needed)
    negated = bool(_NEGATION.search(main) or _NONE_OF.search(main[: max(reach, 0)]))
    denied = any(stem(word) not in needed for word in _DENIAL.findall(main))  # "waived" may be the label itself
    return (negated + denied + prefixed) % 2 == 0


def _own_clause(clause: str, first: int, last: int) -> str:
    """Give the part of a sentence that the words are in, without its exceptions ("unless ... does not")."""
    left, right = 0, len(clause)
    for cut in _CLAUSE.finditer(clause):
        if cut.end() <= first:
            left = cut.end()
        elif cut.start() >= last:
            right = cut.start()
            break
    for exception in _EXCEPTION.finditer(clause, left, right):
        if exception.start() > first:
            right = min(right, exception.start()) if exception.start() > last else right
        elif exception.group().startswith("no"):
            return clause[exception.end() : right]
        else:
            comma = clause.find(",", exception.end())
            left = comma + 1 if 0 <= comma < first else left
    return clause[left:right]


def parts(value: str) -> list[str]:
    """Cut a value that may have been put together into what it was made of."""
    found = [part.strip(" .,;") for part in _SPLIT.split(value)]
    return [part for part in found if len(content_words(part)) >= 1 and len(part) > 3]  # noqa: PLR2004 - words, not scraps


def coverage(value: str, text: str) -> float:
    """Give the share of a value's content words that a text has; its numbers must all be there."""
    words = content_words(value)
    if not words or _denies(value) != _denies(text):
        return 0.0
    if any(word.isdigit() and word not in content_words(text) for word in words):
        return 0.0
    return shared_words(value, text) / len(words)


def _denies(text: str) -> bool:
    return any(pattern.search(fold(text)) for pattern in (_NEGATION, _DENIAL, _NONE_OF))


def shared_words(value: str, text: str) -> int:
    """Count the content words of a value that a text has."""
    others = frozenset(content_words(text))
    words = frozenset(content_words(value))
    same = words & others
    return len(same) + sum(any(_alike(word, other) for other in others) for word in words - same)


def _alike(word: str, other: str) -> bool:
    shorter = min(len(word), len(other))
    return shorter >= 5 and word[:shorter] == other[:shorter]  # noqa: PLR2004 - shorter beginnings are shared by strangers


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
    return [Hit(*_stripped(page.text, *span), round(share, 2), "in other words") for share, span in found[:1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
