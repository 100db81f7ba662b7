"""What a poll brought back: « tous mes mardis », the response rate, and one-click reminders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core.ids import CentreId, PersonId, SessionId
from app.mobilisation.poll import Poll, PollState
from app.mobilisation.poll_answers import (
    Reminders,
    ResponseRate,
    Tally,
    WeekdayAnswer,
    expanded,
    reminders,
    response_rate,
    silent,
    tally,
)
from app.roster.answer import Answer, AnswerValue
from app.roster.person import HalfDayPart
from tests.mobilisation.builders import THURSDAY, goodwill
from tests.scheduling.builders import MONDAY, TUESDAY, a_session, paris

S1, S2, S3 = a_session("S1"), a_session("S2", starts=14, ends=18), a_session("S3", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2, S3)}
YES, IF_NEEDED, NO = AnswerValue


def a_poll(**changes: Any) -> Poll:
    values: dict[str, Any] = {
        "id": "poll-1", "centre_id": CentreId("C1"), "session_ids": tuple(SESSIONS), "opened_at": THURSDAY,
        "closes_at": paris(2026, 11, 28, 12),
    }  # fmt: skip
    return Poll(**{**values, **changes})


def test_all_my_mondays_answers_each_monday_and_what_is_said_of_a_session_wins() -> None:
    """Mondays yes, Monday afternoons « si besoin », and no to S1 itself: S1 no, S2 if needed, Tuesday untouched."""
    usual = [WeekdayAnswer(0, YES), WeekdayAnswer(0, IF_NEEDED, HalfDayPart.PM)]
    anne = PersonId("Anne")
    assert expanded(anne, SESSIONS.values(), usual) == (Answer(anne, S1.id, YES), Answer(anne, S2.id, IF_NEEDED))
    assert expanded(anne, SESSIONS.values(), usual, {S1.id: NO, S3.id: YES}) == (
        Answer(anne, S1.id, NO), Answer(anne, S2.id, IF_NEEDED), Answer(anne, S3.id, YES),
    )  # fmt: skip


def test_a_morning_answer_does_not_speak_for_a_whole_day_nor_for_an_evening() -> None:
    """9–17 takes both halves, 19–22 neither; the answer for the whole day speaks for both."""
    day, evening = a_session("S4", MONDAY, 9, 17), a_session("S5", MONDAY, 19, 22)
    morning, all_day = WeekdayAnswer(0, YES, HalfDayPart.AM), WeekdayAnswer(0, YES)
    assert [morning.speaks_of(one) for one in (S1, S2, day, evening)] == [True, False, False, False]
    assert [all_day.speaks_of(one) for one in (S1, S2, day, evening, S3)] == [True, True, True, True, False]


ASKED = [PersonId(one) for one in ("Anne", "Bleuenn", "Corentin")]
ANSWERS = [
    Answer(PersonId("Anne"), S1.id, YES), Answer(PersonId("Anne"), S2.id, NO), Answer(PersonId("Bleuenn"), S1.id, IF_NEEDED),
    Answer(PersonId("Zoé"), S1.id, YES), Answer(PersonId("Corentin"), SessionId("elsewhere"), YES),
]  # fmt: skip


def test_the_response_rate_counts_people_asked_who_answered_one_session_at_least() -> None:
    """Two of three; Zoé was not asked, Corentin answered another poll; 66 %, rounded down."""
    found = response_rate(a_poll(), ASKED, ANSWERS)
    assert (found, silent(a_poll(), ASKED, ANSWERS)) == (ResponseRate(2, 3), ("Corentin",))
    assert found.sentence == "2 réponses sur 3 personnes interrogées (66 %)."
    assert ResponseRate(1, 1).sentence == "1 réponse sur 1 personne interrogée (100 %)."
    assert (ResponseRate(0, 0).sentence, ResponseRate(199, 200).percent) == ("Personne n’a encore été interrogé.", 99)


def test_answers_are_counted_session_by_session() -> None:
    """Of three people asked."""
    assert tally(a_poll(), ASKED, ANSWERS) == (
        Tally(S1.id, 1, 1, 0, 1), Tally(S2.id, 0, 0, 1, 2), Tally(S3.id, 0, 0, 0, 3),
    )  # fmt: skip


def test_a_reminder_waits_for_the_budget_the_night_and_a_day_since_the_last_request() -> None:
    """Anne was asked two days ago: now. Bleuenn this noon: tomorrow noon. Corentin is over budget until after the closing."""
    found = goodwill(
        ("Anne", paris(2026, 11, 24, 18)),
        ("Bleuenn", paris(2026, 11, 26, 12)),
        *[("Corentin", paris(2026, 11, 23, 12))] * 3,
    )
    due = reminders(a_poll(), ASKED, found, THURSDAY)
    assert due == Reminders(
        (PersonId("Anne"),), ((PersonId("Bleuenn"), paris(2026, 11, 27, 12)),), (PersonId("Corentin"),)
    )
    assert due.sentence == (
        "1 personne relancée maintenant, 1 à partir de vendredi 27 novembre à 12 h et 1 ne peut pas l’être avant la clôture."
    )
    at_night = reminders(a_poll(), ASKED[:1], found, paris(2026, 11, 26, 22))
    assert at_night.later == ((PersonId("Anne"), paris(2026, 11, 27, 8)),)


def test_nobody_is_reminded_of_a_closed_poll() -> None:
    """Nor of one that closes in the quiet hours that come first."""
    closed = replace(a_poll(), state=PollState.CLOSED)
    assert reminders(closed, ASKED, goodwill(), THURSDAY).never == tuple(ASKED)
    tonight = a_poll(closes_at=paris(2026, 11, 27, 7))
    assert reminders(tonight, ASKED, goodwill(), paris(2026, 11, 26, 22)).never == tuple(ASKED)
    assert Reminders().sentence == "Tout le monde a répondu."
