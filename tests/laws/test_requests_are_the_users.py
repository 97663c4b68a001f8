"""Law 5: the body in the batch is the body that the live call would have sent."""

import pytest

pytestmark = pytest.mark.usefixtures("no_session_left")
