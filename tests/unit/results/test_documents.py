"""`deferred.document`: the content block of a file, as the SDK in use wants it, and taken by it."""

import subprocess
import sys
import textwrap

import pytest

import deferred
from deferred.citations.sources import sources_of
from tests.support.files import PNG, docx, pdf
from tests.support.models import CLAUDE, GEMINI, GPT

MODELS = {
    "anthropic": CLAUDE,
    "openai": GPT,
    "openai-chat": GPT,
    "google": GEMINI,
}
TEXTS = {
    "a.txt": b"Tea at four.",
    "a.md": "# Tée".encode(),
    "a.csv": b"\xef\xbb\xbfname,time\ntea,4\n",
    "a.html": b"<p>Tea &amp; cake</p>",
    "notes": b"No suffix.",
    "a.json": b'{"tea": 4}',
    "old.txt": "Tée".encode("utf-16"),
    "a.docx": docx("Tea at four.", rows=[("cake", "5")]),
}
READ = {"a.md": "# Tée", "a.csv": "name,time\ntea,4\n", "old.txt": "Tée", "a.docx": "Tea at four.\ncake\t5"}


EMPTY = {
    "anthropic": {
        "type": "document",
        "source": {"type": "text", "media_type": "text/plain", "data": ""},
        "title": "a.txt",
    },
    "openai": {"type": "input_text", "text": ""},
    "openai-chat": {"type": "text", "text": ""},
    "google": {"text": ""},
}


def ask(provider, block, claude, gpt, gemini):
    """Send a block with a question; gives the reply and the request's arguments."""
    model = MODELS[provider]
    if provider == "anthropic":
        messages = [{"role": "user", "content": [block, {"type": "text", "text": "What is it?"}]}]
        return claude.messages.create(model=model, max_tokens=100, messages=messages), {"messages": messages}
    if provider == "openai":
        content = [{"role": "user", "content": [block, {"type": "input_text", "text": "What is it?"}]}]
        return gpt.responses.create(model=model, input=content), {"input": content}
    if provider == "openai-chat":
        messages = [{"role": "user", "content": [block, {"type": "text", "text": "What is it?"}]}]
        return gpt.chat.completions.create(model=model, messages=messages), {"messages": messages}
    contents = [block, "What is it?"]
    return gemini.models.generate_content(model=model, contents=contents), {"contents": contents}


@pytest.mark.parametrize("name", [*TEXTS, "a.pdf", "a.png"])
@pytest.mark.parametrize("provider", MODELS)
def test_a_block_is_taken_by_its_sdk_and_read_again_as_a_source(sim, claude, gpt, gemini, tmp_path, provider, name):
    raw = {"a.pdf": pdf("Tea at four.", "Cake at five."), "a.png": PNG}.get(name) or TEXTS[name]
    (tmp_path / name).write_bytes(raw)
    block = deferred.document(tmp_path / name, provider=provider)
    with deferred.batch():
        reply, request = ask(provider, block, claude, gpt, gemini)
    found = deferred.result(reply)
    assert found.error is None
    assert sim.live_calls == []
    for sources in (found.sources, sources_of(request).texts):
        if name == "a.png":
            assert [source.text for source in sources] == ["What is it?"]
            continue
        expected = "Tea at four.\nCake at five." if name == "a.pdf" else READ.get(name) or raw.decode()
        assert expected in [source.text for source in sources]


def test_the_shapes_are_those_of_the_sdks(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf("x"))
    (tmp_path / "a.txt").write_text("Tea.")
    shapes = {
        "anthropic": ({"type", "source", "title"}, "document"),
        "openai": ({"type", "filename", "file_data"}, "input_file"),
        "openai-chat": ({"type", "file"}, "file"),
        "google": ({"inline_data"}, None),
    }
    for provider, (names, kind) in shapes.items():
        block = deferred.document(str(tmp_path / "a.pdf"), provider=provider)
        assert (block.keys(), block.get("type")) == (names, kind)
    assert deferred.document(tmp_path / "a.txt", True, provider="anthropic") == {
        "type": "document", "title": "a.txt", "citations": {"enabled": True},
        "source": {"type": "text", "media_type": "text/plain", "data": "Tea."},
    }  # fmt: skip


# -- which SDK is in use -------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("imports", "arguments", "shape"),
    [
        ("anthropic", "", "document"),
        ("openai", "", "input_text"),
        ("google.genai", "", "None"),
        ("anthropic, openai", "citations=True", "document"),
        ("anthropic, openai", "provider='openai-chat'", "text"),
        ("anthropic, openai", "", "anthropic, openai are all imported"),
        ("json", "", "none of anthropic, openai, google.genai is imported"),
        ("openai", "citations=True", "citations=True is a switch of Anthropic's API"),
    ],
)
def test_the_sdk_in_use_is_the_one_that_is_imported(tmp_path, imports, arguments, shape):
    (tmp_path / "a.txt").write_text("Tea.")
    code = f"""
        import deferred
        import {imports}
        try:
            print(deferred.document("a.txt", {arguments}).get("type"))
        except ValueError as error:
            print(error)
    """
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(shape)


# -- what cannot be sent -------------------------------------------------------------------------------------------------

HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 16
REFUSED = {
    "empty": ("a.txt", b"", {}, "is empty"),
    "archive": ("a.zip", b"PK\x03\x04\xff\xfe\x00", {}, "neither a kind of file that can be sent"),
    "binary": ("a.bin", b"ab\x00cd", {}, "not a kind of file that can be sent: PDF, text"),
    "latin text": ("a.txt", b"T\xe9e", {}, "text in UTF-8"),
    "no PDF": ("a.pdf", b"Tea.", {}, "called a PDF"),
    "no DOCX": ("a.docx", b"Tea.", {}, "called a DOCX file"),
    "DOCX of nothing": ("a.docx", docx(), {}, "holds no text"),
    "picture of a telephone": ("a.heic", HEIC, {}, "does not take; convert it to one of gif, jpeg, png, webp"),
    "cited picture": ("a.png", PNG, {"citations": True}, "Claude cites only documents with text"),
    "another provider": ("a.txt", b"Tea.", {"provider": "mistral"}, "'mistral' is not one of 'anthropic', 'openai'"),
    "citations elsewhere": ("a.txt", b"Tea.", {"citations": True, "provider": "google"}, "google has none"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_sent_is_refused_with_the_remedy(tmp_path, case):
    name, raw, arguments, words = REFUSED[case]
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(ValueError, match=words):
        deferred.document(tmp_path / name, **{"provider": "anthropic", **arguments})


def test_gemini_takes_pictures_of_telephones(tmp_path):
    (tmp_path / "a.heic").write_bytes(HEIC)
    assert deferred.document(tmp_path / "a.heic", provider="google")["inline_data"]["mime_type"] == "image/heic"


def test_a_file_that_is_not_there_is_an_error_of_python(tmp_path):
    with pytest.raises(FileNotFoundError):
        deferred.document(tmp_path / "none.txt", provider="anthropic")
    with pytest.raises(IsADirectoryError):
        deferred.document(tmp_path, provider="anthropic")


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf", "".encode("utf-16")])
@pytest.mark.parametrize("provider", EMPTY)
def test_a_file_of_nothing_but_a_byte_order_mark_is_text_without_it(tmp_path, provider, raw):
    (tmp_path / "a.txt").write_bytes(raw)
    assert deferred.document(tmp_path / "a.txt", provider=provider) == EMPTY[provider]
