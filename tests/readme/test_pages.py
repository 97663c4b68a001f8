"""README and the pages of docs/ say what is so: their code runs, and their links lead somewhere."""

import re

import pytest

import deferred
from tests.readme import api_page, settings_page
from tests.support import places

PAGES = {page.relative_to(places.ROOT).as_posix(): page.read_text("utf-8") for page in places.PAGES}
# What the code of a page prints, beside everything else.
PRINTED = {
    "README.md": ["3 calls: 3 answered; 1 job in 1 wave"],
    "docs/replies.md": ["google You wrote", "anthropic HTTP 400: ", "replies.md:"],
    "docs/reports.md": ["1 calls failed: ", "reports.md:", "collected anthropic 1 of 1"],
    "docs/citations.md": ["sender letter.txt "],
}
SHOW_FLEX = {"docs/routes.md"}  # flex calls are sent at once, each on its own
with_code = [name for name, text in PAGES.items() if "```python" in text]


def snippets(text):
    """Give each python snippet and the number of the line it begins on."""
    for found in re.finditer(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield text[: found.start()].count("\n") + 2, found.group(1)


def prose(text):
    """Give a page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text):
    """Give what links may name in a page: its headings, as GitHub writes them in addresses."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text):
    """Give the targets of a page's links and pictures."""
    plain = re.findall(r"\]\(([^)\s]+)\)", prose(text))
    return plain + re.findall(r"(?:src|srcset|href)=['\"]([^'\"]+)['\"]", text)


@pytest.mark.usefixtures("no_session_left")
@pytest.mark.parametrize("name", with_code)
def test_the_code_of_a_page_runs_as_a_reader_would_type_it(name, sim, capsys):
    names = {"__name__": "page"}
    ran = 0
    for line, text in snippets(PAGES[name]):
        exec(compile("\n" * (line - 1) + text, name, "exec"), names)
        ran += 1
    assert ran == PAGES[name].count("```python")
    live = [one for one in sim.live_calls if name not in SHOW_FLEX or one.body.get("service_tier") != "flex"]
    assert live == []
    printed = capsys.readouterr().out
    assert [words for words in PRINTED.get(name, ()) if words not in printed] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_other_block_is_marked_as_text(name):
    fences = re.findall(r"^```(.*)$", PAGES[name], re.MULTILINE)
    assert set(fences[::2]) <= {"python", "text"}
    assert set(fences[1::2]) <= {""}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_a_heading(name):
    for target in links(PAGES[name]):
        file, _, anchor = target.partition("#")
        page = (places.ROOT / name).parent / file if file else places.ROOT / name
        assert page.exists(), target
        assert not anchor or anchor in anchors(page.read_text("utf-8")), target


def test_the_links_of_a_page_are_seen():
    """The test above cannot pass for want of links."""
    text = '# A b-c, `d`!\n[x](y.md#z)\n```text\n[no](code)\n```\n<img src="p.png">\n'
    assert (anchors(text), links(text)) == ({"a-b-c-d"}, ["y.md#z", "p.png"])


def test_the_readme_leads_to_every_page():
    pages = {name for name in PAGES if name != "README.md"}
    assert pages <= set(links(PAGES["README.md"]))


def test_the_page_of_settings_is_made_from_the_code():
    assert settings_page.PAGE.read_text("utf-8") == settings_page.page(), (
        "settings have changed: python -m tests.readme.settings_page"
    )
    assert set(re.findall(r"^\| `(\w+)` \|", settings_page.page(), re.MULTILINE)) == set(
        deferred.Settings.__dataclass_fields__
    )


def test_the_page_of_the_api_is_made_from_the_code():
    assert api_page.PAGE.read_text("utf-8") == api_page.page(), (
        "docstrings have changed: python -m tests.readme.api_page"
    )


def test_every_public_name_is_named():
    errors = {name for name in deferred.__all__ if f"`{name}`" in PAGES["docs/replies.md"]}
    told = {*api_page.FUNCTIONS, *api_page.CLASSES, *api_page.ELSEWHERE, *errors}
    assert set(deferred.__all__) - told == set()


def test_every_error_is_named():
    errors = {name for name in deferred.__all__ if isinstance(getattr(deferred, name), type)}
    errors = {name for name in errors if issubclass(getattr(deferred, name), deferred.DeferredError)}
    assert [name for name in errors if f"`{name}`" not in PAGES["docs/replies.md"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_lines_of_prose_are_no_longer_than_those_of_code(name):
    lines = [line for line in prose(PAGES[name]).splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > 120] == []
