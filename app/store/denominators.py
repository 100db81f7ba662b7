"""Over whom the community counts its shares: one row of the settings, with a revision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.indicators.denominators import Basis, Denominators

if TYPE_CHECKING:
    from app.store.database import Connection

KEY = "indicator_denominators"


def read(conn: Connection) -> tuple[Denominators, int]:
    """What was chosen and its revision; the roster, at revision 0, when nothing was."""
    row = conn.execute("SELECT value, revision FROM setting WHERE key = ?", (KEY,)).fetchone()
    if row is None:
        return Denominators(), 0
    held = json.loads(row["value"])
    return Denominators(Basis(held["basis"]), held["liberal"], held["groups"]), row["revision"]


def write(conn: Connection, chosen: Denominators, revision: int) -> bool:
    """Write over the revision that was read; False when somebody wrote first."""
    value = json.dumps(
        {"basis": chosen.basis.value, "liberal": dict(chosen.liberal), "groups": dict(chosen.groups)}, sort_keys=True
    )
    if not revision:
        done = conn.execute("INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)", (KEY, value))
    else:
        done = conn.execute(
            "UPDATE setting SET value = ?, revision = revision + 1 WHERE key = ? AND revision = ?",
            (value, KEY, revision),
        )
    return done.rowcount == 1
