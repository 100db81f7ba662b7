"""Published versions of a rota, immutable, and the last proposal of the solver."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.core.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.core.ids import CentreId
    from app.scheduling.session import Seat
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Version:
    """One publication: its number in the centre, when and by whom."""

    number: int
    at: datetime
    actor_id: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The solver's last plan for a centre, in the contract's JSON shape."""

    at: datetime
    provisional: bool
    plan: Mapping[str, Any]


def insert(conn: Connection, centre_id: CentreId, actor_id: str, seats: Sequence[Seat], at: datetime) -> int:
    """Freeze the live seats as the centre's next version; returns its number."""
    row = conn.execute("SELECT max(number) AS n FROM rota_version WHERE centre_id = ?", (centre_id,)).fetchone()
    number = (row["n"] or 0) + 1
    snapshot = [
        {"seat": s.id, "person": s.holder.person_id, "partner": s.holder.partner_id, "state": s.state} for s in seats
    ]
    conn.execute(
        "INSERT INTO rota_version (id, centre_id, number, at, actor_id, snapshot) VALUES (?, ?, ?, ?, ?, ?)",
        (new_id(), centre_id, number, instant_text(at), actor_id, json.dumps(snapshot)),
    )
    return number


def latest(conn: Connection, centre_id: CentreId) -> Version | None:
    """The last publication of a centre, or None."""
    row = conn.execute(
        "SELECT * FROM rota_version WHERE centre_id = ? ORDER BY number DESC LIMIT 1", (centre_id,)
    ).fetchone()
    return Version(row["number"], instant_of(row["at"]), row["actor_id"]) if row else None


def write_proposal(conn: Connection, centre_id: CentreId, proposal: Proposal) -> None:
    """Keep the solver's plan, so that shortages and calls can be read without solving again."""
    conn.execute(
        "INSERT OR REPLACE INTO proposal (centre_id, at, provisional, plan) VALUES (?, ?, ?, ?)",
        (
            centre_id,
            instant_text(proposal.at),
            int(proposal.provisional),
            json.dumps(proposal.plan, ensure_ascii=False),
        ),
    )


def proposal(conn: Connection, centre_id: CentreId) -> Proposal | None:
    """The last plan, or None."""
    row = conn.execute("SELECT * FROM proposal WHERE centre_id = ?", (centre_id,)).fetchone()
    return Proposal(instant_of(row["at"]), bool(row["provisional"]), json.loads(row["plan"])) if row else None
