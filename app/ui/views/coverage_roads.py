"""Roads, boats and crossroads in words: whom each cuts off when it closes, and what that costs in care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.crossings import CrossingKind
from app.drills.sentences import loss_words
from app.ui.parts.charts_bars import LyingBar
from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised
from app.words.places import of_place

if TYPE_CHECKING:
    from app.services.coverage.read_crossings import CrossingsView, CrossingView

SHOWN = 12


def sentence(found: CrossingsView) -> str:
    """« Route Plouharnel – Saint-Pierre-Quiberon : sa coupure isole 8 communes et 13 150 habitants. »"""
    roads = [one for one in found.rows if one.kind is CrossingKind.ROAD]
    if not roads:
        return _("Aucune route, seule, n’isole une commune : chacune a un autre chemin.")
    return _("{name} : sa coupure isole {whom}.").format(name=capitalised(roads[0].name), whom=whom(roads[0]))


def whom(one: CrossingView) -> str:
    """« 8 communes et 13 150 habitants »."""
    communes = ngettext("{n} commune", "{n} communes", len(one.communes)).format(n=len(one.communes))
    residents = ngettext("{n} habitant", "{n} habitants", one.residents).format(n=spoken_number(one.residents))
    return _("{communes} et {residents}").format(communes=communes, residents=residents)


def label(one: CrossingView) -> str:
    """« route Plouharnel – Saint-Pierre-Quiberon », « commune de Plouharnel »."""
    return one.name if one.kind is CrossingKind.ROAD else _("traversée {of_name}").format(of_name=of_place(one.name))


def bars(found: CrossingsView) -> list[LyingBar]:
    """Residents cut off, roads and crossroads told apart."""
    return [
        LyingBar(
            capitalised(label(one)), one.residents, spoken_number(one.residents), "alarm" if one.kind is CrossingKind.ROAD else "warned",
            _("route ou bateau fermé") if one.kind is CrossingKind.ROAD else _("commune que rien ne traverse plus"),
        )
        for one in found.rows[:SHOWN]
    ]  # fmt: skip


def twin(found: CrossingsView) -> Twin:
    """One row a crossing, with the communes it cuts off."""
    rows = tuple((capitalised(label(one)), one.residents, ", ".join(one.communes), _cost(one)) for one in found.rows)
    return Twin((_("Ce qui ferme"), _("Habitants isolés"), _("Communes isolées"), _("Soins perdus")), rows)


def _cost(one: CrossingView) -> str:
    if one.category is None:
        return "–"
    if one.loss is None:
        return loss_words(one.category)
    lost = ngettext("{n} demande sans personne", "{n} demandes sans personne", one.loss).format(
        n=spoken_number(one.loss)
    )
    return _("{lost} ({relay})").format(lost=lost, relay=loss_words(one.category))
