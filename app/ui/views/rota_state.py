"""Where a rota stands, in sentences: published when, what the draft changes, what rests on habits alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import monday_of, paris_date
from app.mobilisation.confirmation import states_sentence
from app.scheduling.assembly import ELSEWHERE
from app.scheduling.habits import ProvisionalAnswers
from app.scheduling.session import SeatState, SessionState
from app.scheduling.spoken import weekday_name
from app.scheduling.staffing.plan import LevelName
from app.words import _, ngettext
from app.words.dates import spoken_day
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.core.ids import PersonId
    from app.scheduling.staffing.plan import Plan
    from app.services.rota.publish_rota import Published
    from app.services.rota.read_rota import RotaView

WEEK = timedelta(days=6)


def state_sentence(view: RotaView, monday: date | None = None) -> str:
    """« Version 3 publiée mardi. 12 confirmés, 3 à confirmer. Brouillon : 2 changements pour 2 personnes. »

    Confirmations are those of the week that begins on ``monday``, of every session to come when none is named.
    """
    if not view.upcoming:
        return _("Aucune séance à venir dans ce centre.")
    if view.version is None and not view.changes.people:
        seats = sum(not seat.holder.filled for seat in view.drafted)
        said = ngettext(
            "Pas encore de planning : {n} poste à pourvoir.", "Pas encore de planning : {n} postes à pourvoir.", seats
        )
        return said.format(n=seats)
    return " ".join(
        filter(None, [published_sentence(view), confirmations_sentence(view, monday), draft_sentence(view)])
    )


def published_sentence(view: RotaView) -> str:
    """« Version 3 publiée mardi. »"""
    if view.version is None:
        return _("Rien n’est encore publié.")
    return _("Version {number} publiée {day}.").format(
        number=view.version.number, day=day_past(view.version.at, paris_date(view.horizon.now))
    )


def confirmations_sentence(view: RotaView, monday: date | None = None) -> str:
    """« 12 confirmés, 3 à confirmer, 1 cherche un remplaçant et 2 à pourvoir. » of what people live by to come.

    Empty until something is published, and for a week without a published session to come.
    """
    if view.version is None:
        return ""
    to_come = {
        session.id
        for session in view.upcoming
        if session.state is SessionState.PUBLISHED and (monday is None or monday_of(session.day) == monday)
    }
    return states_sentence(seat for seat in view.seats if seat.session_id in to_come) if to_come else ""


def day_past(at: datetime, today: date) -> str:
    """« aujourd’hui », « hier », « mardi » within six days, « le mardi 10 novembre » before."""
    day = paris_date(at)
    if day == today:
        return _("aujourd’hui")
    if day == today - timedelta(days=1):
        return _("hier")
    return weekday_name(day) if timedelta() < today - day <= WEEK else _("le {day}").format(day=spoken_day(day))


def draft_sentence(view: RotaView) -> str:
    """« Brouillon : 2 changements pour 2 personnes. », or that there is nothing to publish."""
    if view.changes.people:
        return _("Brouillon : {changes}.").format(changes=view.changes.sentence)
    new = newly_visible(view)
    if new:
        said = ngettext("{n} séance n’est pas encore publiée.", "{n} séances ne sont pas encore publiées.", new)
        return capitalised(said.format(n=new))
    return _("Rien à publier.")


def newly_visible(view: RotaView) -> int:
    """Sessions to come that nobody sees until the rota is published."""
    return sum(session.state == "draft" for session in view.upcoming)


def publishable(view: RotaView) -> bool:
    """Whether publishing would change anything."""
    return bool(view.changes.people or view.horizon.draft or newly_visible(view))


def provisional_seats(view: RotaView) -> frozenset[str]:
    """Seats that stand on habits: drafted so, or published so and still without any answer of their holder."""
    if view.proposal is None or not view.proposal.provisional:
        return view.provisional_seats
    to_come = {session.id for session in view.upcoming}
    waiting = {
        str(seat.id)
        for seat in view.drafted
        if seat.session_id in to_come
        and seat.holder.person_id
        and seat.state is SeatState.PUBLISHED
        and not seat.pinned
        and (seat.holder.person_id, seat.session_id) not in view.horizon.answers
    }
    return view.provisional_seats | waiting


def provisional_people(view: RotaView) -> frozenset[PersonId]:
    """Holders of those seats: their habits stand in for an answer."""
    seats = provisional_seats(view)
    return frozenset(seat.holder.person_id for seat in view.drafted if seat.id in seats and seat.holder.person_id)


def provisional_sentence(view: RotaView) -> str:
    """« 87 personnes sans réponse comptées d’après leurs habitudes, non confirmé. », or empty when all answered."""
    people = provisional_people(view)
    return ProvisionalAnswers((), people).sentence if people else ""


def next_step(view: RotaView) -> str:
    """The one thing to do next: ``propose``, ``publish`` or ``hand_out``."""
    if not view.upcoming or (view.version is None and not view.changes.people and view.proposal is None):
        return "propose"
    if publishable(view):
        return "publish"
    return "hand_out" if view.version else "propose"


def proposed_sentence(plan: Plan) -> str:
    """« Proposition prête : 543 postes sur 560, on ne peut pas faire mieux. 17 postes restent à pourvoir. »"""
    missing = sum(one.missing for one in plan.unfilled if one.role != ELSEWHERE)
    placed = sum(one.role != ELSEWHERE for one in plan.assignments)
    coverage = plan.level(LevelName.COVERAGE)
    proven = coverage is not None and coverage.proven
    best = _("on ne peut pas en pourvoir plus") if proven else _("une meilleure reste peut-être à trouver")
    said = ngettext(
        "Proposition prête : {n} poste pourvu, {best}.", "Proposition prête : {n} postes pourvus, {best}.", placed
    )
    rest = ngettext("{n} poste reste à pourvoir.", "{n} postes restent à pourvoir.", missing) if missing else ""
    return f"{said.format(n=placed, best=best)} {rest.format(n=missing)}".strip()


def published_said(done: Published) -> str:
    """« Version 4 publiée : 2 changements pour 2 personnes. » with what was refused."""
    said = _("Version {number} publiée : {changes}.").format(number=done.number, changes=done.changes.sentence)
    return " ".join([said, *done.refused])
