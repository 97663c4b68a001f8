"""Documents in other languages and scripts, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d077-zh-invoice", "invoice", "zh", "cjk", M("Fp", invoice_no=S, seller=S, buyer=S, issue_date=date, amount=D, tax=D, total=D, total_in_words=S, tax_rate=F), {"invoice_no": "24312000000012345678", "seller": "上海云帆科技有限公司", "buyer": "杭州晨光贸易有限公司", "issue_date": "2025-03-18", "amount": "9433.96", "tax": "566.04", "total": "10000.00", "total_in_words": "壹万圆整", "tax_rate": 0.06},
"""电子发票(普通发票)
发票号码:[[invoice_no|24312000000012345678]]  开票日期:[[issue_date|2025年03月18日]]
购买方名称:[[buyer|杭州晨光贸易有限公司]]
销售方名称:[[seller|上海云帆科技有限公司]]
金额 [[amount|¥9,433.96]]   税率 [[tax_rate|6%]]   税额 [[tax|¥566.04]]
价税合计(大写)[[total_in_words|壹万圆整]] (小写)[[total|¥10,000.00]]
""")
case("d079-ja-koseki", "form", "ja", "era", M("Jumin", name=S, birth=date, moved_in=date, address=S, household_members=I, head_of_household=S, previous_address=S), {"name": "山本 美咲", "birth": "1988-11-23", "moved_in": "2019-05-07", "address": "大阪市北区中之島一丁目3番20号", "household_members": 3, "head_of_household": "山本 健", "previous_address": "京都市左京区吉田本町"},
"""住民票
世帯主 [[head_of_household|山本 健]]
氏名 [[name|山本 美咲]]  生年月日 [[birth|昭和63年11月23日]]
住所 [[address|大阪市北区中之島一丁目3番20号]]
前住所 [[previous_address|京都市左京区吉田本町]]
住所を定めた年月日 [[moved_in|令和元年5月7日]]
世帯人員 [[household_members|三人]]
""")
case("d081-ru-act", "business", "ru", "words", M("Akt", number=S, date_=date, contractor=S, customer=S, amount=D, inn=S, vat_included=B), {"number": "45", "date_": "2025-02-28", "contractor": "ООО «Северный ветер»", "customer": "ИП Кузнецова А. В.", "amount": "87350.00", "inn": "7701234567", "vat_included": False},
"""АКТ № [[number|45]] от [[date_|28 февраля 2025 г.]]
Исполнитель: [[contractor|ООО «Северный ветер»]], ИНН [[inn|7701234567]]
Заказчик: [[customer|ИП Кузнецова А. В.]]
Всего оказано услуг на сумму [[amount|87 350,00 руб.]] [[vat_included|Без НДС]].
""")
case("d083-fr-decree", "legal", "fr", "words", M("Jug", tribunal=S, demandeur=S, defendeur=S, dommages=D, article_700=D, date_jugement=date, execution_provisoire=B, interets_depuis=date), {"tribunal": "Tribunal judiciaire de Rennes", "demandeur": "Mme Solène Guillou", "defendeur": "SAS Armor Toitures", "dommages": "12450", "article_700": "2000", "date_jugement": "2025-05-22", "execution_provisoire": True, "interets_depuis": "2023-10-03"},
"""[[tribunal|TRIBUNAL JUDICIAIRE DE RENNES]] — Jugement du [[date_jugement|vingt-deux mai deux mille vingt-cinq]]
ENTRE [[demandeur|Mme Solène GUILLOU]], demanderesse, ET la [[defendeur|SAS ARMOR TOITURES]], défenderesse.
Condamne la défenderesse à payer la somme de [[dommages|12 450 €]] avec intérêts au taux légal à compter du [[interets_depuis|3 octobre 2023]], ainsi que [[article_700|2 000 €]] au titre de l'article 700 du code de procédure civile.
[[execution_provisoire|Rappelle que l'exécution provisoire est de droit]].
""")
case("d085-tr-fatura", "utility", "tr", "number_locale", M("Ft", abone_no=S, abone=S, donem=S, tuketim_m3=I, tutar=D, son_odeme=date, gecikme_zammi=B), {"abone_no": "1002233", "abone": "Şükran Yıldırım", "donem": "Ocak 2025", "tuketim_m3": 14, "tutar": "412.75", "son_odeme": "2025-02-20", "gecikme_zammi": False},
"""SU FATURASI   Abone No: [[abone_no|1002233]]
Abone: [[abone|ŞÜKRAN YILDIRIM]]
Dönem: [[donem|Ocak 2025]]    Tüketim: [[tuketim_m3|14 m³]]
Ödenecek tutar: [[tutar|412,75 TL]]
Son ödeme tarihi: [[son_odeme|20 Şubat 2025]]
[[gecikme_zammi|Gecikme zammı yoktur]].
""")
case("d087-ko-receipt", "receipt", "ko", "cjk", M("Rcp", store=S, paid_at=datetime, items=list[M("Ri", name=S, qty=I, price=I)], total=I, card=S, approval_no=S), {"store": "한강커피 마포점", "paid_at": "2025-05-14T13:22:00", "items": [{"name": "아메리카노", "qty": 2, "price": 9000}, {"name": "치즈케이크", "qty": 1, "price": 6500}], "total": 15500, "card": "신한카드", "approval_no": "30217745"},
"""[[store|한강커피 마포점]]
[[paid_at|2025년 5월 14일 오후 1:22]]
상품명      수량    금액
[[items[0].name|아메리카노]]    [[items[0].qty|2]]     [[items[0].price|9,000]]
[[items[1].name|치즈케이크]]    [[items[1].qty|1]]     [[items[1].price|6,500]]
합계              [[total|15,500원]]
결제수단: [[card|신한카드]]  승인번호 [[approval_no|30217745]]
""")
case("d089-pl-protokol", "business", "pl", "inflected", M("Prot", sprzedajacy=S, kupujacy=S, pojazd=S, rok=I, przebieg_km=I, cena=D, data=date, bezwypadkowy=B), {"sprzedajacy": "Marek Sikora", "kupujacy": "Ewa Zielińska", "pojazd": "Opel Astra", "rok": 2016, "przebieg_km": 143500, "cena": "27900", "data": "2025-04-30", "bezwypadkowy": True},
"""UMOWA KUPNA-SPRZEDAŻY zawarta [[data|30 kwietnia 2025 roku]] pomiędzy [[sprzedajacy|Markiem Sikorą]] (Sprzedający) a [[kupujacy|Ewą Zielińską]] (Kupujący).
Przedmiot: samochód osobowy [[pojazd|Opel Astra]], rok produkcji [[rok|2016]], przebieg [[przebieg_km|143 500 km]], [[bezwypadkowy|bezwypadkowy]].
Cena: [[cena|27.900 zł]] (słownie: dwadzieścia siedem tysięcy dziewięćset złotych).
""")
case("d091-it-medico-en", "medical", "it", "foreign_fields", M("Rep", patient_name=S, date_of_birth=date, admission_date=date, discharge_date=date, diagnosis=S, blood_pressure=S, diabetic=B, smoker=B, temperature_c=F), {"patient_name": "Ettore Gallo", "date_of_birth": "1957-06-02", "admission_date": "2025-02-11", "discharge_date": "2025-02-15", "diagnosis": "colecistite acuta", "blood_pressure": "135/85", "diabetic": True, "smoker": False, "temperature_c": 38.2},
"""Lettera di dimissione — Sig. [[patient_name|GALLO Ettore]], nato il [[date_of_birth|2 giugno 1957]]
Ricoverato dall'[[admission_date|11/02/2025]] al [[discharge_date|15/02/2025]] per [[diagnosis|colecistite acuta]].
[[diabetic|Diabetico]] in terapia orale, [[smoker|non fumatore]]. All'ingresso: PA [[blood_pressure|135/85]] mmHg, T [[temperature_c|38,2 °C]].
""")
