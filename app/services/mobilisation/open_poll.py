"""Open a poll: say first who will be asked, in which order, who later and who not at all; then ask, in one gesture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.mobilisation.budget import tired, tired_sentence, why_not_now
from app.mobilisation.message import MessageKind
from app.mobilisation.poll import Audience, Poll, audience, order_of_asking
from app.mobilisation.poll import open_poll as checked_poll
from app.scheduling.habits import MISSION_OF_KIND
from app.services.crisis.writing_desk import read_goodwill
from app.services.keeping.reference import read_library
from app.services.mobilisation.poll_messages import post_poll_messages
from app.services.mobilisation.poll_preview import Asking, PollPreview
from app.services.mobilisation.read_polls import sessions_of
from app.services.rota.read_rota import read_rota
from app.store import journal, people, polls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId, SessionId
    from app.mobilisation.budget import Goodwill, Tired
    from app.mobilisation.poll import PollRank
    from app.roster.person import Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.session import Session
    from app.services.rota.read_rota import RotaView
    from app.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRequest:
    """What the coordinator wants to ask. ``professions`` empty: everyone who may hold a seat, helpers too."""

    centre_id: CentreId
    session_ids: tuple[SessionId, ...]
    closes_at: datetime
    professions: frozenset[str] = frozenset()


def preview_poll(actor: Actor, store: Store, request: PollRequest, view: RotaView | None = None) -> PollPreview:
    """Who would be asked, in which order and when; nothing is written. ``view``: the centre's rota, when just read.

    Raises InvalidInput when no session is chosen, one has begun, or the poll would close before it opens; NotFound.
    """
    require(actor, Action.SOLICIT)
    held = view or read_rota(actor, store, request.centre_id)
    now = store.now()
    with store.reading() as conn:
        goodwill = read_goodwill(conn, held.library, now)
    return _preview(held, request, goodwill, now)


def open_poll(actor: Actor, store: Store, request: PollRequest) -> str:
    """Open the poll and put one message to each person asked in the outbox, all at once; returns the poll's id.

    Budgets and quiet hours are read again in the transaction that writes. Raises as :func:`preview_poll`, and
    InvalidInput when nobody can be asked.
    """
    require(actor, Action.SOLICIT)
    view = read_rota(actor, store, request.centre_id)
    with store.transaction() as conn:
        now = store.now()
        library = read_library(store, conn)
        found = _preview(view, request, read_goodwill(conn, library, now), now)
        held = checked_poll(found.poll, {one.id: one for one in sessions_of(conn, found.poll)})
        still = {one.id for one in people.every(conn) if one.is_contactable_on(paris_date(now))}
        when = {one.rank.person.id: one.at for one in found.asking if one.rank.person.id in still}
        if not when:
            raise InvalidInput(N_("Personne à interroger : élargissez les professions, ou reculez la clôture."))
        asked = (*when, *(one.id for one in found.spoken if one.id in still))
        polls.insert(conn, held, asked)
        sessions = sessions_of(conn, held)
        sent = post_poll_messages(conn, library, MessageKind.POLL, held, (view.centre, sessions), when, now)
        counts = {"sessions": len(sessions), "people": len(asked), "messages": sent}
        journal.write(conn, now, actor.id, "poll_opened", held.id, counts)
    return held.id


def _preview(view: RotaView, request: PollRequest, goodwill: Goodwill, now: datetime) -> PollPreview:
    known = {session.id: session for session in view.sessions}
    chosen = sorted((known[one] for one in set(request.session_ids) if one in known), key=_in_time)
    poll = checked_poll(_poll(view, request, chosen, now), known)
    reached = audience(poll, view.horizon.people, now)
    spoken = [one for one in reached.asked if _has_spoken(view, one.id, poll.session_ids)]
    unable = [one for one in reached.asked if one not in spoken and not _may_help(view, one, chosen)]
    spared = {one.id for one in (*spoken, *unable)}
    ranks = order_of_asking(
        [one for one in reached.asked if one.id not in spared], as_confirmed(view, chosen), view.eligibility.allows
    )
    asking, too_late = _schedule(ranks, poll, goodwill, now)
    return PollPreview(
        poll=poll,
        left_out=Audience(tuple(one.rank.person for one in asking), reached.left_out),
        asking=asking,
        too_late=too_late,
        unable=tuple(unable),
        spoken=tuple(spoken),
        tired=tired_sentence(_worn(asking, goodwill), goodwill.rules, view.naming.person),
    )


def _worn(asking: Iterable[Asking], goodwill: Goodwill) -> list[Tired]:
    """Those over half of their budget at the instant they are asked, the most worn first."""
    found = [
        worn for one in asking for worn in tired((one.rank.person.id,), goodwill, one.at, adding=(one.rank.person.id,))
    ]
    return sorted(found, key=lambda one: (one.budget - one.used, -one.used, one.person))


def _in_time(session: Session) -> tuple[datetime, str]:
    return session.starts_at, session.id


def _poll(view: RotaView, request: PollRequest, chosen: Sequence[Session], now: datetime) -> Poll:
    return Poll(
        id=new_id(),
        centre_id=view.centre.id,
        session_ids=tuple(session.id for session in chosen),
        professions=request.professions,
        mission=MISSION_OF_KIND[view.centre.kind],
        opened_at=now,
        closes_at=request.closes_at,
    )


def _has_spoken(view: RotaView, person: PersonId, sessions: Iterable[SessionId]) -> bool:
    return all((person, session) in view.horizon.answers for session in sessions)


def _may_help(view: RotaView, person: Person, sessions: Iterable[Session]) -> bool:
    """Whether some seat that no partner provides is within the person's competence."""
    return any(
        view.eligibility.allows(person, session, need.role)
        for session in sessions
        for need in view.needs.get(session.id, ())
        if need.count > need.provided
    )


def as_confirmed(view: RotaView, sessions: Iterable[Session]) -> list[SessionCapacity]:
    """What the sessions give with the seats held on an answer: those drafted on mere habits are what the poll is to settle."""
    confirmed = tuple(draft for draft in view.horizon.draft if not draft.provisional)
    held = replace(view, horizon=replace(view.horizon, draft=confirmed))
    return [held.capacities[session.id] for session in sessions]


def _schedule(
    ranks: Iterable[PollRank], poll: Poll, goodwill: Goodwill, now: datetime
) -> tuple[tuple[Asking, ...], tuple[tuple[Person, str], ...]]:
    """From when each may be asked, in their order; apart, those for whom that comes too late."""
    asking: list[Asking] = []
    too_late: list[tuple[Person, str]] = []
    for rank in ranks:
        at = goodwill.earliest(rank.person.id, now)
        why = why_not_now(rank.person.id, goodwill, now) or ""
        if at is None or not poll.is_open(at):
            too_late.append((rank.person, why))
        else:
            asking.append(Asking(rank, at, why if at > now else ""))
    return tuple(asking), tuple(too_late)
