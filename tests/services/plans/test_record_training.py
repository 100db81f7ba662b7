"""Tests of app/services/plans/record_training.py: answers, presence, ratings; being there writes the dated competence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId
from app.response.training import Answer, Participant, Training
from app.roster.competence import Competence
from app.services.plans.plan_training import put_down, put_training
from app.services.plans.read_trainings import read_own_trainings, read_trainings
from app.services.plans.record_training import answer_training, rate_training, record_presence
from app.services.roster.edit_person import change_competences
from app.store import people, trainings
from tests.builders import COORDINATOR, THURSDAY, a_person
from tests.services.a_directory import Redon, redon

TODAY = THURSDAY.date()
ANNE, BLEUENN = a_person("Anne"), a_person("Bleuenn")
AFGSU = Training(
    id="", kind="afgsu_2", title="AFGSU", day=TODAY, starts=time(9), minutes=420, competence="afgsu_2", valid_months=48
)
BY_HAND = Competence(person=ANNE.id, code="paediatrics", valid_from=date(2020, 1, 1), source="saisie")


def held_today(tmp_path: Path, **fields: object) -> tuple[Redon, str]:
    at = redon(tmp_path)
    at.people(ANNE, BLEUENN)
    change_competences(COORDINATOR, at.store, ANNE.id, 1, [BY_HAND])
    training = put_training(COORDINATOR, at.store, replace(AFGSU, **fields))  # type: ignore[arg-type]
    put_down(COORDINATOR, at.store, training, [ANNE.id])
    return at, training


def competences(at: Redon) -> list[Competence]:
    with at.store.reading() as conn:
        return people.competences(conn)


def part_of(at: Redon, training: str, person: PersonId) -> Participant:
    with at.store.reading() as conn:
        return next(one for one in trainings.participants(conn, training) if one.person_id == person)


def test_being_there_writes_the_dated_competence_and_not_being_there_takes_it_away(tmp_path: Path) -> None:
    """Four years to the day; what was typed by hand stays; the person's sheet moves to another revision."""
    at, training = held_today(tmp_path)
    assert record_presence(COORDINATOR, at.store, training, {ANNE.id: True, BLEUENN.id: True}, seen={}) == 2
    given = Competence(
        person=ANNE.id, code="afgsu_2", valid_from=TODAY, valid_to=date(2030, 11, 25), source=f"training:{training}"
    )
    assert sorted(competences(at), key=str) == sorted([BY_HAND, given, replace(given, person=BLEUENN.id)], key=str)
    assert part_of(at, training, ANNE.id).signed_at == THURSDAY
    with at.store.reading() as conn:
        assert people.revisions(conn)[ANNE.id] == 3
    seen = {ANNE.id: True, BLEUENN.id: True}
    assert record_presence(COORDINATOR, at.store, training, {ANNE.id: False, BLEUENN.id: True}, seen=seen) == 1
    assert sorted(competences(at), key=str) == sorted([BY_HAND, replace(given, person=BLEUENN.id)], key=str)


def test_a_day_corrected_afterwards_corrects_what_was_given(tmp_path: Path) -> None:
    """It was the day before: the certificate begins and ends one day earlier."""
    at, training = held_today(tmp_path)
    record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={})
    [one] = read_trainings(COORDINATOR, at.store).trainings
    put_training(COORDINATOR, at.store, replace(one, day=date(2026, 11, 25)))
    [given] = [one for one in competences(at) if one.code == "afgsu_2"]
    assert (given.valid_from, given.valid_to) == (date(2026, 11, 25), date(2030, 11, 24))


def test_two_people_who_sign_in_do_not_undo_each_other(tmp_path: Path) -> None:
    """Over a list that changed meanwhile nothing is written; the same said twice is no quarrel."""
    at, training = held_today(tmp_path)
    record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={})
    assert record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={}) == 0
    with pytest.raises(StaleRevision):
        record_presence(COORDINATOR, at.store, training, {ANNE.id: False, BLEUENN.id: True}, seen={ANNE.id: False})
    assert {one.person for one in competences(at) if one.code == "afgsu_2"} == {ANNE.id}


def test_nobody_signs_in_before_the_day_nor_who_is_not_in_the_roster(tmp_path: Path) -> None:
    """Tomorrow's sheet is closed; a stranger's line is refused with those beside it."""
    at, training = held_today(tmp_path, day=date(2026, 11, 27))
    with pytest.raises(InvalidInput, match="pas encore eu lieu"):
        record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={})
    at.clock.forward(days=1)
    with pytest.raises(NotFound):
        record_presence(COORDINATOR, at.store, training, {ANNE.id: True, PersonId("zz"): True}, seen={})
    assert [one.code for one in competences(at)] == ["paediatrics"]
    with pytest.raises(NotFound):
        record_presence(COORDINATOR, at.store, "autre", {}, seen={})


def test_one_answers_for_oneself_until_it_is_over(tmp_path: Path) -> None:
    """Yes, then no; nobody else's; nobody who is on no list; not afterwards."""
    at, training = held_today(tmp_path, day=date(2026, 11, 27))
    anne, other = volunteer(ANNE.id, "Anne"), volunteer(BLEUENN.id, "Bleuenn")
    for answer in (Answer.YES, Answer.NO, Answer.NO):
        answer_training(anne, at.store, ANNE.id, training, answer)
        assert part_of(at, training, ANNE.id).answer is answer
    assert len(at.entries("training_answered")) == 2
    with pytest.raises(NotAllowed):
        answer_training(other, at.store, ANNE.id, training, Answer.YES)
    with pytest.raises(NotFound, match="pas sur la liste"):
        answer_training(other, at.store, BLEUENN.id, training, Answer.YES)
    [own] = read_own_trainings(anne, at.store, ANNE.id)
    assert (own.part.answer, own.is_over) == (Answer.NO, False)
    at.clock.forward(days=2)
    with pytest.raises(InvalidInput, match="passée"):
        answer_training(anne, at.store, ANNE.id, training, Answer.YES)
    assert read_own_trainings(anne, at.store, ANNE.id)[0].is_over


def test_only_those_who_came_say_what_they_thought(tmp_path: Path) -> None:
    """From 1 to 5, changed as one likes; taken off the list, the opinion goes too."""
    at, training = held_today(tmp_path)
    anne = volunteer(ANNE.id, "Anne")
    with pytest.raises(InvalidInput, match="personnes présentes"):
        rate_training(anne, at.store, ANNE.id, training, 4)
    record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={})
    for wrong in (0, 6):
        with pytest.raises(InvalidInput, match="de 1 à 5"):
            rate_training(anne, at.store, ANNE.id, training, wrong)
    with pytest.raises(InvalidInput, match="trop long"):
        rate_training(anne, at.store, ANNE.id, training, 4, "x" * 501)
    rate_training(anne, at.store, ANNE.id, training, 4, " utile ")
    assert (part_of(at, training, ANNE.id).rating, part_of(at, training, ANNE.id).comment) == (4, "utile")
    record_presence(COORDINATOR, at.store, training, {ANNE.id: False}, seen={ANNE.id: True})
    assert (part_of(at, training, ANNE.id).rating, part_of(at, training, ANNE.id).comment) == (None, "")
