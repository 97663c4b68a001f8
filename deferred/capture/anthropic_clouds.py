"""Clients of Anthropic's own API in the clouds of AWS and Google: their accounts, and signatures of whole requests."""

from __future__ import annotations

import importlib
from typing import Any

from deferred.capture.http_clients import run_now, signing_auth

# What tells the accounts of such a client apart, besides keys; anthropic 2.14 has these attributes.
_OF_AN_ACCOUNT = ("workspace_id", "aws_region", "aws_access_key", "aws_profile", "_project")


class CloudAccounts:
    """Tells the accounts of the SDK's clients apart, those of the clouds among them."""

    def identity(self, client: Any) -> tuple[Any, ...]:
        """Return the identity of the account that a client pays with."""
        supplied = [type(source).__qualname__ for source in self.sources(client)]
        return client.api_key, client.auth_token, *supplied, *_in_a_cloud(client)

    def sources(self, client: Any) -> tuple[Any, ...]:
        """Return the objects that supply a client's credentials at each request, if it has any."""
        found = [getattr(client, name, None) for name in ("credentials", "_token_provider", "_google_credentials")]
        return tuple([source for source in found if source is not None])

    def find_address(self, client: Any) -> None:
        """Let a client find its project, which its address has in it, before the address is read."""
        if getattr(client, "_base_url_deferred", False):
            options = importlib.import_module("anthropic._models").FinalRequestOptions
            run_now(client._prepare_options(options.construct(method="get", url="/v1/models")))


def _in_a_cloud(client: Any) -> tuple[Any, ...]:
    """Return what identifies the account of a client in a cloud; empty for an ordinary client."""
    if not hasattr(client, "workspace_id"):
        return ()
    return tuple(getattr(client, name, None) for name in _OF_AN_ACCOUNT)


def whole_request_auth(client: Any) -> Any:
    """Return the authentication of a client that signs bodies too; None for all others."""
    if not getattr(client, "_use_sigv4", False):
        return None
    return signing_auth(client._client, lambda request: run_now(client._prepare_request(request)))
