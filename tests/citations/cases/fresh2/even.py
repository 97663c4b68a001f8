"""The documents of even numbers: a half that is looked at once."""

# fmt: off
from tests.citations.cases.outsiders.common import *

case = Collector("fresh2 even")

case("f02-lab-report", "medicine", "en", "laboratory", M("Report", patient=S, sex=E_("Sex", "female", "male"), born=date, sample_taken=datetime, reported=date, requested_by=S, fasting=B, tests=list[M("Test", name=S, value=D, unit=S, flag=O[E_("Flag", "high", "low")])], sample_haemolysed=B, comment=S, repeat_in_weeks=I), {"patient": "Delia Marchetti", "sex": "female", "born": "1971-05-30", "sample_taken": "2026-02-11T08:20:00", "reported": "2026-02-12", "requested_by": "Dr Simon Achebe", "fasting": True, "tests": [{"name": "Ferritin", "value": "9", "unit": "ug/L", "flag": "low"}, {"name": "Glucose", "value": "5.1", "unit": "mmol/L", "flag": None}, {"name": "LDL cholesterol", "value": "4.4", "unit": "mmol/L", "flag": "high"}], "sample_haemolysed": False, "comment": "consistent with iron deficiency", "repeat_in_weeks": 8},
"""PATHOLOGY REPORT                    Reported [[reported|12-Feb-2026]]
Name  [[patient|MARCHETTI, Delia]]     Sex [[sex|F]]     DOB [[born|30-May-1971]]
Taken [[sample_taken|11-Feb-2026 08:20]]  [[fasting|(fasting)]]     Requester [[requested_by|Dr S. Achebe]]

Test               Result    Unit       Ref. range    Flag
[[tests[0].name|Ferritin]]           [[tests[0].value|9]]         [[tests[0].unit|µg/L]]       15-200        [[tests[0].flag|L]]
[[tests[1].name|Glucose]]            [[tests[1].value|5.1]]       [[tests[1].unit|mmol/L]]     3.9-5.8
[[tests[2].name|LDL cholesterol]]    [[tests[2].value|4.4]]       [[tests[2].unit|mmol/L]]     < 3.0         [[tests[2].flag|H]]

[[sample_haemolysed|No haemolysis.]] Low ferritin, [[comment|in keeping with iron deficiency]]. Suggest repeat in [[repeat_in_weeks|8 weeks]].
""")

case("f04-alquiler", "housing", "es", "contract", M("Contrato", arrendador=S, arrendatario=S, vivienda=S, fecha=date, inicio=date, duracion_anos=I, renta_mensual=D, fianza=D, dia_de_pago=I, gastos_incluidos=B, mascotas_permitidas=B, subarriendo_permitido=B, preaviso_dias=I, muebles=B, iban=S), {"arrendador": "Pilar Ochoa Vidal", "arrendatario": "Héctor Lamas Ruiz", "vivienda": "calle Sorní 12, 3.º B, Valencia", "fecha": "2026-02-20", "inicio": "2026-03-01", "duracion_anos": 1, "renta_mensual": "875.00", "fianza": "1750.00", "dia_de_pago": 5, "gastos_incluidos": False, "mascotas_permitidas": True, "subarriendo_permitido": False, "preaviso_dias": 30, "muebles": True, "iban": "ES76 2100 0418 4012 3456 7891"},
"""CONTRATO DE ARRENDAMIENTO DE VIVIENDA

En Valencia, a [[fecha|20 de febrero de 2026]]
De una parte, Doña [[arrendador|Pilar Ochoa Vidal]], propietaria; de otra, Don [[arrendatario|Héctor Lamas Ruiz]], inquilino.

PRIMERA. Se arrienda la vivienda de [[vivienda|calle Sorní 12, 3.º B, Valencia]], [[muebles|amueblada según inventario anexo]].
SEGUNDA. El contrato dura [[duracion_anos|un año]] desde el [[inicio|1 de marzo]] y se prorroga según la ley.
TERCERA. La renta es de [[renta_mensual|ochocientos setenta y cinco euros (875 €)]] al mes, que se ingresará antes del día [[dia_de_pago|5]] en la cuenta [[iban|ES76 2100 0418 4012 3456 7891]]. [[gastos_incluidos|Los suministros corren por cuenta del inquilino.]]
CUARTA. Se entrega como fianza el importe de dos mensualidades, [[fianza|1.750 €]].
QUINTA. El inquilino [[subarriendo_permitido|no podrá subarrendar la vivienda]]. [[mascotas_permitidas|Se admite un perro o un gato.]]
SEXTA. Pasados seis meses el inquilino podrá desistir avisando con [[preaviso_dias|un mes]] de antelación.
""")

case("f06-faq", "travel", "en", "questions", M("Faq", check_in_from=time, check_out_by=time, parking_available=B, parking_price_per_night=D, breakfast_included=B, pets_allowed=B, pet_fee=D, free_cancellation_hours=I, wifi_free=B, pool_open=B, airport_distance_km=I, airport_shuttle=B, languages=list[S], minimum_age=I), {"check_in_from": "15:00:00", "check_out_by": "11:00:00", "parking_available": True, "parking_price_per_night": "12", "breakfast_included": False, "pets_allowed": True, "pet_fee": "15", "free_cancellation_hours": 48, "wifi_free": True, "pool_open": False, "airport_distance_km": 9, "airport_shuttle": False, "languages": ["English", "Portuguese", "Spanish"], "minimum_age": 18},
"""Guesthouse Ribeira - Questions we are asked

When can I come, and when must I leave?
Rooms are ready from [[check_in_from|3 p.m.]]; we need them back by [[check_out_by|11 in the morning]].

Where do I leave the car?
[[parking_available|In our yard]], for [[parking_price_per_night|12 euros a night]].

Is breakfast included?
[[breakfast_included|It is €9 on top]] and worth it.

May I bring my dog?
[[pets_allowed|Gladly.]] We ask [[pet_fee|€15]] per stay for cleaning.

What if my plans change?
Up to [[free_cancellation_hours|two days]] before arrival you pay nothing.

Do I have to pay for the internet?
[[wifi_free|No.]]

Can we swim?
[[pool_open|The pool is closed for repairs this year.]] The beach is 300 m away.

How do I get to you from the airport?
It is [[airport_distance_km|9 km]]; take bus 602 or a taxi. [[airport_shuttle|We do not fetch guests.]]

Who can check in?
One guest must be at least [[minimum_age|eighteen]]. We speak [[languages[0]|English]], [[languages[1]|Portuguese]] and [[languages[2]|Spanish]].
""")

case("f08-stock-csv", "trade", "en", "csv", M("Stock", warehouse=S, exported=datetime, rows=list[M("Row", sku=S, description=S, on_hand=I, reserved=I, reorder_level=I, unit_cost=D, discontinued=B, last_counted=date)], total_value=D), {"warehouse": "Leeds 2", "exported": "2026-03-20T06:05:00", "rows": [{"sku": "A-1001", "description": "Desk lamp, brass", "on_hand": 42, "reserved": 6, "reorder_level": 20, "unit_cost": "18.40", "discontinued": False, "last_counted": "2026-02-27"}, {"sku": "A-1007", "description": "Floor lamp, oak", "on_hand": 6, "reserved": 6, "reorder_level": 10, "unit_cost": "64.00", "discontinued": False, "last_counted": "2026-02-27"}, {"sku": "B-0330", "description": "Shade, linen, 30 cm", "on_hand": 118, "reserved": 0, "reorder_level": 50, "unit_cost": "7.15", "discontinued": True, "last_counted": "2026-01-30"}], "total_value": "2000.50"},
"""# warehouse;[[warehouse|Leeds 2]];exported;[[exported|2026-03-20T06:05]]
sku;description;qty;alloc;min;cost;disc;counted
[[rows[0].sku|A-1001]];"[[rows[0].description|Desk lamp, brass]]";[[rows[0].on_hand|42]];[[rows[0].reserved|6]];[[rows[0].reorder_level|20]];[[rows[0].unit_cost|18.40]];[[rows[0].discontinued|N]];[[rows[0].last_counted|2026-02-27]]
[[rows[1].sku|A-1007]];"[[rows[1].description|Floor lamp, oak]]";[[rows[1].on_hand|6]];[[rows[1].reserved|6]];[[rows[1].reorder_level|10]];[[rows[1].unit_cost|64.00]];[[rows[1].discontinued|N]];[[rows[1].last_counted|2026-02-27]]
[[rows[2].sku|B-0330]];"[[rows[2].description|Shade, linen, 30 cm]]";[[rows[2].on_hand|118]];[[rows[2].reserved|0]];[[rows[2].reorder_level|50]];[[rows[2].unit_cost|7.15]];[[rows[2].discontinued|Y]];[[rows[2].last_counted|2026-01-30]]
;;;;;[[total_value|2000.50]];;
""")

case("f10-json-event", "software", "en", "yaml", M("Incident", id=S, severity=E_("Severity", "minor", "major", "critical"), state=E_("State", "investigating", "monitoring", "resolved"), started=datetime, resolved=datetime, duration_minutes=I, customer_impact=B, affected=list[S], root_cause=S, data_lost=B, rollback_performed=B, version=S, reporter=S, error_rate_percent=D), {"id": "INC-2207", "severity": "major", "state": "resolved", "started": "2026-03-11T13:04:00", "resolved": "2026-03-11T13:51:00", "duration_minutes": 47, "customer_impact": True, "affected": ["checkout", "invoices"], "root_cause": "expired certificate", "data_lost": False, "rollback_performed": False, "version": "8.0.3", "reporter": "Noor Haddad", "error_rate_percent": "12.5"},
"""{
  "incident": {"key": "[[id|INC-2207]]", "sev": "[[severity|SEV2 (major)]]", "phase": "[[state|RESOLVED]]"},
  "timeline": [
    {"at": "[[started|2026-03-11T13:04:00Z]]", "event": "alert fired"},
    {"at": "2026-03-11T13:20:00Z", "event": "expired certificate found on gateway"},
    {"at": "[[resolved|2026-03-11T13:51:00Z]]", "event": "all clear"}
  ],
  "impact": {"customers": [[customer_impact|true]], "minutes": [[duration_minutes|47]], "peakErrorRate": [[error_rate_percent|0.125]], "components": ["[[affected[0]|checkout-service]]", "[[affected[1]|invoices]]"]},
  "build": "gateway@[[version|8.0.3]]",
  "by": "[[reporter|n.haddad]]",
  "notes": "Cause: [[root_cause|a certificate had expired]]. [[data_lost|No data was lost.]] [[rollback_performed|We fixed forward instead of rolling back.]]"
}
""")

case("f12-arbeitsvertrag", "employer", "de", "contract", M("Vertrag", arbeitgeber=S, arbeitnehmer=S, taetigkeit=S, beginn=date, befristet=B, probezeit_monate=I, wochenstunden=D, gehalt=D, urlaubstage=I, kuendigungsfrist_wochen=I, nebentaetigkeit_erlaubt=B, homeoffice=B, ueberstunden_abgegolten=B, arbeitsort=S, art=E_("Art", "vollzeit", "teilzeit")), {"arbeitgeber": "Feinblech Rößler GmbH", "arbeitnehmer": "Jannik Osterloh", "taetigkeit": "technischer Zeichner", "beginn": "2026-06-01", "befristet": False, "probezeit_monate": 6, "wochenstunden": "37.5", "gehalt": "3450", "urlaubstage": 30, "kuendigungsfrist_wochen": 4, "nebentaetigkeit_erlaubt": False, "homeoffice": True, "ueberstunden_abgegolten": False, "arbeitsort": "Gotha", "art": "vollzeit"},
"""Arbeitsvertrag zwischen der [[arbeitgeber|Feinblech Rößler GmbH]] und Herrn [[arbeitnehmer|Jannik Osterloh]]

§ 1 Herr Osterloh wird vom [[beginn|01.06.2026]] an als [[taetigkeit|technischer Zeichner]] [[art|in Vollzeit]] beschäftigt. [[befristet|Der Vertrag wird auf unbestimmte Zeit geschlossen.]] Die ersten [[probezeit_monate|sechs Monate]] gelten als Probezeit.
§ 2 Die Arbeit wird in [[arbeitsort|Gotha]] geleistet; [[homeoffice|an zwei Tagen der Woche kann von zu Hause gearbeitet werden]].
§ 3 Die Arbeitszeit beträgt [[wochenstunden|37,5 Stunden]] in der Woche. [[ueberstunden_abgegolten|Mehrarbeit wird gesondert vergütet.]]
§ 4 Das Gehalt beträgt [[gehalt|3.450 EUR]] brutto im Monat.
§ 5 Der Urlaub beträgt [[urlaubstage|dreißig Arbeitstage]].
§ 6 Jede Nebentätigkeit [[nebentaetigkeit_erlaubt|ist untersagt, solange der Arbeitgeber nicht zugestimmt hat]].
§ 7 Die Kündigungsfrist beträgt [[kuendigungsfrist_wochen|vier Wochen]] zum Monatsende.
""")

case("f14-chat", "private", "en", "thread", M("Plan", organiser=S, occasion=S, day=date, meeting_time=time, meeting_place=S, people=I, restaurant=S, booked=B, gift=S, gift_budget=D, driver=S, vegetarian_needed=B, return_train=time), {"organiser": "Bea", "occasion": "Dad's 60th", "day": "2026-05-16", "meeting_time": "18:30:00", "meeting_place": "the station clock", "people": 9, "restaurant": "La Taverna", "booked": True, "gift": "binoculars", "gift_budget": "180", "driver": "Uncle Joe", "vegetarian_needed": True, "return_train": "23:10:00"},
"""[02/05/2026, 20:14] [[organiser|Bea]]: So, [[occasion|dad's 60th]]. I thought of Friday 15 May at Rosso?
[02/05/2026, 20:16] Cal: Friday is no good for me. [[day|Saturday]]?
[02/05/2026, 20:20] Bea: Saturday then. Rosso is full, [[restaurant|La Taverna]] has room
[02/05/2026, 20:21] Bea: [[booked|done, table for [[people|nine]]]]
[02/05/2026, 20:25] Mo: [[vegetarian_needed|Remember I don't eat meat]] :)
[02/05/2026, 20:31] Cal: Meet at [[meeting_time|half 6]] under [[meeting_place|the station clock]]
[02/05/2026, 20:33] Mo: [[gift|Binoculars]] for him? The good ones are [[gift_budget|180]]
[02/05/2026, 20:34] Bea: yes!! split by six
[02/05/2026, 20:40] Bea: [[driver|Uncle Joe]] takes mum and dad by car, rest of us by train, last one back is [[return_train|23:10]]
""")

case("f16-ordonnance", "medicine", "fr", "letter", M("Lettre", medecin=S, patiente=S, nee_le=date, vue_le=date, motif=S, poids_kg=D, tension=S, fumeuse=B, enceinte=B, traitements=list[M("Traitement", medicament=S, dose=S, duree_jours=I)], allergie=S, arret_de_travail=B, arret_jours=I, prochain_rdv=date), {"medecin": "Dr Hélène Carpentier", "patiente": "Sophie Mercier", "nee_le": "1989-08-14", "vue_le": "2026-03-16", "motif": "toux depuis trois semaines", "poids_kg": "61", "tension": "12/7", "fumeuse": True, "enceinte": False, "traitements": [{"medicament": "amoxicilline", "dose": "1 g", "duree_jours": 7}, {"medicament": "paracétamol", "dose": "500 mg", "duree_jours": 5}], "allergie": "latex", "arret_de_travail": True, "arret_jours": 3, "prochain_rdv": "2026-03-30"},
"""[[medecin|Dr Hélène CARPENTIER]]
Médecine générale - Angers

Le [[vue_le|16 mars 2026]]

Madame [[patiente|MERCIER Sophie]], née le [[nee_le|14/08/1989]]

Vous m'avez consultée ce jour pour [[motif|une toux qui dure depuis trois semaines]]. Poids [[poids_kg|61 kg]], TA [[tension|12/7]]. [[fumeuse|Vous fumez dix cigarettes par jour.]] [[enceinte|Pas de grossesse en cours.]] Allergie connue : [[allergie|latex]].

- [[traitements[0].medicament|Amoxicilline]] [[traitements[0].dose|1 g]] matin et soir, [[traitements[0].duree_jours|une semaine]]
- [[traitements[1].medicament|Paracétamol]] [[traitements[1].dose|500 mg]] si fièvre, [[traitements[1].duree_jours|cinq jours]] au plus

[[arret_de_travail|Arrêt de travail]] de [[arret_jours|trois jours]]. À revoir dans [[prochain_rdv|quinze jours]].
""")

case("f18-gijiroku", "company", "ja", "minutes", M("Gijiroku", kaigi=S, kaisaibi=date, kaishi=time, shuryo=time, basho=S, shusseki=list[S], gicho=S, yosan=I, yosan_shonin=B, tantou=S, kigen=date, jikai=date, kesseki=S), {"kaigi": "第4回企画会議", "kaisaibi": "2026-02-13", "kaishi": "10:00:00", "shuryo": "11:30:00", "basho": "3階会議室", "shusseki": ["岡本", "三浦", "江口"], "gicho": "岡本", "yosan": 2500000, "yosan_shonin": True, "tantou": "三浦", "kigen": "2026-02-27", "jikai": "2026-03-13", "kesseki": "和田"},
"""[[kaigi|第４回企画会議]]　議事録

日時　[[kaisaibi|2026年2月13日]]（金）　[[kaishi|10時]]～[[shuryo|11時半]]
場所　[[basho|３階会議室]]
出席　[[shusseki[0],gicho|岡本]]（議長）、[[shusseki[1]|三浦]]、[[shusseki[2]|江口]]　　欠席　[[kesseki|和田]]

一、展示会の予算[[yosan|250万円]]について、[[yosan_shonin|全員一致で承認された]]。
二、パンフレットの改訂は[[tantou|三浦]]が担当し、[[kigen|2月27日]]までに原稿を提出する。

次回　[[jikai|3月13日]]（金）　同時刻
""")

case("f20-insurance-terms", "insurance", "en", "bullets", M("Cover", insurer=S, policy_type=S, excess=D, accidental_damage=B, theft_covered=B, worldwide=B, max_trip_days=I, winter_sports=B, cancellation_limit=D, baggage_limit=D, single_item_limit=D, claim_within_days=I, pre_existing_conditions=B, cooling_off_days=I, cover_level=E_("Level", "basic", "standard", "premium")), {"insurer": "Halden Mutual", "policy_type": "annual multi-trip travel", "excess": "75", "accidental_damage": True, "theft_covered": True, "worldwide": False, "max_trip_days": 31, "winter_sports": False, "cancellation_limit": "3000", "baggage_limit": "1500", "single_item_limit": "250", "claim_within_days": 28, "pre_existing_conditions": False, "cooling_off_days": 14, "cover_level": "standard"},
"""[[insurer|Halden Mutual]] - [[policy_type|Annual Multi-Trip Travel]] - Key facts ([[cover_level|Standard]])

What is insured?
 ✓ Cancellation up to [[cancellation_limit|£3,000]] per person
 ✓ Baggage up to [[baggage_limit|£1,500]], any one item [[single_item_limit|£250]]
 ✓ [[theft_covered|Things that are stolen from you]], or [[accidental_damage|damaged by accident]]
What is not insured?
 ✗ [[pre_existing_conditions|Illnesses that you had when you bought the policy]]
 ✗ [[winter_sports|Skiing and snowboarding]]
 ✗ Trips longer than [[max_trip_days|31 days]]
Are there any restrictions?
 ! You bear the first [[excess|£75]] of each claim
Where am I covered?
 ✓ [[worldwide|In Europe only]]
What are my obligations?
 • Tell us of a claim within [[claim_within_days|four weeks]]
How do I cancel?
 • Within [[cooling_off_days|14 days]] of purchase, for a full refund
""")

case("f22-rental-listing", "housing", "en", "table", M("Listing", title=S, street=S, rent_per_month=D, deposit=D, bedrooms=I, bathrooms=I, floor=I, size_sqm=I, available_from=date, furnished=B, lift=B, parking=B, smoking_allowed=B, heating=E_("Heating", "gas", "electric", "oil"), energy_rating=S, agent=S), {"title": "Bright flat near the canal", "street": "Weaver Row 8", "rent_per_month": "1240", "deposit": "1430", "bedrooms": 2, "bathrooms": 1, "floor": 3, "size_sqm": 68, "available_from": "2026-06-15", "furnished": False, "lift": False, "parking": True, "smoking_allowed": False, "heating": "gas", "energy_rating": "C", "agent": "Imran Sheikh"},
"""<div class="ad"><h1>[[title|Bright flat near the canal]]</h1>
<p class="loc">[[street|Weaver Row 8]]</p>
<table>
<tr><th>Rent</th><td>[[rent_per_month|&pound;1,240]] pcm</td><th>Deposit</th><td>[[deposit|&pound;1,430]]</td></tr>
<tr><th>Beds</th><td>[[bedrooms|2]]</td><th>Baths</th><td>[[bathrooms|1]]</td></tr>
<tr><th>Floor</th><td>[[floor|3rd]] ([[lift|no lift]])</td><th>Size</th><td>[[size_sqm|68 m&sup2;]]</td></tr>
<tr><th>Furnishing</th><td>[[furnished|Unfurnished]]</td><th>EPC</th><td>[[energy_rating|C]]</td></tr>
<tr><th>From</th><td>[[available_from|15 June 2026]]</td><th>Heating</th><td>[[heating|Gas central]]</td></tr>
</table>
<p>[[parking|Comes with a space in the yard.]] [[smoking_allowed|Non-smokers only, please.]]</p>
<p>Call [[agent|Imran]] &lt;i.sheikh@canalhomes.example&gt;</p></div>
""")

case("f24-board-resolutions", "company", "en", "decision", M("Board", company=S, date_of_meeting=date, resolutions=list[M("Resolution", number=S, subject=S, outcome=E_("Outcome", "passed", "rejected", "deferred"), amount=O[D])], dividend_per_share=D, record_date=date, payment_date=date, auditor_reappointed=B, new_director=S, resigned_director=S, unanimous=B, secretary=S), {"company": "Corrib Pumps plc", "date_of_meeting": "2026-03-24", "resolutions": [{"number": "26/11", "subject": "interim dividend", "outcome": "passed", "amount": None}, {"number": "26/12", "subject": "new foundry in Sligo", "outcome": "deferred", "amount": "4200000"}, {"number": "26/13", "subject": "sponsorship of the regatta", "outcome": "rejected", "amount": "15000"}], "dividend_per_share": "0.12", "record_date": "2026-04-10", "payment_date": "2026-04-30", "auditor_reappointed": True, "new_director": "Fiona Breen", "resigned_director": "Aidan Walsh", "unanimous": False, "secretary": "Ger Nolan"},
"""[[company|CORRIB PUMPS PLC]]
Resolutions of the Board, [[date_of_meeting|24 March 2026]]

[[resolutions[0].number|26/11]]  [[resolutions[0].subject|Interim dividend]]. It was resolved to pay [[dividend_per_share|12 cent]] per share on [[payment_date|30 April]] to holders on the register at [[record_date|10 April]]. [[resolutions[0].outcome|Carried]], [[unanimous|Mr Walsh dissenting]].
[[resolutions[1].number|26/12]]  [[resolutions[1].subject|New foundry in Sligo]] (EUR [[resolutions[1].amount|4.2 million]]). [[resolutions[1].outcome|Put off]] to the June meeting.
[[resolutions[2].number|26/13]]  [[resolutions[2].subject|Sponsorship of the regatta]] ([[resolutions[2].amount|EUR 15,000]]). [[resolutions[2].outcome|Not approved.]]

[[auditor_reappointed|Moore & Daly continue as auditors.]] [[resigned_director|Aidan Walsh]] left the board at the end of the meeting; [[new_director|Fiona Breen]] was co-opted in his place.

[[secretary|Ger Nolan]], Company Secretary
""")
