"""The handover of the crisis cell on paper: a page for each function, from who leaves to who takes over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput
from app.documents.imprint import Band, Contact
from app.response.event import EventKind
from app.response.rotation import relieved_by
from app.roster.phones import spoken_phone
from app.services.crisis.note_reading import Read, note_reading
from app.services.plans.own_plan_document import imprint_of
from app.services.plans.read_cell import cell_view
from app.store import authority_requests, checklists, community, log, staffing_requests
from app.store.log import LogKind, LogStatus
from app.words import _
from app.words.dates import short_day, spoken_hour, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.documents.cell_handover import CellHandover, HandoverLine
    from app.response.cell import Shift
    from app.services.plans.read_cell import CellView
    from app.store.database import Connection, Store

DECISIONS_TOLD = 8
NEXT_TOLD = 4
LINES_TOLD = 14
"""Lines of a list on a sheet; the rest is counted: the checklist itself stands on the screen."""


def cell_handover_pdf(actor: Actor, store: Store, event_id: str | None = None, function: str = "") -> bytes:
    """The sheets of an event (None: the one that matters now, else the dry run), of one function or of all.

    A sheet is from whoever holds the function now, or will first, to whoever comes next; where nobody is, the pen decides.
    Raises InvalidInput for a function that is not of the cell, NotFound for an event, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    from app.documents.cell_handover import cell_handovers

    with store.reading() as conn:
        view, settings = cell_view(store, conn, event_id), community.read(conn)
        if function and function not in view.functions:
            raise InvalidInput(N_("Cette fonction n’est pas dans la cellule de crise. Rechargez la page."))
        chosen = [function] if function else list(view.functions)
        lines = _Lines(conn, view)
        sheets = [_sheet(view, lines, settings.name or _("Notre CPTS"), code) for code in chosen]
    shown = [one for one in sheets if one.outgoing.name or one.incoming.name] or sheets
    imprint = imprint_of(store, settings, _("relève de la cellule"))
    if _is_exercise(view):
        imprint = replace(imprint, bands=(Band.EXERCISE, *imprint.bands))
    note_reading(actor, store, Read.CONTACTS, {one.person_id for one in view.shifts if one.person_id})
    return cell_handovers(shown, imprint)


def _is_exercise(view: CellView) -> bool:
    return view.event is not None and view.event.kind is EventKind.EXERCISE


class _Lines:
    """What waits in an event, read once for every sheet; nothing in a dry run."""

    def __init__(self, conn: Connection, view: CellView) -> None:
        self.now = view.now
        event = view.event.id if view.event else ""
        self.items = checklists.of_event(conn, event) if event else []
        self.entries = log.every(conn, event) if event else []
        self.asked = authority_requests.every(conn, event) if event else []
        self.wanted = staffing_requests.of_event(conn, event) if event else []

    def actions(self, function: str) -> tuple[HandoverLine, ...]:
        """What the function has still to do, the oldest due first."""
        mine = sorted((one for one in self.items if one.function == function and one.is_open), key=lambda one: (one.due_at, one.id))  # fmt: skip
        return self._told(mine, lambda one: (one.due_at, one.text, _("en retard") if one.is_late(self.now) else ""))

    def decisions(self) -> tuple[HandoverLine, ...]:
        made = [one for one in self.entries if one.kind is LogKind.DECISION and not one.erased][-DECISIONS_TOLD:]
        return self._told(made, lambda one: (one.happened_at, one.text, _("n° {number}").format(number=one.number)))

    def open_points(self) -> tuple[HandoverLine, ...]:
        waiting = [one for one in self.entries if one.status is LogStatus.OPEN and not one.erased]
        return self._told(waiting, lambda one: (one.happened_at, one.text, _("n° {number}").format(number=one.number)))

    def requests(self) -> tuple[HandoverLine, ...]:
        """Authorities' questions without an answer, then requests for people not settled."""
        asked = [one for one in self.asked if one.replied_at is None]
        wanted = [one for one in self.wanted if not one.is_settled]
        return (
            *self._told(asked, lambda one: (one.due_at or one.received_at, one.text, _due(one.asked_by, one.due_at))),
            *self._told(wanted, lambda one: (one.starts_at, one.text, f"{one.asked_by} · {one.place}".strip(" ·"))),
        )

    def hour(self, at: datetime) -> str:
        """« 17 h 15 » today, « ven. 27 nov., 8 h » another day."""
        local = at.astimezone(PARIS)
        said = spoken_hour(local.time())
        return said if paris_date(at) == paris_date(self.now) else f"{short_day(local.date())}, {said}"

    def _told(
        self, found: Sequence[object], read: Callable[..., tuple[datetime, str, str]]
    ) -> tuple[HandoverLine, ...]:
        from app.documents.cell_handover import HandoverLine

        told = [HandoverLine(self.hour(at), text, note) for at, text, note in map(read, found[:LINES_TOLD])]
        more = len(found) - LINES_TOLD
        return (
            (*told, HandoverLine("", _("et {n} autres lignes, à l’écran").format(n=more))) if more > 0 else tuple(told)
        )


def _due(asked_by: str, due_at: datetime | None) -> str:
    return asked_by if due_at is None else _("{who}, réponse attendue").format(who=asked_by)


def _sheet(view: CellView, lines: _Lines, named: str, function: str) -> CellHandover:
    from app.documents.cell_handover import CellHandover, HandoverLine

    mine = sorted((one for one in view.shifts if one.function == function), key=lambda one: (one.starts_at, one.id))
    leaving = next((one for one in mine if one.ends_at > view.now and not one.is_open), None)
    coming = relieved_by(mine, leaving) if leaving else None
    at = leaving.ends_at if leaving else None
    after = [one for one in mine if at is not None and one.starts_at >= at][:NEXT_TOLD]
    place = ((_("Lieu"), view.place.place), (_("Repli"), view.place.fallback), (_("Téléphone"), spoken_phone(view.place.phone)), (_("Visio"), view.place.video))  # fmt: skip
    return CellHandover(
        community=named,
        event=view.event.title if view.event else _("Relève à blanc, hors événement"),
        is_exercise=_is_exercise(view),
        function=view.function(function),
        moment=_("relève du {when}").format(when=spoken_instant(at)) if at else _("relève à fixer"),
        outgoing=_contact(view, leaving),
        incoming=_contact(view, coming),
        place=tuple((label, value) for label, value in place if value),
        said=leaving.handed_over if leaving else "",
        actions=lines.actions(function),
        decisions=lines.decisions(),
        open_points=lines.open_points(),
        requests=lines.requests(),
        next=tuple(HandoverLine(lines.hour(one.starts_at), _until(view, one, lines)) for one in after),
    )


def _contact(view: CellView, shift: Shift | None) -> Contact:
    if shift is None or shift.is_open:
        return Contact()
    return Contact(view.who(shift.key), spoken_phone(view.phones.get(shift.key, "")))


def _until(view: CellView, shift: Shift, lines: _Lines) -> str:
    who = view.who(shift.key) if shift.key else _("à pourvoir")
    return _("{who}, jusqu’à {hour}").format(who=who, hour=lines.hour(shift.ends_at))
