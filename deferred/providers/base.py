"""The interface of adapters: connections, request bodies, rows and states."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any, Protocol

import orjson

from deferred.core import real_time
from deferred.core.call import Answer
from deferred.core.grouping import Limits
from deferred.core.job import Job, Rows, read_custom_id

UNCLEAR = "a row of an unknown shape"  # such a row may have been charged
NOT_WRITTEN = f"{UNCLEAR}, as it was never written: "  # the work was done
_UNREAD_AT_MOST = 10_000  # lines of a file in which no line can be read
_KINDS = ("type", "object")  # fields that say of what kind an object is
_REPLIES = ("candidates", "choices", "embedding", "embeddings")  # fields of replies to calls, which no job has
_DIGITS = bytes(ord("0") if byte in b"0123456789" else ord(" ") for byte in range(256))
_LONG_NUMBER = b"0" * 19
_CLOCKS_APART = 300.0  # seconds by which an answer and its Date may be late
_UNKNOWN_CLOCK = 86_400.0  # seconds by which a clock that shows no date may be wrong


class Refused(Exception):
    """The provider answered with a status of 400 or more."""

    def __init__(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Store the answer; `message` is the provider's own sentence."""
        self.status, self.body, self.headers = status, body, headers
        self.message = message_of(body)
        super().__init__(f"HTTP {status}: {self.message}")

    @property
    def retry_after(self) -> float | None:
        """Seconds that the provider asks to wait."""
        return seconds_to_wait(self.headers)

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in {408, 409, 425, 429} or self.status >= 500  # noqa: PLR2004


class Lost(Exception):
    """No answer came back: unless nothing was `sent`, the provider may have acted on the request."""

    def __init__(self, words: str, *, sent: bool = True) -> None:
        """`words` describe the failure; `sent` tells whether the request may have reached the provider."""
        super().__init__(words)
        self.sent = sent


class Broken(Lost):
    """No answer came back, because of the user's code: a header, key function, hook, auth or transport."""

    def __init__(self, words: str, *, sent: bool, lasting: bool = False) -> None:
        """`words` and `sent` are as for `Lost`; `lasting` tells that the failure is permanent."""
        super().__init__(words, sent=sent)
        self.lasting = lasting


class Distrusted(Broken):
    """The provider's certificate is not trusted here, so nothing was sent."""


class Unexpected(Lost):
    """An answer of another kind than was asked for, such as a message for a batch: nothing is known of the job."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer with a status below 400."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Parse the body; an answer that is not JSON counts as no answer."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            message = f"the answer is not JSON: {self.body[:80]!r}"
            raise Lost(message) from error

    def of_kind(self, field: str, kind: str) -> Any:
        """Parse an object whose `field` says what it is.

        Raises:
            Unexpected: it says that it is something else.
        """
        found = self.json()
        refuse_other_kinds(found, field, kind)
        return found

    def named(self, *path: str) -> str:
        """Read the name of the created object; an answer without one counts as no answer: it may be created."""
        found = self.json()
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, str) or not found:
            message = f"the answer has no {'.'.join(path)}: {self.body[:80]!r}"
            raise Lost(message)
        return found


@dataclass(frozen=True, slots=True)
class Body:
    """A request body of known length that is produced in pieces, again for each try."""

    length: int
    pieces: Callable[[], Iterable[bytes]]
    content_type: str = "application/json"


class Connection(Protocol):
    """Sends HTTP requests to one account, with the user's base URL, credentials, proxy and TLS, and without retries."""

    def request(
        self,
        method: str,
        url: str,
        *,
        body: Body | Any = None,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
    ) -> Reply:
        """Send one request, and wait for its answer this many seconds, or as long as is usual.

        Raises Refused for a status of 400 or more, Lost if no answer came.
        """

    def lines(self, url: str, *, headers: Mapping[str, str] | None = None) -> AbstractContextManager[Iterator[bytes]]:
        """Stream a text, line by line."""


class State(Enum):
    """The state of a job at the provider."""

    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a job, from one poll.

    `results` are the places of its rows, read in every terminal state; while it
    runs there are some only if finished rows can be read then. A failed job ran nothing: `gone_wrong` is the
    reason, `code` the provider's name for it, `refusal` the answer for each call, and `bad_lines` the lines (by index)
    that the provider blames, with the answers for their calls.
    An end that the provider may take back has to be seen unchanged for `settles` seconds.
    """

    state: State
    words: str
    done: int = 0
    failed: int = 0
    retry_after: float | None = None
    results: tuple[str, ...] = ()
    inline: tuple[Any, ...] = ()
    gone_wrong: str = ""
    code: str = ""
    refusal: Answer | None = None
    bad_lines: tuple[tuple[int, Answer], ...] = ()
    settles: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One result: an answer, or the reason for having none (`lost`: "expired", "cancelled" or the provider's words).

    `raw` is the result as it came, if its shape is unknown or nothing in it names a call.
    """

    custom_id: str
    answer: Answer | None
    lost: str = ""
    raw: Any = None

    @property
    def is_unclear(self) -> bool:
        """Whether its shape is unknown, so that it may be an answer that was paid for."""
        return self.answer is None and self.lost.startswith(UNCLEAR)


class Provider(Protocol):
    """A batch API. Adapters hold no state and never retry: the engine decides what to do after a failure."""

    name: str
    limits: Limits
    # Whether a batch can be identified before it has results.
    recognisable: bool
    # Whether the provider lists its jobs, so that one can be found whose create was not answered.
    lists: bool

    def upload(self, connection: Connection, job: Job, rows: Rows) -> str | None:
        """Send the rows as a file and return its id; None if the create carries the rows."""

    def create(self, connection: Connection, job: Job, rows: Rows) -> str:
        """Create the job and return its id."""

    def check(self, connection: Connection, job: Job) -> Status:
        """Return the status of the job."""

    def collect(self, connection: Connection, job: Job, status: Status) -> Iterator[Row]:
        """Return the rows of an ended job, in any order."""

    def find(self, connection: Connection, job: Job, age: float) -> list[str]:
        """Return the ids of the batches that are, or may be, this job, created at most `age` seconds ago."""

    def all_of_ours(self, connection: Connection, job: Job) -> Iterator[str]:
        """Return the ids of all batches of this software at `job`'s account, newest first."""

    def is_ours(self, connection: Connection, job: Job, batch_id: str) -> bool | None:
        """Whether a batch that `find` returned is this job; None while that is unknown."""

    def cancel(self, connection: Connection, job: Job) -> None:
        """Ask the provider to stop the job."""

    def leftovers(self, job: Job, results: Sequence[str]) -> list[str]:
        """Return the names of all that a job leaves at the provider; `results` are the places of its rows, if known."""

    def delete(self, connection: Connection, job: Job, name: str) -> None:
        """Delete one of them; what is gone already is no error."""

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Count the input tokens of a request, free of charge; None if the provider does not count it."""


def refuse_other_kinds(found: Any, field: str, kind: str) -> None:
    """Raise Unexpected for an object that says that it is of another kind; some APIs leave the field out."""
    if not isinstance(found, dict):
        return
    own = found.get(field)
    others = [name for name in _KINDS if name != field and own is None and isinstance(found.get(name), str)]
    is_error = own is None and isinstance(found.get("error"), dict) and not found.get("done")
    if own not in {None, kind} or others or is_error or any(name in found for name in _REPLIES):
        message = f"the answer is no {kind}: {dumps(found)[:120].decode('utf-8', 'replace')}"
        raise Unexpected(message)


def delete(connection: Connection, url: str, headers: Mapping[str, str]) -> None:
    """Delete something at a provider, which may be gone already."""
    with _suppressed({404, 410}):
        connection.request("DELETE", url, headers=headers)


def cancel(connection: Connection, url: str, headers: Mapping[str, str], body: Any = None) -> None:
    """Ask a provider to stop something, which may have ended already: then it stays as it is."""
    with _suppressed({400, 404, 409}):
        connection.request("POST", url, body=body, headers=headers)


@contextmanager
def _suppressed(statuses: Collection[int]) -> Iterator[None]:
    """Let refusals with these statuses pass."""
    try:
        yield
    except Refused as refusal:
        if refusal.status not in statuses:
            raise


def message_of(body: bytes) -> str:
    """Find the provider's own sentence in an error body."""
    try:
        found: Any = json.loads(body)
    except ValueError:
        return body[:300].decode("utf-8", "replace") or "(empty body)"
    while isinstance(found, list) and found:
        found = found[0]
    if isinstance(found, dict):
        inner = found.get("error", found)
        if isinstance(inner, dict):
            inner = inner.get("error", inner) if isinstance(inner.get("error"), dict) else inner
            return str(inner.get("message") or inner)
        return str(inner)
    return str(found)


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After in seconds; these providers send no other form."""
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return None


def dumps(value: Any) -> bytes:
    """Write JSON; the standard library writes what orjson refuses (numbers beyond 64 bits, lone surrogates)."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, separators=(",", ":")).encode()


def answer_row(
    custom_id: str, status: int, body: Any, request_id: str | None, batch_id: str | None, route: str = ""
) -> Row:
    """Make a row from an answer."""
    # Copied, because orjson gives its whole buffer: 8 KB for a body of 1 KB, of which thousands are held at a time.
    raw = body if isinstance(body, bytes) else bytes(memoryview(dumps(body)))
    return Row(custom_id, Answer(status, raw, None if request_id is None else str(request_id), batch_id, route=route))


def guarded(lines: Iterable[Any], read: Callable[[dict[str, Any]], Row]) -> Iterator[Row]:
    """Read rows one by one: a row of an unknown shape must not fail the others, and is given as it came too."""
    for line in lines:
        row = _read(line, read)
        is_ours = read_custom_id(row.custom_id) is not None
        yield row if is_ours and not row.is_unclear else replace(row, raw=line)


def _read(line: Any, read: Callable[[dict[str, Any]], Row]) -> Row:
    try:
        return read(line)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        named = line.get("custom_id", line.get("key", "")) if isinstance(line, dict) else ""
        return Row(str(named), None, f"{UNCLEAR} ({error!r})")


def earliest(headers: Mapping[str, str], age: float) -> float:
    """Return the earliest time on the provider's clock that can be `age` seconds ago, by the Date of its answer."""
    try:
        return parsedate_to_datetime(headers["date"]).timestamp() - age - _CLOCKS_APART
    except (KeyError, TypeError, ValueError):
        return real_time.now() - age - _UNKNOWN_CLOCK


def may_hold_long_number(text: bytes) -> bool:
    """Whether a JSON text may hold a number that orjson rounds; this is ten times as fast as a pattern."""
    return _LONG_NUMBER in text.translate(_DIGITS)


def read_json(text: bytes) -> Any:
    """Read JSON as the standard library does, in a quarter of its time.

    orjson rounds long numbers, and refuses what the standard library takes: NaN, lone surrogates, other encodings.
    """
    if may_hold_long_number(text):
        return json.loads(text)
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)


def parsed_lines(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """Read JSON lines; a malformed line among others is skipped: its call counts as missing, and is sent again.

    Where no line can be read the file has another shape: its lines are given as they came, each in an object.
    """
    unread: list[bytes] | None = []
    for line in lines:
        found = _parsed(line)
        if isinstance(found, dict):
            unread = None
            yield found
        elif unread is not None and line.strip() and len(unread) < _UNREAD_AT_MOST:
            unread.append(line)
    for line in unread or ():
        yield {"unreadable": line.decode("utf-8", "replace")}


def _parsed(line: bytes) -> Any:
    try:
        return read_json(line)
    except ValueError:
        return None
