"""What the pages of every ledger give: sums, choices and slices, whatever its medium."""

import dataclasses

import pytest

from deferred.core.call import Answer, BodyRef
from deferred.core.job import Job, JobState
from deferred.storage.pages import Chosen, Span

KEYS = [f"{n:040x}" for n in range(10)]


class PagesContract:
    """Tests of the pages; `opened()` opens the ledger."""

    @pytest.fixture
    def filled(self):
        """A ledger with a job of ten rows, one of three that is open, and one of a run that is not known."""
        ledger = self.opened()
        run = ledger.runs.open("name", {}).run.id
        ledger.jobs.add(
            job("one", run, KEYS, planned_at=-30.0, answered=8, batch_id="batch_1", tag_costs={"team=a b": "1"})
        )
        more = {"model_costs": {"$.odd": "1", 'q"': "2"}, "model": "", "row_ids": {KEYS[4]: 7, KEYS[5]: "seven"}}
        ledger.jobs.add(job("two", run, KEYS[4:7], state=JobState.SUBMITTED, done=2, planned_at=-20.0, **more))
        ledger.jobs.add(job("three", "recovered", KEYS[:1], model="models/gemini", planned_at=-10.0))
        return ledger, run

    def test_runs_come_with_the_sums_over_their_jobs_and_newest_first(self, filled):
        ledger, run = filled
        named, recovered = ledger.pages.runs(0, 10)
        assert (named.id, named.name, named.is_over) == (run, "name", False)
        assert (named.jobs, named.open_jobs, named.calls, named.done) == (2, 1, 13, 2)
        assert (named.answered, named.failed) == (8, 2)
        assert (recovered.id, recovered.calls, recovered.answered, recovered.is_over) == ("recovered", 1, 1, True)
        assert ledger.pages.runs(1, 1) == [recovered]
        assert ledger.pages.run(run) == named
        assert ledger.pages.run("none") is None

    def test_the_newest_closed_jobs_are_given_newest_first(self, filled):
        ledger, _ = filled
        assert [job.nonce for job in ledger.pages.newest_jobs(5)] == ["three", "one"]
        assert [job.nonce for job in ledger.pages.newest_jobs(1)] == ["three"]

    @pytest.mark.parametrize(
        ("asked", "nonces"),
        [
            ({}, ["one", "two", "three"]),
            ({"run": "recovered"}, ["three"]),
            ({"job": "two"}, ["two"]),
            ({"job": "batch_1"}, ["one"]),
            ({"model": "m"}, ["one"]),
            ({"model": "gemini"}, ["three"]),
            ({"model": "$.odd"}, ["two"]),
            ({"model": 'q"'}, ["two"]),
            ({"model": "' OR 1=1 --"}, []),
            ({"tag": "team=a b"}, ["one"]),
            ({"tag": "team"}, []),
            ({"is_open": True}, ["two"]),
            ({"is_open": False}, ["one", "three"]),
            ({"has_failures": True}, ["one", "three"]),  # of the third it is not known how many it answered
        ],
    )
    def test_jobs_are_chosen_by_what_they_are(self, filled, asked, nonces):
        ledger, _ = filled
        found = ledger.pages.jobs(Chosen(**asked), 0, 10)
        assert [one.nonce for one in found] == nonces
        assert [one.keys for one in found] == [[]] * len(nonces)
        assert ledger.pages.counts(Chosen(**asked)) == (len(nonces), sum(one.count for one in found))

    def test_jobs_are_given_in_pages(self, filled):
        ledger, run = filled
        assert [one.nonce for one in ledger.pages.jobs(Chosen(), 1, 1)] == ["two"]
        assert ledger.pages.jobs(Chosen(run=run), 2, 5) == []

    def test_spans_say_in_which_job_a_row_is(self, filled):
        ledger, _ = filled
        spans = [Span("one", 0, 10), Span("two", 10, 3), Span("three", 13, 1)]
        assert ledger.pages.spans(Chosen(), 0, 10) == spans
        assert ledger.pages.spans(Chosen(), 9, 1) == spans[:1]
        assert ledger.pages.spans(Chosen(), 10, 9) == spans[1:]
        assert ledger.pages.spans(Chosen(), 14, 9) == []

    def test_a_job_is_given_with_some_of_its_rows(self, filled):
        ledger, _ = filled
        found = ledger.pages.rows("one", 4, 3)
        assert found.keys == KEYS[4:7]
        assert found.bodies == [BodyRef(40, 5), BodyRef(50, 5), BodyRef(60, 5)]
        assert (found.count, found.batch_id, found.row_ids) == (10, "batch_1", {})
        assert ledger.pages.rows("two", 1, 9).row_ids == {KEYS[5]: "seven"}
        assert ledger.pages.rows("one", 10, 5).keys == []
        assert ledger.pages.rows("none", 0, 5) is None

    def test_it_is_known_which_job_names_its_rows(self, filled):
        ledger, _ = filled
        assert [ledger.jobs.names_rows(nonce) for nonce in ("one", "two", "none")] == [False, True, False]

    def test_several_answers_are_read_at_once(self, filled):
        ledger, _ = filled
        stored = {key: Answer(200, b'{"n": %d}' % n, f"req_{n}", "batch_1", route="flex") for n, key in enumerate(KEYS)}
        ledger.answers.store(stored.items())
        found = ledger.answers.some([*KEYS[2:4], "f" * 40])
        assert found == {key: stored[key]._replace(cached=True) for key in KEYS[2:4]}
        assert ledger.answers.some([]) == {}
        assert ledger.answers.stored([*KEYS[2:4], "f" * 40]) == set(KEYS[2:4])


def job(nonce, run, keys, **facts):
    """A job as the ledger keeps it, collected but for what is given."""
    base = Job(
        nonce=nonce, provider="anthropic", base_url="https://x", endpoint="/v1/messages", credential="c", model="m",
        headers=[], count=len(keys), size=0, planned_at=10.0, run=run, keys=list(keys),
        bodies=[BodyRef(10 * n, 5) for n, _ in enumerate(keys)], state=JobState.COLLECTED,
    )  # fmt: skip
    return dataclasses.replace(base, **facts)
