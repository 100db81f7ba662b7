"""Figures of a report: what was never done has no bar, a waterfall goes from where it stood to where it stands."""

from __future__ import annotations

import re

from app.documents.retex_svg import figure_picture, figure_svg
from app.exercise.retex import AnswerFigure, CourseFigure, DelayBar, DelayFigure, FallBar, FallFigure
from tests.exercise.a_retex import COURSES, FALLS


def rects(svg: str) -> list[tuple[float, float]]:
    """(x, width) of each bar."""
    return [(float(x), float(width)) for x, width in re.findall(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"', svg)]


def test_a_delay_never_done_has_no_bar_and_its_words_are_there() -> None:
    bars = (DelayBar("alerte", 10.0, "10 min", 20.0), DelayBar("relève <1>", None, "pas fait", 40.0))
    svg = figure_svg(DelayFigure(bars, "Délais"))
    assert len(rects(svg)) == 1
    assert svg.count('stroke-width="4"') == 2
    assert "pas fait" in svg
    assert "relève &lt;1&gt;" in svg


def test_bars_share_one_scale_with_their_targets() -> None:
    bars = (DelayBar("a", 10.0, "", None), DelayBar("b", 20.0, "", 40.0))
    (_x, short), (_y, long) = rects(figure_svg(DelayFigure(bars, "")))
    assert long == 2 * short
    assert long * 2 == 900 - 330 - 120


def test_each_step_of_a_waterfall_begins_where_the_one_before_ended() -> None:
    drawn = rects(figure_svg(FALLS))
    (first, wide), (second, more), (third, _last) = drawn[0], drawn[1], drawn[2]
    assert abs(first + wide - second) < 0.2
    assert abs(second + more - third) < 0.2


def test_nothing_to_draw_draws_nothing() -> None:
    for empty in (CourseFigure((), (), ""), FallFigure((), ""), AnswerFigure((), 60.0, "")):
        assert figure_svg(empty) == ""
        assert figure_picture(empty) == b""


def test_a_step_that_changes_nothing_is_still_seen() -> None:
    (one,) = rects(figure_svg(FallFigure((FallBar("rien", 10, 10, "0"),), "")))
    assert one[1] == 1.5


def test_a_picture_is_a_png_as_wide_as_a_page_needs() -> None:
    picture = figure_picture(COURSES)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1800
