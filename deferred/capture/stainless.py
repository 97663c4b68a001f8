"""SDKs of the Stainless generator (anthropic, openai): capture calls in `request` of the client.

Every method (`create`, `parse`, raw responses, bound methods, copies of the client) calls `request` of the concrete
client class, with the same signature in all supported versions.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import orjson

from deferred.capture import bypass, clients, eager
from deferred.capture.connection import Account
from deferred.capture.reply import rebuilder, reply_class
from deferred.capture.request import RAW, CapturedRequest, catch, posts_to
from deferred.capture.request_shapes import RequestShape, shape_of
from deferred.capture.sdk import Build
from deferred.capture.stainless_sdk import StainlessSdk
from deferred.core.call import Answer, Call, Target
from deferred.core.call_site import caller
from deferred.engine.live import UNBILLED
from deferred.futures import placeholder
from deferred.futures.future import Future
from deferred.results.sdk_reply import asked_by
from deferred.session import current, outsiders
from deferred.session.protocol import BlockSession
from deferred.session.refusals import LimitedCharge

_Original: TypeAlias = tuple[Callable[..., Any], Any, Any]  # `request` of the SDK, and what it was called with


def wrapper(sdk: StainlessAdapter) -> Callable[..., Any]:
    """Make the wrapper of `request` of a sync client."""

    def request(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
        taken = _taken_in(sdk, client, args, kwargs)
        if taken is None:
            with outsiders.errors_intact():
                return wrapped(*args, **kwargs)
        session, caught = taken
        if not session.is_open:
            session.refuse_late(caught.method, caller(), caught.options.json_data)
        if not caught.is_plain():
            caught.goes_as(caught.prepared())
        caught.adapt(session.settings)
        why, shape = _shape_or_objection(session, caught)
        if shape is None:
            reservation = _refuse(session, caught, caller(), why)
            with bypass.allowed():
                if reservation is None:
                    return caught.given_to(wrapped, args, kwargs)
                with _counted(reservation) as counted:
                    return counted(caught.given_to(wrapped, args, kwargs, once=True))
        return _defer(sdk, session, caught, shape)

    return request


def async_wrapper(sdk: StainlessAdapter) -> Callable[..., Any]:
    """Make the wrapper of `request` of an async client."""

    def request(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
        taken = _taken_in(sdk, client, args, kwargs)
        if taken is None:
            return _passed(wrapped, args, kwargs)
        # The caller's frames exist now, but not when the coroutine is resumed.
        return _suspended(sdk, *taken, caller(), (wrapped, args, kwargs))

    return request


async def _suspended(
    sdk: StainlessAdapter, session: BlockSession, caught: CapturedRequest, where: str, original: _Original
) -> Any:
    session.refuse_late(caught.method, where, caught.options.json_data)
    if not caught.is_plain():
        prepared = caught.prepared()
        caught.goes_as(await prepared if hasattr(prepared, "__await__") else prepared)
    caught.adapt(session.settings)
    why, shape = _shape_or_objection(session, caught)
    if shape is None:
        return await _live(caught, original, _refuse(session, caught, where, why))
    future = _submit(sdk, session, caught, shape, where)
    del caught, shape, original  # thousands of coroutines may wait, and each would keep its request
    return await future.awaited()


async def _live(caught: CapturedRequest, original: _Original, reservation: LimitedCharge | None) -> Any:
    with bypass.allowed():
        if reservation is None:
            return await caught.given_to(*original)
        with _counted(reservation) as counted:
            return counted(await caught.given_to(*original, once=True))


async def _passed(wrapped: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    with outsiders.errors_intact():
        return await wrapped(*args, **kwargs)


def _taken_in(sdk: StainlessSdk, client: Any, args: Any, kwargs: Any) -> tuple[BlockSession, CapturedRequest] | None:
    """Return a captured call and its session; None for a request that is sent unchanged."""
    session = current.owner()
    caught = None if bypass.is_allowed() else catch(sdk, client, args, kwargs)
    if session is None:
        if caught is not None:
            _note_outsider(caught)
        return None
    if caught is None and posts_to(sdk.batches, args, kwargs):
        session.refuse_own_job(f"{sdk.module}: batches.create", caller())
    return None if caught is None else (session, caught)


def _note_outsider(caught: CapturedRequest) -> None:
    """Warn of a live call outside of the open block; the HTTP guard counts it, but at a host that it knows only."""
    where = caller()
    outsiders.note(caught.method, where)
    block = outsiders.block_in_charge()
    if block is not None and not clients.is_known(caught.sdk, block, caught.client):
        outsiders.admit(caught.method, where, lambda: None)


def _shape_or_objection(session: BlockSession, caught: CapturedRequest) -> tuple[str, RequestShape | None]:
    """Return the shape of a call, or why no batch carries it."""
    sdk = caught.sdk
    if caught.path not in sdk.endpoints:
        return "the provider's batch API does not take this endpoint", None
    if caught.stream or caught.headers.get(RAW) == "stream":
        return "a batch cannot stream", None
    why = sdk.why_not(session, caught)
    if why:
        return why, None
    shape = shape_of(session, caught)
    why = shape.why or sdk.objection(caught.body, caught.header) or caught.objection
    if not why and caught.options.files:
        why = caught.inline_files()
    return why, None if why else shape


def _refuse(session: BlockSession, caught: CapturedRequest, where: str, why: str) -> LimitedCharge | None:
    """Refuse a call that no batch can carry, or allow it as a live call; under a limit its cost must have a bound."""
    sdk, client = caught.sdk, caught.client

    def call() -> Call | None:
        model = str(caught.body.get("model", ""))
        has_price = model in (session.settings.prices or {})
        is_elsewhere = bool(clients.foreign_to(sdk, client)) or not clients.is_known(sdk, session, client)
        if caught.path not in sdk.endpoints or (not has_price and is_elsewhere):
            return None  # at another host the model may have another price
        if caught.inline_files():
            return None  # what it uploads has no bound
        endpoint, _ = sdk.address(caught.path, {}, caught.cast_to)
        provider = clients.provider_of(sdk, session, client)
        target = Target(provider, sdk.base_url(client), endpoint, "live")
        return Call(target, model, caught.encode()[0], caught.method, where)

    return session.refuse(caught.method, where, why, call)


@contextlib.contextmanager
def _counted(reservation: LimitedCharge) -> Iterator[Callable[[Any], Any]]:
    """Replace the reservation of a live call by its cost, if the reply or the refusal tells it."""

    def count(reply: Any) -> Any:
        dump = getattr(reply, "model_dump_json", None)  # a stream or a raw response has no usage
        if dump is not None:
            reservation.settle_by(Answer(200, dump(warnings=False).encode()))  # some SDKs' parsed replies warn
        return reply

    try:
        yield count
    except Exception as error:
        if getattr(error, "status_code", None) in UNBILLED:
            reservation.settle(Decimal(0))
        raise


def _defer(sdk: StainlessAdapter, session: BlockSession, caught: CapturedRequest, shape: RequestShape) -> Any:
    future = _submit(sdk, session, caught, shape, caller())
    kind = reply_class(caught)
    if eager.is_wanted() or not placeholder.can_stand_for(kind):
        return future.result()
    if future.is_over and future.error is not None and not isinstance(future.error, Exception):
        raise future.error
    return future.placeholder(kind)


def _submit(
    sdk: StainlessAdapter, session: BlockSession, caught: CapturedRequest, shape: RequestShape, where: str
) -> Future:
    request = addressed(session, caught, shape)
    [(call, canonical)] = sdk.read(request, where)
    future = session.submit(call, canonical)
    future.call.asked = asked_by(caught.options.post_parser)
    future.built_by(sdk.reply(request))
    return future


class AddressedRequest(NamedTuple):
    """A captured request, its account and target, and the SDK's name of the called method."""

    caught: CapturedRequest
    account: Account
    target: Target
    method: str


def addressed(session: BlockSession, caught: CapturedRequest, shape: RequestShape) -> AddressedRequest:
    """Return a captured request with its target; the body may keep it apart from others of its shape."""
    account = shape.account
    assert account is not None  # a shape without one says why not
    apart = caught.sdk.kept_apart(session, account.provider, caught)
    return AddressedRequest(caught, account, shape.target(caught.sdk, apart), shape.method)


def _model(raw: dict[str, Any], body: bytes) -> str:
    named = raw.get("model")
    return named if type(named) is str else str(orjson.loads(body).get("model", ""))


class StainlessAdapter(StainlessSdk):
    """The adapter methods that the SDKs of this generator share."""

    def read(self, request: AddressedRequest, where: str) -> list[tuple[Call, bytes]]:
        """Read a captured request into its call, with the canonical form of the body."""
        caught = request.caught
        body, canonical = caught.encode()
        return [(Call(request.target, _model(caught.body, body), body, request.method, where), canonical)]

    def reply(self, request: AddressedRequest) -> Build:
        """Return the function that makes the reply of a captured request."""
        return rebuilder(request.caught, request.account)

    def account_of(self, session: BlockSession, client: Any) -> Account | None:
        """Return the account of a client; None if its transport cannot be copied."""
        return clients.account_of(self, session, client)

    def open_account(self, client: Any, _address: str) -> Account | None:
        """Open a separate account for a client; None if its transport cannot be copied."""
        return clients.open_account(self, client, client, self.provider)

    def make_client(self, address: str | None) -> Any:
        """Make a client with the key of the environment."""
        return getattr(importlib.import_module(self.module), self.sync_class.rpartition(".")[2])(base_url=address)

    def address_of(self, client: Any) -> str:
        """Return the address that a client was made for."""
        return str(client.base_url)

    def base_url_of(self, client: Any) -> str:
        """Return the address of a client's calls."""
        return self.base_url(client)
