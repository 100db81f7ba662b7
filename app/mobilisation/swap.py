"""Two people exchange their seats: proposed by one, accepted by the other, under the same rules as everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, RuleRefusal, StaleRevision
from app.mobilisation.stand_in import HELD
from app.mobilisation.taking import in_the_way
from app.scheduling.session import SeatState
from app.scheduling.warnings import RotaContext, RotaWarning, warnings_for

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId, SeatId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session


class SwapState(StrEnum):
    """A proposal waits for the other person; anything else is its end."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


SWAP_WORDS = {
    SwapState.PROPOSED: N_("proposé"),
    SwapState.ACCEPTED: N_("accepté"),
    SwapState.REFUSED: N_("refusé"),
    SwapState.WITHDRAWN: N_("retiré"),
    SwapState.EXPIRED: N_("sans réponse à temps"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapProposal:
    """``proposer`` offers ``offered`` for ``wanted``, which ``other`` holds. It lapses at the first of the two sessions."""

    id: str
    proposer: PersonId
    offered: SeatId
    other: PersonId
    wanted: SeatId
    proposed_at: datetime
    expires_at: datetime
    state: SwapState = SwapState.PROPOSED

    def state_at(self, now: datetime) -> SwapState:
        """The state as it reads at ``now``: a proposal nobody answered in time has expired."""
        lapsed = self.state is SwapState.PROPOSED and now >= self.expires_at
        return SwapState.EXPIRED if lapsed else self.state


def exchanged(offered: Seat, wanted: Seat) -> tuple[Seat, Seat]:
    """The two seats once their holders have changed places, both confirmed: each said yes."""
    return tuple(  # type: ignore[return-value]
        replace(
            seat,
            holder=other.holder,
            state=SeatState.ACKNOWLEDGED,
            pinned=False,
            override_reason="",
            sequence=seat.sequence + 1,
        )
        for seat, other in ((offered, wanted), (wanted, offered))
    )


def swap_warnings(
    offered: Seat, wanted: Seat, people: Mapping[PersonId, Person], context: RotaContext
) -> tuple[RotaWarning, ...]:
    """What the exchange would break for either, judged on the rota as it would be once both have moved."""
    moved = {seat.id: seat for seat in exchanged(offered, wanted)}
    after = replace(context, seats=[moved.get(seat.id, seat) for seat in context.seats])
    return tuple(
        warning
        for seat in moved.values()
        if seat.holder.person_id is not None
        for warning in warnings_for(seat, people[seat.holder.person_id], after)
    )


def propose_swap(
    id: str,
    proposer: PersonId,
    offered: Seat,
    wanted: Seat,
    sessions: Mapping[SessionId, Session],
    now: datetime,
    warnings: Iterable[RotaWarning],
) -> SwapProposal:
    """The proposal, once it can be granted. ``warnings`` are those of :func:`swap_warnings`.

    Raises InvalidInput when a seat is not held as said or its session has begun, RuleRefusal when a rule forbids it.
    """
    other = wanted.holder.person_id
    if offered.holder.person_id != proposer or offered.state not in HELD:
        raise InvalidInput(N_("Ce poste n’est plus à vous : rechargez la page."))
    if other is None or other == proposer or wanted.state not in HELD:
        raise InvalidInput(N_("Personne d’autre ne tient ce poste : il n’y a rien à échanger."))
    expires_at = min(sessions[seat.session_id].starts_at for seat in (offered, wanted))
    if expires_at <= now:
        raise InvalidInput(N_("L’une des deux séances a commencé : appelez la coordination."))
    _refuse_broken(warnings)
    return SwapProposal(
        id=id, proposer=proposer, offered=offered.id, other=other, wanted=wanted.id, proposed_at=now, expires_at=expires_at
    )  # fmt: skip


def accept_swap(
    proposal: SwapProposal, person: PersonId, offered: Seat, wanted: Seat, now: datetime, warnings: Iterable[RotaWarning]
) -> tuple[SwapProposal, Seat, Seat]:  # fmt: skip
    """The proposal accepted by ``person`` and both seats exchanged, as the rota stands at ``now``.

    Raises InvalidInput for anyone but the person asked, or once it has ended; StaleRevision when a seat has changed hands;
    RuleRefusal when a rule now forbids it.
    """
    if person != proposal.other or proposal.state_at(now) is not SwapState.PROPOSED:
        raise InvalidInput(N_("Cet échange ne peut plus être accepté."))
    held_as_said = (offered.id, offered.holder.person_id) == (proposal.offered, proposal.proposer) and (
        wanted.id,
        wanted.holder.person_id,
    ) == (proposal.wanted, proposal.other)
    if not held_as_said or offered.state not in HELD or wanted.state not in HELD:
        raise StaleRevision(N_("L’un des deux postes a changé de mains depuis : l’échange n’a pas eu lieu."))
    _refuse_broken(warnings)
    return replace(proposal, state=SwapState.ACCEPTED), *exchanged(offered, wanted)


def end_swap(proposal: SwapProposal, person: PersonId, now: datetime) -> SwapProposal:
    """Refused by the person asked, or withdrawn by the one who proposed. Raises InvalidInput for others or too late."""
    if proposal.state_at(now) is not SwapState.PROPOSED or person not in (proposal.other, proposal.proposer):
        raise InvalidInput(N_("Cet échange est déjà terminé."))
    return replace(proposal, state=SwapState.REFUSED if person == proposal.other else SwapState.WITHDRAWN)


def _refuse_broken(warnings: Iterable[RotaWarning]) -> None:
    refusal = in_the_way(list(warnings))
    if refusal is not None:
        raise RuleRefusal(N_("Cet échange n’est pas possible : {rule}"), rule=refusal.sentence)
