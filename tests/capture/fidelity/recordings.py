"""Recorded traffic of the providers: read, turned into cassettes, and served again under the names of our rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.places import RECORDINGS

from .stub import Sent

Turn = dict[str, Any]


def load(name: str) -> list[Turn]:
    """Read one conversation: a list of requests and the responses to them."""
    # Long base64 was cut when the traffic was recorded, and is no base64 any more.
    whole = re.sub(r'("thoughtSignature": ?)"[^"]*chars elided[^"]*"', r'\1"ZWxpZGVk"', read(f"{name}.json"))
    turns: list[Turn] = json.loads(whole)
    return turns


def read(name: str) -> str:
    """Read a recorded file; skip where there is none."""
    if not RECORDINGS.is_dir():
        pytest.skip("the recordings are not here; they are not part of the project")
    return (RECORDINGS / name).read_text()


def names() -> set[str]:
    """Give the names of all recordings that are here."""
    return (
        {path.name for path in RECORDINGS.iterdir() if path.suffix in {".json", ".jsonl"}}
        if RECORDINGS.is_dir()
        else set()
    )


def post(turn: Turn) -> bool:
    return bool(turn["request"]["method"] == "POST")


def rows_asked(turns: list[Turn]) -> list[Any]:
    """Give the bodies of the rows that a recorded conversation asked for."""
    body = turns[0]["request"]["body"]
    if isinstance(body, str):
        return [json.loads(line)["body"] for line in body.splitlines() if line.startswith("{")]
    if "requests" in body:
        return [row["params"] for row in body["requests"]]
    return [row["request"] for row in body["batch"]["inputConfig"]["requests"]["requests"]]


def cassette(turns: list[Turn], path: Path) -> Path:
    """Write a conversation as a cassette of vcrpy."""
    interactions = [_interaction(turn) for turn in turns for _ in range(turn.get("repeats") or 1)]
    path.write_text(json.dumps({"version": 1, "interactions": interactions}))
    return path


def _interaction(turn: Turn) -> Turn:
    request, response = turn["request"], turn["response"]
    body = response["body"]
    return {
        "request": {"method": request["method"], "uri": request["uri"], "body": None, "headers": {}},
        "response": {
            "status": {"code": response["status"], "message": "OK"},
            "headers": response["headers"],
            "body": {"string": body if isinstance(body, str) else json.dumps(body)},
        },
    }


@dataclass
class Replay:
    """Serves a recorded batch again, to whoever asks for the same rows under other names."""

    turns: list[Turn]
    names: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    _played: dict[tuple[bool, str], int] = field(default_factory=dict)

    def __call__(self, sent: Sent) -> tuple[int, Any]:
        """Answer with the next recorded response for that path; the last one is given again and again."""
        self._learn(sent.body, sent.raw)
        wanted = (bool(sent.raw), _unversioned(sent.path))
        found = [turn for turn in self.turns if (post(turn), _path(turn)) == wanted]
        place = self._played.get(wanted, 0)
        self._played[wanted] = place + 1
        response = found[min(place, len(found) - 1)]["response"]
        return response["status"], self._renamed(response["body"])

    def _learn(self, body: Any, raw: bytes) -> None:
        if isinstance(body, dict) and "requests" in body:
            self._take((row["custom_id"], row["params"]) for row in body["requests"])
        elif isinstance(body, dict) and "batch" in body:
            rows = body["batch"]["inputConfig"]["requests"]["requests"]
            self._take((row["metadata"]["key"], row["request"]) for row in rows)
        elif b"custom_id" in raw:
            lines = (json.loads(line) for line in raw.splitlines() if line.startswith(b"{"))
            self._take((line["custom_id"], line["body"]) for line in lines)

    def _take(self, rows: Iterator[tuple[str, Any]]) -> None:
        for name, body in rows:
            self.names.append(name)
            self.bodies.append(body)

    def _renamed(self, body: Any) -> Any:
        text = body if isinstance(body, str) else json.dumps(body)
        renamed = re.sub(r'("custom_id": ?)"(\d+)"', lambda hit: f'{hit[1]}"{self.names[int(hit[2])]}"', text)
        # In a Gemini batch the name of a row is whatever metadata its sender gave it; ours is called "key".
        return renamed.replace('"metadata": {"custom_id"', '"metadata": {"key"').encode()


def _path(turn: Turn) -> str:
    return _unversioned("/" + str(turn["request"]["uri"]).split("/", 3)[3])


def _unversioned(path: str) -> str:
    return path.partition("?")[0].removeprefix("/v1beta").removeprefix("/v1")
