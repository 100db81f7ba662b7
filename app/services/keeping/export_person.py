"""One person's data from the coordination's side, for whoever asks by telephone or letter (RGPD art. 15 and 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.documents.imprint import Band, Imprint
from app.documents.person_file import PersonFile, person_html
from app.documents.settled_zip import settled_zip
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.own_data_words import identity, subjects
from app.services.keeping.read_own_data import own_data_json, read_own_data
from app.store import community, journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.services.keeping.read_own_data import OwnData
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class PersonExport:
    """A ZIP with the data as JSON, for a machine, and as a page, to read; its name says nobody's."""

    file_name: str
    content: bytes


def export_person(actor: Actor, store: Store, person_id: PersonId) -> PersonExport:
    """Everything held about one person; that it was taken is journaled. Raises NotFound, NotAllowed."""
    require(actor, Action.KEEP_DATA)
    data = read_own_data(
        actor, store, person_id, page_address=_("votre page personnelle, par le lien que la coordination vous donne")
    )
    note_reading(actor, store, Read.OWN_DATA, [person_id])
    with store.transaction() as conn:
        settings = community.read(conn)
        journal.write(conn, store.now(), actor.id, "person_exported", person_id, {})
    bands = (Band.DEMONSTRATION,) if settings.demonstration else ()
    imprint = Imprint(data.read_at, "", __version__, bands)
    day = paris_date(data.read_at).isoformat()
    files = {"donnees.json": own_data_json(data), "donnees.html": person_html(_file(data), imprint)}
    return PersonExport(f"donnees-personne-{day}.zip", settled_zip(files, data.read_at))


def _file(data: OwnData) -> PersonFile:
    return PersonFile(
        name=data.name,
        community=data.sender.community,
        identity=identity(data),
        notice=data.notice.splitlines(),
        subjects=[(one.title, [*one.lines, *([one.more] if one.more else [])]) for one in subjects(data, shown=None)],
    )
