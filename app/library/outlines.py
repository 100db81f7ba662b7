"""Outlines of communes, to draw a territory without any tile server: ``data/territories/communes_<territory>.geojson``.

Simplified polygons in degrees (WGS 84); the folder's own file of that name comes before the shipped one. A territory without
outlines is drawn by its points.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.errors import N_, InvalidInput, NotFound
from app.library.content import content_file, overlay_file

Point = tuple[float, float]
"""Longitude, latitude."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A commune and its outer rings (islands have theirs); holes are left out."""

    insee: str
    rings: tuple[tuple[Point, ...], ...]


class _Properties(BaseModel):
    model_config = ConfigDict(extra="ignore")
    insee_code: str


class _Polygon(BaseModel):
    type: Literal["Polygon"]
    coordinates: list[list[Point]]

    @property
    def rings(self) -> list[list[Point]]:
        return self.coordinates[:1]


class _MultiPolygon(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: list[list[list[Point]]]

    @property
    def rings(self) -> list[list[Point]]:
        return [polygon[0] for polygon in self.coordinates if polygon]


class _Feature(BaseModel):
    properties: _Properties
    geometry: Annotated[_Polygon | _MultiPolygon, Field(discriminator="type")]


class _Collection(BaseModel):
    features: list[_Feature]


def outlines(overlay: Path | None, territory: str) -> tuple[Outline, ...]:
    """The outlines of a territory, by INSEE code; none where there is no such file. Raises InvalidInput for one that is not read."""
    if not territory:
        return ()
    relative = f"data/territories/communes_{territory}.geojson"
    try:
        path = overlay_file(overlay, relative) or content_file(relative)
    except NotFound:
        return ()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> tuple[Outline, ...]:
    try:
        found = _Collection.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        raise InvalidInput(
            N_("{file} n’est pas un contour de communes lisible (GeoJSON, polygones, insee_code)."), file=path.name
        ) from None
    drawn = (Outline(one.properties.insee_code, tuple(map(tuple, one.geometry.rings))) for one in found.features)
    return tuple(sorted(drawn, key=lambda one: one.insee))
