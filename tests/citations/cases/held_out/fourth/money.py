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
case("u004-facture-traiteur", "invoice", "fr", "totals", M("Facture", numero=S, date_facture=date, client=S, evenement=S, date_prestation=date, nombre_convives=I, prix_par_personne=D, sous_total_menus=D, boissons=D, deplacement=D, total_ht=D, tva_10=D, tva_20=D, total_tva=D, total_ttc=D, acompte=D, reste_a_payer=D, echeance=date, penalites_retard_percent=D, reglement=E_("Mode", "virement", "chèque", "espèces")), {"numero": "F2025-061", "date_facture": "2025-06-23", "client": "Association Les Amis du Canal", "evenement": "repas des bénévoles", "date_prestation": "2025-06-21", "nombre_convives": 65, "prix_par_personne": "24.00", "sous_total_menus": "1560.00", "boissons": "210.00", "deplacement": "48.00", "total_ht": "1818.00", "tva_10": "160.80", "tva_20": "42.00", "total_tva": "202.80", "total_ttc": "2020.80", "acompte": "600.00", "reste_a_payer": "1420.80", "echeance": "2025-07-23", "penalites_retard_percent": "12", "reglement": "virement"},
"""AU FOURNEAU BLEU – traiteur
8 quai des Mariniers, 89000 Auxerre – SIRET 000 412 907 00021

FACTURE n° [[numero|F2025-061]] du [[date_facture|23/06/2025]]
Client : [[client|Association « Les Amis du Canal »]]
Objet : [[evenement|repas des bénévoles]], [[date_prestation|samedi 21 juin]]  (devis D2025-112 accepté le 30/04/2025)

Menu champêtre     [[nombre_convives|65]] pers.  x [[prix_par_personne|24,00 €]]     [[sous_total_menus|1 560,00]]   TVA 10 %
Vins et bière                                  [[boissons|210,00]]   TVA 20 %
Livraison Migennes aller-retour                 [[deplacement|48,00]]   TVA 10 %

Total HT                                     [[total_ht|1 818,00 €]]
dont TVA 10 % sur 1 608,00                     [[tva_10|160,80 €]]
dont TVA 20 % sur [[?boissons|210,00]]                        [[tva_20|42,00 €]]
Total TTC                                    [[total_ttc|2 020,80 €]]
Acompte reçu le 05/05                         - [[acompte|600,00 €]]
NET À RÉGLER                                 [[reste_a_payer|1 420,80 €]]

Règlement par [[reglement|virement]] à trente jours, soit le [[echeance|23 juillet]] au plus tard. Pas d'escompte.
Tout retard entraîne des pénalités au taux annuel de [[penalites_retard_percent|12 %]] et une indemnité forfaitaire de 40 €.
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
case("u012-kontoauszug-giro", "bank", "de", "table", M("Auszug", inhaber=S, iban=S, auszug_nr=S, stand_vom=date, alter_saldo=D, neuer_saldo=D, buchungen=list[M("B", buchungstag=date, art=S, gegenpartei=S, verwendungszweck=O[S], betrag=D)], dispo=D, dispozins_prozent=D, anzahl_buchungen=I), {"inhaber": "Reinhild Osterkamp", "iban": "DE00 2665 0001 0000 3417 70", "auszug_nr": "4/2025", "stand_vom": "2025-04-30", "alter_saldo": "-118.40", "neuer_saldo": "1021.92", "buchungen": [{"buchungstag": "2025-04-01", "art": "Dauerauftrag", "gegenpartei": "Wohnbau Emsland eG", "verwendungszweck": "Miete Whg 17", "betrag": "-640.00"}, {"buchungstag": "2025-04-03", "art": "Lastschrift", "gegenpartei": "Stadtwerke Lingen", "verwendungszweck": "Abschlag Strom 04/25", "betrag": "-79.00"}, {"buchungstag": "2025-04-15", "art": "Gutschrift", "gegenpartei": "Rentenservice", "verwendungszweck": "Rente", "betrag": "1893.72"}, {"buchungstag": "2025-04-17", "art": "Kartenzahlung", "gegenpartei": "Baumarkt Hölscher", "verwendungszweck": None, "betrag": "-34.40"}], "dispo": "1000", "dispozins_prozent": "10.9", "anzahl_buchungen": 4},
"""Sparkasse Lingen-Nord                 Kontoauszug [[auszug_nr|4/2025]]     Blatt 1
Kontoinhaber  [[inhaber|Osterkamp, Reinhild]]
IBAN  [[iban|DE00 2665 0001 0000 3417 70]]

Tag    Wert   Erläuterung                                    Betrag EUR
              Saldo alt 31.03.2025                              [[alter_saldo|118,40-]]
[[buchungen[0].buchungstag|01.04.]] 01.04. [[buchungen[0].art|DAUERAUFTRAG]]  [[buchungen[0].gegenpartei|WOHNBAU EMSLAND EG]]
              [[buchungen[0].verwendungszweck|MIETE WHG 17]]                                      [[buchungen[0].betrag|640,00-]]
[[buchungen[1].buchungstag|03.04.]] 03.04. [[buchungen[1].art|LASTSCHRIFT]]   [[buchungen[1].gegenpartei|STADTWERKE LINGEN]]
              [[buchungen[1].verwendungszweck|ABSCHLAG STROM 04/25]]  MREF SL-90031                [[buchungen[1].betrag|79,00-]]
[[buchungen[2].buchungstag|15.04.]] 16.04. [[buchungen[2].art|GUTSCHRIFT]]    [[buchungen[2].gegenpartei|RENTENSERVICE]]
              [[buchungen[2].verwendungszweck|RENTE]]                                           [[buchungen[2].betrag|1.893,72+]]
[[buchungen[3].buchungstag|17.04.]] 17.04. [[buchungen[3].art|KARTENZAHLUNG]] [[buchungen[3].gegenpartei|BAUMARKT HOELSCHER]]
              16.04. 15:22 LINGEN                              [[buchungen[3].betrag|34,40-]]
              Saldo neu [[stand_vom|30.04.2025]]                            [[neuer_saldo|1.021,92+]]

Eingeräumter Dispositionskredit: [[dispo|1.000,00 EUR]], Sollzins derzeit [[dispozins_prozent|10,90 %]] p. a.,
darüber hinaus 14,90 % p. a. Bitte prüfen Sie Ihren Auszug umgehend.
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
