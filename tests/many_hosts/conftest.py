"""A schema of the test's own in PostgreSQL, which hosts share."""

import pytest

from tests.support.hosts import Host

SUMS = """
SELECT r.name, r.committed, coalesce(sum(CASE WHEN j.state = 'collected' THEN j.spent ELSE j.reserved END), 0)
FROM {s}.runs r LEFT JOIN {s}.jobs j ON j.run = r.id GROUP BY r.id, r.name, r.committed
"""


@pytest.fixture
def host(scripts, tmp_path, address):
    """Give a host by its name; all of them use the same database."""
    return lambda name: Host(name, tmp_path / "hosts", scripts, address)


@pytest.fixture
def sums(table):
    """Check invariant I1: each run counts what its jobs have reserved or spent, to the last digit."""

    def check():
        rows = table(SUMS)
        assert [row for row in rows if row[1] != row[2]] == []
        return rows

    return check
