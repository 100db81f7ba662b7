"""Tests of app/services/plans/read_trainings.py: what is to come, what is to sign in, what ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.response.training import Answer, Expiry
from app.roster.competence import Competence
from app.services.plans.plan_training import cancel_training, put_down, put_training
from app.services.plans.read_trainings import read_trainings
from app.services.plans.record_training import answer_training, rate_training, record_presence
from app.services.roster.edit_person import change_competences
from tests.builders import COORDINATOR, THURSDAY, a_person, a_store
from tests.services.a_directory import redon
from tests.services.plans.test_record_training import AFGSU, TODAY


def test_trainings_stand_where_they_ask_for_something(tmp_path: Path) -> None:
    """Held without a sign-in, held, to come, cancelled; names and professions as spoken."""
    at = redon(tmp_path)
    anne, denez = a_person("Anne", "medecin"), a_person("Denez", None, organisation="Mairie")
    at.people(anne, denez)
    days = {name: replace(AFGSU, title=name, day=TODAY + timedelta(days=n)) for name, n in (("vide", -9), ("tenue", -2), ("bientôt", 9), ("annulée", 10))}  # fmt: skip
    ids = {name: put_training(COORDINATOR, at.store, one) for name, one in days.items()}
    put_down(COORDINATOR, at.store, ids["bientôt"], [anne.id, denez.id])
    answer_training(COORDINATOR, at.store, anne.id, ids["bientôt"], Answer.YES)
    record_presence(COORDINATOR, at.store, ids["tenue"], {anne.id: True}, seen={})
    rate_training(COORDINATOR, at.store, anne.id, ids["tenue"], 5)
    cancel_training(COORDINATOR, at.store, ids["annulée"], 1)
    desk = read_trainings(COORDINATOR, at.store)
    assert [one.title for one in desk.to_come] == ["bientôt"]
    assert [one.title for one in desk.past] == ["tenue", "vide"]
    assert [one.title for one in desk.unsigned] == ["vide"]
    [coming] = desk.to_come
    assert dict(desk.by_profession(coming)) == {"Mairie": (1, 0, 0), "médecin": (1, 1, 0)}
    assert [desk.name(one.person_id) for one in desk.parts_of(coming)] == ["Anne Fictif", "Denez Fictif"]
    found = desk.satisfaction(desk.past[0])
    assert found is not None
    assert (found.mean, found.answers) == (5, 1)
    assert (desk.competence("afgsu_2"), desk.competence("chorale")) == ("AFGSU, niveau 2", "chorale")


def test_men_and_women_of_a_profession_are_counted_on_one_line(tmp_path: Path) -> None:
    """In the order of the table of professions; each stays named as they are spoken of."""
    at = redon(tmp_path)
    him, her = a_person("Denez", "infirmier", civilite="M"), a_person("Anne", "infirmier", civilite="MME")
    at.people(him, her, a_person("Efflam", "medecin"))
    id_ = put_training(COORDINATOR, at.store, replace(AFGSU, day=TODAY + timedelta(days=9)))
    desk_people = [one.id for one in (him, her)]
    put_down(COORDINATOR, at.store, id_, desk_people)
    desk = read_trainings(COORDINATOR, at.store)
    assert dict(desk.by_profession(desk.to_come[0])) == {"infirmier": (2, 0, 0)}
    assert [desk.profession(one) for one in desk_people] == ["infirmier", "infirmière"]


def test_what_ends_soon_leaves_out_who_left(tmp_path: Path) -> None:
    """Six months ahead; somebody who asked to be left alone is not offered a training."""
    at = redon(tmp_path)
    anne, gone = a_person("Anne"), a_person("Enora", opted_out_on=date(2026, 1, 1))
    at.people(anne, gone)
    end = date(2027, 5, 26)
    for one in (anne, gone):
        row = Competence(person=one.id, code="afgsu_2", valid_from=date(2023, 5, 27), valid_to=end)
        change_competences(COORDINATOR, at.store, one.id, 1, [row])
    desk = read_trainings(COORDINATOR, at.store)
    assert (desk.expiries, desk.expiring_months) == ((Expiry(end, "afgsu_2", anne.id),), 6)
    assert desk.today == THURSDAY.date()


@pytest.mark.parametrize("role", [Role.CRISIS_CELL, Role.OBSERVER, Role.READING, Role.PROFESSIONAL])
def test_trainings_are_the_coordination_s(tmp_path: Path, role: Role) -> None:
    """Certificates and opinions are people's own affair."""
    with pytest.raises(NotAllowed):
        read_trainings(Actor("x", "X", role), a_store(tmp_path))
