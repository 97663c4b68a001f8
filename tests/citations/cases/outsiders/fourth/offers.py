"""Job adverts, recipes and property listings."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u129-job-museum-technician", "job", "en", "prose", M("Job", title=S, employer=S, location=S, reports_to=S, salary_min=D, salary_max=D, hours_per_week=D, contract=E_("C", "permanent", "fixed-term", "casual"), contract_months=O[I], closing=datetime, interviews=date, driving_licence_required=B, dbs_check=B, reference=S, holiday_days=I, pension_employer_percent=D, degree_required=B, remote_allowed=B, hourly_rate=D), {"title": "Exhibitions Technician", "employer": "Calder Valley Museums", "location": "Halifax", "reports_to": "Collections Manager", "salary_min": "25119", "salary_max": "27334", "hours_per_week": "29.6", "contract": "fixed-term", "contract_months": 18, "closing": "2025-07-07T12:00:00", "interviews": "2025-07-22", "driving_licence_required": True, "dbs_check": True, "reference": "CVM/417", "holiday_days": 26, "pension_employer_percent": "11", "degree_required": False, "remote_allowed": False, "hourly_rate": "17.76"},
"""[[employer|CALDER VALLEY MUSEUMS]]
[[title|Exhibitions Technician]]                        Ref. [[reference|CVM/417]]
[[location|Halifax]], with days at Todmorden
[[salary_min|£25,119]] - [[salary_max|£27,334]] pro rata, [[hours_per_week|29.6 hours]] (four days) a week
[[contract|Maternity cover]], up to [[contract_months|eighteen months]]

You will hang, light and pack objects, and answer to the [[reports_to|Collections Manager]]. You need steady hands and a
[[driving_licence_required|full licence (we have a van)]]. [[degree_required|We do not ask for a degree]]; two years in a workshop count for as much.
The post is [[dbs_check|subject to an enhanced DBS check]].

[[holiday_days|26 days]]' leave (30 after five years) plus bank holidays; we pay [[pension_employer_percent|11%]] into your pension and you pay 6%.

Apply by [[closing|noon on Monday 7 July 2025]]. Interviews [[interviews|22 July]]. Last time we had 90 applications for one post.
""")
case("u131-stellenanzeige-erzieher", "job", "de", "prose", M("Stelle", titel=S, traeger=S, einrichtung=S, ort=S, stunden=D, eingruppierung=S, eintritt=date, befristet=B, befristet_bis=O[date], bewerbungsschluss=date, ansprechpartnerin=S, telefon=S, urlaubstage=I, kinder=I, masernschutz_noetig=B, bewerbung_per_mail=B, jahressonderzahlung=B, monatsgehalt=D, bundesland=S), {"titel": "Erzieher (m/w/d)", "traeger": "Stadt Weisweil", "einrichtung": "Kita Storchennest", "ort": "Weisweil", "stunden": "30", "eingruppierung": "S 8a", "eintritt": "2025-09-01", "befristet": True, "befristet_bis": "2026-08-31", "bewerbungsschluss": "2025-06-13", "ansprechpartnerin": "Frau Enderle", "telefon": "07646 00417", "urlaubstage": 30, "kinder": 62, "masernschutz_noetig": True, "bewerbung_per_mail": True, "jahressonderzahlung": True, "monatsgehalt": "2390", "bundesland": "Baden-Württemberg"},
"""Die [[traeger|Stadt [[?ort|Weisweil]]]] sucht für die [[einrichtung|Kita Storchennest]] in [[ort|Weisweil]] zum [[eintritt|1. September 2025]]

eine Fachkraft / [[titel|Erzieher (m/w/d)]] – Teilzeit, [[stunden|30 Wochenstunden]], [[befristet|befristet]] bis [[befristet_bis|31.08.2026]]

In vier Gruppen betreuen wir [[kinder|62]] Kinder von 1 bis 6. Wir bieten Entgelt nach [[eingruppierung|S 8a]] TVöD (Vollzeit 39 Std.), [[jahressonderzahlung|Jahressonderzahlung]],
[[urlaubstage|30 Tage]] Urlaub und zwei Regenerationstage. Ein [[masernschutz_noetig|Nachweis der Masernimpfung ist erforderlich]].

Bewerbungen bis [[bewerbungsschluss|13. Juni]] bitte [[bewerbung_per_mail|nur per E-Mail]] an hauptamt@weisweil.example. Fragen beantwortet
[[ansprechpartnerin|Frau Enderle]], Tel. [[telefon|07646 00417]] (Mo–Do). Die Kita wurde 1994 eröffnet.
""")
case("u133-job-data-engineer-ad", "job", "en", "bullets", M("Job", title=S, company=S, level=E_("L", "junior", "mid", "senior", "lead"), remote=Literal["onsite", "hybrid", "remote"], office_days=I, salary_from=I, salary_to=I, currency=S, equity_percent=D, must_have=list[S], nice_to_have=list[S], visa_sponsorship=B, team_size=I, interview_stages=I, probation_months=I, contact=S, city=S, founded=I, bonus_percent=O[D]), {"title": "Analytics Engineer", "company": "Brambletree", "level": "senior", "remote": "hybrid", "office_days": 2, "salary_from": 78000, "salary_to": 92000, "currency": "GBP", "equity_percent": "0.05", "must_have": ["SQL", "dbt"], "nice_to_have": ["Rust"], "visa_sponsorship": False, "team_size": 6, "interview_stages": 3, "probation_months": 6, "contact": "hiring@brambletree.example", "city": "Bristol", "founded": 2016, "bonus_percent": None},
"""**[[level|Sr.]] [[title|Analytics Engineer]]** @ [[company|Brambletree]] ([[city|Bristol]])

💷 [[currency|£]][[salary_from|78]]-[[salary_to|92k]] + [[equity_percent|0.05%]] options
🏠 [[remote|[[office_days|2 days]] in the office]], the rest wherever (core hours 10-3)
👥 you'd be no. 7 in a [[team_size|team of 6]]; company is about 80

Need: [[must_have[0]|SQL]] in your sleep, [[must_have[1]|dbt]]. Would be nice: [[nice_to_have[0]|Rust]].
[[visa_sponsorship|Sorry, we can't sponsor visas.]] [[probation_months|6-month]] probation.

[[interview_stages|Three steps]]: 30 min call, take-home (paid, £150), half a day with us.
→ [[contact|hiring@brambletree.example]]. Our junior role (£41-48k) is still open too.
""")
case("u135-oferta-enfermeria", "job", "es", "prose", M("Oferta", puesto=S, centro=S, municipio=S, plazas=I, contrato_meses=I, turno=E_("T", "mañana", "tarde", "noche", "rotatorio"), salario_anual=D, jornada_horas=D, inicio=date, plazo=date, titulacion=S, valenciano_requerido=B, experiencia_meses=I, contacto=S, fines_de_semana=B, alojamiento=B, convenio=S, salario_mensual=D), {"puesto": "enfermero/a", "centro": "Residencia El Almendral", "municipio": "Benissa", "plazas": 2, "contrato_meses": 12, "turno": "rotatorio", "salario_anual": "25800", "jornada_horas": "38.5", "inicio": "2025-07-01", "plazo": "2025-06-15", "titulacion": "Grado en Enfermería", "valenciano_requerido": False, "experiencia_meses": 6, "contacto": "Rosa Giner", "fines_de_semana": True, "alojamiento": True, "convenio": "VIII Convenio de la Dependencia", "salario_mensual": "2150"},
"""[[centro|Residencia El Almendral]] ([[municipio|Benissa]]) precisa [[plazas|dos]] [[puesto|enfermeros/as]]

Contrato de [[contrato_meses|un año]] prorrogable, [[jornada_horas|38,5 h]] semanales en [[turno|turnos rotativos]] de mañana, tarde y noche; [[fines_de_semana|libras un fin de
semana de cada dos]].
Retribución: [[salario_anual|25.800 €]] brutos al año (auxiliares: 17.900 €). [[alojamiento|Ofrecemos habitación los tres primeros meses.]]
Requisitos: [[titulacion|Grado en Enfermería]] y colegiación, [[experiencia_meses|medio año]] en geriatría. [[valenciano_requerido|El valenciano se valora, pero no es imprescindible.]]
Incorporación el [[inicio|1 de julio de 2025]]. CV hasta el [[plazo|día 15 de junio]] a la att. de [[contacto|Rosa Giner]].
""")
case("u137-recipe-plum-cake", "recipe", "en", "fractions", M("Recipe", title=S, author=O[S], serves=I, prep_minutes=I, cook_minutes=I, oven_c=I, tin_cm=I, ingredients=list[M("Ing", name=S, amount=D, unit=O[S])], vegetarian=B, contains_nuts=B, keeps_days=I, freezable=B, resting_minutes=I, calories_per_serving=I, total_minutes=I), {"title": "Plum and cardamom cake", "author": None, "serves": 10, "prep_minutes": 25, "cook_minutes": 55, "oven_c": 170, "tin_cm": 23, "ingredients": [{"name": "plums", "amount": "500", "unit": "g"}, {"name": "self-raising flour", "amount": "175", "unit": "g"}, {"name": "butter", "amount": "150", "unit": "g"}, {"name": "eggs", "amount": "3", "unit": None}, {"name": "cardamom", "amount": "0.5", "unit": "tsp"}], "vegetarian": True, "contains_nuts": True, "keeps_days": 4, "freezable": False, "resting_minutes": 10, "calories_per_serving": 340, "total_minutes": 80},
"""[[title|Plum & cardamom cake]]   ([[vegetarian|V]])
Cuts into [[serves|ten]].  [[prep_minutes|25 min]] to make, [[cook_minutes|55]] to bake.

[[ingredients[0].amount|500]] [[ingredients[0].unit|g]] [[ingredients[0].name|plums]], stoned
[[ingredients[1].amount|175]] [[ingredients[1].unit|g]] [[ingredients[1].name|self-raising flour]]
[[ingredients[2].amount|150]] [[ingredients[2].unit|g]] soft [[ingredients[2].name|butter]], plus some for the tin
[[ingredients[3].amount|3]] [[ingredients[3].name|eggs]]
175 g golden sugar, plus 2 tbsp
[[ingredients[4].amount|½]] [[ingredients[4].unit|tsp]] ground [[ingredients[4].name|cardamom]]
[[contains_nuts|50 g ground almonds]]

Heat the oven to 190 °C ([[oven_c|170 fan]]). Butter a [[tin_cm|23 cm]] tin. Beat all but the plums for 2 minutes; push the plums in, cut
side up. Bake. Check at 45 minutes. Leave in the tin for [[resting_minutes|ten minutes]].
Keeps [[keeps_days|4 days]] in a box. [[freezable|Doesn't freeze well]]: the fruit weeps.
""")
case("u139-recette-tarte", "recipe", "fr", "words", M("Recette", plat=S, personnes=I, preparation_min=I, cuisson_min=I, repos_min=I, four=S, ingredients=list[M("I", nom=S, quantite=D, unite=O[S])], cout=E_("Cout", "bon marché", "moyen", "cher"), saison=S, vin_conseille=S, moule_cm=I, duree_totale_min=I, calories=O[I]), {"plat": "Tarte aux mirabelles", "personnes": 6, "preparation_min": 20, "cuisson_min": 40, "repos_min": 60, "four": "200 °C", "ingredients": [{"nom": "mirabelles", "quantite": "800", "unite": "g"}, {"nom": "farine", "quantite": "250", "unite": "g"}, {"nom": "beurre", "quantite": "125", "unite": "g"}, {"nom": "œufs", "quantite": "2", "unite": None}, {"nom": "crème", "quantite": "20", "unite": "cl"}], "cout": "bon marché", "saison": "fin août", "vin_conseille": "gris de Toul", "moule_cm": 28, "duree_totale_min": 120, "calories": None},
"""[[plat|TARTE AUX MIRABELLES]]
Pour [[personnes|six]] gourmands – Préparation [[preparation_min|20 mn]] – Cuisson [[cuisson_min|40 mn]] – Coût : [[cout|€]] (sur €€€)

La pâte : [[ingredients[1].quantite|250]] [[ingredients[1].unite|g]] de [[ingredients[1].nom|farine]], [[ingredients[2].quantite|125]] [[ingredients[2].unite|g]] de [[ingredients[2].nom|beurre]], sel
La garniture : [[ingredients[0].quantite|800]] [[ingredients[0].unite|g]] de [[ingredients[0].nom|mirabelles]], [[ingredients[3].quantite|deux]] [[ingredients[3].nom|œufs]], [[ingredients[4].quantite|20]] [[ingredients[4].unite|cl]] de [[ingredients[4].nom|crème]], 60 g de sucre

Sabler la farine et le beurre, lier d'un œuf et d'un peu d'eau. Laisser reposer [[repos_min|une heure]] au frais. Foncer un moule de [[moule_cm|28 cm]],
ranger les fruits debout, côté peau contre la pâte. Four chaud, [[four|200 °C]] (th. 6-7). À mi-cuisson, verser la crème battue avec l'autre œuf.
À faire [[saison|fin août]], quand les fruits tombent. Avec un [[vin_conseille|gris de Toul]].
""")
case("u141-recipe-kimchi-blog", "recipe", "en", "blog", M("Recipe", dish=S, blogger=S, posted=date, updated=O[date], servings=O[I], batch_kg=D, salt_g=I, salting_hours=D, fermentation_days=I, room_temp_c=I, chilli_g=I, garlic_cloves=I, fish_sauce=B, vegan=B, rating=D, votes=I, fridge_months=I, jar_litres=D, ph_target=D, salt_percent=D), {"dish": "Kimchi", "blogger": "Hyo-jin", "posted": "2023-11-12", "updated": "2025-01-30", "servings": None, "batch_kg": "2", "salt_g": 60, "salting_hours": "1.5", "fermentation_days": 3, "room_temp_c": 19, "chilli_g": 45, "garlic_cloves": 8, "fish_sauce": False, "vegan": True, "rating": "4.8", "votes": 212, "fridge_months": 6, "jar_litres": "3", "ph_target": "4.2", "salt_percent": "3"},
"""# [[dish|Kimchi]] without the fish

by [[blogger|Hyo-jin]], [[posted|12 Nov 2023]] (updated [[updated|30 Jan 2025]]: less salt!)  ★ [[rating|4.8]] from [[votes|212]] cooks

My gran made forty heads every November; I make [[batch_kg|two kilos]], which fills a [[jar_litres|3-litre]] jar with room for the gas.

Rub the cabbage with [[salt_g|60 g]] of salt (I used to write 80) and leave it for [[salting_hours|an hour and a half]], turning twice. Rinse.
Blend [[garlic_cloves|8 cloves]] of garlic, a thumb of ginger, [[chilli_g|45 g]] of gochugaru and 2 tbsp of soy sauce in place of [[fish_sauce|fish sauce - there's none
here]], so [[vegan|it's vegan]].
Pack and leave out at about [[room_temp_c|19 °C]] for [[fermentation_days|three days]]. Burp daily. Then the fridge, where it's good for [[fridge_months|half a year]].

Comments (38)  |  You may also like: Cucumber kimchi, ready in 1 day
""")
case("u143-reshipi-nikujaga", "recipe", "ja", "words", M("Reshipi", ryouri=S, ninzuu=I, jikan_fun=I, zairyou=list[M("Z", mei=S, ryou=S)], calorie=I, enbun_g=D, nabe_cm=I, reizou_nichi=I, reitou=B, sakusha=S, jagaimo_g=I, hiyou=I, hitori_hiyou=I), {"ryouri": "肉じゃが", "ninzuu": 4, "jikan_fun": 35, "zairyou": [{"mei": "じゃがいも", "ryou": "4個"}, {"mei": "牛こま切れ肉", "ryou": "200g"}, {"mei": "玉ねぎ", "ryou": "1個半"}, {"mei": "しらたき", "ryou": "1袋"}], "calorie": 318, "enbun_g": "2.1", "nabe_cm": 24, "reizou_nichi": 3, "reitou": False, "sakusha": "台所のまさ", "jagaimo_g": 600, "hiyou": 900, "hitori_hiyou": 225},
"""[[sakusha|台所のまさ]]の定番　[[ryouri|肉じゃが]]
（[[ninzuu|4人分]]・[[jikan_fun|35分]]・1人分 [[calorie|318kcal]]／塩分[[enbun_g|2.1g]]）　費用 約[[hiyou|900円]]

[[zairyou[0].mei|じゃがいも]]　[[zairyou[0].ryou|4個]]（約[[jagaimo_g|600g]]）
[[zairyou[1].mei|牛こま]]　[[zairyou[1].ryou|200g]]
[[zairyou[2].mei|玉ねぎ]]　[[zairyou[2].ryou|1個半]]
[[zairyou[3].mei|しらたき]]　[[zairyou[3].ryou|1袋]]（200g）
A　しょうゆ大さじ3、みりん大さじ3、砂糖大さじ1と1/2、だし300ml

1　[[nabe_cm|直径24cm]]の鍋で肉を炒め、野菜を加える。
2　Aを入れ、落としぶたをして中火で15分煮る。火を止めて10分おく。
冷蔵で[[reizou_nichi|3日]]。じゃがいもが入るので[[reitou|冷凍には向きません]]。
""")
case("u145-listing-terraced-house", "property", "en", "prose", M("Listing", address=S, postcode_area=S, price=D, price_qualifier=S, bedrooms=I, bathrooms=I, reception_rooms=I, tenure=E_("Ten", "freehold", "leasehold"), council_tax_band=S, epc=S, parking=S, garden_facing=S, chain_free=B, floor_area_sqft=I, agent=S, agent_phone=S, broadband_mbps=O[I], last_sold_price=D, last_sold_year=I, price_per_sqft=D, built=S), {"address": "47 Cobbler's Row, Otley", "postcode_area": "LS21", "price": "325000", "price_qualifier": "offers in excess of", "bedrooms": 3, "bathrooms": 1, "reception_rooms": 2, "tenure": "freehold", "council_tax_band": "C", "epc": "D", "parking": "permit", "garden_facing": "south-west", "chain_free": True, "floor_area_sqft": 1041, "agent": "Whitley & Crane", "agent_phone": "01943 000417", "broadband_mbps": None, "last_sold_price": "214000", "last_sold_year": 2014, "price_per_sqft": "312", "built": "Victorian"},
"""[[agent|WHITLEY & CRANE]]                                      [[agent_phone|01943 000417]]
[[address|47 Cobbler's Row, Otley]] [[postcode_area|LS21]]
[[price_qualifier|OIEO]] [[price|£325,000]]   (was £340,000 until 3 March)

A [[built|Victorian]] mid-terrace of [[floor_area_sqft|1,041 sq ft]] with [[bedrooms|three bedrooms]], the third in the roof, and a [[bathrooms|house bathroom]] with bath and
shower over. Sitting room, dining room ([[reception_rooms|two receptions]]), kitchen 3.4 m x 2.8 m, cellar. The yard faces [[garden_facing|south-west]]. On-street
[[parking|permit parking]]. [[chain_free|No onward chain.]]

Tenure [[tenure|F/H]] | Council tax [[council_tax_band|C]] (£2,004 2024/25) | EPC [[epc|D]] (61), potential B
Last sold [[last_sold_year|2014]] for [[last_sold_price|£214,000]]. No. 43 sold for £318,500 in 2024.
Viewing by appointment. These particulars are not an offer or contract.
""")
case("u147-expose-eigentumswohnung", "property", "de", "table", M("Expose", objekt=S, lage=S, kaufpreis=D, hausgeld=D, wohnflaeche=D, zimmer=D, etage=I, etagen_gesamt=I, baujahr=I, saniert=I, energieklasse=S, verbrauch_kwh=D, heizung=S, provision_percent=D, vermietet=B, kaltmiete=D, balkon=B, aufzug=B, stellplatz_preis=D, makler=S, provision_betrag=D, rendite_percent=D), {"objekt": "Eigentumswohnung", "lage": "Leipzig-Lindenau", "kaufpreis": "189000", "hausgeld": "246", "wohnflaeche": "61.3", "zimmer": "2.5", "etage": 3, "etagen_gesamt": 5, "baujahr": 1908, "saniert": 1997, "energieklasse": "D", "verbrauch_kwh": "118", "heizung": "Fernwärme", "provision_percent": "2.38", "vermietet": True, "kaltmiete": "432", "balkon": True, "aufzug": False, "stellplatz_preis": "12000", "makler": "Immobilien Voss", "provision_betrag": "4498.20", "rendite_percent": "2.7"},
"""[[makler|IMMOBILIEN VOSS]]                Exposé 2025-041
[[objekt|Eigentumswohnung]] in [[lage|Leipzig-Lindenau]]

Kaufpreis      [[kaufpreis|189.000 €]]            Zimmer        [[zimmer|2½]]
Stellplatz      [[stellplatz_preis|12.000 €]]            Wohnfläche    [[wohnflaeche|61,3 m²]]
Hausgeld           [[hausgeld|246 €]] / Monat    Etage         [[etage|3.]] OG von [[etagen_gesamt|5]]
Baujahr            [[baujahr|1908]]            Saniert       [[saniert|1997]], Bad 2016
Energie        [[verbrauch_kwh|118]] kWh/(m²a), Klasse [[energieklasse|D]]   Heizung   [[heizung|Fernwärme]]

Die Wohnung ist [[vermietet|vermietet]]; die Nettokaltmiete beträgt seit 2022 [[kaltmiete|432 €]] (davor 398 €). [[balkon|Balkon]] zum Hof,
[[aufzug|kein Aufzug]]. Käuferprovision [[provision_percent|2,38 %]] inkl. MwSt. Alle Angaben vom Eigentümer.
""")
case("u149-listing-commercial-unit", "property", "en", "form", M("Unit", property_name=S, use_class=S, size_sqft_total=I, ground_floor_sqft=I, first_floor_sqft=I, rent_pa=D, service_charge_pa=D, rateable_value=D, lease_years=I, break_year=I, rent_review_year=I, vat_payable=B, eaves_height_m=D, parking_spaces=I, three_phase=B, legal_costs=S, agents=list[S], brochure_date=S, estimated_rates_payable=D, epc=O[S], distance_motorway_miles=D), {"property_name": "Unit 6, Kelham Trade Park", "use_class": "B8", "size_sqft_total": 5310, "ground_floor_sqft": 4480, "first_floor_sqft": 830, "rent_pa": "42500", "service_charge_pa": "3200", "rateable_value": "33250", "lease_years": 10, "break_year": 5, "rent_review_year": 5, "vat_payable": True, "eaves_height_m": "6.2", "parking_spaces": 11, "three_phase": True, "legal_costs": "each party bears its own", "agents": ["Finlay Roe", "Arun Joshi"], "brochure_date": "May 2025", "estimated_rates_payable": "16590", "epc": None, "distance_motorway_miles": "1.5"},
"""TO LET
[[property_name|UNIT 6, KELHAM TRADE PARK]]
Warehouse ([[use_class|B8]]) with offices, [[distance_motorway_miles|a mile and a half]] from J33

ACCOMMODATION        sq ft     sq m
Ground             [[ground_floor_sqft|4,480]]    416.2
First                [[first_floor_sqft|830]]     77.1
Total              [[size_sqft_total|5,310]]    493.3
Eaves [[eaves_height_m|6.2 m]] | [[three_phase|3-phase]] | [[parking_spaces|11 spaces]] | roller door 4 m x 5 m

RENT [[rent_pa|£42,500]] pax.   SERVICE CHARGE [[service_charge_pa|£3,200]] for the current year
TERMS A new lease of [[lease_years|10 years]], with a tenant's break and a rent review [[break_year,rent_review_year|at the fifth]].
RATES Rateable value [[rateable_value|£33,250]] (2023 list). Make your own enquiries.
VAT [[vat_payable|will be charged]].  COSTS [[legal_costs|Each party to bear its own]].
[[agents[0]|Finlay Roe]] / [[agents[1]|Arun Joshi]]      Particulars [[brochure_date|May 2025]]. Unit 9 (7,200 sq ft) is under offer.
""")
case("u151-anuncio-piso-venta", "property", "es", "prose", M("Anuncio", tipo=S, calle=S, ciudad=S, precio=D, precio_anterior=D, superficie_construida=I, superficie_util=I, habitaciones=I, banos=I, planta=S, orientacion=S, ascensor=B, garaje_incluido=B, garaje_precio=D, trastero=B, certificado=S, comunidad_mes=D, ibi=D, ano=I, referencia=S, precio_m2=D, pais=S), {"tipo": "ático", "calle": "calle Larga 88", "ciudad": "Gijón", "precio": "289000", "precio_anterior": "305000", "superficie_construida": 96, "superficie_util": 82, "habitaciones": 2, "banos": 2, "planta": "6.ª", "orientacion": "sur", "ascensor": True, "garaje_incluido": False, "garaje_precio": "22000", "trastero": True, "certificado": "E", "comunidad_mes": "95", "ibi": "412", "ano": 1989, "referencia": "GJ-417", "precio_m2": "3010", "pais": "España"},
"""[[tipo|ÁTICO]] en [[calle|C/ Larga, 88]] ([[ciudad|Gijón]])                          Ref. [[referencia|GJ-417]]
[[precio|289.000 €]]   antes [[precio_anterior|305.000]]

[[superficie_construida|96 m²]] construidos, [[superficie_util|82]] útiles y terraza de 31. [[habitaciones|Dos]] dormitorios (eran tres), [[banos|dos]] baños. Planta [[planta|6.ª]] y última, [[orientacion|mediodía]],
todo sol. [[ascensor|Con ascensor]] hasta la quinta. [[trastero|Trastero]] en el precio; [[garaje_incluido|plaza de garaje aparte]], [[garaje_precio|22.000 €]].
Finca de [[ano|1989]]. Comunidad [[comunidad_mes|95 €]] al mes, IBI [[ibi|412 €]] al año. Cert. energética: [[certificado|E]].
Abstenerse agencias.
""")
