"""What a text says of a value that rules a field out: a box that is not ticked, another year, unit or currency.

A label that names the field is not enough: "Revenue 2024: 500" is no revenue of 2025, "12 lb" no weight in
kilograms. Each rule here is silent where the field itself is named for what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from deferred.citations import units
from deferred.citations.amounts import currency_of
from deferred.citations.labels import Label
from deferred.citations.searchable import Hit, fold
from deferred.citations.surroundings import Segment
from deferred.citations.values import Page, is_number

_BEFORE, _AFTER = 160, 24  # characters that are read on either side
_PERIOD = re.compile(r"(?i)(?<![\w.,/-])(?:fy ?)?((?:19|20)\d\d)(?![\w/-]|[.,]\d)|\b([qh][1-4])\b")
_PERIOD_OF_NAME = re.compile(r"(?i)(?<!\d)((?:19|20)\d\d)(?!\d)|(?<![a-z])([qh][1-4])(?![a-z\d])")
_THEN_PERIOD = re.compile(r"\s*(?:\(|in |for |during |as of )?(?:the )?(?:year |[qh][1-4] )?$", re.IGNORECASE)
_BESIDE = re.compile(r"[\s:=|$€£¥()-]*(?:[A-Z]{3})?[\s:=|$€£¥(]*")
_BOX = re.compile(r"\[ ?\]|\( \)|[☐□❏❑]|(?P<ticked>\[ ?[xX✓✔✗✘] ?\]|\([xX✓✔]\)|[☑☒■✓✔])")
_SQUARE = re.compile(r"\s?sq\.? ?(ft|feet|yd|mi|m)\b")
_UNIT_OF_LABEL = re.compile(r"[(\[]\s*(?:in )?([^\W\d_]{1,12})\s*[)\]]")
_INCHES = re.compile(r"""\s?(?:in\b(?!\s+[a-z])|["”″])""")
_GAP = re.compile(r"\w(?:[ \xa0]{2}|\t|\u3000)")  # what parts the words of a box from what follows them
_TASK = re.compile(r"\s*[-*+] \[ \] ")  # what is still to be done is no answer that was not given


def contradiction(label: Label, page: Page, hit: Hit, segments: Sequence[Segment]) -> str:
    """Say, in the text's words, why a value that stands there is not the field's; empty where nothing says so."""
    if not is_number(label.leaf.value):
        return _empty_box(page, hit)
    near = [segment for segment in segments if segment.own and (segment.label or segment.structural)]
    return (
        _empty_box(page, hit)
        or _other_period(label, page, hit, near)
        or _other_currency(label, page, hit, near)
        or _other_unit(label, page.text[hit.end : hit.end + _AFTER], near)
    )


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
        page.text[hit.end : min(line[1], hit.end + _AFTER)],
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
