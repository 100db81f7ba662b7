"""A flash exercise in words: plurals agree, and a place is told once."""

from __future__ import annotations

import pytest

from app.drills.flash import WeakPoint
from app.drills.flash_words import Naming, action_words, weak_words
from app.drills.shock import CallVolunteers

NAMING = Naming(skills={}, communes={"56007": "Auray"}, roles={"idel": "infirmier", "lab": "laboratoire"})


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "Appeler 1 volontaire (infirmier) à Auray"), (2, "Appeler 2 volontaires (infirmiers) à Auray")],
)
def test_volunteers_agree_with_their_number(count: int, said: str) -> None:
    effect = CallVolunteers(profession="idel", count=count, communes=("56007",))
    assert action_words(effect, NAMING).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ambulances d’Auray", "Ambulances d’Auray"),
        ("Ambulances du Loch", "Ambulances du Loch, à Auray"),
        ("", "laboratoire, à Auray"),
    ],
)
def test_a_commune_that_the_name_of_a_site_tells_is_not_told_again(name: str, said: str) -> None:
    assert weak_words(WeakPoint("site", "site:1", "lab", ("56007",), 3, name), NAMING) == said
