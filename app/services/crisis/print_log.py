"""The main courante on paper and as a table: what somebody reads who was not there. That it left is journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.documents.csv_table import csv_bytes
from app.documents.imprint import Band, Imprint
from app.services.crisis.read_log import LogSearch, author_name, view_of
from app.store import community, events, journal
from app.store.log import KIND_WORDS, STATUS_WORDS
from app.words import N_, _, ngettext
from app.words.dates import spoken_day, spoken_hour

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.documents.log_sheet import LogLine
    from app.services.crisis.read_log import LogView
    from app.store.community import Community
    from app.store.database import Store
    from app.store.log import Later, LogEntry

HEADER = (
    N_("N°"),
    N_("Jour"),
    N_("Heure"),
    N_("Noté à"),
    N_("Auteur"),
    N_("Nature"),
    N_("Texte"),
    N_("Source"),
    N_("Suite de"),
    N_("État"),
    N_("Ajouts"),
)


def log_csv(actor: Actor, store: Store, search: LogSearch | None = None) -> bytes:
    """What a search finds, a line an entry, oldest first. Raises NotAllowed."""
    view, _settings, _played = _exported(actor, store, search)
    return csv_bytes([_(name) for name in HEADER], [_cells(entry) for entry in view.entries])


def log_pdf(actor: Actor, store: Store, search: LogSearch | None = None) -> bytes:
    """What a search finds, to print: A4, oldest first, day by day. Raises NotAllowed."""
    from app.documents.log_sheet import LogSheet, log_sheet

    view, settings, played = _exported(actor, store, search)
    bands = ((Band.EXERCISE,) if played else ()) + ((Band.DEMONSTRATION,) if settings.demonstration else ())
    edition = ngettext("{n} entrée", "{n} entrées", len(view.entries)).format(n=len(view.entries))
    return log_sheet(
        LogSheet(settings.name, tuple(_line(entry) for entry in view.entries), view.faults),
        Imprint(store.now(), edition, __version__, bands),
    )


def _exported(actor: Actor, store: Store, search: LogSearch | None) -> tuple[LogView, Community, bool]:
    """What is found, whose it is, and whether it is that of an exercise alone."""
    require(actor, Action.READ_LOG)
    asked = search or LogSearch()
    with store.transaction() as conn:
        event = events.find(conn, asked.event_id) if asked.event_id else None
        view = view_of(conn, store, asked)
        journal.write(conn, store.now(), actor.id, "log_exported", "log", {"entries": len(view.entries)})
        return view, community.read(conn), event is not None and event.is_exercise


def _cells(entry: LogEntry) -> list[str | int]:
    local = entry.happened_at.astimezone(PARIS)
    return [
        entry.number,
        f"{local:%d/%m/%Y}",
        f"{local:%H:%M}",
        f"{entry.entered_at.astimezone(PARIS):%d/%m/%Y %H:%M}",
        author_name(entry.author),
        _(KIND_WORDS[entry.kind]),
        entry.text if not entry.erased else _("contenu effacé"),
        entry.source,
        entry.linked or "",
        _(STATUS_WORDS[entry.status]) if entry.status else "",
        " | ".join(_added(one) for one in entry.later),
    ]


def _line(entry: LogEntry) -> LogLine:
    from app.documents.log_sheet import LogLine

    local, entered = entry.happened_at.astimezone(PARIS), entry.entered_at.astimezone(PARIS)
    written = _("noté à {when}") if entered.date() == local.date() else _("noté le {when}")
    late = "" if abs(entered - local).total_seconds() < 60 else written.format(when=_moment(entered, local))
    return LogLine(
        day=spoken_day(local.date()),
        hour=spoken_hour(local.time()),
        number=str(entry.number),
        kind=_(KIND_WORDS[entry.kind]),
        text=entry.text if not entry.erased else _("contenu effacé"),
        author=author_name(entry.author),
        source=entry.source,
        status=_(STATUS_WORDS[entry.status]) if entry.status else "",
        linked=str(entry.linked) if entry.linked else "",
        entered=late,
        later=tuple(_added(one, entry.happened_at) for one in entry.later),
    )


def _added(one: Later, since: datetime | None = None) -> str:
    """« 14 h 40, Maïwenn Fictif : fait (camion reparti) »."""
    said = _(STATUS_WORDS[one.status]) if one.status else ""
    text = f"{said} ({one.text})" if said and one.text else said or one.text
    return _("{when}, {who} : {text}").format(
        when=_moment(one.entered_at, since), who=author_name(one.author), text=text
    )


def _moment(at: datetime, since: datetime | None) -> str:
    """The hour, with its day when that is another than the entry's."""
    local = at.astimezone(PARIS)
    hour = spoken_hour(local.time())
    same = since is not None and since.astimezone(PARIS).date() == local.date()
    return hour if same else _("{day} à {hour}").format(day=spoken_day(local.date()), hour=hour)
