"""A hospital's sentence is read as counts; what is left is what nobody takes or is asked to take."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.continuity.carer import CarerId
from app.continuity.discharge import Discharge, DischargeId, Line, Reading, Taking, counted, read_sentence

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
CARER = CarerId("practice:p1")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20 lits ce soir : 9 pansements, 5 seuls, 6 sans soin", Reading(20, {"AGE80": 5, "PLAIE": 9}, 6)),
        (
            "Nous voulons libérer 20 lits ce soir : 9 pansements/injections, 5 retours fragiles seuls, 6 sans soin.",
            Reading(20, {"AGE80": 5, "PLAIE": 9}, 6),
        ),
        ("3 insulines et 6 plaies avant 21 h", Reading(9, {"INS": 3, "PLAIE": 6}, 0)),
        ("4 lits à 18 h 30 : 2 oxygène, 2 sonde urinaire", Reading(4, {"O2": 2, "SONDE": 2}, 0)),
        ("2 patients, 1 kiné", Reading(1, {"KINE-R": 1}, 0, ("2 patients",))),
        ("bonsoir", Reading()),
    ],
)
def test_a_sentence_is_read_as_counts(text: str, read: Reading) -> None:
    """Words of a ward become categories; hours are no count; what nobody understands is said."""
    assert read_sentence(text) == read


def test_what_is_left_is_what_nobody_takes_or_is_asked_to_take() -> None:
    """Agreed and asked count; refused does not."""
    lines = (Line("INS", "56007", 3), Line("PLAIE", "56007", 6))
    takings = (
        Taking(category="INS", commune="56007", carer=CARER, patients=2, agreed_at=NOON),
        Taking(category="PLAIE", commune="56007", carer=CARER, patients=1),
        Taking(category="PLAIE", commune="56007", carer=CarerId("practice:p2"), patients=5, refused=True),
    )
    one = Discharge(
        id=DischargeId("d"), title="Ce soir", asked_at=NOON, wanted_at=NOON, beds=15, actor_id="a", lines=lines,
        takings=takings,
    )  # fmt: skip
    assert (one.with_care, one.without_care, one.agreed, one.asked, one.left_patients) == (9, 6, 2, 1, 6)
    assert one.left == (Line("INS", "56007", 1), Line("PLAIE", "56007", 5))
    assert [(kept.category, kept.count, kept.practice) for kept in counted(one.left)] == [
        ("INS", 1, ""),
        ("PLAIE", 5, ""),
    ]
