"""A territory drawn without any tile server: communes by their outlines, roads and boats, places of care.

A state is told four times: by its word in the legend, by its colour, by its hatching and by the mark on the commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.ui.parts.charts_frame import BLUE, GREEN, GREY, GROUND, INK, ORANGE, QUIET, VERMILION, layout, soft
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Point = tuple[float, float]
"""Longitude, latitude."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A commune: its state's code, its rings (none: a point alone), the lines its hover says.

    ``is_marked``: outlined, as those of the set that was chosen. ``is_worse``: since the shock.
    """

    code: str
    name: str
    level: str
    rings: tuple[tuple[Point, ...], ...]
    point: Point | None
    said: tuple[str, ...]
    is_marked: bool = False
    is_worse: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A road or a boat between two points."""

    start: Point
    end: Point
    is_boat: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class SitePoint:
    """Places of care of one commune, in words."""

    point: Point
    said: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn; ``words``: state's code → what its legend says, in the order of the legend."""

    shapes: tuple[Shape, ...]
    words: Mapping[str, str]
    links: tuple[Link, ...] = ()
    sites: tuple[SitePoint, ...] = ()


LOOKS: Mapping[str, tuple[Mapping[str, str], float, str, str]] = {
    "short": (VERMILION, 0.62, "x", "x"),
    "short_0": (VERMILION, 0.3, ".", "x"),
    "short_1": (VERMILION, 0.5, "-", "x"),
    "short_2": (VERMILION, 0.7, "x", "x"),
    "short_3": (VERMILION, 0.95, "+", "x"),
    "fragile": (ORANGE, 0.5, "/", "triangle-up"),
    "covered": (GREEN, 0.3, "", "circle"),
    "nothing": (GREY, 0.16, "", "circle-open"),
}
"""State → colour, how much of it shows, hatching, mark. A deficit has four steps, or one where its share may not be said."""

HATCHED = {"light": 0.4, "dark": 0.62}
"""How much of the hatching shows: light strokes on a dark ground need more."""

NAMED, APART = 14, (0.22, 0.045)
"""Names written on the map at most, and how far apart they stand, in parts of its width and height: the first ones have
theirs written, all say it under the pointer and in the table."""

ACROSS, SHORTEST, TALLEST = 500, 460, 900
"""Pixels: the width that the map counts on, the bounds of its height; a territory along a coast is tall."""

LEGEND = 64
"""Pixels kept above the territory for the legend."""

EDGE = 0.03
"""Room around the territory, a part of its width and of its height."""


def figure(drawn: Drawing, theme: str) -> go.Figure:
    """The map: communes below, then roads, marks, places of care; as tall as the territory is."""
    found = go.Figure()
    for level, words in drawn.words.items():
        _fill(found, [one for one in drawn.shapes if one.level == level], level, words, theme)
    _roads(found, drawn.links, theme)
    _border(found, [one for one in drawn.shapes if one.is_worse], _("aggravé par le choc"), "dot", theme)
    _border(found, [one for one in drawn.shapes if one.is_marked], _("ensemble choisi"), "solid", theme)
    _marks(found, drawn.shapes, theme)
    _sites(found, drawn.sites, theme)
    height = min(max(round(ACROSS * slenderness(drawn)) + LEGEND, SHORTEST), TALLEST)
    layout(found, height=height, dragmode="pan")
    found.update_layout(margin={"l": 0, "r": 0, "t": LEGEND, "b": 0}, legend={"font": {"size": 12}, "itemwidth": 30})
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": False}
    found.update_xaxes(range=_room(x for x, _y in _points(drawn)), constrain="domain", **hidden)
    found.update_yaxes(
        range=_room(y for _x, y in _points(drawn)), constrain="domain", constraintoward="top", scaleanchor="x",
        scaleratio=_stretch(drawn), **hidden,
    )  # fmt: skip
    return found


def slenderness(drawn: Drawing) -> float:
    """How many times taller than wide the territory is."""
    points = _points(drawn)
    if not points:
        return 1.0
    (left, right), (low, high) = _room(x for x, _y in points), _room(y for _x, y in points)
    return (high - low) * _stretch(drawn) / (right - left)


def _points(drawn: Drawing) -> list[Point]:
    """Every corner of the outlines, and the communes that have none."""
    corners = [point for one in drawn.shapes for ring in one.rings for point in ring]
    return corners + [one.point for one in drawn.shapes if one.point]


def _room(along: Iterable[float]) -> tuple[float, float]:
    """From the least to the most, with a little room around; a tenth of a degree where there is but one point."""
    held = list(along) or [0.0]
    edge = (max(held) - min(held)) * EDGE or 0.05
    return min(held) - edge, max(held) + edge


def _stretch(drawn: Drawing) -> float:
    """A degree of latitude, in degrees of longitude as long on the ground."""
    heights = [y for _x, y in _points(drawn)]
    return 1 / cos(radians(sum(heights) / len(heights))) if heights else 1.0


def _fill(found: go.Figure, shapes: list[Shape], level: str, words: str, theme: str) -> None:
    colour, part, hatching, _mark = LOOKS[level]
    xs, ys = _rings(shapes)
    if not xs:
        return
    ground = soft(colour[theme], part)
    trace = go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", name=words, hoverinfo="skip",
        line={"color": QUIET[theme], "width": 1}, fillcolor=ground,
    )  # fmt: skip
    if hatching:
        pattern = {"shape": hatching, "size": 7, "solidity": 0.16, "fgcolor": INK[theme], "fgopacity": HATCHED[theme]}
        trace.update(fillpattern={**pattern, "bgcolor": ground})
    found.add_trace(trace)


def _rings(shapes: Iterable[Shape]) -> tuple[list[float | None], list[float | None]]:
    """Rings one after the other, a gap between."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shape in shapes:
        for ring in shape.rings:
            xs += [*(x for x, _y in ring), None]
            ys += [*(y for _x, y in ring), None]
    return xs, ys


def _border(found: go.Figure, shapes: list[Shape], words: str, dash: str, theme: str) -> None:
    xs, ys = _rings(shapes)
    if xs:
        line = {"color": INK[theme], "width": 3, "dash": dash}
        found.add_trace(go.Scatter(x=xs, y=ys, mode="lines", name=words, hoverinfo="skip", line=line))


def _roads(found: go.Figure, links: Iterable[Link], theme: str) -> None:
    held = list(links)
    looks = (
        (False, False, _("route"), QUIET, "solid", 1.2),
        (True, False, _("bateau"), BLUE, "dash", 1.6),
        (False, True, _("coupé"), VERMILION, "dot", 4),
    )
    for is_boat, is_cut, words, colour, dash, width in looks:
        chosen = [one for one in held if one.is_cut == is_cut and (is_cut or one.is_boat == is_boat)]
        if chosen:
            found.add_trace(
                go.Scatter(
                    x=[x for one in chosen for x in (one.start[0], one.end[0], None)],
                    y=[y for one in chosen for y in (one.start[1], one.end[1], None)],
                    mode="lines", name=words, hoverinfo="skip", showlegend=is_cut,
                    line={"color": colour[theme], "dash": dash, "width": width},
                )
            )  # fmt: skip


def _marks(found: go.Figure, shapes: tuple[Shape, ...], theme: str) -> None:
    """One mark a commune, pressed to choose it; the worst carry their name."""
    placed = [one for one in shapes if one.point]
    named = _named(placed)
    found.add_trace(
        go.Scatter(
            x=[one.point[0] for one in placed if one.point], y=[one.point[1] for one in placed if one.point],
            mode="markers+text", showlegend=False, customdata=[one.code for one in placed],
            text=[escape(one.name) if one.code in named else "" for one in placed],
            textposition="top center", cliponaxis=False,
            textfont={"color": INK[theme], "size": 12, "shadow": _halo(theme)},
            hovertext=["<br>".join(escape(line) for line in one.said) for one in placed],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "symbol": [LOOKS[one.level][3] for one in placed], "size": 10,
                "color": [LOOKS[one.level][0][theme] for one in placed],
                "line": {"color": INK[theme], "width": 1},
            },
        )
    )  # fmt: skip


def _halo(theme: str) -> str:
    """Letters read on hatching: the ground shows around them."""
    return ", ".join([f"0 0 3px {GROUND[theme]}"] * 4)


def _named(placed: list[Shape]) -> set[str]:
    """The first ones whose names do not run into one another."""
    points = [one.point for one in placed if one.point]
    if not points:
        return set()
    across = (max(x for x, _y in points) - min(x for x, _y in points)) * APART[0]
    down = (max(y for _x, y in points) - min(y for _x, y in points)) * APART[1]
    kept: dict[str, Point] = {}
    for one in placed:
        if one.point is None or len(kept) == NAMED:
            continue
        here = one.point
        if all(abs(here[0] - x) >= across or abs(here[1] - y) >= down for x, y in kept.values()):
            kept[one.code] = here
    return set(kept)


def _sites(found: go.Figure, sites: Iterable[SitePoint], theme: str) -> None:
    held = list(sites)
    for is_closed, words in ((False, _("lieux de soins")), (True, _("lieux de soins, fermés en partie"))):
        chosen = [one for one in held if one.is_closed == is_closed]
        if chosen:
            found.add_trace(
                go.Scatter(
                    x=[one.point[0] + 0.012 for one in chosen], y=[one.point[1] - 0.008 for one in chosen],
                    mode="markers", name=words, showlegend=is_closed, hovertext=[escape(one.said) for one in chosen],
                    hovertemplate="%{hovertext}<extra></extra>",
                    marker={
                        "symbol": "square-x-open" if is_closed else "square", "size": 5,
                        "color": VERMILION[theme] if is_closed else INK[theme],
                        "line": {"color": GROUND[theme], "width": 0 if is_closed else 1},
                    },
                )
            )  # fmt: skip
