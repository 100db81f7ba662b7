"""The alert flowchart as a drawing: boxes from top to bottom, arrows between; black and white, in the colour of the text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from itertools import pairwise

WIDTH, GAP, HEIGHT_OF_LINE = 960, 24, 19
PAD, BETWEEN = 12, 46
CHARACTER = 7.6
"""Mean width of a character at 15 px, in px."""


@dataclass(frozen=True, slots=True)
class FlowBox:
    """One box: who, what they do, within how long and by which way, what when networks are down; ``tells``: which follow."""

    code: str
    who: str
    does: str
    how: str
    degraded: str
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    box: FlowBox
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, str], ...]


def flow_svg(rows: tuple[tuple[FlowBox, ...], ...], title: str, ink: str = "#000000") -> str:
    """The drawing, all in one colour. ``rows``: the boxes of each height, from left to right; ``title`` is read aloud in its
    place."""
    placed, bottom = _placed(rows)
    found = {one.box.code: one for one in placed}
    arrows = [_arrow(one, found[told]) for one in placed for told in one.box.tells if told in found]
    drawn = "".join([*arrows, *map(_drawn, placed)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom:.0f}" role="img" width="{WIDTH}" height="{bottom:.0f}" color="{ink}"'
        ' font-family="Atkinson Hyperlegible, sans-serif" font-size="15" fill="currentColor">'
        f"<title>{escape(title)}</title>"
        '<defs><marker id="releve-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"'
        ' orient="auto"><path d="M0 0 10 5 0 10z" fill="currentColor"/></marker></defs>'
        f"{drawn}</svg>"
    )


def _placed(rows: tuple[tuple[FlowBox, ...], ...]) -> tuple[list[_Placed], float]:
    found: list[_Placed] = []
    y = 4.0
    for row in rows:
        width = min(560.0, (WIDTH - GAP * (len(row) - 1) - 4) / len(row))
        whole = width * len(row) + GAP * (len(row) - 1)
        written = [_lines(box, width) for box in row]
        height = max(len(lines) for lines in written) * HEIGHT_OF_LINE + 2 * PAD
        for rank, (box, lines) in enumerate(zip(row, written, strict=True)):
            x = (WIDTH - whole) / 2 + rank * (width + GAP)
            found.append(_Placed(box, x, y, width, height, lines))
        y += height + BETWEEN
    return found, y - BETWEEN + 4


def _lines(box: FlowBox, width: float) -> tuple[tuple[str, str], ...]:
    """(kind, text) of every line: the heading, what is done, how, and what replaces it."""
    most = int((width - 2 * PAD) / CHARACTER)
    parts = (("who", box.who), ("does", box.does), ("how", box.how), ("degraded", box.degraded))
    return tuple((kind, line) for kind, text in parts if text for line in textwrap.wrap(text, most))


_LOOKS = {
    "who": 'font-weight="700"',
    "does": "",
    "how": 'font-style="italic"',
    "degraded": 'opacity="0.85" text-decoration="none"',
}


def _drawn(one: _Placed) -> str:
    frame = (
        f'<rect x="{one.x:.1f}" y="{one.y:.1f}" width="{one.width:.1f}" height="{one.height:.1f}" rx="8" fill="none"'
        ' stroke="currentColor" stroke-width="1.5"/>'
    )
    texts = []
    for rank, (kind, line) in enumerate(one.lines):
        y = one.y + PAD + HEIGHT_OF_LINE * (rank + 0.75)
        texts.append(f'<text x="{one.x + PAD:.1f}" y="{y:.1f}" {_LOOKS[kind]}>{escape(line)}</text>')
    starts = [rank for rank, (kind, _line) in enumerate(one.lines) if kind == "degraded"]
    if starts and starts[0]:
        y = one.y + PAD + HEIGHT_OF_LINE * starts[0] + 1.5
        texts.append(
            f'<path d="M{one.x + PAD:.1f} {y:.1f}H{one.x + one.width - PAD:.1f}" stroke="currentColor"'
            ' stroke-dasharray="4 4" stroke-width="1" fill="none"/>'
        )
    return frame + "".join(texts)


def _arrow(above: _Placed, below: _Placed) -> str:
    """From under one box to the top of another, by a level stretch half-way when they are not one under the other."""
    start, end = above.x + above.width / 2, below.x + below.width / 2
    top, bottom = above.y + above.height, below.y
    turn = bottom - BETWEEN / 2
    points = [(start, top), (start, turn), (end, turn), (end, bottom)]
    steps = "".join(f"L{x:.1f} {y:.1f}" for before, (x, y) in pairwise(points) if before != (x, y))
    return (
        f'<path d="M{start:.1f} {top:.1f}{steps}" fill="none" stroke="currentColor" stroke-width="1.5"'
        ' marker-end="url(#releve-tip)"/>'
    )
