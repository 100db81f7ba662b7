"""``/salle/<token>``: the screen of the room. A big clock, the last injects, how the territory stands; asks for itself every 5 s."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.services.exercise.read_projector import ShownMoment, read_projector
from app.store import exercises
from app.web import exercise_words as words
from app.web.pages import Page
from app.words import _
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.store.database import Connection
    from app.web.pages import Visit

REFRESH = 5
"""Seconds between two readings."""
KEPT = timedelta(days=1)
"""How long after the end the room may still be shown: the time of the hot wash."""


def projector_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still opens: until a day after the end."""
    held = exercises.find(conn, subject.id)
    return held is not None and (held.finished_at is None or now < held.finished_at + KEPT)


def _show(visit: Visit) -> Response | None:
    page = read_projector(visit.actor, visit.store, visit.subject.id)
    if page is None:
        return None

    def coverage(one: ShownMoment) -> str:
        if one.percent is None or one.unmet is None:
            return _("moins de {few} demandes sans personne").format(few=page.few)
        if not one.unmet:
            return _("toutes les demandes ont quelqu’un")
        return _("{percent} % · {unmet} demandes sans personne").format(
            percent=one.percent, unmet=spoken_number(one.unmet)
        )

    def percent(one: ShownMoment) -> str:
        return "–" if one.percent is None else _("{percent} %").format(percent=one.percent)

    def unmet(one: ShownMoment) -> str:
        return _("moins de {few}").format(few=page.few) if one.unmet is None else spoken_number(one.unmet)

    return visit.render(
        "projector.html", page=page, say=words, refresh=REFRESH, coverage=coverage, percent=percent, unmet=unmet
    )


PAGES: tuple[Page, ...] = (
    Page(first="salle", scopes=frozenset({LinkScope.PROJECTOR}), opens=projector_is_open, show=_show),
)
