"""google-genai as a client of Vertex AI, for commands that run without the script."""

from __future__ import annotations

import importlib
import re
from typing import Any

from deferred.capture import vertex_account
from deferred.capture.google import GoogleSdk
from deferred.core.errors import DeferredError
from deferred.providers.vertex.profile import PROFILE

_ADDRESS = re.compile(r"(?P<root>.*)/(?P<version>v[^/]+)/projects/(?P<project>[^/]+)/locations/(?P<location>[^/]+)")


class VertexSdk(GoogleSdk):
    """The SDK of Google, for Vertex AI."""

    provider = vertex_account.PROVIDER
    home, key_variables = PROFILE.wire.home, PROFILE.wire.key_variables

    def make_client(self, address: str | None) -> Any:
        """Make a client with the credentials of the environment, for the project in the address or in the variables."""
        client = importlib.import_module(self.module).Client
        if address is None:
            return client(vertexai=True)
        found = _ADDRESS.fullmatch(address)
        if found is None:
            message = f"{address} names no project and location of Vertex AI"
            raise DeferredError(message)
        options = {"base_url": found["root"], "api_version": found["version"]}
        return client(vertexai=True, project=found["project"], location=found["location"], http_options=options)


SDK = VertexSdk()
