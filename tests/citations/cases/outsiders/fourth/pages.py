"""Tables that run over page breaks, and documents in pairs."""

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
case("u091-stueckliste-mehrseitig", "table", "de", "pages", M("Stueckliste", zeichnung=S, revision=S, geraet=S, teile=list[M("T", pos=I, menge=I, teil=S, werkstoff=S, masse_kg=D)], gesamtmasse_kg=D, bearbeiter=S, freigabe=date, anzahl_positionen=I, normteile=B, blaetter=I), {"zeichnung": "4417-03-00", "revision": "C", "geraet": "Bandspanner BS 80", "teile": [{"pos": 1, "menge": 1, "teil": "Grundplatte", "werkstoff": "S235JR", "masse_kg": "3.420"}, {"pos": 2, "menge": 2, "teil": "Lagerbock", "werkstoff": "EN-GJL-250", "masse_kg": "0.860"}, {"pos": 3, "menge": 1, "teil": "Spindel Tr16x4", "werkstoff": "C45", "masse_kg": "0.515"}, {"pos": 4, "menge": 1, "teil": "Handrad Ø 125", "werkstoff": "PA6", "masse_kg": "0.210"}, {"pos": 5, "menge": 4, "teil": "Zylinderschraube M8x25", "werkstoff": "8.8", "masse_kg": "0.014"}], "gesamtmasse_kg": "5.921", "bearbeiter": "Kressin", "freigabe": "2024-02-15", "anzahl_positionen": 5, "normteile": True, "blaetter": 2},
"""Stückliste zu [[zeichnung|4417-03-00]]   Rev. [[revision|C]]   [[geraet|Bandspanner BS 80]]                   Blatt 1/[[blaetter|2]]
Pos  Stk  Benennung                  Werkstoff     kg/Stk
[[teile[0].pos|1]]    [[teile[0].menge|1]]    [[teile[0].teil|Grundplatte]]                [[teile[0].werkstoff|S235JR]]        [[teile[0].masse_kg|3,420]]
[[teile[1].pos|2]]    [[teile[1].menge|2]]    [[teile[1].teil|Lagerbock]]                  [[teile[1].werkstoff|EN-GJL-250]]    [[teile[1].masse_kg|0,860]]
[[teile[2].pos|3]]    [[teile[2].menge|1]]    [[teile[2].teil|Spindel Tr16x4]]             [[teile[2].werkstoff|C45]]           [[teile[2].masse_kg|0,515]]
Bearb. [[bearbeiter|Kressin]]  12.02.24   Gepr. Ott  14.02.24   Freig. [[freigabe|15.02.24]]
\fStückliste zu [[?zeichnung|4417-03-00]]   Rev. [[?revision|C]]   [[?geraet|Bandspanner BS 80]]                   Blatt 2/[[?blaetter|2]]
Pos  Stk  Benennung                  Werkstoff     kg/Stk
[[teile[3].pos|4]]    [[teile[3].menge|1]]    [[teile[3].teil|Handrad Ø 125]]              [[teile[3].werkstoff|PA6]]           [[teile[3].masse_kg|0,210]]
[[teile[4].pos|5]]    [[teile[4].menge|4]]    [[teile[4].teil|Zylinderschraube M8x25]]     [[teile[4].werkstoff|8.8]]           [[teile[4].masse_kg|0,014]]
[[normteile|Pos. 5: Normteil DIN 912]]
Rev. A 03.11.22, B 20.06.23: Handrad war Ø 100
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
