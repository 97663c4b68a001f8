"""Invoices with several totals, and bank statements."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u002-saas-invoice-usd", "invoice", "en", "totals", M("Inv", number=S, issue_date=date, period_start=date, period_end=date, account=S, seats=I, price_per_seat=D, subscription_charge=D, overage_gb=I, overage_charge=D, credit=D, subtotal=D, tax_rate_percent=D, tax=D, total=D, currency=S, paid=B, card_last4=S, annual_cost=D), {"number": "INV-100482-07", "issue_date": "2025-07-01", "period_start": "2025-07-01", "period_end": "2025-07-31", "account": "Tallgrass Veterinary Group", "seats": 42, "price_per_seat": "19.00", "subscription_charge": "798.00", "overage_gb": 37, "overage_charge": "18.50", "credit": "57.00", "subtotal": "759.50", "tax_rate_percent": "6.5", "tax": "49.37", "total": "808.87", "currency": "USD", "paid": True, "card_last4": "0931", "annual_cost": "9576.00"},
"""Chartwheel, Inc.  |  548 Market St PMB 7712, San Francisco, CA 94104
Invoice [[number|INV-100482-07]]                                   Issued [[issue_date|July 1, 2025]]

Billed to
[[account|Tallgrass Veterinary Group]]
Attn: Accounts Payable
2200 W Kellogg Dr, Wichita, KS 67213

Plan: Team (monthly)   Service period [[period_start|Jul 1]] – [[period_end|31]], 2025

[[seats|42]] seats × [[price_per_seat|$19.00]]                                      [[subscription_charge|$798.00]]
Storage overage June: [[overage_gb|37]] GB beyond 500 GB @ $0.50             [[overage_charge|$18.50]]
Credit: 3 seats removed Jun 3                               [[credit|($57.00)]]

Subtotal                                                    [[subtotal|$759.50]]
KS sales tax [[tax_rate_percent|6.5%]]                                           [[tax|$49.37]]
Total ([[currency|USD]])                                                 [[total|$808.87]]

[[paid|Charged]] to Visa ending in [[card_last4|0931]] on July 1, 2025. Nothing further to do.
Your previous invoice (INV-100482-06, Jun 1) was $855.00.
""")
case("u004-handwerker-rechnung", "invoice", "de", "totals", M("Rechnung", rechnungsnummer=S, kundennummer=S, rechnungsdatum=date, leistungsdatum=date, auftraggeber=S, positionen=list[M("Pos", bezeichnung=S, menge=D, einheit=S, einzelpreis=D, gesamt=D)], lohnanteil=D, netto=D, ust=D, brutto=D, abschlag=D, restbetrag=D, skonto_bis=date, skontobetrag=D, steuernummer=S, iban=S, kleinunternehmer=B, land=S), {"rechnungsnummer": "2025/0338", "kundennummer": "10774", "rechnungsdatum": "2025-05-12", "leistungsdatum": "2025-05-06", "auftraggeber": "Hausverwaltung Terhorst GbR", "positionen": [{"bezeichnung": "Dachziegel Tonpfanne rot", "menge": "85", "einheit": "Stück", "einzelpreis": "2.40", "gesamt": "204.00"}, {"bezeichnung": "Traufblech Zink", "menge": "12.5", "einheit": "lfm", "einzelpreis": "18.80", "gesamt": "235.00"}, {"bezeichnung": "Geselle", "menge": "9", "einheit": "Std", "einzelpreis": "58.00", "gesamt": "522.00"}, {"bezeichnung": "Anfahrtspauschale", "menge": "1", "einheit": "psch", "einzelpreis": "35.00", "gesamt": "35.00"}], "lohnanteil": "557.00", "netto": "996.00", "ust": "189.24", "brutto": "1185.24", "abschlag": "500.00", "restbetrag": "685.24", "skonto_bis": "2025-05-22", "skontobetrag": "13.70", "steuernummer": "214/5077/1169", "iban": "DE00 4405 0199 0041 0077 23", "kleinunternehmer": False, "land": "Deutschland"},
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
case("u006-credit-note", "invoice", "en", "negative", M("CreditNote", credit_note_no=S, original_invoice=S, original_invoice_date=date, credit_date=date, customer=S, items=list[M("Item", sku=S, quantity_returned=I, unit_price=D, credit=D, reason=E_("Reason", "damaged", "wrong item", "overdelivery"))], restocking_fee=D, net_credit=D, vat=D, total_credit=D, refund_method=S, handled_by=S, remaining_invoice_balance=D), {"credit_note_no": "CN 4071", "original_invoice": "31866", "original_invoice_date": "2025-01-29", "credit_date": "2025-02-17", "customer": "Lanyon Garden Centre", "items": [{"sku": "TP-0440", "quantity_returned": 6, "unit_price": "11.20", "credit": "67.20", "reason": "damaged"}, {"sku": "TP-0700", "quantity_returned": 12, "unit_price": "4.95", "credit": "59.40", "reason": "overdelivery"}, {"sku": "BB-12-G", "quantity_returned": 2, "unit_price": "23.00", "credit": "46.00", "reason": "wrong item"}], "restocking_fee": "8.63", "net_credit": "163.97", "vat": "32.79", "total_credit": "196.76", "refund_method": "offset against next invoice", "handled_by": "Maeve Corrigan", "remaining_invoice_balance": "715.64"},
"""Tregarth Pots & Planters
CREDIT NOTE [[credit_note_no|CN 4071]] - [[credit_date|17.02.2025]]

Customer   [[customer|Lanyon Garden Centre]] (a/c L0018)
Refers to our invoice [[original_invoice|31866]] dated [[original_invoice_date|29.01.2025]], value £912.40

SKU       Dlvd  Retd   Each    Credit    Remarks
[[items[0].sku|TP-0440]]    30     [[items[0].quantity_returned|6]]   [[items[0].unit_price|11.20]]    [[items[0].credit|67.20]]    [[items[0].reason|cracked rims, photo received]]
[[items[1].sku|TP-0700]]    24    [[items[1].quantity_returned|12]]    [[items[1].unit_price|4.95]]    [[items[1].credit|59.40]]    [[items[1].reason|sent 24, ordered 12]]
[[items[2].sku|BB-12-G]]     2     [[items[2].quantity_returned|2]]   [[items[2].unit_price|23.00]]    [[items[2].credit|46.00]]    [[items[2].reason|should have been BB-12-T]]
                            172.60
Less restocking charge (5 %)   [[restocking_fee|8.63]]
Net                          [[net_credit|163.97]]
VAT                           [[vat|32.79]]
CREDIT                      £[[total_credit|196.76]]

We will [[refund_method|set this off against your next invoice]]; no cheque will be sent.
Raised by [[handled_by|Maeve Corrigan]], approved T. Penrose
""")
case("u008-seikyusho-design", "invoice", "ja", "totals", M("Seikyu", seikyu_bango=S, hakkobi=date, seikyusaki=S, kenmei=S, meisai=list[M("Meisai", naiyo=S, suryo=I, tanka=I, kingaku=I)], shokei=I, shohizei=I, gensen=I, goukei=I, shiharai_kigen=date, toroku_bango=S, furikomi_tesuryo_futan=E_("Futan", "客先", "当方"), tanto=S), {"seikyu_bango": "K-2025-018", "hakkobi": "2025-04-30", "seikyusaki": "株式会社みなと食品", "kenmei": "春季パッケージデザイン", "meisai": [{"naiyo": "ラベルデザイン", "suryo": 3, "tanka": 60000, "kingaku": 180000}, {"naiyo": "撮影ディレクション", "suryo": 1, "tanka": 45000, "kingaku": 45000}, {"naiyo": "修正対応", "suryo": 5, "tanka": 8000, "kingaku": 40000}], "shokei": 265000, "shohizei": 26500, "gensen": 27056, "goukei": 264444, "shiharai_kigen": "2025-05-31", "toroku_bango": "T0000112233445", "furikomi_tesuryo_futan": "客先", "tanto": "久保田"},
"""　　　　　　　　　　請　求　書
　　　　　　　　　　　　　　　　　　No. [[seikyu_bango|K-2025-018]]
[[seikyusaki|株式会社みなと食品]]　御中　　　　　　　発行日　[[hakkobi|令和7年4月30日]]

件名：[[kenmei|春季パッケージデザイン]]（見積 K-2025-007、3月10日付）
下記の通りご請求申し上げます。

内容　　　　　　　　　数量　　単価　　　　金額
[[meisai[0].naiyo|ラベルデザイン]]　　　　　[[meisai[0].suryo|3]]点　[[meisai[0].tanka|60,000]]　　[[meisai[0].kingaku|180,000]]
[[meisai[1].naiyo|撮影ディレクション]]　　　[[meisai[1].suryo|1]]日　[[meisai[1].tanka|45,000]]　　　[[meisai[1].kingaku|45,000]]
[[meisai[2].naiyo|修正対応]]　　　　　　　　[[meisai[2].suryo|5]]時間　[[meisai[2].tanka|8,000]]　　[[meisai[2].kingaku|40,000]]

小計　　　　　　　[[shokei|265,000]]円
消費税（10％）　　　[[shohizei|26,500]]円
税込合計　　　　　291,500円
源泉徴収税額　　▲[[gensen|27,056]]円
差引ご請求額　　　[[goukei|264,444]]円

お支払期限：[[shiharai_kigen|2025年5月末日]]　※振込手数料は[[furikomi_tesuryo_futan|貴社にて]]ご負担願います。
登録番号 [[toroku_bango|T0000112233445]]　担当：[[tanto|久保田]]
""")
case("u010-savings-pension-summary", "bank", "en", "words", M("Savings", provider=S, customer=S, product=S, account_ref=S, opened=date, maturity=date, gross_rate_percent=D, previous_rate_percent=D, interest_earned=D, tax_withheld=D, balance=D, withdrawals_permitted=I, withdrawals_used=I, joint_account=B, early_closure_days_interest=I, protected_limit=D), {"provider": "Marlpit Building Society", "customer": "Gordon Whitelaw", "product": "Two-Year Limited Access Saver, Issue 9", "account_ref": "LA9 / 30041-5", "opened": "2023-10-05", "maturity": "2025-10-05", "gross_rate_percent": "4.15", "previous_rate_percent": "4.40", "interest_earned": "347.81", "tax_withheld": "0", "balance": "8728.81", "withdrawals_permitted": 3, "withdrawals_used": 1, "joint_account": False, "early_closure_days_interest": 90, "protected_limit": "85000"},
"""[[provider|MARLPIT BUILDING SOCIETY]]
Annual summary for the tax year 6 April 2024 to 5 April 2025

Dear Mr [[?customer|Whitelaw]]

Account [[account_ref|LA9 / 30041-5]], [[product|Two-Year Limited Access Saver (Issue 9)]]
held in the [[joint_account|sole name]] of [[customer|Gordon Whitelaw]]

You opened this account on [[opened|5 October 2023]]; it matures [[maturity|two years to the day]] after that.
Since 1 February 2025 we have paid [[gross_rate_percent|4.15%]] gross a year. Before that date it was [[previous_rate_percent|4.40%]].
Interest credited for the tax year came to [[interest_earned|£347.81]]. [[tax_withheld|No tax has been taken off]]; if you owe
tax on it you need to tell HMRC. Your balance on 5 April 2025, with interest, stood at [[balance|£8,728.81]].

You may take money out [[withdrawals_permitted|three times]] in a term without charge. So far you have done so [[withdrawals_used|once]]
(£250.00 on 19 July 2024). If you close before maturity we deduct [[early_closure_days_interest|90 days']] interest.

Marlpit Building Society, 2 Market Hill, Louth. Member of the Building Societies Association.
""")
case("u012-releve-de-compte", "bank", "fr", "table", M("Releve", titulaire=S, numero_compte=S, date_arrete=date, ancien_solde=D, nouveau_solde=D, operations=list[M("Op", date_operation=date, libelle=S, debit=O[D], credit=O[D])], total_debits=D, total_credits=D, decouvert_autorise=D, agence=S, conseiller=S), {"titulaire": "M. Étienne Vauquelin", "numero_compte": "04410 77290A", "date_arrete": "2025-02-28", "ancien_solde": "1340.07", "nouveau_solde": "2001.22", "operations": [{"date_operation": "2025-02-03", "libelle": "Prélèvement Mutuelle Horizon", "debit": "61.85", "credit": None}, {"date_operation": "2025-02-10", "libelle": "Chèque 4410082", "debit": "320.00", "credit": None}, {"date_operation": "2025-02-14", "libelle": "Retrait DAB Lisieux", "debit": "80.00", "credit": None}, {"date_operation": "2025-02-27", "libelle": "Virement Lycée Agricole", "debit": None, "credit": "1123.00"}], "total_debits": "461.85", "total_credits": "1123.00", "decouvert_autorise": "800", "agence": "Lisieux Centre", "conseiller": "Mme Bazin"},
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
case("u014-fx-confirmation", "bank", "en", "roles", M("Fx", reference=S, trade_date=date, value_date=date, client=S, client_buys_currency=S, client_buys_amount=D, client_sells_currency=S, client_sells_amount=D, rate=D, dealer=S, settlement_account=S, forward=B, fee=D, margin_percent=D), {"reference": "FXC-2025-30718", "trade_date": "2025-06-26", "value_date": "2025-06-30", "client": "Kestrel Ceramics Ltd", "client_buys_currency": "JPY", "client_buys_amount": "14500000", "client_sells_currency": "GBP", "client_sells_amount": "73232.32", "rate": "198.00", "dealer": "Iain Strachan", "settlement_account": "40417702", "forward": False, "fee": "0", "margin_percent": "0.4"},
"""Confirmation of foreign exchange deal            [[reference|FXC-2025-30718]]

Dear [[client|Kestrel Ceramics Ltd]],
Further to your call with our dealer [[dealer|Iain Strachan]] at 11:42 on [[trade_date|26 June 2025]] we confirm that

   we BUY from you     [[client_sells_currency|GBP]]      [[client_sells_amount|73,232.32]]
   we SELL to you      [[client_buys_currency|JPY]]  [[client_buys_amount|14,500,000]]
   Rate                [[rate|198.00]]
   Type                [[forward|Spot]]
   Value               Monday [[value_date|30 June]]

Please have cleared funds in account [[settlement_account|40417702]] by noon of the value date. [[fee|We make no separate charge.]]
Indicative rate at 09:00 was 198.65. Any discrepancy must be notified by close of business today.
""")
case("u016-extracto-cuenta", "bank", "es", "table", M("Extracto", titular=S, segundo_titular=O[S], cuenta=S, mes=S, saldo_inicial=D, saldo_final=D, movimientos=list[M("Mov", fecha=date, concepto=S, importe=D, saldo=D)], comision_mantenimiento=D, total_abonos=D, oficina=S, gestor=O[S]), {"titular": "Anselmo Bustillo Ferrer", "segundo_titular": "Pilar Roig Navas", "cuenta": "ES00 3188 0044 1120 7755 0901", "mes": "mayo 2025", "saldo_inicial": "2210.00", "saldo_final": "2874.95", "movimientos": [{"fecha": "2025-05-02", "concepto": "Recibo comunidad propietarios", "importe": "-95.00", "saldo": "2115.00"}, {"fecha": "2025-05-05", "concepto": "Bizum de Lola", "importe": "22.50", "saldo": "2137.50"}, {"fecha": "2025-05-19", "concepto": "Seguro hogar anual", "importe": "-212.55", "saldo": "1924.95"}, {"fecha": "2025-05-30", "concepto": "Nómina", "importe": "950.00", "saldo": "2874.95"}], "comision_mantenimiento": "0", "total_abonos": "972.50", "oficina": "0044 Castellón – Plaza Clavé", "gestor": None},
"""CAJA DE LA PLANA            Extracto mensual: [[mes|MAYO 2025]]
Titulares: [[titular|BUSTILLO FERRER, ANSELMO]] / [[segundo_titular|ROIG NAVAS, PILAR]]
Cuenta [[cuenta|ES00 3188 0044 1120 7755 0901]]    Oficina [[oficina|0044 Castellón – Plaza Clavé]]

F. oper.   F. valor   Concepto                          Importe        Saldo
                      SALDO ANTERIOR                                [[saldo_inicial|2.210,00]]
[[movimientos[0].fecha|02-05]]      02-05      [[movimientos[0].concepto|RECIBO COMUNIDAD PROPIETARIOS]]     [[movimientos[0].importe|-95,00]]     [[movimientos[0].saldo|2.115,00]]
[[movimientos[1].fecha|05-05]]      05-05      [[movimientos[1].concepto|BIZUM DE LOLA]] "entradas"           [[movimientos[1].importe|22,50]]     [[movimientos[1].saldo|2.137,50]]
[[movimientos[2].fecha|19-05]]      20-05      [[movimientos[2].concepto|SEGURO HOGAR ANUAL]]               [[movimientos[2].importe|-212,55]]     [[movimientos[2].saldo|1.924,95]]
[[movimientos[3].fecha|30-05]]      30-05      [[movimientos[3].concepto|NOMINA]]                            [[movimientos[3].importe|950,00]]     [[?saldo_final|[[movimientos[3].saldo|2.874,95]]]]
                      SALDO A 31-05-2025                            [[saldo_final,?movimientos[3].saldo|2.874,95]]

[[comision_mantenimiento|Cuenta sin comisiones]] de mantenimiento mientras domicilie su nómina.
""")
