"""Roles of a session: by profession for the solver, then person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PersonId
from app.library import Library
from app.roster.competence import VACCINATION_TRAINING
from app.roster.competence_rule import CompetenceRule
from app.roster.eligibility import (
    NO_PROFESSION,
    SessionFrame,
    can_hold,
    is_eligible,
    profession_key,
    roles_allowed,
)
from app.roster.may import Ruling, may
from app.roster.person import Person, PersonKind
from app.roster.role import Role

LIBRARY = Library()


def frame(campaign: str, vaccine: str, on: str, youngest: int = 18, oldest: int = 110) -> SessionFrame:
    return SessionFrame(
        campaign=campaign, vaccine=LIBRARY.vaccines[vaccine], youngest=youngest, oldest=oldest, setting="centre",
        on=date.fromisoformat(on),
    )  # fmt: skip


def a_person(profession: str | None, **changes: object) -> Person:
    kind = PersonKind.PROFESSIONAL if profession else PersonKind.HELPER
    person = Person(id=PersonId("P1"), kind=kind, family_name="Oyat", given_name="Flavie", profession=profession)
    return replace(person, **changes)  # type: ignore[arg-type]


def test_a_session_of_2026_follows_the_standing_law() -> None:
    """Adults, seasonal Covid vaccine: physicians, nurses, midwives, pharmacists and interns inject; anyone receives."""
    allowed = roles_allowed(
        LIBRARY.roles,
        LIBRARY.professions.slugs,
        frame("calendar", "covid_19_saison", "2026-12-01"),
        LIBRARY.competence_rules,
    )
    assert allowed["injector"] == ("medecin", "infirmier", "sage_femme", "pharmacien", "interne")
    assert allowed["prevax_interview"] == ("medecin", "infirmier", "sage_femme", "pharmacien")
    assert allowed["supervising_physician"] == ("medecin",)
    assert allowed["reception"] == (*LIBRARY.professions.slugs, NO_PROFESSION)
    assert allowed["sampler"] == ()


def test_the_whole_range_of_ages_must_be_allowed() -> None:
    """A session for 5-17 year-olds excludes those who may vaccinate from 11 only."""
    role = LIBRARY.roles["injector"]
    young, older = frame("calendar", "ror", "2026-12-01", 5, 17), frame("calendar", "ror", "2026-12-01", 11, 17)
    rulings = [can_hold(role, "pharmacien", one, LIBRARY.competence_rules).ruling for one in (young, older)]
    assert rulings == [Ruling.FORBIDDEN, Ruling.ALLOWED]


def test_training_refines_the_profession() -> None:
    """A pharmacist without training prepares doses but does not inject."""
    roles = [LIBRARY.roles[code] for code in ("injector", "dose_preparer", "reception")]
    when = frame("calendar", "grippe_seringue", "2026-12-01")
    held: tuple[frozenset[str], ...] = (frozenset(), frozenset({VACCINATION_TRAINING}))
    answers = [
        [is_eligible(a_person("pharmacien"), role, when, LIBRARY.competence_rules, codes).is_allowed for role in roles]
        for codes in held
    ]
    assert answers == [[False, True, True], [True, True, True]]


def test_a_helper_without_profession_has_a_name_for_the_solver() -> None:
    """Helpers are a profession of their own in the sets handed over."""
    assert [profession_key(a_person(one)) for one in (None, "infirmier")] == [NO_PROFESSION, "infirmier"]


ages = st.integers(0, 40)


@st.composite
def a_rule(draw: st.DrawFn) -> CompetenceRule:
    low = draw(ages)
    return CompetenceRule(
        campaigns=(), vaccines=(), acts=("inject",), professions=draw(st.sampled_from([(), ("infirmier",), ("medecin",)])),
        settings=(), min_age=low, max_age=draw(st.integers(low, 40)), training=draw(st.sampled_from(["", "t"])),
        physician=draw(st.sampled_from(["none", "callable", "on_site"])), source="s",
    )  # fmt: skip


@given(st.lists(a_rule(), max_size=6), ages, ages, st.booleans())
def test_the_ages_tried_are_enough(rules: list[CompetenceRule], one: int, other: int, trained: bool) -> None:
    """Trying only the ages where a rule begins or ends gives the same verdict as trying every age of the range."""
    role = Role("injector", "inject", "injection", "injection", 1)
    low, high = sorted((one, other))
    when = SessionFrame(campaign="c", vaccine=None, youngest=low, oldest=high, setting="centre", on=date(2026, 1, 1))
    found = can_hold(role, "infirmier", when, rules, trained=trained).ruling
    every = [
        may(
            "inject", "infirmier", campaign="c", vaccine=None, age_years=age, setting="centre", on=date(2026, 1, 1),
            trained=trained, rules=rules,
        ).ruling
        for age in range(low, high + 1)
    ]  # fmt: skip
    assert found == max(every, key=list(Ruling).index)
