"""Modules that only POSIX systems have. On Windows they are None: `lockdown.why_not` says so before they are used."""

from __future__ import annotations

from typing import Any

fcntl: Any
resource: Any
try:
    import fcntl
    import resource
except ImportError:
    fcntl = resource = None
