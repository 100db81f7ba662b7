"""What establishments take over: their categories, a pharmacist's, and how many."""

from __future__ import annotations

import pytest

from app.continuity.site_care import SiteCare, site_care_of
from app.core.errors import InvalidInput
from app.library import Library
from app.roster.practice import SiteKind
from app.services.continuity.continuity_scene import site_cares
from app.services.continuity.read_categories import category_table

ROW = {
    "kind": "hospital_at_home", "categories": "PALL|NENT", "profession": "", "share_percent": "10", "room": "5",
    "radius_minutes": "60", "needs_power": "non", "needs_network": "non", "source": "essai",
}  # fmt: skip


def test_a_row_is_read_whole() -> None:
    """Every column, and nothing else."""
    assert site_care_of(ROW) == SiteCare(
        kind=SiteKind.HOSPITAL_AT_HOME, categories=frozenset({"PALL", "NENT"}), profession="", share_percent=10, room=5,
        radius_minutes=60, needs_power=False, needs_network=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "chateau"), ("share_percent", "101"), ("room", ""), ("radius_minutes", "loin"), ("source", "")],
)
def test_a_row_that_does_not_read_is_refused(column: str, value: str) -> None:
    """Each in a sentence that names its column."""
    with pytest.raises(InvalidInput):
        site_care_of({**ROW, column: value})


def test_what_it_said_comes_before_its_places_and_its_places_before_the_usual() -> None:
    """12 as said; 10 % of 48 places are 4; 5 when neither is known."""
    care = site_care_of(ROW)
    assert [care.capacity(48, 12), care.capacity(48, None), care.capacity(None, None)] == [12, 4, 5]


def test_the_shipped_pharmacies_take_what_a_pharmacist_may_relay() -> None:
    """And nothing a nurse alone can do; a category validated later with a pharmacist joins by itself."""
    library = Library()
    categories = category_table(library)
    taken = site_cares(library)[SiteKind.PHARMACY].takes(categories.values())
    assert taken == {code for code, one in categories.items() if "pharmacien" in one.carers}
    assert "TSO" in taken
    assert "INS" not in taken


def test_the_shipped_rows_name_categories_that_exist() -> None:
    """A mistyped code would silently relay nothing."""
    library = Library()
    named = {code for one in site_cares(library).values() for code in one.categories}
    assert named - category_table(library).keys() == set()
