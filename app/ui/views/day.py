"""What the day's screen says of a session: may it open, what stands in the way, how each person is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_
from app.scheduling.spoken import listed
from app.words import _, ngettext
from app.words.dates import short_day, spoken_hours, spoken_instant, spoken_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.activity.attendance import AttendanceRow
    from app.scheduling.session import Session
    from app.services.activity.read_session_day import SessionDay

PANELS = {
    "ouverture": N_("Ouverture"),
    "presences": N_("Présents"),
    "doses": N_("Doses"),
    "incidents": N_("Incidents"),
    "fermer": N_("Fermer une ligne"),
}
"""The panels, in the order of the day, as the address names them."""


def first_panel(day: SessionDay) -> str:
    """The panel one most likely wants: opening until it may open, who is there afterwards."""
    return "ouverture" if not day.is_over and day.decision.reasons and not day.sheet.closed_at else "presences"


def sentence(day: SessionDay) -> str:
    """Whether the session can open; once over, who came."""
    if day.sheet.closed_at is not None:
        return _("Présence close : {tally}").format(tally=day.sheet.tally.sentence)
    if day.now >= day.session.ends_at:
        return _("Séance terminée, présence à clore.")
    return day.decision.sentence


def state(day: SessionDay) -> str:
    """The badge of the session: over, opening, degraded or not opening."""
    if day.sheet.closed_at is not None:
        return "worked"
    if day.now >= day.session.ends_at:
        return "to_do"
    if not day.decision.open_lines:
        return "cannot_open"
    return "degraded" if day.decision.closed_lines else "opens"


def detail(day: SessionDay) -> str:
    """What comes first among what is wrong, how many things follow, and who is there."""
    if day.sheet.closed_at is not None:
        return ""
    said = []
    if day.decision.reasons and day.now < day.session.ends_at:
        more = len(day.decision.reasons) - 1
        said.append(day.decision.reasons[0])
        if more:
            said.append(
                ngettext("Et {n} autre point bloquant.", "Et {n} autres points bloquants.", more).format(n=more)
            )
    said.append(day.sheet.tally.sentence)
    if waiting := len(day.sheet.at_the_door):
        said.append(
            ngettext("{n} nom attend à la porte.", "{n} noms attendent à la porte.", waiting).format(n=waiting)
        )  # fmt: skip
    return " ".join(said)


def where(day: SessionDay) -> str:
    """« Centre d’Auray · lundi 30 novembre, matin (9 h–13 h) »."""
    return f"{day.centre.name} · {spoken_session(day.session.starts_at, day.session.ends_at)}"


def session_names(found: Sequence[Session], now: datetime) -> dict[str, str]:
    """How each session is chosen: « aujourd’hui, 9 h–13 h », « lun. 30 nov., 9 h–13 h »."""
    today = paris_date(now)
    return {
        one.id: _("{day}, {hours}").format(
            day=_("aujourd’hui") if one.day == today else short_day(one.day),
            hours=spoken_hours(one.starts_at, one.ends_at),
        )
        for one in found
    }


def row_name(day: SessionDay, row: AttendanceRow) -> str:
    """« Clarisse Palude-Deslandes — ligne 2, injection »."""
    return f"{day.name(row)} — {day.place(row)}"


def row_notes(day: SessionDay, row: AttendanceRow) -> str:
    """« arrivé à 9 h 15 ; arrivée signée »; empty when there is nothing to add."""
    notes = []
    if row.arrived_at is not None:
        notes.append(_("arrivé {when}").format(when=spoken_instant(row.arrived_at)))
    if row.left_at is not None:
        notes.append(_("parti {when}").format(when=spoken_instant(row.left_at)))
    if row.signed_at is not None:
        notes.append(_("arrivée signée"))
    return _(" ; ").join(notes)


def lines_left(day: SessionDay) -> list[int]:
    """The lines that nobody closed."""
    gone = {one.line for one in day.closed}
    return [line for line in range(1, day.session.lines + 1) if line not in gone]


def closed_sentence(day: SessionDay) -> str:
    """« Lignes fermées : 2 et 3. »; empty when none is."""
    if not day.closed:
        return ""
    lines = listed(str(one.line) for one in day.closed)
    return ngettext("Ligne fermée : {lines}.", "Lignes fermées : {lines}.", len(day.closed)).format(lines=lines)
