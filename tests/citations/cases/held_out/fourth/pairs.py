"""Documents in pairs: the second corrects, answers or completes the first."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import case
from tests.citations.cases.outsiders.common import *

case("u098-offer-letter-and-reply", "job", "en", "two-docs", M("Offer", candidate=S, employer=S, position=S, offered_salary=D, accepted_salary=D, signing_bonus=D, start_date=date, offered_start_date=date, vacation_days=I, accepted=B, reply_date=date, offer_expires=date, manager=S, equity_shares=I, relocation=O[D], at_will=B, total_first_year=D), {"candidate": "Rafael Ontiveros", "employer": "Beaconfield Labs", "position": "Process Chemist II", "offered_salary": "94000", "accepted_salary": "97500", "signing_bonus": "5000", "start_date": "2025-07-14", "offered_start_date": "2025-06-30", "vacation_days": 18, "accepted": True, "reply_date": "2025-05-22", "offer_expires": "2025-05-23", "manager": "Dr. Yun", "equity_shares": 1200, "relocation": None, "at_will": True, "total_first_year": "102500"},
"""[[employer|BEACONFIELD LABS]]                                  May 16, 2025
Dear Rafael,
We are pleased to offer you the position of [[position|Process Chemist II]], reporting to [[manager|Dr. Yun]], at an annual salary of [[offered_salary|$94,000]],
with a sign-on payment of [[signing_bonus|$5,000]] and [[equity_shares|1,200]] stock units. You would start on [[offered_start_date|June 30]]. Paid vacation
is [[vacation_days|18 days]]. Employment is [[at_will|at will]]. This offer lapses at the close of [[offer_expires|May 23]].
Talent team
""",
"""From: [[candidate|Rafael Ontiveros]]
Date: [[reply_date|May 22, 2025]]
Subject: Re: Offer

Hi Priscilla, as agreed on the phone yesterday: [[accepted_salary|$97,500]] base, everything else as in the letter, and I start [[start_date|July 14]]
instead, since my lease runs to the 10th. On that basis [[accepted|I'm happy to accept]]. I asked Dr. Yun about the June 30 training; she can
send slides.
""")
case("u100-mietvertrag-uebergabe", "lease", "de", "two-docs", M("Uebergabe", mieterin=S, vermieter=S, wohnung=S, vertragsbeginn=date, uebergabe_am=datetime, kaltmiete=D, strom_stand=D, gas_stand=D, schluessel=I, schluessel_laut_vertrag=I, maengel=list[S], kaution_gezahlt=B, wohnflaeche=D, rauchmelder_vorhanden=B, warmmiete=D, zeuge=O[S]), {"mieterin": "Oksana Petrenko", "vermieter": "WBG Saaletal eG", "wohnung": "Lindenhof 12, 1. OG rechts", "vertragsbeginn": "2025-02-01", "uebergabe_am": "2025-01-31T16:00:00", "kaltmiete": "418.50", "strom_stand": "20417", "gas_stand": "8810.4", "schluessel": 4, "schluessel_laut_vertrag": 5, "maengel": ["Kratzer im Parkett", "Fenstergriff lose"], "kaution_gezahlt": False, "wohnflaeche": "57.8", "rauchmelder_vorhanden": True, "warmmiete": "578.50", "zeuge": None},
"""Dauernutzungsvertrag zwischen der [[vermieter|WBG Saaletal eG]] und Frau [[mieterin|Oksana Petrenko]]
Wohnung [[wohnung|Lindenhof 12, 1. OG rechts]], [[wohnflaeche|57,80 m²]]. Beginn [[vertragsbeginn|01.02.2025]].
Grundnutzungsgebühr [[kaltmiete|418,50 €]], Vorauszahlung Betriebs- und Heizkosten 160,00 €. Übergeben werden [[schluessel_laut_vertrag|5]] Schlüssel.
Genossenschaftsanteile: 3 zu je 155 €.
""",
"""[[?vermieter|WBG Saaletal eG]] – Übergabeprotokoll      [[uebergabe_am|31.01.2025, 16 Uhr]]
Nutzerin: [[?mieterin|O. Petrenko]]
Strom Nr. 77120: [[strom_stand|20.417]] kWh      Gas Nr. 4417: [[gas_stand|8.810,4]] m³
Schlüssel: [[schluessel|4]] (Keller wird nachgereicht)
[x] [[rauchmelder_vorhanden|Rauchmelder]] in allen Räumen   [ ] [[kaution_gezahlt|Kaution bezahlt]]
Festgestellt: [[maengel[0]|Kratzer im Parkett]] (Flur), [[maengel[1]|Fenstergriff lose]] (Bad)
""")
case("u102-quote-revision", "quote", "en", "two-docs", M("Quote", quote_no=S, revision=S, customer=S, valid_until=date, first_price=D, revised_price=D, machine=S, lead_time_weeks=I, first_lead_time_weeks=I, warranty_months=I, delivery_terms=S, payment=S, installation_included=B, training_days=I, salesperson=S, discount=D, currency=S, spare_parts_price=O[D]), {"quote_no": "Q-7702", "revision": "B", "customer": "Fenwick Crisps", "valid_until": "2025-08-31", "first_price": "61200", "revised_price": "58900", "machine": "TriSeal 40 tray sealer", "lead_time_weeks": 11, "first_lead_time_weeks": 14, "warranty_months": 18, "delivery_terms": "DDP Alnwick", "payment": "30 % with order, rest on delivery", "installation_included": True, "training_days": 2, "salesperson": "Edda Lunt", "discount": "2300", "currency": "EUR", "spare_parts_price": None},
"""PackTek               Quotation [[quote_no|Q-7702]]  rev. A            20 June 2025
For [[customer|Fenwick Crisps]]
1 [[machine|TriSeal 40 tray sealer]]                [[currency|EUR]] [[first_price|61,200]]
Ex works. [[first_lead_time_weeks|14 weeks]] from order. Warranty 12 months. Installation extra. Valid to 31 July 2025.
""",
"""PackTek               Quotation [[?quote_no|Q-7702]]  rev. [[revision|B]]            9 July 2025
Changes since rev. A, as discussed with Mr Pye:
 - price [[currency|EUR]] [[revised_price|58,900]]
 - [[lead_time_weeks|11 weeks]], [[delivery_terms|DDP Alnwick]], [[installation_included|fitting included]], [[training_days|two days]]' training on site
 - warranty [[warranty_months|a year and a half]]
 - [[payment|30 % with order, the rest on delivery]]
Valid to [[valid_until|31 August]].          [[salesperson|Edda Lunt]]
""")
case("u104-mitsumori-hacchu", "order", "ja", "two-docs", M("Hacchu", mitsumori_bango=S, chuumon_bango=S, hacchuusha=S, juchuusha=S, hinmei=S, suuryou=I, mitsumori_suuryou=I, tanka=I, nouki=date, mitsumori_nouki=date, nounyuu_basho=S, shiharai=S, tantou=S, goukei_zeinuki=I, zeikomi=I, kenshuu_jouken=O[S]), {"mitsumori_bango": "M-0417", "chuumon_bango": "PO-2291", "hacchuusha": "株式会社北浜製作所", "juchuusha": "山彦ばね工業", "hinmei": "圧縮ばね SUS φ8", "suuryou": 1500, "mitsumori_suuryou": 1000, "tanka": 42, "nouki": "2025-06-20", "mitsumori_nouki": "2025-06-13", "nounyuu_basho": "第二工場", "shiharai": "翌月末現金", "tantou": "荒木", "goukei_zeinuki": 63000, "zeikomi": 69300, "kenshuu_jouken": None},
"""御見積書　[[mitsumori_bango|M-0417]]　　2025年5月12日
[[hacchuusha|株式会社北浜製作所]]　御中　　　　　　　　[[juchuusha|山彦ばね工業]]
[[hinmei|圧縮ばね　SUS　φ8]]　　[[mitsumori_suuryou|1,000]]個　　単価45円（1,500個以上は[[tanka|42円]]）
納期　[[mitsumori_nouki|6月13日]]　　支払条件　[[shiharai|翌月末現金]]
""",
"""注文書　[[chuumon_bango|PO-2291]]　　2025年5月19日
[[?juchuusha|山彦ばね工業]]　御中　　貴見積[[?mitsumori_bango|M-0417]]により
[[?hinmei|圧縮ばね　SUS　φ8]]　　[[suuryou|1,500]]個　×　[[tanka|42]]　＝　[[goukei_zeinuki|63,000]]円（税別）
納期　[[nouki|6月20日]]　　納入場所　[[nounyuu_basho|第二工場]]
担当　[[tantou|荒木]]
""")
