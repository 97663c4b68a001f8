# fmt: off
"""Bank statements, policies, forms, timetables, results: documents with rows and columns."""
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from tests.citations.cases.outsiders.first.marked import case


# ---------- bank statements
class Tx(BaseModel):
    date: date; description: str; amount: Decimal; balance: Decimal
class Statement(BaseModel):
    account_holder: str; iban: str; opening_balance: Decimal; closing_balance: Decimal; transactions: list[Tx]
case("bank-en", "bank", "en", "neg_paren", Statement, {"account_holder": "Fenwick Dance Studio", "iban": "GB29NWBK60161331926819", "opening_balance": "1204.16", "closing_balance": "-310.84", "transactions": [
  {"date": "2025-06-02", "description": "Rent June", "amount": "-950.00", "balance": "254.16"},
  {"date": "2025-06-09", "description": "Class fees", "amount": "385.00", "balance": "639.16"},
  {"date": "2025-06-27", "description": "Payroll", "amount": "-950.00", "balance": "-310.84"}]},
"""STATEMENT OF ACCOUNT — [[account_holder|FENWICK DANCE STUDIO]]
IBAN [[iban|GB29 NWBK 6016 1331 9268 19]]    Period 1 June 2025 to 30 June 2025
Opening balance                               [[opening_balance|1,204.16]]
Date      Details         Amount      Balance
[[transactions[0].date|02 Jun]]    [[transactions[0].description|Rent June]]       [[transactions[0].amount|(950.00)]]    [[transactions[0].balance|254.16]]
[[transactions[1].date|09 Jun]]    [[transactions[1].description|Class fees]]       [[transactions[1].amount|385.00]]     [[transactions[1].balance|639.16]]
[[transactions[2].date|27 Jun]]    [[transactions[2].description|Payroll]]         [[transactions[2].amount|(950.00)]]    [[transactions[2].balance|(310.84)]]
Closing balance                               [[closing_balance|(310.84)]]
""", mode="claude_pdf")

class Umsatz(BaseModel):
    buchungstag: date; empfaenger: str; betrag: Decimal
class Kontoauszug(BaseModel):
    kontoinhaber: str; auszug_nr: str; alter_saldo: Decimal; neuer_saldo: Decimal; umsaetze: list[Umsatz]
case("bank-de", "bank", "de", "neg_paren", Kontoauszug, {"kontoinhaber": "Wiebke Thomsen", "auszug_nr": "7/2025", "alter_saldo": "812.40", "neuer_saldo": "-96.05", "umsaetze": [
  {"buchungstag": "2025-07-01", "empfaenger": "Stadtwerke Flensburg", "betrag": "-89.00"}, {"buchungstag": "2025-07-03", "empfaenger": "Miete Kruse", "betrag": "-780.00"}, {"buchungstag": "2025-07-04", "empfaenger": "REWE SAGT DANKE", "betrag": "-39.45"}]},
"""Kontoauszug Nr. [[auszug_nr|7/2025]]       Kontoinhaberin: [[kontoinhaber|Wiebke Thomsen]]
Alter Saldo vom 30.06.2025            [[alter_saldo|812,40 H]]
[[umsaetze[0].buchungstag|01.07.2025]]  [[umsaetze[0].empfaenger|Stadtwerke Flensburg]]  Abschlag     [[umsaetze[0].betrag|89,00 S]]
[[umsaetze[1].buchungstag|03.07.2025]]  [[umsaetze[1].empfaenger|Miete Kruse]]                      [[umsaetze[1].betrag|780,00 S]]
[[umsaetze[2].buchungstag|04.07.2025]]  [[umsaetze[2].empfaenger|REWE SAGT DANKE]]                   [[umsaetze[2].betrag|39,45 S]]
Neuer Saldo                            [[neuer_saldo|96,05 S]]
""")

# ---------- insurance
class Policy(BaseModel):
    policy_number: str; insured: str; premium_annual: Decimal; excess: Decimal; sum_insured: Decimal; cover_from: date; cover_to: date; flood_cover: bool; accidental_damage: bool; no_claims_years: int; legal_expenses: bool | None = None
case("policy-en", "insurance", "en", "bool", Policy, {"policy_number": "HH-7741-902-B", "insured": "Owen Prydderch", "premium_annual": "412.75", "excess": "250", "sum_insured": "500000", "cover_from": "2025-03-12", "cover_to": "2026-03-11", "flood_cover": False, "accidental_damage": True, "no_claims_years": 5, "legal_expenses": None},
"""HOME INSURANCE SCHEDULE
Policy No: [[policy_number|HH/7741/902/B]]        Policyholder: [[insured|Mr Owen Prydderch]]
Period of cover: [[cover_from|12 March 2025]] to [[cover_to|11 March 2026]] (both days inclusive)
Annual premium including 12% IPT: [[premium_annual|£412.75]]
Buildings sum insured: [[sum_insured|£500,000]]       Excess each claim: [[excess|£250]] (subsidence £1,000)
No claims discount: [[no_claims_years|5 years]]
[[accidental_damage|Accidental damage: Included]]
[[flood_cover|We do not cover loss or damage caused by flood]].
""", mode="claude")

class Schadenmeldung(BaseModel):
    versicherungsnehmer: str; vertragsnummer: str; schadentag: date; uhrzeit: time; schadenhoehe: Decimal; selbstbeteiligung: Decimal; polizei_verstaendigt: bool; kennzeichen: str
case("schaden-de", "insurance", "de", "id", Schadenmeldung, {"versicherungsnehmer": "Familie Schröder-Nguyen", "vertragsnummer": "KFZ 40 118 2207", "schadentag": "2025-01-31", "uhrzeit": "17:20:00", "schadenhoehe": "2300.00", "selbstbeteiligung": "300.00", "polizei_verstaendigt": True, "kennzeichen": "HH-AB 1234"},
"""Schadenmeldung Kraftfahrt
Versicherungsnehmer: [[versicherungsnehmer|Familie Schröder-Nguyen]]
Vertrag: [[vertragsnummer|KFZ-40-118-2207]]; amtl. Kennzeichen: [[kennzeichen|HH - AB 1234]]
Schadentag: [[schadentag|31.1.2025]], gegen [[uhrzeit|17.20 Uhr]]
Höhe des Schadens laut Kostenvoranschlag: [[schadenhoehe|ca. 2.300 Euro]]. Selbstbeteiligung [[selbstbeteiligung|EUR 300]].
[[polizei_verstaendigt|Die Polizei wurde verständigt]].
""", mode="gemini")

class Polizza(BaseModel):
    contraente: str; numero_polizza: str; premio: Decimal; massimale: Decimal; decorrenza: date; scadenza: date; targa: str
case("polizza-it", "insurance", "it", "number_locale", Polizza, {"contraente": "Caterina D'Amico", "numero_polizza": "0045.118.77", "premio": "638.20", "massimale": "6450000", "decorrenza": "2025-02-10", "scadenza": "2026-02-10", "targa": "GH 482 LT"},
"""POLIZZA R.C. AUTO n. [[numero_polizza|0045.118.77]]
Contraente: sig.ra [[contraente|Caterina D’Amico]]
Targa [[targa|GH482LT]]
Decorrenza: ore 24 del [[decorrenza|10/02/2025]] — Scadenza: ore 24 del [[scadenza|10/02/2026]]
Premio lordo: [[premio|€ 638,20]]        Massimale: [[massimale|€ 6.450.000,00]]
""", mode="claude")

# ---------- e-mails
class Email(BaseModel):
    sender: str; recipients: list[str]; subject: str; sent: datetime; meeting_date: date; meeting_time: time; location: str; attachment_count: int; urgent: bool
case("email-en", "email", "en", "date", Email, {"sender": "nora.quist@helmsworth.org", "recipients": ["t.abara@helmsworth.org", "lee.cho@partners.example"], "subject": "Re: Q3 site visit", "sent": "2025-08-29T16:05:00", "meeting_date": "2025-09-11", "meeting_time": "14:30:00", "location": "Warehouse 6, Immingham", "attachment_count": 2, "urgent": False},
"""From: Nora Quist <[[sender|nora.quist@helmsworth.org]]>
To: [[recipients[0]|t.abara@helmsworth.org]]; Lee Cho <[[recipients[1]|lee.cho@partners.example]]>
Date: [[sent|Fri, 29 Aug 2025 16:05:00 +0100]]
Subject: [[subject|Re: Q3 site visit]]

Hi both, let's meet on [[meeting_date|Thursday, September 11th]], at [[meeting_time|2:30 pm]], at [[location|Warehouse 6, Immingham]].
[[urgent|No rush]] on the paperwork. [[attachment_count|Two attachments]]: the rota and a map.
Nora
""", mode="claude")

class Bestelling(BaseModel):
    klant: str; bestelnummer: str; besteldatum: date; totaal: Decimal; btw: Decimal; leverdatum: date; telefoon: str; gratis_verzending: bool
case("email-nl", "email", "nl", "number_locale", Bestelling, {"klant": "Sanne van der Velde", "bestelnummer": "2025-118844", "besteldatum": "2025-05-06", "totaal": "1089.95", "btw": "189.16", "leverdatum": "2025-05-09", "telefoon": "+31612345678", "gratis_verzending": True},
"""Beste [[klant|Sanne van der Velde]],
Bedankt voor je bestelling [[bestelnummer|2025-118844]] van [[besteldatum|6 mei 2025]].
Subtotaal  € 900,79
Btw 21%    € [[btw|189,16]]
Totaal     € [[totaal|1.089,95]]
[[gratis_verzending|De verzending is gratis]]. We leveren op vrijdag [[leverdatum|9 mei 2025]].
Vragen? We bellen je op [[telefoon|06-12345678]].
""")

class Reclamation(BaseModel):
    client: str; commande: str; montant_rembourse: Decimal; motif: str; delai_jours: int; accepte: bool
case("email-fr", "email", "fr", "bool", Reclamation, {"client": "M. Anselme Kouadio", "commande": "FR-88213", "montant_rembourse": "59.90", "motif": "article arrivé cassé", "delai_jours": 10, "accepte": True},
"""Bonjour [[?client|Monsieur Kouadio]],
Suite à votre réclamation concernant la commande [[commande|FR-88213]] ([[motif|article arrivé cassé]]), [[accepte|nous acceptons le remboursement]].
La somme de [[montant_rembourse|59,90 euros]] sera créditée sous [[delai_jours|dix jours]] ouvrés.
Cordialement, le service client — 4 rue Anselme, 75010 Paris
""", mode="responses")

# ---------- CVs
class Job(BaseModel):
    employer: str; title: str; start: str; end: str | None = None
class CV(BaseModel):
    name: str; email: str; phone: str; jobs: list[Job]; languages: list[str]; degree: str; graduation_year: int; driving_licence: bool; years_experience: int
case("cv-en", "cv", "en", "nested", CV, {"name": "Tomasz K. Wierzbicki", "email": "t.wierzbicki@mailbox.example", "phone": "+44 7700 900461", "jobs": [{"employer": "Brightwater Utilities", "title": "Senior Hydrologist", "start": "2019-04", "end": None}, {"employer": "County of Devon", "title": "Flood Analyst", "start": "2014-09", "end": "2019-03"}], "languages": ["English", "Polish", "Welsh"], "degree": "MSc Hydrology", "graduation_year": 2014, "driving_licence": True, "years_experience": 11},
"""[[name|Tomasz K. Wierzbicki]]
[[email|t.wierzbicki@mailbox.example]] | [[phone|07700 900461]]
EXPERIENCE
[[jobs[0].title|Senior Hydrologist]], [[jobs[0].employer|Brightwater Utilities]]            [[jobs[0].start|April 2019]] – present
[[jobs[1].title|Flood Analyst]], [[jobs[1].employer|County of Devon]]                 [[jobs[1].start|Sept 2014]] – [[jobs[1].end|March 2019]]
EDUCATION
[[degree|MSc Hydrology]], University of Exeter, [[graduation_year|2014]]
LANGUAGES [[languages[0]|English]] (C2), [[languages[1]|Polish]] (native), [[languages[2]|Welsh]] (A2)
[[driving_licence|Full UK driving licence]]
""", mode="claude")

class Lebenslauf(BaseModel):
    name: str; geburtsdatum: date; geburtsort: str; staatsangehoerigkeit: str; abschluss: str; note: float; familienstand: Literal["ledig", "verheiratet", "geschieden"]
case("cv-de", "cv", "de", "enum", Lebenslauf, {"name": "Dr. Friederike Meißner", "geburtsdatum": "1985-05-30", "geburtsort": "Görlitz", "staatsangehoerigkeit": "deutsch", "abschluss": "Promotion", "note": 1.3, "familienstand": "verheiratet"},
"""Lebenslauf
Name: [[name|Dr. Friederike Meißner]]
Geboren am [[geburtsdatum|30. Mai 1985]] in [[geburtsort|Görlitz]]
Staatsangehörigkeit: [[staatsangehoerigkeit|deutsch]]
Familienstand: [[familienstand|verheiratet]], zwei Kinder
Ausbildung
2010–2014 [[abschluss|Promotion]] an der TU Dresden (magna cum laude)
2004–2009 Diplom Physik, Note [[note|1,3]]
""", mode="claude_tool")

class CVes(BaseModel):
    nombre: str; telefono: str; ciudad: str; titulo: str; empresa_actual: str; idiomas: list[str]; carnet_conducir: bool
case("cv-es", "cv", "es", "phone", CVes, {"nombre": "María del Pilar Gómez-Rueda", "telefono": "+34611223344", "ciudad": "Zaragoza", "titulo": "Grado en Enfermería", "empresa_actual": "Hospital Miguel Servet", "idiomas": ["español", "inglés"], "carnet_conducir": False},
"""CURRÍCULUM VÍTAE
[[nombre|Mª del Pilar Gómez-Rueda]]
Tel. [[telefono|611 22 33 44]] · [[ciudad|Zaragoza]]
Formación: [[titulo|Grado en Enfermería]], Universidad de Zaragoza, 2016
Experiencia: 2018–actualidad, [[empresa_actual|Hospital Miguel Servet]]
Idiomas: [[idiomas[0]|español]] (nativo), [[idiomas[1]|inglés]] (B2)
[[carnet_conducir|Sin carnet de conducir]]
""", mode="gemini")

# ---------- minutes
class Action(BaseModel):
    owner: str; task: str; due: date | None = None
class Minutes(BaseModel):
    body: str; held_on: date; chair: str; present: list[str]; apologies: list[str]; votes_for: int; votes_against: int; abstentions: int; motion_carried: bool; actions: list[Action]; next_meeting: date
case("minutes-en", "minutes", "en", "number_words", Minutes, {"body": "Hollow Lane Allotment Society", "held_on": "2025-04-08", "chair": "G. Penhaligon", "present": ["G. Penhaligon", "S. Iqbal", "M. O'Dowd"], "apologies": ["R. Tuck"], "votes_for": 14, "votes_against": 3, "abstentions": 1, "motion_carried": True, "actions": [{"owner": "S. Iqbal", "task": "obtain two quotes for the water butt", "due": "2025-05-01"}, {"owner": "M. O'Dowd", "task": "write to the council", "due": None}], "next_meeting": "2025-05-13"},
"""[[body|HOLLOW LANE ALLOTMENT SOCIETY]] — Minutes of the meeting held on [[held_on|Tuesday 8 April 2025]]
Present: [[chair,present[0]|G. Penhaligon]] (Chair), [[present[1]|S. Iqbal]], [[present[2]|M. O'Dowd]]
Apologies: [[apologies[0]|R. Tuck]]
3. Fence. Proposed that the east fence be replaced. [[votes_for|Fourteen]] in favour, [[votes_against|three]] against, [[abstentions|one]] abstention. [[motion_carried|The motion was carried]].
Actions: [[actions[0].owner|S. Iqbal]] to [[actions[0].task|obtain two quotes for the water butt]] by [[actions[0].due|1 May]]; [[actions[1].owner|M. O'Dowd]] to [[actions[1].task|write to the council]].
Next meeting: [[next_meeting|13 May]].
""", mode="claude")

class Protokoll(BaseModel):
    verein: str; datum: date; beginn: time; ende: time; leitung: str; anwesende: int; ja: int; nein: int; enthaltungen: int; angenommen: bool
case("protokoll-de", "minutes", "de", "number_words", Protokoll, {"verein": "TSV Eintracht Grünberg e.V.", "datum": "2025-03-14", "beginn": "19:30:00", "ende": "21:45:00", "leitung": "Hannelore Voß", "anwesende": 47, "ja": 41, "nein": 4, "enthaltungen": 2, "angenommen": True},
"""Protokoll der Mitgliederversammlung des [[verein|TSV Eintracht Grünberg e.V.]]
Datum: [[datum|14.03.2025]], Beginn: [[beginn|19:30 Uhr]], Ende: [[ende|21.45 Uhr]]
Versammlungsleitung: [[leitung|Hannelore Voß]]
Es sind [[anwesende|47]] stimmberechtigte Mitglieder anwesend.
TOP 4: Die Beitragserhöhung um 4 Euro wird mit [[ja|41]] Ja-Stimmen bei [[nein|vier]] Gegenstimmen und [[enthaltungen|zwei]] Enthaltungen [[angenommen|angenommen]].
""", mode="responses")

class Verbale(BaseModel):
    condominio: str; data: date; amministratore: str; millesimi_presenti: float; spesa_approvata: Decimal; approvata: bool
case("verbale-it", "minutes", "it", "number_locale", Verbale, {"condominio": "Condominio Via Manzoni 14", "data": "2024-11-05", "amministratore": "rag. Ettore Bellini", "millesimi_presenti": 642.18, "spesa_approvata": "18750.00", "approvata": True},
"""VERBALE DI ASSEMBLEA — [[condominio|Condominio Via Manzoni, 14]]
Il giorno [[data|5 novembre 2024]] alle ore 18,30 in seconda convocazione. Amministratore: [[amministratore|rag. Ettore Bellini]].
Sono presenti condomini per complessivi [[millesimi_presenti|642,18]] millesimi su 1000.
L'assemblea [[approvata|approva all'unanimità]] la spesa di [[spesa_approvata|euro 18.750,00]] per il rifacimento del tetto.
""", mode="claude")

# ---------- tax forms
class W2(BaseModel):
    employee_ssn: str; employer_ein: str; wages: Decimal; federal_tax: Decimal; ss_wages: Decimal; medicare_wages: Decimal; state: str; state_tax: Decimal; year: int
case("w2-en", "tax", "en", "same_value", W2, {"employee_ssn": "078-05-1120", "employer_ein": "12-3456789", "wages": "58214.00", "federal_tax": "6120.45", "ss_wages": "61214.00", "medicare_wages": "61214.00", "state": "OR", "state_tax": "4410.00", "year": 2024},
"""Form W-2 Wage and Tax Statement [[year|2024]]
a Employee's social security number  [[employee_ssn|078 05 1120]]
b Employer identification number (EIN)  [[employer_ein|12-3456789]]
1 Wages, tips, other compensation  [[wages|58,214.00]]
2 Federal income tax withheld  [[federal_tax|6,120.45]]
3 Social security wages  [[ss_wages|61,214.00]]
4 Social security tax withheld  3,795.27
5 Medicare wages and tips  [[medicare_wages|61,214.00]]
6 Medicare tax withheld  887.60
15 State  [[state|OR]]   17 State income tax  [[state_tax|4,410.00]]
""", mode="claude_pdf")

class Steuerbescheid(BaseModel):
    steuernummer: str; jahr: int; zu_versteuerndes_einkommen: Decimal; festgesetzte_einkommensteuer: Decimal; erstattung: Decimal; faellig_am: date | None = None; bescheid_vom: date; zusammenveranlagung: bool
case("steuer-de", "tax", "de", "trap", Steuerbescheid, {"steuernummer": "133/8150/8159", "jahr": 2023, "zu_versteuerndes_einkommen": "61804", "festgesetzte_einkommensteuer": "10972", "erstattung": "748.00", "faellig_am": None, "bescheid_vom": "2024-08-19", "zusammenveranlagung": True},
"""Finanzamt Köln-Süd       Steuernummer [[steuernummer|133/8150/8159]]       Bescheid vom [[bescheid_vom|19.08.2024]]
Bescheid für [[jahr|2023]] über Einkommensteuer und Solidaritätszuschlag
Festgesetzt werden          [[festgesetzte_einkommensteuer|10.972,00 €]]
bereits getilgt             11.720,00 €
mithin zu viel entrichtet   [[erstattung|748,00 €]]
[[zusammenveranlagung|Die Ehegatten werden zusammen veranlagt]].
zu versteuerndes Einkommen  [[zu_versteuerndes_einkommen|61.804 €]]
""")

class PIT(BaseModel):
    podatnik: str; pesel: str; przychod: Decimal; dochod: Decimal; zaliczka: Decimal; rok: int; pracodawca: str
case("pit-pl", "tax", "pl", "number_locale", PIT, {"podatnik": "Agnieszka Wójcik-Żak", "pesel": "85041203245", "przychod": "84360.12", "dochod": "81360.12", "zaliczka": "6204.00", "rok": 2024, "pracodawca": "Piekarnia Złoty Kłos sp. z o.o."},
"""PIT-11 Informacja o przychodach za rok [[rok|2024]]
Płatnik: [[pracodawca|Piekarnia „Złoty Kłos” sp. z o.o.]]
Podatnik: [[podatnik|WÓJCIK-ŻAK AGNIESZKA]]   PESEL: [[pesel|85041203245]]
Przychód: [[przychod|84 360,12 zł]]
Koszty uzyskania: 3 000,00 zł
Dochód: [[dochod|81 360,12 zł]]
Zaliczka pobrana przez płatnika: [[zaliczka|6 204 zł]]
""", mode="claude")

# ---------- chat logs
class Chat(BaseModel):
    customer: str; agent: str; issue: str; order_id: str; refund_amount: Decimal; resolved: bool; satisfaction: int; channel: Literal["chat", "phone", "email"]; promised_by: date | None = None
case("chat-en", "chat", "en", "bool", Chat, {"customer": "Yusuf", "agent": "Bea", "issue": "blender stopped working after a week", "order_id": "A-55019", "refund_amount": "79.00", "resolved": True, "satisfaction": 4, "channel": "chat", "promised_by": None},
"""[10:02] [[agent|Bea]] (Support): Hi, I'm [[agent|Bea]], how can I help?
[10:03] [[customer|Yusuf]]: my [[issue|blender stopped working after a week]], order [[order_id|a 55019]]
[10:05] [[agent|Bea]] (Support): Sorry! I've refunded [[refund_amount|$79]] to your card. Anything else?
[10:06] [[customer|Yusuf]]: nope, [[resolved|that solves it]], thanks
[10:07] System: Customer rated this conversation [[satisfaction|4/5]]
""", mode="gemini")

class ChatDe(BaseModel):
    treffpunkt: str; uhrzeit: time; tag: str; personen: int; vegetarisch: bool; wer_bezahlt: str
case("chat-de", "chat", "de", "date", ChatDe, {"treffpunkt": "Hauptbahnhof", "uhrzeit": "18:30:00", "tag": "Samstag", "personen": 3, "vegetarisch": True, "wer_bezahlt": "Kemal"},
"""Kemal: [[tag|Samstag]] essen?
Lotte: ja! aber [[vegetarisch|ich esse kein Fleisch]] ;)
Kemal: klar. [[tag|Samstag]] [[uhrzeit|halb sieben]], [[treffpunkt|Hauptbahnhof]], Nordausgang?
Lotte: passt, wir sind [[personen|zu dritt]], Mia kommt mit
[[wer_bezahlt|Kemal]]: ich zahle
""", mode="chat")

class Slack(BaseModel):
    incident: str; service: str; started: time; resolved_at: time; root_cause: str; affected_users: int; severity: Literal["SEV1","SEV2","SEV3"]; customer_data_lost: bool
case("incident-en", "chat", "en", "enum", Slack, {"incident": "INC-2291", "service": "checkout-api", "started": "03:14:00", "resolved_at": "04:02:00", "root_cause": "expired TLS certificate on the payment proxy", "affected_users": 18000, "severity": "SEV2", "customer_data_lost": False},
"""#[[incident|inc-2291]]
03:19 @dana: paging for [[service|checkout-api]], errors since [[started|03:14]] UTC. calling it a [[severity|sev-2]] -> [[incident|INC-2291]]
03:40 @raj: found it: [[root_cause|expired TLS cert on the payment proxy]]
[[resolved_at|04:02]] @raj: new cert is live, error rate back to 0. [[resolved_at|04:02]] resolved
04:10 @dana: about [[affected_users|18k]] users affected. [[customer_data_lost|No customer data was lost]].
""", mode="responses")

# ---------- data sheets
class Sheet(BaseModel):
    part_number: str; supply_min_v: float; supply_max_v: float; quiescent_current_ua: float; accuracy_percent: float; temp_min_c: int; temp_max_c: int; package: str; rohs: bool; weight_g: float; interface: Literal["I2C", "SPI", "UART"]
case("sheet-en", "datasheet", "en", "unit", Sheet, {"part_number": "TSX-4410B", "supply_min_v": 1.8, "supply_max_v": 5.5, "quiescent_current_ua": 0.65, "accuracy_percent": 0.5, "temp_min_c": -40, "temp_max_c": 125, "package": "WLCSP-6", "rohs": True, "weight_g": 0.012, "interface": "I2C"},
"""[[part_number|TSX‑4410B]] Digital Temperature Sensor
Supply voltage: [[supply_min_v|1.8]] V to [[supply_max_v|5.5 V]]
Quiescent current (typ.): [[quiescent_current_ua|650 nA]]
Accuracy: [[accuracy_percent|±0.5 %]]
Operating range: [[temp_min_c|–40]] °C to [[temp_max_c|+125 °C]]
Interface: [[interface|I²C]]
Package: [[package|WLCSP-6]], [[weight_g|12 mg]]
[[rohs|RoHS compliant]]
""", mode="claude")

class Datenblatt(BaseModel):
    artikel: str; nennleistung_kw: float; spannung_v: int; laenge_mm: float; breite_mm: float; hoehe_mm: float; gewicht_kg: float; schutzart: str; schallpegel_db: float; garantie_monate: int
case("sheet-de", "datasheet", "de", "unit", Datenblatt, {"artikel": "Kompressor KX 200", "nennleistung_kw": 1.5, "spannung_v": 230, "laenge_mm": 820, "breite_mm": 410, "hoehe_mm": 655, "gewicht_kg": 38.4, "schutzart": "IP54", "schallpegel_db": 72.5, "garantie_monate": 24},
"""Technische Daten — [[artikel|Kompressor KX 200]]
Nennleistung        [[nennleistung_kw|1.500 W]]
Anschluss           [[spannung_v|230 V]] / 50 Hz
Abmessungen (L×B×H) [[laenge_mm|82]] × [[breite_mm|41]] × [[hoehe_mm|65,5 cm]]
Gewicht             [[gewicht_kg|38,4 kg]]
Schutzart           [[schutzart|IP 54]]
Schalldruckpegel    [[schallpegel_db|72,5 dB(A)]]
Garantie            [[garantie_monate|2 Jahre]]
""", mode="claude")

class Ficha(BaseModel):
    modelo: str; potencia_w: int; capacidad_l: float; peso_kg: float; color: str; eficiencia: str; precio: Decimal; garantia_anos: int
case("ficha-es", "datasheet", "es", "unit", Ficha, {"modelo": "Aqua-Fría 30", "potencia_w": 85, "capacidad_l": 30, "peso_kg": 14.2, "color": "blanco", "eficiencia": "A++", "precio": "249.90", "garantia_anos": 3},
"""Ficha técnica: nevera portátil [[modelo|Aqua-Fría 30]]
Potencia: [[potencia_w|85 W]] | Capacidad: [[capacidad_l|30 litros]] | Peso neto: [[peso_kg|14,2 kg]]
Color: [[color|blanco]] | Clase energética: [[eficiencia|A++]]
PVP recomendado: [[precio|249,90 €]] (IVA incluido)
Garantía de [[garantia_anos|tres años]]
""")

# ---------- Japanese
class JaInvoice(BaseModel):
    issuer: str; customer: str; invoice_date: date; due_date: date; total_yen: int; tax_yen: int; registration_number: str; bank: str
case("invoice-ja", "invoice", "ja", "date", JaInvoice, {"issuer": "株式会社山田製作所", "customer": "東京商事株式会社", "invoice_date": "2025-04-30", "due_date": "2025-05-31", "total_yen": 1320000, "tax_yen": 120000, "registration_number": "T1234567890123", "bank": "みずほ銀行"},
"""請求書
[[customer|東京商事株式会社]] 御中
請求日:[[invoice_date|2025年4月30日]]
お支払期限:[[due_date|令和7年5月31日]]
小計 1,200,000円
消費税(10%) [[tax_yen|120,000円]]
ご請求金額 [[total_yen|¥1,320,000]](税込)
登録番号:[[registration_number|T1234567890123]]
[[issuer|株式会社山田製作所]]
振込先:[[bank|みずほ銀行]] 渋谷支店 普通 1234567
""", mode="claude")
class JaRec(BaseModel):
    name: str; birthday: date; phone: str; address: str; capital_yen: int
case("profile-ja", "cv", "ja", "number_words", JaRec, {"name": "佐藤 花子", "birthday": "1990-07-15", "phone": "0312345678", "address": "東京都港区芝公園4-2-8", "capital_yen": 50000000},
"""履歴書
氏名:[[name|佐藤花子]](さとう はなこ)
生年月日:平成2年([[birthday|1990年7月15日]])生
電話:[[phone|03-1234-5678]]
現住所:[[address|東京都港区芝公園4丁目2−8]]
備考:前職は資本金[[capital_yen|5,000万円]]の会社に勤務。
""", mode="gemini")
class PlUmowa(BaseModel):
    zleceniodawca: str; zleceniobiorca: str; kwota: Decimal; data_zawarcia: date; termin: date; kara_umowna_procent: float; zaliczka: bool
case("umowa-pl", "lease", "pl", "date", PlUmowa, {"zleceniodawca": "Fundacja Ogród Słów", "zleceniobiorca": "Michał Dąbrowski", "kwota": "4500.00", "data_zawarcia": "2025-02-03", "termin": "2025-03-31", "kara_umowna_procent": 0.5, "zaliczka": False},
"""UMOWA O DZIEŁO zawarta w dniu [[data_zawarcia|3 lutego 2025 r.]] w Łodzi pomiędzy:
[[zleceniodawca|Fundacją Ogród Słów]], zwaną Zamawiającym, a [[zleceniobiorca|Michałem Dąbrowskim]], zwanym Wykonawcą.
§ 2. Dzieło zostanie wykonane do dnia [[termin|31.03.2025]].
§ 3. Wynagrodzenie wynosi [[kwota|4.500,00 zł]] brutto. [[zaliczka|Zaliczka nie przysługuje]].
§ 4. Kara umowna za zwłokę wynosi [[kara_umowna_procent|0,5%]] za każdy dzień.
""")
class NlPolis(BaseModel):
    verzekeringnemer: str; polisnummer: str; ingangsdatum: date; premie_per_maand: Decimal; eigen_risico: Decimal; dekking_buitenland: bool; kenteken: str
case("polis-nl", "insurance", "nl", "bool", NlPolis, {"verzekeringnemer": "J.W. de Bruijn", "polisnummer": "88-12.345.6", "ingangsdatum": "2025-01-15", "premie_per_maand": "43.17", "eigen_risico": "385.00", "dekking_buitenland": False, "kenteken": "XG-812-K"},
"""Polisblad autoverzekering
Verzekeringnemer: de heer [[verzekeringnemer|J.W. de Bruijn]]
Polisnummer: [[polisnummer|88-12.345.6]]    Ingangsdatum: [[ingangsdatum|15 januari 2025]]
Kenteken: [[kenteken|XG812K]]
Premie per maand: [[premie_per_maand|€ 43,17]]    Eigen risico: [[eigen_risico|€ 385,-]]
[[dekking_buitenland|Schade in het buitenland is niet gedekt]].
""", mode="claude")
class NlUitslag(BaseModel):
    thuisploeg: str; uitploeg: str; doelpunten_thuis: int; doelpunten_uit: int; toeschouwers: int; datum: date
case("sport-nl", "sports", "nl", "trap", NlUitslag, {"thuisploeg": "Be Quick '28", "uitploeg": "VV Staphorst", "doelpunten_thuis": 2, "doelpunten_uit": 2, "toeschouwers": 850, "datum": "2025-03-22"},
"""Derde divisie, speelronde 22 — zaterdag [[datum|22 maart 2025]]
[[thuisploeg|Be Quick '28]] - [[uitploeg|VV Staphorst]]  [[doelpunten_thuis|2]]-[[doelpunten_uit|2]] (1-2)
Toeschouwers: [[toeschouwers|850]]. Gele kaarten: 2 - 3.
""", mode="claude")
