"""LookAhead: lets children of the user's process find the calls that come next, and sends those ahead."""

from __future__ import annotations

import contextlib
import logging
import platform
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any

from deferred.config.settings import Settings
from deferred.core.call import Answer, BodyRef, Target
from deferred.core.errors import LedgerError
from deferred.engine.ahead_stats import AheadStats
from deferred.engine.engine import Engine
from deferred.engine.state import PendingCall
from deferred.engine.stats import BlockStats
from deferred.futures.event_loops import Waiter
from deferred.futures.future import Future
from deferred.lookahead import child as child_side
from deferred.lookahead import children as family
from deferred.lookahead import conditions, event_loop, process
from deferred.lookahead.backend import ChildBackend
from deferred.lookahead.child import Birth
from deferred.lookahead.children import Child, Parents
from deferred.lookahead.event_loop import QuietLoop
from deferred.lookahead.messages import Found
from deferred.lookahead.purchases import Purchases, Take
from deferred.lookahead.site import site, user_frames
from deferred.lookahead.source import parts_of
from deferred.lookahead.variants import NO, PLAIN, YES
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")
_SECONDS_TO_STAND_STILL = 5.0  # for the engine's threads
_SECONDS_BEFORE_SENDING = 10.0  # for children, beside `linger`: then the awaited call is sent
_SECONDS = 30.0  # for children in all
_SECONDS_OF_SILENCE = 6.0
_EVERY = 0.2
_LONGEST_PAUSE = 15  # waits
_FEW = 8  # calls
_CUT = "ended by SIGKILL"
_NEWEST = 50  # calls that are searched for answers to be like


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What look-ahead works with: the engine, the ledger, the calls of the block, and the session's two functions.

    `take` takes in a call that the script is going to make; `divert` lets the session of a child use its backend.
    """

    engine: Engine
    ledger: Ledger
    stats: BlockStats
    take: Take
    divert: Callable[[ChildBackend], None]


class LookAhead:
    """The look-ahead of one run."""

    def __init__(self, settings: Settings, around: Surroundings) -> None:
        """Nothing is forked before a call is waited for."""
        self._settings, self._around = settings, around
        self.stats: AheadStats = around.stats.run.ahead
        self.stats.is_on = True
        self.stats.off = conditions.why_never(settings)
        if self.stats.off:
            log.warning("deferred: look-ahead does not happen: %s", self.stats.off)
        platform.processor()  # the SDKs ask for it with their first request, and a child could not
        self._purchases = Purchases(settings, self.stats, around.take)
        self._sites: set[int] = set()
        self._codes: set[CodeType] = set()
        self._targets: dict[Target, Target] = {}
        self._like: dict[str, bytes] = {}
        self._pause = self._in_vain = 0
        self._quiet = QuietLoop(self._look)

    # -- called by the session -----------------------------------------------------------------------------------------

    def note(self, target: Target) -> None:
        """Note a call of the script: only what it has done itself is done ahead."""
        self._targets.setdefault(target, target)
        here = site()
        if here not in self._sites:
            self._sites.add(here)
            self._learn()

    def claim(self, call: PendingCall) -> None:
        """Note that the script has made a call that was sent ahead."""
        if process.is_child():
            process.tell("claimed", call.key)
        else:
            self._purchases.claim(call.key)

    def forget(self, call: PendingCall) -> None:
        """Forget a call that was sent ahead and has failed: the script makes it itself."""
        self._purchases.forget(call.key)

    def read(self, call: PendingCall, answer: Answer) -> None:
        """Note that the script reads an answer."""
        self._purchases.came_true(call, answer)

    def stop(self, why: str) -> None:
        """Look ahead no more."""
        if not self.stats.off:
            self.stats.off = why
            log.warning("deferred: look-ahead ends: %s", why)

    def close(self, withdrawn: Callable[[PendingCall], bool]) -> None:
        """Drop what the script did not ask for, as far as it was not sent: its block ends."""
        self._purchases.close(withdrawn, self._around.ledger.answers.get)
        if self.stats.in_vain:
            log.warning(
                "deferred: %d calls were sent ahead and not made by the script: %s",
                sum(self.stats.in_vain.values()), ", ".join(self.stats.in_vain),
            )  # fmt: skip

    def want(self, future: Future, waiter: Waiter | None, want: Callable[[], None]) -> None:
        """Look ahead, and then tell the engine by `want` that a call is waited for; a coroutine waits by a `waiter`.

        In a child this returns with the child locked.
        """
        if self.stats.off or process.is_child():
            want()
        elif waiter is None:
            self._look([future])
            want()
        elif event_loop.can_go_on(waiter.loop):
            self._quiet.add(waiter.loop, future, want)
        else:
            self.stats.stops["the event loop is not asyncio's own"] += 1
            want()

    def _look(self, futures: list[Future], loop: Any = None) -> None:
        if self.stats.off or not self._is_time():
            return
        self._take_samples()
        began, future = self._ticks(), futures[0]
        born = self._fork(future, loop)
        if isinstance(born, Birth):
            child_side.become(born)
        elif born:
            self._follow_surely(born, future)
            self.stats.seconds += self._ticks() - began

    # -- inside --------------------------------------------------------------------------------------------------------

    def _learn(self) -> None:
        """Note which functions of the user's make calls, and read their text while files can be opened."""
        for frame in user_frames():
            if frame.f_code not in self._codes:
                self._codes.add(frame.f_code)
                parts_of(frame.f_code)

    def _is_time(self) -> bool:
        if self._pause > 0:
            self._pause -= 1
            return False
        why = conditions.why_not_now()
        if why:
            self.stats.stops[why] += 1
        return not why

    def _ticks(self) -> float:
        return self._around.engine.scheduler.ticks()

    def _fork(self, future: Future, loop: Any) -> list[Child] | Birth:
        around = self._around
        parents = Parents(self._like, frozenset(self._codes), around.ledger.location, around.divert, loop)
        variants = (YES, NO, PLAIN) if self._like else (YES, NO)
        with self._around.engine.scheduler.standing_still(_SECONDS_TO_STAND_STILL) as stands_still:
            if not stands_still or future.is_over:
                return []
            try:
                return family.fork(variants, parents)
            except OSError as error:
                self.stats.stops[f"no process can be forked: {error}"] += 1
                return []

    def _follow_surely(self, children: list[Child], future: Future) -> None:
        try:
            self._follow(children, future)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here, the script must run as without it
            self.stop(f"an error inside it ({type(error).__name__}: {error})")

    def _follow(self, children: list[Child], future: Future) -> None:
        """Listen to the children, and send ahead what all of them ask."""
        self.stats.looks += 1
        sent_before = self.stats.sent
        try:
            self._listen(children, future)
        finally:
            family.end(children)
        self._look_back(children, self.stats.sent - sent_before)

    def _listen(self, children: list[Child], future: Future) -> None:
        began = heard_at = self._ticks()
        send_at = began + self._settings.linger + _SECONDS_BEFORE_SENDING
        agreement = _Agreement(len(children))
        while any(child.is_open for child in children) and not any(child.has_failed for child in children):
            now = self._ticks()
            if now > began + _SECONDS or now > heard_at + _SECONDS_OF_SILENCE or future.is_over:
                break
            if now > send_at:
                self._around.engine.calls.flush("look-ahead")
                send_at = began + _SECONDS + 1
            for child, message in family.listen(children, _EVERY):
                heard_at = self._ticks()
                found = self._hear(child, message, agreement)
                if found is not None and not self.stats.off:
                    self._offer(*found)

    def _hear(self, child: Child, message: tuple[Any, ...], agreement: _Agreement) -> tuple[Found, bool] | None:
        ledger, (kind, *words) = self._around.ledger, message
        match kind:
            case "call":
                return agreement.add(Found(*words))
            case "answer":
                answer = ledger.answers.get(words[0])
                child.reply(None if answer is None else tuple(answer))
            case "known":
                child.reply(self._settings.reuses and bool(ledger.answers.known((words[0],))))
            case "body":
                child.reply(self._around.engine.context.spool.read(BodyRef(*words)))
            case "claimed":
                self._purchases.found_again(words[0])
            case "end":
                child.why = words[0]
            case "failed":
                child.why, child.has_failed = words[0], True
        return None

    def _offer(self, found: Found, is_certain: bool) -> None:  # noqa: FBT001 - what the children agreed on
        target = self._targets.get(Target(*found.target))
        if found.site in self._sites and target is not None:
            self._purchases.buy(found, target, is_certain=is_certain, look=self.stats.looks)

    def _look_back(self, children: list[Child], sent: int) -> None:
        for child in children:
            self.stats.processor_seconds += child.processor_seconds
            self.stats.stops[child.why or "stopped after a time"] += 1
            if child.has_failed:
                self.stop(f"a child could not be isolated ({child.why})")
        if all(child.why in {process.END_OF_BLOCK, process.END_OF_SCRIPT} for child in children):
            self._purchases.look_back(self.stats.looks)
        # A look that finds nothing, or whose children are so slow that they find little, is not worth it every time.
        was_cut = any(not child.why or child.why == _CUT for child in children)
        is_worth_it = sent >= _FEW if was_cut else sent > 0
        self._in_vain = 0 if is_worth_it else self._in_vain + 1
        self._pause = 0 if is_worth_it else min(2 ** (self._in_vain - 1) - 1, _LONGEST_PAUSE)

    def _take_samples(self) -> None:
        """Keep an answer of each call site: the next one will be like it."""
        for call in self._around.stats.calls[-_NEWEST:]:
            if call.ok and call.where not in self._like:
                with contextlib.suppress(LedgerError):  # the script is told when it reads the answer
                    answer = self._around.ledger.answers.get(call.key)
                    if answer is not None:
                        self._like[call.where] = answer.body


class _Agreement:
    """Counts the children that would make a call."""

    def __init__(self, children: int) -> None:
        self._children = children
        self._counts: Counter[str] = Counter()
        self._uncertain: set[str] = set()

    def add(self, found: Found) -> tuple[Found, bool] | None:
        """Count a call; returns it, and whether all are certain of it, once all children would make it."""
        self._counts[found.key] += 1
        if not found.is_certain:
            self._uncertain.add(found.key)
        if self._counts[found.key] < self._children:
            return None
        return found, found.key not in self._uncertain
