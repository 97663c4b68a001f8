"""Long documents: an agreement, a hospital letter, minutes, a thread of mails."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u153-software-licence-agreement", "contract", "en", "long", M("Licence", licensor=S, licensee=S, agreement_date=date, effective_date=date, product=S, version=S, named_users=I, annual_fee=D, discount_percent=D, support_level=E_("Support", "standard", "premium"), response_hours=I, uptime_percent=D, term_years=I, auto_renews=B, notice_days=I, price_increase_cap_percent=D, payment_days=I, late_interest_percent=D, source_code_escrow=B, reverse_engineering_allowed=B, data_location=S, liability_cap_multiple=I, governing_law=S, licensor_address=S, licensee_registration=S, audit_allowed=B, publicity_allowed=B, total_contract_value=D, signatory_licensor=S, signatory_licensee=S, backup_hours=O[I]), {"licensor": "Quillmark Systems Ltd", "licensee": "Østerbro Havneservice A/S", "agreement_date": "2025-01-20", "effective_date": "2025-02-01", "product": "Quillmark Berth Planner", "version": "7", "named_users": 45, "annual_fee": "28800", "discount_percent": "10", "support_level": "premium", "response_hours": 4, "uptime_percent": "99.5", "term_years": 3, "auto_renews": True, "notice_days": 90, "price_increase_cap_percent": "4", "payment_days": 30, "late_interest_percent": "8", "source_code_escrow": True, "reverse_engineering_allowed": False, "data_location": "Denmark", "liability_cap_multiple": 2, "governing_law": "England and Wales", "licensor_address": "9 Customs Quay, Hull HU1 0XX", "licensee_registration": "CVR 00441770", "audit_allowed": True, "publicity_allowed": False, "total_contract_value": "86400", "signatory_licensor": "Rhiannon Fell", "signatory_licensee": "Mads Holm", "backup_hours": None},
"""SOFTWARE LICENCE AND SUPPORT AGREEMENT

Dated [[agreement_date|20 January 2025]]

BETWEEN

(1)  [[licensor|QUILLMARK SYSTEMS LTD]], registered in England under no. 0441770, whose
     office is at [[licensor_address|9 Customs Quay, Hull HU1 0XX]] (the Licensor); and

(2)  [[licensee|ØSTERBRO HAVNESERVICE A/S]], [[licensee_registration|CVR 00441770]], of Strandvænget 12,
     Copenhagen (the Licensee).

BACKGROUND

(A)  The Licensee has used version 5 of the Software since 2019 under an agreement
     for 30 named users, which expires on 31 January 2025.
(B)  The parties wish to replace that agreement.

1.   DEFINITIONS
     "Effective Date"   [[effective_date|1 February 2025]].
     "Software"         [[product|Quillmark Berth Planner]], version [[version|7]], and its updates.
     "Users"            the persons named by the Licensee from time to time, not
                        exceeding [[named_users|45]].

2.   LICENCE
2.1  The Licensor grants a non-exclusive licence for the Users from the Effective Date.
2.2  The Licensee [[reverse_engineering_allowed|shall not copy, decompile or reverse engineer the Software]] save
     as the law allows despite any contract.
2.3  The Licensor [[audit_allowed|may, once in a calendar year and on 14 days' notice, inspect]] the
     Licensee's records of Users.

3.   FEES
3.1  The annual fee is [[annual_fee|£28,800]], being the list price of £32,000 less [[discount_percent|10%]].
3.2  Invoices are payable within [[payment_days|thirty days]]. Overdue sums bear interest at
     [[late_interest_percent|8%]] a year above the base rate of the Bank of England.
3.3  From the second year the fee may be raised once a year, by no more than [[price_increase_cap_percent|4 per cent]].

4.   SUPPORT
4.1  The Licensor gives [[support_level|Gold]] support (the higher of its two levels): it answers
     a critical fault within [[response_hours|four hours]], any other within two working days.
4.2  The hosted service shall be available for [[uptime_percent|99.5%]] of each month. For each full
     hour below that the Licensee is credited with 1% of a month's fee, up to 20%.
4.3  The Licensee's data shall be kept in [[data_location|Denmark]] and nowhere else.

5.   ESCROW
     Within sixty days the Licensor [[source_code_escrow|shall deposit the source code with an escrow agent]].

6.   LIABILITY
     Neither party limits liability for death or injury. Otherwise the Licensor's
     liability in any year is limited to [[liability_cap_multiple|twice]] the annual fee.

7.   TERM
7.1  This Agreement runs for [[term_years|three years]] from the Effective Date and then [[auto_renews|renews for
     successive years]] unless either party gives [[notice_days|ninety days']] notice.
7.2  Either party may end it at once if the other is insolvent.

8.   GENERAL
8.1  [[publicity_allowed|Neither party shall use the other's name in publicity.]]
8.2  The law of [[governing_law|England and Wales]] applies.

SIGNED for the Licensor   [[signatory_licensor|Rhiannon Fell]], Managing Director
SIGNED for the Licensee   [[signatory_licensee|Mads Holm]], CFO
""")
case("u155-tenants-association-agm", "minutes", "en", "long", M("Agm", association=S, date=date, start=time, end=time, venue=S, members_present=I, members_total=I, quorum=I, chair=S, minute_taker=S, treasurer=S, opening_balance=D, income=D, expenditure=D, closing_balance=D, subscription=D, new_subscription=D, officers=list[M("O", role=S, name=S, contested=B, votes=O[I])], motions=list[M("Mo", text=S, proposer=S, votes_for=I, votes_against=I, carried=B)], auditor=S, lift_repair_date=date, bin_day=S, councillor=S, playground_grant=D, next_agm=date, next_committee=datetime, surplus=D, turnout_percent=D, raffle_raised=O[D]), {"association": "Cedar and Larch House Tenants' Association", "date": "2025-05-20", "start": "19:00:00", "end": "20:50:00", "venue": "Cedar House community room", "members_present": 41, "members_total": 132, "quorum": 20, "chair": "Pauline Achterhuis", "minute_taker": "Sunil Bhatt", "treasurer": "Winnie Osei", "opening_balance": "612.40", "income": "1455.00", "expenditure": "1238.15", "closing_balance": "829.25", "subscription": "6", "new_subscription": "8", "officers": [{"role": "Chair", "name": "Pauline Achterhuis", "contested": False, "votes": None}, {"role": "Secretary", "name": "Marek Dolny", "contested": True, "votes": 24}, {"role": "Treasurer", "name": "Winnie Osei", "contested": False, "votes": None}], "motions": [{"text": "subscription of £8", "proposer": "Winnie Osei", "votes_for": 33, "votes_against": 6, "carried": True}, {"text": "ban on barbecues on balconies", "proposer": "Gil Trent", "votes_for": 17, "votes_against": 20, "carried": False}], "auditor": "Mrs Lovell", "lift_repair_date": "2025-06-11", "bin_day": "Thursday", "councillor": "Cllr Ingram", "playground_grant": "4500", "next_agm": "2026-05-19", "next_committee": "2025-06-03T18:30:00", "surplus": "216.85", "turnout_percent": "31.1", "raffle_raised": None},
"""[[association|CEDAR AND LARCH HOUSE TENANTS' ASSOCIATION]]
MINUTES OF THE ANNUAL GENERAL MEETING
[[venue|Cedar House community room]], Tuesday [[date|20 May 2025]], [[start|7 pm]]

Present: [[members_present|41]] of [[members_total|132]] members (the rules ask for [[quorum|twenty]]), [[councillor|Cllr Ingram]], and
Ms Tate of the housing office.
In the chair: [[chair|[[?officers[0].name|Pauline Achterhuis]]]]      Minutes: [[minute_taker|Sunil Bhatt]]

1. APOLOGIES
   Mr and Mrs Farley, Flat 9; PC Hollings.

2. MINUTES OF THE LAST AGM
   Those of 21 May 2024 were agreed and signed.

3. MATTERS ARISING
   3.1 The door of Larch House was mended in August, ten weeks after it was
       reported.
   3.2 The bicycle store is full. There are 14 names on the list.

4. CHAIR'S REPORT
   Pauline thanked the eight people who carried shopping in the snow. She said
   that 26 of 31 complaints to the landlord had been answered.

5. TREASURER'S REPORT
   [[treasurer|[[?officers[2].name,?motions[0].proposer|Winnie Osei]]]] presented the accounts to 31 March 2025:
       Brought forward        [[opening_balance|612.40]]
       Received             [[income|1,455.00]]
       Spent                [[expenditure|1,238.15]]
       In hand                [[closing_balance|829.25]]
   The accounts had been looked over by [[auditor|Mrs Lovell]]. She asked that receipts
   be kept for the summer party (£310.60).

6. ELECTIONS
   [[officers[0].role|Chair]]: [[officers[0].name|[[?chair|Pauline Achterhuis]]]], [[officers[0].contested|unopposed]].
   [[officers[1].role|Secretary]]: Sunil stood down after nine years and was thanked with a plant.
   [[officers[1].contested|Two members stood]]. [[officers[1].name|Marek Dolny]] received [[officers[1].votes|24]] votes and Joan Farrant 15.
   [[officers[2].role|Treasurer]]: [[officers[2].name|[[?treasurer,?motions[0].proposer|Winnie Osei]]]] was the [[officers[2].contested|only candidate]].

7. MOTIONS
   7.1 That [[motions[0].text|the yearly subscription be [[new_subscription|£8]]]] (now [[subscription|£6]]). Proposed by [[motions[0].proposer|[[?treasurer,?officers[2].name|Winnie Osei]]]].
       For [[motions[0].votes_for|33]], against [[motions[0].votes_against|6]]. [[motions[0].carried|Carried.]]
   7.2 That [[motions[1].text|barbecues on balconies be banned]]. Proposed by [[motions[1].proposer|Gil Trent]]. After a
       lively debate: for [[motions[1].votes_for|17]], against [[motions[1].votes_against|20]]. [[motions[1].carried|Not carried.]]

8. HOUSING OFFICE
   Ms Tate said that the Cedar lift would be repaired on [[lift_repair_date|11 June]] (a part had
   been due on 28 May). Bins move from Monday to [[bin_day|Thursday]].

9. COUNCILLOR
   [[?councillor|Cllr Ingram]] has found [[playground_grant|£4,500]] for the playground, of the £7,000 needed.

10. ANY OTHER BUSINESS
   Lost: a grey cat, Flat 31.

The new committee meets on [[next_committee|3 June at half past six]], Flat 12. Next AGM [[next_agm|19 May 2026]].
The meeting ended at [[end|ten to nine]].
""")
