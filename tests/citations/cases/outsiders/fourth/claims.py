"""Insurance claims and customs forms."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u173-motor-claim-form", "claim", "en", "ticked", M("Claim", policy_no=S, claimant=S, incident=datetime, location=S, own_vehicle=S, own_registration=S, third_party=S, third_party_registration=S, third_party_insurer=O[S], police_attended=B, injuries=B, at_fault=Literal["claimant", "third party", "disputed"], driveable=B, repair_estimate=D, excess=D, witness=S, speed_mph=I, weather=S, dashcam=B, signed_on=date, market_value=D), {"policy_no": "MV 4417 2093", "claimant": "Seren Maddocks", "incident": "2025-01-23T08:25:00", "location": "A470 near Rhayader", "own_vehicle": "Skoda Fabia", "own_registration": "CX19 OKP", "third_party": "D. Lloyd", "third_party_registration": "VN66 TRE", "third_party_insurer": None, "police_attended": False, "injuries": False, "at_fault": "third party", "driveable": True, "repair_estimate": "1140", "excess": "300", "witness": "Carl Benn", "speed_mph": 25, "weather": "frost, sunny", "dashcam": True, "signed_on": "2025-01-27", "market_value": "6800"},
"""ACCIDENT REPORT FORM                          Policy [[policy_no|MV 4417 2093]]
Policyholder  [[claimant|Seren Maddocks]]         Occupation  vet nurse
Your vehicle  [[own_vehicle|Skoda Fabia]]  Reg [[own_registration|CX19 OKP]]   Mileage 41,200
When          [[incident|23/01/25 at 8.25 am]]     Where  [[location|A470 near Rhayader]]
Weather       [[weather|frosty, bright sun]]
Your speed    [[speed_mph|25 mph]]    Speed limit 40

Other driver  [[third_party|D. Lloyd]]   Reg [[third_party_registration|VN66 TRE]]   Insurer  "will let me know"
Did the police come?        [ ] Yes  [X] [[police_attended|No]]
Was anyone hurt?            [ ] Yes  [X] [[injuries|No]]
Can the car be driven?      [X] [[driveable|Yes]]  [ ] No
Camera footage?             [X] [[dashcam|Yes]]  [ ] No
Who do you think is to blame?  [[at_fault|He pulled out of a gateway without looking. Says sorry on video.]]
Witness  [[witness|Carl Benn]], milk tanker driver, 07700 900441
Estimate [[repair_estimate|£1,140]] (Tuffins; another garage said 1,390)     Excess [[excess|£300]]
Signed  S Maddocks      Date [[signed_on|27 Jan 2025]]
""")
case("u175-schadenmeldung-haftpflicht", "claim", "de", "form", M("Schaden", versicherungsnummer=S, versicherungsnehmer=S, schadentag=date, uhrzeit=time, schadenort=S, geschaedigter=S, verursacher=S, alter_verursacher=I, sache=S, anschaffungsjahr=I, neupreis=D, forderung=D, reparatur_moeglich=B, polizei=B, verwandt=B, selbstbeteiligung=D, iban=O[S], eingang=date, zeitwert=D, schadennummer=S), {"versicherungsnummer": "PH 20 417 889", "versicherungsnehmer": "Corinna Seeliger", "schadentag": "2025-03-01", "uhrzeit": "15:40:00", "schadenort": "Wohnung des Geschädigten", "geschaedigter": "Björn Nagel", "verursacher": "Emil Seeliger", "alter_verursacher": 9, "sache": "Fernsehgerät 55 Zoll", "anschaffungsjahr": 2021, "neupreis": "749", "forderung": "520", "reparatur_moeglich": False, "polizei": False, "verwandt": False, "selbstbeteiligung": "150", "iban": None, "eingang": "2025-03-06", "zeitwert": "310", "schadennummer": "S-25-118204"},
"""Private Haftpflicht – Schadenanzeige        Eingang: [[eingang|06.03.2025]]      Schaden-Nr. [[schadennummer|S-25-118204]]
Vers.-Nr.          [[versicherungsnummer|PH 20 417 889]]       VN: [[versicherungsnehmer|Corinna Seeliger]]       SB [[selbstbeteiligung|150 EUR]]
Wann?              [[schadentag|Sa., 1.3.2025]], ca. [[uhrzeit|15.40 Uhr]]
Wo?                [[schadenort|in der Wohnung des Geschädigten]]
Wer hat verursacht? [[verursacher|mein Sohn Emil]], [[alter_verursacher|9 Jahre]]
Geschädigter       [[geschaedigter|Björn Nagel]], Aue 4    verwandt/verschwägert?  ☐ ja  ☒ [[verwandt|nein]]
Was ist beschädigt? [[sache|Fernseher, 55 Zoll]], gekauft [[anschaffungsjahr|2021]] für [[neupreis|749 €]]
Reparatur möglich? ☐ ja  ☒ [[reparatur_moeglich|nein]] (Kostenvoranschlag 612 € liegt bei)
Forderung          [[forderung|520 €]]
Polizei            ☐ ja  ☒ [[polizei|nein]]
Hergang: Beim Spielen flog ein Tennisball ins Display. Die Kinder (Emil und Nagels Tochter, 8) waren allein im Zimmer.
""")
case("u177-travel-claim-email", "claim", "en", "thread", M("TravelClaim", claim_number=S, insured=S, trip_destination=S, cancelled_on=date, reason=S, flights_cost=D, hotel_cost=D, hotel_refund=D, claimed=D, excess_per_person=D, persons=I, doctor_letter_received=B, booking_invoice_received=B, paid_by_card=B, decision=E_("Dec", "approved", "pending", "rejected"), handler=S, missing_document=S, deadline=date, policy_start=O[date], payable=D), {"claim_number": "TC-90417", "insured": "Piers Holloway", "trip_destination": "Madeira", "cancelled_on": "2025-04-02", "reason": "broken ankle", "flights_cost": "412.60", "hotel_cost": "780", "hotel_refund": "195", "claimed": "997.60", "excess_per_person": "75", "persons": 2, "doctor_letter_received": True, "booking_invoice_received": False, "paid_by_card": True, "decision": "pending", "handler": "Oonagh Daly", "missing_document": "hotel invoice", "deadline": "2025-05-30", "policy_start": None, "payable": "847.60"},
"""From: [[handler|Oonagh Daly]] <claims@farewell-travel.example>
To: [[insured|Piers Holloway]]
Date: 30 April 2025
Re: [[claim_number|TC-90417]]

Dear Mr Holloway,
thank you. We have had [[doctor_letter_received|Dr Singh's letter]]. [[booking_invoice_received|What we still lack is the [[missing_document|invoice from the hotel]]]]; the confirmation page won't do. Please
let us have it by [[deadline|30 May]]. Until then [[decision|your claim is on hold]]. An excess of [[excess_per_person|£75 each]] applies.

> 17 April, [[?insured|Piers Holloway]]:
> I broke my ankle ([[reason|the ankle, in two places]]) on 1 April and [[cancelled_on|next day]] called off our week in [[trip_destination|Madeira]] (12-19 April). [[persons|My wife and I]] had paid
> [[flights_cost|£412.60]] for flights and [[hotel_cost|£780]] for the hotel, which gave back [[hotel_refund|£195]]. So I claim [[claimed|£997.60]]. All went [[paid_by_card|on my Visa]].
""")
case("u179-hoken-seikyu", "claim", "ja", "form", M("Seikyu", shouken_bango=S, keiyakusha=S, hihokensha=S, tsuzukigara=S, shoubyoumei=S, nyuuin=date, taiin=date, nyuuin_nissuu=I, nichigaku=I, shujutsu=B, shujutsumei=S, shujutsubi=date, byouin=S, ginkou=S, kouza=S, seikyubi=date, jiko=B, tsuuin_ari=B, kyuufukin=I, shindansho=O[B]), {"shouken_bango": "0441-770-9921", "keiyakusha": "水野哲也", "hihokensha": "水野春", "tsuzukigara": "子", "shoubyoumei": "虫垂炎", "nyuuin": "2025-06-02", "taiin": "2025-06-07", "nyuuin_nissuu": 6, "nichigaku": 5000, "shujutsu": True, "shujutsumei": "腹腔鏡下虫垂切除術", "shujutsubi": "2025-06-03", "byouin": "岡崎東病院", "ginkou": "三河信用金庫 本店", "kouza": "1188204", "seikyubi": "2025-06-20", "jiko": False, "tsuuin_ari": False, "kyuufukin": 80000, "shindansho": None},
"""給付金請求書　　　　　　　　　記入日　[[seikyubi|令和7年6月20日]]
証券番号　[[shouken_bango|0441-770-9921]]　（入院日額　[[nichigaku|5,000円]]）
契約者　　[[keiyakusha|水野　哲也]]
被保険者　[[hihokensha|水野　春]]　（契約者との続柄　[[tsuzukigara|子]]）
請求の原因　☑[[jiko|病気]]　□けが（事故）
傷病名　　[[shoubyoumei|虫垂炎]]
入院期間　[[nyuuin|6月2日]]～[[taiin|6月7日]]（[[nyuuin_nissuu|6日間]]）　[[byouin|岡崎東病院]]
手術　　　[[shujutsu|☑有]]　□無　　[[shujutsumei|腹腔鏡下虫垂切除術]]（[[shujutsubi|3日]]実施）
通院　　　□有　[[tsuuin_ari|☑無]]
振込先　　[[ginkou|三河信用金庫　本店]]　普通　[[kouza|1188204]]
""")
case("u181-customs-declaration-parcel", "customs", "en", "form", M("Cn23", sender=S, recipient=S, recipient_country=S, items=list[M("I", description=S, qty=I, net_kg=D, value=D, hs_code=O[S], origin=S)], total_weight_kg=D, total_value=D, currency=S, category=E_("Cat", "gift", "documents", "sale of goods", "commercial sample"), postage=D, dangerous_goods=B, tracking=S, signed=date, licence_no=O[S], insured_value=D), {"sender": "Wool & Bramble", "recipient": "Astrid Nygård", "recipient_country": "Norway", "items": [{"description": "lambswool scarf", "qty": 2, "net_kg": "0.36", "value": "58.00", "hs_code": "611710", "origin": "GB"}, {"description": "yarn, hank", "qty": 5, "net_kg": "0.5", "value": "70.00", "hs_code": "510910", "origin": "PE"}], "total_weight_kg": "1.02", "total_value": "128.00", "currency": "GBP", "category": "sale of goods", "postage": "14.35", "dangerous_goods": False, "tracking": "CX004417709GB", "signed": "2025-11-03", "licence_no": None, "insured_value": "150"},
"""CUSTOMS DECLARATION  CN 23                [[tracking|CX 004 417 709 GB]]
From  [[sender|Wool & Bramble]], 2 Mart St, Hawick TD9 0XX, Great Britain
To    [[recipient|Astrid Nygård]], Storgata 8, 4876 Grimstad, [[recipient_country|NORWAY]]

Contents              Qty   Net kg    Value      HS        Origin
[[items[0].description|Lambswool scarf]]       [[items[0].qty|2]]     [[items[0].net_kg|0.360]]     [[items[0].value|58.00]]      [[items[0].hs_code|6117 10]]   [[items[0].origin|GB]]
[[items[1].description|Yarn, hank]]            [[items[1].qty|5]]     [[items[1].net_kg|0.500]]     [[items[1].value|70.00]]      [[items[1].hs_code|5109 10]]   [[items[1].origin|PE]]
                           gross [[total_weight_kg|1.020]]   [[currency|GBP]] [[total_value|128.00]]
[ ] Gift  [ ] Documents  [X] [[category|Sale of goods]]  [ ] Sample  [ ] Returned goods
Postal charges [[postage|14.35]]
I certify that this item [[dangerous_goods|does not contain any dangerous article]].   [[signed|3/11/25]]  F. Scott
""")
case("u183-ausfuhranmeldung", "customs", "fr", "form", M("Declaration", mrn=S, exportateur=S, eori=S, destinataire=S, pays_destination=S, bureau_sortie=S, colis=I, masse_brute_kg=D, masse_nette_kg=D, code_marchandise=S, designation=S, valeur=D, devise=S, incoterm=S, regime=S, date_acceptation=date, declarant=S, representation=Literal["directe", "indirecte"], origine_preferentielle=B, moyen_transport=S, facture=S, cours_change=O[D], valeur_au_kg=D, tva_due=O[D]), {"mrn": "25FR00441770012345", "exportateur": "Coutellerie Besset", "eori": "FR00044177000017", "destinataire": "Messer Bühlmann AG", "pays_destination": "Suisse", "bureau_sortie": "Vallorbe", "colis": 6, "masse_brute_kg": "84.5", "masse_nette_kg": "71.2", "code_marchandise": "82119200", "designation": "couteaux à lame fixe", "valeur": "9340", "devise": "EUR", "incoterm": "DAP Winterthur", "regime": "1000", "date_acceptation": "2025-04-28", "declarant": "Transit Jura", "representation": "directe", "origine_preferentielle": True, "moyen_transport": "camion", "facture": "F-2291", "cours_change": None, "valeur_au_kg": "131.18", "tva_due": None},
"""DÉCLARATION D'EXPORTATION        MRN [[mrn|25FR00441770012345]]        acceptée le [[date_acceptation|28/04/2025]]
2 Exportateur    [[exportateur|COUTELLERIE BESSET]], Thiers      EORI [[eori|FR00044177000017]]
8 Destinataire   [[destinataire|Messer Bühlmann AG]], Winterthur   17 Pays de destination  [[pays_destination|CH]]
14 Déclarant     [[declarant|Transit Jura]], représentation [ ] indirecte [x] [[representation|directe]]
20 Conditions    [[incoterm|DAP Winterthur]]
22 Monnaie et montant facturé   [[devise|EUR]] [[valeur|9 340,00]]     Facture [[facture|F-2291]] du 24/04
29 Bureau de sortie  [[bureau_sortie|VALLORBE]]      25 Mode  [[moyen_transport|camion]]
31 [[colis|6 cartons]], [[designation|couteaux à lame fixe]]       33 Code  [[code_marchandise|8211 92 00]]
35 Masse brute [[masse_brute_kg|84,5]]    38 Masse nette [[masse_nette_kg|71,2]]    37 Régime [[regime|1000]]
44 [[origine_preferentielle|Déclaration d'origine préférentielle sur facture]]
""")
case("u185-commercial-invoice-and-packing-list", "customs", "en", "two-docs", M("Ship", invoice_no=S, invoice_date=date, exporter=S, consignee=S, notify=O[S], incoterm=S, goods=list[M("G", description=S, cartons=I, pieces=I, unit_price=D)], freight=D, insurance=D, cif_total=D, currency=S, gross_kg=D, net_kg=D, cbm=D, marks=S, lc_number=S, country_of_origin=S, fob_total=D, dangerous=O[B]), {"invoice_no": "EX-2204", "invoice_date": "2025-03-31", "exporter": "Tamarind Crafts Pvt", "consignee": "Nordlys Interiør AS", "notify": None, "incoterm": "CIF Oslo", "goods": [{"description": "brass lantern, small", "cartons": 20, "pieces": 400, "unit_price": "4.60"}, {"description": "brass lantern, large", "cartons": 15, "pieces": 150, "unit_price": "9.20"}], "freight": "410", "insurance": "38", "cif_total": "3668", "currency": "USD", "gross_kg": "612", "net_kg": "548", "cbm": "4.9", "marks": "NORDLYS / OSLO / 1-35", "lc_number": "DC 00417/25", "country_of_origin": "India", "fob_total": "3220", "dangerous": None},
"""[[exporter|TAMARIND CRAFTS PVT]]                    COMMERCIAL INVOICE [[invoice_no|EX-2204]]   [[invoice_date|31 March 2025]]
Buyer/consignee: [[consignee|Nordlys Interiør AS]], Oslo         L/C [[lc_number|DC 00417/25]] dated 3 March 2025
Terms: [[incoterm|CIF Oslo]]

[[goods[0].description|Brass lantern, small]]    [[goods[0].pieces|400]] pcs   @ [[currency|USD]] [[goods[0].unit_price|4.60]]    1,840.00
[[goods[1].description|Brass lantern, large]]    [[goods[1].pieces|150]] pcs   @ [[?currency|USD]] [[goods[1].unit_price|9.20]]    1,380.00
Freight                                        [[freight|410.00]]
Insurance                                       [[insurance|38.00]]
Total CIF                                    [[cif_total|3,668.00]]
We certify the goods to be of [[country_of_origin|Indian]] origin.
""",
"""[[?exporter|TAMARIND CRAFTS PVT]]            PACKING LIST to invoice [[?invoice_no|EX-2204]]
Ctns 1-20    [[?goods[0].description|brass lantern, small]]   20 pcs each   [[?goods[0].pieces|400]]      [[goods[0].cartons|20 ctns]]
Ctns 21-35   [[?goods[1].description|brass lantern, large]]   10 pcs each   [[?goods[1].pieces|150]]      [[goods[1].cartons|15 ctns]]
Gross [[gross_kg|612 kg]]    Net [[net_kg|548 kg]]    [[cbm|4.9]] cbm
Marks: [[marks|NORDLYS / OSLO / 1-35]]
""")
case("u187-yunyu-shinkoku", "customs", "ja", "form", M("Shinkoku", shinkoku_bango=S, yunyusha=S, shinkokubi=date, kyokabi=date, tsukiji=S, gensanchi=S, hinmei=S, hs=S, kosuu=I, soujuuryou_kg=D, cif_en=I, kanzeiritsu_percent=D, kanzei=I, shouhizei=I, chihou_shouhizei=I, zeigaku_goukei=I, kensa=B, tsuukan_gyousha=S, invoice=S, kawase=D, funabin=B, yunyukoku_shuto=S), {"shinkoku_bango": "104 4177 0093", "yunyusha": "瀬戸内珈琲株式会社", "shinkokubi": "2025-08-05", "kyokabi": "2025-08-06", "tsukiji": "神戸", "gensanchi": "グアテマラ", "hinmei": "コーヒー豆(いったもの)", "hs": "0901.21-000", "kosuu": 24, "soujuuryou_kg": "605", "cif_en": 982000, "kanzeiritsu_percent": "12", "kanzei": 117800, "shouhizei": 85700, "chihou_shouhizei": 24100, "zeigaku_goukei": 227600, "kensa": False, "tsuukan_gyousha": "六甲通関", "invoice": "GT-0417", "kawase": "148.20", "funabin": True, "yunyukoku_shuto": "東京"},
"""輸入許可通知書　　申告番号　[[shinkoku_bango|104 4177 0093]]
申告日　[[shinkokubi|R7/08/05]]　　許可日　[[kyokabi|R7/08/06]]
輸入者　[[yunyusha|瀬戸内珈琲株式会社]]　　代理人　[[tsuukan_gyousha|六甲通関]]
積載[[funabin|船]]（取）卸港　[[tsukiji|神戸]]　　原産地　[[gensanchi|グアテマラ]]
個数　[[kosuu|24]] BG　　貨物重量　[[soujuuryou_kg|605.0]] KG　　仕入書　[[invoice|GT-0417]]
通貨レート　USD　[[kawase|148.20]]
1欄　[[hinmei|コーヒー豆（いったもの）]]　[[hs|0901.21-000]]
　課税価格（CIF）　￥[[cif_en|982,000]]
　関税率　[[kanzeiritsu_percent|12%]]　　関税　￥[[kanzei|117,800]]
　消費税　￥[[shouhizei|85,700]]　　地方消費税　￥[[chihou_shouhizei|24,100]]
納税額合計　￥[[zeigaku_goukei|227,600]]　　審査区分　1（[[kensa|検査なし]]）
""")
