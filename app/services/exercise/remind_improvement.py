"""Remind whoever does an action of the improvement plan, by a letter with a link of their own: when asked, and by itself on its days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.links import improvement_subject
from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.exercise.follow_up import is_to_remind, next_reminder
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.services.exercise.keep_improvements import the_improvement
from app.services.keeping.reference import read_library
from app.store import community, improvements, journal
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.improvement import Improvement
    from app.store.database import Connection, Store


def remind_improvement(actor: Actor, store: Store, id: str, revision: int) -> None:
    """Write to its owner now. One that has not left yet is replaced by this one.

    Raises InvalidInput without an address, RuleRefusal once it is closed, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = the_improvement(conn, id, revision)
        if not one.is_awaited:
            raise RuleRefusal(N_("Cette action est close : il n’y a rien à rappeler."))
        if not one.email:
            raise InvalidInput(N_("Écrivez d’abord l’adresse e-mail du responsable de cette action."))
        _remind(conn, store, actor, one)


def remind_due(actor: Actor, store: Store) -> datetime | None:
    """Write the reminders whose day has come, one an action at most; returns when the next is (UTC), or None. Raises NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    now = store.now()
    with store.reading() as conn:
        rules = read_library(store, conn).review_milestones
        held = improvements.every(conn)
    if any(is_to_remind(one, rules, now) for one in held):
        with store.transaction() as conn:
            held = improvements.every(conn)
            for one in held:
                if is_to_remind(one, rules, now):
                    _remind(conn, store, actor, one)
    return next_reminder(held, rules, now)


def _remind(conn: Connection, store: Store, actor: Actor, one: Improvement) -> None:
    """The letter, and what remembers it, in the caller's transaction."""
    now = store.now()
    cancel_letters(conn, one.id, now, LetterKind.IMPROVEMENT)
    write_to_partner(
        conn,
        store,
        now,
        kind=LetterKind.IMPROVEMENT,
        about=one.id,
        to=Partner(one.owner, one.organisation, one.email),
        subject=_subject(conn, one),
        body="\n\n".join((_("Bonjour,"), _ask(conn, one), one.action, _how(), "{lien}", signature(conn))),
        link=improvement_subject(one.id),
    )
    improvements.update(conn, replace(one, reminded_at=now))
    journal.write(conn, now, actor.id, "improvement_reminded", one.id, {})


def _subject(conn: Connection, one: Improvement) -> str:
    named, day = community.read(conn).name or _("la CPTS"), spoken_date(one.due_on)
    return _("{community} : une action à faire pour le {day}").format(community=named, day=day)


def _ask(conn: Connection, one: Improvement) -> str:
    named, day = community.read(conn).name or _("la CPTS"), spoken_date(one.due_on)
    return _(
        "Après un exercice ou un événement, {community} compte sur vous pour cette action, à faire pour le {day} :"
    ).format(community=named, day=day)


def _how() -> str:
    return _(
        "Dites-nous à cette adresse qu’elle est faite, ou que vous avez besoin d’aide. Aucun compte n’est nécessaire ; ce lien est à vous seul."
    )
