"""What every ledger keeps, whatever its medium: a subclass says how one is opened, and by how many processes at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from deferred.core.call import Answer, BodyRef
from deferred.core.caps import NO_CAPS, Caps, start_of
from deferred.core.job import Job, JobState, new_nonce
from deferred.storage.base import Draft

ONE = Decimal(1)
DAY = 86_400.0
MIDNIGHT = start_of("month", time.time()) + 9 * DAY  # of a day whose neighbours are of the same month
NOON = MIDNIGHT + DAY / 2
A_DAY = Caps(None, {"day": Decimal("2.25")})


def draft(*keys, run="run", bounds=ONE, reuse=True, **facts):
    """A job about to be planned, each call of which may cost one dollar."""
    job = Job(
        nonce=new_nonce(), provider="anthropic", base_url="https://x", endpoint="/v1/messages", credential="c",
        model="", headers=[["anthropic-beta", "b"]], count=len(keys), size=4 * len(keys), run=run,
        keys=list(keys), bodies=[BodyRef(4 * n, 4) for n, _ in enumerate(keys)], **{"planned_at": 1.5, **facts},
    )  # fmt: skip
    return Draft(job, {} if bounds is None else dict.fromkeys(keys, bounds), reuse)


def live(*keys, run="run", **facts):
    """A call about to be sent live."""
    return draft(*keys, run=run, **facts).job


class LedgerContract:
    """Tests of the contract; `opened()` opens the same ledger once more, as another process would."""

    def opened(self):
        raise NotImplementedError

    @pytest.fixture
    def ledger(self):
        return self.opened()

    @pytest.fixture
    def run(self, ledger):
        return ledger.runs.open("name", {}).run.id

    # -- answers -------------------------------------------------------------------------------------------------------

    def test_an_answer_comes_back_as_it_went_in(self, ledger):
        answer = Answer(200, b'{"text": "\xe2\x80\xa8 \n"}', "req_1", "batch_1")
        ledger.answers.store([("key", answer)])
        assert ledger.answers.get("key") == answer._replace(cached=True)
        assert ledger.answers.get("other") is None
        assert ledger.answers.count() == 1

    def test_an_answer_keeps_the_route_by_which_it_came(self, ledger):
        answer = Answer(200, b"{}", "req_1", "resp_1", route="background 8h")
        ledger.answers.store([("key", answer)])
        assert ledger.answers.get("key") == answer._replace(cached=True)

    def test_answers_of_another_process_are_known_after_a_look(self, ledger):
        other = self.opened()
        other.answers.store([(f"k{n}", Answer(200, b"{}")) for n in range(2_500)])
        ledger.answers.sync()
        assert ledger.answers.known(["k0", "k2499", "missing"]) == {"k0", "k2499"}

    def test_an_answer_that_is_stored_again_takes_the_place_of_the_first(self, ledger):
        ledger.answers.store([("key", Answer(200, b"1")), ("key", Answer(200, b"2"))])
        ledger.answers.store([("key", Answer(200, b"3"))])
        assert ledger.answers.get("key").body == b"3"

    # -- plans ---------------------------------------------------------------------------------------------------------

    def test_a_plan_takes_its_calls_reserves_their_money_and_is_claimed(self, ledger, run):
        wanted = draft("a", "b", run=run)
        assert ledger.jobs.plan(wanted, Caps(Decimal(5))).taken == ("a", "b")
        assert ledger.runs.money(run).committed == 2
        assert ledger.jobs.get(wanted.job.nonce, rows=True) == wanted.job
        assert self.opened().jobs.adopt(wanted.job.nonce) is None

    def test_a_key_is_bought_by_one_job(self, ledger, run):
        first, second = draft("a", "b", run=run), draft("b", "c", run=run)
        ledger.jobs.plan(first, NO_CAPS)
        planned = self.opened().jobs.plan(second, NO_CAPS)
        assert planned.taken == ("c",)
        assert planned.owned == {"b": first.job.nonce}
        assert (second.job.keys, second.job.count) == (["c"], 1)

    def test_a_key_that_is_answered_is_not_bought_unless_anew(self, ledger, run):
        ledger.answers.store([("a", Answer(200, b"{}"))])
        assert ledger.jobs.plan(draft("a", "b", run=run), NO_CAPS).stored == {"a"}
        assert ledger.jobs.plan(draft("a", run=run, reuse=False), NO_CAPS).taken == ("a",)

    def test_what_does_not_fit_under_the_limit_waits(self, ledger, run):
        planned = ledger.jobs.plan(draft("a", "b", "c", run=run), Caps(Decimal("2.5")))
        assert (planned.taken, planned.waiting) == (("a", "b"), ("c",))
        assert ledger.runs.money(run).committed == 2
        nothing = draft("d", run=run)
        assert ledger.jobs.plan(nothing, Caps(Decimal("2.5"))).waiting == ("d",)
        assert ledger.jobs.get(nothing.job.nonce) is None

    def test_a_plan_without_a_limit_reserves_nothing_until_it_is_bounded(self, ledger, run):
        wanted = draft("a", run=run, bounds=None)
        ledger.jobs.plan(wanted, NO_CAPS)
        assert ledger.runs.money(run).committed == 0
        ledger.jobs.bound(wanted.job.nonce, Decimal(3))
        assert ledger.runs.money(run).committed == 3

    def test_what_was_bounded_later_is_given_back_by_the_process_that_drives_the_job(self, ledger, run):
        job = draft("a", run=run, bounds=None).job
        ledger.jobs.plan(Draft(job), NO_CAPS)
        self.opened().jobs.bound(job.nonce, Decimal(3))
        job.state = JobState.ENDED
        ledger.jobs.save(job)
        assert ledger.jobs.get(job.nonce).reserved == "3"
        job.spent = "0.25"
        ledger.jobs.close(job)
        assert ledger.runs.money(run) == (Decimal("0.25"), Decimal("0.25"))

    def test_the_rows_that_calls_were_named_by_come_back_with_the_job_that_takes_them(self, ledger, run):
        ledger.answers.store([("a", Answer(200, b"{}"))])
        planned = draft("a", "b", "c", run=run, row_ids={"a": 1, "b": "two"})
        assert ledger.jobs.plan(planned, NO_CAPS).taken == ("b", "c")
        assert ledger.jobs.get(planned.job.nonce, rows=True).row_ids == {"b": "two"}
        assert self.opened().jobs.get(planned.job.nonce).row_ids == {}
        ledger.jobs.let_go(planned.job.nonce)
        assert self.opened().jobs.adopt(planned.job.nonce).row_ids == {"b": "two"}

    # -- the life of a job ---------------------------------------------------------------------------------------------

    def test_each_step_is_seen_by_another_process(self, ledger, run):
        job = draft("a", run=run).job
        ledger.jobs.plan(Draft(job), NO_CAPS)
        job.attempted_at = 2.0
        ledger.jobs.attempt(job)
        assert self.opened().jobs.get(job.nonce).attempted_at == 2.0
        ledger.jobs.unattempt(job)
        assert self.opened().jobs.get(job.nonce).attempted_at is None
        job.state = JobState.SUBMITTED
        ledger.jobs.record(job, "batch_1")
        seen = self.opened()
        assert (seen.jobs.get(job.nonce).batch_id, seen.jobs.batch_ids()) == ("batch_1", {"batch_1"})

    def test_a_job_is_closed_once_and_its_reservation_becomes_what_was_spent(self, ledger, run):
        job = draft("a", "b", run=run).job
        ledger.jobs.plan(Draft(job, {"a": ONE, "b": ONE}), Caps(Decimal(5)))
        job.spent = "0.25"
        assert ledger.jobs.close(job)
        assert not ledger.jobs.close(job)
        assert ledger.runs.money(run) == (Decimal("0.25"), Decimal("0.25"))
        assert ledger.jobs.plan(draft("a", run=run), Caps(Decimal(5))).taken == ("a",)

    def test_the_calls_of_a_job_that_is_lost_count_as_sent_live_and_are_not_bought_again_unless_asked(
        self, ledger, run
    ):
        first = draft("a", run=run, route="background 8h")
        ledger.jobs.plan(first, Caps(Decimal(5)))
        first.job.spent = first.job.reserved
        assert ledger.jobs.close(first.job, lost=True)
        assert ledger.runs.money(run) == (ONE, ONE)
        assert self.opened().jobs.plan(draft("a", run=run), Caps(Decimal(5))).lost == {"a"}
        assert ledger.live.enter(live("a", run=run), ONE, Caps(Decimal(5))).is_lost
        assert ledger.jobs.plan(replace(draft("a", run=run), resend=True), Caps(Decimal(5))).taken == ("a",)

    def test_what_is_left_at_the_provider_is_known_until_it_is_deleted(self, ledger, run):
        open_, closed = draft("a", run=run, leftovers=["file-1"]), draft("b", run=run)
        for one in (open_, closed):
            ledger.jobs.plan(one, NO_CAPS)
        closed.job.leftovers = ["file-2", "batch-2"]
        ledger.jobs.close(closed.job)
        [found] = self.opened().jobs.with_leftovers()
        assert (found.nonce, found.leftovers) == (closed.job.nonce, ["file-2", "batch-2"])
        ledger.jobs.clear_leftovers(closed.job.nonce)
        assert self.opened().jobs.with_leftovers() == []

    def test_a_job_that_is_closed_is_not_opened_again_by_a_late_write(self, ledger, run):
        job = draft("a", run=run).job
        ledger.jobs.plan(Draft(job), NO_CAPS)
        late = self.opened().jobs.get(job.nonce, rows=True)
        ledger.jobs.close(job)
        late.state = JobState.ENDED
        self.opened().jobs.save(late)
        assert not ledger.jobs.get(job.nonce).is_open
        assert ledger.jobs.all(open_only=True) == []

    def test_a_job_that_is_let_go_is_adopted_by_one_process(self, ledger, run):
        job = draft("a", run=run).job
        ledger.jobs.plan(Draft(job), NO_CAPS)
        ledger.jobs.let_go(job.nonce)
        one, other = self.opened(), self.opened()
        assert one.jobs.adopt(job.nonce) == job
        assert other.jobs.adopt(job.nonce) is None
        one.jobs.close(job)
        assert other.jobs.adopt(job.nonce) is None

    def test_jobs_are_listed_by_run_oldest_first_and_keys_by_owner(self, ledger, run):
        jobs = [draft(f"k{n}", run=run if n else "other").job for n in range(3)]
        for n, job in enumerate(jobs):
            job.planned_at = 10.0 - n
            ledger.jobs.plan(Draft(job), NO_CAPS)
        assert [job.nonce for job in ledger.jobs.all(run=run)] == [jobs[2].nonce, jobs[1].nonce]
        assert ledger.jobs.owners(["k1", "k7"]) == {"k1": jobs[1].nonce}
        assert set(ledger.jobs.owners()) == {"k0", "k1", "k2"}

    def test_rows_are_kept_as_they_came_and_kept_again_take_the_place_of_the_first(self, ledger, run):
        job = draft("a", "b", run=run).job
        ledger.jobs.plan(Draft(job, {"a": ONE, "b": ONE}), NO_CAPS)
        ledger.jobs.keep_rows(job.nonce, 0, [b'{"x": 1}', b'{"x": 2}'])
        ledger.jobs.keep_rows(job.nonce, 2, [b'{"x": 3}'])
        assert self.opened().jobs.kept_rows(job.nonce) == [b'{"x": 1}', b'{"x": 2}', b'{"x": 3}']
        ledger.jobs.keep_rows(job.nonce, 0, [b'{"x": 4}'])  # its results were read again
        assert ledger.jobs.kept_rows(job.nonce) == [b'{"x": 4}']
        assert ledger.jobs.kept_rows("another") == []
        ledger.jobs.close(job)
        ledger.jobs.forget([job])
        assert ledger.jobs.kept_rows(job.nonce) == []

    def test_what_was_found_at_a_provider_is_added_and_what_is_forgotten_is_gone(self, ledger):
        job = draft("a", state=JobState.COLLECTED).job
        ledger.answers.store([("a", Answer(200, b"{}"))])
        ledger.jobs.add(job)
        assert ledger.jobs.get(job.nonce, rows=True) == job
        ledger.jobs.forget([job])
        assert (ledger.jobs.get(job.nonce), ledger.answers.get("a")) == (None, None)

    # -- live calls ----------------------------------------------------------------------------------------------------

    def test_a_live_call_counts_in_full_until_it_is_settled(self, ledger, run):
        job = live("a", run=run)
        assert ledger.live.enter(job, ONE, Caps(Decimal(2))).may_be_sent
        assert ledger.live.enter(live("b", run=run), ONE * 2, Caps(Decimal(2))).is_too_dear
        assert ledger.runs.money(run).committed == 1
        ledger.live.settle(job, Decimal("0.1"))
        assert ledger.runs.money(run) == (Decimal("0.1"), Decimal("0.1"))

    def test_a_live_call_is_in_no_job_and_a_call_of_a_job_is_not_sent_live(self, ledger, run):
        job, batch = live("a", run=run), draft("b", run=run)
        ledger.live.enter(job, ONE, NO_CAPS)
        other = self.opened()
        assert other.jobs.plan(draft("a", run=run), NO_CAPS).live == {"a"}
        assert other.live.enter(live("a", run=run), ONE, NO_CAPS).is_live
        ledger.jobs.plan(batch, NO_CAPS)
        assert other.live.enter(live("b", run=run), ONE, NO_CAPS).nonce == batch.job.nonce
        ledger.live.leave(job)
        assert other.jobs.plan(draft("a", run=run), NO_CAPS).taken == ("a",)

    def test_a_stored_answer_spares_the_live_call(self, ledger, run):
        ledger.answers.store([("a", Answer(200, b"{}"))])
        assert ledger.live.enter(live("a", run=run), ONE, NO_CAPS).is_stored
        assert ledger.live.enter(live("a", run=run), ONE, NO_CAPS, reuse=False).may_be_sent

    def test_a_live_call_whose_answer_was_lost_is_not_sent_again_unless_asked(self, ledger, run):
        job = live("a", run=run)
        ledger.live.enter(job, ONE, NO_CAPS)
        ledger.live.leave(job, lost=True)
        other = self.opened()
        assert other.live.enter(live("a", run=run), ONE, NO_CAPS).is_lost
        assert other.jobs.plan(draft("a", run=run), NO_CAPS).lost == {"a"}
        assert other.runs.money(run).committed == 1
        assert other.jobs.plan(replace(draft("a", run=run), resend=True), NO_CAPS).taken == ("a",)

    def test_a_lost_live_call_whose_answer_was_stored_after_all_is_not_lost(self, ledger, run):
        job = live("a", run=run)
        ledger.live.enter(job, ONE, NO_CAPS)
        ledger.live.leave(job, lost=True)
        ledger.answers.store([("a", Answer(200, b"{}"))])
        assert ledger.live.enter(live("a", run=run), ONE, NO_CAPS).is_stored
        assert ledger.jobs.plan(draft("a", run=run), NO_CAPS).stored == {"a"}

    def test_a_lost_live_call_may_be_sent_live_again_on_request(self, ledger, run):
        job = live("a", run=run)
        ledger.live.enter(job, ONE, NO_CAPS)
        ledger.live.leave(job, lost=True)
        assert ledger.live.enter(live("a", run=run), ONE, NO_CAPS, resend=True).may_be_sent
        assert ledger.runs.money(run).committed == 2

    def test_a_live_call_that_found_no_room_counts_in_full_each_time_it_is_tried(self, ledger, run):
        job = live("a", run=run)
        for _ in range(2):
            assert ledger.live.enter(job, ONE, Caps(Decimal(1))).may_be_sent
            assert ledger.runs.money(run) == (ONE, ONE)
            assert self.opened().live.enter(live("a", run=run), ONE, NO_CAPS).is_live
            ledger.live.settle(job, Decimal(0))
            ledger.live.leave(job)
        assert ledger.runs.money(run).committed == 0

    # -- budgets of periods --------------------------------------------------------------------------------------------

    def test_a_budget_counts_what_all_runs_have_reserved_and_spent_in_the_period(self, ledger, run):
        closed, other = draft("a", run="other", planned_at=NOON), draft("b", run="third", planned_at=NOON)
        ledger.jobs.plan(closed, A_DAY)
        closed.job.spent = "0.25"
        ledger.jobs.close(closed.job)
        self.opened().jobs.plan(other, NO_CAPS)
        planned = ledger.jobs.plan(draft("c", "d", run=run, planned_at=NOON), A_DAY)
        assert (planned.taken, planned.waiting) == (("c",), ("d",))
        assert ledger.runs.committed_since(MIDNIGHT) == Decimal("2.25")

    def test_the_least_of_what_is_left_of_limit_and_budgets_holds(self, ledger, run):
        caps = Caps(Decimal(2), {"day": Decimal(3), "month": Decimal(4)})
        ledger.jobs.plan(draft("a", "b", run="other", planned_at=NOON), NO_CAPS)
        assert ledger.jobs.plan(draft("c", "d", run=run, planned_at=NOON), caps).taken == ("c",)  # of the day
        assert ledger.jobs.plan(draft("e", "f", run=run, planned_at=NOON + DAY), caps).taken == (
            "e",
        )  # of month and run
        assert ledger.jobs.plan(draft("g", run=run, planned_at=NOON + DAY), caps).waiting == ("g",)

    def test_what_was_planned_before_the_period_does_not_count_in_it(self, ledger, run):
        ledger.jobs.plan(draft("a", "b", run="other", planned_at=MIDNIGHT - 1), NO_CAPS)
        assert ledger.jobs.plan(draft("c", "d", run=run, planned_at=MIDNIGHT), A_DAY).taken == ("c", "d")

    def test_live_calls_count_in_a_budget_and_are_held_by_it(self, ledger, run):
        first = live("a", run="other", planned_at=NOON)
        assert ledger.live.enter(first, ONE, A_DAY).may_be_sent
        assert ledger.live.enter(live("b", run=run, planned_at=NOON), 2 * ONE, A_DAY).is_too_dear
        ledger.live.settle(first, Decimal("0.75"))
        assert ledger.live.enter(live("b", run=run, planned_at=NOON), ONE, A_DAY).may_be_sent
        assert ledger.jobs.plan(draft("c", "d", run=run, planned_at=NOON), A_DAY).waiting == ("c", "d")

    def test_a_live_call_that_is_tried_again_in_the_next_period_counts_in_that_one(self, ledger):
        job = live("a", planned_at=NOON)
        ledger.live.enter(job, ONE, A_DAY)
        ledger.live.settle(job, Decimal(0))
        ledger.live.leave(job)
        job.planned_at = NOON + DAY
        assert ledger.live.enter(job, ONE, A_DAY).may_be_sent
        assert ledger.runs.committed_since(MIDNIGHT + DAY) == 1

    def test_to_forget_a_job_frees_no_money_of_its_period(self, ledger, run):
        first = draft("a", "b", run=run, planned_at=NOON)
        ledger.jobs.plan(first, A_DAY)
        first.job.spent = "1.5"
        ledger.jobs.close(first.job)
        ledger.jobs.forget([first.job])
        assert self.opened().runs.committed_since(MIDNIGHT) == Decimal("1.5")
        assert ledger.jobs.plan(draft("c", run=run, planned_at=NOON), A_DAY).waiting == ("c",)

    def test_what_was_found_at_the_provider_counts_once_though_it_was_forgotten_before(self, ledger):
        found = draft("a", state=JobState.COLLECTED, planned_at=NOON, spent="0.5").job
        ledger.jobs.add(found)
        assert ledger.runs.committed_since(MIDNIGHT) == Decimal("0.5")
        ledger.jobs.forget([found])
        ledger.jobs.add(found)
        assert ledger.runs.committed_since(MIDNIGHT) == Decimal("0.5")

    def test_processes_that_plan_at_once_never_pass_a_budget(self, ledger):
        def buy(name):
            own = self.opened()
            run = own.runs.open(name, {}).run.id
            for n in range(10):
                own.jobs.plan(draft(f"{name}{n}", run=run, planned_at=NOON), Caps(None, {"day": Decimal(7)}))
                own.live.enter(live(f"{name}l{n}", run=run, planned_at=NOON), ONE, Caps(None, {"day": Decimal(9)}))

        with ThreadPoolExecutor(3) as threads:
            list(threads.map(buy, "abc"))
        assert ledger.runs.committed_since(MIDNIGHT) == 9

    # -- runs ----------------------------------------------------------------------------------------------------------

    def test_a_run_is_joined_by_name_until_it_is_over(self, ledger):
        first = ledger.runs.open("name", {"sdk": "1"})
        assert (first.is_new, first.is_first) == (True, True)
        second = self.opened().runs.open("name", {"sdk": "2"})
        assert (second.run.id, second.is_new, second.is_first) == (first.run.id, False, False)
        assert second.run.versions == {"sdk": "1"}

    def test_the_last_one_out_ends_the_run(self, ledger):
        other = self.opened()
        first, second = ledger.runs.open("name", {}), other.runs.open("name", {})
        assert not ledger.runs.leave(first, complete=True)
        assert other.runs.leave(second, complete=True)
        assert self.opened().runs.open("name", {}).is_new

    def test_a_run_in_which_a_call_of_some_process_has_no_answer_is_not_over(self, ledger):
        other = self.opened()
        first, second = ledger.runs.open("name", {}), other.runs.open("name", {})
        ledger.runs.leave(first, complete=False)
        assert not other.runs.leave(second, complete=True)
        third = self.opened()
        again = third.runs.open("name", {})
        assert (again.run.id, again.is_first) == (first.run.id, True)
        assert third.runs.leave(again, complete=True)

    def test_a_run_with_an_open_job_is_not_over(self, ledger):
        joined = ledger.runs.open("name", {})
        ledger.jobs.plan(draft("a", run=joined.run.id), NO_CAPS)
        assert not ledger.runs.leave(joined, complete=True)

    def test_a_part_never_ends_a_run(self, ledger):
        part = ledger.runs.open("name", {}, part=True)
        assert not ledger.runs.leave(part, complete=True)
        whole = ledger.runs.open("name", {})
        assert whole.run.id == part.run.id
        assert ledger.runs.leave(whole, complete=True)

    def test_a_fresh_run_ends_the_unfinished_one(self, ledger):
        first = ledger.runs.open("name", {})
        fresh = self.opened().runs.open("name", {}, fresh=True)
        assert fresh.is_new
        assert fresh.run.id != first.run.id
        assert [run.is_over for run in ledger.runs.all()] == [True, False]

    def test_who_only_looks_begins_no_run(self, ledger):
        looked = ledger.runs.open("name", {}, write=False)
        assert ledger.runs.all() == []
        assert not ledger.runs.leave(looked, complete=True)

    # -- claims and bodies ---------------------------------------------------------------------------------------------

    def test_a_claim_has_one_holder(self, ledger):
        other = self.opened()
        assert ledger.claims.hold("create-x")
        assert not other.claims.hold("create-x")
        assert other.claims.held_by_others("create-") == {"x"}
        assert ledger.claims.held_by_others("create-") == set()
        ledger.claims.release("create-x")
        assert other.claims.hold("create-x")

    def test_claims_end_with_the_ledger_of_their_process(self, ledger):
        assert ledger.claims.hold("create-x")
        ledger.close()
        assert self.opened().claims.hold("create-x")

    def test_bodies_come_back_by_job_and_by_answer(self, ledger):
        spool = ledger.bodies.spool("spool")
        refs = [spool.add(body) for body in (b'{"a": 1}', "é".encode())]
        spool.flush()
        assert [spool.read(ref) for ref in refs] == [b'{"a": 1}', "é".encode()]
        wanted = draft("a", "b", spool="spool", batch_id="batch_1", state=JobState.SUBMITTED)
        wanted.job.bodies = refs
        ledger.jobs.plan(wanted, NO_CAPS)
        other = self.opened()
        assert list(other.bodies.of_job(wanted.job)) == [b'{"a": 1}', "é".encode()]
        assert other.bodies.of_answer("b", "batch_1") == "é".encode()
        assert other.bodies.of_answer("c", "batch_1") is None
        assert other.bodies.are_kept(wanted.job)
        spool.close()

    def test_bodies_are_dropped_that_no_open_job_needs(self, ledger, run):
        spools = [ledger.bodies.spool(new_nonce()) for _ in range(2)]
        jobs = [draft(key, run=run, spool=spool.name) for key, spool in zip("ab", spools, strict=True)]
        for spool, one in zip(spools, jobs, strict=True):
            one.job.bodies = [spool.add(b"body")]
            ledger.jobs.plan(one, NO_CAPS)
            spool.keep()
            spool.close()
        ledger.jobs.close(jobs[0].job)
        ledger.bodies.drop({spool.name for spool in spools})
        assert [ledger.bodies.are_kept(one.job) for one in jobs] == [False, True]

    def test_a_spool_without_a_job_ends_with_its_process(self, ledger):
        used, unused = ledger.bodies.spool("used"), ledger.bodies.spool("unused")
        wanted = draft("a", spool="used")
        wanted.job.bodies = [used.add(b"{}")]
        used.keep()
        used.flush()
        ledger.jobs.plan(wanted, NO_CAPS)
        unused.add(b"{}")
        unused.close()
        used.close()
        del unused
        ledger.close()
        other = self.opened()
        other.bodies.remove_unused()
        assert other.bodies.are_kept(wanted.job)
        assert not other.bodies.are_kept(draft("b", spool="unused").job)

    def test_answers_that_were_found_stored_are_those_of_the_run_too(self, ledger, run):
        ledger.jobs.plan(draft("a", run=run), NO_CAPS)
        ledger.runs.add_found("name", ["a", "b"])
        ledger.runs.add_found("name", ["b", "c"])
        assert self.opened().runs.found("name") == {"b", "c"}
        assert self.opened().runs.found("other") == set()

    def test_nothing_is_damaged_and_all_sums_agree(self, ledger, run):
        job = draft("a", run=run).job
        ledger.jobs.plan(Draft(job, {"a": ONE}), Caps(Decimal(5)))
        job.spent = "0.5"
        ledger.jobs.close(job)
        assert ledger.check() == []
        assert ledger.size() >= 0
