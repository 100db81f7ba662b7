"""The columns of a chronogramme kept in a spreadsheet: which one is which, which must be there, what stands for the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.spelling import fold
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.roster.importing.headers import HeaderNames

TABLE = "chronogramme"
"""Table of ``data/chronogramme_headers.csv``: the names that columns go by."""


class Column(StrEnum):
    """What a column of a chronogramme may hold; the values are the headers of ``data/chronogramme_headers.csv``."""

    NUMBER = "numero"
    PHASE = "phase"
    DAY = "jour"
    OFFSET = "t_plus"
    HOUR = "heure"
    SENDER = "de"
    RECIPIENT = "a"
    CHANNEL = "canal"
    TITLE = "titre"
    TEXT = "message"
    EXPECTED = "attendu"
    DEADLINE = "delai"
    CARD = "fiche"
    OBJECTIVES = "objectifs"
    EFFECTS = "effets"
    EXACT_EFFECTS = "effets_releve"
    NOTE = "note"


COLUMN_WORDS = {
    Column.NUMBER: N_("N°"),
    Column.PHASE: N_("Phase"),
    Column.DAY: N_("Jour"),
    Column.OFFSET: N_("T+"),
    Column.HOUR: N_("Heure fictive"),
    Column.SENDER: N_("De"),
    Column.RECIPIENT: N_("À"),
    Column.CHANNEL: N_("Canal"),
    Column.TITLE: N_("Titre"),
    Column.TEXT: N_("Message"),
    Column.EXPECTED: N_("Attendu"),
    Column.DEADLINE: N_("Délai"),
    Column.CARD: N_("Fiche réflexe"),
    Column.OBJECTIVES: N_("Objectifs"),
    Column.EFFECTS: N_("Effets sur les soins"),
    Column.EXACT_EFFECTS: N_("Effets (Relève)"),
    Column.NOTE: N_("Note pour l’animation"),
}
"""What a column is called on screen and in the files given out."""

_CODES = frozenset(one.value for one in Column)
TIMES = (Column.OFFSET, Column.HOUR)
NEEDED: tuple[tuple[Column, ...], ...] = (
    TIMES,
    (Column.TEXT, Column.TITLE),
    (Column.SENDER,),
    (Column.RECIPIENT,),
    (Column.CHANNEL,),
)
"""What every inject has: one column of each group, or one value for the whole file where a person may give one."""

SAME_FOR_ALL = (Column.SENDER, Column.RECIPIENT, Column.CHANNEL)
"""What may be the same for the whole file, typed once."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Column → its rank in the file (from 0), and what stands for every line where no column says it."""

    ranks: Mapping[Column, int] = field(default_factory=dict)
    usual: Mapping[Column, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[tuple[Column, ...], ...]:
        """The groups of columns that must be there and are not."""
        given = {*self.ranks, *(one for one, value in self.usual.items() if value.strip())}
        return tuple(group for group in NEEDED if not given.intersection(group))

    def rank(self, column: Column) -> int | None:
        return self.ranks.get(column)


def proposed(header: Sequence[str], names: HeaderNames) -> ColumnMapping:
    """What each column of a file seems to be by its header; of two that say the same, the first."""
    ranks: dict[Column, int] = {}
    for rank, title in enumerate(header):
        column = column_named(title, names)
        if column is not None:
            ranks.setdefault(column, rank)
    return ColumnMapping(ranks)


def column_named(title: str, names: HeaderNames) -> Column | None:
    """The column a header stands for: as our own files write it, as it is, without what it says in brackets, or by one of its lines."""
    ours = {fold(word): one for one, source in COLUMN_WORDS.items() for word in (source, _(source))}
    if (known := ours.get(fold(title))) is not None:
        return known
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", title)
    for said in (title, bare, *title.splitlines(), *re.split(r"[/–:]", bare)):
        found = names.named(said) if said.strip() else None
        if found is not None and found in _CODES:
            return Column(found)
    return None


def is_in_hours(title: str) -> bool:
    """Whether a header says that its plain numbers are hours: « T+ (h) », « Temps en heures »."""
    said = title.casefold()
    return bool(re.search(r"\(\s*(?:h|heures?|hours?)\s*\)|\ben heures?\b|\bin hours\b", said))


def missing_words(group: Sequence[Column]) -> str:
    """« T+ ou Heure fictive »."""
    first, *others = (_(COLUMN_WORDS[one]) for one in group)
    return _("{one} ou {other}").format(one=first, other=others[0]) if others else first
