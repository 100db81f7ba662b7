"""A person answers a poll: session by session, by « tous mes mardis », with a short note that dies with the poll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.mobilisation.note import note_of
from app.mobilisation.poll_answers import expanded
from app.roster.answer import AnswerValue
from app.services.mobilisation.poll_messages import withdraw
from app.services.mobilisation.read_polls import answerable, find_poll, sessions_of
from app.store import answers, journal, messages, polls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId, SessionId
    from app.mobilisation.note import PollNote
    from app.mobilisation.poll import Poll
    from app.mobilisation.poll_answers import WeekdayAnswer
    from app.store.database import Connection, Store


def answer_poll(
    actor: Actor,
    store: Store,
    person_id: PersonId,
    poll_id: str,
    explicit: Mapping[SessionId, AnswerValue],
    usual: Sequence[WeekdayAnswer] = (),
    note: str = "",
) -> int:
    """Write a person's answers and their note; returns how many sessions the form answers. Doing it twice changes nothing.

    What is said of a session wins over ``usual``; a session begun or cancelled meanwhile is passed over, one that is not
    named keeps its answer. An empty ``note`` takes the former one back. Messages that still ask this person are
    withdrawn.

    Raises NotAllowed for somebody else, NotFound for someone the poll does not ask, RuleRefusal once it is closed,
    InvalidInput for a session or an answer that is not of this poll, or for a note that must not be kept.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        now = store.now()
        poll = _expected(conn, poll_id, person_id, now)
        _check(explicit, poll)
        kept = note_of(note, person_id, poll.id, poll.closes_at)
        given = expanded(person_id, answerable(sessions_of(conn, poll), now), usual, explicit)
        counts = answers.write(conn, {(one.person, one.session): str(one.value) for one in given}, "poll", now)
        changed = _write_note(conn, poll, person_id, kept, now)
        if given:
            asking = [one for one in messages.about(conn, poll.id) if one.message.recipient == person_id]
            withdraw(conn, asking, now)
        if changed or counts["accepted"] or counts["updated"]:
            # The journal is for ever and the note is not: that one was left is all it may say.
            entry = {"person": person_id, "note": kept is not None, **counts}
            journal.write(conn, now, actor.id, "poll_answered", poll.id, entry)
    return len(given)


def _expected(conn: Connection, poll_id: str, person_id: PersonId, now: datetime) -> Poll:
    poll = find_poll(conn, poll_id)
    if not polls.asks(conn, poll_id, person_id):
        raise NotFound(N_("Ce sondage ne vous est pas adressé."))
    if not poll.is_open(now):
        raise RuleRefusal(
            N_("Le sondage est clos : appelez la coordination, elle notera vos disponibilités à la main.")
        )
    return poll


def _check(explicit: Mapping[SessionId, AnswerValue], poll: Poll) -> None:
    if any(session not in poll.session_ids for session in explicit):
        raise InvalidInput(N_("Une de ces séances n’est pas dans le sondage : rechargez la page, puis répondez."))
    if any(value not in set(AnswerValue) for value in explicit.values()):
        raise InvalidInput(N_("Une réponse est « oui », « si besoin » ou « non »."))


def _write_note(conn: Connection, poll: Poll, person_id: PersonId, kept: PollNote | None, now: datetime) -> bool:
    """Whether the note changed."""
    held = next((one.text for one in polls.notes(conn, poll.id, now) if one.person == person_id), "")
    if held == (kept.text if kept else ""):
        return False
    if kept is None:
        polls.erase_note(conn, poll.id, person_id)
    else:
        polls.put_note(conn, kept)
    return True
