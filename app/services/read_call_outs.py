"""Call-outs as they are looked at: one live, all of them, the open seats to call for, and what an invited person reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.callout import ENDED, MODE_WORDS, CallOutState, Mode, Outcome, latest
from app.mobilisation.message import MessageKind
from app.mobilisation.outbox import fate_sentence
from app.mobilisation.phone import to_ring
from app.mobilisation.taking import VERDICT_WORDS, Verdict
from app.mobilisation.waves import Progress, awaiting_approval, progress, seats_left
from app.scheduling.spoken import capitalised, half_day_of, place_of
from app.services.answer_call_out import HEARD
from app.services.call_out_state import bare_situation, situation_of
from app.services.call_out_words import call_out_title, label_of, shift_values
from app.services.read_outbox import Group, group_of
from app.services.reference import read_library
from app.services.ways_out import read_ways
from app.services.writing_desk import frame_words
from app.store import call_outs, centres, messages, people, seats, sessions
from app.words import _
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.core.ids import CentreId, PersonId, SeatId, SessionId
    from app.library import Library
    from app.mobilisation.callout import CallOut, Response
    from app.mobilisation.phone import Claim
    from app.mobilisation.preferences import Channel
    from app.mobilisation.quiet import QuietHours
    from app.mobilisation.waves import Situation
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.store.call_outs import Held
    from app.store.database import Connection, Store

FAR = timedelta(days=3650)


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

    @property
    def callout(self) -> CallOut:
        return self.held.callout

    @property
    def ended(self) -> bool:
        return self.callout.state in ENDED


@dataclass(frozen=True, slots=True)
class CallOutSummary:
    """One line of the list of call-outs."""

    id: str
    title: str
    centre: str
    state: CallOutState
    sentence: str
    at: datetime
    """When it ended, else when it began."""
    awaiting: int


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """One seat to come that nobody holds, or whose holder seeks a stand-in; ``call_out`` when one runs for it."""

    seat: Seat
    session: Session
    centre: str
    call_out: str


@dataclass(frozen=True, slots=True)
class CallOutBoard:
    """Everything the screen of call-outs offers when nothing is chosen."""

    now: datetime
    running: tuple[CallOutSummary, ...]
    ended: tuple[CallOutSummary, ...]
    places: tuple[OpenPlace, ...]
    library: Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """All that the page of one person's answer says. ``sentence``: where their answer stands, empty before any."""

    call_out_id: str
    person_id: PersonId
    centre: str
    what: str
    when: str
    where: str
    frame: str
    payer: str
    insurer: str
    rule: str
    urgent: bool
    begins: datetime
    state: CallOutState
    outcome: Outcome | None
    sentence: str
    place: str
    """The seat they hold from this call-out, in words; empty otherwise."""
    can_answer: bool


def read_call_out(store: Store, call_out_id: str, *, caller: str = "") -> CallOutView:
    """One call-out at this instant. Raises NotFound."""
    with store.reading() as conn:
        held = call_outs.find(conn, call_out_id)
        if held is None:
            raise NotFound(N_("Cet appel n’existe pas, ou n’existe plus."))
        library, now = read_library(store, conn), store.now().replace(microsecond=0)
        callout = held.callout
        places, moments = _places(conn, callout)
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
            centre=_centre(conn, callout.centre_id),
            title=call_out_title(places.values(), moments, label_of(library)),
            progress=progress(callout, situation, now),
            reached=_reached(callout, situation, known, fates, _place_names(places, moments, library)),
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
        )


def read_board(store: Store, *, ended: int = 10) -> CallOutBoard:
    """Running call-outs, the last ended ones, and every open seat to come of every centre, in order of time."""
    with store.reading() as conn:
        library, now = read_library(store, conn), store.now().replace(microsecond=0)
        running = call_outs.running(conn)
        calling = {seat: held.callout.id for held in running for seat in held.callout.seats}
        return CallOutBoard(
            now,
            tuple(_summary(conn, library, held, now) for held in running),
            tuple(_summary(conn, library, held, now) for held in call_outs.ended(conn, ended)),
            tuple(_open_places(conn, now, calling)),
            library,
        )


def invitations_of(conn: Connection, person_id: PersonId, now: datetime) -> tuple[str, ...]:
    """Ids of the running call-outs that asked this person, still need someone and have not heard them decide."""
    found = []
    for held in call_outs.running(conn):
        callout = held.callout
        if person_id in callout.asked:
            situation = bare_situation(conn, callout)
            said = latest(situation.responses).get(person_id)
            decided = said is not None and said.outcome in FINAL
            if not decided and seats_left(callout, situation, now):
                found.append(callout.id)
    return tuple(found)


FINAL = frozenset({Outcome.YES, Outcome.NO, Outcome.NOT_THIS_TIME})


def read_invitation(store: Store, call_out_id: str, person_id: PersonId) -> Invitation | None:
    """What one person reads of a call-out, in the current language; None when it does not concern them."""
    with store.reading() as conn:
        held = call_outs.find(conn, call_out_id)
        person = people.find(conn, person_id)
        candidate = held.callout.candidate(person_id) if held else None
        if held is None or person is None or candidate is None:
            return None
        callout, library, now = held.callout, read_library(store, conn), store.now()
        situation = bare_situation(conn, callout)
        said = latest(situation.responses).get(person_id)
        places, moments = _places(conn, callout)
        mine = _mine(places, said)
        left = [seat for seat in seats_left(callout, situation, now) if seat in candidate.seats]
        shown = [mine] if mine else [places[seat] for seat in left or candidate.seats if seat in places]
        begins = callout.begins(seat.id for seat in shown)
        centre = _centre(conn, callout.centre_id)
        values = shift_values(shown, moments, centre, label_of(library))
        frame = frame_words(library, centre, person, paris_date(begins))
    outcome = said.outcome if said else None
    return Invitation(
        call_out_id=callout.id,
        person_id=person_id,
        centre=centre.name,
        what=values["quoi"],
        when=values["quand"],
        where=values["ou"],
        frame=frame["cadre"],
        payer=frame["payeur"],
        insurer=frame["assureur"],
        rule=_(MODE_WORDS[callout.mode]),
        urgent=callout.urgent,
        begins=begins,
        state=callout.state,
        outcome=outcome if outcome in FINAL else None,
        sentence=_sentence(callout, said, mine is not None, bool(left), begins <= now),
        place=capitalised(_place_names(places, moments, library)[mine.id]) if mine else "",
        can_answer=bool(left) and mine is None and callout.state is not CallOutState.STOPPED,
    )


def _mine(places: Mapping[SeatId, Seat], said: Response | None) -> Seat | None:
    """The seat a person got from their yes and still holds."""
    seat = places.get(said.seat) if said is not None and said.seat is not None else None
    return seat if seat is not None and said is not None and seat.holder.person_id == said.person else None


def _sentence(callout: CallOut, said: Response | None, holds: bool, left: bool, begun: bool) -> str:
    outcome = said.outcome if said else None
    if holds:
        return _(VERDICT_WORDS[Verdict.ALREADY_YOURS])
    if outcome is Outcome.YES and said is not None and said.seat is not None:
        return _("Vous aviez pris ce poste ; il n’est plus à vous.")
    if outcome is Outcome.YES:
        return _yes_sentence(callout, left)
    if outcome in HEARD and outcome in FINAL:
        return _(HEARD[outcome])
    if callout.state is CallOutState.STOPPED:
        return _("Cet appel est arrêté : plus besoin de répondre. Merci d’avoir été joignable !")
    if left:
        return ""
    if begun:
        return _("La séance a commencé : plus besoin de répondre. Merci !")
    return _("Le poste est pourvu : plus besoin de répondre. Merci d’avoir été joignable !")


def _yes_sentence(callout: CallOut, left: bool) -> str:
    if callout.state is CallOutState.STOPPED:
        return _(VERDICT_WORDS[Verdict.STOPPED])
    if not left:
        return _(VERDICT_WORDS[Verdict.TOO_LATE])
    if callout.mode is Mode.COORDINATOR_APPROVES:
        return _(VERDICT_WORDS[Verdict.AWAITS_APPROVAL])
    return _("Votre oui est noté, mais une règle s’y oppose pour l’instant : la coordination en est informée.")


def _places(conn: Connection, callout: CallOut) -> tuple[dict[SeatId, Seat], dict[SessionId, Session]]:
    places = {seat.id: seat for id in callout.seats if (seat := seats.find(conn, id))}
    ids = dict.fromkeys(seat.session_id for seat in places.values())
    return places, {id: session for id in ids if (session := sessions.find(conn, id))}


def _place_names(
    places: Mapping[SeatId, Seat], moments: Mapping[SessionId, Session], library: Library
) -> dict[SeatId, str]:
    """« lundi 30 novembre, matin, ligne 2, injection »."""
    label = label_of(library)
    return {id: f"{half_day_of(moments[seat.session_id])}, {place_of(seat, label)}" for id, seat in places.items()}


def _centre(conn: Connection, centre_id: CentreId) -> Centre:
    centre = centres.find(conn, centre_id)
    assert centre is not None, "a call-out refers to a centre that stands"
    return centre


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
) -> tuple[Reached, ...]:
    """Those who want an answer first, then the yes in order, then those still waiting, then the others."""
    said = latest(situation.responses)
    awaiting = awaiting_approval(callout, situation)
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


def _summary(conn: Connection, library: Library, held: Held, now: datetime) -> CallOutSummary:
    callout = held.callout
    places, moments = _places(conn, callout)
    situation = situation_of(conn, library, callout, now)
    return CallOutSummary(
        callout.id,
        call_out_title(places.values(), moments, label_of(library)),
        _centre(conn, callout.centre_id).name,
        callout.state,
        progress(callout, situation, now).sentence,
        callout.ended_at or callout.created_at,
        0 if callout.state in ENDED else len(awaiting_approval(callout, situation)),
    )


def _open_places(conn: Connection, now: datetime, calling: Mapping[SeatId, str]) -> list[OpenPlace]:
    """Seats the draft fills are left out: publishing is what they wait for."""
    drafted = {one.seat_id for one in seats.draft(conn) if one.holder.filled}
    names = {one.id: one.name for one in centres.every(conn)}
    moments = {one.id: one for one in sessions.between(conn, now + timedelta(seconds=1), now + FAR)}
    found = [seat for seat in seats.between(conn, now + timedelta(seconds=1), now + FAR) if seat.id not in drafted]
    wanted = call_outs.open_after(conn, now)
    return [
        OpenPlace(seat, session, names.get(session.centre_id, ""), calling.get(seat.id, ""))
        for seat in found
        if seat.id in wanted and (session := moments.get(seat.session_id))
    ]
