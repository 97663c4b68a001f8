"""Pages in HTML, and notes in Markdown."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u106-html-event-page", "html", "en", "markup", M("Event", name=S, organiser=S, venue=S, city=S, date=date, doors=time, start=time, price_advance=D, price_door=D, currency=S, age_limit=I, sold_out=B, support_act=S, capacity=O[I], wheelchair_spaces=B, country=S, end=time), {"name": "The Hollow Kites", "organiser": "Lantern Promotions", "venue": "Granary Hall", "city": "Galway", "date": "2026-02-14", "doors": "19:00:00", "start": "20:00:00", "price_advance": "22", "price_door": "26", "currency": "EUR", "age_limit": 16, "sold_out": False, "support_act": "Una Breen", "capacity": None, "wheelchair_spaces": True, "country": "Ireland", "end": "23:00:00"},
"""<article itemscope itemtype="https://schema.org/MusicEvent">
  <h1 itemprop="name">[[name|The Hollow Kites]]</h1>
  <p>+ [[support_act|Una Breen]]</p>
  <p><span itemprop="location">[[venue|Granary Hall]]</span>, [[city|Galway]] &ndash; <time itemprop="startDate" content="[[?date|2026-02-14]]">[[date|Sat 14 Feb 2026]]</time></p>
  <dl>
    <dt>Doors</dt><dd>[[doors|7pm]]</dd><dt>On stage</dt><dd>[[start|8pm]]</dd>
    <dt>Tickets</dt><dd>[[currency|&euro;]][[price_advance|22]] in advance, [[price_door|26]] on the night. Booking fee 1.50.</dd>
    <dt>Ages</dt><dd>[[age_limit|16+]] (under 18s with an adult)</dd>
  </dl>
  <a class="btn" href="/buy/4417">[[sold_out|A few tickets left]]</a>
  <p><img alt="" src="/i/wheel.svg"> [[wheelchair_spaces|Wheelchair spaces]] can be booked by phone.</p>
  <!-- old: Fri 13 Feb, doors 7.30, SOLD OUT -->
  <p class="small">Presented by [[organiser|Lantern Promotions]]. Also coming: Dry Harbour, 21 Feb, &euro;18.</p>
</article>
""")
case("u108-html-fiche-randonnee", "html", "fr", "markup", M("Rando", nom=S, depart=S, distance_km=D, denivele_m=I, duree=S, difficulte=E_("Diff", "facile", "moyenne", "difficile"), altitude_max_m=I, altitude_min_m=I, balisage=S, chiens_admis=B, boucle=B, mise_a_jour=date, note_moyenne=D, nombre_avis=I, parking_payant=B, departement=S, vitesse_moyenne=D), {"nom": "Les crêtes de Courmette", "depart": "parking du Caire", "distance_km": "12.4", "denivele_m": 760, "duree": "4 h 45", "difficulte": "moyenne", "altitude_max_m": 1248, "altitude_min_m": 630, "balisage": "jaune", "chiens_admis": False, "boucle": True, "mise_a_jour": "2025-04-18", "note_moyenne": "4.3", "nombre_avis": 86, "parking_payant": False, "departement": "Alpes-Maritimes", "vitesse_moyenne": "2.6"},
"""<section id="fiche">
<h2>[[nom|Les crêtes de Courmette]]</h2>
<ul class="infos">
<li title="distance">[[distance_km|12,4&nbsp;km]]</li><li title="D+">+ [[denivele_m|760&nbsp;m]]</li><li title="temps">[[duree|4&nbsp;h&nbsp;45]]</li>
<li class="niv niv-2">Niveau&nbsp;: [[difficulte|intermédiaire]]</li><li>[[boucle|Circuit en boucle]]</li>
<li>Alt. [[altitude_min_m|630]] / [[altitude_max_m|1&#8239;248]] m</li></ul>
<p>Départ du [[depart|parking du Caire]] ([[parking_payant|gratuit]], 25 places). Suivre le balisage [[balisage|jaune]] ; la variante rouge ajoute 3,1 km et 210 m.</p>
<p class="alerte">Réserve : [[chiens_admis|chiens interdits même en laisse]].</p>
<div class="avis">★ [[note_moyenne|4,3]]/5 – [[nombre_avis|86 avis]]</div>
<small>Fiche créée le 2/9/2019, modifiée le [[mise_a_jour|18/4/2025]] par jp06</small></section>
""")
case("u110-html-job-status-mail", "html", "en", "markup", M("Deploy", build=S, branch=S, commit=S, status=E_("Status", "success", "failure", "cancelled"), author=S, started=datetime, duration_seconds=I, tests_passed=I, tests_failed=I, tests_skipped=I, failed_test=S, coverage_percent=D, coverage_change=D, environment=S, tests_total=I, runner_os=O[S]), {"build": "#2207", "branch": "fix/rounding", "commit": "9f3ac01", "status": "failure", "author": "Saskia Venn", "started": "2025-05-21T16:40:12", "duration_seconds": 372, "tests_passed": 1480, "tests_failed": 1, "tests_skipped": 12, "failed_test": "test_half_even", "coverage_percent": "87.2", "coverage_change": "-0.3", "environment": "staging", "tests_total": 1493, "runner_os": None},
"""<html><body style="font:14px sans-serif">
<h3 style="color:#c00">Build [[build|#2207]] [[status|broke]]</h3>
<p>[[author|Saskia Venn]] pushed <code>[[commit|9f3ac01]]</code> to <code>[[branch|fix/rounding]]</code>, target [[environment|staging]]</p>
<table border=1><tr><td>Started<td>[[started|2025-05-21 16:40:12]]<tr><td>Took<td>[[duration_seconds|6 min 12 s]]
<tr><td>Passed<td>[[tests_passed|1,480]]<tr><td>Failed<td>[[tests_failed|1]]<tr><td>Skipped<td>[[tests_skipped|12]]
<tr><td>Coverage<td>[[coverage_percent|87.2&nbsp;%]] (<span style="color:red">[[coverage_change|&minus;0.3]]</span>)</table>
<pre>FAILED tests/money.py::[[failed_test|test_half_even]] - AssertionError: 2.35 != 2.34</pre>
<p>Last green: #2203 (main, 2025-05-20, 5 min 58 s)</p></body></html>
""")
case("u112-html-ficha-libro", "html", "es", "markup", M("Libro", titulo=S, subtitulo=O[S], autora=S, traductor=S, editorial=S, isbn=S, paginas=I, precio=D, precio_ebook=D, fecha_publicacion=date, encuadernacion=E_("Enc", "tapa dura", "rústica"), edad_desde=I, disponible=B, edicion=I, idioma_original=S, genero=S), {"titulo": "La casa de las mareas", "subtitulo": None, "autora": "Ilsabet Morn", "traductor": "Gonzalo Iriarte", "editorial": "Ediciones del Faro", "isbn": "978-84-0000-441-7", "paginas": 312, "precio": "19.90", "precio_ebook": "9.99", "fecha_publicacion": "2025-03-10", "encuadernacion": "rústica", "edad_desde": 14, "disponible": True, "edicion": 2, "idioma_original": "sueco", "genero": "novela juvenil"},
"""<div class="ficha"><h1>[[titulo|La casa de las mareas]]</h1>
<p class="autor">[[autora|Ilsabet Morn]]</p><p>Traducción del [[idioma_original|sueco]]: [[traductor|Gonzalo Iriarte]]</p>
<span class="precio">[[precio|19,90]]&nbsp;&euro;</span> <span class="old">21,50&nbsp;&euro;</span> <span>eBook [[precio_ebook|9,99]]&nbsp;&euro;</span>
<p class="stock ok">[[disponible|En stock, recíbelo mañana]]</p>
<table><tr><td>Editorial<td>[[editorial|Ediciones del Faro]]<tr><td>ISBN<td>[[isbn|978-84-0000-441-7]]<tr><td>ISBN eBook<td>978-84-0000-442-4
<tr><td>Páginas<td>[[paginas|312]]<tr><td>Formato<td>[[encuadernacion|Tapa blanda]], 14 x 21 cm<tr><td>Publicado<td>[[fecha_publicacion|10/03/2025]] ([[edicion|2.ª]] ed.; 1.ª: 12/11/2024)
<tr><td>Edad<td>a partir de [[edad_desde|14]] años</table></div>
""")
case("u114-changelog-library", "markdown", "en", "markdown", M("Log", releases=list[M("Rel", version=S, date=date, breaking=B, added=list[S], fixed_issues=list[I])], yanked=list[S], project=S, semver=B, unreleased_items=I, python_dropped=S, author=S, days_between_releases=I), {"releases": [{"version": "3.0.0", "date": "2025-04-01", "breaking": True, "added": ["async client"], "fixed_issues": [412, 417]}, {"version": "2.9.1", "date": "2024-12-19", "breaking": False, "added": [], "fixed_issues": [398]}], "yanked": ["2.9.0"], "project": "parcelsort", "semver": True, "unreleased_items": 2, "python_dropped": "3.8", "author": "Dagny Holt", "days_between_releases": 103},
"""# Changelog of [[project|parcelsort]]
We follow [[semver|semantic versioning]].

## Unreleased
- faster zone lookup
- docs in Polish

## [[releases[0].version|3.0.0]] - [[releases[0].date|2025-04-01]] (no joke)
### Changed
- **[[releases[0].breaking|BREAKING]]**: `sort()` returns a list; Python [[python_dropped|3.8]] is no longer supported
### Added
- [[releases[0].added[0]|async client]]
### Fixed
- #[[releases[0].fixed_issues[0]|412]] wrong depot for islands, #[[releases[0].fixed_issues[1]|417]] crash on empty input

## [[releases[1].version|2.9.1]] - [[releases[1].date|2024-12-19]]
- fixes #[[releases[1].fixed_issues[0]|398]]

## ~~[[yanked[0]|2.9.0]]~~ - 2024-12-18 YANKED, broken wheel
""")
case("u116-notizen-bierbrauen", "markdown", "de", "markdown", M("Sud", name=S, stil=S, braudatum=date, stammwuerze_plato=D, restextrakt=D, alkohol_vol=D, ausschlag_liter=I, bittere_ibu=I, hefe=S, gaertemperatur=I, hopfen=list[M("H", sorte=S, gramm=I, minute=I)], abgefuellt=date, flaschen=I, infiziert=B, kalorien=I, kosten_pro_liter=D), {"name": "Sud 31 – Kellerwicht", "stil": "Kellerbier", "braudatum": "2025-01-11", "stammwuerze_plato": "12.1", "restextrakt": "3.0", "alkohol_vol": "4.9", "ausschlag_liter": 21, "bittere_ibu": 28, "hefe": "W-34/70", "gaertemperatur": 11, "hopfen": [{"sorte": "Perle", "gramm": 20, "minute": 70}, {"sorte": "Tettnanger", "gramm": 15, "minute": 10}], "abgefuellt": "2025-01-25", "flaschen": 40, "infiziert": False, "kalorien": 42, "kosten_pro_liter": "1.10"},
"""## [[name|Sud 31 – „Kellerwicht“]]

* Stil: [[stil|Kellerbier]]   (Sud 30 war ein Weizen)
* gebraut **[[braudatum|11.1.25]]**, abgefüllt **[[abgefuellt|25.1.]]**
* Ausschlag [[ausschlag_liter|21 l]], geplant 23
* Stammwürze [[stammwuerze_plato|12,1 °P]], Rest [[restextrakt|3,0]] → [[alkohol_vol|4,9 %]] vol
* Bittere ca. [[bittere_ibu|28]] IBU

| Hopfen | g | min |
|---|---:|---:|
| [[hopfen[0].sorte|Perle]] | [[hopfen[0].gramm|20]] | [[hopfen[0].minute|70]] |
| [[hopfen[1].sorte|Tettnanger]] | [[hopfen[1].gramm|15]] | [[hopfen[1].minute|10]] |

Hefe [[hefe|W-34/70]] bei [[gaertemperatur|11 °C]], nach 9 Tagen auf 15 °C.
[[flaschen|Zwei Kästen]] à 20 Flaschen. Schmeckt [[infiziert|sauber]], leicht brotig.
""")
case("u118-adr-document", "markdown", "en", "markdown", M("Adr", number=I, title=S, status=Literal["proposed", "accepted", "superseded", "rejected"], decided_on=date, deciders=list[S], supersedes=I, chosen_option=S, rejected_options=list[S], review_on=date, cost_per_month=D, previous_cost_per_month=D, reversible=B, risk=O[S], savings_percent=D), {"number": 23, "title": "Keep audit events in object storage", "status": "accepted", "decided_on": "2025-03-04", "deciders": ["lena", "obi"], "supersedes": 11, "chosen_option": "object storage with a daily index", "rejected_options": ["a second database", "a hosted log service"], "review_on": "2026-03-04", "cost_per_month": "85", "previous_cost_per_month": "610", "reversible": True, "risk": None, "savings_percent": "86"},
"""# ADR [[number|23]]. [[title|Keep audit events in object storage]]

Status: ~~proposed (2025-02-20)~~ **[[status|agreed]]**, [[decided_on|2025-03-04]], by [[deciders[0]|lena]] and [[deciders[1]|obi]]
Replaces ADR [[supersedes|11]]; see also 17.

## Context
Events are 40 GB a month and are read twice a year. The database costs us about [[previous_cost_per_month|$610]] a month for this alone.

## Options
1. [[rejected_options[0]|A second database]]
2. [[chosen_option|Object storage with a daily index]]  ← **this one**, roughly [[cost_per_month|$85]] a month
3. [[rejected_options[1]|A hosted log service]] ($340)

## Consequences
Queries take minutes. [[reversible|We can go back]] by replaying the files. Look at this again [[review_on|in a year's time]].
""")
case("u120-guia-viaje-md", "markdown", "es", "markdown", M("Guia", ciudad=S, dias=I, presupuesto=D, alojamiento=S, noches=I, precio_noche=D, visitas=list[M("V", lugar=S, dia=I, precio=D, reserva_necesaria=B)], transporte=S, abono_precio=D, mejor_mes=S, vacunas=O[S], moneda=S, total_alojamiento=D), {"ciudad": "Lisboa", "dias": 3, "presupuesto": "420", "alojamiento": "Pensão Aurora", "noches": 2, "precio_noche": "68", "visitas": [{"lugar": "Museo del Azulejo", "dia": 1, "precio": "10", "reserva_necesaria": False}, {"lugar": "Castillo", "dia": 2, "precio": "15", "reserva_necesaria": True}, {"lugar": "Elevador de Santa Justa", "dia": 3, "precio": "6", "reserva_necesaria": False}], "transporte": "tranvía 28", "abono_precio": "6.80", "mejor_mes": "mayo", "vacunas": None, "moneda": "EUR", "total_alojamiento": "136"},
"""# [[ciudad|Lisboa]] en [[dias|tres]] días, con [[presupuesto|420]] [[moneda|€]] por persona

Fuimos en octubre, pero el mejor mes es [[mejor_mes|mayo]].

## Dormir
[[alojamiento|Pensão Aurora]], [[noches|dos noches]], [[precio_noche|68]] por noche (en agosto, 95).

## Ver
- **Día [[visitas[0].dia|1]]** [[visitas[0].lugar|Museo del Azulejo]], [[visitas[0].precio|10]], [[visitas[0].reserva_necesaria|sin reserva]]
- **Día [[visitas[1].dia|2]]** [[visitas[1].lugar|Castillo]], [[visitas[1].precio|15]] – ¡[[visitas[1].reserva_necesaria|reservad antes]]!
- **Día [[visitas[2].dia|3]]** [[visitas[2].lugar|Elevador de Santa Justa]], [[visitas[2].precio|6]], [[visitas[2].reserva_necesaria|se paga al subir]]

## Moverse
Con el [[transporte|tranvía 28]]; el abono de un día cuesta [[abono_precio|6,80]].
""")
