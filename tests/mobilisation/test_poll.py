"""A poll: who is asked in which order, the response rate, « tous mes mardis », and one-click reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.core.ids import CentreId, PersonId, SessionId
from app.mobilisation.poll import (
    Poll,
    PollState,
    Reminders,
    ResponseRate,
    Tally,
    Unasked,
    WeekdayAnswer,
    audience,
    close,
    expanded,
    open_poll,
    order_of_asking,
    reminders,
    response_rate,
    silent,
    tally,
)
from app.roster.answer import Answer, AnswerValue
from app.roster.person import HalfDayPart, Mission, Person
from app.scheduling.capacity import Throughput, session_capacity
from app.scheduling.session import Need, Session
from tests.mobilisation.builders import THURSDAY, after, goodwill
from tests.scheduling.builders import MONDAY, TUESDAY, a_person, a_session, paris

S1, S2, S3 = a_session("S1"), a_session("S2", starts=14, ends=18), a_session("S3", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2, S3)}
YES, IF_NEEDED, NO = AnswerValue


def a_poll(**changes: Any) -> Poll:
    values: dict[str, Any] = {
        "id": "poll-1", "centre_id": CentreId("C1"), "session_ids": tuple(SESSIONS), "opened_at": THURSDAY,
        "closes_at": paris(2026, 11, 28, 12),
    }  # fmt: skip
    return Poll(**{**values, **changes})


def someone(id: str, **changes: Any) -> Person:
    return a_person(id, **{"email": f"{id.lower()}@example.org", **changes})


def test_a_poll_opens_on_sessions_to_come_and_closes_once() -> None:
    """No session, a session begun, a closing before the opening: each refused; closing late keeps the hour announced."""
    assert open_poll(a_poll(), SESSIONS) == a_poll()
    for changes, why in (
        ({"session_ids": ()}, "Choisissez au moins une séance"),
        ({"closes_at": THURSDAY}, "se clôt avant d’ouvrir"),
        ({"opened_at": S1.starts_at, "closes_at": paris(2026, 12, 5)}, "a déjà commencé"),
    ):
        with pytest.raises(InvalidInput, match=why):
            open_poll(a_poll(**changes), SESSIONS)
    closed = close(a_poll(), after(60))
    assert (closed.state, closed.closes_at, closed.is_open(after(1))) == (PollState.CLOSED, after(60), False)
    assert close(a_poll(), paris(2026, 12, 1)).closes_at == a_poll().closes_at
    assert (a_poll().is_open(THURSDAY), a_poll().is_open(a_poll().closes_at)) == (True, False)


def test_who_is_asked_is_contactable_reachable_and_of_the_professions_and_mission() -> None:
    """Anne, Bleuenn (no mission declared: kept); Corentin opted out, Denez drives only, Enora can't be reached, Fanch is a GP."""
    crowd = [
        someone("Anne", missions=frozenset({Mission.VACCINATION})),
        someone("Bleuenn", email="", mobile="+33639980002"),
        someone("Corentin", opted_out_on=date(2026, 11, 26)),
        someone("Denez", missions=frozenset({Mission.LOGISTICS})),
        someone("Enora", email=""),
        someone("Fanch", profession="medecin"),
    ]
    found = audience(a_poll(professions=frozenset({"infirmier"}), mission=Mission.VACCINATION), crowd, THURSDAY)
    assert [one.id for one in found.asked] == ["Anne", "Bleuenn"]
    assert [(one.id, why) for one, why in found.left_out] == [
        ("Corentin", Unasked.OPTED_OUT), ("Denez", Unasked.OTHER_MISSION), ("Enora", Unasked.UNREACHABLE),
    ]  # fmt: skip
    assert found.sentence == (
        "2 personnes interrogées ; 1 ne veut plus être sollicitée, 1 s’est proposée pour d’autres missions, 1 n’a ni e-mail ni téléphone."
    )
    everyone = audience(a_poll(), crowd[:1], THURSDAY)
    assert everyone.sentence == "1 personne interrogée."


def test_those_whose_yes_opens_a_line_are_asked_first_and_the_rarest_of_them_first() -> None:
    """S1 lacks a physician and 2 injectors to open; S3 lacks a receptionist only.

    Fanch, the one physician, has no rival; nurses Anne and Bleuenn are two for the injectors; Gwen opens nothing and fills
    one seat; Iwan fills none.
    """
    needs = [Need(S1.id, "supervising_physician", 1, 4, True), Need(S1.id, "injector", 3, 3, True)]
    capacities = [
        session_capacity(S1, needs, {"injector": 1}, Throughput(12)),
        session_capacity(S3, [Need(S3.id, "reception", 1)], {}, Throughput(12)),
    ]
    may = {"Fanch": "supervising_physician", "Anne": "injector", "Bleuenn": "injector", "Gwen": "reception"}

    def eligible(person: Person, session: Session, role: str) -> bool:
        return may.get(person.id) == role

    crowd = [someone(one) for one in ("Anne", "Bleuenn", "Fanch", "Gwen", "Iwan")]
    found = order_of_asking(crowd, capacities, eligible)
    assert [(one.person.id, one.opens, one.fills, one.rivals) for one in found] == [
        ("Fanch", 1, 1, 1), ("Anne", 1, 1, 2), ("Bleuenn", 1, 1, 2), ("Gwen", 0, 1, 0), ("Iwan", 0, 0, 0),
    ]  # fmt: skip
    assert [found[0].reason, found[3].reason, found[4].reason] == [
        "un oui compte pour ouvrir une ligne dans 1 séance, pourvoit un poste dans 1 séance",
        "pourvoit un poste dans 1 séance",
        "aucun poste à sa portée ne manque",
    ]


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
