"""Names of people and companies."""

from __future__ import annotations

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry("by-hand", 67, "reordered", "names", make(author="Jane Doe"), ["Author: {{author|Doe, Jane}}"]),
    Entry(
        "by-hand",
        68,
        "initial",
        "names",
        make(reviewer="Jonathan Albright"),
        ["Reviewed by {{reviewer|J. Albright}} in June."],
    ),
    Entry(
        "by-hand", 69, "middle", "names", make(patient="Maria Santos"), ["Patient: {{patient|Maria T. Santos}}, ward 4"]
    ),
    Entry(
        "by-hand",
        70,
        "upper-title",
        "names",
        make(director="Dr. Helene Fischer"),
        ["Director: {{director|HELENE FISCHER, PhD}}"],
    ),
    Entry("by-hand", 71, "suffix", "names", make(company="Acme, Inc."), ["{{company|ACME}} makes anvils."]),
    Entry("by-hand", 72, "accents", "names", make(nom="Émilie Côté"), ["Nom : {{nom|Emilie Cote}}"]),
    Entry(
        "by-hand",
        73,
        "ampersand",
        "names",
        make(firm="Dunn and Bradwell LLP"),
        ["The firm of {{firm|Dunn & Bradwell LLP}} acts for the estate."],
    ),
    Entry(
        "by-hand", 74, "wrong-initial", "names", make(reviewer="Peter Albright"), ["Reviewed by J. Albright in June."]
    ),
    Entry(
        "by-hand-later",
        45,
        "defined-term",
        "names",
        make(licensor="Petrel Software Oy", licensee="Municipality of Turku"),
        [
            'This licence is granted by {{licensor|Petrel Software Oy}}, hereinafter the "Licensor", to the {{licensee|Municipality of Turku}}, hereinafter the "Licensee".'
        ],
    ),
    Entry("by-hand-later", 46, "von", "names", make(heir="Karl von Stetten"), ["Heir: {{heir|Herr Karl von Stetten}}"]),
    Entry(
        "by-hand-later",
        47,
        "initials-both",
        "names",
        make(inspector="K. L. Brandvold"),
        ["Inspector: {{inspector|Kari L. Brandvold}}"],
    ),
    Entry(
        "by-hand-third",
        57,
        "apostrophe-name",
        "names",
        make(applicant="Sinead O'Connor"),
        ["Applicant: {{applicant|Sinéad O’Connor}}"],
    ),
    Entry(
        "by-hand-third",
        58,
        "double-barrel",
        "names",
        make(judge="Mary Smith-Jones"),
        ["Before: Judge {{judge|Mary Smith Jones}}"],
    ),
    Entry(
        "by-hand-third",
        59,
        "company-the",
        "names",
        make(publisher="The Lantern Press, Inc."),
        ["Published by {{publisher|Lantern Press}}, Cork."],
    ),
    Entry(
        "by-hand-third", 60, "jr", "names", make(trustee="Walter Hume Jr."), ["Trustee: {{trustee|Walter Hume, Jr.}}"]
    ),
    Entry(
        "by-hand-fourth",
        60,
        "company-dba",
        "names",
        make(vendor="Blue Heron Catering"),
        ["Vendor: Larkin LLC dba {{vendor|Blue Heron Catering}}"],
    ),
    Entry(
        "by-hand-fourth",
        61,
        "title-mme",
        "names",
        make(locataire="Madame Claire Dubois"),
        ["Locataire : {{locataire|Mme Claire Dubois}}"],
    ),
    Entry(
        "by-hand-fourth",
        62,
        "all-initials",
        "names",
        make(author="John Ronald Tell"),
        ["Author: {{author|J. R. Tell}}"],
    ),
    Entry(
        "by-hand-fourth",
        63,
        "surname-first",
        "names",
        make(student="Nguyen Thi Mai"),
        ["Student: {{student|NGUYEN Thi Mai}}"],
    ),
    Entry(
        "by-hand-fourth",
        64,
        "nickname",
        "names",
        make(owner="Robert Finch"),
        ['Owner: {{owner|Robert "Bob" Finch}}'.replace('"Bob" ', "A. ")],
    ),
    Entry(
        "by-hand-fourth",
        65,
        "ltd-limited",
        "names",
        make(lessee="Quarry Bay Logistics Limited"),
        ["Lessee: {{lessee|Quarry Bay Logistics Ltd.}}"],
    ),
    Entry(
        "by-hand-fourth",
        66,
        "st-street",
        "names",
        make(address="12 Saint Mary Street"),
        ["Address: {{address|12 St Mary St.}}"],
    ),
    Entry(
        "by-hand-seventh",
        31,
        "married-name",
        "names",
        make(bride="Clara Jensen"),
        ["Bride: {{bride|Clara Maria Jensen}}"],
    ),
    Entry(
        "by-hand-seventh",
        32,
        "sir",
        "names",
        make(chairman="Sir Alan Brockway"),
        ["Chairman: {{chairman|Alan Brockway}}"],
    ),
    Entry(
        "by-hand-seventh",
        33,
        "et-al",
        "names",
        make(first_author="Y. Nakamura"),
        ["{{first_author|Nakamura, Y.}}, Obi, C. (2020)"],
    ),
    Entry(
        "by-hand-seventh",
        34,
        "co-ltd",
        "names",
        make(maker="Shenzhen Brightpath Electronics Co., Ltd."),
        ["Maker: {{maker|Shenzhen Brightpath Electronics Co Ltd}}"],
    ),
]
