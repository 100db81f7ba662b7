"""What the panel of risks says: the first sentence, each hazard in one line, the table and what was changed in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.risk import (
    FAMILY_WORDS,
    HIGHEST,
    IMPACT_WORDS,
    LEVEL_WORDS,
    LOWEST,
    PROBABILITY_WORDS,
    SEASON_WORDS,
    Level,
    Risk,
    Season,
)
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.response.sheet import Sheet
    from app.services.coverage.assess_territory import TerritoryView

PANELS = {
    "dangers": N_("Dangers"),
    "tableau": N_("Tableau par commune"),
    "zones": N_("Sous-zones"),
}
LOOKS = {
    Level.HIGH: ("priority_high", "red"),
    Level.MEDIUM: ("warning", "orange"),
    Level.LOW: ("south", "gray"),
}
MOST_NAMED = 3
MOST_SHOWN = 10
SIGN = " × "
Cell = tuple[str, str]
"""INSEE code of the commune, code of the hazard."""
Marks = tuple[int, int] | None
"""Probability and impact; None: not rated."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The table as it is shown, and what somebody typed over it: cell by cell, so that nobody's cell is lost."""

    shown: Mapping[Cell, Risk]
    typed: Mapping[Cell, Marks] = field(default_factory=dict)

    def marks(self, cell: Cell) -> Marks:
        """What stands in a cell, typed over shown."""
        if cell in self.typed:
            return self.typed[cell]
        held = self.shown.get(cell)
        return (held.probability, held.impact) if held else None


def sentence(view: TerritoryView) -> str:
    """« 2 dangers forts : tempête et canicule. »."""
    if not view.communes:
        return _("Aucune commune : le territoire n’est pas encore choisi.")
    if not view.risks:
        return ngettext(
            "Aucun danger n’est coté pour la commune du territoire.",
            "Aucun danger n’est coté pour les {n} communes du territoire.", len(view.communes),
        ).format(n=len(view.communes))  # fmt: skip
    high = [code for code, some in view.by_hazard.items() if some[0].level is Level.HIGH]
    if not high:
        return _("Aucun danger fort parmi ceux qui sont cotés.")
    names = ", ".join(view.kind_name(code) for code in high[:MOST_NAMED])
    more = len(high) - MOST_NAMED
    tail = ngettext(" et {n} autre", " et {n} autres", more).format(n=more) if more > 0 else ""
    said = ngettext("{n} danger fort : {names}{tail}.", "{n} dangers forts : {names}{tail}.", len(high))
    return said.format(n=len(high), names=names, tail=tail)


def detail(view: TerritoryView) -> str:
    """What waits: values to check, communes of which nothing is known, sub-zones."""
    said = []
    if count := len({one.hazard for one in view.unchecked}):
        said.append(
            ngettext(
                "{n} danger reste à vérifier dans le DICRIM ou le DDRM.",
                "{n} dangers restent à vérifier dans le DICRIM ou le DDRM.", count,
            ).format(n=count)
        )  # fmt: skip
    if view.risks and (count := len(view.unrated)):
        said.append(ngettext("{n} commune sans cotation.", "{n} communes sans cotation.", count).format(n=count))
    if view.communes and not view.zones:
        said.append(_("Pas encore de sous-zone."))
    return " ".join(said)


def badge(level: Level) -> str:
    """The level as icon, word and colour."""
    icon, colour = LOOKS[level]
    return coloured(colour, icon, _(LEVEL_WORDS[level]))


def to_check() -> str:
    """The badge of a value that nobody checked."""
    return coloured("gray", "help", _("à vérifier"))


def hazard_line(view: TerritoryView, code: str) -> str:
    """One hazard in Markdown: level, name, where, when."""
    risks = view.by_hazard[code]
    worst = risks[0]
    count = ngettext("{n} commune", "{n} communes", len(risks)).format(n=len(risks))
    said = f"{badge(worst.level)} **{plain(view.kind_name(code))}** · {plain(_places(view, risks, count))} · {plain(season_words(risks))}"
    return f"{said} {to_check()}" if any(not one.is_checked for one in risks) else said


def season_words(risks: Iterable[Risk]) -> str:
    """« hiver », or « selon la commune » when they differ."""
    seasons = {one.season for one in risks}
    return _(SEASON_WORDS[seasons.pop()]) if len(seasons) == 1 else _("saison selon la commune")


def plans_of(view: TerritoryView, code: str, sheets: Mapping[str, Sheet]) -> tuple[tuple[str, str], ...]:
    """(slug, title) of the plans of the library that answer a hazard."""
    kind = view.kinds.get(code)
    return tuple((slug, sheets[slug].title) for slug in (kind.plans if kind else ()) if slug in sheets)


def where_from(view: TerritoryView, code: str) -> str:
    """Where the catalogue says to look."""
    kind = view.kinds.get(code)
    return _("Où le lire : {source}.").format(source=kind.source) if kind and kind.source else ""


def legend() -> str:
    """What the marks mean."""
    probability = ", ".join(f"{mark} {_(word)}" for mark, word in PROBABILITY_WORDS.items())
    impact = ", ".join(f"{mark} {_(word)}" for mark, word in IMPACT_WORDS.items())
    return _("Probabilité × impact. Probabilité : {probability}. Impact : {impact}. Case vide : pas coté.").format(
        probability=probability, impact=impact
    )


def cell_words(marks: Marks) -> str | None:
    """« 3 × 2 »; None for what is not rated."""
    return f"{marks[0]}{SIGN}{marks[1]}" if marks else None


def marks_of(words: object) -> Marks:
    """The marks that :func:`cell_words` wrote; None for anything else."""
    probability, _sign, impact = str(words).partition(SIGN)
    return (int(probability), int(impact)) if impact.isdecimal() and probability.isdecimal() else None


def every_cell() -> list[str]:
    """Every choice of a cell, the lowest first."""
    marks = range(LOWEST, HIGHEST + 1)
    return [f"{probability}{SIGN}{impact}" for probability in marks for impact in marks]


def families(view: TerritoryView) -> dict[str, str]:
    """Families of hazards in words."""
    used = {one.family for one in view.kinds.values()}
    return {code: _(words) for code, words in FAMILY_WORDS.items() if code in used}


def columns(view: TerritoryView, family: str) -> list[str]:
    """The hazards of the table: those rated somewhere first, the worst first, then those of the family left to rate."""
    every = [*view.by_hazard, *(code for code in view.kinds if code not in view.by_hazard)]
    if not family:
        return list(view.by_hazard)
    return [code for code in every if code in view.kinds and view.kinds[code].family == family]


def grid(view: TerritoryView) -> Grid:
    """What the table shows."""
    return Grid({(one.commune_insee, one.hazard): one for one in view.risks})


def written(view: TerritoryView, form: Grid, typed: Mapping[Cell, Marks]) -> tuple[list[Risk], list[Risk]]:
    """(ratings to write, ratings to take back) for the cells typed, at the revisions they were shown at."""
    changed: list[Risk] = []
    removed: list[Risk] = []
    for cell, marks in sorted(typed.items()):
        held = form.shown.get(cell)
        if marks is None:
            removed += [held] if held else []
        elif held is None:
            kind = view.kinds.get(cell[1])
            season = kind.season if kind else Season.ALL_YEAR
            changed.append(
                Risk(commune_insee=cell[0], hazard=cell[1], probability=marks[0], impact=marks[1], season=season)
            )
        elif marks != (held.probability, held.impact):
            changed.append(replace(held, probability=marks[0], impact=marks[1]))
    return changed, removed


def sheet(view: TerritoryView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of the file and of the plain table: one rating a row, the worst first."""
    header = [
        _("Commune"), _("Danger"), _("Probabilité"), _("Impact"), _("Cote"), _("Niveau"), _("Saison"), _("Source"), _("Note"),
    ]  # fmt: skip
    rows: list[list[str | int]] = [
        [
            view.commune_name(one.commune_insee), view.kind_name(one.hazard), one.probability, one.impact, one.rating,
            _(LEVEL_WORDS[one.level]), _(SEASON_WORDS[one.season]), one.source or _("à vérifier"), one.note,
        ]
        for one in view.risks
    ]  # fmt: skip
    return header, rows


def hazard_sheet(view: TerritoryView, code: str) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of one hazard, for who only reads: a commune a row, the worst first."""
    header = [_("Commune"), _("Cotation"), _("Niveau"), _("Saison"), _("Source")]
    rows: list[list[str | int]] = [
        [
            view.commune_name(one.commune_insee), f"{one.probability}{SIGN}{one.impact}", _(LEVEL_WORDS[one.level]),
            _(SEASON_WORDS[one.season]), one.source or _("à vérifier"),
        ]
        for one in view.by_hazard[code]
    ]  # fmt: skip
    return header, rows


def matrix(view: TerritoryView, codes: Sequence[str]) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of communes × hazards, for who only reads; what is not rated is a dash."""
    shown = grid(view)
    header = [_("Commune"), *(view.kind_name(code) for code in codes)]
    rows: list[list[str | int]] = [
        [one.name, *(cell_words(shown.marks((insee, code))) or "–" for code in codes)]
        for insee, one in view.communes.items()
    ]
    return header, rows


def zone_lines(view: TerritoryView) -> list[str]:
    """Each sub-zone in Markdown: its name, its people, its communes."""
    lines = []
    for zone in view.zones:
        inside = [view.communes[code] for code in zone.communes if code in view.communes]
        people = sum(one.population for one in inside)
        names = ", ".join(one.name for one in inside)
        count = ngettext("{n} commune", "{n} communes", len(inside)).format(n=len(inside))
        lines.append(f"**{plain(zone.name)}** · {plain(count)} · {plain(inhabitants(people))}  \n{plain(names)}")
    return lines


def zones_sentence(view: TerritoryView) -> str:
    """« 3 sous-zones ; 2 communes dans aucune. »."""
    count = ngettext("{n} sous-zone", "{n} sous-zones", len(view.zones)).format(n=len(view.zones))
    left = len([code for code in view.communes if code not in view.zone_of])
    if not left:
        return _("{zones} ; chaque commune est dans l’une d’elles.").format(zones=count)
    return _("{zones} ; {left}.").format(
        zones=count, left=ngettext("{n} commune dans aucune", "{n} communes dans aucune", left).format(n=left)
    )


def inhabitants(people: int) -> str:
    """« 12 400 habitants »."""
    return ngettext("{n} habitant", "{n} habitants", people).format(n=spoken_number(people))


def _places(view: TerritoryView, risks: Sequence[Risk], count: str) -> str:
    if len(risks) > MOST_NAMED:
        return count
    return ", ".join(view.commune_name(one.commune_insee) for one in risks)
