"""Variants: the children of one look. What all of them ask alike does not hang on what the answers say."""

from __future__ import annotations

import re
from dataclasses import dataclass

import orjson

from deferred.core.call import Answer, Call
from deferred.core.phantom import Lean, PhantomWriter
from deferred.core.profile import profile_of


@dataclass(frozen=True, slots=True)
class Variant:
    """How the phantoms of one child lean, and how far its clock is ahead, in seconds."""

    name: str
    letter: str
    lean: Lean
    clock: float


YES = Variant("yes", "q", Lean(yes=True, number=7_340_019, many=2), 0.0)
NO = Variant("no", "z", Lean(yes=False, number=3, many=0), 90_061.0)  # a day and an hour: other dates, other hours
PLAIN = Variant("plain", "k", Lean(yes=None, number=41, many=1), 4_000.0)
_PREFIX = "phantom-"
_TURNED = {True: "turned", False: "straight"}


class Phantoms:
    """The phantoms of one child, in the place of answers.

    A phantom made of phantoms, or of a request that was made before, leans to the other side with each step: loops
    that ask until the answer pleases them come to their end.
    """

    def __init__(self, variant: Variant, salt: str, like: dict[str, bytes]) -> None:
        """`salt` distinguishes the markers of this look; `like` has an answer for each call site that has one."""
        self._variant, self._salt, self._like = variant, salt, like
        self.mark = re.compile(rf"{variant.letter}x{salt}(\d{{5}})", re.IGNORECASE)
        self._mark = re.compile(self.mark.pattern.encode(), re.IGNORECASE)
        self._depths: list[int] = []
        self._of_request: dict[bytes, int] = {}

    def is_in(self, body: bytes) -> bool:
        """Whether a request was made of phantoms."""
        return self._mark.search(body) is not None

    def answer(self, call: Call, digest: bytes) -> Answer | None:
        """Write the phantom of a call; None if its endpoint has none."""
        depth = max(self._depth_of(call.body), self._of_request.get(digest, -1)) + 1
        self._of_request[digest] = depth
        marker = f"{self._variant.letter}x{self._salt}{len(self._depths):05d}"
        self._depths.append(depth)
        is_turned = depth % 2 == 1
        writer = PhantomWriter(marker, self._lean(is_turned=is_turned), depth)
        like, write = self._like.get(call.where), profile_of(call.target.provider).phantoms.answer
        value = write(call.target.endpoint, orjson.loads(call.body), orjson.loads(like) if like else None, writer)
        return None if value is None else Answer(200, orjson.dumps(value), f"{_PREFIX}{_TURNED[is_turned]}")

    def lean_of(self, answer: Answer) -> Lean | None:
        """Return the lean of a phantom; None for an answer of the provider."""
        kind = (answer.request_id or "").removeprefix(_PREFIX)
        return self._lean(is_turned=kind == _TURNED[True]) if kind in _TURNED.values() else None

    def _depth_of(self, body: bytes) -> int:
        numbers = [int(number) for number in self._mark.findall(body)]
        return max((self._depths[number] for number in numbers if number < len(self._depths)), default=-1)

    def _lean(self, *, is_turned: bool) -> Lean:
        lean = self._variant.lean
        return Lean(not lean.yes, lean.number, lean.many) if is_turned and lean.yes is not None else lean
