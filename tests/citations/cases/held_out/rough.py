"""Scans, columns, invented values and odd shapes, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d094-ocr-letterspaced", "report", "en", "ocr", M("Ls", title=S, author=S, printed=I, price_shillings=I, pages=I, publisher=S), {"title": "A Treatise on Dry Stone Walls", "author": "Josiah Pym", "printed": 1894, "price_shillings": 6, "pages": 212, "publisher": "Harrow & Sedge"},
"""A  T R E A T I S E
ON DRY STONE WALLS
by  J O S I A H   P Y M

London: [[publisher|HARROW & SEDGE]], MDCCCXCIV
viii + [[pages|212]] pp.   Price [[price_shillings|six shillings]] net.
""".replace("A  T R E A T I S E\nON DRY STONE WALLS", "[[title|A  T R E A T I S E\nON DRY STONE WALLS]]").replace("J O S I A H   P Y M", "[[author|J O S I A H   P Y M]]").replace("MDCCCXCIV", "[[printed|MDCCCXCIV]]"))
case("d096-hyphenated", "contract", "en", "linebreak", M("Hy", contractor=S, client=S, site=S, completion=date, contract_sum=D, retention_percent=F, defects_months=I, insurer=S), {"contractor": "Wetherington Construction", "client": "Borough of Eastmarch", "site": "Featherstone Community Centre", "completion": "2026-02-28", "contract_sum": "1485000", "retention_percent": 5, "defects_months": 12, "insurer": "Commonwealth Mutual"},
"""This agreement is made between the [[client|Borough of East-
march]] ("the Employer") and [[contractor|Wethering-
ton Construction]] ("the Contractor") for works
at [[site|Featherstone Com-
munity Centre]]. The Contract Sum is [[contract_sum|£1,485,
000]] and the Date for Completion [[completion|28 Feb-
ruary 2026]]. Retention is [[retention_percent|five per
cent]]; the defects period [[defects_months|twelve (12)
months]]. All-risks cover is placed with [[insurer|Common-
wealth Mutual]].
""")
case("d098-label-below", "form", "en", "layout", M("Lb", insured=S, policy_no=S, inception=date, expiry=date, premium=D, excess=D, broker=S), {"insured": "The Gilded Teapot Ltd", "policy_no": "CMB 4410 07", "inception": "2025-04-01", "expiry": "2026-03-31", "premium": "1870.25", "excess": "250", "broker": "Marsh & Reed"},
"""[[insured|The Gilded Teapot Ltd]]                 [[policy_no|CMB 4410 07]]
______________________            ____________
(insured)                         (policy no.)

[[inception|01/04/2025]]          [[expiry|31/03/2026]]          [[premium|£1,870.25]]          [[excess|£250]]
__________          __________          __________          ____
(inception)         (expiry)            (premium)           (excess)

[[broker|Marsh & Reed]]
____________
(broker)
""")
case("d100-box-drawing", "report", "en", "columns", M("Bx", queue=list[M("Q", worker=S, jobs=I, failed=I, avg_ms=F)]), {"queue": [{"worker": "alpha", "jobs": 120, "failed": 0, "avg_ms": 12.5}, {"worker": "beta", "jobs": 98, "failed": 3, "avg_ms": 120.0}, {"worker": "gamma", "jobs": 120, "failed": 3, "avg_ms": 11.0}]},
"""┌────────┬──────┬────────┬────────┐
│ worker │ jobs │ failed │ avg ms │
├────────┼──────┼────────┼────────┤
│ [[queue[0].worker|alpha]]  │  [[queue[0].jobs|120]] │      [[queue[0].failed|0]] │   [[queue[0].avg_ms|12.5]] │
│ [[queue[1].worker|beta]]   │   [[queue[1].jobs|98]] │      [[queue[1].failed|3]] │  [[queue[1].avg_ms|120.0]] │
│ [[queue[2].worker|gamma]]  │  [[queue[2].jobs|120]] │      [[queue[2].failed|3]] │   [[queue[2].avg_ms|11.0]] │
└────────┴──────┴────────┴────────┘
""")
case("d102-faq", "docs", "en", "bool", M("Faq", free_returns=B, return_days=I, ships_abroad=B, express_cost=D, express_days=I, gift_wrap=B, min_order=O[D], support_hours=S), {"free_returns": True, "return_days": 30, "ships_abroad": False, "express_cost": "9.95", "express_days": 1, "gift_wrap": True, "min_order": None, "support_hours": "8am-6pm, weekdays"},
"""Q: What does it cost to return an item?
A: [[free_returns|Nothing, returns are on us]], within [[return_days|30 days]].
Q: Do you deliver outside the UK?
A: [[ships_abroad|Not at the moment, sorry]].
Q: How fast is express?
A: [[express_days|Next day]], for [[express_cost|£9.95]]. Standard takes 3-5 days and costs £3.95.
Q: Can you gift-wrap? A: [[gift_wrap|Of course]]! Q: Is there a minimum order? A: No.
Q: When can I ring you? A: [[support_hours|8am-6pm, weekdays]].
""")
case("d104-invented-patient", "medical", "en", "invented", M("Ip", patient=S, age=I, diagnosis=S, heart_rate=I, blood_type=S, insurance_no=S, next_visit=date, allergies=S), {"patient": "Callum Reeve", "age": 54, "diagnosis": "migraine without aura", "heart_rate": 72, "blood_type": "O+", "insurance_no": "88412", "next_visit": "2025-03-12", "allergies": "sulfa drugs"},
"""Clinic note 12 March 2025. [[patient|Callum Reeve]], seen in room 54.
Impression: [[diagnosis|migraine without aura]]. Neuro exam normal. BP 128/72. Invoice ref 88412-O.
Plan: sumatriptan 50 mg as needed; return if worse.
""")
case("d106-wrong-column", "bank", "en", "wrong_value", M("Wc", opening=D, closing=D, paid_in=D, paid_out=D, overdraft_limit=D), {"opening": "950.00", "closing": "410.00", "paid_in": "600.00", "paid_out": "60.00", "overdraft_limit": "500.00"},
"""Opening balance   £410.00
Payments in       £60.00
Payments out      £600.00... less fees
Closing balance   £950.00
Arranged overdraft limit: none
""")
case("d108-near-numbers", "invoice", "en", "wrong_value", M("Nn", invoice_no=S, qty=I, price=D, total=D, phone=S, due=date), {"invoice_no": "20417", "qty": 15, "price": "12.45", "total": "1867.50", "phone": "020 7946 0018", "due": "2025-11-03"},
"""Invoice 20471. Qty 150 @ 1.245 = 186.75. Tel 020 7946 0081. Due 2025-03-11 (ref 204170, 1,876.50 incl.)
""")
case("d110-units-wrong", "datasheet", "en", "wrong_value", M("Uw", length_m=F, mass_kg=F, power_kw=F, temp_c=F, volume_l=F, speed_kmh=F, pressure_bar=F), {"length_m": 250, "mass_kg": 1.2, "power_kw": 750, "temp_c": 212, "volume_l": 0.33, "speed_kmh": 100, "pressure_bar": 2.2},
"""Length 250 mm. Mass 1.2 t. Motor 750 W. Max. temperature 212 °F. Tank [[volume_l|330 ml]]. Top speed 100 mph. Working pressure [[pressure_bar|220 kPa]].
""")
case("d112-fraction-percent", "report", "en", "percent", M("Fp", response_rate=F, female_share=F, satisfied_share=F, growth=F, basis_points=I, churn=F, conversion=F, market_share_percent=F, tax_rate=F), {"response_rate": 0.625, "female_share": 0.5, "satisfied_share": 0.8, "growth": -0.03, "basis_points": 25, "churn": 0.0125, "conversion": 0.2, "market_share_percent": 33, "tax_rate": 0.19},
"""Of 400 forms sent out, 250 came back (response rate [[response_rate|62.5 %]]). [[female_share|Half]] of the respondents were female; [[satisfied_share|four out of five]] are satisfied. Sales [[growth|fell by 3 %]]. The bank raised its rate by [[basis_points|25 basis points]]. Monthly churn was [[churn|1.25%]]; [[conversion|one in five]] visitors converts. Our market share is [[market_share_percent|33 percent]]. Corporate tax: [[tax_rate|19 p.c.]]
""")
case("d114-dates-words", "form", "en", "date", M("Dw", signed=date, born=date, expires=date, graduation=date, meeting=datetime, week_start=date, quarter_end=date, renewal=date), {"signed": "2025-05-01", "born": "1990-02-28", "expires": "2027-12-31", "graduation": "2012-06-15", "meeting": "2025-09-05T19:00:00", "week_start": "2025-09-01", "quarter_end": "2025-03-31", "renewal": "2026-01-15"},
"""Signed on [[signed|the First of May, Two Thousand and Twenty-Five]]. Born: [[born|28.ii.1990]]. The card expires at the [[expires|end of 2027]]. Graduation: [[graduation|Friday, June the 15th, 2012]]. The meeting is on [[meeting|5 Sept. 2025 at 7 p.m.]], in the week starting [[week_start|Monday 1/9/2025]]. Quarter end: [[quarter_end|31st of March '25]]. Renewal [[renewal|15 Jan 26]].
""".replace("[[expires|end of 2027]]", "[[?expires|end of 2027]]"))
case("d116-repeated-rows", "shipping", "en", "table", M("Pl", parcels=list[M("Pc", tracking=S, weight_kg=F, declared_value=D, fragile=B, insured=B)]), {"parcels": [{"tracking": "1Z-001", "weight_kg": 2.0, "declared_value": "100", "fragile": True, "insured": False}, {"tracking": "1Z-002", "weight_kg": 2.0, "declared_value": "100", "fragile": False, "insured": True}, {"tracking": "1Z-003", "weight_kg": 2.0, "declared_value": "250", "fragile": True, "insured": True}, {"tracking": "1Z-004", "weight_kg": 3.5, "declared_value": "100", "fragile": False, "insured": False}]},
"""Tracking   Weight   Value   Fragile   Insured
[[parcels[0].tracking|1Z-001]]     [[parcels[0].weight_kg|2.0 kg]]   [[parcels[0].declared_value|$100]]    [[parcels[0].fragile|Y]]         [[parcels[0].insured|N]]
[[parcels[1].tracking|1Z-002]]     [[parcels[1].weight_kg|2.0 kg]]   [[parcels[1].declared_value|$100]]    [[parcels[1].fragile|N]]         [[parcels[1].insured|Y]]
[[parcels[2].tracking|1Z-003]]     [[parcels[2].weight_kg|2.0 kg]]   [[parcels[2].declared_value|$250]]    [[parcels[2].fragile|Y]]         [[parcels[2].insured|Y]]
[[parcels[3].tracking|1Z-004]]     [[parcels[3].weight_kg|3.5 kg]]   [[parcels[3].declared_value|$100]]    [[parcels[3].fragile|N]]         [[parcels[3].insured|N]]
""")
case("d118-long-logbook", "log", "en", "long", M("Lg", entries=list[M("En", day=date, hours=F, aircraft=S, landings=I)], pilot=S, licence=S), {"entries": [{"day": "2025-03-04", "hours": 1.4, "aircraft": "G-BXKL", "landings": 2}, {"day": "2025-03-19", "hours": 1.4, "aircraft": "G-CDEF", "landings": 1}, {"day": "2025-03-27", "hours": 0.9, "aircraft": "G-BXKL", "landings": 2}], "pilot": "M. Straker", "licence": "GBR.FCL.PP.12345"},
"""LOGBOOK of [[pilot|M. Straker]], licence [[licence|GBR.FCL.PP.12345]]
Feb 2025
04/02/2025 G-BXKL 1.4 h, 2 landings
19/02/2025 G-CDEF 1.4 h, 1 landing
27/02/2025 G-BXKL 0.9 h, 2 landings
Mar 2025
[[entries[0].day|04/03/2025]] [[entries[0].aircraft|G-BXKL]] [[entries[0].hours|1.4 h]], [[entries[0].landings|2 landings]]
[[entries[1].day|19/03/2025]] [[entries[1].aircraft|G-CDEF]] [[entries[1].hours|1.4 h]], [[entries[1].landings|1 landing]]
[[entries[2].day|27/03/2025]] [[entries[2].aircraft|G-BXKL]] [[entries[2].hours|0.9 h]], [[entries[2].landings|2 landings]]
Apr 2025
04/04/2025 G-BXKL 1.4 h, 2 landings
19/04/2025 G-CDEF 1.4 h, 1 landing
""")
case("d120-shapes-aliases", "invoice", "de", "shapes", SHAPES.Aliased, {"RechnungsNr": "RE-881", "rechnungsdatum": "2025-06-02", "Kd-Nr": "40021", "gesamt": "238.00", "zahlung": "P14D"},
"""Rechnung [[number|RE-881]] vom [[issued|02.06.2025]]
Kunden-Nr. [[customer_no|40021]]
Rechnungsbetrag [[total|238,00 €]]
Zahlungsziel: [[payment_term|14 Tage]]
""")
case("d122-shapes-root-generic", "listing", "en", "shapes", SHAPES.Catalogue, [{"code": "K-1", "payload": {"name": "Kettle", "price": "39.90"}}, {"code": "K-2", "payload": {"name": "Toaster", "price": "39.90"}}],
"""[[[0].code|K-1]]  [[[0].payload.name|Kettle]]   [[[0].payload.price|$39.90]]
[[[1].code|K-2]]  [[[1].payload.name|Toaster]]  [[[1].payload.price|$39.90]]
""".replace("[[[", "[[ ["))
case("d124-shapes-enums", "form", "en", "shapes", SHAPES.Ticket, {"priority": 1, "state": "in_progress", "colour": "RED", "flags": ["urgent", "legal"], "assignee": "Moira Kent", "estimate": "PT1H45M", "size": "xl"},
"""Ticket: priority [[priority|high]], currently [[state|being worked on]] by [[assignee|Moira Kent]]
Flags: [[flags[0]|urgent]], [[flags[1]|legal]]; label colour [[colour|red]]; estimated effort [[estimate|1:45 h]]; T-shirt size [[size|XL]]
""")
case("d126-shapes-unions", "science", "en", "shapes", SHAPES.Mixed, {"results": [{"name": "Ferritin", "value": 41, "ref": "30-400"}, {"name": "HBsAg", "value": "negative", "ref": None}, {"name": "TSH", "value": 0.41, "ref": "0.40-4.00"}, {"name": "Anti-TPO", "value": "<9", "ref": None}], "fasting": None, "lab_no": 41},
"""Lab no. [[lab_no|41]]
[[results[0].name|Ferritin]]   [[results[0].value|41]]        [[results[0].ref|30-400]]
[[results[1].name|HBsAg]]      [[results[1].value|negative]]
[[results[2].name|TSH]]        [[results[2].value|0.41]]      [[results[2].ref|0.40-4.00]]
[[results[3].name|Anti-TPO]]   [[results[3].value|<9]]
""")
