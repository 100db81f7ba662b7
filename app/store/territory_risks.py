"""Hazards of the communes as they are rated, and sub-zones. Rows ↔ values of ``app.response.risk``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.response.risk import Risk, Season, SubZone

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_PAST_REMOVED = "(SELECT 1 + ifnull(max(seq), 0) FROM journal WHERE type = 'hazards_rated')"
"""A rating that was taken back may be given again: it begins past every revision there was, each an entry of the journal."""


def every(conn: Connection) -> list[Risk]:
    """Every rated hazard, by commune then hazard."""
    return [_risk(row) for row in conn.execute("SELECT * FROM hazard ORDER BY commune_insee, hazard")]


def put(conn: Connection, one: Risk) -> bool:
    """Add a rating (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (one.source, one.probability, one.impact, one.season.value, one.note)
    if not one.revision:
        done = conn.execute(
            "INSERT OR IGNORE INTO hazard (commune_insee, hazard, source, probability, impact, season, note, revision)"
            f" VALUES (?, ?, ?, ?, ?, ?, ?, {_PAST_REMOVED})",
            (one.commune_insee, one.hazard, *values),
        )
    else:
        done = conn.execute(
            "UPDATE hazard SET source = ?, probability = ?, impact = ?, season = ?, note = ?, revision = revision + 1"
            " WHERE commune_insee = ? AND hazard = ? AND revision = ?",
            (*values, one.commune_insee, one.hazard, one.revision),
        )
    return done.rowcount == 1


def remove(conn: Connection, commune_insee: str, hazard: str, revision: int) -> bool:
    """Take a rating back: the hazard is not known there any more; False when somebody wrote first."""
    done = conn.execute(
        "DELETE FROM hazard WHERE commune_insee = ? AND hazard = ? AND revision = ?", (commune_insee, hazard, revision)
    )
    return done.rowcount == 1


def zones(conn: Connection) -> list[SubZone]:
    """Every sub-zone, by name."""
    return [_zone(row) for row in conn.execute("SELECT * FROM sub_zone ORDER BY name, id")]


def put_zone(conn: Connection, one: SubZone) -> bool:
    """Add a sub-zone (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    communes = json.dumps(sorted(one.communes))
    if not one.revision:
        done = conn.execute(
            "INSERT OR IGNORE INTO sub_zone (id, name, communes) VALUES (?, ?, ?)", (one.id, one.name, communes)
        )
    else:
        done = conn.execute(
            "UPDATE sub_zone SET name = ?, communes = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
            (one.name, communes, one.id, one.revision),
        )
    return done.rowcount == 1


def remove_zone(conn: Connection, zone_id: str, revision: int) -> bool:
    """Dissolve a sub-zone; False when somebody wrote first."""
    return conn.execute("DELETE FROM sub_zone WHERE id = ? AND revision = ?", (zone_id, revision)).rowcount == 1


def _risk(row: sqlite3.Row) -> Risk:
    return Risk(
        commune_insee=row["commune_insee"],
        hazard=row["hazard"],
        probability=row["probability"],
        impact=row["impact"],
        season=Season(row["season"] or Season.ALL_YEAR),
        source=row["source"],
        note=row["note"],
        revision=row["revision"],
    )


def _zone(row: sqlite3.Row) -> SubZone:
    return SubZone(row["id"], row["name"], tuple(json.loads(row["communes"])), row["revision"])
