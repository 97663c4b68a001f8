"""Pages in HTML, and notes in Markdown."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u105-html-order-confirmation", "html", "en", "markup", M("Order", order_id=S, ordered_on=date, ship_to=S, items=list[M("It", title=S, variant=O[S], qty=I, price=D)], subtotal=D, shipping=D, discount=D, total=D, estimated_delivery=date, carrier=S, gift_wrap=B, voucher_code=S, vat_included=D, loyalty_tier=S), {"order_id": "MB-7741-22", "ordered_on": "2025-11-28", "ship_to": "Ngozi Eze, 5 Harp Lane, Leeds LS6 4QT", "items": [{"title": "Merino beanie", "variant": "moss", "qty": 2, "price": "24.00"}, {"title": "Bike bell", "variant": None, "qty": 1, "price": "11.50"}], "subtotal": "59.50", "shipping": "3.95", "discount": "5.95", "total": "57.50", "estimated_delivery": "2025-12-03", "carrier": "Parcelhawk", "gift_wrap": False, "voucher_code": "FROST10", "vat_included": "9.58", "loyalty_tier": "Silver"},
"""<!DOCTYPE html>
<html lang="en"><head><title>Order [[order_id|MB-7741-22]] | Moss &amp; Bell</title>
<style>.t td{padding:5px 59.5px}</style></head>
<body>
<p>Thanks! We got your order on <time datetime="[[ordered_on|2025-11-28]]T19:02">[[ordered_on|28 November]]</time>.</p>
<table class="t">
<tr><th>Item</th><th>Qty</th><th>Each</th></tr>
<tr><td>[[items[0].title|Merino beanie]]<br><small>Colour: [[items[0].variant|moss]]</small></td><td>[[items[0].qty|2]]</td><td>&pound;[[items[0].price|24.00]]</td></tr>
<tr><td>[[items[1].title|Bike bell]]</td><td>[[items[1].qty|1]]</td><td><s>&pound;14.00</s> &pound;[[items[1].price|11.50]]</td></tr>
<tr><td colspan="2">Items</td><td>&pound;[[subtotal|59.50]]</td></tr>
<tr><td colspan="2">Voucher [[voucher_code|FROST10]]</td><td>&minus;&pound;[[discount|5.95]]</td></tr>
<tr><td colspan="2">Tracked delivery ([[carrier|Parcelhawk]])</td><td>&pound;[[shipping|3.95]]</td></tr>
<tr><td colspan="2"><b>To pay</b> (incl. &pound;[[vat_included|9.58]] VAT)</td><td><b>&pound;[[total|57.50]]</b></td></tr>
</table>
<p>Going to: [[ship_to|Ngozi Eze, 5 Harp Lane, Leeds LS6&nbsp;4QT]]. Expect it by [[estimated_delivery|Wed 3 Dec]].
[[gift_wrap|No gift wrap was chosen.]]</p>
<footer>&copy; 2025 Moss &amp; Bell Ltd, 12 Calls, Leeds. Free delivery over &pound;75.</footer>
</body></html>
""")
case("u107-html-impressum", "html", "de", "markup", M("Impressum", firma=S, rechtsform=S, geschaeftsfuehrerin=S, strasse=S, plz=S, ort=S, telefon=S, email=S, registergericht=S, registernummer=S, ust_id=S, verantwortlich=S, aufsichtsbehoerde=O[S], schlichtung_teilnahme=B, gruendungsjahr=I, bundesland=S), {"firma": "Kerzenwerk Lausitz GmbH", "rechtsform": "GmbH", "geschaeftsfuehrerin": "Swantje Noack", "strasse": "Tuchmacherallee 3", "plz": "03149", "ort": "Forst", "telefon": "+49 3562 004417", "email": "post@kerzenwerk.example", "registergericht": "Amtsgericht Cottbus", "registernummer": "HRB 40917", "ust_id": "DE000441770", "verantwortlich": "Milan Kubitz", "aufsichtsbehoerde": None, "schlichtung_teilnahme": False, "gruendungsjahr": 2011, "bundesland": "Brandenburg"},
"""<main><h1>Impressum</h1>
<p><strong>[[firma|Kerzenwerk Lausitz [[rechtsform|GmbH]]]]</strong><br/>[[strasse|Tuchmacherallee&nbsp;3]]<br/>[[plz|03149]] [[ort|Forst]] (Lausitz)</p>
<p>Tel.: <a href="tel:[[telefon|+493562004417]]">[[telefon|(03562) 00 44 17]]</a> &middot; Fax: -18<br/>
E-Mail: [[email|post&#64;kerzenwerk.example]]</p>
<p>Vertreten durch: [[geschaeftsfuehrerin|Swantje Noack]] (Prokura: Ilse Roth)<br/>
[[registernummer|HRB 40917]], [[registergericht|AG Cottbus]]<br/>USt-IdNr. [[ust_id|DE&nbsp;000&nbsp;441&nbsp;770]]</p>
<p>Verantwortlich nach &sect; 18 Abs. 2 MStV: [[verantwortlich|Milan Kubitz]], Anschrift wie oben</p>
<p>Wir sind zur Teilnahme an einem Streitbeilegungsverfahren <b>[[schlichtung_teilnahme|nicht verpflichtet und nicht bereit]]</b>.</p>
</main><footer>&copy; 2015&ndash;2025 Kerzenwerk &middot; Webdesign: Studio Spree, Berlin</footer>
""")
case("u109-html-wiki-infobox", "html", "en", "markup", M("Island", name=S, area_km2=D, highest_point=S, elevation_m=I, population=I, population_year=I, largest_settlement=S, ferry_minutes=I, discovered=I, first_lighthouse=I, language=list[S], currency=O[S], car_free=B, density_per_km2=D, timezone=S), {"name": "Skerrow", "area_km2": "11.7", "highest_point": "Cnoc an Fhithich", "elevation_m": 214, "population": 163, "population_year": 2021, "largest_settlement": "Port Lorne", "ferry_minutes": 55, "discovered": 1263, "first_lighthouse": 1854, "language": ["English", "Gaelic"], "currency": None, "car_free": False, "density_per_km2": "13.9", "timezone": "GMT"},
"""<table class="infobox"><caption>[[name|Skerrow]]</caption>
<tr><th>Area</th><td>[[area_km2|11.7]]&nbsp;km<sup>2</sup> (4.5&nbsp;sq&nbsp;mi)</td></tr>
<tr><th>Highest</th><td>[[highest_point|Cnoc an Fhithich]], [[elevation_m|214&nbsp;m]] (702&nbsp;ft)</td></tr>
<tr><th>Population</th><td>[[population|163]] ([[population_year|2021]])<sup>[2]</sup></td></tr>
<tr><th>Languages</th><td>[[language[0]|English]], [[language[1]|Gaelic]]</td></tr></table>
<p>[[?name|Skerrow]] is first named in a charter of [[discovered|1263]]. In 1841 it had 612 people; by 2011 there were 158. Most live in <b>[[largest_settlement|Port Lorne]]</b>,
where the ferry comes in ([[ferry_minutes|55 minutes]], twice a week in winter). The [[first_lighthouse|1854]] lighthouse burnt down in 1889 and was
replaced by the present one in 1892. There are six miles of road and [[car_free|some forty cars]].</p>
""")
case("u111-html-shohin-page", "html", "ja", "markup", M("Shohin", shohinmei=S, maker=S, kakaku=I, teika=I, souryou=I, zaiko=B, omosa_g=I, youryou_ml=I, iro=list[S], point=I, hyouka=D, review_suu=I, hosho_nen=I, shokusenki=B, genzaikoku=S, waribiki_percent=I), {"shohinmei": "真空断熱タンブラー", "maker": "ツバメ金物", "kakaku": 2480, "teika": 3300, "souryou": 0, "zaiko": True, "omosa_g": 210, "youryou_ml": 420, "iro": ["藍", "白"], "point": 24, "hyouka": "4.6", "review_suu": 132, "hosho_nen": 1, "shokusenki": False, "genzaikoku": "日本", "waribiki_percent": 25},
"""<div id="item"><h1>[[shohinmei|真空断熱タンブラー]]　TB-441</h1>
<p>メーカー：<a href="/m/88">[[maker|ツバメ金物]]</a></p>
<p class="price"><del>[[teika|3,300円]]</del> <b>[[kakaku|2,480円]]</b>（税込）[[souryou|送料無料]]　[[point|24]]ポイント</p>
<p class="stock">[[zaiko|在庫あり]]　お一人様2点まで</p>
<ul><li>容量：[[youryou_ml|420ml]]（満水時460ml）</li><li>重さ：約[[omosa_g|210g]]</li><li>色：[[iro[0]|藍]]／[[iro[1]|白]]</li>
<li>食洗機：[[shokusenki|×]]</li><li>保証：[[hosho_nen|1年]]</li></ul>
<p>★[[hyouka|4.6]]（[[review_suu|132件]]のレビュー）</p><p>よく一緒に買われる商品：ステンレスストロー 580円</p></div>
""")
case("u113-readme-cli", "markdown", "en", "markdown", M("Tool", name=S, version=S, license=S, min_python=S, install_command=S, default_port=I, config_file=S, options=list[M("Opt", flag=S, default=O[S], meaning=S)], maintainers=list[S], deprecated=B, windows_supported=B, last_release=date, stars=I, telemetry=B), {"name": "tidepool", "version": "2.4.0", "license": "MIT", "min_python": "3.10", "install_command": "pipx install tidepool", "default_port": 8417, "config_file": "tidepool.toml", "options": [{"flag": "--interval", "default": "30", "meaning": "seconds between polls"}, {"flag": "--station", "default": None, "meaning": "station id"}, {"flag": "--units", "default": "metric", "meaning": "metric or imperial"}], "maintainers": ["Inge Aalto", "R. Mbatha"], "deprecated": False, "windows_supported": False, "last_release": "2025-02-02", "stars": 1200, "telemetry": False},
"""# [[name|tidepool]]

![ci](https://ci.example/tidepool.svg) Latest: **[[version|2.4.0]]** ([[last_release|2 Feb 2025]]) · licence [[license|MIT]]

Fetches tide tables and serves them on your LAN. Needs Python [[min_python|3.10]] or newer (1.x ran on 3.7).

```sh
[[install_command|pipx install [[?name|tidepool]]]]
tidepool serve        # http://localhost:[[default_port|8417]]
```

| option | default | |
|---|---|---|
| `[[options[0].flag|--interval]]` | [[options[0].default|30]] | [[options[0].meaning|seconds between polls]] |
| `[[options[1].flag|--station]]` | – | [[options[1].meaning|station id]] |
| `[[options[2].flag|--units]]` | [[options[2].default|metric]] | [[options[2].meaning|`metric` or `imperial`]] |

Settings are read from `[[config_file|tidepool.toml]]`; `tidepool.ini` is no longer looked at since 2.0.

**Platforms**: Linux, macOS. [[windows_supported|Windows is not supported]], try WSL. [[telemetry|We collect nothing.]]

Maintained by [[maintainers[0]|Inge Aalto]] and [[maintainers[1]|R. Mbatha]]; started by Per Lund in 2018. [[deprecated|Actively developed]].
""")
case("u115-notizen-projekt", "markdown", "fr", "markdown", M("Projet", nom=S, cheffe_de_projet=S, debut=date, livraison=date, livraison_initiale=date, budget_jours=I, consomme_jours=I, taches=list[M("T", intitule=S, responsable=S, fait=B)], risque_principal=S, client=S, prochain_point=datetime, avancement_percent=I, jours_restants=I), {"nom": "Refonte billetterie", "cheffe_de_projet": "Léa Quentin", "debut": "2025-01-06", "livraison": "2025-06-20", "livraison_initiale": "2025-05-30", "budget_jours": 140, "consomme_jours": 96, "taches": [{"intitule": "maquettes mobile", "responsable": "Sacha", "fait": True}, {"intitule": "reprise des abonnés", "responsable": "Odile", "fait": False}, {"intitule": "tests de charge", "responsable": "Sacha", "fait": False}], "risque_principal": "le prestataire de paiement change d'API en mai", "client": "Théâtre du Pont-Neuf", "prochain_point": "2025-04-14T09:30:00", "avancement_percent": 70, "jours_restants": 44},
"""# [[nom|Refonte billetterie]] – suivi au 7 avril 2025

*Client* : [[client|Théâtre du Pont-Neuf]] — *CP* : [[cheffe_de_projet|Léa Quentin]]

| | |
|---|---|
| Démarrage | [[debut|6 janvier]] |
| Livraison | ~~[[livraison_initiale|30 mai]]~~ → **[[livraison|20 juin]]** |
| Charge | [[consomme_jours|96]] j consommés / [[budget_jours|140]] j |
| Avancement | [[avancement_percent|70 %]] |

## À faire
- [[taches[0].fait|[x]]] [[taches[0].intitule|maquettes mobile]] (@[[taches[0].responsable|Sacha]])
- [[taches[1].fait|[ ]]] [[taches[1].intitule|reprise des abonnés]] (@[[taches[1].responsable|Odile]]) – 4 312 fiches
- [[taches[2].fait|[ ]]] [[taches[2].intitule|tests de charge]] (@[[taches[2].responsable|Sacha]])

> Risque n° 1 : [[risque_principal|le prestataire de paiement change d'API en mai]]. Risque n° 2 : congés.

Prochain point [[prochain_point|lundi 14 à 9 h 30]].
""")
case("u117-meeting-notes-md", "markdown", "en", "markdown", M("Study", project=S, participants=I, sessions=list[M("Se", participant=S, date=date, device=E_("Dev", "phone", "tablet", "desktop"), completed=B, minutes=I)], success_rate_percent=I, top_problem=S, sus_score=O[D], researcher=S, incentive=D, next_round=S, average_minutes=D), {"project": "Checkout v3", "participants": 4, "sessions": [{"participant": "P1", "date": "2025-09-02", "device": "phone", "completed": True, "minutes": 6}, {"participant": "P2", "date": "2025-09-02", "device": "desktop", "completed": True, "minutes": 4}, {"participant": "P3", "date": "2025-09-03", "device": "tablet", "completed": False, "minutes": 11}, {"participant": "P4", "date": "2025-09-03", "device": "phone", "completed": True, "minutes": 7}], "success_rate_percent": 75, "top_problem": "postcode field rejects spaces", "sus_score": None, "researcher": "Tamsin Vale", "incentive": "40", "next_round": "October", "average_minutes": "7"},
"""# [[project|Checkout v3]]: usability round 2

Moderator **[[researcher|Tamsin Vale]]**, [[participants|four]] people (round 1: six), voucher of [[incentive|£40]] each

| who | day | device | finished? | min |
|-----|-----|--------|-----------|-----|
| [[sessions[0].participant|P1]] | [[sessions[1].date|[[sessions[0].date|2 Sep 25]]]] | [[sessions[0].device|iPhone]] | [[sessions[0].completed|✔]] | [[sessions[0].minutes|6]] |
| [[sessions[1].participant|P2]] | [[sessions[1].date|"]] | [[sessions[1].device|laptop]] | [[sessions[1].completed|✔]] | [[sessions[1].minutes|4]] |
| [[sessions[2].participant|P3]] | [[sessions[3].date|[[sessions[2].date|3 Sep 25]]]] | [[sessions[2].device|iPad]] | [[sessions[2].completed|✘ gave up]] | [[sessions[2].minutes|11]] |
| [[sessions[3].participant|P4]] | [[sessions[3].date|"]] | [[sessions[3].device|Pixel]] | [[sessions[3].completed|✔]] | [[sessions[3].minutes|7]] |

## What hurt
1. **[[top_problem|Postcode field rejects spaces]]** (all [[?participants|four]])
2. "Continue" hidden behind the keyboard (P1, P4)

[[success_rate_percent|Three of four]] got through. Next round in [[next_round|October]], with the new form.
""")
case("u119-kaihatsu-memo", "markdown", "ja", "markdown", M("Memo", ken=S, tantou=S, kijitsu=date, yuusendo=E_("Y", "高", "中", "低"), kousuu_nichi=D, kankei=list[S], joutai=E_("J", "未着手", "作業中", "完了"), gen_in=S, saigen=B, version=S, houkokusha=S, eikyou_ken=I, kaishuu_hi=O[date], kousuu_jikan=D), {"ken": "CSV出力で文字化けする", "tantou": "桐生", "kijitsu": "2025-10-31", "yuusendo": "高", "kousuu_nichi": "1.5", "kankei": ["帳票", "検索"], "joutai": "作業中", "gen_in": "BOMなしで出力している", "saigen": True, "version": "5.2.1", "houkokusha": "営業部 三宅", "eikyou_ken": 14, "kaishuu_hi": None, "kousuu_jikan": "12"},
"""# [[ken|CSV出力で文字化けする]]

- 報告：[[houkokusha|営業部　三宅さん]]（2025/10/20）
- 担当：**[[tantou|桐生]]**　確認：宇野
- 優先度：[[yuusendo|至急]]　状態：[[joutai|対応中]]
- 期限：~~10/24~~ [[kijitsu|10/31]]
- 見積：[[kousuu_nichi|1日半]]

## 内容
v[[version|5.2.1]]から発生。5.2.0では起きない。手元でも[[saigen|再現した]]。
原因は[[gen_in|BOMなしで出力している]]こと。問い合わせは[[eikyou_ken|14件]]。
関係する画面：[[kankei[0]|帳票]]、[[kankei[1]|検索]]
""")
