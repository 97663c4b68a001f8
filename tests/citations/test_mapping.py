"""What a field is traced to, and what is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AliasChoices, AliasPath, BaseModel, Field, RootModel, SecretStr, create_model

from deferred.citations.citation import Block, Citation, Source
from deferred.citations.mapping import Mapping, map_fields
from tests.citations.tracing import traced


class Invoice(BaseModel):
    total: float


class Party(BaseModel):
    name: str
    city: str | None = None


class Line(BaseModel):
    item: str
    amount: Decimal


class Order(BaseModel):
    vendor: Party
    lines: list[Line] = []
    totals: dict[str, Decimal] = {}
    note: str | None = None


def source(text: str, index: int = 0, pages: tuple[int, ...] = ()) -> Source:
    return Source(index, f"document {index}", text, pages)


def quote(text: str, of: Source, **more: Any) -> Citation:
    start = of.text.index(text)
    return Citation(text, of.title, of.index, start=start, end=start + len(text), kind="char_location", **more)


def blocks(*pieces: tuple[str, list[Citation]]) -> list[Block]:
    found, start = [], 0
    for text, cited in pieces:
        found.append(Block(text, start, tuple(cited)))
        start += len(text)
    return found


def reply(*pieces: tuple[str, list[Citation]]) -> tuple[str, list[Block]]:
    return "".join(text for text, _ in pieces), blocks(*pieces)


def one(mapping: Mapping, path: str) -> Citation:
    (citation,) = mapping.fields[path]
    return citation


def test_a_quote_cited_for_the_value_itself_is_the_best_evidence() -> None:
    document = source("Total: 42.00\nSome other total: 42.00")
    text, pieces = reply(('{"total": ', []), ("42.0", [quote("Total: 42.00", document)]), ("}", []))
    citation = one(map_fields(Invoice(total=42), text, pieces, [document]), "total")
    assert (citation.start, citation.end, citation.kind, citation.confidence) == (0, 12, "char_location", "high")
    assert "cited for this value" in (citation.reason or "")


def test_a_value_split_over_many_cited_blocks_has_the_quotes_of_all_of_them() -> None:
    document = source("Paint: teal. Door: burnt orange.")
    model = type("M", (BaseModel,), {"__annotations__": {"colours": str}})(colours="teal and burnt orange")
    text, pieces = reply(
        ('{"colours": "', []),
        ("teal", [quote("Paint: teal.", document)]),
        (" and burnt orange", [quote("Door: burnt orange.", document)]),
        ('"}', []),
    )
    citations = map_fields(model, text, pieces, [document]).fields["colours"]
    assert {citation.text for citation in citations} == {"Paint: teal.", "Door: burnt orange."}


def test_a_quote_that_does_not_state_the_value_is_no_evidence() -> None:
    document = source("The weather was fine.")
    text, pieces = reply(('{"total": ', []), ("42.0", [quote("The weather was fine.", document)]), ("}", []))
    mapping = map_fields(Invoice(total=42), text, pieces, [document])
    assert not mapping.fields
    assert mapping.unmapped["total"]


def test_a_block_of_the_whole_json_gives_each_field_the_quotes_that_state_it() -> None:
    document = source("Vendor: Orlop Ltd\nCity: Hull")
    model = Order(vendor=Party(name="Orlop Ltd", city="Hull"))
    text = model.model_dump_json()
    mapping = map_fields(
        model, text, blocks((text, [quote("City: Hull", document), quote("Vendor: Orlop Ltd", document)])), [document]
    )
    assert one(mapping, "vendor.name").text == "Vendor: Orlop Ltd"
    assert one(mapping, "vendor.city").text == "City: Hull"


def test_a_cited_statement_before_the_json_serves_the_field() -> None:
    document = source("We charge 1.234,50 EUR.")
    text, pieces = reply(
        ("The total is 1,234.50 euros.", [quote("We charge 1.234,50 EUR.", document)]),
        ('\n```json\n{"total": 1234.5}\n```', []),
    )
    citation = one(map_fields(Invoice(total=1234.5), text, pieces, [document]), "total")
    assert citation.text == "We charge 1.234,50 EUR."
    assert "statement of the reply" in (citation.reason or "")


def test_without_citations_the_value_is_found_in_the_document_with_its_page_and_characters() -> None:
    text = "Cover\fTotal due: EUR 1.234,50\n"
    citation = one(map_fields(Invoice(total=1234.5), '{"total": 1234.5}', [], [source(text, pages=(0, 6))]), "total")
    assert (citation.kind, citation.page, citation.end_page) == ("found", 2, 2)
    assert text[citation.start : citation.end] == citation.text == "EUR 1.234,50"


def test_a_page_citation_gets_the_characters_of_its_quote() -> None:
    document = source("Cover\fThe total is\n42.00 in all.", pages=(0, 6))
    cited = Citation("The total is\r\n42.00 in all.", "document 0", 0, page=2, end_page=2, kind="page_location")
    text, pieces = reply(('{"total": ', []), ("42.0", [cited]), ("}", []))
    citation = one(map_fields(Invoice(total=42), text, pieces, [document]), "total")
    assert (citation.page, citation.start, citation.end) == (2, 6, len(document.text))


def test_a_document_whose_text_is_not_at_hand_is_judged_by_its_quote() -> None:
    cited = Citation("Total: 42.00", "scan.pdf", 3, page=1, end_page=1, kind="page_location")
    text, pieces = reply(('{"total": ', []), ("42.0", [cited]), ("}", []))
    assert one(map_fields(Invoice(total=42), text, pieces, []), "total").document_index == 3


def test_a_value_the_model_invented_stays_unmapped() -> None:
    mapping = map_fields(Invoice(total=42), '{"total": 42}', [], [source("No prices are given.")])
    assert mapping == Mapping({}, {"total": "nothing that was cited, and no document of the request, states it"})


def test_a_value_under_the_label_of_another_field_stays_unmapped() -> None:
    mapping = map_fields(Invoice(total=42), "", [], [source("Subtotal: 42.00\nTotal: 50.40")])
    assert "Subtotal" in mapping.unmapped["total"]


def test_every_field_is_listed_once_and_empty_ones_not_at_all() -> None:
    model = Order(
        vendor=Party(name="Orlop Ltd"),
        lines=[Line(item="Rope", amount=Decimal(3))],
        totals={"net": Decimal(9)},
        note=" ",
    )
    mapping = map_fields(model, "", [], [source("Orlop Ltd\nRope 3.00")])
    assert {*mapping.fields, *mapping.unmapped} == {"vendor.name", "lines[0].item", "lines[0].amount", "totals['net']"}
    assert not set(mapping.fields) & set(mapping.unmapped)


def test_every_mapping_says_how_sure_it_is_and_why() -> None:
    mapping = map_fields(
        Order(vendor=Party(name="Orlop Ltd", city="Hull")), "", [], [source("Vendor: Orlop Ltd, city of Hull")]
    )
    assert mapping.fields
    assert all(
        c.confidence in {"high", "medium", "low"} and c.reason for found in mapping.fields.values() for c in found
    )


def test_a_citation_of_the_web_supports_the_part_of_the_reply_it_is_for() -> None:
    page = Citation("", "https://a.example", kind="url_citation", start=0, end=15)
    text, pieces = reply(('{"total": ', []), ("42.0", [page]), ("}", []))
    assert one(map_fields(Invoice(total=42), text, pieces, []), "total").source == "https://a.example"


def test_a_quote_from_the_web_that_states_the_value_supports_it() -> None:
    page = Citation("In all it came to 42.00 dollars", "https://a.example", kind="web_search_result_location")
    text, pieces = reply(("The total is 42 dollars.", [page]), ('\n{"total": 42}', []))
    assert one(map_fields(Invoice(total=42), text, pieces, []), "total").confidence in {"high", "medium"}


def test_aliases_lead_to_the_json_and_python_names_to_the_path() -> None:
    class Case(BaseModel):
        ref: str = Field(validation_alias=AliasChoices("caseReference", AliasPath("meta", "ref")))

    document = source("K-77/21")
    text, pieces = reply(('{"meta": {"ref": ', []), ('"K-77/21"', [quote("K-77/21", document)]), ("}}", []))
    parsed = Case.model_validate({"meta": {"ref": "K-77/21"}})
    assert one(map_fields(parsed, text, pieces, [document]), "ref").confidence == "high"


def test_a_wrapper_around_the_json_does_not_matter() -> None:
    document = source("42.00")
    text, pieces = reply(('{"name": "answer", "input": {"total": ', []), ("42", [quote("42.00", document)]), ("}}", []))
    assert one(map_fields(Invoice(total=42), text, pieces, [document]), "total").confidence == "high"


def test_the_last_of_two_drafts_is_the_reply() -> None:
    document = source("Old 42.00, new 42.00")
    text, pieces = reply(
        ('{"total": 42}', []), (' better: {"total": ', []), ("42", [quote("new 42.00", document)]), ("}", [])
    )
    assert one(map_fields(Invoice(total=42), text, pieces, [document]), "total").text == "new 42.00"


class Pair(NamedTuple):
    first: str
    second: str


@dataclass
class Plain:
    name: str


class Names(RootModel[list[str]]):
    """A model that is a list."""


@pytest.mark.parametrize(
    ("parsed", "path"),
    [
        (["Orlop Ltd"], "[0]"),
        ({"name": "Orlop Ltd"}, "['name']"),
        (Plain("Orlop Ltd"), "name"),
        (Pair("Orlop Ltd", ""), "first"),
        (Names(["Orlop Ltd"]), "[0]"),
        ({"Orlop Ltd"}, "[0]"),
        ("Orlop Ltd", ""),
    ],
)
def test_whatever_holds_the_value_its_path_says_so(parsed: object, path: str) -> None:
    assert one(map_fields(parsed, "", [], [source("by Orlop Ltd of Hull")]), path).text == "Orlop Ltd"


def test_a_secret_is_not_searched_for() -> None:
    class Login(BaseModel):
        key: SecretStr

    mapping = map_fields(Login(key=SecretStr("hunter2-and-more")), "", [], [source("key: hunter2-and-more")])
    assert mapping.unmapped == {"key": "it is a secret, and is not searched for"}


def test_with_nothing_to_search_it_says_so() -> None:
    assert "no documents" in map_fields(Invoice(total=1), '{"total": 1}', [], []).unmapped["total"]


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (10**6, 10**6 + 3), (7, 2), (None, None)])
def test_a_citation_that_points_nowhere_is_found_by_its_quote(start: int | None, end: int | None) -> None:
    document = source("Thanks. Total: 42.00")
    cited = Citation("Total: 42.00", "document 0", 0, start=start, end=end)
    text, pieces = reply(('{"total": ', []), ("42", [cited]), ("}", []))
    assert one(map_fields(Invoice(total=42), text, pieces, [document]), "total").text == "Total: 42.00"


@pytest.mark.parametrize(
    "text", ["", "{", '{"total": 42', "[" * 5000, '{"total": }', "\x00", '{"total": 42} trailing ]', "no json"]
)
def test_a_reply_whose_json_cannot_be_read_is_still_searched_for(text: str) -> None:
    assert (
        one(map_fields(Invoice(total=1234.5), text, [Block(text, 0)], [source("Total: 1,234.50")]), "total").kind
        == "found"
    )


def test_the_same_value_in_two_rows_belongs_to_each_its_own() -> None:
    text = "Item | Amount\nRope | 20.00\nTar | 20.00"
    model = Order(
        vendor=Party(name="x"), lines=[Line(item="Rope", amount=Decimal(20)), Line(item="Tar", amount=Decimal(20))]
    )
    mapping = map_fields(model, "", [], [source(text)])
    assert [one(mapping, f"lines[{row}].amount").start for row in (0, 1)] == [text.index("20.00"), text.rindex("20.00")]


def test_a_date_that_may_be_two_is_less_sure_until_the_document_decides() -> None:
    class Term(BaseModel):
        start: date

    model = Term(start=date(2025, 4, 3))
    assert one(map_fields(model, "", [], [source("Start: 03/04/2025")]), "start").confidence == "low"
    assert one(map_fields(model, "", [], [source("Start: 03/04/2025, end: 28/04/2025")]), "start").confidence == "high"
    assert "start" in map_fields(model, "", [], [source("Start: 03/04/2025, end: 04/28/2025")]).unmapped


def test_a_document_that_is_cited_is_preferred_to_one_that_is_not() -> None:
    first, second = source("Total: 42.00", 0), source("Total: 42.00", 1)
    text, pieces = reply(('{"total": ', []), ("42", [quote("Total: 42.00", second)]), ("}", []))
    assert one(map_fields(Invoice(total=42), text, pieces, [first, second]), "total").document_index == 1


def searched(text: str, **values: Any) -> dict[str, list[str]]:
    """Search a text for fields of these names and give the words where each was found."""
    model = create_model("Made", **{name: (type(value), ...) for name, value in values.items()})(**values)
    mapping = map_fields(model, "", [], [source(text)])
    return {path: [citation.text for citation in found] for path, found in mapping.fields.items()}


def refused(text: str, name: str, value: Any) -> None:
    """Check that a value is not taken from a text, alone or among others."""
    assert searched(text, **{name: value}) == {}
    assert searched(f"Notes.\n{text}\nEnd.", **{name: value}) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Revenue 2024: 500", "revenue_2025"),
        ("Revenue Q2: 500", "revenue_q1"),
        ("In 2024 revenue was 500.", "revenue_2025"),
        ("Revenue rose from 500 in 2024 to 700 in 2025.", "revenue_2025"),
        ("Line | 2024 | 2025\nRevenue | 500 | 700", "revenue_2025"),
        ("Line,2024,2025\nRevenue,500,700", "revenue_2025"),
    ],
)
def test_a_value_of_another_year_is_not_that_of_the_year_in_the_name(text: str, name: str) -> None:
    refused(text, name, 500)


def test_each_year_has_its_own_value_whatever_the_layout() -> None:
    for text in (
        "Revenue 2024: 500\nRevenue 2025: 700",
        "Revenue rose from 500 in 2024 to 700 in 2025.",
        "Line | 2024 | 2025\nRevenue | 500 | 700",
    ):
        assert searched(text, revenue_2024=500, revenue_2025=700) == {"revenue_2024": ["500"], "revenue_2025": ["700"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Weight: 12 lb", "weight_kg"),
        ("Weight 12 kg (26 lb)", "weight_lb"),
        ("Weight (lb): 12", "weight_kg"),
        ("Height: 12 ft", "height_m"),
        ("Width 12 in.", "width_cm"),
        ("Temperature: 12 °F", "temperature_c"),
        ("Speed 12 mph", "speed_kmh"),
        ("Area: 12 sq ft", "area_sqm"),
        ("Total: 12 USD", "total_eur"),
        ("Total: £12", "total_usd"),
        ("Total (GBP): 12", "total_usd"),
        ("Item | Price (USD)\nBolt | 12", "price_eur"),
    ],
)
def test_a_value_in_another_unit_or_currency_than_the_name_says_stays_unmapped(text: str, name: str) -> None:
    refused(text, name, 12)


def test_a_value_given_in_two_units_or_currencies_is_found_in_the_one_of_the_name() -> None:
    assert searched("Weight 12 kg (26 lb)", weight_kg=12, weight_lb=26) == {"weight_kg": ["12"], "weight_lb": ["26"]}
    found = searched("Total: 500 USD (460 EUR)", total_eur=460, total_usd=500)
    assert {path: found[path][0].strip("()")[:3] for path in found} == {"total_eur": "460", "total_usd": "500"}
    assert searched("Price: C$45.00", price_cad=45)["price_cad"] == ["C$45.00"]


def test_the_longer_label_is_that_of_the_field_with_the_longer_name() -> None:
    text = "Tax rate 19\nTax 38"
    assert searched(text, tax=19, tax_rate=38) == {}
    assert searched(text, tax=38, tax_rate=19) == {"tax": ["38"], "tax_rate": ["19"]}


def test_two_fields_with_one_value_share_the_only_place_of_it() -> None:
    assert searched("Salary was 52,000 in 2024.", salary=52_000, salary_2024=52_000).keys() == {"salary", "salary_2024"}


def test_a_year_on_the_next_line_is_not_that_of_the_value() -> None:
    assert searched("Revenue: 500\n2024 was a good year", revenue_2025=500) == {"revenue_2025": ["500"]}


@pytest.mark.parametrize("text", ["Total number of pages: 12", "Total weight: 12", "Total no. of boxes 12"])
def test_a_count_of_things_is_no_sum_of_money(text: str) -> None:
    refused(text, "total", 12)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Payment is not due before 1 May 2026.", "due_date"),
        ("The licence does not expire on 1 May 2026.", "expiry_date"),
        ("For example, an order due on 1 May 2026 is late.", "due_date"),
        ("The deadline of 1 May 2026 was extended to 8 May 2026.", "deadline"),
        ("The hearing date of 1 May 2026 is cancelled.", "hearing_date"),
    ],
)
def test_a_date_that_is_denied_or_only_an_example_stays_unmapped(text: str, name: str) -> None:
    refused(text, name, date(2026, 5, 1))


@pytest.mark.parametrize(
    "text", ["Due not later than 1 May 2026.", "If it is not paid by the due date, 1 May 2026, interest is due."]
)
def test_a_latest_date_is_not_denied(text: str) -> None:
    assert searched(text, due_date=date(2026, 5, 1)) == {"due_date": ["1 May 2026"]}


@pytest.mark.parametrize(
    "text",
    [
        "Price was 80.00, now 60.00",
        "Price reduced from 80.00 to 60.00",
        "Price: 60.00 (previously 80.00)",
        "The price was previously 80.00 and is now 60.00.",
    ],
)
def test_the_present_value_is_found_and_the_former_is_not(text: str) -> None:
    assert searched(text, price=80.0) == {}
    assert searched(text, price=60.0) == {"price": ["60.00"]}


@pytest.mark.parametrize(
    "said", ["is cancelled", "was withdrawn", "is void", "has been superseded", "replaced by 4412"]
)
def test_the_number_of_something_that_is_cancelled_stays_unmapped(said: str) -> None:
    refused(f"Invoice 4411 {said}.", "invoice_number", "4411")
    assert searched(f"Invoice 4411 {said}.", cancelled_invoice_number="4411") == {"cancelled_invoice_number": ["4411"]}


@pytest.mark.parametrize(
    "said", ["For example, a loan of", "Suppose the loan is", "Example: loan amount", "If the loan were"]
)
def test_the_number_of_an_example_stays_unmapped(said: str) -> None:
    refused(f"{said} 10,000 and the rest. Loan amount: 8,000", "loan_amount", 10_000)


def test_a_value_of_the_row_beside_stays_unmapped() -> None:
    text = "Item | Qty | Price\nPen | 3 | 2.00\nCup | 2 | 3.00"
    assert searched(text, pen_price=3.0, cup_qty=3) == {}
    assert searched(text, pen_price=2.0, cup_qty=2) == {"pen_price": ["2.00"], "cup_qty": ["2"]}


def test_a_value_of_a_line_of_the_same_build_stays_unmapped() -> None:
    text = "Bolt M6, 40 pcs at 0.20 each\nNut M6, 20 pcs at 0.40 each"
    assert searched(text, bolt_qty=20, nut_qty=40) == {}
    assert searched(text, bolt_qty=40, nut_qty=20) == {"bolt_qty": ["40"], "nut_qty": ["20"]}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Amount excl. VAT: 10\nAmount incl. VAT: 12", "amount_excl_vat", "amount_incl_vat"),
        ("Min. temperature 10, max. temperature 12", "min_temperature", "max_temperature"),
        ("Deposit paid: 10. Deposit due: 12.", "deposit_paid", "deposit_due"),
    ],
)
def test_labels_that_differ_by_one_short_word_are_told_apart(text: str, one: str, other: str) -> None:
    assert searched(text, **{one: 10, other: 12}) == {one: ["10"], other: ["12"]}
    assert searched(text, **{one: 12, other: 10}) == {}


def test_an_answer_belongs_to_the_question_before_it() -> None:
    found = searched("Do you smoke? No\nDo you drink? Yes", smokes=False, drinks=True)
    assert found == {"smokes": ["Do you smoke? No"], "drinks": ["Do you drink? Yes"]}


def test_the_letter_of_a_statistic_tells_what_its_number_is() -> None:
    text = "There was no effect on errors (r = 0.31, p = 0.42)."
    assert searched(text, effect=0.42) == {}
    assert searched(text, p_value=0.42, correlation=0.31) == {"p_value": ["0.42"], "correlation": ["0.31"]}


def test_every_row_of_a_csv_file_keeps_its_own_values_by_its_key() -> None:
    class Row(BaseModel):
        sku: str
        stock: int
        reorder: int

    class Rows(BaseModel):
        rows: list[Row]

    text = "sku,stock,reorder\nA1,5,5\nA2,0,5\nA3,5,0"
    rows = [Row(sku="A1", stock=5, reorder=5), Row(sku="A2", stock=0, reorder=5)]
    found = map_fields(Rows(rows=rows), "", [], [source(text)]).fields
    starts = {path: citations[0].start for path, citations in found.items()}
    assert starts == {
        "rows[0].sku": text.index("A1"),
        "rows[0].stock": text.index("A1,") + 3,
        "rows[0].reorder": text.index("A1,5,") + 5,
        "rows[1].sku": text.index("A2"),
        "rows[1].stock": text.index("A2,") + 3,
        "rows[1].reorder": text.index("A2,0,") + 5,
    }


@pytest.mark.parametrize(
    ("text", "name", "value", "found"),
    [
        ("Nettobetrag 1.000,00\nGesamtbetrag 1.190,00 EUR", "gross", 1190.0, "1.190,00"),
        ("Kunden-Nr. 12450\nTotal 124.50", "customer_no", "12450", "12450"),
        ("Supply 230 V AC. Model 230-420.", "voltage", 230, "230"),
        ("Rated 16 A", "current", 16, "16"),
        ("We recruited 214 nurses. J Sleep 38: 214-220.", "n", 214, "214"),
        ("Present: 16 members", "attendees", 16, "16"),
        ("Attendance: 16", "attendees", 16, "16"),
        ("The meeting lasts 1.5 hours, in room 90.", "duration_min", 90, "1.5"),
        ("Start: 2.30 pm", "start", "14:30", "2.30 pm"),
        ("Start: 4 p.m.", "start", "16:00", "4 p.m."),
        ("Loan: Rs. 12,50,000/-", "loan", 1_250_000, "12,50,000"),
        ("Loan: Rupees Twelve Lakh Fifty Thousand only", "loan", 1_250_000, "Twelve Lakh Fifty Thousand"),
        ("Loan: Rupees Three Crore Two Lakh only", "loan", 30_200_000, "Three Crore Two Lakh"),
        ("Loan: ₹2.5 crore", "loan", 25_000_000, "₹2.5 crore"),
        ("(in thousands of USD)\nNet loss (310)", "profit", -310_000, "(310)"),
    ],
)
def test_a_value_is_found_in_the_way_its_trade_or_country_writes_it(
    text: str, name: str, value: Any, found: str
) -> None:
    assert searched(text, **{name: value}) == {name: [found]}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("The goods are not classified as dangerous.", "hazardous", False),
        ("The goods are classified as dangerous.", "hazardous", True),
        ("Opened items cannot be sent back. Hazard pay is returned monthly.", "returnable", False),
        ("Opened items may be sent back. Hazard pay is returned monthly.", "returnable", True),
        ("On expiry the agreement renews for periods of one year unless either party objects.", "auto_renew", True),
        ("The agreement shall not renew.", "auto_renew", False),
    ],
)
def test_a_clause_may_say_yes_or_no_in_other_words_than_the_label(text: str, name: str, value: bool) -> None:
    assert searched(text, **{name: value}) == {name: [text.partition(" Hazard")[0]]}
    assert searched(text, **{name: not value}) == {}


def test_what_the_parties_may_choose_is_not_automatic() -> None:
    assert searched("The parties may agree that the lease shall be renewed.", auto_renew=True) == {}


@given(
    st.text(max_size=300),
    st.one_of(
        st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.times(), st.binary(max_size=9)
    ),
)
def test_no_text_and_no_value_breaks_it_and_a_span_is_always_its_text(text: str, value: object) -> None:
    mapping = map_fields({"field": value}, "", [], [source(text)])
    for citation in [citation for found in mapping.fields.values() for citation in found]:
        assert text[citation.start : citation.end] == citation.text


def test_what_holds_itself_has_no_places_and_no_error() -> None:
    endless: dict[str, object] = {"city": "Oslo"}
    endless["self"] = endless
    assert "['city']" in traced("Oslo", endless)
    deep: dict[str, object] = {"city": "Oslo"}
    for _ in range(2000):
        deep = {"inner": deep}
    assert traced("Oslo", deep) == {}
