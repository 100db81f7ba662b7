"""Import people, establishments and answers from files: a report first, then everything accepted in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.roster.answer import AnswerValue
from app.roster.importing.answers import AnswerRow, person_finder, read_answers, when_of
from app.roster.importing.known import KnownRoster
from app.roster.importing.roster_file import read_people
from app.roster.importing.sites import SiteRow, read_sites
from app.roster.person import HalfDayPart
from app.services.keeping.reference import read_library
from app.services.world.read_horizon import FOREVER
from app.store import answers, community, journal, people, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from app.access.actor import Actor
    from app.core.ids import PersonId, SessionId
    from app.roster.importing.report import ImportReport, Row
    from app.roster.importing.settling import PersonRow
    from app.roster.importing.tables import ImportTables
    from app.roster.importing.vocabulary import Vocabulary
    from app.scheduling.session import Session
    from app.store.database import Connection, Store

    RowT = TypeVar("RowT", bound=Row)
    Reading = Callable[[Connection, ImportTables], ImportReport[RowT]]
    Writing = Callable[[Connection, Sequence[RowT], datetime], None]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def import_people(
    actor: Actor, store: Store, source: Path | bytes, *, dry_run: bool = False, strict: bool = False
) -> ImportReport[PersonRow]:
    """People of a list, or of the RPPS free-access extract filtered on the territory's communes.

    ``dry_run`` writes nothing; ``strict`` writes nothing unless every line is accepted. Raises UnreadableFile, NotAllowed.
    """
    require(actor, Action.IMPORT_ROSTER)

    def read(conn: Connection, tables: ImportTables) -> ImportReport[PersonRow]:
        known = KnownRoster(
            people.every(conn), people.competences(conn), people.practices(conn), on=paris_date(store.now())
        )
        return read_people(source, known=known, tables=tables)

    return _import(actor, store, "people", read, _write_people, dry_run=dry_run, strict=strict)


def import_sites(
    actor: Actor, store: Store, source: Path | bytes, *, dry_run: bool = False, strict: bool = False
) -> ImportReport[SiteRow]:
    """Establishments of FINESS+ (JSON), of the national CSV, or of a plain list."""
    require(actor, Action.IMPORT_ROSTER)

    def read(conn: Connection, tables: ImportTables) -> ImportReport[SiteRow]:
        return read_sites(source, known=people.sites(conn), tables=tables)

    def write(conn: Connection, rows: Sequence[SiteRow], at: datetime) -> None:
        for row in rows:
            people.put_site(conn, row.site)

    return _import(actor, store, "sites", read, write, dry_run=dry_run, strict=strict)


def import_answers(
    actor: Actor, store: Store, source: Path | bytes, *, dry_run: bool = False, strict: bool = False
) -> ImportReport[AnswerRow]:
    """Answers to sessions: ``personne, seance, reponse``; a session is named by its id or « 2026-12-01 matin »."""
    require(actor, Action.RECORD_ANSWERS)

    def read(conn: Connection, tables: ImportTables) -> ImportReport[AnswerRow]:
        held = {key: AnswerValue(value) for key, value in answers.between(conn, EPOCH, FOREVER).items()}
        finder = session_finder(sessions.between(conn, EPOCH, FOREVER), tables.words)
        everyone = person_finder(people.every(conn))
        return read_answers(source, person_of=everyone, session_of=finder, known=held, tables=tables)

    def write(conn: Connection, rows: Sequence[AnswerRow], at: datetime) -> None:
        given: Mapping[tuple[PersonId, SessionId], str | None] = {
            (r.answer.person, r.answer.session): r.answer.value.value for r in rows
        }
        answers.write(conn, given, "import", at)

    return _import(actor, store, "answers", read, write, dry_run=dry_run, strict=strict)


def session_finder(known: Sequence[Session], words: Vocabulary) -> Callable[[str], tuple[str, ...]]:
    """Finds sessions by id, or by day and half; several at the same half-day are ambiguous."""
    by_id = {session.id for session in known}

    def find(text: str) -> tuple[str, ...]:
        if text in by_id:
            return (text,)
        when = when_of(words, text)
        if when is None:
            return ()
        return tuple(s.id for s in known if s.day == when.day and when.part in (None, _part(s)))

    return find


def _part(session: Session) -> HalfDayPart:
    return HalfDayPart.AM if session.starts.hour < 12 else HalfDayPart.PM


def _import(
    actor: Actor,
    store: Store,
    kind: str,
    read: Reading[RowT],
    write: Writing[RowT],
    *,
    dry_run: bool,
    strict: bool,
) -> ImportReport[RowT]:
    """Read the file against one state, write against the same state: a file is parsed again if someone wrote meanwhile."""
    with store.reading() as conn:
        tables, seen = _tables(store, conn), journal.head(conn)
        report = read(conn, tables)
    if dry_run or (strict and report.rejected):
        return report
    with store.transaction() as conn:
        if journal.head(conn) != seen:
            report = read(conn, tables)
            if strict and report.rejected:
                return report
        rows = report.to_write
        if rows:
            write(conn, rows, store.now())
            counts = {"accepted": report.accepted, "updated": report.updated, "rejected": report.rejected_lines}
            journal.write(conn, store.now(), actor.id, f"{kind}_imported", kind, counts)
    return report


def _tables(store: Store, conn: Connection) -> ImportTables:
    library = read_library(store, conn)
    territory = community.read(conn).territory
    return library.import_tables(library.communes(territory) if territory else None)


def _write_people(conn: Connection, rows: Sequence[PersonRow], at: datetime) -> None:
    for row in rows:
        for practice in row.practices:
            people.put_practice(conn, practice)
        people.put(conn, row.person, at)
        people.end_competences(conn, row.person.id, row.withdrawn, at.date())
        people.put_competences(conn, row.competences)
