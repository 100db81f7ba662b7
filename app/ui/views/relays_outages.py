"""What « Relais · Coupures » says: its sentence, a cut in one line, where it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.situation import OUTAGE_WORDS, OutageKind
from app.ui.parts.coloured import coloured
from app.ui.views.relays_words import EXERCISE, listed, span
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.continuity.read_failures import OutageRow, OutagesView

ICONS = {
    OutageKind.POWER: "power_off",
    OutageKind.NETWORK: "wifi_off",
    OutageKind.WATER: "water_drop",
    OutageKind.ROAD: "remove_road",
    OutageKind.SITE: "domain_disabled",
    OutageKind.SUPPLIER: "local_shipping",
    OutageKind.MEDICINE: "medication",
    OutageKind.REMOTE: "cloud_off",
}


def sentence(view: OutagesView) -> str:
    """« Coupure d’électricité à Saint-Dolay, Sévérac et Fégréac, jusqu’à 3 h. 2 autres coupures. »"""
    real = [one for one in view.running if not one.exercise]
    if not real:
        return _("Aucune coupure en ce moment, à ce que l’on sait.")
    first = real[0]
    said = _("{what}, {span}.").format(what=what(first, view), span=_until(first, view.now))
    if len(real) == 1:
        return said
    return " ".join(
        (said, ngettext("{n} autre coupure.", "{n} autres coupures.", len(real) - 1).format(n=len(real) - 1))
    )  # fmt: skip


def detail(view: OutagesView) -> str:
    """What is to come, and what is played."""
    pieces = []
    if n := sum(not one.exercise for one in view.coming):
        pieces.append(ngettext("{n} coupure annoncée.", "{n} coupures annoncées.", n).format(n=n))
    if n := sum(one.exercise for one in (*view.running, *view.coming)):
        pieces.append(
            ngettext("EXERCICE : {n} coupure jouée, à part.", "EXERCICE : {n} coupures jouées, à part.", n).format(n=n)
        )
    return " ".join(pieces)


def what(row: OutageRow, view: OutagesView) -> str:
    """« Coupure d’électricité : Saint-Dolay, Sévérac et Fégréac »; « EXERCICE · … » for a played one."""
    one = row.outage
    words = _(OUTAGE_WORDS[one.kind])
    said = _("{what} : {where}").format(what=capitalised(words), where=where(row, view))
    return f"{_(EXERCISE)} · {said}" if row.exercise else said


def where(row: OutageRow, view: OutagesView) -> str:
    """Communes, road, establishment, supplier, medicine or service."""
    one = row.outage
    if one.communes:
        return listed([view.communes.get(code, code) for code in one.communes], 6)
    if one.roads:
        return listed([road_words(pair, view) for pair in one.roads], 4)
    named = [one.title]
    if one.site and one.site in view.sites:
        named.append(view.sites[one.site].name)
    if one.remote and one.remote in view.remotes:
        named.append(view.remotes[one.remote].name)
    labels = [view.categories[code].label for code in one.categories if code in view.categories]
    if labels:
        named.append(_("concerne {categories}").format(categories=listed(labels, 4)))
    return ", ".join(filter(None, named)) or _("non précisé")


def road_words(pair: tuple[str, str], view: OutagesView) -> str:
    """« Fégréac – Redon »."""
    return " – ".join(sorted(view.communes.get(code, code) for code in pair))


def words(row: OutageRow, now: datetime) -> str:
    """« depuis 8 h, jusqu’à 17 h »."""
    return span(row.outage.starts_at, row.outage.ends_at, now)


def badge(row: OutageRow, now: datetime) -> str:
    """The state as icon, word and colour."""
    if row.outage.starts_at > now:
        return coloured("blue", "schedule", _("annoncée"))
    return coloured("red", ICONS[row.outage.kind], _("en cours"))


def _until(row: OutageRow, now: datetime) -> str:
    return words(row, now)
