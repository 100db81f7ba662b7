"""Establishments as the rows of a list: canonical headers, and words that the importer reads back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.exporting.cells import number, phone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.roster.importing.tables import ImportTables
    from app.roster.practice import Site

SITES_HEADERS = ("finess", "type", "nom", "commune_insee", "commune", "places", "telephone", "lat", "lon")
"""Canonical headers of a list of establishments (``data/import_headers.csv``), in the order they are written."""


def sites_rows(sites: Iterable[Site], tables: ImportTables) -> list[tuple[str, ...]]:
    """One row an establishment, a cell for each of :data:`SITES_HEADERS`."""
    kinds: dict[str, str] = {}
    for word, kind in tables.site_kinds.items():
        kinds.setdefault(kind, word)
    return [_row(one, kinds, tables) for one in sites]


def _row(site: Site, kinds: dict[str, str], tables: ImportTables) -> tuple[str, ...]:
    insee = site.commune_insee
    return (
        site.finess,
        kinds.get(site.kind, ""),
        site.name,
        insee,
        tables.communes[insee].name if insee in tables.communes else "",
        number(site.places),
        phone(site.phone),
        _degrees(site.latitude),
        _degrees(site.longitude),
    )


def _degrees(value: float | None) -> str:
    """WGS84 degrees with the comma that a French spreadsheet reads; empty when not known."""
    return "" if value is None else repr(value).replace(".", ",")
