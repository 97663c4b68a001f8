"""Refusals: one table says which refusal, at which step, of which provider, is tried again, and how often.

The first rule that matches holds, and what no rule matches is final. Adapters never retry: the engine does what is
written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from deferred.providers.base import message_of

NO_ACCESS = 600.0  # seconds of refusals that waiting may not mend, before a job is left as it is
LONGEST_TRY = 3600.0  # seconds in which the provider accepts no job, before its calls fail
RESENDS = 2  # of a row that expired, went missing, or met 429, 5xx or an overload
ALONE_AT_MOST = 20  # refusals of a single call, or of a file that is not there yet, after which it is refused
SPOILED = 32  # rows refused one by one, with none accepted, after which the rest of the job is refused with them


CANCELLED = 499  # the status of a row that was cancelled


class At(Enum):
    """The step that was refused."""

    UPLOAD = "upload"
    CREATE = "create"
    LIST = "list"
    POLL = "poll"
    RESULTS = "results"
    CANCEL = "cancel"
    ROW = "row"  # the error of one row of a job that has ended
    JOB = "job"  # the error of a job that failed as a whole, and ran nothing
    LIVE = "live"


class Then(Enum):
    """What follows a refusal."""

    AGAIN = "the same again, after a pause"
    LOOK = "it may have been acted on: the job is looked for, and sent again if it is not there"
    QUEUE = "the queue of tokens is full: sent again when another job has left it, or in smaller parts"
    SLOWER = "too much at a time: again after a pause, and in smaller parts if that does not help"
    HALVES = "it may be the fault of one row: sent again in halves"
    GONE = "the provider does not have the job: asked again for `adopt_grace` seconds"
    FINAL = "told at once"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. What is left empty matches everything; of codes, words and `names_file` one must match.

    Attributes:
        at: the steps.
        then: what follows.
        statuses: HTTP statuses.
        codes: the provider's names for errors.
        words: parts of the provider's message, in lower case.
        names_file: whether the message names the job's file.
        provider: the only provider whose refusals it holds for.
        tries: how often it is tried again.
        seconds: for how long it is tried again.
    """

    at: tuple[At, ...]
    then: Then
    statuses: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    names_file: bool = False
    provider: str = ""
    tries: int | None = None
    seconds: float | None = None

    def allows(self, tries: int) -> bool:
        """Whether it is tried again after so many tries."""
        return self.tries is None or tries < self.tries


_SENDING = (At.UPLOAD, At.CREATE)
_LOOKING = (At.LIST, At.POLL, At.RESULTS)
_BUYING = (*_SENDING, At.ROW, At.JOB, At.LIVE)
_SERVER = frozenset(range(500, 600))
RAN_NOTHING = frozenset([429, 503, 529])  # the provider had no room
_PASSING = frozenset([408, 409, 425, 429]) | _SERVER
# Limits of spending, and accounts that may not buy: only the account's owner can change that.
SPENT = frozenset(
    ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated",
     "enforced_spend_limit", "enforced_spend_limit_reached", "contract_spend_limit_reached", "billing_error",
     "linked_organization_spend_limit_reached", "linked_organization_billing_unavailable",
     "user_profile_billing_not_authorized", "organization_on_hold", "workspace_human_review_disabled",
     "cmek_key_disabled", "claude_code_key_creator_not_member"]
)  # fmt: skip
_SPENT_WORDS = ("credit balance is too low", "prepayment credits are depleted", "spending cap", "api usage limits")
_NO_FILE = ("cannot find file", "no such file", "file not found")

TABLE = (
    Rule(_BUYING, Then.FINAL, codes=SPENT, words=_SPENT_WORDS),
    # A wrong key, too, is a 400 there; neither it nor the model is the fault of one row.
    Rule(_BUYING, Then.FINAL, provider="xai", words=("incorrect api key", "not supported for batch processing",
         "used all available credits")),
    Rule((*_LOOKING, At.CANCEL), Then.AGAIN, codes=SPENT, words=_SPENT_WORDS, seconds=NO_ACCESS),
    # Some versions of the API report a full queue with a 400.
    Rule((*_SENDING, At.JOB), Then.QUEUE, codes=frozenset(["token_limit_exceeded"]), words=("token_limit_exceeded",),
         tries=ALONE_AT_MOST),
    # A file may be found only some time after its upload (bespokelabsai/curator#116; "No such File object").
    Rule((At.CREATE,), Then.AGAIN, frozenset([400, 404]), words=_NO_FILE, tries=ALONE_AT_MOST),
    Rule((At.CREATE,), Then.AGAIN, frozenset([404]), names_file=True, tries=ALONE_AT_MOST),
    Rule((At.CREATE,), Then.AGAIN, frozenset([400, 403]), words=("or it may not exist", "not in an active state"),
         provider="google", tries=ALONE_AT_MOST),
    # Jobs there have a least size, so that no smaller one is tried; and what is refused is never one row.
    Rule(_SENDING, Then.AGAIN, codes=frozenset(["ServiceQuotaExceededException", "ThrottlingException"]),
         provider="bedrock", seconds=LONGEST_TRY),
    Rule((At.CREATE,), Then.LOOK, codes=frozenset(["ConflictException"]), provider="bedrock", seconds=LONGEST_TRY),
    Rule(_SENDING, Then.AGAIN, frozenset([429]), provider="bedrock", seconds=LONGEST_TRY),
    Rule(_SENDING, Then.FINAL, frozenset([400, 413, 422]), provider="bedrock"),
    Rule((At.JOB,), Then.AGAIN, words=_NO_FILE, tries=RESENDS),
    Rule(_SENDING, Then.SLOWER, frozenset([429]), tries=ALONE_AT_MOST),
    Rule((At.CREATE,), Then.LOOK, frozenset([408, 409]) | _SERVER, seconds=LONGEST_TRY),
    Rule(_SENDING, Then.AGAIN, _PASSING, seconds=LONGEST_TRY),
    Rule(_SENDING, Then.HALVES, frozenset([400, 413, 422]), tries=SPOILED),
    Rule((At.POLL,), Then.GONE, frozenset([404, 410])),
    Rule((*_LOOKING, At.CANCEL), Then.AGAIN, _PASSING),
    Rule(_LOOKING, Then.AGAIN, seconds=NO_ACCESS),
    Rule((At.CANCEL,), Then.AGAIN),
    # CANCELLED, in a job that nobody cancelled.
    Rule((At.ROW,), Then.AGAIN, frozenset([CANCELLED]), provider="google", tries=RESENDS),
    Rule((At.ROW,), Then.AGAIN, _PASSING, tries=RESENDS),
    Rule((At.JOB,), Then.AGAIN, codes=frozenset(["expired", "passing"]), tries=RESENDS),
    Rule((At.LIVE,), Then.AGAIN, RAN_NOTHING, tries=3),
)  # fmt: skip
_FINAL = Rule((), Then.FINAL)
_NAMES = {"code", "type", "error_code", "status", "reason"}


class Refusal(Protocol):
    """What a provider answered."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def body(self) -> bytes:
        """The error, as it came."""


def rule_of(at: At, provider: str, refusal: Refusal, file_id: str | None = None) -> Rule:
    """Return the rule for a refusal; `file_id` is the job's file."""
    asked = _Asked(at, provider, refusal.status, codes_of(refusal.body), message_of(refusal.body), file_id)
    return _first(asked)


def rule_of_job(provider: str, code: str, words: str) -> Rule:
    """Return the rule for a job that failed as a whole, with the provider's name for the error and its message."""
    return _first(_Asked(At.JOB, provider, 0, {code}, words))


def codes_of(body: bytes) -> set[str]:
    """Return the provider's names for an error, wherever its body has them."""
    try:
        return set(_names_in(json.loads(body)))
    except ValueError:
        return set()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A refusal, as rules are compared with it."""

    at: At
    provider: str
    status: int
    codes: set[str]
    message: str
    file_id: str | None = None

    def fits(self, rule: Rule) -> bool:
        is_there = self.at in rule.at and rule.provider in {"", self.provider}
        return is_there and (not rule.statuses or self.status in rule.statuses) and self._says(rule)

    def _says(self, rule: Rule) -> bool:
        if not (rule.codes or rule.words or rule.names_file):
            return True
        message = self.message.lower()
        names_file = rule.names_file and bool(self.file_id) and str(self.file_id).lower() in message
        return names_file or bool(rule.codes & self.codes) or any(words in message for words in rule.words)


def _first(asked: _Asked) -> Rule:
    return next((rule for rule in TABLE if asked.fits(rule)), _FINAL)


def _names_in(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        yield from (value for name, value in found.items() if name in _NAMES and isinstance(value, str))
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for value in inner:
        yield from _names_in(value)
