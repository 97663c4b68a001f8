"""Results of a shape that is not known are not missing: nothing is bought again, and they are kept as they came."""

import json

import pytest
from typer.testing import CliRunner

import deferred
from deferred.capture.connection import HttpConnection
from deferred.cli.app import app
from deferred.providers import PROVIDERS
from deferred.providers.base import Row, parsed_lines
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of

pytestmark = pytest.mark.usefixtures("no_session_left")
ASK = {"anthropic": ask_claude, "openai": ask_gpt, "google": ask_gemini}
COUNT = 6


@pytest.fixture(params=sorted(ASK))
def provider(request):
    return request.param


@pytest.fixture
def asked(sim, claude, gpt, gemini):
    """Ask a provider some questions in a block; gives the errors of the replies, and the session."""
    clients = {"anthropic": claude, "openai": gpt, "google": gemini}

    def ask(provider, count=COUNT, **settings):
        with deferred.batch(name="run", **settings) as session:
            replies = [ASK[provider](clients[provider], f"n {n}") for n in range(count)]
        return errors_of(replies), session

    return ask


@pytest.fixture
def changed(monkeypatch):
    """Let the lines of result files, and inline results, be changed on their way by a function of the line."""

    def change(fn):
        original, check = HttpConnection.lines, type(PROVIDERS["google"]).check

        def lines(self, url, **more):
            return _Changed(original(self, url, **more), fn)

        def checked(self, connection, job):
            status = check(self, connection, job)
            found = [fn(json.dumps(one).encode()) for one in status.inline]
            inline = tuple(json.loads(line) for line in found if line is not None)
            return status if not status.inline else type(status)(status.state, status.words, status.done, inline=inline)

        monkeypatch.setattr(HttpConnection, "lines", lines)
        monkeypatch.setattr(type(PROVIDERS["google"]), "check", checked)

    return change


class _Changed:
    def __init__(self, opened, fn):
        self.opened, self.fn = opened, fn

    def __enter__(self):
        lines = (self.fn(line) for line in self.opened.__enter__())
        return iter([line for line in lines if line is not None])

    def __exit__(self, *error):
        return self.opened.__exit__(*error)


def renamed(line):
    """The row under a name that nobody gave it."""
    row = json.loads(line)
    for name in ("custom_id", "key", "metadata"):
        row.pop(name, None)
    return json.dumps(row).encode()


def exported(tmp_path, count):
    """The rows that `deferred results --export` writes besides answers."""
    done = CliRunner().invoke(app, ["results", "run", "--export", "out.jsonl"])
    assert done.exit_code == 0, done.output
    assert f"{count} rows of an unknown shape" in done.output
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    return [line["row"] for line in lines if line["key"] is None]


def assert_stopped(found, sim, jobs=1):
    for error in found:
        assert isinstance(error, deferred.JobFailed)
        assert "deferred results --export" in str(error)
        assert "nothing was sent again" in str(error)
    assert len(sim.jobs) == jobs
    assert sim.meter.billed_twice() == []


def test_gemini_rows_without_their_keys_are_bought_once_and_kept(sim, asked, tmp_path):
    sim.faults.no_keys = True
    found, session = asked("google", cost_limit=1)
    assert_stopped(found, sim)
    assert len(found) == COUNT
    assert sim.meter.rows_billed == COUNT
    assert engine.committed(session) >= sim.meter.total
    rows = exported(tmp_path, COUNT)
    assert len(rows) == COUNT
    assert all(row["response"]["candidates"] for row in rows)


def test_rows_without_a_name_are_not_missing(sim, asked, provider, changed, tmp_path):
    changed(renamed)
    found, _ = asked(provider)
    assert_stopped(found, sim)
    assert sim.meter.rows_billed == len(exported(tmp_path, COUNT)) == COUNT


def test_a_few_rows_without_a_name_stop_only_the_calls_without_a_row(sim, asked, provider, changed, tmp_path):
    seen = []

    def rename_two(line):
        if line not in seen:
            seen.append(line)
        return renamed(line) if line in seen[:2] else line

    changed(rename_two)
    found, _ = asked(provider)
    assert [one is None for one in found].count(True) == COUNT - 2
    assert_stopped([one for one in found if one is not None], sim)
    assert len(exported(tmp_path, 2)) == 2


def test_rows_of_a_shape_that_nobody_knows_are_not_sent_again(sim, asked, provider, changed, tmp_path):
    def strange(line):
        row = json.loads(line)
        names = {name: row[name] for name in ("custom_id", "key", "metadata") if name in row}
        return json.dumps({**names, "outcome": {"answer": "hello"}}).encode()

    changed(strange)
    found, _ = asked(provider)
    assert_stopped(found, sim)
    assert [row["outcome"] for row in exported(tmp_path, COUNT)] == [{"answer": "hello"}] * COUNT


def test_a_file_in_which_no_line_can_be_read_is_not_empty(sim, asked, changed, tmp_path):
    changed(lambda line: b"<row>" + line)
    found, _ = asked("openai")
    assert_stopped(found, sim)
    assert all(row["unreadable"].startswith("<row>") for row in exported(tmp_path, COUNT))


def test_an_anthropic_row_of_a_new_kind_is_not_taken_for_one_that_did_not_run(sim, asked, changed):
    def another(line):
        return line.replace(b'"type":"succeeded"', b'"type":"partially_succeeded"')

    changed(another)
    assert_stopped(asked("anthropic")[0], sim)


def test_an_openai_answer_that_is_no_object_is_no_answer(sim, asked, changed):
    def without(line):
        row = json.loads(line)
        row["response"]["body"] = "a text"
        return json.dumps(row).encode()

    changed(without)
    assert_stopped(asked("openai")[0], sim)


@pytest.mark.parametrize("inline", [["a text"], [5], [[1]], {"one": {"response": {}}}])
def test_gemini_results_that_are_no_list_of_objects_stop_no_engine(sim, asked, inline, tmp_path):
    done = {"name": "batches/1", "done": True, "metadata": {"state": "BATCH_STATE_SUCCEEDED"},
            "response": {"inlinedResponses": {"inlinedResponses": inline}}}  # fmt: skip
    sim.faults.answer_instead = {"poll": (200, done, 10**6)}
    assert_stopped(asked("google")[0], sim)
    assert exported(tmp_path, 1) == [inline[0] if isinstance(inline, list) else inline]


def test_gemini_results_in_a_field_that_nobody_knows_are_kept(sim, asked, tmp_path):
    output = {"@type": "x", "responses": [{"text": "hello"}]}
    done = {"name": "batches/1", "done": True, "metadata": {"state": "BATCH_STATE_SUCCEEDED"}, "response": output}
    sim.faults.answer_instead = {"poll": (200, done, 10**6)}
    assert_stopped(asked("google")[0], sim)
    assert exported(tmp_path, 1) == [output]


@pytest.mark.parametrize(
    "body", [{"error": {"message": "the gateway is tired"}}, {"type": "message", "id": "msg_01"}, []]
)
@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_results_that_are_something_else_for_a_moment_are_read_again(sim, asked, provider, body):
    sim.faults.answer_instead = {"results": (200, body, 3)}
    found, session = asked(provider)
    assert found == [None] * COUNT
    assert sim.meter.rows_billed == COUNT
    assert [engine.ledger().jobs.kept_rows(job.nonce) for job in engine.jobs(session)] == [[]]


def test_rows_of_strangers_that_hide_no_call_are_not_kept(sim, asked, provider):
    sim.faults.unknown_rows = 3
    found, session = asked(provider)
    assert found == [None] * COUNT
    assert [engine.ledger().jobs.kept_rows(job.nonce) for job in engine.jobs(session)] == [[]]


def test_the_same_call_made_again_is_not_bought_again(sim, gemini):
    sim.faults.no_keys = True
    with deferred.batch():
        for _ in range(3):
            assert isinstance(errors_of([ask_gemini(gemini)])[0], deferred.JobFailed)
    assert sim.meter.rows_billed == 1


def test_the_rows_that_were_kept_go_with_their_job(sim, asked, tmp_path):
    sim.faults.no_keys = True
    _, session = asked("google")
    (job,) = engine.jobs(session)
    assert len(engine.ledger().jobs.kept_rows(job.nonce)) == COUNT
    assert CliRunner().invoke(app, ["clear", "--older-than", "0.001"]).exit_code == 0
    assert engine.ledger().jobs.kept_rows(job.nonce) == []


def test_recover_keeps_rows_that_it_cannot_name(sim, asked, tmp_path):
    sim.faults.no_keys = True
    asked("google")
    done = CliRunner().invoke(app, ["recover", "google", "--cache", "found"])
    assert f"0 rows recovered, {COUNT} rows of an unknown shape kept" in done.output


def test_a_row_says_that_it_is_unclear_by_its_words_alone():
    assert Row("a", None, "a row of an unknown shape: x").is_unclear
    assert not Row("a", None, "expired").is_unclear


def test_lines_that_cannot_be_read_are_given_only_where_no_line_can_be():
    assert list(parsed_lines(iter([b"<a>", b"", b"<b>"]))) == [{"unreadable": "<a>"}, {"unreadable": "<b>"}]
    assert list(parsed_lines(iter([b"<a>", b'{"a": 1}', b"<b>"]))) == [{"a": 1}]
    assert list(parsed_lines(iter([]))) == []
