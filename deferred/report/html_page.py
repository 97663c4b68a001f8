"""Self-contained HTML pages: nothing is loaded, no script runs, and text from outside is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from typing import Any

# Colours for light and dark; the caller chooses the element (`:root`, or an element of a notebook).
LIGHT = """color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --faint: #666; --line: #d9d9d9; --mark: #fff0a8;
  --chosen: #ffb648; --edge: #a06a00; --trouble: #a51616; --link: #0b57c2;"""
DARK = """--ink: #e6e6e6; --paper: #161616; --faint: #a0a0a0; --line: #3a3a3a; --mark: #55470c; --chosen: #96600b;
  --edge: #f0b450; --trouble: #ff8f87; --link: #8ab8ff;"""

_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def text(value: Any) -> str:
    """Escape text from outside."""
    return escape(readable(str(value)), quote=True)


def readable(words: str) -> str:
    """Replace characters that no page can hold."""
    return _ODD.sub("\ufffd", words)


def alone(title: str, body: str, style: str, script: str = "") -> str:
    """Return a whole page; its security policy allows its own style and script, and nothing else.

    Args:
        title: plain text; it is escaped here.
        body: HTML, in which text from outside is escaped by `text`. It must use no `style` attributes.
        style: the page's CSS.
        script: a script of ours; nothing from outside may be in it.
    """
    allowed = f"; script-src {_digest(script)}" if script else ""
    policy = f"default-src 'none'; style-src {_digest(style)}{allowed}; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style></head>\n<body>{body}"
        + (f"<script>{script}</script>" if script else "")
        + "</body></html>\n"
    )


def _digest(text: str) -> str:
    """Return the source by which a policy allows this text, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
