"""The rows of a file gathered by inject, each with its minute: phases go down, what is expected follows its message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.exercise.chronogramme_cells import CellReader, InjectRows
from app.exercise.chronogramme_columns import TIMES, Column
from app.exercise.chronogramme_times import BACK, between_hint, is_bare_hour, is_fraction_of_a_day, is_from_t0, tried
from app.exercise.said import spoken_fictional, spoken_minutes
from app.roster.importing.report import CellRefused, Flag
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.exercise.chronogramme_draft import DraftInject
    from app.exercise.chronogramme_grid import GridRow


class LineReader:
    """Takes the rows of a file one after the other. ``times``: line → what a person typed for a time that lacks."""

    def __init__(self, cells: CellReader, times: Mapping[int, str]) -> None:
        self.cells, self.grid, self.mapping, self.times = cells, cells.grid, cells.mapping, times
        self.untimed: list[int] = []
        self.spans = self._are_spans()

    def drafts(self) -> list[DraftInject]:
        groups = self._groups()
        minutes = self._minutes(groups)
        found = []
        for group, at in zip(groups, minutes, strict=True):
            before = len(self.cells.rejected)
            draft = self.cells.draft(group, at if at is not None else 0)
            if draft is not None and at is not None and len(self.cells.rejected) == before:
                found.append(draft)
        return found

    def _groups(self) -> list[InjectRows]:
        """Rows by inject; a row of one text alone is the title of a phase, a header that comes again is skipped."""
        groups: list[InjectRows] = []
        phase = ""
        for row in self.grid.body:
            said = [text for rank, text in enumerate(row.cells) if text and rank not in row.continued]
            if tuple(one for one in row.cells if one) == tuple(one for one in self.grid.header if one):
                continue
            if self._is_fresh(row, Column.TEXT) or self._is_fresh(row, Column.TITLE):
                if len(set(said)) == 1 and len(said) == 1 and not any(self.cells.cell(row, one) for one in TIMES):
                    phase = said[0]
                    continue
                groups.append(InjectRows(row, self.cells.cell(row, Column.PHASE) or phase))
            elif groups and self._adds(row):
                groups[-1].more.append(row)
            elif len(said) == 1:
                phase = said[0]
            elif len(said) > 1:
                self.cells.refuse(
                    row.line, Column.TEXT, "", _("Le message est vide."), _("Écrivez-le, ou supprimez la ligne.")
                )
        return groups

    def _is_fresh(self, row: GridRow, column: Column) -> bool:
        return bool(self.cells.cell(row, column)) and self.mapping.rank(column) not in row.continued

    def _adds(self, row: GridRow) -> bool:
        """Whether a row without a message of its own says more of the inject above."""
        fresh = {column for column, rank in self.mapping.ranks.items() if row.at(rank) and rank not in row.continued}
        return bool(fresh) and fresh <= {Column.EXPECTED, Column.DEADLINE, Column.CARD, Column.NOTE, Column.NUMBER}

    def _are_spans(self) -> bool:
        """Whether a column of hours counts from 0:00, T0 being at another hour: it then holds spans."""
        rank = self.mapping.rank(Column.HOUR)
        if rank is None or self.mapping.rank(Column.OFFSET) is not None:
            return False
        first = next((row.at(rank) for row in self.grid.body if row.at(rank)), "")
        wall = tried(lambda: self.cells.clock.hour("0:00", before=0))
        is_zero = bool(re.fullmatch(r"0{1,2}\s*[:hH]\s*(?:0{1,2})?(?::00)?", first.strip()))
        if is_zero and wall != 0:
            self.cells.flags.append(
                Flag((self.grid.header_line,), _("La colonne « {name} » commence à 0:00 : elle est lue comme un temps depuis T0.").format(name=self.grid.title(rank)))
            )  # fmt: skip
            return True
        if self._is_mixed(rank):
            self.cells.flags.append(
                Flag((self.grid.header_line,), _("La colonne « {name} » compte depuis T0 dès une de ses lignes : toutes sont lues ainsi.").format(name=self.grid.title(rank)))
            )  # fmt: skip
            return True
        return False

    def _is_mixed(self, rank: int) -> bool:
        """Whether a column holds « T+10 » beside « 1:30 », the first of these coming before the hour of T0: 1 h 30 after it."""
        held = [cell for row in self.grid.body if (cell := row.at(rank).strip())]
        bare = next((cell for cell in held if is_bare_hour(cell)), None)
        if bare is None or not any(is_from_t0(cell) for cell in held):
            return False
        t0 = self.cells.clock.t0.astimezone(PARIS)
        left = 24 * 60 - t0.hour * 60 - t0.minute
        at = tried(lambda: self.cells.clock.hour(bare, before=0))
        return at is None or at >= left

    def _minutes(self, groups: Sequence[InjectRows]) -> list[int | None]:
        """The minute of each inject; a time that lacks is said with those around it."""
        found: list[int | None] = []
        lacking: list[int] = []
        for index, group in enumerate(groups):
            before = next((one for one in reversed(found) if one is not None), None)
            typed = self.times.get(group.row.line, "").strip()
            if not typed and not any(self.cells.cell(group.row, one) for one in TIMES):
                lacking.append(index)
                found.append(None)
                continue
            found.append(self._minute(group.row, typed, before))
        self._far_from_t0(groups, found)
        for index in lacking:
            line = groups[index].row.line
            before = next((one for one in reversed(found[:index]) if one is not None), None)
            after = next((one for one in found[index + 1 :] if one is not None), None)
            self.untimed.append(line)
            self.cells.refuse(
                line, self._time_column(), "", _("Il manque le temps de cet inject."), between_hint(before, after)
            )
        return found

    def _far_from_t0(self, groups: Sequence[InjectRows], found: Sequence[int | None]) -> None:
        """Point at a first hour of the day far from T0: the exercise was perhaps prepared for another one."""
        first = next(((group.row, at) for group, at in zip(groups, found, strict=True) if at is not None), None)
        if first is None or self.spans or first[1] < BACK or self.cells.cell(first[0], Column.OFFSET):
            return
        said = _(
            "La première heure du fichier est lue à {time}, {civil}. Si l’exercice commence alors, changez T0 dans le cadre."
        )
        self.cells.flags.append(
            Flag(
                (first[0].line,),
                said.format(time=spoken_minutes(first[1]), civil=spoken_fictional(self.cells.clock.t0, first[1])),
            )
        )

    def _minute(self, row: GridRow, typed: str, before: int | None) -> int | None:
        day = self.cells.cell(row, Column.DAY)
        offset, hour = self.cells.cell(row, Column.OFFSET), self.cells.cell(row, Column.HOUR)
        column = Column.OFFSET if offset else Column.HOUR
        cell = typed or offset or hour
        try:
            if typed:
                from_t0 = self.spans or _counts(typed)
                return self.cells.clock.offset(typed) if from_t0 else self.cells.clock.hour(typed, day, before)
            if offset or self.spans:
                if is_fraction_of_a_day(cell) and not self.cells.clock.in_hours:
                    self.cells.flags.append(
                        Flag(
                            (row.line,),
                            _("« {cell} » est lu comme une heure d’Excel : vérifiez le temps.").format(cell=cell),
                        )
                    )
                return self.cells.clock.offset(cell)
            return self.cells.clock.hour(cell, day, before)
        except CellRefused as refused:
            self.untimed.append(row.line)
            self.cells.refuse(row.line, column, cell, refused.reason, refused.hint)
            return None

    def _time_column(self) -> Column:
        return next((one for one in TIMES if self.mapping.rank(one) is not None), Column.OFFSET)


def _counts(text: str) -> bool:
    """Whether a typed time counts from T0: « T+20 », « 20 », « J+1 8 h »; else it is an hour of the day."""
    return not re.fullmatch(r"\d{1,2}\s*(?:h|:)\s*\d{0,2}", text.strip(), re.IGNORECASE)
