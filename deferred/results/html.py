"""A page of values beside their source texts. Text from outside is escaped; a script searches several results.

Links between a field and its passages stay within the page; the chosen passage is highlighted by
CSS (`:target`). Nothing is loaded from anywhere.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import webbrowser
from ast import literal_eval
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deferred.citations.citation import Citation, Source
from deferred.report import html_parts
from deferred.report.html_page import DARK, LIGHT, alone
from deferred.report.html_page import text as _text
from deferred.results.parsing import jsonable, path_of
from deferred.results.shown import Shown

RULES = (
    f"""
:root {{ {LIGHT} }}
@media (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }}
"""
    """* { box-sizing: border-box; }
body { margin: 0; padding: 1rem 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--link); }
h1 { font-size: 1.3rem; margin: 0 0 1rem; } h2 { font-size: 1.1rem; margin: 0; } h3 { font-size: 1rem; margin: 0; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
.sides { display: grid; grid-template-columns: minmax(20rem, 2fr) 3fr; gap: 1.5rem; align-items: start;
  margin-top: .75rem; }
@media (max-width: 60rem) { .sides { grid-template-columns: 1fr; } }
.texts { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; border: 1px solid var(--line);
  border-radius: 4px; }
.texts h3 { position: sticky; top: 0; background: var(--paper); border-bottom: 1px solid var(--line);
  padding: .4rem .8rem; }
pre { margin: 0; padding: .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 13px/1.6 ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; overflow-wrap: break-word; } td { overflow-wrap: anywhere; }
ol, ul { margin: 0; padding-left: 1.2rem; }
.facts, .why, .page, .none { color: var(--faint); font-size: .85rem; }
.page { display: block; border-top: 1px dashed var(--line); margin: .6rem 0 .2rem; font-family: system-ui, sans-serif; }
.trouble { color: var(--trouble); }
.sure { border: 1px solid currentColor; border-radius: 3px; padding: 0 .3rem; font-size: .8rem; }
pre [id] { scroll-margin-top: 5rem; } /* the heading above stays in sight */
mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--edge); }
tr:target th { background: var(--mark); }
.back { user-select: none; font: 11px system-ui, sans-serif; vertical-align: super; margin: 0 .2rem;
  text-decoration: none; }
"""
)
_PROMPT = 80  # characters of a prompt in the index
_SCHEMES = {"http", "https"}
_STEP = re.compile(r"""\[('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\]]*)\]|([^.\[]+)""")
_BREAK = re.compile(r"[\s\x00-\x1f\u00ad-]+")  # PDFs are read with hyphens and odd marks where a line was broken


@dataclass(frozen=True)
class _Spot:
    """A marked citation: its number, the number of its field, and its place in a text."""

    number: int
    row: int
    label: str
    start: int
    end: int


@dataclass
class _Row:
    """One line of the table of fields."""

    number: int
    label: str
    value: str
    cited: list[tuple[int, Citation]]
    why: str = ""


def show(result: Shown) -> Path:
    """Write a result's page to a temporary file and open it in a browser; returns the file."""
    handle, name = tempfile.mkstemp(prefix="deferred-", suffix=".html")  # only its owner can read it
    os.close(handle)
    path = write([result], Path(name))
    webbrowser.open(path.as_uri())
    return path


def write(results: Sequence[Shown], path: Path, title: str = "Results") -> Path:
    """Write the page of some results to a file."""
    path.write_bytes(page(results, title).encode("utf-8", "replace"))
    return path


def page(results: Sequence[Shown], title: str = "Results") -> str:
    """Return one self-contained page of some results.

    Args:
        results: the results; each has its fields on the left, and their source texts on the right.
        title: the heading.
    """
    sections, marks = _sections(results)
    body = f"<h1>{_text(title)}</h1>\n"
    if len(sections) < 2:  # noqa: PLR2004 - one needs neither index nor search
        return alone(title, body + ("".join(sections) or "<p>There is no result.</p>"), RULES + marks)
    body += _index(results) + html_parts.listed(sections, "results")
    return alone(title, body, RULES + html_parts.RULES + marks, html_parts.SCRIPT)


def _index(results: Sequence[Shown]) -> str:
    """List all results, with links to them."""
    lines = "".join(
        f'<li><a href="#r{number}">{_text(_name(result))}</a> {_text(result.prompt[:_PROMPT])}</li>\n'
        for number, result in enumerate(results, 1)
    )
    return f'<details class="index"><summary>Index of {len(results):,} results</summary><ol>{lines}</ol></details>\n'


def section(result: Shown) -> tuple[str, str]:
    """Return the part of a page that shows one result, and the CSS of its marks, which come after `RULES`."""
    sections, marks = _sections([result])
    return sections[0], marks


def _sections(results: Sequence[Shown]) -> tuple[list[str], str]:
    numbers, rows = count(1), count(1)
    names = [_name(result) for result in results]
    titles = [f"{number}. {name}" for number, name in enumerate(names, 1)] if len(names) > 1 else names
    pairs = zip(results, titles, strict=True)
    sections = [_section(result, numbers, rows, (at, title)) for at, (result, title) in enumerate(pairs, 1)]
    return sections, "".join(_rule(number) for number in range(1, next(numbers)))


def _rule(number: int) -> str:
    """Highlight all pieces of a passage when its link was followed."""
    return f"body:has(#c{number}:target) .c{number} {{ background: var(--chosen); }}\n"


def _section(result: Shown, numbers: Iterator[int], rows: Iterator[int], heading: tuple[int, str]) -> str:
    table = list(_rows(result, numbers, rows))
    spots, elsewhere = _spots(result, table)
    told = [result.provider, result.model, result.method, result.where, result.batch_id]
    facts = " · ".join(_text(fact) for fact in told if fact)
    trouble = f'<p class="trouble">{_text(result.error)}</p>' if result.error else ""
    notes = "".join(f"<li>{_text(note)}</li>" for note in result.notes)
    return (
        f'<section><h2 id="r{heading[0]}">{_text(heading[1])}</h2><p class="facts">{facts}</p>{trouble}'
        + (f'<ul class="facts">{notes}</ul>' if notes else "")
        + f'<div class="sides"><div>{_table(table, elsewhere)}</div>'
        f'<div class="texts">{_texts(result, spots)}</div></div></section>\n'
    )


def _name(result: Shown) -> str:
    titles = [source.title for source in result.sources if source.title]
    if titles:
        return titles[0]
    return "Reply" if result.parsed is None or isinstance(result.parsed, (dict, list)) else type(result.parsed).__name__


# -- the table of fields ----------------------------------------------------------------------------------------------


def _rows(result: Shown, numbers: Iterator[int], rows: Iterator[int]) -> Iterator[_Row]:
    mappings, unmapped = result.citation_mappings, result.unmapped
    values = {} if result.parsed is None else dict(_leaves(jsonable(result.parsed, by_alias=False), ()))
    paths = {_steps(path): path for path in (*mappings, *unmapped)}
    for steps in dict.fromkeys([*values, *paths]):
        path = paths.get(steps) or _label(steps)
        cited = [(next(numbers), citation) for citation in mappings.get(path, ())]
        yield _Row(next(rows), path, values.get(steps, ""), cited, unmapped.get(path, ""))
    mapped = {_same(citation) for found in mappings.values() for citation in found}
    rest = [citation for citation in result.citations if _same(citation) not in mapped]
    for citation in rest:
        yield _Row(next(rows), "(no field)", "", [(next(numbers), citation)])


def _same(citation: Citation) -> tuple[Any, ...]:
    return citation.kind, citation.text, citation.document_index, citation.start, citation.page, citation.source


def _steps(path: str) -> tuple[str, ...]:
    """Split a path: `a.b[0]['c d']` has the steps a, b, 0 and c d."""
    parts = (hit.group(1) or hit.group(2) for hit in _STEP.finditer(path))
    return tuple(str(literal_eval(part)) if part[0] in "'\"" else part for part in parts)


def _label(steps: tuple[str, ...]) -> str:
    return path_of(int(step) if step.isdigit() else step for step in steps)


def _leaves(value: Any, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    if not value or not isinstance(value, (dict, list)):
        yield steps, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    for step, one in inner:
        yield from _leaves(one, (*steps, str(step)))


def _table(rows: list[_Row], elsewhere: set[int]) -> str:
    if not rows:
        return '<p class="none">It holds no parsed value and cites nothing.</p>'
    lines = "".join(
        f'<tr id="f{row.number}"><th>{_path(row.label)}</th><td>{_text(row.value)}</td>'
        f"<td>{_cited(row, elsewhere)}</td></tr>\n"
        for row in rows
    )
    return f"<table><thead><tr><th>field</th><th>value</th><th>from</th></tr></thead><tbody>{lines}</tbody></table>"


def _path(label: str) -> str:
    return _text(label).replace(".", ".<wbr>") or "value"


def _cited(row: _Row, elsewhere: set[int]) -> str:
    if not row.cited and row.value == "null" and not row.why:
        return '<span class="none">no value</span>'
    if not row.cited:
        return f'<span class="none">not found{": " if row.why else ""}{_text(row.why)}</span>'
    items = "".join(f"<li>{_reference(number, one, linked=number not in elsewhere)}</li>" for number, one in row.cited)
    return f"<ol>{items}</ol>"


def _reference(number: int, citation: Citation, *, linked: bool) -> str:
    quote = f"&ldquo;{_text(citation.text.strip())}&rdquo;" if citation.text else "the reply as a whole"
    quote = f'<a href="#c{number}">{quote}</a>' if linked else quote
    sure = f' <span class="sure">{_text(citation.confidence)}</span>' if citation.confidence else ""
    why = f'<br><span class="why">{_text(citation.reason)}</span>' if citation.reason else ""
    return f"{quote} {_origin(citation)}{sure}{why}"


def _origin(citation: Citation) -> str:
    pages = ""
    if citation.page is not None:
        several = citation.end_page is not None and citation.end_page != citation.page
        pages = f", pages {citation.page}-{citation.end_page}" if several else f", page {citation.page}"
    name, url = _text(citation.source or ""), url_of(citation)
    if url is not None:
        name = f'<a href="{_text(url)}" rel="noreferrer noopener">{name or _text(url)}</a>'
    return f'<span class="facts">{name}{pages}</span>'


def url_of(citation: Citation) -> str | None:
    """Return the address of a citation's source if it is http or https."""
    raw = citation.raw if isinstance(citation.raw, dict) else {}
    inner = raw.get(citation.kind), *(raw.get("groundingChunk") or {}).values()
    places = [raw, *(one for one in inner if isinstance(one, dict))]
    names = ("url", "uri", "retrievedUrl", "source")
    found = [place.get(name) for place in places for name in names]
    return next((url for url in [*found, citation.source] if isinstance(url, str) and _is_web(url)), None)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc)


# -- the texts, with passages marked ----------------------------------------------------------------------------------


def _spots(result: Shown, rows: list[_Row]) -> tuple[dict[int | None, list[_Spot]], set[int]]:
    """Place the citations in their texts; returns also the numbers of citations without a place."""
    spots: dict[int | None, list[_Spot]] = {}
    elsewhere = set()
    for row in rows:
        for number, citation in row.cited:
            place = locate(citation, result.sources, result.text)
            if place is None:
                elsewhere.add(number)
            else:
                spots.setdefault(place[0], []).append(_Spot(number, row.number, row.label, *place[1:]))
    return spots, elsewhere


def _texts(result: Shown, spots: dict[int | None, list[_Spot]]) -> str:
    panels = [
        (source.title or f"text {source.index}", source.text, spots.get(source.index, []), source.pages)
        for source in result.sources
    ]
    if result.text:
        panels.append(("the reply", result.text, spots.get(None, []), ()))
    shown = [f"<h3>{_text(title)}</h3>{_marked(text, here, pages)}" for title, text, here, pages in panels]
    return "".join(shown) or '<p class="none">There is no text to show.</p>'


def locate(citation: Citation, sources: Sequence[Source], reply: str) -> tuple[int | None, int, int] | None:
    """Find the place of a citation: the source's index (None for the reply) and characters; None if it has no place."""
    if citation.document_index is None and citation.start is not None and citation.end is not None:
        return (None, *_trimmed(reply, citation.start, citation.end)) if citation.end <= len(reply) else None
    wanted = [source for source in sources if source.index == citation.document_index]
    if citation.document_index is None:
        wanted = sorted(sources, key=lambda source: source.title != citation.source)
    for source in wanted:
        place = _place_in(source, citation)
        if place is not None:
            return source.index, *_trimmed(source.text, *place)
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip the space around a passage: a mark would extend into the next line."""
    words = text[start:end]
    if not words.strip():
        return start, end
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _place_in(source: Source, citation: Citation) -> tuple[int, int] | None:
    start, end = citation.start, citation.end
    if start is not None and end is not None and 0 <= start < end <= len(source.text):
        return start, end
    # Only the page is known: the quote is searched on it, regardless of line breaks.
    first, last = _page_span(source, citation)
    words = [re.escape(word) for word in _BREAK.split(citation.text) if word]
    if not words:
        return None
    hit = re.compile(_BREAK.pattern.replace("+", "*").join(words)).search(source.text, first, last)
    return hit.span() if hit else None


def _page_span(source: Source, citation: Citation) -> tuple[int, int]:
    edges = [*source.pages, len(source.text)]
    if citation.page is None or not 1 <= citation.page <= len(source.pages):
        return 0, len(source.text)
    last = min(citation.end_page or citation.page, len(source.pages))
    return edges[citation.page - 1], edges[max(last, citation.page)]


def _marked(text: str, spots: list[_Spot], pages: Sequence[int] = ()) -> str:
    starts = {start: number for number, start in enumerate(pages, 1)}
    edges = sorted({0, len(text), *starts, *(edge for spot in spots for edge in (spot.start, spot.end))})
    pieces = [_heading(0, starts)] if len(edges) == 1 else []
    for left, right in pairwise(edges):
        here = [spot for spot in spots if spot.start <= left and right <= spot.end]
        pieces.append(_heading(left, starts))
        pieces += [f'<a id="c{spot.number}"></a>' for spot in here if spot.start == left]
        names = " ".join(f"c{spot.number}" for spot in here)
        words = _text(text[left:right])
        pieces.append(f'<mark class="{names}">{words}</mark>' if here else words)
        pieces += [f'<a class="back" href="#f{spot.row}">{_text(spot.label)}</a>' for spot in here if spot.end == right]
    return f"<pre>{''.join(pieces)}</pre>"


def _heading(at: int, starts: dict[int, int]) -> str:
    return f'<span class="page">page {starts[at]}</span>' if at in starts else ""
