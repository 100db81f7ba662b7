"""Tests of app/services/activity/pay_documents.py: the slip's totals equal an independent query, in a real spreadsheet too."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.errors import NotFound
from app.services.activity.pay_documents import slip_xlsx, statements_pdf
from app.services.activity.record_attendance import Noted, add_walk_in, record_attendance
from app.store.database import connect
from tests.builders import COORDINATOR, MONDAY
from tests.services.a_month import Month, a_month
from tests.services.activity.test_read_vacations import _row

INDEPENDENT = """
WITH standing AS (
    SELECT a.* FROM attendance a
    JOIN attendance_closing c ON c.session_id = a.session_id
    WHERE a.absent = 0 AND a.partner_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendance b WHERE b.replaces = a.id)
), worked AS (
    SELECT standing.id, coalesce(person.profession, json_extract(passing, '$.profession')) AS profession,
           coalesce(nullif(json_extract(person.details, '$.status'), 'actif'),
               json_extract(person.details, '$.exercise_mode'), json_extract(passing, '$.status')) AS status,
           (unixepoch(coalesce(left_at, ends_at)) - unixepoch(coalesce(arrived_at, starts_at))) / 3600.0 AS hours
    FROM standing JOIN session ON session.id = standing.session_id LEFT JOIN person ON person.id = standing.person_id
), rate AS (
    SELECT json_extract(value, '$.profession') AS profession, json_extract(value, '$.exercise') AS exercise,
           json_extract(value, '$.unit') AS unit, json_extract(value, '$.regime') AS regime,
           json_extract(value, '$.amount_eur') * 100 AS cents
    FROM reference_row WHERE table_name = 'fees'
)
SELECT status, sum(CASE
    WHEN status = 'retraite' THEN (SELECT cents FROM rate WHERE rate.profession = worked.profession
        AND exercise = 'retraite' AND regime = 'day') * ceil(hours)
    WHEN status = 'salarie' THEN (SELECT cents FROM rate WHERE rate.profession = worked.profession
        AND exercise = 'salarie' AND regime = 'weekday') * ceil(hours)
    WHEN hours = 4 THEN (SELECT cents FROM rate WHERE rate.profession = worked.profession
        AND exercise = 'liberal' AND unit = 'half_day' AND regime = 'weekday')
    ELSE (SELECT cents FROM rate WHERE rate.profession = worked.profession
        AND exercise = 'liberal' AND unit = 'hour' AND regime = 'weekday') * ceil(hours)
END) AS cents FROM worked WHERE status IN ('remplacant', 'retraite', 'salarie') GROUP BY status ORDER BY status
"""
"""Weekday sessions of four hours at most, from the rows alone: what the structure claims, by status."""


def _a_week(folder: Path) -> Month:
    """Two days of one line: a locum late by an hour and a half, another absent once, a retired physician passing by."""
    month = a_month(folder, days=2)
    morning = month.sessions[0]
    late = Noted(arrived_at=morning.starts_at.replace(hour=9, minute=30))
    record_attendance(COORDINATOR, month.store, morning.id, {_row(month, "Bleuenn"): late})
    record_attendance(COORDINATOR, month.store, month.sessions[1].id, {_row(month, "Enora", 1): Noted(absent=True)})
    add_walk_in(
        COORDINATOR,
        month.store,
        morning.id,
        "Soazig Fictif",
        profession="medecin",
        exercise="retraite",
        status="retraite",
    )
    month.close()
    return month


def _by_hand(month: Month) -> dict[str, int]:
    conn = connect(month.store.folder.database)
    found = {row["status"]: int(row["cents"]) for row in conn.execute(INDEPENDENT)}
    conn.close()
    return found


def _totals(path: Path | io.BytesIO, label: str) -> dict[str, float]:
    """Tab → the amount on the row of that label."""
    book = load_workbook(path, data_only=True)
    return {sheet.title: row[10].value for sheet in book for row in sheet.iter_rows() if row[0].value == label}  # type: ignore[misc]


def test_the_totals_of_the_slip_equal_an_independent_query(tmp_path: Path) -> None:
    """Written by SQL from the rows alone, without any of our rules: the same cents, tab by tab."""
    month = _a_week(tmp_path)
    expected = _by_hand(month)
    content = slip_xlsx(month.view(), month.centre, MONDAY)
    assert _totals(io.BytesIO(content), "Total vérifié") == {
        "remplaçant": expected["remplacant"] / 100, "retraité": expected["retraite"] / 100,
    }  # fmt: skip
    assert expected == {"remplacant": 8 * 22000 - 22000 - 22000 + 3 * 5500, "retraite": 20000}


def test_a_real_spreadsheet_computes_the_same_totals(tmp_path: Path) -> None:
    """LibreOffice opens the slip, computes its formulas, and finds our totals and no difference."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    month = _a_week(tmp_path / "data")
    (tmp_path / "slip.xlsx").write_bytes(slip_xlsx(month.view(), month.centre, MONDAY))
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
            "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "slip.xlsx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    computed = tmp_path / "out" / "slip.xlsx"
    expected = _by_hand(month)
    assert _totals(computed, "Total") == {
        "remplaçant": expected["remplacant"] / 100, "retraité": expected["retraite"] / 100,
    }  # fmt: skip
    assert set(_totals(computed, "Écart").values()) == {0}


def test_statements_are_printed_for_those_asked(tmp_path: Path) -> None:
    """One person's PDF, then everyone's; a week without a slip says so."""
    month = _a_week(tmp_path)
    view = month.view()
    one, all_of_them = statements_pdf(view, [month.key("Anne")]), statements_pdf(view)
    assert one.startswith(b"%PDF")
    assert len(all_of_them) > len(one)
    with pytest.raises(NotFound):
        slip_xlsx(view, month.centre, date(2026, 12, 14))
