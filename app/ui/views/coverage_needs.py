"""Communes × needs: the state of each cell as a letter, a colour and a sentence; what hangs on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.coverage.coverage_answers import Standing
from app.services.coverage.coverage_words import letter, standing_words, unmet_words
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_heat import HeatCell
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from app.drills.world import Skill
    from app.services.coverage.coverage_view import CellView, CoverageView

LEVEL = {Standing.NOTHING: 0, Standing.COVERED: 1, Standing.FRAGILE: 2, Standing.SHORT: 3}


def sentence(view: CoverageView) -> str:
    """« 74 besoins en déficit (D), 120 qui tiennent à un seul (F), sur 468. »"""
    counts = {one: sum(cell.standing is one for cell in view.cells.values()) for one in Standing}
    asked = sum(counts.values()) - counts[Standing.NOTHING]
    short = ngettext("{n} besoin en déficit (D)", "{n} besoins en déficit (D)", counts[Standing.SHORT]).format(
        n=spoken_number(counts[Standing.SHORT])
    )
    fragile = ngettext(
        "{n} qui tient à un seul (F)", "{n} qui tiennent à un seul (F)", counts[Standing.FRAGILE]
    ).format(n=spoken_number(counts[Standing.FRAGILE]))
    return _("{short}, {fragile}, sur {all} : un besoin est un soin dans une commune.").format(
        short=short, fragile=fragile, all=spoken_number(asked)
    )


def grid(view: CoverageView) -> tuple[list[str], list[str], list[list[HeatCell]]]:
    """Rows, columns, cells by row: the worst communes above, the heaviest needs on the left."""
    rows, skills = [one.name for one in view.communes], asked_skills(view)
    columns = [one.word for one in skills]
    cells = [
        [_heat(view.cells.get((commune.code, skill.code)), commune.name, uncapitalised(skill.word)) for skill in skills]
        for commune in view.communes
    ]
    return rows, columns, cells


WORST_SHOWN = 6
"""Cells told in words above the picture, which a narrow screen does not show whole."""


def worst(view: CoverageView) -> list[str]:
    """« Auray, kinésithérapie : en déficit, 1 sans personne sur 4 », those that lack most first."""
    names = {one.code: one.name for one in view.communes}
    words = {one.code: one.word for one in view.skills}
    short = [one for one in view.cells.values() if one.standing is Standing.SHORT]
    short.sort(key=lambda one: (-(one.unmet or 0), names[one.place], one.skill))
    return [_heat(one, names[one.place], uncapitalised(words[one.skill])).said for one in short[:WORST_SHOWN]]


def asked_skills(view: CoverageView) -> list[Skill]:
    """Needs that are asked somewhere at that time, the heaviest first."""
    asked = {skill for (_place, skill), one in view.cells.items() if one.standing is not Standing.NOTHING}
    return [one for one in view.skills if one.code in asked]


def _heat(cell: CellView | None, commune: str, skill: str) -> HeatCell:
    if cell is None or cell.standing is Standing.NOTHING:
        return HeatCell(0, "", _("{commune}, {skill} : rien de demandé").format(commune=commune, skill=skill))
    said = _("{commune}, {skill} : {state}").format(commune=commune, skill=skill, state=standing_words(cell.standing))
    unmet = str(cell.unmet) if cell.unmet else ""
    if cell.asked is not None:
        said = _("{said}, {unmet} sans personne sur {asked}").format(said=said, unmet=cell.unmet, asked=cell.asked)
    return HeatCell(LEVEL[cell.standing], " ".join(filter(None, (letter(cell.standing), unmet))), said)


def twin(view: CoverageView, shared: CoverageView) -> Twin:
    """The same, each cell in words: « en déficit, 12 sur 40 »; the file as ``shared`` says it."""
    return Twin((_("Commune"), *(one.word for one in asked_skills(view))), _rows(view), _rows(shared))


def _rows(view: CoverageView) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (commune.name, *(_words(view.cells.get((commune.code, skill.code))) for skill in asked_skills(view)))
        for commune in view.communes
    )


def _words(cell: CellView | None) -> str:
    if cell is None or cell.standing is Standing.NOTHING:
        return "–"
    if cell.asked is None:
        return standing_words(cell.standing)
    return _("{state}, {unmet} sur {asked}").format(
        state=standing_words(cell.standing), unmet=cell.unmet, asked=cell.asked
    )


def of_commune(view: CoverageView, code: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The needs of one commune: header and rows, the heaviest first."""
    rows: list[tuple[str, ...]] = []
    for skill in view.skills:
        cell = view.cells.get((code, skill.code))
        if cell is None or cell.standing is Standing.NOTHING:
            continue
        asked = unmet_words(cell.asked)
        rows.append((skill.word, standing_words(cell.standing), asked, unmet_words(cell.unmet), _origin(cell)))
    return [_("Besoin"), _("État"), _("Demandes"), _("Sans personne"), _("D’où vient le nombre")], rows


def _origin(cell: CellView) -> str:
    return _("estimation par habitant") if cell.is_estimated else _("besoins notés")
