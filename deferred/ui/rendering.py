"""Rendering: templates, in which everything is escaped, and the formats of times, money and excerpts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup, escape

from deferred.core.text import known_cost
from deferred.report.html_page import readable

_HERE = Path(__file__).parent
_BEFORE = 60  # characters of an excerpt that come before what was found


def environment() -> jinja2.Environment:
    """Return the templates."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
        finalize=_readable, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(money=_money, at=_at, number=_number, excerpt=_excerpt)
    made.globals.update(query=query)
    return made


def static(name: str) -> str:
    """Return a file of the pages."""
    return (_HERE / "static" / name).read_text("utf-8")


def query(**asked: Any) -> str:
    """Return what is asked for as the end of an address, without what is empty."""
    given = {name: value for name, value in asked.items() if value not in {None, "", 0}}
    return f"?{urlencode(given)}" if given else ""


def _readable(value: Any) -> Any:
    """Replace what no page can hold, in text that is not HTML already."""
    return readable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _money(amount: Decimal | float, unpriced: int = 0) -> str:
    return known_cost(Decimal(str(amount)), unpriced)


def _number(value: int) -> str:
    return f"{value:,}"


def _at(seconds: float | None) -> str:
    return "" if seconds is None else dt.datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _excerpt(text: str, words: str, most: int) -> Markup:
    """Return the part of a text with what was looked for, which is marked."""
    at = text.casefold().find(words.casefold()) if words else -1
    begin = max(0, at - _BEFORE) if at + len(words) > most else 0
    shown = readable(text[begin : begin + most])
    at = shown.casefold().find(words.casefold()) if words else -1
    inner = escape(shown)
    if at >= 0:
        end = at + len(words)
        inner = escape(shown[:at]) + Markup("<mark>") + escape(shown[at:end]) + Markup("</mark>") + escape(shown[end:])
    before, after = "…" if begin else "", "…" if begin + most < len(text) else ""
    return before + inner + after
