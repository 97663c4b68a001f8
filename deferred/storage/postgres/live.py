"""Live calls of many hosts, stored as jobs of the same run that their member holds until they are answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from deferred.core.caps import Caps
from deferred.core.errors import LedgerError
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.base import Entered
from deferred.storage.postgres import job_rows
from deferred.storage.postgres.answers import stored
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.members import Members

_LOOKS = 20  # at a key that others take and free while it is looked at


class MemberLiveCalls:
    """Live calls: the most that each can cost counts as spent before it is sent."""

    def __init__(self, database: Database, members: Members) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._members = database, members

    def enter(self, job: Job, most: Decimal, caps: Caps, *, reuse: bool = True, resend: bool = False) -> Entered:
        """Record a live call; its bound counts in full from now on."""
        job.state, job.outcome, job.spent = JobState.COLLECTED, LIVE, str(most)
        self._members.join()

        def work(db: Statements) -> Entered:
            if job_rows.read_job(db, job.nonce) is not None and job.keys:
                mine = job_rows.owners_of(db, job.keys).get(job.keys[0]) == job.nonce
                if mine:  # entered by a try whose commit was not answered
                    return Entered()
            entered = self._taken(db, job, reuse=reuse, resend=resend)
            left = job_rows.room(db, job, caps) if entered.may_be_sent else None
            if left is not None and most > left:
                entered = Entered(is_too_dear=True)
            if entered.may_be_sent:
                self._write(db, job, most)
            return entered

        def whole(db: Statements) -> Entered:
            entered = work(db)
            if not entered.may_be_sent:
                raise _NotEntered(entered)  # what it has taken so far is rolled back
            return entered

        try:
            return self._database.run(whole)
        except _NotEntered as refused:
            self._members.terms.pop(job.nonce, None)
            return refused.entered

    def _write(self, db: Statements, job: Job, most: Decimal) -> None:
        """Write a call that may be sent; one that found no room, and is tried again, is there already."""
        is_new = job_rows.insert_job(db, job, self._members.id if job.keys else None)
        if not is_new and not job.keys:  # entered by a try whose commit was not answered
            return
        if not is_new:
            job_rows.enter_again(db, job, self._members.id)
        self._members.terms[job.nonce] = 1
        job_rows.add_money(db, job.run, most, most)

    def settle(self, job: Job, spent: Decimal) -> None:
        """Replace the bound by what the call did cost."""

        def write(db: Statements) -> None:
            row = db.row("SELECT spent FROM {s}.jobs WHERE nonce = %s FOR UPDATE", job.nonce)
            if row is not None:
                job_rows.update_job(db, replace(job, spent=str(spent)))
                job_rows.add_money(db, job.run, spent - row[0], spent - row[0])

        self._database.run(write)
        job.spent = str(spent)

    def leave(self, job: Job, *, lost: bool = False) -> None:
        """Record that this process no longer sends the call, so that others may; `lost`: it may have been answered."""

        def write(db: Statements) -> None:
            if not lost:
                job_rows.free_keys(db, job.nonce)
            db.do("UPDATE {s}.jobs SET holder = NULL WHERE nonce = %s", job.nonce)

        self._database.run(write)
        self._members.terms.pop(job.nonce, None)

    def _taken(self, db: Statements, job: Job, *, reuse: bool, resend: bool) -> Entered:
        """Take the call, or say who has it already, or has sent it before."""
        was_lost = False
        for _ in range(_LOOKS):
            if not job.keys or job_rows.take_keys(db, job.nonce, job.keys):
                return self._unless_stored(db, job, reuse=reuse)
            found = job_rows.who_has(db, job.keys)
            owner = found.get(job.keys[0])
            if owner is None:  # freed between two statements
                continue
            if not owner.is_live:
                return Entered(owner.nonce)
            if owner.is_under_way:
                return Entered(is_live=True)
            was_lost = True
            entered = self._unless_stored(db, job, reuse=reuse)
            if not entered.may_be_sent:
                return entered
            if not resend:
                return Entered(is_lost=was_lost)
            if job_rows.move_keys(db, job.nonce, found):
                return Entered()
        message = "other processes take and free the same call without end; nothing was sent. Run the script again"
        raise LedgerError(message)

    def _unless_stored(self, db: Statements, job: Job, *, reuse: bool) -> Entered:
        return Entered(is_stored=bool(reuse and stored(db, job.keys)))


class _NotEntered(Exception):
    """Ends a transaction in which a call was not entered."""

    def __init__(self, entered: Entered) -> None:
        super().__init__()
        self.entered = entered
