"""One request on its way through a simulator: which API it is for, what the faults make of it, and its answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Protocol

import orjson

from deferred.simulator.apis import ApiTable
from deferred.simulator.base import Api, Logged
from deferred.simulator.clock import Clock, http_date
from deferred.simulator.events import Events
from deferred.simulator.faults import Faults
from deferred.simulator.rows import ODD_SHAPE
from deferred.simulator.wire import ApiError, Request, Response, Route, is_flex, json_response, refused

SECRET_HEADERS = ("authorization", "x-api-key", "x-goog-api-key", "api-key")


class Rules(Protocol):
    """What a dispatcher takes from its simulator."""

    faults: Faults
    clock: Clock
    lock: threading.RLock


class Dispatcher:
    """Answers requests: the whole server, without the network."""

    def __init__(self, rules: Rules, events: Events, apis: ApiTable) -> None:
        """Serve these APIs."""
        self._rules, self._events, self._apis = rules, events, apis
        self.requests: list[Logged] = []

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        api, request = self._apis.api_for(request)
        route, names = find_route(api, request)
        operation = operation_of(route, request)
        logged = self._log(api, operation, request)
        self._events.hear([("request", {"request": logged})])
        self._events.hold()
        if self._rules.faults.flex_latency and operation == "live" and is_flex(logged.body):
            self._rules.clock.wait_until(self._rules.clock.now() + self._rules.faults.flex_latency)
        try:
            response = self._respond(api, route, names, request)
        finally:
            pending = self._events.release()
        self._events.hear([*pending, ("answered", {"request": logged, "response": response})])
        response.headers.setdefault("date", http_date(self._rules.clock.now() + self._rules.faults.clock_skew))
        return response

    def _respond(self, api: Api, route: Route | None, names: dict[str, str], request: Request) -> Response:
        operation = operation_of(route, request)
        with self._rules.lock:
            try:
                account = api.account(request)
                if self._rules.faults.take_operation("refuse_before", operation):
                    return Response(lost=True)
                self._forced(api, operation)
                if route is None:
                    raise ApiError(404, api.error_body(404, "Not found"))  # noqa: TRY301 - one way out for all
                response = route.handler(request, account, **names)
            except ApiError as error:
                response = refused(error)
            except orjson.JSONDecodeError as error:
                response = json_response(api.error_body(400, f"The request body is not valid JSON: {error}"), 400)
            except ODD_SHAPE as error:
                response = json_response(api.error_body(400, f"Invalid request: {error!r}"), 400)
            return self._spoiled(operation, response)

    def _forced(self, api: Api, operation: str) -> None:
        instead = self._rules.faults.take_answer(operation)
        if instead is not None:
            raise ApiError(*instead)
        forced = self._rules.faults.take_status(operation)
        if forced is None and operation == "create" and self._rules.faults.take("rate_limited_create"):
            forced = (429, {"retry-after": self._rules.faults.retry_after})
        if forced is not None:
            raise ApiError(forced[0], api.error_body(forced[0], "A simulated failure."), dict(forced[1]))

    def _spoiled(self, operation: str, response: Response) -> Response:
        if self._rules.faults.take_operation("lost_responses", operation):
            return replace(response, lost=True)
        if operation == "results" and response.body and self._rules.faults.take("cut_results"):
            return replace(response, cut=True)
        return response

    def _log(self, api: Api, operation: str, request: Request) -> Logged:
        headers = {name: "***" if name in SECRET_HEADERS else value for name, value in request.headers.items()}
        query = {name: "***" if name == "key" else value for name, value in request.query.items()}
        try:
            body = request.json if request.body[:1] in b"{[" and operation != "upload" else request.body
        except orjson.JSONDecodeError:
            body = request.body
        logged = Logged(
            api.name, operation, request.method, request.path, query, headers, body, self._rules.clock.now()
        )
        self.requests.append(logged)
        return logged


def find_route(api: Api, request: Request) -> tuple[Route | None, dict[str, str]]:
    """Find the row of the API's table for a request, and the names in its path."""
    for route in api.routes:
        hit = route.pattern.match(request.path) if route.method == request.method else None
        if hit:
            return route, hit.groupdict()
    return None, {}


def operation_of(route: Route | None, request: Request) -> str:
    """Name what a request does, for the log and the faults."""
    if route is None:
        return "other"
    starts = route.operation == "upload" and "start" in request.headers.get("x-goog-upload-command", "")
    return "start_upload" if starts else route.operation
