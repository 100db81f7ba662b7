"""Two people exchange their seats: what may be exchanged, proposed, accepted under the same rules as everything, or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.mobilisation.message import MessageKind
from app.mobilisation.swap import (
    SwapProposal,
    SwapState,
    accept_swap,
    end_swap,
    propose_swap,
)
from app.mobilisation.writing import write
from app.roster.answer import AnswerValue
from app.scheduling.changes import RotaChanges, changes_of
from app.scheduling.spoken import place_of
from app.services.crisis.writing_desk import post, read_desk, read_goodwill
from app.services.keeping.reference import read_library
from app.services.messages.tell_changes import tell_changes
from app.services.messages.unsend import unsend
from app.services.mobilisation.call_out_words import label_of
from app.services.mobilisation.read_swaps import ExchangeRules, check_held, still_stands
from app.services.mobilisation.read_swaps import swap_choices as swap_choices
from app.services.mobilisation.read_swaps import swaps_of as swaps_of
from app.services.rota.live_seats import drop_clashes, find_live, shift_words, write_answer, write_live
from app.services.world.read_horizon import read_horizon
from app.store import journal, swaps
from app.words import use_language
from app.words.dates import spoken_session
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat, Session
    from app.scheduling.warnings import RotaWarning
    from app.store.database import Connection, Store


def propose(actor: Actor, store: Store, person_id: PersonId, offered_id: SeatId, wanted_id: SeatId) -> str:
    """Propose one's seat for another's; returns the proposal's id. Asking costs the other's goodwill, so a seat is offered
    to one person at a time, within their budget and outside their quiet hours.

    Raises NotAllowed, NotFound, InvalidInput when a seat is not held as said or a proposal stands, RuleRefusal.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        now = store.now()
        end_dead_swaps(conn, now)
        (offered, first), (wanted, second) = find_live(conn, offered_id), find_live(conn, wanted_id)
        check_held(offered, person_id)
        if any(one.proposer == person_id for one in swaps.of_seat(conn, offered_id)):
            raise InvalidInput(
                N_("Vous proposez déjà ce poste à quelqu’un : attendez sa réponse, ou retirez l’échange.")
            )
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        warnings = ExchangeRules(conn, horizon, library).warnings(offered, wanted)
        moments = {first.id: first, second.id: second}
        proposal = propose_swap(new_id(), person_id, offered, wanted, moments, now, warnings)
        swaps.add(conn, proposal)
        _ask(conn, horizon, library, proposal, (offered, first), (wanted, second))
        payload = {"offered": offered_id, "wanted": wanted_id, "other": proposal.other}
        journal.write(conn, now, actor.id, "swap_proposed", proposal.id, payload)
    return proposal.id


def _ask(
    conn: Connection,
    horizon: Horizon,
    library: Library,
    proposal: SwapProposal,
    offered: tuple[Seat, Session],
    wanted: tuple[Seat, Session],
) -> None:
    """Write to the person asked, when they may be asked. Raises RuleRefusal when that would be too late."""
    due_at = read_goodwill(conn, library, horizon.now).earliest(proposal.other, horizon.now)
    if due_at is None or due_at >= proposal.expires_at:
        raise RuleRefusal(
            N_("Cette personne a déjà été beaucoup sollicitée, ou il est trop tard : voyez avec la coordination.")
        )
    desk, label = read_desk(conn, library, horizon.people), label_of(library)
    named = next(person for person in horizon.people if person.id == proposal.proposer)
    with use_language(desk.recipient(proposal.other).language):
        seat, session = offered
        values = {
            **shift_words(label, horizon.centres[wanted[1].centre_id], wanted[1], wanted[0]),
            "qui": short_name(named.given_name, named.family_name),
            "contre": f"{spoken_session(session.starts_at, session.ends_at)}, {place_of(seat, label)}",
        }
    message = write(
        desk, MessageKind.SWAP, proposal.other, values, horizon.now,
        due_at=due_at, about=proposal.id, useless_after=proposal.expires_at,
    )  # fmt: skip
    post(conn, [message], horizon.now)


def accept(actor: Actor, store: Store, person_id: PersonId, swap_id: str) -> None:
    """Accept what was proposed: both seats change hands at once, confirmed, and the proposer is told.

    Raises NotAllowed, NotFound, InvalidInput for anyone else or too late, StaleRevision, RuleRefusal.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        now, proposal = store.now(), _found(conn, swap_id)
        (offered, first), (wanted, second) = find_live(conn, proposal.offered), find_live(conn, proposal.wanted)
        if min(first.starts_at, second.starts_at) <= now:
            # A session may have been moved since it was proposed: the hour it lapses at is that of before.
            raise InvalidInput(N_("L’une des deux séances a commencé : appelez la coordination."))
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        warnings = _exchange_warnings(conn, horizon, library, proposal, offered, wanted)
        accepted, given, got = accept_swap(proposal, person_id, offered, wanted, now, warnings)
        said = {"swap": swap_id, "proposer": proposal.proposer, "other": proposal.other}
        write_live(conn, actor, now, first, offered, given, "seat_swapped", said)
        write_live(conn, actor, now, second, wanted, got, "seat_swapped", said)
        _settle(conn, actor, proposal, first, second, now)
        swaps.set_state(conn, swap_id, accepted.state)
        unsend(conn, swap_id, MessageKind.SWAP, proposal.other, now)
        journal.write(conn, now, actor.id, "swap_accepted", swap_id, said)
        end_dead_swaps(conn, now)
        changes = changes_of([offered, wanted], [given, got]).people
        told = RotaChanges(tuple(one for one in changes if one.person_id == proposal.proposer))
        tell_changes(conn, store, library, horizon.people, {first.id: first, second.id: second}, told)


def _exchange_warnings(
    conn: Connection, horizon: Horizon, library: Library, proposal: SwapProposal, offered: Seat, wanted: Seat
) -> Sequence[RotaWarning]:
    """Judged only while both hold what was said: otherwise ``accept_swap`` refuses for that."""
    held = (offered.holder.person_id, wanted.holder.person_id) == (proposal.proposer, proposal.other)
    return ExchangeRules(conn, horizon, library).warnings(offered, wanted) if held else ()


def _settle(
    conn: Connection, actor: Actor, proposal: SwapProposal, first: Session, second: Session, now: datetime
) -> None:
    """What the exchange says of both sessions: each comes where they now are; the proposer could not come before."""
    if first.id != second.id:
        write_answer(conn, actor, proposal.proposer, first.id, AnswerValue.NO, now)
    write_answer(conn, actor, proposal.proposer, second.id, AnswerValue.YES, now)
    write_answer(conn, actor, proposal.other, first.id, AnswerValue.YES, now)
    drop_clashes(conn, proposal.proposer, second)
    drop_clashes(conn, proposal.other, first)


def refuse(actor: Actor, store: Store, person_id: PersonId, swap_id: str) -> None:
    """Refuse what one was asked. Raises NotAllowed, NotFound, InvalidInput for anyone else or once it has ended."""
    _end(actor, store, person_id, swap_id, SwapState.REFUSED)


def withdraw(actor: Actor, store: Store, person_id: PersonId, swap_id: str) -> None:
    """Take back what one proposed; a request that has not left costs nothing. Raises as :func:`refuse` does."""
    _end(actor, store, person_id, swap_id, SwapState.WITHDRAWN)


def _end(actor: Actor, store: Store, person_id: PersonId, swap_id: str, wanted: SwapState) -> None:
    require_self(actor, person_id)
    with store.transaction() as conn:
        proposal = _found(conn, swap_id)
        ended = end_swap(proposal, person_id, store.now())
        if ended.state is not wanted:
            raise InvalidInput(N_("Cet échange est déjà terminé."))
        _close(conn, proposal, ended.state, store.now())
        journal.write(conn, store.now(), actor.id, f"swap_{wanted.value}", swap_id, {"person": person_id})


def _close(conn: Connection, proposal: SwapProposal, state: SwapState, at: datetime) -> None:
    swaps.set_state(conn, proposal.id, state)
    unsend(conn, proposal.id, MessageKind.SWAP, proposal.other, at)


def expire_swaps(actor: Actor, store: Store) -> datetime | None:
    """End the proposals that nobody answered in time or whose seats changed hands; returns when to look again (UTC)."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        if not swaps.proposed(conn):
            return None
    with store.transaction() as conn:
        end_dead_swaps(conn, store.now())
        return min((one.expires_at for one in swaps.proposed(conn)), default=None)


def end_dead_swaps(conn: Connection, now: datetime) -> None:
    """The same within the caller's transaction: nobody is asked about an exchange that can't happen any more."""
    for proposal in swaps.proposed(conn):
        if not still_stands(conn, proposal, now):
            _close(conn, proposal, SwapState.EXPIRED, now)


def _found(conn: Connection, swap_id: str) -> SwapProposal:
    proposal = swaps.find(conn, swap_id)
    if proposal is None:
        raise NotFound(N_("Cet échange n’existe plus. Rechargez la page."))
    return proposal
