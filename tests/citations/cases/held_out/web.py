"""Pages of the web, JSON, XML, YAML, tables and code, held out."""

# fmt: off
from tests.citations.cases.held_out._collected import case
from tests.citations.cases.outsiders.common import *

case("d002-html-invoice-split", "invoice", "en", "html", M("Inv", invoice_no=S, net=D, vat=D, total=D, due=date, lines=list[M("L", item=S, qty=I, amount=D)]), {"invoice_no": "HX-2041", "net": "335.13", "vat": "67.03", "total": "402.16", "due": "2025-03-14", "lines": [{"item": "Hosting, basic", "qty": 3, "amount": "135.13"}, {"item": "Domain transfer", "qty": 2, "amount": "200.00"}]},
"""<table id="head"><tr><th>Invoice</th><td>[[invoice_no|HX-<wbr>2041]]</td></tr><tr><th>Payable by</th><td>[[due|14<sup>th</sup> March 2025]]</td></tr></table>
<table class="items">
<thead><tr><th>Item</th><th>Qty</th><th>Amount (&pound;)</th></tr></thead>
<tr><td>[[lines[0].item|Hosting, <em>basic</em>]]</td><td>[[lines[0].qty|3]]</td><td>[[lines[0].amount|<b>135</b>.13]]</td></tr>
<tr><td>[[lines[1].item|Domain transfer]]</td><td>[[lines[1].qty|2]]</td><td>[[lines[1].amount|<b>200</b>.00]]</td></tr>
</table>
<p>Net: [[net|&pound;<b>335</b>.13]]<br>VAT 20&#37;: [[vat|&pound;<b>67</b>.03]]<br>Total due: [[total|&pound;<b>402</b>.16]]</p>""")
case("d004-html-form-state", "form", "en", "html", M("Prefs", username=S, country=S, newsletter=B, two_factor=B, plan=Literal["free", "team", "enterprise"], seats=I), {"username": "r.okafor", "country": "Netherlands", "newsletter": False, "two_factor": True, "plan": "team", "seats": 12},
"""<form method="post" action="/settings?v=12">
<label for="u">Username</label><input id="u" name="username" type="text" value="[[username|r.okafor]]" maxlength="64">
<label>Country <select name="country"><option value="BE">Belgium</option><option value="NL" selected>[[country|Netherlands]]</option></select></label>
[[newsletter|<label><input type="checkbox" name="newsletter"> Newsletter</label>]]
[[two_factor|<label><input type="checkbox" name="two_factor" checked> Two-factor sign-in</label>]]
<fieldset><legend>Plan</legend><label><input type="radio" name="plan" value="free"> Free</label>
<label><input type="radio" name="plan" value="[[plan|team]]" checked> Team</label>
<label><input type="radio" name="plan" value="enterprise"> Enterprise</label></fieldset>
<label>Seats <input name="seats" type="number" min="1" max="500" value="[[seats|12]]"></label></form>""")
case("d006-html-jobad", "listing", "en", "html", M("Job", title=S, employer=S, salary_min=I, salary_max=I, remote=B, closes=date, visa_sponsorship=B, hours_per_week=F), {"title": "Senior Data Engineer (f/m/d)", "employer": "Kestrel Rail Ltd", "salary_min": 62000, "salary_max": 74000, "remote": True, "closes": "2025-11-30", "visa_sponsorship": False, "hours_per_week": 37.5},
"""<article><h1>[[title|Senior Data Engineer <small>(f/m/d)</small>]]</h1>
<p>at <a href="https://kestrelrail.example/jobs/62000">[[employer|Kestrel Rail Ltd]]</a></p>
<dl><dt>Salary</dt><dd>&pound;[[salary_min|62,000]] &ndash; &pound;[[salary_max|74,000]]</dd>
<dt>Hours</dt><dd>[[hours_per_week|37&frac12;]] per week</dd>
<dt>Closing date</dt><dd><time datetime="[[closes|2025-11-30]]">[[closes|30 November]]</time></dd></dl>
<p>This role is <em>[[remote|fully remote]]</em>. [[visa_sponsorship|We are unable to sponsor visas]] for this position.</p></article>""")
case("d008-json-minified", "report", "en", "json", M("Sensor", device=S, firmware=S, battery_percent=I, online=B, temperature_c=F, humidity_percent=I, last_seen=datetime), {"device": "greenhouse-7", "firmware": "2.14.0", "battery_percent": 71, "online": True, "temperature_c": 23.4, "humidity_percent": 58, "last_seen": "2025-06-30T23:59:12Z"},
"""{"device":{"id":"[[device|greenhouse-7]]","fw":"[[firmware|2.14.0]]","bat":[[battery_percent|71]],[[online|"online":true]]},"readings":{"temp":{"v":[[temperature_c|23.4]],"u":"C"},"hum":{"v":[[humidity_percent|58]],"u":"%"}},"seq":71234,"ts":"[[last_seen|2025-06-30T23:59:12Z]]"}""")
case("d010-xml-ubl", "invoice", "de", "xml", M("Ubl", invoice_number=S, issue_date=date, seller=S, buyer=S, tax_amount=D, payable=D, currency=S), {"invoice_number": "R-2025/0091", "issue_date": "2025-01-31", "seller": "Gerätebau Öhm GmbH", "buyer": "Stadtwerke Lahr", "tax_amount": "190.00", "payable": "1190.00", "currency": "EUR"},
"""<Invoice xmlns:cbc="urn:cbc" xmlns:cac="urn:cac">
<cbc:ID>[[invoice_number|R-2025/0091]]</cbc:ID><cbc:IssueDate>[[issue_date|2025-01-31]]</cbc:IssueDate>
<cbc:DueDate>2025-02-28</cbc:DueDate><cbc:DocumentCurrencyCode>[[currency|EUR]]</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cbc:Name>[[seller|Ger&#xE4;tebau &#xD6;hm GmbH]]</cbc:Name></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cbc:Name>[[buyer|Stadtwerke Lahr]]</cbc:Name></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="[[currency|EUR]]">[[tax_amount|190.00]]</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="[[currency|EUR]]">1000.00</cbc:LineExtensionAmount>
<cbc:PayableAmount currencyID="[[currency|EUR]]">[[payable|1190.00]]</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>""")
case("d012-ini-config", "config", "en", "ini", M("Conf", host=S, port=I, timeout_seconds=I, max_connections=I, tls=B, read_only=B, log_level=Literal["DEBUG", "INFO", "WARNING"]), {"host": "db-3.internal.example", "port": 5433, "timeout_seconds": 90, "max_connections": 200, "tls": True, "read_only": False, "log_level": "WARNING"},
"""[database]
host = [[host|db-3.internal.example]]
port = [[port|5433]]        ; was 5432
timeout = [[timeout_seconds|1m30s]]
pool_max = [[max_connections|200]]
[[tls|sslmode = require]]
[[read_only|readonly = off]]

[logging]
level = [[log_level|warn]]
rotate = 5
""")
case("d014-markdown-readme", "docs", "en", "markdown", M("Pkg", package=S, version=S, python_min=S, license=S, maintainer=S, supports_windows=B, async_supported=B, downloads_per_month=I), {"package": "tidewater", "version": "0.9.2", "python_min": "3.10", "license": "BSD-3-Clause", "maintainer": "Ines Corrales", "supports_windows": False, "async_supported": True, "downloads_per_month": 41000},
"""# [[package|tidewater]]

![version](https://img.example/badge/version-[[version|0.9.2]]-blue) ![dl](https://img.example/badge/downloads-[[downloads_per_month|41k/month]]-green)

* Requires **Python ≥ [[python_min|3.10]]**
* [x] [[async_supported|`async`/`await` API]]
* [[supports_windows|Linux and macOS only; Windows is not supported]]

## License
[[license|BSD-3-Clause]]. Maintained by [@icorrales](https://x.example/u) ([[maintainer|Ines Corrales]]) since 0.3.
""")
case("d016-csv-semicolon-de", "report", "de", "csv", M("Lager", artikel=list[M("A", artikelnummer=S, bezeichnung=S, bestand=I, einkaufspreis=D, mindestbestand=I)]), {"artikel": [{"artikelnummer": "00412", "bezeichnung": "Sechskantschraube M8", "bestand": 1200, "einkaufspreis": "0.12", "mindestbestand": 500}, {"artikelnummer": "00413", "bezeichnung": "Sechskantmutter M8", "bestand": 500, "einkaufspreis": "0.08", "mindestbestand": 500}, {"artikelnummer": "00420", "bezeichnung": "Unterlegscheibe 8,4", "bestand": 0, "einkaufspreis": "0.03", "mindestbestand": 250}]},
"""ArtNr;Bezeichnung;Bestand;EK;Min;Lagerplatz
[[artikel[0].artikelnummer|00412]];[[artikel[0].bezeichnung|Sechskantschraube M8]];[[artikel[0].bestand|1.200]];[[artikel[0].einkaufspreis|0,12]];[[artikel[0].mindestbestand|500]];A-12
[[artikel[1].artikelnummer|00413]];[[artikel[1].bezeichnung|Sechskantmutter M8]];[[artikel[1].bestand|500]];[[artikel[1].einkaufspreis|0,08]];[[artikel[1].mindestbestand|500]];A-12
[[artikel[2].artikelnummer|00420]];[[artikel[2].bezeichnung|Unterlegscheibe 8,4]];[[artikel[2].bestand|0]];[[artikel[2].einkaufspreis|0,03]];[[artikel[2].mindestbestand|250]];A-03
""")
case("d018-ics-calendar", "event", "en", "ics", M("Ev", title=S, start=datetime, end=datetime, location=S, organizer_email=S, attendees=list[S], duration_minutes=I, all_day=B), {"title": "Budget review Q3", "start": "2025-09-12T14:00:00Z", "end": "2025-09-12T15:30:00Z", "location": "Room 4.12, Elm House", "organizer_email": "fin@corp.example", "attendees": ["Noor Haddad", "Ted Lasko"], "duration_minutes": 90, "all_day": False},
"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:9012-90@corp.example
DTSTART:[[start|20250912T140000Z]]
DTEND:[[end|20250912T153000Z]]
SUMMARY:[[title|Budget review Q3]]
LOCATION:[[location|Room 4.12\\, Elm House]]
ORGANIZER:mailto:[[organizer_email|fin@corp.example]]
ATTENDEE;CN=[[attendees[0]|Noor Haddad]];RSVP=TRUE:mailto:noor@corp.example
ATTENDEE;CN=[[attendees[1]|Ted Lasko]];RSVP=TRUE:mailto:ted@corp.example
END:VEVENT
END:VCALENDAR""")
case("d020-sql-dump", "code", "en", "sql", M("Staff", employees=list[M("E", id=I, name=S, salary=D, hired=date, manager_id=O[I])]), {"employees": [{"id": 1, "name": "Ada O'Neil", "salary": "98000.00", "hired": "2019-05-01", "manager_id": None}, {"id": 2, "name": "Bob Kim", "salary": "61000.00", "hired": "2021-11-15", "manager_id": 1}, {"id": 3, "name": "Cem Aydın", "salary": "61000.00", "hired": "2021-11-15", "manager_id": 1}]},
"""CREATE TABLE employees (id INT PRIMARY KEY, name VARCHAR(80), salary DECIMAL(10,2), hired DATE, manager_id INT);
INSERT INTO employees VALUES
 ([[employees[0].id|1]], '[[employees[0].name|Ada O''Neil]]', [[employees[0].salary|98000.00]], '[[employees[0].hired|2019-05-01]]', NULL),
 ([[employees[1].id|2]], '[[employees[1].name|Bob Kim]]', [[employees[1].salary|61000.00]], '[[employees[1].hired|2021-11-15]]', [[employees[1].manager_id|1]]),
 ([[employees[2].id|3]], '[[employees[2].name|Cem Aydın]]', [[employees[2].salary|61000.00]], '[[employees[2].hired|2021-11-15]]', [[employees[2].manager_id|1]]);
""")
case("d022-access-log", "log", "en", "log", M("Err", requests=list[M("Rq", ip=S, time=time, method=S, path=S, status=I, bytes=I)]), {"requests": [{"ip": "203.0.113.9", "time": "06:25:01", "method": "GET", "path": "/index.html", "status": 200, "bytes": 5120}, {"ip": "203.0.113.9", "time": "06:25:04", "method": "POST", "path": "/login", "status": 401, "bytes": 200}, {"ip": "198.51.100.23", "time": "06:26:40", "method": "GET", "path": "/index.html", "status": 200, "bytes": 5120}]},
"""[[requests[0].ip|203.0.113.9]] - - [12/May/2025:[[requests[0].time|06:25:01]] +0000] "[[requests[0].method|GET]] [[requests[0].path|/index.html]] HTTP/1.1" [[requests[0].status|200]] [[requests[0].bytes|5120]] "-" "curl/8.1"
[[requests[1].ip|203.0.113.9]] - - [12/May/2025:[[requests[1].time|06:25:04]] +0000] "[[requests[1].method|POST]] [[requests[1].path|/login]] HTTP/1.1" [[requests[1].status|401]] [[requests[1].bytes|200]] "-" "curl/8.1"
[[requests[2].ip|198.51.100.23]] - - [12/May/2025:[[requests[2].time|06:26:40]] +0000] "[[requests[2].method|GET]] [[requests[2].path|/index.html]] HTTP/1.1" [[requests[2].status|200]] [[requests[2].bytes|5120]] "-" "Mozilla/5.0"
""")
case("d024-html-timetable", "timetable", "fr", "html", M("Bus", line=S, direction=S, stops=list[M("St", stop=S, departs=list[time])]), {"line": "C6", "direction": "Hermeland", "stops": [{"stop": "Commerce", "departs": ["07:05:00", "07:25:00"]}, {"stop": "Médiathèque", "departs": ["07:08:00", "07:28:00"]}, {"stop": "Chantiers Navals", "departs": ["07:12:00", "07:32:00"]}]},
"""<h3>Ligne [[line|C6]] &rarr; [[direction|Hermeland]]</h3><table><tbody>
<tr><td>[[stops[0].stop|Commerce]]</td><td>[[stops[0].departs[0]|7h05]]</td><td>[[stops[0].departs[1]|7h25]]</td></tr>
<tr><td>[[stops[1].stop|M&eacute;diath&egrave;que]]</td><td>[[stops[1].departs[0]|7h08]]</td><td>[[stops[1].departs[1]|7h28]]</td></tr>
<tr><td>[[stops[2].stop|Chantiers Navals]]</td><td>[[stops[2].departs[0]|7h12]]</td><td>[[stops[2].departs[1]|7h32]]</td></tr>
</tbody></table>""")
