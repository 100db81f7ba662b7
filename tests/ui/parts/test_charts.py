"""Pictures of coverage and drills: what each holds, what its hover says, and that text is never markup."""

from __future__ import annotations

import pytest

from app.ui.parts.charts_bars import LyingBar, bars_figure
from app.ui.parts.charts_frame import folded, soft
from app.ui.parts.charts_heat import HeatCell, heat_figure
from app.ui.parts.charts_lines import Curve, CurveTone, lines_figure
from app.ui.parts.charts_shares import shares_figure
from app.ui.parts.charts_waterfall import Step, waterfall_figure

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
def test_lines_are_told_apart_without_colour_and_the_gain_is_filled(theme: str) -> None:
    """A dash and a mark each; two silent traces carry the filling."""
    curves = [Curve(one.value, (90.0, 80.0, None), one) for one in CurveTone]
    drawn = lines_figure(["a", "b", "c"], curves, theme, fill=(CurveTone.SHOCK, CurveTone.PLAN), marks=[(1, "appel")])
    named = [one for one in drawn.data if one.name]
    assert len({one.line.dash for one in named}) == len({one.marker.symbol for one in named}) == 4
    assert [one.fill for one in drawn.data if not one.name] == [None, "tonexty"]
    assert drawn.layout.annotations[0].text == "appel"


def test_steps_add_up_to_what_they_say() -> None:
    """Totals are drawn as totals, signs are said, two steps of one name stay two."""
    steps = [
        Step("Demande", 100, is_total=True),
        Step("Absents", 20),
        Step("Plan", -5),
        Step("Plan", -3),
        Step("Reste", 112, is_total=True),
        Step("Rien", 0),
    ]
    fall = waterfall_figure(steps, "light").data[0]
    assert list(fall.measure) == ["absolute", "relative", "relative", "relative", "absolute", "relative"]
    assert list(fall.text) == ["100", "+20", "−5", "−3", "112", "0"]
    assert list(fall.y) == [0, 1, 2, 3, 4, 5]


def test_two_bars_of_one_label_stay_two_and_states_are_hatched() -> None:
    """« infirmière, Auray » twice: two rows; the state stands in the legend."""
    bars = [LyingBar("infirmière, Auray", 9, "9", "alarm", "relais absent"), LyingBar("infirmière, Auray", 4, "4", "warned", "relais partiel")]  # fmt: skip
    drawn = bars_figure(bars, "dark")
    assert [list(one.y) for one in drawn.data] == [[0], [1]]
    assert [one.name for one in drawn.data] == ["relais absent", "relais partiel"]
    assert len({one.marker.pattern.shape for one in drawn.data}) == 2
    assert list(drawn.layout.yaxis.ticktext) == ["infirmière, Auray"] * 2


def test_rows_are_as_high_as_their_labels() -> None:
    """Three lines need more room than one."""
    short, long = (
        bars_figure([LyingBar(label, 9, "9", "alarm", "relais absent")] * 10, "light").layout.height
        for label in ("Auray", "Médecin de garde, secteur d’Auray + Second médecin de garde le dimanche, Auray")
    )
    assert (short, long) == (490, 740)


def test_a_cell_says_its_letter_and_its_sentence() -> None:
    """Levels are colours of steps, never a blend of two."""
    cells = [[HeatCell(0, "", "rien"), HeatCell(3, "D 12", "<b>Auray</b>")]]
    drawn = heat_figure(["Auray"], ["Un", "Deux"], cells, "light").data[0]
    assert list(drawn.text[0]) == ["", "D 12"]
    assert drawn.customdata[0][1] == "&lt;b&gt;Auray&lt;/b&gt;"
    bounds = [at for at, _colour in drawn.colorscale]
    assert bounds == [0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1]


def test_the_promise_is_a_point_of_the_curve() -> None:
    """« 9 jours sur 10 : 86 % » stands where the curve passes."""
    drawn = shares_figure([0, 90, 100], [99, 86, 60], "light", promised=(90, 86), promise="9 jours sur 10 : 86 %", across="a", along="b")  # fmt: skip
    assert (drawn.data[1].x[0], drawn.data[1].y[0]) == (90, 86)
    assert drawn.layout.yaxis.range == (48, 102)


def test_labels_are_text_and_colours_can_be_let_through() -> None:
    """Nothing typed turns into markup of the picture."""
    assert folded("<i>a</i>") == "&lt;i&gt;a&lt;/i&gt;"
    assert soft("#102030", 0.5) == "rgba(16, 32, 48, 0.5)"
