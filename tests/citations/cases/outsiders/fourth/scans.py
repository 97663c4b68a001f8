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
case("u075-ocr-lieferschein", "ocr", "de", "ocr", M("Lieferschein", lieferschein_nr=S, datum=date, lieferant=S, empfaenger=S, positionen=list[M("P", artikel=S, bezeichnung=S, bestellt=I, geliefert=I)], paletten=I, bruttogewicht_kg=D, fahrer=S, uhrzeit=time, vollstaendig=B, bestell_nr=S, kolli=O[I], fehlmenge=I), {"lieferschein_nr": "LS 118045", "datum": "2024-10-14", "lieferant": "Gebrüder Stoll Baubeschläge", "empfaenger": "Schreinerei Maul", "positionen": [{"artikel": "0815-20", "bezeichnung": "Topfband 110°", "bestellt": 200, "geliefert": 200}, {"artikel": "3310-05", "bezeichnung": "Möbelgriff Edelstahl 128 mm", "bestellt": 60, "geliefert": 45}, {"artikel": "7002-11", "bezeichnung": "Spanplattenschraube 4x30", "bestellt": 1000, "geliefert": 1000}], "paletten": 1, "bruttogewicht_kg": "62.8", "fahrer": "Dübel", "uhrzeit": "07:10:00", "vollstaendig": False, "bestell_nr": "2241", "kolli": None, "fehlmenge": 15},
"""[[lieferant|Gebruder StoII Baubeschlage]]      74l23 HeiIbronn
LlEFERSCHElN  [[lieferschein_nr|LS ll8O45]]     vorn [[datum|l4.lO.2O24]]
An: [[empfaenger|Schreinerei MauI]], Kirchgasse l, 7489l Hüffen
lhre Besteilung Nr. [[bestell_nr|224l]] v. O7.lO.

Art.-Nr    Bezeichnung                  best.  gel.
[[positionen[0].artikel|O8l5-2O]]    [[positionen[0].bezeichnung|Topfband ll0°]]               [[positionen[0].bestellt|200]]    [[positionen[0].geliefert|200]]
[[positionen[1].artikel|33lO-O5]]    [[positionen[1].bezeichnung|MöbeIgriff EdeIstahI l28mm]]   [[positionen[1].bestellt|6O]]     [[positionen[1].geliefert|45]]   Rest KW 43
[[positionen[2].artikel|7OO2-ll]]    [[positionen[2].bezeichnung|SpanpIattenschr. 4x3O]]       [[positionen[2].bestellt|lOOO]]   [[positionen[2].geliefert|lOOO]]
[[paletten|1]] PaIette   brutto [[bruttogewicht_kg|62,8 kg]]
[[vollstaendig|NachIieferung foIgt]]
Ware erhaiten: l4.lO. / [[uhrzeit|7.lO Uhr]]      Fahrer: [[fahrer|DübeI]]
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
case("u083-twocol-bulletin-municipal", "two-column", "fr", "columns", M("Bulletin", commune=S, numero=I, mois=S, maire=S, travaux_rue=S, travaux_debut=date, travaux_fin=date, entreprise=S, cout_travaux=D, dechetterie_fermee_le=date, naissances=I, deces=I, mariages=I, fete=S, fete_date=date, eau_potable_conforme=B, subvention_percent=D, population=I), {"commune": "Villers-sous-Gesnes", "numero": 88, "mois": "mai 2025", "maire": "Régis Collard", "travaux_rue": "rue du Lavoir", "travaux_debut": "2025-05-19", "travaux_fin": "2025-06-13", "entreprise": "Eurovia Meuse", "cout_travaux": "41300", "dechetterie_fermee_le": "2025-05-29", "naissances": 2, "deces": 1, "mariages": 0, "fete": "fête de la Saint-Jean", "fete_date": "2025-06-21", "eau_potable_conforme": True, "subvention_percent": "40", "population": 214},
"""[[commune|VILLERS-SOUS-GESNES]]      Le Petit Bulletin n° [[numero|88]] – [[mois|mai 2025]]

TRAVAUX                              ÉTAT CIVIL
La [[travaux_rue|rue du Lavoir]] sera                 Naissances ([[naissances|2]]) : Lou, 3 avril ;
fermée du [[travaux_debut|19 mai]] au [[travaux_fin|13 juin]].          Adam, 22 avril
L'entreprise [[entreprise|Eurovia Meuse]]           Décès ([[deces|1]]) : Mme Veuve Thirion, 91
refait la chaussée pour                ans
[[cout_travaux|41 300 € HT]], dont [[subvention_percent|40 %]] payés            Mariage : [[mariages|néant]]
par le Département.
                                     FÊTE
DÉCHETTERIE                          La [[fete|Saint-Jean]] aura lieu le
Fermeture exceptionnelle le          [[fete_date|samedi 21 juin]] dès 19 h. Repas
[[dechetterie_fermee_le|jeudi 29 mai]]. Horaires d'été :         14 €, moins de 10 ans 7 €.
9 h – 18 h.
                                     EAU
Le maire, [[maire|Régis COLLARD]]               Prélèvement du 8 avril : [[eau_potable_conforme|conforme]].
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
