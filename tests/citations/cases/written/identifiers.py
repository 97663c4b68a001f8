"""Numbers of accounts, parts and customers, addresses of machines."""

from __future__ import annotations

from ipaddress import IPv4Address
from uuid import UUID

from pydantic import HttpUrl, create_model

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand",
        80,
        "iban",
        "identifiers",
        make(iban="GB29NWBK60161331926819"),
        ["IBAN: {{iban|GB29 NWBK 6016 1331 9268 19}}"],
    ),
    Entry(
        "by-hand", 81, "phone", "identifiers", make(phone="+1 (555) 123-4567"), ["Reach us at {{phone|555.123.4567}}"]
    ),
    Entry(
        "by-hand",
        82,
        "uuid",
        "identifiers",
        make(run_id=UUID("12345678-1234-5678-1234-567812345678")),
        ["Run {{run_id|12345678-1234-5678-1234-567812345678}} ended."],
    ),
    Entry(
        "by-hand",
        83,
        "ip",
        "identifiers",
        make(host=IPv4Address("10.20.30.40")),
        ["Host {{host|10.20.30.40}} answered; 10.20.30.4 did not."],
    ),
    Entry(
        "by-hand",
        84,
        "url",
        "identifiers",
        create_model("M", site=(HttpUrl, ...))(site="https://www.tern.example/shop"),
        ["See {{site|www.tern.example/shop}} for more."],
    ),
    Entry(
        "by-hand",
        85,
        "email",
        "identifiers",
        make(email="a.b@tern.example"),
        ["Write to {{email|a.b@tern.example}} or xa.b@tern.example.org."],
    ),
    Entry(
        "by-hand",
        86,
        "leading-zero",
        "identifiers",
        make(customer_no="00451"),
        ["Customer no. {{customer_no|00451}}; amount 451"],
    ),
    Entry(
        "by-hand-fourth",
        67,
        "part-number",
        "identifiers",
        make(part_number="BX-4410/2"),
        ["Part number: {{part_number|BX 4410/2}}"],
    ),
    Entry("by-hand-fourth", 68, "isbn", "identifiers", make(isbn="9783161484100"), ["ISBN {{isbn|978-3-16-148410-0}}"]),
    Entry(
        "by-hand-fourth",
        69,
        "plate",
        "identifiers",
        make(license_plate="M-AB 1234"),
        ["License plate: {{license_plate|M AB 1234}}"],
    ),
    Entry(
        "by-hand-fourth",
        70,
        "phone-local",
        "identifiers",
        make(phone="+49 30 901820"),
        ["Telefon: {{phone|030 / 90 18 20}}"],
    ),
    Entry(
        "by-hand-fourth",
        71,
        "doi",
        "identifiers",
        make(doi="10.1000/xyz123"),
        ["https://doi.org/{{doi|10.1000/xyz123}}"],
    ),
    Entry(
        "by-hand-seventh",
        4,
        "nested-brackets",
        "identifiers",
        make(reference="AZ 12 O 345/21"),
        ["Aktenzeichen (reference): {{reference|Az. 12 O 345/21}}"],
    ),
    Entry(
        "by-hand-seventh",
        5,
        "sku-slash",
        "identifiers",
        make(sku="TX/900-BLK"),
        ["SKU {{sku|TX/900-BLK}} in stock; TX/900-BLU sold out."],
    ),
    Entry("by-hand-seventh", 6, "swift", "identifiers", make(bic="NDEASESS"), ["BIC/SWIFT: {{bic|NDEASESS}}"]),
    Entry(
        "by-hand-seventh",
        7,
        "vat-spaces",
        "identifiers",
        make(vat_number="GB123456789"),
        ["VAT reg. {{vat_number|GB 123 4567 89}}"],
    ),
    Entry(
        "by-hand-seventh",
        8,
        "passport",
        "identifiers",
        make(passport_number="X1234567"),
        ["Passport no. {{passport_number|X1234567}}, issued in Bern"],
    ),
    Entry(
        "by-hand-ninth",
        36,
        "kunden-nr",
        "customer numbers",
        make(customer_no="50231"),
        ["Kunden-Nr. {{customer_no|50231}}\nTotal 502.31\n"],
    ),
    Entry(
        "by-hand-ninth",
        37,
        "ref",
        "customer numbers",
        make(customer_number="8812"),
        ["Customer no. {{customer_number|8812}}\nTel 88 12 00\n"],
    ),
    Entry(
        "by-hand-ninth",
        38,
        "kundennummer",
        "customer numbers",
        make(customer_id="40077"),
        ["Kundennummer: {{customer_id|40077}}\nBetrag 400,77\n"],
    ),
]
