"""Everything held about one person, for that person: to read (RGPD art. 15), to take away as JSON (art. 20), and the notice
of art. 14. Nothing about anyone else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.access.permissions import Action, require_self
from app.core.clock import instant_text, paris_date
from app.core.errors import N_, NotFound
from app.roster.commune import Communes
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.services.messages.notice_words import has_contact, notice_text
from app.store import community, own_data, people, preferences
from app.words import _
from app.words.people import full_name, titled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.mobilisation.preferences import Preferences
    from app.mobilisation.writing import Sender
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.store.own_data import BusyCalendar, Row

FORMAT = "releve.own-data/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """One person's data. ``held`` are the rows of every table about them, by the names of ``app.store.own_data.HELD``."""

    read_at: datetime
    person: Person
    practice: str
    profession: str
    commune: str
    """Its name; empty when it is not one of the community's territory."""
    preferences: Preferences
    busy_calendar: BusyCalendar | None
    held: Mapping[str, list[Row]]
    sender: Sender
    has_contact: bool
    """Whether anyone can reach the coordination: otherwise its contact is not said."""
    notice: str
    """The notice of art. 14 as the community words it, in the current language."""

    @property
    def name(self) -> str:
        return full_name(self.person.given_name, self.person.family_name)


def read_own_data(actor: Actor, store: Store, person_id: PersonId, *, page_address: str) -> OwnData:
    """Everything about one person. ``page_address`` is what the notice says where it has a link.

    The coordination may read it for whoever asks, and a volunteer their own. Raises NotFound, NotAllowed.
    """
    require_self(actor, person_id, for_others=Action.KEEP_DATA)
    with store.reading() as conn:
        person = people.find(conn, person_id)
        if person is None:
            raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
        library = read_library(store, conn)
        sender = read_sender(conn)
        held, given_name = community.read(conn), titled(person.given_name)
        return OwnData(
            read_at=store.now(),
            person=person,
            practice=_practice(conn, person),
            profession=library.professions[person.profession].label(person.civilite) if person.profession else "",
            commune=_commune(conn, library, person),
            preferences=preferences.find(conn, person_id),
            busy_calendar=own_data.busy_calendar(conn, person_id),
            held=own_data.held_about(conn, person_id),
            sender=sender,
            has_contact=has_contact(held),
            notice=notice_text(library, held, sender, given_name=given_name, page=page_address),
        )


def host_of(calendar: BusyCalendar) -> str:
    """The site a busy calendar is read from: its full address is a secret and is never shown again."""
    return urlsplit(calendar.address).hostname or _("calendrier collé")


def own_data_json(data: OwnData) -> bytes:
    """The same as JSON (UTF-8, sorted keys), format ``releve.own-data/1``.

    ``person``: the fields of the roster, None and empty text meaning « not known »; ``preferences``; ``busy_calendar``:
    site, when it was read (UTC) and how many busy hours, never what they are; then one list a table, instants in UTC.
    """
    calendar = data.busy_calendar
    document = {
        "format": FORMAT,
        "read_at": instant_text(data.read_at),
        "person": _person(data),
        "preferences": asdict(data.preferences),
        "busy_calendar": calendar
        and {
            "site": host_of(calendar),
            "read_at": instant_text(calendar.read_at) if calendar.read_at else None,
            "intervals": calendar.intervals,
        },
        "notice": data.notice,
        **data.held,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1, default=_plain).encode()


def file_name(data: OwnData) -> str:
    """``mes-donnees-2026-11-26.json``: no name in a file that travels."""
    return f"mes-donnees-{paris_date(data.read_at).isoformat()}.json"


def _person(data: OwnData) -> dict[str, object]:
    person = data.person
    return asdict(person) | {
        "practice": data.practice,
        "usual_half_days": [half_day.code for half_day in sorted(person.usual_half_days)],
    }


def _practice(conn: Connection, person: Person) -> str:
    return next((one.name for one in people.practices(conn) if one.id == person.practice), "")


def _commune(conn: Connection, library: Library, person: Person) -> str:
    territory = community.read(conn).territory
    known = library.communes(territory) if territory else Communes()
    return known[person.commune_insee].name if person.commune_insee in known else ""


def _plain(value: object) -> object:
    """Sets in order; days, hours and anything else as text."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
