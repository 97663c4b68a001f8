"""xAI's live endpoints, Files and Batches (captures of August and September 2026)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.family_knobs import CHAT, RESPONSES
from deferred.simulator.openai_live import Generation
from deferred.simulator.wire import Request, Response, account_name, route
from deferred.simulator.xai_batches import XaiBatches
from deferred.simulator.xai_errors import NAME, error, error_body
from deferred.simulator.xai_files import XaiFiles
from deferred.simulator.xai_rows import FIELDS, XaiRows

BATCH = "/v1/batches/{batch_id}"


class XaiApi:
    """Serves xAI's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints."""
        generation, files = Generation(host, NAME, FIELDS), XaiFiles(host)
        batches = XaiBatches(host, XaiRows(generation), files)
        self.routes = [
            *(route("POST", path, "live", _live(generation, path)) for path in (CHAT, RESPONSES)),
            route("GET", "/v1/models", "models", generation.list_models),
            route("GET", "/v1/models/{model}", "models", generation.get_model),
            route("POST", "/v1/files", "upload", files.upload),
            route("GET", "/v1/files", "list_files", files.list_files),
            route("GET", "/v1/files/{file_id}", "file", files.get_file),
            route("GET", "/v1/files/{file_id}/content", "file", files.content),
            route("DELETE", "/v1/files/{file_id}", "delete", files.delete_file),
            route("POST", "/v1/batches", "create", batches.create),
            route("GET", "/v1/batches", "list", batches.list_all),
            route("GET", BATCH, "poll", batches.retrieve),
            route("POST", BATCH + "/requests", "add", batches.add),
            route("GET", BATCH + "/requests", "requests", batches.requests),
            route("GET", BATCH + "/results", "results", batches.results),
            route("POST", BATCH + ":cancel", "cancel", batches.cancel),
        ]

    def error_body(self, status: int, message: str) -> Any:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the bearer token; a wrong one is an invalid argument there."""
        key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not key:
            raise error(401, "No API key was provided.")
        if "invalid" in key:
            raise error(400, "Incorrect API key provided. You can obtain an API key from https://console.x.ai.")
        return account_name(key)


def _live(generation: Generation, endpoint: str) -> Callable[..., Response]:
    def answer(request: Request, _account: str) -> Response:
        return generation.with_errors_of(error_body, endpoint, request.json)

    return answer
