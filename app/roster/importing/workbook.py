"""XLSX workbooks read into rows of text, as a person sees them. Line numbers are those of the sheet."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.core.errors import N_, UnreadableFile
from app.roster.importing.delimited import RawRow

LARGEST_UNPACKED = 512 * 1024 * 1024
"""What a workbook may hold once unpacked (bytes): more is a trap or not a roster."""


def sheets_of(content: bytes) -> list[tuple[str, list[RawRow]]]:
    """Each visible sheet's name and non-empty rows. Raises UnreadableFile for a damaged or oversized workbook."""
    _refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                return [
                    (sheet.title, _rows(sheet.iter_rows(values_only=True)))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        zipfile.BadZipFile,
        InvalidFileException,
        SyntaxError,
    ) as error:
        raise _damaged() from error


def _rows(values: object) -> list[RawRow]:
    rows: list[RawRow] = []
    for line, cells in enumerate(values, 1):  # type: ignore[arg-type, var-annotated]
        texts = [text_of(value) for value in cells]
        if any(texts):
            rows.append((line, texts))
    return rows


def text_of(value: object) -> str:
    """A cell's value as text: whole numbers without decimals, dates as ``2026-12-01``, yes and no in French."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\x00", "").strip()


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise _damaged() from error
    if size > LARGEST_UNPACKED:
        raise UnreadableFile(N_("Le classeur est beaucoup trop grand une fois ouvert : gardez la seule feuille utile."))
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(N_("C’est une archive, pas un classeur Excel : sortez-en le fichier .csv ou .xlsx."))


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        N_("Le classeur est abîmé : ouvrez-le dans un tableur, enregistrez-le à nouveau en .xlsx et recommencez.")
    )
