"""The part of S3 that jobs of Bedrock need: to write an object, list, read and delete."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from deferred.simulator.bedrock_errors import storage_error
from deferred.simulator.objects import NO_BUCKET, StoredObjects
from deferred.simulator.wire import Request, Response

MOST_LISTED = 1_000


class Objects(StoredObjects):
    """The objects of S3."""

    def upload(self, request: Request, _account: str, bucket: str, key: str) -> Response:
        """Write an object, over one that is there."""
        self._known(bucket)
        self._objects[f"s3://{bucket}/{key}"] = request.body
        self._host.emit("file_uploaded", id=f"s3://{bucket}/{key}")
        return Response(200, b"", {"etag": '"etag"'})

    def list_objects(self, request: Request, _account: str, bucket: str) -> Response:
        """List objects by the beginning of their names, a page at a time."""
        self._known(bucket)
        if request.query.get("list-type") != "2":
            raise storage_error(501, "NotImplemented", "Only the second version of the list is simulated.")
        home, after = f"s3://{bucket}/", request.query.get("continuation-token", "")
        below = home + request.query.get("prefix", "")
        most = min(int(request.query.get("max-keys", MOST_LISTED)), MOST_LISTED)
        found = [uri.removeprefix(home) for uri in sorted(self._objects) if uri.startswith(below)]
        found = [key for key in found if key > after]
        page, more = found[:most], len(found) > most
        keys = "".join(f"<Contents><Key>{self._shown(request, key)}</Key></Contents>" for key in page)
        following = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        text = f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{following}{keys}</ListBucketResult>"
        return Response(200, text.encode(), {"content-type": "application/xml"})

    def _shown(self, request: Request, key: str) -> str:
        return quote(key) if request.query.get("encoding-type") == "url" else escape(key)

    def read(self, _request: Request, _account: str, bucket: str, key: str) -> Response:
        """Give an object's bytes."""
        self._known(bucket)
        found = self._objects.get(f"s3://{bucket}/{key}")
        if found is None:
            raise storage_error(404, "NoSuchKey", "The specified key does not exist.")
        return Response(200, found, {"content-type": "binary/octet-stream"})

    def delete(self, _request: Request, _account: str, bucket: str, key: str) -> Response:
        """Delete an object; S3 says nothing of one that is not there."""
        self._known(bucket)
        self._objects.pop(f"s3://{bucket}/{key}", None)
        return Response(204, b"")

    def _known(self, bucket: str) -> None:
        if NO_BUCKET in bucket:
            raise storage_error(404, "NoSuchBucket", "The specified bucket does not exist")
