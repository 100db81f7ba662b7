"""ZIP files that depend on what they hold alone."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx import Document

from app.documents.settled_zip import CORE, settled_office, settled_zip
from tests.documents.samples import PRINTED_AT


def test_entries_keep_their_order_and_take_the_date_given() -> None:
    """Paris time, readable by all, the same bytes each time."""
    packed = settled_zip({"b.txt": b"b", "a.txt": b"a"}, PRINTED_AT)
    assert packed == settled_zip({"b.txt": b"b", "a.txt": b"a"}, PRINTED_AT)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [(entry.filename, entry.date_time, entry.external_attr >> 16) for entry in archive.infolist()] == [
            ("b.txt", (2026, 11, 26, 17, 5, 0), 0o644),
            ("a.txt", (2026, 11, 26, 17, 5, 0), 0o644),
        ]


def test_a_date_before_zip_began_is_its_first_year() -> None:
    """A clock that was never set doesn't stop a document."""
    with zipfile.ZipFile(io.BytesIO(settled_zip({"a": b""}, datetime(1970, 1, 2, tzinfo=UTC)))) as archive:
        assert archive.infolist()[0].date_time[:3] == (1980, 1, 2)


def test_an_office_file_is_dated_and_still_opens() -> None:
    """Created and changed when it was printed, whatever the library wrote."""
    saved = io.BytesIO()
    Document().save(saved)
    settled = settled_office(saved.getvalue(), PRINTED_AT)
    with zipfile.ZipFile(io.BytesIO(settled)) as archive:
        assert archive.read(CORE).count(b"2026-11-26T16:05:00Z") == 2
        assert archive.testzip() is None
    assert Document(io.BytesIO(settled)).core_properties.created == PRINTED_AT
