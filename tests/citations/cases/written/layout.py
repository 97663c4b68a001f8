"""What lines, pages, tables and markup do to a value."""

from __future__ import annotations

from datetime import date

from pydantic import Field, create_model

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand",
        75,
        "hyphen",
        "line breaks",
        make(subject="Environmental assessment of wetlands"),
        ["This report gives the {{subject|environ-\nmental assessment of wet-\nlands}} in the north."],
    ),
    Entry(
        "by-hand",
        76,
        "ligature",
        "line breaks",
        make(office="Office of Official Affairs"),
        ["Issued by the {{office|Oﬃce of Oﬃcial\nAﬀairs}}."],
    ),
    Entry(
        "by-hand",
        77,
        "broken-company",
        "line breaks",
        make(lessor="Grünwald Immobilien Verwaltung GmbH"),
        ["The lessor, {{lessor|Grünwald Immobilien\nVerwaltung GmbH}}, lets the shop."],
    ),
    Entry(
        "by-hand",
        78,
        "broken-number",
        "line breaks",
        make(policy_no="POL-2024-778812"),
        ["Policy no. {{policy_no|POL-2024-\n778812}}"],
    ),
    Entry(
        "by-hand",
        79,
        "quotes",
        "line breaks",
        make(motto="We don't cut corners"),
        ["Motto: “{{motto|We don’t cut  corners}}”"],
    ),
    Entry(
        "by-hand-later",
        33,
        "label-below-heading",
        "layout",
        make(invoice_no="INV/24/0093", customer_no="C-20551"),
        ["Invoice no.        Customer no.\n{{invoice_no|INV/24/0093}}        {{customer_no|C-20551}}"],
    ),
    Entry(
        "by-hand-later", 34, "value-above-unit", "layout", make(area_sqm=84.5), ["Floor area\n{{area_sqm|84.5}} sqm"]
    ),
    Entry(
        "by-hand-later",
        35,
        "bold-markdown",
        "layout",
        make(total=77.35, deposit=20.0),
        ["**Deposit:** {{deposit|20.00}}  \n**Total:** {{total|77.35}}"],
    ),
    Entry(
        "by-hand-later",
        36,
        "equals",
        "layout",
        make(timeout_seconds=45),
        ["retries = 3\ntimeout_seconds = {{timeout_seconds|45}}"],
    ),
    Entry(
        "by-hand-fourth",
        72,
        "split-id",
        "line breaks",
        make(contract_id="CTR-2023-0457"),
        ["under contract {{contract_id|CTR-\n2023-0457}} the supplier"],
    ),
    Entry(
        "by-hand-fourth",
        73,
        "split-money",
        "line breaks",
        make(contract_value=1_250_000),
        ["with a contract value of USD\n{{contract_value|1,250,000}} in total"],
    ),
    Entry(
        "by-hand-fourth",
        74,
        "split-date",
        "line breaks",
        make(signed=date(2022, 1, 19)),
        ["was signed on {{signed|19\nJanuary 2022}} by both"],
    ),
    Entry(
        "by-hand-fourth",
        75,
        "soft-hyphen",
        "line breaks",
        make(title="Administrative procedures"),
        ["{{title|Adminis\u00adtrative proce\u00addures}}"],
    ),
    Entry(
        "by-hand-fourth",
        76,
        "form-feed",
        "long documents",
        make(appendix_title="Soil samples", samples=18),
        [
            "Main report\nNothing here.\fAppendix title: {{appendix_title|Soil samples}}\nThe laboratory took {{samples|18 samples}}."
        ],
    ),
    Entry(
        "by-hand-fourth",
        77,
        "dotted",
        "layout",
        make(chairs=24, tables=6),
        ["Chairs ............ {{chairs|24}}\nTables ............ {{tables|6}}"],
    ),
    Entry(
        "by-hand-fourth",
        78,
        "csv",
        "layout",
        make(temperature=21.5),
        ["time,temperature,humidity\n12:00,{{temperature|21.5}},40"],
    ),
    Entry("by-hand-fourth", 79, "json-in-doc", "layout", make(retries=5), ['{"retries": {{retries|5}}, "delay": 5.5}']),
    Entry("by-hand-fourth", 80, "xml-in-doc", "layout", make(port=8443), ["<port>{{port|8443}}</port><alt>8444</alt>"]),
    Entry(
        "by-hand-fourth",
        81,
        "inline-colon",
        "layout",
        make(height_m=3.2, width_m=1.1),
        ["Gate (height: {{height_m|3.2 m}}; width: {{width_m|1.1 m}})"],
    ),
    Entry(
        "by-hand-fourth", 82, "question", "layout", make(age=41), ["Q: How old are you?\nA: I am {{age|41}} years old."]
    ),
    Entry(
        "by-hand-fourth",
        83,
        "key-described",
        "layout",
        create_model("M", x=(int, Field(description="Number of seats in the theatre")))(x=420),
        ["The theatre has {{x|420 seats}} and two bars."],
    ),
    Entry(
        "by-hand-fourth",
        84,
        "title-only",
        "layout",
        create_model("M", f1=(str, Field(title="Policy holder")))(f1="Gerda Holt"),
        ["Policy holder: {{f1|Gerda Holt}}"],
    ),
    Entry(
        "by-hand-seventh",
        9,
        "hyphened-value",
        "line breaks",
        make(method="gas chromatography with flame ionisation"),
        ["was measured by {{method|gas chroma-\ntography with flame ioni-\nsation}} in duplicate"],
    ),
    Entry(
        "by-hand-seventh",
        10,
        "page-break",
        "line breaks",
        make(title="Report on river crossings"),
        ["{{title|Report on river\ncrossings}}\f1. Introduction"],
    ),
    Entry(
        "by-hand-seventh",
        11,
        "columns",
        "layout",
        make(invoice_total=812.4, invoice_date=date(2024, 1, 22)),
        ["Invoice date          Invoice total\n{{invoice_date|22 Jan 2024}}           {{invoice_total|812.40}}"],
    ),
    Entry(
        "by-hand-seventh",
        12,
        "right-aligned",
        "layout",
        make(rent=950.0, heating=120.0),
        [
            "Rent                                      {{rent|950.00}}\nHeating                                   {{heating|120.00}}"
        ],
    ),
    Entry(
        "by-hand-seventh",
        13,
        "bullets",
        "layout",
        make(cpu_cores=8, ram_gb=32),
        ["* CPU cores: {{cpu_cores|8}}\n* RAM: {{ram_gb|32 GB}}"],
    ),
    Entry(
        "by-hand-seventh",
        14,
        "table-with-units",
        "layout",
        make(max_load_kg=450.0, length_mm=2100),
        [
            "| Property | Value |\n|---|---|\n| Max. load | {{max_load_kg|450 kg}} |\n| Length | {{length_mm|2,100 mm}} |"
        ],
    ),
    Entry("by-hand-seventh", 15, "html", "layout", make(price=24.9), ["<td>Price</td><td>{{price|24.90}}</td>"]),
]
