"""Documents in pairs: the second corrects, answers or completes the first."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import case

case("u097-order-and-delivery-note", "delivery", "en", "two-docs", M("Match", po_number=S, ordered_on=date, delivery_note=S, delivered_on=date, supplier=S, buyer=S, lines=list[M("L", item=S, ordered=I, delivered=I, back_order=I)], signed_by=S, complete=B, carrier=S, pallets=I, damaged=B, order_value=D, shortfall_total=I), {"po_number": "4500-4417", "ordered_on": "2025-03-03", "delivery_note": "DN 90331", "delivered_on": "2025-03-11", "supplier": "Hartwell Fixings", "buyer": "Copperbeech Kitchens", "lines": [{"item": "soft-close hinge", "ordered": 400, "delivered": 400, "back_order": 0}, {"item": "drawer runner 450 mm", "ordered": 120, "delivered": 96, "back_order": 24}, {"item": "cabinet leg", "ordered": 200, "delivered": 150, "back_order": 50}], "signed_by": "L. Akande", "complete": False, "carrier": "own van", "pallets": 2, "damaged": True, "order_value": "1310.40", "shortfall_total": 74},
"""[[buyer|COPPERBEECH KITCHENS]]                  PURCHASE ORDER [[po_number|4500-4417]]
To [[supplier|Hartwell Fixings]]                     [[ordered_on|3 March 2025]]

[[lines[0].ordered|400]]   [[lines[0].item|soft-close hinge]]            0.98
[[lines[1].ordered|120]]   [[lines[1].item|drawer runner 450 mm]]        6.12
[[lines[2].ordered|200]]   [[lines[2].item|cabinet leg]]                 0.92
Deliver by 10 March. Value [[order_value|1,310.40]] ex VAT
""",
"""[[?supplier|HARTWELL FIXINGS]]           DELIVERY NOTE [[delivery_note|DN 90331]]        [[delivered_on|11/03/25]]
Your order [[?po_number|4500-4417]]         [[pallets|2]] pallets       by [[carrier|own van]]

                            deld    to follow
hinge, soft-close            [[lines[0].delivered|400]]        [[lines[0].back_order|-]]
runner 450                    [[lines[1].delivered|96]]       [[lines[1].back_order|24]]
leg                          [[lines[2].delivered|150]]       [[lines[2].back_order|50]]
[[complete|PART DELIVERY]]
Received: [[signed_by|L. Akande]]   "[[damaged|one box of legs crushed]]"
""")
case("u099-devis-et-facture", "invoice", "fr", "two-docs", M("Comparaison", devis_numero=S, devis_date=date, facture_numero=S, facture_date=date, artisan=S, client=S, montant_devis_ttc=D, montant_facture_ttc=D, supplement=S, supplement_montant=D, remise=D, accepte_le=date, tva_percent=D, ecart=D, solde=O[D], duree_jours=I), {"devis_numero": "117", "devis_date": "2025-01-08", "facture_numero": "2025-031", "facture_date": "2025-03-04", "artisan": "Serrurerie Pinel", "client": "Mme Yvonne Lacaze", "montant_devis_ttc": "1485.00", "montant_facture_ttc": "1551.00", "supplement": "cylindre à bouton", "supplement_montant": "80", "remise": "20", "accepte_le": "2025-01-15", "tva_percent": "10", "ecart": "66.00", "solde": None, "duree_jours": 2},
"""[[artisan|SERRURERIE PINEL]]     Devis n° [[devis_numero|117]] du [[devis_date|8 janvier 2025]]
[[client|Mme Yvonne LACAZE]], 3 rue Basse, Albi
Fourniture et pose d'une porte blindée       1 350,00 HT
TVA [[tva_percent|10 %]]                                     135,00
Total TTC                                    [[montant_devis_ttc|1 485,00]]
Durée des travaux : [[duree_jours|deux jours]].    Bon pour accord, le [[accepte_le|15/01/25]]  Y. Lacaze
""",
"""[[?artisan|SERRURERIE PINEL]]     Facture [[facture_numero|2025-031]]     le [[facture_date|04/03/2025]]
Suivant devis [[?devis_numero|117]]                            1 350,00
[[supplement|Cylindre à bouton]], demandé sur place             [[supplement_montant|80,00]]
Geste commercial (retard)                      − [[remise|20,00]]
Total HT                                     1 410,00
TVA [[?tva_percent|10 %]]                                       141,00
À payer                                      [[montant_facture_ttc|1 551,00 €]]
""")
case("u101-referral-and-clinic-reply", "medical", "en", "two-docs", M("Case", patient=S, dob=date, gp=S, specialist=S, referral_date=date, seen_on=date, complaint=S, bp_gp=S, bp_clinic=S, ecg=S, diagnosis=S, suspected_by_gp=S, new_drug=S, new_dose=S, stopped_drug=S, review_months=I, driving_ok=B, echo_booked=B, waiting_days=I, chads=O[I]), {"patient": "Alasdair Munro", "dob": "1951-05-06", "gp": "Dr K. Whittle", "specialist": "Dr Noor Rahimi", "referral_date": "2025-02-12", "seen_on": "2025-04-01", "complaint": "palpitations", "bp_gp": "158/92", "bp_clinic": "141/84", "ecg": "sinus rhythm", "diagnosis": "paroxysmal atrial fibrillation", "suspected_by_gp": "thyrotoxicosis", "new_drug": "bisoprolol", "new_dose": "1.25 mg", "stopped_drug": "pseudoephedrine", "review_months": 3, "driving_ok": True, "echo_booked": True, "waiting_days": 48, "chads": None},
"""Burnside Surgery, [[referral_date|12 February 2025]]
Dear Cardiology, re [[patient|Alasdair Munro]] ([[dob|06/05/51]])
Three months of [[complaint|palpitations]], worse at night. BP here [[bp_gp|158/92]], pulse 96 regular. TSH awaited - I wonder about
[[suspected_by_gp|thyrotoxicosis]]. Takes pseudoephedrine for hay fever. Lives with his wife; keen bowler.
[[gp|Dr K. Whittle]]
""",
"""Cardiology Outpatients                                   Clinic of [[seen_on|1 April 2025]]
Dear Dr Whittle,   Mr Munro, DOB [[dob|06/05/1951]]
Diagnosis: [[diagnosis|paroxysmal atrial fibrillation]] (six hours on the monitor, 4-5 March). TSH was normal.
BP [[bp_clinic|141/84]]. ECG today [[ecg|sinus rhythm]], 72. I have started [[new_drug|bisoprolol]] [[new_dose|1.25 mg]] and asked him to [[stopped_drug|stop the pseudoephedrine]].
[[echo_booked|Echo is booked]] for May. [[driving_ok|He may drive.]] Review [[review_months|three months]].
[[specialist|Dr Noor Rahimi]], consultant
""")
case("u103-matricula-y-horario", "form", "es", "two-docs", M("Matricula", alumno=S, curso=S, centro=S, fecha_matricula=date, tutora=S, asignaturas=list[M("A", nombre=S, dia=S, hora=time, aula=S)], importe=D, descuento=D, familia_numerosa=B, comedor=B, transporte=B, inicio_clases=date, telefono_contacto=S, edad=O[I], importe_final=D), {"alumno": "Leire Goñi", "curso": "2.º ESO", "centro": "IES Valdizarbe", "fecha_matricula": "2025-07-02", "tutora": "Marisa Unzué", "asignaturas": [{"nombre": "Música", "dia": "lunes", "hora": "09:25:00", "aula": "14"}, {"nombre": "Francés", "dia": "miércoles", "hora": "11:45:00", "aula": "22"}], "importe": "36.00", "descuento": "12.00", "familia_numerosa": True, "comedor": False, "transporte": True, "inicio_clases": "2025-09-08", "telefono_contacto": "600 004 417", "edad": None, "importe_final": "24.00"},
"""[[centro|IES VALDIZARBE]] – Solicitud de matrícula       [[fecha_matricula|2 de julio de 2025]]
Alumna: [[alumno|GOÑI, Leire]]        Curso: [[curso|2.º ESO]]      Tel. [[telefono_contacto|600 004 417]]
Comedor  [ ] sí [x] [[comedor|no]]      Transporte  [x] [[transporte|sí]] [ ] no
Seguro y materiales [[importe|36,00 €]]. [[familia_numerosa|Familia numerosa]]: descuento de [[descuento|12,00 €]].
""",
"""[[?centro|IES Valdizarbe]]     Horario 2.º B      Tutora: [[tutora|Marisa Unzué]]
Las clases empiezan el [[inicio_clases|lunes 8 de septiembre]].
            [[asignaturas[0].dia|Lunes]]            [[asignaturas[1].dia|Miércoles]]
8:30        Lengua           Matemáticas
[[asignaturas[0].hora|9:25]]        [[asignaturas[0].nombre|Música]] (aula [[asignaturas[0].aula|14]])  Lengua
[[asignaturas[1].hora|11:45]]       Inglés           [[asignaturas[1].nombre|Francés]] (aula [[asignaturas[1].aula|22]])
""")
