"""Job adverts, recipes and property listings."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u130-job-line-cook-us", "job", "en", "casual", M("Job", role=S, restaurant=S, city=S, hourly_min=D, hourly_max=D, tips=B, shifts=S, days_off=list[S], experience_years=I, start=S, benefits=list[S], apply_to=S, english_required=B, bilingual_bonus=D, manager=S, state=S, weekly_hours=O[I], meal_provided=B, covers_per_night=I), {"role": "line cook", "restaurant": "Pilot Light Diner", "city": "Duluth", "hourly_min": "19", "hourly_max": "23", "tips": True, "shifts": "3-11 pm", "days_off": ["Monday", "Tuesday"], "experience_years": 1, "start": "right away", "benefits": ["health after 60 days", "free parking"], "apply_to": "jobs@pilotlight.example", "english_required": False, "bilingual_bonus": "1.00", "manager": "Gus", "state": "Minnesota", "weekly_hours": None, "meal_provided": True, "covers_per_night": 180},
"""HELP WANTED -- [[restaurant|Pilot Light Diner]], [[city|Duluth]]

[[role|Line cook]], [[shifts|3-11 pm]], start [[start|right away]]
$[[hourly_min|19]]-[[hourly_max|23]]/hr DOE, [[tips|you're in the tip pool]] (usually 4-6 an hour on top)
Closed [[days_off[0]|Mon]] + [[days_off[1]|Tues]] so those are your days off.
We want [[experience_years|a year]] on a busy line. Knife skills > resume. [[english_required|English not needed]], Spanish is a plus ([[bilingual_bonus|+$1/hr]] if you
speak both). [[meal_provided|Shift meal on us]]. [[benefits[0]|Health insurance after 60 days]], [[benefits[1]|free parking]].

Dishwasher also wanted, $16, 18+.
Come by after 2 and ask for [[manager|Gus]] or write [[apply_to|jobs@pilotlight.example]]
""")
case("u132-offre-emploi-menuisier", "job", "fr", "prose", M("Offre", intitule=S, entreprise=S, lieu=S, contrat=Literal["CDI", "CDD", "intérim"], salaire_min=D, salaire_max=D, periode=Literal["mois", "an"], heures=D, prise_de_poste=date, experience_ans=I, permis_b=B, deplacements=B, effectif=I, contact=S, telephone=S, primes=list[S], panier_repas=D, teletravail=O[B], salaire_annuel_max=D, debutant_accepte=B), {"intitule": "menuisier poseur", "entreprise": "Ateliers Mercœur", "lieu": "Brioude", "contrat": "CDI", "salaire_min": "2100", "salaire_max": "2450", "periode": "mois", "heures": "39", "prise_de_poste": "2025-09-08", "experience_ans": 3, "permis_b": True, "deplacements": True, "effectif": 9, "contact": "Mme Sabatier", "telephone": "04 71 00 44 17", "primes": ["prime d'intéressement", "13e mois"], "panier_repas": "10.30", "teletravail": None, "salaire_annuel_max": "31850", "debutant_accepte": False},
"""Offre n° 188TRKW – publiée le 2 juillet 2025
[[entreprise|Ateliers Mercœur]], [[effectif|neuf salariés]], recrutent un(e) [[intitule|menuisier(ère) poseur(se)]] – [[lieu|Brioude]] (43)

Contrat : [[contrat|durée indéterminée]], [[heures|39 h]]
Salaire : [[salaire_min|2 100]] à [[salaire_max|2 450 €]] brut [[periode|mensuel]] selon profil, [[primes[0]|intéressement]], [[primes[1]|treizième mois]], panier [[panier_repas|10,30 €]]
Début : [[prise_de_poste|8 septembre]]
Profil : [[experience_ans|trois ans]] d'expérience au moins, [[debutant_accepte|débutants s'abstenir]]. [[permis_b|Permis B exigé]]. [[deplacements|Chantiers dans trois départements]], retour
chaque soir.
Envoyer CV à [[contact|Mme Sabatier]] ou téléphoner au [[telephone|04 71 00 44 17]] avant 9 h.
""")
case("u134-job-harbour-master", "job", "en", "form", M("Vacancy", post=S, authority=S, grade=S, points_from=I, points_to=I, salary_from=D, salary_to=D, hours=D, shift_allowance_percent=D, politically_restricted=B, languages=list[S], medical=B, vacancy_no=S, posted=date, closes=date, relocation_max=D, previous_holder=S, housing_provided=B, start_date=O[date], union=S), {"post": "Deputy Harbour Master", "authority": "Stranlough Harbour Commissioners", "grade": "PO7", "points_from": 38, "points_to": 41, "salary_from": "45718", "salary_to": "48710", "hours": "37", "shift_allowance_percent": "14", "politically_restricted": True, "languages": ["English"], "medical": True, "vacancy_no": "0417/25", "posted": "2025-04-11", "closes": "2025-05-09", "relocation_max": "5000", "previous_holder": "Captain Dunwoody", "housing_provided": False, "start_date": None, "union": "Nautilus"},
"""[[authority|STRANLOUGH HARBOUR COMMISSIONERS]]
Vacancy [[vacancy_no|0417/25]]              Posted [[posted|11/04/2025]]     Closes [[closes|09/05/2025]], 4 pm

Post ............ [[post|Deputy Harbour Master]]
Grade ........... [[grade|PO7]], SCP [[points_from|38]]-[[points_to|41]]
Salary .......... [[salary_from|£45,718]] to [[salary_to|£48,710]] + [[shift_allowance_percent|14 %]] for shifts
Hours ........... [[hours|37]], including one weekend in three
Housing ......... [[housing_provided|none]]; relocation up to [[relocation_max|£5,000]]
Restricted post . [x] [[politically_restricted|Yes]]   [ ] No
Medical ......... [x] [[medical|ENG1 before appointment]]
Language ........ [[languages[0]|English]] (fluent)

The vacancy arises from the retirement of [[previous_holder|Capt. Dunwoody]] after 22 years. The pilotage manager's post (PO9) will be
advertised in June.
""")
case("u136-kyuujin-kaigo", "job", "ja", "form", M("Kyuujin", shokushu=S, jigyousho=S, kinmuchi=S, koyou_keitai=E_("K", "正社員", "契約社員", "パート"), gekkyu_kagen=I, gekkyu_jougen=I, kinmu_jikan=S, nenkan_kyuujitsu=I, shouyo_kai=I, shikaku=S, menkyo_fuyou=B, saiyou_ninzuu=I, teinen=I, mai_car_tsuukin=B, tantousha=S, denwa=S, nenshuu_jougen=I, yakin=B), {"shokushu": "介護職員", "jigyousho": "特別養護老人ホーム 花ももの里", "kinmuchi": "飯田市", "koyou_keitai": "正社員", "gekkyu_kagen": 205000, "gekkyu_jougen": 248000, "kinmu_jikan": "8:30~17:30", "nenkan_kyuujitsu": 112, "shouyo_kai": 2, "shikaku": "介護福祉士", "menkyo_fuyou": False, "saiyou_ninzuu": 3, "teinen": 65, "mai_car_tsuukin": True, "tantousha": "総務課 下平", "denwa": "0265-00-4417", "nenshuu_jougen": 3900000, "yakin": True},
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
case("u138-recipe-card-us", "recipe", "en", "units", M("Recipe", dish=S, source=S, yield_servings=I, oven_f=I, ingredients=list[M("I", item=S, quantity=S)], slow_cooker=B, slow_cooker_hours=I, spice_level=E_("Spice", "mild", "medium", "hot"), make_ahead=B, dairy_free=B, internal_temp_f=I, oven_c=I, cuisine=O[S], sodium_mg=I), {"dish": "Sunday pot roast", "source": "Aunt Verla", "yield_servings": 8, "oven_f": 300, "ingredients": [{"item": "chuck roast", "quantity": "4 lb"}, {"item": "onions", "quantity": "2"}, {"item": "beef broth", "quantity": "2 1/2 cups"}, {"item": "cayenne", "quantity": "a pinch"}], "slow_cooker": True, "slow_cooker_hours": 8, "spice_level": "mild", "make_ahead": True, "dairy_free": True, "internal_temp_f": 203, "oven_c": 149, "cuisine": None, "sodium_mg": 780},
"""From the kitchen of: [[source|Aunt Verla]]
[[dish|SUNDAY POT ROAST]]            serves [[yield_servings|8]], or 6 if Dale is there

[[ingredients[0].quantity|4 lb]] [[ingredients[0].item|chuck roast]]
[[ingredients[1].quantity|2]] [[ingredients[1].item|onions]], sliced
[[ingredients[2].quantity|2 ½ cups]] [[ingredients[2].item|beef broth]]
[[ingredients[3].quantity|pinch]] [[ingredients[3].item|cayenne]] ([[spice_level|just enough to wake it up, not hot]])
[[dairy_free|no butter or milk in this one!]]

Brown in Dutch oven. Broth in, lid on, [[oven_f|300°]] for 3 1/2 hrs till it hits [[internal_temp_f|203]] inside and falls apart.
[[slow_cooker|OR crock pot]] low [[slow_cooker_hours|8 hrs]] (high 5).
[[make_ahead|Better the next day]]. Gravy: 2 T. flour, 1/4 c. water
""")
case("u140-rezept-kaesespaetzle", "recipe", "de", "words", M("Rezept", name=S, portionen=I, schwierigkeit=E_("Sch", "einfach", "mittel", "schwer"), zutaten=list[M("Z", zutat=S, menge=D, einheit=O[S])], ruhezeit_min=I, backzeit_min=I, ofen_grad=I, vegetarisch=B, kosten_pro_portion=D, quelle=S, kcal=O[I], beilage=S, gesamtkosten=D, alkohol=B), {"name": "Allgäuer Kässpatzen", "portionen": 4, "schwierigkeit": "einfach", "zutaten": [{"zutat": "Mehl", "menge": "400", "einheit": "g"}, {"zutat": "Eier", "menge": "4", "einheit": None}, {"zutat": "Bergkäse", "menge": "250", "einheit": "g"}, {"zutat": "Zwiebeln", "menge": "3", "einheit": None}, {"zutat": "Mineralwasser", "menge": "125", "einheit": "ml"}], "ruhezeit_min": 30, "backzeit_min": 10, "ofen_grad": 180, "vegetarisch": True, "kosten_pro_portion": "1.90", "quelle": "Oma Kreszenz", "kcal": None, "beilage": "grüner Salat", "gesamtkosten": "7.60", "alkohol": False},
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
case("u142-recipe-scaled-bakery", "recipe", "en", "table", M("Formula", product=S, batch_pieces=I, piece_weight_g=I, ingredients=list[M("I", name=S, bakers_percent=D, kg=D)], dough_temp_c=D, bulk_minutes=I, proof_minutes=I, bake_minutes=I, deck_c=I, steam=B, allergens=list[S], revised=date, revised_by=S, total_dough_kg=D, hydration_percent=D, salt_grams_per_piece=D), {"product": "Seeded tin loaf", "batch_pieces": 60, "piece_weight_g": 880, "ingredients": [{"name": "strong flour", "bakers_percent": "80", "kg": "23.2"}, {"name": "rye flour", "bakers_percent": "20", "kg": "5.8"}, {"name": "water", "bakers_percent": "72", "kg": "20.9"}, {"name": "salt", "bakers_percent": "2", "kg": "0.58"}, {"name": "seed mix", "bakers_percent": "14", "kg": "4.06"}], "dough_temp_c": "26", "bulk_minutes": 90, "proof_minutes": 55, "bake_minutes": 38, "deck_c": 235, "steam": True, "allergens": ["wheat", "rye", "sesame"], "revised": "2025-02-03", "revised_by": "KL", "total_dough_kg": "52.8", "hydration_percent": "72", "salt_grams_per_piece": "9.7"},
"""FORMULA 17   [[product|Seeded tin loaf]]        [[batch_pieces|60]] pcs @ [[piece_weight_g|880 g]] raw (800 g baked)
                     %        kg
[[ingredients[0].name|Strong flour]]         [[ingredients[0].bakers_percent|80]]       [[ingredients[0].kg|23.20]]
[[ingredients[1].name|Rye flour]]            [[ingredients[1].bakers_percent|20]]        [[ingredients[1].kg|5.80]]
[[ingredients[2].name|Water]]                [[?hydration_percent|[[ingredients[2].bakers_percent|72]]]]       [[ingredients[2].kg|20.90]]
[[ingredients[3].name|Salt]]                  [[ingredients[3].bakers_percent|2]]        [[ingredients[3].kg|0.58]]
[[ingredients[4].name|Seed mix]]             [[ingredients[4].bakers_percent|14]]        [[ingredients[4].kg|4.06]]
yeast 0.9
Dough [[dough_temp_c|26 °C]]. Bulk [[bulk_minutes|1½ h]], one fold. Tins, [[proof_minutes|55 min]]. Deck [[deck_c|235]], [[steam|steam 4 s]], [[bake_minutes|38 min]], vent last 8.
Hydration [[hydration_percent,?ingredients[2].bakers_percent|72 %]]
Contains [[allergens[0]|WHEAT]], [[allergens[1]|RYE]], [[allergens[2]|SESAME]]
Rev. 6  [[revised|3/2/25]]  [[revised_by|KL]]   (rev. 5: 85/15, 70 %)
""")
case("u144-receta-gazpacho", "recipe", "es", "words", M("Receta", plato=S, raciones=I, tiempo_min=I, dificultad=E_("Dif", "fácil", "media", "difícil"), ingredientes=list[M("I", nombre=S, cantidad=D, unidad=O[S])], reposo_horas=I, sin_gluten=B, pan=B, autora=S, provincia=S, conserva_dias=I, coste_total=D, kcal_racion=O[I], se_congela=B, coste_racion=D), {"plato": "Gazpacho de cereza", "raciones": 6, "tiempo_min": 15, "dificultad": "fácil", "ingredientes": [{"nombre": "tomates maduros", "cantidad": "1", "unidad": "kg"}, {"nombre": "cerezas", "cantidad": "300", "unidad": "g"}, {"nombre": "aceite de oliva", "cantidad": "80", "unidad": "ml"}, {"nombre": "dientes de ajo", "cantidad": "1", "unidad": None}], "reposo_horas": 2, "sin_gluten": True, "pan": False, "autora": "Chelo Barragán", "provincia": "Cáceres", "conserva_dias": 3, "coste_total": "7.50", "kcal_racion": None, "se_congela": False, "coste_racion": "1.25"},
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
case("u146-listing-rental-us", "property", "en", "abbreviations", M("Rental", address=S, rent=D, deposit=D, beds=I, baths=D, sqft=I, available=date, lease_months=I, cats=B, dogs=B, pet_fee=D, laundry=E_("Laundry", "in unit", "on site", "none"), parking_included=B, heat_included=B, application_fee=D, contact=S, phone=S, floor=O[I], neighbourhood=S, section8=O[B], move_in_total=D), {"address": "1122 Wisteria St #4", "rent": "1475", "deposit": "1000", "beds": 2, "baths": "1.5", "sqft": 860, "available": "2025-08-15", "lease_months": 12, "cats": True, "dogs": False, "pet_fee": "25", "laundry": "on site", "parking_included": False, "heat_included": True, "application_fee": "40", "contact": "Bev", "phone": "555-0174", "floor": None, "neighbourhood": "Marshall Park", "section8": None, "move_in_total": "2475"},
"""[[neighbourhood|MARSHALL PARK]] -- [[beds|2BR]]/[[baths|1.5BA]] [[sqft|860 sf]] -- $[[rent|1475]]

[[address|1122 Wisteria St #4]]. Avail [[available|8/15/25]]. [[lease_months|1-yr lease]]. Upper unit, hardwoods, new fridge '24.
[[heat_included|Ht & wtr pd]], tenant pays elec. [[laundry|Coin W/D in bsmt]]. [[parking_included|Street pkg only]], garage avail $75.
[[cats|Cats ok]] w/ $[[pet_fee|25]]/mo, [[dogs|no dogs]]. Dep $[[deposit|1000]] (was 1475). App fee $[[application_fee|40]] ea. adult, non-ref.
1BR in same bldg $1150 avail 9/1.
Call/txt [[contact|Bev]] [[phone|555-0174]] eves
""")
case("u148-annonce-longere", "property", "fr", "prose", M("Annonce", type_bien=S, commune=S, prix=D, prix_hors_honoraires=D, honoraires_percent=D, surface=D, terrain_m2=I, pieces=I, chambres=I, annee_construction=O[I], chauffage=S, dpe=S, ges=S, taxe_fonciere=D, piscine=B, assainissement_conforme=B, reference=S, agence=S, distance_gare_km=D, mitoyen=B, prix_m2=D, region=S), {"type_bien": "longère", "commune": "Bazoches-en-Houlme", "prix": "218000", "prix_hors_honoraires": "207600", "honoraires_percent": "5", "surface": "132", "terrain_m2": 2450, "pieces": 6, "chambres": 4, "annee_construction": None, "chauffage": "poêle à granulés", "dpe": "D", "ges": "B", "taxe_fonciere": "870", "piscine": False, "assainissement_conforme": False, "reference": "417L", "agence": "Bocage Immo", "distance_gare_km": "9", "mitoyen": False, "prix_m2": "1652", "region": "Normandie"},
"""[[agence|BOCAGE IMMO]] – réf. [[reference|417L]]
[[commune|Bazoches-en-Houlme]], jolie [[type_bien|longère]] en pierre, [[mitoyen|indépendante]]

[[surface|132 m²]] habitables, [[pieces|6 pièces]] dont [[chambres|quatre chambres]] (une au rez-de-chaussée), grange de 60 m², [[terrain_m2|2 450 m²]] de terrain clos.
Chauffage par [[chauffage|poêle à granulés]] (2021). Fosse septique [[assainissement_conforme|à remettre aux normes]]. [[piscine|Pas de piscine]] mais un étang ! Gare d'Argentan
à [[distance_gare_km|9 km]], mer à 70.

[[prix|218 000 €]] honoraires inclus ([[honoraires_percent|5 %]] TTC à la charge de l'acquéreur), soit [[prix_hors_honoraires|207 600 €]] hors honoraires.
Ancien prix : 235 000 €. Taxe foncière [[taxe_fonciere|870 €]].   DPE [[dpe|D]]   GES [[ges|B]]
""")
case("u150-auction-lot-land", "property", "en", "legal", M("Lot", lot_number=I, description=S, guide_price=D, reserve_disclosed=B, acres=D, auction_date=date, auction_time=time, venue=S, completion_days=I, deposit_percent=D, buyers_premium=D, vendor=S, planning_permission=B, overage_percent=D, overage_years=I, access=S, viewing=S, solicitor=S, hectares=D, price_per_acre=D), {"lot_number": 14, "description": "pasture at Hagg Lane, Cawthorpe", "guide_price": "60000", "reserve_disclosed": False, "acres": "4.72", "auction_date": "2025-09-16", "auction_time": "14:30:00", "venue": "Showground Pavilion, Bourne", "completion_days": 28, "deposit_percent": "10", "buyers_premium": "900", "vendor": "executors of the late E. Rimmington", "planning_permission": False, "overage_percent": "30", "overage_years": 25, "access": "right of way over Hagg Lane", "viewing": "any daylight hour", "solicitor": "Maddox Lyle", "hectares": "1.91", "price_per_acre": "12712"},
"""LOT [[lot_number|14]]
[[description|Pasture at Hagg Lane, Cawthorpe]]          Guide [[guide_price|£60,000]] plus fees

About [[acres|4.72 acres]], in one enclosure, to be sold for the [[vendor|executors of the late E. Rimmington]]. Water trough.
ACCESS by [[access|right of way over Hagg Lane]].
PLANNING [[planning_permission|None has been granted or sought]]. The vendors reserve [[overage_percent|30%]] of any uplift for [[overage_years|twenty-five years]].
RESERVE [[reserve_disclosed|undisclosed]]; may exceed the guide by up to ten per cent.
CONDITIONS [[deposit_percent|10%]] on the fall of the hammer, balance in [[completion_days|28 days]]. Buyer's premium [[buyers_premium|£750 + VAT (£900)]].
VIEW [[viewing|at any time in daylight]], gates to be shut.
Solicitors [[solicitor|Maddox Lyle]], ref. KT.

Sale [[auction_date|16 September 2025]], [[auction_time|2.30 pm]], [[venue|Showground Pavilion, Bourne]]. Lots 1 to 9 from noon. Lot 13 withdrawn.
""")
case("u152-chintai-bukken", "property", "ja", "form", M("Bukken", mei=S, shozaichi=S, chinryou=I, kanrihi=I, shikikin_kagetsu=D, reikin_kagetsu=D, madori=S, menseki=D, kai=I, kaidate=I, chikunen=date, eki=S, toho_fun=I, pet=B, nyuukyo=S, chuushajou=I, kouzou=S, fudousan=S, shokihiyou=I, hoshounin_fuyou=B), {"mei": "メゾン青葉", "shozaichi": "仙台市青葉区柏木2", "chinryou": 68000, "kanrihi": 4000, "shikikin_kagetsu": "1", "reikin_kagetsu": "0", "madori": "1LDK", "menseki": "41.3", "kai": 2, "kaidate": 3, "chikunen": "2009-03-01", "eki": "北四番丁", "toho_fun": 9, "pet": False, "nyuukyo": "即入居可", "chuushajou": 8000, "kouzou": "鉄骨造", "fudousan": "杜の住まい", "shokihiyou": 212000, "hoshounin_fuyou": True},
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
