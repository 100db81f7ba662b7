"""Tests of app/ui/views/centre_sessions.py: second doses that follow, and what can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.core.ids import CentreId
from app.library import Library
from app.scheduling.centre import Centre, CentreKind, Place
from app.scheduling.openings import SessionTemplate
from app.scheduling.session import SessionState
from app.ui.views import centre_sessions as plans

MONDAY, TODAY = date(2026, 11, 30), date(2026, 11, 26)
CENTRE = Centre(CentreId("c"), "Centre", CentreKind.VACCINATION, Place("Salle"))
ROR = Library().vaccines["ror"]


def week(days: int = 5, **fields: object) -> SessionTemplate:
    last = date.fromordinal(MONDAY.toordinal() + days - 1)
    return replace(SessionTemplate(MONDAY, last, 1), **fields)  # type: ignore[arg-type]


def test_a_product_of_one_dose_brings_nobody_back() -> None:
    """No second-dose session, and no sentence about it."""
    plan = plans.additions(CENTRE, week(), (), today=TODAY, vaccine=None)
    assert len(plan.sessions) == 10
    assert plans.seconds_sentence(plan) == ""
    assert not plans.has_two_doses(Library().vaccines["covid_19_saison"])


def test_a_product_without_a_longest_interval_proposes_no_day() -> None:
    """The MMR row says 28 days at least and no upper bound: nothing is guessed."""
    assert not plans.has_two_doses(ROR)


def test_second_doses_follow_each_first_one() -> None:
    """Four weeks later, same half-days; the sentence says from when to when."""
    vaccine = replace(ROR, max_interval_days=42)
    plan = plans.additions(CENTRE, week(2), (), today=TODAY, vaccine=vaccine)
    assert [(one.session.day, one.session.dose_number) for one in plan.seconds] == [
        (date(2026, 12, 28), 2),
        (date(2026, 12, 28), 2),
        (date(2026, 12, 29), 2),
        (date(2026, 12, 29), 2),
    ]
    assert plans.seconds_sentence(plan) == (
        "4 séances de deuxième dose suivent, du lundi 28 décembre au mardi 29 décembre."
    )


def test_a_second_dose_never_falls_on_a_session_that_stands() -> None:
    """The day is taken by the centre's own sessions: it is said, not opened over them."""
    vaccine = replace(ROR, max_interval_days=28)
    later = plans.additions(
        CENTRE, replace(week(1), first=date(2026, 12, 28), last=date(2026, 12, 28)), (), today=TODAY, vaccine=None
    )
    plan = plans.additions(CENTRE, week(1), later.sessions, today=TODAY, vaccine=vaccine)
    assert (plan.seconds, plan.skipped) == ((), 2)
    assert "2 deuxièmes doses ne trouvent pas de jour libre" in plans.seconds_sentence(plan)


def test_two_first_doses_never_come_back_to_one_same_session() -> None:
    """Thursday and Friday, 18 to 21 days: 25 December is closed, so that Friday's would fall on Thursday's sessions."""
    vaccine = replace(ROR, min_interval_days=18, max_interval_days=21)
    two_days = week(first=date(2026, 12, 3), last=date(2026, 12, 4))
    plan = plans.additions(CENTRE, two_days, (), today=TODAY, vaccine=vaccine)
    starts = [one.session.starts_at for one in plan.seconds]
    assert [one.session.day for one in plan.seconds] == [date(2026, 12, 24)] * 2
    assert (len(set(starts)), plan.skipped) == (2, 2)


def test_only_sessions_nobody_saw_are_taken_back() -> None:
    """A published session is cancelled, never removed; a mobile one says where it goes."""
    first, second = plans.additions(CENTRE, week(1, site="Lycée"), (), today=TODAY, vaccine=None).sessions
    kept = plans.retractable([replace(first, state=SessionState.PUBLISHED), second])
    assert list(kept.values()) == ["lundi 30 novembre, après-midi (14 h–18 h) · Lycée"]


def test_the_next_opening_begins_after_the_last_session() -> None:
    """The Monday after the last one, or after today when that is later."""
    sessions = plans.additions(CENTRE, week(), (), today=TODAY, vaccine=None).sessions
    assert plans.next_opening_day(sessions, TODAY) == date(2026, 12, 7)
    assert plans.next_opening_day((), TODAY) == MONDAY


def test_twelve_to_seventeen_year_olds_bring_the_parental_form() -> None:
    """The form comes from the table of groups."""
    groups = plans.target_groups(Library())
    assert (groups["adolescents"].youngest, groups["adolescents"].oldest) == (12, 17)
    assert groups["adolescents"].document_sentence == "À apporter : autorisation parentale signée."
    assert groups["adultes"].document_sentence == ""
