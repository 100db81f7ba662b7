"""Where a rota stands, in sentences: published when, what the draft changes, what rests on habits alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.scheduling.habits import ProvisionalAnswers
from app.scheduling.spoken import capitalised, weekday_name
from app.words import _, ngettext
from app.words.dates import spoken_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.core.ids import PersonId
    from app.services.read_rota import RotaView

WEEK = timedelta(days=6)


def state_sentence(view: RotaView) -> str:
    """« Version 3 publiée mardi. Brouillon : 2 changements pour 2 personnes. »"""
    if not view.upcoming:
        return _("Aucune séance à venir dans ce centre.")
    if view.version is None and not view.changes.people:
        seats = sum(not seat.holder.filled for seat in view.drafted)
        said = ngettext(
            "Pas encore de planning : {n} poste à pourvoir.", "Pas encore de planning : {n} postes à pourvoir.", seats
        )
        return said.format(n=seats)
    return f"{published_sentence(view)} {draft_sentence(view)}"


def published_sentence(view: RotaView) -> str:
    """« Version 3 publiée mardi. »"""
    if view.version is None:
        return _("Rien n’est encore publié.")
    return _("Version {number} publiée {day}.").format(
        number=view.version.number, day=day_past(view.version.at, paris_date(view.horizon.now))
    )


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
        return _("Brouillon : {changes}.").format(changes=view.changes.sentence)
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


def provisional_people(view: RotaView) -> frozenset[PersonId]:
    """Holders of drafted seats who answered nothing: their habits stand in."""
    return frozenset(
        seat.holder.person_id for seat in view.drafted if seat.id in view.provisional_seats and seat.holder.person_id
    )


def provisional_sentence(view: RotaView) -> str:
    """« 87 personnes sans réponse comptées d’après leurs habitudes, non confirmé. », or empty when all answered."""
    people = provisional_people(view)
    return ProvisionalAnswers((), people).sentence if people else ""
