"""Unscheduled care: series, slots, places booked, calls of a day. Rows ↔ values of ``app.continuity.slots``."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from app.continuity.slots import Booking, Channel, DayCalls, ForWhom, Slot, SlotSeries
from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId, PracticeId
from app.store import revised
from app.store.nullable import instant_or_none

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from app.store.database import Connection


def series(conn: Connection) -> list[SlotSeries]:
    """Every series that still runs, those that begin first first."""
    rows = conn.execute("SELECT * FROM slot_series WHERE removed_at IS NULL ORDER BY from_day, starts, id")
    return [_series(row) for row in rows]


def find_series(conn: Connection, id: str) -> SlotSeries | None:
    """A series, ended or not; or None."""
    row = conn.execute("SELECT * FROM slot_series WHERE id = ?", (id,)).fetchone()
    return _series(row) if row else None


def insert_series(conn: Connection, one: SlotSeries) -> None:
    """Write a new series."""
    _insert(
        conn, "slot_series",
        {
            "id": one.id, "practice_id": one.practice, "site_id": one.site or None, "person_id": one.person,
            "weekdays": "".join(map(str, sorted(one.weekdays))), "starts": f"{one.starts:%H:%M}", "ends": f"{one.ends:%H:%M}",
            "places": one.places, "for_whom": one.for_whom.value, "paid": int(one.paid), "from_day": one.from_day.isoformat(),
            "until_day": one.until_day.isoformat() if one.until_day else None,
        },
    )  # fmt: skip


def end_series(conn: Connection, id: str, revision: int, at: datetime) -> bool:
    """No more slots come from a series; False when somebody wrote first."""
    return revised.take_away(conn, "slot_series", id, revision, at)


def insert(conn: Connection, slots: Iterable[Slot]) -> int:
    """Write slots; one whose id is known stays as it is. Returns how many are new."""
    return sum(_insert(conn, "slot", _columns(one), "OR IGNORE") for one in slots)


def find(conn: Connection, id: str) -> Slot | None:
    """A slot, cancelled or not; or None."""
    row = conn.execute("SELECT * FROM slot WHERE id = ?", (id,)).fetchone()
    return _slot(row) if row else None


def between(conn: Connection, first: date, last: date) -> list[Slot]:
    """Every slot of these civil days (Paris), both included, cancelled ones too, by time."""
    rows = conn.execute(
        "SELECT * FROM slot WHERE day BETWEEN ? AND ? ORDER BY starts_at, practice_id, site_id, id",
        (first.isoformat(), last.isoformat()),
    )
    return [_slot(row) for row in rows]


def coming_of(conn: Connection, series_id: str, day: date) -> list[Slot]:
    """The slots of a series that stand from ``day`` on."""
    rows = conn.execute(
        "SELECT * FROM slot WHERE series_id = ? AND day >= ? AND cancelled_at IS NULL ORDER BY starts_at",
        (series_id, day.isoformat()),
    )
    return [_slot(row) for row in rows]


def set_cancelled(conn: Connection, id: str, revision: int, cancelled_at: datetime | None, at: datetime) -> bool:
    """Cancel a slot, or put it back (None); False when somebody wrote first."""
    done = conn.execute(
        "UPDATE slot SET cancelled_at = ?, changed_at = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (instant_text(cancelled_at) if cancelled_at else None, instant_text(at), id, revision),
    )
    return done.rowcount == 1


def moved_to(conn: Connection, slot_id: str) -> list[Slot]:
    """The slots that stand in for this one."""
    rows = conn.execute(
        "SELECT * FROM slot WHERE moved_from = ? AND cancelled_at IS NULL ORDER BY starts_at, id", (slot_id,)
    )
    return [_slot(row) for row in rows]


def book(conn: Connection, one: Booking, actor_id: str) -> None:
    """Write one place taken."""
    _insert(
        conn, "slot_booking",
        {
            "id": one.id, "slot_id": one.slot, "channel": one.channel.value, "asked_at": instant_text(one.asked_at),
            "booked_at": instant_text(one.booked_at), "came": _flag(one.came), "actor_id": actor_id,
        },
    )  # fmt: skip


def bookings(conn: Connection, first: date, last: date) -> list[Booking]:
    """The places taken in slots of these civil days (Paris), both included, by slot then instant."""
    rows = conn.execute(
        "SELECT slot_booking.* FROM slot_booking JOIN slot ON slot.id = slot_id WHERE day BETWEEN ? AND ?"
        " AND removed_at IS NULL ORDER BY slot_id, booked_at, slot_booking.id",
        (first.isoformat(), last.isoformat()),
    )
    return [_booking(row) for row in rows]


def bookings_of(conn: Connection, slot_id: str) -> list[Booking]:
    """The places taken in one slot, first booked first."""
    rows = conn.execute(
        "SELECT * FROM slot_booking WHERE slot_id = ? AND removed_at IS NULL ORDER BY booked_at, id", (slot_id,)
    )
    return [_booking(row) for row in rows]


def find_booking(conn: Connection, id: str) -> Booking | None:
    """A place taken that was not given back, or None."""
    row = conn.execute("SELECT * FROM slot_booking WHERE id = ? AND removed_at IS NULL", (id,)).fetchone()
    return _booking(row) if row else None


def set_came(conn: Connection, id: str, came: bool | None) -> bool:
    """Say whether the patient came; False when the place was given back."""
    done = conn.execute("UPDATE slot_booking SET came = ? WHERE id = ? AND removed_at IS NULL", (_flag(came), id))
    return done.rowcount == 1


def give_back(conn: Connection, id: str, at: datetime) -> bool:
    """Free a place; False when it was free already."""
    done = conn.execute(
        "UPDATE slot_booking SET removed_at = ? WHERE id = ? AND removed_at IS NULL", (instant_text(at), id)
    )
    return done.rowcount == 1


def move_booking(conn: Connection, id: str, slot_id: str) -> None:
    """Put a place taken into another slot."""
    conn.execute("UPDATE slot_booking SET slot_id = ? WHERE id = ?", (slot_id, id))


def calls(conn: Connection, first: date, last: date) -> list[DayCalls]:
    """Calls of these civil days (Paris), both included, by day then channel."""
    rows = conn.execute(
        "SELECT * FROM slot_call WHERE day BETWEEN ? AND ? ORDER BY day, channel", (first.isoformat(), last.isoformat())
    )
    return [
        DayCalls(
            date.fromisoformat(row["day"]), Channel(row["channel"]), row["calls"], row["unanswered"], row["revision"]
        )
        for row in rows
    ]


def put_calls(conn: Connection, one: DayCalls) -> bool:
    """Write the calls of a day and channel (revision 0: new), or over the revision held; False when somebody wrote first."""
    key = (one.day.isoformat(), one.channel.value)
    if not one.revision:
        return bool(
            _insert(
                conn, "slot_call",
                {"day": key[0], "channel": key[1], "calls": one.calls, "unanswered": one.unanswered}, "OR IGNORE",
            )
        )  # fmt: skip
    done = conn.execute(
        "UPDATE slot_call SET calls = ?, unanswered = ?, revision = revision + 1"
        " WHERE day = ? AND channel = ? AND revision = ?",
        (one.calls, one.unanswered, *key, one.revision),
    )
    return done.rowcount == 1


def _insert(conn: Connection, table: str, columns: dict[str, Any], how: str = "") -> int:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    return conn.execute(f"INSERT {how} INTO {table} ({names}) VALUES ({marks})", tuple(columns.values())).rowcount


def _columns(one: Slot) -> dict[str, Any]:
    return {
        "id": one.id, "series_id": one.series, "practice_id": one.practice, "site_id": one.site or None,
        "person_id": one.person, "day": one.day.isoformat(), "starts_at": instant_text(one.starts_at),
        "ends_at": instant_text(one.ends_at), "places": one.places, "for_whom": one.for_whom.value, "paid": int(one.paid),
        "moved_from": one.moved_from, "changed_at": instant_text(one.changed_at),
    }  # fmt: skip


def _flag(said: bool | None) -> int | None:
    return None if said is None else int(said)


def _series(row: sqlite3.Row) -> SlotSeries:
    return SlotSeries(
        id=row["id"],
        weekdays=frozenset(map(int, row["weekdays"])),
        starts=time.fromisoformat(row["starts"]),
        ends=time.fromisoformat(row["ends"]),
        places=row["places"],
        from_day=date.fromisoformat(row["from_day"]),
        practice=PracticeId(row["practice_id"]) if row["practice_id"] else None,
        site=row["site_id"] or "",
        person=PersonId(row["person_id"]) if row["person_id"] else None,
        for_whom=ForWhom(row["for_whom"]),
        paid=bool(row["paid"]),
        until_day=date.fromisoformat(row["until_day"]) if row["until_day"] else None,
        removed_at=instant_or_none(row["removed_at"]),
        revision=row["revision"],
    )


def _slot(row: sqlite3.Row) -> Slot:
    return Slot(
        id=row["id"],
        day=date.fromisoformat(row["day"]),
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]),
        places=row["places"],
        changed_at=instant_of(row["changed_at"]),
        practice=PracticeId(row["practice_id"]) if row["practice_id"] else None,
        site=row["site_id"] or "",
        person=PersonId(row["person_id"]) if row["person_id"] else None,
        for_whom=ForWhom(row["for_whom"]),
        paid=bool(row["paid"]),
        series=row["series_id"],
        moved_from=row["moved_from"],
        cancelled_at=instant_or_none(row["cancelled_at"]),
        revision=row["revision"],
    )


def _booking(row: sqlite3.Row) -> Booking:
    return Booking(
        id=row["id"],
        slot=row["slot_id"],
        channel=Channel(row["channel"]),
        asked_at=instant_of(row["asked_at"]),
        booked_at=instant_of(row["booked_at"]),
        came=None if row["came"] is None else bool(row["came"]),
    )
