"""A territory as a drawing for paper: communes by their outlines, states told by greys, hatching and a letter. Black and white."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from math import cos, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
"""Longitude, latitude."""

WIDTH, MOST_HEIGHT, EDGE = 720.0, 560.0, 8.0
LETTER = 13


class Tone(StrEnum):
    """How dark a commune is."""

    NONE = "none"
    CALM = "calm"
    WARNED = "warned"
    ALARM = "alarm"


FILLS = {Tone.NONE: "#ffffff", Tone.CALM: "#f0f0f0", Tone.WARNED: "url(#warned)", Tone.ALARM: "url(#alarm)"}
PATTERNS = (
    '<pattern id="warned" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#ffffff"/>'
    '<path d="M0 7L7 0" stroke="#6a6a6a" stroke-width="1.1"/></pattern>'
    '<pattern id="alarm" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#c4c4c4"/>'
    '<path d="M0 6L6 0M0 0L6 6" stroke="#3a3a3a" stroke-width="1.1"/></pattern>'
)


@dataclass(frozen=True, slots=True)
class Area:
    """A commune: its outer rings, where its letter stands, how dark it is, the letter."""

    rings: tuple[tuple[Point, ...], ...]
    point: Point
    tone: Tone
    letter: str


@dataclass(frozen=True, slots=True)
class Way:
    """A road or a boat; ``is_cut``: thick and dotted."""

    start: Point
    end: Point
    is_boat: bool = False
    is_cut: bool = False


def territory_svg(areas: Sequence[Area], ways: Sequence[Way], title: str) -> str:
    """The drawing, the north above; ``title`` is read aloud in its place. Same values, same text; empty without outlines."""
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        return ""
    place = _Plane(points)
    drawn = [_area(area, place) for area in areas]
    drawn += [_way(way, place) for way in ways]
    drawn += [_letter(area, place) for area in areas if area.letter]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {place.width:.0f} {place.height:.0f}" role="img"'
        f' width="{place.width:.0f}" height="{place.height:.0f}" font-family="Atkinson Hyperlegible" font-size="{LETTER}">'
        f"<title>{escape(title)}</title><defs>{PATTERNS}</defs>{''.join(drawn)}</svg>"
    )


class _Plane:
    """Degrees to the sheet: a level degree is shorter than an upright one by the cosine of the latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._west, self._north = min(x for x, _y in points), max(y for _x, y in points)
        east, south = max(x for x, _y in points), min(y for _x, y in points)
        self._squeeze = cos(radians((self._north + south) / 2))
        across, down = max((east - self._west) * self._squeeze, 1e-6), max(self._north - south, 1e-6)
        self._scale = min((WIDTH - 2 * EDGE) / across, (MOST_HEIGHT - 2 * EDGE) / down)
        self.width, self.height = across * self._scale + 2 * EDGE, down * self._scale + 2 * EDGE

    def at(self, point: Point) -> tuple[float, float]:
        x, y = point
        return EDGE + (x - self._west) * self._squeeze * self._scale, EDGE + (self._north - y) * self._scale


def _area(area: Area, place: _Plane) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(place.at, ring)) + "Z" for ring in area.rings if ring
    )
    return f'<path d="{path}" fill="{FILLS[area.tone]}" stroke="#222222" stroke-width="0.9"/>'


def _way(way: Way, place: _Plane) -> str:
    (x1, y1), (x2, y2) = place.at(way.start), place.at(way.end)
    dash = ' stroke-dasharray="2 5"' if way.is_cut else ' stroke-dasharray="6 4"' if way.is_boat else ""
    width, colour = (4, "#000000") if way.is_cut else (0.8, "#777777")
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="{width}"{dash} fill="none"/>'
    )


def _letter(area: Area, place: _Plane) -> str:
    x, y = place.at(area.point)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="#ffffff" stroke="#222222" stroke-width="0.8"/>'
        f'<text x="{x:.1f}" y="{y + LETTER * 0.35:.1f}" text-anchor="middle" font-weight="700">{escape(area.letter)}</text>'
    )
