"""The lines of a drill over half-days: edges, nights, days, marks at two heights, an axis that leaves every line above it."""

from __future__ import annotations

import pytest

from app.ui.parts import drill_lines
from app.ui.parts.charts_lines import Curve, CurveTone

LABELS = tuple(f"demi-journée {n}" for n in range(7))


def curves(low: float) -> tuple[Curve, ...]:
    return (
        Curve("Temps ordinaire", (100.0,) * 7, CurveTone.BASELINE),
        Curve("Choc sans plan", (low,) * 7, CurveTone.SHOCK),
        Curve("Choc avec le plan", (95.0,) * 7, CurveTone.PLAN),
    )


@pytest.mark.parametrize(("low", "floor"), [(100.0, 90), (89.4, 80), (80.0, 70), (12.0, 10), (0.0, 0)])
def test_the_axis_begins_under_every_line(low: float, floor: int) -> None:
    """At a multiple of ten, never under nought; small differences near 100 % stay visible."""
    made = drill_lines.figure(LABELS, curves(low), "dark")
    assert list(made.layout.yaxis.range) == [floor, 101]


def test_days_nights_and_marks_stand_where_they_are() -> None:
    """A night is shaded over its half-day; neighbouring marks stand at two heights; days replace half-days below."""
    made = drill_lines.figure(
        LABELS, curves(50), "light", nights=(1, 4), days=((0, "jeu. 26"), (2, "ven. 27")), marks=((0, "1"), (1, "2–3"))
    )
    assert [(one.x0, one.x1) for one in made.layout.shapes] == [(0.5, 1.5), (3.5, 4.5)]
    assert [(one.x, one.yshift) for one in made.layout.annotations] == [(0, 0), (1, drill_lines.MARK)]
    assert list(made.layout.xaxis.ticktext) == ["jeu. 26", "ven. 27"]
    assert [trace.fill for trace in made.data] == [None, "tonexty", None, None, None]
