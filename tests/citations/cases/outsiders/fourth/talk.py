"""Minutes of meetings, threads of e-mails, and chat logs."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u049-parish-council", "minutes", "en", "words", M("Minutes", body=S, meeting_date=date, start=time, end=time, chair=S, clerk=S, present=I, apologies=list[S], items=list[M("Item", number=S, proposer=S, seconder=S, amount=O[D], carried=B)], precept_next_year=D, precept_this_year=D, next_meeting=date, public_present=B, quorum_required=I, venue=S), {"body": "Little Hadstock Parish Council", "meeting_date": "2025-01-13", "start": "19:30:00", "end": "21:05:00", "chair": "Cllr Moira Gadd", "clerk": "P. Lumley", "present": 7, "apologies": ["Cllr Brand", "Cllr Iqbal"], "items": [{"number": "5", "proposer": "Cllr Voss", "seconder": "Cllr Eames", "amount": "1240", "carried": True}, {"number": "6", "proposer": "Cllr Eames", "seconder": "Cllr Pike", "amount": None, "carried": False}, {"number": "7", "proposer": "Cllr Pike", "seconder": "Cllr Voss", "amount": "300", "carried": True}], "precept_next_year": "18650", "precept_this_year": "17900", "next_meeting": "2025-03-10", "public_present": True, "quorum_required": 3, "venue": "Reading Room"},
"""[[body|LITTLE HADSTOCK PARISH COUNCIL]]
Minutes of the meeting held in the [[venue|Reading Room]] on Monday [[meeting_date|13th January 2025]] at [[start|7.30 pm]]

[[chair|Cllr Moira Gadd]] in the chair. [[present|Seven]] councillors attended; [[clerk|P. Lumley]], clerk. [[public_present|Four parishioners]] were present.
1. Apologies: Cllrs [[apologies[0]|Brand]] (work) and [[apologies[1]|Iqbal]] (unwell).
2. Minutes of 11th November 2024 were signed.
3. Matters arising: none.
4. Precept. The clerk explained that the present precept of [[precept_this_year|£17,900]] would leave reserves short. It was agreed
   to ask for [[precept_next_year|£18,650]] for 2025/26, a rise of some four per cent.
[[items[0].number|5]]. Bus shelter roof. Quotes of [[items[0].amount|£1,240]], £1,395 and £1,710 had come in. Proposed [[items[0].proposer|Cllr Voss]], seconded [[items[0].seconder|Cllr Eames]], to
   accept the [[items[0].amount|lowest]]. [[items[0].carried|Carried]], all in favour.
[[items[1].number|6]]. Dog bins. Proposed [[items[1].proposer|Cllr Eames]], seconded [[items[1].seconder|Cllr Pike]], to add two bins on the green. [[items[1].carried|Lost]] by four to three.
[[items[2].number|7]]. Churchyard grant. [[items[2].proposer|Cllr Pike]] moved, [[items[2].seconder|Cllr Voss]] seconding, that [[items[2].amount|three hundred pounds]] be paid. [[items[2].carried|Agreed]].
8. Next meeting: [[next_meeting|10th March]] (no meeting in February).
The meeting closed at [[end|five past nine]].
""")
case("u051-elternbeirat", "minutes", "de", "words", M("Protokoll", gremium=S, datum=date, beginn=time, ende=time, ort=S, protokollfuehrung=S, anwesend=I, gewaehlt_vorsitz=S, stimmen_vorsitz=I, gegenkandidatin=S, stimmen_gegenkandidatin=I, enthaltungen=I, beitrag_klassenkasse=D, klassenfahrt_ziel=S, klassenfahrt_von=date, klassenfahrt_bis=date, smartphone_verbot_beschlossen=B, naechste_sitzung=O[date], beschlussfaehig=B, wahlbeteiligung_prozent=D), {"gremium": "Elternabend der Klasse 6b", "datum": "2024-09-25", "beginn": "19:00:00", "ende": "20:40:00", "ort": "Musikraum", "protokollfuehrung": "Anke Dierks", "anwesend": 22, "gewaehlt_vorsitz": "Volkan Aydın", "stimmen_vorsitz": 13, "gegenkandidatin": "Silke Brandes", "stimmen_gegenkandidatin": 7, "enthaltungen": 2, "beitrag_klassenkasse": "15", "klassenfahrt_ziel": "Langeoog", "klassenfahrt_von": "2025-05-19", "klassenfahrt_bis": "2025-05-23", "smartphone_verbot_beschlossen": True, "naechste_sitzung": None, "beschlussfaehig": True, "wahlbeteiligung_prozent": "100"},
"""Protokoll [[gremium|Elternabend Klasse 6b]], [[datum|Mittwoch, 25.9.2024]], [[beginn|19:00]] bis [[ende|20:40 Uhr]], [[ort|Musikraum]]
Protokoll: [[protokollfuehrung|Anke Dierks]]   Anwesend: [[anwesend|22]] Stimmberechtigte (siehe Liste), Frau Rolfes (Klassenlehrerin)

TOP 1 Begrüßung, [[beschlussfaehig|Beschlussfähigkeit wird festgestellt]]
TOP 2 Wahl. Auf [[gewaehlt_vorsitz|Volkan Aydın]] entfallen [[stimmen_vorsitz|dreizehn]], auf [[gegenkandidatin|Silke Brandes]] [[stimmen_gegenkandidatin|sieben]] Stimmen, [[enthaltungen|zwei]] enthalten sich.
      Herr [[?gewaehlt_vorsitz|Aydın]] nimmt die Wahl an.
TOP 3 Klassenkasse: Stand 61,40 €. Es werden je Kind [[beitrag_klassenkasse|15 €]] eingesammelt (bisher 10 €).
TOP 4 Fahrt nach [[klassenfahrt_ziel|Langeoog]] vom [[klassenfahrt_von|19.]] bis [[klassenfahrt_bis|23. Mai 2025]], ca. 310 €; Anzahlung 80 € bis 1.11.
TOP 5 Handys: [[smartphone_verbot_beschlossen|Die Versammlung spricht sich mit großer Mehrheit für ein Verbot auf der Fahrt aus.]]
TOP 6 Verschiedenes. Frau Rolfes bittet um Pünktlichkeit (7:50).
""")
case("u053-safety-committee", "minutes", "en", "table", M("Safety", site=S, date=date, incidents_quarter=I, incidents_previous_quarter=I, lost_time=I, days_since_last_lost_time=I, actions=list[M("Act", ref=S, action=S, owner=S, status=E_("St", "open", "closed", "overdue"), target=O[date])], chair=S, forklift_training_percent=D, minute_taker=S, trifr=D), {"site": "Grimsgate cold store", "date": "2025-05-08", "incidents_quarter": 9, "incidents_previous_quarter": 14, "lost_time": 1, "days_since_last_lost_time": 61, "actions": [{"ref": "S-114", "action": "replace dock leveller skirt", "owner": "J. Burrows", "status": "overdue", "target": "2025-03-31"}, {"ref": "S-118", "action": "repaint pedestrian route", "owner": "Facilities", "status": "closed", "target": "2025-04-30"}, {"ref": "S-121", "action": "review PPE for blast freezer", "owner": "A. Sowande", "status": "open", "target": "2025-06-30"}], "chair": "Nuala Keane", "forklift_training_percent": "96", "minute_taker": "D. Orr", "trifr": "3.2"},
"""[[site|GRIMSGATE COLD STORE]] - Health & Safety Committee, [[date|8 May 2025]], 10:00, canteen
Chair [[chair|N. Keane]]        Notes [[minute_taker|D. Orr]]      (cc [[?chair|Nuala Keane]], all shift leads)

1. Figures Q1: [[incidents_quarter|nine]] incidents against [[incidents_previous_quarter|fourteen]] in Q4, [[lost_time|one]] of them with lost time (8 March, hand).
   That makes [[days_since_last_lost_time|61]] days without. The record is 204.
2. Forklift refreshers [[forklift_training_percent|96 %]] done; two drivers on leave.

3. Actions
   Ref     What                              Who           Target     State
   [[actions[0].ref|S-114]]   [[actions[0].action|replace dock leveller skirt]]       [[actions[0].owner|J. Burrows]]    [[actions[0].target|31 Mar]]     [[actions[0].status|not done, chase]]
   [[actions[1].ref|S-118]]   [[actions[1].action|repaint pedestrian route]]          [[actions[1].owner|Facilities]]    [[actions[1].target|30 Apr]]     [[actions[1].status|done]]
   [[actions[2].ref|S-121]]   [[actions[2].action|review PPE for blast freezer]]      [[actions[2].owner|A. Sowande]]    [[actions[2].target|30 Jun]]     [[actions[2].status|in hand]]

Next: 14 August.
""")
case("u055-acta-cooperativa", "minutes", "es", "words", M("Acta", cooperativa=S, acta_numero=I, fecha=date, convocatoria=Literal["primera", "segunda"], socios_presentes=I, socios_total=I, presidente=S, secretaria=S, cosecha_kg=D, precio_kg=D, precio_anterior=D, votos_favor=I, votos_contra=I, abstenciones=I, nueva_almazara_aprobada=B, hora_cierre=time, ingresos_totales=D), {"cooperativa": "Oleícola San Marcos", "acta_numero": 112, "fecha": "2025-03-22", "convocatoria": "segunda", "socios_presentes": 86, "socios_total": 214, "presidente": "Ramiro Cazorla", "secretaria": "Tránsito Lara", "cosecha_kg": "1250000", "precio_kg": "0.94", "precio_anterior": "1.31", "votos_favor": 51, "votos_contra": 30, "abstenciones": 5, "nueva_almazara_aprobada": True, "hora_cierre": "14:20:00", "ingresos_totales": "1175000"},
"""[[cooperativa|OLEÍCOLA SAN MARCOS, S. Coop. And.]]                        ACTA N.º [[acta_numero|112]]
En Martos, el [[fecha|22 de marzo de 2025]], a las 12:30, en [[convocatoria|segunda convocatoria]], con asistencia de [[socios_presentes|ochenta y seis]] de
los [[socios_total|214]] socios, preside D. [[presidente|Ramiro Cazorla]] y actúa de secretaria Dña. [[secretaria|Tránsito Lara]].

1.º Campaña. Se molturaron [[cosecha_kg|un millón doscientos cincuenta mil]] kilos de aceituna. La liquidación se fija en [[precio_kg|0,94 €/kg]], frente a
    [[precio_anterior|1,31]] el año pasado.
2.º Nueva almazara: presupuesto 2,3 millones. Votan a favor [[votos_favor|51]], en contra [[votos_contra|treinta]] y se abstienen [[abstenciones|cinco]]. [[nueva_almazara_aprobada|Queda aprobada.]]
3.º Ruegos: un socio pide que se adelante el anticipo (0,30 €/kg) a enero.
Sin más asuntos se levanta la sesión a las [[hora_cierre|dos y veinte]] de la tarde.
""")
case("u057-order-change-thread", "email", "en", "quoted", M("Order", customer=S, contact=S, po=S, item=S, quantity=I, colour=S, unit_price=D, delivery_date=date, delivery_address=S, contact_phone=O[S], express=B, supplier=S, supplier_contact=S, order_value=D), {"customer": "Sundial Yoga", "contact": "Effie Marchetti", "po": "SY-0093", "item": "cork mats 5 mm", "quantity": 120, "colour": "natural", "unit_price": "17.80", "delivery_date": "2025-06-16", "delivery_address": "Unit 9, Tanyard Lane, Frome", "contact_phone": None, "express": False, "supplier": "Corkwell", "supplier_contact": "Bram Aldous", "order_value": "2136.00"},
"""From: [[contact|Effie Marchetti]] <effie@sundialyoga.example>
To: [[supplier_contact|Bram Aldous]]
Date: Tue, 27 May 2025 17:03
Subject: RE: RE: PO [[po|SY-0093]] cork mats

Hi Bram,
sorry to mess you about! Make it [[quantity|120]] after all, all in [[colour|natural]] (forget the slate). [[delivery_date|Monday 16 June]] is fine and
[[express|no need for the express service]]. But please send them to the new studio: [[delivery_address|Unit 9, Tanyard Lane, Frome]] - not Bath.
Same price as before I hope?
Effie
[[customer|Sundial Yoga]] - breathe in, breathe out

> On 27 May 2025, at 11:20, [[?supplier_contact|Bram Aldous]] <bram@corkwell.example> wrote:
> Dear Effie, 80 x [[item|cork mat 5 mm]], 40 natural 40 slate, at [[unit_price|£17.80]] each. Price holds up to 200. We can deliver on
> [[?delivery_date|Monday 16 June]], or Thursday 5 June by express (+£28).
> Bram, [[supplier|Corkwell]]
>> On 26 May 2025, [[?contact|Effie Marchetti]] wrote:
>> Could I get 100 mats by 9 June to 4 Walcot Buildings, Bath? You quoted £18.20 in March.
""")
case("u059-fil-salle-des-fetes", "email", "fr", "quoted", M("Reservation", demandeur=S, salle=S, date_evenement=date, heure_debut=time, heure_fin=time, invites=I, tarif=D, caution=D, sono_comprise=B, menage_inclus=B, etat_des_lieux=datetime, reference_mairie=S, habitant_commune=B, acompte_percent=I, capacite_maximale=I, objet=S), {"demandeur": "Noémie Castaing", "salle": "salle Ventadour", "date_evenement": "2025-09-27", "heure_debut": "14:00:00", "heure_fin": "02:00:00", "invites": 90, "tarif": "320", "caution": "500", "sono_comprise": False, "menage_inclus": False, "etat_des_lieux": "2025-09-26T17:30:00", "reference_mairie": "SDF-25-044", "habitant_commune": True, "acompte_percent": 30, "capacite_maximale": 120, "objet": "mariage"},
"""De : Mairie de Larche <accueil@mairie-larche.example>
À : [[demandeur|Noémie Castaing]]
Envoyé le : 4 avril 2025 09:12
Objet : RE: TR: location salle, dossier [[reference_mairie|SDF-25-044]]

Madame,
la [[salle|salle Ventadour]] est libre le [[date_evenement|samedi 27 septembre]], de [[heure_debut|14 h]] à [[heure_fin|2 h du matin]]. [[habitant_commune|Comme vous résidez à Larche]], le tarif est de [[tarif|320 €]]
(extérieurs : 480 €) et la caution de [[caution|500 €]] par chèque. Le ménage [[menage_inclus|reste à votre charge]] ; [[sono_comprise|nous ne fournissons pas de sono]].
État des lieux la veille à [[etat_des_lieux|17 h 30]]. La salle accueille au plus [[capacite_maximale|cent vingt]] personnes assises.
Le service accueil

--- Message d'origine ---
De : N. Castaing, le 2 avril
Bonjour, pour notre [[objet|mariage]] nous cherchons une salle le 20 ou le 27 septembre, nous serons [[invites|quatre-vingt-dix]] (on avait dit 75 au
téléphone). La petite salle du stade à 180 € serait trop juste.
""")
case("u061-landlord-repair-thread", "email", "en", "quoted", M("Repair", tenant=S, property=S, fault=S, reported_on=date, contractor=S, visit_date=date, visit_window=S, access=E_("Access", "tenant present", "key safe", "agent attends"), key_safe_code=O[S], cost_estimate=D, landlord_approved=B, approval_limit=D, rent_reduction_offered=D, warranty_expired=B, agent=S, urgent=B, boiler_age_years=I), {"tenant": "Yusuf Kaya", "property": "Flat 2, 38 Ormond Road", "fault": "no hot water", "reported_on": "2025-02-03", "contractor": "Dales Gas", "visit_date": "2025-02-06", "visit_window": "8-12", "access": "key safe", "key_safe_code": "4417", "cost_estimate": "286", "landlord_approved": True, "approval_limit": "250", "rent_reduction_offered": "50", "warranty_expired": True, "agent": "Harriet Spence", "urgent": True, "boiler_age_years": 11},
"""From: [[agent|Harriet Spence]], Keystone Lettings
To: [[tenant|Yusuf Kaya]]
Cc: repairs@keystone.example
Date: 5 February 2025 10:11
Re: [[property|Flat 2, 38 Ormond Road]] - [[fault|no hot water]]

Hi Yusuf, good news, the owner [[landlord_approved|has said yes]]. [[contractor|Dales Gas]] will come [[visit_date|tomorrow]], between [[visit_window|8 and 12]]. As you are at work they'll
use the [[access|key safe]] ([[key_safe_code|4417]], please don't change it). The owner will knock [[rent_reduction_offered|£50]] off March's rent for the trouble.
H.

  From: [[?agent|Harriet Spence]]   Date: 4 February 2025 16:40   To: G. Wolstenholme (owner)
  Estimate is [[cost_estimate|£286 + VAT]], above your [[approval_limit|£250]] limit, so I need your OK. [[warranty_expired|The boiler's guarantee ran out in August]]. [[urgent|It is
  urgent, there's a baby in the flat]]. Another firm wanted £410.

    From: [[?tenant|Yusuf Kaya]]   Date: [[reported_on|3 Feb 2025]] 07:55
    The boiler shows F28 again. Heating works, hot water doesn't. I'm home Wed and Fri mornings.
""")
case("u063-kaigi-chousei", "email", "ja", "quoted", M("Chousei", soushinsha=S, kaisha=S, kaigi=S, nichiji=datetime, shuuryou=time, kaijou=S, sankasha=I, shiryou_shimekiri=date, online_ka=B, bento_youi=B, denwa=S, henkou_mae=date, gijiroku_gakari=S, youbi=O[S], jikan_fun=I), {"soushinsha": "瀬川直子", "kaisha": "北陸テクノ株式会社", "kaigi": "次期システム検討会", "nichiji": "2025-11-14T13:30:00", "shuuryou": "15:00:00", "kaijou": "本社5階 B会議室", "sankasha": 9, "shiryou_shimekiri": "2025-11-11", "online_ka": True, "bento_youi": False, "denwa": "076-000-4417", "henkou_mae": "2025-11-12", "gijiroku_gakari": "堀", "youbi": None, "jikan_fun": 90},
"""差出人: [[soushinsha|瀬川　直子]]
日時: 2025年11月5日 16:48
件名: Re: Re: 【日程変更】[[kaigi|次期システム検討会]]

三輪様
お世話になっております。[[?kaisha|北陸テクノ]]の瀬川です。
ご都合を伺い、次の通り変更いたします。
　[[nichiji|11月14日（金）13時半]]から[[shuuryou|15時]]まで　[[kaijou|本社5階　B会議室]]
ご出席は[[sankasha|9名]]です。[[online_ka|オンラインでのご参加も可能です]]。[[bento_youi|今回、お弁当のご用意はございません。]]
資料は[[shiryou_shimekiri|3日前の火曜日]]までにお送りください。議事録は[[gijiroku_gakari|堀]]が担当します。
――
[[kaisha|北陸テクノ株式会社]]　企画部　TEL [[denwa|076-000-4417]] / FAX 076-000-4418

> 2025年11月4日、三輪さん：
> [[henkou_mae|12日]]の10時は出張が入ってしまいました。14日か17日でお願いできますか。
""")
case("u065-allotment-whatsapp", "chat", "en", "decision", M("Plan", event=S, date=date, start=time, place=S, organiser=S, food=list[M("Dish", who=S, dish=S)], budget=D, collected=D, people=I, gazebo_needed=B, rain_plan=S, dogs_allowed=B, missing_per_person=D), {"event": "allotment summer supper", "date": "2025-07-12", "start": "17:30:00", "place": "plot 14", "organiser": "Dorrie", "food": [{"who": "Raj", "dish": "samosas"}, {"who": "Dorrie", "dish": "courgette tart"}, {"who": "Mags", "dish": "lemonade"}], "budget": "80", "collected": "55", "people": 16, "gazebo_needed": False, "rain_plan": "scout hut", "dogs_allowed": True, "missing_per_person": "1.56"},
"""[02/07/2025, 20:14] [[organiser,food[1].who|Dorrie]]: Right folks, [[event|allotment summer supper]]! Saturday 5th or [[?date|12th]]?
[02/07/2025, 20:15] [[food[0].who|Raj]]: can't do the 5th
[02/07/2025, 20:19] [[food[2].who|Mags]]: [[?date|12th]] 👍
[02/07/2025, 20:21] [[?organiser,?food[1].who|Dorrie]]: [[date|12th]] it is. [[place|Plot 14]], like last year. 5?
[02/07/2025, 20:22] [[?food[2].who|Mags]]: trains... [[start|half past]] better
[02/07/2025, 20:22] [[?organiser,?food[1].who|Dorrie]]: ok
[02/07/2025, 20:30] [[?food[0].who|Raj]]: I'll bring [[food[0].dish|samosas]], about 40. How many are we?
[02/07/2025, 20:33] [[?organiser,?food[1].who|Dorrie]]: [[people|16]] I make it, if the Pettifers come 14 otherwise.. no they are coming
[02/07/2025, 20:34] [[?organiser,?food[1].who|Dorrie]]: me [[food[1].dish|courgette tart]] obvs
[02/07/2025, 20:36] [[?food[2].who|Mags]]: [[food[2].dish|lemonade]]! Can Biscuit come
[02/07/2025, 20:37] [[?organiser,?food[1].who|Dorrie]]: [[dogs_allowed|dogs welcome]] on leads
[02/07/2025, 20:41] [[?food[0].who|Raj]]: gazebo? mine is broken
[02/07/2025, 20:42] [[?organiser,?food[1].who|Dorrie]]: [[gazebo_needed|dont bother, no gazebo]]. If it pours we go in the [[rain_plan|scout hut]]
[03/07/2025, 08:02] [[?organiser,?food[1].who|Dorrie]]: kitty: need [[budget|£80]], have [[collected|55]] so far, last year it was 62 all in
""")
case("u067-teams-chat-schicht", "chat", "de", "decision", M("Schichttausch", datum=date, schicht=Literal["Früh", "Spät", "Nacht"], urspruenglich=S, uebernimmt=S, gegenleistung_datum=date, gegenleistung_schicht=Literal["Früh", "Spät", "Nacht"], genehmigt_von=S, genehmigt=B, station=S, beginn=time, zulage=D, grund=S, zweiter_tausch=B, dienstplan_eingetragen=B, ende=time), {"datum": "2025-04-19", "schicht": "Spät", "urspruenglich": "Jelena", "uebernimmt": "Kadir", "gegenleistung_datum": "2025-05-01", "gegenleistung_schicht": "Früh", "genehmigt_von": "Frau Westphal", "genehmigt": True, "station": "3B", "beginn": "13:30:00", "zulage": "35", "grund": "Taufe", "zweiter_tausch": False, "dienstplan_eingetragen": False, "ende": "21:45:00"},
"""Dienstplan Station [[station|3B]] – Chat, 14. April 2025
[[urspruenglich|Jelena]] 08:02: Guten Morgen! Kann jemand meinen [[schicht|Spätdienst]] [[datum|am Karsamstag]] nehmen? [[grund|Taufe]] 😇
Kevin 08:10: Ich hab da Nacht sorry
[[uebernimmt|Kadir]] 08:24: [[?uebernimmt|mach ich]]. Los gehts [[beginn|13:30]], oder?
[[?urspruenglich|Jelena]] 08:25: jaaa danke! Was willst du dafür? Ostermontag Nacht?
[[?uebernimmt|Kadir]] 08:31: neee, lieber den [[gegenleistung_datum|1. Mai]], [[gegenleistung_schicht|früh]]
[[?urspruenglich|Jelena]] 08:31: deal
Kevin 08:40: gibt übrigens [[zulage|35 €]] Feiertagszulage am 1., letztes Jahr warens 30
[[genehmigt_von|Frau Westphal]] 09:15: [[genehmigt|Geht in Ordnung]]. Trage ich heute Nachmittag ein, [[dienstplan_eingetragen|ist noch nicht drin]].
""")
case("u069-slack-release", "chat", "en", "versions", M("Release", version=S, previous_version=S, release_date=date, freeze_date=date, release_manager=S, blockers=list[M("Bl", ticket=S, assignee=S, fixed=B)], rollback_plan=B, migrations=I, canary_percent=I, window_start=time, timezone=S, changelog_done=B, breaking_changes=O[B], repo=S), {"version": "4.12.0", "previous_version": "4.11.3", "release_date": "2025-06-05", "freeze_date": "2025-06-02", "release_manager": "aditi", "blockers": [{"ticket": "CART-881", "assignee": "jonas", "fixed": True}, {"ticket": "CART-902", "assignee": "aditi", "fixed": False}], "rollback_plan": True, "migrations": 2, "canary_percent": 5, "window_start": "14:00:00", "timezone": "UTC", "changelog_done": False, "breaking_changes": None, "repo": "storefront"},
"""#rel-storefront        Friday, May 30th

[[release_manager,blockers[1].assignee|aditi]] :rocket: 10:02
hey all, I'm driving [[version|4.12.0]] (prod is on [[previous_version|4.11.3]], .4 was never cut). code freeze [[freeze_date|Mon]], ship [[release_date|Thu]] [[window_start|14:00]] [[timezone|UTC]]
[[blockers[0].assignee|jonas]] 10:05
[[blockers[0].ticket|CART-881]] is [[blockers[0].fixed|merged]] :tada:
[[?release_manager,?blockers[1].assignee|aditi]] 10:06
:heart: then only [[blockers[1].ticket|CART-902]] left, that's on me, [[blockers[1].fixed|still red]]. not blocking: CART-877, CART-910
wim 10:11
migrations?
[[?blockers[0].assignee|jonas]] 10:12
[[migrations|two]], both additive. and yes [[rollback_plan|runbook has the way back]], section 6
[[?release_manager,?blockers[1].assignee|aditi]] 10:20
canary [[canary_percent|5%]] for an hour, then 25, then everyone. [[changelog_done|changelog is still missing]], wim can you?
wim 10:21
tmrw
""")
case("u071-chat-alquiler", "chat", "es", "decision", M("Visita", interesado=S, anunciante=S, piso=S, visita_dia=date, visita_hora=time, renta=D, fianza_meses=I, gastos_incluidos=B, mascotas=B, disponible_desde=date, planta=I, ascensor=B, contrato_minimo_meses=I, personas=I, nomina_exigida=B, fianza_total=D), {"interesado": "Nerea", "anunciante": "Paco Andrade", "piso": "calle Ruzafa 21", "visita_dia": "2025-02-20", "visita_hora": "18:30:00", "renta": "870", "fianza_meses": 2, "gastos_incluidos": False, "mascotas": True, "disponible_desde": "2025-03-15", "planta": 3, "ascensor": False, "contrato_minimo_meses": 12, "personas": 2, "nomina_exigida": True, "fianza_total": "1740"},
"""Martes 18 de febrero de 2025
[10:12] [[interesado|Nerea]]: Hola! Sigue libre el piso de [[piso|c/ Ruzafa 21]]?
[10:20] [[anunciante|Paco Andrade]]: Sí, se queda libre [[disponible_desde|el 15 de marzo]]. [[renta|870]] al mes, [[gastos_incluidos|luz y agua aparte]] (unos 60)
[10:21] [[?interesado|Nerea]]: en el anuncio ponía 850 🤔
[10:23] [[?anunciante|Paco Andrade]]: eso era el año pasado. [[fianza_meses|Dos meses]] de fianza y mínimo [[contrato_minimo_meses|un año]]
[10:24] [[?interesado|Nerea]]: Somos [[personas|mi hermana y yo]], y un gato, hay problema?
[10:26] [[?anunciante|Paco Andrade]]: [[mascotas|gato bien]]. Pero necesito [[nomina_exigida|la última nómina]]
[10:26] [[?interesado|Nerea]]: ok. qué planta es? hay ascensor?
[10:30] [[?anunciante|Paco Andrade]]: un [[planta|tercero]], y [[ascensor|no]] jeje
[10:31] [[?interesado|Nerea]]: puedo verlo mañana a las 6?
[10:40] [[?anunciante|Paco Andrade]]: mañana no. [[visita_dia|pasado]] a las [[visita_hora|seis y media]]
[10:41] [[?interesado|Nerea]]: 👌
""")
