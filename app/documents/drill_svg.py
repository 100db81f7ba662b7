"""Courses of a drill as step lines in black and white: each has its own dash and stands named at the side."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 330, 58, 20, 46, 34
DASHES = {"baseline": "2 5", "shock": "9 6", "plan": "", "played": "14 5 3 5"}
WIDTHS = {"baseline": 1.8, "shock": 2.4, "plan": 3.4, "played": 2.4}
STEP, LOWEST = 10, 90
KEY_LINE, LETTER = 44, 7.4
"""Length of the sample of a line, and the width of a letter of its name."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One course: its code among DASHES, its words, one percent (0–100) a slice."""

    code: str
    words: str
    percents: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PaperSpan:
    """One slice: how long it is, in hours, the words to print where a day begins (else empty), whether it is a night."""

    hours: float
    words: str = ""
    is_night: bool = False


def lines_svg(lines: tuple[PaperLine, ...], spans: tuple[PaperSpan, ...], title: str) -> str:
    """Same values, same text. Empty when there is nothing to draw."""
    if not lines or not spans:
        return ""
    edges = _edges(spans)
    least = min(value for line in lines for value in line.percents)
    floor = max(0, min(LOWEST, int((least - 1) // STEP) * STEP))

    def y(percent: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (percent - floor) / (100 - floor))

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-size="15"'
        f' font-family="Atkinson Hyperlegible, sans-serif" fill="currentColor"><title>{escape(title)}</title>'
        + "".join(_night(edges[rank], edges[rank + 1]) for rank, one in enumerate(spans) if one.is_night)
        + "".join(_level(y(level), level) for level in range(floor, 101, STEP))
        + "".join(_day(edges[rank], one.words) for rank, one in enumerate(spans) if one.words)
        + "".join(_course(line, [y(value) for value in line.percents], edges) for line in lines)
        + _key(lines)
        + "</svg>"
    )


def _edges(spans: tuple[PaperSpan, ...]) -> list[float]:
    whole = sum(one.hours for one in spans) or 1.0
    across, edges = WIDTH - LEFT - RIGHT, [float(LEFT)]
    for one in spans:
        edges.append(edges[-1] + across * one.hours / whole)
    return edges


def _night(start: float, end: float) -> str:
    return (
        f'<rect x="{start:.1f}" y="{TOP}" width="{end - start:.1f}" height="{HEIGHT - TOP - BOTTOM}" fill="#ededed"/>'
    )


def _level(y: float, level: int) -> str:
    return (
        f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="currentColor" stroke-width="0.6" opacity="0.4"/>'
        f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{level} %</text>'
    )


def _day(x: float, words: str) -> str:
    return (
        f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM + 6}" stroke="currentColor" stroke-width="0.8" opacity="0.6"/>'
        f'<text x="{x + 4:.1f}" y="{HEIGHT - BOTTOM + 20}">{escape(words)}</text>'
    )


def _course(line: PaperLine, levels: list[float], edges: list[float]) -> str:
    path = f"M{edges[0]:.1f} {levels[0]:.1f}" + "".join(
        f"V{level:.1f}H{edges[rank + 1]:.1f}" for rank, level in enumerate(levels)
    )
    return f'<path d="{path}" fill="none" stroke="currentColor" {_stroke(line.code)}/>'


def _key(lines: tuple[PaperLine, ...]) -> str:
    drawn, x = "", float(LEFT)
    for line in lines:
        drawn += (
            f'<path d="M{x:.1f} 18H{x + KEY_LINE:.1f}" stroke="currentColor" {_stroke(line.code)}/>'
            f'<text x="{x + KEY_LINE + 6:.1f}" y="23">{escape(line.words)}</text>'
        )
        x += KEY_LINE + 28 + LETTER * len(line.words)
    return drawn


def _stroke(code: str) -> str:
    dash = f' stroke-dasharray="{DASHES[code]}"' if DASHES[code] else ""
    return f'stroke-width="{WIDTHS[code]}"{dash}'
