"""What the first screen says of crises, a line each: its state, its sentence, and the screen that has the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.response.alert import AlertKind
from app.response.event import STATE_WORDS
from app.ui.views import continuity
from app.ui.views.home_tasks import Gravity, Task
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.crisis.read_crises import Crises, CrisisNow


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a state of ``app.words.states``, what is said, and where its link leads."""

    state: str
    sentence: str
    label: str
    page: str
    query: Mapping[str, str] = field(default_factory=dict)
    gravity: Gravity = Gravity.LATER


def tasks(crises: Crises) -> tuple[Task, ...]:
    """The lines as tasks of the first screen, in its one order with the others."""
    return tuple(
        Task(f"crisis_{rank}_{one.page}", one.state, one.sentence, one.label, one.page, one.query, gravity=one.gravity)
        for rank, one in enumerate(lines(crises))
    )


def lines(crises: Crises) -> list[Line]:
    """Every line, what goes on first, then what is due."""
    found = [_event(one) for one in sorted(crises.events, key=lambda one: one.event.is_exercise)]
    if crises.authorities:
        found.append(Line("overdue", crises.authorities, _("Répondre"), "event", {"volet": "autorites"}, Gravity.NOW))
    for alert, board in crises.alerts:
        kind = _("Essai de communication") if alert.kind is AlertKind.TEST else _("Alerte")
        if alert.is_exercise:
            kind = f"{_('EXERCICE.')} {kind}"
        said = _("{kind} en cours, {title} : {answered} réponses sur {asked}, {coming} disponibles.").format(
            kind=kind, title=alert.title, answered=board.answered, asked=board.asked, coming=board.coming
        )
        found.append(Line("under_way", said, _("Suivre"), "alert", {"alerte": alert.id}, Gravity.NOW))
    for survey, tally in crises.surveys:
        said = _("Point cabinets, {title} : {answered} réponses sur {asked}.").format(
            title=survey.title, answered=tally.answered, asked=tally.asked
        )
        found.append(Line("under_way", said, _("Voir"), "alert", {"volet": "point"}))
    if crises.care is not None:
        state = "overdue" if crises.care.uncovered.may_be_one else "under_way"
        gravity = Gravity.NOW if crises.care.uncovered.may_be_one else Gravity.SOON
        found.append(
            Line(state, continuity.sentence(crises.care), _("Qui reste sans soins"), "continuity", gravity=gravity)
        )
    if crises.review:
        found.append(
            Line(
                "to_do",
                crises.review,
                _("Réviser le plan"),
                "plans",
                {"volet": "plan"},
                Gravity.LATE if crises.review_late else Gravity.LATER,
            )
        )
    if crises.check_on:
        day = spoken_date(crises.check_on)
        late = crises.check_on < crises.today
        said = (
            _("Les numéros de l’annuaire étaient à essayer le {day}.").format(day=day)
            if late
            else _("Les numéros de l’annuaire sont à essayer avant le {day}.").format(day=day)
        )
        gravity = Gravity.LATE if late else Gravity.LATER
        found.append(Line("overdue" if late else "to_do", said, _("Essayer"), "directory", {"volet": "essai"}, gravity))
    if crises.categories:
        said = ngettext(
            "{n} catégorie de soins attend la validation d’un médecin.",
            "{n} catégories de soins attendent la validation d’un médecin.", crises.categories,
        ).format(n=crises.categories)  # fmt: skip
        found.append(Line("to_do", said, _("Faire valider"), "needs", {"volet": "categories"}))
    return found


def _event(one: CrisisNow) -> Line:
    """« EXERCICE. Crue de la Vilaine : tension. 3 actions en retard, 12 à faire ; 2 postes demandés à pourvoir. »"""
    parts = [_("{title} : {state}.").format(title=one.event.title, state=_(STATE_WORDS[one.event.state]))]
    late, open_ = one.progress.late, one.progress.open
    if late:
        parts.append(ngettext("{n} action en retard.", "{n} actions en retard.", late).format(n=late))
    elif open_:
        parts.append(ngettext("{n} action à faire.", "{n} actions à faire.", open_).format(n=open_))
    missing = sum(request.filled.asked - request.filled.held for request in one.requests if not request.is_cancelled)
    if missing:
        parts.append(ngettext("{n} renfort à trouver.", "{n} renforts à trouver.", missing).format(n=missing))
    if one.event.is_exercise:
        parts.insert(0, _("EXERCICE."))
    state = "overdue" if late else "under_way"
    return Line(state, " ".join(parts), _("Conduire"), "event", {"evenement": one.event.id}, Gravity.NOW)
