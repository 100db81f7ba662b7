"""Tests of app/services/exercise/wash_by_link.py and read_hot_wash.py: once a person, nothing that says who or when, shown from five."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound, RuleRefusal
from app.core.ids import PersonId
from app.exercise.hot_wash import HotWashAnswer, Template
from app.services.exercise.read_hot_wash import read_hot_wash
from app.services.exercise.wash_by_link import wash_by_link
from app.store import exercise_people
from app.store.database import Store, open_store
from tests.builders import READER, MovingClock, a_person, some_people
from tests.services.a_played_exercise import (
    BY_SMS,
    EXERCISE,
    GUEST,
    OURS,
    TO_TELL,
    WATCHING,
    an_exercise,
    finished,
)

if TYPE_CHECKING:
    from pathlib import Path

EVERYONE = (GUEST, BY_SMS, OURS, TO_TELL, WATCHING)


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    held = open_store(tmp_path, clock)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held)
    return held


def wash(store: Store, who: str, mark: int = 4, well: str = "") -> bool:
    return wash_by_link(volunteer(who, ""), store, who, HotWashAnswer({"aims": mark}, well))


def test_it_opens_when_the_exercise_has_ended(store: Store) -> None:
    with pytest.raises(RuleRefusal):
        wash(store, GUEST)
    finished(store)
    assert wash(store, GUEST)


def test_each_counts_once_and_what_they_said_shows_from_the_fifth(store: Store) -> None:
    finished(store)
    for rank, who in enumerate(EVERYONE, 1):
        assert read_hot_wash(READER, store, EXERCISE).tallies == ()
        assert wash(store, who, rank, f"ligne {6 - rank}")
        assert not wash(store, who, 1, "encore")
    read = read_hot_wash(READER, store, EXERCISE)
    assert (read.template, read.asked, read.answered, read.missing) == (Template.TABLETOP, 5, 5, 0)
    assert read.tallies[0].counts == (1, 1, 1, 1, 1)
    assert read.went_well == tuple(f"ligne {rank}" for rank in range(1, 6))


def test_neither_who_nor_when_can_be_found_in_what_is_kept(store: Store, clock: MovingClock) -> None:
    """The same answers given in another order and at other hours leave rows that tell nothing but the answers; no entry in
    the journal; the participant keeps a day and no revision."""
    finished(store)
    with store.reading() as conn:
        entries = conn.execute("SELECT count(*) FROM journal").fetchone()[0]
    for who in EVERYONE:
        clock.forward(minutes=7)
        wash(store, who, 3)
    with store.reading() as conn:
        rows = [dict(one) for one in conn.execute("SELECT * FROM hot_wash")]
        assert conn.execute("SELECT count(*) FROM journal").fetchone()[0] == entries
        held = exercise_people.of_exercise(conn, EXERCISE)
    assert all(row.keys() == {"id", "exercise_id", "scores", "went_well", "went_less"} for row in rows)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert {(str(one.hot_wash_on), one.revision) for one in held} == {("2026-11-26", 1)}
    assert not any(who in str(row.values()) for row in rows for who in EVERYONE)


def test_nobody_answers_for_another_and_a_stranger_reads_nothing(store: Store) -> None:
    finished(store)
    with pytest.raises(NotAllowed):
        wash_by_link(volunteer(GUEST, ""), store, BY_SMS, HotWashAnswer({"aims": 1}))
    with pytest.raises(NotAllowed):
        read_hot_wash(volunteer(GUEST, ""), store, EXERCISE)
    with pytest.raises(NotFound):
        read_hot_wash(READER, store, "inconnu")
