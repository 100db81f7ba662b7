"""Import the needs of one practice from a file: a report first, then everything accepted, sealed in one transaction.

The report repeats no cell: what leaves here is counts, lines and reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.care_need import care_need_of
from app.continuity.import_cells import NeedTables
from app.continuity.importing import NeedLine, read_needs_file
from app.core.errors import N_, NotFound, StaleRevision
from app.roster.importing.report import Change
from app.roster.spelling import fold
from app.services.continuity.care_mode import require_place_for
from app.services.continuity.read_categories import categories_of, continuity_rules
from app.services.continuity.record_needs import Change as Edit
from app.services.continuity.record_needs import known_to, record_needs, require_writer
from app.services.keeping.reference import read_library
from app.store import care_vault, community, people

if TYPE_CHECKING:
    from pathlib import Path

    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.roster.importing.report import ImportReport
    from app.store.database import Connection, Store


def import_needs(
    actor: Actor,
    store: Store,
    source: Path | bytes,
    practice: PracticeId,
    *,
    dry_run: bool = False,
    strict: bool = False,
) -> ImportReport[NeedLine]:
    """Needs of a practice, recognised by pseudonym and category; each is reviewed today and ends by itself.

    ``dry_run`` writes nothing; ``strict`` writes nothing unless every line is accepted. Raises UnreadableFile (a column that
    says who a patient is refuses the file whole), NotAllowed, RuleRefusal (no declared place), KeyLost, StaleRevision.
    """
    require(actor, Action.RECORD_NEEDS)
    try:
        return _import(actor, store, source, practice, dry_run=dry_run, strict=strict)
    except (StaleRevision, NotFound):
        # Somebody of the practice wrote while the file was read: it is read once more, against what stands now.
        return _import(actor, store, source, practice, dry_run=dry_run, strict=strict)


def practice_named(actor: Actor, store: Store, text: str) -> PracticeId:
    """The practice of an id or of a name, whatever its accents and case. Raises NotFound when none, or several, go by it."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        every = people.practices(conn)
    found = [one.id for one in every if one.id == text] or [one.id for one in every if fold(one.name) == fold(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(N_("Plusieurs cabinets portent ce nom : donnez l’identifiant du cabinet."))
    raise NotFound(
        N_("Ce cabinet n’est pas dans Effectifs : donnez son nom ou son identifiant (--practice), ou ajoutez-le.")
    )


def _import(
    actor: Actor, store: Store, source: Path | bytes, practice: PracticeId, *, dry_run: bool, strict: bool
) -> ImportReport[NeedLine]:
    with store.reading() as conn:
        require_writer(conn, actor, practice)
        require_place_for(conn, practice, store.now())
        report = _read(conn, store, source, practice)
    if dry_run or (strict and report.rejected):
        return report
    new = [row.draft for row in report.rows if row.change is Change.NEW]
    changed = [
        Edit(row.held.id, row.held.revision, row.draft)
        for row in report.rows
        if row.held is not None and (row.change is Change.UPDATED or row.renews)
    ]
    if new or changed:
        record_needs(actor, store, practice, new, changed)
    return report


def _read(conn: Connection, store: Store, source: Path | bytes, practice: PracticeId) -> ImportReport[NeedLine]:
    library = read_library(store, conn)
    territory = community.read(conn).territory
    named: dict[str, tuple[PracticeId, ...]] = {}
    for one in people.practices(conn):
        if one.id != practice:
            named[fold(one.name)] = (*named.get(fold(one.name), ()), one.id)
    held = [care_need_of(one) for one in care_vault.opened_of(conn, store.folder, store.now(), practice)]
    on = NeedTables(
        tables=library.import_tables(library.communes(territory) if territory else None),
        known=known_to(conn, store, practice, [one.holder for one in held]),
        practice=practice,
        practices=named,
        review_days=continuity_rules(library)["review_days"],
        signed=categories_of(conn, library),
    )
    return read_needs_file(source, held, on, store.now())
