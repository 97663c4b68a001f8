"""Tables that run over page breaks, and documents in pairs."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import case
from tests.citations.cases.outsiders.common import *

case("u090-credit-union-annual", "statement", "en", "pages", M("Loan", lender=S, member=S, loan_no=S, original_amount=D, rate_percent=D, payments=list[M("P", date=date, amount=D, interest=D, principal=D, balance=D)], balance_start=D, balance_end=D, interest_paid_2024=D, payments_remaining=I, cosigner=O[S], principal_paid=D), {"lender": "Prairie Schooner Credit Union", "member": "Ada Lindgren", "loan_no": "L-77-0418", "original_amount": "14000", "rate_percent": "6.25", "payments": [{"date": "2024-10-15", "amount": "310.00", "interest": "41.12", "principal": "268.88", "balance": "7626.31"}, {"date": "2024-11-15", "amount": "310.00", "interest": "40.48", "principal": "269.52", "balance": "7356.79"}, {"date": "2024-12-16", "amount": "325.00", "interest": "39.05", "principal": "285.95", "balance": "7070.84"}], "balance_start": "7895.19", "balance_end": "7070.84", "interest_paid_2024": "523.77", "payments_remaining": 25, "cosigner": None, "principal_paid": "824.35"},
"""[[lender|Prairie Schooner Credit Union]]              Auto loan statement, Q4 2024
Member [[member|Ada Lindgren]]     Loan [[loan_no|L-77-0418]]     Sheet 1
Original amount [[original_amount|$14,000.00]] on 3/10/2022     APR [[rate_percent|6.250%]]

Date         Payment    Interest    Principal     Balance
             balance forward                     [[balance_start|7,895.19]]
[[payments[0].date|10/15/2024]]    [[payments[0].amount|310.00]]      [[payments[0].interest|41.12]]      [[payments[0].principal|268.88]]    [[payments[0].balance|7,626.31]]
[[payments[1].date|11/15/2024]]    [[payments[1].amount|310.00]]      [[payments[1].interest|40.48]]      [[payments[1].principal|269.52]]    [[payments[1].balance|7,356.79]]
(continued)
\f[[?lender|Prairie Schooner Credit Union]]              Auto loan statement, Q4 2024
Member [[?member|Ada Lindgren]]     Loan [[?loan_no|L-77-0418]]     Sheet 2

Date         Payment    Interest    Principal     Balance
[[payments[2].date|12/16/2024]]    [[payments[2].amount|325.00]]      [[payments[2].interest|39.05]]      [[payments[2].principal|285.95]]    [[balance_end|[[payments[2].balance|7,070.84]]]]

Interest paid in calendar 2024: [[interest_paid_2024|$523.77]]  (2023: $711.02)
[[payments_remaining|Twenty-five]] payments remain. Next due 1/15/2025, $310.00.
""")
case("u092-bordereau-prix-chantier", "table", "fr", "pages", M("Devis", entreprise=S, numero=S, date_devis=date, maitre_ouvrage=S, postes=list[M("P", code=S, designation=S, unite=S, quantite=D, prix_unitaire=D, total=D)], total_ht=D, remise_percent=D, net_ht=D, validite_jours=I, delai_semaines=I, tva_montant=D, garantie_ans=I), {"entreprise": "Sols du Berry", "numero": "D-2025-30", "date_devis": "2025-02-11", "maitre_ouvrage": "Commune de Vierzeau", "postes": [{"code": "1.1", "designation": "Dépose moquette", "unite": "m²", "quantite": "64", "prix_unitaire": "4.50", "total": "288.00"}, {"code": "1.2", "designation": "Ragréage", "unite": "m²", "quantite": "64", "prix_unitaire": "9.80", "total": "627.20"}, {"code": "2.1", "designation": "Linoléum 2,5 mm", "unite": "m²", "quantite": "68", "prix_unitaire": "31.00", "total": "2108.00"}, {"code": "2.2", "designation": "Plinthes bois", "unite": "ml", "quantite": "52", "prix_unitaire": "8.40", "total": "436.80"}], "total_ht": "3460.00", "remise_percent": "3", "net_ht": "3356.20", "validite_jours": 60, "delai_semaines": 5, "tva_montant": "671.24", "garantie_ans": 10},
"""[[entreprise|SOLS DU BERRY]] – Devis [[numero|D-2025-30]] du [[date_devis|11/02/2025]] – p. 1
Maître d'ouvrage : [[maitre_ouvrage|Commune de Vierzeau]]   (visite du 28/01)
N°     Désignation            U     Qté      PU       Total HT
[[postes[0].code|1.1]]    [[postes[0].designation|Dépose moquette]]        [[postes[0].unite|m²]]    [[postes[0].quantite|64]]     [[postes[0].prix_unitaire|4,50]]     [[postes[0].total|288,00]]
[[postes[1].code|1.2]]    [[postes[1].designation|Ragréage]]               [[postes[1].unite|m²]]    [[postes[1].quantite|64]]     [[postes[1].prix_unitaire|9,80]]     [[postes[1].total|627,20]]
                                      À reporter   915,20
\f[[?entreprise|SOLS DU BERRY]] – Devis [[?numero|D-2025-30]] du [[?date_devis|11/02/2025]] – p. 2
N°     Désignation            U     Qté      PU       Total HT
                                      Report       915,20
[[postes[2].code|2.1]]    [[postes[2].designation|Linoléum 2,5 mm]]        [[postes[2].unite|m²]]    [[postes[2].quantite|68]]    [[postes[2].prix_unitaire|31,00]]   [[postes[2].total|2 108,00]]
[[postes[3].code|2.2]]    [[postes[3].designation|Plinthes bois]]          [[postes[3].unite|ml]]    [[postes[3].quantite|52]]     [[postes[3].prix_unitaire|8,40]]     [[postes[3].total|436,80]]
                                      Total HT   [[total_ht|3 460,00]]
                                      Remise [[remise_percent|3 %]]   103,80
                                      Net HT     [[net_ht|3 356,20]]
TVA en sus au taux en vigueur. Offre valable [[validite_jours|deux mois]]. Délai : [[delai_semaines|cinq semaines]] à la commande.
""")
case("u094-rent-roll-pages", "table", "en", "pages", M("RentRoll", property=S, as_of=date, manager=S, units=list[M("U", unit=S, tenant=O[S], rent=D, lease_end=O[date], past_due=O[D])], occupied=I, vacant=I, scheduled_rent=D, collected=D, occupancy_percent=D, market_rent_b1=O[D]), {"property": "Alder Court", "as_of": "2025-03-31", "manager": "J. Pruitt", "units": [{"unit": "101", "tenant": "Okafor", "rent": "1125", "lease_end": "2025-08-31", "past_due": None}, {"unit": "102", "tenant": "Delacroix", "rent": "1090", "lease_end": "2025-05-31", "past_due": "218.00"}, {"unit": "103", "tenant": None, "rent": "1150", "lease_end": None, "past_due": None}, {"unit": "201", "tenant": "Mbeki / Stone", "rent": "1240", "lease_end": "2026-01-31", "past_due": None}, {"unit": "202", "tenant": "Tran", "rent": "1210", "lease_end": "2025-11-30", "past_due": "50.00"}], "occupied": 4, "vacant": 1, "scheduled_rent": "5815", "collected": "4397", "occupancy_percent": "80", "market_rent_b1": None},
"""RENT ROLL  [[property|Alder Court]]        as of [[as_of|03/31/2025]]        run 04/02/2025 07:14      p1
Unit   Tenant            Rent       Lease end     Past due
[[units[0].unit|101]]    [[units[0].tenant|Okafor]]            [[units[0].rent|1,125.00]]   [[units[0].lease_end|08/31/25]]
[[units[1].unit|102]]    [[units[1].tenant|Delacroix]]         [[units[1].rent|1,090.00]]   [[units[1].lease_end|05/31/25]]      [[units[1].past_due|218.00]]
[[units[2].unit|103]]    -- VACANT --      [[units[2].rent|1,150.00]]
\fRENT ROLL  [[?property|Alder Court]]        as of [[?as_of|03/31/2025]]        run 04/02/2025 07:14      p2
Unit   Tenant            Rent       Lease end     Past due
[[units[3].unit|201]]    [[units[3].tenant|Mbeki / Stone]]     [[units[3].rent|1,240.00]]   [[units[3].lease_end|01/31/26]]
[[units[4].unit|202]]    [[units[4].tenant|Tran]]              [[units[4].rent|1,210.00]]   [[units[4].lease_end|11/30/25]]       [[units[4].past_due|50.00]]
--------------------------------------------------------
Units 5   Occupied [[occupied|4]]   Vacant [[vacant|1]]     Scheduled [[scheduled_rent|5,815.00]]   Collected [[collected|4,397.00]]
Prepared for owner by [[manager|J. Pruitt]]
""")
case("u096-lista-embarque", "table", "es", "pages", M("Lista", buque=S, viaje=S, puerto=S, fecha=date, partidas=list[M("P", conocimiento=S, mercancia=S, bultos=I, kilos=D)], total_bultos=I, total_kilos=D, consignatario=S, mercancia_peligrosa=B, capitan=O[S], bandera=S), {"buque": "Punta Langosteira", "viaje": "0417S", "puerto": "Vilagarcía", "fecha": "2025-01-20", "partidas": [{"conocimiento": "VG-01", "mercancia": "tableros de eucalipto", "bultos": 22, "kilos": "18400"}, {"conocimiento": "VG-02", "mercancia": "conservas de mejillón", "bultos": 640, "kilos": "7680"}, {"conocimiento": "VG-03", "mercancia": "granito pulido", "bultos": 14, "kilos": "25210"}, {"conocimiento": "VG-04", "mercancia": "redes de pesca", "bultos": 31, "kilos": "1954"}], "total_bultos": 707, "total_kilos": "53244", "consignatario": "Marítima Arousa", "mercancia_peligrosa": False, "capitan": None, "bandera": "España"},
"""LISTA DE EMBARQUE    M/n [[buque|PUNTA LANGOSTEIRA]]   Viaje [[viaje|0417S]]   [[puerto|Vilagarcía]], [[fecha|20/01/2025]]    Hoja 1
B/L      Mercancía                     Bultos     Kilos
[[partidas[0].conocimiento|VG-01]]    [[partidas[0].mercancia|Tableros de eucalipto]]             [[partidas[0].bultos|22]]    [[partidas[0].kilos|18.400]]
[[partidas[1].conocimiento|VG-02]]    [[partidas[1].mercancia|Conservas de mejillón]]            [[partidas[1].bultos|640]]     [[partidas[1].kilos|7.680]]
         Suma y sigue                     662    26.080
\fLISTA DE EMBARQUE    M/n [[?buque|PUNTA LANGOSTEIRA]]   Viaje [[?viaje|0417S]]   [[?puerto|Vilagarcía]], [[?fecha|20/01/2025]]    Hoja 2
B/L      Mercancía                     Bultos     Kilos
         Suma anterior                    662    26.080
[[partidas[2].conocimiento|VG-03]]    [[partidas[2].mercancia|Granito pulido]]                    [[partidas[2].bultos|14]]    [[partidas[2].kilos|25.210]]
[[partidas[3].conocimiento|VG-04]]    [[partidas[3].mercancia|Redes de pesca]]                    [[partidas[3].bultos|31]]     [[partidas[3].kilos|1.954]]
         TOTAL                            [[total_bultos|707]]    [[total_kilos|53.244]]
[[mercancia_peligrosa|No se carga mercancía IMO.]]      El consignatario: [[consignatario|Marítima Arousa]]
""")
