"""Record: what a session remembers of one call once it is on its way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deferred.core.call import Answer, Call, Target
from deferred.core.errors import DeferredError
from deferred.providers.base import message_of

if TYPE_CHECKING:
    from deferred.futures.future import Future
    from deferred.pricing.nested_limit import NestedLimit
    from deferred.session.session import Session

_LAST_WORDS = {400, 404, 413, 422}  # of the request itself: asked again, the provider says the same


class Record:
    """One call, without its body and its answer: those are on disk."""

    # Flat, and not made of parts: a hundred thousand of them wait, and the collector of garbage visits each part.
    __slots__ = (
        "allowances",
        "answer",
        "asked",
        "error",
        "future",
        "key",
        "method",
        "model",
        "name",
        "place",
        "session",
        "target",
        "where",
    )

    def __init__(self, session: Session, key: str, name: bytes, call: Call) -> None:
        """All calls that ask the same have one `name`; each has a key of its own.

        `asked` is the type that the SDK was asked to parse the reply as.
        """
        self.asked: Any = None
        self.session = session
        self.key, self.name = key, name
        self.target: Target = call.target
        self.model, self.method, self.where = call.model, call.method, call.where
        self.place: tuple[int, int] | None = None
        self.answer: Answer | None = None
        self.error: BaseException | None = None
        self.future: Future | None = None
        self.allowances: tuple[tuple[NestedLimit, Decimal], ...] = ()  # of the inner blocks that made it

    def reserve_again(self) -> bool:
        """Reserve in the inner blocks for one more sending, after one that may have been paid in vain."""
        taken: list[tuple[NestedLimit, Decimal]] = []
        for allowance, bound in self.allowances:
            if not allowance.take(bound):
                for other, amount in taken:
                    other.settle(amount, Decimal(0))
                return False
            taken.append((allowance, bound))
        return True

    @property
    def call(self) -> Call:
        """The call, without its body."""
        return Call(self.target, self.model, b"", self.method, self.where)

    def note(self, future: Future) -> None:
        """Remember the outcome; a good answer's body is in the ledger, a failed call's future can raise its error."""
        self.error, answer = future.error, future.known_answer
        if answer is not None:
            self.answer = answer.without_body() if answer.ok else answer
        self.future = None if self.ok else future
        self.session.noted(self)

    def read(self) -> Answer:
        """Read the answer from the ledger."""
        return self.session.read_answer(self)

    def exception(self) -> Exception:
        """Give the error that touching the reply raises."""
        error = self.future.exception(0) if self.future is not None else None
        return error if isinstance(error, Exception) else DeferredError(self.cause())

    def cause(self) -> str:
        """Say in words why the call failed."""
        if self.error is not None:
            return str(self.error)
        return "" if self.answer is None else f"HTTP {self.answer.status}: {message_of(self.answer.body)}"

    @property
    def done(self) -> bool:
        """Whether there is an outcome."""
        return self.answer is not None or self.error is not None

    @property
    def is_answered(self) -> bool:
        """Whether the provider gave its last word on it; one that asks for patience (429, 5xx) is none."""
        return self.answer is not None and (self.answer.ok or self.answer.status in _LAST_WORDS)

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.answer is not None and self.answer.ok
