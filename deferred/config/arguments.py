"""The types of the less common keyword arguments of `deferred.batch`; `Settings` documents each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal, TypedDict


class SettingsArguments(TypedDict, total=False):
    """The less common keyword arguments of `deferred.batch`; `Settings` documents each."""

    budget: Mapping[str, float | Decimal] | str | None
    canary: int | None
    canary_tolerance: float
    estimate: Literal["local", "provider"]
    max_input_tokens: int | None
    unbatchable: Literal["raise", "live"]
    on_time_limit: Literal["raise", "live"]
    on_failure: Literal["log", "raise"]
    alone: Literal["wait", "live", "raise"]
    linger: float
    widen: int | None
    threads: Literal["inherit", "all"]
    max_requests: int | None
    max_parallel: int | None
    poll_interval: float | None
    adopt_grace: float
    resend_lost: bool
    within: float | str | timedelta
    max_parallel_live: int | None
    retention: Literal["provider", "collected"]
    keep_requests: bool
    warm: bool
    tags: Mapping[str, str]
    deployments: Mapping[str, str]
    bucket: str | None
    role_arn: str | None
    prices: Mapping[str, Any] | None
    hosts: tuple[str, ...] | list[str]
    clients: tuple[Any, ...] | list[Any]
    on_event: Callable[[Any], object] | None
    progress: bool | None
    notify: str | None
    webhook: str | None
    listen: str
    schema_instruction: str
    part: bool
    detach: float | str | timedelta | None
    look_ahead: bool
    look_ahead_stake: float | Decimal
    pool: float | str | timedelta | None
    lease: float | str | timedelta
    takeover_grace: float | str | timedelta
