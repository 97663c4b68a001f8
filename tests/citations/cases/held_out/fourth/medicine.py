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
case("u040-informe-alta-neumonia", "discharge", "es", "prose", M("InformeAlta", paciente=S, edad=I, historia=S, ingreso=date, alta=date, diagnostico=S, saturacion_ingreso=I, saturacion_alta=I, pcr_ingreso=D, pcr_alta=D, antibiotico=S, dias_restantes_antibiotico=I, fumador=B, alergias_conocidas=B, oxigeno_domiciliario=B, servicio=S, medico=S, proxima_revision=date, hora_revision=time, dias_ingreso=I), {"paciente": "Hortensia Miralles Oliva", "edad": 78, "historia": "NHC 330417", "ingreso": "2025-01-02", "alta": "2025-01-09", "diagnostico": "neumonía adquirida en la comunidad, lóbulo inferior derecho", "saturacion_ingreso": 88, "saturacion_alta": 95, "pcr_ingreso": "214", "pcr_alta": "31.5", "antibiotico": "levofloxacino", "dias_restantes_antibiotico": 3, "fumador": False, "alergias_conocidas": False, "oxigeno_domiciliario": False, "servicio": "Medicina Interna", "medico": "Dr. Evaristo Pons", "proxima_revision": "2025-02-11", "hora_revision": "10:15:00", "dias_ingreso": 7},
"""HOSPITAL COMARCAL DEL ALTO MIJARES – Servicio de [[servicio|Medicina Interna]]
INFORME DE ALTA                                [[historia|NHC 330417]]

Paciente: [[paciente|MIRALLES OLIVA, Hortensia]]   Edad: [[edad|78 a.]]   F. ingreso: [[ingreso|02/01/2025]]   F. alta: [[alta|09/01/2025]]
Antecedentes: [[alergias_conocidas|Sin alergias medicamentosas conocidas]]. HTA. [[fumador|Nunca fumadora]]. Marido EPOC.
Enfermedad actual: cuatro días de tos, fiebre de 38,7 ºC y disnea. Llega con Sat. [[saturacion_ingreso|88 %]] basal, TA 105/60.
Analítica: PCR [[pcr_ingreso|214 mg/l]] al ingreso, 96 el día 5, [[pcr_alta|31,5]] al alta. Leucocitos 17.300.
Rx tórax: condensación en LID.
Evolución: recibió ceftriaxona y azitromicina; al alta Sat. [[saturacion_alta|95 %]] sin O2, [[oxigeno_domiciliario|no precisa oxígeno en domicilio]].

JUICIO CLÍNICO: [[diagnostico|Neumonía adquirida en la comunidad, LID]].
TRATAMIENTO: [[antibiotico|Levofloxacino]] 500 mg/24 h [[dias_restantes_antibiotico|tres días más]]. Enalapril 10 mg como tomaba.
Revisión en consulta: martes [[proxima_revision|11 de febrero]] a las [[hora_revision|10:15]].
                                   Fdo.: [[medico|Dr. Evaristo Pons]]
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
case("u044-abstract-bienen", "abstract", "de", "numbers", M("Studie", titel=S, erstautorin=S, untersuchte_voelker=I, standorte=I, zeitraum=S, verlustrate_prozent=D, verlustrate_vorjahr_prozent=D, milben_pro_hundert=D, behandlung=S, wirkung_prozent=D, signifikanz_p=D, foerderung=S, peer_reviewed=O[B], ueberlebende_voelker=I, land=S), {"titel": "Winterverluste in Imkereien des Oderbruchs", "erstautorin": "Jadwiga Lorentz", "untersuchte_voelker": 340, "standorte": 17, "zeitraum": "Oktober 2023 bis April 2024", "verlustrate_prozent": "18.5", "verlustrate_vorjahr_prozent": "11.2", "milben_pro_hundert": "3.4", "behandlung": "Oxalsäure", "wirkung_prozent": "92", "signifikanz_p": "0.03", "foerderung": "Landesstiftung Honig", "peer_reviewed": None, "ueberlebende_voelker": 277, "land": "Deutschland"},
"""[[titel|Winterverluste in Imkereien des Oderbruchs]]
[[erstautorin|J. Lorentz]], P. Abel u. a.           (E-Mail: [[?erstautorin|jadwiga.lorentz]]@bienenkunde.example)

Zusammenfassung. Wir begleiteten [[untersuchte_voelker|340]] Völker an [[standorte|siebzehn]] Ständen von [[zeitraum|Oktober 2023 bis April 2024]]. Die
Verlustrate lag bei [[verlustrate_prozent|18,5 %]] und damit über der des Vorwinters ([[verlustrate_vorjahr_prozent|11,2 %]]; bundesweit 15 %). Völker mit
Verlust hatten im Oktober im Mittel [[milben_pro_hundert|3,4]] Milben je hundert Bienen, die übrigen 1,1 (p = [[signifikanz_p|0,03]]). Eine
Behandlung mit [[behandlung|Oxalsäure]] im Dezember senkte den Befall um [[wirkung_prozent|92 %]], Ameisensäure im August um 71 %.
Danksagung: Die Arbeit wurde von der [[foerderung|Landesstiftung Honig]] gefördert; die Imker erhielten 50 € je Stand.
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
