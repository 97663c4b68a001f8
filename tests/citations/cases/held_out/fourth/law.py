"""Contracts, leases and court rulings."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u018-consultancy-agreement", "contract", "en", "clauses", M("Agreement", client=S, consultant=S, start=date, initial_term_months=I, day_rate=D, currency=S, max_days_per_month=I, invoice_terms_days=I, expenses_cap=D, notice_weeks=I, ip_assigned_to_client=B, exclusive=B, substitute_allowed=B, non_compete_months=O[I], liability_cap=D, jurisdiction=S, client_company_number=S, signatory_client=S), {"client": "Brackendale Trust", "consultant": "Lucasta Penhaligon", "start": "2024-09-09", "initial_term_months": 9, "day_rate": "540", "currency": "GBP", "max_days_per_month": 8, "invoice_terms_days": 30, "expenses_cap": "250", "notice_weeks": 4, "ip_assigned_to_client": True, "exclusive": False, "substitute_allowed": True, "non_compete_months": None, "liability_cap": "50000", "jurisdiction": "England and Wales", "client_company_number": "04417709", "signatory_client": "D. Okonjo"},
"""AGREEMENT FOR CONSULTANCY SERVICES

(1) [[client|THE BRACKENDALE TRUST]], company no. [[client_company_number|04417709]], charity no. 1100331 ("we")
(2) [[consultant|LUCASTA PENHALIGON]] of 3 Well Street, Totnes ("you")

1. You will advise us on the collections database from [[start|9 September 2024]] for an initial period of
   [[initial_term_months|nine months]] and afterwards until either side gives [[notice_weeks|four weeks']] notice in writing.
2. We pay [[currency|£]][[day_rate|540]] for each full day, up to [[max_days_per_month|eight days]] in any month. The rate in the tender
   (£575) does not apply. Half days count as half.
3. You invoice monthly; we pay within [[invoice_terms_days|thirty days]]. Travel and other expenses are repaid against
   receipts, to a limit of [[expenses_cap|£250]] a month.
4. [[exclusive|You are free to work for others]] during this agreement.
5. [[substitute_allowed|You may send a suitably qualified substitute]] if you tell us beforehand.
6. [[ip_assigned_to_client|All rights in what you produce under this agreement pass to us]] when it is made.
7. Your total liability shall not exceed [[liability_cap|£50,000]].
8. The courts of [[jurisdiction|England and Wales]] have exclusive jurisdiction.

Signed for the Trust:  [[signatory_client|D. Okonjo]], director, 2 September 2024
Signed: L. Penhaligon, 30 August 2024
""")
case("u020-bail-meuble-etudiant", "lease", "fr", "clauses", M("Bail", bailleur=S, locataire=S, garant=O[S], adresse=S, surface_m2=D, duree_mois=I, prise_effet=date, loyer=D, charges=D, depot_garantie=D, preavis_mois=I, reconduction_tacite=B, fumeur_autorise=B, colocation_autorisee=B, dpe=Literal["A","B","C","D","E","F","G"], loyer_charges_comprises=D, nombre_pieces=I), {"bailleur": "SCI Les Glycines", "locataire": "Apolline Ferrand", "garant": "Luc Ferrand", "adresse": "11 rue de la Cure, 35000 Rennes", "surface_m2": "23.4", "duree_mois": 9, "prise_effet": "2025-09-01", "loyer": "455", "charges": "40", "depot_garantie": "455", "preavis_mois": 1, "reconduction_tacite": False, "fumeur_autorise": False, "colocation_autorisee": False, "dpe": "D", "loyer_charges_comprises": "495", "nombre_pieces": 1},
"""CONTRAT DE LOCATION MEUBLÉE – ÉTUDIANT

Entre la [[bailleur|SCI Les Glycines]], représentée par Mme Le Goff, bailleur,
et [[locataire|Mlle Apolline FERRAND]], née le 03/02/2006 à Vannes, locataire ; M. [[garant|Luc FERRAND]] se porte caution.

Art. 1 – Logement : [[nombre_pieces|studio]] de [[surface_m2|23,4 m²]], 2e étage, [[adresse|11 rue de la Cure, 35000 Rennes]]. Diagnostic de
performance énergétique : classe [[dpe|D]] (gaz à effet de serre : B).
Art. 2 – Durée : [[duree_mois|neuf mois]] à compter du [[prise_effet|1er septembre 2025]]. [[reconduction_tacite|Le bail n'est pas reconductible tacitement.]]
Art. 3 – Loyer mensuel [[loyer|quatre cent cinquante-cinq euros]] ([[loyer|455 €]]), provision sur charges [[charges|40 €]], payables le 5.
Loyer de référence majoré : 21,70 €/m².
Art. 4 – Dépôt de garantie : [[depot_garantie|un mois de loyer hors charges]], restitué dans les deux mois.
Art. 5 – Le locataire peut donner congé à tout moment moyennant un préavis d'[[preavis_mois|un mois]].
Art. 6 – [[fumeur_autorise|Il est interdit de fumer]] dans le logement et les parties communes. Le locataire occupe
[[colocation_autorisee|seul]] les lieux.
""")
case("u022-franchise-amendment", "contract", "en", "previous", M("Amendment", franchisor=S, franchisee=S, amendment_number=I, original_agreement_date=date, effective_date=date, royalty_percent=D, previous_royalty_percent=D, marketing_fund_percent=D, territory=S, term_extended_to=date, minimum_annual_royalty=D, personal_guarantee_released=B, transfer_fee=D, store_number=S, remodel_deadline=date, late_interest_percent=O[D], annual_sales=D), {"franchisor": "Poppy's Pretzel Kitchens, Inc.", "franchisee": "Ng & Daughters LLC", "amendment_number": 2, "original_agreement_date": "2018-05-14", "effective_date": "2025-01-01", "royalty_percent": "5.5", "previous_royalty_percent": "6", "marketing_fund_percent": "2", "territory": "Tippecanoe County, Indiana", "term_extended_to": "2033-12-31", "minimum_annual_royalty": "18000", "personal_guarantee_released": True, "transfer_fee": "7500", "store_number": "0217", "remodel_deadline": "2026-06-30", "late_interest_percent": None, "annual_sales": "650000"},
"""[[amendment_number|SECOND]] AMENDMENT TO FRANCHISE AGREEMENT   (Store No. [[store_number|0217]])

[[franchisor|Poppy's Pretzel Kitchens, Inc.]] ("Franchisor") and [[franchisee|Ng & Daughters LLC]] ("Franchisee") are parties to a
Franchise Agreement dated [[original_agreement_date|May 14, 2018]], as amended on October 2, 2020. They now agree, with
effect from [[effective_date|January 1, 2025]], as follows.

(a) Section 4.1 is amended by deleting "[[previous_royalty_percent|six percent (6%)]]" and inserting "[[royalty_percent|five and one-half
    percent (5.5%)]]". The Marketing Fund contribution remains [[marketing_fund_percent|2%]] of Gross Sales.
(b) Section 4.2: the minimum royalty for each calendar year is reduced from $24,000 to [[minimum_annual_royalty|$18,000]].
(c) Section 2: the Territory is [[territory|Tippecanoe County, Indiana]]; Carroll and White Counties are released.
(d) Section 12: the Term, which would have ended May 13, 2028, is extended through [[term_extended_to|December 31, 2033]].
(e) Franchisee shall complete the remodel by [[remodel_deadline|June 30, 2026]].
(f) The [[personal_guarantee_released|guaranty of Mei Ng dated May 14, 2018 is cancelled]].
(g) The transfer fee in Schedule B is [[transfer_fee|$7,500]].

In all other respects the Agreement stays in force. Executed December 11, 2024.
""")
case("u024-koyou-keiyakusho", "contract", "ja", "clauses", M("Koyou", koyounushi=S, roudousha=S, keiyaku_kubun=E_("Kubun", "正社員", "契約社員", "パート"), keiyaku_kaishi=date, keiyaku_shuryo=O[date], koushin_ari=B, jikyu=I, shugyo_kaishi=time, shugyo_shuryo=time, kyukei_fun=I, shu_nissu=I, koutsuhi_jougen=I, shouyo=B, koyou_hoken=B, tenkin=B, shimebi=S, gekkyu=I), {"koyounushi": "有限会社あさひ製パン", "roudousha": "小野寺ひかり", "keiyaku_kubun": "パート", "keiyaku_kaishi": "2025-06-01", "keiyaku_shuryo": "2026-05-31", "koushin_ari": True, "jikyu": 1180, "shugyo_kaishi": "05:00:00", "shugyo_shuryo": "11:30:00", "kyukei_fun": 30, "shu_nissu": 4, "koutsuhi_jougen": 10000, "shouyo": False, "koyou_hoken": True, "tenkin": False, "shimebi": "毎月20日", "gekkyu": 113280},
"""雇　用　契　約　書　（[[keiyaku_kubun|パートタイマー]]）

[[koyounushi|有限会社あさひ製パン]]（以下「甲」）と[[roudousha|小野寺　ひかり]]（以下「乙」）は次のとおり契約する。

第１条　契約期間は[[keiyaku_kaishi|令和７年６月１日]]から[[keiyaku_shuryo|令和８年５月３１日]]までとし、[[koushin_ari|勤務成績により更新することがある]]。
第２条　就業場所は本店工場とし、[[tenkin|転勤はない]]。
第３条　就業時間は[[shugyo_kaishi|午前５時]]から[[shugyo_shuryo|午前１１時３０分]]まで（休憩[[kyukei_fun|３０分]]）、[[shu_nissu|週４日]]とする。
第４条　賃金は時給[[jikyu|１，１８０円]]とする。試用期間（２か月）中は１，１００円とする。
　　　　締切日は[[shimebi|毎月２０日]]、支払日は月末とする。[[shouyo|賞与は支給しない。]]
第５条　通勤手当は実費とし、月額[[koutsuhi_jougen|１万円]]を上限とする。
第６条　[[koyou_hoken|雇用保険に加入する。]]健康保険については別に定める。

令和７年５月１９日
""")
case("u026-small-claims-us", "ruling", "en", "words", M("Ruling", court=S, docket_no=S, plaintiff=S, defendant=S, amount_claimed=D, amount_awarded=D, court_costs=D, interest_rate_percent=D, counterclaim_amount=D, counterclaim_granted=B, judgment_date=date, payment_deadline_days=I, defendant_appeared=B, judge=S, jury_trial=B, appeal_deadline_days=I), {"court": "District Court of Maple County, Small Claims Division", "docket_no": "24-SC-00918", "plaintiff": "Hollis Trenary", "defendant": "Bluff City Fence Co.", "amount_claimed": "3875.00", "amount_awarded": "2450.00", "court_costs": "95.00", "interest_rate_percent": "5", "counterclaim_amount": "600.00", "counterclaim_granted": False, "judgment_date": "2024-10-08", "payment_deadline_days": 30, "defendant_appeared": True, "judge": "Wanda K. Ostrow", "jury_trial": False, "appeal_deadline_days": 10},
"""IN THE [[court|DISTRICT COURT OF MAPLE COUNTY, SMALL CLAIMS DIVISION]]

[[plaintiff|HOLLIS TRENARY]], Plaintiff,
v.                                            No. [[docket_no|24-SC-00918]]
[[defendant|BLUFF CITY FENCE CO.]], Defendant.

ORDER AND JUDGMENT

This matter came before the Court, [[jury_trial|sitting without a jury]], on September 24, 2024. [[defendant_appeared|Both parties appeared.]]
Plaintiff sought [[amount_claimed|$3,875.00]], the full contract price. The Court finds that the fence was built but that
sixty feet of it lean, and that it would cost [[amount_awarded|two thousand four hundred fifty dollars]] to set right.
Judgment is entered for Plaintiff in that amount, together with costs of [[court_costs|$95.00]]; the sum bears interest at
[[interest_rate_percent|five per cent]] from today. Defendant's counterclaim for [[counterclaim_amount|$600]] in extra labor [[counterclaim_granted|is denied]].
Defendant shall pay within [[payment_deadline_days|thirty (30) days]].

SO ORDERED this [[judgment_date|8th day of October, 2024]].
                                        /s/ [[judge|Wanda K. Ostrow]], Associate Judge
""")
case("u028-amtsgericht-verkehr", "ruling", "de", "roles", M("Urteil", gericht=S, aktenzeichen=S, klaeger=S, beklagte=list[S], richter=S, verkuendet=date, unfalldatum=date, klagebetrag=D, zugesprochen=D, zinssatz=S, zinsbeginn=date, haftungsquote_beklagte_prozent=I, kostenanteil_klaeger_prozent=I, vorlaeufig_vollstreckbar=B, berufung_zugelassen=B, kennzeichen_klaeger=S, bundesland=S), {"gericht": "Amtsgericht Rottweil", "aktenzeichen": "3 C 417/24", "klaeger": "Walburga Kienzle", "beklagte": ["Marius Dold", "Alemannia Versicherung AG"], "richter": "Richterin am Amtsgericht Dr. Sailer", "verkuendet": "2025-02-27", "unfalldatum": "2024-01-19", "klagebetrag": "4120.50", "zugesprochen": "2747.00", "zinssatz": "fünf Prozentpunkte über dem Basiszinssatz", "zinsbeginn": "2024-04-03", "haftungsquote_beklagte_prozent": 67, "kostenanteil_klaeger_prozent": 33, "vorlaeufig_vollstreckbar": True, "berufung_zugelassen": False, "kennzeichen_klaeger": "RW-K 417", "bundesland": "Baden-Württemberg"},
"""[[gericht|Amtsgericht Rottweil]]                                   Verkündet am [[verkuendet|27.02.2025]]
Az.: [[aktenzeichen|3 C 417/24]]

IM NAMEN DES VOLKES – URTEIL
In dem Rechtsstreit
[[klaeger|Walburga Kienzle]], Schramberg, – Klägerin – Prozessbev.: RAe Link & Hässler
gegen
1. [[beklagte[0]|Marius Dold]], Zimmern, 2. [[beklagte[1]|Alemannia Versicherung AG]], Köln, – Beklagte –
hat das Amtsgericht durch [[richter|Richterin am Amtsgericht Dr. Sailer]] auf die mündliche Verhandlung vom 06.02.2025 für Recht erkannt:

1. Die Beklagten werden als Gesamtschuldner verurteilt, an die Klägerin [[zugesprochen|2.747,00 €]] nebst Zinsen in Höhe von
   [[zinssatz|fünf Prozentpunkten über dem Basiszinssatz]] seit dem [[zinsbeginn|03.04.2024]] zu zahlen. Im Übrigen wird die Klage abgewiesen.
2. Von den Kosten trägt die Klägerin [[kostenanteil_klaeger_prozent|ein Drittel]], die Beklagten [[?haftungsquote_beklagte_prozent|zwei Drittel]].
3. Das Urteil ist [[vorlaeufig_vollstreckbar|vorläufig vollstreckbar]].

Tatbestand. Die Klägerin verlangt Ersatz aus einem Unfall vom [[unfalldatum|19. Januar 2024]]. Sie befuhr mit ihrem Pkw ([[kennzeichen_klaeger|RW-K 417]])
die Hochbrückstraße, als der Beklagte zu 1 mit dem Pkw RW-MD 88 ausparkte. Sie beantragt [[klagebetrag|4.120,50 €]].
Gründe. Die Beklagten haften zu [[haftungsquote_beklagte_prozent|zwei Dritteln]]. [...] Die [[berufung_zugelassen|Berufung war nicht zuzulassen]].
""")
case("u030-planning-inspector", "ruling", "en", "distractors", M("Decision", appeal_ref=S, appellant=S, local_authority=S, site=S, site_visit=date, decision_date=date, inspector=S, decision=E_("Outcome", "allowed", "dismissed"), application_ref=S, application_date=date, refusal_date=date, proposal=S, dwellings=I, conservation_area=B, conditions=list[S], costs_awarded=O[B], inspector_qualifications=S), {"appeal_ref": "APP/X9988/W/24/3344170", "appellant": "Mr Jago Pascoe", "local_authority": "Tamar Vale District Council", "site": "Land rear of The Old Forge, Calstow", "site_visit": "2025-01-07", "decision_date": "2025-01-30", "inspector": "K Amberley", "decision": "allowed", "application_ref": "PA/2024/0228", "application_date": "2024-02-26", "refusal_date": "2024-05-17", "proposal": "erection of two dwellings", "dwellings": 2, "conservation_area": True, "conditions": ["begin within three years", "approved plans", "samples of roofing slate"], "costs_awarded": None, "inspector_qualifications": "BSc (Hons) MRTPI"},
"""Appeal Decision
Site visit made on [[site_visit|7 January 2025]]
by [[inspector|K Amberley]] [[inspector_qualifications|BSc (Hons) MRTPI]]
Decision date: [[decision_date|30 January 2025]]

Appeal Ref: [[appeal_ref|APP/X9988/W/24/3344170]]
[[site|Land rear of The Old Forge, Calstow]] PL00 9XX
- The appeal is made by [[appellant|Mr Jago Pascoe]] against the decision of [[local_authority|Tamar Vale District Council]].
- The application Ref [[application_ref|PA/2024/0228]], dated [[application_date|26 February 2024]], was refused by notice dated [[refusal_date|17 May 2024]].
- The development proposed was described as "erection of three dwellings" and amended to [[proposal|erection of [[dwellings|two]] dwellings]].

1. The appeal is [[decision|allowed]] and planning permission is granted, subject to the schedule.
2. The site lies [[conservation_area|within the Calstow Conservation Area]], designated in 1984. [...]
9. The Council's five-year supply stands at 3.8 years. An appeal for three dwellings on the same land was dismissed in 2019.

Schedule
1) The development shall [[conditions[0]|begin not later than three years]] from the date of this decision.
2) It shall be carried out in accordance with the [[conditions[1]|approved plans]] 0417/01B and /02A.
3) No development above slab level before [[conditions[2]|samples of the roofing slate]] have been approved.
""")
case("u032-sentencia-desahucio", "ruling", "es", "words", M("Sentencia", juzgado=S, numero_autos=S, numero_sentencia=S, demandante=S, demandado=S, juez=S, fecha=date, rentas_impagadas_meses=I, renta_mensual=D, cantidad_condena=D, desahucio_estimado=B, fecha_lanzamiento=date, costas_al_demandado=B, enervacion_posible=B, plazo_apelacion_dias=I, procuradora_demandante=S, provincia=S), {"juzgado": "Juzgado de Primera Instancia n.º 2 de Antequera", "numero_autos": "611/2024", "numero_sentencia": "44/2025", "demandante": "Inmobiliaria Torcal S.L.", "demandado": "Cayetano Melero Luque", "juez": "Amparo Gil-Ortega", "fecha": "2025-02-18", "rentas_impagadas_meses": 7, "renta_mensual": "480", "cantidad_condena": "3360", "desahucio_estimado": True, "fecha_lanzamiento": "2025-04-09", "costas_al_demandado": True, "enervacion_posible": False, "plazo_apelacion_dias": 20, "procuradora_demandante": "Sra. Benjumea", "provincia": "Málaga"},
"""[[juzgado|JUZGADO DE PRIMERA INSTANCIA N.º 2 DE ANTEQUERA]]
Juicio verbal de desahucio [[numero_autos|611/2024]]

SENTENCIA N.º [[numero_sentencia|44/2025]]
En Antequera, a [[fecha|dieciocho de febrero de dos mil veinticinco]]. Dña. [[juez|Amparo Gil-Ortega]], magistrada-juez, ha visto los autos
promovidos por [[demandante|Inmobiliaria Torcal, S.L.]], procuradora [[procuradora_demandante|Sra. Benjumea]], contra D. [[demandado|Cayetano Melero Luque]], en rebeldía.

Antecedentes. El contrato se firmó el 1 de marzo de 2022 por una renta de 450 euros, actualizada a [[renta_mensual|480]]. Se
adeudan [[rentas_impagadas_meses|siete mensualidades]]. El demandado ya enervó una acción anterior en 2023, por lo que [[enervacion_posible|no cabe enervar]] de nuevo.

FALLO. [[desahucio_estimado|Estimo la demanda]], declaro resuelto el contrato y condeno al demandado a desalojar la vivienda, con lanzamiento el
[[fecha_lanzamiento|9 de abril de 2025]] a las 10:00 horas, y a pagar [[cantidad_condena|tres mil trescientos sesenta euros]], [[costas_al_demandado|con imposición de costas]].
Contra esta sentencia cabe apelación en el plazo de [[plazo_apelacion_dias|veinte días]].
""")
