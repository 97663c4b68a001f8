"""ChildBackend: stands for the engine and the ledger in a child. New calls are told to the parent, and get phantoms."""

from __future__ import annotations

import threading
from typing import Any

import orjson

from deferred.core.call import Answer, BodyRef, Call, Target
from deferred.core.profile import profile_of
from deferred.engine.state import PendingCall
from deferred.futures.event_loops import Waiter
from deferred.futures.future import Future
from deferred.lookahead import process
from deferred.lookahead.certainty import Certainties, Certainty
from deferred.lookahead.ghosts import Haunting
from deferred.lookahead.messages import Found
from deferred.lookahead.site import site
from deferred.lookahead.variants import Phantoms

MOST_CALLS = 20_000
MOST_BYTES = 64 << 20
_DEPENDENT_IN_A_ROW = 500


class ChildStored:
    """Answers and requests: those of the parent, which is asked for them, and those of this child."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._bodies: list[bytes] = []
        self._phantoms: dict[str, Answer] = {}

    def keep(self, body: bytes) -> BodyRef:
        """Keep a request."""
        self._bodies.append(body)
        return BodyRef(-len(self._bodies), len(body))

    def keep_phantom(self, key: str, answer: Answer) -> None:
        """Keep a phantom: a reply may be made of it more than once."""
        self._phantoms[key] = answer

    def is_stored(self, key: str) -> bool:
        """Whether the ledger has an answer."""
        return bool(process.ask("known", key))

    def answer_of(self, call: PendingCall) -> Answer | None:
        """Return the answer of a call; None if there is none."""
        found = self._phantoms.get(call.key)
        if found is not None:
            return found
        told: Any = process.ask("answer", call.key)
        return None if told is None else Answer(*told)

    def read_answer(self, call: PendingCall) -> Answer:
        """Return the answer of a call."""
        found = self.answer_of(call)
        if found is None:
            process.leave("an answer that is no longer in the ledger")
        return found._replace(cached=call.answer is not None and call.answer.cached)

    def body_of(self, call: PendingCall) -> bytes:
        """Return the request of a call."""
        if call.body is None:
            process.leave("a call whose request was not kept")
        if isinstance(call.body, bytes):
            return call.body
        if call.body.place < 0:
            return self._bodies[-call.body.place - 1]
        told: Any = process.ask("body", *call.body)
        return bytes(told)

    def request_of(self, call: PendingCall) -> bytes | None:
        """Return the request of a call, if it was kept."""
        return None if call.body is None else self.body_of(call)


class ChildBackend:
    """Takes the calls of a child."""

    def __init__(self, phantoms: Phantoms, certainties: Certainties, haunting: Haunting) -> None:
        """Use what makes the phantoms, what judges the calls, and what makes ghosts of replies."""
        self.stored = ChildStored()
        self._phantoms, self._certainties, self._haunting = phantoms, certainties, haunting
        self._calls = self._bytes = self._in_a_row = 0

    def add(self, call: PendingCall, sample: bytes) -> None:
        """Tell the parent of a call, if no phantom is in it, and give it its phantom."""
        body = self.stored.body_of(call)
        is_dependent = self._phantoms.is_in(body)
        is_free = not is_dependent and not _has_state(call, body)
        certainty = self._certainties.of_this_call() if is_free else Certainty.UNCERTAIN
        if certainty is Certainty.UNCERTAIN:
            process.tell("dependent")
            self._in_a_row += 1
        else:
            self._tell(call, body, sample, is_certain=certainty is Certainty.CERTAIN)
        if self._in_a_row > _DEPENDENT_IN_A_ROW:
            process.leave("only calls that depend on answers follow")
        self._give(call, body, is_dependent=is_dependent)

    def want(self, future: Future, where: str, waiter: Waiter | None = None) -> None:
        """Give a call its phantom, if it has no answer."""
        del where, waiter
        if not future.is_over:
            self._give(future.call, self.stored.body_of(future.call))

    def watch(self) -> None:
        """End the child: the script looks for an outcome without waiting, and what it finds hangs on the time."""
        process.leave("outcomes are looked at without waiting for them")

    def withdraw(self, key: str) -> PendingCall | None:
        """Withdraw nothing."""
        del key
        return None

    def note_found(self, key: str, target: Target) -> None:
        """Count nothing."""
        del key, target

    def is_stored(self, key: str) -> bool:
        """Whether the ledger has an answer."""
        return self.stored.is_stored(key)

    def keep(self, body: bytes) -> BodyRef:
        """Keep a request."""
        return self.stored.keep(body)

    def made(self, reply: Any, call: PendingCall, answer: Answer) -> Any:
        """Make ghosts of the leaves of a reply that a phantom made."""
        del call
        lean = self._phantoms.lean_of(answer)
        return reply if lean is None else self._haunting.haunt(reply, lean)

    def _tell(self, call: PendingCall, body: bytes, sample: bytes, *, is_certain: bool) -> None:
        target = call.target
        parts = (target.provider, target.base_url, target.endpoint, target.credential, target.headers, target.transport)
        found = Found(
            call.key, call.digest, sample, body, parts, call.model, call.method, call.where, site(), is_certain
        )
        process.tell("call", *found.words())
        self._calls += 1
        self._bytes += len(body)
        self._in_a_row = 0
        if self._calls >= MOST_CALLS or self._bytes > MOST_BYTES:
            process.leave("enough calls")

    def _give(self, call: PendingCall, body: bytes, *, is_dependent: bool = False) -> None:
        whole = Call(call.target, call.model, body, call.method, call.where)
        answer = self._phantoms.answer(whole, call.digest)
        if answer is None:
            process.leave(f"no phantom for {call.method}")
        self._certainties.phantom_given(is_dependent=is_dependent)
        self.stored.keep_phantom(call.key, answer)
        if threading.current_thread() is not threading.main_thread():
            process.leave("a call in another thread")
        call.settle(answer)


def _has_state(call: PendingCall, body: bytes) -> bool:
    """Whether the request refers to state at the provider, which another call changes."""
    state = profile_of(call.target.provider).phantoms.state
    return bool(state) and not state.isdisjoint(orjson.loads(body))
