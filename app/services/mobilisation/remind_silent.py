"""One click on « Relancer »: those who have not answered are reminded, once, now or as soon as they may be disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.mobilisation.message import MessageKind
from app.services.keeping.reference import read_library
from app.services.mobilisation.poll_messages import post_poll_messages
from app.services.mobilisation.read_polls import answerable, find_poll, view_of
from app.store import journal, people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.mobilisation.poll_answers import Reminders
    from app.store.database import Store


def remind_silent(actor: Actor, store: Store, poll_id: str) -> Reminders:
    """Queue a reminder for each silent person within budget and quiet hours, a day at least after they were last asked.

    Nobody is reminded twice of one poll: the message says so. Returns who is reminded now, who when, and who can't be
    before the poll closes. Raises NotFound, RuleRefusal once it is closed or nothing is left to answer.
    """
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now = store.now()
        poll = find_poll(conn, poll_id)
        if not poll.is_open(now):
            raise RuleRefusal(N_("Le sondage est clos : plus personne n’est relancé."))
        view = view_of(conn, store, poll, {person.id: person for person in people.every(conn)})
        left = answerable(view.sessions, now)
        if not left:
            raise RuleRefusal(N_("Toutes les séances du sondage ont commencé : il n’y a plus rien à demander."))
        found = view.reminders
        when = {**dict.fromkeys(found.now, now), **dict(found.later)}
        if when:
            kind = MessageKind.POLL_REMINDER
            post_poll_messages(conn, read_library(store, conn), kind, poll, (view.centre, left), when, now)
            counts = {"now": len(found.now), "later": len(found.later), "never": len(found.never)}
            journal.write(conn, now, actor.id, "poll_reminded", poll_id, counts)
    return found
