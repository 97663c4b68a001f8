"""Job adverts, recipes and property listings."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u138-job-line-cook-us", "job", "en", "casual", M("Job", role=S, restaurant=S, city=S, hourly_min=D, hourly_max=D, tips=B, shifts=S, days_off=list[S], experience_years=I, start=S, benefits=list[S], apply_to=S, english_required=B, bilingual_bonus=D, manager=S, state=S, weekly_hours=O[I], meal_provided=B, covers_per_night=I), {"role": "line cook", "restaurant": "Pilot Light Diner", "city": "Duluth", "hourly_min": "19", "hourly_max": "23", "tips": True, "shifts": "3-11 pm", "days_off": ["Monday", "Tuesday"], "experience_years": 1, "start": "right away", "benefits": ["health after 60 days", "free parking"], "apply_to": "jobs@pilotlight.example", "english_required": False, "bilingual_bonus": "1.00", "manager": "Gus", "state": "Minnesota", "weekly_hours": None, "meal_provided": True, "covers_per_night": 180},
"""HELP WANTED -- [[restaurant|Pilot Light Diner]], [[city|Duluth]]

[[role|Line cook]], [[shifts|3-11 pm]], start [[start|right away]]
$[[hourly_min|19]]-[[hourly_max|23]]/hr DOE, [[tips|you're in the tip pool]] (usually 4-6 an hour on top)
Closed [[days_off[0]|Mon]] + [[days_off[1]|Tues]] so those are your days off.
We want [[experience_years|a year]] on a busy line. Knife skills > resume. [[english_required|English not needed]], Spanish is a plus ([[bilingual_bonus|+$1/hr]] if you
speak both). [[meal_provided|Shift meal on us]]. [[benefits[0]|Health insurance after 60 days]], [[benefits[1]|free parking]].

Dishwasher also wanted, $16, 18+.
Come by after 2 and ask for [[manager|Gus]] or write [[apply_to|jobs@pilotlight.example]]
""")
case("u140-stellenanzeige-erzieher", "job", "de", "prose", M("Stelle", titel=S, traeger=S, einrichtung=S, ort=S, stunden=D, eingruppierung=S, eintritt=date, befristet=B, befristet_bis=O[date], bewerbungsschluss=date, ansprechpartnerin=S, telefon=S, urlaubstage=I, kinder=I, masernschutz_noetig=B, bewerbung_per_mail=B, jahressonderzahlung=B, monatsgehalt=D, bundesland=S), {"titel": "Erzieher (m/w/d)", "traeger": "Stadt Weisweil", "einrichtung": "Kita Storchennest", "ort": "Weisweil", "stunden": "30", "eingruppierung": "S 8a", "eintritt": "2025-09-01", "befristet": True, "befristet_bis": "2026-08-31", "bewerbungsschluss": "2025-06-13", "ansprechpartnerin": "Frau Enderle", "telefon": "07646 00417", "urlaubstage": 30, "kinder": 62, "masernschutz_noetig": True, "bewerbung_per_mail": True, "jahressonderzahlung": True, "monatsgehalt": "2390", "bundesland": "Baden-Württemberg"},
"""Die [[traeger|Stadt [[?ort|Weisweil]]]] sucht für die [[einrichtung|Kita Storchennest]] in [[ort|Weisweil]] zum [[eintritt|1. September 2025]]

eine Fachkraft / [[titel|Erzieher (m/w/d)]] – Teilzeit, [[stunden|30 Wochenstunden]], [[befristet|befristet]] bis [[befristet_bis|31.08.2026]]

In vier Gruppen betreuen wir [[kinder|62]] Kinder von 1 bis 6. Wir bieten Entgelt nach [[eingruppierung|S 8a]] TVöD (Vollzeit 39 Std.), [[jahressonderzahlung|Jahressonderzahlung]],
[[urlaubstage|30 Tage]] Urlaub und zwei Regenerationstage. Ein [[masernschutz_noetig|Nachweis der Masernimpfung ist erforderlich]].

Bewerbungen bis [[bewerbungsschluss|13. Juni]] bitte [[bewerbung_per_mail|nur per E-Mail]] an hauptamt@weisweil.example. Fragen beantwortet
[[ansprechpartnerin|Frau Enderle]], Tel. [[telefon|07646 00417]] (Mo–Do). Die Kita wurde 1994 eröffnet.
""")
case("u142-job-harbour-master", "job", "en", "form", M("Vacancy", post=S, authority=S, grade=S, points_from=I, points_to=I, salary_from=D, salary_to=D, hours=D, shift_allowance_percent=D, politically_restricted=B, languages=list[S], medical=B, vacancy_no=S, posted=date, closes=date, relocation_max=D, previous_holder=S, housing_provided=B, start_date=O[date], union=S), {"post": "Deputy Harbour Master", "authority": "Stranlough Harbour Commissioners", "grade": "PO7", "points_from": 38, "points_to": 41, "salary_from": "45718", "salary_to": "48710", "hours": "37", "shift_allowance_percent": "14", "politically_restricted": True, "languages": ["English"], "medical": True, "vacancy_no": "0417/25", "posted": "2025-04-11", "closes": "2025-05-09", "relocation_max": "5000", "previous_holder": "Captain Dunwoody", "housing_provided": False, "start_date": None, "union": "Nautilus"},
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
case("u144-oferta-enfermeria", "job", "es", "prose", M("Oferta", puesto=S, centro=S, municipio=S, plazas=I, contrato_meses=I, turno=E_("T", "mañana", "tarde", "noche", "rotatorio"), salario_anual=D, jornada_horas=D, inicio=date, plazo=date, titulacion=S, valenciano_requerido=B, experiencia_meses=I, contacto=S, fines_de_semana=B, alojamiento=B, convenio=S, salario_mensual=D), {"puesto": "enfermero/a", "centro": "Residencia El Almendral", "municipio": "Benissa", "plazas": 2, "contrato_meses": 12, "turno": "rotatorio", "salario_anual": "25800", "jornada_horas": "38.5", "inicio": "2025-07-01", "plazo": "2025-06-15", "titulacion": "Grado en Enfermería", "valenciano_requerido": False, "experiencia_meses": 6, "contacto": "Rosa Giner", "fines_de_semana": True, "alojamiento": True, "convenio": "VIII Convenio de la Dependencia", "salario_mensual": "2150"},
"""[[centro|Residencia El Almendral]] ([[municipio|Benissa]]) precisa [[plazas|dos]] [[puesto|enfermeros/as]]

Contrato de [[contrato_meses|un año]] prorrogable, [[jornada_horas|38,5 h]] semanales en [[turno|turnos rotativos]] de mañana, tarde y noche; [[fines_de_semana|libras un fin de
semana de cada dos]].
Retribución: [[salario_anual|25.800 €]] brutos al año (auxiliares: 17.900 €). [[alojamiento|Ofrecemos habitación los tres primeros meses.]]
Requisitos: [[titulacion|Grado en Enfermería]] y colegiación, [[experiencia_meses|medio año]] en geriatría. [[valenciano_requerido|El valenciano se valora, pero no es imprescindible.]]
Incorporación el [[inicio|1 de julio de 2025]]. CV hasta el [[plazo|día 15 de junio]] a la att. de [[contacto|Rosa Giner]].
""")
case("u146-recipe-card-us", "recipe", "en", "units", M("Recipe", dish=S, source=S, yield_servings=I, oven_f=I, ingredients=list[M("I", item=S, quantity=S)], slow_cooker=B, slow_cooker_hours=I, spice_level=E_("Spice", "mild", "medium", "hot"), make_ahead=B, dairy_free=B, internal_temp_f=I, oven_c=I, cuisine=O[S], sodium_mg=I), {"dish": "Sunday pot roast", "source": "Aunt Verla", "yield_servings": 8, "oven_f": 300, "ingredients": [{"item": "chuck roast", "quantity": "4 lb"}, {"item": "onions", "quantity": "2"}, {"item": "beef broth", "quantity": "2 1/2 cups"}, {"item": "cayenne", "quantity": "a pinch"}], "slow_cooker": True, "slow_cooker_hours": 8, "spice_level": "mild", "make_ahead": True, "dairy_free": True, "internal_temp_f": 203, "oven_c": 149, "cuisine": None, "sodium_mg": 780},
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
case("u148-recette-tarte", "recipe", "fr", "words", M("Recette", plat=S, personnes=I, preparation_min=I, cuisson_min=I, repos_min=I, four=S, ingredients=list[M("I", nom=S, quantite=D, unite=O[S])], cout=E_("Cout", "bon marché", "moyen", "cher"), saison=S, vin_conseille=S, moule_cm=I, duree_totale_min=I, calories=O[I]), {"plat": "Tarte aux mirabelles", "personnes": 6, "preparation_min": 20, "cuisson_min": 40, "repos_min": 60, "four": "200 °C", "ingredients": [{"nom": "mirabelles", "quantite": "800", "unite": "g"}, {"nom": "farine", "quantite": "250", "unite": "g"}, {"nom": "beurre", "quantite": "125", "unite": "g"}, {"nom": "œufs", "quantite": "2", "unite": None}, {"nom": "crème", "quantite": "20", "unite": "cl"}], "cout": "bon marché", "saison": "fin août", "vin_conseille": "gris de Toul", "moule_cm": 28, "duree_totale_min": 120, "calories": None},
"""[[plat|TARTE AUX MIRABELLES]]
Pour [[personnes|six]] gourmands – Préparation [[preparation_min|20 mn]] – Cuisson [[cuisson_min|40 mn]] – Coût : [[cout|€]] (sur €€€)

La pâte : [[ingredients[1].quantite|250]] [[ingredients[1].unite|g]] de [[ingredients[1].nom|farine]], [[ingredients[2].quantite|125]] [[ingredients[2].unite|g]] de [[ingredients[2].nom|beurre]], sel
La garniture : [[ingredients[0].quantite|800]] [[ingredients[0].unite|g]] de [[ingredients[0].nom|mirabelles]], [[ingredients[3].quantite|deux]] [[ingredients[3].nom|œufs]], [[ingredients[4].quantite|20]] [[ingredients[4].unite|cl]] de [[ingredients[4].nom|crème]], 60 g de sucre

Sabler la farine et le beurre, lier d'un œuf et d'un peu d'eau. Laisser reposer [[repos_min|une heure]] au frais. Foncer un moule de [[moule_cm|28 cm]],
ranger les fruits debout, côté peau contre la pâte. Four chaud, [[four|200 °C]] (th. 6-7). À mi-cuisson, verser la crème battue avec l'autre œuf.
À faire [[saison|fin août]], quand les fruits tombent. Avec un [[vin_conseille|gris de Toul]].
""")
case("u150-recipe-scaled-bakery", "recipe", "en", "table", M("Formula", product=S, batch_pieces=I, piece_weight_g=I, ingredients=list[M("I", name=S, bakers_percent=D, kg=D)], dough_temp_c=D, bulk_minutes=I, proof_minutes=I, bake_minutes=I, deck_c=I, steam=B, allergens=list[S], revised=date, revised_by=S, total_dough_kg=D, hydration_percent=D, salt_grams_per_piece=D), {"product": "Seeded tin loaf", "batch_pieces": 60, "piece_weight_g": 880, "ingredients": [{"name": "strong flour", "bakers_percent": "80", "kg": "23.2"}, {"name": "rye flour", "bakers_percent": "20", "kg": "5.8"}, {"name": "water", "bakers_percent": "72", "kg": "20.9"}, {"name": "salt", "bakers_percent": "2", "kg": "0.58"}, {"name": "seed mix", "bakers_percent": "14", "kg": "4.06"}], "dough_temp_c": "26", "bulk_minutes": 90, "proof_minutes": 55, "bake_minutes": 38, "deck_c": 235, "steam": True, "allergens": ["wheat", "rye", "sesame"], "revised": "2025-02-03", "revised_by": "KL", "total_dough_kg": "52.8", "hydration_percent": "72", "salt_grams_per_piece": "9.7"},
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
case("u152-reshipi-nikujaga", "recipe", "ja", "words", M("Reshipi", ryouri=S, ninzuu=I, jikan_fun=I, zairyou=list[M("Z", mei=S, ryou=S)], calorie=I, enbun_g=D, nabe_cm=I, reizou_nichi=I, reitou=B, sakusha=S, jagaimo_g=I, hiyou=I, hitori_hiyou=I), {"ryouri": "肉じゃが", "ninzuu": 4, "jikan_fun": 35, "zairyou": [{"mei": "じゃがいも", "ryou": "4個"}, {"mei": "牛こま切れ肉", "ryou": "200g"}, {"mei": "玉ねぎ", "ryou": "1個半"}, {"mei": "しらたき", "ryou": "1袋"}], "calorie": 318, "enbun_g": "2.1", "nabe_cm": 24, "reizou_nichi": 3, "reitou": False, "sakusha": "台所のまさ", "jagaimo_g": 600, "hiyou": 900, "hitori_hiyou": 225},
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
case("u154-listing-rental-us", "property", "en", "abbreviations", M("Rental", address=S, rent=D, deposit=D, beds=I, baths=D, sqft=I, available=date, lease_months=I, cats=B, dogs=B, pet_fee=D, laundry=E_("Laundry", "in unit", "on site", "none"), parking_included=B, heat_included=B, application_fee=D, contact=S, phone=S, floor=O[I], neighbourhood=S, section8=O[B], move_in_total=D), {"address": "1122 Wisteria St #4", "rent": "1475", "deposit": "1000", "beds": 2, "baths": "1.5", "sqft": 860, "available": "2025-08-15", "lease_months": 12, "cats": True, "dogs": False, "pet_fee": "25", "laundry": "on site", "parking_included": False, "heat_included": True, "application_fee": "40", "contact": "Bev", "phone": "555-0174", "floor": None, "neighbourhood": "Marshall Park", "section8": None, "move_in_total": "2475"},
"""[[neighbourhood|MARSHALL PARK]] -- [[beds|2BR]]/[[baths|1.5BA]] [[sqft|860 sf]] -- $[[rent|1475]]

[[address|1122 Wisteria St #4]]. Avail [[available|8/15/25]]. [[lease_months|1-yr lease]]. Upper unit, hardwoods, new fridge '24.
[[heat_included|Ht & wtr pd]], tenant pays elec. [[laundry|Coin W/D in bsmt]]. [[parking_included|Street pkg only]], garage avail $75.
[[cats|Cats ok]] w/ $[[pet_fee|25]]/mo, [[dogs|no dogs]]. Dep $[[deposit|1000]] (was 1475). App fee $[[application_fee|40]] ea. adult, non-ref.
1BR in same bldg $1150 avail 9/1.
Call/txt [[contact|Bev]] [[phone|555-0174]] eves
""")
case("u156-expose-eigentumswohnung", "property", "de", "table", M("Expose", objekt=S, lage=S, kaufpreis=D, hausgeld=D, wohnflaeche=D, zimmer=D, etage=I, etagen_gesamt=I, baujahr=I, saniert=I, energieklasse=S, verbrauch_kwh=D, heizung=S, provision_percent=D, vermietet=B, kaltmiete=D, balkon=B, aufzug=B, stellplatz_preis=D, makler=S, provision_betrag=D, rendite_percent=D), {"objekt": "Eigentumswohnung", "lage": "Leipzig-Lindenau", "kaufpreis": "189000", "hausgeld": "246", "wohnflaeche": "61.3", "zimmer": "2.5", "etage": 3, "etagen_gesamt": 5, "baujahr": 1908, "saniert": 1997, "energieklasse": "D", "verbrauch_kwh": "118", "heizung": "Fernwärme", "provision_percent": "2.38", "vermietet": True, "kaltmiete": "432", "balkon": True, "aufzug": False, "stellplatz_preis": "12000", "makler": "Immobilien Voss", "provision_betrag": "4498.20", "rendite_percent": "2.7"},
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
case("u158-auction-lot-land", "property", "en", "legal", M("Lot", lot_number=I, description=S, guide_price=D, reserve_disclosed=B, acres=D, auction_date=date, auction_time=time, venue=S, completion_days=I, deposit_percent=D, buyers_premium=D, vendor=S, planning_permission=B, overage_percent=D, overage_years=I, access=S, viewing=S, solicitor=S, hectares=D, price_per_acre=D), {"lot_number": 14, "description": "pasture at Hagg Lane, Cawthorpe", "guide_price": "60000", "reserve_disclosed": False, "acres": "4.72", "auction_date": "2025-09-16", "auction_time": "14:30:00", "venue": "Showground Pavilion, Bourne", "completion_days": 28, "deposit_percent": "10", "buyers_premium": "900", "vendor": "executors of the late E. Rimmington", "planning_permission": False, "overage_percent": "30", "overage_years": 25, "access": "right of way over Hagg Lane", "viewing": "any daylight hour", "solicitor": "Maddox Lyle", "hectares": "1.91", "price_per_acre": "12712"},
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
case("u160-anuncio-piso-venta", "property", "es", "prose", M("Anuncio", tipo=S, calle=S, ciudad=S, precio=D, precio_anterior=D, superficie_construida=I, superficie_util=I, habitaciones=I, banos=I, planta=S, orientacion=S, ascensor=B, garaje_incluido=B, garaje_precio=D, trastero=B, certificado=S, comunidad_mes=D, ibi=D, ano=I, referencia=S, precio_m2=D, pais=S), {"tipo": "ático", "calle": "calle Larga 88", "ciudad": "Gijón", "precio": "289000", "precio_anterior": "305000", "superficie_construida": 96, "superficie_util": 82, "habitaciones": 2, "banos": 2, "planta": "6.ª", "orientacion": "sur", "ascensor": True, "garaje_incluido": False, "garaje_precio": "22000", "trastero": True, "certificado": "E", "comunidad_mes": "95", "ibi": "412", "ano": 1989, "referencia": "GJ-417", "precio_m2": "3010", "pais": "España"},
"""[[tipo|ÁTICO]] en [[calle|C/ Larga, 88]] ([[ciudad|Gijón]])                          Ref. [[referencia|GJ-417]]
[[precio|289.000 €]]   antes [[precio_anterior|305.000]]

[[superficie_construida|96 m²]] construidos, [[superficie_util|82]] útiles y terraza de 31. [[habitaciones|Dos]] dormitorios (eran tres), [[banos|dos]] baños. Planta [[planta|6.ª]] y última, [[orientacion|mediodía]],
todo sol. [[ascensor|Con ascensor]] hasta la quinta. [[trastero|Trastero]] en el precio; [[garaje_incluido|plaza de garaje aparte]], [[garaje_precio|22.000 €]].
Finca de [[ano|1989]]. Comunidad [[comunidad_mes|95 €]] al mes, IBI [[ibi|412 €]] al año. Cert. energética: [[certificado|E]].
Abstenerse agencias.
""")
