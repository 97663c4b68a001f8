"""The report: worth printing, worth showing to others, and harmless whatever a provider or a model wrote."""

import json
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

import deferred
import deferred.report.failures
from deferred.core.text import dollars, plain
from deferred.pricing.usage import UsageTotals
from deferred.report.html_report import fragment, page
from deferred.report.report import Report
from tests.support import engine
from tests.support.browsers import contrast, windows
from tests.support.calls import ask_gemini, ask_gpt
from tests.support.clocks import FastClock, put_in_place
from tests.support.models import CLAUDE, GPT

EVIL = '<script>document.title="owned"</script><img src=x onerror=alert(1)>"\'& [red]x[/red] \x1b[2J\r\nnew line'


@pytest.fixture
def clock(sim, monkeypatch):
    """The engine's clock for sessions of this test; polls at their own pace."""
    return put_in_place(monkeypatch, FastClock(sim), ["DEFERRED_POLL_INTERVAL"])


def ask(client, number):
    return client.messages.create(
        model=CLAUDE, max_tokens=64, messages=[{"role": "user", "content": f"What is {number}?"}]
    )


def a_report(**more):
    """A report of nothing, but for what is given."""
    facts = {
        "run": "run", "calls": 0, "answered": 0, "cached": 0, "failed": 0, "waiting": 0, "live": (), "jobs": (),
        "waves": (), "sent": (), "models": {}, "routes": {}, "tags": {}, "failures": (), "began_at": 1000.0, "seconds": 3.0, "cost_limit": None,
    }  # fmt: skip
    return Report(**(facts | more))


def a_job(**more):
    """A job as a report tells it."""
    facts = {
        "provider": "anthropic", "endpoint": "/v1/messages", "model": CLAUDE, "batch_id": "batch",
        "count": 4, "state": "collected", "outcome": "ended", "planned_at": 1000.0, "submitted_at": 1001.0,
        "running_at": None, "ended_at": 1003.0, "spent": "0", "models": [CLAUDE], "wave": 1,
        "reason": "exit", "done": 4,
    }  # fmt: skip
    return facts | more


# -- runs of each kind -------------------------------------------------------------------------------------------------


def small(sim, claude):
    with deferred.batch(name="small", cost_limit=5) as session:
        for number in range(3):
            ask(claude, number)
    return session


def failing(sim, claude, gpt, gemini):
    sim.latency = 300
    sim.faults.error_rows = lambda row: (
        (400, f"messages.{row.index}.content: too long") if row.index % 3 == 1 else row.index == 2 and 500
    )
    with deferred.batch(name="failing", cost_limit=5, max_requests=12) as session:
        for number in range(30):
            ask(claude, number)
        for number in range(5):
            ask_gpt(gpt, f"n {number}", max_completion_tokens=100)
        ask_gemini(gemini, "hello", config={"max_output_tokens": 100})
    return session


def limited(sim, claude):
    with deferred.batch(name="limited", cost_limit=0.0006) as session:
        for number in range(12):
            ask(claude, number)
    return session


def resumed(sim, claude, **settings):
    sim.latency = 400
    block = deferred.batch(name="resumed", cost_limit=5)
    session = block.__enter__()
    for number in range(4):
        ask(claude, number)
    session.wait()
    for number in range(4, 7):
        ask(claude, number)
    session.flush()
    engine.wait_until_submitted(session, 30)
    block.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    with deferred.batch(name="resumed", cost_limit=5, **settings) as session:
        for number in range(9):
            ask(claude, number)
    return session


def hundred(sim, gpt):  # whose jobs, unlike Anthropic's, are created at the same time
    sim.latency = 90
    with deferred.batch(name="hundred", max_requests=2) as session:
        for number in range(200):
            ask_gpt(gpt, f"question {number}")
    return session


def one_by_one(sim, claude):
    sim.latency = 300
    with deferred.batch(name="one by one", cost_limit=1) as session:
        for number in range(4):
            assert ask(claude, number).content
    return session


KINDS = {run.__name__: run for run in (small, failing, limited, resumed, hundred, one_by_one)}


@pytest.fixture(params=KINDS)
def run(request, clock, sim, no_session_left):
    """A session of each kind that has ended."""
    wanted = KINDS[request.param].__code__.co_varnames[1 : KINDS[request.param].__code__.co_argcount]
    return KINDS[request.param](sim, *(request.getfixturevalue(name) for name in wanted))


@pytest.mark.slow
def test_every_kind_of_run_has_a_text_and_a_page(run):
    report, text = run.report, str(run.report)
    assert len(text.splitlines()) < 20
    assert max(map(len, text.splitlines())) < 1000
    assert f"{report.calls} calls: {report.answered} answered" in text
    whole = page(report)
    assert Tags(whole).tags.count("script") == (len(report.jobs) > 10)  # ours, which searches jobs
    assert f"{report.answered} of {report.calls}" in whole
    assert whole.count('<div class="job">') == len(report.jobs)
    json.dumps(report.to_dict())


@pytest.mark.slow
def test_the_progress_of_a_resumed_run_shows_what_it_had_spent_before(
    sim, clock, claude, capsys, monkeypatch, no_session_left
):
    monkeypatch.setenv("COLUMNS", "160")
    report = resumed(sim, claude, progress=True).report
    assert f"({dollars(report.spent_before)} before it was resumed) of $5 allowed" in capsys.readouterr().err


def test_a_resumed_run_says_what_it_had_spent_before(sim, clock, claude, no_session_left):
    report = resumed(sim, claude).report
    assert report.cached >= 4
    assert report.spent_before > 0
    assert f"({dollars(report.spent_before)} before it was resumed) of $5 allowed" in str(report)
    assert "of it before the run was resumed" in page(report)


@pytest.mark.slow
def test_jobs_that_were_full_are_told_from_waves(sim, clock, gpt, no_session_left):
    text = str(hundred(sim, gpt).report)
    assert "200 calls: 200 answered; 100 jobs, 100 of them sent when full; cost" in text


def test_a_job_tells_when_it_was_planned_submitted_and_run_and_what_was_in_it(sim, clock, gpt, no_session_left):
    sim.latency = 300
    with deferred.batch() as session:
        ask_gpt(gpt)
    (job,) = session.report.jobs
    assert job["planned_at"] <= job["submitted_at"] < job["running_at"] < job["ended_at"]
    assert (job["models"], job["wave"], job["done"]) == ([GPT], 1, 1)
    assert re.findall(r'<rect class="(\w+)" x=', page(session.report)) == [
        "sending",
        "queued",
        "running",
    ]


# -- failures ----------------------------------------------------------------------------------------------------------


def test_failures_that_differ_in_places_alone_are_one_reason(sim, claude, no_session_left):
    sim.faults.error_rows = lambda row: (400, f"messages.{row.index}.content: too long") if row.index < 3 else None
    with deferred.batch() as session:
        for number in range(5):
            ask(claude, number)
        claude.messages.create(model=CLAUDE, max_tokens=5, messages=[])
    first, second = session.report.failures
    assert (first.words, first.count) == ("HTTP 400: messages.0.content: too long", 3)
    assert second.count == 1
    assert [len(failure.lines) for failure in (first, second)] == [1, 1]
    assert first.lines != second.lines
    assert re.search(r"failed 3 times: HTTP 400: messages.0.content: too long \(.*messages.create at .*:\d+\)",
                     str(session.report))  # fmt: skip
    assert "failed once: HTTP 400" in str(session.report)


def test_refusals_for_money_are_one_reason_without_their_amounts(sim, clock, claude, no_session_left):
    report = limited(sim, claude).report
    assert [failure.count for failure in report.failures] == [report.failed]
    assert 0 < report.failed < 12
    assert "messages.create" not in report.failures[0].words


def test_long_lists_are_cut_and_say_how_much_is_left():
    failures = tuple(deferred.report.failures.Failure(f"reason {n}", 1, ("a.py:1",), ("create",)) for n in range(22))
    tallies = {f"model-{n}": UsageTotals(calls=1) for n in range(13)}
    live = tuple(f"call {n}" for n in range(500))
    text = str(a_report(failures=failures, models=tallies, live=live * 2, advice=("slow",) * 11))
    for words in (
        "and 12 more reasons to fail",
        "and 3 more models",
        "and 490 more live calls",
        "and 1 more slow lines",
    ):
        assert words in text
    assert "live, at full price: call 3 (2 times)" in text
    assert len(text.splitlines()) == 1 + 4 * 11
    html = page(a_report(jobs=(a_job(),) * 400, live=live))
    assert "and 400 more" in html
    assert html.count('class="job"') == 400  # a page to send has all
    html = fragment(a_report(jobs=(a_job(),) * 400))
    assert "and 150 more jobs" in html
    assert html.count('class="job"') == 250


def test_the_words_of_one_reason_are_cut():
    failure = deferred.report.failures.Failure("x" * 5000, 2, tuple(f"a.py:{n}" for n in range(9)), ("create",))
    assert str(failure) == f"failed 2 times: {'x' * 400}... (create at a.py:0, a.py:1, a.py:2 and 6 more lines)"


def test_jobs_that_did_not_end_well_are_counted():
    jobs = (a_job(), a_job(), a_job(outcome="expired"), a_job(outcome="", state="submitted", ended_at=None))
    text = str(a_report(jobs=jobs))
    assert "  jobs: 2 ended, 1 expired, 1 at the provider" in text
    assert "  jobs:" not in str(a_report(jobs=jobs[:2]))


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0", "$0.00"), ("0.00001", "<$0.0001"), ("0.0001", "$0.0001"), ("0.5", "$0.5000"), ("12345.678", "$12,345.68")],
)
def test_small_amounts_do_not_read_as_nothing(amount, written):
    assert dollars(Decimal(amount)) == written


# -- other people's words ----------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.names = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        # links within the page, of its contents, lead nowhere else
        self.names += [name for name, value in attrs if (name, value[:1] if value else "") != ("href", "#")]


def evil_report():
    failure = deferred.report.failures.Failure(EVIL, 3, (EVIL,), (EVIL,))
    wave = {"reason": EVIL, "calls": 1, "line": EVIL, "at": 1000.0, "jobs": 1, "seconds": 2.0}
    job = a_job(provider=EVIL, models=[EVIL], batch_id=EVIL, outcome=EVIL)
    return a_report(
        run=EVIL, models={EVIL: UsageTotals(calls=1)}, failures=(failure,), live=(EVIL,), advice=(EVIL,), jobs=(job,),
        sent=(wave,), waves=(EVIL,),
    )  # fmt: skip


def test_what_others_wrote_stays_text_on_the_page_and_in_a_notebook():
    for html in (page(evil_report()), fragment(evil_report())):
        tags = Tags(html)
        assert not {"script", "img", "iframe", "link", "form"} & set(tags.tags)
        assert not [name for name in tags.names if name.startswith("on") or name in {"style", "href", "src"}]
        assert html.count("&lt;script&gt;") >= 9
        assert "\x1b" not in html


def test_what_others_wrote_moves_no_terminal_and_makes_no_lines():
    text = str(evil_report())
    assert "\x1b" not in text
    assert "\r" not in text
    assert "\nnew line" not in text
    assert "[red]x[/red]" in text
    assert plain("a\x1b[31m\x07\u202eb") == "a [31m  b"


def test_rich_shows_markup_in_a_report_as_text():
    import io

    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=400, force_terminal=True).print(
        a_report(live=("[red]x[/red] [link=http://evil.example]y[/link]",))
    )
    assert "[red]x[/red] [link=http://evil.example]y[/link]" in out.getvalue()
    assert "\x1b]8" not in out.getvalue()


def test_the_policy_allows_nothing_but_the_pages_own_style():
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page(evil_report()))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_notebook_gets_the_same_without_a_page_around_it():
    html = a_report()._repr_html_()
    assert html.startswith('<div class="deferred-report"><style>')
    assert "<html" not in html
    rules = re.sub(r"@media[^{]*\{", "", re.findall(r"<style>(.*)</style>", html, re.DOTALL)[0])
    for selector in re.findall(r"([^{}]+)\{", rules):
        assert all("deferred-report" in part for part in selector.split(",")), selector


def test_save_writes_the_page_and_gives_its_path(tmp_path):
    path = a_report(run="a\ud800b").save(str(tmp_path / "run.html"))
    assert path == tmp_path / "run.html"
    assert path.read_text("utf-8").startswith("<!doctype html>")
    with pytest.raises(FileNotFoundError):
        a_report().save(tmp_path / "nowhere" / "run.html")


# -- in a browser ------------------------------------------------------------------------------------------------------


@pytest.fixture
def look(browser, tmp_path):
    """Open a report in the browser; `asked` holds what it asked for or complained of."""
    with windows(browser) as show:
        yield lambda report, *how, **more: show(report.save(tmp_path / "run.html"), *how, **more)


def test_the_page_asks_for_nothing_and_its_style_is_let_in(look, tmp_path):
    view = look(evil_report())
    assert view.asked == [(tmp_path / "run.html").as_uri()]
    assert view.title().endswith(": report")
    assert "owned" not in view.title().partition("<script>")[0]
    assert view.locator(".job").first.evaluate("element => getComputedStyle(element).display") == "grid"


def test_the_bars_stand_where_the_times_say(look):
    jobs = (a_job(planned_at=1000.0, submitted_at=1000.0, ended_at=1005.0), a_job(planned_at=1005.0, submitted_at=1005.0,
            ended_at=1010.0, outcome="expired"))  # fmt: skip
    view = look(a_report(jobs=jobs, seconds=10.0))
    first, second = view.locator("rect.running[x]").bounding_box(), view.locator("rect.failed[x]").bounding_box()
    assert first["x"] + first["width"] == pytest.approx(second["x"], abs=1)
    assert first["width"] == pytest.approx(second["width"], abs=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", ["h1", "td", "th", ".faint", "p.trouble", "p.well", "code", "b.trouble"])
def test_it_is_readable_light_and_dark(look, scheme, selector):
    failure = deferred.report.failures.Failure("no", 3, ("a.py:1",), ("create",))
    tallies = {"m": UsageTotals(calls=1, cost=Decimal(1), live_cost=Decimal(2))}
    view = look(a_report(failures=(failure,), failed=3, models=tallies, jobs=(a_job(),)), scheme)
    assert contrast(view, selector) >= 4.5


def test_on_a_narrow_screen_nothing_runs_out_of_sight(look):
    view = look(
        a_report(jobs=(a_job(models=["m" * 300]),), models={"n" * 90: UsageTotals()}, live=("x" * 900,)),
        size=(420, 800),
    )
    assert view.evaluate("document.documentElement.scrollWidth") <= 420
