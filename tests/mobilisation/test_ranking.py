"""Who is asked first for an open seat, and why, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.core.ids import CentreId, PersonId, SeatId
from app.mobilisation.budget import Ask, Solicitation, solicitation_log
from app.mobilisation.ranking import (
    Candidate,
    Excluded,
    PastAnswers,
    RankingContext,
    rank,
    warnings_with,
    weekly_loads,
)
from app.roster.answer import AnswerValue
from app.scheduling.session import Seat, SeatState
from app.scheduling.warnings import RotaContext, WarningCode
from tests.mobilisation.builders import THURSDAY, after
from tests.scheduling.builders import MONDAY, TUESDAY, a_person, a_seat, a_session, label, name, paris

S1, S2 = a_session("S1"), a_session("S2", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2)}
HOLE = a_seat("A1")
C1 = CentreId("C1")
YES, IF_NEEDED, NO = AnswerValue


def a_context(seats: Iterable[Seat] = (), **changes: Any) -> RankingContext:
    answers = changes.get("answers", {})
    rota = RotaContext(SESSIONS, tuple(seats), answers, THURSDAY.date(), name, label)
    values = {
        "now": THURSDAY,
        "sessions": SESSIONS,
        "warn": warnings_with(rota),
        "loads": weekly_loads(seats, SESSIONS),
    }
    return RankingContext(**{**values, **changes})


def order(*ids: str, **changes: Any) -> list[str]:
    """The order in which these people are asked for HOLE."""
    return [one.person for one in rank([HOLE], map(a_person, ids), a_context(**changes)).candidates]


def said(**answers: AnswerValue) -> dict[tuple[PersonId, Any], AnswerValue]:
    return {(PersonId(who), S1.id): value for who, value in answers.items()}


def test_a_yes_comes_before_if_needed_before_a_habit_before_silence() -> None:
    """Ids in the opposite order, so that they don't decide."""
    found = order(
        "a", "b", "c", "d", answers=said(d=YES, c=IF_NEEDED), usually_free=frozenset({(PersonId("b"), S1.id)})
    )
    assert found == ["d", "c", "b", "a"]


def test_the_first_dose_team_comes_before_any_yes() -> None:
    """The echo of the second dose."""
    assert order("a", "b", answers=said(a=YES), first_team=frozenset({PersonId("b")})) == ["b", "a"]


def test_then_the_least_loaded_then_the_least_asked_then_the_nearest_then_who_accepts_most() -> None:
    """One criterion at a time, each turning the order of ids round."""
    monday = PersonId("a"), MONDAY
    assert order("a", "b", loads={monday: 1}) == ["b", "a"]
    log = solicitation_log(
        Solicitation(PersonId(who), THURSDAY - timedelta(days=days), Ask.POLL, "x")
        for who, days in (("a", 27), ("a", 20), ("b", 2))
    )
    assert order("a", "b", log=log) == ["b", "a"]  # once, although more recently
    assert order("a", "b", log=log, loads={(PersonId("b"), MONDAY): 1}) == ["a", "b"]
    assert order("a", "b", answers=said(b=YES), loads={(PersonId("b"), MONDAY): 1}) == ["b", "a"]
    assert order("a", "b", travel_minutes={(PersonId("a"), C1): 31, (PersonId("b"), C1): 29}) == ["b", "a"]
    assert order("a", "b", past={PersonId("a"): PastAnswers(1, 4), PersonId("b"): PastAnswers(3, 4)}) == ["b", "a"]


def test_people_of_the_same_quarter_of_an_hour_are_equally_near_and_an_unknown_road_comes_last() -> None:
    """14 and 1 min are alike; nothing known stands behind an hour."""
    minutes = {(PersonId("b"), C1): 1.0, (PersonId("a"), C1): 14.0, (PersonId("d"), C1): 60.0}
    assert order("a", "b", "c", "d", travel_minutes=minutes) == ["a", "b", "d", "c"]


def test_whoever_has_waited_longest_comes_first_when_all_else_is_equal() -> None:
    """Asked 40 and 30 days ago, beyond the four weeks compared; never asked comes before both."""
    log = solicitation_log(
        Solicitation(PersonId(who), THURSDAY - timedelta(days=days), Ask.POLL, "x")
        for who, days in (("a", 30), ("b", 40))
    )
    assert order("a", "b", "c", log=log) == ["c", "b", "a"]


def test_the_reason_says_what_the_rank_rests_on() -> None:
    """Clarisse said yes, 12 min, holds Tuesday, was asked 9 days ago, accepted 3 times in 4."""
    clarisse = PersonId("Clarisse P.")
    found = rank(
        [HOLE],
        [a_person()],
        a_context(
            [a_seat("B1", session="S2", person=clarisse)],
            answers={(clarisse, S1.id): YES},
            travel_minutes={(clarisse, C1): 12.4},
            log=solicitation_log([Solicitation(clarisse, paris(2026, 11, 17, 20), Ask.POLL, "x")]),
            past={clarisse: PastAnswers(3, 4)},
            first_team=frozenset({clarisse}),
        ),
    )
    assert found.candidates == (
        Candidate(
            clarisse,
            (HOLE.id,),
            "équipe de la première dose, disponible (oui), 12 min, 1 vacation cette semaine-là, aucune demande depuis 9 jours, a dit oui 3 fois sur 4",
        ),
    )
    assert found.sentence == "1 personne peut être appelée."


def test_what_is_not_known_is_left_out_of_the_reason() -> None:
    """No road, no past; this week when the session is in it."""
    on_monday = a_context(now=paris(2026, 11, 30, 8))
    assert rank([HOLE], [a_person()], on_monday).candidates[0].reason == (
        "disponibilité inconnue, aucune vacation cette semaine, jamais sollicité(e)"
    )


def test_whoever_a_rule_stops_is_left_out_with_why() -> None:
    """Anne said no, Bleuenn holds a seat then, Corentin opted out; Denez may come."""
    crowd = [
        a_person("Anne"),
        a_person("Bleuenn"),
        a_person("Corentin", opted_out_on=MONDAY.replace(day=1)),
        a_person("Denez"),
    ]
    found = rank([HOLE], crowd, a_context([a_seat("A2", "reception", person="Bleuenn")], answers=said(Anne=NO)))
    assert [one.person for one in found.candidates] == ["Denez"]
    assert [(one.person, one.code) for one in found.excluded] == [
        ("Anne", WarningCode.SAID_NO), ("Bleuenn", WarningCode.DOUBLE_BOOKING), ("Corentin", WarningCode.OPTED_OUT),
    ]  # fmt: skip
    assert found.excluded[0] == Excluded(
        PersonId("Anne"), "Anne a répondu non pour lundi 30 novembre, matin.", WarningCode.SAID_NO
    )


def test_rest_and_caps_count_with_the_seats_the_person_holds() -> None:
    """One half-day a week at most, already held on Tuesday; eleven hours of rest fit, fourteen days of them don't."""
    held = [a_seat("B1", session="S2", person="Anne")]
    capped = rank([HOLE], [a_person("Anne", max_half_days_per_week=1)], a_context(held))
    tired = rank([HOLE], [a_person("Anne", min_rest_hours=24)], a_context(held))
    assert [one.code for one in (*capped.excluded, *tired.excluded)] == [WarningCode.WEEKLY_CAP, WarningCode.REST]
    assert rank([HOLE], [a_person("Anne", min_rest_hours=11)], a_context(held)).excluded == ()


def test_a_call_out_for_several_seats_names_those_each_may_hold() -> None:
    """Anne said no to Monday: she may still hold Tuesday's seat, and is ranked by it."""
    both = [replace(HOLE, id=SeatId("B9"), session_id=S2.id), HOLE]
    found = rank(both, [a_person("Anne"), a_person("Bleuenn")], a_context(answers=said(Anne=NO, Bleuenn=YES)))
    assert [(one.person, one.seats) for one in found.candidates] == [("Bleuenn", ("A1", "B9")), ("Anne", ("B9",))]


def test_the_rank_does_not_depend_on_the_order_people_are_given_in() -> None:
    """Nor on the hash of anything."""
    assert order("c", "a", "b") == order("b", "c", "a") == ["a", "b", "c"]
    assert rank([HOLE], [], a_context()).sentence == "Personne ne peut être appelé pour ce poste."


def test_loads_count_sessions_of_the_week_not_seats() -> None:
    """Two seats in one session are one; an absent holder counts for nothing; the next week is another."""
    next_week = a_session("S8", MONDAY + timedelta(days=7))
    seats = [
        a_seat("A", person="Anne"), a_seat("B", person="Anne", rank=2), a_seat("C", session="S2", person="Anne"),
        a_seat("D", session="S8", person="Anne"), a_seat("E", person="Denez", state=SeatState.NO_SHOW), a_seat("F"),
    ]  # fmt: skip
    assert weekly_loads(seats, {**SESSIONS, next_week.id: next_week}) == {
        (PersonId("Anne"), MONDAY): 2, (PersonId("Anne"), next_week.day): 1,
    }  # fmt: skip


def test_asking_someone_today_is_said() -> None:
    """« déjà sollicité(e) aujourd’hui »: the coordinator sees it before ringing."""
    log = solicitation_log([Solicitation(PersonId("Anne"), after(-60), Ask.PHONE, "x")])
    assert (
        rank([HOLE], [a_person("Anne")], a_context(log=log))
        .candidates[0]
        .reason.endswith("déjà sollicité(e) aujourd’hui")
    )
