"""Parts of a page to send, such as results or jobs: with a script they are searched, and shown a hundred at a time.

Without the script, as where a mail program shows the page, all of them are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deferred.report.html_page import text

SCRIPT = (Path(__file__).parent / "parts.js").read_text("utf-8")
RULES = """.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .75rem 0; }
.tools[hidden] { display: none; }
.tools input, .tools button { font: inherit; color: var(--ink); background: var(--paper);
  border: 1px solid var(--faint); border-radius: 4px; padding: .25rem .6rem; max-width: 100%; }
.tools button:disabled { opacity: .5; }
.index ol { max-height: 60vh; overflow: auto; }
.index li { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
"""


def listed(parts: Sequence[str], what: str) -> str:
    """Return HTML of parts with what searches them and turns the pages; `what` names them, as "results"."""
    inner = "".join(f"<div data-part>{part}</div>\n" for part in parts)
    return (
        f'<div data-parts="{text(what)}"><div class="tools" role="search" hidden>'
        f'<label>Search {text(what)} <input type="search"></label>'
        '<button type="button" data-turn="-1">Previous</button><button type="button" data-turn="1">Next</button>'
        f'<span role="status"></span></div>\n{inner}</div>'
    )
