"""Contracts, wills, claims and applications, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d059-saas-clauses", "contract", "en", "clauses", M("Msa", customer=S, vendor=S, effective=date, initial_term_months=I, renewal_notice_days=I, fee_per_year=D, late_interest_percent=F, uptime_percent=F, liability_cap_multiple=F, governing_law=S, arbitration=B, assignment_allowed=B, publicity_allowed=B), {"customer": "Corvid Freight LLC", "vendor": "Stratus Tally, Inc.", "effective": "2025-06-01", "initial_term_months": 36, "renewal_notice_days": 90, "fee_per_year": "84000", "late_interest_percent": 1.5, "uptime_percent": 99.9, "liability_cap_multiple": 2, "governing_law": "State of New York", "arbitration": True, "assignment_allowed": False, "publicity_allowed": False},
"""MASTER SERVICES AGREEMENT dated as of [[effective|the first day of June, 2025]] between [[vendor|Stratus Tally, Inc.]] ("Provider") and [[customer|Corvid Freight LLC]] ("Client").
1.1 Term. The initial term is [[initial_term_months|three (3) years]].
1.2 Renewal. Renews annually unless notice is given [[renewal_notice_days|ninety (90) days]] before expiry.
2.1 Fees. Client shall pay [[fee_per_year|Eighty-Four Thousand Dollars ($84,000)]] per annum.
2.2 Overdue amounts bear interest at [[late_interest_percent|1.5%]] per month.
3.4 Availability shall be no less than [[uptime_percent|99.9%]] in any calendar month.
7.1 [[assignment_allowed|Neither party may assign this Agreement]].
8.2 Liability is limited to [[liability_cap_multiple|two times]] the fees paid in the preceding twelve (12) months.
9.1 This Agreement is governed by the laws of the [[governing_law|State of New York]]. 9.2 [[arbitration|Any dispute shall be finally settled by binding arbitration]].
9.3 [[publicity_allowed|Provider shall not use Client's name or logo]] without consent.
""")
case("d061-will", "legal", "en", "names", M("Will", testator=S, executor=S, substitute_executor=S, bequests=list[M("Bq", beneficiary=S, gift=S)], signed=date, residue_to=S, revokes_prior=B), {"testator": "Agnes Muriel Dacre", "executor": "Peter Dacre", "substitute_executor": "Hilary Moss", "bequests": [{"beneficiary": "Peter Dacre", "gift": "my piano"}, {"beneficiary": "Hilary Moss", "gift": "£5,000"}], "signed": "2024-09-09", "residue_to": "St Oswald's Hospice", "revokes_prior": True},
"""I, [[testator|AGNES MURIEL DACRE]] of 2 The Green, [[revokes_prior|revoke all former wills]].
1. I appoint my son [[executor,?bequests[0].beneficiary|PETER DACRE]] to be my executor, but if he shall not survive me I appoint [[substitute_executor|HILARY MOSS]].
2. I give: (a) [[bequests[0].gift|my piano]] to my said son [[bequests[0].beneficiary|Peter]]; (b) [[bequests[1].gift|five thousand pounds (£5,000)]] to [[bequests[1].beneficiary|Hilary Moss]].
3. The residue of my estate I leave to [[residue_to|St Oswald's Hospice]].
Signed this [[signed|ninth day of September two thousand and twenty-four]].
""")
case("d063-loan-schedule", "bank", "en", "table", M("Loan", borrower=S, principal=D, apr_percent=F, schedule=list[M("Pay", no=I, due=date, interest=D, principal=D, balance=D)]), {"borrower": "Fenwick Dairy Co-op", "principal": "12000.00", "apr_percent": 6.0, "schedule": [{"no": 1, "due": "2025-02-01", "interest": "60.00", "principal": "1000.00", "balance": "11000.00"}, {"no": 2, "due": "2025-03-01", "interest": "55.00", "principal": "1000.00", "balance": "10000.00"}, {"no": 3, "due": "2025-04-01", "interest": "50.00", "principal": "1000.00", "balance": "9000.00"}]},
"""Borrower: [[borrower|Fenwick Dairy Co-op]]   Amount financed: [[principal|$12,000.00]]   APR: [[apr_percent|6.000 %]]
No.  Due         Payment    Interest   Principal   Balance
[[schedule[0].no|1]]    [[schedule[0].due|02/01/2025]]  1,060.00   [[schedule[0].interest|60.00]]      [[schedule[0].principal|1,000.00]]    [[schedule[0].balance|11,000.00]]
[[schedule[1].no|2]]    [[schedule[1].due|03/01/2025]]  1,055.00   [[schedule[1].interest|55.00]]      [[schedule[1].principal|1,000.00]]    [[schedule[1].balance|10,000.00]]
[[schedule[2].no|3]]    [[schedule[2].due|04/01/2025]]  1,050.00   [[schedule[2].interest|50.00]]      [[schedule[2].principal|1,000.00]]    [[schedule[2].balance|9,000.00]]
""")
case("d065-enum-claims", "insurance", "en", "enum", M("Cl", claim=S, decision=Literal["APPROVED", "REJECTED", "PENDING"], cause=Literal["FIRE", "WATER", "THEFT", "STORM"], severity=Literal["minor", "moderate", "severe"], payout=D, fraud_suspected=B), {"claim": "C/2025/0071", "decision": "REJECTED", "cause": "WATER", "severity": "moderate", "payout": "0", "fraud_suspected": False},
"""Claim [[claim|C/2025/0071]]. Damage of a [[severity|moderate]] extent was found, [[cause|caused by a leaking dishwasher hose]]. As gradual leakage is excluded, [[decision|we regret that we cannot pay this claim]]. [[fraud_suspected|There is no indication of fraud]].
""")
case("d067-tender-weights", "business", "en", "percent", M("Tender", lots=list[M("Lot", lot=I, title=S, value=D, winner=O[S])], price_weight=F, quality_weight=F, social_weight=F, deadline=datetime), {"lots": [{"lot": 1, "title": "Street lighting", "value": "450000", "winner": "Lumea AG"}, {"lot": 2, "title": "Park lighting", "value": "120000", "winner": None}, {"lot": 3, "title": "Sports grounds", "value": "120000", "winner": "Lumea AG"}], "price_weight": 0.6, "quality_weight": 0.3, "social_weight": 0.1, "deadline": "2025-09-30T12:00:00"},
"""Award criteria: price [[price_weight|60]] %, quality [[quality_weight|30]] %, social value [[social_weight|10]] %. Tenders close [[deadline|30 September 2025, 12 noon]].
Lot [[lots[0].lot|1]] — [[lots[0].title|Street lighting]] — estimated value EUR [[lots[0].value|450 000]] — awarded to [[lots[0].winner|Lumea AG]]
Lot [[lots[1].lot|2]] — [[lots[1].title|Park lighting]] — estimated value EUR [[lots[1].value|120 000]] — not awarded (no suitable tender)
Lot [[lots[2].lot|3]] — [[lots[2].title|Sports grounds]] — estimated value EUR [[lots[2].value|120 000]] — awarded to [[lots[2].winner|Lumea AG]]
""")
case("d069-lease-amend", "lease", "en", "old_new", M("Am", tenant=S, old_rent=D, new_rent=D, new_rent_from=date, deposit=D, parking_included=B, term_extended_to=date), {"tenant": "Otis & Vale Ltd", "old_rent": "3100", "new_rent": "3350", "new_rent_from": "2025-10-01", "deposit": "6200", "parking_included": False, "term_extended_to": "2028-09-30"},
"""AMENDMENT No. 2. The rent payable by [[tenant|Otis & Vale Ltd]] is increased from [[old_rent|£3,100]] to [[new_rent|£3,350]] per month with effect from [[new_rent_from|1 October 2025]]. The expiry date of 30 September 2025 is replaced by [[term_extended_to|30 September 2028]]. The deposit remains at [[deposit|£6,200]]. [[parking_included|Parking is charged separately]] at £335.
""")
case("d071-cv-gaps", "cv", "en", "table", M("Cv", name=S, email=S, linkedin=S, jobs=list[M("J", title=S, employer=S, start=date, end=O[date], city=S)], degrees=list[M("Dg", degree=S, school=S, year=I)], languages=dict[str, str]), {"name": "Thandeka Mokoena", "email": "thandeka.m@mail.example", "linkedin": "linkedin.example/in/thandekam", "jobs": [{"title": "Lead Analyst", "employer": "Bantry Re", "start": "2021-03-01", "end": None, "city": "Dublin"}, {"title": "Analyst", "employer": "Bantry Re", "start": "2018-09-01", "end": "2021-02-28", "city": "Cork"}, {"title": "Intern", "employer": "Statistics SA", "start": "2017-01-01", "end": "2017-06-30", "city": "Pretoria"}], "degrees": [{"degree": "MSc Statistics", "school": "University of Pretoria", "year": 2017}, {"degree": "BSc Mathematics", "school": "University of Pretoria", "year": 2015}], "languages": {"Zulu": "native", "English": "fluent", "French": "basic"}},
"""[[name|THANDEKA MOKOENA]]
[[email|thandeka.m@mail.example]] | [[linkedin|linkedin.example/in/thandekam]]

EXPERIENCE
[[jobs[0].title|Lead Analyst]], [[jobs[0].employer|Bantry Re]], [[jobs[0].city|Dublin]]                 [[jobs[0].start|Mar 2021]] – present
[[jobs[1].title|Analyst]], [[jobs[1].employer|Bantry Re]], [[jobs[1].city|Cork]]                        [[jobs[1].start|Sep 2018]] – [[jobs[1].end|Feb 2021]]
[[jobs[2].title|Intern]], [[jobs[2].employer|Statistics SA]], [[jobs[2].city|Pretoria]]                 [[jobs[2].start|Jan 2017]] – [[jobs[2].end|Jun 2017]]
EDUCATION
[[degrees[0].year|2017]]  [[degrees[0].degree|MSc Statistics]], [[degrees[0].school|University of Pretoria]] (distinction)
[[degrees[1].year|2015]]  [[degrees[1].degree|BSc Mathematics]], [[degrees[1].school|University of Pretoria]]
LANGUAGES  Zulu ([[languages['Zulu']|native]]), English ([[languages['English']|fluent]]), French ([[languages['French']|basic]])
""")
case("d073-two-cvs", "cv", "en", "multi_doc", M("Cmp", candidates=list[M("Ca", name=S, years_experience=I, salary_expectation=D, notice_weeks=I, relocation=B)]), {"candidates": [{"name": "Piotr Zając", "years_experience": 8, "salary_expectation": "70000", "notice_weeks": 4, "relocation": True}, {"name": "Anwen Rees", "years_experience": 8, "salary_expectation": "64000", "notice_weeks": 4, "relocation": False}]},
"""[[candidates[0].name|Piotr Zając]] — backend developer with [[candidates[0].years_experience|8 years]] of experience. Expected salary: [[candidates[0].salary_expectation|€70,000]]. Notice period: [[candidates[0].notice_weeks|4 weeks]]. [[candidates[0].relocation|Willing to relocate: yes]].""",
"""[[candidates[1].name|Anwen Rees]] — backend developer with [[candidates[1].years_experience|8 years]] of experience. Expected salary: [[candidates[1].salary_expectation|€64,000]]. Notice period: [[candidates[1].notice_weeks|4 weeks]]. [[candidates[1].relocation|Willing to relocate: no]].""")
case("d075-form-numbered", "form", "en", "numbered", M("Visa", surname=S, given_names=S, passport_no=S, nationality=S, date_of_birth=date, sex=Literal["M", "F", "X"], occupation=S, duration_days=I, purpose=Literal["tourism", "business", "study"], previous_visits=I, criminal_record=B, sponsor=O[S]), {"surname": "Nakamura", "given_names": "Rei Ann", "passport_no": "TK8841207", "nationality": "Japan", "date_of_birth": "1994-12-01", "sex": "F", "occupation": "Ceramicist", "duration_days": 21, "purpose": "tourism", "previous_visits": 2, "criminal_record": False, "sponsor": None},
"""1. Surname ............ [[surname|NAKAMURA]]
2. Given name(s) ...... [[given_names|REI ANN]]
3. Date of birth ...... [[date_of_birth|01 DEC 1994]]
4. Sex ................ [ ] M  [[sex|[x] F]]  [ ] X
5. Nationality ........ [[nationality|JAPAN]]
6. Passport no. ....... [[passport_no|TK8841207]]   valid to 30 JUN 2031
7. Occupation ......... [[occupation|CERAMICIST]]
8. Purpose of journey . [[purpose|[X] Tourism]]  [ ] Business  [ ] Study
9. Duration of stay ... [[duration_days|3 weeks]]
10. Previous visits ... [[previous_visits|2]]
11. Convicted of any offence?  [ ] Yes  [[criminal_record|[X] No]]
12. Sponsor ........... n/a
""")
