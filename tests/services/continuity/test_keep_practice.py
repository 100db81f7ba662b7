"""What practices say is kept at the revision it was read at; locums, and a practice for whoever works alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.continuity.practice_care import Locum, NewPatients, PracticeCare
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId, PracticeId
from app.services.continuity.keep_practice import Refused, give_practice, put_care, put_cares, put_locum, remove_locum
from app.services.continuity.read_relays import read_cares
from app.store import journal, practice_care
from app.store.database import Store
from app.words.errors import sentence
from tests.builders import COORDINATOR
from tests.services.some_practices import ALONE, CELL, OBSERVER, OURS, PROFESSIONAL, THEIRS, some_practices

WHOLE = PracticeCare(
    practice=OURS,
    weekly_patients=240,
    daily_visits=80,
    absorbable_percent=20,
    radius_minutes=25,
    paired=THEIRS,
    agreed_on=date(2026, 5, 4),
    new_patients=NewPatients.SOME,
    new_patients_on=date(2026, 11, 20),
    software="Logiciel A",
    needs_network=True,
)
TODAY = date(2026, 11, 26)


def held(store: Store, practice: PracticeId = OURS) -> PracticeCare:
    with store.reading() as conn:
        return practice_care.find(conn, practice)


def test_every_fact_is_kept_and_the_journal_names_fields_alone(tmp_path: Path) -> None:
    """What is read back is what was written; the journal holds no figure."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, WHOLE)
    assert held(store) == replace(WHOLE, revision=1)
    with store.reading() as conn:
        [entry] = [one for one in journal.recent(conn) if one.type == "practice_care_changed"]
    assert entry.payload is not None
    assert set(entry.payload) == {"fields"}
    fields = entry.payload["fields"]
    assert isinstance(fields, list)
    assert {"paired", "absorbable_percent"} <= set(fields)


def test_who_comes_second_is_told_what_changed_and_writes_nothing(tmp_path: Path) -> None:
    """First write and later ones alike."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, WHOLE)
    for late in (replace(WHOLE, software="B"), replace(WHOLE, software="B", revision=7)):
        with pytest.raises(StaleRevision) as refused:
            put_care(COORDINATOR, store, late)
        assert "ce que dit un cabinet modifié" in sentence(refused.value)
    assert held(store).software == "Logiciel A"


def test_the_word_on_new_patients_is_dated_the_day_it_changes(tmp_path: Path) -> None:
    """Today without a day; today again when it changes and the old day was left in the form; no day without a word."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, replace(WHOLE, new_patients_on=None))
    assert held(store).new_patients_on == TODAY
    put_care(COORDINATOR, store, replace(held(store), new_patients_on=date(2026, 11, 1)))
    assert held(store).new_patients_on == date(2026, 11, 1)
    put_care(COORDINATOR, store, replace(held(store), new_patients=NewPatients.NO))
    assert held(store).new_patients_on == TODAY
    put_care(COORDINATOR, store, replace(held(store), new_patients=NewPatients.NOT_SAID))
    assert held(store).new_patients_on is None


def test_several_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    """The second is refused: the first is not there either."""
    store = some_practices(tmp_path).store
    with pytest.raises(InvalidInput):
        put_cares(COORDINATOR, store, [WHOLE, PracticeCare(practice=THEIRS, absorbable_percent=200)])
    assert held(store).revision == 0


def test_practices_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    """Its own and its pair."""
    store = some_practices(tmp_path).store
    for wrong in (replace(WHOLE, practice=PracticeId("parti")), replace(WHOLE, paired=PracticeId("parti"))):
        with pytest.raises(NotFound):
            put_care(COORDINATOR, store, wrong)


def test_only_the_cell_writes(tmp_path: Path) -> None:
    """An observer, and a professional even of that practice, are refused; the cell is not."""
    store = some_practices(tmp_path).store
    for actor in (OBSERVER, PROFESSIONAL):
        with pytest.raises(NotAllowed):
            put_care(actor, store, WHOLE)
    put_care(CELL, store, WHOLE)


def test_a_locum_is_added_changed_and_struck_off(tmp_path: Path) -> None:
    """A name with a number put right; somebody of the roster by their id, without another name."""
    store = some_practices(tmp_path).store
    one = Locum(id="", practice=OURS, name=" Remplaçante  fictive ", phone="06 39 98 00 41", from_day=TODAY)
    id = put_locum(COORDINATOR, store, one)
    put_locum(COORDINATOR, store, Locum(id="", practice=OURS, person=ALONE, name="autre"))
    [first, second] = sorted(read_cares(COORDINATOR, store).row(OURS).locums, key=lambda x: x.person or "")  # type: ignore[union-attr]
    assert first == replace(one, id=id, name="Remplaçante fictive", phone="+33639980041", revision=1)
    assert (second.person, second.name) == (ALONE, "")
    put_locum(COORDINATOR, store, replace(first, until_day=date(2026, 12, 1)))
    with pytest.raises(StaleRevision):
        remove_locum(COORDINATOR, store, id, 1)
    remove_locum(COORDINATOR, store, id, 2)
    with pytest.raises(NotFound):
        remove_locum(COORDINATOR, store, id, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 81},
        {"name": "Zoé", "phone": "12"},
        {"name": "Zoé", "from_day": date(2026, 12, 2), "until_day": date(2026, 12, 1)},
    ],
)
def test_a_locum_that_can_not_be_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """Nobody, too long, no number, the end before the start."""
    store = some_practices(tmp_path).store
    with pytest.raises(InvalidInput):
        put_locum(COORDINATOR, store, Locum(id="", practice=OURS, **wrong))


def test_a_locum_gone_from_the_roster_is_refused(tmp_path: Path) -> None:
    """Chosen on a screen that is out of date."""
    store = some_practices(tmp_path).store
    with pytest.raises(NotFound):
        put_locum(COORDINATOR, store, Locum(id="", practice=OURS, person=PersonId("partie")))


def test_whoever_works_alone_gets_a_practice_once(tmp_path: Path) -> None:
    """At their commune, under their name; whoever has one, or is nobody, is passed over with the reason."""
    around = some_practices(tmp_path)
    assert [one.id for one in read_cares(COORDINATOR, around.store).alone] == [ALONE]
    given, refused = give_practice(
        COORDINATOR, around.store, [ALONE, PersonId("fegreac-0"), PersonId("personne"), ALONE]
    )
    assert given == 1
    assert [one.person for one in refused] == ["fegreac-0", "personne", ALONE]
    assert refused[0] == Refused(PersonId("fegreac-0"), "Cette personne a déjà un cabinet.")
    view = read_cares(COORDINATOR, around.store)
    assert view.alone == ()
    practice = around.person(ALONE).practice
    assert practice is not None
    row = view.row(practice)
    assert row is not None
    assert (view.names[practice], row.commune, [one.id for one in row.members]) == (
        "Cabinet de Yann Fictif",
        "44196",
        [ALONE],
    )


def test_the_roster_is_changed_by_the_coordination_alone(tmp_path: Path) -> None:
    """A practice given changes somebody's sheet: the cell may not."""
    with pytest.raises(NotAllowed):
        give_practice(CELL, some_practices(tmp_path).store, [ALONE])
