"""The solicitation budget: counted by hand, then for any history; who is worn out; whether offers are shared."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PersonId
from app.mobilisation.budget import (
    Equality,
    Goodwill,
    SolicitationLog,
    Tired,
    equality,
    tired,
    tired_sentence,
    why_not_now,
)
from app.mobilisation.preferences import Preferences
from app.mobilisation.quiet import QuietHours
from app.mobilisation.rules import SolicitationRules
from tests.mobilisation.builders import THURSDAY, goodwill
from tests.scheduling.builders import name, paris

ANNE = PersonId("Anne")


def days_ago(days: float) -> datetime:
    return THURSDAY - timedelta(days=days)


def test_three_requests_in_seven_days_are_the_most() -> None:
    """Asked 6, 3 and 1 days ago: nothing is left; the first is forgotten a week after it was made, at 18:00 on Friday."""
    found = goodwill(("Anne", days_ago(6)), ("Anne", days_ago(3)), ("Anne", days_ago(1)))
    assert (found.used(ANNE, THURSDAY), found.left(ANNE, THURSDAY), found.may_ask(ANNE, THURSDAY)) == (3, 0, False)
    assert found.earliest(ANNE, THURSDAY) == paris(2026, 11, 27, 18)
    assert why_not_now(ANNE, found, THURSDAY) == "a atteint son quota de demandes"


def test_a_request_exactly_seven_days_old_is_past() -> None:
    """The period slides: it does not start again on Mondays."""
    found = goodwill(("Anne", days_ago(7)), ("Anne", days_ago(3)), ("Anne", days_ago(1)))
    assert (found.left(ANNE, THURSDAY), found.earliest(ANNE, THURSDAY)) == (1, THURSDAY)


def test_a_person_may_lower_the_budget_and_never_raise_it() -> None:
    """One request a week for whoever says so; asking for ten gives three; zero is never."""
    wishes = {ANNE: Preferences(budget=1), PersonId("Bleuenn"): Preferences(budget=10), PersonId("Denez"): Preferences(budget=0)}  # fmt: skip
    found = Goodwill(wishes=wishes)
    assert [found.budget(PersonId(one)) for one in ("Anne", "Bleuenn", "Denez", "Enora")] == [1, 3, 0, 3]
    assert (found.may_ask(PersonId("Denez"), THURSDAY), found.earliest(PersonId("Denez"), THURSDAY)) == (False, None)


def test_an_urgent_request_wakes_only_those_who_agreed_and_never_in_their_own_quiet_hours() -> None:
    """At 22:00: Anne agreed; Bleuenn did not; Corentin agreed but sleeps early."""
    late = paris(2026, 11, 26, 22)
    evenings = QuietHours(starts=time(20), weekdays=frozenset(), on_holidays=False)
    found = Goodwill(
        wishes={
            ANNE: Preferences(last_minute=True),
            PersonId("Corentin"): Preferences(last_minute=True, quiet=evenings),
        }
    )
    asked = [found.may_ask(PersonId(one), late, urgent=True) for one in ("Anne", "Bleuenn", "Corentin")]
    assert asked == [True, False, False]
    assert not found.may_ask(ANNE, late)
    assert why_not_now(ANNE, found, late) == "est en heures de silence"


def test_the_budget_holds_even_when_it_is_urgent() -> None:
    """Urgency lifts hours, not the number of requests."""
    found = goodwill(*[("Anne", days_ago(1))] * 3, wishes={ANNE: Preferences(last_minute=True)})
    assert not found.may_ask(ANNE, THURSDAY, urgent=True)


def test_who_is_worn_out_is_said_before_sending() -> None:
    """2 of 3 is over half, 1 of 3 is not, unless this sending makes it 2."""
    found = goodwill(("Anne", days_ago(1)), ("Anne", days_ago(2)), ("Bleuenn", days_ago(1)), ("Denez", days_ago(8)))
    crowd = [PersonId(one) for one in ("Anne", "Bleuenn", "Denez")]
    assert tired(crowd, found, THURSDAY) == (Tired(ANNE, 2, 3),)
    before = tired(crowd, found, THURSDAY, adding=[PersonId("Bleuenn"), ANNE])
    assert before == (Tired(ANNE, 3, 3), Tired(PersonId("Bleuenn"), 2, 3))
    assert tired_sentence(before, found.rules, name) == (
        "Plus de la moitié du quota en 7 jours\u00a0: Anne (3 sur 3) et Bleuenn (2 sur 3)."
    )
    half = Goodwill(rules=SolicitationRules(budget=2), log=found.log)
    assert tired([PersonId("Bleuenn")], half, THURSDAY) == ()  # 1 of 2 is half, not over it
    assert tired_sentence((), found.rules, name) == "Personne n’a reçu plus de la moitié de son quota de demandes."


def test_beyond_eight_names_the_others_are_counted() -> None:
    """Ten people worn out: eight names and two others."""
    worn = [Tired(PersonId(f"p{n}"), 3, 3) for n in range(10)]
    assert tired_sentence(worn, SolicitationRules(), name).endswith("p7 (3 sur 3) et 2 autres personnes.")


def test_offers_are_compared_over_four_weeks() -> None:
    """Anne 3, Bleuenn 1, Denez and Enora none: from 0 to 3, a spread of 3, two without; a request 28 days old is past."""
    found = goodwill(
        *[("Anne", days_ago(day)) for day in (1, 10, 27)], ("Bleuenn", days_ago(2)), ("Denez", days_ago(28))
    )
    shared = equality((PersonId(one) for one in ("Anne", "Bleuenn", "Denez", "Enora")), found.log, THURSDAY)
    assert (shared, shared.spread) == (Equality(4, 0, 3, 2, 28), 3)
    assert shared.sentence == "De 0 à 3 demandes par personne en 28 jours\u00a0; 2 personnes n’ont rien reçu."
    assert Equality(4, 2, 2, 0, 28).sentence == "2 demandes pour chacun en 28 jours."
    assert Equality(4, 0, 0, 4, 28).sentence == "Personne n’a été sollicité depuis 28 jours."
    assert equality((), found.log, THURSDAY).sentence == "Personne à solliciter\u00a0: rien à partager."


TIMES = st.lists(st.integers(0, 60 * 24 * 20), max_size=12)


@given(TIMES, st.integers(0, 4))
def test_whoever_asks_at_the_earliest_instant_never_goes_over_budget(minutes: list[int], budget: int) -> None:
    """Ask ten times, each as early as allowed: any seven days hold at most the budget of new and old requests."""
    start = datetime(2026, 11, 2, tzinfo=UTC)
    rules = SolicitationRules(budget=budget)
    history = SolicitationLog({ANNE: tuple(sorted(start + timedelta(minutes=one) for one in minutes))})
    now, made = start + timedelta(days=10), list[datetime]()
    log = SolicitationLog({ANNE: tuple(at for at in history.times[ANNE] if at <= now)})
    for _turn in range(10):
        at = Goodwill(rules=rules, log=log).earliest(ANNE, now)
        if at is None:
            assert budget == 0
            break
        assert Goodwill(rules=rules, log=log).may_ask(ANNE, at)
        log, now, made = log.also([ANNE], at), at, [*made, at]
    for at in made:
        assert sum(at - timedelta(days=7) < one <= at for one in log.times[ANNE]) <= budget
        assert not rules.quiet.covers(at)
