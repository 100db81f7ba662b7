"""An exercise played, judged and read again, as a report takes it: « Autocar sur la RN165 », everything in it invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from app.drills.scenario import Scenario
from app.exercise.chronogramme import Decision, ExpectedOutcome, InjectState, Outcome, PlayedInject, Response
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.exercise.improvement import Improvement, ImprovementState
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import Element, Letter, Observation, ObservationKind, Rating
from app.exercise.retex import (
    AnswerFigure,
    CourseFigure,
    CourseLine,
    CourseSpan,
    FallBar,
    FallFigure,
    RetexTable,
)
from app.exercise.retex_facts import (
    CoverageFact,
    DelayFact,
    LoadFact,
    MilestoneFact,
    RestitutionFact,
    RetexFacts,
    WashFact,
)
from app.library import Library

STARTED = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
NOW = STARTED + timedelta(hours=3)
T0 = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
NAMES = ("Solveig Kermorvan", "Baptiste Quéméneur")
"""Names of guests, which no report tells."""

PEOPLE = (
    Participant(id="p1", exercise_id="e1", role=ParticipantRole.DIRECTOR, function="coordinatrice", attended=True),
    Participant(id="p2", exercise_id="e1", role=ParticipantRole.PLAYER, function="cadre d’astreinte", organisation="CHBA", attended=True, name=NAMES[0], email="s@example.fr", phone="06 39 98 00 77"),
    Participant(id="p3", exercise_id="e1", role=ParticipantRole.OBSERVER, function="référente qualité", organisation="CHBA", attended=True, name=NAMES[1]),
    Participant(id="p4", exercise_id="e1", role=ParticipantRole.OBSERVER, function="pharmacien", attended=True),
    Participant(id="p5", exercise_id="e1", role=ParticipantRole.OBSERVER, function="médecin", organisation="CPTS voisine", attended=False),
)  # fmt: skip


@cache
def a_scenario() -> Scenario:
    """One of the library."""
    return Library().scenarios.scenarios["autocar_rn165"]


def an_exercise() -> Exercise:
    """It, finished."""
    return Exercise(
        id="e1", number=3, title="Autocar sur la RN165, avec le CHBA", kind=ExerciseKind.TABLETOP, scenario=a_scenario(),
        starts_at=STARTED, ends_at=NOW, t0=T0, state=ExerciseState.FINISHED, speed=60, place="Salle du conseil, Auray",
        partners=("CHBA", "Mairie d’Auray", "SAMU 56"), plan_version="version 2", started_at=STARTED, finished_at=NOW,
        created_at=STARTED - timedelta(days=20),
    )  # fmt: skip


def injects() -> tuple[PlayedInject, ...]:
    """Those of the scenario, the fifth skipped, each sent seven minutes late; one improvised."""
    found = []
    for one in a_scenario().injects:
        sent = one.number != 5
        found.append(
            PlayedInject(
                id=f"i{one.number}", exercise_id="e1", number=one.number, minutes=one.minutes, planned_minutes=one.minutes,
                sender=one.sender, recipient=one.to, channel=one.channel, text=one.text, expected=one.expected,
                state=InjectState.SENT if sent else InjectState.SKIPPED, sent_minutes=one.minutes + 7.0 if sent else None,
                reason="" if sent else "Le temps manquait.",
            )
        )  # fmt: skip
    extra = replace(found[0], id="i99", number=len(found) + 1, planned_minutes=None, minutes=200, sent_minutes=200.0, text="Un élu demande un point de situation immédiat.", expected=())  # fmt: skip
    return (*found, extra)


def observation(n: int, kind: ObservationKind, text: str, **values: object) -> Observation:
    return Observation(id=f"o{n}", exercise_id="e1", kind=kind, text=text, at=STARTED + timedelta(minutes=n), **values)  # type: ignore[arg-type]


OBSERVATIONS = (
    observation(1, ObservationKind.STRENGTH, "La cellule s’est réunie sans attendre l’ordre écrit.", participant_id="p3", objective="O1", element=Element.ORGANISATION, inject_id="i1", minutes=38.0),
    observation(2, ObservationKind.STRENGTH, "La main courante est tenue d’un bout à l’autre.", participant_id="p4", element=Element.TRAINING, log_number=12, minutes=90.0),
    observation(3, ObservationKind.IMPROVEMENT, "Le relais de sortie n’a pas de numéro unique.", participant_id="p3", objective="O2", element=Element.PLANNING, cause="La fiche réflexe cite deux numéros.", inject_id="i3", minutes=140.0),
    observation(4, ObservationKind.IMPROVEMENT, "Deux téléphones de la cellule étaient déchargés.", participant_id="p4", element=Element.EQUIPMENT, cause="Personne n’est chargé du sac de crise.", minutes=60.0),
    observation(5, ObservationKind.FACT, "La préfecture n’était pas jouée.", participant_id="p3"),
)  # fmt: skip


def rating(objective: str, who: str, letter: Letter, why: str = "", cause: str = "") -> Rating:
    return Rating(exercise_id="e1", objective=objective, participant_id=who, letter=letter, rationale=why, cause=cause, at=NOW)  # fmt: skip


RATINGS = (
    rating("O1", "p3", Letter.PERFORMED, "38 minutes."), rating("O1", "p4", Letter.PERFORMED), rating("O1", "p5", Letter.PERFORMED),
    rating("O2", "p3", Letter.UNABLE, "12 sorties sur 20.", "La fiche réflexe cite deux numéros."), rating("O2", "p4", Letter.SOME_CHALLENGES), rating("O2", "p5", Letter.MAJOR_CHALLENGES),
    rating("O3", "p3", Letter.SOME_CHALLENGES, "Lieu trouvé, volontaires non."),
)  # fmt: skip


def improvement(n: int, action: str, **values: object) -> Improvement:
    held: dict[str, object] = {
        "element": Element.PLANNING, "owner": "coordinatrice", "starts_on": date(2026, 11, 27), "due_on": date(2027, 1, 15),
        "finding": "Le relais de sortie n’a pas de numéro unique.", "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return Improvement(id=f"a{n}", exercise_id="e1", action=action, **(held | values))  # type: ignore[arg-type]


IMPROVEMENTS = (
    improvement(1, "Écrire un seul numéro dans la fiche de reprise des sorties.", card="reprendre_les_sorties_hospitalieres", section="Alerte", priority=1),
    improvement(2, "Charger les téléphones du sac chaque premier lundi.", element=Element.EQUIPMENT, owner="référente logistique", organisation="Mairie d’Auray", state=ImprovementState.DONE, proof="Relevé du 7 décembre", finding="Deux téléphones déchargés."),
)  # fmt: skip

COURSES = CourseFigure(
    (
        CourseLine("baseline", "Temps ordinaire", (98.0, 97.0, 98.0, 97.0, 98.0, 97.0)),
        CourseLine("shock", "Choc sans plan", (98.0, 71.0, 74.0, 80.0, 82.0, 90.0)),
        CourseLine("plan", "Choc avec le plan", (98.0, 80.0, 88.0, 92.0, 94.0, 97.0)),
        CourseLine("played", "Tel que joué", (98.0, 74.0, 83.0, 90.0, 92.0, 96.0)),
    ),
    tuple(CourseSpan(12.0, day, is_night=bool(n % 2)) for n, day in enumerate(("lun. 30 nov.", "", "mar. 1 déc.", "", "mer. 2 déc.", ""))),
    "Au plus bas lundi soir : 71 % sans plan, 80 % avec le plan, 74 % tel que joué.",
)  # fmt: skip
FALLS = FallFigure(
    (
        FallBar("Temps ordinaire", 0, 12, "12", is_total=True),
        FallBar("1. Afflux de sorties de l’hôpital sur deux jours", 12, 96, "+ 84"),
        FallBar("2. Absence de soignants", 96, 131, "+ 35"),
        FallBar("Sans plan", 0, 131, "131", is_total=True),
        FallBar("3. Maison de santé ouverte aux impliqués", 131, 60, "− 71"),
        FallBar("Reste sans personne", 0, 60, "60", is_total=True),
    ),
    "À la fin du compte, 60 demandes sans personne, contre 12 en temps ordinaire.",
)
COVERAGE = CoverageFact(
    short="Couverture au plus bas 71 %, 80 % avec le plan.",
    says=("Sans plan, 131 demandes sur 2 400 sans personne ; tel que joué, 60.",),
    courses=COURSES, falls=FALLS, order="Demandes sans personne, additionnées de T0 à la fin, les chocs d’abord puis le plan.",
    needs=RetexTable("Par besoin", ("Besoin", "Sans plan", "Tel que joué"), (("Soins infirmiers", "84", "31"), ("Délivrance", "47", "29"))),
    steps=(RetexTable("", ("Étape", "Demandes sans personne"), tuple((one.words, one.shown) for one in FALLS.bars)),),
    assumptions=("Besoins estimés par commune, taux nationaux (fictifs).",),
)  # fmt: skip


def facts() -> RetexFacts:
    """All of it."""
    played = injects()
    first, third = played[0], played[2]
    return RetexFacts(
        community="CPTS d’Auray", exercise=an_exercise(), today=date(2026, 11, 26), now=NOW, participants=PEOPLE, injects=played,
        responses=(Response(id="r1", inject_id="i1", text="Cellule convoquée, salle ouverte.", by_whom="coordinatrice", at=STARTED, minutes=(first.sent_minutes or 0) + 12.0),),
        outcomes={
            ("i1", 0): ExpectedOutcome(inject_id="i1", rank=0, outcome=Outcome.DONE, at=NOW, minutes=(first.sent_minutes or 0) + 95.0),
            ("i3", 0): ExpectedOutcome(inject_id="i3", rank=0, outcome=Outcome.MISSED, at=NOW, minutes=(third.sent_minutes or 0) + 60.0),
        },
        decisions=(
            Decision(id="d1", text="Ouvrir la maison de santé aux impliqués.", plan_rank=0, by_whom="coordinatrice", at=STARTED, minutes=75.0, log_number=14),
            Decision(id="d2", text="Demander deux infirmiers à la CPTS voisine.", by_whom="cellule", at=STARTED, minutes=120.0, cancelled_at=NOW),
        ),
        ratings=RATINGS, observations=OBSERVATIONS,
        delays=(
            DelayFact("détection", 4.0, 15.0, "choix de la communauté"), DelayFact("alerte partie", 12.0, 30.0, "plan, section Alerte"),
            DelayFact("première réponse à l’alerte", 19.0), DelayFact("cellule ouverte", 38.0, 45.0, "fiche réflexe", is_main=True),
            DelayFact("premier renfort engagé", None, 180.0, "choix de la communauté"),
        ),
        coverage=COVERAGE,
        answers=AnswerFigure(((0.0, 0.0), (3.0, 0.2), (8.0, 0.45), (20.0, 0.7)), 60.0, "Alerte « Cellule » : 14 personnes sur 20 ont répondu, la moitié en 20 min."),
        wash=WashFact("7 réponses sur 9 participants.", (("J’ai compris mon rôle.", "4,1 sur 5 (7 réponses)"),), ("L’accueil de l’hôpital.",), ("Trop de messages à la fois.",)),
        loads=(LoadFact("coordinatrice", 9, 6, 14), LoadFact("cadre d’astreinte, CHBA", 4, 2, 0)),
        repeats=("« Le relais de sortie n’a pas de numéro unique. » : déjà relevé aux exercices n° 1 et 2.",),
        improvements=IMPROVEMENTS,
        milestones=(MilestoneFact("Questionnaire à chaud", date(2026, 11, 26), "atteint"), MilestoneFact("Projet de RETEX", date(2026, 12, 26)), MilestoneFact("RETEX définitif", date(2027, 2, 24))),
        restitutions=(RestitutionFact(date(2026, 12, 10), "conseil d’administration", "en réunion"),),
        texts={"lessons": "Un seul numéro de relais.\nUn sac de crise se vérifie.", "context": "Premier exercice avec l’hôpital."},
        cards={"reprendre_les_sorties_hospitalieres": "Reprendre les sorties hospitalières", "ouvrir_la_cellule": "Ouvrir la cellule"},
        plan_actions=("Maison de santé ouverte aux impliqués", "Deux lignes de soins non programmés de plus"),
    )  # fmt: skip
