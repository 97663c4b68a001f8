"""Lab reports, discharge letters and research abstracts."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u034-microbiology-urine", "lab", "en", "matrix", M("Culture", patient=S, hospital_number=S, specimen_type=S, received=date, authorised_by=S, white_cells_per_ul=I, organism=S, colony_count=S, susceptibilities=list[M("Sus", antibiotic=S, result=E_("Res", "susceptible", "intermediate", "resistant"))], esbl=B, pregnant=O[B], reported=date, patient_location=S, sex=O[Literal["male", "female"]], recommended_antibiotic=S), {"patient": "Mr Augustin Feeney", "hospital_number": "K 330 918", "specimen_type": "midstream urine", "received": "2025-01-27", "authorised_by": "Dr L Osei", "white_cells_per_ul": 410, "organism": "Klebsiella pneumoniae", "colony_count": ">100,000 cfu/mL", "susceptibilities": [{"antibiotic": "amoxicillin", "result": "resistant"}, {"antibiotic": "co-amoxiclav", "result": "resistant"}, {"antibiotic": "nitrofurantoin", "result": "intermediate"}, {"antibiotic": "trimethoprim", "result": "susceptible"}, {"antibiotic": "gentamicin", "result": "susceptible"}], "esbl": False, "pregnant": None, "reported": "2025-01-29", "patient_location": "Ward 7", "sex": "male", "recommended_antibiotic": "trimethoprim"},
"""Department of Microbiology - St Brannoc's
[[patient|[[sex|Mr]] Augustin FEENEY]]   Hosp no [[hospital_number|K 330 918]]   [[patient_location|Wd 7]]
[[specimen_type|MSU]]    taken 26/1    rec'd [[received|27 Jan 2025]]    report [[reported|29 Jan]] (final; interim phoned 28 Jan)

Microscopy   WBC [[white_cells_per_ul|410]] /ul    RBC 12 /ul    Epith. cells 0
Culture      [[colony_count|>100,000 cfu/mL]] [[organism|Klebsiella pneumoniae]]
             [[susceptibilities[0].antibiotic|Amoxicillin]]      [[susceptibilities[0].result|R]]
             [[susceptibilities[1].antibiotic|Co-amoxiclav]]     [[susceptibilities[1].result|R]]
             [[susceptibilities[2].antibiotic|Nitrofurantoin]]   [[susceptibilities[2].result|I]]
             [[susceptibilities[3].antibiotic|Trimethoprim]]     [[susceptibilities[3].result|S]]
             [[susceptibilities[4].antibiotic|Gentamicin]]       [[susceptibilities[4].result|S]]
Comment: [[esbl|ESBL screen neg.]] [[?susceptibilities[2].antibiotic|Nitrofurantoin]] is not advised if the eGFR is below 45.
Auth: [[authorised_by|Dr L Osei]]
""")
case("u036-entlassbrief-kardio", "discharge", "de", "prose", M("Entlassbrief", patient=S, geburtsdatum=date, aufnahme=date, entlassung=date, hauptdiagnose=S, icd=S, nebendiagnosen=list[S], ef_prozent=I, blutdruck_entlassung=S, medikamente=list[M("Med", wirkstoff=S, dosis=S, einnahme=S)], abgesetzt=list[S], raucher=B, arzt=S, kontrolle_in_wochen=I, verweildauer_tage=I, klinik=S), {"patient": "Ottokar Bremer", "geburtsdatum": "1949-07-19", "aufnahme": "2025-02-28", "entlassung": "2025-03-06", "hauptdiagnose": "NSTEMI", "icd": "I21.4", "nebendiagnosen": ["arterielle Hypertonie", "Diabetes mellitus Typ 2"], "ef_prozent": 48, "blutdruck_entlassung": "128/74", "medikamente": [{"wirkstoff": "ASS", "dosis": "100 mg", "einnahme": "1-0-0"}, {"wirkstoff": "Ticagrelor", "dosis": "90 mg", "einnahme": "1-0-1"}, {"wirkstoff": "Bisoprolol", "dosis": "2,5 mg", "einnahme": "1-0-0"}, {"wirkstoff": "Atorvastatin", "dosis": "80 mg", "einnahme": "0-0-1"}], "abgesetzt": ["Simvastatin", "Ibuprofen"], "raucher": False, "arzt": "Dr. med. F. Wachholz", "kontrolle_in_wochen": 4, "verweildauer_tage": 6, "klinik": "St.-Anna-Stift"},
"""[[klinik|St.-Anna-Stift]], Klinik für Innere Medizin – Kardiologie                        07.03.2025
Sehr geehrter Herr Kollege Vosskamp,
wir berichten über Herrn [[patient|Ottokar Bremer]], geb. [[geburtsdatum|19.07.1949]], der sich vom [[aufnahme|28.02.]] bis [[entlassung|06.03.2025]] in unserer
stationären Behandlung befand.

Diagnosen: [[hauptdiagnose|NSTEMI]] ([[icd|I21.4]]), PTCA und Stent RIVA am 01.03.
           [[nebendiagnosen[0]|Arterielle Hypertonie]]; [[nebendiagnosen[1]|Diabetes mellitus Typ 2]] (HbA1c 7,1 %)
Anamnese: Seit dem Morgen retrosternaler Druck. [[raucher|Nichtraucher]] seit 1998. Bei Aufnahme RR 171/96 mmHg, Puls 88.
Echo 04.03.: EF [[ef_prozent|48 %]] (bei Aufnahme 42 %), keine Vitien. Troponin T max. 644 ng/l.
Verlauf komplikationslos. RR bei Entlassung [[blutdruck_entlassung|128/74]] mmHg, Gewicht 84,2 kg.

Medikation bei Entlassung
 [[medikamente[0].wirkstoff|ASS]] [[medikamente[0].dosis|100 mg]]            [[medikamente[0].einnahme|1-0-0]]
 [[medikamente[1].wirkstoff|Ticagrelor]] [[medikamente[1].dosis|90 mg]]      [[medikamente[1].einnahme|1-0-1]]   (für 12 Monate)
 [[medikamente[2].wirkstoff|Bisoprolol]] [[medikamente[2].dosis|2,5 mg]]     [[medikamente[2].einnahme|1-0-0]]   (vorher 5 mg)
 [[medikamente[3].wirkstoff|Atorvastatin]] [[medikamente[3].dosis|80 mg]]    [[medikamente[3].einnahme|0-0-1]]
 Bitte nicht mehr: [[abgesetzt[0]|Simvastatin]], [[abgesetzt[1]|Ibuprofen]].
Procedere: Kontrolle bei Ihnen in [[kontrolle_in_wochen|vier Wochen]], Reha ist beantragt.

OA [[arzt|Dr. med. F. Wachholz]]        Ass.-Ärztin M. Iwersen
""")
case("u038-ed-note-paediatric", "discharge", "en", "abbreviations", M("EdVisit", child=S, age_years=I, arrival=datetime, departure=time, triage_level=I, chief_complaint=S, temperature_c=D, weight_kg=D, heart_rate=I, spo2_percent=I, xray_performed=B, fracture_found=B, diagnosis=S, ibuprofen_dose_mg=I, ibuprofen_given_at=time, immunizations_up_to_date=B, splint_applied=B, follow_up_days=I, attending=S, pain_score=O[I], body_surface_area_m2=D), {"child": "Mateo Lindqvist", "age_years": 6, "arrival": "2025-05-17T18:42:00", "departure": "21:05:00", "triage_level": 4, "chief_complaint": "right wrist pain after fall", "temperature_c": "36.9", "weight_kg": "22.3", "heart_rate": 104, "spo2_percent": 99, "xray_performed": True, "fracture_found": True, "diagnosis": "buckle fracture, distal radius, right", "ibuprofen_dose_mg": 220, "ibuprofen_given_at": "19:10:00", "immunizations_up_to_date": True, "splint_applied": True, "follow_up_days": 7, "attending": "K. Obuya, MD", "pain_score": None, "body_surface_area_m2": "0.85"},
"""St. Odile Children's ED -- AFTER VISIT NOTE
Pt [[child|Mateo Lindqvist]]   [[age_years|6 y.o.]] M    arr [[arrival|5/17/25 1842]]   dc [[departure|2105]]    ESI [[triage_level|4]]
CC: [[chief_complaint|R wrist pain s/p fall]] from monkey bars ~1700

VS  T [[temperature_c|36.9]]  HR [[heart_rate|104]]  RR 22  SpO2 [[spo2_percent|99%]] RA   Wt [[weight_kg|22.3 kg]] (49 lb)
PMH none. [[immunizations_up_to_date|IUTD]]. NKDA.
Exam: TTP distal radius, skin intact, NV intact. Elbow nl.
[[xray_performed|XR wrist 3v]]: [[fracture_found|buckle fx]] distal radius, no displacement. Elbow XR not indicated.
MDM: given ibuprofen [[ibuprofen_dose_mg|220 mg]] PO at [[ibuprofen_given_at|1910]]. [[splint_applied|Velcro splint placed]], CMS intact after.
Dx: [[diagnosis|Buckle fx distal radius, R]]
F/u ortho clinic [[follow_up_days|1 wk]]. Return for numbness, worse pain. Ibuprofen 200 mg q6h prn at home.
Attending [[attending|K. Obuya, MD]]; scribe T.L.
""")
case("u040-kenshin-kekka", "lab", "ja", "table", M("Kenshin", shimei=S, jushinbi=date, nenrei=I, kensa=list[M("K", koumoku=S, kekka=D, tani=S, zenkai=O[D], hantei=Literal["A","B","C","D"])], fukui_cm=D, ketsuatsu=S, kitsuen=B, sougou_hantei=S, ishi=S, shincho_cm=D, bmi=D), {"shimei": "野々村 徹", "jushinbi": "2025-06-11", "nenrei": 47, "kensa": [{"koumoku": "γ-GTP", "kekka": "92", "tani": "U/L", "zenkai": "71", "hantei": "C"}, {"koumoku": "LDLコレステロール", "kekka": "138", "tani": "mg/dL", "zenkai": "141", "hantei": "B"}, {"koumoku": "空腹時血糖", "kekka": "97", "tani": "mg/dL", "zenkai": "95", "hantei": "A"}, {"koumoku": "HbA1c", "kekka": "5.5", "tani": "%", "zenkai": None, "hantei": "A"}], "fukui_cm": "88.5", "ketsuatsu": "132/86", "kitsuen": True, "sougou_hantei": "要再検査", "ishi": "浅見", "shincho_cm": "171.2", "bmi": "24.9"},
"""定期健康診断結果票
氏名　[[shimei|野々村　徹]]　　[[nenrei|47]]歳　男　　受診日　[[jushinbi|R7.6.11]]　（前回　R6.6.5）

身長　[[shincho_cm|171.2]]cm　体重　73.0kg（前回 71.8）　腹囲　[[fukui_cm|88.5]]cm
血圧　[[ketsuatsu|132/86]]　　喫煙　[[kitsuen|あり（1日10本）]]　飲酒　ほぼ毎日

項目　　　　　　　　今回　　単位　　前回　　判定　基準値
[[kensa[0].koumoku|γ-GTP]]　　　　　　[[kensa[0].kekka|92]]　　[[kensa[0].tani|U/L]]　　[[kensa[0].zenkai|71]]　　　[[kensa[0].hantei|C]]　　50以下
[[kensa[1].koumoku|LDLコレステロール]]　[[kensa[1].kekka|138]]　　[[kensa[1].tani|mg/dL]]　[[kensa[1].zenkai|141]]　　[[kensa[1].hantei|B]]　　60～119
[[kensa[2].koumoku|空腹時血糖]]　　　　[[kensa[2].kekka|97]]　　[[kensa[2].tani|mg/dL]]　[[kensa[2].zenkai|95]]　　　[[kensa[2].hantei|A]]　　99以下
[[kensa[3].koumoku|HbA1c]]　　　　　　[[kensa[3].kekka|5.5]]　　[[kensa[3].tani|%]]　　　　　[[kensa[3].hantei|A]]　　5.5以下

総合判定：[[sougou_hantei|要再検査]]（肝機能）　3か月以内に受診してください。
判定医師　[[ishi|浅見]]
""")
case("u042-abstract-soil-carbon", "abstract", "en", "units", M("Study", first_author=S, sites=I, years=I, depth_cm=I, carbon_gain=D, carbon_gain_unit=S, baseline_carbon=D, cover_crops=list[S], yield_penalty_percent=D, yield_effect_significant=B, soil_type=S, doi=S, published_year=I, country=S, correspondence=S, co2_equivalent=D), {"first_author": "Ingvild Haugland", "sites": 14, "years": 9, "depth_cm": 30, "carbon_gain": "0.31", "carbon_gain_unit": "Mg C/ha/yr", "baseline_carbon": "41.7", "cover_crops": ["winter rye", "hairy vetch"], "yield_penalty_percent": "1.8", "yield_effect_significant": False, "soil_type": "silt loam", "doi": "10.9999/agsoil.2024.0417", "published_year": 2024, "country": "Norway", "correspondence": "i.haugland@jordlab.example", "co2_equivalent": "1.14"},
"""Soil & Tillage Letters 31 ([[published_year|2024]]) 0417      doi [[doi|10.9999/agsoil.2024.0417]]
Received 3 October 2023; accepted 12 February 2024

Cover crops raise carbon in [[soil_type|silt loams]] under maize: [[years|nine years]] at [[sites|fourteen]] farms
[[first_author|Ingvild Haugland]], Pradeep Rao, Lotte van Wessel

Abstract: We measured organic carbon to [[depth_cm|30 cm]] (and to 60 cm at four farms) before and after nine
years of [[cover_crops[0]|winter rye]] or [[cover_crops[1]|hairy vetch]]. From a baseline of [[baseline_carbon|41.7]] Mg C/ha, stocks rose by [[carbon_gain|0.31]] (s.e. 0.08)
[[carbon_gain_unit|Mg C/ha/yr]]; bare-fallow controls lost 0.05. Below 30 cm nothing changed. Maize yielded [[yield_penalty_percent|1.8 %]] less
after rye, a difference [[yield_effect_significant|within the noise]]. Nitrous oxide was not measured.
Correspondence: [[correspondence|i.haugland@jordlab.example]]
""")
case("u044-resume-these", "abstract", "fr", "words", M("These", auteur=S, titre=S, universite=S, directrice=S, date_soutenance=date, corpus_lettres=I, periode_debut=I, periode_fin=I, nombre_pages=I, mention=O[S], mots_cles=list[S], discipline=S, lettres_inedites_percent=D, langue=S, annees_de_recherche=I), {"auteur": "Blandine Escoffier", "titre": "Écrire au bailli : requêtes paysannes en Forez", "universite": "Université de Saint-Étienne", "directrice": "Odile Chazal", "date_soutenance": "2024-12-06", "corpus_lettres": 1312, "periode_debut": 1651, "periode_fin": 1702, "nombre_pages": 548, "mention": None, "mots_cles": ["requêtes", "justice seigneuriale", "écriture populaire"], "discipline": "histoire moderne", "lettres_inedites_percent": "75", "langue": "français", "annees_de_recherche": 5},
"""[[auteur|Blandine ESCOFFIER]]
[[titre|Écrire au bailli. Requêtes paysannes en Forez]] ([[periode_debut|1651]]-[[periode_fin|1702]])
Thèse d'[[discipline|histoire moderne]], [[universite|université de Saint-Étienne]], soutenue le [[date_soutenance|6 décembre 2024]] (dir. [[directrice|Odile Chazal]]), [[nombre_pages|548]] p.
+ annexes (212 p.)

Ce travail repose sur [[corpus_lettres|mille trois cent douze]] requêtes, dont [[lettres_inedites_percent|les trois quarts]] étaient inédites, adressées aux
officiers du bailliage. Il montre que les communautés, même lorsque moins d'un homme sur cinq signait,
recouraient à l'écrit avec adresse. Une base de 4 100 noms accompagne la thèse.
Mots-clés : [[mots_cles[0]|requêtes]], [[mots_cles[1]|justice seigneuriale]], [[mots_cles[2]|écriture populaire]]
Jury : [[?directrice|Odile Chazal]], Marc Desgranges (rapporteur), Inès Tavernier (rapporteure, présidente)
""")
case("u046-qualitative-abstract", "abstract", "en", "words", M("Qual", interviews=I, participants_care_staff=I, participants_relatives=I, homes=I, region=S, method=S, themes=list[S], interview_length_minutes=I, field_period=S, ethics_ref=S, ethics_date=date, conflict_of_interest=B, recordings_kept=B, saturation_reached=B, total_hours=D, software=O[S]), {"interviews": 31, "participants_care_staff": 19, "participants_relatives": 12, "homes": 8, "region": "County Durham", "method": "reflexive thematic analysis", "themes": ["knowing the person", "time as a gift", "paper before people"], "interview_length_minutes": 48, "field_period": "March to July 2024", "ethics_ref": "REC 24/NE/0417", "ethics_date": "2024-02-05", "conflict_of_interest": False, "recordings_kept": False, "saturation_reached": True, "total_hours": "24.8", "software": None},
""""Nobody asked me what she liked": mealtimes in [[?homes|eight]] care homes

We held [[interviews|thirty-one]] interviews with [[participants_care_staff|nineteen]] members of staff and a [[participants_relatives|dozen]] relatives in [[homes|eight]] homes across
[[region|County Durham]] between [[field_period|March and July 2024]]. Interviews ran to [[interview_length_minutes|48 minutes]] on average (22 to 95). They were
transcribed, after which the [[recordings_kept|recordings were destroyed]]. By the twenty-sixth interview [[saturation_reached|no new codes arose]].
Through [[method|reflexive thematic analysis]] three themes were made: [[themes[0]|knowing the person]], [[themes[1]|time as a gift]], and [[themes[2]|paper
before people]]. Staff in the two homes with most residents (61 and 74) spoke least of the first.

Ethics: [[ethics_ref|REC 24/NE/0417]], favourable opinion [[ethics_date|5 February 2024]], amended 30 May.
Competing interests: [[conflict_of_interest|none declared]].
""")
case("u048-kenkyu-yoshi", "abstract", "ja", "numbers", M("Yoshi", hyoudai=S, chosha=S, shozoku=S, taishousha=I, dansei=I, josei=I, heikin_nenrei=D, kainyu_kikan_shu=I, hokou_sokudo_mae=D, hokou_sokudo_go=D, p_chi=D, datsuraku=I, rinri_shounin=B, rieki_souhan=B, kaizen_ritsu_percent=D), {"hyoudai": "地域高齢者における太極拳教室の効果", "chosha": "久世あかね", "shozoku": "湖東医療福祉大学", "taishousha": 64, "dansei": 21, "josei": 43, "heikin_nenrei": "74.6", "kainyu_kikan_shu": 16, "hokou_sokudo_mae": "1.08", "hokou_sokudo_go": "1.21", "p_chi": "0.004", "datsuraku": 5, "rinri_shounin": True, "rieki_souhan": False, "kaizen_ritsu_percent": "12.0"},
"""[[hyoudai|地域高齢者における太極拳教室の効果]]
○[[chosha|久世あかね]]¹、真鍋亮²　　1) [[shozoku|湖東医療福祉大学]]　2) 湖東市健康課

【目的】歩行能力への効果を検討した。
【方法】対象は[[taishousha|64]]名（男性[[dansei|21]]名、女性[[josei|43]]名、平均[[heikin_nenrei|74.6]]±5.9歳）。[[kainyu_kikan_shu|16週間]]、週1回90分の教室を行った。
本学倫理委員会の[[rinri_shounin|承認を得た]]（第417号）。
【結果】[[datsuraku|5名]]が途中で辞退した。通常歩行速度は[[hokou_sokudo_mae|1.08]]m/秒から[[hokou_sokudo_go|1.21]]m/秒に向上した（p=[[p_chi|0.004]]）。
握力に変化はなかった（24.3kg→24.6kg、p=0.41）。
【考察】週1回でも効果が示された。
利益相反：[[rieki_souhan|なし]]
""")
