"""Keep the directory: add, change, take out and put back a contact; begin it from what is known; import and give out a file."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.core.typed import typed_line
from app.documents.csv_table import csv_bytes
from app.library import Library
from app.library.content import built, whole
from app.response.directory import Contact, number_of, spoken_number
from app.response.directory_holes import SITE_FUNCTIONS
from app.response.directory_import import HEADER, DirectoryTables, read_contacts
from app.roster.cells import choice, text
from app.roster.importing.fields import email
from app.roster.importing.headers import header_names
from app.services.keeping.reference import read_library
from app.services.plans.read_directory import department_names, directory_of, territory_departments
from app.store import community, contacts, journal, people, revisions
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.access.actor import Actor
    from app.response.directory_import import ContactRow
    from app.roster.cells import Cells
    from app.roster.importing.headers import HeaderNames
    from app.roster.importing.report import ImportReport
    from app.services.plans.read_directory import DirectoryView
    from app.store.database import Connection, Store

LONGEST, LONGEST_NOTE = 120, 500
TABLE = "contacts"
"""What the rows of ``data/contact_headers.csv`` are about."""
GONE = N_("Ce contact n’est plus dans l’annuaire. Rechargez la page.")


def put_contact(actor: Actor, store: Store, contact: Contact, *, checked: bool = False) -> str:
    """Add a contact (``id`` empty) or write every field of one at the revision it was read at; returns its id.

    ``checked``: somebody has just reached them by these numbers. A number that changes is to be checked again. Raises
    InvalidInput for what does not read, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        before = _expected(conn, contact) if contact.id else None
        written = _checked(conn, store, contact, before)
        if checked:
            written = replace(written, checked_on=paris_date(store.now()), checked_by=actor.name)
        if before is not None and replace(written, revision=before.revision) == before:
            return before.id
        written = written if before else replace(written, id=new_id())
        contacts.put(conn, written)
        payload = {"fields": _different(before, written)} if before else {}
        kind = "contact_changed" if before else "contact_added"
        journal.write(conn, store.now(), actor.id, kind, written.id, payload)
        return written.id


def remove_contact(actor: Actor, store: Store, contact_id: str, revision: int) -> None:
    """Take a contact out; it can be put back. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        held = _expected(conn, Contact(id=contact_id, function="", revision=revision))
        contacts.remove(conn, held.id, store.now())
        journal.write(conn, store.now(), actor.id, "contact_removed", held.id, {})


def restore_contact(actor: Actor, store: Store, contact_id: str) -> None:
    """Put back a contact that was taken out; one that stands stays. Raises NotFound, NotAllowed."""
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        if contacts.find(conn, contact_id) is not None:
            return
        if not contacts.removed(conn, contact_id):
            raise NotFound(GONE)
        contacts.restore(conn, contact_id)
        journal.write(conn, store.now(), actor.id, "contact_restored", contact_id, {})


def read_starters(actor: Actor, store: Store) -> tuple[Contact, ...]:
    """What the directory can begin from: emergency numbers of each department, establishments, the coordination.

    Only what nobody holds yet. Raises NotAllowed.
    """
    require(actor, Action.READ_DIRECTORY)
    with store.reading() as conn:
        return _starters(conn, store)


def start_directory(actor: Actor, store: Store) -> int:
    """Write what :func:`read_starters` proposes; returns how many contacts. Raises InvalidInput when nothing is left, NotAllowed."""
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        proposed = _starters(conn, store)
        if not proposed:
            raise InvalidInput(N_("Rien à ajouter : ce que Relève sait déjà est dans l’annuaire."))
        for one in proposed:
            contacts.put(conn, replace(one, id=new_id()))
        journal.write(conn, store.now(), actor.id, "contacts_started", "directory", {"accepted": len(proposed)})
    return len(proposed)


def import_contacts(
    actor: Actor, store: Store, source: Path | bytes, *, dry_run: bool = False
) -> ImportReport[ContactRow]:
    """A directory kept elsewhere; every accepted line is written together, ``dry_run`` writes nothing.

    Raises UnreadableFile, NotAllowed.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        library = read_library(store, conn)
        known = {one.id: one for one in contacts.every(conn)}
        report = read_contacts(source, known.values(), _tables(conn, library))
        rows = () if dry_run else report.to_write
        for row in rows:
            contacts.put(conn, row.contact)
        if rows:
            counts = {"accepted": report.accepted, "updated": report.updated, "rejected": report.rejected_lines}
            journal.write(conn, store.now(), actor.id, "contacts_imported", "directory", counts)
    return report


def contacts_csv(actor: Actor, store: Store) -> bytes:
    """The directory as a file that :func:`import_contacts` reads back unchanged. That it left is journaled. Raises NotAllowed."""
    require(actor, Action.READ_DIRECTORY)
    with store.transaction() as conn:
        content = table_of(conn, store)
        journal.write(conn, store.now(), actor.id, "directory_exported", "directory", {})
    return content


def table_of(conn: Connection, store: Store) -> bytes:
    """The same for an annex of the plan or the crisis bag, on a connection; the caller has checked who reads."""
    view = directory_of(conn, store)
    return csv_bytes(
        HEADER,
        [
            (
                view.function(one.function), one.department, one.organisation, one.name, spoken_number(one.day_phone), spoken_number(one.night_phone),
                one.email, one.note, one.checked_on.isoformat() if one.checked_on else "",
                _finess(view, one),
            )
            for one in view.contacts
        ],
    )  # fmt: skip


def _finess(view: DirectoryView, contact: Contact) -> str:
    site = view.sites.get(contact.site_id or "")
    return site.finess if site else ""


def _expected(conn: Connection, contact: Contact) -> Contact:
    held = contacts.find(conn, contact.id)
    if held is None:
        raise NotFound(GONE)
    if held.revision != contact.revision:
        raise revisions.stale(conn, contact.id)
    return held


def _checked(conn: Connection, store: Store, contact: Contact, before: Contact | None) -> Contact:
    """The contact as it is kept. Raises InvalidInput with one sentence."""
    library = read_library(store, conn)
    if contact.function not in {one.code for one in library.contact_functions}:
        raise InvalidInput(N_("Choisissez une fonction de la liste."))
    if contact.department and contact.department not in department_names(library):
        raise InvalidInput(N_("Choisissez un département de la liste, ou « tout le territoire »."))
    organisation, name = _line(contact.organisation, LONGEST), _line(contact.name, LONGEST)
    if not any((organisation, name, contact.day_phone.strip(), contact.night_phone.strip(), contact.email.strip())):  # fmt: skip
        raise InvalidInput(N_("Donnez au moins un organisme, un nom, un numéro ou une adresse e-mail."))
    if contact.site_id is not None and contact.site_id not in {one.id for one in people.sites(conn)}:
        raise InvalidInput(N_("Cet établissement n’existe plus : choisissez-en un autre."))
    written = replace(
        contact,
        organisation=organisation,
        name=name,
        note=_line(contact.note, LONGEST_NOTE),
        day_phone=number_of(contact.day_phone),
        night_phone=number_of(contact.night_phone),
        email=email(contact.email) if contact.email.strip() else "",
        checked_on=before.checked_on if before else None,
        checked_by=before.checked_by if before else "",
    )
    if before is not None and before.numbers != written.numbers:
        return replace(written, checked_on=None, checked_by="")
    return written


def _line(text: str, most: int) -> str:
    return typed_line(text, most, too_long=N_("Ce texte est trop long : {most} signes au plus."))


def _different(before: Contact | None, after: Contact) -> list[str]:
    names = [one.name for one in fields(after) if one.name not in {"id", "revision"}]
    return [name for name in names if getattr(before, name, None) != getattr(after, name)]


def _tables(conn: Connection, library: Library) -> DirectoryTables:
    return DirectoryTables(
        headers=headers_of(library),
        functions=library.contact_functions,
        departments=department_names(library),
        sites={one.finess: one.id for one in people.sites(conn) if one.finess},
    )


def headers_of(library: Library) -> HeaderNames:
    """``data/contact_headers.csv``: how columns may be called. Raises InvalidInput."""
    for record in library.file("contact_headers.csv"):
        built(record, lambda row: choice(row, "table", frozenset({TABLE})))
    found = whole(library.file("contact_headers.csv"), header_names)
    return found[TABLE] if TABLE in found else headers_of(Library())


def emergency_numbers(library: Library) -> tuple[Contact, ...]:
    """``data/directory_starters.csv``: numbers that every department begins with. Raises InvalidInput."""
    known = frozenset(one.code for one in library.contact_functions)
    return tuple(built(record, lambda row: _emergency(row, known)) for record in library.file("directory_starters.csv"))


def _emergency(row: Cells, known: frozenset[str]) -> Contact:
    return Contact(
        id="",
        function=choice(row, "function", known),
        organisation=_line(text(row, "organisation"), LONGEST),
        day_phone=number_of(text(row, "day_phone")),
        night_phone=number_of(text(row, "night_phone")),
        note=_line(text(row, "note"), LONGEST_NOTE),
    )


def _starters(conn: Connection, store: Store) -> tuple[Contact, ...]:
    library, settings = read_library(store, conn), community.read(conn)
    held = contacts.every(conn)
    emergency = [
        replace(one, department=department)
        for one in emergency_numbers(library)
        for department in territory_departments(library, settings)
    ]
    sites = [
        Contact(
            id="",
            function=SITE_FUNCTIONS[site.kind],
            department=site.commune_insee[:2] if not site.commune_insee.startswith("97") else site.commune_insee[:3],
            organisation=site.name[:LONGEST],
            day_phone=site.phone,
            site_id=site.id,
        )
        for site in people.sites(conn)
        if site.kind in SITE_FUNCTIONS
    ]
    own = _own(settings.name, settings.coordinator, settings.coordinator_phone)
    return tuple(one for one in (*emergency, *sites, *own) if not _is_held(one, held))


def _own(name: str, coordinator: str, phone: str) -> Sequence[Contact]:
    if not (coordinator or phone):
        return ()
    try:
        number = number_of(phone)
    except InvalidInput:
        number = ""
    who = name[:LONGEST] or _("Coordination")
    return (Contact(id="", function="coordination", organisation=who, name=coordinator[:LONGEST], day_phone=number),)


def _is_held(proposed: Contact, held: Sequence[Contact]) -> bool:
    """Whether somebody already stands where a proposal would: for its establishment, else for its function and place."""
    if proposed.site_id:
        return any(one.site_id == proposed.site_id for one in held)
    return any(one.function == proposed.function and one.covers(proposed.department) for one in held)
