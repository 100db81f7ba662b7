"""The cells of one inject of a file, each as a value, or refused with what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from app.core.typed import bare_cell
from app.drills.scenario import Expected
from app.drills.shock import AnyEffect
from app.exercise.chronogramme_columns import COLUMN_WORDS, SAME_FOR_ALL, Column, ColumnMapping, is_in_hours
from app.exercise.chronogramme_draft import DraftInject, References
from app.exercise.chronogramme_times import TimeReading
from app.roster.importing.report import CellRefused, Flag, Rejection
from app.roster.spelling import fold, slug
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.exercise.chronogramme_grid import ChronogrammeGrid, GridRow

LONGEST_TEXT, LONGEST_SHORT, LONGEST_NOTE = 2_000, 160, 1_000
LONGEST_DELAY = 60 * 24 * 7
"""Minutes within which something may be expected (:class:`app.drills.scenario.Expected`)."""

Value = TypeVar("Value")
_EFFECTS: TypeAdapter[tuple[AnyEffect, ...]] = TypeAdapter(tuple[AnyEffect, ...])
_SPACES = re.compile(r"[ \t\r\n]+")
"""No-break spaces stay."""
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪►]|\d+[.)])\s+")


@dataclass(slots=True)
class InjectRows:
    """The rows of one inject: that of its message, and those that only add what is expected."""

    row: GridRow
    phase: str
    more: list[GridRow] = field(default_factory=list)


class CellReader:
    """Reads the rows of one inject; what does not fit is in ``rejected``, what to look at in ``flags``."""

    def __init__(self, grid: ChronogrammeGrid, mapping: ColumnMapping, t0: datetime, references: References) -> None:
        self.grid, self.mapping, self.references = grid, mapping, references
        offset = mapping.rank(Column.OFFSET)
        self.clock = TimeReading(t0, is_in_hours(grid.title(offset)) if offset is not None else False)
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self._taken: set[int] = set()

    def draft(self, group: InjectRows, minutes: int) -> DraftInject | None:
        row = group.row
        shorts = {one: self._short(row, one) for one in SAME_FOR_ALL}
        text = self._text(row)
        expected = self._expected(group)
        note = self._note(group)
        effects = self._effects(row)
        return DraftInject(
            line=row.line, number=self._number(row), minutes=minutes, sender=shorts[Column.SENDER],
            recipient=shorts[Column.RECIPIENT], channel=shorts[Column.CHANNEL], text=text, expected=expected,
            objectives=self._objectives(row), effects=effects, note=note,
        )  # fmt: skip

    def cell(self, row: GridRow, column: Column) -> str:
        return bare_cell(row.at(self.mapping.rank(column)).strip())

    def _short(self, row: GridRow, column: Column) -> str:
        value = _SPACES.sub(" ", self.cell(row, column)) or self.mapping.usual.get(column, "").strip()
        if not value:
            self.refuse(
                row.line, column, "", _("Il manque « {column} ».").format(column=_(COLUMN_WORDS[column])),
                _("Complétez la cellule, ou donnez une valeur pour toutes les lignes."),
            )  # fmt: skip
        elif not 2 <= len(value) <= LONGEST_SHORT:
            self.refuse(
                row.line, column, value, _("De 2 à {most} caractères sont attendus ici.").format(most=LONGEST_SHORT),
                _("Écrivez une fonction ou un moyen, sans nom de personne."),
            )  # fmt: skip
        return value

    def _text(self, row: GridRow) -> str:
        title, text = self.cell(row, Column.TITLE), self.cell(row, Column.TEXT)
        whole = f"{title.rstrip('. ')}. {text}" if title and text else text or title
        if not 3 <= len(whole) <= LONGEST_TEXT:
            self.refuse(
                row.line, Column.TEXT, whole, _("Un message a de 3 à {most} caractères.").format(most=LONGEST_TEXT),
                _("Coupez-le en deux injects, ou complétez-le."),
            )  # fmt: skip
        return whole

    def _number(self, row: GridRow) -> int | None:
        """The number of the file where it is one and nobody has it yet; numbers are given again on writing."""
        found = re.fullmatch(r"(?:inject|n[°o]?|#)?\s*(\d{1,4})", self.cell(row, Column.NUMBER), re.IGNORECASE)
        number = int(found.group(1)) if found else None
        if number is None or number in self._taken:
            return None
        self._taken.add(number)
        return number

    def _expected(self, group: InjectRows) -> tuple[Expected, ...]:
        """Everything expected, a line of text each; delays and cards by rank, one delay alone standing for all."""
        found: list[Expected] = []
        for row in (group.row, *group.more):
            is_own = row is group.row
            texts = _lines(self._own(row, Column.EXPECTED, is_own=is_own))
            delays = [
                self._delay(row, one) for one in _lines(self._own(row, Column.DEADLINE, is_own=is_own), cut=",;|")
            ]
            cards = [self._card(row, one) for one in self._cards(self._own(row, Column.CARD, is_own=is_own))]
            for rank, text in enumerate(texts):
                if not 3 <= len(text) <= LONGEST_TEXT:
                    self.refuse(row.line, Column.EXPECTED, text, _("Ce qui est attendu n’est pas lisible."), _("Écrivez au moins trois caractères."))  # fmt: skip
                    continue
                found.append(
                    Expected(text=text, within_minutes=_at(delays, rank, len(texts)), card=_at(cards, rank, len(texts)))
                )
        return tuple(found)

    def _own(self, row: GridRow, column: Column, *, is_own: bool) -> str:
        """A cell, unless it only continues the one of the row above."""
        return self.cell(row, column) if is_own or self.mapping.rank(column) not in row.continued else ""

    def _delay(self, row: GridRow, text: str) -> int | None:
        if text in ("-", "–", "—") or fold(text) in ("sans", "aucun", "none", "na"):
            return None
        try:
            minutes = TimeReading(self.clock.t0, is_in_hours(self._title(Column.DEADLINE))).offset(text)
        except CellRefused:
            minutes = 0
        if not 1 <= minutes <= LONGEST_DELAY:
            self.refuse(
                row.line, Column.DEADLINE, text, _("Ce délai n’est pas lisible."),
                _("Écrivez les minutes qui suivent l’inject : 15, 45 min ou 1 h 30 ; laissez vide s’il n’y en a pas."),
            )  # fmt: skip
            return None
        return minutes

    def _cards(self, cell: str) -> list[str]:
        """The cards of a cell: a line each, where commas may stand in a title; else as they are separated."""
        return [part for line in _lines(cell) for part in ([line] if self._slug(line) else _lines(line, cut=",;|"))]

    def _slug(self, text: str) -> str | None:
        """The card of a slug or of a title."""
        code = slug(text)
        by_name = {slug(name): one for one, name in self.references.cards.items()}
        return code if code in self.references.cards else by_name.get(code)

    def _card(self, row: GridRow, text: str) -> str | None:
        found = self._slug(text)
        if found is None and text not in ("-", "–", "—"):
            self.flags.append(
                Flag(
                    (row.line,),
                    _("La fiche « {card} » n’est pas dans le plan : elle n’est pas liée.").format(card=text),
                )
            )
        return found

    def _objectives(self, row: GridRow) -> tuple[str, ...] | None:
        if self.mapping.rank(Column.OBJECTIVES) is None:
            return None
        codes = re.findall(r"[A-Za-z]{1,3}\s?\d{1,3}|[A-Z][A-Z0-9]{0,7}", self.cell(row, Column.OBJECTIVES))
        tidy = list(dict.fromkeys(one.replace(" ", "").upper() for one in codes))
        unknown = [one for one in tidy if one not in self.references.objectives]
        if unknown or (not tidy and self.cell(row, Column.OBJECTIVES)):
            self.flags.append(
                Flag((row.line,), _("Objectif inconnu de cet exercice, laissé de côté : {codes}.").format(codes=", ".join(unknown) or self.cell(row, Column.OBJECTIVES)[:80]))
            )  # fmt: skip
        return tuple(one for one in tidy if one in self.references.objectives)

    def _effects(self, row: GridRow) -> tuple[AnyEffect, ...] | None:
        """The effects that a file of ours holds exactly; words of others go to the note."""
        cell = self.cell(row, Column.EXACT_EFFECTS)
        if self.mapping.rank(Column.EXACT_EFFECTS) is None:
            return None
        try:
            return _EFFECTS.validate_json(cell) if cell else ()
        except ValidationError:
            self.refuse(
                row.line, Column.EXACT_EFFECTS, cell, _("Ces effets ne sont pas ceux que Relève écrit."),
                _("Laissez la cellule comme elle était, ou videz-la et ajoutez l’effet à l’écran."),
            )  # fmt: skip
            return None

    def _note(self, group: InjectRows) -> str:
        phase = _("Phase : {phase}").format(phase=group.phase) if group.phase else ""
        told = self.cell(group.row, Column.EFFECTS)
        effects = ""
        if told and self.mapping.rank(Column.EXACT_EFFECTS) is None:
            effects = _("Effet prévu : {effect}").format(effect=told)
            self.flags.append(
                Flag((group.row.line,), _("L’effet sur les soins est gardé en note : ajoutez-le à l’inject pour qu’il change la couverture."))
            )  # fmt: skip
        notes = [self._own(one, Column.NOTE, is_own=one is group.row) for one in (group.row, *group.more)]
        # A note of ours begins with its phase already.
        parts = [one for one in (phase, *notes, effects) if one]
        whole = "\n".join(dict.fromkeys(parts))
        if len(whole) > LONGEST_NOTE:
            self.refuse(
                group.row.line, Column.NOTE, whole, _("Une note a {most} caractères au plus.").format(most=LONGEST_NOTE),
                _("Raccourcissez-la."),
            )  # fmt: skip
        return whole

    def _title(self, column: Column) -> str:
        rank = self.mapping.rank(column)
        return self.grid.title(rank) if rank is not None else ""

    def refuse(self, line: int, column: Column, cell: str, reason: str, hint: str) -> None:
        shown = cell if len(cell) <= 80 else cell[:79] + "…"
        self.rejected.append(Rejection(line, self._title(column) or _(COLUMN_WORDS[column]), shown, reason, hint))


def _at(values: Sequence[Value | None], rank: int, count: int) -> Value | None:
    """The value of a rank; one alone stands for all of several."""
    if len(values) == 1 and count > 1:
        return values[0]
    return values[rank] if rank < len(values) else None


def _lines(cell: str, cut: str = "") -> list[str]:
    """The items of a cell: its lines, without their bullets."""
    parts = re.split(rf"[\n{re.escape(cut)}]" if cut else r"\n", cell)
    return [text for one in parts if (text := _SPACES.sub(" ", _BULLET.sub("", one)).strip())]
