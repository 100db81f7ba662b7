"""Swaps that people proposed to each other, and how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId, SeatId
from app.mobilisation.swap import SwapProposal, SwapState

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection


def add(conn: Connection, swap: SwapProposal) -> None:
    """Write a proposal down."""
    conn.execute(
        "INSERT INTO swap (id, proposer_id, offered_id, other_id, wanted_id, proposed_at, expires_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            swap.id,
            swap.proposer,
            swap.offered,
            swap.other,
            swap.wanted,
            instant_text(swap.proposed_at),
            instant_text(swap.expires_at),
            swap.state.value,
        ),
    )


def set_state(conn: Connection, id: str, state: SwapState) -> None:
    """Say how a proposal ended."""
    conn.execute("UPDATE swap SET state = ? WHERE id = ?", (state.value, id))


def find(conn: Connection, id: str) -> SwapProposal | None:
    """The proposal, or None."""
    row = conn.execute("SELECT * FROM swap WHERE id = ?", (id,)).fetchone()
    return _swap(row) if row else None


def proposed(conn: Connection) -> list[SwapProposal]:
    """Proposals that wait for an answer, the soonest to lapse first."""
    return [_swap(row) for row in conn.execute("SELECT * FROM swap WHERE state = 'proposed' ORDER BY expires_at, id")]


def of_person(conn: Connection, person_id: PersonId) -> list[SwapProposal]:
    """What a person proposed or was asked, newest first."""
    rows = conn.execute(
        "SELECT * FROM swap WHERE other_id = ?1 OR proposer_id = ?1 ORDER BY proposed_at DESC, id DESC", (person_id,)
    )
    return [_swap(row) for row in rows]


def of_seat(conn: Connection, seat_id: SeatId) -> list[SwapProposal]:
    """Proposals that wait for an answer and touch a seat, oldest first."""
    rows = conn.execute(
        "SELECT * FROM swap WHERE state = 'proposed' AND (offered_id = ?1 OR wanted_id = ?1) ORDER BY proposed_at, id",
        (seat_id,),
    )
    return [_swap(row) for row in rows]


def _swap(row: sqlite3.Row) -> SwapProposal:
    return SwapProposal(
        id=row["id"],
        proposer=PersonId(row["proposer_id"]),
        offered=SeatId(row["offered_id"]),
        other=PersonId(row["other_id"]),
        wanted=SeatId(row["wanted_id"]),
        proposed_at=instant_of(row["proposed_at"]),
        expires_at=instant_of(row["expires_at"]),
        state=SwapState(row["state"]),
    )
