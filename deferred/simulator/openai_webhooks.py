"""OpenAI's webhook endpoints: made, listed and deleted by API since September 2026 (openai 3.57)."""

from __future__ import annotations

import builtins
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.openai_errors import error, page_of
from deferred.simulator.webhooks import OPENAI_EVENTS, Endpoint
from deferred.simulator.wire import Request, Response, json_response

Json = dict[str, Any]


class WebhookEndpoints:
    """Makes, lists and deletes the endpoints of an account."""

    def __init__(self, host: Host) -> None:
        """Keep the endpoints where the events of batches are sent from."""
        self._host = host

    def create(self, request: Request, account: str) -> Response:
        """Make an endpoint; only this answer has its secret."""
        body = request.json
        for name in ("event_types", "name", "url"):
            if not body.get(name):
                raise error(400, f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
        if not str(body["url"]).startswith("https://"):
            raise error(400, "Invalid 'url': must be an HTTPS URL.", "invalid_value", "url")
        unknown = set(body["event_types"]) - set(OPENAI_EVENTS.values())
        if unknown:  # the others of the API are of things that are not simulated
            raise error(400, f"Invalid value: '{min(unknown)}'.", "invalid_value", "event_types")
        now = int(self._host.clock.now())
        endpoint = Endpoint(str(body["name"]), str(body["url"]), list(body["event_types"]), now)
        self._of(account).append(endpoint)
        return json_response(endpoint.show() | {"signing_secret": endpoint.signing_secret})

    def list(self, request: Request, account: str) -> Response:
        """List the endpoints."""
        return page_of(request, [(one.id, one.show()) for one in self._of(account)], 20, 100)

    def delete(self, _request: Request, account: str, endpoint_id: str) -> Response:
        """Delete an endpoint."""
        gone = next((one for one in self._of(account) if one.id == endpoint_id), None)
        if gone is None:
            raise error(404, f"No webhook endpoint found with id '{endpoint_id}'.")
        self._of(account).remove(gone)
        return json_response({"id": gone.id, "object": "webhook_endpoint.deleted", "deleted": True})

    def _of(self, account: str) -> builtins.list[Endpoint]:
        return self._host.job_list.webhooks.endpoints.setdefault(account, [])
