"""What an outsider found who read documents of kinds that nobody had thought of: each symptom, and what is right."""

from __future__ import annotations

import pytest

from tests.citations.tracing import quoted


@pytest.mark.parametrize(
    ("text", "role", "name", "others"),
    [
        (
            "Tenancy between Wanda Prime (landlord) and Bruno Castell (tenant).",
            "landlord",
            "Wanda Prime",
            "Bruno Castell",
        ),
        (
            "Tenancy between Wanda Prime (landlord) and Bruno Castell (tenant).",
            "tenant",
            "Bruno Castell",
            "Wanda Prime",
        ),
        ("Sold by Acme Ltd (seller) to Beta plc (buyer) on 3 May 2024.", "seller", "Acme Ltd", "Beta plc"),
        ("Sold by Acme Ltd (seller) to Beta plc (buyer) on 3 May 2024.", "buyer", "Beta plc", "Acme Ltd"),
        ("Present: Ann Lee (chair), Bob Day (secretary), Cid Roe (treasurer)", "chair", "Ann Lee", "Cid Roe"),
        ("Present: Ann Lee (chair), Bob Day (secretary), Cid Roe (treasurer)", "secretary", "Bob Day", "Ann Lee"),
        ("Present: Ann Lee (chair), Bob Day (secretary), Cid Roe (treasurer)", "treasurer", "Cid Roe", "Bob Day"),
        ("Contract of Acme Ltd, the seller, and Beta plc, the buyer.", "seller", "Acme Ltd", "Beta plc"),
        ("Contract of Acme Ltd, the seller, and Beta plc, the buyer.", "buyer", "Beta plc", "Acme Ltd"),
    ],
)
def test_a_role_in_brackets_is_that_of_the_name_before_it(text: str, role: str, name: str, others: str) -> None:
    assert quoted(text, **{role: name}) == [name]
    assert quoted(text, **{role: others}) == []
