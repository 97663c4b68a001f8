"""Tables that run over page breaks."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import case

case("u089-stocktake-two-pages", "table", "en", "pages", M("Stock", site=S, counted_on=date, counted_by=S, lines=list[M("L", code=S, description=S, counted=I, system=I, unit_cost=D)], total_variance_value=D, page_count=I, approved=B, items_over=I), {"site": "Wharf Street", "counted_on": "2025-06-30", "counted_by": "Ola Bright", "lines": [{"code": "1004", "description": "Emulsion white 10 l", "counted": 41, "system": 44, "unit_cost": "18.20"}, {"code": "1010", "description": "Undercoat grey 2.5 l", "counted": 12, "system": 12, "unit_cost": "14.75"}, {"code": "2201", "description": "Brush 2 in", "counted": 160, "system": 148, "unit_cost": "2.10"}, {"code": "2204", "description": "Roller sleeve 9 in", "counted": 75, "system": 75, "unit_cost": "3.05"}, {"code": "3300", "description": "Masking tape 25 mm", "counted": 210, "system": 230, "unit_cost": "1.15"}], "total_variance_value": "-52.40", "page_count": 2, "approved": False, "items_over": 1},
"""STOCK COUNT SHEET      Site: [[site|Wharf Street]]      Date: [[counted_on|30/06/25]]         Page 1 of [[page_count|2]]
Code   Description               Count  System  Unit cost
[[lines[0].code|1004]]   [[lines[0].description|Emulsion white 10 l]]          [[lines[0].counted|41]]     [[lines[0].system|44]]     [[lines[0].unit_cost|18.20]]
[[lines[1].code|1010]]   [[lines[1].description|Undercoat grey 2.5 l]]         [[lines[1].counted|12]]     [[lines[1].system|12]]     [[lines[1].unit_cost|14.75]]
[[lines[2].code|2201]]   [[lines[2].description|Brush 2 in]]                  [[lines[2].counted|160]]    [[lines[2].system|148]]      [[lines[2].unit_cost|2.10]]
                                 Carried forward: variance -29.40
\fSTOCK COUNT SHEET      Site: [[?site|Wharf Street]]      Date: [[?counted_on|30/06/25]]         Page 2 of 2
Code   Description               Count  System  Unit cost
[[lines[3].code|2204]]   [[lines[3].description|Roller sleeve 9 in]]           [[lines[3].counted|75]]     [[lines[3].system|75]]      [[lines[3].unit_cost|3.05]]
[[lines[4].code|3300]]   [[lines[4].description|Masking tape 25 mm]]          [[lines[4].counted|210]]    [[lines[4].system|230]]      [[lines[4].unit_cost|1.15]]
                                 Net variance at cost: [[total_variance_value|-52.40]]
Counted by [[counted_by|Ola Bright]]        Checked by M. Fenn
Manager's approval: [[approved|awaited]]
""")
case("u091-bordereau-prix-chantier", "table", "fr", "pages", M("Devis", entreprise=S, numero=S, date_devis=date, maitre_ouvrage=S, postes=list[M("P", code=S, designation=S, unite=S, quantite=D, prix_unitaire=D, total=D)], total_ht=D, remise_percent=D, net_ht=D, validite_jours=I, delai_semaines=I, tva_montant=D, garantie_ans=I), {"entreprise": "Sols du Berry", "numero": "D-2025-30", "date_devis": "2025-02-11", "maitre_ouvrage": "Commune de Vierzeau", "postes": [{"code": "1.1", "designation": "Dépose moquette", "unite": "m²", "quantite": "64", "prix_unitaire": "4.50", "total": "288.00"}, {"code": "1.2", "designation": "Ragréage", "unite": "m²", "quantite": "64", "prix_unitaire": "9.80", "total": "627.20"}, {"code": "2.1", "designation": "Linoléum 2,5 mm", "unite": "m²", "quantite": "68", "prix_unitaire": "31.00", "total": "2108.00"}, {"code": "2.2", "designation": "Plinthes bois", "unite": "ml", "quantite": "52", "prix_unitaire": "8.40", "total": "436.80"}], "total_ht": "3460.00", "remise_percent": "3", "net_ht": "3356.20", "validite_jours": 60, "delai_semaines": 5, "tva_montant": "671.24", "garantie_ans": 10},
"""[[entreprise|SOLS DU BERRY]] – Devis [[numero|D-2025-30]] du [[date_devis|11/02/2025]] – p. 1
Maître d'ouvrage : [[maitre_ouvrage|Commune de Vierzeau]]   (visite du 28/01)
N°     Désignation            U     Qté      PU       Total HT
[[postes[0].code|1.1]]    [[postes[0].designation|Dépose moquette]]        [[postes[0].unite|m²]]    [[postes[0].quantite|64]]     [[postes[0].prix_unitaire|4,50]]     [[postes[0].total|288,00]]
[[postes[1].code|1.2]]    [[postes[1].designation|Ragréage]]               [[postes[1].unite|m²]]    [[postes[1].quantite|64]]     [[postes[1].prix_unitaire|9,80]]     [[postes[1].total|627,20]]
                                      À reporter   915,20
\f[[?entreprise|SOLS DU BERRY]] – Devis [[?numero|D-2025-30]] du [[?date_devis|11/02/2025]] – p. 2
N°     Désignation            U     Qté      PU       Total HT
                                      Report       915,20
[[postes[2].code|2.1]]    [[postes[2].designation|Linoléum 2,5 mm]]        [[postes[2].unite|m²]]    [[postes[2].quantite|68]]    [[postes[2].prix_unitaire|31,00]]   [[postes[2].total|2 108,00]]
[[postes[3].code|2.2]]    [[postes[3].designation|Plinthes bois]]          [[postes[3].unite|ml]]    [[postes[3].quantite|52]]     [[postes[3].prix_unitaire|8,40]]     [[postes[3].total|436,80]]
                                      Total HT   [[total_ht|3 460,00]]
                                      Remise [[remise_percent|3 %]]   103,80
                                      Net HT     [[net_ht|3 356,20]]
TVA en sus au taux en vigueur. Offre valable [[validite_jours|deux mois]]. Délai : [[delai_semaines|cinq semaines]] à la commande.
""")
case("u093-conference-schedule-pages", "table", "en", "pages", M("Prog", conference=S, day=date, talks=list[M("T", start=time, speaker=S, title=S, room=O[S])], lunch=time, keynote_speaker=S, wifi_password=S, total_talks=I, dinner_venue=S, registration_opens=time, dinner_price=O[D]), {"conference": "Tidal Energy Days 2025", "day": "2025-10-02", "talks": [{"start": "09:15:00", "speaker": "Rhona Kilbride", "title": "Seabed anchors that let go", "room": "Fulmar"}, {"start": "10:00:00", "speaker": "Jae-won Suh", "title": "Forecasting slack water", "room": "Fulmar"}, {"start": "13:30:00", "speaker": "Oriane Petit", "title": "Noise and porpoises", "room": "Gannet"}, {"start": "14:15:00", "speaker": "Tobias Wendt", "title": "Who owns the current?", "room": "Gannet"}], "lunch": "12:15:00", "keynote_speaker": "Rhona Kilbride", "wifi_password": "ebbandflow", "total_talks": 4, "dinner_venue": "The Net Loft", "registration_opens": "08:30:00", "dinner_price": None},
"""[[conference|TIDAL ENERGY DAYS 2025]]                                              [[day|Thursday 2 October]]
[[registration_opens|08:30]]   Registration, coffee
Time    Speaker            Talk                                 Room
[[talks[0].start|09:15]]   [[keynote_speaker|[[talks[0].speaker|Rhona Kilbride]]]]     [[talks[0].title|Seabed anchors that let go]]  (keynote)   [[talks[0].room|Fulmar]]
[[talks[1].start|10:00]]   [[talks[1].speaker|Jae-won Suh]]        [[talks[1].title|Forecasting slack water]]                [[talks[1].room|Fulmar]]
10:45   Break
[[lunch|12:15]]   Lunch in the foyer
                                                     see over
\f[[?conference|TIDAL ENERGY DAYS 2025]]                                              [[?day|Thursday 2 October]]
Time    Speaker            Talk                                 Room
[[talks[2].start|13:30]]   [[talks[2].speaker|Oriane Petit]]       [[talks[2].title|Noise and porpoises]]                    [[talks[2].room|Gannet]]
[[talks[3].start|14:15]]   [[talks[3].speaker|Tobias Wendt]]       [[talks[3].title|Who owns the current?]]                  [[talks[3].room|Gannet]]
15:00   Close of day; 19:00 dinner at [[dinner_venue|The Net Loft]] (day 1 was at the Customs House)
Wi-Fi: TED-guest / [[wifi_password|ebbandflow]]
""")
case("u095-haisou-ichiran", "table", "ja", "pages", M("Haisou", kaisha=S, hizuke=date, untenshu=S, sharyou=S, haisou=list[M("H", denpyou=S, todokesaki=S, kosuu=I, jikan=S)], goukei_kosuu=I, shuppatsu=time, soukou_km=O[I], kensuu=I, kyuukei=O[B]), {"kaisha": "丸三運輸", "hizuke": "2025-07-08", "untenshu": "相良", "sharyou": "浜松 400 あ 44-17", "haisou": [{"denpyou": "70811", "todokesaki": "中川商店", "kosuu": 5, "jikan": "午前中"}, {"denpyou": "70812", "todokesaki": "ひばり幼稚園", "kosuu": 2, "jikan": "13時～14時"}, {"denpyou": "70815", "todokesaki": "遠州製茶", "kosuu": 18, "jikan": "指定なし"}], "goukei_kosuu": 25, "shuppatsu": "08:10:00", "soukou_km": None, "kensuu": 3, "kyuukei": None},
"""配送一覧表　　[[kaisha|丸三運輸]]　　[[hizuke|令和7年7月8日]]　　　1頁
車番　[[sharyou|浜松400あ44-17]]　運転者　[[untenshu|相良]]　出発　[[shuppatsu|8:10]]
伝票　　届け先　　　　　個数　　時間指定
[[haisou[0].denpyou|70811]]　[[haisou[0].todokesaki|中川商店]]　　　　　[[haisou[0].kosuu|5]]　　　[[haisou[0].jikan|午前中]]
[[haisou[1].denpyou|70812]]　[[haisou[1].todokesaki|ひばり幼稚園]]　　　[[haisou[1].kosuu|2]]　　　[[haisou[1].jikan|13～14時]]
\f配送一覧表　　[[?kaisha|丸三運輸]]　　[[?hizuke|令和7年7月8日]]　　　2頁
伝票　　届け先　　　　　個数　　時間指定
[[haisou[2].denpyou|70815]]　[[haisou[2].todokesaki|遠州製茶]]　　　　[[haisou[2].kosuu|18]]　　　[[haisou[2].jikan|なし]]
　　　　合計　　　　　　[[goukei_kosuu|25]]
備考　70813、70814は翌日便へ
""")
