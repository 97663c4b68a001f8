"""A value that is a part of another: of a number, an identifier, a word, a name."""

from __future__ import annotations

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry("by-hand", 3, "part-of-1120", "traps", make(total=120.0), ["Total: 1,120.00 EUR"]),
    Entry("by-hand", 4, "part-of-120.5", "traps", make(total=120.0), ["Total: 120.50 EUR"]),
    Entry(
        "by-hand",
        5,
        "year-in-date",
        "traps",
        make(founded=2019),
        ["Statement of accounts as of 31 December 2019. Northwind has been trading for decades."],
    ),
    Entry(
        "by-hand",
        6,
        "first-name-in-word",
        "traps",
        make(contact="Mark"),
        ["Please mark the parcels clearly. Markham Road depot is closed."],
    ),
    Entry(
        "by-hand",
        22,
        "phone-digits-not-id",
        "traps",
        make(invoice_number="7788"),
        ["Tel. 020 5551 7788\nInvoice number: withheld"],
    ),
    Entry("by-hand-later", 26, "id-inside-id", "traps", make(order_id="88-120"), ["Order id: 1188-1207"]),
    Entry("by-hand-third", 35, "substring-company", "traps", make(supplier="Arc Ltd"), ["Supplier: Arcadia Ltd"]),
    Entry("by-hand-third", 36, "decimal-part", "traps", make(items=75), ["Items: 12.75 kg of nails"]),
    Entry(
        "by-hand-fourth",
        11,
        "thirty-in-thirty-one",
        "traps",
        make(guests=30),
        ["Thirty-one guests signed the book; 300 were invited."],
    ),
    Entry("by-hand-fourth", 12, "id-digits", "traps", make(amount=7731.0), ["Transaction 7731-220. Amount withheld."]),
    Entry(
        "by-hand-fourth",
        16,
        "email-as-name",
        "traps",
        make(company="Fernhill"),
        ["Contact: info@fernhill-mail.example"],
    ),
    Entry(
        "by-hand-fourth",
        21,
        "city-in-company",
        "traps",
        make(city="Boston"),
        ["Boston Dynamics Supply Co. City: Waltham"],
    ),
    Entry(
        "by-hand-fifth",
        20,
        "name-in-street",
        "traps",
        make(author="Lincoln"),
        ["The shop on Lincoln Avenue sells books by an unnamed author."],
    ),
    Entry(
        "by-hand-fifth",
        22,
        "word-in-word",
        "traps",
        make(material="tin"),
        ["The meeting about tinting was long. Material: oak."],
    ),
    Entry(
        "by-hand-fifth",
        29,
        "half-name",
        "traps",
        make(witness="Maria Lopez"),
        ["Witness: Maria Gomez. Clerk: Ana Lopez."],
    ),
    Entry(
        "by-hand-seventh",
        50,
        "trap-same-digits",
        "traps",
        make(amount=1500.0),
        ["Model 1500 ships in May. Amount: 15.00"],
    ),
]
