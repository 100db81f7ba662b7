"""The waiting list: in order, one at a time, quiet hours kept, nobody jumped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.core.ids import PersonId, SessionId
from app.mobilisation.budget import Goodwill
from app.mobilisation.preferences import Preferences
from app.mobilisation.quiet import QuietHours
from app.mobilisation.waiting import Offer, OfferState, Waiting, in_order, next_offer, place_sentence
from tests.mobilisation.builders import SESSION, THURSDAY, after, goodwill
from tests.scheduling.builders import a_seat, paris

ANNE, DENEZ, ENORA = PersonId("Anne"), PersonId("Denez"), PersonId("Enora")
FREED = a_seat("A1")
QUEUE = [
    Waiting(DENEZ, SESSION.id, after(-10)),
    Waiting(ANNE, SESSION.id, after(-20), frozenset({"injector"})),
    Waiting(ENORA, SESSION.id, after(-30), frozenset({"reception"})),
    Waiting(ENORA, SessionId("S9"), after(-40)),
]


def order() -> tuple[Waiting, ...]:
    return in_order(QUEUE, FREED, lambda _person, _seat: True)


def test_the_first_to_have_asked_comes_first_if_the_seat_suits_them() -> None:
    """Enora waits for another role and another session; whoever a rule stops is passed over."""
    assert [one.person for one in order()] == [ANNE, DENEZ]
    earlier = [*QUEUE[1:], replace(QUEUE[0], since=after(-25))]
    assert [one.person for one in in_order(earlier, FREED, lambda _person, _seat: True)] == [DENEZ, ANNE]
    assert [one.person for one in in_order(QUEUE, FREED, lambda person, _seat: person != ANNE)] == [DENEZ]


def test_a_freed_seat_is_kept_four_hours_for_one_person_at_a_time() -> None:
    """Anne first; while her offer stands nobody else is asked; once declined or past, Denez; then nobody."""
    first = next_offer(FREED, SESSION, order(), (), goodwill(), paris(2026, 11, 26, 14))
    assert first == Offer(FREED.id, ANNE, paris(2026, 11, 26, 14), paris(2026, 11, 26, 18))
    now = paris(2026, 11, 26, 15)
    assert next_offer(FREED, SESSION, order(), [first], goodwill(), now) is None
    declined = replace(first, state=OfferState.DECLINED)
    second = next_offer(FREED, SESSION, order(), [declined], goodwill(), now)
    assert second is not None
    assert second.person == DENEZ
    assert next_offer(FREED, SESSION, order(), [first], goodwill(), first.until) == replace(
        second, at=first.until, until=first.until + timedelta(hours=4)
    )
    done = [declined, replace(second, state=OfferState.DECLINED)]
    assert next_offer(FREED, SESSION, order(), done, goodwill(), now) is None


def test_near_the_session_an_offer_lasts_half_of_what_is_left() -> None:
    """At 8:00 for 9:00: half an hour each."""
    found = next_offer(FREED, SESSION, order(), (), goodwill(), paris(2026, 11, 30, 8))
    assert found is not None
    assert found.until == paris(2026, 11, 30, 8, 30)


def test_quiet_hours_are_kept_and_the_turn_too_and_the_budget_is_not_touched() -> None:
    """At 22:00 Anne's offer is made for 8:00, spent budget or not: she asked to be told."""
    spent = goodwill(*[("Anne", after(-60))] * 3)
    found = next_offer(FREED, SESSION, order(), (), spent, paris(2026, 11, 26, 22))
    assert found == Offer(FREED.id, ANNE, paris(2026, 11, 27, 8), paris(2026, 11, 27, 12))


def test_someone_who_can_not_be_told_before_the_session_gives_their_turn() -> None:
    """Anne is quiet on Mondays; the seat is freed on Sunday."""
    quiet = Goodwill(wishes={ANNE: Preferences(quiet=QuietHours(weekdays=frozenset({0})))})
    found = next_offer(FREED, SESSION, order(), (), quiet, paris(2026, 11, 29, 15))
    assert found is not None
    assert (found.person, found.at) == (DENEZ, paris(2026, 11, 30, 8))


def test_a_seat_someone_holds_or_a_session_begun_is_offered_to_nobody() -> None:
    """Whatever the queue."""
    assert next_offer(a_seat("A1", person="Zoé"), SESSION, order(), (), goodwill(), THURSDAY) is None
    assert next_offer(FREED, SESSION, order(), (), goodwill(), SESSION.starts_at) is None


def test_one_s_place_is_said_without_naming_the_others() -> None:
    """Counted over the session."""
    assert [place_sentence(QUEUE, one, SESSION.id) for one in (ENORA, ANNE, DENEZ, PersonId("Zoé"))] == [
        "Vous êtes en tête de la liste d’attente.",
        "Vous êtes en liste d’attente, 1 personne avant vous.",
        "Vous êtes en liste d’attente, 2 personnes avant vous.",
        "Vous n’êtes pas en liste d’attente.",
    ]
