"""Papers of medicine, nature and the kitchen, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d046-serial-labs", "medical", "en", "columns", M("Trend", sodium=list[I], potassium=list[F], latest_sodium=I, dates=list[date]), {"sodium": [128, 131, 136], "potassium": [3.1, 3.6, 4.0], "latest_sodium": 136, "dates": ["2025-01-05", "2025-01-06", "2025-01-07"]},
"""Test         Units     [[dates[0]|5 Jan 2025]]   [[dates[1]|6 Jan 2025]]   [[dates[2]|7 Jan 2025]]
Sodium       mmol/L    [[sodium[0]|128]] L        [[sodium[1]|131]] L        [[sodium[2],latest_sodium|136]]
Potassium    mmol/L    [[potassium[0]|3.1]] L        [[potassium[1]|3.6]]          [[potassium[2]|4.0]]
Chloride     mmol/L    98           99           101
""")
case("d048-radiology", "medical", "en", "negation", M("Ct", modality=S, contrast=B, largest_nodule_mm=F, pleural_effusion=B, pulmonary_embolism=B, lymphadenopathy=B, recommendation_months=I, radiologist=S), {"modality": "CT chest", "contrast": True, "largest_nodule_mm": 6, "pleural_effusion": False, "pulmonary_embolism": False, "lymphadenopathy": True, "recommendation_months": 6, "radiologist": "Dr. H. Szabo"},
"""EXAM: [[modality|CT chest]] [[contrast|with IV contrast]]
FINDINGS: There is a [[largest_nodule_mm|6 mm]] nodule in the right upper lobe and a 3 mm nodule in the lingula. [[pulmonary_embolism|No evidence of pulmonary embolism]]. [[lymphadenopathy|Mildly enlarged mediastinal lymph nodes]]. The pleural spaces are clear; [[pleural_effusion|no effusion]].
IMPRESSION: Repeat imaging in [[recommendation_months|6 months]].
Electronically signed: [[radiologist|Dr. H. Szabo]], 6/6/2025
""")
case("d050-chem-synthesis", "science", "en", "unit", M("Syn", product=S, yield_percent=F, mass_g=F, temperature_c=F, duration=timedelta, solvent=S, solvent_ml=F, melting_point_low_c=F, melting_point_high_c=F, equivalents_base=F), {"product": "ethyl 4-nitrobenzoate", "yield_percent": 87, "mass_g": 0.412, "temperature_c": -78, "duration": "PT2H30M", "solvent": "THF", "solvent_ml": 15, "melting_point_low_c": 55, "melting_point_high_c": 57, "equivalents_base": 1.2},
"""To a solution of the acid chloride in dry [[solvent|THF]] ([[solvent_ml|15 mL]]) at [[temperature_c|−78 °C]] was added triethylamine ([[equivalents_base|1.2 equiv]]). After stirring for [[duration|2.5 h]] the mixture was quenched. Recrystallisation gave [[product|ethyl 4-nitrobenzoate]] ([[mass_g|412 mg]], [[yield_percent|87%]]) as pale needles, mp [[melting_point_low_c|55]]–[[melting_point_high_c|57 °C]] (lit. 56 °C).
""")
case("d052-vet-record", "medical", "en", "table", M("Vet", animal=S, species=Literal["dog", "cat", "rabbit"], neutered=B, weight_kg=F, microchip=S, vaccinations=list[M("Va", vaccine=S, given=date, next_due=date)]), {"animal": "Biscuit", "species": "dog", "neutered": True, "weight_kg": 11.8, "microchip": "985112003456789", "vaccinations": [{"vaccine": "DHP", "given": "2024-09-02", "next_due": "2027-09-02"}, {"vaccine": "Lepto 4", "given": "2024-09-02", "next_due": "2025-09-02"}, {"vaccine": "Rabies", "given": "2025-01-20", "next_due": "2028-01-20"}]},
"""Patient: "[[animal|Biscuit]]", [[species|Border Terrier]], [[neutered|MN]], chip [[microchip|985 112 003 456 789]]
Wt today [[weight_kg|11.8kg]] (prev 12.1kg)
Vaccine     Given        Next due
[[vaccinations[0].vaccine|DHP]]         [[vaccinations[0].given|02/09/24]]     [[vaccinations[0].next_due|02/09/27]]
[[vaccinations[1].vaccine|Lepto 4]]     [[vaccinations[1].given|02/09/24]]     [[vaccinations[1].next_due|02/09/25]]
[[vaccinations[2].vaccine|Rabies]]      [[vaccinations[2].given|20/01/25]]     [[vaccinations[2].next_due|20/01/28]]
""")
case("d054-mri-de", "medical", "de", "negation", M("Mrt", untersuchung=S, seite=Literal["links", "rechts"], meniskusriss=B, kreuzbandriss=B, erguss=B, knorpelschaden_grad=I, befunder=S, untersuchungsdatum=date), {"untersuchung": "MRT Knie", "seite": "rechts", "meniskusriss": True, "kreuzbandriss": False, "erguss": True, "knorpelschaden_grad": 2, "befunder": "Dr. Anke Holm", "untersuchungsdatum": "2025-04-09"},
"""[[untersuchung|MRT]] des [[seite|rechten]] [[untersuchung|Kniegelenks]] vom [[untersuchungsdatum|09.04.2025]]
Befund: [[meniskusriss|Horizontalriss im Hinterhorn des Innenmeniskus]]. [[kreuzbandriss|Vorderes und hinteres Kreuzband intakt]]. [[erguss|Mäßiger Gelenkerguss]]. Retropatellar Chondropathie [[knorpelschaden_grad|Grad II]].
gez. [[befunder|Dr. Anke Holm]], FÄ für Radiologie
""".replace("[[untersuchung|MRT]] des [[seite|rechten]] [[untersuchung|Kniegelenks]]", "[[?untersuchung|MRT des [[seite|rechten]] Kniegelenks]]"))
case("d056-physics-paper", "science", "en", "scientific", M("Phys", wavelength_nm=F, power_w=F, pulse_duration_fs=F, repetition_rate_hz=F, efficiency_percent=F, beam_diameter_mm=F, reference=S, doi=S), {"wavelength_nm": 1550, "power_w": 0.12, "pulse_duration_fs": 85, "repetition_rate_hz": 80000000, "efficiency_percent": 33.3, "beam_diameter_mm": 2.5, "reference": "Opt. Lett. 44, 1550 (2019)", "doi": "10.1364/OL.44.001550"},
"""The oscillator emits at [[wavelength_nm|1.55 µm]] with an average power of [[power_w|120 mW]]. Pulses of [[pulse_duration_fs|85 fs]] are delivered at [[repetition_rate_hz|80 MHz]] in a [[beam_diameter_mm|2.5-mm]] beam. One third of the pump light is converted.
[7] [[reference|Opt. Lett. 44, 1550 (2019)]], https://doi.org/[[doi|10.1364/OL.44.001550]]
""".replace("One third", "[[?efficiency_percent|One third]]"))
case("d058-recipe-fr", "recipe", "fr", "fractions", M("Recette", nom=S, personnes=I, ingredients=list[M("Ing", produit=S, quantite=F, unite=O[S])], cuisson_minutes=I, thermostat=I), {"nom": "Gratin dauphinois", "personnes": 6, "ingredients": [{"produit": "pommes de terre", "quantite": 1.5, "unite": "kg"}, {"produit": "crème entière", "quantite": 0.5, "unite": "l"}, {"produit": "gousses d'ail", "quantite": 2, "unite": None}, {"produit": "beurre", "quantite": 50, "unite": "g"}], "cuisson_minutes": 75, "thermostat": 5},
"""[[nom|Gratin dauphinois]] (pour [[personnes|six personnes]])
- [[ingredients[0].quantite|1,5]] [[ingredients[0].unite|kg]] de [[ingredients[0].produit|pommes de terre]]
- [[ingredients[1].quantite|½]] [[ingredients[1].unite|litre]] de [[ingredients[1].produit|crème entière]]
- [[ingredients[2].quantite|2]] [[ingredients[2].produit|gousses d'ail]]
- [[ingredients[3].quantite|50]] [[ingredients[3].unite|g]] de [[ingredients[3].produit|beurre]]
Cuire [[cuisson_minutes|1 h 15]] à four moyen (th. [[thermostat|5]]).
""")
