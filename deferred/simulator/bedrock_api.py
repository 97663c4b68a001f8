"""Claude on Amazon Bedrock: live calls, model invocation jobs, and the part of S3 that these need."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.bedrock_errors import NAME, error, error_body
from deferred.simulator.bedrock_jobs import BedrockJobs
from deferred.simulator.bedrock_objects import Objects
from deferred.simulator.bedrock_rows import BedrockRows
from deferred.simulator.wire import Request, route

Json = dict[str, Any]
SIGNED_BY = "x-amz-date"  # a header of every request that is signed
_DATE = re.compile(r"\d{8}T\d{6}Z")
_SIGNATURE = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>\w+)/(?P<day>\d{8})/[\w-]+/(?P<service>bedrock|s3)/aws4_request, "
    r"SignedHeaders=(?P<headers>[\w;-]+), Signature=[0-9a-f]{64}"
)
_OF_BEDROCK = re.compile(r"/(model/[^/]+/invoke|model-invocation-jobs?(/[^/]+(/stop)?)?)")


class BedrockApi:
    """Serves Bedrock's endpoints, and those of S3, out of a simulator's state."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Lay out the table of endpoints; buckets are named in the path."""
        objects, rows = Objects(host), BedrockRows(host)
        jobs = BedrockJobs(host, rows, objects)
        job, key = "/model-invocation-job/{job_id}", "/(?P<bucket>[^/]+)/(?P<key>.+)"
        self.routes = [
            route("POST", "/model/(?P<model>[^/]+)/invoke", "live", rows.invoke),
            route("POST", "/model-invocation-job", "create", jobs.create),
            route("GET", "/model-invocation-jobs", "list", jobs.list_jobs),
            route("GET", job, "poll", jobs.get),
            route("POST", job + "/stop", "cancel", jobs.stop),
            route("PUT", key, "upload", objects.upload),
            route("GET", "/(?P<bucket>[^/]+)/?", "list_objects", objects.list_objects),
            route("GET", key, "results", objects.read),
            route("DELETE", key, "delete", objects.delete),
        ]

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def account(self, request: Request) -> str:
        """Check, by its shape, that a request is signed for its service and with its body; the account is the key's."""
        found = _SIGNATURE.fullmatch(request.headers.get("authorization", ""))
        date = request.headers.get(SIGNED_BY, "")
        if found is None or not _DATE.fullmatch(date) or found["day"] != date[:8]:
            raise error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        service = "bedrock" if _OF_BEDROCK.fullmatch(request.path) else "s3"
        stated = request.headers.get("x-amz-content-sha256")
        is_whole = service == "bedrock" or stated == hashlib.sha256(request.body).hexdigest()
        if found["service"] != service or not is_whole or "host" not in found["headers"].split(";"):
            raise error(403, "InvalidSignatureException", "The request signature we calculated does not match.")
        if "invalid" in found["key"]:
            raise error(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
        return found["key"]
