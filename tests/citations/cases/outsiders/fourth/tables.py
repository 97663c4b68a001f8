"""Spreadsheets as CSV and TSV, and product data sheets."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u121-csv-sensor-export", "csv", "en", "csv", M("Export", site=S, logger=S, timezone=S, readings=list[M("R", at=datetime, temp_c=O[D], humidity=O[D], alarm=B)], battery_v=D, max_temp=D, calibrated=O[date], interval_minutes=I), {"site": "Bay 3", "logger": "TH-2217", "timezone": "UTC+1", "readings": [{"at": "2025-07-01T06:00:00", "temp_c": "4.1", "humidity": "71", "alarm": False}, {"at": "2025-07-01T06:15:00", "temp_c": "4.6", "humidity": "70", "alarm": False}, {"at": "2025-07-01T06:30:00", "temp_c": "8.3", "humidity": "64", "alarm": True}, {"at": "2025-07-01T06:45:00", "temp_c": None, "humidity": None, "alarm": False}], "battery_v": "3.52", "max_temp": "8.3", "calibrated": None, "interval_minutes": 15},
"""# site,[[site|Bay 3]]
# logger,[[logger|TH-2217]],fw 1.8
# tz,[[timezone|UTC+01:00]]
# battery,[[battery_v|3.52]]V
time,temp_c,rh_pct,alarm,door
[[readings[0].at|2025-07-01 06:00]],[[readings[0].temp_c|4.1]],[[readings[0].humidity|71]],[[readings[0].alarm|0]],0
[[readings[1].at|2025-07-01 06:15]],[[readings[1].temp_c|4.6]],[[readings[1].humidity|70]],[[readings[1].alarm|0]],0
[[readings[2].at|2025-07-01 06:30]],[[?max_temp|[[readings[2].temp_c|8.3]]]],[[readings[2].humidity|64]],[[readings[2].alarm|1]],1
[[readings[3].at|2025-07-01 06:45]],,,[[readings[3].alarm|0]],0
# max,[[max_temp,?readings[2].temp_c|8.3]]
# limit,8.0
""")
case("u123-csv-lagerbestand", "csv", "de", "csv", M("Lager", stand=date, artikel=list[M("A", nr=S, bezeichnung=S, bestand=I, mindestbestand=I, preis=D, gesperrt=B)], lager=S, lagerwert=D, nachbestellen=list[S]), {"stand": "2025-02-14", "artikel": [{"nr": "00417", "bezeichnung": "Dichtring 22 mm", "bestand": 350, "mindestbestand": 200, "preis": "0.18", "gesperrt": False}, {"nr": "00418", "bezeichnung": 'Kugelhahn 1/2"', "bestand": 9, "mindestbestand": 25, "preis": "12.90", "gesperrt": False}, {"nr": "00523", "bezeichnung": "Manometer 0–6 bar", "bestand": 14, "mindestbestand": 5, "preis": "21.40", "gesperrt": True}], "lager": "Halle 2", "lagerwert": "478.70", "nachbestellen": ["00418"]},
"""Lager;[[lager|Halle 2]];Stand;[[stand|14.02.2025]]
ArtNr;Bezeichnung;Bestand;Min;Preis;Sperre;letzter Zugang
[[artikel[0].nr|00417]];[[artikel[0].bezeichnung|Dichtring 22 mm]];[[artikel[0].bestand|350]];[[artikel[0].mindestbestand|200]];[[artikel[0].preis|0,18]];[[artikel[0].gesperrt|N]];03.02.2025
[[nachbestellen[0]|[[artikel[1].nr|00418]]]];"[[artikel[1].bezeichnung|Kugelhahn 1/2""]]";[[artikel[1].bestand|9]];[[artikel[1].mindestbestand|25]];[[artikel[1].preis|12,90]];[[artikel[1].gesperrt|N]];11.11.2024
[[artikel[2].nr|00523]];[[artikel[2].bezeichnung|Manometer 0–6 bar]];[[artikel[2].bestand|14]];[[artikel[2].mindestbestand|5]];[[artikel[2].preis|21,40]];[[artikel[2].gesperrt|J]];20.01.2025
""")
case("u125-csv-crm-leads", "csv", "en", "csv", M("Leads", leads=list[M("L", company=S, contact=S, email=S, stage=E_("Stage", "new", "qualified", "won", "lost"), value=O[D], next_step=O[date], newsletter=B)], pipeline_total=D, exported_by=S, currency=S), {"leads": [{"company": "Orchard & Vine", "contact": "Petra Lowe", "email": "petra@orchardvine.example", "stage": "qualified", "value": "8400", "next_step": "2025-05-06", "newsletter": True}, {"company": "Quarrybank Gym", "contact": "Sol Hart", "email": "sol.hart@qbgym.example", "stage": "lost", "value": "2500", "next_step": None, "newsletter": False}, {"company": "Finch Dental", "contact": "Dr Amina Sy", "email": "amina@finchdental.example", "stage": "won", "value": "12750", "next_step": "2025-06-01", "newsletter": True}], "pipeline_total": "23650", "exported_by": "marcus", "currency": "GBP"},
"""id,account,contact,mail,stage,amount,next,optin
551,"[[leads[0].company|Orchard & Vine]]",[[leads[0].contact|Petra Lowe]],[[leads[0].email|petra@orchardvine.example]],[[leads[0].stage|SQL]],"[[leads[0].value|8,400]]",[[leads[0].next_step|06/05/2025]],[[leads[0].newsletter|1]]
552,[[leads[1].company|Quarrybank Gym]],[[leads[1].contact|Sol Hart]],[[leads[1].email|sol.hart@qbgym.example]],[[leads[1].stage|Closed - went elsewhere]],"[[leads[1].value|2,500]]",,[[leads[1].newsletter|0]]
560,[[leads[2].company|Finch Dental]],"[[leads[2].contact|Dr Amina Sy]]",[[leads[2].email|amina@finchdental.example]],[[leads[2].stage|Closed - signed]],"[[leads[2].value|12,750]]",[[leads[2].next_step|01/06/2025]],[[leads[2].newsletter|1]]
# exported 30/04/2025 by [[exported_by|marcus]], 3 of 41 rows
""")
case("u127-csv-ventas", "csv", "es", "csv", M("Ventas", tienda=S, mes=S, lineas=list[M("L", dia=date, producto=S, unidades=I, importe=D, devuelto=B)], total_mes=D, encargada=S, unidades_totales=I, comunidad=S), {"tienda": "Tienda 07 Logroño", "mes": "abril 2025", "lineas": [{"dia": "2025-04-03", "producto": "alpargata 38", "unidades": 4, "importe": "71.60", "devuelto": False}, {"dia": "2025-04-03", "producto": "boina", "unidades": 1, "importe": "24.00", "devuelto": False}, {"dia": "2025-04-11", "producto": "boina", "unidades": 1, "importe": "-24.00", "devuelto": True}], "total_mes": "71.60", "encargada": "Charo", "unidades_totales": 4, "comunidad": "La Rioja"},
""""[[tienda|TIENDA 07 LOGROÑO]]";"[[mes|abril 2025]]";"resp.: [[encargada|Charo]]"
fecha;artículo;uds;importe;tipo
[[lineas[0].dia|3-abr]];[[lineas[0].producto|alpargata 38]];[[lineas[0].unidades|4]];[[lineas[0].importe|71,60]];[[lineas[0].devuelto|V]]
[[lineas[1].dia|3-abr]];[[lineas[1].producto|boina]];[[lineas[1].unidades|1]];[[lineas[1].importe|24,00]];[[lineas[1].devuelto|V]]
[[lineas[2].dia|11-abr]];[[lineas[2].producto|boina]];[[lineas[2].unidades|1]];[[lineas[2].importe|-24,00]];[[lineas[2].devuelto|D]]
TOTAL;;;[[total_mes|71,60]];
;;;V=venta D=devolución;
""")
case("u129-datasheet-pump", "datasheet", "en", "units", M("Pump", model=S, manufacturer=S, flow_max_l_min=D, head_max_m=D, power_w=I, voltage=I, current_a=D, ip_rating=S, weight_kg=D, noise_db=I, medium_temp_max_c=I, cable_m=D, inlet=S, float_switch=B, thermal_protection=B, warranty_months=I, dry_running_allowed=B, efficiency_percent=D), {"model": "SP-420F", "manufacturer": "Aquor", "flow_max_l_min": "140", "head_max_m": "8.5", "power_w": 420, "voltage": 230, "current_a": "1.9", "ip_rating": "IPX8", "weight_kg": "4.8", "noise_db": 60, "medium_temp_max_c": 35, "cable_m": "10", "inlet": "G 1 1/4", "float_switch": True, "thermal_protection": True, "warranty_months": 24, "dry_running_allowed": False, "efficiency_percent": "31"},
"""[[manufacturer|AQUOR]]  Submersible pumps                     data sheet 04/25
                        SP-250    [[model|SP-420F]]   SP-750F
Rated power P1   W        250       [[power_w|420]]       750
Voltage          V        230       [[voltage|230]]       230
Current          A        1.1       [[current_a|1.9]]       3.4
Max. flow      l/min       95       [[flow_max_l_min|140]]       215
Max. head        m        6.0       [[head_max_m|8.5]]      11.0
Weight           kg       3.6       [[weight_kg|4.8]]       6.9
Cable            m        5         [[cable_m|10]]        10
Outlet                    G 1      [[inlet|G 1¼]]     G 1½
Float switch              no        [[float_switch|yes]]       yes
All models: [[ip_rating|IPX8]], water up to [[medium_temp_max_c|35 °C]] (60 °C for 3 min), [[thermal_protection|built-in thermal cut-out]].
[[dry_running_allowed|Must not run dry.]] Guarantee [[warranty_months|two years]].
""")
case("u131-datenblatt-fahrradlampe", "datasheet", "de", "units", M("Lampe", modell=S, hersteller=S, lichtstaerke_lux=I, lichtstrom_lumen=I, akku_mah=I, leuchtdauer_hoch_h=D, leuchtdauer_niedrig_h=D, ladezeit_h=D, gewicht_g=I, schutzart=S, stvzo_zugelassen=B, ladeanschluss=S, preis_uvp=D, garantie_jahre=I, ruecklicht_enthalten=B, herkunftsland=S, bremslicht=O[B]), {"modell": "Luchs 80", "hersteller": "Feldmark", "lichtstaerke_lux": 80, "lichtstrom_lumen": 410, "akku_mah": 3350, "leuchtdauer_hoch_h": "3.5", "leuchtdauer_niedrig_h": "14", "ladezeit_h": "2.75", "gewicht_g": 128, "schutzart": "IP64", "stvzo_zugelassen": True, "ladeanschluss": "USB-C", "preis_uvp": "69.95", "garantie_jahre": 5, "ruecklicht_enthalten": False, "herkunftsland": "Deutschland", "bremslicht": None},
"""[[hersteller|FELDMARK]]  Produktdatenblatt           [[modell|Luchs 80]]   (Nachfolger des Luchs 60)

Beleuchtungsstärke     [[lichtstaerke_lux|80 Lux]] (Luchs 60: 60 Lux)
Lichtstrom             [[lichtstrom_lumen|410 lm]]
Akku                   Li-Ion [[akku_mah|3.350 mAh]], fest verbaut
Leuchtdauer            hell [[leuchtdauer_hoch_h|3,5 h]] / mittel 7 h / Eco [[leuchtdauer_niedrig_h|14 h]]
Laden                  [[ladeanschluss|USB-C]], [[ladezeit_h|2 h 45 min]]
Masse                  [[gewicht_g|128 g]] ohne Halter (Halter 31 g)
Schutzart              [[schutzart|IP64]]
Zulassung              [[stvzo_zugelassen|K~1417, StVZO-konform]]
Lieferumfang           Scheinwerfer, Halter, Kabel; [[ruecklicht_enthalten|Rücklicht nicht enthalten]]
[[garantie_jahre|Fünf]] Jahre Garantie.   UVP [[preis_uvp|69,95 €]]
""")
case("u133-datasheet-tof-sensor", "datasheet", "en", "table", M("Module", part=S, supply_min_v=D, supply_max_v=D, current_ma=D, sleep_current_ua=D, range_mm=I, accuracy_mm=I, interface=S, address=S, temp_min_c=I, temp_max_c=I, package=S, rohs=B, moq=I, price_1k=D, lead_time_weeks=I, lifecycle=E_("Life", "active", "not recommended", "obsolete"), power_mw=D, successor=O[S]), {"part": "DS-VL41", "supply_min_v": "2.6", "supply_max_v": "3.5", "current_ma": "18", "sleep_current_ua": "5", "range_mm": 2000, "accuracy_mm": 25, "interface": "I2C", "address": "0x29", "temp_min_c": -20, "temp_max_c": 70, "package": "LGA-12", "rohs": True, "moq": 500, "price_1k": "1.84", "lead_time_weeks": 12, "lifecycle": "not recommended", "power_mw": "59.4", "successor": None},
"""[[part|DS-VL41]]   Time-of-flight ranging sensor              Rev 1.3, Nov 2023
[[lifecycle|NRND]]

Parameter               Min    Typ    Max    Unit
Supply voltage          [[supply_min_v|2.6]]    2.8    [[supply_max_v|3.5]]    V
Active current                 [[current_ma|18]]     40    mA
HW standby                     [[sleep_current_ua|5]]      7    µA
Ambient temperature     [[temp_min_c|-20]]           [[temp_max_c|70]]    °C
Range, 88 % white              [[range_mm|2 m]]
Range, 17 % grey               0.8 m
Accuracy (indoor)              [[accuracy_mm|±25 mm]]

[[interface|I²C]] up to 400 kHz, 7-bit address [[address|0x29]]. Package [[package|LGA-12]], 4.4 x 2.4 mm. [[rohs|RoHS]].
Order in reels of [[moq|500]]; at 1k [[price_1k|$1.84]], at 10k $1.52. Typical lead time [[lead_time_weeks|12 weeks]].
""")
case("u135-ficha-tecnica-placa", "datasheet", "es", "units", M("Placa", modelo=S, potencia_w=I, eficiencia_percent=D, tension_vmp=D, corriente_imp=D, tension_voc=D, dimensiones=S, peso_kg=D, celulas=I, garantia_producto_anos=I, garantia_rendimiento_anos=I, coef_temperatura=D, carga_nieve_pa=I, unidades_palet=I, certificados=list[S], bifacial=B, tolerancia=S, produccion_anual_kwh=D, pais=S), {"modelo": "HLX-430M", "potencia_w": 430, "eficiencia_percent": "22.0", "tension_vmp": "32.6", "corriente_imp": "13.19", "tension_voc": "38.9", "dimensiones": "1722 x 1134 x 30 mm", "peso_kg": "21.3", "celulas": 108, "garantia_producto_anos": 15, "garantia_rendimiento_anos": 30, "coef_temperatura": "-0.29", "carga_nieve_pa": 5400, "unidades_palet": 36, "certificados": ["IEC 61215", "IEC 61730"], "bifacial": False, "tolerancia": "0/+5 W", "produccion_anual_kwh": "645", "pais": "España"},
"""HELIAX   Módulo fotovoltaico          [[modelo|HLX-430M]]
STC: 1000 W/m², 25 ºC            425M      430M      435M
Potencia Pmáx (W)                 425       [[potencia_w|430]]       435
Vmp (V)                          32,4      [[tension_vmp|32,6]]      32,8
Imp (A)                         13,12     [[corriente_imp|13,19]]     13,27
Voc (V)                          38,7      [[tension_voc|38,9]]      39,1
Eficiencia (%)                   21,8      [[eficiencia_percent|22,0]]      22,3
Tolerancia [[tolerancia|0/+5 W]].  Coef. de Pmáx [[coef_temperatura|-0,29 %/ºC]]; de Voc -0,25 %/ºC
[[celulas|108]] medias células [[bifacial|monofaciales]]. [[dimensiones|1722 x 1134 x 30 mm]], [[peso_kg|21,3 kg]]. Nieve [[carga_nieve_pa|5400 Pa]], viento 2400 Pa.
Garantía: [[garantia_producto_anos|quince]] años de producto y [[garantia_rendimiento_anos|treinta]] de rendimiento lineal.
[[certificados[0]|IEC 61215]], [[certificados[1]|IEC 61730]].   [[unidades_palet|36]] por palé, 936 por contenedor.
""")
