"""The map as values to draw: which commune in which state, what its hover says, what changed, and the same as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from app.services.coverage.coverage_answers import WORST, Standing
from app.services.coverage.coverage_names import BOAT
from app.services.coverage.coverage_view import positions, unmet_of
from app.services.coverage.coverage_words import standing_words, unmet_words
from app.ui.parts.charts_frame import Twin
from app.ui.parts.coverage_map import Drawing, Link, Shape, SitePoint
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.drills.territory import Road
    from app.services.coverage.coverage_view import CommuneView, CoverageView

LEVELS = {
    Standing.NOTHING: "nothing",
    Standing.COVERED: "covered",
    Standing.FRAGILE: "fragile",
    Standing.SHORT: "short",
}

STEPS = (0.05, 0.15, 0.3)
"""Shares of a commune's requests without anyone at which its colour deepens (working values)."""


def drawing(view: CoverageView, marked: Collection[str] = ()) -> Drawing:
    """What the part draws; ``marked``: communes to outline (those of one set)."""
    rings = {one.insee: one.rings for one in view.outlines}
    points = positions(view)
    shapes = tuple(
        Shape(
            code=one.code, name=one.name, level=level(one, view), rings=rings.get(one.code, ()),
            point=points.get(one.code), said=hover(one, view), is_marked=one.code in marked, is_worse=worsened(one),
        )
        for one in view.communes
        if one.code in rings or one.code in points
    )  # fmt: skip
    return Drawing(
        shapes=shapes,
        words=legends(view),
        links=(
            *(link for road in view.roads if (link := _link(road, points, is_cut=False))),
            *(link for road in view.cut if (link := _link(road, points, is_cut=True))),
        ),
        sites=tuple(
            SitePoint(points[one.code], _sites(one.up, one.down), is_closed=one.down > 0)
            for one in view.sites
            if one.code in points
        ),
    )  # fmt: skip


def _link(road: Road, points: Mapping[str, tuple[float, float]], *, is_cut: bool) -> Link | None:
    if road.start not in points or road.end not in points:
        return None
    return Link(points[road.start], points[road.end], is_boat=road.id.endswith(BOAT), is_cut=is_cut)


def _sites(up: int, down: int) -> str:
    said = ngettext("{n} lieu de soins", "{n} lieux de soins", up + down).format(n=up + down)
    if not down:
        return said
    return ngettext("{said}, dont {n} fermé", "{said}, dont {n} fermés", down).format(said=said, n=down)


def legends(view: CoverageView) -> dict[str, str]:
    """Level → « en déficit < 5 % : 9 », the worst first, those that are on the map."""
    counts = Counter(level(one, view) for one in view.communes)
    return {
        code: _("{state} : {n}").format(state=words, n=counts[code])
        for code, words in _level_words().items()
        if counts[code]
    }


def _level_words() -> dict[str, str]:
    short = standing_words(Standing.SHORT)
    first, second, third = (round(100 * one) for one in STEPS)
    steps = (
        _("{short} ≥ {n} %").format(short=short, n=third),
        _("{short} {n}–{m} %").format(short=short, n=second, m=third),
        _("{short} {n}–{m} %").format(short=short, n=first, m=second),
        _("{short} < {n} %").format(short=short, n=first),
    )
    return {
        LEVELS[Standing.SHORT]: short,
        **{f"short_{rank}": words for rank, words in zip((3, 2, 1, 0), steps, strict=True)},
        **{LEVELS[one]: standing_words(one) for one in (Standing.FRAGILE, Standing.COVERED, Standing.NOTHING)},
    }


def level(one: CommuneView, view: CoverageView) -> str:
    """The code of what a commune shows; one in deficit by the share of its requests without anyone, where that may be said."""
    part = missing_part(view, one.code) if one.standing is Standing.SHORT else None
    return LEVELS[one.standing] if part is None else f"short_{bisect_right(STEPS, part)}"


def missing_part(view: CoverageView, code: str) -> float | None:
    """Of 1, what a commune lacks of all it asks for. None: not to be said."""
    chosen = [cell for (place, _skill), cell in view.cells.items() if place == code]
    if any(cell.asked is None or cell.unmet is None for cell in chosen):
        return None
    asked = sum(cell.asked or 0 for cell in chosen)
    return sum(cell.unmet or 0 for cell in chosen) / asked if asked else None


def worsened(one: CommuneView) -> bool:
    """Whether the shock made it worse."""
    return WORST.index(one.standing) > WORST.index(one.before)


def hover(one: CommuneView, view: CoverageView) -> tuple[str, ...]:
    """The lines that a commune says: its name, its state, what is short, what hangs on one."""
    lines = [one.name, standing_words(one.standing)]
    if one.standing is not one.before:
        lines[-1] = _("{now} (avant le choc : {before})").format(now=lines[-1], before=standing_words(one.before))
    if one.short:
        unmet = unmet_of(view, one.code)
        lines.append(_("en déficit : {needs}").format(needs=_listed(one.short)))
        if unmet:
            lines.append(
                ngettext("{n} demande sans personne", "{n} demandes sans personne", unmet).format(
                    n=spoken_number(unmet)
                )
            )
    if one.fragile:
        lines.append(_("tient à un seul : {needs}").format(needs=_listed(one.fragile)))
    return tuple(lines)


def _listed(words: tuple[str, ...], most: int = 4) -> str:
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else _("{shown} et {n} autres").format(shown=shown, n=len(words) - most)


def twin(view: CoverageView, shared: CoverageView) -> Twin:
    """One row a commune, the worst first; the file as ``shared`` says it."""
    before = [_("Avant le choc")] if view.is_exercise else []
    header = (
        _("Commune"), *before, _("État"), _("Demandes sans personne"), _("Besoins en déficit"),
        _("Besoins qui tiennent à un seul"),
    )  # fmt: skip
    return Twin(header, _rows(view), _rows(shared))


def _rows(view: CoverageView) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for one in view.communes:
        before = [standing_words(one.before)] if view.is_exercise else []
        rows.append(
            (
                one.name, *before, standing_words(one.standing), unmet_words(unmet_of(view, one.code)),
                ", ".join(one.short) or "–", ", ".join(one.fragile) or "–",
            )
        )  # fmt: skip
    return tuple(rows)
