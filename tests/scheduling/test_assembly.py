"""Tests of app/scheduling/assembly.py: a verdict shared by people who are alike is the verdict of each."""

from __future__ import annotations

from dataclasses import replace

from app.core.ids import PersonId
from app.library import Library
from app.roster.competence import VACCINATION_TRAINING, Competence
from app.roster.person import Person, PersonStatus
from app.scheduling.assembly import Eligibility
from app.scheduling.horizon import Horizon
from app.services.keeping.reference import regulation
from tests.scheduling.builders import MONDAY, TUESDAY, a_centre, a_person, a_session, paris

LIBRARY = Library()
CENTRE = a_centre(campaign="calendar", vaccine="covid_19_saison")
SESSIONS = (a_session("mon"), a_session("tue", TUESDAY))
MOVED = replace(SESSIONS[0], day=TUESDAY)
"""Monday's session as it would be on Tuesday: what a move is warned of before it is written."""
TABLES = regulation(LIBRARY)
ROLES = (*(role.code for role in LIBRARY.roles), "no_role")
MUST_BE_TRAINED = "pharmacien"


def a_horizon(people: list[Person], competences: list[Competence]) -> Horizon:
    return Horizon(
        now=paris(2026, 11, 26, 17), centres={CENTRE.id: CENTRE}, sessions=SESSIONS, needs=(), seats=(), draft=(),
        people=tuple(people), competences=tuple(competences), answers={}, busy={},
    )  # fmt: skip


def some_people() -> tuple[list[Person], list[Competence]]:
    """Of every profession four: trained for ever, until Monday, from Tuesday, never; then a retired one and students."""
    people, competences = [], []
    spans = [(None, None), (None, MONDAY), (TUESDAY, None)]
    for profession in [*(one.slug for one in LIBRARY.professions), None]:
        four = [a_person(f"{profession}-{rank}", profession=profession) for rank in range(4)]
        people += four
        competences += [
            Competence(person=PersonId(one.id), code=VACCINATION_TRAINING, valid_from=first, valid_to=last)
            for one, (first, last) in zip(four, spans, strict=False)
        ]
        people.append(a_person(f"{profession}-retired", profession=profession, status=PersonStatus.RETRAITE))
        people += [
            a_person(f"{profession}-{year}", profession=profession, status=PersonStatus.ETUDIANT, student_year=year)
            for year in (1, 6)
        ]
    return people, competences


def test_people_who_are_alike_share_a_verdict_that_is_each_ones_own() -> None:
    """Asked of all in turn, each is told what somebody who asks alone is told: whatever was held, on the day itself."""
    people, competences = some_people()
    together = Eligibility(a_horizon(people, competences), TABLES)
    for session in (*SESSIONS, MOVED):
        for one in people:
            own = [held for held in competences if held.person == one.id]
            alone = Eligibility(a_horizon([one], own), TABLES)
            told = {role: together.why_not(one, role, session) for role in ROLES}
            assert told == {role: alone.why_not(one, role, session) for role in reversed(ROLES)}


def test_training_counts_from_its_first_day_to_its_last() -> None:
    """Of one profession that must be trained: who may inject on Monday, on Tuesday, and on the Monday moved to Tuesday."""
    people, competences = some_people()
    found = Eligibility(a_horizon(people, competences), TABLES)
    may = [
        [one.id for one in people if one.profession == MUST_BE_TRAINED and found.allows(one, session, "injector")]
        for session in (*SESSIONS, MOVED)
    ]
    always, until, since = (f"{MUST_BE_TRAINED}-{rank}" for rank in range(3))
    assert may == [[always, until], [always, since], [always, since]]


def test_declared_roles_are_each_ones_own() -> None:
    """Two nurses alike in the eyes of the law: one wants to greet people only."""
    both = [a_person("a"), a_person("b", roles=frozenset({"reception"}))]
    found = Eligibility(a_horizon(both, []), TABLES)
    assert [found.allows(one, SESSIONS[0], "injector") for one in both] == [True, False]
    assert [found.allows(one, SESSIONS[0], "reception") for one in both] == [True, True]
