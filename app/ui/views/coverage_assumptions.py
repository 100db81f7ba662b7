"""What coverage assumes, in words: the sentence of the page, the roads as a table, one road as a form reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from fractions import Fraction

    from app.services.coverage.read_assumptions import AssumptionsView, RoadRow


@dataclass(frozen=True, slots=True)
class RoadDraft:
    """What is typed of a road: closed, or the minutes it takes, and why."""

    minutes: int
    closed: bool
    reason: str


def sentence(view: AssumptionsView) -> str:
    """« 61 hypothèses sur 64 restent à vérifier ; 2 routes sur 53 sont corrigées. »"""
    rows = sum(len(view.library.table(name)) for name in view.own)
    doubtful = sum(view.to_check.values())
    said = (
        ngettext(
            "{n} hypothèse sur {rows} reste à vérifier", "{n} hypothèses sur {rows} restent à vérifier", doubtful
        ).format(n=spoken_number(doubtful), rows=spoken_number(rows))
        if doubtful
        else _("Chaque hypothèse est vérifiée")
    )  # fmt: skip
    return _("{said} ; {roads}.").format(said=said, roads=_corrected(view))


def _corrected(view: AssumptionsView) -> str:
    count = len(view.overridden)
    if not view.roads:
        return _("aucune table de routes pour ce territoire")
    if not count:
        return _("aucune route n’est corrigée")
    return ngettext("{n} route sur {all} est corrigée", "{n} routes sur {all} sont corrigées", count).format(
        n=count, all=len(view.roads)
    )


def road_header() -> tuple[str, ...]:
    """The columns of the roads."""
    return _("Entre"), _("Mode"), _("Temps estimé"), _("Temps retenu"), _("Pourquoi"), _("Fragilité connue")


def road_table(view: AssumptionsView) -> list[tuple[str, ...]]:
    """The roads, those corrected first, then those that something endangers, then by name."""
    rows = sorted(view.roads, key=lambda one: (one.override is None, not one.risk, one.name))
    return [_row(one) for one in rows]


def road_words(row: RoadRow) -> str:
    """« Plouharnel – Saint-Pierre-Quiberon », « Quiberon – Le Palais (bateau) »: how one chooses it."""
    return _("{name} (bateau)").format(name=row.name) if row.is_boat else row.name


def taken(row: RoadRow) -> str:
    """What a road takes as coverage counts it: « 12 min », « fermée »."""
    return _("fermée") if row.minutes is None else minutes(row.minutes)


def minutes(count: Fraction) -> str:
    """« 12 min », « 7,5 min »."""
    whole = str(int(count)) if count.denominator == 1 else f"{float(count):.1f}".replace(".", ",")
    return _("{n} min").format(n=whole)


def draft(row: RoadRow) -> RoadDraft:
    """What the form of a road starts from."""
    known = row.usual if row.minutes is None else row.minutes
    return RoadDraft(round(known), row.override is not None and row.minutes is None, row.override.reason if row.override else "")  # fmt: skip


def _row(one: RoadRow) -> tuple[str, ...]:
    why = (
        _("{reason} ({day})").format(reason=one.override.reason, day=spoken_date(one.override.changed_at.date()))
        if one.override
        else "–"
    )
    how = _("bateau") if one.is_boat else _("route")
    return one.name, how, minutes(one.usual), taken(one), why, one.risk or "–"
