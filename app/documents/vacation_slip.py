"""The weekly slip of vacations (bordereau) as XLSX: one tab a status, typed cells, totals by formula and as checked values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.core.clock import PARIS
from app.core.errors import N_
from app.documents.imprint import Imprint
from app.documents.legible import legible
from app.documents.workbook import saved, write_text
from app.words import _

TAB_LENGTH = 31
NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\]")
EUROS = '#,##0.00\\ "€"'
HOURS = "0.00"
DAY = "dd/mm/yyyy"
TIME = "hh:mm"
THIN = Side(style="thin")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One vacation on the slip. ``start`` and ``end`` are aware instants, shown in Paris time.

    ``identifier`` is the professional's number (RPPS), kept as text. ``amount_cents`` is None when it is not known;
    ``missing`` then says why and stands in the cell.
    """

    status: str
    name: str
    profession: str
    identifier: str
    start: datetime
    end: datetime
    session: str
    regime: str
    rate: str = ""
    amount_cents: int | None = None
    missing: str = ""

    @property
    def hours(self) -> Decimal:
        """Elapsed hours, to the hundredth: the clock's changes count."""
        return (Decimal(int((self.end - self.start).total_seconds())) / 3600).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VacationSlip:
    """A week of a centre for the payer: « CPAM du Morbihan », « du lundi 30 novembre au dimanche 6 décembre 2026 »."""

    community: str
    centre: str
    payer: str
    week: str
    lines: tuple[SlipLine, ...]


HEADS: tuple[tuple[str, int], ...] = (
    (N_("Nom"), 34),
    (N_("Profession"), 24),
    (N_("Numéro RPPS"), 15),
    (N_("Date"), 12),
    (N_("Début"), 8),
    (N_("Fin"), 8),
    (N_("Séance"), 34),
    (N_("Régime"), 26),
    (N_("Tarif"), 34),
    (N_("Heures"), 10),
    (N_("Montant"), 24),
)
"""Column heads and widths in characters."""

HOURS_COLUMN, AMOUNT_COLUMN = 10, 11


def vacation_slip(slip: VacationSlip, imprint: Imprint) -> bytes:
    """The XLSX: tabs by status, lines by name then start. A name is text whatever it begins with; bytes are settled."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    lines = sorted(slip.lines, key=lambda line: (line.status, line.name, line.start, line.session))
    for status, same in groupby(lines, key=lambda line: line.status):
        _tab(workbook, slip, imprint, status, list(same))
    if not lines:
        _empty_tab(workbook, slip, imprint)
    return saved(workbook, imprint.titled(_("Bordereau de vacations")), imprint.printed_at)


def tab_name(status: str, taken: Sequence[str]) -> str:
    """A name a spreadsheet takes for the tab: 31 characters, no ``[]:*?/\\``, unlike the others whatever the case."""
    base = NOT_IN_A_TAB.sub(" ", legible(status)).strip(" '")[:TAB_LENGTH].strip() or _("Sans statut")
    used = {name.casefold() for name in taken}
    for name in _numbered(base):
        if name.casefold() not in used:
            return name
    raise AssertionError("numbers never run out")


def _numbered(base: str) -> Iterator[str]:
    yield base
    for n in range(2, 1000):
        yield f"{base[: TAB_LENGTH - len(f' {n}')]} {n}"


def _tab(workbook: Workbook, slip: VacationSlip, imprint: Imprint, status: str, lines: Sequence[SlipLine]) -> None:
    sheet = workbook.create_sheet(tab_name(status, workbook.sheetnames))
    heading = _heading(sheet, slip, imprint, status)
    for column, (head, width) in enumerate(HEADS, start=1):
        cell = write_text(sheet, heading, column, _(head))
        cell.font, cell.border = Font(bold=True), Border(bottom=THIN)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(lines, start=heading + 1):
        _line(sheet, row, line)
    _totals(sheet, heading + 1, heading + len(lines), lines)
    sheet.freeze_panes = f"B{heading + 1}"
    sheet.auto_filter.ref = f"A{heading}:{get_column_letter(len(HEADS))}{heading + len(lines)}"
    _page(sheet, heading, imprint)


def _heading(sheet: Worksheet, slip: VacationSlip, imprint: Imprint, status: str) -> int:
    """What the tab is, one sentence a row; returns the row of the column heads."""
    bands = [f"{word} · {sentence}" for word, sentence in imprint.spoken_bands]
    title = _("Bordereau de vacations · {status}").format(status=status) if status else _("Bordereau de vacations")
    texts = [
        *bands,
        title,
        f"{slip.community} · {slip.centre}",
        slip.week,
        _("Payeur : {payer}").format(payer=slip.payer),
    ]
    for row, text in enumerate([*texts, imprint.sentence], start=1):
        write_text(sheet, row, 1, text).font = Font(
            bold=row <= len(bands) + 1, size=13 if row <= len(bands) + 1 else 11
        )
    return len(texts) + 3


def _line(sheet: Worksheet, row: int, line: SlipLine) -> None:
    start, end = line.start.astimezone(PARIS), line.end.astimezone(PARIS)
    for column, text in enumerate((line.name, line.profession, line.identifier), start=1):
        write_text(sheet, row, column, text)
    _typed(sheet, row, 4, start.date(), DAY)
    _typed(sheet, row, 5, start.replace(tzinfo=None).time(), TIME)
    _typed(sheet, row, 6, end.replace(tzinfo=None).time(), TIME)
    for column, text in enumerate((line.session, line.regime, line.rate), start=7):
        write_text(sheet, row, column, text)
    _typed(sheet, row, HOURS_COLUMN, line.hours, HOURS)
    if line.amount_cents is None:
        write_text(sheet, row, AMOUNT_COLUMN, line.missing or _("aucun tarif en vigueur")).alignment = Alignment(
            horizontal="right"
        )
    else:
        _typed(sheet, row, AMOUNT_COLUMN, Decimal(line.amount_cents) / 100, EUROS)


def _totals(sheet: Worksheet, first: int, last: int, lines: Sequence[SlipLine]) -> None:
    """A row that the spreadsheet sums, one with the sums as we count them, and one that says whether they agree."""
    hours = sum((line.hours for line in lines), Decimal())
    amount = Decimal(sum(line.amount_cents or 0 for line in lines)) / 100
    for row, label in enumerate((_("Total"), _("Total vérifié"), _("Écart")), start=last + 1):
        cell = write_text(sheet, row, 1, label)
        cell.font = Font(bold=True)
    for column, checked, form in ((HOURS_COLUMN, hours, HOURS), (AMOUNT_COLUMN, amount, EUROS)):
        letter = get_column_letter(column)
        _typed(sheet, last + 1, column, f"=SUM({letter}{first}:{letter}{last})", form).font = Font(bold=True)
        _typed(sheet, last + 2, column, checked, form)
        _typed(sheet, last + 3, column, f"=ROUND({letter}{last + 1}-{letter}{last + 2},2)", form)
        sheet.cell(last + 1, column).border = Border(top=THIN)
    unknown = sum(line.amount_cents is None for line in lines)
    if unknown:
        write_text(sheet, last + 4, 1, _("Vacations sans montant, hors du total : {count}").format(count=unknown))


def _typed(sheet: Worksheet, row: int, column: int, value: object, form: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = value  # type: ignore[assignment]
    cell.number_format = form
    return cell


def _empty_tab(workbook: Workbook, slip: VacationSlip, imprint: Imprint) -> None:
    sheet = workbook.create_sheet(_("Aucune vacation"))
    write_text(sheet, _heading(sheet, slip, imprint, ""), 1, _("Aucune vacation cette semaine."))


def _page(sheet: Worksheet, heading: int, imprint: Imprint) -> None:
    """Printed in landscape A4, one page wide, heads on every page, page x/y below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=imprint.sentence.replace("&", "&&")), right=_HeaderFooterPart(text="&P/&N")
    )
