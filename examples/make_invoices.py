"""Write a folder of invoices as PDFs of three pages, to try `invoices.py` on: `python make_invoices.py FOLDER`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF


@dataclass
class Sheet:
    """One invoice as it is printed: amounts and dates in the writing of its country."""

    file: str
    supplier: str
    address: str
    customer: str
    words: dict[str, str]  # what the labels are called
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


def letterhead(pdf: FPDF, sheet: Sheet) -> None:
    pdf.set_font("helvetica", "B", 16)
    pdf.cell(110, 8, sheet.supplier)
    pdf.set_font("helvetica", size=10)
    pdf.cell(0, 8, f"{sheet.words['number']} {sheet.number}", align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(0, 5, sheet.address, new_x="LMARGIN", new_y="NEXT")
    pdf.line(10, pdf.get_y() + 3, 200, pdf.get_y() + 3)
    pdf.ln(10)


def cover(pdf: FPDF, sheet: Sheet) -> None:
    words = sheet.words
    pdf.set_font("helvetica", "B", 22)
    pdf.cell(0, 14, words["invoice"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    for label, value in (
        ("number", sheet.number),
        ("issued", sheet.issued),
        ("due", sheet.due),
        ("to", sheet.customer),
    ):
        pdf.cell(50, 8, words[label])
        pdf.cell(0, 8, value, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.multi_cell(0, 6, words["more"])


def items(pdf: FPDF, sheet: Sheet) -> None:
    pdf.set_font("helvetica", "B", 13)
    pdf.cell(0, 10, sheet.words["items"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    with pdf.table(col_widths=(90, 20, 35, 35), text_align=("LEFT", "RIGHT", "RIGHT", "RIGHT")) as table:
        table.row([sheet.words[name] for name in ("item", "count", "each", "sum")])
        for item in sheet.items:
            table.row(item)


def totals(pdf: FPDF, sheet: Sheet) -> None:
    pdf.set_font("helvetica", "B", 13)
    pdf.cell(0, 10, sheet.words["totals"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    for label, value in (("net", sheet.net), ("tax", sheet.tax), ("total", sheet.total)):
        pdf.cell(150, 8, sheet.words[label], align="R")
        pdf.cell(0, 8, value, align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(10)
    pdf.multi_cell(0, 6, f"{sheet.words['bank']}: {sheet.bank}\n{sheet.terms}")


def write(sheet: Sheet, folder: Path) -> None:
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"  # which has the euro sign
    for number, part in enumerate((cover, items, totals), 1):
        pdf.add_page()
        letterhead(pdf, sheet)
        part(pdf, sheet)
        pdf.set_y(-25)
        pdf.set_font("helvetica", size=8)
        pdf.cell(0, 5, f"{sheet.supplier}, {sheet.words['page']} {number} / 3", align="C")
    pdf.output(str(folder / sheet.file))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for sheet in SHEETS:
        write(sheet, folder)
    print(f"{len(SHEETS)} invoices written to {folder}")
