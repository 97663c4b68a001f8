"""Lab reports, discharge letters and research abstracts."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u033-renal-panel-serial", "lab", "en", "previous", M("Panel", patient=S, mrn=S, dob=date, collected=datetime, ordering_provider=S, fasting=B, results=list[M("R", analyte=S, value=D, unit=S, previous=O[D], flag=O[E_("Flag", "high", "low")])], specimen=S, egfr_equation=S, ckd_stage=S), {"patient": "Delphine Akers", "mrn": "00417733", "dob": "1958-12-04", "collected": "2025-04-02T08:55:00", "ordering_provider": "Dr. Samir Haddad", "fasting": False, "results": [{"analyte": "Creatinine", "value": "1.48", "unit": "mg/dL", "previous": "1.31", "flag": "high"}, {"analyte": "BUN", "value": "27", "unit": "mg/dL", "previous": "24", "flag": "high"}, {"analyte": "Potassium", "value": "5.0", "unit": "mmol/L", "previous": "4.6", "flag": None}, {"analyte": "Sodium", "value": "134", "unit": "mmol/L", "previous": "139", "flag": "low"}, {"analyte": "eGFR", "value": "38", "unit": "mL/min/1.73 m2", "previous": "44", "flag": "low"}], "specimen": "serum", "egfr_equation": "CKD-EPI 2021", "ckd_stage": "3b"},
"""LAKEMONT REGIONAL LABORATORY                                CLIA 99D0000417
Patient: [[patient|AKERS, DELPHINE]]     MRN [[mrn|00417733]]   DOB [[dob|12/04/1958]]  F
Collected [[collected|04/02/2025 08:55]]   Received 04/02/2025 11:20   Reported 04/02/2025 14:06
Ordered by [[ordering_provider|Samir Haddad, MD]]      Specimen: [[specimen|serum]], [[fasting|non-fasting]]

                   [[?collected|04/02/25]]         Units             11/18/24      Ref
[[results[0].analyte|CREATININE]]         [[results[0].value|1.48]]         [[results[0].unit|mg/dL]]             [[results[0].previous|1.31]]   [[results[0].flag|H]]    0.50-1.10
[[results[1].analyte|BUN]]                [[results[1].value|27]]           [[results[1].unit|mg/dL]]             [[results[1].previous|24]]     [[results[1].flag|H]]    7-25
[[results[2].analyte|POTASSIUM]]          [[results[2].value|5.0]]          [[results[2].unit|mmol/L]]            [[results[2].previous|4.6]]        3.5-5.1
[[results[3].analyte|SODIUM]]             [[results[3].value|134]]          [[results[3].unit|mmol/L]]            [[results[3].previous|139]]    [[results[3].flag|L]]    135-145
[[results[4].analyte|EGFR]]               [[results[4].value|38]]           [[results[4].unit|mL/min/1.73 m2]]    [[results[4].previous|44]]     [[results[4].flag|L]]    >60

eGFR by [[egfr_equation|CKD-EPI 2021]]. An eGFR below 60 for 3 months or more suggests chronic kidney disease.
""")
case("u035-entlassbrief-kardio", "discharge", "de", "prose", M("Entlassbrief", patient=S, geburtsdatum=date, aufnahme=date, entlassung=date, hauptdiagnose=S, icd=S, nebendiagnosen=list[S], ef_prozent=I, blutdruck_entlassung=S, medikamente=list[M("Med", wirkstoff=S, dosis=S, einnahme=S)], abgesetzt=list[S], raucher=B, arzt=S, kontrolle_in_wochen=I, verweildauer_tage=I, klinik=S), {"patient": "Ottokar Bremer", "geburtsdatum": "1949-07-19", "aufnahme": "2025-02-28", "entlassung": "2025-03-06", "hauptdiagnose": "NSTEMI", "icd": "I21.4", "nebendiagnosen": ["arterielle Hypertonie", "Diabetes mellitus Typ 2"], "ef_prozent": 48, "blutdruck_entlassung": "128/74", "medikamente": [{"wirkstoff": "ASS", "dosis": "100 mg", "einnahme": "1-0-0"}, {"wirkstoff": "Ticagrelor", "dosis": "90 mg", "einnahme": "1-0-1"}, {"wirkstoff": "Bisoprolol", "dosis": "2,5 mg", "einnahme": "1-0-0"}, {"wirkstoff": "Atorvastatin", "dosis": "80 mg", "einnahme": "0-0-1"}], "abgesetzt": ["Simvastatin", "Ibuprofen"], "raucher": False, "arzt": "Dr. med. F. Wachholz", "kontrolle_in_wochen": 4, "verweildauer_tage": 6, "klinik": "St.-Anna-Stift"},
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
case("u037-discharge-summary-surgical", "discharge", "en", "distractors", M("Discharge", patient=S, nhs_number=S, admitted=date, operation_date=date, discharged=date, procedure=S, consultant=S, destination=E_("Dest", "home", "care home", "other hospital"), living_alone=B, clips_out_on=date, follow_up_weeks=I, haemoglobin_preop=I, haemoglobin_postop=I, transfused=B, allergies=list[S], anticoagulant=S, anticoagulant_dose=S, anticoagulant_until=date, weight_bearing=Literal["full","partial","none"], resuscitation_status=O[S], length_of_stay_days=I, driving_allowed=B), {"patient": "Philippa Ormerod", "nhs_number": "999 417 3301", "admitted": "2024-10-07", "operation_date": "2024-10-08", "discharged": "2024-10-11", "procedure": "left total hip replacement, cemented", "consultant": "Mr Ravi Sunderaj", "destination": "home", "living_alone": True, "clips_out_on": "2024-10-22", "follow_up_weeks": 6, "haemoglobin_preop": 128, "haemoglobin_postop": 101, "transfused": False, "allergies": ["penicillin", "elastoplast"], "anticoagulant": "dalteparin", "anticoagulant_dose": "5000 units", "anticoagulant_until": "2024-11-12", "weight_bearing": "full", "resuscitation_status": None, "length_of_stay_days": 4, "driving_allowed": False},
"""DISCHARGE SUMMARY - Trauma & Orthopaedics, Ellerby General
Copy to patient and GP (Dr F Nwosu, Beck Surgery)

[[patient|Philippa ORMEROD]]  F  71y      NHS [[nhs_number|999 417 3301]]
Consultant [[consultant|Mr Ravi Sunderaj]]      Seen pre-op in clinic 19/08/24
Admitted [[admitted|Monday 7 October 2024]] (elective)       Discharged [[discharged|Friday 11th]]
Discharged to: [[destination|own home]]. [[living_alone|Lives alone]]; daughter staying for the first week.

PROCEDURE  [[operation_date|8/10]]  [[procedure|Left total hip replacement, cemented]]. Spinal. Blood loss approx. 350 ml.
Previous: right THR 2016.
Hb [[haemoglobin_preop|128]] on admission, [[haemoglobin_postop|101]] on day 1; [[transfused|did not require transfusion]]. Creat 71. X-ray satisfactory.
ALLERGIES  [[allergies[0]|Penicillin]] (rash), [[allergies[1]|Elastoplast]]

TTO
 paracetamol 1 g qds
 codeine 30 mg prn, 7/7
 [[anticoagulant|dalteparin]] [[anticoagulant_dose|5000 units]] s/c od until [[anticoagulant_until|12 November]] (35 days)
 lansoprazole 15 mg od - unchanged

PLAN  [[weight_bearing|FWB]] with two crutches. Clips out by practice nurse [[clips_out_on|22 October]]. Clinic in [[follow_up_weeks|6/52]].
[[driving_allowed|No driving]] for six weeks. Call the ward (ext. 4417) if the wound leaks.

Dr H Petrov, FY1, bleep 733
""")
case("u039-kenshin-kekka", "lab", "ja", "table", M("Kenshin", shimei=S, jushinbi=date, nenrei=I, kensa=list[M("K", koumoku=S, kekka=D, tani=S, zenkai=O[D], hantei=Literal["A","B","C","D"])], fukui_cm=D, ketsuatsu=S, kitsuen=B, sougou_hantei=S, ishi=S, shincho_cm=D, bmi=D), {"shimei": "野々村 徹", "jushinbi": "2025-06-11", "nenrei": 47, "kensa": [{"koumoku": "γ-GTP", "kekka": "92", "tani": "U/L", "zenkai": "71", "hantei": "C"}, {"koumoku": "LDLコレステロール", "kekka": "138", "tani": "mg/dL", "zenkai": "141", "hantei": "B"}, {"koumoku": "空腹時血糖", "kekka": "97", "tani": "mg/dL", "zenkai": "95", "hantei": "A"}, {"koumoku": "HbA1c", "kekka": "5.5", "tani": "%", "zenkai": None, "hantei": "A"}], "fukui_cm": "88.5", "ketsuatsu": "132/86", "kitsuen": True, "sougou_hantei": "要再検査", "ishi": "浅見", "shincho_cm": "171.2", "bmi": "24.9"},
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
case("u041-abstract-rct-sleep", "abstract", "en", "numbers", M("Trial", title=S, registration=S, design=S, randomised=I, completed=I, intervention_arm=I, control_arm=I, mean_age=D, female_percent=D, primary_outcome=S, effect=D, ci_low=D, ci_high=D, p_value=D, follow_up_weeks=I, adverse_events_serious=I, funder=S, journal=O[S], significant=B, dropout_percent=D), {"title": "Evening light restriction and sleep onset in shift nurses: a randomised trial", "registration": "ISRCTN00417733", "design": "parallel-group randomised trial", "randomised": 212, "completed": 187, "intervention_arm": 107, "control_arm": 105, "mean_age": "38.4", "female_percent": "86", "primary_outcome": "sleep onset latency", "effect": "-9.6", "ci_low": "-14.1", "ci_high": "-5.1", "p_value": "0.001", "follow_up_weeks": 12, "adverse_events_serious": 0, "funder": "Harrowgate Foundation", "journal": None, "significant": True, "dropout_percent": "11.8"},
"""[[title|Evening light restriction and sleep onset in shift nurses: a randomised trial]]

BACKGROUND Bright light late in the day delays sleep. Earlier work in 40 volunteers found a gain of 15 minutes.
METHODS In this [[design|parallel-group trial]] we randomised [[randomised|212]] nurses at six hospitals to amber glasses ([[intervention_arm|n=107]])
or clear ones ([[control_arm|n=105]]) for four hours before bed over [[follow_up_weeks|12 weeks]]. The primary outcome was [[primary_outcome|sleep onset
latency]] by actigraphy; secondary outcomes were total sleep time and alertness.
RESULTS Mean age was [[mean_age|38.4]] (SD 9.7) years; [[female_percent|86%]] were women. [[completed|One hundred and eighty-seven]] completed.
Latency fell by [[effect|9.6]] min more in the amber group (95% CI [[ci_low|-14.1]] to [[ci_high|-5.1]]; [[significant|P=[[p_value|0.001]]]]). Total sleep
time did not differ (+6 min, 95% CI -4 to 16; P=0.24). There were [[adverse_events_serious|no serious adverse events]].
CONCLUSION Amber glasses shortened sleep onset modestly.
Funded by the [[funder|Harrowgate Foundation]]. [[registration|ISRCTN00417733]].
""")
case("u043-resume-these", "abstract", "fr", "words", M("These", auteur=S, titre=S, universite=S, directrice=S, date_soutenance=date, corpus_lettres=I, periode_debut=I, periode_fin=I, nombre_pages=I, mention=O[S], mots_cles=list[S], discipline=S, lettres_inedites_percent=D, langue=S, annees_de_recherche=I), {"auteur": "Blandine Escoffier", "titre": "Écrire au bailli : requêtes paysannes en Forez", "universite": "Université de Saint-Étienne", "directrice": "Odile Chazal", "date_soutenance": "2024-12-06", "corpus_lettres": 1312, "periode_debut": 1651, "periode_fin": 1702, "nombre_pages": 548, "mention": None, "mots_cles": ["requêtes", "justice seigneuriale", "écriture populaire"], "discipline": "histoire moderne", "lettres_inedites_percent": "75", "langue": "français", "annees_de_recherche": 5},
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
case("u045-conference-poster-ml", "abstract", "en", "table", M("Poster", title=S, authors=list[S], affiliation=S, dataset_size=I, train_size=I, test_size=I, models=list[M("Mod", name=S, accuracy_percent=D, parameters_millions=D)], best_model=S, gpu_hours=I, code_available=B, session=S, board=S, presented_on=date, human_baseline_percent=D, energy_kwh=D), {"title": "Reading Rainfall Ledgers: Small Models for Handwritten Digits in Columns", "authors": ["Nkechi Darlington", "P. Havelka"], "affiliation": "Coldharbour Observatory", "dataset_size": 61400, "train_size": 49120, "test_size": 6140, "models": [{"name": "CNN-base", "accuracy_percent": "96.1", "parameters_millions": "1.2"}, {"name": "CRNN", "accuracy_percent": "97.9", "parameters_millions": "8.7"}, {"name": "ViT-tiny", "accuracy_percent": "97.2", "parameters_millions": "5.5"}], "best_model": "CRNN", "gpu_hours": 130, "code_available": True, "session": "P3", "board": "44", "presented_on": "2025-06-19", "human_baseline_percent": "98.8", "energy_kwh": "39"},
"""Poster session [[session|P3]], board [[board|44]], Thursday [[presented_on|19 June]], 16:30-18:00    |  Workshop on Old Records, Ghent 2025

[[title|Reading Rainfall Ledgers: Small Models for Handwritten Digits in Columns]]
[[authors[0]|N. Darlington]] and [[authors[1]|P. Havelka]], [[affiliation|Coldharbour Observatory]]

* [[dataset_size|61,400]] cells cropped from ledgers of 1872-1931; [[train_size|49,120]] for training, 6,140 for validation,
  [[test_size|6,140 held out]]
             acc. (test)  acc. (val)   params
  [[models[0].name|CNN-base]]    [[models[0].accuracy_percent|96.1]]        96.6      [[models[0].parameters_millions|1.2M]]
  [[models[1].name|CRNN]]        [[models[1].accuracy_percent|97.9]]        98.3      [[models[1].parameters_millions|8.7M]]
  [[models[2].name|ViT-tiny]]    [[models[2].accuracy_percent|97.2]]        98.4      [[models[2].parameters_millions|5.5M]]
* [[best_model|The [[?models[1].name|CRNN]] wins]] though it sees less context. Two clerks reading the same cells agreed on [[human_baseline_percent|98.8%]].
* Total training: [[gpu_hours|130]] GPU hours on one card
* [[code_available|Code and crops: rainledger.example/code]]
contact [[?authors[0]|nkechi.darlington]]@coldharbour.example
""")
case("u047-abstract-desalacion", "abstract", "es", "units", M("Resumen", titulo=S, autores=list[S], congreso=S, rechazo_sal_percent=D, flujo_l_m2_h=D, presion_bar=D, consumo_kwh_m3=D, consumo_convencional_kwh_m3=D, duracion_ensayo_h=I, salinidad_g_l=D, membrana=S, lugar=S, financiacion=S, ensuciamiento_observado=B, ahorro_percent=D), {"titulo": "Membranas de grafeno para la desalación de aguas salobres", "autores": ["L. Montoro", "B. Otero"], "congreso": "X Jornadas del Agua", "rechazo_sal_percent": "97.3", "flujo_l_m2_h": "38", "presion_bar": "12.5", "consumo_kwh_m3": "0.92", "consumo_convencional_kwh_m3": "1.40", "duracion_ensayo_h": 720, "salinidad_g_l": "4.2", "membrana": "óxido de grafeno reducido", "lugar": "Carboneras", "financiacion": "Junta Hidráulica del Sureste", "ensuciamiento_observado": True, "ahorro_percent": "34"},
"""[[congreso|X Jornadas del Agua]], Almería, 8-10 de octubre de 2024             Comunicación oral O-17

[[titulo|MEMBRANAS DE GRAFENO PARA LA DESALACIÓN DE AGUAS SALOBRES]]
[[autores[0]|L. Montoro]], [[autores[1]|B. Otero]]

Se ensayaron membranas de [[membrana|óxido de grafeno reducido]] con agua de un pozo de [[lugar|Carboneras]] ([[salinidad_g_l|4,2 g/l]]) durante [[duracion_ensayo_h|treinta
días]] sin interrupción. A [[presion_bar|12,5 bar]] el flujo fue de [[flujo_l_m2_h|38]] l/m²·h y el rechazo de sales del [[rechazo_sal_percent|97,3 %]] (98,9 % el primer día).
El consumo, [[consumo_kwh_m3|0,92]] kWh/m³, resultó inferior al de la ósmosis convencional instalada ([[consumo_convencional_kwh_m3|1,40]] kWh/m³).
[[ensuciamiento_observado|Se apreció una película biológica]] desde la tercera semana, que se retiró con lavado.
Trabajo financiado por la [[financiacion|Junta Hidráulica del Sureste]].
""")
