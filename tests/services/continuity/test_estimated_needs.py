"""Needs nobody noted: rates shared among those who could follow them, only where nothing at all is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from app.continuity.overview import Basis
from app.services.continuity.continuity_scene import scene
from app.services.continuity.estimated_needs import or_estimated, parts
from app.services.continuity.expected_demand import expected_demand
from app.services.continuity.known_needs import KnownNeeds, known_needs
from app.store import care_keys
from tests.services.a_relay import OURS, Relay, a_relay

if TYPE_CHECKING:
    from pathlib import Path


@given(st.integers(0, 5_000), st.lists(st.integers(0, 40), max_size=12))
def test_parts_add_up_and_follow_the_weights(count: int, weights: list[int]) -> None:
    """All is shared whenever anybody weighs anything; nobody gets more than one away from their exact share."""
    found = parts(count, weights)
    assert sum(found) == (count if sum(weights) else 0)
    for part, weight in zip(found, weights, strict=True):
        assert abs(part - (count * weight / sum(weights) if sum(weights) else 0)) < 1


def reckoned(relay: Relay) -> KnownNeeds:
    with relay.store.reading() as conn:
        now = relay.clock()
        stage = scene(conn, relay.store, now)
        known = known_needs(conn, relay.store, stage.territory.categories, now)
        return or_estimated(conn, relay.store, stage, known, now)


def test_estimates_are_the_expected_patients_of_those_who_could_follow_them(tmp_path: Path) -> None:
    """Category by category, all of them; those that no practice here could follow are nobody's."""
    relay = a_relay(tmp_path, needs=0)
    known = reckoned(relay)
    with relay.store.reading() as conn:
        expected: Counter[str] = Counter()
        for one in expected_demand(conn, relay.store).found:
            expected[one.category] += one.count
        categories = scene(conn, relay.store, relay.clock()).territory.categories
    followed = {code: n for code, n in expected.items() if n and "infirmier" in categories[code].carers}
    assert known.basis is Basis.RATES
    assert Counter(one.category for one in known.needs) == followed
    assert known.noted == frozenset()
    assert known.silent == frozenset()


def test_one_need_noted_is_enough_for_no_estimate(tmp_path: Path) -> None:
    """What is known is never drowned in what is guessed."""
    known = reckoned(a_relay(tmp_path, needs=1))
    assert (known.basis, len(known.needs), len(known.noted)) == (Basis.REGISTER, 1, 1)


def test_needs_that_no_key_opens_are_not_covered_up_by_an_estimate(tmp_path: Path) -> None:
    """They are there: their number is said, and nothing is put in their place."""
    relay = a_relay(tmp_path, needs=3)
    care_keys.path_of(relay.store.folder, OURS).unlink()
    known = reckoned(relay)
    assert (known.basis, known.needs, [one.needs for one in known.unreadable]) == (Basis.REGISTER, (), [3])
