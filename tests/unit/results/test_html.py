"""The page of a result: right in a browser, harmless whatever a reply or a document holds, readable light and dark."""

import os
import re
import webbrowser
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

import deferred
from deferred.citations.citation import Citation, Source
from deferred.cli import app
from deferred.results.html import locate, page, url_of, write
from tests.support.browsers import contrast, windows
from tests.support.files import b64, pdf
from tests.support.models import CLAUDE, GEMINI, GPT

EVIL = '<script>document.title="owned"</script><img src=x onerror=alert(1)>"\'&'
TEXT = f"Harbour Timber Ltd\r\nInvoice 12 of 3 May\nOak 12.50\n{EVIL}\nTotal 99.25 EUR\n"


class Line(BaseModel):
    name: str


class Invoice(BaseModel):
    """What the tests ask for."""

    supplier: str
    lines: list[Line]
    remark: str
    nothing: str | None = None
    invented: str = "Zanzibar"


def cited(text, quote, document=TEXT):
    at = document.index(quote)
    place = {"type": "char_location", "cited_text": quote, "document_index": 0, "document_title": "a.txt",
             "start_char_index": at, "end_char_index": at + len(quote)}  # fmt: skip
    return {"type": "text", "text": text, "citations": [place]}


def message(*blocks, **more):
    content = [{"type": "text", "text": block} if isinstance(block, str) else block for block in blocks]
    return {"type": "message", "model": CLAUDE, "content": content, "stop_reason": "end_turn", **more}


def request(*blocks):
    return {"messages": [{"role": "user", "content": list(blocks)}]}


def document(text=TEXT, title="a.txt"):
    return {"type": "document", "title": title, "source": {"type": "text", "media_type": "text/plain", "data": text}}


@pytest.fixture
def found():
    """A result with fields that are cited, found, null and invented."""
    escaped = EVIL.replace('"', '\\"')
    reply = message(
        '{"supplier": "', cited("Harbour Timber Ltd", "Harbour Timber Ltd\r\nInvoice 12"),
        '", "lines": [{"name": "', cited("Oak", "Oak 12.50\n"), f'"}}], "remark": "{escaped}"}}',
    )  # fmt: skip
    return deferred.result(reply, model=Invoice, request=request(document()))


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.handlers = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_what_others_wrote_stays_text(found):
    text = page([found], title=EVIL)
    tags = Tags(text)
    assert {"script", "img", "iframe", "link", "form"} & set(tags.tags) == set()
    assert tags.handlers == []
    assert text.count("&lt;script&gt;") >= 4  # the title, the value, the document and the reply
    assert all(link.startswith("#") for link in tags.links)


def test_the_policy_allows_nothing_but_the_pages_own_style(found):
    text = page([found])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    parts = policy.split("; ")
    assert parts[0] == "default-src 'none'"
    assert re.fullmatch(r"style-src 'sha256-[A-Za-z0-9+/=]{44}'", parts[1])
    assert "unsafe" not in policy
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert " style=" not in text


@pytest.mark.parametrize(
    ("url", "is_shown"),
    [
        ("https://example.org/a?b=1&c=%22", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url, is_shown):
    place = {"type": "web_search_result_location", "cited_text": "x", "url": url, "title": "T"}
    result = deferred.result(message({"type": "text", "text": "x", "citations": [place]}))
    links = [link for link in Tags(page([result])).links if not link.startswith("#")]
    assert links == ([url] if is_shown else [])


def test_every_kind_of_citation_finds_its_address():
    assert url_of(Citation("x", raw={"type": "url_citation", "url_citation": {"url": "https://a.example"}},
                           kind="url_citation")) == "https://a.example"  # fmt: skip
    assert url_of(Citation("x", raw={"groundingChunk": {"web": {"uri": "https://b.example"}}})) == "https://b.example"
    assert url_of(Citation("x", source="https://c.example")) == "https://c.example"
    assert url_of(Citation("x", source="c.pdf")) is None


def test_results_without_anything_have_a_page_too(tmp_path):
    empty = deferred.result(message("", stop_reason="refusal"))
    failed = deferred.result(ValueError("no luck"))
    text = write([empty, failed], tmp_path / "x.html").read_text()
    assert "refused" in text
    assert "no luck" in text
    assert "There is no result" in page([])


def test_odd_characters_do_no_harm(tmp_path):
    result = deferred.result(message("a\x00b\ud800c"), request=request(document("x\x1b[31m\x00")))
    assert write([result], tmp_path / "x.html").read_bytes().count(b"\x00") == 0


def test_show_writes_a_page_for_the_owner_alone_and_opens_it(found, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    path = found.show()
    try:
        assert opened == [path.as_uri()]
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text().startswith("<!doctype html>")
    finally:
        path.unlink()


class City(BaseModel):
    """What `--model` names below."""

    name: str


@pytest.mark.usefixtures("no_session_left")
def test_the_command_writes_a_page_of_a_run(sim, claude, gpt, gemini, tmp_path):
    text = "name: Lisbon"
    with deferred.batch(name="cities"):
        claude.messages.parse(model=CLAUDE, max_tokens=99, output_format=City,
                              messages=[{"role": "user", "content": text}])  # fmt: skip
        gpt.responses.parse(model=GPT, input=text, text_format=City)
        gemini.models.generate_content(model=GEMINI, contents="Only words, please.")
        gpt.embeddings.create(model="text-embedding-3-small", input="x")
    with deferred.batch(name="other"):
        gpt.responses.create(model=GPT, input="Not this one.")
    (tmp_path / "shapes.py").write_text("from pydantic import BaseModel\nclass City(BaseModel):\n    name: str\n")
    for more in ([], ["--model", "shapes:City"]):
        done = CliRunner().invoke(app.app, ["results", "cities", "--html", "out.html", *more])
        assert done.output == "4 answers written to out.html\n"
        text = Path("out.html").read_text()
        assert text.count("<section>") == 4
        assert text.count(">Lisbon</mark>") == 2
        assert "Only words, please." in text
        assert "Not this one." not in text
        assert ("holds no JSON, so there is no City" in text) is bool(more)


@pytest.mark.parametrize("name", ["nowhere:City", "json:City", "json", ""])
def test_a_model_that_cannot_be_imported_is_an_error_with_the_way_to_write_it(sim, gpt, name):
    with deferred.batch():
        gpt.responses.create(model=GPT, input="x")
    done = CliRunner().invoke(app.app, ["results", "--html", "out.html", "--model", name])
    assert "write it like invoices:Invoice" in str(done.exception)


# -- in a browser --------------------------------------------------------------------------------------------------------


@pytest.fixture
def look(browser, tmp_path):
    """Open results in the browser; gives the page, and what it complained of."""
    with windows(browser) as show:
        yield lambda results, *how, **more: show(write(results, tmp_path / "page.html"), *how, **more)


def picture(view, name):
    """Keep a screenshot, where somebody wants to look at it."""
    if "SCREENSHOTS" in os.environ:
        view.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}.png")


def marks(view):
    return [" ".join(text.split()) for text in view.locator("mark").all_inner_texts()]


def test_the_marked_passages_are_visible_and_right(look, found):
    view = look([found])
    assert marks(view)[:2] == ["Harbour Timber Ltd Invoice 12", "Oak 12.50"]
    for mark in view.locator("mark").all():
        assert mark.is_visible()
        assert mark.bounding_box()["width"] > 5
    assert view.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor") == "rgb(255, 240, 168)"
    rows = {row.locator("th").inner_text(): row.inner_text() for row in view.locator("tbody tr").all()}
    assert list(rows)[:5] == ["supplier", "lines[0].name", "remark", "nothing", "invented"]
    assert "Zanzibar" in rows["invented"]
    assert "not found" in rows["invented"]
    assert "no value" in rows["nothing"]
    picture(view, "light")


def test_a_script_in_a_reply_stays_text_and_nothing_is_loaded(look, found):
    view = look([found])
    assert view.title() == "Results"
    assert [url for url in view.asked if not url.endswith("page.html")] == []
    view.locator("pre .back").evaluate_all("labels => labels.forEach(label => label.remove())")
    assert EVIL in view.locator("pre").first.inner_text()
    assert view.locator("script, img").count() == 0


def test_a_field_leads_to_its_passage_and_back(look, found):
    view = look([found])
    plain = view.locator("mark").nth(1).evaluate("e => getComputedStyle(e).backgroundColor")
    row = view.locator("tbody tr").filter(has_text="lines[0].name")
    link = row.locator("a[href^='#c']").first
    link.click()
    view.wait_for_url(f"**{link.get_attribute('href')}")
    chosen = view.locator("mark").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
    assert chosen[1] != plain
    assert chosen[0] == plain
    picture(view, "chosen")
    view.locator("a.back", has_text="lines[0].name").first.click()
    view.wait_for_url("**#f2")
    assert view.evaluate("document.querySelector('tr:target th').innerText") == "lines[0].name"


def test_a_passage_far_down_is_scrolled_to(look):
    long = "x\n" * 3000 + "Oak 12.50\n" + "y\n" * 3000
    result = deferred.result(message(cited("Oak", "Oak 12.50", long)), request=request(document(long)))
    view = look([result])
    assert not view.locator("mark").evaluate(IN_VIEW)
    view.locator("a[href^='#c']").click()
    view.wait_for_url("**#c1")
    assert view.locator("mark").evaluate(IN_VIEW)


IN_VIEW = """element => { const box = element.getBoundingClientRect();
    return element.ownerDocument.elementFromPoint(box.x + 2, box.y + box.height / 2) === element; }"""


def test_passages_that_overlap_are_marked_each_in_full(look):
    reply = message(cited("a", "Invoice 12 of 3 May"), cited("b", "12 of 3 May\nOak 12.50"))
    view = look([deferred.result(reply, request=request(document()))])
    for number, quote in ((1, "Invoice 12 of 3 May"), (2, "12 of 3 May Oak 12.50")):
        pieces = view.locator(f"mark.c{number}").all_inner_texts()
        assert " ".join("".join(pieces).split()) == quote
    view.locator("a[href='#c2']").first.click()
    view.wait_for_url("**#c2")
    colours = view.locator("mark").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
    assert len(colours) == 3
    assert colours[1] == colours[2] != colours[0]


def test_a_quote_of_a_page_is_marked_on_that_page(look):
    raw = pdf("The total is 5.\nSee below.", "Something\nelse.", "The total is 5.\nSigned.")
    place = {"type": "page_location", "cited_text": "The  total is\r\n5.", "document_index": 0, "document_title": "a.pdf",
             "start_page_number": 3, "end_page_number": 4}  # fmt: skip
    source = {"type": "base64", "media_type": "application/pdf", "data": b64(raw)}
    block = {"type": "document", "title": "a.pdf", "source": source}
    result = deferred.result(message({"type": "text", "text": "5", "citations": [place]}), request=request(block))
    view = look([result])
    assert marks(view) == ["The total is 5."]
    assert "page 3" in view.locator("tbody").inner_text()
    before = view.evaluate("[...document.querySelectorAll('.page')].filter(e => e.compareDocumentPosition("
                           "document.querySelector('mark')) & Node.DOCUMENT_POSITION_FOLLOWING).length")  # fmt: skip
    assert before == 3


def test_a_word_that_was_parted_at_the_end_of_a_line_is_found():
    quote = Citation(
        "training through self\x02improvement, with-\r\nout labels. ", document_index=0, kind="page_location"
    )
    text = "We study training through self-\nimprovement, without labels."
    assert locate(quote, [Source(0, "a.pdf", text)], "") == (0, text.index("training"), len(text))


def test_a_dictionary_is_shown_a_field_a_line():
    result = deferred.result(message('{"oak": {"a.b": ["x"], "it\'s": 2}}'), model=dict[str, dict[str, Any]])
    vars(result)["_mapping"] = {"['oak']['a.b'][0]": [Citation("x")]}, {"['oak'][\"it's\"]": "nowhere"}
    text = page([result])
    assert text.count("<tr id=") == 2
    assert "nowhere" in text
    assert ">2</td>" in text


def test_what_points_into_the_reply_is_marked_there(look):
    note = {"type": "url_citation", "url": "https://e.example", "title": "E", "start_index": 3, "end_index": 9}
    body = {"output": [{"type": "message", "content": [{"type": "output_text", "text": "So Grün 5 it is", "annotations": [note]}]}]}  # fmt: skip
    view = look([deferred.result(body)])
    assert marks(view) == ["Grün 5"]
    assert view.locator("a[href='https://e.example']").get_attribute("rel") == "noreferrer noopener"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", ["td", "th", "mark", ".facts", ".none", "a", ".back"])
def test_it_is_readable_light_and_dark(look, found, scheme, selector):
    view = look([found], scheme)
    assert contrast(view, selector) >= 4.5
    picture(view, scheme)


def test_on_a_narrow_screen_nothing_runs_out_of_sight(look, found):
    view = look([found], size=(420, 800))
    assert view.evaluate("document.documentElement.scrollWidth") <= 420
    picture(view, "narrow")
