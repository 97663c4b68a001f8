"""Tables that run over page breaks."""

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
case("u092-stueckliste-mehrseitig", "table", "de", "pages", M("Stueckliste", zeichnung=S, revision=S, geraet=S, teile=list[M("T", pos=I, menge=I, teil=S, werkstoff=S, masse_kg=D)], gesamtmasse_kg=D, bearbeiter=S, freigabe=date, anzahl_positionen=I, normteile=B, blaetter=I), {"zeichnung": "4417-03-00", "revision": "C", "geraet": "Bandspanner BS 80", "teile": [{"pos": 1, "menge": 1, "teil": "Grundplatte", "werkstoff": "S235JR", "masse_kg": "3.420"}, {"pos": 2, "menge": 2, "teil": "Lagerbock", "werkstoff": "EN-GJL-250", "masse_kg": "0.860"}, {"pos": 3, "menge": 1, "teil": "Spindel Tr16x4", "werkstoff": "C45", "masse_kg": "0.515"}, {"pos": 4, "menge": 1, "teil": "Handrad Ø 125", "werkstoff": "PA6", "masse_kg": "0.210"}, {"pos": 5, "menge": 4, "teil": "Zylinderschraube M8x25", "werkstoff": "8.8", "masse_kg": "0.014"}], "gesamtmasse_kg": "5.921", "bearbeiter": "Kressin", "freigabe": "2024-02-15", "anzahl_positionen": 5, "normteile": True, "blaetter": 2},
"""Stückliste zu [[zeichnung|4417-03-00]]   Rev. [[revision|C]]   [[geraet|Bandspanner BS 80]]                   Blatt 1/[[blaetter|2]]
Pos  Stk  Benennung                  Werkstoff     kg/Stk
[[teile[0].pos|1]]    [[teile[0].menge|1]]    [[teile[0].teil|Grundplatte]]                [[teile[0].werkstoff|S235JR]]        [[teile[0].masse_kg|3,420]]
[[teile[1].pos|2]]    [[teile[1].menge|2]]    [[teile[1].teil|Lagerbock]]                  [[teile[1].werkstoff|EN-GJL-250]]    [[teile[1].masse_kg|0,860]]
[[teile[2].pos|3]]    [[teile[2].menge|1]]    [[teile[2].teil|Spindel Tr16x4]]             [[teile[2].werkstoff|C45]]           [[teile[2].masse_kg|0,515]]
Bearb. [[bearbeiter|Kressin]]  12.02.24   Gepr. Ott  14.02.24   Freig. [[freigabe|15.02.24]]
\fStückliste zu [[?zeichnung|4417-03-00]]   Rev. [[?revision|C]]   [[?geraet|Bandspanner BS 80]]                   Blatt 2/[[?blaetter|2]]
Pos  Stk  Benennung                  Werkstoff     kg/Stk
[[teile[3].pos|4]]    [[teile[3].menge|1]]    [[teile[3].teil|Handrad Ø 125]]              [[teile[3].werkstoff|PA6]]           [[teile[3].masse_kg|0,210]]
[[teile[4].pos|5]]    [[teile[4].menge|4]]    [[teile[4].teil|Zylinderschraube M8x25]]     [[teile[4].werkstoff|8.8]]           [[teile[4].masse_kg|0,014]]
[[normteile|Pos. 5: Normteil DIN 912]]
Rev. A 03.11.22, B 20.06.23: Handrad war Ø 100
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
