"""Webhook events of batches: to the endpoints of an OpenAI account, and to the addresses that a Gemini job names.

Sources: openai 3.57, `resources/webhooks`, and ai.google.dev, "Webhooks", 2026-07. Events are sent once, and not again
if nobody takes them; Gemini's have no signature here, which would need a key of Google's.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

from deferred.simulator.jobs import Job, JobHost

Json = dict[str, Any]

OPENAI_EVENTS = {name: f"batch.{name}" for name in ("completed", "failed", "expired", "cancelled")}
GEMINI_EVENTS = OPENAI_EVENTS | {"completed": "batch.succeeded"}
_PATIENCE = 5.0  # real seconds for an endpoint to answer


@dataclass
class Endpoint:
    """An endpoint of an OpenAI account, as the API shows it, and its secret."""

    name: str
    url: str
    event_types: list[str]
    created_at: int
    id: str = field(default_factory=lambda: f"wh_{secrets.token_hex(12)}")
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(24))

    @property
    def signing_secret(self) -> str:
        """The secret as it is shown once."""
        return "whsec_" + base64.b64encode(self.secret).decode()

    def show(self) -> Json:
        """Write the endpoint."""
        hint = f"whsec_...{self.signing_secret[-4:]}"
        facts = {"id": self.id, "name": self.name, "url": self.url, "event_types": self.event_types}
        return facts | {"object": "webhook_endpoint", "created_at": self.created_at, "signing_secret_hint": hint}


class Webhooks:
    """Posts an event when a batch ends, whether or not anybody looks at it.

    `tunnels` says where a public address leads to: {"https://hooks.example.com": "http://127.0.0.1:8787"}. What has no
    tunnel is not posted. `endpoints` are those of each OpenAI account, `posted` all that was taken: address and event.
    """

    def __init__(self, host: JobHost) -> None:
        """Begin without endpoints."""
        self._host = host
        self.tunnels: dict[str, str] = {}
        self.endpoints: dict[str, list[Endpoint]] = {}
        self.posted: list[tuple[str, Json]] = []

    def watch(self, job: Job) -> None:
        """Report the end of a new job, if anybody is to be told."""
        if self._addresses(job):
            threading.Thread(target=self._report, args=(job,), name="simulator-webhooks", daemon=True).start()

    def _addresses(self, job: Job) -> list[tuple[str, Endpoint | None]]:
        if job.provider == "google":
            return [(address, None) for address in job.details.get("webhooks", ())]
        if job.provider == "openai":
            return [(endpoint.url, endpoint) for endpoint in self.endpoints.get(job.account, ())]
        return []

    def _report(self, job: Job) -> None:
        job.wait_for_end()
        times = 2 if self._host.faults.take("repeated_events") else 1
        if self._host.faults.take("lost_events"):
            return
        for address, endpoint in self._addresses(job) * times:
            event = _gemini_event(job) if endpoint is None else _openai_event(job)
            if endpoint is None or event["type"] in endpoint.event_types:
                self._post(address, endpoint, event)

    def _post(self, address: str, endpoint: Endpoint | None, event: Json) -> None:
        way = next((way for way in self.tunnels if address.startswith(way)), None)
        if way is None:
            return
        there = urlsplit(self.tunnels[way] + address.removeprefix(way))
        body, name, at = orjson.dumps(event), f"wh_{secrets.token_hex(12)}", str(int(self._host.clock.now()))
        headers = {"content-type": "application/json", "webhook-id": name, "webhook-timestamp": at}
        if endpoint is not None:
            signed = hmac.new(endpoint.secret, b".".join([name.encode(), at.encode(), body]), hashlib.sha256).digest()
            headers["webhook-signature"] = "v1," + base64.b64encode(signed).decode()
        connection = http.client.HTTPConnection(there.netloc, timeout=_PATIENCE)
        try:
            connection.request("POST", f"{there.path or '/'}?{there.query}".rstrip("?"), body, headers)
            taken = connection.getresponse().status < 300
        except OSError:  # nobody is there
            return
        finally:
            connection.close()
        if taken:
            self.posted.append((address, event))


def _openai_event(job: Job) -> Json:
    facts = {"id": f"evt_{secrets.token_hex(12)}", "object": "event", "created_at": int(job.ended or 0)}
    return facts | {"type": OPENAI_EVENTS[job.status], "data": {"id": job.id}}


def _gemini_event(job: Job) -> Json:
    number = job.id.removeprefix("batches/")
    at = datetime.fromtimestamp(job.ended or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    # As in the documentation, which shows another id than the API gives a batch.
    data = {"id": f"batch_{number}", **({"output_file_uri": f"files/batch-{number}"} if job.files else {})}
    return {"type": GEMINI_EVENTS[job.status], "version": "v1", "timestamp": at, "data": data}
