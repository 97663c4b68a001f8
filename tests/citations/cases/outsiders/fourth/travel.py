"""Flight and train bookings."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u157-flight-eticket", "booking", "en", "legs", M("Trip", passenger=S, pnr=S, ticket_number=S, legs=list[M("Leg", flight=S, origin=S, destination=S, departs=datetime, arrives=datetime, seat=O[S], cabin=E_("Cabin", "economy", "premium", "business"))], fare=D, taxes=D, total=D, currency=S, checked_bags=I, bag_weight_kg=I, refundable=B, change_fee=D, frequent_flyer=O[S], issued=date, layover_minutes=I), {"passenger": "Marguerite Olufsen", "pnr": "K7QD2M", "ticket_number": "999-4417003312", "legs": [{"flight": "BX 418", "origin": "EDI", "destination": "AMS", "departs": "2025-10-17T06:25:00", "arrives": "2025-10-17T09:00:00", "seat": "11C", "cabin": "economy"}, {"flight": "BX 1207", "origin": "AMS", "destination": "LJU", "departs": "2025-10-17T10:40:00", "arrives": "2025-10-17T12:25:00", "seat": None, "cabin": "economy"}], "fare": "148.00", "taxes": "61.37", "total": "209.37", "currency": "GBP", "checked_bags": 1, "bag_weight_kg": 23, "refundable": False, "change_fee": "55", "frequent_flyer": None, "issued": "2025-08-02", "layover_minutes": 100},
"""BRAEBURN AIR              Electronic ticket receipt           Issued [[issued|02AUG25]] / EDI
Name: [[passenger|OLUFSEN/MARGUERITE MRS]]        Booking ref: [[pnr|K7QD2M]]      Ticket: [[ticket_number|999-4417003312]]

FLIGHT   FROM  TO    DEP              ARR     CLASS         SEAT
[[legs[0].flight|BX 418]]   [[legs[0].origin|EDI]]   [[legs[0].destination|AMS]]   [[legs[0].departs|17OCT25 0625]]    [[legs[0].arrives|0900]]    [[legs[0].cabin|Y Economy]]     [[legs[0].seat|11C]]
[[legs[1].flight|BX1207]]   [[legs[1].origin|AMS]]   [[legs[1].destination|LJU]]   [[legs[1].departs|17OCT25 1040]]    [[legs[1].arrives|1225]]    [[legs[1].cabin|Y Economy]]     --
Baggage: [[checked_bags|1PC]] [[bag_weight_kg|23K]], cabin bag 10K

Fare       [[currency|GBP]] [[fare|148.00]]
Tax/fee/chg [[?currency|GBP]]  [[taxes|61.37]]  (APD 13.00, other 48.37)
Total      [[?currency|GBP]] [[total|209.37]]
[[refundable|NON REF]]. Changes [[?currency|GBP]] [[change_fee|55]] plus any fare difference.
Check-in closes 40 min before departure. All times local.
""")
case("u159-bahn-online-ticket", "booking", "de", "legs", M("Ticket", auftragsnummer=S, reisender=S, bahncard=S, klasse=I, hinfahrt=date, fahrten=list[M("F", zug=S, von=S, nach=S, ab=time, an=time, wagen=O[I], platz=O[I])], preis=D, zugbindung=B, stornierbar=B, gueltig_bis=date, mwst=D, zahlungsart=S, rueckfahrt=O[date], umsteigezeit_min=I), {"auftragsnummer": "4417 0093 22", "reisender": "Tilman Kröger", "bahncard": "BahnCard 25", "klasse": 2, "hinfahrt": "2025-06-13", "fahrten": [{"zug": "ICE 1179", "von": "Göttingen", "nach": "Leipzig Hbf", "ab": "08:54:00", "an": "11:15:00", "wagen": 6, "platz": 42}, {"zug": "RE 50", "von": "Leipzig Hbf", "nach": "Riesa", "ab": "11:31:00", "an": "12:02:00", "wagen": None, "platz": None}], "preis": "27.42", "zugbindung": True, "stornierbar": False, "gueltig_bis": "2025-06-14", "mwst": "1.79", "zahlungsart": "SEPA-Lastschrift", "rueckfahrt": None, "umsteigezeit_min": 16},
"""Online-Ticket       Auftragsnr. [[auftragsnummer|4417 0093 22]]
[[reisender|Tilman Kröger]], 1 Erwachsener, [[bahncard|BC25]], [[klasse|2. Klasse]]
Super Sparpreis, gültig am [[hinfahrt|13.06.2025]], bis [[gueltig_bis|14.06.]] 3 Uhr
Halt               Zeit        Produkt    Reservierung
[[fahrten[0].von|Göttingen]]          ab [[fahrten[0].ab|08:54]]    [[fahrten[0].zug|ICE 1179]]   Wg. [[fahrten[0].wagen|6]], Pl. [[fahrten[0].platz|42]], Fenster
[[?fahrten[1].von|[[fahrten[0].nach|Leipzig Hbf]]]]        an [[fahrten[0].an|11:15]]
[[?fahrten[0].nach|[[fahrten[1].von|Leipzig Hbf]]]]        ab [[fahrten[1].ab|11:31]]    [[fahrten[1].zug|RE 50]]
[[fahrten[1].nach|Riesa]]              an [[fahrten[1].an|12:02]]
[[zugbindung|Zugbindung für die eingetragenen Züge]]. [[stornierbar|Umtausch und Erstattung ausgeschlossen.]]
Preis [[preis|27,42 EUR]] (inkl. [[mwst|1,79 EUR]] MwSt 7 %), ohne BahnCard 36,56 EUR
Zahlung per [[zahlungsart|SEPA-Lastschrift]] am 02.05.2025
""")
case("u161-hotel-and-car-itinerary", "booking", "en", "two-docs", M("Itin", traveller=S, hotel=S, hotel_confirmation=S, check_in=date, check_out=date, room=S, breakfast=B, hotel_total=D, free_cancellation_until=datetime, car_company=S, car_confirmation=S, pickup=datetime, dropoff=datetime, car_class=S, pickup_location=S, one_way=B, car_total=D, unlimited_mileage=B, excess=D, nights=I, trip_total=D), {"traveller": "Lorcan Beck", "hotel": "Hotel Miramar", "hotel_confirmation": "HM-20417", "check_in": "2025-09-03", "check_out": "2025-09-08", "room": "double with balcony", "breakfast": True, "hotel_total": "610", "free_cancellation_until": "2025-08-31T18:00:00", "car_company": "Rodamar", "car_confirmation": "RM 551 909", "pickup": "2025-09-03T14:30:00", "dropoff": "2025-09-08T11:00:00", "car_class": "compact", "pickup_location": "Faro Airport", "one_way": False, "car_total": "188.50", "unlimited_mileage": True, "excess": "1200", "nights": 5, "trip_total": "798.50"},
"""[[hotel|HOTEL MIRAMAR]], Tavira
Reservation [[hotel_confirmation|HM-20417]] for [[traveller|Mr Lorcan Beck]]
Arrival   Wed [[check_in|3 September 2025]] (from 15:00)
Departure Mon [[check_out|8 September]] (by 11:00)
1 [[room|double room, balcony]], [[breakfast|breakfast included]]
EUR 122.00 a night, total EUR [[hotel_total|610.00]]. City tax EUR 2 per person and night is paid at the desk.
Free cancellation until [[free_cancellation_until|31 August, 18:00]].
""",
"""[[car_company|RODAMAR]] rent-a-car              Voucher [[car_confirmation|RM 551 909]]
Driver: [[traveller|BECK LORCAN]]
Pick-up   [[pickup_location|Faro Airport]], [[pickup|03/09/2025 14:30]]   (flight number: not given)
Return    [[one_way|same place]], [[dropoff|08/09/2025 11:00]]
Group C, [[car_class|compact]] or similar. [[unlimited_mileage|Unlimited km]]. Excess EUR [[excess|1,200]], can be reduced to 0 for EUR 9 a day.
Paid online EUR [[car_total|188.50]]. Deposit on the card EUR 300.
""")
case("u163-shinkansen-yoyaku", "booking", "ja", "confirm", M("Yoyaku", yoyaku_bango=S, shimei=S, ressha=S, joushaeki=S, koushaeki=S, hizuke=date, hatsu=time, chaku=time, gousha=I, zaseki=S, kingaku=I, otona=I, kodomo=I, gakuwari=B, kitsuen=B, haraimodoshi_tesuryo=I, henkou_kanou=B, kyori_km=D, shoyou_fun=I), {"yoyaku_bango": "E4417-20", "shimei": "内海さくら", "ressha": "はやて 417号", "joushaeki": "盛岡", "koushaeki": "東京", "hizuke": "2025-12-28", "hatsu": "15:06:00", "chaku": "17:56:00", "gousha": 7, "zaseki": "12番E席", "kingaku": 14810, "otona": 1, "kodomo": 0, "gakuwari": False, "kitsuen": False, "haraimodoshi_tesuryo": 340, "henkou_kanou": True, "kyori_km": "535.3", "shoyou_fun": 170},
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
