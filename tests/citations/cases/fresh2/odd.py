"""The documents of odd numbers: a half to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *

case = Collector("fresh2 odd")

case("f01-cleaning-contract", "services", "en", "contract", M("Contract", client=S, contractor=S, site=S, commencement=date, term_months=I, monthly_fee=D, vat_included=B, auto_renewal=B, notice_days=I, subcontracting_allowed=B, liability_cap=D, governing_law=S, insurance_required=B, payment_frequency=E_("Freq", "weekly", "monthly", "quarterly")), {"client": "Hollin Bank Surgery", "contractor": "Brightway Cleaning Ltd", "site": "14 Mill Lane, Otley", "commencement": "2026-04-01", "term_months": 24, "monthly_fee": "1180", "vat_included": False, "auto_renewal": False, "notice_days": 60, "subcontracting_allowed": False, "liability_cap": "250000", "governing_law": "England and Wales", "insurance_required": True, "payment_frequency": "monthly"},
"""CLEANING SERVICES AGREEMENT

between [[client|Hollin Bank Surgery]] ("the Client") and [[contractor|Brightway Cleaning Ltd]] ("the Contractor").

1. The Contractor will clean the premises at [[site|14 Mill Lane, Otley]] from [[commencement|1 April 2026]] for an initial period of [[term_months|two years]].
2. The Client pays [[monthly_fee|£1,180]] [[payment_frequency|per calendar month]], [[vat_included|to which VAT will be added]].
3. Either party may end this agreement on [[notice_days|sixty (60) days']] written notice. [[auto_renewal|At the end of the initial period it lapses unless the parties sign a new one.]]
4. [[subcontracting_allowed|The Contractor shall not pass the work on to others without the Client's prior written agreement.]]
5. [[insurance_required|The Contractor must keep public liability cover in force throughout.]] Its total liability in any year is limited to [[liability_cap|£250,000]].
6. This agreement is subject to the laws of [[governing_law|England and Wales]].
""")

case("f03-minutes", "association", "en", "minutes", M("Minutes", body=S, held_on=date, started=time, chair=S, apologies=list[S], quorum=B, decisions=list[M("Decision", what=S, carried=B, votes_for=I, votes_against=I)], actions=list[M("Action", who=S, what=S, due=date)], next_meeting=date), {"body": "Parish Hall Committee", "held_on": "2026-03-09", "started": "19:30:00", "chair": "Winifred Oakes", "apologies": ["Tom Garrity", "Lea Hsu"], "quorum": True, "decisions": [{"what": "replace the boiler", "carried": True, "votes_for": 6, "votes_against": 1}, {"what": "raise hire charges by 10%", "carried": False, "votes_for": 3, "votes_against": 4}], "actions": [{"who": "Sanjay Rao", "what": "get three quotes for the boiler", "due": "2026-03-31"}, {"who": "Winifred Oakes", "what": "write to the council about parking", "due": "2026-04-13"}], "next_meeting": "2026-04-13"},
"""[[body|Parish Hall Committee]]
Minutes of the meeting of Monday [[held_on|9 March 2026]], opened at [[started|half past seven]] in the evening by [[chair|Winifred Oakes]], who took the chair

Apologies: [[apologies[0]|T. Garrity]], [[apologies[1]|Lea Hsu]]. [[quorum|With seven members present the meeting was quorate.]]

Boiler. After discussion it was proposed to [[decisions[0].what|replace the boiler]]. [[decisions[0].carried|Agreed]] ([[decisions[0].votes_for|6]] in favour, [[decisions[0].votes_against|1]] against).
Hire charges. A proposal to [[decisions[1].what|raise hire charges by 10%]] [[decisions[1].carried|was lost]] by [[decisions[1].votes_for|three]] votes to [[decisions[1].votes_against|four]].

Actions
- [[actions[0].who|Sanjay]] to [[actions[0].what|obtain three quotes for the boiler]] by [[actions[0].due|the end of the month]]
- [[actions[1].who|WO]] to [[actions[1].what|write to the council about parking]] [[actions[1].due|before the next meeting]]

Next meeting: [[next_meeting|13 April]], same time.
""")

case("f05-changelog", "software", "en", "versions", M("Changelog", project=S, latest_version=S, released=date, previous_version=S, breaking=B, minimum_python=S, security_fix=B, cve=S, added=list[S], fixed=list[S], removed=list[S], deprecated_until=S), {"project": "tidyfeed", "latest_version": "2.4.0", "released": "2026-02-18", "previous_version": "2.3.2", "breaking": True, "minimum_python": "3.10", "security_fix": True, "cve": "CVE-2026-11873", "added": ["read feeds over HTTP/2", "option --quiet"], "fixed": ["crash on empty titles", "wrong order of entries with equal dates"], "removed": ["the XML-RPC backend"], "deprecated_until": "3.0"},
"""# [[project|tidyfeed]] - Changelog

## [[latest_version|v2.4.0]] ([[released|2026-02-18]])

**[[breaking|Contains breaking changes]].** Python 3.9 is no longer supported; [[minimum_python|3.10]] or newer is needed.

### Added
- [[added[0]|Feeds can be read over HTTP/2]]
- [[added[1]|Option `--quiet`]]

### Fixed
- [[fixed[0]|Crash on empty titles]] (#212)
- [[fixed[1]|Entries with equal dates came in the wrong order]] (#219)
- [[security_fix|Security: entity expansion in OPML files ([[cve|CVE-2026-11873]])]]

### Removed
- [[removed[0]|The XML-RPC backend]]

The old function `parse_all` still works and goes away in [[deprecated_until|3.0]].

## [[previous_version|v2.3.2]] (2025-12-01)
- Documentation only
""")

case("f07-config", "software", "en", "yaml", M("Config", service=S, environment=E_("Env", "production", "staging", "development"), replicas=I, image_version=S, memory_limit_mb=I, tls_enabled=B, debug=B, log_level=E_("Level", "debug", "info", "warning", "error"), database_host=S, database_port=I, timeout_seconds=I, allowed_origins=list[S], backup_schedule=S, owner_email=S), {"service": "ledger-api", "environment": "production", "replicas": 3, "image_version": "5.12.1", "memory_limit_mb": 512, "tls_enabled": True, "debug": False, "log_level": "warning", "database_host": "db01.intern.example", "database_port": 5432, "timeout_seconds": 30, "allowed_origins": ["https://app.example.org", "https://admin.example.org"], "backup_schedule": "0 3 * * *", "owner_email": "payments@example.org"},
"""# deployed by CI, do not edit
metadata:
  name: [[service|ledger-api]]
  labels: {env: [[environment|prod]], team: payments}
  annotations:
    contact: [[owner_email|payments@example.org]]
spec:
  replicas: [[replicas|3]]
  image: registry.example.org/ledger-api:[[image_version|5.12.1]]
  resources:
    requests: {memory: 256Mi}
    limits: {memory: [[memory_limit_mb|512Mi]]}
  env:
    DEBUG: [[debug|"0"]]
    LOG_LEVEL: [[log_level|WARN]]
    DATABASE_URL: postgres://ledger@[[database_host|db01.intern.example]]:[[database_port|5432]]/ledger
    HTTP_TIMEOUT: [[timeout_seconds|30s]]
  tls:
    enabled: [[tls_enabled|yes]]
  cors:
    origins:
      - [[allowed_origins[0]|https://app.example.org]]
      - [[allowed_origins[1]|https://admin.example.org]]
  backup:
    cron: "[[backup_schedule|0 3 * * *]]"
""")

case("f09-kassenbon", "retail", "de", "scan", M("Bon", markt=S, datum=date, uhrzeit=time, bonnummer=S, positionen=list[M("Position", artikel=S, preis=D)], summe=D, gegeben=D, rueckgeld=D, zahlungsart=E_("Zahlung", "bar", "karte", "gutschein"), mwst_7=D, ust_id=S), {"markt": "Frischmarkt Lohse", "datum": "2026-01-17", "uhrzeit": "17:42:00", "bonnummer": "4471", "positionen": [{"artikel": "Vollmilch 1L", "preis": "1.19"}, {"artikel": "Roggenbrot", "preis": "3.45"}, {"artikel": "Äpfel Boskoop", "preis": "2.87"}], "summe": "7.51", "gegeben": "10.00", "rueckgeld": "2.49", "zahlungsart": "bar", "mwst_7": "0.49", "ust_id": "DE118820047"},
"""   [[markt|FRISCHMARKT L0HSE]]
   Hauptstr. 7, 21465 Reinbek
   USt-IdNr. [[ust_id|DE1188Z0047]]

[[positionen[0].artikel|VOLLM1LCH 1L]]          [[positionen[0].preis|1,l9]] B
[[positionen[1].artikel|R0GGENBROT]]            [[positionen[1].preis|3,45]] B
[[positionen[2].artikel|AEPFEL B0SKOOP]]        [[positionen[2].preis|2,87]] B
                       ------
SUMME         EUR       [[summe|7,5l]]
[[zahlungsart|BAR]]           EUR      [[gegeben|1O,OO]]
ZURUECK       EUR       [[rueckgeld|2,49]]

B 7,0%  netto 7,02  MwSt [[mwst_7|0,49]]
Bon [[bonnummer|4471]]   [[datum|17.O1.26]]  [[uhrzeit|17:42]]  Kasse 2
""")

case("f11-brief-vermieter", "housing", "de", "letter", M("Brief", absender=S, empfaenger=S, datum=date, wohnung=S, alte_miete=D, neue_miete=D, gueltig_ab=date, vergleichswohnungen=I, zustimmung_bis=date, zustimmung_erforderlich=B, nebenkosten_geaendert=B, letzte_erhoehung=date, prozent=D), {"absender": "Hausverwaltung Diehl", "empfaenger": "Frau Marlies Kott", "datum": "2026-02-05", "wohnung": "3. OG rechts", "alte_miete": "640.00", "neue_miete": "698.00", "gueltig_ab": "2026-05-01", "vergleichswohnungen": 3, "zustimmung_bis": "2026-04-30", "zustimmung_erforderlich": True, "nebenkosten_geaendert": False, "letzte_erhoehung": "2022-10-01", "prozent": "9.06"},
"""[[absender|Hausverwaltung Diehl]] · Postfach 1120 · 04103 Leipzig

[[empfaenger|Frau
Marlies Kott]]
Arndtstraße 40
04275 Leipzig
                                                     Leipzig, den [[datum|5. Februar 2026]]

Erhöhung der Miete, Arndtstraße 40, [[wohnung|3. OG rechts]]

Sehr geehrte Frau Kott,

die Grundmiete Ihrer Wohnung beträgt seit dem [[letzte_erhoehung|1. Oktober 2022]] unverändert [[alte_miete|640,00 €]]. [[zustimmung_erforderlich|Wir bitten Sie, einer Erhöhung]] auf [[neue_miete|698,00 €]] [[?zustimmung_erforderlich|zuzustimmen]], das sind [[prozent|9,06 %]] mehr. Sie wird vom [[gueltig_ab|1. Mai]] an geschuldet. [[nebenkosten_geaendert|Die Vorauszahlungen für Heizung und Betriebskosten bleiben, wie sie sind.]]
Zur Begründung nennen wir Ihnen in der Anlage [[vergleichswohnungen|drei vergleichbare Wohnungen]]. Ihre Antwort erwarten wir bis [[zustimmung_bis|Ende April]].

Mit freundlichen Grüßen
i. A. Petra Diehl
""")

case("f13-facture", "trade", "fr", "totals", M("Facture", numero=S, date_facture=date, echeance=date, fournisseur=S, client=S, lignes=list[M("Ligne", designation=S, quantite=I, prix_unitaire=D, montant=D)], remise=D, total_ht=D, tva=D, taux_tva=D, total_ttc=D, acompte=D, reste_a_payer=D, mode_paiement=E_("Mode", "virement", "cheque", "carte")), {"numero": "F-2026-0147", "date_facture": "2026-03-03", "echeance": "2026-04-02", "fournisseur": "Menuiserie Aubin", "client": "SCI du Quai", "lignes": [{"designation": "Porte chêne massif", "quantite": 2, "prix_unitaire": "640.00", "montant": "1280.00"}, {"designation": "Pose et finitions", "quantite": 1, "prix_unitaire": "350.00", "montant": "350.00"}], "remise": "80.00", "total_ht": "1550.00", "tva": "155.00", "taux_tva": "10", "total_ttc": "1705.00", "acompte": "500.00", "reste_a_payer": "1205.00", "mode_paiement": "virement"},
"""[[fournisseur|MENUISERIE AUBIN]] - artisan menuisier - 44600 Saint-Nazaire
FACTURE N° [[numero|F-2026-0147]] du [[date_facture|3 mars 2026]]
Client : [[client|SCI du Quai]], 2 quai Lechat, Saint-Nazaire

Désignation                Qté    P.U. HT     Montant HT
[[lignes[0].designation|Porte chêne massif]]          [[lignes[0].quantite|2]]      [[lignes[0].prix_unitaire|640,00]]      [[lignes[0].montant|1 280,00]]
[[lignes[1].designation|Pose et finitions]]           [[lignes[1].quantite|1]]      [[lignes[1].prix_unitaire|350,00]]        [[lignes[1].montant|350,00]]

                                  Remise           - [[remise|80,00]]
                                  Total HT       [[total_ht|1 550,00]]
                                  TVA [[taux_tva|10 %]]        [[tva|155,00]]
                                  Total TTC      [[total_ttc|1 705,00]] €
                                  Acompte versé    [[acompte|500,00]]
                                  NET À PAYER    [[reste_a_payer|1 205,00 €]]

À régler [[mode_paiement|par virement bancaire]] avant le [[echeance|02/04/2026]]. Pas d'escompte pour paiement anticipé.
""")

case("f15-thread", "trade", "en", "thread", M("Order", buyer=S, seller=S, product=S, quantity=I, unit_price=D, currency=S, delivery_date=date, delivery_place=S, carrier=S, price_accepted=B, samples_sent=B, payment_terms_days=I, urgent=B, contact_phone=S), {"buyer": "Marta Ruiz", "seller": "Owen Pryce", "product": "oak barrels", "quantity": 48, "unit_price": "310", "currency": "EUR", "delivery_date": "2026-05-18", "delivery_place": "Haro", "carrier": "Transmontes", "price_accepted": True, "samples_sent": True, "payment_terms_days": 45, "urgent": False, "contact_phone": "+34 600 118 273"},
"""From: [[?buyer|Marta Ruiz]] <marta@bodega.example>
To: [[?seller|Owen Pryce]]
Date: Thu, 23 Apr 2026 09:12
Subject: Re: Re: Oak barrels

Owen,
[[price_accepted|[[?currency|EUR]] [[unit_price|310]] each is fine]]. Please make it [[quantity|48]] after all, not 40. Monday [[delivery_date|18 May]] suits us; [[urgent|there is no hurry]]. [[carrier|Transmontes]] will collect and bring them to [[delivery_place|Haro]].
If the driver has questions: [[contact_phone|+34 600 118 273]].
[[buyer|Marta Ruiz]]

On Wed, 22 Apr 2026 at 16:40, [[seller|Owen Pryce]] wrote:
> Marta, we can do [[currency|EUR]] 310 a piece for 40 or more, payable within [[payment_terms_days|45 days]].
> [[samples_sent|The two samples went out yesterday.]] Would 11 May work?
>
>> On Mon, 20 Apr 2026, Marta Ruiz wrote:
>> Please quote for 40 [[product|oak barrels]], 225 litres. We had thought of EUR 295 each.
>> We'd pay within 60 days.
""")

case("f17-chumonsho", "trade", "ja", "order", M("Order", order_no=S, ordered_on=date, customer=S, contact_person=S, supplier=S, items=list[M("Item", name=S, quantity=I, unit_price=I)], subtotal=I, tax=I, total=I, delivery_date=date, delivery_place=S, payment_method=S, partial_delivery_allowed=B), {"order_no": "PO-26-0318", "ordered_on": "2026-03-18", "customer": "北山工業株式会社", "contact_person": "佐々木 恵", "supplier": "有限会社丸和商店", "items": [{"name": "六角ボルト M8", "quantity": 500, "unit_price": 18}, {"name": "平ワッシャー", "quantity": 1000, "unit_price": 4}], "subtotal": 13000, "tax": 1300, "total": 14300, "delivery_date": "2026-04-03", "delivery_place": "本社第二倉庫", "payment_method": "銀行振込", "partial_delivery_allowed": False},
"""　　　　　　　　注　文　書
注文番号：[[order_no|PO-26-0318]]　　　　　　[[ordered_on|令和8年3月18日]]
[[supplier|㈲丸和商店]]　御中
　　　　　　　　　　　　　　　[[customer|北山工業㈱]]
　　　　　　　　　　　　　　　担当　[[contact_person|佐々木恵]]
下記のとおり注文いたします。

品名　　　　　　　数量　　単価　　　金額
[[items[0].name|六角ボルトM8]]　　　[[items[0].quantity|500]]　　[[items[0].unit_price|18]]　　　9,000
[[items[1].name|平ワッシャー]]　　　[[items[1].quantity|1,000]]　　[[items[1].unit_price|4]]　　　4,000
　　　　　　　　　　　　　小計　[[subtotal|13,000円]]
　　　　　　　　　　　　　消費税　[[tax|1,300円]]
　　　　　　　　　　　　　合計　[[total|14,300円]]
納期　[[delivery_date|4月3日]]　　納入場所　[[delivery_place|本社第二倉庫]]
支払方法　[[payment_method|銀行振込]]（月末締め翌月末払い）
備考　[[partial_delivery_allowed|分納不可]]
""")

case("f19-policies", "employer", "en", "bullets", M("Policies", remote_days_per_week=I, core_hours_start=time, core_hours_end=time, annual_leave_days=I, carry_over_allowed=B, carry_over_max_days=I, sick_note_after_days=I, pets_allowed=B, dress_code=B, probation_months=I, overtime_paid=B, travel_class=E_("Class", "economy", "business", "first"), meal_allowance=D, private_phone_use=B), {"remote_days_per_week": 2, "core_hours_start": "10:00:00", "core_hours_end": "15:00:00", "annual_leave_days": 28, "carry_over_allowed": True, "carry_over_max_days": 5, "sick_note_after_days": 3, "pets_allowed": False, "dress_code": False, "probation_months": 6, "overtime_paid": False, "travel_class": "economy", "meal_allowance": "32", "private_phone_use": True},
"""How we work - in short

• You may work from home [[remote_days_per_week|two days a week]]. Everyone is reachable from [[core_hours_start|10]] to [[core_hours_end|3 pm]].
• [[annual_leave_days|28 days]] of leave a year. [[carry_over_allowed|What you do not take moves to the next year]], up to [[carry_over_max_days|five days]].
• From the [[sick_note_after_days|third day]] of illness we need a doctor's note.
• [[overtime_paid|Extra hours are not paid but taken as time off.]]
• New colleagues are on trial for [[probation_months|half a year]].
• On trips, book [[travel_class|coach]]; meals are refunded up to [[meal_allowance|€32]] a day.
• [[dress_code|Wear what you like.]]
• [[pets_allowed|Please leave your dog at home.]]
• [[private_phone_use|A short private call on the office phone is no problem.]]
""")

case("f21-arztbrief", "medicine", "en", "letter", M("Letter", patient=S, born=date, hospital_no=S, consultant=S, seen_on=date, diagnosis=S, smoker=B, alcohol_units_per_week=I, systolic=I, diastolic=I, heart_rate=I, medication=list[M("Drug", drug=S, dose=S, frequency=S)], allergies=S, ecg_normal=B, follow_up_weeks=I, driving_permitted=B, severity=E_("Sev", "mild", "moderate", "severe")), {"patient": "Gerald Attwood", "born": "1958-11-02", "hospital_no": "K204418", "consultant": "Dr Nisha Menon", "seen_on": "2026-02-24", "diagnosis": "paroxysmal atrial fibrillation", "smoker": False, "alcohol_units_per_week": 14, "systolic": 148, "diastolic": 86, "heart_rate": 72, "medication": [{"drug": "bisoprolol", "dose": "2.5 mg", "frequency": "once daily"}, {"drug": "apixaban", "dose": "5 mg", "frequency": "twice daily"}], "allergies": "penicillin", "ecg_normal": True, "follow_up_weeks": 6, "driving_permitted": True, "severity": "mild"},
"""Cardiology Clinic                                   Ref: [[hospital_no|K204418]]
Dictated [[seen_on|24/02/26]]

Dear Dr Lowe
Re: [[patient|Mr Gerald ATTWOOD]], d.o.b. [[born|02/11/1958]]

Diagnosis: [[diagnosis|paroxysmal AF]], [[severity|mildly]] symptomatic

Thank you for referring this retired bus driver, whom I saw in clinic today. He gets palpitations about twice a month. [[smoker|He gave up cigarettes in 1999]] and drinks about [[alcohol_units_per_week|14 units]] a week. He is [[allergies|allergic to penicillin]].

On examination BP [[systolic|148]]/[[diastolic|86]], pulse [[heart_rate|72]] regular. [[ecg_normal|ECG today shows sinus rhythm and no abnormality.]]

I have started [[medication[0].drug|bisoprolol]] [[medication[0].dose|2.5mg]] [[medication[0].frequency|od]] and [[medication[1].drug|apixaban]] [[medication[1].dose|5mg]] [[medication[1].frequency|bd]]. [[driving_permitted|He may continue to drive.]] We shall see him again in [[follow_up_weeks|six weeks]].

Yours sincerely
[[consultant|Dr N. Menon]]
Consultant Cardiologist
""")

case("f23-tickets", "support", "en", "table", M("Export", tickets=list[M("Ticket", id=S, opened=date, customer=S, priority=E_("Prio", "low", "normal", "high"), status=E_("State", "open", "waiting", "closed"), assignee=S, hours=D, escalated=B)], open_count=I, team=S), {"tickets": [{"id": "HD-3301", "opened": "2026-03-02", "customer": "Lowell & Finch", "priority": "high", "status": "closed", "assignee": "Ines Duarte", "hours": "3.5", "escalated": True}, {"id": "HD-3304", "opened": "2026-03-03", "customer": "Studio Ode", "priority": "low", "status": "waiting", "assignee": "Kofi Mensah", "hours": "0.75", "escalated": False}, {"id": "HD-3309", "opened": "2026-03-05", "customer": "Lowell & Finch", "priority": "normal", "status": "open", "assignee": "Ines Duarte", "hours": "1.25", "escalated": False}], "open_count": 2, "team": "Helpdesk North"},
"""<html><body><h2>[[team|Helpdesk North]] &ndash; week 10</h2>
<table>
<tr><th>No.</th><th>Opened</th><th>Customer</th><th>Prio</th><th>State</th><th>Agent</th><th>Time (h)</th><th>Esc.</th></tr>
<tr><td>[[tickets[0].id|HD-3301]]</td><td>[[tickets[0].opened|02/03/2026]]</td><td>[[tickets[0].customer|Lowell &amp; Finch]]</td><td>[[tickets[0].priority|P1 - high]]</td><td>[[tickets[0].status|Closed]]</td><td>[[tickets[0].assignee|Duarte, I.]]</td><td>[[tickets[0].hours|3.5]]</td><td>[[tickets[0].escalated|yes]]</td></tr>
<tr><td>[[tickets[1].id|HD-3304]]</td><td>[[tickets[1].opened|03/03/2026]]</td><td>[[tickets[1].customer|Studio Ode]]</td><td>[[tickets[1].priority|P3 - low]]</td><td>[[tickets[1].status|Waiting for customer]]</td><td>[[tickets[1].assignee|Mensah, K.]]</td><td>[[tickets[1].hours|0.75]]</td><td>[[tickets[1].escalated|no]]</td></tr>
<tr><td>[[tickets[2].id|HD-3309]]</td><td>[[tickets[2].opened|05/03/2026]]</td><td>[[tickets[2].customer|Lowell &amp; Finch]]</td><td>[[tickets[2].priority|P2 - normal]]</td><td>[[tickets[2].status|Open]]</td><td>[[tickets[2].assignee|Duarte, I.]]</td><td>[[tickets[2].hours|1.25]]</td><td>[[tickets[2].escalated|no]]</td></tr>
</table>
<p>Not closed yet: [[open_count|2]]</p></body></html>
""")

case("f25-decision-log", "software", "en", "decision", M("Record", title=S, number=I, status=E_("Status", "proposed", "accepted", "superseded"), decided_on=date, deciders=list[S], chosen_option=S, rejected_options=list[S], reason=S, reversible=B, migration_needed=B, review_date=date, cost_per_month=D, supersedes=I), {"title": "Store sessions in Redis", "number": 17, "status": "accepted", "decided_on": "2026-01-14", "deciders": ["Ama Boateng", "Lukas Frey", "Yuki Tan"], "chosen_option": "Redis", "rejected_options": ["sticky sessions", "signed cookies"], "reason": "sessions survive a deploy", "reversible": True, "migration_needed": False, "review_date": "2026-07-14", "cost_per_month": "85", "supersedes": 9},
"""ADR-[[number|017]]: [[title|Store sessions in [[?chosen_option|Redis]]]]

Status: [[status|Accepted]], [[decided_on|14 Jan 2026]] (replaces ADR-[[supersedes|009]])
Who: [[deciders[0]|Ama]], [[deciders[1]|Lukas Frey]], [[deciders[2]|Yuki T.]]

Options we looked at
1. [[rejected_options[0]|Sticky sessions at the load balancer]] - breaks on every deploy
2. [[rejected_options[1]|Cookies that are signed]] - too large
3. [[chosen_option|Redis]] - about $[[cost_per_month|85]] a month

We go for option 3, because [[reason|sessions then survive deploys]]. [[reversible|Going back is a matter of one setting.]] [[migration_needed|Nothing has to be migrated]]: users log in once more. We look at this again in [[review_date|six months]].
""")
