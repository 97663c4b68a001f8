"""E-mails, chats, transcripts and statements, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d026-email-thread-latest", "email", "en", "quoted", M("Meet", meeting_date=date, start_time=time, room=S, organiser=S, agenda=list[S], dial_in_pin=S), {"meeting_date": "2025-10-09", "start_time": "14:30:00", "room": "Birch", "organiser": "Aled Pugh", "agenda": ["Hiring freeze", "Office move"], "dial_in_pin": "884 120"},
"""From: [[organiser|Aled Pugh]]
Date: Mon, 6 Oct 2025 17:03:44 +0100
Subject: MOVED: leads meeting

All - the leads meeting moves from Wednesday to [[meeting_date|Thursday 9 October]], [[start_time|2.30pm]], room [[room|Birch]] (not Oak).
PIN for dialling in: [[dial_in_pin|884 120]]
Agenda: 1) [[agenda[0]|Hiring freeze]] 2) [[agenda[1]|Office move]]

-----Original Message-----
From: Aled Pugh
Sent: 1 October 2025 10:00
Leads meeting, Wednesday 8 October, 10.00, room Oak, PIN 884 119. Agenda: Budget.
""")
case("d028-email-forwarded", "email", "en", "quoted", M("Claim", claimant=S, policy=S, loss_date=date, handler=S, estimate=D, reported_on=date), {"claimant": "Mrs. Edna Whitlow", "policy": "HH-220-771", "loss_date": "2025-01-11", "handler": "Gus Ferrante", "estimate": "2800", "reported_on": "2025-01-13"},
"""Gus, can you take this one? -- Lena

---------- Forwarded message ---------
From: [[claimant|Edna Whitlow]] <edna.w@mail.example>
Date: [[reported_on|Mon, 13 Jan 2025]] at 08:20
Subject: Burst pipe, policy [[policy|HH-220-771]]

Dear Sirs, on [[loss_date|Saturday night]] a pipe burst in my kitchen. The plumber puts the damage at roughly [[estimate|£2,800]]. My neighbour's was £3,100 last year.
Yours, [[claimant|(Mrs.) E. Whitlow]]

>> To: [[handler|Gus Ferrante]]; Cc: Claims Desk
""")
case("d030-support-transcript", "chat", "en", "transcript", M("Call", agent=S, caller=S, account_number=S, verified=B, complaint=S, credit_offered=D, accepted_credit=B, callback_requested=B), {"agent": "Denise", "caller": "Mr. Abara", "account_number": "40071182", "verified": True, "complaint": "broadband down since Tuesday", "credit_offered": "15.00", "accepted_credit": False, "callback_requested": True},
"""00:00:03 AGENT: Thank you for calling Vexnet, [[agent|Denise]] speaking, how can I help?
00:00:09 CALLER: Yeah, this is [[caller|Mr. Abara]], my [[complaint|broadband has been down since Tuesday]].
00:00:15 AGENT: Sorry to hear that. Could I take your account number?
00:00:19 CALLER: [[account_number|4007, 1182]].
00:00:31 AGENT: And the first line of the address... thank you, [[verified|you're verified]].
00:02:12 AGENT: I can put a credit of [[credit_offered|fifteen pounds]] on your next bill.
00:02:18 CALLER: [[accepted_credit|No, I don't want that]]. Last month it was ten pounds. [[callback_requested|Have a manager call me back]].
""")
case("d032-deposition", "court", "en", "transcript", M("Depo", witness=S, occupation=S, speed_mph=I, light_colour=Literal["red", "amber", "green"], wearing_glasses=B, time_of_accident=time, distance_feet=I), {"witness": "Marlene Voss", "occupation": "dental hygienist", "speed_mph": 40, "light_colour": "red", "wearing_glasses": False, "time_of_accident": "17:45:00", "distance_feet": 60},
"""12  Q.  State your name for the record.
13  A.  [[witness|Marlene Voss]].
14  Q.  And what do you do for a living?
15  A.  I'm a [[occupation|dental hygienist]].
16  Q.  About what time did this happen?
17  A.  [[time_of_accident|Quarter to six in the evening]].
18  Q.  How far away were you?
19  A.  I'd say [[distance_feet|sixty feet]].
20  Q.  What colour was the light for the truck?
21  A.  [[light_colour|It was red]]. I had the green.
22  Q.  [[wearing_glasses|Were you wearing your glasses?
23  A.  No.]]
24  Q.  How fast was the truck going?
25  A.  [[speed_mph|Forty]], at least.
""")
case("d034-chat-fr", "chat", "fr", "chat", M("Rdv", medecin=S, jour=date, heure=time, motif=S, premiere_visite=B, tarif=D), {"medecin": "Dr Aubin", "jour": "2025-11-04", "heure": "16:15:00", "motif": "douleur au genou", "premiere_visite": True, "tarif": "60"},
"""Secrétariat : Bonjour, Cabinet du [[medecin|docteur Aubin]].
Patient : Bonjour, je voudrais un rendez-vous pour une [[motif|douleur au genou]].
Secrétariat : Vous êtes déjà venu ?
Patient : [[premiere_visite|Non, c'est la première fois]].
Secrétariat : J'ai [[jour|mardi 4 novembre 2025]] à 9 h 30 ou [[heure|16 h 15]].
Patient : L'après-midi s'il vous plaît.
Secrétariat : C'est noté. La consultation est à [[tarif|60 euros]], 25 euros pour les suivantes.
""")
case("d036-voicemail", "transcript", "en", "transcript", M("Vm", caller=S, callback_number=S, flight=S, arrives=time, party_size=I, vegetarian_meals=I, pets=B), {"caller": "Luanne Teague", "callback_number": "5550147", "flight": "BA 283", "arrives": "15:50:00", "party_size": 5, "vegetarian_meals": 2, "pets": False},
"""(beep) Hi it's [[caller|Luanne Teague]], um, calling about the villa. We'll be [[party_size|five people]], [[vegetarian_meals|two of us vegetarian]]. Flight's [[flight|B A two eight three]], gets in at [[arrives|ten to four in the afternoon]]. [[pets|No animals]] this time! Call me back on [[callback_number|five five five, oh one four seven]]. Bye bye. (beep)
""")
case("d038-kontoauszug", "bank", "de", "neg_trailing", M("Kto", iban=S, alter_saldo=D, neuer_saldo=D, buchungen=list[M("Bu", datum=date, text=S, betrag=D)]), {"iban": "DE02120300000000202051", "alter_saldo": "2817.40", "neuer_saldo": "2361.92", "buchungen": [{"datum": "2025-02-03", "text": "Miete Februar", "betrag": "-402.16"}, {"datum": "2025-02-10", "text": "Stadtwerke Abschlag", "betrag": "-153.32"}, {"datum": "2025-02-17", "text": "Gutschrift Hr. Lange", "betrag": "100.00"}]},
"""Kontoauszug Nr. 2/2025   IBAN [[iban|DE02 1203 0000 0000 2020 51]]
Alter Saldo per 31.01.2025                     [[alter_saldo|2.817,40+]]
[[buchungen[0].datum|03.02.]]  [[buchungen[0].text|Miete Februar]]                           [[buchungen[0].betrag|402,16-]]
[[buchungen[1].datum|10.02.]]  [[buchungen[1].text|Stadtwerke Abschlag]]                     [[buchungen[1].betrag|153,32-]]
[[buchungen[2].datum|17.02.]]  [[buchungen[2].text|Gutschrift Hr. Lange]]                    [[buchungen[2].betrag|100,00+]]
Neuer Saldo per 28.02.2025                     [[neuer_saldo|2.361,92+]]
""")
case("d040-income-statement", "report", "en", "neg_paren", M("Is", fiscal_year=I, unit=S, revenue=D, cost_of_sales=D, gross_profit=D, operating_loss=D, net_loss_prior_year=D, eps=D), {"fiscal_year": 2024, "unit": "thousands of U.S. dollars", "revenue": "48211", "cost_of_sales": "-31007", "gross_profit": "17204", "operating_loss": "-2316", "net_loss_prior_year": "-4100", "eps": "-0.14"},
"""CONSOLIDATED STATEMENT OF OPERATIONS
(in [[unit|thousands of U.S. dollars]], except per share)
                           FY[[fiscal_year|2024]]      FY2023
Revenue                    [[revenue|48,211]]      45,930
Cost of sales             [[cost_of_sales|(31,007)]]    (30,122)
Gross profit               [[gross_profit|17,204]]      15,808
Operating loss             [[operating_loss|(2,316)]]     (3,870)
Net loss                   (2,502)     [[net_loss_prior_year|(4,100)]]
Loss per share              [[eps|(0.14)]]      (0.24)
""")
case("d042-fx-deal", "bank", "en", "fx", M("Fx", deal_id=S, buy_currency=S, buy_amount=D, sell_currency=S, sell_amount=D, rate=F, value_date=date, counterparty=S), {"deal_id": "FX-88120-1", "buy_currency": "USD", "buy_amount": "1000000", "sell_currency": "EUR", "sell_amount": "921574.97", "rate": 1.0851, "value_date": "2025-07-16", "counterparty": "Banque Courtois"},
"""CONFIRMATION [[deal_id|FX-88120-1]]
We confirm that on 14 July 2025 you bought [[buy_currency|USD]] [[buy_amount|1,000,000.00]] and sold [[sell_currency|EUR]] [[sell_amount|921,574.97]]
at EUR/USD [[rate|1.0851]] for value [[value_date|16-Jul-25]]. Counterparty: [[counterparty|Banque Courtois]].
""")
case("d044-invoice-jp", "invoice", "ja", "era", M("SeikyuA", invoice_no=S, issued=date, due=date, client=S, subtotal=I, tax=I, total=I, withholding=I, items=list[M("Ko", description=S, quantity=I, amount=I)]), {"invoice_no": "2025-018", "issued": "2025-06-30", "due": "2025-07-31", "client": "有限会社みなと印刷", "subtotal": 180000, "tax": 18000, "total": 179622, "withholding": 18378, "items": [{"description": "校正料", "quantity": 3, "amount": 90000}, {"description": "翻訳料", "quantity": 1, "amount": 90000}]},
"""請求書 No.[[invoice_no|2025-018]]
[[client|有限会社みなと印刷]] 御中   発行日 [[issued|令和七年六月三十日]]
品目    数量   金額
[[items[0].description|校正料]]   [[items[0].quantity|3]]   [[items[0].amount|90,000]]
[[items[1].description|翻訳料]]   [[items[1].quantity|1]]   [[items[1].amount|90,000]]
小計 [[subtotal|180,000円]]
消費税 10% [[tax|18,000円]]
源泉徴収税 [[withholding|▲18,378円]]
合計 [[total|179,622円]]
お支払期限 [[due|R7.7.31]]
""")
