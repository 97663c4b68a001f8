r"""Texts of machines as they are read: tags, entities and escapes give way to what they show, and every place is kept.

A text is as long afterwards as before, so that a place in one is the same place in the other: what takes no room to a
reader is filled with signs that are not seen. A row of a table is one line with bars between its cells, and what is
between `<script>` and `</script>` is nothing that anybody reads.
"""

from __future__ import annotations

import html
import json
import re

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
_HYPHENS = "\xad\u2010\u2011"
_NEXT_OBJECT = re.compile(r'(?<=\}),(?=\s?\{\s?")')
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
    if said in _HYPHENS and beside.isalpha():
        return HIDDEN * len(written)  # as a hyphen between letters is left out
    return said.ljust(len(written), SHOWN)
