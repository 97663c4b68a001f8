"""Text of scans with the faults of their reading, and text of two columns."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import case
from tests.citations.cases.outsiders.common import *

case("u074-ocr-school-report", "ocr", "en", "ocr", M("Report", pupil=S, form=S, school=S, term=S, days_absent=I, late_marks=I, subjects=list[M("Sub", subject=S, grade=S, effort=I, teacher=S)], tutor=S, next_term_begins=date, position_in_class=O[I], year=I, average_effort=D), {"pupil": "Rosemary Clitheroe", "form": "4B", "school": "Hollowell Grammar School", "term": "Michaelmas 1987", "days_absent": 3, "late_marks": 0, "subjects": [{"subject": "English", "grade": "B+", "effort": 1, "teacher": "J. Murgatroyd"}, {"subject": "Mathematics", "grade": "C", "effort": 2, "teacher": "D. H. Inskip"}, {"subject": "French", "grade": "A-", "effort": 1, "teacher": "M. Lacey"}, {"subject": "Physics", "grade": "D", "effort": 3, "teacher": "R. Okell"}], "tutor": "Miss V. Aspinall", "next_term_begins": "1988-01-12", "position_in_class": None, "year": 1987, "average_effort": "1.75"},
"""[[school|HOLL0WELL GRAMMAR SCHOOL]]
REPORT  [[term|Michaelmas Term, [[year|l9S7]]]]
Name [[pupil|Rosemary CIitheroe]]          Form [[form|4B]]
Days absent [[days_absent|3]]    Times late [[late_marks|nil]]

Subject        Exam   Effort   Remarks
[[subjects[0].subject|EngIish]]         [[subjects[0].grade|B+]]     [[subjects[0].effort|l]]     A pleasure to teach. [[subjects[0].teacher|J.Murgatroyd]]
[[subjects[1].subject|Mathernatics]]    [[subjects[1].grade|C]]      [[subjects[1].effort|2]]     Must Iearn her tables. [[subjects[1].teacher|D.H.lnskip]]
[[subjects[2].subject|French]]          [[subjects[2].grade|A—]]     [[subjects[2].effort|l]]     ExceIIent progress. [[subjects[2].teacher|M. Lacey]]
[[subjects[3].subject|Physics]]         [[subjects[3].grade|D]]      [[subjects[3].effort|3]]     Day-dreams. 31 % in test. [[subjects[3].teacher|R.OkeII]]

Form tutor's comment: A cheerful rnernber of the form.  [[tutor|V. AspinaII (Miss)]]
Next terrn begins Tuesday [[next_term_begins|l2th January, l988]]
""")
case("u076-ocr-lieferschein", "ocr", "de", "ocr", M("Lieferschein", lieferschein_nr=S, datum=date, lieferant=S, empfaenger=S, positionen=list[M("P", artikel=S, bezeichnung=S, bestellt=I, geliefert=I)], paletten=I, bruttogewicht_kg=D, fahrer=S, uhrzeit=time, vollstaendig=B, bestell_nr=S, kolli=O[I], fehlmenge=I), {"lieferschein_nr": "LS 118045", "datum": "2024-10-14", "lieferant": "Gebrüder Stoll Baubeschläge", "empfaenger": "Schreinerei Maul", "positionen": [{"artikel": "0815-20", "bezeichnung": "Topfband 110°", "bestellt": 200, "geliefert": 200}, {"artikel": "3310-05", "bezeichnung": "Möbelgriff Edelstahl 128 mm", "bestellt": 60, "geliefert": 45}, {"artikel": "7002-11", "bezeichnung": "Spanplattenschraube 4x30", "bestellt": 1000, "geliefert": 1000}], "paletten": 1, "bruttogewicht_kg": "62.8", "fahrer": "Dübel", "uhrzeit": "07:10:00", "vollstaendig": False, "bestell_nr": "2241", "kolli": None, "fehlmenge": 15},
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
case("u078-ocr-payslip", "ocr", "en", "ocr", M("Payslip", employer=S, employee=S, ni_number=S, tax_code=S, pay_date=date, period=I, basic_pay=D, overtime_hours=D, overtime_rate=D, overtime_pay=D, gross=D, tax=D, national_insurance=D, pension=D, net_pay=D, gross_to_date=D, tax_to_date=D, student_loan=O[D], hourly_rate=D), {"employer": "Brightwell Laundry Services", "employee": "Mr K Adeleke", "ni_number": "QQ 12 34 56 C", "tax_code": "1257L", "pay_date": "2025-01-31", "period": 10, "basic_pay": "1933.33", "overtime_hours": "6.5", "overtime_rate": "18.75", "overtime_pay": "121.88", "gross": "2055.21", "tax": "201.40", "national_insurance": "80.58", "pension": "76.77", "net_pay": "1696.46", "gross_to_date": "19880.14", "tax_to_date": "1880.60", "student_loan": None, "hourly_rate": "12.50"},
"""[[employer|BRlGHTWELL LAUNDRY SERVlCES]]                     Pay date [[pay_date|3l/Ol/25]]
[[employee|Mr K AdeIeke]]   Works no 3lO4     NI [[ni_number|QQ l2 34 56 C]]   Code [[tax_code|l257L]]   Month [[period|lO]]

PAYMENTS         Hours   Rate     Amount  |  DEDUCTlONS          Amount
Basic                             [[basic_pay|1933.33]]  |  Tax                 [[tax|2Ol.4O]]
Overtirne          [[overtime_hours|6.5O]]   [[overtime_rate|l8.75]]    [[overtime_pay|l21.88]]  |  NI                   [[national_insurance|8O.58]]
                                           |  Pension 5%           [[pension|76.77]]
T0TAL                             [[gross|2O55.2l]]  |  T0TAL               358.75

THlS YEAR   Gross [[gross_to_date|l988O.l4]]   Tax [[tax_to_date|l88O.6O]]   NI 742.9l
NET PAY                                        [[net_pay|£l696.46]]
""")
case("u080-ocr-multa", "ocr", "es", "ocr", M("Multa", boletin=S, ayuntamiento=S, matricula=S, infraccion=S, fecha=date, hora=time, lugar=S, importe=D, importe_reducido=D, dias_reduccion=I, puntos=I, agente=S, velocidad_medida=I, velocidad_limite=I, vehiculo=S, notificado_en_mano=B, margen_error_kmh=I), {"boletin": "5500418/25", "ayuntamiento": "Ayuntamiento de Sagunto", "matricula": "0417 KLX", "infraccion": "exceso de velocidad", "fecha": "2025-02-08", "hora": "16:21:00", "lugar": "Avda. del Mediterráneo, 110", "importe": "300", "importe_reducido": "150", "dias_reduccion": 20, "puntos": 2, "agente": "V-118", "velocidad_medida": 74, "velocidad_limite": 50, "vehiculo": "Seat León gris", "notificado_en_mano": False, "margen_error_kmh": 5},
"""[[ayuntamiento|AYUNTAMlENTO DE SAGUNT0]]  Policía LocaI
BoIetín de denuncia  [[boletin|55OO4l8/25]]

Matrícula  [[matricula|O4l7 KLX]]     [[vehiculo|SEAT LE0N, gris]]
Hecho: [[infraccion|Exceso de veIocidad]]. Circulaba a [[velocidad_medida|74]] km/h en vía lirnitada a [[velocidad_limite|5O]] km/h
Fecha [[fecha|O8/O2/2O25]]  Hora [[hora|l6:2l]]   Lugar  [[lugar|Avda. deI Mediterráneo, ll0]]
[[notificado_en_mano|No se notifica en eI acto]] por no poder detener aI vehícuIo.
Importe [[importe|3OO €]]. Pagando dentro de [[dias_reduccion|veinte días]] naturaIes: [[importe_reducido|l5O €]]
Detracción de puntos: [[puntos|2]]
EI agente nº [[agente|V-ll8]]                     Cinemómetro nº 2O4l7
""")
case("u082-twocol-market-report", "two-column", "en", "columns", M("Market", market=S, report_date=date, cattle_forward=I, top_price_steer_ppk=D, average_steer_ppk=D, previous_average_steer_ppk=D, sheep_forward=I, top_lamb_price=D, auctioneer=S, next_sale=date, buyer_top_steer=S, weight_top_steer_kg=I, vendor_top_lamb=S, calves_forward=O[I], change_percent=D), {"market": "Penfold Mart", "report_date": "2025-05-14", "cattle_forward": 126, "top_price_steer_ppk": "412", "average_steer_ppk": "371.5", "previous_average_steer_ppk": "365", "sheep_forward": 840, "top_lamb_price": "182", "auctioneer": "Giles Harbottle", "next_sale": "2025-05-28", "buyer_top_steer": "Wragg Meats", "weight_top_steer_kg": 612, "vendor_top_lamb": "E. Proudlock", "calves_forward": None, "change_percent": "1.8"},
"""[[market|PENFOLD MART]]
Report of sale, Wednesday [[report_date|14 May 2025]]       Auctioneer: [[auctioneer|Giles Harbottle]]

CATTLE  [[cattle_forward|126]] forward                |  SHEEP  [[sheep_forward|840]] forward, up
A brisk trade with more buy-          |  60 on the fortnight. New
ers round the ring. Steers            |  season lambs sold to [[top_lamb_price|£182]]
to [[top_price_steer_ppk|412p]] for a Charolais of           |  for a pen of Texels from
[[weight_top_steer_kg|612 kg]] sold to [[buyer_top_steer|Wragg Meats]];          |  [[vendor_top_lamb|E. Proudlock]] and averaged
the average came to [[average_steer_ppk|371.5p]]           |  £148. Ewes to £131. Hoggs
([[previous_average_steer_ppk|365p]] last time). Heifers            |  were few and met a dull
to 398p, averaging 366p.              |  trade at 300p per kilo.

Next sale [[next_sale|in a fortnight]]. Entries by Friday noon, please.
""")
case("u084-twocol-bulletin-municipal", "two-column", "fr", "columns", M("Bulletin", commune=S, numero=I, mois=S, maire=S, travaux_rue=S, travaux_debut=date, travaux_fin=date, entreprise=S, cout_travaux=D, dechetterie_fermee_le=date, naissances=I, deces=I, mariages=I, fete=S, fete_date=date, eau_potable_conforme=B, subvention_percent=D, population=I), {"commune": "Villers-sous-Gesnes", "numero": 88, "mois": "mai 2025", "maire": "Régis Collard", "travaux_rue": "rue du Lavoir", "travaux_debut": "2025-05-19", "travaux_fin": "2025-06-13", "entreprise": "Eurovia Meuse", "cout_travaux": "41300", "dechetterie_fermee_le": "2025-05-29", "naissances": 2, "deces": 1, "mariages": 0, "fete": "fête de la Saint-Jean", "fete_date": "2025-06-21", "eau_potable_conforme": True, "subvention_percent": "40", "population": 214},
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
case("u086-twocol-museum-leaflet", "two-column", "en", "columns", M("Museum", name=S, opens=time, closes=time, closed_on=S, adult=D, child=D, family=D, free_under_age=I, last_entry_minutes_before_closing=I, exhibition=S, exhibition_until=date, cafe=B, dogs=B, wheelchair_access=B, founded=I, objects=I, phone=S, car_park_fee=D, annual_visitors=I), {"name": "Museum of Rope and Twine", "opens": "10:00:00", "closes": "16:30:00", "closed_on": "Tuesday", "adult": "7.50", "child": "4", "family": "19", "free_under_age": 5, "last_entry_minutes_before_closing": 45, "exhibition": "Knots of the Northern Fleet", "exhibition_until": "2025-10-31", "cafe": False, "dogs": True, "wheelchair_access": True, "founded": 1978, "objects": 12000, "phone": "01632 960417", "car_park_fee": "2", "annual_visitors": 18000},
"""            [[name|THE MUSEUM OF ROPE & TWINE]]
             Ropewalk Lane, Skelby          2025

WHEN                               WHAT IT COSTS
[[opens|10]] to [[closes|4.30]], every day but           Adults                [[adult|£7.50]]
[[closed_on|Tuesday]]. We let nobody in for       Children              [[child|£4]]
the last [[last_entry_minutes_before_closing|three quarters of an]]         Family (2+3)          [[family|£19]]
[[?last_entry_minutes_before_closing|hour]].                              Under [[free_under_age|fives]]           nothing
                                   Group of 12+     £6.00 each
THIS YEAR
"[[exhibition|Knots of the Northern]]              GOOD TO KNOW
[[?exhibition|Fleet]]", until [[exhibition_until|31 October]].           [[wheelchair_access|Step-free throughout]]. [[dogs|Dogs on]]
(Last year's "Sisal!" is now        [[dogs|leads are welcome]]. [[cafe|We have no]]
at Hull.)                           [[?cafe|café]]; there is one on the quay.
                                   Parking [[car_park_fee|£2]] all day.
Founded in [[founded|1978]] by two netmakers,
the museum keeps some [[objects|twelve]]        Tel. [[phone|01632 960417]]
[[?objects|thousand]] objects.                  Charity 0417000
""")
case("u088-twocol-kouhou", "two-column", "ja", "columns", M("Kouhou", machi=S, gou=I, hakkou=date, jinkou=I, setai=I, zen_getsu_hi=I, kenshin_hi=date, kenshin_basho=S, kenshin_ryoukin=I, bousai_kunren=datetime, gomi_henkou=B, toshokan_kyuukan=S, choucho=S, denwa=S, heikin_setai=D), {"machi": "深浦ヶ丘町", "gou": 417, "hakkou": "2025-09-01", "jinkou": 8214, "setai": 3377, "zen_getsu_hi": -12, "kenshin_hi": "2025-09-18", "kenshin_basho": "保健センター", "kenshin_ryoukin": 1000, "bousai_kunren": "2025-09-07T09:00:00", "gomi_henkou": False, "toshokan_kyuukan": "9月16日～20日", "choucho": "鳴海", "denwa": "0173-00-0417", "heikin_setai": "2.4"},
"""広報[[machi|深浦ヶ丘町]]　第[[gou|417]]号　　[[hakkou|令和7年9月1日]]発行

■秋の健診　　　　　　　　　　　　■防災訓練
[[kenshin_hi|9月18日（木）]]　　　　　　　　　　[[bousai_kunren|7日（日）朝9時]]のサイレンで
受付　8時30分～10時　　　　　　　始まります。雨天でも行います。
会場　[[kenshin_basho|保健センター]]　　　　　　　　■図書館から
料金　[[kenshin_ryoukin|千円]]（70歳以上無料）　　　　蔵書点検のため[[toshokan_kyuukan|16日～20日]]は
　　　　　　　　　　　　　　　　　休館します。
■人口の動き（8月1日）　　　　　　■ごみ収集
人口　[[jinkou|8,214]]人（前月比[[zen_getsu_hi|△12]]）　　祝日も[[gomi_henkou|通常どおり]]です。
世帯　[[setai|3,377]]
　　　　　　　　　　　　　　　　　町長　[[choucho|鳴海]]　　電話[[denwa|0173-00-0417]]
""")
