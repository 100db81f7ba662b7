"""Call-outs: who is asked for which seats, the waves sent, every answer, and who is ringing whom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.errors import N_, NotFound
from app.core.ids import CentreId, PersonId, SeatId
from app.mobilisation.callout import CallOut, CallOutState, Mode, Outcome, Response, Wave
from app.mobilisation.phone import Claim
from app.mobilisation.ranking import Candidate, PastAnswers
from app.scheduling.warnings import WarningCode
from app.store import revisions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Held:
    """A call-out as it is kept. ``next_at`` (UTC): when to look at it again; None once it has ended."""

    callout: CallOut
    actor_id: str
    next_at: datetime | None
    revision: int


def insert(conn: Connection, callout: CallOut, actor_id: str, next_at: datetime | None) -> None:
    """Keep a new call-out with the waves already sent."""
    conn.execute(
        "INSERT INTO call_out (id, centre_id, mode, size, delay_minutes, urgent, state, seats, candidates, created_at,"
        " ended_at, next_at, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            callout.id,
            callout.centre_id,
            callout.mode,
            callout.size,
            callout.delay_minutes,
            int(callout.urgent),
            callout.state,
            json.dumps(callout.seats),
            json.dumps([[one.person, one.seats, one.reason] for one in callout.candidates], ensure_ascii=False),
            instant_text(callout.created_at),
            instant_text(callout.ended_at) if callout.ended_at else None,
            instant_text(next_at) if next_at else None,
            actor_id,
        ),
    )
    add_waves(conn, callout.id, callout.waves)


def update(conn: Connection, callout: CallOut, next_at: datetime | None) -> None:
    """Write how far a call-out has come; what it asks for and whom it may ask never change."""
    conn.execute(
        "UPDATE call_out SET state = ?, ended_at = ?, next_at = ?, revision = revision + 1 WHERE id = ?",
        (
            callout.state,
            instant_text(callout.ended_at) if callout.ended_at else None,
            instant_text(next_at) if next_at else None,
            callout.id,
        ),
    )


def add_waves(conn: Connection, call_out_id: str, waves: Iterable[Wave]) -> None:
    """Keep waves; the same number is refused a second time."""
    conn.executemany(
        "INSERT INTO wave (call_out_id, number, people, sent_at) VALUES (?, ?, ?, ?)",
        [(call_out_id, one.number, json.dumps(one.people), instant_text(one.sent_at)) for one in waves],
    )


def find(conn: Connection, call_out_id: str) -> Held | None:
    """The call-out with its waves, its seats where their sessions stand now; or None."""
    row = conn.execute("SELECT * FROM call_out WHERE id = ?", (call_out_id,)).fetchone()
    return _held(conn, row) if row else None


def expect(conn: Connection, call_out_id: str, revision: int) -> Held:
    """The call-out at this revision. Raises NotFound, or StaleRevision when it has moved on."""
    held = find(conn, call_out_id)
    if held is None:
        raise NotFound(N_("Cet appel n’existe plus. Rechargez la page."))
    if held.revision != revision:
        raise revisions.stale(
            conn, call_out_id, message=N_("{change} Rien n’a été écrit : regardez où en est cet appel.")
        )
    return held


def running(conn: Connection) -> list[Held]:
    """Call-outs that have not ended, the oldest first."""
    rows = conn.execute("SELECT * FROM call_out WHERE state IN ('prepared', 'running') ORDER BY created_at, id")
    return [_held(conn, row) for row in rows.fetchall()]


def still_asking(conn: Connection, seat_ids: Iterable[SeatId]) -> list[CallOut]:
    """Call-outs for one of these seats whose requests still stand, the oldest first: those run dry take a late yes."""
    wanted = set(seat_ids)
    rows = conn.execute(
        "SELECT * FROM call_out WHERE state IN ('prepared', 'running', 'exhausted') ORDER BY created_at, id"
    )
    return [_held(conn, row).callout for row in rows.fetchall() if wanted.intersection(json.loads(row["seats"]))]


def ended(conn: Connection, limit: int = 20) -> list[Held]:
    """Call-outs that have ended, the last one first."""
    rows = conn.execute(
        "SELECT * FROM call_out WHERE state NOT IN ('prepared', 'running') ORDER BY ended_at DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [_held(conn, row) for row in rows.fetchall()]


def due(conn: Connection, now: datetime) -> list[str]:
    """Ids of the call-outs to look at by ``now``, in order of their hour."""
    rows = conn.execute(
        "SELECT id FROM call_out WHERE state IN ('prepared', 'running') AND next_at <= ? ORDER BY next_at, id",
        (instant_text(now),),
    )
    return [row["id"] for row in rows]


def next_due(conn: Connection) -> datetime | None:
    """When the next call-out is to be looked at."""
    row = conn.execute(
        "SELECT min(next_at) AS at FROM call_out WHERE state IN ('prepared', 'running') AND next_at IS NOT NULL"
    ).fetchone()
    return instant_of(row["at"]) if row["at"] else None


def wake(conn: Connection, seat_ids: Iterable[SeatId], at: datetime) -> None:
    """Look again at ``at`` at the running call-outs for these seats: someone has filled or freed one by another way."""
    wanted = set(seat_ids)
    for row in conn.execute("SELECT id, seats FROM call_out WHERE state IN ('prepared', 'running')").fetchall():
        if wanted.intersection(json.loads(row["seats"])):
            conn.execute("UPDATE call_out SET next_at = ? WHERE id = ?", (instant_text(at), row["id"]))


def add_response(conn: Connection, call_out_id: str, response: Response) -> None:
    """Keep one outcome; earlier ones of the same person stay."""
    conn.execute(
        "INSERT INTO response (call_out_id, person_id, outcome, at, seat_id, call_back_at, by_phone, rule)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            call_out_id,
            response.person,
            response.outcome,
            instant_text(response.at),
            response.seat,
            instant_text(response.call_back_at) if response.call_back_at else None,
            int(response.by_phone),
            response.rule,
        ),
    )


def responses(conn: Connection, call_out_id: str) -> list[Response]:
    """Every outcome of a call-out, in the order they came."""
    rows = conn.execute("SELECT * FROM response WHERE call_out_id = ? ORDER BY id", (call_out_id,))
    return [_response(row) for row in rows]


def past_answers(conn: Connection) -> dict[PersonId, PastAnswers]:
    """How each person answered earlier call-outs; a yes that came too late, or was refused, is a yes all the same."""
    rows = conn.execute(
        "SELECT person_id, sum(yes) AS yes, count(*) AS answered FROM (SELECT person_id, max(outcome = 'yes') AS yes"
        " FROM response WHERE outcome IN ('yes', 'no') GROUP BY call_out_id, person_id) GROUP BY person_id"
        " ORDER BY person_id"
    )
    return {PersonId(row["person_id"]): PastAnswers(row["yes"], row["answered"]) for row in rows}


_TO_FILL = (
    "SELECT seat.id FROM seat JOIN session ON session.id = session_id WHERE session.state <> 'cancelled'"
    " AND (seat.state = 'stand_in_wanted' OR (seat.state = 'open' AND person_id IS NULL AND partner_id IS NULL))"
)


def open_seats(conn: Connection, seat_ids: Iterable[SeatId]) -> frozenset[SeatId]:
    """Those of these seats that someone may take: nobody holds them live, or their holder seeks a stand-in."""
    wanted = list(seat_ids)
    rows = conn.execute(f"{_TO_FILL} AND seat.id IN ({_marks(wanted)})", wanted)
    return frozenset(SeatId(row["id"]) for row in rows)


def holders(conn: Connection, seat_ids: Iterable[SeatId]) -> dict[SeatId, PersonId]:
    """Who holds each of these seats live, in the order given, whoever seeks a stand-in included; held by nobody, left out."""
    wanted = list(seat_ids)
    rows = conn.execute(
        f"SELECT id, person_id FROM seat WHERE state <> 'open' AND person_id IS NOT NULL AND id IN ({_marks(wanted)})",
        wanted,
    )
    found = {SeatId(row["id"]): PersonId(row["person_id"]) for row in rows}
    return {seat: found[seat] for seat in wanted if seat in found}


def open_after(conn: Connection, start: datetime) -> frozenset[SeatId]:
    """Every seat someone may take in a session that begins after ``start``."""
    rows = conn.execute(f"{_TO_FILL} AND starts_at > ?", (instant_text(start),))
    return frozenset(SeatId(row["id"]) for row in rows)


def claims(conn: Connection, now: datetime) -> list[Claim]:
    """Who is ringing whom at ``now``, the oldest call first."""
    rows = conn.execute("SELECT * FROM phone_claim WHERE until > ? ORDER BY since, person_id", (instant_text(now),))
    return [
        Claim(
            PersonId(row["person_id"]),
            row["caller_id"],
            row["caller_name"],
            instant_of(row["since"]),
            instant_of(row["until"]),
        )
        for row in rows
    ]


def put_claim(conn: Connection, claim: Claim) -> None:
    """Keep a person for one caller; what stood there before has lapsed or is prolonged."""
    conn.execute(
        "INSERT OR REPLACE INTO phone_claim (person_id, caller_id, caller_name, since, until) VALUES (?, ?, ?, ?, ?)",
        (claim.person, claim.caller, claim.caller_name, instant_text(claim.since), instant_text(claim.until)),
    )


def drop_claim(conn: Connection, person_id: PersonId) -> None:
    """Nobody is ringing the person any more."""
    conn.execute("DELETE FROM phone_claim WHERE person_id = ?", (person_id,))


def _held(conn: Connection, row: sqlite3.Row) -> Held:
    seats = tuple(SeatId(one) for one in json.loads(row["seats"]))
    starts = {
        SeatId(one["id"]): instant_of(one["starts_at"])
        for one in conn.execute(
            f"SELECT seat.id, starts_at FROM seat JOIN session ON session.id = session_id"
            f" WHERE seat.id IN ({_marks(seats)})",
            seats,
        )
    }
    callout = CallOut(
        id=row["id"],
        centre_id=CentreId(row["centre_id"]),
        seats=tuple(seat for seat in seats if seat in starts),
        starts=starts,
        candidates=tuple(
            Candidate(PersonId(person), tuple(SeatId(one) for one in able), reason)
            for person, able, reason in json.loads(row["candidates"])
        ),
        created_at=instant_of(row["created_at"]),
        mode=Mode(row["mode"]),
        size=row["size"],
        delay_minutes=row["delay_minutes"],
        urgent=bool(row["urgent"]),
        waves=tuple(_wave(one) for one in conn.execute(_WAVES, (row["id"],))),
        state=CallOutState(row["state"]),
        ended_at=instant_of(row["ended_at"]) if row["ended_at"] else None,
    )
    return Held(callout, row["actor_id"], instant_of(row["next_at"]) if row["next_at"] else None, row["revision"])


_WAVES = "SELECT * FROM wave WHERE call_out_id = ? ORDER BY number"


def _wave(row: sqlite3.Row) -> Wave:
    return Wave(row["number"], tuple(PersonId(one) for one in json.loads(row["people"])), instant_of(row["sent_at"]))


def _response(row: sqlite3.Row) -> Response:
    return Response(
        PersonId(row["person_id"]),
        Outcome(row["outcome"]),
        instant_of(row["at"]),
        SeatId(row["seat_id"]) if row["seat_id"] else None,
        instant_of(row["call_back_at"]) if row["call_back_at"] else None,
        bool(row["by_phone"]),
        WarningCode(row["rule"]) if row["rule"] else None,
    )


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
