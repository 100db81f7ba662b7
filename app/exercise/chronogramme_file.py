"""A chronogramme kept in a spreadsheet, read line by line: the injects it holds, what keeps a line out, what to look at.

Columns stand in any order; a merged phase, time or sender goes down; what follows a message on lines of its own is expected
of the same inject. Nothing is written.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from app.exercise.chronogramme_cells import CellReader
from app.exercise.chronogramme_draft import MOST_INJECTS, ChronogrammeReading, DraftInject, ReadLine, References, Way
from app.exercise.chronogramme_lines import LineReader
from app.roster.importing.report import Change, Flag
from app.roster.spelling import fold
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.chronogramme_columns import ColumnMapping
    from app.exercise.chronogramme_grid import ChronogrammeGrid

ALIKE = 0.6
"""Two messages as close as that are the same one, changed (ratio of :class:`difflib.SequenceMatcher`)."""


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
    cells = CellReader(grid, mapping, t0, references)
    reader = LineReader(cells, times or {})
    drafts = reader.drafts()
    lines, removed = _compared(drafts, held, way)
    if len(held) - len(removed) + sum(one.change is Change.NEW for one in lines) > MOST_INJECTS:
        cells.flags.append(
            Flag((), _("Un exercice a {most} injects au plus : retirez-en du fichier.").format(most=MOST_INJECTS))
        )
        lines = ()
    return ChronogrammeReading(
        lines=lines, rejected=tuple(sorted(cells.rejected)), flags=tuple(sorted(cells.flags)), missing=(),
        ignored=ignored, untimed=tuple(sorted(reader.untimed)), to_remove=removed if lines else (),
    )  # fmt: skip


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
