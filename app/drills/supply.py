"""What each profession, kind of place and post on duty gives in a half-day. Rows of ``data/coverage_supply.csv``,
``data/duty_supply.csv`` and ``data/transport_supply.csv``; every figure is a hypothesis until somebody says better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.drills.half_days import MOMENTS, DayKind, day_kind, day_of, moment
from app.drills.world import Part
from app.roster.cells import Cells, bounded, choice, integer, required, text, words
from app.roster.practice import SiteKind
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.world import Slice

MOST_ACTS, MOST_MINUTES, LONGEST_AUTONOMY = 5_000, 600, 24 * 60
"""Acts of a half-day, minutes, hours: beyond, a figure was mistyped."""

PLACE_KINDS = (*SiteKind, "practice", "centre", "remote", "neighbour")
"""Kinds of place that a row may be about: those of establishments, then those that coverage knows besides."""

SERVICES = {
    "dossier_hopital": N_("dossier de l’hôpital"),
    "messagerie_securisee": N_("messagerie sécurisée"),
    "telephone": N_("téléphone"),
    "internet": N_("internet"),
    "logiciel": N_("logiciels des cabinets"),
}
"""Services that others may depend on (« it:<service> ») → their words (French source)."""

SUPPLIERS = {
    "grossiste": N_("grossiste en médicaments"),
    "oxygene": N_("prestataire d’oxygène"),
    "reactifs": N_("réactifs de laboratoire"),
    "eau": N_("eau"),
    "carburant": N_("carburant"),
}
"""Suppliers of the shipped tables (« supplier:<name> ») → their words (French source); others are said as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRow:
    """One profession (its slug) or kind of place. ``acts``: of an ordinary half-day; ``per_100_places``: acts for 100 places.

    ``percents``: part of it that is given on a Saturday, on a Sunday and at night. ``depends_on``: what it stops without
    (« power », « it:<service> », « supplier:<name> ») → hours it goes on without. ``headcount``: territory → how many of
    them it is known to have, the roster's or not.
    """

    code: str
    is_profession: bool
    skills: frozenset[str]
    acts: int
    per_100_places: int | None
    reach_minutes: int
    saturday_percent: int
    sunday_percent: int
    night_percent: int
    depends_on: Mapping[str, int] = field(default_factory=dict)
    headcount: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    checked: str = "inferred"

    def usual(self, places: int | None = None) -> int:
        """Acts of an ordinary half-day, by its places where the row counts by places and they are known."""
        if self.per_100_places is not None and places is not None:
            return self.per_100_places * places // 100
        return self.acts

    def percent(self, one: Slice) -> int:
        """The part of an ordinary half-day that is given in a slice."""
        if one.part is Part.NIGHT:
            return self.night_percent
        kinds = {DayKind.WEEKDAY: 100, DayKind.SATURDAY: self.saturday_percent, DayKind.SUNDAY: self.sunday_percent}
        return kinds[day_kind(day_of(one))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """Who is on duty somewhere: ``count`` people or vehicles of ``acts`` each, in the slices of ``when``.

    ``territory`` « * »: anywhere that has no row of its own. ``commune`` empty: the most populated one.
    """

    code: str
    territory: str
    commune: str
    label_fr: str
    label_en: str
    count: int
    acts: int
    skills: frozenset[str]
    reach_minutes: int
    when: frozenset[str]
    depends_on: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    checked: str = "inferred"

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return self.label_en if language() == "en" and self.label_en else self.label_fr

    @property
    def usual(self) -> int:
        """What it gives when it is there."""
        return self.count * self.acts

    def gives(self, one: Slice) -> int:
        """What it gives in a slice."""
        return self.usual if moment(one) in self.when else 0


def share(acts: int, percent: int | Fraction) -> int:
    """Part of a number of acts, rounded to the nearest, halves up: whoever gives anything gives at least one."""
    found = int(Fraction(acts) * Fraction(percent) / 100 + Fraction(1, 2))
    return max(found, 1) if acts and percent else found


def supply_row_of(row: Cells) -> SupplyRow:
    """One row of ``coverage_supply.csv``. Raises InvalidInput."""
    code, kind = required(row, "code"), text(row, "kind")
    if kind:
        choice(row, "kind", frozenset({"profession", "site"}))
    return SupplyRow(
        code=code,
        # A row typed on the screen says no kind: no profession is called as a place is.
        is_profession=code not in PLACE_KINDS if not kind else kind == "profession",
        skills=frozenset(words(row, "skills")),
        acts=_number(row, "acts", MOST_ACTS) or 0,
        per_100_places=_number(row, "per_100_places", MOST_ACTS),
        reach_minutes=bounded(row, "reach_minutes", 0, MOST_MINUTES),
        saturday_percent=_percent(row, "saturday_percent"),
        sunday_percent=_percent(row, "sunday_percent"),
        night_percent=_percent(row, "night_percent"),
        depends_on=_dependences(row),
        headcount=dict(_headcount(one) for one in words(row, "headcount")),
        source=required(row, "source"),
        checked=required(row, "checked"),
    )


def post_row_of(row: Cells) -> PostRow:
    """One row of ``duty_supply.csv`` or ``transport_supply.csv``. Raises InvalidInput."""
    when = frozenset(words(row, "when"))
    if not when or when - MOMENTS:
        raise InvalidInput(N_("when : écrivez un ou plusieurs de : {known}."), known=", ".join(sorted(MOMENTS)))
    return PostRow(
        code=required(row, "code"),
        territory=text(row, "territory") or "*",
        commune=text(row, "commune"),
        label_fr=required(row, "label_fr"),
        label_en=text(row, "label_en"),
        count=bounded(row, "count", 0, 500),
        acts=bounded(row, "acts", 0, MOST_ACTS),
        skills=frozenset(words(row, "skills")),
        reach_minutes=bounded(row, "reach_minutes", 0, MOST_MINUTES),
        when=when,
        depends_on=_dependences(row),
        source=required(row, "source"),
        checked=required(row, "checked"),
    )


def _dependences(row: Cells) -> Mapping[str, int]:
    return dict(_dependence(one) for one in words(row, "depends_on"))


def _dependence(said: str) -> tuple[str, int]:
    on, _equals, hours = said.partition("=")
    on, hours = on.strip(), hours.strip() or "0"
    kind, _colon, name = on.partition(":")
    is_known = on == "power" or (kind == "it" and name in SERVICES) or (kind == "supplier" and bool(name))
    if not is_known or not hours.isdecimal() or int(hours) > LONGEST_AUTONOMY:
        raise InvalidInput(
            N_(
                "depends_on : « {said} » ; écrivez power, it:<service> ou supplier:<nom>, puis « = » et des heures d’autonomie (exemple : power=4)."
            ),
            said=said,
        )
    return on, int(hours)


def _headcount(said: str) -> tuple[str, int]:
    territory, _equals, count = (part.strip() for part in said.partition("="))
    if not territory or not count.isdecimal() or not 0 < int(count) <= MOST_ACTS:
        raise InvalidInput(
            N_("headcount : « {said} » ; écrivez le territoire, « = » et l’effectif recensé (exemple : redon=94)."),
            said=said,
        )
    return territory, int(count)


def _number(row: Cells, column: str, most: int) -> int | None:
    found = integer(row, column)
    if found is not None and found > most:
        raise InvalidInput(N_("{column} : écrivez un nombre de 0 à {most}."), column=column, most=most)
    return found


def _percent(row: Cells, column: str) -> int:
    return _number(row, column, 100) or 0
