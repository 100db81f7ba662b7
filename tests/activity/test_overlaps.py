"""Nobody is paid twice for the same minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.overlaps import overlaps, refuse_overlaps
from app.core.errors import RuleRefusal
from app.core.intervals import Interval
from app.words.errors import sentence
from tests.activity.builders import a_payee, hours, paid

MORNING, AFTERNOON = hours("2021-03-08", "09:00", "13:00"), hours("2021-03-08", "13:00", "17:00")
ACROSS = hours("2021-03-08", "12:00", "14:00")
NURSE, OTHER = a_payee(), replace(a_payee(), key="person:P2")


def test_an_overlap_is_refused_in_a_sentence() -> None:
    """Two sessions that touch are fine, so are two people at once; an hour in common is refused with both moments."""
    fine = [paid(NURSE, MORNING), paid(NURSE, AFTERNOON, session="S2"), paid(OTHER, ACROSS)]
    refuse_overlaps(fine, str)
    clash = [paid(NURSE, ACROSS, session="S3"), *fine]
    assert [(one.first.session_id, one.second.session_id) for one in overlaps(clash)] == [("S1", "S3"), ("S3", "S2")]
    with pytest.raises(RuleRefusal) as refusal:
        refuse_overlaps(clash, lambda key: "Clarisse P.")
    assert sentence(refusal.value) == (
        "Clarisse P. serait payé(e) deux fois pour les mêmes heures : lundi 8 mars, matin (9 h–13 h) et lundi 8 mars, "
        "après-midi (12 h–14 h). Corrigez l’une des deux feuilles de présence."
    )


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 600)), max_size=6))
def test_every_overlap_is_found(spans: list[tuple[int, int]]) -> None:
    """As many pairs as a plain comparison of all pairs, whatever the order given."""
    minute = timedelta(minutes=1)
    times = [
        Interval(MORNING.start + begin * minute, MORNING.start + (begin + length) * minute) for begin, length in spans
    ]
    held = [paid(NURSE, one, session=f"S{n}") for n, one in enumerate(times)]
    pairs = sum(
        max(one.start, two.start) < min(one.end, two.end) for n, one in enumerate(times) for two in times[n + 1 :]
    )
    assert len(overlaps(held)) == len(overlaps(reversed(held))) == pairs
