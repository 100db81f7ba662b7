"""The figures of an after-action report in black and white: coverage over time, waterfall, delays against targets, answers.

Drawn as SVG for the PDF and the page, and as pictures for word processors, which read no SVG everywhere.
"""

from __future__ import annotations

import textwrap
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from app.documents.curve_svg import curve_svg
from app.documents.drill_svg import PaperLine, PaperSpan, lines_svg
from app.documents.typeset import FONTS
from app.exercise.retex import AnswerFigure, CourseFigure, DelayFigure
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exercise.retex import DelayBar, FallBar, FallFigure, Figure

WIDTH, LABELS, FIGURES, ROW, LINE = 900, 330, 120, 36, 17
"""Pixels: the whole, the room of labels on the left and of figures on the right, a row, a line of a label."""

LETTERS = 42
"""Of a label on one line."""

FACE = 'font-family="Atkinson Hyperlegible, sans-serif"'
PICTURE_SCALE = 2.0
"""Pixels of a picture for one of the drawing: 1 800 across an A4 page, about 260 dots an inch."""


def figure_svg(figure: Figure) -> str:
    """The drawing. Same values, same text; empty when there is nothing to draw."""
    if isinstance(figure, CourseFigure):
        lines = tuple(PaperLine(one.code, one.words, one.percents) for one in figure.lines)
        return lines_svg(
            lines, tuple(PaperSpan(one.hours, one.words, one.is_night) for one in figure.spans), figure.says
        )
    if isinstance(figure, AnswerFigure):
        return curve_svg(figure.points, figure.last, _("min"), figure.says) if figure.points else ""
    return _delays(figure) if isinstance(figure, DelayFigure) else _falls(figure)


def figure_picture(figure: Figure) -> bytes:
    """The same as PNG on white; empty when there is nothing to draw."""
    drawn = figure_svg(figure)
    if not drawn:
        return b""
    import vl_convert

    _register_face()
    return bytes(vl_convert.svg_to_png(drawn.replace("currentColor", "#000000"), scale=PICTURE_SCALE))


@cache
def _register_face() -> None:
    """Letters are drawn in our typeface; once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def _delays(figure: DelayFigure) -> str:
    across = max([1.0, *(one.minutes or 0.0 for one in figure.bars), *(one.target or 0.0 for one in figure.bars)])
    return _rows(
        [_delay_row(one, across) for one in figure.bars], [(one.words, one.shown) for one in figure.bars], figure.says
    )


def _delay_row(one: DelayBar, across: float) -> str:
    """A bar as long as the delay, the target as an upright stroke; nothing done, no bar."""
    bar = (
        f'<rect x="{LABELS}" y="9" width="{_at(one.minutes, across):.1f}" height="18" fill="#6e6e6e"/>'
        if one.minutes
        else ""
    )
    if one.target is None:
        return bar
    x = LABELS + _at(one.target, across)
    return f'{bar}<path d="M{x:.1f} 3V33" stroke="currentColor" stroke-width="4"/>'


def _at(value: float, across: float) -> float:
    return (WIDTH - LABELS - FIGURES) * value / across


def _falls(figure: FallFigure) -> str:
    if not figure.bars:
        return ""
    highest = max(1, *(max(one.start, one.end) for one in figure.bars))
    return _rows(
        [_fall_row(one, highest) for one in figure.bars], [(one.words, one.shown) for one in figure.bars], figure.says
    )


def _fall_row(one: FallBar, highest: int) -> str:
    """From where it stood to where it stands: filled for a total, dark when it adds, hollow when it gives back."""
    left, right = sorted((one.start, one.end))
    x, width = LABELS + _at(left, highest), max(1.5, _at(right - left, highest))
    fill = "#b5b5b5" if one.is_total else "#3d3d3d" if one.end > one.start else "#ffffff"
    dash = ' stroke-dasharray="4 3"' if not one.is_total and one.end < one.start else ""
    return f'<rect x="{x:.1f}" y="8" width="{width:.1f}" height="20" fill="{fill}" stroke="currentColor" stroke-width="1.2"{dash}/>'


def _rows(bars: Sequence[str], labels: Sequence[tuple[str, str]], title: str) -> str:
    """Labels on the left over as many lines as they need, bars, figures on the right."""
    drawn, y = "", 4.0
    for bar, (words, shown) in zip(bars, labels, strict=True):
        lines = textwrap.wrap(words, LETTERS) or [""]
        height = max(ROW, LINE * len(lines) + 8)
        first = height / 2 - LINE * (len(lines) - 1) / 2 + 5
        told = "".join(
            f'<text x="{LABELS - 10}" y="{first + LINE * n:.1f}" text-anchor="end">{escape(line)}</text>'
            for n, line in enumerate(lines)
        )
        drawn += (
            f'<g transform="translate(0 {y:.1f})">{told}<g transform="translate(0 {(height - ROW) / 2:.1f})">{bar}</g>'
            f'<text x="{WIDTH - 6}" y="{height / 2 + 5:.1f}" text-anchor="end" font-weight="bold">{escape(shown)}</text></g>'
        )
        y += height
    axis = f'<path d="M{LABELS} 2V{y + 2:.1f}" stroke="currentColor" stroke-width="1"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 6:.0f}" role="img" font-size="15" {FACE}'
        f' fill="currentColor"><title>{escape(title)}</title>{drawn}{axis}</svg>'
    )
