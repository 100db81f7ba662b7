"""What is still missing before an exercise can be played: each point in a sentence, with the place to mend it. Pure.

Nothing here forbids to start: a small team may know what it does. ``MUST`` is what makes an exercise useless, ``SHOULD`` what
makes it poorer (three evaluators and an observer: issue statement, DRILLS §1.3).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.chronogramme import TO_COME
from app.exercise.messages import folded, reach
from app.exercise.participant import ANIMATORS, ParticipantRole
from app.exercise.rating import ENOUGH_EVALUATORS
from app.exercise.said import spoken_delay, spoken_minutes
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant


class Weight(StrEnum):
    """How much a point matters."""

    MUST = "must"
    SHOULD = "should"


WEIGHT_WORDS = {Weight.MUST: N_("à régler avant de jouer"), Weight.SHOULD: N_("à regarder")}


class Where(StrEnum):
    """Where a point is mended: the panel of Préparation."""

    FRAME = "cadre"
    PEOPLE = "participants"
    OBJECTIVES = "objectifs"
    INJECTS = "injects"


WHERE_WORDS = {
    Where.FRAME: N_("Cadre"),
    Where.PEOPLE: N_("Participants"),
    Where.OBJECTIVES: N_("Objectifs"),
    Where.INJECTS: N_("Injects"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to mend. ``said``: in the language of the run. ``inject_id``: which inject, when it is one."""

    code: str
    weight: Weight
    where: Where
    said: str
    inject_id: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the roster and the library know. ``idle``: inject id (empty: from T0) → effects that strike nothing, in words;
    ``lost``: sentences of what the copy refers to and is not there; ``unreached``: participants with neither e-mail nor number;
    ``is_here``: whether its places are those of this territory.
    """

    now: datetime
    idle: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    unreached: int = 0
    plan_versions: frozenset[str] = frozenset()
    has_territory: bool = True
    is_here: bool = True


def points(
    exercise: Exercise, participants: tuple[Participant, ...], injects: tuple[PlayedInject, ...], facts: Facts
) -> tuple[Point, ...]:
    """All of them, those that must be mended first, then in the order of the panels."""
    found = (
        *_frame(exercise, injects, facts), *_people(participants, facts), *_objectives(exercise, injects),
        *_unheld(participants, injects), *_injects(exercise, injects), *_effects(injects, facts),
    )  # fmt: skip
    panels = list(Where)
    return tuple(sorted(found, key=lambda one: (one.weight is not Weight.MUST, panels.index(one.where))))


def _frame(exercise: Exercise, injects: tuple[PlayedInject, ...], facts: Facts) -> Iterator[Point]:
    def point(code: str, weight: Weight, said: str) -> Point:
        return Point(code, weight, Where.FRAME, said)

    if exercise.ends_at <= facts.now:
        yield point("met_already", Weight.MUST, _("La rencontre est déjà passée : donnez-lui un autre jour."))
    if exercise.t0 < facts.now:
        yield point(
            "t0_past", Weight.SHOULD,
            _("T0 est dans le passé : les effectifs de ce jour-là ne sont peut-être plus ceux qui sont au travail."),
        )  # fmt: skip
    if not exercise.stop_word:
        yield point(
            "no_stop_word", Weight.SHOULD, _("Aucun mot d’arrêt n’est convenu : chacun doit pouvoir tout arrêter.")
        )
    if not exercise.instructions:
        yield point("no_instructions", Weight.SHOULD, _("Aucune consigne n’est écrite pour les joueurs."))
    if not facts.has_territory:
        yield point(
            "no_territory", Weight.SHOULD, _("Aucun territoire n’est choisi : la couverture ne sera pas calculée.")
        )
    if not exercise.plan_version:
        yield point("no_plan", Weight.SHOULD, _("La version du plan que l’on essaie n’est pas dite."))
    elif facts.plan_versions and exercise.plan_version not in facts.plan_versions:
        said = _("La version {version} du plan n’existe pas.").format(version=exercise.plan_version)
        yield point("unknown_plan", Weight.SHOULD, said)
    if not (exercise.scenario.effects or exercise.scenario.plan or any(one.effects for one in injects)):
        yield point(
            "no_effect", Weight.SHOULD, _("Rien ne frappe et le plan ne répond rien : la couverture ne bougera pas.")
        )
    last = max((one.minutes for one in injects), default=0)
    room = (exercise.ends_at - exercise.starts_at).total_seconds() / 60
    if last > room * exercise.speed:
        said = _("Le dernier inject est à {last}, et la rencontre ne laisse que {room} à cette vitesse.").format(
            last=spoken_minutes(last), room=spoken_delay(room * exercise.speed)
        )
        yield point("too_long", Weight.SHOULD, said)


def _people(participants: tuple[Participant, ...], facts: Facts) -> Iterator[Point]:
    def point(code: str, weight: Weight, said: str) -> Point:
        return Point(code, weight, Where.PEOPLE, said)

    roles = Counter(one.role for one in participants)
    if not roles[ParticipantRole.PLAYER]:
        yield point("no_player", Weight.MUST, _("Aucun joueur : personne ne recevra les injects."))
    if not any(roles[one] for one in ANIMATORS):
        yield point("no_animator", Weight.SHOULD, _("Personne n’anime : nommez une direction de l’exercice."))
    observers = roles[ParticipantRole.OBSERVER]
    if not observers:
        yield point("no_observer", Weight.MUST, _("Aucun observateur : les objectifs ne seront pas cotés."))
    elif observers < ENOUGH_EVALUATORS:
        said = _("{n} sur {enough} évaluateurs : en dessous, une cote par objectif est à lire avec prudence.")
        yield point("few_evaluators", Weight.SHOULD, said.format(n=observers, enough=ENOUGH_EVALUATORS))
    if facts.unreached:
        said = _(
            "Sans e-mail ni téléphone : {n}. Leurs messages réels et leur invitation seront à remettre en main propre."
        )
        yield point("no_contact", Weight.SHOULD, said.format(n=facts.unreached))


def _objectives(exercise: Exercise, injects: tuple[PlayedInject, ...]) -> Iterator[Point]:
    tried = {code for one in injects for code in one.objectives}
    for one in exercise.scenario.objectives:
        if one.code not in tried:
            said = _("Aucun inject n’essaie l’objectif {code} : « {text} »").format(code=one.code, text=one.text)
            yield Point("untried", Weight.SHOULD, Where.OBJECTIVES, said)


def _injects(exercise: Exercise, injects: tuple[PlayedInject, ...]) -> Iterator[Point]:
    def point(code: str, weight: Weight, one: PlayedInject, said: str) -> Point:
        named = said.format(number=one.number, when=spoken_minutes(one.minutes), to=one.recipient)
        return Point(code, weight, Where.INJECTS, named, one.id)

    if not injects:
        yield Point(
            "no_inject", Weight.MUST, Where.INJECTS, _("Le chronogramme est vide : ajoutez ou importez des injects.")
        )
    same: dict[tuple[int, str], PlayedInject] = {}
    for one in injects:
        if one.state not in TO_COME:
            continue
        if any(each.within_minutes is None for each in one.expected):
            yield point("no_deadline", Weight.SHOULD, one, _("Inject {number} : ce qui est attendu n’a pas de délai."))
        if not one.expected:
            yield point("nothing_expected", Weight.SHOULD, one, _("Inject {number} : rien n’en est attendu."))
        if one.minutes > exercise.scenario.hours * 60:
            said = _("Inject {number} ({when}) : il vient après la fin de ce qui est observé.")
            yield point("too_late", Weight.SHOULD, one, said)
        key = (one.minutes, folded(one.recipient))
        if key in same:
            said = _("Inject {number} : « {to} » en reçoit déjà un autre à {when}.")
            yield point("same_minute", Weight.SHOULD, one, said)
        same.setdefault(key, one)


def _unheld(participants: tuple[Participant, ...], injects: tuple[PlayedInject, ...]) -> Iterator[Point]:
    """Functions that injects name and nobody holds, each once with its injects; nobody at all is told elsewhere."""
    named: dict[str, list[PlayedInject]] = {}
    for one in injects:
        if participants and one.state in TO_COME and not reach(one.recipient, participants).is_named:
            named.setdefault(one.recipient, []).append(one)
    for recipient, them in named.items():
        numbers = ", ".join(str(one.number) for one in them)
        said = _("Personne ne tient « {to} » : à lire à toute la salle (injects : {numbers}).")
        yield Point("to_nobody", Weight.SHOULD, Where.PEOPLE, said.format(to=recipient, numbers=numbers))


def _effects(injects: tuple[PlayedInject, ...], facts: Facts) -> Iterator[Point]:
    if facts.has_territory and not facts.is_here:
        count = sum(map(len, facts.idle.values()))
        said = _("Les lieux de ce scénario ne sont pas ceux de votre territoire : mettez les vôtres.")
        if count:
            said = _("{said} Effets qui ne touchent rien ici : {n}.").format(said=said, n=count)
        yield Point("elsewhere", Weight.SHOULD, Where.OBJECTIVES, said)
        return
    numbers = {one.id: one.number for one in injects}
    for id, idle in facts.idle.items():
        for words in idle:
            if id in numbers:
                said = _("Inject {number} : un effet ne touche rien ici ({what}).").format(
                    number=numbers[id], what=words
                )
                yield Point("idle", Weight.SHOULD, Where.INJECTS, said, id)
            else:
                said = _("Un effet ne touche rien ici : {what}.").format(what=words)
                yield Point("idle", Weight.SHOULD, Where.OBJECTIVES, said)
    for lost in facts.lost:
        yield Point("lost", Weight.SHOULD, Where.OBJECTIVES, lost)
