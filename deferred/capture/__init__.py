"""The SDKs: a request is captured on its way out, and a reply is made of its answer.

Importing this package registers what is patched while a session is open.
"""

import sys

from deferred.capture import anthropic, eager, google, http_guard, instructor, openai, tracers

__all__ = ["anthropic", "eager", "google", "http_guard", "instructor", "openai", "sdk_versions", "tracers"]


def sdk_versions() -> dict[str, str]:
    """Give the versions of the SDKs that are imported."""
    modules = {name: sys.modules.get(name) for name in ("anthropic", "openai", "google.genai")}
    return {name: str(getattr(module, "__version__", "")) for name, module in modules.items() if module is not None}
