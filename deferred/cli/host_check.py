"""`deferred doctor --host gw:4000=groq`: one batch of one request, to see whether a server speaks as it is said to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson

from deferred.capture import from_environment
from deferred.capture.connection import Account
from deferred.cli.shared import naming_wrong_input
from deferred.cli.trial_batch import TrialBatch
from deferred.config import parsers
from deferred.core.call import Target
from deferred.core.errors import DeferredError, WrongInput
from deferred.core.text import duration
from deferred.providers import USABLE
from deferred.providers.base import Lost, Refused, State, Status

_BETWEEN_LOOKS = 2.0  # seconds
Note = Callable[[str, str, bool], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """A batch of one request at a server.

    Attributes:
        host: the host and whose API it speaks, like `gw:4000=groq`.
        model: the model that answers.
        base_url: the address of the API; None for the usual path at that host.
        seconds: the longest time to wait for the answer.
    """

    host: str
    model: str
    base_url: str | None = None
    seconds: float = 600.0

    def run(self, note: Note) -> None:
        """Make the batch, and note each step: its name, words, and whether it went well. What it made is deleted.

        Raises:
            WrongInput: the host or the model is missing, or names no member of the family.
            DeferredError: there is no key for it.
        """
        with naming_wrong_input():
            [declared] = parsers.hosts([self.host], "--host ")
        netloc, _, name = declared.partition("=")
        if name not in USABLE:
            message = f"--host {self.host}: say whose API it speaks, like {netloc}=groq; one of {', '.join(USABLE)}"
            raise WrongInput(message)
        address = self.base_url or _usual_address(netloc, USABLE[name].home)
        account = from_environment.account(name, address, [declared])
        target = _target(name, account)
        bodies = [_body(target.endpoint, self.model)]
        try:
            _Steps(TrialBatch(account.connection, target, self.model, bodies, "doctor"), note).take(self.seconds)
        finally:
            account.connection.close()


def _usual_address(netloc: str, home: str) -> str:
    is_here = netloc.partition(":")[0] in {"localhost", "127.0.0.1"}
    return f"{'http' if is_here else 'https'}://{netloc}{urlsplit(home).path or '/v1'}"


def _target(provider: str, account: Account) -> Target:
    endpoint = "/v1" + USABLE[provider].endpoints[0]
    return Target(provider, account.base_url, endpoint, account.credential)


def _body(endpoint: str, model: str) -> bytes:
    asked = "Say yes."
    is_chat = endpoint.endswith("/chat/completions")
    what = {"messages": [{"role": "user", "content": asked}], "max_tokens": 16} if is_chat else {"input": asked}
    return orjson.dumps({"model": model, **what})


class _Steps:
    """The steps of one batch; the first that fails is the last."""

    def __init__(self, batch: TrialBatch, note: Note) -> None:
        self._batch, self._note = batch, note

    def take(self, seconds: float) -> None:
        """Take the steps, and clear up."""
        try:
            for name, words in self._steps(seconds):
                self._note(name, words, True)
        except (Refused, Lost, DeferredError, KeyError, TypeError, ValueError, AttributeError) as trouble:
            told = trouble if isinstance(trouble, (Refused, Lost, DeferredError)) else repr(trouble)
            self._note("the next step", f"failed: {told}", False)
        finally:
            self._batch.clear_up()

    def _steps(self, seconds: float) -> Iterator[tuple[str, str]]:
        yield "upload", f"takes a file ({self._batch.upload()})"
        yield "create", f"makes a batch ({self._batch.create()})"
        if not self._batch.is_listed():
            message = "its list does not show the batch: one whose create is not answered would be bought twice"
            raise DeferredError(message)
        yield "list", "shows the batch, so that it is found again after a crash"
        status = self._ended(seconds)
        yield "status", f"{status.words}: {status.done} done, {status.failed} failed"
        yield "results", self._answer(status)

    def _ended(self, seconds: float) -> Status:
        status = self._batch.wait(seconds, _BETWEEN_LOOKS)
        if status.state is State.RUNNING:
            self._batch.cancel()
            message = f"the batch is {status.words} after {duration(seconds)}; it was cancelled"
            raise DeferredError(message)
        if status.state is State.FAILED:
            message = f"the batch failed: {status.gone_wrong}"
            raise DeferredError(message)
        return status

    def _answer(self, status: Status) -> str:
        rows = self._batch.rows(status)
        for row in rows:
            if row.custom_id in self._batch.custom_ids and row.answer is not None:
                return f"the row is there, with status {row.answer.status}"
        message = f"no row names the request among {len(rows)}"
        raise DeferredError(message)
