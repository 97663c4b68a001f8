"""The pages of a ledger in PostgreSQL."""

import re

from tests.ui.conftest import fill
from tests.ui.test_access import run_of
from tests.ui.test_pages import words


def test_the_pages_show_a_ledger_in_postgresql(sim, claude, gpt, address, serve):
    fill(claude, gpt, cache=address)
    visitor = serve(address)
    assert re.search(r"second done 3 0 .* first <b>run</b> done 3 1 ", words(visitor.get()))
    said = words(visitor.get(run_of(visitor, "first")))
    assert "3 of 3 calls done 2 answered 1 failed" in said
    assert "1 HTTP 400: messages: at least one message is required" in said
    assert "Calls 1 to 6 of 6." in words(visitor.get("/results"))
    found = visitor.get("/results?q=question+1&tag=team%3Dsearch")
    assert "1 found in 3 calls" in words(found)
    assert "row row-1" in words(found)
    [result] = re.findall(r'href="[^"]*(/result/[^"]*)"', found.text)
    assert "question 1." in words(visitor.get(result))
    assert "total 2 6 " in words(visitor.get("/spending"))
    password = re.search(r"//[^@/]*:([^@/]*)@", address)
    assert password is None or password[1] not in visitor.get().text
