"""The map on paper: every commune inside the sheet, the states told by a letter and a hatching."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from app.documents.territory_svg import MOST_HEIGHT, WIDTH, Area, Tone, Way, territory_svg

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = ((-3.0, 47.0), (-2.8, 47.0), (-2.8, 47.2), (-3.0, 47.2), (-3.0, 47.0))
ISLAND = ((-3.2, 46.8), (-3.1, 46.8), (-3.1, 46.9), (-3.2, 46.8))
AREAS = (Area((SQUARE,), (-2.9, 47.1), Tone.ALARM, "D"), Area((ISLAND,), (-3.15, 46.85), Tone.CALM, ""))
WAYS = (Way((-2.9, 47.1), (-3.15, 46.85), is_boat=True), Way((-2.9, 47.1), (-2.95, 47.05), is_cut=True))


def test_everything_stands_inside_the_sheet() -> None:
    """Nothing runs out; the north is above; a level degree is shorter than an upright one."""
    drawing = ElementTree.fromstring(territory_svg(AREAS, WAYS, "Carte <A & B>"))
    width, height = (float(part) for part in (drawing.get("viewBox") or "").split()[2:])
    assert (width <= WIDTH, height <= MOST_HEIGHT) == (True, True)
    areas = [one.get("d") or "" for one in drawing.iter(f"{SVG}path") if one.get("fill") not in (None, "none")]
    points = [(float(x), float(y)) for d in areas for x, y in re.findall(r"([\d.]+) ([\d.]+)", d)]
    assert len(points) == len(SQUARE) + len(ISLAND)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
    across = max(x for x, _y in points[:5]) - min(x for x, _y in points[:5])
    down = max(y for _x, y in points[:5]) - min(y for _x, y in points[:5])
    assert 0.6 < across / down < 0.75
    assert points[0][1] < points[5][1], "the island, further south, is lower"
    assert next(drawing.iter(f"{SVG}title")).text == "Carte <A & B>"


def test_a_state_is_a_letter_and_a_hatching() -> None:
    """Grey paper: no colour at all."""
    text = territory_svg(AREAS, WAYS, "Carte")
    assert ">D</text>" in text
    assert 'fill="url(#alarm)"' in text
    assert 'stroke-dasharray="2 5"' in text
    colours = set(re.findall(r"#([0-9a-f]{6})", text))
    assert all(one[:2] == one[2:4] == one[4:] for one in colours)
    assert text == territory_svg(AREAS, WAYS, "Carte")


def test_without_outlines_nothing_is_drawn() -> None:
    """The tables are then all there is."""
    assert territory_svg([], WAYS, "Carte") == ""
