"""Documents by other words, the half of the third set that is set aside: scored, and never read while it is mended."""

# fmt: off
from collections.abc import Iterator

from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.common import Collector
from tests.citations.evaluation.case import Case

case = Collector("unseen3 even")


def cases() -> Iterator[Case]:
    yield from case.cases


E_ = lambda name, *values: Enum(name, {one.upper().replace(" ", "_").replace("-", "_"): one for one in values})  # noqa: E731

case("t02-invoice-totals-us", "invoice", "en", "totals", M("Inv", invoice_no=S, bill_to=S, subtotal=D, sales_tax=D, shipping=D, total=D, amount_paid=D, amount_due=D), {"invoice_no": "88-1204", "bill_to": "Pinecrest Dental", "subtotal": "640.00", "sales_tax": "52.80", "shipping": "18.00", "total": "710.80", "amount_paid": "300.00", "amount_due": "410.80"},
"""Invoice # [[invoice_no|88-1204]]
Bill to: [[bill_to|Pinecrest Dental]]

Merchandise                 [[subtotal|$640.00]]
Freight                      [[shipping|$18.00]]
Sales tax (8.25%)            [[sales_tax|$52.80]]
Invoice total               [[total|$710.80]]
Payments received           [[amount_paid|$300.00]]
Balance                     [[amount_due|$410.80]]
""")
case("t04-hours-not-stated", "timesheet", "en", "computed", M("Ts", employee=S, monday_hours=F, tuesday_hours=F, wednesday_hours=F, total_hours=F, hourly_rate=D, gross_pay=D), {"employee": "Dilys Rowe", "monday_hours": 7.5, "tuesday_hours": 8, "wednesday_hours": 6.25, "total_hours": 21.75, "hourly_rate": "16.20", "gross_pay": "352.35"},
"""Timesheet of [[employee|Dilys Rowe]], paid [[hourly_rate|£16.20]] an hour

Monday      [[monday_hours|7.5]]
Tuesday     [[tuesday_hours|8]]
Wednesday   [[wednesday_hours|6 1/4]]
""")
case("t06-nda-clauses", "contract", "en", "clauses", M("Nda", disclosing_party=S, receiving_party=S, effective_date=date, term_years=I, mutual=B, assignable=B, governing_law=S, return_of_materials_required=B, non_solicitation=B), {"disclosing_party": "Halyard Robotics Inc.", "receiving_party": "Sable & Finch LLP", "effective_date": "2025-06-03", "term_years": 3, "mutual": False, "assignable": False, "governing_law": "Delaware", "return_of_materials_required": True, "non_solicitation": True},
"""This [[mutual|one-way]] non-disclosure agreement is entered into as of the [[effective_date|third day of June, 2025]] by [[disclosing_party|Halyard Robotics Inc.]] ("Disclosing Party") and [[receiving_party|Sable & Finch LLP]] ("Receiving Party").

The obligations last for [[term_years|three (3) years]]. This agreement [[assignable|may not be assigned]] by either party. On request, the Receiving Party [[return_of_materials_required|shall return all materials]]. During the term [[non_solicitation|neither party shall solicit the employees]] of the other. This agreement is governed by the laws of [[governing_law|the State of Delaware]].
""")
case("t08-labor-de", "lab", "de", "table", M("Lab", patient=S, geschlecht=E_("G", "männlich", "weiblich"), entnahme=date, nuechtern=B, werte=list[M("W", parameter=S, wert=F, einheit=S)]), {"patient": "Jürgen Krafft", "geschlecht": "männlich", "entnahme": "2025-01-22", "nuechtern": False, "werte": [{"parameter": "Glukose", "wert": 131, "einheit": "mg/dl"}, {"parameter": "HbA1c", "wert": 6.4, "einheit": "%"}, {"parameter": "Kreatinin", "wert": 0.9, "einheit": "mg/dl"}]},
"""Patient: [[patient|Krafft, Jürgen]]   Geschl.: [[geschlecht|m]]   geb. 17.08.1959
Entnahme: [[entnahme|22.01.25]], 14:10 Uhr, Patient [[nuechtern|nicht nüchtern]]

Parameter     Ergebnis   Einheit   Referenzbereich
[[werte[0].parameter|Glukose]]       [[werte[0].wert|131]]        [[werte[0].einheit|mg/dl]]     74-106
[[werte[1].parameter|HbA1c]]         [[werte[1].wert|6,4]]        [[werte[1].einheit|%]]         4,0-6,0
[[werte[2].parameter|Kreatinin]]     [[werte[2].wert|0,9]]        [[werte[2].einheit|mg/dl]]     0,7-1,2
""")
case("t10-minutes-board", "minutes", "en", "words", M("Min", meeting_date=date, directors_present=I, quorum=B, dividend_per_share=D, shares_issued=I, resolution_unanimous=B, secretary=S, adjourned_at=time), {"meeting_date": "2024-11-21", "directors_present": 6, "quorum": True, "dividend_per_share": "0.35", "shares_issued": 120000, "resolution_unanimous": True, "secretary": "Olwen Pritchard", "adjourned_at": "16:45"},
"""Board meeting, [[meeting_date|21st November 2024]]. [[directors_present|Six directors]] attended and [[quorum|a quorum was present]].

It was [[resolution_unanimous|resolved unanimously]] to pay a dividend of [[dividend_per_share|35 cents]] a share and to issue [[shares_issued|one hundred and twenty thousand]] shares.

The meeting closed at [[adjourned_at|a quarter to five]] in the afternoon ([[adjourned_at|4.45 pm]]). [[secretary|O. Pritchard]], Company Secretary
""")
case("t12-mail-de", "email", "de", "dates", M("T", absender=S, termin=date, uhrzeit=time, teilnehmer=I, raum=S, online=B, naechster_termin=date), {"absender": "Karin Vogt", "termin": "2025-10-07", "uhrzeit": "14:30", "teilnehmer": 8, "raum": "E 2.14", "online": False, "naechster_termin": "2025-11-04"},
"""Von: [[absender|Karin Vogt]]
Gesendet: Donnerstag, 25. September 2025 08:12

Hallo zusammen,

wir treffen uns am [[termin|Dienstag, 7. Oktober]], um [[uhrzeit|14:30 Uhr]] in Raum [[raum|E 2.14]], [[online|nicht online]]. Wir sind [[teilnehmer|acht Personen]].
Der nächste Termin ist dann am [[naechster_termin|4.11.]]

Grüße, Karin
""")
case("t14-ocr-letter", "letter", "en", "ocr", M("L", policy_number=S, policyholder=S, premium=D, excess=D, renewal_date=date, postcode=S), {"policy_number": "HB0021178", "policyholder": "Gillian Oliver", "premium": "311.80", "excess": "150.00", "renewal_date": "2025-08-01", "postcode": "BS8 1LG"},
"""[[policyholder|GiIIian 0liver]]
11 Clifton Down, Bristol [[postcode|BS8 lLG]]

Policy no. [[policy_number|HBOO2ll78]]
Your policy will renew on [[renewal_date|Ol August 2O25]]. The premium is £[[premium|3ll.8O]]. Your excess is £[[excess|15O.OO]].
""")
case("t16-csv-bank", "csv", "de", "csv", M("K", buchungen=list[M("B", datum=date, empfaenger=S, betrag=D, storniert=B)]), {"buchungen": [{"datum": "2025-02-03", "empfaenger": "Stadtwerke Ulm", "betrag": "-84.20", "storniert": False}, {"datum": "2025-02-05", "empfaenger": "Bäckerei Hahn", "betrag": "-6.80", "storniert": True}, {"datum": "2025-02-28", "empfaenger": "Gehalt Februar", "betrag": "2310.00", "storniert": False}]},
"""Datum;Empfänger/Text;Betrag EUR;Storniert
[[buchungen[0].datum|03.02.2025]];[[buchungen[0].empfaenger|Stadtwerke Ulm]];[[buchungen[0].betrag|-84,20]];[[buchungen[0].storniert|nein]]
[[buchungen[1].datum|05.02.2025]];[[buchungen[1].empfaenger|Bäckerei Hahn]];[[buchungen[1].betrag|-6,80]];[[buchungen[1].storniert|ja]]
[[buchungen[2].datum|28.02.2025]];[[buchungen[2].empfaenger|Gehalt Februar]];[[buchungen[2].betrag|2.310,00]];[[buchungen[2].storniert|nein]]
""")
case("t18-html-property", "html", "en", "enum", M("P", address=S, price=D, currency=S, bedrooms=I, bathrooms=I, tenure=E_("Ten", "freehold", "leasehold"), floor_area_m2=F, has_garden=B, status=E_("S", "available", "under offer", "sold")), {"address": "7 Quarry Rise", "price": "425000", "currency": "GBP", "bedrooms": 3, "bathrooms": 2, "tenure": "freehold", "floor_area_m2": 96, "has_garden": True, "status": "sold"},
"""<div><h2>[[address|7 Quarry Rise]]</h2><span>[[currency|£]][[price|425,000]]</span>
<ul><li>[[bedrooms|3 bed]] / [[bathrooms|2 bath]] semi</li><li>[[floor_area_m2|96 sq m]]</li><li>Tenure: [[tenure|F/H]]</li><li>[[has_garden|Large south-facing garden]]</li></ul>
<b>[[status|SOLD STC]]</b></div>
""")
case("t20-enum-orders", "orders", "en", "enum", M("O", orders=list[M("K", number=S, state=E_("St", "shipped", "cancelled", "pending"), payment=E_("P", "credit card", "bank transfer", "cash"))]), {"orders": [{"number": "5510", "state": "shipped", "payment": "credit card"}, {"number": "5511", "state": "cancelled", "payment": "bank transfer"}, {"number": "5512", "state": "pending", "payment": "cash"}]},
"""Order [[orders[0].number|5510]]: [[orders[0].state|dispatched]] Monday, paid by [[orders[0].payment|Visa]]
Order [[orders[1].number|5511]]: [[orders[1].state|called off]] by the customer, [[orders[1].payment|wire]] refunded
Order [[orders[2].number|5512]]: [[orders[2].state|awaiting stock]], will pay [[orders[2].payment|cash]] on delivery
""")
case("t22-angebot-de", "quote", "de", "totals", M("A", angebotsnummer=S, gueltig_bis=date, zwischensumme=D, rabatt=D, nettosumme=D, umsatzsteuer=D, gesamtsumme=D, lieferzeit_wochen=I), {"angebotsnummer": "AN 7731", "gueltig_bis": "2025-06-30", "zwischensumme": "5000.00", "rabatt": "250.00", "nettosumme": "4750.00", "umsatzsteuer": "902.50", "gesamtsumme": "5652.50", "lieferzeit_wochen": 6},
"""Angebot [[angebotsnummer|AN 7731]], gültig bis [[gueltig_bis|30.06.2025]]

Zwischensumme          [[zwischensumme|5.000,00]]
abzgl. Rabatt 5 %        [[rabatt|250,00]]
Nettosumme             [[nettosumme|4.750,00]]
USt. 19 %                [[umsatzsteuer|902,50]]
Endbetrag              [[gesamtsumme|5.652,50]]

Lieferzeit ca. [[lieferzeit_wochen|sechs Wochen]].
""")
case("t24-pv-fr", "minutes", "fr", "words", M("P", date_reunion=date, president=S, presents=I, pour=I, contre=I, abstentions=I, adopte=B, budget=D), {"date_reunion": "2025-03-12", "president": "Mireille Aubert", "presents": 17, "pour": 14, "contre": 2, "abstentions": 1, "adopte": True, "budget": "45000"},
"""Procès-verbal de la réunion du [[date_reunion|douze mars deux mille vingt-cinq]]

Présidente de séance : Mme [[president|Mireille Aubert]]. [[presents|Dix-sept]] membres sont présents.
Le budget de [[budget|quarante-cinq mille euros]] est [[adopte|adopté]] par [[pour|quatorze voix pour]], [[contre|deux voix contre]] et [[abstentions|une abstention]].
""")
case("t26-arbeitsvertrag-de", "contract", "de", "clauses", M("V", arbeitgeber=S, arbeitnehmer=S, eintritt=date, wochenstunden=F, bruttogehalt=D, urlaubstage=I, probezeit_monate=I, befristet=B, nebentaetigkeit_erlaubt=B, homeoffice=B), {"arbeitgeber": "Falk Optik GmbH", "arbeitnehmer": "Miriam Seidel", "eintritt": "2025-09-01", "wochenstunden": 38.5, "bruttogehalt": "3850.00", "urlaubstage": 30, "probezeit_monate": 6, "befristet": True, "nebentaetigkeit_erlaubt": False, "homeoffice": True},
"""Zwischen der [[arbeitgeber|Falk Optik GmbH]] (Arbeitgeber) und Frau [[arbeitnehmer|Miriam Seidel]] (Arbeitnehmerin) wird Folgendes vereinbart:

1. Das Arbeitsverhältnis beginnt am [[eintritt|1.9.2025]] und [[befristet|ist auf zwei Jahre befristet]]. Die Probezeit beträgt [[probezeit_monate|sechs Monate]].
2. Die regelmäßige Arbeitszeit beträgt [[wochenstunden|38,5 Stunden]] je Woche. [[homeoffice|Arbeit im Homeoffice ist möglich.]]
3. Das Gehalt beträgt [[bruttogehalt|3.850 € brutto]] im Monat. Der Urlaub beträgt [[urlaubstage|30 Arbeitstage]].
4. [[nebentaetigkeit_erlaubt|Nebentätigkeiten sind untersagt.]]
""")
case("t28-bon-fr", "receipt", "fr", "twice", M("B", magasin=S, date=date, articles=list[M("A", designation=S, quantite=I, prix=D)], total=D, rendu=D, paiement=S), {"magasin": "Épicerie du Port", "date": "2025-07-14", "articles": [{"designation": "Huile d'olive", "quantite": 1, "prix": "9.90"}, {"designation": "Savon noir", "quantite": 2, "prix": "9.90"}, {"designation": "Sel gris", "quantite": 1, "prix": "2.20"}], "total": "22.00", "rendu": "3.00", "paiement": "espèces"},
"""[[magasin|ÉPICERIE DU PORT]]
le [[date|14/07/25]] à 10:32

[[articles[0].quantite|1]] x [[articles[0].designation|Huile d’olive]]      [[articles[0].prix|9,90]]
[[articles[1].quantite|2]] x [[articles[1].designation|Savon noir]]         [[articles[1].prix|9,90]]
[[articles[2].quantite|1]] x [[articles[2].designation|Sel gris]]           [[articles[2].prix|2,20]]

TOTAL                 [[total|22,00]]
[[paiement|ESPÈCES]]               25,00
RENDU                  [[rendu|3,00]]
""")
case("t30-multa-es", "official", "es", "dates", M("Mu", expediente=S, conductor=S, fecha_infraccion=date, hora=time, velocidad_kmh=I, limite_kmh=I, importe=D, importe_reducido=D, puntos=I), {"expediente": "28/114502", "conductor": "Ernesto Vidal", "fecha_infraccion": "2025-05-16", "hora": "17:20", "velocidad_kmh": 131, "limite_kmh": 100, "importe": "300", "importe_reducido": "150", "puntos": 2},
"""Expediente [[expediente|28/114502]]
Conductor: [[conductor|VIDAL, Ernesto]]

El día [[fecha_infraccion|dieciséis de mayo de 2025]], a las [[hora|17.20 horas]], circulaba a [[velocidad_kmh|131 km/h]] estando limitada la velocidad a [[limite_kmh|100 km/h]].
Importe de la multa: [[importe|300 €]]. Con reducción del 50 %: [[importe_reducido|150 €]]. Detracción de [[puntos|dos puntos]].
""")
case("t32-ja-profile", "profile", "ja", "cjk", M("J", company=S, president=S, founded=date, capital_yen=I, employees=I, listed=B, website=S), {"company": "山吹精工株式会社", "president": "大野 健", "founded": "1968-04-01", "capital_yen": 30000000, "employees": 245, "listed": False, "website": "https://www.yamabuki.example/"},
"""会社概要

社名　　　[[company|山吹精工株式会社]]
代表取締役　[[president|大野　健]]
設立　　　[[founded|1968年4月1日]]
資本金　　[[capital_yen|3,000万円]]
従業員数　[[employees|245名]]
株式　　　[[listed|非上場]]
ＵＲＬ　　[[website|www.yamabuki.example]]
""")
case("t34-same-twice-people", "form", "en", "twice", M("F", applicant_name=S, applicant_age=I, applicant_city=S, guarantor_name=S, guarantor_age=I, guarantor_city=S, loan_amount=D, term_years=I), {"applicant_name": "Cerys Bowen", "applicant_age": 34, "applicant_city": "Swansea", "guarantor_name": "Huw Bowen", "guarantor_age": 61, "guarantor_city": "Swansea", "loan_amount": "20000", "term_years": 5},
"""LOAN APPLICATION

Applicant
Full name: [[applicant_name|Cerys Bowen]]
Age: [[applicant_age|34]]
City: [[applicant_city|Swansea]]

Guarantor
Full name: [[guarantor_name|Huw Bowen]]
Age: [[guarantor_age|61]]
City: [[guarantor_city|Swansea]]

The applicant requests [[loan_amount|£20,000]] to be repaid over [[term_years|five years]].
""")
case("t36-names-paper", "science", "en", "names", M("P", first_author=S, corresponding_author=S, journal=S, year=I, volume=I, sample_size=I, p_value=F, funded_by=S), {"first_author": "Karl-Heinz Lindner", "corresponding_author": "Yuki Tanabe", "journal": "Annals of Marine Acoustics", "year": 2022, "volume": 31, "sample_size": 412, "p_value": 0.03, "funded_by": "Nordic Sea Fund"},
"""[[first_author|Lindner KH]], Osei B, [[corresponding_author|Tanabe Y]]*. Calls of harbour porpoises at night. [[journal|Annals of Marine Acoustics]] [[year|2022]];[[volume|31]]:118-29.

We recorded [[sample_size|n = 412]] animals; calls were more frequent at night (p = [[p_value|.03]]). Supported by the [[funded_by|Nordic Sea Fund]].
*Correspondence: [[corresponding_author|Yuki Tanabe]]
""")
case("t38-flat-ad", "listing", "de", "short", M("W", zimmer=F, wohnflaeche=F, etage=I, warmmiete=D, kaution=D, balkon=B, einbaukueche=B, frei_ab=date, haustiere=B), {"zimmer": 3.5, "wohnflaeche": 82, "etage": 4, "warmmiete": "1140", "kaution": "2700", "balkon": True, "einbaukueche": True, "frei_ab": "2025-08-01", "haustiere": False},
"""Helle [[zimmer|3,5-Zi.-Whg.]], [[wohnflaeche|82 qm]], [[etage|4. OG]] mit Lift, [[balkon|Balkon]], [[einbaukueche|EBK]], [[warmmiete|1.140 € warm]], Kaution [[kaution|2.700 €]], frei ab [[frei_ab|1.8.2025]], [[haustiere|keine Haustiere]].
""")
case("t40-discharge", "medicine", "en", "short", M("D", patient=S, admitted=date, discharged=date, diagnosis=S, age=I, follow_up_weeks=I, diabetic=B, oxygen_saturation=I, medications=list[M("Me", name=S, dose_mg=F, times_per_day=I)]), {"patient": "Harold Finch", "admitted": "2025-03-02", "discharged": "2025-03-06", "diagnosis": "community-acquired pneumonia", "age": 73, "follow_up_weeks": 6, "diabetic": False, "oxygen_saturation": 96, "medications": [{"name": "Amoxicillin", "dose_mg": 500, "times_per_day": 3}, {"name": "Ramipril", "dose_mg": 2.5, "times_per_day": 1}]},
"""DISCHARGE SUMMARY   [[patient|Mr Harold Finch]], [[age|aged 73]]
Admitted [[admitted|2 March 2025]], discharged [[discharged|6 March]]. Diagnosis: [[diagnosis|community acquired pneumonia]]. [[diabetic|Not diabetic.]] Sats [[oxygen_saturation|96%]] on air.

Discharge medication:
- [[medications[0].name|Amoxicillin]] [[medications[0].dose_mg|500 mg]] [[medications[0].times_per_day|three times a day]]
- [[medications[1].name|Ramipril]] [[medications[1].dose_mg|2.5 mg]] [[medications[1].times_per_day|once daily]]

Chest X-ray in [[follow_up_weeks|six weeks]].
""")
case("t42-markdown-release", "markdown", "en", "columns", M("R", product=S, version=S, release_date=date, breaking_changes=B, issues_closed=I, contributors=I, minimum_python=S, license=S), {"product": "Tessera", "version": "2.8.0", "release_date": "2025-04-22", "breaking_changes": False, "issues_closed": 41, "contributors": 12, "minimum_python": "3.10", "license": "MIT"},
"""# [[product|Tessera]] [[version|v2.8.0]]

*Released on [[release_date|April 22nd, 2025]]*

| Python | License | Closed issues |
|---|---|---|
| [[minimum_python|≥ 3.10]] | [[license|MIT]] | [[issues_closed|41]] |

There are [[breaking_changes|no breaking changes]] in this release. Thanks to [[contributors|a dozen contributors]]!
""")
case("t44-page-break-list", "report", "en", "table", M("Au", lots=list[M("L", lot=I, item=S, estimate_low=I, estimate_high=I, hammer_price=O[I])], buyers_premium_percent=F, sale_date=date), {"lots": [{"lot": 211, "item": "Walnut bureau", "estimate_low": 300, "estimate_high": 500, "hammer_price": 460}, {"lot": 212, "item": "Brass sextant", "estimate_low": 200, "estimate_high": 300, "hammer_price": 300}, {"lot": 213, "item": "Pair of Chinese vases", "estimate_low": 500, "estimate_high": 800, "hammer_price": None}], "buyers_premium_percent": 25, "sale_date": "2025-06-18"},
"""Results of the sale held on [[sale_date|18th June 2025]] (premium: [[buyers_premium_percent|25%]])

Lot   Description              Estimate      Sold for
[[lots[0].lot|211]]   [[lots[0].item|Walnut bureau]]            [[lots[0].estimate_low|300]]-[[lots[0].estimate_high|500]]       [[lots[0].hammer_price|460]]
[[lots[1].lot|212]]   [[lots[1].item|Brass sextant]]            [[lots[1].estimate_low|200]]-[[lots[1].estimate_high|300]]       [[lots[1].hammer_price|300]]
\fLot   Description              Estimate      Sold for
[[lots[2].lot|213]]   [[lots[2].item|Pair of Chinese vases]]    [[lots[2].estimate_low|500]]-[[lots[2].estimate_high|800]]       unsold
""")
