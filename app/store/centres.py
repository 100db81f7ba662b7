"""Centres, the doses allotted to them by week, and the partners who provide seats."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.core.ids import CentreId, PartnerId
from app.scheduling.centre import Centre, CentreKind, Designation, Place, RoleNeed
from app.scheduling.session import Partner

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from app.store.database import Connection


def insert(conn: Connection, centre: Centre) -> None:
    """Add a centre at revision 1."""
    conn.execute(
        "INSERT INTO centre (id, name, kind, details) VALUES (?, ?, ?, ?)",
        (centre.id, centre.name, centre.kind, _details(centre)),
    )


def update(conn: Connection, centre: Centre) -> None:
    """Write a centre's fields; the caller has checked the revision, which moves by one."""
    conn.execute(
        "UPDATE centre SET name = ?, kind = ?, details = ?, revision = revision + 1 WHERE id = ?",
        (centre.name, centre.kind, _details(centre), centre.id),
    )


def find(conn: Connection, centre_id: CentreId) -> Centre | None:
    """The centre, or None."""
    row = conn.execute("SELECT * FROM centre WHERE id = ?", (centre_id,)).fetchone()
    return _centre(row) if row else None


def every(conn: Connection) -> list[Centre]:
    """All centres, oldest first."""
    return [_centre(row) for row in conn.execute("SELECT * FROM centre ORDER BY id")]


def rota_revision(conn: Connection, centre_id: CentreId) -> int:
    """The revision of the centre's rota (live and draft together); 0 for an unknown centre."""
    row = conn.execute("SELECT rota_revision FROM centre WHERE id = ?", (centre_id,)).fetchone()
    return int(row["rota_revision"]) if row else 0


def touch_rota(conn: Connection, centre_id: CentreId) -> None:
    """Say that the rota of a centre changed."""
    conn.execute("UPDATE centre SET rota_revision = rota_revision + 1 WHERE id = ?", (centre_id,))


def set_allotment(conn: Connection, centre_id: CentreId, monday: date, doses: int | None) -> None:
    """Doses allotted to the centre for the week that begins on ``monday``; None when nobody has said it."""
    conn.execute("DELETE FROM allotment WHERE centre_id = ? AND monday = ?", (centre_id, monday.isoformat()))
    if doses is not None:
        conn.execute("INSERT INTO allotment VALUES (?, ?, ?)", (centre_id, monday.isoformat(), doses))


def allotments(conn: Connection, centre_id: CentreId) -> dict[date, int]:
    """Doses by week (its Monday)."""
    rows = conn.execute("SELECT monday, doses FROM allotment WHERE centre_id = ? ORDER BY monday", (centre_id,))
    return {date.fromisoformat(row["monday"]): row["doses"] for row in rows}


def put_partner(conn: Connection, partner: Partner) -> None:
    """Add a partner who provides people, or write their contact; a contact left blank keeps the one known."""
    conn.execute(
        "INSERT INTO partner (id, name, contact_name, contact_phone) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " contact_name = ifnull(nullif(excluded.contact_name, ''), contact_name),"
        " contact_phone = ifnull(nullif(excluded.contact_phone, ''), contact_phone), revision = revision + 1",
        (partner.id, partner.name, partner.contact_name, partner.contact_phone),
    )


def partners(conn: Connection) -> dict[PartnerId, Partner]:
    """Partners by id."""
    rows = conn.execute("SELECT * FROM partner ORDER BY name, id")
    return {
        PartnerId(row["id"]): Partner(PartnerId(row["id"]), row["name"], row["contact_name"], row["contact_phone"])
        for row in rows
    }


_OWN_COLUMNS = frozenset({"id", "name", "kind", "revision"})


def _details(centre: Centre) -> str:
    values = {name: value for name, value in asdict(centre).items() if name not in _OWN_COLUMNS}
    return json.dumps(values, ensure_ascii=False, default=str, sort_keys=True)


def _centre(row: sqlite3.Row) -> Centre:
    details: dict[str, Any] = json.loads(row["details"])
    return Centre(
        id=CentreId(row["id"]),
        name=row["name"],
        kind=CentreKind(row["kind"]),
        revision=row["revision"],
        **{
            **details,
            "place": Place(**details["place"]),
            "designation": _designation(details["designation"]),
            "roles": tuple(_role(role) for role in details["roles"]),
            "reserved_slots": tuple((code, slots) for code, slots in details["reserved_slots"]),
        },
    )


def _designation(values: Mapping[str, Any]) -> Designation:
    ordered = date.fromisoformat(values["order_date"]) if values["order_date"] else None
    return Designation(**{**values, "order_date": ordered})


def _role(values: Mapping[str, Any]) -> RoleNeed:
    return RoleNeed(**{**values, "per_line": Fraction(values["per_line"])})
