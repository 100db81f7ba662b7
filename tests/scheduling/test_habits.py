"""Provisional answers: who is counted, on which half-days, and what turns a yes into a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.ids import PersonId, SessionId
from app.core.intervals import Interval
from app.roster.answer import Answer, AnswerValue
from app.roster.person import HalfDay, HalfDayPart, Mission, Person
from app.scheduling.habits import half_days_of, provisional_answers, with_busy
from tests.scheduling.builders import TUESDAY, a_person, a_session, paris

THURSDAY_17H = paris(2026, 11, 26, 17)
AM, PM = HalfDayPart.AM, HalfDayPart.PM
MONDAY_AM = a_session("mon-am")
MONDAY_PM = a_session("mon-pm", starts=14, ends=18)
TUESDAY_AM = a_session("tue-am", TUESDAY)
SESSIONS = (MONDAY_AM, MONDAY_PM, TUESDAY_AM)
ANA = a_person("Ana", usual_half_days=frozenset({HalfDay(0, AM), HalfDay(1, AM)}))


def answered(*people: Person, answers: tuple[Answer, ...] = (), **options: object) -> list[tuple[str, str, str]]:
    said = [(one.person, one.session) for one in answers]
    found = provisional_answers(people, SESSIONS, said, now=THURSDAY_17H, **options)  # type: ignore[arg-type]
    return [(one.person, one.session, one.value) for one in found.answers]


def test_a_usual_half_day_is_a_yes_and_the_others_are_left_unanswered() -> None:
    """Monday and Tuesday mornings, nothing about Monday afternoon."""
    assert answered(ANA) == [("Ana", "mon-am", "yes"), ("Ana", "tue-am", "yes")]


def test_a_whole_day_needs_both_of_its_half_days() -> None:
    """9–17 on Monday: a morning habit is not enough, morning and afternoon are."""
    whole = (a_session("mon", ends=17),)
    both = replace(ANA, usual_half_days=frozenset({HalfDay(0, AM), HalfDay(0, PM)}))
    found = [provisional_answers([person], whole, (), now=THURSDAY_17H).answers for person in (ANA, both)]
    assert found == [(), (Answer(ANA.id, SessionId("mon"), AnswerValue.YES),)]


def test_one_answer_in_the_poll_is_enough_for_habits_to_be_silent() -> None:
    """She said no to Monday afternoon: nothing is presumed of the rest; an answer to another poll doesn't count."""
    assert answered(ANA, answers=(Answer(ANA.id, MONDAY_PM.id, AnswerValue.NO),)) == []
    assert len(answered(ANA, answers=(Answer(ANA.id, SessionId("other"), AnswerValue.NO),))) == 2


def test_opted_out_people_are_left_out() -> None:
    """From that very day on; someone who leaves later is still counted."""
    assert answered(replace(ANA, opted_out_on=date(2026, 11, 26))) == []
    assert len(answered(replace(ANA, opted_out_on=date(2026, 11, 27)))) == 2


def test_only_volunteers_for_the_mission_are_counted() -> None:
    """A mission not declared at all is not a refusal."""
    testing = replace(ANA, missions=frozenset({Mission.TESTING}))
    assert answered(testing, mission=Mission.VACCINATION) == []
    assert len(answered(replace(testing, missions=frozenset()), mission=Mission.VACCINATION)) == 2


@pytest.mark.parametrize(("delay", "kept"), [(None, 2), (88, 2), (89, 1), (112, 1), (113, 0)])
def test_the_delay_to_mobilise_counts_from_now(delay: int | None, kept: int) -> None:
    """From Thursday 17:00, Monday 9:00 is 88 hours away and Tuesday 9:00 is 112."""
    assert len(answered(replace(ANA, delay_to_mobilise_hours=delay))) == kept


def test_a_busy_time_turns_the_habit_into_a_no() -> None:
    """On duty on Monday from 12; an interval that ends when the session starts does not touch it."""
    busy = {
        ANA.id: (
            Interval(paris(2026, 11, 30, 12), paris(2026, 11, 30, 20)),
            Interval(paris(2026, 12, 1, 7), paris(2026, 12, 1, 9)),
        )
    }
    assert answered(ANA, busy=busy) == [("Ana", "mon-am", "no"), ("Ana", "tue-am", "yes")]


def test_people_of_the_same_habits_keep_their_own_delay_and_busy_times() -> None:
    """Three who are free the same mornings: one comes late, one is on duty on Monday."""
    late, taken = replace(ANA, id=PersonId("Bea"), delay_to_mobilise_hours=89), replace(ANA, id=PersonId("Cleo"))
    busy = {taken.id: (Interval(paris(2026, 11, 30, 12), paris(2026, 11, 30, 20)),)}
    assert answered(taken, late, ANA, busy=busy) == [
        ("Ana", "mon-am", "yes"),
        ("Ana", "tue-am", "yes"),
        ("Bea", "tue-am", "yes"),
        ("Cleo", "mon-am", "no"),
        ("Cleo", "tue-am", "yes"),
    ]


def test_sessions_gone_by_get_no_habit() -> None:
    """On Monday at 10 the morning has begun."""
    found = provisional_answers([ANA], SESSIONS, (), now=paris(2026, 11, 30, 10))
    assert [one.session for one in found.answers] == ["tue-am"]


def test_the_people_counted_are_named_in_the_sentence() -> None:
    """One person; none."""
    found = provisional_answers([ANA, a_person("Zoé")], SESSIONS, (), now=THURSDAY_17H)
    assert found.people == frozenset({ANA.id})
    assert found.sentence == "1 personne sans réponse comptée d’après ses habitudes, non confirmé."
    assert (
        provisional_answers([], SESSIONS, (), now=THURSDAY_17H).sentence
        == "Toutes les disponibilités viennent de réponses."
    )


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        (9, 13, {AM}),
        (14, 18, {PM}),
        (9, 17, {AM, PM}),
        (12, 13, {PM}),
        (11, 14, {AM, PM}),
        (18, 20, None),
        (20, 2, None),
        (14, 22, None),
    ],
)
def test_which_half_days_a_session_takes(starts: int, ends: int, parts: set[HalfDayPart] | None) -> None:
    """Both for a whole day; evenings and nights are never presumed."""
    session = replace(MONDAY_AM, starts=MONDAY_AM.starts.replace(hour=starts), ends=MONDAY_AM.ends.replace(hour=ends))
    assert half_days_of(session) == (None if parts is None else {HalfDay(0, part) for part in parts})


def test_explicit_answers_can_be_checked_against_busy_times() -> None:
    """A yes and an « if needed » under a busy time become no; a session that is not listed is left alone."""
    busy = {PersonId("Ana"): (Interval(paris(2026, 11, 30, 8), paris(2026, 11, 30, 19)),)}
    given = [Answer(PersonId("Ana"), SessionId(id), AnswerValue.IF_NEEDED) for id in ("mon-am", "tue-am", "other")]
    values = [one.value for one in with_busy(given, SESSIONS, busy)]
    assert values == [AnswerValue.NO, AnswerValue.IF_NEEDED, AnswerValue.IF_NEEDED]
