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
case("u035-compte-rendu-biologie", "lab", "fr", "table", M("Bilan", patiente=S, date_naissance=date, preleve_le=datetime, prescripteur=S, dossier=S, examens=list[M("Ex", examen=S, resultat=D, unite=S, anterieur=O[D], hors_norme=B)], a_jeun=B, laboratoire=S, biologiste=S, groupe_sanguin=O[S], age=I), {"patiente": "Solange Mérieux", "date_naissance": "1983-06-30", "preleve_le": "2025-05-13T07:20:00", "prescripteur": "Dr Haubert", "dossier": "250513-077", "examens": [{"examen": "Hémoglobine", "resultat": "12.9", "unite": "g/dL", "anterieur": "12.4", "hors_norme": False}, {"examen": "Leucocytes", "resultat": "11.8", "unite": "G/L", "anterieur": "6.2", "hors_norme": True}, {"examen": "Plaquettes", "resultat": "268", "unite": "G/L", "anterieur": "251", "hors_norme": False}, {"examen": "Ferritine", "resultat": "14", "unite": "µg/L", "anterieur": None, "hors_norme": True}], "a_jeun": True, "laboratoire": "Biolab des Arènes", "biologiste": "S. Kanouté", "groupe_sanguin": None, "age": 41},
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
case("u039-informe-alta-neumonia", "discharge", "es", "prose", M("InformeAlta", paciente=S, edad=I, historia=S, ingreso=date, alta=date, diagnostico=S, saturacion_ingreso=I, saturacion_alta=I, pcr_ingreso=D, pcr_alta=D, antibiotico=S, dias_restantes_antibiotico=I, fumador=B, alergias_conocidas=B, oxigeno_domiciliario=B, servicio=S, medico=S, proxima_revision=date, hora_revision=time, dias_ingreso=I), {"paciente": "Hortensia Miralles Oliva", "edad": 78, "historia": "NHC 330417", "ingreso": "2025-01-02", "alta": "2025-01-09", "diagnostico": "neumonía adquirida en la comunidad, lóbulo inferior derecho", "saturacion_ingreso": 88, "saturacion_alta": 95, "pcr_ingreso": "214", "pcr_alta": "31.5", "antibiotico": "levofloxacino", "dias_restantes_antibiotico": 3, "fumador": False, "alergias_conocidas": False, "oxigeno_domiciliario": False, "servicio": "Medicina Interna", "medico": "Dr. Evaristo Pons", "proxima_revision": "2025-02-11", "hora_revision": "10:15:00", "dias_ingreso": 7},
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
case("u043-abstract-bienen", "abstract", "de", "numbers", M("Studie", titel=S, erstautorin=S, untersuchte_voelker=I, standorte=I, zeitraum=S, verlustrate_prozent=D, verlustrate_vorjahr_prozent=D, milben_pro_hundert=D, behandlung=S, wirkung_prozent=D, signifikanz_p=D, foerderung=S, peer_reviewed=O[B], ueberlebende_voelker=I, land=S), {"titel": "Winterverluste in Imkereien des Oderbruchs", "erstautorin": "Jadwiga Lorentz", "untersuchte_voelker": 340, "standorte": 17, "zeitraum": "Oktober 2023 bis April 2024", "verlustrate_prozent": "18.5", "verlustrate_vorjahr_prozent": "11.2", "milben_pro_hundert": "3.4", "behandlung": "Oxalsäure", "wirkung_prozent": "92", "signifikanz_p": "0.03", "foerderung": "Landesstiftung Honig", "peer_reviewed": None, "ueberlebende_voelker": 277, "land": "Deutschland"},
"""[[titel|Winterverluste in Imkereien des Oderbruchs]]
[[erstautorin|J. Lorentz]], P. Abel u. a.           (E-Mail: [[?erstautorin|jadwiga.lorentz]]@bienenkunde.example)

Zusammenfassung. Wir begleiteten [[untersuchte_voelker|340]] Völker an [[standorte|siebzehn]] Ständen von [[zeitraum|Oktober 2023 bis April 2024]]. Die
Verlustrate lag bei [[verlustrate_prozent|18,5 %]] und damit über der des Vorwinters ([[verlustrate_vorjahr_prozent|11,2 %]]; bundesweit 15 %). Völker mit
Verlust hatten im Oktober im Mittel [[milben_pro_hundert|3,4]] Milben je hundert Bienen, die übrigen 1,1 (p = [[signifikanz_p|0,03]]). Eine
Behandlung mit [[behandlung|Oxalsäure]] im Dezember senkte den Befall um [[wirkung_prozent|92 %]], Ameisensäure im August um 71 %.
Danksagung: Die Arbeit wurde von der [[foerderung|Landesstiftung Honig]] gefördert; die Imker erhielten 50 € je Stand.
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
