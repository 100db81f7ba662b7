"""Write the main courante: an entry, an addendum that corrects it, where a decision or an action stands now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.typed import typed_line, typed_text
from app.store import log
from app.store.log import LogKind, LogStatus, Written
from app.words import changes

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store
    from app.store.log import LogEntry

LONGEST = 2_000
LONGEST_SOURCE = 120
AHEAD = timedelta(minutes=5)
"""Watches differ: what is said to have happened may be that far ahead of ours, no further."""


def write_log(
    actor: Actor,
    store: Store,
    text: str,
    *,
    kind: LogKind = LogKind.INFORMATION,
    happened_at: datetime | None = None,
    source: str = "",
    linked: int | None = None,
    status: LogStatus | None = None,
    event_id: str = "",
) -> int:
    """Write what happened at ``happened_at`` (now when not said); the entry's number. An action begins « en cours ».

    Raises InvalidInput for an empty or endless text, an instant to come, a status on an information, or a link to an entry
    that is not there; NotAllowed.
    """
    require(actor, Action.WRITE_LOG)
    with store.transaction() as conn:
        return note_in_log(
            conn,
            store.now(),
            actor,
            text,
            kind=kind,
            happened_at=happened_at,
            source=source,
            linked=linked,
            status=status,
            event_id=event_id,
        )


def note_in_log(
    conn: Connection,
    at: datetime,
    actor: Actor,
    text: str,
    *,
    kind: LogKind = LogKind.INFORMATION,
    happened_at: datetime | None = None,
    source: str = "",
    linked: int | None = None,
    status: LogStatus | None = None,
    event_id: str = "",
) -> int:
    """:func:`write_log` for a service that does something worth writing down, within its own transaction."""
    if happened_at is not None and happened_at > at + AHEAD:
        raise InvalidInput(N_("Cette heure n’est pas encore passée : notez ce qui a eu lieu."))
    if status is not None and kind is LogKind.INFORMATION:
        raise InvalidInput(N_("Une information n’a pas d’état : choisissez « décision » ou « action »."))
    if linked is not None and log.find(conn, linked) is None:
        raise InvalidInput(N_("L’entrée n° {number} n’existe pas dans la main courante."), number=linked)
    written = Written(
        text=_said(text),
        kind=kind,
        happened_at=happened_at or at,
        source=_source(source),
        linked=linked,
        status=LogStatus.OPEN if status is None and kind is LogKind.ACTION else status,
        event_id=event_id,
    )
    return log.write(conn, at, actor, written)


def correct_log(actor: Actor, store: Store, number: int, text: str) -> int:
    """Add to an entry what corrects or completes it; the entry itself stays as it was written. Raises NotFound, InvalidInput."""
    require(actor, Action.WRITE_LOG)
    with store.transaction() as conn:
        return log.add(conn, store.now(), actor, _entry(conn, number), _said(text))


def settle_log(
    actor: Actor, store: Store, number: int, status: LogStatus, *, seen: LogStatus | None, note: str = ""
) -> int:
    """Say where a decision or an action stands now, over the status that was ``seen``; the note says why.

    Raises StaleRevision when somebody said otherwise since, InvalidInput for an information, NotFound, NotAllowed.
    """
    require(actor, Action.WRITE_LOG)
    with store.transaction() as conn:
        entry = _entry(conn, number)
        if entry.kind is LogKind.INFORMATION:
            raise InvalidInput(N_("Une information n’a pas d’état : choisissez « décision » ou « action »."))
        if entry.status is not seen:
            raise changes.stale(_settled(entry))
        if entry.status is status:
            return entry.number
        return log.add(conn, store.now(), actor, entry, _said(note) if note.strip() else "", status)


def _settled(entry: LogEntry) -> list[changes.Change]:
    """Who said last where an entry stands."""
    last = next((one for one in reversed(entry.later) if one.status), None)
    return (
        [changes.Change(last.author_id, "log_settled", last.entered_at, kind="account", name=last.author)]
        if last
        else []
    )


def _entry(conn: Connection, number: int) -> LogEntry:
    entry = log.find(conn, number)
    if entry is None:
        raise NotFound(N_("L’entrée n° {number} n’existe pas dans la main courante."), number=number)
    return entry


def _said(text: str) -> str:
    return typed_text(
        text,
        LONGEST,
        too_long=N_("Une entrée de {most} signes au plus : faites-en deux."),
        empty=N_("Écrivez ce qui s’est passé, puis Entrée."),
    )


def _source(text: str) -> str:
    return typed_line(text, LONGEST_SOURCE, too_long=N_("Une source de {most} signes au plus."))
