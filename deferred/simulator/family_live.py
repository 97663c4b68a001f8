"""Live calls at the members of OpenAI's family."""

from __future__ import annotations

from collections.abc import Callable

from deferred.simulator.base import Host
from deferred.simulator.family_errors import refusal, told
from deferred.simulator.family_input import BATCH_DEPLOYMENT
from deferred.simulator.family_knobs import Member
from deferred.simulator.family_rows import dressed
from deferred.simulator.openai_live import Generation
from deferred.simulator.rows import Outcome
from deferred.simulator.wire import ApiError, Json, Request, Response, json_response


class FamilyLive(Generation):
    """Answers one call at a time, as the member does."""

    def __init__(self, host: Host, member: Member) -> None:
        """Answer for this simulator."""
        super().__init__(host, member.name, member.fields)
        self._member = member

    def at(self, endpoint: str) -> Callable[..., Response]:
        """Give what answers calls at an endpoint, whatever their path."""

        def answer(request: Request, _account: str, deployment: str | None = None) -> Response:
            body = request.json if deployment is None else request.json | {"model": deployment}
            return self.call(endpoint, body)

        return answer

    def call(self, endpoint: str, body: Json) -> Response:
        """Answer a call, or refuse it in the member's shape."""
        if body.get("background"):
            raise refusal(self._member, 400, "Unsupported parameter: 'background'.", "unsupported_parameter")
        if self._member.lines.deployments and str(body.get("model")).endswith(BATCH_DEPLOYMENT):
            text = "The operation does not work with this deployment: its SKU is for batches alone."
            raise refusal(self._member, 400, text, "OperationNotSupported")
        try:
            response = self.serve(endpoint, body)
        except ApiError as error:
            response = json_response(error.body, error.status, error.headers)
        if response.status < 400:
            return response
        return json_response(told(self._member, response.status, response.json), response.status, response.headers)

    def answer(self, endpoint: str, body: Json) -> Outcome:
        """Answer one body."""
        return dressed(self._member, endpoint, body, super().answer(endpoint, body), batched=False)

    def answer_row(self, endpoint: str, body: Json) -> Outcome:
        """Answer the body of a row of a batch."""
        return dressed(self._member, endpoint, body, super().answer(endpoint, body), batched=True)
