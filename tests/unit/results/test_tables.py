"""Results as tables: each call is a row that can be joined to the row it came from, however many there are."""

import asyncio
import contextlib
import csv
import functools
import json
import pickle
import sys
import tracemalloc
from pathlib import Path

import pytest
from pydantic import BaseModel

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.models import CLAUDE

pytestmark = pytest.mark.usefixtures("no_session_left")
COLUMNS = ["row", "prompt", "text", "citations", "error", "cost_usd", "cached", "batch_id", "model"]


class Place(BaseModel):
    city: str


class Person(BaseModel):
    text: str
    lives: Place
    names: list[str]


PERSON = {"text": "a note", "lives": {"city": "Oslo"}, "names": ["Ann", "Jo"]}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A working directory of the test's own."""
    monkeypatch.chdir(tmp_path)


def read_csv(path):
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def said(text, row=None, asked=None, **more):
    """A result whose reply is a text."""
    raw = json.dumps({"type": "message", "model": CLAUDE, "content": [{"type": "text", "text": text}]}).encode()
    return deferred.Result(CLAUDE, "anthropic", raw=raw, asked=asked, row=row, **more)


def test_rows_of_every_provider_join_the_table_they_came_from(sim, claude, gpt, gemini):
    with deferred.batch() as session:
        for row, ask in {"a": ask_claude, "b": ask_gpt, 3: ask_gemini}.items():
            client = {"a": claude, "b": gpt, 3: gemini}[row]
            with deferred.tag(row=row):
                ask(client, f"question {row}")
    session.results().to_csv("out.csv")
    rows = {row["row"]: row for row in read_csv("out.csv")}
    assert list(rows["a"]) == COLUMNS
    assert {row: one["prompt"] for row, one in rows.items()} == {n: f"question {n}" for n in ("a", "b", "3")}
    assert all(f"question {row}" in one["text"] for row, one in rows.items())
    assert {one["cached"] for one in rows.values()} == {"false"}
    assert sum(float(one["cost_usd"]) for one in rows.values()) == pytest.approx(float(sim.meter.total))
    assert {one["batch_id"] for one in rows.values()} == {job.id for job in sim.jobs}


def test_without_names_the_row_is_the_order_of_the_call_and_failed_calls_are_in_it(sim, claude):
    with deferred.batch() as session:
        ask_claude(claude, "one")
        claude.messages.create(model=CLAUDE, max_tokens=9, messages=[])
        ask_claude(claude, "three")
    session.results().to_csv("out.csv")
    rows = read_csv("out.csv")
    assert [(row["row"], row["prompt"]) for row in rows] == [("0", "one"), ("1", ""), ("2", "three")]
    assert rows[1]["error"].startswith("HTTP 400: ")
    assert [row["error"] for row in (rows[0], rows[2])] == ["", ""]
    session.results().failed.to_csv("failed.csv")
    assert [row["row"] for row in read_csv("failed.csv")] == ["1"]


def test_a_call_without_a_name_among_named_ones_has_no_row_that_could_be_taken_for_another(sim, claude):
    with deferred.batch() as session:
        ask_claude(claude, "one")
        with deferred.tag(row=0):
            ask_claude(claude, "two")
    assert [(result.prompt, result.row) for result in session.results()] == [("one", None), ("two", 0)]


def test_functions_of_several_calls_and_coroutines_keep_the_row_of_each_call(sim, claude):
    def twice(number):
        with deferred.tag(row=number):
            return ask_claude(claude, f"again: {ask_claude(claude, f'first {number}').content[0].text}")

    async def once(number):
        with deferred.tag(row=number):
            return await asyncio.to_thread(ask_claude, claude, f"first {number}")

    async def all_of_them():
        async with deferred.batch() as session:
            await asyncio.gather(*map(once, range(3)))
        return session

    with deferred.batch() as session:
        list(deferred.map(twice, range(3)))
    for one, calls in ((session, 6), (asyncio.run(all_of_them()), 3)):
        found = [(result.row, f"first {result.row}" in result.prompt) for result in one.results()]
        assert sorted(found) == sorted((row, True) for row in list(range(3)) * (calls // 3))


def test_no_provider_and_no_sum_of_costs_is_told_of_rows(sim, gpt):
    with deferred.batch() as session, deferred.tag(row="patient 17", team="search"):
        ask_gpt(gpt)
    assert list(session.report.tags) == ["team=search"]
    assert "patient 17" not in repr([one.body for one in sim.requests])


@pytest.mark.parametrize("row", [1.5, True, "", ("a", 1), "x" * 600])
def test_a_row_that_is_no_name_is_refused_with_the_remedy(row):
    with pytest.raises(ValueError, match=r"row=.* must be a whole number or a text .*row=str"), deferred.tag(row=row):
        raise AssertionError
    with pytest.raises(ValueError, match="row is no tag"), deferred.batch(tags={"row": "a"}, cache=False):
        raise AssertionError


def test_fields_of_values_are_columns_also_nested_ones_and_those_named_as_other_columns():
    results = deferred.Results([said(json.dumps(PERSON), 1, Person), said("none", 2, Person), said("[1]", 3, list)])
    results.to_csv("out.csv")
    rows = read_csv("out.csv")
    assert list(rows[0]) == [*COLUMNS[:3], "parsed.text", "lives.city", "names", "value", *COLUMNS[3:]]
    assert (rows[0]["parsed.text"], rows[0]["lives.city"], rows[0]["names"]) == ("a note", "Oslo", '["Ann", "Jo"]')
    assert rows[0]["text"] == json.dumps(PERSON)
    assert "holds no JSON" in rows[1]["error"]
    assert [row["value"] for row in rows] == ["", "", "[1]"]


def test_values_with_other_keys_in_each_result_do_not_make_a_table_of_any_width():
    many = [said(json.dumps({f"key {n}": n, "other_fields": n}), n, dict) for n in range(1_200)]
    deferred.Results(many).to_csv("out.csv")
    rows = read_csv("out.csv")
    assert len(rows[0]) == 1_000 + 1 + len(COLUMNS)
    assert json.loads(rows[1_199]["other_fields"]) == {"key 1199": 1199}
    assert rows[1_199]["parsed.other_fields"] == "1199"


def test_a_citation_of_the_provider_names_the_field_that_it_is_for(sim, claude):
    source = {"type": "text", "media_type": "text/plain", "data": "Harbour Timber Ltd. The total is 99.25."}
    block = {"type": "document", "title": "a.txt", "source": source, "citations": {"enabled": True}}
    content = [block, {"type": "text", "text": "Who?"}]
    with deferred.batch() as session:
        claude.messages.create(model=CLAUDE, max_tokens=99, messages=[{"role": "user", "content": content}])
    session.results().to_csv("out.csv")
    [row] = read_csv("out.csv")
    assert row["prompt"] == "Who?"
    assert [(one["source"], one["text"] in source["data"]) for one in json.loads(row["citations"])] == [("a.txt", True)]
    request = {"messages": [{"role": "user", "content": "The city is Oslo."}]}
    found = deferred.Results([said('{"city": "Oslo"}', 1, Place, request=lambda: request)])
    found.to_csv("plain.csv")
    found.to_csv("searched.csv", search=True)
    assert read_csv("plain.csv")[0]["citations"] == ""
    assert json.loads(read_csv("searched.csv")[0]["citations"])[0]["field"] == "city"


def test_odd_texts_come_back_from_the_file_as_they_were():
    texts = ['two\nlines, a comma and "quotes"', "=1+1", "\u2028 é 漢", "\ud800"]
    deferred.Results(map(said, texts)).to_csv("out.csv")
    assert [row["text"] for row in read_csv("out.csv")] == [*texts[:3], "\\ud800"]


def test_a_file_stays_as_it_was_if_a_result_cannot_be_read(tmp_path):
    def broken():
        raise deferred.LedgerError

    (tmp_path / "out.csv").write_text("good")
    with pytest.raises(deferred.LedgerError):
        deferred.Results([broken]).to_csv(tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "good"


def written(path, count, size):
    """Write a table of so many replies of so many bytes; gives the most memory that it took."""
    make = functools.partial(said, "x" * size)
    tracemalloc.start()
    try:
        deferred.Results(functools.partial(make, row) for row in range(count)).to_csv(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_table_of_many_results_is_written_without_holding_them(tmp_path):
    assert written(tmp_path / "out.csv", 300, 50_000) < 3_000_000
    assert (tmp_path / "out.csv").stat().st_size > 15_000_000


@pytest.mark.slow
@pytest.mark.timeout(600)  # memory is traced, which takes most of the time
def test_a_hundred_thousand_results_are_written_in_bounded_memory(tmp_path):
    assert written(tmp_path / "out.csv", 100_000, 1_000) < 60_000_000  # most of it the list of what makes them
    assert (tmp_path / "out.csv").read_bytes().count(b"\r\n") == 100_001


def test_results_are_read_when_they_are_asked_for_and_stay_as_they_were_called_for(sim, claude):
    with deferred.batch(linger=60) as session:
        ask_claude(claude, "one")
        early = session.results()
    results = session.results()
    assert early[0].error == "not answered yet"
    assert results[0] is results[0]
    assert results == list(results) == pickle.loads(pickle.dumps(results))
    assert results != []
    assert repr(results[:1]) == "<1 results>"
    assert isinstance(results[0:1], deferred.Results)


def test_a_call_that_was_given_up_and_made_again_belongs_to_the_row_of_the_second_time(sim, claude):
    with deferred.batch() as session:
        with deferred.tag(row=1):
            first = deferred.future(ask_claude(claude, "one"))
        with pytest.raises(TimeoutError):
            first.result(timeout=0)
        del first
        with deferred.tag(row=2):
            ask_claude(claude, "one")
    assert session.results()[-1].row == 2


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_without_its_library_is_an_error_with_the_remedy(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModuleNotFoundError, match=f"pip install {name}"):
        getattr(deferred.Results([said("a")]), f"to_{name}")()


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_frame_has_the_columns_of_the_file_with_their_types(name):
    pytest.importorskip(name)
    results = [said('{"n": 1}', 7, dict), said('{"n": 2.5}', 8, dict), said('{"n": null, "m": "x"}', 9, dict)]
    results += [
        said('{"n": 1, "m": true}', 10, dict, cached=True),
        deferred.Result("m", "anthropic", failure="no", row=11),
    ]
    frame = getattr(deferred.Results(results), f"to_{name}")()
    assert list(frame.columns) == [*COLUMNS[:3], "n", "m", *COLUMNS[3:]]
    assert frame["row"].to_list() == [7, 8, 9, 10, 11]
    assert frame["n"].sum() == 4.5
    assert frame["m"].to_list()[2:4] == ["x", "True"]
    assert frame["cached"].to_list() == [False, False, False, True, False]
    assert frame["error"].to_list()[4] == "no"


def test_a_frame_joins_the_frame_that_the_calls_came_from(sim, claude):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"review": ["good", "bad"]}, index=[10, 20])
    with deferred.batch() as session:
        for row, review in frame["review"].items():
            with deferred.tag(row=row):
                ask_claude(claude, review)
    joined = frame.join(session.results().to_pandas().set_index("row"))
    assert [review in text for review, text in zip(joined["review"], joined["text"], strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("request_", "prompt"),
    [
        ({"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]}, "Hi"),
        ({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"},
                       {"role": "user", "content": [{"type": "text", "text": "c"}]}]}, "a\n\nc"),
        ({"input": "Hi"}, "Hi"),
        ({"input": [{"role": "user", "content": [{"type": "input_text", "text": "Hi"}, {"type": "input_image"}]}]}, "Hi"),
        ({"input": ["a", "b"]}, "a\n\nb"),
        ({"input": [1, 2]}, ""),
        ({"contents": [{"role": "user", "parts": [{"text": "Hi"}, {"inlineData": {"data": "x"}}]}]}, "Hi"),
        ({"content": {"parts": [{"text": "Hi"}]}}, "Hi"),
        ({"prompt": "a cat", "n": 1}, "a cat"),
        ({"messages": [{"role": "user", "content": [{"type": "tool_result", "content": "9"}]}]}, ""),
    ],
)  # fmt: skip
def test_a_prompt_is_what_the_user_says_in_the_shape_of_any_provider(request_, prompt):
    assert said("", request=lambda: json.dumps(request_).encode()).prompt == prompt


def test_the_ledger_keeps_the_rows_of_batch_and_live_calls(sim, claude, gpt):
    with deferred.batch(), deferred.tag(row=5):
        ask_claude(claude, "a")
    with deferred.batch(name="flex", within="15m"), deferred.tag(row="b"):
        ask_gpt(gpt)
    with contextlib.closing(engine.ledger()) as ledger:
        jobs = [ledger.jobs.get(job.nonce, rows=True) for job in ledger.jobs.all()]
    assert [job.row_ids for job in jobs] == [{jobs[0].keys[0]: 5}, {jobs[1].keys[0]: "b"}]
