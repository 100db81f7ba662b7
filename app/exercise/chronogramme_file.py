"""A chronogramme kept in a spreadsheet, read line by line: the injects it holds, what keeps a line out, what to look at.

Columns stand in any order; a merged phase, time or sender goes down; what follows a message on lines of its own is expected
of the same inject. Nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from app.core.errors import N_
from app.drills.scenario import Expected
from app.drills.shock import AnyEffect
from app.exercise.chronogramme_columns import (
    COLUMN_WORDS,
    SAME_FOR_ALL,
    TIMES,
    Column,
    ColumnMapping,
    is_in_hours,
)
from app.exercise.chronogramme_times import TimeReading, between_hint, is_fraction_of_a_day, tried
from app.roster.importing.report import CellRefused, Change, Flag, Rejection
from app.roster.spelling import fold, slug
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.chronogramme_grid import ChronogrammeGrid, GridRow

LONGEST_TEXT, LONGEST_SHORT, LONGEST_NOTE = 2_000, 160, 1_000
MOST_INJECTS = 200
LONGEST_DELAY = 60 * 24 * 7
"""Minutes within which something may be expected (:class:`app.drills.scenario.Expected`)."""

ALIKE = 0.6
"""Two messages as close as that are the same one, changed (ratio of :class:`difflib.SequenceMatcher`)."""

Value = TypeVar("Value")
_EFFECTS: TypeAdapter[tuple[AnyEffect, ...]] = TypeAdapter(tuple[AnyEffect, ...])
_SPACES = re.compile(r"[ \t\r\n]+")
"""No-break spaces stay."""
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪►]|\d+[.)])\s+")


class Way(StrEnum):
    """What becomes of the injects that the exercise has already."""

    COMPLETE = "complete"
    REPLACE = "replace"


WAY_WORDS = {
    Way.COMPLETE: N_("Compléter : ceux qui y sont restent"),
    Way.REPLACE: N_("Remplacer : ceux que le fichier n’a pas sont retirés"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftInject:
    """One inject of a file. ``effects`` None: the file does not say them exactly."""

    line: int
    number: int | None
    minutes: int
    sender: str
    recipient: str
    channel: str
    text: str
    expected: tuple[Expected, ...] = ()
    objectives: tuple[str, ...] | None = None
    effects: tuple[AnyEffect, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What importing one inject would do. ``before``: the inject it changes."""

    draft: DraftInject
    change: Change
    before: PlayedInject | None = None


@dataclass(frozen=True, slots=True)
class References:
    """What cells are looked up in: codes of the exercise's objectives, slugs of reflex cards and how each is called."""

    objectives: tuple[str, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronogrammeReading:
    """The whole file against the exercise. ``missing``: groups of columns to point out or values to give first.

    ``to_remove``: injects that replacing would take out. ``untimed``: lines that only lack a time.
    """

    lines: tuple[ReadLine, ...]
    rejected: tuple[Rejection, ...]
    flags: tuple[Flag, ...]
    missing: tuple[tuple[Column, ...], ...]
    ignored: tuple[str, ...]
    untimed: tuple[int, ...] = ()
    to_remove: tuple[PlayedInject, ...] = ()

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.lines)

    @property
    def refused_lines(self) -> int:
        return len({one.line for one in self.rejected})

    @property
    def changes(self) -> int:
        """How many injects importing would write or take out."""
        return len(self.lines) - self.count(Change.UNCHANGED) + len(self.to_remove)


@dataclass(slots=True)
class _Group:
    """The rows of one inject: that of its message, and those that only add what is expected."""

    row: GridRow
    phase: str
    more: list[GridRow] = field(default_factory=list)


def read_chronogramme(
    grid: ChronogrammeGrid, mapping: ColumnMapping, held: Sequence[PlayedInject], *, t0: datetime,
    references: References, way: Way = Way.COMPLETE, times: Mapping[int, str] | None = None,
) -> ChronogrammeReading:  # fmt: skip
    """What importing a file would do. ``times``: line → what a person typed for a time that the file lacks."""
    ignored = tuple(
        title for rank, title in enumerate(grid.header) if title and rank not in set(mapping.ranks.values())
    )
    if mapping.missing:
        return ChronogrammeReading(
            lines=(), rejected=(), flags=(), missing=mapping.missing, ignored=ignored,
        )  # fmt: skip
    reader = _Reader(grid, mapping, t0, references, times or {})
    drafts = reader.drafts()
    lines, removed = _compared(drafts, held, way)
    if len(held) - len(removed) + sum(one.change is Change.NEW for one in lines) > MOST_INJECTS:
        reader.flags.append(
            Flag((), _("Un exercice a {most} injects au plus : retirez-en du fichier.").format(most=MOST_INJECTS))
        )
        lines = ()
    return ChronogrammeReading(
        lines=lines, rejected=tuple(sorted(reader.rejected)), flags=tuple(sorted(reader.flags)), missing=(),
        ignored=ignored, untimed=tuple(reader.untimed), to_remove=removed if lines else (),
    )  # fmt: skip


class _Reader:
    """Takes the rows of a file one after the other; what it could not take is in ``rejected``."""

    def __init__(
        self, grid: ChronogrammeGrid, mapping: ColumnMapping, t0: datetime, references: References,
        times: Mapping[int, str],
    ) -> None:  # fmt: skip
        self.grid, self.mapping, self.references, self.times = grid, mapping, references, times
        offset = mapping.rank(Column.OFFSET)
        self.clock = TimeReading(t0, is_in_hours(grid.title(offset)) if offset is not None else False)
        self.rejected: list[Rejection] = []
        self.flags: list[Flag] = []
        self.untimed: list[int] = []
        self.taken: set[int] = set()
        self.spans = self._are_spans()

    def drafts(self) -> list[DraftInject]:
        groups = self._groups()
        minutes = self._minutes(groups)
        found = []
        for group, at in zip(groups, minutes, strict=True):
            before = len(self.rejected)
            draft = self._draft(group, at if at is not None else 0)
            if draft is not None and at is not None and len(self.rejected) == before:
                found.append(draft)
        return found

    def _groups(self) -> list[_Group]:
        """Rows by inject; a row of one text alone is the title of a phase, a header that comes again is skipped."""
        groups: list[_Group] = []
        phase = ""
        for row in self.grid.body:
            said = [text for rank, text in enumerate(row.cells) if text and rank not in row.continued]
            if tuple(one for one in row.cells if one) == tuple(one for one in self.grid.header if one):
                continue
            if self._is_fresh(row, Column.TEXT) or self._is_fresh(row, Column.TITLE):
                if len(set(said)) == 1 and len(said) == 1 and not any(self._cell(row, one) for one in TIMES):
                    phase = said[0]
                    continue
                groups.append(_Group(row, self._cell(row, Column.PHASE) or phase))
            elif groups and self._adds(row):
                groups[-1].more.append(row)
            elif len(said) == 1:
                phase = said[0]
            elif len(said) > 1:
                self._refuse(
                    row.line, Column.TEXT, "", _("Le message est vide."), _("Écrivez-le, ou supprimez la ligne.")
                )
        return groups

    def _is_fresh(self, row: GridRow, column: Column) -> bool:
        return bool(self._cell(row, column)) and self.mapping.rank(column) not in row.continued

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
        wall = tried(lambda: self.clock.hour("0:00", before=0))
        is_zero = bool(re.fullmatch(r"0{1,2}\s*[:hH]\s*(?:0{1,2})?(?::00)?", first.strip()))
        if is_zero and wall != 0:
            self.flags.append(
                Flag((self.grid.header_line,), _("La colonne « {name} » commence à 0:00 : elle est lue comme un temps depuis T0.").format(name=self.grid.title(rank)))
            )  # fmt: skip
            return True
        return False

    def _minutes(self, groups: Sequence[_Group]) -> list[int | None]:
        """The minute of each inject; a time that lacks is said with those around it."""
        found: list[int | None] = []
        lacking: list[int] = []
        for index, group in enumerate(groups):
            before = next((one for one in reversed(found) if one is not None), None)
            typed = self.times.get(group.row.line, "").strip()
            if not typed and not any(self._cell(group.row, one) for one in TIMES):
                lacking.append(index)
                found.append(None)
                continue
            found.append(self._minute(group.row, typed, before))
        for index in lacking:
            line = groups[index].row.line
            before = next((one for one in reversed(found[:index]) if one is not None), None)
            after = next((one for one in found[index + 1 :] if one is not None), None)
            self.untimed.append(line)
            self._refuse(
                line, self._time_column(), "", _("Il manque le temps de cet inject."), between_hint(before, after)
            )
        return found

    def _minute(self, row: GridRow, typed: str, before: int | None) -> int | None:
        day = self._cell(row, Column.DAY)
        offset, hour = self._cell(row, Column.OFFSET), self._cell(row, Column.HOUR)
        column = Column.OFFSET if offset else Column.HOUR
        cell = typed or offset or hour
        try:
            if typed and not re.search(r"[\dt]", typed, re.IGNORECASE):
                raise CellRefused(_("Ce temps n’est pas lisible."), between_hint(before, None))
            if typed:
                return (
                    tried(lambda: self.clock.offset(typed)) if _counts(typed) else self.clock.hour(typed, day, before)
                )
            if offset or self.spans:
                if is_fraction_of_a_day(cell) and not self.clock.in_hours:
                    self.flags.append(
                        Flag(
                            (row.line,),
                            _("« {cell} » est lu comme une heure d’Excel : vérifiez le temps.").format(cell=cell),
                        )
                    )
                return self.clock.offset(cell)
            return self.clock.hour(cell, day, before)
        except CellRefused as refused:
            self._refuse(row.line, column, cell, refused.reason, refused.hint)
            return None

    def _time_column(self) -> Column:
        return next((one for one in TIMES if self.mapping.rank(one) is not None), Column.OFFSET)

    def _draft(self, group: _Group, minutes: int) -> DraftInject | None:
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

    def _cell(self, row: GridRow, column: Column) -> str:
        return _bare(row.at(self.mapping.rank(column)).strip())

    def _short(self, row: GridRow, column: Column) -> str:
        value = _SPACES.sub(" ", self._cell(row, column)) or self.mapping.usual.get(column, "").strip()
        if not value:
            self._refuse(
                row.line, column, "", _("Il manque « {column} ».").format(column=_(COLUMN_WORDS[column])),
                _("Complétez la cellule, ou donnez une valeur pour toutes les lignes."),
            )  # fmt: skip
        elif not 2 <= len(value) <= LONGEST_SHORT:
            self._refuse(
                row.line, column, value, _("De 2 à {most} caractères sont attendus ici.").format(most=LONGEST_SHORT),
                _("Écrivez une fonction ou un moyen, sans nom de personne."),
            )  # fmt: skip
        return value

    def _text(self, row: GridRow) -> str:
        title, text = self._cell(row, Column.TITLE), self._cell(row, Column.TEXT)
        whole = f"{title.rstrip('. ')}. {text}" if title and text else text or title
        if not 3 <= len(whole) <= LONGEST_TEXT:
            self._refuse(
                row.line, Column.TEXT, whole, _("Un message a de 3 à {most} caractères.").format(most=LONGEST_TEXT),
                _("Coupez-le en deux injects, ou complétez-le."),
            )  # fmt: skip
        return whole

    def _number(self, row: GridRow) -> int | None:
        """The number of the file where it is one and nobody has it yet; numbers are given again on writing."""
        found = re.fullmatch(r"(?:inject|n[°o]?|#)?\s*(\d{1,4})", self._cell(row, Column.NUMBER), re.IGNORECASE)
        number = int(found.group(1)) if found else None
        if number is None or number in self.taken:
            return None
        self.taken.add(number)
        return number

    def _expected(self, group: _Group) -> tuple[Expected, ...]:
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
                    self._refuse(row.line, Column.EXPECTED, text, _("Ce qui est attendu n’est pas lisible."), _("Écrivez au moins trois caractères."))  # fmt: skip
                    continue
                found.append(
                    Expected(text=text, within_minutes=_at(delays, rank, len(texts)), card=_at(cards, rank, len(texts)))
                )
        return tuple(found)

    def _own(self, row: GridRow, column: Column, *, is_own: bool) -> str:
        """A cell, unless it only continues the one of the row above."""
        return self._cell(row, column) if is_own or self.mapping.rank(column) not in row.continued else ""

    def _delay(self, row: GridRow, text: str) -> int | None:
        if text in ("-", "–", "—") or fold(text) in ("sans", "aucun", "none", "na"):
            return None
        try:
            minutes = TimeReading(self.clock.t0, is_in_hours(self._title(Column.DEADLINE))).offset(text)
        except CellRefused:
            minutes = 0
        if not 1 <= minutes <= LONGEST_DELAY:
            self._refuse(
                row.line, Column.DEADLINE, text, _("Ce délai n’est pas lisible."),
                _("Écrivez les minutes qui suivent l’inject : 15, 45 min ou 1 h 30 ; laissez vide s’il n’y en a pas."),
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
                    _("La fiche « {card} » n’est pas dans le plan : elle n’est pas liée.").format(card=text),
                )
            )
        return found

    def _objectives(self, row: GridRow) -> tuple[str, ...] | None:
        if self.mapping.rank(Column.OBJECTIVES) is None:
            return None
        codes = re.findall(r"[A-Za-z]{1,3}\s?\d{1,3}|[A-Z][A-Z0-9]{0,7}", self._cell(row, Column.OBJECTIVES))
        tidy = list(dict.fromkeys(one.replace(" ", "").upper() for one in codes))
        unknown = [one for one in tidy if one not in self.references.objectives]
        if unknown or (not tidy and self._cell(row, Column.OBJECTIVES)):
            self.flags.append(
                Flag((row.line,), _("Objectif inconnu de cet exercice, laissé de côté : {codes}.").format(codes=", ".join(unknown) or self._cell(row, Column.OBJECTIVES)[:80]))
            )  # fmt: skip
        return tuple(one for one in tidy if one in self.references.objectives)

    def _effects(self, row: GridRow) -> tuple[AnyEffect, ...] | None:
        """The effects that a file of ours holds exactly; words of others go to the note."""
        cell = self._cell(row, Column.EXACT_EFFECTS)
        if self.mapping.rank(Column.EXACT_EFFECTS) is None:
            return None
        try:
            return _EFFECTS.validate_json(cell) if cell else ()
        except ValidationError:
            self._refuse(
                row.line, Column.EXACT_EFFECTS, cell, _("Ces effets ne sont pas ceux que Relève écrit."),
                _("Laissez la cellule comme elle était, ou videz-la et ajoutez l’effet à l’écran."),
            )  # fmt: skip
            return None

    def _note(self, group: _Group) -> str:
        phase = _("Phase : {phase}").format(phase=group.phase) if group.phase else ""
        told = self._cell(group.row, Column.EFFECTS)
        effects = ""
        if told and self.mapping.rank(Column.EXACT_EFFECTS) is None:
            effects = _("Effet prévu : {effect}").format(effect=told)
            self.flags.append(
                Flag((group.row.line,), _("L’effet sur les soins est gardé en note : ajoutez-le à l’inject pour qu’il change la couverture."))
            )  # fmt: skip
        notes = [self._own(one, Column.NOTE, is_own=one is group.row) for one in (group.row, *group.more)]
        # A note of ours begins with its phase already.
        parts = [one for one in (phase, *notes, effects) if one]
        whole = "\n".join(dict.fromkeys(parts))
        if len(whole) > LONGEST_NOTE:
            self._refuse(
                group.row.line, Column.NOTE, whole, _("Une note a {most} caractères au plus.").format(most=LONGEST_NOTE),
                _("Raccourcissez-la."),
            )  # fmt: skip
        return whole

    def _title(self, column: Column) -> str:
        rank = self.mapping.rank(column)
        return self.grid.title(rank) if rank is not None else ""

    def _refuse(self, line: int, column: Column, cell: str, reason: str, hint: str) -> None:
        shown = cell if len(cell) <= 80 else cell[:79] + "…"
        self.rejected.append(Rejection(line, self._title(column) or _(COLUMN_WORDS[column]), shown, reason, hint))


def _compared(
    drafts: Sequence[DraftInject], held: Sequence[PlayedInject], way: Way
) -> tuple[tuple[ReadLine, ...], tuple[PlayedInject, ...]]:
    """Each draft with the inject it changes, if any; and those that replacing takes out."""
    left = list(held)
    lines = []
    for draft in drafts:
        before = _same(draft, left)
        if before is not None:
            left.remove(before)
        change = Change.NEW if before is None else Change.UNCHANGED if _says(draft, before) else Change.UPDATED
        lines.append(ReadLine(draft, change, before))
    return tuple(lines), tuple(left) if way is Way.REPLACE else ()


def _same(draft: DraftInject, held: Sequence[PlayedInject]) -> PlayedInject | None:
    """The inject that a line stands for: the same message, else the same number with a message that is close to it."""
    told = fold(draft.text)
    equal = [one for one in held if fold(one.text) == told]
    if equal:
        return min(equal, key=lambda one: (one.number != draft.number, abs(one.minutes - draft.minutes)))
    numbered = next((one for one in held if draft.number is not None and one.number == draft.number), None)
    if numbered and SequenceMatcher(None, fold(numbered.text), told).ratio() >= ALIKE:
        return numbered
    return None


def _says(draft: DraftInject, held: PlayedInject) -> bool:
    return (
        (draft.minutes, draft.sender, draft.recipient, draft.channel, draft.text, draft.expected, draft.note)
        == (held.minutes, held.sender, held.recipient, held.channel, held.text, held.expected, held.note)
        and draft.objectives in (None, held.objectives)
        and draft.effects in (None, held.effects)
    )  # fmt: skip


def _at(values: Sequence[Value | None], rank: int, count: int) -> Value | None:
    """The value of a rank; one alone stands for all of several."""
    if len(values) == 1 and count > 1:
        return values[0]
    return values[rank] if rank < len(values) else None


def _lines(cell: str, cut: str = "") -> list[str]:
    """The items of a cell: its lines, without their bullets."""
    parts = re.split(rf"[\n{re.escape(cut)}]" if cut else r"\n", cell)
    return [text for one in parts if (text := _SPACES.sub(" ", _BULLET.sub("", one)).strip())]


def _counts(text: str) -> bool:
    """Whether a typed time counts from T0: « T+20 », « 20 », « J+1 8 h »; else it is an hour of the day."""
    return not re.fullmatch(r"\d{1,2}\s*(?:h|:)\s*\d{0,2}", text.strip(), re.IGNORECASE)


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it: our own files bear it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
