"""The improvement plan in sentences, badges and rows: what is left, what is late, who does what. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise import improvement_said as said
from app.exercise.improvement import IMPROVEMENT_STATE_WORDS, ImprovementState
from app.exercise.rating import ELEMENT_WORDS
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.exercise.improvement import Improvement
    from app.services.exercise.read_improvements import ImprovementDesk

State = ImprovementState

LOOKS = {
    State.OPEN: ("front_hand", "pending"),
    State.IN_PROGRESS: ("autorenew", "pending"),
    State.DONE: ("check_circle", "confirmed"),
    State.VERIFIED: ("verified", "confirmed"),
    State.DROPPED: ("cancel", "cancelled"),
}
"""State → icon and tone; the word is that of the state."""

OVERDUE = "late"
NOBODY = "nobody"


def sentence(desk: ImprovementDesk) -> str:
    """« 7 actions à mener, dont 2 en retard. »"""
    if not desk.improvements:
        return _("Aucune action pour l’instant.")
    if not desk.awaited:
        return ngettext(
            "L’action du plan est close.", "Les {n} actions du plan sont closes.", len(desk.improvements)
        ).format(n=len(desk.improvements))
    awaited = ngettext("{n} action à mener", "{n} actions à mener", len(desk.awaited)).format(n=len(desk.awaited))
    if not desk.overdue:
        return _("{actions}, aucune en retard.").format(actions=awaited)
    late = ngettext("dont {n} en retard", "dont {n} en retard", len(desk.overdue)).format(n=len(desk.overdue))
    return _("{actions}, {late}.").format(actions=awaited, late=late)


def detail(desk: ImprovementDesk) -> str:
    """The next due day, who is to be chosen, and how many are done or verified."""
    parts = []
    coming = next((one for one in desk.awaited if one.due_on >= desk.today), None)
    if coming:
        parts.append(_("Prochaine échéance le {day}.").format(day=spoken_date(coming.due_on)))
    if alone := sum(not one.owner for one in desk.awaited):
        parts.append(ngettext("{n} sans responsable.", "{n} sans responsable.", alone).format(n=alone))
    if done := sum(one.state is State.DONE for one in desk.improvements):
        parts.append(
            ngettext("{n} faite, à vérifier en exercice.", "{n} faites, à vérifier en exercice.", done).format(n=done)
        )
    if seen := sum(one.state is State.VERIFIED for one in desk.improvements):
        parts.append(ngettext("{n} vérifiée en exercice.", "{n} vérifiées en exercice.", seen).format(n=seen))
    return " ".join(parts)


def badge(one: Improvement, today: date) -> str:
    """Icon, word and colour: late before all."""
    icon, tone = ("priority_high", "alarm") if one.is_overdue(today) else LOOKS[one.state]
    return coloured(COLOURS[tone], icon, said.state_words(one, today))


def caption(one: Improvement, desk: ImprovementDesk) -> str:
    """« cadre de santé, CH d’Auray · pour le 24 février 2027 · Cellule de crise · exercice n° 3, Panne d’eau »."""
    parts = [
        said.owner_words(one),
        _("pour le {day}").format(day=spoken_date(one.due_on)),
        said.change_words(one, desk.cards),
        said.exercise_words(desk.exercises.get(one.exercise_id)),
    ]
    return " · ".join(filter(None, parts))


def facts(one: Improvement, desk: ImprovementDesk) -> list[tuple[str, str]]:
    """Every field that is filled, with its word."""
    versions = said.versions_words(one)
    begins = _("du {first} au {last}").format(first=spoken_date(one.starts_on), last=spoken_date(one.due_on))
    told = [
        (_("Constat"), one.finding if one.finding != one.action else ""),
        (_("Cause"), one.cause),
        (_("Vient de"), said.exercise_words(desk.exercises.get(one.exercise_id))),
        (_("Ce qui change dans le plan"), said.change_words(one, desk.cards)),
        (_("Élément"), _(ELEMENT_WORDS[one.element])),
        (_("Responsable"), said.owner_words(one)),
        (_("Personne de l’effectif"), desk.people.get(one.person_id, "")),
        (_("E-mail"), one.email),
        (_("Priorité"), priority_words(one.priority)),
        (_("Quand"), begins),
        (proof_word(one), one.proof),
        (_("Plan"), versions),
        (_("Vérifiée"), said.exercise_words(desk.exercises.get(one.verified_in))),
    ]
    return [(word, text) for word, text in told if text]


def proof_word(one: Improvement) -> str:
    """What the words kept at the closing are: a proof, or a reason."""
    return _("Pourquoi") if one.state is State.DROPPED else _("Preuve")


def priority_words(priority: int) -> str:
    """« 1, d’abord »."""
    return {1: _("1, d’abord"), 2: _("2, ensuite"), 3: _("3, quand on peut")}[priority]


def states() -> dict[str, str]:
    """What the list is filtered by: code → words."""
    return {
        OVERDUE: _("en retard"),
        NOBODY: _("à attribuer"),
        **{one.value: _(words) for one, words in IMPROVEMENT_STATE_WORDS.items()},
    }


def kept(desk: ImprovementDesk, *, owner: str = "", state: str = "", exercise: str = "") -> tuple[Improvement, ...]:
    """The actions that pass the filters; an empty one lets all through."""
    return tuple(
        one
        for one in desk.improvements
        if (not owner or one.owner == owner)
        and (not exercise or one.exercise_id == exercise)
        and (not state or _is_in(one, state, desk.today))
    )


def _is_in(one: Improvement, state: str, today: date) -> bool:
    if state == OVERDUE:
        return one.is_overdue(today)
    return (one.is_awaited and not one.owner) if state == NOBODY else one.state == state


def in_order(every: Iterable[Improvement], today: date) -> list[Improvement]:
    """Late first, then those awaited by their day, then those done, verified, given up."""
    ranks = {State.DONE: 2, State.VERIFIED: 3, State.DROPPED: 4}
    return sorted(
        every, key=lambda one: (0 if one.is_overdue(today) else ranks.get(one.state, 1), one.due_on, one.priority)
    )


def labels(desk: ImprovementDesk, ids: Sequence[str]) -> dict[str, str]:
    """Exercise id → « exercice n° 3, Panne d’eau »."""
    return {id: said.exercise_words(desk.exercises[id]) for id in ids}
