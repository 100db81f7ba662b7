"""A new address or number said by its holder: kept apart, used by nothing until the coordination takes it, gone with its person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId
from app.mobilisation.preferences import Preferences
from app.roster.person import Person
from app.services.home.read_due import read_due
from app.services.keeping.erase_person import erase_person, preview_erasure
from app.services.mobilisation.change_preferences import change_preferences, read_wishes
from app.services.mobilisation.say_contact import read_said, say_contact, settle_contact, unsay_contact
from app.services.roster.edit_person import add_person
from app.store import journal, people
from app.store.database import Store
from app.ui.views.home_due import tasks
from tests.builders import COORDINATOR, READER, a_person, a_store

ANNE = replace(a_person("Anne"), id=PersonId("p-anne"), email="anne@exemple.fr", mobile="+33639980001")
ME = volunteer(ANNE.id, "Anne")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = a_store(tmp_path)
    add_person(COORDINATOR, made, ANNE)
    return made


def say(store: Store, email: str = "", mobile: str = "") -> bool:
    return say_contact(ME, store, ANNE.id, revision(store), email=email, mobile=mobile)


def revision(store: Store) -> int:
    return read_wishes(ME, store, ANNE.id).revision


def held(store: Store) -> Person | None:
    with store.reading() as conn:
        return people.find(conn, ANNE.id)


def entries(store: Store) -> list[str]:
    with store.reading() as conn:
        return [one.type for one in journal.recent(conn) if one.type.startswith("contact_")]


def test_what_is_said_waits_and_changes_nothing(store: Store) -> None:
    """The sheet is as it was; the coordination reads what is said beside what is known, and the first screen counts it."""
    assert say(store, " Anne.Nouvelle@Exemple.FR ", "06 39 98 00 09")
    assert held(store) == ANNE
    [one] = read_said(COORDINATOR, store)
    assert (one.person, one.contact.email, one.contact.mobile) == (ANNE, "anne.nouvelle@exemple.fr", "+33639980009")
    assert [task.id for task in tasks(read_due(COORDINATOR, store))] == ["contacts"]
    assert read_due(READER, store).contacts == 0
    with pytest.raises(NotAllowed):
        read_said(READER, store)


@pytest.mark.parametrize("take", [True, False])
def test_the_coordination_takes_it_or_leaves_it(store: Store, take: bool) -> None:
    """Taken, what was said replaces that alone; either way nothing waits, and the journal says which without any address."""
    say(store, mobile="0639980009")
    with pytest.raises(NotAllowed):
        settle_contact(READER, store, ANNE.id, revision(store), take=take)
    settle_contact(COORDINATOR, store, ANNE.id, revision(store), take=take)
    assert held(store) == (replace(ANNE, mobile="+33639980009") if take else ANNE)
    assert (read_said(COORDINATOR, store), read_due(COORDINATOR, store).contacts) == ((), 0)
    assert entries(store) == ["contact_taken" if take else "contact_left", "contact_said"]
    with pytest.raises(NotFound):
        settle_contact(COORDINATOR, store, ANNE.id, revision(store), take=take)
    with store.reading() as conn:
        assert not any("9980009" in str(one.payload) for one in journal.recent(conn))


def test_what_is_said_again_is_never_taken_unseen(store: Store) -> None:
    """The coordination read one number; its holder said another since: it must be read again."""
    say(store, mobile="0639980009")
    [seen] = read_said(COORDINATOR, store)
    say(store, mobile="0639980008")
    with pytest.raises(StaleRevision):
        settle_contact(COORDINATOR, store, ANNE.id, seen.revision, take=True)
    assert held(store) == ANNE
    assert [one.contact.mobile for one in read_said(COORDINATOR, store)] == ["+33639980008"]


def test_the_same_as_what_is_known_is_nothing_to_check(store: Store) -> None:
    """Said again as it is known, it waits no more, and that is written down."""
    assert not say(store, "ANNE@exemple.fr", "06 39 98 00 01")
    assert entries(store) == []
    say(store, email="autre@exemple.fr")
    assert not say(store, "ANNE@exemple.fr")
    assert read_said(COORDINATOR, store) == ()
    assert entries(store) == ["contact_unsaid", "contact_said"]


def test_an_empty_field_says_nothing_new(store: Store) -> None:
    """An address said before still waits when only a number is said afterwards; an empty form is refused, and drops nothing."""
    say(store, email="autre@exemple.fr")
    say(store, mobile="0639980009")
    with pytest.raises(InvalidInput):
        say(store)
    [one] = read_said(COORDINATOR, store)
    assert (one.contact.email, one.contact.mobile) == ("autre@exemple.fr", "+33639980009")


def test_its_holder_takes_it_back_and_nobody_else_says_it(store: Store) -> None:
    """Somebody else's link is refused; other wishes leave what was said where it is."""
    say(store, email="autre@exemple.fr")
    change_preferences(ME, store, ANNE.id, revision(store), Preferences(budget=1), max_half_days=2)
    assert [one.contact.email for one in read_said(COORDINATOR, store)] == ["autre@exemple.fr"]
    thief = volunteer(PersonId("p-autre"), "Autre")
    for act in (
        lambda: say_contact(thief, store, ANNE.id, revision(store), email="a@exemple.fr", mobile=""),
        lambda: unsay_contact(thief, store, ANNE.id, revision(store)),
    ):
        with pytest.raises(NotAllowed):
            act()
    unsay_contact(ME, store, ANNE.id, revision(store))
    assert read_said(COORDINATOR, store) == ()


@pytest.mark.parametrize(("email", "mobile"), [("anne", ""), ("a@b@c.fr", ""), ("", "12"), ("", "au bureau")])
def test_what_is_no_address_is_refused_whole(store: Store, email: str, mobile: str) -> None:
    """One sentence; nothing waits."""
    with pytest.raises(InvalidInput):
        say(store, email, mobile)
    assert read_said(COORDINATOR, store) == ()


def test_it_goes_with_its_person(store: Store) -> None:
    """Erased before anybody checked: nothing waits, and no byte of it is read."""
    say(store, email="autre@exemple.fr")
    erase_person(COORDINATOR, store, ANNE.id, preview_erasure(COORDINATOR, store, ANNE.id).revision)
    assert (read_said(COORDINATOR, store), read_due(COORDINATOR, store).contacts) == ((), 0)
    with store.reading() as conn:
        assert "autre@exemple.fr" not in "".join(conn.iterdump())
