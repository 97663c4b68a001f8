"""What is no evidence, though the value stands there: another's row, another unit, an example, what is denied."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import accumulate
from typing import Any, Literal

import pytest
from pydantic import BaseModel, computed_field, create_model

from deferred.citations.citation import Block, Citation, Source
from deferred.citations.mapping import Mapping, map_fields
from deferred.citations.sources import sources_of


def model(**fields: Any) -> type[BaseModel]:
    return create_model("M", **{name: (kind, ...) for name, kind in fields.items()})


def traced(value: BaseModel, *texts: str) -> Mapping:
    return map_fields(value, "", [], [Source(number, None, text) for number, text in enumerate(texts)])


def places(mapping: Mapping) -> dict[str, str]:
    return {path: citations[0].text for path, citations in mapping.fields.items()}


class Colour(Enum):
    RED = "red"


PERSON = model(name=str, age=int)
PEOPLE = model(people=list[PERSON])


@pytest.mark.parametrize(
    "text",
    [
        "Name  Age\nTom   31\nAnn   34\n",
        "Name: Tom\nAge: 31\n\nName: Ann\nAge: 34\n",
        "Tom is 31 years old. Ann is 34 years old.\n",
    ],
)
def test_a_value_in_the_row_record_or_sentence_of_another_item_is_not_this_ones(text: str) -> None:
    swapped = PEOPLE(people=[{"name": "Tom", "age": 34}, {"name": "Ann", "age": 31}])
    right = PEOPLE(people=[{"name": "Tom", "age": 31}, {"name": "Ann", "age": 34}])
    assert set(traced(swapped, text).fields) <= {"people[0].name", "people[1].name"}
    assert places(traced(right, text)) == {
        "people[0].name": "Tom",
        "people[0].age": "31",
        "people[1].name": "Ann",
        "people[1].age": "34",
    }


def test_a_document_that_is_about_a_sibling_field_is_not_about_this_one() -> None:
    prices = model(price_alpha=Decimal, price_beta=Decimal)
    texts = "Quote of Alpha Ltd\nPrice: 200\n", "Quote of Beta Ltd\nPrice: 300\n"
    assert not traced(prices(price_alpha=300, price_beta=200), *texts).fields
    assert places(traced(prices(price_alpha=200, price_beta=300), *texts)) == {
        "price_alpha": "200",
        "price_beta": "300",
    }


def test_what_has_the_whole_name_of_a_sibling_field_is_not_this_ones() -> None:
    phones = model(phone=str, referee_phone=str)
    text = "Sam Okafor\nPhone: 020 7946 0222\nReferee: Prof. Ada Lin, phone 020 7946 0111\n"
    swapped = phones(phone="020 7946 0111", referee_phone="020 7946 0222")
    right = phones(phone="020 7946 0222", referee_phone="020 7946 0111")
    assert not traced(swapped, text).fields
    assert set(traced(right, text).fields) == {"phone", "referee_phone"}


NIGHTS = model(nights_ola=int, nights_kari=int)
STAYS = ["Guest: Ola", "Nights: 3", "Guest: Kari", "Nights: 3"]


def cited(first: Citation, second: Citation) -> list[Block]:
    pieces = [('{"nights_ola": ', ()), ("3", (first,)), (', "nights_kari": ', ()), ("3", (second,)), ("}", ())]
    starts = accumulate((len(text) for text, _ in pieces), initial=0)
    return [Block(text, start, cites) for (text, cites), start in zip(pieces, starts, strict=False)]


def test_a_cited_content_block_is_that_block_though_an_equal_one_comes_first() -> None:
    content = [{"type": "text", "text": text} for text in STAYS]
    document = {"type": "document", "source": {"type": "content", "content": content}}
    sources = sources_of({"messages": [{"role": "user", "content": [document]}]}).texts
    blocks = cited(*(Citation("Nights: 3", None, 0, block=n, kind="content_block_location") for n in (1, 3)))
    mapping = map_fields(NIGHTS(nights_ola=3, nights_kari=3), '{"nights_ola": 3, "nights_kari": 3}', blocks, sources)
    spans = [(one.block, one.start, one.end, one.confidence) for (one,) in mapping.fields.values()]
    assert spans == [(1, 11, 20, "high"), (3, 33, 42, "high")]


def test_of_equal_quotes_of_one_page_none_is_surely_meant() -> None:
    blocks = cited(*(Citation("Nights: 3", None, 0, page=1, end_page=1, kind="page_location") for _ in range(2)))
    sources = [Source(0, None, "\n".join(STAYS), (0,))]
    mapping = map_fields(NIGHTS(nights_ola=3, nights_kari=3), '{"nights_ola": 3, "nights_kari": 3}', blocks, sources)
    assert [len(cites) for cites in mapping.fields.values()] == [1, 1]
    assert {one.confidence for (one,) in mapping.fields.values()} == {"low"}


def test_of_equal_quotes_of_one_page_the_one_in_the_items_row_is_meant() -> None:
    guests = model(guests=list[model(name=str, nights=int)])
    text = '{"guests": [{"name": "Kari", "nights": 3}]}'
    quote = Citation("Nights: 3", None, 0, page=1, end_page=1, kind="page_location")
    blocks = [Block(text[:-4], 0), Block("3", len(text) - 4, (quote,)), Block("}]}", len(text) - 3)]
    source = Source(0, None, "Guest: Ola\nNights: 3\n\nGuest: Kari\nNights: 3", (0,))
    (one,) = map_fields(guests(guests=[{"name": "Kari", "nights": 3}]), text, blocks, [source]).fields[
        "guests[0].nights"
    ]
    assert source.text[: one.start].endswith("Kari\n")


@pytest.mark.parametrize(
    ("name", "written", "other"),
    [
        ("length_mm", "5 mm", "5 m"),
        ("weight_kg", "5 kg", "5 g"),
        ("volume_ml", "5ml", "5 l"),
        ("duration_minutes", "5 min", "5 h"),
        ("power_kw", "5 kW", "5 W"),
        ("current_ma", "5 mA", "5 A"),
        ("dose_g", "5 g", "5 mg"),
    ],
)
def test_a_number_with_another_unit_of_one_letter_is_another_number(name: str, written: str, other: str) -> None:
    quantity = model(**{name: float})
    said = name.partition("_")[0].capitalize()
    assert not traced(quantity(**{name: 5}), f"{said}: {other}\n").fields
    assert traced(quantity(**{name: 5}), f"{said}: {written}\n").fields


def test_a_letter_after_a_number_that_is_a_word_is_no_unit() -> None:
    assert traced(model(current_ma=float)(current_ma=4), "Current in mA: 4 a piece\n").fields


def test_a_number_in_another_unit_is_the_same_quantity() -> None:
    sizes = model(weight_g=float, length_mm=float)
    text = "Weight: 12 mg\nLength: 5 m\n"
    assert places(traced(sizes(weight_g=0.012, length_mm=5000), text)) == {"weight_g": "12", "length_mm": "5"}


@pytest.mark.parametrize("between", ["\n\n", "\n```\n\n", "\n\nWhat the document says: "])
def test_the_key_in_the_json_is_no_label_of_the_statement_after_it(between: str) -> None:
    said = "There are 42 parking bays."
    head = '{"number_of_floors": 42}' + between
    blocks = [Block(head, 0), Block(said, len(head), (Citation(said, "d", 0, page=1, kind="page_location"),))]
    house = model(number_of_floors=int)(number_of_floors=42)
    assert "number_of_floors" in map_fields(house, head + said, blocks, []).unmapped


def test_the_dash_of_a_list_is_no_minus() -> None:
    flour, text = model(flour_g=int), "- 300 g flour\n- 50 g sugar\n"
    assert places(traced(flour(flour_g=300), text)) == {"flour_g": "300"}
    assert not traced(flour(flour_g=-300), text).fields
    assert places(traced(model(change=int)(change=-300), "Change: - 300\n")) == {"change": "- 300"}


def test_a_year_in_brackets_after_a_name_is_no_negative() -> None:
    text = "Zhang, W. (2009). Title. Geomorphology Letters 47: 112.\n"
    assert places(traced(model(year=int)(year=2009), text)) == {"year": "2009"}
    assert places(traced(model(loss=int)(loss=-2009), "Loss (2009)\n")) == {"loss": "(2009)"}


FILM = model(title=str, rating=float)(title="The Salt Road", rating=8.5)


def asked(*turns: tuple[str, Any]) -> Mapping:
    messages = [{"role": role, "content": content} for role, content in turns]
    return map_fields(FILM, "", [], sources_of({"messages": messages}).texts)


def document(text: str) -> dict[str, Any]:
    return {"type": "document", "source": {"type": "text", "data": text}}


def test_an_example_of_the_answer_in_the_prompt_is_no_evidence() -> None:
    prompt = 'Extract the film. Example of the answer: {"title": "Jaws", "rating": 8.5}'
    mapping = asked(("user", [document("The Salt Road, a film."), {"type": "text", "text": prompt}]))
    assert set(mapping.fields) == {"title"}
    assert set(asked(("user", "The Salt Road, a film.\n\n" + prompt)).fields) == {"title"}


def test_what_the_prompt_says_beside_documents_is_little_evidence() -> None:
    words = {"type": "text", "text": "Its rating is 8.5."}
    assert asked(("user", [words])).fields["rating"][0].confidence == "high"
    assert asked(("user", [document("The Salt Road, a film."), words])).fields["rating"][0].confidence == "low"
    tool = {"type": "tool_result", "content": "Its rating is 8.5."}
    assert asked(("user", [document("The Salt Road, a film."), tool])).fields["rating"][0].confidence == "high"


def test_an_earlier_turn_that_was_answered_with_json_is_little_evidence() -> None:
    shots = ("user", "Film: Jaws. Rating: 8.5"), ("assistant", '{"title": "Jaws", "rating": 8.5}')
    mapping = asked(*shots, ("user", "Film: The Salt Road, a film."))
    assert mapping.fields["title"][0].confidence != "low"
    assert [one.confidence for one in mapping.fields.get("rating", [])] in ([], ["low"])
    assert asked(shots[0], ("assistant", "Noted."), ("user", "The Salt Road?")).fields["rating"][0].confidence == "high"


@pytest.mark.parametrize(
    "text",
    [
        "Contact me by: [ ] phone [x] email [ ] post\n",
        "Contact me by: ☐ phone ☒ email ☐ post\n",
        "Contact me by: phone ☐  email ☑  post ☐\n",
        "Contact me by\n( ) phone\n(x) email\n( ) post\n",
    ],
)
def test_of_the_choices_of_a_form_only_the_ticked_one_is_chosen(text: str) -> None:
    contact = model(contact_by=Literal["phone", "email", "post"])
    assert not traced(contact(contact_by="phone"), text).fields
    assert not traced(contact(contact_by="post"), text).fields
    assert places(traced(contact(contact_by="email"), text)) == {"contact_by": "email"}


def test_a_time_of_day_belongs_to_the_date_that_is_nearest() -> None:
    stamp, text = model(stamp=datetime), "Date: 3 May 2024. Timestamp: 2024-05-03T10:20:30Z.\n"
    assert places(traced(stamp(stamp="2024-05-03T10:20:30"), text)) == {"stamp": "2024-05-03T10:20:30"}


def test_two_dates_with_times_on_one_line_are_two() -> None:
    sample = model(collected=datetime, received=datetime)
    text = "Collected: 09/17/2025 07:42   Received: 09/17/2025 09:15\n"
    value = sample(collected="2025-09-17T07:42:00", received="2025-09-17T09:15:00")
    assert places(traced(value, text)) == {"collected": "09/17/2025 07:42", "received": "09/17/2025 09:15"}


def test_a_sum_that_is_denied_or_deleted_is_none() -> None:
    terms = model(penalty=Decimal, cap=Decimal)(penalty=5000, cap=10000)
    denied = "No penalty of 5,000 or any other sum is due. The former cap of 10,000 was deleted.\n"
    assert not traced(terms, denied).fields
    assert set(traced(terms, "A penalty of 5,000 is due. The cap is no more than 10,000.\n").fields) == {
        "penalty",
        "cap",
    }


def test_the_line_that_closes_a_list_is_none_of_its_rows() -> None:
    statement = model(closing_balance=Decimal, rows=list[model(desc=str, amount=Decimal, balance=Decimal)])
    rows = [("Tesco", 25, 65), ("Aldi", 25, 40)]
    value = statement(
        closing_balance=40, rows=[{"desc": desc, "amount": amount, "balance": rest} for desc, amount, rest in rows]
    )
    text = "Tesco 25.00 65.00\nAldi 25.00 40.00\nClosing balance 40.00\n"
    found = traced(value, text).fields
    assert found["rows[1].balance"][0].start == text.index("40.00")
    assert found["closing_balance"][0].start == text.rindex("40.00")


def test_the_date_of_printing_is_no_other_date() -> None:
    offer = model(delivery_date=date)(delivery_date="2025-05-01")
    assert not traced(offer, "Offer from Pellworth Pumps, printed 2025-05-01\nTotal price on request.\n").fields


@pytest.mark.parametrize(
    ("kind", "value", "json", "said"),
    [
        (bool, False, "false", "Animals are stopped at the gate."),
        (float, 50, "50.0", "Half the fee is due at signing."),
        (int, 0, "0", "None of the members abstained."),
        (Colour, Colour.RED, '"red"', "It comes in crimson."),
    ],
)
def test_a_quote_cited_for_exactly_a_value_that_it_puts_in_other_words_is_low_evidence(
    kind: Any, value: Any, json: str, said: str
) -> None:
    pieces = [Block('{"x": ', 0), Block(json, 6, (Citation(said, "d", 0, start=0, end=len(said)),))]
    blocks = [*pieces, Block("}", 6 + len(json))]
    text = "".join(block.text for block in blocks)
    (one,) = map_fields(model(x=kind)(x=value), text, blocks, [Source(0, "d", said)]).fields["x"]
    assert (one.text, one.confidence) == (said, "low")


def test_months_in_the_polish_genitive_are_months() -> None:
    days = model(termin=date, data=date)(termin="2025-07-04", data="2024-10-12")
    text = "Termin: 4 lipca 2025 r.\nData: 12 października 2024 r.\n"
    assert places(traced(days, text)) == {"termin": "4 lipca 2025", "data": "12 października 2024"}


def test_both_days_of_a_range_are_found() -> None:
    course = model(starts=date, ends=date)(starts="2025-07-07", ends="2025-07-18")
    found = places(traced(course, "Summer School, 7–18 July 2025\n"))
    assert found == {"starts": "7–18 July 2025", "ends": "18 July 2025"}


def test_a_day_without_a_year_is_of_the_one_year_that_stands_in_the_text() -> None:
    rows = model(rows=list[model(when=date, what=str)])
    value = rows(rows=[{"when": "2025-06-02", "what": "Rent"}, {"when": "2025-06-09", "what": "Fees"}])
    text = "Statement, 1 June 2025 to 30 June 2025\n02 Jun  Rent\n09 Jun  Fees\n"
    mapping = traced(value, text)
    assert places(mapping)["rows[1].when"] == "09 Jun"
    assert "rows[0].when" in traced(value, text.replace("30 June 2025", "30 June 2026")).unmapped


def test_a_debit_is_a_negative() -> None:
    balance = model(balance=Decimal)
    for text in ("Balance  96,05 S\n", "Balance  96.05 DR\n"):
        assert set(traced(balance(balance="-96.05"), text).fields) == {"balance"}
    assert not traced(balance(balance="-96.05"), "Balance  96.05\n").fields


def test_a_pair_of_numbers_is_two_numbers_and_a_date_is_none() -> None:
    score = model(points=int)
    assert places(traced(score(points=77), "Points: 77/100\n")) == {"points": "77"}
    assert not traced(score(points=4), "Points: 03/04/2025\n").fields


def test_a_field_named_for_millions_counts_them() -> None:
    revenue = model(revenue_musd=float)
    assert set(traced(revenue(revenue_musd=1240), "Revenue was $1.24 billion.\n").fields) == {"revenue_musd"}
    assert not traced(revenue(revenue_musd=1240), "Revenue was $1.24 million.\n").fields


def test_a_name_whose_umlauts_are_written_out_is_that_name() -> None:
    sizes = model(groesse=str, kinderfreibetraege=float, guest=str)
    text = "Größe: XL\nKinderfreibeträge   1,5\nGuest: Ola\n"
    found = traced(sizes(groesse="XL", kinderfreibetraege=1.5, guest="Ola"), text).fields
    assert [found[path][0].confidence for path in ("groesse", "kinderfreibetraege", "guest")] == ["high"] * 3


class Net(BaseModel):
    net: Decimal
    vat: Decimal

    @computed_field
    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @computed_field
    @property
    def ratio(self) -> Decimal:
        return self.net / 0


def test_a_computed_field_is_traced_or_listed_and_one_that_fails_is_left_out() -> None:
    value = Net(net=Decimal(100), vat=Decimal(25))
    assert places(traced(value, "net 100 vat 25 gross 125\n")) == {"net": "100", "vat": "25", "gross": "125"}
    assert set(traced(value, "net 100 vat 25\n").unmapped) == {"gross"}


SAID = ["The capital is Paris.", "Paris is the capital of France.", "Paris has 2,100,000 inhabitants."]


def test_all_cited_sentences_that_state_a_value_are_listed() -> None:
    data = '{"capital": "Paris"}'
    text = "\n".join([*SAID, data])
    blocks = [
        Block(said, text.index(said), (Citation(said, f"d{number}", 0, page=1, kind="page_location"),))
        for number, said in enumerate(SAID)
    ]
    city = model(capital=str)(capital="Paris")
    mapping = map_fields(city, text, [*blocks, Block(data, text.index(data))], [])
    assert [one.source for one in mapping.fields["capital"]] == ["d0", "d1"]
