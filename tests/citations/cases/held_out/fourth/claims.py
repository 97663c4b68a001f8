"""Insurance claims and customs forms."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u174-home-escape-of-water", "claim", "en", "letter", M("Settlement", claim_ref=S, policyholder=S, date_of_loss=date, cause=S, buildings_amount=D, contents_amount=D, alternative_accommodation=D, excess=D, wear_and_tear_deduction=D, settlement=D, payment_days=I, carpet_repaired=O[B], declined_item=S, decline_reason=S, handler=S, complaint_deadline_months=I, previous_claims=I, premium_increase_percent=O[D], sum_insured_contents=D), {"claim_ref": "HH/25/00417", "policyholder": "Mr O. Castellan", "date_of_loss": "2025-02-09", "cause": "burst pipe in the loft", "buildings_amount": "4310", "contents_amount": "1275", "alternative_accommodation": "640", "excess": "450", "wear_and_tear_deduction": "190", "settlement": "5585", "payment_days": 5, "carpet_repaired": None, "declined_item": "garden furniture", "decline_reason": "not in the home at the time", "handler": "Jo Birtwistle", "complaint_deadline_months": 6, "previous_claims": 1, "premium_increase_percent": None, "sum_insured_contents": "50000"},
"""Our ref: [[claim_ref|HH/25/00417]]                                   14 April 2025
Dear [[policyholder|Mr O. Castellan]]

[[cause|Burst pipe in the loft]], [[date_of_loss|9 February 2025]]

Thank you for the adjuster's visit on 20 February and for your patience. We have agreed the following:

  Buildings (drying, ceiling, decoration)          [[buildings_amount|£4,310.00]]
  Contents                                         [[contents_amount|£1,275.00]]
  Eight nights at the Talbot                         [[alternative_accommodation|£640.00]]
  less wear and tear on the carpet                   [[wear_and_tear_deduction|£190.00]]
  less policy excess (escape of water)               [[excess|£450.00]]
  Total                                            [[settlement|£5,585.00]]

An interim payment of £1,000.00, made on 3 March, will be taken off. The rest will reach you within [[payment_days|five working days]].
We are unable to pay for the [[declined_item|garden furniture]] (£380.00), as it was [[decline_reason|not in the home at the time]].
This is your [[previous_claims|second claim]] in five years. If you disagree you have [[complaint_deadline_months|six months]] to go to the Ombudsman.

Yours sincerely, [[handler|Jo Birtwistle]], Claims
""")
case("u176-constat-degat-des-eaux", "claim", "fr", "form", M("Constat", assure=S, contrat=S, compagnie=S, date_sinistre=date, date_constat=date, adresse=S, etage=I, qualite=Literal["propriétaire", "locataire"], origine=S, fuite_reparee=B, responsable_presume=S, assureur_voisin=S, pieces_touchees=list[S], montant_devis=D, plombier=S, temoin=O[S], recherche_fuite=D, franchise=D, relogement=B, surface_m2=D), {"assure": "Mme Fatou Sylla", "contrat": "HAB 0417 882", "compagnie": "Mutuelle du Lez", "date_sinistre": "2025-03-15", "date_constat": "2025-03-18", "adresse": "4 impasse du Figuier, Montpellier", "etage": 1, "qualite": "locataire", "origine": "joint de baignoire défectueux", "fuite_reparee": True, "responsable_presume": "M. Roux", "assureur_voisin": "Assur'Midi", "pieces_touchees": ["salle de bains", "couloir"], "montant_devis": "1386", "plombier": "Plomberie Castel", "temoin": None, "recherche_fuite": "220", "franchise": "150", "relogement": False, "surface_m2": "9"},
"""CONSTAT AMIABLE DÉGÂT DES EAUX          établi le [[date_constat|18/03/2025]]

A – [[assure|Mme SYLLA Fatou]]   [x] [[qualite|locataire]]   [ ] propriétaire      étage : [[etage|1er]]
    [[adresse|4 impasse du Figuier, Montpellier]]
    Société : [[compagnie|Mutuelle du Lez]]    contrat [[contrat|HAB 0417 882]]
B – [[responsable_presume|M. ROUX]]   étage : 2e   Société : [[assureur_voisin|Assur'Midi]]   contrat 99-2201

Date du sinistre : [[date_sinistre|samedi 15 mars]]
Cause : [[origine|joint de baignoire défectueux]] chez B
Réparée ?  [x] [[fuite_reparee|oui]]  [ ] non      par : [[plombier|Plomberie Castel]] (recherche de fuite [[recherche_fuite|220 €]])
Locaux atteints chez A : [[pieces_touchees[0]|salle de bains]], [[pieces_touchees[1]|couloir]]. Devis peinture : [[montant_devis|1 386 €]] (un autre à 1 540)
Relogement nécessaire ?  [ ] oui  [x] [[relogement|non]]
""")
case("u178-pet-insurance-statement", "claim", "en", "table", M("Pet", pet_name=S, species=S, breed=S, age_years=I, policy=S, vet=S, condition=S, treatment_from=date, treatment_to=date, items=list[M("It", date=date, description=S, charged=D, allowed=D)], total_charged=D, excess=D, co_payment_percent=D, co_payment=D, paid=D, annual_limit=D, limit_left=D, paid_to=E_("Pay", "vet", "owner"), microchip=O[S], total_allowed=D), {"pet_name": "Bramble", "species": "dog", "breed": "whippet", "age_years": 9, "policy": "PW-04417", "vet": "Mill Race Vets", "condition": "corneal ulcer", "treatment_from": "2025-05-03", "treatment_to": "2025-05-12", "items": [{"date": "2025-05-03", "description": "emergency consultation", "charged": "228.00", "allowed": "190.00"}, {"date": "2025-05-03", "description": "eye drops", "charged": "46.20", "allowed": "46.20"}, {"date": "2025-05-12", "description": "re-check", "charged": "58.00", "allowed": "58.00"}], "total_charged": "332.20", "excess": "110.00", "co_payment_percent": "20", "co_payment": "36.84", "paid": "147.36", "annual_limit": "4000", "limit_left": "3414.12", "paid_to": "owner", "microchip": None, "total_allowed": "294.20"},
"""PAWLINE   Claim statement          Policy [[policy|PW-04417]]
[[pet_name|Bramble]], [[species|dog]], [[breed|whippet]], [[age_years|9y]] 2m     Practice: [[vet|Mill Race Vets]]
Condition: [[condition|corneal ulcer (L)]]     Treatment [[treatment_from|03/05/25]] - [[treatment_to|12/05/25]]

Date     Item                          Charged     Allowed
[[items[0].date|03/05]]    [[items[0].description|Emergency consultation]]        [[items[0].charged|228.00]]      [[items[0].allowed|190.00]]   out-of-hours cap
[[items[1].date|03/05]]    [[items[1].description|Eye drops]]                      [[items[1].charged|46.20]]       [[items[1].allowed|46.20]]
[[items[2].date|12/05]]    [[items[2].description|Re-check]]                       [[items[2].charged|58.00]]       [[items[2].allowed|58.00]]
                                       [[total_charged|332.20]]
Excess for this condition              -[[excess|110.00]]
Your [[co_payment_percent|20 %]] share (dogs over 8)          -[[co_payment|36.84]]
We have paid [[paid_to|you]]                       [[paid|147.36]]
Limit [[annual_limit|£4,000]] a year; [[limit_left|£3,414.12]] left until 30 November.
""")
case("u180-parte-siniestro-hogar", "claim", "es", "form", M("Parte", poliza=S, asegurado=S, fecha_siniestro=date, hora=time, tipo=E_("Tipo", "robo", "agua", "incendio", "cristales"), direccion=S, denuncia=B, numero_denuncia=S, objetos=list[M("O", objeto=S, valor=D)], total_reclamado=D, franquicia=D, puerta_forzada=B, perito=S, fecha_peritaje=date, alarma=B, lesionados=B, telefono=S, mediador=O[S], indemnizacion=D, habitantes=I), {"poliza": "H-0417-22-9", "asegurado": "Fermín Lizarraga", "fecha_siniestro": "2025-08-16", "hora": "22:00:00", "tipo": "robo", "direccion": "Mayor 9, 2.º, Tafalla", "denuncia": True, "numero_denuncia": "2025/1188", "objetos": [{"objeto": "portátil", "valor": "850"}, {"objeto": "cámara", "valor": "430"}, {"objeto": "reloj", "valor": "160"}], "total_reclamado": "1440", "franquicia": "100", "puerta_forzada": True, "perito": "Sra. Echarri", "fecha_peritaje": "2025-08-25", "alarma": False, "lesionados": False, "telefono": "600 000 417", "mediador": None, "indemnizacion": "1340", "habitantes": 3},
"""PARTE DE SINIESTRO – HOGAR                 Póliza [[poliza|H-0417-22-9]]
Asegurado: [[asegurado|Fermín Lizarraga]]      Tel. [[telefono|600 000 417]]
Riesgo: [[direccion|C/ Mayor, 9-2.º, Tafalla]]
Fecha: [[fecha_siniestro|16 de agosto de 2025]], sobre las [[hora|diez de la noche]] (volvimos el 18)
Tipo:  [[tipo|☒ Robo]]   ☐ Agua   ☐ Incendio   ☐ Cristales

Descripción: entraron [[puerta_forzada|reventando la cerradura]]. [[alarma|No tenemos alarma.]] No había nadie, así que [[lesionados|no hubo heridos]].
[[denuncia|Denunciado ante la Policía Foral]], n.º [[numero_denuncia|2025/1188]].
Objetos:  [[objetos[0].objeto|portátil]] [[objetos[0].valor|850 €]] (2023) / [[objetos[1].objeto|cámara]] [[objetos[1].valor|430]] / [[objetos[2].objeto|reloj]] [[objetos[2].valor|160]]
Total [[total_reclamado|1.440 €]]       Franquicia de la póliza: [[franquicia|100 €]]
Perito asignado: [[perito|Sra. Echarri]], visita el [[fecha_peritaje|lunes 25]] por la mañana
""")
case("u182-import-entry-us", "customs", "en", "table", M("Entry", entry_no=S, importer=S, importer_no=S, entry_date=date, import_date=date, port_code=S, bill_of_lading=S, country_of_origin=S, country_of_export=S, lines=list[M("L", line=I, hts=S, description=S, value=D, rate_percent=D, duty=D)], entered_value=D, duty_total=D, mpf=D, hmf=D, total_owed=D, bond_type=S, broker=S, exporter=O[S], merchandise_origin_region=S), {"entry_no": "XQ7-0044177-0", "importer": "Lodestar Kitchen Supply", "importer_no": "00-4417700XX", "entry_date": "2025-02-20", "import_date": "2025-02-14", "port_code": "2704", "bill_of_lading": "OQLX4417022", "country_of_origin": "PT", "country_of_export": "ES", "lines": [{"line": 1, "hts": "6911.10.5200", "description": "porcelain plates", "value": "11200", "rate_percent": "8", "duty": "896.00"}, {"line": 2, "hts": "7323.93.0045", "description": "steel mixing bowls", "value": "4850", "rate_percent": "2", "duty": "97.00"}], "entered_value": "16050", "duty_total": "993.00", "mpf": "55.60", "hmf": "20.06", "total_owed": "1068.66", "bond_type": "8", "broker": "Anchorline Customs", "exporter": None, "merchandise_origin_region": "Europe"},
"""ENTRY SUMMARY                                    Broker: [[broker|Anchorline Customs]]
 1 Entry no [[entry_no|XQ7-0044177-0]]    2 Type 01    3 Summary date 03/04/2025
 6 Port [[port_code|2704]]    7 Entry date [[entry_date|02/20/2025]]    5 Bond [[bond_type|8]]
10 Origin [[country_of_origin|PT]]    14 Exporting country [[country_of_export|ES]]    11 Import date [[import_date|02/14/2025]]
12 B/L [[bill_of_lading|OQLX4417022]]    23 Importer no [[importer_no|00-4417700XX]]
26 Importer of record   [[importer|LODESTAR KITCHEN SUPPLY]]

Ln   Description / HTSUS                        Value     Rate      Duty
[[lines[0].line|001]]  [[lines[0].description|PORCELAIN PLATES]]
     [[lines[0].hts|6911.10.5200]]                              [[lines[0].value|11,200]]     [[lines[0].rate_percent|8%]]      [[lines[0].duty|896.00]]
[[lines[1].line|002]]  [[lines[1].description|STEEL MIXING BOWLS]]
     [[lines[1].hts|7323.93.0045]]                               [[lines[1].value|4,850]]     [[lines[1].rate_percent|2%]]       [[lines[1].duty|97.00]]
Total entered value                           [[entered_value|16,050]]
37 Duty    [[duty_total|993.00]]
   499 MPF  [[mpf|55.60]]      501 HMF  [[hmf|20.06]]
40 Total  [[total_owed|1,068.66]]
""")
case("u184-zollanmeldung-einfuhr", "customs", "de", "form", M("Einfuhr", mrn=S, anmelder=S, versender=S, versendungsland=S, ursprungsland=S, ware=S, warennummer=S, packstuecke=I, rohmasse_kg=D, eigenmasse_kg=D, rechnungspreis=D, waehrung=S, zollwert_eur=D, zollsatz_percent=D, zollbetrag=D, eust_satz_percent=D, eust=D, abgaben_gesamt=D, zollamt=S, annahme=date, beschau=B, praeferenz=B, kurs=D, eust_bemessung=D), {"mrn": "25DE441770012345B3", "anmelder": "Teekontor Lürssen", "versender": "Uji Leaf Trading", "versendungsland": "Japan", "ursprungsland": "Japan", "ware": "grüner Tee, nicht aromatisiert", "warennummer": "09022000", "packstuecke": 12, "rohmasse_kg": "318", "eigenmasse_kg": "288", "rechnungspreis": "1430000", "waehrung": "JPY", "zollwert_eur": "8900", "zollsatz_percent": "0", "zollbetrag": "0", "eust_satz_percent": "7", "eust": "638.40", "abgaben_gesamt": "638.40", "zollamt": "Bremen-Überseestadt", "annahme": "2025-05-19", "beschau": False, "praeferenz": True, "kurs": "162.5", "eust_bemessung": "9120"},
"""EINFUHRABGABENBESCHEID       MRN [[mrn|25DE441770012345B3]]
Zollamt [[zollamt|Bremen-Überseestadt]]         Annahme [[annahme|19.05.2025]]      Druck 20.05.2025
Anmelder   [[anmelder|Teekontor Lürssen]], Bremen
Versender  [[versender|Uji Leaf Trading]]        Versendungsland [[versendungsland|JP]]    Ursprung [[ursprungsland|JP]]

Ware       [[ware|Grüner Tee, nicht aromatisiert]]     Warennr. [[warennummer|0902 20 00]] 0 00
Packst.    [[packstuecke|12]] KT       Rohmasse [[rohmasse_kg|318,0]]     Eigenmasse [[eigenmasse_kg|288,0]]
Rechnungspreis  [[waehrung|JPY]] [[rechnungspreis|1.430.000]]     Kurs [[kurs|162,50]]
Zollwert   EUR [[zollwert_eur|8.900,00]]  (einschl. Luftfracht 100,00)
Zoll A00   [[zollsatz_percent|frei]] ([[praeferenz|Präferenz 300]])         [[zollbetrag|0,00]]
EUSt B00   [[eust_satz_percent|7 %]] von [[eust_bemessung|9.120,00]]        [[eust|638,40]]
Summe der Abgaben                 [[abgaben_gesamt|638,40]]
Vermerk: [[beschau|ohne Beschau]] überlassen
""")
case("u186-carnet-temporary-admission", "customs", "en", "prose", M("Temp", holder=S, representative=S, purpose=E_("Purpose", "exhibition", "professional equipment", "samples"), valid_until=date, issued=date, issued_by=S, goods=list[M("G", no=I, goods=S, pieces=I, weight_kg=D, value=D, origin=S)], total_value=D, currency=S, countries=list[S], security=D, re_exported=B, replacement_carnet=O[B], chamber_city=S, total_pieces=I), {"holder": "Rookwood String Quartet", "representative": "Alma Reyes", "purpose": "professional equipment", "valid_until": "2026-01-14", "issued": "2025-01-15", "issued_by": "Tyne Chamber of Commerce", "goods": [{"no": 1, "goods": "violoncello, c. 1890", "pieces": 1, "weight_kg": "3.4", "value": "38000", "origin": "FR"}, {"no": 2, "goods": "bows", "pieces": 4, "weight_kg": "0.3", "value": "9200", "origin": "DE"}, {"no": 3, "goods": "flight case", "pieces": 1, "weight_kg": "11", "value": "600", "origin": "GB"}], "total_value": "47800", "currency": "GBP", "countries": ["Switzerland", "Norway"], "security": "19120", "re_exported": False, "replacement_carnet": None, "chamber_city": "Newcastle", "total_pieces": 6},
"""CARNET for temporary admission           Issued by [[issued_by|Tyne Chamber of Commerce]], [[issued|15 January 2025]]
Holder        [[holder|Rookwood String Quartet]]
Represented by [[representative|Alma Reyes]]
Intended use  [[purpose|instruments for concerts]] (prof. equip.)
Valid until   [[valid_until|14 January 2026]] inclusive     For use in: [[countries[0]|CH]], [[countries[1]|NO]]

GENERAL LIST
[[goods[0].no|1]]   [[goods[0].goods|Violoncello, c. 1890]]   [[goods[0].pieces|1]]     [[goods[0].weight_kg|3.4 kg]]   [[goods[0].value|38,000]]   [[goods[0].origin|FR]]
[[goods[1].no|2]]   [[goods[1].goods|Bows]]                   [[goods[1].pieces|4]]     [[goods[1].weight_kg|0.3 kg]]    [[goods[1].value|9,200]]   [[goods[1].origin|DE]]
[[goods[2].no|3]]   [[goods[2].goods|Flight case]]            [[goods[2].pieces|1]]    [[goods[2].weight_kg|11.0 kg]]      [[goods[2].value|600]]   [[goods[2].origin|GB]]
                                         [[currency|GBP]] [[total_value|47,800]]
Security held (40 %): [[security|19,120]]
Counterfoils: exported Harwich 2/2/25. [[re_exported|Re-importation: not yet stamped.]]
""")
case("u188-dua-exportacion", "customs", "es", "form", M("Dua", mrn=S, exportador=S, nif=S, destinatario=S, pais_destino=S, aduana=S, fecha=date, bultos=I, peso_bruto=D, peso_neto=D, partida=S, mercancia=S, valor=D, moneda=S, incoterm=S, matricula=S, contenedor=O[S], representante=S, regimen=S, inspeccion=B, documentos=list[S], canal=E_("Canal", "verde", "naranja", "rojo"), valor_estadistico=O[D], continente=S), {"mrn": "25ES00304417700123", "exportador": "Azulejos Mijares", "nif": "B00441770", "destinatario": "Casbah Décor SARL", "pais_destino": "Marruecos", "aduana": "Algeciras", "fecha": "2025-06-10", "bultos": 18, "peso_bruto": "21640", "peso_neto": "20900", "partida": "690721", "mercancia": "baldosas de gres", "valor": "15870", "moneda": "EUR", "incoterm": "FOB Algeciras", "matricula": "0441 LMN", "contenedor": None, "representante": "Despachos Tarik", "regimen": "10", "inspeccion": False, "documentos": ["factura 0417/25", "EUR.1"], "canal": "verde", "valor_estadistico": None, "continente": "África"},
"""DUA EXPORTACIÓN     MRN [[mrn|25ES00304417700123]]     Aduana de [[aduana|ALGECIRAS]]
Admitido el [[fecha|10/06/2025]] a las 09:14     Circuito [[canal|V]] – [[inspeccion|sin reconocimiento]]

2  Exportador     [[exportador|AZULEJOS MIJARES]]   NIF [[nif|B00441770]]
8  Destinatario   [[destinatario|CASBAH DÉCOR SARL]], Tánger      17 País dest. [[pais_destino|MA]]
14 Representante  [[representante|Despachos Tarik]]
18 Matrícula      [[matricula|0441-LMN]] / remolque R-0093-BC
20 Entrega        [[incoterm|FOB Algeciras]]
22 Importe        [[moneda|EUR]] [[valor|15.870,00]]
31 Bultos         [[bultos|18]] palés      Mercancía: [[mercancia|baldosas de gres]]     33 Partida [[partida|6907 21]]
35 P. bruto [[peso_bruto|21.640]]   38 P. neto [[peso_neto|20.900]]   37 Régimen [[regimen|10]] 00
44 [[documentos[0]|Factura 0417/25]]; [[documentos[1]|EUR.1]] n.º A 204417
""")
