"""Tests of app/ui/views/centre_creation.py: from answers to lines, sessions and seats, counted by hand."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.library import Library
from app.scheduling.centre import CentreKind, Place, RoleNeed
from app.scheduling.openings import AFTERNOON, MORNING, Hours, SessionTemplate
from app.services.rota.set_up_centre import Offer
from app.ui.parts.seats_table import RoleDemand
from app.ui.views import centre_creation as plans

MONDAY = date(2026, 11, 30)
WEEK = SessionTemplate(MONDAY, date(2026, 12, 6), 1)
INJECTOR = RoleNeed("injector", Fraction(1), 0, critical=True, weight=3)
RECEPTION = RoleNeed("reception", Fraction(1, 2), 0)


def answers(**fields: object) -> plans.CentreAnswers:
    chosen = {"name": " Centre ", "kind": CentreKind.VACCINATION, "place": Place("Salle"), "template": WEEK, **fields}
    return plans.CentreAnswers(**chosen)  # type: ignore[arg-type]


def test_the_next_monday_is_never_today() -> None:
    """From a Sunday, tomorrow; from a Monday, a week later."""
    assert plans.next_monday(date(2026, 11, 29)) == MONDAY
    assert plans.next_monday(MONDAY) == date(2026, 12, 7)


def test_2400_doses_over_ten_half_days_are_five_lines() -> None:
    """The figures of the story."""
    demand = plans.demand_of(WEEK, 2400, Library().vaccines["covid_19_saison"], 12)
    assert demand is not None
    assert (demand.line_half_days, demand.lines, demand.vials, demand.half_days) == (50, 5, 400, 10)


def test_a_short_saturday_counts_for_its_own_hours() -> None:
    """Five days of 4 h + 4 h and a Saturday morning: eleven half-days."""
    template = SessionTemplate(MONDAY, date(2026, 12, 6), 1, frozenset(range(6)), hours_on={5: (MORNING,)})
    assert plans.weekly_hours(template) == (MORNING, AFTERNOON) * 5 + (MORNING,)


def test_unequal_half_days_are_counted_at_their_average_length() -> None:
    """3 h and 5 h a day are 4 h each on average: 480 doses at 12 an hour are 10 line-half-days."""
    short, long = Hours(time(9), time(12)), Hours(time(13), time(18))
    demand = plans.demand_of(SessionTemplate(MONDAY, MONDAY, 1, hours=(short, long)), 480, None, 12)
    assert demand is not None
    assert (demand.line_half_days, demand.lines) == (10, 1)


def test_nothing_is_asked_of_a_week_without_doses_or_half_days() -> None:
    """The sentence waits for an answer."""
    assert plans.demand_of(WEEK, None, None, 12) is None
    assert plans.demand_of(SessionTemplate(MONDAY, MONDAY, 1, weekdays=frozenset()), 100, None, 12) is None


@given(doses=st.integers(1, 5000), lines=st.integers(1, 12))
def test_lines_that_lack_say_how_many_injections_are_missing(doses: int, lines: int) -> None:
    """What the lines give plus what is said missing is exactly the doses."""
    demand = plans.demand_of(WEEK, doses, None, 12)
    assert demand is not None
    said = plans.lines_sentence(demand, lines)
    given_by_lines = lines * 10 * 12 * 4
    assert ("manque" in said) == (given_by_lines < doses)
    assert (said == "") == (lines == demand.lines)


def test_the_plan_is_a_centre_with_its_sessions_and_the_seats_of_each() -> None:
    """Three lines over ten half-days: 3 injectors and ceil(3/2) at the reception, one given by the town hall."""
    plan = plans.planned(
        answers(lines=3, roles=(INJECTOR, RECEPTION), offers={"reception": Offer(1, "Mairie")}),
        today=date(2026, 11, 26),
    )
    assert (plan.centre.name, plan.centre.lines, plan.centre.campaign) == ("Centre", 3, "calendar")
    assert len(plan.opening.sessions) == 10
    assert plan.seats == 10 * (3 + 2)
    assert plans.role_demands(plan.needs, plan.centre.roles, lambda code: code) == (
        RoleDemand("injector", 3, 30, 0, "1 par ligne ; sans ce rôle une ligne n’ouvre pas"),
        RoleDemand("reception", 2, 20, 1, "1/2 par ligne"),
    )


def test_only_the_first_week_is_foreseen() -> None:
    """Habits speak of the next days; four weeks ahead they say nothing new."""
    month = SessionTemplate(MONDAY, date(2026, 12, 20), 1)
    plan = plans.planned(answers(template=month, roles=(INJECTOR,)), today=date(2026, 11, 26))
    assert len(plan.opening.sessions) == 30
    assert {one.day.isocalendar().week for one in plans.first_week(plan.opening.sessions)} == {49}


def test_products_out_of_force_are_not_offered() -> None:
    """Those of 2021 are gone in 2026."""
    assert set(plans.vaccines_on(Library(), MONDAY)) == {"covid_19_saison", "grippe_seringue", "ror"}


def test_the_centre_stands_in_the_most_populous_commune_by_default() -> None:
    """Auray in the Pays d'Auray; nothing without a territory."""
    library = Library()
    main = plans.main_commune(library.communes("auray"))
    assert main is not None
    assert main.name == "Auray"
    assert plans.main_commune(library.import_tables().communes) is None
