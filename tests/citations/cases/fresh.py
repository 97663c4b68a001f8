"""Documents of kinds and languages unlike those of the other sets, marked before the mapping was run on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from pydantic import BaseModel

from tests.citations.cases.entry import make
from tests.citations.evaluation.case import Case


class Payment(Enum):
    CARD = "card"
    CASH = "cash"
    TRANSFER = "transfer"


class Result(Enum):
    PASS = "pass"
    FAIL = "fail"


class Guest(BaseModel):
    night: date
    what: str
    amount: Decimal


class Probe(BaseModel):
    parameter: str
    value: Decimal
    limit: Decimal | None
    unit: str


class Reading(BaseModel):
    meter: str
    previous: int
    current: int
    used: int


class Task(BaseModel):
    who: str
    what: str
    by: date | None


class Part(BaseModel):
    sku: str
    name: str
    qty: int
    total: Decimal


class Subject(BaseModel):
    name: str
    mark: str
    absences: int


class Post(BaseModel):
    poste: str
    quantite: Decimal
    prix: Decimal


class Player(BaseModel):
    name: str
    points: Decimal
    rating: int


_DOCUMENTS: list[tuple[str, str, object, list[str]]] = [
    (
        "hotel-folio",
        "totals",
        make(
            guest="Ms Ottilie Farr",
            room="214",
            arrival=date(2026, 3, 6),
            departure=date(2026, 3, 8),
            charges=[
                Guest(night=date(2026, 3, 6), what="Room and breakfast", amount=Decimal("118.00")),
                Guest(night=date(2026, 3, 7), what="Room and breakfast", amount=Decimal("132.00")),
                Guest(night=date(2026, 3, 7), what="Bar", amount=Decimal("17.40")),
            ],
            city_tax=Decimal("8.00"),
            total=Decimal("275.40"),
            deposit_paid=Decimal("100.00"),
            balance_due=Decimal("175.40"),
            paid_by=Payment.CARD,
        ),
        [
            (
                "THE HARBOUR LIGHT HOTEL            Folio 88120\n{{guest|Ms Ottilie Farr}}\nRoom {{room|214}}   Arr. {{arrival|6 March 2026}}   Dep. {{departure|8 March 2026}}\n\n"
                "Date     Description            Amount\n"
                "{{charges[0].night|06/03}}    {{charges[0].what|Room and breakfast}}     {{charges[0].amount|118.00}}\n"
                "{{charges[1].night|07/03}}    {{charges[1].what|Room and breakfast}}     {{charges[1].amount|132.00}}\n"
                "{{charges[2].night|07/03}}    {{charges[2].what|Bar}}                     {{charges[2].amount|17.40}}\n"
                "         City tax 2 nights       {{city_tax|8.00}}\n"
                "         Total                 {{total|275.40}}\n"
                "         Less deposit          {{deposit_paid|-100.00}}\n"
                "         To pay                {{balance_due|175.40}}\n\nSettled with {{paid_by|Visa card}} ending 3391. Thank you.\n"
            )
        ],
    ),
    (
        "water-report",
        "laboratory",
        make(
            client="Gemeinde Unterbrunn",
            sampled_on=date(2026, 2, 17),
            site="Hochbehälter Süd",
            probes=[
                Probe(parameter="Nitrat", value=Decimal("18.2"), limit=Decimal(50), unit="mg/l"),
                Probe(parameter="Chlorid", value=Decimal(31), limit=Decimal(250), unit="mg/l"),
                Probe(parameter="Eisen", value=Decimal("0.012"), limit=Decimal("0.2"), unit="mg/l"),
            ],
            ph=Decimal("7.4"),
            temperature_c=Decimal("9.8"),
            coliforms=0,
            compliant=True,
            analyst="Dr. Swantje Iversen",
        ),
        [
            (
                "Prüfbericht 26-0417\nAuftraggeber: {{client|Gemeinde Unterbrunn}}\nProbenahme am {{sampled_on|17.02.2026}}, {{site|Hochbehälter Süd}}\n\n"
                "Parameter      Ergebnis   Grenzwert   Einheit\n"
                "{{probes[0].parameter|Nitrat}}         {{probes[0].value|18,2}}       {{probes[0].limit|50}}          {{probes[0].unit|mg/l}}\n"
                "{{probes[1].parameter|Chlorid}}        {{probes[1].value|31}}         {{probes[1].limit|250}}         {{probes[1].unit|mg/l}}\n"
                "{{probes[2].parameter|Eisen}}          {{probes[2].value|0,012}}      {{probes[2].limit|0,2}}         {{probes[2].unit|mg/l}}\n\n"
                "pH-Wert {{ph|7,4}} bei {{temperature_c|9,8 °C}}. {{coliforms|Coliforme Bakterien: 0}} in 100 ml.\n"
                "{{compliant|Die Probe entspricht den Anforderungen der Trinkwasserverordnung.}}\n\n{{analyst|Dr. Swantje Iversen}}, Laborleitung\n"
            )
        ],
    ),
    (
        "nebenkosten",
        "totals",
        make(
            mieter="Familie Roggenkamp",
            zeitraum_von=date(2025, 1, 1),
            zeitraum_bis=date(2025, 12, 31),
            heizkosten=Decimal("812.45"),
            wasser=Decimal("301.10"),
            muell=Decimal("118.80"),
            summe=Decimal("1232.35"),
            vorauszahlungen=Decimal("1320.00"),
            guthaben=Decimal("87.65"),
            wohnflaeche_m2=Decimal("74.5"),
        ),
        [
            (
                "Betriebskostenabrechnung\n{{mieter|Familie Roggenkamp}}, 2. OG links, {{wohnflaeche_m2|74,5 m²}}\nAbrechnungszeitraum {{zeitraum_von|01.01.2025}} – {{zeitraum_bis|31.12.2025}}\n\n"
                "Heizung und Warmwasser        {{heizkosten|812,45 €}}\nWasser/Abwasser               {{wasser|301,10 €}}\nMüllabfuhr                    {{muell|118,80 €}}\n"
                "Summe Ihrer Kosten          {{summe|1.232,35 €}}\nabzüglich Vorauszahlungen   {{vorauszahlungen|1.320,00 €}}\nGuthaben zu Ihren Gunsten      {{guthaben|87,65 €}}\n"
                "Das Guthaben wird binnen 30 Tagen überwiesen.\n"
            )
        ],
    ),
    (
        "gym-contract",
        "contracts",
        make(
            member="Ruben Achterberg",
            club="Forge Fitness Ltd",
            start=date(2026, 1, 15),
            minimum_months=12,
            monthly_fee=Decimal("34.99"),
            joining_fee=Decimal("20.00"),
            notice_days=30,
            auto_renews=True,
            freeze_allowed=True,
            guests_allowed=False,
            governing_law="England and Wales",
        ),
        [
            (
                'MEMBERSHIP AGREEMENT between {{club|Forge Fitness Ltd}} ("the Club") and {{member|Ruben Achterberg}} ("you").\n\n'
                "1. Membership begins on {{start|15 January 2026}} and runs for at least {{minimum_months|a year}}.\n"
                "2. You pay {{monthly_fee|£34.99}} each month and once {{joining_fee|£20}} on joining.\n"
                "3. {{auto_renews|After that time it renews from month to month}} until either of us gives {{notice_days|30 days'}} notice.\n"
                "4. {{freeze_allowed|You may freeze your membership}} for up to three months in a year.\n"
                "5. {{guests_allowed|Guests are not admitted.}}\n6. The law of {{governing_law|England and Wales}} applies.\n"
            )
        ],
    ),
    (
        "pta-minutes",
        "minutes",
        make(
            held_on=date(2026, 4, 21),
            start=time(19, 15),
            chair="Wilma Oduya",
            present=11,
            apologies=["Tom Petrie", "Grace Lunn"],
            balance=Decimal("2318.06"),
            fete_date=date(2026, 6, 20),
            stall_price=Decimal(15),
            motion_carried=True,
            votes_for=8,
            votes_against=2,
            tasks=[
                Task(who="Ines", what="book the bouncy castle", by=date(2026, 5, 5)),
                Task(who="Harold", what="ask the bakery for prizes", by=None),
            ],
        ),
        [
            (
                "Langley Road PTA - minutes of {{held_on|21 April 2026}}, {{start|7.15 pm}}, school hall\n\nIn the chair: {{chair|Wilma Oduya}}. {{present|Eleven}} present. Apologies: {{apologies[0]|Tom Petrie}}, {{apologies[1]|Grace Lunn}}.\n\n"
                "Treasurer: we hold {{balance|£2,318.06}} after the quiz (last year 1,990).\n\nSummer fete: fixed for {{fete_date|Saturday 20 June}}. Stalls {{stall_price|£15}} each, up from 12.\n\n"
                "Proposal to buy a second gazebo: {{motion_carried|carried}}, {{votes_for|8}} for, {{votes_against|2}} against, one abstained.\n\n"
                "Actions\n- {{tasks[0].who|Ines}} to {{tasks[0].what|book the bouncy castle}} by {{tasks[0].by|5 May}}\n- {{tasks[1].who|Harold}} to {{tasks[1].what|ask the bakery for prizes}}\n"
            )
        ],
    ),
    (
        "moving-thread",
        "threads",
        make(
            customer="Lena Quist",
            company="Two Oaks Removals",
            quote=Decimal(640),
            moving_date=date(2026, 5, 14),
            arrival=time(8, 30),
            boxes=45,
            piano=False,
            insurance_included=True,
            deposit_percent=20,
        ),
        [
            (
                "From: {{company|Two Oaks Removals}} <office@twooaks.example>\nTo: {{customer|Lena Quist}}\nDate: Mon, 4 May 2026\nSubject: Re: Re: your move\n\n"
                "Dear Lena,\nthat works: we will come on {{moving_date|Thursday the 14th}} instead of the 13th, at {{arrival|half past eight}}. With {{boxes|45 boxes}} rather than 30 the price is now {{quote|£640}} (it was 580). "
                "{{insurance_included|Insurance is included}}. We ask for {{deposit_percent|20%}} in advance.\n\n"
                "> Hi, could we make it a day later? And I counted again, it is {{boxes|45 boxes}}. {{piano|We no longer have a piano.}}\n> Lena\n"
            )
        ],
    ),
    (
        "waybill-ocr",
        "scans",
        make(
            waybill_no="4471",
            day=date(1931, 10, 3),
            consignor="J. Pringle & Sons",
            consignee="Galashiels Mill Co.",
            station_from="Leith",
            station_to="Galashiels",
            bales=16,
            weight_cwt=48,
            charge_pounds=Decimal("3.15"),
        ),
        [
            (
                "L. N. E. R.   WAY BlLL No. {{waybill_no|447l}}\nDate {{day|3rd Oct. l93l}}\nFrorn {{station_from|Leith}}  to {{station_to|GaIashieIs}}\nConsignor  {{consignor|J. PringIe & Sons}}\n"
                "Consignee  {{consignee|GaIashieIs MiII Co.}}\n{{bales|l6}} baIes wooI   weight {{weight_cwt|48 cwt}}\nCharge £{{charge_pounds|3.l5}}   paid\n"
            )
        ],
    ),
    (
        "stock-pages",
        "tables",
        make(
            warehouse="Depot 3, Ghent",
            counted_on=date(2026, 1, 31),
            parts=[
                Part(sku="HX-100", name="Hex key set", qty=40, total=Decimal("180.00")),
                Part(sku="HX-220", name="Torque wrench", qty=6, total=Decimal("414.00")),
                Part(sku="LB-007", name="Lamp bracket", qty=125, total=Decimal("312.50")),
                Part(sku="LB-019", name="Lamp bracket, long", qty=40, total=Decimal("130.00")),
            ],
            lines=4,
            grand_total=Decimal("1036.50"),
            counted_by="S. Maes",
        ),
        [
            (
                "STOCK LIST   {{warehouse|Depot 3, Ghent}}   {{counted_on|31/01/2026}}   page 1\nArticle   Description          Pieces   Value\n"
                "{{parts[0].sku|HX-100}}    {{parts[0].name|Hex key set}}          {{parts[0].qty|40}}       {{parts[0].total|180.00}}\n{{parts[1].sku|HX-220}}    {{parts[1].name|Torque wrench}}        {{parts[1].qty|6}}        {{parts[1].total|414.00}}\n"
                "carried forward                         594.00\n\fSTOCK LIST   Depot 3, Ghent   page 2\nbrought forward                         594.00\n"
                "{{parts[2].sku|LB-007}}    {{parts[2].name|Lamp bracket}}         {{parts[2].qty|125}}      {{parts[2].total|312.50}}\n{{parts[3].sku|LB-019}}    {{parts[3].name|Lamp bracket, long}}   {{parts[3].qty|40}}       {{parts[3].total|130.00}}\n"
                "{{lines|4 lines}}     Total value          {{grand_total|1,036.50}}\nCounted: {{counted_by|S. Maes}}\n"
            )
        ],
    ),
    (
        "meter-csv",
        "csv",
        make(
            readings=[
                Reading(meter="M-71", previous=10402, current=10790, used=388),
                Reading(meter="M-72", previous=2211, current=2230, used=19),
                Reading(meter="M-73", previous=55870, current=57013, used=1143),
            ],
            total_used=1550,
            read_on=date(2026, 2, 28),
        ),
        [
            (
                "# read {{read_on|2026-02-28}} by KB\nid;old;new;diff\n{{readings[0].meter|M-71}};{{readings[0].previous|10402}};{{readings[0].current|10790}};{{readings[0].used|388}}\n"
                "{{readings[1].meter|M-72}};{{readings[1].previous|2211}};{{readings[1].current|2230}};{{readings[1].used|19}}\n{{readings[2].meter|M-73}};{{readings[2].previous|55870}};{{readings[2].current|57013}};{{readings[2].used|1143}}\nsum;;;{{total_used|1550}}\n"
            )
        ],
    ),
    (
        "devis-plombier",
        "totals",
        make(
            artisan="Plomberie Castel",
            client="Mme Hortense Vidal",
            numero="D-2026-031",
            date_devis=date(2026, 3, 9),
            postes=[
                Post(poste="Remplacement du ballon 200 l", quantite=Decimal(1), prix=Decimal("890.00")),
                Post(poste="Raccords et joints", quantite=Decimal(1), prix=Decimal("64.00")),
                Post(poste="Main d'œuvre", quantite=Decimal(6), prix=Decimal("288.00")),
            ],
            total_ht=Decimal("1242.00"),
            tva_percent=Decimal(10),
            montant_tva=Decimal("124.20"),
            total_ttc=Decimal("1366.20"),
            acompte=Decimal("409.86"),
            validite_jours=60,
            enlevement_inclus=True,
        ),
        [
            (
                "{{artisan|Plomberie Castel}}\nDevis n° {{numero|D-2026-031}} du {{date_devis|9 mars 2026}}\nPour : {{client|Mme Hortense Vidal}}\n\n"
                "Désignation                       Qté    Montant HT\n{{postes[0].poste|Remplacement du ballon 200 l}}      {{postes[0].quantite|1}}      {{postes[0].prix|890,00}}\n{{postes[1].poste|Raccords et joints}}                {{postes[1].quantite|1}}      {{postes[1].prix|64,00}}\n{{postes[2].poste|Main d'œuvre}} (heures)             {{postes[2].quantite|6}}      {{postes[2].prix|288,00}}\n\n"
                "Total HT          {{total_ht|1 242,00 €}}\nTVA {{tva_percent|10 %}}          {{montant_tva|124,20 €}}\nTotal TTC         {{total_ttc|1 366,20 €}}\n\nAcompte de 30 % à la commande : {{acompte|409,86 €}}. Devis valable {{validite_jours|deux mois}}. {{enlevement_inclus|L'enlèvement de l'ancien appareil est compris.}}\n"
            )
        ],
    ),
    (
        "bail-meuble",
        "contracts",
        make(
            bailleur="Mme Yvette Lacaze",
            locataire="M. Idriss Benali",
            adresse="12 rue des Tanneurs, 31000 Toulouse",
            surface_m2=Decimal(31),
            debut=date(2026, 9, 1),
            duree_mois=12,
            loyer=Decimal(560),
            charges=Decimal(45),
            depot_garantie=Decimal(1120),
            animaux_autorises=False,
            sous_location_autorisee=False,
        ),
        [
            (
                "CONTRAT DE LOCATION MEUBLÉE\nEntre {{bailleur|Mme Yvette Lacaze}}, bailleresse, et {{locataire|M. Idriss Benali}}, locataire.\n\n"
                "Article 1. Le logement, {{adresse|12 rue des Tanneurs, 31000 Toulouse}}, a une surface de {{surface_m2|31 m²}}.\nArticle 2. Le bail prend effet le {{debut|1er septembre 2026}} pour {{duree_mois|un an}}.\n"
                "Article 3. Le loyer est de {{loyer|560 euros}} par mois, plus {{charges|45 euros}} de charges. Le locataire verse un dépôt de garantie de {{depot_garantie|1 120 euros}}.\n"
                "Article 4. {{animaux_autorises|Les animaux ne sont pas admis.}} {{sous_location_autorisee|La sous-location est interdite}} sauf accord écrit.\n"
            )
        ],
    ),
    (
        "acta-vecinos",
        "minutes",
        make(
            comunidad="Calle Olmo 14",
            fecha=date(2026, 2, 3),
            presidenta="Doña Remedios Galán",
            asistentes=9,
            presupuesto=Decimal(18400),
            cuota_mensual=Decimal("62.50"),
            obra_aprobada=True,
            votos_a_favor=7,
            votos_en_contra=2,
            empresa="Reformas Tajo S.L.",
            inicio_obra=date(2026, 5, 4),
        ),
        [
            (
                "ACTA de la junta de la comunidad de {{comunidad|Calle Olmo 14}}, {{fecha|3 de febrero de 2026}}\nPreside {{presidenta|doña Remedios Galán}}. Asisten {{asistentes|nueve}} propietarios.\n\n"
                "1. Se presenta el presupuesto de 2026: {{presupuesto|18.400 €}}. La cuota pasa de 58 a {{cuota_mensual|62,50 €}} al mes.\n"
                "2. {{obra_aprobada|Se aprueba la obra}} de la cubierta por {{votos_a_favor|siete}} votos a favor y {{votos_en_contra|dos}} en contra. La hará {{empresa|Reformas Tajo S.L.}} y empezará el {{inicio_obra|4 de mayo}}.\n"
            )
        ],
    ),
    (
        "factura-taller",
        "totals",
        make(
            taller="Talleres Moncayo",
            matricula="4417 KLD",
            kilometros=128450,
            mano_de_obra=Decimal("135.00"),
            piezas=Decimal("212.30"),
            base_imponible=Decimal("347.30"),
            iva_percent=21,
            iva=Decimal("72.93"),
            total=Decimal("420.23"),
            garantia_meses=3,
            forma_pago="transferencia",
        ),
        [
            "{{taller|Talleres Moncayo}}   Factura 26/118\nVehículo {{matricula|4417-KLD}}   km {{kilometros|128.450}}\n\nMano de obra 3 h x 45      {{mano_de_obra|135,00}}\nPiezas                     {{piezas|212,30}}\nBase imponible             {{base_imponible|347,30}}\nIVA {{iva_percent|21 %}}                   {{iva|72,93}}\nTOTAL EUR                  {{total|420,23}}\n\nGarantía de la reparación: {{garantia_meses|3 meses}} o 2.000 km. Pago por {{forma_pago|transferencia}}.\n"
        ],
    ),
    (
        "seikyusho",
        "japanese",
        make(
            invoice_no="INV-0932",
            issued=date(2026, 3, 31),
            customer="株式会社みなと印刷",
            subtotal=150000,
            tax=15000,
            total=165000,
            due=date(2026, 4, 30),
            bank="あおば銀行",
        ),
        [
            "請求書\n請求番号：{{invoice_no|INV-0932}}　発行日：{{issued|2026年3月31日}}\n{{customer|株式会社みなと印刷}}　御中\n\nデザイン料　　150,000円\n小計　　{{subtotal|150,000円}}\n消費税（10%）　{{tax|15,000円}}\n合計　　{{total|165,000円}}\n\nお支払期限：{{due|2026年4月30日}}\n振込先：{{bank|あおば銀行}}　本店　普通　1234567\n"
        ],
    ),
    (
        "gijiroku",
        "japanese",
        make(
            date=date(2026, 6, 5),
            attendees=6,
            chair="村上",
            next_meeting=date(2026, 6, 19),
            budget=480000,
            decision="新しい看板を発注する",
        ),
        [
            "商店会　議事録\n日時：{{date|令和8年6月5日}}　19時より\n出席：{{attendees|6名}}　司会：{{chair|村上}}\n\n決定事項：{{decision|新しい看板を発注する}}。予算は{{budget|48万円}}以内。\n次回：{{next_meeting|6月19日}}　場所は同じ\n"
        ],
    ),
    (
        "report-card",
        "tables",
        make(
            pupil="Noor van Dijk",
            form="8B",
            term="Spring 2026",
            subjects=[
                Subject(name="Mathematics", mark="B+", absences=2),
                Subject(name="History", mark="A-", absences=0),
                Subject(name="Biology", mark="C", absences=5),
            ],
            days_absent=7,
            conduct="good",
            promoted=True,
            tutor="Mr Ellery Stroud",
        ),
        [
            (
                "SCHOOL REPORT  {{term|Spring 2026}}\nName: {{pupil|Noor van Dijk}}    Form: {{form|8B}}\n\n| Subject | Mark | Lessons missed |\n|---|---|---|\n| {{subjects[0].name|Mathematics}} | {{subjects[0].mark|B+}} | {{subjects[0].absences|2}} |\n| {{subjects[1].name|History}} | {{subjects[1].mark|A-}} | {{subjects[1].absences|0}} |\n| {{subjects[2].name|Biology}} | {{subjects[2].mark|C}} | {{subjects[2].absences|5}} |\n\n"
                "Days absent in all: {{days_absent|7}}. Conduct: {{conduct|good}}. {{promoted|Noor moves up to year 9.}}\nTutor: {{tutor|Mr E. Stroud}}\n"
            )
        ],
    ),
    (
        "vet-visit",
        "prose",
        make(
            animal="Biscuit",
            species="rabbit",
            owner="Theo Lindgren",
            age_years=4,
            weight_kg=Decimal("2.1"),
            temperature_c=Decimal("38.9"),
            diagnosis="molar spurs",
            drug="meloxicam",
            dose_mg=Decimal("0.6"),
            days=5,
            vaccinated=True,
            recheck=date(2026, 3, 24),
            fee=Decimal("86.50"),
            result=Result.PASS,
        ),
        [
            (
                "Seen 10 March 2026. {{animal|Biscuit}}, a neutered {{species|rabbit}} of {{age_years|four years}}, brought in by {{owner|Theo Lindgren}} because he has eaten little since Sunday. "
                "Weighs {{weight_kg|2.1 kg}} (2.3 in January), temp {{temperature_c|38.9}}. {{diagnosis|Molar spurs}} on both sides, filed under sedation without trouble. {{vaccinated|Vaccinations are up to date.}} "
                "Sent home with {{drug|meloxicam}} {{dose_mg|0.6 mg}} twice a day for {{days|five days}}. Recheck in {{recheck|a fortnight}}. Invoice {{fee|£86.50}}.\n"
            )
        ],
    ),
    (
        "chess",
        "tables",
        make(
            event="Open de Brno",
            rounds=7,
            winner="Petra Vlková",
            players=[
                Player(name="Petra Vlková", points=Decimal("6.5"), rating=2314),
                Player(name="Ivo Sand", points=Decimal("5.5"), rating=2287),
                Player(name="Lars Tveit", points=Decimal(5), rating=2301),
            ],
            prize_eur=400,
        ),
        [
            "{{event|Open de Brno}} - final table after {{rounds|7}} rounds\n\nRk  Name            Rtg    Pts\n1   {{players[0].name,winner|Petra Vlková}}    {{players[0].rating|2314}}   {{players[0].points|6½}}\n2   {{players[1].name|Ivo Sand}}        {{players[1].rating|2287}}   {{players[1].points|5½}}\n3   {{players[2].name|Lars Tveit}}      {{players[2].rating|2301}}   {{players[2].points|5}}\n\nFirst prize: {{prize_eur|EUR 400}}\n"
        ],
    ),
    (
        "kuendigung",
        "letters",
        make(
            absender="Birte Hansen",
            empfaenger="Stadtwerke Eckernförde",
            vertragsnummer="SW-330-9912",
            datum=date(2026, 7, 2),
            kuendigung_zum=date(2026, 9, 30),
            zaehlerstand=48211,
            bestaetigung_erbeten=True,
            einzug_widerrufen=True,
        ),
        [
            (
                "{{absender|Birte Hansen}}\nAm Ort 3\n24340 Eckernförde\n\nAn die\n{{empfaenger|Stadtwerke Eckernförde}}\n\n{{datum|2. Juli 2026}}\n\nKündigung, Vertrag {{vertragsnummer|SW-330-9912}}\n\nSehr geehrte Damen und Herren,\n\nhiermit kündige ich den Vertrag zum {{kuendigung_zum|30.09.2026}}. Der Zähler steht heute auf {{zaehlerstand|48 211}}. "
                "{{bestaetigung_erbeten|Bitte bestätigen Sie mir den Eingang.}} {{einzug_widerrufen|Die Einzugsermächtigung widerrufe ich.}}\n\nMit freundlichen Grüßen\nBirte Hansen\n"
            )
        ],
    ),
    (
        "parking-fine",
        "letters",
        make(
            notice_no="PCN 90418823",
            vehicle="LT22 ZXO",
            contravention_at=datetime(2026, 4, 11, 14, 42),
            location="Market Street",
            charge=Decimal(70),
            reduced_charge=Decimal(35),
            reduced_until=date(2026, 4, 25),
            officer="C117",
            paid=False,
            appeal_days=28,
        ),
        [
            (
                "PENALTY CHARGE NOTICE {{notice_no|PCN 90418823}}\nVehicle {{vehicle|LT22 ZXO}} was seen in {{location|Market Street}} on {{contravention_at|11/04/2026 at 14:42}} by officer {{officer|C117}}.\n\n"
                "The charge is {{charge|£70}}. If you pay by {{reduced_until|25 April 2026}} we accept {{reduced_charge|£35}}. You have {{appeal_days|28 days}} to appeal. {{paid|We have not received payment.}}\n"
            )
        ],
    ),
]


def cases() -> Iterator[Case]:
    """Give the documents, each with a reply without citations."""
    for number, (name, kind, parsed, documents) in enumerate(_DOCUMENTS):
        yield Case(name, f"fresh: {kind}", parsed, documents, "openai", number)
