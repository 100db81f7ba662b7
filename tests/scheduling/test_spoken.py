"""How roles, places and moments are said."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from app.scheduling.spoken import ROLE_WORDS, listed, moment_near, place_of, some_people, the_role
from app.words import use_language
from tests.scheduling.builders import MONDAY, a_seat, a_session, label

ROOT = Path(__file__).parents[2]


def test_every_role_of_the_table_has_its_words() -> None:
    """A role added to data/roles.csv without words would be quoted; today none is."""
    with (ROOT / "data/roles.csv").open(encoding="utf-8", newline="") as file:
        assert {row["code"] for row in csv.DictReader(file)} == set(ROLE_WORDS)


def test_people_of_a_role_are_counted_in_words() -> None:
    """One, several, none, and a role without words."""
    assert [some_people("dose_preparer", count, label) for count in (1, 2)] == ["un préparateur", "2 préparateurs"]
    assert [some_people("yoga", count, label) for count in (1, 2)] == ["une personne (yoga)", "2 personnes (yoga)"]
    assert [the_role(role, label) for role in ("injector", "yoga")] == ["l’injection", "« yoga »"]


def test_a_place_with_and_without_line() -> None:
    """« ligne 2, injection »; « accueil »."""
    assert place_of(a_seat("1", line=2), label) == "ligne 2, injection"
    assert place_of(a_seat("1", "reception", None), label) == "accueil"


def test_a_near_moment_is_short_and_a_far_one_has_its_date() -> None:
    """Six days ahead at most; never for a day gone by; a whole day keeps its comma."""
    morning, whole_day = a_session(), a_session(starts=9, ends=17)
    assert moment_near(morning, date(2026, 11, 24)) == "lundi matin"
    assert moment_near(morning, date(2026, 11, 23)) == "lundi 30 novembre, matin"
    assert moment_near(morning, date(2026, 12, 1)) == "lundi 30 novembre, matin"
    assert moment_near(morning, None) == "lundi 30 novembre, matin"
    assert moment_near(whole_day, MONDAY) == "lundi, journée"


def test_lists_read_aloud_and_days_follow_the_language() -> None:
    """« a, b et c »."""
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a et b", "a, b et c"]
    with use_language("en"):
        assert moment_near(a_session(), MONDAY).startswith("Monday ")
