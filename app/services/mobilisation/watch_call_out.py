"""One call-out watched live: its figures, whom it reached and what they said, whom to ring now. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.callout import ENDED, Outcome, latest
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import fate_sentence
from app.mobilisation.phone import to_ring
from app.mobilisation.waves import Progress, progress, to_approve
from app.services.keeping.reference import read_library
from app.services.messages.read_outbox import Group, group_of
from app.services.messages.ways_out import read_ways
from app.services.mobilisation.call_out_state import centre_of, places_of, situation_of, unsent_to
from app.services.mobilisation.call_out_words import call_out_title, label_of, place_names
from app.store import call_outs, messages, people
from app.words import _
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.mobilisation.callout import CallOut, Response
    from app.mobilisation.phone import Claim
    from app.mobilisation.preferences import Channel
    from app.mobilisation.quiet import QuietHours
    from app.mobilisation.waves import Situation
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.store.call_outs import Held
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Reached:
    """One person a call-out has asked: in which wave (0: by telephone alone), what they said, what became of the message."""

    person: Person
    wave: int
    asked_at: datetime
    said: Response | None
    message: str
    withdrawn: bool
    """The request was cancelled before it left: the person knows nothing of it."""
    place: str
    """The seat a yes obtained, in words; empty otherwise."""
    awaits: bool


@dataclass(frozen=True, kw_only=True)
class CallOutView:
    """One call-out as it is watched. ``to_ring``: whom this caller may ring now, first to ring first."""

    held: Held
    now: datetime
    centre: Centre
    title: str
    progress: Progress
    reached: tuple[Reached, ...]
    to_ring: tuple[Person, ...]
    reasons: Mapping[PersonId, str]
    claims: tuple[Claim, ...]
    names: Mapping[PersonId, str]
    library: Library
    quiet: tuple[QuietHours, ...]
    """The community's quiet hours, in which no call-back is promised."""
    by_hand: int
    """Requests that wait for the coordinator's own hand, to people who have not been heard."""
    told: int
    """To how many its end was written, since they still waited for it."""

    @property
    def callout(self) -> CallOut:
        return self.held.callout

    @property
    def ended(self) -> bool:
        return self.callout.state in ENDED


def running_revision(actor: Actor, store: Store, call_out_id: str) -> int | None:
    """The revision of a call-out that still runs; None when it has ended, or there is none. Raises NotAllowed."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        held = call_outs.find(conn, call_out_id)
    return held.revision if held is not None and held.callout.state not in ENDED else None


def read_call_out(actor: Actor, store: Store, call_out_id: str, *, caller: str = "") -> CallOutView:
    """One call-out at this instant. Raises NotFound."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        held = call_outs.find(conn, call_out_id)
        if held is None:
            raise NotFound(N_("Cet appel n’existe pas, ou n’existe plus."))
        library, now = read_library(store, conn), store.now().replace(microsecond=0)
        callout = held.callout
        places, moments = places_of(conn, callout)
        situation = situation_of(conn, library, callout, now, caller=caller)
        claims = call_outs.claims(conn, now)
        known = {person.id: person for person in people.every(conn)}
        ringing = to_ring(callout, situation, claims, caller, now)
        today = paris_date(now)
        heard = {one.person for one in situation.responses if one.outcome is not Outcome.EXPIRED}
        fates = _fates(conn, callout, _channels(store), now)
        return CallOutView(
            held=held,
            now=now,
            centre=centre_of(conn, callout.centre_id),
            title=call_out_title(places.values(), moments, label_of(library)),
            progress=progress(callout, situation, now, unsent_to(conn, callout)),
            reached=_reached(callout, situation, known, fates, place_names(places, moments, label_of(library)), now),
            to_ring=tuple(
                known[one]
                for one in ringing
                if one in known and known[one].is_contactable_on(today) and (known[one].mobile or known[one].phone)
            ),
            reasons={one.person: one.reason for one in callout.candidates},
            claims=tuple(claims),
            names={id: short_name(one.given_name, one.family_name) for id, one in known.items()},
            library=library,
            quiet=(library.solicitation_rules.quiet,),
            by_hand=sum(fate.by_hand for person, fate in fates.items() if person not in heard),
            told=len(_told(conn, callout)),
        )


def _told(conn: Connection, callout: CallOut) -> frozenset[PersonId]:
    """Those to whom the end was written; a yes set aside while it ran was told before."""
    if callout.ended_at is None:
        return frozenset()
    written = (one.message for one in messages.about(conn, callout.id))
    return frozenset(
        one.recipient
        for one in written
        if one.kind is MessageKind.CALL_OUT_CLOSED
        and one.created_at >= callout.ended_at
        and one.state is not MessageState.CANCELLED
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one person's request."""

    words: str = ""
    by_hand: bool = False
    withdrawn: bool = False


def _fates(conn: Connection, callout: CallOut, channels: frozenset[Channel], now: datetime) -> dict[PersonId, _Fate]:
    """What became of each request; one whose channel has no way out waits for the coordinator's hand."""
    requests = [one for one in messages.about(conn, callout.id) if one.message.kind is MessageKind.CALL_OUT]
    groups = {one.message.recipient: group_of(one, channels) for one in requests}
    return {
        one.message.recipient: _Fate(
            _("à passer à la main") if groups[one.message.recipient] is Group.BY_HAND else fate_sentence(one, now),
            groups[one.message.recipient] is Group.BY_HAND,
            groups[one.message.recipient] is Group.CANCELLED,
        )
        for one in requests
    }


def _channels(store: Store) -> frozenset[Channel]:
    """The channels that leave by themselves; none while a way out can't be read."""
    try:
        return read_ways(store).channels
    except InvalidInput:
        return frozenset()


def _reached(
    callout: CallOut,
    situation: Situation,
    known: Mapping[PersonId, Person],
    fates: Mapping[PersonId, _Fate],
    places: Mapping[SeatId, str],
    now: datetime,
) -> tuple[Reached, ...]:
    """Those who want an answer first, then the yes in order, then those still waiting, then the others."""
    said = latest(situation.responses)
    awaiting = to_approve(callout, situation, now)
    waves = {person: (wave.number, wave.sent_at) for wave in callout.waves for person in wave.people}
    found = []
    for person in dict.fromkeys([*waves, *said]):
        if person in known:
            answer = said.get(person)
            number, at = waves.get(person, (0, answer.at if answer else callout.created_at))
            place = places.get(answer.seat, "") if answer and answer.seat else ""
            fate = fates.get(person, _Fate())
            awaits = person in awaiting
            found.append(Reached(known[person], number, at, answer, fate.words, fate.withdrawn, place, awaits))
    return tuple(sorted(found, key=_attention))


ORDER = (
    Outcome.YES, None, Outcome.CALL_BACK_AT, Outcome.VOICEMAIL, Outcome.NO_ANSWER,
    Outcome.NOT_THIS_TIME, Outcome.NO, Outcome.EXPIRED,
)  # fmt: skip


def _attention(one: Reached) -> tuple[object, ...]:
    outcome = one.said.outcome if one.said else None
    return not one.awaits, ORDER.index(outcome), one.said.at if one.said else one.asked_at, one.person.id
