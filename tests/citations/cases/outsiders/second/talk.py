"""E-mails, chats, transcripts and statements, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d025-email-quoted", "email", "en", "quoted", M("Mail", sender=S, delivery_date=date, quantity=I, unit_price=D, po_number=S, accepted=B), {"sender": "Priya Raman", "delivery_date": "2025-04-22", "quantity": 400, "unit_price": "3.15", "po_number": "PO-7719", "accepted": True},
"""From: [[sender|Priya Raman]] <priya@lumen.example>
To: sales@northbolt.example
Subject: Re: Re: quote for flanges

Hi Tom,

thanks for coming back so quickly. [[accepted|We accept your revised offer]]: [[quantity|400]] pcs at [[unit_price|EUR 3.15]] each, delivered by [[delivery_date|22 April 2025]]. Our order number is [[po_number|PO-7719]].

Best,
[[sender|Priya]]
--
[[sender|Priya Raman]] | Procurement | Lumen Oy | Tel +358 9 400 315

On 3 Apr 2025, at 09:12, Tom Northbolt wrote:
> We could do 500 pcs at EUR 3.40, delivery 30 April 2025.
>> On 1 Apr 2025, Priya Raman wrote:
>> Please quote for 600 pcs. Delivery should be 15 April 2025.
""")
case("d027-email-de-signature", "email", "de", "signature", M("Kontakt", name=S, position=S, firma=S, strasse=S, plz=S, ort=S, telefon=S, handelsregister=S, geschaeftsfuehrer=list[S], ust_id=S), {"name": "Katharina Weiß", "position": "Leiterin Einkauf", "firma": "Mühlbauer Fördertechnik GmbH & Co. KG", "strasse": "Industriestraße 14a", "plz": "86316", "ort": "Friedberg", "telefon": "+498215550123", "handelsregister": "HRA 17654", "geschaeftsfuehrer": ["Dr. Anton Mühlbauer", "Sabine Reiter"], "ust_id": "DE812345678"},
"""Sehr geehrte Damen und Herren,

anbei die gewünschten Unterlagen.

Mit freundlichen Grüßen
i. V. [[name|Katharina Weiß]]
[[position|Leiterin Einkauf]]

[[firma|Mühlbauer Fördertechnik GmbH & Co. KG]]
[[strasse|Industriestr. 14a]] · D-[[plz|86316]] [[ort|Friedberg]]
T [[telefon|+49 (0)821 5550-123]] · F +49 (0)821 5550-199
Amtsgericht Augsburg, [[handelsregister|HRA 17654]] · USt-ID [[ust_id|DE812345678]]
Geschäftsführung: [[geschaeftsfuehrer[0]|Dr. Anton Mühlbauer]], [[geschaeftsfuehrer[1]|Sabine Reiter]]
""")
case("d029-whatsapp-en", "chat", "en", "chat", M("Trip", destination=S, leaving=date, travellers=list[S], budget_per_person=D, car_needed=B, driver=S), {"destination": "Anglesey", "leaving": "2025-08-15", "travellers": ["Hanif", "Chloe", "Bex"], "budget_per_person": "120", "car_needed": True, "driver": "Chloe"},
"""[11/08/2025, 19:02:11] [[travellers[0]|Hanif]]: right, Snowdonia or [[?destination|Anglesey]]?
[11/08/2025, 19:02:40] [[driver,travellers[1]|Chloe]]: [[destination|Anglesey!!]]
[11/08/2025, 19:03:05] [[travellers[2]|Bex]]: [[destination|anglesey]] is fine. when
[11/08/2025, 19:04:19] [[travellers[0]|Hanif]]: leave [[leaving|fri 15th]]. budget? I said 150 last time
[11/08/2025, 19:05:00] [[travellers[2]|Bex]]: max [[budget_per_person|£120 each]] pls
[11/08/2025, 19:05:31] [[driver,travellers[1]|Chloe]]: ok. [[car_needed|we'll need a car]], I can drive
""")
case("d031-interview-srt", "transcript", "en", "srt", M("Iv", interviewee=S, born_in=S, year_founded=I, employees=I, revenue_2023=D, profitable=B, languages=list[S]), {"interviewee": "Tomasz Brandt", "born_in": "Gdańsk", "year_founded": 2009, "employees": 140, "revenue_2023": "12500000", "profitable": True, "languages": ["Polish", "German"]},
"""1
00:00:01,000 --> 00:00:04,200
HOST: With me today is [[interviewee|Tomasz Brandt]].

2
00:00:04,300 --> 00:00:09,000
BRANDT: I was born in [[born_in|Gdańsk]] and I grew up
speaking [[languages[0]|Polish]] and [[languages[1]|German]].

3
00:00:09,100 --> 00:00:14,900
We set the company up in two
thousand [[year_founded|nine]] with 3 people. Today it's

4
00:00:15,000 --> 00:00:19,990
[[employees|a hundred and forty]]. Turnover last year,
in 2023, was [[revenue_2023|twelve and a half million]] euros,

5
00:00:20,000 --> 00:00:22,000
and yes, [[profitable|we make a profit]].
""".replace("two\nthousand [[year_founded|nine]]", "[[year_founded|two\nthousand nine]]"))
case("d033-slack-standup", "chat", "en", "chat", M("Stand", updates=list[M("U", person=S, blocked=B, ticket=S, hours=F)]), {"updates": [{"person": "mira", "blocked": False, "ticket": "WEB-311", "hours": 6.0}, {"person": "oskar", "blocked": True, "ticket": "WEB-318", "hours": 2.5}, {"person": "juno", "blocked": False, "ticket": "OPS-44", "hours": 6.0}]},
"""#standup
[[updates[0].person|mira]]  9:31 AM
[[updates[0].ticket|WEB-311]] nearly done, [[updates[0].hours|6h]] yesterday. [[updates[0].blocked|no blockers]]
[[updates[1].person|oskar]]  9:32 AM
picked up [[updates[1].ticket|WEB-318]], [[updates[1].hours|2.5h]]. [[updates[1].blocked|blocked on design]]
[[updates[2].person|juno]]  9:40 AM
[[updates[2].ticket|OPS-44]], [[updates[2].hours|6h]]. [[updates[2].blocked|not blocked]]
""")
case("d035-press-call", "transcript", "en", "transcript", M("Earn", company=S, quarter=S, revenue=D, revenue_growth_percent=F, guidance_low=D, guidance_high=D, headcount=I, buyback=B), {"company": "Halyard Systems", "quarter": "Q2 2025", "revenue": "312400000", "revenue_growth_percent": 11.0, "guidance_low": "1240000000", "guidance_high": "1270000000", "headcount": 2140, "buyback": False},
"""Operator: Welcome to the [[company|Halyard Systems]] [[quarter|second quarter 2025]] earnings call.
CFO: Revenue came in at [[revenue|$312.4 million]], up [[revenue_growth_percent|eleven percent]] year over year; Q1 was $298.0 million, up nine percent. For the full year we now expect revenue of [[guidance_low|1.24]] to [[guidance_high|1.27 billion dollars]].
Analyst: Headcount, and any plans to repurchase shares?
CFO: We ended the quarter with [[headcount|2,140]] people. [[buyback|We have no plans for a buyback]] at this time.
""")
case("d037-statement-columns", "bank", "en", "columns", M("Stmt", account=S, opening_balance=D, closing_balance=D, entries=list[M("E", date=date, description=S, paid_out=O[D], paid_in=O[D], balance=D)]), {"account": "20-44-11 83920147", "opening_balance": "1204.11", "closing_balance": "1879.61", "entries": [{"date": "2025-05-02", "description": "DIRECT DEBIT WATER CO", "paid_out": "34.50", "paid_in": None, "balance": "1169.61"}, {"date": "2025-05-06", "description": "BACS REFUND", "paid_out": None, "paid_in": "34.50", "balance": "1204.11"}, {"date": "2025-05-28", "description": "BGC SALARY", "paid_out": None, "paid_in": "675.50", "balance": "1879.61"}]},
"""Account [[account|20-44-11 83920147]]            Statement 1 May to 31 May 2025
Date      Details                   Paid out   Paid in    Balance
01 May    BALANCE BROUGHT FORWARD                         [[opening_balance|1,204.11]]
[[entries[0].date|02 May]]    [[entries[0].description|DIRECT DEBIT WATER CO]]       [[entries[0].paid_out|34.50]]               [[entries[0].balance|1,169.61]]
[[entries[1].date|06 May]]    [[entries[1].description|BACS REFUND]]                            [[entries[1].paid_in|34.50]]   [[entries[1].balance|1,204.11]]
[[entries[2].date|28 May]]    [[entries[2].description|BGC SALARY]]                            [[entries[2].paid_in|675.50]]   [[entries[2].balance|1,879.61]]
31 May    BALANCE CARRIED FORWARD                         [[closing_balance|1,879.61]]
""")
case("d039-card-statement", "bank", "en", "cr_dr", M("Cc", card_ending=S, min_payment=D, due=date, credit_limit=D, available_credit=D, purchases=list[M("Pu", posted=date, merchant=S, amount=D)], refunds_total=D), {"card_ending": "7731", "min_payment": "25.00", "due": "2025-04-25", "credit_limit": "5000", "available_credit": "4612.80", "purchases": [{"posted": "2025-03-30", "merchant": "HARDWARE DEPOT #25", "amount": "212.20"}, {"posted": "2025-04-01", "merchant": "SKYLINE AIR", "amount": "200.00"}, {"posted": "2025-04-01", "merchant": "SKYLINE AIR", "amount": "-25.00"}], "refunds_total": "25.00"},
"""Card ending in [[card_ending|7731]]    Minimum payment [[min_payment|$25.00]] due [[due|04/25/2025]]
Credit line [[credit_limit|$5,000]]    Available [[available_credit|$4,612.80]]
Trans  Post    Description              Amount
03/29  [[purchases[0].posted|03/30]]   [[purchases[0].merchant|HARDWARE DEPOT #25]]       [[purchases[0].amount|212.20]]
04/01  [[purchases[1].posted|04/01]]   [[purchases[1].merchant|SKYLINE AIR]]              [[purchases[1].amount|200.00]]
04/01  [[purchases[2].posted|04/01]]   [[purchases[2].merchant|SKYLINE AIR]]               [[purchases[2].amount|25.00 CR]]
Total credits this period                 [[refunds_total|25.00]]
""")
case("d041-payslip-fr", "payslip", "fr", "columns", M("Paie", salarie=S, periode=S, salaire_brut=D, net_imposable=D, net_a_payer=D, heures=F, conges_restants=F, anciennete_ans=I), {"salarie": "Fatoumata Diallo", "periode": "mars 2025", "salaire_brut": "2450.00", "net_imposable": "1998.37", "net_a_payer": "1911.42", "heures": 151.67, "conges_restants": 12.5, "anciennete_ans": 4},
"""BULLETIN DE PAIE                      Période : [[periode|mars 2025]]
Salarié(e) : [[salarie|DIALLO Fatoumata]]       Ancienneté : [[anciennete_ans|4 ans]] 2 mois
Libellé                  Base       Taux      Montant
Salaire de base          [[heures|151,67]]     16,154    2 450,00
SALAIRE BRUT                                  [[salaire_brut|2 450,00]]
Cotisations salariales                        -538,58
NET IMPOSABLE                                 [[net_imposable|1 998,37]]
NET À PAYER                                   [[net_a_payer|1 911,42 €]]
Congés payés : acquis 17,5   pris 5   solde [[conges_restants|12,5]]
""")
case("d043-utility-bill", "utility", "en", "computed", M("Bill", account=S, meter_previous=I, meter_current=I, units_used=I, unit_rate_pence=F, standing_charge=D, energy_cost=D, average_per_day=F, total=D, vat_rate=F), {"account": "850 0412 7719", "meter_previous": 41207, "meter_current": 41519, "units_used": 312, "unit_rate_pence": 24.86, "standing_charge": "18.30", "energy_cost": "77.56", "average_per_day": 10.4, "total": "100.65", "vat_rate": 0.05},
"""Your electricity, 1-30 June (30 days)     Account [[account|850 0412 7719]]
Meter L71C: previous reading [[meter_previous|41207]] (actual), this reading [[meter_current|41519]] (smart)
Usage [[units_used|312 kWh]] at [[unit_rate_pence|24.86p]]                      [[energy_cost|£77.56]]
Standing charge 30 days at 61.0p            [[standing_charge|£18.30]]
VAT at [[vat_rate|5%]]                                    £4.79
Total to pay                               [[total|£100.65]]
""")
