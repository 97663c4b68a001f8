"""A pytest fixture with the simulator in place of the providers, so that pipelines are tested without network or keys.

Installed as a pytest plugin; it does nothing until a test asks for `deferred_simulator`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deferred.core.profile import simulated_variables
from deferred.testing.boundary import Boundary

if TYPE_CHECKING:
    from deferred.simulator import Simulator


@pytest.fixture
def deferred_simulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Simulator]:
    """Run a simulator for one test, in a working directory of its own, and send the SDKs' clients to it.

    Clients that the test makes without a base URL use it, by the SDKs' own environment variables. A request of any
    other client to a provider, also of one that was made earlier with a real key, reaches the simulator too. A request
    of the SDKs to another host fails the test; only hosts of this machine are allowed.

    Example:
        def test_my_pipeline(deferred_simulator):
            with deferred.batch():
                reply = anthropic.Anthropic().messages.create(...)
            assert reply.content[0].text
            assert deferred_simulator.live_calls == []
    """
    from deferred.simulator import Simulator  # noqa: PLC0415 - needs the [simulator] extra, as only its users have it

    monkeypatch.chdir(tmp_path)
    with Simulator() as simulator:
        settings = {
            **simulated_variables(simulator.host, key="test-key"),
            "DEFERRED_HOSTS": simulator.host,
            "DEFERRED_POLL_INTERVAL": "0.01",
            "DEFERRED_LINGER": "0.05",
            "DEFERRED_ADOPT_GRACE": "0.3",
            "DEFERRED_PROGRESS": "0",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        Boundary(simulator.host).hold(monkeypatch)
        yield simulator
