"""Tests of app/ui/parts/table.py: the file that every table gives."""

from app.ui.parts.table import csv_bytes


def test_the_file_opens_in_a_french_spreadsheet_and_runs_nothing() -> None:
    """UTF-8 with its mark, semicolons, and a formula typed by someone is only text."""
    rows: list[list[str | int]] = [["Éléonore", 3], ["=HYPERLINK(1)", -2], ["a;b", 0]]
    assert csv_bytes(["Nom", "Places"], rows).decode("utf-8-sig") == (
        'Nom;Places\r\nÉléonore;3\r\n\'=HYPERLINK(1);-2\r\n"a;b";0\r\n'
    )
    assert csv_bytes([], []).startswith(b"\xef\xbb\xbf")
