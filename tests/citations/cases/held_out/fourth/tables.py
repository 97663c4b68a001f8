"""Spreadsheets as CSV and TSV, and product data sheets."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u122-tsv-payroll-hours", "csv", "en", "tsv", M("Sheet", week_ending=date, rows=list[M("R", emp_no=S, name=S, mon=D, tue=D, wed=D, overtime=O[D], sick=B)], prepared_by=S, department=S, total_overtime=D, public_holidays=O[I]), {"week_ending": "2025-03-09", "rows": [{"emp_no": "0112", "name": "Hughes Aled", "mon": "8", "tue": "8", "wed": "7.5", "overtime": "1.5", "sick": False}, {"emp_no": "0117", "name": "Farouk Dina", "mon": "8", "tue": "0", "wed": "0", "overtime": None, "sick": True}, {"emp_no": "0131", "name": "Sandoval Rey", "mon": "7.5", "tue": "8", "wed": "8", "overtime": "2.25", "sick": False}], "prepared_by": "T. Obi", "department": "Kitchens", "total_overtime": "3.75", "public_holidays": None},
"""W/E	[[week_ending|09-Mar-25]]	Dept	[[department|Kitchens]]
No	Name	M	T	W	OT	Note
[[rows[0].emp_no|0112]]	[[rows[0].name|Hughes, Aled]]	[[rows[0].mon|8]]	[[rows[0].tue|8]]	[[rows[0].wed|7.5]]	[[rows[0].overtime|1.5]]\t
[[rows[1].emp_no|0117]]	[[rows[1].name|Farouk, Dina]]	[[rows[1].mon|8]]	[[rows[1].tue|0]]	[[rows[1].wed|0]]		[[rows[1].sick|SICK from Tue]]
[[rows[2].emp_no|0131]]	[[rows[2].name|Sandoval, Rey]]	[[rows[2].mon|7.5]]	[[rows[2].tue|8]]	[[rows[2].wed|8]]	[[rows[2].overtime|2.25]]	late delivery Mon 10 Mar
prep	[[prepared_by|T. Obi]]
""")
case("u124-csv-adherents", "csv", "fr", "csv", M("Club", adherents=list[M("A", nom=S, prenom=S, naissance=date, categorie=E_("Cat", "poussin", "junior", "senior", "vétéran"), cotisation=D, paye=B, certificat=B)], saison=S, total_cotisations=D, club=O[S], ville=S), {"adherents": [{"nom": "Belkacem", "prenom": "Inès", "naissance": "2011-04-02", "categorie": "junior", "cotisation": "95", "paye": True, "certificat": True}, {"nom": "Rouvière", "prenom": "Marc", "naissance": "1969-12-19", "categorie": "vétéran", "cotisation": "130", "paye": False, "certificat": True}, {"nom": "De Smet", "prenom": "Koen", "naissance": "1994-07-07", "categorie": "senior", "cotisation": "130", "paye": True, "certificat": False}], "saison": "2024-2025", "total_cotisations": "355", "club": None, "ville": "Lille"},
""""saison [[saison|2024/25]]";;;;;;
NOM;Prénom;Né(e) le;Cat.;Cotis.;Réglé;Certif.
[[adherents[0].nom|BELKACEM]];[[adherents[0].prenom|Inès]];[[adherents[0].naissance|02/04/2011]];[[adherents[0].categorie|JUN]];[[adherents[0].cotisation|95,00]];[[adherents[0].paye|oui]];[[adherents[0].certificat|oui]]
[[adherents[1].nom|ROUVIERE]];[[adherents[1].prenom|Marc]];[[adherents[1].naissance|19/12/1969]];[[adherents[1].categorie|VET]];[[adherents[1].cotisation|130,00]];[[adherents[1].paye|non]];[[adherents[1].certificat|oui]]
[[adherents[2].nom|DE SMET]];[[adherents[2].prenom|Koen]];[[adherents[2].naissance|07/07/1994]];[[adherents[2].categorie|SEN]];[[adherents[2].cotisation|130,00]];[[adherents[2].paye|chèque 417 le 09/09]];[[adherents[2].certificat|manque]]
""")
case("u126-tsv-race-results", "csv", "en", "tsv", M("Race", race=S, date=date, distance_km=D, results=list[M("Res", position=O[I], bib=I, name=S, club=O[S], time=O[S], status=Literal["finished", "DNF", "DQ"])], starters=I, course_record=S, winner=S, pace_winner=S), {"race": "Beacon Fell Dash", "date": "2025-06-08", "distance_km": "9.6", "results": [{"position": 1, "bib": 31, "name": "Hari Lamb", "club": "Calder", "time": "41:07", "status": "finished"}, {"position": 2, "bib": 8, "name": "Wynne Poole", "club": None, "time": "41:52", "status": "finished"}, {"position": None, "bib": 44, "name": "Ed Sacks", "club": "Calder", "time": None, "status": "DNF"}], "starters": 187, "course_record": "39:55", "winner": "Hari Lamb", "pace_winner": "4:17"},
"""[[race|Beacon Fell Dash]]	[[date|8/6/25]]	[[distance_km|9.6k]]	[[starters|187 started]]	record [[course_record|39:55]] (2014)
Pos	Bib	Name	Club	Time\t
[[results[0].position|1]]	[[results[0].bib|31]]	[[winner|[[results[0].name|Hari LAMB]]]]	[[results[0].club|Calder]]	[[results[0].time|41:07]]\t
[[results[1].position|2]]	[[results[1].bib|8]]	[[results[1].name|Wynne POOLE]]	u/a	[[results[1].time|41:52]]\t
-	[[results[2].bib|44]]	[[results[2].name|Ed SACKS]]	[[results[2].club|Calder]]		[[results[2].status|dnf]]
""")
case("u128-csv-zaiko", "csv", "ja", "csv", M("Meibo", gakkou=S, gakunen=I, seito=list[M("S", bangou=I, shimei=S, kokugo=I, suugaku=I, kesseki=B)], tannin=S, shikenbi=date, heikin_kokugo=D, ninzuu=I), {"gakkou": "緑丘中学校", "gakunen": 2, "seito": [{"bangou": 1, "shimei": "相原 蓮", "kokugo": 72, "suugaku": 88, "kesseki": False}, {"bangou": 2, "shimei": "井口 紗季", "kokugo": 91, "suugaku": 64, "kesseki": False}, {"bangou": 3, "shimei": "宇田 光", "kokugo": 0, "suugaku": 0, "kesseki": True}], "tannin": "高梨", "shikenbi": "2025-10-07", "heikin_kokugo": "81.5", "ninzuu": 3},
"""[[gakkou|緑丘中学校]],[[gakunen|２年]]B組,担任,[[tannin|高梨]],実施日,[[shikenbi|2025/10/7]]
番号,氏名,国語,数学,備考
[[seito[0].bangou|1]],[[seito[0].shimei|相原　蓮]],[[seito[0].kokugo|72]],[[seito[0].suugaku|88]],
[[seito[1].bangou|2]],[[seito[1].shimei|井口　紗季]],[[seito[1].kokugo|91]],[[seito[1].suugaku|64]],
[[seito[2].bangou|3]],[[seito[2].shimei|宇田　光]],[[seito[2].kokugo|0]],[[seito[2].suugaku|0]],[[seito[2].kesseki|欠席（忌引）]]
平均,,[[heikin_kokugo|81.5]],76.0,
""")
case("u130-datasheet-resin-sds", "datasheet", "en", "sections", M("Sds", product=S, supplier=S, emergency_phone=S, revision=S, revision_date=date, signal_word=Literal["Danger", "Warning"], flash_point_c=D, boiling_point_c=O[D], density_g_cm3=D, ph=O[D], un_number=O[S], h_statements=list[S], voc_percent=D, storage_max_c=I, skin_sensitiser=B, shelf_life_months=I, cas_numbers=list[S], colour=S), {"product": "Marinelock 310 hardener", "supplier": "Tideway Coatings", "emergency_phone": "+44 1632 960700", "revision": "4", "revision_date": "2024-09-17", "signal_word": "Danger", "flash_point_c": "112", "boiling_point_c": None, "density_g_cm3": "1.02", "ph": "11.5", "un_number": "UN 2735", "h_statements": ["H314", "H317"], "voc_percent": "0.4", "storage_max_c": 30, "skin_sensitiser": True, "shelf_life_months": 24, "cas_numbers": ["112-24-3", "100-51-6"], "colour": "amber"},
"""SAFETY DATA SHEET     [[product|Marinelock 310 hardener]]     Rev. [[revision|4]], [[revision_date|17 Sept 2024]] (replaces rev. 3 of 02/2022)
1. Supplier: [[supplier|Tideway Coatings]]. Emergency (24 h): [[emergency_phone|+44 1632 960700]]; office 960701
2. Hazards.  [[signal_word|DANGER]].  [[h_statements[0]|H314]] Causes severe burns. [[h_statements[1],skin_sensitiser|H317]] May cause an allergic skin reaction.
   P280 Wear gloves and eye protection.
3. Composition
   triethylenetetramine   [[cas_numbers[0]|112-24-3]]    20-30 %
   benzyl alcohol         [[cas_numbers[1]|100-51-6]]    10-15 %
7. Storage. Cool and dry, not above [[storage_max_c|30 °C]]. Do not let it freeze. Use within [[shelf_life_months|two years]].
9. Physical properties
   Form  liquid, [[colour|amber]]       pH  [[ph|approx. 11.5]]
   Boiling point  not determined   Flash point  [[flash_point_c|112 °C]] (closed cup)
   Density  [[density_g_cm3|1.02]] at 20 °C     VOC  [[voc_percent|0.4 %]]
14. Transport: [[un_number|UN 2735]], class 8, PG III
""")
case("u132-fiche-technique-vin", "datasheet", "fr", "units", M("Vin", cuvee=S, domaine=S, appellation=S, millesime=I, cepages=list[M("C", nom=S, part_percent=I)], alcool_percent=D, surface_ha=D, rendement_hl_ha=D, vendange=S, elevage_mois=I, bouteilles=I, temperature_service=S, garde_ans=I, bio=B, sulfites_mg_l=O[I], prix_depart=D, sucre_residuel=D, couleur=S, region=S), {"cuvee": "Les Marnes bleues", "domaine": "Domaine Chavigné", "appellation": "Coteaux de l'Oreuse", "millesime": 2022, "cepages": [{"nom": "gamay", "part_percent": 70}, {"nom": "pinot noir", "part_percent": 30}], "alcool_percent": "12.5", "surface_ha": "2.3", "rendement_hl_ha": "38", "vendange": "manuelle", "elevage_mois": 10, "bouteilles": 11600, "temperature_service": "15-16 °C", "garde_ans": 5, "bio": True, "sulfites_mg_l": None, "prix_depart": "9.80", "sucre_residuel": "1.2", "couleur": "rouge", "region": "Bourgogne"},
"""[[domaine|DOMAINE CHAVIGNÉ]]
« [[cuvee|Les Marnes bleues]] » [[millesime|2022]]      AOC [[appellation|Coteaux de l'Oreuse]] [[couleur|rouge]]

Vignes : [[surface_ha|2,3 ha]] plantés en 1987 et 2004.   Rendement : [[rendement_hl_ha|38]] hl/ha (2021 : 22)
Encépagement : [[cepages[0].nom|gamay]] [[cepages[0].part_percent|70 %]], [[cepages[1].nom|pinot noir]] [[cepages[1].part_percent|30 %]]
Vendangé [[vendange|à la main]] les 14 et 15 septembre. Élevage [[elevage_mois|dix mois]] en cuve, dont deux sur lies.
[[alcool_percent|12,5 %]] vol.   Sucres [[sucre_residuel|1,2 g/l]]   Mis en bouteille le 19/07/2023 : [[bouteilles|11 600 cols]]
Servir à [[temperature_service|15-16 °C]]. À boire dans les [[garde_ans|cinq ans]].
[[bio|Certifié agriculture biologique]] FR-BIO-00.    Départ cave [[prix_depart|9,80 € TTC]], par 36 : 8,90 €
""")
case("u134-datasheet-oat-drink", "datasheet", "en", "nutrition", M("Food", product=S, brand=S, net_volume_ml=I, energy_kj=I, energy_kcal=I, fat_g=D, saturates_g=D, carbohydrate_g=D, sugars_g=D, protein_g=D, salt_g=D, calcium_mg=I, allergens=list[S], gluten_free=B, best_before_days=I, after_opening_days=I, vegan=B, ean=S, serving_ml=I, organic=O[B], energy_kcal_per_pack=D), {"product": "Barista Oat Drink", "brand": "Haverfield", "net_volume_ml": 1000, "energy_kj": 247, "energy_kcal": 59, "fat_g": "3.0", "saturates_g": "0.3", "carbohydrate_g": "6.6", "sugars_g": "3.4", "protein_g": "1.1", "salt_g": "0.10", "calcium_mg": 120, "allergens": ["oats"], "gluten_free": False, "best_before_days": 270, "after_opening_days": 5, "vegan": True, "ean": "5000441700117", "serving_ml": 200, "organic": None, "energy_kcal_per_pack": "590"},
"""[[brand|HAVERFIELD]]   Product specification   [[product|Barista Oat Drink]]   [[net_volume_ml|1 L]]   EAN [[ean|5000441700117]]

Ingredients: water, [[allergens[0]|OATS]] (10 %), rapeseed oil, acidity regulator, calcium, salt, vitamins.
                     per 100 ml      per [[serving_ml|200 ml]] glass
Energy            [[energy_kj|247 kJ]] / [[energy_kcal|59 kcal]]   494 kJ / 118 kcal
Fat                   [[fat_g|3.0 g]]            6.0 g
 of which saturates   [[saturates_g|0.3 g]]            0.6 g
Carbohydrate          [[carbohydrate_g|6.6 g]]           13 g
 of which sugars      [[sugars_g|3.4 g]]            6.8 g
Protein               [[protein_g|1.1 g]]            2.2 g
Salt                 [[salt_g|0.10 g]]           0.20 g
Calcium             [[calcium_mg|120 mg]]          240 mg
[[vegan|Suitable for vegans]]. [[gluten_free|Not suitable for coeliacs.]]
Shelf life from production [[best_before_days|270 days]]. Once open keep chilled, use within [[after_opening_days|5 days]].
""")
case("u136-shiyousho-kashitsuki", "datasheet", "ja", "units", M("Shiyou", katashiki=S, hinmei=S, dengen=S, shouhi_denryoku_w=I, tekiyou_jou=I, kashitsuryou_ml_h=I, tank_l=D, souon_db=I, shitsuryou_kg=D, code_m=D, timer=B, iro=S, hatsubaibi=date, hosho=S, kakaku=S, renzoku_jikan=D, denkidai=D), {"katashiki": "KS-A552", "hinmei": "加熱気化式加湿器", "dengen": "AC100V 50/60Hz", "shouhi_denryoku_w": 160, "tekiyou_jou": 15, "kashitsuryou_ml_h": 550, "tank_l": "4.0", "souon_db": 34, "shitsuryou_kg": "4.6", "code_m": "1.8", "timer": True, "iro": "ホワイト", "hatsubaibi": "2025-09-05", "hosho": "1年", "kakaku": "オープン価格", "renzoku_jikan": "7.3", "denkidai": "4.96"},
"""[[hinmei|加熱気化式加湿器]]　[[katashiki|KS-A552]]　主な仕様
電源　　　　　　[[dengen|AC100V　50/60Hz]]
消費電力　　　　強[[shouhi_denryoku_w|160W]]／静音18W
加湿量　　　　　強[[kashitsuryou_ml_h|550mL/h]]／静音180mL/h
適用床面積　　　木造9畳／プレハブ[[tekiyou_jou|15畳]]
タンク容量　　　約[[tank_l|4.0L]]
運転音　　　　　強[[souon_db|34dB]]／静音19dB
質量　　　　　　約[[shitsuryou_kg|4.6kg]]（満水時8.6kg）
コード長　　　　[[code_m|1.8m]]
[[timer|切タイマー（1・2・4時間）]]
色　[[iro|ホワイト]]　　発売日　[[hatsubaibi|2025年9月5日]]　　保証　[[hosho|1年]]
希望小売価格　[[kakaku|オープン価格]]　　※前モデルKS-A551は販売終了
""")
