"""What there is to do this week, most urgent first, each with the one button that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import monday_of
from app.scheduling.spoken import capitalised, moment_near, place_of
from app.ui.parts.call_list import CallRow
from app.ui.views.home import unconfirmed
from app.ui.views.rota_bench import Bench, calls, phone_words
from app.ui.views.rota_missing import Lack, lack_sentence, lacks
from app.ui.views.rota_seat import first_open
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from app.roster.person import Person
    from app.services.read_rota import RotaView

MOST_PEOPLE = 10
"""People shown behind « Voir qui »; the others are counted in the sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its sentence and state, and what its one button opens.

    ``calls`` opens a list of people to ring; without it the button goes to ``page`` with ``seat`` chosen.
    """

    id: str
    state: str
    sentence: str
    button: str
    page: str = "rota"
    seat: str = ""
    calls: tuple[CallRow, ...] = ()


def tasks(standing: RotaView, draft: RotaView, bench: Bench, monday: date) -> tuple[Task, ...]:
    """What to do this week, most urgent first. ``standing`` is what people live by, ``draft`` the rota being prepared."""
    today = bench.today
    found = [_lack_task(standing, bench, lack, today) for lack in lacks(standing, today, monday)]
    found = [*_rota_tasks(draft), *found] if not draft.proposal and not draft.version else [*found, *_rota_tasks(draft)]
    return (*found, *_confirmation_task(standing, bench, monday), *_poll_task(standing, monday))


def _lack_task(view: RotaView, bench: Bench, lack: Lack, today: date) -> Task:
    blocking = {role for role, _n in view.capacities[lack.session.id].to_open} if lack.opening else set()
    wanted = blocking or {role for role, _n in lack.missing}
    rows = calls(bench, lack.session, wanted, today=today)
    seat = first_open(view, lack.session.id, wanted)
    button = _("Appeler ({n})").format(n=len(rows)) if rows else _("Voir le poste")
    return Task(
        f"lack_{lack.session.id}",
        lack.state,
        lack_sentence(view, lack, today),
        button,
        seat=seat,
        calls=rows,
    )


def _rota_tasks(draft: RotaView) -> list[Task]:
    if not draft.proposal and not draft.version:
        count = len(draft.upcoming)
        said = ngettext("{n} séance à venir n’a pas de planning.", "{n} séances à venir n’ont pas de planning.", count)
        return [Task("propose", "open", said.format(n=count), _("Proposer un planning"))]
    if draft.changes.people or draft.version is None:
        said = _("Brouillon non publié : {changes}.").format(changes=draft.changes.sentence)
        return [Task("publish", "proposed", said, _("Relire et publier"))]
    return []


def _confirmation_task(view: RotaView, bench: Bench, monday: date) -> list[Task]:
    people = unconfirmed(view, monday)
    if not people:
        return []
    said = ngettext(
        "{n} personne n’a pas encore confirmé sa présence.",
        "{n} personnes n’ont pas encore confirmé leur présence.",
        len(people),
    )
    rows = [
        CallRow(one.id, bench.introduce(one), _next_session(view, one, monday, bench.today), phone_words(one))
        for one in people[:MOST_PEOPLE]
    ]
    return [Task("confirm", "published", said.format(n=len(people)), _("Voir qui"), calls=tuple(rows))]


def _next_session(view: RotaView, person: Person, monday: date, today: date) -> str:
    sessions = {one.id: one for one in view.upcoming if monday_of(one.day) == monday}
    seats = [s for s in view.seats if s.holder.person_id == person.id and s.session_id in sessions]
    first = min(seats, key=lambda seat: sessions[seat.session_id].starts_at)
    return f"{capitalised(moment_near(sessions[first.session_id], today))}, {place_of(first, view.naming.role)}"


def _poll_task(view: RotaView, monday: date) -> list[Task]:
    asked = {one.id for one in view.upcoming if monday_of(one.day) == monday}
    answered = {person for person, session in view.horizon.answers if session in asked}
    silent = [p for p in view.horizon.people if p.is_contactable_on(monday) and p.id not in answered]
    if not asked or not silent:
        return []
    said = ngettext(
        "{n} personne n’a rien répondu pour cette semaine-là.",
        "{n} personnes n’ont rien répondu pour cette semaine-là.",
        len(silent),
    )
    return [Task("poll", "unconfirmed", said.format(n=len(silent)), _("Voir les réponses"), page="availability")]
