"""The list of indicators: what each counts, over what, and why it is asked for. Figures are made in ``counting``.

Sources: the crisis axis of the health project of the CPTS Pays de Redon (2021, axis 6), the activity report of the CPTS
Pays d'Auray (2021), and what the community follows of its own work.
"""

from __future__ import annotations

from app.core.errors import N_
from app.indicators.measures import Definition, Shape

REDON = N_("projet de santé de la CPTS Pays de Redon, axe 6 (2021)")
AURAY = N_("rapport d’activité de la CPTS Pays d’Auray (2021)")
SNP = N_("mission « soins non programmés » de l’ACI des CPTS ; rapport de la CPTS du Littoral Vendéen")
OWN = N_("suivi propre à la communauté")

TAKING_PART = Definition(
    code="taking_part",
    label=N_("Libéraux qui ont participé"),
    rule=N_(
        "Professionnels libéraux différents présents à au moins une séance émargée, sur tous ceux du dénominateur choisi."
    ),
    numerator=N_("libéraux présents à une séance émargée"),
    denominator=N_("libéraux du dénominateur choisi"),
    source=REDON,
    shape=Shape.SHARE,
)
ON_THE_ROTA = Definition(
    code="on_the_rota",
    label=N_("Libéraux au planning"),
    rule=N_("Professionnels libéraux différents qui tiennent au moins un poste publié, sur le même dénominateur."),
    numerator=N_("libéraux au planning"),
    denominator=N_("libéraux du dénominateur choisi"),
    source=REDON,
    shape=Shape.SHARE,
)
ACTIVE_LINES = Definition(
    code="active_lines",
    label=N_("Lignes actives"),
    rule=N_("Demi-journées de ligne qui avaient tous leurs rôles indispensables, sur celles prévues."),
    numerator=N_("demi-journées de ligne actives"),
    denominator=N_("demi-journées de ligne prévues"),
    source=AURAY,
    shape=Shape.SHARE,
)
INJECTIONS = Definition(
    code="injections",
    label=N_("Injections"),
    rule=N_("Injections comptées aux feuilles de doses, tous produits."),
    numerator=N_("injections comptées"),
    source=AURAY,
)
INJECTIONS_TARGET = Definition(
    code="injections_target",
    label=N_("Injections / objectif"),
    rule=N_("Injections comptées, sur les doses allouées aux semaines où l’on a compté."),
    numerator=N_("injections des semaines comptées"),
    denominator=N_("doses allouées à ces semaines"),
    source=REDON,
    shape=Shape.SHARE,
)
DAILY_PACE = Definition(
    code="daily_pace",
    label=N_("Injections par jour"),
    rule=N_(
        "Injections, sur les jours écoulés du premier au dernier jour d’injection (jours fermés compris, 1 au moins)."
    ),
    numerator=N_("injections comptées"),
    denominator=N_("jours écoulés"),
    source=AURAY,
    shape=Shape.MEAN,
)
PEOPLE_VACCINATED = Definition(
    code="people_vaccinated",
    label=N_("Population vaccinée"),
    rule=N_("Premières doses comptées par public, sur la population de ces publics saisie par la communauté."),
    numerator=N_("premières doses des publics comptés"),
    denominator=N_("population de ces publics"),
    source=REDON,
    shape=Shape.SHARE,
)
FILL_RATE = Definition(
    code="fill_rate",
    label=N_("Postes pourvus"),
    rule=N_("Postes tenus par une personne ou un partenaire, sur les postes des séances publiées."),
    numerator=N_("postes pourvus"),
    denominator=N_("postes demandés"),
    source=OWN,
    shape=Shape.SHARE,
)
TIME_TO_FILL = Definition(
    code="time_to_fill",
    label=N_("Délai pour pourvoir"),
    rule=N_("Médiane du temps entre un appel et le oui qui a obtenu le poste."),
    numerator=N_("délai médian"),
    denominator=N_("postes pourvus par appel"),
    source=OWN,
    shape=Shape.HOURS,
)
POLL_RESPONSE = Definition(
    code="poll_response",
    label=N_("Réponse aux sondages"),
    rule=N_("Personnes qui ont répondu à au moins une séance du sondage, sur celles qu’il interroge."),
    numerator=N_("réponses aux sondages"),
    denominator=N_("personnes interrogées"),
    source=OWN,
    shape=Shape.SHARE,
)
CALL_RESPONSE = Definition(
    code="call_response",
    label=N_("Réponse aux appels"),
    rule=N_("Personnes qui ont dit oui ou non, sur celles qu’un appel a jointes."),
    numerator=N_("oui et non aux appels"),
    denominator=N_("personnes appelées"),
    source=OWN,
    shape=Shape.SHARE,
)
CONFIRMED = Definition(
    code="confirmed",
    label=N_("Postes confirmés"),
    rule=N_("Postes confirmés par leur titulaire, sur les postes tenus par une personne."),
    numerator=N_("postes confirmés"),
    denominator=N_("postes tenus par une personne"),
    source=OWN,
    shape=Shape.SHARE,
)
NO_SHOWS = Definition(
    code="no_shows",
    label=N_("Absences"),
    rule=N_("Attendus absents, sur les attendus des séances émargées."),
    numerator=N_("attendus absents"),
    denominator=N_("attendus des séances émargées"),
    source=OWN,
    shape=Shape.SHARE,
)
HOURS = Definition(
    code="hours",
    label=N_("Heures données"),
    rule=N_("Temps de présence des séances émargées, renforts de passage compris, partenaires non."),
    numerator=N_("heures de présence"),
    denominator=N_("présences"),
    source=OWN,
    shape=Shape.HOURS,
)
FEES = Definition(
    code="fees",
    label=N_("Vacations"),
    rule=N_("Somme des vacations dont le montant est connu, quel qu’en soit le payeur."),
    numerator=N_("montants connus"),
    denominator=N_("vacations"),
    source=OWN,
    shape=Shape.EUROS,
)
SOLICITATIONS = Definition(
    code="solicitations",
    label=N_("Sollicitations par personne"),
    rule=N_(
        "Demandes envoyées (sondages, relances, appels, échanges), sur les personnes qui peuvent être sollicitées."
    ),
    numerator=N_("demandes envoyées"),
    denominator=N_("personnes qui peuvent l’être"),
    source=OWN,
    shape=Shape.MEAN,
)
COMMUNICATIONS = Definition(
    code="communications",
    label=N_("Messages partis"),
    rule=N_("Messages envoyés, ou remis à la main, aux personnes de l’effectif."),
    numerator=N_("messages partis"),
    source=OWN,
)
AWARENESS = Definition(
    code="awareness",
    label=N_("Communications sur les crises"),
    rule=N_("Actions de sensibilisation notées dans l’annuaire, et publications des événements réels."),
    numerator=N_("communications"),
    source=REDON,
)
SATISFACTION = Definition(
    code="satisfaction",
    label=N_("Satisfaction"),
    rule=N_("Moyenne des notes de 1 à 5, anonymes ; montrée à partir de 5 réponses."),
    numerator=N_("somme des notes"),
    denominator=N_("réponses"),
    source=REDON,
    shape=Shape.MEAN,
)
FATIGUE = Definition(
    code="fatigue",
    label=N_("Trop sollicités"),
    rule=N_("Réponses « c’est trop » à la question facultative, anonyme ; montrée à partir de 5 réponses."),
    numerator=N_("réponses « c’est trop »"),
    denominator=N_("réponses"),
    source=OWN,
    shape=Shape.SHARE,
)
PLANS = Definition(
    code="plans",
    label=N_("Typologies de crise écrites"),
    rule=N_("Typologies de la convention que contient le plan validé, à la fin de la période, sur cinq."),
    numerator=N_("typologies écrites"),
    source=REDON,
)
RESPONDERS = Definition(
    code="responders",
    label=N_("Professionnels mobilisés en crise"),
    rule=N_("Personnes différentes présentes à une séance ouverte à la demande d’un événement réel."),
    numerator=N_("professionnels mobilisés"),
    source=REDON,
)
TRAININGS = Definition(
    code="trainings",
    label=N_("Formations"),
    rule=N_("Formations tenues, avec au moins une personne présente."),
    numerator=N_("formations tenues"),
    source=REDON,
)
RELAYED = Definition(
    code="relayed",
    label=N_("Besoins repris par un relais"),
    rule=N_(
        "Besoins de soins dont un relais a fait le premier passage, sur ceux pour lesquels un relais a été proposé ; masqué quand un nombre est petit."
    ),
    numerator=N_("besoins au premier passage fait"),
    denominator=N_("besoins dont un relais a été proposé"),
    source=OWN,
    shape=Shape.SHARE,
)
SLOTS_TAKEN = Definition(
    code="slots_taken",
    label=N_("Créneaux de soins non programmés remplis"),
    rule=N_("Places prises, sur les places ouvertes des créneaux commencés ; un créneau annulé ne compte pas."),
    numerator=N_("places prises"),
    denominator=N_("places ouvertes"),
    source=SNP,
    shape=Shape.SHARE,
)
SLOTS_IN_TIME = Definition(
    code="slots_in_time",
    label=N_("Rendez-vous dans le délai"),
    rule=N_("Rendez-vous de soins non programmés donnés dans le délai attendu, de la première demande au créneau."),
    numerator=N_("rendez-vous dans le délai"),
    denominator=N_("rendez-vous donnés"),
    source=SNP,
    shape=Shape.SHARE,
)
EXERCISES = Definition(
    code="exercises",
    label=N_("Exercices"),
    rule=N_(
        "Exercices joués jusqu’au bout et leurs présents ; exercices flash auxquels au moins une personne a répondu, et leurs participants."
    ),
    numerator=N_("exercices tenus"),
    source=REDON,
)
COVERAGE = Definition(
    code="coverage",
    label=N_("Couverture des besoins"),
    rule=N_(
        "Demandes de soins servies avec le plan, sur celles que demande le choc du dernier essai du laboratoire gardé dans la période."
    ),
    numerator=N_("demandes servies avec le plan"),
    denominator=N_("demandes"),
    source=OWN,
    shape=Shape.SHARE,
)

REGISTRY: tuple[Definition, ...] = (
    TAKING_PART, ON_THE_ROTA, INJECTIONS, INJECTIONS_TARGET, DAILY_PACE, PEOPLE_VACCINATED, ACTIVE_LINES, FILL_RATE,
    TIME_TO_FILL, POLL_RESPONSE, CALL_RESPONSE, CONFIRMED, NO_SHOWS, HOURS, FEES, SOLICITATIONS, COMMUNICATIONS,
    SATISFACTION, FATIGUE, PLANS, RESPONDERS, TRAININGS, AWARENESS, RELAYED, SLOTS_TAKEN,
    SLOTS_IN_TIME, EXERCISES, COVERAGE,
)  # fmt: skip
"""Every indicator, in the order they are shown."""

REPORTED: tuple[Definition, ...] = (
    TAKING_PART, ON_THE_ROTA, INJECTIONS, INJECTIONS_TARGET, PEOPLE_VACCINATED, ACTIVE_LINES, FILL_RATE, NO_SHOWS, HOURS,
    SOLICITATIONS, SATISFACTION, PLANS,
)  # fmt: skip
"""The twelve that hold on the first page of the report."""
