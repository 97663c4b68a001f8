"""Long documents: an agreement, a hospital letter, minutes, a thread of mails."""

# fmt: off
from tests.citations.cases.outsiders.common import *
from tests.citations.cases.outsiders.fourth._collected import E_, case

case("u161-software-licence-agreement", "contract", "en", "long", M("Licence", licensor=S, licensee=S, agreement_date=date, effective_date=date, product=S, version=S, named_users=I, annual_fee=D, discount_percent=D, support_level=E_("Support", "standard", "premium"), response_hours=I, uptime_percent=D, term_years=I, auto_renews=B, notice_days=I, price_increase_cap_percent=D, payment_days=I, late_interest_percent=D, source_code_escrow=B, reverse_engineering_allowed=B, data_location=S, liability_cap_multiple=I, governing_law=S, licensor_address=S, licensee_registration=S, audit_allowed=B, publicity_allowed=B, total_contract_value=D, signatory_licensor=S, signatory_licensee=S, backup_hours=O[I]), {"licensor": "Quillmark Systems Ltd", "licensee": "Østerbro Havneservice A/S", "agreement_date": "2025-01-20", "effective_date": "2025-02-01", "product": "Quillmark Berth Planner", "version": "7", "named_users": 45, "annual_fee": "28800", "discount_percent": "10", "support_level": "premium", "response_hours": 4, "uptime_percent": "99.5", "term_years": 3, "auto_renews": True, "notice_days": 90, "price_increase_cap_percent": "4", "payment_days": 30, "late_interest_percent": "8", "source_code_escrow": True, "reverse_engineering_allowed": False, "data_location": "Denmark", "liability_cap_multiple": 2, "governing_law": "England and Wales", "licensor_address": "9 Customs Quay, Hull HU1 0XX", "licensee_registration": "CVR 00441770", "audit_allowed": True, "publicity_allowed": False, "total_contract_value": "86400", "signatory_licensor": "Rhiannon Fell", "signatory_licensee": "Mads Holm", "backup_hours": None},
"""SOFTWARE LICENCE AND SUPPORT AGREEMENT

Dated [[agreement_date|20 January 2025]]

BETWEEN

(1)  [[licensor|QUILLMARK SYSTEMS LTD]], registered in England under no. 0441770, whose
     office is at [[licensor_address|9 Customs Quay, Hull HU1 0XX]] (the Licensor); and

(2)  [[licensee|ØSTERBRO HAVNESERVICE A/S]], [[licensee_registration|CVR 00441770]], of Strandvænget 12,
     Copenhagen (the Licensee).

BACKGROUND

(A)  The Licensee has used version 5 of the Software since 2019 under an agreement
     for 30 named users, which expires on 31 January 2025.
(B)  The parties wish to replace that agreement.

1.   DEFINITIONS
     "Effective Date"   [[effective_date|1 February 2025]].
     "Software"         [[product|Quillmark Berth Planner]], version [[version|7]], and its updates.
     "Users"            the persons named by the Licensee from time to time, not
                        exceeding [[named_users|45]].

2.   LICENCE
2.1  The Licensor grants a non-exclusive licence for the Users from the Effective Date.
2.2  The Licensee [[reverse_engineering_allowed|shall not copy, decompile or reverse engineer the Software]] save
     as the law allows despite any contract.
2.3  The Licensor [[audit_allowed|may, once in a calendar year and on 14 days' notice, inspect]] the
     Licensee's records of Users.

3.   FEES
3.1  The annual fee is [[annual_fee|£28,800]], being the list price of £32,000 less [[discount_percent|10%]].
3.2  Invoices are payable within [[payment_days|thirty days]]. Overdue sums bear interest at
     [[late_interest_percent|8%]] a year above the base rate of the Bank of England.
3.3  From the second year the fee may be raised once a year, by no more than [[price_increase_cap_percent|4 per cent]].

4.   SUPPORT
4.1  The Licensor gives [[support_level|Gold]] support (the higher of its two levels): it answers
     a critical fault within [[response_hours|four hours]], any other within two working days.
4.2  The hosted service shall be available for [[uptime_percent|99.5%]] of each month. For each full
     hour below that the Licensee is credited with 1% of a month's fee, up to 20%.
4.3  The Licensee's data shall be kept in [[data_location|Denmark]] and nowhere else.

5.   ESCROW
     Within sixty days the Licensor [[source_code_escrow|shall deposit the source code with an escrow agent]].

6.   LIABILITY
     Neither party limits liability for death or injury. Otherwise the Licensor's
     liability in any year is limited to [[liability_cap_multiple|twice]] the annual fee.

7.   TERM
7.1  This Agreement runs for [[term_years|three years]] from the Effective Date and then [[auto_renews|renews for
     successive years]] unless either party gives [[notice_days|ninety days']] notice.
7.2  Either party may end it at once if the other is insolvent.

8.   GENERAL
8.1  [[publicity_allowed|Neither party shall use the other's name in publicity.]]
8.2  The law of [[governing_law|England and Wales]] applies.

SIGNED for the Licensor   [[signatory_licensor|Rhiannon Fell]], Managing Director
SIGNED for the Licensee   [[signatory_licensee|Mads Holm]], CFO
""")
case("u163-fil-chantier-long", "email", "fr", "long", M("Chantier", maitre_ouvrage=S, architecte=S, conducteur_travaux=S, entreprise=S, chantier=S, lot=S, date_reception=date, date_reception_initiale=date, nb_reserves=I, reserves=list[M("R", objet=S, delai=date)], retenue_percent=D, montant_marche=D, avenant=D, penalite_jour=D, penalites_appliquees=B, jours_intemperies=I, cles_remises=B, dossier_ouvrages_remis=B, telephone=S, montant_total=D, assurance_decennale=O[S], heure_reception=time, retard_jours=O[I]), {"maitre_ouvrage": "Mme Hélène Garrigue", "architecte": "Thibaud Ney", "conducteur_travaux": "Karim Belhadj", "entreprise": "Charpentes du Quercy", "chantier": "grange de Laval", "lot": "charpente-couverture", "date_reception": "2025-10-09", "date_reception_initiale": "2025-09-19", "nb_reserves": 3, "reserves": [{"objet": "gouttière nord non raccordée", "delai": "2025-10-17"}, {"objet": "deux tuiles faîtières fendues", "delai": "2025-10-17"}, {"objet": "nettoyage des abords", "delai": "2025-10-31"}], "retenue_percent": "5", "montant_marche": "48200", "avenant": "2150", "penalite_jour": "80", "penalites_appliquees": False, "jours_intemperies": 11, "cles_remises": True, "dossier_ouvrages_remis": False, "telephone": "05 65 00 44 17", "montant_total": "50350", "assurance_decennale": None, "heure_reception": "14:00:00", "retard_jours": None},
"""De : [[architecte|Thibaud Ney]] <t.ney@atelier-ney.example>
À : [[maitre_ouvrage|Hélène Garrigue]]
Cc : [[?conducteur_travaux|Karim Belhadj]]
Envoyé : vendredi 10 octobre 2025 08:47
Objet : RE: RE: RE: [[chantier|Grange de Laval]] – lot 2 [[lot|charpente-couverture]]

Chère Madame,

Merci pour votre accueil [[date_reception|hier]]. Je résume la réception, pour que tout le monde ait
la même chose sous les yeux :

- les travaux sont reçus avec [[nb_reserves|trois]] réserves :
   1. [[reserves[0].objet|gouttière nord non raccordée]], à lever pour le [[reserves[0].delai|17 octobre]]
   2. [[reserves[1].objet|deux faîtières fendues]], [[reserves[1].delai|même date]]
   3. [[reserves[2].objet|nettoyage des abords]], avant la [[reserves[2].delai|fin du mois]]
- [[cles_remises|les clés vous ont été rendues]] (deux jeux) ;
- le [[dossier_ouvrages_remis|dossier des ouvrages exécutés reste à fournir]] ;
- la retenue de garantie de [[retenue_percent|5 %]] sera libérée dans un an.

Compte tenu des [[jours_intemperies|onze jours]] d'intempéries constatés, [[penalites_appliquees|je propose de ne pas appliquer de
pénalités]].

Bien à vous,
[[?architecte|Thibaud Ney]], architecte DPLG
14 rue du Portail-au-Vent, Cahors

-------- Message transféré --------
De : [[conducteur_travaux|Karim Belhadj]]
Date : lun. 6 oct. 2025 à 18:20
À : [[?architecte|Thibaud Ney]]

Bonsoir,
on sera prêts jeudi, je vous confirme [[heure_reception|14 heures]]. Pour le velux en plus, il reste à
signer l'avenant : [[avenant|2 150 € HT]] (j'avais dit 1 900 mais le raccord a changé).
[[?conducteur_travaux|Karim Belhadj]] – [[entreprise|Charpentes du Quercy]] – [[telephone|05 65 00 44 17]]

> Le 29 sept. 2025, [[?architecte|Thibaud Ney]] a écrit :
> Bonjour Karim,
> la réception était prévue au marché pour le [[date_reception_initiale|19 septembre]]. Je rappelle que les pénalités sont de
> [[penalite_jour|80 €]] par jour calendaire, sur un marché de [[montant_marche|48 200 € HT]]. Pouvez-vous me donner
> une date ferme cette semaine ? Mme Garrigue rentre de Lyon le 8.
>
>> Le 26 sept. 2025, [[?maitre_ouvrage|Hélène Garrigue]] a écrit :
>> Bonjour Monsieur Ney, je suis passée dimanche : il manque toujours le côté nord, et il y
>> avait une bâche déchirée. L'assurance du voisin m'a appelée (dossier 2025-771).
>> Est-ce que le 2 octobre est encore tenable ?
>> H. Garrigue
""")
