"""Text of scans with the faults of their reading, and text of two columns."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import case

case("u073-ocr-utility-final-notice", "ocr", "en", "ocr", M("Notice", utility=S, account_number=S, customer=S, service_address=S, amount_overdue=D, current_charges=D, late_fee=D, total_due=D, shutoff_date=date, notice_date=date, reconnection_fee=D, office_phone=S, payment_plan_available=B, meter_number=S, usage_gallons=I), {"utility": "City of Oakbrook Water Department", "account_number": "100-4417-20", "customer": "Leland Fisk", "service_address": "1180 Pine Hollow Rd", "amount_overdue": "118.61", "current_charges": "60.50", "late_fee": "11.86", "total_due": "190.97", "shutoff_date": "2025-02-18", "notice_date": "2025-02-03", "reconnection_fee": "45.00", "office_phone": "555-0108", "payment_plan_available": True, "meter_number": "8801552", "usage_gallons": 5100},
"""[[utility|CITY 0F OAKBR00K WATER DEPARTMENT]]
                FINAL N0TICE

Acct N0: [[account_number|l00-44l7-2O]]             Notice date  [[notice_date|O2/O3/2O25]]
[[customer|LELAND FlSK]]                       Meter  [[meter_number|88Ol552]]
Service at: [[service_address|ll80 Pine HoIIow Rd]]

  Past due              $ [[amount_overdue|ll8.6l]]
  Late fee l0%          $  [[late_fee|ll.86]]
  Current               $  [[current_charges|6O.5O]]   ( due O2/25 )
  T0TAL                 $ [[total_due|l9O.97]]

Service will be DISC0NNECTED on or after [[shutoff_date|FEB. l8, 2O25]] unless the
past due amount is paid. Reconnection charge [[reconnection_fee|$45.OO]].
[[payment_plan_available|You may ask for a payment pIan]] before that date. Office: [[office_phone|555-Ol08]]
M-F 8:OO - 4:3O
""")
case("u075-ocr-acte-naissance", "ocr", "fr", "ocr", M("Acte", commune=S, numero_acte=I, enfant=S, sexe=Literal["M", "F"], date_naissance=date, heure_naissance=time, pere=S, age_pere=I, profession_pere=S, mere=S, profession_mere=S, temoins=list[S], officier=S, date_acte=date, mention_mariage=O[date], jour_semaine=S, departement=S), {"commune": "Saint-Bonnet", "numero_acte": 17, "enfant": "Clémence Victorine Arnaud", "sexe": "F", "date_naissance": "1894-04-11", "heure_naissance": "04:00:00", "pere": "Joseph Arnaud", "age_pere": 32, "profession_pere": "maréchal-ferrant", "mere": "Rosalie Mounier", "profession_mere": "sans profession", "temoins": ["Honoré Vial", "Pierre Escallier"], "officier": "Casimir Robin", "date_acte": "1894-04-12", "mention_mariage": None, "jour_semaine": "mercredi", "departement": "Hautes-Alpes"},
"""N° [[numero_acte|l7]]     [[enfant|ARNAUD CIémence Victorine]]
L'an mil huit cent quatre vingt quatorze et le [[date_acte|douze Avril]] à dix heures
du rnatin, par devant nous [[officier|Casimir ROBlN]], rnaire et officier de l'état civiI de
la cornmune de [[commune|Saint Bonnet]], est cornparu [[pere|Joseph ARNAUD]], âgé de [[age_pere|trente deux]] ans,
[[profession_pere|maréchaI ferrant]], lequel nous a présenté un enfant du sexe [[sexe|fémlnin]], né
[[date_naissance|hier]] à [[heure_naissance|quatre heures du matin]], de lui déclarant et de [[mere|RosaIie MOUNlER]], âgée de
vingt six ans, [[profession_mere|sans profession]], son épouse, auquel il a déclaré donner les
prénorns de [[enfant|CIémence Victorine]]. Les dites déclarations faites en présence de
[[temoins[0]|Honoré VlAL]], quarante ans, cultivateur, et de [[temoins[1]|Pierre ESCALLlER]], vingt neuf ans,
instituteur, qui ont signé avec nous, le père ayant déclaré ne savoir.
""")
case("u077-ocr-telegram-log", "ocr", "en", "ocr", M("Log", ship=S, date=date, entries=list[M("E", at=time, course=I, speed_knots=D, barometer=I, wind=S)], noon_latitude=S, noon_longitude=S, distance_24h_nm=I, coal_remaining_tons=I, officer=S, sick=I, distance_km=I), {"ship": "SS Carrowmore", "date": "1911-08-19", "entries": [{"at": "04:00:00", "course": 247, "speed_knots": "10.5", "barometer": 1014, "wind": "SW 4"}, {"at": "08:00:00", "course": 247, "speed_knots": "10.8", "barometer": 1012, "wind": "SW 5"}, {"at": "12:00:00", "course": 251, "speed_knots": "10.1", "barometer": 1009, "wind": "WSW 6"}], "noon_latitude": "48° 17' N", "noon_longitude": "22° 51' W", "distance_24h_nm": 251, "coal_remaining_tons": 418, "officer": "A. Tregenza", "sick": 2, "distance_km": 465},
"""[[ship|S.S. CARR0WM0RE]]      LOG      Saturday [[date|l9th Aug. l9ll]]

Hr.    Course   Kn.    Bar.    Wind     Remarks
[[entries[0].at|4 a]]     [[entries[0].course|247]]    [[entries[0].speed_knots|lO.5]]   [[entries[0].barometer|lOl4]]    [[entries[0].wind|SW 4]]     overcast
[[entries[1].at|8 a]]     [[entries[1].course|247]]    [[entries[1].speed_knots|lO.8]]   [[entries[1].barometer|lOl2]]    [[entries[1].wind|SW 5]]     passed barque, no signal
[[entries[2].at|noon]]    [[entries[2].course|25l]]    [[entries[2].speed_knots|lO.l]]   [[entries[2].barometer|lOO9]]    [[entries[2].wind|WSW 6]]    shipping spray fwd.
Noon  Lat. [[noon_latitude|48° l7' N]]   Long. [[noon_longitude|22° 5l' W]]   Run [[distance_24h_nm|25l]]   To go l,9O4
CoaI rernaining [[coal_remaining_tons|4l8 tons]] (yesterday 46l). Sick Iist: [[sick|two]] firernen.
                          [[officer|A. Tregenza]], 2nd Off.
""")
case("u079-ocr-ryoshusho", "ocr", "ja", "ocr", M("Ryoshu", hakkosha=S, atena=S, kingaku=I, tadashigaki=S, hizuke=date, zeinuki=I, shohizei=I, denwa=S, toroku_bango=S, shuunyuu_inshi=B, tantou=O[S], shiharai_houhou=S, jyuusho=S), {"hakkosha": "有限会社みどり花店", "atena": "ロータス工業株式会社", "kingaku": 33000, "tadashigaki": "お花代として", "hizuke": "2025-03-31", "zeinuki": 30000, "shohizei": 3000, "denwa": "0798-00-1187", "toroku_bango": "T0004417700110", "shuunyuu_inshi": False, "tantou": None, "shiharai_houhou": "現金", "jyuusho": "西宮市甲子園口1-8-3"},
"""　　　　　領　収　証　　　　　No.O417
[[atena|ロ一タスエ業株式会社]]　様
　　　　　￥[[kingaku|33,OOO]]-
但し　[[tadashigaki|お花代として]]
[[hizuke|令和7年3月3l日]]　上記正に領収いたしました
内訳　税抜金額　[[zeinuki|3O,OOO]]
　　　消費税等(lO%)　[[shohizei|3,OOO]]
[[hakkosha|有限会杜みどり花店]]
[[jyuusho|西宮市甲子園ロ1-8-3]]　TEL [[denwa|O798-OO-1l87]]
登録番号　[[toroku_bango|TOOO44l77OOll0]]
""")
case("u081-twocol-newsletter", "two-column", "en", "columns", M("News", school=S, term=S, head=S, sports_day=date, rain_date=date, inset_days=list[date], summer_fair_raised=D, summer_fair_target=D, new_library_opens=date, dinner_price=D, dinner_price_old=D, uniform_shop_open=S, chair_of_pta=S, reading_winner=S, books_read=I, head_start_year=O[I]), {"school": "Thornfield Primary", "term": "summer", "head": "Mr Dunstan", "sports_day": "2025-06-27", "rain_date": "2025-07-04", "inset_days": ["2025-07-21", "2025-07-22"], "summer_fair_raised": "2316", "summer_fair_target": "2000", "new_library_opens": "2025-09-08", "dinner_price": "2.80", "dinner_price_old": "2.65", "uniform_shop_open": "Wednesdays 3.15-4.00", "chair_of_pta": "Lorna Beddoes", "reading_winner": "Class 5", "books_read": 611, "head_start_year": None},
"""[[school|THORNFIELD PRIMARY]]                     Newsletter 19, 13 June 2025

SPORTS DAY                             FAIR A TRIUMPH
Sports day is on [[sports_day|Friday 27 June]]        The fair brought in [[summer_fair_raised|£2,316]]; we
from 1 pm. If it is wet we shall       had hoped for [[summer_fair_target|£2,000]]. Thanks go to
use [[rain_date|4 July]] instead. Bring a         [[chair_of_pta|Lorna Beddoes]], who chairs the
hat, water and sun cream.              PTA, and to all 43 helpers.

LAST DAYS OF TERM                      LIBRARY
School ends on Friday 18 July at       Shelves arrive in August. The new
2 pm. Monday [[inset_days[0]|21]] and Tuesday [[inset_days[1]|22]]        library opens its doors on Monday
[[?inset_days[1]|July]] are training days.               [[new_library_opens|8 September]].

DINNERS                                READING CUP
From September a dinner will cost      [[reading_winner|Class 5]] win with [[books_read|six hundred and]]
[[dinner_price|£2.80]] (now [[dinner_price_old|£2.65]]).                    [[?books_read|eleven]] books. Class 3 read 540.

Uniform shop: [[uniform_shop_open|Wednesdays 3.15-4.00]]     [[head|Mr Dunstan]], Headteacher
""")
case("u083-twocol-vereinsblatt", "two-column", "de", "hyphenation", M("Blatt", verein=S, ausgabe=S, neue_vorsitzende=S, vorgaenger=S, amtszeit_vorgaenger_jahre=I, mitglieder=I, hallenbau_kosten=D, foerderung_land=D, spatenstich=date, jubilaeum=I, jubilaeumsfest=date, festredner=S, jugendwart_gesucht=B, redaktionsschluss=date, eigenanteil=D), {"verein": "TSV Eschenau", "ausgabe": "Frühjahr 2025", "neue_vorsitzende": "Henriette Lugauer", "vorgaenger": "Dieter Zapf", "amtszeit_vorgaenger_jahre": 18, "mitglieder": 731, "hallenbau_kosten": "640000", "foerderung_land": "190000", "spatenstich": "2025-05-10", "jubilaeum": 125, "jubilaeumsfest": "2025-07-05", "festredner": "Landrat Gerhard Möss", "jugendwart_gesucht": True, "redaktionsschluss": "2025-08-31", "eigenanteil": "210000"},
"""[[verein|TSV Eschenau]] – Vereinsblatt [[ausgabe|Frühjahr 2025]]

Wechsel an der Spitze
Auf der Hauptversamm-
lung am 14. März wählten
die Mitglieder [[neue_vorsitzende|Henriette
Lugauer]] zur ersten Vor-
sitzenden. Sie folgt auf
[[vorgaenger|Dieter Zapf]], der das Amt
[[amtszeit_vorgaenger_jahre|achtzehn Jahre]] ausübte.
Der Verein zählt jetzt [[mitglieder|731]]
Mitglieder, 24 mehr als
2023.
[[jugendwart_gesucht|Dringend gesucht wird
ein Jugendwart]].
Seite 1
Neue Halle
Der Bau kostet rund [[hallenbau_kosten|640.000
Euro]], davon trägt das Land
[[foerderung_land|190.000]], die Gemeinde
240.000. Spaten-
stich ist am [[spatenstich|10. Mai]].
[[jubilaeum|125]] Jahre TSV
Gefeiert wird am Sams-
tag, [[jubilaeumsfest|5. Juli]]; die Festre-
de hält [[festredner|Landrat Gerhard
Möss]].
Redaktionsschluss für das
Herbstheft: [[redaktionsschluss|31. August]]
Seite 2
""")
case("u085-twocol-programme-notes", "two-column", "en", "hyphenation", M("Concert", ensemble=S, conductor=S, soloist=S, instrument=S, venue=S, concert_date=date, start=time, works=list[M("W", composer=S, title=S, year=I)], interval_minutes=I, ticket_full=D, ticket_student=D, recorded_for_radio=B, sponsor=O[S], soloist_born=I, encore_expected=O[B], composer_nationality=S), {"ensemble": "Severnside Sinfonia", "conductor": "Maud Estrella", "soloist": "Jonah Wickramasinghe", "instrument": "viola", "venue": "St Wystan's, Reptonfield", "concert_date": "2025-11-08", "start": "19:30:00", "works": [{"composer": "Agnes Thurlow", "title": "Estuary Overture", "year": 1934}, {"composer": "Lajos Bánki", "title": "Viola Concerto", "year": 1951}, {"composer": "Agnes Thurlow", "title": "Symphony No. 2", "year": 1947}], "interval_minutes": 20, "ticket_full": "18", "ticket_student": "5", "recorded_for_radio": True, "sponsor": None, "soloist_born": 1996, "encore_expected": None, "composer_nationality": "Hungarian"},
"""[[ensemble|SEVERNSIDE SINFONIA]]
[[venue|St Wystan's, Reptonfield]]
Saturday [[concert_date|8 November 2025]] at [[start|7.30]]

[[works[0].composer|THURLOW]] [[works[0].title|Estuary Overture]]
[[works[1].composer|BÁNKI]] [[works[1].title|Viola Concerto]]
- interval of [[interval_minutes|twenty minutes]] -
[[works[2].composer|THURLOW]] [[works[2].title|Symphony No. 2]]

Tickets [[ticket_full|£18]], under-26s £9, stu-
dents [[ticket_student|£5]] on the door. [[recorded_for_radio|To-
night's concert is being re-
corded for broadcast]]; kindly
turn off your phones.

[[works[0].composer,works[2].composer|Agnes Thurlow]] wrote the over-
ture in [[works[0].year|1934]], when she was
twenty-three, and revised it
in 1960. The symphony fol-
lowed in [[works[2].year|1947]]. [[works[1].composer|Lajos Bánki]]
finished his concerto in [[works[1].year|1951]];
it was first heard in 1953.
[[soloist|Jonah Wickramasinghe]] ([[instrument|viola]])
was born in Leicester in [[soloist_born|1996]]
and teaches in Cardiff. Con-
ductor [[conductor|Maud Estrella]] has led
the Sinfonia since 2018.
""")
case("u087-twocol-hoja-parroquial", "two-column", "es", "hyphenation", M("Hoja", parroquia=S, semana_desde=date, parroco=S, misa_domingo=list[time], excursion_destino=S, excursion_fecha=date, excursion_precio=D, colecta_domingo_pasado=D, colecta_destino=S, obras_recaudado=D, obras_objetivo=D, bautizos=I, despacho_abierto=S, telefono=S, coro_busca=S, obras_pendiente=D), {"parroquia": "Santa Eulalia de Merlán", "semana_desde": "2025-03-02", "parroco": "D. Avelino Souto", "misa_domingo": ["09:00:00", "12:30:00"], "excursion_destino": "Ribadavia", "excursion_fecha": "2025-03-29", "excursion_precio": "28", "colecta_domingo_pasado": "214.60", "colecta_destino": "Manos Unidas", "obras_recaudado": "17900", "obras_objetivo": "26000", "bautizos": 3, "despacho_abierto": "martes y jueves de 18 a 20 h", "telefono": "988 000 417", "coro_busca": "tenores", "obras_pendiente": "8100"},
"""Parroquia de [[parroquia|Santa Eulalia de Merlán]]
HOJA SEMANAL – Domingo [[semana_desde|2 de marzo de 2025]]

Misas
Laborables a las 19:30.
Domingos, a las [[misa_domingo[0]|nueve]] y a
las [[misa_domingo[1]|doce y media]]. El sába-
do 8 habrá [[bautizos|tres]] bautizos.
Colecta
La del domingo pasado, pa-
ra [[colecta_destino|Manos Unidas]], ascen-
dió a [[colecta_domingo_pasado|214,60 €]]; la del ante-
rior, a 131,05.
Excursión
Iremos a [[excursion_destino|Ribadavia]] el sába-
do [[excursion_fecha|29]]. Autobús y comida,
[[excursion_precio|28 euros]]. Apuntarse antes
del 21.
Obras del tejado
Llevamos recogidos [[obras_recaudado|die-
cisiete mil novecientos]] eu-
ros de los [[obras_objetivo|26.000]] que cues-
ta. ¡Gracias!
El coro busca [[coro_busca|tenores]].
Despacho: [[despacho_abierto|martes y jueves,
de 18 a 20 h]]. Tel. [[telefono|988 000 417]]
[[parroco|D. Avelino Souto]], párroco
""")
