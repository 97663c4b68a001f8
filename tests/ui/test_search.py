"""Results: paged in the ledger, searched in prompts and answers, filtered by state, model, tag and job."""

import re
from urllib.parse import urlencode

import pytest
from pydantic import BaseModel

import deferred
from deferred.storage import open_ledger
from deferred.storage.pages import Chosen
from deferred.ui.search import Asked, search
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import CLAUDE, CLAUDE_LARGE, GPT
from tests.ui.test_access import run_of
from tests.ui.test_pages import words


class City(BaseModel):
    """What a call asks for."""

    name: str


@pytest.fixture
def look(visitor):
    """Search; gives what is said of it, and the prompts that were found."""

    def looked(**asked):
        page = visitor.get(f"/results?{urlencode(asked)}")
        assert page.status == 200
        said = re.sub(r"</?mark>", "", page.text)
        prompts = re.findall(r"<dt>Prompt</dt><dd>(.*?)</dd>", said, re.DOTALL)
        return re.search(r'role="status">\s*(.*?)\s*</p>', said, re.DOTALL)[1], prompts

    return looked


def test_all_results_are_listed_with_prompt_and_answer(look, visitor):
    said, prompts = look()
    assert said == "Calls 1 to 6 of 6."
    assert prompts[1] == "Äpfel &amp; Birnen."
    assert prompts[3:] == ["question 0.", "question 1.", "question 2."]
    page = words(visitor.get("/results"))
    assert "row row-1" in page
    assert "failed" in page
    assert "without an answer to it; send it again: deferred retry first <b>run</b>" in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"q": "QUESTION 1"}, 1),
        ({"q": "äpfel & birnen"}, 1),
        ({"q": "question"}, 3),
        ({"q": '<script>document.title="owned"</script>'}, 1),
        ({"q": "content"}, 0),  # a name in the JSON of each request
        ({"q": "' OR 1=1; --"}, 0),
        ({"state": "answered"}, 5),
        ({"state": "failed"}, 1),
        ({"state": "waiting"}, 0),
        ({"model": GPT}, 3),
        ({"model": CLAUDE}, 3),
        ({"model": "none"}, 0),
        ({"tag": "team=search"}, 3),
        ({"tag": "team=search", "q": "question 2"}, 1),
        ({"state": "failed", "tag": "team=search"}, 0),
    ],
)
def test_results_are_found_by_what_is_asked(look, asked, count):
    said, prompts = look(**asked)
    assert len(prompts) == count
    if count and not asked.keys() <= {"tag"}:
        assert said.startswith(f"{count} found in ")


def test_results_of_a_run_or_job_are_shown_alone(look, visitor):
    run = run_of(visitor, "second")
    assert look(run=run.removeprefix("/run/"))[0] == "Calls 1 to 3 of 3."
    [job] = re.findall(r"job=([0-9a-f]+)", visitor.get(run).text)
    assert look(job=job)[0] == "Calls 1 to 3 of 3."
    assert "Results of second" in words(visitor.get(f"/results?run={run.removeprefix('/run/')}"))


def test_what_is_found_is_marked(visitor):
    assert "<mark>question 1</mark>." in visitor.get("/results?q=Question+1").text


def test_texts_are_searched_as_people_read_them(sim, gpt, serve):
    with deferred.batch(name="run"):
        ask_gpt(gpt, 'He said "5 € / day"\nand left.')
    visitor = serve()
    for text in ('said "5 € / day"', "AND LEFT"):
        assert "1 found in 1 calls" in visitor.get(f"/results?{urlencode({'q': text})}").text
    assert "0 found" in visitor.get("/results?q=nand").text  # the n of an escaped line break is no letter


def test_a_value_is_shown_beside_the_text_it_comes_from(sim, claude, serve):
    with deferred.batch(name="run"):
        claude.messages.parse(
            model=CLAUDE, max_tokens=99, output_format=City, messages=[{"role": "user", "content": "name: Lisbon"}]
        )
    visitor = serve()
    [path] = re.findall(r'href="[^"]*(/result/[^"]*)"', visitor.get("/results").text)
    page = visitor.get(path)
    assert "Lisbon “Lisbon” high found in the document beside its label" in words(page)
    assert re.search(r'<mark class="c1">Lisbon</mark>', page.text)
    assert re.search(r"body:has\(#c1:target\)", page.text)


def test_pages_follow_one_another_without_gap_or_overlap(sim, claude, gpt, serve):
    with deferred.batch(name="run", max_requests=70):
        for number in range(130):
            ask_claude(claude, f"n {number:03}", model=(CLAUDE, CLAUDE_LARGE)[number % 2])
        for number in range(130, 250):
            ask_gpt(gpt, f"n {number:03}")
    visitor = serve()
    for asked, wanted in [({}, 250), ({"q": "n 1"}, 100), ({"model": CLAUDE_LARGE}, 65), ({"state": "answered"}, 250)]:
        path, found, sizes = f"/results?{urlencode(asked)}", [], []
        while path:
            page = visitor.get(path)
            some = re.findall(r"<dt>Prompt</dt><dd>(n \d+)</dd>", re.sub(r"</?mark>", "", page.text))
            found, sizes = found + some, [*sizes, len(some)]
            following = re.search(rf'href="{visitor.base}([^"]*)" rel="next"', page.text)
            path = following and following[1].replace("&amp;", "&")
        assert len(found) == len(set(found)) == wanted
        assert max(sizes) <= 100
    page = visitor.get("/results?start=200")
    assert "Calls 201 to 250 of 250." in page.text
    assert f'href="{visitor.base}/results?start=100" rel="prev"' in page.text


def test_a_search_that_takes_long_pauses_and_goes_on(sim, gpt):
    with deferred.batch(name="run"):
        for number in range(230):
            ask_gpt(gpt, f"n {number}")
    ledger = open_ledger(".deferred")
    start, found, pages = 0, [], 0
    while start is not None:
        page = search(ledger, Asked(Chosen(), "n 229", start=start), seconds=0)
        found += [one.result.prompt for one in page.found]
        start, pages = page.next, pages + 1
    assert (found, pages) == (["n 229"], 3)
    ledger.close()


def test_a_call_that_another_job_answered_is_told_apart(sim, gpt, serve):
    sim.faults.error_rows = lambda row: row.index == 1 and (400, "not today")
    for _ in range(2):
        with deferred.batch(name="run"):
            for number in range(2):
                ask_gpt(gpt, f"n {number}")
        sim.faults.error_rows = lambda row: False
    visitor = serve()
    assert "1 found in 3 calls" in visitor.get("/results?state=sent+again").text
    assert "2 found in 3 calls" in visitor.get("/results?state=answered").text
    assert "0 found in" in visitor.get("/results?state=failed").text
