"""What a text says of a value that rules a field out: another year, unit or currency, or that it does not hold.

A label that names the field is not enough: "Revenue 2024: 500" is no revenue of 2025, "12 lb" no weight in kilograms,
and "not due before 1 May" no due date. Each rule here is silent where the field itself is named for what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache

from deferred.citations import units
from deferred.citations.amounts import currency_of
from deferred.citations.labels import Label
from deferred.citations.searchable import Hit, fold
from deferred.citations.surroundings import Segment
from deferred.citations.values import Page, is_number
from deferred.citations.vocabulary import CONCEPTS, terms

_BEFORE, _AFTER = 160, 90  # characters that are read on either side
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z\d])|\n\s*\n|[;|]")
_PERIOD = re.compile(r"(?i)(?<![\w.,/-])(?:fy ?)?((?:19|20)\d\d)(?![\w/-]|[.,]\d)|\b([qh][1-4])\b")
_PERIOD_OF_NAME = re.compile(r"(?i)(?<!\d)((?:19|20)\d\d)(?!\d)|(?<![a-z])([qh][1-4])(?![a-z\d])")
_THEN_PERIOD = re.compile(r"\s*(?:\(|in |for |during |as of )?(?:the )?(?:year |[qh][1-4] )?$", re.IGNORECASE)
_BESIDE = re.compile(r"[\s:=|$€£¥()-]*(?:[A-Z]{3})?[\s:=|$€£¥(]*")
_DENIED = re.compile(
    r"\b(?:not|never|cannot|no longer|nicht|pas)\b(?: [\w']+){0,3}?(?: (?:before|on|from|vor|am|avant))(?: the)? ?$"
)
_BUT = re.compile(r"\b(?:if|unless|where|when|should|wenn|si|not later|not only)\b")
_OVER = re.compile(
    r"\b(?:reduced|increased|raised|lowered|cut|changed|amended|dropped|rose|fell|grew|down|up) from (?:\S{1,3} ?)?$|"
    r"\b(?:formerly|previously|originally|instead of|rather than)(?: at)? (?:\S{1,3} ?)?$"
)
_CHANGED = re.compile(
    r"\s*(?:was|is|were|has been)\s+(?:extended|postponed|moved|changed|amended|rescheduled|deferred|raised|lowered|"
    r"reduced|increased|cut|corrected)\s+(?:to|until)\b"
)
_WAS = re.compile(r"\b(?:was|were|had been|used to be)(?: at| set at| fixed at)? (?:\S{1,3} ?)?$")
_IS_NOW = re.compile(r"^[^.;]{0,50}?\b(?:now|currently|today)\b")
_CANCELLED = re.compile(
    r"^\W{0,2}\s*(?:(?:(?:is|was|has been|are|being|is now)\s+)?(?:hereby\s+|now\s+)?"
    r"(?:cancelled|canceled|void|voided|superseded|withdrawn|revoked|annulled)|"
    r"(?:(?:is|was|has been)\s+)?replaced by)\b"
)
_NONE_OF = re.compile(
    r"\b(?:no|neither|nor any|without any|kein|keine|keinen|aucun|aucune|ningun|ninguna|nessun|nessuna)"
    r"(?! (?:more|less|later|fewer|earlier|longer|change|number)\b)(?: [a-z'-]+){1,3} (?:of|von|de|di) (?:\S{1,3} ?)?$"
)
_FORMER = re.compile(
    r"\b(?:former|previous|prior|old|fruhere|ancien|ancienne)(?: [a-z'-]+){1,3} (?:of|von|de) (?:\S{1,3} ?)?$"
)
_DELETED = re.compile(
    r"^\W{0,2}\s*(?:is|was|has been|have been|are|were|shall be)\s+(?:hereby\s+|now\s+)?"
    r"(?:deleted|removed|abolished|waived|repealed|struck out|withdrawn|revoked|annulled|cancell?ed)\b"
)
_DIGITS, _WORDS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_BOX = re.compile(r"\[ ?\]|\( \)|[☐□❏❑]|(?P<ticked>\[ ?[xX✓✔✗✘] ?\]|\([xX✓✔]\)|[☑☒■✓✔])")
_GAP = re.compile(r"\w(?:[ \xa0]{2}|\t|\u3000)")  # what parts the words of a box from what follows them
_TASK = re.compile(r"\s*[-*+] \[ \] ")  # what is still to be done is no answer that was not given
_NEAR_LINES, _LONG_LINE = 4, 100
_EXAMPLE = re.compile(
    r"\b(?:for example|examples?:|for instance|e\.g\.?|suppose|imagine|assuming|assume that|by way of illustration|"
    r"if [\w ]{1,40} were(?: \S{1,3})? ?$|hypothetical\w*|z\.b\.|zum beispiel|beispiel:|"
    r"par exemple|por ejemplo)(?![^\W_])"
)
_SYMBOL = re.compile(r"(?<![^\W\d_])([a-z]{1,2}) ?[=<>≤≥] ?$")
_SYMBOLS = {
    "p": "p significance probability",
    "r": "r correlation coefficient pearson",
    "d": "d effect cohen",
    "sd": "sd deviation std stdev spread",
    "se": "se error",
}
_SQUARE = re.compile(r"\s?sq\.? ?(ft|feet|yd|mi|m)\b")
_UNIT_OF_LABEL = re.compile(r"[(\[]\s*(?:in )?([^\W\d_]{1,12})\s*[)\]]")
_INCHES = re.compile(r"""\s?(?:in\b(?!\s+[a-z])|["”″])""")
_EARLIER = frozenset("previous prior former old original initial before was from start list regular base low".split())
_GONE = frozenset("cancelled canceled void withdrawn replaced superseded previous prior old original former".split())
_FIRST_DAYS = frozenset("earliest not before minimum first soonest".split())
_SAMPLES = frozenset("example sample illustration hypothetical assumed".split())


def contradiction(label: Label, page: Page, hit: Hit, segments: Sequence[Segment]) -> str:
    """Say, in the text's words, why a value that stands there is not the field's; empty where nothing says so."""
    if box := _empty_box(page, hit):
        return box
    before = _sentence_before(page, hit.start)
    after = page.text[hit.end : hit.end + _AFTER]
    near = [segment for segment in segments if segment.own and (segment.label or segment.structural)]
    if is_number(label.leaf.value):
        return (
            _other_period(label, page, hit, near)
            or _other_currency(label, page, hit, near)
            or _other_unit(label, after, near)
            or _other_symbol(label, before)
            or _over(label, before, after)
            or _no_such(label, before, after)
            or _example(label, before)
            or _other_row(label, page, hit)
        )
    if isinstance(label.leaf.value, date):
        changed = _over(label, before, after) or _cancelled(label, hit, page, after)
        return _denied(label, before) or _example(label, before) or changed
    return _cancelled(label, hit, page, after)


def _empty_box(page: Page, hit: Hit) -> str:
    """Tell whether a value is a choice of a form that is not ticked: "[ ] phone [x] email"."""
    first, last = page.searchable.line(page.searchable.line_at(hit.start))
    first, last = max(first, hit.start - _BEFORE), min(last, hit.end + _BEFORE)
    boxes = list(_BOX.finditer(page.text, first, last))
    if not boxes or (len(boxes) == 1 and _TASK.match(page.text, first)):
        return ""
    lead = page.text[first : boxes[0].start()].rpartition(":")[2]
    before = [box for box in boxes if box.end() <= hit.start][-1:]
    after = [box for box in boxes if box.start() >= hit.end][:1]
    trailing = page.text[boxes[-1].end() : last].strip()
    # A box stands before its words, or after them: then the last box ends the line.
    own = before if trailing or not lead.strip(" -*•\t") else after
    apart = own and own is before and _GAP.search(page.text, own[0].end(), hit.start)
    return "a box that is not ticked" if own and not apart and not own[0]["ticked"] else ""


def _sentence_before(page: Page, start: int) -> str:
    """Give the words of its sentence before a value, folded."""
    before = page.text[max(0, start - _BEFORE) : start]
    cuts = list(_SENTENCE.finditer(before))
    piece = before[cuts[-1].end() :] if cuts else before
    return " ".join(fold(piece).split()) + (" " if piece[-1:].isspace() else "")


def _periods(text: str, pattern: re.Pattern[str] = _PERIOD, like: Collection[str] = ()) -> set[str]:
    """Give the years, quarters and halves that a text names; only those of the kinds of some others."""
    found = {(match[1] or match[2]).lower() for match in pattern.finditer(text)}
    return {one for one in found if not like or any(len(one) == len(other) for other in like)}


def _other_period(label: Label, page: Page, hit: Hit, near: Sequence[Segment]) -> str:
    mine = set().union(*(_periods(name, _PERIOD_OF_NAME) for name in label.leaf.names))
    if not mine:
        return ""
    line = page.searchable.line(page.searchable.line_at(hit.start))
    left, right = (
        page.text[max(line[0], hit.start - _BEFORE) : hit.start],
        page.text[hit.end : min(line[1], hit.end + 24)],
    )
    following = next((match for match in _PERIOD.finditer(right) if _periods(match.group(), like=mine)), None)
    if following and _THEN_PERIOD.fullmatch(right[: following.start()]):
        said = _periods(following.group())
        return "" if said & mine else min(said)
    headed = set().union(*(_periods(segment.text, like=mine) for segment in near))
    if headed:
        return "" if headed & mine else min(headed)
    named = [match for match in _PERIOD.finditer(left) if _periods(match.group(), like=mine)]
    last = named[-1] if named else None
    if last is None or _periods(last.group()) & mine:
        return ""
    beside = bool(_BESIDE.fullmatch(left[last.end() :]))
    return last.group() if beside or not _periods(left) & mine else ""


def _other_currency(label: Label, page: Page, hit: Hit, near: Sequence[Segment]) -> str:
    mine = label.currencies
    if not mine:
        return ""
    if hit.currency:
        dollars = "$" in page.text[hit.start : hit.end] and any(code.endswith("D") for code in mine)
        return "" if hit.currency in mine or (dollars and hit.currency == "USD") else hit.currency
    words = {word for segment in near for word in re.findall(r"\b[A-Z]{3}\b|[$€£¥₹]", segment.text)}
    said = {code for word in words if (code := currency_of(fold(word)))}
    return min(said) if said and not said & mine else ""


def _other_unit(label: Label, after: str, near: Sequence[Segment]) -> str:
    if _INCHES.match(after) and units.is_other("inch", label.words):
        return "inches"
    square = _SQUARE.match(after)
    if square and units.is_other("sqm" if square[1] == "m" else "sqft", label.words):
        return square.group().strip()
    said = {fold(match[1]) for segment in near for match in _UNIT_OF_LABEL.finditer(segment.text)}
    return next((unit for unit in sorted(said) if units.is_other(unit, label.words)), "")


def _other_symbol(label: Label, before: str) -> str:
    """Tell whether a value is that of a statistic's letter: "no effect (p = 0.42)"."""
    match = _SYMBOL.search(before)
    meant = _SYMBOLS.get(match[1], "") if match else ""
    return match.group().strip() if match and meant and not label.words & set(meant.split()) else ""


def _over(label: Label, before: str, after: str) -> str:
    """Tell whether a value held once: "was 80.00, now 60.00"."""
    match = _OVER.search(before) or _CHANGED.match(after)
    match = match or (_WAS.search(before) if _IS_NOW.match(fold(after)) else None)
    if match is None or label.words & _EARLIER or "previous" in label.own or label.has_period:
        return ""
    return match.group().strip()


def _no_such(label: Label, before: str, after: str) -> str:
    """Tell whether a text says that there is no such sum: "no penalty of 5,000", "the cap of 10,000 was deleted"."""
    match = _NONE_OF.search(before) or _FORMER.search(before) or _DELETED.match(fold(after))
    return "" if match is None or label.words & (_EARLIER | _GONE) else match.group().strip()


def _example(label: Label, before: str) -> str:
    match = _EXAMPLE.search(before)
    return match.group() if match and not label.words & _SAMPLES else ""


def _denied(label: Label, before: str) -> str:
    match = _DENIED.search(before) if not label.words & _FIRST_DAYS else None
    return match.group().strip() if match and not _BUT.search(before) else ""


def _cancelled(label: Label, hit: Hit, page: Page, after: str) -> str:
    """Tell whether what bears a number is no more: "Invoice 4411 is cancelled"."""
    numbered = any(map(str.isdigit, page.text[hit.start : hit.end]))
    match = _CANCELLED.match(fold(after)) if numbered and not label.words & _GONE else None
    return match.group().strip() if match else ""


def _other_row(label: Label, page: Page, hit: Hit) -> str:
    """Tell whether a value is in a table's row, and the field is named for another row of it."""
    if "[" in label.leaf.path:
        return ""
    row, others = page.surroundings.rows(hit.start)
    if row:
        named = any(label.plain & name for name in others)
        return " ".join(sorted(row)) if named and not label.plain & row else ""
    mine = label.plain - CONCEPTS
    alike = _lines_alike(page, hit.start) if mine else iter(())
    here = next(alike, frozenset())
    return "another line" if here and not mine & here and any(mine & line for line in alike) else ""


def _lines_alike(page: Page, start: int) -> Iterator[frozenset[str]]:
    """Give the terms of a line, then of its neighbours of the same build: "Bolt M6, 40 pcs" and "Nut M6, 20 pcs"."""
    number, last = page.searchable.line_at(start), len(page.searchable.line_starts)
    build = _build_of(page.searchable.line_text(number))
    if not build:
        return
    for other in (number, *range(max(0, number - _NEAR_LINES), number), *range(number + 1, number + 1 + _NEAR_LINES)):
        if other < last and _build_of(text := page.searchable.line_text(other)) == build:
            yield frozenset(terms(text))


@lru_cache(1024)
def _build_of(line: str) -> str:
    """Give how a line is built, whatever its words and numbers are; nothing for a long one."""
    return _WORDS.sub("a", _DIGITS.sub("0", line.strip())) if len(line) < _LONG_LINE else ""
