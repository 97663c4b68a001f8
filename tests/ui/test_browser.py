"""The pages in a real Chromium: at a phone's width, light and dark, by keyboard, live, and deaf to what others wrote."""

import contextlib
import re
from itertools import pairwise

import pytest

import deferred
from tests.cli.test_jobs import invoke
from tests.support.browsers import contrast
from tests.support.calls import ask_gpt
from tests.ui.test_access import run_of

WIDTHS = [400, 1280]
PLACES = ["", "{run}", "results", "results?q=hostile", "spending?by=model", "{result}", "run/none"]


@pytest.fixture
def opened(browser):
    """Give what opens a page in a window; the window keeps what it asked for or complained of."""
    with contextlib.ExitStack() as stack:

        def show(place, width=1280, scheme="light", **options):
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
            stack.callback(context.close)
            view = context.new_page()
            view.troubles, view.asked = [], []
            view.on("dialog", lambda dialog: view.troubles.append("dialog"))
            view.on("console", lambda one: view.troubles.append(one.text) if one.type == "error" else None)
            view.on("pageerror", lambda error: view.troubles.append(str(error)))
            view.on("request", lambda one: view.asked.append(one.url))
            view.goto(place)
            return view

        yield show


def places(visitor):
    """Give the addresses of a page of each kind."""
    [result] = re.findall(r'href="[^"]*/(result/[^"]*)"', visitor.get("/results?q=hostile").text)
    run = run_of(visitor, "first").removeprefix("/")
    return [visitor.address + place.format(run=run, result=result) for place in PLACES]


@pytest.mark.slow
def test_pages_fit_their_window_are_readable_and_run_nothing_of_others(visitor, opened):
    for place in places(visitor):
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                view = opened(place, width, scheme)
                assert view.evaluate("document.documentElement.scrollWidth <= innerWidth"), (place, width)
                assert view.title() != "owned"
                assert all(url.startswith(visitor.address) for url in view.asked)
                expected = ["404"] if place.endswith("none") else []
                assert [word for word in ("404",) if word in " ".join(view.troubles)] == expected
                assert len(view.troubles) == len(expected), view.troubles
                assert contrast(view, "h1") > 7
                for faint in ("header p", ".facts"):
                    assert not view.locator(faint).count() or contrast(view, faint) > 4.5
                view.context.close()


def test_wide_tables_scroll_in_a_box_of_their_own(visitor, opened):
    view = opened(visitor.address, 400)
    box = view.locator(".wide").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    view.keyboard.press("ArrowRight")
    while not box.evaluate("box => box.scrollLeft"):  # it scrolls smoothly
        pass


def test_everything_is_reached_by_keyboard_and_seen(visitor, opened):
    view = opened(visitor.address + run_of(visitor, "first").removeprefix("/"))
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert view.locator(".skip").bounding_box()["x"] >= 0
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "main"
    wanted = {"Results of this run", "Cancel all open jobs", "Send failed calls again", "Calls without an answer now"}
    for _ in range(40):
        view.keyboard.press("Tab")
        wanted.discard(view.evaluate("document.activeElement.textContent.trim()"))
        assert (
            view.evaluate(
                "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle"
            )
            != "none"
        )
    assert wanted == set()


def test_headings_form_an_outline(visitor, opened):
    for place in places(visitor):
        view = opened(place)
        levels = view.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        view.context.close()


def test_a_search_is_made_with_the_keyboard_alone(visitor, opened):
    view = opened(visitor.address + "results")
    view.get_by_label("Text in prompt or answer").focus()
    view.keyboard.type("question 2")
    view.keyboard.press("Enter")
    view.wait_for_url("**/results?*q=question*")
    assert view.locator("mark").first.inner_text() == "question 2"
    assert view.locator("article").count() == 1


@pytest.mark.parametrize("with_script", [True, False])
def test_progress_comes_by_itself_with_the_script_and_by_a_reload_without(sim, gpt, serve, opened, with_script):
    sim.latency = 600
    with deferred.batch(name="slow") as session:
        for number in range(4):
            ask_gpt(gpt, f"n {number}")
        session.flush()
        visitor = serve()
        view = opened(visitor.address, java_script_enabled=with_script)
        view.reload()
        while not view.get_by_text("slow").count():
            view.reload()
        view.get_by_text("slow").click()
        assert "running" in view.locator(".figures").inner_text()
        sim.clock.advance(1000)
        session.wait()
    if with_script:
        view.get_by_text("4 of 4").first.wait_for(timeout=20_000)
        assert view.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
        view.get_by_text("0 of 1").wait_for(timeout=20_000)
    else:
        view.reload()
    assert "4 of 4" in view.locator(".figures").inner_text()
    assert view.troubles == []


@pytest.mark.slow
def test_a_button_of_the_page_works_for_its_own_origin(sim, scripts, tmp_path, serve, opened):
    from tests.ui.test_pages import LEFT

    sim.latency = 3600
    scripts.run(LEFT, tmp_path)
    visitor = serve()
    view = opened(visitor.address)
    view.get_by_text("left").first.click()
    view.get_by_role("button", name="Cancel all open jobs").click()
    view.get_by_text("asked the provider to cancel it").first.wait_for()
    assert [job.cancelled is not None for job in sim.jobs] == [True, True]


def test_a_page_that_outlives_its_server_says_that_it_is_old(visitor, opened, serve):
    view = opened(visitor.address)
    view.route("**/live/runs", lambda route: route.abort())
    view.locator(".stale").wait_for(timeout=20_000)


# -- pages to send -------------------------------------------------------------------------------------------------------


def test_results_to_send_are_searched_and_shown_a_hundred_at_a_time(sim, gpt, tmp_path, opened):
    with deferred.batch(name="many"):
        for number in range(230):
            ask_gpt(gpt, f"question {number}.")
    invoke("results", "many", "--html", "page.html")
    view = opened((tmp_path / "page.html").as_uri(), 400)
    assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
    status, seen = (
        view.get_by_role("status"),
        "[...document.querySelectorAll('section')].filter(one => one.offsetHeight).length",
    )
    assert (status.inner_text(), view.evaluate(seen)) == ("1 to 100 of 230 results", 100)
    assert view.get_by_role("button", name="Previous").is_disabled()
    for words, count in [("101 to 200 of 230 results", 100), ("201 to 230 of 230 results", 30)]:
        view.get_by_role("button", name="Next").click()
        assert (status.inner_text(), view.evaluate(seen)) == (words, count)
    view.get_by_label("Search results").fill("QUESTION 123.")
    assert (status.inner_text(), view.evaluate(seen)) == ("1 to 1 of 1 results", 1)
    view.get_by_text("Index of 230 results").click()
    view.locator("details a").nth(150).click()
    while not status.inner_text().startswith("101"):
        pass
    assert view.locator("#r151").is_visible()
    assert view.locator("details li").nth(150).inner_text().endswith(view.locator("#r151 ~ * pre").first.inner_text())
    assert view.troubles == []


def test_results_to_send_are_all_there_without_their_script(sim, gpt, tmp_path, opened):
    with deferred.batch(name="many"):
        for number in range(110):
            ask_gpt(gpt, f"question {number}.")
    invoke("results", "many", "--html", "page.html")
    view = opened((tmp_path / "page.html").as_uri(), java_script_enabled=False)
    assert view.locator("section h2").count() == 110
    assert view.locator("section h2").nth(109).is_visible()
    assert not view.get_by_role("search").is_visible()


def test_a_report_to_send_names_every_job_and_wave_and_fits_a_phone(sim, gpt, tmp_path, opened):
    with deferred.batch(name="many", max_requests=1) as session:
        for number in range(130):
            ask_gpt(gpt, f"question {number}.")
    view = opened(session.report.save(tmp_path / "report.html").as_uri(), 400)
    assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert view.get_by_role("status").inner_text() == "1 to 100 of 130 jobs"
    text = view.content()
    assert all(job["batch_id"] in text for job in session.report.jobs)
    assert len(session.report.jobs) == 130
    view.get_by_label("Search jobs").fill(session.report.jobs[120]["batch_id"])
    assert view.get_by_role("status").inner_text() == "1 to 1 of 1 jobs"
    view.get_by_role("navigation").get_by_text("Jobs").click()
    assert view.url.endswith("#jobs")
    assert view.troubles == []


def test_a_search_that_pauses_goes_on_by_itself_until_something_is_found(visitor, opened):
    view = opened(visitor.address)
    page = visitor.get("/results?q=hostile").text.replace("<article", "<nav hidden")
    link = f'<a data-go-on href="{visitor.base}/results?q=question+1">Search on</a></main>'
    view.route(
        "**/results?q=rare", lambda route: route.fulfill(body=page.replace("</main>", link), content_type="text/html")
    )
    view.goto(visitor.address + "results?q=question")
    view.goto(visitor.address + "results?q=rare")
    view.wait_for_url("**/results?q=question+1")
    assert view.locator("article").count() == 1
    view.go_back()  # the pause is no page to come back to
    assert view.url == visitor.address + "results?q=question"
