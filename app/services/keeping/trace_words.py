"""The actors and subjects of a trace as they are named: people, sessions, seats, centres, whatever stands behind an id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.store import traced
from app.words import _
from app.words.changes import who
from app.words.dates import spoken_session
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.library import Library
    from app.store.chain import Entry
    from app.store.database import Connection
    from app.store.traced import Named

SUBJECTS: dict[str, str] = {
    "account": N_("compte de {name}"),
    "call_out": N_("appel, {name}"),
    "poll": N_("sondage, {name}"),
    "lot": N_("lot {name}"),
    "sharps": N_("collecteur {name}"),
}
"""Kinds of subjects that are said with a word before their name."""

TABLES: dict[str, str] = {
    "community": N_("la communauté"),
    "people": N_("plusieurs personnes"),
    "sites": N_("les lieux"),
    "competence_rules": N_("les compétences"),
    "fees": N_("les tarifs"),
    "vaccines": N_("les vaccins"),
    "payers": N_("qui paie"),
    "campaigns": N_("les campagnes"),
    "care_categories": N_("les catégories de besoins"),
    "continuity_rules": N_("les réglages de la continuité"),
    "medicine_relays": N_("qui remplace un médicament"),
}
"""Subjects that are no row."""


@dataclass(frozen=True, slots=True)
class TraceWords:
    """Names of what some entries speak of, in the current language."""

    rows: Mapping[str, Named]
    roles: Mapping[str, str]

    def who(self, actor_id: str) -> str:
        """Who acted; « quelqu’un » when nobody stands behind the id any more."""
        row = self.rows.get(actor_id)
        return who(actor_id, row.given_name if row else "", row.name if row else "")

    def about(self, subject_id: str) -> str:
        """What it was about, or nothing when the id names nothing a person would know."""
        row = self.rows.get(subject_id)
        if row is None:
            return _(TABLES[subject_id]) if subject_id in TABLES else ""
        if row.starts_at is not None and row.ends_at is not None:
            place = self._place(row) if row.kind == "seat" else ""
            return " · ".join(part for part in (place, spoken_session(row.starts_at, row.ends_at)) if part)
        name = full_name(row.given_name, row.name)
        return _(SUBJECTS[row.kind]).format(name=name) if row.kind in SUBJECTS else name

    def _place(self, row: Named) -> str:
        role = self.roles.get(row.role, row.role)
        return role if row.line is None else _("ligne {line}, {role}").format(line=row.line, role=role)


def words_of(conn: Connection, library: Library, entries: Iterable[Entry]) -> TraceWords:
    """The names behind the ids of these entries, and behind the people their payloads name."""
    ids: set[str] = set()
    for entry in entries:
        ids |= {entry.actor_id, entry.subject_id}
        ids |= {str(value) for key, value in (entry.payload or {}).items() if key in ("person", "relieved", "other")}
    return TraceWords(traced.named(conn, ids), {role.code: role.label for role in library.roles})
