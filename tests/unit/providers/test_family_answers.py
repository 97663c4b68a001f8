"""What members answer, by symptom: whatever its shape, no batch is missed, no error goes astray, and no answer is lost."""

import json

import pytest

from deferred.core.job import Job
from deferred.providers.base import Reply, State, Status, Unexpected
from deferred.providers.openai import answers
from deferred.providers.openai.batch import OpenAI
from deferred.providers.openai.members import MEMBERS

KEYS = [f"{number:040x}" for number in range(3)]


def job_of(**more):
    return Job(
        "n" * 16, "openai", "https://x/v1", "/v1/x", "c", "m", [], 3, 1, 0.0, keys=list(KEYS), batch_id="b", **more
    )


class Says:
    """A connection that gives these answers, one after the other, and the last one from then on."""

    def __init__(self, *told):
        self.told, self.asked = list(told), []

    def request(self, method, url, *, body=None, headers=None):
        self.asked.append(url)
        told = self.told.pop(0) if len(self.told) > 1 else self.told[0]
        return Reply(200, {}, json.dumps(told).encode())


def page(*names, **more):
    return {"data": [{"id": name, "object": "batch"} for name in names], **more}


def test_a_list_that_has_more_and_gives_nothing_new_is_no_proof_that_a_batch_is_absent():
    with pytest.raises(Unexpected, match="more"):
        OpenAI().find(Says(page("a", has_more=True)), job_of(), 60.0)


def test_a_list_that_is_whole_and_repeats_itself_has_an_end():
    names = [f"batch {number}" for number in range(100)]
    assert OpenAI().find(Says(page(*names)), job_of(), 60.0) == []


def test_a_cursor_with_signs_of_its_own_is_sent_as_it_came():
    pages = Says(page("a", paging={"next_cursor": "x+/="}), page("b", paging={}))
    OpenAI(MEMBERS["groq"]).find(pages, job_of(), 60.0)
    assert pages.asked[1].endswith("cursor=x%2B%2F%3D")


ERRORS = [{"line": 2, "code": "bad", "message": "no such thing"}]


def looked(batch, first_line=1):
    return OpenAI().check(Says({"object": "batch", "id": "b", **batch}), job_of())


def test_a_completed_batch_that_ran_nothing_tells_its_errors():
    """As Groq ends a batch of which no line was good."""
    status = looked({"status": "completed", "errors": ERRORS, "request_counts": {"completed": 0, "failed": 3}})
    assert (status.state, status.gone_wrong, [line for line, _ in status.bad_lines]) == (
        State.FAILED, "no such thing", [1],
    )  # fmt: skip


def test_an_error_of_a_line_without_a_row_reaches_its_call_after_the_rows():
    counts = {"completed": 2, "failed": 1}
    status = looked({"status": "completed", "output_file_id": "f", "errors": ERRORS, "request_counts": counts})
    assert status.state is State.ENDED
    rows = list(OpenAI().collect(Says({}), job_of(), Status(State.ENDED, "completed", bad_lines=status.bad_lines)))
    assert [(row.custom_id, row.answer.status) for row in rows] == [(job_of().custom_id(KEYS[1]), 400)]
    assert b"no such thing" in rows[0].answer.body


@pytest.mark.parametrize("line", [-1, 0, 4, 10**9])
def test_a_line_that_is_not_there_blames_no_call(line):
    status = looked({"status": "completed", "output_file_id": "f", "errors": [{"line": line, "message": "no"}]})
    assert list(OpenAI().collect(Says({}), job_of(), Status(State.ENDED, "", bad_lines=status.bad_lines))) == []


def test_a_failed_batch_that_ran_something_is_read_though_its_files_come_later():
    status = looked({"status": "failed", "errors": ERRORS, "request_counts": {"completed": 2, "failed": 1}})
    assert (status.state, status.done) == (State.ENDED, 2)


@pytest.mark.parametrize(
    ("response", "status"),
    [
        ({"status_code": "200", "body": {"choices": []}}, 200),
        ({"status_code": "429", "body": {"error": {"message": "slow"}}}, 429),
        ({"status_code": 200, "body": '{"choices": []}'}, 200),
    ],
)
def test_an_answer_is_read_though_its_status_or_body_is_a_text(response, status):
    row = answers.row_of({"custom_id": "a", "response": response}, "b")
    assert row.answer.status == status
    assert isinstance(json.loads(row.answer.body), dict)


def test_words_for_an_answer_are_no_answer_and_words_for_an_error_are_one():
    rows = [answers.row_of({"custom_id": "a", "response": {"status_code": n, "body": "no"}}, "b") for n in (200, 400)]
    assert (rows[0].is_unclear, rows[1].answer.body) == (True, b'{"error":{"message":"no"}}')
