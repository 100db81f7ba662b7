"""The roster: people with their competences, practices, sites. Rows ↔ values of ``app.roster``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_text
from app.core.ids import PersonId, PracticeId
from app.roster.competence import Competence
from app.roster.person import ExerciseMode, HalfDay, Mission, Person, PersonKind, PersonStatus
from app.roster.practice import Practice, Site, SiteKind
from app.store.nullable import day_or_none, day_or_null

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "id",
    "kind",
    "rpps",
    "civilite",
    "family_name",
    "given_name",
    "profession",
    "email",
    "mobile",
    "commune_insee",
)


def put(conn: Connection, person: Person, at: datetime) -> None:
    """Add a person, or write every field of one who is known; the revision moves by one."""
    values = asdict(person)
    columns = {name: values.pop(name) for name in _COLUMNS}
    columns |= {"practice_id": values.pop("practice"), "opted_out_on": day_or_null(values.pop("opted_out_on"))}
    columns |= {"details": _details(person, values), "created_at": instant_text(at), "changed_at": instant_text(at)}
    names = ", ".join(columns)
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in {"id", "created_at"})
    conn.execute(
        f"INSERT INTO person ({names}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}, revision = revision + 1",
        tuple(columns.values()),
    )


def every(conn: Connection) -> list[Person]:
    """Everyone of the roster, by name."""
    return [_person(row) for row in conn.execute("SELECT * FROM person ORDER BY family_name, given_name, id")]


def forget_read() -> None:
    """Keep nobody in memory who was read before: somebody was erased."""
    _written.cache_clear()


def find(conn: Connection, person_id: PersonId) -> Person | None:
    """The person, or None."""
    row = conn.execute("SELECT * FROM person WHERE id = ?", (person_id,)).fetchone()
    return _person(row) if row else None


def revisions(conn: Connection) -> dict[PersonId, int]:
    """The revision of each person."""
    return {PersonId(row["id"]): row["revision"] for row in conn.execute("SELECT id, revision FROM person")}


def put_practice(conn: Connection, practice: Practice) -> None:
    """Add a practice or write its fields."""
    conn.execute(
        "INSERT INTO practice (id, name, commune_insee, reference, address, phone) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, commune_insee = excluded.commune_insee,"
        " reference = excluded.reference, address = excluded.address, phone = excluded.phone, revision = revision + 1",
        (practice.id, practice.name, practice.commune_insee, practice.reference, practice.address, practice.phone),
    )


def practices(conn: Connection) -> list[Practice]:
    """Every practice, by name."""
    rows = conn.execute("SELECT * FROM practice ORDER BY name, id")
    return [
        Practice(
            id=PracticeId(row["id"]),
            name=row["name"],
            commune_insee=row["commune_insee"],
            reference=row["reference"],
            address=row["address"],
            phone=row["phone"],
        )
        for row in rows
    ]


def put_site(conn: Connection, site: Site) -> None:
    """Add an establishment or write its fields."""
    values = asdict(site)
    names = ", ".join(values)
    changes = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
    conn.execute(
        f"INSERT INTO site ({names}) VALUES ({', '.join('?' * len(values))})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}, revision = revision + 1",
        tuple(values.values()),
    )


def sites(conn: Connection) -> list[Site]:
    """Every establishment, by name."""
    rows = conn.execute(
        "SELECT id, kind, name, finess, commune_insee, places, phone, latitude, longitude FROM site ORDER BY name, id"
    )
    return [Site(**{**dict(row), "kind": SiteKind(row["kind"])}) for row in rows]


def put_competences(conn: Connection, competences: Iterable[Competence]) -> None:
    """Add dated competences; one that is known from the same day is written over."""
    for one in competences:
        key = (one.person, one.code, day_or_null(one.valid_from))
        conn.execute("DELETE FROM competence WHERE person_id = ? AND code = ? AND valid_from IS ?", key)
        conn.execute(
            "INSERT INTO competence (person_id, code, valid_from, valid_to, source) VALUES (?, ?, ?, ?, ?)",
            (*key, day_or_null(one.valid_to), one.source),
        )


def replace_competences(conn: Connection, person_id: PersonId, held: Iterable[Competence]) -> None:
    """Make ``held`` all that a person holds; their revision moves."""
    conn.execute("DELETE FROM competence WHERE person_id = ?", (person_id,))
    put_competences(conn, held)
    conn.execute("UPDATE person SET revision = revision + 1 WHERE id = ?", (person_id,))


def end_competences(conn: Connection, person_id: PersonId, codes: Iterable[str], day: date) -> None:
    """The person no longer holds these competences from ``day`` on; the past keeps them."""
    for code in sorted(codes):
        last = (day - timedelta(days=1)).isoformat()
        conn.execute(
            "UPDATE competence SET valid_to = ? WHERE person_id = ? AND code = ? AND (valid_to IS NULL OR valid_to > ?)",
            (last, person_id, code, last),
        )


def competences(conn: Connection) -> list[Competence]:
    """Every competence of everyone."""
    rows = conn.execute("SELECT * FROM competence ORDER BY person_id, code, valid_from")
    return [
        Competence(
            person=PersonId(row["person_id"]),
            code=row["code"],
            valid_from=day_or_none(row["valid_from"]),
            valid_to=day_or_none(row["valid_to"]),
            source=row["source"],
        )
        for row in rows
    ]


def _details(person: Person, values: dict[str, Any]) -> str:
    values |= {
        "missions": sorted(person.missions),
        "roles": sorted(person.roles),
        "usual_half_days": [half_day.code for half_day in sorted(person.usual_half_days)],
        "notice_given_on": day_or_null(person.notice_given_on),
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _person(row: sqlite3.Row) -> Person:
    return _written(row["details"], row["practice_id"], row["opted_out_on"], *(row[name] for name in _COLUMNS))


@lru_cache(maxsize=4096)
def _written(written: str, practice: str | None, opted_out: str | None, *columns: str | None) -> Person:
    """The same row is the same person: every screen reads the whole roster, which seldom changes."""
    details: dict[str, Any] = json.loads(written)
    held: dict[str, Any] = dict(zip(_COLUMNS, columns, strict=True))
    mode = details["exercise_mode"]
    return Person(
        **{
            **details,
            **held,
            "id": PersonId(held["id"]),
            "kind": PersonKind(held["kind"]),
            "practice": PracticeId(practice) if practice else None,
            "exercise_mode": ExerciseMode(mode) if mode else None,
            "status": PersonStatus(details["status"]),
            "missions": frozenset(Mission(mission) for mission in details["missions"]),
            "roles": frozenset(details["roles"]),
            "usual_half_days": frozenset(HalfDay.of_code(code) for code in details["usual_half_days"]),
            "notice_given_on": day_or_none(details["notice_given_on"]),
            "opted_out_on": day_or_none(opted_out),
        }
    )
