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
case("u036-compte-rendu-biologie", "lab", "fr", "table", M("Bilan", patiente=S, date_naissance=date, preleve_le=datetime, prescripteur=S, dossier=S, examens=list[M("Ex", examen=S, resultat=D, unite=S, anterieur=O[D], hors_norme=B)], a_jeun=B, laboratoire=S, biologiste=S, groupe_sanguin=O[S], age=I), {"patiente": "Solange Mérieux", "date_naissance": "1983-06-30", "preleve_le": "2025-05-13T07:20:00", "prescripteur": "Dr Haubert", "dossier": "250513-077", "examens": [{"examen": "Hémoglobine", "resultat": "12.9", "unite": "g/dL", "anterieur": "12.4", "hors_norme": False}, {"examen": "Leucocytes", "resultat": "11.8", "unite": "G/L", "anterieur": "6.2", "hors_norme": True}, {"examen": "Plaquettes", "resultat": "268", "unite": "G/L", "anterieur": "251", "hors_norme": False}, {"examen": "Ferritine", "resultat": "14", "unite": "µg/L", "anterieur": None, "hors_norme": True}], "a_jeun": True, "laboratoire": "Biolab des Arènes", "biologiste": "S. Kanouté", "groupe_sanguin": None, "age": 41},
"""[[laboratoire|BIOLAB DES ARÈNES]]  6 bd Victor-Hugo, Nîmes
Mme [[patiente|MÉRIEUX Solange]]   née le [[date_naissance|30-06-1983]]     Dossier [[dossier|250513-077]]
Prescrit par le [[prescripteur|Dr HAUBERT]]        Prélevé le [[preleve_le|13-05-2025 à 07h20]], patiente [[a_jeun|à jeun]]
Édité le 13-05-2025 à 16h41
                                     Valeurs de référence    Antériorité 21-11-24
[[examens[0].examen|Hémoglobine]]        [[examens[0].resultat|12,9]]  [[examens[0].unite|g/dL]]          12,0 – 16,0              [[examens[0].anterieur|12,4]]
[[examens[1].examen|Leucocytes]]       [[examens[1].hors_norme|*]] [[examens[1].resultat|11,8]]  [[examens[1].unite|G/L]]            4,0 – 10,0              [[examens[1].anterieur|6,2]]
[[examens[2].examen|Plaquettes]]         [[examens[2].resultat|268]]   [[examens[2].unite|G/L]]           150 – 400                [[examens[2].anterieur|251]]
[[examens[3].examen|Ferritine]]        [[examens[3].hors_norme|*]] [[examens[3].resultat|14]]    [[examens[3].unite|µg/L]]           15 – 150
Biologiste : [[biologiste|S. Kanouté]]       * = hors valeurs de référence
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
case("u048-abstract-desalacion", "abstract", "es", "units", M("Resumen", titulo=S, autores=list[S], congreso=S, rechazo_sal_percent=D, flujo_l_m2_h=D, presion_bar=D, consumo_kwh_m3=D, consumo_convencional_kwh_m3=D, duracion_ensayo_h=I, salinidad_g_l=D, membrana=S, lugar=S, financiacion=S, ensuciamiento_observado=B, ahorro_percent=D), {"titulo": "Membranas de grafeno para la desalación de aguas salobres", "autores": ["L. Montoro", "B. Otero"], "congreso": "X Jornadas del Agua", "rechazo_sal_percent": "97.3", "flujo_l_m2_h": "38", "presion_bar": "12.5", "consumo_kwh_m3": "0.92", "consumo_convencional_kwh_m3": "1.40", "duracion_ensayo_h": 720, "salinidad_g_l": "4.2", "membrana": "óxido de grafeno reducido", "lugar": "Carboneras", "financiacion": "Junta Hidráulica del Sureste", "ensuciamiento_observado": True, "ahorro_percent": "34"},
"""[[congreso|X Jornadas del Agua]], Almería, 8-10 de octubre de 2024             Comunicación oral O-17

[[titulo|MEMBRANAS DE GRAFENO PARA LA DESALACIÓN DE AGUAS SALOBRES]]
[[autores[0]|L. Montoro]], [[autores[1]|B. Otero]]

Se ensayaron membranas de [[membrana|óxido de grafeno reducido]] con agua de un pozo de [[lugar|Carboneras]] ([[salinidad_g_l|4,2 g/l]]) durante [[duracion_ensayo_h|treinta
días]] sin interrupción. A [[presion_bar|12,5 bar]] el flujo fue de [[flujo_l_m2_h|38]] l/m²·h y el rechazo de sales del [[rechazo_sal_percent|97,3 %]] (98,9 % el primer día).
El consumo, [[consumo_kwh_m3|0,92]] kWh/m³, resultó inferior al de la ósmosis convencional instalada ([[consumo_convencional_kwh_m3|1,40]] kWh/m³).
[[ensuciamiento_observado|Se apreció una película biológica]] desde la tercera semana, que se retiró con lavado.
Trabajo financiado por la [[financiacion|Junta Hidráulica del Sureste]].
""")
