"""OpenAI's live endpoints, Files and Batches (reference pages and captures of August to September 2026)."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.openai_answers import ENDPOINTS
from deferred.simulator.openai_batches import Batches, Rows
from deferred.simulator.openai_errors import NAME, error, error_body
from deferred.simulator.openai_files import Files
from deferred.simulator.openai_live import Generation
from deferred.simulator.openai_webhooks import WebhookEndpoints
from deferred.simulator.wire import Request, account_name, route

Json = dict[str, Any]
FIND_KEY = "You can find your API key at https://platform.openai.com/account/api-keys."


class OpenAiApi:
    """Serves OpenAI's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints."""
        generation, files = Generation(host), Files(host)
        batches, endpoints = Batches(host, Rows(generation), files), WebhookEndpoints(host)
        live = [route("POST", path, "live", generation.live) for path in ENDPOINTS]
        self.routes = [
            *live,
            route("POST", "/v1/responses/input_tokens", "count", generation.count_tokens),
            route("GET", "/v1/responses/{response_id}", "response", generation.background.retrieve),
            route("DELETE", "/v1/responses/{response_id}", "delete", generation.background.delete),
            route("POST", "/v1/responses/{response_id}/cancel", "cancel_response", generation.background.cancel),
            route("GET", "/v1/models", "models", generation.list_models),
            route("GET", "/v1/models/{model}", "models", generation.get_model),
            route("POST", "/v1/files", "upload", files.upload),
            route("GET", "/v1/files", "list_files", files.list_files),
            route("GET", "/v1/files/{file_id}", "file", files.get_file),
            route("GET", "/v1/files/{file_id}/content", "results", files.content),
            route("DELETE", "/v1/files/{file_id}", "delete", files.delete_file),
            route("POST", "/v1/batches", "create", batches.create),
            route("GET", "/v1/batches", "list", batches.list),
            route("GET", "/v1/batches/{batch_id}", "poll", batches.retrieve),
            route("POST", "/v1/batches/{batch_id}/cancel", "cancel", batches.cancel),
            route("POST", "/v1/webhook_endpoints", "endpoint", endpoints.create),
            route("GET", "/v1/webhook_endpoints", "endpoint", endpoints.list),
            route("DELETE", "/v1/webhook_endpoints/{endpoint_id}", "endpoint", endpoints.delete),
        ]

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the bearer token."""
        key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not key:
            raise error(401, "You didn't provide an API key.")
        if "invalid" in key:
            raise error(401, f"Incorrect API key provided: {key}. {FIND_KEY}", "invalid_api_key")
        return account_name(key)
