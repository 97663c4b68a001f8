"""A schema of the test's own in PostgreSQL, which hosts share."""

import pytest

from tests.support.hosts import Host


@pytest.fixture
def host(scripts, tmp_path, address):
    """Give a host by its name; all of them use the same database."""
    return lambda name: Host(name, tmp_path / "hosts", scripts, address)
