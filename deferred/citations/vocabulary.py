"""What labels mean: words of documents and of field names that say the same, and those that exclude one another.

It is a help, not a dictionary: a label in words of which none is here speaks neither for nor against a field.
"""

from __future__ import annotations

import re
from functools import lru_cache

from deferred.citations.searchable import fold

# concept: words and phrases, folded (no accents, no hyphens between letters)
_CONCEPTS = {
    "vendor": "vendor, supplier, seller, merchant, service provider, provider, contractor, issuer, payee, remit to, sold by, supplied by, provided by, purchased from, "
    "billed by, issued by, from, biller, lieferant, verkaufer, fournisseur, vendeur, proveedor, vendedor, fornitore, auftragnehmer",
    "customer": "customer, client, buyer, purchaser, bill to, billed to, billing to, invoice to, invoiced to, sold to, payer, charge to, "
    "kunde, kaufer, auftraggeber, acheteur, cliente, comprador, facture a, facturar a, prepared for, account holder",
    "recipient": "ship to, shipped to, deliver to, delivery to, consignee, recipient, lieferadresse, delivery address, shipping address",
    "landlord": "landlord, lessor, vermieter, bailleur, arrendador",
    "tenant": "tenant, lessee, renter, mieter, locataire, arrendatario",
    "lender": "lender, creditor, mortgagee",
    "borrower": "borrower, debtor, mortgagor",
    "licensor": "licensor",
    "licensee": "licensee",
    "franchisor": "franchisor",
    "franchisee": "franchisee",
    "employer": "employer, arbeitgeber, employeur",
    "employee": "employee, worker, arbeitnehmer, salarie, empleado",
    "insurer": "insurer, underwriter, carrier",
    "insured": "insured, policyholder, policy holder",
    "patient": "patient",
    "doctor": "doctor, physician, attending, surgeon, clinician, arzt, prescriber",
    "manager": "manager, supervisor, reports to, reporting to, line manager",
    "author": "author, written by, prepared by, verfasser, auteur",
    "approver": "approver, approved by, authorised by, authorized by",
    "witness": "witness, witnessed by",
    "guarantor": "guarantor, surety",
    "contact": "contact, attention, attn, contact person, ansprechpartner",
    "total": "total, grand total, amount due, balance due, total due, amount payable, total payable, total amount, sum total, payable, "
    "invoice total, order total, total incl tax, total including tax, total inc vat, total incl vat, gesamt, gesamtbetrag, gesamtsumme, "
    "to pay, zu zahlen, a payer, amount to pay, sum due, rechnungsbetrag, bruttobetrag, total ttc, montant total, net a payer, importe total, total a pagar, totale, gross amount, overall, aggregate",
    "subtotal": "subtotal, sub total, net amount, net total, total net, nettobetrag, zwischensumme, netto, sous total, total ht, total excl tax, "
    "sum of goods, total of goods, total excluding tax, total before tax, before tax, excl vat, ex vat, total excl vat, base imponible, taxable amount, goods value",
    "tax": "tax, vat, gst, hst, sales tax, mwst, ust, mehrwertsteuer, umsatzsteuer, tva, iva, taxes, steuer, impuesto, withholding",
    "discount": "discount, rebate, reduction, rabatt, remise, descuento, skonto, markdown, allowance",
    "shipping": "shipping, freight, delivery charge, delivery fee, postage, carriage, handling, versand, versandkosten, frais de port, envio, delivery cost",
    "deposit": "deposit, advance, prepayment, down payment, downpayment, retainer, amount paid, paid to date, anzahlung, acompte, already paid",
    "price": "unit price, price, price each, unit cost, unit rate, rate per unit, each, stuckpreis, einzelpreis, prix unitaire, prix, precio, precio unitario, preis, list price",
    "quantity": "quantity, qty, menge, anzahl, quantite, cantidad, no of units, number of units, pieces, pcs, units, stuck, count, unites, quantita, ordered",
    "fee": "fee, charge, honorar, honoraires, surcharge, tariff",
    "penalty": "penalty, late fee, late charge, liquidated damages, fine, overdue",
    "cost": "cost, expense, expenses, expenditure, kosten, costs, outlay",
    "tip": "tip, gratuity, service charge",
    "rent": "rent, rental, miete, loyer, renta, lease payment",
    "balance": "balance, outstanding, saldo, solde",
    "opening": "opening, brought forward, beginning",
    "closing": "closing, carried forward, ending",
    "salary": "salary, wage, wages, compensation, pay, remuneration, gehalt, salaire, sueldo, earnings",
    "bonus": "bonus, incentive",
    "revenue": "revenue, revenues, turnover, sales, net sales, umsatz, chiffre d'affaires, ingresos, top line, proceeds",
    "profit": "profit, net income, earnings, net profit, gewinn, benefice, beneficio, surplus, bottom line",
    "operating": "operating, ebit, ebitda",
    "cash": "cash, liquidity",
    "debt": "debt, borrowings, liabilities, loan, principal",
    "assets": "assets",
    "equity": "equity, capital",
    "interest": "interest, apr, zins, zinsen, interet",
    "margin": "margin, marge",
    "growth": "growth, increase, grew, rose, rise, wachstum, croissance",
    "decline": "decline, decrease, fell, drop",
    "budget": "budget, budgeted, planned, forecast, target",
    "actual": "actual, actuals, realised, realized",
    "limit": "limit, cap, ceiling, coverage, liability cap",
    "deductible": "deductible, excess",
    "premium": "premium",
    "headcount": "headcount, staff, workforce, employees, number of employees, personnel, team size, mitarbeiter, effectif, beschaftigte, people",
    "due": "due date, payment due, due, pay by, payable by, payable until, pay until, pay before, payable before, payable on or before, to be paid by, due by, due on,  fallig, fallig am, faelligkeit, falligkeit, zahlbar bis, echeance, vencimiento, date d'echeance, settle by, deadline",
    "issued": "invoice date, issue date, date of issue, issued, issued on, rechnungsdatum, dated, date de facture, fecha de emision, "
    "billing date, bill date, document date, date of invoice, ausgestellt",
    "start": "start, start date, begin, begins, beginning, commence, commences, commencing, commencement, commencement date, effective, effective date, "
    "inception, with effect from, valid from, beginn, debut, inicio, takes effect, in force from",
    "end": "end, end date, ends, expiry, expire, expires, expiration, expiration date, expiry date, terminate, terminates, valid until, valid through, "
    "ablauf, fin, vencimiento, until, through, ending",
    "termination": "termination, cancellation, cancel, kundigung, resiliation",
    "birth": "birth, date of birth, dob, born, birthday, birth date, geburtsdatum, geboren, naissance, nacimiento",
    "death": "death, died, deceased",
    "signed": "sign, signed, signature, executed, date of signature, execution, unterzeichnet, signing",
    "delivered": "delivery, delivery date, delivered, deliver by, lieferdatum, livraison, entrega, arrival date",
    "shipped": "shipped, dispatch, dispatched, ship date, shipment date, versanddatum",
    "ordered": "order date, ordered on, ordered, bestelldatum, date of order, placed on",
    "admitted": "admitted, admission, admission date",
    "discharged": "discharged, discharge, discharge date",
    "hired": "hire, hired, hire date, joined, date of hire, date of joining",
    "created": "created, creation, opened, filed, submitted",
    "updated": "updated, modified, revised, revision, last update, last modified",
    "closed": "closed, resolved, completed, completion",
    "approved": "approved, approval",
    "founded": "founded, established, incorporated, founding, gegrundet, fondee, fundada, since",
    "phone": "phone, telephone, tel, mobile, cell, telefon, telefono, hotline, call",
    "fax": "fax, facsimile, telefax",
    "email": "email, mail, courriel, correo",
    "website": "website, web, url, homepage, site, www",
    "address": "address, street, adresse, anschrift, direccion, indirizzo, registered office, located at, premises, street address",
    "city": "city, town, ort, stadt, ville, ciudad",
    "postcode": "zip, zip code, postal code, postcode, plz, code postal, codigo postal, zipcode, pincode",
    "state": "state, province, region, bundesland, county",
    "country": "country, nation, pays, pais, nationality",
    "iban": "iban",
    "bic": "bic, swift, swift code",
    "account": "account, account number, acct, konto, kontonummer, compte, a/c",
    "routing": "routing, routing number, sort code, aba, blz",
    "taxid": "tax id, vat id, vat no, vat number, vat reg, vat registration, tin, ein, ust id, ust idnr, steuernummer, siret, siren, nif, cif, gstin, abn, tax number, tax identification number",
    "invoice": "invoice, rechnung, facture, factura, fattura, bill",
    "order": "order, purchase order, po, p.o, bestellung, commande, pedido, bestellnummer",
    "contract": "contract, agreement, vertrag, contrat, contrato, lease",
    "policy": "policy",
    "claim": "claim",
    "case": "case, ticket, matter, docket",
    "weight": "weight, mass, gewicht, poids, peso",
    "height": "height, hohe, hauteur, tall",
    "width": "width, breite, largeur, wide",
    "length": "length, lange, longueur, long",
    "depth": "depth, tiefe, deep",
    "volume": "volume, capacity",
    "temperature": "temperature, temp",
    "speed": "speed, velocity",
    "distance": "distance, mileage",
    "area": "area, floor space, surface, sqm, sqft, flache",
    "age": "age, aged, years old",
    "title": "job title, position, role, occupation, job",
    "department": "department, division, abteilung",
    "duration": "duration, term, period, laufzeit, duree, lasts, initial term, plazo, validity",
    "notice": "notice, notice period, kundigungsfrist, preavis, preaviso",
    "renewal": "renewal, renew, renews, renewed, extension, extend, extends, verlangerung, reconduction, prorroga",
    "warranty": "warranty, guarantee, gewahrleistung, garantie, garantia",
    "payment": "payment, payment terms, terms of payment, pay within, zahlungsziel, zahlungsbedingungen, conditions de paiement",
    "law": "governing law, governed, jurisdiction, applicable law, laws",
    "minimum": "minimum, min, least, lowest, low",
    "maximum": "maximum, max, most, highest, high, up to",
    "average": "average, mean, avg, median",
    "previous": "previous, prior, last year, prior year, vorjahr, earlier, former, past, old, alt, alter stand",
    "current": "current, present, new, neuer stand, this year",
    "currency": "currency, wahrung, devise, moneda",
    "description": "description, item, product, article, goods, beschreibung, bezeichnung, artikel, designation, descripcion, service, particulars, line item, material, part",
    "sku": "sku, item code, product code, part number, item no, article no, part no, artikelnummer, reference, ref, item number",
    "serial": "serial, serial number, s/n, serial no",
    "gross": "gross, brutto, brut",
    "first": "first name, given name, forename, vorname, prenom",
    "last": "last name, surname, family name, nachname, nom de famille",
    "origin": "origin, departure, depart, departs, departing",
    "destination": "destination, arrival, arrive, arrives, arriving",
    "diagnosis": "diagnosis, diagnosed",
    "dose": "dose, dosage",
    "status": "status, state of",
    "page": "page, pages, p, pp, seite, pagina",
    "clause": "section, clause, article no, paragraph, schedule, appendix, annex, exhibit, chapter, figure, table, footnote, step, §, sec, art",
    "place": "room, suite, floor, unit no, gate, apt, apartment, po box",
    "version": "version, release",
}
_PAPERS = {"invoice", "order", "contract", "policy", "claim"}
GENERIC = frozenset(
    "amount value number date name sum id identifier code no nr num type kind text info information detail detail field data line items "
    "item list record entry betrag montant importe datum fecha nummer numero numer figure level is has was are total_ full legal reference "
    "per of percent percentage pct rate in day month year week hour usd eur gbp".split()
)
_EMPTY = frozenset(
    "the a an and or to by on at for with as be this that it its our your any all shall will may der die das den dem des von und le la les de du "
    "des et el los las del y our we you their his her which who is are was were has have had been being into than so such".split()
)
_SUMS = frozenset("total subtotal tax discount shipping deposit price quantity fee cost tip rent balance penalty".split())
_RESULTS = frozenset("revenue profit cost cash debt assets equity operating margin budget".split())
DATES = frozenset("due issued start end termination birth death signed delivered shipped ordered hired created updated closed founded admitted discharged approved".split())
_REACHED_BY = frozenset("phone fax email website iban bic account routing taxid".split())
_SIZES = frozenset("weight height width length depth volume temperature speed distance area age".split())
RIVALS = (
    frozenset("author approver manager witness".split()),
    frozenset("vendor customer recipient landlord tenant lender borrower licensor licensee employer employee insurer insured patient doctor guarantor witness franchisor franchisee".split()),
    _SUMS,
    _RESULTS,
    frozenset("salary bonus".split()),
    DATES,
    _REACHED_BY,
    frozenset("invoice order contract policy claim case taxid account phone sku serial".split()),
    frozenset("minimum maximum average".split()),
    _SIZES,
    frozenset("first last".split()),
    frozenset("origin destination".split()),
    frozenset("opening closing".split()),
    frozenset("gross subtotal".split()),
    frozenset("gross net tare".split()),
    frozenset("previous current next".split()),
    frozenset("growth decline".split()),
    frozenset("budget actual previous".split()),
    frozenset("limit deductible premium".split()),
    frozenset("headcount revenue profit".split()),
    frozenset("renewal termination notice payment warranty duration".split()),
)
UNITS = frozenset(
    "kg g mg lb t km m cm mm mile sqm sqft ml l kw kwh mw w v a hz gb mb tb c f celsius bar psi k px min sec hr usd eur gbp chf "
    "day week month year hour minute second percent pct percentage".split()
)
MEASURES = frozenset("kg g mg lb km cm mm mile sqm sqft ml kwh mw gb mb bar psi celsius".split())
LOCATORS = frozenset({"page", "clause", "place", "version"})
NUMERIC = _SUMS | _RESULTS | _REACHED_BY | _SIZES | frozenset("salary bonus limit deductible premium headcount interest growth".split())
MONEY = frozenset(
    "total subtotal shipping deposit price fee cost tip rent balance penalty salary bonus revenue profit cash debt assets equity budget "
    "premium deductible limit amount sum".split()
)
COUNTED = frozenset("quantity headcount age duration notice day month year week hour minute count".split())
TIME_UNITS = {"day": 1, "tag": 1, "jour": 1, "dia": 1, "week": 7, "woche": 7, "semaine": 7, "semana": 7, "month": 30, "monat": 30,
              "mois": 30, "mes": 30, "year": 365, "jahr": 365, "an": 365, "annee": 365, "ano": 365, "hour": 0, "minute": 0, "second": 0}
_WORD = re.compile(r"[^\W_]+(?:['/.][^\W_]+)*|[§%#]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+|(?<=[a-z])(?=\d)")
_ENDINGS = ("ations", "ation", "ically", "ments", "ment", "ables", "able", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "als", "ally", "ably",
            "ances", "ance", "ences", "ence", "ives", "ive", "ities", "ity", "ions", "ion", "ors", "ed", "er", "or", "es", "ly", "al", "s", "e", "y")  # fmt: skip


@lru_cache(65536)
def stem(word: str) -> str:
    """Cut a word to what its forms share: renews, renewal and renewed are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004 - shorter says nothing
            return word[: -len(ending)]
    return word


def singular(word: str) -> str:
    """Cut a plain plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word  # noqa: PLR2004


def _phrases() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for concept, phrases in _CONCEPTS.items():
        for phrase in phrases.split(","):
            words = tuple(_WORD.findall(phrase))
            found.setdefault(words, concept)
    for words, concept in list(found.items()):
        found.setdefault(tuple(map(singular, words)), concept)
    return found


_COMPOUNDS = {"gesamt": "total", "netto": "subtotal", "brutto": "gross", "rechnungs": "invoice", "liefer": "delivered", "kunden": "customer",
              "vertrags": "contract", "zahlungs": "payment", "geburts": "birth"}  # fmt: skip
_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))
_STARTS = frozenset(words[0] for words in _PHRASES)
CONCEPTS = frozenset(_CONCEPTS)


@lru_cache(8192)
def terms(text: str) -> tuple[str, ...]:
    """Give the terms of a piece of text: a concept where its words are known, else the stem of the word."""
    words = _WORD.findall(fold(text))
    found: list[str] = []
    position = 0
    while position < len(words):
        length, term = _term(words, position)
        if term:
            found.append(term)
        if length > 1:  # "amount due" is a total, and an amount too
            parts = words[position : position + length]
            found += [word for word in map(singular, parts) if word in GENERIC]
            found += [_PHRASES[word,] for word in parts if _PHRASES.get((word,)) in _PAPERS - {term}]
        position += length
    return tuple(found)


def name_terms(name: str) -> tuple[str, ...]:
    """Give the terms of a field's name, in whatever case it is written."""
    return terms(" ".join(_CAMEL.split(name)))


def words_of_name(name: str) -> list[str]:
    """Give the words of a field's name, folded."""
    return _WORD.findall(fold(" ".join(_CAMEL.split(name))))


def _term(words: list[str], position: int) -> tuple[int, str]:
    word = singular(words[position])
    if words[position] in _STARTS or word in _STARTS:
        for length in range(min(_LONGEST, len(words) - position), 0, -1):
            phrase = words[position : position + length]
            if concept := _PHRASES.get(tuple(phrase)) or _PHRASES.get(tuple(map(singular, phrase))):
                return length, concept
    for beginning, concept in _COMPOUNDS.items():
        if word.startswith(beginning) and len(word) > len(beginning) + 3:  # noqa: PLR2004 - a word of its own follows
            return 1, concept
    return 1, "" if word in _EMPTY else (word if word in GENERIC else stem(word))
