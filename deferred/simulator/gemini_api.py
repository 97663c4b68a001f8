"""The Gemini Developer API: live methods, files and batches (discovery document, captures of September 2026)."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.gemini_batches import Batches, Rows
from deferred.simulator.gemini_errors import NAME, bad_key, error, error_body
from deferred.simulator.gemini_files import Files
from deferred.simulator.gemini_live import Generation
from deferred.simulator.wire import ApiError, Request, account_name, route

Json = dict[str, Any]


class GeminiApi:
    """Serves Gemini's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints; every path exists under /v1 and /v1beta."""
        self._files, live = Files(host), Generation(host)
        batches = Batches(host, Rows(host, live), self._files)
        model, batch = "/v1(?:beta)?/models/{model}", "/v1(?:beta)?/batches/{batch_id}"
        self.routes = [
            route("POST", model + ":generateContent", "live", live.generate),
            route("POST", model + ":streamGenerateContent", "live", live.stream),
            route("POST", model + ":embedContent", "live", live.embed),
            route("POST", model + ":batchEmbedContents", "live", live.embed_many),
            route("POST", model + ":countTokens", "count", live.count_tokens),
            route("POST", model + ":batchGenerateContent", "create", batches.create_generate),
            route("POST", model + ":asyncBatchEmbedContent", "create", batches.create_embed),
            route("GET", "/v1(?:beta)?/models", "models", live.list_models),
            route("GET", model, "models", live.get_model),
            route("GET", "/v1(?:beta)?/batches", "list", batches.list),
            route("GET", batch, "poll", batches.get),
            route("DELETE", batch, "delete", batches.delete),
            route("POST", batch + ":cancel", "cancel", batches.cancel),
            route("POST", "/upload/v1(?:beta)?/files", "upload", self._files.upload),
            route("GET", "/v1(?:beta)?/files", "list_files", self._files.list_files),
            route("GET", "/v1(?:beta)?/files/{file_id}", "file", self._files.get_file),
            route("DELETE", "/v1(?:beta)?/files/{file_id}", "delete", self._files.delete_file),
            route("GET", "(?:/download)?/v1(?:beta)?/files/{file_id}:download", "results", self._files.download),
        ]

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the key; the later requests of an upload carry none but the upload's own id."""
        upload = self._files.uploads.get(request.query.get("upload_id", ""))
        if upload is not None:
            return upload.account
        key = request.headers.get("x-goog-api-key") or request.query.get("key", "")
        if not key:
            text = "Method doesn't allow unregistered callers (callers without established identity)."
            raise error(403, text)
        if "invalid" in key:
            raise ApiError(400, bad_key())
        return account_name(key)
