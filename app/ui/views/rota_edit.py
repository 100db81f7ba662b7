"""What an event of the grid asks of the rota: which seats get whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.core.ids import PersonId, SeatId
from app.ui.parts import week_grid as wg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.scheduling.session import Seat

Placements = dict[SeatId, PersonId | None]


def placements(event: wg.Move | wg.Put | wg.Free, drafted: Iterable[Seat]) -> Placements:
    """Seat → person (None: nobody). A move onto a held seat exchanges the two. Raises NotFound for a seat that is gone."""
    holders = {seat.id: seat.holder.person_id for seat in drafted}
    if isinstance(event, wg.Put):
        return {SeatId(event.seat): PersonId(event.person)}
    if isinstance(event, wg.Free):
        return {SeatId(event.seat): None}
    taken, aimed = SeatId(event.from_seat), SeatId(event.to_seat)
    if taken not in holders or aimed not in holders:
        raise NotFound(N_("Ce poste n’existe plus. Rechargez la page."))
    return {aimed: holders[taken], taken: holders[aimed]}
