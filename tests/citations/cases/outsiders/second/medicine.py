"""Papers of medicine, nature and the kitchen, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d045-lab-units", "medical", "en", "unit", M("Panel", patient=S, mrn=S, drawn=datetime, glucose_mg_dl=F, creatinine_umol_l=F, hba1c_percent=F, ldl_mg_dl=F, hdl_mg_dl=F, egfr=I, hemolyzed=B), {"patient": "Robert T. Achebe", "mrn": "00718822", "drawn": "2025-03-04T06:55:00", "glucose_mg_dl": 98, "creatinine_umol_l": 88, "hba1c_percent": 5.9, "ldl_mg_dl": 98, "hdl_mg_dl": 51, "egfr": 84, "hemolyzed": False},
"""ACHEBE, ROBERT T   MRN [[mrn|00718822]]   Drawn [[drawn|04-Mar-2025 0655]]
GLUCOSE, FASTING ....... [[glucose_mg_dl|98]]     mg/dL      70-99
CREATININE ............. [[creatinine_umol_l|88]]     umol/L     60-110
eGFR (CKD-EPI) ......... [[egfr|84]]     mL/min/1.73m2
HEMOGLOBIN A1C ......... [[hba1c_percent|5.9]] H  %          4.0-5.6
LDL CHOLESTEROL ........ [[ldl_mg_dl|98]]     mg/dL      <100
HDL CHOLESTEROL ........ [[hdl_mg_dl|51]]     mg/dL      >40
Specimen comment: [[hemolyzed|no hemolysis noted]].
""".replace("ACHEBE, ROBERT T ", "[[patient|ACHEBE, ROBERT T]] "))
case("d047-discharge-meds", "medical", "en", "list", M("Dc", allergies=list[S], medications=list[M("Md", drug=S, dose_mg=F, times_per_day=I, new=B)], smoker=B, pack_years=O[I], alcohol_units_per_week=I), {"allergies": ["penicillin", "latex"], "medications": [{"drug": "ramipril", "dose_mg": 5, "times_per_day": 1, "new": False}, {"drug": "metformin", "dose_mg": 500, "times_per_day": 2, "new": False}, {"drug": "apixaban", "dose_mg": 5, "times_per_day": 2, "new": True}], "smoker": False, "pack_years": 20, "alcohol_units_per_week": 0},
"""ALLERGIES: [[allergies[0]|Penicillin]] (rash), [[allergies[1]|latex]]
SOCIAL: [[smoker|ex-smoker]] ([[pack_years|20 pack-years]], quit 2012). [[alcohol_units_per_week|Teetotal]].
MEDICATIONS ON DISCHARGE
 - [[medications[0].drug|Ramipril]] [[medications[0].dose_mg|5 mg]] PO [[medications[0].times_per_day|OD]] -- [[medications[0].new|continued]]
 - [[medications[1].drug|Metformin]] [[medications[1].dose_mg|500 mg]] PO [[medications[1].times_per_day|BD]] -- [[medications[1].new|continued]]
 - [[medications[2].drug|Apixaban]] [[medications[2].dose_mg|5 mg]] PO [[medications[2].times_per_day|BD]] -- [[medications[2].new|NEW]]
STOPPED: aspirin 75 mg OD
""")
case("d049-trial-abstract", "science", "en", "stats", M("Trial", enrolled=I, randomised_to_drug=I, randomised_to_placebo=I, hazard_ratio=F, ci_low=F, ci_high=F, p_value=F, median_follow_up_months=F, primary_endpoint_met=B, dropout_percent=F), {"enrolled": 1204, "randomised_to_drug": 602, "randomised_to_placebo": 602, "hazard_ratio": 0.71, "ci_low": 0.58, "ci_high": 0.87, "p_value": 0.0009, "median_follow_up_months": 31.4, "primary_endpoint_met": True, "dropout_percent": 4.2},
"""METHODS: We enrolled [[enrolled|1204]] adults; [[randomised_to_drug|602]] were randomly assigned to velapine and [[randomised_to_placebo|602]] to placebo.
RESULTS: At a median follow-up of [[median_follow_up_months|31.4 months]], the primary endpoint occurred in 12.1% vs 16.8% (hazard ratio, [[hazard_ratio|0.71]]; 95% CI, [[ci_low|0.58]] to [[ci_high|0.87]]; P=[[p_value|9×10^-4]]). [[dropout_percent|4.2%]] discontinued.
CONCLUSIONS: Velapine [[primary_endpoint_met|significantly reduced the primary endpoint]].
""")
case("d051-nutrition-label", "food", "en", "columns", M("Nut", serving_g=F, energy_kcal=I, energy_kj=I, fat_g=F, saturates_g=F, sugars_g=F, salt_g=F, protein_g=F, contains_nuts=B, gluten_free=B), {"serving_g": 30, "energy_kcal": 114, "energy_kj": 478, "fat_g": 3.9, "saturates_g": 0.6, "sugars_g": 3.9, "salt_g": 0.02, "protein_g": 3.3, "contains_nuts": True, "gluten_free": False},
"""NUTRITION      per 100 g      per [[serving_g|30 g]] serving
Energy         1594 kJ / 380 kcal   [[energy_kj|478 kJ]] / [[energy_kcal|114 kcal]]
Fat            13 g           [[fat_g|3.9 g]]
 of which saturates 2.0 g     [[saturates_g|0.6 g]]
Carbohydrate   52 g           16 g
 of which sugars 13 g         [[sugars_g|3.9 g]]
Protein        11 g           [[protein_g|3.3 g]]
Salt           0.06 g         [[salt_g|0.02 g]]
[[contains_nuts|Contains: almonds, hazelnuts]]. [[gluten_free|Contains gluten]] (oats).
""")
case("d053-prescription-es", "medical", "es", "words", M("Receta", paciente=S, medicamento=S, dosis_mg=I, cada_horas=I, dias=I, en_ayunas=B, alergias=list[S], proxima_cita=date), {"paciente": "Rosario Benítez Lima", "medicamento": "amoxicilina/clavulánico", "dosis_mg": 875, "cada_horas": 8, "dias": 7, "en_ayunas": False, "alergias": [], "proxima_cita": "2025-02-03"},
"""Paciente: Sra. [[paciente|Rosario Benítez Lima]]
Rp/ [[medicamento|Amoxicilina/clavulánico]] [[dosis_mg|875]]/125 mg, un comprimido cada [[cada_horas|ocho horas]] durante [[dias|una semana]], [[en_ayunas|con las comidas]].
Próxima cita: [[proxima_cita|3 de febrero de 2025]]. Sin alergias conocidas.
""")
case("d055-field-notes", "science", "en", "table", M("Survey", site=S, observer=S, records=list[M("Ob", species=S, count=I, time=time, breeding=B)], wind_beaufort=I, total_birds=I), {"site": "Loch Ardle", "observer": "K. Iwu", "records": [{"species": "Goldeneye", "count": 12, "time": "07:40:00", "breeding": False}, {"species": "Common Sandpiper", "count": 2, "time": "08:05:00", "breeding": True}, {"species": "Teal", "count": 12, "time": "08:05:00", "breeding": False}], "wind_beaufort": 3, "total_birds": 26},
"""Site: [[site|Loch Ardle]] / obs. [[observer|K. Iwu]] / wind SW F[[wind_beaufort|3]], 8/8 cloud, 12 °C
[[records[0].time|0740]]  [[records[0].species|Goldeneye]] x[[records[0].count|12]], [[records[0].breeding|no sign of breeding]]
[[records[1].time|0805]]  [[records[1].species|Common Sandpiper]] x[[records[1].count|2]], [[records[1].breeding|pair on nest]]
[[records[2].time|0805]]  [[records[2].species|Teal]] x[[records[2].count|12]], [[records[2].breeding|non-breeding]]
""")
case("d057-recipe-before", "recipe", "en", "fractions", M("Rec", title=S, serves=I, prep=timedelta, bake_minutes=I, oven_c=I, ingredients=list[M("In", item=S, quantity=F, unit=O[S])], vegan=B), {"title": "Lemon drizzle loaf", "serves": 8, "prep": "PT20M", "bake_minutes": 45, "oven_c": 180, "ingredients": [{"item": "caster sugar", "quantity": 225, "unit": "g"}, {"item": "plain flour", "quantity": 225, "unit": "g"}, {"item": "eggs", "quantity": 4, "unit": None}, {"item": "lemon juice", "quantity": 1.5, "unit": "tbsp"}, {"item": "salt", "quantity": 0.25, "unit": "tsp"}], "vegan": False},
"""[[title|LEMON DRIZZLE LOAF]]     Serves [[serves|8]]    Prep: [[prep|20 min]]    Bake: [[bake_minutes|¾ hour]]
Heat oven to [[oven_c|180C]]/fan 160C/gas 4.
[[ingredients[0].quantity|225]][[ingredients[0].unit|g]] [[ingredients[0].item|caster sugar]]
[[ingredients[1].quantity|225]][[ingredients[1].unit|g]] [[ingredients[1].item|plain flour]]
[[ingredients[2].quantity|4]] large [[ingredients[2].item|eggs]]
[[ingredients[3].quantity|1½]] [[ingredients[3].unit|tbsp]] [[ingredients[3].item|lemon juice]]
[[ingredients[4].quantity|¼]] [[ingredients[4].unit|tsp]] [[ingredients[4].item|salt]]
""")
