"""What polls brought back: a person's form, and for the coordinator the rate, the tally, the silent. Nothing is written.

Cheap: neither the horizon nor the solver is touched, so that a page on a phone and a screen that refreshes itself may ask.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.mobilisation.budget import Ask
from app.mobilisation.message import MessageState
from app.mobilisation.poll_answers import Reminders, reminders, response_rate, silent, tally
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import read_goodwill
from app.services.keeping.reference import read_library
from app.services.messages.read_outbox import Group, group_of
from app.services.messages.ways_out import read_ways
from app.store import centres, messages, people, polls, sessions, solicitations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId, SessionId
    from app.mobilisation.note import PollNote
    from app.mobilisation.outbox import Queued
    from app.mobilisation.poll import Poll
    from app.mobilisation.poll_answers import ResponseRate, Tally
    from app.roster.answer import Answer, AnswerValue
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session
    from app.store.database import Connection, Store

MOST_CLOSED = 12
"""How many closed polls are listed: a season of one a week."""

NO_SUCH_POLL = N_("Ce sondage n’existe plus. Rechargez la page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PollForm:
    """One open poll as one person answers it: sessions that may still be answered, in time order, and what they said."""

    poll_id: str
    centre: Centre
    closes_at: datetime
    sessions: tuple[Session, ...]
    answers: Mapping[SessionId, AnswerValue]
    note: str = ""
    """Their own note while it lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPoll:
    """A poll that takes no answer any more: when it closed is ``poll.closes_at`` (UTC)."""

    poll: Poll
    sessions: tuple[Session, ...]
    """All of its sessions that are still known, in time order, past and cancelled ones included."""
    rate: ResponseRate
    """Everyone asked at the time, and those of them whose answer to one of its sessions is known, wherever it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollView:
    """One state of a poll. ``asked`` stand in the order of asking; those who opted out since count nowhere."""

    poll: Poll
    now: datetime
    centre: Centre
    sessions: tuple[Session, ...]
    """All of the poll's sessions in time order, begun and cancelled ones included."""
    asked: tuple[Person, ...]
    answers: tuple[Answer, ...]
    rate: ResponseRate
    tally: tuple[Tally, ...]
    silent: tuple[PersonId, ...]
    """Those who answered nothing, in the order of asking."""
    reminded: frozenset[PersonId]
    """The silent who were reminded once, or will be: the message promises that nobody insists."""
    reminders: Reminders
    """What one click on « Relancer » would do now."""
    notes: tuple[PollNote, ...]
    messages: Mapping[MessageState, int]
    """How many of its messages stand in each state."""
    by_hand: int
    """Messages that leave by no way set: they wait for the coordinator's own hand."""

    @property
    def is_open(self) -> bool:
        """Whether an answer still counts."""
        return self.poll.is_open(self.now)

    @property
    def can_remind(self) -> tuple[PersonId, ...]:
        """The silent whom one click reaches, now or later."""
        return (*self.reminders.now, *(person for person, _at in self.reminders.later))


def poll_forms(conn: Connection, store: Store, person_id: PersonId) -> tuple[PollForm, ...]:
    """The open polls that ask this person, the first to close first; a poll with nothing left to answer is left out."""
    now = store.now()
    forms = (_form(conn, poll, person_id, now) for poll in polls.asked_of(conn, person_id) if poll.is_open(now))
    return tuple(form for form in forms if form is not None)


def _form(conn: Connection, poll: Poll, person_id: PersonId, now: datetime) -> PollForm | None:
    centre = centres.find(conn, poll.centre_id)
    left = answerable(sessions_of(conn, poll), now)
    if centre is None or not left:
        return None
    given = {one.session: one.value for one in polls.answers(conn, poll.id, person_id)}
    notes = (note.text for note in polls.notes(conn, poll.id, now) if note.person == person_id)
    return PollForm(
        poll_id=poll.id,
        centre=centre,
        closes_at=poll.closes_at,
        sessions=left,
        answers={one.id: given[one.id] for one in left if one.id in given},
        note=next(notes, ""),
    )


def sessions_of(conn: Connection, poll: Poll) -> tuple[Session, ...]:
    """The poll's sessions in time order."""
    found = (sessions.find(conn, one) for one in poll.session_ids)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.starts_at, one.id)))


def answerable(asked: Sequence[Session], now: datetime) -> tuple[Session, ...]:
    """The sessions an answer still serves: neither begun nor cancelled."""
    return tuple(one for one in asked if one.starts_at > now and one.state is not SessionState.CANCELLED)


def open_polls(actor: Actor, store: Store, centre_id: CentreId | None = None) -> list[PollView]:
    """The polls that take answers now, of one centre when given, the first to close first."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        known = {person.id: person for person in people.every(conn)}
        now = store.now()
        return [view_of(conn, store, one, known) for one in polls.still_open(conn, centre_id) if one.is_open(now)]


def closed_polls(actor: Actor, store: Store, centre_id: CentreId) -> tuple[ClosedPoll, ...]:
    """The last polls of a centre that are over, the last to close first; :data:`MOST_CLOSED` at most."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        return tuple(_closed(conn, poll) for poll in polls.over(conn, centre_id, store.now(), MOST_CLOSED))


def _closed(conn: Connection, poll: Poll) -> ClosedPoll:
    rate = response_rate(poll, polls.people(conn, poll.id), polls.answers(conn, poll.id))
    return ClosedPoll(poll=poll, sessions=sessions_of(conn, poll), rate=rate)


def read_poll(actor: Actor, store: Store, poll_id: str) -> PollView:
    """One poll as it stands, open or closed. Raises NotFound."""
    require(actor, Action.SOLICIT)
    with store.reading() as conn:
        poll = find_poll(conn, poll_id)
        return view_of(conn, store, poll, {person.id: person for person in people.every(conn)})


def find_poll(conn: Connection, poll_id: str) -> Poll:
    """The poll. Raises NotFound."""
    poll = polls.find(conn, poll_id)
    if poll is None:
        raise NotFound(NO_SUCH_POLL)
    return poll


def view_of(conn: Connection, store: Store, poll: Poll, known: Mapping[PersonId, Person]) -> PollView:
    """The poll within one state of the database; ``known`` is the roster."""
    now = store.now()
    centre = centres.find(conn, poll.centre_id)
    if centre is None:
        raise NotFound(NO_SUCH_POLL)
    day = paris_date(now)
    asked = tuple(
        known[one] for one in polls.people(conn, poll.id) if one in known and known[one].is_contactable_on(day)
    )
    ids = [person.id for person in asked]
    answers = tuple(polls.answers(conn, poll.id))
    quiet = set(silent(poll, ids, answers))
    posted = messages.about(conn, poll.id)
    reminded = reminded_of(conn, poll) & quiet
    return PollView(
        poll=poll,
        now=now,
        centre=centre,
        sessions=sessions_of(conn, poll),
        asked=asked,
        answers=answers,
        rate=response_rate(poll, ids, answers),
        tally=tally(poll, ids, answers),
        silent=tuple(one for one in ids if one in quiet),
        reminded=reminded,
        reminders=_reminders(conn, store, poll, quiet - reminded, ids),
        notes=tuple(polls.notes(conn, poll.id, now)),
        messages=Counter(one.message.state for one in posted),
        by_hand=_by_hand(store, posted),
    )


def reminded_of(conn: Connection, poll: Poll) -> frozenset[PersonId]:
    """Those who were, or are about to be, reminded of this poll."""
    asked = solicitations.since(conn, poll.opened_at)
    return frozenset(one.person for one in asked if one.subject == poll.id and one.ask is Ask.POLL_REMINDER)


def _reminders(
    conn: Connection, store: Store, poll: Poll, quiet: set[PersonId], order: Sequence[PersonId]
) -> Reminders:
    """The reminders in the order of asking."""
    found = reminders(poll, quiet, read_goodwill(conn, read_library(store, conn), store.now()), store.now())
    place = {person: rank for rank, person in enumerate(order)}
    return replace(
        found,
        now=tuple(sorted(found.now, key=place.__getitem__)),
        later=tuple(sorted(found.later, key=lambda one: (one[1], place[one[0]]))),
        never=tuple(sorted(found.never, key=place.__getitem__)),
    )


def _by_hand(store: Store, posted: Sequence[Queued]) -> int:
    """How many messages no way out takes: there is none for their channel, or the accounts can't be read."""
    try:
        channels = read_ways(store).channels
    except InvalidInput:
        channels = frozenset()
    return sum(group_of(one, channels) is Group.BY_HAND for one in posted)
