"""Minutes of meetings, threads of e-mails, and chat logs."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u050-startup-board", "minutes", "en", "actions", M("Board", company=S, date=date, attendees=list[S], cash_usd=D, runway_months=I, arr_usd=D, headcount=I, actions=list[M("Action", owner=S, task=S, due=O[date])], option_grants=I, ceo_hire_approved=B, series=S, dialled_in=list[S], burn_monthly_usd=D), {"company": "Larkspur Robotics", "date": "2025-04-24", "attendees": ["Imani Osgood", "Dov Perl", "Claire Huang"], "cash_usd": "4200000", "runway_months": 14, "arr_usd": "1850000", "headcount": 37, "actions": [{"owner": "Imani Osgood", "task": "send revised hiring plan", "due": "2025-05-02"}, {"owner": "Dov Perl", "task": "introduce two CFO candidates", "due": "2025-05-09"}, {"owner": "Claire Huang", "task": "circulate option grant list", "due": None}], "option_grants": 86000, "ceo_hire_approved": False, "series": "A", "dialled_in": ["Claire Huang"], "burn_monthly_usd": "300000"},
"""# [[company|Larkspur Robotics]] - board notes, [[date|Apr 24 2025]]

In the room: [[attendees[0],?actions[0].owner|Imani Osgood]], [[attendees[1],?actions[1].owner|Dov Perl]]. On Zoom: [[attendees[2],dialled_in[0],?actions[2].owner|Claire Huang]]. Regrets: R. Abbate.

- ARR [[arr_usd|$1.85M]] (Q4: $1.62M; plan was $2.0M)
- Cash [[cash_usd|$4.2M]] at Mar 31, about [[runway_months|fourteen months]] at current spend
- [[headcount|37]] people, 3 offers out
- Dov asked whether the Series [[series|A]] covenant on reporting had been met. Yes.
- Outside CEO search: long talk, [[ceo_hire_approved|no approval given]]; revisit in June
- Board approved grants over [[option_grants|86,000]] options (pool has 140,000 left)

To do
* [[actions[0].owner|Imani]] to [[actions[0].task|send revised hiring plan]] by [[actions[0].due|Friday May 2]]
* [[actions[1].owner|Dov]] - [[actions[1].task|intros to two CFO candidates]], [[actions[1].due|a week after that]]
* [[actions[2].owner|Claire]]: [[actions[2].task|circulate option grant list]]
""")
case("u052-copropriete-ag", "minutes", "fr", "words", M("PV", immeuble=S, date_ag=date, syndic=S, presidente=S, tantiemes_total=I, tantiemes_presents=I, resolutions=list[M("Res", numero=I, objet=S, pour=I, contre=I, adoptee=B)], budget=D, budget_precedent=D, travaux=D, entreprise=S, levee=time, secretaire=S, tantiemes_absents=I), {"immeuble": "Résidence Le Vercors", "date_ag": "2025-04-03", "syndic": "Cabinet Lestang", "presidente": "Mme Rochas", "tantiemes_total": 10000, "tantiemes_presents": 7420, "resolutions": [{"numero": 4, "objet": "approbation des comptes", "pour": 7420, "contre": 0, "adoptee": True}, {"numero": 5, "objet": "budget prévisionnel", "pour": 6905, "contre": 515, "adoptee": True}, {"numero": 9, "objet": "installation d'un ascenseur", "pour": 2110, "contre": 5310, "adoptee": False}], "budget": "68400", "budget_precedent": "64250", "travaux": "23760", "entreprise": "Couverture Drac", "levee": "20:15:00", "secretaire": "M. Lestang", "tantiemes_absents": 2580},
"""PROCÈS-VERBAL D'ASSEMBLÉE GÉNÉRALE – [[immeuble|Résidence Le Vercors]], Fontaine
L'an deux mille vingt-cinq, le [[date_ag|trois avril]] à dix-huit heures, sur convocation du syndic [[syndic|Cabinet Lestang]] du 6 mars.
Présents et représentés : [[tantiemes_presents,?resolutions[0].pour|7 420]] / [[tantiemes_total|10 000]] tantièmes.
Élues : [[presidente|Mme Rochas]], présidente ; Mme Diallo, scrutatrice ; secrétaire : [[secretaire|M. Lestang]].

Résolution [[resolutions[0].numero|4]] – [[resolutions[0].objet|Approbation des comptes]] 2024 : adoptée à l'[[resolutions[0].pour,resolutions[0].contre,resolutions[0].adoptee|unanimité]].
Résolution [[resolutions[1].numero|5]] – [[resolutions[1].objet|Budget prévisionnel]] de [[budget|68 400 €]] (exercice écoulé : [[budget_precedent|64 250 €]])
   Pour [[resolutions[1].pour|6 905]]   Contre [[resolutions[1].contre|515]]   Abst. 0     [[resolutions[1].adoptee|ADOPTÉE]]
Résolution 8 – Réfection du toit par [[entreprise|Couverture Drac]] pour [[travaux|23 760 € TTC]] (l'autre devis, 26 100 €, est écarté). Adoptée.
Résolution [[resolutions[2].numero|9]] – [[resolutions[2].objet|Installation d'un ascenseur]]
   Pour [[resolutions[2].pour|2 110]]   Contre [[resolutions[2].contre|5 310]]   [[resolutions[2].adoptee|REJETÉE]]
L'ordre du jour étant épuisé, la séance est levée à [[levee|vingt heures quinze]].
""")
case("u054-town-hall-planning", "minutes", "en", "roles", M("Hearing", board=S, town=S, hearing_date=date, application=S, applicant=S, attorney=S, units_proposed=I, units_original=I, affordable_units=I, parking_ratio=D, speakers_for=I, speakers_against=I, vote_yes=I, vote_no=I, recused=S, outcome=Literal["approved", "denied", "continued"], continued_to=date, traffic_study_date=date, height_feet=I, zoning_district=S, acreage=O[D]), {"board": "Planning Board", "town": "Ashuelot Falls", "hearing_date": "2024-11-19", "application": "SP-24-31", "applicant": "Millrace Housing Partners", "attorney": "Deirdre Fonseca", "units_proposed": 48, "units_original": 60, "affordable_units": 12, "parking_ratio": "1.25", "speakers_for": 3, "speakers_against": 11, "vote_yes": 5, "vote_no": 0, "recused": "Mr. Tolman", "outcome": "continued", "continued_to": "2024-12-17", "traffic_study_date": "2024-06-03", "height_feet": 42, "zoning_district": "Mill Overlay", "acreage": None},
"""Town of [[town|Ashuelot Falls]]    [[board|Planning Board]]    DRAFT minutes, subject to approval
[[hearing_date|November 19, 2024]], 6:30 p.m.

Public hearing, [[application|SP-24-31]], [[zoning_district|Mill Overlay]] district
[[recused|Mr. Tolman]], an abutter, left the table. For [[applicant|Millrace Housing Partners]], attorney [[attorney|Deirdre Fonseca]] said the plan
had come down from [[units_original|sixty]] apartments to [[units_proposed|forty-eight]], [[affordable_units|a quarter of them]] affordable, in a building [[height_feet|42 feet]] high
(district limit 45). Parking is at [[parking_ratio|1.25]] spaces per unit. The traffic study of [[traffic_study_date|June 3]] counted
410 trips at peak.

[[speakers_for|Three]] residents spoke in favor and [[speakers_against|eleven]] against, mainly on traffic at Elm and Canal.
A letter from the Fire Chief, dated November 12, was read.

Ms. Quimby moved to [[outcome|continue the hearing]] to [[continued_to|December 17]]. Mr. Roy seconded. Voted [[vote_yes|5]]-[[vote_no|0]].
Adjourned 9:12 p.m.
""")
case("u056-jichikai-gijiroku", "minutes", "ja", "words", M("Giji", kai=S, nichiji=datetime, basho=S, gichou=S, shusseki=I, ininjou=I, gian=list[M("G", bango=I, namae=S, kaketsu=B)], kaihi_kaiteigo=I, kaihi_genkou=I, matsuri_hi=date, shuryou=time, kaiin_sousu=O[I], kaihi_zouka=I), {"kai": "若葉台自治会", "nichiji": "2025-04-20T10:00:00", "basho": "若葉台集会所", "gichou": "副島", "shusseki": 38, "ininjou": 57, "gian": [{"bango": 1, "namae": "令和6年度決算", "kaketsu": True}, {"bango": 2, "namae": "会費改定", "kaketsu": True}, {"bango": 3, "namae": "防犯カメラ設置", "kaketsu": False}], "kaihi_kaiteigo": 400, "kaihi_genkou": 300, "matsuri_hi": "2025-08-02", "shuryou": "11:40:00", "kaiin_sousu": None, "kaihi_zouka": 100},
"""[[kai|若葉台自治会]]　定期総会議事録
日時　[[nichiji|令和7年4月20日（日）午前10時]]～[[shuryou|11時40分]]
場所　[[basho|若葉台集会所]]
出席　[[shusseki|38]]名、委任状　[[ininjou|57]]通　　議長　[[gichou|副島]]さん（3班）

第[[gian[0].bango|1]]号議案　[[gian[0].namae|令和6年度決算]]　　会計監査報告の後、[[gian[0].kaketsu|承認]]。
第[[gian[1].bango|2]]号議案　[[gian[1].namae|会費改定]]　　月額[[kaihi_genkou|300円]]を[[kaihi_kaiteigo|400円]]に。賛成多数で[[gian[1].kaketsu|可決]]。（反対12）
第[[gian[2].bango|3]]号議案　[[gian[2].namae|防犯カメラ設置]]　　見積48万円。意見が分かれ[[gian[2].kaketsu|否決]]。
その他　夏祭りは[[matsuri_hi|8月第1土曜]]に行う。昨年の収益は23,400円。
""")
case("u058-it-outage-thread", "email", "en", "times", M("Incident", incident_id=S, service=S, started_at=datetime, detected_at=datetime, resolved_at=datetime, root_cause=S, users_affected=I, severity=Literal["SEV1", "SEV2", "SEV3"], data_lost=B, reporter=S, incident_lead=S, fix=S, postmortem_date=date, duration_minutes=I, customer_notified=B, region=O[S]), {"incident_id": "INC-20417", "service": "label printing API", "started_at": "2025-03-11T06:12:00", "detected_at": "2025-03-11T06:40:00", "resolved_at": "2025-03-11T08:05:00", "root_cause": "expired TLS certificate", "users_affected": 340, "severity": "SEV2", "data_lost": False, "reporter": "Tomiko Baines", "incident_lead": "Wes Okafor", "fix": "renewed certificate and restarted gateway", "postmortem_date": "2025-03-18", "duration_minutes": 113, "customer_notified": True, "region": None},
"""From: [[incident_lead|Wes Okafor]]
To: eng-all
Sent: Tuesday, March 11, 2025 8:31 AM
Subject: [resolved] [[incident_id|INC-20417]] [[service|label printing API]] ([[severity|SEV2]])

All clear since [[resolved_at|08:05]]. Cause was an [[root_cause|expired TLS cert]] on the gateway; I [[fix|renewed it and restarted the gateway]]. Around
[[users_affected|340]] warehouse users couldn't print. [[data_lost|Nothing was lost]], jobs queued up and drained by 08:20. Support has
[[customer_notified|mailed the affected accounts]]. Post-mortem same time [[postmortem_date|next Tuesday]].
I'll be incident lead until then, thanks Priti for covering the bridge.

-----Original Message-----
From: [[reporter|Tomiko Baines]]
Sent: Tuesday, March 11, 2025 6:47 AM

Alert fired at [[detected_at|6:40]], graph says errors began at [[started_at|6:12]]. Raising as SEV3 for now, maybe 50 users. Looks like DNS?
""")
case("u060-bewerbung-mailwechsel", "email", "de", "quoted", M("Gespraech", bewerberin=S, stelle=S, ansprechpartner=S, gespraech_datum=date, gespraech_uhrzeit=time, ort=S, raum=S, teilnehmende=list[S], fahrtkosten_erstattet=B, gehaltswunsch=D, fruehester_eintritt=date, unterlagen_vollstaendig=B, video=B, fahrtkosten_hoechstens=D, kuendigungsfrist=O[S]), {"bewerberin": "Mareike Sturm", "stelle": "Restauratorin", "ansprechpartner": "Jens Palmquist", "gespraech_datum": "2025-03-20", "gespraech_uhrzeit": "13:15:00", "ort": "Schloss Eutin", "raum": "Kavaliershaus", "teilnehmende": ["Dr. Thamm", "Frau Hinrichs"], "fahrtkosten_erstattet": True, "gehaltswunsch": "46000", "fruehester_eintritt": "2025-07-01", "unterlagen_vollstaendig": False, "video": False, "fahrtkosten_hoechstens": "80", "kuendigungsfrist": None},
"""Von: [[ansprechpartner|Jens Palmquist]] <palmquist@schlossstiftung.example>
An: [[bewerberin|Mareike Sturm]]
Datum: 10. März 2025, 09:52
Betreff: AW: AW: Ihre Bewerbung als [[stelle|Restauratorin]]

Guten Tag Frau Sturm,
dann verschieben wir gern auf [[gespraech_datum|Donnerstag, den 20.]], um [[gespraech_uhrzeit|Viertel nach eins]]. Wir sehen uns [[video|vor Ort]] im [[ort|Schloss Eutin]], diesmal im
[[raum|Kavaliershaus]]. Dabei sind [[teilnehmende[0]|Dr. Thamm]] und [[teilnehmende[1]|Frau Hinrichs]] vom Betriebsrat. [[fahrtkosten_erstattet|Ihre Bahnkosten übernehmen wir]] bis [[fahrtkosten_hoechstens|80 €]].
[[unterlagen_vollstaendig|Es fehlt noch Ihr Diplomzeugnis]].
Beste Grüße, [[?ansprechpartner|Jens Palmquist]]

Am 09.03.2025 um 21:14 schrieb [[?bewerberin|Mareike Sturm]]:
> vielen Dank für die Einladung am 18. März um 10 Uhr. An dem Tag bin ich leider auf Montage – ginge es später in der Woche?
> Zu Ihren Fragen: Ich stelle mir [[gehaltswunsch|46.000 €]] vor (zurzeit 42.500 €) und könnte [[fruehester_eintritt|zum 1. Juli]] anfangen.
""")
case("u062-travel-approval-thread", "email", "en", "roles", M("Approval", requester=S, approver=S, destination=S, purpose=S, depart=date, return_date=date, approved_amount=D, requested_amount=D, currency=S, cost_centre=S, business_class=B, hotel_cap=D, approved=B, condition=S, conference_fee=D, nights=I, employee_id=O[S]), {"requester": "Anneli Korpi", "approver": "Martin Desrosiers", "destination": "Montreal", "purpose": "Cold Chain Summit", "depart": "2025-10-05", "return_date": "2025-10-09", "approved_amount": "2900", "requested_amount": "3400", "currency": "CAD", "cost_centre": "4417-RD", "business_class": False, "hotel_cap": "240", "approved": True, "condition": "talk must be recorded for the team", "conference_fee": "890", "nights": 4, "employee_id": None},
"""From: [[approver|Martin Desrosiers]]
Sent: Wednesday, 13 August 2025 18:20
To: [[requester|Anneli Korpi]]
Subject: Re: trip request [[destination|Montreal]]

Anneli - [[approved|go ahead]], but with [[approved_amount|2,900]], not [[?requested_amount|3,400]], and [[business_class|economy please]]. Hotel up to [[hotel_cap|240]] a night. One thing I ask: [[condition|have the talk
recorded for the team]].
M
Sent from my phone

________________________________
From: [[?requester|Anneli Korpi]]
Sent: Wednesday, 13 August 2025 11:02
Martin, I'd like to go to the [[purpose|Cold Chain Summit]] in [[?destination|Montreal]]. Out on [[depart|Sunday 5 October]], home on [[return_date|the 9th]]. Total [[currency|CAD]] [[requested_amount|3,400]] incl. the
fee of [[conference_fee|890]] (early bird to 31 August, then 1,050). Charge [[cost_centre|4417-RD]]. Lena did it last year for 3,150.
""")
case("u064-correo-proveedor", "email", "es", "quoted", M("Pedido", cliente=S, proveedor=S, numero_pedido=S, producto=S, cajas=I, precio_caja=D, fecha_entrega=date, hora_limite=time, muelle=S, pago_dias=I, portes_pagados=B, incidencia_anterior=S, abono=D, comercial=S, lote=O[S], total=D), {"cliente": "Conservas Rías Altas", "proveedor": "Vidrios Ayala", "numero_pedido": "P-25/309", "producto": "tarro 370 ml", "cajas": 64, "precio_caja": "21.50", "fecha_entrega": "2025-05-29", "hora_limite": "12:00:00", "muelle": "3", "pago_dias": 60, "portes_pagados": True, "incidencia_anterior": "dos palés con tarros rotos", "abono": "344.00", "comercial": "Begoña Ayala", "lote": None, "total": "1376.00"},
"""De: [[comercial|Begoña Ayala]] <begona@vidriosayala.example>
Para: Compras, [[cliente|Conservas Rías Altas]]
Fecha: lun, 19 may 2025 13:37
Asunto: Re: Re: pedido [[numero_pedido|P-25/309]]

Buenas tardes, Uxía:
Confirmo [[cajas|64 cajas]] de [[producto|tarro de 370]], a [[precio_caja|21,50]] la caja, [[portes_pagados|portes a nuestro cargo]]. Salen el miércoles 28 y las tenéis [[fecha_entrega|al día siguiente]]. Pago a [[pago_dias|sesenta días]],
como siempre. Por [[incidencia_anterior|los dos palés que llegaron rotos]] en abril os abonamos [[abono|344 €]].
Un saludo,
Begoña – [[proveedor|Vidrios Ayala]]

El 19/05/2025 a las 10:05, Uxía Pazos escribió:
> Al final serán [[?cajas|64 cajas]] y no 80. ¿Se mantienen los 20,90 de la última vez? Descarga en el muelle [[muelle|3]], antes de las [[hora_limite|doce]], por favor.
""")
case("u066-support-chat-isp", "chat", "en", "support", M("Support", customer=S, account=S, agent=S, problem=S, router_model=S, download_measured_mbps=D, download_promised_mbps=D, engineer_booked=date, slot=S, compensation=D, ticket=S, contract_ends=date, satisfied=O[B], issue_resolved=B, line_type=E_("Line", "fibre", "copper", "cable"), monthly_price=D), {"customer": "Bronwen Tull", "account": "7730 4417", "agent": "Kofi", "problem": "slow speed in the evenings", "router_model": "HubMax 3", "download_measured_mbps": "11.4", "download_promised_mbps": "67", "engineer_booked": "2025-01-24", "slot": "1pm-6pm", "compensation": "9.33", "ticket": "VX-552201", "contract_ends": "2025-11-30", "satisfied": None, "issue_resolved": False, "line_type": "copper", "monthly_price": "32"},
"""Chat started: 21 Jan 2025 19:48 GMT
VOXNET bot: Please type your account number.
Visitor: [[account|77304417]]
[19:50] You are now chatting with [[agent|Kofi]]
[[agent|Kofi]]: Hi [[customer|Bronwen Tull]], I see you've been with us since 2019. What's up?
Visitor: [[problem|internet crawls every evening]]. [[router_model|hubmax 3]], lights all green
[[?agent|Kofi]]: Could you run the test at speed.voxnet.example?
Visitor: [[download_measured_mbps|11.4]] down 3.1 up. i pay for "up to 80"
[[?agent|Kofi]]: On your [[line_type|copper]] line we guarantee [[download_promised_mbps|67]]. So that's well under. I've refreshed it from here, can you test again?
Visitor: 12.0. [[issue_resolved|no better]]
[[?agent|Kofi]]: Then I'll send someone. First slot is Thursday 23rd 8am-1pm, or [[engineer_booked|Friday 24th]] [[slot|1pm-6pm]].
Visitor: friday pls. do i get money back?
[[?agent|Kofi]]: It's [[compensation|£9.33]] a day under the scheme, so I'm adding [[compensation|one day's worth]] now. Ticket is [[ticket|VX-552201]].
Visitor: can i leave?
[[?agent|Kofi]]: Your contract runs to [[contract_ends|30 November]]; without charge only if we can't fix it in 30 days.
Chat ended 20:17. Rate this chat: ☆☆☆☆☆
""")
case("u068-discord-association", "chat", "fr", "decision", M("Tournoi", nom=S, jour=date, debut=time, lieu=S, equipes_max=I, equipes_inscrites=I, inscription=D, dotation=S, arbitre=S, fin_inscriptions=date, retransmis=B, jeu=S, mineurs_acceptes=B, organisatrice=S, joueurs_par_equipe=I, places_restantes=I), {"nom": "Coupe de la Choucroute", "jour": "2025-11-22", "debut": "10:30:00", "lieu": "médiathèque Malraux", "equipes_max": 16, "equipes_inscrites": 11, "inscription": "6", "dotation": "un jambon", "arbitre": "tit_seb", "fin_inscriptions": "2025-11-15", "retransmis": True, "jeu": "Blobtower", "mineurs_acceptes": True, "organisatrice": "mirabelle67", "joueurs_par_equipe": 3, "places_restantes": 5},
"""#annonces — samedi 1 novembre 2025
[[organisatrice|mirabelle67]]  14:07
📣 La [[nom|Coupe de la Choucroute]] revient ! [[jeu|Blobtower]], équipes de [[joueurs_par_equipe|trois]], à la [[lieu|médiathèque Malraux]], le [[jour|samedi 22]]. Inscriptions jusqu'au [[fin_inscriptions|15]], [[inscription|6 €]] par
équipe (c'était 5 l'an dernier, désolée).
[[arbitre|tit_seb]]  14:09
j'[[?arbitre|arbitre]] comme d'hab
kroko  14:15
ça commence à quelle heure ? 9h c'est mort pour nous
[[?organisatrice|mirabelle67]]  14:16
[[debut|10 h 30]]. on monte les PC à 9
lulu.b  14:22
mon frère a 15 ans il peut ?
[[?organisatrice|mirabelle67]]  14:23
[[mineurs_acceptes|oui, avec l'autorisation des parents]]
kroko  18:40
on en est où ?
[[?organisatrice|mirabelle67]]  18:44
[[equipes_inscrites|onze]] inscrites, maxi [[equipes_max|seize]]. [[retransmis|ce sera diffusé en direct]] cette fois. et le premier prix c'est encore [[dotation|un jambon]] 😂 (2e : le saucisson)
""")
case("u070-marketplace-chat", "chat", "en", "normalised", M("Seller", seller=S, buyer=S, item=S, agreed_price=D, asking_price=D, first_offer=D, pickup_day=date, pickup_time=time, address=S, payment=E_("Pay", "cash", "bank transfer", "PayPal"), condition_faults=list[S], year_bought=I, delivered=B, receipt_available=B, phone=S, brand=S, discount_percent=D), {"seller": "Carys", "buyer": "Len", "item": "road bike", "agreed_price": "260", "asking_price": "300", "first_offer": "200", "pickup_day": "2025-08-17", "pickup_time": "10:00:00", "address": "31 Penlan Street", "payment": "cash", "condition_faults": ["chipped top tube", "worn bar tape"], "year_bought": 2020, "delivered": False, "receipt_available": False, "phone": "07700900733", "brand": "Ravello", "discount_percent": "13.3"},
"""MARKET SQUARE messages · Listing 30417: [[brand|Ravello]] [[item|road bike]] 54 cm, [[asking_price|£300]] ono
Fri 15 Aug 2025
[[buyer|Len]] 12:01   Hi is it still available? would you take [[first_offer|200]]
[[seller|Carys]] 12:44   It is. Bit low, [[year_bought|bought 2020]] for 640 and hardly used
[[?buyer|Len]] 12:46   Any damage?
[[?seller|Carys]] 12:50   [[condition_faults[0]|Chip on the top tube]], [[condition_faults[1]|bar tape's worn]]. Gears were serviced in March.
[[?buyer|Len]] 12:52   240?
[[?seller|Carys]] 12:58   [[agreed_price|260]] and it's yours
[[?buyer|Len]] 12:59   Done. Receipt?
[[?seller|Carys]] 13:02   [[receipt_available|Lost it sorry]]
[[?buyer|Len]] 13:02   Could you drop it off in Neath
[[?seller|Carys]] 13:05   [[delivered|No you'd have to come here]]. [[address|31 Penlan St]], [[pickup_day|Sunday]] any time from 9
[[?buyer|Len]] 13:06   [[pickup_time|10]] then. [[payment|Cash]] ok? can do paypal too
[[?seller|Carys]] 13:07   [[payment|cash]] pls. I'm on [[phone|07700 900 733]]
""")
case("u072-line-ryokou", "chat", "ja", "decision", M("Ryokou", ikisaki=S, shuppatsu=date, kitaku=date, shukuhaku=S, ninzuu=I, yosan=I, kuruma=B, unten=S, shuugou_jikoku=time, shuugou_basho=S, yoyaku_zumi=B, pet=B, ryouri=O[S], hitori_haku=I, sousougaku=I), {"ikisaki": "草津", "shuppatsu": "2025-10-18", "kitaku": "2025-10-19", "shukuhaku": "湯畑荘", "ninzuu": 4, "yosan": 25000, "kuruma": True, "unten": "けん", "shuugou_jikoku": "07:30:00", "shuugou_basho": "大宮駅西口", "yoyaku_zumi": True, "pet": False, "ryouri": None, "hitori_haku": 16500, "sousougaku": 100000},
"""[LINE] 秋の旅行グループのトーク履歴
2025/09/23(火)
21:03	みほ	箱根と[[ikisaki|草津]]どっち？
21:04	[[?unten|けん]]	箱根は去年行った
21:05	さやか	じゃ[[ikisaki|草津]]で！ [[ninzuu|4人]]だよね？
21:06	みほ	うん、たくも来るって。[[shuppatsu|10/18]]に出て[[kitaku|次の日]]帰り
21:10	さやか	予算は一人[[yosan|2万5千円]]まで、がいいな
21:14	みほ	[[shukuhaku|湯畑荘]]が一泊[[hitori_haku|16,500円]]。白根館は21,000円
21:15	[[unten|けん]]	安い方で。[[?unten|俺運転する]]から[[kuruma|車で]]行こ
21:18	みほ	[[yoyaku_zumi|予約した！]]犬は[[pet|だめ]]だって🐶
21:20	たく	集合どこ
21:21	[[?unten|けん]]	[[shuugou_basho|大宮駅西口]]、[[shuugou_jikoku|朝7時半]]。8時だと混む
""")
