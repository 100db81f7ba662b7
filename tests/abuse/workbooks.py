"""Workbooks that no spreadsheet writes: one part of a plain one replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "%b">' % (b"a" * 100) + b"".join(
    b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
) + b"]>"  # fmt: skip
"""A document type whose entities call each other: twelve lines that would fill the memory."""


def a_workbook(*rows: list[str]) -> bytes:
    """As a spreadsheet writes it: a heading and one person unless rows are given."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or (["nom", "prenom"], ["FICTIF", "Anne"]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The plain workbook with one part changed, or added."""
    plain, file = zipfile.ZipFile(io.BytesIO(a_workbook())), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in plain.namelist():
            archive.writestr(part, change(plain.read(part)) if part == name else plain.read(part))
        if name not in plain.namelist():
            archive.writestr(name, change(b""))
    return file.getvalue()


def with_rows(more: bytes) -> bytes:
    """The plain workbook with rows added as XML."""
    return with_part(SHEET, lambda sheet: sheet.replace(b"</sheetData>", more + b"</sheetData>"))


def of_many_parts(count: int) -> bytes:
    """An archive of a great many empty parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(f"xl/{number}.xml", b"<a/>")
    return file.getvalue()


def lying_about_sizes() -> bytes:
    """A bomb that declares one byte where its sheet unpacks to a hundred million."""
    file = with_part(SHEET, lambda _sheet: b"<a>" + b" " * (10**8 - 3))
    return file.replace((10**8).to_bytes(4, "little"), (1).to_bytes(4, "little"))
