"""OpenAI's background responses: answered later, within a window, and fetched by id. No list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from deferred.simulator.jobs import DAY
from deferred.simulator.meter import Usage
from deferred.simulator.openai_errors import NAME, error
from deferred.simulator.wire import ApiError, Request, Response, hex_token, json_response

if TYPE_CHECKING:
    from deferred.simulator.base import Host
    from deferred.simulator.rows import Outcome

Json = dict[str, Any]
ENDPOINT = "/v1/responses"
WINDOWS = ("soonest", "2h", "8h")
QUEUED_SHARE = 0.5  # of its time: the rest it is in progress
UNSTORED, STORED = 600.0, 30 * DAY  # seconds for which an answer is kept after its end
CONFLICTING_TIERS = ("flex", "priority", "fast", "ultrafast")


@dataclass
class Stored:
    """One response: what was asked, when it began, and how it ends."""

    id: str
    account: str
    body: Json
    began: float
    seconds: float
    ended: float | None = None
    fate: str = ""
    outcome: Outcome | None = None


class Answerer(Protocol):
    """Answers one call, or refuses it."""

    def answer(self, endpoint: str, body: Json) -> Outcome:
        """Answer a call."""

    def refusal(self, endpoint: str, body: Json) -> ApiError | None:
        """Return why a call is refused; None if it is not."""


class BackgroundResponses:
    """Responses that were asked for with `background`."""

    def __init__(self, host: Host, generation: Answerer) -> None:
        """Begin without any; `generation` answers each when its time has come."""
        self._host, self._generation = host, generation
        self._all: dict[str, Stored] = {}
        host.job_list.also_settle.append(self.settle)
        host.job_list.also_stored.append(lambda: list(self._all))

    def create(self, request: Request, account: str) -> Response:
        """Take a response in."""
        body = request.json
        self._check(body)
        one = Stored("resp_" + hex_token(), account, body, self._host.clock.now(), self._host.latency)
        self._all[one.id] = one
        self._host.emit("response_created", response=one)
        return json_response(self._shown(one), headers={"x-request-id": "req_" + hex_token()})

    def retrieve(self, _request: Request, account: str, response_id: str) -> Response:
        """Show a response."""
        return json_response(self._shown(self._find(account, response_id)))

    def cancel(self, _request: Request, account: str, response_id: str) -> Response:
        """End a response early; what has ended stays as it is."""
        one = self._find(account, response_id)
        if one.ended is None:
            one.ended, one.fate = self._host.clock.now(), "cancelled"
        return json_response(self._shown(one))

    def delete(self, _request: Request, account: str, response_id: str) -> Response:
        """Forget a response."""
        del self._all[self._find(account, response_id).id]
        return json_response({"id": response_id, "object": "response", "deleted": True})

    def settle(self) -> None:
        """Answer, and bill, what is due."""
        for one in self._all.values():
            if one.ended is None and self._host.clock.now() >= one.began + one.seconds:
                self._end(one)

    def _end(self, one: Stored) -> None:
        one.ended = one.began + one.seconds
        one.outcome = self._generation.answer(ENDPOINT, one.body)
        if one.outcome.kind == "succeeded":
            usage = one.outcome.usage or Usage(0, 0)
            self._host.bill((NAME, ENDPOINT, str(one.body["model"])), one.body, usage, (one.id, None))

    def _check(self, body: Json) -> None:
        refused = self._generation.refusal(ENDPOINT, body)
        if refused is not None:
            raise refused
        window = (body.get("background_options") or {}).get("completion_window", "soonest")
        if window not in WINDOWS:
            text = f"Invalid value: '{window}'. Supported values are: 'soonest', '2h', and '8h'."
            raise error(400, text, "invalid_value", "background_options.completion_window")
        if window != "soonest" and body.get("service_tier") in CONFLICTING_TIERS:
            raise error(400, "completion_window requires standard processing.", "invalid_value", "service_tier")
        if window != "soonest" and self._host.faults.no_windows:
            text = "background_options.completion_window is not supported with this model."
            raise error(400, text, "unsupported_parameter", "background_options.completion_window")

    def _find(self, account: str, response_id: str) -> Stored:
        self.settle()
        one = self._all.get(response_id)
        now = self._host.clock.now()
        kept = STORED if one is not None and one.body.get("store", True) else UNSTORED
        if one is None or one.account != account or (one.ended is not None and now > one.ended + kept):
            raise error(404, f"Response with id '{response_id}' not found.")
        return one

    def _shown(self, one: Stored) -> Json:
        self.settle()
        if one.outcome is not None and one.outcome.kind == "succeeded":
            return {**one.outcome.body, "id": one.id, "background": True, "metadata": one.body.get("metadata") or {}}
        shown = {
            "id": one.id, "object": "response", "background": True, "model": one.body["model"], "output": [],
            "created_at": int(one.began), "error": None, "usage": None, "metadata": one.body.get("metadata") or {},
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
        }  # fmt: skip
        if one.outcome is not None:
            told = one.outcome.body.get("error", {})
            code = "server_error" if one.outcome.status >= 500 else "invalid_prompt"
            return shown | {"status": "failed", "error": {"code": code, "message": told.get("message", "")}}
        if one.fate:
            return shown | {"status": one.fate}
        done = (self._host.clock.now() - one.began) / one.seconds if one.seconds else 1.0
        return shown | {"status": "queued" if done < QUEUED_SHARE else "in_progress"}
