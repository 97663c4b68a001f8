"""A ledger in memory: the least that keeps the contract. `Shelf` is what its "processes" share."""

import copy
import uuid
from decimal import Decimal
from itertools import count

from deferred.core.job import LIVE, Job, JobState
from deferred.storage.base import Entered, Membership, Money, Planned, RunRow

ZERO = Decimal(0)


class Shelf:
    """All that is stored."""

    def __init__(self):
        self.answers, self.jobs, self.open_rows, self.claims, self.bodies = {}, {}, {}, {}, {}
        self.runs, self.money, self.members, self.clock = {}, {}, {}, count()


class Part:
    """A part of a ledger: it has the shelf, and its owner's name for claims."""

    def __init__(self, ledger):
        self.shelf, self.ledger = ledger.shelf, ledger

    def add_money(self, run, committed, spent=ZERO):
        if run in self.shelf.money:
            before = self.shelf.money[run]
            self.shelf.money[run] = Money(before.committed + committed, before.spent + spent)

    def free(self, nonce):
        self.shelf.open_rows = {key: owner for key, owner in self.shelf.open_rows.items() if owner != nonce}

    def is_live(self, nonce):
        return nonce not in self.shelf.jobs or self.shelf.jobs[nonce].outcome == LIVE


class Answers(Part):
    def known(self, keys):
        return {key for key in keys if key in self.shelf.answers}

    def sync(self):
        pass

    def get(self, key):
        found = self.shelf.answers.get(key)
        return None if found is None else found._replace(cached=True)

    def store(self, answers):
        self.shelf.answers.update(answers)

    def count(self):
        return len(self.shelf.answers)


class Jobs(Part):
    def plan(self, draft, limit):
        job, taken, waiting, owned, live = draft.job, [], [], {}, set()
        stored = set()
        room = None if limit is None else limit - self.shelf.money[job.run].committed
        for key in job.keys:
            owner = self.shelf.open_rows.get(key)
            if owner is not None and self.is_live(owner) and owner not in self.shelf.claims:
                self.free(owner)
                owner = None
            if owner is not None:
                live.add(key) if self.is_live(owner) else owned.update({key: owner})
            elif draft.reuse and key in self.shelf.answers:
                stored.add(key)
            elif room is not None and draft.bounds[key] > room:
                waiting.append(key)
            else:
                taken.append(key)
                room = None if room is None else room - draft.bounds[key]
        if taken:
            self._write(draft, taken)
        return Planned(tuple(taken), frozenset(stored), owned, frozenset(live), tuple(waiting))

    def _write(self, draft, taken):
        job, refs = draft.job, dict(zip(draft.job.keys, draft.job.bodies, strict=True))
        job.keys, job.bodies, job.count = taken, [refs[key] for key in taken], len(taken)
        reserved = sum((draft.bounds[key] for key in taken), ZERO) if draft.bounds else ZERO
        job.reserved = str(reserved)
        self.ledger.claims.hold(job.nonce)
        self.add(job)
        self.shelf.open_rows.update(dict.fromkeys(taken, job.nonce))
        self.add_money(job.run, reserved)

    def attempt(self, job):
        self.save(job)

    def unattempt(self, job):
        job.attempted_at = None
        self.save(job)

    def record(self, job, batch_id):
        job.batch_id = batch_id
        self.save(job)

    def save(self, job):
        if job.nonce in self.shelf.jobs and self.shelf.jobs[job.nonce].is_open:
            job.reserved = self.shelf.jobs[job.nonce].reserved
            self.add(job)

    def close(self, job):
        before, job.state = self.shelf.jobs.get(job.nonce), JobState.COLLECTED
        self.ledger.claims.release(job.nonce)
        if before is None or not before.is_open:
            return False
        job.reserved = before.reserved
        self.add(job)
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
        if found is None or rows:
            return copy.deepcopy(found)
        return Job.from_dict(found.to_dict())

    def all(self, *, run=None, open_only=False):
        found = [job for job in self.shelf.jobs.values() if run in {None, job.run} and (job.is_open or not open_only)]
        return [self.get(job.nonce) for job in sorted(found, key=lambda job: job.planned_at)]

    def owners(self, keys=None):
        return {key: owner for key, owner in self.shelf.open_rows.items() if keys is None or key in keys}

    def batch_ids(self):
        return {job.batch_id for job in self.shelf.jobs.values() if job.batch_id is not None}

    def add(self, job):
        self.shelf.jobs[job.nonce] = copy.deepcopy(job)

    def forget(self, job):
        for key in self.shelf.jobs.pop(job.nonce).keys:
            self.shelf.answers.pop(key, None)


class Live(Part):
    def enter(self, job, most, limit, *, reuse=True):
        for owner in self.ledger.jobs.owners(job.keys).values():
            if not self.is_live(owner):
                return Entered(owner)
            if owner in self.shelf.claims:
                return Entered(is_live=True)
        if reuse and self.ledger.answers.known(job.keys):
            return Entered(is_stored=True)
        if limit is not None and self.shelf.money[job.run].committed + most > limit:
            return Entered(is_too_dear=True)
        job.state, job.outcome, job.spent = JobState.COLLECTED, LIVE, str(most)
        self.ledger.claims.hold(job.nonce)
        self.ledger.jobs.add(job)
        self.shelf.open_rows.update(dict.fromkeys(job.keys, job.nonce))
        self.add_money(job.run, most, most)
        return Entered()

    def settle(self, job, spent):
        self.add_money(job.run, spent - Decimal(job.spent), spent - Decimal(job.spent))
        job.spent = str(spent)
        self.ledger.jobs.add(job)

    def leave(self, job):
        self.free(job.nonce)
        self.ledger.claims.release(job.nonce)


class Runs(Part):
    def open(self, name, versions, *, fresh=False, part=False, write=True):
        unfinished = next((run for run in self.all() if run.name == name and not run.is_over), None)
        if fresh and unfinished is not None:
            self._end(unfinished.id)
        run = None if fresh else unfinished
        is_new, run = run is None, run or RunRow(uuid.uuid4().hex, name, 1.0, versions=dict(versions))
        is_first = not any(claim.startswith(run.id) for claim in self.shelf.claims)
        if not write:
            return Membership(run, "", is_new, is_first, part)
        if is_first:
            self.shelf.members[run.id] = set()
        self.shelf.runs[run.id] = run
        self.shelf.money.setdefault(run.id, Money(ZERO, ZERO))
        member = f"{run.id}-{next(self.shelf.clock)}"
        self.shelf.members[run.id].add(member)
        self.ledger.claims.hold(member)
        return Membership(run, member, is_new, is_first, part)

    def leave(self, membership, *, complete):
        run = membership.run.id
        if complete and membership.member:
            self.shelf.members[run].discard(membership.member)
        self.ledger.claims.release(membership.member)
        goes_on = self.shelf.members.get(run) or self.ledger.jobs.all(run=run, open_only=True)
        is_over = complete and bool(membership.member) and not membership.is_part and not goes_on
        if is_over:
            self._end(run)
        return is_over

    def _end(self, run):
        self.shelf.runs[run] = RunRow(run, self.shelf.runs[run].name, 1.0, is_over=True)

    def money(self, run):
        return self.shelf.money.get(run, Money(ZERO, ZERO))

    def all(self):
        return list(self.shelf.runs.values())


class Claims(Part):
    def hold(self, name):
        return (
            self.shelf.claims.setdefault(name, self.ledger) is self.ledger if name not in self.shelf.claims else False
        )

    def release(self, name):
        if self.shelf.claims.get(name) is self.ledger:
            del self.shelf.claims[name]

    def held_by_others(self, prefix=""):
        claims = self.shelf.claims.items()
        return {name[len(prefix) :] for name, by in claims if name.startswith(prefix) and by is not self.ledger}


class Bodies(Part):
    def spool(self, name):
        return MemorySpool(name, self.shelf.bodies.setdefault(name, []))

    def are_kept(self, job):
        return job.spool in self.shelf.bodies

    def of_job(self, job):
        return (self.shelf.bodies[job.spool][ref.place] if ref.size else b"" for ref in job.bodies)

    def of_answer(self, key, batch_id):
        for job in self.shelf.jobs.values():
            if job.batch_id == batch_id and key in job.keys:
                return list(self.of_job(job))[job.keys.index(key)]
        return None


class MemorySpool:
    def __init__(self, name, bodies):
        self.name, self.kept = name, bodies

    def add(self, body):
        from deferred.core.call import BodyRef

        self.kept.append(body)
        return BodyRef(len(self.kept) - 1, len(body))

    def read(self, ref):
        return self.kept[ref.place]

    def flush(self):
        pass

    close = flush


class MemoryLedger:
    """One "process" of a ledger in memory."""

    location = "memory"

    def __init__(self, shelf):
        self.shelf = shelf
        self.claims, self.answers, self.bodies = Claims(self), Answers(self), Bodies(self)
        self.jobs, self.live, self.runs = Jobs(self), Live(self), Runs(self)

    def now(self):
        return float(next(self.shelf.clock))

    def check(self):
        return []

    def size(self):
        return 0

    def close(self):
        for name in [name for name, by in self.shelf.claims.items() if by is self]:
            self.claims.release(name)
