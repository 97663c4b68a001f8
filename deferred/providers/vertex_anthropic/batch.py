"""Claude's batches on Vertex AI: the jobs and the bucket of Gemini's, with lines and answers of Anthropic's.

Source: docs.cloud.google.com, "Batch predictions" of Claude models, 2026-11. Nobody has published a limit of the
requests in a job: those of Anthropic's own batches hold here.
"""

from __future__ import annotations

import json

from deferred.core.grouping import Limits
from deferred.core.job import Job
from deferred.providers.base import Connection
from deferred.providers.vertex.batch import Vertex
from deferred.providers.vertex_anthropic.rows import line_of, row_of

_PUBLISHER = "publishers/anthropic/"
_COUNTED = frozenset(["messages", "system", "thinking", "tool_choice", "tools"])


class VertexAnthropic(Vertex):
    """The batch predictions of Claude on Vertex AI."""

    name = "vertex-anthropic"
    # Four jobs of a project run at a time, unless its quota was raised.
    limits = Limits(requests=100_000, bytes=256_000_000, row_bytes=256, one_model=True, parallel=4)
    publisher = _PUBLISHER
    models = f"{_PUBLISHER}models/"
    line_of, row_of = staticmethod(line_of), staticmethod(row_of)

    def count(self, connection: Connection, job: Job, model: str, body: bytes) -> int | None:
        """Ask the counter of tokens, which is a model of its own."""
        asked = {name: value for name, value in json.loads(body).items() if name in _COUNTED}
        url = f"{job.base_url}/{self.models}count-tokens:rawPredict"
        reply = connection.request("POST", url, body={"model": model, **asked}, headers=dict(job.headers))
        return int(reply.json()["input_tokens"])
