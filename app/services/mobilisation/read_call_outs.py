"""All call-outs, the open seats to call for, and what an invited person reads. A read side: nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.clock import paris_date
from app.mobilisation.callout import MODE_WORDS, CallOutState, Mode, Outcome, latest
from app.mobilisation.taking import VERDICT_WORDS, Verdict, rule_sentence
from app.mobilisation.waves import awaiting_approval, progress, seats_left, to_approve
from app.services.crisis.writing_desk import frame_words
from app.services.keeping.reference import read_library
from app.services.mobilisation.answer_call_out import HEARD
from app.services.mobilisation.call_out_state import bare_situation, centre_of, places_of, situation_of, unsent_to
from app.services.mobilisation.call_out_words import call_out_title, label_of, place_names, shift_values
from app.store import call_outs, centres, people, seats, sessions
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SeatId
    from app.library import Library
    from app.mobilisation.callout import CallOut, Response
    from app.scheduling.session import Seat, Session
    from app.store.call_outs import Held
    from app.store.database import Connection, Store

FAR = timedelta(days=3650)


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
    """What they decided; None too when their yes obtained nothing and may be said again."""
    sentence: str
    place: str
    """The seat they hold from this call-out, in words; empty otherwise."""
    can_answer: bool


def read_board(actor: Actor, store: Store, *, ended: int = 10) -> CallOutBoard:
    """Running call-outs, the last ended ones, and every open seat to come of every centre, in order of time."""
    require(actor, Action.SOLICIT)
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


def read_invitation(actor: Actor, store: Store, call_out_id: str, person_id: PersonId) -> Invitation | None:
    """What one person reads of a call-out, in the current language; None when it does not concern them."""
    require_self(actor, person_id)
    with store.reading() as conn:
        held = call_outs.find(conn, call_out_id)
        person = people.find(conn, person_id)
        candidate = held.callout.candidate(person_id) if held else None
        if held is None or person is None or candidate is None:
            return None
        callout, library, now = held.callout, read_library(store, conn), store.now()
        situation = bare_situation(conn, callout)
        counted = latest(situation.responses).get(person_id)
        said = latest(call_outs.responses(conn, callout.id)).get(person_id)
        places, moments = places_of(conn, callout)
        mine = places.get(counted.seat) if counted is not None and counted.seat is not None else None
        left = [seat for seat in seats_left(callout, situation, now) if seat in candidate.seats]
        shown = [mine] if mine else [places[seat] for seat in left or candidate.seats if seat in places]
        begins = callout.begins(seat.id for seat in shown)
        centre = centre_of(conn, callout.centre_id)
        values = shift_values(shown, moments, centre, label_of(library))
        frame = frame_words(library, centre, person, paris_date(begins))
    can_answer = bool(left) and mine is None and callout.state is not CallOutState.STOPPED
    outcome = said.outcome if said else None
    if outcome is Outcome.YES and can_answer and person_id not in awaiting_approval(callout, situation):
        outcome = None
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
        place=capitalised(place_names(places, moments, label_of(library))[mine.id]) if mine else "",
        can_answer=can_answer,
    )


def _sentence(callout: CallOut, said: Response | None, holds: bool, left: bool, begun: bool) -> str:
    outcome = said.outcome if said else None
    if holds:
        return _(VERDICT_WORDS[Verdict.ALREADY_YOURS])
    if outcome is Outcome.YES and said is not None and said.seat is not None:
        return _("Vous aviez pris ce poste ; il n’est plus à vous.")
    if outcome is Outcome.YES and said is not None:
        return _yes_sentence(callout, said, left)
    if outcome in HEARD and outcome in FINAL:
        return _(HEARD[outcome])
    if callout.state is CallOutState.STOPPED:
        return _("Cet appel est arrêté : plus besoin de répondre. Merci d’avoir été joignable !")
    if left:
        return ""
    if begun:
        return _("La séance a commencé : plus besoin de répondre. Merci !")
    return _("Le poste est pourvu : plus besoin de répondre. Merci d’avoir été joignable !")


def _yes_sentence(callout: CallOut, said: Response, left: bool) -> str:
    if callout.state is CallOutState.STOPPED:
        return _(VERDICT_WORDS[Verdict.STOPPED])
    if not left:
        return _(VERDICT_WORDS[Verdict.TOO_LATE])
    if said.rule is not None:
        return rule_sentence(said.rule)
    if callout.mode is Mode.COORDINATOR_APPROVES:
        return _(VERDICT_WORDS[Verdict.AWAITS_APPROVAL])
    return _("Vous aviez dit oui trop tard ; le poste est de nouveau libre. Pouvez-vous toujours venir ?")


def _summary(conn: Connection, library: Library, held: Held, now: datetime) -> CallOutSummary:
    callout = held.callout
    places, moments = places_of(conn, callout)
    situation = situation_of(conn, library, callout, now)
    return CallOutSummary(
        callout.id,
        call_out_title(places.values(), moments, label_of(library)),
        centre_of(conn, callout.centre_id).name,
        callout.state,
        progress(callout, situation, now, unsent_to(conn, callout)).sentence,
        callout.ended_at or callout.created_at,
        len(to_approve(callout, situation, now)),
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
