"""Documents in other languages and scripts, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d078-zh-contract", "contract", "zh", "cjk", M("Ht", landlord=S, tenant=S, monthly_rent=I, deposit=I, area_sqm=F, start=date, end=date, pets_allowed=B), {"landlord": "王建国", "tenant": "李晓梅", "monthly_rent": 5800, "deposit": 11600, "area_sqm": 68.5, "start": "2025-09-01", "end": "2026-08-31", "pets_allowed": False},
"""房屋租赁合同
出租方(甲方):[[landlord|王建国]]
承租方(乙方):[[tenant|李晓梅]]
一、房屋建筑面积[[area_sqm|68.5]]平方米。
二、租期自[[start|二〇二五年九月一日]]起至[[end|2026年8月31日]]止。
三、月租金人民币[[monthly_rent|伍仟捌佰元]]整(¥[[monthly_rent|5,800]]),押金为两个月租金,共[[deposit|11600元]]。
四、[[pets_allowed|未经甲方同意不得饲养宠物]]。
""")
case("d080-ar-invoice", "invoice", "ar", "arabic_digits", M("Fat", number=S, issue_date=date, customer=S, subtotal=D, vat=D, total=D, vat_rate=F), {"number": "2025-117", "issue_date": "2025-04-15", "customer": "مؤسسة النخيل للتجارة", "subtotal": "1250.00", "vat": "187.50", "total": "1437.50", "vat_rate": 0.15},
"""فاتورة رقم [[number|٢٠٢٥-١١٧]]
التاريخ: [[issue_date|١٥/٠٤/٢٠٢٥]]
العميل: [[customer|مؤسسة النخيل للتجارة]]
المجموع قبل الضريبة: [[subtotal|١٬٢٥٠٫٠٠]] ر.س
ضريبة القيمة المضافة [[vat_rate|١٥٪]]: [[vat|١٨٧٫٥٠]] ر.س
الإجمالي: [[total|١٬٤٣٧٫٥٠]] ر.س
""")
case("d082-es-contract-words", "contract", "es", "words", M("Arr", arrendador=S, arrendatario=S, renta_mensual=D, fianza=D, fecha_inicio=date, duracion_meses=I, preaviso_dias=I, gastos_incluidos=B, iva_porcentaje=F), {"arrendador": "Inmuebles Duero, S.A.", "arrendatario": "D. Álvaro Peñalver Cruz", "renta_mensual": "1350.00", "fianza": "2700.00", "fecha_inicio": "2025-03-01", "duracion_meses": 60, "preaviso_dias": 30, "gastos_incluidos": False, "iva_porcentaje": 21},
"""REUNIDOS: de una parte, [[arrendador|INMUEBLES DUERO, S.A.]]; de otra, [[arrendatario|D. Álvaro Peñalver Cruz]].
PRIMERA.- La renta será de [[renta_mensual|mil trescientos cincuenta euros (1.350,00 €)]] mensuales, más el [[iva_porcentaje|21%]] de IVA. [[gastos_incluidos|Los gastos de comunidad no están incluidos]].
SEGUNDA.- El contrato comenzará el [[fecha_inicio|1 de marzo de 2025]] y tendrá una duración de [[duracion_meses|cinco años]].
TERCERA.- Se entrega una fianza de [[fianza|2.700,00 €]]. Preaviso: [[preaviso_dias|treinta días]].
""")
case("d084-pt-note", "invoice", "pt", "number_locale", M("Nf", numero=S, emissao=date, emitente=S, cnpj=S, valor_produtos=D, frete=D, desconto=D, valor_total=D, chave_acesso=S), {"numero": "000.418.227", "emissao": "2025-07-09", "emitente": "Café do Cerrado Ltda.", "cnpj": "12.345.678/0001-95", "valor_produtos": "2380.00", "frete": "145.90", "desconto": "80.00", "valor_total": "2445.90", "chave_acesso": "35250712345678000195550010004182271000418229"},
"""NF-e Nº [[numero|000.418.227]]  Série 001   EMISSÃO: [[emissao|09/07/2025]]
[[emitente|CAFÉ DO CERRADO LTDA.]]   CNPJ [[cnpj|12.345.678/0001-95]]
CHAVE DE ACESSO [[chave_acesso|3525 0712 3456 7800 0195 5500 1000 4182 2710 0041 8229]]
VALOR TOTAL DOS PRODUTOS [[valor_produtos|2.380,00]]  VALOR DO FRETE [[frete|145,90]]  DESCONTO [[desconto|80,00]]  VALOR TOTAL DA NOTA [[valor_total|2.445,90]]
""")
case("d086-sv-avtal", "contract", "sv", "words", M("Avt", kund=S, leverantor=S, startdatum=date, bindningstid_manader=I, manadsavgift=D, uppsagningstid_manader=I, organisationsnummer=S, automatisk_forlangning=B), {"kund": "Bageri Smulan HB", "leverantor": "Nordfiber AB", "startdatum": "2025-05-01", "bindningstid_manader": 24, "manadsavgift": "549", "uppsagningstid_manader": 3, "organisationsnummer": "556677-8899", "automatisk_forlangning": True},
"""AVTAL mellan [[leverantor|Nordfiber AB]] (org.nr [[organisationsnummer|556677-8899]]) och [[kund|Bageri Smulan HB]].
Avtalet gäller från [[startdatum|den 1 maj 2025]] med en bindningstid på [[bindningstid_manader|24 månader]]. Månadsavgift [[manadsavgift|549 kr]] exkl. moms. Uppsägningstid: [[uppsagningstid_manader|tre månader]]. [[automatisk_forlangning|Avtalet förlängs automatiskt]] med tolv månader i taget.
""")
case("d088-hi-cheque", "bank", "hi", "indian", M("Chq", payee=S, amount=D, amount_words=S, cheque_no=S, dated=date, bank=S, account_no=S), {"payee": "Shri Ganesh Traders", "amount": "1234567.50", "amount_words": "Twelve lakh thirty-four thousand five hundred sixty-seven and paise fifty only", "cheque_no": "004417", "dated": "2025-08-15", "bank": "Bank of Indore", "account_no": "50100012345678"},
"""[[bank|BANK OF INDORE]], MG Road          Date: [[dated|15-08-2025]]
Pay [[payee|Shri Ganesh Traders]] or bearer
Rupees [[amount_words|Twelve lakh thirty-four thousand five hundred sixty-seven and paise fifty only]]    ₹ [[amount|12,34,567.50]]
A/c No. [[account_no|50100012345678]]
⑈[[cheque_no|004417]]⑈ 452012003⑆
""")
case("d090-cz-en-fields", "invoice", "cs", "foreign_fields", M("Inv", invoice_number=S, supplier=S, issue_date=date, due_date=date, variable_symbol=S, total=D, company_id=S), {"invoice_number": "2025039", "supplier": "Truhlářství Dvořák s.r.o.", "issue_date": "2025-03-03", "due_date": "2025-03-17", "variable_symbol": "2025039", "total": "18450.00", "company_id": "04567891"},
"""FAKTURA č. [[invoice_number|2025039]]
Dodavatel: [[supplier|Truhlářství Dvořák s.r.o.]]  IČO: [[company_id|04567891]]
Datum vystavení: [[issue_date|3. března 2025]]   Datum splatnosti: [[due_date|17. 3. 2025]]
Variabilní symbol: [[variable_symbol|2025039]]
Celkem k úhradě: [[total|18 450,00 Kč]]
""")
case("d092-ja-meeting-en", "minutes", "ja", "foreign_fields", M("Mtg", meeting_date=date, start=time, end=time, location=S, chair=S, budget_yen=I, approved=B, next_meeting=date), {"meeting_date": "2025-10-03", "start": "13:30:00", "end": "15:00:00", "location": "本社3階会議室", "chair": "高橋部長", "budget_yen": 3500000, "approved": True, "next_meeting": "2025-10-17"},
"""【議事録】
日時:[[meeting_date|2025年10月3日(金)]] [[start|午後1時半]]~[[end|15時]]
場所:[[location|本社3階会議室]]
議長:[[chair|高橋部長]]
議題:展示会予算 → [[budget_yen|350万円]]で[[approved|承認された]]。
次回:[[next_meeting|10月17日]]
""")
