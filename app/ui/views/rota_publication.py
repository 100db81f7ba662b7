"""What publishing would change: for whom, and what it takes from each practice and commune, as parts draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scheduling.spoken import half_day_of, place_of
from app.ui.parts.change_list import PersonChanges
from app.ui.parts.load_table import LoadRow
from app.words import _, ngettext
from app.words.first_letter import capitalised
from app.words.joined import colon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import SessionId
    from app.scheduling.changes import PersonChange
    from app.scheduling.load import GroupLoad
    from app.scheduling.session import Seat, Session
    from app.services.rota.publish_rota import Preview
    from app.services.rota.read_rota import RotaView


def publication_sentences(preview: Preview) -> tuple[str, ...]:
    """What will happen, to whom: « 2 changements pour 2 personnes. », then sessions that become visible."""
    said = [_("{changes}.").format(changes=capitalised(preview.changes.sentence))]
    if preview.sessions:
        shown = ngettext(
            "{n} séance devient visible dans les calendriers.",
            "{n} séances deviennent visibles dans les calendriers.",
            preview.sessions,
        )
        said.append(shown.format(n=preview.sessions))
    if preview.refused:
        refused = ngettext(
            "{n} différence est refusée : le poste a changé entre-temps.",
            "{n} différences sont refusées : ces postes ont changé entre-temps.",
            len(preview.refused),
        )
        said.append(refused.format(n=len(preview.refused)))
    return tuple(said)


def change_rows(preview: Preview, view: RotaView) -> tuple[PersonChanges, ...]:
    """One block a person, by name."""
    sessions = {session.id: session for session in view.horizon.sessions}
    rows = [_person(change, sessions, view) for change in preview.changes.people]
    return tuple(sorted(rows, key=lambda row: row.name))


def _person(change: PersonChange, sessions: Mapping[SessionId, Session], view: RotaView) -> PersonChanges:
    gained = [*change.added, *(new for _old, new in change.moved)]
    lost = [*change.removed, *(old for old, _new in change.moved)]
    return PersonChanges(
        view.naming.person(change.person_id), _spoken(gained, sessions, view), _spoken(lost, sessions, view)
    )


def _spoken(seats: Iterable[Seat], sessions: Mapping[SessionId, Session], view: RotaView) -> tuple[str, ...]:
    told = sorted(seats, key=lambda seat: (sessions[seat.session_id].starts_at, seat.id))
    return tuple(f"{half_day_of(sessions[seat.session_id])}, {place_of(seat, view.naming.role)}" for seat in told)


def load_sentence(preview: Preview) -> str:
    """What the rota takes from care: by practice where practices are known, else the commune most touched."""
    if preview.load.practices or not preview.load.communes:
        return preview.load.sentence
    return _("Commune la plus touchée, {commune}").format(commune=preview.load.communes[0].sentence)


def load_rows(loads: Iterable[GroupLoad]) -> tuple[LoadRow, ...]:
    """Practices or communes as table rows, heaviest share first."""
    return tuple(LoadRow(one.name, one.people, one.seats, one.members, _busiest(one)) for one in loads)


def _busiest(load: GroupLoad) -> str:
    away = ngettext("{n} absent sur {of}", "{n} absents sur {of}", load.away).format(n=load.away, of=load.members)
    return colon(half_day_of(load.worst), away)
