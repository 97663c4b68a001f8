"""The documents of a request, as texts with pages: what it carries is read, nothing is fetched."""

import io
import json
import socket
import sys
import zipfile

import pytest
from google.genai import types
from pydantic import BaseModel

import deferred
from deferred.citations.sources import sources_of
from tests.support.files import PNG, b64, docx, pdf
from tests.support.models import GEMINI

PAGES = ("Invoice 12\nHarbour Timber Ltd", "Oak 12.50", "Total 99.25")


def user(*blocks):
    """Make a request of one user message."""
    return {"messages": [{"role": "user", "content": list(blocks)}]}


def block(source, title=None, **more):
    """Make a document block of Anthropic."""
    return {"type": "document", "source": source, "title": title, **more}


def in_words(text):
    return {"type": "text", "media_type": "text/plain", "data": text}


def as_pdf(raw):
    return {"type": "base64", "media_type": "application/pdf", "data": b64(raw)}


def seen(request):
    """Give index, title and text of each source."""
    return [(one.index, one.title, one.text) for one in sources_of(request).texts]


def test_documents_are_counted_as_the_provider_counts_them_and_other_texts_come_after():
    request = {
        "system": "Read well. Total 1.",
        "messages": [
            {"role": "user", "content": [block(in_words("first"), "a.txt"), {"type": "text", "text": "What?"}]},
            {"role": "assistant", "content": "I think 77."},
            {"role": "user", "content": [block({"type": "url", "url": "https://e.example/x.pdf"}, "x")]},
            {"role": "user", "content": [block(in_words("third"))]},
            {"role": "user", "content": "And?"},
        ],
    }
    assert seen(request) == [(0, "a.txt", "first"), (2, None, "third"), (3, None, "What?"), (4, None, "And?")]
    (note,) = sources_of(request).notes
    assert note.startswith("document 1 (x) is a link (https://e.example/x.pdf)")


def test_a_pdf_has_pages_where_they_begin():
    (source,) = sources_of(user(block(as_pdf(pdf(*PAGES)), "a.pdf"))).texts
    assert len(source.pages) == 3
    for number, start in enumerate(source.pages):
        assert source.text[start:].startswith(PAGES[number].split("\n")[0])
    assert source.text[source.pages[2] :] == "Total 99.25"


def test_blocks_search_results_and_results_of_tools_are_sources():
    parts = {"type": "content", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]}
    result = {"type": "search_result", "source": "kb", "title": "KB", "content": [{"type": "text", "text": "found"}]}
    tool = {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": "told"}, result]}
    bare = {"type": "tool_result", "tool_use_id": "u", "content": "bare"}
    document = block({"type": "content", "content": "whole"}, "b")
    assert seen(user(tool, bare, block(parts, "a"), document)) == [
        (0, "a", "one\ntwo"), (1, "b", "whole"), (2, "KB", "found"), (3, None, "told"), (4, None, "bare")
    ]  # fmt: skip


def test_openai_chat_carries_files_texts_and_results_of_tools():
    file = {
        "type": "file",
        "file": {"filename": "a.pdf", "file_data": f"data:application/pdf;base64,{b64(pdf(*PAGES))}"},
    }
    kept = {"type": "file", "file": {"file_id": "file-1"}}
    picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{b64(PNG)}"}}
    request = {
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [{"type": "text", "text": "Read."}, file, kept, picture]},
            {"role": "assistant", "content": None, "tool_calls": []},
            {"role": "tool", "tool_call_id": "t", "content": "It rains."},
        ]
    }
    texts = seen(request)
    assert [(index, title) for index, title, _ in texts] == [(0, "a.pdf"), (2, None), (4, None)]
    assert [text for _, _, text in texts[1:]] == ["Read.", "It rains."]
    assert [note.partition(" is ")[0] for note in sources_of(request).notes] == ["document 1", "document 3"]


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("a.docx", docx("Ein Vertrag", rows=[("Eiche", "12,50")]), "Ein Vertrag\nEiche\t12,50"),
        ("a.csv", b"\xef\xbb\xbfname,amount\nOak,12.5\n", "name,amount\nOak,12.5\n"),
        ("a.html", b"<p>Oak &amp; ash</p>", "<p>Oak &amp; ash</p>"),
        ("a.md", b"# Oak", "# Oak"),
    ],
)
def test_openai_responses_carry_files_of_many_kinds(name, raw, text):
    import mimetypes

    kind = mimetypes.guess_type(name)[0] or "text/markdown"
    file = {"type": "input_file", "filename": name, "file_data": f"data:{kind};base64,{b64(raw)}"}
    request = {"input": [{"role": "user", "content": [file, {"type": "input_text", "text": "Read."}]}]}
    assert seen(request) == [(0, name, text), (1, None, "Read.")]


def test_openai_responses_carry_texts_and_outputs_of_functions():
    items = [
        {"role": "developer", "content": "Be brief."},
        {"type": "message", "role": "user", "content": "Look it up."},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": "It is 42."},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Is it 43?"}]},
    ]
    assert [text for *_, text in seen({"input": items, "instructions": "none"})] == ["Look it up.", "It is 42."]
    assert seen({"input": "Just this."}) == [(0, None, "Just this.")]


def test_gemini_carries_inline_data_and_texts_in_either_spelling():
    raw = pdf(*PAGES)
    url_safe = b64(raw).translate(str.maketrans("+/", "-_"))
    body = {
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "contents": [
            {"role": "user", "parts": [
                {"inlineData": {"mimeType": "application/pdf", "data": url_safe}}, {"text": "Read."},
                {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1/files/x"}},
            ]},
            {"role": "model", "parts": [{"text": "What?"}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"result": "Größe 5"}}}]},
        ],
    }  # fmt: skip
    texts = seen(body)
    assert [(index, title) for index, title, _ in texts] == [(0, None), (2, None), (3, None)]
    assert "Total 99.25" in texts[0][2]
    assert json.loads(texts[2][2]) == {"result": "Größe 5"}
    assert "is a file kept by the provider" in sources_of(body).notes[0]


def test_what_a_user_of_gemini_writes_is_read_as_it_is_written():
    raw = pdf(*PAGES)
    part = types.Part.from_bytes(data=raw, mime_type="application/pdf")
    ways = [
        [part, "Read."],
        types.Content(role="user", parts=[part, types.Part.from_text(text="Read.")]),
        [types.Content(parts=[part]), "Read."],
        [{"inline_data": {"mime_type": "application/pdf", "data": raw}}, {"text": "Read."}],
    ]
    for contents in ways:
        document, question = sources_of({"model": GEMINI, "contents": contents}).texts
        assert (len(document.pages), document.text.split("\n")[0], question.text) == (3, "Invoice 12", "Read.")
    assert seen({"contents": "Just this."}) == [(0, None, "Just this.")]


def test_a_schema_spelled_out_in_a_prompt_is_no_evidence():
    schema = {"type": "object", "properties": {"state": {"enum": ["paid", "open"]}}}
    prompt = f'The bill {{"no": 7}} is open.\nAnswer as {json.dumps(schema)}, please. {{}}'
    (source,) = sources_of(user({"type": "text", "text": prompt})).texts
    assert len(source.text) == len(prompt)
    assert source.text.split() == ["The", "bill", '{"no":', "7}", "is", "open.", "Answer", "as", ",", "please.", "{}"]
    assert source.text.index("please") == prompt.index("please")


def test_a_body_may_be_json_text_and_arguments_may_hold_types():
    class Answer(BaseModel):
        x: int

    request = user(block(in_words("text")))
    assert seen(json.dumps(request)) == seen(json.dumps(request).encode()) == seen({**request, "output_format": Answer})


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (pdf("", ""), "is a PDF of 2 pages without a text layer"),
        (b"%PDF-1.4 broken", "is a PDF that cannot be read"),
        (b"no pdf at all", "is a PDF that cannot be read"),
    ],
)
def test_a_scan_and_a_broken_file_say_so(raw, words):
    found = sources_of(user(block(as_pdf(raw), "scan.pdf")))
    assert found.texts == ()
    assert found.notes[0].startswith(f"document 0 (scan.pdf) {words}")


def test_the_reason_of_a_field_says_that_its_document_is_a_scan():
    class Invoice(BaseModel):
        total: float

    reply = {"type": "message", "content": [{"type": "text", "text": '{"total": 99.25}'}]}
    found = deferred.result(reply, model=Invoice, request=user(block(as_pdf(pdf("")), "scan.pdf")))
    assert "without a text layer" in found.notes[0]
    assert "scan.pdf" in found.unmapped["total"]
    assert "without a text layer" in found.unmapped["total"]


def test_without_pypdf_the_reason_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (note,) = sources_of(user(block(as_pdf(pdf("not read before")), "a.pdf"))).notes
    assert 'pip install "deferred[pdf]"' in note


def bomb():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * (65 << 20))
    return raw.getvalue()


@pytest.mark.parametrize("raw", [b"no zip", docx()[:40], bomb()], ids=["no zip", "cut off", "bomb"])
def test_what_is_no_docx_says_so(raw):
    file = {"type": "input_file", "filename": "a.docx", "file_data": f"data:;base64,{b64(raw)}"}
    (note,) = sources_of({"input": [{"role": "user", "content": [file]}]}).notes
    assert note.startswith("document 0 (a.docx) is a DOCX file that cannot be read")


@pytest.mark.parametrize(
    "request_",
    [
        {}, {"messages": None}, {"messages": "x"}, {"messages": [None]}, {"messages": [{"role": "user"}]},
        {"messages": [{"role": "user", "content": [None, 5, {"type": None}, {"type": "unheard_of", "x": 1}]}]},
        {"input": [1, 2, 3]}, {"input": [[1, 2], [3]]}, {"contents": []}, {"prompt": {"id": "p"}},
    ],
)  # fmt: skip
def test_a_request_without_documents_has_none(request_):
    texts = sources_of(request_).texts
    assert [one.text for one in texts] == (["x"] if request_ == {"messages": "x"} else [])


def test_nothing_is_fetched(monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    found = sources_of(
        {
            "messages": [{"role": "user", "content": [
                block({"type": "url", "url": "http://127.0.0.1:9/a.pdf"}), block({"type": "file", "file_id": "f"}),
                {"type": "input_file", "file_url": "http://127.0.0.1:9/b.pdf"},
            ]}],
        }
    )  # fmt: skip
    assert (found.texts, len(found.notes)) == ((), 3)


def test_an_object_of_an_sdk_with_a_field_of_another_type_brings_no_warning():
    class Text(BaseModel):
        type: str
        source: int

    odd = Text.model_construct(type="document", source=in_words("Total 99.25"))  # as `parse` of old SDKs makes them
    assert [one.text for one in sources_of(user(odd)).texts] == ["Total 99.25"]
