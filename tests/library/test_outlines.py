"""Outlines of communes: those shipped hold every commune of their territory; a file that is none is refused with its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.library.outlines import outlines

SQUARE = [[[-3.0, 47.0], [-2.9, 47.0], [-2.9, 47.1], [-3.0, 47.0]]]


def written(folder: Path, content: str, name: str = "ailleurs") -> Path:
    """The overlay with such a file."""
    place = folder / "data" / "territories"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"communes_{name}.geojson").write_text(content, encoding="utf-8")
    return folder


def feature(kind: str, coordinates: object) -> dict[str, object]:
    return {
        "properties": {"insee_code": "56001", "name": "Lieu"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.mark.parametrize("territory", ["auray", "ploermel", "redon"])
def test_every_commune_of_a_shipped_territory_has_its_outline(territory: str) -> None:
    """Each closed, near its town hall: within a third of a degree."""
    found = {one.insee: one.rings for one in outlines(None, territory)}
    communes = {one.insee: one for one in Library().communes(territory)}
    assert found.keys() == communes.keys()
    for insee, rings in found.items():
        assert rings
        for ring in rings:
            assert ring[0] == ring[-1]
            assert all(
                abs(x - communes[insee].longitude) < 0.34 and abs(y - communes[insee].latitude) < 0.34 for x, y in ring
            )


def test_a_territory_without_outlines_is_drawn_without_them() -> None:
    """No file, no territory: nothing, not an error."""
    assert outlines(None, "nulle-part") == ()
    assert outlines(None, "") == ()


def test_the_folder_s_own_file_is_read_whether_of_one_polygon_or_several(tmp_path: Path) -> None:
    """Holes are left out; islands each have their ring."""
    one = written(tmp_path, json.dumps({"features": [feature("Polygon", [*SQUARE, *SQUARE])]}))
    assert [len(shape.rings) for shape in outlines(one, "ailleurs")] == [1]
    several = written(tmp_path, json.dumps({"features": [feature("MultiPolygon", [SQUARE, SQUARE])]}), "iles")
    assert [len(shape.rings) for shape in outlines(several, "iles")] == [2]


@pytest.mark.parametrize("content", ["{", "[]", '{"features": [{"geometry": null}]}', '{"features": [{}]}'])
def test_a_file_that_is_no_outline_says_so(tmp_path: Path, content: str) -> None:
    """Named, with what it should be."""
    with pytest.raises(InvalidInput, match="contour de communes") as caught:
        outlines(written(tmp_path, content), "ailleurs")
    assert caught.value.data["file"] == "communes_ailleurs.geojson"
