"""Contracts, wills, claims and applications, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d060-nda-parties", "contract", "en", "clauses", M("Nda", disclosing_party=S, receiving_party=S, disclosing_address=S, receiving_address=S, signed=date, term_years=I, survival_years=I, mutual=B, return_days=I), {"disclosing_party": "Helix Kiln Ltd", "receiving_party": "Marrow & Pike LLP", "disclosing_address": "4 Tanner Row, York YO1 6JB", "receiving_address": "19 Cheap Street, Bath BA1 1NA", "signed": "2025-02-17", "term_years": 2, "survival_years": 5, "mutual": False, "return_days": 14},
"""THIS DEED is made on [[signed|17th February 2025]]
BETWEEN (1) [[disclosing_party|HELIX KILN LTD]] whose registered office is at [[disclosing_address|4 Tanner Row, York YO1 6JB]] (the "Discloser"); and
(2) [[receiving_party|MARROW & PIKE LLP]] of [[receiving_address|19 Cheap Street, Bath, BA1 1NA]] (the "Recipient").
2. [[mutual|The obligations bind the Recipient only]].
4. This Deed continues for [[term_years|2 years]]; clause 3 survives termination for a further [[survival_years|five years]].
5. On request the Recipient shall within [[return_days|14 days]] return all Confidential Information.
""")
case("d062-statute-fine", "legal", "en", "words", M("Pen", section=S, max_fine=D, max_prison_months=I, in_force=date, repealed=B, applies_to=S, minimum_age=I), {"section": "14B", "max_fine": "2500", "max_prison_months": 6, "in_force": "1998-04-01", "repealed": False, "applies_to": "keepers of inland lighthouses", "minimum_age": 18},
"""[[section|14B]].—(1) This section applies to [[applies_to|keepers of inland lighthouses]] who have attained [[minimum_age|the age of eighteen]].
(2) A person guilty of an offence is liable on summary conviction to a fine not exceeding [[max_fine|£2,500]] or to imprisonment for a term not exceeding [[max_prison_months|six months]], or both.
(3) This section came into force on [[in_force|1st April 1998]]. [S.14A repealed by 2003 c.18]
""")
case("d064-enum-paid", "invoice", "en", "enum", M("St", invoice=S, status=Literal["PAID", "OPEN", "OVERDUE"], method=Literal["BANK_TRANSFER", "CARD", "CASH"], settled_on=date, reminder_sent=B), {"invoice": "R-118", "status": "PAID", "method": "BANK_TRANSFER", "settled_on": "2025-05-19", "reminder_sent": False},
"""Re: your invoice [[invoice|R-118]]
Dear Mr Oduya, the invoice [[status|has been settled in full]]; the money reached our account [[method|by wire]] on [[settled_on|19 May]]. [[reminder_sent|No reminder was necessary]]. 2025 has been a good year!
""")
case("d066-enum-de-en", "contract", "de", "enum_translated", M("Emp", employee=S, contract_type=Literal["permanent", "fixed-term"], working_time=Literal["full-time", "part-time"], salary_period=Literal["monthly", "yearly"], gender=Literal["female", "male", "diverse"], marital_status=Literal["single", "married", "divorced"], salary=D, probation_months=I), {"employee": "Frau Jana Krüger", "contract_type": "permanent", "working_time": "part-time", "salary_period": "monthly", "gender": "female", "marital_status": "divorced", "salary": "2140", "probation_months": 6},
"""Zwischen der Firma und [[employee|[[gender|Frau]] Jana Krüger]] ([[marital_status|geschieden]]) wird ein [[contract_type|unbefristetes]] Arbeitsverhältnis in [[working_time|Teilzeit]] (25 Std./Woche) geschlossen. Das Gehalt beträgt [[salary|2.140,- €]] brutto [[salary_period|im Monat]]. Die ersten [[probation_months|sechs Monate]] gelten als Probezeit.
""")
case("d068-board-resolution", "minutes", "en", "fractions", M("Res", company=S, number=S, shares_for=I, majority_required=F, passed=B, dividend_per_share=D, record_date=date, payment_date=date, auditor=S), {"company": "Tannery Wharf PLC", "number": "7", "shares_for": 18204331, "majority_required": 0.75, "passed": True, "dividend_per_share": "0.125", "record_date": "2025-05-09", "payment_date": "2025-06-06", "auditor": "Quill Barrow LLP"},
"""[[company|TANNERY WHARF PLC]] — results of AGM
Resolution 6: to reappoint [[auditor|Quill Barrow LLP]] as auditor.
Resolution [[number|7]] (special; requires [[majority_required|three quarters]] of votes cast): For [[shares_for|18,204,331]]; Against 1,002,119. [[passed|Carried]].
Final dividend of [[dividend_per_share|12.5 pence]] per share, payable on [[payment_date|6 June 2025]] to holders on the register at [[record_date|9 May 2025]].
""")
case("d070-privacy-policy", "legal", "en", "bool", M("Pp", controller=S, dpo_email=S, retention_years=I, sells_data=B, uses_cookies=B, transfers_outside_eu=B, childrens_data=B, last_updated=date), {"controller": "Fernhill Software B.V.", "dpo_email": "privacy@fernhill.example", "retention_years": 7, "sells_data": False, "uses_cookies": True, "transfers_outside_eu": True, "childrens_data": False, "last_updated": "2025-01-02"},
"""Privacy notice (last updated [[last_updated|2 January 2025]])
The controller is [[controller|Fernhill Software B.V.]] Write to our data protection officer at [[dpo_email|privacy@fernhill.example]].
[[sells_data|We never sell your personal data]]. [[uses_cookies|We use cookies]] to keep you signed in. Invoices are kept for [[retention_years|seven years]]. [[transfers_outside_eu|Support tickets are processed in the United States]] under standard contractual clauses. [[childrens_data|Our services are not directed at children and we do not knowingly collect their data]].
""")
case("d072-quote-vs-order", "business", "en", "multi_doc", M("Rec", supplier=S, ordered_qty=I, delivered_qty=I, invoiced_qty=I, unit_price=D, price_agreed=D, short_delivery=I, delivery_note=S, invoice=S), {"supplier": "Pelham Fasteners", "ordered_qty": 500, "delivered_qty": 480, "invoiced_qty": 500, "unit_price": "0.42", "price_agreed": "0.40", "short_delivery": 20, "delivery_note": "DN-5512", "invoice": "I-90871"},
"""PURCHASE ORDER 4471 to [[supplier|Pelham Fasteners]]
[[ordered_qty|500]] x rivet 4.8mm at the agreed price of EUR [[price_agreed|0.40]]""",
"""DELIVERY NOTE [[delivery_note|DN-5512]]  ([[supplier|Pelham Fasteners]], your order 4471)
Delivered: [[delivered_qty|480]] pcs rivet 4.8mm, balance to follow""",
"""INVOICE [[invoice|I-90871]]  [[supplier|Pelham Fasteners]]
[[invoiced_qty|500]] rivet 4.8mm @ [[unit_price|0.42]] = 210.00""")
case("d074-versions", "contract", "en", "multi_doc", M("V", draft_price=D, final_price=D, draft_date=date, final_date=date, contractor=S, penalty_per_week=D), {"draft_price": "48000", "final_price": "45500", "draft_date": "2025-03-01", "final_date": "2025-03-18", "contractor": "Groundswell Paving", "penalty_per_week": "500"},
"""DRAFT [[draft_date|1 March 2025]]. [[contractor|Groundswell Paving]] shall resurface the yard for [[draft_price|$48,000]]. Penalty for delay: $750 per week.""",
"""FINAL, executed [[final_date|18 March 2025]]. [[contractor|Groundswell Paving]] shall resurface the yard for [[final_price|$45,500]]. Penalty for delay: [[penalty_per_week|$500]] per week.""")
case("d076-survey-answers", "form", "en", "bool", M("Survey", respondent_id=S, owns_home=B, has_children=B, number_of_children=I, employed=B, satisfied=B, would_recommend=B, comments=S, income_band=S), {"respondent_id": "R-0456", "owns_home": False, "has_children": True, "number_of_children": 2, "employed": True, "satisfied": False, "would_recommend": True, "comments": "Waiting times are far too long", "income_band": "40-60k"},
"""Respondent [[respondent_id|R-0456]]
Q1 Do you own or rent your home?  [[owns_home|Rent]]
Q2 Do you have children? [[has_children|Y]]   If so, how many? [[number_of_children|2]]
Q3 Employment status: [[employed|working full time]]
Q4 Household income: [[income_band|40-60k]]
Q5 Overall, how satisfied are you? [[satisfied|Very dissatisfied]]
Q6 Would you recommend us? [[would_recommend|Yes]]
Q7 Anything else? "[[comments|Waiting times are far too long]]."
""")
