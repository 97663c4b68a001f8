"""The SDKs: a request is captured on its way out, and a reply is made of its answer.

Importing this package registers what is patched while a session is open.
"""

import sys

from deferred.capture import anthropic, eager, google, http_guard, instructor, openai, tracers
from deferred.core.profile import sdks

__all__ = ["anthropic", "eager", "google", "http_guard", "instructor", "openai", "sdk_versions", "tracers"]


def sdk_versions() -> dict[str, str]:
    """Give the versions of the SDKs that are imported."""
    modules = {sdk.module: sys.modules.get(sdk.module) for _, sdk in sdks()}
    return {name: str(getattr(module, "__version__", "")) for name, module in modules.items() if module is not None}
