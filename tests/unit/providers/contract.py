"""What every batch API promises to the engine, run against the simulator; a subclass says which one, and what it takes.

Adapters hold no state and never retry, so each promise is one or two requests: whatever comes back, the engine must be
able to tell an answer from none, its own rows and batches from those of others, and a job that runs from one that ended.
"""

import contextlib
import json
import time
from dataclasses import replace

import pytest

from deferred.capture import from_environment
from deferred.core.grouping import fits_alone
from deferred.core.job import NOT_KEPT, Job, Rows, new_nonce
from deferred.core.profile import profile_of
from deferred.providers import PROVIDERS
from deferred.providers.base import UNCLEAR, Lost, Refused, Reply, State, Status

DAY = 86_400.0
TEXTS = ["one", "two", "three", "four"]


class Garbled:
    """A connection that gives the same answer, or the same lines, to whatever is asked."""

    def __init__(self, body=b"", lines=()):
        self.body, self.given = body, lines

    def request(self, method, url, *, body=None, headers=None):
        return Reply(200, {}, self.body)

    @contextlib.contextmanager
    def lines(self, url, *, headers=None):
        yield iter(self.given)


class ProviderContract:
    """The promises; a subclass gives `name`, `endpoint`, `model`, `body` and what the API can do."""

    name: str
    endpoint: str
    model: str
    counts_tokens = True
    has_failed_jobs = True

    @staticmethod
    def body(text):
        raise NotImplementedError

    # -- what the tests share --------------------------------------------------------------------------------------

    @pytest.fixture(autouse=True)
    def opened(self, sim):
        self.sim = sim
        self.provider = PROVIDERS[self.name]
        account = from_environment.account(self.name, None, [sim.host])
        self.base_url, self.credential, self.connection = account.base_url, account.credential, account.connection
        yield
        account.connection.close()

    def planned(self, texts=TEXTS):
        """A job as the engine plans it, and its rows."""
        bodies = [json.dumps(self.body(text)).encode() for text in texts]
        job = Job(
            nonce=new_nonce(), provider=self.name, base_url=self.base_url, endpoint=self.endpoint,
            credential=self.credential, model=self.model, headers=[], count=len(bodies), size=sum(map(len, bodies)),
            planned_at=time.time(), keys=[f"{number:040x}" for number in range(len(bodies))],
            bodies=[NOT_KEPT] * len(bodies),
        )  # fmt: skip
        return job, Rows(job, lambda: iter(bodies))

    def created(self, texts=TEXTS):
        """A job that the provider has taken."""
        job, rows = self.planned(texts)
        job.file_id = self.provider.upload(self.connection, job, rows)
        job.batch_id = self.provider.create(self.connection, job, rows)
        return job

    def ended(self, texts=TEXTS):
        """A job, and the look that found it over."""
        job = self.created(texts)
        return job, self.look(job)

    def look(self, job):
        return self.provider.check(self.connection, job)

    def rows_of(self, job, status):
        return list(self.provider.collect(self.connection, job, status))

    def found(self, job, age=DAY):
        """The batches that `find` gives and `is_ours` takes for this job."""
        candidates = self.provider.find(self.connection, job, age)
        return [one for one in candidates if self.provider.is_ours(self.connection, job, one)]

    # -- what it is ------------------------------------------------------------------------------------------------

    def test_it_is_known_by_its_name_and_has_a_profile(self):
        assert self.provider.name == self.name
        assert profile_of(self.name).name == self.name

    def test_its_limits_hold_at_least_one_request(self):
        limits = self.provider.limits
        assert limits.requests > 0
        assert limits.row_bytes > 0
        assert fits_alone(1_000, limits)
        assert not fits_alone(limits.bytes, limits)

    # -- upload and create -----------------------------------------------------------------------------------------

    def test_what_is_created_holds_every_row_by_its_name(self):
        job = self.created()
        held = {row.custom_id or (row.metadata or {}).get("key") for row in self.sim.jobs[0].rows}
        assert held == set(job.by_custom_id())
        assert self.sim.live_calls == []

    def test_rows_are_read_again_for_each_try(self):
        job, rows = self.planned()
        self.sim.faults.status_on["create"] = (503, 1, {})
        job.file_id = self.provider.upload(self.connection, job, rows)
        with pytest.raises(Refused):
            self.provider.create(self.connection, job, rows)
        job.batch_id = self.provider.create(self.connection, job, rows)
        assert len(self.sim.jobs[-1].rows) == len(TEXTS)

    def test_a_refusal_has_the_status_the_words_and_the_time_to_wait(self):
        job, rows = self.planned()
        self.sim.faults.status_on["create"] = (503, 1, {"retry-after": "7"})
        job.file_id = self.provider.upload(self.connection, job, rows)
        with pytest.raises(Refused) as refusal:
            self.provider.create(self.connection, job, rows)
        assert (refusal.value.status, refusal.value.passing, refusal.value.retry_after) == (503, True, 7)
        assert refusal.value.message

    @pytest.mark.parametrize("answer", [b"<html>", b"", b"{}", b"[]", b'{"id": 5, "name": null}'])
    def test_an_answer_to_a_create_that_names_nothing_counts_as_none(self, answer):
        job, rows = self.planned()
        with pytest.raises(Lost) as lost:
            self.provider.create(Garbled(answer), job, rows)
        assert lost.value.sent

    def test_a_create_whose_answer_is_lost_is_found(self):
        job, rows = self.planned()
        job.file_id = self.provider.upload(self.connection, job, rows)
        self.sim.faults.lost_responses = {"create": 1}
        with pytest.raises(Lost) as lost:
            self.provider.create(self.connection, job, rows)
        assert lost.value.sent
        assert self.found(job) == [self.sim.jobs[0].id]

    def test_a_create_that_was_not_acted_on_is_not_found(self):
        self.created(["another", "job", "of", "ours"])
        job, rows = self.planned()
        job.file_id = self.provider.upload(self.connection, job, rows)
        self.sim.faults.refuse_before = {"create": 1}
        with pytest.raises(Lost):
            self.provider.create(self.connection, job, rows)
        assert self.found(job) == []

    # -- check -----------------------------------------------------------------------------------------------------

    def test_a_job_runs_and_then_has_ended(self):
        self.sim.latency = 60
        job = self.created()
        assert self.look(job).state is State.RUNNING
        self.sim.clock.advance(61)
        status = self.look(job)
        assert status.state is State.ENDED
        assert status.done == len(TEXTS)
        assert status.results or status.inline

    def test_a_word_that_nobody_has_documented_is_no_end(self):
        self.sim.latency = 60
        job = self.created()
        self.sim.faults.unknown_status = 1
        assert self.look(job).state is State.RUNNING

    def test_words_count_in_any_case(self):
        self.sim.faults.status_case = True
        assert self.ended()[1].state is State.ENDED

    def test_a_look_that_says_nothing_is_no_end(self):
        job = self.created()
        assert self.provider.check(Garbled(b"{}"), job).state is State.RUNNING

    def test_a_look_that_is_no_json_counts_as_no_answer(self):
        job = self.created()
        with pytest.raises(Lost):
            self.provider.check(Garbled(b"<html>"), job)

    def test_a_batch_that_is_gone_is_refused(self):
        job = self.created()
        self.sim.faults.batch_gone = 1
        with pytest.raises(Refused) as refusal:
            self.look(job)
        assert refusal.value.status == 404

    def test_a_job_that_failed_says_why(self):
        if not self.has_failed_jobs:
            return
        self.sim.faults.fail_batch = 1
        _, status = self.ended()
        assert status.state is State.FAILED
        assert status.gone_wrong

    # -- collect ---------------------------------------------------------------------------------------------------

    def test_every_row_comes_back_by_its_name_with_its_answer(self):
        job, status = self.ended()
        rows = self.rows_of(job, status)
        assert {row.custom_id for row in rows} == set(job.by_custom_id())
        assert len(rows) == len(TEXTS)
        for row in rows:
            assert row.answer.ok
            assert row.answer.batch_id == job.batch_id
            assert profile_of(self.name).replies.is_answer(json.loads(row.answer.body))

    def test_results_can_be_collected_again(self):
        job, status = self.ended()
        names = [sorted(row.custom_id for row in self.rows_of(job, status)) for _ in range(2)]
        assert names[0] == names[1]

    def test_a_row_that_failed_has_its_status(self):
        self.sim.faults.error_rows, self.sim.faults.error_status = {0}, 429
        job, status = self.ended()
        by_name = {row.custom_id: row for row in self.rows_of(job, status)}
        first, *others = job.by_custom_id()
        assert by_name[first].answer.status == 429
        assert all(by_name[name].answer.ok for name in others)

    def test_rows_that_are_lost_take_no_others_with_them(self):
        self.sim.faults.drop_rows = {1}
        job, status = self.ended()
        _, dropped, *_ = job.by_custom_id()
        assert {row.custom_id for row in self.rows_of(job, status)} == set(job.by_custom_id()) - {dropped}

    def test_a_row_that_expired_has_no_good_answer(self):
        self.sim.faults.expire_rows = {1}
        job, status = self.ended()
        _, name, *_ = job.by_custom_id()
        found = [row for row in self.rows_of(job, status) if row.custom_id == name]
        assert all(row.answer is None or not row.answer.ok for row in found)

    def test_rows_of_others_are_told_by_their_names(self):
        self.sim.faults.unknown_rows = 1
        job, status = self.ended()
        known = job.by_custom_id()
        rows = self.rows_of(job, status)
        assert {row.custom_id for row in rows if row.custom_id in known} == set(known)
        assert len(rows) == len(TEXTS) + 1

    def test_a_row_that_came_twice_is_given_twice(self):
        self.sim.faults.duplicate_rows = {0}
        job, status = self.ended()
        assert len(self.rows_of(job, status)) == len(TEXTS) + 1

    def test_a_file_with_nothing_in_it_has_no_rows(self):
        self.sim.faults.empty_results = True
        job, status = self.ended()
        assert self.rows_of(job, status) == []

    def test_a_row_of_unknown_shape_is_unclear_and_a_cut_line_is_passed_over(self):
        job, _ = self.ended()
        strange = [{"custom_id": "a", "key": "a"}, {"custom_id": "b", "key": "b", "result": "x", "response": []}]
        lines = [b'{"custom_id": "c"', *(json.dumps(line).encode() for line in strange), b"[1]", b"5"]
        given = list(self.provider.collect(Garbled(lines=lines), job, Status(State.ENDED, "", results=("file",))))
        assert [row.custom_id for row in given] == ["a", "b"]
        assert all(row.answer is None and row.lost.startswith(UNCLEAR) for row in given)

    def test_results_that_break_off_are_no_whole_results(self):
        self.sim.faults.cut_results = 1
        job, status = self.ended(TEXTS * 20)
        if status.inline:
            return  # they came with the look
        with pytest.raises(Lost):
            self.rows_of(job, status)

    # -- find, all_of_ours, is_ours --------------------------------------------------------------------------------

    def test_it_finds_its_own_batch_among_others(self):
        jobs = [self.created() for _ in range(3)]
        assert [self.found(job) for job in jobs] == [[job.batch_id] for job in jobs]

    def test_nobody_is_found_where_there_is_none(self):
        job, _ = self.planned()
        assert self.found(job) == []

    def test_a_list_may_lag_behind(self):
        self.sim.faults.list_lag = 30
        job = self.created()
        assert self.found(job) == []
        self.sim.clock.advance(31)
        assert self.found(job) == [job.batch_id]

    def test_a_batch_that_runs_is_told_at_once_or_not_yet(self):
        self.sim.latency = 60
        job = self.created()
        candidates = self.provider.find(self.connection, job, DAY)
        assert candidates == [job.batch_id]
        told = self.provider.is_ours(self.connection, job, job.batch_id)
        assert told is (True if self.provider.recognisable else None)

    def test_all_of_ours_are_listed_newest_first(self):
        jobs = []
        for _ in range(3):
            jobs.append(self.created())
            self.sim.clock.advance(1)
        probe = replace(jobs[0], nonce="", keys=[], bodies=[], batch_id=None, file_id=None)
        assert list(self.provider.all_of_ours(self.connection, probe)) == [job.batch_id for job in reversed(jobs)]

    # -- cancel and count ------------------------------------------------------------------------------------------

    def test_a_job_that_is_cancelled_ends(self):
        self.sim.latency = 60
        job = self.created()
        self.provider.cancel(self.connection, job)
        self.sim.clock.advance(61)
        assert self.look(job).state is State.ENDED

    def test_to_cancel_what_has_ended_is_no_error(self):
        job, _ = self.ended()
        self.provider.cancel(self.connection, job)
        assert len(self.rows_of(job, self.look(job))) == len(TEXTS)

    def test_it_counts_the_tokens_of_a_request_or_says_that_it_does_not(self):
        job, _ = self.planned()
        counted = self.provider.count(self.connection, job, self.model, json.dumps(self.body("Hello there")).encode())
        assert counted > 0 if self.counts_tokens else counted is None
