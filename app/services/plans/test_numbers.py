"""The yearly « test des numéros »: begun in one click, one tap a call, ended with a report; what answers is dated « vérifié le »."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.response.directory import number_of
from app.response.number_check import CheckRound, NumberTest, Outcome, counted, last_outcomes, to_check
from app.services.keeping.reference import read_library
from app.services.plans.keep_contacts import GONE
from app.services.plans.read_directory import directory_of, never_called
from app.store import contacts, journal, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.response.directory import Contact
    from app.store.database import Connection, Store

NONE_TO_CALL = N_("Aucun numéro à appeler : ajoutez d’abord des contacts avec leur téléphone.")
CALLED_SINCE = N_("{change} Votre essai n’a pas été noté : rechargez pour voir ce qui l’a été.")


def start_check(actor: Actor, store: Store) -> CheckRound:
    """Begin a round of calls; the one that runs where there is one. Raises InvalidInput with nothing to call, NotAllowed."""
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        rounds = contacts.rounds(conn)
        if rounds and rounds[-1].closed_at is None:
            return rounds[-1]
        emergency = never_called(read_library(store, conn))
        if not any(to_check(one, emergency) for one in contacts.every(conn)):
            raise InvalidInput(NONE_TO_CALL)
        last = max((one.id for one in contacts.calls(conn)), default="")
        begun = CheckRound(opened_at=store.now(), opened_by=actor.name, after=last)
        contacts.write_rounds(conn, [*rounds, begun])
        journal.write(conn, store.now(), actor.id, "number_check_started", "directory", {})
        return begun


def record_call(
    actor: Actor, store: Store, contact_id: str, number: str, outcome: Outcome, *, seen: str = ""
) -> NumberTest:
    """Write what came of calling a number, over the call that was ``seen`` (its id, empty for none).

    A number that answers dates its contact. Raises StaleRevision when somebody called it meanwhile, NotFound when contact or
    number is no longer there, NotAllowed.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        return _record(conn, store, actor, (contact_id, number), outcome, seen)


def record_calls(actor: Actor, store: Store, outcomes: Mapping[tuple[str, str], Outcome]) -> int:
    """What came of several calls, (contact, number) → outcome, copied in one go from a list on paper; all or none.

    Raises StaleRevision when one of them was already noted in the round that runs, else as :func:`record_call`.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        rounds = contacts.rounds(conn)
        running = rounds[-1] if rounds and rounds[-1].closed_at is None else None
        last = last_outcomes(contacts.calls(conn))
        for key, outcome in sorted(outcomes.items()):
            before = last.get(key)
            noted = before is not None and running is not None and running.holds(before)
            _record(conn, store, actor, key, outcome, "" if noted or before is None else before.id)
    return len(outcomes)


def _record(
    conn: Connection, store: Store, actor: Actor, key: tuple[str, str], outcome: Outcome, seen: str
) -> NumberTest:
    contact_id, number = key
    contact = _contact(conn, contact_id)
    if number not in {one for _moment, one in contact.numbers}:
        raise NotFound(N_("Ce numéro a changé entre-temps. Rechargez la page."))
    last = _last(conn, contact_id, number)
    if (last.id if last else "") != seen:
        raise revisions.stale(conn, contact_id, message=CALLED_SINCE)
    test = NumberTest(new_id(), contact_id, store.now(), number, outcome, actor.id)
    contacts.add_test(conn, test)
    if outcome is Outcome.ANSWERED:
        contacts.put(conn, replace(contact, checked_on=paris_date(store.now()), checked_by=actor.name))
    journal.write(conn, store.now(), actor.id, "number_called", contact_id, {"outcome": outcome.value})
    return test


def correct_number(actor: Actor, store: Store, contact_id: str, revision: int, old: str, new: str) -> None:
    """Replace a number that was found wrong, by day and by night alike; whoever gave the new one answered for it.

    Raises InvalidInput, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        contact = _contact(conn, contact_id)
        if contact.revision != revision:
            raise revisions.stale(conn, contact_id)
        number = number_of(new)
        if not number:
            raise InvalidInput(N_("Écrivez le nouveau numéro."))
        day = number if contact.day_phone == old else contact.day_phone
        night = number if contact.night_phone == old else contact.night_phone
        written = replace(contact, day_phone=day, night_phone=night, checked_on=None, checked_by="")
        if written.numbers == contact.numbers:
            raise NotFound(N_("Ce numéro a changé entre-temps. Rechargez la page."))
        contacts.put(conn, written)
        changed = [name for name in ("day_phone", "night_phone") if getattr(written, name) != getattr(contact, name)]
        journal.write(conn, store.now(), actor.id, "contact_changed", contact_id, {"fields": changed})


def take_back_call(actor: Actor, store: Store, contact_id: str, test_id: str) -> None:
    """Forget a call noted by mistake, while it is the last one of its number; the date goes back to what it rested on.

    Raises NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        contact = _contact(conn, contact_id)
        made = [one for one in contacts.calls(conn) if one.contact_id == contact_id]
        taken = next((one for one in made if one.id == test_id), None)
        if taken is None:
            raise NotFound(N_("Cet essai n’est plus noté. Rechargez la page."))
        contacts.take_back_test(conn, test_id)
        if taken.outcome is Outcome.ANSWERED and contact.checked_on == paris_date(taken.at):
            answered = [one for one in made if one.id != test_id and one.outcome is Outcome.ANSWERED]
            day = paris_date(answered[-1].at) if answered else None
            contacts.put(conn, replace(contact, checked_on=day, checked_by=contact.checked_by if day else ""))
        journal.write(conn, store.now(), actor.id, "number_call_taken_back", contact_id, {})


def finish_check(actor: Actor, store: Store) -> CheckRound:
    """End the round that runs and keep its figures; numbers nobody called are counted as such. Raises InvalidInput, NotAllowed."""
    require(actor, Action.EDIT_DIRECTORY)
    with store.transaction() as conn:
        view = directory_of(conn, store)
        if view.running is None:
            raise InvalidInput(N_("Aucun test des numéros n’est en cours."))
        ended = replace(counted(view.running, view.calls), closed_at=store.now())
        contacts.write_rounds(conn, [*view.rounds[:-1], ended])
        journal.write(
            conn, store.now(), actor.id, "number_check_finished", "directory",
            {"called": ended.called, "answered": ended.answered, "left": ended.left},
        )  # fmt: skip
        return ended


def _contact(conn: Connection, contact_id: str) -> Contact:
    held = contacts.find(conn, contact_id)
    if held is None:
        raise NotFound(GONE)
    return held


def _last(conn: Connection, contact_id: str, number: str) -> NumberTest | None:
    made = [one for one in contacts.calls(conn) if (one.contact_id, one.number) == (contact_id, number)]
    return made[-1] if made else None
