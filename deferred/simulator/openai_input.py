"""OpenAI: the asynchronous validation of a batch's input file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from deferred.simulator.openai_embeddings import embedding_inputs
from deferred.simulator.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


def fault(code: str, message: str, param: str | None, line: int | None) -> Json:
    """Write one entry of a failed batch's errors.data."""
    return {"code": code, "message": message, "param": param, "line": line}


def no_file(file_id: str) -> Json:
    """Write the entry for a file that is unknown, somebody else's or of another purpose."""
    text = f"Cannot find file {file_id}, or organization org-simulated does not have access to it."
    return fault("invalid_request", text, "file_id", None)


def parse_rows(data: bytes, endpoint: str, most: tuple[int, int]) -> tuple[list[Row], list[Json]]:
    """Read an input file: its rows and what is wrong with it; `most` bounds lines and embedding inputs."""
    checker = _Checker(endpoint)
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            checker.line(number, line)
    rows, faults = checker.rows, checker.faults
    if not rows and not faults:
        faults.append(fault("empty_file", "The input file is empty.", None, None))
    lines, inputs = most
    if len(rows) > lines:
        faults.append(fault("too_many_tasks", f"The batch has {len(rows)} requests; the limit is {lines}.", None, None))
    if endpoint == "/v1/embeddings" and sum(len(embedding_inputs(row.body)) for row in rows) > inputs:
        faults.append(fault("too_many_tasks", f"The batch has more than {inputs} embedding inputs.", None, None))
    return rows, faults


class _Checker:
    """Checks lines one after the other; knows the ids and the model seen so far."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.rows: list[Row] = []
        self.faults: list[Json] = []
        self.seen: set[str] = set()
        self.model: str | None = None

    def line(self, number: int, line: bytes) -> None:
        try:
            item = orjson.loads(line)
        except orjson.JSONDecodeError:
            item = None
        if not isinstance(item, dict):
            text = "This line is not parseable as valid JSON."
            self.faults.append(fault("invalid_json_line", text, None, number))
            return
        wrong = next(self._wrongs(item), None)
        if wrong is not None:
            self.faults.append(wrong | {"line": number})
            return
        self.seen.add(item["custom_id"])
        self.model = item["body"].get("model")
        self.rows.append(Row(len(self.rows), item["custom_id"], item["body"]))

    def _wrongs(self, item: Json) -> Iterator[Json]:
        for name in ("custom_id", "method", "url", "body"):
            if not item.get(name):
                text = f"Missing required parameter: '{name}'."
                yield fault("missing_required_parameter", text, name, None)
        if not isinstance(item["custom_id"], str) or not isinstance(item["body"], dict):
            yield fault("invalid_request", "Invalid type for a required parameter.", "body", None)
        if item["custom_id"] in self.seen:
            text = f"The custom_id '{item['custom_id']}' for this request is a duplicate of another request."
            yield fault("duplicate_custom_id", text, "custom_id", None)
        if item["method"] != "POST":
            yield fault("invalid_method", "The method must be 'POST'.", "method", None)
        if item["url"] != self.endpoint:
            text = f"The URL provided for this request does not match the batch endpoint '{self.endpoint}'."
            yield fault("invalid_url", text, "url", None)
        yield from self._body_wrongs(item["body"])

    def _body_wrongs(self, body: Json) -> Iterator[Json]:
        model = body.get("model")
        if not model and self.endpoint != "/v1/moderations":
            yield fault("invalid_request", "Invalid value: model must not be null.", "body.model", None)
        if "does-not-exist" in str(model):
            text = f"The provided model '{model}' is not supported by the Batch API."
            yield fault("model_not_found", text, "body.model", None)
        if self.rows and model != self.model:
            text = f"The model '{model}' does not match the batch's model '{self.model}'. One batch holds one model."
            yield fault("mismatched_model", text, "body.model", None)
        if body.get("stream"):
            yield fault("streaming_unsupported", "Streaming is not supported in the Batch API.", "body.stream", None)
