"""Objects in a bucket of Google Cloud Storage, by its JSON API: jobs of Vertex AI read and write them.

Source: cloud.google.com/storage/docs/json_api, 2026-11.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from urllib.parse import quote, urlencode

from deferred.providers.base import Body, Connection, Refused, Unexpected, delete
from deferred.providers.bucket_jobs import parts_of

HOST = "storage.googleapis.com"
EMULATOR = "STORAGE_EMULATOR_HOST"  # the usual word for another address, in all of Google's clients
_EXISTS = 412
_LIST = {"kind", "items", "prefixes", "nextPageToken"}


def storage_url() -> str:
    """Return the address of Cloud Storage, or of what stands for it in this environment."""
    emulator = os.environ.get(EMULATOR, "").strip().rstrip("/")
    if not emulator:
        return f"https://{HOST}"
    return emulator if "://" in emulator else f"http://{emulator}"


def upload(connection: Connection, uri: str, body: Body) -> None:
    """Write a new object; one that is there already is our own, whose upload was not answered."""
    bucket, name = parts_of(uri)
    asked = urlencode({"uploadType": "media", "name": name, "ifGenerationMatch": "0"})
    try:
        connection.request("POST", f"{storage_url()}/upload/storage/v1/b/{bucket}/o?{asked}", body=body)
    except Refused as refusal:
        if refusal.status != _EXISTS:
            raise


def objects_below(connection: Connection, uri: str) -> Iterator[str]:
    """Yield the addresses of all objects in a directory."""
    bucket, prefix = parts_of(uri)
    asked = {"prefix": prefix.rstrip("/") + "/"}
    while True:
        reply = connection.request("GET", f"{storage_url()}/storage/v1/b/{bucket}/o?{urlencode(asked)}")
        page = reply.json()
        if not isinstance(page, dict) or set(page) - _LIST:  # an empty list may have no field at all
            message = f"the answer is no list of objects: {reply.body[:120]!r}"
            raise Unexpected(message)
        yield from (f"gs://{bucket}/{one['name']}" for one in page.get("items") or ())
        if not page.get("nextPageToken"):
            return
        asked["pageToken"] = page["nextPageToken"]


def lines_of(connection: Connection, uri: str) -> AbstractContextManager[Iterator[bytes]]:
    """Stream an object, line by line."""
    return connection.lines(f"{_url(uri)}?alt=media")


def remove(connection: Connection, uri: str) -> None:
    """Delete an object, which may be gone already."""
    delete(connection, _url(uri), {})


def _url(uri: str) -> str:
    bucket, name = parts_of(uri)
    return f"{storage_url()}/storage/v1/b/{bucket}/o/{quote(name, safe='')}"
