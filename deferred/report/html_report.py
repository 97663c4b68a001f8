"""The page of a report: the times of jobs, costs and failures. Text from outside is escaped.

The same HTML serves as a page and as the output of a notebook's cell.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from deferred.core.text import dollars, duration, known_cost
from deferred.pricing.usage import UsageTotals
from deferred.report import html_parts
from deferred.report.contents import Contents, outcome, went_well
from deferred.report.failures import Failure
from deferred.report.html_page import DARK, LIGHT, alone, text

_MOST = 250  # rows of a table
_BRIEF = 100  # reasons to fail, live calls and slow lines
_LONG = 2_000  # characters of a text from outside
_LINES = 10  # of the code, for one reason
_MODELS = 3  # named for one job
_FEW = 10  # jobs that need no search
_TICKS = 2

_COLOURS = f"""
body:has(> .deferred-report) {{ margin: 0; background: var(--paper); {LIGHT} }}
.deferred-report {{ {LIGHT} --sending: #b4b4b4; --queued: #9cc4f5; --running: #2f6fd0; --well: #1c7c3c; }}
@media (prefers-color-scheme: dark) {{ body:has(> .deferred-report) {{ {DARK} }}
  .deferred-report {{ {DARK} --sending: #6d6d6d; --queued: #33598a; --running: #7fb2ff; --well: #74d196; }} }}
"""
# One rule a line, each for what is inside the report alone: a notebook has other things on the same page.
_RULES = """
{ box-sizing: border-box; max-width: 76rem; margin: 0 auto; padding: 1rem 1.5rem; background: var(--paper); }
{ color: var(--ink); font: 15px/1.5 system-ui, sans-serif; text-align: left; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0; font-weight: 600; color: inherit; }
h2 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; font-weight: 600; color: inherit; }
p { margin: .2rem 0; }
.faint { color: var(--faint); }
.trouble { color: var(--trouble); }
.well { color: var(--well); }
.figures { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; margin: 1rem 0 .4rem; }
.figures p { margin: 0; }
.figures b { display: block; font-size: 1.5rem; line-height: 1.25; font-weight: 600; }
svg { display: block; width: 100%; height: 1rem; overflow: visible; }
svg text { font: 11px system-ui, sans-serif; fill: var(--faint); }
.budget { max-width: 30rem; }
.rest { fill: var(--line); }
.sending { fill: var(--sending); }
.queued { fill: var(--queued); }
.running, .deferred-report .spent { fill: var(--running); }
.before { fill: var(--queued); }
.failed { fill: var(--trouble); }
.key { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 .9rem; vertical-align: -.05rem; }
.together { white-space: nowrap; }
.job { display: grid; grid-template-columns: 19rem 1fr 12rem; gap: .1rem 1rem; align-items: center; padding: .25rem 0; }
.job { border-top: 1px solid var(--line); font-size: .9rem; }
.axis { border: 0; padding: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; color: inherit; margin: 0; border: 0; }
tr { background: none; }
th, .deferred-report td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; color: inherit; }
th, .deferred-report td { border: 0; border-bottom: 1px solid var(--line); font-size: inherit; }
th { font-weight: 600; }
th.n, .deferred-report td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.w, .deferred-report td.w { min-width: 10rem; }
.wide { overflow-x: auto; }
code { font: .85rem ui-monospace, monospace; background: none; color: inherit; padding: 0; }
ul { margin: 0; padding-left: 1.2rem; }
li { margin: .3rem 0; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; padding: 0; margin: .8rem 0; }
"""
_NARROW = """
@media (max-width: 50rem) { .deferred-report { padding: 1rem; } .deferred-report .job { grid-template-columns: 1fr; }
  .deferred-report .axis .faint { display: none; } }
"""
_STYLE = _COLOURS + "".join(f".deferred-report {rule}\n" for rule in _RULES.strip().splitlines()) + _NARROW


def page(report: Contents) -> str:
    """Return one self-contained page of a report."""
    sections = _sections(report, is_whole=True)
    index = "".join(f'<li><a href="#{name}">{text(title)}</a></li>' for name, title, _ in sections)
    inner = f'{_top(report)}\n<nav aria-label="Contents"><ul>{index}</ul></nav>\n{_below(sections)}'
    script = html_parts.SCRIPT if "data-parts" in inner else ""
    body = f'<main class="deferred-report">{inner}</main>'
    return alone(f"{report.run}: report", body, _STYLE + html_parts.RULES, script)


def fragment(report: Contents) -> str:
    """Return the same for a notebook's cell, with less of long lists; its style applies to its own element only."""
    body = f"{_top(report)}\n{_below(_sections(report, is_whole=False))}"
    return f'<div class="deferred-report"><style>{_STYLE}</style>{body}</div>'


def _top(report: Contents) -> str:
    return "\n".join(part for part in (_head(report), _figures(report), _budget(report)) if part)


def _sections(report: Contents, *, is_whole: bool) -> list[tuple[str, str, str]]:
    """Return the name, title and HTML of each section that has something to show."""
    sections = [
        ("jobs", "Jobs", _timeline(report, is_whole=is_whole)),
        ("models", "Cost and tokens by model", _costs(report.models)),
        ("routes", "Cost by route", _costs(report.routes, "route") if len(report.routes) > 1 else ""),
        ("tags", "Cost by tag", _costs(report.tags, "tag")),
        ("waves", "Waves", _waves(report, len(report.sent) if is_whole else _MOST)),
        ("failures", "Failed calls", _list(map(_failure, report.failures))),
        ("slow", "What made it slow", _list(text(line) for line in report.advice)),
        ("live", "Live calls, at full price", _list(_live(report.live))),
    ]
    return [section for section in sections if section[2]]


def _below(sections: Sequence[tuple[str, str, str]]) -> str:
    return "\n".join(f'<section><h2 id="{name}">{text(title)}</h2>{inner}</section>' for name, title, inner in sections)


def _head(report: Contents) -> str:
    began = time.strftime("%Y-%m-%d %H:%M:%S %Z", time.localtime(report.began_at))
    return f'<h1>{text(report.run)}</h1><p class="faint">began {text(began)}</p>'


def _figures(report: Contents) -> str:
    shown: list[tuple[str, str, str]] = [
        (f"{report.answered:,} of {report.calls:,}", "calls answered", ""),
        (f"{report.cached:,}", "of them stored already", "") if report.cached else ("", "", ""),
        (f"{report.failed:,}", "failed", "trouble") if report.failed else ("", "", ""),
        (f"{report.waiting:,}", "waiting", "") if report.waiting else ("", "", ""),
        (known_cost(report.cost, report.unpriced), "cost", ""),
        (dollars(report.saved), "saved", "well" if report.saved > 0 else ""),
        (duration(report.seconds), "in all", ""),
    ]
    return '<div class="figures">' + "".join(_figure(*one) for one in shown if one[0]) + "</div>"


def _figure(number: str, words: str, kind: str) -> str:
    return f'<p class="{kind or "figure"}"><b>{text(number)}</b>{text(words)}</p>'


def _budget(report: Contents) -> str:
    limit, spent = report.cost_limit, report.cost + report.spent_before
    if limit is None:
        return ""
    before = f", {dollars(report.spent_before)} of it before the run was resumed" if report.spent_before else ""
    words = f"{dollars(spent)} of the limit of ${limit:,} spent{before}"
    bars = '<rect class="rest" width="100%" height="10" rx="3"/>'
    bars += f'<rect class="spent" width="{_share(spent, limit)}" height="10" rx="3"/>'
    if report.spent_before:
        bars += f'<rect class="before" width="{_share(report.spent_before, limit)}" height="10" rx="3"/>'
    return f'<div class="budget"><svg role="img" aria-label="{text(words)}">{bars}</svg><p>{text(words)}</p></div>'


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{min(100.0, 100 * float(part / whole)) if whole > 0 else 100.0:.2f}%"


# -- when jobs ran -----------------------------------------------------------------------------------------------------


def _timeline(report: Contents, *, is_whole: bool) -> str:
    """Draw a line for each job: being sent, queued at the provider, running. Jobs of earlier processes began before."""
    if not report.jobs:
        return ""
    now = report.began_at + report.seconds
    first = min(report.began_at, *(job["planned_at"] for job in report.jobs))
    last = max(now, *(job["ended_at"] or now for job in report.jobs))
    keys = "".join(
        f'<span class="together"><svg class="key"><rect class="{name}" width="100%" height="100%"/></svg>'
        f"{words}</span> "
        for name, words in (
            ("sending", "being sent"), ("queued", "queued at the provider"), ("running", "running"),
            ("failed", "ended badly"),
        )
    )  # fmt: skip
    head = f'<p class="faint">{keys}</p>{_axis(last - first)}'
    if is_whole and len(report.jobs) > _FEW:
        return head + html_parts.listed([_job(job, first, last, now) for job in report.jobs], "jobs")
    rows = "".join(_job(job, first, last, now) for job in report.jobs[:_MOST])
    return f"{head}{rows}{_more(len(report.jobs), 'more jobs')}"


def _axis(seconds: float) -> str:
    marks = []
    for number in range(_TICKS + 1):
        anchor = {0: "start", _TICKS: "end"}.get(number, "middle")
        at, words = 100 * number / _TICKS, duration(seconds * number / _TICKS) if number else "start"
        marks.append(f'<text x="{at:.0f}%" y="12" text-anchor="{anchor}">{text(words)}</text>')
    return f'<div class="job axis"><span class="faint">job</span><svg>{"".join(marks)}</svg><span></span></div>'


def _job(job: dict[str, Any], first: float, last: float, now: float) -> str:
    bars = "".join(_bar(*phase, first, last) for phase in _phases(job, now))
    rest = f" and {len(job['models']) - _MODELS} more" if len(job["models"]) > _MODELS else ""
    models = ", ".join(job["models"][:_MODELS]) + rest
    what = f"{job['provider']} · {models or job['endpoint']} · {job['count']:,} call{'s' * (job['count'] != 1)}"
    took = duration(max(0.0, (job["ended_at"] or now) - job["planned_at"]))
    ended = f'<span class="{_mood(job)}">{text(outcome(job))}</span> <span class="faint">{text(took)}</span>'
    name = text(job["batch_id"] or "it was not created")
    what = f'<span title="sent because: {text(job["reason"])}">{text(what)}<br><code class="faint">{name}</code></span>'
    return f'<div class="job">{what}<svg role="img">{bars}</svg><span>{ended}</span></div>'


def _mood(job: dict[str, Any]) -> str:
    return "faint" if job["ended_at"] is None else "well" if went_well(job) else "trouble"


def _phases(job: dict[str, Any], now: float) -> Iterator[tuple[str, float, float]]:
    planned, submitted, running, ended = (job[f"{name}_at"] for name in ("planned", "submitted", "running", "ended"))
    over = ended or now
    last = "failed" if ended is not None and not went_well(job) else "running" if running or ended else "queued"
    if submitted is None:
        yield ("failed" if ended else "sending"), planned, over
        return
    yield "sending", planned, submitted
    if running is not None and submitted < running < over:
        yield "queued", submitted, running
        submitted = running
    yield last, submitted, over


def _bar(name: str, start: float, end: float, first: float, last: float) -> str:
    whole = max(last - first, 1e-9)
    left, width = 100 * (start - first) / whole, 100 * max(0.0, end - start) / whole
    words = {"sending": "being sent", "queued": "queued at the provider", "failed": "ended badly after"}.get(name, name)
    title = f"<title>{text(words)}: {text(duration(max(0.0, end - start)))}</title>"
    return f'<rect class="{name}" x="{left:.3f}%" y="3" width="{max(width, 0.3):.3f}%" height="10">{title}</rect>'


def _more(count: int, what: str, most: int = _MOST) -> str:
    return f'<p class="faint">and {count - most:,} {text(what)}</p>' if count > most else ""


# -- tables and lists --------------------------------------------------------------------------------------------------


def _costs(totals: dict[str, UsageTotals], what: str = "model") -> str:
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1].cost, pair[0]))
    rows = [_model(name, tally) for name, tally in ordered]
    heads = [what, "calls", "tokens in", "of them cached", "tokens out", "cost", "as live calls", "saved"]
    return _table(heads, rows, words=(0,))


def _model(name: str, tally: UsageTotals) -> list[str]:
    notes = f" ({tally.unpriced:,} without a known cost)" if tally.unpriced else ""
    notes += " (at the standard price, for no batch price is known)" if tally.standard else ""
    counts = [tally.calls, tally.input_tokens, tally.cached_tokens, tally.output_tokens]
    money = [tally.cost, tally.live_cost, tally.live_cost - tally.cost]
    label = f"{name.removeprefix('models/')}{notes}"
    return [label, *(f"{count:,}" for count in counts), *(dollars(amount) for amount in money)]


def _waves(report: Contents, most: int) -> str:
    rows = [
        [
            f"{number:,}",
            f"+ {duration(max(0.0, wave['at'] - report.began_at))}",
            f"{wave['calls']:,}",
            f"{wave['jobs']:,}",
            duration(wave["seconds"]),
            wave["reason"],
            wave["line"],
        ]
        for number, wave in enumerate(report.sent, 1)
    ]
    return _table(
        ["", "at", "calls", "jobs", "took", "sent because", "most of its calls are from"], rows, words=(5, 6), most=most
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: Sequence[int], most: int = _MOST) -> str:
    """Make a table; its columns hold numbers, except the columns named in `words`."""
    if not rows:
        return ""

    def line(cells: Sequence[str], tag: str) -> str:
        kinds = ("w" if at in words else "n" for at in range(len(cells)))
        shown = (f'<{tag} class="{kind}">{text(cell)}</{tag}>' for kind, cell in zip(kinds, cells, strict=True))
        return f"<tr>{''.join(shown)}</tr>\n"

    body = "".join(line(row, "td") for row in rows[:most])
    table = f"<table><thead>{line(heads, 'th')}</thead><tbody>{body}</tbody></table>"
    label = text(heads[0] or "waves")
    box = f'<div class="wide" role="region" aria-label="{label}" tabindex="0">{table}</div>'
    return f"{box}{_more(len(rows), 'more', most)}"


def _failure(failure: Failure) -> str:
    times = "once" if failure.count == 1 else f"{failure.count:,} times"
    words = failure.words if len(failure.words) <= _LONG else f"{failure.words[:_LONG]}..."
    rest = f" and {len(failure.lines) - _LINES:,} more" if len(failure.lines) > _LINES else ""
    where = f"{' and '.join(failure.methods)} at {', '.join(failure.lines[:_LINES])}{rest}"
    return f'<b class="trouble">{times}</b>: {text(words)} <br><code class="faint">{text(where)}</code>'


def _live(calls: Iterable[str]) -> Iterator[str]:
    for call, count in Counter(calls).most_common():
        yield text(call[:_LONG]) + (f" ({count:,} times)" if count > 1 else "")


def _list(items: Iterable[str]) -> str:
    shown = list(items)
    if not shown:
        return ""
    lines = "".join(f"<li>{item}</li>\n" for item in shown[:_BRIEF])
    return f"<ul>{lines}</ul>{_more(len(shown), 'more', _BRIEF)}"
