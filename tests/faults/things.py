"""What two people may write at the same moment: a seat of the rota, a person's file, an answer, a yes to a call-out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeAlias

from app.access.actor import volunteer
from app.mobilisation.callout import Outcome
from app.mobilisation.taking import Verdict
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_call_out import answer_call_out
from app.services.mobilisation.record_answers import record_answers
from app.services.roster.edit_person import change_people
from app.services.rota.edit_rota import edit_rota
from app.services.rota.read_rota import read_rota
from app.store import answers, centres, people, seats, sessions
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_centre, a_person, a_store, a_team, some_people
from tests.faults.mixed_load import A_DAY, CLAIMED, a_session, ask
from tests.web.a_centre import PRATEL

TEAM = ("Bleuenn", "Corentin", "Denez", "Enora")
Write: TypeAlias = Callable[[], str]
"""Writes over what was read; what is there from now on, nothing when another came first. Raises StaleRevision."""


class Thing(Protocol):
    """Something that two people write."""

    journaled: str
    """Type of the entry that each of its writings leaves."""

    def seen(self, store: Store, count: int, me: int) -> Write:
        """What person ``me`` (0 or 1) of round ``count`` reads, and would write over it."""

    def there(self, store: Store, count: int) -> str:
        """What stands now."""


class RotaSeat:
    """The same seat of the draft, each with a nurse of their own."""

    journaled = "rota_edited"

    def seen(self, store: Store, count: int, me: int) -> Write:
        with store.reading() as conn:
            rota = next(one.id for one in centres.every(conn) if one.id != CLAIMED)
            names = {one.given_name: one.id for one in people.every(conn)}
        view, nurse = read_rota(COORDINATOR, store, rota), names[TEAM[(count % 2) * 2 + me]]
        seat = next(one.id for one in view.seats if one.role == "injector")

        def write() -> str:
            edit_rota(COORDINATOR, store, rota, view.revision, {seat: nurse}, reason="essai")
            return nurse

        return write

    def there(self, store: Store, count: int) -> str:
        with store.reading() as conn:
            rota = next(one.id for one in centres.every(conn) if one.id != CLAIMED)
            held = {one.seat_id: one.holder.person_id for one in seats.draft(conn, rota)}
        view = read_rota(COORDINATOR, store, rota)
        return held[next(one.id for one in view.seats if one.role == "injector")] or ""


class PersonFile:
    """The address of Anne."""

    journaled = "person_changed"

    def seen(self, store: Store, count: int, me: int) -> Write:
        with store.reading() as conn:
            anne = next(one for one in people.every(conn) if one.given_name == "Anne")
            revision = people.revisions(conn)[anne.id]
        changed = replace(anne, email=f"anne-{count}-{me}@example.org")

        def write() -> str:
            change_people(COORDINATOR, store, [(changed, revision)])
            return changed.email or ""

        return write

    def there(self, store: Store, count: int) -> str:
        with store.reading() as conn:
            return next(one.email or "" for one in people.every(conn) if one.given_name == "Anne")


class Reply:
    """What Anne answered to the first session: the two words it is not now, one each."""

    journaled = "answers_recorded"

    def seen(self, store: Store, count: int, me: int) -> Write:
        with store.reading() as conn:
            anne = next(one.id for one in people.every(conn) if one.given_name == "Anne")
        cell, now = (anne, a_session(0).id), self.there(store, count)
        word = [one for one in sorted(AnswerValue) if one != now][me]

        def write() -> str:
            record_answers(COORDINATOR, store, {cell: word}, seen={cell: now or None})
            return word

        return write

    def there(self, store: Store, count: int) -> str:
        with store.reading() as conn:
            anne = next(one.id for one in people.every(conn) if one.given_name == "Anne")
            return answers.of_session(conn, a_session(0).id).get(anne, ("", ""))[0]


class Place:
    """One place of a call-out, two people asked, each says yes."""

    journaled = "seat_taken"

    def seen(self, store: Store, count: int, me: int) -> Write:
        with store.reading() as conn:
            names = {one.given_name: one.id for one in people.every(conn)}
        nurse = names[f"Volontaire-{(2 * count + me):03}"]

        def write() -> str:
            taking = answer_call_out(volunteer(nurse, "V"), store, f"appel-{count:03}", nurse, Outcome.YES).taking
            return nurse if taking is not None and taking.verdict is Verdict.TAKEN else ""

        return write

    def there(self, store: Store, count: int) -> str:
        with store.reading() as conn:
            found = seats.of_session(conn, a_session(count // A_DAY).id)
        return next(one.holder.person_id or "" for one in found if one.id == f"place-{count:03}")


THINGS: dict[str, Thing] = {"rota": RotaSeat(), "file": PersonFile(), "answer": Reply(), "place": Place()}


def a_shared_folder(folder: Path, *, places: int) -> Store:
    """A rota with a team, and so many places, each with two people asked for it."""
    store = a_store(folder)
    a_centre(store)
    a_team(store)
    asked = [a_person(f"Volontaire-{n:03}") for n in range(2 * places)]
    some_people(store, *asked)
    with store.transaction() as conn:
        held = replace(PRATEL, id=CLAIMED, name="Centre des places", campaign="calendar", vaccine="covid_19_saison")
        centres.insert(conn, held)
        for count in range(places):
            session = a_session(count // A_DAY)
            if count % A_DAY == 0:
                sessions.insert(conn, session, THURSDAY)
            ask(conn, session, count, asked[2 * count].id, asked[2 * count + 1].id)
    return store
