"""The objects of buckets, as clouds keep them beside their batches."""

from __future__ import annotations

from deferred.simulator.base import Host

NO_BUCKET = "missing"  # in the name of a bucket that does not exist


class StoredObjects:
    """The objects of all buckets, by their addresses."""

    def __init__(self, host: Host) -> None:
        """Begin without any."""
        self._host = host
        self._objects: dict[str, bytes] = {}
        host.job_list.also_stored.append(lambda: list(self._objects))

    def get(self, uri: str) -> bytes | None:
        """Give an object."""
        return self._objects.get(uri)

    def put(self, uri: str, data: bytes) -> None:
        """Write an object."""
        self._objects[uri] = data
