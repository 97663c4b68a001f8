"""What a marker stands behind: replies with web search, file search and grounding, as the providers write them."""

import copy
import json
from datetime import date
from enum import Enum

import pytest
from pydantic import create_model

from deferred.citations import google, openai
from deferred.citations.mapping import map_fields

SITE, OTHER = "https://site.example/page?utm_source=openai", "https://other.example/2019/07/a-12"
MARK, SECOND = f"([site.example]({SITE}))", f"([other.example]({OTHER}))"


def mapping(reading, **values):
    """Map a model of these values by what a reading says and cites."""
    fields = {name: (type(value), ...) for name, value in values.items()}
    parsed = create_model("Parsed", **fields).model_construct(**values)
    return map_fields(parsed, reading.text, reading.blocks, [])


def sources(reading, **values):
    """Give the source that each field is traced to first; None for one that is traced to nothing."""
    fields = mapping(reading, **values).fields
    return {name: fields[name][0].source if name in fields else None for name in values}


def as_json(**values):
    """Write values as the JSON that follows the prose of a reply."""
    return "\n\n```json\n" + json.dumps(values, default=str, indent=2) + "\n```"


def annotated(text, *markers):
    """Make the annotations of markers as web search gives them, in their order."""
    at, notes = 0, []
    for marker in markers:
        start = text.index(marker, at)
        at = start + len(marker)
        url = marker.partition("](")[2].rstrip(")")
        notes.append({"type": "url_citation", "start_index": start, "end_index": at, "title": "", "url": url})
    return notes


def response(text, notes):
    """Make a response of one text."""
    part = {"type": "output_text", "text": text, "annotations": notes}
    return {"object": "response", "output": [{"type": "message", "role": "assistant", "content": [part]}]}


def chat(text, notes):
    """Make a chat completion of one text."""
    notes = [{"type": "url_citation", "url_citation": {**note}} for note in notes]
    return {"choices": [{"finish_reason": "stop", "message": {"content": text, "annotations": notes}}]}


def replied(text, *markers, shape=response, **values):
    """Read a reply with markers, whose JSON of these values follows the prose."""
    return openai.read(shape(text + as_json(**values), annotated(text, *markers)))


def with_json(body, **values):
    """Add the JSON of these values to a recorded response."""
    body = copy.deepcopy(body)
    if "choices" in body:
        body["choices"][0]["message"]["content"] += as_json(**values)
    elif "candidates" in body:
        body["candidates"][0]["content"]["parts"][-1]["text"] += as_json(**values)
    else:
        body["output"][-1]["content"][0]["text"] += as_json(**values)
    return body


# -- recorded ------------------------------------------------------------------------------------------------------------

RUBY, DEV = (
    "Ruby 3.4.7 Released | Ruby",
    "Is Your Ruby Version Still Supported? A Maintainer's Guide to Ruby's Release Cycle - DEV Community",
)


def test_a_recorded_chat_with_web_search_maps_the_sentences_before_its_markers(recorded):
    values = {
        "latest_stable_version": "3.4.7",
        "released_on": date(2025, 10, 7),
        "maintenance_years": 2,
        "next_stable_version": "4.0",
        "next_release_date": date(2025, 12, 25),
    }
    body = recorded("openai_chat_url_citation_rubyllm.json")["response"]["body"]
    assert sources(openai.read(with_json(body, **values)), **values) == {
        "latest_stable_version": RUBY,
        "released_on": RUBY,
        "maintenance_years": DEV,
        "next_stable_version": DEV,
        "next_release_date": DEV,
    }


def test_a_value_that_no_recorded_sentence_states_is_not_traced_to_the_address_of_its_marker(recorded):
    body = recorded("openai_chat_url_citation_rubyllm.json")["response"]["body"]
    values = {"guide_number": 799, "downloads": 500}
    assert sources(openai.read(with_json(body, **values)), **values) == {"guide_number": None, "downloads": None}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("openai_responses_web_search_url_citation_rubyllm.json", "Download Ruby | Ruby"),
        ("xai_responses_web_search_citations_rubyllm.json", "https://www.ruby-lang.org/en/downloads/"),
    ],
)
def test_a_recorded_response_with_web_search_maps_the_sentence_before_its_marker(recorded, name, source):
    values = {"version": "4.0.6"}
    body = recorded(name)["response"]["body"]
    assert sources(openai.read(with_json(body, **values)), **values) == {"version": source}


def test_the_date_that_a_recorded_sentence_gives_in_brackets_is_cited(recorded):
    values = {"release_date": date(2026, 7, 14)}
    body = recorded("xai_responses_web_search_citations_rubyllm.json")["response"]["body"]
    reading = openai.read(with_json(body, **values))
    assert sources(reading, **values) == {"release_date": "https://www.ruby-lang.org/en/downloads/"}


def test_numbered_sources_of_a_recording_are_those_of_the_sentence_before_them(recorded):
    values = {"creator": "Yukihiro Matsumoto", "framework": "Ruby on Rails"}
    reading = openai.read(with_json(recorded("perplexity_citations_rubyllm.json")["response"]["body"], **values))
    found = mapping(reading, **values).fields
    assert {name: len(citations) for name, citations in found.items()} == {"creator": 2, "framework": 2}
    assert found["creator"][0].source == "Ruby (programming language) - Wikipedia"


@pytest.mark.parametrize(
    ("name", "number", "values"),
    [
        ("gemini_grounding_rubyllm.json", 0, {"latest_version": "4.0.6"}),
        ("vertex_gemini_grounding_rubyllm.json", 1, {"latest_version": "4.0.6", "released": date(2026, 7, 14)}),
    ],
)
def test_a_recorded_passage_that_begins_within_a_number_is_widened_to_its_sentence(recorded, name, number, values):
    reading = google.read(with_json(recorded(name, number)["response"]["body"], **values))
    assert sources(reading, **values) == dict.fromkeys(values, "ruby-lang.org")


# -- web search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [chat, response])
def test_the_claim_of_a_marker_is_the_sentence_before_it(shape):
    text = f"Acme was founded in 1987. {MARK} Its revenue was $4.2 billion in 2024. {SECOND} It employs 800 people."
    values = {"founded": 1987, "revenue": 4_200_000_000, "employees": 800}
    reading = replied(text, MARK, SECOND, shape=shape, **values)
    assert sources(reading, **values) == {"founded": SITE, "revenue": OTHER, "employees": None}


def test_a_marker_before_the_full_stop_is_of_its_sentence():
    text = f"Revenue rose. Acme's revenue was $4.2 million {MARK}. Profit was $300,000 {SECOND}."
    values = {"revenue": 4_200_000, "profit": 300_000}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {"revenue": SITE, "profit": OTHER}


def test_two_markers_within_a_sentence_share_it():
    text = f"The height is 828 m {MARK} and the number of floors is 163 {SECOND}."
    values = {"height_m": 828, "floors": 163}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {"height_m": SITE, "floors": OTHER}


def test_several_markers_after_one_sentence_all_cite_it():
    text = f"The height is 828 m. {MARK} {SECOND}\n\nIt stands in Dubai."
    values = {"height_m": 828}
    found = mapping(replied(text, MARK, SECOND, **values), **values).fields["height_m"]
    assert [one.source for one in found] == [SITE, OTHER]


def test_several_links_in_one_pair_of_brackets_all_cite_the_sentence():
    one, two = f"[site.example]({SITE})", f"[other.example]({OTHER})"
    text = f"The height is 828 m. ({one}, {two})"
    values = {"height_m": 828}
    found = mapping(replied(text, one, two, **values), **values).fields["height_m"]
    assert [one.source for one in found] == [SITE, OTHER]


def test_an_abbreviation_ends_no_sentence():
    text = f"The firm is led by Dr. Ada Lind, who joined approx. 12 years ago, i.e. in 2012. {MARK}"
    values = {"leader": "Ada Lind", "joined": 2012}
    assert sources(replied(text, MARK, **values), **values) == {"leader": SITE, "joined": SITE}


def test_a_marker_within_a_list_item_cites_the_item():
    text = (
        f"Here is what the filings say:\n\n- **Headquarters:** Oslo, Norway {MARK}\n"
        f"- **Founded:** 1987. The founder was Ada Lind. {SECOND}\n- **Employees:** 800\n"
    )
    values = {"headquarters": "Oslo", "founded": 1987, "founder": "Ada Lind", "employees": 800}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {
        "headquarters": SITE, "founded": OTHER, "founder": OTHER, "employees": None
    }  # fmt: skip


def test_a_marker_within_a_table_cites_the_row_under_the_heads_of_its_columns():
    text = (
        "| City | Population | Area |\n|---|---|---|\n"
        f"| Oslo | 709,037 | 454 km² {MARK} |\n| Bergen | 291,940 | 465 km² {SECOND} |\n"
    )
    cities = [
        {"city": "Oslo", "population": 709037, "area_km2": 454},
        {"city": "Bergen", "population": 291940, "area_km2": 465},
    ]
    reading = replied(text, MARK, SECOND, cities=cities)
    found = mapping(reading, cities=cities).fields
    assert {path: one[0].source for path, one in found.items()} == {
        **{f"cities[0][{name!r}]": SITE for name in cities[0]},
        **{f"cities[1][{name!r}]": OTHER for name in cities[1]},
    }


def test_a_column_of_sources_cites_the_cells_before_it():
    text = f"| Fee | Amount | Source |\n|---|---|---|\n| Late fee | $45 | {MARK} |\n| Deposit | $900 | {SECOND} |\n"
    values = {"late_fee": 45, "deposit": 900}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {"late_fee": SITE, "deposit": OTHER}


def test_a_marker_in_a_line_of_its_own_cites_the_paragraph_before_it():
    text = f"Oslo is old.\n\nBergen was founded in 1070. Its mayor is Marit Warncke.\n\n{MARK}\n\nThat is all."
    values = {"founded": 1070, "mayor": "Marit Warncke"}
    assert sources(replied(text, MARK, **values), **values) == dict.fromkeys(values, SITE)


def test_a_marker_under_a_table_cites_the_table():
    text = f"| Fee | Amount |\n|---|---|\n| Late fee | $45 |\n| Deposit | $900 |\n\n{MARK}\n"
    values = {"late_fee": 45, "deposit": 900}
    assert sources(replied(text, MARK, **values), **values) == dict.fromkeys(values, SITE)


def test_a_link_within_a_sentence_cites_the_whole_sentence():
    link = f"[Reuters]({SITE})"
    text = f"The year was good. According to {link}, revenue was $4.2 million. The profit is not known."
    values = {"revenue": 4_200_000}
    assert sources(replied(text, link, **values), **values) == {"revenue": SITE}


def test_a_link_that_begins_an_item_cites_the_item():
    link = f"[Harbour bridge opens]({SITE})"
    text = f"News:\n- {link}: the bridge cost 90 million euros.\n- Nothing else happened.\n"
    values = {"headline": "Harbour bridge opens", "bridge_cost": 90_000_000}
    assert sources(replied(text, link, **values), **values) == dict.fromkeys(values, SITE)


def test_the_number_in_an_address_is_no_claim():
    text = f"The bridge is open to traffic. {SECOND}"
    values = {"bridge_number": 12, "opened": 2019}
    assert sources(replied(text, SECOND, **values), **values) == dict.fromkeys(values)


def test_the_address_of_a_marker_is_what_a_field_with_this_address_comes_from():
    text = f"The bridge is open. {MARK}"
    values = {"source_url": "https://site.example/page"}
    assert sources(replied(text, MARK, **values), **values) == {"source_url": SITE}


def test_a_marker_within_a_string_of_the_json_cites_the_string():
    text = json.dumps({"height": f"828 m {MARK}", "floors": "163 floors", "city": f"Dubai. {SECOND}"})
    reading = openai.read(response(text, annotated(text, MARK, SECOND)))
    values = json.loads(text)
    assert sources(reading, **values) == {"height": SITE, "floors": None, "city": OTHER}


def test_a_yes_or_no_is_traced_to_the_sentence_before_its_marker():
    text = f"Pets are not allowed in the flat. {MARK} Smoking is allowed on the balcony. {SECOND}"
    values = {"pets_allowed": False, "smoking_allowed": True}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {
        "pets_allowed": SITE, "smoking_allowed": OTHER
    }  # fmt: skip


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"


def test_a_choice_is_traced_to_the_sentence_before_its_marker():
    text = f"The museum's status is open. {MARK}"
    reading = replied(text, MARK, status="open")
    assert sources(reading, status=Status.OPEN) == {"status": SITE}


def test_the_same_number_in_two_sentences_goes_to_the_one_that_names_the_field():
    text = f"The tower has 12 floors. {MARK} The garage has 12 entrances. {SECOND}"
    values = {"floors": 12, "entrances": 12}
    assert sources(replied(text, MARK, SECOND, **values), **values) == {"floors": SITE, "entrances": OTHER}


# -- file search ---------------------------------------------------------------------------------------------------------


def pointed(text, **points):
    """Make a response whose file citations are points behind these pieces of the text, by file."""
    notes = [
        {"type": "file_citation", "file_id": name, "filename": f"{name}.pdf", "index": text.index(piece) + len(piece)}
        for name, pieces in points.items()
        for piece in ([pieces] if isinstance(pieces, str) else pieces)
    ]
    return response(text, notes)


def test_a_point_after_a_sentence_cites_the_sentence():
    values = {"rent": 1250, "deposit": 2500}
    text = "The rent is EUR 1,250 a month. The deposit is EUR 2,500. Pets are welcome." + as_json(**values)
    reading = openai.read(pointed(text, lease="a month", annex="2,500."))
    assert sources(reading, **values) == {"rent": "lease.pdf", "deposit": "annex.pdf"}


def test_two_points_at_one_place_both_cite_the_sentence():
    values = {"rent": 1250}
    text = "The rent is EUR 1,250 a month." + as_json(**values)
    found = mapping(openai.read(pointed(text, lease="a month.", annex="a month.")), **values).fields["rent"]
    assert [one.source for one in found] == ["lease.pdf", "annex.pdf"]


def test_a_point_within_a_list_item_cites_the_item():
    values = {"rent": 1250, "deposit": 2500, "floor": 3}
    text = "1. Rent: EUR 1,250. It is due monthly.\n2. Deposit: EUR 2,500\n3. Floor: 3\n" + as_json(**values)
    reading = openai.read(pointed(text, lease="due monthly.", annex="2,500"))
    assert sources(reading, **values) == {"rent": "lease.pdf", "deposit": "annex.pdf", "floor": None}


def test_a_point_within_a_table_cites_the_row():
    values = {"rent": 1250, "deposit": 2500}
    text = "| Item | Amount |\n|---|---|\n| Rent | 1,250 |\n| Deposit | 2,500 |\n" + as_json(**values)
    reading = openai.read(pointed(text, lease="1,250 |", annex="2,500"))
    assert sources(reading, **values) == {"rent": "lease.pdf", "deposit": "annex.pdf"}


# -- grounding -----------------------------------------------------------------------------------------------------------


def grounded(text, *segments):
    """Make a response of Gemini whose segments (pieces of the text, with their chunks) are grounded."""
    raw = text.encode()
    supports = []
    for piece, chunks in segments:
        start = raw.index(piece.encode())
        segment = {"startIndex": start, "endIndex": start + len(piece.encode()), "text": piece}
        supports.append({"segment": segment, "groundingChunkIndices": chunks})
    chunks = [{"web": {"uri": f"https://{name}.example", "title": name}} for name in ("first", "second", "third")]
    metadata = {"groundingChunks": chunks, "groundingSupports": supports}
    return {"candidates": [{"content": {"parts": [{"text": text}]}, "groundingMetadata": metadata}]}


def test_of_segments_that_overlap_each_states_what_is_in_it():
    values = {"height": 828, "floors": 163, "opened": date(2010, 1, 4)}
    whole = "The tower's height is 828 m. It has 163 floors."
    text = f"{whole} It opened on 4 January 2010." + as_json(**values)
    reading = google.read(
        grounded(text, (whole, [0]), ("It has 163 floors.", [1]), ("163 floors. It opened on 4 January 2010.", [2]))
    )
    found = mapping(reading, **values).fields
    assert {name: {one.source for one in citations} for name, citations in found.items()} == {
        "height": {"first"}, "floors": {"first", "second", "third"}, "opened": {"third"}
    }  # fmt: skip


def test_a_segment_that_ends_within_a_number_is_widened_to_its_end():
    values = {"price": 1299.5}
    text = "Der Preis (price) beträgt 1.299,50 €. Alles inklusive." + as_json(**values)
    reading = google.read(grounded(text, ("Der Preis (price) beträgt 1.", [1])))
    assert sources(reading, **values) == {"price": "second"}


def test_segments_of_a_list_are_its_items():
    values = {"population": 709037, "area_km2": 454}
    text = "* **Population:** 709,037\n* **Area:** 454 km²\n" + as_json(**values)
    reading = google.read(grounded(text, ("709,037", [0]), ("**Area:** 454 km²", [2])))
    assert sources(reading, **values) == {"population": "first", "area_km2": "third"}
