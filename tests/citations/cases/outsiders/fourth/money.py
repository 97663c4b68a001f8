"""Invoices with several totals, and bank statements."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u001-plumber-invoice", "invoice", "en", "totals", M("Invoice", invoice_no=S, invoice_date=date, supplier=S, customer=S, site_address=S, lines=list[M("Line", description=S, qty=D, unit_price=D, amount=D)], labour_total=D, materials_total=D, net=D, vat=D, gross=D, retention=D, previously_invoiced=D, due_now=D, due_date=date, currency=S, gas_safe_no=O[S]), {"invoice_no": "PH/24/0917", "invoice_date": "2024-11-18", "supplier": "Peter Hollis Heating Ltd", "customer": "Mrs D. Achterberg", "site_address": "22 Rookery Lane, Thetford IP24 2QF", "lines": [{"description": "Strip out old boiler and flue", "qty": "1", "unit_price": "180.00", "amount": "180.00"}, {"description": "Fit Vokera 30 kW combi", "qty": "1", "unit_price": "640.00", "amount": "640.00"}, {"description": "22 mm copper, per metre", "qty": "14", "unit_price": "9.15", "amount": "128.10"}, {"description": "Magnetic filter", "qty": "1", "unit_price": "112.40", "amount": "112.40"}], "labour_total": "820.00", "materials_total": "240.50", "net": "1060.50", "vat": "212.10", "gross": "1272.60", "retention": "63.63", "previously_invoiced": "400.00", "due_now": "808.97", "due_date": "2024-12-02", "currency": "GBP", "gas_safe_no": None},
"""[[supplier|PETER HOLLIS HEATING LTD]]
Unit 3 Station Yard, Wymondham NR18 0JX   VAT reg. 774 2210 08   Tel 01953 600 118

To: [[customer|Mrs D. Achterberg]]                              TAX INVOICE  [[invoice_no|PH/24/0917]]
    14 Church Close, Attleborough               Date/tax point: [[invoice_date|18/11/24]]
    Work at: [[site_address|22 Rookery Lane, Thetford IP24 2QF]]   Quote ref Q-881 of 02/10/24

LABOUR
  [[lines[0].description|Strip out old boiler and flue]]          [[lines[0].qty|1]]  x  [[lines[0].unit_price|180.00]]        [[lines[0].amount|180.00]]
  [[lines[1].description|Fit Vokera 30 kW combi]]                 [[lines[1].qty|1]]  x  [[lines[1].unit_price|640.00]]        [[lines[1].amount|640.00]]
                                              Labour       [[labour_total|820.00]]
MATERIALS
  [[lines[2].description|22 mm copper, per metre]]               [[lines[2].qty|14]]  x    [[lines[2].unit_price|9.15]]        [[lines[2].amount|128.10]]
  [[lines[3].description|Magnetic filter]]                        [[lines[3].qty|1]]  x  [[lines[3].unit_price|112.40]]        [[lines[3].amount|112.40]]
                                              Materials    [[materials_total|240.50]]
                                                         ---------
                                              Goods      [[net|1,060.50]]
                                              VAT 20 %     [[vat|212.10]]
                                              Invoice    [[gross|1,272.60]]
   less 5 % retention (released after 12 months)            [[retention|63.63]]-
   less interim bill PH/24/0850 of 21/10/24                [[previously_invoiced|400.00]]-
                                                         =========
   NOW PAYABLE                                             [[due_now|808.97]]

Terms: 14 days, i.e. by [[due_date|2 December]]. Sort 20-00-00 A/c 7034 1128
Thank you, Pete
""")
case("u003-handwerker-rechnung", "invoice", "de", "totals", M("Rechnung", rechnungsnummer=S, kundennummer=S, rechnungsdatum=date, leistungsdatum=date, auftraggeber=S, positionen=list[M("Pos", bezeichnung=S, menge=D, einheit=S, einzelpreis=D, gesamt=D)], lohnanteil=D, netto=D, ust=D, brutto=D, abschlag=D, restbetrag=D, skonto_bis=date, skontobetrag=D, steuernummer=S, iban=S, kleinunternehmer=B, land=S), {"rechnungsnummer": "2025/0338", "kundennummer": "10774", "rechnungsdatum": "2025-05-12", "leistungsdatum": "2025-05-06", "auftraggeber": "Hausverwaltung Terhorst GbR", "positionen": [{"bezeichnung": "Dachziegel Tonpfanne rot", "menge": "85", "einheit": "Stück", "einzelpreis": "2.40", "gesamt": "204.00"}, {"bezeichnung": "Traufblech Zink", "menge": "12.5", "einheit": "lfm", "einzelpreis": "18.80", "gesamt": "235.00"}, {"bezeichnung": "Geselle", "menge": "9", "einheit": "Std", "einzelpreis": "58.00", "gesamt": "522.00"}, {"bezeichnung": "Anfahrtspauschale", "menge": "1", "einheit": "psch", "einzelpreis": "35.00", "gesamt": "35.00"}], "lohnanteil": "557.00", "netto": "996.00", "ust": "189.24", "brutto": "1185.24", "abschlag": "500.00", "restbetrag": "685.24", "skonto_bis": "2025-05-22", "skontobetrag": "13.70", "steuernummer": "214/5077/1169", "iban": "DE00 4405 0199 0041 0077 23", "kleinunternehmer": False, "land": "Deutschland"},
"""Dachdeckerei Imhoff · Meisterbetrieb seit 1961 · Hellweg 140 · 44319 Dortmund

[[auftraggeber|Hausverwaltung Terhorst GbR]]
z. Hd. Frau Quast
Märkische Str. 8                                        Rechnung  [[rechnungsnummer|2025/0338]]
44135 Dortmund                                          Kd.-Nr.   [[kundennummer|10774]]
                                                        Datum     [[rechnungsdatum|12.05.2025]]
Objekt: Saarlandstr. 61, Ausführung am [[leistungsdatum|06.05.]], Angebot 25-119 vom 14.04.2025

Pos  Bezeichnung                  Menge        EP        GP
1    [[positionen[0].bezeichnung|Dachziegel Tonpfanne rot]]    [[positionen[0].menge|85]]   [[positionen[0].einheit|Stck]]   [[positionen[0].einzelpreis|2,40]]    [[positionen[0].gesamt|204,00]]
2    [[positionen[1].bezeichnung|Traufblech Zink]]             [[positionen[1].menge|12,5]] [[positionen[1].einheit|lfm]]   [[positionen[1].einzelpreis|18,80]]    [[positionen[1].gesamt|235,00]]
3    [[positionen[2].bezeichnung|Geselle]]                      [[positionen[2].menge|9,0]] [[positionen[2].einheit|Std]]   [[positionen[2].einzelpreis|58,00]]    [[positionen[2].gesamt|522,00]]
4    [[positionen[3].bezeichnung|Anfahrtspauschale]]            [[positionen[3].menge|1]]   [[positionen[3].einheit|psch]]  [[positionen[3].einzelpreis|35,00]]     [[positionen[3].gesamt|35,00]]

Nettosumme                                            [[netto|996,00]]
[[kleinunternehmer|+ 19 % USt.]]                                           [[ust|189,24]]
Rechnungssumme EUR                                  [[brutto|1.185,24]]
./. Abschlag vom 02.05.2025                          −[[abschlag|500,00]]
noch zu zahlen                                        [[restbetrag|685,24]]

Im Bruttobetrag nach § 35a EStG begünstigte Arbeitskosten (netto, Pos. 3–4): [[lohnanteil|557,00 €]]
Bei Zahlung bis zum [[skonto_bis|22.5.]] gewähren wir 2 % Skonto ([[skontobetrag|13,70 €]]), sonst 30 Tage netto.
St.-Nr. [[steuernummer|214/5077/1169]] · IBAN [[iban|DE00 4405 0199 0041 0077 23]] · Inh. Ralf Imhoff
""")
case("u005-freight-invoice-two-currencies", "invoice", "en", "currencies", M("Freight", invoice=S, booking_ref=S, vessel=S, voyage=S, containers=list[S], ocean_freight_usd=D, bunker_surcharge_usd=D, thc_eur=D, documentation_fee_eur=D, exchange_rate=D, total_eur=D, vat_applicable=B, incoterm=O[S], etd=date, eta=date, consignee=S, credit_days=I, gross_weight_kg=D, transit_days=I), {"invoice": "ROT-5520917", "booking_ref": "BKG 88120", "vessel": "Astrid Maersund", "voyage": "427W", "containers": ["TTNU 310442-7", "TTNU 310988-0"], "ocean_freight_usd": "3900.00", "bunker_surcharge_usd": "516.00", "thc_eur": "470.00", "documentation_fee_eur": "55.00", "exchange_rate": "1.0815", "total_eur": "4608.25", "vat_applicable": False, "incoterm": None, "etd": "2024-08-09", "eta": "2024-09-14", "consignee": "Veldkamp Tuinmeubelen B.V.", "credit_days": 21, "gross_weight_kg": "14820", "transit_days": 36},
"""BLAKENEY & ROOS FORWARDING          INVOICE   [[invoice|ROT-5520917]]
Waalhaven Z.z. 19, Rotterdam        Date      05-Sep-2024

Our ref [[booking_ref|BKG 88120]]   Your ref "teak July"
M/V [[vessel|ASTRID MAERSUND]]  Voy [[voyage|427W]]   Semarang [[etd|9 Aug 2024]] / Rotterdam [[eta|14 Sep]]
Cnee: [[consignee|Veldkamp Tuinmeubelen B.V.]]
Cntrs: [[containers[0]|TTNU 310442-7]], [[containers[1]|TTNU 310988-0]]   2 x 40'HC   G.W. [[gross_weight_kg|14,820]] kgs   112.4 cbm

Ocean freight      2 x USD 1,950.00        USD   [[ocean_freight_usd|3,900.00]]
BAF                2 x USD   258.00        USD     [[bunker_surcharge_usd|516.00]]
                                           USD   4,416.00
  converted at [[exchange_rate|1.0815]]                     EUR   4,083.22
THC Rotterdam      2 x EUR 235.00          EUR     [[thc_eur|470.00]]
B/L fee                                    EUR      [[documentation_fee_eur|55.00]]
Rounding                                   EUR       0.03
Total due                                  EUR   [[total_eur|4,608.25]]
[[vat_applicable|VAT 0 % – international transport]]

Payment within [[credit_days|21 days]]. Claims under the forwarders' conditions within 8 days.
""")
case("u007-factura-electricidad", "invoice", "es", "totals", M("FacturaLuz", numero_factura=S, titular=S, cups=S, fecha_emision=date, periodo_desde=date, periodo_hasta=date, dias=I, potencia_kw=D, lectura_anterior=I, lectura_actual=I, consumo_kwh=I, termino_potencia=D, termino_energia=D, impuesto_electrico=D, alquiler_contador=D, iva=D, total=D, fecha_cargo=date, domiciliado=B, consumo_medio_diario=D, comercializadora=S), {"numero_factura": "FE-25-0091877", "titular": "Inmaculada Requena Soler", "cups": "ES0021000004417790KX", "fecha_emision": "2025-03-07", "periodo_desde": "2025-01-31", "periodo_hasta": "2025-03-02", "dias": 30, "potencia_kw": "4.6", "lectura_anterior": 18204, "lectura_actual": 18447, "consumo_kwh": 243, "termino_potencia": "14.35", "termino_energia": "38.15", "impuesto_electrico": "2.68", "alquiler_contador": "0.80", "iva": "11.76", "total": "67.74", "fecha_cargo": "2025-03-14", "domiciliado": True, "consumo_medio_diario": "8.1", "comercializadora": "Luz del Turia S.L."},
"""[[comercializadora|Luz del Turia S.L.]]         Atención al cliente 900 000 417
FACTURA DE ELECTRICIDAD      Nº [[numero_factura|FE-25-0091877]]

Titular: [[titular|Inmaculada Requena Soler]]       CUPS: [[cups|ES0021000004417790KX]]
Dirección de suministro: C/ Colón, 14, 3.º-B, 46680 Algemesí
Fecha de emisión: [[fecha_emision|7 de marzo de 2025]]
Periodo de facturación: del [[periodo_desde|31/01/2025]] al [[periodo_hasta|02/03/2025]] ([[dias|30]] días)

Lectura anterior (31/01)   [[lectura_anterior|18.204]]   real
Lectura actual (02/03)     [[lectura_actual|18.447]]   real
Consumo del periodo           [[consumo_kwh|243]] kWh      (mismo periodo del año anterior: 271 kWh)

Potencia contratada [[potencia_kw|4,6 kW]]
 Por potencia   [[?potencia_kw|4,6 kW]] x 30 días x 0,103986       [[termino_potencia|14,35 €]]
 Por energía    [[?consumo_kwh|243]] kWh x 0,157                   [[termino_energia|38,15 €]]
 Impuesto eléctrico 5,11 %                         [[impuesto_electrico|2,68 €]]
 Alquiler del contador                             [[alquiler_contador|0,80 €]]
 Subtotal                                         55,98 €
 IVA 21 %                                         [[iva|11,76 €]]
 TOTAL IMPORTE FACTURA                            [[total|67,74 €]]

[[domiciliado|Su recibo se cargará en la cuenta ES** **** 4471]] el día [[fecha_cargo|14/03/2025]].
Factura anterior: 73,12 € (pagada). Últimos 12 meses: 2.918 kWh.
""")
case("u009-current-account-statement", "bank", "en", "table", M("Statement", account_holder=S, sort_code=S, account_number=S, statement_from=date, statement_to=date, opening_balance=D, closing_balance=D, total_in=D, total_out=D, overdraft_limit=D, transactions=list[M("Tx", date=date, description=S, paid_in=O[D], paid_out=O[D], balance=O[D])]), {"account_holder": "Miss Odette Farrow", "sort_code": "09-00-41", "account_number": "55301882", "statement_from": "2024-12-14", "statement_to": "2025-01-13", "opening_balance": "412.66", "closing_balance": "608.13", "total_in": "1904.20", "total_out": "1708.73", "overdraft_limit": "500.00", "transactions": [{"date": "2024-12-16", "description": "DD Severn Water", "paid_in": None, "paid_out": "31.40", "balance": None}, {"date": "2024-12-16", "description": "Card Tesbury's Gloucester", "paid_in": None, "paid_out": "54.12", "balance": "327.14"}, {"date": "2024-12-20", "description": "BGC Farrier & Lowe salary", "paid_in": "1868.20", "paid_out": None, "balance": "2195.34"}, {"date": "2024-12-31", "description": "SO H Nkemelu rent", "paid_in": None, "paid_out": "725.00", "balance": "1470.34"}, {"date": "2025-01-02", "description": "Refund Millbrook Shoes", "paid_in": "36.00", "paid_out": None, "balance": "1506.34"}, {"date": "2025-01-06", "description": "CHQ 000217", "paid_in": None, "paid_out": "898.21", "balance": "608.13"}]},
"""SABRINA BANK plc                                         Statement 148
[[account_holder|MISS ODETTE FARROW]]
Sort code [[sort_code|09-00-41]]    Account [[account_number|55301882]]
Your statement [[statement_from|14 December 2024]] to [[statement_to|13 January 2025]]

   Balance on 14 Dec              £[[opening_balance|412.66]]
   Money in                     £[[total_in|1,904.20]]
   Money out                    £[[total_out|1,708.73]]
   Your balance on 13 Jan         £[[closing_balance,?transactions[5].balance|608.13]]
   Arranged overdraft             £[[overdraft_limit|500.00]]    (from 1 Feb: £750.00)

Date     Details                         In         Out      Balance
[[transactions[1].date|[[transactions[0].date|16 Dec]]]]   [[transactions[0].description|DD Severn Water]]                      [[transactions[0].paid_out|31.40]]
         [[transactions[1].description|Card Tesbury's Gloucester]]            [[transactions[1].paid_out|54.12]]     [[transactions[1].balance|327.14]]
[[transactions[2].date|20 Dec]]   [[transactions[2].description|BGC Farrier & Lowe salary]]  [[transactions[2].paid_in|1,868.20]]            [[transactions[2].balance|2,195.34]]
[[transactions[3].date|31 Dec]]   [[transactions[3].description|SO H Nkemelu rent]]                    [[transactions[3].paid_out|725.00]]   [[transactions[3].balance|1,470.34]]
[[transactions[4].date|2 Jan]]    [[transactions[4].description|Refund Millbrook Shoes]]     [[transactions[4].paid_in|36.00]]               [[transactions[4].balance|1,506.34]]
[[transactions[5].date|6 Jan]]    [[transactions[5].description|CHQ 000217]]                           [[transactions[5].paid_out|898.21]]     [[?closing_balance|[[transactions[5].balance|608.13]]]]

Sabrina Bank plc is covered for deposits up to £85,000. Calls may be recorded. Page 1 of 1
""")
case("u011-releve-de-compte", "bank", "fr", "table", M("Releve", titulaire=S, numero_compte=S, date_arrete=date, ancien_solde=D, nouveau_solde=D, operations=list[M("Op", date_operation=date, libelle=S, debit=O[D], credit=O[D])], total_debits=D, total_credits=D, decouvert_autorise=D, agence=S, conseiller=S), {"titulaire": "M. Étienne Vauquelin", "numero_compte": "04410 77290A", "date_arrete": "2025-02-28", "ancien_solde": "1340.07", "nouveau_solde": "2001.22", "operations": [{"date_operation": "2025-02-03", "libelle": "Prélèvement Mutuelle Horizon", "debit": "61.85", "credit": None}, {"date_operation": "2025-02-10", "libelle": "Chèque 4410082", "debit": "320.00", "credit": None}, {"date_operation": "2025-02-14", "libelle": "Retrait DAB Lisieux", "debit": "80.00", "credit": None}, {"date_operation": "2025-02-27", "libelle": "Virement Lycée Agricole", "debit": None, "credit": "1123.00"}], "total_debits": "461.85", "total_credits": "1123.00", "decouvert_autorise": "800", "agence": "Lisieux Centre", "conseiller": "Mme Bazin"},
"""CAISSE DU PAYS D'AUGE              RELEVÉ DE COMPTE n° 2     page 1/1
Agence : [[agence|LISIEUX CENTRE]]      Votre conseillère : [[conseiller|Mme Bazin]], 02 00 41 77 10
Titulaire : [[titulaire|M. VAUQUELIN Étienne]]
Compte chèques [[numero_compte|04410 77290A]]
Arrêté au [[date_arrete|28/02/2025]]

Date    Valeur  Libellé                          Débit     Crédit
                Ancien solde au 31/01/2025                 [[ancien_solde|1 340,07]]
[[operations[0].date_operation|03/02]]   03/02   [[operations[0].libelle|PRLV MUTUELLE HORIZON]]            [[operations[0].debit|61,85]]
[[operations[1].date_operation|10/02]]   09/02   [[operations[1].libelle|CHEQUE 4410082]]                  [[operations[1].debit|320,00]]
[[operations[2].date_operation|14/02]]   14/02   [[operations[2].libelle|RETRAIT DAB LISIEUX]] 13/02 18H07   [[operations[2].debit|80,00]]
[[operations[3].date_operation|27/02]]   28/02   [[operations[3].libelle|VIR LYCEE AGRICOLE]]                       [[operations[3].credit|1 123,00]]
                Totaux des mouvements           [[total_debits|461,85]]   [[total_credits|1 123,00]]
                Nouveau solde                              [[nouveau_solde|2 001,22]]

Découvert autorisé : [[decouvert_autorise|800 €]]. Plafond hebdomadaire de retrait : 500 €.
""")
case("u013-credit-card-statement", "bank", "en", "totals", M("Card", cardholder=S, card_ending=S, statement_date=date, previous_balance=D, payments=D, new_purchases=D, cash_advances=D, interest=D, new_balance=D, minimum_payment=D, payment_due=date, credit_limit=D, available_credit=D, apr_purchases_percent=D, apr_cash_percent=D, late_fee=D, points_earned=I, autopay=B, largest_purchase=D, utilization_percent=D), {"cardholder": "Rosalind Achebe", "card_ending": "4406", "statement_date": "2025-03-21", "previous_balance": "1284.17", "payments": "1284.17", "new_purchases": "963.08", "cash_advances": "0.00", "interest": "0.00", "new_balance": "963.08", "minimum_payment": "35.00", "payment_due": "2025-04-15", "credit_limit": "9500", "available_credit": "8536.92", "apr_purchases_percent": "21.24", "apr_cash_percent": "28.99", "late_fee": "40.00", "points_earned": 1204, "autopay": False, "largest_purchase": "411.50", "utilization_percent": "10.1"},
"""FIRST CEDAR BANK      Account ending [[card_ending|4406]]      [[cardholder|ROSALIND ACHEBE]]
Statement closing date [[statement_date|03/21/2025]]                Days in cycle: 28

Account summary
 Previous balance                 [[previous_balance|$1,284.17]]
 Payments and credits            -[[payments|$1,284.17]]
 Purchases                       +  [[new_purchases|$963.08]]
 Cash advances                   +    [[cash_advances|$0.00]]
 Fees charged                    +    $0.00
 Interest charged                +    [[interest|$0.00]]
 NEW BALANCE                        [[new_balance|$963.08]]

Payment information
 Minimum payment due                 [[minimum_payment|$35.00]]
 Payment due date                 [[payment_due|04/15/2025]]
 Late payment warning: if we do not get your minimum by then you may owe a late fee of up to [[late_fee|$40]].
 Credit line [[credit_limit|$9,500]], of which [[available_credit|$8,536.92]] is available; cash line $1,900.

Transactions
 02/24  02/25  HARLAN FEED & SEED  BEND OR              88.40
 02/27  02/28  PAYMENT - THANK YOU                  -1,284.17
 03/03  03/04  CASCADE AIRLIFT  TICKET 0417           [[largest_purchase|411.50]]
 03/09  03/10  TWO RIVERS DENTAL                       240.00
 03/18  03/19  GROCERY OUTPOST 114                     223.18

Rewards: [[points_earned|1,204]] points earned this period; balance 18,377.
APR: purchases [[apr_purchases_percent|21.24%]] (v), cash advances [[apr_cash_percent|28.99%]] (v).
[[autopay|You are not enrolled in AutoPay.]] Enroll at firstcedar.example.
""")
case("u015-tsucho-meisai", "bank", "ja", "table", M("Meisai", kouza_meigi=S, shiten=S, kouza_bango=S, kouza_shurui=E_("Shurui", "普通", "当座"), kikan_kaishi=date, kikan_shuryo=date, kurikoshi_zandaka=I, torihiki=list[M("T", hizuke=date, tekiyo=S, nyukin=O[I], shukkin=O[I], zandaka=I)], risoku=I, shukkin_goukei=I), {"kouza_meigi": "ハマダ ショウコ", "shiten": "尾道支店", "kouza_bango": "0417722", "kouza_shurui": "普通", "kikan_kaishi": "2025-02-01", "kikan_shuryo": "2025-02-28", "kurikoshi_zandaka": 183402, "torihiki": [{"hizuke": "2025-02-05", "tekiyo": "水道料", "nyukin": None, "shukkin": 6820, "zandaka": 176582}, {"hizuke": "2025-02-17", "tekiyo": "利息", "nyukin": 104, "shukkin": None, "zandaka": 176686}, {"hizuke": "2025-02-25", "tekiyo": "給与 オノミチゾウセン", "nyukin": 241300, "shukkin": None, "zandaka": 417986}, {"hizuke": "2025-02-27", "tekiyo": "家賃 振込", "nyukin": None, "shukkin": 58000, "zandaka": 359986}], "risoku": 104, "shukkin_goukei": 64820},
"""しまなみ信用金庫　　入出金明細
お名前　[[kouza_meigi|ハマダ　ショウコ]]　様
[[shiten|尾道支店]]　（[[kouza_shurui|普]]）[[kouza_bango|0417722]]
照会期間　[[kikan_kaishi|2025/02/01]] ～ [[kikan_shuryo|02/28]]　　照会日　2025/03/03

日付　　摘要　　　　　　　お預り　　お支払い　　残高
　　　　前月より繰越　　　　　　　　　　　　　　[[kurikoshi_zandaka|183,402]]
[[torihiki[0].hizuke|02-05]]　[[torihiki[0].tekiyo|水道料]]　　　　　　　　　　　[[torihiki[0].shukkin|6,820]]　　[[torihiki[0].zandaka|176,582]]
[[torihiki[1].hizuke|02-17]]　[[torihiki[1].tekiyo|利息]]　　　　　　　[[risoku|[[torihiki[1].nyukin|104]]]]　　　　　　[[torihiki[1].zandaka|176,686]]
[[torihiki[2].hizuke|02-25]]　[[torihiki[2].tekiyo|給与　オノミチゾウセン]]　[[torihiki[2].nyukin|241,300]]　　[[torihiki[2].zandaka|417,986]]
[[torihiki[3].hizuke|02-27]]　[[torihiki[3].tekiyo|家賃　振込]]　　　　　　　　[[torihiki[3].shukkin|58,000]]　[[torihiki[3].zandaka|359,986]]

※残高には未決済の小切手が含まれる場合があります。
""")
