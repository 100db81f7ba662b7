"""The main courante of one event: which event a line belongs to, and the decisions of it as a document of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.response.event import STATE_WORDS
from app.services.crisis.read_log import LogSearch, author_name, view_of
from app.services.crisis.the_event import the_event
from app.store import community, events, journal
from app.store.log import STATUS_WORDS, LogKind
from app.words import _, ngettext
from app.words.dates import short_day, spoken_hour, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.documents.decision_log import DecisionLine
    from app.response.event import Event, Step
    from app.store.database import Store
    from app.store.log import Later, LogEntry

EXTRACT = 90
"""Signs of another entry that a decision recalls as its grounds."""


@dataclass(frozen=True, slots=True)
class LogEvents:
    """The events a line of the main courante may belong to: the one under way that matters most, and all, the newest first."""

    current: Event | None
    every: tuple[Event, ...]

    def find(self, event_id: str) -> Event | None:
        """The event of this id, or None."""
        return next((one for one in self.every if one.id == event_id), None)


def read_log_events(actor: Actor, store: Store) -> LogEvents:
    """The events that the main courante knows. Raises NotAllowed."""
    require(actor, Action.READ_LOG)
    with store.reading() as conn:
        return LogEvents(events.current(conn), tuple(events.every(conn)))


def decision_log_pdf(actor: Actor, store: Store, event_id: str) -> bytes:
    """The decisions of an event as PDF, oldest first, each with its grounds and what came of it; that it left is journaled.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.READ_LOG)
    from app import __version__
    from app.documents.decision_log import DecisionLog, decision_log
    from app.documents.imprint import Band, Imprint

    with store.transaction() as conn:
        event, settings = the_event(conn, event_id), community.read(conn)
        view = view_of(conn, store, LogSearch(event_id=event_id))
        steps = events.steps(conn, event_id)
        journal.write(conn, store.now(), actor.id, "log_exported", event_id, {"entries": len(view.entries)})
    lines = decisions_of(view.entries)
    bands = ((Band.EXERCISE,) if event.is_exercise else ()) + ((Band.DEMONSTRATION,) if settings.demonstration else ())
    edition = ngettext("{n} décision", "{n} décisions", len(lines)).format(n=len(lines))
    return decision_log(
        DecisionLog(
            community=settings.name,
            event=event.title,
            steps=tuple(map(step_line, steps)),
            lines=lines,
            faults=view.faults,
        ),
        Imprint(store.now(), edition, __version__, bands),
    )


def decisions_of(entries: Sequence[LogEntry]) -> tuple[DecisionLine, ...]:
    """The decisions among the entries, each with the entry it follows from and those that follow from it."""
    from app.documents.decision_log import DecisionLine

    by_number = {one.number: one for one in entries}
    followed: dict[int, list[LogEntry]] = {}
    for one in entries:
        if one.linked:
            followed.setdefault(one.linked, []).append(one)
    return tuple(
        DecisionLine(
            number=str(one.number),
            when=_when(one.happened_at),
            text=one.text if not one.erased else _("contenu effacé"),
            author=author_name(one.author),
            grounds=_grounds(one, by_number),
            status=_(STATUS_WORDS[one.status]) if one.status else "",
            later=(*map(_added, one.later), *map(_following, followed.get(one.number, ()))),
        )
        for one in entries
        if one.kind is LogKind.DECISION
    )


def step_line(step: Step) -> str:
    """« qualifié, par ARS Bretagne (56), réf. 2026-114, jeudi 26 novembre à 14 h 05 »."""
    by = _("par {who}").format(who=step.authority) if step.authority else ""
    by = f"{by} ({step.department})" if by and step.department else by
    reference = _("réf. {reference}").format(reference=step.reference) if step.reference else ""
    return ", ".join(part for part in (_(STATE_WORDS[step.state]), by, reference, spoken_instant(step.at)) if part)


def _grounds(one: LogEntry, by_number: Mapping[int, LogEntry]) -> str:
    said = [_("source : {source}").format(source=one.source)] if one.source else []
    first = by_number.get(one.linked or 0)
    if first is not None:
        said.append(_("suite du n° {number} : {text}").format(number=first.number, text=_extract(first.text)))
    elif one.linked:
        said.append(_("suite du n° {number}").format(number=one.linked))
    return " · ".join(said)


def _following(one: LogEntry) -> str:
    said = _("n° {number}, {when} : {text}").format(
        number=one.number, when=_when(one.happened_at), text=_extract(one.text)
    )
    return f"{said} ({_(STATUS_WORDS[one.status])})" if one.status else said


def _added(one: Later) -> str:
    said = _(STATUS_WORDS[one.status]) if one.status else ""
    text = f"{said} ({one.text})" if said and one.text else said or one.text
    return _("{when}, {who} : {text}").format(when=_when(one.entered_at), who=author_name(one.author), text=text)


def _extract(text: str) -> str:
    return text if len(text) <= EXTRACT else f"{text[:EXTRACT].rstrip()}…"


def _when(at: datetime) -> str:
    """« jeu. 26 nov., 14 h 05 »."""
    local = at.astimezone(PARIS)
    return f"{short_day(local.date())}, {spoken_hour(local.time())}"
