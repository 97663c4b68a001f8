"""Where things outside of the tests are."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = (README, *sorted(DOCS.glob("*.md")))
BESIDE = ROOT.parent / "shared" / "recordings"
RECORDINGS = Path(os.environ.get("DEFERRED_RECORDINGS", BESIDE))
