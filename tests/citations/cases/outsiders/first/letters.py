# fmt: off
"""Traps, repeated values, invented values, several documents, absent optionals."""
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Literal

from pydantic import BaseModel

from tests.citations.cases.outsiders.first.marked import case


class Quote(BaseModel):
    quote_number: str; quantity: int; unit_price: Decimal; discount_percent: float | None = None; total: Decimal; valid_days: int
case("quote-trap-qty", "quote", "en", "trap", Quote, {"quote_number": "Q-30", "quantity": 30, "unit_price": "12.00", "discount_percent": None, "total": "360.00", "valid_days": 14},
"""Quotation [[quote_number|Q-30]], Suite 30, 30 Harbour Road
30 days net. Valid for [[valid_days|14 days]].
Qty [[quantity|30]] pcs Brass hinge @ [[unit_price|12.00]] = [[total|360.00]]
""")
class Inv(BaseModel):
    invoice_number: str; subtotal: Decimal; vat_rate: float; vat: Decimal; total: Decimal; paid: Decimal; due: Decimal
case("inv-equal-totals", "invoice", "en", "same_value", Inv, {"invoice_number": "7781", "subtotal": "500.00", "vat_rate": 0.2, "vat": "100.00", "total": "600.00", "paid": "100.00", "due": "500.00"},
"""INVOICE [[invoice_number|7781]]
Subtotal        [[subtotal|500.00]]
VAT @ [[vat_rate|20%]]       [[vat|100.00]]
Total           [[total|600.00]]
Amount paid    [[paid|(100.00)]]
Balance due     [[due|500.00]]
""", mode="responses_pdf")
case("inv-invented", "invoice", "en", "invented", Inv, {"invoice_number": "7782", "subtotal": "480.00", "vat_rate": 0.21, "vat": "100.80", "total": "580.80", "paid": "0.00", "due": "580.80"},
"""INVOICE [[invoice_number|7782]]
Net amount      [[subtotal|480.00]]
Order ref 580-80, 21 boxes
Please pay on receipt.
""", mode="claude")
class Car(BaseModel):
    make: str; model_name: str; year: int; mileage_km: int; price: Decimal; doors: int; owners: int; accident_free: bool
case("car-de-trap", "listing", "de", "trap", Car, {"make": "Škoda", "model_name": "Octavia Combi", "year": 2018, "mileage_km": 87500, "price": "13900", "doors": 5, "owners": 2, "accident_free": True},
"""[[make|Škoda]] [[model_name|Octavia Combi]] 2.0 TDI, EZ 05/[[year|2018]], [[mileage_km|87.500 km]]
HU neu bis 05/2026, [[owners|2. Hand]], [[doors|5-türig]], [[accident_free|unfallfrei]], 5 Gänge
VB [[price|13.900 €]]
""", mode="gemini")
class Person(BaseModel):
    name: str; age: int; city: str; children: int
case("article-age", "article", "en", "trap", Person, {"name": "Delphine Arceneaux", "age": 42, "city": "Lafayette", "children": 3},
"""At 42 Main Street, [[city|Lafayette]], the bakery opens at 3. Its owner, [[name|Delphine Arceneaux]], [[age|42]], has worked there for 3 decades. "My [[children|three kids]] grew up among the ovens", she says.
""", mode="claude")
class Event(BaseModel):
    title: str; starts: date; ends: date; fee: Decimal; early_bird_fee: Decimal; early_bird_until: date; capacity: int
case("event-range", "event", "en", "date", Event, {"title": "Summer School on Glaciology", "starts": "2025-07-07", "ends": "2025-07-18", "fee": "640", "early_bird_fee": "520", "early_bird_until": "2025-04-30", "capacity": 35},
"""[[title|Summer School on Glaciology]], Svalbard, [[starts|7]]–[[ends|18 July 2025]]
Fee: EUR [[fee|640]] (EUR [[early_bird_fee|520]] if paid by [[early_bird_until|30/4/25]]). Limited to [[capacity|35]] participants.
""", mode="claude")
class Evento(BaseModel):
    titolo: str; inizio: date; fine: date; biglietto: Decimal; ridotto: Decimal; gratuito_under: int
case("evento-it", "event", "it", "date", Evento, {"titolo": "Caravaggio e il suo tempo", "inizio": "2025-09-20", "fine": "2026-01-06", "biglietto": "15", "ridotto": "11.50", "gratuito_under": 14},
"""[[titolo|Caravaggio e il suo tempo]]
Palazzo Reale, dal [[inizio|20 settembre 2025]] al [[fine|6 gennaio 2026]]
Biglietto intero [[biglietto|€ 15]], ridotto [[ridotto|€ 11,50]]; ingresso gratuito sotto i [[gratuito_under|14 anni]].
""", mode="responses")
class Shipment(BaseModel):
    sender: str; receiver: str; sender_city: str; receiver_city: str; weight_kg: float; pieces: int
case("parcel-two-cities", "shipping", "en", "same_value", Shipment, {"sender": "Ferris & Sons", "receiver": "Ferris & Sons", "sender_city": "Cork", "receiver_city": "Galway", "weight_kg": 2.0, "pieces": 2},
"""CONSIGNMENT NOTE
From: [[sender|Ferris & Sons]], 2 Quay Street, [[sender_city|Cork]]
To: [[receiver|Ferris & Sons]], 14 Dock Road, [[receiver_city|Galway]]
Pieces: [[pieces|2]]   Weight: [[weight_kg|2 kg]]
""")
class Loan(BaseModel):
    principal: Decimal; rate_percent: float; term_months: int; monthly_payment: Decimal; first_payment: date; total_interest: Decimal
case("loan-term", "bank", "en", "computed", Loan, {"principal": "24000", "rate_percent": 6.25, "term_months": 48, "monthly_payment": "566.40", "first_payment": "2025-12-01", "total_interest": "3187.20"},
"""LOAN OFFER
Amount of credit: [[principal|$24,000]]
Annual percentage rate: [[rate_percent|6.25 %]]
Repayable over [[term_months|4 years]] in equal monthly instalments of [[monthly_payment|$566.40]], the first on [[first_payment|December 1st, 2025]].
""", mode="claude")
class Clinical(BaseModel):
    systolic: int; diastolic: int; pulse: int; temperature_c: float; weight_kg: float; height_cm: int; bmi: float; o2_percent: int
case("vitals", "medical", "en", "unit", Clinical, {"systolic": 128, "diastolic": 82, "pulse": 71, "temperature_c": 36.8, "weight_kg": 71.0, "height_cm": 178, "bmi": 22.4, "o2_percent": 98},
"""Vitals 08:15 — BP [[systolic|128]]/[[diastolic|82]] mmHg, HR [[pulse|71]], T [[temperature_c|36.8 °C]], SpO2 [[o2_percent|98 %]] on room air
Weight [[weight_kg|71 kg]], height [[height_cm|1.78 m]]
""", mode="claude")
class Contract(BaseModel):
    party_a: str; party_b: str; effective: date; notice_days: int; governing_law: str; auto_renew: bool; exclusive: bool; liability_cap: Decimal | None = None
case("nda-bools", "contract", "en", "bool", Contract, {"party_a": "Orrin Labs, Inc.", "party_b": "Quillfeather Media GmbH", "effective": "2024-12-02", "notice_days": 60, "governing_law": "laws of the State of Delaware", "auto_renew": True, "exclusive": False, "liability_cap": None},
"""This Agreement is entered into as of [[effective|December 2, 2024]] by and between [[party_a|Orrin Labs, Inc.]] and [[party_b|Quillfeather Media GmbH]].
4. The term shall [[auto_renew|automatically renew for successive one-year periods]] unless either party gives [[notice_days|sixty (60) days]]' written notice.
7. This licence is [[exclusive|non-exclusive]] and non-transferable.
11. This Agreement is governed by the [[governing_law|laws of the State of Delaware]].
""", mode="claude")
class Vertrag(BaseModel):
    auftraggeber: str; auftragnehmer: str; beginn: date; verguetung: Decimal; kuendigungsfrist_wochen: int; wettbewerbsverbot: bool; vertragsstrafe: Decimal | None = None; skonto_prozent: float | None = None
case("vertrag-de-bools", "contract", "de", "bool", Vertrag, {"auftraggeber": "Nordlicht Medien GmbH", "auftragnehmer": "Sina Albrecht", "beginn": "2025-11-01", "verguetung": "95.00", "kuendigungsfrist_wochen": 4, "wettbewerbsverbot": False, "vertragsstrafe": None, "skonto_prozent": 2.0},
"""Freier-Mitarbeiter-Vertrag zwischen [[auftraggeber|Nordlicht Medien GmbH]] (Auftraggeberin) und [[auftragnehmer|Sina Albrecht]] (Auftragnehmerin)
§ 1 Der Vertrag beginnt am [[beginn|1.11.2025]] und kann mit einer Frist von [[kuendigungsfrist_wochen|vier Wochen]] gekündigt werden.
§ 3 Die Auftragnehmerin erhält [[verguetung|95 €]] je Stunde; bei Zahlung binnen 10 Tagen [[skonto_prozent|2 % Skonto]].
§ 5 [[wettbewerbsverbot|Ein Wettbewerbsverbot besteht nicht]].
""", mode="claude")
class Contrato(BaseModel):
    arrendador: str; arrendatario: str; renta: Decimal; fianza: Decimal; inicio: date; mascotas: bool; amueblado: bool
case("contrato-es", "lease", "es", "bool", Contrato, {"arrendador": "Doña Remedios Cano Vidal", "arrendatario": "Don Saúl Pérez Ibáñez", "renta": "925.00", "fianza": "925.00", "inicio": "2025-03-01", "mascotas": False, "amueblado": True},
"""CONTRATO DE ARRENDAMIENTO
De una parte, [[arrendador|Doña Remedios Cano Vidal]], como arrendadora; y de otra, [[arrendatario|Don Saúl Pérez Ibáñez]], como arrendatario.
PRIMERA. Se arrienda la [[amueblado|vivienda amueblada]] sita en calle Mayor 3.
SEGUNDA. La duración será de un año a partir del [[inicio|1 de marzo de 2025]].
TERCERA. La renta mensual será de [[renta|925,00 euros]].
CUARTA. En concepto de fianza se entrega la cantidad de [[fianza|925,00 euros]].
QUINTA. [[mascotas|Queda prohibida la tenencia de animales]].
""", mode="gemini_pdf")
class Survey(BaseModel):
    respondents: int; response_rate: float; satisfied_percent: float; dissatisfied_percent: float; margin_of_error: float; nps: int
case("survey-percent", "report", "en", "percent", Survey, {"respondents": 1204, "response_rate": 0.372, "satisfied_percent": 68.0, "dissatisfied_percent": 11.0, "margin_of_error": 2.8, "nps": 31},
"""Of those invited, [[respondents|1 204]] answered (response rate [[response_rate|37.2 per cent]]).
[[satisfied_percent|68%]] said they were satisfied, [[dissatisfied_percent|11%]] dissatisfied, 21% neither. Margin of error ±[[margin_of_error|2.8]] points. NPS: [[nps|+31]].
""", mode="claude")
class Quarter(BaseModel):
    revenue_musd: float; net_income_musd: float; eps: Decimal; revenue_growth_percent: float; employees: int; guidance_low: float; guidance_high: float; operating_cash_flow: int
case("earnings-scale", "report", "en", "unit", Quarter, {"revenue_musd": 1240.0, "net_income_musd": -38.5, "eps": "-0.21", "revenue_growth_percent": -4.2, "employees": 12400, "guidance_low": 1.18, "guidance_high": 1.22, "operating_cash_flow": 96300000},
"""Third-quarter revenue was [[revenue_musd|$1.24 billion]], [[revenue_growth_percent|down 4.2 %]] year on year. Net loss was [[net_income_musd|$38.5 million]], or [[eps|$(0.21)]] per share.
Cash flow from operations: [[operating_cash_flow|$96.3M]]. Headcount: [[employees|12.4 thousand]].
The company guides for fourth-quarter revenue of $[[guidance_low|1.18]]–[[guidance_high|1.22]] billion.
""", mode="claude")
class Bilanz(BaseModel):
    umsatz: Decimal; jahresfehlbetrag: Decimal; eigenkapitalquote: float; mitarbeiter: int; vorjahr_umsatz: Decimal
case("bilanz-de", "report", "de", "unit", Bilanz, {"umsatz": "48300000", "jahresfehlbetrag": "-1200000", "eigenkapitalquote": 31.4, "mitarbeiter": 412, "vorjahr_umsatz": "51000000"},
"""Der Umsatz sank auf [[umsatz|48,3 Mio. €]] (Vorjahr: [[vorjahr_umsatz|51,0 Mio. €]]). Der Jahresfehlbetrag beläuft sich auf [[jahresfehlbetrag|1,2 Mio. €]].
Eigenkapitalquote: [[eigenkapitalquote|31,4 %]]. Mitarbeiter zum 31.12.: [[mitarbeiter|412]].
""")
class TableRow(BaseModel):
    sku: str; qty: int; price: Decimal
class PO(BaseModel):
    po: str; rows: list[TableRow]; total_qty: int; total: Decimal
case("po-permuted", "invoice", "en", "table", PO, {"po": "4500017", "rows": [{"sku": "K-200", "qty": 10, "price": "5.00"}, {"sku": "K-100", "qty": 5, "price": "10.00"}, {"sku": "K-300", "qty": 10, "price": "10.00"}], "total_qty": 25, "total": "200.00"},
"""PO [[po|4500017]]
SKU     Qty   Price
[[rows[1].sku|K-100]]   [[rows[1].qty|5]]     [[rows[1].price|10.00]]
[[rows[0].sku|K-200]]   [[rows[0].qty|10]]    [[rows[0].price|5.00]]
[[rows[2].sku|K-300]]   [[rows[2].qty|10]]    [[rows[2].price|10.00]]
Total   [[total_qty|25]]    [[total|200.00]]
""", mode="claude")
case("po-csv", "invoice", "en", "table", PO, {"po": "PO-9", "rows": [{"sku": "A1", "qty": 3, "price": "3.00"}, {"sku": "A2", "qty": 3, "price": "3.00"}, {"sku": "A3", "qty": 1, "price": "7.50"}], "total_qty": 7, "total": "25.50"},
"""po,sku,qty,price
[[po|PO-9]],[[rows[0].sku|A1]],[[rows[0].qty|3]],[[rows[0].price|3.00]]
[[po|PO-9]],[[rows[1].sku|A2]],[[rows[1].qty|3]],[[rows[1].price|3.00]]
[[po|PO-9]],[[rows[2].sku|A3]],[[rows[2].qty|1]],[[rows[2].price|7.50]]
""", mode="responses")
case("po-markdown", "invoice", "en", "table", PO, {"po": "88-A", "rows": [{"sku": "Bolt M8", "qty": 200, "price": "0.12"}, {"sku": "Nut M8", "qty": 200, "price": "0.05"}], "total_qty": 400, "total": "34.00"},
"""**Order** [[po|88-A]]

| sku | qty | price |
|---|---:|---:|
| [[rows[0].sku|Bolt M8]] | [[rows[0].qty|200]] | [[rows[0].price|0.12]] |
| [[rows[1].sku|Nut M8]] | [[rows[1].qty|200]] | [[rows[1].price|0.05]] |

Total: [[total|34.00]]
""", mode="claude")
class Stock(BaseModel):
    items: list[TableRow]
case("price-list-columns", "invoice", "fr", "table", Stock, {"items": [{"sku": "Vis 4x40", "qty": 100, "price": "4.90"}, {"sku": "Vis 5x50", "qty": 50, "price": "4.90"}, {"sku": "Cheville 8", "qty": 100, "price": "3.20"}]},
"""Désignation ; Quantité ; Prix
[[items[0].sku|Vis 4x40]] ; [[items[0].qty|100]] ; [[items[0].price|4,90 €]]
[[items[1].sku|Vis 5x50]] ; [[items[1].qty|50]] ; [[items[1].price|4,90 €]]
[[items[2].sku|Cheville 8]] ; [[items[2].qty|100]] ; [[items[2].price|3,20 €]]
""", mode="gemini")
# vertical records
class Guest(BaseModel):
    name: str; room: str; nights: int; rate: Decimal; breakfast: bool
class Bookings(BaseModel):
    hotel: str; guests: list[Guest]
case("hotel-records", "travel", "en", "nested", Bookings, {"hotel": "Pension Edelweiss", "guests": [{"name": "Ola Nordmann", "room": "12", "nights": 3, "rate": "95.00", "breakfast": True}, {"name": "Kari Nordmann", "room": "14", "nights": 3, "rate": "95.00", "breakfast": False}, {"name": "Per Hansen", "room": "3", "nights": 12, "rate": "80.00", "breakfast": True}]},
"""[[hotel|Pension Edelweiss]] — arrivals

Guest: [[guests[0].name|Ola Nordmann]]
Room: [[guests[0].room|12]]
Nights: [[guests[0].nights|3]]
Rate: [[guests[0].rate|95.00]]
Breakfast: [[guests[0].breakfast|yes]]

Guest: [[guests[1].name|Kari Nordmann]]
Room: [[guests[1].room|14]]
Nights: [[guests[1].nights|3]]
Rate: [[guests[1].rate|95.00]]
Breakfast: [[guests[1].breakfast|no]]

Guest: [[guests[2].name|Per Hansen]]
Room: [[guests[2].room|3]]
Nights: [[guests[2].nights|12]]
Rate: [[guests[2].rate|80.00]]
Breakfast: [[guests[2].breakfast|yes]]
""", mode="claude")
class Addr(BaseModel):
    street: str; postcode: str; city: str; country: str | None = None
class Order(BaseModel):
    billing: Addr; shipping: Addr; gift: bool; order_no: str
case("addresses-nested", "invoice", "de", "nested", Order, {"billing": {"street": "Lindenweg 5", "postcode": "80331", "city": "München", "country": None}, "shipping": {"street": "Am Markt 1a", "postcode": "80331", "city": "München", "country": None}, "gift": True, "order_no": "303-118"},
"""Bestellung [[order_no|303-118]]
Rechnungsadresse:
[[billing.street|Lindenweg 5]]
[[billing.postcode|80331]] [[billing.city|München]]
Lieferadresse:
[[shipping.street|Am Markt 1a]]
[[shipping.postcode|80331]] [[shipping.city|München]]
[[gift|Als Geschenk verpacken: ja]]
""")
class Family(BaseModel):
    applicant: str; spouse: str | None = None; children: list[str]; household_size: int; income: Decimal
case("names-initials", "form", "en", "initials", Family, {"applicant": "Jonathan Edward Pike", "spouse": "Maria Teresa Pike", "children": ["Ella Pike", "Noah J. Pike"], "household_size": 4, "income": "52000"},
"""Applicant: [[applicant|Pike, Jonathan E.]]
Spouse: [[spouse|M. T. Pike]]
Dependants: [[children[0]|Ella Pike]] (9), [[children[1]|Noah Pike]] (4)
Household size: [[household_size|4]]     Gross income: [[income|$52k]]
""", mode="claude")
class Cit(BaseModel):
    authors: list[str]; title: str; pages: str; volume: int; year: int
case("biblio-initials", "abstract", "en", "initials", Cit, {"authors": ["Margaret L. Atherton", "Robert Atherton", "Wei Zhang"], "title": "Sediment transport in braided rivers", "pages": "112-131", "volume": 47, "year": 2009},
"""[[authors[0]|Atherton, M.L.]], [[authors[1]|Atherton, R.]] & [[authors[2]|Zhang, W.]] ([[year|2009]]). [[title|Sediment transport in braided rivers]]. Geomorphology Letters [[volume|47]]: [[pages|112–131]].
""", mode="gemini")
class Meter(BaseModel):
    meter_no: str; previous: float; current: float; consumption_kwh: float; price_per_kwh: Decimal; amount: Decimal; tariff: str
case("meter-fr", "utility", "fr", "computed", Meter, {"meter_no": "09 125 887 331", "previous": 18204, "current": 18977, "consumption_kwh": 773, "price_per_kwh": "0.2516", "amount": "194.49", "tariff": "Base 6 kVA"},
"""Compteur n° [[meter_no|09125887331]] — option [[tariff|Base 6 kVA]]
Ancien index : [[previous|18 204]]     Nouvel index : [[current|18 977]]
Prix du kWh : [[price_per_kwh|0,2516 €]]
Montant : [[amount|194,49 €]]
""")
class Gas(BaseModel):
    kunde: str; zaehlernummer: str; verbrauch_kwh: int; abschlag: Decimal; nachzahlung: Decimal; zeitraum_von: date; zeitraum_bis: date
case("gas-de", "utility", "de", "same_value", Gas, {"kunde": "Erika Baumgärtner", "zaehlernummer": "7GMT0060044412", "verbrauch_kwh": 14210, "abschlag": "121.00", "nachzahlung": "121.00", "zeitraum_von": "2024-02-01", "zeitraum_bis": "2025-01-31"},
"""Jahresabrechnung Gas — Frau [[kunde|Erika Baumgärtner]]
Abrechnungszeitraum [[zeitraum_von|01.02.2024]] bis [[zeitraum_bis|31.01.2025]]
Zähler [[zaehlernummer|7GMT 0060 0444 12]]   Verbrauch [[verbrauch_kwh|14.210 kWh]]
Nachzahlung: [[nachzahlung|121,00 €]]
Ihr neuer monatlicher Abschlag: [[abschlag|121,00 €]]
""", mode="claude_pdf")
class Absent(BaseModel):
    company: str; phone: str | None = None; fax: str | None = None; website: str | None = None; vat_id: str | None = None; contact: str | None = None
case("absent-optionals", "contact", "en", "optional_absent", Absent, {"company": "Ketterick Stone Yard", "phone": "01768 555 301", "fax": None, "website": "https://www.ketterickstone.example", "vat_id": None, "contact": None},
"""[[company|Ketterick Stone Yard]], open Mon–Sat
Tel: [[phone|01768 555301]]
[[website|www.ketterickstone.example]]
""")
class WithDefault(BaseModel):
    title: str; currency: str = "USD"; priority: int = 1; tags: list[str] = []; archived: bool = False
case("defaults-absent", "form", "en", "optional_absent", WithDefault, {"title": "Broken gate latch", "currency": "USD", "priority": 1, "tags": [], "archived": False},
"""Ticket: [[title|Broken gate latch]]
Reported by tenant in flat 1 on 1 May. The latch fell off.
""", mode="claude")
case("defaults-omitted", "form", "en", "optional_absent", WithDefault, {"title": "Leaking tap, flat 1"},
"""Ticket: [[title|Leaking tap, flat 1]]
Reported by tenant in flat 1 on 1 May.
""", mode="claude")
# Several documents
class Compare(BaseModel):
    bidder_a: str; price_a: Decimal; delivery_weeks_a: int; bidder_b: str; price_b: Decimal; delivery_weeks_b: int; cheapest: str
case("two-bids", "quote", "en", "multi_doc", Compare, {"bidder_a": "Halden Joinery", "price_a": "18400", "delivery_weeks_a": 6, "bidder_b": "Mossop Carpentry Ltd", "price_b": "17950", "delivery_weeks_b": 8, "cheapest": "Mossop Carpentry Ltd"},
"""OFFER by [[bidder_a|Halden Joinery]]
Price: [[price_a|18,400]] excluding VAT
Delivery: [[delivery_weeks_a|6 weeks]]
""",
"""TENDER
Bidder: [[bidder_b,?cheapest|Mossop Carpentry Ltd]]
Our price is [[price_b|£17,950]].
We deliver within [[delivery_weeks_b|eight weeks]].
""", mode="claude")
class Match3(BaseModel):
    po_number: str; po_total: Decimal; invoice_number: str; invoice_total: Decimal; delivered_on: date; delivery_note: str
case("three-way-match", "invoice", "en", "multi_doc", Match3, {"po_number": "PO-6613", "po_total": "2040.00", "invoice_number": "INV-0099", "invoice_total": "2040.00", "delivered_on": "2025-02-14", "delivery_note": "DN-771"},
"""PURCHASE ORDER [[po_number|PO-6613]]
Total: [[po_total|2,040.00]]
Delivery requested by 14 Feb 2025
""", """INVOICE [[invoice_number|INV-0099]]
Your order: [[po_number|PO-6613]]
Total: [[invoice_total|2,040.00]]
""", """DELIVERY NOTE [[delivery_note|DN-771]]
Order [[po_number|PO-6613]]
Delivered on [[delivered_on|14.02.2025]]
""", mode="claude_pdf")
# Prompt example must not be evidence
class Film(BaseModel):
    title: str; director: str; year: int; rating: float
case("prompt-example", "article", "en", "trap", Film, {"title": "The Salt Road", "director": "Ines Valverde", "year": 2016, "rating": 8.5},
"""[[title|The Salt Road]], a film by [[director|Ines Valverde]]. A quiet study of fishermen in [[year|2016]].
""", prompt='Extract the film. Example of the answer: {"title": "Jaws", "director": "Steven Spielberg", "year": 1975, "rating": 8.5}')
class Weather(BaseModel):
    station: str; min_c: float; max_c: float; rain_mm: float; wind_kmh: int; gust_kmh: int; sunrise: time; sunset: time
case("weather-es", "report", "es", "number_locale", Weather, {"station": "Sierra Nevada", "min_c": -3.4, "max_c": 7.0, "rain_mm": 0.0, "wind_kmh": 35, "gust_kmh": 70, "sunrise": "07:58:00", "sunset": "19:02:00"},
"""Estación: [[station|Sierra Nevada]]. Mínima [[min_c|-3,4 °C]], máxima [[max_c|7 °C]]. [[rain_mm|Sin precipitación]]. Viento de [[wind_kmh|35 km/h]] con rachas de [[gust_kmh|70 km/h]].
Orto [[sunrise|7:58]], ocaso [[sunset|19:02]].
""", mode="claude")
class Auction(BaseModel):
    lot: int; artist: str; work: str; year: int; estimate_low: int; estimate_high: int; hammer_price: int; premium_percent: float; signed: bool; provenance: str | None = None
case("auction-lot", "listing", "en", "trap", Auction, {"lot": 1912, "artist": "Pauline Voss-Arnaud", "work": "Harbour at Collioure", "year": 1912, "estimate_low": 8000, "estimate_high": 12000, "hammer_price": 12000, "premium_percent": 25.0, "signed": True, "provenance": None},
"""Lot [[lot|1912]]
[[artist|PAULINE VOSS-ARNAUD]] (1880–1951)
[[work|Harbour at Collioure]], [[year|1912]]
[[signed|signed lower left]], oil on canvas, 46 x 61 cm
Estimate £[[estimate_low|8,000]] – [[estimate_high|12,000]]
Hammer price £[[hammer_price|12,000]] (plus [[premium_percent|25%]] buyer's premium)
""", mode="responses")
class Exam(BaseModel):
    student: str; matriculation: str; subject: str; grade: Literal["A","B","C","D","F"]; points: int; max_points: int; passed: bool; retake: bool | None = None
case("exam-enum", "form", "en", "enum", Exam, {"student": "Chidi Anozie", "matriculation": "20211177", "subject": "Linear Algebra II", "grade": "B", "points": 77, "max_points": 100, "passed": True, "retake": None},
"""Transcript — [[student|Anozie, Chidi]] — Matr. no. [[matriculation|2021-1177]]
Section B, Room A
[[subject|Linear Algebra II]]: [[points|77]] of [[max_points|100]] points, grade [[grade|B]], [[passed|passed]]
""", mode="claude")
class Prio(str, Enum):
    LOW = "low"; MEDIUM = "medium"; HIGH = "high"
class State(Enum):
    OPEN = "open"; IN_PROGRESS = "in_progress"; CLOSED = "closed"
class Ticket(BaseModel):
    id: str; priority: Prio; state: State; assignee: str | None = None; opened: datetime; hours_spent: float; customer_impact: bool
case("ticket-enum", "form", "en", "enum", Ticket, {"id": "OPS-1204", "priority": "high", "state": "in_progress", "assignee": "Lena Fischer", "opened": "2025-01-06T09:12:00", "hours_spent": 3.5, "customer_impact": True},
"""[[id|OPS-1204]]  High memory usage on db-3
Priority: [[priority|High]]     State: [[state|In progress]]     Assignee: [[assignee|Lena Fischer]]
Opened: [[opened|2025-01-06 09:12]]    Time spent: [[hours_spent|3h 30m]]
[[customer_impact|Customers are affected]]: open tickets in EU.
""")
class TicketDe(BaseModel):
    status: Literal["paid", "unpaid", "overdue"]; payment_method: Literal["cash", "card", "transfer"]; amount: Decimal
case("enum-translated", "invoice", "de", "enum_translated", TicketDe, {"status": "paid", "payment_method": "card", "amount": "18.70"},
"""Bistro am Dom — Rechnung
Summe EUR [[amount|18,70]]
[[status,payment_method|Bezahlt]] mit [[payment_method|Kreditkarte]]
Vielen Dank!
""")
class Genre(BaseModel):
    country: str; currency: str; language: str; gender: Literal["male","female","other"]; marital_status: Literal["single","married"]
case("enum-forms", "form", "en", "enum_translated", Genre, {"country": "Germany", "currency": "EUR", "language": "English", "gender": "female", "marital_status": "single"},
"""Registration form
Nationality: [[country|German]]     Sex: [[gender|F]]     Civil status: [[marital_status|Single]]
Fee: [[currency|€]] 40     Correspondence in: [[language|English]]
""", mode="claude")
class Times(BaseModel):
    opens: time; closes: time; kitchen_closes: time; closed_on: str; happy_hour_start: time
case("opening-hours", "menu", "en", "date", Times, {"opens": "11:00:00", "closes": "23:30:00", "kitchen_closes": "22:00:00", "closed_on": "Monday", "happy_hour_start": "17:00:00"},
"""Open Tuesday to Sunday [[opens|11 a.m.]] – [[closes|11.30 p.m.]], kitchen until [[kitchen_closes|10pm]].
Closed on [[closed_on|Mondays]]. Happy hour from [[happy_hour_start|5 o'clock]].
""", mode="claude")
class Dates(BaseModel):
    signed: date; expires: date; born: date; issued: date; renewed: date; quarter_end: date
case("date-writings", "form", "en", "date", Dates, {"signed": "2024-03-05", "expires": "2034-03-04", "born": "1999-12-31", "issued": "2024-03-12", "renewed": "2024-07-01", "quarter_end": "2024-09-30"},
"""Signed on the [[signed|fifth day of March, 2024]]
Expires [[expires|04MAR2034]]
Born [[born|31-Dec-99]]
Issued [[issued|2024.03.12]]
Renewed [[renewed|1 Jul '24]]
Quarter ended [[quarter_end|Sept. 30, 2024]]
""", mode="claude")
class Ambig(BaseModel):
    received: date; reviewed: date
case("date-ambiguous-us", "form", "en", "date", Ambig, {"received": "2025-03-04", "reviewed": "2025-04-03"},
"""Date received (MM/DD/YYYY): [[received|03/04/2025]]
Date reviewed (MM/DD/YYYY): [[reviewed|04/03/2025]]
""")
case("date-ambiguous-uk", "form", "en", "date", Ambig, {"received": "2025-04-03", "reviewed": "2025-03-04"},
"""Date received (dd/mm/yyyy): [[received|03/04/2025]]
Date reviewed (dd/mm/yyyy): [[reviewed|04/03/2025]]
""", mode="claude")
class Zero(BaseModel):
    defects: int; warnings: int; passed_tests: int; uptime_percent: float; reboots: int
case("zeros-ones", "report", "en", "trap", Zero, {"defects": 0, "warnings": 1, "passed_tests": 100, "uptime_percent": 100.0, "reboots": 0},
"""QA summary, build 100.1.0
[[defects|No defects]] were found; [[warnings|one warning]]. All [[passed_tests|100]] tests passed. Uptime [[uptime_percent|100 %]].
""", mode="gemini")
class Biblio(BaseModel):
    isbn: str; title: str; publisher: str; edition: int; pages: int; price_eur: Decimal; price_chf: Decimal
case("isbn", "listing", "de", "id", Biblio, {"isbn": "9783161484100", "title": "Das Schweigen der Pässe", "publisher": "Edition Firn", "edition": 2, "pages": 312, "price_eur": "24.90", "price_chf": "34.50"},
"""[[title|Das Schweigen der Pässe]]. Roman. [[publisher|Edition Firn]], Chur.
[[edition|2. Auflage]], [[pages|312 S.]], ISBN [[isbn|978-3-16-148410-0]]
€ [[price_eur|24,90]] (D) / CHF [[price_chf|34.50]]
""")
class Visa(BaseModel):
    passport_no: str; surname: str; given_names: str; nationality: str; sex: Literal["M","F"]; valid_until: date; entries: Literal["single","multiple"]; duration_days: int
case("visa", "form", "fr", "enum_translated", Visa, {"passport_no": "15AX44210", "surname": "N'DIAYE", "given_names": "Aminata Rose", "nationality": "sénégalaise", "sex": "F", "valid_until": "2025-12-20", "entries": "multiple", "duration_days": 90},
"""VISA SCHENGEN — passeport n° [[passport_no|15 AX 44210]]
Nom : [[surname|N’DIAYE]]    Prénoms : [[given_names|Aminata Rose]]    Sexe : [[sex|F]]
Nationalité : [[nationality|sénégalaise]]
Valable jusqu'au [[valid_until|20-12-25]]   Nombre d'entrées : [[entries|MULT]]   Durée du séjour : [[duration_days|90 jours]]
""", mode="claude")
class Dup(BaseModel):
    seller: str; buyer: str; signatory_seller: str; signatory_buyer: str; price: Decimal; commission: Decimal
case("label-decides", "contract", "en", "same_value", Dup, {"seller": "Amos Greer", "buyer": "Lydia Hart", "signatory_seller": "Lydia Hart", "signatory_buyer": "Lydia Hart", "price": "9000", "commission": "9000"},
"""BILL OF SALE
Seller: [[seller|Amos Greer]]
Buyer: [[buyer|Lydia Hart]]
Price: [[price|$9,000]]
Commission: [[commission|$9,000]]
Signed for the Seller: [[signatory_seller|Lydia Hart]]
Signed for the Buyer: [[signatory_buyer|Lydia Hart]]
""")
class OnlyOther(BaseModel):
    supplier: str; delivery_date: date | None = None; warranty_months: int; total: Decimal
case("value-elsewhere", "quote", "en", "invented", OnlyOther, {"supplier": "Pellworth Pumps", "delivery_date": "2025-05-01", "warranty_months": 24, "total": "1150.00"},
"""Offer from [[supplier|Pellworth Pumps]], printed 2025-05-01
Opening hours: 24/7. Spare parts from 1,150.00 pieces in stock.
Total price on request.
""")
class Long(BaseModel):
    summary: str; conclusion: str; limitation: str
case("paraphrase", "abstract", "en", "paraphrase", Long, {"summary": "The bridge was closed because of cracks in two of its hangers.", "conclusion": "Inspectors recommend replacing all hangers before reopening.", "limitation": "Only the northern span was inspected."},
"""Report 12. [[summary|The bridge was closed on Monday because cracks were discovered in two of its hangers]]. The river was unusually high.
[[conclusion|The inspectors recommend that all hangers be replaced before the bridge is reopened]]. [[limitation|Only the northern span could be inspected]].
""", mode="claude")
class Hyphen(BaseModel):
    finding: str; substance: str
case("hyphenation-linebreak", "report", "en", "linebreak", Hyphen, {"finding": "no evidence of groundwater contamination was found", "substance": "polychlorinated biphenyls"},
"""The survey concluded that [[finding|no evidence of ground-
water contamination was
found]] at the site, although traces of [[substance|polychlori-
nated biphenyls]] were measured in soil.
""")
class Html(BaseModel):
    product: str; price: Decimal; stock: int; rating: float
case("html-source", "listing", "en", "html", Html, {"product": "Nuts & Bolts Kit", "price": "19.99", "stock": 42, "rating": 4.5},
"""<html><body><h1>[[product|Nuts &amp; Bolts Kit]]</h1>
<span class="price" data-id="42">$<b>[[price|19.99]]</b></span>
<p>In stock: [[stock|42]]</p><p>Rating: [[rating|4.5]] / 5</p></body></html>
""", mode="claude")
class UnionM(BaseModel):
    identifier: int | str; amount: Decimal | None; when: date | str; rate: float | Literal["variable"]
case("unions", "bank", "en", "union", UnionM, {"identifier": "L-2208", "amount": "72000.50", "when": "upon demand", "rate": "variable"},
"""Facility [[identifier|L-2208]]. Amount: USD [[amount|72,000.50]]. Repayable [[when|upon demand]]. Interest: [[rate|variable]], currently 5.1%.
""")
class DictM(BaseModel):
    station: str; levels_cm: dict[str, int]
case("dict-values", "report", "de", "nested", DictM, {"station": "Pegel Kaub", "levels_cm": {"Montag": 142, "Dienstag": 139, "Mittwoch": 142}},
"""[[station|Pegel Kaub]], Wasserstände
Montag: [[levels_cm['Montag']|142 cm]]
Dienstag: [[levels_cm['Dienstag']|139 cm]]
Mittwoch: [[levels_cm['Mittwoch']|142 cm]]
""", mode="claude")
class IndianNum(BaseModel):
    loan: Decimal; emi: Decimal; pan: str; tenure_years: int
case("indian-lakh", "bank", "en", "number_locale", IndianNum, {"loan": "1250000", "emi": "27812", "pan": "ABCPE1234F", "tenure_years": 5},
"""Loan sanctioned: Rs. [[loan|12,50,000]]/-   EMI: Rs. [[emi|27,812]]   PAN: [[pan|ABCPE1234F]]   Tenure: [[tenure_years|5 years]]
""")
class Swiss(BaseModel):
    mieter: str; nettomiete: Decimal; nebenkosten: Decimal; total: Decimal; kaution: Decimal
case("swiss-apostrophe", "lease", "de", "number_locale", Swiss, {"mieter": "Reto Ammann", "nettomiete": "1980.00", "nebenkosten": "220.00", "total": "2200.00", "kaution": "5940.00"},
"""Mietvertrag Wohnung Nr. 22, Mieter: [[mieter|Reto Ammann]]
Nettomietzins CHF [[nettomiete|1'980.00]]
Nebenkosten akonto CHF [[nebenkosten|220.–]]
Bruttomietzins CHF [[total|2'200.00]]
Depot CHF [[kaution|5’940.–]]
""", mode="claude")
