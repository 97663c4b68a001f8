"""A ledger in memory: the least that keeps the contract. `Shelf` is what its "processes" share."""

import copy
import uuid
from decimal import Decimal
from itertools import count

from deferred.core.call import BodyRef
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.base import Entered, Membership, Money, Planned, RunRow
from deferred.storage.pages import RunTotals, Span

ZERO = Decimal(0)


class Shelf:
    def __init__(self):
        self.answers, self.jobs, self.open_rows, self.claims, self.bodies = {}, {}, {}, {}, {}
        self.runs, self.money, self.members, self.found, self.kept, self.clock = {}, {}, {}, {}, {}, count()
        self.forgotten = {}


class Part:
    """A part of a ledger, and what several parts do."""

    def __init__(self, ledger):
        self.shelf, self.ledger = ledger.shelf, ledger

    def add_money(self, run, committed, spent=ZERO):
        before = self.shelf.money.get(run, Money(ZERO, ZERO))
        self.shelf.money[run] = Money(before.committed + committed, before.spent + spent)

    def free(self, nonce):
        self.shelf.open_rows = {key: owner for key, owner in self.shelf.open_rows.items() if owner != nonce}

    def room(self, job, caps):
        of_run, of_all = (lambda: self.shelf.money[job.run].committed), self.ledger.runs.committed_since
        return caps.room(job.planned_at, of_run, of_all) if caps else Decimal("inf")

    def is_live(self, nonce):
        return nonce not in self.shelf.jobs or self.shelf.jobs[nonce].outcome == LIVE


class Answers(Part):
    def known(self, keys):
        return self.shelf.answers.keys() & set(keys)

    def sync(self):
        pass  # there is but one memory

    def get(self, key):
        found = self.shelf.answers.get(key)
        return found and found._replace(cached=True)

    stored = known

    def some(self, keys):
        return {key: self.get(key) for key in keys if key in self.shelf.answers}

    def store(self, answers):
        self.shelf.answers.update(answers)

    def count(self):
        return len(self.shelf.answers)


class Jobs(Part):
    def plan(self, draft, caps):
        job, taken, waiting, owned, live, lost, stored = draft.job, [], [], {}, set(), set(), set()
        room = self.room(job, caps)
        for key in job.keys:
            owner = self.shelf.open_rows.get(key)
            if owner is not None and not self.is_live(owner):
                owned[key] = owner
            elif owner in self.shelf.claims:
                live.add(key)
            elif draft.reuse and key in self.shelf.answers:
                stored.add(key)
            elif owner is not None and not draft.resend:
                lost.add(key)
            elif draft.bounds.get(key, ZERO) > room:
                waiting.append(key)
            else:
                taken.append(key)
                room -= draft.bounds.get(key, ZERO)
        if taken:
            self._write(draft, taken)
        return Planned(tuple(taken), frozenset(stored), owned, frozenset(live), frozenset(lost), tuple(waiting))

    def _write(self, draft, taken):
        job, refs = draft.job, dict(zip(draft.job.keys, draft.job.bodies, strict=True))
        job.keys, job.bodies, job.count = taken, [refs[key] for key in taken], len(taken)
        job.row_ids = {key: job.row_ids[key] for key in taken if key in job.row_ids}
        job.reserved = str(sum((draft.bounds.get(key, ZERO) for key in taken), ZERO))
        self.ledger.claims.hold(job.nonce)
        self.add(job)
        self.shelf.open_rows.update(dict.fromkeys(taken, job.nonce))
        self.add_money(job.run, Decimal(job.reserved))

    def attempt(self, job, **facts):
        for name, value in facts.items():
            setattr(job, name, value)
        if job.nonce in self.shelf.jobs and self.shelf.jobs[job.nonce].is_open:
            job.reserved = self.shelf.jobs[job.nonce].reserved  # it may have been bounded meanwhile
            self.add(job)

    save = attempt

    def unattempt(self, job):
        self.save(job, attempted_at=None)

    def record(self, job, batch_id):
        self.save(job, batch_id=batch_id)

    def close(self, job, *, lost=False):
        before, job.state = self.shelf.jobs.get(job.nonce), JobState.COLLECTED
        self.ledger.claims.release(job.nonce)
        if before is None or not before.is_open:
            return False
        job.outcome = "live" if lost else job.outcome
        self.add(job)
        if not lost:
            self.free(job.nonce)
        self.add_money(job.run, Decimal(job.spent) - Decimal(before.reserved), Decimal(job.spent))
        return True

    def bound(self, nonce, most):
        job = self.shelf.jobs[nonce]
        self.add_money(job.run, most - Decimal(job.reserved))
        job.reserved = str(most)

    def adopt(self, nonce):
        job = self.get(nonce, rows=True)
        return job if job is not None and job.is_open and self.ledger.claims.hold(nonce) else None

    def let_go(self, nonce):
        self.ledger.claims.release(nonce)

    def get(self, nonce, *, rows=False):
        found = self.shelf.jobs.get(nonce)
        return copy.deepcopy(found) if found is None or rows else Job.from_dict(found.to_dict())

    def names_rows(self, nonce):
        return nonce in self.shelf.jobs and bool(self.shelf.jobs[nonce].row_ids)

    def all(self, *, run=None, open_only=False):
        found = [job for job in self.shelf.jobs.values() if run in {None, job.run} and (job.is_open or not open_only)]
        return [self.get(job.nonce) for job in sorted(found, key=lambda job: job.planned_at)]

    def owners(self, keys=None):
        return {key: owner for key, owner in self.shelf.open_rows.items() if keys is None or key in keys}

    def with_leftovers(self):
        return [self.get(nonce) for nonce, job in self.shelf.jobs.items() if job.leftovers and not job.is_open]

    def clear_leftovers(self, nonce):
        self.shelf.jobs[nonce].leftovers = []

    def batch_ids(self):
        return {job.batch_id for job in self.shelf.jobs.values()} - {None}

    def keep_rows(self, nonce, first, rows):
        self.shelf.kept[nonce] = [*self.kept_rows(nonce)[:first], *rows]

    def kept_rows(self, nonce):
        return list(self.shelf.kept.get(nonce, ()))

    def add(self, job):
        self.shelf.jobs[job.nonce] = copy.deepcopy(job)

    def forget(self, jobs):
        for job in jobs:
            self.shelf.kept.pop(job.nonce, None)
            self.shelf.forgotten[job.nonce] = (job.planned_at, self.shelf.jobs[job.nonce].spent)
        for key in [key for job in jobs for key in self.shelf.jobs.pop(job.nonce).keys]:
            self.shelf.answers.pop(key, None)


class Live(Part):
    def enter(self, job, most, caps, *, reuse=True, resend=False):
        for owner in self.ledger.jobs.owners(job.keys).values():
            if not self.is_live(owner) or owner in self.shelf.claims:
                return Entered(is_live=True) if self.is_live(owner) else Entered(owner)
        if reuse and self.ledger.answers.known(job.keys):
            return Entered(is_stored=True)
        if self.ledger.jobs.owners(job.keys) and not resend:
            return Entered(is_lost=True)
        if most > self.room(job, caps):
            return Entered(is_too_dear=True)
        job.state, job.outcome = JobState.COLLECTED, LIVE
        self.ledger.claims.hold(job.nonce)
        self.shelf.open_rows.update(dict.fromkeys(job.keys, job.nonce))
        self.settle(job, most)
        return Entered()

    def settle(self, job, spent):
        self.add_money(job.run, spent - Decimal(job.spent), spent - Decimal(job.spent))
        job.spent = str(spent)
        self.ledger.jobs.add(job)

    def leave(self, job, *, lost=False):
        if not lost:
            self.free(job.nonce)
        self.ledger.claims.release(job.nonce)


class Runs(Part):
    def open(self, name, versions, *, fresh=False, part=False, write=True):
        old = next((run for run in self.all() if run.name == name and not run.is_over), None)
        if fresh and old is not None:
            self._end(old)
        is_new = fresh or old is None
        run = RunRow(uuid.uuid4().hex, name, 1.0, versions=dict(versions)) if is_new else old
        is_first = not any(claim.startswith(run.id) for claim in self.shelf.claims)
        member = f"{run.id}-{next(self.shelf.clock)}" if write else ""
        if write:
            self.shelf.runs[run.id] = run
            self.shelf.members[run.id] = {member, *(() if is_first else self.shelf.members[run.id])}
            self.add_money(run.id, ZERO)
            self.ledger.claims.hold(member)
        return Membership(run, member, is_new, is_first, part)

    def leave(self, membership, *, complete):
        run, members = membership.run, self.shelf.members.get(membership.run.id, set())
        self.ledger.claims.release(membership.member)
        if complete:
            members.discard(membership.member)
        goes_on = membership.is_part or members or self.ledger.jobs.all(run=run.id, open_only=True)
        if complete and membership.member and not goes_on:
            self._end(run)
        return self.shelf.runs[run.id].is_over if membership.member else False

    def _end(self, run):
        self.shelf.runs[run.id] = RunRow(run.id, run.name, run.began_at, is_over=True)

    def money(self, run):
        return self.shelf.money.get(run, Money(ZERO, ZERO))

    def all(self):
        return list(self.shelf.runs.values())

    def committed_since(self, at):
        there = {
            nonce: (job.planned_at, job.reserved if job.is_open else job.spent)
            for nonce, job in self.shelf.jobs.items()
        }
        counted = {**self.shelf.forgotten, **there}.values()
        return sum((Decimal(amount) for planned_at, amount in counted if planned_at >= at), ZERO)

    def add_found(self, name, keys):
        own = {key for job in self.shelf.jobs.values() for key in job.keys if self.shelf.runs[job.run].name == name}
        self.shelf.found.setdefault(name, set()).update(set(keys) - own)

    def found(self, name):
        return self.shelf.found.get(name, set())


class Claims(Part):
    def hold(self, name):
        return name not in self.shelf.claims and self.shelf.claims.setdefault(name, self.ledger) is self.ledger

    def release(self, name):
        if self.shelf.claims.get(name) is self.ledger:
            del self.shelf.claims[name]

    def are_sure(self, nonce):
        return True

    def held_by_others(self, prefix=""):
        others = (name for name, by in self.shelf.claims.items() if by is not self.ledger)
        return {name.removeprefix(prefix) for name in others if name.startswith(prefix)}


class Bodies(Part):
    def spool(self, name):
        return MemorySpool(name, self.shelf.bodies.setdefault(name, []))

    def remove_unused(self):
        unused = self.shelf.bodies.keys() - {job.spool for job in self.shelf.jobs.values()}
        return len([self.shelf.bodies.pop(name) for name in unused])

    def drop(self, names):
        needed = {job.spool for job in self.shelf.jobs.values() if job.is_open}
        for name in set(names) - needed:
            self.shelf.bodies.pop(name, None)

    def are_kept(self, job):
        return job.spool in self.shelf.bodies

    def of_job(self, job):
        return (self.shelf.bodies[job.spool][ref.place] if ref.size else b"" for ref in job.bodies)

    def of_answer(self, key, batch_id):
        having = (job for job in self.shelf.jobs.values() if job.batch_id == batch_id and key in job.keys)
        return next((list(self.of_job(job))[job.keys.index(key)] for job in having), None)


class MemorySpool:
    def __init__(self, name, bodies):
        self.name, self.kept = name, bodies

    def add(self, body):
        self.kept.append(body)
        return BodyRef(len(self.kept) - 1, len(body))

    def read(self, ref):
        return self.kept[ref.place]

    def flush(self):
        pass  # all of it can be read at once

    close = keep = flush


class Pages(Part):
    def runs(self, first, count):
        known = {run.id: run for run in self.ledger.runs.all()}
        jobs = self.ledger.jobs.all()
        known |= {job.run: RunRow(job.run, job.run, job.planned_at, True) for job in jobs if job.run not in known}
        return [self._totals(run, jobs) for run in sorted(known.values(), key=lambda run: -run.began_at)][first:][
            :count
        ]

    def _totals(self, run, jobs):
        jobs, money = [job for job in jobs if job.run == run.id], self.shelf.money.get(run.id, Money(ZERO, ZERO))
        still, over = [job for job in jobs if job.is_open], [job for job in jobs if not job.is_open]
        answered = sum(job.count if job.answered is None else job.answered for job in over)
        return RunTotals(
            run.id, run.name, run.began_at, run.is_over, money.spent, money.committed - money.spent, len(jobs),
            len(still), sum(job.count for job in jobs), sum(job.done for job in still),
            answered + sum(job.answered or 0 for job in still), sum(job.count for job in over) - answered,
            sum(job.unpriced for job in jobs),
        )  # fmt: skip

    def run(self, name):
        return next((run for run in self.runs(0, 10**9) if run.id == name), None)

    def jobs(self, chosen, first, count):
        return [job for job in self.ledger.jobs.all() if _fits(job, chosen)][first:][:count]

    def newest_jobs(self, count):
        closed = sorted((job for job in self.shelf.jobs.values() if not job.is_open), key=lambda job: -job.planned_at)
        return [self.ledger.jobs.get(job.nonce) for job in closed[:count]]

    def counts(self, chosen):
        jobs = self.jobs(chosen, 0, 10**9)
        return len(jobs), sum(job.count for job in jobs)

    def spans(self, chosen, row, most):
        jobs = self.jobs(chosen, 0, 10**9)
        spans = [Span(job.nonce, sum(one.count for one in jobs[:n]), job.count) for n, job in enumerate(jobs)]
        return [span for span in spans if span.before + span.size > row][:most]

    def rows(self, nonce, first, count):
        job = self.ledger.jobs.get(nonce, rows=True)
        if job is not None:
            job.keys, job.bodies = job.keys[first:][:count], job.bodies[first:][:count]
            job.row_ids = {key: named for key, named in job.row_ids.items() if key in job.keys}
        return job


def _fits(job, chosen):
    return (
        chosen.run in {"", job.run}
        and chosen.job in {"", job.nonce, job.batch_id}
        and (not chosen.model or chosen.model in {job.model.removeprefix("models/"), *job.model_costs})
        and (not chosen.tag or chosen.tag in job.tag_costs)
        and chosen.is_open in {None, job.is_open}
        and not (chosen.has_failures and (job.is_open or job.answered == job.count))
    )


class MemoryLedger:
    """One "process" of a ledger in memory."""

    location = "memory"
    takeover_grace = 0.0

    def __init__(self, shelf):
        self.shelf = shelf
        self.claims, self.answers, self.bodies = Claims(self), Answers(self), Bodies(self)
        self.jobs, self.live, self.runs = Jobs(self), Live(self), Runs(self)
        self.pages = Pages(self)

    def now(self):
        return float(next(self.shelf.clock))

    def drivers(self):
        return {}

    def describe(self):
        return {"memory": "this process"}

    def check(self):
        return []

    def size(self):
        return 0

    def close(self):
        self.shelf.claims = {name: by for name, by in self.shelf.claims.items() if by is not self}
