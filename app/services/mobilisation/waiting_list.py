"""The waiting list of a session: join, leave, and a freed seat offered in order, kept for one person at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.message import MessageKind
from app.mobilisation.taking import Taking, Verdict, in_the_way
from app.mobilisation.waiting import OfferState, Waiting, in_order, next_offer, place_sentence
from app.mobilisation.writing import write
from app.scheduling.session import NOBODY, SeatState, SessionState
from app.scheduling.warnings import warnings_for
from app.services.crisis.writing_desk import post, read_desk, read_goodwill
from app.services.keeping.reference import read_library
from app.services.messages.unsend import unsend, unsend_of_seats
from app.services.mobilisation.call_out_words import label_of
from app.services.rota.fill_seat import fill_seat
from app.services.rota.live_seats import shift_words, source_of
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.store import journal, seats, sessions, waiting
from app.words import use_language
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId, SessionId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.mobilisation.waiting import Offer
    from app.scheduling.horizon import Horizon
    from app.scheduling.session import Seat, Session
    from app.scheduling.warnings import RotaWarning
    from app.store.database import Connection, Store

TO_TAKE = frozenset({SeatState.OPEN, SeatState.STAND_IN_WANTED})
"""States in which a seat may be offered: nobody holds it, or its holder seeks someone."""


@dataclass(frozen=True, slots=True)
class KeptSeat:
    """A seat kept for one person of the waiting list until ``until`` (UTC)."""

    seat: Seat
    session: Session
    until: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone stands on the waiting list of a session, said by ``sentence``."""

    session: Session
    sentence: str


def join(actor: Actor, store: Store, person_id: PersonId, session_id: SessionId, roles: Collection[str] = ()) -> None:
    """Wait for a seat of a session, of any role one may hold unless ``roles`` are named. Joining twice keeps one's place;
    a seat that is free already is offered at once.

    Raises NotAllowed, NotFound, and InvalidInput once it has begun or when one holds a seat of it.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        session = sessions.find(conn, session_id)
        if session is None:
            raise NotFound(N_("Cette séance n’existe plus. Rechargez la page."))
        if session.state is not SessionState.PUBLISHED or session.starts_at <= store.now():
            raise InvalidInput(N_("Cette séance n’attend plus personne : elle a commencé, ou elle est annulée."))
        places = seats.of_session(conn, session_id)
        if any(seat.holder.person_id == person_id for seat in places):
            raise InvalidInput(N_("Vous tenez déjà un poste de cette séance."))
        waiting.join(conn, Waiting(person_id, session_id, store.now(), frozenset(roles)))
        journal.write(conn, store.now(), actor.id, "waiting_joined", session_id, {"person": person_id})
        offer_seats(conn, store, actor, [seat.id for seat in places])


def leave(actor: Actor, store: Store, person_id: PersonId, session_id: SessionId) -> None:
    """Wait no more; harmless for whoever did not wait. What was offered to them meanwhile stays theirs to answer."""
    require_self(actor, person_id)
    with store.transaction() as conn:
        if waiting.leave(conn, person_id, session_id):
            journal.write(conn, store.now(), actor.id, "waiting_left", session_id, {"person": person_id})


def places_of(conn: Connection, person_id: PersonId, now: datetime) -> tuple[Place, ...]:
    """What one person waits for, and how many stand before them."""
    everyone = waiting.to_come(conn, now)
    mine = [entry.session for entry in everyone if entry.person == person_id]
    return tuple(
        Place(session, place_sentence(everyone, person_id, session.id))
        for id in mine
        if (session := sessions.find(conn, id)) is not None
    )


def offers_of(conn: Connection, person_id: PersonId, now: datetime) -> tuple[KeptSeat, ...]:
    """Seats kept for one person at ``now`` and still to take, the soonest to lapse first."""
    found = []
    for offer in waiting.offers_of_person(conn, person_id):
        seat = seats.find(conn, offer.seat) if offer.stands(now) else None
        session = sessions.find(conn, seat.session_id) if seat else None
        if seat and session and _to_take(seat, session, now):
            found.append(KeptSeat(seat, session, offer.until))
    return tuple(sorted(found, key=lambda one: (one.until, one.seat.id)))


def offer_freed_seats(actor: Actor, store: Store) -> datetime | None:
    """Offer what is free to those who wait, in order; returns when to look again (UTC), None when nobody waits."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        if not waiting.to_come(conn, store.now()):
            return None
    with store.transaction() as conn:
        return offer_seats(conn, store, actor)


def offer_seats(
    conn: Connection, store: Store, actor: Actor, freed: Collection[SeatId] | None = None
) -> datetime | None:
    """The same within the caller's transaction, for the seats just ``freed`` (None: for all); cheap when nobody waits.

    A seat whose holder seeks a stand-in is offered too: whoever waits may be that person.
    """
    now = store.now()
    entries = waiting.to_come(conn, now)
    sought = {entry.session for entry in entries}
    if not entries or (freed is not None and not sought & _sessions_of(conn, freed)):
        return None
    horizon, library = read_horizon(store, conn), read_library(store, conn)
    free = [
        seat
        for seat in horizon.seats
        if seat.session_id in sought and seat.state in TO_TAKE and (freed is None or seat.id in freed)
    ]
    made = _make_offers(conn, horizon, library, entries, free, now)
    for offer in made:
        waiting.add_offer(conn, offer)
        journal.write(conn, now, actor.id, "seat_offered", offer.seat, {"person": offer.person})
    post(conn, _messages(conn, horizon, library, made), now)
    standing = [offer.until for offer in waiting.offers(conn, now) if offer.stands(now)]
    return min(standing, default=None)


def settle_given(conn: Connection, given: Iterable[Seat], at: datetime) -> None:
    """Seats that have just changed hands: who holds one waits no more for its session, and nobody else is told it is kept."""
    for seat in given:
        unsend_of_seats(conn, [seat.id], at)
        if seat.holder.person_id is not None:
            waiting.leave(conn, seat.holder.person_id, seat.session_id)


def _sessions_of(conn: Connection, freed: Collection[SeatId]) -> set[SessionId]:
    return {seat.session_id for id in freed if (seat := seats.find(conn, id)) is not None}


def _make_offers(
    conn: Connection,
    horizon: Horizon,
    library: Library,
    entries: Iterable[Waiting],
    free: Iterable[Seat],
    now: datetime,
) -> list[Offer]:
    """One offer a seat at most; someone to whom a seat is kept is offered no other one of the same session."""
    context, goodwill = rota_context(conn, horizon, library), read_goodwill(conn, library, now)
    people = {person.id: person for person in horizon.people}
    session_of = {session.id: session for session in horizon.sessions}
    offers = waiting.offers(conn, now)
    seat_sessions = {seat.id: seat.session_id for seat in horizon.seats}
    busy = {(offer.person, seat_sessions.get(offer.seat)) for offer in offers if offer.stands(now)}

    def may_hold(person: PersonId, seat: Seat) -> bool:
        if person not in people or (person, seat.session_id) in busy or seat.holder.person_id == person:
            return False
        return in_the_way(warnings_for(seat, people[person], context)) is None

    made = []
    for seat in free:
        queue = in_order(entries, seat, may_hold)
        offer = next_offer(replace(seat, holder=NOBODY), session_of[seat.session_id], queue, offers, goodwill, now)
        if offer is not None:
            made.append(offer)
            busy.add((offer.person, seat.session_id))
    return made


def _messages(conn: Connection, horizon: Horizon, library: Library, made: Iterable[Offer]) -> list[Message]:
    seat_of, session_of = {seat.id: seat for seat in horizon.seats}, {one.id: one for one in horizon.sessions}
    desk = read_desk(conn, library, horizon.people)
    written = []
    for offer in made:
        seat = seat_of[offer.seat]
        session = session_of[seat.session_id]
        with use_language(desk.recipient(offer.person).language):
            values = shift_words(label_of(library), horizon.centres[session.centre_id], session, seat)
            values["jusque"] = spoken_instant(offer.until)
        kind = MessageKind.OFFER
        written.append(
            write(
                desk, kind, offer.person, values, horizon.now,
                due_at=offer.at, about=seat.id, useless_after=offer.until,
            )
        )  # fmt: skip
    return written


def answer_offer(actor: Actor, store: Store, person_id: PersonId, seat_id: SeatId, yes: bool) -> Taking | None:
    """Answer what was offered: a yes takes the seat under the same rules as everything, a no passes it on (None).

    An offer whose time is up still holds as long as the seat is free and kept for nobody else. Raises NotAllowed, and
    NotFound when the seat was never offered to this person.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        offers = waiting.offers_of_seat(conn, seat_id)
        mine = next((offer for offer in offers if offer.person == person_id), None)
        if mine is None:
            raise NotFound(N_("Ce poste ne vous a pas été proposé."))
        if yes:
            return _take(conn, store, actor, mine, offers)
        _decline(conn, store, actor, mine)
    return None


def _decline(conn: Connection, store: Store, actor: Actor, mine: Offer) -> None:
    if mine.state is not OfferState.STANDING:
        return
    waiting.set_offer(conn, mine.seat, mine.person, OfferState.DECLINED)
    unsend(conn, mine.seat, MessageKind.OFFER, mine.person, store.now())
    journal.write(conn, store.now(), actor.id, "offer_declined", mine.seat, {"person": mine.person})
    offer_seats(conn, store, actor, [mine.seat])


def _take(conn: Connection, store: Store, actor: Actor, mine: Offer, offers: Iterable[Offer]) -> Taking:
    now = store.now()
    seat = seats.find(conn, mine.seat)
    session = sessions.find(conn, seat.session_id) if seat else None
    if seat is not None and seat.holder.person_id == mine.person:
        return Taking(Verdict.ALREADY_YOURS, seat.id)
    kept = any(offer.stands(now) for offer in offers if offer.person != mine.person)
    if seat is None or session is None or kept or not _to_take(seat, session, now):
        return Taking(Verdict.TOO_LATE)
    library = read_library(store, conn)
    warnings = _warnings(conn, store, library, seat, mine.person)
    rule = in_the_way(warnings)
    if rule is not None:
        return Taking(Verdict.RULE, rule=rule)
    fill_seat(conn, library, actor.id, seat.id, mine.person, warnings, now, source=source_of(actor))
    waiting.set_offer(conn, seat.id, mine.person, OfferState.TAKEN)
    unsend(conn, seat.id, MessageKind.OFFER, mine.person, now)
    return Taking(Verdict.TAKEN, seat.id)


def _warnings(conn: Connection, store: Store, library: Library, seat: Seat, person_id: PersonId) -> list[RotaWarning]:
    horizon = read_horizon(store, conn)
    person = next((one for one in horizon.people if one.id == person_id), None)
    if person is None:
        raise NotFound(N_("Cette personne n’est plus dans l’effectif."))
    return warnings_for(seat, person, rota_context(conn, horizon, library))


def _to_take(seat: Seat, session: Session, now: datetime) -> bool:
    return seat.state in TO_TAKE and session.state is SessionState.PUBLISHED and now < session.starts_at
