"""What an outsider found who read documents of kinds that nobody had thought of: each symptom, and what is right."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from pydantic import BaseModel

from tests.citations.tracing import quoted, sure_of, traced


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


@pytest.mark.parametrize(
    ("text", "field", "value", "passage"),
    [
        ("<p>Firma: M&uuml;ller &amp; S&ouml;hne</p>", "firma", "Müller & Söhne", "M&uuml;ller &amp; S&ouml;hne"),
        ("<p>Total: 1&nbsp;234,50&nbsp;&euro;</p>", "total", 1234.5, "1&nbsp;234,50&nbsp;&euro;"),
        ('{"customer": "Zo\\u00eb Berg"}', "customer", "Zoë Berg", "Zo\\u00eb Berg"),
        ("<p>Name: Mei&#8209;Ling Chan</p>", "name", "Mei-Ling Chan", "Mei&#8209;Ling Chan"),
        ("<p>Price: <b>402</b>.16</p>", "price", 402.16, "402</b>.16"),
        ("<p>Name: <b>A</b>da <i>Love</i>lace</p>", "name", "Ada Lovelace", "A</b>da <i>Love</i>lace"),
        ("<p>Due: 14<sup>th</sup> March 2025</p>", "due", date(2025, 3, 14), "14<sup>th</sup> March 2025"),
        ("<dl><dt>Price</dt><dd>17.50</dd><dt>Seats</dt><dd>4</dd></dl>", "seats", 4, "4"),
        ("<tr><th>Price</th><td>17.50</td></tr><tr><th>Seats</th><td>4</td></tr>", "price", 17.5, "17.50"),
        ('Write to <a class="x" href="mailto:ann@ex.org">us</a>', "email", "ann@ex.org", "ann@ex.org"),
    ],
)
def test_a_page_of_the_web_is_read_as_it_is_shown_and_cited_as_it_is_written(
    text: str, field: str, value: object, passage: str
) -> None:
    assert quoted(text, **{field: value}) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        '<script>var price = 99.5; var maker = "Zorkwell"</script><p>Out of stock</p>',
        "<style>.price { width: 99.5px } /* Zorkwell */</style><p>Out of stock</p>",
        '<div class="price" data-price="99.5" data-maker="Zorkwell">Out of stock</div>',
        "<!-- price 99.5, maker Zorkwell --><p>Out of stock</p>",
    ],
)
def test_what_a_page_of_the_web_does_not_show_is_not_cited(text: str) -> None:
    assert quoted(text, price=99.5, maker="Zorkwell") == []


class Row(BaseModel):
    name: str
    qty: int
    paid: bool


class Rows(BaseModel):
    rows: list[Row]


_ROWS = [("Bolt", 3, "yes"), ("Nut", 4, "no"), ("Washer", 3, "yes")]
_HEAD = "<table><tr><th>Name</th><th>Qty</th><th>Paid</th></tr>"


def written(form: str, between: str = "") -> str:
    return between.join(form.format(name, qty, paid) for name, qty, paid in _ROWS)


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + "\n" + written("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", "\n") + "</table>",
        _HEAD + written("<tr><td>{}</td><td>{}</td><td>{}</td></tr>") + "</table>",
        "<table>\n<tr>\n<th>Name</th>\n<th>Qty</th>\n<th>Paid</th>\n</tr>\n"
        + written("<tr>\n<td>{}</td>\n<td>{}</td>\n<td>{}</td>\n</tr>\n"),
        "<table><tr><th>Name<th>Qty<th>Paid</tr>\n" + written("<tr><td>{}<td>{}<td>{}</tr>", "\n") + "</table>",
        '{{"rows":[{}]}}'.format(written('{{"name":"{}","qty":{},"paid":"{}"}}', ",")),
        written("<row><name>{}</name><qty>{}</qty><paid>{}</paid></row>"),
        written('<row name="{}" qty="{}" paid="{}"/>', "\n"),
    ],
)
def test_every_row_of_a_text_of_machines_speaks_for_itself(text: str) -> None:
    truth = Rows(rows=[Row(name=name, qty=qty, paid=paid == "yes") for name, qty, paid in _ROWS])
    wrong = Rows(rows=[Row(name=name, qty=qty, paid=paid != "yes") for name, qty, paid in _ROWS])
    starts = [text.index(name) for name, _, _ in _ROWS]
    for path, citations in traced(text, truth).items():
        number = int(path[5])
        last = [*starts[1:], len(text)][number]
        assert starts[number] <= citations[0].start < citations[0].end <= last, path
    assert not [path for path in traced(text, wrong) if path.endswith("paid")]
    assert len(traced(text, truth)) == 9


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('{name: DEBUG, value: "false"}', "debug", False),
        ('{"name": "DEBUG", "value": "true"}', "debug", True),
        ('DEBUG: "false"', "debug", False),
        ('"isGift": false, "lines": 3', "is_gift", False),
        ('<Package hazardous="true"/>', "hazardous", True),
        ("<smoker>no</smoker>", "smoker", False),
    ],
)
def test_an_answer_in_quotes_is_an_answer(text: str, name: str, value: bool) -> None:
    assert len(quoted(text, **{name: value})) == 1
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Diabetico in terapia orale, non fumatore.", "diabetico", True),
        ("Diabetic on oral therapy, does not smoke.", "diabetic", True),
        ("Insured, not hazardous", "insured", True),
        ("Insured, not hazardous", "hazardous", False),
        ("Furnished flat, no lift.", "furnished", True),
        ("Breakfast, which is not included, starts at 7.", "breakfast", False),
        ("Subletting, in whole or in part, is not permitted.", "subletting", False),
        ("The landlord permits no pets, smoking or parties.", "smoking", False),
        ("Breakfast, not included", "breakfast", False),
    ],
)
def test_a_negation_is_of_its_own_part_between_commas(text: str, name: str, value: bool) -> None:
    assert len(quoted(text, **{name: value})) == 1
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(("text", "name"), [("Married, no children, smoker.", "smoker")])
def test_a_negation_that_may_be_of_another_part_says_neither(text: str, name: str) -> None:
    assert quoted(text, **{name: False}) == []


class Model(BaseModel):
    model: str
    weight_kg: float
    waterproof: bool
    fare: Decimal


class Models(BaseModel):
    models: list[Model]


_SIDE_BY_SIDE = [
    ["Vessel", "MV Isla", "MV Corra", "MV Isla"],
    ["Weight", "17.5 kg", "18.9 kg", "17.5 kg"],
    ["Waterproof", "no", "yes", "yes"],
    ["Fare", "£8.40", "£8.40", "£6.20"],
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("".join(cell.ljust(14) for cell in row).rstrip() for row in _SIDE_BY_SIDE),
        "\n".join("| " + " | ".join(row) + " |" for row in [_SIDE_BY_SIDE[0], ["---"] * 4, *_SIDE_BY_SIDE[1:]]),
        "\n".join("\t".join(row) for row in _SIDE_BY_SIDE),
        "<table>" + "\n".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in _SIDE_BY_SIDE) + "</table>",
    ],
)
def test_where_the_items_stand_side_by_side_a_value_is_that_of_its_column(text: str) -> None:
    names, weights, answers, fares = (row[1:] for row in _SIDE_BY_SIDE)
    rows = [
        Model(model=name, weight_kg=float(weight[:4]), waterproof=answer == "yes", fare=Decimal(fare[1:]))
        for name, weight, answer, fare in zip(names, weights, answers, fares, strict=True)
    ]
    found = traced(text, Models(models=rows))
    assert len(found) == 12
    for field in ("model", "weight_kg", "waterproof", "fare"):
        starts = [found[f"models[{number}].{field}"][0].start for number in range(3)]
        assert starts == sorted(set(starts)), field
    wrong = [row.model_copy(update={"waterproof": not row.waterproof}) for row in rows]
    assert not [path for path in traced(text, Models(models=wrong)) if path.endswith("waterproof")]


def test_the_lines_of_a_chat_are_no_one_sentence() -> None:
    text = "WEB-311 nearly done. no blockers\noskar  9:32 AM\npicked up WEB-318. blocked on design\njuno  9:40 AM\nnot blocked"
    assert all("\n" not in passage for passage in quoted(text, blocked=True) + quoted(text, blocked=False))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Parking costs £20 per day.", "parking_included"),
        ("Parking fees apply.", "parking_included"),
        ("Parking is available for £20.", "parking_included"),
        ("The breakfast room opens at 7.", "breakfast_included"),
        ("Dogs must stay outside.", "dogs_allowed"),
        ("Ask the landlord about dogs.", "dogs_allowed"),
        ("A visa costs $50.", "visa_required"),
        ("Subscribers may enable dark mode.", "dark_mode_enabled"),
        ("Delivery takes 3 days.", "delivery_included"),
    ],
)
def test_a_sentence_about_something_does_not_say_that_it_is_included_or_allowed(text: str, name: str) -> None:
    assert quoted(text, **{name: True}) == quoted(text, **{name: False}) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Parking is charged separately at £335.", "parking_included", False),
        ("Delivery is added at checkout.", "delivery_included", False),
        ("Parking is part of the rent.", "parking_included", True),
        ("Dogs are welcome.", "dogs_allowed", True),
        ("No dogs.", "dogs_allowed", False),
        ("Every visitor needs a visa.", "visa_required", True),
        ("Ein Visum ist erforderlich.", "visum_required", True),
        ("Dark mode is switched off.", "dark_mode_enabled", False),
    ],
)
def test_what_is_included_allowed_or_required_is_said_in_many_words(text: str, name: str, value: bool) -> None:
    assert quoted(text, **{name: value}) == [text]
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(
    ("text", "field", "right", "wrong"),
    [
        ("Payment method ☐ cash ☑ card ☐ transfer\n", "payment_method", "card", "cash"),
        ("4. Sex ................ [ ] M  [x] F  [ ] X\n", "sex", "F", "M"),
        ("8. Purpose of journey . [X] Tourism  [ ] Business  [ ] Study\n", "purpose", "Tourism", "Business"),
        ("Payment: cash [ ] card [x]\n", "payment", "card", "cash"),
        ("Smoker .... [ ] No  [X] Yes\n", "smoker", True, False),
        ("Smoker .... [X] No  [ ] Yes\n", "smoker", False, True),
        ("Smoker   Yes [ ]  No [X]\n", "smoker", False, True),
    ],
)
def test_a_box_without_a_colon_before_it_belongs_to_the_word_after_it(
    text: str, field: str, right: object, wrong: object
) -> None:
    assert len(quoted(text, **{field: right})) == 1
    assert quoted(text, **{field: wrong}) == []


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
        ("REFUND 12.00\nClosing balance 1,879.61", "closing_balance", Decimal("-1879.61")),
        ("BACS REFUND      675.50     1,879.61\n", "balance", Decimal("-1879.61")),
        ("Total 80.00 after discount", "total", Decimal(-80)),
        ("Overdraft fee 5.00   Balance 20.00", "balance", Decimal(-20)),
        ("ninety (90) days notice", "notice_days", -90),
    ],
)
def test_a_word_of_loss_elsewhere_makes_no_negative(text: str, field: str, value: object) -> None:
    assert quoted(text, **{field: value}) == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Audit fee: 14.00", "audit_fee", Decimal(-14)),
        ("Discount: 14.00", "discount", Decimal(-14)),
        ("Refund  25.00", "refund", Decimal(-25)),
    ],
)
def test_a_sign_that_is_not_written_is_never_sure(text: str, field: str, value: object) -> None:
    assert sure_of(text, **{field: value}) == ["medium"]
    assert sure_of(text, **{field: -value}) == ["high"]


def test_a_credit_is_a_negative() -> None:
    assert quoted("Payment received 25.00 CR", payment=Decimal(-25)) == ["25.00"]


@pytest.mark.parametrize(
    ("text", "field", "whole", "piece"),
    [
        ("Estimated value EUR 450 000 for lot 1", "estimated_value", 450_000, 450),
        ("Population 1 204 331", "population", 1_204_331, 1),
        ("Population 1 204 331", "population", 1_204_331, 1204),
        ("Total TTC : EUR 12 450", "total", 12_450, 12),
    ],
)
def test_the_first_digits_of_a_number_with_spaces_are_no_number(text: str, field: str, whole: int, piece: int) -> None:
    assert len(quoted(text, **{field: whole})) == 1
    assert quoted(text, **{field: piece}) == []


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


def test_a_firm_is_found_without_its_letters() -> None:
    assert quoted("Vendor: Adriatica, Split", vendor="Adriatica d.o.o.") == ["Adriatica"]
    assert quoted("Vendor: Pirandello, Bari", vendor="Pirandello S.p.A.") == ["Pirandello"]


@pytest.mark.parametrize("text", ["city,open\nBergen,no\nOslo,yes\n", "City open\nBergen no\nOslo yes\n"])
def test_a_no_at_the_end_of_a_line_does_not_deny_the_next(text: str) -> None:
    assert quoted(text, city="Oslo") == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Start: Mar 2021", date(2021, 3, 1)),
        ("Start: Feb 2022", date(2022, 2, 28)),
        ("Start: 28 февраля 2025 г.", date(2025, 2, 28)),
        ("Start: 20 Şubat 2025", date(2025, 2, 20)),
        ("Start: 3. března 2025", date(2025, 3, 3)),
        ("Start: den 1 maj 2025", date(2025, 5, 1)),
        ("Start: 2025년 5월 14일", date(2025, 5, 14)),
        ("Start: 昭和63年11月23日", date(1988, 11, 23)),
        ("Start: 令和元年5月7日", date(2019, 5, 7)),
        ("Start: 09 / 02 / 2025", date(2025, 2, 9)),
        ("Start: 30 September 2025, 12 noon", datetime(2025, 9, 30, 12)),
        ("Start: 04-Mar-2025 0655", datetime(2025, 3, 4, 6, 55)),
        ("Start: 0740", time(7, 40)),
        ("Start: 1805 hrs", time(18, 5)),
        ("Start: midnight", time(0)),
    ],
)
def test_a_date_or_time_is_found_in_many_writings(text: str, value: object) -> None:
    assert len(quoted(text, start=value)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Start: May 2021", date(2021, 5, 2)),
        ("Start: 14 March 2021", date(2021, 3, 1)),
        ("Start: 2025", time(20, 25)),
        ("Start: 30 September 2025", time(20, 25)),
        ("Start: +44 0740 118822", time(7, 40)),
    ],
)
def test_a_month_is_no_day_of_its_middle_and_a_year_no_time(text: str, value: object) -> None:
    assert quoted(text, start=value) == []


@pytest.mark.parametrize(
    ("text", "value", "passage"),
    [
        ("Rate: 1½ %", 1.5, "1½ %"),
        ("Rate: ¼ tsp", 0.25, "¼"),
        ("Rate: 3.4e-07", 3.4e-7, "3.4e-07"),
        ("Rate: 9×10^-4", 9e-4, "9×10^-4"),
        ("Rate = 10_000", 10_000, "10_000"),
        ("Rate: £ 184 .75", Decimal("184.75"), "£ 184 .75"),
        ("Rate: £ 1 ,108 .50", Decimal("1108.50"), "£ 1 ,108 .50"),
        ("Rate: x12", 12, "12"),
    ],
)
def test_a_number_is_found_in_many_writings(text: str, value: object, passage: str) -> None:
    assert quoted(text, rate=value) == [passage]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Duration: 3d4h", timedelta(days=3, hours=4)),
        ("Duration: 1 h 30 min", timedelta(hours=1.5)),
        ("Duration: 2 hours and 15 minutes", timedelta(hours=2, minutes=15)),
        ("Duration: 14 Tage", timedelta(days=14)),
        ("Duration: PT2H", timedelta(hours=2)),
        ("Duration: P1DT6H", timedelta(days=1, hours=6)),
        ("Duration: 90 minutes", timedelta(hours=1.5)),
    ],
)
def test_a_length_of_time_is_found_in_many_writings(text: str, value: timedelta) -> None:
    assert quoted(text, duration=value) == [text.removeprefix("Duration: ")]
    assert quoted(text, duration=value * 2) == []


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


def test_what_holds_itself_has_no_places_and_no_error() -> None:
    endless: dict[str, object] = {"city": "Oslo"}
    endless["self"] = endless
    assert "['city']" in traced("Oslo", endless)
    deep: dict[str, object] = {"city": "Oslo"}
    for _ in range(2000):
        deep = {"inner": deep}
    assert traced("Oslo", deep) == {}


def test_the_currency_of_the_next_number_is_not_cited() -> None:
    text = "<del>&euro;&nbsp;1.499,00</del> <strong>&euro;&nbsp;1.299,00</strong>"
    assert quoted(text, old_price=Decimal("1499.00")) == ["1.499,00"]


def test_the_number_of_a_note_is_no_part_of_the_number_before_it() -> None:
    assert quoted("<p>Revenue: 402<sup>1</sup></p>", revenue=402) == ["402"]
    assert quoted("<p>Revenue: 402<sup>1</sup></p>", revenue=4021) == []


def test_a_box_of_a_page_of_the_web_is_a_box() -> None:
    text = '<p>Smoker: <input type="checkbox"> yes <input type="checkbox" checked> no</p>'
    assert quoted(text, smoker=True) == []
    assert len(quoted(text, smoker=False)) == 1
    text = "<p>Payment: <select><option>cash</option><option selected>card</option></select></p>"
    assert quoted(text, payment="cash") == []
    assert quoted(text, payment="card") == ["card"]


def test_an_address_of_mail_is_not_the_name_in_it() -> None:
    text = "Write to Ana.Ruiz@example.org\nRUIZ, ANA"
    assert quoted(text, name="Ana Ruiz") == ["RUIZ, ANA"]
    assert quoted(text, email="ana.ruiz@example.org") == ["Ana.Ruiz@example.org"]


def test_a_text_about_a_tag_is_read_on() -> None:
    assert quoted("Never paste a <script> tag here.\nInvoice total: 80.50", invoice_total=80.5) == ["80.50"]


def test_the_half_of_a_day_may_be_named_before_its_time() -> None:
    assert len(quoted("Paid at: 2025년 5월 14일 오후 1:22", paid_at=datetime(2025, 5, 14, 13, 22))) == 1
    assert quoted("Paid at: 2025년 5월 14일 오후 1:22", paid_at=datetime(2025, 5, 14, 1, 22)) == []
    assert quoted("Paid at: 15 people", paid_at=time(15)) == []
