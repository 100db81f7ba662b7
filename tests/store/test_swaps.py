"""Tests of app/store/swaps.py: what was proposed comes back as written, by person, by seat, and until it ends."""

from datetime import timedelta
from pathlib import Path

from app.core.ids import SeatId
from app.mobilisation.swap import SwapProposal, SwapState
from app.store import swaps
from tests.services.a_rota import a_rota


def test_proposals_come_back_whole_and_leave_the_open_list_when_they_end(tmp_path: Path) -> None:
    """Found by id, by either person, by either seat; the soonest to lapse is first; an ended one waits for nobody."""
    rota = a_rota(tmp_path)
    now = rota.store.now()
    offered, wanted = rota.of("Bleuenn"), rota.of("Corentin")
    first, second = (
        SwapProposal(
            id=id,
            proposer=rota.id("Bleuenn"),
            offered=SeatId(offered.id),
            other=rota.id("Corentin"),
            wanted=SeatId(wanted.id),
            proposed_at=now + timedelta(minutes=minutes),
            expires_at=now + timedelta(days=3) - timedelta(minutes=minutes),
        )
        for id, minutes in (("a", 0), ("b", 1))
    )
    with rota.store.transaction() as conn:
        swaps.add(conn, first)
        swaps.add(conn, second)
    with rota.store.reading() as conn:
        assert (swaps.find(conn, "a"), swaps.find(conn, "none")) == (first, None)
        assert swaps.proposed(conn) == [second, first]
        assert (
            swaps.of_person(conn, rota.id("Corentin")) == swaps.of_person(conn, rota.id("Bleuenn")) == [second, first]
        )
        assert swaps.of_person(conn, rota.id("Anne")) == []
        assert swaps.of_seat(conn, wanted.id) == swaps.of_seat(conn, offered.id) == [first, second]
    with rota.store.transaction() as conn:
        swaps.set_state(conn, "b", SwapState.REFUSED)
    with rota.store.reading() as conn:
        assert (swaps.proposed(conn), swaps.of_seat(conn, wanted.id)) == ([first], [first])
        assert [one.state for one in swaps.of_person(conn, rota.id("Anne"))] == []
        assert swaps.find(conn, "b") is not None
