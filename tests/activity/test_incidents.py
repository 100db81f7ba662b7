"""Incident types are data: a short card in both languages, a link that is one."""

from __future__ import annotations

from datetime import date

import pytest

from app.activity.incidents import incident_type_of, incident_types_in_force
from app.core.errors import InvalidInput
from app.words import use_language
from tests.activity.builders import rows

TYPES = [incident_type_of(one.cells) for one in rows("incident_types")]
TODAY = date(2026, 11, 30)


def test_the_four_types_have_a_card_and_a_declaration() -> None:
    """In order, each of five short steps; what vaccination alone knows is not offered at a screening centre."""
    found = incident_types_in_force(TYPES, "vaccination", TODAY)
    assert [one.code for one in found] == ["needle_stick", "anaphylaxis", "cold_chain", "dosing_error"]
    assert [len(one.steps) for one in found] == [5, 5, 5, 5]
    assert max(len(step) for one in found for step in (*one.steps_fr, *one.steps_en)) <= 120
    assert {one.code for one in found if "signalement" in one.url} == {"anaphylaxis", "dosing_error"}
    assert {one.code for one in found if one.stops_line} == {"anaphylaxis", "cold_chain"}
    assert [one.code for one in incident_types_in_force(TYPES, "screening", TODAY)] == ["needle_stick"]


def test_the_card_follows_the_language() -> None:
    """Name, steps and declaration change together."""
    card = TYPES[1]
    with use_language("en"):
        assert (card.label, card.steps, card.declare) == (card.label_en, card.steps_en, card.declare_en)
    assert (card.label, card.steps, card.declare) == (card.label_fr, card.steps_fr, card.declare_fr)


@pytest.mark.parametrize(
    ("change", "said"), [({"steps_en": "one"}, "steps_fr"), ({"steps_fr": ""}, "steps_fr"), ({"url": "http://x"}, "https")]
)  # fmt: skip
def test_a_wrong_card_is_refused(change: dict[str, str], said: str) -> None:
    """A step missing in one language, an address that is not secure."""
    with pytest.raises(InvalidInput, match=said):
        incident_type_of({**rows("incident_types")[0].cells, **change})
