"""Anthropic's Messages and Message Batches API (platform.claude.com pages and captures of August to September 2026)."""

from __future__ import annotations

from typing import Any

from deferred.simulator.anthropic_batches import Batches, Rows
from deferred.simulator.anthropic_errors import NAME, error, error_body
from deferred.simulator.anthropic_live import ENDPOINT, Messages
from deferred.simulator.base import Host
from deferred.simulator.wire import Request, account_name, route

Json = dict[str, Any]


class AnthropicApi:
    """Serves Anthropic's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints."""
        messages = Messages(host)
        batches = Batches(host, Rows(messages))
        batch = "/v1/messages/batches/{batch_id}"
        self.routes = [
            route("POST", ENDPOINT, "live", messages.create_message),
            route("POST", "/v1/messages/count_tokens", "count", messages.count_tokens),
            route("GET", "/v1/models", "models", messages.list_models),
            route("GET", "/v1/models/{model}", "models", messages.get_model),
            route("POST", "/v1/messages/batches", "create", batches.create),
            route("GET", "/v1/messages/batches", "list", batches.list),
            route("GET", batch, "poll", batches.retrieve),
            route("DELETE", batch, "delete", batches.delete),
            route("POST", batch + "/cancel", "cancel", batches.cancel),
            route("GET", batch + "/results", "results", batches.results),
        ]

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the key (x-api-key, or a bearer token as SDKs from 2.0 send it) and the version header."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        key = request.headers.get("x-api-key") or bearer
        if not key:
            raise error(401, "x-api-key header is required")
        if "invalid" in key:
            raise error(401, "invalid x-api-key")
        if "anthropic-version" not in request.headers:
            raise error(400, "anthropic-version: header is required")
        return account_name(key)
