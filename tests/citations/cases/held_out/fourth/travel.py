"""Flight and train bookings."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import case
from tests.citations.cases.outsiders.common import *

case("u166-rail-booking-uk", "booking", "en", "confirm", M("Rail", booking_reference=S, lead_passenger=S, outbound_date=date, outbound_departs=time, outbound_arrives=time, return_date=date, return_departs=time, origin=S, destination=S, adults=I, children=I, railcard=S, coach=S, seats=list[S], ticket_type=S, price=D, booking_fee=D, collection_code=S, bicycle_reserved=B, first_class=B, operator=S, changes_outbound=O[I]), {"booking_reference": "TW-88-4417", "lead_passenger": "Idris Vaughan", "outbound_date": "2025-05-24", "outbound_departs": "09:03:00", "outbound_arrives": "12:31:00", "return_date": "2025-05-27", "return_departs": "16:10:00", "origin": "Ludlow", "destination": "Whitby", "adults": 2, "children": 1, "railcard": "Family & Friends", "coach": "C", "seats": ["21", "22", "23"], "ticket_type": "Super Off-Peak Return", "price": "97.35", "booking_fee": "0", "collection_code": "R3M8XZ", "bicycle_reserved": True, "first_class": False, "operator": "Northern", "changes_outbound": None},
"""From: noreply@trainwise.example
Subject: You're off to [[destination|Whitby]]!

Hello [[lead_passenger|Idris Vaughan]], thanks for booking. Ref [[booking_reference|TW-88-4417]].

OUT  Sat [[outbound_date|24 May 2025]]
     [[outbound_departs|09:03]]  [[origin|Ludlow]]  ->  [[outbound_arrives|12:31]]  [[?destination|Whitby]]
     Coach [[coach|C]], seats [[seats[0]|21]], [[seats[1]|22]], [[seats[2]|23]]  ([[first_class|Standard]])
BACK Tue [[return_date|27 May]]
     [[return_departs|16:10]]  [[?destination|Whitby]]  ->  19:52  [[?origin|Ludlow]]     no seats reserved
[[adults|2 adults]], [[children|1 child]], [[railcard|Family & Friends]] railcard  [[ticket_type|Super Off-Peak Return]]
[[bicycle_reserved|1 bike space]], outward only

Paid £[[price|97.35]] ([[booking_fee|no booking fee]]). You saved £48.65.
Collect from any machine with [[collection_code|R3M8XZ]] and the card you paid with.
Tickets valid for return until 23 June. Tuesday's 14:10 may be busy.
""")
case("u168-reservation-ferry", "booking", "fr", "confirm", M("Ferry", dossier=S, client=S, navire=S, aller=datetime, retour=datetime, port_depart=S, port_arrivee=S, passagers=I, vehicule=S, immatriculation=S, longueur_m=D, cabine=S, animal=B, prix=D, acompte=D, solde_avant=date, presentation_minutes_avant=I, repas_inclus=B, fauteuils=O[I], prix_par_passager=D, reste_du=D), {"dossier": "CF-0417-B", "client": "Bastien Leclair", "navire": "Mistral II", "aller": "2025-07-26T20:00:00", "retour": "2025-08-09T08:30:00", "port_depart": "Toulon", "port_arrivee": "Bastia", "passagers": 4, "vehicule": "break", "immatriculation": "GH-417-KL", "longueur_m": "4.7", "cabine": "intérieure à quatre couchettes", "animal": True, "prix": "894", "acompte": "268.20", "solde_avant": "2025-06-26", "presentation_minutes_avant": 90, "repas_inclus": False, "fauteuils": None, "prix_par_passager": "223.50", "reste_du": "625.80"},
"""CYRNOS FERRIES – confirmation du dossier [[dossier|CF-0417-B]]
Titulaire : [[client|M. LECLAIR Bastien]]          établie le 14/02/2025

ALLER   [[port_depart|TOULON]] – [[port_arrivee|BASTIA]]   [[navire|Mistral II]]   départ samedi [[aller|26/07/2025 à 20h00]], arrivée dimanche 6h30
RETOUR  [[?port_arrivee|BASTIA]] – [[?port_depart|TOULON]]   [[?navire|Mistral II]]   départ [[retour|09/08/2025 à 8h30]], arrivée 18h15

[[passagers|2 adultes, 2 enfants]] (7 et 11 ans), [[animal|1 chien]]
1 véhicule : [[vehicule|break]] [[immatriculation|GH-417-KL]], longueur jusqu'à [[longueur_m|4,70 m]], hauteur < 1,90 m
Cabine : [[cabine|intérieure, 4 couchettes]] (aller seulement)   Repas : [[repas_inclus|non compris]]

Prix total [[prix|894,00 €]] ; acompte versé [[acompte|268,20 €]] ; solde à régler avant le [[solde_avant|26 juin]].
Présentation à l'embarquement [[presentation_minutes_avant|une heure trente]] avant le départ.
""")
case("u170-coach-tour-change", "booking", "en", "two-docs", M("Change", booking=S, guest=S, tour=S, original_departure=date, new_departure=date, original_price=D, new_price=D, amendment_fee=D, single_room=B, pickup_point=S, pickup_time=time, insurance=B, balance_due_date=date, dietary=S, guests=I, agent=S, reason=S, price_difference=D), {"booking": "WT 20933", "guest": "Mrs Hettie Prowse", "tour": "Harz and Heather", "original_departure": "2025-06-08", "new_departure": "2025-06-22", "original_price": "689", "new_price": "719", "amendment_fee": "25", "single_room": True, "pickup_point": "Truro, Green Street", "pickup_time": "06:15:00", "insurance": False, "balance_due_date": "2025-05-11", "dietary": "gluten-free", "guests": 1, "agent": "Kim", "reason": "hospital appointment", "price_difference": "30"},
"""WEATHERLEY TOURS   Confirmation [[booking|WT 20933]]   3 February 2025
[[guest|Mrs Hettie Prowse]], [[guests|one person]], "[[tour|Harz and Heather]]", 8 days
Departs [[original_departure|Sunday 8 June 2025]]     Price [[original_price|£689]] including [[single_room|single room supplement]] £95
Joining at Bodmin, Asda car park, 7.00. [[insurance|Insurance declined.]] Diet: [[dietary|GF]]
""",
"""WEATHERLEY TOURS   Amendment to [[?booking|WT 20933]]   19 March 2025
Dear Mrs Prowse, as you have a [[reason|hospital appointment]] we have moved you to the departure of [[new_departure|22 June]]. The price on that
date is [[new_price|£719]]; there is an amendment charge of [[amendment_fee|£25]]. Because of the earlier start the coach will now collect you at
[[pickup_point|Truro, Green Street]], at [[pickup_time|6.15 am]]. Everything else stays as it was. The balance is due by [[balance_due_date|11 May]].
Kind regards, [[agent|Kim]]
""")
case("u172-shinkansen-yoyaku", "booking", "ja", "confirm", M("Yoyaku", yoyaku_bango=S, shimei=S, ressha=S, joushaeki=S, koushaeki=S, hizuke=date, hatsu=time, chaku=time, gousha=I, zaseki=S, kingaku=I, otona=I, kodomo=I, gakuwari=B, kitsuen=B, haraimodoshi_tesuryo=I, henkou_kanou=B, kyori_km=D, shoyou_fun=I), {"yoyaku_bango": "E4417-20", "shimei": "内海さくら", "ressha": "はやて 417号", "joushaeki": "盛岡", "koushaeki": "東京", "hizuke": "2025-12-28", "hatsu": "15:06:00", "chaku": "17:56:00", "gousha": 7, "zaseki": "12番E席", "kingaku": 14810, "otona": 1, "kodomo": 0, "gakuwari": False, "kitsuen": False, "haraimodoshi_tesuryo": 340, "henkou_kanou": True, "kyori_km": "535.3", "shoyou_fun": 170},
"""予約完了のお知らせ
お名前　[[shimei|内海　さくら]]様　　予約番号　[[yoyaku_bango|E4417-20]]

[[hizuke|2025年12月28日（日）]]
[[joushaeki|盛岡]]　[[hatsu|15:06]]発　→　[[koushaeki|東京]]　[[chaku|17:56]]着
[[ressha|はやて417号]]　[[gousha|7号車]]　[[zaseki|12番E席]]（普通車・[[kitsuen|禁煙]]）
[[otona|おとな1名]]　[[kodomo|こども0名]]
金額　[[kingaku|14,810円]]（学割　[[gakuwari|適用なし]]）
発車前は何度でも[[henkou_kanou|変更できます]]。払戻手数料は[[haraimodoshi_tesuryo|340円]]。
受取期限：12月28日14:50　　10:06発は満席のためご用意できませんでした。
""")
