"""Clients of Azure OpenAI: their address, their account, and the deployment that runs batches."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

PROVIDER = "azure"
_DEPLOYMENTS = "/deployments/"


def is_azure(client: Any) -> bool:
    """Whether a client of the openai package is one for Azure."""
    return hasattr(client, "_azure_ad_token_provider")


def base_url(client: Any) -> str:
    """Return the address of the batch API: the client's, without a deployment, which has none of its own."""
    return str(client.base_url).partition(_DEPLOYMENTS)[0].rstrip("/")


def identity(client: Any) -> tuple[Any, ...]:
    """Return the identity of the account that a client pays with: a key, or the source of Entra tokens."""
    provider = client._azure_ad_token_provider
    return provider or client._azure_ad_token or client.api_key, None, None


def batch_options(client: Any, options: Any, body: Mapping[str, Any], deployments: Mapping[str, str]) -> Any:
    """Return the options with the deployment that runs batches as the model; None if they name it already.

    A deployment runs either batches or ordinary calls (learn.microsoft.com, "Global batch", 2026-08), so the name in
    ordinary code is never the right one; `deployments` maps it.
    """
    _, _, own = str(client.base_url).partition(_DEPLOYMENTS)
    asked = own.strip("/") or str(body.get("model", ""))  # a client with a deployment ignores the request's model
    name = deployments.get(asked, asked)
    if name == body.get("model"):
        return None
    changed = copy.copy(options)
    changed.json_data = {**body, "model": name}
    if getattr(options, "extra_json", None):
        changed.extra_json = None  # it is in the body already
    return changed
