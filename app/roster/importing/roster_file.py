"""``releve import people``: a list of people or the national RPPS extract, told apart by the header."""

from __future__ import annotations

from collections.abc import Callable

from app.roster.importing.known import KnownRoster
from app.roster.importing.people import read_list
from app.roster.importing.report import ImportReport
from app.roster.importing.rpps_extract import is_extract, read_extract
from app.roster.importing.settling import PersonRow
from app.roster.importing.source import Source, open_file
from app.roster.importing.tables import ImportTables


def read_people(
    source: Source, *, known: KnownRoster, tables: ImportTables, progress: Callable[[int], None] | None = None
) -> ImportReport[PersonRow]:
    """What importing the file would do; ``report.format`` is ``people`` or ``rpps``. Raises UnreadableFile; writes nothing."""
    if is_extract(_first_line(source), tables):
        return read_extract(source, known=known, tables=tables, progress=progress)
    return read_list(source, known=known, tables=tables)


def _first_line(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source[:8192].split(b"\n", 1)[0]
    with open_file(source) as stream:
        return stream.readline(8192)
