"""What the first screen says first: the answer in a sentence, the answer to the ARS, and the first steps of an empty folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action
from app.core.clock import monday_of
from app.scheduling.reply import ars_reply
from app.scheduling.session import SeatState
from app.services.rota.proposed_gaps import callable_by_role
from app.ui.views.rota_missing import lacks, seats_sentence
from app.ui.views.rota_state import provisional_seats
from app.words import _, ngettext
from app.words.dates import spoken_day
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from app.core.ids import SeatId
    from app.roster.person import Person
    from app.services.home.read_home import HomeView
    from app.services.rota.read_rota import RotaView


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a first visit: what it brings, how long it takes, the screen that does it, and whether it is done."""

    sentence: str
    minutes: int
    page: str
    button: str
    done: bool
    action: Action
    """What a role must be allowed to do to take it."""


def first_steps(home: HomeView) -> tuple[Step, ...]:
    """The way from an empty folder to a first rota, in order."""
    sessions = any(rota.sessions for rota in home.rotas)
    proposed = any(rota.proposal or rota.version for rota in home.rotas)
    return (
        Step(_("Nommer la communauté et son territoire."), 1, "", "", bool(home.community.name), Action.SET_UP_COMMUNITY),
        Step(
            _("Importer l’effectif : un fichier de votre tableur ou l’extraction RPPS suffit. Les rejets sont expliqués ligne à ligne."),
            3, "roster", _("Importer l’effectif"), bool(home.people), Action.IMPORT_ROSTER,
        ),
        Step(
            _("Décrire le centre : où, combien de doses par semaine, quelles demi-journées. Les lignes et les postes en découlent."),
            4, "centre", _("Monter le centre"), sessions, Action.SET_UP_CENTRE,
        ),
        Step(
            _("Proposer un planning d’après les habitudes déclarées, lire ce qui ne peut pas ouvrir et qui appeler, puis publier."),
            2, "rota", _("Proposer le planning"), proposed, Action.STAFF_ROTA,
        ),
    )  # fmt: skip


def welcome(steps: Sequence[Step]) -> str:
    """« Bienvenue. 4 étapes jusqu’au premier planning, environ 10 minutes. »"""
    left = [step for step in steps if not step.done]
    minutes = sum(step.minutes for step in left)
    return _("Il reste {steps} jusqu’au premier planning, environ {minutes}.").format(
        steps=ngettext("{n} étape", "{n} étapes", len(left)).format(n=len(left)),
        minutes=ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes),
    )


def headline(view: RotaView, monday: date, today: date) -> str:
    """« Jeudi 26 novembre. Lundi matin : la ligne 3 ne peut pas ouvrir (il manque un préparateur). 3 postes à pourvoir … »"""
    found = lacks(view, today, monday)
    closed = [lack for lack in found if lack.opening]
    parts = [capitalised(_("{day}.").format(day=spoken_day(today)))]
    if closed:
        parts.append(closed[0].opening)
    parts.append(capitalised(_("{counts}.").format(counts=_counts(view, monday, sum(lack.seats for lack in found)))))
    return " ".join(parts)


def _counts(view: RotaView, monday: date, seats: int) -> str:
    waiting = len(unconfirmed(view, monday))
    said = [
        seats_sentence(seats)
        if seats
        else _("tous les postes de la {week} sont pourvus").format(week=week_name(monday))
    ]
    if view.version is None:
        said.append(_("rien n’est encore publié"))
    elif waiting:
        said.append(ngettext("{n} confirmation manque", "{n} confirmations manquent", waiting).format(n=waiting))
    return ", ".join(said)


def others_closed(view: RotaView, monday: date, today: date) -> str:
    """« 4 autres demi-journées ne peuvent pas ouvrir toutes leurs lignes cette semaine. », or empty."""
    others = sum(1 for lack in lacks(view, today, monday) if lack.opening) - 1
    if others < 1:
        return ""
    return ngettext(
        "{n} autre demi-journée ne peut pas ouvrir toutes ses lignes cette semaine-là.",
        "{n} autres demi-journées ne peuvent pas ouvrir toutes leurs lignes cette semaine-là.",
        others,
    ).format(n=others)


def week_name(monday: date) -> str:
    """« semaine du lundi 30 novembre »."""
    return _("semaine du {day}").format(day=spoken_day(monday))


def unconfirmed(view: RotaView, monday: date, besides: Collection[SeatId] = ()) -> tuple[Person, ...]:
    """People who hold a published seat of the week's sessions to come and have not confirmed it, soonest first.

    ``besides``: seats that don't count.
    """
    starts = {one.id: one.starts_at for one in view.upcoming if monday_of(one.day) == monday}
    waiting = sorted(
        (starts[seat.session_id], seat.holder.person_id)
        for seat in view.seats
        if seat.session_id in starts and seat.state is SeatState.PUBLISHED and seat.holder.person_id
        if seat.id not in besides
    )
    people = {person.id: person for person in view.horizon.people}
    return tuple(people[one] for one in dict.fromkeys(person for _at, person in waiting) if one in people)


def asked_injections(view: RotaView, monday: date) -> int:
    """What the authorities ask for in the week until told otherwise: its doses, else what complete teams would give."""
    week = view.week(monday)
    return week.full if week.doses is None else week.doses


def reply(view: RotaView, monday: date, asked: int, today: date) -> str:
    """The answer to the ARS, ready to send."""
    provisional = bool(provisional_seats(view))
    return ars_reply(
        view.week(monday),
        asked,
        view.naming.role,
        today=today,
        provisional=provisional,
        callable_people=callable_by_role(view.gaps, view.calls, view.eligibility) if view.gaps else None,
    )
