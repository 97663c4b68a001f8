"""Amazon's refusals: of Bedrock as JSON, with the kind in a header, and of S3 as XML (service model, 2026-11)."""

from __future__ import annotations

from deferred.simulator.wire import ApiError, Json

NAME = "bedrock"


def error_body(_status: int, message: str) -> Json:
    """Write an error."""
    return {"message": message}


def error(status: int, kind: str, message: str) -> ApiError:
    """Make a refusal of Bedrock."""
    return ApiError(status, error_body(status, message), {"x-amzn-errortype": f"{kind}:http://internal.amazon.com/"})


def storage_error(status: int, code: str, message: str) -> ApiError:
    """Make a refusal of S3."""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return ApiError(status, text, {"content-type": "application/xml"})
