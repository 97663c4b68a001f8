"""Law 6: outside the block the SDKs are untouched."""

import pytest

pytestmark = pytest.mark.usefixtures("no_session_left")
