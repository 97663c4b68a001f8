"""Frameworks run against the simulator, live and deferred: the same question must always have the same answer."""

import gc

import pytest


@pytest.fixture
def same(sim, monkeypatch):
    """The simulator, answering a question that is asked again as it did the first time."""
    monkeypatch.setattr(sim, "occurrence", lambda _sha256: 1)
    return sim


@pytest.fixture(autouse=True)
def _patience(sim, monkeypatch):
    """Frameworks take a while between two calls, more so on a busy machine."""
    monkeypatch.setenv("DEFERRED_LINGER", "0.3")


@pytest.fixture(autouse=True, scope="module")
def _frameworks_close_nothing():
    """Frameworks leave clients open; what the collector then says of their sockets belongs to these tests."""
    yield
    gc.collect()
