"""The weekly slip of vacations."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.documents.vacation_slip import TAB_LENGTH, SlipLine, VacationSlip, tab_name, vacation_slip
from app.words import use_language
from tests.documents.samples import EXERCISE, IMPRINT, LONG_NAME

LINE = SlipLine(
    status="Libérale",
    name=LONG_NAME,
    profession="infirmière",
    identifier="00123456789",
    start=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    end=datetime(2026, 11, 23, 12, 30, tzinfo=UTC),
    session="matin (9 h–13 h 30)",
    regime="semaine",
    rate="1 demi-journée à 220,00 €",
    amount_cents=22010,
)
SLIP = VacationSlip(
    community="CPTS du Pays d’Auray",
    centre="Centre du Pratel",
    payer="CPAM du Morbihan",
    week="du lundi 23 au dimanche 29 novembre 2026",
    lines=(
        LINE,
        replace(LINE, name="Yann Le Goff", amount_cents=27520),
        replace(LINE, name="Zoé Œil", amount_cents=None, missing="tarif à saisir"),
        replace(LINE, status="Retraitée / étudiante", name="Anne Z."),
    ),
)
FIRST = 8
"""The first row of vacations when there is no band."""


def opened(made: bytes) -> Workbook:
    """The workbook read back, formulas as written."""
    return load_workbook(io.BytesIO(made))


def test_each_status_has_its_tab_with_typed_cells() -> None:
    """Dates, hours and euros are numbers, the RPPS number keeps its zeros, an unknown amount says why."""
    workbook = opened(vacation_slip(SLIP, IMPRINT))
    assert workbook.sheetnames == ["Libérale", "Retraitée   étudiante"]
    rows = list(workbook["Libérale"].iter_rows(min_row=FIRST, max_row=FIRST + 2, values_only=True))
    day = datetime(2026, 11, 23)  # noqa: DTZ001 -- what a spreadsheet calls a date
    fixed = (
        "infirmière",
        "00123456789",
        day,
        time(9),
        time(13, 30),
        "matin (9 h–13 h 30)",
        "semaine",
        "1 demi-journée à 220,00 €",
        4.5,
    )
    assert rows == [(LONG_NAME, *fixed, 220.1), ("Yann Le Goff", *fixed, 275.2), ("Zoé Œil", *fixed, "tarif à saisir")]


def test_totals_are_formulas_beside_checked_values() -> None:
    """And a third row shows their difference; what is not known is counted apart."""
    sheet = opened(vacation_slip(SLIP, IMPRINT))["Libérale"]
    assert [[sheet.cell(row, column).value for column in (1, 10, 11)] for row in range(11, 15)] == [
        ["Total", "=SUM(J8:J10)", "=SUM(K8:K10)"],
        ["Total vérifié", 13.5, 495.3],
        ["Écart", "=ROUND(J11-J12,2)", "=ROUND(K11-K12,2)"],
        ["Vacations sans montant, hors du total\u00a0: 1", None, None],
    ]


def test_the_formula_sums_every_vacation_and_nothing_else() -> None:
    """Its range is exactly the rows between the heads and the total, whatever their number."""
    for count in (1, 2, 40):
        lines = tuple(replace(LINE, name=f"{n:03}", amount_cents=100 * n) for n in range(1, count + 1))
        sheet = opened(vacation_slip(replace(SLIP, lines=lines), IMPRINT))["Libérale"]
        total = FIRST + count
        assert sheet.cell(total, 11).value == f"=SUM(K{FIRST}:K{total - 1})"
        summed = sum(float(str(sheet.cell(row, 11).value)) for row in range(FIRST, total))
        assert sheet.cell(total + 1, 11).value == summed == count * (count + 1) / 2


@pytest.mark.parametrize("name", ["=1+1", "+33612345678", "-2", "@SOMME(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_no_name_is_run_as_a_formula(name: str) -> None:
    """It is text, and stays text when the cell is edited."""
    cell = opened(vacation_slip(replace(SLIP, lines=(replace(LINE, name=name),)), IMPRINT))["Libérale"].cell(FIRST, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_only_our_totals_are_formulas() -> None:
    """Four a tab, in the file itself."""
    with zipfile.ZipFile(
        io.BytesIO(vacation_slip(replace(SLIP, lines=(replace(LINE, name="=1+1"),)), IMPRINT))
    ) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<f>") == 4


def test_hours_are_those_elapsed_even_when_the_clocks_change() -> None:
    """From 23:00 to 7:00 on the night of 25 October, nine hours go by."""
    start, end = datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)
    assert replace(LINE, start=start, end=end).hours == 9


def test_the_heading_says_what_it_is_and_whether_it_is_real() -> None:
    """Bands first; the footer has page x/y."""
    sheet = opened(vacation_slip(SLIP, EXERCISE))["Libérale"]
    said = [sheet.cell(row, 1).value for row in range(1, 8)]
    assert said == [
        "EXERCICE · rien de ce qui est écrit ici n’est réel.",
        "DÉMONSTRATION · personnes, lieux et chiffres fictifs.",
        "Bordereau de vacations · Libérale",
        "CPTS du Pays d’Auray · Centre du Pratel",
        "du lundi 23 au dimanche 29 novembre 2026",
        "Payeur\u00a0: CPAM du Morbihan",
        EXERCISE.sentence,
    ]
    assert sheet.oddFooter.right.text == "&P/&N"


def test_a_week_without_vacations_is_a_file_that_says_so() -> None:
    """In either language."""
    workbook = opened(vacation_slip(replace(SLIP, lines=()), IMPRINT))
    assert workbook.sheetnames == ["Aucune vacation"]
    assert "Aucune vacation cette semaine." in {
        cell.value for row in workbook.worksheets[0].iter_rows() for cell in row
    }
    with use_language("en"):
        assert len(opened(vacation_slip(SLIP, IMPRINT)).sheetnames) == 2


def test_the_order_in_which_lines_are_given_changes_nothing() -> None:
    """The same vacations give the same bytes."""
    assert vacation_slip(SLIP, IMPRINT) == vacation_slip(replace(SLIP, lines=SLIP.lines[::-1]), IMPRINT)


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_status_makes_a_tab_that_opens(statuses: list[str]) -> None:
    """Names are allowed, not empty, and differ whatever the case."""
    taken: list[str] = []
    for status in statuses:
        taken.append(tab_name(status, taken))
    assert len({name.casefold() for name in taken}) == len(statuses)
    assert all(0 < len(name) <= TAB_LENGTH and not set(name) & set("[]:*?/\\") for name in taken)
