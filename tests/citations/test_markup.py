"""Pages of the web: read as they are shown, cited as they are written."""

from __future__ import annotations

from datetime import date

import pytest

from tests.citations.tracing import quoted


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


def test_a_box_of_a_page_of_the_web_is_a_box() -> None:
    text = '<p>Smoker: <input type="checkbox"> yes <input type="checkbox" checked> no</p>'
    assert quoted(text, smoker=True) == []
    assert len(quoted(text, smoker=False)) == 1
    text = "<p>Payment: <select><option>cash</option><option selected>card</option></select></p>"
    assert quoted(text, payment="cash") == []
    assert quoted(text, payment="card") == ["card"]


def test_a_text_about_a_tag_is_read_on() -> None:
    assert quoted("Never paste a <script> tag here.\nInvoice total: 80.50", invoice_total=80.5) == ["80.50"]
