# fmt: off
"""Lab reports, leases, payslips, abstracts, rulings, menus: documents of many trades, in several languages."""
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from tests.citations.cases.outsiders.first.marked import case


# ---------- medical
class Analyte(BaseModel):
    name: str; value: float; unit: str; low: float | None = None; high: float | None = None; flag: str | None = None
class Lab(BaseModel):
    patient: str; date_of_birth: date; collected: datetime; fasting: bool; results: list[Analyte]
case("lab-en", "medical", "en", "table", Lab, {
  "patient": "Harriet Okonjo", "date_of_birth": "1961-03-04", "collected": "2025-09-17T07:42:00", "fasting": True,
  "results": [{"name": "Hemoglobin", "value": 11.2, "unit": "g/dL", "low": 12.0, "high": 15.5, "flag": "L"},
              {"name": "Potassium", "value": 4.1, "unit": "mmol/L", "low": 3.5, "high": 5.1, "flag": None},
              {"name": "Ferritin", "value": 12.0, "unit": "ng/mL", "low": 15.0, "high": 150.0, "flag": "L"}]},
"""RIVERSIDE CLINICAL LABORATORIES
Patient: [[patient|Okonjo, Harriet]]      DOB: [[date_of_birth|03/04/1961]]   Sex: F
Collected: [[collected|09/17/2025 07:42]]   Received: 09/17/2025 09:15
[[fasting|Fasting: Yes]]

Test            Result   Flag   Units     Reference interval
[[results[0].name|Hemoglobin]]      [[results[0].value|11.2]]     [[results[0].flag|L]]      [[results[0].unit|g/dL]]      [[results[0].low|12.0]] - [[results[0].high|15.5]]
[[results[1].name|Potassium]]       [[results[1].value|4.1]]             [[results[1].unit|mmol/L]]    [[results[1].low|3.5]] - [[results[1].high|5.1]]
[[results[2].name|Ferritin]]        [[results[2].value|12]]       [[results[2].flag|L]]      [[results[2].unit|ng/mL]]     [[results[2].low|15]] - [[results[2].high|150]]
""")

class Befund(BaseModel):
    patient: str; geburtsdatum: date; leukozyten: float; crp: float; einsender: str; nuechtern: bool
case("lab-de", "medical", "de", "number_locale", Befund, {"patient": "Jürgen Straßner", "geburtsdatum": "1978-11-23", "leukozyten": 11.4, "crp": 0.8,
  "einsender": "Dr. med. K. Özdemir", "nuechtern": False},
"""Labor Nordwest GmbH · Befundbericht
Einsender: [[einsender|Dr. med. K. Özdemir]]
Patient: [[patient|Straßner, Jürgen]], geb. [[geburtsdatum|23.11.78]]
Die Blutentnahme erfolgte [[nuechtern|nicht nüchtern]].

Leukozyten   [[leukozyten|11,4]]  /nl   (4,0 - 10,0)
Erythrozyten  4,8  /pl   (4,5 - 5,9)
CRP          [[crp|0,8]]   mg/dl (< 0,5)
""", mode="claude")

class Rx(BaseModel):
    drug: str; strength_mg: int; dose: str; refills: int; prescriber: str; dispense_as_written: bool
case("rx-en", "medical", "en", "unit", Rx, {"drug": "Metformin", "strength_mg": 500, "dose": "one tablet twice daily with meals", "refills": 3, "prescriber": "L. Fontaine, MD", "dispense_as_written": False},
"""Rx   [[drug|Metformin]] [[strength_mg|500 mg]] tabs   #60
Sig: take [[dose|one tablet twice daily with meals]]
Refills: [[refills|3]]
Prescriber: [[prescriber|L. Fontaine, MD]]   DEA BF3500211
[[dispense_as_written|Generic substitution permitted]]
""", mode="gemini")

class Discharge(BaseModel):
    admitted: date; discharged: date; length_of_stay_days: int; diagnosis: str; icd10: str; smoker: bool | None = None; follow_up_weeks: int
case("discharge-en", "medical", "en", "computed", Discharge, {"admitted": "2025-02-27", "discharged": "2025-03-04", "length_of_stay_days": 5, "diagnosis": "Community-acquired pneumonia", "icd10": "J18.9", "smoker": None, "follow_up_weeks": 6},
"""DISCHARGE SUMMARY
Admitted [[admitted|27 February 2025]], discharged [[discharged|4 March 2025]].
Principal diagnosis: [[diagnosis|community-acquired pneumonia]] ([[icd10|J18.9]]).
She received ceftriaxone 1 g daily for 5 days and azithromycin for 3 days.
Follow-up chest X-ray in [[follow_up_weeks|six weeks]].
""", mode="claude")

class Vacuna(BaseModel):
    paciente: str; vacuna: str; lote: str; fecha: date; proxima_dosis: date | None = None; alergias: bool
case("vacuna-es", "medical", "es", "date", Vacuna, {"paciente": "Lucía Fernández Arroyo", "vacuna": "Hepatitis B", "lote": "AHBVC 982", "fecha": "2024-06-07", "proxima_dosis": "2024-12-07", "alergias": False},
"""Centro de Salud Lavapiés — Certificado de vacunación
D.ª [[paciente|Lucía Fernández Arroyo]], DNI 51.234.567-K
Vacuna: [[vacuna|Hepatitis B]] · Lote: [[lote|AHBVC982]]
Administrada el [[fecha|7 de junio de 2024]]. Próxima dosis: [[proxima_dosis|7-XII-2024]].
[[alergias|No refiere alergias]].
""", mode="responses")

# ---------- leases
class Lease(BaseModel):
    landlord: str; tenants: list[str]; address: str; start: date; end: date; rent: Decimal; deposit: Decimal; late_fee: Decimal; pets_allowed: bool; smoking_allowed: bool; utilities_included: bool | None = None
case("lease-en", "lease", "en", "bool", Lease, {"landlord": "Marlow & Finch Properties LLC", "tenants": ["Devon A. Price", "Ingrid Sørensen"], "address": "418 Calder Street, Unit 3B, Portland, OR 97214",
  "start": "2025-08-01", "end": "2026-07-31", "rent": "2150.00", "deposit": "2150.00", "late_fee": "75.00", "pets_allowed": False, "smoking_allowed": False, "utilities_included": None},
"""RESIDENTIAL LEASE AGREEMENT
This Lease is made between [[landlord|Marlow & Finch Properties LLC]] ("Landlord") and [[tenants[0]|Devon A. Price]] and [[tenants[1]|Ingrid Sørensen]] ("Tenant").
1. Premises. [[address|418 Calder Street, Unit 3B, Portland, OR 97214]].
2. Term. Begins on [[start|August 1, 2025]] and ends on [[end|July 31, 2026]].
3. Rent. Tenant shall pay [[rent|$2,150.00]] per month, due on the 1st. A late charge of [[late_fee|$75]] applies after the 5th.
4. Security Deposit. Upon signing, Tenant shall deposit [[deposit|$2,150.00]] with Landlord.
5. Animals. [[pets_allowed|No pets of any kind may be kept on the Premises]] without written consent.
6. Smoking. [[smoking_allowed|Smoking is prohibited]] anywhere on the Premises.
7. Parking. One space (No. 75) is included.
""", mode="claude")

class Mietvertrag(BaseModel):
    vermieter: str; mieter: str; kaltmiete: Decimal; nebenkosten: Decimal; warmmiete: Decimal; kaution: Decimal; wohnflaeche_qm: float; zimmer: float; beginn: date; haustiere_erlaubt: bool
case("miete-de", "lease", "de", "number_locale", Mietvertrag, {"vermieter": "Hausverwaltung Brandt KG", "mieter": "Aylin Yıldız", "kaltmiete": "1084.50", "nebenkosten": "215.00", "warmmiete": "1299.50", "kaution": "3253.50", "wohnflaeche_qm": 78.35, "zimmer": 2.5, "beginn": "2025-10-01", "haustiere_erlaubt": True},
"""Mietvertrag über Wohnraum
Vermieter: [[vermieter|Hausverwaltung Brandt KG]], Gartenstr. 12, 04103 Leipzig
Mieterin: [[mieter|Aylin Yıldız]]
§ 1 Vermietet wird die Wohnung im 2. OG links, [[zimmer|2,5]] Zimmer, Wohnfläche ca. [[wohnflaeche_qm|78,35 m²]].
§ 2 Das Mietverhältnis beginnt am [[beginn|1. Oktober 2025]].
§ 3 Die Nettokaltmiete beträgt monatlich [[kaltmiete|1.084,50 €]], die Vorauszahlung auf Nebenkosten [[nebenkosten|215,- €]].
§ 4 Die Kaution beträgt drei Nettokaltmieten.
§ 5 [[haustiere_erlaubt|Die Haltung von Haustieren ist gestattet]].
""")

class Bail(BaseModel):
    bailleur: str; locataire: str; loyer_mensuel: Decimal; charges: Decimal; surface: float; depot_garantie: Decimal; meuble: bool; signature: date
case("bail-fr", "lease", "fr", "number_locale", Bail, {"bailleur": "SCI Les Tilleuls", "locataire": "Mme Océane Lefèvre", "loyer_mensuel": "1245.00", "charges": "98.40", "surface": 54.7, "depot_garantie": "1245.00", "meuble": False, "signature": "2025-05-15"},
"""CONTRAT DE LOCATION — [[meuble|logement non meublé]]
Bailleur : [[bailleur|SCI Les Tilleuls]], représentée par M. Garnier
Locataire : [[locataire|Mme Océane Lefèvre]]
Surface habitable : [[surface|54,70 m²]]
Loyer mensuel hors charges : [[loyer_mensuel|1 245,00 €]]
Provision sur charges : [[charges|98,40 €]]
Dépôt de garantie : [[depot_garantie|1 245,00 €]]
Fait à Nantes, le [[signature|15 mai 2025]]
""", mode="gemini")

# ---------- bills of lading / customs
class Container(BaseModel):
    number: str; seal: str; packages: int; gross_weight_kg: float
class BoL(BaseModel):
    bl_number: str; shipper: str; consignee: str; vessel: str; voyage: str; port_of_loading: str; port_of_discharge: str; shipped_on_board: date; containers: list[Container]; freight_prepaid: bool
case("bol-en", "shipping", "en", "table", BoL, {"bl_number": "HLCUSS5240117734", "shipper": "Qingdao Harvest Tools Co., Ltd.", "consignee": "Baltic Garden Supply OÜ", "vessel": "MV Astrid Maersk", "voyage": "441W", "port_of_loading": "Qingdao", "port_of_discharge": "Tallinn", "shipped_on_board": "2024-11-19",
 "containers": [{"number": "TCLU7654321", "seal": "CN882014", "packages": 420, "gross_weight_kg": 9870.5}, {"number": "MSKU0192837", "seal": "CN882015", "packages": 388, "gross_weight_kg": 10112.0}], "freight_prepaid": True},
"""BILL OF LADING                               B/L No. [[bl_number|HLCUSS5240117734]]
SHIPPER: [[shipper|Qingdao Harvest Tools Co., Ltd.]]
CONSIGNEE: [[consignee|BALTIC GARDEN SUPPLY OÜ]]
NOTIFY PARTY: SAME AS CONSIGNEE
VESSEL / VOYAGE: [[vessel|MV ASTRID MAERSK]] / [[voyage|441W]]
PORT OF LOADING: [[port_of_loading|QINGDAO]], CHINA     PORT OF DISCHARGE: [[port_of_discharge|TALLINN]], ESTONIA

CONTAINER NO.    SEAL       PKGS     GROSS WT (KGS)   MEAS (CBM)
[[containers[0].number|TCLU 765432-1]]    [[containers[0].seal|CN882014]]   [[containers[0].packages|420]] CTN  [[containers[0].gross_weight_kg|9,870.50]]         28.4
[[containers[1].number|MSKU 019283-7]]    [[containers[1].seal|CN882015]]   [[containers[1].packages|388]] CTN  [[containers[1].gross_weight_kg|10,112.00]]        29.1
TOTAL                       808 CTN  19,982.50        57.5

[[freight_prepaid|FREIGHT PREPAID]]
SHIPPED ON BOARD: [[shipped_on_board|19-NOV-2024]]
""", mode="claude_pdf")

class Zoll(BaseModel):
    anmelder: str; empfaenger: str; warennummer: str; ursprungsland: str; statistischer_wert: Decimal; rohmasse_kg: float; eigenmasse_kg: float; zollsatz_prozent: float; zollbetrag: Decimal; praeferenz: bool
case("zoll-de", "customs", "de", "same_value", Zoll, {"anmelder": "Spedition Kröger GmbH", "empfaenger": "Fahrrad Lindner e.K.", "warennummer": "87149110", "ursprungsland": "Taiwan", "statistischer_wert": "12480.00", "rohmasse_kg": 640.0, "eigenmasse_kg": 598.5, "zollsatz_prozent": 4.7, "zollbetrag": "586.56", "praeferenz": False},
"""EINFUHRANMELDUNG  MRN 25DE330012345678A1
Anmelder: [[anmelder|Spedition Kröger GmbH]]
Empfänger: [[empfaenger|Fahrrad Lindner e.K.]]
Position 1  Warennummer [[warennummer|8714 91 10]]  Rahmen für Fahrräder
Ursprungsland: [[ursprungsland|Taiwan]] (TW)
Rohmasse: [[rohmasse_kg|640]] kg    Eigenmasse: [[eigenmasse_kg|598,500]] kg
Rechnungsbetrag: 12.480,00 EUR
Statistischer Wert: [[statistischer_wert|12.480,00]] EUR
Zollsatz: [[zollsatz_prozent|4,7 %]]
Zollbetrag: [[zollbetrag|586,56]] EUR
Präferenz: [[praeferenz|nein]]
""")

class Declaration(BaseModel):
    exporter: str; importer_vat: str; commodity_code: str; country_of_origin: str; net_mass: float; invoice_value: Decimal; currency: str; incoterm: Literal["EXW","FOB","CIF","DAP","DDP"]
case("customs-en", "customs", "en", "id", Declaration, {"exporter": "Hokkaido Precision K.K.", "importer_vat": "GB123456789", "commodity_code": "9018390000", "country_of_origin": "JP", "net_mass": 0.85, "invoice_value": "3915.20", "currency": "GBP", "incoterm": "DAP"},
"""C88 / SAD     Declarant copy
2 Exporter: [[exporter|Hokkaido Precision K.K.]]
8 Importer: Wren Medical Ltd   VAT: [[importer_vat|GB 123 4567 89]]
33 Commodity code: [[commodity_code|9018.39.00.00]]
34 Country of origin: [[country_of_origin|JP]]
20 Delivery terms: [[incoterm|DAP]] Leeds
22 Invoice: [[currency|GBP]] [[invoice_value|3,915.20]]
38 Net mass (kg): [[net_mass|0.850]]
""")

# ---------- payslips
class Payslip(BaseModel):
    employee: str; employee_id: str; period: str; gross: Decimal; income_tax: Decimal; national_insurance: Decimal; pension: Decimal; net_pay: Decimal; tax_code: str; hours: float | None = None
case("payslip-en", "payslip", "en", "same_value", Payslip, {"employee": "R. Mbeki", "employee_id": "004417", "period": "October 2025", "gross": "3280.00", "income_tax": "446.40", "national_insurance": "178.56", "pension": "164.00", "net_pay": "2491.04", "tax_code": "1257L", "hours": 160.0},
"""PAYSLIP    [[employee|Mr R. Mbeki]]    Employee no. [[employee_id|004417]]    Tax code [[tax_code|1257L]]
Pay period: [[period|October 2025]]     Pay date: 31/10/2025
PAYMENTS                      DEDUCTIONS
Basic pay   [[hours|160.00]] hrs @ 20.50   3,280.00     PAYE tax     [[income_tax|446.40]]
                                        NI           [[national_insurance|178.56]]
                                        Pension 5%   [[pension|164.00]]
Total gross [[gross|3,280.00]]               Total deductions  788.96
YEAR TO DATE  Gross 22,960.00  Tax 3,124.80  NI 1,249.92
NET PAY  £[[net_pay|2,491.04]]
""", mode="claude")

class Lohn(BaseModel):
    name: str; personalnummer: str; steuerklasse: int; kinderfreibetraege: float; brutto: Decimal; lohnsteuer: Decimal; solidaritaetszuschlag: Decimal; auszahlungsbetrag: Decimal; iban: str
case("lohn-de", "payslip", "de", "id", Lohn, {"name": "Björn Hagedorn", "personalnummer": "10-0387", "steuerklasse": 3, "kinderfreibetraege": 1.5, "brutto": "4612.33", "lohnsteuer": "402.16", "solidaritaetszuschlag": "0.00", "auszahlungsbetrag": "3287.90", "iban": "DE89370400440532013000"},
"""Entgeltabrechnung März 2025
Pers.-Nr. [[personalnummer|10-0387]]    Herr [[name|Björn Hagedorn]]
Steuerklasse [[steuerklasse|III]]   Kinderfreibeträge [[kinderfreibetraege|1,5]]   Konfession --
Gesamtbrutto                 [[brutto|4.612,33]]
Lohnsteuer                    [[lohnsteuer|402,16]]-
Solidaritätszuschlag            [[solidaritaetszuschlag|0,00]]
KV 378,21-  RV 428,95-  AV 59,96-  PV 55,15-
Auszahlungsbetrag            [[auszahlungsbetrag|3.287,90]]
Überweisung auf IBAN [[iban|DE89 3704 0044 0532 0130 00]]
""", mode="gemini")

class Nomina(BaseModel):
    trabajador: str; nif: str; salario_base: Decimal; irpf_porcentaje: float; liquido: Decimal; antiguedad: date
case("nomina-es", "payslip", "es", "percent", Nomina, {"trabajador": "Íñigo Larrea Otxoa", "nif": "72.458.113-Q", "salario_base": "1825.40", "irpf_porcentaje": 14.25, "liquido": "1742.09", "antiguedad": "2019-09-02"},
"""RECIBO INDIVIDUAL DE SALARIOS
Trabajador: [[trabajador|LARREA OTXOA, ÍÑIGO]]   NIF: [[nif|72458113Q]]   Antigüedad: [[antiguedad|02-09-2019]]
I. DEVENGOS
Salario base ........ [[salario_base|1.825,40]]
Plus convenio ....... 310,00
II. DEDUCCIONES
IRPF ([[irpf_porcentaje|14,25 %]]) ..... 304,29
Líquido total a percibir: [[liquido|1.742,09 €]]
""", mode="responses")

# ---------- abstracts
class Abstract(BaseModel):
    title: str; n_participants: int; mean_age: float; effect: float; ci_low: float; ci_high: float; p_value: float; registration: str; randomized: bool; first_author: str
case("abstract-en", "abstract", "en", "number", Abstract, {"title": "Late-evening light and sleep onset in shift nurses: a crossover trial", "n_participants": 212, "mean_age": 38.4, "effect": -14.6, "ci_low": -21.0, "ci_high": -8.2, "p_value": 0.003, "registration": "NCT04412233", "randomized": True, "first_author": "Adaeze N. Obi"},
"""[[title|Late-evening light and sleep onset in shift nurses: a crossover trial]]
[[first_author|A. N. Obi]], T. Lindqvist, P. Moreau
Background. Evening light delays sleep. Methods. [[randomized|We randomly assigned]] [[n_participants|212]] nurses (mean age [[mean_age|38.4]] years) to dim or usual light.
Results. Sleep onset was earlier by 14.6 minutes under dim light (mean difference [[effect|−14.6]]; 95% CI [[ci_low|−21.0]] to [[ci_high|−8.2]]; p = [[p_value|0.003]]).
Registration: ClinicalTrials.gov [[registration|NCT04412233]].
""", mode="claude")

class Paper(BaseModel):
    authors: list[str]; year: int; journal: str; doi: str; sample_size: int; method: Literal["survey","interview","experiment"]; open_access: bool
case("paper-en", "abstract", "en", "trap", Paper, {"authors": ["Mei-Ling Chow", "Jan P. de Vries"], "year": 2021, "journal": "Urban Studies", "doi": "10.1177/00420980211012", "sample_size": 1480, "method": "survey", "open_access": True},
"""[[authors[0]|Mei-Ling Chow]] and [[authors[1]|Jan P. de Vries]] ([[year|2021]]). Who walks to school? [[journal|Urban Studies]] 58(9). https://doi.org/[[doi|10.1177/00420980211012]]
Abstract. Drawing on a [[method|survey]] of [[sample_size|1,480]] households in Rotterdam, we ask ... Data from the 2019 census (n = 651,446) are used for weighting.
[[open_access|This is an open access article]] distributed under CC BY 4.0.
""")

# ---------- rulings
class Ruling(BaseModel):
    case_number: str; court: str; judge: str; plaintiff: str; defendant: str; decided: date; damages: Decimal; appeal_allowed: bool; costs_awarded_to: Literal["plaintiff","defendant"]
case("ruling-en", "court", "en", "bool", Ruling, {"case_number": "HC-2023-001182", "court": "High Court of Justice, Chancery Division", "judge": "Mrs Justice Calloway", "plaintiff": "Northgate Textiles Limited", "defendant": "Vireo Fashions Limited", "decided": "2024-05-03", "damages": "187500", "appeal_allowed": False, "costs_awarded_to": "plaintiff"},
"""Case No: [[case_number|HC-2023-001182]]
IN THE [[court|HIGH COURT OF JUSTICE, CHANCERY DIVISION]]
Before: [[judge|MRS JUSTICE CALLOWAY]]
Between: [[plaintiff|NORTHGATE TEXTILES LIMITED]] (Claimant) and [[defendant|VIREO FASHIONS LIMITED]] (Defendant)
Judgment handed down on [[decided|3rd May 2024]]
[1] The Claimant sought £250,000. [2] I award damages of [[damages|£187,500]].
[3] [[appeal_allowed|Permission to appeal is refused]].
[4] [[costs_awarded_to|The Defendant shall pay the Claimant's costs]], summarily assessed at £41,000.
""", mode="claude")

class Urteil(BaseModel):
    aktenzeichen: str; gericht: str; verkuendet_am: date; streitwert: Decimal; revision_zugelassen: bool; klaeger: str; zinssatz: str; zinsen_seit: date
case("urteil-de", "court", "de", "bool", Urteil, {"aktenzeichen": "12 O 345/22", "gericht": "Landgericht Bremen", "verkuendet_am": "2023-01-09", "streitwert": "23400.00", "revision_zugelassen": False, "klaeger": "Monika Petersen", "zinssatz": "fünf Prozentpunkte über dem Basiszinssatz", "zinsen_seit": "2022-02-01"},
"""[[gericht|Landgericht Bremen]]    Aktenzeichen: [[aktenzeichen|12 O 345/22]]
Verkündet am [[verkuendet_am|09.01.2023]]
Im Namen des Volkes — Urteil in dem Rechtsstreit der Frau [[klaeger|Monika Petersen]], Klägerin, gegen die Weserbau AG
1. Die Beklagte wird verurteilt, an die Klägerin 23.400,00 Euro nebst Zinsen in Höhe von [[zinssatz|fünf Prozentpunkten über dem Basiszinssatz]] seit dem [[zinsen_seit|01.02.2022]] zu zahlen.
2. Die Kosten des Rechtsstreits trägt die Beklagte.
3. [[revision_zugelassen|Die Revision wird nicht zugelassen]].
Streitwert: [[streitwert|23.400,00 €]]
""", mode="claude")

class Arret(BaseModel):
    numero: str; juridiction: str; date_decision: date; indemnite: Decimal; cassation: bool; demandeur: str
case("arret-fr", "court", "fr", "date", Arret, {"numero": "21-14.882", "juridiction": "Cour de cassation", "date_decision": "2022-06-22", "indemnite": "8000", "cassation": True, "demandeur": "société Garance"},
"""[[juridiction|COUR DE CASSATION]], chambre sociale — Audience publique du [[date_decision|22 juin 2022]]
Pourvoi n° [[numero|21-14.882]]
La [[demandeur|société Garance]] a formé le pourvoi contre l'arrêt rendu le 2 mars 2021 par la cour d'appel de Lyon.
PAR CES MOTIFS, la Cour : [[cassation|CASSE ET ANNULE]] l'arrêt ; condamne M. Perrin à payer à la société la somme de [[indemnite|8 000 euros]].
""")

# ---------- menus / recipes
class Dish(BaseModel):
    name: str; price: Decimal; vegetarian: bool | None = None; allergens: list[str] = []
class Menu(BaseModel):
    restaurant: str; dishes: list[Dish]; service_charge_percent: float | None = None
case("menu-en", "menu", "en", "table", Menu, {"restaurant": "The Copper Ladle", "dishes": [
  {"name": "Leek and potato soup", "price": "6.50", "vegetarian": True, "allergens": ["milk", "celery"]},
  {"name": "Grilled mackerel", "price": "14.00", "vegetarian": None, "allergens": ["fish"]},
  {"name": "Wild mushroom risotto", "price": "14.00", "vegetarian": True, "allergens": ["milk"]}], "service_charge_percent": 12.5},
"""[[restaurant|THE COPPER LADLE]]
Starters
[[dishes[0].name|Leek and potato soup]] [[dishes[0].vegetarian|(v)]] ... [[dishes[0].price|6.50]]   contains [[dishes[0].allergens[0]|milk]], [[dishes[0].allergens[1]|celery]]
Mains
[[dishes[1].name|Grilled mackerel]] ... [[dishes[1].price|14]]   contains [[dishes[1].allergens[0]|fish]]
[[dishes[2].name|Wild mushroom risotto]] [[dishes[2].vegetarian|(v)]] ... [[dishes[2].price|14]]   contains [[dishes[2].allergens[0]|milk]]
A discretionary service charge of [[service_charge_percent|12.5%]] is added to your bill. (v) = vegetarian
""")

class Piatto(BaseModel):
    nome: str; prezzo: Decimal
class MenuIt(BaseModel):
    locale: str; piatti: list[Piatto]; coperto: Decimal; chiusura: str
case("menu-it", "menu", "it", "table", MenuIt, {"locale": "Trattoria da Gigi", "piatti": [{"nome": "Tagliatelle al ragù", "prezzo": "11.00"}, {"nome": "Saltimbocca alla romana", "prezzo": "16.50"}, {"nome": "Tiramisù della casa", "prezzo": "6.00"}], "coperto": "2.00", "chiusura": "lunedì"},
"""[[locale|Trattoria da Gigi]]
Primi
[[piatti[0].nome|Tagliatelle al ragù]]        € [[piatti[0].prezzo|11,00]]
Secondi
[[piatti[1].nome|Saltimbocca alla romana]]    € [[piatti[1].prezzo|16,50]]
Dolci
[[piatti[2].nome|Tiramisù della casa]]        € [[piatti[2].prezzo|6,00]]
Coperto € [[coperto|2,00]] — Chiuso il [[chiusura|lunedì]]
""", mode="gemini")

class Ingredient(BaseModel):
    item: str; quantity: float; unit: str | None = None
class Recipe(BaseModel):
    title: str; servings: int; prep_minutes: int; cook_minutes: int; total_minutes: int; oven_celsius: int; ingredients: list[Ingredient]; gluten_free: bool
case("recipe-en", "recipe", "en", "number_words", Recipe, {"title": "Almond Orange Cake", "servings": 8, "prep_minutes": 20, "cook_minutes": 50, "total_minutes": 70, "oven_celsius": 170, "ingredients": [
  {"item": "oranges", "quantity": 2, "unit": None}, {"item": "ground almonds", "quantity": 250, "unit": "g"}, {"item": "caster sugar", "quantity": 0.5, "unit": "cup"}, {"item": "eggs", "quantity": 6, "unit": None}], "gluten_free": True},
"""[[title|Almond Orange Cake]]
[[servings|Serves eight]]. Prep [[prep_minutes|20 min]], bake [[cook_minutes|50 min]]. [[gluten_free|Gluten-free]].
[[ingredients[0].quantity|Two]] [[ingredients[0].item|oranges]]
[[ingredients[1].quantity|250]] [[ingredients[1].unit|g]] [[ingredients[1].item|ground almonds]]
[[ingredients[2].quantity|½]] [[ingredients[2].unit|cup]] [[ingredients[2].item|caster sugar]]
[[ingredients[3].quantity|6]] [[ingredients[3].item|eggs]]
Heat the oven to [[oven_celsius|170 °C]] (340 °F). Boil the oranges for 2 hours the day before.
""")

class Rezept(BaseModel):
    titel: str; portionen: int; mehl_g: int; milch_ml: int; eier: int; ruhezeit_min: int; vegan: bool
case("rezept-de", "recipe", "de", "unit", Rezept, {"titel": "Pfannkuchen nach Omas Art", "portionen": 4, "mehl_g": 300, "milch_ml": 500, "eier": 3, "ruhezeit_min": 30, "vegan": False},
"""[[titel|Pfannkuchen nach Omas Art]]
Für [[portionen|4 Personen]]
- [[mehl_g|300 g]] Mehl (Type 405)
- [[milch_ml|1/2 Liter]] Milch
- [[eier|drei]] Eier, 1 Prise Salz
Den Teig [[ruhezeit_min|30 Minuten]] ruhen lassen, dann in 4 EL Butter ausbacken.
""", mode="claude")

# ---------- timetables
class Stop(BaseModel):
    station: str; arrival: time | None = None; departure: time | None = None; platform: str | None = None
class Train(BaseModel):
    train: str; stops: list[Stop]; runs_on_sundays: bool; bicycle: bool
case("train-en", "timetable", "en", "table", Train, {"train": "IC 2047", "stops": [{"station": "Hamburg Hbf", "arrival": None, "departure": "14:46:00", "platform": "8"}, {"station": "Bremen Hbf", "arrival": "15:42:00", "departure": "15:44:00", "platform": "5"}, {"station": "Osnabrück Hbf", "arrival": "16:36:00", "departure": None, "platform": "3"}], "runs_on_sundays": False, "bicycle": True},
"""Train [[train|IC 2047]]   does [[runs_on_sundays|not run on Sundays]] or public holidays
Station          Arr     Dep     Pl.
[[stops[0].station|Hamburg Hbf]]              [[stops[0].departure|14:46]]   [[stops[0].platform|8]]
[[stops[1].station|Bremen Hbf]]      [[stops[1].arrival|15:42]]   [[stops[1].departure|15:44]]   [[stops[1].platform|5]]
[[stops[2].station|Osnabrück Hbf]]   [[stops[2].arrival|16:36]]           [[stops[2].platform|3]]
[[bicycle|Bicycles carried]] (reservation required)
""", mode="claude")

class Vol(BaseModel):
    numero_vol: str; depart: str; arrivee: str; heure_depart: time; heure_arrivee: time; date_vol: date; passager: str; siege: str; bagages_kg: int
case("vol-fr", "timetable", "fr", "date", Vol, {"numero_vol": "AF1680", "depart": "Paris-CDG", "arrivee": "Londres-Heathrow", "heure_depart": "09:05:00", "heure_arrivee": "09:30:00", "date_vol": "2025-04-01", "passager": "Théo Marchand", "siege": "17C", "bagages_kg": 23},
"""Confirmation de réservation — dossier XK4T9P
Passager : [[passager|MARCHAND/THEO MR]]
Vol [[numero_vol|AF 1680]] du mardi [[date_vol|1er avril 2025]]
Départ : [[depart|Paris-CDG]], terminal 2E, [[heure_depart|9h05]]
Arrivée : [[arrivee|Londres-Heathrow]], terminal 4, [[heure_arrivee|9h30]]
Siège : [[siege|17C]]     Bagage en soute : 1 x [[bagages_kg|23 kg]]
""", mode="claude")

# ---------- sports
class Goal(BaseModel):
    scorer: str; minute: int
class Match(BaseModel):
    home: str; away: str; home_goals: int; away_goals: int; attendance: int; referee: str; goals: list[Goal]; played: date; extra_time: bool
case("match-en", "sports", "en", "trap", Match, {"home": "Ashford Rovers", "away": "Kirkby Town", "home_goals": 3, "away_goals": 1, "attendance": 4312, "referee": "P. Halloran", "goals": [{"scorer": "Diallo", "minute": 12}, {"scorer": "Webb", "minute": 31}, {"scorer": "Diallo", "minute": 58}, {"scorer": "Sandoval", "minute": 90}], "played": "2025-01-18", "extra_time": False},
"""Saturday [[played|18 January 2025]] — League Two, matchday 31
[[home|Ashford Rovers]] [[home_goals|3]] - [[away_goals|1]] [[away|Kirkby Town]]   (HT 1-1)
Scorers: 1-0 [[goals[0].scorer|Diallo]] ([[goals[0].minute|12']]), 1-1 [[goals[1].scorer|Webb]] ([[goals[1].minute|31']]), 2-1 [[goals[2].scorer|Diallo]] ([[goals[2].minute|58']]), 3-1 [[goals[3].scorer|Sandoval]] ([[goals[3].minute|90']])
Referee: [[referee|P. Halloran]]. Attendance: [[attendance|4,312]].
""")

class Rider(BaseModel):
    position: int; rider: str; team: str; gap: str | None = None
class Etape(BaseModel):
    etape: int; distance_km: float; classement: list[Rider]; vitesse_moyenne: float
case("etape-fr", "sports", "fr", "table", Etape, {"etape": 9, "distance_km": 182.5, "vitesse_moyenne": 41.237, "classement": [{"position": 1, "rider": "Luca Bernasconi", "team": "Alpina", "gap": None}, {"position": 2, "rider": "Tom Verhaegen", "team": "Lotek", "gap": "+ 0'14\""}, {"position": 3, "rider": "Aritz Goñi", "team": "Alpina", "gap": "+ 0'31\""}]},
"""Étape [[etape|9]] : Pau – Cauterets, [[distance_km|182,5 km]]. Moyenne du vainqueur : [[vitesse_moyenne|41,237 km/h]]
[[classement[0].position|1.]] [[classement[0].rider|Luca BERNASCONI]] ([[classement[0].team|Alpina]]) 4h 25' 33"
[[classement[1].position|2.]] [[classement[1].rider|Tom VERHAEGEN]] ([[classement[1].team|Lotek]]) [[classement[1].gap|+ 0'14"]]
[[classement[2].position|3.]] [[classement[2].rider|Aritz GOÑI]] ([[classement[2].team|Alpina]]) [[classement[2].gap|+ 0'31"]]
""", mode="gemini")

# ---------- real estate
class Listing(BaseModel):
    price: Decimal; bedrooms: int; bathrooms: float; area_sqft: int; lot_acres: float; year_built: int; hoa_monthly: Decimal | None = None; garage: bool; agent: str; agent_phone: str; mls: str
case("listing-en", "real-estate", "en", "phone", Listing, {"price": "1250000", "bedrooms": 4, "bathrooms": 2.5, "area_sqft": 2860, "lot_acres": 0.25, "year_built": 1954, "hoa_monthly": None, "garage": True, "agent": "Priya Raman", "agent_phone": "+14155550142", "mls": "421765"},
"""JUST LISTED — 77 Alder Ct, Mill Valley
Offered at [[price|$1.25M]]
[[bedrooms|4 bed]] · [[bathrooms|2.5 bath]] · [[area_sqft|2,860 sq ft]] · [[lot_acres|¼ acre]]
A mid-century classic [[year_built|built in 1954]] and renovated in 2018, [[garage|with a two-car garage]].
MLS # [[mls|421765]]
Contact [[agent|Priya Raman]], [[agent_phone|(415) 555-0142]]
""")

class Expose(BaseModel):
    kaufpreis: Decimal; wohnflaeche: float; grundstueck: float; zimmer: int; baujahr: int; provision_prozent: float; energieklasse: str; keller: bool; denkmalschutz: bool | None = None
case("expose-de", "real-estate", "de", "percent", Expose, {"kaufpreis": "489000", "wohnflaeche": 142.0, "grundstueck": 610.0, "zimmer": 5, "baujahr": 1987, "provision_prozent": 3.57, "energieklasse": "E", "keller": True, "denkmalschutz": None},
"""Einfamilienhaus in Lüneburg
Kaufpreis: [[kaufpreis|489.000 €]]
Wohnfläche ca. [[wohnflaeche|142 m²]], Grundstück [[grundstueck|610 m²]], [[zimmer|5]] Zimmer
Baujahr [[baujahr|1987]], [[keller|voll unterkellert]]
Energieeffizienzklasse [[energieklasse|E]]
Käuferprovision [[provision_prozent|3,57 %]] inkl. MwSt.
""", mode="responses")
