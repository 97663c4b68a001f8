"""The part of Cloud Storage that jobs of Vertex AI need: to write an object once, list, read and delete."""

from __future__ import annotations

from typing import Any

from deferred.simulator.gemini_errors import error
from deferred.simulator.objects import NO_BUCKET, StoredObjects
from deferred.simulator.vertex_rows import named_pages
from deferred.simulator.wire import Request, Response, json_response

Json = dict[str, Any]


class Objects(StoredObjects):
    """The objects of Cloud Storage."""

    def upload(self, request: Request, _account: str, bucket: str) -> Response:
        """Write an object, unless one is there and the request says that there must be none."""
        name = request.query.get("name", "")
        if request.query.get("uploadType") != "media" or not name:
            raise error(400, "Required parameter: name")
        if NO_BUCKET in bucket:
            raise error(404, "The specified bucket does not exist.")
        uri = f"gs://{bucket}/{name}"
        if request.query.get("ifGenerationMatch") == "0" and uri in self._objects:
            raise error(412, "At least one of the pre-conditions you specified did not hold.")
        self._objects[uri] = request.body
        self._host.emit("file_uploaded", id=uri)
        return json_response(self._show(uri))

    def list_objects(self, request: Request, _account: str, bucket: str) -> Response:
        """List objects by the beginning of their names, a page at a time."""
        below = f"gs://{bucket}/{request.query.get('prefix', '')}"
        page, more = named_pages(request, sorted(uri for uri in self._objects if uri.startswith(below)))
        items = {"items": [self._show(uri) for uri in page]} if page else {}
        return json_response({"kind": "storage#objects"} | items | more)

    def read(self, request: Request, _account: str, bucket: str, name: str) -> Response:
        """Give an object's bytes, or its description."""
        uri = self._find(bucket, name)
        if request.query.get("alt") != "media":
            return json_response(self._show(uri))
        return Response(200, self._objects[uri], {"content-type": "application/octet-stream"})

    def delete(self, _request: Request, _account: str, bucket: str, name: str) -> Response:
        """Delete an object."""
        del self._objects[self._find(bucket, name)]
        return Response(204, b"")

    def _find(self, bucket: str, name: str) -> str:
        uri = f"gs://{bucket}/{name}"
        if uri not in self._objects:
            raise error(404, f"No such object: {bucket}/{name}")
        return uri

    def _show(self, uri: str) -> Json:
        bucket, _, name = uri.removeprefix("gs://").partition("/")
        shown = {"kind": "storage#object", "bucket": bucket, "name": name, "generation": "1"}
        return shown | {"size": str(len(self._objects[uri]))}
