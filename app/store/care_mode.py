"""Where care needs may be held in this folder: one declaration with a revision. Row ↔ value."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from app.continuity.holding import CareMode, HoldingMode, Hosting
from app.core.ids import PracticeId
from app.store.nullable import day_or_none

if TYPE_CHECKING:
    from app.store.database import Connection

KEY = "care_mode"


def read(conn: Connection) -> tuple[CareMode, int]:
    """The declaration in force and its revision; totals only, at revision 0, until one is made."""
    row = conn.execute("SELECT value, revision FROM setting WHERE key = ?", (KEY,)).fetchone()
    if row is None:
        return CareMode(), 0
    held = json.loads(row["value"])
    hosting = held["hosting"]
    return CareMode(
        mode=HoldingMode(held["mode"]),
        practices=frozenset(PracticeId(one) for one in held["practices"]),
        hosting=hosting
        and Hosting(
            host=hosting["host"],
            certificate=hosting["certificate"],
            valid_until=date.fromisoformat(hosting["valid_until"]),
        ),
        dpia_on=day_or_none(held["dpia_on"]),
        declared_by=held["declared_by"],
        declared_on=day_or_none(held["declared_on"]),
    ), row["revision"]


def write(conn: Connection, mode: CareMode) -> None:
    """Replace the declaration."""
    hosting = mode.hosting
    value = {
        "mode": mode.mode.value,
        "practices": sorted(mode.practices),
        "hosting": hosting
        and {
            "host": hosting.host,
            "certificate": hosting.certificate,
            "valid_until": hosting.valid_until.isoformat(),
        },
        "dpia_on": mode.dpia_on.isoformat() if mode.dpia_on else None,
        "declared_by": mode.declared_by,
        "declared_on": mode.declared_on.isoformat() if mode.declared_on else None,
    }
    conn.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1",
        (KEY, json.dumps(value, ensure_ascii=False)),
    )
