"""Labels, roles and names: what belongs to which."""

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


def test_the_lines_of_a_chat_are_no_one_sentence() -> None:
    text = "WEB-311 nearly done. no blockers\noskar  9:32 AM\npicked up WEB-318. blocked on design\njuno  9:40 AM\nnot blocked"
    assert all("\n" not in passage for passage in quoted(text, blocked=True) + quoted(text, blocked=False))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("9. Stay ... 3 weeks\n10. Previous visits ... 2\n11. Sponsor ... n/a\n", "previous_visits", 2),
        ("10. Prior visits .......... 2\n", "prior_visits", 2),
        ("3) Children ... 2\n", "children", 2),
    ],
)
def test_the_number_of_a_line_and_the_dots_that_lead_to_its_value_do_not_hide_its_label(
    text: str, field: str, value: object
) -> None:
    assert quoted(text, **{field: value}) == [str(value)]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("The license is Apache today", "license", "Apache-3.6"),
        ("Item: OAT MILK 1L", "item", "OAT MILK 5L"),
        ("Supplement: Vitamin B", "supplement", "Vitamin B, D"),
        ("Payee: Smith, Jones & Co", "payee", "Smith, Jones & Quarrington"),
    ],
)
def test_a_name_without_one_of_its_words_is_another(text: str, field: str, value: str) -> None:
    assert quoted(text, **{field: value}) == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("exitCode=137 restartCount=2", "exit_code", 137),
        ('{"restartCount": 2, "exitCode": 137}', "restart_count", 2),
        ('<GrossWeight unit="KGM">412.500</GrossWeight>', "gross_weight", 412.5),
        ("We offer 400 pcs at EUR 3.15 each.", "unit_price", 3.15),
        ("Name: YILDIRIM", "name", "Yıldırım"),
    ],
)
def test_a_label_of_machines_and_a_letter_of_other_tongues_is_read(text: str, field: str, value: object) -> None:
    assert len(quoted(text, **{field: value})) == 1


def test_an_address_of_mail_is_not_the_name_in_it() -> None:
    text = "Write to Ana.Ruiz@example.org\nRUIZ, ANA"
    assert quoted(text, name="Ana Ruiz") == ["RUIZ, ANA"]
    assert quoted(text, email="ana.ruiz@example.org") == ["Ana.Ruiz@example.org"]
