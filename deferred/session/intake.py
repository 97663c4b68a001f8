"""Intake: identify a captured call, compute its bound, spool its body, and pass it to the engine."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Answer, Call, digest, key_of
from deferred.core.call_site import caller
from deferred.core.errors import EndOfDryRun, InputUnbounded, NotBatchable, UnknownPrice
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, Route
from deferred.engine.state import PendingCall
from deferred.engine.stats import BlockStats
from deferred.futures.future import Future, FutureHooks, here
from deferred.pricing import prices
from deferred.providers import PROVIDERS
from deferred.session import sample, tagging
from deferred.session.backend import Backend, Stored
from deferred.session.call_warnings import CallWarnings
from deferred.session.entered import Entered
from deferred.session.foresight import Foresight
from deferred.session.refusals import RepeatedRefusals, once_more
from deferred.session.route_choice import route_of, routes_of

if TYPE_CHECKING:
    from deferred.lookahead.look_ahead import LookAhead

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

    def __init__(
        self, settings: Settings, backend: Backend, stats: BlockStats, entered: Entered, ahead: LookAhead | None = None
    ) -> None:
        """`stats` records every call; `entered` tells in which process the block was entered; `ahead` looks ahead."""
        self._settings, self._backend, self._stats, self._ahead = settings, backend, stats, ahead
        self._lock = threading.Lock()
        self._occurrences: Counter[bytes] = Counter()
        self._refusals = RepeatedRefusals()
        self._given_up: defaultdict[bytes, list[Future]] = defaultdict(list)
        self._given_back: defaultdict[bytes, list[str]] = defaultdict(list)
        self._shared: dict[str, Future] = {}  # in a part of a run equal requests are bought once
        self._warnings = CallWarnings(settings)
        self.foresight = Foresight()
        self._hooks = FutureHooks(
            on_wait=self._wanted,
            on_give_up=self._nothing_waits,
            on_watch=lambda: self._backend.watch(),  # noqa: PLW0108 - a child changes the backend
            on_done=self._noted,
            read_answer=lambda call: self.stored.read_answer(call),  # noqa: PLW0108 - as above
            read_stored=lambda call: self.stored.answer_of(call),  # noqa: PLW0108 - as above
            read_request=lambda call: self.stored.request_of(call),  # noqa: PLW0108 - as above
            check_process=entered.refuse_reading,
            prices=settings.prices,
            on_made=None if ahead is None else self._made,
        )

    @property
    def is_dry(self) -> bool:
        """Whether calls are only planned."""
        return self._settings.dry_run

    @property
    def stored(self) -> Stored:
        """The stored answers and requests of the calls."""
        return self._backend.stored

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Take a captured call in."""
        if self._ahead is not None:
            self._ahead.note(call.target)
        name = digest(call.target, canonical) + sample.asked.get()
        with self._lock:
            refusal = self._refusals.of(name, call)
            left = self._left_by_others(name)
            if left is not None:
                self._note_row(left.call)
                return left
            key = key or ("" if refusal is not None else self._next_key(name, call, sample.asked.get()))
            self._stats.unanswered += 1
        pending = PendingCall(key, name, call)
        self._note_row(pending)
        self._note_tags(key)
        future = pending.future = Future(self._hooks, pending)
        self._stats.calls.append(pending)
        if refusal is not None:
            future.fail(once_more(refusal))
        elif self._is_stored(key):
            self._backend.note_found(key, call.target)
            pending.body = self._backend.keep(call.body) if keep else None
            future.settle(_STORED)
        else:
            self._surely_enqueue(pending, call)
        return future

    def _note_row(self, call: PendingCall) -> None:
        row = tagging.row_around.get()
        if row is not None:
            self._stats.run.rows[call] = row

    def _note_tags(self, key: str) -> None:
        given, worn = self._settings.tags, tagging.worn.get()
        if given or worn:
            self._stats.run.tagged[key] = {**given, **worn}

    def most_of(self, call: Call) -> Decimal:
        """Return the most that a call can cost on any route by which it may be sent."""
        own, tokens = self._settings.prices, self._settings.max_input_tokens
        return max(prices.bound(call, own, tokens, route=route) for route in routes_of(call, self._settings))

    def most(self, call: PendingCall) -> tuple[Decimal | None, str]:
        """Return the most that a call can cost, or why that is unknown."""
        if self._settings.caps:
            return call.bound, ""
        try:
            own, tokens = self._settings.prices, self._settings.max_input_tokens
            return prices.bound(self.whole(call), own, tokens, route=call.route), ""
        except UnknownPrice as error:
            return None, str(error)

    def whole(self, call: PendingCall) -> Call:
        """Return a call together with its body."""
        body = b"" if call.body is None else self.stored.body_of(call)
        return Call(call.target, call.model, body, call.method, call.where)

    # -- look-ahead ----------------------------------------------------------------------------------------------------

    def take_ahead(self, call: Call, name: bytes, asked: bytes, key: str) -> PendingCall | None:
        """Take in a call that the script is going to make; None if it would not be the next one of its kind.

        The script finds it as a call that was given up. `name` identifies the request, `asked` is its sample.

        Raises:
            DeferredError: the call is refused.
        """
        with self._lock:
            occurrence = self._occurrences[name]
            if self._given_back.get(name) or key_of(name.removesuffix(asked), occurrence, asked) != key:
                return None
            self._occurrences[name] += 1
        pending = PendingCall(key, name, call)
        future = pending.future = Future(self._hooks, pending)
        future.is_ahead = True
        try:
            self._enqueue(pending, call, asked)
        except BaseException:
            with self._lock:
                self._occurrences[name] -= 1
            raise
        with self._lock:
            self._given_up[name].append(future)
        return pending

    def withdraw_ahead(self, call: PendingCall) -> bool:
        """Drop a call that was sent ahead and never made; False if it was sent to the provider."""
        future = call.future
        if future is None or self._backend.withdraw(call.key) is None:
            return False
        future.fail(asyncio.CancelledError())
        return True

    def divert(self, backend: Backend) -> None:
        """Use another backend: this process is a child that looks ahead."""
        self._backend = backend

    def _claim(self, future: Future) -> None:
        """Count a call that was sent ahead, and that the script makes now."""
        future.is_ahead, call = False, future.call
        self._stats.calls.append(call)
        self._stats.unanswered += not call.done
        if self._ahead is not None:
            self._ahead.claim(call)

    def _made(self, reply: Any, call: PendingCall, answer: Answer) -> Any:
        if self._ahead is not None:
            self._ahead.read(call, answer)
        return self._backend.made(reply, call, answer)

    # -- called by futures ---------------------------------------------------------------------------------------------

    def _wanted(self, future: Future) -> None:
        """Tell the engine that a call is waited for."""
        if self._settings.dry_run:
            from deferred.session.loops import items_of_loop  # noqa: PLC0415 - it reads source code; few runs need it

            self.foresight.first_wave_only, self.foresight.turns = True, items_of_loop()
            message = f"{future.call.method} at {future.call.where} is read, and nothing is sent"
            raise EndOfDryRun(message)
        # For a task, the call site serves as the reason: thousands may wait, and a search of the stack takes time.
        where = future.call.where if here.park is not None else caller()
        waiter = here.waiter
        if self._ahead is None or here.park is not None:
            self._backend.want(future, where, waiter)
        else:
            self._ahead.want(future, waiter, lambda: self._backend.want(future, where, waiter))

    def _nothing_waits(self, future: Future) -> None:
        """Withdraw an unsent call that nothing can ask for; a sent one is kept for an equal call."""
        call: PendingCall = future.call
        if future.is_abandoned and not future.is_held and self._backend.withdraw(call.key) is not None:
            with self._lock:
                self._given_back[call.digest].append(call.key)
                self._stats.calls.remove(call)
                self._stats.run.rows.pop(call, None)
                self._shared.pop(call.key, None)
            future.fail(asyncio.CancelledError())
            return
        with self._lock:
            if future not in self._given_up[call.digest]:  # once, however often a wait timed out
                self._given_up[call.digest].append(future)

    def _noted(self, future: Future) -> None:
        """Record the outcome of a call."""
        call: PendingCall = future.call
        with self._lock:
            call.note(future)
            if not future.is_ahead:  # what failed before the script made it is made anew
                self._stats.unanswered -= 1
                self._refusals.note(call.digest, call.error)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _left_by_others(self, name: bytes) -> Future | None:
        given_up = self._given_up.get(name)
        if not given_up:
            return None
        left = next((future for future in given_up if future.is_abandoned), None)
        if left is not None:
            given_up.remove(left)
            if left.is_ahead and left.is_over and not left.call.is_answered:
                self._make_anew(left.call)
                return None
            if left.is_ahead:
                self._claim(left)
        return left

    def _make_anew(self, call: PendingCall) -> None:
        """Let the script make a call itself that was sent ahead and has failed: it may not fail now."""
        self._given_back[call.digest].append(call.key)
        if self._ahead is not None:
            self._ahead.forget(call)

    def _is_stored(self, key: str) -> bool:
        return self._settings.reuses and self._backend.is_stored(key)

    def _next_key(self, name: bytes, call: Call, asked: bytes) -> str:
        if self._given_back.get(name):
            return self._given_back[name].pop()
        before = self._occurrences.get(name, 0)
        self._occurrences[name] = before + 1
        request = name.removesuffix(asked)
        if not self._settings.part:
            return key_of(request, before, asked)
        if before:
            self._warnings.of_sharing(call)
        return key_of(request, 0, asked)

    def _surely_enqueue(self, pending: PendingCall, call: Call) -> None:
        try:
            if not self._is_shared(pending):
                self._enqueue(pending, call, sample.asked.get())
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

    def _enqueue(self, pending: PendingCall, call: Call, asked: bytes) -> None:
        pending.route = route_of(call, self._settings)
        self._warnings.of_storage(call, pending.route)
        limits = PROVIDERS[call.target.provider].limits
        if pending.route is BATCH and not grouping.fits_alone(len(call.body), limits):
            most = min(limits.bytes, limits.body or limits.bytes)
            why = f"its body has {len(call.body):,} bytes, and a job of {call.target.provider} takes {most:,}"
            raise NotBatchable(call.method, call.where, why, "Make it smaller, for example by uploading its files.")
        bound, why = self._bound(call, pending.route)
        pending.bound = bound or pending.bound
        pending.units = profile_of(call.target.provider).wire.units(call.target.endpoint, call.body)
        is_secret = _SECRETS.search(call.body) is not None
        pending.body = call.body if is_secret else self._backend.keep(call.body)
        if self._settings.dry_run:
            self.foresight.calls.append((pending, bound, why))
        else:
            self._backend.add(pending, asked)

    def _bound(self, call: Call, route: Route) -> tuple[Decimal | None, str]:
        """Return the most that a call can cost, if it is needed; a dry run only notes an unknown bound."""
        if not self._settings.caps and not self._settings.dry_run:
            return None, ""
        self._warnings.of_no_max_tokens(call)
        try:
            return prices.bound(call, self._settings.prices, self._settings.max_input_tokens, route=route), ""
        except UnknownPrice as error:
            if self._settings.dry_run:
                return None, str(error)
            if isinstance(error, InputUnbounded) and self._settings.estimate == "provider":
                return Decimal("Infinity"), ""  # until the provider has counted it, before anything is sent
            raise


def _has_failed(future: Future) -> bool:
    return future.is_over and not (future.known_answer is not None and future.known_answer.ok)


def _pass_on(first: Future, pending: PendingCall) -> None:
    """Give a call the outcome of an equal call."""
    answer = first.known_answer
    if answer is not None:
        pending.settle(answer)
    else:
        pending.fail(once_more(first.error) if isinstance(first.error, Exception) else first.error)  # type: ignore[arg-type]
