"""Intake: identify a captured call, compute its bound, spool its body, and pass it to the engine."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import threading
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Protocol

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Answer, Call, digest, key_of
from deferred.core.call_site import caller
from deferred.core.errors import EndOfDryRun, InputUnbounded, NotBatchable, UnknownPrice
from deferred.core.profile import profile_of
from deferred.engine.engine import Engine
from deferred.engine.state import BlockStats, PendingCall
from deferred.futures.future import Future, FutureHooks, here
from deferred.pricing import prices
from deferred.providers import PROVIDERS
from deferred.session import sample
from deferred.session.entered import Entered
from deferred.session.refusals import RepeatedRefusals, once_more
from deferred.session.stored import StoredCalls
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")

_STORED = Answer(200, b"", cached=True, kept=True)  # only good answers are stored
_SECRETS = re.compile(rb'"(?:domain_secrets|authorization_token|authorization|headers|server_url)"')


class SubmitCall(Protocol):
    """The intake of a block: an `Intake`, or for an inner block a `NestedIntake`."""

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Accept a captured call; `canonical` is its body with sorted keys, which identifies it.

        `keep` keeps the body readable even if the answer is known already. `key` is the key of a call which an
        earlier process made, and which is now sent again without its script.
        """


class Intake:
    """Accepts the calls of an outermost block."""

    def __init__(self, settings: Settings, engine: Engine, ledger: Ledger, stats: BlockStats, entered: Entered) -> None:
        """`stats` records every call; `entered` tells in which process the block was entered."""
        self._settings, self._engine, self._ledger, self._stats = settings, engine, ledger, stats
        self._lock = threading.Lock()
        self._occurrences: Counter[bytes] = Counter()
        self._refusals = RepeatedRefusals()
        self._given_up: defaultdict[bytes, list[Future]] = defaultdict(list)
        self._given_back: defaultdict[bytes, list[str]] = defaultdict(list)
        self._shared: dict[str, Future] = {}  # in a part of a run equal requests are bought once
        self._warned: set[str] = set()
        self.foreseen: list[tuple[PendingCall, Decimal | None, str]] = []
        self.first_wave_only = False
        self.stored = StoredCalls(ledger, engine.context.spool)
        self._hooks = FutureHooks(
            on_wait=self._wanted,
            on_give_up=self._nothing_waits,
            on_watch=engine.calls.watch,
            on_done=self._noted,
            read_answer=self.stored.read_answer,
            read_stored=self.stored.answer_of,
            read_request=self.stored.request_of,
            check_process=entered.refuse_reading,
            prices=settings.prices,
        )

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Take a captured call in."""
        name = digest(call.target, canonical) + sample.asked.get()
        with self._lock:
            refusal = self._refusals.of(name, call)
            left = self._left_by_others(name)
            if left is not None:
                return left
            key = key or ("" if refusal is not None else self._next_key(name, call))
            self._stats.unanswered += 1
        pending = PendingCall(key, name, call)
        future = pending.future = Future(self._hooks, pending)
        self._stats.calls.append(pending)
        if refusal is not None:
            future.fail(once_more(refusal))
        elif self._is_stored(key):
            self._engine.context.stats.found_again += 1
            pending.body = self._engine.context.spool.add(call.body) if keep else None
            future.settle(_STORED)
        else:
            self._surely_enqueue(pending, call)
        return future

    @property
    def may_send_live(self) -> bool:
        """Whether calls of the run's jobs may be sent live."""
        return self._settings.alone == "live" or self._settings.on_time_limit == "live"

    def most(self, call: PendingCall) -> tuple[Decimal | None, str]:
        """Return the most that a call can cost, or why that is unknown."""
        if self._settings.cost_limit is not None:
            return call.bound, ""
        try:
            return prices.bound(self.whole(call), self._settings.prices, self._settings.max_input_tokens), ""
        except UnknownPrice as error:
            return None, str(error)

    def whole(self, call: PendingCall) -> Call:
        """Return a call together with its body."""
        return Call(call.target, call.model, self._engine.context.body_of(call), call.method, call.where)

    # -- called by futures ---------------------------------------------------------------------------------------------

    def _wanted(self, future: Future) -> None:
        """Tell the engine that a call is waited for."""
        if self._settings.dry_run:
            self.first_wave_only = True
            message = f"{future.call.method} at {future.call.where} is read, and nothing is sent"
            raise EndOfDryRun(message)
        # For a task, the call site serves as the reason: thousands may wait, and a search of the stack takes time.
        where = future.call.where if here.park is not None else caller()
        self._engine.calls.want(future, where, here.waiter)

    def _nothing_waits(self, future: Future) -> None:
        """Withdraw an unsent call that nothing can ask for; a sent one is kept for an equal call."""
        call: PendingCall = future.call
        if future.is_abandoned and not future.is_held and self._engine.withdraw(call.key) is not None:
            with self._lock:
                self._given_back[call.digest].append(call.key)
                self._stats.calls.remove(call)
                self._shared.pop(call.key, None)
            future.fail(asyncio.CancelledError())
            return
        with self._lock:
            if future not in self._given_up[call.digest]:  # once, however often a wait timed out
                self._given_up[call.digest].append(future)

    def _noted(self, future: Future) -> None:
        """Record the outcome of a call."""
        call: PendingCall = future.call
        call.note(future)
        with self._lock:
            self._stats.unanswered -= 1
            self._refusals.note(call.digest, call.error)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _left_by_others(self, name: bytes) -> Future | None:
        left = next((future for future in self._given_up.get(name, ()) if future.is_abandoned), None)
        if left is not None:
            self._given_up[name].remove(left)
        return left

    def _is_stored(self, key: str) -> bool:
        return not self._settings.fresh and bool(self._ledger.answers.known((key,)))

    def _next_key(self, name: bytes, call: Call) -> str:
        if self._given_back.get(name):
            return self._given_back[name].pop()
        asked = sample.asked.get()
        self._occurrences[name] += 1
        request = name.removesuffix(asked)
        if not self._settings.part:
            return key_of(request, self._occurrences[name] - 1, asked)
        if self._occurrences[name] > 1:
            self._warn_of_sharing(call)
        return key_of(request, 0, asked)

    def _surely_enqueue(self, pending: PendingCall, call: Call) -> None:
        try:
            if not self._is_shared(pending):
                self._enqueue(pending, call)
        except BaseException as error:
            pending.fail(error)  # no queue has it, but it counts as unanswered
            raise

    def _is_shared(self, pending: PendingCall) -> bool:
        """In a part, let a call wait for an equal one of this process: the two are bought once."""
        if not self._settings.part or pending.future is None:
            return False
        with self._lock:
            first = self._shared.setdefault(pending.key, pending.future)
            if first is not pending.future and _has_failed(first):  # it is asked again, as anywhere else
                first = self._shared[pending.key] = pending.future
            if first is pending.future:
                return False
            first.is_held = True  # two ask for it now: it is not taken back when one of them gives up
        first.watch(lambda: _pass_on(first, pending))
        return True

    def _warn_of_sharing(self, call: Call) -> None:
        if "part" not in self._warned:
            self._warned.add("part")
            log.warning(
                "deferred: %s at %s is the same request as one made before, and in a part of a run (part=True) equal "
                "requests are bought once. For separate samples: with deferred.sample(n):",
                call.method, call.where,
            )  # fmt: skip

    def _enqueue(self, pending: PendingCall, call: Call) -> None:
        limits = PROVIDERS[call.target.provider].limits
        if not grouping.fits_alone(len(call.body), limits):
            why = f"its body has {len(call.body):,} bytes, and a job of {call.target.provider} holds {limits.bytes:,}"
            raise NotBatchable(call.method, call.where, why, "Make it smaller, for example by uploading its files.")
        bound, why = self._bound(call)
        pending.bound = bound or pending.bound
        pending.units = profile_of(call.target.provider).wire.units(call.target.endpoint, call.body)
        is_secret = _SECRETS.search(call.body) is not None
        pending.body = call.body if is_secret else self._engine.context.spool.add(call.body)
        if self._settings.dry_run:
            self.foreseen.append((pending, bound, why))
        else:
            self._engine.add(pending)

    def _bound(self, call: Call) -> tuple[Decimal | None, str]:
        """Return the most that a call can cost, if it is needed; a dry run only notes an unknown bound."""
        if self._settings.cost_limit is None and not self._settings.dry_run:
            return None, ""
        self._warn_of_no_max_tokens(call)
        try:
            return prices.bound(call, self._settings.prices, self._settings.max_input_tokens), ""
        except UnknownPrice as error:
            if self._settings.dry_run:
                return None, str(error)
            if isinstance(error, InputUnbounded) and self._settings.estimate == "provider":
                return Decimal("Infinity"), ""  # until the provider has counted it, before anything is sent
            raise

    def _warn_of_no_max_tokens(self, call: Call) -> None:
        if self._settings.cost_limit is None or call.model in self._warned or prices.states_its_output(call):
            return
        self._warned.add(call.model)
        with contextlib.suppress(UnknownPrice):
            most = prices.bound(call, self._settings.prices, self._settings.max_input_tokens)
            log.warning(
                "deferred: %s at %s does not limit the length of its answer, so the longest answer of the model is "
                "reserved for each call: $%.2f, where cost_limit=$%s. Set max_tokens=... (or max_completion_tokens, "
                "max_output_tokens), and more calls fit at a time.",
                call.method, call.where, most, self._settings.cost_limit,
            )  # fmt: skip


def _has_failed(future: Future) -> bool:
    return future.is_over and not (future.known_answer is not None and future.known_answer.ok)


def _pass_on(first: Future, pending: PendingCall) -> None:
    """Give a call the outcome of an equal call."""
    answer = first.known_answer
    if answer is not None:
        pending.settle(answer)
    else:
        pending.fail(once_more(first.error) if isinstance(first.error, Exception) else first.error)  # type: ignore[arg-type]
