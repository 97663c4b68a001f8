"""Every ledger keeps the contract: the one on disk, and one in memory that shows how little a ledger needs."""

import pytest

from deferred.storage.sqlite import SqliteLedger
from tests.unit.storage.contract import LedgerContract
from tests.unit.storage.memory import MemoryLedger, Shelf
from tests.unit.storage.pages_contract import PagesContract


class TestSqliteLedger(LedgerContract, PagesContract):
    """The ledger on disk."""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path):
        self.folder = str(tmp_path / "ledger")

    def opened(self):
        return SqliteLedger.open(self.folder)


class TestMemoryLedger(LedgerContract, PagesContract):
    """A ledger in memory."""

    @pytest.fixture(autouse=True)
    def _shelf(self):
        self.shelf = Shelf()

    def opened(self):
        return MemoryLedger(self.shelf)
