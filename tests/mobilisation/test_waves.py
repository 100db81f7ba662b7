"""Waves: five at most, outside quiet hours, within budgets, one at a time, until the last seat is filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import RuleRefusal
from app.core.ids import PersonId, SeatId
from app.mobilisation.budget import Goodwill, SolicitationLog
from app.mobilisation.callout import CallOut, CallOutState, Mode, Outcome, Response, Wave, stop
from app.mobilisation.preferences import Preferences
from app.mobilisation.quiet import QuietHours
from app.mobilisation.rules import SolicitationRules
from app.mobilisation.taking import Verdict, say_yes
from app.mobilisation.waves import Situation, Step, advance, next_wave, progress
from tests.mobilisation.builders import SESSION, THURSDAY, a_callout, a_situation, after, goodwill, people
from tests.scheduling.builders import MONDAY, TUESDAY, a_session, paris

RUNNING = CallOutState.RUNNING


def sent(callout: CallOut, *sizes: int) -> CallOut:
    """The call-out once waves of these sizes left at 18:00, 18:30 …"""
    ids, waves = iter(people(len(callout.candidates))), []
    for number, size in enumerate(sizes):
        waves.append(Wave(number + 1, tuple(next(ids) for _one in range(size)), after(30 * number)))
    return replace(callout, waves=tuple(waves), state=RUNNING)


def response(who: int, outcome: Outcome, minute: float = 5, **changes: Any) -> Response:
    return Response(PersonId(f"p{who:02}"), outcome, after(minute), **changes)


YES, NO = Outcome.YES, Outcome.NO


def test_the_first_wave_asks_the_first_five() -> None:
    """In rank order; the call-out then runs."""
    callout = a_callout(7)
    step = next_wave(callout, a_situation(), THURSDAY)
    assert step == Step(RUNNING, tuple(people(5)))
    running = advance(callout, step, THURSDAY)
    assert (running.state, running.waves) == (RUNNING, (Wave(1, tuple(people(5)), THURSDAY),))


def test_the_next_wave_waits_for_the_delay_and_says_so() -> None:
    """« 5 appelés · 1 oui · 1 non · 3 en attente · vague suivante dans 12 min »: one yes came for another seat."""
    callout = sent(a_callout(9, ("A1", "A2")), 5)
    situation = a_situation(response(1, YES, seat=SeatId("A1")), response(2, NO), open_seats=("A2",))
    assert next_wave(callout, situation, after(18)) == Step(RUNNING, (), after(30))
    assert progress(callout, situation, after(18)).sentence == (
        "5 appelés · 1 oui · 1 non · 3 en attente · vague suivante dans 12 min"
    )
    assert next_wave(callout, situation, after(30)) == Step(RUNNING, tuple(people(9)[5:]))


def test_the_next_wave_does_not_wait_once_everyone_has_spoken() -> None:
    """Five refusals in five minutes: the sixth is asked at once."""
    callout = sent(a_callout(6), 5)
    refusals = [response(who, NO if who % 2 else Outcome.NOT_THIS_TIME) for who in range(1, 6)]
    assert next_wave(callout, a_situation(*refusals), after(6)).people == ("p06",)
    assert (
        progress(callout, a_situation(*refusals), after(6)).sentence == "5 appelés · 5 non · vague suivante maintenant"
    )


def test_silences_that_have_expired_are_counted_and_the_figures_add_up() -> None:
    """Five silent whose time has passed are « sans réponse »; the two of the second wave wait still."""
    callout = sent(a_callout(9), 5, 2)
    situation = a_situation(*(response(who, Outcome.EXPIRED) for who in range(1, 6)))
    found = progress(callout, situation, after(31))
    assert found.sentence.startswith("7 appelés · 2 en attente · 5 sans réponse · vague suivante")
    assert found.called == found.yes + found.no + found.waiting + found.silent


def test_those_whose_request_never_left_are_not_said_to_keep_silent() -> None:
    """Filled by telephone while four requests waited for a hand: they are neither « appelés » nor « sans réponse »."""
    callout, unsent = sent(a_callout(9), 5), frozenset(people(9)[1:5])
    taken = a_situation(response(1, YES, seat=SeatId("A1")), open_seats=())
    assert progress(callout, taken, after(6), unsent).sentence == "1 appelé · 1 oui · 4 jamais prévenus · pourvu"
    waits = progress(callout, a_situation(response(1, NO)), after(6), unsent).sentence
    assert waits == "5 appelés · 1 non · 4 en attente · vague suivante dans 24 min"
    silences = a_situation(*(response(who, Outcome.EXPIRED) for who in range(1, 6)))
    found = progress(callout, silences, after(30), unsent).sentence
    assert found == "1 appelé · 1 sans réponse · 4 jamais prévenus · vague suivante maintenant"


def test_before_the_first_wave_nobody_is_counted() -> None:
    """« 0 appelé » says nothing: when it begins does, now or in a few minutes."""
    callout, soon = a_callout(3), paris(2026, 11, 27, 7) + timedelta(minutes=48)
    assert progress(callout, a_situation(), THURSDAY).sentence == "première vague maintenant"
    assert progress(callout, a_situation(), soon).sentence == "première vague dans 12 min"


def test_it_stops_at_the_last_seat_filled() -> None:
    """Nobody is asked for a seat someone holds; who filled it does not matter."""
    callout = sent(a_callout(9), 5)
    taken = a_situation(response(3, YES, seat=SeatId("A1")), open_seats=())
    assert next_wave(callout, taken, after(6)) == Step(CallOutState.FILLED)
    assert progress(callout, taken, after(6)).sentence == "5 appelés · 1 oui · 4 sans réponse · pourvu"
    ended = advance(callout, Step(CallOutState.FILLED), after(6))
    assert (ended.state, ended.ended_at) == (CallOutState.FILLED, after(6))


def test_it_is_exhausted_when_the_last_wave_has_had_its_time() -> None:
    """Five asked, two refusals, half an hour of silence: nobody is left."""
    callout = sent(a_callout(5), 5)
    situation = a_situation(response(1, NO), response(2, NO))
    assert next_wave(callout, situation, after(29)) == Step(RUNNING, (), after(30))
    assert next_wave(callout, situation, after(30)) == Step(CallOutState.EXHAUSTED)
    assert (
        progress(callout, situation, after(30)).sentence
        == "5 appelés · 2 non · 3 sans réponse · plus personne à appeler"
    )


def test_a_promised_call_back_keeps_it_running() -> None:
    """At 19:00 the promise is due; then it is up to the coordinator."""
    callout = sent(a_callout(1), 1)
    situation = a_situation(response(1, Outcome.CALL_BACK_AT, call_back_at=after(60)))
    assert next_wave(callout, situation, after(40)) == Step(RUNNING, (), after(60))
    assert next_wave(callout, situation, after(60)) == Step(RUNNING)
    assert (
        progress(callout, situation, after(60)).sentence == "1 appelé · 1 en attente · à vous de valider ou de rappeler"
    )


def test_nobody_is_asked_in_the_quiet_hours() -> None:
    """At 21:00 on Thursday the wave waits for 8:00 on Friday."""
    night = paris(2026, 11, 26, 21)
    callout = a_callout(3)
    assert next_wave(callout, a_situation(), night) == Step(RUNNING, (), paris(2026, 11, 27, 8))
    assert progress(callout, a_situation(), night).sentence == "première vague vendredi 27 novembre à 8 h"


def test_an_urgent_call_out_wakes_only_those_who_agreed() -> None:
    """Sunday night before Monday 9:00: p02 agreed; the others are asked at 8:00, an hour before."""
    night = paris(2026, 11, 29, 22)
    callout = a_callout(3, now=night, urgent=True)
    agreed = Goodwill(wishes={PersonId("p02"): Preferences(last_minute=True)})
    step = next_wave(callout, a_situation(goodwill=agreed), night)
    assert step.people == ("p02",)
    later = advance(callout, step, night)
    assert next_wave(later, a_situation(goodwill=agreed), night + timedelta(minutes=30)) == Step(
        RUNNING, (), paris(2026, 11, 30, 8)
    )
    assert next_wave(replace(callout, urgent=False), a_situation(goodwill=agreed), night).people == ()


def test_whoever_is_over_budget_is_passed_over_and_asked_when_the_budget_allows() -> None:
    """p01 had three requests on Saturday 21: the wave goes on without them; alone, they are asked on Saturday 28 at 10:00."""
    spent = goodwill(*[("p01", paris(2026, 11, 21, 10))] * 3)
    assert next_wave(a_callout(3), a_situation(goodwill=spent), THURSDAY).people == ("p02", "p03")
    assert next_wave(a_callout(1), a_situation(goodwill=spent), THURSDAY) == Step(RUNNING, (), paris(2026, 11, 28, 10))


def test_nobody_left_before_the_session_ends_the_call_out() -> None:
    """Over budget until after the session has begun: waiting would be in vain."""
    spent = goodwill(*[("p01", paris(2026, 11, 25, 10))] * 3)
    assert next_wave(a_callout(1), a_situation(goodwill=spent), THURSDAY) == Step(CallOutState.EXHAUSTED)
    assert next_wave(a_callout(1), a_situation(), SESSION.starts_at) == Step(CallOutState.EXHAUSTED)
    at_eight = a_callout(1, session=a_session("S1", starts=8))
    assert next_wave(at_eight, a_situation(), paris(2026, 11, 29, 22)) == Step(CallOutState.EXHAUSTED)


def test_nobody_is_asked_by_two_call_outs_at_once() -> None:
    """p01 is waiting elsewhere: the wave goes without; alone, it looks again after the delay."""
    busy = frozenset({PersonId("p01")})
    assert next_wave(a_callout(2), a_situation(engaged=busy), THURSDAY).people == ("p02",)
    assert next_wave(a_callout(1), a_situation(engaged=busy), THURSDAY) == Step(RUNNING, (), after(30))


def test_whoever_was_rung_is_not_written_to_as_well() -> None:
    """A voicemail for p01: the wave starts at p02."""
    left = response(1, Outcome.VOICEMAIL, by_phone=True)
    assert next_wave(a_callout(2), a_situation(left), after(6)).people == ("p02",)


def test_only_those_who_may_hold_a_seat_still_open_are_asked() -> None:
    """p01 may only prepare doses, and that seat is taken."""
    callout = a_callout(3, ("PREP", "INJ"), able={"p01": ["PREP"], "p02": ["INJ"]})
    assert next_wave(callout, a_situation(open_seats=("INJ",)), THURSDAY).people == ("p02", "p03")


def test_when_the_coordinator_approves_enough_yes_hold_the_next_wave() -> None:
    """One seat, one yes waiting: nobody else is disturbed; two seats, one yes: the next wave leaves."""
    callout = sent(a_callout(9, mode=Mode.COORDINATOR_APPROVES), 5)
    assert next_wave(callout, a_situation(response(1, YES)), after(31)) == Step(RUNNING)
    two = sent(a_callout(9, ("A1", "A2"), mode=Mode.COORDINATOR_APPROVES), 5)
    assert next_wave(two, a_situation(response(1, YES), open_seats=("A1", "A2")), after(31)).people == tuple(
        people(9)[5:]
    )


def test_a_yes_that_came_too_late_holds_nothing() -> None:
    """First yes wins: the seat is open again, so the yes without a seat is past and the next wave leaves."""
    callout = sent(a_callout(9), 5)
    assert next_wave(callout, a_situation(response(1, YES)), after(31)).people == tuple(people(9)[5:])


def test_a_stopped_call_out_asks_nobody() -> None:
    """Whatever is open."""
    assert next_wave(stop(a_callout(), after(1)), a_situation(), after(2)) == Step(CallOutState.STOPPED)
    filled = replace(a_callout(), state=CallOutState.FILLED)
    assert next_wave(filled, a_situation(), after(2)) == Step(CallOutState.FILLED)


def test_a_step_is_taken_once() -> None:
    """The same wave twice, or one of six, is refused: nothing is written."""
    callout = a_callout(7)
    step = next_wave(callout, a_situation(), THURSDAY)
    with pytest.raises(RuleRefusal, match="déjà partie"):
        advance(advance(callout, step, THURSDAY), step, THURSDAY)
    with pytest.raises(RuleRefusal, match="5 personnes au plus"):
        advance(callout, Step(RUNNING, tuple(people(6))), THURSDAY)


OUTCOMES = st.sampled_from([*Outcome, None, None])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_people_answer_no_rule_of_goodwill_is_broken(data: st.DataObject) -> None:
    """Two call-outs side by side, any answers: every wave ≤ 5, in allowed hours, within budget, nobody asked twice by
    one nor by both at once, nobody once its seats are filled; and both end.
    """
    count = data.draw(st.integers(1, 14), "people")
    rules = SolicitationRules(budget=data.draw(st.integers(0, 3), "budget"))
    wishes = {
        person: Preferences(
            last_minute=data.draw(st.booleans()),
            quiet=data.draw(st.sampled_from([None, QuietHours(weekdays=frozenset({4}))])),
            budget=data.draw(st.sampled_from([None, 1])),
        )
        for person in people(count)
    }
    start = data.draw(st.sampled_from([THURSDAY, paris(2026, 11, 28, 20), paris(2026, 11, 29, 23)]), "start")
    urgent = start >= paris(2026, 11, 29, 9)
    tuesday = a_session("S2", MONDAY if urgent else TUESDAY, 14, 18)
    callouts = [
        a_callout(count, ("A1", "A2"), start, urgent=urgent, delay_minutes=60),
        a_callout(
            count, ("B1",), start, session=tuesday, urgent=urgent, size=data.draw(st.integers(1, 5)), delay_minutes=60
        ),
    ]
    answers: list[list[Response]] = [[], []]
    open_seats = {"A1", "A2", "B1"}
    log, now = SolicitationLog(), start
    for _turn in range(150):
        for index, callout in enumerate(callouts):
            other = _pending(callouts[1 - index], answers[1 - index], now)
            goodwill_now = Goodwill(rules=rules, log=log, wishes=wishes)
            situation = Situation(
                responses=tuple(answers[index]),
                open_seats=frozenset(map(SeatId, open_seats)),
                goodwill=goodwill_now,
                engaged=other,
            )
            step = next_wave(callout, situation, now)
            _check_step(step, callout, goodwill_now, other, open_seats, now)
            callouts[index] = advance(callout, step, now)
            log = log.also(step.people, now)
            for person in step.people:
                outcome = data.draw(OUTCOMES)
                if outcome is not None:
                    answers[index].append(_answer(callouts[index], situation, person, outcome, now, open_seats))
        now += timedelta(hours=1)
    assert all(one.state in (CallOutState.FILLED, CallOutState.EXHAUSTED) for one in callouts)


def _pending(callout: CallOut, said: list[Response], now: datetime) -> frozenset[PersonId]:
    decided = {one.person for one in said}
    return frozenset(
        person
        for wave in callout.waves
        if wave.sent_at + callout.delay > now
        for person in wave.people
        if person not in decided
    )


def _check_step(
    step: Step,
    callout: CallOut,
    goodwill_now: Goodwill,
    other: frozenset[PersonId],
    open_seats: set[str],
    now: datetime,
) -> None:
    assert len(step.people) <= 5
    assert not callout.asked.intersection(step.people)
    assert not other.intersection(step.people)
    assert len(set(step.people)) == len(step.people)
    assert not step.people or open_seats.intersection(callout.seats)
    for person in step.people:
        assert goodwill_now.used(person, now) < goodwill_now.budget(person)
        wish = goodwill_now.wish(person)
        assert wish.quiet is None or not wish.quiet.covers(now)
        assert (callout.urgent and wish.last_minute) or not goodwill_now.rules.quiet.covers(now)


def _answer(
    callout: CallOut, situation: Situation, person: PersonId, outcome: Outcome, now: datetime, open_seats: set[str]
) -> Response:
    if outcome is Outcome.YES:
        fresh = replace(situation, open_seats=frozenset(map(SeatId, open_seats)))
        taking = say_yes(callout, fresh, person, now, {})
        if taking.verdict is Verdict.TAKEN and taking.seat is not None:
            open_seats.remove(taking.seat)
        return Response(person, outcome, now, seat=taking.seat)
    back = now + timedelta(hours=3) if outcome is Outcome.CALL_BACK_AT else None
    return Response(person, Outcome.NO if back and back > SESSION.starts_at else outcome, now, call_back_at=back)
