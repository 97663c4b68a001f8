"""What a response cites, in one form for all providers: recorded responses, their values checked by hand."""

import copy
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deferred.citations import anthropic, bedrock, google, openai
from tests.support.models import CLAUDE

LAST = (
    "Stock market today: Dow rallies, while S&P 500, Nasdaq fall with AI worries in focus ahead of Google earnings",
    None,
)


def said(citation):
    """Give what a reader of a citation sees first."""
    return citation.kind, citation.source, citation.text


def body(exchange):
    """Give the response of a recorded exchange."""
    return exchange["response"]["body"]


def assert_joined(reading):
    """The blocks of a reading follow one another without a gap, and are its text."""
    at = 0
    for block in reading.blocks:
        assert block.start == at
        at += len(block.text)
    assert at == len(reading.text)


# -- Anthropic -----------------------------------------------------------------------------------------------------------


def test_a_place_in_a_text_document_is_in_characters(recorded):
    exchange = recorded("anthropic_citations_text_char_location_rubyllm.json")
    (citation,) = anthropic.read(body(exchange)).citations
    quote = "The Ruby programming language was created by Yukihiro Matsumoto in 1993. "
    assert said(citation) == ("char_location", "facts.txt", quote)
    assert (citation.document_index, citation.start, citation.end) == (0, 0, 73)
    document = exchange["request"]["body"]["messages"][0]["content"][1]["source"]["data"]
    assert document[citation.start : citation.end] == citation.text
    assert (citation.page, citation.end_page, citation.block) == (None, None, None)
    assert citation.raw["type"] == "char_location"


def test_the_last_page_of_a_pdf_citation_is_included(recorded):
    reading = anthropic.read(body(recorded("anthropic_citations_pdf_page_location_rubyllm.json")))
    assert [said(citation) for citation in reading.citations] == [
        ("page_location", "sample.pdf", "Sample PDF\r\nThis is a simple PDF file. "),
        ("page_location", "sample.pdf", "Fun fun fun.\r\n"),
        ("page_location", "sample.pdf", "Lorem ipsum dolor sit amet, consectetuer adipiscing elit. "),
    ]
    assert {(citation.page, citation.end_page) for citation in reading.citations} == {(1, 1)}
    assert {(citation.document_index, citation.start, citation.end) for citation in reading.citations} == {
        (0, None, None)
    }
    assert [len(block.citations) for block in reading.blocks] == [1, 0, 1, 0, 1, 0]
    assert reading.blocks[2].start == len('The document is a simple PDF file titled "Sample PDF", and ')
    assert_joined(reading)


def test_web_search_results_are_named_by_their_title(recorded):
    reading = anthropic.read(body(recorded("anthropic_web_search_citations_rubyllm.json")))
    first, second = reading.citations
    kind = "web_search_result_location"
    assert said(first) == (kind, "Download Ruby | Ruby", "The current stable version is 4.0.6. ")
    assert said(second)[:2] == (kind, "Ruby 4.0.6 Released | Ruby")
    assert first.raw["url"] == "https://www.ruby-lang.org/en/downloads/"
    assert (first.document_index, first.page, first.start) == (None, None, None)
    assert [block.text for block in reading.blocks if block.citations] == [
        "The current stable version is Ruby 4.0.6",
        "Ruby 4.0.6 was released on July 14, 2026",
    ]


@pytest.mark.parametrize(
    ("name", "number", "count", "first", "last"),
    [
        (
            "anthropic_web_search_pydanticai.json", 0, 9,
            ("San Francisco, CA Weather Forecast | AccuWeather", "Temperature: 66°F with clear skies"),
            ("San Francisco, CA Weather Conditions | Weather Underground", "Winds W at 10 to 20 mph"),
        ),
        (
            "anthropic_web_search_pydanticai.json", 1, 9,
            ("Mexico City, México City, Mexico Weather Forecast | AccuWeather",
             "Temperature: 59°F (15°C) with clouds and sun"),
            ("10-Day Weather Forecast for Mexico City, Mexico - The Weather Channel | weather.com",
             "Cloudy overnight with low 57F and winds NNW at 10 to 15 mph"),
        ),
        (
            "anthropic_pause_turn_web_search_pydanticai.json", 1, 17,
            ("San Francisco, CA Hourly Weather Forecast | Weather Underground",
             "San Francisco is experiencing sunny weather with a high of 68°F"),
            LAST,
        ),
    ],
)  # fmt: skip
def test_long_searches_keep_every_citation_in_order(recorded, name, number, count, first, last):
    content = body(recorded(name, number))["content"]
    reading = anthropic.read({"content": content})
    assert len(reading.citations) == count
    assert {citation.kind for citation in reading.citations} == {"web_search_result_location"}
    assert all(citation.text and citation.source and citation.raw["url"] for citation in reading.citations)
    assert_joined(reading)
    cited = [block for block in reading.blocks if block.citations]
    for block, (source, text) in ((cited[0], first), (cited[-1], last)):
        assert block.citations[0].source == source
        assert text in {None, block.text}


def test_a_turn_that_was_paused_says_so(recorded):
    reading = anthropic.read(body(recorded("anthropic_pause_turn_web_search_pydanticai.json")))
    assert "pause_turn" in reading.cut
    assert reading.citations == ()


def test_a_streamed_message_cites_like_any_other(recorded):
    import anthropic as sdk

    exchange = recorded("anthropic_citations_streamed_rubyllm.json")
    http = __import__("httpx2" if hasattr(sdk._base_client, "httpx2") else "httpx")
    headers = {"content-type": "text/event-stream"}
    transport = http.MockTransport(lambda _: http.Response(200, headers=headers, text=body(exchange)))
    with sdk.Anthropic(api_key="none", http_client=http.Client(transport=transport)) as client:
        arguments = {"model": CLAUDE, "max_tokens": 9, "messages": [{"role": "user", "content": "x"}]}
        with client.messages.stream(**arguments) as stream:
            message = stream.get_final_message()
    (citation,) = anthropic.read(message.model_dump(mode="json", warnings=False)).citations
    assert (citation.kind, citation.source, citation.start, citation.end) == ("char_location", "facts.txt", 0, 73)


def test_responses_without_numbers_still_give_the_quote_and_its_document(recorded):
    """A notebook printed them without the indices."""
    text = recorded("anthropic_citations_cookbook_outputs.txt")
    found = [
        citation
        for hit in re.finditer(r"^Raw response:\n=+\n(.*?)\n\n=+", text + "\n\n====", re.MULTILINE | re.DOTALL)
        for citation in anthropic.read(json.JSONDecoder().raw_decode(hit.group(1))[0]).citations
    ]
    kinds = [citation.kind for citation in found]
    assert (kinds.count("char_location"), kinds.count("page_location")) == (5, 7)
    assert kinds.count("content_block_location") == 1
    assert said(found[0])[1:] == (
        "Order Tracking Information",
        "Once your order ships, you'll receive an email with a tracking number. ",
    )
    assert found[0].document_index is None
    assert [(one.page, one.end_page) for one in found if one.kind == "page_location"] == [
        (1, 1), (1, 1), (1, 1), (1, 1), (15, 15), (1, 1), (1, 1)
    ]  # fmt: skip


def test_content_blocks_and_search_results_give_their_first_block():
    message = {
        "content": [
            {
                "type": "text",
                "text": "Both.",
                "citations": [
                    {"type": "content_block_location", "cited_text": "a", "document_index": 2, "document_title": None,
                     "start_block_index": 3, "end_block_index": 5},
                    {"type": "search_result_location", "cited_text": "b", "source": "https://example.org/kb", "title": "KB",
                     "search_result_index": 1, "start_block_index": 0, "end_block_index": 1},
                ],
            }
        ]
    }  # fmt: skip
    block, search = anthropic.read(message).citations
    assert (block.kind, block.document_index, block.block, block.source) == ("content_block_location", 2, 3, None)
    assert (search.kind, search.document_index, search.block) == ("search_result_location", None, 0)
    assert (search.source, search.raw["search_result_index"]) == ("KB", 1)


def test_a_range_of_pages_ends_on_the_page_before_the_providers_end():
    place = {"type": "page_location", "cited_text": "x", "start_page_number": 2, "end_page_number": 5}
    (citation,) = anthropic.read({"content": [{"type": "text", "text": "x", "citations": [place]}]}).citations
    assert (citation.page, citation.end_page) == (2, 4)


@pytest.mark.parametrize(
    "content", [None, [], [{"type": "text"}], [{"type": "text", "text": None, "citations": None}], ["x"], "text"]
)
def test_a_message_with_nothing_in_it_reads_as_nothing(content):
    reading = anthropic.read({"content": content})
    assert (reading.text, reading.citations, reading.values) == ("", (), ())


@pytest.mark.parametrize("name", ["text", "pdf"])
def test_bedrocks_wrapping_says_the_same(recorded, name):
    reading = bedrock.read(body(recorded(f"bedrock_converse_citations_{name}_rubyllm.json")))
    if name == "text":
        (citation,) = reading.citations
        quote = "The Ruby programming language was created by Yukihiro Matsumoto in 1993. "
        assert said(citation) == ("char_location", "facts", quote)
        assert (citation.document_index, citation.start, citation.end) == (0, 0, 73)
        return
    assert [citation.text for citation in reading.citations][1:2] == ["Fun fun fun.\r\n"]
    assert {(one.kind, one.source, one.page, one.end_page) for one in reading.citations} == {
        ("page_location", "sample", 1, 1)
    }
    assert_joined(reading)


# -- OpenAI --------------------------------------------------------------------------------------------------------------


def test_chat_annotations_are_spans_of_the_reply(recorded):
    reading = openai.read(body(recorded("openai_chat_url_citation_rubyllm.json")))
    assert [(one.kind, one.start, one.end) for one in reading.citations] == [
        ("url_citation", 96, 198), ("url_citation", 293, 426), ("url_citation", 542, 675)
    ]  # fmt: skip
    first = reading.citations[0]
    assert first.source == "Ruby 3.4.7 Released | Ruby"
    assert first.text.startswith("([ruby-lang.org](https://www.ruby-lang.org/en/news/2025/10/07/ruby-3-4-7")
    assert all(reading.text[one.start : one.end] == one.text for one in reading.citations)
    assert_joined(reading)


def test_annotations_of_a_response_are_spans_of_the_reply(recorded):
    reading = openai.read(body(recorded("openai_responses_web_search_url_citation_rubyllm.json")))
    (citation,) = reading.citations
    assert said(citation) == (
        "url_citation",
        "Download Ruby | Ruby",
        "([ruby-lang.org](https://www.ruby-lang.org/en/downloads/?utm_source=openai))",
    )
    assert (citation.start, citation.end, citation.document_index) == (62, 138, None)


def test_a_title_that_is_only_a_number_gives_way_to_the_address(recorded):
    reading = openai.read(body(recorded("xai_responses_web_search_citations_rubyllm.json")))
    (citation,) = reading.citations
    assert said(citation) == (
        "url_citation",
        "https://www.ruby-lang.org/en/downloads/",
        "[[1]](https://www.ruby-lang.org/en/downloads/)",
    )
    assert (citation.start, citation.end) == (69, 115)


def test_numbers_in_the_text_point_into_a_list_of_sources(recorded):
    reading = openai.read(body(recorded("perplexity_citations_rubyllm.json")))
    first = reading.citations[0]
    assert (first.kind, first.source) == ("numbered", "Ruby (programming language) - Wikipedia")
    assert first.text.startswith("**Ruby** is a **general-purpose, interpreted")
    assert {one.source for one in reading.citations[:3]} == {
        "Ruby (programming language) - Wikipedia", "What is Ruby? - Oracle", "Ruby Programming Language"
    }  # fmt: skip
    assert all(reading.text[one.start : one.end] == one.text for one in reading.citations)


def response(*parts):
    """Make a response of these output texts."""
    content = [{"type": "output_text", "text": text, "annotations": annotations} for text, annotations in parts]
    return {"object": "response", "output": [{"type": "message", "role": "assistant", "content": content}]}


def test_indices_of_a_second_part_become_places_in_the_whole_reply():
    note = {"type": "url_citation", "url": "https://example.org", "title": "", "start_index": 2, "end_index": 4}
    reading = openai.read(response(("naïve 🦀 ", [note]), ("0123456", [note])))
    assert [(one.text, one.start, one.end) for one in reading.citations] == [("ïv", 2, 4), ("23", 10, 12)]
    assert {one.source for one in reading.citations} == {"https://example.org"}


def test_files_of_containers_and_paths_are_citations_too():
    container = {"type": "container_file_citation", "container_id": "c", "file_id": "f", "filename": "plot.png",
                 "start_index": 4, "end_index": 8}  # fmt: skip
    path = {"type": "file_path", "file_id": "file-1", "index": 3}
    reading = openai.read(response(("see plot", [container, path])))
    assert [said(one) for one in reading.citations] == [
        ("container_file_citation", "plot.png", "plot"), ("file_path", "file-1", "see")
    ]  # fmt: skip


def test_a_file_citation_has_only_an_end_and_quotes_the_sentence_before_it():
    text = "Ruby is old. It came out in 1995, says the file. So be it."
    note = {"type": "file_citation", "file_id": "f", "filename": "ruby.pdf", "index": text.index(" So")}
    (citation,) = openai.read(response((text, [note]))).citations
    assert (citation.source, citation.text) == ("ruby.pdf", "It came out in 1995, says the file.")


@pytest.mark.parametrize(
    "place", [{"index": 0}, {"index": 999}, {}, {"start_index": 5, "end_index": 2}, {"index": "x"}]
)
def test_a_citation_whose_place_makes_no_sense_belongs_to_the_whole_reply(place):
    note = {"type": "file_citation", "file_id": "f", "filename": "ruby.pdf", **place}
    reading = openai.read(response(("short.", [note])))
    (citation,) = reading.citations
    assert (citation.source, citation.start, citation.end, citation.text) == ("ruby.pdf", None, None, "")
    assert [block.citations for block in reading.blocks] == [()]


def test_spans_that_overlap_are_cut_where_they_meet():
    notes = [
        {"type": "url_citation", "url": "https://a.example", "start_index": 0, "end_index": 6},
        {"type": "url_citation", "url": "https://b.example", "start_index": 4, "end_index": 9},
    ]
    reading = openai.read(response(("0123456789", notes)))
    assert [(block.text, len(block.citations)) for block in reading.blocks] == [
        ("0123", 1), ("45", 2), ("678", 1), ("9", 0)
    ]  # fmt: skip


def test_tool_calls_are_values_and_reasoning_is_no_text():
    body = {
        "output": [
            {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}], "content": None},
            {"type": "function_call", "name": "f", "arguments": '{"a": 1}'},
        ]
    }
    reading = openai.read(body)
    assert (reading.text, reading.values) == ("", ('{"a": 1}',))


# -- Gemini --------------------------------------------------------------------------------------------------------------


def test_grounding_gives_one_citation_for_each_source_of_a_passage(recorded):
    reading = google.read(body(recorded("gemini_grounding_rubyllm.json")))
    assert [said(one) for one in reading.citations] == [
        ("grounding_web", "ruby-lang.org", "6."),
        ("grounding_web", "wikipedia.org", "6."),
        ("grounding_web", "github.com", "6."),
    ]
    assert {(one.start, one.end) for one in reading.citations} == {(41, 43)}
    assert reading.text[41:43] == "6."
    assert (
        reading.citations[0].raw["groundingChunk"]["web"]["uri"].startswith("https://vertexaisearch.cloud.google.com/")
    )
    assert_joined(reading)


def test_vertex_says_the_same(recorded):
    reading = google.read(body(recorded("vertex_gemini_grounding_rubyllm.json", 1)))
    assert [(one.source, one.text, one.start, one.end) for one in reading.citations] == [
        ("ruby-lang.org", "6, released on July 14, 2026.", 41, 70),
        ("wikipedia.org", "6, released on July 14, 2026.", 41, 70),
    ]


def test_a_segment_without_a_start_begins_at_the_beginning(recorded):
    reading = google.read(body(recorded("gemini_url_context_pydanticai.json")))
    (citation,) = reading.citations
    assert said(citation)[:2] == ("grounding_web", "Pydantic AI")
    assert (citation.start, citation.end) == (0, 131)
    assert citation.text == reading.text


def grounded(parts, segment, spelling=str):
    """Make a response whose one passage is grounded."""
    support = {"segment": segment, spelling("groundingChunkIndices"): [0]}
    metadata = {spelling("groundingChunks"): [{"web": {"uri": "https://e.example", "title": "E"}}],
                spelling("groundingSupports"): [support]}  # fmt: skip
    return {"candidates": [{"content": {"parts": parts}, spelling("groundingMetadata"): metadata}]}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Die Größe beträgt 5 €.", "5 €"),
        ("日本の首都は東京です。", "東京"),
        ("🦀🦀 crab", "crab"),
        ("e\u0301te\u0301", "te\u0301"),
    ],
)
def test_bytes_become_characters(text, quote):
    at = text.encode().index(quote.encode())
    segment = {"startIndex": at, "endIndex": at + len(quote.encode()), "text": quote}
    (citation,) = google.read(grounded([{"text": text}], segment)).citations
    assert text[citation.start : citation.end] == citation.text == quote


def test_offsets_are_of_their_part_and_thoughts_are_no_text():
    parts = [{"text": "Hmm, ä.", "thought": True}, {"text": "Ja. "}, {"text": "Über 5."}]
    segment = {"partIndex": 2, "startIndex": 0, "endIndex": 8, "text": "Über 5."}
    reading = google.read(grounded(parts, segment))
    assert reading.text == "Ja. Über 5."
    assert [(one.start, one.end) for one in reading.citations] == [(4, 11)]


def test_where_thoughts_are_not_counted_the_quote_decides():
    parts = [{"text": "Thinking.", "thought": True}, {"text": "The answer is 42."}]
    segment = {"startIndex": 14, "endIndex": 17, "text": "42."}
    reading = google.read(grounded(parts, segment))
    assert [(one.start, one.end) for one in reading.citations] == [(14, 17)]


def test_offsets_that_are_wrong_are_corrected_by_the_quote_or_left_out():
    right, wrong = ({"startIndex": 0, "endIndex": 2, "text": quote} for quote in ("42.", "43."))
    assert google.read(grounded([{"text": "It is 42."}], right)).citations[0].start == 6
    (citation,) = google.read(grounded([{"text": "It is 42."}], wrong)).citations
    assert (citation.start, citation.text) == (None, "43.")


def test_the_sdks_spelling_is_read_too():
    def snake(name):
        return re.sub(r"([A-Z])", lambda hit: "_" + hit.group(1).lower(), name)

    segment = {"start_index": 3, "end_index": 5, "part_index": None, "text": "42"}
    (citation,) = google.read(grounded([{"text": "Is 42."}], segment, snake)).citations
    assert (citation.start, citation.end, citation.source) == (3, 5, "E")


@pytest.mark.parametrize("spelling", ["camel", "snake"])
@pytest.mark.parametrize(
    ("facts", "source"),
    [
        ({"title": "manual.pdf"}, "manual.pdf"),
        (
            {
                "title": "63vtyhqs6cf4",
                "customMetadata": [
                    {"key": "n", "numericValue": 1},
                    {"key": "source_url", "stringValue": "https://a.b"},
                ],
            },
            "https://a.b",
        ),
        (
            {"documentName": "fileSearchStores/s/documents/d", "fileSearchStore": "fileSearchStores/s"},
            "fileSearchStores/s/documents/d",
        ),
        ({"fileSearchStore": "fileSearchStores/s"}, "fileSearchStores/s"),
    ],
)
def test_the_source_of_a_file_search_is_its_source_url_its_document_or_its_store(facts, source, spelling):
    if spelling == "snake":
        facts = json.loads(
            re.sub(r'"(\w+)":', lambda key: re.sub(r"([A-Z])", r"_\1", key[0]).lower(), json.dumps(facts))
        )
    chunk = {"retrievedContext" if spelling == "camel" else "retrieved_context": {"text": "42", **facts}}
    supports = [{"segment": {"text": "42", "endIndex": 2}, "groundingChunkIndices": [0]}]
    body = {
        "candidates": [
            {
                "content": {"parts": [{"text": "42"}]},
                "groundingMetadata": {"groundingChunks": [chunk], "groundingSupports": supports},
            }
        ]
    }
    [citation] = google.read(body).citations
    assert citation.source == source


def test_a_page_of_a_file_store_is_named():
    body = grounded([{"text": "It is 42."}], {"endIndex": 9, "text": "It is 42."})
    chunk = {"retrievedContext": {"title": "manual.pdf", "text": "the answer is 42", "pageNumber": 7}}
    body["candidates"][0]["groundingMetadata"]["groundingChunks"] = [chunk]
    (citation,) = google.read(body).citations
    assert (citation.kind, citation.source) == ("grounding_retrieved_context", "manual.pdf")
    assert (citation.page, citation.end_page) == (7, 7)


@pytest.mark.parametrize("place", ["citationSources", "citations"])
def test_what_was_recited_is_cited_in_characters(place):
    text = "« Être ou ne pas être »"
    source = {"startIndex": 3, "endIndex": len(text.encode()), "uri": "https://e.example/hamlet", "license": ""}
    candidate = {"content": {"parts": [{"text": text}]}, "citationMetadata": {place: [source]}}
    (citation,) = google.read({"candidates": [candidate]}).citations
    assert said(citation) == ("citation_metadata", "https://e.example/hamlet", "Être ou ne pas être »")


def test_pages_that_were_opened_are_cited_unless_a_passage_cites_them():
    candidate = {
        "content": {"parts": [{"text": "Yes."}]},
        "urlContextMetadata": {
            "urlMetadata": [
                {"retrievedUrl": "https://e.example", "urlRetrievalStatus": "URL_RETRIEVAL_STATUS_SUCCESS"},
                {"retrievedUrl": "https://gone.example", "urlRetrievalStatus": "URL_RETRIEVAL_STATUS_ERROR"},
            ]
        },
    }
    (citation,) = google.read({"candidates": [candidate]}).citations
    assert said(citation) == ("url_context", "https://e.example", "")


@pytest.mark.parametrize(
    "body",
    [
        {}, {"candidates": None}, {"candidates": [{}]}, {"candidates": [{"content": {"parts": None}}]},
        {"candidates": [{"groundingMetadata": {"groundingSupports": [{"groundingChunkIndices": [4]}]}}]},
    ],
)  # fmt: skip
def test_half_a_response_reads_as_what_there_is(body):
    assert google.read(body).text == ""


# -- whatever comes ------------------------------------------------------------------------------------------------------

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "a"]), inner, max_size=3)
    ),
    max_leaves=4,
)
WHOLE = {
    anthropic: {
        "content": [{"type": "text", "text": "x", "citations": [{"type": "page_location", "start_page_number": 1}]},
                    {"type": "tool_use", "input": {}}],
        "stop_reason": "refusal", "stop_details": {"category": "x"},
    },
    openai: {
        "output": [{"type": "message", "content": [
            {"type": "output_text", "text": "x", "annotations": [{"type": "url_citation", "start_index": 0, "end_index": 1}]},
            {"type": "refusal", "refusal": "x"}]}],
        "status": "incomplete", "incomplete_details": {"reason": "x"}, "error": None,
    },
    google: {
        **grounded([{"text": "x"}, {"functionCall": {"args": {}}}], {"startIndex": 0, "endIndex": 1, "text": "x"}),
        "promptFeedback": {"blockReason": None},
    },
}  # fmt: skip


def places(node, path=()):
    """Give the way to every node of a JSON value."""
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, step)
        yield from places(inner, (*path, step))


@pytest.mark.parametrize("reader", WHOLE, ids=lambda reader: reader.__name__.rpartition(".")[2])
@given(data=st.data())
def test_no_response_however_odd_makes_a_reader_fail(reader, data):
    """A provider may put null, or something new, in any place."""
    odd = copy.deepcopy(WHOLE[reader])
    *path, last = data.draw(st.sampled_from(list(places(odd))))
    node = odd
    for step in path:
        node = node[step]
    node[last] = data.draw(JUNK)
    reading = reader.read(odd)
    assert_joined(reading)
    assert all(isinstance(citation.text, str) for citation in reading.citations)
