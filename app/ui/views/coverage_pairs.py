"""Two losses at once: the worst pair in a sentence, bars of what only the pair costs, the table beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.parts.charts_bars import LyingBar
from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from app.services.coverage.read_pairs import PairRow, PairsView

SHOWN = 10
"""Bars of the picture; the table holds them all."""


def sentence(view: PairsView) -> str:
    """« Perdre à la fois « A » et « B » laisserait 24 demandes de plus sans personne, dont 13 qu’aucune des deux pertes ne coûte seule. »"""
    if not view.rows:
        return _("Aucune paire de pertes ne coûte plus que l’une et l’autre séparément.")
    worst = view.rows[0]
    if worst.together is None or worst.excess is None:
        return _(
            "Perdre à la fois « {first} » et « {second} » coûterait quelques demandes de plus que l’un puis l’autre."
        ).format(first=worst.first, second=worst.second)
    return _(
        "Perdre à la fois « {first} » et « {second} » laisserait {together} sans personne,"
        " dont {n} qu’aucune des deux pertes ne coûte seule."
    ).format(first=worst.first, second=worst.second, together=_demands(worst.together), n=spoken_number(worst.excess))


def pair(row: PairRow) -> str:
    """« infirmière, Auray + pharmacie, Brech »."""
    return f"{row.first} + {row.second}"


def bars(view: PairsView) -> list[LyingBar]:
    """The largest excess first; one too few to be said stands as the shortest bar."""
    state = _("coûte plus à deux")
    return [LyingBar(pair(one), one.excess or 1, _number(one.excess), "warned", state) for one in view.rows[:SHOWN]]


def twin(view: PairsView) -> Twin:
    """Every pair on screen; the file holds them by role and commune."""
    header = (_("L’une"), _("L’autre"), _("Seules"), _("Ensemble"), _("En plus à deux"))
    return Twin(header, tuple(map(_cells, view.rows)), tuple(map(_cells, view.shared)))


def _cells(row: PairRow) -> tuple[str, ...]:
    alone = _("masqué") if row.alone is None else " + ".join(map(spoken_number, row.alone))
    return (row.first, row.second, alone, _number(row.together), _number(row.excess))


def _number(number: int | None) -> str:
    return _("masqué") if number is None else spoken_number(number)


def _demands(number: int) -> str:
    return ngettext("{n} demande de plus", "{n} demandes de plus", number).format(n=spoken_number(number))
