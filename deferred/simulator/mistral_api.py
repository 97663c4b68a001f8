"""Mistral's live endpoints, Files and Batch jobs (captures of August and September 2026, mistralai 3.7.0)."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.mistral_batches import MistralBatches, MistralRows
from deferred.simulator.mistral_errors import NAME, error, error_body
from deferred.simulator.mistral_files import SIGNED, MistralFiles
from deferred.simulator.mistral_live import LIVE, MistralLive
from deferred.simulator.wire import Request, account_name, route

JOBS = "/v1/batch/jobs"


class MistralApi:
    """Serves Mistral's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints."""
        live, files = MistralLive(host), MistralFiles(host)
        self._batches = batches = MistralBatches(host, MistralRows(live), files)
        self.routes = [
            *(route("POST", path, "live", live.live) for path in LIVE),
            route("GET", "/v1/models", "models", live.list_models),
            route("GET", "/v1/models/{model}", "models", live.get_model),
            route("POST", "/v1/files", "upload", files.upload),
            route("GET", "/v1/files", "list_files", files.list_files),
            route("GET", "/v1/files/{file_id}", "file", files.get_file),
            route("GET", "/v1/files/{file_id}/content", "results", files.content),
            route("GET", "/v1/files/{file_id}/url", "file", files.url),
            route("GET", SIGNED + "{signature}", "results", files.signed),
            route("DELETE", "/v1/files/{file_id}", "delete", files.delete_file),
            route("POST", JOBS, "create", batches.create),
            route("GET", JOBS, "list", batches.list),
            route("GET", JOBS + "/{job_id}", "poll", batches.retrieve),
            route("POST", JOBS + "/{job_id}/cancel", "cancel", batches.cancel),
            route("DELETE", JOBS + "/{job_id}", "delete", batches.delete),
        ]

    def error_body(self, status: int, message: str) -> Any:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the bearer token; what is wrong with a new job is said first."""
        if request.path.startswith(SIGNED):
            return ""
        if (request.method, request.path) == ("POST", JOBS):
            self._batches.check(request.json)
        key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not key or "invalid" in key:
            raise error(401, "Invalid API Key")
        return account_name(key)
