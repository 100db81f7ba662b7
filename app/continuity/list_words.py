"""What a list says: numbers or « masqué », each row in one line, the rule of masking in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.continuity.lists import CareList, ListRow

MASKED = N_("masqué")
SEPARATOR = " · "


def count_words(count: int | None) -> str:
    """« 31 », « masqué »."""
    return _(MASKED) if count is None else spoken_number(count)


def rule_words(threshold: int) -> str:
    """The rule of masking, in one sentence."""
    return _(
        "Les nombres de moins de {n} sont masqués, zéro compris, et d’autres avec eux pour qu’aucune soustraction ne les"
        " rende."
    ).format(n=threshold)


def parts_words(one: CareList, row: ListRow, labels: Mapping[str, str]) -> str:
    """« Pilulier, 10 médicaments ou plus : 34 · Plaie complexe : 20 · autres catégories masquées »."""
    told = sorted(
        ((count, labels.get(code, code)) for code, count in zip(one.columns, row.counts, strict=True) if count),
        key=lambda part: (-part[0], part[1]),
    )
    said = [_("{label} : {n}").format(label=label, n=spoken_number(count)) for count, label in told]
    hidden = len(one.columns) + len(one.masked) - len(told)
    if not told:
        return ngettext("catégorie masquée", "toutes catégories masquées", hidden)
    if hidden:
        said.append(ngettext("une autre catégorie masquée", "autres catégories masquées", hidden))
    return SEPARATOR.join(said)


def header_words(one: CareList, labels: Mapping[str, str], first: str) -> list[str]:
    """The head of the grid of a file: what a row is, the total, one category a column, those masked everywhere last."""
    return [
        first,
        *([_("Besoins")] if one.has_totals else []),
        *(labels.get(code, code) for code in (*one.columns, *one.masked)),
    ]


def grid_words(one: CareList) -> list[list[str | int]]:
    """The rows of that grid, the whole first; a masked number is a word, never an empty cell."""
    return [_cells(one, row) for row in (one.whole, *one.rows)]


def _cells(one: CareList, row: ListRow) -> list[str | int]:
    counts: Sequence[int | None] = (*row.counts, *(None for _code in one.masked))
    totals = (row.total,) if one.has_totals else ()
    name = row.name or _("Tout le territoire")
    return [name, *(_(MASKED) if count is None else count for count in (*totals, *counts))]
