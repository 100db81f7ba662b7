"""The demonstration's exercises: one played with the hospital twelve days ago and judged, one prepared for next week.

Both are conducted by the same services as any other, at the hours they would have been; no message leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_instant
from app.exercise.chronogramme import Outcome
from app.exercise.exercise import ExerciseKind
from app.exercise.hot_wash import HotWashAnswer
from app.exercise.participant import Participant, ParticipantRole
from app.exercise.rating import Element, Letter, ObservationKind
from app.exercise.review import ReviewPart
from app.services.exercise.decide_in_exercise import DecisionDraft, decide
from app.services.exercise.finish_exercise import finish_exercise
from app.services.exercise.keep_improvements import (
    ImprovementDraft,
    add_improvement,
    begin_improvement,
    change_improvement,
    take_over,
)
from app.services.exercise.keep_participants import add_participant, set_attended
from app.services.exercise.move_clock import jump_to
from app.services.exercise.observe import ObservationDraft, observe
from app.services.exercise.prepare_exercise import ExerciseDraft, ExerciseFrame, prepare
from app.services.exercise.rate_objective import rate_objective
from app.services.exercise.record_response import record_response, settle_expected
from app.services.exercise.record_restitution import RestitutionDraft, record_restitution
from app.services.exercise.send_injects import send_inject, skip_inject
from app.services.exercise.start_exercise import start_exercise
from app.services.exercise.wash_by_link import wash_by_link
from app.services.exercise.write_review_text import write_review_text
from app.store import exercise_injects, exercise_people, exercises

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.exercise.chronogramme import PlayedInject
    from app.store.database import Store

PLAYED, COMING = "demo-exercice", "demo-exercice-a-venir"
AGO, AHEAD = 12, 7
SKIPPED = {8: "L’horaire manque : reprise à l’oral", 11: "Jugé redondant avec le n° 9"}
DECIDED_AT = 5
"""The first inject after the cell opened: nobody decides before."""
WHO = (
    ("direx", ParticipantRole.DIRECTOR, "direction de l’exercice", "CPTS fictive"),
    ("haute", ParticipantRole.HIGH_CONTROL, "joue l’ARS et le SAMU", "Hôpital fictif du Pratel"),
    ("basse", ParticipantRole.LOW_CONTROL, "joue la presse et les cabinets", "CPTS fictive"),
    ("coord", ParticipantRole.PLAYER, "Coordinatrice", "CPTS fictive"),
    ("refer", ParticipantRole.PLAYER, "Référent de crise", "CPTS fictive"),
    ("cellu", ParticipantRole.PLAYER, "Cellule", "CPTS fictive"),
    ("cadre", ParticipantRole.PLAYER, "cadre d’astreinte", "Hôpital fictif du Pratel"),
    ("idel", ParticipantRole.PLAYER, "infirmière libérale", "Cabinet fictif du Loch"),
    ("offic", ParticipantRole.PLAYER, "pharmacien", "Officine fictive du Port"),
    ("obs1", ParticipantRole.OBSERVER, "qualiticienne", "Hôpital fictif du Pratel"),
    ("obs2", ParticipantRole.OBSERVER, "coordinatrice voisine", "CPTS voisine fictive"),
    ("obs3", ParticipantRole.OBSERVER, "adjointe à la santé", "Mairie fictive"),
)
RATINGS = {
    "O1": ("P", "S", "P"), "O2": ("S", "M", "S"), "O3": ("P", "S", "S"), "O4": ("U", "P", "S"),
}  # fmt: skip
"""Objective → the letter of each observer, in order: one is disputed."""
WHY = {
    "O1": (
        ("Cellule ouverte à T+43 min, heure et présents notés.", ""),
        ("Ouverte à temps, mais deux fonctions sur quatre présentes.", ""),
        ("Cellule ouverte à T+43 min, 31 min après la pré-alerte.", ""),
    ),
    "O2": (
        ("À T+2 h 50, 12 sorties sur 14 ont un soignant nommé.", ""),
        ("Deux sorties sans nom, et les relais tardent.", "Liste des cabinets disponibles non tenue à jour."),
        ("12 sorties sur 14 à T+2 h 50\u00a0; deux sans nom.", ""),
    ),
    "O3": (
        ("Lieu et volontaires écrits avant la levée.", ""),
        ("Écrit avant la levée, sans heure d’ouverture.", ""),
        ("Volontaires écrits, lieu confirmé au dernier moment.", ""),
    ),
    "O4": (
        ("Une infirmière est partie vers les lieux avant la consigne.", "La consigne «\u00a0ne partez pas\u00a0» n’est dans aucun message type."),
        ("La cellule n’a engagé personne avant la demande du SAMU.", ""),
        ("La cellule a tenu, un message privé lui a échappé.", ""),
    ),
}  # fmt: skip
"""Objective → why each observer gave that letter and, when there is one, its cause; in the order of the letters."""
ANSWERS = {
    1: "Nous ne confirmons rien\u00a0: la préfecture informe. Vérification en cours auprès de l’ARS.",
    2: "Pré-alerte reçue, nous restons sur place. La cellule se réunit.",
    3: "Vu. Je demande à la coordination ce qu’il faut lui dire.",
    4: "Nous reprenons les 9 pansements et injections, et 3 retours fragiles\u00a0; réponse par commune dans l’heure.",
    5: "Ordonnance et fiche de liaison demandées à l’hôpital pour chaque sortie.",
    6: "Maison de santé ouverte à 19 h 30, deux médecins et deux infirmiers.",
    7: "Deux médecins déjà à Auray prennent la relève.",
    9: "Votre binôme reprend six patients demain matin.",
    10: "Point envoyé, sans la capacité de demain matin.",
    12: "Levée notée. Retour à chaud à 11 h.",
}
"""Number of the inject → what was answered."""
SEEN = (
    (ObservationKind.STRENGTH, "O1", "La main courante est tenue dès la première minute.", "", Element.ORGANISATION, 1),
    (ObservationKind.STRENGTH, "O3", "Le relais psychologique est écrit avec la CUMP, sans la remplacer.", "", Element.PLANNING, 12),
    (ObservationKind.STRENGTH, "O2", "L’officine demande elle-même les ordonnances manquantes.", "", Element.TRAINING, 5),
    (ObservationKind.IMPROVEMENT, "O2", "Deux sorties sur quatorze restent sans soignant nommé.", "Liste des cabinets disponibles non tenue à jour.", Element.ORGANISATION, 4),
    (ObservationKind.IMPROVEMENT, "O4", "Une professionnelle part vers les lieux avant la consigne.", "La consigne «\u00a0ne partez pas\u00a0» n’est dans aucun message type.", Element.PLANNING, 3),
    (ObservationKind.IMPROVEMENT, "O1", "Le suppléant de la logistique n’est pas joint.", "Numéro ancien dans l’annuaire.", Element.EQUIPMENT, 2),
)  # fmt: skip
"""Kind, objective, what was seen, its cause, the element, and the number of the inject that shows it."""
WASHES = (
    ((4, 5, 4, 4, 5, 4), "Tout le monde savait qui décide.", "Le téléphone sonnait trop."),
    ((5, 4, 3, 4, 4, 4), "L’écran de la salle : on voit l’effet tout de suite.", "Les fiches sont longues."),
    ((4, 4, 2, 3, 5, 4), "L’hôpital était là.", "Je ne savais pas à qui répondre."),
    ((3, 4, 4, 2, 4, 3), "", "La liste des cabinets n’était pas à jour."),
    ((5, 5, 4, 4, 5, 5), "On a vu ce que le plan rattrape.", ""),
    ((4, 3, 3, 3, 4, 4), "Bon rythme.", "Trop court pour le relais psychologique."),
    ((4, 4, 4, 5, 5, 4), "La consigne du SAMU est claire.", "Un message manquait d’heure."),
)
QUESTIONS = ("aims", "realism", "role", "plan", "together", "ready")


@dataclass(slots=True)
class _Moving:
    """A clock that says the hour a past exercise had."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at.astimezone(UTC)


def fill(actor: Actor, store: Store, today: date) -> None:
    """One exercise played, judged and followed up, another prepared. Raises NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    day = today - timedelta(days=AGO)
    clock = _Moving(paris_instant(day - timedelta(days=20), time(14)))
    then = replace(store, clock=clock)
    _prepare(actor, then, PLAYED, "Autocar sur la RN165 (fictif)", "autocar_rn165", day)
    _people(actor, then, PLAYED)
    clock.at = paris_instant(day, time(14))
    start_exercise(actor, then, PLAYED, _revision(then))
    _play(actor, then, clock)
    clock.at += timedelta(minutes=6)
    finish_exercise(actor, then, PLAYED, _revision(then))
    _judge(actor, then, clock)
    _follow_up(actor, then, clock, day)
    ahead = today + timedelta(days=AHEAD)
    _prepare(actor, store, COMING, "Isthme coupé (fictif)", "d768_penthievre", ahead)
    _people(actor, store, COMING)


def _prepare(actor: Actor, store: Store, id: str, title: str, scenario: str, day: date) -> None:
    frame = ExerciseFrame(
        title=title, kind=ExerciseKind.TABLETOP, starts_at=paris_instant(day, time(14)),
        ends_at=paris_instant(day, time(16, 30)), t0=paris_instant(day, time(17, 40)), speed=6,
        place="Salle du conseil, Auray (fictif)",
        partners=("Hôpital fictif du Pratel", "Mairie fictive"), stop_word="tempête",
        instructions="Tout message commence et finit par EXERCICE. Personne n’appelle hors de la salle.",
    )  # fmt: skip
    prepare(actor, store, ExerciseDraft(id=id, frame=frame, scenario=scenario))


def _people(actor: Actor, store: Store, exercise_id: str) -> None:
    for rank, (key, role, function, organisation) in enumerate(WHO, 1):
        one = Participant(
            id=f"{exercise_id}-{key}", exercise_id=exercise_id, role=role, function=function,
            organisation=organisation, name=f"Invité fictif {rank}", email=f"invite.{rank}@example.org",
        )  # fmt: skip
        add_participant(actor, store, one)


def _revision(store: Store) -> int:
    with store.reading() as conn:
        found = exercises.find(conn, PLAYED)
    return found.revision if found else 0


def _play(actor: Actor, store: Store, clock: _Moving) -> None:
    """Each inject at its minute, the answers a few minutes later, the plan's actions when the cell decided them."""
    with store.reading() as conn:
        injects = exercise_injects.of_exercise(conn, PLAYED)
        scenario = exercises.find(conn, PLAYED)
    assert scenario is not None
    for one in injects:
        if one.number in SKIPPED:
            skip_inject(actor, store, one.id, one.revision, SKIPPED[one.number])
            continue
        clock.at += timedelta(minutes=2)
        jump_to(actor, store, PLAYED, _revision(store), one.minutes)
        send_inject(actor, store, one.id, one.revision)
        clock.at += timedelta(seconds=40 + 15 * (one.number % 4))
        _answer(actor, store, one)
        for rank in range(len(scenario.scenario.plan)) if one.number == DECIDED_AT else ():
            said = DecisionDraft(id=f"{PLAYED}-decision-{rank}", plan_rank=rank, by_whom="Cellule")
            decide(actor, store, PLAYED, said)


def _answer(actor: Actor, store: Store, one: PlayedInject) -> None:
    text = ANSWERS.get(one.number, "Bien reçu.")
    record_response(actor, store, one.id, id=f"{PLAYED}-reponse-{one.number}", text=text, by_whom=one.recipient)
    for rank, expected in enumerate(one.expected):
        late = (one.number + rank) % 5 == 0
        outcome = Outcome.MISSED if one.number == 3 else Outcome.PARTIAL if late else Outcome.DONE
        within = expected.within_minutes or 30
        minutes = one.minutes + (within * 1.4 if late else within * 0.7)
        settle_expected(actor, store, one.id, rank, outcome, minutes=minutes)


def _judge(actor: Actor, store: Store, clock: _Moving) -> None:
    """Ratings and observations of the three observers, the hot wash of the room."""
    with store.reading() as conn:
        injects = {one.number: one for one in exercise_injects.of_exercise(conn, PLAYED)}
        everyone = exercise_people.of_exercise(conn, PLAYED)
    observers = [one.id for one in everyone if one.role is ParticipantRole.OBSERVER]
    for objective, letters in RATINGS.items():
        for who, letter, (rationale, cause) in zip(observers, letters, WHY[objective], strict=True):
            rate_objective(actor, store, PLAYED, who, objective, Letter(letter), rationale=rationale, cause=cause)
    for rank, (kind, objective, text, cause, element, number) in enumerate(SEEN):
        draft = ObservationDraft(
            id=f"{PLAYED}-vu-{rank}", kind=kind, text=text, objective=objective, cause=cause,
            element=element, inject_id=injects[number].id, minutes=float(injects[number].minutes + 5),
        )  # fmt: skip
        observe(actor, store, PLAYED, draft, participant_id=observers[rank % len(observers)])
    clock.at += timedelta(minutes=20)
    for one, (marks, well, less) in zip(everyone, WASHES, strict=False):
        answer = HotWashAnswer(dict(zip(QUESTIONS, marks, strict=True)), well, less)
        wash_by_link(actor, store, one.id, answer)
    for one in everyone:
        with store.reading() as conn:
            present = exercise_people.find(conn, one.id)
        set_attended(actor, store, one.id, True, present.revision if present else 1)


def _follow_up(actor: Actor, store: Store, clock: _Moving, day: date) -> None:
    """What the review says in words, and what is being changed: one late, one begun, two to come."""
    write_review_text(
        actor, store, PLAYED, ReviewPart.CONTEXT,
        "Premier exercice sur table avec l’hôpital, l’année des nouveaux plans. Effectif fictif du Pays d’Auray.", 0,
    )  # fmt: skip
    rows = (
        ("Écrire « ne partez pas, signalez-vous au 15 » dans le message type d’alerte.", 4, Element.PLANNING, "référent de crise", "", 10),
        ("Tenir la liste des cabinets qui peuvent prendre des sorties, chaque lundi.", 3, Element.ORGANISATION, "coordinatrice", "", 30),
        ("Tester chaque trimestre les numéros des suppléants.", 5, Element.EQUIPMENT, "coordinatrice", "", 60),
        ("Prévenir la communauté dès la pré-alerte du plan blanc.", 3, Element.ORGANISATION, "cadre d’astreinte", "Hôpital fictif du Pratel", 60),
    )  # fmt: skip
    for rank, (action, seen, element, owner, organisation, days) in enumerate(rows):
        due = day + timedelta(days=days)
        draft = ImprovementDraft(
            action=action, exercise_id=PLAYED, finding=SEEN[seen][2], cause=SEEN[seen][3], element=element,
            owner=owner, organisation=organisation, starts_on=day, due_on=due,
        )  # fmt: skip
        id = f"{PLAYED}-action-{rank}"
        if rank == len(rows) - 1:
            add_improvement(actor, store, draft, id=id)
            continue
        take_over(actor, store, f"{PLAYED}-vu-{seen}", id=id)
        change_improvement(actor, store, id, 1, draft)
    begin_improvement(actor, store, f"{PLAYED}-action-1", 2)
    clock.at = paris_instant(day + timedelta(days=9), time(18))
    told = RestitutionDraft(
        exercise_id=PLAYED, on_day=day + timedelta(days=9), to_whom="Conseil d’administration (fictif)"
    )
    record_restitution(actor, store, told, id=f"{PLAYED}-restitution")
