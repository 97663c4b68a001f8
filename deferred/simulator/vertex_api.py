"""Gemini and Claude on Vertex AI: live methods, batch prediction jobs, and the part of Cloud Storage for these."""

from __future__ import annotations

import re
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.gemini_errors import error, error_body
from deferred.simulator.gemini_live import Generation
from deferred.simulator.vertex_claude import Claude
from deferred.simulator.vertex_jobs import JOBS, VertexJobs
from deferred.simulator.vertex_objects import Objects
from deferred.simulator.vertex_rows import NAME, VertexRows
from deferred.simulator.wire import Request, Response, route

Json = dict[str, Any]
_PROJECT = re.compile(r"/v1(?:beta1)?/projects/(?P<project>[^/]+)/")
_STORAGE = re.compile(r"(?:/upload)?/storage/v1/b/")


def is_of_vertex(path: str) -> bool:
    """Tell whether a path is one of Vertex AI, or of Cloud Storage."""
    return _PROJECT.match(path) is not None or _STORAGE.match(path) is not None


class VertexApi:
    """Serves Vertex AI's endpoints out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints; every path exists under /v1 and /v1beta1."""
        self._live = live = Generation(host)
        objects = Objects(host)
        claude = Claude(host)
        jobs = VertexJobs(host, (VertexRows(host, live), claude), objects)
        place = "/v1(?:beta1)?/projects/{project}/locations/{location}"
        model, job = place + "/publishers/google/models/{model}", f"{place}/{JOBS}/{{job_id}}"
        claudes = place + "/publishers/anthropic/models/"
        bucket = "/storage/v1/b/{bucket}/o"
        self.routes = [
            route("POST", model + ":generateContent", "live", self.generate),
            route("POST", model + ":streamGenerateContent", "live", self.stream),
            route("POST", model + ":countTokens", "count", self.count),
            route("POST", claudes + "count-tokens:rawPredict", "count", claude.count),
            route("POST", claudes + "{model}:(?:rawPredict|streamRawPredict)", "live", claude.predict),
            route("POST", f"{place}/{JOBS}", "create", jobs.create),
            route("GET", f"{place}/{JOBS}", "list", jobs.list_jobs),
            route("GET", job, "poll", jobs.get),
            route("POST", job + ":cancel", "cancel", jobs.cancel),
            route("DELETE", job, "delete", jobs.delete),
            route("POST", "/upload" + bucket, "upload", objects.upload),
            route("GET", bucket, "list_objects", objects.list_objects),
            route("GET", bucket + "/(?P<name>.+)", "results", objects.read),
            route("DELETE", bucket + "/(?P<name>.+)", "delete", objects.delete),
        ]

    def generate(self, request: Request, account: str, model: str, **_: str) -> Response:
        """Answer a live call."""
        return self._live.generate(request, account, model)

    def stream(self, request: Request, account: str, model: str, **_: str) -> Response:
        """Answer a live call in chunks."""
        return self._live.stream(request, account, model)

    def count(self, request: Request, account: str, model: str, **_: str) -> Response:
        """Count the tokens of a prompt."""
        return self._live.count_tokens(request, account, model)

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check the token, which rotates; the account is the project, and buckets belong to all."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not token or "invalid" in token:
            raise error(401, "Request had invalid authentication credentials.")
        found = _PROJECT.match(request.path)
        return found["project"] if found else ""
