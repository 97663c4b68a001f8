"""Flight and train bookings."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u165-flight-eticket", "booking", "en", "legs", M("Trip", passenger=S, pnr=S, ticket_number=S, legs=list[M("Leg", flight=S, origin=S, destination=S, departs=datetime, arrives=datetime, seat=O[S], cabin=E_("Cabin", "economy", "premium", "business"))], fare=D, taxes=D, total=D, currency=S, checked_bags=I, bag_weight_kg=I, refundable=B, change_fee=D, frequent_flyer=O[S], issued=date, layover_minutes=I), {"passenger": "Marguerite Olufsen", "pnr": "K7QD2M", "ticket_number": "999-4417003312", "legs": [{"flight": "BX 418", "origin": "EDI", "destination": "AMS", "departs": "2025-10-17T06:25:00", "arrives": "2025-10-17T09:00:00", "seat": "11C", "cabin": "economy"}, {"flight": "BX 1207", "origin": "AMS", "destination": "LJU", "departs": "2025-10-17T10:40:00", "arrives": "2025-10-17T12:25:00", "seat": None, "cabin": "economy"}], "fare": "148.00", "taxes": "61.37", "total": "209.37", "currency": "GBP", "checked_bags": 1, "bag_weight_kg": 23, "refundable": False, "change_fee": "55", "frequent_flyer": None, "issued": "2025-08-02", "layover_minutes": 100},
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
case("u167-bahn-online-ticket", "booking", "de", "legs", M("Ticket", auftragsnummer=S, reisender=S, bahncard=S, klasse=I, hinfahrt=date, fahrten=list[M("F", zug=S, von=S, nach=S, ab=time, an=time, wagen=O[I], platz=O[I])], preis=D, zugbindung=B, stornierbar=B, gueltig_bis=date, mwst=D, zahlungsart=S, rueckfahrt=O[date], umsteigezeit_min=I), {"auftragsnummer": "4417 0093 22", "reisender": "Tilman Kröger", "bahncard": "BahnCard 25", "klasse": 2, "hinfahrt": "2025-06-13", "fahrten": [{"zug": "ICE 1179", "von": "Göttingen", "nach": "Leipzig Hbf", "ab": "08:54:00", "an": "11:15:00", "wagen": 6, "platz": 42}, {"zug": "RE 50", "von": "Leipzig Hbf", "nach": "Riesa", "ab": "11:31:00", "an": "12:02:00", "wagen": None, "platz": None}], "preis": "27.42", "zugbindung": True, "stornierbar": False, "gueltig_bis": "2025-06-14", "mwst": "1.79", "zahlungsart": "SEPA-Lastschrift", "rueckfahrt": None, "umsteigezeit_min": 16},
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
case("u169-hotel-and-car-itinerary", "booking", "en", "two-docs", M("Itin", traveller=S, hotel=S, hotel_confirmation=S, check_in=date, check_out=date, room=S, breakfast=B, hotel_total=D, free_cancellation_until=datetime, car_company=S, car_confirmation=S, pickup=datetime, dropoff=datetime, car_class=S, pickup_location=S, one_way=B, car_total=D, unlimited_mileage=B, excess=D, nights=I, trip_total=D), {"traveller": "Lorcan Beck", "hotel": "Hotel Miramar", "hotel_confirmation": "HM-20417", "check_in": "2025-09-03", "check_out": "2025-09-08", "room": "double with balcony", "breakfast": True, "hotel_total": "610", "free_cancellation_until": "2025-08-31T18:00:00", "car_company": "Rodamar", "car_confirmation": "RM 551 909", "pickup": "2025-09-03T14:30:00", "dropoff": "2025-09-08T11:00:00", "car_class": "compact", "pickup_location": "Faro Airport", "one_way": False, "car_total": "188.50", "unlimited_mileage": True, "excess": "1200", "nights": 5, "trip_total": "798.50"},
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
case("u171-billete-tren", "booking", "es", "legs", M("Billete", localizador=S, viajera=S, tren=S, origen=S, destino=S, salida=datetime, llegada=time, coche=I, plaza=S, clase=S, precio=D, descuento_percent=D, tarjeta=S, mascota=B, cambio_permitido=B, gastos_anulacion_percent=D, mesa=O[B], nif=S, duracion_min=I, precio_sin_descuento=D), {"localizador": "RX4T17", "viajera": "Candela Ibarra", "tren": "Avant 08417", "origen": "Puertollano", "destino": "Madrid", "salida": "2025-04-04T07:12:00", "llegada": "08:24:00", "coche": 2, "plaza": "9A", "clase": "turista", "precio": "21.45", "descuento_percent": "25", "tarjeta": "Tarjeta Joven", "mascota": False, "cambio_permitido": True, "gastos_anulacion_percent": "15", "mesa": None, "nif": "00441770K", "duracion_min": 72, "precio_sin_descuento": "28.60"},
"""LOCALIZADOR  [[localizador|RX4T17]]          BILLETE + RESERVA
[[viajera|IBARRA, CANDELA]]    NIF [[nif|00441770K]]
[[tren|AVANT 08417]]    [[salida|04ABR2025]]
[[origen|PUERTOLLANO]]      Salida   [[salida|07.12]]
[[destino|MADRID]] P.A.      Llegada  [[llegada|08.24]]
COCHE [[coche|2]]   PLAZA [[plaza|9A]]   [[clase|TURISTA]]       [[mascota|sin mascota]]
Cierre del acceso al tren 2 minutos antes de la salida

[[tarjeta|T. JOVEN]] -[[descuento_percent|25 %]]        TOTAL [[precio|21,45 €]]   IVA 10 % 1,95
[[cambio_permitido|Admite cambios]] (sin gastos hasta 24 h antes). Anulación: gastos del [[gastos_anulacion_percent|15 %]].
""")
