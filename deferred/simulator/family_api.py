"""One member of OpenAI's family as an API: its routes, its keys, its errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.family_batches import FamilyBatches
from deferred.simulator.family_errors import error_body, refusal
from deferred.simulator.family_files import FamilyFiles
from deferred.simulator.family_knobs import Member
from deferred.simulator.family_live import FamilyLive
from deferred.simulator.family_rows import FamilyRows
from deferred.simulator.wire import ApiError, Request, Route, account_name, route

SIGNED = "/signed/"  # where redirected content is: keys have no place there


class FamilyApi:
    """Serves a member's endpoints out of a simulator's state."""

    def __init__(self, host: Host, member: Member) -> None:
        """Lay out the table of endpoints."""
        self.name, self._host, self._member = member.name, host, member
        live, files = FamilyLive(host, member), FamilyFiles(host, member)
        batches = FamilyBatches(host, member, FamilyRows(member, live), files)
        self.routes = [route("GET", SIGNED + member.name + "/{signature}", "results", files.signed)]
        for base in member.bases:
            self.routes += _live_routes(base, member, live)
            self.routes += _batch_routes(base, member, files, batches)
        if member.lines.deployments:
            path = "/openai/deployments/{deployment}"
            self.routes += [
                route("POST", path + endpoint.removeprefix("/v1"), "live", live.at(endpoint))
                for endpoint in member.live
                if endpoint != "/v1/responses"  # it is no path of deployments
            ]

    def error_body(self, status: int, message: str) -> Any:
        """Write an error."""
        return error_body(self._member, status, message)

    def account(self, request: Request) -> str:
        """Check the key, and what else is asked of every request."""
        if request.path.startswith(SIGNED):
            return ""
        agent = request.headers.get("user-agent", "")
        if self._member.refusals.needs_agent and (not agent or agent.lower().startswith("python-")):
            raise ApiError(403, "error code: 1010")
        key = self._key(request)
        if not key:
            raise refusal(self._member, 401, "You didn't provide an API key.", "invalid_api_key")
        if "invalid" in key:
            raise refusal(self._member, 401, "Invalid API Key", "invalid_api_key")
        self._check_version(request)
        batches = "/batches" in request.path or "/files" in request.path
        if batches and self._host.faults.plan_forbidden:
            text = "Batches are not available for your current plan."
            raise refusal(self._member, 403, text, "not_available_for_plan")
        return account_name(key)

    def _key(self, request: Request) -> str:
        for name in self._member.keys:
            value = request.headers.get(name, "")
            bearer = value.startswith("Bearer ")
            if value and bearer == (name == "authorization"):
                return value.removeprefix("Bearer ").strip()
        return ""

    def _check_version(self, request: Request) -> None:
        """The older of two routes is a versioned one."""
        if self._member.classic and "/openai/v1/" not in request.path and "api-version" not in request.query:
            raise refusal(self._member, 404, "Resource not found", "404")


def _live_routes(base: str, member: Member, live: FamilyLive) -> Iterator[Route]:
    for endpoint in member.live:
        yield route("POST", base + endpoint.removeprefix("/v1"), "live", live.at(endpoint))
    yield route("GET", base + "/models", "models", live.list_models)
    yield route("GET", base + "/models/{model}", "models", live.get_model)


def _batch_routes(base: str, member: Member, files: FamilyFiles, batches: FamilyBatches) -> Iterator[Route]:
    yield route("POST", base + member.uploads.path, "upload", files.upload)
    yield route("GET", base + "/files", "list_files", files.list_files)
    yield route("GET", base + "/files/{file_id}", "file", files.get_file)
    yield route("GET", base + "/files/{file_id}/content", "results", files.content)
    yield route("DELETE", base + "/files/{file_id}", "delete", files.delete_file)
    yield route("POST", base + "/batches", "create", batches.create)
    yield route("GET", base + "/batches", "list", batches.list)
    yield route("GET", base + "/batches/{batch_id}", "poll", batches.retrieve)
    yield route("POST", base + "/batches/{batch_id}/cancel", "cancel", batches.cancel)
    yield route("DELETE", base + "/batches/{batch_id}", "other", batches.no_delete)
