"""From a template to sessions: gaps, nights, changes of hour, collisions, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.core.errors import InvalidInput
from app.core.ids import CentreId, SessionId
from app.scheduling.opening_days import DayException
from app.scheduling.openings import AFTERNOON, MORNING, Hours, Opening, SessionTemplate, hours_of_session, plan_opening
from app.scheduling.session import Session, SessionState
from tests.scheduling.builders import MONDAY, a_session, ids

FRIDAY = date(2026, 12, 4)
WEEK = SessionTemplate(MONDAY, FRIDAY, 3)
CENTRE = CentreId("C1")
NIGHT = Hours(time(20), time(2), ends_next_day=True)


def plan(
    template: SessionTemplate, existing: tuple[Session, ...] = (), exceptions: tuple[DayException, ...] = ()
) -> Opening:
    return plan_opening(template, CENTRE, ids("S"), today=date(2026, 11, 26), existing=existing, exceptions=exceptions)


def one_night(day: date, hours: Hours) -> Session:
    return plan(SessionTemplate(day, day, 1, weekdays=frozenset(range(7)), hours=(hours,))).sessions[0]


def test_a_week_is_ten_half_days_with_a_lunch_gap() -> None:
    """9–13 and 14–18 from Monday to Friday, in order, in UTC+1."""
    opening = plan(WEEK)
    assert [(one.id, one.day.day, one.starts.hour, one.ends.hour) for one in opening.sessions[:3]] == [
        ("S1", 30, 9, 13), ("S2", 30, 14, 18), ("S3", 1, 9, 13),
    ]  # fmt: skip
    assert opening.sessions[0] == a_session("S1")
    assert opening.sessions[0].starts_at == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert opening.sentence == "10 séances, du lundi 30 novembre au vendredi 4 décembre."
    assert (len(opening.sessions), opening.closed_days, opening.collisions, opening.warnings) == (10, (), (), ())


def test_a_saturday_can_have_its_own_hours() -> None:
    """Morning only."""
    saturday = date(2026, 12, 5)
    week = replace(WEEK, last=saturday, weekdays=frozenset(range(6)), hours_on={5: (MORNING,)})
    assert [one.starts for one in plan(week).sessions if one.day == saturday] == [time(9)]


def test_public_holidays_and_closed_days_are_left_out_and_named() -> None:
    """Christmas week: Friday is a holiday, Wednesday is closed for elections."""
    template = SessionTemplate(date(2026, 12, 21), date(2026, 12, 27), 3)
    opening = plan(template, exceptions=(DayException(date(2026, 12, 23), False, "élections"),))
    assert len(opening.sessions) == 6
    assert opening.sentence == (
        "6 séances, du lundi 21 décembre au jeudi 24 décembre. "
        "2 jours restent fermés : mercredi 23 décembre (élections) et vendredi 25 décembre (férié : Noël)."
    )


def test_what_collides_is_shown_and_not_created_again() -> None:
    """A session from 12 to 15 touches both half-days of Monday; one elsewhere or cancelled touches none."""
    old = a_session("old", starts=12, ends=15)
    cancelled = a_session("gone", date(2026, 12, 1), state=SessionState.CANCELLED)
    elsewhere = a_session("home", date(2026, 12, 2), site="EHPAD des Ajoncs")
    next_door = a_session("near", date(2026, 12, 3), centre_id=CentreId("C2"))
    opening = plan(WEEK, (old, cancelled, elsewhere, next_door))
    assert [(one.wanted.id, one.existing.id) for one in opening.collisions] == [("S1", "old"), ("S2", "old")]
    assert [one.id for one in opening.sessions] == [f"S{number}" for number in range(3, 11)]
    assert opening.collisions[0].sentence == "Lundi 30 novembre, matin : une séance existe déjà à ces heures."
    assert "2 séances existent déjà à ces heures et ne sont pas recréées." in opening.sentence


def test_a_session_in_the_lunch_gap_collides_with_neither_half_day() -> None:
    """13–14 touches both and overlaps none."""
    assert plan(WEEK, (a_session("lunch", starts=13, ends=14),)).collisions == ()


def test_the_same_opening_twice_creates_nothing_the_second_time() -> None:
    """Pressing twice is harmless."""
    again = plan(WEEK, tuple(replace(one, id=SessionId(f"old{one.id}")) for one in plan(WEEK).sessions))
    assert (again.sessions, len(again.collisions), again.sentence[:26]) == ((), 10, "Aucune séance à créer. 10 ")


def test_days_gone_by_are_a_warning() -> None:
    """Today is 1 December: Monday's two half-days are past."""
    opening = plan_opening(WEEK, CENTRE, ids(), today=date(2026, 12, 1))
    assert (len(opening.sessions), opening.warnings) == (10, ("2 séances sont dans le passé.",))


@pytest.mark.parametrize(
    ("day", "utc_hours"), [(date(2026, 10, 24), 7), (date(2027, 3, 27), 5), (date(2026, 11, 30), 6)]
)
def test_a_night_lasts_what_the_clocks_make_it(day: date, utc_hours: int) -> None:
    """20:00–02:00 is 6 hours; 22:00–04:00 style nights gain or lose one over the changes of hour."""
    night = one_night(day, Hours(time(22), time(4), ends_next_day=True))
    assert (night.ends_at - night.starts_at).total_seconds() == utc_hours * 3600
    assert night.day == day


def test_a_doubled_hour_is_told_apart_by_its_fold() -> None:
    """02:30 to 02:30 on 25 October 2026 is one hour; read back, the folds are there."""
    hours = Hours(time(2, 30), time(2, 30), start_fold=0, end_fold=1)
    session = one_night(date(2026, 10, 25), hours)
    assert (session.ends_at - session.starts_at).total_seconds() == 3600
    assert hours_of_session(session) == hours
    with pytest.raises(InvalidInput):
        one_night(date(2026, 10, 26), hours)


def test_a_bound_in_the_missing_hour_is_refused() -> None:
    """02:30 on 28 March 2027 does not exist."""
    with pytest.raises(InvalidInput, match="n’existe pas"):
        one_night(date(2027, 3, 27), Hours(time(20), time(2, 30), ends_next_day=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last": date(2026, 11, 29)}, "avant de commencer"),
        ({"last": date(2027, 12, 2)}, "plus d’un an"),
        ({"lines": 0}, "au moins une ligne"),
        ({"weekdays": frozenset()}, "jour de la semaine"),
        ({"hours": ()}, "demi-journée"),
        ({"hours": (Hours(time(14), time(9)),)}, "la fin précède le début"),
        ({"hours": (Hours(time(9), time(10), ends_next_day=True),)}, "24 heures"),
        ({"hours": (MORNING, Hours(time(12), time(15)))}, "se chevauchent"),
        ({"hours_on": {0: (NIGHT, Hours(time(21), time(23)))}}, "se chevauchent"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(changes: dict[str, object], words: str) -> None:
    """Nothing is created."""
    with pytest.raises(InvalidInput, match=words):
        plan(replace(WEEK, **changes))  # type: ignore[arg-type]


def test_a_night_after_a_day_is_no_overlap() -> None:
    """14–18 then 20–2."""
    assert len(plan(replace(WEEK, hours=(MORNING, AFTERNOON, NIGHT))).sessions) == 15
