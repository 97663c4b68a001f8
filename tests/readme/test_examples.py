"""The examples run as they are, against the simulator, and the demo's script is one of them."""

import ast
import base64
import csv
import json
import runpy
import sys
from pathlib import Path

import pytest

from deferred.cli import demo
from tests.support.models import GEMINI, GPT
from tests.support.places import ROOT

EXAMPLES = ROOT / "examples"
pytestmark = pytest.mark.usefixtures("no_session_left")

PRINTED = {
    "quickstart_anthropic.py": ["Lisbon: ", "Nairobi: ", "4 calls: 4 answered; 1 job in 1 wave"],
    "quickstart_openai.py": ["kettle: happy", "lamp: unhappy", "3 calls: 3 answered; 1 job in 1 wave"],
    "quickstart_gemini.py": ["petrichor: You wrote", "3 calls: 3 answered; 1 job in 1 wave"],
    "embeddings.py": ["Where is the spare key? ", "4 calls: 4 answered; 1 job in 1 wave"],
    "asyncio_service.py": ["> Can I change", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "make_invoices.py": ["3 invoices written to "],
    "invoices.py": [
        "northgate.pdf\n  supplier              Northgate Tools Ltd                  1  ",
        "  items[1].description  Bench vice, 150 mm                   2  ",
        "3 calls: 3 answered; 1 job in 1 wave",
    ],
    "evaluation.py": ["What is 17 times 23?", " of 5 right", "30 calls: 30 answered; 2 jobs in 2 waves"],
    "instructor_extract.py": [" 12 x lamp", "  1 x rug", "3 calls: 3 answered; 1 job in 1 wave"],
    "langchain_batch.py": ["hiraeth: You wrote", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "map_reduce.py": ["one.md: You wrote", "two.md: You wrote", "6 calls: 6 answered; 2 jobs in 2 waves"],
    "csv_to_csv.py": ["3 of 3 rated: rated.csv", "3 calls: 3 answered; 1 job in 1 wave"],
    "pandas_frame.py": ["The kettle is a joy.", "3 calls: 3 answered; 1 job in 1 wave"],
    "documents.py": ["Harbour Timber Ltd  HT-2041", "3 of 3 agree", "18 calls: 18 answered; 3 jobs in 1 wave"],
}


def invoice(supplier, number, dates, items, sums):
    """Write what a model reads in an invoice."""
    lines = [{"description": text, "amount": amount} for text, amount in items.items()]
    net, tax, total = sums
    return {"supplier": supplier, "number": number, "issued": dates[0], "due": dates[1], "items": lines,
            "net": net, "tax": tax, "total": total}  # fmt: skip


TRUTH = {
    "northgate.pdf": invoice(
        "Northgate Tools Ltd", "NT-20417", ("2026-03-03", "2026-04-02"),
        {"Band saw blades, 12 pcs": 346, "Bench vice, 150 mm": 236.5, "Sharpening service": 42,
         "Returned: router bit set": -64.5}, (560, 112, 672),
    ),
    "eichenhof.pdf": invoice(
        "Holzhandel Eichenhof GmbH", "2026-0388", ("2026-02-11", "2026-02-25"),
        {"Eichenbohlen 40 mm, m³": 1770, "Leimholzplatte Buche": 778.8, "Anlieferung": 95}, (2643.8, 502.32, 3146.12),
    ),
    "calloway.pdf": invoice(
        "Calloway & Reyes LLP", "CR-1187", ("2026-01-15", "2026-02-14"),
        {"Lease review (M. Reyes)": 2665, "Drafting (J. Calloway)": 1155, "Filing fees": 120}, (3940, 325.05, 4265.05),
    ),
}  # fmt: skip


def make_invoices(folder, monkeypatch):
    """Make the invoices that the example reads."""
    run("make_invoices.py", monkeypatch, str(folder))


def read_invoices(provider, endpoint, body):
    """Answer as a model would that reads well; None for what holds no invoice."""
    del endpoint
    sent = json.dumps(body).replace("-", "+").replace("_", "/")
    for name, answer in TRUTH.items():
        if Path(name).exists() and base64.b64encode(Path(name).read_bytes()).decode() in sent:
            return REPLIES[provider](name, json.dumps(answer, ensure_ascii=False), answer)
    return None


def cited_message(name, text, answer):
    """Say it as Claude does: in blocks, the supplier's cited."""
    before, value, after = text.partition(answer["supplier"])
    place = {"type": "page_location", "cited_text": f"{value} ", "document_index": 0, "document_title": name,
             "start_page_number": 1, "end_page_number": 2}  # fmt: skip
    blocks = [{"type": "text", "text": before}, {"type": "text", "text": value, "citations": [place]},
              {"type": "text", "text": after}]  # fmt: skip
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-4-5-20251001",
            "content": blocks, "stop_reason": "end_turn", "stop_sequence": None,
            "usage": {"input_tokens": 3000, "output_tokens": 300}}  # fmt: skip


def response(_name, text, _answer):
    """Say it as OpenAI's responses do."""
    part = {"type": "output_text", "text": text, "annotations": []}
    return {"id": "resp_1", "object": "response", "created_at": 1, "model": GPT, "status": "completed",
            "output": [{"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [part]}],
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None,
            "usage": {"input_tokens": 3000, "output_tokens": 300, "total_tokens": 3300}}  # fmt: skip


def candidate(_name, text, _answer):
    """Say it as Gemini does."""
    return {"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": "STOP"}],
            "usageMetadata": {"promptTokenCount": 3000, "candidatesTokenCount": 300},
            "modelVersion": GEMINI}  # fmt: skip


REPLIES = {"anthropic": cited_message, "openai": response, "google": candidate, "gemini": candidate}
# What an example is run with, and what it needs beside the SDKs.
ARGUMENTS = {"map_reduce.py": ["one.md", "two.md"], "csv_to_csv.py": ["reviews.csv", "rated.csv"]}
NEEDS = {
    "instructor_extract.py": "instructor",
    "langchain_batch.py": "langchain_anthropic",
    "pandas_frame.py": "pandas",
}


def run(name, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def test_every_example_is_tested():
    assert sorted(PRINTED) == sorted(file.name for file in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_runs_unmodified_and_sends_nothing_live(name, sim, monkeypatch, capsys):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    demo.unpack(Path.cwd())
    make_invoices(Path.cwd(), monkeypatch)
    sim.reply_with(read_invoices)
    monkeypatch.setenv("DEFERRED_LINGER", "1")  # a busy machine may take its time from one call to the next
    Path("one.md").write_text("The tea was cold. " * 150, "utf-8")
    Path("two.md").write_text("There was no tea. " * 120, "utf-8")
    Path("reviews.csv").write_text("id,review\nr1,Good tea.\nr2,Cold tea.\nr3,No tea.\n", "utf-8")
    capsys.readouterr()
    run(name, monkeypatch, *ARGUMENTS.get(name, ["."]))
    printed = capsys.readouterr().out
    assert [words for words in PRINTED[name] if words not in printed] == []
    assert sim.live_calls == []


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_invoices_are_read_with_pages_by_every_provider(provider, sim, monkeypatch, capsys, tmp_path):
    make_invoices(tmp_path, monkeypatch)
    sim.reply_with(read_invoices)
    run("invoices.py", monkeypatch, ".", provider)
    printed = capsys.readouterr().out
    for file, answer in TRUTH.items():
        table = printed.partition(f"{file}\n")[2].partition("\n\n")[0]
        lines = {line.split()[0]: line for line in table.splitlines()}
        assert f" {answer['supplier']} " in lines["supplier"]
        assert f" {answer['number']} " in lines["number"]
        assert lines["number"][58:62].strip() == "1"
        assert answer["number"] in lines["number"][62:]
        assert lines["items[0].description"][58:62].strip() == "2"
    assert len(sim.jobs) == 1
    assert sim.jobs[0].provider == provider
    assert sim.live_calls == []


def test_a_csv_file_is_joined_to_the_one_that_it_came_from(sim, monkeypatch):
    Path("in.csv").write_text("id,review\nr1,Good tea.\nr2,Cold tea.\n", "utf-8")
    run("csv_to_csv.py", monkeypatch, "in.csv", "out.csv")
    with Path("in.csv").open(newline="") as asked, Path("out.csv").open(newline="") as answered:
        reviews = {row["id"]: row["review"] for row in csv.DictReader(asked)}
        texts = {row["row"]: row["text"] for row in csv.DictReader(answered)}
    assert reviews.keys() == texts.keys()
    assert all(review in texts[row] for row, review in reviews.items())


def test_an_example_run_again_buys_nothing(sim, monkeypatch, capsys):
    for _ in range(2):
        run("quickstart_anthropic.py", monkeypatch)
    assert len(sim.jobs) == 1
    assert "4 answered (4 of them stored already)" in capsys.readouterr().out


def test_the_demo_runs_the_example_word_for_word():
    """The base URLs come from the environment, so not even they differ."""
    assert demo.script() == (EXAMPLES / "documents.py").read_text("utf-8")


@pytest.mark.parametrize("name", PRINTED)
def test_an_example_names_no_base_url_and_imports_only_sdks_and_deferred(name):
    text = (EXAMPLES / name).read_text("utf-8")
    assert "base_url" not in text
    assert "http:" not in text
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in nodes}
    ours = {"anthropic", "openai", "google", "pydantic", "deferred", "instructor", "langchain_anthropic", "pandas"}
    roots = {module.partition(".")[0] for module in modules}
    assert roots - sys.stdlib_module_names <= ours | {"langchain_core"}
