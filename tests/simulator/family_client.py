"""A client of OpenAI's family, written by hand: SDKs hide too much."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
from collections.abc import Callable, Iterator
from typing import Any

from deferred.simulator import Simulator
from deferred.simulator.families import MEMBERS
from deferred.simulator.family_knobs import RESPONSES, Member

httpx: Any = importlib.import_module("httpx2" if importlib.util.find_spec("httpx2") else "httpx")
Json = dict[str, Any]


@contextlib.contextmanager
def over_http(simulator: Simulator) -> Iterator[Any]:
    """Open a plain HTTP client of a simulator, with a key."""
    with httpx.Client(base_url=simulator.url, headers={"Authorization": "Bearer key"}, timeout=20) as client:
        yield client


class Client:
    """A hand-written client of one member: it knows its paths and words, and hides nothing."""

    def __init__(self, simulator: Simulator, name: str, base: str | None = None) -> None:
        self.member: Member = MEMBERS[name]
        self.base = base or self.member.bases[0]
        self.endpoint = self.member.creates.endpoints[0]
        header = {"api-key": "key"} if name == "azure" else {"Authorization": "Bearer key"}
        self.http = httpx.Client(base_url=simulator.url, headers=header | {"User-Agent": "tests"}, timeout=20)

    def __call__(self, method: str, path: str, **more: Any) -> Any:
        return self.http.request(method, self.base + path, **more)

    def body(self, text: str = "What is 2 + 2?", **more: Any) -> Json:
        model = "gpt-4o-batch" if self.member.lines.deployments else "gpt-4o"
        asked: Json = (
            {"input": text} if self.endpoint == RESPONSES else {"messages": [{"role": "user", "content": text}]}
        )
        return {"model": model} | asked | more

    def line(self, custom_id: str = "a", body: Json | None = None, **more: Any) -> Json:
        line = {"custom_id": custom_id, "body": body or self.body()}
        full = {"method": "POST", "url": self.endpoint} if self.member.lines.needs_url else {}
        return line | full | more

    def upload(self, *lines: Json | bytes, **more: Any) -> Any:
        raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        fields = {"purpose": self.member.uploads.purpose, **dict.fromkeys(self.member.uploads.also_needs, "in.jsonl")}
        return self(
            "POST",
            self.member.uploads.path,
            files={"file": ("in.jsonl", raw)},
            data=fields | more.pop("data", {}),
            **more,
        )

    def create(self, file_id: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        body = {"input_file_id": file_id, "endpoint": self.endpoint, "completion_window": "24h"} | more
        return self("POST", "/batches", json=body, headers=headers)

    def batch(self, *lines: Json | bytes, **more: Any) -> Json:
        answer = self.create(self.upload(*lines).json()["id"], **more)
        assert answer.status_code == self.member.creates.status, answer.text
        return answer.json().get("job") or answer.json()

    def look(self, batch: Json) -> Json:
        return self("GET", f"/batches/{batch['id']}").json()

    def content(self, file_id: str) -> list[Json]:
        answer = self("GET", f"/files/{file_id}/content", follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def rows(self, batch: Json) -> dict[str, list[Json]]:
        shown = self.look(batch)
        ids = {kind: shown.get(f"{kind}_file_id") for kind in ("output", "error")}
        return {kind: self.content(file_id) for kind, file_id in ids.items() if file_id}


Speak = Callable[..., tuple[Simulator, Client]]
