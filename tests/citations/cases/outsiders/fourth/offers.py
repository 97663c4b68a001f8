"""Job adverts, recipes and property listings."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u137-job-museum-technician", "job", "en", "prose", M("Job", title=S, employer=S, location=S, reports_to=S, salary_min=D, salary_max=D, hours_per_week=D, contract=E_("C", "permanent", "fixed-term", "casual"), contract_months=O[I], closing=datetime, interviews=date, driving_licence_required=B, dbs_check=B, reference=S, holiday_days=I, pension_employer_percent=D, degree_required=B, remote_allowed=B, hourly_rate=D), {"title": "Exhibitions Technician", "employer": "Calder Valley Museums", "location": "Halifax", "reports_to": "Collections Manager", "salary_min": "25119", "salary_max": "27334", "hours_per_week": "29.6", "contract": "fixed-term", "contract_months": 18, "closing": "2025-07-07T12:00:00", "interviews": "2025-07-22", "driving_licence_required": True, "dbs_check": True, "reference": "CVM/417", "holiday_days": 26, "pension_employer_percent": "11", "degree_required": False, "remote_allowed": False, "hourly_rate": "17.76"},
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
case("u139-offre-emploi-menuisier", "job", "fr", "prose", M("Offre", intitule=S, entreprise=S, lieu=S, contrat=Literal["CDI", "CDD", "intérim"], salaire_min=D, salaire_max=D, periode=Literal["mois", "an"], heures=D, prise_de_poste=date, experience_ans=I, permis_b=B, deplacements=B, effectif=I, contact=S, telephone=S, primes=list[S], panier_repas=D, teletravail=O[B], salaire_annuel_max=D, debutant_accepte=B), {"intitule": "menuisier poseur", "entreprise": "Ateliers Mercœur", "lieu": "Brioude", "contrat": "CDI", "salaire_min": "2100", "salaire_max": "2450", "periode": "mois", "heures": "39", "prise_de_poste": "2025-09-08", "experience_ans": 3, "permis_b": True, "deplacements": True, "effectif": 9, "contact": "Mme Sabatier", "telephone": "04 71 00 44 17", "primes": ["prime d'intéressement", "13e mois"], "panier_repas": "10.30", "teletravail": None, "salaire_annuel_max": "31850", "debutant_accepte": False},
"""Offre n° 188TRKW – publiée le 2 juillet 2025
[[entreprise|Ateliers Mercœur]], [[effectif|neuf salariés]], recrutent un(e) [[intitule|menuisier(ère) poseur(se)]] – [[lieu|Brioude]] (43)

Contrat : [[contrat|durée indéterminée]], [[heures|39 h]]
Salaire : [[salaire_min|2 100]] à [[salaire_max|2 450 €]] brut [[periode|mensuel]] selon profil, [[primes[0]|intéressement]], [[primes[1]|treizième mois]], panier [[panier_repas|10,30 €]]
Début : [[prise_de_poste|8 septembre]]
Profil : [[experience_ans|trois ans]] d'expérience au moins, [[debutant_accepte|débutants s'abstenir]]. [[permis_b|Permis B exigé]]. [[deplacements|Chantiers dans trois départements]], retour
chaque soir.
Envoyer CV à [[contact|Mme Sabatier]] ou téléphoner au [[telephone|04 71 00 44 17]] avant 9 h.
""")
case("u141-job-data-engineer-ad", "job", "en", "bullets", M("Job", title=S, company=S, level=E_("L", "junior", "mid", "senior", "lead"), remote=Literal["onsite", "hybrid", "remote"], office_days=I, salary_from=I, salary_to=I, currency=S, equity_percent=D, must_have=list[S], nice_to_have=list[S], visa_sponsorship=B, team_size=I, interview_stages=I, probation_months=I, contact=S, city=S, founded=I, bonus_percent=O[D]), {"title": "Analytics Engineer", "company": "Brambletree", "level": "senior", "remote": "hybrid", "office_days": 2, "salary_from": 78000, "salary_to": 92000, "currency": "GBP", "equity_percent": "0.05", "must_have": ["SQL", "dbt"], "nice_to_have": ["Rust"], "visa_sponsorship": False, "team_size": 6, "interview_stages": 3, "probation_months": 6, "contact": "hiring@brambletree.example", "city": "Bristol", "founded": 2016, "bonus_percent": None},
"""**[[level|Sr.]] [[title|Analytics Engineer]]** @ [[company|Brambletree]] ([[city|Bristol]])

💷 [[currency|£]][[salary_from|78]]-[[salary_to|92k]] + [[equity_percent|0.05%]] options
🏠 [[remote|[[office_days|2 days]] in the office]], the rest wherever (core hours 10-3)
👥 you'd be no. 7 in a [[team_size|team of 6]]; company is about 80

Need: [[must_have[0]|SQL]] in your sleep, [[must_have[1]|dbt]]. Would be nice: [[nice_to_have[0]|Rust]].
[[visa_sponsorship|Sorry, we can't sponsor visas.]] [[probation_months|6-month]] probation.

[[interview_stages|Three steps]]: 30 min call, take-home (paid, £150), half a day with us.
→ [[contact|hiring@brambletree.example]]. Our junior role (£41-48k) is still open too.
""")
case("u143-kyuujin-kaigo", "job", "ja", "form", M("Kyuujin", shokushu=S, jigyousho=S, kinmuchi=S, koyou_keitai=E_("K", "正社員", "契約社員", "パート"), gekkyu_kagen=I, gekkyu_jougen=I, kinmu_jikan=S, nenkan_kyuujitsu=I, shouyo_kai=I, shikaku=S, menkyo_fuyou=B, saiyou_ninzuu=I, teinen=I, mai_car_tsuukin=B, tantousha=S, denwa=S, nenshuu_jougen=I, yakin=B), {"shokushu": "介護職員", "jigyousho": "特別養護老人ホーム 花ももの里", "kinmuchi": "飯田市", "koyou_keitai": "正社員", "gekkyu_kagen": 205000, "gekkyu_jougen": 248000, "kinmu_jikan": "8:30~17:30", "nenkan_kyuujitsu": 112, "shouyo_kai": 2, "shikaku": "介護福祉士", "menkyo_fuyou": False, "saiyou_ninzuu": 3, "teinen": 65, "mai_car_tsuukin": True, "tantousha": "総務課 下平", "denwa": "0265-00-4417", "nenshuu_jougen": 3900000, "yakin": True},
"""求人票　20250417-08
事業所　[[jigyousho|特別養護老人ホーム　花ももの里]]
職種　　[[shokushu|介護職員]]（[[koyou_keitai|正社員]]）　　採用[[saiyou_ninzuu|3人]]
就業地　[[kinmuchi|飯田市]]
月給　　[[gekkyu_kagen|205,000円]]～[[gekkyu_jougen|248,000円]]（試用期間3か月は198,000円）
夜勤　　[[yakin|あり（月4回程度）]]　手当1回6,000円
時間　　[[kinmu_jikan|8:30～17:30]]
休日　　年間[[nenkan_kyuujitsu|112日]]
賞与　　[[shouyo_kai|年2回]]（前年度実績2.8か月）
資格　　[[shikaku|介護福祉士]]、[[menkyo_fuyou|普通自動車免許（必須）]]
定年　　[[teinen|65歳]]（再雇用70歳まで）　[[mai_car_tsuukin|マイカー通勤可]]
担当　　[[tantousha|総務課　下平]]　[[denwa|0265-00-4417]]
""")
case("u145-recipe-plum-cake", "recipe", "en", "fractions", M("Recipe", title=S, author=O[S], serves=I, prep_minutes=I, cook_minutes=I, oven_c=I, tin_cm=I, ingredients=list[M("Ing", name=S, amount=D, unit=O[S])], vegetarian=B, contains_nuts=B, keeps_days=I, freezable=B, resting_minutes=I, calories_per_serving=I, total_minutes=I), {"title": "Plum and cardamom cake", "author": None, "serves": 10, "prep_minutes": 25, "cook_minutes": 55, "oven_c": 170, "tin_cm": 23, "ingredients": [{"name": "plums", "amount": "500", "unit": "g"}, {"name": "self-raising flour", "amount": "175", "unit": "g"}, {"name": "butter", "amount": "150", "unit": "g"}, {"name": "eggs", "amount": "3", "unit": None}, {"name": "cardamom", "amount": "0.5", "unit": "tsp"}], "vegetarian": True, "contains_nuts": True, "keeps_days": 4, "freezable": False, "resting_minutes": 10, "calories_per_serving": 340, "total_minutes": 80},
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
case("u147-rezept-kaesespaetzle", "recipe", "de", "words", M("Rezept", name=S, portionen=I, schwierigkeit=E_("Sch", "einfach", "mittel", "schwer"), zutaten=list[M("Z", zutat=S, menge=D, einheit=O[S])], ruhezeit_min=I, backzeit_min=I, ofen_grad=I, vegetarisch=B, kosten_pro_portion=D, quelle=S, kcal=O[I], beilage=S, gesamtkosten=D, alkohol=B), {"name": "Allgäuer Kässpatzen", "portionen": 4, "schwierigkeit": "einfach", "zutaten": [{"zutat": "Mehl", "menge": "400", "einheit": "g"}, {"zutat": "Eier", "menge": "4", "einheit": None}, {"zutat": "Bergkäse", "menge": "250", "einheit": "g"}, {"zutat": "Zwiebeln", "menge": "3", "einheit": None}, {"zutat": "Mineralwasser", "menge": "125", "einheit": "ml"}], "ruhezeit_min": 30, "backzeit_min": 10, "ofen_grad": 180, "vegetarisch": True, "kosten_pro_portion": "1.90", "quelle": "Oma Kreszenz", "kcal": None, "beilage": "grüner Salat", "gesamtkosten": "7.60", "alkohol": False},
"""[[name|Allgäuer Kässpatzen]]  nach [[quelle|Oma Kreszenz]]
für [[portionen|vier]] Hungrige · [[schwierigkeit|leicht]] · [[kosten_pro_portion|ca. 1,90 €]] je Portion · [[vegetarisch|fleischlos]]

[[zutaten[0].menge|400]] [[zutaten[0].einheit|g]] [[zutaten[0].zutat|Mehl]]
[[zutaten[1].menge|4]] [[zutaten[1].zutat|Eier]]
[[zutaten[2].menge|250]] [[zutaten[2].einheit|g]] [[zutaten[2].zutat|Bergkäse]], gerieben (oder halb Emmentaler)
[[zutaten[3].menge|3]] [[zutaten[3].zutat|Zwiebeln]]
[[zutaten[4].menge,zutaten[4].einheit|⅛ l]] [[zutaten[4].zutat|Mineralwasser]]

Teig schlagen, bis er Blasen wirft, [[ruhezeit_min|eine halbe Stunde]] ruhen lassen. Durch die Presse in siedendes Wasser, 2 Minuten.
Abwechselnd mit Käse schichten, bei [[ofen_grad|180 °C]] (Umluft 160) [[backzeit_min|zehn Minuten]] in den Ofen. [[?zutaten[3].zutat|Zwiebeln]] 15 Minuten rösten.
Dazu [[beilage|grüner Salat]].
""")
case("u149-recipe-kimchi-blog", "recipe", "en", "blog", M("Recipe", dish=S, blogger=S, posted=date, updated=O[date], servings=O[I], batch_kg=D, salt_g=I, salting_hours=D, fermentation_days=I, room_temp_c=I, chilli_g=I, garlic_cloves=I, fish_sauce=B, vegan=B, rating=D, votes=I, fridge_months=I, jar_litres=D, ph_target=D, salt_percent=D), {"dish": "Kimchi", "blogger": "Hyo-jin", "posted": "2023-11-12", "updated": "2025-01-30", "servings": None, "batch_kg": "2", "salt_g": 60, "salting_hours": "1.5", "fermentation_days": 3, "room_temp_c": 19, "chilli_g": 45, "garlic_cloves": 8, "fish_sauce": False, "vegan": True, "rating": "4.8", "votes": 212, "fridge_months": 6, "jar_litres": "3", "ph_target": "4.2", "salt_percent": "3"},
"""# [[dish|Kimchi]] without the fish

by [[blogger|Hyo-jin]], [[posted|12 Nov 2023]] (updated [[updated|30 Jan 2025]]: less salt!)  ★ [[rating|4.8]] from [[votes|212]] cooks

My gran made forty heads every November; I make [[batch_kg|two kilos]], which fills a [[jar_litres|3-litre]] jar with room for the gas.

Rub the cabbage with [[salt_g|60 g]] of salt (I used to write 80) and leave it for [[salting_hours|an hour and a half]], turning twice. Rinse.
Blend [[garlic_cloves|8 cloves]] of garlic, a thumb of ginger, [[chilli_g|45 g]] of gochugaru and 2 tbsp of soy sauce in place of [[fish_sauce|fish sauce - there's none
here]], so [[vegan|it's vegan]].
Pack and leave out at about [[room_temp_c|19 °C]] for [[fermentation_days|three days]]. Burp daily. Then the fridge, where it's good for [[fridge_months|half a year]].

Comments (38)  |  You may also like: Cucumber kimchi, ready in 1 day
""")
case("u151-receta-gazpacho", "recipe", "es", "words", M("Receta", plato=S, raciones=I, tiempo_min=I, dificultad=E_("Dif", "fácil", "media", "difícil"), ingredientes=list[M("I", nombre=S, cantidad=D, unidad=O[S])], reposo_horas=I, sin_gluten=B, pan=B, autora=S, provincia=S, conserva_dias=I, coste_total=D, kcal_racion=O[I], se_congela=B, coste_racion=D), {"plato": "Gazpacho de cereza", "raciones": 6, "tiempo_min": 15, "dificultad": "fácil", "ingredientes": [{"nombre": "tomates maduros", "cantidad": "1", "unidad": "kg"}, {"nombre": "cerezas", "cantidad": "300", "unidad": "g"}, {"nombre": "aceite de oliva", "cantidad": "80", "unidad": "ml"}, {"nombre": "dientes de ajo", "cantidad": "1", "unidad": None}], "reposo_horas": 2, "sin_gluten": True, "pan": False, "autora": "Chelo Barragán", "provincia": "Cáceres", "conserva_dias": 3, "coste_total": "7.50", "kcal_racion": None, "se_congela": False, "coste_racion": "1.25"},
"""[[plato|GAZPACHO DE CEREZA]]
Receta de [[autora|Chelo Barragán]] ([[provincia|Cáceres]]). Para [[raciones|seis]]. En [[tiempo_min|un cuarto de hora]]. Dificultad: [[dificultad|chupado]].

[[ingredientes[0].cantidad|1]] [[ingredientes[0].unidad|kg]] de [[ingredientes[0].nombre|tomates maduros]]
[[ingredientes[1].cantidad|300]] [[ingredientes[1].unidad|g]] de [[ingredientes[1].nombre|cerezas]] sin hueso, y doce para adornar
[[ingredientes[2].cantidad|80]] [[ingredientes[2].unidad|ml]] de [[ingredientes[2].nombre|aceite de oliva]]
[[ingredientes[3].cantidad|1]] [[ingredientes[3].nombre|diente de ajo]], sin el germen
vinagre y sal. [[pan|Este no lleva pan]], así que es [[sin_gluten|apto para celíacos]].

Triturar, colar y dejar [[reposo_horas|dos horas]] en la nevera. Aguanta [[conserva_dias|tres días]]; [[se_congela|no congelar]]. Nos salió por [[coste_total|7,50 €]] (con cerezas del
Jerte, a 6 € el kilo).
""")
case("u153-listing-terraced-house", "property", "en", "prose", M("Listing", address=S, postcode_area=S, price=D, price_qualifier=S, bedrooms=I, bathrooms=I, reception_rooms=I, tenure=E_("Ten", "freehold", "leasehold"), council_tax_band=S, epc=S, parking=S, garden_facing=S, chain_free=B, floor_area_sqft=I, agent=S, agent_phone=S, broadband_mbps=O[I], last_sold_price=D, last_sold_year=I, price_per_sqft=D, built=S), {"address": "47 Cobbler's Row, Otley", "postcode_area": "LS21", "price": "325000", "price_qualifier": "offers in excess of", "bedrooms": 3, "bathrooms": 1, "reception_rooms": 2, "tenure": "freehold", "council_tax_band": "C", "epc": "D", "parking": "permit", "garden_facing": "south-west", "chain_free": True, "floor_area_sqft": 1041, "agent": "Whitley & Crane", "agent_phone": "01943 000417", "broadband_mbps": None, "last_sold_price": "214000", "last_sold_year": 2014, "price_per_sqft": "312", "built": "Victorian"},
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
case("u155-annonce-longere", "property", "fr", "prose", M("Annonce", type_bien=S, commune=S, prix=D, prix_hors_honoraires=D, honoraires_percent=D, surface=D, terrain_m2=I, pieces=I, chambres=I, annee_construction=O[I], chauffage=S, dpe=S, ges=S, taxe_fonciere=D, piscine=B, assainissement_conforme=B, reference=S, agence=S, distance_gare_km=D, mitoyen=B, prix_m2=D, region=S), {"type_bien": "longère", "commune": "Bazoches-en-Houlme", "prix": "218000", "prix_hors_honoraires": "207600", "honoraires_percent": "5", "surface": "132", "terrain_m2": 2450, "pieces": 6, "chambres": 4, "annee_construction": None, "chauffage": "poêle à granulés", "dpe": "D", "ges": "B", "taxe_fonciere": "870", "piscine": False, "assainissement_conforme": False, "reference": "417L", "agence": "Bocage Immo", "distance_gare_km": "9", "mitoyen": False, "prix_m2": "1652", "region": "Normandie"},
"""[[agence|BOCAGE IMMO]] – réf. [[reference|417L]]
[[commune|Bazoches-en-Houlme]], jolie [[type_bien|longère]] en pierre, [[mitoyen|indépendante]]

[[surface|132 m²]] habitables, [[pieces|6 pièces]] dont [[chambres|quatre chambres]] (une au rez-de-chaussée), grange de 60 m², [[terrain_m2|2 450 m²]] de terrain clos.
Chauffage par [[chauffage|poêle à granulés]] (2021). Fosse septique [[assainissement_conforme|à remettre aux normes]]. [[piscine|Pas de piscine]] mais un étang ! Gare d'Argentan
à [[distance_gare_km|9 km]], mer à 70.

[[prix|218 000 €]] honoraires inclus ([[honoraires_percent|5 %]] TTC à la charge de l'acquéreur), soit [[prix_hors_honoraires|207 600 €]] hors honoraires.
Ancien prix : 235 000 €. Taxe foncière [[taxe_fonciere|870 €]].   DPE [[dpe|D]]   GES [[ges|B]]
""")
case("u157-listing-commercial-unit", "property", "en", "form", M("Unit", property_name=S, use_class=S, size_sqft_total=I, ground_floor_sqft=I, first_floor_sqft=I, rent_pa=D, service_charge_pa=D, rateable_value=D, lease_years=I, break_year=I, rent_review_year=I, vat_payable=B, eaves_height_m=D, parking_spaces=I, three_phase=B, legal_costs=S, agents=list[S], brochure_date=S, estimated_rates_payable=D, epc=O[S], distance_motorway_miles=D), {"property_name": "Unit 6, Kelham Trade Park", "use_class": "B8", "size_sqft_total": 5310, "ground_floor_sqft": 4480, "first_floor_sqft": 830, "rent_pa": "42500", "service_charge_pa": "3200", "rateable_value": "33250", "lease_years": 10, "break_year": 5, "rent_review_year": 5, "vat_payable": True, "eaves_height_m": "6.2", "parking_spaces": 11, "three_phase": True, "legal_costs": "each party bears its own", "agents": ["Finlay Roe", "Arun Joshi"], "brochure_date": "May 2025", "estimated_rates_payable": "16590", "epc": None, "distance_motorway_miles": "1.5"},
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
case("u159-chintai-bukken", "property", "ja", "form", M("Bukken", mei=S, shozaichi=S, chinryou=I, kanrihi=I, shikikin_kagetsu=D, reikin_kagetsu=D, madori=S, menseki=D, kai=I, kaidate=I, chikunen=date, eki=S, toho_fun=I, pet=B, nyuukyo=S, chuushajou=I, kouzou=S, fudousan=S, shokihiyou=I, hoshounin_fuyou=B), {"mei": "メゾン青葉", "shozaichi": "仙台市青葉区柏木2", "chinryou": 68000, "kanrihi": 4000, "shikikin_kagetsu": "1", "reikin_kagetsu": "0", "madori": "1LDK", "menseki": "41.3", "kai": 2, "kaidate": 3, "chikunen": "2009-03-01", "eki": "北四番丁", "toho_fun": 9, "pet": False, "nyuukyo": "即入居可", "chuushajou": 8000, "kouzou": "鉄骨造", "fudousan": "杜の住まい", "shokihiyou": 212000, "hoshounin_fuyou": True},
"""【賃貸】[[mei|メゾン青葉]]　203号室
所在地　[[shozaichi|仙台市青葉区柏木2丁目]]
交通　地下鉄南北線「[[eki|北四番丁]]」徒歩[[toho_fun|9分]]、バス停2分
賃料　[[chinryou|6.8万円]]　管理費[[kanrihi|4,000円]]　敷金[[shikikin_kagetsu|1ヶ月]]　礼金[[reikin_kagetsu|なし]]
間取り　[[madori|1LDK]]　[[menseki|41.3㎡]]　[[kaidate|3階建]]の[[kai|2階]]
築年月　[[chikunen|2009年3月]]　[[kouzou|鉄骨造]]
駐車場　月[[chuushajou|8,000円]]（空き1台）
入居　[[nyuukyo|即入居可]]　　ペット[[pet|不可]]　　[[hoshounin_fuyou|保証人不要]]（保証会社利用）
※201号室は7.1万円、成約済
取扱　[[fudousan|杜の住まい]]　仲介手数料0.5ヶ月
""")
