"""Contracts, leases and court rulings."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u017-warehouse-sublease", "lease", "en", "clauses", M("Lease", sublandlord=S, subtenant=S, premises=S, rentable_sqft=I, commencement=date, expiration=date, base_rent_year1_monthly=D, base_rent_year2_monthly=D, security_deposit=D, late_charge_percent=D, renewal_option=B, pets=O[B], signage_allowed=B, triple_net=B, hazardous_materials_allowed=B, permitted_use=S, governing_state=S, annual_rent_year1=D), {"sublandlord": "Ferrous Ridge Logistics, LLC", "subtenant": "Juniper Cycle Works, Inc.", "premises": "Suite C, 4410 Rail Spur Road, Reno, Nevada", "rentable_sqft": 6250, "commencement": "2025-03-01", "expiration": "2027-02-28", "base_rent_year1_monthly": "5312.50", "base_rent_year2_monthly": "5471.88", "security_deposit": "10625", "late_charge_percent": "5", "renewal_option": False, "pets": None, "signage_allowed": True, "triple_net": True, "hazardous_materials_allowed": False, "permitted_use": "assembly and storage of bicycles", "governing_state": "Nevada", "annual_rent_year1": "63750.00"},
"""SUBLEASE

This Sublease is dated January 22, 2025 and is made between [[sublandlord|FERROUS RIDGE LOGISTICS, LLC]]
("Sublandlord") and [[subtenant|JUNIPER CYCLE WORKS, INC.]] ("Subtenant"). Sublandlord is tenant under a
Master Lease dated June 1, 2021 with Pyramid Industrial REIT, the term of which ends
March 31, 2027.

1.  PREMISES. [[premises|Suite C at 4410 Rail Spur Road, Reno, Nevada]], containing approximately
    [[rentable_sqft|6,250]] rentable square feet out of the 31,000 square feet in the Building.

2.  TERM. The Term begins on [[commencement|March 1, 2025]] and ends, unless sooner terminated, at
    midnight on [[expiration|February 28, 2027]]. [[renewal_option|Subtenant has no right to extend or renew.]]

3.  BASE RENT.   Months 1-12     [[base_rent_year1_monthly|$5,312.50]] per month
                 Months 13-24    [[base_rent_year2_monthly|$5,471.88]] per month
    Rent not received by the fifth day bears a late charge of [[late_charge_percent|five percent]] (%) of the
    overdue amount and thereafter interest at 10% per annum.

4.  ADDITIONAL RENT. [[triple_net|Subtenant shall pay its proportionate share (20.16%) of taxes,
    insurance and common area expenses]] in addition to Base Rent.

5.  DEPOSIT. On signing, Subtenant shall deliver [[security_deposit|$10,625]], being two months' Base Rent.

6.  USE. [[permitted_use|Assembly and storage of bicycles]] and parts, and for no other purpose.
    Subtenant [[hazardous_materials_allowed|shall not bring or keep any Hazardous Materials]] in the Premises.
    Subtenant [[signage_allowed|may, at its cost, install one sign]] on the street front.

7.  LAW. The laws of the State of [[governing_state|Nevada]] govern.
""")
case("u019-garagenmietvertrag", "lease", "de", "clauses", M("Mietvertrag", vermieter=S, mieter=S, stellplatz=S, mietbeginn=date, monatsmiete=D, kaution=D, faelligkeit_werktag=I, kuendigungsfrist_monate=I, untervermietung_gestattet=B, wohnwagen_erlaubt=B, e_ladestation=B, anzahl_schluessel=I, kennzeichen=O[S], vertragsdatum=date, jahresmiete=D, gerichtsstand=O[S]), {"vermieter": "Eheleute Gerda und Heinz Plöger", "mieter": "Fatih Yıldırım", "stellplatz": "Garage Nr. 7", "mietbeginn": "2025-04-01", "monatsmiete": "65.00", "kaution": "195.00", "faelligkeit_werktag": 3, "kuendigungsfrist_monate": 3, "untervermietung_gestattet": False, "wohnwagen_erlaubt": False, "e_ladestation": True, "anzahl_schluessel": 2, "kennzeichen": None, "vertragsdatum": "2025-03-17", "jahresmiete": "780.00", "gerichtsstand": None},
"""GARAGENMIETVERTRAG

Zwischen den [[vermieter|Eheleuten Gerda und Heinz Plöger]], Detmold, (Vermieter) und
Herrn [[mieter|Fatih Yıldırım]], Lage, (Mieter) wird folgender Vertrag geschlossen:

§ 1 Mietsache. Vermietet wird [[stellplatz|Garage Nr. 7]] auf dem Hof Bielefelder Straße 112. Dem Mieter
werden [[anzahl_schluessel|zwei]] Schlüssel und ein Handsender übergeben.
§ 2 Mietzeit. Das Mietverhältnis beginnt am [[mietbeginn|01.04.2025]] und läuft auf unbestimmte Zeit. Es kann
von beiden Seiten mit einer Frist von [[kuendigungsfrist_monate|drei Monaten]] zum Monatsende gekündigt werden.
§ 3 Miete. Die Miete beträgt [[monatsmiete|65,00 €]] monatlich, zahlbar bis zum [[faelligkeit_werktag|dritten Werktag]]. (Der Vormieter
zahlte zuletzt 55,00 €.) Die Kaution beträgt [[kaution|drei Monatsmieten]].
§ 4 Nutzung. Die Garage dient zum Abstellen eines Pkw. [[wohnwagen_erlaubt|Wohnwagen, Anhänger und Boote
dürfen nicht eingestellt werden.]] Eine [[untervermietung_gestattet|Überlassung an Dritte ist ausgeschlossen]].
§ 5 [[e_ladestation|Dem Mieter steht die vorhandene Wallbox zur Verfügung]]; der Strom wird nach Zähler abgerechnet.

Detmold, den [[vertragsdatum|17. März 2025]]
""")
case("u021-equipment-hire", "contract", "en", "ticked", M("Hire", hirer=S, agreement_no=S, machine=S, serial=S, hire_start=datetime, hire_end=datetime, daily_rate=D, weekend_rate=D, deposit=D, excess=D, damage_waiver_taken=B, operator_included=B, delivery_required=B, trailer_required=B, fuel_level_out=S, engine_hours_out=D, engine_hours_in=O[D], id_shown=Literal["passport","driving licence","none"], hire_days=I, depot=S), {"hirer": "Gethin Rosser", "agreement_no": "H 22871", "machine": "Kubota U17 mini digger", "serial": "17-40993", "hire_start": "2025-05-02T07:30:00", "hire_end": "2025-05-05T17:00:00", "daily_rate": "95.00", "weekend_rate": "150.00", "deposit": "200.00", "excess": "750.00", "damage_waiver_taken": True, "operator_included": False, "delivery_required": False, "trailer_required": True, "fuel_level_out": "3/4", "engine_hours_out": "2144.6", "engine_hours_in": None, "id_shown": "driving licence", "hire_days": 4, "depot": "Brecon"},
"""CAMBRIAN PLANT HIRE   [[depot|Brecon]] depot          HIRE AGREEMENT   [[agreement_no|H 22871]]

Hirer   [[hirer|Gethin Rosser]]            Mob 07700 900417
Item    [[machine|Kubota U17 mini digger]]   Serial [[serial|17-40993]]    Fleet no. 0412
Out     [[hire_start|Fri 02/05/25  07:30]]       Due back  [[hire_end|Mon 05/05/25  17:00]]

Rate per day £[[daily_rate|95.00]]     Weekend (Sat+Sun) £[[weekend_rate|150.00]]     Week £380.00
Deposit taken £[[deposit|200.00]] card     Excess £[[excess|750.00]] any one claim

[x] [[damage_waiver_taken|Damage waiver 12 %]]
[ ] [[operator_included|Operator]]
[ ] [[delivery_required|Deliver to site]]
[x] [[trailer_required|Trailer]], 2.7 t plant
ID seen:  ( ) passport   (X) [[id_shown|driving licence]]   ( ) other

Fuel out [[fuel_level_out|3/4]]     Fuel in ____
Hours out [[engine_hours_out|2144.6]]     Hours in ______

Signed  G Rosser      For CPH  Bethan        Return with full tank or pay £2.10/l
""")
case("u023-contrato-arras", "contract", "es", "roles", M("Arras", vendedor=S, comprador=S, finca=S, registro=S, referencia_catastral=S, precio=D, arras=D, porcentaje_arras=D, resto=D, fecha_firma=date, fecha_limite_escritura=date, notaria=S, libre_de_cargas=B, arrendada=B, tipo_arras=Literal["penitenciales","confirmatorias"], gastos_a_cargo_de=S, metros_cuadrados=D), {"vendedor": "Remedios Aldana Cobo", "comprador": "Iker Zubieta Lasa", "finca": "piso 4.º izquierda, calle Autonomía 57, Bilbao", "registro": "Registro de la Propiedad n.º 8 de Bilbao", "referencia_catastral": "0449017WN0904N0012KX", "precio": "238000", "arras": "23800", "porcentaje_arras": "10", "resto": "214200", "fecha_firma": "2025-02-10", "fecha_limite_escritura": "2025-04-30", "notaria": "Notaría Etxeandia", "libre_de_cargas": True, "arrendada": False, "tipo_arras": "penitenciales", "gastos_a_cargo_de": "comprador", "metros_cuadrados": "84"},
"""CONTRATO DE ARRAS [[tipo_arras|PENITENCIALES]]

En Bilbao, a [[fecha_firma|10 de febrero de 2025]]
REUNIDOS: de una parte, Dña. [[vendedor|Remedios Aldana Cobo]], parte vendedora; de otra, D. [[comprador|Iker Zubieta Lasa]], parte
compradora.

PRIMERO. La vendedora es dueña del [[finca|piso 4.º izda. de la calle Autonomía, 57, de Bilbao]], inscrito en el [[registro|Registro de la
Propiedad n.º 8]], ref. catastral [[referencia_catastral|0449017WN0904N0012KX]], de [[metros_cuadrados|84 m²]] construidos (71 útiles).
SEGUNDO. El inmueble se halla [[libre_de_cargas|libre de cargas]] y [[arrendada|sin arrendatarios ni ocupantes]].
TERCERO. El precio es de [[precio|doscientos treinta y ocho mil euros]]. En este acto el comprador entrega [[arras|23.800 €]]
por transferencia; el resto, [[resto|214.200 €]], se abonará al otorgarse la escritura.
CUARTO. La escritura se firmará antes del [[fecha_limite_escritura|30 de abril de 2025]] en la [[notaria|Notaría Etxeandia]]. Si desiste el comprador,
perderá las arras; si desiste la vendedora, las devolverá duplicadas (47.600 €).
QUINTO. Los gastos de notaría y registro [[gastos_a_cargo_de|corren a cargo del comprador]]; la plusvalía, de la vendedora.
""")
case("u025-employment-tribunal", "ruling", "en", "roles", M("Judgment", case_number=S, claimant=S, respondent=S, tribunal=S, hearing_dates=list[date], judge=S, unfair_dismissal_upheld=B, discrimination_upheld=B, contributory_fault_percent=D, basic_award=D, compensatory_award=D, total_award=D, claimant_represented=B, respondent_counsel=S, employment_start=date, dismissal_date=date, weekly_pay=D, sent_to_parties=date), {"case_number": "3301774/2024", "claimant": "Ms T Valderrama", "respondent": "Goldcrest Bakeries Limited", "tribunal": "Bury St Edmunds", "hearing_dates": ["2025-01-14", "2025-01-15"], "judge": "Employment Judge Harkness", "unfair_dismissal_upheld": True, "discrimination_upheld": False, "contributory_fault_percent": "20", "basic_award": "2784", "compensatory_award": "6912.40", "total_award": "9696.40", "claimant_represented": False, "respondent_counsel": "Mr R Bhandari", "employment_start": "2017-10-02", "dismissal_date": "2024-03-28", "weekly_pay": "580", "sent_to_parties": "2025-02-04"},
"""EMPLOYMENT TRIBUNALS                                   Case No: [[case_number|3301774/2024]]

Claimant:     [[claimant|Ms T Valderrama]]
Respondent:   [[respondent|Goldcrest Bakeries Limited]]
Heard at:     [[tribunal|Bury St Edmunds]]         On: [[hearing_dates[0]|14]] and [[hearing_dates[1]|15 January 2025]]
Before:       [[judge|Employment Judge Harkness]], Ms J Tully, Mr P Oyelaran
Representation   Claimant: [[claimant_represented|in person]]    Respondent: [[respondent_counsel|Mr R Bhandari]], of counsel

                              RESERVED JUDGMENT
1. The claimant was [[unfair_dismissal_upheld|unfairly dismissed]].
2. The complaint of sex discrimination is [[discrimination_upheld|not well founded and is dismissed]].
3. The claimant contributed to her dismissal; both awards are reduced by [[contributory_fault_percent|one fifth]].
4. The respondent shall pay a basic award of [[basic_award|£2,784]] and a compensatory award of [[compensatory_award|£6,912.40]].

                                  REASONS
5. The claimant worked in the packing hall from [[employment_start|2 October 2017]]. Her week's pay was [[weekly_pay|£580]] gross
   (£478.11 net). On 11 March 2024 she was suspended; after a meeting on 22 March she was dismissed
   without notice with effect from [[dismissal_date|28 March]]. Her appeal was rejected on 2 May 2024.
6. Before reduction the basic award would have been £3,480.
   [...]
JUDGMENT SENT TO THE PARTIES ON [[sent_to_parties|4 February 2025]]
""")
case("u027-prudhommes", "ruling", "fr", "amounts", M("Jugement", juridiction=S, numero_rg=S, demandeur=S, defendeur=S, date_jugement=date, date_embauche=date, date_licenciement=date, motif_licenciement=S, cause_reelle_et_serieuse=B, indemnite_licenciement_abusif=D, rappel_salaire=D, conges_payes=D, article_700=D, demande_article_700=D, execution_provisoire=B, salaire_moyen=D, anciennete_annees=I, total_condamnations=D), {"juridiction": "Conseil de prud'hommes de Quimper", "numero_rg": "24/00173", "demandeur": "Gwenaël Tanguy", "defendeur": "SARL Cornouaille Emballages", "date_jugement": "2025-03-06", "date_embauche": "2016-02-08", "date_licenciement": "2023-11-30", "motif_licenciement": "faute grave", "cause_reelle_et_serieuse": False, "indemnite_licenciement_abusif": "12400", "rappel_salaire": "1860", "conges_payes": "186", "article_700": "1500", "demande_article_700": "2500", "execution_provisoire": True, "salaire_moyen": "2066.67", "anciennete_annees": 7, "total_condamnations": "15946"},
"""[[juridiction|CONSEIL DE PRUD'HOMMES DE QUIMPER]]              RG n° [[numero_rg|24/00173]]
Section Industrie – JUGEMENT du [[date_jugement|6 mars 2025]]

[[demandeur|M. Gwenaël TANGUY]], demandeur, assisté de Me Kerboul
c/ [[defendeur|SARL CORNOUAILLE EMBALLAGES]], défenderesse, représentée par Me Astier
Débats à l'audience du 12 décembre 2024.

Embauché le [[date_embauche|8 février 2016]] comme régleur, M. Tanguy a été licencié pour [[motif_licenciement|faute grave]] par lettre du [[date_licenciement|30 novembre
2023]], après un entretien tenu le 20. Il comptait [[anciennete_annees|sept ans]] d'ancienneté et percevait en moyenne [[salaire_moyen|2 066,67 €]] brut
par mois. Il demande 18 600 € d'indemnité et [[demande_article_700|2 500 €]] au titre de l'article 700.

PAR CES MOTIFS, le Conseil
DIT le licenciement [[cause_reelle_et_serieuse|dépourvu de cause réelle et sérieuse]] ;
CONDAMNE la société à payer :
 - [[indemnite_licenciement_abusif|12 400 €]] à titre d'indemnité pour licenciement abusif,
 - [[rappel_salaire|1 860 €]] à titre de rappel de salaire sur mise à pied et [[conges_payes|186 €]] de congés payés afférents,
 - [[article_700|1 500 €]] sur le fondement de l'article 700 du CPC ;
ORDONNE l'[[execution_provisoire|exécution provisoire]] ;
DÉBOUTE les parties du surplus.
""")
case("u029-family-appeal", "ruling", "en", "prose", M("Appeal", neutral_citation=S, appellant=S, respondent=S, lower_court_judge=S, appeal_allowed=B, lead_judgment=S, panel_size=I, hearing_date=date, handed_down=date, children=I, order_appealed_date=date, maintenance_monthly=D, maintenance_below=D, costs_order=B, permission_granted_by=S, dissent=B, country=S), {"neutral_citation": "[2025] NICA 3007", "appellant": "the father", "respondent": "the mother", "lower_court_judge": "Judge McAteer", "appeal_allowed": True, "lead_judgment": "Lady Justice Strain", "panel_size": 3, "hearing_date": "2025-03-19", "handed_down": "2025-04-11", "children": 2, "order_appealed_date": "2024-08-27", "maintenance_monthly": "640", "maintenance_below": "910", "costs_order": False, "permission_granted_by": "Mr Justice Culhane", "dissent": False, "country": "Northern Ireland"},
"""Neutral citation: [[neutral_citation|[2025] NICA 3007]]            Delivered [[handed_down|11/4/2025]]

Re D ([[children|two]] minors)

Before: Lady Justice Strain, Lord Justice Ames and Mr Justice Fee

[[lead_judgment|STRAIN LJ]] (delivering the judgment of the court)

[1] This is an appeal by [[appellant|the father]], brought with the leave of [[permission_granted_by|Culhane J]], from the order of [[lower_court_judge|His Honour
Judge McAteer]] made on [[order_appealed_date|27 August 2024]]. We heard it on [[hearing_date|19 March]]. [[respondent|The mother]] appeared in person.

[2] The judge below fixed maintenance at [[maintenance_below|£910]] a month on the footing that the father earned £61,000 a
year. His payslips, which were before the judge, show £43,800. That is the whole of the appeal.

[3] [[dissent|We are all of the opinion]] that the figure cannot stand. In its place we order [[maintenance_monthly|£640]] a month from
1 September 2024, less what has been paid. [[appeal_allowed|The appeal succeeds]] to that extent. The parties' son is
eleven and their daughter eight; the arrangements for contact are not disturbed.

[4] [[costs_order|There will be no order as to costs between the parties.]]
""")
case("u031-hanketsu-kashikin", "ruling", "ja", "words", M("Hanketsu", saibansho=S, jiken_bango=S, genkoku=S, hikoku=S, saibankan=S, genkoku_dairinin=S, iiwatashibi=date, koutou_benron_shuketsu=date, seikyugaku=I, nin_yougaku=I, riritsu_percent=D, chien_kaishi=date, soshou_hiyou_futan=E_("Futan", "原告", "被告"), kari_shikkou=B, hensai_zumi=I, kashitsukebi=date, sai_kashitsuke=O[B]), {"saibansho": "松江地方裁判所", "jiken_bango": "令和6年(ワ)第88号", "genkoku": "株式会社宍道商会", "hikoku": "柏木宏", "saibankan": "三輪恵子", "genkoku_dairinin": "岩成孝", "iiwatashibi": "2025-03-14", "koutou_benron_shuketsu": "2025-01-31", "seikyugaku": 3000000, "nin_yougaku": 1800000, "riritsu_percent": "3", "chien_kaishi": "2023-07-01", "soshou_hiyou_futan": "被告", "kari_shikkou": True, "hensai_zumi": 1200000, "kashitsukebi": "2021-06-30", "sai_kashitsuke": None},
"""[[iiwatashibi|令和７年３月１４日]]判決言渡　[[jiken_bango|令和６年（ワ）第８８号]]　貸金返還請求事件
口頭弁論終結日　[[koutou_benron_shuketsu|令和７年１月３１日]]

　　　　　　　　判　　　決
　　　　　原　告　　　[[genkoku|株式会社宍道商会]]
　　　　　同訴訟代理人弁護士　　[[genkoku_dairinin|岩成孝]]
　　　　　被　告　　　[[hikoku|柏木宏]]
　　　　　　　　主　　　文
１　被告は、原告に対し、[[nin_yougaku|１８０万円]]及びこれに対する[[chien_kaishi|令和５年７月１日]]から支払済みまで年[[riritsu_percent|３％]]の割合による金員を支払え。
２　原告のその余の請求を棄却する。
３　訴訟費用は[[soshou_hiyou_futan|被告の負担]]とする。
４　この判決は、第１項に限り、[[kari_shikkou|仮に執行することができる]]。
　　　　　　　　事実及び理由
　原告は、[[kashitsukebi|令和３年６月３０日]]に貸し付けた[[seikyugaku|３００万円]]の返還を求めた。被告が[[hensai_zumi|１２０万円]]を返済したことは領収書により認められる。
　　　　　[[saibansho|松江地方裁判所]]民事部　　裁判官　[[saibankan|三輪恵子]]
""")
