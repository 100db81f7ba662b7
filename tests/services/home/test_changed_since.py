"""Tests of app/services/home/changed_since.py: what changed since yesterday, by subject and by the role of whoever did it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.access.actor import Actor, Role
from app.core.clock import fixed_clock
from app.services.activity.release_seat import release_seat
from app.services.home.changed_since import READ_WITH, changed_since
from app.services.mobilisation.confirm_seat import confirm_seat
from app.words.journal_changes import RANK, SUBJECT_OF
from app.words.journal_entries import ENTRIES
from tests.builders import COORDINATOR
from tests.services.a_rota import EARLY, a_rota

READER = Actor("l", "Lectrice", Role.READING)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_what_was_done_is_told_by_subject_and_by_whose_role(tmp_path: Path) -> None:
    """A publication by its number, seats released and confirmed by how many, each with who: nobody's name."""
    rota = a_rota(tmp_path)
    for name in ("Anne", "Denez"):
        seat = rota.of(name)
        confirm_seat(rota.me(name), rota.store, rota.id(name), seat.id)
    seat = rota.of("Anne", 1)
    release_seat(COORDINATOR, rota.store, seat.id, seat.revision)
    found = changed_since(COORDINATOR, rota.store)
    assert plain(found.sentence) == "Depuis hier : version 1 publiée, 1 poste libéré, 2 confirmations."
    told = {one.name: plain(one.sentence) for one in found.subjects}
    assert "2 confirmations (professionnels)" in told["Centre et planning"]
    assert "version 1 publiée, 1 poste libéré" in told["Centre et planning"]
    assert not any("Anne" in one.sentence for one in found.subjects)


def test_the_day_before_yesterday_is_not_told(tmp_path: Path) -> None:
    """Midnight in Paris of the day before is the first instant that counts."""
    rota = a_rota(tmp_path)
    assert changed_since(COORDINATOR, replace(rota.store, clock=fixed_clock(EARLY + timedelta(days=1)))).subjects
    later = changed_since(COORDINATOR, replace(rota.store, clock=fixed_clock(EARLY + timedelta(days=2))))
    assert (later.subjects, plain(later.sentence)) == ((), "Depuis hier : rien de nouveau.")


def test_a_role_is_told_of_what_it_may_read(tmp_path: Path) -> None:
    """Reading alone: the rota, not who was added to the roster, nor the accounts."""
    rota = a_rota(tmp_path)
    names = {one.name for one in changed_since(READER, rota.store).subjects}
    assert "Centre et planning" in names
    assert names < {one.name for one in changed_since(COORDINATOR, rota.store).subjects}
    assert not names & {"Effectifs", "Comptes et lectures", "Appels et sondages", "Exercices"}


def test_every_word_of_these_tables_is_one_of_the_journal() -> None:
    """A type renamed in the journal, or a subject, is renamed here."""
    assert set(RANK) <= set(SUBJECT_OF)
    assert set(READ_WITH) <= set(ENTRIES)
