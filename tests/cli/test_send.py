"""`deferred send`: requests of a file, without Python."""

import csv
import json
import signal
import subprocess
import sys
import time

import pytest

from deferred import batch
from tests.support import engine
from tests.support.bodies import png
from tests.support.commandline import COMMAND, apart
from tests.support.commandline import here as deferred
from tests.support.models import CLAUDE, GEMINI, GPT

MODELS = {"anthropic": CLAUDE, "openai": GPT, "google": GEMINI}
NATIVE = {
    "anthropic": {"max_tokens": 99, "messages": [{"role": "user", "content": "tea."}]},
    "openai": {"messages": [{"role": "user", "content": "tea."}]},
    "google": {
        "contents": [{"role": "user", "parts": [{"text": "tea."}]}],
        "generationConfig": {"maxOutputTokens": 99},
    },
}
WRAPPED = {
    "anthropic": lambda body: {"custom_id": "a", "params": body},
    "openai": lambda body: {"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": body},
    "google": lambda body: {"key": "a", "request": body},
}


def write(path, *lines):
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))


def send(*words, provider="openai", model=None, by=deferred):
    """Send requests.jsonl to results.jsonl."""
    named = ["--provider", provider, "--model", model or MODELS[provider]]
    return by("send", "requests.jsonl", "-o", "results.jsonl", *named, *words)


def rows(path="results.jsonl"):
    from pathlib import Path

    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def said(text):
    return {"messages": [{"role": "user", "content": text}]}


@pytest.mark.parametrize("provider", MODELS)
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_request_in_the_providers_own_shape_is_sent_as_it_is(sim, tmp_path, provider, wrapped):
    line = WRAPPED[provider](NATIVE[provider]) if wrapped else NATIVE[provider]
    write(tmp_path / "requests.jsonl", line)
    done = send(provider=provider)
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = rows()
    assert "You wrote" in row["text"]
    assert row["error"] is None
    assert row.get("custom_id", row.get("key")) == ("a" if wrapped else None)
    assert (len(sim.jobs), sim.live_calls) == (1, [])


@pytest.mark.parametrize("provider", MODELS)
def test_system_and_messages_mean_the_same_to_every_provider(sim, tmp_path, provider):
    line = {"id": 7, "system": "Be brief.", "messages": [{"role": "user", "content": "tea."},
            {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "More."}]}  # fmt: skip
    write(tmp_path / "requests.jsonl", line)
    done = send("--max-tokens", "50", provider=provider)
    assert done.returncode == 0, done.stderr
    (row,) = rows()
    assert (row["id"], row["provider"], row["line"]) == (7, provider, 1)
    sent = json.dumps([json.loads(body) for body in bodies(tmp_path)])
    assert "Be brief." in sent
    assert "50" in sent


def bodies(folder):
    """Give the bodies as they were sent; JSON may hold what `splitlines` takes for the end of a line."""
    return [
        line for spool in (folder / ".deferred" / "spool").glob("*") for line in spool.read_bytes().split(b"\n") if line
    ]


def test_results_keep_order_and_ids(sim, tmp_path):
    write(tmp_path / "requests.jsonl", *({"custom_id": f"n{n}", **said(f"number {n}.")} for n in range(30)))
    done = send(by=apart)
    assert done.returncode == 0, done.stderr
    assert "30 requests: 30 answered, 0 failed" in done.stdout
    assert [row["custom_id"] for row in rows()] == [f"n{n}" for n in range(30)]
    assert all(f"number {n}." in row["text"] for n, row in enumerate(rows()))


def test_a_file_is_sent_by_the_cheapest_route_in_time(sim, tmp_path):
    write(tmp_path / "requests.jsonl", *(said(f"number {n}.") for n in range(3)))
    done = deferred("send", "requests.jsonl", "-o", "results.jsonl", "--provider", "openai", "--model", GPT,
                    "--within", "15m")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert dict(sim.meter.by_route) == {"flex": 3}
    assert [f"number {n}." in row["text"] for n, row in enumerate(rows())] == [True] * 3


def test_run_again_it_buys_nothing_and_writes_the_same(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("one."), said("two."), said("two."))
    assert send().returncode == 0
    first = rows()
    done = send()
    assert done.returncode == 0, done.stderr
    assert [row["response"] for row in rows()] == [row["response"] for row in first]
    assert all(row["cached"] for row in rows())
    assert sim.meter.rows_billed == 3
    write(tmp_path / "requests.jsonl", said("one."), said("two."), said("two."), said("three."))
    assert send().returncode == 0
    assert sim.meter.rows_billed == 4


def test_a_table_fills_a_template(sim, tmp_path):
    with (tmp_path / "teas.csv").open("w", newline="") as out:
        csv.writer(out).writerows(
            [["id", "tea", "note"], ["a", "green", "two\nlines, and a comma"], ["b", "black", ""]]
        )
    (tmp_path / "prompt.txt").write_text('Say {"about": "{tea}", "as": {{tea}}}: {note}.')
    done = deferred("send", "teas.csv", "-o", "out.jsonl", "--provider", "anthropic", "--model", MODELS["anthropic"],
                    "--max-tokens", "90", "--template", "prompt.txt")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows("out.jsonl")] == ["a", "b"]
    assert [row["line"] for row in rows("out.jsonl")] == [2, 4]
    prompts = [json.loads(body)["messages"][0]["content"] for body in bodies(tmp_path)]
    assert prompts[0] == 'Say {"about": "green", "as": {tea}}: two\nlines, and a comma.'


def test_a_cell_may_be_long_and_hold_any_character(sim, tmp_path):
    texts = ["x" * 300_000, "one\u2028line", "\x0bof\x1etext", "a\r\nb"]
    with (tmp_path / "teas.csv").open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows([["tea"], *([text] for text in texts)])
    (tmp_path / "prompt.txt").write_text("{tea}")
    done = deferred("send", "teas.csv", "-o", "out.jsonl", "--provider", "openai", "--model", GPT,
                    "--template", "prompt.txt")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [json.loads(body)["messages"][0]["content"] for body in bodies(tmp_path)] == texts


@pytest.mark.parametrize("provider", MODELS)
def test_a_schema_asks_for_json_and_the_value_is_in_the_results(sim, tmp_path, provider):
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    (tmp_path / "schema.json").write_text(json.dumps(schema))
    write(tmp_path / "requests.jsonl", said("Who?"))
    done = send("--schema", "schema.json", "--max-tokens", "500", provider=provider)
    assert done.returncode == 0, done.stderr
    assert list(rows()[0]["parsed"]) == ["name"]


@pytest.mark.parametrize(
    ("line", "model", "holds"),
    [
        ({"input": "tea."}, GPT, "output"),
        ({"input": ["tea.", "coffee."]}, "text-embedding-3-small", "data"),
        ({"input": "tea."}, "omni-moderation-latest", "results"),
        ({"prompt": "tea."}, "gpt-image-1", "data"),
        (said("tea."), "gpt-image-1", "data"),
        ({"prompt": "tea.", "images": [{"image_url": f"data:image/png;base64,{png(8, 8)}"}]}, "gpt-image-1", "data"),
    ],
)
def test_openais_other_endpoints_are_told_by_the_request(sim, tmp_path, line, model, holds):
    write(tmp_path / "requests.jsonl", line)
    done = send(model=model)
    assert done.returncode == 0, done.stderr
    assert rows()[0]["response"][holds]


def test_gemini_embeds(sim, tmp_path):
    write(tmp_path / "requests.jsonl", {"contents": "tea.", "outputDimensionality": 4})
    done = send(provider="google", model="gemini-embedding-001")
    assert done.returncode == 0, done.stderr
    assert rows()[0]["error"] is None


def test_a_failed_line_is_in_the_results_with_its_error_and_the_exit_code_says_so(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("good."), {**said("bad."), "temperature": 99}, said("good too."))
    done = send()
    assert done.returncode == 3
    assert "line 2: HTTP 400" in done.stdout
    assert [row["error"] is None for row in rows()] == [True, False, True]
    assert rows()[1]["text"] == ""
    again = send()
    assert (again.returncode, sim.meter.rows_billed) == (3, 2)


def test_what_does_not_fit_under_the_limit_is_a_failed_line_and_goes_out_under_a_higher_one(sim, tmp_path):
    write(tmp_path / "requests.jsonl", {**said("tea."), "max_completion_tokens": 1000}, said("tea " * 9000))
    done = send("--cost-limit", "0.0015", "--max-tokens", "10")
    assert done.returncode == 3, done.stderr
    errors = [row["error"] for row in rows()]
    assert errors[0] is None
    assert "requests.jsonl:2" in errors[1]
    assert "cost" in errors[1]
    assert send("--cost-limit", "1", "--max-tokens", "10").returncode == 0
    assert sim.meter.rows_billed == 2


@pytest.mark.parametrize(
    ("lines", "provider", "words"),
    [
        ([said("a."), "", '{"messages": ['], "openai", ["requests.jsonl:3: not JSON"]),
        ([said("a."), "[1]"], "openai", ["requests.jsonl:2: a JSON object was expected"]),
        ([said("a."), {"prompt": "x"}], "openai", ["requests.jsonl:2: it is no request", "--template"]),
        ([said("a."), {"messages": []}], "openai", ["requests.jsonl:2: 'messages' must be a list that is not empty"]),
        ([said("a."), {"messages": ["b"]}], "openai", ["requests.jsonl:2: message 1 must be like"]),
        ([said("a.")], "anthropic", ["requests.jsonl:1: max_tokens is missing", "--max-tokens"]),
        ([said("a."), {**said("b."), "stream": True}], "openai", ["requests.jsonl:2:", "cannot stream"]),
        ([{"contents": "a.", "temprature": 1}], "google", ["requests.jsonl:1: temprature: "]),
        ([{"custom_id": "x", **said("a.")}, {"custom_id": "x", **said("b.")}], "openai", ["requests.jsonl:2:", "line 1"]),
        ([{"method": "GET", "url": "/v1/responses", "body": {"input": "x"}}], "openai", ["must be POST"]),
        ([{"method": "POST", "url": "/v1/images", "body": {"input": "x"}}], "openai", ["/v1/images", "not one of"]),
        ([""], "openai", ["requests.jsonl holds no request"]),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_before_anything_is_sent(sim, tmp_path, lines, provider, words):
    write(tmp_path / "requests.jsonl", *lines)
    done = send(provider=provider)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == []
    assert sim.requests == []
    assert not (tmp_path / "results.jsonl").exists()


def test_wrong_lines_of_every_kind_are_named_at_once_and_the_same_fault_once(sim, tmp_path):
    streams = [{**said(f"n {n}."), "stream": True} for n in range(12)]
    write(tmp_path / "requests.jsonl", said("good."), '{"messages": [', {"prompt": "x"}, {"messages": []}, *streams)
    done = send()
    assert done.returncode == 2
    said_of = [line.partition("requests.jsonl:")[2] for line in done.stderr.splitlines()[:-1]]
    assert [one.partition(":")[0] for one in said_of] == ["2", "3", "4", "5"]
    assert said_of[3].endswith("(and 11 more: lines 6, 7, 8, 9, 10, 11, 12, 13, ...)")
    assert "15 lines are wrong; nothing was sent" in done.stderr
    assert sim.requests == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("id,tea\na,green\nb\n", ["teas.csv:3: it has 1 cells"]),
        ("id,coffee\na,green\n", ["teas.csv:2: the template names the column 'tea'", "id, coffee"]),
        ("id,id\na,green\n", ["teas.csv:1: every column"]),
        ('id,tea\na,"green\n', ["teas.csv:2: not CSV"]),
        ("", ["teas.csv holds no request"]),
        ("id,tea\n", ["teas.csv holds no request"]),
    ],
)
def test_a_wrong_table_is_named_by_its_line(sim, tmp_path, table, words):
    (tmp_path / "teas.csv").write_text(table)
    (tmp_path / "prompt.txt").write_text("About {tea}.")
    done = deferred("send", "teas.csv", "-o", "o.jsonl", "--provider", "openai", "--model", GPT,
                    "--template", "prompt.txt")  # fmt: skip
    assert done.returncode == 2
    assert [word for word in words if word not in done.stderr] == []
    assert sim.requests == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--provider", "cohere"], "'cohere' is not one of anthropic, openai, google"),
        (["--provider", "openai", "--template", "none.txt"], "--template none.txt cannot be read"),
        (["--provider", "openai", "--schema", "none.json"], "--schema none.json cannot be read"),
        (["--provider", "openai", "--template", "requests.jsonl"], "names no column"),
        (["--provider", "openai", "--endpoint", "/v1/files"], "'/v1/files' is not one of"),
        (["--provider", "openai", "--cost-limit", "0"], "cost_limit"),
        (["--provider", "openai", "--time-limit", "soon"], "time_limit"),
        (["--provider", "openai", "--within", "soon"], "within"),
        (["--provider", "openai"], "requests.jsonl:1: no model"),
        (["--provider", "openai", "--model", GPT, "-o", "requests.jsonl"], "is the file of the requests"),
        (["--provider", "openai", "--model", GPT, "-o", "no/such/folder.jsonl"], "the folder no/such"),
        (["--provider", "openai", "--model", GPT, "-o", "."], "is a folder"),
        (["--provider", "openai", "--model", GPT, "-o", "/dev/null"], "a device; name a file"),
    ],
)
def test_wrong_options_are_named_with_what_they_should_be(sim, tmp_path, words, expected):
    write(tmp_path / "requests.jsonl", said("a."))
    output = [] if "-o" in words else ["-o", "results.jsonl"]
    done = deferred("send", "requests.jsonl", *output, *words)
    assert (done.returncode, sim.requests) == (2, [])
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_text_are_named_by_their_line(sim, tmp_path):
    (tmp_path / "requests.jsonl").write_bytes(json.dumps(said("a.")).encode() + b'\n{"messages": "\xff"}\n')
    assert "requests.jsonl:2: not JSON" in send().stderr
    (tmp_path / "teas.csv").write_bytes(b"tea\ngreen\nth\xe9\n")
    (tmp_path / "prompt.txt").write_text("{tea}")
    done = deferred("send", "teas.csv", "-o", "o", "--provider", "openai", "--template", "prompt.txt", "--model", "m")
    assert (done.returncode, "teas.csv:3: not UTF-8" in done.stderr) == (2, True)
    assert sim.requests == []


def test_a_file_that_is_not_there_is_named(sim):
    done = send()
    assert done.returncode == 2
    assert "requests.jsonl cannot be read" in done.stderr


def test_the_file_that_a_link_points_to_is_written_and_the_link_stays(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("a."))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results.jsonl").symlink_to(tmp_path / "elsewhere" / "kept.jsonl")
    assert send().returncode == 0
    assert (tmp_path / "results.jsonl").is_symlink()
    assert len(rows("elsewhere/kept.jsonl")) == 1


def test_lines_that_are_equal_and_refused_have_each_its_error(sim, tmp_path):
    write(tmp_path / "requests.jsonl", *[said("a.")] * 15)
    done = send("--cost-limit", "1", model="a-model-without-a-price")
    assert done.returncode == 3
    assert len(rows()) == 15
    assert all("price" in json.dumps(row["error"]) for row in rows())


def test_an_output_file_that_holds_something_else_is_not_replaced(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("a."))
    (tmp_path / "results.jsonl").write_text("my notes\n")
    done = send()
    assert (done.returncode, sim.requests) == (2, [])
    assert "--overwrite" in done.stderr
    assert (tmp_path / "results.jsonl").read_text() == "my notes\n"
    assert send("--overwrite").returncode == 0
    assert rows()[0]["error"] is None


@pytest.mark.parametrize(
    ("provider", "key"),
    [("anthropic", "ANTHROPIC_API_KEY"), ("openai", "OPENAI_API_KEY"), ("google", "GEMINI_API_KEY")],
)
def test_a_missing_key_is_named(sim, tmp_path, monkeypatch, provider, key):
    monkeypatch.delenv(key)
    write(tmp_path / "requests.jsonl", said("a."))
    done = send("--max-tokens", "9", provider=provider)
    assert (done.returncode, sim.requests) == (1, [])
    assert f"set {key}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_sdk_is_named_with_what_installs_it(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("a."))
    lacking = "import sys; sys.modules['openai'] = None; from deferred.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        lacking,
        "send",
        "requests.jsonl",
        "-o",
        "o",
        "--provider",
        "openai",
        "--model",
        "m",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert 'pip install "deferred[openai]"' in done.stderr


def test_no_key_goes_to_a_host_that_nobody_named(sim, tmp_path, monkeypatch):
    monkeypatch.delenv("DEFERRED_HOSTS")
    write(tmp_path / "requests.jsonl", said("a."))
    done = send()
    assert (done.returncode, sim.requests) == (1, [])
    assert f"name it: --hosts {sim.host}" in done.stderr
    assert send("--hosts", sim.host).returncode == 0


def test_a_dry_run_sends_nothing_and_says_what_it_may_cost(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("a."), said("b."))
    done = send("--dry-run", "--max-tokens", "100")
    assert (done.returncode, sim.requests) == (0, [])
    assert "2 calls, $" in done.stdout
    told = json.loads(send("--dry-run", "--json").stdout)
    assert (told["calls"], told["lines"][0]["model"]) == (2, GPT)
    assert not (tmp_path / "results.jsonl").exists()


def test_a_program_reads_what_came_of_it(sim, tmp_path):
    write(tmp_path / "requests.jsonl", said("a."), {**said("b."), "temperature": 99})
    done = send("--json")
    told = json.loads(done.stdout)
    assert (told["calls"], told["answered"], told["failed"], told["run"]) == (2, 1, 1, "requests.jsonl")
    assert done.returncode == 3


def test_other_requests_in_the_file_of_a_run_that_is_not_complete_stop_before_they_are_bought(sim, tmp_path):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "bad." in str(body)), 403
    write(tmp_path / "requests.jsonl", said("good."), said("bad."))
    assert send().returncode == 3
    before = rows()
    write(tmp_path / "requests.jsonl", said("another."), said("and another."))
    done = send(by=apart)  # in one process it would be a loop of blocks
    assert (done.returncode, sim.meter.rows_billed, rows()) == (1, 1, before)
    assert "'good.' -> 'another.'" in done.stderr
    assert "On the command line: --fresh" in done.stderr
    assert send("--fresh").returncode == 0


def test_what_is_interrupted_goes_on_where_it_was(sim, tmp_path):
    sim.latency = 3600
    write(tmp_path / "requests.jsonl", said("one."), said("two."))
    words = ["send", "requests.jsonl", "-o", "results.jsonl", "--provider", "openai", "--model", GPT]
    # Where the suite runs in the background of a shell, Ctrl+C would be ignored.
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # noqa: PLW1509 - it takes no lock  # fmt: skip
    while not open_jobs(tmp_path):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "2 calls are still at the provider" in errors
    assert not (tmp_path / "results.jsonl").exists()
    sim.clock.advance(3601)
    assert send().returncode == 0
    assert ([row["error"] for row in rows()], sim.meter.rows_billed) == ([None, None], 2)


def open_jobs(folder):
    """Give the jobs that a command has written down as submitted."""
    if not (folder / ".deferred" / "jobs" / "cache.db").exists():
        return []
    return [job for job in engine.jobs_on_disk() if job.state == "submitted"]


def buy_one(claude):
    with batch():
        claude.messages.create(model=CLAUDE, max_tokens=9, **said("a."))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["cancel"], "say which job or run"),
        (["recover", "foo"], "'foo' is not one of"),
        (["clear", "--older-than", "x"], "--older-than"),
        (["results", "--html", "page.html", "--model", "json:JSONDecoder"], "write it like invoices:Invoice"),
    ],
)
def test_wrong_command_lines_of_every_command_end_with_two(sim, claude, words, expected):
    """They ended with 1, or with a traceback."""
    buy_one(claude)
    done = deferred(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert expected in done.stderr


def test_a_page_that_cannot_be_written_is_named(sim, claude):
    buy_one(claude)
    done = deferred("results", "--html", "no/such/page.html")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "--html no/such/page.html: No such file" in done.stderr
