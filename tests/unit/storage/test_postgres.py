"""The ledger in PostgreSQL keeps the contract."""

import pytest

from deferred.storage import Leases, open_ledger
from tests.unit.storage.contract import LedgerContract
from tests.unit.storage.pages_contract import PagesContract


class TestPostgresLedger(LedgerContract, PagesContract):
    """The ledger in PostgreSQL."""

    @pytest.fixture(autouse=True)
    def _schema(self, address):
        self.address, self.opened_so_far = address, []
        yield
        for ledger in self.opened_so_far:
            ledger.close()

    def opened(self):
        self.opened_so_far.append(open_ledger(self.address, Leases(patience=5, opening=5)))
        return self.opened_so_far[-1]
