"""A file of needs (``pseudonyme, categorie, commune_insee …``) read against a practice's register. Nothing of a patient is echoed.

A column that says who somebody is refuses the whole file; a cell that does, or that does not fit, keeps its line out. No
report, error or flag repeats the text of a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.import_cells import NeedReading, NeedTables, category_code, draft_of_cells, pseudonym_of
from app.continuity.import_columns import refuse_columns, unread_columns
from app.continuity.need import NeedId
from app.continuity.need_rules import NeedDraft, NeedState, draft_of, need_of, state_of
from app.continuity.signature import require_active
from app.core.errors import N_, InvalidInput, RuleRefusal, UnreadableFile
from app.roster.importing.report import CellRefused, Change, Flag, ImportReport, Rejection
from app.roster.importing.sheet import read_sheet
from app.words import _
from app.words.dates import spoken_number
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.signature import CategoryView
    from app.roster.importing.source import Source

TABLE = "needs"
"""Table of ``data/import_headers.csv``: the columns that are read."""

NEEDED = (("pseudonyme",), ("categorie",), ("commune_insee", "commune"))

MOST_LINES = 20_000
"""No practice follows so many: past it, the file is another one, and would hold the machine for minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """One need to write. ``held``: the one it changes (``renews``: only its review); None when it is new."""

    line: int
    change: Change
    draft: NeedDraft
    held: CareNeed | None = None
    renews: bool = False


def read_needs_file(source: Source, held: Sequence[CareNeed], on: NeedTables, now: datetime) -> ImportReport[NeedLine]:
    """What importing would do, by pseudonym and category. Raises UnreadableFile, for a column that says who too.

    A column that is absent, or a cell that is empty, leaves what is known as it is.
    """
    sheet = read_sheet(source, on.tables.headers[TABLE], NEEDED)
    if len(sheet.body) > MOST_LINES:
        raise UnreadableFile(
            N_("Plus de {most} lignes : ce fichier n’est pas celui d’un cabinet."), most=spoken_number(MOST_LINES)
        )
    refuse_columns(sheet, on)
    known = {(one.pseudonym, one.category): one for one in held}
    rows: dict[tuple[str, str], NeedLine] = {}
    rejected: list[Rejection] = []
    flags, repeated = sheet.flags, 0
    for row in sheet.rows():
        reading = NeedReading(row, on)
        try:
            line = _line(reading, known, on, now)
            key = (line.draft.pseudonym, line.draft.category)
            reading.column = "pseudonyme"
            if key in rows and rows[key].draft != line.draft:
                raise CellRefused(
                    _("La ligne {line} dit autre chose du même besoin.").format(line=rows[key].line),
                    _("Gardez une seule des deux lignes."),
                )
        except CellRefused as refused:
            column = sheet.columns.get(reading.column, reading.column)
            rejected.append(Rejection(row.line, column, "", refused.reason, refused.hint))
            continue
        if key in rows:
            repeated += 1
            flags.append(Flag((rows[key].line, row.line), _("Ligne répétée : elle n’est prise qu’une fois.")))
            continue
        rows[key] = line
    return ImportReport(
        tuple(rows.values()), tuple(sorted(rejected)), (*flags, *_remarks(list(rows.values()), on)), repeated, unread_columns(sheet), TABLE
    )  # fmt: skip


def _line(reading: NeedReading, known: Mapping[tuple[str, str], CareNeed], on: NeedTables, now: datetime) -> NeedLine:
    pseudonym = reading.needed("pseudonyme", pseudonym_of)
    category = reading.needed("categorie", lambda text: category_code(text, on.known.categories))
    held = known.get((pseudonym, category))
    if held is None:
        _require_active(on.signed[category])
    draft = draft_of_cells(reading, pseudonym, category, held, on)
    reading.column = "informe_le"
    try:
        draft = draft_of(need_of(held.id if held else _NO_ID, on.practice, draft, on.known, now))
    except InvalidInput as error:
        raise CellRefused(sentence(error), _("Corrigez la ligne.")) from None
    if held is None:
        return NeedLine(line=reading.line, change=Change.NEW, draft=draft)
    if draft != draft_of(held):
        return NeedLine(line=reading.line, change=Change.UPDATED, draft=draft, held=held)
    due = state_of(held, now, on.review_days) is not NeedState.CURRENT
    return NeedLine(line=reading.line, change=Change.UNCHANGED, draft=draft, held=held, renews=due)


def _require_active(view: CategoryView) -> None:
    """What is there already stays; nothing new hangs on a category that no physician validated."""
    try:
        require_active(view)
    except RuleRefusal as error:
        raise CellRefused(
            sentence(error), _("Importez de nouveau cette ligne une fois la catégorie validée.")
        ) from None


_NO_ID = NeedId("new")
"""What stands for an id while a line is only judged."""


def _remarks(rows: Sequence[NeedLine], on: NeedTables) -> Iterator[Flag]:
    if outside := tuple(one.line for one in rows if on.tables.communes and one.draft.commune not in on.tables.communes):
        yield Flag(outside, _("Commune hors du territoire : aucun trajet n’y est connu."))
    if renewed := tuple(one.line for one in rows if one.renews):
        yield Flag(renewed, _("Toujours d’actualité : revu aujourd’hui, la fin est repoussée."))
    if untold := tuple(one.line for one in rows if not one.draft.informed):
        yield Flag(untold, _("Patient non informé, d’après le fichier : à faire avant de compter sur un relais."))
