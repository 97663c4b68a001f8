"""Long documents: an agreement, a hospital letter, minutes, a thread of mails."""

# fmt: off
from tests.citations.cases.held_out.fourth._collected import E_, case
from tests.citations.cases.outsiders.common import *

case("u154-geriatrie-arztbrief", "discharge", "de", "long", M("Brief", klinik=S, patientin=S, geburtsdatum=date, adresse=S, aufnahme=date, entlassung=date, entlassung_nach=E_("Ziel", "nach Hause", "Pflegeheim", "Kurzzeitpflege", "Reha"), einweiser=S, hauptdiagnose=S, sturz_datum=date, op_datum=date, operateur=S, barthel_aufnahme=I, barthel_entlassung=I, mmst=I, gewicht_kg=D, groesse_cm=I, groesse_bmi=D, hb_tiefster=D, hb_entlassung=D, transfusionen=I, kreatinin=D, pflegegrad=I, hoehergruppierung_beantragt=B, medikation=list[M("M", mittel=S, staerke=S, einnahme=S)], allergie=S, patientenverfuegung=B, reanimation=O[S], betreuer=S, gehhilfe=S, wundklammern_entfernt_am=date, kontrolle_roentgen=date, chefarzt=S, liegedauer_tage=I), {"klinik": "Klinikum am Eichforst", "patientin": "Irmgard Tönnies", "geburtsdatum": "1938-10-02", "adresse": "Am Deich 7, 26721 Emden", "aufnahme": "2025-01-19", "entlassung": "2025-02-11", "entlassung_nach": "Kurzzeitpflege", "einweiser": "Dr. Ubben", "hauptdiagnose": "pertrochantäre Femurfraktur rechts", "sturz_datum": "2025-01-18", "op_datum": "2025-01-20", "operateur": "Dr. Khalil", "barthel_aufnahme": 25, "barthel_entlassung": 60, "mmst": 24, "gewicht_kg": "54.3", "groesse_cm": 158, "groesse_bmi": "21.8", "hb_tiefster": "7.4", "hb_entlassung": "10.1", "transfusionen": 2, "kreatinin": "1.1", "pflegegrad": 2, "hoehergruppierung_beantragt": True, "medikation": [{"mittel": "Ramipril", "staerke": "2,5 mg", "einnahme": "1-0-0"}, {"mittel": "Enoxaparin", "staerke": "40 mg", "einnahme": "0-0-1"}, {"mittel": "Metamizol", "staerke": "500 mg", "einnahme": "1-1-1-1"}, {"mittel": "Colecalciferol", "staerke": "20.000 IE", "einnahme": "1x/Woche"}], "allergie": "Sulfonamide", "patientenverfuegung": True, "reanimation": None, "betreuer": "Heiko Tönnies", "gehhilfe": "Rollator", "wundklammern_entfernt_am": "2025-02-03", "kontrolle_roentgen": "2025-03-04", "chefarzt": "Prof. Dr. Wiebke Harms", "liegedauer_tage": 23},
"""[[klinik|KLINIKUM AM EICHFORST]]
Klinik für Altersmedizin
Chefärztin [[chefarzt|Prof. Dr. Wiebke Harms]]

An Herrn [[einweiser|Dr. Ubben]]
Larrelter Straße 3
26723 Emden                                                       11. Februar 2025

Nachrichtlich: Unfallchirurgie im Hause

Patientin [[patientin|Irmgard Tönnies]], geb. [[geburtsdatum|02.10.1938]]
wohnhaft [[adresse|Am Deich 7, 26721 Emden]]
stationär [[aufnahme|19.01.]] bis [[entlassung|11.02.2025]] (seit 27.01. auf unserer Station)

Sehr geehrter Herr Kollege,

wir danken für die Zuweisung und berichten abschließend.

DIAGNOSEN
 - [[hauptdiagnose|Pertrochantäre Femurfraktur rechts]], Sturz am [[sturz_datum|18.01.2025]]
 - Zustand nach Radiusfraktur links 2019
 - arterielle Hypertonie, Osteoporose
 - leichte kognitive Einschränkung (MMST [[mmst|24]]/30, im Jahr 2023: 27/30)

OPERATION
 [[op_datum|20.01.2025]], PFN rechts (Operateur [[operateur|Dr. Khalil]], Assistenz Dr. Beck)

ANAMNESE
Frau Tönnies stürzte nachts auf dem Weg ins Bad. Sie lebte bisher allein, mit
Pflegegrad [[pflegegrad|2]]; [[hoehergruppierung_beantragt|eine Höherstufung ist beantragt]]. Ihr Sohn [[betreuer|Heiko]] ist bevollmächtigt.
[[patientenverfuegung|Eine Patientenverfügung liegt vor]] (Kopie in der Akte).
Unverträglichkeit: [[allergie|Sulfonamide]].

BEFUNDE
 Größe [[groesse_cm|158 cm]], Gewicht [[gewicht_kg|54,3 kg]] (vor einem Jahr 59).
                     19.01.    22.01.    10.02.
 Hb (g/dl)            10,9      [[hb_tiefster|7,4]]      [[hb_entlassung|10,1]]
 Kreatinin (mg/dl)     1,4       1,3       [[kreatinin|1,1]]
 CRP (mg/l)             12        88         9
 Es wurden [[transfusionen|zwei]] Erythrozytenkonzentrate gegeben.

VERLAUF
Die Wunde heilte reizlos, Klammern entfernt am [[wundklammern_entfernt_am|03.02.]] Die Patientin geht nun mit
dem [[gehhilfe|Rollator]] 60 Meter, Treppe noch nicht. Barthel-Index bei Aufnahme [[barthel_aufnahme|25]], am
03.02. 45, bei Entlassung [[barthel_entlassung|60]] Punkte.

MEDIKATION
 [[medikation[0].mittel|Ramipril]]            [[medikation[0].staerke|2,5 mg]]      [[medikation[0].einnahme|1-0-0]]
 [[medikation[1].mittel|Enoxaparin]]          [[medikation[1].staerke|40 mg]] s.c.  [[medikation[1].einnahme|0-0-1]]       bis 24.02.
 [[medikation[2].mittel|Metamizol]]           [[medikation[2].staerke|500 mg]]      [[medikation[2].einnahme|1-1-1-1]]
 [[medikation[3].mittel|Colecalciferol]]      [[medikation[3].staerke|20.000 IE]]   [[medikation[3].einnahme|1x/Woche]]
 Abgesetzt: Zopiclon (Sturzgefahr)

PROCEDERE
Wir entlassen Frau Tönnies [[entlassung_nach|in die Kurzzeitpflege]] Haus Norderney; eine Reha wurde
abgelehnt, Widerspruch läuft. Röntgenkontrolle am [[kontrolle_roentgen|04.03.2025]] bei uns.

Mit freundlichen Grüßen
gez. Harms        gez. OÄ Dr. Saathoff
""")
case("u156-fil-chantier-long", "email", "fr", "long", M("Chantier", maitre_ouvrage=S, architecte=S, conducteur_travaux=S, entreprise=S, chantier=S, lot=S, date_reception=date, date_reception_initiale=date, nb_reserves=I, reserves=list[M("R", objet=S, delai=date)], retenue_percent=D, montant_marche=D, avenant=D, penalite_jour=D, penalites_appliquees=B, jours_intemperies=I, cles_remises=B, dossier_ouvrages_remis=B, telephone=S, montant_total=D, assurance_decennale=O[S], heure_reception=time, retard_jours=O[I]), {"maitre_ouvrage": "Mme Hélène Garrigue", "architecte": "Thibaud Ney", "conducteur_travaux": "Karim Belhadj", "entreprise": "Charpentes du Quercy", "chantier": "grange de Laval", "lot": "charpente-couverture", "date_reception": "2025-10-09", "date_reception_initiale": "2025-09-19", "nb_reserves": 3, "reserves": [{"objet": "gouttière nord non raccordée", "delai": "2025-10-17"}, {"objet": "deux tuiles faîtières fendues", "delai": "2025-10-17"}, {"objet": "nettoyage des abords", "delai": "2025-10-31"}], "retenue_percent": "5", "montant_marche": "48200", "avenant": "2150", "penalite_jour": "80", "penalites_appliquees": False, "jours_intemperies": 11, "cles_remises": True, "dossier_ouvrages_remis": False, "telephone": "05 65 00 44 17", "montant_total": "50350", "assurance_decennale": None, "heure_reception": "14:00:00", "retard_jours": None},
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
