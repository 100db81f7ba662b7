"""What is said of a practice's numbers: how many needs by category, counted when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.continuity.count_needs import CountsView


def sentence(view: CountsView, name: str) -> str:
    """« Cabinet de Fégréac : 31 besoins, comptés le 26 novembre 2026. »."""
    if not view.rows or view.counted_on is None:
        return _("{name} n’a encore donné aucun nombre.").format(name=name)
    if view.total is None:
        return _("{name} : nombres masqués, comptés le {day}.").format(name=name, day=spoken_date(view.counted_on))
    return _("{name} : {needs} besoins, comptés le {day}.").format(
        name=name, needs=view.total.text, day=spoken_date(view.counted_on)
    )


def sheet(view: CountsView, labels: Mapping[str, str]) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows, in the order of the table of categories."""
    header = [_("Catégorie"), _("Besoins"), _("Compté le")]
    order = [*labels, *sorted(set(view.rows) - set(labels))]
    return header, [
        [
            labels.get(code, _("catégorie retirée")),
            row.needs.text if row.needs else _("masqué"),
            spoken_date(row.counted_on),
        ]
        for code in order
        if (row := view.rows.get(code)) is not None
    ]
