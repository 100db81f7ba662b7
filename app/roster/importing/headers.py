"""Column headers as files write them, recognised whatever their accents, case, spaces or order (``data/import_headers.csv``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.roster.cells import Cells, required, words
from app.roster.spelling import fold


@dataclass(frozen=True, slots=True)
class HeaderNames:
    """The canonical headers of one kind of file, in order, and every other name each goes by."""

    table: str
    canonical: tuple[str, ...]
    by_name: dict[str, str]

    def named(self, header: str) -> str | None:
        """The canonical header for a header of a file, or None."""
        return self.by_name.get(_key(header))


def header_names(rows: Iterable[Cells]) -> dict[str, HeaderNames]:
    """Rows of ``data/import_headers.csv`` → the names of each table (people, sites, answers, rpps)."""
    found: dict[str, HeaderNames] = {}
    for row in rows:
        table, header = required(row, "table"), required(row, "header")
        names = found.setdefault(table, HeaderNames(table, (), {}))
        for word in (header, *words(row, "synonyms")):
            names.by_name.setdefault(_key(word), header)
        found[table] = HeaderNames(table, (*names.canonical, header), names.by_name)
    return found


def _key(header: str) -> str:
    return fold(header).replace(" ", "")
