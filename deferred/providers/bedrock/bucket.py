"""Objects in a bucket of Amazon S3: jobs of Bedrock read and write them.

Their addresses are `s3://bucket/key` here; the connection knows where they are, and signs the requests.
Source: docs.aws.amazon.com/AmazonS3/latest/API, 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from html import unescape
from typing import Any
from urllib.parse import quote, unquote_plus

from deferred.providers.base import Body, Connection, Refused, Reply, Unexpected, delete, dumps
from deferred.providers.bucket_jobs import parts_of

_KEY = re.compile(r"<Key>([^<]*)</Key>")
_NEXT = re.compile(r"<NextContinuationToken>([^<]*)</NextContinuationToken>")
_ERROR = re.compile(r"<Code>([^<]*)</Code>\s*<Message>([^<]*)</Message>")


def upload(connection: Connection, uri: str, body: Body) -> None:
    """Write an object; a second upload writes the same again."""
    _asked(connection, "PUT", _quoted(uri), body)


def objects_below(connection: Connection, uri: str) -> Iterator[str]:
    """Yield the addresses of all objects in a directory."""
    bucket, prefix = parts_of(uri)
    asked = {"encoding-type": "url", "list-type": "2", "prefix": prefix.rstrip("/") + "/"}
    while True:
        page = _page(_asked(connection, "GET", f"s3://{bucket}/?{query(asked)}"))
        yield from (f"s3://{bucket}/{unquote_plus(unescape(key))}" for key in _KEY.findall(page))
        more = _NEXT.search(page)
        if more is None:
            return
        asked["continuation-token"] = unescape(more[1])


def lines_of(connection: Connection, uri: str) -> AbstractContextManager[Iterator[bytes]]:
    """Stream an object, line by line."""
    return connection.lines(_quoted(uri))


def remove(connection: Connection, uri: str) -> None:
    """Delete an object, which may be gone already."""
    delete(connection, _quoted(uri), {})


def query(asked: dict[str, str]) -> str:
    """Write parameters as a signature reads them: a slash is encoded too, and a space is no plus."""
    return "&".join(f"{name}={quote(value, safe='-_.~')}" for name, value in sorted(asked.items()))


def _asked(connection: Connection, method: str, url: str, body: Any = None) -> Reply:
    """Send a request; a refusal is told as other services of AWS tell theirs."""
    try:
        return connection.request(method, url, body=body)
    except Refused as refusal:
        found = None
        with suppress(UnicodeDecodeError):
            found = _ERROR.search(refusal.body.decode())
        if found is None:
            raise
        told = dumps({"code": unescape(found[1]), "message": f"Amazon S3: {unescape(found[2])}"})
        raise Refused(refusal.status, told, refusal.headers) from refusal


def _page(reply: Reply) -> str:
    page = reply.body.decode("utf-8", "replace")
    if "<ListBucketResult" not in page:
        message = f"the answer is no list of objects: {reply.body[:120]!r}"
        raise Unexpected(message)
    return page


def _quoted(uri: str) -> str:
    bucket, key = parts_of(uri)
    return f"s3://{bucket}/{quote(key, safe='/-_.~')}"
