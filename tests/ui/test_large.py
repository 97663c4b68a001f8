"""A hundred thousand results: a page reads those that it shows, and no other."""

import contextlib
import sqlite3

import pytest

from deferred.storage import open_ledger
from deferred.storage.pages import Chosen
from deferred.ui.search import Asked, search
from tests.ui import filling
from tests.ui.test_access import run_of
from tests.ui.test_pages import words

COUNT, FIRST, LAST = 100_000, 61_200, 150
READABLE = [*range(FIRST, FIRST + 100), *range(COUNT - LAST, COUNT)]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The folder of a ledger with so many results, of which few can be read: to read any other is an error."""
    folder = tmp_path_factory.mktemp("large") / "ledger"
    ledger = open_ledger(str(folder))
    filling.fill(ledger, COUNT)
    ledger.close()
    with contextlib.closing(sqlite3.connect(folder / "answers" / "cache.db", isolation_level=None)) as db:
        marks = ", ".join("?" * len(READABLE))
        given = list(map(filling.key_of, READABLE))
        spoilt = db.execute(f"UPDATE Cache SET value = x'ff' WHERE key NOT IN ({marks})", given).rowcount
    assert spoilt == COUNT - len(READABLE)
    return str(folder)


def test_a_page_is_made_of_its_own_rows(sim, large, serve):
    visitor = serve(large)
    page = visitor.get(f"/results?start={FIRST}")
    assert page.status == 200
    said = words(page)
    assert "Calls 61,201 to 61,300 of 100,000." in said
    shown = [f"Is review {number} happy or not?" in said for number in (FIRST - 1, FIRST, FIRST + 99, FIRST + 100)]
    assert shown == [False, True, True, False]
    assert visitor.get(f"/results?start={FIRST + 1}").status == 500  # the first that cannot be read is among these
    assert "large done 100,000 0 " in words(visitor.get())  # the lists of runs and jobs read no row at all
    assert "0 of 4 jobs open" in words(visitor.get(run_of(visitor, "large")))


def test_the_rows_that_are_read_are_counted(large):
    ledger = open_ledger(large)
    page = search(ledger, Asked(Chosen(), start=FIRST))
    assert (len(page.found), page.read, page.total, page.next) == (100, 100, COUNT, FIRST + 100)
    page = search(ledger, Asked(Chosen(), "Review 99998 is", start=COUNT - LAST), seconds=60)
    assert ([one.number for one in page.found], page.read, page.next) == ([99_998], LAST, None)
    page = search(ledger, Asked(Chosen(), state="failed"), seconds=60)  # each has an answer, which is not read
    assert (page.found, page.next) == ([], None)
    ledger.close()
