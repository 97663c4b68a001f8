"""Write a folder of sample invoices for `invoices.py`, as PDFs of three pages: `python make_invoices.py FOLDER`."""

import sys
import zlib
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Sheet:
    """One invoice as it is printed: amounts and dates in the format of its country."""

    file: str
    supplier: str
    address: str
    customer: str
    words: dict[str, str]  # the labels in the language of the invoice
    number: str
    issued: str
    due: str
    items: list[tuple[str, str, str, str]]
    net: str
    tax: str
    total: str
    bank: str
    terms: str


ENGLISH = {
    "invoice": "INVOICE", "number": "Invoice no.", "issued": "Date", "due": "Payment due", "to": "Bill to",
    "item": "Description", "count": "Qty", "each": "Unit price", "sum": "Amount", "net": "Subtotal", "tax": "VAT 20%",
    "total": "Total due", "more": "The items are listed on page 2, totals and bank details on page 3.",
    "items": "Items", "totals": "Totals", "bank": "Bank details", "page": "Page",
}  # fmt: skip
AMERICAN = ENGLISH | {"tax": "Sales tax 8.25%", "due": "Due date", "each": "Rate", "count": "Hours", "net": "Net"}
GERMAN = {
    "invoice": "RECHNUNG", "number": "Rechnungsnummer", "issued": "Rechnungsdatum", "due": "Zahlbar bis",
    "to": "Rechnung an", "item": "Bezeichnung", "count": "Menge", "each": "Einzelpreis", "sum": "Betrag",
    "net": "Nettobetrag", "tax": "USt. 19 %", "total": "Gesamtbetrag",
    "more": "Die Positionen stehen auf Seite 2, Summen und Bankverbindung auf Seite 3.",
    "items": "Positionen", "totals": "Summen", "bank": "Bankverbindung", "page": "Seite",
}  # fmt: skip
SHEETS = [
    Sheet(
        "northgate.pdf", "Northgate Tools Ltd", "14 Foundry Lane, Leeds LS9 8AG", "Harbour Timber Ltd, Whitby", ENGLISH,
        "NT-20417", "3 March 2026", "2 April 2026",
        [("Band saw blades, 12 pcs", "4", "£86.50", "£346.00"), ("Bench vice, 150 mm", "2", "£118.25", "£236.50"),
         ("Sharpening service", "1", "£42.00", "£42.00"), ("Returned: router bit set", "1", "(£64.50)", "(£64.50)")],
        "£560.00", "£112.00", "£672.00", "Sort code 20-44-91, account 70113358", "Payment within 30 days, please.",
    ),
    Sheet(
        "eichenhof.pdf", "Holzhandel Eichenhof GmbH", "Am Sägewerk 7, 79098 Freiburg", "Schreinerei Vogt, Emmendingen",
        GERMAN, "2026-0388", "11.02.2026", "25.02.2026",
        [("Eichenbohlen 40 mm, m³", "1,5", "1.180,00 €", "1.770,00 €"),
         ("Leimholzplatte Buche", "12", "64,90 €", "778,80 €"),
         ("Anlieferung", "1", "95,00 €", "95,00 €")],
        "2.643,80 €", "502,32 €", "3.146,12 €", "IBAN DE89 3704 0044 0532 0130 00",
        "Skonto 2 % bei Zahlung binnen 7 Tagen.",
    ),
    Sheet(
        "calloway.pdf", "Calloway & Reyes LLP", "1200 Pearl Street, Boulder, CO 80302", "Front Range Solar, Inc.",
        AMERICAN, "CR-1187", "01/15/2026", "02/14/2026",
        [("Lease review (M. Reyes)", "6.5", "$410.00", "$2,665.00"),
         ("Drafting (J. Calloway)", "3", "$385.00", "$1,155.00"),
         ("Filing fees", "1", "$120.00", "$120.00")],
        "$3,940.00", "$325.05", "$4,265.05", "Routing 102000021, account 4471902", "Late payments bear 1.5% a month.",
    ),
]  # fmt: skip


class Page:
    """One page of a PDF, written from the top. Lengths are in points; an A4 page has 595 by 842."""

    def __init__(self) -> None:
        self.marks: list[str] = []

    def text(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, right: bool = False) -> None:
        """Write a text that begins at `x`, or ends there."""
        x -= width(text, size) if right else 0
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.marks.append(f"BT /F{2 if bold else 1} {size} Tf {x:.1f} {842 - y} Td ({escaped}) Tj ET")

    def line(self, y: float) -> None:
        """Draw a line across the page."""
        self.marks.append(f"0.5 w 50 {842 - y} m 545 {842 - y} l S")


def width(text: str, size: float) -> float:
    narrow = {",": 0.278, ".": 0.278, " ": 0.278, "(": 0.333, ")": 0.333}
    return size * sum(narrow.get(letter, 0.556) for letter in text)  # the default is the width of a digit


def letterhead(page: Page, sheet: Sheet) -> None:
    page.text(50, 70, sheet.supplier, 16, bold=True)
    page.text(390, 70, f"{sheet.words['number']} {sheet.number}")
    page.text(50, 86, sheet.address)
    page.line(96)


def cover(page: Page, sheet: Sheet) -> None:
    words = sheet.words
    page.text(50, 140, words["invoice"], 22, bold=True)
    facts = {"number": sheet.number, "issued": sheet.issued, "due": sheet.due, "to": sheet.customer}
    for row, (label, value) in enumerate(facts.items()):
        page.text(50, 180 + 20 * row, words[label], 11)
        page.text(190, 180 + 20 * row, value, 11)
    page.text(50, 290, words["more"])


def items(page: Page, sheet: Sheet) -> None:
    page.text(50, 130, sheet.words["items"], 13, bold=True)
    heads = tuple(sheet.words[name] for name in ("item", "count", "each", "sum"))
    for row, cells in enumerate([heads, *sheet.items]):
        y = 160 + 22 * row
        page.text(50, y, cells[0], bold=row == 0)
        for x, cell in zip((345, 445, 545), cells[1:], strict=True):
            page.text(x, y, cell, bold=row == 0, right=True)
        page.line(y + 7)


def totals(page: Page, sheet: Sheet) -> None:
    page.text(50, 130, sheet.words["totals"], 13, bold=True)
    for row, (label, value) in enumerate((("net", sheet.net), ("tax", sheet.tax), ("total", sheet.total))):
        page.text(330, 160 + 20 * row, sheet.words[label], 11, bold=label == "total")
        page.text(545, 160 + 20 * row, value, 11, bold=label == "total", right=True)
    page.text(50, 260, f"{sheet.words['bank']}: {sheet.bank}")
    page.text(50, 276, sheet.terms)


def pdf(pages: list[Page]) -> bytes:
    """Make a PDF file of pages."""
    first = 5  # the objects before the pages: catalogue, list of pages, two fonts
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    font = "<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/{}>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        *(font.format(name).encode() for name in ("Helvetica", "Helvetica-Bold")),
    ]
    for number, page in enumerate(pages):
        marks = zlib.compress("\n".join(page.marks).encode("cp1252"))
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            + f"/Contents {first + 2 * number + 1} 0 R>>".encode(),
            f"<</Length {len(marks)}/Filter/FlateDecode>>stream\n".encode() + marks + b"\nendstream",
        ]
    return written(objects)


def written(objects: list[bytes]) -> bytes:
    """Write the objects one after the other, and the table of their offsets."""
    raw, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        raw
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
            f"startxref\n{len(raw)}\n%%EOF\n"
        ).encode()
    )


def invoice(sheet: Sheet) -> bytes:
    pages = []
    for number, fill in enumerate((cover, items, totals), 1):
        page = Page()
        letterhead(page, sheet)
        fill(page, sheet)
        page.text(220, 810, f"{sheet.supplier}, {sheet.words['page']} {number} / 3", 8)
        pages.append(page)
    return pdf(pages)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for sheet in SHEETS:
        (folder / sheet.file).write_bytes(invoice(sheet))
    print(f"{len(SHEETS)} invoices written to {folder}")
