"""The SDKs: a request is captured on its way out, and a reply is made of its answer.

Importing this package registers what is patched while a session is open.
"""

from deferred.capture import anthropic, eager, google, http_guard, instructor, openai, tracers

__all__ = ["anthropic", "eager", "google", "http_guard", "instructor", "openai", "tracers"]
