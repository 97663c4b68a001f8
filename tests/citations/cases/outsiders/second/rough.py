"""Scans, columns, invented values and odd shapes, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d093-ocr-invoice", "invoice", "en", "ocr", M("Oc", invoice_no=S, customer=S, issue_date=date, total=D, vat=D, due=date), {"invoice_no": "10581", "customer": "William Illingworth", "issue_date": "2025-01-10", "total": "1108.50", "vat": "184.75", "due": "2025-02-09"},
"""lNVOICE  No . [[invoice_no|1O581]]
To:  [[customer|Wil1iam I1lingworth]]
Date [[issue_date|1O/O1/2025]]      Due  [[due|09 / 02 / 2025]]
VAT   [[vat|£ 184 .75]]
TOTAL   [[total|£ 1 ,108 .50]]
""")
case("d095-two-columns", "report", "en", "columns", M("News", headline=S, mayor=S, cost=D, opening=date, capacity=I, architect=S, festival_date=date, festival_visitors=I), {"headline": "New library to open", "mayor": "Rosa Lindqvist", "cost": "14200000", "opening": "2026-05-04", "capacity": 320, "architect": "Studio Meld", "festival_date": "2025-08-23", "festival_visitors": 9000},
"""[[headline|NEW LIBRARY TO OPEN]]            HERRING FESTIVAL RETURNS

Mayor [[mayor|Rosa Lindqvist]]           The festival will be held
announced that the new         on [[festival_date|23 August 2025]]. Some
library, designed by           [[festival_visitors|9,000]] visitors are ex-
[[architect|Studio Meld]] at a cost of      pected. Last year's event
[[cost|$14.2 million]], will open        drew 8,200 people and cost
on [[opening|4 May 2026]] and seat          the town $142,000.
[[capacity|320]] readers.
""")
case("d097-receipt-narrow", "receipt", "en", "columns", M("Rct", shop=S, date=date, items=list[M("Ri", name=S, qty=I, price=D)], subtotal=D, tax=D, total=D, cash=D, change=D), {"shop": "BODEGA LUZ", "date": "2025-03-08", "items": [{"name": "OAT MILK 1L", "qty": 2, "price": "7.98"}, {"name": "BANANAS", "qty": 1, "price": "1.26"}, {"name": "SODA WTR", "qty": 6, "price": "5.94"}], "subtotal": "15.18", "tax": "0.53", "total": "15.71", "cash": "20.00", "change": "4.29"},
"""   [[shop|BODEGA LUZ]]
 03/08/25  18:14 #0208
[[items[0].name|OAT MILK 1L]]
  [[items[0].qty|2]] @ 3.99      [[items[0].price|7.98]]
[[items[1].name|BANANAS]]
  1.59 lb @ 0.79  [[items[1].price|1.26]]
[[items[2].name|SODA WTR]]
  [[items[2].qty|6]] @ 0.99      [[items[2].price|5.94]]
SUBTOTAL        [[subtotal|15.18]]
TAX              [[tax|0.53]]
**TOTAL         [[total|15.71]]
CASH            [[cash|20.00]]
CHANGE           [[change|4.29]]
""".replace("03/08/25", "[[date|03/08/25]]"))
case("d099-spec-transposed", "datasheet", "en", "columns", M("Sp", models=list[M("Mo", model=S, weight_kg=F, range_km=I, price=D, waterproof=B)]), {"models": [{"model": "Swift 1", "weight_kg": 17.5, "range_km": 70, "price": "1899", "waterproof": False}, {"model": "Swift 2", "weight_kg": 18.9, "range_km": 110, "price": "2399", "waterproof": True}, {"model": "Swift Pro", "weight_kg": 17.5, "range_km": 140, "price": "3299", "waterproof": True}]},
"""                 [[models[0].model|Swift 1]]     [[models[1].model|Swift 2]]     [[models[2].model|Swift Pro]]
Weight           [[models[0].weight_kg|17.5 kg]]     [[models[1].weight_kg|18.9 kg]]     [[models[2].weight_kg|17.5 kg]]
Range            [[models[0].range_km|70 km]]       [[models[1].range_km|110 km]]      [[models[2].range_km|140 km]]
Waterproof       [[models[0].waterproof|no]]          [[models[1].waterproof|yes]]         [[models[2].waterproof|yes]]
RRP              [[models[0].price|€1,899]]      [[models[1].price|€2,399]]      [[models[2].price|€3,299]]
""")
case("d101-timetable-grid", "timetable", "en", "columns", M("Fer", trips=list[M("Tp", vessel=S, depart=time, arrive=time, fare=D)], days=S), {"trips": [{"vessel": "MV Isla", "depart": "06:30:00", "arrive": "07:25:00", "fare": "8.40"}, {"vessel": "MV Corra", "depart": "07:25:00", "arrive": "08:20:00", "fare": "8.40"}, {"vessel": "MV Isla", "depart": "18:05:00", "arrive": "19:00:00", "fare": "6.20"}], "days": "Monday to Saturday"},
"""FERRY ([[days|Monday to Saturday]])
Vessel        [[trips[0].vessel|MV Isla]]   [[trips[1].vessel|MV Corra]]   [[trips[2].vessel|MV Isla]]
Dep. Ardwall  [[trips[0].depart|0630]]      [[trips[1].depart|0725]]       [[trips[2].depart|1805]]
Arr. Skerrin  [[trips[0].arrive|0725]]      [[trips[1].arrive|0820]]       [[trips[2].arrive|1900]]
Adult single  [[trips[0].fare|£8.40]]     [[trips[1].fare|£8.40]]      [[trips[2].fare|£6.20]]
""")
case("d103-invented-invoice", "invoice", "en", "invented", M("Ii", invoice_no=S, supplier=S, supplier_vat_id=S, total=D, discount=D, due=date, iban=S, contact=S), {"invoice_no": "A-771", "supplier": "Wickham Paper Co", "supplier_vat_id": "GB 123 4567 89", "total": "771.00", "discount": "25.00", "due": "2025-07-30", "iban": "GB29NWBK60161331926819", "contact": "Emma Wickham"},
"""[[supplier|Wickham Paper Co]]       Invoice [[invoice_no|A-771]]   30 June 2025
25 reams A4 @ 28.40      710.00
Delivery                  61.00
Amount due               [[total|771.00]]
Terms: 30 days. Account 31926819 sort code 60-16-13
""")
case("d105-sums-durations", "business", "en", "computed", M("Sm", hours=list[M("H", task=S, hours=F)], total_hours=F, days_worked=I, rate=D, net=D, average_hours=F, start=date, end=date, duration_days=I), {"hours": [{"task": "Wireframes", "hours": 6.5}, {"task": "Copywriting", "hours": 3.5}, {"task": "Build", "hours": 14}], "total_hours": 24, "days_worked": 3, "rate": "65", "net": "1560", "average_hours": 8, "start": "2025-05-05", "end": "2025-05-08", "duration_days": 4},
"""Timesheet [[start|5]] to [[end|8 May 2025]] at [[rate|£65]]/hour
[[hours[0].task|Wireframes]]   [[hours[0].hours|6.5 h]]
[[hours[1].task|Copywriting]]  [[hours[1].hours|3.5 h]]
[[hours[2].task|Build]]        [[hours[2].hours|14 h]]  (3 browsers, 24 pages, 8 forms)
""")
case("d107-wrong-person", "legal", "en", "wrong_value", M("Wp", landlord=S, tenant=S, guarantor=S, rent=D, deposit=D, pets=B, furnished=B), {"landlord": "Bruno Castell", "tenant": "Wanda Prime", "guarantor": "Wanda Prime", "rent": "1200", "deposit": "850", "pets": True, "furnished": True},
"""Tenancy between Wanda Prime (landlord) and Bruno Castell (tenant). Guarantor: none.
Rent £850 pcm; deposit £1,200. No pets. The flat is let unfurnished.
""")
case("d109-negated-bools", "insurance", "en", "wrong_value", M("Nb", flood_covered=B, theft_covered=B, legal_cover=B, accidental_damage=B, contents_new_for_old=B, home_office=B), {"flood_covered": True, "theft_covered": False, "legal_cover": True, "accidental_damage": False, "contents_new_for_old": True, "home_office": False},
"""Theft is covered up to £5,000. Loss caused by flood is not covered under this policy.
Legal cover: not taken. Accidental damage: included as standard. Contents are [[contents_new_for_old|replaced new for old]].
Use of a room as a home office is permitted.
""")
case("d111-conversion-ok", "datasheet", "en", "unit", M("Uc", length_m=F, mass_g=F, power_w=F, temp_f=F, distance_km=F, speed_kmh=F, memory_mb=I, duration_seconds=I, area_m2=F), {"length_m": 1.83, "mass_g": 2500, "power_w": 1200, "temp_f": 98.6, "distance_km": 42.195, "speed_kmh": 80.5, "memory_mb": 4096, "duration_seconds": 5400, "area_m2": 25000},
"""Length [[length_m|183 cm]]; mass [[mass_g|2.5 kg]]; power [[power_w|1.2 kW]]; body temperature [[temp_f|37.0 °C]]; distance [[distance_km|42,195 m]]; speed [[speed_kmh|50 mph]]; memory [[memory_mb|4 GiB]]; duration [[duration_seconds|1 h 30 min]]; area [[area_m2|2.5 ha]].
""".replace("[[temp_f|37.0 °C]]", "[[?temp_f|37.0 °C]]").replace("[[speed_kmh|50 mph]]", "[[?speed_kmh|50 mph]]"))
case("d113-numbers-words", "report", "en", "words", M("Nw", staff=I, branches=I, founded=I, donations=D, visitors=I, awards=I, floor=I, per_cent=F, quarter=I), {"staff": 1250, "branches": 21, "founded": 1889, "donations": "3500000", "visitors": 60000, "awards": 12, "floor": 3, "per_cent": 2.5, "quarter": 3},
"""Founded in [[founded|eighteen eighty-nine]], the society employs [[staff|twelve hundred and fifty]] people in [[branches|twenty-one]] branches. Donations of [[donations|three and a half million]] dollars came in, and [[visitors|sixty thousand]] visitors; [[awards|a dozen]] awards were won. Its office is on the [[floor|third]] floor. Costs rose by [[per_cent|two and a half]] per cent in the [[quarter|third]] quarter.
""")
case("d115-same-doc-values", "business", "en", "multi_doc", M("Sd", north_revenue=D, south_revenue=D, north_manager=S, south_manager=S, north_headcount=I, south_headcount=I, north_open_since=date, south_open_since=date), {"north_revenue": "410000", "south_revenue": "410000", "north_manager": "Iris Falk", "south_manager": "Ben Ofori", "north_headcount": 12, "south_headcount": 12, "north_open_since": "2015-04-01", "south_open_since": "2015-04-01"},
"""NORTH BRANCH. Revenue [[north_revenue|$410,000]]. Manager [[north_manager|Iris Falk]]. Headcount [[north_headcount|12]]. Open since [[north_open_since|1 April 2015]].""",
"""SOUTH BRANCH. Revenue [[south_revenue|$410,000]]. Manager [[south_manager|Ben Ofori]]. Headcount [[south_headcount|12]]. Open since [[south_open_since|1 April 2015]].""")
case("d117-long-annual", "report", "en", "long", M("La", company=S, ceo=S, chair=S, employees=I, revenue=D, capex=D, auditor=S, auditor_fee=D, dividend=D, founded=I, climate_target=I), {"company": "Oxbow Minerals plc", "ceo": "Dinah Crewe", "chair": "Sir Alec Mott", "employees": 4318, "revenue": "812000000", "capex": "96000000", "auditor": "Penhale & Stroud", "auditor_fee": "1400000", "dividend": "0.31", "founded": 1967, "climate_target": 2045},
"""[[company|OXBOW MINERALS PLC]] ANNUAL REPORT

Chairman's statement. """ + PROSE(1, 40) + """ I wish to thank our chief executive, [[ceo|Dinah Crewe]], and all [[employees|4,318]] employees. [[chair|Sir Alec Mott]], Chairman

Strategy. """ + PROSE(2, 60) + """ The group, founded in [[founded|1967]], aims to reach net zero by [[climate_target|2045]].

Financial review. Group revenue rose to [[revenue|£812m]] (2023: £790m). Capital expenditure was [[capex|£96m]]. """ + PROSE(3, 80) + """ The Board recommends a final dividend of [[dividend|31p]] per share.

Audit committee. """ + PROSE(4, 60) + """ [[auditor|Penhale & Stroud]] were reappointed; their fee for the year was [[auditor_fee|£1.4m]].
""")
case("d119-shapes-discriminated", "bank", "en", "shapes", SHAPES.Payments, {"payments": [{"kind": "card", "last4": "4412", "amount": "19.99"}, {"kind": "iban", "iban": "NL91ABNA0417164300", "amount": "19.99"}, {"kind": "cash", "amount": "50.00", "received_by": "Tariq"}]},
"""Payments received
[[?payments[0].kind|Visa]] ending [[payments[0].last4|4412]]: [[payments[0].amount|€19.99]]
Transfer from [[payments[1].iban|NL91 ABNA 0417 1643 00]]: [[payments[1].amount|€19.99]]
[[payments[2].kind|Cash]]: [[payments[2].amount|€50.00]] (received by [[payments[2].received_by|Tariq]])
""")
case("d121-shapes-nested-lists", "science", "en", "shapes", SHAPES.Grid, {"matrix": [[1.5, 0.2], [0.2, 3.1]], "labels": ["height", "mass"], "scores": {"alice": [7, 9], "bob": [9, 7]}, "n": 48},
"""Covariance matrix (n = [[n|48]])
         [[labels[0]|height]]   [[labels[1]|mass]]
height   [[matrix[0][0]|1.5]]      [[matrix[0][1]|0.2]]
mass     [[matrix[1][0]|0.2]]      [[matrix[1][1]|3.1]]

Scores, round 1 and 2
alice: [[scores['alice'][0]|7]], [[scores['alice'][1]|9]]
bob: [[scores['bob'][0]|9]], [[scores['bob'][1]|7]]
""")
case("d123-shapes-validators", "form", "en", "shapes", SHAPES.Normalised, {"email": " Ana.Ruiz@Example.ORG ", "country": "germany", "phone": "(0)30 555-0199", "price": "EUR 12,50", "tags": "fragile; heavy ;glass", "name": "RUIZ, ANA"},
"""Contact: [[name|RUIZ, ANA]] <[[email|Ana.Ruiz@Example.ORG]]>, [[country|Germany]], tel. [[phone|(0)30 555-0199]]
Price per unit: [[price|EUR 12,50]]
Handling: [[tags[0]|fragile]], [[tags[1]|heavy]], [[tags[2]|glass]]
""")
case("d125-shapes-inherit-frozen", "contract", "en", "shapes", SHAPES.Permit, {"holder": "Gannet Quarries", "issued": "2025-02-10", "expires": "2030-02-09", "ref": "P/77", "max_tonnes": 25000, "area": ["Cliff Top", 12.5], "contact": "+44 1700 900123", "hours": {"mon_fri": "07:00-18:00", "sat": "08:00-13:00"}},
"""PERMIT [[ref|P/77]] granted to [[holder|Gannet Quarries]] on [[issued|10 February 2025]], valid until [[expires|9 February 2030]].
Area "[[area[0]|Cliff Top]]", [[area[1]|12.5 ha]]. Extraction of no more than [[max_tonnes|25,000 tonnes]] a year.
Working hours Monday to Friday [[hours['mon_fri']|07:00-18:00]], Saturday [[hours['sat']|08:00-13:00]]. Emergencies: [[contact|+44 1700 900123]]
""")
