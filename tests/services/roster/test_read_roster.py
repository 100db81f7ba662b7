"""Tests of app/services/roster/read_roster.py: looking at people's data leaves a trace, and nobody erased is offered."""

from pathlib import Path

from app.services.messages.by_hand import bcc_lists
from app.services.roster.edit_person import add_person
from app.services.roster.read_roster import open_sheet, read_held_people, take_roster
from app.store import journal
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MovingClock, a_person

ANNE, BLEUENN = a_person("Anne"), a_person("Bleuenn", email="bleuenn@exemple.fr")


def readings(store: Store) -> list[tuple[str, str, object]]:
    with store.reading() as conn:
        noted = [one for one in journal.recent(conn) if one.type == "data_read"]
    return [(one.actor_id, one.payload["what"], one.payload["people"]) for one in reversed(noted)]


def a_roster(folder: Path, clock: MovingClock) -> Store:
    store = open_store(folder, clock)
    for one in (ANNE, BLEUENN):
        add_person(COORDINATOR, store, one)
    return store


def test_a_sheet_that_is_opened_is_noted_once_an_hour(tmp_path: Path) -> None:
    """A page redraws itself at every gesture: the journal says once who read what about whom."""
    clock = MovingClock()
    store = a_roster(tmp_path, clock)
    for _redrawn in range(3):
        open_sheet(COORDINATOR, store, ANNE.id)
    clock.forward(hours=1, minutes=1)
    open_sheet(COORDINATOR, store, ANNE.id)
    assert readings(store) == [(COORDINATOR.id, "sheet", [ANNE.id])] * 2


def test_lists_that_leave_are_noted_with_whose_they_are(tmp_path: Path) -> None:
    """The roster as a file, addresses to copy: everyone on them."""
    store = a_roster(tmp_path, MovingClock())
    take_roster(COORDINATOR, store, [BLEUENN.id])
    bcc_lists(COORDINATOR, store)
    assert readings(store) == [
        (COORDINATOR.id, "roster", [BLEUENN.id]),
        (COORDINATOR.id, "contacts", sorted([ANNE.id, BLEUENN.id])),
    ]


def test_everyone_held_may_be_answered(tmp_path: Path) -> None:
    """Those whose rights can be exercised."""
    store = a_roster(tmp_path, MovingClock())
    assert {one.id for one in read_held_people(COORDINATOR, store)} == {ANNE.id, BLEUENN.id}
