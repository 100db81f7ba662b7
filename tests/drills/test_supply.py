"""Tests of app/drills/supply.py: what rows of supply give in each slice, and what they may not say."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.drills.half_days import slices_from
from app.drills.supply import post_row_of, share, supply_row_of
from app.library import Library
from app.words.errors import sentence

NURSE = {
    "code": "infirmier", "kind": "profession", "skills": "nursing|sampling", "acts": "12", "reach_minutes": "20",
    "saturday_percent": "80", "sunday_percent": "50", "night_percent": "", "depends_on": "power=4|it:internet",
    "source": "essai", "checked": "local",
}  # fmt: skip
POST = {
    "code": "garde", "label_fr": "Garde", "count": "2", "acts": "7", "skills": "gp", "reach_minutes": "40",
    "when": "night|sunday_morning", "source": "essai", "checked": "local",
}  # fmt: skip
WEEKEND = slices_from(datetime(2026, 11, 27, 7, tzinfo=UTC), 3)
"""Friday, Saturday, Sunday: morning, afternoon, night of each."""


def test_a_profession_gives_a_part_of_its_half_day_on_days_off() -> None:
    """Whole on Friday, 80 % on Saturday, half on Sunday, nothing at night."""
    row = supply_row_of(NURSE)
    assert [row.percent(one) for one in WEEKEND] == [100, 100, 0, 80, 80, 0, 50, 50, 0]
    assert (row.is_profession, row.depends_on) == (True, {"power": 4, "it:internet": 0})


def test_a_place_counts_by_its_places_when_they_are_known() -> None:
    """30 acts for 100 places: 14 for 48; its own figure where nobody said how many."""
    row = supply_row_of({**NURSE, "code": "hospital_at_home", "kind": "", "per_100_places": "30", "acts": "5"})
    assert (row.is_profession, row.usual(48), row.usual(None)) == (False, 14, 5)


def test_a_headcount_is_a_territory_s() -> None:
    """94 nurses in Redon, 98 in Auray."""
    assert supply_row_of({**NURSE, "headcount": "redon=94 | auray=98"}).headcount == {"redon": 94, "auray": 98}


def test_shipped_places_counted_by_their_places_give_something_when_nobody_said_how_many() -> None:
    """A dialysis unit whose list says no places would leave every patient without a seat."""
    rows = [one for one in Library().coverage_supply if one.per_100_places is not None]
    assert rows
    assert [one.code for one in rows if not one.usual(None)] == []


def test_a_post_gives_when_it_is_there() -> None:
    """Two of seven acts at night and on Sunday morning."""
    assert [post_row_of(POST).gives(one) for one in WEEKEND] == [0, 0, 14, 0, 0, 14, 14, 0, 14]


@given(st.integers(0, 500), st.fractions(0, 100))
def test_a_share_is_near_and_never_takes_everything(acts: int, percent: Fraction) -> None:
    """Within half an act of the exact part, at least one act where anything is given, never more than all."""
    found = share(acts, percent)
    assert 0 <= found <= acts
    assert bool(found) is bool(acts and percent)
    assert abs(found - acts * percent / 100) <= (1 if found == 1 else Fraction(1, 2))


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"depends_on": "eau"}, "depends_on : « eau » ; écrivez power"),
        ({"depends_on": "it:radio=2"}, "depends_on : « it:radio=2 »"),
        ({"depends_on": "power=beaucoup"}, "power=beaucoup"),
        ({"depends_on": "power=5000"}, "power=5000"),
        ({"reach_minutes": "700"}, "reach_minutes"),
        ({"saturday_percent": "120"}, "saturday_percent : écrivez un nombre de 0 à 100"),
        ({"kind": "animal"}, "kind"),
        ({"source": ""}, "source"),
        ({"headcount": "94"}, "headcount : « 94 »"),
        ({"headcount": "redon=beaucoup"}, "redon=beaucoup"),
    ],
)
def test_a_row_of_supply_that_cannot_be_is_refused(change: dict[str, str], part: str) -> None:
    """One sentence that names the column and what would be right."""
    with pytest.raises(InvalidInput) as refused:
        supply_row_of({**NURSE, **change})
    assert part in sentence(refused.value).replace("\u00a0", " ")


@pytest.mark.parametrize("change", [{"when": ""}, {"when": "noon"}, {"count": "-1"}, {"label_fr": ""}])
def test_a_post_that_cannot_be_is_refused(change: dict[str, str]) -> None:
    """It must say when, how many, and be called something."""
    with pytest.raises(InvalidInput):
        post_row_of({**POST, **change})


def test_the_shipped_rows_say_where_they_come_from() -> None:
    """Every row has its source and is not taken for checked: they are working values."""
    library = Library()
    tables = ("coverage_supply", "duty_supply", "transport_supply", "coverage_skills")
    rows = [record.cells for name in tables for record in library.table(name)]
    assert {one["checked"] for one in rows} == {"recalled", "inferred"}
    assert all(one["source"] for one in rows)
