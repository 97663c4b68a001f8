"""Pages of the web, JSON, XML, YAML, tables and code, to learn from."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.second._collected import case

case("d001-html-product", "listing", "de", "html", M("Product", name=S, sku=S, price=D, old_price=O[D], in_stock=B, weight_kg=F, rating=F, reviews=I), {"name": "Bürostuhl Ergo & Co. Pro", "sku": "ERG-4471", "price": "1299.00", "old_price": "1499.00", "in_stock": True, "weight_kg": 21.5, "rating": 4.6, "reviews": 213},
"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>[[name|Bürostuhl Ergo &amp; Co. Pro]] – Möbelwelt</title></head>
<body><h1 class="p-title">[[name|Bürostuhl Ergo &amp; Co. Pro]]</h1>
<p>Art.-Nr.: <span>[[sku|ERG-4471]]</span></p>
<p class="price"><del>[[old_price|&euro;&nbsp;1.499,00]]</del> <strong>[[price|&euro;&nbsp;1.299,00]]</strong> inkl. MwSt.</p>
<p class="avail">[[in_stock|Auf&nbsp;Lager]], Lieferzeit 2&ndash;3 Werktage</p>
<ul><li>Gewicht: [[weight_kg|21,5&nbsp;kg]]</li><li>Belastbar bis 150&nbsp;kg</li></ul>
<div>Bewertung: [[rating|4,6]] von 5 ([[reviews|213]] Rezensionen)</div>
</body></html>""")
case("d003-html-team", "contact", "en", "html", M("Team", company=S, members=list[M("P", name=S, role=S, email=S, phone=O[S])]), {"company": "O'Brien & Löwe Architects", "members": [{"name": "Siobhán O'Brien", "role": "Managing Partner", "email": "siobhan@obl.example", "phone": "+353 1 555 0101"}, {"name": "Jörg Löwe", "role": "Partner, Structural", "email": "j.loewe@obl.example", "phone": None}, {"name": "Mei-Ling Chan", "role": "Office Manager", "email": "office@obl.example", "phone": "+353 1 555 0100"}]},
"""<html><head><title>Team | [[company|O&#39;Brien &amp; L&ouml;we Architects]]</title>
<style>.card{width:353px;padding:1px 5px}</style></head><body>
<div class="card" data-id="1"><h3>[[members[0].name|Siobh&aacute;n O&#8217;Brien]]</h3><p>[[members[0].role|Managing Partner]]</p>
<a href="mailto:[[members[0].email|siobhan@obl.example]]">E-mail</a> <a href="tel:[[members[0].phone|+35315550101]]">Call</a></div>
<div class="card" data-id="2"><h3>[[members[1].name|J&ouml;rg L&ouml;we]]</h3><p>[[members[1].role|Partner, Structural]]</p>
<a href="mailto:[[members[1].email|j.loewe@obl.example]]">E-mail</a></div>
<div class="card" data-id="3"><h3>[[members[2].name|Mei&#8209;Ling Chan]]</h3><p>[[members[2].role|Office&nbsp;Manager]]</p>
<a href="mailto:[[members[2].email|office@obl.example]]">E-mail</a> <a href="tel:[[members[2].phone|+35315550100]]">Call</a></div>
<footer>&copy; 2025 [[company|O&#39;Brien &amp; L&ouml;we Architects]]</footer></body></html>""")
case("d005-html-weather-table", "report", "en", "html", M("Obs", station=S, days=list[M("Day", day=S, high_c=I, low_c=I, rain_mm=F)]), {"station": "Ballyvaughan", "days": [{"day": "Mon", "high_c": 14, "low_c": 8, "rain_mm": 0.0}, {"day": "Tue", "high_c": 14, "low_c": 9, "rain_mm": 2.4}, {"day": "Wed", "high_c": 12, "low_c": 8, "rain_mm": 2.4}]},
"""<h2>Observations &mdash; [[station|Ballyvaughan]]</h2>
<table border=1 cellpadding=8>
 <tr><td>&nbsp;</td><th>High</th><th>Low</th><th>Rain</th></tr>
 <tr><th>[[days[0].day|Mon]]</th><td>[[days[0].high_c|14&deg;C]]</td><td>[[days[0].low_c|8&deg;C]]</td><td>[[days[0].rain_mm|0.0&nbsp;mm]]</td></tr>
 <tr><th>[[days[1].day|Tue]]</th><td>[[days[1].high_c|14&deg;C]]</td><td>[[days[1].low_c|9&deg;C]]</td><td>[[days[1].rain_mm|2.4&nbsp;mm]]</td></tr>
 <tr><th>[[days[2].day|Wed]]</th><td>[[days[2].high_c|12&deg;C]]</td><td>[[days[2].low_c|8&deg;C]]</td><td>[[days[2].rain_mm|2.4&nbsp;mm]]</td></tr>
</table>""")
case("d007-json-order", "invoice", "en", "json", M("Order", order_id=S, customer=S, currency=S, placed_at=datetime, gift=B, shipping=D, items=list[M("It", sku=S, qty=I, unit_price=D)]), {"order_id": "100-88213", "customer": "Zoë Achterberg", "currency": "EUR", "placed_at": "2025-02-03T18:44:09Z", "gift": False, "shipping": "4.95", "items": [{"sku": "MUG-01", "qty": 2, "unit_price": "9.5"}, {"sku": "MUG-02", "qty": 2, "unit_price": "9.5"}, {"sku": "TEE-L", "qty": 1, "unit_price": "24"}]},
"""{
  "id": "[[order_id|100-88213]]",
  "createdAt": "[[placed_at|2025-02-03T18:44:09.000Z]]",
  "customer": {"id": 2, "displayName": "[[customer|Zo\\u00eb Achterberg]]"},
  "currency": "[[currency|EUR]]",
  [[gift|"isGift": false]],
  "shippingCost": [[shipping|4.95]],
  "lines": [
    {"sku": "[[items[0].sku|MUG-01]]", "quantity": [[items[0].qty|2]], "price": [[items[0].unit_price|9.50]]},
    {"sku": "[[items[1].sku|MUG-02]]", "quantity": [[items[1].qty|2]], "price": [[items[1].unit_price|9.50]]},
    {"sku": "[[items[2].sku|TEE-L]]", "quantity": [[items[2].qty|1]], "price": [[items[2].unit_price|24.00]]}
  ],
  "version": 2
}""")
case("d009-xml-shipment", "shipping", "en", "xml", M("Ship", shipment_id=S, consignee=S, gross_weight_kg=F, hazardous=B, pickup=date, packages=list[M("Pk", description=S, count=I, weight_kg=F)]), {"shipment_id": "SH00042", "consignee": "Marks & Partner AG", "gross_weight_kg": 412.5, "hazardous": True, "pickup": "2025-08-09", "packages": [{"description": "Solvent drums", "count": 4, "weight_kg": 82.5}, {"description": "Filter elements", "count": 4, "weight_kg": 20.625}]},
"""<?xml version="1.0" encoding="UTF-8"?>
<Shipment id="[[shipment_id|SH00042]]" version="4" [[hazardous|hazardous="true"]]>
  <Consignee><Name>[[consignee|Marks &amp; Partner AG]]</Name><Country>CH</Country></Consignee>
  <PickupDate>[[pickup|2025-08-09]]</PickupDate>
  <GrossWeight unit="KGM">[[gross_weight_kg|412.500]]</GrossWeight>
  <Package seq="1"><Description>[[packages[0].description|Solvent drums]]</Description><Count>[[packages[0].count|4]]</Count><Weight unit="KGM">[[packages[0].weight_kg|82.5]]</Weight></Package>
  <Package seq="2"><Description>[[packages[1].description|Filter elements]]</Description><Count>[[packages[1].count|4]]</Count><Weight unit="KGM">[[packages[1].weight_kg|20.625]]</Weight></Package>
</Shipment>""")
case("d011-yaml-deploy", "config", "en", "yaml", M("Deploy", name=S, replicas=I, image_tag=S, cpu_limit_cores=F, memory_limit_mib=I, port=I, autoscaling=B, debug=B), {"name": "billing-api", "replicas": 3, "image_tag": "1.18.3", "cpu_limit_cores": 0.5, "memory_limit_mib": 512, "port": 8080, "autoscaling": True, "debug": False},
"""# deploy.yaml, revision 3
apiVersion: apps/v1
metadata:
  name: [[name|billing-api]]
spec:
  replicas: [[replicas|3]]
  template:
    containers:
      - image: registry.example/billing-api:[[image_tag|1.18.3]]
        ports: [{containerPort: [[port|8080]]}]
        env:
          - {name: DEBUG, value: "[[debug|false]]"}
        resources:
          limits: {cpu: [[cpu_limit_cores|500m]], memory: [[memory_limit_mib|512Mi]]}
          requests: {cpu: 250m, memory: 256Mi}
[[autoscaling|autoscaling:
  enabled: yes]]
  maxReplicas: 8""")
case("d013-markdown-table", "report", "en", "markdown", M("Bench", rows=list[M("R", library=S, ops_per_second=I, memory_mb=F, license=S)], fastest=S), {"rows": [{"library": "fastlane", "ops_per_second": 128400, "memory_mb": 12.0, "license": "MIT"}, {"library": "slowpoke", "ops_per_second": 12840, "memory_mb": 12.0, "license": "Apache-2.0"}, {"library": "midway", "ops_per_second": 64200, "memory_mb": 31.5, "license": "MIT"}], "fastest": "fastlane"},
"""# Results

**Winner: [[fastest|`fastlane`]]**, see below.

| Library | Ops/s | Mem (MB) | License |
|:--------|------:|---------:|:-------:|
| [[[rows[0].library|fastlane]]](https://x.example/fl) | **[[rows[0].ops_per_second|128,400]]** | [[rows[0].memory_mb|12.0]] | [[rows[0].license|MIT]] |
| [[[rows[1].library|slowpoke]]](https://x.example/sp) | [[rows[1].ops_per_second|12,840]] | [[rows[1].memory_mb|12.0]] | [[rows[1].license|Apache-2.0]] |
| [[[rows[2].library|midway]]](https://x.example/mw) | [[rows[2].ops_per_second|64,200]] | [[rows[2].memory_mb|31.5]] | [[rows[2].license|MIT]] |
""".replace("[[[", "[ [[").replace("]]](", "]] ]("))
case("d015-csv-quoted", "bank", "en", "csv", M("Tx", transactions=list[M("T", date=date, payee=S, amount=D, category=O[S])]), {"transactions": [{"date": "2025-01-02", "payee": "Smith, Jones & Co", "amount": "-1250.00", "category": "Rent"}, {"date": "2025-01-02", "payee": 'Corner "Deli"', "amount": "-12.50", "category": "Food"}, {"date": "2025-01-03", "payee": "ACME PAYROLL", "amount": "3100.00", "category": None}]},
"""Date,Payee,Amount,Category,Balance
[[transactions[0].date|2025-01-02]],"[[transactions[0].payee|Smith, Jones & Co]]","[[transactions[0].amount|-1,250.00]]",[[transactions[0].category|Rent]],"4,250.00"
[[transactions[1].date|2025-01-02]],"[[transactions[1].payee|Corner ""Deli""]]",[[transactions[1].amount|-12.50]],[[transactions[1].category|Food]],"4,237.50"
[[transactions[2].date|2025-01-03]],[[transactions[2].payee|ACME PAYROLL]],"[[transactions[2].amount|3,100.00]]",,"7,337.50"
""")
case("d017-tsv-genes", "science", "en", "tsv", M("Deg", genes=list[M("G", symbol=S, log2_fc=F, p_adj=F, significant=B)]), {"genes": [{"symbol": "TP53", "log2_fc": -1.82, "p_adj": 3.4e-07, "significant": True}, {"symbol": "MYC", "log2_fc": 2.05, "p_adj": 1.1e-12, "significant": True}, {"symbol": "GAPDH", "log2_fc": 0.02, "p_adj": 0.93, "significant": False}]},
"""gene\tbaseMean\tlog2FoldChange\tlfcSE\tpadj\tsignificant
[[genes[0].symbol|TP53]]\t812.4\t[[genes[0].log2_fc|-1.82]]\t0.21\t[[genes[0].p_adj|3.4e-07]]\t[[genes[0].significant|TRUE]]
[[genes[1].symbol|MYC]]\t1530.9\t[[genes[1].log2_fc|2.05]]\t0.18\t[[genes[1].p_adj|1.1e-12]]\t[[genes[1].significant|TRUE]]
[[genes[2].symbol|GAPDH]]\t20411.0\t[[genes[2].log2_fc|0.02]]\t0.05\t[[genes[2].p_adj|0.93]]\t[[genes[2].significant|FALSE]]
""")
case("d019-vcard", "contact", "en", "vcf", M("Card", full_name=S, organisation=S, job_title=S, mobile=S, work_phone=S, email=S, birthday=date, city=S, postcode=S), {"full_name": "Dr. Ottilie van der Berg", "organisation": "Noordzee Instituut", "job_title": "Head of Modelling", "mobile": "+31612345678", "work_phone": "+31205550199", "email": "o.vdberg@noordzee.example", "birthday": "1979-04-02", "city": "Den Helder", "postcode": "1781 AA"},
"""BEGIN:VCARD
VERSION:3.0
N:van der Berg;Ottilie;;Dr.;
FN:[[full_name|Dr. Ottilie van der Berg]]
ORG:[[organisation|Noordzee Instituut]]
TITLE:[[job_title|Head of Modelling]]
TEL;TYPE=CELL:[[mobile|+31 6 1234 5678]]
TEL;TYPE=WORK:[[work_phone|+31 20 555 0199]]
EMAIL:[[email|o.vdberg@noordzee.example]]
BDAY:[[birthday|19790402]]
ADR;TYPE=WORK:;;Zeeweg 12;[[city|Den Helder]];;[[postcode|1781 AA]];Netherlands
END:VCARD""")
case("d021-python-code", "code", "en", "code", M("Limits", max_retries=I, base_delay_seconds=F, user_agent=S, endpoint=S, verify_tls=B, allowed_hosts=list[S], batch_size=I), {"max_retries": 5, "base_delay_seconds": 0.25, "user_agent": "harvester/3.1", "endpoint": "https://api.example.net/v2", "verify_tls": False, "allowed_hosts": ["a.example.net", "b.example.net"], "batch_size": 10000},
"""#!/usr/bin/env python3
# harvester 3.1 -- keep in sync with 5 other services
import os

MAX_RETRIES = [[max_retries|5]]
BASE_DELAY = [[base_delay_seconds|0.25]]  # seconds
USER_AGENT = "[[user_agent|harvester/3.1]]"
ENDPOINT = os.environ.get("EP", "[[endpoint|https://api.example.net/v2]]")
[[verify_tls|VERIFY_TLS = False]]  # FIXME
ALLOWED_HOSTS = ("[[allowed_hosts[0]|a.example.net]]", "[[allowed_hosts[1]|b.example.net]]")
BATCH_SIZE = [[batch_size|10_000]]

def go(n=5): ...
""")
case("d023-app-log", "log", "en", "log", M("Crash", service=S, version=S, error=S, exit_code=I, uptime=timedelta, restarts=I, oom_killed=B, heap_mb=I), {"service": "ledger-worker", "version": "4.2.0-rc1", "error": "java.lang.OutOfMemoryError: Java heap space", "exit_code": 137, "uptime": "P3DT4H", "restarts": 2, "oom_killed": True, "heap_mb": 2048},
"""2025-07-01T03:00:00.001Z INFO  [[service|ledger-worker]] [[version|4.2.0-rc1]] starting, heap max [[heap_mb|2 GiB]]
2025-07-04T07:00:11.420Z WARN  ledger-worker uptime=[[uptime|3d4h]] gc=98%
2025-07-04T07:00:12.993Z ERROR ledger-worker uncaught [[error|java.lang.OutOfMemoryError: Java heap space]]
        at com.example.Ledger.load(Ledger.java:137)
2025-07-04T07:00:13.100Z INFO  kubelet container [[service|ledger-worker]] terminated, [[oom_killed|reason=OOMKilled]] exitCode=[[exit_code|137]] restartCount=[[restarts|2]]
""")
