"""Bars for printed reports."""

from __future__ import annotations

import re

from app.documents.bar_chart import BAR_WIDTH, FACE, Bar, bar_chart_svg

BARS = (
    Bar("semaine 1", 1200, "1 200", 2400),
    Bar("pharmaciens titulaires d’officine et adjoints", 2400, "2 400", 2400),
)


def test_the_same_bars_give_the_same_drawing() -> None:
    """Reports can be compared byte for byte."""
    assert bar_chart_svg(BARS) == bar_chart_svg(BARS)


def test_bars_are_to_scale_in_the_order_given() -> None:
    """Half the value is half the width; the longest fills the plot."""
    widths = re.findall(r'aria-roledescription="bar" d="M0,[\d.]+h([\d.]+)', bar_chart_svg(BARS))
    assert [float(width) for width in widths] == [BAR_WIDTH / 2, BAR_WIDTH]


def test_labels_and_figures_are_whole_and_in_our_typeface() -> None:
    """A long label takes two lines rather than an ellipsis."""
    drawn = bar_chart_svg(BARS)
    for text in ("semaine 1", "pharmaciens titulaires", "d’officine et adjoints", "1 200", "2 400"):
        assert text in drawn
    assert "…" not in drawn
    assert set(re.findall(r'font-family="([^"]+)"', drawn)) == {FACE}


def test_a_target_is_drawn_only_where_there_is_one() -> None:
    """One stroke a target."""
    assert bar_chart_svg(BARS).count('aria-roledescription="tick"') == 2
    assert bar_chart_svg([Bar("a", 0, "0")]).count('aria-roledescription="tick"') == 0


def test_a_label_is_text_and_nothing_more() -> None:
    """Quotes and brackets of a label don't reach the chart's language."""
    assert "a&#39;]; x &lt;b&gt;" in bar_chart_svg([Bar("a']; x <b>", 1, "1")]) or "a']; x &lt;b&gt;" in bar_chart_svg(
        [Bar("a']; x <b>", 1, "1")]
    )
