"""Where content comes from.

Three origins, lowest first: the package (``data/``), the site's overlay (``DATA/content/data/*.csv``), rows of the
database handed in by the caller. Same key with overlapping validity: the higher origin wins for the days it covers,
the lower one keeps the others. What a row means is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.errors import NotFound
from app.library.content import Record, Value, built, content_file, overlay_file, read_csv
from app.library.merging import Table, checked, overlaid
from app.library.tables import TABLES


class Origins:
    """The three origins of content at one moment, read as records."""

    def __init__(
        self, overlay: Path | None = None, rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None
    ) -> None:
        """``overlay`` is ``DATA/content``; ``rows`` maps a table's name to its database rows, as text cells."""
        self._overlay = overlay
        self._rows = rows or {}

    def table(self, name: str) -> tuple[Record, ...]:
        """The merged rows of a table of :data:`TABLES`, package rows first. Raises InvalidInput or NotFound.

        A column that a site's own rows lack is empty there: files written before the package knew of it still read.
        """
        table = TABLES[name]
        merged = checked(table, read_csv(content_file(f"data/{name}.csv")))
        columns = dict.fromkeys((column for record in merged for column in record.cells), "")
        for higher in self._higher(table):
            merged = overlaid(table, merged, [replace(one, cells={**columns, **one.cells}) for one in higher])
        return tuple(merged)

    def file(self, relative: str) -> list[Record]:
        """A content CSV of ``data/`` as it is: the overlay's when it has one, else the package's.

        A column that the site's own file lacks is empty there, as in :meth:`table`.
        """
        inside = f"data/{relative}"
        own = overlay_file(self._overlay, inside)
        if own is None:
            return read_csv(content_file(inside))
        columns = _columns(inside)
        return [replace(one, cells={**columns, **one.cells}) for one in read_csv(own)]

    def _values(self, name: str, build: Callable[[Mapping[str, str]], Value]) -> tuple[Value, ...]:
        """The rows of a table, each built; an error names file, line and column."""
        return tuple(built(record, build) for record in self.table(name))

    def _higher(self, table: Table) -> list[list[Record]]:
        layers: list[list[Record]] = []
        path = overlay_file(self._overlay, f"data/{table.name}.csv")
        if path is not None:
            layers.append(checked(table, read_csv(path)))
        if table.name in self._rows:
            rows = (Record("base", index, dict(cells)) for index, cells in enumerate(self._rows[table.name], 1))
            layers.append(checked(table, rows))
        return layers


def _columns(inside: str) -> dict[str, str]:
    """The columns of a packaged file, empty; none for a file that only the site has."""
    try:
        path = content_file(inside)
    except NotFound:
        return {}
    return dict.fromkeys((column for record in read_csv(path)[:1] for column in record.cells), "")
