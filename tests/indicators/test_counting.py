"""Tests of app/indicators: the figures of the communities' own projects, and what is never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.continuity.slot_figures import Calls, Delays, SlotFigures, Use
from app.core.clock import paris_instant
from app.core.ids import CentreId, PersonId, SeatId, SessionId
from app.core.intervals import Interval
from app.indicators.counting import Counting, indicators, measure
from app.indicators.denominators import Basis, Denominators, care_offer, counted_by_profession
from app.indicators.facts import Asked, Expected, Facts, Fees, Present, Relayed
from app.indicators.measures import Indicator, Measure, Shape, Trend
from app.indicators.participation import Share, shares_by_profession
from app.indicators.periods import Period, quarter_of
from app.indicators.registry import (
    AWARENESS,
    DAILY_PACE,
    EXERCISES,
    FEES,
    FILL_RATE,
    INJECTIONS,
    INJECTIONS_TARGET,
    REGISTRY,
    RELAYED,
    REPORTED,
    RESPONDERS,
    SATISFACTION,
    SLOTS_IN_TIME,
    SLOTS_TAKEN,
    TAKING_PART,
    TIME_TO_FILL,
    TRAININGS,
)
from app.library import Library
from app.roster.person import ExerciseMode, Person, PersonKind
from app.scheduling.demand import plan_demand
from app.scheduling.session import Holder, Seat, SeatState, Session, SessionState

LIBRARY = Library()
OFFER = care_offer((row.cells for row in LIBRARY.file("reference/offre_soins_redon_2021.csv")), LIBRARY.professions)
QUARTER = quarter_of(date(2021, 2, 1))


def a_session(rank: int, day: date) -> Session:
    return Session(
        SessionId(f"s{rank}"), CentreId("c"), day, time(9), time(13), paris_instant(day, time(9)),
        paris_instant(day, time(13)), lines=1, state=SessionState.DONE,
    )  # fmt: skip


def a_liberal(name: str, profession: str = "infirmier") -> Person:
    return Person(
        id=PersonId(name), kind=PersonKind.PROFESSIONAL, family_name="F", given_name=name, profession=profession,
        exercise_mode=ExerciseMode.LIBERAL, commune_insee="35236",
    )  # fmt: skip


def present(*names: str) -> Facts:
    """One closed session where these people came."""
    day = date(2021, 2, 1)
    hours = Interval(datetime(2021, 2, 1, 8, tzinfo=UTC), datetime(2021, 2, 1, 12, tzinfo=UTC))
    return Facts(
        sessions=(a_session(0, day),),
        expected=(Expected(SessionId("s0"), len(names), 0),),
        present=tuple(Present(SessionId("s0"), PersonId(name), hours) for name in names),
    )


def test_the_table_of_redon_holds_362_people_and_no_pharmacist() -> None:
    """170 in Ille-et-Vilaine, 104 in Morbihan, 88 in Loire-Atlantique; 94 nurses, 76 physicians, no pharmacist."""
    assert tuple(sum(row.departments[rank] for row in OFFER) for rank in range(3)) == (170, 104, 88)
    by_profession = counted_by_profession(OFFER)
    assert sum(by_profession.values()) == 362
    assert (by_profession["infirmier"], by_profession["medecin"]) == (94, 52 + 1 + 1 + 2 + 19)
    assert "pharmacien" not in by_profession


def test_a_pharmacist_never_counts_over_the_table_of_362() -> None:
    """Two nurses and a pharmacist came: 2 of 362, the pharmacist said apart, without a share."""
    facts = replace(present("a", "b", "p"), people=(a_liberal("a"), a_liberal("b"), a_liberal("p", "pharmacien")))
    counting = Counting(facts, Denominators(Basis.TABLE), OFFER)
    found = measure(TAKING_PART, counting)
    assert (found.numerator, found.denominator) == (2, 362)
    assert found.bound == "1 personne d’une profession absente du dénominateur n’est pas comptée"
    shares = shares_by_profession(facts, counting.liberal)
    assert shares[0] == Share("infirmier", 2, 0, 94)
    assert shares[-1] == Share("pharmacien", 1, 0, None)


def test_2400_doses_a_week_are_50_line_half_days_and_400_vials() -> None:
    """Redon from April 2021: 12 injections an hour, 4 hours, vials of 6."""
    plan = plan_demand(2400, 10)
    assert (plan.line_half_days, plan.lines, plan.vials) == (50, 5, 400)


def test_auray_injected_200_a_day() -> None:
    """80,000 injections from 22 January 2021 to 26 February 2022: 400 days elapsed, 200 a day."""
    first, last = a_session(0, date(2021, 1, 22)), a_session(1, date(2022, 2, 26))
    facts = Facts(sessions=(first, last), injected={first.id: 79_900, last.id: 100})
    found = measure(DAILY_PACE, Counting(facts, Denominators()))
    assert (found.denominator, found.value(Shape.MEAN)) == (400, 200)


def test_a_target_is_compared_with_the_weeks_that_were_counted() -> None:
    """2,400 doses allotted two weeks running, 1,200 counted in the first alone: 50 %, not 25 %."""
    week = a_session(0, date(2021, 4, 5))
    facts = Facts(
        sessions=(week,), injected={week.id: 1200}, allotted={date(2021, 4, 5): 2400, date(2021, 4, 12): 2400}
    )
    found = measure(INJECTIONS_TARGET, Counting(facts, Denominators()))
    assert found.value(Shape.SHARE) == 50


def test_an_indicator_goes_up_down_or_stays_as_it_reads() -> None:
    """38.9 % after 38.1 % reads 38 % both times: stable; nothing before: no comparison."""

    def share(now: float, before: float | None) -> Trend:
        earlier = Measure(before, 1000) if before is not None else Measure()
        return Indicator(FILL_RATE, QUARTER, Measure(now, 1000), earlier).trend

    assert [share(389, 381), share(400, 389), share(300, 389), share(300, None)] == [
        Trend.FLAT, Trend.UP, Trend.DOWN, Trend.UNKNOWN,
    ]  # fmt: skip


def test_what_nobody_knows_is_never_nought() -> None:
    """Without any fact, no indicator but those that count requests and messages gives a figure."""
    empty = Counting(Facts(), Denominators())
    found = {one.definition.code: one.value for one in indicators(empty, empty, QUARTER)}
    assert {code: value for code, value in found.items() if value is not None} == {"communications": 0}


def test_absent_holders_fill_their_seat_but_a_cancelled_seat_asks_nothing() -> None:
    """Three seats: one worked, one absent, one open, and a cancelled one left out: 2 of 3."""
    states = (SeatState.WORKED, SeatState.NO_SHOW, SeatState.OPEN, SeatState.CANCELLED)
    seats = tuple(
        Seat(SeatId(f"x{rank}"), SessionId("s0"), "injector", 1, rank, Holder() if state is SeatState.OPEN else Holder(PersonId("a")), state)
        for rank, state in enumerate(states)
    )  # fmt: skip
    found = measure(FILL_RATE, Counting(Facts(seats=seats), Denominators()))
    assert (found.numerator, found.denominator) == (2, 3)


def test_time_to_fill_is_a_median_and_unknown_fees_are_said() -> None:
    """10 min, 30 min and 5 h: half an hour. Two amounts of three known: the sum, and what it leaves out."""
    delays = (timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=5))
    facts = Facts(delays=delays, fees=Fees(66000, 3, 1), polls=Asked(10, 4))
    counting = Counting(facts, Denominators())
    assert measure(TIME_TO_FILL, counting).numerator == 0.5
    fees = Indicator(FEES, QUARTER, measure(FEES, counting))
    assert (fees.spoken, fees.now.bound) == ("660,00\xa0€", "1 montant inconnu")


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 4), max_size=5))
def test_marks_are_hidden_below_five_answers(marks: dict[int, int]) -> None:
    """Whatever the marks: below five nothing but their number is known; from five on, their mean."""
    found = measure(SATISFACTION, Counting(Facts(satisfaction=marks), Denominators()))
    value, count = found.value(Shape.MEAN), sum(marks.values())
    assert (value is not None) == (count >= 5)
    if value is not None:
        assert min(mark for mark, n in marks.items() if n) <= value <= max(mark for mark, n in marks.items() if n)


def test_the_registry_says_everything_of_each_indicator() -> None:
    """Codes are single; each has a label, a rule, a numerator and a source; shares and means have a denominator."""
    assert len({one.code for one in REGISTRY}) == len(REGISTRY)
    assert all(one.label and one.rule.endswith(".") and one.numerator and one.source for one in REGISTRY)
    assert all(one.denominator for one in REGISTRY if one.shape in (Shape.SHARE, Shape.MEAN))
    assert set(REPORTED) <= set(REGISTRY)
    assert len(REPORTED) == 12
    assert INJECTIONS in REPORTED
    assert Period(date(2021, 1, 1), date(2021, 3, 31)) == QUARTER


def test_crises_trainings_and_communications_are_counted_only_when_there_are_some() -> None:
    """Two trainings of 12 and 7 people are two trainings, 19 people present; nothing at all is said in a word."""
    facts = Facts(responders=frozenset({PersonId("a")}), trainings=(12, 7), exercises=(9,), communications=3)
    counting = Counting(facts, Denominators())
    held = measure(TRAININGS, counting)
    assert (held.numerator, held.bound) == (2, "19 personnes présentes")
    assert [measure(one, counting).numerator for one in (RESPONDERS, AWARENESS, EXERCISES)] == [1, 3, 1]
    assert measure(EXERCISES, counting).bound == "9 participants"
    nothing = Counting(Facts(), Denominators())
    assert [
        (measure(one, nothing).numerator, bool(measure(one, nothing).why))
        for one in (RESPONDERS, TRAININGS, AWARENESS, EXERCISES)
    ] == [(None, True)] * 4


def test_relays_and_slots_are_told_only_when_there_are_some_and_small_numbers_are_masked() -> None:
    """18 needs of 25 visited; 12 places of 20, 9 appointments of 12 in time; nothing, or too little, is said in a word."""
    use = Use(slots=2, places=20, booked=12)
    held = SlotFigures(
        first=QUARTER.first, last=QUARTER.last, total=use, by_day={}, by_host={}, by_whom={}, booked_by={}, paid=use,
        paid_empty=0, delays=Delays(12, 9, 20.0, 48), calls=Calls(), calls_by_day={}, calls_by={},
    )  # fmt: skip
    counting = Counting(Facts(relayed=Relayed(25, 18), slots=held), Denominators())
    found = [measure(one, counting) for one in (RELAYED, SLOTS_TAKEN, SLOTS_IN_TIME)]
    assert [(one.numerator, one.denominator) for one in found] == [(18, 25), (12, 20), (9, 12)]
    assert "48 heures" in found[2].bound
    for facts in (Facts(), Facts(relayed=Relayed(None, None))):
        nothing = [measure(one, Counting(facts, Denominators())) for one in (RELAYED, SLOTS_TAKEN, SLOTS_IN_TIME)]
        assert [(one.numerator, bool(one.why)) for one in nothing] == [(None, True)] * 3
