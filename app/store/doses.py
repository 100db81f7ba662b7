"""Lots, what became of their doses in each session, injections by target group, and the standby list's length."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.activity.doses import DoseCount, Loss, LossReason, Lot
from app.core.clock import instant_text
from app.core.ids import CentreId, SessionId

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class KeptLot:
    """A lot with its row's id and revision, and the centre that received it."""

    id: str
    centre_id: CentreId
    lot: Lot
    revision: int = 1


@dataclass(frozen=True, slots=True)
class SessionCount:
    """What became of one lot in one session."""

    session_id: SessionId
    lot_id: str
    count: DoseCount
    revision: int = 0


def add_lot(conn: Connection, one: KeptLot) -> bool:
    """Write a lot down; False when the centre has this product's number already."""
    lot = one.lot
    done = conn.execute(
        "INSERT OR IGNORE INTO lot (id, centre_id, product, number, expires_on, received_on, vials, doses_per_vial)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.centre_id, lot.product, lot.number, lot.expires_on.isoformat(), lot.received_on.isoformat(),
            lot.vials, lot.doses_per_vial,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def lots_of(conn: Connection, centre_id: CentreId) -> list[KeptLot]:
    """The lots of a centre, the first to expire first."""
    rows = conn.execute("SELECT * FROM lot WHERE centre_id = ? ORDER BY expires_on, number, id", (centre_id,))
    return [
        KeptLot(row["id"], CentreId(row["centre_id"]), _lot(row), row["revision"])
        for row in rows
    ]  # fmt: skip


def opened_vials(conn: Connection, centre_id: CentreId) -> dict[str, int]:
    """Vials opened so far, by lot of a centre."""
    rows = conn.execute(
        "SELECT lot_id, sum(vials_opened) AS vials FROM dose_count JOIN lot ON lot.id = lot_id WHERE centre_id = ?"
        " GROUP BY lot_id ORDER BY lot_id",
        (centre_id,),
    )
    return {row["lot_id"]: row["vials"] for row in rows}


def write_count(conn: Connection, one: SessionCount, at: datetime, actor_id: str) -> bool:
    """Write a count over the revision that ``one`` holds (0 = there was none); False when somebody wrote first."""
    count = one.count
    losses = [{"doses": loss.doses, "reason": loss.reason.value, "note": loss.note} for loss in count.losses]
    figures = (
        count.received, count.vials_opened, count.injected, count.left, count.standby_called,
        json.dumps(losses, ensure_ascii=False, sort_keys=True), instant_text(at), actor_id,
    )  # fmt: skip
    if not one.revision:
        done = conn.execute(
            "INSERT OR IGNORE INTO dose_count (received, vials_opened, injected, left_over, standby_called, losses, at,"
            " actor_id, session_id, lot_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*figures, one.session_id, one.lot_id),
        )
    else:
        done = conn.execute(
            "UPDATE dose_count SET received = ?, vials_opened = ?, injected = ?, left_over = ?, standby_called = ?,"
            " losses = ?, at = ?, actor_id = ?, revision = revision + 1"
            " WHERE session_id = ? AND lot_id = ? AND revision = ?",
            (*figures, one.session_id, one.lot_id, one.revision),
        )
    return done.rowcount == 1


def counts_of(conn: Connection, session_id: SessionId) -> list[SessionCount]:
    """The counts of one session, lot by lot."""
    return _counts(conn, "session.id = ?", (session_id,))


def counts_between(
    conn: Connection, start: datetime, end: datetime, centre_id: CentreId | None = None
) -> list[SessionCount]:
    """The counts of the sessions that begin in ``[start, end)``, of one centre when given, in order of time."""
    return _counts(
        conn,
        "starts_at >= ? AND starts_at < ? AND (? IS NULL OR session.centre_id = ?)",
        (instant_text(start), instant_text(end), centre_id, centre_id),
    )


def write_groups(
    conn: Connection, session_id: SessionId, groups: Mapping[str, int], at: datetime, actor_id: str
) -> None:
    """Make ``groups`` all that is known of injections by target group in a session."""
    conn.execute("DELETE FROM injection_group WHERE session_id = ?", (session_id,))
    conn.executemany(
        "INSERT INTO injection_group (session_id, target_group, injected, at, actor_id) VALUES (?, ?, ?, ?, ?)",
        [(session_id, group, injected, instant_text(at), actor_id) for group, injected in sorted(groups.items())],
    )


def groups_between(
    conn: Connection, start: datetime, end: datetime, centre_id: CentreId | None = None
) -> dict[tuple[SessionId, str], int]:
    """Injections by session and target group, of the sessions that begin in ``[start, end)``."""
    rows = conn.execute(
        "SELECT injection_group.* FROM injection_group JOIN session ON session.id = session_id WHERE starts_at >= ?"
        " AND starts_at < ? AND (? IS NULL OR centre_id = ?) ORDER BY starts_at, session_id, injection_group.target_group",
        (instant_text(start), instant_text(end), centre_id, centre_id),
    )
    return {(SessionId(row["session_id"]), row["target_group"]): row["injected"] for row in rows}


def groups_of(conn: Connection, session_id: SessionId) -> dict[str, int]:
    """Injections by target group in one session."""
    rows = conn.execute("SELECT * FROM injection_group WHERE session_id = ? ORDER BY target_group", (session_id,))
    return {row["target_group"]: row["injected"] for row in rows}


def set_standby(conn: Connection, session_id: SessionId, people: int, at: datetime) -> None:
    """How many people wait on the standby list of a session: a number, never names."""
    conn.execute(
        "INSERT INTO standby (session_id, people, at) VALUES (?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET"
        " people = excluded.people, at = excluded.at",
        (session_id, people, instant_text(at)),
    )


def standby_of(conn: Connection, session_id: SessionId) -> int:
    """People on the standby list of a session; 0 when nobody said."""
    row = conn.execute("SELECT people FROM standby WHERE session_id = ?", (session_id,)).fetchone()
    return int(row["people"]) if row else 0


def _counts(conn: Connection, where: str, values: tuple[object, ...]) -> list[SessionCount]:
    rows = conn.execute(
        "SELECT dose_count.*, lot.product, lot.number, lot.expires_on, lot.received_on, lot.vials, lot.doses_per_vial,"
        " session.day FROM dose_count JOIN lot ON lot.id = lot_id JOIN session ON session.id = session_id"
        f" WHERE {where} ORDER BY starts_at, session_id, expires_on, number, lot_id",
        values,
    )
    return [_count(row) for row in rows]


def _count(row: sqlite3.Row) -> SessionCount:
    losses: list[dict[str, Any]] = json.loads(row["losses"])
    count = DoseCount(
        lot=_lot(row),
        day=date.fromisoformat(row["day"]),
        received=row["received"],
        vials_opened=row["vials_opened"],
        injected=row["injected"],
        losses=tuple(Loss(one["doses"], LossReason(one["reason"]), one["note"]) for one in losses),
        left=row["left_over"],
        standby_called=row["standby_called"],
    )
    return SessionCount(SessionId(row["session_id"]), row["lot_id"], count, row["revision"])


def _lot(row: sqlite3.Row) -> Lot:
    return Lot(
        row["product"],
        row["number"],
        date.fromisoformat(row["expires_on"]),
        date.fromisoformat(row["received_on"]),
        row["vials"],
        row["doses_per_vial"],
    )
