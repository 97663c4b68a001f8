"""Long documents: an agreement, a hospital letter, minutes, a thread of mails."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u162-geriatrie-arztbrief", "discharge", "de", "long", M("Brief", klinik=S, patientin=S, geburtsdatum=date, adresse=S, aufnahme=date, entlassung=date, entlassung_nach=E_("Ziel", "nach Hause", "Pflegeheim", "Kurzzeitpflege", "Reha"), einweiser=S, hauptdiagnose=S, sturz_datum=date, op_datum=date, operateur=S, barthel_aufnahme=I, barthel_entlassung=I, mmst=I, gewicht_kg=D, groesse_cm=I, groesse_bmi=D, hb_tiefster=D, hb_entlassung=D, transfusionen=I, kreatinin=D, pflegegrad=I, hoehergruppierung_beantragt=B, medikation=list[M("M", mittel=S, staerke=S, einnahme=S)], allergie=S, patientenverfuegung=B, reanimation=O[S], betreuer=S, gehhilfe=S, wundklammern_entfernt_am=date, kontrolle_roentgen=date, chefarzt=S, liegedauer_tage=I), {"klinik": "Klinikum am Eichforst", "patientin": "Irmgard Tönnies", "geburtsdatum": "1938-10-02", "adresse": "Am Deich 7, 26721 Emden", "aufnahme": "2025-01-19", "entlassung": "2025-02-11", "entlassung_nach": "Kurzzeitpflege", "einweiser": "Dr. Ubben", "hauptdiagnose": "pertrochantäre Femurfraktur rechts", "sturz_datum": "2025-01-18", "op_datum": "2025-01-20", "operateur": "Dr. Khalil", "barthel_aufnahme": 25, "barthel_entlassung": 60, "mmst": 24, "gewicht_kg": "54.3", "groesse_cm": 158, "groesse_bmi": "21.8", "hb_tiefster": "7.4", "hb_entlassung": "10.1", "transfusionen": 2, "kreatinin": "1.1", "pflegegrad": 2, "hoehergruppierung_beantragt": True, "medikation": [{"mittel": "Ramipril", "staerke": "2,5 mg", "einnahme": "1-0-0"}, {"mittel": "Enoxaparin", "staerke": "40 mg", "einnahme": "0-0-1"}, {"mittel": "Metamizol", "staerke": "500 mg", "einnahme": "1-1-1-1"}, {"mittel": "Colecalciferol", "staerke": "20.000 IE", "einnahme": "1x/Woche"}], "allergie": "Sulfonamide", "patientenverfuegung": True, "reanimation": None, "betreuer": "Heiko Tönnies", "gehhilfe": "Rollator", "wundklammern_entfernt_am": "2025-02-03", "kontrolle_roentgen": "2025-03-04", "chefarzt": "Prof. Dr. Wiebke Harms", "liegedauer_tage": 23},
"""[[klinik|KLINIKUM AM EICHFORST]]
Klinik für Altersmedizin
Chefärztin [[chefarzt|Prof. Dr. Wiebke Harms]]

An Herrn [[einweiser|Dr. Ubben]]
Larrelter Straße 3
26723 Emden                                                       11. Februar 2025

Nachrichtlich: Unfallchirurgie im Hause

Patientin [[patientin|Irmgard Tönnies]], geb. [[geburtsdatum|02.10.1938]]
wohnhaft [[adresse|Am Deich 7, 26721 Emden]]
stationär [[aufnahme|19.01.]] bis [[entlassung|11.02.2025]] (seit 27.01. auf unserer Station)

Sehr geehrter Herr Kollege,

wir danken für die Zuweisung und berichten abschließend.

DIAGNOSEN
 - [[hauptdiagnose|Pertrochantäre Femurfraktur rechts]], Sturz am [[sturz_datum|18.01.2025]]
 - Zustand nach Radiusfraktur links 2019
 - arterielle Hypertonie, Osteoporose
 - leichte kognitive Einschränkung (MMST [[mmst|24]]/30, im Jahr 2023: 27/30)

OPERATION
 [[op_datum|20.01.2025]], PFN rechts (Operateur [[operateur|Dr. Khalil]], Assistenz Dr. Beck)

ANAMNESE
Frau Tönnies stürzte nachts auf dem Weg ins Bad. Sie lebte bisher allein, mit
Pflegegrad [[pflegegrad|2]]; [[hoehergruppierung_beantragt|eine Höherstufung ist beantragt]]. Ihr Sohn [[betreuer|Heiko]] ist bevollmächtigt.
[[patientenverfuegung|Eine Patientenverfügung liegt vor]] (Kopie in der Akte).
Unverträglichkeit: [[allergie|Sulfonamide]].

BEFUNDE
 Größe [[groesse_cm|158 cm]], Gewicht [[gewicht_kg|54,3 kg]] (vor einem Jahr 59).
                     19.01.    22.01.    10.02.
 Hb (g/dl)            10,9      [[hb_tiefster|7,4]]      [[hb_entlassung|10,1]]
 Kreatinin (mg/dl)     1,4       1,3       [[kreatinin|1,1]]
 CRP (mg/l)             12        88         9
 Es wurden [[transfusionen|zwei]] Erythrozytenkonzentrate gegeben.

VERLAUF
Die Wunde heilte reizlos, Klammern entfernt am [[wundklammern_entfernt_am|03.02.]] Die Patientin geht nun mit
dem [[gehhilfe|Rollator]] 60 Meter, Treppe noch nicht. Barthel-Index bei Aufnahme [[barthel_aufnahme|25]], am
03.02. 45, bei Entlassung [[barthel_entlassung|60]] Punkte.

MEDIKATION
 [[medikation[0].mittel|Ramipril]]            [[medikation[0].staerke|2,5 mg]]      [[medikation[0].einnahme|1-0-0]]
 [[medikation[1].mittel|Enoxaparin]]          [[medikation[1].staerke|40 mg]] s.c.  [[medikation[1].einnahme|0-0-1]]       bis 24.02.
 [[medikation[2].mittel|Metamizol]]           [[medikation[2].staerke|500 mg]]      [[medikation[2].einnahme|1-1-1-1]]
 [[medikation[3].mittel|Colecalciferol]]      [[medikation[3].staerke|20.000 IE]]   [[medikation[3].einnahme|1x/Woche]]
 Abgesetzt: Zopiclon (Sturzgefahr)

PROCEDERE
Wir entlassen Frau Tönnies [[entlassung_nach|in die Kurzzeitpflege]] Haus Norderney; eine Reha wurde
abgelehnt, Widerspruch läuft. Röntgenkontrolle am [[kontrolle_roentgen|04.03.2025]] bei uns.

Mit freundlichen Grüßen
gez. Harms        gez. OÄ Dr. Saathoff
""")
case("u164-tenants-association-agm", "minutes", "en", "long", M("Agm", association=S, date=date, start=time, end=time, venue=S, members_present=I, members_total=I, quorum=I, chair=S, minute_taker=S, treasurer=S, opening_balance=D, income=D, expenditure=D, closing_balance=D, subscription=D, new_subscription=D, officers=list[M("O", role=S, name=S, contested=B, votes=O[I])], motions=list[M("Mo", text=S, proposer=S, votes_for=I, votes_against=I, carried=B)], auditor=S, lift_repair_date=date, bin_day=S, councillor=S, playground_grant=D, next_agm=date, next_committee=datetime, surplus=D, turnout_percent=D, raffle_raised=O[D]), {"association": "Cedar and Larch House Tenants' Association", "date": "2025-05-20", "start": "19:00:00", "end": "20:50:00", "venue": "Cedar House community room", "members_present": 41, "members_total": 132, "quorum": 20, "chair": "Pauline Achterhuis", "minute_taker": "Sunil Bhatt", "treasurer": "Winnie Osei", "opening_balance": "612.40", "income": "1455.00", "expenditure": "1238.15", "closing_balance": "829.25", "subscription": "6", "new_subscription": "8", "officers": [{"role": "Chair", "name": "Pauline Achterhuis", "contested": False, "votes": None}, {"role": "Secretary", "name": "Marek Dolny", "contested": True, "votes": 24}, {"role": "Treasurer", "name": "Winnie Osei", "contested": False, "votes": None}], "motions": [{"text": "subscription of £8", "proposer": "Winnie Osei", "votes_for": 33, "votes_against": 6, "carried": True}, {"text": "ban on barbecues on balconies", "proposer": "Gil Trent", "votes_for": 17, "votes_against": 20, "carried": False}], "auditor": "Mrs Lovell", "lift_repair_date": "2025-06-11", "bin_day": "Thursday", "councillor": "Cllr Ingram", "playground_grant": "4500", "next_agm": "2026-05-19", "next_committee": "2025-06-03T18:30:00", "surplus": "216.85", "turnout_percent": "31.1", "raffle_raised": None},
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
