"""Promises of answers from a file, and of tool calls that come without being forced."""

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import anthropic
import pytest
from google.genai import types
from typer.testing import CliRunner

import deferred
from deferred.cli import app
from deferred.simulator import Simulator
from tests.support.models import CLAUDE, GEMINI, GPT

SCHEMA = {"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]}
FORMS = {"array": lambda entries: json.dumps(entries), "lines": lambda entries: "\n".join(map(json.dumps, entries))}


def ask_claude(client, messages, **kwargs):
    tools = [{"name": "look_up", "input_schema": SCHEMA}]
    reply = client.messages.create(model=CLAUDE, max_tokens=500, messages=messages, tools=tools, **kwargs)
    calls = [(block.name, block.input) for block in reply.content if block.type == "tool_use"]
    return calls, "".join(block.text for block in reply.content if block.type == "text"), reply.stop_reason


def ask_chat(client, messages, **kwargs):
    tools = [{"type": "function", "function": {"name": "look_up", "parameters": SCHEMA}}]
    (choice,) = client.chat.completions.create(model=GPT, messages=messages, tools=tools, **kwargs).choices
    calls = [(one.function.name, json.loads(one.function.arguments)) for one in choice.message.tool_calls or ()]
    return calls, choice.message.content or "", choice.finish_reason


def ask_responses(client, messages, **kwargs):
    tools = [{"type": "function", "name": "look_up", "parameters": SCHEMA, "strict": False}]
    reply = client.responses.create(model=GPT, input=messages, tools=tools, **kwargs)
    calls = [(one.name, json.loads(one.arguments)) for one in reply.output if one.type == "function_call"]
    return calls, reply.output_text, reply.status


def ask_gemini(client, messages, mode="AUTO"):
    contents = [{"role": "user", "parts": [{"text": message["content"]}]} for message in messages]
    config = {
        "tools": [{"function_declarations": [{"name": "look_up", "parameters_json_schema": SCHEMA}]}],
        "tool_config": {"function_calling_config": {"mode": mode}},
        "automatic_function_calling": {"disable": True},
    }
    reply = client.models.generate_content(model=GEMINI, contents=contents, config=config)
    calls = [(one.name, one.args) for one in reply.function_calls or ()]
    return calls, "" if calls else reply.text, str(reply.candidates[0].finish_reason)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["claude", "chat", "responses", "gemini"])
def ask(request):
    """Ask one API; gives the tool calls, the text, and why it ended."""
    client = request.getfixturevalue({"chat": "gpt", "responses": "gpt"}.get(request.param, request.param))
    function = globals()[f"ask_{request.param}"]
    return lambda text, **kwargs: function(client, [{"role": "user", "content": text}], **kwargs)


def wrote(entries, form="lines"):
    Path("answers.json").write_text(FORMS[form](entries))
    return "answers.json"


@pytest.mark.parametrize("form", FORMS)
def test_the_first_entry_that_fits_answers_by_every_api(sim, ask, form):
    entries = [
        {"contains": "(tea)", "text": "Yes, tea."},
        {"matches": r"^What is \d+", "text": "A number."},
        {"contains": "look", "tool": {"name": "look_up", "arguments": {"word": "tea"}}},
        {"contains": "nothing", "tool": {"name": "not_offered"}},
    ]
    sim.answer_from(wrote(entries, form))
    assert ask("Is this (tea)?")[:2] == ([], "Yes, tea.")
    assert ask("What is 17\nplus 4?")[:2] == ([], "A number.")
    assert ask("Please look.")[:2] == ([("look_up", {"word": "tea"})], "")
    assert "You wrote" in ask("nothing of this")[1]


def test_a_text_ends_where_the_tokens_end(sim, claude):
    sim.answer_from(wrote([{"text": "tea " * 900}]))
    reply = claude.messages.create(model=CLAUDE, max_tokens=5, messages=[{"role": "user", "content": "hello"}])
    assert (len(reply.content[0].text), reply.stop_reason) == (5 * 4, "max_tokens")


def test_an_error_of_the_file_is_the_sdks_own_error_live_and_in_a_batch(sim, ask):
    sim.answer_from(wrote([{"error": {"status": 400, "message": "not today"}}]))
    with pytest.raises(Exception, match="not today") as live:
        ask("hello")
    with (
        deferred.batch(hosts=[sim.host], progress=False, poll_interval=0.01),
        pytest.raises(type(live.value), match="not today"),
    ):
        ask("hello")


def test_a_tool_loop_ends_because_a_tools_result_is_not_answered_by_the_tool(sim, claude, gpt):
    sim.answer_from(wrote([{"tool": {"name": "look_up", "arguments": {"word": "a"}}}, {"text": "It is a tea."}]))
    asked = {"role": "user", "content": "What is it?"}
    use = {"type": "tool_use", "id": "toolu_1", "name": "look_up", "input": {"word": "a"}}
    given = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "tea"}
    turns = [asked, {"role": "assistant", "content": [use]}, {"role": "user", "content": [given]}]
    assert ask_claude(claude, [asked])[2] == "tool_use"
    assert ask_claude(claude, turns) == ([], "It is a tea.", "end_turn")
    call = {"type": "function_call", "call_id": "c", "name": "look_up", "arguments": '{"word": "a"}'}
    output = {"type": "function_call_output", "call_id": "c", "output": "tea"}
    assert ask_responses(gpt, [asked, call, output])[:2] == ([], "It is a tea.")
    chat = {"id": "c", "type": "function", "function": {"name": "look_up", "arguments": '{"word": "a"}'}}
    turns = [
        asked,
        {"role": "assistant", "tool_calls": [chat]},
        {"role": "tool", "tool_call_id": "c", "content": "tea"},
    ]
    assert ask_chat(gpt, turns)[:2] == ([], "It is a tea.")


def test_a_tools_result_of_gemini_is_seen(sim, gemini):
    sim.answer_from(wrote([{"tool": {"name": "look_up"}}, {"text": "It is a tea."}]))
    tool = types.Tool(function_declarations=[{"name": "look_up", "parameters_json_schema": SCHEMA}])
    turns = [
        types.Content(role="user", parts=[types.Part(text="What?")]),
        types.Content(role="model", parts=[types.Part.from_function_call(name="look_up", args={"word": "a"})]),
        types.Content(role="user", parts=[types.Part.from_function_response(name="look_up", response={"r": "tea"})]),
    ]
    reply = gemini.models.generate_content(
        model=GEMINI, contents=turns, config=types.GenerateContentConfig(tools=[tool])
    )
    assert reply.text == "It is a tea."


WRONG = [
    ('{"contains": "a"', "it is no JSON"),
    ("7", "it is no JSON object"),
    ('{"contains": "a"}', "it needs one of text, tool and error"),
    ('{"text": "a", "error": {"status": 400}}', "it needs one of text, tool and error"),
    ('{"contains": "a", "matches": "b", "text": "c"}', "it has both contains and matches"),
    ('{"text": "a", "colour": "red"}', "'colour' is none of contains, matches, text, tool, error"),
    ('{"contains": 5, "text": "a"}', "contains is a text, not 5"),
    ('{"matches": "(", "text": "a"}', "matches is no regular expression"),
    ('{"tool": "look_up"}', "tool is like"),
    ('{"tool": {"name": "a", "arguments": "b"}}', "tool is like"),
    ('{"error": {"status": 200}}', "with a status from 400 to 599"),
    ('{"error": {"status": true, "message": 7}}', "with a status from 400 to 599"),
]


def test_wrong_lines_are_told_all_at_once_with_their_numbers(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text("\n\n".join(line for line, _ in WRONG))
    result = CliRunner().invoke(app.app, ["simulate", "--answers", str(path)])
    said = str(result.exception)
    for number, (_, words) in zip(itertools.count(1, 2), WRONG, strict=False):
        assert re.search(rf"^{re.escape(str(path))}:{number}: .*{re.escape(words)}", said, re.MULTILINE), words
    assert f"{len(WRONG)} faults" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "it holds no answer"), (b"[1", "it begins as a JSON list"), (b"[5]", "entry 1"), (b"\xff\xfe", "UTF-8")],
)
def test_a_file_that_holds_no_answers_is_refused(tmp_path, content, words):
    (tmp_path / "answers.json").write_bytes(content)
    with pytest.raises(ValueError, match=words):
        Simulator().answer_from(tmp_path / "answers.json")


def test_of_many_faults_twenty_are_listed(tmp_path):
    (tmp_path / "answers.json").write_text("7\n" * 25)
    with pytest.raises(ValueError, match="and 5 more faults\n25 faults"):
        Simulator().answer_from(tmp_path / "answers.json")


def test_a_file_that_cannot_be_read_is_an_error_of_the_command_line(tmp_path):
    command = [sys.executable, "-m", "deferred", "simulate", "--answers", str(tmp_path / "none.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "none.json cannot be read" in done.stderr) == (2, True)


def test_the_command_answers_as_the_file_says(tmp_path):
    (tmp_path / "answers.json").write_text('[{"contains": "tea", "text": "Yes, tea."}]')
    command = [
        sys.executable,
        "-m",
        "deferred",
        "simulate",
        "--latency",
        "0",
        "--answers",
        str(tmp_path / "answers.json"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())[0]
            with anthropic.Anthropic(base_url=address, api_key="simulated") as client:
                asked = [{"role": "user", "content": "tea?"}]
                reply = client.messages.create(model=CLAUDE, max_tokens=9, messages=asked)
        finally:
            server.terminate()
    assert reply.content[0].text == "Yes, tea."


# -- tool calls that nothing forces --------------------------------------------------------------------------------------


def test_some_requests_with_tools_get_a_call_and_the_same_ones_each_time(sim, ask):
    sim.replies.tool_share = 0.5
    questions = [f"question {number}" for number in range(16)]
    first = {question: bool(ask(question)[0]) for question in questions}
    assert set(first.values()) == {True, False}
    sim.replies._occurrences.clear()  # the first samples again
    assert {question: bool(ask(question)[0]) for question in questions} == first


def test_a_call_that_nothing_forces_has_arguments_that_fit_and_ends_as_calls_do(sim, ask):
    sim.replies.tool_share = 1.0
    calls, text, reason = ask("Look up: word: kettle")
    assert [(name, set(arguments)) for name, arguments in calls] == [("look_up", {"word"})]
    assert text == ""
    assert reason in {"tool_use", "tool_calls", "completed", "FinishReason.STOP"}


def test_no_tool_is_called_where_the_request_forbids_it_or_the_option_is_not_given(sim, claude, gpt, gemini):
    asked = [{"role": "user", "content": "hello"}]
    assert ask_claude(claude, asked)[0] == []
    sim.replies.tool_share = 1.0
    assert ask_claude(claude, asked, tool_choice={"type": "none"})[0] == []
    assert ask_chat(gpt, asked, tool_choice="none")[0] == []
    assert ask_responses(gpt, asked, tool_choice="none")[0] == []
    assert ask_gemini(gemini, asked, mode="NONE")[0] == []
