# fmt: off
"""What the model got wrong must not be given evidence: contradictions, other units, other rows, substrings, negations."""
from datetime import date, time
from decimal import Decimal
from typing import Literal

from tests.citations.cases.outsiders.first.marked import case


def M(_n, /, **f):
    from pydantic import create_model
    return create_model(_n, **{k: (v, ...) for k, v in f.items()})
B, I, F, S, D = bool, int, float, str, Decimal

case("w-bool-opposite", "insurance", "en", "wrong_value", M("P", flood_cover=B, theft_cover=B), {"flood_cover": True, "theft_cover": True}, "We do not cover loss or damage caused by flood.\n[[theft_cover|Theft is covered]].\n", mode="claude")
case("w-bool-except", "lease", "en", "wrong_value", M("P", pets_allowed=B, subletting_allowed=B), {"pets_allowed": True, "subletting_allowed": True}, "Pets are not allowed.\nSubletting is permitted under no circumstances.\n", mode="claude")
case("w-bool-conditional", "lease", "en", "wrong_value", M("P", smoking_allowed=B, furnished=B), {"smoking_allowed": True, "furnished": True}, "If smoking were allowed, the insurance premium would double; it is therefore forbidden everywhere.\nThe flat is let unfurnished.\n")
case("w-bool-de", "contract", "de", "wrong_value", M("P", haustiere_erlaubt=B, gewaehrleistung=B, umzugskosten_erstattet=B), {"haustiere_erlaubt": True, "gewaehrleistung": True, "umzugskosten_erstattet": True}, "Haustiere sind nicht erlaubt.\nJegliche Gewährleistung ist ausgeschlossen.\nKeine Umzugskosten werden erstattet.\n", mode="claude")
case("w-bool-fr", "lease", "fr", "wrong_value", M("P", meuble=B, animaux_acceptes=B, parking=B), {"meuble": True, "animaux_acceptes": True, "parking": True}, "Logement non meublé. Les animaux ne sont pas acceptés. Sans parking.\n", mode="claude")
case("w-bool-es-it", "lease", "es", "wrong_value", M("P", ascensor=B, mascotas=B, garaje=B), {"ascensor": True, "mascotas": True, "garaje": True}, "Tercer piso sin ascensor. No se admiten mascotas. Garaje no incluido.\n")
case("w-total-is-subtotal", "invoice", "en", "wrong_value", M("P", total=D, tax=D), {"total": "500.00", "tax": "600.00"}, "Subtotal: 500.00\nTax: 100.00\nTotal: 600.00\n")
case("w-due-is-invoice-date", "invoice", "en", "wrong_value", M("P", invoice_date=date, due_date=date), {"invoice_date": "2025-05-01", "due_date": "2025-05-01"}, "Invoice date: [[invoice_date|1 May 2025]]\nDue date: 31 May 2025\n", mode="claude")
case("w-buyer-is-seller", "contract", "en", "wrong_value", M("P", buyer=S, seller=S), {"buyer": "John Smith", "seller": "Jane Roe"}, "Seller: John Smith\nBuyer: Jane Roe\n", mode="claude")
case("w-units", "datasheet", "en", "wrong_value", M("P", weight_kg=F, length_m=F, temperature_c=F, distance_km=F, price_eur=D, power_kw=F), {"weight_kg": 5, "length_m": 12, "temperature_c": 68, "distance_km": 42, "price_eur": "20", "power_kw": 300}, "Weight: 5 lb\nLength: 12 ft\nTemperature: 68 °F\nDistance: 42 miles\nPrice: USD 20\nPower: 300 W\n", mode="claude")
case("w-scale", "report", "en", "wrong_value", M("P", revenue=D, employees=I, budget_meur=F), {"revenue": "12", "employees": 3, "budget_meur": 450}, "Revenue: 12 million dollars\nEmployees: 3 thousand\nBudget: 450,000 EUR\n", mode="claude")
case("w-footer-year", "report", "en", "wrong_value", M("P", year_founded=I, report_year=I, pages=I), {"year_founded": 2024, "report_year": 2024, "pages": 7}, "Annual review\nOur charity helps otters.\n© 2024 Otter Trust. Page 7 of 12\n", mode="claude")
case("w-rows-swapped", "form", "en", "wrong_value", M("P", people=list[M("Q", name=S, age=I, room=S)]), {"people": [{"name": "Tom", "age": 34, "room": "B2"}, {"name": "Ann", "age": 31, "room": "B1"}]}, "Name  Age  Room\n[[people[0].name|Tom]]   31   B1\n[[people[1].name|Ann]]   34   B2\n", mode="claude")
case("w-records-swapped", "form", "en", "wrong_value", M("P", patients=list[M("Q", name=S, bed=S, allergy=S)]), {"patients": [{"name": "Mr Dole", "bed": "14", "allergy": "latex"}, {"name": "Ms Park", "bed": "9", "allergy": "penicillin"}]}, "Patient: [[patients[0].name|Mr Dole]]\nBed: 9\nAllergy: penicillin\n\nPatient: [[patients[1].name|Ms Park]]\nBed: 14\nAllergy: latex\n")
case("w-substring", "form", "en", "wrong_value", M("P", name=S, code=S, city=S, qty=I), {"name": "Ann", "code": "AB1", "city": "York", "qty": 12}, "Annual report of New Yorkshire Foods, code AB12, 123 items.\n")
case("w-status-negated", "form", "en", "wrong_value", M("P", status=Literal["approved", "rejected"], smoker=B, gluten_free=B), {"status": "approved", "smoker": True, "gluten_free": True}, "Status: not approved\nNon-smoker\nThis product is not gluten-free.\n", mode="claude")
case("w-checkbox", "form", "en", "checkbox", M("P", married=B, children=B, us_citizen=B, contact_by=Literal["phone", "email", "post"]), {"married": True, "children": False, "us_citizen": True, "contact_by": "email"}, "Married:    [[married|[x] Yes   [ ] No]]\nChildren:   [[children|[ ] Yes   [x] No]]\nUS citizen: [[us_citizen|☒ Yes ☐ No]]\nContact me by: ☐ phone [[contact_by|☒ email]] ☐ post\n", mode="claude")
case("w-checkbox-wrong", "form", "en", "wrong_value", M("P", married=B, us_citizen=B, contact_by=Literal["phone", "email", "post"]), {"married": True, "us_citizen": False, "contact_by": "phone"}, "Married:    [ ] Yes   [x] No\nUS citizen: ☒ Yes ☐ No\nContact me by: ☐ phone ☒ email ☐ post\n", mode="claude")
case("w-old-price", "listing", "en", "trap", M("P", price=D, old_price=D), {"price": "40", "old_price": "50"}, "Was [[old_price|$50]], now only [[price|$40]]!\n")
case("w-other-currency", "invoice", "en", "wrong_value", M("P", total_usd=D, total_eur=D), {"total_usd": "100", "total_eur": "92"}, "Total: [[total_eur|EUR 92]] (GBP 100)\n")
case("w-iban-digit", "bank", "en", "wrong_value", M("P", iban=S, bic=S, account=S), {"iban": "DE89370400440532013001", "bic": "COBADEFFXXX", "account": "0532013"}, "IBAN DE89 3704 0044 0532 0130 00, BIC [[bic|COBADEFFXXX]]\n")
case("w-phone-digit", "contact", "en", "wrong_value", M("P", phone=S, fax=S), {"phone": "+1 212 555 0199", "fax": "+1 212 555 0188"}, "Phone: (212) 555-0188\nFax: (212) 555-0199\n")
case("w-date-swapped", "form", "en", "wrong_value", M("P", start=date, end=date), {"start": "2025-02-28", "end": "2025-02-01"}, "Start: 1 Feb 2025\nEnd: 28 Feb 2025\n", mode="claude")
case("w-date-dm-unambiguous", "form", "de", "wrong_value", M("P", geburtsdatum=date, eintritt=date), {"geburtsdatum": "1990-03-04", "eintritt": "2020-12-11"}, "Geburtsdatum: 03.04.1990\nEintritt: 12.11.2020\n", mode="claude")
case("w-sign", "bank", "en", "wrong_value", M("P", profit=D, change_percent=F), {"profit": "1200", "change_percent": 3.5}, "Profit: (1,200)\nChange: -3.5 %\n", mode="claude")
case("w-range-end", "listing", "en", "trap", M("P", salary_min=D, salary_max=D, hours=I, remote=B), {"salary_min": "48000", "salary_max": "62000", "hours": 38, "remote": True}, "Salary: [[salary_min|£48,000]] – [[salary_max|£62,000]] pro rata\nHours: [[hours|38]] per week, [[remote|fully remote]]\n", mode="claude")
case("w-range-swapped", "listing", "en", "wrong_value", M("P", salary_min=D, salary_max=D), {"salary_min": "62000", "salary_max": "48000"}, "Salary range: £48,000 – £62,000\n", mode="claude")
case("w-at-least", "contract", "en", "trap", M("P", minimum_order=I, maximum_order=I), {"minimum_order": 50, "maximum_order": 500}, "Orders of at least [[minimum_order|50]] and at most [[maximum_order|500]] units are accepted.\n", mode="claude")
case("w-at-least-swapped", "contract", "en", "wrong_value", M("P", minimum_order=I, maximum_order=I), {"minimum_order": 500, "maximum_order": 50}, "Minimum order: 50 units. Maximum order: 500 units.\n", mode="claude")
case("w-negated-amount", "contract", "en", "wrong_value", M("P", penalty=D, cap=D), {"penalty": "5000", "cap": "10000"}, "No penalty of 5,000 or any other sum is due. The former cap of 10,000 was deleted.\n", mode="claude")
case("w-previous-address", "form", "en", "same_value", M("P", current_address=S, previous_address=S), {"current_address": "9 Elm Row", "previous_address": "2 Oak Lane"}, "Previous address: [[previous_address|2 Oak Lane]]\nCurrent address: [[current_address|9 Elm Row]]\n")
case("w-previous-swapped", "form", "en", "wrong_value", M("P", current_address=S, previous_address=S), {"current_address": "2 Oak Lane", "previous_address": "9 Elm Row"}, "Previous address: 2 Oak Lane\nCurrent address: 9 Elm Row\n")
case("w-ordinal", "sports", "en", "trap", M("P", rank=I, laps=I, bib=I), {"rank": 3, "laps": 33, "bib": 303}, "[[rank|3rd]] place: bib no. [[bib|303]] after [[laps|33]] laps\n", mode="claude")
case("w-default-one", "form", "en", "wrong_value", M("P", adults=I, infants=I, rooms=I), {"adults": 2, "infants": 1, "rooms": 1}, "Room 1: 2 beds. Check-in 1 June. [[adults|2 adults]].\n", mode="claude")
case("w-country-code", "form", "en", "trap", M("P", country=S, department=S, gift=B), {"country": "IT", "department": "HR", "gift": False}, "Ship it to Milan. No signature is needed. Chr. Hansen will collect it.\n")
case("w-author-vs-cited", "abstract", "en", "trap", M("P", author=S, year=I, cited_author=S), {"author": "L. Marsh", "year": 2020, "cited_author": "K. Oduya"}, "[[author|L. Marsh]]. On hedgehogs. Received 3 May [[year|2020]]. We follow [[cited_author|K. Oduya]] (2011).\n")
case("w-wrong-enum", "ticket", "en", "wrong_value", M("P", priority=Literal["low", "high"], state=Literal["open", "closed"]), {"priority": "low", "state": "open"}, "Priority: high\nThe shop is open on Sundays; running low on stock.\nState: closed\n", mode="claude")
case("w-name-part", "form", "en", "wrong_value", M("P", first_name=S, last_name=S, mother=S), {"first_name": "Maria", "last_name": "Kowalski", "mother": "Anna Kowalski"}, "Applicant: [[first_name|Maria]] [[last_name|Kowalski]]\nMother's maiden name: Anna Nowak\n", mode="claude")
case("w-initial-mismatch", "form", "en", "wrong_value", M("P", signatory=S, witness=S), {"signatory": "Peter Hall", "witness": "Joan B. Lark"}, "Signatory: M. Hall\nWitness: J. C. Lark\n", mode="claude")
case("w-percent-points", "report", "en", "wrong_value", M("P", rate_percent=F, share=F), {"rate_percent": 5, "share": 0.5}, "The rate rose by 5 basis points. Share: 5 %\n", mode="claude")
case("w-time-ampm", "timetable", "en", "wrong_value", M("P", departs=time, arrives=time), {"departs": "08:15:00", "arrives": "12:30:00"}, "Departs: 8:15 pm\nArrives: 12:30 am\n", mode="claude")
case("w-doc-mixup", "quote", "en", "wrong_value", M("P", price_alpha=D, price_beta=D), {"price_alpha": "300", "price_beta": "200"}, "Quote of Alpha Ltd\nPrice: 200\n", "Quote of Beta Ltd\nPrice: 300\n", mode="claude")
case("w-question-answer", "chat", "en", "wrong_value", M("P", paid=B, delivered=B, amount=D), {"paid": True, "delivered": True, "amount": "80"}, "Q: Has the invoice been paid?\nA: No, not yet.\nQ: Was the parcel delivered?\nA: It was returned to sender.\nQ: Was it 80?\nA: No, 90.\n", mode="claude")
case("w-heading-bool", "insurance", "en", "wrong_value", M("P", accidental_damage=B, legal_expenses=B), {"accidental_damage": True, "legal_expenses": True}, "Optional covers\nAccidental damage      Not selected\nLegal expenses         ✗\n", mode="claude")
case("w-list-extra", "menu", "en", "invented", M("P", allergens=list[S]), {"allergens": ["milk", "nuts", "soy"]}, "Contains [[allergens[0]|milk]]. Produced in a nut-free kitchen. Does not contain soy.\n")
case("w-cv-other-person", "cv", "en", "wrong_value", M("P", phone=S, referee_phone=S), {"phone": "020 7946 0111", "referee_phone": "020 7946 0222"}, "Sam Okafor\nPhone: 020 7946 0222\nReferee: Prof. Ada Lin, phone 020 7946 0111\n", mode="claude")
# native: the model's own citations are wrong
case("w-native-wrong-value", "lease", "en", "wrong_value", M("P", rent=D, deposit=D), {"rent": "1900", "deposit": "1800"}, "Rent is $1,800.\nDeposit is [[deposit|$1,800]].\n", mode="native_char",
     reply=[('{"rent": "', []), ("1900", [(0, "Rent is $1,800.")]), ('", "deposit": "', []), ("1800", [(0, "Deposit is $1,800.")]), ('"}', [])])
case("w-native-neighbour", "lease", "en", "wrong_value", M("P", rent=D, late_fee=D), {"rent": "1800", "late_fee": "1800"}, "Rent is [[rent|$1,800]].\nThe late fee is $50.\n", mode="native_char",
     reply=[('{"rent": "', []), ("1800", [(0, "Rent is $1,800.")]), ('", "late_fee": "1800"}', [])])
case("w-native-bool-opposite", "lease", "en", "wrong_value", M("P", pets_allowed=B), {"pets_allowed": True}, "Pets are not allowed.\n", mode="native_char",
     reply=[('{"pets_allowed": ', []), ("true", [(0, "Pets are not allowed.")]), ("}", [])])
