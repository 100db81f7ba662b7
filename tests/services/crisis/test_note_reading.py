"""Reading other people's data leaves one line an hour in the journal."""

from __future__ import annotations

from pathlib import Path

from app.access.actor import volunteer
from app.services.crisis.note_reading import SEVERAL, Read, note_reading
from app.store import journal
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, MovingClock


def noted(store: Store) -> list[tuple[str, str, object]]:
    with store.reading() as conn:
        return [(one.actor_id, one.subject_id, (one.payload or {})["people"]) for one in reversed(journal.recent(conn))]


def test_the_same_reading_is_noted_once_an_hour(tmp_path: Path) -> None:
    """Reruns of a screen write nothing; an hour later the reading counts again."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    note_reading(COORDINATOR, store, Read.SHEET, ["zoe"])
    clock.forward(minutes=59)
    note_reading(COORDINATOR, store, Read.SHEET, ["zoe"])
    assert noted(store) == [("maiwenn", "zoe", ["zoe"])]
    clock.forward(minutes=1)
    note_reading(COORDINATOR, store, Read.SHEET, ["zoe"])
    assert noted(store) == [("maiwenn", "zoe", ["zoe"])] * 2


def test_another_reader_another_thing_and_another_person_are_noted(tmp_path: Path) -> None:
    """Once an hour is for the same person, thing and subject together."""
    store = open_store(tmp_path, MovingClock())
    note_reading(COORDINATOR, store, Read.SHEET, ["zoe"])
    note_reading(READER, store, Read.SHEET, ["zoe"])
    note_reading(COORDINATOR, store, Read.PAY, ["zoe"])
    note_reading(COORDINATOR, store, Read.SHEET, ["ali"])
    assert [(who, about) for who, about, _people in noted(store)] == [
        ("maiwenn", "zoe"), ("lecteur", "zoe"), ("maiwenn", "zoe"), ("maiwenn", "ali"),
    ]  # fmt: skip


def test_a_list_is_one_line_with_whom_it_shows_anew(tmp_path: Path) -> None:
    """An export of many people is one entry; those read within the hour are left out of the next."""
    store = open_store(tmp_path, MovingClock())
    note_reading(COORDINATOR, store, Read.CONTACTS, ["zoe", "ali", "zoe"])
    note_reading(COORDINATOR, store, Read.CONTACTS, ["zoe", "ali", "lou"])
    note_reading(COORDINATOR, store, Read.CONTACTS, [])
    assert noted(store) == [("maiwenn", SEVERAL, ["ali", "zoe"]), ("maiwenn", "lou", ["lou"])]


def test_ones_own_data_are_read_unnoted(tmp_path: Path) -> None:
    """A volunteer who opens their own page is nobody else."""
    store = open_store(tmp_path, MovingClock())
    note_reading(volunteer("zoe", "Zoé"), store, Read.OWN_DATA, ["zoe"])
    assert noted(store) == []


def test_only_the_last_hour_is_remembered(tmp_path: Path) -> None:
    """What keeps readings from repeating is no second trace: it is forgotten by itself."""
    clock = MovingClock()
    store = open_store(tmp_path, clock)
    note_reading(COORDINATOR, store, Read.SHEET, ["zoe"])
    clock.forward(hours=2)
    note_reading(COORDINATOR, store, Read.SHEET, ["ali"])
    with store.reading() as conn:
        assert [row["subject_id"] for row in conn.execute("SELECT subject_id FROM reading")] == ["ali"]
