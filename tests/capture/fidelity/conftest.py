"""A stub for the live side and a simulator for the batch side, both with the same minimal replies."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("anthropic")
pytest.importorskip("openai")
pytest.importorskip("google.genai")

from .stub import Stub, minimal


@pytest.fixture(scope="session", autouse=True)
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let clients read one root certificate, not all 140: nothing here is encrypted, and reading them takes 20 ms."""
    context = ssl.create_default_context()
    path = tmp_path_factory.mktemp("ssl") / "one.pem"
    with pytest.MonkeyPatch.context() as patch:
        if roots := context.get_ca_certs(binary_form=True):
            path.write_text(ssl.DER_cert_to_PEM_cert(roots[0]))
            patch.setenv("SSL_CERT_FILE", str(path))
        yield


@pytest.fixture
def stub() -> Iterator[Stub]:
    """What live calls are sent to."""
    with Stub() as running:
        yield running


@pytest.fixture
def simulator(deferred_simulator: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What batches are sent to; it gives the same minimal replies as the stub."""
    monkeypatch.setenv("DEFERRED_LINGER", "0.01")
    deferred_simulator.reply_with(lambda _provider, endpoint, body: minimal(endpoint, body))
    return deferred_simulator
