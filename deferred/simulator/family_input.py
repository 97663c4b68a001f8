"""How the members of OpenAI's family read an input file: each has its own idea of a bad line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from deferred.simulator.family_knobs import EMBEDDINGS, MODERATIONS, Bounds, Member, canonical
from deferred.simulator.openai_input import fault
from deferred.simulator.rows import Row

Json = dict[str, Any]
THINKING_FIELDS = ("enable_thinking", "thinking_budget", "thinking")
BATCH_DEPLOYMENT = "-batch"  # how the simulated deployments that can run batches are called


@dataclass
class Input:
    """What is in a file: rows, what is wrong with single lines, and what is wrong with all of it."""

    rows: list[Row] = field(default_factory=list)
    line_faults: list[Json] = field(default_factory=list)
    file_faults: list[Json] = field(default_factory=list)


def read(member: Member, endpoint: str, bounds: Bounds, data: bytes) -> Input:
    """Read a file for a job at an endpoint."""
    checker = _Checker(member, endpoint, bounds)
    for number, line in enumerate(data.splitlines(), member.lines.first):
        if line.strip():
            checker.line(number, line)
        elif not member.lines.blanks:
            checker.blame(fault("invalid_json_line", "Blank lines are not allowed.", None, number), number)
    found = checker.found
    if not found.rows and not found.line_faults:
        checker.blame_file("empty_file", "The input file is empty.")
    most = bounds.embeddings if canonical(endpoint) == EMBEDDINGS else bounds.requests
    count = len(found.rows) + len(found.line_faults)
    if count > most:
        checker.blame_file("too_many_tasks", f"The batch has {count} requests; the limit is {most}.")
    return found


def same_endpoint(member: Member, one: str, other: str) -> bool:
    """Compare two endpoints, as strictly as the member does."""
    return canonical(one) == canonical(other) if member.lines.deployments else one == other


class _Checker:
    """Checks lines one after the other; knows the ids, the model and the thinking seen so far."""

    def __init__(self, member: Member, endpoint: str, bounds: Bounds) -> None:
        self._member, self._knobs, self._endpoint, self._bounds = member, member.lines, endpoint, bounds
        self.found = Input()
        self._seen: set[str] = set()

    def line(self, number: int, line: bytes) -> None:
        if self._bounds.line is not None and len(line) > self._bounds.line:
            self.blame_file("invalid_request", f"error reading input file: line {number} is too long")
            return
        try:
            item = orjson.loads(line)
        except orjson.JSONDecodeError:
            item = None
        if not isinstance(item, dict):
            self.blame(fault("invalid_json_line", "This line is not parseable as valid JSON.", None, None), number)
            return
        wrong = next(self._wrongs(item), None)
        if wrong is not None:
            self.blame(wrong, number)
            return
        self._seen.add(item["custom_id"])
        url = str(item.get("url") or self._endpoint)
        self.found.rows.append(Row(len(self.found.rows), item["custom_id"], item["body"], canonical(url)))

    def blame(self, wrong: Json, number: int) -> None:
        self.found.line_faults.append(wrong | {"code": self._code(wrong["code"]), "line": number})

    def blame_file(self, code: str, message: str) -> None:
        self.found.file_faults.append(fault(self._code(code), message, None, None))

    def _code(self, code: str) -> str:
        return self._knobs.codes.get(code, code)

    def _wrongs(self, item: Json) -> Iterator[Json]:
        needed = ("custom_id", "method", "url", "body") if self._knobs.needs_url else ("custom_id", "body")
        for name in needed:
            if not item.get(name):
                text = f"Missing required parameter: '{name}'."
                yield fault("missing_required_parameter", text, name, None)
        if not isinstance(item["custom_id"], str) or not isinstance(item["body"], dict):
            yield fault("invalid_request", "Invalid type for a required parameter.", "body", None)
        if item["custom_id"] in self._seen:
            text = f"The custom_id '{item['custom_id']}' for this request is a duplicate of another request."
            yield fault("duplicate_custom_id", text, "custom_id", None)
        if item.get("method", "POST") != "POST":
            yield fault("invalid_method", "The method must be 'POST'.", "method", None)
        if not self._takes(str(item.get("url") or self._endpoint)):
            text = f"The URL provided for this request does not match the batch endpoint '{self._endpoint}'."
            yield fault("invalid_url", text, "url", None)
        yield from self._body_wrongs(item["body"])

    def _takes(self, url: str) -> bool:
        if self._knobs.mixes:
            return url in self._member.creates.endpoints
        return same_endpoint(self._member, url, self._endpoint)

    def _body_wrongs(self, body: Json) -> Iterator[Json]:
        model = body.get("model")
        if not model and canonical(self._endpoint) != MODERATIONS:
            yield fault("invalid_request", "Invalid value: model must not be null.", "body.model", None)
        if "does-not-exist" in str(model) and self._knobs.checks_model:
            text = f"The provided model '{model}' is not supported by the Batch API."
            yield fault("model_not_found", text, "body.model", None)
        if self._knobs.deployments and not str(model).endswith(BATCH_DEPLOYMENT):
            text = f"The deployment SKU of '{model}' is invalid for batches: it is no GlobalBatch or DataZoneBatch."
            yield fault("invalid_request", text, "body.model", None)
        if self.found.rows and not self._knobs.mixes:
            yield from self._differences(body, self.found.rows[0].body)
        if body.get("stream") and self._knobs.streams == "fails":
            yield fault("streaming_unsupported", "Streaming is not supported in the Batch API.", "body.stream", None)

    def _differences(self, body: Json, first: Json) -> Iterator[Json]:
        if body.get("model") != first.get("model"):
            text = f"The model '{body.get('model')}' does not match the batch's model '{first.get('model')}'."
            yield fault("mismatched_model", text, "body.model", None)
        if self._knobs.one_thinking and any(body.get(name) != first.get(name) for name in THINKING_FIELDS):
            yield fault("invalid_request", "All lines of a file must think alike.", "body.enable_thinking", None)
